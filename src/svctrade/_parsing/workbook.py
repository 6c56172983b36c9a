"""Read an Excel workbook as rows with openpyxl; a merged value is repeated in each cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from ..exceptions import DocumentError, Problem, import_optional

Rows = list[list[object]]

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# A table of this genre has a few megabytes unpacked.
MOST_UNPACKED = 64 * 1024 * 1024
_MOST_CELLS = 2_000_000
# One object for all empty rows: a sheet may have very many.
_EMPTY: list[object] = []


def read_sheets(content: bytes) -> Iterator[tuple[str, Rows]]:
    """Yield the name and the rows of each sheet.

    Raises:
        MissingExtraError: openpyxl is not installed.
        DocumentError: *content* is not a workbook, or is too large.
    """
    openpyxl = import_optional("openpyxl", "excel")
    with _refuse_damaged():
        limit = _exceeded_limit(content)
    if limit:
        raise _refused(limit)
    with _refuse_damaged():
        merged = _merged_areas(content)
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True, read_only=True)
        sheets = [(sheet, str(sheet.title)) for sheet in book.worksheets]
    for sheet, title in sheets:
        sheet.reset_dimensions()  # the size that a file declares may be wrong
        with _refuse_damaged():
            rows = _read_rows(sheet)
        _spread_merged(rows, merged.get(sheet._worksheet_path.lstrip("/"), ()))  # noqa: SLF001  # there is no public name
        yield title, rows


@contextmanager
def _refuse_damaged() -> Generator[None, None, None]:
    """Raise a `DocumentError` for any error of openpyxl."""
    try:
        yield
    except DocumentError:
        raise
    except Exception as error:
        raise _refused(f"an Excel workbook (.xlsx) ({type(error).__name__})") from error


def _refused(expected: str) -> DocumentError:
    return DocumentError((Problem(1, 1, "", expected),))


def _exceeded_limit(content: bytes) -> str | None:
    """Return the limit that a workbook exceeds, if it exceeds one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            return f"a workbook of at most {MOST_UNPACKED} bytes unpacked"
        for part in archive.infolist():
            if re.search(rb"<!(?:DOCTYPE|ENTITY)", archive.read(part)):
                return "a workbook without entities of its own"
    return None


_Area = tuple[int, int, int, int]
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"'
)


def _merged_areas(content: bytes) -> dict[str, list[_Area]]:
    """Return the merged areas of each sheet, by the path of its part."""
    bounds = import_optional("openpyxl.utils", "excel").range_boundaries
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            path: [bounds(ref.decode("ascii")) for ref in _MERGED.findall(archive.read(path))]
            for path in archive.namelist()
            if path.startswith("xl/worksheets/")
        }


def _read_rows(sheet: Any) -> Rows:
    """Return the rows, down to the last that has a value."""
    rows: Rows = []
    last = cells = 0
    for values in sheet.iter_rows(values_only=True):
        filled = any(value is not None for value in values)
        rows.append([*map(_cell_value, values)] if filled else _EMPTY)
        last = len(rows) if filled else last
        cells += len(rows[-1])
        if cells > _MOST_CELLS:
            raise _too_many()
    return rows[:last]


def _spread_merged(rows: Rows, merged: Iterable[_Area]) -> None:
    """Repeat the value of each merged area in its cells, down to the last row."""
    width = max(map(len, rows), default=0)
    cells = sum(map(len, rows))
    for left, top, right, bottom in merged:
        first = rows[top - 1] if top <= len(rows) else _EMPTY
        value = first[left - 1] if len(first) >= left else None
        if value is None:
            continue
        stop = min(right, width)
        for at in range(top - 1, min(bottom, len(rows))):
            rows[at] = _fill(rows[at], left - 1, stop, value)
            cells += stop
            if cells > _MOST_CELLS:
                raise _too_many()


def _fill(row: list[object], start: int, stop: int, value: object) -> list[object]:
    filled = [*row, *[None] * (stop - len(row))]
    filled[start:stop] = [value] * (stop - start)
    return filled


def _cell_value(value: Any) -> object:
    """Return the value of a cell; what is neither text, a number nor a date as Excel shows it."""
    if isinstance(value, bool):
        return str(value).upper()
    return value if value is None or isinstance(value, (str, int, float, date)) else str(value)


def _too_many() -> DocumentError:
    return _refused(f"a sheet of at most {_MOST_CELLS} cells")
