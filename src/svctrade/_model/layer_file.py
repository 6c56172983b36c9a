"""The file of a topic layer, and the places of its words in the measures."""

import os
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import Any, Literal, cast

import attrs

from .._json import Fault, InvalidJSONError, loads, read_json_text, strict_converter, structure
from ..exceptions import DocumentError, Problem
from .layers import Item, Layer, Reading, Scheme, Tag
from .measures import Measure
from .text import Span
from .vocabulary import Confidence

FORMAT = "svctrade layer"
VERSION = 1


@attrs.frozen
class _Tag:
    scheme: Scheme
    code: str
    words: str
    confidence: Confidence
    why: str | None = None


@attrs.frozen
class _Reading:
    measure: int
    tags: tuple[_Tag, ...]
    concerns: Literal["none", "all"] | None = None
    no_topic: str | None = None


@attrs.frozen
class _File:
    format: str
    version: int
    id: str
    title: str
    source: str
    items: tuple[Item, ...]
    readings: tuple[_Reading, ...]


def layer_from_json(data: str) -> Layer:
    """Return the layer of a file. The spans of its words are set when it is attached.

    Raises:
        InvalidJSONError: it is no such file, or it contradicts itself.
    """
    file: _File = structure(strict_converter(), _with_topics(loads(data)), _File)
    faults = tuple(_faults(file))
    if faults:
        raise InvalidJSONError(faults)
    items = {(item.scheme, item.code): item for item in file.items}
    nowhere = Span(0, 0)
    readings = tuple(
        Reading(
            reading.measure,
            tuple(
                Tag(items[tag.scheme, tag.code], tag.words, nowhere, tag.confidence, tag.why)
                for tag in reading.tags
            ),
            reading.concerns,
            reading.no_topic,
        )
        for reading in file.readings
    )
    return Layer(file.id, file.title, file.source, file.items, readings)


def _with_topics(raw: Any) -> Any:
    """Return the content of a file with ``topic`` for ``subject``, which older files have."""
    pending = [raw]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            fields = cast("dict[str, Any]", value)
            if fields.get("scheme") == "subject":
                fields["scheme"] = "topic"
            if "no_subject" in fields:
                fields["no_topic"] = fields.pop("no_subject")
            pending += fields.values()
        elif isinstance(value, list):
            pending += cast("list[object]", value)
    return raw


def _faults(file: _File) -> Iterator[Fault]:
    """Yield the contradictions in a layer, each with its path."""
    if (file.format, file.version) != (FORMAT, VERSION):
        yield Fault(f"the format {FORMAT!r} of version {VERSION}", path="$.format")
    forms = Counter(
        (item.scheme, form) for item in file.items for form in {*map(_plain, item.name_variants)}
    )
    for i, item in enumerate(file.items):
        if not all((item.code.strip(), item.name.strip(), item.name_en.strip())):
            yield Fault("a code and two names", path=f"$.items[{i}]")
        twice = [form for form in item.name_variants if forms[item.scheme, _plain(form)] > 1]
        if twice:
            yield Fault("names of its own", f"{twice[0]!r} again", f"$.items[{i}]")
    known = {(item.scheme, item.code) for item in file.items}
    for i, reading in enumerate(file.readings):
        path = f"$.readings[{i}]"
        schemes = {tag.scheme for tag in reading.tags}
        if (reading.concerns is None) is not ("service" in schemes):
            yield Fault(
                "service items, or whether it concerns none or all", path=f"{path}.concerns"
            )
        if (reading.no_topic is None) is not ("topic" in schemes):
            yield Fault("topics, or why there is none", path=f"{path}.no_topic")
        yield from _tag_faults(reading.tags, known, f"{path}.tags")


def _plain(name: str) -> str:
    """Return a name without what no look-up minds: case, width and white space."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def _tag_faults(
    tags: tuple[_Tag, ...], known: Container[tuple[str, str]], path: str
) -> Iterator[Fault]:
    times = Counter((tag.scheme, tag.code) for tag in tags)
    for j, tag in enumerate(tags):
        if times[tag.scheme, tag.code] > 1:
            yield Fault("each tag once", f"{tag.code!r} again", f"{path}[{j}]")
        if (tag.scheme, tag.code) not in known:
            yield Fault("a known item", repr(tag.code), f"{path}[{j}].code")
        if (tag.why is None) is (tag.confidence is Confidence.ARGUABLE):
            expected = "a sentence why, of an arguable tag and of no other"
            yield Fault(expected, path=f"{path}[{j}].why")


def placed(layer: Layer, texts: dict[int, str]) -> Layer:
    """Return *layer* with the spans of its words in *texts*, which has a text for each measure.

    Raises:
        InvalidJSONError: readings and measures do not match, or words are not in the text.
    """
    numbers = Counter(reading.measure for reading in layer.readings)
    faults = [
        Fault("each measure once", f"{number} again", "$.readings")
        for number, times in numbers.items()
        if times > 1
    ]
    unread = sorted(texts.keys() - numbers.keys())
    faults += [Fault(f"a reading of measure {number}", path="$.readings") for number in unread]
    items = {*layer.items}
    readings: list[Reading] = []
    for i, reading in enumerate(layer.readings):
        text = texts.get(reading.measure)
        if text is None:
            path = f"$.readings[{i}].measure"
            faults.append(Fault("the number of a measure", str(reading.measure), path))
            continue
        tags: list[Tag] = []
        for j, tag in enumerate(reading.tags):
            if tag.item not in items:
                faults.append(Fault("an item of the layer", str(tag.item), f"$.readings[{i}]"))
            at = text.find(tag.words)
            if at < 0 or not tag.words:
                path = f"$.readings[{i}].tags[{j}].words"
                expected = f"words of measure {reading.measure}"
                faults.append(Fault(expected, repr(tag.words), path))
            tags.append(attrs.evolve(tag, span=Span(at, at + len(tag.words))))
        readings.append(attrs.evolve(reading, tags=tuple(tags)))
    if faults:
        raise InvalidJSONError(tuple(faults))
    return attrs.evolve(layer, readings=tuple(readings))


def attach_layer(layer: Layer | str | os.PathLike[str], measures: Iterable[Measure]) -> Layer:
    """Return *layer*, or the one in a file, with the spans of its words in *measures*.

    Raises:
        OSError: the file cannot be read.
        DocumentError: it is not a layer of these measures; it has every problem with its path.
    """
    try:
        read = layer if isinstance(layer, Layer) else layer_from_json(read_json_text(layer))
        return placed(read, {measure.number: measure.text for measure in measures})
    except InvalidJSONError as error:
        problems = (
            Problem(f.line or 1, f.column or 1, f.found or "", f.expected, f.path)
            for f in error.faults
        )
        raise DocumentError(tuple(problems)) from None
