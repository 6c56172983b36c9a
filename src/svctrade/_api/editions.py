"""Editions: the bundled ones and those that installed packages register."""

import warnings
from functools import cache
from importlib import import_module
from threading import RLock

from .._bundled.bundled import EDITIONS, bundled
from .._index.indexed_edition import index_edition
from .._io import release_at_fork
from .._model import Edition
from ..exceptions import EditionWarning, UnknownNameError

# Threads that use registered editions first at the same time get the same ones.
_LOADING = RLock()
release_at_fork(_LOADING)


def editions() -> tuple[str, ...]:
    """Return the ids of the bundled editions, oldest first, then those of registered ones.

    A package registers editions as entry points of the group ``svctrade.editions``. An edition
    that cannot be used is left out with an `EditionWarning`.

    >>> import svctrade
    >>> svctrade.editions()
    ('2020',)
    """
    return (*EDITIONS, *registered())


def edition(id: str | None = None) -> Edition:  # noqa: A002  # the word users know it by
    """Return an edition by its id.

    Args:
        id: the id of a bundled or a registered edition; without it, the current bundled edition.

    Raises:
        TypeError: *id* is not a string.
        UnknownNameError: no edition has that id.
        DataError: a file of the package is missing or damaged.

    >>> import svctrade
    >>> print(svctrade.edition("2020"))
    全面深化服务贸易创新发展试点任务、具体举措及责任分工（2020）
    """
    if id is None:
        return bundled().edition
    if not isinstance(id, str):
        raise TypeError(f"an edition is given by its id, not as {type(id).__name__}: {id!r}")
    if id in EDITIONS:
        return bundled(id).edition
    others = registered()
    if id not in others:
        raise UnknownNameError("edition", id, (*EDITIONS, *others))
    return others[id]


def find_edition(edition_or_id: Edition | str) -> Edition:
    """Return an edition, or the one with an id.

    Raises:
        TypeError, UnknownNameError, DataError: as `edition`.
    """
    return edition_or_id if isinstance(edition_or_id, Edition) else edition(edition_or_id)


GROUP = "svctrade.editions"


def registered() -> dict[str, Edition]:
    """Return the editions that installed packages register as entry points, by id.

    The name of an entry point is the id; its object is an `Edition` or a function that returns one.
    An edition that cannot be used is left out with an `EditionWarning` that names it.
    """
    with _LOADING:
        return dict(_registered())


@cache
def _registered() -> dict[str, Edition]:
    # Imported late: most questions are about a bundled edition, and it is slow to import.
    points = import_module("importlib.metadata").entry_points(group=GROUP)
    found: dict[str, Edition] = {}
    for point in points:
        try:
            made = point.load()
            edition = made if isinstance(made, Edition) else made()
            _check_registered(edition, point.name, (*EDITIONS, *found))
        except Exception as error:  # whatever somebody else's code raises  # noqa: BLE001, PERF203  # and each apart
            reason = f"{type(error).__name__}: {error}"
            message = f"the edition {point.name!r} of {point.value} cannot be used: {reason}"
            warnings.warn(message, EditionWarning, stacklevel=2)
        else:
            found[point.name] = edition
    return found


def _check_registered(edition: object, name: str, taken: tuple[str, ...]) -> None:
    if not isinstance(edition, Edition):
        raise TypeError(f"expected an Edition, found {type(edition).__name__}")
    if edition.id != name:
        raise ValueError(f"expected an edition with the id {name!r}, found {edition.id!r}")
    if name in taken:
        raise ValueError(f"another edition has the id {name!r}")
    index_edition(edition)  # fails where two things share a name
