"""Names of districts, counties and cities in the regions of an edition, and how names are read.

The library says here which name leads to which region, and why; the page only looks them up.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from ..._io import decoded
from ..._model import Language, Region
from ..._names.places import LocalPlace, places
from ...exceptions import SvctradeError
from .measures import FilteredMeasures, Step

# In a template the name that is searched has the number 1, the place 2, what it lies in 3, its
# region 4 and in English 5. From 16 on: what the place became and when, and what its namesakes lie
# in.
_FIRST_OTHER = 16
_KINDS = ("place", "district")
_LANGUAGES: tuple[Language, ...] = ("en", "zh")


def place_names(measures: FilteredMeasures) -> dict[str, Any]:
    """Return the places by which a region is found, and the steps that explain it.

    Returns:
        ``places``, each with its name, the position of its region in the edition, what it lies in,
        and the names that select the region: pairs of a name (0 for that of the place) and the
        positions of its steps, with what their templates lack. ``steps`` are templates, because
        most are alike.
    """
    edition = measures.edition
    positions = {region.id: n for n, region in enumerate(edition.regions)}
    expected = [measures.in_region(region).numbers for region in edition.regions]
    steps = _Steps(edition.regions)
    found: list[list[Any]] = []
    for place in places():
        if place.region not in positions:
            continue
        position = positions[place.region]
        names: list[Any] = []
        for form in (place.name, place.full_name, place.name_en):
            # The longer name is for what has the shorter one in common with others.
            if form and not (names and form == place.full_name):
                kept = _kept(measures, form)
                if kept is not None and kept.numbers == expected[position]:
                    names += [0 if form == place.name else form, steps.of(kept, form, place)]
        region = edition.regions[position]
        within = 0 if place.within == region.official_name else place.within
        found.append([place.name, position, within, *names])
    return {"places": found, "steps": steps.all}


def _kept(measures: FilteredMeasures, form: str) -> FilteredMeasures | None:
    """Return what a name selects; ``None`` where it selects no region of the edition."""
    try:
        return measures.in_region(form)
    except SvctradeError:
        return None


class _Steps:
    """The steps from names of places to their regions, each text once."""

    def __init__(self, regions: Sequence[Region]) -> None:
        self._regions = {region.id: region for region in regions}
        self.all: list[dict[str, str]] = []
        self._positions: dict[tuple[str, ...], int] = {}
        self._known: dict[tuple[Any, ...], list[int]] = {}

    def of(self, found: FilteredMeasures, form: str, place: LocalPlace) -> list[int | str]:
        """Return the positions of the steps from *form*, and what their templates lack.

        Like places have like steps, which are explained once.
        """
        match = places().find(form)
        rivals = [rival.within for rival in match.rivals] if match else []
        now = place.now.split(" and ") if place.now else []
        others = [*now, *filter(None, [place.dated]), *rivals]
        region = self._regions[str(place.region)]
        key = (
            *(form == place.name, form == place.full_name, place.region, place.level),
            *(place.within == region.name, len(now), place.dated is None, place.source),
            len(rivals),
        )
        if key not in self._known:
            names = [form, place.name, place.within, region.name, region.name_en]
            numbered = {chr(n): name for n, name in enumerate(names, 1) if name}
            numbered |= {chr(n): name for n, name in enumerate(others, _FIRST_OTHER)}
            self._known[key] = [self._add(step, numbered) for step in _steps_of(found)]
        return [*self._known[key], *others]

    def _add(self, step: Step, names: dict[str, str]) -> int:
        texts: list[str] = []
        for lang in _LANGUAGES:
            text = step.as_text(lang)
            for sign, name in names.items():
                text = text.replace(name, sign)
            texts.append(text)
        if tuple(texts) not in self._positions:
            self._positions[tuple(texts)] = len(self.all)
            self.all.append(dict(zip(_LANGUAGES, texts, strict=True)))
        return self._positions[tuple(texts)]


def _steps_of(found: FilteredMeasures) -> list[Step]:
    """Return what the library says of the name of the place, for the first measure found."""
    reasons = [each.reasons[0] for each in found[:1].explain()]
    return [step for reason in reasons for step in reason.steps if step.kind in _KINDS]


def readings_of(names: Iterator[str] | Sequence[str]) -> list[str]:
    """Return how names of bodies and regions are read in pinyin, where that is known.

    >>> readings_of(["移民局", "NIA"])
    ['yi min ju']
    """
    known: dict[str, str] = decoded("names/readings.json", json.loads)
    return [*dict.fromkeys(known[name] for name in names if name in known)]
