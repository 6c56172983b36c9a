"""Pinyin and places in the search box of the explorer page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

import svctrade

from .pages import go, numbers, python, run
from .test_explorer import reasons_shown

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")
ALL = svctrade.measures()


@pytest.mark.parametrize(
    ("typed", "suggested"),
    [
        ("xm", "试点地区：厦门"),
        ("xiam", "试点地区：厦门"),
        ("sh", "试点地区：上海"),
        ("yiminju", "牵头单位：移民局"),
        ("ymj", "牵头单位：移民局"),
        ("renminyinh", "牵头单位：人民银行"),
        ("思明", "试点地区：厦门（思明区）"),
        ("Nanshan D", "试点地区：深圳（Nanshan District）"),
    ],
)
def test_pinyin_and_places_are_suggested(annex: Page, typed: str, suggested: str) -> None:
    """Initials and pinyin of a name suggest it; so does the beginning of a place inside."""
    go(annex, "#lang=zh")
    annex.locator("#words").fill(typed)
    options = annex.locator("#suggestions li").all_text_contents()
    assert any(option.startswith(suggested) for option in options), options


def test_pinyin_is_suggested_and_not_searched(annex: Page) -> None:
    """Initials find nothing themselves: the answer is that of the library."""
    go(annex, "#lang=zh&words=ymj")
    assert annex.locator("#count").inner_text() == "共 122 项，符合 0 项"
    annex.locator("#empty .near button").first.click()
    assert numbers(annex) == ALL.involving("移民局").numbers


@pytest.mark.parametrize(
    "name", ["思明区", "Nanshan District", "南京市鼓楼区", "新津县", "海沧區", "涪陵区", "江干区"]
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_place_means_its_region(annex: Page, name: str, lang: Literal["en", "zh"]) -> None:
    """A place keeps what the library keeps by that name, for the same reasons."""
    go(annex, f"#lang={lang}&words={name}")
    found = ALL.in_region(name)
    assert numbers(annex) == found.numbers
    assert run(python(annex)).numbers == found.numbers
    number = found.numbers[0]
    go(annex, f"#lang={lang}&words={name}&open={number}")
    expected = found.explain()[0].reasons
    # How a name is written is converted, as for every word.
    steps = [
        [step.as_text(lang) for step in reason.steps if step.kind != "traditional"]
        for reason in expected
    ]
    assert [shown for _, shown in reasons_shown(annex)] == steps


def test_ambiguous_place_is_words_only(annex: Page) -> None:
    """A name of several places finds no region, as in the library."""
    with pytest.raises(svctrade.AmbiguousNameError):
        ALL.in_region("鼓楼区")
    go(annex, "#lang=zh&words=鼓楼区")
    assert annex.locator("#count").inner_text() == "共 122 项，符合 0 项"


def test_chosen_place_becomes_the_filter_of_its_region(annex: Page) -> None:
    """The suggestion of a place is the filter of the region that it lies in."""
    go(annex, "#lang=en")
    annex.locator("#words").fill("Nanshan D")
    annex.locator("#suggestions li").first.click()
    assert annex.locator("#chips").inner_text().endswith("Region: Shenzhen")
    assert numbers(annex) == ALL.in_region("深圳").numbers
