"""A captioned grid of cells: how anything here is shown in a notebook and in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, Literal

import attrs

from ._extras import need

Mark = Literal["quote", "removed", "added", "faint"]

# How many rows are shown before the rest is folded, and how many at the most.
_SHOWN = 10
_SHORT = 20
_MOST = 1000

_ELEMENTS: dict[Mark, str] = {"quote": "mark", "removed": "del", "added": "ins", "faint": "small"}
_STYLES: dict[Mark, str] = {
    "quote": "bold",
    "removed": "red strike",
    "added": "green",
    "faint": "dim",
}
# Colours are shades of those around it, so that it reads in light and in dark.
_CSS = """
.svctrade table {border-collapse: collapse; text-align: left; width: 100%}
.svctrade th, .svctrade td {border: 0; border-bottom: 1px solid rgba(128, 128, 128, .35);
 padding: .35em .7em; text-align: left; vertical-align: top; white-space: pre-line}
.svctrade th {white-space: nowrap}
.svctrade td:first-child {min-width: 4em}
.svctrade tr, .svctrade tbody tr:nth-child(odd) {background: transparent}
.svctrade summary {cursor: pointer; padding: .5em .7em}
.svctrade mark {background: rgba(255, 190, 0, .35); color: inherit}
.svctrade ins {background: rgba(0, 160, 60, .25); text-decoration: none}
.svctrade del {background: rgba(220, 40, 40, .25)}
.svctrade small {opacity: .75}
"""


@attrs.frozen
class Piece:
    """A stretch of a cell, and how it stands out."""

    text: str
    mark: Mark | None = None


Cell = str | tuple[Piece, ...]


@attrs.frozen
class Grid:
    """A caption, headings, which may be missing, and rows of cells; *count* is of all rows."""

    caption: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    def html(self) -> str:
        """Return the grid in HTML: escaped, long ones folded with their full count."""
        shown, folded = self.rows[:_SHOWN], self.rows[_SHOWN:_MOST]
        parts = [f'<div class="svctrade"><style>{_CSS}</style>']
        parts.append(f"<p><strong>{escape(self.caption)}</strong></p>")
        parts.append(self._table(shown))
        if folded:
            count = f"{len(self.rows) - len(shown)} more of {len(self.rows)}"
            parts.append(f"<details><summary>{count}</summary>{self._table(folded)}")
            left = len(self.rows) - _MOST
            parts.append(f"<p>… {left} are not shown here</p>" if left > 0 else "")
            parts.append("</details>")
        parts.append("</div>")
        return "".join(parts)

    def _table(self, rows: Iterable[tuple[Cell, ...]]) -> str:
        head = "".join(f"<th>{escape(heading)}</th>" for heading in self.headings)
        head = f"<thead><tr>{head}</tr></thead>" if head else ""
        body = "".join(
            f"<tr>{''.join(f'<td>{_html(cell)}</td>' for cell in row)}</tr>" for row in rows
        )
        return f"<table>{head}<tbody>{body}</tbody></table>"

    def rich(self) -> Any:
        """Return the caption and the table as rich draws them.

        Raises:
            MissingExtraError: rich is not installed.
        """
        table = need("rich.table", "rich").Table(
            box=need("rich.box", "rich").SIMPLE_HEAD,
            show_header=bool(self.headings),
            padding=(0, 2, 0, 0),
            # Rows of several lines are told apart by an empty one.
            leading=any(_long(cell) for row in self.rows for cell in row),
        )
        for heading in self.headings or self.rows[0]:
            table.add_column(_text(heading) if self.headings else "", overflow="fold")
        for row in self.rows:
            table.add_row(*map(_text, row))
        caption = _text((Piece(self.caption, "quote"),))
        return need("rich.console", "rich").Group(caption, table)


def _long(cell: Cell) -> bool:
    text = cell if isinstance(cell, str) else "".join(piece.text for piece in cell)
    return len(text) > _SHORT or "\n" in text


def _html(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    return "".join(_marked(piece) for piece in cell)


def _marked(piece: Piece) -> str:
    text = escape(piece.text)
    if piece.mark is None:
        return text
    element = _ELEMENTS[piece.mark]
    return f"<{element}>{text}</{element}>"


def _text(cell: Cell) -> Any:
    """Return a cell as rich's text, in which nothing is taken for markup."""
    text = need("rich.text", "rich").Text()
    for piece in (Piece(cell),) if isinstance(cell, str) else cell:
        text.append(piece.text, _STYLES[piece.mark] if piece.mark else None)
    return text


def lines(*parts: Piece | str) -> tuple[Piece, ...]:
    """Return a cell whose parts stand on lines of their own.

    >>> [piece.mark for piece in lines("甲", Piece("乙", "faint"))]
    [None, None, 'faint']
    """
    return tuple(_apart(parts))


def _apart(parts: Iterable[Piece | str]) -> Iterator[Piece]:
    for n, part in enumerate(parts):
        if n:
            yield Piece("\n")
        yield Piece(part) if isinstance(part, str) else part


class Shown:
    """What can be shown as a grid, in a notebook and by rich."""

    __slots__ = ()

    def _grid(self) -> Grid:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """Return it in HTML, as notebooks show it."""
        return self._grid().html()

    def __rich__(self) -> Any:
        return self._grid().rich()
