"""What a file says of itself: lines and tables of labels such as 索引号 with their values."""

from __future__ import annotations

import pytest

from svctrade._parsing.formats import read_file

from .files import p, table_xml, word_xml

Found = list[tuple[str, str]]


def fields(content: bytes | str, name: str = "plan.txt") -> Found:
    return [(field.label, field.value) for field in read_file(content, name).metadata]


def texts(content: bytes | str, name: str = "plan.txt") -> list[str]:
    return [block.text for block in read_file(content, name).paragraphs]


def lines(*given: str) -> bytes:
    """Return a Word file with paragraphs, which are not joined as the lines of a text are."""
    return word_xml("".join(map(p, given)))


NUMBER = ("发文字号", "海政办1号")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("索引号：HB1", [("索引号", "HB1")]),
        ("索 引\u3000号 : HB1", [("索引号", "HB1")]),
        ("索引号：  HB 1：2 ", [("索引号", "HB 1：2")]),
        ("索引号：", []),
        ("索引号：HB1 来源：省商务厅", [("索引号", "HB1"), ("来源", "省商务厅")]),
        ("索引号：HB1 来源： 作者：甲", [("索引号", "HB1"), ("作者", "甲")]),
        ("索引号：HB1 去处：甲", [("索引号", "HB1 去处：甲")]),
        ("2031-05-12 来源：省商务厅", [("发布时间", "2031-05-12"), ("来源", "省商务厅")]),
        ("2031年5月12日 08:30 来源：甲", [("发布时间", "2031年5月12日 08:30"), ("来源", "甲")]),
    ],
)
def test_read_file_takes_labels_of_line(line: str, expected: Found) -> None:
    """A line has one label with its value, or several; the first value may be a time alone."""
    content = lines(line, "发文字号：海政办1号", "正文")
    assert fields(content) == [*expected, NUMBER]
    assert texts(content) == ["正文"]
    assert {str(field.place) for field in read_file(content).metadata} == {
        *(("paragraph 1",) if expected else ()),
        "paragraph 2",
    }


@pytest.mark.parametrize(
    "line",
    [
        "去处：甲",
        "索引号HB1",
        "索引号，HB1",
        "2031-05-12",
        "2031-05-12 去处：甲",
        "约2031-05-12 来源：甲",
        "去处：甲 来源：乙",
        "：索引号",
    ],
)
def test_read_file_keeps_lines_without_known_label(line: str) -> None:
    """A line whose label is not known is text, also where labels are around it."""
    content = lines("索引号：HB1", line, "发文字号：海政办1号")
    assert fields(content) == [("索引号", "HB1"), NUMBER]
    assert texts(content) == [line]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (("索引号：HB1",), False),
        (("来源：甲", "作者：乙", "时间：丙"), False),
        (("来源：甲", "索引号：HB1"), True),
        (("索引号：HB1", "文号：乙"), True),
        (("索引号：", "文号："), True),
    ],
)
def test_read_file_needs_two_labels(given: tuple[str, ...], taken: bool) -> None:
    """Two labels are metadata where one of them occurs in no text."""
    assert texts(lines(*given, "正文")) == ([] if taken else [*given]) + ["正文"]
    assert texts("\n".join((*given, "", "一、正文"))) == ([] if taken else [*given]) + ["一、正文"]


def test_read_file_looks_for_labels_at_head_alone() -> None:
    """Labels are looked for in the first forty paragraphs, and before the first number."""
    many = [f"第{at}段。" for at in range(38)]
    assert fields(lines(*many, "索引号：HB1", "发文字号：海政办1号")) == [("索引号", "HB1"), NUMBER]
    assert fields(lines("首", *many, "索引号：HB1", "发文字号：海政办1号")) == []
    assert fields(lines("索引号：HB1", *many, "首", "发文字号：海政办1号")) == []
    assert fields(lines("一、任务", "索引号：HB1", "发文字号：海政办1号")) == []
    assert fields(lines("索引号：HB1", "发文字号：海政办1号", "一、任务", "来源：甲")) == [
        ("索引号", "HB1"),
        NUMBER,
    ]


def test_read_text_places_labels() -> None:
    """A label of a text has its line; a label without a value is left out of both."""
    content = read_file("某省方案\n\n索引号：HB1\n主题词：\n发文字号：海政办1号\n\n一、任务。\n")
    assert [(f.label, f.value, f.place.line) for f in content.metadata] == [
        ("索引号", "HB1", 3),
        (*NUMBER, 5),
    ]
    assert [block.text for block in content.paragraphs] == ["某省方案", "一、任务。"]


def table(*rows: str) -> str:
    """Return a table of Word; | is between its cells."""
    return table_xml(*([p(cell) for cell in row.split("|")] for row in rows))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("索引号|HB1", "发文字号|海政办1号"), [("索引号", "HB1"), NUMBER]),
        (("索 引 号：|HB1|发文字号|海政办1号",), [("索引号", "HB1"), NUMBER]),
        (("索引号|HB1|来源", "发文字号|海政办1号|"), [("索引号", "HB1"), NUMBER]),
        (("索引号||发文字号|海政办1号",), [NUMBER]),
        (("索引号：HB1|发文字号：海政办1号",), [("索引号", "HB1"), NUMBER]),
        (("索引号：HB1|", "|发文字号|海政办1号"), [("索引号", "HB1"), NUMBER]),
        (
            ("基本信息|", "索引号|HB1", "发文字号|海政办1号", "备注|无"),
            None,
        ),
        (("基本|信息", "索引号|HB1", "发文字号|海政办1号"), [("索引号", "HB1"), NUMBER]),
        (("索引号|HB1", "备注|无"), None),
        (("来源|甲", "作者|乙"), None),
        (("索引号||", "发文字号||"), [("索引号", ""), ("发文字号", "")]),
    ],
)
def test_read_file_takes_tables_of_labels(rows: tuple[str, ...], expected: Found | None) -> None:
    """A table is metadata where labels are beside their values, and no more other text is in it."""
    content = read_file(word_xml(table(*rows) + p("正文")))
    assert [(f.label, f.value) for f in content.metadata] == (expected or [])
    assert bool(content.tables) is (expected is None)


def test_read_file_places_labels_of_tables() -> None:
    """A label of a table has the place of its cell, and comes before those of lines."""
    body = p("索引号：HB2") + p("来源：甲") + p("一、任务") + table("文号|乙|索引号|HB1") + p("末")
    content = read_file(word_xml(body))
    assert [(f.label, f.value, str(f.place)) for f in content.metadata] == [
        ("文号", "乙", "table 1, row 1, column 1"),
        ("索引号", "HB1", "table 1, row 1, column 3"),
        ("索引号", "HB2", "paragraph 1"),
        ("来源", "甲", "paragraph 2"),
    ]
    assert [block.text for block in content.paragraphs] == ["一、任务", "末"]


def test_read_file_looks_for_labels_before_first_table() -> None:
    """Lines behind a table that is no metadata are text; those behind one that is are not."""
    labels = p("索引号：HB2") + p("文号：乙")
    behind = read_file(word_xml(table("序号|举措", "1|优化") + labels))
    assert (len(behind.tables), len(behind.paragraphs)) == (1, 2)
    assert behind.metadata.fields == ()
    after = read_file(word_xml(p("首") + table("索引号|HB1|文号|甲") + labels))
    assert [f.value for f in after.metadata] == ["HB1", "甲", "HB2", "乙"]
    assert [block.text for block in after.paragraphs] == ["首"]
