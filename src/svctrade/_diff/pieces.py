"""Two texts in pieces: what both have, and what differs."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

# Texts of so many characters are compared character by character, where so many pairs of characters
# are equal: a text of 2,000 Chinese characters has 40,000, one of Latin letters 260,000.
_LONG = 2_000
_MOST_EQUAL = 300_000
# Of a longer text, so many in all.
_MOST_EQUAL_OF_ALL = 5 * _MOST_EQUAL
_SENTENCE = re.compile("[^。；;\n]*[。；;\n]|[^。；;\n]+")


def compare_words(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield two texts in pieces, as pairs of old and new words; equal where nothing changed.

    Long texts are compared by sentence first, and what lies between their common sentences by
    character, unless it is long or monotonous: then it is one piece.

    >>> [*compare_words("优化通关流程。", "优化通关和结算流程。")]
    [('优化通关', '优化通关'), ('', '和结算'), ('流程。', '流程。')]
    """
    left = _MOST_EQUAL_OF_ALL
    if max(len(before), len(after)) <= _LONG and _count_equal(before, after) <= _MOST_EQUAL:
        yield from _compare_characters(before, after)
        return
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    i = j = 0
    for a, b in [*_common_sentences(old, new), (len(old), len(new))]:
        gap, other = "".join(old[i:a]), "".join(new[j:b])
        short = max(len(gap), len(other)) <= _LONG
        equal = _count_equal(gap, other) if short else _MOST_EQUAL
        if short and equal <= min(left, _MOST_EQUAL):
            left -= equal
            yield from _compare_characters(gap, other)
        else:
            yield gap, other
        if a < len(old):
            yield old[a], new[b]
        i, j = a + 1, b + 1


def _count_equal(before: str, after: str) -> int:
    """Return how many pairs of a character of each text are equal."""
    counts = Counter(after)
    return sum(times * counts[character] for character, times in Counter(before).items())


def _compare_characters(before: str, after: str) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        yield before[i:j], after[k:m]


def _common_sentences(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the positions of sentences of both, in the order of both, as many as there can be.

    Those at the beginning and the end may be repeated; between them each is found once in each
    text.
    """
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    head = [(n, n) for n in range(first)]
    tail = [(len(old) - n, len(new) - n) for n in range(last, 0, -1)]
    left, right = old[first : len(old) - last], new[first : len(new) - last]
    uses, other_uses = Counter(left), Counter(right)
    places = {sentence: n for n, sentence in enumerate(right) if other_uses[sentence] == 1}
    once = [(n, places[s]) for n, s in enumerate(left) if uses[s] == 1 and s in places]
    return [*head, *((first + a, first + b) for a, b in _longest_rising(once)), *tail]


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of *pairs*, which rise on the left, that rises on the right too."""
    ends: list[int] = []
    chains: list[int] = []
    before: list[int] = []
    for at, (_, right) in enumerate(pairs):
        length = bisect_left(ends, right)
        before.append(chains[length - 1] if length else -1)
        ends[length : length + 1] = [right]
        chains[length : length + 1] = [at]
    found: list[tuple[int, int]] = []
    at = chains[-1] if chains else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
