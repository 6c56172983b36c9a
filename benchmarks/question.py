"""What it costs that a set remembers its question: ``python benchmarks/question.py``.

A two-filter query and its count, warm, with names resolved, against the same with the question
left out. Alternating rounds; the medians and their ratio are printed, and a ratio over the
target makes the exit status 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

import svctrade
from svctrade import MeasureSet

ROUNDS, CALLS = 41, 2000
TARGET = 2.0

MEASURES = svctrade.measures()
XIAMEN, NIA = svctrade.region("厦门"), svctrade.body("移民局")
WHOLE = MEASURES._question


class Forgetful(MeasureSet):
    """A set that keeps no question."""

    __slots__ = ()

    def _narrow(self, method: str, asked: object, mask: int, **options: str) -> Forgetful:  # noqa: ARG002  # as its parent
        return Forgetful(self.edition, self._mask & mask, WHOLE, self._index)


def timed(count: Callable[[], int]) -> float:
    """Return the seconds that one call takes."""
    start = perf_counter()
    for _ in range(CALLS):
        count()
    return (perf_counter() - start) / CALLS


def main() -> int:
    """Measure, and tell."""
    forgetful = Forgetful(MEASURES.edition, MEASURES._mask, WHOLE)
    found = MEASURES.in_region(XIAMEN).led_by(NIA)
    pairs: dict[str, tuple[Callable[[], int], Callable[[], int]]] = {
        "query and count": (
            lambda: len(MEASURES.in_region(XIAMEN).led_by(NIA)),
            lambda: len(forgetful.in_region(XIAMEN).led_by(NIA)),
        ),
        "count alone": (lambda: len(found), lambda: len(forgetful)),
    }
    worst = 0.0
    for what, (remembering, forgetting) in pairs.items():
        rounds = [(timed(remembering), timed(forgetting)) for _ in range(ROUNDS)]
        with_it, without = (1e6 * median(side) for side in zip(*rounds, strict=True))
        ratio = median(a / b for a, b in rounds)
        worst = max(worst, ratio)
        print(f"{what}: {with_it:.2f} µs, without {without:.2f} µs, ratio {ratio:.2f}")
    print(f"target: at most {TARGET}")
    return 0 if worst <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
