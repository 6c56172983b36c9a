"""The changes between the two editions of a revision."""

from collections import Counter
from collections.abc import Iterator, Sequence

import attrs

from .._model import Body, Edition, Measure, Publication, Region, Role
from .changes import (
    Added,
    CoverageChanged,
    Difference,
    Field,
    LeadChanged,
    MetadataChanged,
    Moved,
    PartyAdded,
    PartyRemoved,
    Removed,
    Renumbered,
    Reworded,
    RolesChanged,
)
from .matching import EntityResolver, Match, Pairing, T, pair


def differences(old: Edition, new: Edition, matches: Sequence[Match]) -> Iterator[Difference]:
    """Yield the changes of the document, its regions, tasks, measures and notes."""
    for field in attrs.fields(Publication):
        before = getattr(old.publication, field.name)
        after = getattr(new.publication, field.name)
        if field.eq and before != after:
            yield MetadataChanged(field.name, before, after)
    resolver = EntityResolver(old, new)
    before_ids = {resolver.resolve(region): region for region in old.regions}
    regions = [
        (before_ids[id_], region)
        for region in new.regions
        if (id_ := resolver.resolve(region)) in before_ids
    ]
    after_ids = {resolver.resolve(region) for region in new.regions}
    yield from (Removed(r) for r in old.regions if resolver.resolve(r) not in after_ids)
    yield from (Added(r) for r in new.regions if resolver.resolve(r) not in before_ids)
    tasks = pair(
        old.tasks,
        new.tasks,
        lambda task: task.title + task.objective,
        lambda task: (task.objective,),
    )
    tasks = _pair_by_measures(tasks, old, new, matches)
    yield from _part_differences(old.tasks, new.tasks, tasks, ("label", "title", "objective"))
    task_numbers = {old.tasks[i].number: new.tasks[j].number for i, j in tasks.matched}
    for match in sorted(matches, key=_order):
        if match.old is None and match.new is not None:
            yield Added(match.new)
        elif match.new is None and match.old is not None:
            yield Removed(match.old)
        elif match.old is not None and match.new is not None:
            yield from _measure_differences(match.old, match.new, task_numbers, resolver)
            yield from _coverage_differences(match.old, match.new, regions)
    notes = pair(old.notes, new.notes, lambda note: note.text, lambda _: ())
    fields: tuple[Field, ...] = ("text", "measures", "framework", "marks")
    yield from _part_differences(old.notes, new.notes, notes, fields)


def _pair_by_measures(
    tasks: Pairing, old_edition: Edition, new_edition: Edition, matches: Sequence[Match]
) -> Pairing:
    """Return the pairing with tasks that share more than half of the measures of both."""
    shared: Counter[tuple[int, int]] = Counter()
    old_sizes: Counter[int] = Counter()
    new_sizes: Counter[int] = Counter()
    # Unchanged measures have no records here: their tasks are equal and paired already.
    for match in matches:
        before, after = (m.task.number if m else 0 for m in (match.old, match.new))
        old_sizes[before] += 1
        new_sizes[after] += 1
        shared[before, after] += 1
    old, new = (
        {task.number: n for n, task in enumerate(edition.tasks)}
        for edition in (old_edition, new_edition)
    )
    removed, added = {*tasks.removed}, {*tasks.added}
    more = [
        (old[a], new[b])
        for (a, b), count in shared.items()
        if 2 * count > max(old_sizes[a], new_sizes[b])
        and old.get(a) in removed
        and new.get(b) in added
    ]
    removed -= {i for i, _ in more}
    added -= {j for _, j in more}
    return Pairing(
        tuple(sorted([*tasks.matched, *more], key=lambda both: both[1])),
        tuple(sorted(removed)),
        tuple(sorted(added)),
    )


def _order(match: "Match") -> tuple[int, bool]:
    """Order by the new position; a removed measure comes before the one at its old position."""
    return (match.was or 0, False) if match.now is None else (match.now, True)


def _part_differences(
    old: Sequence[T], new: Sequence[T], pairing: Pairing, fields: tuple[Field, ...]
) -> Iterator[Difference]:
    yield from (Removed(old[i]) for i in pairing.removed)
    yield from (Added(new[j]) for j in pairing.added)
    for i, j in pairing.matched:
        yield from _renumbering(old[i], new[j])
        for field in fields:
            # A label follows the number.
            compared = field != "label" or old[i].number == new[j].number
            if compared and getattr(old[i], field) != getattr(new[j], field):
                yield Reworded(old[i], new[j], field)


def _renumbering(old: T, new: T) -> Iterator[Difference]:
    if old.number != new.number:
        yield Renumbered(old, new)


def _measure_differences(
    old: Measure, new: Measure, task_numbers: dict[int, int], resolver: EntityResolver
) -> Iterator[Difference]:
    yield from _renumbering(old, new)
    if task_numbers.get(old.task.number) != new.task.number:
        yield Moved(old, new)
    if old.text != new.text:
        yield Reworded(old, new, "text")
    if resolver.resolve_statement(old) != resolver.resolve_statement(new):
        yield Reworded(old, new, "responsibility")
    before, after = _roles_by_party(old, resolver), _roles_by_party(new, resolver)
    for key, (party, roles) in before.items():
        if key not in after:
            yield PartyRemoved(old, new, party, roles)
    for key, (party, roles) in after.items():
        if key not in before:
            yield PartyAdded(old, new, party, roles)
        elif {*before[key][1]} != {*roles}:
            yield RolesChanged(old, new, party, before[key][1], roles)
    leads = [lead and (resolver.resolve(lead.body), lead.basis) for lead in (old.lead, new.lead)]
    if leads[0] != leads[1]:
        yield LeadChanged(old, new)


def _roles_by_party(
    measure: Measure, resolver: EntityResolver
) -> dict[tuple[str, str], tuple[Body | Region | str, tuple[Role, ...]]]:
    """Return each party of the statement with its roles in all assignments."""
    found: dict[tuple[str, str], tuple[Body | Region | str, tuple[Role, ...]]] = {}
    for assignment in measure.assignments:
        for party in assignment.parties:
            key = resolver.resolve_party(party)
            entity, roles = found.get(key, (party.body or party.region or party.text, ()))
            found[key] = entity, tuple(dict.fromkeys((*roles, *assignment.roles)))
    return found


def _coverage_differences(
    old: Measure, new: Measure, regions: Sequence[tuple[Region, Region]]
) -> Iterator[Difference]:
    """Yield the *regions* of both editions in which the certainty of a measure changed."""
    for old_region, region in regions:
        before, after = old.certainty(old_region), new.certainty(region)
        if before != after:
            yield CoverageChanged(old, new, region, before, after)
