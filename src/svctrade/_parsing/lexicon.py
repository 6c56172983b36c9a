"""Lexicons: what the names in a document mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from .._model import Body, Name, NameKind, Outsider, Region
from .._names import normalize_name
from .grammar import make_unknown

# Codes, translations and districts are what people type; a successor's name in a document means
# the successor.
_PRINTABLE = (NameKind.PRINTED, NameKind.OFFICIAL, NameKind.NAME_PLATE, NameKind.EVERYDAY)

_OF_OTHERS = (NameKind.SUCCESSOR, NameKind.DISTRICT)

_Thing = Body | Region
T = TypeVar("T", Body, Region)


class Lexicon:
    """The bodies and regions that a document may name, and the unknown ones found in it."""

    def __init__(self, bodies: Iterable[Body], regions: Iterable[Region]) -> None:
        self.bodies = tuple(bodies)
        self.regions = self.pilot = tuple(regions)
        self._known: dict[str, _Thing] = {}
        self._unknown: dict[tuple[str, type[_Thing]], _Thing] = {}
        for later in (later for body in self.bodies for later in _successors(body)):
            self._enter(later)
        for body in self.bodies:
            self._enter(body)
        for region in self.regions:
            self._enter(region)

    def _enter(self, thing: _Thing) -> None:
        self._known[normalize_name(thing.name)] = thing
        for name in thing.names:
            if name.kind in _PRINTABLE and not name.ambiguous:
                self._known[normalize_name(name.text)] = thing

    def look_up(self, text: str) -> _Thing | None:
        """Return what is known by a printed name."""
        return self._known.get(normalize_name(text))

    def find_id(self, id_: str) -> _Thing | None:
        """Return the body or region with an id."""
        things: tuple[_Thing, ...] = (*self.bodies, *self.regions)
        return next((thing for thing in things if thing.id == id_), None)

    def make_unknown(self, name: str, kind: type[_Thing]) -> _Thing:
        """Return the unknown body or region of a name, the same one each time."""
        key = normalize_name(name), kind
        if key not in self._unknown:
            self._unknown[key] = make_unknown(name, kind)
        return self._unknown[key]

    def extended_with(
        self, bodies: tuple[Body, ...] = (), regions: tuple[Region, ...] = ()
    ) -> Lexicon:
        """Return a lexicon of the same names and some more, for another document."""
        new = Lexicon(bodies, regions)
        new._known = {**self._known, **new._known}  # its own kind
        new.pilot = self.pilot
        new.bodies, new.regions = (*self.bodies, *bodies), (*self.regions, *regions)
        return new


def _successors(body: Body) -> Iterator[Body]:
    for change in body.history:
        if change.successor is not None:
            yield from _successors(change.successor)
            yield change.successor


def disambiguate(things: tuple[T, ...]) -> dict[T, T]:
    """Return each of *things* with those names only that are its own among them.

    The name of a successor, or of a district, means the one that bears it itself; what it shares
    with somebody who is not there, it shares no longer.
    """
    forms = {normalize_name(name.text) for thing in things for name in thing.names}
    bearers: dict[str, list[T]] = {}
    for thing in things:
        others = {normalize_name(n.text) for n in thing.names if n.kind in _OF_OTHERS}
        own = {normalize_name(n.text) for n in thing.names} - others
        for form in (own | {normalize_name(thing.name)}) & forms:
            bearers.setdefault(form, []).append(thing)
    settled: dict[T, T] = {}
    for thing in things:
        names: list[Name] = []
        for name in thing.names:
            there = bearers.get(normalize_name(name.text), [thing])
            if thing in there:
                shared = name.ambiguous and len(there) > 1
                names.append(attrs.evolve(name, ambiguous=shared))
        kept = tuple(names)
        settled[thing] = thing if kept == thing.names else attrs.evolve(thing, names=kept)
    return settled


def list_outsiders(
    lexicon: Lexicon, bodies: Iterable[Body], regions: Iterable[Region]
) -> tuple[Outsider, ...]:
    """Return the known bodies and regions that are not among those of a document."""
    found: list[Outsider] = []
    for kind, known, named in (
        ("body", lexicon.bodies, tuple(bodies)),
        ("region", lexicon.regions, tuple(regions)),
    ):
        things: tuple[_Thing, ...] = known
        here = {thing.id for thing in named}
        ours = {normalize_name(form) for thing in things for form in thing.name_variants}
        taken = ours.intersection(
            normalize_name(form) for thing in named for form in thing.name_variants
        )
        for thing in things:
            shared = {*map(normalize_name, thing.shared_variants)} | taken
            forms = tuple(f for f in thing.name_variants if normalize_name(f) not in shared)
            if thing.id not in here and forms:
                hint = f"the document does not name this {kind}"
                found.append(Outsider(kind, thing.name, forms, hint))
                taken.update(map(normalize_name, forms))
    return tuple(found)
