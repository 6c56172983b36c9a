"""The layout of numbered paragraphs: each measure is one, and ends in its statement.

The statement stands in brackets, or behind a label such as ``责任单位：``. A numbered paragraph
without one is a heading where measures of a lower level follow it; the innermost heading above a
measure is its task. Other prose is no part of the table.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator

import attrs

from .._model import Task
from .builder import EditionBuilder
from .coverage import fold_width
from .grammar import parse_statement
from .numerals import number_of
from .passage import Line, Passage
from .patterns import LABELS, ends_in_action, label_at, roles_of_label, speaks_of_duties

_NUMERAL = "[一二三四五六七八九十百零]{1,7}"
_NO_COUNT = r"(?![ \t\u3000]+[年月日个项家万亿%％])"
# From the highest level to the lowest.
_MARKERS = tuple(
    re.compile(rf"\s*(?P<label>{words})")
    for words in (
        rf"第(?P<number>{_NUMERAL})[章编篇]",
        rf"(?P<number>{_NUMERAL})、",
        rf"（(?P<number>{_NUMERAL})）",
        rf"第(?P<number>{_NUMERAL})条",
        # A year, or another count of things, is wrapped text.
        rf"(?P<number>[0-9]{{1,6}})(?:[.．、](?![0-9])|(?=[ \t\u3000]){_NO_COUNT})",
        r"（(?P<number>[0-9]{1,6})）",
        r"(?P<number>[0-9]{1,6})）",
        "(?P<number>[①-⑳])",
    )
)
_ASIDE = re.compile("（(?P<inner>[^（）]{2,80})）")
# A line that begins so goes on with the one before.
_CONTINUING = "，、；。）"
_SHORT_TITLE = 20
_ENDING = re.compile("[，、；：。]")
# A statement is not wrapped over more lines than this.
_WRAPPED = 12


# What follows a title: prose, whom a notice is addressed to, the number of a document.
_NO_TITLE = re.compile(r"。|：\s*$|〔[0-9]{4}〕")


@attrs.frozen
class _Paragraph:
    """A numbered paragraph: its level, from 0 down, its number, and the lines it stands on."""

    level: int
    label: str
    number: int
    first: int
    last: int


@attrs.frozen
class _Item:
    """A paragraph that was read: its text after the label, and where a statement is in it."""

    paragraph: _Paragraph
    body: Passage
    text: str
    statement: Passage | None
    bare: bool


def read(draft: EditionBuilder) -> None:
    """Read the document of *draft* into it."""
    paragraphs, unassigned_lines = _paragraphs(draft)
    draft.title = _title(draft, paragraphs[0].first if paragraphs else len(draft.lines) + 1)
    items = _settled([_item(draft, paragraph) for paragraph in paragraphs])
    stated = [n for n, item in enumerate(items) if item.statement]
    end = items[stated[-1]].paragraph.last if stated else 0
    _report_unassigned_lines(draft, unassigned_lines, end)
    # What follows prose behind the last measure closes the document: annexes, a signature.
    closing = next(
        (line.number for line in unassigned_lines if line.number > end), len(draft.lines) + 1
    )
    numbers = [items[n].paragraph.number for n in stated]
    # A number is the printed one, unless the document counts anew under each heading.
    printed = all(a < b for a, b in itertools.pairwise(numbers))
    above: list[_Item] = []
    tasks: dict[int, Task] = {}
    levels = _levels_of_measures(items)
    last: dict[tuple[int, int], int] = {}
    within = 0
    for n, item in enumerate(items):
        level, number = item.paragraph.level, item.paragraph.number
        above = [heading for heading in above if heading.paragraph.level < level]
        key = _parent(above)
        if n < within:
            continue  # it is part of a measure
        if item.statement is None:
            between = stated and stated[0] < n < stated[-1]
            beside = levels.get(key) == level and item.paragraph.first < closing
            if (between or beside) and not _leads_on(items, n):
                expected = "a paragraph that ends in a statement of who is responsible"
                draft.report(_whole(draft, item).problem(0, expected))
            above.append(item)
            continue
        before = last.get((key, level), 0)
        if number <= before:
            draft.report(_whole(draft, item).problem(0, f"a number after {before}"))
        last[key, level] = number
        if key not in tasks:
            tasks[key] = _task(draft, above[-1] if above else None)
        within = _end_of_measure(items, n)
        _measure(draft, tasks[key], items[n:within], number if printed else None)
        if _leads_on(items, within - 1) and "。" not in item.text:
            above.append(item)  # measures of a lower level follow: it is a heading too
    if not draft.measures and not draft.problems:
        expected = "a numbered paragraph that ends in a statement such as （商务部负责）"
        draft.expect(next((x for x in draft.lines if not x.blank), draft.lines[1]), expected)


def _measure(draft: EditionBuilder, task: Task, items: list[_Item], number: int | None) -> None:
    """Add the measure of a paragraph, and of the lower ones without a statement that follow it."""
    first, *rest = items
    statement = first.statement
    assert statement is not None  # noqa: S101  # asked by the caller
    for offset in _earlier_statements(first.text):
        expected = "one statement, at the end of the paragraph"
        draft.report(first.body.problem(offset, expected))
    text = first.text + "".join(item.paragraph.label + item.text for item in rest)
    lines = [line for item in items for line in _lines(draft, item.paragraph)]
    place = draft.passage(lines).place
    count = len(draft.measures) + 1 if number is None else number
    for offset, expected in draft.measure(
        count, task, text, statement.text, place, bare=first.bare
    ):
        draft.report(statement.problem(offset, expected))


def _earlier_statements(text: str) -> Iterator[int]:
    """Yield where in a measure's text a bracket says who does what."""
    for found in _ASIDE.finditer(fold_width(text)):
        if ends_in_action(found["inner"]):
            assignments, faults = parse_statement(found["inner"], lambda _: None)
            if assignments and not faults:
                yield found.start()


def _paragraphs(draft: EditionBuilder) -> tuple[list[_Paragraph], list[Line]]:
    """Return the numbered paragraphs, and the lines that stand between them and belong to none.

    A paragraph goes on until another begins, or until its statement is at an end.
    """
    found: list[_Paragraph] = []
    unassigned_lines: list[Line] = []
    tail: deque[str] = deque(maxlen=_WRAPPED)
    done = after_blank = False
    for line in draft.lines:
        text = fold_width("".join(line.text.split()))
        if line.page_artifact or not text:
            after_blank = True
            continue
        marker = _marker(line)
        if marker:
            found.append(marker)
            tail.clear()
        elif not found:
            continue
        elif (
            done
            and label_at(text, 0, len(text)) is None
            and (after_blank or text[0] not in _CONTINUING)
        ):
            unassigned_lines.append(line)
            continue
        else:
            found[-1] = attrs.evolve(found[-1], last=line.number)
        tail.append(text)
        done = _statement("".join(tail)) is not None
        after_blank = False
    return found, unassigned_lines


def _report_unassigned_lines(
    draft: EditionBuilder, unassigned_lines: list[Line], last: int
) -> None:
    """Report lines that belong to no paragraph, up to the *last* measure, or with a statement."""
    for line in unassigned_lines:
        if line.number < last or _statement(fold_width("".join(line.text.split()))):
            draft.expect(line, "a number before a paragraph")


def _settled(items: list[_Item]) -> list[_Item]:
    """Return items among which a heading that ends in a name in brackets is a heading."""
    settled: list[_Item] = []
    for n, item in enumerate(items):
        end = _end_of_measure(items, n)
        followed = end < len(items) and items[end].paragraph.level > item.paragraph.level
        statement = item.statement
        aside = statement and item.bare and not ends_in_action(statement.text)
        if followed and aside and "。" not in item.text:
            settled.append(attrs.evolve(item, text=item.body.text, statement=None))
        else:
            settled.append(item)
    return settled


def _end_of_measure(items: list[_Item], n: int) -> int:
    """Return where what belongs to the *n*-th item ends: lower ones that have no statement."""
    level = items[n].paragraph.level
    end = n + 1
    while end < len(items) and items[end].paragraph.level > level and not items[end].statement:
        end += 1
    return end


def _marker(line: Line) -> _Paragraph | None:
    text = fold_width(line.text)
    for level, pattern in enumerate(_MARKERS):
        found = pattern.match(text)
        number = number_of(found["number"]) if found else None
        if found and number is not None:
            label = line.text[slice(*found.span("label"))]
            return _Paragraph(level, label, number, line.number, line.number)
    return None


def _lines(draft: EditionBuilder, paragraph: _Paragraph) -> Iterator[Line]:
    between = draft.lines.between(paragraph.first, paragraph.last)
    return (line for line in between if not line.page_artifact)


def _title(draft: EditionBuilder, first: int) -> str:
    """Return the lines that stand together at the head of the document."""
    head: list[Line] = []
    for line in draft.lines.between(1, first - 1):
        if line.page_artifact or (line.blank and not head):
            continue
        if line.blank or (head and _NO_TITLE.search(fold_width(line.text))):
            break
        head.append(line)
    return draft.passage(head).text


def _whole(draft: EditionBuilder, item: _Item) -> Passage:
    return draft.passage(_lines(draft, item.paragraph))


def _item(draft: EditionBuilder, paragraph: _Paragraph) -> _Item:
    """Find the statement that a paragraph ends in."""
    whole = draft.passage(_lines(draft, paragraph))
    label = len("".join(paragraph.label.split()))
    body = whole.cut(label)
    found = _statement(fold_width(body.text))
    if found is None:
        return _Item(paragraph, body, body.text, None, bare=False)
    turn, start, stop = found
    return _Item(paragraph, body, body.text[:turn], body.cut(start, stop), bare=start > turn)


def _statement(text: str) -> tuple[int, int, int] | None:
    """Return where the measure's text ends, and where its statement starts and stops."""
    end = len(text.rstrip("。；，"))
    if text.endswith("）", 0, end):
        depth = 0
        for at in range(end - 1, -1, -1):
            depth += (text[at] == "）") - (text[at] == "（")
            if depth == 0:
                inner = text[at + 1 : end - 1]
                if at and speaks_of_duties(inner):
                    return at, at + 1, end - 1
                break
    turn = _after_label(text)
    return (turn, turn, end) if turn else None


def _after_label(text: str) -> int | None:
    """Return where the labels begin that the text ends in."""
    found = [*LABELS.finditer(text)]
    return found[0].start() if any(roles_of_label(f[0][:-1]) for f in found) else None


def _parent(above: list[_Item]) -> int:
    return above[-1].paragraph.first if above else 0


def _levels_of_measures(items: list[_Item]) -> dict[int, int]:
    """Return the level of the measures under each heading, by the heading's line."""
    above: list[_Item] = []
    levels: dict[int, int] = {}
    for item in items:
        level = item.paragraph.level
        above = [heading for heading in above if heading.paragraph.level < level]
        if item.statement is None:
            above.append(item)
        else:
            levels[_parent(above)] = level
    return levels


def _leads_on(items: list[_Item], n: int) -> bool:
    """Whether paragraphs of a lower level follow the *n*-th: it is a heading."""
    following = items[n + 1 : n + 2]
    return any(i.paragraph.level > items[n].paragraph.level for i in following)


def _task(draft: EditionBuilder, heading: _Item | None) -> Task:
    """Add the task that a heading is: its first sentence, or short line, is its title."""
    if heading is None:
        return draft.task("", draft.title, "", None)
    lines = [*_lines(draft, heading.paragraph)]
    first = draft.passage(lines[:1]).cut(len("".join(heading.paragraph.label.split()))).text
    short = len(first) <= _SHORT_TITLE and not _ENDING.search(first)
    if short and len(lines) > 1 and heading.text.endswith("。"):
        # A short line is a title of its own, and no line that was wrapped.
        title, objective = first, heading.text[len(first) :]
    else:
        title, _, objective = heading.text.partition("。")
    return draft.task(heading.paragraph.label, title, objective, draft.passage(lines).place)
