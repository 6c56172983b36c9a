"""Which measures bear which key, as bit masks: bit *n* stands for the *n*-th measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import reduce
from threading import Lock
from weakref import WeakKeyDictionary

from ._actors import Body, Region
from ._model import Edition, Measure, Task
from ._names import Directory, normalise, written
from ._vocabulary import Basis, Certainty, Role
from .exceptions import UnknownNameError


def mask_of(positions: Iterable[int], size: int) -> int:
    """Return the mask of *size* bits in which those at *positions* are set.

    >>> bin(mask_of([0, 3], 4))
    '0b1001'
    """
    octets = bytearray(size // 8 + 1)
    for position in positions:
        octets[position >> 3] |= 1 << (position & 7)
    return int.from_bytes(octets, "little")


def positions_of(mask: int) -> Iterator[int]:
    """Yield the positions of the bits that are set, lowest first.

    >>> list(positions_of(0b1001))
    [0, 3]
    """
    # Octet by octet: taking bits off the whole number would copy it for each.
    for at, octet in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        while octet:
            lowest = octet & -octet
            yield 8 * at + lowest.bit_length() - 1
            octet ^= lowest  # noqa: PLW2901  # the octet is used up


Key = tuple[object, ...]


def _keys(measure: Measure) -> Iterator[Key]:
    """Yield every key that the measure bears."""
    yield "task", measure.task.number
    for framework in measure.frameworks:
        yield "framework", framework
    if measure.lead is None:
        yield ("unled",)
    else:
        yield "lead", measure.lead.body.id, measure.lead.basis
    for assignment in measure.assignments:
        for role in assignment.roles:
            yield "role", role
        for body in assignment.bodies:
            yield "body", body.id
            for role in assignment.roles:
                yield "body", body.id, role
    coverage = measure.coverage
    for region in coverage.named:
        yield "named", region.id
    for flag in ("everywhere", "open_ended", "national"):
        if getattr(coverage, flag):
            yield (flag,)


class Index:
    """What an edition can be asked by: its directories, and a mask for every key.

    It does not hold the edition, so that it can be kept for as long as the edition lives.
    Bodies, regions and tasks stand in keys by id or number; see `_keys` for the keys there are.
    """

    __slots__ = (
        "_masks",
        "bodies",
        "frameworks",
        "positions",
        "regions",
        "tasks",
        "whole",
    )

    def __init__(self, edition: Edition) -> None:
        size = len(edition.measures)
        self.whole = (1 << size) - 1
        elsewhere = edition.outsiders
        self.bodies = Directory(
            "body", Body, edition.bodies, edition.id, numbers=False, strangers=elsewhere
        )
        # A GB/T 2260 code may be given as a number.
        self.regions = Directory(
            "region",
            Region,
            edition.regions,
            edition.id,
            numbers=True,
            strangers=elsewhere,
        )
        self.tasks = Directory("task", Task, edition.tasks, edition.id, numbers=True, alike=True)
        self.frameworks = tuple(
            dict.fromkeys(note.framework for note in edition.notes if note.framework)
        )
        self.positions = {m.number: n for n, m in enumerate(edition.measures)}
        places: dict[Key, list[int]] = defaultdict(list)
        for n, measure in enumerate(edition.measures):
            for key in _keys(measure):
                places[key].append(n)
        self._masks = {key: mask_of(positions, size) for key, positions in places.items()}

    def position_of(self, number: int) -> int:
        """Return the place of the measure that bears *number*.

        Raises:
            TypeError: *number* is not a whole number.
            UnknownNameError: no measure bears it.
        """
        if not isinstance(number, int) or isinstance(number, bool):
            raise TypeError(
                f"a measure's number is an int, not {type(number).__name__}: {number!r}"
            )
        position = self.positions.get(number)
        if position is None:
            raise UnknownNameError("measure", written(number))
        return position

    def at(self, *key: object) -> int:
        """Return the mask of a key; 0 where no measure bears it."""
        return self._masks.get(key, 0)

    def led_by(self, body: Body, bases: Iterable[Basis]) -> int:
        """Return the mask of the measures that *body* leads, on one of *bases*."""
        return union(self.at("lead", body.id, basis) for basis in bases)

    def answered_by(self, body: Body) -> tuple[Body, ...]:
        """Return *body* and the bodies that it hosts: it answers for them."""
        return (body, *(b for b in self.bodies if b.host == body))

    def under(self, framework: str) -> int:
        """Return the mask of the measures under *framework*.

        Raises:
            TypeError: *framework* is not a string.
            UnknownNameError: no note of the edition names it.
        """
        if not isinstance(framework, str):
            raise TypeError(
                f"a framework is given by its name, not as {type(framework).__name__}: "
                f"{framework!r}"
            )
        for known in self.frameworks:
            if normalise(known) == normalise(framework):
                return self.at("framework", known)
        raise UnknownNameError("framework", framework, self.frameworks)

    def groups(self, key: str) -> Iterator[tuple[object, int]]:
        """Yield the groups by *key*, in document order, each with its mask.

        Raises:
            ValueError: *key* is not one to group by.
        """
        if key == "task":
            yield from ((task, self.at("task", task.number)) for task in self.tasks)
        elif key == "lead":
            yield from ((body, self.led_by(body, Basis)) for body in self.bodies)
            yield None, self.at("unled")
        elif key == "body":
            yield from ((body, self.at("body", body.id)) for body in self.bodies)
        elif key == "region":
            for region in self.regions:
                yield region, self.in_region(region, Certainty.COVERED)
        elif key == "role":
            yield from ((role, self.at("role", role)) for role in Role)
        else:
            known = "'task', 'lead', 'body', 'region', 'role' or 'measure'"
            raise ValueError(f"key is {key!r}; expected {known}")

    def in_region(self, region: Region, at_least: Certainty) -> int:
        """Return the mask of the measures that apply there, at least so certainly."""
        mask = self.at("named", region.id)
        if at_least <= Certainty.COVERED:
            mask |= self.at("everywhere")
        if at_least <= Certainty.POSSIBLE:
            mask |= self.at("open_ended")
        return mask


def union(masks: Iterable[int]) -> int:
    """Return the mask of what is in any of *masks*.

    >>> union([0b1, 0b100])
    5
    """
    return reduce(int.__or__, masks, 0)


def index_of(edition: Edition) -> Index:
    """Return the index of *edition*, made on first use and kept as long as the edition is."""
    with _INDEXING:
        index = _INDEXES.get(edition)
        if index is None:
            index = _INDEXES[edition] = Index(edition)
        return index


_INDEXES: WeakKeyDictionary[Edition, Index] = WeakKeyDictionary()
_INDEXING = Lock()
