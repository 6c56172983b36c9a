"""Records to JSON and back, strictly.

In JSON an edition refers to bodies and regions by id, and to tasks, notes and events by number;
the records have the records themselves. Each call makes a converter, which has the records of one
file.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Generic, TypeVar, cast

import attrs
from cattrs import BaseValidationError, Converter
from cattrs.gen import make_dict_unstructure_fn, override

from .._json import (
    MOST_FAULTS,
    Fault,
    Hook,
    InvalidJSONError,
    MismatchError,
    dumps,
    elements_hook,
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
    Assignment,
    Body,
    Change,
    Edition,
    Erratum,
    Event,
    Measure,
    Name,
    Note,
    Outsider,
    Place,
    Publication,
    Region,
    ReviewItem,
    Source,
    Span,
    Task,
    ordered,
)
from .._model.validation import validate
from ..exceptions import Problem

K = TypeVar("K")
T = TypeVar("T")

FORMAT = "svctrade edition"
VERSION = 1


@attrs.frozen
class _File:
    """The file of an edition."""

    format: str
    version: int
    bodies: tuple[Body, ...]
    regions: tuple[Region, ...]
    outsiders: tuple[Outsider, ...]
    text: str
    edition: Edition


def _id(record: Body | Region) -> str:
    return record.id


def _number(record: Task | Note | Event | Measure) -> int:
    return record.number


# -- reading --------------------------------------------------------------------------------------


def _span(value: object, _: Any) -> Span:
    start, stop = exact_list(value, 2)
    if not (type(start) is type(stop) is int and 0 <= start < stop):
        raise MismatchError("a span such as [0, 4]", shown(value))
    return _span_of(start, stop)


# Many spans are equal: statements begin at 0, and names have the same lengths.
_span_of = lru_cache(1024)(Span)


def _place(value: object, _: Any) -> Place:
    return Place(*map(exact_int, exact_list(value, 4)))


@cache
def _plain_reader(*, detailed: bool) -> Converter:
    """Return the converter of records without references, which all calls share."""
    converter = strict_converter(detailed=detailed)
    converter.register_structure_hook(Span, _span)
    converter.register_structure_hook(Place, _place)
    for kind in (Publication, Note, Event, Region, Assignment):
        converter.register_structure_hook(kind, record_hook(kind, converter, **_omitted(kind)))
    return converter


_PLAIN = (
    *(Span, Place, Name, Publication, Note, Event, Erratum, Outsider, Source, Problem),
    ReviewItem,
)


def _reader(*, detailed: bool = True) -> Converter:
    """Return a converter for one call, to which hooks of bodies and regions can be added."""
    plain = _plain_reader(detailed=detailed)
    converter = strict_converter(detailed=detailed)
    for kind in _PLAIN:
        converter.register_structure_hook(kind, plain.get_structure_hook(kind))
    return converter


class _References(Generic[K, T]):
    """Records of one kind by their key in JSON."""

    def __init__(self, kind: str, key: Callable[[T], K], records: Iterable[T] = ()) -> None:
        self.kind = kind
        self.key = key
        self.known: dict[K, T] = {}
        # False where some could not be read: then no key is reported as unknown.
        self.complete = True
        for record in records:
            self.add(record)

    def add(self, record: T) -> T:
        key = self.key(record)
        if self.known.setdefault(key, record) is not record:
            raise MismatchError(f"each {self.kind} once", f"{key!r} again")
        return record

    def resolve(self, value: Any, _: Any = None) -> T | None:
        if not self.complete:
            return None
        if type(value) not in (str, int) or value not in self.known:
            raise MismatchError(f"a known {self.kind}", shown(value))
        return self.known[value]

    def resolve_all(self, value: Any, _: Any = None) -> tuple[T | None, ...]:
        return tuple(map(self.resolve, exact_list(value)))

    def adding(self, hook: Hook) -> Hook:
        """Return a hook that adds each record that *hook* reads."""

        def structure(value: Any, kind: Any) -> T:
            try:
                return self.add(hook(value, kind))
            except (BaseValidationError, MismatchError):
                self.complete = False
                raise

        return structure


# More than any state has, and less than Python's limit of recursion.
_LONGEST_LINE = 32


def _body_hook(converter: Converter, bodies: _References[str, Body]) -> Hook:
    """Return the hook that reads a body and adds it to *bodies*.

    A host is given by its id. A successor is inside the body that it follows and is not added.
    """
    # The length of the chain of hosts and successors of each body.
    lines: dict[int, int] = {}

    def host(value: Any, _: Any) -> Body | None:
        return None if value is None else bodies.resolve(value)

    def successor(value: Any, _: Any) -> Body | None:
        return None if value is None else in_line(value, Body)

    def in_line(value: Any, kind: Any) -> Body:
        found: Body = body(value, kind)
        # Its host and its successors were read before it.
        above = (found.host, found.counterpart, *(change.successor for change in found.history))
        lines[id(found)] = 1 + max(lines[id(other)] if other else 0 for other in above)
        if lines[id(found)] > _LONGEST_LINE:
            raise MismatchError(f"at most {_LONGEST_LINE} bodies above each other")
        return found

    change = record_hook(Change, converter, successor=override(struct_hook=successor))
    converter.register_structure_hook(Change, change)
    other = override(struct_hook=host)
    body = record_hook(Body, converter, host=other, counterpart=other, **_omitted(Body))
    return bodies.adding(in_line)


def _register_edition(
    converter: Converter, bodies: _References[str, Body], regions: _References[str, Region]
) -> None:
    """Let *converter* read an edition that names these bodies and regions."""
    converter.register_structure_hook(Body, bodies.resolve)
    converter.register_structure_hook(Region, regions.resolve)
    # Tasks, notes and events come before the measures that refer to them.
    tasks: _References[int, Task] = _References("task", _number)
    notes: _References[int, Note] = _References("note", _number)
    events: _References[int, Event] = _References("event", _number)
    measures: _References[int, Measure] = _References("measure", _number)
    converter.register_structure_hook(Task, record_hook(Task, converter, **_omitted(Task)))
    for kind, references in ((Task, tasks), (Note, notes), (Event, events)):
        converter.register_structure_hook(
            kind, references.adding(converter.get_structure_hook(kind))
        )
    measure = record_hook(
        Measure,
        converter,
        task=override(struct_hook=tasks.resolve),
        notes=override(struct_hook=notes.resolve_all),
        events=override(struct_hook=events.resolve_all),
        **_omitted(Measure),
    )
    converter.register_structure_hook(Measure, measures.adding(measure))
    source = converter.get_structure_hook(Source)

    def without_text(value: object, kind: Any) -> Source:
        given = exact_object(value, dict)
        if "text" in given:
            raise MismatchError("no key 'text'", "it")
        found: Source = source({"text": "", **given}, kind)
        return found

    converter.register_structure_hook(Source, without_text)
    edition = record_hook(Edition, converter, **_omitted(Edition))
    converter.register_structure_hook(Edition, edition)


# Fields that are elsewhere: the publication of all measures in the edition, the text of the source
# and the outsiders beside the edition, a layer and its readings, and a translation, in files of
# their own. The order of the records is that of the file.
_ELSEWHERE: dict[type[Any], tuple[str, ...]] = {
    Publication: ("title_en", "followed_by_en", "translation"),
    Body: ("order",),
    Region: ("order",),
    Assignment: ("order",),
    Task: ("title_en", "objective_en", "synonyms", "order"),
    Note: ("text_en", "order"),
    Event: ("title_en", "order"),
    Measure: ("publication", "reading", "text_en", "order"),
    Source: ("text",),
    Edition: ("outsiders", "layer", "translation"),
}


def _omitted(kind: type[Any]) -> dict[str, Any]:
    return {name: override(omit=True) for name in _ELSEWHERE.get(kind, ())}


def bodies_from_json(data: str) -> tuple[Body, ...]:
    """Return the bodies of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    converter = _reader()
    bodies: _References[str, Body] = _References("body", _id)
    converter.register_structure_hook(Body, _body_hook(converter, bodies))
    return tuple(structure(converter, loads(data), tuple[Body, ...]))


def regions_from_json(data: str) -> tuple[Region, ...]:
    """Return the regions of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    converter = _reader()
    regions: _References[str, Region] = _References("region", _id)
    region = record_hook(Region, converter, **_omitted(Region))
    converter.register_structure_hook(Region, regions.adding(region))
    return tuple(structure(converter, loads(data), tuple[Region, ...]))


def outsiders_from_json(data: str) -> tuple[Outsider, ...]:
    """Return the outsiders of a directory file.

    Raises:
        InvalidJSONError: it is not of the expected shape.
    """
    return tuple(structure(_reader(), loads(data), tuple[Outsider, ...]))


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
    converter = _reader()
    _register_edition(
        converter, _References("body", _id, bodies), _References("region", _id, regions)
    )
    return _complete(structure(converter, loads(data), Edition), source, outsiders)


def _complete(edition: Edition, text: str, outsiders: tuple[Outsider, ...]) -> Edition:
    """Return an edition with what its JSON leaves out, validated."""
    edition = attrs.evolve(
        edition,
        measures=tuple(
            attrs.evolve(measure, publication=edition.publication) for measure in edition.measures
        ),
        source=attrs.evolve(edition.source, text=text),
        outsiders=outsiders,
    )
    faults = tuple(islice(validate(edition), MOST_FAULTS))
    if faults:
        raise InvalidJSONError(faults)
    return ordered(edition)


def file_from_json(data: str) -> Edition:
    """Return the edition of a file.

    Raises:
        InvalidJSONError: it is no such file, of another version, or not of the expected shape.
    """
    raw = loads(data)
    _check_head(raw)
    try:
        return _file(raw, detailed=False)
    except Exception:  # read again, to report every fault  # noqa: BLE001
        return _file(raw, detailed=True)


def _file(raw: Any, *, detailed: bool) -> Edition:
    converter = _reader(detailed=detailed)
    bodies: _References[str, Body] = _References("body", _id)
    regions: _References[str, Region] = _References("region", _id)
    body = _body_hook(converter, bodies)
    plain = _plain_reader(detailed=detailed)
    region = regions.adding(plain.get_structure_hook(Region))
    _register_edition(converter, bodies, regions)
    hook = record_hook(
        _File,
        converter,
        bodies=override(struct_hook=elements_hook(body, Body)),
        regions=override(struct_hook=elements_hook(region, Region)),
    )
    converter.register_structure_hook(_File, hook)
    file: _File = structure(converter, raw, _File)
    try:
        return _complete(file.edition, file.text, file.outsiders)
    except InvalidJSONError as error:
        raise InvalidJSONError(tuple(fault.below("edition") for fault in error.faults)) from None


def _check_head(raw: Any) -> None:
    """Check that it is a file of this format, of a version that is known, with its keys."""
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
    keys = [field.name for field in attrs.fields(_File)]
    faults = [Fault(f"the key {key!r}", "none", "$") for key in keys if key not in head]
    faults += [Fault(f"no key {shown(key)}", "it", "$") for key in head if key not in keys]
    if faults:
        raise InvalidJSONError(tuple(faults))


# -- writing --------------------------------------------------------------------------------------

# Fields that are left out where they have their default value.
_RARE = (
    *("unknown", "declared", "problems", "path", "followed_by", "counterpart"),
    *("scope", "label", "deadline", "extra", "inherited", "review_items"),
)


def _record_out_hook(kind: Any, converter: Converter, **overrides: Any) -> Any:
    """Return the hook that writes a record."""
    rare: dict[str, Any] = {
        field.name: override(omit_if_default=True)
        for field in attrs.fields(kind)
        if field.name in _RARE
        or kind in (Name, Change, Outsider)
        or (kind is Task and field.name in ("responsibility", "assignments"))
        or (kind is Publication and field.name in ("dated", "region"))
    }
    return make_dict_unstructure_fn(kind, converter, **(rare | _omitted(kind) | overrides))


def _writer() -> Converter:
    """Return a converter that writes bodies and regions in full."""
    converter = Converter()
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Span, lambda span: [span.start, span.stop])
    converter.register_unstructure_hook(Place, lambda place: [*attrs.astuple(place)])
    converter.register_unstructure_hook_factory(is_record, _record_out_hook)
    other = override(unstruct_hook=lambda other: None if other is None else other.id)
    rare = override(unstruct_hook=other.unstruct_hook, omit_if_default=True)
    body = _record_out_hook(Body, converter, host=other, counterpart=rare)
    converter.register_unstructure_hook(Body, body)
    return converter


def _edition_writer() -> Converter:
    """Return a converter that writes an edition with references."""
    converter = _writer()
    converter.register_unstructure_hook(Body, _id)
    converter.register_unstructure_hook(Region, _id)
    numbers = override(unstruct_hook=lambda records: [*map(_number, records)])
    measure = _record_out_hook(
        Measure,
        converter,
        task=override(unstruct_hook=_number),
        notes=numbers,
        events=numbers,
    )
    converter.register_unstructure_hook(Measure, measure)
    return converter


def bodies_to_json(bodies: tuple[Body, ...]) -> str:
    """Return the directory file of *bodies*; hosts come before hosted bodies."""
    return dumps(_writer().unstructure(bodies))


def regions_to_json(regions: tuple[Region, ...]) -> str:
    """Return the directory file of *regions*."""
    return dumps(_writer().unstructure(regions))


def outsiders_to_json(outsiders: tuple[Outsider, ...]) -> str:
    """Return the directory file of *outsiders*."""
    return dumps(_writer().unstructure(outsiders))


def edition_to_json(edition: Edition) -> str:
    """Return the file of *edition*, without the text of its source and its outsiders."""
    return dumps(_edition_writer().unstructure(edition))


def file_to_json(edition: Edition) -> str:
    """Return the complete file of *edition*, with its bodies, regions and source."""
    bodies = tuple(dict.fromkeys(b for body in edition.bodies for b in _with_hosts(body)))
    whole = _writer()
    value = {
        "format": FORMAT,
        "version": VERSION,
        "bodies": whole.unstructure(bodies),
        "regions": whole.unstructure(edition.regions),
        "outsiders": whole.unstructure(edition.outsiders),
        "text": edition.source.text,
        "edition": _edition_writer().unstructure(edition),
    }
    return dumps(value)


def _with_hosts(body: Body) -> Iterator[Body]:
    """Yield a body after those that its JSON refers to: its host, its counterpart, and others."""
    for change in body.history:
        if change.successor is not None:
            yield from [*_with_hosts(change.successor)][:-1]
    for other in (body.host, body.counterpart):
        if other is not None:
            yield from _with_hosts(other)
    yield body
