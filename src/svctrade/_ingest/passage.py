"""A text that was wrapped over lines, made whole, that still knows where each character stood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

import attrs

from .._publication import Place
from ..exceptions import Problem

_EXCERPT = 20


@attrs.frozen
class Line:
    """A line of the source: its *number*, from 1, its *text*, and its *offset* in the source."""

    number: int
    text: str
    offset: int

    def cut(self, start: int, stop: int | None = None) -> Line:
        """Return a stretch of the line, which keeps its place."""
        return Line(self.number, self.text[start:stop], self.offset + start)


def lines_of(text: str) -> tuple[Line, ...]:
    """Return the lines of *text* without their ends."""
    texts = text.split("\n")
    offsets = accumulate((len(t) + 1 for t in texts), initial=0)
    return tuple(
        Line(n, t, o) for n, (t, o) in enumerate(zip(texts, offsets, strict=False), start=1)
    )


@attrs.frozen
class Passage:
    """A stretch of the source with line wrapping and justification undone.

    White space is dropped: Chinese is written without. Only between two Latin words or numbers
    is it kept, as one space.
    """

    text: str
    _offsets: tuple[int, ...]
    _starts: tuple[int, ...] = attrs.field(repr=False)

    @classmethod
    def of(cls, lines: Iterable[Line], starts: tuple[int, ...]) -> Passage:
        """Join *lines*; *starts* are the offsets at which the lines of the source start."""
        characters: list[str] = []
        offsets: list[int] = []
        for line in lines:
            gap = False
            for i, character in enumerate(line.text):
                if character.isspace():
                    gap = True
                    continue
                if gap and characters and _latin(characters[-1]) and _latin(character):
                    characters.append(" ")
                    offsets.append(line.offset + i - 1)
                gap = False
                characters.append(character)
                offsets.append(line.offset + i)
        return cls("".join(characters), tuple(offsets), starts)

    def cut(self, start: int, stop: int | None = None) -> Passage:
        """Return a stretch of the passage, which keeps its place."""
        return Passage(self.text[start:stop], self._offsets[start:stop], self._starts)

    @property
    def place(self) -> Place:
        """Where the passage, which has to have a text, stands in the source."""
        return Place(*self._position(0), *self._position(-1))

    def problem(self, at: int, expected: str) -> Problem:
        """Return the problem that *expected* is not what stands at offset *at*."""
        line, column = 1, 1
        if at < len(self.text):
            line, column = self._position(at)
        elif self.text:
            line, column = self._position(-1)
            column += 1
        return Problem(line, column, self.text[at : at + _EXCERPT], expected)

    def _position(self, at: int) -> tuple[int, int]:
        offset = self._offsets[at]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def passage_of(text: str) -> Passage:
    """Return the whole of *text* as a passage."""
    lines = lines_of(text)
    return Passage.of(lines, tuple(line.offset for line in lines))
