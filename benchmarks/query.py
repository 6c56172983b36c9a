"""The cost of keeping the query with a set.

Two-filter queries and their counts, compared with sets that keep no query.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import product
from time import perf_counter

import svctrade
from svctrade import MeasureSet

from .findings import Finding, compared, format_seconds
from .timing import in_turn, ratio, typical

HOW = (
    "Every region with every body: a two-filter query and its count, with and without its query."
    " The filters take records. A record is written as its name when the filter is called, so that"
    " a query prints without its edition; that takes more than the target allows."
)
_TARGET = 2
_ALL = svctrade.measures()._query


class WithoutQuery(MeasureSet):
    """A set that does not keep its query."""

    __slots__ = ()

    def _narrow(
        self,
        method: str,  # noqa: ARG002  # as its parent, here and below
        asked: tuple[object, ...],  # noqa: ARG002
        mask: int,
        options: dict[str, str] | None = None,  # noqa: ARG002
    ) -> WithoutQuery:
        return WithoutQuery(self._indexed, self._mask & mask, _ALL)


def seconds_per_query(measures: MeasureSet) -> float:
    """Return the mean seconds of a two-filter query and its count, over all regions and bodies."""
    edition = measures.edition
    pairs = [*product(edition.regions, edition.bodies)]
    start = perf_counter()
    for region, body in pairs:
        len(measures.in_region(region).led_by(body))
    return (perf_counter() - start) / len(pairs)


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    measures = svctrade.measures()
    without = WithoutQuery(measures._indexed, measures._mask, _ALL)
    kept, left_out = "a count, keeping the query", "without it"
    taken = in_turn(
        {
            kept: partial(seconds_per_query, measures),
            left_out: partial(seconds_per_query, without),
        },
        rounds,
    )
    note = format_seconds(typical(taken, kept))
    yield compared(kept, ratio(taken, kept, left_out), _TARGET, left_out, note)
