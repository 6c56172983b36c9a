"""Chinese numerals, as they count tasks and paragraphs."""

from __future__ import annotations

from functools import cache

_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_MOST = 999


def numeral(number: int) -> str:
    """Return the Chinese numeral of a *number* up to 999, past which no label goes.

    >>> numeral(12), numeral(20), numeral(110)
    ('十二', '二十', '一百一十')
    """
    hundreds, rest = divmod(min(number, _MOST), 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        return ("" if tens <= 1 else _DIGITS[tens]) + "十" * (tens > 0) + _DIGITS[ones]
    gap = "零" * (tens == 0 and ones > 0)
    return f"{_DIGITS[hundreds]}百{gap}{_DIGITS[tens]}{'十' * (tens > 0)}{_DIGITS[ones]}"


def number_of(text: str) -> int | None:
    """Return the number that digits or a Chinese numeral write, ``None`` where they write none.

    >>> number_of("十二"), number_of("12"), number_of("①"), number_of("甲")
    (12, 12, 1, None)
    """
    if text.isdecimal():
        return int(text)
    return _numbers().get(text)


@cache
def _numbers() -> dict[str, int]:
    known = {numeral(number): number for number in range(1, _MOST + 1)}
    return known | {chr(ord("①") + n): n + 1 for n in range(20)}
