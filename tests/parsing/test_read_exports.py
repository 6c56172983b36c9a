"""What the library exports reads back; a table in memory is read as it is."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest

import svctrade
from svctrade import DocumentError, Edition, Problem, ReviewKind, Table

FOUND = svctrade.measures().in_region("厦门").in_task(2, 8)
PLAN = [
    {"序号": 1, "试点任务": "（一）开放", "具体举措": "支持甲。", "责任分工": "市商务局牵头"},
    {
        "序号": 2,
        "试点任务": "（一）开放",
        "具体举措": "支持乙。",
        "责任分工": "市财政局、市商务局负责",
    },
]
WRITERS: dict[str, Callable[[Table, Path], object]] = {
    "csv": lambda table, path: table.to_csv(path, bom=True),
    "xlsx": lambda table, path: table.to_excel(path),
    "json": lambda table, path: table.to_json(path),
    "jsonl": lambda table, path: table.to_jsonl(path),
    "md": lambda table, path: table.to_markdown(path),
}
FRAMES: dict[str, Callable[[Table], Any]] = {
    "table": lambda table: table,
    "pandas": lambda table: table.to_pandas(),
    "polars": lambda table: table.to_polars(),
    "arrow": lambda table: table.to_arrow(),
    "dicts": lambda table: table.to_dicts(),
    "json text": lambda table: table.to_json(),
    "csv text": lambda table: table.to_csv(),
    "open text": lambda table: io.StringIO(table.to_csv()),
    "open file": lambda table: io.BytesIO(table.to_json().encode()),
}
each_data = pytest.mark.parametrize("lang", [None, "zh"])
each_writer = pytest.mark.parametrize("format_", WRITERS)
each_frame = pytest.mark.parametrize("made", FRAMES.values(), ids=FRAMES)
Lang = Literal["en", "zh"]


def said(edition: Edition) -> list[tuple[object, ...]]:
    """Return what the measures of an edition say, without their places."""
    return [
        (m.number, str(m.task), m.text, m.responsibility, m.assignments, m.lead, m.coverage)
        for m in edition.measures
    ]


def expected() -> list[tuple[object, ...]]:
    return [row for row in said(svctrade.edition()) if row[0] in FOUND.numbers]


@each_data
@each_writer
def test_export_reads_back(format_: str, lang: Lang | None, tmp_path: Path) -> None:
    """A file of any format has the same measures, with and without the degrees in a region."""
    for regions in ((), ("厦门", "深圳")):
        path = tmp_path / f"table.{format_}"
        WRITERS[format_](FOUND.table(lang=lang, certainty_for=regions), path)
        assert said(svctrade.read_table(path)) == expected()


@each_data
@each_frame
def test_frame_reads_back(made: Callable[[Table], Any], lang: Lang | None) -> None:
    """So has a table in memory."""
    assert said(svctrade.read_table(made(FOUND.table(lang=lang)))) == expected()


@each_data
def test_workbook_with_every_table_reads_back(lang: Lang | None, tmp_path: Path) -> None:
    """The command line writes three sheets; that of the measures is read."""
    kinds: tuple[Literal["assignments", "coverage"], ...] = ("assignments", "coverage")
    path = tmp_path / "all.xlsx"
    FOUND.table(lang=lang).to_excel(path, *(FOUND.table(kind, lang=lang) for kind in kinds))
    assert said(svctrade.read_table(path)) == expected()


@each_writer
def test_english_export_says_what_to_do(format_: str, tmp_path: Path) -> None:
    """Its statements are a translation, which nothing reads."""
    path = tmp_path / f"table.{format_}"
    WRITERS[format_](FOUND.table(lang="en"), path)
    with pytest.raises(DocumentError, match=r"was exported in English.*lang='zh' or without lang"):
        svctrade.read_table(path)


@each_frame
def test_english_frame_says_what_to_do(made: Callable[[Table], Any]) -> None:
    """So are those of a table in memory."""
    with pytest.raises(DocumentError, match="was exported in English"):
        svctrade.read_table(made(FOUND.table(lang="en")))


def test_further_columns_of_an_export_are_not_dropped(tmp_path: Path) -> None:
    """A column that somebody added is kept, or a problem, as in any table."""
    rows = [{**row, "备注": "试点"} for row in FOUND.table(lang="zh").to_dicts()]
    with pytest.raises(DocumentError, match=r"expected a known column.*'备注'"):
        svctrade.read_table(rows)
    kept = svctrade.read_table(rows, extra="keep")
    assert {dict(measure.extra)["备注"] for measure in kept.measures} == {"试点"}
    path = tmp_path / "rows.json"
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    assert svctrade.read_table(path, {"备注": None}).measures[0].extra == ()


LOST = {
    None: ("frameworks", "notes", "services (reading)", "modes (reading)", "topics (reading)"),
    "zh": (
        "框架",
        "附注",
        "服务类别（本项目归类）",
        "供应模式（本项目归类）",
        "主题（本项目归类）",
    ),
}

# The measures of a table in a language.
LANGUAGES: dict[Lang | None, tuple[int, ...]] = {"zh": (7,), None: (20, 59)}


@each_data
@each_writer
def test_columns_that_are_not_derived_again_are_named(
    format_: str, lang: Lang | None, tmp_path: Path
) -> None:
    """The review names those that have anything, or they are kept; others are as they were."""
    path = tmp_path / f"table.{format_}"
    table = svctrade.measures().numbered(7, 20).table(lang=lang)
    WRITERS[format_](table, path)
    names = LOST["zh" if lang == "zh" else None]
    left = svctrade.read_table(path)
    noted = [item for item in left.review_items if item.kind is ReviewKind.FILE]
    assert [item.text for item in noted] == [n for n in table.names if n in names and any(table[n])]
    assert {"extra='keep' keeps it" in item.said for item in noted} == {True}
    assert all(not measure.extra for measure in left.measures)
    kept = svctrade.read_table(path, extra="keep")
    assert not [item for item in kept.review_items if item.kind is ReviewKind.FILE]
    assert {name for measure in kept.measures for name, _ in measure.extra} == {
        "".join(item.text.split()) for item in noted
    }
    assert dict(kept.measures[0].extra)[names[0]] == "CEPA"
    chosen = svctrade.read_table(path, dict.fromkeys(names))
    assert not [item for item in chosen.review_items if item.kind is ReviewKind.FILE]


def test_columns_that_are_not_derived_again_are_named_for_each_table() -> None:
    """Each table of a document has its own; a column without any cell is not named."""
    tables = {
        lang: svctrade.measures().numbered(*numbers).table(lang=lang)
        for lang, numbers in LANGUAGES.items()
    }
    empty = {"frameworks", "notes"}
    assert not any(any(tables[None][name]) for name in empty)
    text = "\n".join(table.to_markdown() for table in tables.values())
    edition = svctrade.read_table(text.encode())
    assert [measure.number for measure in edition.measures] == [7, 20, 59]
    noted = [item for item in edition.review_items if item.said.endswith("keeps it")]
    assert [item.text for item in noted] == [
        *LOST["zh"],
        *(n for n in LOST[None] if n not in empty),
    ]


def test_own_table_with_a_heading_of_an_export_is_no_export() -> None:
    """A column that an export has too is kept, or a problem, in a table of somebody's own."""
    row = {"number": 1, "text": "支持甲。", "responsibility": "市商务局牵头"}
    own = [{**row, "regions": "厦门", "notes": "重要"}]
    with pytest.raises(DocumentError, match=r"'regions'(.|\n)*'notes'"):
        svctrade.read_table(own)
    (measure,) = svctrade.read_table(own, extra="keep").measures
    assert measure.extra == (("regions", "厦门"), ("notes", "重要"))
    english = [{name.capitalize(): value for name, value in own[0].items()}]
    (measure,) = svctrade.read_table(english, extra="keep").measures
    assert measure.extra == (("Regions", "厦门"), ("Notes", "重要"))
    assert str(measure.lead) == "“市商务局” (explicit lead)"


def test_english_headings_over_chinese_statements_are_read() -> None:
    """Only a translation is refused."""
    rows = FOUND.table(lang="en").to_dicts()
    for row, measure in zip(rows, FOUND, strict=True):
        row["Text"], row["Responsibility"] = measure.text, measure.responsibility
        row["Task"] = str(measure.task)
    assert said(svctrade.read_table(rows)) == expected()
    plan = svctrade.measures(svctrade.read_table(PLAN)).table(lang="en")
    with pytest.raises(DocumentError, match="was exported in English"):
        svctrade.read_table(plan)


@pytest.mark.parametrize("value", ["true", '{"a": 1}', '["甲", 1]', "[[1]]"])
def test_cell_of_json_has_its_place(value: str) -> None:
    """What is neither text nor a number is a problem of the document."""
    good = '{"举措": "支持甲。", "责任单位": "市商务局"}'
    bad = f'{{"举措": {value}, "责任单位": "市商务局"}}'
    for text in (f"[{good}, {bad}]", f"{good}\n{bad}\n"):
        with pytest.raises(DocumentError, match="text, a number or null") as caught:
            svctrade.read_table(text)
        (problem,) = caught.value.problems
        assert (problem.line, problem.column, problem.path) == (2, 1, "row 2, 举措")
        assert problem.expected == "text, a number or null"
        assert json.loads(problem.excerpt) == json.loads(value)
    long = f'[{{"举措": [{"1, " * 20}1]}}]'
    with pytest.raises(DocumentError) as caught:
        svctrade.read_table(long)
    assert caught.value.problems[0].excerpt == "[1, 1, 1, 1, 1, 1, 1"


def test_own_table_keeps_its_lead_column() -> None:
    """Columns of a plan that an export has too, such as 牵头单位, are read as the plan's."""
    rows = [{"序号": 1, "具体举措": "支持甲。", "责任分工": "市财政局配合", "牵头单位": "市商务局"}]
    (measure,) = svctrade.read_table(rows).measures
    assert str(measure.lead) == "“市商务局” (explicit lead)"


def test_several_texts_of_a_cell_are_joined() -> None:
    """A list in a cell, also of NumPy, is a list of names."""
    numpy = pytest.importorskip("numpy")
    for parties in (
        ["市商务局", "市财政局"],
        ("市商务局", "市财政局"),
        numpy.array(["市商务局", "市财政局"]),
    ):
        (measure,) = svctrade.read_table([{"举措": "支持甲。", "责任单位": parties}]).measures
        assert [body.name for body in measure.bodies()] == ["市商务局", "市财政局"]
    with pytest.raises(TypeError, match="a cell is text or a number, not list"):
        svctrade.read_table([{"举措": "支持甲。", "责任单位": ["市商务局", 1]}])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (svctrade.dumps(svctrade.edition()), r"load\(\) reads the file of an edition"),
        ("[1, 2]", "a JSON list with an object for each row"),
        ("[序号", "expected headings such as"),
    ],
)
def test_other_json_says_what_to_do(text: str, message: str) -> None:
    """The file of an edition, other JSON, and what is none."""
    with pytest.raises(DocumentError, match=message):
        svctrade.read_table(text)


def test_json_of_one_row_and_of_lines() -> None:
    """One object is one row, and a row may be a line."""
    lines = [json.dumps(row, ensure_ascii=False) for row in PLAN]
    assert len(svctrade.read_table(lines[0]).measures) == 1
    assert said(svctrade.read_table("\n".join(lines) + "\n")) == said(svctrade.read_table(PLAN))


def test_rows_that_are_no_mappings_are_refused() -> None:
    """One mapping, and rows of something else, are type errors."""
    for wrong in (PLAN[0], [*PLAN, ("a", "b")], 3):
        with pytest.raises(TypeError, match="mapping"):
            svctrade.read_table(wrong)  # type: ignore[arg-type]  # the error is tested


def test_csv_that_is_not_closed_is_reported() -> None:
    """The first row is looked at before the table is read."""
    with pytest.raises(DocumentError, match="expected headings such as"):
        svctrade.read_table('序号,"具体举措\n' + "x" * 200_000)


def test_missing_column_is_named() -> None:
    """The message says which column is missing, and how to name it."""
    row = {"任务": "一、开放", "举措内容": "支持出海。", "责任单位": "市商务局"}
    wanted = r"a column of the text beside 任务, 责任单位, or columns={'举措内容': 'text'}"
    with pytest.raises(DocumentError, match=wanted):
        svctrade.read_table([row])
    with pytest.raises(
        DocumentError, match=r"a column of the responsibility beside 举措, or columns={'…'"
    ):
        svctrade.read_table([{"举措": "支持出海。"}])
    assert len(svctrade.read_table([row], {"举措内容": "text"}).measures) == 1


def test_read_table_has_the_id_that_is_given(tmp_path: Path) -> None:
    """Without one, the id is the name of the file."""
    path = tmp_path / "own.csv"
    path.write_text("序号,举措,责任分工\n1,开放。,商务部负责推进\n", encoding="utf-8")
    given = svctrade.read_table(path, extra="keep", id="given")
    assert (given.id, svctrade.read_table(path, extra="keep").id) == ("given", "own")


def test_read_table_refuses_the_file_of_an_edition() -> None:
    """The problem is at the beginning of the text, which it quotes."""
    text = svctrade.dumps(svctrade.edition())
    with pytest.raises(DocumentError) as caught:
        svctrade.read_table(text)
    expected = "a table of measures; load() reads the file of an edition"
    assert caught.value.problems == (Problem(1, 1, text[:20], expected),)


def test_table_is_cited_by_the_text_above_it() -> None:
    """Text above a table that has not the form of a title is one where there is no other."""
    rows = (("序号", "举措", "责任分工"), ("1", "支持出海。", "商务部负责推进"))
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    page = f"<html><body><p>工作清单一览</p><table>{table}</table></body></html>"
    edition = svctrade.read_table(page.encode())
    assert (edition.title, edition.publication.title) == ("工作清单一览", "工作清单一览")
