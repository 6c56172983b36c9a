"""The places inside the pilot regions, and those outside, as the facts give them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

import build_names
import build_places
import svctrade

REGIONS = svctrade.regions()
TABLE = json.loads(build_places.places(REGIONS))
PLACES = TABLE["places"]


def region_of(name: str) -> set[str]:
    return {place["region"] for place in PLACES if place["name"] == name}


def outside(name: str) -> set[str]:
    return {
        city["name"]
        for city in TABLE["elsewhere"]
        for line in city.get("places", ())
        if name in line.split()
    }


def test_every_pilot_region_with_places_of_its_own_has_them() -> None:
    """Only 贵安 has none: no county lies wholly in it."""
    assert {r.id for r in REGIONS} - {place["region"] for place in PLACES} == {"guian"}


@pytest.mark.parametrize(
    ("region", "count"),
    [("beijing", 16), ("tianjin", 16), ("shanghai", 16), ("chongqing", 21), ("shenzhen", 9)],
)
def test_there_are_as_many_districts_as_the_standard_has(region: str, count: int) -> None:
    """Those that have a code and were not abolished before the annex."""
    found = [p for p in PLACES if p["region"] == region and "code" in p and "now" not in p]
    assert len(found) == count


def test_a_code_is_that_of_its_region() -> None:
    """The code of a place begins as that of its region, or of the city it is in."""
    codes = {region.id: region.code for region in REGIONS}
    for place in PLACES:
        code = codes[place["region"]]
        if code and "code" in place and "now" not in place:
            size = 2 if code.endswith("0000") else 4
            assert place["code"][:size] == code[:size], place
    assert all(n == 1 for n in Counter(p["code"] for p in PLACES if "code" in p).values())


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("南山区", {"shenzhen"}),
        ("海口市", {"hainan"}),
        ("三亚市", {"hainan"}),
        ("容城县", {"xiongan"}),
        ("雄县", {"xiongan"}),
        ("临平区", {"hangzhou"}),
        ("白云区", {"guangzhou", "guiyang"}),
        ("长安区", {"shijiazhuang", "xian"}),
        ("龙华区", {"shenzhen", "hainan"}),
        ("清苑区", set()),
        ("平坝区", set()),
        ("秦都区", set()),
    ],
)
def test_a_place_is_in_its_region(name: str, region: set[str]) -> None:
    """A place is listed under each region that has one of that name, and only under those."""
    assert region_of(name) == region


def test_names_that_several_may_mean_are_ambiguous_forms() -> None:
    """Those of several regions, and those that a city of the same rank has too."""
    ambiguous = {*TABLE["ambiguous_forms"]}
    assert {"鼓楼区", "和平区", "中山区", "白云区", "朝阳区", "guloudistrict", "南山"} <= ambiguous
    assert not {"南山区", "天河区", "海沧区", "滨江区", "nanshandistrict"} & ambiguous
    assert outside("鼓楼区") == {"福州市", "徐州市", "开封市"}


def test_a_short_form_is_no_other_word() -> None:
    """平房 is a bungalow, 东方 the east: only with its rank is each a place."""
    short = {place.get("short") for place in PLACES}
    assert {"南山", "浦东", "石林"} <= short
    assert not {"平房", "东方", "光明", "方正"} & short


def test_former_names_say_what_they_are_now() -> None:
    """People still write 即墨市; of each former name it is known what it became."""
    former = {place["name"]: place["now"] for place in PLACES if "now" in place}
    assert former["即墨市"] == "即墨区"
    assert former["下城区"] == "拱墅区"
    assert all(place.get("last") or place["dated"] for place in PLACES if "now" in place)


def test_english_names_are_read_as_they_are_spoken() -> None:
    """Characters of several readings have the one of the name."""
    english = {place["name"]: place.get("name_en") for place in PLACES}
    assert english["闵行区"] == "Minhang District"
    assert english["长宁区"] == "Changning District"
    assert english["旅顺口区"] == "Lüshunkou District"
    assert english["浦东新区"] == "Pudong New Area"
    assert english["雄县"] == "Xiong County"
    assert english["琼中黎族苗族自治县"] == "Qiongzhong Li and Miao Autonomous County"
    assert TABLE["english"]["haidiandistrict"] == ["110108"]


def test_each_place_stands_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of one name in one city stop the build."""
    twice = build_places.inside(REGIONS)[:1] * 2
    monkeypatch.setattr(build_places, "inside", lambda _: twice)
    with pytest.raises(ValueError, match="places of one name: 北京市东城区"):
        build_places.places(REGIONS)


def test_a_place_of_no_region_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row that names a region that there is none of is a slip of the table."""
    real = build_names.rows

    def rows(path: Path) -> list[build_names.Row]:
        return [r | {"region": "shenzen"} if "region" in r else r for r in real(path)]

    monkeypatch.setattr(build_places, "rows", rows)
    with pytest.raises(ValueError, match="speaks of shenzen, and"):
        build_places.inside(REGIONS)
