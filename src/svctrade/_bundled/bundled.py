"""The bundled editions: constants that the build writes out of the data, and their records.

`svctrade.verify` checks that they say what the data says.
"""

from __future__ import annotations

from .._index.bitmask import positions_of
from .._index.index import Index, IndexedEdition, keep_index

# A type checker takes this for typing.TYPE_CHECKING; importing `typing` costs as much as starting
# Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

    from .._model import Body, Edition, Measure, Region
    from .loader import Records

try:
    from . import rows_2020
except Exception as error:  # a damaged module can fail in any way
    from ..exceptions import DataError

    name, expected = "../_bundled/rows_2020.py", "a module that can be imported"
    raise DataError(name, expected, type(error).__name__) from error


class BundledEdition(IndexedEdition):
    """An edition of the package: its index is there at once, its records when one is needed."""

    __slots__ = ("_kept", "id", "rows")

    def __init__(self, id_: str, rows: ModuleType) -> None:
        self.id = id_
        self.rows = rows
        self.index = Index(id_, *rows.INDEX)
        # "records" and "edition", once they are made.
        self._kept: dict[str, object] = {}

    def __reduce__(self) -> tuple[object, ...]:
        return unpickle_bundled, (self.id, self.rows.SHA256)

    @property
    def records(self) -> Records:
        """The records of the tables. Threads that ask at the same time get the same ones."""
        found = self._kept.get("records")
        if found is None:
            from .loader import Records

            found = self._kept.setdefault("records", Records(self.rows))
        return found  # type: ignore[return-value]  # what this key keeps

    @property
    def edition(self) -> Edition:
        """The edition."""
        found = self._kept.get("edition")
        if found is None:
            made = self.records.edition(self.id)
            found = self._kept.setdefault("edition", made)
            if found is made:
                keep_index(made, self.index, self)
        return found  # type: ignore[return-value]  # what this key keeps

    @property
    def is_bundled(self) -> bool:
        """Whether it is an edition of the package."""
        return True

    def measures(self, mask: int) -> tuple[Measure, ...]:
        """Return the measures of a mask, in document order."""
        measures, numbers = self.records.measures, self.index.numbers
        return tuple([measures[numbers[n]] for n in positions_of(mask)])


BUNDLED = {"2020": BundledEdition("2020", rows_2020)}
EDITIONS = tuple(BUNDLED)


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
        ValueError: the package has another edition with that id, or none.
    """
    if id_ not in BUNDLED or sha256 != BUNDLED[id_].rows.SHA256:
        raise ValueError(
            f"the set was pickled by a version of svctrade with another edition {id_!r}; "
            "unpickle it with that version, or ask the question again"
        )
    return BUNDLED[id_]
