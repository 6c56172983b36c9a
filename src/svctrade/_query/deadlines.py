"""The days that the printed deadlines of a plan mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from unicodedata import normalize

# A period: a year, or a month of the year that was printed last, and what is printed of it. A year
# has 年 or the sign of a date behind it, or is all that is printed.
_PERIOD = re.compile(
    r"(?:(?P<year>(?<!\d)[12]\d{3})(?:年|[-./](?=\d)|$))?"
    r"(?:(?P<month>(?<!\d)[01]?\d)(?:月|[-./](?=\d)|$)(?:(?P<day>[0-3]?\d)(?!\d))?"
    r"|(?P<half>[上下])半年|[前第]?(?P<quarter>[一二三四1-4])季度)?"
)
_QUARTERS = {sign: n for n, pair in enumerate(("一1", "二2", "三3", "四4"), 1) for sign in pair}


def last_day(printed: str) -> date | None:
    """Return the last day of the latest period that a deadline prints; ``None`` without a year.

    >>> last_day("2031年9月底前"), last_day("2031年"), last_day("长期坚持")
    (datetime.date(2031, 9, 30), datetime.date(2031, 12, 31), None)
    """
    text = "".join(normalize("NFKC", printed).split())
    year: str | None = None
    days: list[date] = []
    for found in _PERIOD.finditer(text):
        year = found["year"] or year
        if year is None or not found[0]:
            continue
        month, day = 12, 31
        if found["month"]:
            month, day = int(found["month"]), int(found["day"] or 31)
        elif found["half"]:
            month = 6 if found["half"] == "上" else 12
        elif found["quarter"]:
            month = 3 * _QUARTERS[found["quarter"]]
        if month in range(1, 13) and day:
            days.append(date(int(year), month, min(day, monthrange(int(year), month)[1])))
    return max(days, default=None)
