"""The names that a document prints, and what each of them names."""

from __future__ import annotations

from collections.abc import Iterable

from .._actors import Body, Region
from .._grammar import Lookup
from .._names import normalise
from .._vocabulary import NameKind

# Codes, translations and districts are what people type; a successor's name in a document means
# the successor.
_PRINTABLE = (NameKind.PRINTED, NameKind.OFFICIAL, NameKind.NAME_PLATE, NameKind.EVERYDAY)


def lexicon(bodies: Iterable[Body], regions: Iterable[Region]) -> Lookup:
    """Return how to look up a printed name among *bodies* and *regions*."""
    known: dict[str, Body | Region] = {}
    things: tuple[Body | Region, ...] = (*bodies, *regions)
    for thing in things:
        for name in thing.names:
            if name.kind in _PRINTABLE and not name.ambiguous:
                known[normalise(name.text)] = thing
    return lambda text: known.get(normalise(text))
