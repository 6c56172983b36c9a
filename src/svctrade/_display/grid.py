"""A captioned grid of cells, which `html` renders for notebooks and `terminal` draws by rich."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

Mark = Literal["quote", "removed", "added", "faint"]
# Characters of a text that is short.
SHORT = 20


@attrs.frozen
class Piece:
    """A part of a cell, and how it is marked."""

    text: str
    mark: Mark | None = None


Cell = str | tuple[Piece, ...]


@attrs.frozen
class Grid:
    """A caption, headings (or none), rows of cells, and notes below them."""

    caption: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    notes: tuple[str, ...] = ()


def join_lines(*parts: Piece | str) -> tuple[Piece, ...]:
    """Return a cell with each part on a line of its own.

    >>> [piece.mark for piece in join_lines("甲", Piece("乙", "faint"))]
    [None, None, 'faint']
    """
    pieces: list[Piece] = []
    for part in parts:
        pieces += [Piece("\n")] if pieces else []
        pieces.append(Piece(part) if isinstance(part, str) else part)
    return tuple(pieces)


def pieces_of(cell: Cell) -> tuple[Piece, ...]:
    """Return the pieces of a cell."""
    return (Piece(cell),) if isinstance(cell, str) else cell


def plain_text(cell: Cell) -> str:
    """Return the text of a cell."""
    return "".join(piece.text for piece in pieces_of(cell))


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a whole number."""
    digits = plain_text(cell).removeprefix("-")
    return digits.isascii() and digits.isdigit()
