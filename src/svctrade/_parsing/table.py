"""Read tables with a row for each measure and the columns that such tables usually have.

Every table becomes CSV first, so that a measure has its lines in that text. Rows above the headings
are the title; rows that begin with 注 below the table are the notes.
"""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Literal, cast, get_args

import attrs

from .._model import ANNEX, NOTES, Place, ReviewKind, Task
from ..exceptions import DocumentError, Problem
from .builder import EditionBuilder, StatementPart
from .characters import fold_width, parse_number
from .formats.csv_rows import read_rows
from .formats.text import check_characters
from .grammar import parse_statement
from .notes import read_notes
from .passage import Passage, unwrap
from .patterns import is_body_name, match_label, roles_of_label
from .statements import find_statements

Extra = Literal["error", "keep"]
FIELDS = ("number", "task", "objective", "text", "responsibility", "deadline")

_USUAL_HEADINGS = {
    "number": "序号 编号 序 项目序号 事项编号 no. no",
    "task": (
        "试点任务 任务 重点任务 主要任务 任务分类 任务类别 类别 领域 板块 "
        "改革任务 改革领域 工作领域"
    ),
    "objective": "任务目标 目标 工作目标 总体目标",
    "text": (
        "具体举措 举措 主要举措 重点举措 工作举措 改革举措 政策举措 "
        "措施 具体措施 工作措施 主要措施 政策措施 "
        "具体任务 工作任务 任务内容 工作内容 主要内容 具体内容 试点内容 "
        "任务分解 细化举措 细化措施 落实措施 推进措施 改革内容 改革措施 政策内容 "
        "内容 事项 具体事项 任务事项 重点事项 改革事项 工作事项 工作要点 重点工作 重点项目 项目"
    ),
    "responsibility": "责任分工 职责分工 任务分工 分工 责任落实",
    "deadline": (
        "完成时限 完成时间 时限 时限要求 整改时限 办结时限 时间安排 时间节点 时间要求 完成期限"
    ),
}
_HEADINGS = {
    heading: field
    for field, headings in _USUAL_HEADINGS.items()
    for heading in (field, *headings.split())
}
_BRACKETS = re.compile("（[^（）]*）")
_AND = re.compile("[及和与、/]")
_DELIMITERS = ",\t;"
EXPECTED_HEADINGS = "headings such as 序号, 试点任务, 具体举措, 责任分工, or columns= naming them"
# The headings are among so many rows.
_MOST_ROWS_ABOVE = 50
_MOST_HEADING_ROWS = 3
_EXCERPT = 20
_SENTENCE_END = "。；：！？，、"
_TASK = re.compile(
    r"\s*(?P<label>（[一二三四五六七八九十百零]{1,7}）|[一二三四五六七八九十百零]{1,7}、|[0-9]{1,4}[.、])?\s*"
)
_HEADING = re.compile(r"\s*[一二三四五六七八九十百零]{1,7}、[^。]+$")
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
        DocumentError: A text has a character that no text has.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, row in enumerate(rows, start=1):
        cells = [_cell_text(value) for value in row]
        try:
            check_characters("".join(cells))
        except DocumentError as error:
            (problem,) = error.problems
            found = attrs.evolve(problem, line=number, path=f"row {number}")
            raise DocumentError((found,)) from None
        writer.writerow(cells)
    return out.getvalue()


def _cell_text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124  # NaN, an empty cell of a data frame
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, datetime) and value.time() == time():
        return str(value.date())
    if isinstance(value, (int, float, date)) and not isinstance(value, bool):
        return str(value)
    raise TypeError(f"a cell is text or a number, not {type(value).__name__}: {value!r:.60}")


def records_to_csv(records: object) -> str:
    """Return mappings as CSV, with their keys as headings, in the order of their first use.

    Raises:
        TypeError: One of them is not a mapping, or a cell is neither text, a number nor a date.
    """
    source = records
    if isinstance(source, Mapping) or not isinstance(source, Iterable):
        raise TypeError(
            "a table is a path, bytes, an open file, CSV text, a data frame or an iterable of "
            "mappings, not "
            f"{type(records).__name__}: {records!r:.60}"
        )
    given: list[object] = [*cast("Iterable[object]", source)]
    for record in given:
        if not isinstance(record, Mapping):
            raise TypeError(
                f"a row is a mapping from headings to cells, not {type(record).__name__}: "
                f"{record!r:.60}"
            )
    listed = cast("list[Mapping[str, object]]", given)
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
    """The columns: of fields by name, of parties with their label, of others with their heading.

    *texts* are all columns of the measure's text, of which there may be several.
    """

    fields: dict[str, int]
    labelled: dict[int, str]
    texts: list[int]
    extra: dict[int, str]
    problems: list[tuple[int, str]]
    headed: set[int]

    def cell(self, row: _Row, field: str) -> str:
        at = self.fields.get(field)
        return "" if at is None or at >= len(row.cells) else row.cells[at]

    @property
    def first_of_parties(self) -> int:
        """The column of the statement, or the first one of parties."""
        return self.fields.get("responsibility", min(self.labelled, default=0))

    @property
    def complete(self) -> bool:
        """Whether there is a column of texts, and one of parties."""
        return bool(self.texts) and ("responsibility" in self.fields or bool(self.labelled))


def read_csv_table(builder: EditionBuilder, headings: Headings) -> None:
    """Read the table of a document in CSV.

    Args:
        builder: The builder, with the CSV as its text.
        headings: What the headings mean.

    Raises:
        DocumentError: The text is not CSV, or has no headings of a table of measures.
    """
    reader = TableReader(builder, headings)
    try:
        if not reader.read(1, len(builder.lines), delimiters=_DELIMITERS):
            lacking = headings.missing_in(builder.lines.text)
            builder.expect(builder.lines[1], lacking or EXPECTED_HEADINGS)
            raise DocumentError(tuple(builder.problems))
    except csv.Error as error:
        problem = Problem(len(builder.lines), 1, "", f"CSV whose quotes are closed ({error})")
        raise DocumentError((*builder.problems, problem)) from None
    reader.finish()


class Headings:
    """What the headings of a table mean.

    Args:
        columns: The meaning of headings that are not usual ones.
        extra: Whether a column of no known heading is kept, or a problem.

    Raises:
        TypeError: *columns* is no mapping of headings to columns or ``None``.
        ValueError: *columns* names a column that does not exist, or *extra* is unknown.
    """

    def __init__(self, columns: Mapping[str, str | None] | None, extra: Extra) -> None:
        if extra not in get_args(Extra):
            raise ValueError(f"extra is {extra!r}; expected one of 'error', 'keep'")
        self.fields = _fields_by_heading(columns)
        self.keep = extra == "keep"

    def are_in(self, text: str) -> bool:
        """Whether *text* is CSV with the headings of a table of measures."""
        return self.find(text, ",") is not None

    def find(self, text: str, delimiters: str, first: int = 1) -> _HeadingRow | None:
        """Return the headings of the table in *text*, whose lines begin at *first*, or ``None``."""
        for delimiter in delimiters:
            rows = _first_rows(text, delimiter, first)
            for n in range(min(len(rows), _MOST_ROWS_ABOVE)):
                found = self._headings_at(rows[n : n + _MOST_HEADING_ROWS], delimiter)
                if found is not None:
                    return found
        return None

    def missing_in(self, text: str) -> str | None:
        """Return what the headings in the first row lack, where some of them are known."""
        for delimiter in _DELIMITERS:
            for row in _first_rows(text, delimiter, 1)[:1]:
                columns = self._columns(row)
                if not columns.fields and not columns.labelled:
                    continue
                used = {*columns.fields.values(), *columns.labelled}
                left = [cell.strip() for at, cell in enumerate(row.cells) if at not in used]
                known = ", ".join(row.cells[at].strip() for at in sorted(used))
                lacking = "responsibility" if "text" in columns.fields else "text"
                wanted = f"columns={{{next(iter(left), '…')!r}: {lacking!r}}}"
                return f"a column of the {lacking} beside {known}, or {wanted}"
        return None

    def _headings_at(self, rows: list[_Row], delimiter: str) -> _HeadingRow | None:
        """Return the headings in the first of *rows*, and in those below that are headings too."""
        top = rows[0]
        alone = self._columns(top)
        merged, last = top, 1
        while last < len(rows) and self._is_heading_row(merged, rows[last]):
            merged = _merge_headings(merged, rows[last])
            last += 1
        both = self._columns(merged)
        # A title has no known heading, and is above nothing but headings.
        known = bool(alone.fields or alone.labelled)
        heads = known or any(cell.strip() and cell in merged.cells for cell in top.cells)
        refused = bool(both.problems) and alone.complete
        if heads and merged is not top and both.complete and not refused:
            repeated = [row.cells for row in rows[:last]]
            return _HeadingRow(delimiter, top.number, merged, both, repeated)
        if alone.complete:
            return _HeadingRow(delimiter, top.number, top, alone, [top.cells])
        return None

    def _is_heading_row(self, above: _Row, row: _Row) -> bool:
        """Whether a row has headings only; a merged heading is in both rows."""
        pairs = [*zip(row.cells, [*above.cells, *[""] * len(row.cells)], strict=False)]
        new = [_normalize_heading(cell) for cell, upper in pairs if cell.strip() and cell != upper]
        return bool(new) and all(
            p in self.fields or p in _HEADINGS or _label_of(p) is not None for p in new
        )

    def _columns(self, row: _Row) -> _Columns:
        """Return the columns by the headings in *row*, and the problems of these."""
        headed = {at for at, heading in enumerate(row.cells) if heading.strip()}
        found = _Columns({}, {}, [], {}, [], headed)
        plains: set[str] = set()
        for at, heading in enumerate(row.cells):
            plain = _normalize_heading(heading)
            field = self.fields.get(plain, _HEADINGS.get(plain, plain))
            if not plain or field is None:
                continue
            again = field in found.fields or _label_of(field) in found.labelled.values()
            if again and not (field == "text" and plain not in plains):
                found.problems.append((at, "each column once"))
            elif field == "text":
                found.fields.setdefault(field, at)
                found.texts.append(at)
            elif field in FIELDS:
                found.fields[field] = at
            elif label := _label_of(field):
                found.labelled[at] = label
            elif self.keep:
                found.extra[at] = "".join(heading.split())
            else:
                expected = (
                    f"a known column, or columns={{{heading.strip()!r}: None}} to leave it out, "
                    "or extra='keep' to keep it"
                )
                found.problems.append((at, expected))
            plains.add(plain)
        if not (found.texts or found.extra or found.problems) and "task" in found.fields:
            found.fields["text"] = found.fields.pop("task")
            found.texts.append(found.fields["text"])
        if "objective" in found.fields and "task" not in found.fields:
            at = found.fields.pop("objective")
            found.extra[at] = "".join(row.cells[at].split())
        return found


def _label_of(heading: str) -> str | None:
    """Return the label of a role that a heading is, without what else it says.

    牵头单位及责任人 is 牵头单位; the names below 牵头单位和配合单位 have one role. Below
    责任单位（牵头/配合） it is not known which role a name has.
    """
    for words in _BRACKETS.findall(heading):
        if (
            len({roles_of_label(word) for word in re.split("[/、，和及]", words[1:-1])} - {None})
            > 1
        ):
            return None
    plain = _BRACKETS.sub("", heading)
    first, *others = _AND.split(plain)
    if roles_of_label(first) is None:
        return None
    return "责任单位" if any(roles_of_label(other) for other in others) else first


@attrs.frozen
class _HeadingRow:
    """The headings as one row, the number of the first row, and the delimiter of the table.

    *repeated* are the rows as printed, which may be repeated on the next page.
    """

    delimiter: str
    top: int
    row: _Row
    columns: _Columns
    repeated: list[list[str]]


def _first_rows(text: str, delimiter: str, first: int) -> list[_Row]:
    """Return the first rows, up to an error: the delimiter may be another one."""
    rows: list[_Row] = []
    with contextlib.suppress(csv.Error):
        most = _MOST_ROWS_ABOVE + _MOST_HEADING_ROWS
        rows.extend(itertools.islice(_read_rows(text, delimiter, first), most))
    return rows


def _merge_headings(row: _Row, below: _Row) -> _Row:
    """Return two rows of headings as one, with the lower heading where there is one."""
    pairs = itertools.zip_longest(row.cells, below.cells, fillvalue="")
    return attrs.evolve(below, cells=[lower if lower.strip() else upper for upper, lower in pairs])


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


class TableReader:
    """The reader of the tables of one document."""

    def __init__(self, builder: EditionBuilder, headings: Headings) -> None:
        self.builder = builder
        self.headings = headings
        # The cells above the headings.
        self.above: list[str] = []
        self.task: Task | None = None
        self.tasks: dict[tuple[str, str, str], Task] = {}
        # The numbers so far, the last one of each task, and the problems of repeated ones.
        self.numbers: set[int] = set()
        self.last: dict[int, int] = {}
        # The text of the measure before.
        self.before_text = ""
        # The number before, with the number of its task.
        self.before = (0, 0)
        self.repeated: list[Problem] = []
        self.first_repeated = 0
        self.rising = True
        # Rows that are tasks because of their numeral, unless measures have numerals too.
        self.tasks_by_numeral: list[Problem] = []
        self.counts_by_numeral = False
        self._heading: _HeadingRow | None = None
        self._caption = ""
        self._end = 0

    def read(self, first: int, last: int, caption: str = "", *, delimiters: str = ",") -> bool:
        """Read the table in the lines from *first* to *last*.

        Args:
            first: The first line.
            last: The last line.
            caption: What is above the table: it is the task where the table names none.
            delimiters: The characters that may separate cells.

        Returns:
            Whether it is a table of measures: one with their headings, or one that continues the
            table before it.

        Raises:
            csv.Error: The lines are not CSV.
        """
        lines = self.builder.lines
        text = lines.text[lines[first].offset : lines[last].offset + len(lines[last].text)]
        heading = self.headings.find(text, delimiters, first)
        if heading is not None:
            rows = _read_rows(text, heading.delimiter, first)
            self.above = []
            for row in itertools.islice(rows, heading.row.number):
                self.above += row.filled if row.number < heading.top else []
            for at, expected in heading.columns.problems:
                self._expect(heading.row, at, expected)
            self.task, self._heading, self._caption = None, heading, caption
            if not self.builder.title:
                self.builder.title = "".join("".join(self.above).split()).removeprefix(ANNEX)
        elif self._heading is not None and first == self._end + 1:
            heading, rows = self._heading, _read_rows(text, ",", first)
        else:
            return False
        self._end = last
        self._read_rows(rows, heading)
        return True

    def _read_rows(self, rows: Iterator[_Row], heading: _HeadingRow) -> None:
        for row in rows:
            if not row.filled or row.cells in heading.repeated:
                continue
            if fold_width(row.filled[0]).lstrip().startswith(NOTES):
                self._read_notes(row, [*rows], heading.columns)
                break
            self._read_row(row, heading.columns)

    def finish(self) -> None:
        """Report what depends on all rows of all tables."""
        builder = self.builder
        if self.repeated and self.rising:
            first = builder.measures[self.first_repeated]
            words = builder.printed[first.number]
            said = "the measures are counted through"
            builder.renumber_measures()
            builder.note(ReviewKind.RENUMBERED, first.place, words, said)
        else:
            builder.report(*self.repeated)
        if self.counts_by_numeral:
            builder.report(*self.tasks_by_numeral)
        used = {measure.task.number for measure in builder.measures}
        for task in self.tasks.values():
            if task.number not in used:
                words = (task.label + task.title)[:_EXCERPT]
                builder.note(ReviewKind.NO_STATEMENT, task.place, words, "no measure follows")
        if not builder.measures and not builder.problems:
            builder.expect(builder.lines[len(builder.lines)], "a row with a measure")

    def _problem(self, row: _Row, at: int, expected: str, found: str | None = None) -> Problem:
        """Return the problem of the cell in column *at*, or of the text *found* in it."""
        cell = row.cells[at] if at < len(row.cells) else ""
        excerpt = (cell.strip() if found is None else found)[:_EXCERPT]
        path = self.builder.cell_path(row.number, at + 1)
        return Problem(row.first, 1, excerpt, expected, path)

    def _expect(self, row: _Row, at: int, expected: str, found: str | None = None) -> None:
        self.builder.report(self._problem(row, at, expected, found))

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
        text = self._measure_text(row, columns)
        parts = [*self._statement_parts(row, columns)]
        if not text:
            self._expect(row, columns.fields["text"], "the text of a measure")
        statement = "；".join(part for _, part in parts)
        task = self._current_task()
        number = self._read_number(row, columns, task)
        self.before_text = text
        faults = builder.add_measure(number, task, text, statement, place, bare=True)
        for offset, expected in faults:
            at = _column_at(parts, offset) if parts else columns.first_of_parties
            self._expect(row, at, expected, statement[offset:])
            self._note_unread(place, statement[offset:], expected)
        self._follow_number(row, columns, number, place)
        self._keep_extra(row, columns)

    def _note_unread(self, place: Place, words: str, expected: str) -> None:
        number = self.builder.measures[-1].number
        kind = ReviewKind.UNREAD_STATEMENT
        self.builder.note(kind, place, words[:_EXCERPT], expected, number)

    def _measure_text(self, row: _Row, columns: _Columns) -> str:
        """Return the text of a measure: a heading and its content where they are two columns."""
        cells = [row.cells[at] if at < len(row.cells) else "" for at in columns.texts]
        texts = [*dict.fromkeys(filter(None, (unwrap(cell).text for cell in cells)))]
        *before, last = texts or [""]
        return "".join(f"{t}{'' if t[-1] in _SENTENCE_END else '：'}" for t in before) + last

    def _keep_extra(self, row: _Row, columns: _Columns) -> None:
        """Add the time limit and the further columns of a row to its measure."""
        measure = self.builder.measures[-1]
        deadline = unwrap(columns.cell(row, "deadline")).text.rstrip("。")
        parts = {at for at, _ in self._statement_parts(row, columns)}
        scopes = {at: label for at, label in columns.labelled.items() if at not in parts}
        cells = (
            (label, unwrap(row.cells[at]).text)
            for at, label in (columns.extra | scopes).items()
            if at < len(row.cells)
        )
        extra = tuple((label, cell) for label, cell in cells if cell and cell not in _NO_PARTY)
        if deadline or extra:
            self.builder.measures[-1] = attrs.evolve(
                measure, deadline=deadline or measure.deadline, extra=measure.extra + extra
            )

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
            # 一、其他 in the column of the texts, where measures have numbers.
            title = filled.keys() == {columns.fields["text"]} and _HEADING.match(fold_width(cell))
            continues = self.before_text.rstrip().endswith(("：", "，", "、", ":"))
            if title and "number" in columns.fields and not continues:
                return cell
        is_title = text.strip() and not text.rstrip().endswith("。")
        if len(filled) == 2 and is_title and _NUMERAL.fullmatch(fold_width(number)):  # noqa: PLR2004  # a numeral and a title
            problem = self._problem(
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
        problem = self._problem(
            row, columns.fields["number"], "a number that no measure before has"
        )
        if number is None:
            self.builder.report(problem)
            return count
        if number in self.numbers:
            self.first_repeated = self.first_repeated or count - 1
            self.repeated.append(problem)
        self.numbers.add(number)
        self.rising &= number > self.last.get(task.number, 0)
        self.last[task.number] = number
        return number

    def _follow_number(self, row: _Row, columns: _Columns, number: int, place: Place) -> None:
        """Keep the number as printed, and say where numbers skip or repeat.

        They may begin anew under each task.
        """
        measure = self.builder.measures[-1]
        label = "".join(columns.cell(row, "number").split())
        if label:
            self.builder.printed[measure.number] = label
        before, task_before = self.before
        self.before = number, measure.task.number
        begins = number == 1 and measure.task.number != task_before
        if number != before + 1 and not begins:
            self.builder.note_number(label or str(number), place, (before, number), measure.number)

    def _statement_parts(self, row: _Row, columns: _Columns) -> Iterator[tuple[int, str]]:
        """Yield the parts of the statement with their columns; a label precedes its list."""
        cell = columns.cell(row, "responsibility")
        if statement := self._join_names(cell):
            yield columns.fields["responsibility"], statement
        for at, label in columns.labelled.items():
            cell = row.cells[at].strip() if at < len(row.cells) else ""
            listed = self._join_names(cell).rstrip("、，；。")
            if not listed or listed in _NO_PARTY or not self._is_part(label, listed):
                continue
            own = match_label(fold_width(listed), 0, len(listed))
            yield at, listed if own and own.roles else f"{label}：{listed}"

    def _is_part(self, label: str, listed: str) -> bool:
        """Whether a list is part of the statement: a scope is, where it names regions."""
        if roles_of_label(label) != ():
            return True
        lexicon = self.builder.lexicon
        _, faults = parse_statement(
            f"{label}：{listed}", lexicon.look_up, lexicon.make_unknown, bare=True
        )
        return not faults

    def _join_names(self, cell: str) -> str:
        """Return the text of a cell; it becomes a list if white space separates only names."""
        lists = [part.strip("；;。") for part in cell.split()]
        if len(lists) > 1 and all(
            match_label(part, 0, len(part)) for part in map(fold_width, lists)
        ):
            return "；".join(lists)  # each has a label of its own
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
        title, parts = self._split_heading(unwrap(title).text, place)
        key = printed, title, unwrap(f"{rest}\n{objective}").text
        if key not in self.tasks:
            self.tasks[key] = self.builder.add_task(*key, place, parts)
        self.task = self.tasks[key]

    def _split_heading(self, text: str, place: Place) -> tuple[str, list[StatementPart]]:
        """Return a heading without its statements, and these: 优化环境（甲局牵头）."""
        lines = self.builder.lines
        passage = Passage.at_line(text, lines[place.line], lines.starts)
        title, stop = "", 0
        parts: list[StatementPart] = []
        for found in find_statements(fold_width(text)):
            words = passage.cut(found.inner_start, found.inner_stop)
            if found.start and not found.timing:
                parts.append(StatementPart(words, bare=found.bare))
                title, stop = title + text[stop : found.start], found.stop
        return title + text[stop:], parts

    def _current_task(self) -> Task:
        if self.task is None:
            title = self._caption or self.builder.title
            self.task = self.builder.add_task("", title, "", None)
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


def _read_rows(text: str, delimiter: str, first: int) -> Iterator[_Row]:
    """Yield the rows of CSV with their lines, of which *first* is the number of the first."""
    line = first
    for number, (last, cells) in enumerate(read_rows(text, delimiter), start=1):
        yield _Row(number, line, last + first - 1, cells)
        line = last + first


def _column_at(parts: list[tuple[int, str]], offset: int) -> int:
    """Return the column that an offset in the joined statement comes from."""
    for at, part in parts[:-1]:
        if offset <= len(part):
            return at
        offset -= len(part) + 1
    return parts[-1][0]
