"""Parse a responsibility statement into assignments.

A statement is clauses split by ``；``. A clause is one or more assignments split by ``，``: a list
of parties with an action after it or a label before it, and perhaps a remark::

    [先由] 深圳、成都等地及有关部门  协助推进  [，后续视情扩大到其他地区 | （以…为准）]
    牵头单位：市商务局

The whole may stand in brackets. Punctuation and digits may be of full or half width.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

import attrs

from .._model import Assignment, Body, Party, Region, Role, Span
from .._names import normalize_name
from .coverage import GROUPS, fold_width
from .patterns import (
    AGENT_MARKS,
    BRACKETED_REMARK,
    LABELS,
    LEVELS,
    REMARK,
    action_before,
    kind_of_name,
    label_at,
    names_places,
)

Lookup = Callable[[str], Body | Region | None]
MakeUnknown = Callable[[str, type[Body | Region]], Body | Region]

_PLACED_ACTION = ("负责在", "推进")
_JOINTLY = "会同"
# 等 leaves a list open; it may be followed by the sort of thing that is listed.
_OPEN_END = {
    Region: re.compile("等(?:(?:[0-9]{1,3}个)?(?:试点)?(?:地区|城市|地|省市)|)(?=$|[和及与])"),
    Body: re.compile(
        "等(?:[^、，；和及与等（）]{0,8}(?:部门|单位|部委|机构)(?:[和及、](?:单位|机构))?|)(?=$|[和及与])"
    ),
    type(None): re.compile("等(?=$|[和及与])"),
}
_CONJUNCTION = re.compile("[和及与]")
# A party's own role, in brackets after its name.
_OWN_ACTION = "牵头|主办|负责|配合|参与|协助|协办|指导|支持"
_OWN_ROLE = re.compile(f"（(?P<action>{_OWN_ACTION})(?:单位|部门)?）")
_MAY_END = re.compile(f"(?<=.)(?=$|[和及与等]|（(?:{_OWN_ACTION})(?:单位|部门)?）)")
_GOVERNMENT = re.compile("(?:人民政府|政府|管理?委员?会)$")
# No name comes near; past it, what is not known is not searched for.
_LONGEST_NAME = 64
_MARKS = "，；。,;"
_EXPECTED_ACTION = "parties and an action such as 负责推进"
_EXPECTED_PARTY = "a body, a pilot region or a described group"


@attrs.frozen
class StatementFault:
    """A place in a statement that cannot be read: *offset* counts characters from 0."""

    offset: int
    expected: str


def make_unknown(name: str, kind: type[Body | Region]) -> Body | Region:
    """Return the body or region of a *name* that no directory has, marked as unknown."""
    return kind(id=f"unknown:{normalize_name(name)}", name=name, unknown=True)


def parse_statement(
    text: str, lookup: Lookup, make_unknown: MakeUnknown = make_unknown, *, bare: bool = False
) -> tuple[tuple[Assignment, ...], tuple[StatementFault, ...]]:
    """Return the assignments of a statement, and every place that could not be read.

    *lookup* finds bodies and regions by their printed names; *make_unknown* makes the
    body or region of a name that it does not know and that is one by its form. *bare* allows a
    list without an action, as brackets at the end of a paragraph may have.
    """
    reading = _Reading(text, lookup, make_unknown)
    reading.bare |= bare
    return tuple(reading.assignments()), tuple(reading.faults)


@attrs.define
class _Draft:
    """An assignment that is being read; a remark may stand before *begun* and from *acted* on."""

    roles: tuple[Role, ...]
    parties: tuple[Party, ...]
    start: int
    acted: int
    stop: int
    clause: int
    begun: int = 0
    # Where the action takes place, as in 负责在有关试点地区推进.
    where: str | None = None


class _Reading:
    """The reading of one statement. Its parts are offsets: the text is cut when all is read."""

    def __init__(self, text: str, lookup: Lookup, make_unknown: MakeUnknown) -> None:
        self.printed = text
        self.text = fold_width(text)
        self.lookup = lookup
        self.make_unknown = make_unknown
        self.drafts: list[_Draft] = []
        self.faults: list[StatementFault] = []
        self.label: tuple[Role, ...] | None = None
        # Where a list stands of which nothing says what it does, and a remark with none before it.
        self.pending_bare_list: int | None = None
        self.pending_remark: int | None = None
        self.start, self.stop = self._unwrap()
        self.bare = self.start > 0
        self.whole = self._whole()

    def assignments(self) -> Iterator[Assignment]:
        for number, clause in enumerate(self._split(self.start, self.stop, "；。"), start=1):
            for start, stop in self._labelled(*clause):
                self._clause(number, start, stop)
        if self.pending_bare_list is not None and any(draft.roles for draft in self.drafts):
            self._fault(self.pending_bare_list, _EXPECTED_ACTION)
        if self.pending_remark is not None:
            self._fault(self.pending_remark, _EXPECTED_ACTION)
        for draft in self.drafts:
            span = Span(draft.start, draft.stop)
            remarks = (
                self.printed[draft.start : draft.begun].rstrip(_MARKS),
                draft.where,
                self.printed[draft.acted : draft.stop].lstrip(_MARKS),
            )
            remark = "；".join(remark for remark in remarks if remark) or None
            text = span.of(self.printed)
            yield Assignment(draft.roles, draft.parties, text, span, draft.clause, remark)

    def _fault(self, offset: int, expected: str) -> None:
        self.faults.append(StatementFault(offset, expected))

    def _unwrap(self) -> tuple[int, int]:
        """Return where the statement stands inside the brackets and before the 。 it may have."""
        start, stop = 0, len(self.text)
        stop -= self.text.endswith("。")
        depth = 0
        for i in range(stop if self.text.startswith("（") else 0):
            depth += (self.text[i] == "（") - (self.text[i] == "）")
            if depth == 0:
                if i == stop - 1:
                    start, stop = 1, stop - 1
                break
        return start, stop - self.text.endswith("。", start, stop)

    def _whole(self) -> bytearray:
        """Return where no mark splits: inside brackets, and inside 各省、自治区、直辖市."""
        whole = bytearray(self.stop)
        depth = 0
        for i in range(self.start, self.stop):
            depth = max(0, depth + (self.text[i] == "（") - (self.text[i] == "）"))
            whole[i] = depth > 0
        for levels in LEVELS.finditer(self.text, self.start, self.stop):
            whole[slice(*levels.span())] = b"\1" * len(levels[0])
        return whole

    def _split(self, start: int, stop: int, marks: str) -> Iterator[tuple[int, int]]:
        """Split at any of *marks*, where one splits."""
        for i in range(start, stop):
            if self.text[i] in marks and not self.whole[i]:
                yield start, i
                start = i + 1
        yield start, stop

    def _labelled(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Split before each label, with whatever mark stands there."""
        for found in LABELS.finditer(self.text, start, stop):
            at = found.start()
            if at > start and not self.whole[at]:
                yield start, at - (self.text[at - 1] in "，、")
                start = at
        yield start, stop

    def _pieces(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Split at ，, and behind an action at 、 and before 会同 too."""
        for _, end in self._split(start, stop, "，、"):
            if end == stop or self.text[end] == "，" or action_before(self.text, start, end):
                turn = self.text.find(_JOINTLY, start + 1, end)
                if turn >= 0 and action_before(self.text, start, turn):
                    yield start, turn
                    start = turn
                yield start, end
                start = end + 1

    # -- clauses --------------------------------------------------------------------------

    def _clause(self, number: int, start: int, stop: int) -> None:
        """Read the assignments of a clause, or of what a label in it begins.

        A part that is a remark belongs to the assignment before.
        """
        label = label_at(self.text, start, stop)
        if label and label.roles is None:
            self._remark(start, stop)
            return
        if self.label == (Role.LEAD,):
            self.label = None  # who leads is not said of another clause
        body = start
        if label:
            self.label, body = label.roles, label.stop
        listed: int | None = None
        for at, end in self._pieces(body, stop):
            begin = at if listed is None else listed
            remark = BRACKETED_REMARK.search(self.text, at, end)
            acted = remark.start() if remark else end
            # A label stands before the first list of its clause.
            head = start if begin == body else begin
            if REMARK.fullmatch(self.text, at, end) and (self.drafts or listed is not None):
                self._close(listed, at - 1, start, body, number)
                self._remark(at, end)
                listed = None
            elif placed := self._placed(at, acted):
                draft = _Draft((Role.IMPLEMENT,), (), head, acted, end, number)
                self._add_assignments(draft, begin, *placed)
                listed = None
            elif action := action_before(self.text, at, acted):
                draft = _Draft(action.roles, (), head, acted, end, number)
                self._add_assignments(draft, begin, action.start)
                listed = None
            elif at == end:
                self._fault(at, _EXPECTED_ACTION)
            elif self.text.find(_JOINTLY, begin, end) > begin:
                # 甲会同乙 is whole without an action: what follows the comma acts on its own.
                self._close(begin, end, start, body, number)
                listed = None
            else:
                listed = begin
        self._close(listed, stop, start, body, number)

    def _placed(self, start: int, stop: int) -> tuple[int, int, int] | None:
        """Return where a place stands inside an action, as in 负责在…推进: the list is in two."""
        opening, closing = _PLACED_ACTION
        turn = self.text.find(opening, start, stop)
        if turn < 0 or not self.text.endswith(closing, start, stop):
            return None
        return turn, turn + len(opening), stop - len(closing)

    def _remark(self, start: int, stop: int) -> None:
        """Keep a remark with the assignment before it, or, where it stands first, with the next."""
        if self.drafts:
            self.drafts[-1].stop = stop
        elif self.pending_remark is None:
            self.pending_remark = start

    def _close(self, listed: int | None, stop: int, start: int, body: int, number: int) -> None:
        """Read a list that no action ends: a label says what its parties do, or nothing does."""
        if listed is None:
            return
        jointly = self.text.find(_JOINTLY, listed, stop) >= 0
        alone = self.bare and not any(draft.roles for draft in self.drafts)
        if self.label is None and not alone and not jointly:
            self._fault(listed, _EXPECTED_ACTION)
            return
        head = start if listed == body else listed
        known = len(self.faults)
        self._add_assignments(_Draft(self.label or (), (), head, stop, stop, number), listed, stop)
        if alone and self.label is None and not jointly and len(self.faults) == known:
            self.pending_bare_list = listed

    def _add_assignments(self, draft: _Draft, start: int, stop: int, *place: int) -> None:
        """Add the assignments of one action by the parties from *start* to *stop*."""
        known = len(self.faults)
        turn = self.text.find(_JOINTLY, start, stop)
        lists = [(start, stop)] if turn < 0 else [(start, turn), (turn + len(_JOINTLY), stop)]
        if turn == start and self.drafts:
            # Those before it have an action of their own.
            lists, turn = lists[1:], -1
            draft.roles = draft.roles or (Role.SHARE,)
        read = [[*self._parties(*bounds)] for bounds in lists]
        if place:
            places = [*self._parties(*place)]
            if any(charged.party.region or charged.party.body for charged in places):
                read[-1] += places  # who is named carries it out
            else:
                draft.where = f"在{self.printed[slice(*place)]}"
        if len(self.faults) > known:
            return
        if turn >= 0:
            # The drafting rules of legislation have the body before 会同 lead.
            first = attrs.evolve(draft, stop=turn + len(_JOINTLY), acted=turn + len(_JOINTLY))
            if Role.ASSIST not in draft.roles and not any(
                Role.LEAD in d.roles for d in self.drafts
            ):
                first.roles = tuple(dict.fromkeys([Role.LEAD, *draft.roles]))
            self._add(first, read[0])
            draft.roles, draft.start = draft.roles or (Role.SHARE,), first.stop
        self._add(draft, read[-1])

    def _add(self, draft: _Draft, parties: list[_Charged]) -> None:
        """Add an assignment, or several where parties bear roles of their own."""
        draft.begun = draft.start
        if self.pending_remark is not None:
            draft.start, self.pending_remark = self.pending_remark, None
        runs = [[*run] for _, run in groupby(parties, key=lambda charged: charged.roles)]
        for i, run in enumerate(runs):
            last = i == len(runs) - 1
            stop = draft.stop if last else run[-1].stop
            self.drafts.append(
                attrs.evolve(
                    draft,
                    roles=run[0].roles or draft.roles,
                    parties=tuple(charged.party for charged in run),
                    start=run[0].party.span.start if i else draft.start,
                    begun=run[0].party.span.start if i else draft.begun,
                    acted=draft.acted if last else stop,
                    stop=stop,
                )
            )

    # -- parties --------------------------------------------------------------------------

    def _parties(self, start: int, stop: int) -> Iterator[_Charged]:
        """Read a list of parties from left to right, the longest known name first."""
        mark = next((m for m in AGENT_MARKS if self.text.startswith(m, start, stop)), "")
        places = names_places(self.text, start, stop) or self.label == ()
        for at, end in self._split(start + len(mark), stop, "、，"):
            while True:
                party = self._party(at, end, places=places)
                if party is None:
                    self._fault(at, _EXPECTED_PARTY)
                    return
                at = party.span.stop  # noqa: PLW2901  # the list is used up
                roles: tuple[Role, ...] = ()
                own = _OWN_ROLE.match(self.text, at, end)
                if own and (action := action_before(self.text, *own.span("action"))):
                    at, roles = own.end(), action.roles  # noqa: PLW2901  # likewise
                closing = _OPEN_END[type(party.body or party.region)].match(self.text, at, end)
                if closing:
                    at = closing.end()  # noqa: PLW2901  # likewise
                yield _Charged(attrs.evolve(party, open_ended=closing is not None), roles, at)
                if at == end:
                    break
                if not _CONJUNCTION.match(self.text, at, end):
                    self._fault(at, "、, 和, 及 or 等 after a party")
                    return
                at += 1  # noqa: PLW2901  # likewise

    def _party(self, start: int, stop: int, *, places: bool) -> Party | None:
        """Read one party at *start*: the longest that is known, else the shortest that is one."""
        if levels := LEVELS.match(self.text, start, stop):
            span = Span(*levels.span())
            return Party(span.of(self.printed), span)
        window = self.text[start : min(stop, start + _LONGEST_NAME)]
        ends = [m.start() for m in _MAY_END.finditer(window)]
        for end in reversed(ends):
            if found := self._known(start, window[:end]):
                return found
        for end in ends:
            whole = start + end == stop
            if found := self._new(start, window[:end], places=places, whole=whole):
                return found
        return None

    def _known(self, start: int, name: str) -> Party | None:
        span = Span(start, start + len(name))
        text = span.of(self.printed)
        if name in GROUPS:
            return Party(text, span)
        found = self.lookup(text)
        if found is None and (seat := _GOVERNMENT.sub("", name)) != name:
            # The government of a region answers for it.
            governed = self.lookup(seat)
            found = governed if isinstance(governed, Region) else None
        if isinstance(found, Body):
            return Party(text, span, body=found)
        if isinstance(found, Region):
            return Party(text, span, region=found)
        return None

    def _new(self, start: int, name: str, *, places: bool, whole: bool) -> Party | None:
        """Return the party of a *name* that nobody knows, where it has the form of one."""
        listed = self.label is not None
        kind = kind_of_name(name, places=places, listed=listed, whole=whole)
        if kind is None or self._runs_together(name):
            return None
        span = Span(start, start + len(name))
        text = span.of(self.printed)
        if kind == "group":
            return Party(text, span)
        found = self.make_unknown(text, Region if kind == "region" else Body)
        if isinstance(found, Region):
            return Party(text, span, region=found)
        return Party(text, span, body=found)

    def _runs_together(self, name: str) -> bool:
        """Whether *name* is several known ones that nothing separates."""
        ends = [0]
        for stop in range(1, len(name) + 1):
            if any(self.lookup(name[start:stop]) for start in ends):
                ends.append(stop)
        return ends[-1] == len(name)


@attrs.frozen
class _Charged:
    """A party, the *roles* of its own that it may have, and where it *stops* with all that."""

    party: Party
    roles: tuple[Role, ...]
    stop: int
