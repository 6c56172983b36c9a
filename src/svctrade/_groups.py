"""The groups of measures by a key: each thing, and the mask of the measures that bear it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from ._index import Home, positions_of
from ._indexing import directory_of, key_of
from ._vocabulary import Basis, Certainty, Key, Role


def groups_of(key: str, home: Home, mask: int) -> Iterator[tuple[object, int]]:
    """Yield the groups by *key*, in document order, each with its mask in the edition.

    *mask* is that of the measures that are to be grouped.

    Raises:
        ValueError: *key* is not one to group by, or one of a layer that the edition has not.
    """
    index = home.index
    if key not in get_args(Key):
        known = ", ".join(map(repr, get_args(Key)))
        raise ValueError(f"key is {key!r}; expected one of {known}")
    if key == "measure":
        for n in positions_of(mask):
            yield home.measures(1 << n)[0], 1 << n
    elif key == "role":
        yield from ((role, index.at("role", role.value)) for role in Role)
    elif key == "region":
        degree = Certainty.COVERED.value
        for region in home.edition.regions:
            yield region, index.in_region(region.id, degree)
    elif key == "lead":
        bases = [basis.value for basis in Basis]
        yield from ((body, index.led_by(body.id, bases)) for body in home.edition.bodies)
        yield None, index.at("unled")
    else:
        # By task, by body, and by what a layer reads.
        yield from ((thing, index.at(key, key_of(thing))) for thing in directory_of(home, key))
