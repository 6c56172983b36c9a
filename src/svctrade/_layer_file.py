"""The file of a layer, and where its words stand in the measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from typing import Literal

import attrs

from ._layer import Layer
from ._places import Span
from ._reading import Item, Reading, Scheme, Tag
from ._strict import InvalidJSONError, loads, strict_converter, structured
from ._vocabulary import Confidence

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
    no_subject: str | None = None


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
    """Return the layer of a file; the places of words are known when it is attached.

    Raises:
        InvalidJSONError: it is no such file, or its parts contradict each other.
    """
    file: _File = structured(strict_converter(), loads(data), _File)
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
            reading.no_subject,
        )
        for reading in file.readings
    )
    return Layer(file.id, file.title, file.source, file.items, readings)


def _faults(file: _File) -> Iterator[str]:
    """Yield what does not hold together in a layer, each with its path."""
    if (file.format, file.version) != (FORMAT, VERSION):
        yield f"expected the format {FORMAT!r} of version {VERSION} @ $.format"
    forms = Counter((item.scheme, form.casefold()) for item in file.items for form in item.forms)
    for i, item in enumerate(file.items):
        if not all((item.code.strip(), item.name.strip(), item.name_en.strip())):
            yield f"expected a code and two names @ $.items[{i}]"
        twice = [form for form in item.forms if forms[item.scheme, form.casefold()] > 1]
        if twice:
            yield f"expected names of its own, found {twice[0]!r} again @ $.items[{i}]"
    known = {(item.scheme, item.code) for item in file.items}
    for i, reading in enumerate(file.readings):
        path = f"$.readings[{i}]"
        schemes = {tag.scheme for tag in reading.tags}
        if (reading.concerns is None) is not ("service" in schemes):
            yield f"expected service items, or whether it concerns none or all @ {path}.concerns"
        if (reading.no_subject is None) is not ("subject" in schemes):
            yield f"expected subjects, or why there is none @ {path}.no_subject"
        yield from _tag_faults(reading.tags, known, f"{path}.tags")


def _tag_faults(
    tags: tuple[_Tag, ...], known: Container[tuple[str, str]], path: str
) -> Iterator[str]:
    times = Counter((tag.scheme, tag.code) for tag in tags)
    for j, tag in enumerate(tags):
        if times[tag.scheme, tag.code] > 1:
            yield f"expected each tag once, found {tag.code!r} again @ {path}[{j}]"
        if (tag.scheme, tag.code) not in known:
            yield f"expected a known item, found {tag.code!r} @ {path}[{j}].code"
        if (tag.why is None) is (tag.confidence is Confidence.ARGUABLE):
            expected = "a sentence why, of an arguable tag and of no other"
            yield f"expected {expected} @ {path}[{j}].why"


def placed(layer: Layer, texts: dict[int, str]) -> Layer:
    """Return *layer* with the places of its words in *texts*, one for each measure.

    Raises:
        InvalidJSONError: a measure has no reading, or a reading no measure, or words stand nowhere.
    """
    numbers = Counter(reading.measure for reading in layer.readings)
    faults = [
        f"expected each measure once, found {number} again @ $.readings"
        for number, times in numbers.items()
        if times > 1
    ]
    unread = sorted(texts.keys() - numbers.keys())
    faults += [f"expected a reading of measure {number} @ $.readings" for number in unread]
    items = {*layer.items}
    readings: list[Reading] = []
    for i, reading in enumerate(layer.readings):
        text = texts.get(reading.measure)
        if text is None:
            path = f"$.readings[{i}].measure"
            faults.append(f"expected the number of a measure, found {reading.measure} @ {path}")
            continue
        tags: list[Tag] = []
        for j, tag in enumerate(reading.tags):
            if tag.item not in items:
                faults.append(f"expected an item of the layer, found {tag.item} @ $.readings[{i}]")
            at = text.find(tag.words)
            if at < 0 or not tag.words:
                path = f"$.readings[{i}].tags[{j}].words"
                expected = f"words of measure {reading.measure}"
                faults.append(f"expected {expected}, found {tag.words!r} @ {path}")
            tags.append(attrs.evolve(tag, span=Span(at, at + len(tag.words))))
        readings.append(attrs.evolve(reading, tags=tuple(tags)))
    if faults:
        raise InvalidJSONError(tuple(faults))
    return attrs.evolve(layer, readings=tuple(readings))
