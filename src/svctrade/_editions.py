"""The bundled editions and the registered ones: found, checked, and loaded once."""

from __future__ import annotations

import warnings
from functools import cache
from importlib import import_module
from threading import RLock

from ._actors import Body, Outsider, Region
from ._codec import (
    bodies_from_json,
    edition_from_json,
    outsiders_from_json,
    regions_from_json,
)
from ._index import index_of
from ._ingest.lexicon import Lexicon
from ._layer import layer_from_json
from ._model import Edition
from ._resources import decoded, read, sums
from .exceptions import DataError, EditionWarning, UnknownNameError

# Two threads that ask first at once get one and the same edition.
_LOADING = RLock()


def ids() -> tuple[str, ...]:
    """Return the ids of the bundled editions, oldest first.

    Raises:
        DataError: the list of data files is missing or damaged, or has no edition.
    """
    found = sorted(path.split("/")[1] for path in sums() if path.endswith("/edition.json"))
    if not found:
        raise DataError("editions", "an edition", "none")
    return tuple(found)


def load_edition(id_: str) -> Edition:
    """Return a bundled edition, or a registered one.

    Raises:
        TypeError: *id_* is not a string.
        UnknownNameError: no edition has that id.
        DataError: its files are missing or damaged.
    """
    if not isinstance(id_, str):
        raise TypeError(f"an edition is given by its id, not as {type(id_).__name__}: {id_!r}")
    with _LOADING:
        if id_ in ids():
            return _load_edition(id_)
        others = registered()
        if id_ not in others:
            raise UnknownNameError("edition", id_, (*ids(), *others))
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
            _check_registered(edition, point.name, (*ids(), *found))
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
    index_of(edition)  # fails where two things share a name


@cache
def _load_edition(id_: str) -> Edition:
    bodies, regions, outsiders = _names()
    source = read(f"editions/{id_}/source.txt")

    def decode(text: str) -> Edition:
        edition = edition_from_json(text, source, bodies, regions, outsiders)
        if edition.id != id_:
            raise ValueError(f"it is edition {edition.id!r}")
        index_of(edition)  # fails where two things share a name
        return edition

    edition = decoded(f"editions/{id_}/edition.json", decode)
    layer = f"editions/{id_}/subjects.json"
    if layer not in sums():
        return edition
    return decoded(layer, lambda text: edition.with_layer(layer_from_json(text)))


def lexicon() -> Lexicon:
    """Return what a document may mean by a name, among all that the package knows."""
    with _LOADING:
        return _lexicon()


@cache
def _lexicon() -> Lexicon:
    bodies, regions, _ = _names()
    return Lexicon(bodies, regions)


@cache
def _names() -> tuple[tuple[Body, ...], tuple[Region, ...], tuple[Outsider, ...]]:
    return (
        decoded("names/bodies.json", bodies_from_json),
        decoded("names/regions.json", regions_from_json),
        decoded("names/outsiders.json", outsiders_from_json),
    )
