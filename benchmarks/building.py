"""The time and memory of building an index."""

from __future__ import annotations

import gc
import tracemalloc
from collections.abc import Iterator
from functools import partial

import svctrade
from svctrade import Edition, MeasureSet

from .engines import duckdb_of, polars_of, sqlite_of
from .findings import Finding, compared, format_seconds, reported, require_same
from .rows import rows_of
from .synthetic import edition_of
from .timing import in_turn, ratio, seconds, typical

HOW = (
    "From a new edition to its first results, compared with loading the same rows from lists of"
    " tuples without an index, in three rounds. polars and DuckDB load columns and make no index,"
    " so their times have no target. Memory is what Python keeps allocated afterwards."
)
_SMALL, _LARGE = 100_000, 1_000_000
_TIMES, _ROUNDS = 12, 3
_MEBIBYTE, _MEMORY = 2**20, 40


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    yield from _time(min(rounds, _ROUNDS))
    yield _memory()


def _time(rounds: int) -> Iterator[Finding]:
    rows = rows_of(edition_of(_LARGE))
    index, small = f"index of {_LARGE:,} measures", f"index of {_SMALL:,} measures"
    taken = in_turn(
        {
            index: partial(_indexing, _LARGE),
            small: partial(_indexing, _SMALL),
            "polars": partial(seconds, lambda: polars_of(rows)),
            "DuckDB": partial(seconds, lambda: duckdb_of(rows)),
            "SQLite": partial(seconds, lambda: sqlite_of(rows)),
        },
        rounds,
    )
    note = format_seconds(typical(taken, index))
    yield compared(index, ratio(taken, index, small), _TIMES, f"the {small}", note)
    words = "loading the same rows into SQLite"
    yield compared(index, ratio(taken, index, "SQLite"), 1, words, note)
    for other in ("polars", "DuckDB", "SQLite"):
        yield reported(f"loading the same rows into {other}", format_seconds(typical(taken, other)))


def _indexing(size: int) -> float:
    """Return the seconds until a new edition gives its first results."""
    edition = edition_of(size)
    # The rows of the other engines are left out of garbage collection.
    gc.freeze()
    return seconds(lambda: _ready(edition))


def _ready(edition: Edition) -> MeasureSet:
    """Return all measures after queries that need every part of the index."""
    measures = svctrade.measures(edition)
    here = measures.in_region(edition.regions[0])
    here.led_by(edition.bodies[0])
    here.count_by("body")
    return measures


def _memory() -> Finding:
    edition = edition_of(_LARGE)
    tracemalloc.start()
    measures = _ready(edition)
    taken = tracemalloc.get_traced_memory()[0] / _MEBIBYTE
    tracemalloc.stop()
    require_same(len(measures) == _LARGE, "an index of all measures")
    figure, target = f"{taken:.0f} MiB", f"{_MEMORY} MiB"
    return Finding(f"memory of the index of {_LARGE:,} measures", target, figure, taken <= _MEMORY)
