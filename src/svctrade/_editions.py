"""The bundled editions: found, checked, and loaded once."""

from __future__ import annotations

from functools import cache
from threading import RLock

from ._actors import Body, Outsider, Region
from ._codec import (
    bodies_from_json,
    edition_from_json,
    outsiders_from_json,
    regions_from_json,
)
from ._grammar import Lookup
from ._index import index_of
from ._ingest.lexicon import lexicon
from ._model import Edition
from ._resources import decoded, read, sums
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
    bodies, regions, outsiders = _names()
    source = read(f"editions/{id_}/source.txt")

    def decode(text: str) -> Edition:
        edition = edition_from_json(text, source, bodies, regions, outsiders)
        if edition.id != id_:
            raise ValueError(f"it is edition {edition.id!r}")
        index_of(edition)  # fails where two things share a name
        return edition

    return decoded(f"editions/{id_}/edition.json", decode)


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
        decoded("names/bodies.json", bodies_from_json),
        decoded("names/regions.json", regions_from_json),
        decoded("names/outsiders.json", outsiders_from_json),
    )
