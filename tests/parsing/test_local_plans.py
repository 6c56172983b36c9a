"""Read the plans of provinces, cities and counties."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import (
    Basis,
    DocumentError,
    Edition,
    Measure,
    ReviewKind,
    Role,
    Span,
    parse_responsibility,
    read_document,
)
from svctrade._parsing import builder
from svctrade._parsing.patterns import STEMS
from svctrade._serialization.records import file_from_json, file_to_json

PLAN = """某市促进服务出口实施方案
各县（市、区）人民政府：
为做好服务出口工作，制定本方案。
一、培育主体
（一）壮大企业。支持企业做强。（市商务局牵头，市财政局、税务局配合）
（二）搭建平台。建设一站式平台，设立服务专窗。（责任单位：市工业和信息化局、市文化和旅游局；完成时限：2031年6月底前）
二、优化环境
（三）便利通关。公布作业时限。（甲港海关、市口岸办按职责分工负责）
三、保障措施
各部门要加强协作。
"""


def parties_of(measure: Measure) -> list[tuple[str, str]]:
    """Return the roles and the printed name of each party."""
    return [
        ("+".join(role.name for role in a.roles), party.text)
        for a in measure.assignments
        for party in a.parties
    ]


def kinds_of(edition: Edition) -> list[tuple[str, str, str]]:
    return [(item.kind.name, item.text, item.said) for item in edition.review_items]


def without_places(edition: Edition) -> list[object]:
    """Return what an edition says, without the printed form of brackets and digits."""
    return [
        [(t.label, t.title, t.objective) for t in edition.tasks],
        [
            (m.number, m.task.number, parties_of(m), m.lead and (m.lead.body.id, m.lead.basis))
            for m in edition.measures
        ],
        [body.id for body in edition.bodies],
    ]


# -- statements of a paragraph ------------------------------------------------------------------


def test_read_document_gives_each_statement_its_scope() -> None:
    """Several statements of a paragraph are one; each assignment has the sentence before it."""
    text = "某市方案\n一、任务\n1.甲事。（市甲局牵头）乙事，丙事。（市乙局、市丙局负责）丁事。\n"
    (measure,) = read_document(text).measures
    assert measure.text == "甲事。乙事，丙事。丁事。"
    assert measure.responsibility == "市甲局牵头；市乙局、市丙局负责"
    assert [
        (a.text, a.scope and a.scope.of(measure.text), a.clause) for a in measure.assignments
    ] == [("市甲局牵头", "甲事。", 1), ("市乙局、市丙局负责", "乙事，丙事。", 2)]
    assert all(
        party.span.of(measure.responsibility) == party.text
        for a in measure.assignments
        for party in a.parties
    )
    assert parse_responsibility(measure.responsibility) == tuple(
        attrs.evolve(a, scope=None) for a in measure.assignments
    )


def test_read_document_needs_no_scope_for_one_statement() -> None:
    """The statement of the whole text has no scope; one before further text has one."""
    text = "某市方案\n1.甲事。（市甲局牵头）\n2.乙事（市乙局负责），丙事。\n"
    first, second = read_document(text).measures
    assert first.assignments[0].scope is None
    assert second.text == "乙事，丙事。"
    (assignment,) = second.assignments
    assert assignment.scope is not None
    assert assignment.scope.of(second.text) == "乙事"


@pytest.mark.parametrize(
    ("body", "text", "statement"),
    [
        ("甲事。责任单位：市甲局。", "甲事。", "责任单位：市甲局"),
        (
            "甲事。牵头单位：市甲局。配合单位：市乙局。",
            "甲事。",
            "牵头单位：市甲局。配合单位：市乙局",
        ),
        ("甲事。牵头单位：市甲局。后续再议。", "甲事。后续再议。", "牵头单位：市甲局"),
        ("甲事。【责任单位】市甲局", "甲事。", "【责任单位】市甲局"),
        ("甲事。（责任单位市甲局、市乙局）", "甲事。", "责任单位市甲局、市乙局"),
        ("甲事。（牵头：市甲局；配合：市乙局）", "甲事。", "牵头：市甲局；配合：市乙局"),
        ("甲事。（市甲局牵头）（2031年底前完成）", "甲事。", "市甲局牵头；2031年底前完成"),
        (
            "甲事。完成时限：2031年；责任单位：市甲局",
            "甲事。",
            "完成时限：2031年；责任单位：市甲局",
        ),
        ("甲事（见附件）。（市甲局会同市乙局）", "甲事（见附件）。", "市甲局会同市乙局"),
        ("甲事。（市甲局\n牵头", "甲事。", "市甲局牵头"),
        (
            "甲事。\n（市甲局牵头）\n（任务分工：市乙局负责）",
            "甲事。",
            "市甲局牵头；任务分工：市乙局负责",
        ),
        (
            "甲事。（牵头单位：市甲局；责任单位：市乙局(科）2.乙事。（牵头单位：市丙局）",
            "甲事。2.乙事。",
            "牵头单位：市甲局；责任单位：市乙局(科）；牵头单位：市丙局",
        ),
        (
            "甲事。（责任单位：市甲局（乙事。（责任单位：市丙局）",
            "甲事。（责任单位：市甲局（乙事。",
            "责任单位：市丙局",
        ),
        (
            "甲事。（责任单位：市甲局（责任单位：市丙局）",
            "甲事。",
            "责任单位：市甲局；责任单位：市丙局",
        ),
    ],
)
def test_read_document_finds_statements(body: str, text: str, statement: str) -> None:
    """A statement is in brackets or behind a label; brackets that are not closed are closed."""
    edition = read_document(f"某市方案\n一、任务\n1.{body}\n", strict=False)
    (measure,) = edition.measures
    assert (measure.text, measure.responsibility) == (text, statement)
    assert measure.assignments
    assert not edition.problems


@pytest.mark.parametrize(
    "aside",
    [
        "（以下简称专班）",
        "（某政发〔2031〕7号）",
        "（含市级）",
        "（试行）",
        "（由国家审批）",
        "（市甲局审批的除外）",
        "（同一登记机关）内",
    ],
)
def test_read_document_leaves_asides_in_the_text(aside: str) -> None:
    """Short forms, document numbers and other words in brackets are no statements."""
    text = (
        f"某市方案\n一、任务\n1.甲事，乙事{aside}。（市甲局负责）\n"
        f"2.丙事{aside}。丁事。（市乙局负责）\n"
    )
    first, second = read_document(text).measures
    assert (first.text, second.text) == (f"甲事，乙事{aside}。", f"丙事{aside}。丁事。")
    assert (first.responsibility, second.responsibility) == ("市甲局负责", "市乙局负责")


def test_read_document_reads_bare_list_behind_sentence_or_title() -> None:
    """A list of names in brackets is a statement at the end of a sentence or a title.

    Behind words that are neither, it is text of a paragraph without a statement.
    """
    text = (
        "某市方案\n一、任务\n1.甲事。（法规处）\n2.乙事（人事处；完成时限：2031年）\n"
        "3.丙，丁（人事处）\n"
    )
    edition = read_document(text)
    assert [parties_of(m) for m in edition.measures] == [[("", "法规处")], [("", "人事处")]]
    assert edition.measures[1].deadline == "2031年"
    assert ("NO_STATEMENT", "3.丙，丁（人事处）", "it is kept as text only") in kinds_of(edition)


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("依托甲中心（市甲公司负责）举办乙展。", ["市甲公司负责"]),
        ("依托甲中心（市甲公司负责）举办乙展。（市乙局负责）", ["市甲公司负责"]),
        ("推进甲事（市甲局负责）并开展乙事（市乙局负责）。", []),
        ("推进甲事（市甲局负责），开展乙事。（市乙局负责）", []),
        ("推进甲事。（市甲局负责）开展乙事。（市乙局负责）", []),
        ("推进甲事。（市甲局负责）", []),
    ],
)
def test_read_document_notes_statement_inside_a_sentence(text: str, noted: list[str]) -> None:
    """A bracket behind which the sentence goes on may be an aside about a word."""
    plan = read_document(f"某市方案\n一、任务\n1.{text}\n")
    said = "the statement is inside a sentence; it may be an aside"
    assert [item.text for item in plan.review_items if item.said == said] == noted


# -- paragraphs, headings, numbers ----------------------------------------------------------------


def test_read_document_inherits_statement_of_heading() -> None:
    """It belongs to the task, and holds for the paragraphs that have none of their own."""
    text = (
        "某市方案\n一、任务\n（一）甲类（市甲局牵头）\n1.甲事。（乙处负责）\n2.丙事。\n"
        "（二）乙类。（市乙局牵头）\n1.丁事。（丁处负责）\n"
    )
    edition = read_document(text)
    assert [(t.label, t.title, t.responsibility) for t in edition.tasks] == [
        ("（一）", "甲类", "市甲局牵头"),
        ("（二）", "乙类", "市乙局牵头"),
    ]
    assert [(m.number, m.label, m.text, m.responsibility) for m in edition.measures] == [
        (1, "1.", "甲事。", "乙处负责"),
        (2, "2.", "丙事。", ""),
        (3, "1.", "丁事。", "丁处负责"),
    ]
    bare = edition.measures[1]
    assert bare.inherited == edition.tasks[0].assignments
    assert bare.assignments == ()
    assert bare.lead is None
    assert kinds_of(edition) == [
        ("HEADING_INHERITED", "丙事。", "市甲局牵头"),
        ("RENUMBERED", "1.", "the measures are counted through"),
    ]
    assert [body.name for body in edition.bodies] == ["市甲局", "乙处", "市乙局", "丁处"]
    assert file_from_json(file_to_json(edition)) == edition


def test_read_document_keeps_statement_of_higher_heading() -> None:
    """The statement of a heading holds for the headings below it too, and the review says so."""
    text = (
        "某市方案\n一、优化通关（市甲局牵头）\n（一）压缩时间（市乙局配合）\n1.提前申报。（市丙局负责）\n"
        "2.两步申报。\n（二）减少单证\n3.公布清单。（市丁局负责）\n二、其他\n4.统计。（市丙局负责）\n"
    )
    edition = read_document(text)
    assert [(t.title, t.responsibility) for t in edition.tasks] == [
        ("压缩时间", "市甲局牵头；市乙局配合"),
        ("减少单证", "市甲局牵头"),
        ("其他", ""),
    ]
    assert [a.text for a in edition.measures[1].inherited] == ["市甲局牵头", "市乙局配合"]
    assert [found for found in kinds_of(edition) if found[0] == "HEADING_INHERITED"] == [
        ("HEADING_INHERITED", "压缩时间", "市甲局牵头；市乙局配合"),
        ("HEADING_INHERITED", "两步申报。", "市甲局牵头；市乙局配合"),
        ("HEADING_INHERITED", "减少单证", "市甲局牵头"),
    ]


def test_read_document_reads_measure_above_its_own_measures() -> None:
    """具体措施： below a statement: it is a measure, and the task of those below it."""
    text = (
        "某市方案\n一、任务\n（一）甲类。（市甲局牵头）\n具体措施：\n1.甲事。（市乙局负责）\n"
        "（二）乙类。说明。（市丙局牵头）\n1.丙事。（市丁局负责）\n"
    )
    edition = read_document(text)
    assert [(m.task.label, m.label, m.text) for m in edition.measures] == [
        ("一、", "（一）", "甲类。"),
        ("（一）", "1.", "甲事。"),
        ("一、", "（二）", "乙类。说明。"),
        ("（二）", "1.", "丙事。"),
    ]
    assert all(not task.responsibility for task in edition.tasks)


def test_read_document_reads_paragraphs_without_numbers() -> None:
    """They belong to the one above; below a bare heading, each is a measure."""
    text = (
        "某市方案\n一、甲类\n甲事。（市甲局负责）\n说明。\n乙事。（市乙局负责）\n"
        "二、乙类\n导语。\n（一）丙事。先行。（市丙局负责）\n丁事。（市丁局负责）\n结语。\n"
        "三、丙类\n导语。\n戊事。（市戊局负责）\n己事。（市己局负责）\n"
    )
    edition = read_document(text)
    assert [(m.task.title, m.text, m.responsibility) for m in edition.measures] == [
        ("甲类", "甲事。", "市甲局负责"),
        ("甲类", "乙事。", "市乙局负责"),
        ("乙类", "丙事。先行。丁事。", "市丙局负责；市丁局负责"),
        ("丙类", "戊事。", "市戊局负责"),
        ("丙类", "己事。", "市己局负责"),
    ]
    assert [t.objective for t in edition.tasks] == ["", "导语。", "导语。"]
    assert [(text) for kind, text, _ in kinds_of(edition) if kind == "UNASSIGNED_TEXT"] == [
        "说明。",
        "结语。",
    ]


def test_read_document_takes_bracket_behind_quoted_name_for_text() -> None:
    """A bracket explains a quoted name where the sentence goes on; with 并 it is a statement."""
    edition = read_document(
        "某市措施\n1.用好“甲会”（乙部主办）平台。（市甲局负责）\n"
        "2.落实“甲事”（市甲局负责）并推广。（市乙局负责）\n"
    )
    assert [(m.text, parties_of(m)) for m in edition.measures] == [
        ("用好“甲会”（乙部主办）平台。", [("IMPLEMENT", "市甲局")]),
        ("落实“甲事”并推广。", [("IMPLEMENT", "市甲局"), ("IMPLEMENT", "市乙局")]),
    ]


def test_read_document_notes_places_of_offices() -> None:
    """Places before an office that is said once are bodies, and the review names them."""
    edition = read_document("某省措施\n1.甲事。（责任单位：省甲厅、厦门、福州海关）\n")
    assert parties_of(edition.measures[0]) == [
        ("IMPLEMENT", "省甲厅"),
        ("IMPLEMENT", "厦门"),
        ("IMPLEMENT", "福州海关"),
    ]
    assert edition.measures[0].coverage.named == ()
    assert ("POSSIBLE_CUT", "厦门", "it has not the form of a name") in kinds_of(edition)


def test_read_document_reads_when_work_starts_and_ends() -> None:
    """起止时间 is a label of time."""
    plan = "某市措施\n1.甲事。（责任单位：市甲局；起止时间：2031年1月至3月）\n"
    (measure,) = read_document(plan).measures
    assert (parties_of(measure), measure.deadline) == ([("IMPLEMENT", "市甲局")], "2031年1月至3月")


@pytest.mark.parametrize(
    "default",
    [
        "以下任务均需各区人民政府落实，不再列出。",
        "以下除标注外，适用范围均为各片区。",
        "各项任务中，各区人民政府均为责任单位。",
    ],
)
def test_read_document_sets_default_before_first_number_aside(default: str) -> None:
    """What the head of a document says of all measures is in the review, other words are not."""
    edition = read_document(f"某市措施\n现制定本措施。\n{default}\n1.甲事。（市甲局负责）\n")
    assert [text for kind, text, _ in kinds_of(edition) if kind == "UNASSIGNED_TEXT"] == [
        default[:20]
    ]


def test_read_document_reads_plan_without_any_number() -> None:
    """Each paragraph with a statement is a measure of the document."""
    edition = read_document("某市措施\n导语。\n甲事。（市甲局负责）\n乙事。（市乙局负责）\n")
    assert [(m.number, m.label, m.text) for m in edition.measures] == [
        (1, "", "甲事。"),
        (2, "", "乙事。"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "责任单位：市甲局、市乙局\n完成时限：2031年6月\n联系电话：12345678",
        "完成时限：2031年6月\n联系电话：12345678\n责任单位：市甲局、市乙局",
        "【责任单位】市甲局、市乙局\n【完成时限】2031年6月\n联系电话：12345678",
        "【责任单位】市甲局、市乙局【完成时限】2031年6月\n联系电话：12345678",
        "牵头单位：市甲局\n责任单位：市乙局\n完成时限：2031年6月\n联系电话：12345678",
    ],
)
def test_read_document_reads_labels_in_lines_of_their_own(lines: str) -> None:
    """Lines with a label below a measure belong to it: the parties, the time limit, others."""
    edition = read_document(
        f"某市方案\n一、任务\n1.建设平台。\n{lines}\n2.公布清单。（市丙局负责）\n"
    )
    first, second = edition.measures
    assert first.text == "建设平台。"
    assert [party.text for a in first.assignments for party in a.parties] == ["市甲局", "市乙局"]
    assert first.deadline == "2031年6月"
    assert first.extra == (("联系电话", "12345678"),)
    assert (second.text, second.deadline) == ("公布清单。", None)
    assert edition.review_items == ()


def test_read_document_reads_paragraphs_with_lines_of_labels() -> None:
    """Each paragraph without a number and the labels below it are a measure."""
    plan = (
        "某市清单\n\n{}建立制度。\n责任单位：市甲局\n配合单位：市乙局\n完成时限：2031年\n"
        "说明如下。\n建设平台。\n责任单位：市丙局\n"
    )
    for heading in ("", "一、统计\n"):
        edition = read_document(plan.format(heading))
        assert [(m.text, parties_of(m), m.deadline) for m in edition.measures] == [
            ("建立制度。", [("IMPLEMENT", "市甲局"), ("ASSIST", "市乙局")], "2031年"),
            ("建设平台。", [("IMPLEMENT", "市丙局")], None),
        ]
        assert ("UNASSIGNED_TEXT", "说明如下。", "it is kept as text only") in kinds_of(edition)


def test_read_document_takes_no_label_above_all_text_for_a_measure() -> None:
    """A statement with no text before it is no measure."""
    edition = read_document("责任单位：市甲局\n一、任务\n1.建设平台。（市乙局负责）\n")
    assert [m.text for m in edition.measures] == ["建设平台。"]


def test_read_document_reads_named_numbers() -> None:
    """任务一：is a number, and no title of a document is lost."""
    plan = "某市清单\n任务一：建立制度\n责任单位：市甲局\n任务二：建设平台\n责任单位：市乙局\n"
    edition = read_document(plan)
    assert [(m.number, m.label, m.text) for m in edition.measures] == [
        (1, "任务一：", "建立制度"),
        (2, "任务二：", "建设平台"),
    ]


def test_read_document_puts_dotted_numbers_below_each_other() -> None:
    """1.2.1 is below 1.2, which is below 1."""
    plan = (
        "某市方案\n1 准入\n1.1 开办\n1.1.1 压缩时间。（市甲局负责）\n"
        "1.1.2 减少材料。（市甲局负责）\n"
        "1.2 注销\n1.2.1 简化流程。（市乙局负责）\n"
    )
    edition = read_document(plan)
    assert [(m.label, m.task.label) for m in edition.measures] == [
        ("1.1.1", "1.1"),
        ("1.1.2", "1.1"),
        ("1.2.1", "1.2"),
    ]
    assert {kind for kind, _, _ in kinds_of(edition)} == {"RENUMBERED"}


def test_read_document_reads_list_before_time_limit() -> None:
    """A list of names in brackets may have its time limit in brackets behind it."""
    (measure,) = read_document("某市方案\n1.减少单证。（市甲局）（2031年底前完成）\n").measures
    assert (measure.text, measure.deadline) == ("减少单证。", "2031年底前完成")
    assert parties_of(measure) == [("", "市甲局")]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "1.优化通关。（市甲局负责）\n①提前申报；\n②两步申报。\n",
            "the numbered paragraphs below it are part of its text: 2",
        ),
        (
            "1.建设平台。（市甲局负责）2.公布清单。（市乙局负责）\n",
            "a number is inside its text; it may be several measures",
        ),
        ("1.优化通关，一是申报（市甲局负责），二是查验（市乙局负责）。\n", None),
    ],
)
def test_read_document_says_what_may_be_several_measures(body: str, said: str | None) -> None:
    """The review names a measure that has the text of further numbers."""
    edition = read_document(f"某市方案\n{body}")
    assert len(edition.measures) == 1
    found = [text for kind, _, text in kinds_of(edition) if kind == "FORM_ASSUMED"]
    assert found == ([said] if said else [])


def test_read_document_reads_headings_with_space_in_their_number() -> None:
    """二 、 is the number of a heading."""
    plan = "某市方案\n一 、甲类\n1.甲。（市甲局负责）\n二 、乙类\n2.乙。（市乙局负责）\n"
    edition = read_document(plan)
    assert [m.task.title for m in edition.measures] == ["甲类", "乙类"]


def test_read_document_puts_no_paragraph_below_the_heading_before_it() -> None:
    """A measure of the level of a heading is not below it."""
    plan = "某市方案\n一、统计\n1.建立制度。（市甲局负责）\n二、建设平台。（市乙局负责）\n"
    edition = read_document(plan)
    assert [m.task.title for m in edition.measures] == ["统计", "某市方案"]


@pytest.mark.parametrize(
    ("lines", "labels", "numbers"),
    [
        ("1.甲。（市甲局负责）\n2.2031年底前乙。（市甲局负责）\n", ["1.", "2."], [1, 2]),
        ("1.甲。（市甲局负责）\n2.2031 年6 月乙。（市甲局负责）\n", ["1.", "2."], [1, 2]),
        ("1.甲。（市甲局负责）\n2.6 月底前乙。（市甲局负责）\n", ["1.", "2."], [1, 2]),
        ("1.甲。（市甲局负责）\n1.乙。（市甲局负责）\n", ["1.", "1."], [1, 2]),
        ("1.1 甲。（市甲局负责）\n1.2乙。（市甲局负责）\n", ["1.1", "1.2"], [1, 2]),
        ("1 ．甲。（市甲局负责）\n2　、乙。（市甲局负责）\n", ["1．", "2、"], [1, 2]),
        ("（ 一 ）甲。（市甲局负责）\n（ 二）乙。（市甲局负责）\n", ["（一）", "（二）"], [1, 2]),
        ("( 1 )甲。（市甲局负责）\n(2 )乙。（市甲局负责）\n", ["(1)", "(2)"], [1, 2]),
        ("第1条 甲。（市甲局负责）\n第3条 乙。（市甲局负责）\n", ["第1条", "第3条"], [1, 3]),
        ("５．甲。（市甲局负责）\n9．乙。（市甲局负责）\n", ["５．", "9．"], [5, 9]),
    ],
)
def test_read_document_keeps_printed_labels(
    lines: str, labels: list[str], numbers: list[int]
) -> None:
    """A number before a year is one; numbers that do not rise are counted through."""
    measures = read_document(f"某市方案\n一、任务\n{lines}").measures
    assert [m.label for m in measures] == labels
    assert [m.number for m in measures] == numbers


def test_read_document_notes_what_belongs_to_no_measure() -> None:
    """Prose, paragraphs without a statement and closing sections are no fault."""
    text = PLAN.replace("（甲港海关、市口岸办按职责分工负责）", "").replace(
        "三、保障", "（四）培训人才。（市人社局负责）\n三、保障"
    )
    edition = read_document(text)
    assert not edition.problems
    assert [m.label for m in edition.measures] == ["（一）", "（二）", "（四）"]
    assert (
        "NO_STATEMENT",
        "（三）便利通关。公布作业时限。",
        "it is kept as text only",
    ) in kinds_of(edition)
    assert (
        "UNASSIGNED_TEXT",
        "三、保障措施各部门要加强协作。",
        "it is kept as text only",
    ) in kinds_of(edition)


@pytest.mark.parametrize(
    ("last", "kinds"),
    [
        ("（三）丙事。", ["NO_STATEMENT"]),
        ("（三）丙事。\n（四）丁事。", ["NO_STATEMENT", "NO_STATEMENT"]),
        ("二、丙事", ["UNASSIGNED_TEXT"]),
        ("二、丙事\n（一）丁事。", ["UNASSIGNED_TEXT", "UNASSIGNED_TEXT"]),
        ("1.丙事。", ["FORM_ASSUMED"]),
    ],
)
def test_read_document_notes_paragraphs_behind_the_last_measure(
    last: str, kinds: list[str]
) -> None:
    """Beside measures a paragraph lacks a statement; below another heading it is other text."""
    text = f"某市方案\n一、任务\n（一）甲事。（市甲局负责）\n（二）乙事。（市乙局负责）\n{last}\n"
    assert [kind for kind, *_ in kinds_of(read_document(text))] == kinds


def test_read_document_joins_lines_of_open_bracket() -> None:
    """A bracket that a line leaves open goes on in the next; a number ends it."""
    text = (
        "某市方案\n1.甲。（责任部门：市商务局、市交\n通局、甲海关）\n"
        "2.乙。（市甲局负责\n3.丙。（市乙局负责）\n"
    )
    edition = read_document(text)
    assert [[name for _, name in parties_of(m)] for m in edition.measures] == [
        ["市商务局", "市交通局", "甲海关"],
        ["市甲局"],
        ["市乙局"],
    ]
    item = next(item for item in edition.review_items if item.kind is ReviewKind.LINES_JOINED)
    assert (item.text, item.place and item.place.line) == ("通局、甲海关）", 3)


def test_read_document_joins_lines_that_end_in_label_or_comma() -> None:
    """So do a label without words and a comma; an addressee does not."""
    text = "某市方案\n各县：\n1.甲。责任单位：\n市甲局，\n市乙局\n2.乙。（市丙局负责）\n"
    first, _ = read_document(text).measures
    assert parties_of(first) == [("IMPLEMENT", "市甲局"), ("IMPLEMENT", "市乙局")]


def wrap(text: str, width: int) -> str:
    """Return *text* with lines broken at *width*, never before a number or a mark."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = paragraph
        while len(rest) > width:
            at = width
            while (
                re.match(r"[0-9０-９，。、；：）（]|.[.．、]", rest[at:])
                or rest[at - 1] in "（0123"
            ):
                at -= 1
            lines.append(rest[:at])
            rest = rest[at:]
        lines.append(rest)
    return "\n".join(lines)


LONG = "某省方案\n一、任务\n" + "".join(
    f"{n}.{'推动服务出口企业加快数字化转型并拓展国际市场空间' * 3}。"
    f"（省商务厅牵头，省工业和信息化厅、省文化和旅游厅等有关部门按职责分工负责）\n"
    for n in range(1, 13)
)


@pytest.mark.parametrize("width", [20, 24, 29, 35, 40])
def test_read_document_reads_wrapped_text(width: int) -> None:
    """Wrapping a document changes nothing but places."""
    assert without_places(read_document(wrap(LONG, width))) == without_places(read_document(LONG))


BRACKETS = ("（）", "()", "[]", "［］", "【】", "〔〕", "〈〉", "﹝﹞", "〖〗")


@given(st.sampled_from(BRACKETS), st.booleans(), st.sampled_from(["", " ", "\u3000"]))
def test_read_document_reads_any_brackets_digits_and_spaces(
    brackets: str, wide: bool, space: str
) -> None:
    """Brackets of statements, full-width digits and spaces change nothing but the printed form."""
    opening, closing = brackets[0], brackets[1]
    text = PLAN.replace("。（", f"。{opening}").replace("）\n", f"{closing}\n")
    if wide:
        text = text.translate(str.maketrans("0123456789:;", "０１２３４５６７８９：；"))
    text = re.sub("(?<=[，、。])", space, text)
    assert without_places(read_document(text)) == without_places(read_document(PLAN))


# -- names ---------------------------------------------------------------------------------------

NAMES = ("市商务局", "各县（市、区）人民政府", "市直有关部门", "甲港海关", "市委宣传部", "商务部")


@given(
    st.sampled_from([*STEMS, "某某和某某"]).filter(lambda stem: stem[-1] not in "和及与"),
    st.sampled_from(["市", "省", ""]),
    st.lists(st.sampled_from(NAMES), max_size=3),
    st.lists(st.sampled_from(NAMES), max_size=3),
    st.sampled_from(["、", "和", "及", "与"]),
    st.booleans(),
)
def test_parse_responsibility_never_cuts_names_of_lexicon(  # noqa: PLR0913, PLR0917  # drawn
    stem: str, level: str, before: list[str], after: list[str], mark: str, labelled: bool
) -> None:
    """A name with 和 is one party whatever is beside it."""
    names = [*before, f"{level}{stem}局", *after]
    listed = "、".join(names[:-1]) + (mark if names[1:] else "") + names[-1]
    statement = f"责任单位：{listed}" if labelled else f"{listed}按职责分工负责"
    (assignment,) = parse_responsibility(statement)
    assert [party.text for party in assignment.parties] == names


L, DO, H, A, G = "LEAD", "IMPLEMENT", "SHARE", "ASSIST", "GUIDE"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("市发改、财政、税务等部门按职责分工负责", [(H, "市发改"), (H, "财政"), (H, "税务")]),
        ("市商务局、电信、联通公司负责", [(DO, "市商务局"), (DO, "电信"), (DO, "联通公司")]),
        ("市甲局，东湖、西岭区政府负责", [(DO, "市甲局"), (DO, "东湖"), (DO, "西岭区政府")]),
        ("市、县两级政府负责", [(DO, "市、县两级政府")]),
        (
            "各设区市、县（市、区）人民政府和甲实验区管委会落实",
            [(DO, "各设区市、县（市、区）人民政府"), (DO, "甲实验区管委会")],
        ),
        (
            "各市、县（市、区）商务局（口岸办）、各市、州政府均为责任单位，以下不再列出",
            [(DO, "各市、县（市、区）商务局（口岸办）"), (DO, "各市、州政府")],
        ),
        ("市委市政府督查室、12345热线办负责", [(DO, "市委市政府督查室"), (DO, "12345热线办")]),
        ("责任单位：甲—乙合作区管委会、市甲局等", [(DO, "甲—乙合作区管委会"), (DO, "市甲局")]),
        ("责任单位：甲银行等单位", [(DO, "甲银行")]),
        ("责任单位：鹏程万里等单位", [(DO, "鹏程万里")]),
        ("各有关部门和单位按各自职责抓好落实", [(H, "各有关部门和单位")]),
        ("各银行等金融机构、各高校及企业负责", [(DO, "各银行"), (DO, "各高校及企业")]),
        ("推广范围：8个试验区域", [("", "8个试验区域")]),
        ("（2031年6月底前，市甲局牵头）", [(L, "市甲局")]),
        ("（牵头领导：张三；责任单位：市甲局）", [(DO, "市甲局")]),
        ("【责任单位】市甲局【配合单位】：市乙局", [(DO, "市甲局"), (A, "市乙局")]),
        ("（责任单位市甲局，配合单位市乙局）", [(DO, "市甲局"), (A, "市乙局")]),
        ("责任单位：市甲局（逗号前为牵头单位，下同）", [(DO, "市甲局")]),
        (
            "牵头单位：市甲局落实（以下任务均需各区政府落实，不再列出）",
            [(DO, "市甲局"), (DO, "各区政府")],
        ),
        ("市委组织部、市文明办和团市委指导", [(G, "市委组织部"), (G, "市文明办"), (G, "团市委")]),
    ],
)
def test_parse_responsibility_reads_lists_of_local_plans(
    statement: str, expected: list[tuple[str, str]]
) -> None:
    """Elided and described names, labels of several forms, time limits and defaults are read."""
    made = parse_responsibility(statement)
    assert [
        ("+".join(role.name for role in a.roles), party.text) for a in made for party in a.parties
    ] == expected


def test_parse_responsibility_refuses_misspelled_name_among_full_ones() -> None:
    """What may be a misspelling is no elided name."""
    with pytest.raises(DocumentError):
        parse_responsibility("商务部、移民居等部门负责")


def test_parse_responsibility_inherits_level_in_list() -> None:
    """After 省商务厅, 国资委 is that of the province; 商务部 is always the national one."""
    (assignment,) = parse_responsibility("国资委、省商务厅、国资委、商务部、国家统计局负责")
    national, _, local, ministry, statistics = assignment.bodies
    assert not national.unknown
    assert (local.name, local.unknown, local.counterpart) == ("国资委", True, national)
    assert not ministry.unknown
    assert not statistics.unknown


def test_read_document_takes_shared_names_for_local_bodies() -> None:
    """In a local plan a name is national only where the text says so."""
    text = (
        "某县人民政府关于促进服务贸易的意见\n一、任务\n1.甲事。（统计局、国家药监局负责）\n"
        "2.乙事。（县商务局、国资委负责）\n3.丙事。（县统计局牵头）\n"
    )
    edition = read_document(text)
    statistics, medical, _, assets = edition.bodies
    assert (statistics.name, statistics.unknown) == ("县统计局", True)
    assert "统计局" in statistics.name_variants
    assert statistics.counterpart == svctrade.body("统计局")
    assert medical.id == svctrade.body("药监局").id
    assert assets.counterpart == svctrade.body("国资委")
    assert kinds_of(edition) == [
        ("SAME_BODY", "统计局", "县统计局"),
        ("NATIONAL_BODY", "国家药监局", "国家药品监督管理局"),
        ("LEVEL_INHERITED", "国资委", "县国资委"),
    ]
    found = svctrade.measures(edition)
    assert found.led_by("统计局").numbers == found.led_by("县统计局").numbers == (1, 3)
    assert file_from_json(file_to_json(edition)) == edition
    alone = read_document(text.replace("3.丙事。（县统计局牵头）\n", ""))
    assert ("LOCAL_BODY", "统计局", "统计局") in kinds_of(alone)


def test_read_document_keeps_two_levels_apart() -> None:
    """住建局 is neither 省住建局 nor 市住建局 where both are named."""
    text = "某市方案\n1.甲。（省住建局、市住建局指导）\n2.乙。（住建局负责）\n"
    assert [b.name for b in read_document(text).bodies] == ["省住建局", "市住建局", "住建局"]


def test_read_document_keeps_given_bodies_and_national_plans() -> None:
    """A body that the reader is given is itself; the State Council names national ones."""
    text = "国务院办公厅关于某事的意见\n1.甲。（发展改革委、商务部负责）\n"
    assert not any(body.unknown for body in read_document(text).bodies)
    given_ = svctrade.Body("own", "统计局")
    plan = "某市方案\n1.甲。（统计局负责）\n"
    assert read_document(plan, bodies=[given_]).bodies == (given_,)


def test_read_document_replaces_bodies_of_headings() -> None:
    """A heading and its measures have the same body under two names."""
    text = (
        "某市方案\n一、甲类（市住建局牵头，国资委配合）\n"
        "1.甲。（住建局负责）\n2.乙。（市国资委负责）\n"
    )
    edition = read_document(text)
    assert [b.name for b in edition.bodies] == ["市住建局", "市国资委"]
    (task,) = edition.tasks
    assert [b for a in task.assignments for b in a.bodies] == [*edition.bodies]
    assert all(m.task == task for m in edition.measures)


# -- defaults, deadlines, other labels -------------------------------------------------------------


def test_read_document_inherits_defaults() -> None:
    """以下均需… holds for what follows, unless a measure says it itself."""
    text = (
        "某市方案\n1.甲。（市甲局牵头。以下均需各区政府、甲园区管委会落实，不再列出）\n"
        "2.乙。（市乙局负责）\n3.丙。（市丙局、各区政府、甲园区管委会负责）\n"
    )
    edition = read_document(text)
    first, second, third = edition.measures
    assert [(a.text, a.remark) for a in first.assignments] == [
        ("市甲局牵头", None),
        ("以下均需各区政府、甲园区管委会落实，不再列出", "不再列出"),
    ]
    assert (first.inherited, third.inherited) == ((), ())
    assert second.inherited == (first.assignments[1],)
    assert kinds_of(edition) == [("DEFAULT_INHERITED", "市乙局负责", second.inherited[0].text)]
    assert file_from_json(file_to_json(edition)) == edition


def test_read_document_inherits_scope() -> None:
    """A scope for the rest holds where a measure names no other."""
    text = (
        "某市方案\n1.甲。（负责部门：市甲局；适用范围：所有片区，以下除标注特定片区的措施外，"
        "适用范围均为所有片区）\n2.乙。（负责部门：市乙局）\n3.丙。（负责部门：市丙局；适用范围：东片区）\n"
    )
    edition = read_document(text)
    assert [[a.text for a in m.inherited] for m in edition.measures] == [[], ["所有片区"], []]
    assert parties_of(edition.measures[0]) == [("IMPLEMENT", "市甲局"), ("", "所有片区")]


@pytest.mark.parametrize(
    ("statement", "deadline", "extra"),
    [
        ("责任单位：市甲局；完成时限：2031年9月", "2031年9月", ()),
        ("责任单位：市甲局，整改时限：长期坚持", "长期坚持", ()),
        ("市甲局牵头，8月底前完成", "8月底前完成", ()),
        ("市甲局牵头，持续推进", "持续推进", ()),
        ("市甲局牵头", None, ()),
        (
            "责任单位：市甲局；备注：试点；责任人：张三",
            None,
            (("备注", "试点"), ("责任人", "张三")),
        ),
        ("责任单位：市甲局；备注：", None, ()),
    ],
)
def test_read_document_keeps_deadlines_and_other_labels(
    statement: str, deadline: str | None, extra: tuple[tuple[str, str], ...]
) -> None:
    """A time limit and other labels are data of the measure, and no party."""
    edition = read_document(f"某市方案\n1.甲。（{statement}）\n")
    (measure,) = edition.measures
    assert (measure.deadline, measure.extra) == (deadline, extra)
    assert [name for _, name in parties_of(measure)] == ["市甲局"]
    assert file_from_json(file_to_json(edition)) == edition
    html = measure._repr_html_()
    assert all(words in html for words in (deadline or "", *(word for _, word in extra)))


def test_read_document_shows_inherited_assignments() -> None:
    """They are shown with a measure."""
    text = "某市方案\n1.甲。（市甲局牵头。以下均需各区政府落实）\n2.乙。（市乙局负责）\n"
    html = read_document(text).measures[1]._repr_html_()
    assert "Implementation: all district governments. “以下均需各区政府落实”" in html


# -- what cannot be read ---------------------------------------------------------------------------


def test_read_document_keeps_statements_that_read_beside_one_that_does_not() -> None:
    """Of two statements of a paragraph, the one that can be read is."""
    text = (
        "某市方案\n一、甲类（火星居牵头，市甲局牵头）\n"
        "1.甲事。（市甲局牵头，财政部审批）乙事。（市乙局负责）\n"
    )
    with pytest.raises(DocumentError):
        read_document(text)
    edition = read_document(text, strict=False)
    (measure,) = edition.measures
    assert measure.responsibility == "市甲局牵头，财政部审批；市乙局负责"
    assert parties_of(measure) == [("IMPLEMENT", "市乙局")]
    assert measure.coverage.national
    assert [(p.line, p.column, p.excerpt) for p in edition.problems] == [
        (2, 6, "火星居牵头，市甲局牵头"),
        (3, 13, "财政部审批"),
    ]
    unread = [item for item in edition.review_items if item.kind is ReviewKind.UNREAD_STATEMENT]
    assert [(item.measure, item.text) for item in unread] == [
        (None, "火星居牵头，市甲局牵头"),
        (1, "财政部审批"),
    ]
    assert edition.tasks[0].responsibility == "火星居牵头，市甲局牵头"


def test_read_document_limits_review_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Past a limit none is added, and the last one says so."""
    monkeypatch.setattr(builder, "_MOST_REVIEW_ITEMS", 2)
    text = "某市方案\n1.甲。（市甲局负责）\n" + "说明。\n" * 9
    items = read_document(text).review_items
    assert len(items) == 3
    assert "only 2 places are listed; 7 more are not" in [item.said for item in items]


def test_review_item_says_where_and_what() -> None:
    """An item prints its line, its measure, the words and what was done."""
    item = svctrade.ReviewItem(
        ReviewKind.LOCAL_BODY, svctrade.Place(3, 1, 3, 4), "统计局", "国家统计局", 2
    )
    assert str(item) == "line 3: measure 2: 统计局: local body: 国家统计局"
    assert str(attrs.evolve(item, place=None, measure=None)) == "统计局: local body: 国家统计局"


def test_read_document_reads_lead_of_local_plan() -> None:
    """The lead of a local plan is explicit or named first, as in the annex."""
    edition = read_document(PLAN)
    assert [(m.lead and m.lead.body.name, m.lead and m.lead.basis) for m in edition.measures] == [
        ("市商务局", Basis.EXPLICIT),
        ("市工业和信息化局", Basis.FIRST_NAMED),
        ("甲港海关", Basis.FIRST_NAMED),
    ]
    assert edition.measures[0].assignments[1].roles == (Role.ASSIST,)
    assert edition.measures[1].deadline == "2031年6月底前"


@pytest.mark.parametrize(
    "unit", ["（责任单位：", "）1.", "（市甲局负责）甲。", "责任单位：甲局。", "：", "和市甲局"]
)
def test_read_document_takes_time_in_proportion(unit: str) -> None:
    """Ten times the text takes about ten times the steps."""

    def steps(length: int) -> int:
        count = 0

        def trace(*_: object) -> None:
            nonlocal count
            count += 1

        text = f"某市方案\n1.甲。{unit * length}（市甲局负责）\n"
        sys.setprofile(trace)
        try:
            with contextlib.suppress(DocumentError):
                read_document(text, strict=False)
        finally:
            sys.setprofile(None)
        return count

    steps(10)
    assert steps(2_000) <= 14 * max(steps(200), 5_000)


def test_read_document_takes_off_numbers_of_pages() -> None:
    """Lines such as 1/6, which count pages, are no text."""
    sentence = "推动企业加快发展" * 3
    lines = [
        line
        for n in range(1, 61)
        for line in (
            f"{n}.第{n}件事，{sentence}。（市甲局负责）",
            *([f"{n // 10}/6"] if n % 10 == 0 else []),
        )
    ]
    edition = read_document("某市方案\n" + "\n".join(lines) + "\n")
    assert [m.number for m in edition.measures] == [*range(1, 61)]
    assert {m.responsibility for m in edition.measures} == {"市甲局负责"}


def test_read_document_ends_a_labelled_statement_with_its_sentence() -> None:
    """Brackets inside a statement behind a label belong to it; what follows it does not."""
    plan = "某市方案\n1.甲事。责任单位：市商务局（市口岸办）、市财政局。乙事。\n"
    (measure,) = read_document(plan).measures
    assert measure.responsibility == "责任单位：市商务局（市口岸办）、市财政局"
    assert measure.text == "甲事。乙事。"
    with pytest.raises(DocumentError):
        read_document("某市方案\n1.甲事。责任单位：市商务局）。\n")


def test_save_refuses_a_scope_beyond_the_text() -> None:
    """The words that an assignment is about are words of the measure."""
    edition = read_document(PLAN)
    measure = edition.measures[0]
    beyond = attrs.evolve(measure.assignments[0], scope=Span(0, len(measure.text) + 1))
    changed = attrs.evolve(measure, assignments=(beyond, *measure.assignments[1:]))
    with pytest.raises(ValueError, match="a part of the text"):
        svctrade.dumps(attrs.evolve(edition, measures=(changed, *edition.measures[1:])))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（市商务局牵头，市财政局配合", [("市商务局牵头，市财政局配合", "bracket")]),
        (
            "（责任单位：市商务局、市财",
            [("责任单位：市商务局、市财", "bracket"), ("市财", "form of a name")],
        ),
        ("责任单位：市商务局、市财", [("市财", "form of a name")]),
        ("明确责任单位：乙事、市财政局", [("乙事", "form of a name")]),
        ("责任单位：市商务局、市直部门（单位）", []),
        ("（市商务局、科技处建筑业处负责）", [("科技处建筑业处", "科技处、建筑业处")]),
        ("（市商务局办公室负责）", []),
        ("（市 商 务 局、市 财\n政 局 负 责）", []),
    ],
)
def test_read_document_notes_possible_cuts(text: str, expected: list[tuple[str, str]]) -> None:
    """A statement without its end, and a name that may be two, are in the review."""
    others = "2. 推动出海。（市商务局、办公室、科技处、建筑业处负责）\n"
    edition = read_document(f"某市方案\n1. 优化服务。{text}\n{others}")
    found = [item for item in edition.review_items if item.kind is ReviewKind.POSSIBLE_CUT]
    assert [item.text for item in found] == [words for words, _ in expected]
    assert all(said in item.said for item, (_, said) in zip(found, expected, strict=True))
    assert {item.measure for item in found} <= {1}


def test_read_document_notes_possible_cuts_of_headings() -> None:
    """The statement of a heading may lack its end too."""
    text = "某市方案\n一、优化服务。责任单位：市财\n1. 推动出海。（市商务局负责）\n2. 扩大开放。\n"
    found = [i for i in read_document(text).review_items if i.kind is ReviewKind.POSSIBLE_CUT]
    assert [(item.text, item.measure) for item in found] == [("市财", None)]


OFFICES = ("外汇局", "外汇管理局", "移民局", "邮政局", "知识产权局", "发展改革委", "人民银行")


@given(
    st.sampled_from(["厦门", "大连", "雄安新区", "北京", "贵安新区", "厦门市", "深圳市"]),
    st.sampled_from(OFFICES),
    st.sampled_from(
        ["{}、商务部负责", "责任单位：{}、财政部", "{}和财政部按职责分工负责", "{}牵头"]
    ),
    st.booleans(),
)
def test_region_before_national_name_is_local_office(
    region: str, office: str, statement: str, local: bool
) -> None:
    """厦门外汇局 is a body of its own with 外汇局 as counterpart, neither 厦门 nor 外汇局."""
    title = "某市实施方案" if local else "实施方案"
    text = f"{title}\n\n一、开放\n1. 支持出海。（{statement.format(region + office)}）\n"
    edition = read_document(text)
    (measure,) = edition.measures
    bodies = {body.name: body for body in measure.bodies()}
    found = bodies[region + office]
    assert found.unknown
    assert found.counterpart == svctrade.body(office)
    assert not measure.coverage.named
    assert office not in bodies
    (item,) = edition.review().items
    assert (item.kind, item.text) == (ReviewKind.LOCAL_BODY, region + office)
    assert svctrade.measures(edition).led_by(office, counterparts=True).numbers == (1,)


@pytest.mark.parametrize("name", ["厦门商务部", "厦门银保监会", "厦门大连外汇局", "外汇局厦门"])
def test_region_runs_together_with_name_of_no_office(name: str) -> None:
    """Where no office has that name, the mark between two names is missing."""
    with pytest.raises(DocumentError, match=name):
        parse_responsibility(f"商务部、{name}负责")


def test_region_of_office_is_its_level() -> None:
    """The level before it in the list does not apply to an office with its region."""
    text = "某省实施方案\n\n一、开放\n1. 支持出海。（省商务厅、厦门外汇局、发展改革委负责）\n"
    items = read_document(text).review().items
    assert {item.text: (item.kind, item.said) for item in items} == {
        "厦门外汇局": (ReviewKind.LOCAL_BODY, "外汇局"),
        "发展改革委": (ReviewKind.LEVEL_INHERITED, "省发展改革委"),
    }


def test_names_without_a_mark_between_them_are_no_name() -> None:
    """Two names whose mark is missing are a problem, not text that belongs to no measure."""
    plan = "某市方案\n1.甲。（市甲局负责）\n2.乙。（市商务局市财政局负责）\n"
    with pytest.raises(DocumentError, match="line 3, column 6"):
        read_document(plan)
    kept = read_document(plan, strict=False)
    assert [m.responsibility for m in kept.measures] == ["市甲局负责", "市商务局市财政局负责"]


# -- kinds that were read wrongly ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # What follows 市 is the name of a group.
        (
            "（各镇（街道）、市直有关部门按职责分工落实）",
            [("SHARE", "各镇（街道）"), ("SHARE", "市直有关部门")],
        ),
        ("（各县区、市商务局负责）", [("IMPLEMENT", "各县区"), ("IMPLEMENT", "市商务局")]),
        ("（各县、市人民政府负责）", [("IMPLEMENT", "各县、市人民政府")]),
        ("（各县、市、区商务局负责）", [("IMPLEMENT", "各县、市、区商务局")]),
        ("（各市、县商务局负责）", [("IMPLEMENT", "各市、县商务局")]),
        # A stroke between two names; one inside a name stays.
        ("（市商务局/市财政局负责）", [("IMPLEMENT", "市商务局"), ("IMPLEMENT", "市财政局")]),
        ("（市商务局／财政局／外办牵头）", [("LEAD", n) for n in ("市商务局", "财政局", "外办")]),
        ("（5G/6G推进中心负责）", [("IMPLEMENT", "5G/6G推进中心")]),
        # Only the one that leads has a role.
        (
            "（市商务局（牵头）、市财政局、市外办）",
            [("LEAD", "市商务局"), ("", "市财政局"), ("", "市外办")],
        ),
        # Labels without a colon, behind a sentence.
        ("责任单位市商务局、市外办", [("IMPLEMENT", "市商务局"), ("IMPLEMENT", "市外办")]),
        ("牵头单位市商务局，配合单位市外办。", [("LEAD", "市商务局"), ("ASSIST", "市外办")]),
        ("责任单位各负其责，加强联动。（市外办负责）", [("IMPLEMENT", "市外办")]),
        # A list of names alone, with places beside bodies, or with all of a group.
        ("（各县区，市商务局、经开区）", [("", n) for n in ("各县区", "市商务局", "经开区")]),
        ("（各成员单位）", [("", "各成员单位")]),
        # Names of other endings.
        ("（综合科、法制股负责）", [("IMPLEMENT", "综合科"), ("IMPLEMENT", "法制股")]),
        (
            "（12345政务服务便民热线、市属国企负责）",
            [("IMPLEMENT", "12345政务服务便民热线"), ("IMPLEMENT", "市属国企")],
        ),
    ],
)
def test_read_document_reads_kinds_of_statements(
    line: str, expected: list[tuple[str, str]]
) -> None:
    """Each kind of list and label gives its parties."""
    (measure,) = read_document(f"某市方案\n1.甲事。{line}\n").measures
    assert parties_of(measure) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "市商务局：负责统筹；市财政局：负责资金",
        "市审计局监督，市财政局保障",
        "各区落实，市商务局督导",
        "市发展改革委市科技局、市外办负责",
    ],
)
def test_read_document_refuses_statements_of_unknown_form(statement: str) -> None:
    """Words of duty behind a name are a statement: what they say is a problem, and not text."""
    with pytest.raises(DocumentError, match="line 3"):
        read_document(f"某市方案\n1.甲事。（市甲局负责）\n2.乙事。（{statement}）\n")


def test_read_document_reads_paragraphs_that_begin_with_digits() -> None:
    """3.5G is the third paragraph below the second one, and a decimal elsewhere."""
    lines = "1.甲事。（甲局负责）\n2.乙事。（甲局负责）\n3.5G基站。（甲局负责）\n"
    edition = read_document(f"某市方案\n{lines}4.100家企业。（甲局负责）\n")
    assert [(m.label, m.text) for m in edition.measures] == [
        *(("1.", "甲事。"), ("2.", "乙事。"), ("3.", "5G基站。"), ("4.", "100家企业。")),
    ]
    decimal = read_document("某市方案\n1.甲事。（甲局负责）\n3.5万家企业。（乙局负责）\n")
    assert [(m.label, m.text) for m in decimal.measures] == [("1.", "甲事。3.5万家企业。")]


def test_read_document_takes_short_headings_for_no_wrapping() -> None:
    """A title and a heading without a full stop are not lines that go on."""
    edition = read_document(
        "某市服务贸易创新发展实施方案\n一、扩大开放\n支持企业走出去。（市商务局负责）\n"
        "办好展会。（市贸促会负责）\n"
    )
    assert [(m.task.title, m.text) for m in edition.measures] == [
        ("扩大开放", "支持企业走出去。"),
        ("扩大开放", "办好展会。"),
    ]


@pytest.mark.parametrize("line", ["乙事。责任单位：", "（市乙局负责）乙事。"])
def test_read_document_says_which_paragraphs_have_no_statement(line: str) -> None:
    """A label without words, and a bracket before the text, are none."""
    edition = read_document(f"某市方案\n1.甲事。（市甲局负责）\n2.{line}\n3.丙。（市甲局负责）\n")
    assert [m.label for m in edition.measures] == ["1.", "3."]
    assert [kind for kind, *_ in kinds_of(edition)] == ["NO_STATEMENT"]


@pytest.mark.parametrize(
    "text",
    [
        "支持医院开设国际门诊（儿科、产科）。",
        "推动企业赴境外上市（A股、H股）。",
        "加强与国际组织合作（世界银行、东盟）。",
        "拓展新兴市场。（东盟、非盟、欧洲议会）",
        "畅通服务渠道（12345热线、12315热线）。",
        "开放重点区域（综合保税区、服务贸易平台）。",
        "完善网络（各市县、乡镇卫生院）。",
        "覆盖人群（各企业）",
        "建立台账，牵头单位市内通办。",
        "完善机制，责任单位省市联网。",
        "强化督查。牵头部门市场化运行平台。",
        "强化督查。责任单位国家级平台。",
    ],
)
def test_read_document_takes_no_aside_for_parties(text: str) -> None:
    """Words that are only like names are text, and the review says so."""
    plan = read_document(f"某市方案\n1. 推进试点。（市商务局负责）\n2. {text}\n")
    assert [measure.number for measure in plan.measures] == [1]
    (item,) = plan.review()
    assert item.kind is ReviewKind.NO_STATEMENT


@pytest.mark.parametrize(
    ("statement", "parties"),
    [
        ("（市商务局、各县（市、区））", ["市商务局", "各县（市、区）"]),
        ("（各县（市、区）、市商务局）", ["各县（市、区）", "市商务局"]),
        ("（市商务局、市民热线）", ["市商务局", "市民热线"]),
        ("（各区/县政府负责）", ["各区/县政府"]),
        ("（各乡镇、县商务局负责）", ["各乡镇", "县商务局"]),
        ("责任单位：各乡镇（街道）、县商务局", ["各乡镇（街道）", "县商务局"]),
        ("（各县区人民政府）", ["各县区人民政府"]),
    ],
)
def test_read_document_reads_groups_of_levels(statement: str, parties: list[str]) -> None:
    """A group of levels is one party, and a body beside it another."""
    plan = read_document(f"某市方案\n1. 推进试点。{statement}\n")
    assert [p.text for a in plan.measures[0].assignments for p in a.parties] == parties


def test_read_document_reads_a_statement_after_a_bracket_with_a_label() -> None:
    """A label inside brackets that names nothing does not hide the statement behind it."""
    plan = "某市方案\n1. 支持（牵头单位：见附件）企业。责任单位：市商务局。\n"
    (measure,) = read_document(plan, strict=False).measures
    assert (measure.text, measure.responsibility) == (
        "支持（牵头单位：见附件）企业。",
        "责任单位：市商务局",
    )


def test_read_document_says_that_a_list_alone_was_a_statement() -> None:
    """A list of names that are not known is read, with an item of the review."""
    plan = read_document("某市方案\n1. 合作（世界银行、亚投行）。\n2. 推进。（市商务局、财政局）\n")
    found = [(i.text, i.measure) for i in plan.review() if i.kind is ReviewKind.FORM_ASSUMED]
    assert found == [("世界银行、亚投行", 1)]


def test_read_document_reads_texts_that_begin_with_a_digit() -> None:
    """The number that follows is one, also before a digit; the review says so."""
    plan = read_document(
        "某市方案\n1. 推进试点。（市商务局负责）\n2.30天内办结。（市财政局负责）\n"
        "3.24小时通关。（市税务局负责）\n4.5A级景区建设。（市税务局负责）\n"
    )
    assert [(m.number, m.text) for m in plan.measures] == [
        (1, "推进试点。"),
        (2, "30天内办结。"),
        (3, "24小时通关。"),
        (4, "5A级景区建设。"),
    ]
    found = [item.said for item in plan.review() if item.kind is ReviewKind.FORM_ASSUMED]
    assert found == [f"it was read as number {number} and its text" for number in (2, 3, 4)]


@pytest.mark.parametrize("parts", [["1.子项甲"], ["（一）子项甲", "（二）子项乙"], ["一、子项甲"]])
def test_read_table_takes_no_part_of_a_text_for_a_task(parts: list[str]) -> None:
    """A row with a part of the text above it is reported, and no task."""
    rows = ["序号,具体举措,责任单位", "1,推进下列工作：,市商务局"]
    rows += [f",{part}," for part in parts]
    with pytest.raises(svctrade.DocumentError, match=r"row 3, column 1"):
        svctrade.read_table("\n".join([*rows, "2,推进。,市财政局", ""]))


def test_table_without_task_is_below_the_heading_before_it(tmp_path: Path) -> None:
    """The measures of a table among headings are below the heading before it, and it is said."""
    document = pytest.importorskip("docx").Document()
    for text in (
        "某市方案",
        "一、改革",
        "1. 甲。（市商务局牵头）",
        "二、开放",
        "2. 乙。（市财政局负责）",
    ):
        document.add_paragraph(text)
    table = document.add_table(rows=3, cols=3)
    rows = (("序号", "具体举措", "责任单位"), ("3", "丙。", "市财政局"), ("4", "丁。", "市商务局"))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words
    document.add_paragraph("三、保障")
    document.add_paragraph("5. 戊。（市财政局负责）")
    document.save(tmp_path / "plan.docx")
    plan = read_document(tmp_path / "plan.docx")
    assert [(m.number, str(m.task)) for m in plan.measures] == [
        (1, "一、改革"),
        (2, "二、开放"),
        (3, "二、开放"),
        (4, "二、开放"),
        (5, "三、保障"),
    ]
    assert [task.number for task in plan.tasks] == [1, 2, 3]
    said = "the table names no task; its measures are below the heading before it"
    assert [(item.measure, item.said) for item in plan.review()] == [(3, said)]
    # `read_table` reads the table only, and says so.
    table_only = svctrade.read_table(tmp_path / "plan.docx").review()
    assert ("1.甲。（市商务局牵头）", "paragraphs with a statement that were left out: 3") in [
        (item.text, item.said) for item in table_only
    ]


def test_notes_below_table_are_read_and_paragraphs_around_them_reported() -> None:
    """The notes are no paragraphs; those before the table and behind the notes are left out."""
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("1. 甲。（市商务局牵头）")
    table = document.add_table(rows=2, cols=3)
    rows = (("序号", "具体举措", "责任单位"), ("1", "丙。", "市财政局"))
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            cell.text = words
    for text in (
        "注：1.丙由市里（市财政局负责）实施。",
        "2.其他（市商务局负责）。",
        "3. 乙。（市外办负责）",
    ):
        document.add_paragraph(text)
    document.add_paragraph("5. 戊。（市财政局负责）")
    out = io.BytesIO()
    document.save(out)
    plan = svctrade.read_table(out.getvalue(), strict=False)
    assert [note.text for note in plan.notes] == [
        "丙由市里（市财政局负责）实施。",
        "其他（市商务局负责）。",
        "乙。（市外办负责）",
    ]
    assert [item.said for item in plan.review() if item.measure is None] == [
        "paragraphs with a statement that were left out: 2"
    ]


def test_prose_among_measures_without_numbers_is_reported() -> None:
    """Where no paragraph has a number, the review names prose behind the first measure."""
    lines = ("某市若干措施", "为贯彻部署，制定本措施。", "推动出海。（市商务局负责）")
    more = ("完善统计制度。", "扩大开放。（市外办负责）", "本措施自印发之日起施行。")
    plan = svctrade.read_document("\n".join((*lines, *more)))
    assert [measure.text for measure in plan.measures] == ["推动出海。", "扩大开放。"]
    found = [i for i in plan.review_items if i.kind is svctrade.ReviewKind.UNASSIGNED_TEXT]
    assert [(item.text, item.place and item.place.line) for item in found] == [
        ("完善统计制度。", 4),
        ("本措施自印发之日起施行。", 6),
    ]


def test_plan_without_headings_has_one_task() -> None:
    """Measures under no heading are of one task, which has the title of the plan and no prose."""
    text = "某市服务贸易工作方案\n1. 推动出海。（市商务局牵头）\n2. 扩大开放。（市外办负责）"
    plan = svctrade.read_document(text, strict=False)
    assert [(task.label, task.title, task.objective) for task in plan.tasks] == [
        ("", "某市服务贸易工作方案", "")
    ]
    assert [measure.task.number for measure in plan.measures] == [1, 1]


def test_read_document_tells_open_bracket_alone() -> None:
    """A line that a comma joins to the one before has no bracket that was open, and no remark."""
    text = "一、任务\n1. 推动出海、\n扩大开放。（市商务局牵头）\n2. 优化服务。（市外办负责）"
    edition = read_document(text)
    assert [measure.text for measure in edition.measures] == ["推动出海、扩大开放。", "优化服务。"]
    assert ReviewKind.LINES_JOINED not in {item.kind for item in edition.review_items}
