"""Spelling suggestions: the known names that are closest to a mistyped one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from operator import eq

import attrs

from .._io import decoded

_MOST = 3
# How alike two spellings have to be: of three characters two, of a Latin word three quarters.
_ALIKE_CHARACTERS = 0.66
_ALIKE_LETTERS = 0.77
# Of two that are equally near, the one that has the right characters is meant.
_WEIGHTS = (1.0, 0.99, 0.98)
# What an edition does not have is seldom meant.
_OF_OTHERS = 0.9
# A place has as many characters; of three all have to sound or look right, of four all but one.
_ALIKE_PLACES = 0.75
_NONE: Mapping[str, str] = {}
# A suggestion so far behind the best one would only distract.
_FAR_BEHIND = 0.08
# Of a Latin name shorter than this, one wrong letter leaves too little to go by.
_SHORTEST_WORD = 4
_FEWEST_SYLLABLES = 3
_SHORT_NAME = 4


@attrs.frozen
class Tables:
    """How characters sound, and which are taken for each other by the eye."""

    sounds: dict[int, str]
    looks: dict[int, str]


@cache
def tables() -> Tables:
    """Return the bundled tables.

    Raises:
        DataError: their file is missing or damaged.
    """
    return decoded("names/misspellings.json", _tables_from)


def _tables_from(text: str) -> Tables:
    raw = json.loads(text)
    return Tables(
        {ord(c): sound for sound, characters in raw["sounds"].items() for c in characters},
        {ord(c): group[0] for group in raw["lookalikes"] for c in group},
    )


def closest_matches(
    name: str,
    own: Mapping[str, str],
    others: Mapping[str, str],
    *,
    places: Mapping[str, str] = _NONE,
    cities: Mapping[str, str] = _NONE,
) -> tuple[str, ...]:
    """Return the values of at most three forms that are nearest to *name*, nearest first.

    *name* and the keys of both mappings are normalized. One of *others* is returned where it is
    nearer than each of *own*. Of *places* inside and *cities* outside there are hundreds, so a name
    has to be all but the same. Near is what differs by a character or two, has its characters
    swapped, sounds the same (in pinyin, without tones) or looks alike.

    Raises:
        DataError: the tables of sounds and looks are missing or damaged.
    """
    if name.isdecimal() or (name.isascii() and len(name) < _SHORTEST_WORD):
        return ()
    matcher = _Matcher(name, tables())
    best = _ranked(matcher, own, 1.0) | _ranked(matcher, places, 1.0, _ALIKE_PLACES)
    outside = _ranked(matcher, others, _OF_OTHERS)
    outside |= _ranked(matcher, cities, _OF_OTHERS, _ALIKE_PLACES)
    nearest = max(best.values(), default=0.0)
    best |= {shown: alike for shown, alike in outside.items() if alike > nearest}
    ranked = sorted(best, key=lambda shown: -best[shown])
    return tuple(s for s in ranked if best[s] >= best[ranked[0]] - _FAR_BEHIND)[:_MOST]


def _ranked(
    matcher: _Matcher, forms: Mapping[str, str], weight: float, least: float = 0.0
) -> dict[str, float]:
    """Return how near each value is by its nearest form, where that is near enough."""
    cutoff = max(matcher.cutoff, least * weight) * min(_WEIGHTS)
    best: dict[str, float] = {}
    for form, shown in forms.items():
        if least and not matcher.latin and len(form) != matcher.length:
            continue
        alike = weight * matcher.similarity(form)
        if alike >= cutoff and alike > best.get(shown, 0):
            best[shown] = alike
    return best


class _Matcher:
    """Compares one name with many forms: by character, by look, and by sound.

    A Chinese name sounds syllable by syllable; a Latin one may be the pinyin of a Chinese one.
    """

    def __init__(self, name: str, tables: Tables) -> None:
        self.characters = sorted(name)
        self.length = len(name)
        self.latin = name.isascii()
        self.tables = tables
        self.cutoff = _ALIKE_LETTERS if self.latin else _ALIKE_CHARACTERS
        self.spellings = self._spellings(name)
        self.matchers = [SequenceMatcher(None, (), s) for s in self.spellings]

    def similarity(self, form: str) -> float:
        """Return how alike the name and *form* are, from 0 (too little to matter) to 1."""
        if not self.latin and abs(len(form) - self.length) > max(1, self.length // 4):
            return 0.0
        if sorted(form) == self.characters:
            return 1.0
        best = 0.0
        spellings = zip(self.matchers, self.spellings, self._spellings(form), _WEIGHTS, strict=True)
        for matcher, own, spelling, weight in spellings:
            if not self.latin and len(form) == self.length <= _SHORT_NAME:
                # Of two short names of one length, one character replaces another: none moved.
                same = sum(map(eq, spelling, own)) / self.length
                best = max(best, weight * same if same >= self.cutoff else 0.0)
                continue
            matcher.set_seq1(spelling)
            if matcher.real_quick_ratio() >= self.cutoff and matcher.quick_ratio() >= self.cutoff:
                ratio = matcher.ratio()
                if ratio >= self.cutoff:
                    best = max(best, weight * ratio)
        return best

    def _spellings(self, text: str) -> tuple[Sequence[str], Sequence[str], Sequence[str]]:
        sounds = [self.tables.sounds.get(ord(character), character) for character in text]
        spelt: Sequence[str] = sounds
        if self.latin:
            # Of two syllables too many words are near.
            letters = "".join(sounds)
            pinyin = letters.isascii() and (text.isascii() or len(text) >= _FEWEST_SYLLABLES)
            spelt = letters if pinyin else ""
        return text, text.translate(self.tables.looks), spelt
