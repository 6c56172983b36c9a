"""Search by words: each word is given to every filter that takes a name or a term."""

from __future__ import annotations

from gettext import gettext
from typing import TYPE_CHECKING

from ..exceptions import SvctradeError, UnknownNameError
from .filters import FILTERS, Filter, quoted

if TYPE_CHECKING:
    from .._model import Measure
    from .._query.measure_set import MeasureSet

# The options of the filters that take a term or a name.
_TRIED = (
    *("mentioning", "region", "led-by", "involving", "task"),
    *("under", "service", "mode", "about"),
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
        found[f"--{filter_.option} {quoted(word)}"] = kept
        near |= dict.fromkeys(suggested)

    def is_in_statement(measure: Measure) -> bool:
        printed = word in measure.responsibility
        return printed or word.casefold() in (measure.responsibility_en or "").casefold()

    found[gettext("statement of responsibility")] = within.where(is_in_statement)
    return {option: kept for option, kept in found.items() if kept}, [*near]


def _try(filter_: Filter, word: str, within: MeasureSet) -> tuple[MeasureSet, tuple[str, ...]]:
    """Return what a filter finds for a word, or nothing and the nearest name."""
    nothing = within - within
    try:
        return getattr(within, filter_.method)(word), ()
    except UnknownNameError as error:
        # Of few known names all are suggested.
        return nothing, error.suggestions[:1] if len(error.suggestions) <= _FEW else ()
    except (SvctradeError, ValueError):
        return nothing, ()


_FEW = 3
