"""The explorer printed, without JavaScript, and in files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import svctrade

from .conftest import Visit, chromium_only, downloaded
from .pages import go, wait_for_rows

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pypdfium2 = pytest.importorskip("pypdfium2")
pytestmark = pytest.mark.xdist_group("browser")
ALL = svctrade.measures()


def squeezed(text: str) -> str:
    """Return a text without spaces, hyphens and what marks a line's end."""
    return re.sub(r"[\s\ufffe\u00ad\u0002-]+", "", text)


def pages_of(page: Page) -> list[str]:
    """Return the text of each page of the PDF that the browser makes."""
    chromium_only("PDF with the characters of its text")
    printed = page.pdf(prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(io.BytesIO(printed))
    return [squeezed(one.get_textpage().get_text_range()) for one in document]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_print_does_not_depend_on_the_window(
    visit: Visit, page_of_the_annex: Path, lang: Any
) -> None:
    """At three widths the same pages: every measure whole, heads and page numbers on each."""
    printed = []
    for width in (1440, 1024, 390):
        size = {"width": width, "height": 900}
        page = visit(page_of_the_annex, f"#lang={lang}&in_region=厦门&open=59", viewport=size)
        wait_for_rows(page)
        printed.append(pages_of(page))
    assert printed[0] == printed[1] == printed[2]
    pages = printed[0]
    whole = "".join(pages)
    for measure in ALL.in_region("厦门"):
        text = measure.text_en if lang == "en" else measure.text
        statement = measure.responsibility_en if lang == "en" else measure.responsibility
        for part in (text, statement):
            pieces = re.split(r"\W+", squeezed(part or ""))
            assert all(piece in whole for piece in pieces), (measure.number, part)
    heads = ["Responsibility", "Lead"] if lang == "en" else ["责任分工", "牵头单位"]
    # The first pages are those of the open measure.
    assert sum(all(head in text for head in heads) for text in pages) >= len(pages) - 2
    assert all(f"{n}/{len(pages)}" in text for n, text in enumerate(pages, start=1))
    edition = svctrade.edition()
    assert squeezed((edition.title_en if lang == "en" else None) or edition.title) in pages[0]
    assert squeezed("in_region=") in pages[0]
    assert squeezed(edition.publication.published.isoformat()) in pages[0]  # type: ignore[union-attr]
    # The measure that is open is there to its last line.
    assert squeezed("item 59" if lang == "en" else "第59项") in whole


@pytest.mark.parametrize("view", ["matrix", "compare"])
def test_print_of_a_view_has_all_its_rows(annex: Page, view: str) -> None:
    """Also of the matrix, which makes only the rows in sight."""
    compared = "&compare.in_region=厦门&compare.in_region=大连" if view == "compare" else ""
    go(annex, f"#lang=zh&view={view}{compared}")
    found = ALL.in_region("厦门", "大连") if compared else ALL
    whole = "".join(pages_of(annex))
    assert [m.number for m in found if squeezed(m.text)[:12] not in whole] == []
    assert "点名" in whole


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_without_javascript_has_the_measures(visit: Visit, tmp_path: Path, lang: Any) -> None:
    """A table of all measures, and no empty controls."""
    ALL.to_html(tmp_path / "page.html", lang=lang)
    page = visit(tmp_path / "page.html", java_script_enabled=False)
    assert page.locator("button, input, summary").locator("visible=true").count() == 0
    assert page.locator("#list tbody tr:visible").count() == len(ALL)
    texts = page.locator("#list td:nth-child(3)").all_text_contents()
    assert texts == [m.text_en if lang == "en" else m.text for m in ALL]
    assert "JavaScript" in page.locator("#answer .notice").locator("visible=true").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    printed = "".join(pages_of(page))
    assert [text for text in texts if squeezed(text)[:12] not in printed] == []


# The texts and labels of the page, and its rows without their links, which depend on the query.
SHOWN = """() => {
  const copy = document.querySelector("body").cloneNode(true);
  const left = "#answer > noscript, script, #filters, #fields, #terms";
  copy.querySelectorAll(left).forEach(one => one.remove());
  const shown = "[data-word], #title, #count, #period, #cited, #translation";
  const texts = [...copy.querySelectorAll(shown)];
  const labels = [...copy.querySelectorAll("[data-label]:not(table), #list table")];
  const rows = [...copy.querySelectorAll("#list tbody tr")];
  return {
    name: document.title,
    lang: document.documentElement.lang,
    title: copy.querySelector("#title").lang,
    texts: texts.map(one => one.innerHTML),
    labels: labels.map(one => one.getAttribute("aria-label")),
    heads: [...copy.querySelectorAll("#list th")].map(one => one.dataset.field + one.textContent),
    rows: rows.map(row => [...row.querySelectorAll(":not(a)")].map(one => [
      one.tagName,
      one.textContent,
      ["lang", "class", "role"].map(name => one.getAttribute(name)),
      {...one.dataset},
    ])),
  };
}"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_first_words_are_those_of_the_program(visit: Visit, tmp_path: Path, lang: Any) -> None:
    """What is in the page before its program runs is what the program makes of its content."""
    ALL.to_html(tmp_path / "page.html", lang=lang)
    plain = visit(tmp_path / "page.html", java_script_enabled=False).evaluate(SHOWN)
    page = visit(tmp_path / "page.html")
    assert page.evaluate(SHOWN) == plain
    # Made anew: first in the other language, then in the first one.
    for other in ("en" if lang == "zh" else "zh", lang):
        page.locator(f"#languages button[value={other}]").click()
        wait_for_rows(page)
    assert page.evaluate(SHOWN) == plain
    assert len(plain["rows"]) == len(ALL)


# What a reader sees of the count and of the list, frame by frame from the beginning.
SEEN = """
window.seen = [];
requestAnimationFrame(function look() {
  const isSeen = { visibilityProperty: true };
  const count = document.getElementById("count");
  if (count?.checkVisibility(isSeen)) seen.push(count.textContent);
  const row = document.querySelector("#list tbody tr");
  if (row?.checkVisibility(isSeen)) seen.push(row.textContent);
  requestAnimationFrame(look);
});
"""


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ALL.in_region("厦门")),
        ("&words=“签证”", ALL.in_region("厦门").mentioning("签证")),
    ],
    ids=["filter", "words"],
)
def test_link_shows_nothing_but_its_result(
    browser: Browser, page_of_the_annex: Path, words: str, found: svctrade.MeasureSet
) -> None:
    """Not even for a moment the count and the rows of another query, or of another language."""
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.add_init_script(SEEN)
    page.goto(f"{page_of_the_annex.as_uri()}#lang=zh&in_region=厦门{words}")
    page.wait_for_function("() => seen.length > 8")
    count, row = dict.fromkeys(page.evaluate("seen"))
    assert count == f"共 {len(ALL)} 项，符合 {len(found)} 项"
    assert found[0].text in row
    context.close()


def test_columns_can_be_hidden(visit: Visit, page_of_the_annex: Path) -> None:
    """By keyboard too; the choice is in the link and on paper, and files keep all columns."""
    # Firefox gives keys to the window that was opened last.
    page = visit(page_of_the_annex, "#lang=en&in_task=8")
    wait_for_rows(page)
    page.locator("#columns summary").focus()
    page.keyboard.press("Enter")
    page.locator("#fields").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_function("() => location.hash.includes('hide')")
    heads = page.locator("#list th:visible")
    assert heads.all_text_contents() == ["No.", "Task", "Measure", "Lead"]
    assert page.evaluate("location.hash").endswith("&hide=statement")
    assert page.locator("#list td[data-field=statement]:visible").count() == 0
    page.evaluate("makePaper()")
    assert page.locator("#paper th").all_text_contents() == ["No.", "Task", "Measure", "Lead"]
    assert page.locator("#paper tbody tr").first.locator("td").count() == 4
    go(page, "#lang=zh&in_task=8&hide=task&hide=lead&hide=text")
    assert heads.all_text_contents() == ["序号", "具体举措", "责任分工"]
    assert "hide=text" in page.locator("#notice").inner_text()
    boxes = page.locator("#fields input")
    assert [box.is_checked() for box in boxes.all()] == [False, True, False]
    page.get_by_label("试点任务", exact=True).check()
    assert heads.all_text_contents() == ["序号", "试点任务", "具体举措", "责任分工"]
    page.set_viewport_size({"width": 390, "height": 844})
    first = page.locator("#list tbody tr").first
    assert first.locator("[data-field=task]").is_visible()
    assert first.locator("[data-field=lead]").is_hidden()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.go_back()
    assert heads.all_text_contents() == ["序号", "具体举措", "责任分工"]


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_files_say_what_they_are(annex: Page, tmp_path: Path) -> None:
    """Two queries give two names; a workbook begins with its query, document and terms."""
    link = "#lang=en&view=compare&compare.in_region=厦门&compare.in_region=大连&part=only-1"
    go(annex, f"{link}&sort=-number")
    book = downloaded(annex, annex.locator("#excel"), tmp_path)
    assert book.name == "svctrade-2020-厦门-大连-only-1.xlsx"
    cover, table = openpyxl.load_workbook(book).worksheets
    lines = {row[0].value: str(row[1].value) for row in cover.iter_rows(min_row=2)}
    assert lines["Content"] == "7 of 122 measures; Compare: Xiamen, Dalian · Only Xiamen"
    assert lines["As Python"] == annex.locator("#python").text_content()
    assert lines["Link"] == annex.evaluate("fragmentOf(state)")
    assert {"Document", "Published", "Licence"} <= {*lines}
    shown = [row[0].value for row in table.iter_rows(min_row=2)]
    expected = ALL.in_region("厦门") - ALL.in_region("大连")
    assert shown == [*reversed(expected.numbers)]
    csv = downloaded(annex, annex.locator("#csv"), tmp_path)
    text = csv.read_text(encoding="utf-8-sig")
    assert text.splitlines()[1].startswith(f"{expected.numbers[-1]},")


def test_citation_is_copied(annex: Page) -> None:
    """As text, and as BibTeX."""
    annex.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go(annex, "#lang=en&open=59")
    annex.get_by_role("button", name="Copy citation").click()
    copied = annex.evaluate("navigator.clipboard.readText()")
    assert copied == svctrade.measure(59).cite("en")
    annex.get_by_role("button", name="Copy BibTeX").click()
    entry = annex.evaluate("navigator.clipboard.readText()")
    assert entry == svctrade.measure(59).cite("bibtex")
    origin = svctrade.edition().publication.origin
    assert annex.locator(f"#measure .cited a[href='{origin}']").count() == 1
