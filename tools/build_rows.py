"""Write a bundled edition as two modules of constants in ``svctrade/_bundled/``.

``index_….py`` has what a query needs. ``rows_….py`` has a table for each kind of record and a line
for each record; `svctrade._bundled.loader` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from itertools import groupby
from typing import Any

import attrs

from svctrade import (
    Body,
    Change,
    Edition,
    Event,
    Measure,
    Name,
    Note,
    Outsider,
    Place,
    Publication,
    Region,
    Span,
    Task,
)
from svctrade._index.build import build_index

# Fields that only local plans have, and the place, which the loader counts.
_OF_PLANS: dict[type, tuple[str, ...]] = {
    Task: ("responsibility", "assignments", "order"),
    Note: ("order",),
    Event: ("order",),
    Region: ("order",),
    Body: ("counterpart", "order"),
    Publication: ("dated", "region"),
}
_HEADING = '"""Written by tools/build_data.py from the data: do not edit."""\n'


def rows_module(edition: Edition, bodies: Iterable[Body], regions: Iterable[Region]) -> str:
    """Return the module of the records of *edition*.

    Args:
        edition: the edition.
        bodies: all bodies that the package knows, a host before those it hosts.
        regions: all regions that the package knows.
    """
    layer = edition.layer
    tables: dict[str, Iterable[Any]] = {
        "BODIES": map(_body, bodies),
        "REGIONS": map(_row, regions),
        "OUTSIDERS": _outsiders(edition),
        "TASKS": map(_row, edition.tasks),
        "NOTES": map(_row, edition.notes),
        "EVENTS": map(_row, edition.events),
        "ITEMS": map(_row, layer.items if layer else ()),
        "ERRATA": map(_row, edition.errata),
        "MEASURES": map(_measure, edition.measures),
    }
    constants: dict[str, Any] = {
        "SOURCE": (edition.source.text, edition.source.sha256),
        "PUBLICATION": _row(edition.publication),
        "EDITION_BODIES": tuple(body.id for body in edition.bodies),
        "EDITION_REGIONS": tuple(region.id for region in edition.regions),
        "LAYER": layer and (layer.id, layer.title, layer.source),
        "TRANSLATION": edition.translation and _row(edition.translation),
    }
    lines = [f"{name} = {value!r}\n" for name, value in constants.items()]
    for name, rows in tables.items():
        lines.append(f"{name} = (\n{''.join(f'    {row!r},{chr(10)}' for row in rows)})\n")
    return "".join([_HEADING, *lines])


def index_module(edition: Edition, sha256: str) -> str:
    """Return the module of the index of *edition*: the arguments of `Index` but for the id.

    Args:
        edition: the edition.
        sha256: the checksum of all data files.
    """
    index = build_index(edition)
    names = "".join(f"        {kind!r}: {_dict(forms)},\n" for kind, forms in index.names.items())
    parts = (repr(index.numbers), f"{{\n{names}    }}", _dict(index.hosted), _dict(index.masks))
    lines = "".join(f"    {part},\n" for part in parts)
    return f"{_HEADING}SHA256 = {sha256!r}\nINDEX = (\n{lines})\n"


def _row(record: Any) -> tuple[Any, ...]:
    """Return the fields of a record, of which those inside are rows too."""
    names = (field.name for field in attrs.fields(type(record)))
    plans = _OF_PLANS.get(type(record), ())
    return tuple(_plain(getattr(record, name)) for name in names if name not in plans)


def _plain(value: Any) -> Any:
    if isinstance(value, (Span, Place)):
        return attrs.astuple(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Change):
        return _change(value)
    if isinstance(value, tuple):
        names = [part for part in value if isinstance(part, Name)]
        return tuple(_names(names)) if names else tuple(map(_plain, value))
    return value


def _names(names: list[Name]) -> Iterator[tuple[Any, ...]]:
    """Yield names that have all but their text in common: a row of many is quick to load.

    A traditional form has the simplified one behind it.
    """
    for shared, group in groupby(names, _shared):
        texts = [(name.text, name.simplified) if name.simplified else name.text for name in group]
        yield _trimmed(tuple(texts), *map(_plain, shared))


def _shared(name: Name) -> tuple[Any, ...]:
    return name.kind, name.source, name.confidence, name.first, name.last, name.ambiguous or None


def _body(body: Body) -> tuple[Any, ...]:
    names = (f.name for f in attrs.fields(Body) if f.name not in _OF_PLANS[Body])
    row = dict(zip(names, _row(attrs.evolve(body, host=None)), strict=True))
    return tuple((row | {"host": body.host and body.host.id}).values())


def _change(change: Change) -> tuple[Any, ...]:
    row = dict(
        zip(
            (f.name for f in attrs.fields(Change)),
            _row(attrs.evolve(change, successor=None)),
            strict=True,
        )
    )
    return tuple((row | {"successor": change.successor and _body(change.successor)}).values())


def _outsiders(edition: Edition) -> Iterator[tuple[Any, ...]]:
    """Yield the outsiders, those with the same kind and source together."""
    for shared, outsiders in groupby(edition.outsiders, lambda o: (o.kind, o.source)):
        yield *shared, tuple(map(_outsider, outsiders))


def _outsider(outsider: Outsider) -> tuple[Any, ...]:
    became, days = outsider.became or None, (outsider.first, outsider.last)
    return _trimmed(outsider.hint, outsider.forms, outsider.confidence, became, *map(_plain, days))


def _measure(measure: Measure) -> tuple[Any, ...]:
    lead, coverage, reading = measure.lead, measure.coverage, measure.reading
    return (
        measure.number,
        measure.task.number,
        measure.text,
        measure.responsibility,
        tuple(map(_assignment, measure.assignments)),
        lead and _trimmed(lead.body.id, lead.basis.value, lead.declared),
        _trimmed(
            tuple(region.id for region in coverage.named) or None,
            coverage.everywhere or None,
            coverage.open_ended or None,
            coverage.words and attrs.astuple(coverage.words),
        ),
        tuple(note.number for note in measure.notes),
        tuple(event.number for event in measure.events),
        measure.place and attrs.astuple(measure.place),
        reading and _trimmed(tuple(map(_tag, reading.tags)), reading.concerns, reading.no_topic),
        measure.text_en,
    )


def _assignment(assignment: Any) -> tuple[Any, ...]:
    return _trimmed(
        tuple(role.value for role in assignment.roles),
        tuple(map(_party, assignment.parties)),
        *attrs.astuple(assignment.span),
        assignment.clause,
        assignment.remark,
    )


def _party(party: Any) -> tuple[Any, ...]:
    body, region = party.body and party.body.id, party.region and party.region.id
    return _trimmed(*attrs.astuple(party.span), body, region, party.open_ended or None)


def _tag(tag: Any) -> tuple[Any, ...]:
    item, span = tag.item, attrs.astuple(tag.span)
    return _trimmed(item.scheme, item.code, *span, tag.confidence.value, tag.why)


def _trimmed(*values: Any) -> tuple[Any, ...]:
    """Return *values* without those at the end that are ``None``."""
    kept = len(values)
    while kept and values[kept - 1] is None:
        kept -= 1
    return values[:kept]


def _dict(value: Mapping[Any, Any]) -> str:
    """Return a dictionary of constants as two tuples: a module loads these in half the time."""
    return f"dict(zip({tuple(value)!r}, {tuple(value.values())!r}))"
