"""Measured figures and their targets."""

from __future__ import annotations

from typing import NamedTuple

# A smaller ratio is written as a fraction.
_SMALLEST_FACTOR = 0.25
_MILLI, _MICRO = 1e-3, 1e-6
_MARKS = {True: "met     ", False: "MISSED  ", None: "        "}


class Finding(NamedTuple):
    """A measured figure; *is_met* says if it meets its target, and is ``None`` without one."""

    what: str
    target: str
    figure: str
    is_met: bool | None

    def __str__(self) -> str:
        target = f" (target: {self.target})" if self.target else ""
        return f"{_MARKS[self.is_met]}{self.what}: {self.figure}{target}"


def compared(what: str, ratio: float, limit: float, other: str, note: str = "") -> Finding:
    """Return the finding that something takes *ratio* times as long as *other*.

    >>> compared("import", 1.046, 1.1, "nothing")
    Finding(what='import', target='1.10 × nothing', figure='1.05 ×', is_met=True)
    """
    figure = f"{format_ratio(ratio)}{f' ({note})' if note else ''}"
    return Finding(what, f"{format_ratio(limit)} {other}", figure, ratio <= limit)


def reported(what: str, figure: str) -> Finding:
    """Return a finding without a target."""
    return Finding(what, "", figure, None)


def require_same(same: object, what: str) -> None:
    """Check that both sides of a comparison give the same result.

    Raises:
        ValueError: they do not.
    """
    if not same:
        raise ValueError(f"the results differ: {what}")


def format_ratio(ratio: float) -> str:
    """Return a ratio as a factor, or as a fraction if it is small.

    >>> format_ratio(1.25), format_ratio(1 / 40)
    ('1.25 ×', '1/40 ×')
    """
    return f"{ratio:.2f} ×" if ratio >= _SMALLEST_FACTOR else f"1/{1 / ratio:.0f} ×"


def format_seconds(seconds: float) -> str:
    """Return a time in a suitable unit.

    >>> format_seconds(0.0123), format_seconds(4.5e-7)
    ('12.3 ms', '0.5 µs')
    """
    if seconds < _MILLI:
        return f"{seconds / _MICRO:.1f} µs"
    return f"{seconds / _MILLI:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"
