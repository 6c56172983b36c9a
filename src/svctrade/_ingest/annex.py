"""The layout of the annex: a table of four columns as the text layer of a PDF gives it.

Columns became lines: a task stands on lines of its own before its first measure; a measure's
number, text and statement follow each other, and the last ``。`` closes the text. Under the
table stand the notes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate, groupby

import attrs

from .._actors import Region
from .._grammar import Lookup, coverage_of, lead_of, parse_statement
from .._model import Assignment, Edition, Measure, Note, Task
from .._publication import Publication, Source
from .._vocabulary import ANNEX, COLUMNS, NOTES
from ..exceptions import DocumentError, Problem
from .passage import Line, Passage, lines_of

_DIGITS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_TASK = re.compile(r"\s*（(?P<numeral>[一二三四五六七八九十]+)）")
_ROW = re.compile(r"(?P<number>[0-9]{1,6})(?:\s|$)")
_NOTE = re.compile(r"(?:注：)?\s*(?P<number>[0-9]{1,6})\.")

_LISTED_MEASURES = re.compile("第(?P<numbers>[0-9]{1,6}(?:、[0-9]{1,6})*)项")
_SPEAKS_OF_MEASURES = re.compile("第[0-9]")
_FRAMEWORK = re.compile(r"纳入《[^《》]+》[(（](?P<name>[^()（）]+)[)）]框架")
_SPEAKS_OF_A_FRAMEWORK = re.compile("纳入《")
_MARKS = re.compile("标注(?P<marks>(?:“[^“”]+”)+)")


@attrs.frozen
class Metadata:
    """What is known of an edition and does not stand in the annex itself."""

    id: str
    issuer: str | None = None
    issuer_en: str | None = None
    document_number: str | None = None
    approved_by: str | None = None
    published: date | None = None
    in_force: tuple[date, date] | None = None
    origin: str | None = None


def read_annex(
    text: str, lookup: Lookup, regions: tuple[Region, ...], metadata: Metadata
) -> Edition:
    """Return the edition that *text* is.

    *lookup* knows bodies and regions by their printed forms; *regions* are the pilot regions.

    Raises:
        DocumentError: something could not be read; it has every such place.
    """
    return _Reader(text, lookup).edition(regions, metadata)


class _Reader:
    """The reading of one document: its lines, and the problems met so far."""

    def __init__(self, text: str, lookup: Lookup) -> None:
        self.text = text
        self.lookup = lookup
        self.lines = lines_of(text)
        self.starts = tuple(line.offset for line in self.lines)
        self.problems: list[Problem] = []

    def edition(self, regions: tuple[Region, ...], metadata: Metadata) -> Edition:
        head, table, foot = self._parts()
        notes = tuple(self._notes(foot))
        tasks: list[Task] = []
        measures: list[Measure] = []
        for block in self._blocks(table):
            if isinstance(block, _TaskBlock):
                tasks.append(self._task(len(tasks) + 1, block))
            elif not tasks:
                self._expect(block.lines[0], "a task such as （一）")
            else:
                measures.extend(self._measure(block, tasks[-1], notes))
        if not measures:
            self._expect(self.lines[-1], "measure 1")
        self._check_notes(notes, foot, len(measures))
        if self.problems:
            raise DocumentError(tuple(sorted(self.problems, key=lambda p: (p.line, p.column))))
        known = attrs.asdict(metadata, filter=lambda field, _: field.name != "id")
        publication = Publication(title=head, **known)
        return Edition(
            id=metadata.id,
            publication=publication,
            bodies=tuple(dict.fromkeys(body for m in measures for body in m.bodies())),
            regions=regions,
            tasks=tuple(tasks),
            notes=notes,
            events=(),
            measures=tuple(attrs.evolve(m, publication=publication) for m in measures),
            errata=(),
            source=Source(self.text, hashlib.sha256(self.text.encode()).hexdigest()),
        )

    def _expect(self, line: Line, expected: str) -> None:
        """Report that *line* is not what is expected."""
        excerpt = line.text.strip()[:20]
        self.problems.append(Problem(line.number, 1, excerpt, expected))

    def _passage(self, lines: Sequence[Line]) -> Passage:
        return Passage.of(lines, self.starts)

    def _parts(self) -> tuple[str, Sequence[Line], Sequence[Line]]:
        """Return the title, the lines of the table, and those of the notes."""
        headings = [line for line in self.lines if tuple(line.text.split()) == COLUMNS]
        if not headings:
            self._expect(self.lines[0], f"the column headings {' '.join(COLUMNS)}")
            raise DocumentError(tuple(self.problems))
        turn = headings[0].number
        title = self._passage(self.lines[: turn - 1]).text.removeprefix(ANNEX)
        if not title:
            self._expect(headings[0], "a title before the column headings")
        notes = [line for line in self.lines[turn:] if line.text.startswith(NOTES)]
        end = notes[0].number - 1 if notes else len(self.lines)
        return title, self.lines[turn:end], self.lines[end:]

    def _blocks(self, table: Sequence[Line]) -> Iterator[_TaskBlock | _Row]:
        """Group the lines of the table into task blocks, which a blank line ends, and rows."""
        block: _TaskBlock | _Row | None = None
        number = 0
        after_blank = True
        for line in table:
            blank = not line.text.strip()
            begun = None if blank else self._begun(line, number + 1, after_blank)
            if block and (begun or (blank and isinstance(block, _TaskBlock))):
                yield block
                block = None
            if isinstance(begun, _Row):
                number = begun.number
            if begun:
                block = begun
            elif block:
                block.lines.append(line)
            elif not blank:
                self._expect(line, f"measure {number + 1}")
            after_blank = blank
        if block:
            yield block

    def _begun(self, line: Line, expected: int, after_blank: bool) -> _TaskBlock | _Row | None:  # noqa: FBT001  # a state
        """Return what *line* begins, if it begins anything."""
        task, row = _TASK.match(line.text), _ROW.match(line.text)
        if task and after_blank:
            return _TaskBlock(task["numeral"], [line])
        if not row or not (after_blank or int(row["number"]) == expected):
            return None
        if int(row["number"]) != expected:
            self._expect(line, f"measure {expected}")
        return _Row(int(row["number"]), [line.cut(row.end())])

    def _task(self, number: int, block: _TaskBlock) -> Task:
        """Read a label and title, and the objective, which starts with the next indented line."""
        if block.numeral != _numeral(number):
            self._expect(block.lines[0], f"task （{_numeral(number)}）")
        indents = [i for i, line in enumerate(block.lines) if line.text[:1].isspace()]
        turn = next((i for i in indents if i), len(block.lines))
        heading = self._passage(block.lines[:turn])
        objective = self._passage(block.lines[turn:])
        label = f"（{block.numeral}）"
        title = heading.cut(len(label))
        if not title.text:
            self.problems.append(heading.problem(len(label), "the title of the task"))
        if not objective.text:
            end = len(heading.text)
            self.problems.append(heading.problem(end, "an indented line with the objective"))
        place = self._passage(block.lines).place
        return Task(number, label, title.text, objective.text, place)

    def _measure(self, row: _Row, task: Task, notes: tuple[Note, ...]) -> Iterator[Measure]:
        whole = self._passage(row.lines)
        if not whole.text:
            self._expect(row.lines[0], f"the text of measure {row.number}")
            return
        turn = whole.text.rfind("。") + 1
        text, statement = whole.text[:turn], whole.cut(turn)
        paragraphs = [len(self._passage(p).text) for p in row.paragraphs]
        if text and len(paragraphs) > 1 and turn not in accumulate(paragraphs):
            self.problems.append(whole.problem(turn, "no 。 inside the statement"))
        if not text:
            end = len(whole.text)
            self.problems.append(whole.problem(end, "。 at the end of the measure's text"))
        elif not statement.text:
            self.problems.append(whole.problem(turn, "a statement of who is responsible"))
        else:
            assignments = self._assignments(statement)
            yield Measure(
                number=row.number,
                task=task,
                text=text,
                responsibility=statement.text,
                assignments=assignments,
                lead=lead_of(assignments),
                coverage=coverage_of(assignments, text),
                notes=tuple(n for n in notes if n.concerns(row.number, text)),
                # The number stands before the text, at the head of its line.
                place=attrs.evolve(whole.place, line=row.lines[0].number, column=1),
            )

    def _assignments(self, statement: Passage) -> tuple[Assignment, ...]:
        assignments, faults = parse_statement(statement.text, self.lookup)
        self.problems.extend(statement.problem(f.offset, f.expected) for f in faults)
        return assignments

    def _notes(self, foot: Sequence[Line]) -> Iterator[Note]:
        blocks: list[list[Line]] = []
        for line in foot:
            indent = len(line.text) - len(line.text.lstrip())
            start = _NOTE.match(line.text, indent)
            if start and int(start["number"]) == len(blocks) + 1:
                blocks.append([line.cut(start.end())])
            elif blocks:
                blocks[-1].append(line)
            else:
                self._expect(line, f"{NOTES}1.")
                return
        for number, lines in enumerate(blocks, start=1):
            yield self._note(number, lines)

    def _note(self, number: int, lines: list[Line]) -> Note:
        passage = self._passage(lines)
        text = passage.text
        if not text:
            self._expect(lines[0], f"the text of note {number}")
        listed = _LISTED_MEASURES.search(text)
        framework = _FRAMEWORK.search(text)
        marks = _MARKS.search(text)
        # What is read from a note's words is read whole, or the wording is unknown.
        for speaks, read, expected in (
            (_SPEAKS_OF_MEASURES, listed, "measures listed once, as in 第7、23项"),
            (
                _SPEAKS_OF_A_FRAMEWORK,
                framework,
                "a framework named once, as in 纳入《…》(CEPA)框架",
            ),
        ):
            for place in speaks.finditer(text):
                if read is None or place.start() != read.start():
                    self.problems.append(passage.problem(place.start(), expected))
        return Note(
            number=number,
            text=text,
            measures=tuple(map(int, listed["numbers"].split("、"))) if listed else (),
            framework=framework["name"] if framework else None,
            marks=tuple(re.findall("“([^“”]+)”", marks["marks"])) if marks else (),
            place=passage.place if text else None,
        )

    def _check_notes(self, notes: tuple[Note, ...], foot: Sequence[Line], count: int) -> None:
        for note in notes:
            for number in note.measures:
                if not 1 <= number <= count:
                    self._expect(foot[0], f"measures up to {count} in note {note.number}")


@attrs.frozen
class _TaskBlock:
    numeral: str
    lines: list[Line]


@attrs.frozen
class _Row:
    number: int
    lines: list[Line]

    @property
    def paragraphs(self) -> Iterator[list[Line]]:
        """The lines that stand together, between blank ones."""
        for blank, lines in groupby(self.lines, key=lambda line: not line.text.strip()):
            if not blank:
                yield list(lines)


def _numeral(number: int) -> str:
    """Return the Chinese numeral of a *number* up to 99, past which no label goes."""
    tens, ones = divmod(min(number, 99), 10)
    prefix = "" if tens <= 1 else _DIGITS[tens]
    return prefix + "十" * (tens > 0) + _DIGITS[ones]
