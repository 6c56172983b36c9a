"""Matching: which bodies and regions are the same, and which measures, tasks and notes are."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush
from itertools import product
from typing import Any, TypeVar

import attrs

from .._model import Body, Edition, Measure, Note, Party, Region, Task
from .._names import normalize_name

T = TypeVar("T", Task, Measure, Note)

# The least Dice similarity of two texts that may match. Of two different measures of the annex of
# 2020 the most similar, 20 and 39, reach 0.53.
_LEAST_SIMILARITY = 0.55
# So many pairs of texts are all compared. Of more, each text is compared with so many that share
# its rarest pairs of characters.
_MOST_PAIRS = 40_000
_MOST_GRAMS, _MOST_NEAR = 24, 24


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
        """The key that sorts matches: by the old position, then by the new one.

        >>> import attrs, svctrade
        >>> old = svctrade.edition()
        >>> new = attrs.evolve(old, measures=old.measures[:-1])
        >>> matches = svctrade.compare(old, new).matches
        >>> matches == tuple(sorted(matches, key=lambda match: match.order))
        True
        """
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
        first = self._parents.setdefault(key, key)
        if first == key:
            return key
        passed = [key]
        while (parent := self._parents.setdefault(first, first)) != first:
            passed.append(first)
            first = parent
        # The next time the way is short.
        self._parents.update(dict.fromkeys(passed, first))
        return first

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

    def traits(measure: Measure) -> tuple[Hashable, ...]:
        return statements[id(measure)], measure.task.title

    def content(measure: Measure) -> Hashable:
        return measure.text, statements[id(measure)], measure.task.title, measure.number

    return pair(old, new, lambda measure: measure.text, traits, content)


def pair(
    old: Sequence[T],
    new: Sequence[T],
    text_of: Callable[[T], str],
    traits: Callable[[T], tuple[Hashable, ...]],
    content: Callable[[T], Hashable] = id,
) -> Pairing:
    """Pair items with equal texts, then the most similar ones first.

    Every sort key is symmetric, so that the pairs do not depend on the direction of a comparison
    or on the order of equal items.

    Args:
        old: the items of the old edition.
        new: the items of the new edition.
        text_of: the text that is compared.
        traits: of pairs with the same similarity, the one with the most equal traits is taken, the
            first ones first.
        content: items whose content is unique in each list and equal are paired first. Most are.
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()

    def match(pairs: Iterable[tuple[int, int]]) -> None:
        for i, j in pairs:
            if i not in matched and j not in taken:
                matched[i] = j
                taken.add(j)

    unique_old, unique_new = _unique_by(old, content), _unique_by(new, content)
    match((unique_old[same], unique_new[same]) for same in unique_old.keys() & unique_new.keys())
    # Most are matched already, and their traits are not needed.
    old_traits = {i: traits(item) for i, item in enumerate(old) if i not in matched}
    new_traits = {j: traits(item) for j, item in enumerate(new) if j not in taken}
    sides = ((old, old_traits, matched), (new, new_traits, taken))
    # With a trait less each time: those with the same text and traits, by their numbers.
    size = len(next(iter(old_traits.values()), ())) if new_traits else 0
    for differing in product((False, True), repeat=size):
        for olds, news in _buckets(sides, text_of, differing):
            match(_nearest(old, olds, new, news))

    def order(candidate: tuple[float, int, int]) -> tuple[Any, ...]:
        similarity, i, j = candidate
        differing = tuple(a != b for a, b in zip(old_traits[i], new_traits[j], strict=True))
        numbers = sorted((old[i].number, new[j].number))
        return -similarity, differing, numbers[1] - numbers[0], numbers, i, j

    left = {i: _bigrams(text_of(item)) for i, item in enumerate(old) if i not in matched}
    right = {j: _bigrams(text_of(item)) for j, item in enumerate(new) if j not in taken}
    if len(left) * len(right) <= _MOST_PAIRS:
        pairs: Iterable[tuple[int, int]] = product(left, right)
    else:
        pairs = _likely_pairs(
            {i: (old[i].number, grams) for i, grams in left.items()},
            {j: (new[j].number, grams) for j, grams in right.items()},
        )
    similar = [
        (similarity, i, j)
        for i, j in pairs
        if (similarity := dice_similarity(left[i], right[j])) >= _LEAST_SIMILARITY
    ]
    match((i, j) for _, i, j in sorted(similar, key=order))
    return Pairing(
        tuple(sorted(matched.items(), key=lambda both: both[1])),
        tuple(i for i in range(len(old)) if i not in matched),
        tuple(j for j in range(len(new)) if j not in taken),
    )


def _buckets(
    sides: Iterable[tuple[Sequence[T], Mapping[int, tuple[Hashable, ...]], Container[int]]],
    text_of: Callable[[T], str],
    differing: tuple[bool, ...],
) -> Iterable[tuple[list[int], list[int]]]:
    """Return the positions of the items left on both sides by their text and some traits."""
    found: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (items, traits, done) in enumerate(sides):
        for n, values in traits.items():
            if n not in done:
                kept = tuple(
                    v for v, differs in zip(values, differing, strict=False) if not differs
                )
                found[text_of(items[n]), kept][side].append(n)
    return found.values()


def _nearest(
    old: Sequence[T], olds: Sequence[int], new: Sequence[T], news: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Yield pairs with the nearest numbers first, each item once.

    Those with the same number are paired in their order. Of the rest, the nearest two are always
    neighbours in the order of numbers. When they are taken out, those on both sides of them become
    neighbours.
    """
    if not (olds and news):
        return
    line: list[tuple[int, int, int]] = []
    for number, (here, there) in sorted(_by_number(old, olds, new, news).items()):
        yield from zip(here, there, strict=False)
        line += [(number, 0, n) for n in here[len(there) :]]
        line += [(number, 1, n) for n in there[len(here) :]]
    after = [*range(1, len(line) + 1)]
    before = [*range(-1, len(line) - 1)]
    heap: list[tuple[int, int, int, int, int]] = []

    def propose(a: int, b: int) -> None:
        if a >= 0 and b < len(line) and line[a][1] != line[b][1]:
            heappush(heap, (line[b][0] - line[a][0], line[a][0], line[b][0], a, b))

    for at in range(len(line) - 1):
        propose(at, at + 1)
    gone: set[int] = set()
    while heap:
        *_, a, b = heappop(heap)
        if a in gone or b in gone:
            continue
        gone |= {a, b}
        left, right = before[a], after[b]
        if left >= 0:
            after[left] = right
        if right < len(line):
            before[right] = left
        propose(left, right)
        first, second = (a, b) if line[a][1] == 0 else (b, a)
        yield line[first][2], line[second][2]


def _by_number(
    old: Sequence[T], olds: Sequence[int], new: Sequence[T], news: Sequence[int]
) -> dict[int, tuple[list[int], list[int]]]:
    """Return the positions of both sides by number."""
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, (items, positions) in enumerate(((old, olds), (new, news))):
        for n in positions:
            found[items[n].number][side].append(n)
    return found


def _likely_pairs(
    left: Mapping[int, tuple[int, Counter[str]]], right: Mapping[int, tuple[int, Counter[str]]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of items, each a number and its bigrams, that share the most rare bigrams.

    The work goes with the number of items: each is compared with a few of the other side.
    """
    found: dict[tuple[int, int], None] = {}
    for items, others, swapped in ((left, right, False), (right, left, True)):
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for at, (number, grams) in others.items():
            for gram in grams:
                places[gram].append((number, at))
        for listed in places.values():
            listed.sort()
        for at, (number, grams) in items.items():
            known = sorted((len(places[gram]), gram) for gram in grams if gram in places)
            shared: Counter[tuple[int, int]] = Counter()
            for size, gram in known[:_MOST_GRAMS]:
                # Of many with the bigram, those of near numbers.
                first = bisect_left(places[gram], (number, -1)) - _MOST_NEAR // 2
                first = max(0, min(first, size - _MOST_NEAR))
                shared.update(places[gram][first : first + _MOST_NEAR])
            ranked = sorted(shared, key=lambda o: (-shared[o], abs(o[0] - number), o))
            for _, other in ranked[:_MOST_NEAR]:
                found[(other, at) if swapped else (at, other)] = None
    return iter(found)


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
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    common = sum(min(count, large[gram]) for gram, count in small.items() if gram in large)
    return 2 * common / (sum(a.values()) + sum(b.values()))
