"""What a file has: a saved edition, a table or a document."""

import codecs
import re
from enum import Enum
from pathlib import Path
from typing import Any, cast

from .._json import InvalidJSONError, loads
from .._parsing.document import TABLES
from .._parsing.formats import detect_kind
from .._parsing.formats.text import decode_text
from .._parsing.source import read_source


class Content(Enum):
    """What a file has, and what reads it."""

    EDITION = "edition"
    TABLE = "table"
    DOCUMENT = "document"


def content_of(source: Path | bytes) -> Content:
    """Return what a file has, by its bytes; its name decides only where they cannot.

    JSON is the file of an edition, or a table with an object for each row, also as JSON lines.

    Args:
        source: a path, or the bytes.

    Raises:
        OSError: it cannot be read.
        DocumentError: it is of a kind that is not read.

    >>> content_of(b'[{"text": "x"}]'), content_of(b'{"format": ""}')
    (<Content.TABLE: 'table'>, <Content.EDITION: 'edition'>)
    """
    raw = read_source(source)
    content = cast("bytes", raw.content)
    is_json = raw.name is not None and raw.name.lower().endswith(".json")
    if _first_character(content) in ("{", "["):
        found = _content_of_json(decode_text(content)[0])
        if found is not None:
            return found
    if is_json:
        # What reads an edition says where it is no JSON.
        return Content.EDITION
    is_table = detect_kind(content, raw.name) in TABLES
    return Content.TABLE if is_table else Content.DOCUMENT


# How JSON of an object begins, and no RTF.
_OBJECT = re.compile(r'\{\s*"')
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _first_character(content: bytes) -> str:
    """Return the first character that is no white space and no byte order mark."""
    encoding = "utf-16" if content.startswith(_UTF_16) else "latin-1"
    text = content.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace")
    return text.lstrip()[:1]


def _content_of_json(text: str) -> Content | None:
    """Return what JSON has; ``None`` for a text that only begins like JSON."""
    begun = text.lstrip()
    try:
        whole = loads(text)
    except InvalidJSONError:
        try:
            whole = loads(begun.partition("\n")[0])  # JSON lines
        except InvalidJSONError:
            return Content.EDITION if _OBJECT.match(begun) else None
    if isinstance(whole, dict) and _is_edition(cast("dict[str, Any]", whole)):
        return Content.EDITION
    return Content.TABLE


def _is_edition(whole: dict[str, Any]) -> bool:
    """Whether an object is the file of an edition, or of what is none, and not a row."""
    parts: list[Any] = []
    for value in whole.values():
        parts += value if isinstance(value, list) else [value]
    return not whole or "format" in whole or any(isinstance(part, dict) for part in parts)
