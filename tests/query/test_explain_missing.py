"""`explain_missing`: why a measure is not in a set."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import Certainty, MeasureSet, UnknownNameError

from .test_measure_set import EDITIONS, sets

ALL = svctrade.measures()


@given(st.data())
def test_explain_missing_explains_every_measure_outside(data: st.DataObject) -> None:
    """Of any set, each measure outside has reasons, and their quotes are printed words."""
    edition = data.draw(EDITIONS)
    found = data.draw(sets(edition))
    missing = [m.number for m in edition.measures if m.number not in found.numbers]
    for explanation in found.explain_missing(*missing) if missing else ():
        measure = explanation.measure
        assert explanation.reasons
        for reason in explanation.reasons:
            assert reason.steps or reason.quote
            texts = {"text": measure.text, "responsibility": measure.responsibility}
            if reason.where in texts and reason.span is not None:
                assert reason.span.of(texts[reason.where]) == reason.quote
        assert str(measure.number) in explanation.as_text("zh")


CASES = [
    (ALL.in_region("厦门"), 62, "深圳、广州等试点地区负责推进", "certainty", "only possible"),
    (
        ALL.in_region("厦门"),
        13,
        "北京、天津、上海、海南负责推进",
        "closed-list",
        "does not name “厦门” (Xiamen)",
    ),
    (ALL.in_region("厦门"), 103, "中国贸促会负责推进", "national", "no region responsible"),
    (
        ALL.in_region("厦门", at_least="named"),
        59,
        "试点地区负责推进",
        "certainty",
        "not name “厦门” (Xiamen)",
    ),
    (
        ALL.in_region("厦门", exactly="named"),
        59,
        "试点地区负责推进",
        "certainty",
        "So the certainty is 'covered' for “厦门” (Xiamen), not 'named'.",
    ),
    (
        ALL.led_by("移民局"),
        2,
        "银保监会制订政策保障措施",
        "other-lead",
        "(China Banking and Insurance Regulatory Commission) is named first",
    ),
    (ALL.led_by("移民局"), 17, None, "other-lead", "takes the lead"),
    (ALL.led_by("移民局"), 43, None, "unled", "names no body"),
    (
        ALL.led_by("移民局", basis="explicit"),
        59,
        None,
        "other-lead",
        "the basis is first-named body",
    ),
    (
        ALL.involving("公安部"),
        59,
        None,
        "unnamed",
        "does not name “公安部” (Ministry of Public Security)",
    ),
    (ALL.involving("移民局", role="lead"), 59, None, "role", "its role is: policy"),
    (ALL.with_role("lead"), 59, None, "role", "no clause has the role lead"),
    (ALL.in_task(1), 59, "", "task", "belongs to"),
    (ALL.mentioning("数字人民币"), 59, "", "unprinted", "does not contain “数字人民币”"),
    (
        ALL.mentioning("visas"),
        59,
        "",
        "unprinted",
        "No word of the translation begins with “visas”",
    ),
    (ALL.numbered(1), 59, "", "number", "Its number is 59."),
    (ALL.under("CEPA"), 59, "", "no-note", "No note"),
    (ALL.affected_by("国函〔2021〕94号"), 59, "", "no-event", "No known event"),
    (ALL.due(before=date(2031, 1, 1)), 59, "", "no-deadline", "gives no deadline"),
    (ALL.national(), 59, None, "regional", "makes pilot regions responsible"),
    (ALL.national(), 16, "在试点地区", "regional", "makes pilot regions responsible"),
    (ALL.about("数据"), 59, "", "topic", "no topic tag “数据”"),
    (ALL.where(lambda measure: measure.number == 1), 59, "", "function", "A function of yours"),
    (ALL[:3], 59, "", "slice", "none of these positions"),
    (ALL.group_by("role")[svctrade.Role.LEAD], 59, None, "role", "no clause has the role"),
    (ALL.group_by("lead")[None], 59, "", "led", "has a lead"),
    (ALL - ALL.led_by("移民局"), 59, "", "removed", "takes away"),
    (~ALL.led_by("移民局"), 59, "", "removed", "takes away"),
    (ALL.led_by("移民局") & ALL.in_task(1), 59, "", "task", "belongs to"),
    (ALL.in_task(1) | ALL.in_task(2), 59, "", "task", "belongs to"),
    (ALL.in_task(1) ^ ALL.in_task(2), 59, "", "task", "belongs to"),
]


@pytest.mark.parametrize(("found", "number", "quote", "kind", "words"), CASES)
def test_explain_missing_names_the_first_filter_and_the_words(
    found: MeasureSet, number: int, quote: str | None, kind: str, words: str
) -> None:
    """The first reason has the words that decide, and a step that says why."""
    (explanation,) = found.explain_missing(number)
    reason = explanation.reasons[0]
    assert reason.steps[-1].kind == kind
    assert words in reason.steps[-1].text
    assert quote is None or reason.quote == quote


def test_explain_missing_explains_an_arguable_tag() -> None:
    """A tag that is not clear is quoted."""
    clear, arguable = ALL.about("数据", confidence="clear"), ALL.about("数据")
    for explanation in clear.explain_missing(*(arguable - clear).numbers):
        (reason,) = explanation.reasons
        assert reason.steps[-1].text == "The tag is arguable."
        assert reason.quote


def test_explain_missing_says_in_chinese_why_xiamen_is_only_possible() -> None:
    """Both languages say the same."""
    (explanation,) = ALL.in_region("厦门").explain_missing(62)
    assert "厦门仅为“可能适用”" in explanation.as_text("zh")
    assert explanation.measure.certainty(svctrade.region("厦门")) is Certainty.POSSIBLE


def test_explain_missing_explains_a_query_too_long_to_keep() -> None:
    """A truncated query says so."""
    found = ALL.in_task(1)
    for _ in range(60):
        found = (found | ALL.in_task(1)) & ALL.in_task(1)
    reasons = found.explain_missing(59)[0].reasons
    assert reasons[0].steps[0].kind in {"truncated", "task"}


def test_explain_missing_refuses_what_is_in_the_set() -> None:
    """A measure in the set, an unknown number and none at all are errors."""
    with pytest.raises(ValueError, match=r"measure 59 is in the set; explain\(\) says why"):
        ALL.explain_missing(59)
    with pytest.raises(UnknownNameError):
        ALL.in_task(1).explain_missing(123)
    with pytest.raises(TypeError, match="takes at least one number"):
        ALL.explain_missing()
