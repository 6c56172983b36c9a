"""JSON and the model: one converter, strict in what it takes.

In JSON an edition names its bodies and regions by id, and its tasks and notes by number; in the
model those are the records themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from threading import local
from typing import Any, Generic, TypeVar, cast

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.gen import make_dict_unstructure_fn, override

from ._actors import Body, Change
from ._consistency import contradictions
from ._edition import Edition, Outsider, Source
from ._forms import Name
from ._margin import Event, Note
from ._model import Measure, Task
from ._places import Place, Span
from ._regions import Region
from ._strict import (
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
    structured,
)

K = TypeVar("K")
T = TypeVar("T")


def _span(value: object, _: Any) -> Span:
    start, stop = exact_list(value, 2)
    if not (type(start) is type(stop) is int and 0 <= start < stop):
        raise MismatchError(f"expected a span such as [0, 4], found {shown(value)}")
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


_RARE = ("unknown", "declared", "problems", "path")


def _converter(*, telling: bool) -> Converter:
    """Return a converter for all records of the model but those that stand in JSON by a key."""
    converter = strict_converter(telling=telling)
    converter.register_structure_hook(Span, _span)
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.stop])
    converter.register_structure_hook(Place, _place)
    converter.register_unstructure_hook(Place, lambda place: [*attrs.astuple(place)])
    converter.register_unstructure_hook_factory(is_record, _record_out_hook)
    return converter


class _References(Generic[K, T]):
    """Records of one kind by the key that stands for them in JSON."""

    def __init__(self, kind: str, key: Callable[[T], K]) -> None:
        self.kind = kind
        self.key = key
        self.known: dict[K, T] = {}
        self.complete = True

    def begin(self, records: Iterable[T] | None = ()) -> None:
        """Know *records* and no others; without them any may be named."""
        self.known = {}
        self.complete = records is not None
        for record in records or ():
            self.add(record)

    def add(self, record: T) -> T:
        key = self.key(record)
        if self.known.setdefault(key, record) is not record:
            raise MismatchError(f"expected each {self.kind} once, found {key!r} again")
        return record

    def resolve(self, value: Any, _: Any = None) -> T | None:
        if not self.complete:
            return None  # what could not be read is told already, and nothing will come of it
        if type(value) not in (str, int) or value not in self.known:
            raise MismatchError(f"expected a known {self.kind}, found {shown(value)}")
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


class _Codec:
    """The converters of a thread, and what the values that they take name.

    To make one takes longer than to use it, so that it is kept: what it knew is forgotten.
    """

    def __init__(self, *, telling: bool) -> None:
        """Make them; *telling* ones find every fault and its path, others only one."""
        self.telling = telling
        self.plain = self._converter()
        self.bodies: _References[str, Body] = _References("body", _id)
        self.regions: _References[str, Region] = _References("region", _id)
        # How many bodies stand above each other, by each body that was read.
        self.lines: dict[int, int] = {}
        self.source = ""
        # Tasks and notes are known once they are read: they stand before the measures.
        self.tasks = _References("task", _number)
        self.notes = _References("note", _number)
        self.events = _References("event", _number)
        self.measures = _References("measure", _number)
        self._of_bodies = self._make_of_bodies()
        self._of_regions = self._make_of_regions()
        self._of_edition = self._make_of_edition()

    def _converter(self) -> Converter:
        return _converter(telling=self.telling)

    @contextmanager
    def of_bodies(self) -> Generator[Converter, None, None]:
        """Give a converter for the bodies of a directory; a host is named by its id."""
        self.bodies.begin()
        try:
            yield self._of_bodies
        finally:
            self.bodies.begin()
            self.lines.clear()

    @contextmanager
    def of_regions(self) -> Generator[Converter, None, None]:
        """Give a converter for the regions of a directory."""
        self.regions.begin()
        try:
            yield self._of_regions
        finally:
            self.regions.begin()

    @contextmanager
    def of_edition(
        self, bodies: Iterable[Body] | None, regions: Iterable[Region] | None, source: str
    ) -> Generator[Converter, None, None]:
        """Give a converter for editions that name these bodies and regions, read from *source*.

        Without bodies or regions, because what should say them could not be read, any may be named.
        """
        self.source = source
        self.bodies.begin(bodies)
        self.regions.begin(regions)
        self.forget()
        try:
            yield self._of_edition
        finally:
            self.source = ""
            self.bodies.begin()
            self.regions.begin()
            self.forget()

    def forget(self) -> None:
        """Forget what the edition that was read has in it."""
        for references in (self.tasks, self.notes, self.events, self.measures):
            references.begin()

    def _make_of_bodies(self) -> Converter:
        converter = self._converter()
        known, lines = self.bodies, self.lines

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
                raise MismatchError(f"expected at most {_LONGEST_LINE} bodies above each other")
            return found

        change = record_hook(Change, converter, successor=override(struct_hook=successor))
        converter.register_structure_hook(Change, change)
        body = record_hook(Body, converter, host=override(struct_hook=host))
        # A successor stands inside the body that it follows; a host is one of the bodies listed.
        converter.register_structure_hook(Body, _adding(known, in_line))
        hosts = override(unstruct_hook=lambda host: None if host is None else host.id)
        converter.register_unstructure_hook(Body, _record_out_hook(Body, converter, host=hosts))
        return converter

    def _make_of_regions(self) -> Converter:
        converter = self._converter()
        hook = record_hook(Region, converter)
        converter.register_structure_hook(Region, _adding(self.regions, hook))
        return converter

    def _make_of_edition(self) -> Converter:
        converter = self._converter()
        converter.register_structure_hook(Body, self.bodies.resolve)
        converter.register_unstructure_hook(Body, _id)
        converter.register_structure_hook(Region, self.regions.resolve)
        converter.register_unstructure_hook(Region, _id)

        tasks, notes, events, measures = self.tasks, self.notes, self.events, self.measures
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
        converter.register_unstructure_hook(
            Measure, _record_out_hook(Measure, converter, **numbered)
        )
        # The text has a file of its own, where it can be read. So have those who are no part of any
        # edition: they are known to all.
        elsewhere = override(omit=True)
        structure_source = record_hook(Source, converter)

        def with_text(value: object, kind: Any) -> Source:
            given = exact_object(value, dict)
            if "text" in given:
                raise MismatchError("expected no key 'text', found it")
            found: Source = structure_source({"text": self.source, **given}, kind)
            return found

        converter.register_structure_hook(Source, with_text)
        converter.register_unstructure_hook(
            Source, _record_out_hook(Source, converter, text=elsewhere)
        )
        converter.register_structure_hook(
            Edition, record_hook(Edition, converter, outsiders=elsewhere, layer=elsewhere)
        )
        converter.register_unstructure_hook(
            Edition, _record_out_hook(Edition, converter, outsiders=elsewhere, layer=elsewhere)
        )
        return converter


def _numbers(references: _References[int, Any]) -> Any:
    """Return how a field that holds several records of a kind stands in JSON: as numbers."""
    return override(
        struct_hook=lambda value, _: tuple(map(references.resolve, exact_list(value))),
        unstruct_hook=lambda value: [*map(_number, value)],
    )


_CODECS = local()


def _codec(*, telling: bool = False) -> _Codec:
    """Return the converters of this thread."""
    kept: dict[Any, _Codec] = _CODECS.__dict__
    if telling not in kept:
        kept[telling] = _Codec(telling=telling)
    return kept[telling]


def _read(read: Callable[[_Codec], T]) -> T:
    """Return what *read* makes by converters that are quick; where they fail, those tell why."""
    with suppress(Exception):  # whatever it is, it is told below
        return read(_codec())
    return read(_codec(telling=True))


def bodies_from_json(data: str) -> tuple[Body, ...]:
    """Return the bodies of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    raw = loads(data)

    def read(codec: _Codec) -> tuple[Body, ...]:
        with codec.of_bodies() as converter:
            return tuple(structured(converter, raw, tuple[Body, ...]))

    return _read(read)


def bodies_to_json(bodies: tuple[Body, ...]) -> str:
    """Return the directory file of *bodies*; a host stands before those it hosts."""
    with _codec().of_bodies() as converter:
        return dumps(converter.unstructure(bodies))


def regions_from_json(data: str) -> tuple[Region, ...]:
    """Return the regions of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    raw = loads(data)

    def read(codec: _Codec) -> tuple[Region, ...]:
        with codec.of_regions() as converter:
            return tuple(structured(converter, raw, tuple[Region, ...]))

    return _read(read)


def regions_to_json(regions: tuple[Region, ...]) -> str:
    """Return the directory file of *regions*."""
    return dumps(_codec().plain.unstructure(regions))


def outsiders_from_json(data: str) -> tuple[Outsider, ...]:
    """Return the outsiders of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    raw = loads(data)
    return _read(lambda codec: tuple(structured(codec.plain, raw, tuple[Outsider, ...])))


def outsiders_to_json(outsiders: tuple[Outsider, ...]) -> str:
    """Return the directory file of *outsiders*."""
    return dumps(_codec().plain.unstructure(outsiders))


def edition_from_json(
    data: str,
    source: str,
    bodies: Iterable[Body],
    regions: Iterable[Region],
    outsiders: tuple[Outsider, ...] = (),
) -> Edition:
    """Return the edition in *data*, whose source text is *source*.

    Raises:
        InvalidJSONError: it is not of the expected shape, or names what none of these is called.
    """
    raw = loads(data)
    bodies, regions = tuple(bodies), tuple(regions)

    def read(codec: _Codec) -> Edition:
        with codec.of_edition(bodies, regions, source) as converter:
            return _whole(structured(converter, raw, Edition), outsiders)

    return _read(read)


def _whole(edition: Edition, outsiders: tuple[Outsider, ...]) -> Edition:
    """Return an edition with what does not stand in its JSON, and see that it holds together."""
    for measure in edition.measures:
        # They were made just now, and nobody has seen them.
        object.__setattr__(measure, "publication", edition.publication)
    edition = attrs.evolve(edition, outsiders=outsiders)
    faults = tuple(contradictions(edition))
    if faults:
        raise InvalidJSONError(faults)
    return edition


def edition_to_json(edition: Edition) -> str:
    """Return the file of *edition*, without the text of its source and its outsiders."""
    with _codec().of_edition((), (), "") as converter:
        return dumps(converter.unstructure(edition))


FORMAT = "svctrade edition"
VERSION = 1
_KEYS = ("format", "version", "bodies", "regions", "outsiders", "text", "edition")


def file_to_json(edition: Edition) -> str:
    """Return a file that has all of *edition*, its bodies and regions and its source too."""
    bodies = tuple(dict.fromkeys(b for body in edition.bodies for b in _hosted(body)))
    codec = _codec()
    with codec.of_bodies() as of_bodies, codec.of_edition((), (), "") as of_edition:
        value = {
            "format": FORMAT,
            "version": VERSION,
            "bodies": of_bodies.unstructure(bodies),
            "regions": codec.plain.unstructure(edition.regions),
            "outsiders": codec.plain.unstructure(edition.outsiders),
            "text": edition.source.text,
            "edition": of_edition.unstructure(edition),
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
    return _read(lambda codec: _file(raw, codec))


def _file(raw: dict[str, Any], codec: _Codec) -> Edition:
    faults: list[str] = []
    bodies = regions = outsiders = None
    text = ""
    with _gathering(faults, "bodies"), codec.of_bodies() as converter:
        bodies = structured(converter, raw["bodies"], tuple[Body, ...])
    with _gathering(faults, "regions"), codec.of_regions() as converter:
        regions = structured(converter, raw["regions"], tuple[Region, ...])
    with _gathering(faults, "outsiders"):
        outsiders = structured(codec.plain, raw["outsiders"], tuple[Outsider, ...])
    with _gathering(faults, "text"):
        text = structured(codec.plain, raw["text"], str)
    with _gathering(faults, "edition"), codec.of_edition(bodies, regions, text) as converter:
        edition: Edition = structured(converter, raw["edition"], Edition)
        if not faults:
            return _whole(edition, outsiders or ())
    raise InvalidJSONError(tuple(faults))


def _check_head(raw: Any) -> None:
    """See that it is a file of this format, of a version that is known, with its keys."""
    head = cast("dict[str, Any]", raw) if isinstance(raw, dict) else {}
    if head.get("format") != FORMAT:
        raise InvalidJSONError((f'expected an object with "format": "{FORMAT}" @ $',))
    version = head.get("version")
    if type(version) is not int or version != VERSION:
        newer = type(version) is int and version > VERSION
        advice = "a newer svctrade wrote it: upgrade" if newer else "no other was ever written"
        raise InvalidJSONError(
            (f"expected version {VERSION} ({advice}), found {shown(version)} @ $.version",)
        )
    faults = [f"expected the key {key!r}, found none @ $" for key in _KEYS if key not in head]
    faults += [f"expected no key {shown(key)}, found it @ $" for key in head if key not in _KEYS]
    if faults:
        raise InvalidJSONError(tuple(faults))


@contextmanager
def _gathering(faults: list[str], key: str) -> Generator[None, None, None]:
    """Add the faults of the part that stands under *key*, with their paths in the whole."""
    try:
        yield
    except InvalidJSONError as error:
        for fault in error.faults:
            message, _, path = fault.rpartition(" @ ")
            faults.append(f"{message} @ $.{key}{path.removeprefix('$')}")
