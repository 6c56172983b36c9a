"""Each part of each input is made eight times as large: the work grows no more than that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import Any

import attrs
import pytest

import svctrade
from tests.growth import check_growth, check_time

pytestmark = pytest.mark.long

Part = tuple[str, Callable[[int], Any], Callable[[Any], object]]
EDITION = svctrade.read_table([{"任务": "开放", "序号": 1, "举措": "甲事。", "责任单位": "商务部"}])


def use(edition: svctrade.Edition) -> None:
    """Ask, save and compare an edition."""
    measures = svctrade.measures(edition)
    svctrade.dumps(edition)
    for group in (measures.group_by("lead"), measures.group_by("task")):
        for found in [*group.values()][:2]:
            found.explain()
    measures.mentioning("甲事").explain()
    measures.table()
    svctrade.compare(edition, edition).summary()


def read_plan(text: str) -> None:
    use(svctrade.read_document(text, strict=False))


def read_table(text: str) -> None:
    use(svctrade.read_table(text, strict=False))


def plan(
    title: str = "某市方案", *, text: str = "支持企业。", said: str = "", more: str = ""
) -> str:
    said = said or "（市商务局牵头）"
    return f"{title}\n\n一、开放\n（一）便利。\n1. {text}{said}\n2. 甲事。（市财政局负责）\n{more}"


PLANS: list[Part] = [
    (name, make, read_plan)
    for name, make in (
        ("title", lambda n: plan("某市" + "方" * n + "方案")),
        ("text", lambda n: plan(text="支持，" * n + "。")),
        ("digits", lambda n: plan(text="1." * n + "。")),
        ("white space", lambda n: plan(text="甲" + " " * n + "乙。")),
        ("open brackets", lambda n: plan(text="甲" + "（" * n + "乙。")),
        ("nested brackets", lambda n: plan(said="（" * n + "市商务局牵头" + "）" * n)),
        ("parties", lambda n: plan(said=f"（{'、'.join(f'市甲{i}局' for i in range(n))}牵头）")),
        ("clauses", lambda n: plan(said=f"（{'；'.join(['市商务局牵头'] * n)}）")),
        ("statements", lambda n: plan(said="甲。（市商务局牵头）" * n)),
        (
            "measures",
            lambda n: plan(more="".join(f"{i}. 甲。（市{i}局负责）\n" for i in range(3, n + 3))),
        ),
        (
            "tasks",
            lambda n: plan(more="".join(f"（二）乙。（市{i}局负责）\n1. 甲。\n" for i in range(n))),
        ),
    )
]
HEAD = "任务,序号,举措,牵头单位,配合单位\n"
TABLES: list[Part] = [
    (name, make, read_table)
    for name, make in (
        ("rows", lambda n: HEAD + "".join(f"开放,{i},甲。,市{i}局,商务部\n" for i in range(1, n))),
        ("columns", lambda n: "举措,牵头单位" + "," * n + "\n甲。,商务部\n"),
        ("unknown columns", lambda n: "举措,牵头单位" + ",列" * n + "\n甲。,商务部\n"),
        ("regions", lambda n: "举措,适用范围\n" + "".join(f"甲。,甲{i}市\n" for i in range(n))),
        ("cell", lambda n: HEAD + "开放,1," + "甲" * n + "。,商务部,\n"),
    )
]
STATEMENTS: list[Part] = [
    (f"statement of {name}", make, svctrade.parse_responsibility)
    for name, make in (
        ("commas", lambda n: "，".join(["商务部"] * n)),
        ("commas and an action", lambda n: "，".join(["商务部"] * n) + "负责"),
        ("commas behind a label", lambda n: "责任单位：" + "，".join(["商务部"] * n)),
        ("fields", lambda n: "、".join(["发改", "财政"] * n) + "等部门负责"),
        ("companies", lambda n: "电信" + "、移动" * n + "、联通公司负责"),
        ("places", lambda n: "、".join(["天河"] * n) + "和南沙区政府负责"),
        ("joint parties", lambda n: "，".join(["商务部会同财政部"] * n)),
        ("defaults", lambda n: "商务部负责" + "（以下均需财政部落实）" * n),
    )
]
NAMES: list[Part] = [
    (f"name of {name}", make, run)
    for name, make in (
        ("white space", lambda n: "x" + " " * n + "x"),
        ("marks", lambda n: "e" + "\u0301\u0323" * n),
        ("spaced marks", lambda n: "e" + "\u00b4" * n),
        ("separators", lambda n: "厦门、" * n),
        ("letters", lambda n: "xiamen" * n),
    )
    for run in (svctrade.region, svctrade.body, svctrade.task, svctrade.measures().under)
]


def saved(text: str = "x", **changes: Any) -> str:
    """Return the JSON of an edition, with other values in its file or in its edition."""
    file: dict[str, Any] = json.loads(svctrade.dumps(EDITION))
    for key, value in changes.items():
        (file if key in ("bodies_of_file", "regions") else file["edition"])[key] = value
    file["bodies"] += file.pop("bodies_of_file", [])
    file["text"] = text
    file["edition"]["source"]["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    for kind in ("tasks", "measures", "notes"):
        for record in file["edition"][kind]:
            record["place"] = None
    return json.dumps(file, ensure_ascii=False)


FILE: dict[str, Any] = json.loads(svctrade.dumps(EDITION))
(TASK,), (MEASURE,) = FILE["edition"]["tasks"], FILE["edition"]["measures"]
(BODY,) = FILE["bodies"]
NOTE = {
    "number": 1,
    "text": "外籍",
    "measures": [],
    "framework": None,
    "marks": ["外籍"],
    "place": None,
}
ERRATUM = {"where": "text", "span": [0, 1], "words": "甲", "odd": "o", "reading": "r"}


def measures(n: int, **changes: Any) -> list[dict[str, Any]]:
    return [{**MEASURE, "number": i, **changes} for i in range(1, n + 1)]


def bodies(n: int, **changes: Any) -> dict[str, Any]:
    made = [{**BODY, "id": f"b{i}", "name": f"甲{i}局", "names": [], **changes} for i in range(n)]
    return {
        "bodies_of_file": made,
        "bodies": [BODY["id"], *(body["id"] for body in made)],
    }


SHARED = {"text": "共局", "kind": "printed", "ambiguous": True}
FILES: list[Part] = [
    (name, make, run)
    for name, make in (
        (
            "errata",
            lambda n: saved(
                measures=measures(n), errata=[{**ERRATUM, "measure": i + 1} for i in range(n)]
            ),
        ),
        (
            "tasks of one title",
            lambda n: saved(tasks=[{**TASK, "number": i + 1} for i in range(n)]),
        ),
        (
            "notes and measures",
            lambda n: saved(
                notes=[{**NOTE, "number": i + 1} for i in range(n)], measures=measures(n)
            ),
        ),
        (
            "marks",
            lambda n: saved(
                notes=[{**NOTE, "text": "外籍" * n, "marks": ["外籍"] * n}], measures=measures(n)
            ),
        ),
        ("bodies", lambda n: saved(**bodies(n))),
        ("bodies of one name", lambda n: saved(**bodies(n + 1, names=[SHARED]))),
        ("bodies of one host", lambda n: saved(**bodies(n, host=BODY["id"]))),
        ("faults", lambda n: saved(measures=measures(n, text=5))),
        ("source", lambda n: saved("x\n" * n)),
    )
    for run in (svctrade.loads, lambda text: use(svctrade.loads(text)))
]


def table(texts: Sequence[str], said: str = "商务部负责", first: int = 1) -> svctrade.Edition:
    rows = [
        {"序号": n, "举措": text, "责任分工": said.format(n)} for n, text in enumerate(texts, first)
    ]
    return svctrade.read_table(rows)


def compare(editions: Sequence[svctrade.Edition]) -> None:
    old, new = editions
    revision = svctrade.compare(old, new)
    assert revision.inverse().apply(new) == old
    revision.to_markdown()


def texts(n: int, first: str) -> list[str]:
    return [f"{first}{chr(0x4E00 + i)}{chr(0x5E00 + i)}" * 4 for i in range(n)]


PAIRS: list[Part] = [
    (
        "equal texts renumbered",
        lambda n: (table(["同文。"] * n), table(["同文。"] * n, first=n + 1)),
        compare,
    ),
    ("equal editions", lambda n: (table(texts(n, "甲")), table(texts(n, "甲"))), compare),
    (
        "other bodies",
        lambda n: (table(["甲。"] * n, "甲{}局负责"), table(["甲。"] * n, "乙{}局负责")),
        compare,
    ),
]
PARTS = [*PLANS, *TABLES, *STATEMENTS, *FILES, *PAIRS]


@pytest.mark.parametrize(("make", "run"), [part[1:] for part in PARTS], ids=[p[0] for p in PARTS])
def test_work_grows_with_each_part(
    make: Callable[[int], Any], run: Callable[[Any], object]
) -> None:
    """What is eight times as large takes about eight times the work, and not 64 times."""
    check_growth(make, run, 8)


@pytest.mark.parametrize(
    ("make", "run"),
    [part[1:] for part in (*STATEMENTS, *NAMES)],
    ids=[part[0] for part in (*STATEMENTS, *NAMES)],
)
def test_time_grows_with_each_part(
    make: Callable[[int], Any], run: Callable[[Any], object]
) -> None:
    """Names and statements are matched by expressions, whose steps are not counted."""
    check_time(make, run, 250)


def reworded(before: str, after: str) -> svctrade.Reworded:
    old, new = (attrs.evolve(svctrade.task(1), objective=text) for text in (before, after))
    return svctrade.Reworded(old, new, "objective")


@pytest.mark.parametrize(
    ("before", "after"),
    [("甲", "乙"), ("甲乙", "乙甲甲"), ("甲。", "乙。"), ("甲。乙", "乙。甲。")],
)
def test_work_of_a_rewording_grows_with_its_text(before: str, after: str) -> None:
    """Two long texts are compared in proportion to their length, whatever they repeat."""
    check_growth(lambda n: reworded(before * n, after * n), lambda change: change.pieces, 2000)
