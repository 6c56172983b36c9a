"""The bundled editions: found, checked, and loaded once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import RLock
from typing import TypeVar

from ._actors import Body, Outsider, Region
from ._codec import (
    InvalidJSONError,
    bodies_from_json,
    edition_from_json,
    outsiders_from_json,
    regions_from_json,
)
from ._grammar import Lookup
from ._ingest.lexicon import lexicon
from ._model import Edition
from ._resources import read, sums
from .exceptions import DataError, UnknownNameError

T = TypeVar("T")

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
    bodies, regions, outsiders = _names()
    source = read(f"editions/{id_}/source.txt")
    return _decoded(
        f"editions/{id_}/edition.json",
        lambda text: edition_from_json(text, source, bodies, regions, outsiders),
    )


def printed_names() -> Lookup:
    """Return how to look up what a statement prints, among all that the package knows."""
    with _LOADING:
        return _printed_names()


@cache
def _printed_names() -> Lookup:
    bodies, regions, _ = _names()
    return lexicon(bodies, regions)


@cache
def _names() -> tuple[tuple[Body, ...], tuple[Region, ...], tuple[Outsider, ...]]:
    return (
        _decoded("names/bodies.json", bodies_from_json),
        _decoded("names/regions.json", regions_from_json),
        _decoded("names/outsiders.json", outsiders_from_json),
    )


def _decoded(path: str, decode: Callable[[str], T]) -> T:
    text = read(path)
    try:
        return decode(text)
    except InvalidJSONError as error:
        faults = "; ".join(error.faults)
        raise DataError(path, "data of the known shape", faults) from None
