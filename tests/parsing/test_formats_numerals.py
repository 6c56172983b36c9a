"""Numbers of lists in the kinds of Word and of browsers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svctrade._parsing.formats.numerals import CSS_COUNTERS, format_number

# The kind, and how it shows some numbers.
SHOWN = {
    "decimal": {1: "1", 120: "120"},
    "decimalZero": {1: "01", 12: "12"},
    "numberInDash": {3: "- 3 -"},
    "upperRoman": {4: "IV", 1994: "MCMXCIV", 0: "0", 40_000: "40000"},
    "lowerRoman": {9: "ix"},
    "upperLetter": {1: "A", 27: "AA", 28: "BB", 0: "0", 781: "781"},
    "lowerLetter": {26: "z"},
    "decimalFullWidth": {105: "１０５"},
    "decimalEnclosedCircle": {0: "⓪", 1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"},
    "decimalEnclosedFullstop": {1: "⒈", 21: "21"},
    "decimalEnclosedParen": {20: "⒇"},
    "ideographEnclosedCircle": {1: "㊀", 10: "㊉"},
    "ideographDigital": {10: "一〇", 101: "一〇一"},
    "taiwaneseDigital": {10: "一○"},
    "chineseCounting": {1: "一", 10: "十", 21: "二十一", 99: "九十九", 100: "一○○"},
    "chineseCountingThousand": {
        0: "〇",
        10: "十",
        19: "十九",
        20: "二十",
        100: "一百",
        101: "一百〇一",
        110: "一百一十",
        1001: "一千〇一",
        10_000: "一万",
        10_100: "一万〇一百",
        12_345: "一万二千三百四十五",
        987_654: "九十八万七千六百五十四",
        500_607: "五十万〇六百〇七",
        999_999: "九十九万九千九百九十九",
        1_000_000: "1000000",
    },
    "taiwaneseCountingThousand": {10_001: "一萬○一"},
    "chineseLegalSimplified": {10: "壹拾", 101: "壹佰零壹", 2345: "贰仟叁佰肆拾伍"},
    "ideographLegalTraditional": {3: "參"},
    "japaneseLegal": {1: "壱", 20: "弐拾"},
    "japaneseCounting": {
        1: "一",
        10: "十",
        101: "百一",
        0: "0",
        9876: "九千八百七十六",
        10_000: "10000",
    },
    "ideographTraditional": {1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {12: "亥", 13: "13"},
    "ideographZodiacTraditional": {1: "甲子", 60: "癸亥", 0: "0"},
}


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [(kind, number, text) for kind, texts in SHOWN.items() for number, text in texts.items()],
)
def test_format_number(kind: str, number: int, text: str) -> None:
    """Each kind counts as Word does; past its signs it is decimal."""
    assert format_number(kind, number) == text


def test_format_number_of_unknown_kind() -> None:
    """A kind that is not known gives nothing, so that the reader can tell."""
    assert format_number("chicago", 1) is None
    assert format_number("decimal", -2) == "-2"


@pytest.mark.parametrize("kind", sorted({*SHOWN, *CSS_COUNTERS.values()}))
@given(number=st.integers(1, 999))
def test_format_number_has_text(kind: str, number: int) -> None:
    """No number vanishes, whatever the kind."""
    assert format_number(kind, number)


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_format_number_tells_numbers_apart(one: int, other: int) -> None:
    """Two numbers are never written alike."""
    for kind in ("chineseCountingThousand", "chineseLegalSimplified", "ideographDigital"):
        assert (format_number(kind, one) == format_number(kind, other)) is (one == other)
