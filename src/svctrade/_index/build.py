"""Build the index of an edition from its records."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import attrgetter, is_
from typing import Any

from .._model import SCHEMES, Body, Confidence, Edition, Item, Measure, Region, Task, tags_of
from .._model.english import term_in_english
from .._names import Directory, normalize_name
from .._names.place_resolver import PlaceResolver
from .bitmask import mask_of
from .index import Index, MaskKey

# Longer names are found in the directory: all of them would double what a count loads.
_LONGEST_QUICK = 24

KINDS = ("body", "region", "task", *SCHEMES)


def build_directory(edition: Edition, kind: str) -> Directory[Any]:
    """Return the directory of one kind of thing, empty for topic tags without a layer."""
    id_, excluded = edition.id, edition.outsiders
    if kind == "body":
        return Directory(kind, Body, edition.bodies, id_, numbers=False, excluded=excluded)
    if kind == "region":
        # A GB/T 2260 code may be given as a number.
        groups = [region.group for region in edition.regions if region.group]
        english = [term_in_english(group) or "" for group in groups]
        return Directory(
            kind,
            Region,
            edition.regions,
            id_,
            numbers=True,
            excluded=excluded,
            groups=(*groups, *english),
            resolver=PlaceResolver(id_, edition.regions),
        )
    if kind == "task":
        return Directory(kind, Task, edition.tasks, id_, numbers=True, alike=True)
    layer = edition.layer.items if edition.layer else ()
    items = [item for item in layer if item.scheme == kind]
    return Directory(kind, Item, items, id_, numbers=True, alike=True)


def check_names(edition: Edition) -> None:
    """Check that every name in an edition names one thing.

    Raises:
        ValueError: two things share a name, and are not known to share it.
    """
    for kind in KINDS:
        build_directory(edition, kind)


def key_of(thing: Body | Region | Task | Item) -> str:
    """Return the part of a key that names a thing."""
    if isinstance(thing, Task):
        return str(thing.number)
    return thing.code if isinstance(thing, Item) else thing.id


def hosted_by(edition: Edition, body: Body) -> tuple[Body, ...]:
    """Return *body* and the bodies that it hosts."""
    # Most have no host, and need no comparison.
    hosted = (b for b in edition.bodies if b.host is not None and b.host == body)
    return (body, *hosted)


def _statement_keys(measure: Measure) -> Iterator[MaskKey]:
    """Yield the keys that a measure has by its statement."""
    if measure.lead is None:
        yield ("unled",)
    else:
        yield "lead", measure.lead.body.id, measure.lead.basis.value
    for assignment in (*measure.assignments, *measure.inherited):
        roles = [role.value for role in assignment.roles]
        for role in roles:
            yield "role", role
        for body in assignment.bodies:
            yield "body", body.id
            for role in roles:
                yield "body", body.id, role
    coverage = measure.coverage
    for region in coverage.named:
        yield "named", region.id
    if coverage.everywhere:
        yield ("everywhere",)
    if coverage.open_ended:
        yield ("open_ended",)
    if coverage.national:
        yield ("national",)


def _own_keys(measure: Measure) -> Iterator[MaskKey]:
    """Yield the keys that a measure has by its notes and topic tags."""
    for framework in measure.frameworks:
        yield "framework", framework
    for scheme in SCHEMES:
        for tag in tags_of(measure, scheme):
            yield scheme, tag.item.code
            if tag.confidence is Confidence.CLEAR:
                yield scheme, tag.item.code, "clear"


def _places(edition: Edition) -> dict[MaskKey, array[int]]:
    """Return the positions of the measures that have each key."""
    measures = edition.measures
    places: dict[MaskKey, array[int]] = {}
    for number, positions in _grouped(map(attrgetter("task.number"), measures)).items():
        places["task", str(number)] = array("I", positions)
    for positions in _sharing(measures):
        shared = array("I", positions)
        for key in dict.fromkeys(_statement_keys(measures[positions[0]])):
            places.setdefault(key, array("I")).extend(shared)
    if edition.notes or edition.layer is not None:
        for n, measure in enumerate(measures):
            for key in _own_keys(measure):
                places.setdefault(key, array("I")).append(n)
    return places


def _sharing(measures: Sequence[Measure]) -> Iterator[list[int]]:
    """Yield the positions of measures that share the records of their statement.

    In a large edition many do, and what their keys are is found out once.
    """
    for positions in _grouped(map(id, map(attrgetter("assignments"), measures))).values():
        sharing = [measures[n] for n in positions]
        first = sharing[0]
        if all(
            all(map(is_, map(attrgetter(name), sharing), repeat(getattr(first, name))))
            for name in ("lead", "coverage", "inherited")
        ):
            yield positions
        else:
            yield from ([n] for n in positions)


def _grouped(keys: Iterable[int]) -> dict[int, list[int]]:
    """Return the positions of each key."""
    found: dict[int, list[int]] = defaultdict(list)
    for n, key in enumerate(keys):
        found[key].append(n)
    return found


def _mask(positions: array[int], size: int) -> int | array[int]:
    """Return a mask, or the positions that are set in it where those take less memory."""
    octets = positions.itemsize * len(positions)
    return array("I", positions) if octets < size // 8 else mask_of(positions, size)


def build_index(edition: Edition) -> Index:
    """Return the index of *edition*.

    Raises:
        ValueError: two things share a name, and are not known to share it.
    """
    directories = {kind: build_directory(edition, kind) for kind in KINDS}
    names = {
        kind: {form: key_of(thing) for form, thing in directory.plain_forms(_LONGEST_QUICK)}
        for kind, directory in directories.items()
    }
    names["framework"] = {}
    for framework in edition.frameworks:
        known = names["framework"].setdefault(normalize_name(framework), framework)
        names["framework"][framework] = known
    offices: dict[Body, list[str]] = defaultdict(list)
    for body in edition.bodies:
        if body.host is not None:
            offices[body.host].append(body.id)
    hosted = {body.id: (body.id, *offices.get(body, ())) for body in edition.bodies}
    numbers: Sequence[int] = [measure.number for measure in edition.measures]
    first = numbers[0] if numbers else 1
    if numbers == [*range(first, first + len(numbers))]:
        numbers = range(first, first + len(numbers))
    places = _places(edition)
    masks = {key: _mask(places.pop(key), len(numbers)) for key in [*places]}
    index = Index(edition.id, numbers, names, hosted, masks)
    index.directories.update(directories)
    return index
