"""Excel workbooks, by openpyxl, laid out for reading, filtering and printing."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any

import attrs

from .._display.text import display_width
from ..exceptions import import_optional


@attrs.frozen
class Sheet:
    """A sheet: its name, the names of its columns, its rows, and the column that groups them."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    outline: str | None = None


_module = partial(import_optional, extra="excel")
# A cover: its name, and its rows of a label and a text.
Cover = tuple[str, Iterable[Sequence[str]]]

# For some columns, the ranges of the text of each row that are marked.
Marks = Mapping[str, Sequence[Sequence[tuple[int, int]]]]

_MARKED = "00A33B00"
_WIDEST, _NARROWEST = 60, 8
# For readers, the text and the statement are wide, and what follows them to the basis of the lead
# fits beside them.
_WIDE, _NARROW, _SHORT = 50.0, 20.0, range(3, 8)
_COVER_WIDTHS = (30.0, 100.0)
_PAGE = 170  # characters across a legible page
_LINE = 15.0  # points
_MOST_POINTS = 409.0  # the limit of Excel
# Excel does not allow these in the name of a sheet, nor more characters.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def build_workbook(
    sheets: Iterable[Sheet], marks: Marks | None = None, cover: Cover | None = None
) -> bytes:
    """Return the bytes of a workbook; *marks* are those of the first of *sheets*.

    Raises:
        MissingExtraError: openpyxl is not installed.
        ValueError: two sheets have one name, or no cell can hold a text.
    """
    book = _module("openpyxl").Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    if cover:
        taken.add(cover[0].casefold())
        _fill_cover(book.create_sheet(cover[0]), cover[1])
    for sheet in sheets:
        title = sheet.name.translate(_NOT_IN_NAMES).strip()[:_LONGEST_NAME]
        if not title or title.casefold() in taken:
            raise ValueError(
                f"each sheet of a workbook has a name of its own, not {sheet.name!r} again"
            )
        taken.add(title.casefold())
        placed = _fill(book.create_sheet(title), sheet)
        if marks:
            _mark(book[title], marks, placed)
            marks = None
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, made: Sheet) -> list[int]:
    """Fill a sheet, and return the number that each row has there."""
    styles = _module("openpyxl.styles")
    wrapped = styles.Alignment(vertical="top", wrap_text=True)
    numbered = styles.Alignment(vertical="top", wrap_text=True, horizontal="left")
    rule = styles.Border(bottom=styles.Side(style="hair", color="808080"))
    columns, rows = [*made.columns], [[*row] for row in made.rows]
    # The values of the last column are headings of their rows; it is there for filters.
    groups = [] if made.outline is None else [row[-1] for row in rows]
    widths = column_widths(columns, rows, grouped=made.outline is not None)
    number = 0
    placed: list[int] = []
    for n, row in enumerate([columns, *rows]):
        if groups and n and (n == 1 or groups[n - 1] != groups[n - 2]):
            number += 1
            _head_group(sheet, number, groups[n - 1], len(columns))
        number += 1
        placed += [number] if n else []
        for place, value in enumerate(row, start=1):
            cell = sheet.cell(number, place)
            cell.value = validate_cell(value, number, columns[place - 1])
            if isinstance(value, str):
                # A text that begins with = is no formula.
                cell.data_type = "s"
                cell.quotePrefix = value.startswith("=")
            cell.alignment = numbered if place == 1 else wrapped
            cell.border = rule
        sheet.row_dimensions[number].height = _height(row, widths)
        sheet.row_dimensions[number].outline_level = 1 if groups and n else 0
    header = styles.PatternFill("solid", start_color="DDE6F0")
    for cell in sheet[1]:
        cell.font = styles.Font(bold=True)
        cell.fill = header
    letter = _module("openpyxl.utils").get_column_letter
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[letter(n)].width = width
    sheet.freeze_panes = "A2"
    if not groups:  # sorting by a filter would mix the headings of groups with their rows
        sheet.auto_filter.ref = sheet.dimensions
    sheet.sheet_properties.outlinePr.summaryBelow = False
    sheet.print_title_rows = "1:1"
    _fit_to_page(sheet)
    sheet.print_area = f"A1:{letter(_legible(widths))}{number}"
    return placed


def _legible(widths: Sequence[float]) -> int:
    """Return how many of the first columns fit on a page across, one at the least."""
    sums = [sum(widths[: n + 1]) for n in range(len(widths))]
    return max(1, sum(whole <= _PAGE for whole in sums))


def _head_group(sheet: Any, number: int, text: Any, columns: int) -> None:
    """Write the heading of a group of rows, across all columns."""
    styles = _module("openpyxl.styles")
    cell = sheet.cell(number, 1)
    cell.value = validate_cell(text, number, "heading")
    cell.data_type = "s"
    cell.font = styles.Font(bold=True)
    for n in range(1, columns + 1):
        sheet.cell(number, n).fill = styles.PatternFill("solid", start_color="F0F3F7")
    sheet.row_dimensions[number].height = _LINE + 3


def _fill_cover(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    styles = _module("openpyxl.styles")
    wrapped = styles.Alignment(vertical="top", wrap_text=True)
    for at, row in enumerate(rows, start=1):
        for n, text in enumerate(row, start=1):
            cell = sheet.cell(at, n)
            cell.value = validate_cell(text, at, "cover")
            cell.data_type = "s"
            cell.alignment = wrapped
            cell.font = styles.Font(bold=n == 1 or at == 1)
        sheet.row_dimensions[at].height = _height(row, _COVER_WIDTHS)
    for letter, width in zip("AB", _COVER_WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.sheet_view.showGridLines = False
    _fit_to_page(sheet)
    sheet.page_setup.fitToHeight = 1


def _fit_to_page(sheet: Any) -> None:
    """Print a sheet on landscape A4, one page wide, with page numbers."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "&P / &N"


def _mark(sheet: Any, marks: Marks, placed: Sequence[int]) -> None:
    """Make the marked ranges bold and coloured, in rows that are *placed* there."""
    rich = _module("openpyxl.cell.rich_text")
    font = _module("openpyxl.cell.text").InlineFont(b=True, color=_MARKED)
    for cell in sheet[1]:
        rows = zip(placed, marks.get(cell.value, ()), strict=False)
        for row, ranges in ((row, ranges) for row, ranges in rows if ranges):
            target = sheet.cell(row, cell.column)
            parts: list[Any] = []
            text, at = target.value, 0
            for start, stop in sorted(ranges):
                parts += [text[at:start]] if start > at else []
                parts.append(rich.TextBlock(font, text[start:stop]))
                at = stop
            target.value = rich.CellRichText(*parts, *([text[at:]] if at < len(text) else []))


def validate_cell(value: Any, row: int, column: str) -> Any:
    """Return a value that a cell can hold.

    Raises:
        ValueError: it is too long, or has a character that no cell can hold.
    """
    if isinstance(value, str):
        wrong = _ILLEGAL.search(value)
        fault = f"the character {wrong[0]!r}" if wrong else f"{len(value)} characters"
        if wrong or len(value) > _LONGEST_TEXT:
            raise ValueError(
                f"row {row} of {column!r} has {fault}, which no cell of Excel can hold"
            )
    return value


def column_widths(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], *, grouped: bool
) -> list[float]:
    """Return the widths of the columns of a sheet in characters.

    Of one whose rows are *grouped*, for readers, the first columns fit on a page.
    """
    widths = [column_width(name, [row[n] for row in rows]) for n, name in enumerate(columns)]
    if not grouped:
        return widths
    return [min(width, _NARROW if n in _SHORT else _WIDE) for n, width in enumerate(widths)]


def column_width(name: str, values: Iterable[Any]) -> float:
    """Return the width of a column in characters; a Chinese character counts twice."""
    widest = max(display_width(line) for value in (name, *values) for line in _lines(value))
    # The header needs space for the button of its filter.
    return float(min(max(widest + 2, display_width(name) + 5, _NARROWEST), _WIDEST))


def _height(row: Sequence[Any], widths: Sequence[float]) -> float:
    """Return the height of a row with its texts wrapped, in points."""
    lines = max(
        sum(max(1, math.ceil(display_width(line) / (width - 2))) for line in _lines(value))
        for value, width in zip(row, widths, strict=True)
    )
    return min(lines * _LINE + 3, _MOST_POINTS)


def _lines(value: Any) -> list[str]:
    return str("" if value is None else value).split("\n")
