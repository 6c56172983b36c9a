"""Lines of a text that were wrapped at a width, joined into paragraphs again.

The text layer of a PDF has a line for each line of the page, or several: some programs cut a line
again at each punctuation mark whose width they changed. Where a paragraph ends is nowhere said. It
is found as the division of the lines into printed lines and paragraphs that costs least: a line
within a paragraph is as wide as the page, a paragraph ends with a full stop or a bracket, and the
next begins with a label. The cost is linear in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import attrs

from .blocks import FilePlace, Paragraph, Segment
from .patterns import LABEL, TERMINAL, separator, unbreakable, visual_width


@attrs.frozen
class TextLine:
    """A line of text: without its indentation, and whether there is space before it."""

    text: str
    place: FilePlace
    indented: bool = False
    after_gap: bool = False


_NARROWEST, _WIDEST = 15, 400
_FEWEST_FULL = 2
_SHARE_FULL = 0.12
_SHARE_LONGER = 0.06
_SLACK = 3.0
_MOST_PIECES = 24
_PIECE_SHARE = 0.02

_NEVER_BEFORE = "，。、；：！？）》〉」』】〕］”’…,;:!?)]%％"
_OPEN_END = re.compile(r"[，、（《〈「『【〔［“‘(\[,]$|(?:和|与|及|以及|或|的)$")
_PIECE_EDGE = "，。、；：！？）》〉」』】〕］”’（《〈「『【〔［“‘"
_OPENING = "（《〈「『【〔［“‘(["
_BRACKETS = re.compile(r"[（）()〔〕\[\]【】［］《》]")
_SENTENCE_END = re.compile(r"[。！？]$")
_LONGEST_BRACKET = 30
_SURE_LABEL = re.compile(r"第[一二三四五六七八九十百]+[章节条]|[一二三四五六七八九十]{1,3}、")
_LONE_LABEL = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,3})[）)]?[、．.]?"
    r"(?<![一二三四五六七八九十0-9０-９])"
)
# 责任单位：, 完成时限：, 任务一：.
NAMED_LABEL = re.compile(
    r"[【（(\[]?[\u4e00-\u9fff]{0,6}(?:单位|部门|时限|时间|[一二三四五六七八九十])[】）)\]]?[：:]"
)
_DATE_LINE = re.compile(
    r"[12][0-9]{3}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日"
    r"|[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_LONGEST_TITLE_LINE = 120
_KINDS = "通知|意见|方案|办法|决定|公告|函|批复|措施|规定|计划|要点|报告|通报|规划|细则"
_TITLE_BEGINS = re.compile(
    rf"(?![^。；]*(?:{_KINDS})(?:[（(][^（）()]*[）)])?$)[^。；]*关于[^。；，：]*"
)
_TITLE_ENDS = re.compile(rf"[^。；，：]*(?:{_KINDS})[》”]?(?:[（(].*)?")
# A colon behind an addressee or a sentence ends a paragraph; behind a label it does not.
_ANNOUNCES = re.compile(
    r"(?:(?:有关|相关|直属|成员|事业|各)(?:单位|部门)"
    r"|(?<!单位)(?<!部门)(?<!责任人)(?<!时限)(?<!牵头)(?<!配合)(?<!落实))[：:]$"
)
# A statement in brackets that says who does what ends a paragraph.
_CHARGES = re.compile(r"(?:牵头|负责|配合|落实|参与|实施|按职责分工负责)[）)〕\]］】]$")
_NUMBER_BEGINS = re.compile(
    r"[\u4e00-\u9fff]{2,12}\s*[〔﹝\[［（(]\s*[12][0-9]{3}\s*[〕﹞\]］）)]\s*(?:第\s*)?[0-9]+\s*号"
)
_NAME_LINE = re.compile(r"[\u4e00-\u9fff、 ]{3,40}")
_ALONE = re.compile(
    rf"(?:{_DATE_LINE.pattern})|(?:{_NUMBER_BEGINS.pattern})|[（(]此件\S{{2,12}}[）)]"
)


@attrs.frozen
class Wrapping:
    """At which width lines were wrapped, and how wide each of them is.

    Pages break lines by the space that they take, and programs by the number of characters.
    """

    width: float
    measure: Callable[[str], float]


def find_wrapping(texts: Sequence[str]) -> Wrapping | None:
    """Return how lines were wrapped, or ``None`` where they were not.

    >>> find_wrapping(["一、总体要求", "推动服务贸易发展。", "各市要加强领导。"])
    """
    peaks = [(_peak([measure(text) for text in texts]), measure) for measure in (visual_width, len)]
    (width, _), measure = max(peaks, key=lambda peak: peak[0][1])
    if width is None:
        return None
    full = longer = unfinished = 0
    for text, after in zip(texts, [*texts[1:], ""], strict=True):
        found = measure(text)
        longer += found > width + _SLACK
        if width - 2.5 <= found <= width + 1:
            full += 1
            # A heading has no full stop; a label follows it.
            ends = TERMINAL.search(text) or LABEL.match(after) or NAMED_LABEL.match(after)
            unfinished += ends is None
    if (
        full < max(_FEWEST_FULL, _SHARE_FULL * len(texts))
        or longer > _SHARE_LONGER * len(texts)
        or unfinished * 2 < full
    ):
        return None
    return Wrapping(float(width), measure)


def _peak(widths: Sequence[float]) -> tuple[int | None, int]:
    """Return the width that most lines have or nearly have, and how many have it."""
    counted = Counter(round(width) for width in widths if _NARROWEST <= width <= _WIDEST)
    if not counted:
        return None, 0
    # Lines of one width and up to two less: nothing but wrapping makes many of them.
    width = max(counted, key=lambda w: (counted[w] + counted[w - 1] + counted[w - 2]) * w)
    return width, counted[width] * 3 + counted[width - 1] * 2 + counted[width - 2]


def join_paragraphs(lines: Sequence[TextLine]) -> list[Paragraph]:
    """Return the paragraphs of *lines*: joined where they were wrapped, else one a line."""
    wrapping = find_wrapping([line.text for line in lines])
    if wrapping is None:
        return [Paragraph(line.text, line.place) for line in lines]
    ends = _divide(lines, wrapping)
    starts = [0, *ends[:-1]]
    return [join_segments(lines[start:end]) for start, end in zip(starts, ends, strict=True)]


def join_segments(lines: Iterable[TextLine]) -> Paragraph:
    """Return *lines* as one paragraph that knows where each of them begins."""
    pieces: list[str] = []
    segments: list[Segment] = []
    length, last = 0, ""
    for line in lines:
        gap = separator(last, line.text)
        segments.append(Segment(length + len(gap), line.place))
        pieces += [gap, line.text]
        length += len(gap) + len(line.text)
        last = line.text
    several = tuple(segments) if len(segments) > 1 else ()
    return Paragraph("".join(pieces), segments[0].place, segments=several)


def _divide(lines: Sequence[TextLine], wrapping: Wrapping) -> list[int]:
    """Return the indices after which the paragraphs end, at the least cost."""
    width, measure = wrapping.width, wrapping.measure
    widths = [measure(line.text) for line in lines]
    pieces = _MOST_PIECES if _has_pieces(lines, widths, width) else 1
    count = len(lines)
    # The least cost of what precedes an index, where a paragraph (0) or only a printed line (1)
    # ends there; and the index and state that it comes from.
    infinite = float("inf")
    cost = [[infinite, infinite] for _ in range(count + 1)]
    came: list[list[tuple[int, int]]] = [[(0, 0), (0, 0)] for _ in range(count + 1)]
    cost[0][0] = 0.0
    depths = _open_brackets(lines)
    breaking = [_break_cost(lines, at, depths[at]) for at in range(1, count)] + [0.0]
    joining = [_join_cost(lines, at, depths[at]) for at in range(1, count)] + [infinite]
    inside = [_piece_cost(lines, at, depths[at]) for at in range(1, count)] + [infinite]
    starts = [measure(unbreakable(line.text)) - 1 for line in lines[1:]] + [0.0]
    titles = [is_title(lines[at - 1].text, lines[at].text) for at in range(1, count)] + [False]
    for start in range(count):
        total = pieced = 0.0
        for end in range(start + 1, min(start + pieces, count) + 1):
            total += widths[end - 1]
            if total > width + _SLACK and end > start + 1:
                break
            for state in (0, 1):
                before = cost[start][state]
                if before == infinite:
                    continue
                first = state == 0
                here = before + pieced + _end_cost(total, width, first=first) + breaking[end - 1]
                if here < cost[end][0]:
                    cost[end][0], came[end][0] = here, (start, state)
                room = total + starts[end - 1]
                full = 1.0 if titles[end - 1] else _full_cost(total, room, width, first=first)
                here = before + pieced + full + joining[end - 1]
                if here < cost[end][1]:
                    cost[end][1], came[end][1] = here, (start, state)
            pieced += inside[end - 1]
    ends: list[int] = []
    at, state = count, 0
    while at:
        if state == 0:
            ends.append(at)
        at, state = came[at][state]
    return ends[::-1]


def _has_pieces(lines: Sequence[TextLine], widths: Sequence[float], width: float) -> bool:
    """Return whether printed lines were cut again: short lines that end with a comma say so."""
    cut = sum(
        line.text[-1] in "，、" and found < width - _SLACK
        for line, found in zip(lines, widths, strict=True)
    )
    return cut > _PIECE_SHARE * len(lines)


def _full_cost(found: float, room: float, width: float, *, first: bool) -> float:
    """Return how unlikely it is that a line of this width goes on in the next.

    *room* is the width with what the next line begins with, which may not be parted from it.
    """
    short = width - found
    if short > 0:
        short = max(width - room, 0.0)
    if first and short > 1:
        short = min(short, abs(short - 2))  # a first line is indented by two characters
    if short < 0:
        return max(0.0, -short - 1) * 4
    return 0.0 if short <= 1 else (short - 1) * 1.5 if short <= _SLACK + 1 else 6 + short / 2


def _end_cost(found: float, width: float, *, first: bool) -> float:
    """Return how unlikely it is that a paragraph ends after a line of this width."""
    over = found - width
    if over > 1:
        return (over - 1) * 4
    return 1.5 if over >= -1 or (first and abs(over + 2) <= 1) else 0.0


def _break_cost(lines: Sequence[TextLine], at: int, depth: int) -> float:
    """Return how unlikely it is that a paragraph ends before the line *at*.

    *depth* is how many brackets are open there.
    """
    before, after = lines[at - 1].text, lines[at].text
    if lines[at].indented:
        return 0.0
    cost = 0.0 if lines[at].after_gap else 0.5
    if is_title(before, after):
        cost += 4
    if after[0] in _NEVER_BEFORE:
        return cost + 15
    if _LONE_LABEL.fullmatch(before) or depth:
        cost += 8
    if _OPEN_END.search(before):
        cost += 12
    elif not (TERMINAL.search(before) or _stands_alone(lines, at)):
        cost += 1.0 if LABEL.match(after) else 4.0
    return cost


def _join_cost(lines: Sequence[TextLine], at: int, depth: int) -> float:
    """Return how unlikely it is that a paragraph goes on in the line *at*."""
    before, after = lines[at - 1].text, lines[at].text
    if _LONE_LABEL.fullmatch(before):
        return 0.0
    cost = 10.0 if lines[at].indented else 0.0
    if not depth and (_ANNOUNCES.search(before) or _CHARGES.search(before)):
        cost += 2.5
    if not depth and _NUMBER_BEGINS.match(after):
        cost += 4
    if _stands_alone(lines, at):
        cost += 4
    if LABEL.match(after):
        cost += 1.5 if depth else 5
    elif _SENTENCE_END.search(before) and not depth:
        cost += 0.5
    return cost


def _piece_cost(lines: Sequence[TextLine], at: int, depth: int) -> float:
    """Return how unlikely it is that the line *at* was on the printed line of the one before."""
    before, after = lines[at - 1].text, lines[at].text
    if _LONE_LABEL.fullmatch(before):
        return 0.0
    if lines[at].indented:
        return 10.0
    cost = 0.1 if before[-1] in _PIECE_EDGE or after[0] in _PIECE_EDGE else 4.0
    if _stands_alone(lines, at):
        cost += 4
    if _SENTENCE_END.search(before) and after[0] not in _OPENING and not depth:
        cost += 1.5
    return cost + (4.0 if LABEL.match(after) else 0.0)


def is_title(before: str, after: str) -> bool:
    """Return whether *before* and *after* are the two lines of a title (关于印发…的通知)."""
    if max(len(before), len(after)) > _LONGEST_TITLE_LINE:
        return False
    return _TITLE_BEGINS.fullmatch(before) is not None and _TITLE_ENDS.fullmatch(after) is not None


def _stands_alone(lines: Sequence[TextLine], at: int) -> bool:
    """Return whether a date, a document number or the like is before or after the index."""
    if _ALONE.fullmatch(lines[at - 1].text) or _ALONE.fullmatch(lines[at].text):
        return True
    signed = at + 1 < len(lines) and _DATE_LINE.fullmatch(lines[at + 1].text)
    return bool(signed) and _NAME_LINE.fullmatch(lines[at].text) is not None


def _open_brackets(lines: Sequence[TextLine]) -> list[int]:
    """Return how many brackets are open before each line."""
    depths: list[int] = []
    depth = since = 0
    closed = False
    for line in lines:
        # A bracket that is never closed reaches no further than the next label.
        label = (closed and LABEL.match(line.text)) or _SURE_LABEL.match(line.text)
        if depth and (since > _LONGEST_BRACKET or label):
            depth = 0
        depths.append(depth)
        for mark in _BRACKETS.findall(line.text):
            depth = depth + 1 if mark in _OPENING else max(depth - 1, 0)
        since = since + 1 if depth else 0
        closed = TERMINAL.search(line.text) is not None
    return depths
