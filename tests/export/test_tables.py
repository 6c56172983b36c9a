"""Tables say what the records say, in every format and library."""

from __future__ import annotations

import csv
import io
import json
import os
import pickle
import platform
import re
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any, Literal

import attrs
import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import svctrade
from svctrade import Certainty, Column, MissingExtraError, Role, Table, UnknownNameError
from svctrade._display.terminal import draw_grid
from svctrade._export.columns import TableKind, _disambiguate

from ..strategies import editions

ALL = svctrade.measures()
KINDS: tuple[TableKind, ...] = ("measures", "assignments", "coverage", "readings")
KEYS = ("task", "lead", "body", "region", "role", "measure")
TABLES = [
    *(ALL.table(kind, lang=lang) for kind in KINDS for lang in ("en", "zh")),
    ALL.crosstab("region", "role"),
    (ALL - ALL).table(),
]
EVERY_KIND = Table(
    "every kind",
    (
        Column("whole", "integer", (1, None, -3)),
        Column("yes", "boolean", (True, None, False)),
        Column("day", "date", (svctrade.edition().published, None, None)),
        Column("words", "text", ("=1+1", None, "a|b\nc")),
        Column("label", "category", ("x", None, "y"), ("y", "x"), ordered=True),
        Column("several", "texts", (("甲", "乙"), (), ("丙",))),
    ),
)
every_table = pytest.mark.parametrize("table", [*TABLES, EVERY_KIND], ids=lambda t: t.name)


def records(table: Table) -> list[tuple[Any, ...]]:
    """Return the rows with lists for tuples, as other libraries have them."""
    return [tuple([*v] if isinstance(v, tuple) else v for v in row) for row in table.rows()]


# -- what they say --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", [None, "zh"])
def test_measures_table_has_a_row_for_each_measure(lang: Literal["zh"] | None) -> None:
    """The columns of the measures say what the records say."""
    table = ALL.table("measures", lang=lang)
    columns = [table[name] for name in table.names]
    for measure, row in zip(ALL, zip(*columns, strict=True), strict=True):
        lead = measure.lead
        roles = {role for a in measure.assignments for role in a.roles}
        assert row == (
            measure.number,
            str(measure.task),
            measure.text,
            measure.responsibility,
            lead and lead.body.name,
            *((lead and lead.body.id, lead and lead.body.name_en) if lang is None else ()),
            lead and (lead.basis.value if lang is None else lead.basis.label),
            tuple(body.name for body in measure.bodies()),
            tuple(r.value if lang is None else r.label for r in Role if r in roles),
            tuple(dict.fromkeys(group for a in measure.assignments for group in a.groups)),
            tuple(region.name for region in measure.coverage.named),
            *(
                truth if lang is None else "是" if truth else "否"
                for truth in (
                    measure.coverage.everywhere,
                    measure.coverage.open_ended,
                    measure.coverage.national,
                )
            ),
            measure.frameworks,
            tuple(str(note.number) for note in measure.notes),
            *(measure.lines or (None, None)),
            *(
                tuple(item.name_en if lang is None else item.name for item in items)
                for items in (measure.services, measure.modes, measure.topics)
            ),
        )


def test_assignments_table_has_a_row_for_each_party_in_each_role() -> None:
    """Each party is there in each of its roles, with its place in the statement."""
    table = ALL.table("assignments")
    rows = table.to_dicts()
    expected = [
        (measure.number, n, role.value, party.text, party.open_ended)
        for measure in ALL
        for n, assignment in enumerate(measure.assignments, start=1)
        for party in assignment.parties
        for role in assignment.roles
    ]
    found = []
    for row in rows:
        statement = svctrade.measure(row["number"]).responsibility
        words = statement[row["start"] : row["stop"]]
        found.append((row["number"], row["assignment"], row["role"], words, row["open_ended"]))
        assert row["text"] in statement
    assert found == expected
    kinds = {row["party"]: row["party_kind"] for row in rows}
    assert [kinds[name] for name in ("商务部", "厦门", "试点地区")] == ["body", "region", "group"]


def test_assignments_table_keeps_parties_without_a_role() -> None:
    """A party that a document names without an action has a row."""
    edition = svctrade.read_document("措施\n1. 甲。（商务部、财政部）\n")
    table = svctrade.measures(edition).table("assignments")
    assert (table["party"], table["role"]) == (("商务部", "财政部"), (None, None))


def test_coverage_table_has_a_row_for_each_measure_in_each_region() -> None:
    """The coverage has every measure in every region."""
    table = ALL.table("coverage")
    expected = [
        (
            *(m.number, region.name, region.id, region.name_en, region.code, region.province),
            certainty >= Certainty.COVERED,
        )
        for m in ALL
        for region in svctrade.regions()
        for certainty in [m.certainty(region)]
    ]
    assert [row[:7] for row in table.rows()] == expected
    assert len(table) == 122 * 28
    certainties = [m.certainty(r).value for m in ALL for r in svctrade.regions()]
    assert [*table["certainty"]] == certainties


@given(editions(), st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_crosstab_counts_the_measures_of_two_groups(
    edition: svctrade.Edition, down: Any, across: Any
) -> None:
    """Each cell is the size of the intersection of its row's group and its column's.

    A party and its roles are counted by another rule (tests/query/test_counts.py).
    """
    assume(not ({down, across} & {"body", "lead", "region"} and "role" in {down, across}))
    found = svctrade.measures(edition)[:4]
    table = found.crosstab(down, across)
    rows, columns = found.group_by(down), found.group_by(across)
    assert len(table) == len(rows)
    assert len(table.names) == len(columns) + 1
    counts = sorted(value for name in table.names[1:] for value in table[name])  # type: ignore[type-var]
    assert counts == sorted(len(a & b) for a in rows.values() for b in columns.values())


def test_crosstab_labels_rows_and_columns() -> None:
    """Rows and columns have the names of their groups, also where there is no lead."""
    table = ALL.numbered(43, 59).crosstab("lead", "measure", lang="zh")
    assert table.to_dicts() == [
        {"牵头单位": "移民局", "43": 0, "59": 1},
        {"牵头单位": "（无）", "43": 1, "59": 0},
    ]
    assert ALL.numbered(43).crosstab("lead", "task")["lead"] == ("none",)


def test_crosstab_numbers_equal_labels() -> None:
    """Two tasks of one label and title are two rows."""
    edition = svctrade.edition()
    tasks = tuple(attrs.evolve(t, title="同", label="") for t in edition.tasks)
    measures = tuple(attrs.evolve(m, task=tasks[m.task.number - 1]) for m in edition.measures)
    alike = attrs.evolve(edition, tasks=tasks, measures=measures)
    table = svctrade.measures(alike).crosstab("task", "role")
    assert table["task"][:2] == ("同", "同 (2)")
    assert _disambiguate(["a", "a", "a (2)", "a"]) == ["a", "a (3)", "a (2)", "a (4)"]


# -- where they go --------------------------------------------------------------------------------


@every_table
def test_pyarrow_takes_a_table(table: Table) -> None:
    """Arrow takes the table as it is, with proper types."""
    taken = pa.table(table)
    assert [tuple(row.values()) for row in taken.to_pylist()] == records(table)
    types = {
        "integer": pa.types.is_integer,
        "boolean": pa.types.is_boolean,
        "date": pa.types.is_date,
        "text": pa.types.is_string,
        "category": pa.types.is_dictionary,
        "texts": pa.types.is_list,
    }
    for column in table.columns:
        assert types[column.kind](taken.schema.field(column.name).type)


@every_table
def test_polars_takes_a_table(table: Table) -> None:
    """Polars takes the table as it is."""
    for frame in (pl.DataFrame(table), table.to_polars()):
        assert frame.rows() == records(table)
        assert frame.columns == [*table.names]


@every_table
def test_to_polars_makes_an_enum_of_an_ordered_category(table: Table) -> None:
    """The values compare in their order."""
    for column in table.columns:
        if column.ordered:
            assert table.to_polars().schema[column.name] == pl.Enum(column.labels)


@every_table
def test_duckdb_takes_a_table(table: Table) -> None:
    """DuckDB queries the table as it is."""
    asked = table
    found = duckdb.sql("select * from asked")
    assert found is not None
    assert found.fetchall() == records(asked)


@every_table
def test_to_pandas_keeps_values_and_types(table: Table) -> None:
    """Whole numbers and booleans keep their type where some are missing."""
    frame = table.to_pandas()
    found = [tuple(None if v is pd.NaT else v for v in row) for row in _python(frame)]
    assert found == records(table)
    assert [*frame.columns] == [*table.names]
    for column in table.columns:
        if column.kind == "category":
            assert [*frame[column.name].cat.categories] == [*column.labels]
            assert frame[column.name].cat.ordered is column.ordered
        if column.kind == "integer":
            expected = "Int64" if None in table[column.name] else "int64"
            assert str(frame[column.name].dtype) == expected
    if hasattr(pd.DataFrame, "from_arrow"):  # new in pandas 3, which is not for Python 3.10
        assert [*pd.DataFrame.from_arrow(table).columns] == [*table.names]


def _python(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    def value(found: Any) -> Any:
        if isinstance(found, list):
            return found
        if pd.isna(found):
            return None
        if isinstance(found, pd.Timestamp):
            return found.date()
        return found.item() if hasattr(found, "item") else found

    return [tuple(map(value, row)) for row in frame.astype(object).itertuples(index=False)]


@every_table
def test_to_parquet_writes_the_table(table: Table, tmp_path: Path) -> None:
    """A Parquet file has the table with its types."""
    table.to_parquet(tmp_path / "t.parquet")
    found = pq.read_table(tmp_path / "t.parquet")
    assert [tuple(row.values()) for row in found.to_pylist()] == records(table)


@every_table
def test_to_json_and_to_jsonl_write_the_rows(table: Table, tmp_path: Path) -> None:
    """JSON and its lines have the rows, dates in ISO 8601."""
    expected = json.loads(json.dumps(table.to_dicts(), default=str))
    assert json.loads(table.to_json(tmp_path / "t.json")) == expected
    assert [json.loads(line) for line in table.to_jsonl().splitlines()] == expected
    assert (tmp_path / "t.json").read_text(encoding="utf-8") == table.to_json()


@every_table
@pytest.mark.parametrize("bom", [False, True])
def test_to_csv_writes_the_rows(table: Table, bom: bool, tmp_path: Path) -> None:
    """CSV has the texts; one that a spreadsheet would run has an apostrophe before it."""
    text = table.to_csv(tmp_path / "t.csv", bom=bom)
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf") is bom
    encoding = "utf-8-sig" if bom else "utf-8"
    with (tmp_path / "t.csv").open(encoding=encoding, newline="") as file:
        found = [*csv.reader(file)]
    texts = {c.name for c in table.columns if c.kind in ("text", "category", "texts")}
    escaped = [
        [
            f"'{t}" if name in texts and t[:1] in ("=", "-") else t
            for name, t in zip(table.names, row, strict=True)
        ]
        for row in table.text_rows()
    ]
    assert found == [[*table.names], *escaped]
    assert text.removeprefix("\ufeff") == table.to_csv()


@every_table
def test_to_excel_writes_the_values(table: Table, tmp_path: Path) -> None:
    """A workbook has the values; several texts are joined, and none is a formula."""
    other = EVERY_KIND if table is not EVERY_KIND else TABLES[0]
    table.to_excel(tmp_path / "t.xlsx", other)
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert len(book.sheetnames) == 2 + any(one.cover for one in (table, other))
    sheet: Any = book[book.sheetnames[-2]]
    found = [*sheet.iter_rows(values_only=True)]
    joined = [
        tuple(table.joint.join(v) or None if isinstance(v, tuple) else v for v in row)
        for row in table.rows()
    ]
    dated = [tuple(v.date() if hasattr(v, "date") else v for v in row) for row in found[1:]]
    if table.outline is None:
        assert (found[0], dated) == (table.names, joined)
    else:  # the column of the outline is the last one, and its values are rows of their own
        at = table.names.index(table.outline)
        last = [(*row[:at], *row[at + 1 :], row[at]) for row in (table.names, *joined)]
        assert [row for row in (found[0], *dated) if any(row[1:])] == last
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == (sheet.dimensions if table.outline is None else None)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    rows = [row for row in sheet.iter_rows() if table.outline is None or row[1].value]
    assert all(cell.alignment.wrap_text for row in rows for cell in row)
    assert all(8 <= width.width <= 60 for width in sheet.column_dimensions.values())


def test_to_excel_fits_widths_and_heights_to_chinese(tmp_path: Path) -> None:
    """Columns are as wide as their Chinese, up to a limit, and rows as high as wrapped texts."""
    table = Table(
        "甲/乙:丙" * 9,
        (Column("短", "text", ("厦门" * 10, "x")), Column("长", "text", ("厦门" * 100, ""))),
    )
    table.to_excel(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    (name,) = book.sheetnames
    assert name == ("甲 乙 丙" * 9)[:31]
    sheet: Any = book[name]
    assert (sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width) == (42, 60)
    assert sheet.row_dimensions[2].height > 5 * sheet.row_dimensions[3].height


def test_to_markdown_writes_a_line_for_each_row() -> None:
    """The characters that Markdown gives a meaning are escaped."""
    assert EVERY_KIND.to_markdown().splitlines() == [
        "| whole | yes | day | words | label | several |",
        "| ---: | --- | --- | --- | --- | --- |",
        "| 1 | true | 2020-08-14 | =1+1 | x | 甲、乙 |",
        "|   |   |   |   |   |   |",
        r"| -3 | false |   | a\|b<br>c | y | 丙 |",
    ]


def named(name: str) -> Table:
    return Table(name, EVERY_KIND.columns)


@pytest.mark.parametrize(
    "names", [("甲", "甲"), ("a/b", "A:B"), ("", "甲"), ("甲" * 40, "甲" * 41)]
)
def test_to_excel_refuses_sheets_of_one_name(names: tuple[str, str], tmp_path: Path) -> None:
    """Two sheets of one name in Excel, or one without a name, are refused; nothing is written."""
    first, second = map(named, names)
    with pytest.raises(ValueError, match="each sheet of a workbook has a name of its own"):
        first.to_excel(tmp_path / "t.xlsx", second)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("text", ["甲\x0b乙", "\x1b[31m", "甲" * 32_768, "\ud800"])
def test_to_excel_refuses_a_text_that_no_cell_can_hold(text: str, tmp_path: Path) -> None:
    """Excel would cut it or refuse it; the error names the cell, and nothing is written."""
    table = Table("t", (Column("words", "text", ("x", text)),))
    with pytest.raises(
        ValueError, match=r"row 3 of 'words' has .* which no cell of Excel can hold"
    ):
        table.to_excel(tmp_path / "t.xlsx")
    assert [*tmp_path.iterdir()] == []


def test_to_excel_writes_the_longest_text_of_a_cell(tmp_path: Path) -> None:
    """A text of as many characters as a cell of Excel holds is written whole."""
    text = "甲" * 32_767
    Table("t", (Column("words", "text", (text,)),)).to_excel(tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert text in {cell.value for row in sheet.iter_rows() for cell in row}


def test_to_csv_keeps_or_refuses_a_nul_character() -> None:
    """Python 3.10 cannot write it; newer versions can."""
    edition = svctrade.read_table([{"举措": "甲。", "牵头单位": "商务部"}])
    odd = attrs.evolve(edition, measures=(attrs.evolve(edition.measures[0], text="a\0b"),))
    table = svctrade.measures(odd).table()
    if not platform.python_version().startswith("3.10."):
        assert "a\0b" in table.to_csv()
        return
    with pytest.raises(ValueError, match="cannot hold the NUL character"):
        table.to_csv()


@given(st.lists(st.tuples(*[st.text('甲\r\n",=-1', max_size=6)] * 2), min_size=1, max_size=4))
def test_to_csv_quotes_line_ends(rows: list[tuple[str, str]]) -> None:
    """Whatever line ends a text has, its row is one row, and no cell begins a formula."""
    columns = (
        Column("一", "text", tuple(a for a, _ in rows)),
        Column("二", "text", tuple(b for _, b in rows)),
    )
    found = [*csv.reader(io.StringIO(Table("t", columns).to_csv(), newline=""))]
    assert [tuple(c.replace("'", "") for c in row) for row in found[1:]] == rows
    assert not any(cell.startswith(("=", "-", "\r")) for row in found for cell in row)


def test_to_csv_escapes_texts_and_no_numbers() -> None:
    """A negative number stays one; a text that begins with a minus gets an apostrophe."""
    table = Table("t", (Column("n", "integer", (-3,)), Column("t", "text", ("-3",))))
    assert table.to_csv() == "n,t\n-3,'-3\n"


def test_to_arrow_takes_many_labels() -> None:
    """A category has as many labels as there are."""
    labels = tuple(map(str, range(40_000)))
    table = Table("t", (Column("n", "category", labels, labels),))
    assert pa.table(table).num_rows == 40_000


def test_to_pandas_keeps_a_missing_list_missing() -> None:
    """A missing list is no empty one."""
    table = Table("t", (Column("several", "texts", (None, ("甲",))),))
    assert [*table.to_pandas()["several"]] == [None, ["甲"]]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such devices")
def test_to_csv_writes_to_a_device() -> None:
    """A device is written to and not replaced by a file."""
    ALL.table().to_csv("/dev/null")
    assert not Path("/dev/null").is_file()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such mask")
def test_to_csv_makes_a_file_with_the_usual_permissions(tmp_path: Path) -> None:
    """The umask counts, and the name may be as long as any."""
    path = tmp_path / ("国" * 83 + ".csv")
    (tmp_path / "usual").touch()
    ALL.numbered(59).table().to_csv(path)
    assert path.stat().st_mode == (tmp_path / "usual").stat().st_mode


# -- the records ----------------------------------------------------------------------------------


def test_tables_compare_hash_and_pickle() -> None:
    """Tables compare, hash, pickle and cannot be changed."""
    table = ALL.table()
    assert table == ALL.table() != ALL.table(lang="zh")
    assert hash(table) == hash(ALL.table())
    assert pickle.loads(pickle.dumps(table)) == table
    assert bool(table)
    assert [*table] == [*table.rows()]
    assert not (ALL - ALL).table()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        table.name = "x"  # type: ignore[misc]  # the error is the point


WRONG: Any = "wrong"
WRONG_NAME: Any = 0


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: ALL.table(WRONG), ValueError, "kind is 'wrong'; expected 'measures'"),
        (lambda: ALL.table(lang=WRONG), ValueError, "lang is 'wrong'; expected 'zh' or 'en'"),
        (lambda: ALL.crosstab(WRONG, "task"), ValueError, "key is 'wrong'; expected one of 'task'"),
        (lambda: ALL.crosstab("task", "role", lang=WRONG), ValueError, "lang is 'wrong'"),
        (
            lambda: ALL.table()["leed"],
            UnknownNameError,
            "'leed'; did you mean 'lead' or",
        ),
        (
            lambda: ALL.table()[WRONG_NAME],
            TypeError,
            "a column is given by its name, not as int: 0",
        ),
        (
            lambda: ALL.table().to_excel("a.csv"),
            ValueError,
            "an Excel workbook is an .xlsx, not 'a.csv'",
        ),
        (lambda: ALL.table().select("number", "x"), UnknownNameError, "no column is called 'x'"),
        (lambda: Table("t", ()), ValueError, "a table has one column at the least; found none"),
        (lambda: ALL.table().select(), ValueError, "one column at the least"),
        (lambda: Column("a", WRONG, ()), ValueError, "kind is 'wrong'; expected one of integer"),
        (lambda: Column("a", "category", ("x",), ("y",)), ValueError, "the labels of 'a' lack 'x'"),
        (
            lambda: Table("t", (Column("a", "text", ()), Column("a", "text", ()))),
            ValueError,
            "has a name of its own; found",
        ),
        (
            lambda: Table("t", (Column("a", "text", ()), Column("b", "text", ("x",)))),
            ValueError,
            "found {'a': 0, 'b': 1}",
        ),
        (lambda: ALL.table().heatmap(), ValueError, "heatmap() draws a crosstab"),
    ],
)
def test_wrong_argument_raises(
    call: Callable[[], object], error: type[Exception], message: str
) -> None:
    """The error says what was given and what was expected."""
    with pytest.raises(error) as caught:
        call()
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("call", "extra"),
    [
        (lambda: ALL.table().to_arrow(), "arrow"),
        (lambda: ALL.table().to_pandas(), "pandas"),
        (lambda: ALL.table().to_polars(), "polars"),
        (lambda: ALL.table().to_excel("never.xlsx"), "excel"),
        (lambda: ALL.table().to_parquet("never.parquet"), "arrow"),
        (lambda: ALL.crosstab("task", "role").heatmap(), "charts"),
        (lambda: ALL.bars("task"), "charts"),
        (lambda: ALL.table().__narwhals_dataframe__(), "charts"),
        (lambda: ALL.graph(), "graph"),
        (lambda: ALL.network(), "graph"),
        (lambda: ALL.numbered(59).memo("en").to_docx("never.docx"), "word"),
        (lambda: draw_grid(ALL.table()._grid()), "rich"),
    ],
)
def test_missing_extra_raises(
    call: Callable[[], object], extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says what to install, and nothing is written."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("svctrade.exceptions.import_module", missing)
    with pytest.raises(MissingExtraError) as caught:
        call()
    assert caught.value.extra == extra
    assert str(caught.value) == f"this needs {caught.value.library}: {caught.value.command}"
    assert caught.value.command.startswith("pip install '")
    assert "\n" not in str(caught.value)
    assert not [*Path().glob("never.*")]


def test_arrow_c_stream_gives_a_stream() -> None:
    """The PyCapsule protocol gives a stream of the table's schema."""
    reader = pa.RecordBatchReader.from_stream(EVERY_KIND)
    assert reader.schema.names == [*EVERY_KIND.names]
    assert io.StringIO(EVERY_KIND.to_csv()).readline() == "whole,yes,day,words,label,several\n"


def test_files_of_a_table_are_written_to_memory() -> None:
    """An open file gets what a path gets; a text file takes text only."""
    table = ALL[:2].table()
    for method in (table.to_csv, table.to_json, table.to_jsonl, table.to_markdown):
        binary, text = io.BytesIO(), io.StringIO()
        expected = method(binary)
        method(text)
        assert binary.getvalue().decode("utf-8") == text.getvalue() == expected
    workbook, parquet = io.BytesIO(), io.BytesIO()
    table.to_excel(workbook)
    table.to_parquet(parquet)
    assert (workbook.getvalue()[:2], parquet.getvalue()[:4]) == (b"PK", b"PAR1")
    with pytest.raises(TypeError, match="expected a file opened in binary mode"):
        table.to_excel(io.StringIO())


@pytest.mark.parametrize("target", [7, None, b"a.xlsx"])
def test_writing_refuses_what_is_no_file(target: Any) -> None:
    """The error says what was given, and what is taken."""
    given = f"a path or a file that is open for writing, not {type(target).__name__}"
    with pytest.raises(TypeError, match=given):
        ALL.to_excel(target)


def test_table_contains_its_columns() -> None:
    """`in` asks for a column by its name."""
    assert "lead" in ALL.table()
    assert "leader" not in ALL.table()


def test_set_writes_its_table(tmp_path: Path) -> None:
    """The shortcuts of a set give what its table gives."""
    found = ALL.in_task(8)
    table = found.table()
    assert found.to_csv(bom=True) == table.to_csv(bom=True)
    assert found.to_json() == table.to_json()
    assert found.to_markdown() == table.to_markdown()
    assert found.to_arrow().equals(table.to_arrow())
    assert found.to_polars().equals(table.to_polars())
    assert found.to_pandas().equals(table.to_pandas())
    found.to_excel(tmp_path / "a.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["measures"].max_row == len(found) + 1
    ALL.in_region("厦门").numbered(59).to_excel(tmp_path / "b.xlsx", lang="en")
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["measures"]
    heads = [cell.value for cell in sheet[1]]
    assert "Certainty (Xiamen)" in heads


def test_tables_for_readers_are_in_english() -> None:
    """Headings and values are English; only what has no English is printed, in quotation marks."""
    kinds: tuple[TableKind, ...] = ("measures", "assignments", "coverage")
    for kind in kinds:
        text = ALL.table(kind, lang="en").to_json()
        assert not re.search("[\u3400-\u9fff]", re.sub("“[^”]*”", "", text)), kind
    assert ALL.table(lang="en").names[:5] == ("Number", "Task", "Text", "Responsibility", "Lead")
    row = ALL.numbered(59).table("assignments", lang="en").to_dicts()[2]
    assert (row["Role"], row["Party"]) == ("implementation", "pilot regions")
    remarks = ALL.numbered(93).table("assignments", lang="en")["Remark"]
    assert "to be extended to other regions later, as circumstances permit" in remarks
    crosstab = ALL.in_task(8).crosstab("task", "lead", lang="en")
    assert crosstab.names[1] == "Ministry of Commerce"
    certainty = ALL[:1].table(lang="en", certainty_for=("厦门",))
    assert certainty["Certainty (Xiamen)"] == ("covered",)


def test_altair_takes_a_table() -> None:
    """A table is the data of a chart, with the types of its columns and lists of texts."""
    altair = pytest.importorskip("altair")
    chart = altair.Chart(ALL.table()).mark_bar().encode(y="lead", x="count()").to_dict()
    assert chart["encoding"]["y"] == {"field": "lead", "type": "nominal"}
    (rows,) = chart["datasets"].values()
    assert [row["number"] for row in rows] == [*ALL.numbers]
    assert rows[58]["bodies"] == ["移民局", "外交部"]
    counts = ALL.crosstab("task", "role")
    encoded = altair.Chart(counts).mark_bar().encode(x="task", y="lead").to_dict()["encoding"]
    assert encoded["y"]["type"] == "quantitative"


def test_missing_extra_without_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frozen program has no metadata, and an unknown extra no libraries: the extra is named."""

    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    assert MissingExtraError("x", "none").command == "pip install 'svctrade[none]'"
    monkeypatch.setattr("importlib.metadata.requires", missing)
    assert MissingExtraError("openpyxl", "excel").command == "pip install 'svctrade[excel]'"
