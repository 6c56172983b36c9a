"""A plan is read with what a person corrected in its review."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svctrade
from svctrade import DocumentError, Edition

PLAN = "某市方案\n1. 支持出海。（市商务局牵头）\n2. 优化通关。（责任单位：“”）\n"
TABLE = "序号,举措,责任分工\n1,支持出海。,市商务局牵头\n2,优化通关。,责任单位：“”\n"
READERS: dict[str, Callable[..., Edition]] = {
    "document": lambda **options: svctrade.read_document(PLAN, **options),
    "table": lambda **options: svctrade.read_table(TABLE, **options),
}


def workbook_of(edition: Edition, cell: str, value: str) -> bytes:
    """Return the workbook of a review in which a cell of a measure is corrected."""
    written, out = io.BytesIO(), io.BytesIO()
    edition.review().to_excel(written)
    book: Any = openpyxl.load_workbook(io.BytesIO(written.getvalue()))
    book["measures"][cell].value = value
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_readers_take_corrections(read: Callable[..., Edition], tmp_path: Path) -> None:
    """A path, bytes or an open file; what could not be read need not be any longer."""
    with pytest.raises(DocumentError):
        read()
    workbook = workbook_of(read(strict=False), "D3", "市财政局负责")
    (tmp_path / "review.xlsx").write_bytes(workbook)
    for given in (workbook, io.BytesIO(workbook), tmp_path / "review.xlsx"):
        edition = read(corrections=given)
        assert edition.problems == ()
        assert [body.name for body in edition.measures[1].bodies()] == ["市财政局"]


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_readers_are_strict_about_what_was_not_corrected(read: Callable[..., Edition]) -> None:
    """A place that still cannot be read is an error, or with strict=False is listed."""
    workbook = workbook_of(read(strict=False), "C2", "支持企业出海。")
    with pytest.raises(DocumentError) as caught:
        read(corrections=workbook)
    edition = read(corrections=workbook, strict=False)
    assert edition.problems == caught.value.problems != ()
    assert edition.measures[0].text == "支持企业出海。"


def test_read_table_takes_no_title_from_rows() -> None:
    """Rows have no title, and a problem of CSV is in no sheet."""
    rows = [{"举措": "支持出海。", "责任单位": "市商务局"}]
    assert svctrade.read_table(rows).publication == svctrade.Publication("")
    with pytest.raises(DocumentError, match=r"line 1, column 1: expected headings") as caught:
        svctrade.read_table("甲,乙\n1,2\n")
    assert [problem.path for problem in caught.value.problems] == [None]
