"""Parse responsibility statements."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from svctrade import (
    Assignment,
    Body,
    DocumentError,
    Region,
    Role,
    parse_responsibility,
)
from svctrade._parsing.coverage import coverage_of
from svctrade._parsing.grammar import parse_statement

from ..strategies import BODIES, REGIONS, statements

KNOWN = {thing.name: thing for thing in (*BODIES, *REGIONS)}


def look_up(name: str) -> Body | Region | None:
    return KNOWN.get(name)


@given(statements())
def test_parse_statement_reads_printed_assignments(
    statement: tuple[str, tuple[Assignment, ...]],
) -> None:
    """A statement printed from assignments is read back as those assignments."""
    text, made = statement
    assert parse_statement(text, look_up) == (made, ())


@given(statements())
def test_parse_statement_gives_spans_of_texts(
    statement: tuple[str, tuple[Assignment, ...]],
) -> None:
    """The text of each assignment and party is at its span."""
    text, _ = statement
    for assignment in parse_statement(text, look_up)[0]:
        assert assignment.span.of(text) == assignment.text
        for party in assignment.parties:
            assert party.span.of(text) == party.text


@given(
    st.text(
        "商贸部银行会东州试点地区各等和及与/、；，（）牵头负责推进会同后续以为准由先", max_size=40
    )
)
@example("；")
@example("会同各甲/")
@example("（")
@example("商贸部等等牵头")
def test_parse_statement_reads_or_refuses_any_text(text: str) -> None:
    """What is read and what is refused leave nothing out."""
    made, faults = parse_statement(text, look_up)
    if not faults:
        rest = [*text]
        for assignment in made:
            rest[assignment.span.start : assignment.span.stop] = [""] * len(assignment.text)
        assert {*"".join(rest)} <= {*"；，（）。"}
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
        ("会同商务部", 1, "a body, a pilot region"),
        ("商务部牵头，，外汇局协助推进", 7, "parties and an action"),
        ("牵头", 1, "a body, a pilot region"),
        ("商务部、牵头", 5, "a body, a pilot region"),
        ("商务部和牵头", 5, "a body, a pilot region"),
        ("商务部、移民居、外交部牵头", 5, "a body, a pilot region"),
        ("商务部负责在火星推进", 7, "a body, a pilot region"),
        ("商务部等厦门牵头", 4, "、, 和, 及 or 等"),
        ("商务部外交部牵头", 1, "a body, a pilot region"),
        ("（商务部；外交部负责推进）", 2, "parties and an action"),
        ("商务部，外交部，财政部配合", 1, "parties and an action"),
        ("市商务局商市财政局负责", 1, "a body, a pilot region"),
        ("商务部、市商务局暨市外办负责", 5, "a body, a pilot region"),
        ("市商务局指导各区落实", 1, "a body, a pilot region"),
        ("商务部牵头，各区按规定配合", 7, "a body, a pilot region"),
        ("市商务局为第一责任单位，外交部配合", 1, "a body, a pilot region"),
        ("责任单位厦门海关、市商务局负责", 1, "a body, a pilot region"),
        ("商务部、市商务局[1]负责", 5, "a body, a pilot region"),
        ("市商务局或市财政局负责", 1, "a body, a pilot region"),
        ("责任单位：各区，不含新区", 9, "a body, a pilot region"),
        ("责任单位：包括海关在内的单位", 6, "a body, a pilot region"),
        ("责任单位：①市商务局", 6, "a body, a pilot region"),
    ],
)
def test_parse_responsibility_refuses_unknown_wording_with_place(
    text: str, column: int, expected: str
) -> None:
    """Wording that the grammar does not have is an error with its place."""
    with pytest.raises(DocumentError) as caught:
        parse_responsibility(text)
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == (1, column)
    assert problem.expected.startswith(expected)
    assert text[column - 1 :].startswith(problem.excerpt)


@pytest.mark.parametrize(
    "unit", ["负责在", "（", "和", "，", "（以", "商务部、", "后续视情推广，", "等"]
)
def test_parse_statement_takes_time_in_proportion(unit: str) -> None:
    """The number of look-ups grows with the length of a statement and no faster."""
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
def test_parse_responsibility_keeps_remarks(text: str, remark: str) -> None:
    """Words after the action that name no party are the remark of the assignment."""
    (assignment,) = parse_responsibility(text)
    assert assignment.remark == remark
    assert assignment.text == text
    assert coverage_of((assignment,), "").open_ended is ("其他地区" in remark)


def test_parse_responsibility_reports_all_faults() -> None:
    """Every unreadable place of a statement is reported, not only the first."""
    with pytest.raises(DocumentError, match="2 problems") as caught:
        parse_responsibility("商务部、移民居牵头；厦们负责推进")
    assert [p.column for p in caught.value.problems] == [5, 11]


def test_parse_responsibility_unwraps_text() -> None:
    """White space is dropped before reading, and a fault still has its line and column."""
    assert parse_responsibility("商 务\n部牵 头")[0].text == "商务部牵头"
    with pytest.raises(DocumentError) as caught:
        parse_responsibility("商务部牵头；\n  厦 们负责推进")
    problem = caught.value.problems[0]
    assert (problem.line, problem.column) == (2, 3)


def test_parse_responsibility_refuses_other_types() -> None:
    """Anything but a string is refused by type."""
    with pytest.raises(TypeError, match="a statement is a string, not int: 7"):
        parse_responsibility(7)  # type: ignore[arg-type]  # the error is the point


def test_parse_responsibility_keeps_brackets_of_names() -> None:
    """The brackets of a name are not a remark, and 、 inside brackets does not split."""
    (assignment,) = parse_responsibility(
        "有关省（自治区、直辖市）和重庆（涪陵区等21个市辖区）负责推进"
    )
    assert assignment.groups == ("有关省（自治区、直辖市）",)
    assert [r.name for r in assignment.regions] == ["重庆"]
    assert not assignment.open_ended
    assert assignment.roles == (Role.IMPLEMENT,)


L, DO, H, A, G = "LEAD", "IMPLEMENT", "SHARE", "ASSIST", "GUIDE"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（负责部门：商务部、海关总署；适用范围：上海、前海）",
            [(DO, "商务部 海关总署"), ("", "上海 前海?")],
        ),
        ("（商务部、财政部负责）", [(DO, "商务部 财政部")]),
        ("（商务部、财政部负责。）。", [(DO, "商务部 财政部")]),
        ("(商务部牵头,财政部参与)", [(L, "商务部"), (A, "财政部")]),
        ("商务部牵头，发展改革委、财政部配合", [(L, "商务部"), (A, "发展改革委 财政部")]),
        ("商务部牵头，财政部分工负责", [(L, "商务部"), (H, "财政部")]),
        ("商务部牵头，财政部按职责分工负责", [(L, "商务部"), (H, "财政部")]),
        ("商务部、财政部按职责分工", [(H, "商务部 财政部")]),
        ("商务部会同财政部", [(L, "商务部"), (H, "财政部")]),
        ("商务部会同财政部、海关总署负责", [(f"{L} {DO}", "商务部"), (DO, "财政部 海关总署")]),
        (
            "商务部、财政部等和各有关省级人民政府负责",
            [(DO, "商务部 财政部 [各有关省级人民政府]")],
        ),
        ("各地区、各有关部门按职责分工负责", [(H, "[各地区] [各有关部门]")]),
        ("市商务局、市发展改革委负责", [(DO, "市商务局? 市发展改革委?")]),
        (
            "市文化和旅游局和市人力资源和社会保障局负责",
            [(DO, "市文化和旅游局? 市人力资源和社会保障局?")],
        ),
        ("牵头单位：市商务局；配合单位：市财政局", [(L, "市商务局?"), (A, "市财政局?")]),
        ("牵头单位：市商务局；完成时限：2025年底", [(L, "市商务局?")]),
        ("责任单位：市高院、市公安局等；各区政府", [(DO, "市高院? 市公安局?"), (DO, "[各区政府]")]),
        ("责任单位：市商务局（牵头）、市财政局", [(L, "市商务局?"), (DO, "市财政局?")]),
        ("责任单位：市商务局牵头，市财政局指导", [(L, "市商务局?"), (G, "市财政局?")]),
        ("指导部门：甲乙", [(G, "甲乙?")]),
        ("（工信部、国家消防救援局）", [("", "工业和信息化部 国家消防救援局?")]),
        ("各地级以上市人民政府结合实际落实", [(DO, "[各地级以上市人民政府]")]),
        ("省能源局等省有关部门和各市人民政府负责", [(DO, "省能源局? [各市人民政府]")]),
        ("福州、泉州等地负责推进", [(DO, "福州? 泉州?")]),
        ("厦门市人民政府、大连市政府、市政府负责", [(DO, "厦门 大连 市政府?")]),
        ("商务部，财政部负责推进", [(DO, "商务部 财政部")]),
        ("商务部牵头，持续推进", [(L, "商务部")]),
        ("商务部牵头，2025年底前完成", [(L, "商务部")]),
        (
            "商务部指导支持，外交部支持配合",
            [(f"{G} SUPPORT", "商务部"), ("SUPPORT ASSIST", "外交部")],
        ),
        ("责任单位：商务部，列第一位者为牵头单位，下同", [(DO, "商务部")]),
        (
            "牵头单位：市甲委，配合单位：市乙局，各区、县级市，完成时限：2031年底",
            [(L, "市甲委?"), (A, "市乙局? [各区、县级市]")],
        ),
        ("总牵头单位：市商务局责任处室：服贸处", [(L, "市商务局?"), (DO, "服贸处?")]),
        ("由商务部牵头，会同海关总署负责", [(L, "商务部"), (DO, "海关总署")]),
        ("商务部牵头会同海关总署等部门", [(L, "商务部"), (H, "海关总署")]),
        (
            "市商务局牵头、市财政局、市税务局配合",
            [(L, "市商务局?"), (A, "市财政局? 市税务局?")],
        ),
        (
            "商务部指导，各省、自治区、直辖市人民政府落实",
            [(G, "商务部"), (DO, "[各省、自治区、直辖市人民政府]")],
        ),
        (
            "各市、县（市、区）政府和各区、市有关单位负责",
            [(DO, "[各市、县（市、区）政府] [各区] [市有关单位]")],
        ),
        ("试点地区人民政府（管委会）负责", [(DO, "[试点地区人民政府（管委会）]")]),
        ("（商务部会同财政部，税务总局配合）", [(L, "商务部"), (H, "财政部"), (A, "税务总局")]),
        (
            "市商务局牵头，市财政局会同市税务局配合",
            [(L, "市商务局?"), (A, "市财政局?"), (A, "市税务局?")],
        ),
        ("商务部负责指导，各省负责实施", [(G, "商务部"), (DO, "[各省]")]),
        ("市商务局主要负责，市财政局配合", [(L, "市商务局?"), (A, "市财政局?")]),
        ("市级牵头单位：市商务局；主责单位：甲局", [(L, "市商务局?"), (L, "甲局?")]),
        ("具体由市商务局负责。市财政局配合。", [(DO, "市商务局?"), (A, "市财政局?")]),
        ("市商务局等有关部门和单位负责", [(DO, "市商务局?")]),
        (
            "各区商务局、各开发区管委会及各有关单位负责",
            [(DO, "[各区商务局] [各开发区管委会] [各有关单位]")],
        ),
        (
            "各省、自治区、直辖市及计划单列市政府、自由贸易试验区负责",
            [(DO, "[各省、自治区、直辖市及计划单列市政府] 自由贸易试验区?")],
        ),
        ("【责任单位：市商务局；2031年底】", [(DO, "市商务局?")]),
        ("（市商务局、市税务局；厦门海关）", [("", "市商务局? 市税务局?"), ("", "厦门海关?")]),
        ("责任单位：甲局、乙局，以及各区政府", [(DO, "甲局? 乙局? [各区政府]")]),
        ("甲局以及乙局负责", [(DO, "甲局? 乙局?")]),
        (
            "各市、县（市、区）人民政府以及省级有关部门负责",
            [(DO, "[各市、县（市、区）人民政府] [省级有关部门]")],
        ),
        ("各区以及县政府负责", [(DO, "[各区以及县政府]")]),
        ("甲局为牵头单位，乙局、丙局为配合单位", [(L, "甲局?"), (A, "乙局? 丙局?")]),
        ("责任单位：甲局为主，乙局配合", [(L, "甲局?"), (A, "乙局?")]),
        ("责任单位：甲局、乙局（乙局牵头）", [(DO, "甲局? 乙局?"), (L, "乙局?")]),
        ("责任单位：甲局、乙局（乙局为牵头单位）", [(DO, "甲局? 乙局?"), (L, "乙局?")]),
        ("责任单位：甲局、乙局。其中乙局为牵头单位", [(DO, "甲局? 乙局?"), (L, "乙局?")]),
        ("甲局、乙局负责，排名第一的为牵头单位", [(DO, "甲局? 乙局?")]),
        ("责任单位：甲局、乙局，乙局牵头", [(DO, "甲局? 乙局?"), (L, "乙局?")]),
        ("责任单位：甲局、乙局，丙局，由丁局牵头", [(DO, "甲局? 乙局? 丙局?"), (L, "丁局?")]),
        ("（商务部、财政部，商务部牵头）", [("", "商务部 财政部"), (L, "商务部")]),
        ("（商务部，由财政部牵头，商务部配合）", [("", "商务部"), (L, "财政部"), (A, "商务部")]),
        ("商务部，财政部、商务局牵头", [(L, "商务部 财政部 商务局?")]),
        # Who leads, behind the list of all.
        (
            "责任单位：甲局、乙局、丙局，甲局、乙局牵头",
            [(DO, "甲局? 乙局? 丙局?"), (L, "甲局? 乙局?")],
        ),
        # A remark at the end belongs to the last list.
        ("责任单位：甲局；配合单位：乙局（2031年底前）", [(DO, "甲局?"), (A, "乙局?")]),
        # Lists with several of 和, 以及 and strokes, and what is listed elsewhere in a clause.
        ("甲局和乙局和厦门负责", [(DO, "甲局? 乙局? 厦门")]),
        ("福州和泉州等地负责推进", [(DO, "福州? 泉州?")]),
        ("厦门、福州及泉州等地负责推进", [(DO, "厦门 福州? 泉州?")]),
        ("甲局、以及乙局负责", [(DO, "甲局? 乙局?")]),
        ("甲局以及乙局，以及丙局负责", [(DO, "甲局? 乙局? 丙局?")]),
        ("甲局（乙处以及丙处）负责", [(DO, "甲局（乙处以及丙处）?")]),
        ("甲局/乙局/丙局、5G/6G中心负责", [(DO, "甲局? 乙局? 丙局? 5G/6G中心?")]),
        ("各区/县政府、甲局/乙局负责", [(DO, "[各区/县政府] 甲局? 乙局?")]),
        # 等 leaves a list open, and what follows it is no part of a name.
        ("甲局等和乙局负责", [(DO, "甲局? 乙局?")]),
        ("甲局等单位和各部门负责", [(DO, "甲局? [各部门]")]),
        ("商务部等部门（含办公厅）和财政部负责", [(DO, "商务部 财政部")]),
        ("厦门、大连等有关试点地区和商务部负责", [(DO, "厦门 大连 商务部")]),
        ("商务部、财政部等3个部门负责", [(DO, "商务部 财政部")]),
        # What a name is follows at the end of the list.
        ("中国铁塔、移动公司负责", [(DO, "中国铁塔? 移动公司?")]),
        ("市发改、财政等部门和甲局负责", [(DO, "市发改? 财政? 甲局?")]),
        ("东湖、西湖区政府负责", [(DO, "东湖? 西湖区政府?")]),
        # A government is the party of its region; roles in brackets are those of one party.
        ("大连市人民政府、省政府、市管委会负责", [(DO, "大连 省政府? 市管委会?")]),
        (
            "甲局（牵头）和乙局、丙局（配合）负责",
            [(L, "甲局?"), (DO, "乙局?"), (A, "丙局?")],
        ),
        ("甲局负责在厦门、大连推进（2031年底前）", [(DO, "甲局? 厦门 大连")]),
        ("甲局负责在有关试点地区推进，乙局配合", [(DO, "甲局?"), (A, "乙局?")]),
        ("甲局等和乙局和丙局负责", [(DO, "甲局? 乙局? 丙局?")]),
        ("展览和会议局负责", [(DO, "展览和会议局?")]),
        ("福州/泉州等地负责推进", [(DO, "福州? 泉州?")]),
        ("东湖高新、西湖区政府负责", [(DO, "东湖高新? 西湖区政府?")]),
        # 会同 in one part of a clause, and a list in the next.
        ("商务部牵头，会同财政部，海关总署负责", [(L, "商务部"), (DO, "财政部 海关总署")]),
        (
            "商务部会同财政部负责，海关总署，税务总局配合",
            [(f"{L} {DO}", "商务部"), (DO, "财政部"), (A, "海关总署 税务总局")],
        ),
        # A group ends at 和 before a name, and before any action.
        ("各快递网点和甲局负责", [(DO, "[各快递网点] 甲局?")]),
        ("各市、县（市、区）政府牵头", [(L, "[各市、县（市、区）政府]")]),
        ("各市、县协助推进", [(A, "[各市、县]")]),
        ("各区、县统计局支持", [("SUPPORT", "[各区、县统计局]")]),
        ("各市、县会同省商务厅", [(L, "[各市、县]"), (H, "省商务厅?")]),
        ("各市、县联合会负责", [(DO, "[各市] 县联合会?")]),
        ("市、县两级指导", [(G, "[市、县两级]")]),
        ("东湖、西湖区政府支持", [("SUPPORT", "东湖? 西湖区政府?")]),
        ("电信、联通公司支持", [("SUPPORT", "电信? 联通公司?")]),
        # Brackets and groups inside a default in brackets, and in the clause behind a lead.
        (
            "甲局负责（以下均需各县（市、区）人民政府、园区（开发区、高新区）管委会落实）",
            [(DO, "甲局?"), (DO, "[各县（市、区）人民政府] 园区（开发区、高新区）管委会?")],
        ),
        ("甲局负责（以下均需各区、县政府落实）", [(DO, "甲局?"), (DO, "[各区、县政府]")]),
        (
            "责任单位：甲局、乙局（乙局牵头）；配合单位：各市、县（市、区）政府、丙局（丁、戊）",
            [(DO, "甲局? 乙局?"), (L, "乙局?"), (A, "[各市、县（市、区）政府] 丙局（丁、戊）?")],
        ),
        # Labels without a colon in several clauses.
        (
            "责任单位市甲局；配合单位市乙局，指导单位市丙局",
            [(DO, "市甲局?"), (A, "市乙局?"), (G, "市丙局?")],
        ),
        ("甲局负责在厦门推进，乙局负责在大连推进", [(DO, "甲局? 厦门"), (DO, "乙局? 大连")]),
        ("甲局协助推进，乙局负责在大连推进", [(A, "甲局?"), (DO, "乙局? 大连")]),
        ("省商务厅、各市、省级有关部门负责", [(DO, "省商务厅? [各市] [省级有关部门]")]),
        ("各盟行政公署、市人民政府负责", [(DO, "[各盟行政公署、市人民政府]")]),
        ("甲局，东州市、西州市等有关设区市配合", [("", "甲局?"), (A, "东州市? 西州市?")]),
        ("甲局，东湖区、西湖区等区政府配合", [("", "甲局?"), (A, "东湖区? 西湖区?")]),
        ("甲局、乙局，由丙局牵头", [("", "甲局? 乙局?"), (L, "丙局?")]),
        (
            "甲局、乙局，丙局指导，丁局，各区配合",
            [("", "甲局? 乙局?"), (G, "丙局?"), (A, "丁局? [各区]")],
        ),
        ("牵头单位：甲局，乙局、丙局配合", [(L, "甲局?"), (A, "乙局? 丙局?")]),
        ("牵头单位：甲局，各区按职责分工负责", [(L, "甲局?"), (H, "[各区]")]),
        ("牵头单位：甲局，乙局牵头", [(L, "甲局? 乙局?")]),
        ("责任单位：甲局、乙局，各区支持", [(DO, "甲局? 乙局?"), ("SUPPORT", "[各区]")]),
        ("责任单位：甲局、乙局，丙局牵头", [(DO, "甲局? 乙局?"), (L, "丙局?")]),
        ("责任单位：甲局牵头，乙局，丙局配合", [(L, "甲局?"), (A, "乙局? 丙局?")]),
        ("责任单位：甲局，各区按职责分工负责", [(H, "甲局? [各区]")]),
        ("配合单位：甲局，乙局负责", [(A, "甲局?"), (DO, "乙局?")]),
        ("甲局牵头；乙局，丙局配合", [(L, "甲局?"), (A, "乙局? 丙局?")]),
        ("责任单位为甲局、乙局", [(DO, "甲局? 乙局?")]),
        ("牵头单位是甲局，配合单位是乙局", [(L, "甲局?"), (A, "乙局?")]),
        ("责任单位——甲局", [(DO, "甲局?")]),
        ("广州、深圳海关负责", [(DO, "广州? 深圳海关?")]),
        ("责任单位：商务部、海南、广州海关和各区", [(DO, "商务部 海南? 广州海关? [各区]")]),
        ("北京市、厦门海关、海南负责", [(DO, "北京 厦门海关? 海南")]),
        ("甲局牵头，各区按属地管理原则落实", [(L, "甲局?"), (DO, "[各区]")]),
        ("甲局、乙局按任务分工负责", [(H, "甲局? 乙局?")]),
        ("甲局、乙局按照职能职责分工落实", [(H, "甲局? 乙局?")]),
        *(
            (f"责任单位：甲局，{time}", [(DO, "甲局?")])
            for time in ("2031-2033年", "2031.12", "全年推进", "每季度调度", "“十五五”期间")
        ),
    ],
)
def test_parse_responsibility_reads_wording_of_other_documents(
    text: str, expected: list[tuple[str, str]]
) -> None:
    """Roles and parties of each assignment; ? marks an unknown body, brackets a described group."""
    made = parse_responsibility(text)
    message = []
    for assignment in made:
        assert assignment.span.of(text) == assignment.text
        parties = []
        for party in assignment.parties:
            assert party.span.of(text) == party.text
            named = party.body or party.region
            known = f"{named.name}{'?' * named.unknown}" if named else f"[{party.text}]"
            parties.append(known)
        message.append((" ".join(role.name for role in assignment.roles), " ".join(parties)))
    assert message == expected


def test_parse_responsibility_keeps_time_limits_as_remarks() -> None:
    """A time limit belongs to the assignment before it; the first one to the next assignment."""
    (assignment,) = parse_responsibility("牵头单位：市商务局；完成时限：2025年底")
    assert assignment.remark == "完成时限：2025年底"
    text = "完成时限：2025年底；牵头单位：市商务局，2024年开始，长期"
    (assignment,) = parse_responsibility(text)
    assert assignment.remark == "完成时限：2025年底；2024年开始，长期"
    assert assignment.text == text
    assert [body.name for body in assignment.bodies] == ["市商务局"]
    for alone in ("完成时限：2025年底", "长期；2025年底"):
        with pytest.raises(DocumentError, match="parties and an action"):
            parse_responsibility(alone)


@pytest.mark.parametrize(
    "text",
    [
        *("（", "（（商务部）", "（商务部）负责", "商务部会同，财政部", "（附件）"),
        *("会同财政部负责", "商务部牵头，会同", "（商务部牵头；财政部）", "各区/会同甲局负责"),
        *("牵头单位：无；责任单位：市甲局", "出海由市甲局牵头", "不再由市甲局负责", "除市甲局负责"),
        *("以上由市甲局负责", "（市甲局；市乙局负责）", "牵头单位：市甲局；市乙局"),
        *("（市甲局（牵头），市乙局、市丙局（配合））", "责任单位：市商务局市财政局各区政府"),
        *("商务部财政部税务总局负责", "责任单位：3月"),
        *("（市甲局；市乙局、市丙局，市乙局牵头）", "（甲局；乙局会同丙局）", "甲局；乙局会同丙局"),
        *("甲局负责在厦门落实，乙局协助推进", f"甲局和{'乙' * 64}局负责"),
        *("甲局（乙局牵头）", "责任单位：甲局（乙局牵头），丙局", "商务部会同财政部会同甲局负责"),
        *(f"{name}、移民居等部门负责" for name in ("市甲局", "市甲委", "市外办", "甲厅", "甲部")),
    ],
)
def test_parse_responsibility_refuses_incomplete_statements(text: str) -> None:
    """Only brackets around the whole statement are dropped."""
    with pytest.raises(DocumentError):
        parse_responsibility(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "商务部会同外交部，公安部负责推进",
            [("商务部会同", "lead", 1), ("外交部", "share", 1), ("公安部负责推进", "implement", 1)],
        ),
        (
            "商务部牵头；外交部会同公安部，财政部负责推进",
            [
                ("商务部牵头", "lead", 1),
                ("外交部会同", "", 2),
                ("公安部", "share", 2),
                ("财政部负责推进", "implement", 2),
            ],
        ),
        (
            "商务部，外交部会同公安部负责推进",
            [("商务部，外交部会同", "lead implement", 1), ("公安部负责推进", "implement", 1)],
        ),
    ],
)
def test_parse_responsibility_reads_joint_action(
    text: str, expected: list[tuple[str, str, int]]
) -> None:
    """The body before 会同 leads, unless another does; both belong to the clause."""
    made = parse_responsibility(text)
    assert [(a.text, " ".join(r.value for r in a.roles), a.clause) for a in made] == expected


def test_parse_responsibility_splits_parties_with_own_roles() -> None:
    """Each text goes from the name to the end of its role; the last one includes the action."""
    statement = "商务部（牵头）、外交部（配合）、海关总署、税务总局负责推进"
    assert [a.text for a in parse_responsibility(statement)] == [
        "商务部（牵头）",
        "外交部（配合）",
        "海关总署、税务总局负责推进",
    ]
    labelled = "牵头单位：商务部（牵头）、外交部（配合）"
    assert [a.text for a in parse_responsibility(labelled)] == [
        "牵头单位：商务部（牵头）",
        "外交部（配合）",
    ]


@pytest.mark.parametrize("name", ["各快递网点", "相关街坊"])
def test_parse_responsibility_reads_description_as_group(name: str) -> None:
    """A description that fills its place in the list is a group."""
    for statement in (f"{name}负责推进", f"商务部、{name}负责推进"):
        (assignment,) = parse_responsibility(statement)
        party = assignment.parties[-1]
        assert (party.text, party.body, party.region) == (name, None, None)


def test_named_region_behind_its_action_carries_it_out() -> None:
    """A region or body that is named as the place of an action is a party of it."""
    (assignment,) = parse_responsibility("商务部负责在厦门推进")
    assert [party.text for party in assignment.parties] == ["商务部", "厦门"]
