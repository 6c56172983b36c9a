"""Problems of documents in Chinese: what was expected, what was found, and where."""

from __future__ import annotations

import re
from collections.abc import Callable
from gettext import gettext

from .._export.remarks import chinese_place, chinese_remark
from ..exceptions import Problem, is_in_workbook


def chinese_problem(problem: Problem) -> str:
    """Return a place that cannot be read in Chinese, for a command whose language that is."""
    path = chinese_place(problem.path) if problem.path else ""
    place = f"第{problem.line}行第{problem.column}列{f'（{path}）' if path else ''}"
    if problem.path is not None and is_in_workbook(problem.path):
        place = path
    found = f"“{_translated(problem.excerpt)}”" if problem.excerpt else "空白"
    expected = _translated(problem.expected)
    if expected == problem.expected:
        return f"{place}：无法识读{found}（expected {expected}）"
    return f"{place}：应为{expected}，实为{found}"


def _translated(text: str) -> str:
    """Return a message in Chinese; as it is, if it has no translation."""
    known = gettext(text)
    if known == text:
        known = chinese_remark(text)
    if known != text:
        return known
    for pattern, chinese in _MESSAGES:
        found = re.fullmatch(pattern, text)
        if found:
            return found.expand(chinese) if isinstance(chinese, str) else chinese(found)
    return text


def _refused(found: re.Match[str]) -> str:
    """Return what kinds are read, and what to do with a file of another kind."""
    return (
        f"{found[1].replace(', ', '、').replace(' or ', '或')}格式的文件（{_translated(found[2])}）"
    )


def _lacking(found: re.Match[str]) -> str:
    column = "责任分工" if found[1] == "responsibility" else "举措"
    return f"“{found[2]}”之外还有{column}一列，或用{found[3]}指明"


# Messages with values in them.
_MESSAGES: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (
        r"a known column, or (.*) to leave it out, or (.*) to keep it",
        r"已知的列；可用\1略去该列，或用\2保留",
    ),
    (r"a column of the (\w+) beside (.*), or (.*)", _lacking),
    (
        r"the workbook that Review\.to_excel\(\) wrote(?:; it lacks the sheet (.*))?",
        lambda found: (
            "Review.to_excel()写出的核对工作簿" + (f"（缺少工作表{found[1]}）" if found[1] else "")
        ),
    ),
    (r"words of the statement of measure (\d+)", r"第\1项举措责任分工中的文字"),
    (
        r"the rows of measure (\d+); to delete its parties, empty their cells in the column party",
        r"第\1项举措的各行；如要删除其单位，请清空各行的“单位（原文）”",
    ),
    (r"the number of a measure, from (\d+) to (\d+)", r"\1至\2的举措序号"),
    (r"roles of (.*)", r"职责（\1）"),
    (r"a file of at most (\d+) bytes", r"不超过\1字节的文件"),
    (r"a document or table in (.*?) \((.*)\)", _refused),
    (r"a damaged one(?: \((.*)\))?", "已损坏的文件"),
    (r"a damaged or encrypted one(?: \((.*)\))?", "已损坏或加密的文件"),
    (r"(\d+) pages with images of its pages alone \(a scan\)", r"\1页扫描图像，没有文字"),
    (r"(\d+) pages with no text", r"\1页，没有文字"),
)
