"""Read the layout of numbered paragraphs: each measure is one, and ends in its statement.

The statement is in brackets, or follows a label such as ``责任单位：``. A numbered paragraph
without one is a heading if measures of a lower level follow it; the innermost heading above a
measure is its task. Other prose is not part of the table.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterator

import attrs

from .._model import Task
from .builder import EditionBuilder
from .characters import fold_width, parse_number
from .grammar import parse_statement
from .passage import Line, Passage
from .patterns import LABELS, ends_in_action, is_statement, match_label, roles_of_label

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
        # A year, or a number with another unit, is wrapped text.
        rf"(?P<number>[0-9]{{1,6}})(?:[.．、](?![0-9])|(?=[ \t\u3000]){_NO_COUNT})",
        r"（(?P<number>[0-9]{1,6})）",
        r"(?P<number>[0-9]{1,6})）",
        "(?P<number>[①-⑳])",
    )
)
_ASIDE = re.compile("（(?P<inner>[^（）]{2,80})）")
# A line that begins with one of these continues the line before.
_CONTINUING = "，、；。）"
_SHORT_TITLE = 20
_ENDING = re.compile("[，、；：。]")
# A statement is on at most so many lines.
_WRAPPED = 12
# What follows a title: prose, the addressees of a notice, the number of a document.
_NO_TITLE = re.compile(r"。|：\s*$|〔[0-9]{4}〕")


@attrs.frozen
class _Paragraph:
    """A numbered paragraph: its level, 0 being the highest, its label, its number and its lines."""

    level: int
    label: str
    number: int
    first: int
    last: int


@attrs.frozen
class _Item:
    """A paragraph, its text without label and statement, and its statement, if it has one."""

    paragraph: _Paragraph
    body: Passage
    text: str
    statement: Passage | None
    bare: bool


def read_paragraphs(builder: EditionBuilder) -> None:
    """Read a document in the layout of numbered paragraphs."""
    paragraphs, unassigned_lines = _find_paragraphs(builder)
    after = len(builder.lines) + 1
    builder.title = _read_title(builder, paragraphs[0].first if paragraphs else after)
    items = _reclassify_headings([_split_statement(builder, p) for p in paragraphs])
    measures = [n for n, item in enumerate(items) if item.statement]
    end = items[measures[-1]].paragraph.last if measures else 0
    _report_unassigned_lines(builder, unassigned_lines, end)
    # Paragraphs after prose that follows the last measure are annexes or a signature.
    closing = next((line.number for line in unassigned_lines if line.number > end), after)
    numbers = [items[n].paragraph.number for n in measures]
    # A number is the printed one, unless the document starts again under each heading.
    printed = all(a < b for a, b in itertools.pairwise(numbers))
    above: list[_Item] = []
    tasks: dict[int, Task] = {}
    levels = _levels_of_measures(items)
    last: dict[tuple[int, int], int] = {}
    next_item = 0
    for n, item in enumerate(items):
        level, number = item.paragraph.level, item.paragraph.number
        above = [heading for heading in above if heading.paragraph.level < level]
        key = _parent(above)
        if n < next_item:
            continue  # it is part of a measure
        if item.statement is None:
            between = measures and measures[0] < n < measures[-1]
            beside = levels.get(key) == level and item.paragraph.first < closing
            if (between or beside) and not _has_lower_item(items, n):
                expected = "a paragraph that ends in a statement of who is responsible"
                builder.report(_join(builder, item.paragraph).problem(0, expected))
            above.append(item)
            continue
        before = last.get((key, level), 0)
        if number <= before:
            problem = _join(builder, item.paragraph).problem(0, f"a number after {before}")
            builder.report(problem)
        last[key, level] = number
        if key not in tasks:
            tasks[key] = _add_task(builder, above[-1] if above else None)
        next_item = _end_of_measure(items, n)
        _add_measure(builder, tasks[key], items[n:next_item], number if printed else None)
        if _has_lower_item(items, next_item - 1) and "。" not in item.text:
            above.append(item)  # measures of a lower level follow: it is a heading too
    if not builder.measures and not builder.problems:
        expected = "a numbered paragraph that ends in a statement such as （商务部负责）"
        builder.expect(next((x for x in builder.lines if not x.blank), builder.lines[1]), expected)


def _add_measure(
    builder: EditionBuilder, task: Task, items: list[_Item], number: int | None
) -> None:
    """Add the measure of a paragraph and of the lower ones that follow without a statement."""
    first, *rest = items
    statement = first.statement
    assert statement is not None  # noqa: S101  # the caller checks it
    for offset in _earlier_statements(first.text):
        expected = "one statement, at the end of the paragraph"
        builder.report(first.body.problem(offset, expected))
    text = first.text + "".join(item.paragraph.label + item.text for item in rest)
    place = builder.join(x for item in items for x in _lines(builder, item.paragraph)).place
    number = len(builder.measures) + 1 if number is None else number
    for offset, expected in builder.add_measure(
        number, task, text, statement.text, place, bare=first.bare
    ):
        builder.report(statement.problem(offset, expected))


def _earlier_statements(text: str) -> Iterator[int]:
    """Yield the offsets of the brackets in a measure's text that are statements."""
    for found in _ASIDE.finditer(fold_width(text)):
        if ends_in_action(found["inner"]):
            assignments, faults = parse_statement(found["inner"], lambda _: None)
            if assignments and not faults:
                yield found.start()


def _find_paragraphs(builder: EditionBuilder) -> tuple[list[_Paragraph], list[Line]]:
    """Return the numbered paragraphs, and the lines between them that belong to none.

    A paragraph ends before the next one, or after its statement.
    """
    found: list[_Paragraph] = []
    unassigned_lines: list[Line] = []
    tail: deque[str] = deque(maxlen=_WRAPPED)
    done = after_blank = False
    for line in builder.lines:
        text = fold_width("".join(line.text.split()))
        if line.page_artifact or not text:
            after_blank = True
            continue
        marker = _match_marker(line)
        if marker:
            found.append(marker)
            tail.clear()
        elif not found:
            continue
        elif (
            done
            and match_label(text, 0, len(text)) is None
            and (after_blank or text[0] not in _CONTINUING)
        ):
            unassigned_lines.append(line)
            continue
        else:
            found[-1] = attrs.evolve(found[-1], last=line.number)
        tail.append(text)
        done = _find_statement("".join(tail)) is not None
        after_blank = False
    return found, unassigned_lines


def _report_unassigned_lines(builder: EditionBuilder, lines: list[Line], last: int) -> None:
    """Report lines without a paragraph that precede line *last* or have a statement."""
    for line in lines:
        if line.number < last or _find_statement(fold_width("".join(line.text.split()))):
            builder.expect(line, "a number before a paragraph")


def _reclassify_headings(items: list[_Item]) -> list[_Item]:
    """Return the items, without statement where a heading ends in a name in brackets."""
    result: list[_Item] = []
    for n, item in enumerate(items):
        end = _end_of_measure(items, n)
        followed = end < len(items) and items[end].paragraph.level > item.paragraph.level
        aside = item.statement and item.bare and not ends_in_action(item.statement.text)
        heading = followed and aside and "。" not in item.text
        result.append(attrs.evolve(item, text=item.body.text, statement=None) if heading else item)
    return result


def _end_of_measure(items: list[_Item], n: int) -> int:
    """Return the index after the *n*-th item and the lower ones without statement that follow."""
    level = items[n].paragraph.level
    end = n + 1
    while end < len(items) and items[end].paragraph.level > level and not items[end].statement:
        end += 1
    return end


def _match_marker(line: Line) -> _Paragraph | None:
    text = fold_width(line.text)
    for level, pattern in enumerate(_MARKERS):
        found = pattern.match(text)
        number = parse_number(found["number"]) if found else None
        if found and number is not None:
            label = line.text[slice(*found.span("label"))]
            return _Paragraph(level, label, number, line.number, line.number)
    return None


def _lines(builder: EditionBuilder, paragraph: _Paragraph) -> Iterator[Line]:
    between = builder.lines.between(paragraph.first, paragraph.last)
    return (line for line in between if not line.page_artifact)


def _read_title(builder: EditionBuilder, first: int) -> str:
    """Return the first group of lines of the document."""
    head: list[Line] = []
    for line in builder.lines.between(1, first - 1):
        if line.page_artifact or (line.blank and not head):
            continue
        if line.blank or (head and _NO_TITLE.search(fold_width(line.text))):
            break
        head.append(line)
    return builder.join(head).text


def _join(builder: EditionBuilder, paragraph: _Paragraph) -> Passage:
    return builder.join(_lines(builder, paragraph))


def _split_statement(builder: EditionBuilder, paragraph: _Paragraph) -> _Item:
    """Split the statement from the text of a paragraph."""
    body = _join(builder, paragraph).cut(len("".join(paragraph.label.split())))
    found = _find_statement(fold_width(body.text))
    if found is None:
        return _Item(paragraph, body, body.text, None, bare=False)
    end, start, stop = found
    return _Item(paragraph, body, body.text[:end], body.cut(start, stop), bare=start > end)


def _find_statement(text: str) -> tuple[int, int, int] | None:
    """Return the end of the measure's text, and the start and the stop of its statement."""
    end = len(text.rstrip("。；，"))
    if text.endswith("）", 0, end):
        depth = 0
        for at in range(end - 1, -1, -1):
            depth += (text[at] == "）") - (text[at] == "（")
            if depth == 0:
                inner = text[at + 1 : end - 1]
                if at and is_statement(inner):
                    return at, at + 1, end - 1
                break
    labels = [*LABELS.finditer(text)]
    if any(roles_of_label(label[0][:-1]) for label in labels) and labels[0].start():
        return labels[0].start(), labels[0].start(), end
    return None


def _parent(above: list[_Item]) -> int:
    """Return the line of the innermost heading, or 0 without one."""
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


def _has_lower_item(items: list[_Item], n: int) -> bool:
    """Whether an item of a lower level follows the *n*-th."""
    following = items[n + 1 : n + 2]
    return any(i.paragraph.level > items[n].paragraph.level for i in following)


def _add_task(builder: EditionBuilder, heading: _Item | None) -> Task:
    """Add the task of a heading; its first sentence or short line is the title."""
    if heading is None:
        return builder.add_task("", builder.title, "", None)
    lines = [*_lines(builder, heading.paragraph)]
    first = builder.join(lines[:1]).cut(len("".join(heading.paragraph.label.split()))).text
    short = len(first) <= _SHORT_TITLE and not _ENDING.search(first)
    if short and len(lines) > 1 and heading.text.endswith("。"):
        # A short line is the title, not the start of a wrapped sentence.
        title, objective = first, heading.text[len(first) :]
    else:
        title, _, objective = heading.text.partition("。")
    return builder.add_task(heading.paragraph.label, title, objective, builder.join(lines).place)
