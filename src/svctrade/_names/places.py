"""Places: districts, counties and cities, and the pilot region that each lies in.

``data/names/places.json`` is read when a name is not in the directory: most programs never need it.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

import attrs

from .._io import decoded
from .normalize import normalize_name, simplify

FILE = "names/places.json"

# No name of a place is longer, with everything that can precede it.
_LONGEST = 100
_SHORTEST_CHINESE, _SHORTEST_LATIN = 2, 3
_MOST_HEADS = 4
_COUNTRY = "china"
_CHINESE = re.compile("[\u4e00-\u9fff]")


@attrs.frozen
class LocalPlace:
    """A district, county or city.

    *within* is the city or province above it, *region* the id of the pilot region that it lies in,
    and *partly* that of one that only a part of it, or of its city, belongs to. *now* names what it
    became, *dated* says when. Without a *source* of its own it has that of the file.
    """

    name: str
    within: str
    province: str
    level: str | None = None
    short: str | None = None
    name_en: str | None = None
    code: str | None = None
    region: str | None = None
    partly: str | None = None
    now: str | None = None
    first: str | None = None
    last: str | None = None
    dated: str | None = None
    source: str | None = None
    confidence: str | None = None
    is_city: bool = False

    @property
    def full_name(self) -> str:
        """Its name behind that of what is above it, which no other place has."""
        return self.within + self.name


@attrs.frozen
class OutsideCity:
    """A city of no pilot region, and the lines of the places below it.

    A line is a code, a name and a short form: ``340822 怀宁县``, with ``-`` for no short form. A
    line without one means the name without its last character. Without *code* and *short* the city
    itself is none: 香港特别行政区.
    """

    name: str
    province: str
    short: str | None = None
    code: str | None = None
    partly: str | None = None
    places: tuple[str, ...] = ()

    def all_places(self) -> Iterator[LocalPlace]:
        """Yield the city and the places below it."""
        if self.code or self.short:
            place = _outside(self, self.code, self.name, self.short)
            yield attrs.evolve(place, within=self.province, is_city=True)
        for line in self.places:
            yield _outside(self, *_parts_of(line))


def _outside(city: OutsideCity, code: str | None, name: str, short: str | None) -> LocalPlace:
    above = city.name, city.province
    return LocalPlace(name, *above, short=short, code=code, partly=city.partly)


def _parts_of(line: str) -> tuple[str | None, str, str | None]:
    """Return the code, the name and the short form that a line gives.

    >>> _parts_of("340822 怀宁县"), _parts_of("东区 -")
    (('340822', '怀宁县', '怀宁'), (None, '东区', None))
    """
    parts = line.split()
    code = parts.pop(0) if parts[0].isdecimal() else None
    name, *shorts = parts
    short = shorts[0] if shorts else name[:-1]
    return code, name, None if short == "-" else short


@attrs.frozen
class PlacesFile:
    """What ``names/places.json`` has.

    *places* are those inside the pilot regions. *heads* gives, for each form that can precede
    the name of a place, what that place then lies in: the name of a city or province, or the id of
    a region. *english* gives the codes, or full names, of the places with a Latin form.
    *ambiguous_forms* are the forms by which no single region can be meant.
    """

    source: str
    places: tuple[LocalPlace, ...]
    elsewhere: tuple[OutsideCity, ...]
    heads: Mapping[str, tuple[str, ...]]
    english: Mapping[str, tuple[str, ...]]
    ambiguous_forms: tuple[str, ...]


@attrs.frozen
class PlaceMatch:
    """The *places* with a name; *ambiguous* says that none of them alone is meant."""

    places: tuple[LocalPlace, ...]
    ambiguous: bool

    @property
    def place(self) -> LocalPlace:
        """The one that is meant where the name is not ambiguous: one in a region, if any is."""
        return next((place for place in self.places if place.region), self.places[0])

    @property
    def rivals(self) -> tuple[LocalPlace, ...]:
        """The other places with the name, where one in a region is meant."""
        return tuple(p for p in self.places if not p.region and self.place.region)


class Places:
    """All places, found by name, short form, code, and behind what they lie in."""

    def __init__(self, file: PlacesFile) -> None:
        self.source = file.source
        self._heads, self._english = file.heads, file.english
        self._ambiguous_forms = frozenset(file.ambiguous_forms)
        self._all: list[LocalPlace] = []
        self._by_key: dict[str, LocalPlace] = {}
        self._by_form: dict[str, list[LocalPlace]] = defaultdict(list)
        for place in file.places:
            self._add(place)
        for city in file.elsewhere:
            for place in city.all_places():
                self._add(place)

    def _add(self, place: LocalPlace) -> None:
        self._all.append(place)
        self._by_key[place.full_name] = place
        if place.code:
            self._by_key[place.code] = place
        for form in filter(None, (place.name, place.short)):
            self._by_form[simplify(form)].append(place)

    def __iter__(self) -> Iterator[LocalPlace]:
        return iter(self._all)

    @cached_property
    def outside_cities(self) -> dict[str, str]:
        """The names of the cities outside, in Chinese and in English, by their forms."""
        cities = [place for place in self if place.is_city]
        latin = {
            form: form.title()
            for form, keys in self._english.items()
            for place in [self._by_key[keys[0]]]
            if place.is_city
        }
        return latin | {simplify(city.name): city.name for city in cities}

    def has(self, name: str) -> bool:
        """Whether *name* is that of a place: a province, a city, or a place in one.

        >>> places().has("福建"), places().has("厦门"), places().has("电子")
        (True, True, False)
        """
        return normalize_name(name) in self._heads or self.find(name) is not None

    def find(self, name: str) -> PlaceMatch | None:
        """Return the places that *name* can mean, or ``None``.

        >>> places().find("深圳市南山区").place.region, places().find("鼓楼区").ambiguous
        ('shenzhen', True)
        """
        if len(name) > _LONGEST:
            return None
        key = normalize_name(name)
        if key.isdecimal():
            found = self._by_key.get(key)
            return PlaceMatch((found,), ambiguous=False) if found else None
        if _CHINESE.search(key):
            return self._find_chinese(key, ())
        return self._find_latin(fold_latin(key), ())

    def _find_chinese(self, key: str, heads: tuple[str, ...]) -> PlaceMatch | None:
        """Find *key* behind *heads*; where it is no name, it may begin with one more head."""
        found = self._lying_in(heads, self._by_form.get(key, ()))
        if found:
            return self._match(found, key, heads)
        for size in range(len(key) - 1, _SHORTEST_CHINESE - 1, -1):
            head, rest = key[:size], key[size:]
            if self._is_new_head(head, heads):
                match = self._find_chinese(rest, (*heads, head))
                if match:
                    return match
        return None

    def _find_latin(self, key: str, heads: tuple[str, ...]) -> PlaceMatch | None:
        """Find *key* among *heads*, which precede or follow it."""
        key = key.strip(",，")
        bearers = [self._by_key[place] for place in self._english.get(key, ())]
        found = self._lying_in(heads, bearers)
        if found:
            return self._match(found, key, heads)
        for size in range(len(key) - 1, _SHORTEST_LATIN - 1, -1):
            for head, rest in ((key[:size], key[size:]), (key[-size:], key[:-size])):
                if self._is_new_head(head.strip(","), heads):
                    match = self._find_latin(rest, (*heads, head.strip(",")))
                    if match:
                        return match
        if key.endswith(_COUNTRY) and key != _COUNTRY:
            return self._find_latin(key.removesuffix(_COUNTRY), heads)
        return None

    def _is_new_head(self, head: str, heads: tuple[str, ...]) -> bool:
        return head in self._heads and head not in heads and len(heads) < _MOST_HEADS

    def _lying_in(self, heads: tuple[str, ...], places: Iterable[LocalPlace]) -> list[LocalPlace]:
        """Return those of *places* that lie in all that *heads* name."""
        return [
            place
            for place in places
            if all(
                {place.within, place.province, place.region, place.name}.intersection(
                    self._heads[head]
                )
                for head in heads
            )
        ]

    def _match(self, found: Iterable[LocalPlace], form: str, heads: tuple[str, ...]) -> PlaceMatch:
        regions = {place.region for place in found if place.region}
        ambiguous_forms = not heads and form in self._ambiguous_forms
        return PlaceMatch(tuple(found), ambiguous_forms or len(regions) > 1)


def fold_latin(text: str) -> str:
    """Return a Latin name as places are compared: without tones, marks and apostrophes.

    >>> fold_latin("Xī'ān"), fold_latin("Lüshunkou District")
    ('xian', 'lushunkoudistrict')
    """
    letters = unicodedata.normalize("NFD", normalize_name(text))
    return "".join(c for c in letters if not unicodedata.combining(c)).replace("'", "")


@cache
def places() -> Places:
    """Return the places of the package, read on first use.

    Raises:
        DataError: their file is missing or damaged.
    """
    return decoded(FILE, _places_from)


def _places_from(text: str) -> Places:
    raw: dict[str, Any] = json.loads(text)
    raw["places"] = tuple(LocalPlace(**place) for place in raw["places"])
    raw["elsewhere"] = tuple(OutsideCity(**city) for city in raw["elsewhere"])
    return Places(PlacesFile(**raw))
