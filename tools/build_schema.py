"""The JSON Schema of the file that ``svctrade.save`` writes, made from the records."""

from __future__ import annotations

import inspect
import json
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from svctrade import (
    Assignment,
    Body,
    Coverage,
    Edition,
    Event,
    Lead,
    Measure,
    Note,
    Outsider,
    Party,
    Place,
    Publication,
    Region,
    Source,
    Span,
    Task,
)
from svctrade._serialization.records import FORMAT, VERSION

JSON = dict[str, Any]

_ID: JSON = {"type": "string"}
_NUMBER: JSON = {"type": "integer"}
_NUMBERS: JSON = {"type": "array", "items": _NUMBER}
_PLACE: JSON = {"type": "array", "items": _NUMBER, "minItems": 4, "maxItems": 4}
_SPAN: JSON = {
    "type": "array",
    "items": {"type": "integer", "minimum": 0},
    "minItems": 2,
    "maxItems": 2,
}
_DATE: JSON = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_OMITTED: JSON = {}
_NULL: JSON = {"type": "null"}
_SIMPLE: dict[Any, JSON] = {
    str: {"type": "string"},
    int: _NUMBER,
    bool: {"type": "boolean"},
    date: _DATE,
    Span: _SPAN,
    Place: _PLACE,
}
# Fields that differ between the file and the record.
_FIELDS: dict[tuple[type, str], JSON] = {
    (Body, "host"): {"anyOf": [_ID, _NULL]},
    (Body, "counterpart"): {"anyOf": [_ID, _NULL]},
    (Party, "body"): {"anyOf": [_ID, _NULL]},
    (Party, "region"): {"anyOf": [_ID, _NULL]},
    (Lead, "body"): _ID,
    (Coverage, "named"): {"type": "array", "items": _ID},
    (Measure, "task"): _NUMBER,
    (Measure, "notes"): _NUMBERS,
    (Measure, "events"): _NUMBERS,
    (Measure, "publication"): _OMITTED,
    (Measure, "reading"): _OMITTED,
    (Source, "text"): _OMITTED,
    (Edition, "outsiders"): _OMITTED,
    (Edition, "layer"): _OMITTED,
    (Edition, "translation"): _OMITTED,
    (Publication, "title_en"): _OMITTED,
    (Publication, "followed_by_en"): _OMITTED,
    (Publication, "translation"): _OMITTED,
    (Task, "title_en"): _OMITTED,
    (Task, "objective_en"): _OMITTED,
    (Task, "synonyms"): _OMITTED,
    (Note, "text_en"): _OMITTED,
    (Event, "title_en"): _OMITTED,
    (Measure, "text_en"): _OMITTED,
    (Assignment, "order"): _OMITTED,
    (Body, "order"): _OMITTED,
    (Region, "order"): _OMITTED,
    (Task, "order"): _OMITTED,
    (Note, "order"): _OMITTED,
    (Event, "order"): _OMITTED,
    (Measure, "order"): _OMITTED,
    (Edition, "bodies"): {"type": "array", "items": _ID},
    (Edition, "regions"): {"type": "array", "items": _ID},
}


def schema() -> str:
    """Return the schema."""
    records: dict[str, JSON] = {}
    properties: JSON = {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "bodies": {"type": "array", "items": _record(Body, records)},
        "regions": {"type": "array", "items": _record(Region, records)},
        "outsiders": {"type": "array", "items": _record(Outsider, records)},
        "text": {"type": "string", "description": "The text that the edition was read from."},
        "edition": _record(Edition, records),
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:svctrade:edition:{VERSION}",
        "title": FORMAT,
        "type": "object",
        "properties": properties,
        "required": [*properties],
        "additionalProperties": False,
        "$defs": dict(sorted(records.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _record(kind: Any, records: dict[str, JSON]) -> JSON:
    """Return a reference to the schema of a record, which is added to *records*."""
    name = kind.__name__
    if name not in records:
        made = records[name] = {}  # a record may contain itself
        hints = get_type_hints(kind)
        fields = [f for f in attrs.fields(kind) if _FIELDS.get((kind, f.name)) is not _OMITTED]
        made |= {
            "description": (inspect.getdoc(kind) or "").partition("\n\n")[0].replace("\n", " "),
            "type": "object",
            "properties": {
                f.name: _FIELDS.get((kind, f.name)) or _type(hints[f.name], records) for f in fields
            },
            "required": [f.name for f in fields if f.default is attrs.NOTHING],
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _type(kind: Any, records: dict[str, JSON]) -> JSON:  # noqa: PLR0911  # a case each
    arguments = get_args(kind)
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    if kind is type(None):
        return _NULL
    if get_origin(kind) is Literal:
        return {"enum": [*arguments]}
    if get_origin(kind) in (Union, UnionType):
        return {"anyOf": [_type(argument, records) for argument in arguments]}
    if get_origin(kind) is tuple and arguments[-1] is Ellipsis:
        return {"type": "array", "items": _type(arguments[0], records)}
    if get_origin(kind) is tuple:
        items = [_type(argument, records) for argument in arguments]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "items": False}
    if issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    return _record(kind, records)
