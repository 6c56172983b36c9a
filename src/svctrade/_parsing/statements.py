"""Find the responsibility statements in a paragraph: in brackets, or behind a label.

Brackets may be of any kind. A statement may follow one sentence of several. An aside, a
document number and a short form (以下简称) are no statements.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

import attrs

from .grammar import parse_statement
from .patterns import (
    DEFAULTS,
    DUTIES,
    LABELS,
    OPEN_LABELS,
    REMARK,
    SHORT_FORM,
    classify_name,
    find_final_action,
    find_labels,
    has_level,
    has_weak_ending,
    is_body_name,
    is_described,
    is_timing,
    match_label,
    may_be_alone,
    names_before_action,
    roles_of_label,
    unbracket_labels,
)

# A statement behind one of these, or before a mark, belongs to the whole sentence before it.
_SENTENCE_END = "。；！？：）”》、"
_MARKS = "。；，、"
_BRACKET = re.compile("[（）]")
# A bracket within a sentence that explains a quoted name: “服贸会”（甲局主办）平台.
_EXPLAINING = re.compile("(?<=[”》])（[^（）]*）(?=[\u4e00-\u9fff])(?![并和及与])")
_TITLE = re.compile("[^，。；：]{2,40}")
_INLINE_NUMBER = re.compile(
    "[0-9]{1,3}[.．、]|（[一二三四五六七八九十]{1,3}）|[一二三四五六七八九十]{1,3}、"
)


@attrs.frozen
class FoundStatement:
    """A statement in a paragraph, as offsets in it.

    Args:
        start: Where it starts, its bracket included.
        stop: Where it ends, its bracket included.
        inner_start: Where its words start.
        inner_stop: Where they end.
        bare: Whether it may be a list without an action or a label.
        timing: Whether it says until when and not who.
        open: Whether its bracket is not closed.
    """

    start: int
    stop: int
    inner_start: int
    inner_stop: int
    bare: bool = False
    timing: bool = False
    open: bool = False


def find_statements(text: str, *, alone: bool = False) -> list[FoundStatement]:
    """Return the statements in a paragraph whose widths are folded, in order.

    Args:
        text: The paragraph, without its label.
        alone: Whether it may be nothing but a statement, as a paragraph without a number may.

    >>> text = "简化登记。（甲局负责）开设课程。（乙局负责）"
    >>> [text[found.inner_start : found.inner_stop] for found in find_statements(text)]
    ['甲局负责', '乙局负责']
    """
    folded, text = text, unbracket_labels(text)
    if alone and _is_remark(text):
        return [FoundStatement(0, len(text), 0, len(text.rstrip(_MARKS)), timing=True)]
    found = [*_find_bracketed(text, alone=alone)]
    found += _find_labelled(text, folded)
    found.sort(key=lambda statement: statement.start)
    return _with_deadlines(text, found)


class _Intervals:
    """Parts of a text that do not overlap, in order."""

    def __init__(self, parts: Iterable[tuple[int, int]]) -> None:
        self.parts = [*parts]
        self.starts = [start for start, _ in self.parts]

    def cover(self, at: int) -> bool:
        """Whether *at* is inside one of them."""
        found = bisect_left(self.starts, at) - 1
        return found >= 0 and at < self.parts[found][1]


def _brackets(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield the outermost brackets, and whether they are closed.

    A statement whose bracket is not closed ends before the next statement, the next number, or with
    the text.
    """
    depth = start = seen = 0
    labelled = False  # whether a label follows the outermost bracket
    for found in _BRACKET.finditer(text):
        at = found.start()
        if depth:
            labelled = labelled or any(find_labels(text, seen, at))
            seen = at
        if found[0] == "（":
            if depth and labelled and LABELS.match(text, at + 1):
                yield start, at, False
                depth = 0
            if depth == 0:
                start, seen, labelled = at, at + 1, False
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                yield start, at + 1, True
            elif labelled and _INLINE_NUMBER.match(text, at + 1):
                yield start, at + 1, False
                depth = 0
    if depth:
        yield start, len(text), False


def _find_bracketed(text: str, *, alone: bool) -> Iterator[FoundStatement]:
    brackets = [*_brackets(text)]
    end = len(text.rstrip(_MARKS))
    for start, stop, closed in reversed(brackets):
        if stop >= end and closed and is_timing(text[start + 1 : stop - 1]):
            end = len(text[:start].rstrip(_MARKS))  # （市商务局）（2031年底前）
    for start, stop, closed in brackets:
        inner = text[start + 1 : stop - closed]
        if not inner or not (start or alone) or _EXPLAINING.match(text, start):
            continue
        if not closed:
            # What a bracket that is not closed holds is known only where it can be read.
            if ends_in_duty(inner) and _reads(inner):
                yield FoundStatement(start, stop, start + 1, stop, bare=True, open=True)
            continue
        trusted = stop >= end or text[start - 1 : start] in _SENTENCE_END
        final = stop >= end and _may_be_bare(text, start)
        if is_statement(inner, final=final, trusted=trusted):
            yield FoundStatement(start, stop, start + 1, stop - 1, bare=True)


def _may_be_bare(text: str, start: int) -> bool:
    """Whether a list of names at *start* may be a statement: behind a sentence or a title."""
    return text[start - 1 : start] in "。；！？）”" or _TITLE.fullmatch(text, 0, start) is not None


def is_statement(inner: str, *, final: bool, trusted: bool) -> bool:
    """Whether words in brackets are a statement, not an aside.

    Args:
        inner: The words.
        final: Whether the bracket ends the paragraph: then a list of names is a statement.
        trusted: Whether the bracket follows a sentence; else it has to be readable.

    >>> is_statement("商务部牵头", final=False, trusted=True)
    True
    >>> is_statement("见附件", final=True, trusted=True)
    False
    """
    if SHORT_FORM.search(inner):
        return False
    if not (ends_in_duty(inner) or (final and is_list_of_names(inner))):
        return trusted and final and DUTIES.search(inner) is not None and _acts(inner)
    return trusted or _reads(inner)


def is_list_of_names(inner: str) -> bool:
    """Whether words are nothing but names of bodies, and perhaps until when."""
    if is_described(inner):
        return may_be_alone(inner)
    parts = _LIST_MARK.split(inner)
    names = [part for part in parts if not is_timing(part)]
    # 市商务局、各县区: beside a body with its level a place or an office is a party too.
    level = any(map(has_level, names))
    return bool(names) and all(_is_listed(name, level=level) for name in names)


# Outside brackets: 市商务局、各县（市、区）.
_LIST_MARK = re.compile("[、，；](?![^（）]*）)")


def _is_listed(name: str, *, level: bool) -> bool:
    if is_body_name(name):
        return level or not has_weak_ending(name)
    return level and classify_name(name, places=False, listed=False, whole=True) is not None


def ends_in_duty(inner: str) -> bool:
    """Whether words have a label of a role, or a name before an action that ends a clause."""
    if any(roles_of_label(label[0][:-1]) for label in find_labels(inner)):
        return True
    label = match_label(inner, 0, len(inner))
    if label is not None and label.roles:
        return True
    start = 0
    for mark in re.finditer("[，；。]|$", inner):
        stop = mark.start()
        action = find_final_action(inner, start, stop)
        if action and action.start > start and names_before_action(inner, start, action.start):
            return True
        start = mark.end()
    return "会同" in inner and _reads(inner)


def _acts(inner: str) -> bool:
    """Whether words begin with a body and what it does: 市商务局负责审批."""
    name = DUTIES.split(inner, maxsplit=1)[0].rstrip("：")  # 市商务局：负责统筹
    return names_before_action(name, 0, len(name))


def _reads(inner: str) -> bool:
    assignments, faults = parse_statement(inner, lambda _: None)
    return bool(assignments) and not faults


def _find_labelled(text: str, folded: str) -> Iterator[FoundStatement]:
    """Yield the statements that a label outside brackets begins."""
    depths = _Intervals((start, stop) for start, stop, _ in _brackets(text))
    at = 0
    opened = (found for found in OPEN_LABELS.finditer(text) if _lists_names(text, found.end()))
    labels = (found for found in find_labels(text) if roles_of_label(found[0][:-1]))
    for found in sorted((*labels, *opened), key=lambda found: found.start()):
        start = found.start()
        if start < at or depths.cover(start):
            continue
        stop = _end_of_labelled(text, found.end())
        words = text[found.end() : stop].rstrip(_MARKS)
        if not words or (
            start and text[start - 1] not in _SENTENCE_END and not _reads(text[start:stop])
        ):
            continue
        begin = _timing_before(text, at, start)
        begin -= begin > 0 and folded[begin - 1] != text[begin - 1]  # the bracket of a label
        at = stop
        length = len(text[begin:stop].rstrip("。；，"))
        yield FoundStatement(begin, stop, begin, begin + length)


def _is_remark(text: str) -> bool:
    """Whether a paragraph is a label that gives no role, such as 完成时限：2031年."""
    label = match_label(text, int(text.startswith("；")), len(text))
    if label is None or label.roles is not None:
        return False
    return not any(roles_of_label(found[0][:-1]) for found in find_labels(text))


def _lists_names(text: str, at: int) -> bool:
    """Whether a list of names follows a label without a colon: 责任单位市财政局."""
    names = text[at : _end_of_labelled(text, at)].rstrip(_MARKS)
    return has_level(_LIST_MARK.split(names)[0]) and is_list_of_names(names)


def _timing_before(text: str, at: int, start: int) -> int:
    """Return where a time limit directly before a label starts: 完成时限：2031年；责任单位：."""
    mark = text.rfind("。", at, max(at, start - 1)) + 1
    begin = max(at, mark)
    label = match_label(text, begin, start)
    return begin if label and label.roles is None else start


def _end_of_labelled(text: str, at: int) -> int:
    """Return where a statement behind a label ends: before a sentence of another kind."""
    depth = 0
    for found in re.finditer("[（）。]", text[at:]):
        mark, end = found[0], at + found.end()
        if mark == "（":
            depth += 1
        elif mark == "）":
            depth = max(0, depth - 1)
        elif depth == 0 and not _continues(text, end):
            return end
    return len(text)


def _continues(text: str, at: int) -> bool:
    """Whether the sentence at *at* belongs to a statement: a label, a default, a remark."""
    label = match_label(text, at, len(text))
    if label is not None or text.startswith("）", at):
        return True
    end = text.find("。", at)
    sentence = text[at : end if end >= 0 else len(text)]
    return bool(sentence) and (REMARK.fullmatch(sentence) or DEFAULTS.search(sentence)) is not None


def _with_deadlines(text: str, found: list[FoundStatement]) -> list[FoundStatement]:
    """Add the time limits in brackets of their own that are beside a statement."""
    edges = {edge for statement in found for edge in (statement.start, statement.stop)}
    taken = _Intervals((statement.start, statement.stop) for statement in found)
    for start, stop, _ in _brackets(text) if found else ():
        beside = start in edges or stop in edges
        if beside and text[stop - 1] == "）" and is_timing(text[start + 1 : stop - 1]):
            timing = FoundStatement(start, stop, start + 1, stop - 1, timing=True)
            found += [] if taken.cover(start + 1) else [timing]
    return sorted(found, key=lambda statement: statement.start)
