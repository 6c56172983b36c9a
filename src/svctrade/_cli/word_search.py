"""Search by words: each word is given to every filter that takes a term, a name or a number."""

from __future__ import annotations

from gettext import gettext
from shlex import quote
from typing import TYPE_CHECKING

import click

from .._names import simplify
from .._query.english_search import word_beginning
from ..exceptions import SvctradeError, UnknownNameError
from .filters import FILTERS, Filter
from .numbers import parse_numbers

if TYPE_CHECKING:
    from .._model import Measure
    from .._query.measure_set import MeasureSet

# The options of the filters that take a term, a name or a number.
_TRIED = (
    *("mentioning", "region", "led-by", "involving", "task"),
    *("number", "under", "service", "mode", "about"),
)


def search_word(word: str, within: MeasureSet) -> tuple[dict[str, MeasureSet], list[str]]:
    """Return what each filter finds for a word, and names that are near to it.

    A filter that does not know the word, or finds nothing, is left out. No filter looks into the
    statements of responsibility; they are searched as well.

    Returns:
        The measures by the option that finds them, and the nearest name of each kind.
    """
    found: dict[str, MeasureSet] = {}
    near: dict[str, None] = {}
    for filter_ in (f for f in FILTERS if f.option in _TRIED):
        kept, suggested = _try(filter_, word, within)
        found[f"--{filter_.option} {quote(word)}"] = kept
        near |= dict.fromkeys(suggested)

    printed, english = {word, simplify(word)}, word_beginning(word)

    def is_in_statement(measure: Measure) -> bool:
        if any(form in measure.responsibility for form in printed):
            return True
        return english.search(measure.responsibility_en or "") is not None

    found[gettext("statement of responsibility")] = within.where(is_in_statement)
    return {option: kept for option, kept in found.items() if kept}, [*near]


def _try(filter_: Filter, word: str, within: MeasureSet) -> tuple[MeasureSet, tuple[str, ...]]:
    """Return what a filter finds for a word, or nothing and the nearest name."""
    nothing = within - within
    try:
        values = parse_numbers(word) if filter_.type is parse_numbers else (word,)
        return getattr(within, filter_.method)(*values), ()
    except UnknownNameError as error:
        # Of few known names all are suggested.
        return nothing, error.suggestions[:1] if len(error.suggestions) <= _FEW else ()
    except (SvctradeError, ValueError, click.BadParameter):
        return nothing, ()


_FEW = 3
