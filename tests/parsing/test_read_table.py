"""Read tables in CSV, Excel and mappings."""

from __future__ import annotations

import io
import itertools
import sys
import zipfile
from pathlib import Path
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given

import svctrade
from svctrade import (
    Edition,
    MissingExtraError,
    ReviewKind,
    read_document,
    read_table,
)
from svctrade._parsing.formats import excel

from ..strategies import BODIES, REGIONS, editions
from .documents import EDITION, csv_of, problems_of, rows_of, workbook_of


def without_places(edition: Edition) -> Edition:
    """Blank what a table has not: where its parts stand, and what is not part of the document."""
    notes = tuple(attrs.evolve(note, place=None) for note in edition.notes)
    tasks = {task: attrs.evolve(task, place=None) for task in edition.tasks}
    measures = tuple(
        attrs.evolve(
            m,
            place=None,
            events=(),
            task=tasks[m.task],
            notes=tuple(n for n in notes if n.concerns(m.number, m.text)),
        )
        for m in edition.measures
    )
    return attrs.evolve(
        edition,
        tasks=tuple(tasks.values()),
        notes=notes,
        measures=measures,
        source=svctrade.Source("", ""),
        events=(),
        errata=(),
        outsiders=(),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "举措,责任分工,\n,牵头单位,配合单位\n甲。,市商务局,市财政局\n",
            [("", "甲。", "牵头单位：市商务局；配合单位：市财政局")],
        ),
        (
            "序号,举措,责任单位\n一,扩大,\n1,甲。,市商务局\n（二）,合作,\n2,乙。,市外办\n",
            [
                ("一、扩大", "甲。", "责任单位：市商务局"),
                ("（二）合作", "乙。", "责任单位：市外办"),
            ],
        ),
        (
            '举措,牵头单位,配合单位\n甲。,市商务局 市财政局,/\n乙。,"市发展\n改革委",无\n',
            [
                ("", "甲。", "牵头单位：市商务局、市财政局"),
                ("", "乙。", "牵头单位：市发展改革委"),
            ],
        ),
        (
            "附表,\n序号,任务\n举措,责任单位\n甲。,商务部\n",
            [("", "甲。", "责任单位：商务部")],
        ),
        (
            '举措,责任分工\n甲。,"商务部\n财政部"\n乙。,"市商务局牵头，\n市财政局配合"\n',
            [("", "甲。", "商务部、财政部"), ("", "乙。", "市商务局牵头，市财政局配合")],
        ),
        (
            "重点任务,责任分工,\n,牵头单位,配合单位\n甲。,市商务局,市财政局\n",
            [("", "甲。", "牵头单位：市商务局；配合单位：市财政局")],
        ),
        (
            "举措,牵头单位及责任人,配合（协助）单位\n甲。,市商务局,市财政局\n",
            [("", "甲。", "牵头单位：市商务局；配合单位：市财政局")],
        ),
        (
            "举措,牵头单位和配合单位\n甲。,市商务局、市财政局\n",
            [("", "甲。", "责任单位：市商务局、市财政局")],
        ),
    ],
)
def test_read_table_handles_layouts(text: str, expected: list[tuple[str, str, str]]) -> None:
    """Headings in two rows, tasks on rows of their own, names on separate lines, empty parties."""
    edition = read_table(text)
    assert [(str(m.task), m.text, m.responsibility) for m in edition.measures] == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("举措,责任单位\n甲。,市商务局,市财政局\n", "(row 2, column 3): expected a heading above"),
        ("举措,责任单位,\n甲。,市商务局,市财政局\n", "(row 2, column 3): expected a heading above"),
        (
            "任务,目标,举措,责任单位\n甲,子,乙。,市商务局\n,丑,丙。,市外办\n",
            "(row 3, column 2): expected the task of this objective beside it, found '丑'",
        ),
    ],
)
def test_read_table_reports_cells_without_meaning(text: str, message: str) -> None:
    """Cells without heading, objectives without task and tasks without measures are problems."""
    assert any(message in problem for problem in problems_of(lambda: read_table(text)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "序号,举措,责任分工\n一,甲,商务部负责\n二,乙,\n",
            "(row 3, column 2): expected a statement",
        ),
        (
            "序号,举措,责任分工\n1,甲。,商务部负责\n二,乙。,\n",
            "(row 3, column 3): expected parties and an action",
        ),
        (
            "序号,任务,举措,责任分工\n1,甲,乙。,商务部负责\n2,,,\n",
            "(row 3, column 3): expected the text",
        ),
        (
            "序号,举措,责任单位,备注\n1,甲。,商务部,\n,,,填表人\n",
            "(row 3, column 2): expected the text",
        ),
    ],
)
def test_read_table_reports_incomplete_row(text: str, message: str) -> None:
    """A row is not a task if measures have numerals too, or if another cell is filled."""
    columns = {"备注": None} if "备注" in text else None
    assert any(message in problem for problem in problems_of(lambda: read_table(text, columns)))


def test_read_table_repeats_merged_cells_after_gap() -> None:
    """Rows keep their numbers after a gap, and merged cells their value."""
    rows: list[list[object]] = [["任务", "举措", "责任单位"], ["子", "甲。", "商务部"]]
    rows += [[] for _ in range(1500)]
    rows += [["丑", "乙。", "商务部"], ["", "丙。", "外交部"]]
    content = workbook_of(rows, "A1503:A1504")
    assert [str(m.task) for m in read_table(content).measures] == ["子", "丑", "丑"]
    rows[-1][1] = ""
    assert "sheet 表, row 1504, column B: " in problems_of(lambda: read_table(workbook_of(rows)))[0]


def test_read_table_refuses_merged_cells_over_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells that merging adds count for the limit of a sheet."""
    monkeypatch.setattr(excel, "MOST_CELLS", 100)
    rows: list[list[object]] = [["x"] * 10]
    rows += [["y", *[None] * 9, "z"] for _ in range(10)]
    message = problems_of(lambda: read_table(workbook_of(rows, "A2:J11")))
    assert "a sheet of at most 100 cells" in message[0]


def test_read_table_reports_further_sheets() -> None:
    """A second sheet with a table is a problem."""
    book = openpyxl.Workbook()
    for name in ("一", "二"):
        sheet = book.create_sheet(name)
        sheet.append(["举措", "责任单位", "是"])
        sheet.append([f"{name}。", "商务部", True])
    out = io.BytesIO()
    book.save(out)
    columns = {"是": None}
    (message,) = problems_of(lambda: read_table(out.getvalue(), columns))
    assert message == "sheet 二: expected one sheet with a table of measures, found '二'"
    edition = read_table(out.getvalue(), columns, strict=False)
    assert [m.text for m in edition.measures] == ["一。"]
    assert "TRUE" in edition.source.text


def test_read_table_skips_long_gap() -> None:
    """A long gap without a filled row is skipped quickly."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["举措", "责任单位"])
    sheet.append(["甲。", "商务部"])
    sheet.cell(200_000, 1, " ")
    out = io.BytesIO()
    book.save(out)
    assert [m.text for m in read_table(out.getvalue()).measures] == ["甲。"]


def test_read_table_renumbers_measures_counted_by_task() -> None:
    """Numbers that rise under each task are counted through; other repeated ones are problems."""
    rows = ["一、开放,1,甲。,商务部", ",3,乙。,商务部", "二、合作,1,丙。,商务部"]
    text = "\n".join(["任务,序号,举措,责任单位", *rows])
    assert [m.number for m in read_table(text).measures] == [1, 2, 3]
    message = problems_of(lambda: read_table(f"{text}\n,1,丁。,商务部"))
    assert [t.partition(":")[0] for t in message] == [
        "line 4, column 1 (row 4, column 2)",
        "line 5, column 1 (row 5, column 2)",
    ]
    assert "expected a number that no measure before has, found '1'" in message[0]
    edition = read_table(f"{text}\n,1,丁。,商务部", strict=False)
    assert [m.number for m in edition.measures] == [1, 3, 4, 5]


def test_read_table_reads_bundled_edition_from_csv_and_excel(tmp_path: Path) -> None:
    """The edition of 2020, written with merged cells, is read back except for its places."""
    rows = rows_of(EDITION)
    merged = ["A1:D1", "A2:D2"]
    at = 4
    for _, group in itertools.groupby(EDITION.measures, key=lambda m: m.task):
        stop = at + len([*group])
        merged.append(f"A{at}:A{stop - 1}")
        at = stop
    merged.append(f"A{at}:D{at}")
    (tmp_path / "2020.xlsx").write_bytes(workbook_of(rows, *merged))
    (tmp_path / "2020.csv").write_bytes(csv_of(rows).encode("gb18030"))
    for name in ("2020.xlsx", "2020.csv"):
        edition = read_table(tmp_path / name, publication=EDITION.publication)
        assert without_places(edition) == without_places(EDITION)
        assert edition.measures[58].lines is not None
        first, last = edition.measures[58].lines
        text = "".join(edition.source.text.split("\n")[first - 1 : last])
        assert edition.measures[58].text in text
    assert read_table(str(tmp_path / "2020.csv")).id == "2020"


@given(editions())
def test_read_table_reads_printed_editions(edition: Edition) -> None:
    """What a table prints, and what follows from it, is read back unchanged."""
    text = csv_of(rows_of(edition, notes=False))
    again = read_table(
        text,
        id=edition.id,
        publication=edition.publication,
        bodies=BODIES,
        regions=REGIONS,
    )
    for new, old in zip(again.measures, edition.measures, strict=True):
        assert (new.task.label, new.task.title) == (old.task.label, old.task.title)
        assert (new.number, new.text, new.responsibility, new.assignments, new.coverage) == (
            (old.number, old.text, old.responsibility, old.assignments, old.coverage)
        )
        assert new.lead == old.lead


def test_read_table_joins_labelled_columns_to_statement() -> None:
    """Columns of parties become a statement with labels; names on separate lines become a list."""
    text = csv_of(
        [
            ["任务", "举措", "牵头单位", "配合单位", "指导部门", "适用范围"],
            [
                "（一）开放",
                "甲。",
                "市商务局",
                "市财政局\n市税务局、\n海关",
                "商务部",
                "厦门、前海",
            ],
            ["", "乙。", "市商务局。", "", "", ""],
            ["（二）合作", "", "", "", "", ""],
            ["", "丙。", "外交部", "", "", ""],
        ]
    )
    edition = read_table(text)
    first, second, third = edition.measures
    assert first.responsibility == (
        "牵头单位：市商务局；配合单位：市财政局、市税务局、海关；指导部门：商务部；适用范围：厦门、前海"
    )
    roles = [[role.name for role in a.roles] for a in first.assignments]
    assert roles == [["LEAD"], ["ASSIST"], ["GUIDE"], []]
    assert [r.name for r in first.coverage.named] == ["厦门", "前海"]
    assert second.responsibility == "牵头单位：市商务局"
    assert [str(m.task) for m in edition.measures] == ["（一）开放", "（一）开放", "（二）合作"]
    assert [m.number for m in edition.measures] == [1, 2, 3]
    assert third.lead is not None


def test_read_table_reads_declaration_in_heading() -> None:
    """A heading may say that the body named first leads."""
    (measure,) = read_table(
        "举措,责任单位（列首位的为牵头单位）\n甲。,市商务局、市财政局\n"
    ).measures
    assert str(measure.lead) == "“市商务局” (explicit lead)"


def test_read_table_keeps_objective_without_task() -> None:
    """An objective beside each measure is a further column."""
    (measure,) = read_table("举措,工作目标,责任单位\n甲。,新增2家,市商务局\n").measures
    assert measure.extra == (("工作目标", "新增2家"),)


def test_read_table_notes_parties_without_form_of_a_name() -> None:
    """A person behind a body is part of its name, and the review says so."""
    edition = read_table("举措,牵头单位及责任人\n甲。,市商务局 张三\n")
    (item,) = edition.review_items
    assert (item.kind.name, item.text, item.measure) == ("POSSIBLE_CUT", "市商务局张三", 1)


def test_read_table_reads_statements_of_headings() -> None:
    """A heading may say who is responsible; what follows it without a statement inherits that."""
    rows = "序号,举措,责任单位\n一、甲类（市商务局牵头）,,\n1,甲。,市财政局\n2,乙。,\n"
    more = "二、乙类（含丙事）,,\n3,丙。,市外办\n三、丙类（市外办）（年内）,,\n4,丁。,市公安局\n"
    edition = read_table(rows + more)
    assert [(task.title, task.responsibility) for task in edition.tasks] == [
        ("甲类", "市商务局牵头"),
        ("乙类（含丙事）", ""),
        ("丙类（年内）", "市外办"),
    ]
    assert [len(m.assignments) for m in edition.measures] == [1, 0, 1, 1]
    assert [[a.text for a in m.inherited] for m in edition.measures][:3] == [
        [],
        ["市商务局牵头"],
        [],
    ]
    assert svctrade.measures(edition).involving("市商务局").numbers == (2,)


def test_read_table_refuses_heading_of_two_roles() -> None:
    """A column whose heading has two roles in brackets needs *columns*."""
    rows = "序号,举措,责任单位（牵头/配合）\n1,甲。,市商务局/市财政局\n"
    assert "责任单位（牵头/配合）" in problems_of(lambda: read_table(rows))[0]
    edition = read_table(rows, columns={"责任单位（牵头/配合）": "responsibility"}, strict=False)
    assert edition.measures[0].text == "甲。"
    assert read_table("序号,举措,责任单位（牵头）\n1,甲。,市商务局\n").measures[0].lead


def test_read_table_reads_statements_in_cells_of_tasks() -> None:
    """A problem in the statement of a task has the line of its row."""
    rows = "任务,举措,责任单位\n甲类（责任单位：市商务局、★外办）,甲。,市财政局\n"
    with pytest.raises(svctrade.DocumentError) as caught:
        read_table(rows)
    assert [(p.line, p.excerpt) for p in caught.value.problems] == [(2, "★外办")]


def test_read_table_maps_other_headings_of_mappings() -> None:
    """*columns* maps headings in either direction, or leaves them out."""
    rows: list[dict[str, object]] = [
        {"No": 1.0, "what": "甲。", "who": "商务部负责", "when": None},
        {"No": 2, "what": "乙。", "who": "财政部", "extra": "x"},
    ]
    columns = {"what": "text", "responsibility": "who", "when": None, "extra": None}
    edition = read_table(rows, columns)
    assert [(m.number, m.text, m.responsibility) for m in edition.measures] == [
        (1, "甲。", "商务部负责"),
        (2, "乙。", "财政部"),
    ]
    assert edition.measures[1].assignments[0].roles == ()
    listed = read_table([{"what": "甲。", "who": "商务部"}], {"what": "text", "who": "牵头单位"})
    assert listed.measures[0].responsibility == "牵头单位：商务部"


def test_read_table_detects_delimiter() -> None:
    """The delimiter is the one with which the headings are complete."""
    for delimiter in "\t;":
        text = f'举措{delimiter}责任单位\n"甲。"{delimiter}商务部\n'
        assert read_table(text).measures[0].text == "甲。"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected headings such as 序号"),
        (
            "举措,备注,责任单位\n甲。,乙,商务部\n",
            "column 2): expected a known column, or columns={'备注': None}",
        ),
        (
            "举措,举措,责任单位\n甲。,乙,商务部\n",
            "column 2): expected each column once, found '举措'",
        ),
        ("举措,责任单位\n", "expected a row with a measure"),
        (
            "举措,责任单位\n,商务部\n",
            "(row 2, column 1): expected the text of a measure, found nothing",
        ),
        ("举措,责任单位\n甲。,\n", "(row 2, column 2): expected parties and an action"),
        (
            "序号,举措,责任单位\n甲,甲。,商务部\n",
            "column 1): expected a number that no measure before",
        ),
        (
            "序号,举措,责任单位\n1,甲。,商务部\n1,乙。,商务部\n",
            "(row 3, column 1): expected a number",
        ),
        ("举措,责任分工,指导部门\n甲。,商务部审批，,商务部\n", "column 2): expected a body"),
        ("举措,责任分工,指导部门\n甲。,商务部负责,“。\n", "column 3): expected a body"),
        ('举措,责任单位\n"甲。,商务部\n', "expected CSV whose quotes are closed"),
        ("举措,责任单位\n甲。,商务部\n注：一\n", "(row 3, column 1): expected 注：1."),
    ],
)
def test_read_table_reports_problems_with_cell(text: str, message: str) -> None:
    """Each problem says row and column, what was expected and what is there."""
    assert any(message in problem for problem in problems_of(lambda: read_table(text)))


def test_read_table_skips_repeated_headings_and_empty_rows() -> None:
    """A row that repeats the headings, or is empty, is skipped."""
    text = "举措,责任单位\n甲。,商务部\n,\n举措,责任单位\n乙。,商务部\n"
    assert [m.text for m in read_table(text).measures] == ["甲。", "乙。"]


def test_read_table_reports_nul_character_with_row() -> None:
    """A NUL character is refused in any version of Python."""
    rows = [{"举措": "甲。", "牵头单位": "商务部"}, {"举措": "乙\0。", "牵头单位": "商务部"}]
    (message,) = problems_of(lambda: read_table(rows))
    assert "(row 3): expected text, which has no NUL characters" in message


def bomb(size: int, content: bytes = b"0") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", content * size)
    return out.getvalue()


def merged_bomb() -> bytes:
    """Return a small workbook that says that all cells of a sheet are merged."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_of([["x"], ["y"]]))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for part in old.namelist():
            content = old.read(part)
            merged = b'</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>'
            new.writestr(part, content.replace(b"</sheetData>", merged))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"...", "found 'an Office 97-2003 file'"),
        (b"PK\x03\x04" + b"...", "found 'a damaged one'"),
        (bomb(10), "found 'an archive (.zip)'"),
        (bomb(2**20 * 65), "a zip bomb?"),
        (workbook_of([["x"]]), "expected headings such as 序号"),
        (merged_bomb(), "expected headings such as 序号"),
    ],
)
def test_read_table_refuses_invalid_workbook(content: bytes, message: str) -> None:
    """A damaged, old, oversized or empty workbook is refused with the reason."""
    assert message in problems_of(lambda: read_table(content))[0]


def test_read_table_refuses_large_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet has a limit of cells."""
    monkeypatch.setattr(excel, "MOST_CELLS", 1)
    assert "at most 1 cells" in problems_of(lambda: read_table(workbook_of([["a", "b"]])))[0]


def test_read_table_names_extra_for_excel(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook needs an extra, and the error names it."""
    monkeypatch.delitem(sys.modules, "svctrade._parsing.formats.excel", raising=False)
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'openpyxl>=3\.1'") as caught:
        read_table(workbook_of([["x"]]))
    assert (caught.value.library, caught.value.extra) == ("openpyxl", "excel")


def test_read_table_reads_nan_as_empty() -> None:
    """NaN, an empty cell of a data frame, is an empty cell."""
    nothing = float("nan")
    edition = read_table(
        [
            {"试点任务": "一、甲", "序号": 1.0, "具体举措": "乙。", "责任分工": "商务部负责。"},
            {"试点任务": nothing, "序号": 2.0, "具体举措": "丙。", "责任分工": "商务部负责。"},
        ]
    )
    assert [(m.number, m.task.title) for m in edition.measures] == [(1, "甲"), (2, "甲")]


def test_read_table_reports_measure_below_notes() -> None:
    """Rows below the notes are notes; a row with parties is a problem."""
    text = csv_of([*rows_of(EDITION), ["", 123, "新举措。", "商务部负责。"]])
    message = problems_of(lambda: read_table(text))
    assert any("expected no measure below the notes" in problem for problem in message)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('"牵头：市甲局\n配合：市乙局"', [("LEAD", "市甲局"), ("ASSIST", "市乙局")]),
        ("牵头单位：市甲局；责任单位：市乙局", [("LEAD", "市甲局"), ("IMPLEMENT", "市乙局")]),
        ("市甲局/市乙局", [("IMPLEMENT", "市甲局"), ("IMPLEMENT", "市乙局")]),
    ],
)
def test_read_table_reads_labels_in_cells(cell: str, expected: list[tuple[str, str]]) -> None:
    """A cell may have labels of its own, in lines of their own."""
    (measure,) = read_table(f"举措,责任单位\n甲。,{cell}\n").measures
    found = [(a.roles[0].name, str(party)) for a in measure.assignments for party in a.parties]
    assert found == expected


def test_read_table_reads_headings_in_column_of_texts() -> None:
    """A row with a label and no number is a task; one with a sentence is not."""
    rows = "序号,举措,责任单位\n,一、甲类,\n1,甲事。,甲局\n,二、乙类,\n2,乙事。,乙局\n"
    edition = read_table(rows)
    assert [(m.number, m.task.label, m.task.title) for m in edition.measures] == [
        (1, "一、", "甲类"),
        (2, "二、", "乙类"),
    ]
    assert problems_of(lambda: read_table(f"{rows},三、丙事。,\n"))


@pytest.mark.parametrize(
    ("table", "label"),
    [
        ("| 序号 | 举措 | 责任单位 |\n|---|---|---|\n| 1 | 丙事。 | 市乙局 |\n", "1"),
        ("| 举措 | 责任单位 |\n|---|---|\n| 丙事。 | 市乙局 |\n", ""),
    ],
)
def test_tables_and_paragraphs_keep_printed_numbers(table: str, label: str) -> None:
    """Where they are counted through, a row has the number that is printed, or none."""
    plan = "# 某市方案\n\n（一）甲事。（市甲局负责）\n\n（二）乙事。（市甲局负责）\n\n"
    edition = read_document(plan + table)
    assert [(m.number, m.label) for m in edition.measures] == [
        (1, "（一）"),
        (2, "（二）"),
        (3, label),
    ]
    assert [item.kind for item in edition.review_items] == [ReviewKind.RENUMBERED]


@pytest.mark.parametrize(
    ("before", "row", "text"),
    [
        ("支持出海。", "（一）  ,,", ""),
        ("包括： ", ",一、其他,", "一、其他"),
        ("支持出海。", "（一）,优化通关。 ,", "优化通关。"),
    ],
    ids=["numeral alone", "part of a list", "sentence"],
)
def test_read_table_takes_no_part_of_measure_for_task(before: str, row: str, text: str) -> None:
    """Space behind a cell makes no task of a numeral, of a list that goes on, or of a sentence."""
    table = f"序号,举措,责任单位\n1,{before},市甲局\n{row}\n3,优化结算。,市乙局\n"
    edition = read_table(table, strict=False)
    assert [measure.text for measure in edition.measures] == [before.strip(), text, "优化结算。"]
    assert {measure.task.title for measure in edition.measures} == {""}


def test_review_of_table_quotes_number_as_printed() -> None:
    """Where numbers skip, the review has the number with its mark."""
    edition = read_table("序号,举措,责任单位\n1.,甲事。,市甲局\n3.,乙事。,市乙局\n")
    (item,) = edition.review_items
    assert (item.kind, item.text) == (ReviewKind.NUMBER_GAP, "3.")


@pytest.mark.parametrize(
    ("headings", "responsibility"),
    [
        ("序号,举措,责任单位,责任单位\n,,牵头单位", "牵头单位：市甲局；责任单位：市乙局"),
        ("序号,举措,责任\n,,牵头单位,配合单位", "牵头单位：市甲局；配合单位：市乙局"),
    ],
)
def test_read_table_merges_headings_of_other_lengths(headings: str, responsibility: str) -> None:
    """One of two rows of headings may be shorter than the other."""
    (measure,) = svctrade.read_table(f"{headings}\n1,甲事。,市甲局,市乙局\n").measures
    assert measure.responsibility == responsibility
