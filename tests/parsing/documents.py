"""Documents and tables for the tests of reading."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Callable

import openpyxl
import pytest

import svctrade
from svctrade import (
    DocumentError,
    Edition,
)

EDITION = svctrade.edition()


ANNEX = EDITION.source.text


PLAN = """某省推动服务贸易创新发展实施方案

为贯彻国家部署，制定本方案。

一、总体要求
（一）指导思想。坚持创新。
二、重点任务
做好各项工作。
（一）扩大外资准入。推动开放（范围由国家确定）。
（省通信管理局牵头，省商务厅、
省发展改革委按职责分工负责）
（二）便利人员往来。优化签证。（省公安厅、省外办负责，列第一位者为牵头单位，下同）
（三）做好统计。责任单位：省商务厅、省统计局

三、保障措施
（一）加强领导。落实责任。（各地区、各有关部门按职责分工负责。）
附件：略
"""


def rows_of(edition: Edition, *, notes: bool = True) -> list[list[object]]:
    """Return an edition as the rows of a printed table, a task named once."""
    rows: list[list[object]] = [["附表"], [edition.title]]
    rows.append(["试点任务", "序号", "具体举措", "责任分工"])
    for task, measures in itertools.groupby(edition.measures, key=lambda m: m.task):
        head = f"{task.label}{task.title}\n{task.objective}"
        rows += [
            ["" if n else head, m.number, m.text, m.responsibility] for n, m in enumerate(measures)
        ]
    for note in edition.notes if notes else ():
        rows.append([f"{'注：' * (note.number == 1)}{note.number}.{note.text}"])
    return rows


def csv_of(rows: list[list[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def problems_of(read: Callable[[], object]) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        read()
    return [str(problem) for problem in caught.value.problems]


def workbook_of(rows: list[list[object]], *merged: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "封面"  # type: ignore[union-attr]  # a new workbook has a sheet
    sheet = book.create_sheet("表")
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
