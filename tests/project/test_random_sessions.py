"""Random sessions with sets of measures, compared with plain lists."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

import svctrade
from svctrade import Certainty, Edition, Measure, MeasureSet, Role

from ..strategies import editions

# A set, and the measures expected in it.
Pair = tuple[MeasureSet, list[Measure]]


class Sessions(RuleBasedStateMachine):
    """What a user may do with sets, in any order; lists hold the expected measures."""

    sets: Bundle[Pair] = Bundle("sets")
    edition: Edition
    every: list[Measure]

    @initialize(target=sets, edition=editions() | st.just(svctrade.edition()))
    def begin(self, edition: Edition) -> Pair:
        """Start with an edition."""
        self.edition = edition
        self.every = [*edition.measures]
        return svctrade.measures(edition), self.every

    @rule(target=sets, pair=sets, data=st.data())
    def region(self, pair: Pair, data: st.DataObject) -> Pair:
        """Filter by a region, given as a record or a name."""
        region = data.draw(st.sampled_from(self.edition.regions))
        degree = data.draw(st.sampled_from([*Certainty][1:]))
        name: Any = data.draw(st.sampled_from([region, region.name]))
        found = pair[0].in_region(name, at_least=data.draw(st.sampled_from([degree, degree.value])))
        return found, [m for m in pair[1] if m.certainty(region) >= degree]

    @rule(target=sets, pair=sets, data=st.data())
    def body(self, pair: Pair, data: st.DataObject) -> Pair:
        """Filter by a body or the bodies that it hosts, in a role."""
        body = data.draw(st.sampled_from(self.edition.bodies))
        role = data.draw(st.none() | st.sampled_from(Role))
        hosted = {body, *(b for b in self.edition.bodies if b.host == body)}
        found = pair[0].involving(body, role=role) if role else pair[0].involving(body)
        return found, [m for m in pair[1] if hosted & {*m.bodies(role)}]

    @rule(target=sets, pair=sets, data=st.data())
    def lead(self, pair: Pair, data: st.DataObject) -> Pair:
        """Filter by the lead."""
        body = data.draw(st.sampled_from(self.edition.bodies))
        hosted = {body, *(b for b in self.edition.bodies if b.host == body)}
        return pair[0].led_by(body.name), [m for m in pair[1] if m.lead and m.lead.body in hosted]

    @rule(target=sets, pair=sets, data=st.data())
    def task(self, pair: Pair, data: st.DataObject) -> Pair:
        """Filter by a task, given as a record, a number or a label."""
        task = data.draw(st.sampled_from(self.edition.tasks))
        name: Any = data.draw(st.sampled_from([task, task.number, task.label]))
        return pair[0].in_task(name), [m for m in pair[1] if m.task == task]

    @rule(target=sets, pair=sets, odd=st.booleans())
    def where(self, pair: Pair, odd: bool) -> Pair:  # drawn by Hypothesis
        """Filter by a function; each time it is another one with the same name."""
        return pair[0].where(lambda m: m.number % 2 == odd), [
            m for m in pair[1] if m.number % 2 == odd
        ]

    @rule(target=sets, one=sets, other=sets, sign=st.sampled_from("&|-^"))
    def combine(self, one: Pair, other: Pair, sign: str) -> Pair:
        """Combine two sets."""
        here = {id(m) for m in one[1]}
        there = {id(m) for m in other[1]}
        kept = {"&": here & there, "|": here | there, "-": here - there, "^": here ^ there}[sign]
        join = {"&": operator.and_, "|": operator.or_, "-": operator.sub, "^": operator.xor}[sign]
        return join(one[0], other[0]), [m for m in self.every if id(m) in kept]

    @rule(target=sets, pair=sets)
    def complement(self, pair: Pair) -> Pair:
        """Take the complement."""
        return ~pair[0], [m for m in self.every if not any(m is kept for kept in pair[1])]

    @rule(target=sets, pair=sets, start=st.integers(-5, 5), stop=st.none() | st.integers(-5, 9))
    def slice_of(self, pair: Pair, start: int, stop: int | None) -> Pair:
        """Take a slice."""
        return pair[0][start:stop], pair[1][start:stop]

    @rule(target=sets, pair=sets, by=st.sampled_from(["pickle", "copy", "deepcopy"]))
    def copied(self, pair: Pair, by: str) -> Pair:
        """Copy a set: the copy is equal, has the same hash, and combines with the original."""
        copiers: dict[str, Callable[[MeasureSet], MeasureSet]] = {
            "pickle": lambda found: pickle.loads(pickle.dumps(found)),
            "copy": copy.copy,
            "deepcopy": copy.deepcopy,
        }
        made = copiers[by](pair[0])
        assert made == pair[0]
        assert hash(made) == hash(pair[0])
        assert made | pair[0] == pair[0]
        return pair

    @rule(pair=sets, key=st.sampled_from(["task", "lead", "body", "region", "role", "measure"]))
    def count(self, pair: Pair, key: Any) -> None:
        """Group by a key: each group is a part of the set, and has as many measures as counted."""
        groups, counts = pair[0].group_by(key), pair[0].count_by(key)
        assert [*groups] == [*counts]
        assert [len(group) for group in groups.values()] == [*counts.values()]
        assert [*counts.values()] == sorted(counts.values(), reverse=True)
        for group in groups.values():
            assert group <= pair[0]

    @rule(pair=sets)
    def read(self, pair: Pair) -> None:
        """Read a set in every way: it has the expected measures and does not change."""
        found, expected = pair
        assert [*found] == expected
        assert found.numbers == tuple(m.number for m in expected)
        assert len(found) == len(expected)
        assert bool(found) == bool(expected)
        assert all(m in found for m in expected)
        assert [e.measure for e in found.explain()] == expected
        assert repr(found)
        assert str(found)
        if expected:
            assert found.first() == expected[0] == found[0]
        else:
            with pytest.raises(ValueError, match="takes a set that is not empty"):
                found.first()

    @invariant()
    def edition_is_unchanged(self) -> None:
        """The edition is unchanged."""
        if hasattr(self, "edition"):
            assert [*svctrade.measures(self.edition)] == self.every


TestRandomSessions = Sessions.TestCase
TestRandomSessions.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
