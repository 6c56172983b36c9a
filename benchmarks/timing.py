"""Times of calls in alternation, so that other load on the machine affects all of them."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from functools import partial
from statistics import median
from time import perf_counter

ROUNDS = 21
# The shortest turn in seconds: shorter ones would measure the clock.
_TURN = 0.002

Call = Callable[[], object]
Times = dict[str, list[float]]


def alternating(calls: Mapping[str, Call], rounds: int) -> Times:
    """Return the seconds that each call took in each round."""
    return in_turn(warmed(calls), rounds)


def warmed(calls: Mapping[str, Call]) -> dict[str, Callable[[], float]]:
    """Return a function for each call that measures it warm, as often as the clock needs."""
    return {name: partial(seconds, call, _often(call)) for name, call in calls.items()}


def in_turn(measured: Mapping[str, Callable[[], float]], rounds: int) -> Times:
    """Return the result of each measuring function in each round; they alternate."""
    # Objects that exist already are left out of garbage collection.
    gc.collect()
    gc.freeze()
    taken: Times = {name: [] for name in measured}
    for _ in range(rounds):
        for name, measure in measured.items():
            taken[name].append(measure())
    gc.unfreeze()
    return taken


def seconds(call: Call, often: int = 1) -> float:
    """Return the mean seconds of a call, made *often* times."""
    start = perf_counter()
    for _ in range(often):
        call()
    return (perf_counter() - start) / often


def ratio(taken: Times, one: str, other: str) -> float:
    """Return the median over the rounds of the time of *one* divided by that of *other*.

    >>> ratio({"a": [2.0, 4.0, 9.0], "b": [1.0, 2.0, 3.0]}, "a", "b")
    2.0
    """
    return median(a / b for a, b in zip(taken[one], taken[other], strict=True))


def typical(taken: Times, name: str) -> float:
    """Return the median seconds of a call."""
    return median(taken[name])


def _often(call: Call) -> int:
    """Return how often a call is made in one turn, after a first one to warm up."""
    call()
    often = 1
    while seconds(call, often) * often < _TURN:
        often *= 2
    return often
