"""Bit masks: bit *n* of a mask stands for the *n*-th measure of an edition."""

from __future__ import annotations

from itertools import compress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


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
