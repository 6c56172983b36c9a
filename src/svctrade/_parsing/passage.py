"""Text without line wrapping, with the place of each character in the source."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import attrs

from .._model import Place
from ..exceptions import Problem

_EXCERPT = 20
_WORD = re.compile(r"\S+")


@attrs.frozen
class Line:
    """A line of the source: its *number*, from 1, its *text*, and its *offset* in the source.

    *page_artifact* says that the line belongs to the page and not to the document: it is a page
    number, a form feed, or an empty line beside one.
    """

    number: int
    text: str
    offset: int
    page_artifact: bool = False

    @property
    def blank(self) -> bool:
        """Whether it has no text."""
        return not self.text.strip()

    def cut(self, start: int, stop: int | None = None) -> Line:
        """Return a part of the line, with its place in the source."""
        return Line(self.number, self.text[start:stop], self.offset + start)


_DIGITS = "[0-9０-９]{1,4}"
_PAGE_NUMBER = re.compile(
    rf"^[ \t\f\u3000]*(?:[-—–－·]{{1,4}}[ \t\u3000]?{_DIGITS}[ \t\u3000]?[-—–－·]{{1,4}}"
    rf"|第[ \t\u3000]?{_DIGITS}[ \t\u3000]?页"
    rf"(?:[ \t\u3000，,/]{{0,3}}共[ \t\u3000]?{_DIGITS}[ \t\u3000]?页)?"
    rf"|{_DIGITS}[ \t\u3000]?/[ \t\u3000]?{_DIGITS}"
    # A number alone is one only before a form feed.
    rf"|{_DIGITS}(?=[ \t\u3000\n]{{0,8}}\f))[ \t\f\u3000]*$",
    re.MULTILINE,
)
_FORM_FEED = re.compile(r"^[ \t]*\f[ \t\f]*$", re.MULTILINE)


class Lines:
    """The lines of a text. Each is made when it is used, since a long text has many."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = array("q", [0])
        self.starts.extend(m.end() for m in re.finditer("\n", text))
        self._page_artifacts: set[int] = set()
        for pattern in (_PAGE_NUMBER, _FORM_FEED):
            for found in pattern.finditer(text):
                self.mark_page_artifact(bisect_right(self.starts, found.start()))

    def mark_page_artifact(self, number: int) -> None:
        """Mark a line, and the empty ones around it, as page artifacts."""
        self._page_artifacts.add(number)
        for step in (-1, 1):
            at = number + step
            while 1 <= at <= len(self) and at not in self._page_artifacts and self[at].blank:
                self._page_artifacts.add(at)
                at += step

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, number: int) -> Line:
        """Return the line with a *number*, from 1."""
        start = self.starts[number - 1]
        stop = self.starts[number] - 1 if number < len(self.starts) else len(self.text)
        return Line(number, self.text[start:stop], start, number in self._page_artifacts)

    def __iter__(self) -> Iterator[Line]:
        return self.between(1, len(self))

    def between(self, first: int, last: int) -> Iterator[Line]:
        """Yield the lines from *first* to *last*, both included."""
        return map(self.__getitem__, range(first, last + 1))

    def text_of(self, first: int, last: int) -> str:
        """Return the text of the lines from *first* to *last* that are no page artifacts."""
        return "\n".join(x.text for x in self.between(first, last) if not x.page_artifact)

    def join(self, lines: Iterable[Line]) -> Passage:
        """Return some of the lines, joined."""
        return Passage.from_lines(lines, self.starts)


@attrs.frozen
class Passage:
    """A part of the source without line wrapping and justification.

    White space is dropped, because Chinese has none; between two Latin words or numbers it becomes
    one space.
    """

    text: str
    _offsets: array[int] = attrs.field(repr=False)
    _starts: array[int] = attrs.field(repr=False)

    @classmethod
    def from_lines(cls, lines: Iterable[Line], starts: array[int]) -> Passage:
        """Join *lines*; *starts* are the offsets at which the lines of the source start."""
        pieces: list[str] = []
        offsets = array("q")
        last = ""
        for line in lines:
            for word in _WORD.finditer(line.text):
                start = line.offset + word.start()
                # A line break between two lines is not between two words of one.
                if word.start() and _latin(last) and _latin(word[0][0]):
                    pieces.append(" ")
                    offsets.append(start - 1)
                pieces.append(word[0])
                offsets.extend(range(start, line.offset + word.end()))
                last = word[0][-1]
        return cls("".join(pieces), offsets, starts)

    @classmethod
    def at_line(cls, text: str, line: Line, starts: array[int]) -> Passage:
        """Return a *text* of a cell, whose place is the start of the *line* of its row."""
        return cls(text, array("q", [line.offset]) * len(text), starts)

    def cut(self, start: int, stop: int | None = None) -> Passage:
        """Return a part of the passage, with its place in the source."""
        return Passage(self.text[start:stop], self._offsets[start:stop], self._starts)

    @classmethod
    def joined(cls, parts: Iterable[tuple[Passage, str]]) -> Passage:
        """Return passages of one source as one, each but the first after its mark."""
        pieces: list[str] = []
        offsets = array("q")
        starts = array("q")
        for n, (passage, mark) in enumerate(parts):
            between, passage_offsets, starts = mark if n else "", *passage.offsets_and_starts()
            pieces += [between, passage.text]
            offsets.extend(passage_offsets[:1] * len(between))
            offsets.extend(passage_offsets)
        return cls("".join(pieces), offsets, starts)

    def offsets_and_starts(self) -> tuple[array[int], array[int]]:
        """Return the offset of each character, and those at which the lines of the source start."""
        return self._offsets, self._starts

    @property
    def place(self) -> Place:
        """The place of the passage, which must not be empty, in the source."""
        return Place(*self._position(0), *self._position(-1))

    def problem(self, at: int, expected: str) -> Problem:
        """Return the problem that the text at offset *at* is not what is *expected*."""
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


def unwrap(text: str) -> Passage:
    """Return the whole of *text* as a passage."""
    lines = Lines(text)
    return lines.join(lines)
