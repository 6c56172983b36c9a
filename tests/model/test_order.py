"""Records of one edition compare by their place in the document."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import attrs
import pytest

import svctrade
from svctrade import Edition, Ordered

PLAN = (
    "某市方案\n一、开放\n1. 支持甲。（乙局牵头，商务部、甲局配合）\n2. 支持乙。（厦门、甲局负责）\n"
)
EDITIONS: dict[str, Callable[[], Edition]] = {
    "2020": svctrade.edition,
    "loaded": lambda: svctrade.loads(svctrade.dumps(svctrade.edition())),
    "plan": lambda: svctrade.read_document(PLAN),
}
each_edition = pytest.mark.parametrize("made", EDITIONS.values(), ids=EDITIONS)


def records_of(edition: Edition) -> list[tuple[Ordered, ...]]:
    """Return the records of each kind, in the order of the document."""
    measures = edition.measures
    return [
        edition.bodies,
        edition.regions,
        edition.tasks,
        edition.notes,
        edition.events,
        measures,
        tuple(a for m in measures for a in m.assignments),
    ]


def shuffled(records: Sequence[Any]) -> list[Any]:
    """Return the records, the last one first."""
    return [*reversed(records)]


@each_edition
def test_sorted_follows_the_document(made: Callable[[], Edition]) -> None:
    """However they are shuffled, records are sorted as the edition has them."""
    for all_of_kind in records_of(made()):
        records = all_of_kind[:30]
        assert sorted(shuffled(records)) == [*records]
        for n, one in enumerate(records):
            assert all(one < other and other > one for other in records[n + 1 :])
            assert all(one <= other and other >= one for other in records[n:])


@each_edition
def test_parts_have_the_order_of_the_edition(made: Callable[[], Edition]) -> None:
    """The task, bodies, regions, notes and events of a measure are those of its edition."""
    edition = made()
    parts: list[tuple[Any, tuple[Any, ...]]] = []
    for m in edition.measures:
        parts += [(m.task, edition.tasks), *((b, edition.bodies) for b in m.bodies())]
        parts += [(r, edition.regions) for r in m.coverage.named]
        parts += [(note, edition.notes) for note in m.notes]
        parts += [(event, edition.events) for event in m.events]
        parts += [(m.lead.body, edition.bodies)] if m.lead else []
    assert parts
    for part, whole in parts:
        assert part.order == whole[whole.index(part)].order is not None


def test_groupby_needs_sorted_tasks() -> None:
    """`groupby` of sorted measures has each task once."""
    measures = sorted(shuffled(svctrade.measures()))
    tasks = [task for task, _ in groupby(measures, key=lambda m: m.task)]
    assert tasks == [*svctrade.tasks()]
    assert min(svctrade.measures().in_task(3), key=lambda m: m.task).task.number == 3


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_other_editions_and_kinds_have_no_order(compare: Callable[[Any, Any], bool]) -> None:
    """Records of two editions, of none, or of two kinds are a TypeError; so are editions."""
    edition, plan = svctrade.edition(), svctrade.read_document(PLAN)
    for one, other in zip(records_of(edition), records_of(plan), strict=True):
        if one and other:
            with pytest.raises(TypeError, match="inside one edition"):
                compare(one[0], other[0])
    with pytest.raises(TypeError, match="inside one edition"):
        compare(svctrade.Region("a", "甲"), svctrade.region("厦门"))
    with pytest.raises(TypeError, match="not supported"):
        compare(svctrade.body("商务部"), svctrade.region("厦门"))
    with pytest.raises(TypeError, match="not supported"):
        compare(edition, plan)


def test_records_without_a_place_say_so() -> None:
    """What a statement alone is parsed into is in no edition."""
    parsed = svctrade.parse_responsibility("商务部牵头；财政部配合")
    with pytest.raises(TypeError, match=r"Assignment.* has no place in an edition"):
        sorted(parsed)
    (first, *_) = svctrade.measure(1).assignments
    with pytest.raises(TypeError, match="has no place in an edition"):
        max(first, parsed[0])


def test_order_is_not_compared() -> None:
    """A region of a plan equals that of the annex, though their places differ."""
    (ours, *_), theirs = svctrade.read_document(PLAN).regions, svctrade.region("厦门")
    assert ours == theirs
    assert hash(ours) == hash(theirs)
    assert ours.order != theirs.order


def test_applied_revision_is_in_order() -> None:
    """Measures that a revision keeps take their place in the new edition."""
    old = svctrade.edition()
    new = attrs.evolve(old, measures=(*old.measures[60:], *old.measures[:60]))
    applied = svctrade.compare(old, new).apply(old)
    assert sorted(shuffled(applied.measures)) == [*applied.measures]


def test_assignments_of_a_heading_come_before_their_measures() -> None:
    """What a heading says has a place too."""
    text = "某市方案\n一、开放（市商务局牵头；市财政局配合）\n1. 支持甲。（乙局牵头）\n"
    plan = svctrade.read_document(text)
    heading = plan.tasks[0].assignments
    assert len(heading) == 2
    assert [*heading, *plan.measures[0].assignments] == sorted(
        [*plan.measures[0].assignments, *heading[::-1]]
    )


def test_format_works_as_on_text() -> None:
    """A width, a fill and a precision are those of `str`."""
    assert f"{svctrade.region('厦门'):>4}|{svctrade.task(1):.3}" == "  厦门|（一）"
