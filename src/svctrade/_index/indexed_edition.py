"""An edition with its index: what a set of measures belongs to."""

from __future__ import annotations

from .bitmask import positions_of
from .index import Index

# A type checker takes this for typing.TYPE_CHECKING; importing `typing` costs as much as starting
# Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any
    from weakref import ReferenceType

    from .._model import Edition, Measure, Publication


class IndexedEdition:
    """An edition and its index: what a set of measures belongs to."""

    __slots__ = ("_edition", "index")

    def __init__(self, edition: Edition, index: Index) -> None:
        self._edition = edition
        self.index: Index = index

    def __reduce__(self) -> tuple[object, ...]:
        return index_edition, (self.edition,)

    @property
    def edition(self) -> Edition:
        """The edition."""
        return self._edition

    @property
    def publication(self) -> Publication:
        """The publication of the edition."""
        return self.edition.publication

    @property
    def is_bundled(self) -> bool:
        """Whether it is an edition of the package."""
        return False

    def record(self, kind: str, key: str) -> Any:
        """Return the record of a *kind* (``"body"``, ``"topic"``…) with that key of the index."""
        edition = self.edition
        if kind == "task":
            return next(task for task in edition.tasks if str(task.number) == key)
        if kind == "body":
            return next(body for body in edition.bodies if body.id == key)
        if kind == "region":
            return next(region for region in edition.regions if region.id == key)
        items = edition.layer.items if edition.layer else ()
        return next(item for item in items if (item.scheme, item.code) == (kind, key))

    def measure_at(self, position: int) -> Measure:
        """Return the measure at a position, counted from 0."""
        return self.edition.measures[position]

    def measures(self, mask: int) -> tuple[Measure, ...]:
        """Return the measures of a mask, in document order."""
        measures = self.edition.measures
        return tuple([measures[n] for n in positions_of(mask)])


# By identity, because comparing editions compares all that is in them. A bundled edition is kept
# indexed; of another only the index is kept, so that the edition can be freed.
_KEPT: dict[int, tuple[ReferenceType[Edition], Index, IndexedEdition | None]] = {}


def keep_index(edition: Edition, index: Index, indexed: IndexedEdition | None = None) -> None:
    """Let `index_edition` return *indexed* for *edition*, or else the edition with *index*."""
    from weakref import ref

    key, kept = id(edition), _KEPT
    kept[key] = ref(edition, lambda _: kept.pop(key, None)), index, indexed


def index_edition(edition: Edition) -> IndexedEdition:
    """Return *edition* with its index, made on first use and kept as long as the edition is.

    Raises:
        ValueError: two things share a name, and are not known to share it.
    """
    kept = _KEPT.get(id(edition))
    if kept is None or kept[0]() is not edition:
        from .build import build_index

        keep_index(edition, build_index(edition))
        kept = _KEPT[id(edition)]
    return kept[2] or IndexedEdition(edition, kept[1])
