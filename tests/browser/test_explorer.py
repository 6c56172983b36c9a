"""The explorer page in a real browser: its results are those of the library."""

from __future__ import annotations

import json
import re
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import svctrade
from svctrade import Basis, Certainty, Confidence, Edition, Role
from svctrade._model import list_events

from ..parsing.test_malicious_input import PAYLOADS, hostile
from .conftest import FIREFOX, Visit, downloaded, lacking
from .pages import (
    PARTS,
    Query,
    go,
    marked,
    numbers,
    of_the_annex,
    python,
    queries,
    run,
    values_of,
    wait_for_rows,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")
SCRIPTS = Path(svctrade.__file__).parent / "_export" / "explorer"
ALL = svctrade.measures()
EDITION = svctrade.edition()
XIAMEN = Query((("in_region", ("厦门",), None), ("led_by", ("移民局",), None)))
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
# A page is opened once for all examples of a property: each follows a link of its own in it.
drawn = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


def reasons_shown(page: Page) -> list[tuple[str, list[str]]]:
    """Return the quote and the steps of each reason that an open measure shows."""
    return [
        (
            "".join(reason.locator("q").all_text_contents()),
            reason.locator(".step").all_text_contents(),
        )
        for reason in page.locator("#measure .reasons > li").all()
    ]


# -- answers --------------------------------------------------------------------------------------


@drawn
@given(queries(EDITION))
def test_page_shows_the_results_of_the_library(annex: Page, query: Query) -> None:
    """For any link the list, the count and the Python agree with the library."""
    expected = of_the_annex(query)
    go(annex, query.fragment(lang="en"))
    assert numbers(annex) == expected.numbers
    assert annex.locator("#count").text_content() == f"{len(expected)} of 122 measures"
    assert run(python(annex)) == expected
    assert annex.locator("#notice").is_hidden()


@drawn
@given(queries(EDITION), st.sampled_from(["en", "zh"]), st.data())
def test_measure_shows_the_reasons_of_the_library(
    annex: Page, query: Query, lang: Any, data: st.DataObject
) -> None:
    """The quotes and steps of `explain` are shown, and their words are marked."""
    found = of_the_annex(query)
    if not found:
        return
    explanation = data.draw(st.sampled_from(found.explain()))
    measure, reasons = explanation.measure, explanation.reasons if query != Query() else ()
    go(annex, query.fragment(lang=lang, open=measure.number))
    expected = [(reason.quote, [step.as_text(lang) for step in reason.steps]) for reason in reasons]
    assert reasons_shown(annex) == expected
    texts = [("text", measure.text), ("responsibility", measure.responsibility)]
    texts += [("note", note.text) for note in measure.notes]
    numbers_of_notes = [None, None, *(note.number for note in measure.notes)]
    for n, (where, text) in enumerate(texts):
        spans = [r.span for r in reasons if (r.where, r.note) == (where, numbers_of_notes[n])]
        assert annex.locator("#measure blockquote").nth(n).evaluate(PARTS) == marked(text, spans)


def test_measure_outside_the_results_says_so(annex: Page) -> None:
    """It can be opened, and has no reason."""
    go(annex, f"{XIAMEN.fragment(lang='en')}&open=17")
    assert annex.locator("#measure .notice").inner_text() == "Not in the current results."
    assert annex.locator("#measure :is(mark, .reasons)").count() == 0


@pytest.mark.parametrize("method", values_of(EDITION))
def test_filter_value_shows_its_count(annex: Page, method: str) -> None:
    """Each value has the number of measures that it keeps; ticking it filters by it."""
    section = annex.locator(".filter").nth([*values_of(EDITION)].index(method))
    section.locator("summary").click()
    values = values_of(EDITION)[method]
    counts = [len(Query(((method, (value,), None),)).of(ALL)) for value in values]
    order = section.locator("input[type=checkbox]").evaluate_all("all => all.map(one => one.value)")
    expected = [counts[int(n)] for n in order]
    assert [*map(int, section.locator(".tally").all_text_contents())] == expected
    # Regions, and few values, are in document order; many bodies or topics by their counts.
    if len(values) > 12 and method != "in_region":
        assert expected == sorted(counts, reverse=True)
    else:
        assert order == [*map(str, range(len(values)))]
    section.locator(f"input[value='{len(values) - 1}']").check()
    assert numbers(annex) == Query(((method, (values[-1],), None),)).of(ALL).numbers


@pytest.mark.parametrize(
    ("method", "value", "option", "choice"),
    [
        ("in_region", "海南", "at_least", "named"),
        ("in_region", "海南", "at_least", "possible"),
        ("led_by", "商务部", "basis", "explicit"),
        ("led_by", "商务部", "basis", "first_named"),
        ("involving", "商务部", "role", "support"),
        ("involving", "公安部", "role", "policy"),
        ("about", "数据", "confidence", "clear"),
    ],
)
def test_filter_option_narrows_the_results(
    annex: Page, method: str, value: str, option: str, choice: str
) -> None:
    """A region is filtered by certainty, a lead by its basis, a body by its role."""
    section = annex.locator(".filter").nth([*values_of(EDITION)].index(method))
    section.locator("summary").click()
    section.locator(f"input[value='{values_of(EDITION)[method].index(value)}']").check()
    terms: Any = {"at_least": Certainty, "basis": Basis, "role": Role, "confidence": Confidence}
    label = terms[option](choice).label_en
    labels = section.locator("option").all_text_contents()
    section.get_by_role("combobox").select_option(label)
    assert label in labels
    expected = Query(((method, (value,), (option, choice)),)).of(ALL)
    assert numbers(annex) == expected.numbers == run(python(annex)).numbers


@pytest.mark.parametrize("term", ["数据", "CCC", "（A类）", "外籍", "。", "试点地区", "visa-free"])
def test_quoted_words_are_found_as_the_library_finds_them(annex: Page, term: str) -> None:
    """Words in quotes are those of `mentioning`; Chinese quotes do as well."""
    for words in f'"{term}"', f"“{term}”":
        annex.locator("#words").fill(words)
        assert numbers(annex) == ALL.mentioning(term).numbers == run(python(annex)).numbers


def test_search_needs_all_words(annex: Page) -> None:
    """Spaces and commas separate words; quotes keep one together."""
    box = annex.locator("#words")
    for words in "  数据 　跨境 ", "数据，跨境", "数据、跨境", "数据,跨境":
        box.fill(words)
        assert numbers(annex) == ALL.mentioning("数据").mentioning("跨境").numbers
    box.fill('"数据 跨境"')
    assert numbers(annex) == ()
    box.fill(" \t ")
    assert numbers(annex) == ALL.numbers


def test_empty_result_says_what_to_remove(annex: Page) -> None:
    """Each part of the query can be removed, and shows the count without it."""
    go(
        annex,
        Query((("in_region", ("海南",), None), ("led_by", ("统计局",), None))).fragment(lang="en"),
    )
    assert numbers(annex) == ()
    left = len(ALL.in_region("海南"))
    annex.get_by_role("button", name="Remove “Led by: ").filter(has_text=f"leaves {left}").click()
    assert numbers(annex) == ALL.in_region("海南").numbers
    annex.get_by_role("button", name="Clear all").click()
    assert numbers(annex) == ALL.numbers


def test_matrix_shows_certainty_by_region(annex: Page) -> None:
    """Each row is a measure of the results, each cell its certainty, in words too."""
    found = ALL.in_task(1)
    go(annex, "#lang=zh&view=matrix&in_task=1")
    rows = annex.locator("#matrix tbody tr[data-row]").all()
    for row, measure in zip(rows, found, strict=True):
        degrees = [measure.certainty(region).label for region in EDITION.regions]
        labels = "all => all.map(one => one.ariaLabel)"
        assert row.locator("td[aria-label]").evaluate_all(labels) == degrees
    heads = annex.locator("#matrix thead th > span:first-child").all_text_contents()
    assert heads[1:] == [region.name for region in EDITION.regions]


# -- links ----------------------------------------------------------------------------------------


def test_link_restores_the_view(annex: Page, visit: Visit, page_of_the_annex: Path) -> None:
    """What was chosen by hand is there again where the address is opened."""
    annex.locator(".filter").first.locator("summary").click()
    annex.get_by_role("checkbox", name="Xiamen").check()
    annex.get_by_role("checkbox", name="Dalian").check()
    annex.locator(".filter select").first.select_option("may apply")
    annex.locator("#words").fill("签证")
    annex.get_by_role("button", name="Lead", exact=True).click()
    annex.get_by_role("button", name="Lead", exact=True).click()
    annex.get_by_role("button", name="中文").click()
    annex.locator("#list a").first.click()
    annex.get_by_role("button", name="地区矩阵").click()
    other = visit(page_of_the_annex, annex.evaluate("location.hash"))
    seen = [
        (
            page.locator("#answer").inner_text(),
            page.locator("#measure").inner_text(),
            python(page),
            page.locator("html").get_attribute("lang"),
            page.evaluate("state.sort"),
        )
        for page in (annex, other)
    ]
    assert seen[0] == seen[1]
    assert seen[0][3:] == ("zh-Hans", "-lead")
    assert other.locator("#measure").is_visible()
    assert other.locator("#matrix").is_visible()


def test_heading_sorts_the_list(annex: Page) -> None:
    """A link keeps the order."""
    go(annex, "#lang=zh&sort=-number")
    wait_for_rows(annex)
    shown = [*map(int, annex.locator("#list .number").all_text_contents())]
    assert shown == [*reversed(ALL.numbers)]


def test_link_with_an_unknown_name_says_so(annex: Page) -> None:
    """The name is shown as unknown and not ignored."""
    go(
        annex,
        "#lang=en&in_region=火星&in_region=厦门&view=globe&open=900&constructor=1&lang=toString",
    )
    notice = annex.locator("#notice")
    assert notice.is_visible()
    text = notice.inner_text()
    assert all(
        part in text
        for part in ("in_region=火星", "view=globe", "open=900", "constructor=1", "lang=toString")
    )
    assert numbers(annex) == ALL.in_region("厦门").numbers


def test_copy_buttons_copy_the_python_and_the_link(annex: Page) -> None:
    """Each button copies what its label says."""
    annex.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go(annex, XIAMEN.fragment(lang="en"))
    annex.get_by_text("As Python", exact=True).click()
    annex.get_by_role("button", name="Copy", exact=True).click()
    assert run(annex.evaluate("navigator.clipboard.readText()")).numbers == (59,)
    annex.get_by_role("button", name="Copy link").click()
    path, _, fragment = annex.evaluate("navigator.clipboard.readText()").partition("#")
    # The path of a file says nothing elsewhere; names are in Latin letters on the English page.
    assert path == ""
    names = {("lang", "en"), ("in_region", "Xiamen")}
    names.add(("led_by", "National Immigration Administration"))
    assert {*parse_qsl(fragment)} == names
    assert annex.locator("#done").inner_text().startswith("Copied the query (the part after #).")
    go(annex, f"#{fragment}")
    assert numbers(annex) == (59,)


# -- downloads ------------------------------------------------------------------------------------


# Both leave out a style that openpyxl has an idea of.
quietly = pytest.mark.filterwarnings("ignore:Workbook contains no default style")


def cells(path: Path) -> list[list[tuple[Any, str] | None]]:
    """Return the value and the type of each cell of its table; an empty one is ``None``.

    The library's workbook has the task above its measures too, in rows that the page cannot group.
    """
    sheet: Any = openpyxl.load_workbook(path).worksheets[-1]
    levels = [sheet.row_dimensions[n].outline_level for n in range(2, sheet.max_row + 1)]
    grouped = any(levels)
    return [
        [None if cell.value in (None, "") else (cell.value, cell.data_type) for cell in row]
        for row, level in zip(sheet.iter_rows(), (1, *levels), strict=True)
        if level or not grouped
    ]


@quietly
@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("query", [XIAMEN, Query(), Query((("under", ("CEPA",), None),), ("港",))])
def test_downloads_are_the_files_of_the_library(
    annex: Page, tmp_path: Path, query: Query, lang: Any
) -> None:
    """CSV is the same to the byte, a workbook the same in the cells of the table."""
    go(annex, query.fragment(lang=lang))
    table = of_the_annex(query).table(lang=lang)
    csv = downloaded(annex, annex.locator("#csv"), tmp_path)
    names = "".join(f"-{value}" for _, values, _ in query.filters for value in values)
    words = "".join(f"-{term}" for term in query.terms)
    assert csv.name == f"svctrade-2020{names}{words}.csv"
    assert csv.read_bytes() == table.to_csv(bom=True).encode("utf-8")
    table.to_excel(tmp_path / "library.xlsx")
    book = downloaded(annex, annex.locator("#excel"), tmp_path)
    assert cells(book) == cells(tmp_path / "library.xlsx")


# -- other editions, and malicious texts -----------------------------------------------------------


def rows(*texts: str) -> list[dict[str, Any]]:
    """Return rows of a table of measures with these texts."""
    return [
        {"任务": text, "序号": n, "举措": text, "责任单位": "商务部"}
        for n, text in enumerate(texts, start=1)
    ]


HOSTILE = [*PAYLOADS, "</script><!--<script>", "\u2028𠮷\u2029", "{{content}}"]


@quietly
def test_malicious_text_stays_text(visit: Visit, tmp_path: Path) -> None:
    """Elements, scripts and formulas are shown and downloaded as they are written."""
    texts = [text for text in HOSTILE if not {"\x1b", "\x7f"} & {*text}]
    found = svctrade.measures(svctrade.read_table(rows(*texts), strict=False))
    found.to_html(tmp_path / "hostile.html")
    page = visit(tmp_path / "hostile.html")
    assert page.locator("#list a").all_text_contents() == [measure.text for measure in found]
    for measure in found:
        go(page, f"#open={measure.number}&words=%3C")
        assert page.locator("#measure blockquote").first.text_content() == measure.text
    assert page.locator("script").count() == len(
        ["first", "content", "program", "further", "writer"]
    )
    assert page.locator("main :is(script, img, svg, b, iframe)").count() == 0
    go(page, "#")
    csv = downloaded(page, page.locator("#csv"), tmp_path)
    assert csv.read_bytes() == found.table(lang="en").to_csv(bom=True).encode("utf-8")
    book = downloaded(page, page.locator("#excel"), tmp_path)
    assert "f" not in {cell[1] for row in cells(book) for cell in row if cell}
    found.table(lang="en").to_excel(tmp_path / "library.xlsx")
    assert cells(book) == cells(tmp_path / "library.xlsx")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("\x1b]0;title\x07", "which no cell of Excel can hold"),
        ("\x7f=1", "which the page cannot write into a workbook"),
        ("\ufffd", "which the page cannot write into a workbook"),
    ],
)
def test_workbook_that_cannot_be_written_is_not_offered(
    visit: Visit, tmp_path: Path, text: str, reason: str
) -> None:
    """The button is disabled and says why."""
    edition = hostile(text)
    assert edition is not None
    svctrade.measures(edition).to_html(tmp_path / "hostile.html")
    page = visit(tmp_path / "hostile.html")
    assert page.locator("#excel").is_disabled()
    assert reason in (page.locator("#excel").get_attribute("title") or "")


def test_saved_edition_works(visit: Visit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python of the page loads the file of the edition, with the same result."""
    edition = svctrade.read_document("1. 甲。（商务部负责，厦门推进）\n2. 乙😀。（有关部门负责）")
    monkeypatch.chdir(tmp_path)
    svctrade.save(edition, f"{edition.id}.json")
    svctrade.measures(svctrade.load(f"{edition.id}.json")).to_html("own.html")
    page = visit(tmp_path / "own.html", "#words=😀。&open=2")
    assert numbers(page) == run(python(page)).numbers == (2,)
    marks = page.locator("#measure mark").all_text_contents()
    assert marks == ["😀。"]


def test_edition_without_regions_and_leads_works(visit: Visit, tmp_path: Path) -> None:
    """Filters without values are not offered."""
    edition = svctrade.read_document("1. 甲。（有关部门负责）")
    assert (edition.regions, edition.bodies) == ((), ())
    svctrade.measures(edition).to_html(tmp_path / "bare.html")
    page = visit(tmp_path / "bare.html", "#lang=en&view=matrix&open=1")
    assert page.locator(".filter > summary").all_inner_texts() == ["Role", "Task"]
    assert page.locator("#measure").get_by_text("none", exact=True).count() == 1
    assert page.locator("#matrix tbody tr[data-row]").count() == 1


def test_empty_set_works(visit: Visit, tmp_path: Path) -> None:
    """A page without measures says so."""
    ALL.in_region("海南").led_by("统计局").to_html(tmp_path / "empty.html")
    page = visit(tmp_path / "empty.html", "#lang=en")
    assert page.locator("#empty").inner_text() == "The set has no measures."
    assert run(python(page)).numbers == ()


def test_part_of_an_edition_shows_its_query(visit: Visit, tmp_path: Path) -> None:
    """The page of a narrowed set shows the query, and its Python begins with it."""
    part = ALL.in_region("厦门") - ALL.in_region("大连")
    part.to_html(tmp_path / "part.html", lang="zh")
    page = visit(tmp_path / "part.html")
    assert part.query in page.locator("#within").inner_text()
    assert numbers(page) == run(python(page)).numbers == part.numbers


def test_large_edition_lays_out_visible_rows_only(visit: Visit, tmp_path: Path) -> None:
    """A list of a thousand measures has the rows in sight, and the rest as they are scrolled to."""
    edition = svctrade.read_table(rows(*(f"第{n}项" for n in range(1000))), strict=False)
    svctrade.measures(edition).to_html(tmp_path / "large.html")
    page = visit(tmp_path / "large.html", "#lang=en")
    wait_for_rows(page)
    assert page.locator("#count").inner_text() == "1000 of 1000 measures"
    assert page.locator("#list tbody tr").count() == page.evaluate("AT_ONCE")
    seen = "rows => rows.filter(row => row.cells[2].firstChild.checkVisibility(AUTO)).length"
    auto = "{contentVisibilityAuto: true}"
    laid_out = page.locator("#list tbody tr").evaluate_all(seen.replace("AUTO", auto))
    assert 0 < laid_out < page.evaluate("AT_ONCE")
    go(page, "#lang=en&sort=-number")
    assert page.locator("#list .number").first.text_content() == "1000"
    assert page.locator("#list tbody tr").count() == page.evaluate("AT_ONCE")
    while page.locator("#list tbody tr").count() < 1000:
        page.locator("#list tbody tr").last.scroll_into_view_if_needed()
        page.wait_for_timeout(50)
    assert page.locator("#list .number").last.text_content() == "1"


# -- everybody ------------------------------------------------------------------------------------

VIEWS = {
    "list": "in_task=1",
    "open": "in_region=厦门&words=签证&open=59",
    "matrix": "view=matrix&in_task=8&in_region=厦门",
    "empty": "in_region=海南&led_by=统计局",
    "compare": "view=compare&compare.in_region=厦门&compare.in_region=大连",
    "charts": "view=charts&in_region=厦门",
    "columns": "in_task=1&hide=task&hide=lead",
}


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("lang", "options"),
    [
        ("zh", {"color_scheme": "light"}),
        ("en", {"color_scheme": "dark"}),
        ("zh", {"color_scheme": "dark", **PHONE}),
    ],
    ids=["light", "dark", "phone"],
)
def test_page_is_accessible(
    visit: Visit, page_of_the_annex: Path, view: str, lang: str, options: dict[str, Any]
) -> None:
    """Axe finds no serious fault in names, roles and contrast; nothing is wider than a phone."""
    if find_spec("axe_playwright_python") is None:
        lacking("axe is not installed")
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    page = visit(page_of_the_annex, f"#lang={lang}&{VIEWS[view]}", **options)
    wait_for_rows(page)
    if view != "open":
        page.locator("#panel").evaluate("panel => panel.open = true")
        page.locator(".filter > summary").first.click()
    if view == "columns":
        page.locator("#columns summary").click()
    found = axe.run(page).response["violations"]
    serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    assert not serious, json.dumps(serious, ensure_ascii=False, indent=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def focused(page: Page) -> str:
    """Return the id of what has the focus, or its text."""
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))


def test_page_works_by_keyboard(visit: Visit, page_of_the_annex: Path) -> None:
    """From the top to the results, to a filter, to a measure and back."""
    # In Firefox the first tab of a used page goes on from what had the focus last.
    annex = visit(page_of_the_annex, "#lang=en")
    press = annex.keyboard.press
    press("Tab")
    assert focused(annex) == "skip"
    press("Enter")
    assert focused(annex) == "heading"
    annex.locator("#words").focus()
    annex.keyboard.type("“签证”")
    press("Tab")  # the panel
    press("Tab")  # to the results
    assert focused(annex) == "after"
    press("Tab")  # the first filter
    press("Enter")
    press("Tab")  # its option
    press("Tab")  # a box to narrow it
    press("Tab")  # its first value
    if FIREFOX:
        press("Tab")  # a list that scrolls has the focus before its values
    press("Space")
    annex.wait_for_function("() => location.hash.includes('in_region')")
    found = ALL.mentioning("签证").in_region("北京")
    assert numbers(annex) == found.numbers
    annex.locator("#list a").first.focus()
    press("Enter")
    annex.locator("#measure .measure-title:focus").wait_for()
    assert annex.locator("#measure .number").text_content() == str(found.numbers[0])
    annex.get_by_role("button", name="Next").focus()
    press("Enter")
    assert annex.locator("#measure .number").text_content() == str(found.numbers[1])
    press("Escape")
    assert annex.locator("#measure").is_hidden()
    assert focused(annex) == found[1].text_en
    annex.get_by_role("button", name="Task", exact=True).focus()
    press("Enter")
    assert annex.locator("#list [aria-sort=ascending]").inner_text() == "Task"


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_back_button_closes_a_measure(
    visit: Visit, page_of_the_annex: Path, device: dict[str, Any]
) -> None:
    """Also a measure that was opened by a link."""
    page = visit(page_of_the_annex, "#lang=zh", **device)
    page.locator("#list a").nth(3).click()
    assert page.locator("#measure").is_visible()
    assert page.locator("#measure").evaluate("one => one.matches(':modal')") is bool(device)
    page.go_back()
    assert page.locator("#measure").is_hidden()


def test_both_languages_have_the_same_texts(annex: Page) -> None:
    """No text of the page is missing in one of its languages."""
    kinds = annex.evaluate(
        "Object.values(WORDS).map(w => Object.keys(w).sort().map(key => [key, typeof w[key]]))"
    )
    assert kinds[0] == kinds[1]


@pytest.mark.parametrize(
    ("lang", "degree", "chip"),
    [
        ("en", "possible", "Region: Xiamen (at least: may apply)"),
        ("zh", "possible", "试点地区：厦门（至少可能适用）"),
        ("en", "named", "Region: Xiamen (named)"),
    ],
)
def test_chip_says_that_higher_degrees_are_included(
    annex: Page, lang: str, degree: str, chip: str
) -> None:
    """A filter of at least "possible" does not say that all it keeps is only possible."""
    go(annex, f"#lang={lang}&in_region=厦门&in_region.at_least={degree}")
    assert annex.locator("#chips li > :last-child").inner_text() == chip


def test_page_shows_its_edition(annex: Page) -> None:
    """The title, the period and the citation are those of the edition, in the language given."""
    assert isinstance(EDITION, Edition)
    assert EDITION.translation is not None
    assert annex.locator("#title").inner_text() == EDITION.title_en
    assert annex.locator("#period").inner_text() == EDITION.publication.period("en")
    assert annex.locator("#translation").inner_text() == EDITION.translation.as_text("en")
    cited = EDITION.cite("en").removesuffix(f" {EDITION.publication.period('en')}")
    assert annex.locator("#cited").inner_text() == cited
    assert annex.locator("html").get_attribute("lang") == "en"
    annex.get_by_role("button", name="中文").click()
    assert annex.locator("#title").inner_text() == EDITION.title
    assert annex.locator("#title").get_attribute("lang") == "zh-Hans"
    assert annex.locator("#period").inner_text() == EDITION.publication.period("zh")
    assert annex.locator("#translation").is_hidden()


def test_page_of_a_document_without_period_has_no_empty_line(visit: Visit, tmp_path: Path) -> None:
    """What a document does not say takes no room."""
    edition = svctrade.read_document("1. 甲。（商务部负责，厦门推进）")
    svctrade.measures(edition).to_html(tmp_path / "own.html")
    page = visit(tmp_path / "own.html", "#lang=en&open=1")
    assert page.locator("#period").is_hidden()
    assert page.locator("#translation").is_hidden()
    assert page.locator("#measure .translation").count() == 0
    assert page.locator("#measure h3").all_text_contents().count("Events") == 0


HAN = re.compile("[\u3400-\u9fff]")
# What is printed or typed in Chinese is in elements of its own.
CHINESE = ":is([lang=zh-Hans], q, mark, code, blockquote, #python, #within, #cited, .cited, select)"
REST = f"""root => {{
  const copy = root.cloneNode(true);
  copy.querySelectorAll({json.dumps(CHINESE)}).forEach(one => one.remove());
  return copy.textContent;
}}"""


@pytest.mark.parametrize("number", [1, 11, 22, 37, 59, 93, 107, 119])
def test_english_page_has_chinese_in_quotation_marks_only(annex: Page, number: int) -> None:
    """Nothing but quotations of the document, marked as such, is in Chinese."""
    go(annex, f"#lang=en&in_region=Xiamen&in_region.at_least=possible&open={number}")
    for part in ("header", "#measure", "#list", "footer"):
        text = annex.locator(part).first.evaluate(REST)
        assert text.strip()
        assert not HAN.search(re.sub("“[^”]*”", "", text)), (part, text)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_measure_shows_its_translation_and_events(annex: Page, lang: Any) -> None:
    """In English the translation is above the printed text; events and notes say what they are."""
    measure = svctrade.measure(11)
    go(annex, f"#lang={lang}&open=11")
    part = annex.locator("#measure")
    found = part.locator(".translation").all_text_contents()
    assert found == ([measure.text_en, measure.responsibility_en] if lang == "en" else [])
    lines = part.locator("ul:not(.reasons) > li").all_text_contents()
    assert [line for line in list_events(measure.events, lang) if line not in lines] == []
    go(annex, f"#lang={lang}&open=22")
    heading = "Note 1 (by the letter only)" if lang == "en" else "注1（仅字面相同）"
    assert part.get_by_text(heading, exact=True).count() == 1
    go(annex, f"#lang={lang}&open=23")
    assert part.get_by_text("Note 1" if lang == "en" else "注1", exact=True).count() == 1
