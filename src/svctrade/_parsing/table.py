"""Tables: one row a measure, with the columns that such tables usually have.

Every table is made text first, in the form of CSV, so that a measure knows its lines there; what
stands above the headings is the title, and what begins with 注 below the rows are the notes.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from .._model import ANNEX, NOTES, Place, Task
from ..exceptions import DocumentError, Problem
from .builder import EditionBuilder
from .coverage import fold_width
from .decode import NO_NUL
from .notes import read_notes
from .numerals import number_of
from .passage import passage_of
from .patterns import names_body, roles_of_label

FIELDS = ("number", "task", "objective", "text", "responsibility")

_HEADINGS: dict[str, str] = {
    **dict.fromkeys(("序号", "编号", "序", "项目序号", "事项编号", "no.", "no"), "number"),
    **dict.fromkeys(
        (
            "试点任务",
            "任务",
            "重点任务",
            "主要任务",
            "任务分类",
            "任务类别",
            "类别",
            "领域",
            "板块",
        ),
        "task",
    ),
    **dict.fromkeys(("任务目标", "目标", "工作目标", "总体目标"), "objective"),
    **dict.fromkeys(
        (
            *("具体举措", "举措", "主要举措", "重点举措", "工作举措", "改革举措", "政策举措"),
            *("措施", "具体措施", "工作措施", "主要措施", "政策措施"),
            *("具体任务", "工作任务", "任务内容", "工作内容", "主要内容", "具体内容", "试点内容"),
            *("内容", "事项", "具体事项", "任务事项"),
        ),
        "text",
    ),
    **dict.fromkeys(("责任分工", "职责分工", "任务分工", "分工", "责任落实"), "responsibility"),
    **{field: field for field in FIELDS},
}
_DELIMITERS = ",\t;"
# The headings stand near the top.
_HEAD = 50
_TASK = re.compile(
    r"\s*(?P<label>（[一二三四五六七八九十百零]{1,7}）|[一二三四五六七八九十百零]{1,7}、|[0-9]{1,4}[.、])?\s*"
)
_NUMERAL = re.compile("（?[一二三四五六七八九十百零]{1,7}(?:）|、)?")
_NUMBER = re.compile(
    r"\s*(?P<number>[0-9]{1,9}|[①-⑳]|[一二三四五六七八九十百零]{1,7})(?:\.0?|、)?\s*"
)
# What a cell says where nobody is meant.
_NOBODY = ("无", "暂无", "/", "-", "—", "——", "－", "／")


def text_of_rows(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV.

    Raises:
        TypeError: a cell is neither text nor a number, a date, or nothing.
        DocumentError: a text has a NUL character.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(rows, start=1):
        cells = [_cell(value) for value in row]
        if any("\0" in cell for cell in cells):
            raise DocumentError((Problem(number, 1, "", NO_NUL, f"row {number}"),))
        writer.writerow(cells)
    return out.getvalue()


def _cell(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124  # NaN: what data frames have for nothing
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"a cell is text or a number, not {type(value).__name__}: {value!r:.60}")


def text_of_records(records: Iterable[Mapping[str, object]]) -> str:
    """Return mappings as CSV: their keys are the headings, in the order of their first use.

    Raises:
        TypeError: one of them is no mapping, or a cell is neither text nor a number.
    """
    given: object = records
    if isinstance(given, Mapping) or not isinstance(given, Iterable):
        raise TypeError(
            "a table is a path, bytes, CSV text or an iterable of mappings, not "
            f"{type(records).__name__}: {records!r:.60}"
        )
    listed = [*records]
    for record in listed:
        if not isinstance(record, Mapping):
            raise TypeError(
                f"a row is a mapping from headings to cells, not {type(record).__name__}: "
                f"{record!r:.60}"
            )
    headings = [*dict.fromkeys(key for record in listed for key in record)]
    rows = ([record.get(heading) for heading in headings] for record in listed)
    return text_of_rows([headings, *rows]) if listed else ""


@attrs.frozen
class _Row:
    """A row of the table: the *line* of the text that it begins on, its last line, its cells."""

    number: int
    line: int
    last: int
    cells: list[str]

    @property
    def filled(self) -> list[str]:
        """What is printed in it; merged cells say the same once."""
        return [*dict.fromkeys(cell for cell in self.cells if cell.strip())]


@attrs.frozen
class _Columns:
    """Which column is what: by our name, and those of parties by their label."""

    known: dict[str, int]
    labelled: dict[int, str]
    problems: list[tuple[int, str]]
    headed: set[int]

    def cell(self, row: _Row, field: str) -> str:
        at = self.known.get(field)
        return "" if at is None or at >= len(row.cells) else row.cells[at]

    @property
    def whole(self) -> bool:
        """Whether there is what a measure needs."""
        return "text" in self.known and ("responsibility" in self.known or bool(self.labelled))


def read(draft: EditionBuilder, columns: Mapping[str, str | None] | None) -> None:
    """Read the table of *draft* into it; *columns* says what unusual headings stand for.

    Raises:
        DocumentError: it is no table, or has no headings.
        ValueError: *columns* names what is no column.
    """
    wanted = _wanted(columns)
    try:
        _Reader(draft, wanted).read()
    except csv.Error as error:
        problem = Problem(len(draft.lines), 1, "", f"CSV whose quotes are closed ({error})")
        raise DocumentError((*draft.problems, problem)) from None


@attrs.frozen
class _Heading:
    """The row of the headings, where they begin, and the delimiter that makes it one."""

    delimiter: str
    top: int
    row: _Row
    columns: _Columns


def _heading(text: str, wanted: Mapping[str, str | None]) -> _Heading | None:
    for delimiter in _DELIMITERS:
        for row, below in itertools.islice(_pairs(_rows(text, delimiter)), _HEAD):
            columns = _columns(row, wanted)
            if below is not None and _heads(below, wanted):
                # Columns of parties stand under one heading.
                both = _columns(_joined(row, below), wanted)
                if both.whole and not both.problems:
                    return _Heading(delimiter, row.number, below, both)
            if columns.whole:
                return _Heading(delimiter, row.number, row, columns)
    return None


def _pairs(rows: Iterator[_Row]) -> Iterator[tuple[_Row, _Row | None]]:
    """Yield each row with the one below it, up to what is no CSV: it may be another delimiter."""
    row: _Row | None = None
    with contextlib.suppress(csv.Error):
        for below in rows:
            if row is not None:
                yield row, below
            row = below
    if row is not None:
        yield row, None


def _heads(row: _Row, wanted: Mapping[str, str | None]) -> bool:
    """Whether there are headings in a row, and nothing else."""
    plain = [_plain(cell) for cell in row.filled]
    return bool(plain) and all(
        p in wanted or p in _HEADINGS or roles_of_label(p) is not None for p in plain
    )


def _joined(row: _Row, below: _Row) -> _Row:
    """Return two rows of headings as one: the lower heading where there is one."""
    pairs = itertools.zip_longest(row.cells, below.cells, fillvalue="")
    return attrs.evolve(below, cells=[lower if lower.strip() else upper for upper, lower in pairs])


def _columns(row: _Row, wanted: Mapping[str, str | None]) -> _Columns:
    """Return which column is what, by the headings in *row*, and what is wrong with these."""
    headed = {at for at, heading in enumerate(row.cells) if heading.strip()}
    found = _Columns({}, {}, [], headed)
    for at, heading in enumerate(row.cells):
        plain = _plain(heading)
        field = wanted.get(plain, _HEADINGS.get(plain, plain))
        if not plain or field is None:
            continue
        if field in found.known or field in found.labelled.values():
            found.problems.append((at, "each column once"))
        elif field in FIELDS:
            found.known[field] = at
        elif roles_of_label(field) is not None:
            found.labelled[at] = field
        else:
            told = heading.strip()
            expected = f"a known column, or columns={{{told!r}: None}} to leave it out"
            found.problems.append((at, expected))
    return found


def has_headings(text: str, columns: Mapping[str, str | None] | None) -> bool:
    """Whether *text* is a table with the headings that a table of measures needs."""
    return _heading(text, _wanted(columns)) is not None


def _wanted(columns: Mapping[str, str | None] | None) -> dict[str, str | None]:
    """Return our name for each heading; what is given the other way round is turned."""
    wanted: dict[str, str | None] = {}
    pairs: object = [*columns.items()] if isinstance(columns, Mapping) else columns
    if columns is not None and not (
        isinstance(columns, Mapping)
        and all(isinstance(k, str) and isinstance(v, (str, type(None))) for k, v in columns.items())
    ):
        raise TypeError(f"columns maps headings to columns or None, not {pairs!r:.60}")
    for given, meant in (columns or {}).items():
        heading, field = (
            (given, meant) if given not in FIELDS or meant in FIELDS else (meant, given)
        )
        if field is not None and field not in FIELDS and roles_of_label(fold_width(field)) is None:
            known = ", ".join(map(repr, FIELDS))
            raise ValueError(
                f"columns has {given!r}: {meant!r}; expected one of {known}, a label such as "
                "'牵头单位', or None to leave the column out"
            )
        wanted[_plain(heading or given)] = field
    return wanted


def _plain(heading: str) -> str:
    return fold_width("".join(heading.split())).casefold()


class _Reader:
    """The reading of one table."""

    def __init__(self, draft: EditionBuilder, wanted: dict[str, str | None]) -> None:
        self.draft = draft
        self.wanted = wanted
        self.task: Task | None = None
        self.tasks: dict[tuple[str, str, str], Task] = {}
        # The numbers met so far, the last one under each task, and the problems of those met again.
        self.numbers: set[int] = set()
        self.last: dict[int, int] = {}
        self.again: list[Problem] = []
        self.rising = True
        # Tasks that a numeral tells from measures, as long as no measure is counted by numerals.
        self.by_numeral: list[Problem] = []
        self.counts_by_numeral = False

    def read(self) -> None:
        draft = self.draft
        heading = _heading(draft.lines.text, self.wanted)
        if heading is None:
            expected = (
                "headings such as 序号, 试点任务, 具体举措, 责任分工, or columns= naming them"
            )
            draft.expect(draft.lines[1], expected)
            raise DocumentError(tuple(draft.problems))
        rows = _rows(draft.lines.text, heading.delimiter)
        above: list[str] = []
        for row in itertools.islice(rows, heading.row.number):
            above += row.filled if row.number < heading.top else []
        columns = heading.columns
        for at, expected in columns.problems:
            self._expect(heading.row, at, expected)
        draft.title = "".join("".join(above).split()).removeprefix(ANNEX)
        for row in rows:
            if not row.filled or row.cells == heading.row.cells:
                continue
            if fold_width(row.filled[0]).lstrip().startswith(NOTES):
                self._notes(row, [*rows], columns)
                break
            self._row(row, columns)
        self._check()

    def _check(self) -> None:
        """Report what can be told only when all rows are read."""
        draft = self.draft
        if self.again and self.rising:
            draft.count_measures()
        else:
            draft.report(*self.again)
        if self.counts_by_numeral:
            draft.report(*self.by_numeral)
        used = {measure.task.number for measure in draft.measures}
        for task in draft.tasks:
            if task.number not in used and task.place is not None:
                draft.expect(draft.lines[task.place.line], "a measure of each task")
        if not draft.measures and not draft.problems:
            draft.expect(draft.lines[len(draft.lines)], "a row with a measure")

    def _expect(self, row: _Row, at: int, expected: str, found: str | None = None) -> None:
        self.draft.report(_problem(row, at, expected, found))

    def _row(self, row: _Row, columns: _Columns) -> None:
        draft = self.draft
        place = Place(row.line, 1, row.last, max(1, len(draft.lines[row.last].text)))
        for at, cell in enumerate(row.cells):
            if cell.strip() and at not in columns.headed:
                self._expect(row, at, "a heading above each column that is filled")
        alone = self._unique_by(row, columns)
        named = columns.cell(row, "task") or alone
        objective = columns.cell(row, "objective")
        if objective.strip() and not named.strip():
            self._expect(row, columns.known["objective"], "the task of this objective beside it")
        self._task(named, objective, place)
        if alone:
            return
        text = passage_of(columns.cell(row, "text")).text
        parts = [*self._statements(row, columns)]
        if not text:
            self._expect(row, columns.known["text"], "the text of a measure")
        statement = "；".join(part for _, part in parts)
        task = self._current()
        number = self._number(row, columns, task)
        faults = draft.measure(number, task, text, statement, place, bare=True)
        for offset, expected in faults:
            self._expect(row, _column_at(parts, offset), expected, statement[offset:])

    def _unique_by(self, row: _Row, columns: _Columns) -> str:
        """Return the task that stands on a row of its own, perhaps with its numeral."""
        filled = {at: cell for at, cell in enumerate(row.cells) if cell.strip()}
        text, number = columns.cell(row, "text"), columns.cell(row, "number").strip()
        if len(row.filled) == 1:
            # In its column, or over the whole row, or with a label before it.
            (cell,) = row.filled
            label = _TASK.match(fold_width(cell))
            labelled = label and label["label"] and label.end() < len(cell.rstrip())
            heads = columns.known.get("task") in filled or len(filled) > 1 or labelled
            parties = {columns.known.get("responsibility"), *columns.labelled}
            if heads and filled.keys() - {*parties, columns.known["text"]}:
                return cell
        title = text.strip() and not text.rstrip().endswith("。")
        if len(filled) == 2 and title and _NUMERAL.fullmatch(fold_width(number)):  # noqa: PLR2004  # a numeral and a title
            problem = _problem(
                row, columns.known["text"], "a statement of who is responsible", text
            )
            self.by_numeral.append(problem)
            return f"{number}{text}" if number[-1] in "、）)" else f"{number}、{text}"
        return ""

    def _number(self, row: _Row, columns: _Columns, task: Task) -> int:
        """Return the number of the measure; where there is no such column, rows are counted.

        Numbers that only rise under each task are no problem where they come again under another.
        """
        count = len(self.draft.measures) + 1
        if "number" not in columns.known:
            return count
        found = _NUMBER.fullmatch(fold_width(columns.cell(row, "number")))
        number = number_of(found["number"]) if found else None
        self.counts_by_numeral |= bool(found and not found["number"].isdecimal())
        problem = _problem(row, columns.known["number"], "a number that no measure before bears")
        if number is None:
            self.draft.report(problem)
            return count
        if number in self.numbers:
            self.again.append(problem)
        self.numbers.add(number)
        self.rising &= number > self.last.get(task.number, 0)
        self.last[task.number] = number
        return number

    def _statements(self, row: _Row, columns: _Columns) -> Iterator[tuple[int, str]]:
        """Yield the parts of the statement, each with its column; a label stands before a list."""
        cell = columns.cell(row, "responsibility")
        if statement := self._listed(cell):
            yield columns.known["responsibility"], statement
        for at, label in columns.labelled.items():
            cell = row.cells[at].strip() if at < len(row.cells) else ""
            listed = self._listed(cell).rstrip("、，；。")
            if listed and listed not in _NOBODY:
                yield at, f"{label}：{listed}"

    def _listed(self, cell: str) -> str:
        """Return the text of a cell; names that stand apart, and nothing else does, are a list."""
        parts = [part.strip("、，；,;。") for part in cell.split()]
        if len(parts) > 1 and all(map(self._is_name, parts)):
            return "、".join(parts)
        return passage_of(cell).text

    def _is_name(self, text: str) -> bool:
        known = self.draft.lexicon.look_up(text) is not None
        return known or (len(text) > 1 and names_body(fold_width(text)))

    def _task(self, cell: str, objective: str, place: Place) -> None:
        """Read the task where one is named; where its cell is empty, the one before goes on."""
        cell = cell.strip()
        if not cell:
            return
        label = _TASK.match(fold_width(cell))
        turn = label.end() if label else 0
        head, _, rest = cell[turn:].partition("\n")
        printed = "".join(cell[:turn].split())
        aim = passage_of(f"{rest}\n{objective}").text
        key = printed, passage_of(head).text, aim
        if key not in self.tasks:
            self.tasks[key] = self.draft.task(*key, place)
        self.task = self.tasks[key]

    def _current(self) -> Task:
        if self.task is None:
            self.task = self.draft.task("", self.draft.title, "", None)
        return self.task

    def _notes(self, first: _Row, rows: list[_Row], columns: _Columns) -> None:
        draft = self.draft
        for row in rows:
            if columns.cell(row, "text").strip() and [*self._statements(row, columns)]:
                self._expect(row, columns.known["text"], "no measure below the notes")
        text = "\n".join("".join(row.filled) for row in (first, *rows) if row.filled)
        foot = EditionBuilder(text, draft.lexicon)
        notes = [*read_notes(foot, [*foot.lines])]
        for problem in foot.problems:
            self._expect(first, 0, problem.expected, problem.excerpt)
        # A cell's own lines are no lines of the table.
        draft.notes = tuple(attrs.evolve(note, place=None) for note in notes)


def _problem(row: _Row, at: int, expected: str, found: str | None = None) -> Problem:
    """Return the problem of the cell *at* that place, or of what was *found* in it."""
    cell = row.cells[at] if at < len(row.cells) else ""
    excerpt = (cell.strip() if found is None else found)[:20]
    return Problem(row.line, 1, excerpt, expected, f"row {row.number}, column {at + 1}")


def _rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Yield the rows of CSV with the lines that they stand on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for number, cells in enumerate(reader, start=1):
        yield _Row(number, line, reader.line_num, cells)
        line = reader.line_num + 1


def _column_at(parts: list[tuple[int, str]], offset: int) -> int:
    """Return the column that a place in the joined statement comes from."""
    for at, part in parts[:-1]:
        if offset <= len(part):
            return at
        offset -= len(part) + 1
    return parts[-1][0] if parts else 0
