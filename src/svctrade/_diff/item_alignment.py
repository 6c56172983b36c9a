"""Links between the items of a local plan and the items of its parent document.

The functions take plain items (key, heading, text) and know nothing of editions. Two texts are
compared by their character n-grams, weighted by how rare each is in the two documents together
(TF-IDF); an inverted index keeps the work to the pairs that share something. An item is linked
with its most similar item of the parent, and with another one only for a passage that the first
does not have.
"""

import functools
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from operator import add
from typing import Literal, NamedTuple, TypeAlias

import attrs

from .._model import Span

ItemKey: TypeAlias = int | str
Relation: TypeAlias = Literal["same", "adapted", "partial"]
LinkBasis: TypeAlias = Literal["computed", "confirmed", "added"]
Action: TypeAlias = Literal["confirm", "add", "remove"]

DERIVED_FLOOR = 0.052
"""The score that an item needs where the plan says that it carries out the parent."""

UNRELATED_FLOOR = 0.18
"""The score that an item needs where the plan does not say so."""

_GRAM_LENGTHS = (2, 3, 4)
# Between a plain TF-IDF (1) and one that hears little but rare words (2).
_RARITY_EXPONENT = 1.5
# What so many items have, or a quarter of all, tells none of them from another; half of the work
# of the index goes into it.
_COMMON_USES = 20
_COMMON_SHARE = 4
# Scores that differ by less are equal: the order of a sum may move the last digits.
_TIE = 1e-9

# Every item of the plan is compared with every item of the parent.
_MOST_PAIRS = 500_000
_MOST_PARENTS = 20

# What equal headings add to the score of an item that is otherwise below the floor.
_HEADING_BONUS = 0.03
# What another parent must add, as a share of the floor; and the characters of the passage that it
# must share. A term has four or six, a clause seven and more.
_FURTHER_FLOOR = 0.8
_SHORTEST_PASSAGE = 7

# A passage of fewer characters than this is chance and not a shared word.
_SHORTEST_MATCH = 2
_SHORTEST_WORD = 4
# How many places are tried for one pair of characters, in either text: a text of one character
# repeated must not take quadratic time.
_MOST_PLACES = 32

# Two texts are the same where almost all is common, or most is and no stretch of more than some
# characters, or a tenth of the text, is in one alone: that is a clause more or less.
_SAME_LIKENESS = 0.94
_SAME_LIKENESS_WITHOUT_GAP = 0.84
_LONGEST_GAP = 10
_GAP_SHARE = 10
# What an item needs of common text and heading to be more than a part.
_PARTIAL_LIKENESS = 0.55
_HEADING_WEIGHT = 0.3
# What a heading says that several items of its document share: nothing either way.
_SHARED_HEADING_LIKENESS = 0.4

_NUMBER = re.compile(r"\d+")
# A local plan names its own level and bodies; these characters alone are no change.
_LEVEL_WORDS = re.compile(
    r"地级以上|设区|自治|全[国省市县区州]|我[国省市县区州]|本[省市县区州]|[省市县区州旗盟镇厅局委办]"
)


class PlainItem(NamedTuple):
    """One item of a document: a measure of a plan, or what replaces it.

    Args:
        key: What names the item; unique in its document.
        heading: The heading over the item, or ``""``.
        text: The text of the item, without the statement of who is responsible.
    """

    key: ItemKey
    heading: str
    text: str


@attrs.frozen
class SharedPassage:
    """Words that a measure of a plan shares with one of its parent.

    Args:
        words: the words as the plan prints them.
        here: their place in the text of the plan's measure.
        there: their place in the text of the parent's measure.

    >>> import svctrade
    >>> link = svctrade.align(svctrade.edition()).links[58]
    >>> link.parents[0].shared[0].here.start
    0
    """

    __module__ = "svctrade"

    words: str
    here: Span
    there: Span


@attrs.frozen
class Correction:
    """A person's decision on one link.

    Args:
        action: ``"confirm"`` keeps a link whatever the score; ``"add"`` makes one that was not
            found; ``"remove"`` takes one away.
        item: The key of the plan's item.
        parent: The key of the parent's item.
        by: Who decided, as given by the caller.
        on: When, as given by the caller.
    """

    action: Action = attrs.field(validator=attrs.validators.in_(("confirm", "add", "remove")))
    item: ItemKey
    parent: ItemKey
    by: str = ""
    on: str = ""


@attrs.frozen
class ParentLink:
    """One item of the parent that an item of the plan takes over.

    Args:
        key: The key of the parent's item.
        relation: ``"same"``, ``"adapted"`` or ``"partial"``.
        likeness: The share of the two texts that they have in common, from 0 to 1; the words
            of the administrative level are left out.
        score: The similarity that the link was chosen by, from 0 to 1.
        heading_likeness: How much the two headings have in common, from 0 to 1.
        shared: The words that both texts have, in the order of the plan.
        basis: ``"computed"``, or ``"confirmed"`` or ``"added"`` by a person.
        correction: The correction that confirmed or added the link, or None.
    """

    key: ItemKey
    relation: Relation
    likeness: float
    score: float
    heading_likeness: float
    shared: tuple[SharedPassage, ...]
    basis: LinkBasis = "computed"
    correction: Correction | None = None


@attrs.frozen
class ItemLink:
    """An item of the plan with the items of the parent that it takes over, the closest first.

    Args:
        key: The key of the plan's item.
        parents: The items of the parent; at least one.
        new: Where its text has words that none of these items has.
    """

    key: ItemKey
    parents: tuple[ParentLink, ...]
    new: tuple[Span, ...]


@attrs.frozen
class ItemAlignment:
    """What a plan takes over from its parent, item by item.

    ``links`` and ``own`` partition the items of the plan, ``taken_up`` and ``not_taken_up`` those
    of the parent; each is in the order of its document.

    Args:
        links: The items of the plan that take something over.
        own: The keys of the plan's other items.
        taken_up: The keys of the parent's items that some link names.
        not_taken_up: The keys of the parent's other items.
    """

    links: tuple[ItemLink, ...]
    own: tuple[ItemKey, ...]
    taken_up: tuple[ItemKey, ...]
    not_taken_up: tuple[ItemKey, ...]


@attrs.frozen
class _PreparedItems:
    """The items of one document, ready to be compared."""

    items: tuple[PlainItem, ...]
    positions: Mapping[ItemKey, int] = attrs.field(repr=False)
    headings: tuple[str, ...] = attrs.field(repr=False)
    texts: tuple["_Normalized", ...] = attrs.field(repr=False)
    own_heading: tuple[bool, ...] = attrs.field(repr=False)
    grams: tuple[Mapping[str, float], ...] = attrs.field(repr=False)
    frequencies: Mapping[str, int] = attrs.field(repr=False)


# Many plans have one parent, and preparing it for each takes 12 % longer:
# ``python -m benchmarks plans``.
@functools.lru_cache(maxsize=2)
def _prepare(items: tuple[tuple[ItemKey, str, str], ...]) -> "_PreparedItems":
    """Count what is needed of the items of one document."""
    kept = tuple(PlainItem(*item) for item in items)
    positions: dict[ItemKey, int] = {}
    for at, item in enumerate(kept):
        if positions.setdefault(item.key, at) != at:
            raise ValueError(f"Two items of one document have the key {item.key!r}.")
    headings = tuple(_Normalized.of(item.heading).text for item in kept)
    texts = tuple(_Normalized.of(item.text) for item in kept)
    uses = Counter(headings)
    grams = tuple(
        _dampened_counts(heading, text.text, 1 / uses[heading])
        for heading, text in zip(headings, texts, strict=True)
    )
    frequencies: Counter[str] = Counter()
    for counts in grams:
        frequencies.update(counts.keys())
    own_heading = tuple(heading != "" and uses[heading] == 1 for heading in headings)
    return _PreparedItems(kept, positions, headings, texts, own_heading, grams, frequencies)


def align_items(
    plan: Iterable[tuple[ItemKey, str, str]],
    parent: Iterable[tuple[ItemKey, str, str]],
    *,
    derived: bool,
    corrections: Iterable[Correction] = (),
) -> ItemAlignment:
    """Link the items of a plan with the items of its parent.

    The result depends on headings, texts and the order of the items alone; shuffling either
    document changes the order of the result and nothing else.

    Args:
        plan: The items of the plan.
        parent: The items of the document that it may carry out.
        derived: Whether the plan is known to carry out the parent. Without that, only items
            that share much are linked.
        corrections: Links that a person confirmed, added or removed.

    Returns:
        The links, and the items without one on either side.

    Raises:
        ValueError: Two items of one document have the same key, a correction names an item that
            its document does not have, two corrections contradict each other, or there are too many
            items.

    Examples:
        >>> parent = [
        ...     (1, "开办企业", "推行企业开办一网通办，压缩办理时间。"),
        ...     (2, "获得电力", "降低企业用电成本。"),
        ... ]
        >>> plan = [
        ...     ("一", "开办企业", "推行企业开办一网通办，再压缩办理时间。"),
        ...     ("二", "公园建设", "建设体育公园。"),
        ... ]
        >>> result = align_items(plan, parent, derived=True)
        >>> [(link.key, [(up.key, up.relation) for up in link.parents]) for link in result.links]
        [('一', [(1, 'same')])]
        >>> result.own, result.not_taken_up
        (('二',), (2,))
    """
    ours, theirs = _prepare(tuple(plan)), _prepare(tuple(parent))
    if len(ours.items) * len(theirs.items) > _MOST_PAIRS:
        raise ValueError(
            f"{len(ours.items)} items of the plan and {len(theirs.items)} of the parent are too "
            f"many to align: at most {_MOST_PAIRS} pairs are compared"
        )
    decided = _decisions(corrections, ours, theirs)
    scores = _Scores(ours, theirs)
    floor = DERIVED_FLOOR if derived else UNRELATED_FLOOR
    chosen = [scores.select(i, floor) for i in range(len(ours.items))]
    _apply(decided, chosen, scores)
    links: list[ItemLink] = []
    own: list[ItemKey] = []
    taken: set[int] = set()
    for i, parents in enumerate(chosen):
        if parents:
            links.append(_describe(i, parents, scores, decided))
            taken.update(parents)
        else:
            own.append(ours.items[i].key)
    return ItemAlignment(
        links=tuple(links),
        own=tuple(own),
        taken_up=tuple(item.key for j, item in enumerate(theirs.items) if j in taken),
        not_taken_up=tuple(item.key for j, item in enumerate(theirs.items) if j not in taken),
    )


def shared_words(ours: str, theirs: str) -> tuple[SharedPassage, ...]:
    """Find the words that two texts share, the longest passages first taken.

    Passages of fewer than four characters count only where there is no longer one. Punctuation,
    white space and the width of characters make no difference.

    Args:
        ours: The text of the plan's item.
        theirs: The text of the parent's item.

    Returns:
        The shared words in the order of *ours*; no two overlap, in either text.

    Examples:
        >>> shared = shared_words("全面推行一网通办改革", "深化“一网通办”改革试点")
        >>> [found.words for found in shared]
        ['一网通办改革']
    """
    here, there = _Normalized.of(ours), _Normalized.of(theirs)
    return _as_words(_matches(here, there), ours, here, there)


def new_words(text: str, shared: Iterable[Span]) -> tuple[Span, ...]:
    """Find the stretches of a text that lie outside of what is shared.

    Args:
        text: The text of the plan's item.
        shared: The ranges of the words that it shares; they may overlap.

    Returns:
        The other ranges, without punctuation at their ends, in order.

    Examples:
        >>> text = "推行一网通办，建设体育公园。"
        >>> [span.of(text) for span in new_words(text, [Span(0, 6)])]
        ['建设体育公园']
    """
    found: list[Span] = []
    start = 0
    for span in [*sorted(shared, key=attrs.astuple), Span(len(text), len(text))]:
        end = max(start, span.start)
        letters = [at for at in range(start, end) if _fold(text[at])]
        if letters:
            found.append(Span(letters[0], letters[-1] + 1))
        start = max(start, span.stop)
    return tuple(found)


@attrs.frozen
class _Normalized:
    """A text without punctuation, the place of each character in the original, and its pairs."""

    text: str
    places: list[int]
    # Where each pair of characters begins.
    pairs: Mapping[str, list[int]]

    @classmethod
    def of(cls, text: str) -> "_Normalized":
        letters = list(map(_fold, text))
        folded = "".join(letters)
        places = [at for at, letter in enumerate(letters) if letter]
        return cls(folded, places, _places(folded))


@functools.cache
def _fold(character: str) -> str:
    """Return a character in the form that is compared, ``""`` for punctuation.

    What folds into several characters stays as it is, so that each has one place.
    """
    folded = unicodedata.normalize("NFKC", character).lower()
    if not any(letter.isalnum() for letter in folded):
        return ""
    return folded if len(folded) == 1 else character


def _dampened_counts(heading: str, text: str, heading_weight: float) -> dict[str, float]:
    """Count the n-grams of an item, the tenth of one for little more than the second.

    Those of the heading count for less where other items of the document share it.
    """
    counts: dict[str, float] = dict(Counter(_grams(text)))
    for gram in _grams(heading):
        counts[gram] = counts.get(gram, 0.0) + heading_weight
    return {gram: 1 + math.log(n) if n > 1 else n for gram, n in counts.items()}


def _grams(text: str) -> list[str]:
    if len(text) == 1:
        return [text]
    return [
        text[start : start + length]
        for length in _GRAM_LENGTHS
        for start in range(len(text) - length + 1)
    ]


class _Scores:
    """The similarity of each item of the plan with each item of the parent."""

    def __init__(self, ours: _PreparedItems, theirs: _PreparedItems) -> None:
        self.ours = ours
        self.theirs = theirs
        in_plan, in_parent = ours.frequencies, theirs.frequencies
        shared = {gram: in_plan[gram] + in_parent[gram] for gram in in_plan.keys() & in_parent}
        total = len(ours.items) + len(theirs.items)
        self._vectors = _unit_vectors(ours, shared, total)
        self._parent_vectors = _unit_vectors(theirs, shared, total)
        index: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
        for j, vector in enumerate(self._parent_vectors):
            for gram, weight in vector.items():
                index[gram].append((j, weight))
        self.rows = tuple(self._score(vector, index) for vector in self._vectors)
        self._best_of_row = tuple(max(row, default=0.0) for row in self.rows)
        self._best_of_column = tuple(max(column) for column in zip(*self.rows, strict=True))

    def _score(
        self, vector: Mapping[str, float], index: Mapping[str, Iterable[tuple[int, float]]]
    ) -> list[float]:
        row = [0.0] * len(self.theirs.items)
        for gram, weight in vector.items():
            for j, other in index[gram]:
                row[j] += weight * other
        return row

    def select(self, i: int, floor: float) -> list[int]:
        """Choose the parents of one item, the closest first.

        The first reaches the floor by its score and what the headings have in common. Another
        one is as good as the first, or shares a passage that those before it do not have. Of very
        many, the first 20 are taken.
        """
        row = self.rows[i]
        lowest = min(floor - _HEADING_BONUS, floor * _FURTHER_FLOOR)
        candidates = self.closest_first(i, [j for j, score in enumerate(row) if score >= lowest])
        first = next((j for j in candidates if row[j] + self._heading_bonus(i, j) >= floor), None)
        if first is None:
            return []
        chosen = [first]
        explained = set(self.theirs.grams[first])
        for j in candidates:
            if len(chosen) == _MOST_PARENTS:
                break
            if j != first and (
                abs(row[j] - row[first]) <= _TIE
                or self._adds(i, j, explained, floor * _FURTHER_FLOOR)
            ):
                chosen.append(j)
                explained.update(self.theirs.grams[j])
        return self.closest_first(i, chosen)

    def _heading_bonus(self, i: int, j: int) -> float:
        if not (self.ours.own_heading[i] and self.theirs.own_heading[j]):
            return 0.0
        return _HEADING_BONUS * _heading_likeness(self.ours.headings[i], self.theirs.headings[j])

    def _adds(self, i: int, j: int, explained: set[str], floor: float) -> bool:
        """Return whether two items share enough that is not explained, and a passage of it."""
        if self.rows[i][j] < floor:
            return False
        mine, theirs = self._vectors[i], self._parent_vectors[j]
        rest = mine.keys() & theirs.keys() - explained
        if math.fsum(mine[gram] * theirs[gram] for gram in rest) < floor:
            return False
        text, size = self.ours.texts[i].text, max(_GRAM_LENGTHS)
        passage = 0
        for start in range(len(text) - size + 1):
            gram = text[start : start + size]
            passage = passage + 1 if gram in self.theirs.grams[j] and gram not in explained else 0
            if passage + size - 1 == _SHORTEST_PASSAGE:
                return True
        return False

    def closest_first(self, i: int, parents: Iterable[int]) -> list[int]:
        """Sort some of the parent's items by their score, and equal ones by their order."""
        row = self.rows[i]
        return sorted(parents, key=lambda j: (-row[j], j))

    def mutual(self, i: int, j: int) -> bool:
        """Return whether neither item is closer to another one."""
        score = self.rows[i][j] + _TIE
        return score >= self._best_of_row[i] and score >= self._best_of_column[j]


def _unit_vectors(
    document: _PreparedItems, shared: Mapping[str, int], total: int
) -> tuple[dict[str, float], ...]:
    """Weigh the n-grams of each item so that their squares add up to one.

    Those that only one document has count for the length and are left out. Common ones weigh
    nothing, unless an item has no others.
    """
    every = [
        math.log((2 + total) / (1 + frequency)) ** _RARITY_EXPONENT
        for frequency in range(total + 1)
    ]
    limit = max(_COMMON_USES, total // _COMMON_SHARE)
    rare = [weight if frequency <= limit else 0.0 for frequency, weight in enumerate(every)]
    # An n-gram that both documents have is counted in both.
    uses = {**document.frequencies, **shared}
    vectors: list[dict[str, float]] = []
    for counts in document.grams:
        vector = _unit_vector(counts, uses, shared, rare)
        if vector is None:
            vector = _unit_vector(counts, uses, shared, every)
        vectors.append(vector or {})
    return tuple(vectors)


def _unit_vector(
    counts: Mapping[str, float],
    uses: Mapping[str, int],
    shared: Container[str],
    rarity: Sequence[float],
) -> dict[str, float] | None:
    """Return the vector of one item, or None where it has no length."""
    weights = {gram: count * rarity[uses[gram]] for gram, count in counts.items()}
    length = math.hypot(*weights.values())
    if not length:
        return None
    return {gram: weight / length for gram, weight in weights.items() if weight and gram in shared}


def _matches(here: _Normalized, there: _Normalized) -> list[tuple[int, int, int]]:
    """Pair the common passages of two texts, the longest first.

    Returns:
        Where each begins in *here* and in *there*, and its length; in the order of *here*.
    """
    size = len(here.text)
    if here.text == there.text:
        return [(0, 0, size)] if size else []
    free, free_there = [True] * size, [True] * len(there.text)
    found: list[tuple[int, int, int]] = []
    for length, start, opposite in _common_passages(here, there):
        run = 0
        for offset in range(length + 1):
            if offset < length and free[start + offset] and free_there[opposite + offset]:
                run += 1
                continue
            if run >= _SHORTEST_MATCH:
                begin = offset - run
                found.append((start + begin, opposite + begin, run))
                free[start + begin : start + offset] = [False] * run
                free_there[opposite + begin : opposite + offset] = [False] * run
            run = 0
    return sorted(found)


def _common_passages(here: _Normalized, opposite: _Normalized) -> list[tuple[int, int, int]]:
    """List the passages that two texts share and that cannot be extended, the longest first."""
    ours, theirs = here.text, opposite.text
    passages: list[tuple[int, int, int]] = []
    for beginning in here.pairs.keys() & opposite.pairs:
        for start in here.pairs[beginning][:_MOST_PLACES]:
            for there in opposite.pairs[beginning][:_MOST_PLACES]:
                if start and there and ours[start - 1] == theirs[there - 1]:
                    continue
                longest = min(len(ours) - start, len(theirs) - there)
                length = _SHORTEST_MATCH
                while length < longest and ours[start + length] == theirs[there + length]:
                    length += 1
                passages.append((length, start, there))
    passages.sort(key=lambda passage: (-passage[0], passage[1], passage[2]))
    return passages


def _places(text: str) -> dict[str, list[int]]:
    """Return where each pair of characters begins in a text."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for start, pair in enumerate(map(add, text, text[1:])):
        places[pair].append(start)
    return places


def _as_words(
    matches: Sequence[tuple[int, int, int]], ours: str, here: _Normalized, there: _Normalized
) -> tuple[SharedPassage, ...]:
    long_ones = [match for match in matches if match[2] >= _SHORTEST_WORD]
    found: list[SharedPassage] = []
    for start, other, length in long_ones or matches:
        span = Span(here.places[start], here.places[start + length - 1] + 1)
        opposite = Span(there.places[other], there.places[other + length - 1] + 1)
        found.append(SharedPassage(span.of(ours), span, opposite))
    return tuple(found)


@attrs.frozen
class _Comparison:
    """How far two texts agree, the words of the administrative level left out."""

    likeness: float
    wide_gap: bool
    numbers_differ: bool

    @classmethod
    def of(cls, ours: str, theirs: str, matches: Sequence[tuple[int, int, int]]) -> "_Comparison":
        common = sum(length for _, _, length in matches)
        gaps = [
            *_gaps(ours, [(start, length) for start, _, length in matches]),
            *_gaps(theirs, [(start, length) for _, start, length in matches]),
        ]
        different = sum(gaps)
        return cls(
            likeness=2 * common / (2 * common + different) if common + different else 1.0,
            wide_gap=max(gaps) > min(_LONGEST_GAP, max(len(ours), len(theirs)) // _GAP_SHARE),
            numbers_differ=Counter(_NUMBER.findall(ours)) != Counter(_NUMBER.findall(theirs)),
        )


def _gaps(text: str, covered: Iterable[tuple[int, int]]) -> Iterator[int]:
    """Give the length of each stretch outside of *covered* without the words of the level."""
    start = 0
    for begin, length in [*sorted(covered), (len(text), 0)]:
        yield len(_LEVEL_WORDS.sub("", text[start:begin]))
        start = begin + length


def _heading_likeness(ours: str, theirs: str) -> float:
    """Return the share of characters and pairs of characters that two headings have in common."""
    mine, yours = (
        {
            text[start : start + length]
            for length in (1, 2)
            for start in range(len(text) - length + 1)
        }
        for text in (_LEVEL_WORDS.sub("", heading) for heading in (ours, theirs))
    )
    return 2 * len(mine & yours) / (len(mine) + len(yours)) if mine or yours else 0.0


def _relation(comparison: _Comparison, heading_likeness: float, *, mutual: bool) -> Relation:
    """Say how an item takes over another.

    Same: nothing but the level, the bodies and single words changed, and no number. Partial: the
    two are not each other's closest, or neither text nor heading have much in common.
    """
    if not comparison.numbers_differ and (
        comparison.likeness >= _SAME_LIKENESS
        or (comparison.likeness >= _SAME_LIKENESS_WITHOUT_GAP and not comparison.wide_gap)
    ):
        return "same"
    if mutual and comparison.likeness + _HEADING_WEIGHT * heading_likeness >= _PARTIAL_LIKENESS:
        return "adapted"
    return "partial"


def _describe(
    i: int,
    parents: Sequence[int],
    scores: _Scores,
    decided: Mapping[tuple[int, int], Correction],
) -> ItemLink:
    item, here = scores.ours.items[i], scores.ours.texts[i]
    links: list[ParentLink] = []
    covered: list[Span] = []
    for j in parents:
        there = scores.theirs.texts[j]
        heading, other_heading = scores.ours.headings[i], scores.theirs.headings[j]
        # An item without a text is compared by its heading.
        mine = here if here.text else _Normalized.of(heading)
        yours = there if there.text else _Normalized.of(other_heading)
        matches = _matches(mine, yours)
        comparison = _Comparison.of(mine.text, yours.text, matches)
        shared = _as_words(matches, item.text, here, there) if here.text and there.text else ()
        covered.extend(found.here for found in shared)
        alike = _heading_likeness(heading, other_heading)
        own_headings = scores.ours.own_heading[i] and scores.theirs.own_heading[j]
        correction = decided.get((i, j))
        basis: LinkBasis = "computed"
        if correction is not None:
            basis = "confirmed" if correction.action == "confirm" else "added"
        links.append(
            ParentLink(
                key=scores.theirs.items[j].key,
                relation=_relation(
                    comparison,
                    alike if own_headings else _SHARED_HEADING_LIKENESS,
                    mutual=scores.mutual(i, j),
                ),
                likeness=comparison.likeness,
                score=min(1.0, scores.rows[i][j]),
                heading_likeness=alike,
                shared=shared,
                basis=basis,
                correction=correction,
            )
        )
    return ItemLink(item.key, tuple(links), new_words(item.text, covered))


def _decisions(
    corrections: Iterable[Correction], ours: _PreparedItems, theirs: _PreparedItems
) -> dict[tuple[int, int], Correction]:
    """Look up the items of the corrections, and refuse those that contradict each other."""
    decided: dict[tuple[int, int], Correction] = {}
    for correction in corrections:
        if correction.item not in ours.positions:
            raise ValueError(f"The plan has no item {correction.item!r}.")
        if correction.parent not in theirs.positions:
            raise ValueError(f"The parent has no item {correction.parent!r}.")
        pair = ours.positions[correction.item], theirs.positions[correction.parent]
        before = decided.setdefault(pair, correction)
        if before.action != correction.action:
            raise ValueError(
                f"Two corrections contradict each other: {before.action} and {correction.action} "
                f"the link of {correction.item!r} with {correction.parent!r}."
            )
        decided[pair] = correction
    return decided


def _apply(
    decided: Mapping[tuple[int, int], Correction], chosen: list[list[int]], scores: _Scores
) -> None:
    """Take the links away that a person removed, and put in those that a person wants."""
    for (i, j), correction in decided.items():
        parents = set(chosen[i])
        if correction.action == "remove":
            parents.discard(j)
        else:
            parents.add(j)
        chosen[i] = scores.closest_first(i, parents)
