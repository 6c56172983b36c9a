"""The search of the site: Sphinx's own, in English, that finds Chinese words too.

A stretch of Chinese goes into the index as its characters and its pairs of characters; a question
is split likewise by `site_search.js`. Nothing has to know what a word is, so none is missed.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from sphinx.search.en import SearchEnglish

_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_HAN}]+|(?:(?![{_HAN}])\w)+")
_IS_HAN = re.compile(rf"[{_HAN}]")


class SearchBoth(SearchEnglish):
    """English words by their stems, Chinese by pairs of characters."""

    lang = "both"
    js_splitter_code = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")

    def word_filter(self, word: str) -> bool:
        """Whether a word goes into the index: numbers too, which measures are known by."""
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
