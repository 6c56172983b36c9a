"""Editions as JSON: `load`, `save`, `loads`, `dumps` and the JSON schema."""

import codecs
import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

from .._index.build import check_names
from .._io import AnyPath, Target, decoded, write
from .._json import MOST_BYTES, MOST_FAULTS, Fault, InvalidJSONError
from .._model import Edition
from .._model.validation import validate
from .._serialization.records import VERSION, file_from_json, file_to_json
from ..exceptions import MOST_PROBLEMS, DocumentError, Problem

_EXCERPT = 20
# A string is given by its first quote: to match all of it would take memory for each character.
_TOKEN = re.compile(r'[{}\[\]:,"]|[^\s{}\[\]:,"]+')
_IN_STRING = re.compile(r'\\.|"', re.DOTALL)
_PART = re.compile(r"[.\[]")


def load(source: AnyPath | IO[bytes] | IO[str]) -> Edition:
    """Return the edition that `save` wrote.

    It is strict: a value of another type and an unknown key are errors. A byte order mark is
    skipped, and a file in UTF-16 that begins with one is read.

    Args:
        source: a path, or an open file.

    Raises:
        OSError: the file cannot be read.
        TypeError: *source* is neither a path nor an open file; `loads` takes text and bytes.
        DocumentError: it is no such file, of another version, or damaged; it has every problem with
            its place in the file and its path in the JSON.

    >>> import svctrade, tempfile, os
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = os.path.join(folder, "2020.json")
    ...     svctrade.save(svctrade.edition(), path)
    ...     svctrade.load(path) == svctrade.edition()
    True
    """
    if not isinstance(source, str | os.PathLike):
        if not callable(getattr(source, "read", None)):
            given = f"{type(source).__name__}: {source!r:.60}"
            raise TypeError(f"load() takes a path or an open file, not {given}")
        return loads(source.read(MOST_BYTES + 1))
    file = Path(source)
    if file.is_dir():
        raise IsADirectoryError(f"{str(source)!r} is a directory; expected the file of an edition")
    with file.open("rb") as opened:
        # A pipe has no size.
        size = min(os.fstat(opened.fileno()).st_size, MOST_BYTES) or MOST_BYTES
        return loads(opened.read(size + 1))


def loads(content: str | bytes) -> Edition:
    """Return the edition that `dumps` or `save` wrote, from memory.

    Args:
        content: text, or bytes in UTF-8, or in UTF-16 with a byte order mark.

    Raises:
        TypeError: *content* is neither text nor bytes.
        DocumentError: as `load`.

    >>> import svctrade
    >>> svctrade.loads(svctrade.dumps(svctrade.edition())) == svctrade.edition()
    True
    """
    if not isinstance(content, str | bytes):
        raise TypeError(f"loads() takes str or bytes, not {type(content).__name__}")
    if len(content) > MOST_BYTES:
        raise _refused(f"a file of at most {MOST_BYTES} bytes")
    text = (_decode(content) if isinstance(content, bytes) else content).removeprefix("\ufeff")
    try:
        edition = file_from_json(text)
    except InvalidJSONError as error:
        raise DocumentError(tuple(_problems(text, error.faults))) from None
    try:
        check_names(edition)
    except ValueError as error:
        raise _refused(f"names that tell things apart: {error}") from None
    return edition


def _decode(content: bytes) -> str:
    encoding = "utf-16" if content[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        expected = f"{encoding.upper()} (byte {error.start})"
        raise DocumentError((Problem(line, 1, "", expected),)) from error


def _refused(expected: str) -> DocumentError:
    return DocumentError((Problem(1, 1, "", expected),))


def _problems(text: str, faults: tuple[Fault, ...]) -> Iterable[Problem]:
    """Yield the faults with their places in the text."""
    shown = faults[:MOST_PROBLEMS]
    offsets = _offsets(text, {fault.path for fault in shown if fault.path})
    found = [offsets.get(f.path or "$", 0) if f.offset is None else f.offset for f in shown]
    places = _places(text, found)
    for fault, at in zip(shown, found, strict=True):
        excerpt = text[at : at + _EXCERPT].partition("\n")[0]
        yield Problem(*places[at], excerpt, fault.expected, fault.path)
    if len(faults) > MOST_PROBLEMS:
        left = len(faults) - MOST_PROBLEMS
        least = "at least " if len(faults) >= MOST_FAULTS else ""
        are = "is" if left == 1 else "are"
        problems = f"no more than {MOST_PROBLEMS} problems; {least}{left} {are} not listed"
        yield Problem(1, 1, "", problems)


def _places(text: str, offsets: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Return the line and the column of each offset."""
    places: dict[int, tuple[int, int]] = {}
    line, start = 1, 0
    for at in sorted({*offsets}):
        line += text.count("\n", start, at)
        start = text.rfind("\n", start, at) + 1 or start
        places[at] = line, at - start + 1
    return places


def _offsets(text: str, wanted: set[str]) -> dict[str, int]:
    """Return the offsets of the values at the *wanted* paths of well-formed JSON."""
    found: dict[str, int] = {}
    # Other paths are not put together: a long key would be copied for each value below it.
    known = wanted | {path[: part.start()] for path in wanted for part in _PART.finditer(path)}
    # Of each open object or list: its path, and in a list the position of the value.
    stack: list[tuple[str | None, int | None]] = []
    path: str | None = "$"
    is_key = False
    at = 0
    while len(found) < len(wanted) and (token := _TOKEN.search(text, at)):
        mark, start, at = token[0], token.start(), token.end()
        at = _end_of_string(text, at) if mark == '"' else at
        if mark in "]}":
            stack.pop()
            is_key = False
        elif mark == ",":
            parent, position = stack[-1]
            if position is None:
                is_key = True
            else:
                stack[-1] = parent, position + 1
                path = _known_path(parent, f"[{position + 1}]", known)
        elif is_key:
            path = _known_path(stack[-1][0], f".{text[start + 1 : at - 1]}", known)
            is_key = False
        elif mark != ":":
            if path in wanted:
                found[path] = start
            if mark == "{":
                stack.append((path, None))
                is_key = True
            elif mark == "[":
                stack.append((path, 0))
                path = _known_path(path, "[0]", known)
    return found


def _end_of_string(text: str, at: int) -> int:
    return next(end.end() for end in _IN_STRING.finditer(text, at) if end[0] == '"')


def _known_path(parent: str | None, part: str, known: set[str]) -> str | None:
    path = None if parent is None else parent + part
    return path if path in known else None


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the file that `save` writes.

    Any program can validate a file by it. `load` also checks that its parts agree.

    Raises:
        DataError: the file of the schema is missing or damaged.

    >>> import svctrade
    >>> svctrade.schema()["$id"]
    'urn:svctrade:edition:1'
    """
    found: dict[str, Any] = decoded(f"schema/edition-{VERSION}.json", json.loads)
    return found


def save(edition: Edition, path: Target) -> None:
    """Write *edition* to *path* as JSON. Equal editions give equal bytes.

    An existing file is replaced only when the new one is complete. It keeps its permissions, owner,
    group and extended attributes, and a symbolic link stays a link. A file with several hard links,
    or with an owner that you may not give, is written in place instead, and gets its old content
    back where that fails.

    Args:
        edition: the edition.
        path: a path, or an open file.

    Raises:
        TypeError: *edition* is not an `Edition`.
        ValueError: it contradicts itself, so that it could not be loaded.
        OSError: the file cannot be written.

    >>> import svctrade, tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     svctrade.save(svctrade.edition(), Path(folder) / "2020.json")
    ...     svctrade.load(Path(folder) / "2020.json") == svctrade.edition()
    True
    """
    write(path, _checked(edition, "save"))


def dumps(edition: Edition) -> str:
    """Return *edition* as JSON, which `loads` reads.

    Args:
        edition: the edition.

    Raises:
        TypeError: *edition* is not an `Edition`.
        ValueError: it contradicts itself, so that it could not be loaded.

    >>> import svctrade
    >>> svctrade.dumps(svctrade.edition())[:1]
    '{'
    """
    return _checked(edition, "dumps").decode("utf-8")


def _checked(edition: Edition, function: str) -> bytes:
    """Return the JSON of an edition, after loading it again."""
    if not isinstance(edition, Edition):
        raise TypeError(
            f"{function}() takes an Edition, not {type(edition).__name__}: {edition!r:.60}"
        )
    faults = [*map(str, validate(edition))]
    if not faults:
        try:
            text = file_to_json(edition)
            if file_from_json(text) == edition:
                check_names(edition)
                return text.encode("utf-8")
            faults = ["expected records of the model only"]
        except ValueError as error:
            faults = [str(error)]
    raise ValueError(f"the edition cannot be saved: {'; '.join(faults)}")
