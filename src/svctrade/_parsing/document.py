"""Read a document of any format: its paragraphs, and its tables, in their order.

Every format becomes one text: a paragraph a line, and a table as CSV. Plain text stays as it is, so
that the places in an edition are those of the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise

import attrs

from .._model import Edition, Measure, Place, ReviewItem, ReviewKind, Task
from ..exceptions import Problem
from .builder import EditionBuilder
from .characters import fold_width
from .formats import (
    FileContent,
    FilePlace,
    Kind,
    Metadata,
    Paragraph,
    Remark,
    Track,
    detect_kind,
    read_file,
)
from .formats.metadata import split_metadata_lines
from .formats.patterns import tidy
from .formats.text import check_characters, decode_text
from .formats.wrapping import TextLine
from .notes import read_notes
from .paragraphs import ANNEX_LINE
from .source import RawSource
from .statements import find_statements
from .table import Headings, TableReader, rows_to_csv

TABLES = (Kind.CSV, Kind.EXCEL)
_MOST_HEAD_LINES = 60
_NOTES = re.compile(r"\s*注：\s*1[.．、]")
_NOTE = re.compile(r"\s*(?:注：)?\s*(?P<number>[0-9]{1,3})[.．、]")
_EXCERPT = 20
_SEVERAL = 2
_LONGEST_CAPTION = 60


@attrs.frozen
class DocumentText:
    """A document as one text.

    Args:
        text: The text.
        metadata: What the page says beside the document.
        aside: The lines that are metadata.
        tables: The first and last line of each table.
        origins: For each line, its place in the file, unless the text is that of the file.
        remarks: What was left out or assumed.
    """

    text: str
    metadata: Metadata = attrs.Factory(Metadata)
    aside: tuple[int, ...] = ()
    tables: tuple[tuple[int, int], ...] = ()
    origins: tuple[FilePlace, ...] = ()
    remarks: tuple[Remark, ...] = ()


def read_text_of(raw: RawSource, track: Track) -> DocumentText:
    """Return a document as one text; the pages of a PDF go through *track*.

    Raises:
        DocumentError: It is of a kind that is not read, or damaged.
        MissingExtraError: The extra ``documents`` is not installed.
    """
    kind = detect_kind(raw.content, raw.name)
    if kind is Kind.TEXT:
        return _plain_text(raw)
    return _text_of_blocks(read_file(raw.content, raw.name, track=track))


def _plain_text(raw: RawSource) -> DocumentText:
    text, remarks = decode_text(raw.content)
    head = enumerate(text.split("\n", _MOST_HEAD_LINES)[:_MOST_HEAD_LINES], start=1)
    lines = [TextLine(tidy(line), FilePlace(n)) for n, line in head if tidy(line)]
    metadata, rest = split_metadata_lines(lines)
    kept = {line.place.line for line in rest}
    aside = tuple(line.place.line for line in lines if line.place.line not in kept)
    return DocumentText(text, metadata, aside, remarks=tuple(remarks))


def _text_of_blocks(content: FileContent) -> DocumentText:
    lines: list[str] = []
    origins: list[FilePlace] = []
    tables: list[tuple[int, int]] = []
    for block in content.blocks:
        if isinstance(block, Paragraph):
            new = [line for line in map(tidy, block.text.split("\n")) if line]
        else:
            new = rows_to_csv(block.grid()).rstrip("\n").split("\n")
            tables.append((len(lines) + 1, len(lines) + len(new)))
        lines += new
        origins += [block.place] * len(new)
    text = "\n".join(lines)
    check_characters(text)
    return DocumentText(text, content.metadata, (), tuple(tables), tuple(origins), content.remarks)


def sheet_as_csv(content: FileContent, headings: Headings) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the name of the sheet with the table of measures, and the table as CSV.

    Each further sheet with headings of such a table is a problem.
    """
    texts = [(table, rows_to_csv(table.grid())) for table in content.tables]
    found = [(table, text) for table, text in texts if headings.are_in(text)]
    expected = "one sheet with a table of measures"
    problems = tuple(
        Problem(1, 1, table.title, expected, f"sheet {table.title}") for table, _ in found[1:]
    )
    title, text = next(((table.title, text) for table, text in (*found, *texts)), ("", ""))
    return title, text, problems


class DocumentReader:
    """The reader of one document with paragraphs and tables."""

    def __init__(self, builder: EditionBuilder, document: DocumentText, headings: Headings) -> None:
        self.builder = builder
        self.document = document
        self.tables = TableReader(builder, headings)
        for number in document.aside:
            builder.lines.mark_page_artifact(number)
        self._in_tables = {n for first, last in document.tables for n in range(first, last + 1)}
        for number in self._in_tables:
            builder.lines.mark_page_artifact(number)

    @property
    def has_measures(self) -> bool:
        """Whether the tables that were read have measures."""
        return bool(self.builder.measures)

    def read_tables(self) -> None:
        """Read the tables of measures, and the notes below them; say which tables are none."""
        builder = self.builder
        for first, last in self.document.tables:
            if self.tables.read(first, last, self._caption(first)):
                self._read_notes(last + 1)
            else:
                place = Place(first, 1, last, max(1, len(builder.lines[last].text)))
                words = "".join(builder.lines[first].text.split())[:_EXCERPT]
                said = "the table has no measures; it is kept as text only"
                builder.note(ReviewKind.UNASSIGNED_TEXT, place, words, said)
        if self.has_measures:
            self.tables.finish()

    def _caption(self, first: int) -> str:
        """Return the line above a table, where several tables need one each."""
        line = self.builder.lines[first - 1] if first > 1 else None
        if len(self.document.tables) == 1 or line is None or line.number in self._in_tables:
            return ""
        words = "".join(line.text.split())
        return words if len(words) <= _LONGEST_CAPTION and "。" not in words else ""

    def _read_notes(self, first: int) -> None:
        """Read the notes that begin in the line after a table."""
        builder = self.builder
        lines = builder.lines
        if first > len(lines) or not _NOTES.match(fold_width(lines[first].text)):
            return
        last = first
        while last < len(lines) and last + 1 not in self._in_tables:
            found = _NOTE.match(fold_width(lines[last + 1].text))
            if not found or int(found["number"]) != last - first + 2:
                break
            last += 1
        builder.notes = tuple(read_notes(builder, [*lines.between(first, last)]))
        for number in range(first, last + 1):
            lines.mark_page_artifact(number)

    def note_paragraphs(self) -> None:
        """Say how many paragraphs with a statement are beside the tables that are read."""
        lines = [line for line in self.builder.lines if not (line.blank or line.page_artifact)]
        found = [line for line in lines if find_statements(fold_width(line.text))]
        if found:
            place = Place(found[0].number, 1, found[-1].number, len(found[-1].text))
            words = "".join(found[0].text.split())[:_EXCERPT]
            said = f"paragraphs with a statement that were left out: {len(found)}"
            self.builder.note(ReviewKind.UNASSIGNED_TEXT, place, words, said)

    def note_annexes(self) -> None:
        """Say which annexes have measures, where several parts of a file have some."""
        builder = self.builder
        texts = enumerate(builder.lines.text.split("\n"), start=1)
        starts = [
            number
            for number, text in texts
            if number not in self._in_tables and ANNEX_LINE.fullmatch(fold_width(text))
        ]
        places = [m.place.line for m in builder.measures if m.place is not None]
        parts = Counter(bisect_right(starts, line) for line in places)
        if len(parts) < _SEVERAL:
            return
        for part, count in sorted(parts.items()):
            line = builder.lines[starts[part - 1]] if part else None
            place = Place(line.number, 1, line.number, len(line.text)) if line else None
            words = "".join(line.text.split())[:_EXCERPT] if line else ""
            where = "in this annex" if line else "before the annexes"
            said = f"measures {where}: {count}; the edition has those of {len(parts)} parts"
            builder.note(ReviewKind.SEVERAL_ANNEXES, place, words, said)

    def note_remarks(self) -> None:
        """Add what the reader of the file left out or assumed to the review."""
        for remark in self.document.remarks:
            times = f" ({remark.count} times)" if remark.count > 1 else ""
            where = f"{remark.place}: " if remark.place else ""
            said = f"{where}{remark.message}{times}"
            self.builder.note(ReviewKind.FILE, None, remark.text[:_EXCERPT], said)

    def locate_problems(self) -> None:
        """Add to each problem where it is in the file."""
        origins = self.document.origins
        self.builder.problems = [
            attrs.evolve(problem, path=problem.path or str(origins[problem.line - 1]))
            if problem.line <= len(origins)
            else problem
            for problem in self.builder.problems
        ]


def in_document_order(edition: Edition, builder: EditionBuilder) -> Edition:
    """Return an edition with the measures of tables and paragraphs in the order of the document.

    Where the printed numbers do not rise, the measures are counted through, and the review says so.

    Args:
        edition: The edition.
        builder: What made it: it has the lines, and the numbers that the rows of tables have.
    """
    measures = _below_headings(builder, sorted(edition.measures, key=_line))
    first = {m.task: _line(m) for m in reversed(measures)}
    tasks = [task for task in edition.tasks if task.place is not None or task in first]
    tasks.sort(key=lambda task: _line(task) or first[task])
    if tuple(measures) == edition.measures and tuple(tasks) == edition.tasks:
        return edition
    numbers = [measure.number for measure in measures]
    rising = numbers == sorted(numbers)
    task_of = {task: attrs.evolve(task, number=n) for n, task in enumerate(tasks, start=1)}
    number_of = {m.number: m.number if rising else n for n, m in enumerate(measures, start=1)}
    follow = {m.number for before, m in pairwise(measures) if m.number == before.number + 1}
    items = [
        attrs.evolve(item, measure=number_of.get(item.measure or 0))
        for item in edition.review_items
        if item.kind is not ReviewKind.NUMBER_GAP or item.measure not in follow
    ]
    own = {m.number: m.task for m in edition.measures}
    for before, m in pairwise(measures):
        moved = own[m.number] is not m.task
        if moved and m.task is before.task and own[m.number] is not own[before.number]:
            said = "the table names no task; its measures are below the heading before it"
            number = number_of[m.number]
            items.append(
                ReviewItem(ReviewKind.FORM_ASSUMED, m.place, m.text[:_EXCERPT], said, number)
            )
    if not rising:
        said = "tables and paragraphs have numbers of their own; the measures are counted through"
        items.append(ReviewItem(ReviewKind.RENUMBERED, None, "", said))
    return attrs.evolve(
        edition,
        tasks=tuple(task_of.values()),
        measures=tuple(
            attrs.evolve(
                m,
                task=task_of[m.task],
                number=number_of[m.number],
                label=m.label or ("" if rising else builder.printed.get(m.number, "")),
            )
            for m in measures
        ),
        review_items=tuple(items),
    )


def _below_headings(builder: EditionBuilder, measures: list[Measure]) -> list[Measure]:
    """Put the measures of a table without a task below the heading of the measure before it."""
    placed: list[Measure] = []
    heading: Task | None = None
    for measure in measures:
        task = measure.task
        # The lines of tables are no text of paragraphs.
        if task.place is not None:
            in_table = builder.lines[task.place.line].page_artifact
            heading = None if in_table else task
        elif not builder.lines[_line(measure)].page_artifact:
            heading = None
        elif heading is not None and task.title == builder.title:
            task = heading
        placed.append(measure if task is measure.task else attrs.evolve(measure, task=task))
    return placed


def _line(part: Measure | Task) -> int:
    return part.place.line if part.place is not None else 0
