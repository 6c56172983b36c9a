"""A captioned grid of cells: how anything here is shown in a notebook and in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import accumulate
from typing import Any, Literal

import attrs

from ..exceptions import import_optional

Mark = Literal["quote", "removed", "added", "faint"]

# How many rows are shown before the rest is folded, and how many at the most.
_SHOWN = 10
_SHORT = 20
_SOLID = 10
# How wide a column may ask to be in a terminal.
_WRAPPED = 26
_MOST = 1000
MOST_DRAWN = 20

_ELEMENTS: dict[Mark, str] = {"quote": "mark", "removed": "del", "added": "ins", "faint": "small"}
_STYLES: dict[Mark, str] = {
    "quote": "bold",
    "removed": "red strike",
    "added": "green",
    "faint": "dim",
}
# Colours are shades of those around it, so that it reads in light and in dark.
_CSS = """
.svctrade {overflow-x: auto}
.svctrade table {border-collapse: collapse; text-align: left; width: 100%}
.svctrade th, .svctrade td {border: 0; border-bottom: 1px solid rgba(128, 128, 128, .35);
 padding: .35em .7em; text-align: left; vertical-align: top; white-space: pre-line}
.svctrade .n {text-align: right}
.svctrade .s {white-space: nowrap}
.svctrade .m {min-width: 7em}
.svctrade .t {min-width: 14em}
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
    """A caption, headings, which may be missing, and rows of cells."""

    caption: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]

    def html(self) -> str:
        """Return the grid in HTML: escaped, long ones folded with their full count."""
        shown, folded = self.rows[:_SHOWN], self.rows[_SHOWN:_MOST]
        parts = [f'<div class="svctrade"><style>{_CSS}</style>']
        parts.append(f"<p><strong>{escape(self.caption)}</strong></p>")
        parts.append(self._table(shown) if shown else "")
        if folded:
            count = f"{len(self.rows) - len(shown)} more of {len(self.rows)}"
            parts.append(f"<details><summary>{count}</summary>{self._table(folded)}")
            left = len(self.rows) - _MOST
            parts.append(f"<p>… {left} are not shown here</p>" if left > 0 else "")
            parts.append("</details>")
        parts.append("</div>")
        return "".join(parts)

    def _table(self, rows: Iterable[tuple[Cell, ...]]) -> str:
        head = "".join(f"<th{_class(h)}>{escape(h)}</th>" for h in self.headings)
        head = f"<thead><tr>{head}</tr></thead>" if head else ""
        body = "".join(
            f"<tr>{''.join(f'<td{_class(cell)}>{_html(cell)}</td>' for cell in row)}</tr>"
            for row in rows
        )
        return f"<table>{head}<tbody>{body}</tbody></table>"

    def rich(self, width: int | None = None, most: int | None = None) -> Any:
        """Return the caption and the table as rich draws them.

        Of a grid that is wider than *width* columns those that fit are drawn, and at *most* so many
        rows; how many more there are is said.

        Raises:
            MissingExtraError: rich is not installed.
        """
        column_width = self._fitting(width) if width else None
        if column_width is not None and column_width < len(self._widths):
            more = f"… {len(self._widths) - column_width} more columns"
            rows = [row[:column_width] for row in self.rows]
            return Grid(f"{self.caption} ({more})", self.headings[:column_width], rows).rich(None, most)
        left = len(self.rows) - len(self.rows[:most])
        caption = self.caption + (f" ({left} more rows)" if left else "")
        table = import_optional("rich.table", "rich").Table(
            box=import_optional("rich.box", "rich").SIMPLE_HEAD,
            show_header=bool(self.headings),
            padding=(0, 2, 0, 0),
            # Rows of several lines are told apart by an empty one.
            leading=2 * sum(any(map(_long, row)) for row in self.rows) > len(self.rows),
        )
        for n, heading in enumerate(self.headings or (self.rows or [()])[0]):
            number = bool(self.rows) and all(_class(row[n]) == _NUMBER for row in self.rows)
            table.add_column(
                _text(heading) if self.headings else "",
                overflow="fold",
                justify="right" if number else "left",
            )
        for row in self.rows[:most]:
            table.add_row(*map(_text, row))
        told = _text((Piece(caption, "quote"),))
        return import_optional("rich.console", "rich").Group(told, *((table,) if self.rows else ()))

    @property
    def _widths(self) -> list[int]:
        """How many terminal columns each column needs, its longest texts wrapped."""
        columns = zip(*([self.headings] if self.headings else []), *self.rows, strict=True)
        return [min(_WRAPPED, max(2 * len(_plain(c)) for c in column)) + 2 for column in columns]

    def _fitting(self, width: int) -> int:
        """Return how many columns fit, one at the least."""
        ends = accumulate(self._widths)
        return max(1, sum(end <= width for end in ends))


def _plain(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "".join(piece.text for piece in cell)


def _long(cell: Cell) -> bool:
    text = _plain(cell)
    return len(text) > _SHORT or "\n" in text


_NUMBER = ' class="n"'


def _class(cell: Cell) -> str:
    """Return the class of a cell: a number, or a text that is short, middling or long."""
    text = _plain(cell)
    if _DIGITS.fullmatch(text):
        return _NUMBER
    size = "s" if len(text) <= _SOLID else "m" if len(text) <= _SHORT else "t"
    return f' class="{size}"'


_DIGITS = re.compile("-?[0-9]+")


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


def visible(text: str) -> str:
    r"""Return *text* with what would command a terminal made visible.

    >>> visible("\x1b[31m")
    '␛[31m'
    """
    return text.translate(_CONTROLS)


_CONTROLS = {
    **{n: chr(0x2400 + n) for n in range(0x20) if chr(n) not in "\n\t"},
    **dict.fromkeys(range(0x7F, 0xA0), "\ufffd"),
}


def in_markdown(text: str) -> str:
    r"""Return *text* with what Markdown takes for its own escaped.

    >>> in_markdown("*甲*|<b>")
    '\\*甲\\*\\|\\<b\\>'
    """
    return text.translate(_ACTIVE)


_ACTIVE = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~&"})


def _text(cell: Cell) -> Any:
    """Return a cell as rich's text, in which nothing is taken for markup."""
    text = import_optional("rich.text", "rich").Text()
    for piece in (Piece(cell),) if isinstance(cell, str) else cell:
        text.append(visible(piece.text), _STYLES[piece.mark] if piece.mark else None)
    return text


def join_lines(*parts: Piece | str) -> tuple[Piece, ...]:
    """Return a cell whose parts stand on lines of their own.

    >>> [piece.mark for piece in join_lines("甲", Piece("乙", "faint"))]
    [None, None, 'faint']
    """
    return tuple(_apart(parts))


def _apart(parts: Iterable[Piece | str]) -> Iterator[Piece]:
    for n, part in enumerate(parts):
        if n:
            yield Piece("\n")
        yield Piece(part) if isinstance(part, str) else part
