"""The layout of the annex: a table of four columns as the text layer of a PDF gives it.

Columns became lines: a task stands on lines of its own before its first measure; a measure's
number, text and statement follow each other, and the last ``。`` closes the text. Under the
table stand the notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, groupby

import attrs

from .._model import ANNEX, COLUMNS, NOTES, Task
from ..exceptions import DocumentError
from .builder import EditionBuilder
from .coverage import fold_width
from .notes import read_notes
from .numerals import numeral
from .passage import Line
from .patterns import action_before

_TASK = re.compile(r"\s*（(?P<numeral>[一二三四五六七八九十]+)）")
_ROW = re.compile(r"(?P<number>[0-9]{1,6})(?:\s|$)")


def is_heading(line: Line) -> bool:
    """Whether the headings of the table's columns stand on *line*."""
    return tuple(line.text.split()) == COLUMNS


def read(draft: EditionBuilder) -> None:
    """Read the document of *draft* into it.

    Raises:
        DocumentError: it has no table of this layout.
    """
    _Reader(draft).read()


class _Reader:
    """The reading of one document."""

    def __init__(self, draft: EditionBuilder) -> None:
        self.draft = draft

    def read(self) -> None:
        draft = self.draft
        turn, end = self._parts()
        draft.notes = tuple(read_notes(draft, [*draft.lines.between(end + 1, len(draft.lines))]))
        task: Task | None = None
        table = (line for line in draft.lines.between(turn + 1, end) if not is_heading(line))
        for block in self._blocks(table):
            if isinstance(block, _TaskBlock):
                task = self._task(len(draft.tasks) + 1, block)
            elif task is None:
                draft.expect(block.lines[0], "a task such as （一）")
            else:
                self._measure(block, task)
        if not draft.measures and not draft.problems:
            draft.expect(draft.lines[len(draft.lines)], "measure 1")

    def _parts(self) -> tuple[int, int]:
        """Read the title; return where the table's headings stand, and its last line."""
        lines = self.draft.lines
        headings = (line.number for line in lines if is_heading(line))
        turn = next(headings, None)
        if turn is None:
            self.draft.expect(lines[1], f"the column headings {' '.join(COLUMNS)}")
            raise DocumentError(tuple(self.draft.problems))
        title = self.draft.passage(lines.between(1, turn - 1)).text.removeprefix(ANNEX)
        if not title:
            self.draft.expect(lines[turn], "a title before the column headings")
        self.draft.title = title
        notes = (n.number for n in lines.between(turn + 1, len(lines)) if _opens_notes(n))
        return turn, next(notes, len(lines) + 1) - 1

    def _blocks(self, table: Iterator[Line]) -> Iterator[_TaskBlock | _Row]:
        """Group the lines of the table into task blocks, which a blank line ends, and rows."""
        block: _TaskBlock | _Row | None = None
        number = 0
        after_blank = after_break = True
        before = ""
        for line in table:
            if line.page_artifact:
                after_break = True
                continue
            # Behind a statement a number begins a row, whichever it is.
            ended = after_blank or action_before(before, 0, len(before)) is not None
            begun = self._begun(line, number + 1, ended, after_blank or after_break)
            if block and (begun or (line.blank and isinstance(block, _TaskBlock))):
                yield block
                block = None
            if isinstance(begun, _Row):
                number = begun.number
            if begun:
                block = begun
            elif block:
                block.lines.append(line)
            elif not line.blank:
                self.draft.expect(line, f"measure {number + 1}")
            after_blank, after_break = line.blank, False
            before = fold_width("".join(line.text.split()))
        if block:
            yield block

    def _begun(  # states
        self,
        line: Line,
        expected: int,
        ended: bool,  # noqa: FBT001  # a state
        disambiguate: bool,  # noqa: FBT001  # likewise
    ) -> _TaskBlock | _Row | None:
        """Return what *line* begins, if it begins anything."""
        text = fold_width(line.text)
        task, row = _TASK.match(text), _ROW.match(text)
        if task and disambiguate:
            return _TaskBlock(task["numeral"], [line])
        if not row or not (ended or int(row["number"]) == expected):
            return None
        if int(row["number"]) != expected:
            self.draft.expect(line, f"measure {expected}")
        return _Row(int(row["number"]), [line.cut(row.end())])

    def _task(self, number: int, block: _TaskBlock) -> Task:
        """Read a label and title, and the objective, which starts with the next indented line."""
        draft = self.draft
        if block.numeral != numeral(number):
            draft.expect(block.lines[0], f"task （{numeral(number)}）")
        indents = [i for i, line in enumerate(block.lines) if line.text[:1].isspace()]
        turn = next((i for i in indents if i), len(block.lines))
        heading = draft.passage(block.lines[:turn])
        objective = draft.passage(block.lines[turn:])
        stop = len(block.numeral) + 2
        label, title = heading.text[:stop], heading.cut(stop)
        if not title.text:
            draft.report(heading.problem(stop, "the title of the task"))
        if not objective.text:
            expected = "an indented line with the objective"
            draft.report(heading.problem(len(heading.text), expected))
        place = draft.passage(block.lines).place
        return draft.task(label, title.text, objective.text, place)

    def _measure(self, row: _Row, task: Task) -> None:
        draft = self.draft
        whole = draft.passage(row.lines)
        if not whole.text:
            draft.expect(row.lines[0], f"the text of measure {row.number}")
            return
        turn = whole.text.rfind("。", 0, -1) + 1
        text, statement = whole.text[:turn], whole.cut(turn)
        paragraphs = [len(draft.passage(p).text) for p in row.paragraphs]
        if text and len(paragraphs) > 1 and turn not in accumulate(paragraphs):
            draft.report(whole.problem(turn, "no 。 inside the statement"))
        if not text:
            end = len(whole.text)
            if whole.text.endswith("。"):
                draft.report(whole.problem(end, "a statement of who is responsible"))
            else:
                draft.report(whole.problem(end, "。 at the end of the measure's text"))
            text, statement = whole.text, whole.cut(end)
        # The number stands before the text, at the head of its line.
        place = attrs.evolve(whole.place, line=row.lines[0].number, column=1)
        for offset, expected in draft.measure(row.number, task, text, statement.text, place):
            if statement.text:
                draft.report(statement.problem(offset, expected))


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
        for blank, lines in groupby(self.lines, key=lambda line: line.blank):
            if not blank:
                yield list(lines)


def _opens_notes(line: Line) -> bool:
    return fold_width(line.text).startswith(NOTES)
