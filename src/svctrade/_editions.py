"""The bundled editions: found, checked, and loaded once."""

from __future__ import annotations

from functools import cache
from threading import RLock

from ._codec import InvalidJSONError, bodies_from_json, edition_from_json, regions_from_json
from ._index import body_directory, region_directory
from ._model import Body, Edition, Region
from ._names import Directory
from ._resources import read, sums
from .exceptions import DataError, UnknownNameError

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
    """Return a bundled edition.

    Raises:
        TypeError: *id_* is not a string.
        UnknownNameError: no bundled edition has that id.
        DataError: its files are missing or damaged.
    """
    if not isinstance(id_, str):
        raise TypeError(f"an edition is given by its id, not as {type(id_).__name__}: {id_!r}")
    if id_ not in ids():
        raise UnknownNameError("edition", id_, ids())
    with _LOADING:
        return _load_edition(id_)


@cache
def _load_edition(id_: str) -> Edition:
    bodies, regions = _names()
    path = f"editions/{id_}/edition.json"
    text = read(f"editions/{id_}/source.txt")
    try:
        return edition_from_json(read(path), text, bodies, regions)
    except InvalidJSONError as error:
        raise _damaged(path, error) from None


def printed_names() -> tuple[Directory[Body], Directory[Region]]:
    """Return the directories of every body and region that the package knows."""
    with _LOADING:
        bodies, regions = _names()
    return body_directory(bodies, "bundled"), region_directory(regions, "bundled")


@cache
def _names() -> tuple[tuple[Body, ...], tuple[Region, ...]]:
    path = "names/bodies.json"
    try:
        bodies = bodies_from_json(read(path))
        path = "names/regions.json"
        return bodies, regions_from_json(read(path))
    except InvalidJSONError as error:
        raise _damaged(path, error) from None


def _damaged(path: str, error: InvalidJSONError) -> DataError:
    return DataError(path, "data of the known shape", "; ".join(error.faults))
