"""A set of measures as a short text, in columns that suit Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import accumulate, islice

from ._model import Measure

WIDTH = 100
_SHOWN = 20
_INDENT = 5


def columns(text: str) -> int:
    """Return how many terminal columns *text* takes; a wide character takes two.

    >>> columns("厦门 59")
    7
    """
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    # Quotation marks and dashes are of ambiguous width, and wide where Chinese is set.
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def fitted(text: str, width: int) -> str:
    """Return *text*, cut to *width* columns where it is wider, the cut marked by ``…``.

    >>> fitted("试点地区负责推进", 10)
    '试点地区…'
    """
    if columns(text) <= width:
        return text
    ends = accumulate(map(_columns_of, text))
    kept = sum(end <= width - columns("…") for end in ends)
    return text[:kept] + "…"


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Yield *text* in lines of at most *width* columns, the *first* and the *rest* indented.

    Chinese breaks between any two characters, but not before a closing mark.

    >>> list(wrapped("移民局 is named first。", 13))
    ['移民局 is', 'named first。']
    """
    line = first
    empty = True
    for token in _TOKENS.findall(text):
        if not empty and columns(line + token.rstrip()) > width:
            yield line.rstrip()
            line, empty = rest, True
            token = token.lstrip()  # noqa: PLW2901  # a line does not begin with a space
        line += token
        empty = empty and not token
    yield line.rstrip()


# A Latin word, white space, or another character; closing marks stay with what they close.
_TOKENS = re.compile(r"[!-~]+[，。；：”）、]*|\s+|[^!-~\s][，。；：”）、).;]*")


def listing(measures: Iterable[Measure], count: int, of: int, question: str) -> str:
    """Return the question, the *count*, and the first measures with their statements."""
    room = WIDTH - _INDENT
    lines = [f"{question}: {count} of {of} measures"]
    for measure in islice(measures, _SHOWN):
        lines.append("")
        lines.append(f"{measure.number:>{_INDENT - 2}}  {fitted(measure.text, room)}")
        lines.append(" " * _INDENT + fitted(measure.responsibility, room))
    if count > _SHOWN:
        lines += ["", " " * _INDENT + f"… and {count - _SHOWN} more"]
    return "\n".join(lines)
