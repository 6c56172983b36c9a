"""Apply what a person corrected in the workbook of a review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from .._model import (
    NAME_KINDS,
    Assignment,
    Body,
    Coverage,
    Edition,
    Measure,
    Party,
    Region,
    ReviewItem,
    ReviewKind,
    Role,
    Span,
    notes_about,
)
from ..exceptions import DocumentError, Problem
from .characters import column_letters
from .coverage import coverage_of, lead_of
from .declarations import declarations_of, declared_for_all
from .formats import Kind, TableBlock, detect_kind, read_file
from .grammar import parse_statement
from .lexicon import Lexicon, find_outsiders
from .source import RawSource

_BETWEEN = re.compile(r"[\s、，,;；/]+")
_ROLES = {
    **{role.value: role for role in Role},
    **{role.name.casefold(): role for role in Role},
    **{role.label: role for role in Role},
}
_EXCERPT = 20
# What a review says of what was deleted, and of a party without a role.
DELETED = "deleted"
NO_ROLE = "none"
_WORKBOOK = "the workbook"
_SHEETS = ("source", "parties", "measures")
# The columns that decide what a measure says; who corrected it and when may be left out.
_COLUMNS = {
    "measures": ("number", "text", "statement"),
    "parties": ("number", "assignment", "party", "roles", "name"),
}


@attrs.frozen
class _Row:
    """A row of a sheet: the number of its measure, its cells by column, and its place.

    *letters* are the letters of the columns.
    """

    measure: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]
    path: str

    def problem(self, column: str, expected: str, excerpt: str | None = None) -> Problem:
        """Return the problem of a cell, or of the *excerpt* in it."""
        found = self.cells[column] if excerpt is None else excerpt
        letter = f", column {self.letters[column]}"
        return Problem(1, 1, found[:_EXCERPT], expected, f"{self.path}{letter}")


@attrs.frozen
class Corrections:
    """The rows of a workbook of a review: of measures, and of the parties of each measure."""

    measures: tuple[_Row, ...]
    parties: Mapping[int, tuple[_Row, ...]]
    sha256: str


def read_corrections(raw: RawSource, column_names: Mapping[str, str]) -> Corrections:
    """Read the workbook of a review.

    Args:
        raw: The workbook.
        column_names: The name of each column by its headings.

    Raises:
        DocumentError: It is no workbook of a review.
    """
    expected = "the workbook that Review.to_excel() wrote"
    if detect_kind(raw.content, raw.name) is not Kind.EXCEL:
        raise DocumentError((Problem(1, 1, "", expected, _WORKBOOK),))
    sheets = {table.title: table for table in read_file(raw.content, raw.name).tables}
    source = [row.get("sha256", "") for row in _records(sheets.get("source"), {"sha256": "sha256"})]
    lacking = [name for name in _SHEETS if name not in sheets]
    if lacking or not source:
        lacked = ", ".join(lacking or ["source"])
        more = f"{expected}; it lacks the sheet {lacked}"
        raise DocumentError((Problem(1, 1, "", more, _WORKBOOK),))
    for name, columns in _COLUMNS.items():
        known = {column_names.get(heading, heading) for heading in sheets[name].grid()[0]}
        lacked = ", ".join(column for column in columns if column not in known)
        if lacked:
            more = f"{expected}; the sheet {name} lacks the column {lacked}"
            raise DocumentError((Problem(1, 1, "", more, _WORKBOOK),))
    rows = {name: [*_rows(sheets[name], column_names)] for name in _COLUMNS}
    parties: dict[int, tuple[_Row, ...]] = {}
    for row in rows["parties"]:
        parties[row.measure] = (*parties.get(row.measure, ()), row)
    return Corrections(tuple(rows["measures"]), parties, source[0])


def _records(table: TableBlock | None, names: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the rows of a sheet by the names of their columns."""
    head, *rows = table.grid() if table is not None else [[]]
    columns = [names.get(heading, heading) for heading in head]
    for row in rows:
        yield dict(zip(columns, row, strict=True))


def _rows(table: TableBlock, names: Mapping[str, str]) -> Iterator[_Row]:
    headings = table.grid()[0]
    letters = {names.get(h, h): column_letters(n) for n, h in enumerate(headings, start=1)}
    for at, cells in enumerate(_records(table, names), start=2):
        number = cells["number"]
        row = _Row(
            int(number) if number.isdecimal() else 0,
            cells,
            letters,
            f"sheet {table.title}, row {at}",
        )
        if number.isdecimal():
            yield row
        elif any(cells.values()):
            raise DocumentError((row.problem("number", "the number of a measure"),))


def apply_corrections(edition: Edition, corrections: Corrections, lexicon: Lexicon) -> Edition:
    """Return an edition as it was corrected; the review says what was, by whom and when.

    Raises:
        DocumentError: The workbook is that of another document, or a correction is none.
    """
    if corrections.sha256 != edition.source.sha256:
        expected = "corrections of this document; the workbook is that of another one"
        raise DocumentError((Problem(1, 1, edition.title[:_EXCERPT], expected, "sheet source"),))
    return _Corrector(edition, corrections, lexicon).apply()


class _Corrector:
    """Applies the corrections of one edition."""

    def __init__(self, edition: Edition, corrections: Corrections, lexicon: Lexicon) -> None:
        self.edition = edition
        self.corrections = corrections
        self.lexicon = lexicon
        self.problems: list[Problem] = []
        self.items: list[ReviewItem] = []
        # The measures whose statement or parties were corrected.
        self.restated: set[int] = set()

    def apply(self) -> Edition:
        """Return the corrected edition."""
        edition, corrections = self.edition, self.corrections
        measures = {measure.number: measure for measure in edition.measures}
        for row in corrections.measures:
            if row.measure in measures:
                measures[row.measure] = self._corrected_text(measures[row.measure], row)
        known = f"the number of a measure, from {min(measures)} to {max(measures)}"
        parties = (rows[0] for rows in corrections.parties.values())
        for row in (*corrections.measures, *parties):
            if row.measure not in measures:
                self.problems.append(row.problem("number", known))
        for as_read in edition.measures:
            number = as_read.number
            rows = corrections.parties.get(number, ())
            if rows:
                measures[number] = self._corrected_parties(measures[number], rows, as_read)
            elif any(a.parties for a in as_read.assignments):
                expected = (
                    f"the rows of measure {number}; to delete its parties, empty their cells in "
                    "the column party"
                )
                self.problems.append(Problem(1, 1, "", expected, "sheet parties"))
        if self.problems:
            raise DocumentError(tuple(self.problems))
        return self._with_measures(tuple(measures.values()))

    def _with_measures(self, measures: tuple[Measure, ...]) -> Edition:
        edition = self.edition
        general = declared_for_all(edition.source.text, edition.tasks, edition.measures)
        found = declarations_of(edition.tasks, measures, general)
        measures = tuple(
            attrs.evolve(measure, lead=lead_of(measure.assignments, declared))
            for measure, declared in zip(measures, found, strict=True)
        )
        of_tasks = (a for task in edition.tasks for a in task.assignments)
        used = [*(a for m in measures for a in (*m.assignments, *m.inherited)), *of_tasks]
        bodies = dict.fromkeys(body for a in used for body in a.bodies)
        regions = dict.fromkeys([*edition.regions, *(r for a in used for r in a.regions)])
        notes_of = notes_about(edition.notes)
        return attrs.evolve(
            edition,
            bodies=tuple(bodies),
            regions=tuple(regions),
            measures=tuple(attrs.evolve(m, notes=notes_of(m.number, m.text)) for m in measures),
            outsiders=find_outsiders(self.lexicon, bodies, regions),
            problems=tuple(self._problems_left()),
            review_items=(*self._items_left(measures), *self.items),
        )

    def _problems_left(self) -> Iterator[Problem]:
        """Yield the problems but those of a statement that was corrected."""
        settled = {
            (item.place and item.place.line, item.text, item.said)
            for item in self.edition.review_items
            if item.kind is ReviewKind.UNREAD_STATEMENT and item.measure in self.restated
        }
        for problem in self.edition.problems:
            if (problem.line, problem.excerpt, problem.expected) not in settled:
                yield problem

    def _items_left(self, measures: tuple[Measure, ...]) -> Iterator[ReviewItem]:
        """Yield the items of the review but those that a correction settled.

        An item about a name goes to the next measure that has it, where it was corrected in one.
        """
        before = {measure.number: measure for measure in self.edition.measures}
        for item in self.edition.review_items:
            if item.measure not in self.restated:
                yield item
            elif item.kind in NAME_KINDS:
                named = {*_named_in(before[item.measure], item.text)}
                again = (m for m in measures if not named.isdisjoint(_named_in(m, item.text)))
                found = next(again, None)
                if found is not None:
                    place = item.place if found.number == item.measure else found.place
                    yield attrs.evolve(item, measure=found.number, place=place)
            elif item.kind is not ReviewKind.UNREAD_STATEMENT:
                yield item

    def _note(self, measure: Measure, rows: Sequence[_Row], was: str, now: str) -> None:
        """Say what was corrected, and who did it when, as the workbook says."""
        who = [f"{c} {row.cells[c]}" for row in rows for c in ("by", "on") if row.cells.get(c)]
        said = " ".join((now or DELETED, *dict.fromkeys(who)))
        kind = ReviewKind.CORRECTED
        self.items.append(ReviewItem(kind, measure.place, was, said, measure.number))

    def _corrected_text(self, measure: Measure, row: _Row) -> Measure:
        """Return a measure with its text and statement as a person corrected them."""
        text, statement = row.cells["text"], row.cells["statement"]
        if text != measure.text:
            self._note(measure, [row], measure.text[:_EXCERPT], text[:_EXCERPT])
            scoped = (attrs.evolve(a, scope=None) for a in measure.assignments)
            measure = attrs.evolve(measure, text=text, assignments=tuple(scoped))
        if statement == measure.responsibility:
            return measure
        self._note(measure, [row], measure.responsibility, statement)
        self.restated.add(measure.number)
        look_up, make_unknown = self.lexicon.look_up, self.lexicon.make_unknown
        assignments, faults = parse_statement(statement, look_up, make_unknown, bare=True)
        for fault in faults:
            excerpt = statement[fault.offset :]
            self.problems.append(row.problem("statement", fault.expected, excerpt))
        return self._with_assignments(attrs.evolve(measure, responsibility=statement), assignments)

    def _with_assignments(self, measure: Measure, assignments: tuple[Assignment, ...]) -> Measure:
        coverage: Coverage = coverage_of((*assignments, *measure.inherited), measure.text)
        return attrs.evolve(
            measure,
            assignments=assignments,
            coverage=coverage,
        )

    def _corrected_parties(
        self, measure: Measure, rows: tuple[_Row, ...], as_read: Measure
    ) -> Measure:
        """Return a measure with the parties that a person corrected."""
        before = [
            (str(n), party.text, _role_words(a.roles), _name(party))
            for n, a in enumerate(as_read.assignments, start=1)
            for party in a.parties
        ]
        after = [
            (cells["assignment"], cells["party"], roles, cells["name"])
            for cells, roles in ((row.cells, _as_written(row.cells)) for row in rows)
        ]
        if after == before:
            return measure
        was, now = (_differing(these, those) for these, those in ((before, after), (after, before)))
        self._note(measure, rows, was, now)
        self.restated.add(measure.number)
        grouped: dict[str, list[_Row]] = {}
        last = "1"
        for row in rows:
            last = row.cells["assignment"] or last
            if row.cells["party"]:  # an empty one was deleted
                grouped.setdefault(last, []).append(row)
        assignments: list[Assignment] = []
        at = 0
        for number, members in grouped.items():
            old = _assignment_at(measure.assignments, number)
            # Parties of different roles are different assignments.
            by_roles: dict[tuple[Role, ...] | None, list[_Row]] = {}
            for row in members:
                by_roles.setdefault(self._roles(row), []).append(row)
            for roles, those in by_roles.items():
                if roles is None:
                    continue
                found = self._assignment(measure, roles, those, old, at, whole=len(by_roles) == 1)
                if found is not None:
                    assignments.append(found)
                    at = found.span.start
        return self._with_assignments(measure, tuple(assignments))

    def _assignment(  # noqa: PLR0913  # the parts of an assignment
        self,
        measure: Measure,
        roles: tuple[Role, ...],
        rows: list[_Row],
        old: Assignment | None,
        at: int,
        *,
        whole: bool,
    ) -> Assignment | None:
        """Return the assignment of some rows; it has all words of *old* where it is the *whole*."""
        statement = measure.responsibility
        parties: list[Party] = []
        at = old.span.start if old is not None else at
        for row in rows:
            words = row.cells["party"]
            start = statement.find(words, at)
            start = statement.find(words) if start < 0 else start
            if start < 0:
                expected = f"words of the statement of measure {measure.number}"
                self.problems.append(row.problem("party", expected))
                continue
            at = start + len(words)
            parties.append(self._party(words, Span(start, at), row, old))
        if not parties:
            return None
        spans = [party.span for party in parties] + ([old.span] if old and whole else [])
        span = Span(min(s.start for s in spans), max(s.stop for s in spans))
        made = old or Assignment(roles, (), "", span)
        return attrs.evolve(
            made, roles=roles, parties=tuple(parties), text=span.of(statement), span=span
        )

    def _roles(self, row: _Row) -> tuple[Role, ...] | None:
        roles = _roles_of(row.cells)
        if roles is None:
            expected = f"roles of {', '.join(f'{role.value} ({role.label})' for role in Role)}"
            self.problems.append(row.problem("roles", expected))
        return roles

    def _party(self, words: str, span: Span, row: _Row, old: Assignment | None) -> Party:
        name = row.cells["name"] or words
        for party in old.parties if old is not None else ():
            if (party.text, _name(party)) == (words, name):
                return attrs.evolve(party, span=span)
        found = self._named(name)
        return Party(
            words,
            span,
            body=found if isinstance(found, Body) else None,
            region=found if isinstance(found, Region) else None,
        )

    def _named(self, name: str) -> Body | Region:
        """Return the body or region of a name: one of the edition, one that is known, a new one."""
        own: tuple[Body | Region, ...] = (*self.edition.bodies, *self.edition.regions)
        for named in own:
            if name in named.name_variants:
                return named
        return self.lexicon.look_up(name) or self.lexicon.make_unknown(name, Body)


def _named_in(measure: Measure, words: str) -> Iterator[str]:
    """Yield the ids of the bodies that a measure names by *words*."""
    for party in (party for a in measure.assignments for party in a.parties):
        if party.body is not None and words in (party.text, party.body.name):
            yield party.body.id


def _differing(these: Sequence[tuple[str, ...]], those: Sequence[tuple[str, ...]]) -> str:
    """Return the parties of some rows that others lack, with roles where these differ."""
    found: list[str] = []
    for row in these:
        _, party, roles, name = row
        if row in those or not party:
            continue
        others = {its_roles for _, other, its_roles, _ in those if other == party}
        more = [name] if name not in ("", party) else []
        if others and roles not in others:
            more.append(roles or NO_ROLE)
        found.append(f"{party} ({', '.join(more)})" if more else party)
    return "、".join(found)


def _roles_of(cells: Mapping[str, str]) -> tuple[Role, ...] | None:
    """Return the roles of a row; ``None`` where they are none."""
    words = [word for word in _BETWEEN.split(cells["roles"]) if word]
    roles = [_ROLES.get(word.casefold()) for word in words]
    return None if None in roles else tuple(role for role in Role if role in roles)


def _as_written(cells: Mapping[str, str]) -> str:
    """Return the roles of a row as the workbook writes them; as they are, where they are none."""
    roles = _roles_of(cells)
    return cells["roles"] if roles is None else _role_words(roles)


def _assignment_at(assignments: tuple[Assignment, ...], number: str) -> Assignment | None:
    at = int(number) - 1 if number.isdecimal() else -1
    return assignments[at] if 0 <= at < len(assignments) else None


def _role_words(roles: tuple[Role, ...]) -> str:
    return "、".join(role.value for role in roles)


def _name(party: Party) -> str:
    named = party.body or party.region
    return named.name if named is not None else party.text
