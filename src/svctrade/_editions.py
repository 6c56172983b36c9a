"""The bundled editions: found, checked, and loaded once."""

from __future__ import annotations

import hashlib
from functools import cache
from threading import RLock

from importlib_resources import files

from ._codec import InvalidJSONError, bodies_from_json, edition_from_json, regions_from_json
from ._index import body_directory, region_directory
from ._model import Body, Edition, Region
from ._names import Directory
from .exceptions import DataError, UnknownNameError

_SUMS = "SHA256SUMS"
# Two threads that ask first at once get one and the same edition.
_LOADING = RLock()


def ids() -> tuple[str, ...]:
    """Return the ids of the bundled editions, oldest first."""
    return tuple(sorted(path.split("/")[1] for path in _sums() if path.endswith("/edition.json")))


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
    text = _read(f"editions/{id_}/source.txt")
    try:
        return edition_from_json(_read(path), text, bodies, regions)
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
        bodies = bodies_from_json(_read(path))
        path = "names/regions.json"
        return bodies, regions_from_json(_read(path))
    except InvalidJSONError as error:
        raise _damaged(path, error) from None


def _damaged(path: str, error: InvalidJSONError) -> DataError:
    return DataError(path, "data of the known shape", "; ".join(error.faults))


@cache
def _sums() -> dict[str, str]:
    """Return the SHA-256 sum of every data file by its path."""
    lines = _contents(_SUMS).decode("utf-8", errors="replace").splitlines()
    pairs = [line.split("  ", 1) for line in lines]
    if not pairs or any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004  # a pair is two
        raise DataError(_SUMS, "lines of a sum and a path", "something else")
    return {path: sum_ for sum_, path in pairs}


def _read(path: str) -> str:
    """Return the text of a data file, once its sum is seen to be right."""
    content = _contents(path)
    found = hashlib.sha256(content).hexdigest()
    expected = _sums().get(path, "no such file")
    if found != expected:
        raise DataError(path, f"SHA-256 {expected}", found)
    return content.decode("utf-8")


def _contents(path: str) -> bytes:
    try:
        return files("svctrade").joinpath("data", *path.split("/")).read_bytes()
    except OSError as error:
        raise DataError(path, "a file that can be read", type(error).__name__) from error
