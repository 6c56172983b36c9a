"""What an edition can be asked by: names, and which measures bear which key, as bit masks.

Bit *n* of a mask stands for the *n*-th measure. A count needs this module and the sets, no more.
"""

from __future__ import annotations

from itertools import compress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from ._edition import Edition
    from ._model import Measure

# A key: what sort of thing, and which. See `_indexing` for those that there are.
Key = tuple[str, ...]


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
    """Return the positions of the bits that are set, lowest first.

    >>> list(positions_of(0b1001))
    [0, 3]
    """
    count, length = mask.bit_count(), mask.bit_length()
    if count <= _FEW:
        return _one_by_one(mask, 0)
    if count * _WORD < length:
        return _word_by_word(mask, length // _WORD + 1)
    return compress(range(length), f"{mask:b}"[::-1].encode().translate(_BITS))


# Up to so many bits, to take off one after the other is the fastest; so many are a word.
_FEW, _WORD = 4, 64
_BITS = bytes.maketrans(b"0", b"\0")


def _one_by_one(mask: int, start: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield start + lowest.bit_length() - 1
        mask ^= lowest


def _word_by_word(mask: int, words: int) -> Iterator[int]:
    """Yield positions of a mask most of whose *words* are empty: those are passed over."""
    octets = mask.to_bytes(words * 8, "little")
    for word in compress(range(words), memoryview(octets).cast("Q")):
        bits = int.from_bytes(octets[8 * word : 8 * word + 8], "little")
        yield from _one_by_one(bits, _WORD * word)


def union(masks: Iterable[int]) -> int:
    """Return the mask of what is in any of *masks*.

    >>> union([0b1, 0b100])
    5
    """
    found = 0
    for mask in masks:
        found |= mask
    return found


class Index:
    """The names by which an edition can be asked, and a mask for every key.

    *names* gives, for each kind of thing, its key by each form of its name that names one thing;
    *offices* the ids of the bodies that each body answers for, its own first. *masks* stand by key,
    those of a few measures as their positions. *numbers* are those of the measures, in order.
    """

    __slots__ = (
        "__weakref__",
        "_masks",
        "_positions",
        "directories",
        "edition",
        "names",
        "numbers",
        "offices",
        "size",
    )

    def __init__(
        self,
        edition: str,
        numbers: Sequence[int],
        names: Mapping[str, Mapping[str, str]],
        offices: Mapping[str, tuple[str, ...]],
        masks: Mapping[Key, int | array[int]],
    ) -> None:
        self.edition = edition
        self.numbers = numbers
        self.size = len(numbers)
        self.names = names
        self.offices = offices
        self._masks = masks
        self._positions: dict[int, int] | None = None
        # The same names with all that is known of them: made where a plain look-up does not do.
        self.directories: Any = None

    @property
    def whole(self) -> int:
        """The mask of all measures."""
        return (1 << self.size) - 1

    @property
    def masks(self) -> dict[Key, int]:
        """Every mask by its key."""
        return {key: self.at(*key) for key in self._masks}

    def position(self, number: int) -> int | None:
        """Return the place of the measure that bears *number*, or ``None``."""
        if isinstance(self.numbers, range):
            return number - self.numbers.start if number in self.numbers else None
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
        """Return the mask of a key; 0 where no measure bears it."""
        mask = self._masks.get(key, 0)
        return mask if isinstance(mask, int) else mask_of(mask, self.size)

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


class Home:
    """Where the measures of a set are: an edition, and its index."""

    __slots__ = ("_edition", "index")

    index: Index

    def __init__(self, edition: Edition, index: Index) -> None:
        self._edition = edition
        self.index = index

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self._edition

    def measures(self, mask: int) -> tuple[Measure, ...]:
        """Return the measures of a mask, in document order."""
        measures = self._edition.measures
        return tuple([measures[n] for n in positions_of(mask)])

    @property
    def pickled(self) -> Edition | tuple[str, str]:
        """What stands for it in a pickle: the edition, or what tells which it is."""
        return self._edition
