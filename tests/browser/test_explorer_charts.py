"""The charts of the explorer page: they count as the library does, and leave it as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

import pytest

import svctrade
from svctrade import Certainty, MeasureSet

from ..parsing.test_malicious_input import hostile
from .conftest import Visit, chromium_only, downloaded
from .pages import go, numbers, python, run, wait_for_rows

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.xdist_group("browser")
ALL = svctrade.measures()
EDITION = svctrade.edition()
PNG = b"\x89PNG\r\n\x1a\n"
SVG = "{http://www.w3.org/2000/svg}"
QUERIES: dict[str, MeasureSet] = {
    "": ALL,
    "in_task=3": ALL.in_task(3),
    "in_region=厦门&in_region.at_least=named": ALL.in_region("厦门", at_least="named"),
    "led_by=商务部": ALL.led_by("商务部"),
    "words=数据": ALL.mentioning("数据") | ALL.about("数据"),
    "under=CEPA&in_task=2": ALL.under("CEPA").in_task(2),
}


def chart(page: Page, name: str) -> Locator:
    """Return a chart of the page."""
    return page.locator(f"#charts .{name}").locator("xpath=..")


def cells_of(page: Page, name: str) -> dict[tuple[str, ...], int]:
    """Return the count of each cell of a chart by the names in its label; 0 has none."""
    page.locator("#charts[aria-busy=false]").wait_for()
    labels = chart(page, name).locator("svg g > title").all_text_contents()
    found: dict[tuple[str, ...], int] = {}
    for label in labels:
        names, _, count = label.rpartition("：")
        found[tuple(names.split(" × "))] = int(count)
    assert len(found) == len(labels)
    return found


def positive(counts: dict[tuple[str, ...], int]) -> dict[tuple[str, ...], int]:
    """Return the counts that are not 0."""
    return {names: count for names, count in counts.items() if count}


def table_of(page: Page, name: str) -> list[list[str]]:
    """Return the lines of the table below a chart."""
    if not chart(page, name).locator("details[open]").count():
        chart(page, name).locator("summary").click()
    chart(page, name).locator("details table").wait_for()
    lines = chart(page, name).locator("details tr").all()
    return [line.locator("th, td").all_text_contents() for line in lines]


def crosstab(found: MeasureSet, rows: Any, columns: Any) -> dict[tuple[str, ...], int]:
    """Return the counts of the library by the names of a row and a column."""
    table = found.crosstab(rows, columns, lang="zh")
    return {
        (str(row), column): int(str(count))
        for row, *counts in table
        for column, count in zip(table.names[1:], counts, strict=True)
    }


@pytest.mark.parametrize("fragment", QUERIES)
def test_charts_count_as_the_library(annex: Page, fragment: str) -> None:
    """For a query each cell of each chart, and of its table, has the count of the library."""
    found = QUERIES[fragment]
    go(annex, f"#lang=zh&{fragment}&view=charts")
    assert annex.locator("#count").inner_text() == f"共 122 项，符合 {len(found)} 项"
    at_least = Certainty.NAMED if "at_least" in fragment else Certainty.COVERED
    regions: dict[tuple[str, ...], int] = {
        (region.name,): len(found.in_region(region, at_least=at_least))
        for region in EDITION.regions
    }
    assert cells_of(annex, "map") == positive(regions)
    rows = [[name, str(count)] for (name,), count in regions.items()]
    assert table_of(annex, "map")[1:] == rows
    leads = crosstab(found, "lead", "task")
    assert cells_of(annex, "taskLead") == positive(leads)
    counts = [int(count) for line in table_of(annex, "taskLead")[1:] for count in line[1:]]
    assert sorted(counts) == sorted(leads.values())
    topics = crosstab(found, "topic", "mode")
    shown = cells_of(annex, "topicMode")
    assert shown == positive(topics)


def test_tile_filters_by_its_region(annex: Page) -> None:
    """A click on a tile filters, another takes the filter away, and Back undoes it."""
    go(annex, "#lang=en&view=charts&in_region=大连&in_region.at_least=named")
    tile = annex.get_by_role("button", name="Xiamen: ")
    count = int(str(tile.get_attribute("aria-label")).rpartition(" ")[2])
    tile.click()
    expected = ALL.in_region("厦门", at_least="named")
    assert annex.locator("#count").inner_text() == f"{len(expected)} of 122 measures"
    assert count == len(expected & ALL.in_region("大连", at_least="named"))
    assert tile.get_attribute("aria-pressed") == "true"
    assert run(python(annex)).numbers == expected.numbers
    annex.go_back()
    assert annex.locator("#chips").inner_text().endswith("Region: Dalian (named)")
    assert tile.get_attribute("aria-pressed") == "false"
    annex.go_forward()
    assert tile.get_attribute("aria-pressed") == "true"
    tile.click()
    assert annex.locator("#count").inner_text() == "122 of 122 measures"


def test_cell_sets_both_filters(annex: Page) -> None:
    """A click on a cell filters by its row and its column, and leaves the others as they are."""
    go(annex, "#lang=zh&view=charts&words=数据&led_by.basis=explicit")
    found = ALL.mentioning("数据") | ALL.about("数据")
    annex.get_by_role("button", name="中央网信办 × （七）").click()
    expected = found.in_task(7).led_by("中央网信办")
    assert expected
    go(annex, annex.evaluate("location.hash.replace('view=charts', 'view=list')"))
    assert numbers(annex) == expected.numbers
    go(annex, "#lang=zh&view=charts")
    annex.get_by_role("button", name="人才 × 自然人流动").click()
    assert annex.locator("#count").inner_text() == "共 122 项，符合 20 项"
    assert run(python(annex)).numbers == ALL.about("人才").by_mode("自然人流动").numbers


def test_charts_work_by_keyboard(annex: Page) -> None:
    """One cell is a stop of the Tab key; arrow keys go on, Enter chooses, and the focus stays."""
    go(annex, "#lang=en&view=charts")
    focus = "document.activeElement.getAttribute('aria-label')"
    annex.locator("#charts .map [tabindex='0']").focus()
    assert annex.evaluate(focus).startswith("Beijing")
    annex.keyboard.press("ArrowDown")
    assert annex.evaluate(focus).startswith("Xiong'an")
    annex.keyboard.press("ArrowRight")
    assert annex.evaluate(focus).startswith("Tianjin")
    annex.keyboard.press("ArrowUp")
    annex.keyboard.press("ArrowLeft")
    annex.keyboard.press("x")
    before = annex.evaluate(focus)
    annex.keyboard.press("Enter")
    name = before.partition(":")[0]
    assert f"Region: {name}" in annex.locator("#chips").inner_text()
    assert annex.evaluate(focus).startswith(name)
    annex.keyboard.press(" ")
    assert annex.locator("#chips").inner_text() == ""
    assert annex.locator("#charts .map [tabindex='0']").count() == 1


def parsed(path: Path) -> ET.Element:
    """Return the root of a picture that the page made."""
    return ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314  # the code under test


@pytest.mark.parametrize("name", ["map", "taskLead", "topicMode", "matrix"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_picture_is_complete_in_itself(
    annex: Page, tmp_path: Path, name: str, lang: Literal["en", "zh"]
) -> None:
    """An SVG parses, needs nothing else, and says what it is; a PNG is one."""
    view = "matrix" if name == "matrix" else "charts"
    go(annex, f"#lang={lang}&view={view}&in_region=厦门&in_task=3")
    place = annex.locator("#matrix") if name == "matrix" else chart(annex, name)
    buttons = place.locator(".saving button")
    path = downloaded(annex, buttons.first, tmp_path)
    assert path.name.startswith("svctrade-2020-厦门-3-")
    root = parsed(path)
    assert root.tag == f"{SVG}svg"
    # Nothing is referred to, nothing is left to a style, and no script is in it.
    assert {e.tag for e in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "g", "text")
    }
    values = [value for element in root.iter() for value in element.attrib.values()]
    assert not [value for value in values if "url(" in value or "var(" in value or "//" in value]
    written = "".join("".join(e.itertext()) for e in root.iter(f"{SVG}text"))
    cited = EDITION.publication.cite(lang)
    for part in ("Xiamen" if lang == "en" else "厦门", cited[:12], "svctrade · 2020"):
        assert part in written
    png = downloaded(annex, buttons.last, tmp_path)
    assert png.name == f"{path.stem}.png"
    assert png.read_bytes().startswith(PNG)
    assert png.stat().st_size > 5_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_picture_has_the_colours_of_the_page(
    visit: Visit, page_of_the_annex: Path, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    """The paper of a picture is that of the page, also where the theme changes."""
    if scheme == "dark":
        chromium_only("choice of the theme")
    page = visit(page_of_the_annex, "#view=charts", color_scheme="light")
    page.emulate_media(color_scheme=scheme)
    path = downloaded(page, chart(page, "map").locator(".saving button").first, tmp_path)
    root = parsed(path)
    paper = {"light": "#fbfaf7", "dark": "#171614"}[scheme]
    assert root.findall(f"{SVG}rect")[0].get("fill") == paper
    tile = page.locator("#charts .map text").first
    ink = {"light": "#1d1b18", "dark": "#ece8e0"}[scheme]
    assert tile.get_attribute("fill") in (ink, "#ffffff", "#2a0f0a")


def test_large_matrix_is_saved_in_one_picture(annex: Page, tmp_path: Path) -> None:
    """The matrix of all measures is one picture, of a size that a browser can draw."""
    go(annex, "#lang=zh&view=matrix")
    buttons = annex.locator("#matrix .saving button")
    root = parsed(downloaded(annex, buttons.first, tmp_path))
    signs = [e.text for e in root.iter(f"{SVG}text") if e.text in ("●", "○", "△", "·")]
    assert len(signs) == 122 * 28
    degrees = ("none", "possible", "covered", "named")
    for sign, degree in zip("·△○●", degrees, strict=True):
        number = sum(m.certainty(r).value == degree for m in ALL for r in EDITION.regions)
        assert signs.count(sign) == number
    assert downloaded(annex, buttons.last, tmp_path).read_bytes().startswith(PNG)


def test_malicious_names_stay_text_in_charts(visit: Visit, tmp_path: Path) -> None:
    """Hostile names are drawn as text, on the page and in a file, which stays XML."""
    edition = hostile("</text><script>alert(1)</script>\x0c")
    svctrade.measures(edition).to_html(tmp_path / "page.html", lang="zh")
    page = visit(tmp_path / "page.html", "#view=charts")
    page.locator("#charts[aria-busy=false]").wait_for()
    assert page.locator("#charts script").count() == 0
    path = downloaded(page, page.locator("#charts .saving button").first, tmp_path)
    root = parsed(path)
    assert not [*root.iter(f"{SVG}script")]
    assert "<script>" in "".join(root.itertext())


def test_edition_with_another_region_has_no_map(visit: Visit, tmp_path: Path) -> None:
    """Without a place for each region there is no map, and without a layer no topics."""
    rows = [{"举措": "推进试点。", "责任单位": "商务部、某某新区负责推进"}]
    edition = svctrade.read_table(rows, strict=False)
    assert [region.name for region in edition.regions if region.unknown] == ["某某新区"]
    svctrade.measures(edition).to_html(tmp_path / "page.html", lang="en")
    page = visit(tmp_path / "page.html", "#view=charts")
    page.locator("#charts[aria-busy=false]").wait_for()
    assert page.locator("#charts .chart h3").all_text_contents() == ["Tasks and leads"]


@pytest.mark.parametrize("view", ["charts", "matrix"])
def test_list_is_right_after_another_view(visit: Visit, page_of_the_annex: Path, view: str) -> None:
    """A list that was hidden while the query changed has its rows, as wide as it is."""
    page = visit(page_of_the_annex, "#lang=en&in_task=8")
    wait_for_rows(page)
    height = page.locator("#list").bounding_box()
    page = visit(page_of_the_annex, f"#lang=en&view={view}")
    wait_for_rows(page)
    page.locator("#words").fill("“xyz”")
    go(page, f"#lang=en&view={view}&in_task=8")
    page.locator("#views button[value=list]").click()
    assert numbers(page) == ALL.in_task(8).numbers
    page.evaluate("scrollTo(0, 0)")  # a click scrolls in Firefox
    assert page.locator("#list").bounding_box() == height


def test_charts_are_printed(visit: Visit, page_of_the_annex: Path) -> None:
    """Print has the charts in its own colours, and then the measures found."""
    page = visit(page_of_the_annex, "#lang=en&view=charts&in_task=2", color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#paper .chart svg").count() == 3
    assert page.locator("#paper .chart rect").first.get_attribute("fill") != "#171614"
    assert page.locator("#paper table.columns tbody tr").count() == len(ALL.in_task(2))
