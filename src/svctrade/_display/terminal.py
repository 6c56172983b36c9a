"""Grids as rich draws them, for terminals."""

from itertools import accumulate
from typing import Any

from ..exceptions import escape_controls, import_optional
from .grid import SHORT, Cell, Grid, Mark, Piece, is_number, pieces_of, plain_text
from .text import display_width

# Rows that a terminal shows of what is printed by rich.
MOST_ROWS = 20
# Terminal columns of a column of long texts.
_WRAPPED = 26

_STYLES: dict[Mark, str] = {
    "quote": "bold",
    "removed": "red strike",
    "added": "green",
    "faint": "dim",
}


def draw_grid(
    grid: Grid,
    width: int | None = None,
    most: int | None = None,
    more: str = " (… {} more columns)",
) -> Any:
    """Return a grid as rich draws it: its caption, and a table.

    Args:
        grid: the grid.
        width: terminal columns; the columns of the grid that do not fit are left out.
        most: how many rows are drawn; the rest are left out.
        more: what the caption says of columns that are left out.

    Returns:
        A renderable of rich; its caption says how many columns and rows are left out.

    Raises:
        MissingExtraError: rich is not installed.
    """
    widths = _widths(grid)
    # At least one column is drawn.
    fitting = max(1, sum(end <= width for end in accumulate(widths))) if width else len(widths)
    if fitting < len(widths):
        caption = grid.caption + more.format(len(widths) - fitting)
        rows = [row[:fitting] for row in grid.rows]
        return draw_grid(Grid(caption, grid.headings[:fitting], rows, grid.notes), None, most)
    left = len(grid.rows) - len(grid.rows[:most])
    caption = grid.caption + (f" ({left} more rows)" if left else "")
    table = import_optional("rich.table", "rich").Table(
        box=import_optional("rich.box", "rich").SIMPLE_HEAD,
        show_header=bool(grid.headings),
        padding=(0, 2, 0, 0),
        # An empty line separates rows of several lines.
        leading=2 * sum(any(map(_is_long, row)) for row in grid.rows) > len(grid.rows),
    )
    for n, heading in enumerate(grid.headings or (grid.rows or [()])[0]):
        number = bool(grid.rows) and all(is_number(row[n]) for row in grid.rows)
        table.add_column(
            _rich_text(heading) if grid.headings else "",
            overflow="fold",
            justify="right" if number else "left",
        )
    for row in grid.rows[:most]:
        table.add_row(*map(_rich_text, row))
    title = _rich_text((Piece(caption, "quote"),))
    notes = [_rich_text((Piece(note, "faint"),)) for note in grid.notes]
    return import_optional("rich.console", "rich").Group(
        title, *([table] if grid.rows else []), *notes
    )


def _widths(grid: Grid) -> list[int]:
    """Return how many terminal columns each column needs, its longest texts wrapped."""
    columns = zip(*([grid.headings] if grid.headings else []), *grid.rows, strict=True)
    widths = [max(display_width(plain_text(c)) for c in column) for column in columns]
    return [min(_WRAPPED, width) + 2 for width in widths]


def _is_long(cell: Cell) -> bool:
    text = plain_text(cell)
    return len(text) > SHORT or "\n" in text


def _rich_text(cell: Cell) -> Any:
    """Return a cell as a `rich.text.Text`, in which brackets are no markup."""
    text = import_optional("rich.text", "rich").Text()
    for piece in pieces_of(cell):
        text.append(escape_controls(piece.text), _STYLES[piece.mark] if piece.mark else None)
    return text
