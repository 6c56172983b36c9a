"""Numbers as word processors and browsers count lists: 一, （一）, ①, 甲, iv and others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import attrs

_MANY = 1_000_000
_TENS = ("", "十", "百", "千")
_LETTERS = 26
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 32_767
_ENOUGH_LETTERS = 780


def format_number(kind: str, number: int) -> str | None:
    """Return *number* as a list of the *kind* shows it, or ``None`` where the kind is unknown.

    *kind* is a ``ST_NumberFormat`` of Office Open XML; what a kind cannot count is decimal, as in
    Word.

    >>> [format_number("chineseCountingThousand", n) for n in (1, 10, 21, 101, 110)]
    ['一', '十', '二十一', '一百〇一', '一百一十']
    >>> format_number("decimalEnclosedCircle", 3), format_number("ideographDigital", 10)
    ('③', '一〇')
    """
    formatter = _FORMATTERS.get(kind)
    if formatter is None:
        return None
    return formatter(number) if number >= 0 else str(number)


def _from_digits(digits: str, number: int) -> str:
    return "".join(digits[int(digit)] for digit in str(number))


def _from_range(first: str, last: int, number: int) -> str:
    """Count with consecutive characters from *first*, up to *last*; then in decimal."""
    return chr(ord(first) + number - 1) if 1 <= number <= last else str(number)


def _from_list(characters: str, number: int) -> str:
    return characters[number - 1] if 1 <= number <= len(characters) else str(number)


@attrs.frozen
class _Signs:
    """What a kind counts with; *one_ten* says whether ten is 一十 and not 十."""

    digits: str
    units: tuple[str, str, str, str]
    zero: str
    one_ten: bool
    ten_thousand: str = "万"


def _grouped(signs: _Signs, number: int) -> str:
    """Count in tens, hundreds and thousands."""
    if number >= _MANY:
        return str(number)
    if number == 0:
        return signs.zero
    high, low = divmod(number, 10_000)
    text = _below_ten_thousand(signs, low)
    if high:
        gap = signs.zero if low and low < 1000 else ""  # noqa: PLR2004  # 一万〇一百
        text = f"{_below_ten_thousand(signs, high)}{signs.ten_thousand}{gap}{text}"
    ten = signs.digits[1] + signs.units[1]
    return text if signs.one_ten or not text.startswith(ten) else text[1:]


def _below_ten_thousand(signs: _Signs, number: int) -> str:
    text = ""
    for place in (3, 2, 1, 0):
        above, digit = divmod(number // 10**place % 100, 10)
        if digit:
            zero = signs.zero if text and not above else ""
            text += zero + signs.digits[digit] + signs.units[place]
    return text


def _japanese(number: int) -> str:
    """Count as in Japan: 百一, with neither zero nor one before a unit."""
    if not 0 < number < 10_000:  # noqa: PLR2004
        return str(number)
    text = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += ("" if digit == 1 and place else "〇一二三四五六七八九"[digit]) + _TENS[place]
    return text


def _chinese_counting(number: int) -> str:
    """Count in words below one hundred and in digits from there, as Word does."""
    if number < 100:  # noqa: PLR2004
        return _CHINESE(number)
    return _from_digits("○一二三四五六七八九", number)


def _roman(number: int) -> str:
    if not 0 < number <= _MOST_ROMAN:
        return str(number)
    text = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        text += letters * times
    return text


def _letters(number: int) -> str:
    """Count a to z, then aa, bb … as Word does."""
    if not 0 < number <= _ENOUGH_LETTERS:
        return str(number)
    times, letter = divmod(number - 1, _LETTERS)
    return chr(ord("a") + letter) * (times + 1)


def _circled(number: int) -> str:
    if number == 0:
        return "⓪"
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= number <= last:
            return chr(ord(start) + number - first)
    return str(number)


_CHINESE = partial(_grouped, _Signs("〇一二三四五六七八九", _TENS, "〇", one_ten=False))
_FULL_WIDTH = partial(_from_digits, "０１２３４５６７８９")
_HAN_DIGITS = partial(_from_digits, "〇一二三四五六七八九")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"

_FORMATTERS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalFullWidth": _FULL_WIDTH,
    "decimalFullWidth2": _FULL_WIDTH,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": partial(_from_range, "⒈", 20),
    "decimalEnclosedParen": partial(_from_range, "⑴", 20),
    "ideographEnclosedCircle": partial(_from_range, "㊀", 10),
    "ideographDigital": _HAN_DIGITS,
    "japaneseDigitalTenThousand": _HAN_DIGITS,
    "taiwaneseDigital": partial(_from_digits, "○一二三四五六七八九"),
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": partial(
        _grouped, _Signs("○一二三四五六七八九", _TENS, "○", one_ten=False, ten_thousand="萬")
    ),
    "chineseLegalSimplified": partial(
        _grouped, _Signs("零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "零", one_ten=True)
    ),
    "ideographLegalTraditional": partial(
        _grouped,
        _Signs(
            "零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "零", one_ten=True, ten_thousand="萬"
        ),
    ),
    "japaneseLegal": partial(
        _grouped,
        _Signs("零壱弐参四伍六七八九", ("", "拾", "百", "阡"), "", one_ten=True, ten_thousand="萬"),
    ),
    "japaneseCounting": _japanese,
    "ideographTraditional": partial(_from_list, _STEMS),
    "ideographZodiac": partial(_from_list, _BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        f"{_STEMS[(number - 1) % 10]}{_BRANCHES[(number - 1) % 12]}" if number else "0"
    ),
}
# The counter styles of CSS that have a like among the kinds of Office.
CSS_COUNTERS = {
    "decimal": "decimal",
    "1": "decimal",
    "decimal-leading-zero": "decimalZero",
    "a": "lowerLetter",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "A": "upperLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "i": "lowerRoman",
    "lower-roman": "lowerRoman",
    "I": "upperRoman",
    "upper-roman": "upperRoman",
    "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-informal": "taiwaneseCountingThousand",
    "trad-chinese-formal": "ideographLegalTraditional",
    "japanese-informal": "japaneseCounting",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
