"""Grids as HTML, for notebooks."""

import re
from collections.abc import Iterable
from html import escape

from .grid import SHORT, Cell, Grid, Mark, Piece, is_number, pieces_of, plain_text
from .options import options

# Rows before the rest is folded, and rows in all.
_SHOWN, _MOST = 10, 1000
_FOLDED = {
    "en": ("{} more of {}", "… {} are not shown here"),
    "zh": ("另有{}行，共{}行", "……其余{}行未显示"),
}
# Characters of a text that is not wrapped.
_SOLID = 10

_ELEMENTS: dict[Mark, str] = {"quote": "mark", "removed": "del", "added": "ins", "faint": "small"}
# Transparent shades, which are legible on light and dark pages. The class is named twice, because
# Jupyter's own style of tables names two.
_CSS = """
.svctrade {overflow-x: auto}
.svctrade p {white-space: pre-line}
.svctrade.svctrade table {border-collapse: collapse; table-layout: auto; text-align: left;
 width: 100%}
.svctrade.svctrade th, .svctrade.svctrade td {border: 0; max-width: none;
 border-bottom: 1px solid rgba(128, 128, 128, .35); padding: .35em .7em; text-align: left;
 vertical-align: top; white-space: pre-line}
.svctrade.svctrade .n {text-align: right}
.svctrade.svctrade .s {white-space: nowrap}
.svctrade .m {min-width: 7em}
.svctrade .t {min-width: 14em}
.svctrade tr, .svctrade tbody tr:nth-child(odd) {background: transparent}
.svctrade summary {cursor: pointer; padding: .5em .7em}
.svctrade mark {background: rgba(255, 190, 0, .35); color: inherit}
.svctrade ins {background: rgba(0, 160, 60, .25); text-decoration: none}
.svctrade del {background: rgba(220, 40, 40, .25)}
.svctrade small {opacity: .75}
"""


# Letters that are written from right to left, and controls of the direction.
_DIRECTED = (
    "[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def escape_html(text: str) -> str:
    """Return *text* for HTML; its direction of writing does not reach the text around it.

    >>> escape_html("甲<b>"), escape_html("\u202e甲")
    ('甲&lt;b&gt;', '<bdi>\u202e甲</bdi>')
    """
    escaped = escape(text)
    return f"<bdi>{escaped}</bdi>" if re.search(_DIRECTED, text) else escaped


def render_html(grid: Grid) -> str:
    """Return a grid as HTML; the rows of a long one are folded, with their number."""
    shown, folded = grid.rows[:_SHOWN], grid.rows[_SHOWN:_MOST]
    parts = [f'<div class="svctrade"><style>{_CSS}</style>']
    parts.append(f"<p><strong>{escape_html(grid.caption)}</strong></p>")
    parts.append(_table(grid.headings, shown) if shown else "")
    if folded:
        more, rest = _FOLDED[options.lang]
        count = more.format(len(grid.rows) - len(shown), len(grid.rows))
        parts.append(f"<details><summary>{count}</summary>{_table(grid.headings, folded)}")
        left = len(grid.rows) - _MOST
        parts.append(f"<p>{rest.format(left)}</p>" if left > 0 else "")
        parts.append("</details>")
    parts += [f"<p><small>{escape_html(note)}</small></p>" for note in grid.notes]
    parts.append("</div>")
    return "".join(parts)


def _table(headings: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> str:
    head = "".join(f"<th{_class(h)}>{escape_html(h)}</th>" for h in headings)
    head = f"<thead><tr>{head}</tr></thead>" if head else ""
    body = "".join(
        f"<tr>{''.join(f'<td{_class(cell)}>{_render(cell)}</td>' for cell in row)}</tr>"
        for row in rows
    )
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _class(cell: Cell) -> str:
    """Return the CSS class of a cell: a number, or a text that is short, medium or long."""
    length = len(plain_text(cell))
    size = "s" if length <= _SOLID else "m" if length <= SHORT else "t"
    return f' class="{"n" if is_number(cell) else size}"'


def _render(cell: Cell) -> str:
    return "".join(_render_piece(piece) for piece in pieces_of(cell))


def _render_piece(piece: Piece) -> str:
    text = escape_html(piece.text)
    if piece.mark is None:
        return text
    element = _ELEMENTS[piece.mark]
    return f"<{element}>{text}</{element}>"
