"""Chinese numerals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from svctrade._parsing.characters import chinese_numeral, parse_number


@given(st.integers(1, 999))
def test_parse_number_reads_numerals_and_digits(number: int) -> None:
    """A numeral is read as the number that it writes."""
    assert parse_number(chinese_numeral(number)) == parse_number(str(number)) == number
