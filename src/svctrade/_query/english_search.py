"""Terms of Latin letters that the text does not print, found in its English translation."""

import re
from collections.abc import Callable, Iterable

from .._index.indexed_edition import IndexedEdition
from .._model import Measure

Matcher = Callable[[Measure], re.Match[str] | None]


def term_matchers(terms: Iterable[str], indexed: IndexedEdition) -> dict[str, Matcher]:
    """Return for each term the function that finds it in a measure.

    Args:
        terms: words of the printed text, or of the translation.
        indexed: the edition, whose text decides which of both is searched.
    """
    return {term: _matcher(term, indexed) for term in terms}


def is_in_english(term: str, indexed: IndexedEdition) -> bool:
    """Whether a term is looked for in the translation: no measure prints its Latin letters."""
    if not (term.isascii() and any(map(str.isalpha, term))):
        return False
    return not any(term in measure.text for measure in indexed.measures(indexed.index.whole))


def word_beginning(term: str) -> re.Pattern[str]:
    """Return what finds a term at the beginning of English words, in any case.

    A space finds a hyphen, and a hyphen a space.

    >>> bool(word_beginning("port").search("Ports")), bool(word_beginning("port").search("support"))
    (True, False)
    >>> bool(word_beginning("cross border").search("Cross-border trade"))
    True
    """
    words = "[ -]+".join(map(re.escape, re.split("[ -]+", term)))
    return re.compile(rf"(?<![A-Za-z0-9]){words}", re.IGNORECASE)


def _matcher(term: str, indexed: IndexedEdition) -> Matcher:
    if is_in_english(term, indexed):
        word = word_beginning(term)
        return lambda measure: word.search(measure.text_en or "")
    printed = re.compile(re.escape(term))
    return lambda measure: printed.search(measure.text)
