"""Build an edition from what a layout finds in a document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

import attrs

from .._model import (
    Assignment,
    Body,
    Coverage,
    Edition,
    Measure,
    Note,
    Party,
    Place,
    Publication,
    Region,
    Source,
    Task,
    notes_about,
)
from ..exceptions import MOST_PROBLEMS, DocumentError, Problem
from .coverage import coverage_of, fold_width, lead_of
from .grammar import StatementFault, parse_statement
from .lexicon import Lexicon, disambiguate, list_outsiders
from .passage import Line, Lines, Passage
from .patterns import DECLARATION

Parsed = tuple[tuple[Assignment, ...], tuple[StatementFault, ...]]
_PILOT = ("试点地区", "试点城市")


class EditionBuilder:
    """Collects the tasks, measures, notes and problems of one document."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.lines = Lines(text)
        self.lexicon = lexicon
        self.title = ""
        self.tasks: list[Task] = []
        self.measures: list[Measure] = []
        self.notes: tuple[Note, ...] = ()
        self.problems: list[Problem] = []
        self._unlisted = 0
        self._numbers: set[int] = set()
        self._highest = 0
        self._statements: dict[str, Parsed] = {}
        self._declared_from: dict[int, str] = {}
        self._declarations = 0

    # -- collect --------------------------------------------------------------

    def report(self, *problems: Problem) -> None:
        """Add *problems*."""
        room = MOST_PROBLEMS - len(self.problems)
        self.problems += problems[:room]
        self._unlisted += max(0, len(problems) - room)

    def expect(self, line: Line, expected: str) -> None:
        """Report that *line* is not what is expected."""
        self.report(Problem(line.number, 1, line.text.strip()[:20], expected))

    def passage(self, lines: Iterable[Line]) -> Passage:
        """Return some lines of the document, joined."""
        return self.lines.passage(lines)

    def task(self, label: str, title: str, objective: str, place: Place | None) -> Task:
        """Add the next task."""
        self.tasks.append(Task(len(self.tasks) + 1, label, title, objective, place))
        return self.tasks[-1]

    def measure(  # noqa: PLR0913  # what a measure is made of
        self,
        number: int,
        task: Task,
        text: str,
        statement: str,
        place: Place | None,
        *,
        bare: bool = False,
    ) -> Iterator[tuple[int, str]]:
        """Add a measure; yield the offset in its *statement* of each fault, and what was expected.

        A statement that cannot be read is kept as printed, without assignments.
        A number that another measure bears, which the layout has to report, gives way to another.
        """
        if number in self._numbers:
            number = self._highest + 1
        self._numbers.add(number)
        self._highest = max(self._highest, number)
        assignments, faults = self._parsed(statement, bare=bare)
        if declared := DECLARATION.search(fold_width(statement)):
            self._declared_from[len(self.measures)] = declared[0]
            self._declarations += 1
        read = () if faults else assignments
        unread = Coverage(open_ended=True)
        self.measures.append(
            Measure(
                number=number,
                task=task,
                text=text,
                responsibility=statement,
                assignments=read,
                lead=lead_of(read),
                coverage=coverage_of(read, text) if read else unread,
                place=place,
            )
        )
        for fault in faults:
            yield fault.offset, fault.expected

    def count_measures(self) -> None:
        """Number the measures as they stand: the document counts anew under each task."""
        self.measures = [attrs.evolve(m, number=n) for n, m in enumerate(self.measures, start=1)]

    def _parsed(self, statement: str, *, bare: bool) -> Parsed:
        """Return what a statement says; many measures of a document say the same."""
        if statement not in self._statements:
            lexicon = self.lexicon
            self._statements[statement] = parse_statement(
                statement, lexicon.look_up, lexicon.make_unknown, bare=bare
            )
        return self._statements[statement]

    # -- build ---------------------------------------------------------------------

    def edition(
        self,
        id_: str,
        publication: Publication | None,
        regions: Sequence[Region] | None,
        *,
        strict: bool,
    ) -> Edition:
        """Return the edition.

        Raises:
            DocumentError: there is nothing to make it of, or *strict* and something was not read.
        """
        self._check_notes()
        problems = tuple(sorted(self.problems, key=lambda p: (p.line, p.column)))
        if self._unlisted:
            last = problems[-1]
            more = f"no more than {MOST_PROBLEMS} problems; {self._unlisted} are not listed"
            problems += (Problem(last.line, last.column, last.excerpt, more),)
        if problems and (strict or not self.measures):
            raise DocumentError(problems)
        known = Publication(self.title) if publication is None else publication
        known = attrs.evolve(known, title=known.title or self.title)
        self._statements.clear()  # what was kept for reading takes room that the edition needs
        measures = tuple(self._declared())
        bodies = tuple(dict.fromkeys(body for m in measures for body in m.bodies()))
        places = self._regions(measures, regions)
        body_of, region_of = disambiguate(bodies), disambiguate(places)
        bodies = tuple(body_of[b] for b in bodies)
        places = tuple(region_of[r] for r in places)
        if (bodies, places) != (tuple(body_of), tuple(region_of)):
            measures = tuple(_renamed(m, body_of, region_of) for m in measures)
        text = self.lines.text
        notes_of = notes_about(self.notes)
        return Edition(
            id=id_,
            publication=known,
            bodies=bodies,
            regions=places,
            tasks=tuple(self.tasks),
            notes=self.notes,
            events=(),
            measures=tuple(
                attrs.evolve(m, publication=known, notes=notes_of(m.number, m.text))
                for m in measures
            ),
            errata=(),
            source=Source(text, hashlib.sha256(text.encode()).hexdigest()),
            outsiders=list_outsiders(self.lexicon, bodies, places),
            problems=problems,
        )

    def _check_notes(self) -> None:
        numbers = {measure.number for measure in self.measures}
        for note in self.notes:
            if not numbers.issuperset(note.measures):
                place = note.place or Place(1, 1, 1, 1)
                expected = f"measures of the table in note {note.number}"
                self.report(Problem(place.line, place.column, note.text[:20], expected))

    def _declared(self) -> Iterator[Measure]:
        """Yield the measures with their leads, where the document declares who leads.

        What a statement declares holds from there on, what stands elsewhere for the whole.
        """
        everywhere = DECLARATION.findall(fold_width(re.sub(r"\s+", "", self.lines.text)))
        declared = everywhere[0] if len(everywhere) > self._declarations else None
        for n, measure in enumerate(self.measures):
            declared = self._declared_from.get(n, declared)
            lead = lead_of(measure.assignments, declared)
            yield measure if declared is None else attrs.evolve(measure, lead=lead)

    def _regions(
        self, measures: tuple[Measure, ...], regions: Sequence[Region] | None
    ) -> tuple[Region, ...]:
        """Return those given, or those of the pilot that is spoken of, and the named ones."""
        if regions is None:
            groups = (group for m in measures for a in m.assignments for group in a.groups)
            speaks_of_pilot = any(pilot in group for group in groups for pilot in _PILOT)
            regions = self.lexicon.pilot if speaks_of_pilot else ()
        named = (region for m in measures for region in m.coverage.named)
        return tuple(dict.fromkeys([*regions, *named]))


def _renamed(
    measure: Measure, body_of: dict[Body, Body], region_of: dict[Region, Region]
) -> Measure:
    """Return *measure* with the bodies and regions of its edition."""

    def party(old: Party) -> Party:
        body, region = old.body, old.region
        return attrs.evolve(
            old,
            body=body and body_of[body],
            region=region and region_of[region],
        )

    def assignment(old: Assignment) -> Assignment:
        return attrs.evolve(old, parties=tuple(map(party, old.parties)))

    lead = measure.lead
    coverage = measure.coverage
    return attrs.evolve(
        measure,
        assignments=tuple(map(assignment, measure.assignments)),
        lead=lead and attrs.evolve(lead, body=body_of[lead.body]),
        coverage=attrs.evolve(coverage, named=tuple(region_of[r] for r in coverage.named)),
    )
