"""The responsibility grammar: what it reads, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from svctrade import (
    Assignment,
    Basis,
    Body,
    Certainty,
    Coverage,
    DocumentError,
    Region,
    Role,
    Span,
    parse_responsibility,
    region,
)
from svctrade._grammar import coverage_of, lead_of, parse_statement
from svctrade._wording import GROUPS

from .strategies import BODIES, REGIONS, statements

KNOWN = {thing.name: thing for thing in (*BODIES, *REGIONS)}


def look_up(name: str) -> Body | Region | None:
    return KNOWN.get(name)


@given(statements())
def test_what_is_printed_is_what_is_read(statement: tuple[str, tuple[Assignment, ...]]) -> None:
    """A statement printed from assignments is read back as those assignments."""
    text, made = statement
    assert parse_statement(text, look_up) == (made, ())


@given(statements())
def test_spans_are_places_in_the_statement(
    statement: tuple[str, tuple[Assignment, ...]],
) -> None:
    """Each assignment's and each party's text stands at its span."""
    text, _ = statement
    for assignment in parse_statement(text, look_up)[0]:
        assert assignment.span.of(text) == assignment.text
        for party in assignment.parties:
            assert party.span.of(text) == party.text


@given(st.text("商贸部银行会东州试点地区等和及、；，（）牵头负责推进后续以为准由先", max_size=40))
@example("；")
@example("（")
@example("商贸部等等牵头")
def test_any_text_is_read_whole_or_refused(text: str) -> None:
    """Whatever is given, what is read and what is refused leave nothing unaccounted for."""
    made, faults = parse_statement(text, look_up)
    if not faults:
        rebuilt = ""
        for before, assignment in zip([None, *made], made, strict=False):
            if before is not None:
                rebuilt += "，" if before.clause == assignment.clause else "；"
            rebuilt += assignment.text
        assert rebuilt == text
    assert all(0 <= fault.offset <= len(text) for fault in faults)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("", 1, "parties and an action"),
        ("商务部", 1, "parties and an action"),
        ("商务部审批", 1, "parties and an action"),
        ("商务部牵头，外汇局审批", 7, "parties and an action"),
        ("商务部牵头（外汇局除外）", 1, "parties and an action"),
        ("商务部牵头，后续外汇局参与", 7, "a body, a pilot region"),
        ("商务部牵头，后续视情扩大到海南、深圳", 7, "parties and an action"),
        ("商务部牵头（以海南、深圳的名单为准）", 1, "parties and an action"),
        ("商务部牵头（以海南负责推进为准）", 1, "parties and an action"),
        ("海南等有关部门负责推进", 3, "、, 和, 及 or 等"),
        ("商务部等试点地区负责推进", 4, "、, 和, 及 or 等"),
        ("商务部牵头；", 7, "parties and an action"),
        ("商务部牵头，，外汇局协助推进", 7, "parties and an action"),
        ("牵头", 1, "a body, a pilot region"),
        ("商务部、牵头", 5, "a body, a pilot region"),
        ("商务部和牵头", 5, "a body, a pilot region"),
        ("商务部、移民居、外交部牵头", 5, "a body, a pilot region"),
        ("商务部负责在火星推进", 7, "a body, a pilot region"),
        ("商务部等厦门牵头", 4, "、, 和, 及 or 等"),
        ("商务部外交部牵头", 1, "a body, a pilot region"),
    ],
)
def test_unknown_wording_is_refused_where_it_stands(text: str, column: int, expected: str) -> None:
    """What the grammar does not know is an error with its place, never skipped."""
    with pytest.raises(DocumentError) as caught:
        parse_responsibility(text)
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == (1, column)
    assert problem.expected.startswith(expected)
    assert text[column - 1 :].startswith(problem.excerpt)


@pytest.mark.parametrize(
    "unit", ["负责在", "（", "和", "，", "（以", "商务部、", "后续视情推广，", "等"]
)
def test_long_statements_take_time_in_proportion(unit: str) -> None:
    """The work on a statement, counted in look-ups, grows with its length and no faster."""
    counts = []
    for length in (200, 2000):
        asked: list[str] = []
        parse_statement(unit * length + "牵头", lambda name, asked=asked: asked.append(name))  # type: ignore[misc]
        counts.append(sum(map(len, asked)))
    assert counts[1] <= 12 * max(counts[0], 100)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("海南负责推进，后续视情扩大到其他地区", "后续视情扩大到其他地区"),
        ("海南负责推进（后续视情推广到其他地区）", "（后续视情推广到其他地区）"),
        ("海南负责推进（以正式公布的为准）", "（以正式公布的为准）"),
    ],
)
def test_a_remark_is_kept_as_printed(text: str, remark: str) -> None:
    """What is added after the action, and names no party, is the remark of the assignment."""
    (assignment,) = parse_responsibility(text)
    assert assignment.remark == remark
    assert assignment.text == text
    assert coverage_of((assignment,), "").open_ended is ("其他地区" in remark)


def test_all_faults_are_told_at_once() -> None:
    """Every unreadable place of a statement is reported, not only the first."""
    with pytest.raises(DocumentError, match="2 problems") as caught:
        parse_responsibility("商务部、移民居牵头；厦们负责推进")
    assert [p.column for p in caught.value.problems] == [5, 11]


def test_wrapped_text_is_read_and_its_lines_are_counted() -> None:
    """White space is undone before reading, and a fault still has its line and column."""
    assert parse_responsibility("商 务\n部牵 头")[0].text == "商务部牵头"
    with pytest.raises(DocumentError) as caught:
        parse_responsibility("商务部牵头；\n  厦 们负责推进")
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == (2, 3)


def test_a_statement_is_a_string() -> None:
    """Anything but a string is refused by type."""
    with pytest.raises(TypeError, match="a statement is a string, not int: 7"):
        parse_responsibility(7)  # type: ignore[arg-type]  # the error is the point


@pytest.mark.parametrize(
    ("text", "named", "everywhere", "open_ended"),
    [
        ("商务部牵头推进", (), False, False),
        ("商务部牵头；试点地区负责推进", (), True, False),
        ("各试点地区负责推进", (), True, False),
        ("海南负责推进", ("海南",), False, False),
        ("海南等试点地区负责推进", ("海南",), False, True),
        ("海南等地和有关部门协助推进", ("海南",), False, True),
        ("海南协助推进，后续视情扩大到其他地区", ("海南",), False, True),
        ("商务部等和海南负责推进", ("海南",), False, False),
        ("商务部等有关部门按职责分工推进", (), False, False),
        ("具备条件的试点地区负责推进", (), False, True),
        ("有关城市中入选试点城市负责推进（以最终公布名单为准）", (), False, True),
        ("商务部负责在有关试点地区推进", (), False, True),
        ("商务部确定试点地区并制订政策保障措施", (), False, True),
        ("试点地区负责推进；海南等试点地区负责推进", ("海南",), True, True),
    ],
)
def test_coverage_follows_the_words(
    text: str, named: tuple[str, ...], everywhere: bool, open_ended: bool
) -> None:
    """Which regions are charged, and how firmly, follows from the statement."""
    coverage = coverage_of(parse_responsibility(text), "……。")
    expected = Coverage(tuple(map(region, named)), everywhere, open_ended)
    assert coverage == expected


def test_the_text_counts_only_where_the_statement_charges_no_region() -> None:
    """在试点地区 in the text covers every region, unless the statement speaks of regions."""
    silent = parse_responsibility("商务部制订政策保障措施")
    coverage = coverage_of(silent, "推进在试点地区办理。")
    assert coverage == Coverage(everywhere=True, words=Span(2, 7))
    naming = parse_responsibility("商务部支持和指导；海南负责推进")
    assert not coverage_of(naming, "在试点地区办理。").everywhere


def test_the_explicit_lead_goes_before_the_first_named() -> None:
    """牵头 makes the lead wherever it stands; else it is the first body named."""
    explicit = lead_of(parse_responsibility("外交部支持和指导；商务部、外汇局牵头"))
    assert explicit is not None
    assert (explicit.body.name, explicit.basis) == ("商务部", Basis.EXPLICIT)
    first = lead_of(parse_responsibility("有关部门支持和指导；外汇局、商务部协助推进"))
    assert first is not None
    assert (first.body.name, first.basis) == ("外汇局", Basis.FIRST_NAMED)
    assert lead_of(parse_responsibility("有关部门支持和指导；试点地区负责推进")) is None


def test_every_group_says_whom_it_charges() -> None:
    """Only the groups that mean every pilot region cover all of them."""
    covering = {group for group, reach in GROUPS.items() if reach is Certainty.COVERED}
    assert covering == {"试点地区", "各试点地区"}


def test_a_printed_host_is_part_of_the_name() -> None:
    """The brackets of a name are no remark, and 、 inside brackets does not split."""
    (assignment,) = parse_responsibility(
        "有关省（自治区、直辖市）和重庆（涪陵区等21个市辖区）负责推进"
    )
    assert assignment.groups == ("有关省（自治区、直辖市）",)
    assert [r.name for r in assignment.regions] == ["重庆"]
    assert not assignment.open_ended
    assert assignment.roles == (Role.IMPLEMENT,)
