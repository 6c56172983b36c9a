"""Counted work: how much a call does, and how that grows with its input."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Any, TypeVar

from svctrade import SvctradeError

T = TypeVar("T")

# How many times the work of one size that of eight times the size may be. What is linear has 8, and
# what grows with the square has 64.
_TIMES, _MOST = 8, 14
# A time is compared where it is long enough to be measured, and leaves room for a busy machine.
_SHORTEST, _ROOM = 0.3, 3


def count_steps(run: Callable[[], object]) -> int:
    """Return how many instructions of Python a call takes."""
    steps = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal steps
        frame.f_trace_opcodes = True
        frame.f_trace_lines = False
        steps += event == "opcode"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        _outcome(run)
    finally:
        sys.settrace(before)
    return steps


def check_growth(make: Callable[[int], T], run: Callable[[T], object], size: int) -> None:
    """Check that the work of a call grows with its input, and not with the square of it.

    Args:
        make: Makes the input of a size.
        run: What is called with it. It may raise an error of the package, or a `ValueError`.
        size: The smaller of two sizes.
    """
    _outcome(partial(run, make(1)))  # what is made once does not count
    small, large = make(size), make(size * _TIMES)
    steps = [count_steps(partial(run, given)) for given in (small, large)]
    assert steps[1] <= _MOST * steps[0], steps


def check_time(make: Callable[[int], T], run: Callable[[T], object], size: int) -> None:
    """Check the same by the time, for work that libraries in C do.

    Args:
        make: Makes the input of a size.
        run: What is called with it.
        size: The smaller of two sizes.
    """
    small, large = make(size), make(size * _TIMES)
    seconds = [min(_time(run, given) for _ in range(2)) for given in (small, large)]
    assert seconds[1] <= max(_SHORTEST, _TIMES * seconds[0] * _ROOM), seconds


def _time(run: Callable[[T], object], given: T) -> float:
    start = time.process_time()
    _outcome(partial(run, given))
    return time.process_time() - start


def _outcome(run: Callable[[], object]) -> None:
    with contextlib.suppress(SvctradeError, ValueError):
        run()
