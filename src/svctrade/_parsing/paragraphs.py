"""Read the layout of numbered paragraphs: a measure is one, with its statements.

A statement is in brackets, or follows a label such as ``责任单位：``; a paragraph may have several.
A numbered paragraph without one is a heading if measures of a lower level follow it; the innermost
heading above a measure is its task. A heading of one sentence with a statement is a task too, and
the statement is the task's. Paragraphs without a number belong to the one above. Other prose is no
part of the table: it stays in the source, and the review says so.
"""

from __future__ import annotations

import itertools
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence

import attrs

from .._model import Place, ReviewKind, Span, Task
from .builder import EditionBuilder, StatementPart
from .characters import fold_width, parse_number
from .formats.text import wrapped_lines
from .formats.wrapping import find_wrapping, join_paragraphs
from .passage import Line, Passage
from .patterns import FOR_ALL, SCOPE_DEFAULT, find_labels
from .statements import FoundStatement, ends_in_duty, find_statements

_NUMERAL = "[一二三四五六七八九十百零]{1,7}"
_GAP = r"[ \t\u3000]*"
_NO_COUNT = r"(?![ \t\u3000]+[年月日个项家万亿%％])"
# A decimal, not a number and a year: 2.2021年 is the second paragraph.
_NO_DECIMAL = r"(?![0-9](?!(?:[0-9]{3}[ \t]*年|[0-9]{0,2}[ \t]*[月日])))"
# 1.2 before a text, not 1.2 of a unit.
_NO_MEASURE = (
    r"(?:[.．、]|(?=[ \t\u3000]*[\u4e00-\u9fff]))"
    r"(?![ \t\u3000]*(?:[年月日个项家万亿%％版倍分级度元米升天人次周名]|小时|公里))"
)
_BEFORE_NUMBER = "(?:第(?=[^条：]{1,7}条)|(?:任务|措施|举措|行动)(?=[^条：]{1,7}：))"
# From the highest level to the lowest.
_MARKERS = tuple(
    re.compile(rf"\s*(?P<label>{words})")
    for words in (
        rf"第(?P<number>{_NUMERAL})[章编篇]",
        rf"(?P<number>{_NUMERAL}){_GAP}、",
        rf"（{_GAP}(?P<number>{_NUMERAL}){_GAP}）",
        # 第一条, 任务一：.
        rf"{_BEFORE_NUMBER}(?P<number>{_NUMERAL}|[0-9]{{1,6}})[条：]",
        # A year, or a number with another unit, is wrapped text.
        rf"(?P<number>[0-9]{{1,6}})(?:{_GAP}[.．、]{_NO_DECIMAL}|(?=[ \t\u3000]){_NO_COUNT})",
        # 1.2: the second below the first; and below it 1.2.1.
        rf"[0-9]{{1,2}}[.．](?P<number>[1-9][0-9]?)(?![.．][0-9]){_NO_MEASURE}",
        rf"[0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{1,2}}[.．](?P<number>[1-9][0-9]?){_NO_MEASURE}",
        rf"（{_GAP}(?P<number>[0-9]{{1,6}}){_GAP}）",
        r"(?P<number>[0-9]{1,6})）",
        "(?P<number>[①-⑳])",
    )
)
# 附件2, or 附件2：任务分工表; a line with more is text that names an annex.
ANNEX_LINE = re.compile(
    r"\s*(?P<label>附[件表][ \t\u3000]*(?P<number>[0-9]{1,3}|[一二三四五六七八九十]{1,3})\s*："
    r"?)(?:(?<=：)\s*|\s+|$)[^，。；：]{0,60}"
)
# What follows a statement, where a line is lost: …（甲局负责）2.…
# Words behind a statement that go on with the sentence before it, and begin no other clause.
_SENTENCE_GOES_ON = re.compile("(?<=[\u4e00-\u9fff])(?![并和及与同且])[\u4e00-\u9fff]")
_INNER_NUMBER = re.compile("[0-9]{1,3}[.．、](?![0-9])|（[一二三四五六七八九十]{1,3}）")
_ANNEX = -1  # above all headings
_LONGEST_MARKER = 60
_UNNUMBERED = len(_MARKERS)
# The level of 1.2, and what follows the part of it that is that of the heading.
_DOTTED = 5
_ARABIC = 4
_BEFORE_DIGIT = re.compile(r"\s*(?P<label>(?P<number>[0-9]{1,3})[.．、])(?=[0-9])")
# How a line ends that is not continued.
_ENDED = ("。", "）", "；")
# 2.3 is the third below the second; 2.30 is none.
_MOST_BELOW = 20
_LAST_NUMBER = re.compile(r"[0-9]+[.．、]?$")
# A line that begins with one of these continues the line before.
_CONTINUING = "，、；。）：？！》”"
# A line that ends with one of these is continued.
_CONTINUED = "，、（：《“"
_SHORT_TITLE = 20
_LONGEST_HEADING = 60
# A bracket that is open for longer is not closed at all.
_LONGEST_BRACKET = 600
_ENDING = re.compile("[，、；：。]")
# What follows a title: prose, the addressees of a notice, the number of a document.
_NO_TITLE = re.compile(r"。|（[0-9]{4}）\s*(?:第\s*)?[0-9]+\s*号")
# It introduces the measures of a heading.
_INTRODUCTION = re.compile(
    "(?:具体|主要|工作|改革|重点|政策|实施)*(?:措施|举措|任务|内容|工作|做法)[：。]?"
)
_BRACKET = re.compile("[（）]")
_LONGEST_LABEL = 20
_EXCERPT = 20
NO_TEXT = "a document with text"
NO_STATEMENT = (
    "a paragraph that says who is responsible, as in （商务部负责） or 责任单位：商务部; "
    "no paragraph or table of the document does"
)


@attrs.frozen
class _Paragraph:
    """A paragraph: its level, 0 being the highest, its label, its number and its lines.

    *may_state* says that it has the marks of a statement.
    """

    level: int
    label: str
    number: int
    first: int
    last: int
    may_state: bool = False


@attrs.frozen
class _Item:
    """A paragraph with those without a number that belong to it.

    *text* is without the label and the statements.
    """

    paragraph: _Paragraph
    text: str
    parts: tuple[StatementPart, ...]
    place: Place
    # A line such as 具体措施： follows: the measures below it are its own.
    introduces: bool = False

    @property
    def level(self) -> int:
        return self.paragraph.level

    @property
    def has_statement(self) -> bool:
        """Whether it says who is responsible, and not only until when."""
        return not all(part.timing for part in self.parts)

    @property
    def is_short(self) -> bool:
        """Whether it is a heading by its form: one short sentence."""
        return len(self.text) <= _LONGEST_HEADING and "。" not in self.text[:-1]


@attrs.define
class _Group:
    """A paragraph without a number, and the statements in lines below it.

    Args:
        paragraphs: all of them; the first one has the text, if there is one.
        has_text: whether there is a text, and not only statements.
        stated: whether one of them says who is responsible.
    """

    paragraphs: list[_Paragraph] = attrs.Factory(list["_Paragraph"])
    has_text: bool = False
    stated: bool = False


def read_paragraphs(builder: EditionBuilder) -> None:
    """Read a document in the layout of numbered paragraphs."""
    items = [*_make_items(builder, _find_paragraphs(builder))]
    numbered = (item.paragraph.first for item in items if item.level < _UNNUMBERED)
    first = next(numbered, len(builder.lines) + 1)
    builder.title = builder.title or _read_title(builder, first)
    _Reader(builder, items).read()
    if not builder.measures and not builder.problems:
        text = next((line for line in builder.lines if not line.blank), None)
        builder.expect(text or builder.lines[1], NO_STATEMENT if text else NO_TEXT)


class _Reader:
    """The reader of the items of one document."""

    def __init__(self, builder: EditionBuilder, items: list[_Item]) -> None:
        self.builder = builder
        self.items = items
        self.ends = [*_ends_of(items)]
        self.parents = _parents_of(items)
        # How many items before each one have statements.
        self.stated = [0, *itertools.accumulate(bool(item.parts) for item in items)]
        self.tasks: dict[int, Task] = {}
        # The headings above the item that is read, by their index.
        self.above: list[int] = []
        # The last number of each level, and what it was below.
        self.numbered: dict[int, tuple[int, tuple[int | None, str]]] = {}

    def read(self) -> None:
        measures = [n for n in range(len(self.items)) if self._is_measure(n)]
        numbers = [self.items[n].paragraph.number for n in measures]
        # A number is the printed one, unless the document starts again under each heading.
        rising = all(a < b for a, b in itertools.pairwise(numbers))
        printed = rising and all(self.items[n].level < _UNNUMBERED for n in measures)
        if measures and not printed:
            self._note_numbers(measures)
        last = self.ends[measures[-1]] if measures else 0
        beside = {self._rank(n) for n in measures}
        next_item = 0
        for n, item in enumerate(self.items):
            while self.above and self.items[self.above[-1]].level >= item.level:
                self.above.pop()
            if n < next_item:
                continue  # it is part of a measure
            if self._is_measure(n):
                task = self._task()
                next_item = self._end_of_measure(n)
                self._add_measure(task, self.items[n:next_item], printed=printed)
                self._follow_number(n, self.builder.measures[-1].number)
                if self._has_measures(n):
                    self.above.append(n)
            elif self._has_measures(n):
                self._follow_number(n, None)
                self.above.append(n)
            else:
                self._follow_number(n, None, aside=True)
                self._set_aside(n, among=n < last or self._rank(n) in beside)

    # -- what an item is -----------------------------------------------------------------------

    def _has_measures(self, n: int) -> bool:
        """Whether items below the *n*-th have statements."""
        return self.stated[self.ends[n]] > self.stated[n + 1]

    def _is_measure(self, n: int) -> bool:
        item = self.items[n]
        if not item.parts:
            return self._inherits(n)
        return not self._has_measures(n) or not (item.is_short and not item.introduces)

    def _inherits(self, n: int) -> bool:
        """Whether the statement of the heading above an item without one holds for it."""
        parent = self.parents[n]
        if parent is None or not self.items[parent].parts or self._has_measures(n):
            return False
        return self._has_measures(parent) and not self._is_measure(parent)

    def _end_of_measure(self, n: int) -> int:
        """Return the index after the *n*-th item and the lower ones that belong to it."""
        return n + 1 if self._has_measures(n) else self.ends[n]

    # -- parts of the edition -------------------------------------------------------------------

    def _task(self) -> Task:
        """Return the task of the heading above, which is added when its first measure is."""
        key = self.above[-1] if self.above else -1
        if key not in self.tasks:
            heading = self.items[key] if self.above else None
            parts = [
                part if n == key else attrs.evolve(part, scope=None)
                for n in self.above
                if not self._measured(n)
                for part in self.items[n].parts
            ]
            self.tasks[key] = task = _add_task(self.builder, heading, parts)
            if any(self.items[n].parts and not self._measured(n) for n in self.above[:-1]):
                kind, said = ReviewKind.HEADING_INHERITED, task.responsibility
                self.builder.note(kind, task.place, task.title[:_EXCERPT], said)
        return self.tasks[key]

    def _measured(self, key: int) -> bool:
        return key >= 0 and self._is_measure(key)

    def _add_measure(self, task: Task, items: list[_Item], *, printed: bool) -> None:
        builder, (first, *rest) = self.builder, items
        text = first.text + "".join(item.paragraph.label + item.text for item in rest)
        place = _spanning(first.place, items[-1].place)
        number = first.paragraph.number if printed else len(builder.measures) + 1
        label = "".join(first.paragraph.label.split())
        builder.add_plan_measure(number, task, label, text, parts=first.parts, place=place)
        number, words = builder.measures[-1].number, text[:_EXCERPT]
        if rest:
            said = f"the numbered paragraphs below it are part of its text: {len(rest)}"
            builder.note(ReviewKind.FORM_ASSUMED, place, words, said, number)
        scopes = (part.scope.of(text) for part in first.parts if part.scope and part.scope.start)
        if any(_INNER_NUMBER.match(fold_width(scope)) for scope in scopes):
            said = "a number is inside its text; it may be several measures"
            builder.note(ReviewKind.FORM_ASSUMED, place, words, said, number)
        for part in first.parts:
            if part.scope and _SENTENCE_GOES_ON.match(text, part.scope.stop):
                said = "the statement is inside a sentence; it may be an aside"
                builder.note(
                    ReviewKind.FORM_ASSUMED, part.words.place, part.words.text, said, number
                )

    def _note_numbers(self, measures: list[int]) -> None:
        """Say once that the numbers of the measures are not the printed ones."""
        items = [self.items[n] for n in measures]
        before = [0, *(item.paragraph.number for item in items)]
        anew = [
            item
            for last, item in zip(before, items, strict=False)
            if item.paragraph.number <= last or item.level == _UNNUMBERED
        ]
        for item in anew[:1]:
            words = item.paragraph.label or item.text[:_EXCERPT]
            said = "the measures are counted through"
            self.builder.note(ReviewKind.RENUMBERED, item.place, words, said)

    def _follow_number(self, n: int, measure: int | None, *, aside: bool = False) -> None:
        """Say where the printed number of a measure or heading skips or repeats.

        Numbers may begin anew below each heading, or count through.
        """
        item = self.items[n]
        if not 0 <= item.level < _UNNUMBERED:
            return
        number, label = item.paragraph.number, item.paragraph.label
        # 2.1 follows 1.3.
        dotted = item.level in (_DOTTED, _DOTTED + 1)
        below = self.parents[n], _LAST_NUMBER.sub("", label) if dotted else ""
        before, below_before = self.numbered.get(item.level, (0, None))
        self.numbered[item.level] = number, below
        begins = number == 1 and (below != below_before or before != 1)
        if number != before + 1 and not begins and not aside:
            self.builder.note_number(label, item.place, (before, number), measure)

    def _rank(self, n: int) -> tuple[int | None, int]:
        """Return the item above the *n*-th one, and its level, as the items beside it have them."""
        return self.parents[n], self.items[n].level

    def _set_aside(self, n: int, *, among: bool) -> None:
        """Say that an item belongs to no measure; among measures, that it has no statement."""
        item = self.items[n]
        numbered = bool(self.builder.measures) and item.level < _UNNUMBERED
        kind = ReviewKind.NO_STATEMENT if among and numbered else ReviewKind.UNASSIGNED_TEXT
        words = (item.paragraph.label + item.text)[:_EXCERPT]
        self.builder.note(kind, item.place, words, "it is kept as text only")


def _ends_of(items: list[_Item]) -> Iterator[int]:
    """Yield, for each item, the index after the lower ones that follow it."""
    ends = [len(items)] * len(items)
    open_items: list[int] = []
    for n, item in enumerate(items):
        while open_items and items[open_items[-1]].level >= item.level:
            ends[open_items.pop()] = n
        open_items.append(n)
    yield from ends


def _parents_of(items: list[_Item]) -> list[int | None]:
    """Return, for each item, the index of the one of a higher level above it."""
    parents: list[int | None] = []
    above: list[int] = []
    for n, item in enumerate(items):
        while above and items[above[-1]].level >= item.level:
            above.pop()
        parents.append(above[-1] if above else None)
        above.append(n)
    return parents


# -- paragraphs ----------------------------------------------------------------------------------


def _find_paragraphs(builder: EditionBuilder) -> Iterator[_Paragraph]:
    """Yield the paragraphs: wrapped lines are joined, and a bracket that is open is closed."""
    current: _Paragraph | None = None
    depth = length = number = 0
    before = ""
    for first, last in _group_lines(builder):
        start = builder.lines[first]
        text = fold_width("".join(builder.lines.text_of(first, last).split()))
        marker = _match_marker(start)
        if depth == 0 and before[-1:] in _ENDED:
            marker = _next_number(builder, start, text, marker, number) or marker
        number = marker[2] if marker and marker[0] == _ARABIC else number
        states = "（" in text or "：" in text
        continues = current is not None and (
            text[0] in _CONTINUING
            or (depth > 0 and length < _LONGEST_BRACKET and marker is None)
            or (before[-1:] in _CONTINUED and _goes_on(before) and marker is None)
        )
        if current is not None and continues:
            if depth > 0:
                place = _place_of(builder, [start])
                words = text[:_EXCERPT]
                builder.note(ReviewKind.LINES_JOINED, place, words, "a bracket was open")
            states = states or current.may_state
            current = attrs.evolve(current, last=last, may_state=states)
        else:
            if current is not None:
                yield current
            current = _Paragraph(*(marker or (_UNNUMBERED, "", 0)), first, last, states)
            depth = length = 0
        for mark in _BRACKET.findall(text):
            depth = depth + 1 if mark == "（" else max(0, depth - 1)
        length = length + len(text) if depth else 0
        before = text[-_LONGEST_LABEL:]
    if current is not None:
        yield current


def _goes_on(text: str) -> bool:
    """Whether a line that ends with a comma or a colon is continued: not after an addressee."""
    if not text.endswith("："):
        return True
    labels = [*find_labels(text)]
    return bool(labels) and labels[-1].end() == len(text)


def _group_lines(builder: EditionBuilder) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each paragraph of the text, which may be wrapped."""
    lines = builder.lines
    numbers = array("l", (x.number for x in lines if not x.page_artifact and not x.blank))
    texts = [lines[number].text.strip() for number in numbers]
    if find_wrapping(texts) is None:
        del texts
        yield from ((number, number) for number in numbers)
        return
    del texts
    for block in join_paragraphs(wrapped_lines(lines.text, numbers)):
        last = block.segments[-1].place.line if block.segments else block.place.line
        yield block.place.line, last


def _match_marker(line: Line) -> tuple[int, str, int] | None:
    annex = ANNEX_LINE.fullmatch(fold_width(line.text[: 2 * _LONGEST_MARKER]))
    if annex:
        return _ANNEX, line.text[slice(*annex.span("label"))], parse_number(annex["number"]) or 0
    text = fold_width(line.text[:_LONGEST_MARKER])
    for level, pattern in enumerate(_MARKERS):
        found = pattern.match(text)
        number = parse_number(found["number"]) if found else None
        if found and number is not None:
            return level, line.text[slice(*found.span("label"))], number
    return None


def _next_number(
    builder: EditionBuilder,
    line: Line,
    text: str,
    marker: tuple[int, str, int] | None,
    number: int,
) -> tuple[int, str, int] | None:
    """Return the label before a text that begins with a digit, if it follows the number before.

    3.5G基站 is the third paragraph behind the second one; so is 3.24小时, unless 3.23 may be before
    it. It might be a decimal: the review says so.
    """
    found = _BEFORE_DIGIT.match(fold_width(line.text[:_LONGEST_MARKER]))
    if found is None or int(found["number"]) != number + 1 or number == 0:
        return None
    if marker is not None and not (marker[0] == _DOTTED and marker[2] > _MOST_BELOW):
        return None
    said = f"it was read as number {number + 1} and its text"
    builder.note(ReviewKind.FORM_ASSUMED, _place_of(builder, [line]), text[:_EXCERPT], said)
    return _ARABIC, line.text[slice(*found.span("label"))], number + 1


def _read_title(builder: EditionBuilder, first: int) -> str:
    """Return the first group of lines of the document."""
    head: list[Line] = []
    for line in builder.lines.between(1, first - 1):
        if line.page_artifact or (line.blank and not head):
            continue
        words = fold_width(line.text).rstrip()
        if line.blank or words.endswith("：") or (head and _NO_TITLE.search(words)):
            break
        head.append(line)
    return builder.join(head).text


def _place_of(builder: EditionBuilder, lines: Iterable[Line]) -> Place:
    return builder.join(lines).place


def _spanning(first: Place, last: Place) -> Place:
    return Place(first.line, first.column, last.last_line, last.last_column)


# -- items ---------------------------------------------------------------------------------------


def _make_items(builder: EditionBuilder, paragraphs: Iterable[_Paragraph]) -> Iterator[_Item]:
    """Yield the numbered paragraphs, each with those without a number that belong to it."""
    head: _Paragraph | None = None
    tail: list[_Paragraph] = []
    for paragraph in paragraphs:
        if paragraph.level == _UNNUMBERED:
            tail.append(paragraph)
            continue
        yield from _attach(builder, head, tail)
        head, tail = paragraph, []
    yield from _attach(builder, head, tail)


def _make_unnumbered(
    builder: EditionBuilder, paragraphs: list[_Paragraph], *, before: bool = False
) -> Iterator[_Item]:
    """Yield an item for each paragraph with a statement; set the other ones aside.

    Lines with nothing but a statement belong to the paragraph before them. What comes *before* the
    first number is set aside only where it says who is responsible.
    """
    for group in _group_paragraphs(builder, paragraphs):
        if group.stated and group.has_text:
            yield _make_item(builder, group.paragraphs)
            before = False
        else:
            for paragraph in group.paragraphs:
                if not before or _concerns_all(builder, paragraph):
                    _set_prose_aside(builder, paragraph)


def _group_paragraphs(
    builder: EditionBuilder, paragraphs: Iterable[_Paragraph]
) -> Iterator[_Group]:
    """Yield paragraphs without numbers, each with the statements in lines below it."""
    group = _Group()
    for paragraph in paragraphs:
        item = _make_item(builder, [paragraph]) if paragraph.may_state else None
        if item is None or item.text or not group.paragraphs:
            if group.paragraphs:
                yield group
            group = _Group(has_text=item is None or bool(item.text))
        group.paragraphs.append(paragraph)
        group.stated |= item is not None and item.has_statement
    if group.paragraphs:
        yield group


def _attach(
    builder: EditionBuilder, head: _Paragraph | None, tail: list[_Paragraph]
) -> Iterator[_Item]:
    """Yield a numbered paragraph with what belongs to it of the paragraphs without a number."""
    if head is None:
        yield from _make_unnumbered(builder, tail, before=True)
        return
    alone = _make_item(builder, [head])
    if head.level == _ANNEX:
        own = 0 if alone.text or not tail or not _is_title(builder, tail[0]) else 1
        yield _make_item(builder, [head, *tail[:own]])
        yield from _make_unnumbered(builder, tail[own:])
        return
    introductions = {p.first for p in tail if _introduces(builder, p)}
    tail = [p for p in tail if p.first not in introductions]
    groups = [*_group_paragraphs(builder, tail)]
    stated = [n for n, group in enumerate(groups) if group.stated]
    if alone.is_short and not alone.parts and sum(groups[n].has_text for n in stated) > 1:
        # A heading above paragraphs without numbers.
        own = sum(len(group.paragraphs) for group in groups[: stated[0]])
        yield _make_item(builder, [head, *tail[:own]]) if own else alone
        yield from _make_unnumbered(builder, tail[own:])
        return
    # Prose below a heading is its objective; below a measure it is no part of the table.
    end = stated[-1] + 1 if stated else 0 if alone.parts else len(groups)
    own = sum(len(group.paragraphs) for group in groups[:end])
    item = _make_item(builder, [head, *tail[:own]]) if own else alone
    yield attrs.evolve(item, introduces=bool(introductions))
    for prose in tail[own:]:
        _set_prose_aside(builder, prose)


def _is_title(builder: EditionBuilder, paragraph: _Paragraph) -> bool:
    """Whether a paragraph below the label of an annex is its title."""
    text = builder.join(_lines(builder, paragraph)).text
    return len(text) <= _LONGEST_HEADING and _ENDING.search(text) is None


def _introduces(builder: EditionBuilder, paragraph: _Paragraph) -> bool:
    """Whether a paragraph is a line such as 具体措施：."""
    words = builder.lines[paragraph.first].text[: 2 * _EXCERPT]
    return _INTRODUCTION.fullmatch(fold_width("".join(words.split()))) is not None


def _concerns_all(builder: EditionBuilder, paragraph: _Paragraph) -> bool:
    """Whether a paragraph without a measure says who is responsible: 以下均需各区落实."""
    text = fold_width(builder.join(_lines(builder, paragraph)).text)
    found = FOR_ALL.search(text) or SCOPE_DEFAULT.search(text) or ends_in_duty(text)
    return bool(found)


def _set_prose_aside(builder: EditionBuilder, paragraph: _Paragraph) -> None:
    passage = builder.join(_lines(builder, paragraph))
    words = passage.text[:_EXCERPT]
    builder.note(ReviewKind.UNASSIGNED_TEXT, passage.place, words, "it is kept as text only")


def _lines(builder: EditionBuilder, paragraph: _Paragraph) -> Iterator[Line]:
    between = builder.lines.between(paragraph.first, paragraph.last)
    return (line for line in between if not line.page_artifact)


def _make_item(builder: EditionBuilder, paragraphs: list[_Paragraph]) -> _Item:
    """Return an item of one paragraph, or of several that are one; split off its statements."""
    head = paragraphs[0]
    texts: list[str] = []
    found: list[tuple[Passage, FoundStatement, int]] = []
    length = 0
    place: Place | None = None
    for paragraph in paragraphs:
        passage = builder.join(_lines(builder, paragraph))
        place = passage.place if place is None else _spanning(place, passage.place)
        if paragraph is head:
            passage = passage.cut(len("".join(paragraph.label.split())))
        text, statements = _split(passage, alone=not paragraph.label)
        found += [(passage, statement, length + at) for statement, at in statements]
        texts.append(text)
        length += len(text)
    text = "".join(texts)
    assert place is not None  # noqa: S101  # there is a paragraph
    return _Item(head, text, tuple(_parts(found, text)), place)


def _split(passage: Passage, *, alone: bool) -> tuple[str, list[tuple[FoundStatement, int]]]:
    """Return the text of a paragraph without its statements, and the place of each."""
    folded = fold_width(passage.text)
    pieces: list[str] = []
    statements: list[tuple[FoundStatement, int]] = []
    at = length = 0
    for found in find_statements(folded, alone=alone):
        piece = passage.text[at : found.start]
        if statements and not piece.strip("。；，、"):
            piece = ""  # a mark between two statements
        pieces.append(piece)
        length += len(piece)
        statements.append((found, length))
        at = found.stop
        if (
            pieces
            and folded[at : at + 1] in ("。", "；", "，")
            and folded[found.start - 1 : found.start] in "。；，！？"
        ):
            at += 1  # one of two marks
    rest = passage.text[at:]
    if statements and not rest.strip("。；，、"):
        rest = ""
    return "".join(pieces) + rest, statements


def _parts(found: list[tuple[Passage, FoundStatement, int]], text: str) -> Iterator[StatementPart]:
    """Yield the statements of an item, each with the part of *text* before it as its scope."""
    stops = sorted({at for _, statement, at in found if not statement.timing})
    last = stops[-1] if stops else 0
    whole = len(stops) <= 1 and not text[last:].strip("。；，、")
    starts = dict(zip(stops, [0, *stops], strict=False))
    before = -1
    for passage, statement, at in found:
        words = passage.cut(statement.inner_start, statement.inner_stop)
        start = starts.get(at, 0)
        scope = None if whole or start == at else Span(start, at)
        # Behind a label, a statement that directly follows another one needs no mark.
        labelled = statement.start == statement.inner_start
        mark = "" if labelled and at == before and not statement.timing else "；"
        before = at
        yield StatementPart(words, mark, scope, statement.bare, statement.timing, statement.open)


def _add_task(
    builder: EditionBuilder, heading: _Item | None, parts: Sequence[StatementPart]
) -> Task:
    """Add the task of a heading; its first sentence or short line is the title.

    *parts* are its statements, behind those of the headings above it.
    """
    if heading is None:
        return builder.add_task("", builder.title, "", None)
    lines = [*_lines(builder, heading.paragraph)]
    label = heading.paragraph.label
    first = builder.join(lines[:1]).cut(len("".join(label.split()))).text
    short = len(first) <= _SHORT_TITLE and not _ENDING.search(first)
    longer = len(heading.text) > len(first)
    if short and longer and heading.text.startswith(first) and heading.text.endswith("。"):
        # A short line is the title, not the start of a wrapped sentence.
        title, objective = first, heading.text[len(first) :]
    else:
        title, _, objective = heading.text.partition("。")
    return builder.add_task(label, title, objective, heading.place, parts)
