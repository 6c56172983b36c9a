"""Decode a document: a path, bytes or a string becomes text."""

from __future__ import annotations

import codecs
import contextlib
import os
import re
from pathlib import Path

import attrs

from ..exceptions import DocumentError, Problem

# A document of this genre has some hundred kilobytes.
MOST_BYTES = 64 * 1024 * 1024
# Before Python 3.11, CSV cannot contain one.
NO_NUL = "text, which has no NUL characters"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@attrs.frozen
class RawSource:
    """The content of a document, and the *name* of its file without the suffix, if it has one."""

    content: bytes | str
    name: str | None = None


def read_source(source: str | bytes | os.PathLike[str]) -> RawSource:
    """Return the content of a path, of bytes or of a string. A string that names a file is a path.

    Raises:
        TypeError: *source* is none of these.
        OSError: The file cannot be read.
        DocumentError: The file or the bytes are too long.
    """
    if isinstance(source, bytes):
        return RawSource(_check_length(source))
    if isinstance(source, str) and ("\n" in source or not _is_file(source)):
        return RawSource(source)
    if not isinstance(source, (str, os.PathLike)):
        raise TypeError(
            f"a document is a path, bytes or text, not {type(source).__name__}: {source!r:.60}"
        )
    path = Path(source)
    if path.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a directory; expected the file of a document")
    with path.open("rb") as file:
        return RawSource(_check_length(file.read(MOST_BYTES + 1)), path.stem)


# A string that ends in one of these is a mistyped name of a file, not a document.
_SUFFIX = re.compile(r"\w\.(?:txt|csv|tsv|xlsx?|json|docx?|pdf|html?|md)$", re.IGNORECASE)


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file() or _SUFFIX.search(text) is not None
    except (OSError, ValueError):  # too long for a path, or with characters that a path cannot have
        return False


def _check_length(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        expected = f"a document of at most {MOST_BYTES} bytes"
        raise DocumentError((Problem(1, 1, "", expected),))
    return content


def decode_text(content: bytes | str) -> str:
    """Return the text of a document, with line feeds at the ends of its lines.

    Bytes are UTF-8 or GB 18030, or have a byte order mark of UTF-8 or UTF-16.

    Raises:
        DocumentError: They are none of these, or the text has surrogates or NUL characters.
    """
    text = _decode_bytes(content) if isinstance(content, bytes) else content.removeprefix("\ufeff")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise DocumentError((_problem(text[: error.start], "text in Unicode"),)) from error
    if "\0" in text:
        raise DocumentError((_problem(text[: text.index("\0")], NO_NUL),))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode_bytes(content: bytes) -> str:
    marked = (encoding for mark, encoding in _MARKS if content.startswith(mark))
    encoding = next(marked, "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            with contextlib.suppress(UnicodeDecodeError):
                return content.decode("gb18030")
            encoding = "utf-8 or gb18030"
        before = content[: error.start].decode("latin-1")
        raise DocumentError((_problem(before, f"text in {encoding.upper()}"),)) from error


def _problem(before: str, expected: str) -> Problem:
    """Return the problem at the end of the text *before* it."""
    line = before.count("\n") + 1
    return Problem(line, len(before) - before.rfind("\n"), "", expected)
