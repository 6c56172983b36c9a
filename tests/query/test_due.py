"""`MeasureSet.due`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import svctrade

PLAN = svctrade.read_document(
    """某市方案

一、开放
1. 支持甲。（市商务局、市财政局负责）
2. 支持乙。（责任单位：市公安局；完成时限：2031年9月）
3. 支持丙。（责任单位：市公安局；完成时限：2032年）
4. 支持丁。（责任单位：市公安局；完成时限：持续推进）
"""
)
ALL = svctrade.measures(PLAN)


def deadline_of(printed: str) -> svctrade.MeasureSet:
    """Return the one measure of a table that prints a deadline."""
    row = {"具体举措": "支持甲。", "责任单位": "市商务局", "完成时限": printed}
    return svctrade.measures(svctrade.read_table([row]))


@pytest.mark.parametrize(
    ("printed", "last"),
    [
        ("2031年9月", date(2031, 9, 30)),
        ("2031年 9 月底前", date(2031, 9, 30)),
        ("2031年9月15日前", date(2031, 9, 15)),
        ("２０３１年２月", date(2031, 2, 28)),
        ("2032年2月30日", date(2032, 2, 29)),
        ("2031年底前", date(2031, 12, 31)),
        ("2031", date(2031, 12, 31)),
        ("2031-09-05", date(2031, 9, 5)),
        ("2031/9/5", date(2031, 9, 5)),
        ("2031.9", date(2031, 9, 30)),
        ("2031年上半年", date(2031, 6, 30)),
        ("2031年下半年", date(2031, 12, 31)),
        ("2031年第三季度", date(2031, 9, 30)),
        ("2031年前2季度", date(2031, 6, 30)),
        ("2030-2031年", date(2031, 12, 31)),
        ("2031年3月至10月", date(2031, 10, 31)),
        ("2031年9月1日至10月15日", date(2031, 10, 15)),
        ("2031年6月印发，2030年12月试行", date(2031, 6, 30)),
    ],
)
def test_due_counts_last_day_of_deadline(printed: str, last: date) -> None:
    """A deadline is before the day after its last day, and not before that day itself."""
    found = deadline_of(printed)
    assert found.due(before=last).numbers == ()
    assert found.due(before=date.fromordinal(last.toordinal() + 1)).numbers == (1,)


@pytest.mark.parametrize(
    "printed", ["持续推进", "8月底前", "", "2031年13月", "2031年9月0日", "20310930"]
)
def test_due_leaves_out_deadline_without_date(printed: str) -> None:
    """A measure is not due where no year, or no month of the year, is printed."""
    assert deadline_of(printed).due(before=date.max).numbers == ()


def test_due_takes_the_day_of_a_datetime() -> None:
    """The hour does not count."""
    assert ALL.due(before=datetime(2031, 9, 30, 12)).numbers == ()  # noqa: DTZ001  # a day
    assert ALL.due(before=datetime(2031, 10, 1)).numbers == (2,)  # noqa: DTZ001  # a day


@pytest.mark.parametrize("day", [None, "2031-10-01", 2031])
def test_due_refuses_what_is_no_date(day: Any) -> None:
    """Text and numbers are no days."""
    with pytest.raises(TypeError, match="before takes a date, not"):
        ALL.due(before=day)


def test_due_finds_nothing_in_the_annex() -> None:
    """The annex has no deadlines."""
    assert not svctrade.measures().due(before=date.max)


def test_due_prints_as_it_is_typed() -> None:
    """The query and both headings have the day."""
    found = ALL.due(before=date(2031, 10, 1))
    assert found.query == 'measures("document").due(before=date(2031, 10, 1))'
    assert found.heading("en") == "Measures that have a deadline before 2031-10-01: 1 of 4"
    assert found.heading("zh") == "完成时限早于2031-10-01的举措：4项中的1项"


def test_explain_quotes_deadline() -> None:
    """The reason has the printed deadline, its place and its last day."""
    (explanation,) = ALL.due(before=date(2031, 10, 1)).explain()
    (reason,) = explanation.reasons
    assert (reason.quote, reason.where) == ("2031年9月", "responsibility")
    assert reason.span is not None
    assert reason.span.of(explanation.measure.responsibility) == reason.quote
    (step,) = reason.steps
    assert step.kind == "deadline"
    assert step.as_text("en") == "The deadline is “2031年9月”; its last day is 2031-09-30."
    assert step.as_text("zh") == "完成时限为“2031年9月”，最后一日为2031-09-30。"


def test_explain_says_deadline_that_statement_does_not_print() -> None:
    """A deadline of a column of its own has no place in the statement."""
    (explanation,) = deadline_of("2031年").due(before=date.max).explain()
    (reason,) = explanation.reasons
    assert (reason.quote, reason.where, reason.span) == ("", None, None)
    assert reason.steps[0].text == "The deadline is “2031年”; its last day is 2031-12-31."


def test_explain_missing_says_why_measure_is_not_due() -> None:
    """A measure has no deadline, a later one, or one without a date."""
    missing = ALL.due(before=date(2031, 10, 1)).explain_missing(1, 3, 4)
    steps = [step for e in missing for reason in e.reasons for step in reason.steps]
    assert [(step.kind, step.text, step.chinese) for step in steps] == [
        ("no-deadline", "The document gives no deadline.", "文件未载明完成时限。"),
        (
            "deadline",
            "The deadline is “2032年”; its last day is 2032-12-31.",
            "完成时限为“2032年”，最后一日为2032-12-31。",
        ),
        (
            "no-deadline",
            "The deadline “持续推进” has no date with a year.",
            "完成时限“持续推进”未写明有年份的日期。",
        ),
    ]
