"""Explanations in both languages, as last checked; ``pytest --snapshot-update`` renews them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

import svctrade
from svctrade import Explanations, Measure, MeasureSet

ALL = svctrade.measures()
PLAN = """某市服务贸易方案
一、优化环境。（市商务局牵头，厦门市、广州市负责推进）
1. 推动出海。
2. 扩大开放。（市公安局、市财政局，各区负责。以下均需市统计局配合，不再列出）
二、其他
3. 加强宣传。（市外办牵头，厦门海关支持）
"""
DECLARED = """某市方案
一、甲（列在首位的为牵头单位）
1. 推动甲。（市甲局、市乙局负责，列第一位的为牵头单位）
2. 推动乙。（市丙局、市丁局负责）
3. 推动丙。（市甲局牵头，市乙局配合，市甲局负责推进）
"""
OURS = svctrade.measures(svctrade.read_document(PLAN))
THEIRS = svctrade.measures(svctrade.read_document(DECLARED))


def is_first(measure: Measure) -> bool:
    return measure.number == 1


# What each filter says of a measure that it keeps.
KEPT: dict[str, Callable[[], MeasureSet]] = {
    "named": lambda: ALL.in_region("Xiamen").numbered(9),
    "everywhere": lambda: ALL.in_region("廈門", 440300).numbered(59),
    "inferred": lambda: ALL.in_region("厦门").numbered(16),
    "open list": lambda: ALL.in_region("厦门", at_least="possible").numbered(62),
    "to be chosen": lambda: ALL.in_region("厦门", exactly="possible").numbered(1, 27, 107),
    "district": lambda: ALL.in_region("渝北区", "萧山区").numbered(117),
    "closed list": lambda: ALL.in_region("厦门", exactly="none").numbered(13),
    "nowhere": lambda: ALL.in_region("厦门", exactly="none").numbered(103),
    "explicit lead": lambda: ALL.led_by("商务部", "外交部").numbered(17),
    "first lead": lambda: ALL.led_by("NIA", "国家移民管理局").numbered(59),
    "host": lambda: ALL.led_by("商务部", "服务贸易发展部际联席会议办公室").numbered(1),
    "successor": lambda: ALL.led_by("金融监管总局").numbered(2),
    "odd print": lambda: ALL.led_by("住建部").numbered(4),
    "involved": lambda: ALL.involving("公安部", "中央宣传部").numbered(47, 61),
    "role": lambda: ALL.involving("中央宣传部", role="support").numbered(47),
    "roles": lambda: ALL.with_role("guide", "policy").numbered(76),
    "task": lambda: ALL.in_task("（八）").numbered(119),
    "term": lambda: ALL.mentioning("贸易", "合作").numbered(103),
    "English term": lambda: ALL.mentioning("visa", "transit").numbered(59),
    "number": lambda: ALL.numbered(103, 7),
    "framework": lambda: ALL.under("cepa").numbered(7),
    "event": lambda: ALL.affected_by("国函〔2021〕94号").numbered(11),
    "national": lambda: ALL.national().numbered(84, 103),
    "service": lambda: ALL.in_service("SD").numbered(59, 60),
    "mode": lambda: ALL.by_mode(2, 4).numbered(59),
    "topic": lambda: ALL.about("数据").numbered(40, 76),
    "near word": lambda: ALL.about("移动支付", "trademarks").in_service("旅游"),
    "function": lambda: ALL.where(is_first),
    "slice": lambda: ALL[3:5],
    "no lead": lambda: ALL.group_by("lead")[None][:1],
    "lead of group": lambda: ALL.group_by("lead")[svctrade.body("移民局")][:1],
    "region of group": lambda: ALL.group_by("region")[svctrade.region("厦门")].numbered(59),
    "union": lambda: (ALL.led_by("移民局") | ALL.national()).numbered(59, 103),
    "difference": lambda: (ALL.led_by("移民局") - ALL.national()).numbered(59),
    "either": lambda: (ALL.led_by("移民局") ^ ALL.national()).numbered(59),
    "complement": lambda: (~ALL.led_by("移民局")).numbered(103),
    "heading of a plan": lambda: OURS.involving("市商务局", role="lead"),
    "default of a plan": lambda: OURS.involving("市统计局"),
    "national body in a plan": lambda: OURS.led_by("外交部", counterparts=True),
    "declared lead": lambda: THEIRS.led_by("市甲局", "市丙局"),
    "second role of a body": lambda: THEIRS.involving("市甲局", role="implement"),
    "region of a plan": lambda: OURS.in_region("厦门"),
}
# What a filter says of a measure that it excludes.
EXCLUDED: dict[str, tuple[Callable[[], MeasureSet], int]] = {
    "closed list": (lambda: ALL.in_region("厦门"), 13),
    "nowhere": (lambda: ALL.in_region("厦门"), 103),
    "possible": (lambda: ALL.in_region("厦门"), 62),
    "covered": (lambda: ALL.in_region("厦门", at_least="named"), 59),
    "other certainty": (lambda: ALL.in_region("厦门", "深圳", exactly="named"), 59),
    "other lead": (lambda: ALL.led_by("移民局", "公安部"), 2),
    "explicit lead": (lambda: ALL.led_by("移民局"), 17),
    "no lead": (lambda: ALL.led_by("移民局"), 43),
    "basis": (lambda: ALL.led_by("移民局", basis="explicit"), 59),
    "not named": (lambda: ALL.involving("公安部", "财政部"), 59),
    "role of body": (lambda: ALL.involving("移民局", role="lead"), 59),
    "role": (lambda: ALL.with_role("lead", "guide"), 59),
    "task": (lambda: ALL.in_task(1), 59),
    "term": (lambda: ALL.mentioning("数字人民币", "区块链"), 59),
    "English term": (lambda: ALL.mentioning("aircraft", "vessel"), 59),
    "number": (lambda: ALL.numbered(1), 59),
    "framework": (lambda: ALL.under("CEPA"), 59),
    "event": (lambda: ALL.affected_by("国函〔2021〕94号"), 59),
    "regional": (lambda: ALL.national(), 59),
    "regional text": (lambda: ALL.national(), 16),
    "topic": (lambda: ALL.about("数据", "人才"), 1),
    "arguable": (lambda: ALL.about("数据", "数字贸易", confidence="clear"), 4),
    "function": (lambda: ALL.where(is_first), 59),
    "slice": (lambda: ALL[:3], 59),
    "led": (lambda: ALL.group_by("lead")[None], 59),
    "group": (lambda: ALL.group_by("role")[svctrade.Role.LEAD], 59),
    "difference": (lambda: ALL - ALL.led_by("移民局"), 59),
    "complement": (lambda: ~ALL.led_by("移民局"), 59),
    "intersection": (lambda: ALL.led_by("移民局") & ALL.in_task(1), 59),
    "filter after a union": (lambda: (ALL.led_by("移民局") | ALL.national()).in_task(1), 59),
    "union": (lambda: ALL.in_task(1) | ALL.in_task(2), 59),
    "either": (lambda: ALL.led_by("移民局") ^ ALL.in_task(3), 59),
    "heading of a plan": (lambda: OURS.in_region("广州", exactly="none"), 1),
    "national body in a plan": (lambda: OURS.led_by("商务部", counterparts=True), 3),
}


def shown(found: Explanations) -> str:
    kinds = [step.kind for each in found for reason in each.reasons for step in reason.steps]
    return "\n".join([found.as_text("en"), found.as_text("zh"), *kinds])


@pytest.mark.parametrize("name", KEPT)
def test_explanation_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """Why a filter keeps a measure."""
    found = KEPT[name]()
    assert found.numbers
    assert shown(found.explain()) == snapshot


@pytest.mark.parametrize("name", EXCLUDED)
def test_explanation_of_a_missing_measure_is_the_snapshot(
    name: str, snapshot: SnapshotAssertion
) -> None:
    """Why a filter excludes a measure."""
    ask, number = EXCLUDED[name]
    assert shown(ask().explain_missing(number)) == snapshot


@pytest.mark.parametrize(
    "write",
    [
        lambda: ALL.in_region("厦门", at_least="possible").numbered(7, 62).memo("en").to_markdown(),
        lambda: ALL.in_region("厦门", at_least="possible").numbered(7, 62).memo("zh").to_markdown(),
        lambda: OURS.memo("en").to_markdown(),
        lambda: OURS.memo("zh").to_markdown(),
    ],
    ids=["memo en", "memo zh", "memo of a plan en", "memo of a plan zh"],
)
def test_memo_is_the_snapshot(write: Callable[[], str], snapshot: SnapshotAssertion) -> None:
    """A memo of the annex and one of a plan."""
    assert write() == snapshot
