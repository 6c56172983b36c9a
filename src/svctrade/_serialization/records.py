"""Records to JSON and back, strictly.

In JSON an edition names its bodies and regions by id, and its tasks and notes by number; in the
records these are the records themselves.
"""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, Generic, TypeVar, cast

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.gen import make_dict_unstructure_fn, override

from .._json import (
    Fault,
    InvalidJSONError,
    MismatchError,
    dumps,
    exact_int,
    exact_list,
    exact_object,
    is_record,
    loads,
    record_hook,
    shown,
    strict_converter,
    structure,
)
from .._model import (
    Body,
    Change,
    Edition,
    Event,
    Measure,
    Name,
    Note,
    Outsider,
    Place,
    Region,
    Source,
    Span,
    Task,
)
from .._model.validation import validate

K = TypeVar("K")
T = TypeVar("T")


def _span(value: object, _: Any) -> Span:
    start, stop = exact_list(value, 2)
    if not (type(start) is type(stop) is int and 0 <= start < stop):
        raise MismatchError("a span such as [0, 4]", shown(value))
    return _span_of(start, stop)


# Many stretches are the same: texts begin at the same place, and names are of a length.
_span_of = lru_cache(1024)(Span)


def _place(value: object, _: Any) -> Place:
    return Place(*map(exact_int, exact_list(value, 4)))


def _record_out_hook(kind: Any, converter: Converter, **overrides: Any) -> Any:
    """Return how a record stands in JSON; what is hardly ever there is left out where it is not."""
    rare: dict[str, Any] = {
        field.name: override(omit_if_default=True)
        for field in attrs.fields(kind)
        if field.name in _RARE or kind in (Name, Change)
    }
    return make_dict_unstructure_fn(kind, converter, **(rare | overrides))


_RARE = ("unknown", "declared", "problems", "path", "followed_by")


def _converter(*, detailed: bool = True) -> Converter:
    """Return a converter for the records that stand in JSON as they are, and by no key."""
    converter = strict_converter(detailed_validation=detailed)
    converter.register_structure_hook(Span, _span)
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.stop])
    converter.register_structure_hook(Place, _place)
    converter.register_unstructure_hook(Place, lambda place: [*attrs.astuple(place)])
    converter.register_unstructure_hook_factory(is_record, _record_out_hook)
    return converter


class _References(Generic[K, T]):
    """Records of one kind by the key that stands for them in JSON."""

    def __init__(self, kind: str, key: Callable[[T], K], records: Iterable[T] | None = ()) -> None:
        """Know *records*; with ``None``, because they could not be read, any may be named."""
        self.kind = kind
        self.key = key
        self.known: dict[K, T] = {}
        self.complete = records is not None
        for record in records or ():
            self.add(record)

    def add(self, record: T) -> T:
        key = self.key(record)
        if self.known.setdefault(key, record) is not record:
            raise MismatchError(f"each {self.kind} once", f"{key!r} again")
        return record

    def resolve(self, value: Any, _: Any = None) -> T | None:
        if not self.complete:
            return None  # what could not be read is reported already
        if type(value) not in (str, int) or value not in self.known:
            raise MismatchError(f"a known {self.kind}", shown(value))
        return self.known[value]


def _number(record: Task | Note | Event | Measure) -> int:
    return record.number


def _id(record: Body | Region) -> str:
    return record.id


def _adding(
    references: _References[Any, T], hook: Callable[[Any, Any], T]
) -> Callable[[Any, Any], T]:
    """Make each record that *hook* structures known to *references*, once."""

    def structure(value: Any, kind: Any) -> T:
        try:
            return references.add(hook(value, kind))
        except BaseValidationError:
            references.complete = False
            raise

    return structure


# More than any state has, and less than what Python can follow.
_LONGEST_LINE = 32


def _body_converter(*, detailed: bool = True) -> Converter:
    """Return a converter for the bodies of one directory; a host is named by its id."""
    converter = _converter(detailed=detailed)
    known: _References[str, Body] = _References("body", _id)
    # How many bodies stand above each other, by each body that was read.
    lines: dict[int, int] = {}

    def host(value: Any, _: Any) -> Body | None:
        return None if value is None else known.resolve(value)

    def successor(value: Any, _: Any) -> Body | None:
        return None if value is None else in_line(value, Body)

    def in_line(value: Any, kind: Any) -> Body:
        found: Body = body(value, kind)
        # Its host and its successors were read before it.
        above = (found.host, *(change.successor for change in found.history))
        lines[id(found)] = 1 + max(lines[id(other)] if other else 0 for other in above)
        if lines[id(found)] > _LONGEST_LINE:
            raise MismatchError(f"at most {_LONGEST_LINE} bodies above each other")
        return found

    change = record_hook(Change, converter, successor=override(struct_hook=successor))
    converter.register_structure_hook(Change, change)
    body = record_hook(Body, converter, host=override(struct_hook=host))
    # A successor stands inside the body that it follows; a host is one of the bodies listed.
    converter.register_structure_hook(Body, _adding(known, in_line))
    hosts = override(unstruct_hook=lambda host: None if host is None else host.id)
    converter.register_unstructure_hook(Body, _record_out_hook(Body, converter, host=hosts))
    return converter


def _region_converter(*, detailed: bool = True) -> Converter:
    """Return a converter for the regions of one directory."""
    converter = _converter(detailed=detailed)
    regions: _References[str, Region] = _References("region", _id)
    hook = record_hook(Region, converter)
    converter.register_structure_hook(Region, _adding(regions, hook))
    return converter


def _edition_converter(
    bodies: Iterable[Body] | None = (),
    regions: Iterable[Region] | None = (),
    source: str = "",
    *,
    detailed: bool = True,
) -> Converter:
    """Return a converter for one edition that names these bodies and regions, read from *source*.

    Without bodies or regions, because these could not be read, any may be named.
    """
    converter = _converter(detailed=detailed)
    known_bodies = _References("body", _id, bodies)
    known_regions = _References("region", _id, regions)
    converter.register_structure_hook(Body, known_bodies.resolve)
    converter.register_unstructure_hook(Body, _id)
    converter.register_structure_hook(Region, known_regions.resolve)
    converter.register_unstructure_hook(Region, _id)

    # Tasks and notes are known once they are read: they stand before the measures.
    tasks: _References[int, Task] = _References("task", _number)
    notes: _References[int, Note] = _References("note", _number)
    events: _References[int, Event] = _References("event", _number)
    measures: _References[int, Measure] = _References("measure", _number)
    numbered: dict[str, Any] = {
        "task": override(struct_hook=tasks.resolve, unstruct_hook=_number),
        "notes": _numbers(notes),
        "events": _numbers(events),
        # That of the edition, which every measure of it shares.
        "publication": override(omit=True),
        # A reading is kept in a file of its own.
        "reading": override(omit=True),
    }
    for references, kind, overrides in (
        (tasks, Task, {}),
        (notes, Note, {}),
        (events, Event, {}),
        (measures, Measure, numbered),
    ):
        hook = record_hook(kind, converter, **overrides)
        converter.register_structure_hook(kind, _adding(references, hook))
    converter.register_unstructure_hook(Measure, _record_out_hook(Measure, converter, **numbered))
    # The text has a file of its own. So have outsiders, which are known to all editions.
    elsewhere = override(omit=True)
    structure_source = record_hook(Source, converter)

    def with_text(value: object, kind: Any) -> Source:
        given = exact_object(value, dict)
        if "text" in given:
            raise MismatchError("no key 'text'", "it")
        found: Source = structure_source({"text": source, **given}, kind)
        return found

    converter.register_structure_hook(Source, with_text)
    converter.register_unstructure_hook(Source, _record_out_hook(Source, converter, text=elsewhere))
    outside: dict[str, Any] = {"outsiders": elsewhere, "layer": elsewhere}
    converter.register_structure_hook(Edition, record_hook(Edition, converter, **outside))
    converter.register_unstructure_hook(Edition, _record_out_hook(Edition, converter, **outside))
    return converter


def _numbers(references: _References[int, Any]) -> Any:
    """Return how a field that holds several records of a kind stands in JSON: as numbers."""
    return override(
        struct_hook=lambda value, _: tuple(map(references.resolve, exact_list(value))),
        unstruct_hook=lambda value: [*map(_number, value)],
    )


def _read(read: Callable[[bool], T]) -> T:
    """Return what *read* makes; where it fails, again with detailed validation, to say why."""
    with suppress(Exception):  # whatever it is, it is reported below
        return read(False)  # noqa: FBT003  # whether validation is detailed
    return read(True)  # noqa: FBT003


def bodies_from_json(data: str) -> tuple[Body, ...]:
    """Return the bodies of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    raw = loads(data)
    return _read(lambda detailed: _bodies(raw, detailed=detailed))


def _bodies(raw: Any, *, detailed: bool) -> tuple[Body, ...]:
    return tuple(structure(_body_converter(detailed=detailed), raw, tuple[Body, ...]))


def bodies_to_json(bodies: tuple[Body, ...]) -> str:
    """Return the directory file of *bodies*; a host stands before those it hosts."""
    return dumps(_body_converter().unstructure(bodies))


def regions_from_json(data: str) -> tuple[Region, ...]:
    """Return the regions of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    raw = loads(data)
    return _read(lambda detailed: _regions(raw, detailed=detailed))


def _regions(raw: Any, *, detailed: bool) -> tuple[Region, ...]:
    return tuple(structure(_region_converter(detailed=detailed), raw, tuple[Region, ...]))


def regions_to_json(regions: tuple[Region, ...]) -> str:
    """Return the directory file of *regions*."""
    return dumps(_converter().unstructure(regions))


def outsiders_from_json(data: str) -> tuple[Outsider, ...]:
    """Return the outsiders of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    return tuple(structure(_converter(), loads(data), tuple[Outsider, ...]))


def outsiders_to_json(outsiders: tuple[Outsider, ...]) -> str:
    """Return the directory file of *outsiders*."""
    return dumps(_converter().unstructure(outsiders))


def edition_from_json(
    data: str,
    source: str,
    bodies: Iterable[Body],
    regions: Iterable[Region],
    outsiders: tuple[Outsider, ...] = (),
) -> Edition:
    """Return the edition in *data*, whose source text is *source*.

    Raises:
        InvalidJSONError: it is not of the expected shape, or names an unknown body or region.
    """
    raw = loads(data)
    bodies, regions = tuple(bodies), tuple(regions)

    def read(detailed: bool) -> Edition:  # noqa: FBT001  # as `_read` calls it
        converter = _edition_converter(bodies, regions, source, detailed=detailed)
        return _complete(structure(converter, raw, Edition), outsiders)

    return _read(read)


def _complete(edition: Edition, outsiders: tuple[Outsider, ...]) -> Edition:
    """Return an edition with what its JSON leaves out, validated."""
    for measure in edition.measures:
        # They were made just now, and are shared with nobody yet.
        object.__setattr__(measure, "publication", edition.publication)
    edition = attrs.evolve(edition, outsiders=outsiders)
    faults = tuple(validate(edition))
    if faults:
        raise InvalidJSONError(faults)
    return edition


def edition_to_json(edition: Edition) -> str:
    """Return the file of *edition*, without the text of its source and its outsiders."""
    return dumps(_edition_converter().unstructure(edition))


FORMAT = "svctrade edition"
VERSION = 1
_KEYS = ("format", "version", "bodies", "regions", "outsiders", "text", "edition")


def file_to_json(edition: Edition) -> str:
    """Return a file that has all of *edition*, with its bodies, regions and source."""
    bodies = tuple(dict.fromkeys(b for body in edition.bodies for b in _hosted(body)))
    plain = _converter()
    value = {
        "format": FORMAT,
        "version": VERSION,
        "bodies": _body_converter().unstructure(bodies),
        "regions": plain.unstructure(edition.regions),
        "outsiders": plain.unstructure(edition.outsiders),
        "text": edition.source.text,
        "edition": _edition_converter().unstructure(edition),
    }
    return dumps(value)


def _hosted(body: Body) -> Iterator[Body]:
    """Yield a body after those that it names by id: its host, and the hosts of its successors."""
    for change in body.history:
        if change.successor is not None:
            yield from [*_hosted(change.successor)][:-1]
    if body.host is not None:
        yield from _hosted(body.host)
    yield body


def file_from_json(data: str) -> Edition:
    """Return the edition of a file.

    Raises:
        InvalidJSONError: it is no such file, of another version, or not of the expected shape.
    """
    raw = loads(data)
    _check_head(raw)
    return _read(lambda detailed: _file(raw, detailed=detailed))


def _file(raw: dict[str, Any], *, detailed: bool) -> Edition:
    faults: list[Fault] = []
    bodies = regions = outsiders = None
    text = ""
    plain = _converter(detailed=detailed)
    with _gathering(faults, "bodies"):
        bodies = _bodies(raw["bodies"], detailed=detailed)
    with _gathering(faults, "regions"):
        regions = _regions(raw["regions"], detailed=detailed)
    with _gathering(faults, "outsiders"):
        outsiders = structure(plain, raw["outsiders"], tuple[Outsider, ...])
    with _gathering(faults, "text"):
        text = structure(plain, raw["text"], str)
    with _gathering(faults, "edition"):
        converter = _edition_converter(bodies, regions, text, detailed=detailed)
        edition: Edition = structure(converter, raw["edition"], Edition)
        if not faults:
            return _complete(edition, outsiders or ())
    raise InvalidJSONError(tuple(faults))


def _check_head(raw: Any) -> None:
    """See that it is a file of this format, of a version that is known, with its keys."""
    head = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
    if head.get("format") != FORMAT:
        raise InvalidJSONError((Fault(f'an object with "format": "{FORMAT}"', path="$"),))
    version = head.get("version")
    if type(version) is not int or version != VERSION:
        newer = type(version) is int and version > VERSION
        advice = "a newer svctrade wrote it: upgrade" if newer else "no other was ever written"
        raise InvalidJSONError(
            (Fault(f"version {VERSION} ({advice})", shown(version), "$.version"),)
        )
    faults = [Fault(f"the key {key!r}", "none", "$") for key in _KEYS if key not in head]
    faults += [Fault(f"no key {shown(key)}", "it", "$") for key in head if key not in _KEYS]
    if faults:
        raise InvalidJSONError(tuple(faults))


@contextmanager
def _gathering(faults: list[Fault], key: str) -> Generator[None, None, None]:
    """Add the faults of the part that stands under *key*, with their paths in the whole."""
    try:
        yield
    except InvalidJSONError as error:
        faults += [fault.below(key) for fault in error.faults]
