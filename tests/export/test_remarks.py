"""Every remark that the reader makes on a plan or a file has Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

import svctrade
from svctrade import Review, ReviewItem, ReviewKind, Role

PARSING = Path(svctrade.__file__).parent / "_parsing"
# What the values in a message can be; names and numbers are not words.
VALUES = {
    "kind": ("header", "footer"),
    "element.get('title')": ("header", "footer"),
    "_NOTES[kind]": ("A footnote", "An endnote"),
    "suffix": ("7",),
    "kind.value": ("8",),
    "title": ("'甲'",),
    "what": ("an image: recognise its text first (OCR)", "empty"),
    "first": ("2",),
    "last": ("4",),
    "before": ("3",),
    "double.pop(body)": ("甲、乙",),
    "where": ("in this annex", "before the annexes"),
    "count": ("3",),
    "len(parts)": ("2",),
    "len(rest)": ("3",),
    "len(found)": ("2",),
    "number + 1": ("3",),
    "_MOST_REVIEW_ITEMS": ("1000",),
    "self._unnoted": ("5",),
}
# The last are values that come from elsewhere: what a remark of a file, and a name, are.
FROM_ELSEWHERE = ("{where}{remark.message}{times}", "{use.level}{body.name}")
NOT_WORDS = ("OCR", "GB 18030", "Excel", "WPS")
REST = " Its first row was taken for the rest of the row before."


def texts(node: ast.expr) -> Iterator[str]:
    """Yield each text that an expression can be, with values of every kind."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.JoinedStr) and ast.unparse(node)[2:-1] not in FROM_ELSEWHERE:
        parts = [
            VALUES[ast.unparse(part.value)]
            if isinstance(part, ast.FormattedValue)
            else [str(getattr(part, "value", ""))]
            for part in node.values
        ]
        yield from map("".join, product(*parts))


def written(path: Path) -> Iterator[str]:
    """Yield the remarks in a module: what is called so, and what makes an item is given."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {getattr(target, "id", "") for target in targets}
            expected = any(name.startswith("_EXPECTED_") for name in names)
            if expected or names & {"message", "said"}:
                yield from texts(node.value)
        elif isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            at = {"Remark": 1, "_remark": 1, "note": 3, "_fault": 1}.get(name)
            if at is not None and len(node.args) > at:
                yield from texts(node.args[at])


def remarks() -> list[str]:
    """Return the remarks that the source can make."""
    found = dict.fromkeys(text for path in sorted(PARSING.rglob("*.py")) for text in written(path))
    joined = [text for text in found if text.startswith(("A table that", "A table was joined"))]
    return [text for text in found if text != REST] + [f"{text}{REST}" for text in joined]


def shown(kind: ReviewKind, said: str, text: str = "") -> list[str]:
    """Return what a review shows of an item in Chinese: as text, and in a table."""
    review = Review(svctrade.edition(), (ReviewItem(kind, None, text, said),))
    (row,) = review.table("groups", lang="zh").to_dicts()
    (item,) = review.table("items", lang="zh").to_dicts()
    assert (row["说明"], row["原文"]) == (item["说明"], item["原文"] or None)
    return [f"{row['原文'] or ''}|{row['说明']}", review.as_text("zh").splitlines()[-1]]


def test_source_makes_many_remarks() -> None:
    """The remarks are found in the source: those on files, on the plan, and on statements."""
    found = remarks()
    assert len(found) > 60
    assert {
        "Hidden text was left out.",
        "An endnote was left out.",
        "the measures are counted through",
        "parties and an action such as 负责推进",
    } <= {*found}


@pytest.mark.parametrize("said", remarks())
@pytest.mark.parametrize("place", ["", "page 3, line 12: ", "table 2, row 3, column 1: "])
def test_remark_is_chinese(said: str, place: str) -> None:
    """No Latin word is left of a remark, of its place and of how often it holds."""
    whole = f"{place}{said} (2 times)" if said.endswith(".") else said
    for line in shown(ReviewKind.FILE, whole):
        rest = line
        for word in NOT_WORDS:
            rest = rest.replace(word, "")
        assert not re.search("[A-Za-z]", rest), line
        assert said.endswith(".") is ("2次" in line or "…" in line)


def test_places_of_remarks_are_chinese() -> None:
    """Places in a file, and how often a remark holds, are in Chinese around it."""
    said = "sheet 甲, row 3, column E: A picture in a cell was left out. (4 times)"
    assert (
        shown(ReviewKind.FILE, said, "乙")[0] == "乙|工作表甲第3行E列：已略去单元格中的图片（4次）"
    )
    assert shown(ReviewKind.FILE, "something new")[0] == "|something new"


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        (
            "外汇局",
            "外汇局 (国家外汇管理局) by 张三 on 2030-01-01",
            "外汇局|外汇局（国家外汇管理局）（更正人：张三，更正日期：2030-01-01）",
        ),
        (
            "财政局 (市财政局, assist)",
            "财政局 (市财政局, lead、assist)",
            "财政局（市财政局，协助推进）|财政局（市财政局，牵头、协助推进）",
        ),
        (
            "市财政局 (lead)",
            "市财政局 (none) on 2030-01-01",
            "市财政局（牵头）|市财政局（无职责）（更正日期：2030-01-01）",
        ),
        ("市财政局", "deleted by 张三 by 李四", "市财政局|已删除（更正人：张三，更正人：李四）"),
        ("甲事。", "step by step", "甲事。|step by step"),
    ],
)
def test_corrections_are_chinese(was: str, now: str, expected: str) -> None:
    """A correction says its roles, who made it and when in Chinese; printed words stay."""
    assert shown(ReviewKind.CORRECTED, now, was)[0] == expected


@pytest.mark.parametrize("role", Role)
def test_roles_of_corrections_are_chinese(role: Role) -> None:
    """Every role has its Chinese word."""
    assert shown(ReviewKind.CORRECTED, f"甲局 ({role.value})")[0] == f"|甲局（{role.label}）"
