"""One rule for counts: each group is what the filter of its key finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import Edition, MeasureSet, Role

from ..strategies import editions

ALL = svctrade.measures()
FILTERS: dict[str, Callable[[MeasureSet, Any], MeasureSet]] = {
    "task": lambda s, task: s.in_task(task),
    "lead": lambda s, body: s.led_by(body),
    "body": lambda s, body: s.involving(body),
    "region": lambda s, region: s.in_region(region),
    "role": lambda s, role: s.with_role(role),
    "measure": lambda s, measure: s.numbered(measure.number),
    "service": lambda s, item: s.in_service(item),
    "mode": lambda s, item: s.by_mode(item),
    "topic": lambda s, item: s.about(item),
}


def check_law(measures: MeasureSet, key: Any) -> None:
    groups = measures.group_by(key)
    counts = measures.count_by(key)
    assert {thing: len(group) for thing, group in groups.items()} == counts
    for thing, group in groups.items():
        if thing is not None:
            assert group == measures & FILTERS[key](measures, thing)


@pytest.mark.parametrize("key", FILTERS)
def test_each_group_of_the_annex_is_what_its_filter_finds(key: str) -> None:
    """For every key and value, of the whole and of a part, hosted bodies included."""
    check_law(ALL, key)
    check_law(ALL.in_region("厦门"), key)


@given(edition=editions(), key=st.sampled_from(["task", "lead", "body", "region", "role"]))
def test_each_group_of_an_edition_is_what_its_filter_finds(edition: Edition, key: str) -> None:
    """The law holds over generated editions."""
    check_law(svctrade.measures(edition), key)


def test_count_by_counts_hosted_bodies() -> None:
    """商务部 leads what the office that it hosts leads."""
    assert ALL.count_by("lead")[svctrade.body("商务部")] == len(ALL.led_by("商务部"))


@given(edition=editions(), data=st.data())
def test_crosstab_of_a_party_and_a_role_counts_own_roles(
    edition: Edition, data: st.DataObject
) -> None:
    """A cell counts the measures in which the party itself has the role."""
    whole = svctrade.measures(edition)
    body = data.draw(st.sampled_from(edition.bodies))
    role = data.draw(st.sampled_from([*Role]))
    own = sum(
        any(role in a.roles and body in a.bodies for a in measure.assignments) for measure in whole
    )
    for table in (whole.crosstab("body", "role"), whole.crosstab("role", "body")):
        cells = {
            frozenset((row[table.names[0]], name)): row[name]
            for row in table.to_dicts()
            for name in table.names[1:]
        }
        assert cells.get(frozenset((body.name, role.value)), 0) == own


def test_crosstab_counts_the_roles_of_the_banking_commission() -> None:
    """银保监会 makes policy in 6 measures, supports 2 and shares 2."""
    table = ALL.crosstab("body", "role", lang="zh")
    row = next(row for row in table.to_dicts() if "银保监会" in row.values())
    assert row["制订政策保障措施"] == 6
    assert row["支持和指导"] == 2
    assert row["共同负责"] == 2
    assert row["牵头"] == 0


def test_crosstab_gives_a_region_the_roles_of_clauses_that_include_it() -> None:
    """厦门 implements what it is named for and what all pilot regions do; it makes no policy."""
    table = ALL.crosstab("region", "role")
    row = next(row for row in table.to_dicts() if "厦门" in row.values())
    xiamen, all_regions = svctrade.region("厦门"), {"试点地区", "各试点地区"}
    implementing = [
        measure
        for measure in ALL.in_region("厦门")
        if any(
            Role.IMPLEMENT in a.roles and (xiamen in a.regions or all_regions & {*a.groups})
            for a in measure.assignments
        )
    ]
    assert row["implement"] == len(implementing)
    assert row["policy"] == 0


def test_crosstab_counts_the_roles_of_measures_without_a_lead() -> None:
    """Where no body leads, every role of the measure counts."""
    table = ALL.numbered(43, 59).crosstab("lead", "role", lang="zh")
    row = next(row for row in table.to_dicts() if "（无）" in row.values())
    roles = {a.roles for a in svctrade.measure(43).assignments}
    assert {name for name, count in row.items() if count == 1} == {
        role.label for each in roles for role in each
    }
