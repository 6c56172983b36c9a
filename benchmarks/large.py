"""The same questions to editions of other sizes, and to other engines with the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import product

import svctrade
from svctrade import Edition, MeasureSet

from .anew import fresh
from .engines import DuckDB, Engine, Pandas, Polars, Query, Roaring, SQLite
from .findings import Finding, see, spent, times
from .rows import rows_of
from .synthetic import edition_of
from .timing import alternating, ratio, typical

HOW = (
    "A synthetic edition, and the same rows in other engines: in memory, warm, with indexes, enums"
    " and categories where they help. Each answer is seen to be the same before it is timed. The"
    " count is of the measures that a region is named in or covered by, under one lead; the numbers"
    " are of those that name it (the few: and belong to one task); `group_by` counts by body what"
    " applies in one region."
)
SIZES = (10_000, 1_000_000)
# Part of the measures that a sparse answer has, and how many one has that is sparser still.
_SPARSE, _FEW = 1 / 200, 10
_LIBRARY, _ROARING = "svctrade", "pyroaring"
_PEERS: dict[str, Callable[..., Engine]] = {
    "SQLite": SQLite,
    "DuckDB": DuckDB,
    "polars": Polars,
    "pandas": Pandas,
    _ROARING: Roaring,
}


class Library:
    """svctrade, asked with its records, each time as if for the first time."""

    def __init__(self, edition: Edition) -> None:
        """Take the edition."""
        self.measures = svctrade.measures(edition)
        self.regions = {region.id: region for region in edition.regions}
        self.bodies_ = {body.id: body for body in edition.bodies}
        self.tasks = {task.number: task for task in edition.tasks}

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""
        here = fresh(self.measures).in_region(self.regions[query.region])
        return len(here.led_by(self.bodies_[query.lead]))

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead and task."""
        return [*self.found(query).numbers]

    def found(self, query: Query) -> MeasureSet:
        """Return the measures that name the region, and have the lead and task."""
        region = self.regions[query.region]
        here = fresh(self.measures).in_region(region, at_least="named")
        led = here.led_by(self.bodies_[query.lead])
        return led if query.task is None else led.in_task(self.tasks[query.task])

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""
        groups = fresh(self.measures).in_region(self.regions[region]).group_by("body")
        return {body.id: len(found) for body, found in groups.items()}


def findings(rounds: int) -> Iterator[Finding]:
    """Measure, and tell."""
    for size in SIZES:
        edition = edition_of(size)
        rows = rows_of(edition)
        engines: dict[str, Engine] = {name: make(rows) for name, make in _PEERS.items()}
        library = engines[_LIBRARY] = Library(edition)
        # A body answers for the offices that it hosts, which the rows do not know.
        leads = {*library.bodies_} - {b.host.id for b in edition.bodies if b.host is not None}
        pairs = [Query(*pair) for pair in product(library.regions, sorted(leads))]
        triples = (pair._replace(task=task) for pair in pairs for task in library.tasks)
        sparse = _nearest(library, pairs, size * _SPARSE)
        few = _nearest(library, triples, _FEW)
        asking: dict[str, Callable[[Engine], object]] = {
            "count": partial(_count, Query("xiamen", "pbc")),
            f"the numbers of {len(library.found(sparse)):,}": partial(_numbers, sparse),
            f"the numbers of {len(library.found(few))}": partial(_numbers, few),
            "group_by": partial(_bodies, "xiamen"),
        }
        for what, ask in asking.items():
            yield _asked(f"{size:,} measures: {what}", engines, ask, rounds)


def _count(query: Query, engine: Engine) -> int:
    return engine.count(query)


def _numbers(query: Query, engine: Engine) -> list[int]:
    return engine.numbers(query)


def _bodies(region: str, engine: Engine) -> dict[str, int]:
    return engine.bodies(region)


def _nearest(library: Library, questions: Iterable[Query], wanted: float) -> Query:
    """Return the question of which the answer has nearest to so many measures."""
    return min(questions, key=lambda query: abs(len(library.found(query)) - wanted))


def _asked(
    what: str, engines: dict[str, Engine], ask: Callable[[Engine], object], rounds: int
) -> Finding:
    """Ask every engine, see that all say the same, and compare what they take."""
    answers = {name: ask(engine) for name, engine in engines.items()}
    expected = _unordered(answers[_LIBRARY])
    for name, answer in answers.items():
        see(_unordered(answer) == expected, f"{what}, {name}")
    taken = alternating({name: partial(ask, engine) for name, engine in engines.items()}, rounds)
    ratios = {name: ratio(taken, _LIBRARY, name) for name in _PEERS}
    told = ", ".join(f"{times(ratios[name])} {name}" for name in _PEERS)
    is_met = all(ratios[name] < 1 for name in _PEERS if name != _ROARING)
    target = "less than SQLite, DuckDB, polars and pandas"
    return Finding(what, target, f"{spent(typical(taken, _LIBRARY))}: {told}", is_met)


def _unordered(answer: object) -> object:
    return sorted(answer) if isinstance(answer, list) else answer
