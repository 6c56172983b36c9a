"""The bundled editions: constants that the build writes from the data, and their records.

`svctrade.verify` compares them with the data.
"""

from __future__ import annotations

from importlib import import_module

from .._index.bitmask import positions_of
from .._index.index import Index
from .._index.indexed_edition import IndexedEdition, keep_index

# A type checker takes this for typing.TYPE_CHECKING; importing `typing` costs as much as starting
# Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .._model import Body, Edition, Measure, Publication, Region
    from .loader import Records


class BundledEdition(IndexedEdition):
    """An edition of the package: its index is generated, its records are made on first use."""

    __slots__ = ("_kept", "id", "sha256")

    def __init__(self, id_: str, generated: ModuleType) -> None:
        self.id = id_
        self.sha256: str = generated.SHA256
        self.index = Index(id_, *generated.INDEX)
        # Has "records" and "edition" after their first use.
        self._kept: dict[str, Any] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return unpickle_bundled, (self.id, self.sha256)

    @property
    def records(self) -> Records:
        """The records. Threads that use them first at the same time get the same ones."""
        if "records" not in self._kept:
            from .loader import load_records

            self._kept.setdefault("records", load_records(self.id))
        records: Records = self._kept["records"]
        return records

    @property
    def edition(self) -> Edition:
        """The edition."""
        if "edition" not in self._kept:
            made = self._kept.setdefault("edition", self.records.edition(self.id))
            keep_index(made, self.index, self)
        edition: Edition = self._kept["edition"]
        return edition

    @property
    def publication(self) -> Publication:
        """The publication of the edition; it needs no other record."""
        return self.records.publication

    @property
    def is_bundled(self) -> bool:
        """Whether it is an edition of the package."""
        return True

    def record(self, kind: str, key: str) -> Any:
        """Return the record of that *kind*; the others are not made."""
        records = self.records
        if kind == "task":
            return records.tasks[int(key)]
        if kind == "body":
            return records.bodies[key]
        if kind == "region":
            return records.regions[key]
        return records.items[kind, key]

    def measure_at(self, position: int) -> Measure:
        """Return the measure at a position; the others are not made."""
        measure: Measure = self.records.measures[self.index.numbers[position]]
        return measure

    def measures(self, mask: int) -> tuple[Measure, ...]:
        """Return the measures of a mask, in document order."""
        measures, numbers = self.records.measures, self.index.numbers
        return tuple([measures[numbers[n]] for n in positions_of(mask)])


# The ids of the bundled editions, the current one last.
EDITIONS = ("2020",)


def _load(id_: str) -> BundledEdition:
    """Return the bundled edition with that id.

    Raises:
        DataError: the generated module is missing or damaged.
    """
    try:
        return BundledEdition(id_, import_module(f"{__package__}.index_{id_}"))
    except (Exception, SystemExit) as error:
        from ..exceptions import DataError

        path, expected = f"_bundled/index_{id_}.py", "a module that can be imported"
        raise DataError(path, expected, type(error).__name__) from error


BUNDLED = {id_: _load(id_) for id_ in EDITIONS}


def bundled(id_: str = EDITIONS[-1]) -> BundledEdition:
    """Return the bundled edition with that id, or the current one; `KeyError` without one."""
    return BUNDLED[id_]


def known_names() -> tuple[tuple[Body, ...], tuple[Region, ...]]:
    """Return all bodies and regions that the package knows."""
    records = bundled().records
    return records.bodies.all(), records.regions.all()


def unpickle_bundled(id_: str, sha256: str) -> BundledEdition:
    """Return the bundled edition of a pickled set.

    Raises:
        ValueError: this version of the package has other data for that edition, or none.
    """
    if id_ not in BUNDLED or sha256 != BUNDLED[id_].sha256:
        raise ValueError(
            f"the set was pickled by a version of svctrade with another edition {id_!r}; "
            "unpickle it with that version, or run the query again"
        )
    return BUNDLED[id_]
