"""Spans of a text and places in the source."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from .record import Record


@attrs.frozen(cache_hash=True)
class Span(Record):
    """A part of a text, by characters counted from 0.

    Args:
        start: the first character.
        stop: the character after the last one.

    >>> Span(2, 4).of("试点地区")
    '地区'
    """

    __module__ = "svctrade"

    start: int
    stop: int

    def of(self, text: str) -> str:
        """Return that part of *text*.

        Args:
            text: the text that the span is of.

        >>> Span(0, 2).of("厦门市")
        '厦门'
        """
        return text[self.start : self.stop]


@attrs.frozen(cache_hash=True)
class Place(Record):
    """A part of the source, from its first to its last character; lines and columns count from 1.

    Args:
        line: the line of the first character.
        column: its column.
        last_line: the line of the last character.
        last_column: its column.

    >>> import svctrade
    >>> svctrade.measure(14).place
    Place(line=118, column=1, last_line=118, last_column=52)
    """

    __module__ = "svctrade"

    line: int
    column: int
    last_line: int
    last_column: int


def as_date(value: Any, argument: str) -> date:
    """Return a day that is given as a `date` or a `datetime`.

    Raises:
        TypeError: it is neither, or pandas' ``NaT``, which is a datetime without a day.
    """
    # NaT differs from itself.
    if not isinstance(value, date) or value != value:  # noqa: PLR0124
        raise TypeError(f"{argument} takes a date, not {type(value).__name__}: {value!r}")
    return date(value.year, value.month, value.day)


def number_ranges(numbers: Iterable[int]) -> str:
    """Return numbers as text, consecutive ones as a range.

    >>> number_ranges([1, 2, 3, 7])
    '1-3, 7'
    """
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1][1:] = [number]
        else:
            found.append([number])
    return ", ".join("-".join(map(str, run)) for run in found)
