"""Workbooks (.xlsx), read by openpyxl: a table for each sheet, merged cells once."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import attrs
import openpyxl.reader.excel

from ...exceptions import DocumentError
from .archives import check_xml
from .blocks import FileContent, FilePlace, Metadata, Remark, RemarkKind, TableBlock
from .detection import Kind
from .limits import MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, MOST_SHEETS, refuse
from .patterns import tidy
from .tables import TableDraft

_WHOLE = "a workbook (.xlsx) that is whole: open it in Excel or WPS and save it again"
_SHEETS = "xl/worksheets/"
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]*)([0-9]+)["']""")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"'
)
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# WPS writes a picture in a cell as this formula.
_PICTURE = ("=DISPIMG(", "=_xlfn.DISPIMG(")
_LONGEST_NUMBER = len(str(MOST_ROWS))
_COMMENT = re.compile(rb"<(?:\w+:)?comment\s")
_IS_HIDDEN = rb"""\s[^>]*\bhidden=["'](?:1|true)["'][^>]*>"""
_HIDDEN_ROW = re.compile(rb"<(?:\w+:)?row" + _IS_HIDDEN + rb"\s*<(?:\w+:)?c[\s>]")
_HIDDEN_COLUMNS = re.compile(rb"<(?:\w+:)?col" + _IS_HIDDEN)
_ENDS = re.compile(rb"""\b(min|max)=["']([0-9]{1,7})["']""")
_Area = tuple[int, int, int, int]
_Hidden = tuple[int, list[tuple[int, int]]]


class _WorkbookReader(openpyxl.reader.excel.ExcelReader):
    """The reader of a workbook, without the charts that are sheets: openpyxl fails at some."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.charts: list[str] = []

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:  # noqa: ARG002  # the library's signature
        self.charts.append(str(sheet.name))


def read_excel(content: bytes) -> FileContent:
    """Read a workbook.

    Raises:
        DocumentError: it is damaged, or larger than a table is.
    """
    with warnings.catch_warnings():
        # openpyxl warns of what it leaves out, such as the validation of cells.
        warnings.simplefilter("ignore")
        return _read_workbook(content)


def _read_workbook(content: bytes) -> FileContent:
    parts = check_xml(content)
    merged: dict[str, list[_Area]] = {}
    hidden: dict[str, _Hidden] = {}
    unknown = 0
    for name, part in parts.items():
        if name.startswith(_SHEETS):
            _check_references(name, part)
            merged[name] = [_area(found) for found in _MERGED.finditer(part)]
            hidden[name] = _hidden_in(part)
            unknown += len(_NO_VALUE.findall(part))
    remarks = list(_remarks(parts, unknown))
    try:
        reader = _WorkbookReader(io.BytesIO(content), read_only=True, data_only=True)
        reader.read()
        sheets: list[Any] = list(reader.wb.worksheets)
    except Exception as error:  # openpyxl raises many kinds for what is damaged
        raise refuse(_WHOLE, f"a damaged one ({type(error).__name__})") from error
    for title in reader.charts:
        message = f"The sheet {title!r} is a chart; it was left out."
        remarks.append(Remark(RemarkKind.OBJECT, message))
    _check_sheets(sheets)
    blocks: list[TableBlock] = []
    left = _Left()
    for sheet in sheets:
        title = str(sheet.title)
        found = _read_sheet(sheet, title, merged, remarks, left)
        blocks += found
        if found and sheet.sheet_state != "visible":
            message = f"The sheet {title!r} is hidden; it was read."
            remarks.append(Remark(RemarkKind.HIDDEN, message))
        rows, columns = hidden.get(_part_of(sheet), (0, []))
        width = max((block.width for block in found), default=0)
        if rows:
            message = f"The sheet {title!r} has hidden rows; they were read."
            remarks.append(Remark(RemarkKind.HIDDEN, message, count=rows))
        if shown := sum(max(0, min(last, width) - first + 1) for first, last in columns):
            message = f"The sheet {title!r} has hidden columns; they were read."
            remarks.append(Remark(RemarkKind.HIDDEN, message, count=shown))
    return FileContent(Kind.EXCEL, tuple(blocks), Metadata(), tuple(remarks))


def _remarks(parts: dict[str, bytes], unknown: int) -> Iterator[Remark]:
    if unknown:
        message = "Formulas have no stored value; open the file in Excel or WPS and save it."
        yield Remark(RemarkKind.FORMULA, message, count=unknown)
    comments = sum(len(_COMMENT.findall(part)) for part in parts.values())
    if comments:
        yield Remark(RemarkKind.COMMENT, "Comments were left out.", count=comments)
    drawings = sum(name.startswith("xl/drawings/drawing") for name in parts)
    if drawings:
        yield Remark(RemarkKind.OBJECT, "Drawings or images were left out.", count=drawings)
    if any(name.startswith("xl/externalLinks/externalLink") for name in parts):
        yield Remark(RemarkKind.EXTERNAL, "Content outside the file was not fetched.")


def _check_references(name: str, part: bytes) -> None:
    """Refuse a sheet with cells where Excel has none: a reader would fill the rows before them."""
    for found in _REFERENCE.finditer(part):
        letters, digits = found.groups()
        far = len(digits) > _LONGEST_NUMBER or int(digits) > MOST_ROWS
        if far or len(letters) > 3 or _column(letters) > MOST_COLUMNS:  # noqa: PLR2004  # XFD is the last
            place = (letters + digits[:20]).decode("ascii")
            raise refuse(
                f"a sheet of at most {MOST_ROWS} rows and {MOST_COLUMNS} columns",
                f"a cell or row {place} in {name}",
            )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _hidden_in(part: bytes) -> _Hidden:
    """Return how many rows with cells are hidden on a sheet, and the columns that are."""
    ends = (dict(_ENDS.findall(tag)) for tag in _HIDDEN_COLUMNS.findall(part))
    columns = [(int(end.get(b"min", 1)), int(end.get(b"max", MOST_COLUMNS))) for end in ends]
    return len(_HIDDEN_ROW.findall(part)), columns


def _area(found: re.Match[bytes]) -> _Area:
    left, top, right, bottom = found.groups()
    return _column(left), int(top), _column(right), int(bottom)


def _check_sheets(sheets: list[Any]) -> None:
    """Refuse more sheets than a workbook has; many could be one part, read again for each."""
    parts = {_part_of(sheet) for sheet in sheets}
    if len(sheets) > MOST_SHEETS or len(parts) < len(sheets):
        found = f"{len(sheets)} sheets in {len(parts)} parts"
        raise refuse(f"at most {MOST_SHEETS} sheets, each in a part of its own", found)


def _part_of(sheet: Any) -> str:
    return str(sheet._worksheet_path).lstrip("/")  # noqa: SLF001  # it has no other name


@attrs.define
class _Left:
    """How many cells, filled or empty, and characters a workbook may still have."""

    cells: int = MOST_CELLS
    characters: int = MOST_CHARACTERS

    def take(self, row: tuple[Any, ...], title: str) -> None:
        """Count a row, in which a text that many cells share is counted for each."""
        self.cells -= max(1, len(row))
        self.characters -= sum(len(cell.value) for cell in row if isinstance(cell.value, str))
        if self.cells < 0 or self.characters < 0:
            found = f"more, up to {title!r}"
            expected = f"sheets of at most {MOST_CELLS} cells and {MOST_CHARACTERS} characters"
            raise refuse(expected, found)


def _rows_of(sheet: Any, title: str, left: _Left) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        sheet.reset_dimensions()  # what a file says of its size may be wrong
        for row in sheet.iter_rows():
            left.take(row, title)
            rows.append(_texts(row))
    except DocumentError:
        raise
    except Exception as error:  # openpyxl raises many kinds for what is damaged
        raise refuse(_WHOLE, f"a damaged sheet {title!r} ({type(error).__name__})") from error
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _read_sheet(
    sheet: Any, title: str, merged: dict[str, list[_Area]], remarks: list[Remark], left: _Left
) -> list[TableBlock]:
    rows = _rows_of(sheet, title, left)
    width = max(map(len, rows), default=0)
    if width * len(rows) > MOST_CELLS:
        found = f"{len(rows)} rows of {width} columns on {title!r}"
        raise refuse(f"a sheet of at most {MOST_CELLS} cells", found)
    spans, covered = _spread(merged.get(_part_of(sheet), []), len(rows), width)
    draft = TableDraft(FilePlace(1, path=f"sheet {title!r}"), title)
    for at, row in enumerate(rows):
        draft.start_row()
        for column, text in enumerate(row):
            place = FilePlace(at + 1, path=f"sheet {title!r}, row {at + 1}, column {column + 1}")
            if (at, column) in covered:
                if text:
                    message = "A value that merged cells hide was left out."
                    remarks.append(Remark(RemarkKind.HIDDEN, message, text, place))
                continue
            picture = text.startswith(_PICTURE)
            if picture:
                message = "A picture in a cell was left out."
                remarks.append(Remark(RemarkKind.IMAGE, message, place=place))
            down, across = spans.get((at, column), (1, 1))
            if (text and not picture) or (down, across) != (1, 1):
                shown = "" if picture else text
                draft.add_cell(shown, place, column, row_span=down, column_span=across)
    return draft.finish()


def _spread(
    merged: list[_Area], rows: int, width: int
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """Return how far merged cells reach on the filled part of a sheet, and what they cover."""
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    left_over = MOST_CELLS
    for left, top, right, bottom in merged:
        down, across = min(bottom, rows) - top + 1, min(right, width) - left + 1
        left_over -= max(down, 0) * max(across, 0)
        if left_over < 0:
            raise refuse(f"merged cells of at most {MOST_CELLS} cells", "more")
        if down < 1 or across < 1:
            continue
        spans[top - 1, left - 1] = down, across
        covered.update(
            (row, column)
            for row in range(top - 1, top - 1 + down)
            for column in range(left - 1, left - 1 + across)
            if (row, column) != (top - 1, left - 1)
        )
    return spans, covered


def _texts(row: tuple[Any, ...]) -> list[str]:
    """Return the texts of a row down to its last cell that has one."""
    texts = [_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _text(cell: Any) -> str:  # noqa: PLR0911  # one for each type
    """Return what a cell shows, as far as its value says it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(filter(None, map(tidy, value.splitlines())))
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else str(value)
    if isinstance(value, (date, time)):
        return str(value)
    if "%" in str(cell.number_format):
        return f"{value * 100:.10g}%"
    return f"{value:.15g}"
