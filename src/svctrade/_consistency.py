"""What has to hold between the parts of an edition, whoever wrote them down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

from ._edition import Edition
from ._margin import Event, Note, about
from ._model import Assignment, Measure, Party, Task
from ._vocabulary import Basis, Role


def contradictions(edition: Edition) -> Iterator[str]:
    """Yield what does not hold together in an edition, each with its path in JSON."""
    if edition.source.sha256 != sha256(edition.source.text.encode()).hexdigest():
        yield "expected the SHA-256 sum of the source @ $.source.sha256"
    for i, erratum in enumerate(edition.errata):
        printed = [
            getattr(m, erratum.where) for m in edition.measures if m.number == erratum.measure
        ]
        if [erratum.span.of(text) for text in printed] != [erratum.words]:
            yield f"expected the place of its words in a measure @ $.errata[{i}]"
    yield from _ties(edition)
    yield from _out_of_place(edition)
    yield from _unnamed(edition)


def _unnamed(edition: Edition) -> Iterator[str]:
    """Yield where measures do not agree with the words of their statements."""
    bodies = {body.id for body in edition.bodies}
    regions = {region.id for region in edition.regions}
    for i, measure in enumerate(edition.measures):
        yield from _misled(measure, f"$.measures[{i}]")
        for j, assignment in enumerate(measure.assignments):
            here = f"$.measures[{i}].assignments[{j}]"
            if not _stands(assignment, measure):
                yield f"expected the place of its text in the statement @ {here}.span"
            for k, party in enumerate(assignment.parties):
                body, region = party.body, party.region
                if not _stands(party, measure):
                    yield f"expected the place of its text in the statement @ {here}.parties[{k}]"
                if body is not None and region is not None:
                    yield f"expected a body or a region, found both @ {here}.parties[{k}]"
                if body is not None and body.id not in bodies:
                    yield f"expected a body of the edition @ {here}.parties[{k}].body"
                if region is not None and region.id not in regions:
                    yield f"expected a region of the edition @ {here}.parties[{k}].region"


def _stands(part: Assignment | Party, measure: Measure) -> bool:
    """Whether the text of a part stands in the statement where it is said to."""
    statement, span = measure.responsibility, part.span
    return statement[span.start : span.stop] == part.text and span.stop <= len(statement)


def _ties(edition: Edition) -> Iterator[str]:
    """Yield what notes, events and measures say of each other and does not hold."""
    numbers = {measure.number for measure in edition.measures}
    for i, note in enumerate(edition.notes):
        if missing := sorted({*note.measures} - numbers):
            yield f"expected numbers of measures, found {missing} @ $.notes[{i}].measures"
        if any(words not in note.text for words in (note.framework or "", *note.marks)):
            yield f"expected a framework and marks that stand in its text @ $.notes[{i}]"
    touching: dict[int, list[Event]] = defaultdict(list)
    for i, event in enumerate(edition.events):
        for number in dict.fromkeys(event.measures):
            touching[number].append(event)
        if missing := sorted({*event.measures} - numbers):
            yield f"expected numbers of measures, found {missing} @ $.events[{i}].measures"
    notes_about = about(edition.notes)
    for i, measure in enumerate(edition.measures):
        number = measure.number
        if measure.notes != notes_about(number, measure.text):
            yield f"expected the notes that concern it @ $.measures[{i}].notes"
        if measure.events != tuple(touching.get(number, ())):
            yield f"expected the events that touch it @ $.measures[{i}].events"


def _out_of_place(edition: Edition) -> Iterator[str]:
    """Yield the places that are none in the source."""
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
                yield f"expected a place in the source @ $.{kind}[{i}].place"


def _misled(measure: Measure, path: str) -> Iterator[str]:
    """Yield a lead, a region or words that the statement and the text do not give."""
    lead, coverage = measure.lead, measure.coverage
    if lead is not None:
        explicit = lead.basis is Basis.EXPLICIT and lead.declared is None
        leading = [a for a in measure.assignments if not explicit or Role.LEAD in a.roles]
        parties = [party for a in leading for party in a.parties]
        bodies = {party.body.id: party.body for party in parties if party.body is not None}
        if bodies.get(lead.body.id) != lead.body:
            yield f"expected a lead that the statement names @ {path}.lead"
    if coverage.named:
        parties = [party for a in measure.assignments for party in a.parties]
        regions = {party.region and party.region.id for party in parties}
        if not regions.issuperset([region.id for region in coverage.named]):
            yield f"expected regions that the statement names @ {path}.coverage.named"
    if coverage.words is not None and coverage.words.stop > len(measure.text):
        yield f"expected words of the text @ {path}.coverage.words"
