"""HTML for notebooks is safe and folded; rich draws text and takes nothing for markup."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import svctrade
from svctrade._display.grid import Grid, Piece, join_lines
from svctrade._display.html import render_html
from svctrade._display.terminal import draw_grid
from svctrade.exceptions import escape_controls

from ..strategies import editions

ALL = svctrade.measures()
EDITION = svctrade.edition()
CHANGED = attrs.evolve(
    EDITION,
    id="2031",
    measures=tuple(
        attrs.evolve(m, text=m.text.replace("工商", "经贸")) for m in EDITION.measures[1:]
    ),
)
REVISION = svctrade.compare(EDITION, CHANGED)
SHOWN: dict[str, Callable[[], Any]] = {
    "set": lambda: ALL,
    "empty set": lambda: ALL - ALL,
    "measure": lambda: svctrade.measure(7),
    "measure without a lead": lambda: svctrade.measure(43),
    "explanation": lambda: ALL.in_region("廈門").numbered(59).explain()[0],
    "revision": lambda: REVISION,
    "no revision": lambda: svctrade.compare(EDITION, EDITION),
    "table": lambda: ALL.table("coverage"),
    "crosstab": lambda: ALL.crosstab("task", "role"),
}
_TEXT = st.text(max_size=20) | st.sampled_from(["<script>", "&amp;", "[bold]x[/]", '"', "</td>"])
_WORDS = st.text("甲乙[/]=;ab", min_size=1, max_size=12) | st.sampled_from(
    ["[bold]x[/]", "\x1b[31m"]
)
_CELLS = _TEXT | st.lists(
    st.builds(Piece, _TEXT, st.sampled_from([None, "quote", "removed", "added", "faint"])),
    max_size=3,
).map(tuple)
every = pytest.mark.parametrize("name", SHOWN)


class Reader(HTMLParser):
    """What a browser makes of HTML: the cells' text, and whether every element is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: set[str] = set()
        self.cells: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  # its signature
        """Note an element that opens."""
        self.open.append(tag)
        self.elements.add(tag)
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        """See that it is the innermost that closes."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text of cells."""
        if "td" in self.open:
            self.cells[-1] += data


KNOWN = {"div", "style", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "details"}
KNOWN |= {"summary", "mark", "ins", "del", "small", "bdi"}


@given(_TEXT, st.lists(st.tuples(_CELLS, _CELLS), max_size=25))
def test_render_html_keeps_the_text_of_cells(caption: str, rows: list[Any]) -> None:
    """Whatever the cells hold, a browser reads it back, and no element is made of it."""
    read = Reader(render_html(Grid(caption, ("a", "b"), rows)))
    texts = [
        cell if isinstance(cell, str) else "".join(piece.text for piece in cell)
        for row in rows
        for cell in row
    ]
    newlines = [re.sub("\r\n?", "\n", text) for text in texts]
    assert [re.sub("\r\n?", "\n", cell) for cell in read.cells] == newlines
    assert read.open == []
    assert read.elements <= KNOWN


@given(_WORDS, st.lists(st.tuples(_WORDS, _WORDS), max_size=5))
def test_draw_grid_takes_nothing_for_markup(caption: str, rows: list[tuple[str, str]]) -> None:
    """Whatever the cells hold is drawn as it is; control characters are made visible."""
    console = Console(file=io.StringIO(), width=200)
    console.print(draw_grid(Grid(caption, (), rows)))
    drawn = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO has one
    assert all(
        escape_controls(text) in drawn for text in (caption, *(c for row in rows for c in row))
    )
    assert "\x1b" not in drawn


def test_rich_says_what_does_not_fit() -> None:
    """Of a wide table the columns that fit are drawn, of a long one the first rows."""
    console = Console(file=io.StringIO(), width=60)
    console.print(ALL.table())
    drawn = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO has one
    assert "more columns" in drawn
    assert "102 more rows" in drawn
    assert max(map(len, drawn.splitlines())) <= 60


@every
def test_repr_html_is_well_formed(name: str) -> None:
    """The HTML of each thing is well-formed, and of the elements that are known."""
    read = Reader(SHOWN[name]()._repr_html_())
    assert read.open == []
    assert read.elements <= KNOWN


@every
def test_rich_draws_everything(name: str) -> None:
    """Rich draws each thing."""
    console = Console(file=io.StringIO(), width=100)
    console.print(SHOWN[name]())
    assert console.file.getvalue().strip()  # type: ignore[attr-defined]  # a StringIO has one


def test_repr_html_folds_a_long_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten rows are shown and the rest folded; of more than a thousand the count is given."""
    html = ALL._repr_html_()
    assert "<summary>112 more of 122</summary>" in html
    assert html.count("<tr>") == 122 + 2
    assert ALL[:10]._repr_html_().count("<details>") == 0
    coverage = ALL.table("coverage")._repr_html_()
    assert "<summary>3406 more of 3416</summary>" in coverage
    assert "<p>… 2416 are not shown here</p>" in coverage
    assert coverage.count("<tr>") == 1000 + 2
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    chinese = ALL.table("coverage")._repr_html_()
    assert "<summary>另有3406行，共3416行</summary>" in chinese
    assert "<p>……其余2416行未显示</p>" in chinese


def test_repr_html_has_no_opaque_colours() -> None:
    """Neither text nor background has a colour that would fail on a light or a dark page."""
    style = re.findall("(?<![-a-z])(?:color|background): ([^;}]*)", ALL._repr_html_())
    assert style
    assert all(v.startswith("rgba(") or v in ("inherit", "transparent") for v in style)


def test_repr_html_marks_changed_words() -> None:
    """A rewording has the removed words struck out, and the added ones underlined."""
    html = REVISION._repr_html_()
    assert "<del>工商</del><ins>经贸</ins>" in html
    cut = attrs.evolve(EDITION.measures[102], text="将服务贸易纳入多双边合作机制。")
    fewer = attrs.evolve(EDITION, measures=(*EDITION.measures[:102], cut, *EDITION.measures[103:]))
    assert "<del>工商</del>合作" in svctrade.compare(EDITION, fewer)._repr_html_()
    assert "多双边<ins>工商</ins>合作" in svctrade.compare(fewer, EDITION)._repr_html_()


def test_repr_html_marks_quoted_words() -> None:
    """An explanation shows the printed words, their place, and the steps."""
    html = SHOWN["explanation"]()._repr_html_()
    assert "<mark>试点地区负责推进</mark>" in html
    assert "<small>the statement, characters 17 to 24</small>" in html
    assert "Its number is 59." in html


@given(editions())
def test_repr_html_shows_any_edition(edition: svctrade.Edition) -> None:
    """Sets and measures of any edition are shown."""
    found = svctrade.measures(edition)
    assert Reader(found._repr_html_()).open == []
    for measure in found:
        assert measure.text in "".join(Reader(measure._repr_html_()).cells)


def test_join_lines_puts_each_part_on_a_line() -> None:
    """The parts of a cell are on lines of their own."""
    assert "".join(piece.text for piece in join_lines("甲", Piece("乙"), "丙")) == "甲\n乙\n丙"
    assert join_lines() == ()


@pytest.mark.parametrize("number", [1, 9, 29, 62, 75, 96, 107, 121])
def test_coverage_prints_as_text(number: int) -> None:
    """The text says which regions are named, and whether others are covered or possible."""
    coverage = svctrade.measure(number).coverage
    possible = coverage.open_ended and not coverage.everywhere
    text = coverage.as_text("zh")
    assert ("点名：" in text) is bool(coverage.named)
    assert ("普遍适用" in text) is coverage.everywhere
    assert ("可能适用" in text) is possible
    assert (text == "不涉及试点地区") is coverage.national
    text = str(coverage)
    assert ("named: " in text) is bool(coverage.named)
    assert ("covered: " in text) is coverage.everywhere
    assert ("possible: " in text) is possible
    assert (text == "no pilot region") is coverage.national


PLAN = """某市方案
1. 支持出海。（市商务局牵头，市财政局、财政局配合）
2. 按照国家深化改革扩大开放新形势新要求，持续优化外国人入境、过境免办签证政策。（移民局牵头）
"""


@pytest.mark.parametrize(
    "show",
    [
        lambda: svctrade.measures().in_task(8),
        lambda: svctrade.measures().in_region("厦门").numbered(59).explain()[0],
        lambda: svctrade.measures().in_region("厦门").numbered(59).explain(),
        lambda: svctrade.align(svctrade.read_document(PLAN, strict=False)),
        lambda: svctrade.read_document(PLAN, strict=False).review(),
        lambda: svctrade.compare("2020", svctrade.read_document(PLAN, strict=False)),
        lambda: svctrade.Collection([svctrade.edition()]),
    ],
    ids=["set", "explanation", "explanations", "alignment", "review", "revision", "collection"],
)
def test_notebook_shows_chinese_headings(
    show: Callable[[], svctrade.Displayable], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Chinese no heading and no cell is in English words."""
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    shown = show()._repr_html_().partition("</style>")[2]
    assert re.findall(r"<th[^>]*>([^<\u4e00-\u9fff]+)</th>", shown) == []
    cells = re.findall(r"<td[^>]*>([^<]+)</td>", shown)
    assert cells
    assert [cell for cell in cells if re.fullmatch("[A-Za-z ]+", cell)] == []
    assert re.search("[\u4e00-\u9fff]", str(show()))


def test_set_is_shown_with_its_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A notebook and a terminal say that the pilot ended, and in English who translated."""
    found = svctrade.measures().numbered(59)
    translation = "In English: unofficial translation by"
    console = Console(width=300, file=io.StringIO())
    console.print(found)
    for shown in (found._repr_html_(), console.file.getvalue()):  # type: ignore[attr-defined]
        assert "has ended" in shown
        assert translation in shown
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    assert "已结束" in found._repr_html_()
    assert translation not in found._repr_html_()
