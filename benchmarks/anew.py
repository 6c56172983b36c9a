"""Questions that were not asked before: a set may remember what it answered."""

from __future__ import annotations

from itertools import product
from time import perf_counter
from typing import TypeVar

from svctrade import MeasureSet

Measures = TypeVar("Measures", bound=MeasureSet)


def fresh(measures: Measures) -> Measures:
    """Return the same set, which has answered nothing yet.

    >>> import svctrade
    >>> fresh(svctrade.measures()) == svctrade.measures()
    True
    """
    return type(measures)(measures._indexed, measures._mask, measures._query)


def asking(measures: MeasureSet) -> float:
    """Return the seconds that a two-filter query and its count take: the mean over all there are.

    They are each region with each body, names resolved, and no set is asked twice.
    """
    edition = measures.edition
    questions = [
        (fresh(measures), region, body) for region, body in product(edition.regions, edition.bodies)
    ]
    start = perf_counter()
    for whole, region, body in questions:
        len(whole.in_region(region).led_by(body))
    return (perf_counter() - start) / len(questions)
