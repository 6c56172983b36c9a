"""Which editions there are: the bundled ones and the registered ones, and the data of each."""

from __future__ import annotations

import warnings
from functools import cache
from importlib import import_module
from threading import RLock

from ._bundled import bundled, names
from ._compiled import EDITIONS
from ._edition import Edition
from ._indexing import home_of
from ._ingest.lexicon import Lexicon
from .exceptions import EditionWarning, UnknownNameError

# Two threads that ask first at once get one and the same edition.
_LOADING = RLock()


def load_edition(id_: str) -> Edition:
    """Return a bundled edition, or a registered one.

    Raises:
        TypeError: *id_* is not a string.
        UnknownNameError: no edition has that id.
        DataError: the text of its source is missing or damaged.
    """
    if not isinstance(id_, str):
        raise TypeError(f"an edition is given by its id, not as {type(id_).__name__}: {id_!r}")
    if id_ in EDITIONS:
        return bundled(id_).edition
    others = registered()
    if id_ not in others:
        raise UnknownNameError("edition", id_, (*EDITIONS, *others))
    return others[id_]


GROUP = "svctrade.editions"


def registered() -> dict[str, Edition]:
    """Return the editions that installed packages register as entry points, by id.

    Each entry point is named by the id, and is an `Edition` or a function that returns one. What
    cannot be used is left out with an `EditionWarning` that names it.
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
            told = f"{type(error).__name__}: {error}"
            message = f"the edition {point.name!r} of {point.value} cannot be used: {told}"
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
    home_of(edition)  # fails where two things share a name


@cache
def lexicon() -> Lexicon:
    """Return what a document may mean by a name, among all that the package knows."""
    return Lexicon(*names())
