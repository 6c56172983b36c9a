"""Malicious input becomes records or an error, and is shown as text."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import svctrade
from svctrade import Column, DocumentError, Edition, MeasureSet, Problem, Table

CORPUS = sorted((Path(__file__).parent.parent / "corpus").iterdir())
# What is code to one who shows it: a page, a sheet, a terminal, Markdown, a template.
PAYLOADS = (
    "<script>alert(1)</script>",
    "</td></table><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "&lt;b&gt;",
    "=HYPERLINK(1)",
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\tx",
    "\rx",
    "\x7f=1",
    "甲;=1",
    "甲； ;\t＝1",
    "甲\n+1",
    "甲\r@SUM(1)",
    "＝1",
    "＋1",
    "－1",
    "＠SUM(1)",
    "\u200b=1",
    "https://example.org/a www.a.cn",
    "@name a.b@example.org",
    "a|b",
    "`c` **d** [e](javascript:1)",
    "\x1b]0;title\x07",
    "{{7*7}}${x}",
)
TEXTS = st.sampled_from(PAYLOADS) | st.text(min_size=1, max_size=12)


def hostile(text: str) -> Edition | None:
    """Return an edition that has *text* where a measure, a task and a party may have it."""
    rows = [{"任务": text, "序号": 1, "举措": f"{text}甲", "责任单位": "商务部"}]
    try:
        return svctrade.read_table(rows, strict=False)
    except DocumentError:
        return None


class Seen(HTMLParser):
    """The elements of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attrs}


OURS = {"div", "style", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "mark", "small"}
OURS |= {"details", "summary", "del", "ins", "bdi"}


DRAWN = {"svg", "g", "path", "text", "line", "rect", "title", "defs", "clipPath", "style", "tspan"}


def shown(found: MeasureSet) -> list[str]:
    """Return everything that can be shown of a set, as HTML."""
    things = [found, found[0], *found.explain(), found.table(), found.table("assignments")]
    things += [found.crosstab("task", "lead"), svctrade.compare(found.edition, svctrade.edition())]
    return [str(thing._repr_html_()) for thing in things]


@given(TEXTS)
def test_html_contains_own_elements_only(text: str) -> None:
    """What a notebook shows has no element and no attribute except ours."""
    edition = hostile(text)
    for page in shown(svctrade.measures(edition)) if edition else ():
        seen = Seen()
        seen.feed(page)
        assert seen.elements <= OURS
        assert seen.attributes <= {"class"}


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("text", PAYLOADS)
def test_svg_contains_no_scripts(text: str, tmp_path: Path) -> None:
    """A chart drawn as SVG has texts, and nothing that runs."""
    edition = hostile(text)
    assert edition is not None
    path = tmp_path / "x.svg"
    svctrade.save_chart(svctrade.measures(edition).bars("task"), path)
    drawn = path.read_text(encoding="utf-8")
    elements = [*ET.fromstring(drawn).iter()]  # noqa: S314  # of our own making
    assert {element.tag.rpartition("}")[2] for element in elements} <= DRAWN
    names = {name for element in elements for name in element.attrib}
    assert not [name for name in names if name.startswith("on") or "href" in name]


@given(TEXTS)
def test_to_csv_escapes_formulas(text: str) -> None:
    """No cell of CSV begins a formula."""
    edition = hostile(text)
    if edition is None:
        return
    table = svctrade.measures(edition).table()
    for row in csv.reader(io.StringIO(table.to_csv(), newline="")):
        for part in (part for cell in row for part in re.split(r"[;\t\n\r]", cell)):
            assert not re.match(r"[\s\x7f\u200b]*[-=+@＝＋－＠]", part)
        assert not [cell for cell in row if cell.startswith(("\t", "\r", "\x7f"))]


@pytest.mark.parametrize("text", PAYLOADS)
def test_to_csv_adds_apostrophes_only(text: str) -> None:
    """Without the apostrophes, a cell has the text of the table."""
    edition = hostile(text)
    assert edition is not None
    table = svctrade.measures(edition).table()
    rows = [*csv.reader(io.StringIO(table.to_csv(), newline=""))]
    assert rows[1][rows[0].index("text")].replace("'", "") == edition.measures[0].text
    assert table.select("text").to_csv().count("'") <= 2


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize(
    "before", ["", ";", "\n", "\r", "\t", "\x7f", "; ", ";\x7f", "\n\x1f", "\ufeff", "\u3000"]
)
def test_to_csv_escapes_each_sign_behind_each_beginning(sign: str, before: str) -> None:
    """Each sign of a formula, in full width too, has an apostrophe before it or its beginning."""
    table = Table("t", (Column("a", "text", (f"{before}{sign}1",)),))
    (_, (cell,)) = csv.reader(io.StringIO(table.to_csv(), newline=""))
    assert "'" in cell[: cell.index(sign)]
    assert cell.replace("'", "") == f"{before}{sign}1"


@pytest.mark.parametrize("first", "\t\r\x7f")
def test_to_csv_escapes_what_a_spreadsheet_drops_at_the_beginning(first: str) -> None:
    """A tab, a carriage return or DEL at the beginning has an apostrophe before it."""
    table = Table("t", (Column("a", "text", (f"{first}1",)),))
    (_, (cell,)) = csv.reader(io.StringIO(table.to_csv(), newline=""))
    assert cell == f"'{first}1"


def test_to_csv_takes_time_in_proportion() -> None:
    """Many beginnings in a row are passed once."""
    table = Table("t", (Column("a", "text", ("\n" * 500_000 + "; " * 100_000 + " " * 500_000,)),))
    start = time.process_time()
    table.to_csv()
    assert time.process_time() - start < 5


def test_to_markdown_makes_no_link_of_an_address() -> None:
    """Addresses and names after @ have a backslash that keeps programs from making links."""
    text = "https://example.org/a www.a.cn example.org a.b@example.org @name mailto:a@b.cn"
    table = Table("t", (Column("a", "text", (text,)),))
    markdown = table.to_markdown()
    assert not re.search(r"(?<!\\)@|\w://|mailto:|www\.|e\.(?:cn|org)", markdown)
    assert f"<td>{text}</td>" in MarkdownIt("commonmark").enable("table").render(markdown)


@pytest.mark.parametrize("text", PAYLOADS)
def test_to_excel_writes_no_formulas(text: str, tmp_path: Path) -> None:
    """A workbook has texts where the table has texts, and no formula."""
    edition = hostile(text)
    assert edition is not None
    table = svctrade.measures(edition).table()
    if "\x1b" in text:  # which no cell can hold
        with pytest.raises(ValueError, match="which no cell of Excel can hold"):
            table.to_excel(tmp_path / "x.xlsx")
        return
    table.to_excel(tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    for sheet in book:
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]


@given(TEXTS)
def test_to_markdown_escapes_cell_marks(text: str) -> None:
    """Each row of a Markdown table is one line with as many cells as columns."""
    edition = hostile(text)
    if edition is None:
        return
    table = svctrade.measures(edition).table()
    lines = [line for line in table.to_markdown().splitlines() if line]
    assert len(lines) == 2 + len(edition.measures)
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in lines} == {len(table.names) + 1}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_readers_read_or_refuse_files_of_corpus(path: Path) -> None:
    """Each reader gives an edition or a `DocumentError` for each file of the corpus."""
    content = path.read_bytes()
    readers: tuple[Callable[[], Edition], ...] = (
        lambda: svctrade.load(path),
        lambda: svctrade.read_document(content),
        lambda: svctrade.read_document(content, strict=False),
        lambda: svctrade.read_table(path if path.suffix == ".xlsx" else content),
        lambda: svctrade.edition().with_layer(path),
    )
    for read in readers:
        found, problems = outcome(read)
        assert (found is None) is bool(problems)
        assert all(p.line >= 1 and p.column >= 1 and p.expected for p in problems)
        if found is not None:
            assert shown(svctrade.measures(found))


def outcome(read: Callable[[], Edition]) -> tuple[Edition | None, tuple[Problem, ...]]:
    """Return the edition, or the problems that are told instead."""
    try:
        return read(), ()
    except DocumentError as error:
        return None, error.problems
