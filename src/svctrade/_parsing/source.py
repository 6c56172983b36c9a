"""Take a document as it is given: a path, bytes, an open file or text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, cast

import attrs

from .formats import limits

Given = str | bytes | os.PathLike[str] | IO[bytes] | IO[str]
# A string that ends in one of these is a mistyped name of a file, not a document.
_SUFFIX = re.compile(
    r"\w\.(?:txt|csv|tsv|xlsx?|json|docx?|pdf|html?|md|wps|ofd|rtf|png|jpe?g)$", re.IGNORECASE
)
_URL = re.compile(r"\s*\w{2,9}://")


@attrs.frozen
class RawSource:
    """The content of a document, and the *name* of its file, if it has one."""

    content: bytes | str
    name: str | None = None

    @property
    def stem(self) -> str | None:
        """The name without its suffix."""
        return None if self.name is None else Path(self.name).stem


def read_source(source: Given) -> RawSource:
    """Return the content of a path, of bytes, of an open file or of a string.

    A string that names a file is a path.

    Raises:
        TypeError: *source* is none of these.
        OSError: The file cannot be read.
        DocumentError: The file or the bytes are too long.
    """
    if isinstance(source, bytes):
        return _checked(source, None)
    if isinstance(source, str) and ("\n" in source or not _is_file(source)):
        return RawSource(source)
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        if path.is_dir():
            raise IsADirectoryError(
                f"{str(path)!r} is a directory; expected the file of a document"
            )
        with path.open("rb") as file:
            return _checked(file.read(limits.MOST_BYTES + 1), path.name)
    return _read_open_file(source)


def _read_open_file(source: object) -> RawSource:
    read = getattr(source, "read", None)
    content: object = None
    if callable(read):
        content = cast("Callable[[int], object]", read)(limits.MOST_BYTES + 1)
    if not isinstance(content, (bytes, str)):
        raise TypeError(
            "a document is a path, bytes, an open file or text, not "
            f"{type(source).__name__}: {source!r:.60}"
        )
    name = getattr(source, "name", None)
    return _checked(content, Path(name).name if isinstance(name, str) else None)


def _is_file(text: str) -> bool:
    if _URL.match(text):
        return False
    try:
        return Path(text).is_file() or _SUFFIX.search(text) is not None
    except (OSError, ValueError):  # too long for a path, or with characters that a path cannot have
        return False


def _checked(content: bytes | str, name: str | None) -> RawSource:
    limits.check_size(len(content))
    return RawSource(content, name)
