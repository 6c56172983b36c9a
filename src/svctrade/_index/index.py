"""The index of an edition: names, and which measures have which key, as bit masks.

A count needs this module, the bit masks and the sets, and no record.
"""

from __future__ import annotations

from .bitmask import mask_of, union

# A type checker takes this for typing.TYPE_CHECKING; importing `typing` costs as much as starting
# Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from .._names import Directory


# A key: what sort of thing, and which. See `build` for those that there are.
MaskKey = tuple[str, ...]

# A mask takes an octet for eight measures; positions that take an eighth of that are kept so.
_FAR = 64


class Index:
    """The names in an edition, and a mask of measures for every key.

    *names* gives, for each kind of thing, its key by each form of its name that names one thing.
    *hosted* gives the ids of each body and of those that it hosts. *masks* are by key; those of few
    measures are kept as positions until they are used. *numbers* are those of the measures, in
    order.
    """

    __slots__ = (
        "_masks",
        "_positions",
        "directories",
        "edition",
        "hosted",
        "names",
        "numbers",
        "size",
    )

    def __init__(
        self,
        edition: str,
        numbers: Sequence[int],
        names: dict[str, dict[Any, str]],
        hosted: Mapping[str, tuple[str, ...]],
        masks: dict[MaskKey, int | array[int]],
    ) -> None:
        self.edition: str = edition
        self.numbers: Sequence[int] = numbers
        self.size: int = len(numbers)
        self.names: dict[str, dict[Any, str]] = names
        self.hosted: Mapping[str, tuple[str, ...]] = hosted
        self._masks = masks
        self._positions: dict[int, int] | None = None
        # The directory of each kind, made where a plain look-up does not do.
        self.directories: dict[str, Directory[Any]] = {}

    @property
    def whole(self) -> int:
        """The mask of all measures."""
        return (1 << self.size) - 1

    @property
    def masks(self) -> dict[MaskKey, int]:
        """Every mask by its key."""
        return {key: self.at(*key) for key in self._masks}

    def position(self, number: int) -> int | None:
        """Return the position of the measure with that *number*, or ``None``."""
        if isinstance(self.numbers, range):
            return self.numbers.index(number) if number in self.numbers else None
        if self._positions is None:
            self._positions = {number: n for n, number in enumerate(self.numbers)}
        return self._positions.get(number)

    def ids(self, kind: str, names: tuple[Any, ...]) -> list[str] | None:
        """Return the ids of what *names* name, or ``None`` where that takes a closer look."""
        try:
            known = self.names[kind]
            return [known[name] for name in names]
        except (KeyError, TypeError):
            return None

    def at(self, *key: str) -> int:
        """Return the mask of a key; 0 where no measure has it."""
        mask = self._masks.get(key, 0)
        if isinstance(mask, int):
            return mask
        made = mask_of(mask, self.size)
        # The next time it is at hand, but where it would take far more memory.
        if mask.itemsize * len(mask) * _FAR > self.size:
            self._masks[key] = made
        return made

    def led_by(self, body: str, bases: Iterable[str]) -> int:
        """Return the mask of the measures that a body leads, on one of *bases*."""
        return union(self.at("lead", body, basis) for basis in bases)

    def in_region(self, region: str, at_least: str) -> int:
        """Return the mask of the measures that apply there, at least so certainly."""
        mask = self.at("named", region)
        if at_least != "named":
            mask |= self.at("everywhere")
        if at_least == "possible":
            mask |= self.at("open_ended")
        return mask

    def in_region_exactly(self, region: str, certainty: str) -> int:
        """Return the mask of the measures that apply there with this certainty and no other."""
        degrees = ("named", "covered", "possible")
        if certainty == "none":
            return self.whole & ~self.in_region(region, "possible")
        weaker = degrees.index(certainty)
        stronger = self.in_region(region, degrees[weaker - 1]) if weaker else 0
        return self.in_region(region, certainty) & ~stronger
