"""A table under construction: cells are added row by row, merged ones once."""

from __future__ import annotations

from collections.abc import Iterable

import attrs

from .blocks import Cell, FilePlace, TableBlock
from .limits import MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, refuse


@attrs.define
class CellDraft:
    """A cell that may still grow."""

    text: str
    place: FilePlace
    column: int
    row_span: int = 1
    column_span: int = 1
    # The texts of cells that were merged into it.
    more: list[str] = attrs.field(factory=list[str])

    def finish(self, most_rows: int) -> Cell:
        """Return the cell, reaching over no more rows than there are."""
        rows = min(self.row_span, most_rows)
        text = "\n".join(filter(None, (self.text, *self.more))) if self.more else self.text
        return Cell(text, self.place, self.column, rows, self.column_span)


def check_tables(tables: Iterable[TableBlock]) -> None:
    """Refuse tables of more cells or characters than a document has, merged cells spread out."""
    cells, characters = MOST_CELLS, MOST_CHARACTERS
    for table in tables:
        cells -= table.width * len(table.rows)
        for row in table.rows:
            characters -= sum(len(c.text) * c.row_span * c.column_span for c in row)
        if cells < 0 or characters < 0:
            expected = f"tables of at most {MOST_CELLS} cells and {MOST_CHARACTERS} characters"
            raise refuse(expected, "more, with merged cells spread out", path=str(table.place))


class TableDraft:
    """The rows of a table while it is read."""

    def __init__(self, place: FilePlace, title: str = "") -> None:
        self.place = place
        self.title = title
        self.rows: list[list[CellDraft]] = []
        self.header_rows = 0
        self._width = 0
        # For each column, in how many further rows a merged cell covers it.
        self._covered: dict[int, int] = {}
        self._next: dict[int, int] = {}

    def start_row(self) -> None:
        """Begin a row."""
        self.rows.append([])
        self._covered = {column: rows - 1 for column, rows in self._next.items() if rows > 1}
        self._next = dict(self._covered)
        self._check()

    def free_column(self, column: int = 0) -> int:
        """Return the first column from *column* on that no merged cell from above covers."""
        while column in self._covered:
            column += 1
        return column

    def add_cell(
        self, text: str, place: FilePlace, column: int, *, row_span: int = 1, column_span: int = 1
    ) -> CellDraft:
        """Add a cell to the row that was begun last."""
        if column + column_span > MOST_COLUMNS:
            found = f"a cell in column {column + column_span}"
            raise refuse(f"a table of at most {MOST_COLUMNS} columns", found, path=str(place))
        cell = CellDraft(text, place, column, row_span, column_span)
        self.rows[-1].append(cell)
        self._width = max(self._width, column + column_span)
        if row_span > 1:
            self._next.update(dict.fromkeys(range(column, column + column_span), row_span))
        self._check()
        return cell

    def _check(self) -> None:
        if self._width * len(self.rows) > MOST_CELLS:
            found = f"{len(self.rows)} rows of {self._width} columns"
            raise refuse(f"a table of at most {MOST_CELLS} cells", found, path=str(self.place))

    def finish(self) -> list[TableBlock]:
        """Return the table without empty rows at its end; nothing where it has no text."""
        while self.rows and not any(c.text or any(c.more) for c in self.rows[-1]):
            self.rows.pop()
        if not self.rows:
            return []
        count = len(self.rows)
        rows = tuple(
            tuple(cell.finish(count - at) for cell in row) for at, row in enumerate(self.rows)
        )
        return [TableBlock(rows, self.place, self.title, min(self.header_rows, count))]
