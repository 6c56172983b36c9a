"""Numbers as word processors and browsers count lists: 一, （一）, ①, 甲, iv and others."""

from __future__ import annotations

from collections.abc import Callable

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


def _from_digits(digits: str) -> Callable[[int], str]:
    table = str.maketrans("0123456789", digits)
    return lambda number: str(number).translate(table)


def _from_range(first: str, last: int) -> Callable[[int], str]:
    """Count with consecutive characters from *first*, up to *last*; then in decimal."""
    start = ord(first)
    return lambda number: chr(start + number - 1) if 1 <= number <= last else str(number)


def _from_list(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if 1 <= number <= len(characters) else str(number)


def _grouped(
    digits: str, units: tuple[str, ...], zero: str, *, one_ten: bool, ten_thousand: str = "万"
) -> Callable[[int], str]:
    """Count in tens, hundreds and thousands; *one_ten* says whether ten is 一十 and not 十."""

    def below_ten_thousand(number: int) -> str:
        text, pending = "", False
        for place in (3, 2, 1, 0):
            digit = number // 10**place % 10
            if digit:
                text += (zero if pending and text else "") + digits[digit] + units[place]
                pending = False
            else:
                pending = True
        return text

    def count(number: int) -> str:
        if number >= _MANY:
            return str(number)
        if number == 0:
            return zero
        high, low = divmod(number, 10_000)
        text = below_ten_thousand(low)
        if high:
            gap = zero if low and low < 1000 else ""  # noqa: PLR2004  # 一万〇一百
            text = f"{below_ten_thousand(high)}{ten_thousand}{gap}{text}"
        ten = digits[1] + units[1]
        return text if one_ten or not text.startswith(ten) else text[1:]

    return count


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
    return _from_digits("○一二三四五六七八九")(number)


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


_CHINESE = _grouped("〇一二三四五六七八九", ("", "十", "百", "千"), "〇", one_ten=False)
_FULL_WIDTH = _from_digits("０１２３４５６７８９")
_HAN_DIGITS = _from_digits("〇一二三四五六七八九")
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
    "decimalEnclosedFullstop": _from_range("⒈", 20),
    "decimalEnclosedParen": _from_range("⑴", 20),
    "ideographEnclosedCircle": _from_range("㊀", 10),
    "ideographDigital": _HAN_DIGITS,
    "japaneseDigitalTenThousand": _HAN_DIGITS,
    "taiwaneseDigital": _from_digits("○一二三四五六七八九"),
    "chineseCounting": _chinese_counting,
    "chineseCountingThousand": _CHINESE,
    "taiwaneseCounting": _chinese_counting,
    "taiwaneseCountingThousand": _grouped(
        "○一二三四五六七八九", ("", "十", "百", "千"), "○", one_ten=False, ten_thousand="萬"
    ),
    "chineseLegalSimplified": _grouped(
        "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), "零", one_ten=True
    ),
    "ideographLegalTraditional": _grouped(
        "零壹貳參肆伍陸柒捌玖", ("", "拾", "佰", "仟"), "零", one_ten=True, ten_thousand="萬"
    ),
    "japaneseLegal": _grouped(
        "零壱弐参四伍六七八九", ("", "拾", "百", "阡"), "", one_ten=True, ten_thousand="萬"
    ),
    "japaneseCounting": _japanese,
    "ideographTraditional": _from_list(_STEMS),
    "ideographZodiac": _from_list(_BRANCHES),
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
