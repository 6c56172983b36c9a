"""The search box, the comparison and the filters of the explorer give what the library gives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

import svctrade
from svctrade import MeasureSet

from .conftest import chromium_only
from .pages import go, numbers, python, run, wait_for_rows

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")
ALL = svctrade.measures()


def in_statement(term: str) -> MeasureSet:
    """Return the measures whose statement has a term."""
    return ALL.where(lambda measure: term in measure.responsibility)


XIAMEN = ALL.in_region("厦门")
NIA = ALL.involving("移民局")
SEARCHES: dict[str, Callable[[], MeasureSet]] = {
    "Xiamen": lambda: XIAMEN,
    "厦门": lambda: XIAMEN,
    "廈門市": lambda: XIAMEN,
    "XIÀMÉN": lambda: XIAMEN,
    "350200": lambda: XIAMEN,
    "移民局": lambda: NIA,
    "nia": lambda: NIA,
    "國家移民管理局": lambda: NIA,
    "National Immigration Administration": lambda: NIA,
    "央行": lambda: ALL.involving("人民银行"),
    "簽證": lambda: ALL.mentioning("签证") | ALL.about("签证"),
    '"簽證"': lambda: ALL.mentioning("签证"),
    "“签证”": lambda: ALL.mentioning("签证"),
    "59": lambda: ALL.numbered(59),
    "５９": lambda: ALL.numbered(59),
    "59-61": lambda: ALL.numbered(59, 60, 61),
    "59、61": lambda: ALL.numbered(59, 61),
    "59 61 厦门": lambda: ALL.numbered(59, 61) & XIAMEN,
    '"144"': lambda: ALL.mentioning("144"),
    "数据，跨境": lambda: ALL.mentioning("数据") & ALL.mentioning("跨境"),
    "ccc": lambda: ALL.mentioning("CCC", "ccc"),
    "(A类)": lambda: ALL.mentioning("（A类）"),
    "visa-free": lambda: ALL.mentioning("visa-free"),
    "visa free": lambda: ALL.mentioning("visa free"),
    "牵头": lambda: ALL.with_role("lead") | ALL.mentioning("牵头") | in_statement("牵头"),
    "厦门 移民局": lambda: XIAMEN & NIA,
    "厦门 -移民局": lambda: XIAMEN - NIA,
    "厦门 NOT 移民局": lambda: XIAMEN - NIA,
    "移民局 OR 外交部": lambda: NIA | ALL.involving("外交部"),
    "移民局 | 外交部 厦门": lambda: (NIA | ALL.involving("外交部")) & XIAMEN,
    "厦门 OR -移民局": lambda: XIAMEN | (ALL - NIA),
    "-厦门": lambda: ALL - XIAMEN,
    "-59": lambda: ALL - ALL.numbered(59),
    "CEPA": lambda: ALL.under("CEPA") | ALL.mentioning("CEPA"),
}


@pytest.mark.parametrize("words", SEARCHES)
def test_search_understands(annex: Page, words: str) -> None:
    """Names, numbers, topics and words in either script, with not and or, as in the library."""
    annex.locator("#words").fill(words)
    expected = SEARCHES[words]()
    assert numbers(annex) == expected.numbers
    assert run(python(annex)).numbers == expected.numbers
    go(annex, annex.evaluate("fragmentOf(state)") + "&view=list")
    assert numbers(annex) == expected.numbers


@pytest.mark.parametrize("name", ["Xiamen", "西咸新区", "住房和城乡建设部", "银保监会", "商务部"])
def test_every_form_of_a_name_is_understood(annex: Page, name: str) -> None:
    """The forms that the library knows find what it finds."""
    method = "in_region" if name in {"Xiamen", "西咸新区"} else "involving"
    thing: Any = (svctrade.region if method == "in_region" else svctrade.body)(name)
    for form in thing.name_variants:
        # A code is a number, and a form with a comma is two terms if it is typed by parts.
        kept = annex.evaluate(
            "form => [...keptByClause([{ term: form, quoted: false, not: false }])]", form
        )
        expected = getattr(ALL, method)(form)
        assert {ALL[place].number for place in kept} >= {*expected.numbers}, form


def test_suggestion_becomes_a_filter(annex: Page) -> None:
    """By keyboard: the box has the role and states of a combobox; what is picked is a chip."""
    go(annex, "#lang=en")
    box = annex.locator("#words")
    box.click()
    annex.keyboard.type("xiam")
    options = annex.get_by_role("option")
    assert options.first.inner_text().split() == ["Region:", "Xiamen", str(len(XIAMEN))]
    assert box.get_attribute("aria-expanded") == "true"
    annex.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    assert options.first.get_attribute("aria-selected") == "true"
    annex.keyboard.press("Enter")
    assert box.input_value() == ""
    assert box.get_attribute("aria-expanded") == "false"
    assert numbers(annex) == run(python(annex)).numbers == XIAMEN.numbers
    annex.keyboard.type("immigration")
    led = ALL.in_region("厦门").led_by("移民局")
    annex.get_by_role("option").filter(has_text="Led by").click()
    assert numbers(annex) == run(python(annex)).numbers == led.numbers == (59,)


def test_unfinished_pinyin_is_not_searched(annex: Page) -> None:
    """Results change when the input method has finished, and once."""
    go(annex, "#lang=zh")
    annex.locator("#words").click()
    chromium_only("input method")
    session = annex.context.new_cdp_session(annex)
    for text in ("q", "qian", "qianz", "qianzheng"):
        step = {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
        session.send("Input.imeSetComposition", step)
        assert annex.locator("#count").inner_text() == "共 122 项，符合 122 项"
    session.send("Input.insertText", {"text": "签证"})
    assert annex.locator("#words").input_value() == "签证"
    assert numbers(annex) == run(python(annex)).numbers != ALL.numbers


@pytest.mark.parametrize(
    ("typed", "near", "found"),
    [("Xiamne", "Xiamen", XIAMEN), ("Dalain", "Dalian", ALL.in_region("大连"))],
)
def test_near_miss_is_offered(annex: Page, typed: str, near: str, found: MeasureSet) -> None:
    """A misspelt name finds nothing, and the right one is a click away."""
    go(annex, "#lang=en")
    annex.locator("#words").fill(typed)
    assert numbers(annex) == ()
    annex.get_by_role("button", name=near, exact=True).click()
    assert numbers(annex) == found.numbers


# -- filters: any, all, not -----------------------------------------------------------------------


def test_filter_keeps_all_or_excludes(annex: Page) -> None:
    """Two bodies together, and one without the other."""
    both = "#lang=en&involving=外交部&involving=移民局&involving.match=all"
    go(annex, both)
    expected = ALL.involving("外交部").involving("移民局")
    assert numbers(annex) == run(python(annex)).numbers == expected.numbers
    go(annex, "#lang=en&in_region=Xiamen&in_region.not=Dalian")
    expected = XIAMEN - ALL.in_region("大连市")
    assert numbers(annex) == run(python(annex)).numbers == expected.numbers
    assert "not Region: Dalian" in annex.locator("#chips").inner_text()
    annex.get_by_role("button", name="Include: not Region: Dalian").click()
    assert numbers(annex) == XIAMEN.numbers
    annex.get_by_role("button", name="Exclude: Region: Xiamen").click()
    expected = ALL.in_region("大连") - XIAMEN
    assert numbers(annex) == run(python(annex)).numbers == expected.numbers == ()


def test_option_without_a_value_has_a_chip(annex: Page) -> None:
    """It can be seen and removed."""
    go(annex, "#lang=en&in_region.at_least=possible")
    chip = annex.locator("#chips button")
    assert chip.inner_text() == "Region (at least: may apply), no value chosen"
    chip.click()
    assert annex.evaluate("location.hash") == "#lang=en"


def test_long_term_has_a_short_chip(annex: Page) -> None:
    """Five thousand characters fill no screen."""
    go(annex, f"#lang=en&words={'数' * 5000}")
    box = annex.locator("#chips").bounding_box()
    assert box is not None
    assert box["height"] < 100


# -- comparison -----------------------------------------------------------------------------------

COMPARED: list[tuple[str, tuple[str, ...], dict[str, str]]] = [
    ("in_region", ("厦门", "大连"), {}),
    ("in_region", ("厦门", "大连"), {"at_least": "named"}),
    ("in_region", ("上海", "海南"), {"at_least": "possible"}),
    ("in_region", ("北京", "天津", "上海", "重庆", "海南"), {"at_least": "named"}),
    ("in_region", ("雄安新区", "贵安新区", "西咸新区"), {}),
    ("involving", ("外交部", "移民局"), {}),
    ("involving", ("商务部", "人民银行", "银保监会"), {}),
    ("involving", ("商务部", "人民银行"), {"role": "policy"}),
    ("involving", ("文化和旅游部", "广电总局"), {}),
    ("involving", ("公安部", "移民局"), {}),
]


@pytest.mark.parametrize(("method", "values", "option"), COMPARED)
def test_comparison_gives_the_algebra_of_the_library(
    annex: Page, method: str, values: tuple[str, ...], option: dict[str, str]
) -> None:
    """Shared, not in all, and only in one: in the table and in the Python."""
    sets = [getattr(ALL, method)(value, **option) for value in values]
    any_, shared = ALL[:0], ALL
    for one in sets:
        any_, shared = any_ | one, shared & one
    parts = {"any": any_, "shared": shared, "differ": any_ - shared}
    for n, one in enumerate(sets, start=1):
        for other in sets[: n - 1] + sets[n:]:
            one -= other  # noqa: PLW2901  # what only this one has
        parts[f"only-{n}"] = one
    link = "".join(f"&compare.{method}={value}" for value in values)
    link += "".join(f"&{method}.{name}={choice}" for name, choice in option.items())
    go(annex, f"#lang=en&view=compare{link}")
    counts = [text.rpartition("· ")[2] for text in annex.locator(".parts button").all_inner_texts()]
    assert counts == [str(len(part)) for part in parts.values()]
    for name, expected in parts.items():
        annex.locator(f".parts button[value={name}]").click()
        shown = annex.locator(".across tbody .number").all_text_contents()
        assert tuple(map(int, shown)) == run(python(annex)).numbers == expected.numbers
        assert ("part=" in annex.evaluate("location.hash")) is (name != "any")


def test_comparison_narrows_with_the_filters(annex: Page) -> None:
    """The query before it holds too."""
    go(annex, "#lang=en&in_task=3&view=compare&compare.in_region=厦门&compare.in_region=大连")
    annex.locator(".parts button[value=only-1]").click()
    expected = ALL.in_task(3).in_region("厦门") - ALL.in_region("大连")
    assert run(python(annex)).numbers == expected.numbers


def test_cell_of_a_comparison_says_why(annex: Page) -> None:
    """A degree with its words; Escape closes the reason and nothing else."""
    link = "#lang=en&view=compare&compare.in_region=厦门&compare.in_region=大连&part=only-1"
    go(annex, link)
    row = annex.locator(".across tbody tr").first
    row.get_by_role("button").nth(0).click()
    measure = svctrade.measure(9)
    reason = ALL.in_region("厦门").explain()[XIAMEN.numbers.index(9)].reasons[0]
    assert annex.locator("#why q").first.text_content() == reason.quote
    assert annex.locator("#why blockquote").text_content() == measure.responsibility
    annex.keyboard.press("Escape")
    assert annex.locator("#why").is_hidden()
    assert annex.locator("#compare").is_visible()
    row.get_by_role("button").nth(1).click()
    assert "may apply" in annex.locator("#why").inner_text()
    annex.keyboard.press("Escape")


def test_things_to_compare_are_chosen_by_hand(annex: Page) -> None:
    """A kind, then two values; a third can be removed."""
    go(annex, "#lang=en")
    annex.get_by_role("button", name="Compare", exact=True).click()
    annex.get_by_label("Compare by").select_option("Involving")
    for name in ("Ministry of Foreign Affairs", "National Immigration Administration"):
        annex.get_by_label("Add").select_option(name)
    annex.get_by_role("button", name="Shared").click()
    expected = ALL.involving("外交部").involving("移民局")
    assert run(python(annex)).numbers == expected.numbers
    annex.get_by_role("button", name="Remove “Ministry of Foreign Affairs”").click()
    assert annex.locator(".parts").count() == 0


# -- one step, one order --------------------------------------------------------------------------


def test_back_undoes_the_last_step(annex: Page) -> None:
    """A filter, a word and a view are steps; letters of a word are one."""
    go(annex, "#lang=en&in_region=Xiamen")
    annex.locator("#words").click()
    annex.keyboard.type("“数据”")
    both = XIAMEN.mentioning("数据").numbers
    assert numbers(annex) == both
    annex.get_by_role("button", name="Matrix of regions").click()
    annex.go_back()
    assert numbers(annex) == both
    annex.go_back()
    assert numbers(annex) == XIAMEN.numbers
    assert annex.locator("#words").input_value() == ""
    annex.go_forward()
    assert numbers(annex) == both


def test_order_is_the_same_everywhere(annex: Page) -> None:
    """The list, the matrix, the steps from measure to measure."""
    go(annex, "#lang=en&in_task=8&sort=-number")
    backwards = [*reversed(ALL.in_task(8).numbers)]
    wait_for_rows(annex)
    assert [*map(int, annex.locator("#list .number").all_text_contents())] == backwards
    go(annex, "#lang=en&in_task=8&sort=-number&view=matrix&open=122")
    assert [*map(int, annex.locator("#matrix .number").all_text_contents())] == backwards
    assert annex.get_by_role("button", name="Previous").is_disabled()
    annex.get_by_role("button", name="Next").click()
    assert annex.locator("#measure .number").inner_text() == str(backwards[1])


def test_escape_does_one_thing(annex: Page) -> None:
    """In the box it empties the box; a measure beside it stays open."""
    go(annex, "#lang=en&words=“签证”&open=59")
    annex.locator("#words").focus()
    annex.keyboard.press("Escape")
    assert annex.locator("#words").input_value() == ""
    assert annex.locator("#measure").is_visible()
    annex.locator("#heading").focus()
    annex.keyboard.press("Escape")
    assert annex.locator("#measure").is_hidden()


def test_long_filter_is_narrowed(annex: Page) -> None:
    """A box in the filter shows the bodies of a name only."""
    go(annex, "#lang=en")
    section = annex.locator(".filter").nth(1)
    section.locator("summary").click()
    section.locator(".narrow").fill("immigration")
    assert section.locator(".values label:visible").count() == 1


# -- matrix ---------------------------------------------------------------------------------------


def test_matrix_counts_and_explains(annex: Page) -> None:
    """Rows and columns have their counts; a cell, by pointer and by keys, says why."""
    go(annex, "#lang=en&view=matrix&in_task=3")
    found = ALL.in_task(3)
    heads = annex.locator("#matrix thead .tally").all_text_contents()
    regions = svctrade.regions()
    assert [*map(int, heads)] == [len(found.in_region(region)) for region in regions]
    row = annex.locator("#matrix tbody tr[data-row]").first
    number = int(row.locator(".number").inner_text())
    covering = [r for r in regions if ALL.numbered(number).in_region(r)]
    assert row.locator(".tally").inner_text() == str(len(covering))
    row.locator("td").nth(1).click()
    assert annex.locator("#why").get_by_text(regions[0].name_en or "").count()
    annex.keyboard.press("Escape")
    annex.locator("#matrix .scroller").focus()
    for key in ("ArrowDown", "ArrowRight", "ArrowDown", "Enter"):
        annex.keyboard.press(key)
    assert annex.locator("#why .number").inner_text() == str(found[1].number)
    assert (regions[1].name_en or "") in annex.locator("#why").inner_text()
    annex.keyboard.press("Escape")


def test_matrix_groups_by_task_and_scrolls(annex: Page) -> None:
    """Rows are made as they are seen; each task has a line."""
    go(annex, "#lang=en&view=matrix")
    seen: set[str] = set()
    groups: set[str] = set()
    for top in range(0, 5000, 400):
        annex.locator("#matrix .scroller").evaluate("(one, top) => one.scrollTop = top", top)
        annex.wait_for_timeout(60)
        seen.update(annex.locator("#matrix .number").all_text_contents())
        groups.update(annex.locator("#matrix .group").all_text_contents())
    assert {*map(int, seen)} == {*ALL.numbers}
    assert len(groups) == len(svctrade.tasks())
