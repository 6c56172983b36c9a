"""Matching: which bodies and regions are the same, and which measures, tasks and notes are."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

import attrs

from .._model import Body, Edition, Measure, Note, Party, Region, Task
from .._names import normalize_name

T = TypeVar("T", Task, Measure, Note)

# The least Dice similarity of two texts that may match. Of two different measures of the annex of
# 2020 the most similar, 20 and 39, reach 0.53.
_LEAST_SIMILARITY = 0.55


@attrs.frozen
class Match:
    """What became of a measure.

    Args:
        was: its position in the old edition, from 0; ``None`` where it was added.
        now: its position in the new edition; ``None`` where it was removed.
        old: the old record where the two differ, else ``None``.
        new: the new record where the two differ, else ``None``.
        likeness: the share of pairs of characters that the two texts have in common, from 0 to 1;
            ``None`` where it was added or removed.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> new = attrs.evolve(old, measures=old.measures[:-1])
    >>> svctrade.compare(old, new).matches[-1]
    Match(was=121, now=None, likeness=None)
    """

    __module__ = "svctrade"

    was: int | None
    now: int | None
    old: Measure | None = attrs.field(default=None, repr=False)
    new: Measure | None = attrs.field(default=None, repr=False)
    likeness: float | None = None

    @property
    def order(self) -> tuple[bool, int, bool, int]:
        """The key that sorts matches: by the old position, then by the new one."""
        return self.was is None, self.was or 0, self.now is None, self.now or 0


class EntityResolver:
    """Gives a body or region one id in all of some editions, whatever each calls it.

    A body and its successors have one id, unless both are in each edition. An unknown body or
    region has the id of the known one of that name.
    """

    def __init__(self, *editions: Edition) -> None:
        self._parents: dict[str, str] = {}
        self._in_all = set[str].intersection(*({body.id for body in e.bodies} for e in editions))
        for edition in editions:
            for body in edition.bodies:
                self._join_successors(body)
        entities = [entity for edition in editions for entity in _entities(edition)]
        known = {
            (type(entity), normalize_name(variant)): entity
            for entity in entities
            for variant in (() if entity.unknown else entity.name_variants)
        }
        for entity in entities:
            namesake = known.get((type(entity), normalize_name(entity.name)))
            if entity.unknown and namesake is not None:
                self._join(entity, namesake)

    def resolve(self, entity: Body | Region) -> str:
        """Return the id that *entity* has in all editions."""
        key = f"{type(entity).__name__}:{entity.id}"
        while self._parents.setdefault(key, key) != key:
            key = self._parents[key]
        return key

    def resolve_party(self, party: Party) -> tuple[str, str]:
        """Return the same for the body or region of *party*, or the text of a described group."""
        entity = party.body or party.region
        return ("group", party.text) if entity is None else ("named", self.resolve(entity))

    def resolve_statement(self, measure: Measure) -> tuple[Hashable, ...]:
        """Return the statement of *measure* with ids in place of the names of its parties."""
        parts: list[Hashable] = []
        at = 0
        for party in (p for a in measure.assignments for p in a.parties):
            parts += [measure.responsibility[at : party.span.start], self.resolve_party(party)]
            at = party.span.stop
        return (*parts, measure.responsibility[at:])

    def _join(self, one: Body | Region, other: Body | Region) -> None:
        first, last = sorted((self.resolve(one), self.resolve(other)))
        self._parents[last] = first

    def _join_successors(self, body: Body) -> None:
        for change in body.history:
            if change.successor is not None and body.id not in self._in_all:
                self._join(body, change.successor)
                self._join_successors(change.successor)


def _entities(edition: Edition) -> tuple[Body | Region, ...]:
    return (*edition.bodies, *edition.regions)


@attrs.frozen
class Pairing:
    """The items of two lists by position: *matched* pairs, *removed* and *added* ones."""

    matched: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]


def pair_measures(
    old: Sequence[Measure], new: Sequence[Measure], resolver: EntityResolver
) -> Pairing:
    """Pair measures by text, then by statement, task and number."""
    statements = {id(m): resolver.resolve_statement(m) for m in (*old, *new)}

    def rank(a: Measure, b: Measure) -> tuple[bool, bool]:
        return statements[id(a)] != statements[id(b)], a.task.title != b.task.title

    def content(measure: Measure) -> Hashable:
        return measure.text, statements[id(measure)], measure.task.title, measure.number

    return pair(old, new, lambda measure: measure.text, rank, content)


def pair(
    old: Sequence[T],
    new: Sequence[T],
    text_of: Callable[[T], str],
    rank: Callable[[T, T], tuple[bool, ...]],
    content: Callable[[T], Hashable] = id,
) -> Pairing:
    """Pair items with equal texts, then the most similar ones first.

    Every sort key is symmetric, so that the pairs do not depend on the direction of a comparison
    or on the order of equal items.

    Args:
        old: the items of the old edition.
        new: the items of the new edition.
        text_of: the text that is compared.
        rank: of pairs with the same similarity, the one with the lowest rank is taken.
        content: items whose content is unique in each list and equal are paired first. Most are.
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()

    def match(candidates: Iterable[tuple[float, int, int]]) -> None:
        for _, i, j in sorted((key(similarity, i, j), i, j) for similarity, i, j in candidates):
            if i not in matched and j not in taken:
                matched[i] = j
                taken.add(j)

    def key(similarity: float, i: int, j: int) -> tuple[Any, ...]:
        numbers = sorted((old[i].number, new[j].number))
        return -similarity, rank(old[i], new[j]), numbers[1] - numbers[0], numbers

    unique_old, unique_new = _unique_by(old, content), _unique_by(new, content)
    for same in unique_old.keys() & unique_new.keys():
        matched[unique_old[same]] = unique_new[same]
        taken.add(unique_new[same])
    positions: dict[str, list[int]] = defaultdict(list)
    for j, item in enumerate(new):
        if j not in taken:
            positions[text_of(item)].append(j)
    unmatched = [(i, item) for i, item in enumerate(old) if i not in matched]
    match((1.0, i, j) for i, item in unmatched for j in positions.get(text_of(item), ()))
    left = [(i, _bigrams(text_of(item))) for i, item in enumerate(old) if i not in matched]
    right = [(j, _bigrams(text_of(item))) for j, item in enumerate(new) if j not in taken]
    match(
        (similarity, i, j)
        for i, before in left
        for j, after in right
        if (similarity := dice_similarity(before, after)) >= _LEAST_SIMILARITY
    )
    return Pairing(
        tuple(sorted(matched.items(), key=lambda both: both[1])),
        tuple(i for i in range(len(old)) if i not in matched),
        tuple(j for j in range(len(new)) if j not in taken),
    )


def _unique_by(items: Sequence[T], key: Callable[[T], Hashable]) -> dict[Hashable, int]:
    """Return the positions of *items* by their keys, where no other item has the key."""
    keys = [key(item) for item in items]
    count = Counter(keys)
    return {k: n for n, k in enumerate(keys) if count[k] == 1}


def _bigrams(text: str) -> Counter[str]:
    """Count the pairs of neighbouring characters, with a space before and behind the text."""
    return Counter(map("".join, zip(f" {text}", f"{text} ", strict=True)))


def likeness_of(one: str, other: str) -> float:
    """Return the share of pairs of characters that two texts have in common, from 0 to 1."""
    return 1.0 if one == other else dice_similarity(_bigrams(one), _bigrams(other))


def dice_similarity(a: Counter[str], b: Counter[str]) -> float:
    """Return the Dice coefficient of two multisets, from 0 to 1."""
    return 2 * sum((a & b).values()) / (sum(a.values()) + sum(b.values()))
