"""Files with several annexes: one edition, and the review names each of them."""

from __future__ import annotations

import pytest

from svctrade import Edition, ReviewKind, read_document

from .test_read_files import page

FIRST = """附件1
某省数字贸易行动方案
一、重点任务
（一）建设基地。培育企业。（省商务厅牵头）
（二）加强统计。按季公布。（省统计局负责）
（三）加强督查。各地要高度重视。
"""
SECOND = """附件 2：
某省会展业行动方案
（一）培育品牌。引进展会。（省贸促会牵头，省商务厅配合）
"""


def said_of_annexes(edition: Edition) -> list[tuple[str, str]]:
    items = edition.review_items
    return [(i.text, i.said) for i in items if i.kind is ReviewKind.SEVERAL_ANNEXES]


def test_read_document_names_annexes_with_measures() -> None:
    """Each annex with measures is in the review; a measure is below no heading of another."""
    edition = read_document(f"某省通知\n\n{FIRST}{SECOND}附件3\n名词解释\n会展：展览和会议。\n")
    assert [(m.task.label, m.task.title) for m in edition.measures] == [
        *(("一、", "重点任务"), ("一、", "重点任务"), ("附件 2：", "某省会展业行动方案"))
    ]
    assert edition.measures[1].text == "加强统计。按季公布。"
    assert said_of_annexes(edition) == [
        ("附件1", "measures in this annex: 2; the edition has those of 2 parts"),
        ("附件2：", "measures in this annex: 1; the edition has those of 2 parts"),
    ]


def test_read_document_names_measures_before_annexes() -> None:
    """The text before the annexes may have measures too."""
    edition = read_document(f"某省方案\n\n1.扩大开放。（省发展改革委负责）\n{SECOND}")
    assert said_of_annexes(edition) == [
        ("", "measures before the annexes: 1; the edition has those of 2 parts"),
        ("附件2：", "measures in this annex: 1; the edition has those of 2 parts"),
    ]


@pytest.mark.parametrize(
    "text", [f"某省通知\n\n{FIRST}", f"{FIRST}附件2：名词解释\n会展：展览。\n"]
)
def test_read_document_says_nothing_of_one_annex(text: str) -> None:
    """One annex with measures is the document."""
    edition = read_document(text)
    assert said_of_annexes(edition) == []
    assert edition.measures[0].task.title == "重点任务"


def test_read_document_reads_annex_without_title() -> None:
    """What is below the label of an annex is its title only where it is a short line."""
    text = (
        "某省方案\n\n附件1：任务分工\n1.扩大开放。（省商务厅负责）\n附件2\n为推动工作，制定本表。\n"
    )
    edition = read_document(f"{text}2.优化通关。（省口岸办负责）\n")
    assert [(t.label, t.title) for t in edition.tasks] == [("附件1：", "任务分工"), ("附件2", "")]
    assert edition.title == "某省方案"


def test_read_document_ends_title_at_annex() -> None:
    """The label of an annex is no line of the title."""
    assert read_document(f"某省方案\n{SECOND}").title == "某省方案"


def test_read_document_names_annexes_with_tables() -> None:
    """The tables of several annexes are one edition too."""
    rows = [["序号", "举措", "牵头单位"], ["1", "优化通关。", "省口岸办"]]
    edition = read_document(page("某省通知", "附件1", rows, "附件2", rows))
    assert [text for text, _ in said_of_annexes(edition)] == ["附件1", "附件2"]
