"""Validation: the parts of an edition must agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from .._json import Fault
from .annotations import MOST_MARKS, MOST_NOTES, Event, Note, marks_of, notes_about
from .edition import Edition
from .measures import Assignment, Measure, Party, Task
from .vocabulary import Basis, Role


def validate(edition: Edition) -> Iterator[Fault]:
    """Yield the contradictions in an edition, each with its path in JSON."""
    if edition.source.sha256 != sha256(edition.source.text.encode()).hexdigest():
        yield Fault("the SHA-256 sum of the source", path="$.source.sha256")
    numbered: dict[int, list[Measure]] = defaultdict(list)
    for measure in edition.measures:
        numbered[measure.number].append(measure)
    for i, erratum in enumerate(edition.errata):
        printed = [getattr(m, erratum.where) for m in numbered.get(erratum.measure, ())]
        if [erratum.span.of(text) for text in printed] != [erratum.words]:
            yield Fault("the place of its words in a measure", path=f"$.errata[{i}]")
    yield from check_references(edition)
    yield from check_places(edition)
    yield from check_review(edition)
    yield from check_statements(edition)


def check_statements(edition: Edition) -> Iterator[Fault]:
    """Yield where measures and headings differ from their statements."""
    for i, measure in enumerate(edition.measures):
        yield from check_lead(measure, f"$.measures[{i}]")
        yield from check_scopes(measure, f"$.measures[{i}]")
    bodies = {body.id for body in edition.bodies}
    regions = {region.id for region in edition.regions}
    for path, statement, assignments in _printed_assignments(edition):
        for j, assignment in enumerate(assignments):
            here = f"$.{path}[{j}]"
            if not check_span(assignment, statement):
                yield Fault("the place of its text in the statement", path=f"{here}.span")
            for k, party in enumerate(assignment.parties):
                yield from _check_party(party, statement, bodies, regions, f"{here}.parties[{k}]")


def _printed_assignments(
    edition: Edition,
) -> Iterator[tuple[str, str | None, tuple[Assignment, ...]]]:
    """Yield the assignments with their path, and their statement where it is at hand."""
    for i, measure in enumerate(edition.measures):
        yield f"measures[{i}].assignments", measure.responsibility, measure.assignments
        # The statement of what it inherits is that of another measure or of a heading.
        yield f"measures[{i}].inherited", None, measure.inherited
    for i, task in enumerate(edition.tasks):
        yield f"tasks[{i}].assignments", task.responsibility, task.assignments


def _check_party(
    party: Party, statement: str | None, bodies: set[str], regions: set[str], path: str
) -> Iterator[Fault]:
    body, region = party.body, party.region
    if not check_span(party, statement):
        yield Fault("the place of its text in the statement", path=path)
    if body is not None and region is not None:
        yield Fault("a body or a region", "both", path)
    if body is not None and body.id not in bodies:
        yield Fault("a body of the edition", path=f"{path}.body")
    if region is not None and region.id not in regions:
        yield Fault("a region of the edition", path=f"{path}.region")


def check_scopes(measure: Measure, path: str) -> Iterator[Fault]:
    """Yield assignments about words that the text does not have."""
    for j, assignment in enumerate(measure.assignments):
        if assignment.scope is not None and assignment.scope.stop > len(measure.text):
            yield Fault("a part of the text", path=f"{path}.assignments[{j}].scope")


def check_span(part: Assignment | Party, statement: str | None) -> bool:
    """Whether the text of a part is at its span in the statement, if that is at hand."""
    span = part.span
    if statement is None:
        return span.stop - span.start == len(part.text)
    return statement[span.start : span.stop] == part.text and span.stop <= len(statement)


def check_references(edition: Edition) -> Iterator[Fault]:
    """Yield references between notes, events and measures that do not match."""
    notes, marks = len(edition.notes), len(marks_of(edition.notes))
    if notes > MOST_NOTES or marks > MOST_MARKS:
        expected = f"at most {MOST_NOTES} notes and {MOST_MARKS} marks"
        yield Fault(expected, f"{notes} and {marks}", "$.notes")
        return
    numbers = {measure.number for measure in edition.measures}
    for i, note in enumerate(edition.notes):
        if missing := sorted({*note.measures} - numbers):
            yield Fault("numbers of measures", str(missing), f"$.notes[{i}].measures")
        if any(words not in note.text for words in (note.framework or "", *marks_of([note]))):
            yield Fault("a framework and marks that stand in its text", path=f"$.notes[{i}]")
    yield from _check_events(edition, numbers)


def _check_events(edition: Edition, numbers: set[int]) -> Iterator[Fault]:
    """Yield events of other measures, and measures with other notes or events than theirs."""
    touching: dict[int, list[Event]] = defaultdict(list)
    for i, event in enumerate(edition.events):
        for number in dict.fromkeys(event.measures):
            touching[number].append(event)
        if missing := sorted({*event.measures} - numbers):
            yield Fault("numbers of measures", str(missing), f"$.events[{i}].measures")
    notes_of = notes_about(edition.notes)
    for i, measure in enumerate(edition.measures):
        number = measure.number
        if measure.notes != notes_of(number, measure.text):
            yield Fault("the notes that concern it", path=f"$.measures[{i}].notes")
        if measure.events != tuple(touching.get(number, ())):
            yield Fault("the events that touch it", path=f"$.measures[{i}].events")


def check_places(edition: Edition) -> Iterator[Fault]:
    """Yield places outside the source."""
    lines = edition.source.text.split("\n")
    kinds: tuple[tuple[str, tuple[Task | Measure | Note, ...]], ...] = (
        ("tasks", edition.tasks),
        ("measures", edition.measures),
        ("notes", edition.notes),
    )
    for kind, things in kinds:
        for i, thing in enumerate(things):
            place = thing.place
            if place is not None and not (
                1 <= place.line <= place.last_line <= len(lines)
                and 1 <= place.column <= max(1, len(lines[place.line - 1]))
                and 1 <= place.last_column <= max(1, len(lines[place.last_line - 1]))
            ):
                yield Fault("a place in the source", path=f"$.{kind}[{i}].place")


def check_review(edition: Edition) -> Iterator[Fault]:
    """Yield items of the review about no measure of the edition, or no line of the source."""
    numbers = {measure.number for measure in edition.measures}
    last = edition.source.text.count("\n") + 1
    for i, item in enumerate(edition.review_items):
        place = item.place
        if item.measure is not None and item.measure not in numbers:
            yield Fault("the number of a measure", path=f"$.review_items[{i}].measure")
        if place is not None and not 1 <= place.line <= place.last_line <= last:
            yield Fault("a place in the source", path=f"$.review_items[{i}].place")


def check_lead(measure: Measure, path: str) -> Iterator[Fault]:
    """Yield a lead, a region or words that are not in the statement or the text."""
    lead, coverage = measure.lead, measure.coverage
    if lead is not None:
        explicit = lead.basis is Basis.EXPLICIT and lead.declared is None
        leading = [a for a in measure.assignments if not explicit or Role.LEAD in a.roles]
        parties = [party for a in leading for party in a.parties]
        bodies = {party.body.id: party.body for party in parties if party.body is not None}
        if bodies.get(lead.body.id) != lead.body:
            yield Fault("a lead that the statement names", path=f"{path}.lead")
    if coverage.named:
        assignments = (*measure.assignments, *measure.inherited)
        parties = [party for a in assignments for party in a.parties]
        regions = {party.region and party.region.id for party in parties}
        if not regions.issuperset([region.id for region in coverage.named]):
            yield Fault("regions that the statement names", path=f"{path}.coverage.named")
    if coverage.words is not None and coverage.words.stop > len(measure.text):
        yield Fault("words of the text", path=f"{path}.coverage.words")
