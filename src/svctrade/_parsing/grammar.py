"""The grammar of responsibility statements: a statement becomes assignments.

A statement is clauses split by ``；``. A clause is one or more assignments split by ``，``: a list
of parties with an action after it or a label before it, and perhaps a remark::

    [先由] 深圳、成都等地及有关部门  协助推进  [，后续视情扩大到其他地区 | （以…为准）]
    牵头单位：市商务局

Brackets may enclose the whole. Punctuation and digits may be of full or half width.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import attrs

from .._model import Assignment, Body, Party, Region, Role, Span
from .._names import normalize_name
from .characters import fold_width
from .coverage import GROUPS
from .patterns import (
    AGENT_MARKS,
    BRACKETED_REMARK,
    COMPANIES,
    FIELD_NAMES,
    LEVEL_AT_END,
    LEVELS,
    OFFICES_AT_END,
    OPEN_LABELS,
    REMARK,
    Action,
    classify_name,
    find_final_action,
    find_labels,
    has_local_offices,
    is_body_name,
    lists_places,
    match_label,
    may_be_local,
    stem_positions,
    unbracket_labels,
    without_level,
)

Lookup = Callable[[str], Body | Region | None]
MakeUnknown = Callable[[str, type[Body | Region]], Body | Region]

_PLACED_ACTION = ("负责在", "推进")
_JOINTLY = "会同"
# 等 leaves a list open; what kind of party is listed may follow it.
_OPEN_END = {
    Region: re.compile(
        "等(?:(?:[0-9]{1,3}个)?(?:有关|相关)?(?:试点)?(?:地区|城市|地|省市"
        "|(?:设区市|市县|区县|县区|县市|[区县市州])(?:(?:人民)?政府)?)|)(?=$|[和及与])"
    ),
    Body: re.compile(
        "等(?:[^、，；和及与等（）]{0,8}(?:部门|单位|部委|机构|企业|公司|处室)"
        "(?:[和及、]?(?:各?单位|机构|部门))?(?:（[^（）]*）)?|)(?=$|[和及与])"
    ),
    type(None): re.compile(
        "等(?:[^、，；和及与等（）]{0,8}(?:部门|单位|机构|企业)(?:（[^（）]*）)?|)(?=$|[和及与])"
    ),
}
_CONJUNCTION = re.compile("[和及与]")
_AS_WELL_AS = re.compile("以及(?=.)")
_STROKE = re.compile("[/／]")
_LEVELS = frozenset("省市县区州旗盟镇乡")
_BRACKETS = "（）"
_BARE_NOUNS = frozenset(("单位", "部门", "机构", "企业", "公司", "地方", "院所", "个人", "平台"))
_CONJUNCTIONS = frozenset("和及与")
# What others do for those who carry a measure out.
_SECONDARY = frozenset((Role.ASSIST, Role.GUIDE, Role.SUPPORT))
# A party's own role, in brackets after its name.
_OWN_ACTION = "牵头|主办|负责|配合|参与|协助|协办|指导|支持"
_OWN_ROLE = re.compile(f"（(?P<action>{_OWN_ACTION})(?:单位|部门)?）")
_MAY_END = re.compile(f"(?<=.)(?=$|[和及与等]|（(?:{_OWN_ACTION})(?:单位|部门)?）)")
_GOVERNMENT = re.compile("(?:人民政府|政府|管理?委员?会)$")
# No name is nearly as long; the limit keeps the time in proportion to the length.
_LONGEST_NAME = 64
_LONGEST_LIST = 400
_SHORT_PLACE = 4
_MARKS = "，；。,;"
_EXPECTED_ACTION = "parties and an action such as 负责推进"
_EXPECTED_PARTY = "a body, a pilot region or a described group"


@attrs.frozen
class StatementFault:
    """A place in a statement that cannot be read: *offset* counts characters from 0."""

    offset: int
    expected: str


def make_unknown(name: str, kind: type[Body | Region]) -> Body | Region:
    """Return a new body or region with a *name* that is not in the directory."""
    return kind(id=f"unknown:{normalize_name(name)}", name=name, unknown=True)


def parse_statement(
    text: str, lookup: Lookup, make_unknown: MakeUnknown = make_unknown, *, bare: bool = False
) -> tuple[tuple[Assignment, ...], tuple[StatementFault, ...]]:
    """Return the assignments of a statement, and every place that could not be read.

    Args:
        text: The statement, without the white space that wraps or justifies it.
        lookup: Returns the body or region with a printed name, or ``None``.
        make_unknown: Returns the body or region of a name that *lookup* does not find and that is
            one by its form.
        bare: Whether a list may have neither an action nor a label, as in brackets at the end of a
            paragraph.

    Returns:
        The assignments, and the faults, in the order of the text.
    """
    parser = _StatementParser(text, lookup, make_unknown, bare=bare)
    return tuple(parser.parse()), tuple(parser.faults)


@attrs.define
class _PartialAssignment:
    """An assignment that is being read, as offsets in the statement.

    A remark may precede *list_start*, and another may follow *action_end*.
    """

    roles: tuple[Role, ...]
    start: int
    action_end: int
    stop: int
    clause: int
    parties: tuple[Party, ...] = ()
    list_start: int = 0
    # Where the action takes place, as in 负责在有关试点地区推进.
    where: str | None = None


@attrs.frozen
class _Clause:
    """The number of a clause, where it starts, and where its text begins behind a label."""

    number: int
    start: int
    body: int

    def head(self, begin: int) -> int:
        """Return where a list that begins at *begin* starts: the first one with the label."""
        return self.start if begin == self.body else begin


class _StatementParser:
    """The parser of one statement. It works on offsets, and takes the text when all is read."""

    def __init__(self, text: str, lookup: Lookup, make_unknown: MakeUnknown, *, bare: bool) -> None:
        self.printed = text
        self.text = unbracket_labels(fold_width(text))
        self.lookup = lookup
        self.make_unknown = make_unknown
        self.partials: list[_PartialAssignment] = []
        self.faults: list[StatementFault] = []
        self.label: tuple[Role, ...] | None = None
        # Where a list without an action or a label starts, and a remark with nothing before it.
        self.pending_bare_list: int | None = None
        self.pending_remark: int | None = None
        # Whether a party with a level, such as 省商务厅, precedes: the level is said once.
        self.levelled = False
        # Where the list that is read ends.
        self.list_stop = 0
        self.start, self.stop = self._strip_brackets()
        self.bare = bare or self.start > 0
        unprotected = bytearray(self.start)
        self.protected = unprotected + self._protected_positions(self.start, self.stop)

    def parse(self) -> Iterator[Assignment]:
        clauses = self._split(self.start, self.stop, "；。")
        clauses = (clause for clause in clauses if not self._is_bracket(*clause))
        for number, clause in enumerate(self._split_before_brackets(clauses), start=1):
            for start, stop in self._split_before_labels(*clause):
                self._parse_clause(number, start, stop)
        if self.pending_bare_list is not None and any(partial.roles for partial in self.partials):
            self._fault(self.pending_bare_list, _EXPECTED_ACTION)
        if self.pending_remark is not None:
            self._fault(self.pending_remark, _EXPECTED_ACTION)
        for partial in self.partials:
            span = Span(partial.start, partial.stop)
            remarks = (
                self.printed[partial.start : partial.list_start].rstrip(_MARKS),
                partial.where,
                self.printed[partial.action_end : partial.stop].lstrip(_MARKS),
            )
            remark = "；".join(remark for remark in remarks if remark) or None
            text = span.of(self.printed)
            yield Assignment(partial.roles, partial.parties, text, span, partial.clause, remark)

    def _fault(self, offset: int, expected: str) -> None:
        self.faults.append(StatementFault(offset, expected))

    def _strip_brackets(self) -> tuple[int, int]:
        """Return the bounds of the statement without enclosing brackets and a final 。."""
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

    def _protected_positions(self, start: int, stop: int) -> bytearray:
        """Return where no mark from *start* splits: in brackets, and in 各省、自治区、直辖市."""
        protected = bytearray(stop - start)
        depth = 0
        for i in range(start, stop):
            depth = max(0, depth + (self.text[i] == "（") - (self.text[i] == "）"))
            protected[i - start] = depth > 0
        for levels in LEVELS.finditer(self.text, start, stop):
            first, last = levels.span()
            protected[first - start : last - start] = b"\1" * len(levels[0])
        return protected

    def _split(self, start: int, stop: int, marks: str) -> Iterator[tuple[int, int]]:
        """Split at any of *marks* that is not protected."""
        for i in range(start, stop):
            if self.text[i] in marks and not self.protected[i]:
                yield start, i
                start = i + 1
        yield start, stop

    def _split_before_labels(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Split before each label, and drop the mark before it."""
        opened = OPEN_LABELS.finditer(self.text, start, stop)
        starts = {found.start() for found in (*find_labels(self.text, start, stop), *opened)}
        for at in sorted(starts):
            if at > start and not self.protected[at]:
                yield start, at - (self.text[at - 1] in "，、")
                start = at
        yield start, stop

    def _is_bracket(self, start: int, stop: int) -> bool:
        """Whether an empty clause is where a bracket around a label was."""
        return start == stop < self.stop and fold_width(self.printed[stop]) in _BRACKETS

    def _split_before_brackets(
        self, clauses: Iterable[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Split a default or a lead in brackets from the clause before it.

        …负责（以下均需…落实）, and 甲局、乙局（乙局牵头）.
        """
        for start, stop in clauses:
            opened, depth = stop, 0
            while opened > start and (depth or opened == stop):
                opened -= 1
                depth += (self.text[opened] == "）") - (self.text[opened] == "（")
            inner = opened + 1, stop - 1
            if opened > start and (self.text.startswith("以下", *inner) or self._is_lead(*inner)):
                yield start, opened
                self.protected[slice(*inner)] = self._protected_positions(*inner)
                yield inner
            else:
                yield start, stop

    def _is_lead(self, start: int, stop: int) -> bool:
        """Whether words in brackets are a body and that it takes the lead."""
        action = find_final_action(self.text, start, stop)
        return (
            action is not None
            and action.roles[0] is Role.LEAD
            and action.start > start
            and is_body_name(self.text[start : action.start])
        )

    def _split_clause(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Split at ，, and after an action also at 、 and before 会同."""
        for _, end in self._split(start, stop, "，、"):
            if end == stop or self.text[end] == "，" or find_final_action(self.text, start, end):
                joint = self.text.find(_JOINTLY, start + 1, end)
                if joint >= 0 and find_final_action(self.text, start, joint):
                    yield start, joint
                    start = joint
                yield start, end
                start = end + 1

    # -- clauses --------------------------------------------------------------------------

    def _parse_clause(self, number: int, start: int, stop: int) -> None:
        """Read the assignments of a clause, or of the part of it that a label begins.

        A part that is a remark belongs to the assignment before it.
        """
        label = match_label(self.text, start, stop)
        if label and label.roles is None:
            self._keep_remark(start, stop)
            return
        if self.label == (Role.LEAD,):
            self.label = None  # the label of the lead does not apply to another clause
        body = start
        if label:
            self.label, body = label.roles, label.stop
            body += self.text.startswith("：", body, stop)  # 【责任单位】：
        clause = _Clause(number, start, body)
        listed: int | None = None
        for at, end in self._split_clause(body, stop):
            begin = at if listed is None else listed
            remark = BRACKETED_REMARK.search(self.text, at, end)
            action_end = remark.start() if remark else end
            if REMARK.fullmatch(self.text, at, end):
                self._close_list(listed, at - 1, clause)
                self._keep_remark(at, end)
                listed = None
            elif placed := self._find_place(at, action_end):
                head = clause.head(begin)
                partial = _PartialAssignment((Role.IMPLEMENT,), head, action_end, end, number)
                self._add_assignments(partial, begin, *placed)
                listed = None
            elif action := find_final_action(self.text, at, action_end):
                begin = self._begin_list(listed, at, action, clause)
                head = clause.head(begin)
                partial = _PartialAssignment(action.roles, head, action_end, end, number)
                self._add_assignments(partial, begin, action.start)
                listed = None
            elif at == end:
                self._fault(at, _EXPECTED_ACTION)
            elif not self.text.startswith(_JOINTLY, begin, end) and (
                self.text.find(_JOINTLY, at, end) >= 0
            ):
                # 甲会同乙 needs no action: what follows the comma has an action of its own.
                self._close_list(begin, end, clause)
                listed = None
            else:
                listed = begin
        self._close_list(listed, stop, clause)

    def _begin_list(self, listed: int | None, start: int, action: Action, clause: _Clause) -> int:
        """Return where the list of parties of an action begins, which goes on before *start*.

        The lead has a list of its own in 甲局、乙局，由丙局牵头 and, because no list names a party
        twice, in 甲局、乙局，甲局牵头. So has who assists in 责任单位：甲局，乙局配合.
        """
        if listed is None:
            return start
        named = re.split("[，、]", self.text[listed : start - 1])
        again = set(named).issuperset(self.text[start : action.start].split("、"))
        by_agent = self.text.startswith("由", start, action.start)
        if not (again or by_agent or self._has_other_roles(action.roles, clause)):
            return listed
        lists = [*self._split(listed, start - 1, "，")]
        if not (again or by_agent or self.label) and len(lists) > 1:
            self._fault(listed, _EXPECTED_ACTION)  # 甲局，乙局，丙局配合: who assists is unclear
            return start
        self._close_list(listed, start - 1, clause, followed=True)
        return start

    def _has_other_roles(self, roles: tuple[Role, ...], clause: _Clause) -> bool:
        """Whether the roles of an action cannot be those of a list before its own.

        That list has the roles of its label, which an action such as 按职责分工负责 only refines.
        Without a label, someone carries out what others assist, guide or support.
        """
        since = clause.start if self.label else self.start
        if any(partial.roles and partial.start >= since for partial in self.partials):
            return False
        if self.label:
            refined = {Role.SHARE, Role.IMPLEMENT} if Role.IMPLEMENT in self.label else self.label
            return not set(roles).issubset(refined)
        return self.label is None and set(roles).issubset(_SECONDARY)

    def _find_place(self, start: int, stop: int) -> tuple[int, int, int] | None:
        """Return where the parties before 负责在…推进 end, and the bounds of the places in it."""
        opening, closing = _PLACED_ACTION
        opened = self.text.find(opening, start, stop)
        if opened < 0 or not self.text.endswith(closing, start, stop):
            return None
        return opened, opened + len(opening), stop - len(closing)

    def _keep_remark(self, start: int, stop: int) -> None:
        """Keep a remark with the assignment before it; the first one, with the next assignment."""
        if self.partials:
            self.partials[-1].stop = stop
        elif self.pending_remark is None:
            self.pending_remark = start

    def _close_list(
        self, listed: int | None, stop: int, clause: _Clause, *, followed: bool = False
    ) -> None:
        """Read a list without an action after it: it has a label, or neither.

        It needs neither where it is *followed* by those who lead or assist its parties.
        """
        if listed is None:
            return
        jointly = self.text.find(_JOINTLY, listed, stop) >= 0
        bare = self.bare and not any(partial.roles for partial in self.partials)
        if self.label is None and not (bare or jointly or followed):
            self._fault(listed, _EXPECTED_ACTION)
            return
        head = clause.head(listed)
        known, before = len(self.faults), len(self.partials)
        remark = BRACKETED_REMARK.search(self.text, listed + 1, stop)
        end = remark.start() if remark else stop
        partial = _PartialAssignment(self.label or (), head, end, stop, clause.number)
        self._add_assignments(partial, listed, end)
        # 甲（牵头）、乙: who does not lead has no role.
        own = {added.roles for added in self.partials[before:]} == {(Role.LEAD,), ()}
        alone = bare and not (jointly or own or followed)
        if alone and self.label is None and len(self.faults) == known:
            self.pending_bare_list = listed

    def _add_assignments(
        self, partial: _PartialAssignment, start: int, stop: int, *place: int
    ) -> None:
        """Add the assignments of one action by the parties from *start* to *stop*."""
        known = len(self.faults)
        joint = self.text.find(_JOINTLY, start, stop)
        lists = [(start, stop)] if joint < 0 else [(start, joint), (joint + len(_JOINTLY), stop)]
        if joint == start and self.partials:
            # The parties before it have an action of their own.
            lists, joint = lists[1:], -1
            partial.roles = partial.roles or (Role.SHARE,)
        read = [[*self._parties(*bounds)] for bounds in lists]
        if place:
            places = [*self._parties(*place)]
            if any(listed.party.region or listed.party.body for listed in places):
                read[-1] += places  # who is named carries it out
            else:
                partial.where = f"在{self.printed[slice(*place)]}"
        if len(self.faults) > known:
            return
        if joint >= 0:
            # The drafting rules of legislation make the body before 会同 the lead.
            end = joint + len(_JOINTLY)
            first = attrs.evolve(partial, stop=end, action_end=end)
            has_lead = any(Role.LEAD in earlier.roles for earlier in self.partials)
            if Role.ASSIST not in partial.roles and not has_lead:
                first.roles = tuple(dict.fromkeys([Role.LEAD, *partial.roles]))
            self._add(first, read[0])
            partial.roles, partial.start = partial.roles or (Role.SHARE,), first.stop
        self._add(partial, read[-1])

    def _add(self, partial: _PartialAssignment, parties: list[_ListedParty]) -> None:
        """Add an assignment, or several where parties have roles of their own."""
        partial.list_start = partial.start
        if self.pending_remark is not None:
            partial.start, self.pending_remark = self.pending_remark, None
        runs = [[*run] for _, run in groupby(parties, key=lambda listed: listed.roles)]
        for i, run in enumerate(runs):
            part = attrs.evolve(
                partial,
                roles=run[0].roles or partial.roles,
                parties=tuple(listed.party for listed in run),
            )
            if i > 0:
                part.start = part.list_start = run[0].party.span.start
            if i < len(runs) - 1:
                part.stop = part.action_end = run[-1].stop
            self.partials.append(part)

    # -- parties --------------------------------------------------------------------------

    def _parties(self, start: int, stop: int) -> Iterator[_ListedParty]:
        """Read a list of parties from left to right."""
        mark = AGENT_MARKS.match(self.text, start, stop)
        start, self.list_stop = mark.end() if mark else start, stop
        places = lists_places(self.text, start, stop) or self.label == ()
        for at, end in self._split_names(start, stop, places=places):
            cuts = self._cuts(at, end, places=places)
            while True:
                party = self._party(at, end, cuts, places=places)
                if party is None:
                    self._fault(at, _EXPECTED_PARTY)
                    return
                self.levelled = self.levelled or without_level(party.text) != party.text
                at = party.span.stop  # noqa: PLW2901  # the rest of the list
                roles: tuple[Role, ...] = ()
                own = _OWN_ROLE.match(self.text, at, end)
                if own and (action := find_final_action(self.text, *own.span("action"))):
                    at, roles = own.end(), action.roles  # noqa: PLW2901  # likewise
                closing = _OPEN_END[type(party.body or party.region)].match(self.text, at, end)
                if closing:
                    at = closing.end()  # noqa: PLW2901  # likewise
                    party = attrs.evolve(party, open_ended=True)
                yield _ListedParty(party, roles, at)
                if at == end:
                    break
                if at not in cuts and not _CONJUNCTION.match(self.text, at, end):
                    self._fault(at, "、, 和, 及 or 等 after a party")
                    return
                at += 1  # noqa: PLW2901  # likewise

    def _split_names(self, start: int, stop: int, *, places: bool) -> Iterator[tuple[int, int]]:
        """Split a list at its marks, at 以及, and at a stroke between two names: 甲局/乙局."""
        for at, end in self._split_lists(start, stop):
            begin = at
            for stroke in _STROKE.finditer(self.text, at, end):
                cut = stroke.start()
                after = _STROKE.search(self.text, cut + 1, end)
                second = cut + 1, after.start() if after else end
                # 各区/县政府 is one group.
                levels = self.text[begin] == "各" and self.text[cut + 1 : cut + 2] in _LEVELS
                if (
                    not self.protected[cut]
                    and not levels
                    and self._is_name(begin, cut, places=places)
                    and self._is_name(*second, places=places)
                ):
                    yield begin, cut
                    begin = cut + 1
            yield begin, end

    def _split_lists(self, start: int, stop: int) -> Iterator[tuple[int, int]]:
        """Split a list at its marks and at 以及, which a mark may precede: 甲局、以及乙局."""
        for begin, end in self._split(start, stop, "、，"):
            at = begin
            for joint in _AS_WELL_AS.finditer(self.text, at, end):
                if not self.protected[joint.start()]:
                    if joint.start() > at:
                        yield at, joint.start()
                    at = joint.end()
            yield at, end

    def _cuts(self, start: int, stop: int, *, places: bool) -> frozenset[int]:
        """Return the positions of 和, 及 and 与 that join two names, and are part of none."""
        kept = stem_positions(self.text, start, stop)
        joints = [
            found.start()
            for found in _CONJUNCTION.finditer(self.text, start, min(stop, start + _LONGEST_LIST))
            if found.start() not in kept and not self.protected[found.start()]
        ]
        cuts: set[int] = set()
        begin = start
        for n, joint in enumerate(joints):
            ends = (*joints[n + 1 : n + 3], stop)
            if self._is_name(begin, joint, places=places) and any(
                self._is_second_name(joint + 1, end, places=places) for end in ends
            ):
                cuts.add(joint)
                begin = joint + 1
        return frozenset(cuts)

    def _is_second_name(self, start: int, stop: int, *, places: bool) -> bool:
        """Whether what follows 和 is a party: in 各部门和单位 it is none."""
        if self.text[start:stop] in _BARE_NOUNS:
            return False
        return start == stop or self._is_name(start, stop, places=places)

    def _is_name(self, start: int, stop: int, *, places: bool) -> bool:
        """Whether this part of the list is a party: a known name, or one by its form."""
        name = self.text[start:stop]
        if len(name) > _LONGEST_NAME:
            return False
        for at in range(start + 1, stop):
            if self.text[at] == "等" and not self.protected[at] and self._opens(at, stop):
                name = self.text[start:at]
                break
        name = _OWN_ROLE.sub("", name)
        if LEVELS.fullmatch(name) or self._known_party(start, name):
            return True
        return classify_name(name, places=places, listed=False, whole=True) is not None

    def _party(self, start: int, stop: int, cuts: frozenset[int], *, places: bool) -> Party | None:
        """Read one party at *start*: the longest known name, else the shortest possible one."""
        if levels := LEVELS.match(self.text, start, stop):
            span = Span(*levels.span())
            return Party(span.of(self.printed), span)
        window = self.text[start : min(stop, start + _LONGEST_NAME)]
        ends = [
            m.start()
            for m in _MAY_END.finditer(window)
            if start + m.start() in cuts or window[m.start() : m.start() + 1] not in _CONJUNCTIONS
        ]
        # What follows 等 is no part of a name.
        opened = next((end for end in ends if self._opens(start + end, stop)), len(window))
        ends = [end for end in ends if end <= opened]
        for end in reversed(ends):
            if found := self._known_party(start, window[:end]):
                return found
        for end in ends:
            whole = start + end == stop or start + end in cuts
            if found := self._new_party(start, window[:end], places=places, whole=whole):
                return found
        if ends and ends[-1] <= _SHORT_PLACE and LEVEL_AT_END.match(self.text, start + ends[-1]):
            return self._new_party(start, window[: ends[-1]], places=True, whole=True)
        # In a list with a label, anything that fills its place is a party.
        if ends and (self.label is not None or self._elided(start, start + ends[-1])):
            name = window[: ends[-1]]
            return self._new_party(start, name, places=places, whole=True, listed=True)
        return None

    def _elided(self, start: int, end: int) -> bool:
        """Whether what a name is follows at the end of the list: 发改、财政等部门."""
        short = end - start <= _SHORT_PLACE
        if (short and COMPANIES.match(self.text, end)) or self._is_seat(start, end):
            return True
        # Beside names that are written out, it may be one that is mistyped.
        before = start
        while before > 0 and self.text[before - 1] == "、":
            before -= 1
        spelled = self.text.endswith(("局", "委", "办", "厅", "部"), 0, before)
        return not spelled and FIELD_NAMES.match(self.text, start, self.list_stop) is not None

    def _is_seat(self, start: int, end: int) -> bool:
        """Whether a place is where an office is, which follows at the end: 广州、深圳海关."""
        name = self.text[start:end]
        return (
            len(name) <= _SHORT_PLACE
            and not name.endswith(("省", "市", "区", "县"))
            and OFFICES_AT_END.match(self.text, end) is not None
        )

    def _opens(self, at: int, stop: int) -> bool:
        """Whether 等 leaves the list open at *at*."""
        return any(end.match(self.text, at, stop) for end in _OPEN_END.values())

    def _known_party(self, start: int, name: str) -> Party | None:
        span = Span(start, start + len(name))
        text = span.of(self.printed)
        if name in GROUPS:
            return Party(text, span)
        found = self.lookup(text)
        if isinstance(found, Body) and self.levelled and may_be_local(name):
            return None  # the level before it holds for it too
        if found is None and (seat := _GOVERNMENT.sub("", name)) != name:
            # The government of a region stands for the region.
            governed = self.lookup(seat)
            found = governed if isinstance(governed, Region) else None
        if isinstance(found, Body):
            return Party(text, span, body=found)
        if isinstance(found, Region) and not self._is_seat(span.start, span.stop):
            return Party(text, span, region=found)
        return None

    def _new_party(
        self, start: int, name: str, *, places: bool, whole: bool, listed: bool = False
    ) -> Party | None:
        """Return the party of a name that is not in the directory, if it has the form of one."""
        kind = classify_name(name, places=places, listed=listed, whole=whole)
        if kind is None or self._runs_together(name):
            return None
        span = Span(start, start + len(name))
        text = span.of(self.printed)
        if kind == "group":
            return Party(text, span)
        is_region = kind == "region" and not self._is_seat(span.start, span.stop)
        found = self.make_unknown(text, Region if is_region else Body)
        if isinstance(found, Region):
            return Party(text, span, region=found)
        return Party(text, span, body=found)

    def _runs_together(self, name: str) -> bool:
        """Whether *name* is several known names without a mark between them.

        A region before the name of a body that has offices there is one name: 厦门外汇局.
        """
        if self._is_local_office(name):
            return False
        ends = [0]
        for stop in range(1, len(name) + 1):
            starts = ends if stop < len(name) else ends[1:]
            if any(self.lookup(name[start:stop]) for start in starts):
                ends.append(stop)
        return ends[-1] == len(name)

    def _is_local_office(self, name: str) -> bool:
        return any(
            has_local_offices(name[at:])
            and isinstance(self.lookup(name[:at]), Region)
            and isinstance(self.lookup(name[at:]), Body)
            for at in range(1, len(name))
        )


@attrs.frozen
class _ListedParty:
    """A party of a list, its own *roles* if it has any, and where all this *stops*."""

    party: Party
    roles: tuple[Role, ...]
    stop: int
