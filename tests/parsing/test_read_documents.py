"""Documents and tables of one's own: what is read, from what, and what is refused."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import tracemalloc
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import attrs
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import svctrade
from svctrade import (
    AmbiguousNameError,
    Basis,
    Body,
    Certainty,
    DocumentError,
    Edition,
    EditionWarning,
    MissingExtraError,
    Publication,
    UnknownNameError,
    read_document,
    read_table,
)
from svctrade._api import editions as registry
from svctrade._parsing import decode, workbook
from svctrade._parsing.characters import chinese_numeral, parse_number
from svctrade._serialization.records import file_from_json, file_to_json

from ..strategies import BODIES, REGIONS, editions

EDITION = svctrade.edition()
ANNEX = EDITION.source.text
PLAN = """某省推动服务贸易创新发展实施方案

为贯彻国家部署，制定本方案。

一、总体要求
（一）指导思想。坚持创新。
二、重点任务
做好各项工作。
（一）扩大外资准入。推动开放（范围由国家确定）。
（省通信管理局牵头，省商务厅、
省发展改革委按职责分工负责）
（二）便利人员往来。优化签证。（省公安厅、省外办负责，列第一位者为牵头单位，下同）
（三）做好统计。责任单位：省商务厅、省统计局

三、保障措施
（一）加强领导。落实责任。（各地区、各有关部门按职责分工负责。）
附件：略
"""


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


def rows_of(edition: Edition, *, notes: bool = True) -> list[list[object]]:
    """Return an edition as the rows of a printed table, a task named once."""
    rows: list[list[object]] = [["附表"], [edition.title]]
    rows.append(["试点任务", "序号", "具体举措", "责任分工"])
    for task, measures in itertools.groupby(edition.measures, key=lambda m: m.task):
        head = f"{task.label}{task.title}\n{task.objective}"
        rows += [
            ["" if n else head, m.number, m.text, m.responsibility] for n, m in enumerate(measures)
        ]
    for note in edition.notes if notes else ():
        rows.append([f"{'注：' * (note.number == 1)}{note.number}.{note.text}"])
    return rows


def csv_of(rows: list[list[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def problems_of(read: Callable[[], object]) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read()
    return [str(problem) for problem in caught.value.problems]


# -- encodings and layouts ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "source",
    [
        ANNEX,
        "\ufeff" + ANNEX,
        ANNEX.encode("utf-8-sig"),
        ANNEX.encode("gb18030"),
        ANNEX.encode("utf-16"),
        ANNEX.replace("\n", "\r\n").encode(),
        ANNEX.replace("\n", "\r"),
    ],
)
def test_the_annex_is_read_in_any_usual_encoding(source: str | bytes) -> None:
    """Encoding, byte order mark and line ends make no difference."""
    edition = read_document(source, "annex")
    assert edition.measures == tuple(attrs.evolve(m, events=()) for m in EDITION.measures)
    assert edition.source.text == ANNEX
    assert (edition.tasks, edition.notes) == (EDITION.tasks, EDITION.notes)
    assert (edition.bodies, edition.regions) == (EDITION.bodies, EDITION.regions)


def test_widths_make_no_difference_to_the_reading() -> None:
    """Digits and brackets may be of either width; the text stays as printed."""
    wide = ANNEX.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）"))
    edition = read_document(wide)
    assert [m.number for m in edition.measures] == list(range(1, 123))
    assert [m.lead for m in edition.measures] == [m.lead for m in EDITION.measures]
    narrow = read_document(PLAN.translate(str.maketrans("（）：，", "():,")))
    assert [m.text for m in narrow.measures][1:] == [m.text for m in read_document(PLAN).measures][
        1:
    ]
    assert "(范围由国家确定)" in narrow.measures[0].text


def test_page_furniture_is_in_nobodys_way() -> None:
    """Page numbers, form feeds and repeated headings are no part of the document."""
    lines: list[str] = []
    for n, line in enumerate(ANNEX.split("\n"), start=1):
        lines.append(line)
        if n % 40 == 0:
            page = n // 40
            lines += (
                ["", f"- {page} -", "", "\f"],
                [f"{page}", "\f试点任务 序号 具体举措 责任分工"],
            )[page % 2]
        if n % 97 == 0 or n == len(ANNEX.split("\n")) - 4:
            lines.append(f"第 {n // 97} 页 共 9 页")
    edition = read_document("\n".join(lines))
    assert [m.text for m in edition.measures] == [m.text for m in EDITION.measures]
    assert [t.objective for t in edition.tasks] == [t.objective for t in EDITION.tasks]
    assert [n.text for n in edition.notes] == [n.text for n in EDITION.notes]


def test_numbered_paragraphs_are_read() -> None:
    """Headings are tasks, paragraphs with a statement are measures, other prose is neither."""
    edition = read_document(PLAN)
    assert edition.title == "某省推动服务贸易创新发展实施方案"
    assert [(t.label, t.title, t.objective) for t in edition.tasks] == [
        ("二、", "重点任务", "做好各项工作。"),
        ("三、", "保障措施", ""),
    ]
    assert [(m.number, m.text) for m in edition.measures] == [
        (1, "扩大外资准入。推动开放（范围由国家确定）。"),
        (2, "便利人员往来。优化签证。"),
        (3, "做好统计。"),
        (4, "加强领导。落实责任。"),
    ]
    assert edition.measures[0].responsibility == (
        "省通信管理局牵头，省商务厅、省发展改革委按职责分工负责"
    )
    assert edition.measures[2].responsibility == "责任单位：省商务厅、省统计局"
    assert all(body.unknown for body in edition.bodies)
    assert edition.regions == ()


def test_a_number_is_the_printed_one_where_the_document_counts_on() -> None:
    """Numbers that go on through the document are kept; else the measures are counted."""
    text = "一、甲\n3. 支持。（商务部负责）\n二、乙\n5. 鼓励。（财政部负责）\n"
    assert [m.number for m in read_document(text).measures] == [3, 5]
    assert [m.number for m in read_document(text.replace("5", "1")).measures] == [1, 2]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "（一）甲。\n\n牵头单位：市商务局\n\n配合单位：市财政局\n\n（二）乙。责任单位：市外办\n",
            [
                ("甲。", "牵头单位：市商务局配合单位：市财政局"),
                ("乙。", "责任单位：市外办"),
            ],
        ),
        (
            "（一）甲（市商务局牵头）\n1.子。\n2.丑。\n（二）乙（市外办牵头）；\n",
            [("甲1.子。2.丑。", "市商务局牵头"), ("乙", "市外办牵头")],
        ),
        (
            "（一）系统（政务服务平台）\n1）甲。（市口岸办负责）\n2）乙。（市外办负责）\n",
            [("甲。", "市口岸办负责"), ("乙。", "市外办负责")],
        ),
        (
            (
                "1.甲，力争到\n2031 年翻番（试点）。（市口岸办负\n责）；\n"
                "各部门抓好落实。\n附件：1.表\n2.单\n市政府\n"
            ),
            [("甲，力争到2031年翻番（试点）。", "市口岸办负责")],
        ),
        ("1.甲（二期\n），乙。（市外办负责）\n", [("甲（二期），乙。", "市外办负责")]),
        (
            "1.甲（不由市乙局负责）。（市外办负责）\n2.子）\n。（市外办负责）\n",
            [
                ("甲（不由市乙局负责）。", "市外办负责"),
                ("子）。", "市外办负责"),
            ],
        ),
        (
            "1.甲。（市外办负责）\n2.乙。\n完成时限：2031年；责任单位：市商务局\n",
            [("甲。", "市外办负责"), ("乙。", "完成时限：2031年；责任单位：市商务局")],
        ),
    ],
)
def test_paragraphs_are_read_as_they_are_laid_out(
    body: str, expected: list[tuple[str, str]]
) -> None:
    """Label lines, lower items, asides, wrapped statements and closing prose are understood."""
    edition = read_document(f"方案\n一、扩大\n{body}")
    assert [(m.text, m.responsibility) for m in edition.measures] == expected


def test_a_measure_may_be_a_heading_too() -> None:
    """A heading with a statement is a measure, and the task of those below it."""
    edition = read_document("方案\n一、扩大（市商务局牵头）\n1. 甲。（市外办负责）\n")
    assert [(str(m.task), m.text) for m in edition.measures] == [
        ("方案", "扩大"),
        ("一、扩大", "甲。"),
    ]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("（一）乙\n丙。（市外办负责）\n丁。（市财政局负责）\n", "a number before a paragraph"),
        ("1.甲。（市外办负责）\n到2031年，建成。\n2.乙。（市外办负责）\n", "a number before"),
        ("1.一是甲。（市商务局负责）二是乙。（市财政局负责）\n", "one statement, at the end"),
        ("1.甲。（市外办负责）\n1.乙。（市外办负责）\n", "a number after 1"),
        ("0.甲。（市外办负责）\n", "a number after 0"),
        (
            "1.甲。（市外办负责）\n二、乙\n（一）丙。\n（二）丁。\n三、戊\n1.己。（市外办负责）\n",
            "a paragraph that ends in a statement",
        ),
    ],
)
def test_nothing_of_a_document_is_lost_without_a_word(body: str, told: str) -> None:
    """What belongs to no paragraph, or would be one statement of several, is a problem."""
    problems = problems_of(lambda: read_document(f"方案\n一、扩大\n{body}"))
    assert any(told in problem for problem in problems)


def test_a_row_with_another_number_is_a_row() -> None:
    """Behind a statement a number begins a row of the annex, whichever it is."""
    head = "任务\n试点任务 序号 具体举措 责任分工\n（一）扩大\n  目标。\n\n1 甲。 商务部负责推进\n"
    text = f"{head}3 乙。 财政部负责推进\n"
    assert any("expected measure 2" in told for told in problems_of(lambda: read_document(text)))
    edition = read_document(text, strict=False)
    assert [(m.number, m.text) for m in edition.measures] == [(1, "甲。"), (3, "乙。")]


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
    ],
)
def test_tables_are_read_as_they_are_laid_out(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    """Headings in two rows, groups of rows, names on lines of their own, and nobody."""
    edition = read_table(text)
    assert [(str(m.task), m.text, m.responsibility) for m in edition.measures] == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("举措,责任单位\n甲。,市商务局,市财政局\n", "(row 2, column 3): expected a heading above"),
        ("举措,责任单位,\n甲。,市商务局,市财政局\n", "(row 2, column 3): expected a heading above"),
        (
            "任务,目标,举措,责任单位\n甲,子,乙。,市商务局\n,丑,丙。,市外办\n",
            "(row 3, column 2): expected the task of this objective beside it, found '丑'",
        ),
        (
            "任务,举措,责任单位\n甲,乙。,市商务局\n合计,,\n",
            "line 3, column 1: expected a measure of each",
        ),
    ],
)
def test_nothing_of_a_table_is_lost_without_a_word(text: str, told: str) -> None:
    """Cells without a heading, an objective without its task and rows that are none are told."""
    assert any(told in problem for problem in problems_of(lambda: read_table(text)))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "序号,举措,责任分工\n一,甲,商务部负责\n二,乙,\n",
            "(row 3, column 2): expected a statement",
        ),
        (
            "序号,举措,责任分工\n1,甲。,商务部负责\n二,乙。,\n",
            "(row 3, column 1): expected parties and an action",
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
def test_a_row_that_lacks_something_is_no_task(text: str, told: str) -> None:
    """Where measures are counted by numerals, or a cell stands elsewhere, a row is no task."""
    columns = {"备注": None} if "备注" in text else None
    assert any(told in problem for problem in problems_of(lambda: read_table(text, columns)))


def test_merged_cells_after_a_gap_are_spread() -> None:
    """Rows keep their numbers over a gap, and merged cells what they say."""
    rows: list[list[object]] = [["任务", "举措", "责任单位"], ["子", "甲。", "商务部"]]
    rows += [[] for _ in range(1500)]
    rows += [["丑", "乙。", "商务部"], ["", "丙。", "外交部"]]
    content = workbook_of(rows, "A1503:A1504")
    assert [str(m.task) for m in read_table(content).measures] == ["子", "丑", "丑"]
    rows[-1][1] = ""
    assert "(row 1504, column 2)" in problems_of(lambda: read_table(workbook_of(rows)))[0]


def test_merged_cells_that_would_fill_memory_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """What merging adds counts among the cells of a sheet."""
    monkeypatch.setattr(workbook, "_MOST_CELLS", 150)
    rows: list[list[object]] = [["x"] * 10]
    rows += [["y", *[None] * 9, "z"] for _ in range(10)]
    told = problems_of(lambda: read_table(workbook_of(rows, "A2:J11")))
    assert "a sheet of at most 150 cells" in told[0]


def test_other_sheets_with_a_table_are_told() -> None:
    """A workbook has one table; another is a problem, and is not passed over."""
    book = openpyxl.Workbook()
    for name in ("一", "二"):
        sheet = book.create_sheet(name)
        sheet.append(["举措", "责任单位", "是"])
        sheet.append([f"{name}。", "商务部", True])
    out = io.BytesIO()
    book.save(out)
    columns = {"是": None}
    (told,) = problems_of(lambda: read_table(out.getvalue(), columns))
    assert (
        told
        == "line 1, column 1 (sheet 二): expected one sheet with a table of measures, found '二'"
    )
    edition = read_table(out.getvalue(), columns, strict=False)
    assert [m.text for m in edition.measures] == ["一。"]
    assert "TRUE" in edition.source.text


def test_a_sheet_with_a_stray_cell_far_below_is_read() -> None:
    """A long gap without a filled row is passed over quickly."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["举措", "责任单位"])
    sheet.append(["甲。", "商务部"])
    sheet.cell(200_000, 1, " ")
    out = io.BytesIO()
    book.save(out)
    assert [m.text for m in read_table(out.getvalue()).measures] == ["甲。"]


def test_a_title_ends_where_something_else_begins() -> None:
    """The number of a document, whom it is addressed to, and prose are no part of its title."""
    for line in ("某政〔2031〕3号", "各区人民政府：", "为此，制定本措施。"):
        text = f"某市\n若干措施\n{line}\n1. 支持。（商务部负责）\n"
        assert read_document(text).title == "某市若干措施"


def test_a_table_may_count_anew_under_each_task() -> None:
    """Numbers that only rise under each task are counted on; any other number met again is told."""
    rows = ["一、开放,1,甲。,商务部", ",3,乙。,商务部", "二、合作,1,丙。,商务部"]
    text = "\n".join(["任务,序号,举措,责任单位", *rows])
    assert [m.number for m in read_table(text).measures] == [1, 2, 3]
    told = problems_of(lambda: read_table(f"{text}\n,1,丁。,商务部"))
    assert [t.partition(":")[0] for t in told] == [
        "line 4, column 1 (row 4, column 2)",
        "line 5, column 1 (row 5, column 2)",
    ]
    assert "expected a number that no measure before bears, found '1'" in told[0]
    edition = read_table(f"{text}\n,1,丁。,商务部", strict=False)
    assert [m.number for m in edition.measures] == [1, 3, 4, 5]


def test_a_document_has_no_more_notes_than_anyone_reads() -> None:
    """Past ninety-nine, notes are a problem."""
    notes = "".join(f"{n}.甲\n" for n in range(3, 120))
    (told,) = problems_of(lambda: read_document(ANNEX + notes))
    assert "expected at most 99 notes, found '100.甲'" in told
    assert len(read_document(ANNEX + notes, strict=False).notes) == 99


def test_paragraphs_without_a_heading_have_the_document_for_a_task() -> None:
    """A document without headings has one task, under its own title."""
    edition = read_document("若干措施\n导语。\n（1）支持。（商务部负责）\n①鼓励。（财政部负责）")
    assert [t.title for t in edition.tasks] == ["若干措施"]
    assert len(edition.measures) == 2


def test_a_paragraph_that_states_nobody_is_told() -> None:
    """Among paragraphs with statements, one without is reported, and not skipped."""
    text = PLAN.replace("责任单位：省商务厅、省统计局", "")
    (told,) = problems_of(lambda: read_document(text))
    assert told.startswith("line 13, column 1: expected a paragraph that ends in a statement")
    edition = read_document(text, strict=False)
    assert len(edition.measures) == 3
    assert [str(p) for p in edition.problems] == [told]


def test_a_declared_first_place_makes_an_explicit_lead() -> None:
    """Said once in a statement it holds from there on; said elsewhere, for the whole document."""
    leads = [m.lead for m in read_document(PLAN).measures]
    assert [lead and lead.basis for lead in leads] == [Basis.EXPLICIT] * 3 + [None]
    assert [lead and lead.declared for lead in leads] == [
        None,
        *["列第一位者为牵头单位"] * 2,
        None,
    ]
    head = (
        "措施\n排在第一位的部门为牵头部门。\n1. 甲。（商务部、财政部负责）\n2. 乙。（外交部负责）"
    )
    edition = read_document(head)
    assert [m.lead and m.lead.declared for m in edition.measures] == [
        "排在第一位的部门为牵头部门"
    ] * 2
    (why,) = svctrade.measures(edition).led_by("商务部", basis="explicit").explain()
    (step,) = why.reasons[0].steps
    assert step.kind == "declared"
    assert "“排在第一位的部门为牵头部门”" in step.text
    undeclared = read_document(head.replace("排在第一位的部门为牵头部门。", ""))
    assert [m.lead and m.lead.basis for m in undeclared.measures] == [Basis.FIRST_NAMED] * 2


def test_what_cannot_be_read_may_be_kept() -> None:
    """Without strictness a statement stays as printed, charges nobody knows whom, and is told."""
    text = "措施\n1. 甲。（商务部牵头，财政部审批）\n2. 乙。（试点地区负责推进）"
    (told,) = problems_of(lambda: read_document(text))
    assert told == (
        "line 2, column 13: expected parties and an action such as 负责推进, found '财政部审批'"
    )
    edition = read_document(text, strict=False)
    unread = edition.measures[0]
    assert (unread.responsibility, unread.assignments) == ("商务部牵头，财政部审批", ())
    assert unread.lead is None
    assert unread.certainty(edition.regions[0]) is Certainty.POSSIBLE
    assert [str(p) for p in edition.problems] == [told]
    (why,) = svctrade.measures(edition).in_region("厦门", at_least="possible").numbered(1).explain()
    assert why.reasons[0].steps[0].kind == "unread"
    assert why.reasons[0].quote == unread.responsibility
    assert "商务部牵头，财政部审批" in edition.reprint()


def test_a_user_edition_takes_part() -> None:
    """It is asked, explained and cited like a bundled one, and knows who is no part of it."""
    edition = read_document(PLAN, id="plan", publication=Publication("", issuer="某省"))
    found = svctrade.measures(edition).led_by("省公安厅")
    assert found.numbers == (2,)
    assert found.explain()[0].reasons[0].quote == "省公安厅"
    assert svctrade.measure(2, edition).cite().startswith("某省. 某省推动服务贸易")
    with pytest.raises(svctrade.NotInEditionError, match="the document does not name this body"):
        svctrade.body("商务部", edition)
    with pytest.raises(svctrade.NotInEditionError, match="does not name this region"):
        svctrade.region("厦门", edition)


def test_regions_are_those_of_the_pilot_that_is_spoken_of() -> None:
    """A document that charges 试点地区 has the pilot's regions, another those that it names."""
    text = "措施\n1. 甲。（{}负责推进）"
    assert read_document(text.format("试点地区")).regions == svctrade.regions()
    assert [r.name for r in read_document(text.format("厦门、福州市")).regions] == [
        "厦门",
        "福州市",
    ]
    given = svctrade.regions("长三角")
    assert read_document(text.format("试点地区"), regions=given).regions == given


def test_printed_names_go_before_what_is_otherwise_known() -> None:
    """A successor, or a district, that a document names is itself and not what it follows."""
    text = "措施\n1. 甲。（银保监会、国家金融监督管理总局负责）\n2. 乙。（重庆、渝北区负责推进）"
    edition = read_document(text)
    assert [b.name for b in edition.bodies] == ["银保监会", "国家金融监督管理总局"]
    assert svctrade.body("国家金融监督管理总局", edition).name == "国家金融监督管理总局"
    assert svctrade.region("渝北区", edition).unknown
    assert svctrade.measures(edition).in_region("重庆").numbers == (2,)


def test_tasks_may_be_called_alike() -> None:
    """A title that two tasks bear is ambiguous; each has a name of its own, and is itself."""
    text = "1. 甲。（商务部负责）\n"
    heads = ("一、开放", "二、开放", "三、开放", "四、其他")
    edition = read_document("措施\n" + "\n".join(f"{head}\n{text}" for head in heads))
    found = svctrade.measures(edition)
    with pytest.raises(AmbiguousNameError, match="'开放' fits more than one task") as caught:
        found.in_task("开放")
    assert caught.value.candidates == ("一、", "二、", "三、")
    assert [found.in_task(name).numbers for name in caught.value.candidates] == [(1,), (2,), (3,)]
    assert [found.in_task(task).numbers for task in edition.tasks] == [(1,), (2,), (3,), (4,)]
    make_unknown = attrs.evolve(edition.tasks[0], number=9)
    with pytest.raises(AmbiguousNameError, match="'开放' fits more than one task"):
        found.in_task(make_unknown)


def test_a_task_without_a_title_is_called_by_its_number() -> None:
    """What has no title is not called by an empty one."""
    edition = attrs.evolve(EDITION, tasks=tuple(attrs.evolve(t, title="") for t in EDITION.tasks))
    assert svctrade.task(3, edition) == svctrade.task("（三）", edition) == edition.tasks[2]
    with pytest.raises(UnknownNameError):
        svctrade.task("", edition)


def test_names_that_differ_in_width_alone_are_one_body() -> None:
    """A newcomer is one body however its brackets are printed, and may be introduced."""
    text = (
        "措施\n1. 甲。（市甲局（乙办）负责）\n2. 乙。（市甲局(乙办)负责）\n"
        "3. 丙。（中国甲乙、商务部负责）"
    )
    known = Body("cjy", "中国甲乙")
    edition = read_document(text, bodies=[known])
    assert [b.name for b in edition.bodies] == ["市甲局（乙办）", "中国甲乙", "商务部"]
    assert edition.bodies[1] == known
    assert problems_of(lambda: read_document(text))[0].startswith("line 4, column 7")


# -- tables -----------------------------------------------------------------------------------


def workbook_of(rows: list[list[object]], *merged: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "封面"  # type: ignore[union-attr]  # a new workbook has a sheet
    sheet = book.create_sheet("表")
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_edition_of_2020_comes_back_from_a_table(tmp_path: Path) -> None:
    """Written as CSV and as Excel with merged cells it is read back, but for its source lines."""
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
def test_a_printed_table_reads_back(edition: Edition) -> None:
    """What a table prints, and what follows from it, is read back as it was."""
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


@given(editions())
def test_a_reprint_reads_back(edition: Edition) -> None:
    """Reading what `reprint()` prints gives the measures that were printed."""
    measures = sorted(edition.measures, key=lambda m: m.task.number)
    renumbered = tuple(attrs.evolve(m, number=n, notes=()) for n, m in enumerate(measures, start=1))
    tasks = tuple(dict.fromkeys(m.task for m in renumbered))
    labelled = {
        t: attrs.evolve(t, number=n, label=f"（{chinese_numeral(n)}）")
        for n, t in enumerate(tasks, start=1)
    }
    printed = attrs.evolve(
        edition,
        notes=(),
        tasks=tuple(labelled.values()),
        measures=tuple(attrs.evolve(m, task=labelled[m.task]) for m in renumbered),
    )
    again = read_document(printed.reprint(), "annex", bodies=BODIES, regions=REGIONS)
    assert [attrs.evolve(m, place=None, task=printed.tasks[0]) for m in again.measures] == [
        attrs.evolve(m, place=None, task=printed.tasks[0], events=()) for m in printed.measures
    ]
    assert [str(m.task) for m in again.measures] == [str(m.task) for m in printed.measures]


def test_labelled_columns_make_the_statement() -> None:
    """Columns of parties are a statement with labels; names on lines of their own are a list."""
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


def test_a_table_may_be_mappings_with_headings_of_their_own() -> None:
    """Other headings are mapped, in either direction, and may be left out."""
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


def test_tabs_and_semicolons_part_columns_too() -> None:
    """The delimiter is the one that makes headings."""
    for delimiter in "\t;":
        text = f'举措{delimiter}责任单位\n"甲。"{delimiter}商务部\n'
        assert read_table(text).measures[0].text == "甲。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected headings such as 序号"),
        (
            "举措,备注,责任单位\n甲。,乙,商务部\n",
            "column 2): expected a known column, or columns={'备注': None}",
        ),
        (
            "举措,措施,责任单位\n甲。,乙,商务部\n",
            "column 2): expected each column once, found '措施'",
        ),
        ("举措,责任单位\n", "expected a row with a measure"),
        (
            "举措,责任单位\n,商务部\n",
            "(row 2, column 1): expected the text of a measure, found nothing",
        ),
        ("举措,责任单位\n甲。,\n", "(row 2, column 1): expected parties and an action"),
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
def test_what_is_wrong_with_a_table_is_told_with_its_cell(text: str, told: str) -> None:
    """Each problem says row and column, what was expected and what is there."""
    assert any(told in problem for problem in problems_of(lambda: read_table(text)))


def test_headings_repeated_on_each_page_and_empty_rows_are_no_measures() -> None:
    """A row that repeats the headings, or is empty, is passed over."""
    text = "举措,责任单位\n甲。,商务部\n,\n举措,责任单位\n乙。,商务部\n"
    assert [m.text for m in read_table(text).measures] == ["甲。", "乙。"]


WRONG: Any = 7
PAGES: Any = "pages"
MAPPING: Any = {"举措": "甲"}


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: read_document(WRONG),
            TypeError,
            "a document is a path, bytes or text, not int: 7",
        ),
        (
            lambda: read_document("x", PAGES),
            ValueError,
            "layout is 'pages'; expected one of 'annex'",
        ),
        (lambda: read_table(WRONG), TypeError, "a table is a path, bytes, CSV text or an iterable"),
        (lambda: read_table(MAPPING), TypeError, "not dict"),
        (
            lambda: read_table([WRONG]),
            TypeError,
            "a row is a mapping from headings to cells, not int",
        ),
        (lambda: read_table([{"举措": True}]), TypeError, "a cell is text or a number, not bool"),
        (
            lambda: read_table("x", {"备注": "note"}),
            ValueError,
            "columns has '备注': 'note'; expected",
        ),
        (
            lambda: read_document(Path(__file__).parent),
            IsADirectoryError,
            "is a directory; expected",
        ),
        (lambda: read_document(Path("none.txt")), FileNotFoundError, "none.txt"),
        (lambda: read_document("none.txt"), FileNotFoundError, "none.txt"),
        (lambda: read_document("x", id=WRONG), TypeError, "id takes a string, not int: 7"),
        (lambda: read_document("x", bodies=PAGES), TypeError, "bodies takes Body records, not 'p'"),
        (lambda: read_document("x", regions=[WRONG]), TypeError, "regions takes Region records"),
        (
            lambda: read_document("x", bodies=[Body("mofcom", "市商务局")]),
            ValueError,
            "the id 'mofcom' of 市商务局 is that of 商务部; give it another",
        ),
        (
            lambda: read_table("x", WRONG),
            TypeError,
            "columns maps headings to columns or None, not 7",
        ),
        (lambda: read_table("x", {"a": WRONG}), TypeError, "columns maps headings"),
        (lambda: read_table("表/none.XLSX"), FileNotFoundError, "none.XLSX"),
    ],
)
def test_what_is_no_document_is_refused_by_type(
    call: Callable[[], object], error: type[Exception], message: str
) -> None:
    """A wrong argument says what was given and what was expected."""
    with pytest.raises(error, match=message.replace("(", r"\(")):
        call()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\x00\x81", "line 1, column 1: expected text in UTF-8 OR GB18030"),
        (b"\xff\xfea", "expected text in UTF-16"),
        (b"\xef\xbb\xbf\xff", "expected text in UTF-8-SIG"),
        ("甲\n乙\ud800", "line 2, column 2: expected text in Unicode"),
        ("tests", "expected a numbered paragraph"),
        ("a\0b", "line 1, column 2: expected text, which has no NUL characters"),
        ("x" * 5000, "expected a numbered paragraph"),
        ("", "expected a numbered paragraph"),
    ],
)
def test_what_is_no_text_is_told(content: str | bytes, told: str) -> None:
    """What is neither in a known encoding nor a document is a problem with its place."""
    assert told in problems_of(lambda: read_document(content))[0]


def test_a_nul_character_is_told_with_its_row() -> None:
    """A cell cannot have one, in any version of Python."""
    rows = [{"举措": "甲。", "牵头单位": "商务部"}, {"举措": "乙\0。", "牵头单位": "商务部"}]
    (told,) = problems_of(lambda: read_table(rows))
    assert "(row 3): expected text, which has no NUL characters" in told


def test_a_file_that_is_too_long_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No more is read than a document can have."""
    monkeypatch.setattr(decode, "MOST_BYTES", 10)
    (tmp_path / "long.txt").write_text("x" * 11, encoding="ascii")
    assert "at most 10 bytes" in problems_of(lambda: read_document(tmp_path / "long.txt"))[0]
    assert "at most 10 bytes" in problems_of(lambda: read_table(b"x" * 11))[0]


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
    ("content", "told"),
    [
        (workbook.OLD_EXCEL + b"...", "the old .xls is not read"),
        (workbook.ZIP + b"...", "an Excel workbook (.xlsx) (BadZipFile)"),
        (bomb(10), "an Excel workbook (.xlsx) ("),
        (bomb(2**20 * 65), "bytes unpacked"),
        (bomb(1, b'<!DOCTYPE a [<!ENTITY b "c">]>'), "a workbook without entities"),
        (workbook_of([["x"]]), "expected headings such as 序号"),
        (merged_bomb(), "expected headings such as 序号"),
    ],
)
def test_a_workbook_that_is_none_is_refused(content: bytes, told: str) -> None:
    """A damaged, an old, an overlong or an empty workbook is told for what it is."""
    assert told in problems_of(lambda: read_table(content))[0]


def test_a_sheet_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that a sheet declares is looked at before its cells."""
    monkeypatch.setattr(workbook, "_MOST_CELLS", 1)
    assert "at most 1 cells" in problems_of(lambda: read_table(workbook_of([["a", "b"]])))[0]


def test_a_missing_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook needs an extra, and the error names it."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("svctrade.exceptions.import_module", missing)
    with pytest.raises(MissingExtraError, match=r"pip install 'svctrade\[excel\]'") as caught:
        read_table(workbook_of([["x"]]))
    assert (caught.value.library, caught.value.extra) == ("openpyxl", "excel")


# -- any input at all ---------------------------------------------------------------------------

_SCRAPS = st.sampled_from(
    [
        *(
            "试点任务 序号 具体举措 责任分工\n",
            "    （一） 全面\n    目标。\n\n",
            "1 甲。 商务部负责推进\n",
        ),
        *(
            "一、甲\n",
            "（一）乙。",
            "1. 丙。",
            "（商务部牵头，财政部配合）\n",
            "责任单位：",
            "市甲局、",
            "会同",
        ),
        *(
            "注：1.",
            "第1、2项",
            "\n",
            "\n\n",
            "\f",
            "- 3 -\n",
            "3\n\f",
            "；",
            "，",
            "（",
            "）",
            "等",
            "和",
            "。",
        ),
        *(
            "举措,责任单位\n",
            '"',
            "甲,商务部\n",
            "列第一位者为牵头单位",
            "商务部（牵头）",
            "适用范围：",
            "\ud800",
            "①",
        ),
    ]
)


def edition_or_none(
    read: Callable[..., Edition], source: str | bytes, strict: bool
) -> Edition | None:
    try:
        return read(source, strict=strict)
    except DocumentError as error:
        assert error.problems  # noqa: PT017  # either outcome is right; this is one's law
        return None


def check_takes_part(edition: Edition) -> None:
    """See that an edition can be asked, explained, printed, cited, compared, kept and loaded."""
    found = svctrade.measures(edition)
    assert len(found) == len(edition.measures) > 0
    for key in ("task", "lead", "body", "region", "role"):
        groups = found.group_by(key)
        assert found.count_by(key) == {label: len(group) for label, group in groups.items()}
        assert all(group.explain() for group in groups.values())
    for task in edition.tasks:
        assert {m.task for m in found.in_task(task)} <= {task}
    assert str(found).startswith("measures(")
    assert edition.title in edition.reprint()
    assert edition.title in edition.cite()
    assert not svctrade.compare(edition, edition)
    assert file_from_json(file_to_json(edition)) == edition


@settings(max_examples=300)
@given(st.lists(_SCRAPS | st.text(max_size=5), max_size=25).map("".join), st.booleans())
def test_any_text_is_an_edition_or_an_error(text: str, strict: bool) -> None:
    """Whatever text is given, there is an edition that can be asked, or a `DocumentError`."""
    readers: tuple[Callable[..., Edition], ...] = (read_document, read_table)
    for read in readers:
        for source in (text, text.encode("utf-8", "surrogatepass")):
            edition = edition_or_none(read, source, strict)
            if edition is not None:
                assert strict is False or not edition.problems
                check_takes_part(edition)


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_any_bytes_are_an_edition_or_an_error(content: bytes) -> None:
    """Whatever bytes are given, with the beginning of a workbook or not, nothing else is raised."""
    for start in (b"", workbook.ZIP, workbook_of([["举措", "责任单位"], ["甲", "商务部"]])[:-150]):
        for read in (read_document, read_table):
            with pytest.raises(DocumentError):
                read(start + content + b"\xff")


@given(st.data())
def test_a_damaged_annex_is_an_edition_or_an_error(data: st.DataObject) -> None:
    """Cutting, doubling or moving lines of the annex gives an edition or a `DocumentError`."""
    lines = ANNEX.split("\n")
    start = data.draw(st.integers(0, len(lines)))
    stop = data.draw(st.integers(start, min(len(lines), start + 30)))
    at = data.draw(st.integers(0, len(lines)))
    moved = [*lines[:start], *lines[stop:]]
    moved[at:at] = lines[start:stop] * data.draw(st.integers(0, 2))
    try:
        edition = read_document("\n".join(moved), strict=False)
    except DocumentError as error:
        assert error.problems  # noqa: PT017  # either outcome is right; this is one's law
    else:
        assert edition.measures


@pytest.mark.parametrize(
    "text",
    [
        "\n" * 60_000,
        "a\n" * 30_000,
        "1\n" * 30_000,
        "1. 甲。（商务部负责）\n" * 2_000,
        "1. 甲。（" + "市甲局、" * 5_000 + "财政部负责）",
        "1. 甲。（" + "火星居审批；" * 3_000 + "财政部负责）",
        "举措,责任单位\n" + "".join(f"甲{n}。,市乙{n}局\n" for n in range(2_000)),
    ],
    ids=["empty lines", "short lines", "numbers", "measures", "parties", "problems", "newcomers"],
)
def test_memory_stays_in_proportion(text: str) -> None:
    """Reading takes at most 100 bytes of memory for each byte of a document."""
    content = text.encode()
    read = read_table if text.startswith("举措,") else read_document
    with pytest.raises(DocumentError):
        read("x")  # what is loaded once is not counted
    tracemalloc.start()
    with contextlib.suppress(DocumentError):
        read(content, strict=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 100 * len(content)


def test_no_more_problems_are_kept_than_anyone_reads() -> None:
    """Past a thousand, problems are counted."""
    text = "1. 甲。（" + "火星居审批；" * 1_500 + "财政部负责）"
    told = problems_of(lambda: read_document(text))
    assert len(told) == 1001
    assert "500 are not listed" in told[-1]


@given(st.integers(1, 999))
def test_numerals_come_back(number: int) -> None:
    """A numeral is read as the number that it writes."""
    assert parse_number(chinese_numeral(number)) == parse_number(str(number)) == number


# -- registered editions ------------------------------------------------------------------------


def test_tools_register_editions(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an entry point gives stands beside the bundled ones; a broken one is a warning."""
    plan = read_document(PLAN, id="plan")

    def fail() -> None:
        raise RuntimeError("broken")

    made: dict[str, Any] = {"plan": plan, "made": lambda: attrs.evolve(plan, id="made")}
    broken: dict[str, Any] = {"2020": EDITION, "other": plan, "none": dict, "fails": fail}
    points = [
        SimpleNamespace(name=name, value=f"tool:{name}", load=lambda found=found: found)
        for name, found in (made | broken).items()
    ]
    monkeypatch.setattr(import_module("importlib.metadata"), "entry_points", lambda **_: points)
    registry._registered.cache_clear()
    with pytest.warns(EditionWarning) as caught:
        assert svctrade.editions() == ("2020", "plan", "made")
    told = [str(warning.message) for warning in caught]
    assert [text.split("'")[1] for text in told] == [*broken]
    assert "of tool:fails cannot be used: RuntimeError: broken" in told[-1]
    assert svctrade.measures("plan").numbers == (1, 2, 3, 4)
    assert svctrade.edition() is svctrade.edition("2020")
    with pytest.raises(UnknownNameError, match="'plan'"):
        svctrade.edition("2031")
    registry._registered.cache_clear()


def test_a_title_that_was_wrapped_is_one_title() -> None:
    """A short line is a title of its own only where a sentence follows it."""
    (task,) = read_document("方案\n一、推进重点领域改革和\n开放\n（一）甲。（商务部负责）\n").tasks
    assert (task.title, task.objective) == ("推进重点领域改革和开放", "")


def test_cells_that_hold_no_number_are_empty() -> None:
    """What a data frame has for nothing reads as nothing."""
    nothing = float("nan")
    edition = read_table(
        [
            {"试点任务": "一、甲", "序号": 1.0, "具体举措": "乙。", "责任分工": "商务部负责。"},
            {"试点任务": nothing, "序号": 2.0, "具体举措": "丙。", "责任分工": "商务部负责。"},
        ]
    )
    assert [(m.number, m.task.title) for m in edition.measures] == [(1, "甲"), (2, "甲")]


def test_a_measure_below_the_notes_is_told() -> None:
    """Rows below the notes are notes; one with parties is no note."""
    text = csv_of([*rows_of(EDITION), ["", 123, "新举措。", "商务部负责。"]])
    told = problems_of(lambda: read_table(text))
    assert any("expected no measure below the notes" in problem for problem in told)
