"""The region of an edition that a place lies in, for names that its directory does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from ..exceptions import AmbiguousNameError, NotInEditionError
from .normalize import simplify
from .suggest import closest_matches

if TYPE_CHECKING:
    from .places import LocalPlace

_MOST_SHOWN = 4
_RANK = "district"


class PilotRegion(Protocol):
    """What is asked of a region of an edition."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def name(self) -> str:
        """Its printed name."""
        ...

    @property
    def official_name(self) -> str | None:
        """Its name in full."""
        ...

    @property
    def province(self) -> str | None:
        """The province that it is or lies in."""
        ...

    @property
    def districts(self) -> tuple[str, ...]:
        """The districts that make up the pilot, where it is not the whole region."""
        ...


class PlaceResolver:
    """Finds the region of an edition that a place lies in."""

    def __init__(self, edition: str, regions: Iterable[PilotRegion]) -> None:
        self._edition = edition
        self._regions = {region.id: region for region in regions}

    def find(self, name: str) -> str | None:
        """Return the id of the region that the place called *name* lies in; ``None`` without one.

        Raises:
            NotInEditionError: the place lies in no region of the edition.
            AmbiguousNameError: several places are called so, and not all lie in one region.
        """
        from .places import places

        match = places().find(name)
        if match is None:
            return None
        inside = [p for p in match.places if p.region in self._regions]
        if not inside:
            raise NotInEditionError("region", name, self._edition, self._hint(match.places))
        if match.ambiguous:
            candidates = tuple(place.full_name for place in match.places)
            raise AmbiguousNameError("region", name, candidates)
        return inside[0].region

    def _hint(self, found: tuple[LocalPlace, ...]) -> str:
        """Return where a place outside is, and which regions are near."""
        place = found[0]
        if len(found) > 1:
            several = "、".join(p.full_name for p in found[:_MOST_SHOWN])
            return f"it is in no pilot region; several places are called so: {several}"
        above = dict.fromkeys((place.within, place.province))
        where = f"it is in {', '.join(above)}"
        if place.region:
            return f"{where}, which the edition does not name"
        for region in self._regions.values():
            if region.districts and region.official_name == place.within:
                return (
                    f"it is in {region.name} and outside the pilot there, "
                    f"which is {len(region.districts)} districts"
                )
        where += ", and no pilot region"
        partly = self._regions.get(place.partly or "")
        if partly:
            city = place.name if place.is_city else place.within
            return f"{where}; {partly.name}, which lies partly in {city}, is one"
        near = [r.name for r in self._regions.values() if r.province == place.province]
        return f"{where}; in {place.province} lie {'、'.join(near)}" if near else where

    def closest_matches(
        self, key: str, own: Mapping[str, str], others: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return the names, those of places too, that are closest to a normalized name.

        Of places outside only cities take part: what is mistyped is rarely a far county. Of a name
        in English with its rank the rest is compared, with the districts inside.
        """
        from .places import fold_latin, places

        inside = [p for p in places() if p.region in self._regions]
        if key.isascii() and key.endswith(_RANK):
            stems = {
                fold_latin(p.name_en).removesuffix(_RANK): p.name_en
                for p in inside
                if p.name_en and p.name_en.endswith("District")
            }
            stem = key.removesuffix(_RANK)
            return (own[stem],) if stem in own else closest_matches(stem, stems, {})
        known = {
            simplify(p.name): p.name_en if key.isascii() and p.name_en else p.name for p in inside
        }
        cities = {
            form: name
            for form, name in places().outside_cities.items()
            if form.isascii() is key.isascii()
        }
        return closest_matches(key, own, others, places=known, cities=cities)
