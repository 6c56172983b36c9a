"""The search of the site: Sphinx's own English search, extended to find Chinese words.

Chinese text is indexed by single characters and pairs of characters, and `site_search.js` splits
what is searched for in the same way. No dictionary is needed, so no word is missed.
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
