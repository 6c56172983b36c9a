"""What an edition can be asked by: names, and which measures bear which key, as bit masks.

Bit *n* of a mask stands for the *n*-th measure. A count needs this module and the sets, no more.
"""

from __future__ import annotations

from itertools import compress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any
    from weakref import ReferenceType

    from ._edition import Edition
    from ._model import Measure

# A key: what sort of thing, and which. See `_indexing` for those that there are.
Key = tuple[str, ...]


def mask_of(positions: Sequence[int], size: int) -> int:
    """Return the mask of *size* bits in which those at *positions* are set.

    >>> bin(mask_of([0, 3], 4))
    '0b1001'
    """
    if len(positions) * _SPARSE < size:
        octets = bytearray(size // 8 + 1)
        for position in positions:
            octets[position >> 3] |= 1 << (position & 7)
        return int.from_bytes(octets, "little")
    digits = bytearray(b"0") * (size + 1)
    for position in positions:
        digits[position] = _ONE
    digits.reverse()
    return int(digits, 2)


# Of more than one in so many, each sets a digit of its own: that takes less than to set a bit.
_SPARSE, _ONE = 24, ord("1")


def positions_of(mask: int) -> list[int]:
    """Return the positions of the bits that are set, lowest first.

    >>> positions_of(0b1001)
    [0, 3]
    """
    found: list[int] = []
    # A large mask is halved until what is left is small or empty: most of it may be.
    parts = [(mask, mask.bit_length(), 0)]
    while parts:
        part, length, start = parts.pop()
        if length <= _SMALL:
            found += _positions_of_small(part, length, start)
            continue
        half = length // 2
        high = part >> half
        if high:
            parts.append((high, length - half, start + half))
        if low := part ^ (high << half):
            parts.append((low, half, start))
    return found


# Bits in a word; in what is looked at word by word; and in the mask of which most are set.
_WORD, _SMALL, _DENSE = 64, 8192, 8
_BITS = bytes.maketrans(b"0", b"\0")


def _positions_of_small(mask: int, length: int, start: int) -> list[int]:
    if mask.bit_count() * _DENSE > length:
        digits = f"{mask:b}"[::-1].encode().translate(_BITS)
        return [*compress(range(start, start + length), digits)]
    found: list[int] = []
    words = length // _WORD + 1
    octets = mask.to_bytes(8 * words, "little")
    for n in compress(range(words), memoryview(octets).cast("Q")):
        word = int.from_bytes(octets[8 * n : 8 * n + 8], "little")
        base = start + _WORD * n - 1
        while word:
            lowest = word & -word
            found.append(base + lowest.bit_length())
            word ^= lowest
    return found


def union(masks: Iterable[int]) -> int:
    """Return the mask of what is in any of *masks*.

    >>> union([0b1, 0b100])
    5
    """
    found = 0
    for mask in masks:
        found |= mask
    return found


# A mask takes an octet for eight measures; positions that take an eighth of that are kept so.
_FAR = 64


class Index:
    """The names by which an edition can be asked, and a mask for every key.

    *names* gives, for each kind of thing, its key by each form of its name that names one thing,
    and by its record once that was asked for;
    *offices* the ids of the bodies that each body answers for, its own first. *masks* stand by key,
    those of fewer measures as their positions until they are asked for. *numbers* are those of the
    measures, in order.
    """

    __slots__ = (
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
        names: dict[str, dict[Any, str]],
        offices: Mapping[str, tuple[str, ...]],
        masks: dict[Key, int | array[int]],
    ) -> None:
        self.edition: str = edition
        self.numbers: Sequence[int] = numbers
        self.size: int = len(numbers)
        self.names: dict[str, dict[Any, str]] = names
        self.offices: Mapping[str, tuple[str, ...]] = offices
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
        """Return the mask of a key; 0 where no measure bears it."""
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


class Home:
    """Where the measures of a set are: an edition, its index, and what was answered of it."""

    __slots__ = ("_edition", "index", "remembering", "room")

    def __init__(self, edition: Callable[[], Edition], index: Index) -> None:
        self._edition = edition
        self.index: Index = index
        # The sets that remember what they answered, and how much room there is for more.
        self.remembering: list[ReferenceType[Any]] = []
        self.room: float = 1.0

    @property
    def edition(self) -> Edition:
        """The edition: a bundled one is made when it is first asked for."""
        return self._edition()

    def measures(self, mask: int) -> tuple[Measure, ...]:
        """Return the measures of a mask, in document order."""
        measures = self.edition.measures
        return tuple([measures[n] for n in positions_of(mask)])

    @property
    def pickled(self) -> Edition | tuple[str, str]:
        """What stands for it in a pickle: the edition, or what tells which it is."""
        return self.edition
