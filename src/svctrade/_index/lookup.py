"""Look up what an edition names: bodies, regions, tasks, topic tags, frameworks, numbers."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, SupportsIndex

from .._model import SCHEMES, Body, Event, Layer, Region, Task
from .._names import Directory, is_counterpart, normalize_name, number_text, whole_number
from ..exceptions import AmbiguousNameError, NotInEditionError, UnknownNameError
from .build import build_directory, key_of
from .index import Index
from .indexed_edition import IndexedEdition

_NEAR_NUMBER = 0.5
_NEAR = 0.8  # CEPA is not what RCEP was meant for


def directory_of(indexed: IndexedEdition, kind: str) -> Directory[Any]:
    """Return the directory of one kind of thing in an edition, made when it is first needed.

    Raises:
        ValueError: it is one of topic tags, and the edition has no layer.
    """
    if kind in SCHEMES:
        layer_of(indexed)
    known = indexed.index.directories
    return known.get(kind) or known.setdefault(kind, build_directory(indexed.edition, kind))


def layer_of(indexed: IndexedEdition) -> Layer:
    """Return the layer of an edition.

    Raises:
        ValueError: the edition has none.
    """
    layer = indexed.edition.layer
    if layer is None:
        raise ValueError(
            f"the edition {indexed.index.edition!r} has no layer that says what its measures are "
            "about; Edition.with_layer() attaches one"
        )
    return layer


def ids_of(indexed: IndexedEdition, kind: str, names: Iterable[Any]) -> list[str]:
    """Return the ids of what *names* name.

    Raises:
        TypeError, UnknownNameError, NotInEditionError, AmbiguousNameError: as `Directory.find`.
        ValueError: they are those of a layer, and the edition has none.
    """
    directory = directory_of(indexed, kind)
    return [key_of(directory.find(name)) for name in names]


def literal_of(indexed: IndexedEdition, thing: Body | Region | Task, name: str) -> str | int:
    """Return what names a thing in a query: its *name*, or its key where others share the name.

    Raises:
        NotInEditionError, AmbiguousNameError: as `Directory.find`.
    """
    directory = directory_of(indexed, type(thing).__name__.lower())
    found = directory.find(thing)
    if directory.get(name) is found:
        return name
    return found.number if isinstance(found, Task) else key_of(found)


def find_asked(indexed: IndexedEdition, kind: str, name: Any) -> Any:
    """Return what *name* names in a query, which `literal_of` may have written.

    Raises:
        TypeError, UnknownNameError, NotInEditionError, AmbiguousNameError: as `Directory.find`.
    """
    directory = directory_of(indexed, kind)
    try:
        return directory.find(name)
    except AmbiguousNameError:
        # The key of one may be the name of others.
        found = next((thing for thing in directory if key_of(thing) == str(name)), None)
        if found is None:
            raise
        return found


def find_named(indexed: IndexedEdition, kind: str, name: Any) -> Any:
    """Return the body or region that *name* names in a query; *kind* says which of both.

    Raises:
        TypeError, UnknownNameError, NotInEditionError, AmbiguousNameError: as `Directory.find`.
    """
    ids = indexed.index.ids(kind, (name,))
    if ids is None:
        return find_asked(indexed, kind, name)
    return indexed.record(kind, ids[0])


def counterparts_named(indexed: IndexedEdition, name: Any) -> tuple[str, tuple[Body, ...]]:
    """Return a national body's name, and which bodies of the edition are it or its counterparts.

    Raises:
        TypeError, UnknownNameError, AmbiguousNameError: as `Directory.find`.
        NotInEditionError: the edition names neither the body nor a local counterpart.
    """
    own: tuple[Body, ...] = ()
    try:
        own = (find_asked(indexed, "body", name),)
        national = (own[0].counterpart or own[0]).name
    except NotInEditionError as error:
        key = normalize_name(error.name)
        outsiders = (o for o in indexed.edition.outsiders if key in map(normalize_name, o.forms))
        national = next((o.name for o in outsiders if o.kind == "body"), error.name)
        if not any(_is_counterpart(body, national) for body in indexed.edition.bodies):
            raise
    local = (body for body in indexed.edition.bodies if _is_counterpart(body, national))
    return national, (*own, *(body for body in local if body not in own))


def _is_counterpart(body: Body, national: str) -> bool:
    """Whether a body of a local plan is what a national body is called there."""
    if body.counterpart is not None:
        return body.counterpart.name == national
    return body.unknown and is_counterpart(body.name, national)


def framework_named(indexed: IndexedEdition, name: str) -> str:
    """Return the framework of that name, as it is printed.

    Raises:
        TypeError: *name* is not a string.
        UnknownNameError: no note of the edition names it.
    """
    if not isinstance(name, str):
        raise TypeError(f"a framework is given by its name, not as {type(name).__name__}: {name!r}")
    found = indexed.index.names["framework"].get(normalize_name(name))
    if found is None:
        near = get_close_matches(name, indexed.edition.frameworks, cutoff=_NEAR)
        raise UnknownNameError("framework", name, tuple(near))
    return found


def events_of(indexed: IndexedEdition, document: str) -> list[Event]:
    """Return the events of a document number, in any brackets and width.

    Raises:
        TypeError: *document* is not a string.
        UnknownNameError: no event of the edition has the number.
    """
    if not isinstance(document, str):
        raise TypeError(
            f"a document number is a string, not {type(document).__name__}: {document!r}"
        )
    wanted = _document_key(document)
    # Of an event that rests on several acts, the first is the one that it is of.
    numbered = [
        (event.document_number.partition(" / ")[0], event)
        for event in indexed.edition.events
        if event.document_number
    ]
    found = [event for number, event in numbered if _document_key(number) == wanted]
    if not found:
        known = [*dict.fromkeys(number for number, _ in numbered)]
        raise UnknownNameError(
            "document", document, tuple(get_close_matches(document, known, cutoff=_NEAR_NUMBER))
        )
    return found


def _document_key(document: str) -> str:
    """Return a document number with one kind of brackets."""
    return normalize_name(document).translate(_BRACKETS)


_BRACKETS = str.maketrans("[【(［", "〔〔〔〔") | str.maketrans("]】)］", "〕〕〕〕")


def position_of(index: Index, number: SupportsIndex) -> int:
    """Return the position of the measure with that *number*.

    Raises:
        TypeError: *number* is not a whole number.
        UnknownNameError: no measure has the number.
    """
    whole = whole_number(number)
    if whole is None:
        if hasattr(number, "__iter__") and not hasattr(number, "strip"):
            raise TypeError(
                f"numbers are ints, not {number!r:.60}; give several one after the other"
            )
        raise TypeError(f"a measure's number is an int, not {type(number).__name__}: {number!r}")
    position = index.position(whole)
    if position is None:
        raise UnknownNameError("measure", number_text(whole))
    return position
