"""The layout of numbered paragraphs: each measure is one, and ends in its statement.

The statement stands in brackets, or behind a label such as ``责任单位：``. A numbered paragraph
without one is a heading where measures of a lower level follow it; the innermost heading above a
measure is its task. Other prose is no part of the table.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import attrs

from .._model import Task
from .._wording import folded, label_at, speaks_of_duties
from ..exceptions import Problem
from .draft import Draft
from .numerals import number_of
from .passage import Line, Passage

_NUMERAL = "[一二三四五六七八九十百零]{1,7}"
# From the highest level to the lowest.
_MARKERS = tuple(
    re.compile(rf"\s*(?P<label>{words})")
    for words in (
        rf"第(?P<number>{_NUMERAL})[章编篇]",
        rf"(?P<number>{_NUMERAL})、",
        rf"（(?P<number>{_NUMERAL})）",
        rf"第(?P<number>{_NUMERAL})条",
        r"(?P<number>[0-9]{1,6})(?:[.．、](?![0-9])|(?=[ \t\u3000]))",
        r"（(?P<number>[0-9]{1,6})）",
        "(?P<number>[①-⑳])",
    )
)
_LABEL_FOLLOWS = re.compile("(?:。|^)(?=[^（）、，；：。]{2,10}：)")


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
    text: str
    statement: Passage | None
    bare: bool


def read(draft: Draft) -> None:
    """Read the document of *draft* into it."""
    paragraphs = [*_paragraphs(draft)]
    first = paragraphs[0].first if paragraphs else len(draft.lines) + 1
    draft.title = _title(draft, first)
    items = [_item(draft, paragraph) for paragraph in paragraphs]
    numbers = [item.paragraph.number for item in items if item.statement]
    # A number is the printed one, unless the document counts anew under each heading.
    printed = all(a < b for a, b in itertools.pairwise(numbers))
    above: list[_Item] = []
    tasks: dict[int, Task] = {}
    levels = _levels_of_measures(items)
    for n, item in enumerate(items):
        level = item.paragraph.level
        above = [heading for heading in above if heading.paragraph.level < level]
        if item.statement is None:
            if levels.get(_parent(above)) == level and not _leads_on(items, n):
                draft.report(_unstated(draft, item))
            above.append(item)
            continue
        heading = above[-1] if above else None
        key = _parent(above)
        if key not in tasks:
            tasks[key] = _task(draft, heading)
        count = len(draft.measures) + 1
        number = item.paragraph.number if printed else count
        place = draft.passage(_lines(draft, item.paragraph)).place
        statement = item.statement
        for offset, expected in draft.measure(
            number, tasks[key], item.text, statement.text, place, bare=item.bare
        ):
            draft.report(statement.problem(offset, expected))
    if not draft.measures and not draft.problems:
        expected = "a numbered paragraph that ends in a statement such as （商务部负责）"
        draft.expect(next((x for x in draft.lines if not x.blank), draft.lines[1]), expected)


def _paragraphs(draft: Draft) -> Iterator[_Paragraph]:
    """Yield the numbered paragraphs; one goes on until its statement, or until another begins."""
    begun: _Paragraph | None = None
    labelled = False
    for line in draft.lines:
        if line.furniture:
            continue
        marker = _marker(line)
        if begun and (marker or (line.blank and labelled)):
            yield begun
            begun = None
        if marker:
            begun = marker
        elif begun and not line.blank:
            begun = attrs.evolve(begun, last=line.number)
        text = folded("".join(line.text.split()))
        labelled = not line.blank and _after_label(text) is not None
        if begun and not labelled and _statement(text):
            yield begun
            begun = None
    if begun:
        yield begun


def _marker(line: Line) -> _Paragraph | None:
    text = folded(line.text)
    for level, pattern in enumerate(_MARKERS):
        found = pattern.match(text)
        number = number_of(found["number"]) if found else None
        if found and number is not None:
            label = line.text[slice(*found.span("label"))]
            return _Paragraph(level, label, number, line.number, line.number)
    return None


def _lines(draft: Draft, paragraph: _Paragraph) -> Iterator[Line]:
    between = draft.lines.between(paragraph.first, paragraph.last)
    return (line for line in between if not line.furniture)


def _title(draft: Draft, first: int) -> str:
    """Return the lines that stand together at the head of the document."""
    head: list[Line] = []
    for line in draft.lines.between(1, first - 1):
        if line.furniture or (line.blank and not head):
            continue
        if line.blank or (head and _NO_TITLE.search(folded(line.text))):
            break
        head.append(line)
    return draft.passage(head).text


def _item(draft: Draft, paragraph: _Paragraph) -> _Item:
    """Find the statement that a paragraph ends in."""
    whole = draft.passage(_lines(draft, paragraph))
    label = len("".join(paragraph.label.split()))
    body = whole.cut(label)
    found = _statement(folded(body.text))
    if found is None:
        return _Item(paragraph, body.text, None, bare=False)
    turn, start, stop = found
    return _Item(paragraph, body.text[:turn], body.cut(start, stop), bare=start > turn)


def _statement(text: str) -> tuple[int, int, int] | None:
    """Return where the measure's text ends, and where its statement starts and stops."""
    end = len(text) - text.endswith("。")
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
    """Return where a sentence begins with a label."""
    starts = (found.end() for found in _LABEL_FOLLOWS.finditer(text))
    return next((start for start in starts if label_at(text, start, len(text))), None)


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


def _unstated(draft: Draft, item: _Item) -> Problem:
    whole = draft.passage(_lines(draft, item.paragraph))
    return whole.problem(0, "a paragraph that ends in a statement of who is responsible")


def _task(draft: Draft, heading: _Item | None) -> Task:
    """Add the task that a heading is: its first sentence is the title, the rest the objective."""
    if heading is None:
        return draft.task("", draft.title, "", None)
    title, stop, objective = heading.text.partition("。")
    place = draft.passage(_lines(draft, heading.paragraph)).place
    return draft.task(heading.paragraph.label, title, objective if stop else "", place)
