"""An edition with its index: what a set of measures belongs to."""

from __future__ import annotations

from .bitmask import positions_of
from .index import Index

# A type checker takes this for typing.TYPE_CHECKING; importing `typing` costs as much as starting
# Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from weakref import ReferenceType

    from .._model import Edition, Measure


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
    def is_bundled(self) -> bool:
        """Whether it is an edition of the package."""
        return False

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
