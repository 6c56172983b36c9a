"""`measures` and `measure`: what queries start with."""

from __future__ import annotations

import attrs
import pytest

import svctrade


def test_query_of_measures_names_the_edition_that_was_given() -> None:
    """It is Python that gives the same measures."""
    assert svctrade.measures().query == "measures()"
    assert svctrade.measures("2020").query == 'measures("2020")'
    own = attrs.evolve(svctrade.edition(), id='a"b')
    assert svctrade.measures(own).query == r'measures("a\"b")'


def test_measures_and_measure_are_those_of_the_edition() -> None:
    """An edition is given by its id, or as it is."""
    own = attrs.evolve(svctrade.edition(), id="own", measures=svctrade.edition().measures[:2])
    assert svctrade.measures(own).numbers == (1, 2)
    assert svctrade.measures("2020").numbers == tuple(range(1, 123))
    assert svctrade.measure(2, own) is own.measures[1]
    assert svctrade.measure(122, "2020") == svctrade.measure(122)


def test_measure_refuses_other_numbers() -> None:
    """The error names what was given."""
    with pytest.raises(svctrade.UnknownNameError, match="123"):
        svctrade.measure(123)
    with pytest.raises(TypeError, match="'1'"):
        svctrade.measure("1")  # type: ignore[arg-type]  # the error is tested


def test_edition_refuses_what_is_no_id() -> None:
    """The error says what was given, and which ids there are."""
    with pytest.raises(
        svctrade.UnknownNameError, match="no edition is called '2019'; did you mean '2020'"
    ):
        svctrade.measure(1, "2019")
    with pytest.raises(TypeError, match="an edition is given by its id, not as int: 2020"):
        svctrade.edition(2020)  # type: ignore[arg-type]  # the error is tested
