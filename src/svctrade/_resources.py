"""The files of the package, found wherever it is installed and checked against their sums."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TypeVar
from zipfile import BadZipFile

from importlib_resources import files as data

from .exceptions import DataError

T = TypeVar("T")

_SUMS = "SHA256SUMS"


@cache
def sums() -> dict[str, str]:
    """Return the SHA-256 sum of every data file by its path below ``svctrade/data``.

    Raises:
        DataError: the list of sums is missing or damaged.
    """
    lines = _contents(_SUMS).decode("utf-8", errors="replace").splitlines()
    pairs = [line.partition("  ") for line in lines]
    found = {path: sum_ for sum_, _, path in pairs if path}
    if len(found) != len(lines) or not found:
        raise DataError(_SUMS, "lines of a sum and a path, each path once", "something else")
    return found


def read(path: str) -> str:
    """Return the text of a data file.

    Raises:
        DataError: the file is missing, or has another sum than it should.
    """
    content = _contents(path)
    found = hashlib.sha256(content).hexdigest()
    expected = sums().get(path, "no such file")
    if found != expected:
        raise DataError(path, f"SHA-256 {expected}", found)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(path, "UTF-8", str(error)) from error


class Files(Mapping[str, str]):
    """The data files of the package: their texts, by their paths below ``svctrade/data``."""

    def __getitem__(self, path: str) -> str:
        return read(path)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(sums()))

    def __len__(self) -> int:
        return len(sums())

    def __contains__(self, path: object) -> bool:
        return path in sums()


FILES = Files()


def decoded(path: str, decode: Callable[[str], T], files: Mapping[str, str] = FILES) -> T:
    """Return what *decode* makes of one of *files*.

    Raises:
        DataError: the file is missing or damaged, or not of the shape that *decode* takes.
    """
    text = files[path]
    try:
        return decode(text)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise DataError(path, "data of the known shape", str(error)) from error


def _contents(path: str) -> bytes:
    try:
        return data("svctrade").joinpath("data", *path.split("/")).read_bytes()
    except (OSError, ValueError, BadZipFile, zlib.error) as error:
        raise DataError(path, "a file that can be read", type(error).__name__) from error
