"""The groups of measures by a key: each thing, and the mask of its measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from .._index.bitmask import positions_of
from .._index.build import key_of
from .._index.indexed_edition import IndexedEdition
from .._index.lookup import layer_of
from .._model import Basis, Certainty, Key, Role


def groups_of(key: str, indexed: IndexedEdition, mask: int) -> Iterator[tuple[object, int]]:
    """Yield the groups by *key*, in document order, each with its mask in the edition.

    *mask* is that of the measures that are to be grouped.

    Raises:
        ValueError: *key* is not one to group by, or one of a layer that the edition has not.
    """
    index = indexed.index
    if key not in get_args(Key):
        known = ", ".join(map(repr, get_args(Key)))
        raise ValueError(f"key is {key!r}; expected one of {known}")
    if key == "measure":
        for n in positions_of(mask):
            yield indexed.measures(1 << n)[0], 1 << n
    elif key == "role":
        yield from ((role, index.at("role", role.value)) for role in Role)
    elif key == "region":
        degree = Certainty.COVERED.value
        for region in indexed.edition.regions:
            yield region, index.in_region(region.id, degree)
    elif key == "lead":
        bases = [basis.value for basis in Basis]
        yield from ((body, index.led_by(body.id, bases)) for body in indexed.edition.bodies)
        yield None, index.at("unled")
    elif key == "task":
        yield from ((task, index.at("task", key_of(task))) for task in indexed.edition.tasks)
    elif key == "body":
        yield from ((body, index.at("body", body.id)) for body in indexed.edition.bodies)
    else:
        layer = layer_of(indexed)
        items = (item for item in layer.items if item.scheme == key)
        yield from ((item, index.at(key, item.code)) for item in items)
