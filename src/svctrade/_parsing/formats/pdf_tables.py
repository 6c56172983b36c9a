"""Ruled tables on the pages of a PDF: the lines make cells, and the characters lie in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import attrs

from .pdfium import Glyph, Page, Rule, Run

_NEAR = 3.0
_MOST_RULES = 1_500
_FEWEST_CELLS = 2
_OVERHANG = 10.0


@attrs.frozen
class RuledCell:
    """A cell: its first row and column, and how many of them it covers."""

    row: int
    column: int
    row_span: int
    column_span: int


@attrs.define
class RuledTable:
    """A table on a page: where its columns and rows part, and its cells."""

    xs: list[float]
    ys: list[float]  # from the top down
    cells: list[RuledCell]
    # The text in each cell.
    content: list[list[Glyph | Run]] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        self.content = [[] for _ in self.cells]
        self._grid = {
            (row, column): at
            for at, cell in enumerate(self.cells)
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    _grid: dict[tuple[int, int], int] = attrs.field(init=False, factory=dict[tuple[int, int], int])

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.ys[-1]

    def cell_at(self, x: float, y: float) -> int | None:
        """Return the index of the cell at a point, or ``None`` outside the table."""
        column = bisect_right(self.xs, x) - 1
        row = bisect_right([-edge for edge in self.ys], -y) - 1
        return self._grid.get((row, column))


def find_tables(page: Page) -> list[RuledTable]:
    """Return the ruled tables of a page, from the top down."""
    if page.crowded:
        return []
    rows, columns = _merge(page.horizontal), _merge(page.vertical)
    if len(rows) > _MOST_RULES or len(columns) > _MOST_RULES:
        page.crowded = True
        return []
    tables = [
        table
        for horizontal, vertical in _connected(rows, columns)
        if (table := _table(horizontal, vertical)) is not None
    ]
    return sorted(tables, key=lambda table: -table.top)


def _merge(rules: Sequence[Rule]) -> list[Rule]:
    """Return the lines with those that continue each other made one."""
    merged: list[Rule] = []
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][0].at <= _NEAR:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    for group in groups:
        at = sum(rule.at for rule in group) / len(group)
        ordered = sorted(group, key=lambda rule: rule.start)
        start, end = ordered[0].start, ordered[0].end
        for rule in ordered[1:]:
            if rule.start <= end + _NEAR:
                end = max(end, rule.end)
            else:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
        merged.append(Rule(at, start, end))
    return merged


def _connected(horizontal: list[Rule], vertical: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Return the lines in groups that cross or touch each other."""
    lines = _Sets(len(horizontal) + len(vertical))
    positions = [rule.at for rule in vertical]  # in order, as they were merged
    for i, row in enumerate(horizontal):
        first = bisect_right(positions, row.start - _NEAR)
        last = bisect_right(positions, row.end + _NEAR)
        for j in range(first, last):
            column = vertical[j]
            if column.start - _NEAR <= row.at <= column.end + _NEAR:
                lines.join(i, len(horizontal) + j)
    both = [*horizontal, *vertical]
    return [
        (
            [both[at] for at in group if at < len(horizontal)],
            [both[at] for at in group if at >= len(horizontal)],
        )
        for group in lines.groups()
    ]


class _Sets:
    """Numbers in sets that are joined one by one."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def _root(self, at: int) -> int:
        while self._parents[at] != at:
            self._parents[at] = self._parents[self._parents[at]]
            at = self._parents[at]
        return at

    def join(self, one: int, other: int) -> None:
        """Make one set of the sets of two numbers."""
        self._parents[self._root(one)] = self._root(other)

    def groups(self) -> list[list[int]]:
        """Return the sets."""
        groups: dict[int, list[int]] = {}
        for at in range(len(self._parents)):
            groups.setdefault(self._root(at), []).append(at)
        return list(groups.values())


def _crosses(rules: Sequence[Rule], at: float) -> bool:
    """Return whether one of the lines passes a point."""
    return any(rule.start <= at <= rule.end for rule in rules)


def _distinct(positions: Sequence[float]) -> list[float]:
    found: list[float] = []
    for position in sorted(positions):
        if not found or position - found[-1] > _NEAR:
            found.append(position)
    return found


def _table(horizontal: list[Rule], vertical: list[Rule]) -> RuledTable | None:
    """Return the table that lines make, or ``None`` for a frame or a few strokes."""
    if not (horizontal and vertical):
        return None
    xs = _distinct([rule.at for rule in vertical])
    ys = _distinct([rule.at for rule in horizontal])
    # A table may be open at its sides, and where a page ends.
    left, right = min(r.start for r in horizontal), max(r.end for r in horizontal)
    low, high = min(r.start for r in vertical), max(r.end for r in vertical)
    xs = [*([left] if left < xs[0] - _OVERHANG else []), *xs]
    xs += [right] if right > xs[-1] + _OVERHANG else []
    ys = [*([low] if low < ys[0] - _OVERHANG else []), *ys]
    ys += [high] if high > ys[-1] + _OVERHANG else []
    ys.reverse()
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 1 or columns < 1 or rows * columns < _FEWEST_CELLS:
        return None
    return RuledTable(xs, ys, _cells(xs, ys, horizontal, vertical))


def _cells(
    xs: list[float], ys: list[float], horizontal: list[Rule], vertical: list[Rule]
) -> list[RuledCell]:
    """Return the cells: boxes of the grid, joined where no line parts them."""
    rows, columns = len(ys) - 1, len(xs) - 1
    boxes = _Sets(rows * columns)
    beside = [[rule for rule in vertical if abs(rule.at - x) <= _NEAR] for x in xs]
    below = [[rule for rule in horizontal if abs(rule.at - y) <= _NEAR] for y in ys]
    for row in range(rows):
        middle = (ys[row] + ys[row + 1]) / 2
        for column in range(1, columns):
            if not _crosses(beside[column], middle):
                boxes.join(row * columns + column, row * columns + column - 1)
    for column in range(columns):
        middle = (xs[column] + xs[column + 1]) / 2
        for row in range(1, rows):
            if not _crosses(below[row], middle):
                boxes.join(row * columns + column, (row - 1) * columns + column)
    cells: list[RuledCell] = []
    for group in boxes.groups():
        top, left = min(at // columns for at in group), min(at % columns for at in group)
        bottom, right = max(at // columns for at in group), max(at % columns for at in group)
        if len(group) == (bottom - top + 1) * (right - left + 1):
            cells.append(RuledCell(top, left, bottom - top + 1, right - left + 1))
        else:  # lines that make no rectangle: each box by itself
            cells.extend(RuledCell(*divmod(at, columns), 1, 1) for at in group)
    return sorted(cells, key=lambda cell: (cell.row, cell.column))
