"""A responsibility statement into assignments, and what they say of lead and coverage.

A statement is clauses split by ``；``. A clause is one or more assignments split by ``，``; an
assignment is a list of parties, an action, and perhaps a remark::

    [先由] 深圳、成都等地及有关部门  协助推进  [，后续视情扩大到其他地区 | （以…为准）]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import attrs

from ._actors import Body, Region
from ._model import Assignment, Coverage, Lead, Party, Span
from ._vocabulary import Basis, Certainty, Role

Lookup = Callable[[str], Body | Region | None]

ACTIONS: dict[str, tuple[Role, ...]] = {
    "牵头": (Role.LEAD,),
    "牵头推进": (Role.LEAD, Role.IMPLEMENT),
    "牵头制订政策保障措施": (Role.LEAD, Role.POLICY),
    "制订政策保障措施": (Role.POLICY,),
    "指导并制订政策保障措施": (Role.GUIDE, Role.POLICY),
    "确定试点地区并制订政策保障措施": (Role.DESIGNATE, Role.POLICY),
    "支持和指导": (Role.SUPPORT,),
    "负责推进": (Role.IMPLEMENT,),
    "共同负责": (Role.SHARE,),
    "共同负责推进": (Role.SHARE,),
    "按职责分工推进": (Role.SHARE,),
    "协助推进": (Role.ASSIST,),
}

# How certainly each described group charges a pilot region that is not named.
GROUPS: dict[str, Certainty] = {
    "试点地区": Certainty.COVERED,
    "各试点地区": Certainty.COVERED,
    "具备条件的试点地区": Certainty.POSSIBLE,
    "有关试点地区": Certainty.POSSIBLE,
    "有关城市中入选试点城市": Certainty.POSSIBLE,
    "有关省（自治区、直辖市）": Certainty.NONE,
    "有关部门": Certainty.NONE,
    "各成员单位": Certainty.NONE,
    "联席会议其他成员单位": Certainty.NONE,
    "有关行业主管部门": Certainty.NONE,
    "未来冬奥场景相关部门": Certainty.NONE,
}

# A list may open with words that make its parties the agents.
_AGENT_MARKS = ("先由", "由")
# A remark that opens a list of regions: they may be joined by others.
_EXTENSION = "其他地区"
# What a measure's text says where the statement leaves every pilot region unsaid.
_IN_PILOT_REGIONS = "在试点地区"

_LONGEST_ACTION_FIRST = sorted(ACTIONS, key=len, reverse=True)
_PLACED_ACTION = ("负责在", "推进")
# What may follow an action and changes neither who acts nor how.
_NO_PARTY = "(?:(?!负责|牵头|推进|制订|指导|参与|配合|协助)[^（）、，；])"
_BRACKETED_REMARK = re.compile(f"（(?:以{_NO_PARTY}+为准|后续视情{_NO_PARTY}+)）$")
_REMARK = re.compile(f"后续视情{_NO_PARTY}+(?:（以{_NO_PARTY}+为准）)?")
_CONJUNCTIONS = "和及"
# 等 leaves a list open; it may be followed by the sort of thing that is listed.
_OPEN_END = {
    Region: re.compile("等(?:试点地区|地|)(?=$|[和及])"),
    Body: re.compile("等(?:有关部门|)(?=$|[和及])"),
    type(None): re.compile("等(?=$|[和及])"),
}
_MAY_END = re.compile("(?<=.)(?=$|[和及等])")
# No name comes near; past it, what is not known is not searched for.
_LONGEST_NAME = 64


@attrs.frozen
class Fault:
    """A place in a statement that cannot be read: *offset* counts characters from 0."""

    offset: int
    expected: str


@attrs.frozen
class _Piece:
    """A stretch of the statement that starts at *offset*."""

    text: str
    offset: int

    def cut(self, start: int, stop: int | None = None) -> _Piece:
        return _Piece(self.text[start:stop], self.offset + start)

    @property
    def span(self) -> Span:
        return Span(self.offset, self.offset + len(self.text))


def parse_statement(text: str, lookup: Lookup) -> tuple[tuple[Assignment, ...], tuple[Fault, ...]]:
    """Return the assignments of a statement, and every place that could not be read.

    *lookup* knows the bodies and regions by the forms that may be printed.
    """
    assignments: list[Assignment] = []
    faults: list[Fault] = []
    for number, clause in enumerate(_split(_Piece(text, 0), "；"), start=1):
        for action in _actions(clause, faults):
            known = len(faults)
            parties = tuple(_parties(action.agents, lookup, faults))
            if action.place is not None:
                parties += tuple(_parties(action.place, lookup, faults))
            if len(faults) == known:
                whole = action.whole
                assignments.append(
                    Assignment(action.roles, parties, whole.text, whole.span, number, action.remark)
                )
    return tuple(assignments), tuple(faults)


def _split(piece: _Piece, mark: str) -> Iterator[_Piece]:
    """Split at *mark*, but not inside brackets."""
    start = depth = 0
    for i, character in enumerate(piece.text):
        depth = max(0, depth + (character == "（") - (character == "）"))
        if character == mark and depth == 0:
            yield piece.cut(start, i)
            start = i + 1
    yield piece.cut(start)


@attrs.frozen
class _Action:
    """An action, the pieces that it joins, and the *whole* of the text from first to last."""

    agents: _Piece
    roles: tuple[Role, ...]
    place: _Piece | None
    whole: _Piece
    stop: int

    @property
    def remark(self) -> str | None:
        return self.whole.text[self.stop :].removeprefix("，") or None


def _actions(clause: _Piece, faults: list[Fault]) -> Iterator[_Action]:
    """Read the actions of a clause; a part that is a remark belongs to the one before."""
    parts = [*_split(clause, "，")]
    found = {i: action for i, part in enumerate(parts) if (action := _action(part)) is not None}
    for i, part in enumerate(parts):
        if i not in found and (i == 0 or not _REMARK.fullmatch(part.text)):
            faults.append(Fault(part.offset, "parties and an action such as 负责推进"))
    for (start, action), following in zip(found.items(), [*found, len(parts)][1:], strict=False):
        last = parts[following - 1]
        stop = last.offset + len(last.text)
        whole = clause.cut(parts[start].offset - clause.offset, stop - clause.offset)
        yield attrs.evolve(action, whole=whole)


def _action(part: _Piece) -> _Action | None:
    """Read the action at the end of *part*, or before a remark in brackets there."""
    text = _BRACKETED_REMARK.sub("", part.text)
    for printed in _LONGEST_ACTION_FIRST:
        if text.endswith(printed):
            agents = part.cut(0, len(text) - len(printed))
            return _Action(agents, ACTIONS[printed], None, part, len(text))
    opening, closing = _PLACED_ACTION
    turn = text.find(opening)
    if turn < 0 or not text.endswith(closing):
        return None
    place = part.cut(turn + len(opening), len(text) - len(closing))
    return _Action(part.cut(0, turn), (Role.IMPLEMENT,), place, part, len(text))


def _parties(piece: _Piece, lookup: Lookup, faults: list[Fault]) -> Iterator[Party]:
    """Read a list of parties from left to right, the longest known name first."""
    mark = next((m for m in _AGENT_MARKS if piece.text.startswith(m)), "")
    for part in _split(piece.cut(len(mark)), "、"):
        at = 0
        while True:
            party = _party(part, at, lookup)
            if party is None:
                faults.append(
                    Fault(part.offset + at, "a body, a pilot region or a described group")
                )
                return
            at += len(party.text)
            closing = _OPEN_END[type(party.body or party.region)].match(part.text, at)
            if closing:
                at = closing.end()
            yield attrs.evolve(party, open_ended=closing is not None)
            if at == len(part.text):
                break
            if part.text[at] not in _CONJUNCTIONS:
                faults.append(Fault(part.offset + at, "、, 和, 及 or 等 after a party"))
                return
            at += 1


def _party(part: _Piece, at: int, lookup: Lookup) -> Party | None:
    """Read one party at *at*: the longest stretch that is known and ends where one may end."""
    window = part.text[at : at + _LONGEST_NAME]
    ends = [m.start() for m in _MAY_END.finditer(window)]
    for end in reversed(ends):
        name = window[:end]
        span = Span(part.offset + at, part.offset + at + end)
        if name in GROUPS:
            return Party(name, span)
        found = lookup(name)
        if isinstance(found, Body):
            return Party(name, span, body=found)
        if isinstance(found, Region):
            return Party(name, span, region=found)
    return None


def lead_of(assignments: tuple[Assignment, ...]) -> Lead | None:
    """Return the explicit lead where there is one, else the body that is named first."""
    for basis in Basis:
        for assignment in assignments:
            if basis is Basis.FIRST_NAMED or Role.LEAD in assignment.roles:
                for body in assignment.bodies:
                    return Lead(body, basis)
    return None


def charges(assignment: Assignment) -> frozenset[Certainty]:
    """Return how certainly an assignment charges pilot regions that it does not name."""
    reach = {GROUPS[group] for group in assignment.groups}
    if (
        any(p.open_ended and p.region is not None for p in assignment.parties)
        or Role.DESIGNATE in assignment.roles
        or _EXTENSION in (assignment.remark or "")
    ):
        reach.add(Certainty.POSSIBLE)
    return frozenset(reach - {Certainty.NONE})


def coverage_of(assignments: tuple[Assignment, ...], text: str) -> Coverage:
    """Return where a measure applies, from its assignments and, failing them, from its text."""
    named = tuple(dict.fromkeys(region for a in assignments for region in a.regions))
    reach = frozenset[Certainty]().union(*map(charges, assignments))
    at = text.find(_IN_PILOT_REGIONS)
    if named or reach or at < 0:
        return Coverage(named, Certainty.COVERED in reach, Certainty.POSSIBLE in reach)
    return Coverage(everywhere=True, words=Span(at, at + len(_IN_PILOT_REGIONS)))
