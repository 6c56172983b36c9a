"""The rows of CSV, with cells of any length."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec, module_from_spec
from typing import Any

from .limits import MOST_BYTES


@cache
def _reader() -> Any:
    """Return the reader of the `csv` module, with a limit of its own for the length of a cell.

    ``csv.field_size_limit`` applies to the whole process. The module in C that has the limit is
    loaded a second time, as PEP 489 allows, so that the limit of the process stays.
    """
    spec = find_spec("_csv")
    if spec is None or spec.loader is None:  # pragma: no cover  # a Python without it
        return csv
    own: Any = module_from_spec(spec)
    spec.loader.exec_module(own)
    own.field_size_limit(MOST_BYTES)
    return own


def read_rows(text: str, delimiter: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    r"""Yield the cells of each row of CSV, and the number of its last line.

    Args:
        text: the CSV.
        delimiter: what is between two cells.
        strict: whether a quotation mark in a wrong place is an error.

    Raises:
        csv.Error: it is no CSV.

    >>> [*read_rows("a,b\n'c',d", ",")]
    [(1, ['a', 'b']), (2, ["'c'", 'd'])]
    """
    own = _reader()
    reader = own.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except own.Error as error:
        raise csv.Error(str(error)) from None
