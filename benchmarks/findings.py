"""What was measured, what it was to be, and whether it held."""

from __future__ import annotations

from typing import NamedTuple

# Below this a ratio is easier to read as a part.
_PART = 0.2
_MILLI, _MICRO = 1e-3, 1e-6
_MARKS = {True: "held    ", False: "MISSED  ", None: "        "}


class Finding(NamedTuple):
    """What was measured, with target and figure in words; *is_met* is ``None`` without a target."""

    what: str
    target: str
    figure: str
    is_met: bool | None

    def __str__(self) -> str:
        target = f" (target: {self.target})" if self.target else ""
        return f"{_MARKS[self.is_met]}{self.what}: {self.figure}{target}"


def compared(what: str, ratio: float, limit: float, other: str, note: str = "") -> Finding:
    """Return the finding that something takes *ratio* times what *other* takes.

    >>> compared("import", 1.046, 1.1, "nothing")
    Finding(what='import', target='1.10 × nothing', figure='1.05 ×', is_met=True)
    """
    figure = f"{times(ratio)}{f' ({note})' if note else ''}"
    return Finding(what, f"{times(limit)} {other}", figure, ratio <= limit)


def reported(what: str, figure: str) -> Finding:
    """Return a finding that has no target."""
    return Finding(what, "", figure, None)


def see(same: object, what: str) -> None:
    """See that the sides of a comparison do the same.

    Raises:
        ValueError: they do not.
    """
    if not same:
        raise ValueError(f"the sides do not do the same: {what}")


def times(ratio: float) -> str:
    """Return a ratio as a factor, or as a part where it is small.

    >>> times(1.25), times(1 / 40)
    ('1.25 ×', '1/40 ×')
    """
    return f"{ratio:.2f} ×" if ratio >= _PART else f"1/{1 / ratio:.0f} ×"


def spent(seconds: float) -> str:
    """Return a time in the unit that suits it.

    >>> spent(0.0123), spent(4.5e-7)
    ('12.3 ms', '0.5 µs')
    """
    if seconds < _MILLI:
        return f"{seconds / _MICRO:.1f} µs"
    return f"{seconds / _MILLI:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"
