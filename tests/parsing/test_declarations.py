"""Declarations of the lead: which statements the words 列第一位者为牵头单位 apply to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import Basis, Edition, read_document, read_table

FIRST_LEADS = (
    *("列第一位者为牵头单位", "排在第一位的部门为牵头部门", "列首位的为牵头单位"),
    *("第一个单位为牵头单位", "第一家为主要负责单位", "排首位者均为牵头单位"),
    *("逗号前为牵头单位", "顿号前的单位为牵头单位", "第一个逗号之前为牵头部门"),
)
DITTO = ("下同", "以下同", "以下均同", "后同")


def declared_by(edition: Edition) -> list[str | None]:
    """Return the words by which the lead of each measure is declared."""
    return [m.lead.declared if m.lead else None for m in edition.measures]


def document(statements: Sequence[str], heading: str = "一、扩大开放") -> str:
    """Return a plan whose measures have the *statements*."""
    lines = [f"{n}. 支持出海。（{words}）" for n, words in enumerate(statements, start=1)]
    return "\n".join(["某市实施方案", "", heading, *lines])


def rows(statements: Sequence[str]) -> list[dict[str, str]]:
    """Return a table whose measures have the *statements*."""
    return [
        {"序号": str(n), "举措": "支持出海。", "责任单位": words}
        for n, words in enumerate(statements, start=1)
    ]


def read_rows(statements: Sequence[str]) -> Edition:
    return read_table(rows(statements), strict=False)


def read_lines(statements: Sequence[str]) -> Edition:
    return read_document(document(statements), strict=False)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", *FIRST_LEADS]), st.sampled_from(["", *DITTO]), st.booleans()
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([read_lines, read_rows]),
)
def test_declaration_applies_to_its_statement_or_from_there_on(
    declarations: list[tuple[str, str, bool]], read: Callable[[Sequence[str]], Edition]
) -> None:
    """Without 下同 only this statement's first body leads; a later declaration replaces it."""
    statements: list[str] = []
    expected: list[str | None] = []
    lasting: str | None = None
    for words, ditto, bracketed in declarations:
        added = "，".join(part for part in (words, words and ditto) if part)
        added = f"（{added}）" if added and bracketed else added and f"，{added}"
        statements.append(f"市商务局、市财政局负责{added}")
        lasting = words if words and ditto else lasting
        expected.append(words or lasting)
    edition = read(statements)
    assert not edition.problems
    assert declared_by(edition) == expected
    for measure, words_of in zip(edition.measures, expected, strict=True):
        assert measure.lead
        assert measure.lead.body.name == "市商务局"
        assert measure.lead.basis is (Basis.FIRST_NAMED if words_of is None else Basis.EXPLICIT)


@pytest.mark.parametrize(
    "words", ["加粗的为牵头单位", "列第二位者为牵头单位", "第一位者为联系单位"]
)
def test_other_words_declare_no_lead(words: str) -> None:
    """Words that do not say that the body named first leads declare nothing."""
    edition = read_document(document([f"市甲局、市乙局负责（{words}，下同）"] * 2), strict=False)
    assert declared_by(edition) == [None, None]


def test_declaration_that_begins_with_what_follows_applies_from_there_on() -> None:
    """以下各项列第一位者为牵头单位 needs no 下同, and 以下均同 is no default."""
    words = "以下各项列第一位者为牵头单位"
    edition = read_document(document(["市甲局负责", f"市乙局负责，{words}", "市丙局负责"]))
    assert declared_by(edition) == [None, words, words]
    same = read_document(document(["市甲局负责，列第一位者为牵头单位，以下均同", "市乙局负责"]))
    assert [m.inherited for m in same.measures] == [(), ()]


@pytest.mark.parametrize("ditto", ["", "，下同"])
@pytest.mark.parametrize(
    ("read", "unread"),
    [
        (read_lines, "商务部牵头，财政部审批，{}"),
        (read_lines, "市甲局：审批，{}"),
        (read_lines, "“火星”审批（{}）"),
        (read_rows, "市甲局：审批，{}"),
        (read_rows, "市甲局：审批（{}）"),
    ],
)
def test_unread_statement_declares_nothing(
    read: Callable[[Sequence[str]], Edition], unread: str, ditto: str
) -> None:
    """A statement that cannot be read makes none explicit, and has no lead."""
    edition = read([unread.format(f"列第一位者为牵头单位{ditto}"), "市教育局、市财政局负责"])
    assert edition.problems or edition.review().items
    *before, last = [m.lead and m.lead.basis for m in edition.measures]
    assert set(before) <= {None}
    assert last is Basis.FIRST_NAMED


@pytest.mark.parametrize(
    "sentence",
    [
        "各项任务的责任单位中，列第一位者为牵头单位。",
        "重点任务（责任单位中列第一位者为牵头单位）",
        "（列第一位者为牵头单位）",
    ],
)
def test_declaration_in_other_text_applies_to_whole_document(sentence: str) -> None:
    """A sentence outside the statements declares the lead of all of them."""
    text = document(["市甲局负责", "市乙局、市丙局负责"]).replace("一、", f"{sentence}\n一、")
    words = "列第一位者为牵头单位"
    assert declared_by(read_document(text)) == [words] * 2


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("（一）改善环境。（市甲局负责，列第一位者为牵头单位，下同）", "列第一位者为牵头单位"),
        ("（一）改善环境。（市甲局负责，列第一位者为牵头单位）", None),
        ("（一）改善环境。（市甲局牵头，财政部审批，列第一位者为牵头单位，下同）", None),
    ],
)
def test_declaration_in_heading(heading: str, expected: str | None) -> None:
    """That of a heading applies to its measures where 下同 follows it."""
    edition = read_document(document(["市乙局负责"] * 2, heading), strict=False)
    assert edition.tasks[0].responsibility
    assert declared_by(edition) == [expected] * 2


def test_declaration_in_heading_does_not_apply_before_it() -> None:
    """What a heading declares for what follows leaves the measures before it as they are."""
    second = "\n（二）改善环境。（市甲局负责，列第一位者为牵头单位，下同）\n1. 鼓励。（市丙局负责）"
    edition = read_document(document(["市乙局负责"], "（一）开放") + second)
    assert declared_by(edition) == [None, "列第一位者为牵头单位"]


def test_declared_lead_is_no_body_after_region() -> None:
    """Where a region is listed first, the first body is no declared lead."""
    edition = read_table(rows(["厦门、商务部负责，列第一位者为牵头单位"]))
    (lead,) = (m.lead for m in edition.measures)
    assert lead
    assert (lead.body.name, lead.basis, lead.declared) == ("商务部", Basis.FIRST_NAMED, None)


def test_explain_says_where_lead_is_declared() -> None:
    """A declaration of the statement itself is not said to be the document's."""
    words = "逗号前为牵头单位"
    edition = read_document(document([f"市甲局，市乙局负责（{words}，下同）", "市丙局负责"]))
    found = svctrade.measures(edition).led_by("市甲局", "市丙局", basis="explicit").explain()
    steps = [why.reasons[0].steps[-1] for why in found]
    assert [step.kind for step in steps] == ["declared"] * 2
    assert [step.text.split(". ")[-1] for step in steps] == [
        f"The statement says: “{words}”.",
        f"The document says: “{words}”.",
    ]


def corrected(path: Path, text: str, cells: dict[str, str]) -> Edition:
    """Return the edition of a plan with cells of the sheet of measures corrected."""
    read_document(text, strict=False).review().to_excel(path)
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book["measures"][cell] = value
    book.save(path)
    return read_document(text, corrections=path, strict=False)


def test_corrected_statement_declares_what_it_says(tmp_path: Path) -> None:
    """A corrected statement has the declaration of its own words and those before it."""
    path = tmp_path / "review.xlsx"
    words = "列第一位者为牵头单位"
    text = document([f"市甲局负责，{words}", "市乙局负责", "市丙局负责"])
    plain = corrected(path, text, {"D3": "市丁局、市乙局负责"})
    assert declared_by(plain) == [words, None, None]
    removed = corrected(path, text, {"D2": "市甲局负责"})
    assert declared_by(removed) == [None, None, None]
    lasting = corrected(path, text, {"D2": f"市甲局负责，{words}，下同"})
    assert declared_by(lasting) == [words] * 3


@pytest.mark.parametrize("words", ["牵头\n单位", "牵头 单位", "\u3000牵头单位"])
def test_declaration_of_all_statements_may_have_white_space(words: str) -> None:
    """A declaration that is wrapped or spaced declares the same."""
    plan = read_document(
        f"某市方案\n各项任务的责任单位，列第一位者为{words}，下同。\n一、任务\n"
        "1.甲事。（市甲局、市乙局负责）\n"
    )
    lead = plan.measures[0].lead
    assert lead is not None
    assert (lead.body.name, lead.basis) == ("市甲局", Basis.EXPLICIT)
