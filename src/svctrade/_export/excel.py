"""Excel workbooks, by openpyxl, laid out for reading, filtering and printing."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._display.text import display_width
from ..exceptions import import_optional

# A sheet: its name, the names of its columns, and its rows.
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Any]]]

# A cover: its name, and its rows of a label and a text.
Cover = tuple[str, Iterable[Sequence[str]]]

# For some columns, the ranges of the text of each row that are marked.
Marks = Mapping[str, Sequence[Sequence[tuple[int, int]]]]

_MARKED = "00A33B00"
_WIDEST, _NARROWEST = 60, 8
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
    book = import_optional("openpyxl", "excel").Workbook()
    book.remove(book.active)
    taken: set[str] = set()
    if cover:
        taken.add(cover[0].casefold())
        _fill_cover(book.create_sheet(cover[0]), cover[1])
    for name, columns, rows in sheets:
        title = name.translate(_NOT_IN_NAMES).strip()[:_LONGEST_NAME]
        if not title or title.casefold() in taken:
            raise ValueError(f"each sheet of a workbook has a name of its own, not {name!r} again")
        taken.add(title.casefold())
        _fill(book.create_sheet(title), columns, [*rows])
    if marks:
        _mark(book.worksheets[1 if cover else 0], marks)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, columns: Sequence[str], rows: list[Sequence[Any]]) -> None:
    styles = import_optional("openpyxl.styles", "excel")
    wrapped = styles.Alignment(vertical="top", wrap_text=True)
    rule = styles.Border(bottom=styles.Side(style="hair", color="808080"))
    widths = [column_width(name, [row[n] for row in rows]) for n, name in enumerate(columns)]
    for at, row in enumerate([columns, *rows], start=1):
        for n, value in enumerate(row, start=1):
            cell = sheet.cell(at, n)
            cell.value = validate_cell(value, at, columns[n - 1])
            if isinstance(value, str):
                # A text that begins with = is no formula.
                cell.data_type = "s"
                cell.quotePrefix = value.startswith("=")
            cell.alignment = wrapped
            cell.border = rule
        sheet.row_dimensions[at].height = _height(row, widths)
    header = styles.PatternFill("solid", start_color="DDE6F0")
    for cell in sheet[1]:
        cell.font = styles.Font(bold=True)
        cell.fill = header
    letter = import_optional("openpyxl.utils", "excel").get_column_letter
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[letter(n)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"
    _fit_to_page(sheet, max(1, round(sum(widths) / _PAGE)))


def _fill_cover(sheet: Any, rows: Iterable[Sequence[str]]) -> None:
    styles = import_optional("openpyxl.styles", "excel")
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
    _fit_to_page(sheet, 1)
    sheet.page_setup.fitToHeight = 1


def _fit_to_page(sheet: Any, pages: int) -> None:
    """Print a sheet on landscape A4, so many pages wide."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = pages
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _mark(sheet: Any, marks: Marks) -> None:
    """Make the marked ranges bold and coloured."""
    rich = import_optional("openpyxl.cell.rich_text", "excel")
    font = import_optional("openpyxl.cell.text", "excel").InlineFont(b=True, color=_MARKED)
    for cell in sheet[1]:
        rows = enumerate(marks.get(cell.value, ()), start=2)
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
