"""Two editions: how they differ, as data that turns one into the other."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

import attrs

from .._display.displayable import Displayable
from .._display.grid import Grid, Piece, in_markdown
from .._model import (
    Body,
    Edition,
    Language,
    Measure,
    Note,
    Publication,
    Region,
    Role,
    Task,
    in_english,
)
from .._model import Party as Printed
from .._names import normalize_name
from .changes import (
    Added,
    CoverageChanged,
    Difference,
    Field,
    LeadChanged,
    MetadataChanged,
    Moved,
    Party,
    PartyAdded,
    PartyRemoved,
    Removed,
    Renumbered,
    Reworded,
    RolesChanged,
)

T = TypeVar("T", Task, Measure, Note)

# Two texts that share fewer of their pairs of characters do not say the same. No two measures of
# the annex of 2020 come so near: 20 and 39, the nearest, share 0.53.
_ALIKE = 0.55


@attrs.frozen
class Match:
    """What became of a measure: where it *was* in the old edition, and where it is *now*.

    Only one that differs has its records: what stayed is taken from the edition itself.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> new = attrs.evolve(old, measures=old.measures[:-1])
    >>> svctrade.compare(old, new).matches[-1]
    Match(was=121, now=None)
    """

    was: int | None
    now: int | None
    old: Measure | None = attrs.field(default=None, repr=False)
    new: Measure | None = attrs.field(default=None, repr=False)

    @property
    def order(self) -> tuple[bool, int, bool, int]:
        """What sorts matches in the same way from either side."""
        return self.was is None, self.was or 0, self.now is None, self.now or 0


@attrs.frozen
class Revision(Displayable):
    """How two editions differ: iterate over it for the changes, or apply it.

    *old* and *new* are the editions without their measures, *matches* what became of each measure.
    A revision is true where something changed. What a body is called, where a text stands in its
    source, events, errata and ids are no change of the policy: they are carried over and not told.

    >>> import svctrade, attrs
    >>> old = svctrade.edition()
    >>> reworded = attrs.evolve(old.measures[0], text="加强统筹。")
    >>> new = attrs.evolve(old, id="2031", measures=(*old.measures[1:], reworded))
    >>> revision = svctrade.compare(old, new)
    >>> print(revision.summary(lang="en"))
    2020 → 2031: 1 Removed, 1 Added
    >>> revision.apply(old) == new, revision.inverse().apply(new) == old
    (True, True)
    """

    old: Edition
    new: Edition
    matches: tuple[Match, ...] = attrs.field(repr=False)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __str__(self) -> str:
        return self.summary()

    @property
    def changes(self) -> tuple[Difference, ...]:
        """What changed: of the document, its regions, tasks, measures and notes, in this order."""
        return tuple(_changes(self))

    def apply(self, edition: Edition) -> Edition:
        """Return what *edition*, the old one, became.

        Raises:
            ValueError: it is not the edition that the revision starts from.

        >>> import svctrade
        >>> edition = svctrade.edition()
        >>> svctrade.compare(edition, edition).apply(edition) == edition
        True
        """
        if not isinstance(edition, Edition):
            raise TypeError(
                f"apply() takes an Edition, not {type(edition).__name__}: {edition!r:.60}"
            )
        measures = edition.measures
        starts = [match for match in self.matches if match.was is not None]
        if (
            attrs.evolve(edition, measures=()) != self.old
            or len(starts) != len(measures)
            or any(m.old not in (None, measures[m.was or 0]) for m in starts)
        ):
            raise ValueError(
                f"the revision starts from edition {self.old.id!r} as it was compared, which "
                f"{edition.id!r} is not; compare() makes one that starts from it"
            )
        ends = {m.now: m.new or measures[m.was or 0] for m in self.matches if m.now is not None}
        publication = self.new.publication
        after = (
            attrs.evolve(ends[n], publication=publication, reading=None) for n in range(len(ends))
        )
        return attrs.evolve(self.new, measures=tuple(after))

    def inverse(self) -> Revision:
        """Return the revision that leads back."""
        return _revision(
            self.new, self.old, (Match(m.now, m.was, m.new, m.old) for m in self.matches)
        )

    def summary(self, lang: Language = "zh") -> str:
        """Return how many changes of each kind there are.

        Raises:
            ValueError: *lang* is neither ``"zh"`` nor ``"en"``.
        """
        english = in_english(lang)
        counts = Counter(type(change).__name__ for change in self.changes)
        told = [f"{n} {kind}" if english else f"{_KINDS[kind]}{n}处" for kind, n in counts.items()]
        nothing = "no change" if english else "没有变化"
        listed = (", " if english else "，").join(told) or nothing
        return f"{self.old.id} → {self.new.id}{': ' if english else '：'}{listed}"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the changes as flat dictionaries of values that JSON has.

        >>> import svctrade, attrs
        >>> old = svctrade.edition()
        >>> task = attrs.evolve(old.tasks[0], title="完善管理体制")
        >>> new = attrs.evolve(old, tasks=(task, *old.tasks[1:]))
        >>> [sorted(change) for change in svctrade.compare(old, new).to_dicts()]
        [['after', 'before', 'change', 'field', 'new', 'old', 'what']]
        """
        return [change.as_dict() for change in self.changes]

    def to_json(self) -> str:
        """Return the changes as JSON: the two editions' ids and a list."""
        value = {"old": self.old.id, "new": self.new.id, "changes": self.to_dicts()}
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

    def to_markdown(self, lang: Language = "zh") -> str:
        """Return the changes as release notes in Markdown, in Chinese or in English.

        Raises:
            ValueError: *lang* is neither ``"zh"`` nor ``"en"``.
        """
        return "\n".join(_notes(self, lang)) + "\n"

    def _grid(self) -> Grid:
        rows = [(_KINDS[type(change).__name__], _cell(change)) for change in self.changes]
        return Grid(self.summary(), ("变动", "内容"), rows)


def _cell(change: Difference) -> tuple[Piece, ...]:
    """Return a change as a cell; of a rewording the whole text, with what went and what came."""
    if not isinstance(change, Reworded):
        return (Piece(change.as_text()),)
    pieces = [Piece(f"{change.subject()}：")]
    for before, after in change.pieces:
        if before == after:
            pieces.append(Piece(before))
        else:
            pieces += [Piece(before, "removed")] if before else []
            pieces += [Piece(after, "added")] if after else []
    return tuple(pieces)


_KINDS = {
    "Added": "新增",
    "Removed": "删除",
    "Renumbered": "序号变动",
    "Moved": "调整任务",
    "Reworded": "改写",
    "PartyAdded": "增加责任方",
    "PartyRemoved": "减少责任方",
    "RolesChanged": "职责变动",
    "LeadChanged": "牵头变动",
    "CoverageChanged": "适用范围变动",
    "MetadataChanged": "文件信息变动",
}


def revision_between(old: Edition, new: Edition) -> Revision:
    """Return how *old* became *new*."""
    # A layer is no part of an edition.
    old, new = (edition.with_layer(None) for edition in (old, new))
    before, after = old.measures, new.measures
    pairing = _paired_measures(before, after, EntityResolver(old, new))
    matches = [Match(i, None, before[i], None) for i in pairing.gone]
    matches += [Match(None, j, None, after[j]) for j in pairing.come]
    for i, j in pairing.both:
        kept = before[i] == after[j]
        matches.append(Match(i, j) if kept else Match(i, j, before[i], after[j]))
    return _revision(attrs.evolve(old, measures=()), attrs.evolve(new, measures=()), iter(matches))


def _revision(old: Edition, new: Edition, matches: Iterator[Match]) -> Revision:
    return Revision(old, new, tuple(sorted(matches, key=lambda match: match.order)))


# -- who and what is the same -------------------------------------------------------------------


class EntityResolver:
    """What gives one id for a body or region, whatever it is called in either edition.

    A body and those that follow it are one; one that stands in both is itself: nobody took its
    place. Who is unknown in one edition is whoever bears that name in the other.
    """

    def __init__(self, *editions: Edition) -> None:
        self._leads: dict[str, str] = {}
        self._stay = set[str].intersection(*({body.id for body in e.bodies} for e in editions))
        for edition in editions:
            for body in edition.bodies:
                self._follow(body)
        things = [thing for edition in editions for thing in _things(edition)]
        known = {
            (type(thing), normalize_name(form)): thing
            for thing in things
            for form in (() if thing.unknown else thing.name_variants)
        }
        for thing in things:
            bearer = known.get((type(thing), normalize_name(thing.name))) if thing.unknown else None
            if bearer is not None:
                self._join(thing, bearer)

    def __call__(self, thing: Body | Region) -> str:
        return self._top(_key(thing))

    def _top(self, key: str) -> str:
        while self._leads.setdefault(key, key) != key:
            key = self._leads[key]
        return key

    def _join(self, one: Body | Region, other: Body | Region) -> None:
        first, last = sorted((self(one), self(other)))
        self._leads[last] = first

    def _follow(self, body: Body) -> None:
        for change in body.history:
            if change.successor is not None and body.id not in self._stay:
                self._join(body, change.successor)
                self._follow(change.successor)


def _things(edition: Edition) -> tuple[Body | Region, ...]:
    return (*edition.bodies, *edition.regions)


def _key(thing: Body | Region) -> str:
    return f"{type(thing).__name__}:{thing.id}"


def _party(printed: Printed, same: EntityResolver) -> tuple[str, str]:
    """Return what a party is, whatever it is called."""
    named = printed.body or printed.region
    return ("group", printed.text) if named is None else ("named", same(named))


def _wording(measure: Measure, same: EntityResolver) -> tuple[Hashable, ...]:
    """Return the statement with what its parties are in place of what they are called."""
    said: list[Hashable] = []
    at = 0
    for printed in (p for a in measure.assignments for p in a.parties):
        said += [measure.responsibility[at : printed.span.start], _party(printed, same)]
        at = printed.span.stop
    return (*said, measure.responsibility[at:])


@attrs.frozen
class Pairing:
    """What is in both of two lists, by its places there, what is gone, and what has come."""

    both: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]


def _paired_measures(old: Sequence[Measure], new: Sequence[Measure], same: EntityResolver) -> Pairing:
    wording = {id(m): _wording(m, same) for m in (*old, *new)}

    def disambiguate(a: Measure, b: Measure) -> tuple[bool, bool]:
        return wording[id(a)] != wording[id(b)], a.task.title != b.task.title

    def alike(measure: Measure) -> Hashable:
        return measure.text, wording[id(measure)], measure.task.title, measure.number

    return _paired(old, new, lambda measure: measure.text, disambiguate, alike)


def _paired(
    old: Sequence[T],
    new: Sequence[T],
    said: Callable[[T], str],
    disambiguate: Callable[[T, T], tuple[bool, ...]],
    alike: Callable[[T], Hashable] = id,
) -> Pairing:
    """Pair what says the same, then the likest first; nothing rests on the order of what is alike.

    Every key is the same from either side, so that a comparison has an inverse.
    """
    there: dict[int, int] = {}
    back: dict[int, int] = {}

    def pair(candidates: Iterable[tuple[float, int, int]]) -> None:
        for _, i, j in sorted((key(likeness, i, j), i, j) for likeness, i, j in candidates):
            if i not in there and j not in back:
                there[i], back[j] = j, i

    def key(likeness: float, i: int, j: int) -> tuple[Any, ...]:
        numbers = sorted((old[i].number, new[j].number))
        return -likeness, disambiguate(old[i], new[j]), numbers[1] - numbers[0], numbers

    # First what is alike in all that counts, where it is alone in that: there may be very many.
    ours, theirs = (_unique_by(things, alike) for things in (old, new))
    for alike_key in ours.keys() & theirs.keys():
        there[ours[alike_key]], back[theirs[alike_key]] = theirs[alike_key], ours[alike_key]
    saying: dict[str, list[int]] = defaultdict(list)
    for j, thing in enumerate(new):
        if j not in back:
            saying[said(thing)].append(j)
    left_over = ((i, thing) for i, thing in enumerate(old) if i not in there)
    pair((1.0, i, j) for i, thing in left_over for j in saying.get(said(thing), ()))
    left = [(i, _pieces(said(thing))) for i, thing in enumerate(old) if i not in there]
    right = [(j, _pieces(said(thing))) for j, thing in enumerate(new) if j not in back]
    pair(
        (likeness, i, j)
        for i, before in left
        for j, after in right
        if (likeness := dice_similarity(before, after)) >= _ALIKE
    )
    return Pairing(
        tuple(sorted(there.items(), key=lambda both: both[1])),
        tuple(i for i in range(len(old)) if i not in there),
        tuple(j for j in range(len(new)) if j not in back),
    )


def _unique_by(things: Sequence[T], key: Callable[[T], Hashable]) -> dict[Hashable, int]:
    """Return the places of *things* by their keys, where no other has the key."""
    keys = [key(thing) for thing in things]
    count = Counter(keys)
    return {k: n for n, k in enumerate(keys) if count[k] == 1}


def _pieces(text: str) -> Counter[str]:
    return Counter(map("".join, zip(f" {text}", f"{text} ", strict=True)))


def dice_similarity(a: Counter[str], b: Counter[str]) -> float:
    """Return the share of their pairs of characters that two texts have in common, from 0 to 1."""
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))


# -- changes --------------------------------------------------------------------------------------


def _changes(revision: Revision) -> Iterator[Difference]:
    old, new = revision.old, revision.new
    for field in attrs.fields(Publication):
        before = getattr(old.publication, field.name)
        after = getattr(new.publication, field.name)
        if before != after:
            yield MetadataChanged(field.name, before, after)
    same = EntityResolver(old, new)
    regions = {same(region) for region in old.regions}, {same(region) for region in new.regions}
    yield from (Removed(region) for region in old.regions if same(region) not in regions[1])
    yield from (Added(region) for region in new.regions if same(region) not in regions[0])
    tasks = _paired(
        old.tasks,
        new.tasks,
        lambda task: task.title + task.objective,
        lambda a, b: (a.objective != b.objective,),
    )
    tasks = _with_shared(tasks, revision)
    yield from _of_parts(old.tasks, new.tasks, tasks, ("label", "title", "objective"))
    same_task = {old.tasks[i].number: new.tasks[j].number for i, j in tasks.both}
    for match in sorted(revision.matches, key=_place):
        if match.old is None and match.new is not None:
            yield Added(match.new)
        elif match.new is None and match.old is not None:
            yield Removed(match.old)
        elif match.old is not None and match.new is not None:
            yield from _of_measure(match.old, match.new, same_task, same)
            yield from _coverage(revision, match.old, match.new, same)
    notes = _paired(old.notes, new.notes, lambda note: note.text, lambda _a, _b: ())
    yield from _of_parts(old.notes, new.notes, notes, ("text", "measures", "framework", "marks"))


def _with_shared(tasks: Pairing, revision: Revision) -> Pairing:
    """Return the pairs of tasks, and those that share more than half of the measures of both."""
    shared: Counter[tuple[int, int]] = Counter()
    sizes: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    # Measures that stayed as they are stand under the same task, which is paired.
    for match in revision.matches:
        before, after = (m.task.number if m else 0 for m in (match.old, match.new))
        sizes[0][before] += 1
        sizes[1][after] += 1
        shared[before, after] += 1
    editions = revision.old, revision.new
    places = tuple({task.number: n for n, task in enumerate(e.tasks)} for e in editions)
    more = [
        (places[0][a], places[1][b])
        for (a, b), count in shared.items()
        if 2 * count > max(sizes[0][a], sizes[1][b])
        and places[0].get(a) in tasks.gone
        and places[1].get(b) in tasks.come
    ]
    return Pairing(
        tuple(sorted([*tasks.both, *more], key=lambda both: both[1])),
        tuple(i for i in tasks.gone if i not in {i for i, _ in more}),
        tuple(j for j in tasks.come if j not in {j for _, j in more}),
    )


def _place(match: Match) -> tuple[int, bool]:
    """Return where a match is told: what is gone before what now stands in its place."""
    return (match.was or 0, False) if match.now is None else (match.now, True)


def _of_parts(
    old: Sequence[T], new: Sequence[T], pairing: Pairing, fields: tuple[Field, ...]
) -> Iterator[Difference]:
    yield from (Removed(old[i]) for i in pairing.gone)
    yield from (Added(new[j]) for j in pairing.come)
    for i, j in pairing.both:
        yield from _renumbered(old[i], new[j])
        for field in fields:
            # Under another number another label follows.
            told = field != "label" or old[i].number == new[j].number
            if told and getattr(old[i], field) != getattr(new[j], field):
                yield Reworded(old[i], new[j], field)


def _renumbered(old: T, new: T) -> Iterator[Difference]:
    if old.number != new.number:
        yield Renumbered(old, new)


def _of_measure(
    old: Measure, new: Measure, same_task: dict[int, int], same: EntityResolver
) -> Iterator[Difference]:
    yield from _renumbered(old, new)
    if same_task.get(old.task.number) != new.task.number:
        yield Moved(old, new)
    if old.text != new.text:
        yield Reworded(old, new, "text")
    if _wording(old, same) != _wording(new, same):
        yield Reworded(old, new, "responsibility")
    before, after = _roles(old, same), _roles(new, same)
    for key, (party, roles) in before.items():
        if key not in after:
            yield PartyRemoved(old, new, party, roles)
    for key, (party, roles) in after.items():
        if key not in before:
            yield PartyAdded(old, new, party, roles)
        elif {*before[key][1]} != {*roles}:
            yield RolesChanged(old, new, party, before[key][1], roles)
    leads = [lead and (same(lead.body), lead.basis) for lead in (old.lead, new.lead)]
    if leads[0] != leads[1]:
        yield LeadChanged(old, new)


def _roles(
    measure: Measure, same: EntityResolver
) -> dict[tuple[str, str], tuple[Party, tuple[Role, ...]]]:
    """Return each party of the statement with the roles it has in all."""
    found: dict[tuple[str, str], tuple[Party, tuple[Role, ...]]] = {}
    for assignment in measure.assignments:
        for printed in assignment.parties:
            key = _party(printed, same)
            party, roles = found.get(key, (printed.body or printed.region or printed.text, ()))
            found[key] = party, tuple(dict.fromkeys((*roles, *assignment.roles)))
    return found


def _coverage(
    revision: Revision, old: Measure, new: Measure, same: EntityResolver
) -> Iterator[Difference]:
    """Yield where a measure applies otherwise; a region that one edition lacks is told as such."""
    there = {same(region): region for region in revision.old.regions}
    for region in revision.new.regions:
        if same(region) in there:
            before, after = old.certainty(there[same(region)]), new.certainty(region)
            if before != after:
                yield CoverageChanged(old, new, region, before, after)


# -- release notes --------------------------------------------------------------------------------

_SECTIONS: tuple[tuple[str, str, tuple[type[Difference], ...]], ...] = (
    ("文件信息", "Document", (MetadataChanged,)),
    ("新增", "Added", (Added,)),
    ("删除", "Removed", (Removed,)),
    ("序号与任务", "Numbers and tasks", (Renumbered, Moved)),
    ("文字", "Wording", (Reworded,)),
    ("责任", "Responsibility", (PartyAdded, PartyRemoved, RolesChanged, LeadChanged)),
    ("适用地区", "Where it applies", (CoverageChanged,)),
)


def _notes(revision: Revision, lang: Language) -> Iterator[str]:
    """Yield the lines of the release notes."""
    english = in_english(lang)
    changes = revision.changes
    ids = (" ".join(edition.id.split()) for edition in (revision.old, revision.new))
    yield f"# {in_markdown(' → '.join(ids))}"
    yield ""
    yield " ".join(in_markdown(revision.summary(lang)).split())
    for chinese, heading, kinds in _SECTIONS:
        told = [change for change in changes if isinstance(change, kinds)]
        if told:
            yield from ("", f"## {heading if english else chinese}", "")
            yield from (f"- {line}" for line in _lines(told, lang))


def _lines(changes: list[Difference], lang: Language) -> Iterator[str]:
    """Yield a line for each change; numbers that moved together, and regions, are one."""
    folds: dict[Hashable, list[Difference]] = {}
    for n, change in enumerate(changes):
        folds.setdefault(_fold(change) or n, []).append(change)
    for fold in folds.values():
        first = fold[0]
        if isinstance(first, CoverageChanged):
            named = [c.region.name for c in fold if isinstance(c, CoverageChanged)]
            told = attrs.evolve(first, region=attrs.evolve(first.region, name="、".join(named)))
            yield _escaped(told, lang)
        elif isinstance(first, Renumbered) and len(fold) > 1:
            pairs = [(c.old.number, c.new.number) for c in fold if isinstance(c, Renumbered)]
            old, new = (_ranges(sorted(numbers)) for numbers in zip(*pairs, strict=True))
            yield f"measures {old} are now {new}" if in_english(lang) else f"举措{old}改为{new}"
        elif isinstance(first, Reworded):
            yield _marked(first, lang)
        else:
            yield _escaped(first, lang)


def _fold(change: Difference) -> tuple[Hashable, ...] | None:
    """Return what changes that are told in one line have in common, ``None`` for others."""
    if isinstance(change, CoverageChanged):
        return change.new.number, change.before, change.after
    if isinstance(change, Renumbered) and isinstance(change.new, Measure):
        return "renumbered", change.new.number - change.old.number
    return None


def _ranges(numbers: list[int]) -> str:
    """Return numbers as text, those that follow each other as a range."""
    told: list[str] = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        together = [number for _, number in run]
        last = f"–{together[-1]}" if len(together) > 1 else ""
        told.append(f"{together[0]}{last}")
    return "、".join(told)


def _escaped(change: Difference, lang: Language) -> str:
    return " ".join(in_markdown(change.as_text(lang)).split())


def _marked(change: Reworded, lang: Language) -> str:
    """Return a rewording with the words that went struck out and those that came in bold."""
    text = ""
    for before, after in change.pieces:
        a, b = (" ".join(in_markdown(part).split()) for part in (before, after))
        # Beside Chinese punctuation a mark counts as one only with a space around it.
        marked = " ".join(m for m in (f"~~{a}~~" * bool(a), f"**{b}**" * bool(b)) if m)
        text += a if before == after else f" {marked} "
    return f"{change.subject(lang)}{': ' if in_english(lang) else '：'}{text.strip()}"
