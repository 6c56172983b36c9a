"""`measures()` and `measure()`: what queries start with."""

from __future__ import annotations

from .._bundled.bundled import BUNDLED, EDITIONS
from .._query.measure_set import MeasureSet
from .._query.query import Query, quoted_literal

# A count needs no record: what other editions need is imported in the functions. A type checker
# takes this for typing.TYPE_CHECKING; `typing` alone costs as much as starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import SupportsIndex

    from .._index.indexed_edition import IndexedEdition
    from .._model import Edition, Measure


def indexed(edition: Edition | str | None) -> IndexedEdition:
    """Return the current edition, the one with that id, or an `Edition`, with its index.

    Raises:
        TypeError: *edition* is neither an edition nor an id.
        UnknownNameError: no edition has that id.
    """
    if edition is None:
        return BUNDLED[EDITIONS[-1]]
    if isinstance(edition, str) and edition in BUNDLED:
        return BUNDLED[edition]
    from .._index.indexed_edition import index_edition
    from .editions import find_edition

    return index_edition(find_edition(edition))


def measures(edition: Edition | str | None = None) -> MeasureSet:
    """Return all measures of an edition.

    Args:
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    Returns:
        The measures, in document order.

    Raises:
        UnknownNameError: no edition has that id.
        DataError: a file of the package is missing or damaged.

    >>> import svctrade
    >>> len(svctrade.measures())
    122
    """
    found = indexed(edition)
    start = "measures()" if edition is None else f"measures({quoted_literal(found.index.edition)})"
    return MeasureSet(found, found.index.whole, Query(start))


def measure(number: SupportsIndex, edition: Edition | str | None = None) -> Measure:
    """Return the measure with that *number*.

    Args:
        number: the number as printed; 1 to 122 in the annex of 2020.
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    Raises:
        UnknownNameError: no measure has that number.
        TypeError: *number* is not a whole number.

    >>> import svctrade
    >>> print(svctrade.measure(103))
    103 将服务贸易纳入多双边工商合作机制。
    中国贸促会负责推进
    """
    found = indexed(edition)
    position = found.index.position(number) if type(number) is int else None
    if position is None:
        from .._index.lookup import position_of

        position = position_of(found.index, number)
    return found.measure_at(position)
