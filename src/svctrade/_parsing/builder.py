"""Build an edition from the tasks, measures and notes of a document, and collect the problems."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import attrs

from .._model import (
    Assignment,
    Body,
    Coverage,
    Edition,
    Measure,
    Name,
    NameKind,
    Note,
    Party,
    Place,
    Publication,
    Region,
    ReviewItem,
    ReviewKind,
    Source,
    Span,
    Task,
    notes_about,
)
from ..exceptions import MOST_PROBLEMS, DocumentError, Problem
from .characters import column_letters, fold_width
from .coverage import coverage_of, lead_of
from .declarations import declarations_of, declared_for_all
from .grammar import StatementFault, parse_statement
from .lexicon import Lexicon, disambiguate, find_outsiders, relate, same_things
from .passage import Line, Lines, Passage
from .patterns import (
    DEFAULTS,
    SCOPE_DEFAULT,
    classify_name,
    deadlines,
    extras,
    has_level,
    is_local_plan,
    level_of,
    without_level,
)

T = TypeVar("T", Body, Region)
Parsed = tuple[tuple[Assignment, ...], tuple[StatementFault, ...]]
_EXCERPT = 20
# The path of a cell in a table of text.
_SHORTEST_NAME = 3
# An office of the body that is named before it.
_INNER_OFFICE = re.compile("办公[室厅]")
_MOST_REVIEW_ITEMS = 2_000
_PILOT = ("试点地区", "试点城市")


@attrs.frozen
class StatementPart:
    """One of the statements of a measure or heading.

    Args:
        words: The statement.
        mark: What joins it to the one before.
        scope: The part of the measure's text that it is about.
        bare: Whether it may be a list without an action or a label.
        timing: Whether it says until when and not who.
        open: Whether its bracket is not closed.
    """

    words: Passage
    mark: str = "；"
    scope: Span | None = None
    bare: bool = False
    timing: bool = False
    open: bool = False


def _position(item: ReviewItem) -> tuple[int, int]:
    return (item.place.line, item.place.column) if item.place else (0, 0)


def _is_sure(party: Party) -> bool:
    """Whether a party of a list is known to be one: by the directory, or by its level."""
    found = party.body or party.region
    return found is None or not found.unknown or has_level(fold_width(party.text))


def _place_of(party: Party, statement: Passage | None, place: Place | None) -> Place | None:
    """Return the place of a party in its statement; of a statement in a table, *place*."""
    if statement is None:
        return place
    return statement.cut(party.span.start, party.span.stop).place


def _moved(assignment: Assignment, by: int, clause: int, scope: Span | None) -> Assignment:
    """Return an assignment whose statement begins at offset *by* of another."""

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.stop + by) if by else span

    if not (by or clause or scope):
        return assignment
    parties = assignment.parties
    if by:
        parties = tuple(attrs.evolve(party, span=moved(party.span)) for party in parties)
    return attrs.evolve(
        assignment,
        parties=parties,
        span=moved(assignment.span),
        clause=assignment.clause + clause,
        scope=scope,
    )


@attrs.frozen
class _Use:
    """A name of a body: its *text*, its *place*, the measure, and the level said before it."""

    text: str
    place: Place | None
    measure: int | None
    level: str


class EditionBuilder:
    """The parts of one document, which the reader of its layout adds one by one."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.lines = Lines(text)
        self.lexicon = lexicon
        self.lexicon.local = is_local_plan(text)
        self.title = ""
        self.tasks: list[Task] = []
        self.measures: list[Measure] = []
        self.notes: tuple[Note, ...] = ()
        self.problems: list[Problem] = []
        self.review_items: list[ReviewItem] = []
        # The name of the sheet, where the text is that of a workbook.
        self.sheet: str | None = None
        # The numbers in the rows of tables as printed, by the number of the measure.
        self.printed: dict[int, str] = {}
        self._unlisted = 0
        self._unnoted = 0
        self._numbers: set[int] = set()
        self._highest = 0
        self._statements: dict[str, Parsed] = {}
        self._defaults: dict[str, Assignment] = {}
        self._scope_default: Assignment | None = None
        # Where the document first names each body.
        self._uses: dict[Body, _Use | None] = {}

    # -- adding parts ----------------------------------------------------------------------

    def report(self, *problems: Problem) -> None:
        """Add problems; past a limit they are only counted."""
        if self.sheet is not None:
            whole = f"sheet {self.sheet}" if self.sheet else "the workbook"
            problems = tuple(attrs.evolve(p, path=p.path or whole) for p in problems)
        room = MOST_PROBLEMS - len(self.problems)
        self.problems += problems[:room]
        self._unlisted += max(0, len(problems) - room)

    def cell_path(self, row: int, column: int) -> str:
        """Return the place of a cell; in a workbook a column has letters."""
        if self.sheet:
            return f"sheet {self.sheet}, row {row}, column {column_letters(column)}"
        return f"row {row}, column {column}"

    def note(
        self,
        kind: ReviewKind,
        place: Place | None,
        text: str,
        said: str,
        measure: int | None = None,
    ) -> None:
        """Add an item of the review; past a limit they are only counted."""
        if len(self.review_items) < _MOST_REVIEW_ITEMS:
            self.review_items.append(ReviewItem(kind, place, text, said, measure))
        else:
            self._unnoted += 1

    def expect(self, line: Line, expected: str) -> None:
        """Report that *line* is not what is expected."""
        self.report(Problem(line.number, 1, line.text.strip()[:20], expected))

    def join(self, lines: Iterable[Line]) -> Passage:
        """Return some lines of the document, joined."""
        return self.lines.join(lines)

    def add_task(  # the parts of a task
        self,
        label: str,
        title: str,
        objective: str,
        place: Place | None,
        parts: Sequence[StatementPart] = (),
    ) -> Task:
        """Add the next task; *parts* are the statements of its heading."""
        statement = ""
        assignments: tuple[Assignment, ...] = ()
        if parts:
            joined, assignments, faults = self._read(parts)
            statement = joined.text
            self._keep_uses(assignments, joined, place, None)
            self._note_cuts(parts, assignments, joined, None)
            self._report_unread(faults, None)
        number = len(self.tasks) + 1
        self.tasks.append(Task(number, label, title, objective, place, statement, assignments))
        return self.tasks[-1]

    def add_measure(  # noqa: PLR0913  # the parts of a measure
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

        A statement that cannot be read is kept as printed, and the coverage is left open. A
        measure with the number of an earlier one, which the reader has to report, gets another.
        """
        stated = statement or not task.assignments
        assignments, faults = self._parse(statement, bare=bare) if stated else ((), ())
        read = () if faults else assignments
        self._add(number, task, text, statement, assignments=read, place=place)
        self._keep_uses(read, None, place, self.measures[-1].number)
        self._note_names(read, None, place, self.measures[-1].number)
        for fault in faults:
            yield fault.offset, fault.expected

    def add_plan_measure(  # noqa: PLR0913  # the parts of a measure
        self,
        number: int,
        task: Task,
        label: str,
        text: str,
        *,
        parts: Sequence[StatementPart],
        place: Place,
    ) -> None:
        """Add a measure of a plan, with several statements or none; report what cannot be read."""
        if not parts:
            self._add(number, task, text, "", assignments=(), place=place, label=label)
            return
        joined, assignments, faults = self._read(parts)
        self._add(
            number, task, text, joined.text, assignments=assignments, place=place, label=label
        )
        number = self.measures[-1].number
        self._keep_uses(assignments, joined, place, number)
        self._note_cuts(parts, assignments, joined, number)
        self._report_unread(faults, number)

    def _read(
        self, parts: Sequence[StatementPart]
    ) -> tuple[Passage, tuple[Assignment, ...], list[Problem]]:
        """Read statements as one: joined by ；, with the spans in that text."""
        assignments: list[Assignment] = []
        problems: list[Problem] = []
        clause = start = 0
        for n, part in enumerate(parts):
            start += len(part.mark) if n else 0
            if not part.timing:
                read, wrong = self._parse(part.words.text, bare=part.bare)
                problems += [part.words.problem(fault.offset, fault.expected) for fault in wrong]
                if not wrong:
                    assignments += [_moved(a, start, clause, part.scope) for a in read]
                    clause += max((a.clause for a in read), default=0)
            start += len(part.words.text)
        joined = Passage.joined((part.words, part.mark) for part in parts)
        return joined, tuple(assignments), problems

    def _keep_uses(
        self,
        assignments: tuple[Assignment, ...],
        statement: Passage | None,
        place: Place | None,
        number: int | None,
    ) -> None:
        """Keep where a body is named first, and after which level."""
        level = ""
        for party in (party for a in assignments for party in a.parties):
            body = party.body
            if body is not None and level_of(body.name):
                self._uses.setdefault(body, None)  # its name says which one it is
            elif body is not None and body not in self._uses:
                where = _place_of(party, statement, place)
                own = "" if self.lexicon.region_before(body.name) else level
                self._uses[body] = _Use(party.text, where, number, own)
            level = level_of(party.text) or level

    def _note_cuts(
        self,
        parts: Sequence[StatementPart],
        assignments: tuple[Assignment, ...],
        statement: Passage,
        number: int | None,
    ) -> None:
        """Say where a statement may lack its end: its bracket, or a part of its last name."""
        for part in parts:
            if part.open:
                words = part.words.cut(max(0, len(part.words.text) - _EXCERPT))
                said = "the bracket of the statement is not closed"
                self.note(ReviewKind.POSSIBLE_CUT, words.place, words.text, said, number)
        self._note_names(assignments, statement, statement.place, number)
        named = [party for a in assignments for party in a.parties]
        if named and not any(a.roles for a in assignments) and not any(map(_is_sure, named)):
            said = "a list of names without an action was read as the statement"
            self.note(ReviewKind.FORM_ASSUMED, statement.place, statement.text, said, number)

    def _note_names(
        self,
        assignments: tuple[Assignment, ...],
        statement: Passage | None,
        place: Place | None,
        number: int | None,
    ) -> None:
        """Say which parties have not the form of a name."""
        for party in (party for a in assignments for party in a.parties):
            name = fold_width(party.text).partition("（")[0]
            if (
                party.body is not None
                and party.body.unknown
                and classify_name(name, places=False, listed=False, whole=True) in (None, "region")
            ):
                where = _place_of(party, statement, place)
                said = "it has not the form of a name"
                self.note(ReviewKind.POSSIBLE_CUT, where, party.text, said, number)

    def _report_unread(self, problems: list[Problem], number: int | None) -> None:
        """Report the places of a statement that cannot be read."""
        self.report(*problems)
        for problem in problems:
            place = Place(problem.line, problem.column, problem.line, problem.column)
            self.note(ReviewKind.UNREAD_STATEMENT, place, problem.excerpt, problem.expected, number)

    def _add(  # noqa: PLR0913  # the parts of a measure
        self,
        number: int,
        task: Task,
        text: str,
        statement: str,
        *,
        assignments: tuple[Assignment, ...],
        place: Place | None,
        label: str = "",
    ) -> None:
        if number in self._numbers:
            number = self._highest + 1
        self._numbers.add(number)
        self._highest = max(self._highest, number)
        folded = fold_width(statement)
        unread = Coverage(open_ended=True)
        inherited = self._inherit(number, statement, assignments, place)
        if not statement and task.assignments:
            inherited = (*task.assignments, *inherited)
            self.note(
                ReviewKind.HEADING_INHERITED, place, text[:_EXCERPT], task.responsibility, number
            )
        self.measures.append(
            Measure(
                number=number,
                task=task,
                text=text,
                responsibility=statement,
                assignments=assignments,
                lead=lead_of(assignments),
                coverage=unread
                if statement and not assignments
                else coverage_of((*assignments, *inherited), text),
                place=place,
                label=label,
                deadline=deadlines(statement),
                extra=extras(statement),
                inherited=inherited,
            )
        )
        self._keep_defaults(folded, assignments)

    def _inherit(
        self,
        number: int,
        statement: str,
        assignments: tuple[Assignment, ...],
        place: Place | None,
    ) -> tuple[Assignment, ...]:
        """Return the defaults that were said before and that a measure does not say itself."""
        said = {party.text for a in assignments for party in a.parties}
        found = [
            default
            for default in self._defaults.values()
            if not said.issuperset(party.text for party in default.parties)
        ]
        scoped = any(not a.roles for a in assignments)
        if self._scope_default is not None and not scoped:
            found.append(self._scope_default)
        for default in found:
            words = self.measure_words(statement)
            self.note(ReviewKind.DEFAULT_INHERITED, place, words, default.text, number)
        return tuple(found)

    @staticmethod
    def measure_words(statement: str) -> str:
        """Return the beginning of a statement, to be shown."""
        return statement[:_EXCERPT]

    def _keep_defaults(self, statement: str, assignments: tuple[Assignment, ...]) -> None:
        """Keep what a statement says for all that follows."""
        for assignment in assignments:
            if DEFAULTS.search(fold_width(assignment.text)):
                self._defaults[assignment.text] = assignment
        if scope := SCOPE_DEFAULT.search(statement):
            span = Span(*scope.span("place"))
            text = span.of(statement)
            self._scope_default = Assignment((), (Party(text, span),), text, span)

    def note_number(
        self, label: str, place: Place, numbers: tuple[int, int], measure: int | None
    ) -> None:
        """Say that a printed number does not follow the one before it.

        Args:
            label: the number as printed.
            place: its place.
            numbers: the number before it, and it.
            measure: the number of its measure, if it is that of one.
        """
        before, number = numbers
        first, last = before + 1, number - 1  # of those between
        if first > last:
            said = f"{before} is before it"
        elif first == last:
            said = f"{first} is missing before it"
        else:
            said = f"{first}-{last} are missing before it"
        self.note(ReviewKind.NUMBER_GAP, place, label, said, measure)

    def renumber_measures(self) -> None:
        """Number the measures through, where the table starts again under each task."""
        new = {measure.number: n for n, measure in enumerate(self.measures, start=1)}
        self.review_items = [
            attrs.evolve(item, measure=new.get(item.measure or 0)) for item in self.review_items
        ]
        self._uses = {
            body: use and attrs.evolve(use, measure=new.get(use.measure or 0))
            for body, use in self._uses.items()
        }
        self.measures = [
            attrs.evolve(m, number=new[m.number], label=self.printed.get(m.number, ""))
            for m in self.measures
        ]
        self.printed = {new[number]: printed for number, printed in self.printed.items()}

    def _parse(self, statement: str, *, bare: bool) -> Parsed:
        """Parse a statement once: many measures of a document have the same one."""
        if statement not in self._statements:
            lexicon = self.lexicon
            self._statements[statement] = parse_statement(
                statement, lexicon.look_up, lexicon.make_unknown, bare=bare
            )
        return self._statements[statement]

    # -- the edition -----------------------------------------------------------------------

    def build(
        self,
        id_: str,
        publication: Publication | None,
        regions: Sequence[Region] | None,
        *,
        strict: bool,
    ) -> Edition:
        """Return the edition.

        Raises:
            DocumentError: There are no measures, or there are problems and *strict* is true.
        """
        self._check_notes()
        self._keep_known_numbers()
        problems = tuple(sorted(self.problems, key=lambda p: (p.line, p.column)))
        if self._unlisted:
            last = problems[-1]
            are = "is" if self._unlisted == 1 else "are"
            more = f"no more than {MOST_PROBLEMS} problems; {self._unlisted} {are} not listed"
            problems += (attrs.evolve(last, expected=more),)
        if problems and (strict or not self.measures):
            raise DocumentError(problems)
        known = Publication(self.title) if publication is None else publication
        known = attrs.evolve(known, title=known.title or self.title)
        self._statements.clear()  # frees memory for the edition
        measures = tuple(self._apply_declarations())
        same = same_things(self._uses) | self._same_bodies()
        self._note_bodies(same)
        self._note_double_names()
        used = tuple(self._uses)
        listed = self._list_regions(measures, regions)
        body_of = relate(_distinct(used, same))
        region_of = _distinct(listed, same_things(listed))
        bodies = tuple(dict.fromkeys(body_of.values()))
        listed = tuple(dict.fromkeys(region_of.values()))
        if (bodies, listed) != (used, tuple(region_of)):
            new_tasks = {t: _replace_in_task(t, body_of, region_of) for t in self.tasks}
            self.tasks = [*new_tasks.values()]
            measures = tuple(
                _replace_parties(attrs.evolve(m, task=new_tasks[m.task]), body_of, region_of)
                for m in measures
            )
        if self._unnoted:
            said = f"only {_MOST_REVIEW_ITEMS} places are listed; {self._unnoted} more are not"
            self.review_items.append(ReviewItem(ReviewKind.FILE, None, "", said))
        text = self.lines.text
        notes_of = notes_about(self.notes)
        return Edition(
            id=id_,
            publication=known,
            bodies=bodies,
            regions=listed,
            tasks=tuple(self.tasks),
            notes=self.notes,
            events=(),
            measures=tuple(
                attrs.evolve(m, publication=known, notes=notes_of(m.number, m.text))
                for m in measures
            ),
            errata=(),
            source=Source(text, hashlib.sha256(text.encode()).hexdigest()),
            outsiders=find_outsiders(self.lexicon, bodies, listed),
            problems=problems,
            review_items=tuple(sorted(self.review_items, key=_position)),
        )

    def _same_bodies(self) -> dict[Body, Body]:
        """Return the bodies that a plan names with and without their level, and what they are.

        市住建局 and 住建局 are one body, unless 省住建局 is named too.
        """
        full: dict[str, list[Body]] = {}
        for body in self._uses:
            if body.unknown and level_of(body.name):
                full.setdefault(without_level(body.name), []).append(body)
        same: dict[Body, Body] = {}
        for body in self._uses:
            bare = body.unknown and not level_of(body.name)
            found = full.get(body.name, []) if bare else []
            if len(found) == 1:
                (whole,) = found
                name = Name(body.name, NameKind.PRINTED)
                whole = attrs.evolve(same.get(whole, whole), names=(*whole.names, name))
                same[body] = same[found[0]] = whole
        return same

    def _note_bodies(self, same: dict[Body, Body]) -> None:
        """Note for which body each name was taken, where the name alone does not say it."""
        for body, use in self._uses.items():
            if use is None:
                continue
            whole = same.get(body, body)
            if whole.name != body.name:
                kind, said = ReviewKind.SAME_BODY, whole.name
            elif body.unknown and body.counterpart is not None:
                kind = ReviewKind.LEVEL_INHERITED if use.level else ReviewKind.LOCAL_BODY
                said = f"{use.level}{body.name}" if use.level else body.counterpart.name
            elif self.lexicon.local and self.lexicon.is_national(body):
                kind, said = ReviewKind.NATIONAL_BODY, body.official_name or body.name
            else:
                continue
            self.note(kind, use.place, use.text, said, use.measure)

    def _note_double_names(self) -> None:
        """Note each name that may be two others of the plan, with the first measure that has it."""
        names = {without_level(body.name) for body in self._uses}
        double = {
            body: cut
            for body in self._uses
            if body.unknown and (cut := _find_cut(without_level(body.name), names))
        }
        for measure in self.measures if double else ():
            for body in measure.bodies():
                if body in double:
                    said = f"it may be two names: {double.pop(body)}"
                    place, number = measure.place, measure.number
                    self.note(ReviewKind.POSSIBLE_CUT, place, body.name, said, number)

    def _check_notes(self) -> None:
        numbers = {measure.number for measure in self.measures}
        for note in self.notes:
            if not numbers.issuperset(note.measures):
                place = note.place or Place(1, 1, 1, 1)
                expected = f"measures of the table in note {note.number}"
                self.report(Problem(place.line, place.column, note.text[:20], expected))

    def _keep_known_numbers(self) -> None:
        """Let notes refer to measures of the document only; their text keeps what is printed."""
        numbers = {measure.number for measure in self.measures}
        self.notes = tuple(
            attrs.evolve(note, measures=tuple(n for n in note.measures if n in numbers))
            for note in self.notes
        )

    def _apply_declarations(self) -> Iterator[Measure]:
        """Yield the measures, with the leads that follow where the document declares who leads."""
        general = declared_for_all(self.lines.text, self.tasks, self.measures)
        found = declarations_of(self.tasks, self.measures, general)
        for measure, declared in zip(self.measures, found, strict=True):
            lead = lead_of(measure.assignments, declared)
            yield measure if declared is None else attrs.evolve(measure, lead=lead)

    def _list_regions(
        self, measures: tuple[Measure, ...], regions: Sequence[Region] | None
    ) -> tuple[Region, ...]:
        """Return *regions*, or those of the pilot if a measure mentions it, and the named ones."""
        if regions is None:
            own = (a for m in measures for a in m.assignments)
            assignments = (*own, *(a for t in self.tasks for a in t.assignments))
            groups = (group for a in assignments for group in a.groups)
            mentions_pilot = any(pilot in group for group in groups for pilot in _PILOT)
            regions = self.lexicon.pilot_regions if mentions_pilot else ()
        of_tasks = (region for t in self.tasks for a in t.assignments for region in a.regions)
        named = (*(region for m in measures for region in m.coverage.named), *of_tasks)
        return tuple(dict.fromkeys([*regions, *named]))


def _distinct(named: tuple[T, ...], same: dict[T, T]) -> dict[T, T]:
    """Return the body or region of the edition that each of *named* is."""
    own = disambiguate(tuple(dict.fromkeys(same.get(each, each) for each in named)))
    return {each: own[same.get(each, each)] for each in named}


def _find_cut(name: str, names: set[str]) -> str:
    """Return a name as two others of the plan, where a mark between them may be lost."""
    for at in range(_SHORTEST_NAME, len(name) - _SHORTEST_NAME + 1):
        first, second = name[:at], without_level(name[at:])
        if first in names and second in names and not _INNER_OFFICE.fullmatch(second):
            return f"{first}、{name[at:]}"
    return ""


def _replace_in(
    assignments: tuple[Assignment, ...], body_of: dict[Body, Body], region_of: dict[Region, Region]
) -> tuple[Assignment, ...]:
    """Return *assignments* with the bodies and regions of their edition."""

    def replace(party: Party) -> Party:
        body = party.body and body_of[party.body]
        region = party.region and region_of[party.region]
        if body is party.body and region is party.region:
            return party
        return attrs.evolve(party, body=body, region=region)

    return tuple(attrs.evolve(a, parties=tuple(map(replace, a.parties))) for a in assignments)


def _replace_in_task(
    task: Task, body_of: dict[Body, Body], region_of: dict[Region, Region]
) -> Task:
    return attrs.evolve(task, assignments=_replace_in(task.assignments, body_of, region_of))


def _replace_parties(
    measure: Measure, body_of: dict[Body, Body], region_of: dict[Region, Region]
) -> Measure:
    """Return *measure* with the bodies and regions of its edition."""
    lead, coverage = measure.lead, measure.coverage
    named = tuple(dict.fromkeys(region_of[region] for region in coverage.named))
    return attrs.evolve(
        measure,
        assignments=_replace_in(measure.assignments, body_of, region_of),
        inherited=_replace_in(measure.inherited, body_of, region_of),
        lead=lead and attrs.evolve(lead, body=body_of[lead.body]),
        coverage=attrs.evolve(coverage, named=named),
    )
