"""Read tables with a row for each measure and the columns that such tables usually have.

A workbook and mappings become CSV first, so that a measure has its lines in that text. Rows above
the headings are the title; rows that begin with 注 below the table are the notes.
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
from .characters import fold_width, parse_number
from .decode import NO_NUL
from .notes import read_notes
from .passage import unwrap
from .patterns import is_body_name, roles_of_label

FIELDS = ("number", "task", "objective", "text", "responsibility")

_USUAL_HEADINGS = {
    "number": "序号 编号 序 项目序号 事项编号 no. no",
    "task": "试点任务 任务 重点任务 主要任务 任务分类 任务类别 类别 领域 板块",
    "objective": "任务目标 目标 工作目标 总体目标",
    "text": (
        "具体举措 举措 主要举措 重点举措 工作举措 改革举措 政策举措 "
        "措施 具体措施 工作措施 主要措施 政策措施 "
        "具体任务 工作任务 任务内容 工作内容 主要内容 具体内容 试点内容 "
        "内容 事项 具体事项 任务事项"
    ),
    "responsibility": "责任分工 职责分工 任务分工 分工 责任落实",
}
_HEADINGS = {
    heading: field
    for field, headings in _USUAL_HEADINGS.items()
    for heading in (field, *headings.split())
}
_DELIMITERS = ",\t;"
# The headings are among so many rows.
_MOST_ROWS_ABOVE = 50
_TASK = re.compile(
    r"\s*(?P<label>（[一二三四五六七八九十百零]{1,7}）|[一二三四五六七八九十百零]{1,7}、|[0-9]{1,4}[.、])?\s*"
)
_NUMERAL = re.compile("（?[一二三四五六七八九十百零]{1,7}(?:）|、)?")
_NUMBER = re.compile(
    r"\s*(?P<number>[0-9]{1,9}|[①-⑳]|[一二三四五六七八九十百零]{1,7})(?:\.0?|、)?\s*"
)
# How a cell says that there is no party.
_NO_PARTY = ("无", "暂无", "/", "-", "—", "——", "－", "／")


def rows_to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV.

    Raises:
        TypeError: A cell is neither text, a number, a date nor empty.
        DocumentError: A text has a NUL character.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(rows, start=1):
        cells = [_cell_text(value) for value in row]
        if any("\0" in cell for cell in cells):
            raise DocumentError((Problem(number, 1, "", NO_NUL, f"row {number}"),))
        writer.writerow(cells)
    return out.getvalue()


def _cell_text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124  # NaN, an empty cell of a data frame
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"a cell is text or a number, not {type(value).__name__}: {value!r:.60}")


def records_to_csv(records: Iterable[Mapping[str, object]]) -> str:
    """Return mappings as CSV, with their keys as headings, in the order of their first use.

    Raises:
        TypeError: One of them is not a mapping, or a cell is neither text, a number nor a date.
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
    return rows_to_csv([headings, *rows]) if listed else ""


@attrs.frozen
class _Row:
    """A row of the table: its number, its first and its last line of the text, and its cells."""

    number: int
    first: int
    last: int
    cells: list[str]

    @property
    def filled(self) -> list[str]:
        """The cells with a text, each text once, since merged cells repeat it."""
        return [*dict.fromkeys(cell for cell in self.cells if cell.strip())]


@attrs.frozen
class _Columns:
    """The columns: those of a field by its name, those of parties with their label."""

    fields: dict[str, int]
    labelled: dict[int, str]
    problems: list[tuple[int, str]]
    headed: set[int]

    def cell(self, row: _Row, field: str) -> str:
        at = self.fields.get(field)
        return "" if at is None or at >= len(row.cells) else row.cells[at]

    @property
    def complete(self) -> bool:
        """Whether there is a column of texts, and one of parties."""
        return "text" in self.fields and ("responsibility" in self.fields or bool(self.labelled))


def read_csv_table(builder: EditionBuilder, columns: Mapping[str, str | None] | None) -> None:
    """Read the table of a document in CSV.

    Args:
        builder: The builder, with the CSV as its text.
        columns: The meaning of headings that are not usual ones.

    Raises:
        DocumentError: The text is not CSV, or has no headings of a table of measures.
        ValueError: *columns* names a column that does not exist.
    """
    fields = _fields_by_heading(columns)
    try:
        _TableReader(builder, fields).read()
    except csv.Error as error:
        problem = Problem(len(builder.lines), 1, "", f"CSV whose quotes are closed ({error})")
        raise DocumentError((*builder.problems, problem)) from None


@attrs.frozen
class _HeadingRow:
    """The row of the headings, the number of its first row, and the delimiter of the table."""

    delimiter: str
    top: int
    row: _Row
    columns: _Columns


def _find_headings(text: str, fields: Mapping[str, str | None]) -> _HeadingRow | None:
    for delimiter in _DELIMITERS:
        pairs = _adjacent_rows(_read_rows(text, delimiter))
        for row, below in itertools.islice(pairs, _MOST_ROWS_ABOVE):
            if below is not None and _is_heading_row(below, fields):
                # The columns of parties are below one heading.
                both = _columns(_merge_headings(row, below), fields)
                if both.complete and not both.problems:
                    return _HeadingRow(delimiter, row.number, below, both)
            columns = _columns(row, fields)
            if columns.complete:
                return _HeadingRow(delimiter, row.number, row, columns)
    return None


def _adjacent_rows(rows: Iterator[_Row]) -> Iterator[tuple[_Row, _Row | None]]:
    """Yield each row with the next one, up to an error: the delimiter may be another one."""
    row: _Row | None = None
    with contextlib.suppress(csv.Error):
        for below in rows:
            if row is not None:
                yield row, below
            row = below
    if row is not None:
        yield row, None


def _is_heading_row(row: _Row, fields: Mapping[str, str | None]) -> bool:
    """Whether a row has headings only."""
    plain = [_normalize_heading(cell) for cell in row.filled]
    return bool(plain) and all(
        p in fields or p in _HEADINGS or roles_of_label(p) is not None for p in plain
    )


def _merge_headings(row: _Row, below: _Row) -> _Row:
    """Return two rows of headings as one, with the lower heading where there is one."""
    pairs = itertools.zip_longest(row.cells, below.cells, fillvalue="")
    return attrs.evolve(below, cells=[lower if lower.strip() else upper for upper, lower in pairs])


def _columns(row: _Row, fields: Mapping[str, str | None]) -> _Columns:
    """Return the columns by the headings in *row*, and the problems of these."""
    headed = {at for at, heading in enumerate(row.cells) if heading.strip()}
    found = _Columns({}, {}, [], headed)
    for at, heading in enumerate(row.cells):
        plain = _normalize_heading(heading)
        field = fields.get(plain, _HEADINGS.get(plain, plain))
        if not plain or field is None:
            continue
        if field in found.fields or field in found.labelled.values():
            found.problems.append((at, "each column once"))
        elif field in FIELDS:
            found.fields[field] = at
        elif roles_of_label(field) is not None:
            found.labelled[at] = field
        else:
            expected = f"a known column, or columns={{{heading.strip()!r}: None}} to leave it out"
            found.problems.append((at, expected))
    return found


def has_headings(text: str, columns: Mapping[str, str | None] | None) -> bool:
    """Whether *text* is CSV with the headings of a table of measures."""
    return _find_headings(text, _fields_by_heading(columns)) is not None


def _fields_by_heading(columns: Mapping[str, str | None] | None) -> dict[str, str | None]:
    """Return the field of each heading; *columns* may map fields to headings too."""
    fields: dict[str, str | None] = {}
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
        fields[_normalize_heading(heading or given)] = field
    return fields


def _normalize_heading(heading: str) -> str:
    return fold_width("".join(heading.split())).casefold()


class _TableReader:
    """The reader of one table."""

    def __init__(self, builder: EditionBuilder, fields: dict[str, str | None]) -> None:
        self.builder = builder
        self.fields = fields
        self.task: Task | None = None
        self.tasks: dict[tuple[str, str, str], Task] = {}
        # The numbers so far, the last one of each task, and the problems of repeated ones.
        self.numbers: set[int] = set()
        self.last: dict[int, int] = {}
        self.repeated: list[Problem] = []
        self.rising = True
        # Rows that are tasks because of their numeral, unless measures have numerals too.
        self.tasks_by_numeral: list[Problem] = []
        self.counts_by_numeral = False

    def read(self) -> None:
        builder = self.builder
        heading = _find_headings(builder.lines.text, self.fields)
        if heading is None:
            expected = (
                "headings such as 序号, 试点任务, 具体举措, 责任分工, or columns= naming them"
            )
            builder.expect(builder.lines[1], expected)
            raise DocumentError(tuple(builder.problems))
        rows = _read_rows(builder.lines.text, heading.delimiter)
        above: list[str] = []
        for row in itertools.islice(rows, heading.row.number):
            above += row.filled if row.number < heading.top else []
        columns = heading.columns
        for at, expected in columns.problems:
            self._expect(heading.row, at, expected)
        builder.title = "".join("".join(above).split()).removeprefix(ANNEX)
        for row in rows:
            if not row.filled or row.cells == heading.row.cells:
                continue
            if fold_width(row.filled[0]).lstrip().startswith(NOTES):
                self._read_notes(row, [*rows], columns)
                break
            self._read_row(row, columns)
        self._report_remaining()

    def _report_remaining(self) -> None:
        """Report the problems that depend on all rows."""
        builder = self.builder
        if self.repeated and self.rising:
            builder.renumber_measures()
        else:
            builder.report(*self.repeated)
        if self.counts_by_numeral:
            builder.report(*self.tasks_by_numeral)
        used = {measure.task.number for measure in builder.measures}
        for task in builder.tasks:
            if task.number not in used and task.place is not None:
                builder.expect(builder.lines[task.place.line], "a measure of each task")
        if not builder.measures and not builder.problems:
            builder.expect(builder.lines[len(builder.lines)], "a row with a measure")

    def _expect(self, row: _Row, at: int, expected: str, found: str | None = None) -> None:
        self.builder.report(_problem(row, at, expected, found))

    def _read_row(self, row: _Row, columns: _Columns) -> None:
        builder = self.builder
        place = Place(row.first, 1, row.last, max(1, len(builder.lines[row.last].text)))
        for at, cell in enumerate(row.cells):
            if cell.strip() and at not in columns.headed:
                self._expect(row, at, "a heading above each column that is filled")
        task_row = self._task_on_own_row(row, columns)
        named = columns.cell(row, "task") or task_row
        objective = columns.cell(row, "objective")
        if objective.strip() and not named.strip():
            self._expect(row, columns.fields["objective"], "the task of this objective beside it")
        self._read_task(named, objective, place)
        if task_row:
            return
        text = unwrap(columns.cell(row, "text")).text
        parts = [*self._statement_parts(row, columns)]
        if not text:
            self._expect(row, columns.fields["text"], "the text of a measure")
        statement = "；".join(part for _, part in parts)
        task = self._current_task()
        number = self._read_number(row, columns, task)
        faults = builder.add_measure(number, task, text, statement, place, bare=True)
        for offset, expected in faults:
            self._expect(row, _column_at(parts, offset), expected, statement[offset:])

    def _task_on_own_row(self, row: _Row, columns: _Columns) -> str:
        """Return the task of a row that has nothing else, with its numeral if there is one."""
        filled = {at: cell for at, cell in enumerate(row.cells) if cell.strip()}
        text, number = columns.cell(row, "text"), columns.cell(row, "number").strip()
        if len(row.filled) == 1:
            # It is in its column, is merged over the row, or has a label.
            (cell,) = row.filled
            label = _TASK.match(fold_width(cell))
            labelled = label and label["label"] and label.end() < len(cell.rstrip())
            is_task = columns.fields.get("task") in filled or len(filled) > 1 or labelled
            parties = {columns.fields.get("responsibility"), *columns.labelled}
            if is_task and filled.keys() - {*parties, columns.fields["text"]}:
                return cell
        is_title = text.strip() and not text.rstrip().endswith("。")
        if len(filled) == 2 and is_title and _NUMERAL.fullmatch(fold_width(number)):  # noqa: PLR2004  # a numeral and a title
            problem = _problem(
                row, columns.fields["text"], "a statement of who is responsible", text
            )
            self.tasks_by_numeral.append(problem)
            return f"{number}{text}" if number[-1] in "、）)" else f"{number}、{text}"
        return ""

    def _read_number(self, row: _Row, columns: _Columns, task: Task) -> int:
        """Return the number of the measure, or count the rows if there is no such column.

        Numbers may be repeated under another task if they rise under each.
        """
        count = len(self.builder.measures) + 1
        if "number" not in columns.fields:
            return count
        found = _NUMBER.fullmatch(fold_width(columns.cell(row, "number")))
        number = parse_number(found["number"]) if found else None
        self.counts_by_numeral |= bool(found and not found["number"].isdecimal())
        problem = _problem(row, columns.fields["number"], "a number that no measure before bears")
        if number is None:
            self.builder.report(problem)
            return count
        if number in self.numbers:
            self.repeated.append(problem)
        self.numbers.add(number)
        self.rising &= number > self.last.get(task.number, 0)
        self.last[task.number] = number
        return number

    def _statement_parts(self, row: _Row, columns: _Columns) -> Iterator[tuple[int, str]]:
        """Yield the parts of the statement with their columns; a label precedes its list."""
        cell = columns.cell(row, "responsibility")
        if statement := self._join_names(cell):
            yield columns.fields["responsibility"], statement
        for at, label in columns.labelled.items():
            cell = row.cells[at].strip() if at < len(row.cells) else ""
            listed = self._join_names(cell).rstrip("、，；。")
            if listed and listed not in _NO_PARTY:
                yield at, f"{label}：{listed}"

    def _join_names(self, cell: str) -> str:
        """Return the text of a cell; it becomes a list if white space separates only names."""
        parts = [part.strip("、，；,;。") for part in cell.split()]
        if len(parts) > 1 and all(map(self._is_name, parts)):
            return "、".join(parts)
        return unwrap(cell).text

    def _is_name(self, text: str) -> bool:
        known = self.builder.lexicon.look_up(text) is not None
        return known or (len(text) > 1 and is_body_name(fold_width(text)))

    def _read_task(self, cell: str, objective: str, place: Place) -> None:
        """Read the task; an empty cell continues the task above."""
        cell = cell.strip()
        if not cell:
            return
        label = _TASK.match(fold_width(cell))
        start = label.end() if label else 0
        title, _, rest = cell[start:].partition("\n")
        printed = "".join(cell[:start].split())
        key = printed, unwrap(title).text, unwrap(f"{rest}\n{objective}").text
        if key not in self.tasks:
            self.tasks[key] = self.builder.add_task(*key, place)
        self.task = self.tasks[key]

    def _current_task(self) -> Task:
        if self.task is None:
            self.task = self.builder.add_task("", self.builder.title, "", None)
        return self.task

    def _read_notes(self, first: _Row, rows: list[_Row], columns: _Columns) -> None:
        builder = self.builder
        for row in rows:
            if columns.cell(row, "text").strip() and [*self._statement_parts(row, columns)]:
                self._expect(row, columns.fields["text"], "no measure below the notes")
        text = "\n".join("".join(row.filled) for row in (first, *rows) if row.filled)
        below = EditionBuilder(text, builder.lexicon)
        notes = [*read_notes(below, [*below.lines])]
        for problem in below.problems:
            self._expect(first, 0, problem.expected, problem.excerpt)
        # The lines of the cells are not lines of the table.
        builder.notes = tuple(attrs.evolve(note, place=None) for note in notes)


def _problem(row: _Row, at: int, expected: str, found: str | None = None) -> Problem:
    """Return the problem of the cell in column *at*, or of the text *found* in it."""
    cell = row.cells[at] if at < len(row.cells) else ""
    excerpt = (cell.strip() if found is None else found)[:20]
    return Problem(row.first, 1, excerpt, expected, f"row {row.number}, column {at + 1}")


def _read_rows(text: str, delimiter: str) -> Iterator[_Row]:
    """Yield the rows of CSV with their lines."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    for number, cells in enumerate(reader, start=1):
        yield _Row(number, line, reader.line_num, cells)
        line = reader.line_num + 1


def _column_at(parts: list[tuple[int, str]], offset: int) -> int:
    """Return the column that an offset in the joined statement comes from."""
    for at, part in parts[:-1]:
        if offset <= len(part):
            return at
        offset -= len(part) + 1
    return parts[-1][0] if parts else 0
