"""The bundled editions: the index of each at hand, its records made as they are asked for.

What is at hand is Python that ``tools/build_code.py`` writes from the data, so that a question
reads no JSON. `svctrade.verify` sees that both say the same.
"""

from __future__ import annotations

from ._compiled import EDITIONS, PAGE, SUM
from ._index import Home, Index, positions_of
from ._late import Late, once

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from . import _indexing as indexing
    from . import _resources as resources
    from . import exceptions
    from ._actors import Body
    from ._edition import Edition
    from ._model import Measure
    from ._regions import Region
else:
    indexing = Late("_indexing")
    resources = Late("_resources")
    exceptions = Late("exceptions")


class Bundled(Home):
    """A bundled edition, with its index."""

    __slots__ = ("_pages", "id")

    def __init__(self, id_: str) -> None:
        self.id = id_
        super().__init__(once(self._make), Index(id_, **_compiled(f"index_{id_}").INDEX))
        self._pages = [_page(id_, n) for n in range(self.index.size // PAGE + 1)]

    def measures(self, mask: int) -> tuple[Measure, ...]:
        """Return the measures of a mask, in document order."""
        pages = self._pages
        return tuple([pages[n // PAGE]()[n % PAGE]() for n in positions_of(mask)])

    @property
    def pickled(self) -> tuple[str, str]:
        """What stands for it in a pickle: its id, and the sum of the data."""
        return self.id, SUM

    def _make(self) -> Edition:
        text = resources.read(f"editions/{self.id}/source.txt")
        edition: Edition = _compiled(f"edition_{self.id}").edition(text)
        indexing.keep(edition, self.index, self)
        return edition


def _compiled(part: str) -> Any:
    """Return a module that is written from the data.

    Raises:
        DataError: it is missing or damaged.
    """
    try:
        return __import__(f"{__package__}._compiled.{part}", fromlist=[part])
    except Exception as error:  # a damaged module may fail in any way
        path, expected = f"../_compiled/{part}.py", "a module that can be loaded"
        raise exceptions.DataError(path, expected, type(error).__name__) from error


def names() -> tuple[tuple[Body, ...], tuple[Region, ...]]:
    """Return the bodies and the regions that are known, of any edition."""
    bodies = tuple(make() for make in _compiled("bodies").BODIES)
    return bodies, tuple(make() for make in _compiled("regions").REGIONS)


def _page(id_: str, n: int) -> Callable[[], tuple[Callable[[], Measure], ...]]:
    """Return what gives the functions that make the measures of the *n*-th page."""
    return once(lambda: _compiled(f"measures_{id_}_{n}").MEASURES)


def _maker(id_: str) -> Callable[[], Bundled]:
    return once(lambda: Bundled(id_))


_BUNDLED = {id_: _maker(id_) for id_ in EDITIONS}


def bundled(id_: str = EDITIONS[-1]) -> Bundled:
    """Return the bundled edition of that id, or the current one; `KeyError` where there is none."""
    return _BUNDLED[id_]()


def unpickled(id_: str, sum_: str) -> Bundled:
    """Return the bundled edition of a pickled set.

    Raises:
        ValueError: the package has another edition of that id, or none.
    """
    if id_ not in _BUNDLED or sum_ != SUM:
        raise ValueError(
            f"the set was pickled by a version of svctrade with another edition {id_!r}; "
            "unpickle it with that version, or ask the question again"
        )
    return bundled(id_)
