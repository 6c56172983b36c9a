"""The groups of measures by a key: each thing, and the mask of its measures.

A group has the measures that the filter of its key finds.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import cast, get_args

from .._index.bitmask import mask_of, positions_of, union
from .._index.build import key_of
from .._index.indexed_edition import IndexedEdition
from .._index.lookup import layer_of
from .._model import Assignment, Basis, Body, Certainty, Key, Region, Role
from .._parsing.coverage import clause_coverage


def current_key(key: str) -> Key:
    """Return a key under its present name; the old one warns.

    >>> current_key("topic")
    'topic'
    """
    if key != "subject":
        return cast("Key", key)
    text = 'the key "subject" is now "topic"; "subject" goes in 1.1'
    warnings.warn(text, DeprecationWarning, stacklevel=3)
    return "topic"


def groups_of(key: str, indexed: IndexedEdition, mask: int) -> Iterator[tuple[object, int]]:
    """Yield the groups by *key*, in document order, each with its mask in the edition.

    Args:
        key: a key of `MeasureSet.group_by`.
        indexed: the edition.
        mask: the measures to group.

    Raises:
        ValueError: *key* is no key, or one of topic tags that the edition does not have.
    """
    index = indexed.index
    _check(key)
    if key == "measure":
        yield from ((indexed.measures(1 << n)[0], 1 << n) for n in positions_of(mask))
    elif key == "role":
        yield from ((role, index.at("role", role.value)) for role in Role)
    elif key == "region":
        degree = Certainty.COVERED.value
        yield from ((r, index.in_region(r.id, degree)) for r in indexed.edition.regions)
    elif key == "lead":
        bases = [basis.value for basis in Basis]
        for body in indexed.edition.bodies:
            yield body, union(index.led_by(hosted, bases) for hosted in index.hosted[body.id])
        yield None, index.at("unled")
    elif key == "task":
        yield from ((task, index.at("task", key_of(task))) for task in indexed.edition.tasks)
    elif key == "body":
        for body in indexed.edition.bodies:
            yield body, union(index.at("body", hosted) for hosted in index.hosted[body.id])
    else:
        layer = layer_of(indexed)
        items = (item for item in layer.items if item.scheme == key)
        yield from ((item, index.at(key, item.code)) for item in items)


def _check(key: str) -> None:
    if key == "certainty":
        raise ValueError("key is 'certainty'; by_certainty() splits a set by certainty in a region")
    if key not in get_args(Key):
        known = ", ".join(map(repr, get_args(Key)))
        raise ValueError(f"key is {key!r}; expected one of {known}")


def own_role_mask(party: Body | Region | None, role: Role, indexed: IndexedEdition) -> int:
    """Return the mask of the measures in which a body or region itself has a role.

    A region has the roles of the clauses that name it, and of those that make every pilot region
    responsible. A body does not have the roles of the bodies that it hosts.
    """
    index = indexed.index
    if party is None:  # the group of measures without a lead
        return index.at("role", role.value)
    if isinstance(party, Body):
        return index.at("body", party.id, role.value)
    positions = [
        n
        for n, measure in enumerate(indexed.edition.measures)
        if any(
            role in clause.roles and _includes(clause, party)
            for clause in (*measure.assignments, *measure.inherited)
        )
    ]
    return mask_of(positions, index.size)


def _includes(clause: Assignment, region: Region) -> bool:
    return region in clause.regions or Certainty.COVERED in clause_coverage(clause)
