"""Sheets as an Excel workbook, by openpyxl: to be read, filtered and printed as it is."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._extras import need
from .._listing import columns as width_of

# Each sheet: its columns by name and kind, and its rows.
Sheet = tuple[Sequence[tuple[str, str]], Iterable[Sequence[Any]]]

_WIDEST, _NARROWEST = 60, 8
_PAGE = 170  # how wide a page is that can still be read
_LINE = 15.0  # points
_MOST_POINTS = 409.0  # Excel's own limit
# A sheet's name has none of these, and at most so many characters.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_LONGEST_NAME = 31


def workbook_of(sheets: Mapping[str, Sheet]) -> bytes:
    """Return the content of a workbook with one sheet for each of *sheets*.

    Raises:
        MissingExtraError: openpyxl is not installed.
    """
    book = need("openpyxl", "excel").Workbook()
    book.remove(book.active)
    for name, (columns, rows) in sheets.items():
        title = name.translate(_NOT_IN_NAMES)[:_LONGEST_NAME]
        _fill(book.create_sheet(title), columns, [*rows])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Any, columns: Sequence[tuple[str, str]], rows: list[Sequence[Any]]) -> None:
    styles = need("openpyxl.styles", "excel")
    wrapped = styles.Alignment(vertical="top", wrap_text=True)
    rule = styles.Border(bottom=styles.Side(style="hair", color="808080"))
    widths = [_width(name, [row[n] for row in rows]) for n, (name, _) in enumerate(columns)]
    for at, row in enumerate([[name for name, _ in columns], *rows], start=1):
        for n, value in enumerate(row, start=1):
            cell = sheet.cell(at, n)
            cell.value = value
            if isinstance(value, str):
                # What begins with = is text all the same.
                cell.data_type = "s"
                cell.quotePrefix = value.startswith("=")
            cell.alignment = wrapped
            cell.border = rule
        sheet.row_dimensions[at].height = _height(row, widths)
    header = styles.PatternFill("solid", start_color="DDE6F0")
    for cell in sheet[1]:
        cell.font = styles.Font(bold=True)
        cell.fill = header
    letter = need("openpyxl.utils", "excel").get_column_letter
    for n, width in enumerate(widths, start=1):
        sheet.column_dimensions[letter(n)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.print_title_cols = "A:A"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth = max(1, round(sum(widths) / _PAGE))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _width(name: str, values: Iterable[Any]) -> float:
    """Return the width of a column, in characters; a Chinese one takes two."""
    widest = max(width_of(line) for value in (name, *values) for line in _lines(value))
    # The header has a button for its filter.
    return float(min(max(widest + 2, width_of(name) + 5, _NARROWEST), _WIDEST))


def _height(row: Sequence[Any], widths: Sequence[float]) -> float:
    """Return the height that a row takes with its texts wrapped, in points."""
    lines = max(
        sum(max(1, math.ceil(width_of(line) / (width - 2))) for line in _lines(value))
        for value, width in zip(row, widths, strict=True)
    )
    return min(lines * _LINE + 3, _MOST_POINTS)


def _lines(value: Any) -> list[str]:
    return str("" if value is None else value).split("\n")
