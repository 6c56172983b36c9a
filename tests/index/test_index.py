"""Masks and positions, what is made late and once, and what an index says of its edition."""

from __future__ import annotations

import copy
import gc
import pickle
import sys
import typing
from array import array
from pathlib import Path
from types import FrameType
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import (
    AmbiguousNameError,
    Edition,
    Measure,
    Note,
    Region,
    UnknownNameError,
)
from svctrade._api.checks import differences
from svctrade._bundled import index_2020
from svctrade._bundled.bundled import bundled, unpickle_bundled
from svctrade._index.bitmask import mask_of, positions_of
from svctrade._index.build import _mask, build_index
from svctrade._index.index import Index
from svctrade._index.indexed_edition import _KEPT, index_edition
from svctrade._index.lookup import find_asked

SIZES = st.sampled_from([1, 8, 122, 8_192, 8_193, 100_000])
ALL = svctrade.measures()


@given(st.data())
def test_a_mask_has_the_positions_that_it_is_made_of(data: st.DataObject) -> None:
    """Positions to a mask and back, few or many, is the identity; bits are where they say."""
    size = data.draw(SIZES)
    step = data.draw(st.sampled_from([1, 3, max(1, size // 50), None, None]))
    drawn = data.draw(st.sets(st.integers(0, size - 1), max_size=9))
    positions = sorted(drawn | {*range(0, size if step else 0, step or 1)})
    mask = mask_of(positions, size)
    assert positions_of(mask) == positions
    assert [n for n, digit in enumerate(f"{mask:b}"[::-1]) if digit == "1"] == positions
    assert positions_of(0) == [] == positions_of(mask_of([], size))


def test_the_ends_of_a_large_mask_are_found() -> None:
    """Halves that are empty are passed over, wherever they lie."""
    for positions in ([0], [99_999], [0, 99_999], [60_000], [99_998, 99_999], []):
        assert positions_of(mask_of(positions, 100_000)) == positions


@pytest.mark.parametrize(("count", "kept"), [(25, array), (26, int)])
def test_few_positions_are_kept_as_they_are(count: int, kept: type) -> None:
    """Where its positions take less than an eighth of a mask, the mask is made each time."""
    size, positions = 4 * 64 * 25, range(0, 4 * count, 4)
    index = Index("x", range(size), {}, {}, {("role", "lead"): array("I", positions)})
    expected = sum(1 << n for n in positions)
    assert [index.at("role", "lead") for _ in "ab"] == [expected, expected]
    assert isinstance(index._masks["role", "lead"], kept)


@pytest.mark.parametrize(("size", "kept"), [(327, int), (328, array)])
def test_a_mask_is_begun_in_what_takes_less(size: int, kept: type) -> None:
    """Ten positions of four octets take less than the octets of a mask from 41 on."""
    assert isinstance(_mask(array("I", range(10)), size), kept)


def test_numbers_that_follow_each_other_are_a_range() -> None:
    """They are looked up without a table, whatever the first is; no measures have no numbers."""
    edition = svctrade.edition()
    assert build_index(attrs.evolve(edition, measures=edition.measures[6:9])).numbers == range(
        7, 10
    )
    assert build_index(attrs.evolve(edition, measures=edition.measures[::2])).numbers[1] == 3
    empty = svctrade.measures(attrs.evolve(edition, measures=()))
    assert (len(empty), empty.numbers, [*empty.in_region("厦门")]) == (0, (), [])


@given(st.data())
def test_a_large_edition_answers_as_a_small_one_does(data: st.DataObject) -> None:
    """Measures that share their statement, in numbers where masks are kept as positions."""
    every = svctrade.edition().measures
    size = data.draw(st.integers(900, 1200))
    first = data.draw(st.integers(1, 1000))
    chosen = data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=6))
    rare = data.draw(st.integers(0, size - 1))
    plain = svctrade.measure(103)
    measures = tuple(
        attrs.evolve(chosen[n % len(chosen)] if n != rare else plain, number=first + n)
        for n in range(size)
    )
    edition = attrs.evolve(svctrade.edition(), measures=measures)
    asked = svctrade.measures(edition)
    for region in data.draw(st.lists(st.sampled_from(edition.regions), min_size=1, max_size=3)):
        kept = asked.in_region(region)
        expected = [m for m in measures if m.certainty(region) >= svctrade.Certainty.COVERED]
        assert [*kept] == expected
        assert kept.numbers == tuple(m.number for m in expected)
    counts = asked.count_by("body")
    for body in data.draw(st.lists(st.sampled_from(edition.bodies), min_size=1, max_size=3)):
        assert counts.get(body, 0) == sum(body in m.bodies() for m in measures)
    assert first + rare in asked.national().numbers
    assert asked.numbered(first + rare).one() is measures[rare]


def test_measures_that_share_assignments_only_are_ambiguous_forms() -> None:
    """Who shares the clauses need not share the lead, nor where it applies."""
    one = svctrade.measure(59)
    other = attrs.evolve(one, number=60, lead=None)
    third = attrs.evolve(one, number=61, coverage=svctrade.Coverage())
    edition = attrs.evolve(svctrade.edition(), measures=(one, other, third))
    asked = svctrade.measures(edition)
    assert asked.led_by("移民局").numbers == (59, 61)
    assert asked.in_region("厦门").numbers == (59, 60)
    assert asked.national().numbers == (61,)


@pytest.mark.parametrize(
    ("fields", "led", "covered"),
    [
        ({"lead": None}, (59,), (59, 60)),
        ({"coverage": svctrade.Coverage()}, (59, 60), (59,)),
    ],
)
def test_one_difference_is_enough(
    fields: dict[str, Any], led: tuple[int, ...], covered: tuple[int, ...]
) -> None:
    """Of measures that share their clauses, either the lead or the coverage may differ alone."""
    one = svctrade.measure(59)
    other = attrs.evolve(one, number=60, **fields)
    asked = svctrade.measures(attrs.evolve(svctrade.edition(), measures=(one, other)))
    assert asked.led_by("移民局").numbers == led
    assert asked.in_region("厦门").numbers == covered


def test_the_index_at_hand_is_that_of_the_records() -> None:
    """What a bundled edition is asked by is what its records give."""
    edition = svctrade.edition()
    assert index_edition(edition).index is bundled().index
    assert not [*differences(bundled(), edition)]
    assert build_index(edition).masks == bundled().index.masks


def changed(edition: Edition, **fields: Any) -> Edition:
    measure = attrs.evolve(edition.measures[58], **fields)
    measures = (*edition.measures[:58], measure, *edition.measures[59:])
    return attrs.evolve(edition, measures=measures)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"text": "甲"}, ["measures of the edition", "text of measure 59"]),
        ({"lead": None}, ["lead of measure 59", "masks of the index"]),
        ({"reading": None}, ["reading of measure 59", "masks of the index"]),
        ({"number": 500}, ["number of measure 500", "numbers of the index"]),
        ({}, []),
    ],
)
def test_what_answers_otherwise_than_the_data_is_found(
    fields: dict[str, Any], told: list[str]
) -> None:
    """`verify` finds each difference between what is at hand and what the data says."""
    found = [*differences(bundled(), changed(svctrade.edition(), **fields))]
    assert {*told} <= {*found}


def test_a_name_that_the_data_has_not_is_found() -> None:
    """What can be looked up is part of what is compared."""
    edition = svctrade.edition()
    regions = (attrs.evolve(edition.regions[0], names=()), *edition.regions[1:])
    found = [*differences(bundled(), attrs.evolve(edition, regions=regions))]
    assert {"regions of the edition", "names of the index"} <= {*found}


def test_a_set_is_pickled_by_the_name_of_its_edition() -> None:
    """A set of a bundled edition is small; where that edition is another, it is refused."""
    found = ALL.in_region("厦门")
    data = pickle.dumps(found)
    assert len(data) < 1000
    assert pickle.loads(data)._indexed is found._indexed
    with pytest.raises(ValueError, match="another edition '2020'; unpickle it with that version"):
        unpickle_bundled("2020", "0" * 64)
    with pytest.raises(ValueError, match="another edition '2031'"):
        unpickle_bundled("2031", index_2020.SHA256)


def test_a_number_is_not_taken_for_a_truth() -> None:
    """1 was asked before, and True is still no number of a task."""
    assert len(ALL.in_task(1)) == 16
    with pytest.raises(TypeError):
        ALL.in_task(True)


def test_records_that_hold_what_has_no_hash_compare() -> None:
    """A list where a tuple belongs is no hash, and equal to an equal one."""
    one, other = (Region("x", "甲", names=[]) for _ in "ab")  # type: ignore[arg-type]  # the point
    assert one == other
    assert one != Region("x", "乙", names=[])  # type: ignore[arg-type]  # likewise
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


def test_a_record_has_all_its_fields_from_the_start() -> None:
    """A measure is whole however it is looked at: by field, copied, compared or as a dictionary."""
    measure = bundled().measures(1 << 58)[0]
    assert measure.reading is not None
    assert measure.events
    assert attrs.asdict(measure, recurse=False).keys() == {f.name for f in attrs.fields(Measure)}
    assert copy.deepcopy(measure).events == measure.events
    body = svctrade.body("移民局")
    assert copy.copy(body).names == body.names
    assert {*typing.get_type_hints(Measure)} >= {f.name for f in attrs.fields(Measure)}
    assert typing.get_type_hints(svctrade.Body)["names"] == tuple[svctrade.Name, ...]
    with pytest.raises(AttributeError):
        measure.events = ()  # type: ignore[misc]  # the error is the point


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_set_pickles_by_every_protocol(protocol: int) -> None:
    """Also by those that know no slots."""
    found = ALL.in_region("厦门") - ALL.led_by("商务部")
    again = pickle.loads(pickle.dumps(found, protocol))
    assert (again, again.query) == (found, found.query)


def test_a_framework_is_one_however_it_is_written() -> None:
    """Two notes that write one name in two ways name one framework, the first."""
    notes = (Note(1, "CEPA", (59,), "CEPA"), Note(2, "cepa", (60,), "cepa"))
    measures = tuple(
        attrs.evolve(svctrade.measure(n), notes=(note,))
        for n, note in zip((59, 60), notes, strict=True)
    )
    edition = attrs.evolve(svctrade.edition(), measures=measures, notes=notes)
    asked = svctrade.measures(edition)
    assert {asked.under(name).numbers for name in ("CEPA", "cepa", "ＣＥＰＡ")} == {(59,)}
    with pytest.raises(UnknownNameError) as caught:
        ALL.under("RCEP")
    assert (caught.value.kind, caught.value.name) == ("framework", "RCEP")
    # Another agreement is no slip of this one.
    assert caught.value.suggestions == ()
    with pytest.raises(UnknownNameError, match="did you mean 'CEPA'"):
        ALL.under("CEPPA")


def test_an_index_goes_with_its_edition() -> None:
    """It is kept as long as the edition is, and no longer."""
    edition = attrs.evolve(svctrade.edition(), id="passing")
    key, index = id(edition), index_edition(edition).index
    assert index_edition(edition).index is index
    assert key in _KEPT
    del edition
    gc.collect()
    assert key not in _KEPT


@pytest.mark.parametrize("kind", ["body", "region", "task", "service", "mode", "topic"])
def test_record_of_a_key_is_that_of_the_edition(kind: str) -> None:
    """A key of the index leads to the same record in a bundled edition and in a copy of it."""
    copy = index_edition(attrs.evolve(svctrade.edition()))
    keys = {*bundled().index.names[kind].values()}
    assert keys
    assert all(bundled().record(kind, key) == copy.record(kind, key) for key in keys)


def test_measure_that_is_made_passes_few_functions() -> None:
    """The text of a measure that was used before passes at most five functions of the package."""
    expected = svctrade.measure(59).text
    called: list[str] = []
    package = Path(svctrade.__file__).parent

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and package in Path(frame.f_code.co_filename).parents:
            called.append(frame.f_code.co_name)

    sys.setprofile(note)
    try:
        text = svctrade.measure(59).text
    finally:
        sys.setprofile(None)
    assert text == expected
    assert 0 < len(called) <= 5


def test_name_of_several_places_is_ambiguous() -> None:
    """A name that is the key of nothing either stays ambiguous."""
    with pytest.raises(AmbiguousNameError):
        find_asked(bundled(), "region", "鼓楼区")
