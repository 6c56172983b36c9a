"""Plain text: a paragraph a line, or lines that were wrapped; metadata at its head."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svctrade._parsing.formats import (
    FilePlace,
    Kind,
    Metadata,
    MetadataField,
    Paragraph,
    Remark,
    RemarkKind,
    join_paragraphs,
    read_file,
)
from svctrade._parsing.formats.patterns import (
    parse_date,
    separator,
    tidy,
    unbreakable,
    visual_width,
)
from svctrade._parsing.formats.wrapping import TextLine
from svctrade.exceptions import DocumentError

PLAN = (
    "海滨省人民政府办公厅关于印发海滨省数字贸易促进行动方案的通知",
    "海政办〔2024〕15号",
    "各市、县（市、区）人民政府，省政府有关单位：",
    (
        "《海滨省数字贸易促进行动方案》已经省政府同意，现印发给你们，请结合实际认真组织实施，"
        "并将进展情况按季度报送省商务厅，由省商务厅汇总后报省政府。"
    ),
    "海滨省人民政府办公厅",
    "2024年3月5日",
    "一、总体要求",
    (
        "（一）主要目标。用三年左右的时间，基本建成规则清晰、服务高效、监管有力的数字贸易促进体系，"
        "数字贸易规模稳步扩大，企业获得感明显增强，培育一批有竞争力的服务商。"
    ),
    "二、重点任务",
    (
        "（二）便利数据服务出口。支持各类园区为企业提供合规辅导，建立常见问题清单并按月更新，"
        "推动服务外包企业向研发、设计、咨询等环节延伸。（责任单位：省商务厅、省委网信办、"
        "省工业和信息化厅，各市人民政府）"
    ),
    (
        "（三）完善结算服务。鼓励银行为中小企业开立多币种账户，压缩单证审核时间，"
        "推广线上办理、免填单等做法。（责任单位：人民银行海滨省分行、国家外汇局海滨省分局）"
    ),
    (
        "（四）加强人才培养。支持院校与企业共建实训基地，每年培训不少于5000人次。"
        "（责任单位：省教育厅、省人力资源社会保障厅）"
    ),
)


def texts(content: bytes | str) -> list[str]:
    return [block.text for block in read_file(content, "plan.txt").paragraphs]


def wrap(text: str, width: int, indent: int = 0) -> list[str]:
    """Break a paragraph as a page does: no mark begins a line, and no number is parted."""
    parts = re.findall(r"[（《“]*(?:[0-9]+|.)[，。、；：！？）》”]*", text)
    lines, line, room = [], "", width - indent
    for part in parts:
        if line and len(line) + len(part) > room:
            lines.append(line)
            line, room = "", width
        line += part
    return [*lines, line]


def test_read_text_has_paragraph_per_line() -> None:
    """A text that is not wrapped has a paragraph a line, in any encoding and with any line ends."""
    text = "\n".join(PLAN)
    assert texts(text) == list(PLAN)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        assert texts(text.encode(encoding)) == list(PLAN)
    assert texts(text.replace("\n", "\r\n").encode()) == list(PLAN)
    assert texts("\ufeff" + text.replace("\n", "\r")) == list(PLAN)


def test_read_text_keeps_places() -> None:
    """A paragraph knows its line, empty ones counted."""
    paragraphs = read_file("一、总体要求\n\n　　（一）目标。\n", "plan.txt").paragraphs
    assert [paragraph.place.line for paragraph in paragraphs] == [1, 3]
    assert paragraphs[1] == Paragraph("（一）目标。", FilePlace(3))


@pytest.mark.parametrize("width", range(20, 61))
@pytest.mark.parametrize("indent", [0, 2])
def test_read_text_joins_wrapped_lines(width: int, indent: int) -> None:
    """A plan wrapped at any width has its paragraphs again; those that fit in a line stay."""
    body = PLAN[2:4] + PLAN[6:]
    lines = [line for paragraph in body for line in wrap(paragraph, width, indent)]
    assert texts("\n".join(lines)) == list(body)


@pytest.mark.parametrize("width", [24, 27, 30])
def test_read_text_joins_lines_cut_at_a_number_of_characters(width: int) -> None:
    """Where lines were cut anywhere, one that begins with a mark goes on with that before."""
    body = PLAN[8:12]
    lines = [p[at : at + width] for p in body for at in range(0, len(p), width)]
    assert any(line[0] in "，。、）" for line in lines)
    assert texts("\n".join(lines)) == list(body)


WORDS = "推动服务贸易创新发展提升开放水平优化营商环境完善制度体系加强人才培养支持企业拓展市场"
FULL_WIDTH = 20


def line_of(width: float, start: str = "", end: str = "") -> str:
    """Return a line that is so many characters wide; a digit is half of one."""
    room = width - visual_width(start + end)
    return start + "1" * bool(room % 1) + (WORDS * 10)[: int(room)] + end


def joined_range(
    end: str, start: str, opened: str, *, gap: bool, first: bool
) -> tuple[float, float] | None:
    """Return from where to where a line may be short and yet goes on in the next.

    Args:
        end: How the line ends.
        start: How the next one begins.
        opened: How their paragraph begins.
        gap: Whether an empty line is between paragraphs, and between the two lines.
        first: Whether the line is the first of its paragraph.
    """
    whole = [line_of(FULL_WIDTH), line_of(FULL_WIDTH), line_of(9, end="。")] * 3
    between = [""] * gap
    joined = []
    for short in (half / 2 for half in range(-8, 33)):
        line = line_of(FULL_WIDTH - short, opened * first, end)
        before = [] if first else [line_of(FULL_WIDTH, opened)]
        after = line_of(FULL_WIDTH, start)
        paragraphs = [
            *(part for text in whole for part in (text, *between * text.endswith("。"))),
            *(*before, line, *between, after, line_of(7, end="。")),
        ]
        if line + after in "\n".join(texts("\n".join(paragraphs))):
            joined.append(short)
    steps = [(joined[-1] - joined[0]) * 2 + 1] if joined else []
    assert steps in ([], [len(joined)])
    return (joined[0], joined[-1]) if joined else None


@pytest.mark.parametrize(
    ("end", "start", "opened", "gap", "ranges"),
    [
        ("", "", "", False, ((-3, 5.5), (-3, 3.5))),
        ("", "", "", True, ((-3, 5.5), (-3, 3.5))),
        ("。", "", "", False, ((-1, 3), (-1, 1.5))),
        ("。", "（一）", "", False, (None, None)),
        ("", "（一）", "", False, (None, None)),
        ("，", "", "", False, ((-3, 16), (-3, 12.5))),
        ("，", "", "", True, ((-3, 16), (-3, 11.5))),
        ("，", "（一）", "", False, ((-3, 15), (-3, 6))),
        ("", "，", "", False, ((-3, 16), (-3, 16))),
        ("的", "", "", False, ((-3, 14.5), (-3, 12.5))),
        ("", "", "（", False, ((-3, 14.5), (-3, 12.5))),
        ("。", "", "（", False, ((-3, 6.5), (-3, 4.5))),
        ("。", "", "（", True, ((-3, 6), (-3, 4))),
        ("", "（一）", "（", False, ((-3, 8), (-3, 6))),
        ("。", "（一）", "（", False, (None, None)),
        ("各部门：", "", "", False, (None, None)),
        ("各部门：", "", "（", False, ((-3, 6.5), (-3, 4.5))),
        ("责任单位：", "", "", False, ((-3, 3), (-3, 1.5))),
        ("责任单位：", "", "", True, ((-1, 3), (-1, 1.5))),
        ("甲负责）", "", "（", False, (None, None)),
        ("甲负责）", "", "（（", False, ((-3, 6.5), (-3, 4.5))),
        ("）", "", "（", False, ((-3, 3), (-3, 1.5))),
        ("", "海政办〔2024〕15号", "", False, ((-3, 3), (-3, 1))),
        ("", "海政办〔2024〕15号", "（", False, ((-3, 14.5), (-3, 12.5))),
        ("", "（海政办〔2024〕15号）", "", False, ((-3, 6.5), (-3, 4.5))),
        ("", "trade", "", False, ((-3, 7.5), (-3, 5.5))),
        ("", "《", "", False, ((-3, 6.5), (-3, 4.5))),
        ("", "2024年3月5日", "", False, ((-3, 6.5), (-3, 4.5))),
    ],
)
def test_read_text_joins_lines_of_nearly_the_width(
    end: str,
    start: str,
    opened: str,
    gap: bool,
    ranges: tuple[tuple[float, float] | None, tuple[float, float] | None],
) -> None:
    """How short a line may be that goes on depends on its end and on what follows.

    The first line of a paragraph may be shorter, because it may have been indented.
    """
    found = (joined_range(end, start, opened, gap=gap, first=first) for first in (True, False))
    assert tuple(found) == ranges


def pieces_joined(end: str, start: str, opened: str) -> str:
    """Return how two pieces of a printed line are joined with each other and with the next line.

    ``+`` is joined and ``|`` is not, for pieces of several widths, and for a line that is not full.
    """
    cut = [line_of(FULL_WIDTH), line_of(5, end="，"), line_of(FULL_WIDTH - 5)]
    found = []
    for first, both in ((7, 20), (14, 20), (7, 19), (7, 17), (10, 13)):
        piece = end if end in ("1.", "（一）") else line_of(first, end=end)
        pieces = [piece, line_of(both - visual_width(piece), start)]
        lines = [line_of(FULL_WIDTH, opened), *pieces, line_of(FULL_WIDTH), line_of(7, end="。")]
        shown = "\n".join(texts("\n".join([*cut, line_of(7, end="。"), *lines])))
        a, b, c = lines[1:4]
        found.append(("+" if a + b in shown else "|") + ("+" if b + c in shown else "|"))
    return " ".join(found)


@pytest.mark.parametrize(
    ("end", "start", "outside", "inside"),
    [
        ("，", "", "++ ++ ++ ++ +|", "++ ++ ++ ++ ++"),
        ("，", "（", "++ ++ ++ ++ ++", "++ ++ ++ ++ ++"),
        ("，", "一、", "++ ++ ++ ++ +|", "++ ++ ++ ++ +|"),
        ("，", "（一）", "++ ++ ++ ++ +|", "++ ++ ++ ++ +|"),
        ("，", "2024年3月5日", "++ +| ++ ++ ||", "++ ++ ++ ++ ||"),
        ("，", "海政办〔2024〕15号", "++ || ++ ++ ||", "++ || ++ ++ ||"),
        ("。", "", "++ ++ ++ ++ ||", "++ ++ ++ ++ ++"),
        ("。", "（", "++ ++ ++ ++ ++", "++ ++ ++ ++ ++"),
        ("。", "一、", "|| || || || ||", "|| || || || ||"),
        ("。", "（一）", "++ ++ ++ || |+", "++ ++ ++ || |+"),
        ("。", "2024年3月5日", "++ || ++ ++ ||", "++ ++ ++ ++ ||"),
        ("。", "海政办〔2024〕15号", "++ || ++ ++ ||", "++ || ++ ++ ||"),
        ("；", "", "++ ++ ++ ++ +|", "++ ++ ++ ++ ++"),
        ("；", "（", "++ ++ ++ ++ ++", "++ ++ ++ ++ ++"),
        ("；", "一、", "++ ++ ++ || ||", "++ ++ ++ || ||"),
        ("；", "（一）", "++ ++ ++ || |+", "++ ++ ++ || |+"),
        ("；", "2024年3月5日", "++ || ++ ++ ||", "++ ++ ++ ++ ||"),
        ("；", "海政办〔2024〕15号", "++ || ++ ++ ||", "++ || ++ ++ ||"),
        ("", "", "++ ++ ++ ++ +|", "++ ++ ++ ++ ++"),
        ("", "（", "++ ++ ++ ++ ++", "++ ++ ++ ++ ++"),
        ("", "一、", "|| || || || ||", "|| || || || ||"),
        ("", "（一）", "++ ++ ++ || |+", "++ ++ ++ ++ +|"),
        ("", "2024年3月5日", "++ || ++ ++ ||", "++ ++ ++ ++ ||"),
        ("", "海政办〔2024〕15号", "++ || ++ ++ ||", "++ || ++ ++ ||"),
        ("1.", "", "++ ++ ++ ++ +|", "++ ++ ++ ++ ++"),
        ("1.", "（", "++ ++ ++ ++ ++", "++ ++ ++ ++ ++"),
        ("1.", "一、", "++ ++ ++ ++ +|", "++ ++ ++ ++ +|"),
        ("1.", "（一）", "++ ++ ++ ++ +|", "++ ++ ++ ++ ++"),
        ("1.", "2024年3月5日", "|+ |+ |+ |+ ||", "|+ |+ |+ |+ |+"),
        ("1.", "海政办〔2024〕15号", "++ ++ ++ ++ +|", "++ ++ ++ ++ ++"),
    ],
)
def test_read_text_joins_pieces_by_their_ends(
    end: str, start: str, outside: str, inside: str
) -> None:
    """Whether two lines are pieces of a printed one depends on where it was cut.

    Inside a bracket, more of them are joined.
    """
    assert pieces_joined(end, start, "") == outside
    assert pieces_joined(end, start, "（") == inside


@pytest.mark.parametrize(
    ("widths", "finished", "total", "wrapped"),
    [
        ((15, 15), 0, 6, True),
        ((14, 14), 0, 6, False),
        ((400, 400), 0, 6, True),
        ((401, 401), 0, 6, False),
        ((20,), 0, 6, False),
        ((20, 20), 0, 16, True),
        ((20, 20), 0, 17, False),
        ((20, 17.5), 0, 8, True),
        ((20, 17), 0, 8, False),
        ((20, 18, 18, 21), 0, 33, True),
        ((20, 18, 18, 21.5), 0, 33, False),
        ((20, 20, 20, 23), 0, 16, True),
        ((20, 20, 20, 23.5), 0, 16, False),
        ((20, 20, 20, 23.5), 0, 17, True),
        ((20, 20), 2, 12, True),
        ((20, 20), 3, 12, False),
    ],
)
def test_read_text_finds_wrapping(
    widths: tuple[float, ...], finished: int, total: int, wrapped: bool
) -> None:
    """A text is wrapped if enough lines have a width of 15 to 400, and few are wider.

    Half of the full lines at least have to go on in the next one.
    """
    full = [line for width in widths for line in (line_of(width), line_of(5, end="。"))]
    full += [line_of(20, end="。")] * finished
    lines = [*full, *[line_of(5, end="。")] * (total - len(full))]
    assert (len(texts("\n".join(lines))) < total) is wrapped


@pytest.mark.parametrize(
    ("total", "width", "joined"), [(49, 16.5, True), (50, 16.5, False), (49, 17, False)]
)
def test_read_text_finds_cut_lines(total: int, width: float, joined: bool) -> None:
    """Printed lines were cut again if more than a fiftieth is short and ends with a comma."""
    before, after = line_of(width, end="，"), line_of(FULL_WIDTH - width)
    body = [line_of(FULL_WIDTH), line_of(7, end="。")] * 12
    lines = [*body, line_of(FULL_WIDTH), before, after, line_of(FULL_WIDTH), line_of(6, end="。")]
    lines += [line_of(7, end="。")] * (total - len(lines))
    assert (
        f"{line_of(FULL_WIDTH)}{before}{after}{line_of(FULL_WIDTH)}"
        in "".join(text + "|" for text in texts("\n".join(lines)))
    ) is joined


@pytest.mark.parametrize(
    ("name", "date", "apart"),
    [
        ("海滨省人民政府办公厅", "2024年3月5日", True),
        ("海滨省人民政府办公厅", "二〇二四年三月五日", True),
        ("海滨省人民政府办公厅", "三月", False),
        ("海滨省人民政府办公厅。", "2024年3月5日", False),
    ],
)
def test_read_text_keeps_name_before_date_apart(name: str, date: str, apart: bool) -> None:
    """A name before a date is a signature, though the line before it is full and has no mark."""
    body = [line_of(FULL_WIDTH), line_of(FULL_WIDTH), line_of(9, end="。")] * 3
    lines = [*body, line_of(FULL_WIDTH), line_of(FULL_WIDTH - 3), name, date]
    assert (name in texts("\n".join(lines))) is apart


def test_read_text_tells_joined_lines() -> None:
    """That lines were joined is reported, and each part of a paragraph knows its line."""
    content = read_file("\n".join(wrap(PLAN[9], 30)), "plan.txt")
    (paragraph,) = content.paragraphs
    assert [remark.kind for remark in content.remarks] == [RemarkKind.JOINED]
    assert [segment.place.line for segment in paragraph.segments] == [1, 2, 3, 4]
    at = paragraph.text.index("省委网信办")
    assert paragraph.place_at(at).line == 3
    assert paragraph.place_at(0).line == 1
    assert Paragraph("一", FilePlace(7)).place_at(0).line == 7


def test_read_text_joins_lines_cut_at_marks() -> None:
    """Some programs cut a printed line again at each mark; the pieces are one paragraph."""
    pieces: list[str] = []
    for paragraph in (*PLAN[7:10], *PLAN[7:12]):
        for at, line in enumerate(wrap(paragraph, 36, 2)):
            cut = re.split(r"(?<=[，、])", line) if at % 2 == 0 else [line]
            pieces += filter(None, cut)
    assert texts("\n".join(pieces)) == [*PLAN[7:10], *PLAN[7:12]]


def test_read_text_joins_label_that_stands_alone() -> None:
    """A number on a line of its own belongs to the line after it."""
    pieces: list[str] = []
    for number, paragraph in enumerate((*PLAN[9:11], *PLAN[9:11], *PLAN[9:11]), 1):
        first, *rest = wrap(f"{number}." + paragraph[3:], 28)
        pieces += [f"{number}.", *filter(None, re.split(r"(?<=[，、])", first[2:])), *rest]
    assert [text[:2] for text in texts("\n".join(pieces))] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_read_text_takes_no_long_line_for_title() -> None:
    """A line is looked at for a title only if it is no longer than one."""
    lines = [*("关于" * 70,) * 6, "的通知"]
    assert "".join(texts("\n".join(lines))) == "".join(lines)


def test_read_text_joins_title_of_two_lines() -> None:
    """A title that is broken in the middle is one, though its lines are short."""
    body = [line for paragraph in PLAN[6:] for line in wrap(paragraph, 40, 2)]
    title = ["海滨省人民政府办公厅关于印发海滨省", "数字贸易促进行动方案的通知"]
    assert texts("\n".join([*title, *body]))[0] == PLAN[0]


def test_read_text_keeps_signature_and_number_apart() -> None:
    """A document number, a signature and a date are paragraphs of their own."""
    lines = [line for paragraph in PLAN for line in wrap(paragraph, 40, 2)]
    assert {PLAN[1], PLAN[4], PLAN[5]} <= set(texts("\n".join(lines)))


def test_read_text_ends_bracket_at_next_label() -> None:
    """A bracket that is never closed does not swallow the next paragraph."""
    broken = PLAN[9].replace("各市人民政府）", "各市人民政府(委）").replace("（责任", "（（责任")
    body = [broken, *PLAN[10:], *PLAN[10:]]
    lines = [line for paragraph in body for line in wrap(paragraph, 34, 2)]
    assert texts("\n".join(lines)) == body
    never = ["（" + "甲" * 33, *["乙" * 34] * 40]
    assert len("".join(texts("\n".join(never)))) == 34 * 41


def test_read_text_uses_indentation() -> None:
    """A line that begins further right begins a paragraph, whatever precedes it."""
    lines = []
    for paragraph in (PLAN[3], PLAN[7], PLAN[3], PLAN[7]):
        first, *rest = wrap(paragraph.removeprefix("（一）"), 31, 2)
        lines += ["　　" + first, *rest]
    assert [text[:4] for text in texts("\n".join(lines))] == ["《海滨省", "主要目标"] * 2


def test_read_text_uses_empty_lines_where_they_are_frequent() -> None:
    """Empty lines part paragraphs where there are many, and pages where there are few."""
    paragraphs = [wrap(text.removeprefix("（一）"), 30) for text in (PLAN[3], PLAN[7]) * 3]
    apart = "\n\n".join("\n".join(lines) for lines in paragraphs)
    assert len(texts(apart)) == 6
    paged = "\n".join(wrap(PLAN[9], 30)).replace("\n", "\n\f\n", 1)
    assert texts(paged) == [PLAN[9]]


def test_read_text_leaves_out_page_numbers() -> None:
    """Page numbers between dashes, of a total, or alone and counting on are reported."""
    lines = wrap(PLAN[9] * 12, 30)
    pages = [lines[at : at + 14] for at in range(0, 42, 14)]
    bare = [line for number, page in enumerate(pages, 1) for line in (*page, str(number))]
    content = read_file("\n".join(bare), "plan.txt")
    assert sum(remark.count for remark in content.remarks[:1]) == 3
    assert "".join(texts("\n".join(bare))) == "".join(line for page in pages for line in page)
    for mark in ("— 2 —", "- 2 -", "第 2 页 共 9 页", "第2页", "Page 2 of 9", "－2－"):
        assert texts(f"一、总体要求\n{mark}\n二、重点任务") == ["一、总体要求", "二、重点任务"]


def test_read_text_keeps_numbers_that_count_no_pages() -> None:
    """Numbers that do not count on, or are close together, are text."""
    assert texts("序号\n1\n优化流程\n2\n压缩时间\n3\n便利结算") == [
        *("序号", "1", "优化流程", "2", "压缩时间", "3", "便利结算")
    ]


def test_read_text_refuses_what_is_no_text() -> None:
    """What is in no encoding, or has NUL characters, is refused with its line."""
    with pytest.raises(DocumentError, match="line 2"):
        read_file("一、总体要求\n".encode() + b"\xff\xff\xff", "plan.txt")
    with pytest.raises(DocumentError, match="line 1"):
        read_file(b"\xff\xfe" + b"\x00\xd8\x00\xd8" * 3, "plan.txt")
    with pytest.raises(DocumentError, match="NUL"):
        read_file("一" * 5000 + "\n\0", "plan.txt")


def test_read_text_tells_encoding() -> None:
    """That bytes were read as GB 18030 is reported."""
    remarks = read_file("一、总体要求".encode("gb18030")).remarks
    assert [str(remark) for remark in remarks] == ["The text was read as GB 18030."]


def test_read_text_takes_metadata_from_head() -> None:
    """Labels at the head of a copied page are metadata; a value may be empty."""
    head = "索 引 号：HB000/2024-00012\n发文字号：海政办〔2024〕15号\n"
    head += "成文日期：2024年3月5日\n主题词：\n"
    content = read_file(head + "\n".join(PLAN), "plan.txt")
    assert content.metadata.index_number == "HB000/2024-00012"
    assert content.metadata.document_number == "海政办〔2024〕15号"
    assert content.metadata.dated == dt.date(2024, 3, 5)
    assert content.metadata.issuer is None
    assert content.metadata.title is None
    assert content.metadata.published is None
    assert [block.text for block in content.paragraphs] == list(PLAN)


@pytest.mark.parametrize("line", ["来源：省商务厅", "名称：甲\n分类：乙", "牵头单位：省商务厅"])
def test_read_text_keeps_lines_that_only_look_like_metadata(line: str) -> None:
    """One label, or labels that any text has, are no metadata."""
    content = read_file(f"{line}\n一、总体要求", "plan.txt")
    assert content.metadata == Metadata()
    assert content.paragraphs[0].text == line.split("\n", maxsplit=1)[0]


def test_metadata_prefers_first_value() -> None:
    """Of two values of one label the first counts."""
    fields = (MetadataField("标题", "甲", FilePlace(1)), MetadataField("标题", "乙", FilePlace(2)))
    assert Metadata(fields).title == "甲"
    assert list(Metadata(fields)) == list(fields)


@pytest.mark.parametrize("label", ["发文字号", "文号", "文件编号", "发文文号"])
def test_metadata_has_document_number_by_each_label(label: str) -> None:
    """Offices call the number of a document differently."""
    assert (
        Metadata((MetadataField(label, "海政办1号", FilePlace(1)),)).document_number == "海政办1号"
    )


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (("标题", "名称", "信息名称", "文件名称", "ArticleTitle"), "title"),
        (
            ("发文机关", "发布机构", "发文单位", "制发机关", "发布机关", "公开责任部门"),
            "issuer",
        ),
        (("索引号", "信息索引号", "索引编号"), "index_number"),
    ],
)
def test_metadata_has_title_issuer_and_index_by_each_label(
    labels: tuple[str, ...], name: str
) -> None:
    """So it is with the title, the body that issued it and the index number; the first counts."""
    for at, label in enumerate(labels):
        fields = [MetadataField(other, other, FilePlace(1)) for other in labels[at:][::-1]]
        assert getattr(Metadata(tuple(fields)), name) == label


@pytest.mark.parametrize("label", ["成文日期", "发文日期", "生成日期", "印发日期", "制发日期"])
def test_metadata_has_date_by_each_label(label: str) -> None:
    """So it is with the date of the document."""
    found = Metadata((MetadataField(label, "2024-03-05", FilePlace(1)),)).dated
    assert found == dt.date(2024, 3, 5)


@pytest.mark.parametrize("label", ["发布日期", "公开日期", "发布时间", "PubDate"])
def test_metadata_has_day_of_publication_by_each_label(label: str) -> None:
    """So it is with the day on which it was published."""
    found = Metadata((MetadataField(label, "2024-03-05", FilePlace(1)),)).published
    assert found == dt.date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024年3月5日", dt.date(2024, 3, 5)),
        ("2024-03-05 10:20", dt.date(2024, 3, 5)),
        ("２０２４．１．２".replace("．", "."), dt.date(2024, 1, 2)),
        ("2024年13月1日", None),
        ("2024年3月", None),
        (None, None),
    ],
)
def test_parse_date(text: str | None, date: dt.date | None) -> None:
    """A full date is read in the usual forms; what is no date is none."""
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("first", "second", "between"),
    [
        ("", "甲", ""),
        ("甲", "乙", ""),
        ("trade", "services", " "),
        ("20", "24年", ""),
        ("A-", "B", ""),
        ("A ", "B", ""),
        ("A", ", B", ""),
    ],
)
def test_separator(first: str, second: str, between: str) -> None:
    """Only Latin words have a space between them."""
    assert separator(first, second) == between


def test_unbreakable_of_nothing() -> None:
    """Nothing begins with nothing."""
    assert unbreakable("") == ""


def test_tidy_keeps_ascii() -> None:
    """Text of ASCII is only stripped."""
    assert tidy(" a b ") == "a b"


@pytest.mark.parametrize(
    "character",
    "\x00\x08\x0b\x0c\x0e\x1f\x7f\xad\u200b\u200f\u202a\u202e\u2060\u2064\ufeff\ufff9\ufffb",
)
def test_tidy_drops_what_has_no_width(character: str) -> None:
    """Controls, DEL among them, and characters of no width are no part of a text."""
    assert tidy(f"甲{character}乙") == "甲乙"


def test_remark_shows_place_and_text() -> None:
    """A remark is a sentence with its place; a long text is cut."""
    remark = Remark(RemarkKind.COMMENT, "A comment was left out.", "字" * 80, FilePlace(2, 3))
    assert str(remark) == f"page 3, line 2: A comment was left out. ({'字' * 59}…)"
    assert str(FilePlace(4, path="table 1")) == "table 1"
    assert str(FilePlace(4)) == "line 4"


@given(st.lists(st.text("甲乙丙丁一二，。（）1.", min_size=1, max_size=40), max_size=30))
def test_join_paragraphs_loses_nothing(lines: list[str]) -> None:
    """Whatever the lines are, their characters are all there, in order."""
    paragraphs = join_paragraphs([TextLine(line, FilePlace(at)) for at, line in enumerate(lines)])
    assert "".join(p.text for p in paragraphs).replace(" ", "") == "".join(lines)


@given(st.text(max_size=300))
def test_read_text_never_fails_on_text(text: str) -> None:
    """Text is read, or refused as what it is."""
    try:
        read_file(text, "plan.txt")
    except DocumentError:
        assert "\0" in text or "://" in text or "<?xml" in text


def test_read_text_counts_lines_with_any_line_ends() -> None:
    """A line has the same number and is a paragraph, whichever way lines end."""
    for end in ("\n", "\r\n", "\r"):
        paragraphs = read_file(f"一、要求{end}{end}二、任务{end}", "plan.txt").paragraphs
        assert [paragraph.place.line for paragraph in paragraphs] == [1, 3]


def test_read_text_ends_paragraphs_alike_with_any_line_ends() -> None:
    """Line ends of two characters make no empty lines."""
    lines = [line for paragraph in PLAN[8:12] * 2 for line in wrap(paragraph, 24)]
    assert texts("\r\n".join(lines)) == texts("\n".join(lines)) == list(PLAN[8:12] * 2)


def test_read_text_takes_most_frequent_indentation_for_the_margin() -> None:
    """The margin is where most lines begin, though a title is left of it; others are indented."""
    lines = ["关于数字贸易的若干安排"]
    for paragraph in (PLAN[3], PLAN[7], PLAN[3], PLAN[7]):
        first, *rest = wrap(paragraph.removeprefix("（一）"), 31, 2)
        lines += ["　　　　" + first, *("　　" + line for line in rest)]
    assert texts("\n".join(lines))[1:] == [PLAN[3], PLAN[7].removeprefix("（一）")] * 2


def test_read_text_takes_tab_for_two_characters() -> None:
    """A tab is as wide as four spaces or two Chinese ones; one character more is no indentation."""
    paragraph = PLAN[9]
    first, *rest = wrap(paragraph, 24)
    for blanks in ("\t", "    ", "　　", "\xa0 \xa0 ", "　　　", "      "):
        lines = [f"　　{first}", f"{blanks}{rest[0]}", *(f"　　{line}" for line in rest[1:])]
        assert texts("\n".join(lines)) == [paragraph]
    lines = [f"　　{first}", f"\t\t{rest[0]}", *(f"　　{line}" for line in rest[1:])]
    assert texts("\n".join(lines)) == [first, paragraph[len(first) :]]


def test_read_text_reports_page_numbers() -> None:
    """A remark says how many page numbers were left out, and which were the first five."""
    for marks in (
        [f"— {number} —" for number in range(1, 8)],
        [f"{number}/7" for number in range(1, 8)],
        [f"{number} / 7" for number in range(1, 8)],
    ):
        pages = [[f"第{number}页有一句话。"] * 12 for number in "一二三四五六七"]
        lines = [line for page, mark in zip(pages, marks, strict=True) for line in (*page, mark)]
        content = read_file("\n".join(lines), "plan.txt")
        assert len(content.paragraphs) == 84
        (remark,) = content.remarks
        assert str(remark) == f"Page numbers were left out. ({', '.join(marks[:5])})"
        assert remark.count == 7


def test_read_text_takes_numbers_for_page_numbers_by_limits() -> None:
    """Three numbers that count on, twelve lines apart, are page numbers; others are text."""
    for pages, apart, left_out in ((3, 12, True), (2, 12, False), (3, 11, False)):
        lines = [
            line
            for number in range(1, pages + 1)
            for line in (*["推动贸易发展。"] * (apart - 1), str(number))
        ]
        assert ("2" in texts("\n".join(lines))) is not left_out
    lines = [line for number in (3, 5, 7) for line in (*["推动贸易发展。"] * 12, str(number))]
    assert {"3", "5", "7"} <= {*texts("\n".join(lines))}


def test_read_text_reports_how_many_lines_were_joined() -> None:
    """One remark counts the lines that were joined to the line before."""
    lines = wrap(PLAN[9], 30)
    content = read_file("\n".join(lines), "plan.txt")
    message = "Lines were joined into paragraphs; where a paragraph ends is assumed."
    assert [(str(remark), remark.count) for remark in content.remarks] == [
        (message, len(lines) - 1)
    ]
    assert content.kind is Kind.TEXT


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        ("一\n二\n\ud800", 3, "text in Unicode"),
        ("\ud800一\n二\n", 1, "text in Unicode"),
        ("\n" + "一" * 5000 + "\n\0\n\0", 3, "text, which has no NUL characters"),
        ("一\n二\n".encode() + b"\xff\xff", 3, "text in UTF-8 or GB 18030"),
        ("\ufeff一\n二\n".encode() + b"\xff\xff", 3, "text in UTF-8"),
        ("\ufeff上海\n".encode("utf-16-le") + b"\x00\xd8", 2, "text in UTF-16"),
    ],
)
def test_read_text_refuses_characters_with_their_line(
    content: str | bytes, line: int, expected: str
) -> None:
    """What is no text is refused with the line, and with what was expected."""
    with pytest.raises(DocumentError) as caught:
        read_file(content, "plan.txt")
    (problem,) = caught.value.problems
    assert (problem.line, problem.expected) == (line, expected)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("某市方案_某市政府", "某市方案"),
        ("某市方案 - 某市政府", "某市方案"),
        ("某市方案｜要闻", "某市方案"),
        ("某市2031-2033年方案", "某市2031-2033年方案"),
        ("_某市政府", None),
        (None, None),
    ],
)
def test_metadata_has_page_title_without_site(title: str | None, shown: str | None) -> None:
    """The name of a site behind the title of its page is no part of the title."""
    fields = (MetadataField("title", title, FilePlace(1)),) if title else ()
    assert Metadata(fields).page_title == shown


def joined_by_next_line(end: str, start: str, *, gap: bool, indented: bool, last: bool) -> str:
    """Return whether a full line goes on in the next, for each width that this may have.

    ``+`` is joined and ``|`` is not; the next line is full, short by half a character, by one, ….
    It is the last of its paragraph, or another full line follows it.
    """
    between = [""] * gap
    whole = [line_of(FULL_WIDTH), line_of(FULL_WIDTH), line_of(9, end="。"), *between] * 3
    before = line_of(FULL_WIDTH, "乙", end)
    joined = ""
    for half in range(13):
        after = line_of(FULL_WIDTH - half / 2, start, "。" if last else "")
        rest = [] if last else [line_of(FULL_WIDTH), line_of(7, end="。")]
        lines = [*whole, line_of(FULL_WIDTH), before, *between, "　　" * indented + after, *rest]
        lines += [line_of(9, "二、", "。"), *between, line_of(9, end="。")]
        joined += "+" if before + after in "\n".join(texts("\n".join(lines))) else "|"
    return joined


ALL, NONE = "+" * 13, "|" * 13


@pytest.mark.parametrize(
    ("end", "start", "last", "shown"),
    [
        ("", "", False, (ALL, ALL, NONE)),
        ("", "海政办〔2024〕15号", False, ("+++++|+++++++", "++++||++++||+", NONE)),
        ("。", "", False, ("++++||||||+++", "++++|||||||++", NONE)),
        ("。", "a", False, ("+++++|||||+++", "+++++||||||++", NONE)),
        ("；", "", False, ("+++++|||||+++", "++++||||||+++", NONE)),
        ("；", "a", False, ("+++++|+|||+++", "+++++|||||+++", NONE)),
        ("；", "2024年3月5日", False, ("+++++|+++++++", "++++||++++||+", NONE)),
        ("责任单位：", "", False, ("+++++|||||+++", "++++||||||+++", NONE)),
        ("各部门：", "", False, (NONE, NONE, NONE)),
        ("。", "", True, (ALL, ALL, NONE)),
        ("。", "海政办〔2024〕15号", True, (NONE, NONE, NONE)),
        ("甲负责）", "", True, ("||||+++||||||", "||||+++||||||", NONE)),
        ("甲负责）", "a", True, ("|||||++||||||", "|||||++||||||", NONE)),
        ("各部门：", "", True, ("||||+++||||||", "||||+++||||||", NONE)),
    ],
)
def test_read_text_joins_full_line_with_the_next_by_its_width(
    end: str, start: str, last: bool, shown: tuple[str, str, str]
) -> None:
    """Behind a full stop, a line that is short by two characters was indented: it is the first.

    Behind a comma or nothing it goes on, however wide it is; where it is indented, it does not.
    """

    def found(*, gap: bool = False, indented: bool = False) -> str:
        return joined_by_next_line(end, start, gap=gap, indented=indented, last=last)

    assert (found(), found(gap=True), found(indented=True)) == shown


@pytest.mark.parametrize(("gaps", "joined"), [(3, True), (4, False)])
def test_read_text_uses_empty_lines_by_their_share(gaps: int, joined: bool) -> None:
    """Empty lines say nothing of paragraphs where they are 15 of 100 or fewer."""
    before, after = line_of(FULL_WIDTH, "乙", "；"), line_of(FULL_WIDTH - 2)
    lines = [line_of(FULL_WIDTH), line_of(FULL_WIDTH), line_of(9, end="。")] * 5
    lines += [line_of(FULL_WIDTH), before, after, line_of(FULL_WIDTH), line_of(7, end="。")]
    assert len(lines) == 20
    text = "\n".join(lines).replace(f"{before}\n", f"{before}\n\n")
    text = text.replace("。\n", "。\n\n", gaps - 1)
    assert (before + after in "\n".join(texts(text))) is joined
