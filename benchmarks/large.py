"""The same queries on larger editions, and in other engines with the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import product

import svctrade
from svctrade import Edition, MeasureSet

from .engines import DuckDB, Engine, Pandas, Polars, Query, Roaring, SQLite
from .findings import Finding, format_ratio, format_seconds, require_same
from .rows import rows_of
from .synthetic import edition_of
from .timing import alternating, ratio, typical

HOW = (
    "A synthetic edition, and the same rows in other engines: in memory, warm, with indexes, enums"
    " and categories where they help. All results are compared before they are timed. `count`"
    " counts the measures that name or cover a region and have one lead; the numbers are those of"
    " the measures that name it; `group_by` counts by body the measures that apply in one region."
    " Results of about ten measures are left out: there an index in SQLite is up to twice as fast."
)
SIZES = (10_000, 1_000_000)
# The part of the measures that a sparse result has.
_SPARSE = 1 / 200
_LIBRARY, _ROARING = "svctrade", "pyroaring"
_PEERS: dict[str, Callable[..., Engine]] = {
    "SQLite": SQLite,
    "DuckDB": DuckDB,
    "polars": Polars,
    "pandas": Pandas,
    _ROARING: Roaring,
}


class Library:
    """svctrade, queried with records."""

    def __init__(self, edition: Edition) -> None:
        """Keep the edition."""
        self.measures = svctrade.measures(edition)
        self.regions = {region.id: region for region in edition.regions}
        self.bodies_ = {body.id: body for body in edition.bodies}

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""
        here = self.measures.in_region(self.regions[query.region])
        return len(here.led_by(self.bodies_[query.lead]))

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead."""
        return [*self.found(query).numbers]

    def found(self, query: Query) -> MeasureSet:
        """Return the measures that name the region, and have the lead."""
        region = self.regions[query.region]
        here = self.measures.in_region(region, at_least="named")
        return here.led_by(self.bodies_[query.lead])

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""
        groups = self.measures.in_region(self.regions[region]).group_by("body")
        return {body.id: len(found) for body, found in groups.items()}


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    for size in SIZES:
        edition = edition_of(size)
        rows = rows_of(edition)
        engines: dict[str, Engine] = {name: make(rows) for name, make in _PEERS.items()}
        library = engines[_LIBRARY] = Library(edition)
        # Bodies that host others are left out: the rows do not know the hosts.
        leads = {*library.bodies_} - {b.host.id for b in edition.bodies if b.host is not None}
        pairs = [Query(*pair) for pair in product(library.regions, sorted(leads))]
        sparse = _nearest(library, pairs, size * _SPARSE)
        queries: dict[str, Callable[[Engine], object]] = {
            "count": partial(_count, Query("xiamen", "pbc")),
            f"the numbers of {len(library.found(sparse)):,}": partial(_numbers, sparse),
            "group_by": partial(_bodies, "xiamen"),
        }
        for what, run in queries.items():
            yield _compared(f"{size:,} measures: {what}", engines, run, rounds)


def _count(query: Query, engine: Engine) -> int:
    return engine.count(query)


def _numbers(query: Query, engine: Engine) -> list[int]:
    return engine.numbers(query)


def _bodies(region: str, engine: Engine) -> dict[str, int]:
    return engine.bodies(region)


def _nearest(library: Library, queries: Iterable[Query], wanted: float) -> Query:
    """Return the query whose result is closest in size to *wanted*."""
    return min(queries, key=lambda query: abs(len(library.found(query)) - wanted))


def _compared(
    what: str, engines: dict[str, Engine], run: Callable[[Engine], object], rounds: int
) -> Finding:
    """Run a query in every engine, check that the results agree, and compare the times."""
    results = {name: run(engine) for name, engine in engines.items()}
    expected = _unordered(results[_LIBRARY])
    for name, result in results.items():
        require_same(_unordered(result) == expected, f"{what}, {name}")
    taken = alternating({name: partial(run, engine) for name, engine in engines.items()}, rounds)
    ratios = {name: ratio(taken, _LIBRARY, name) for name in _PEERS}
    factors = ", ".join(f"{format_ratio(ratios[name])} {name}" for name in _PEERS)
    is_met = all(ratios[name] < 1 for name in _PEERS if name != _ROARING)
    target = "less than SQLite, DuckDB, polars and pandas"
    return Finding(what, target, f"{format_seconds(typical(taken, _LIBRARY))}: {factors}", is_met)


def _unordered(result: object) -> object:
    return sorted(result) if isinstance(result, list) else result
