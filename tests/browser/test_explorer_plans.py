"""The page of a plan in a real browser: its alignment and its review are those of the library."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

import svctrade
from svctrade import Alignment, Body, Edition, Measure, Span

from ..plans import corrected_plan, made_plan
from .conftest import Visit, downloaded, lacking
from .pages import PARTS, go, marked, numbers, wait_for_rows
from .test_explorer import PHONE, cells, quietly
from .test_explorer_paper import pages_of, squeezed

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")
SEEDS = (3, 8)
RELATIONS = ("same", "adapted", "partial", "own", "not taken up")
# The rows of the alignment: the number and the pieces of both texts, and what the relation is.
ROWS = f"""all => all.map(li => {{
  const parts = {PARTS};
  const sideOf = one => one && parts(
    one.querySelector("mark")?.parentNode ?? one.querySelector("p:not(.meta) span:not(.number)"));
  const mine = li.querySelector(".mine");
  return [
    mine && mine.querySelector(".number").textContent,
    sideOf(mine),
    [...li.querySelectorAll(".there")].map(
      one => [one.querySelector(".relation").textContent, sideOf(one)]),
  ];
}})"""
Open = Callable[..., "Page"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Give the pages of plans, aligned with what applies in a region."""
    folder = tmp_path_factory.mktemp("plans")
    for seed in SEEDS:
        plan = made_plan(seed)
        page = folder / f"{seed}.html"
        svctrade.measures(plan).to_html(page, alignment=aligned(plan))
    return {seed: folder / f"{seed}.html" for seed in SEEDS}


def aligned(plan: Edition) -> Alignment:
    """Return the alignment that a page has."""
    return svctrade.align(plan, region="厦门")


@pytest.fixture
def opened(visit: Visit, files: dict[int, Path]) -> Open:
    """Give a function that opens the page of a plan at a link."""

    def open_page(fragment: str = "", seed: int = SEEDS[0], **options: Any) -> Page:
        page = visit(files[seed], fragment, **options)
        wait_for_rows(page)
        return page

    return open_page


def named(body: Body, lang: str) -> str:
    """Return the name of a body in a language."""
    return (body.name_en if lang == "en" else None) or body.name


def text_of(measure: Measure, lang: str) -> str:
    """Return the text of a measure in a language."""
    return (measure.text_en if lang == "en" else None) or measure.text


def relation_text(relation: str, likeness: float | None, lang: str) -> str:
    """Return what a row says of the relation."""
    labels = {
        "same": ("same", "相同"),
        "adapted": ("adapted", "调整"),
        "partial": ("partial", "部分采用"),
        "not taken up": ("not taken up", "未采用"),
    }
    label = labels[relation][lang == "zh"]
    if likeness is None:
        return label
    return f"{label} · {'likeness' if lang == 'en' else '相似度'} {likeness:.2f}"


def rows_of(found: Alignment, lang: str) -> list[list[Any]]:
    """Return the rows that the page shows of an alignment."""
    rows: list[list[Any]] = []
    for link in found.links:
        here: list[Span | None] = [s.here for up in link.parents for s in up.shared]
        parents: list[list[Any]] = []
        for up in link.parents:
            there: list[Span | None] = [s.there for s in up.shared]
            text = relation_text(up.relation, up.likeness, lang)
            # In English the translation is shown, and the printed text where words are marked.
            words = up.measure.text if there else text_of(up.measure, lang)
            parents.append([text, marked(words, there)])
        rows.append([str(link.measure.number), marked(link.measure.text, here), parents])
    rows += [[str(m.number), marked(m.text, []), []] for m in found.own]
    left = relation_text("not taken up", None, lang)
    rows += [[None, None, [[left, marked(text_of(m, lang), [])]]] for m in found.not_taken_up]
    return rows


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("seed", SEEDS)
def test_view_shows_the_alignment(opened: Open, seed: int, lang: Any) -> None:
    """Totals, links, relations and marked words are those of `align`."""
    plan = made_plan(seed)
    found = aligned(plan)
    page = opened(f"#lang={lang}&view=alignment", seed)
    assert page.locator("#plan .pair").evaluate_all(ROWS) == rows_of(found, lang)
    shown = page.locator("#plan").inner_text()
    assert all(line in shown for line in found.summary(lang).splitlines())
    table = found.table()
    buttons = page.locator("#plan .parts button").all_inner_texts()
    counts = [int(text.rpartition(" · ")[2]) for text in buttons]
    assert counts == [len(table), *(table["relation"].count(name) for name in RELATIONS)]
    # Who leads there and here, the local counterparts, and how certainly it applies.
    for link in found.links:
        for up in link.parents:
            words = up.measure.text if up.shared else text_of(up.measure, lang)
            there = page.locator(".there").filter(has_text=words).first
            text = there.text_content() or ""
            assert up.lead is None or named(up.lead.body, lang) in text
            assert all(name in text for name in up.counterparts if len(link.parents) == 1)
            degree = found.degree(up.measure)
            assert degree is not None
            assert (degree.label_en if lang == "en" else degree.label) in text


def table_rows(found: Alignment, keep: Callable[[dict[str, Any]], bool]) -> list[tuple[Any, Any]]:
    """Return the numbers of the rows of the table of an alignment that are kept."""
    rows = [{**row, "number": row["measure"]} for row in found.table().to_dicts()]
    return [(row["measure"], row["parent"]) for row in rows if keep(row)]


def shown_rows(page: Page, folder: Path) -> list[tuple[Any, Any]]:
    """Return the numbers of the rows that a page shows, as its download has them."""
    path = downloaded(page, page.locator("#csv"), folder)
    rows = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    return [
        (int(r["measure"]) if r["measure"] else None, int(r["parent"]) if r["parent"] else None)
        for r in rows
    ]


def test_filters_choose_rows(opened: Open, tmp_path: Path) -> None:
    """A relation, words of both texts, and the page's filters, which leave the parent's rows."""
    plan = made_plan(SEEDS[0])
    found = aligned(plan)
    page = opened("#lang=en&view=alignment")
    for n, relation in enumerate(RELATIONS, start=1):
        page.locator("#plan .parts button").nth(n).click()
        assert shown_rows(page, tmp_path) == table_rows(found, lambda r: r["relation"] == relation)  # noqa: B023
        assert f"relation={relation.replace(' ', '+')}" in page.url
    page.locator("#plan .parts button").first.click()
    box = page.get_by_label("Find in the texts of both")
    box.fill("人才 签证")
    words = ("人才", "签证")
    expected = table_rows(
        found, lambda r: all(w in f"{r['text']}\n{r['text_there']}" for w in words)
    )
    assert box.evaluate("one => one === document.activeElement")
    assert shown_rows(page, tmp_path) == expected
    assert expected
    box.fill("")
    body = svctrade.measures(plan).led_by("市商务局")
    go(page, "#lang=en&view=alignment&led_by=市商务局")
    assert shown_rows(page, tmp_path) == table_rows(
        found, lambda r: r["measure"] is None or r["measure"] in body.numbers
    )
    go(page, "#lang=en&view=alignment&beside=%E6%97%A0%E6%AD%A4%E8%AF%8D")
    assert page.locator("#plan .rows").inner_text() == "Nothing matches."


def test_sorting_orders_the_rows(opened: Open, tmp_path: Path) -> None:
    """The order of the list is that of the measures within each part."""
    found = aligned(made_plan(SEEDS[0]))
    page = opened("#lang=en&view=alignment&sort=-number")
    shown = [row for row in shown_rows(page, tmp_path) if row[0] is not None]
    whole = table_rows(found, lambda r: r["measure"] is not None and r["relation"] != "own")
    links = [number for number, _ in shown if number not in {m.number for m in found.own}]
    assert links == sorted((number for number, _ in whole), reverse=True)


ITEMS = """all => all.map(li => [...li.querySelectorAll("p")].map(p => p.innerText))"""


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("seed", SEEDS)
def test_view_shows_the_review(opened: Open, seed: int, lang: Any) -> None:
    """Every item of `Edition.review` with its place, words, and what was assumed."""
    review = made_plan(seed).review()
    page = opened(f"#lang={lang}&view=review", seed)
    shown = page.locator("#plan .item").evaluate_all(ITEMS)
    assert len(shown) == len(review) > 0
    remarks = [row[4] for row in review.table("items", lang=lang)]
    for item, remark, lines in zip(review, remarks, shown, strict=True):
        place, *rest = lines
        number = f"Measure {item.measure}" if lang == "en" else f"第 {item.measure} 项"
        assert (number in place) is (item.measure is not None)
        assert item.place is None or str(item.place.line) in place
        assert rest[0] == item.text
        assert remark in rest[1]
    assert review.summary(lang) in page.locator("#plan").inner_text()
    kinds = list(dict.fromkeys(row[2] for row in review.table("items", lang=lang)))
    counts = [list(review.counts().values())[n] for n in range(len(kinds))]
    texts = page.locator("#plan .parts button").all_text_contents()
    assert texts[1:] == [f"{kind} · {n}" for kind, n in zip(kinds, counts, strict=True)]
    page.locator("#plan .parts button").nth(1).click()
    assert page.locator("#plan .item").count() == counts[0]
    assert f"kind={review.items[0].kind.value.replace(' ', '+')}" in page.url


@pytest.mark.parametrize("view", ["alignment", "review"])
def test_chinese_page_of_a_corrected_plan_is_in_chinese(
    visit: Visit, tmp_path: Path, view: str
) -> None:
    """No word of English in the view, in an open measure and on paper: roles too are in Chinese."""
    plan = corrected_plan()
    svctrade.measures(plan).to_html(tmp_path / "plan.html", alignment=aligned(plan))
    page = visit(tmp_path / "plan.html", f"#lang=zh&view={view}&open=1")
    page.evaluate("makePaper()")
    latin = re.compile("[A-Za-z]{2,}")
    # Measures print some, and a citation has its type in Latin letters.
    printed = {"EB", "OL", "BibTeX", *latin.findall("".join(m.text for m in svctrade.measures()))}
    for part in ("#plan", "#measure", f"#paper table.{view}", "#paper article"):
        text = page.locator(part).text_content() or ""
        assert text
        assert {*latin.findall(text)} <= printed, part
    assert "市商务局（牵头）、市发改委" in (page.locator("#measure").text_content() or "")


def test_review_leads_to_measures_and_back(opened: Open) -> None:
    """An item opens its measure, which shows its items and its parties as they were read."""
    plan = made_plan(SEEDS[0])
    review = plan.review()
    page = opened("#lang=en&view=review")
    number = next(item.measure for item in review if item.measure is not None)
    page.get_by_role("link", name=f"Measure {number}", exact=True).first.click()
    panel = page.locator("#measure")
    assert panel.locator(".number").first.text_content() == str(number)
    own = [item for item in review if item.measure == number]
    assert panel.locator(".items .item").count() == len(own)
    parties = [row for row in review.table("parties").to_dicts() if row["number"] == number]
    shown = panel.locator(".items > li:not(.item)")
    assert shown.count() == len(parties)
    for row, text in zip(parties, shown.all_inner_texts(), strict=True):
        assert all(row[name] in text for name in ("party", "name", "nearest") if row[name])
    go(page, f"#lang=en&view=alignment&open={number}")
    panel.get_by_role("link", name="Show it in the review").click()
    assert page.locator("#plan .item[aria-current]").count() == len(own)
    page.go_back()
    assert page.locator("#plan .pairs").count() > 0


def test_open_measure_shows_its_parents(opened: Open) -> None:
    """Beside any view; a measure of the plan's own says so."""
    found = aligned(made_plan(SEEDS[0]))
    link = next(link for link in found.links if link.parents[0].shared)
    page = opened(f"#lang=zh&open={link.measure.number}")
    there = page.locator("#measure .there")
    assert there.count() == len(link.parents)
    up = link.parents[0]
    spans: list[Span | None] = [s.there for s in up.shared]
    assert there.first.locator(".printed").first.evaluate(PARTS) == marked(up.measure.text, spans)
    assert relation_text(up.relation, up.likeness, "zh") in there.first.inner_text()
    go(page, f"#lang=zh&open={found.own[0].number}")
    assert page.locator("#measure").get_by_text("未采用上位文件的举措，为方案自有。").count() == 1


@quietly
def test_downloads_are_the_tables_of_the_library(opened: Open, tmp_path: Path) -> None:
    """Both views have the table that `table` returns, as CSV and as a workbook."""
    plan = made_plan(SEEDS[0])
    found, review = aligned(plan), plan.review()
    page = opened("#lang=zh&view=alignment")
    for table in (found.table(), review.table("items", lang="zh")):
        path = downloaded(page, page.locator("#csv"), tmp_path)
        assert path.read_bytes() == table.to_csv(bom=True).encode("utf-8")
        book = downloaded(page, page.locator("#excel"), tmp_path)
        table.to_excel(tmp_path / "library.xlsx")
        assert cells(book) == cells(tmp_path / "library.xlsx")
        cover = openpyxl.load_workbook(book).worksheets[0]
        assert page.locator("#views [aria-pressed=true]").inner_text() in str(cover["B2"].value)
        assert path.name.startswith("svctrade-某市-")
        go(page, "#lang=zh&view=review")
    assert path.name == "svctrade-某市-review.csv"


def test_link_and_back_restore_the_view(opened: Open) -> None:
    """What was chosen is in the address; Back undoes the last step."""
    page = opened("#lang=en")
    page.get_by_role("button", name="Alignment").click()
    page.locator("#plan .parts button").nth(3).click()
    page.get_by_label("Find in the texts of both").fill("服务")
    shown = page.locator("#plan").inner_text()
    other = opened(page.evaluate("location.hash"))
    assert other.locator("#plan").inner_text() == shown
    assert other.get_by_label("Find in the texts of both").input_value() == "服务"
    assert page.locator("#list").is_hidden()
    for expected in ("relation=partial", "view=alignment", "lang=en"):
        page.go_back()
        assert page.evaluate("location.hash").endswith(expected)
    assert page.locator("#plan").is_hidden()
    assert numbers(page) == svctrade.measures(made_plan(SEEDS[0])).numbers


@pytest.mark.parametrize(
    ("view", "lang"), [("alignment", "zh"), ("alignment", "en"), ("review", "en")]
)
def test_print_has_all_rows(opened: Open, view: str, lang: Any) -> None:
    """Every measure of both sides whole, and every item."""
    plan = made_plan(SEEDS[0])
    page = opened(f"#lang={lang}&view={view}")
    pages = pages_of(page)
    whole = "".join(pages)
    if view == "review":
        rows = plan.review().table("items", lang=lang)
        texts = [str(part) for row in rows for part in row[3:5]]
    else:
        found = aligned(plan)
        texts = [m.text for m in plan.measures]
        texts += [up.measure.text for link in found.links for up in link.parents if up.shared]
        texts += [text_of(m, lang) for m in (*found.taken_up, *found.not_taken_up)]
        assert squeezed(found.summary(lang)) in whole
    # The text of a PDF has no characters beyond the first plane.
    pieces = [piece for text in texts for piece in re.split(r"\W+", squeezed(text))]
    assert [piece for piece in pieces if piece not in whole] == []
    heads = ("Relation", "As printed") if lang == "en" else ("关系", "原文")
    assert all(any(head.replace(" ", "") in text for head in heads) for text in pages)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_page_without_javascript_has_both(visit: Visit, tmp_path: Path, lang: Any) -> None:
    """The rows are in tables as wide as the page."""
    plan = made_plan(SEEDS[0])
    found = aligned(plan)
    svctrade.measures(plan).to_html(tmp_path / "page.html", lang=lang, alignment=found)
    for width in (1200, 320):
        page = visit(
            tmp_path / "page.html",
            java_script_enabled=False,
            viewport={"width": width, "height": 800},
        )
        assert page.locator("table.alignment tbody tr:visible").count() == len(found.table())
        assert page.locator("table.review tbody tr:visible").count() == len(plan.review())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        first = page.locator("table.alignment td").first.bounding_box()
        assert first is not None
        assert first["width"] > width / 3


def test_malicious_text_stays_text(visit: Visit, tmp_path: Path) -> None:
    """In a plan, in its parent, in what was read, and in who decided."""
    bad = "</script><img src=x onerror=alert(1)>{{content}}=1"
    text = (
        f"某市方案\n1. 甲乙丙丁戊己庚{bad}。（市财政局、财政局负责）\n2. 子丑寅卯。（{bad}负责）\n"
    )
    plan = svctrade.read_document(text, strict=False)
    row = {"任务": bad, "序号": 1, "举措": f"甲乙丙丁戊己庚{bad}壬。", "责任单位": "商务部"}
    parent = svctrade.read_table([row], strict=False)
    links = [{"action": "confirm", "item": 1, "parent": 1, "by": bad, "on": bad}]
    (tmp_path / "links.json").write_text(json.dumps(links), encoding="utf-8")
    found = svctrade.align(plan, parent).with_links(tmp_path / "links.json")
    svctrade.measures(plan).to_html(tmp_path / "page.html", alignment=found)
    for fragment in ("view=alignment&open=1", "view=review&open=2", "view=alignment&beside=%3Cimg"):
        page = visit(tmp_path / "page.html", f"#lang=en&{fragment}")
        assert page.locator(":is(main, #paper) :is(script, img, svg, iframe)").count() == 0
        page.emulate_media(media="print")
        page.evaluate("makePaper()")
        assert page.locator("#paper :is(script, img, svg, iframe)").count() == 0
    page = visit(tmp_path / "page.html", "#lang=en&view=alignment")
    mine = page.locator(".mine .printed").first
    assert mine.text_content() == plan.measures[0].text
    assert bad in (page.locator(".relation").first.text_content() or "")
    plain = visit(tmp_path / "page.html", java_script_enabled=False)
    assert plain.locator("#paper :is(script, img, svg, iframe)").count() == 0


def test_page_without_a_plan_has_no_such_view(annex: Page) -> None:
    """A link to it says so."""
    assert annex.locator("#views button").count() == annex.evaluate("VIEWS.length")
    assert annex.evaluate("VIEWS.filter(view => PLAN_VIEWS.includes(view))") == []
    go(annex, "#lang=en&view=alignment&relation=same&kind=number&beside=x")
    notice = annex.locator("#notice").inner_text()
    unknown = ("view=alignment", "relation=same", "kind=number", "beside=x")
    assert all(part in notice for part in unknown)


@pytest.mark.parametrize("view", ["alignment", "alignment&open=4", "review", "review&open=5"])
@pytest.mark.parametrize(
    ("lang", "options"),
    [
        ("zh", {"color_scheme": "light"}),
        ("en", {"color_scheme": "dark"}),
        ("en", {"color_scheme": "light", **PHONE}),
        ("zh", {"color_scheme": "dark", "viewport": {"width": 320, "height": 640}}),
    ],
    ids=["light", "dark", "phone", "narrow"],
)
def test_page_is_accessible(opened: Open, view: str, lang: str, options: dict[str, Any]) -> None:
    """Axe finds no serious fault, and nothing is wider than the window."""
    if find_spec("axe_playwright_python") is None:
        lacking("axe is not installed")
    axe = import_module("axe_playwright_python.sync_playwright").Axe()
    page = opened(f"#lang={lang}&view={view}", **options)
    wait_for_rows(page)
    found = axe.run(page).response["violations"]
    serious = [fault for fault in found if fault["impact"] in ("serious", "critical")]
    assert not serious, json.dumps(serious, ensure_ascii=False, indent=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
