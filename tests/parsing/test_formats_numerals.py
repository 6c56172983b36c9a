"""Numbers of lists in the kinds of Word and of browsers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svctrade._parsing.formats.numerals import CSS_COUNTERS, format_number

# The kind, and how it shows some numbers.
SHOWN = {
    "decimal": {0: "0", 1: "1", 120: "120"},
    "decimalHalfWidth": {12: "12"},
    "decimalZero": {0: "00", 1: "01", 9: "09", 10: "10", 100: "100"},
    "numberInDash": {0: "- 0 -", 3: "- 3 -"},
    "upperRoman": {0: "0", 1: "I", 4: "IV", 1994: "MCMXCIV", 40_000: "40000"},
    "lowerRoman": {
        9: "ix",
        40: "xl",
        90: "xc",
        444: "cdxliv",
        888: "dccclxxxviii",
        32_767: "m" * 32 + "dcclxvii",
        32_768: "32768",
    },
    "upperLetter": {0: "0", 1: "A", 26: "Z", 27: "AA", 28: "BB", 781: "781"},
    "lowerLetter": {26: "z", 52: "zz", 53: "aaa", 780: "z" * 30, 781: "781"},
    "decimalFullWidth": {0: "０", 105: "１０５"},
    "decimalFullWidth2": {9_876_543_210: "９８７６５４３２１０"},
    "decimalEnclosedCircle": {
        0: "⓪",
        1: "①",
        20: "⑳",
        21: "㉑",
        35: "㉟",
        36: "㊱",
        50: "㊿",
        51: "51",
    },
    "decimalEnclosedCircleChinese": {1: "①"},
    "decimalEnclosedFullstop": {0: "0", 1: "⒈", 20: "⒛", 21: "21"},
    "decimalEnclosedParen": {0: "0", 1: "⑴", 2: "⑵", 20: "⒇", 21: "21"},
    "ideographEnclosedCircle": {0: "0", 1: "㊀", 10: "㊉", 11: "11"},
    "ideographDigital": {0: "〇", 10: "一〇", 101: "一〇一", 23_456: "二三四五六", 789: "七八九"},
    "japaneseDigitalTenThousand": {10: "一〇"},
    "taiwaneseDigital": {0: "○", 10: "一○"},
    "chineseCounting": {
        0: "〇",
        1: "一",
        10: "十",
        21: "二十一",
        99: "九十九",
        100: "一○○",
        101: "一○一",
        9_876_543_210: "九八七六五四三二一○",
    },
    "taiwaneseCounting": {99: "九十九", 100: "一○○"},
    "chineseCountingThousand": {
        0: "〇",
        10: "十",
        11: "十一",
        19: "十九",
        20: "二十",
        99: "九十九",
        100: "一百",
        101: "一百〇一",
        110: "一百一十",
        111: "一百一十一",
        1000: "一千",
        1001: "一千〇一",
        1010: "一千〇一十",
        1100: "一千一百",
        9999: "九千九百九十九",
        10_000: "一万",
        10_001: "一万〇一",
        10_010: "一万〇一十",
        10_100: "一万〇一百",
        10_999: "一万〇九百九十九",
        11_000: "一万一千",
        12_345: "一万二千三百四十五",
        100_000: "十万",
        110_000: "十一万",
        201_001: "二十万一千〇一",
        987_654: "九十八万七千六百五十四",
        500_607: "五十万〇六百〇七",
        999_999: "九十九万九千九百九十九",
        1_000_000: "1000000",
    },
    "taiwaneseCountingThousand": {0: "○", 10: "十", 10_001: "一萬○一"},
    "chineseLegalSimplified": {
        0: "零",
        10: "壹拾",
        11: "壹拾壹",
        101: "壹佰零壹",
        2345: "贰仟叁佰肆拾伍",
        6789: "陆仟柒佰捌拾玖",
        10_010: "壹万零壹拾",
        999_999: "玖拾玖万玖仟玖佰玖拾玖",
        1_000_000: "1000000",
    },
    "ideographLegalTraditional": {3: "參", 10: "壹拾", 10_001: "壹萬零壹"},
    "japaneseLegal": {1: "壱", 10: "壱拾", 20: "弐拾", 1001: "壱阡壱", 10_100: "壱萬壱百"},
    "japaneseCounting": {
        0: "0",
        1: "一",
        10: "十",
        11: "十一",
        101: "百一",
        1111: "千百十一",
        9876: "九千八百七十六",
        2345: "二千三百四十五",
        9999: "九千九百九十九",
        10_000: "10000",
    },
    "ideographTraditional": {0: "0", 1: "甲", 10: "癸", 11: "11"},
    "ideographZodiac": {0: "0", 1: "子", 12: "亥", 13: "13"},
    "ideographZodiacTraditional": {0: "0", 1: "甲子", 11: "甲戌", 60: "癸亥", 61: "甲子"},
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
    assert format_number("chicago", -1) is None


@pytest.mark.parametrize("kind", SHOWN)
def test_format_number_of_negative_number_is_decimal(kind: str) -> None:
    """No kind counts below zero."""
    assert [format_number(kind, number) for number in (-1, -20)] == ["-1", "-20"]


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
