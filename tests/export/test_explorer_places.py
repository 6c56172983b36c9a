"""Places and pinyin in the explorer page: what the library says of them, and no more."""

from __future__ import annotations

import json
from typing import Any

import pytest

import svctrade
from svctrade import MeasureSet
from svctrade._export.explorer.places import place_names, readings_of
from svctrade._export.explorer.tiles import tile_places
from svctrade._names.places import places
from svctrade.exceptions import SvctradeError

from .test_explorer import content_of

ALL = svctrade.measures()
EDITION = svctrade.edition()


def filled(steps: list[Any], names: list[str | None], templates: list[dict[str, str]]) -> list[str]:
    """Return the steps that a page makes of templates, in both languages."""
    others = [other for other in steps if isinstance(other, str)]
    signs = {chr(n): name for n, name in enumerate(names, 1)}
    signs |= {chr(n): other for n, other in enumerate(others, 16)}
    return [
        "".join(signs.get(c) or c for c in templates[at][lang])
        for at in steps
        if isinstance(at, int)
        for lang in ("en", "zh")
    ]


def test_every_place_has_the_answer_and_the_steps_of_the_library() -> None:
    """Each name in the page selects its region in the library, for the same steps."""
    content: dict[str, Any] = json.loads(json.dumps(place_names(ALL), ensure_ascii=False))
    seen: set[str] = set()
    for name, position, within, *forms in content["places"]:
        region = EDITION.regions[int(position)]
        expected = ALL.in_region(region).numbers
        for form, steps in zip(forms[::2], forms[1::2], strict=True):
            typed = form or name
            found = ALL.in_region(typed)
            assert found.numbers == expected, typed
            said = [
                step.as_text(lang)
                for step in found[:1].explain()[0].reasons[0].steps
                if step.kind in ("place", "district")
                for lang in ("en", "zh")
            ]
            holder = str(within) if within else region.official_name
            names: list[str | None] = [typed, name, holder, region.name, region.name_en]
            assert filled(steps, names, content["steps"]) == said, typed
            seen.add(typed)
    assert len(seen) > 750


def is_accepted(name: str) -> bool:
    """Whether the library knows a region by a name."""
    try:
        ALL.in_region(name)
    except SvctradeError:
        return False
    return True


def test_places_that_the_library_refuses_are_not_in_the_page() -> None:
    """A name that several places share is in the page behind its city only."""
    names = {
        form or name for name, _, _, *forms in place_names(ALL)["places"] for form in forms[::2]
    }
    inside = [place.name for place in places() if place.region]
    assert {name for name in inside if is_accepted(name)} == names.intersection(inside)
    assert "鼓楼区" not in names
    assert "南京市鼓楼区" in names


def test_page_of_an_edition_without_these_regions_has_no_places() -> None:
    """Places are those in the regions of the edition."""
    rows = [{"举措": "推进试点。", "责任单位": "商务部、某某新区负责推进"}]
    edition = svctrade.read_table(rows, strict=False)
    content = content_of(svctrade.measures(edition))
    assert content["places"] == {"places": [], "steps": []}
    assert content["tiles"] is None
    assert tile_places(svctrade.read_table([{"举措": "推进试点。", "责任单位": "商务部"}])) is None


@pytest.mark.parametrize("found", [ALL, ALL[:0]], ids=["all", "none"])
def test_places_need_little_room(found: MeasureSet) -> None:
    """Places take at most 40 KB of the page."""
    text = json.dumps(place_names(found), ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode("utf-8")) <= 40_000


def test_every_region_and_body_has_its_pinyin() -> None:
    """Each Chinese name of the edition can be read, a syllable for each character."""
    for thing in (*EDITION.regions, *EDITION.bodies):
        if thing.name.isascii() or "（" in thing.name:
            continue
        (reading,) = readings_of([thing.name])
        assert len(reading.split()) == len(thing.name)
        assert reading.replace(" ", "").isascii()
    assert readings_of(["重庆", "人民银行"]) == ["chong qing", "ren min yin hang"]


def test_every_tile_has_a_place_of_its_own() -> None:
    """No two regions of the tile map are in one place."""
    tiles = tile_places(EDITION)
    assert tiles
    assert len({*tiles}) == len(tiles) == 28
