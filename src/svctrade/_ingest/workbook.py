"""An Excel workbook as rows, read by openpyxl; what is merged says the same in each cell."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Any

from .._extras import need
from ..exceptions import DocumentError, Problem

Rows = list[list[object]]

ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# Unpacked, a table of this genre has some megabytes; what has far more is no table.
MOST_UNPACKED = 64 * 1024 * 1024
_MOST_CELLS = 5_000_000


def sheets_of(content: bytes) -> Iterator[Rows]:
    """Yield the rows of each sheet.

    Raises:
        MissingExtraError: openpyxl is not installed.
        DocumentError: it is no workbook, or larger than one can be.
    """
    openpyxl = need("openpyxl", "excel")
    with _refusing():
        excess = _excess(content)
    if excess:
        raise _refused(excess)
    with _refusing():
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    for sheet in book.worksheets:
        if sheet.max_row * sheet.max_column > _MOST_CELLS:
            raise _refused(f"a sheet of at most {_MOST_CELLS} cells")
        yield _rows(sheet)


@contextmanager
def _refusing() -> Generator[None, None, None]:
    """Refuse a workbook that is damaged, whatever the library that reads it makes of that."""
    try:
        yield
    except Exception as error:
        raise _refused(f"an Excel workbook (.xlsx) ({type(error).__name__})") from error


def _refused(expected: str) -> DocumentError:
    return DocumentError((Problem(1, 1, "", expected),))


def _excess(content: bytes) -> str | None:
    """Return what a workbook should have been that would unpack to more than memory can hold."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_UNPACKED:
            return f"a workbook of at most {MOST_UNPACKED} bytes unpacked"
        for part in archive.infolist():
            if re.search(rb"<!(?:DOCTYPE|ENTITY)", archive.read(part)):
                return "a workbook without entities of its own"
    return None


def _rows(sheet: Any) -> Rows:
    rows = [[*values] for values in sheet.iter_rows(values_only=True)]
    for merged in sheet.merged_cells.ranges:
        value = rows[merged.min_row - 1][merged.min_col - 1]
        for row in rows[merged.min_row - 1 : merged.max_row]:
            width = min(merged.max_col, len(row)) - merged.min_col + 1
            row[merged.min_col - 1 : merged.max_col] = [value] * width
    return rows
