"""`in_region(exactly=)`, `by_certainty` and `affected_by`."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import Certainty, Edition, UnknownNameError

from ..strategies import editions

ALL = svctrade.measures()
REGIONS = svctrade.regions()


@given(edition=editions(), data=st.data())
def test_by_certainty_partitions_the_set(edition: Edition, data: st.DataObject) -> None:
    """The four sets are disjoint, together the whole, and each measure has its certainty."""
    whole = svctrade.measures(edition)
    region = data.draw(st.sampled_from(edition.regions))
    found = whole.by_certainty(region)
    assert [*found] == [*reversed(Certainty)]
    assert sum(len(measures) for measures in found.values()) == len(whole)
    for certainty, measures in found.items():
        assert all(measure.certainty(region) is certainty for measure in measures)


@given(st.sampled_from(REGIONS), st.sampled_from(REGIONS), st.sampled_from([*Certainty]))
def test_in_region_exactly_keeps_one_degree_in_any_region(
    one: svctrade.Region, other: svctrade.Region, certainty: Certainty
) -> None:
    """Of several regions any counts; the value may be the member or its name."""
    found = ALL.in_region(one, other, exactly=certainty)
    name: Any = certainty.value
    assert found == ALL.in_region(one, other, exactly=name)
    assert found.numbers == tuple(
        m.number for m in ALL if certainty in (m.certainty(one), m.certainty(other))
    )


def test_in_region_counts_the_degrees_of_xiamen() -> None:
    """12 measures name 厦门, 72 more cover it, 26 are possible, 12 do not apply."""
    sizes = {degree.value: len(s) for degree, s in ALL.by_certainty("厦门").items()}
    assert sizes == {"named": 12, "covered": 72, "possible": 26, "none": 12}
    assert str(ALL.in_region("厦门", exactly="none").query).endswith('exactly="none")')


def test_in_region_refuses_both_arguments() -> None:
    """`at_least` and `exactly` exclude each other, and only one of them takes "none"."""
    with pytest.raises(TypeError, match="at_least or exactly, and was given both"):
        ALL.in_region("厦门", at_least="named", exactly="named")
    with pytest.raises(ValueError, match="at_least is 'none'; expected one of"):
        ALL.in_region("厦门", at_least="none")  # type: ignore[arg-type]  # the error is the point
    with pytest.raises(ValueError, match=r"exactly is 'all'; expected one of .*'none'"):
        ALL.in_region("厦门", exactly="all")  # type: ignore[arg-type]  # likewise


@pytest.mark.parametrize("certainty", [*Certainty])
def test_in_region_exactly_is_explained(certainty: Certainty) -> None:
    """Each measure has a reason that quotes printed words."""
    for explanation in ALL.in_region("厦门", exactly=certainty).explain():
        (reason,) = explanation.reasons
        measure = explanation.measure
        text = measure.text if reason.where == "text" else measure.responsibility
        assert reason.span is not None
        assert reason.span.of(text) == reason.quote != ""


@pytest.mark.parametrize("written", ["国函〔2021〕94号", "国函[2021]94号", "国函【2021】94 号"])
def test_affected_by_accepts_any_brackets(written: str) -> None:
    """The act of 2021 touches five measures, by its content."""
    found = ALL.affected_by(written)
    assert found.numbers == (11, 15, 18, 35, 46)
    steps = [s for e in found.explain() for r in e.reasons for s in r.steps]
    assert {step.kind for step in steps} == {"event"}
    assert all("its content touches the measure" in step.text for step in steps)


def test_affected_by_takes_the_first_act_of_an_event_that_rests_on_several() -> None:
    """The end of the pilot rests on two acts: it is an event of the first one only."""
    for written, ends in (("国函〔2020〕111号", True), ("国函〔2021〕94号", False)):
        reasons = next(iter(ALL.affected_by(written).explain())).reasons
        steps = [step.text for reason in reasons for step in reason.steps]
        assert any("2023-08-01" in step for step in steps) is ends


def test_affected_by_says_what_a_wrong_number_may_mean() -> None:
    """An unknown number is refused with the known ones; nothing and other types too."""
    with pytest.raises(UnknownNameError) as caught:
        ALL.affected_by("国函〔1999〕1号")
    assert caught.value.kind == "document"
    assert "国函〔2021〕94号" in caught.value.suggestions
    with pytest.raises(TypeError, match="takes at least one document number"):
        ALL.affected_by()
    with pytest.raises(TypeError, match="a document number is a string, not int: 94"):
        ALL.affected_by(94)  # type: ignore[arg-type]  # the error is the point


def test_table_takes_regions_for_measures_only() -> None:
    """Another kind of table has no such column, and one name is not several."""
    with pytest.raises(ValueError, match="certainty_for goes with the kind 'measures'"):
        ALL.table("coverage", certainty_for=("厦门",))
    with pytest.raises(TypeError, match="certainty_for takes several regions"):
        ALL.table(certainty_for="厦门")
    with pytest.raises(TypeError, match=r"as in \(350200,\)"):
        ALL.table(certainty_for=350200)  # type: ignore[arg-type]  # the error is the point


def test_status_needs_a_period() -> None:
    """An edition without a period has no status."""
    edition = svctrade.read_document("措施\n1. 甲。（商务部负责推进）\n")
    with pytest.raises(ValueError, match="does not say when it is in force"):
        edition.status(date(2023, 8, 1))


def test_explanation_names_the_act_that_touches_the_measure() -> None:
    """Of several acts, the explanation has those that touch the measure."""
    found = ALL.affected_by("国函〔2021〕94号", "琼商展〔2021〕79号")
    explained = {e.measure.number: str(e) for e in found.explain()}
    for document in ("国函〔2021〕94号", "琼商展〔2021〕79号"):
        line = f'affected_by("{document}")'
        touched = {number for number, text in explained.items() if line in text}
        assert touched == {*ALL.affected_by(document).numbers}
