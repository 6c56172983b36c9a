"""The search of the site: Sphinx's own, extended to find Chinese words, synonyms and names.

Chinese text is indexed by single characters and pairs of characters, and `site_search.js` splits
what is searched for in the same way. No dictionary is needed, so no word is missed. What people
look for in other words than the pages use is in `site_search.csv`; names and
topics are those of the library.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from sphinx.search.en import SearchEnglish

import svctrade
from svctrade._names.normalize import normalize_name

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]+|(?:(?![{_HAN}])\w)+")
_IS_HAN = re.compile(rf"[{_HAN}]")

# What people look for: the pages, best first; words of which a query has one; and words that it may
# have besides. A query with any other word is left to the index.
WORDS = Path(__file__).with_suffix(".csv")
# Of a topic so many measures are shown first; the others are found by their words.
_MEASURES = 10


def _entries() -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Yield the pages and the words of each row of the table, each framework and each topic."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            words, besides = (row[column].split("; ") for column in ("words", "besides"))
            yield row["pages"].split(), words, [word for word in besides if word]
    measures = svctrade.measures()
    for framework in svctrade.edition().frameworks:
        first, *others = (f"data/measures/{n}" for n in measures.under(framework).numbers)
        yield [first, "faq", "glossary", *others], [framework.lower()], ["framework", "框架"]
    layer = svctrade.edition().layer
    for item in layer.items if layer else ():
        if item.scheme == "topic":
            numbers = measures.about(item).numbers[:_MEASURES]
            words = [word.lower() for word in (item.name, item.name_en, *item.synonyms) if word]
            yield [f"data/measures/{n}" for n in numbers], words, ["measures", "举措"]


def _names() -> dict[str, str]:
    """Return the page of each name of a body or region, by the form that names are compared in."""
    pages: dict[str, str] = {}
    for folder, things in ("bodies", svctrade.bodies()), ("regions", svctrade.regions()):
        for thing in things:
            for name in filter(None, (thing.name, thing.official_name, thing.name_en)):
                pages.setdefault(normalize_name(name), f"data/{folder}/{thing.id}")
    for body in svctrade.bodies():
        if body.abbreviation:
            pages.setdefault(normalize_name(body.abbreviation), f"data/bodies/{body.id}")
    return pages


def _code() -> str:
    """Return the script with its data."""
    entries = [
        {"pages": pages, "words": words, "besides": besides} for pages, words, besides in _entries()
    ]
    data = {"ENTRIES": entries, "NAMES": _names(), "TRADITIONAL": _traditional()}
    lines = (f"const {key} = {json.dumps(value)};\n" for key, value in data.items())
    return "".join(lines) + Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def _traditional() -> dict[str, str]:
    """Return the simplified form of each traditional character, for those that the pages use."""
    path = Path(svctrade.__file__).parent / "data" / "names" / "traditional.json"
    table: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    edition = svctrade.edition()
    used = set(edition.source.text).union(WORDS.read_text(encoding="utf-8"), *_names())
    return {
        written: simple
        for simple, several in table.items()
        if simple in used
        for written in several
        if written not in used
    }


class SearchBoth(SearchEnglish):
    """English words by their stems, Chinese by pairs of characters."""

    lang = "both"
    js_splitter_code = _code()

    def word_filter(self, word: str) -> bool:
        """Whether a word is indexed; numbers are, because measures have numbers."""
        return word not in self.stopwords

    def split(self, input: str) -> list[str]:  # noqa: A002  # Sphinx's name for it
        """Return the words of a text."""
        words: list[str] = []
        for word in _WORD.findall(input):
            if _IS_HAN.match(word):
                words += map("".join, pairwise(word))
                words += word
            else:
                words.append(word)
        return words
