"""Read the layout of the annex: a table of four columns in the text layer of a PDF.

The text layer has the columns as lines: a task is on lines of its own before its first measure; the
number, the text and the statement of a measure follow each other, and the last ``。`` ends the
text. The notes are below the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, groupby

import attrs

from .._model import ANNEX, COLUMNS, NOTES, Task
from ..exceptions import DocumentError
from .builder import EditionBuilder
from .characters import chinese_numeral, fold_width
from .notes import read_notes
from .passage import Line
from .patterns import find_final_action

_TASK = re.compile(r"\s*（(?P<numeral>[一二三四五六七八九十]+)）")
_ROW = re.compile(r"(?P<number>[0-9]{1,6})(?:\s|$)")


def is_heading(line: Line) -> bool:
    """Whether *line* has the headings of the table's columns."""
    return tuple(line.text.split()) == COLUMNS


def read_annex(builder: EditionBuilder) -> None:
    """Read a document in the layout of the annex.

    Raises:
        DocumentError: The document has no table of this layout.
    """
    _AnnexReader(builder).read()


class _AnnexReader:
    """The reader of one document."""

    def __init__(self, builder: EditionBuilder) -> None:
        self.builder = builder

    def read(self) -> None:
        builder = self.builder
        lines = builder.lines
        top, last = self._find_table()
        builder.notes = tuple(read_notes(builder, [*lines.between(last + 1, len(lines))]))
        task: Task | None = None
        table = (line for line in lines.between(top + 1, last) if not is_heading(line))
        for block in self._split_table(table):
            if isinstance(block, _TaskBlock):
                task = self._read_task(len(builder.tasks) + 1, block)
            elif task is None:
                builder.expect(block.lines[0], "a task such as （一）")
            else:
                self._read_measure(block, task)
        if not builder.measures and not builder.problems:
            builder.expect(lines[len(lines)], "measure 1")

    def _find_table(self) -> tuple[int, int]:
        """Read the title; return the line of the headings, and the last line of the table."""
        builder, lines = self.builder, self.builder.lines
        top = next((line.number for line in lines if is_heading(line)), None)
        if top is None:
            builder.expect(lines[1], f"the column headings {' '.join(COLUMNS)}")
            raise DocumentError(tuple(builder.problems))
        builder.title = builder.join(lines.between(1, top - 1)).text.removeprefix(ANNEX)
        if not builder.title:
            builder.expect(lines[top], "a title before the column headings")
        below = lines.between(top + 1, len(lines))
        notes = (line.number for line in below if fold_width(line.text).startswith(NOTES))
        return top, next(notes, len(lines) + 1) - 1

    def _split_table(self, table: Iterator[Line]) -> Iterator[_TaskBlock | _Row]:
        """Split the table into tasks, each of which a blank line ends, and rows."""
        block: _TaskBlock | _Row | None = None
        number = 0
        after_blank = after_break = True
        before = ""
        for line in table:
            if line.page_artifact:
                after_break = True
                continue
            # After a statement, any number begins a row.
            ended = after_blank or find_final_action(before, 0, len(before)) is not None
            new = self._start_block(line, number + 1, ended, after_blank or after_break)
            if block and (new or (line.blank and isinstance(block, _TaskBlock))):
                yield block
                block = None
            if isinstance(new, _Row):
                number = new.number
            if new:
                block = new
            elif block:
                block.lines.append(line)
            elif not line.blank:
                self.builder.expect(line, f"measure {number + 1}")
            after_blank, after_break = line.blank, False
            before = fold_width("".join(line.text.split()))
        if block:
            yield block

    def _start_block(
        self,
        line: Line,
        expected: int,
        ended: bool,  # noqa: FBT001  # a state
        separated: bool,  # noqa: FBT001  # likewise
    ) -> _TaskBlock | _Row | None:
        """Return the task or row that *line* begins, if it begins one."""
        text = fold_width(line.text)
        task, row = _TASK.match(text), _ROW.match(text)
        if task and separated:
            return _TaskBlock(task["numeral"], [line])
        if not row or not (ended or int(row["number"]) == expected):
            return None
        if int(row["number"]) != expected:
            self.builder.expect(line, f"measure {expected}")
        return _Row(int(row["number"]), [line.cut(row.end())])

    def _read_task(self, number: int, block: _TaskBlock) -> Task:
        """Read the label, the title, and the objective, which is indented below them."""
        builder = self.builder
        if block.numeral != chinese_numeral(number):
            builder.expect(block.lines[0], f"task （{chinese_numeral(number)}）")
        indents = [i for i, line in enumerate(block.lines) if line.text[:1].isspace()]
        first = next((i for i in indents if i), len(block.lines))
        heading = builder.join(block.lines[:first])
        objective = builder.join(block.lines[first:])
        stop = len(block.numeral) + 2
        label, title = heading.text[:stop], heading.cut(stop)
        if not title.text:
            builder.report(heading.problem(stop, "the title of the task"))
        if not objective.text:
            expected = "an indented line with the objective"
            builder.report(heading.problem(len(heading.text), expected))
        place = builder.join(block.lines).place
        return builder.add_task(label, title.text, objective.text, place)

    def _read_measure(self, row: _Row, task: Task) -> None:
        builder = self.builder
        whole = builder.join(row.lines)
        if not whole.text:
            builder.expect(row.lines[0], f"the text of measure {row.number}")
            return
        end = whole.text.rfind("。", 0, -1) + 1
        text, statement = whole.text[:end], whole.cut(end)
        paragraphs = [len(builder.join(p).text) for p in row.paragraphs]
        if text and len(paragraphs) > 1 and end not in accumulate(paragraphs):
            builder.report(whole.problem(end, "no 。 inside the statement"))
        if not text:
            end = len(whole.text)
            if whole.text.endswith("。"):
                builder.report(whole.problem(end, "a statement of who is responsible"))
            else:
                builder.report(whole.problem(end, "。 at the end of the measure's text"))
            text, statement = whole.text, whole.cut(end)
        # The number is at the start of the line of the text.
        place = attrs.evolve(whole.place, line=row.lines[0].number, column=1)
        for offset, expected in builder.add_measure(row.number, task, text, statement.text, place):
            if statement.text:
                builder.report(statement.problem(offset, expected))


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
        """The groups of lines between blank ones."""
        for blank, lines in groupby(self.lines, key=lambda line: line.blank):
            if not blank:
                yield list(lines)
