"""What it costs that a set remembers its question.

Two-filter queries and their counts, each a new one, against the same with the question left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import svctrade
from svctrade import MeasureSet

from .anew import asking
from .findings import Finding, compared, spent
from .timing import in_turn, ratio, typical

HOW = "Two-filter queries and their counts, each a new one, against those that keep no question."
_TARGET = 2
WHOLE = svctrade.measures()._query


class Forgetful(MeasureSet):
    """A set that keeps no question."""

    __slots__ = ()

    def _narrow(
        self,
        method: str,  # noqa: ARG002  # as its parent, here and below
        asked: tuple[object, ...],  # noqa: ARG002
        mask: int,
        options: dict[str, str] | None = None,  # noqa: ARG002
    ) -> Forgetful:
        return Forgetful(self._indexed, self._mask & mask, WHOLE)


def findings(rounds: int) -> Iterator[Finding]:
    """Measure, and tell."""
    measures = svctrade.measures()
    forgetful = Forgetful(measures._indexed, measures._mask, WHOLE)
    remembering, forgetting = "a count, remembering the question", "forgetting it"
    taken = in_turn(
        {remembering: partial(asking, measures), forgetting: partial(asking, forgetful)}, rounds
    )
    note = spent(typical(taken, remembering))
    yield compared(remembering, ratio(taken, remembering, forgetting), _TARGET, forgetting, note)
