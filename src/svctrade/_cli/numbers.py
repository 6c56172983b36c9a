"""Numbers of measures, as they are typed: ``59``, ``59-61``, ``59,60``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from gettext import gettext

import click

_BETWEEN = re.compile(r"[,，、;；\s]+")
_RANGE = re.compile(r"(\d+)(?:(?:-|–|—|~|～|至)(\d+))?")
# The longest range.
_MOST = 10_000


def parse_numbers(text: str) -> tuple[int, ...]:
    """Return the numbers in a text.

    Raises:
        click.BadParameter: it has something else, a range that goes down, or nothing.

    >>> parse_numbers("59-61,7")
    (59, 60, 61, 7)
    """
    parts = [part for part in _BETWEEN.split(text) if part]
    return tuple(number for part in parts or [text] for number in _range(part))


def _range(part: str) -> range:
    match = _RANGE.fullmatch(part)
    first = int(match[1]) if match else 0
    last = int(match[2] or first) if match else 0
    if not 0 < first <= last < first + _MOST:
        advice = gettext("{!r} is no number of a measure; give 59, 59-61 or 59,60")
        raise click.BadParameter(advice.format(part))
    return range(first, last + 1)


def flat(groups: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Return the numbers of several texts, each once."""
    return tuple(dict.fromkeys(number for group in groups for number in group))
