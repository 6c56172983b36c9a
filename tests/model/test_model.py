"""Records are values: equal by content, hashable, immutable."""

from __future__ import annotations

import copy
import gc
import pickle
import weakref
from collections.abc import Hashable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import svctrade
from svctrade import (
    Basis,
    Body,
    Certainty,
    Coverage,
    Edition,
    Note,
    Problem,
    Region,
    Role,
    Span,
)
from svctrade._display.text import truncate

from ..strategies import bodies, editions

MEASURE = svctrade.measure(59)
RECORDS = [
    MEASURE,
    MEASURE.task,
    MEASURE.lead,
    MEASURE.coverage,
    MEASURE.assignments[0],
    MEASURE.assignments[0].parties[0],
    MEASURE.assignments[0].span,
    svctrade.body("移民局"),
    svctrade.region("厦门"),
    svctrade.edition(),
    svctrade.edition().notes[0],
    svctrade.edition().source,
    Problem(1, 2, "……", "a body"),
]
VALUES: list[Hashable] = [
    *RECORDS,
    svctrade.measures().in_region("厦门", at_least="named").led_by("移民局") - svctrade.measures(),
    Role.LEAD,
    Certainty.NAMED,
    Basis.EXPLICIT,
]


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_round_trip(value: Hashable, protocol: int) -> None:
    """A pickled value comes back equal, with the same hash and repr."""
    back = pickle.loads(pickle.dumps(value, protocol))
    assert back == value
    assert hash(back) == hash(value)
    assert repr(back) == repr(value)


@pytest.mark.parametrize("value", VALUES, ids=lambda v: type(v).__name__)
def test_copy_and_deepcopy_are_equal(value: Hashable) -> None:
    """Copies, shallow and deep, are equal."""
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value


@pytest.mark.parametrize("record", RECORDS, ids=lambda v: type(v).__name__)
def test_record_is_frozen(record: attrs.AttrsInstance) -> None:
    """No field can be set or deleted, and none can be added."""
    name = attrs.fields(type(record))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(record, name, None)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        delattr(record, name)
    with pytest.raises(AttributeError):
        record.extra = 1  # type: ignore[attr-defined]  # the error is the point
    assert not hasattr(record, "__dict__")


@pytest.mark.parametrize("record", RECORDS, ids=lambda v: type(v).__name__)
def test_record_differs_from_other_records(record: object) -> None:
    """A record of other content, or of another type, is not equal."""
    assert record != ()
    assert record not in [other for other in RECORDS if other is not record]


@pytest.mark.parametrize("record", RECORDS, ids=lambda v: type(v).__name__)
def test_eq_compares_every_field(record: Any) -> None:
    """A record that differs in any one field is another."""
    for field in attrs.fields(type(record)):
        if not field.eq:
            continue  # not compared
        other = attrs.evolve(record, **{field.name: "something else"})
        assert other != record
        assert record != other


@pytest.mark.parametrize("record", RECORDS, ids=lambda v: type(v).__name__)
def test_repr_is_short(record: object) -> None:
    """A repr has the class and no long text."""
    assert repr(record).startswith(type(record).__name__ + "(")
    assert len(repr(record)) < 200


def test_unset_field_is_attribute_error() -> None:
    """A record made without its constructor names the missing field."""
    for kind, field in ((svctrade.Measure, "assignments"), (svctrade.Body, "history")):
        bare = object.__new__(kind)
        with pytest.raises(AttributeError, match=field):
            getattr(bare, field)


def test_str_gives_name_or_text() -> None:
    """str gives the name, the label with the title, or the measure as printed."""
    assert str(svctrade.body("NIA")) == "移民局"
    assert str(svctrade.region("Xiamen")) == "厦门"
    assert str(MEASURE.task) == "（三）全面探索提升便利水平"
    assert str(MEASURE).splitlines()[1] == MEASURE.responsibility
    assert str(svctrade.edition()).endswith("（2020）")
    assert str(svctrade.edition().outsiders[0]) == "两江新区"
    assert str(svctrade.body("NIA").names[0]) == "移民局"
    assert "廈門" in svctrade.region("厦门").aliases
    assert str(MEASURE.lead) == "National Immigration Administration (first-named body)"
    assert str(MEASURE.assignments[1]) == "试点地区负责推进"
    assert str(MEASURE.assignments[1].parties[0]) == "试点地区"
    assert str(svctrade.edition().notes[1]).startswith("重庆市试点范围")


def test_measure_bodies_filters_by_role() -> None:
    """A measure has each body once, and those in a role."""
    measure = svctrade.measure(47)
    assert [b.name for b in measure.bodies()] == ["知识产权局", "市场监管总局", "中央宣传部"]
    assert [b.name for b in measure.bodies(Role.SUPPORT)] == ["中央宣传部"]
    assert measure.bodies("support") == measure.bodies(Role.SUPPORT)
    assert measure.bodies(Role.ASSIST) == ()
    with pytest.raises(ValueError, match="role is 'boss'; expected one of 'lead'"):
        measure.bodies("boss")  # type: ignore[arg-type]  # the error is the point


def test_certainty_refuses_name() -> None:
    """A name is refused: a record does not know the directory."""
    with pytest.raises(TypeError, match=r"takes a Region, not str: '厦门'; svctrade.region"):
        MEASURE.certainty("厦门")  # type: ignore[arg-type]  # the error is the point


def test_certainty_members_are_ordered() -> None:
    """The degrees have an order, and none with anything else."""
    assert sorted(Certainty) == [*Certainty]
    for n, one in enumerate(Certainty):
        for m, other in enumerate(Certainty):
            said = one < other, one <= other, one > other, one >= other
            assert said == (n < m, n <= m, n > m, n >= m)
    assert max(Certainty) is Certainty.NAMED
    with pytest.raises(TypeError):
        _ = Certainty.NAMED < 3


@pytest.mark.parametrize(
    ("coverage", "expected"),
    [
        (Coverage(), Certainty.NONE),
        (Coverage(open_ended=True), Certainty.POSSIBLE),
        (Coverage(everywhere=True, open_ended=True), Certainty.COVERED),
        (Coverage((svctrade.region("厦门"),), everywhere=True), Certainty.NAMED),
        (Coverage((svctrade.region("大连"),)), Certainty.NONE),
    ],
)
def test_coverage_certainty_gives_highest_degree(coverage: Coverage, expected: Certainty) -> None:
    """NAMED goes before COVERED, COVERED before POSSIBLE."""
    assert coverage.certainty(svctrade.region("厦门")) is expected
    assert coverage.national == (coverage == Coverage())


def test_note_concerns_listed_and_marked_measures() -> None:
    """A note is about the measures that it lists and those with its marks."""
    note = Note(1, "……", measures=(7,), marks=("外籍",))
    assert note.concerns(7, "……")
    assert note.concerns(8, "外籍船舶")
    assert not note.concerns(8, "船舶")


@given(bodies())
def test_name_variants_are_distinct_and_start_with_name(body: Body) -> None:
    """The forms of a name have no duplicates and no blanks; the printed one leads."""
    assert body.name_variants[0] == body.name
    assert len(set(body.name_variants)) == len(body.name_variants)
    assert all(body.name_variants)
    assert set(body.aliases) <= set(body.name_variants)


@given(editions())
def test_pickle_round_trip_of_edition(edition: Edition) -> None:
    """An edition with anything missing comes back equal."""
    assert pickle.loads(pickle.dumps(edition)) == edition
    assert copy.deepcopy(edition) == edition


@settings(max_examples=10)
@given(editions())
def test_unused_edition_is_collected(edition: Edition) -> None:
    """Asking an edition does not keep it alive."""
    gc.freeze()  # only what is made from here on is looked at
    own = copy.deepcopy(edition)
    assert len(svctrade.measures(own)) == len(edition.measures)
    trace = weakref.ref(own)
    del own
    gc.collect()
    gc.unfreeze()
    assert trace() is None


def test_span_of_cuts_text() -> None:
    """A span cuts its stretch out of a text."""
    assert Span(1, 3).of("试点地区") == "点地"


def test_truncate_marks_cut() -> None:
    """A long text is cut and says so; a short one is whole."""
    assert truncate("一二三", 3) == "一二三"
    assert truncate("一二三四", 3) == "一二…"


def test_region_code_is_none_for_new_areas() -> None:
    """Empty cells of the facts stay empty."""
    areas = [r for r in svctrade.regions() if r.code is None]
    assert [r.name for r in areas] == ["雄安新区", "贵安新区", "西咸新区"]
    assert all(isinstance(r, Region) and r.level == "国家级新区" for r in areas)


def test_old_names_of_variants_warn() -> None:
    """`forms` and `shared_forms` give what the new names give, and name them."""
    body = svctrade.body("商务部")
    with pytest.warns(DeprecationWarning, match="forms is now name_variants"):
        assert body.forms == body.name_variants
    with pytest.warns(DeprecationWarning, match="shared_forms is now shared_variants"):
        assert body.shared_forms == body.shared_variants
