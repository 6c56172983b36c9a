"""Data files of the package, and atomic writes."""

import contextlib
import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from errno import EAGAIN, ENOENT
from functools import cache
from pathlib import Path
from typing import IO, Protocol, TextIO, TypeVar, cast

from .exceptions import DataError

T = TypeVar("T")
AnyPath = str | os.PathLike[str]
# Where a file is written: a path, or an open file.
Target = AnyPath | IO[bytes] | IO[str]

_CHECKSUMS = "SHA256SUMS"


@cache
def checksums() -> dict[str, str]:
    """Return the SHA-256 checksum of every data file by its path below ``svctrade/data``.

    Raises:
        DataError: the list of checksums is missing or damaged.
    """
    lines = _contents(_CHECKSUMS).decode("utf-8", errors="replace").splitlines()
    pairs = [line.partition("  ") for line in lines]
    found = {path: sum_ for sum_, _, path in pairs if path}
    if len(found) != len(lines) or not found:
        raise DataError(
            _CHECKSUMS, "lines of a checksum and a path, each path once", "something else"
        )
    return found


def read(path: str) -> str:
    """Return the text of a data file.

    Raises:
        DataError: the file is missing, or is not UTF-8.
    """
    try:
        return _contents(path).decode("utf-8")
    except UnicodeDecodeError as error:
        raise DataError(path, "UTF-8", str(error)) from error


def check_sum(path: str) -> None:
    """Check a data file against its SHA-256 checksum.

    Raises:
        DataError: the file is missing, or has another checksum.
    """
    import hashlib

    found = hashlib.sha256(_contents(path)).hexdigest()
    expected = checksums().get(path, "no such file")
    if found != expected:
        raise DataError(path, f"SHA-256 {expected}", found)


class Files(Mapping[str, str]):
    """The texts of the data files by their paths below ``svctrade/data``."""

    def __getitem__(self, path: str) -> str:
        return read(path)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(checksums()))

    def __len__(self) -> int:
        return len(checksums())

    def __contains__(self, path: object) -> bool:
        return path in checksums()


FILES = Files()


def decoded(path: str, decode: Callable[[str], T], files: Mapping[str, str] = FILES) -> T:
    """Return what *decode* makes of the text of one of *files*.

    Raises:
        DataError: the file is missing or damaged, or *decode* refuses it.
    """
    text = files[path]
    try:
        return decode(text)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise DataError(path, "data of the known shape", str(error)) from error


def _contents(path: str) -> bytes:
    # Most programs read no data file: the generated module has what they need.
    from importlib_resources import files

    try:
        return files("svctrade").joinpath("data", *path.split("/")).read_bytes()
    except Exception as error:  # an archive has errors of many sorts
        raise DataError(path, "a file that can be read", type(error).__name__) from error


class Lock(Protocol):
    """A lock of `threading`."""

    def acquire(self) -> object:
        """Wait for it, and take it."""
        ...

    def release(self) -> None:
        """Give it back."""
        ...


def release_at_fork(lock: Lock) -> None:
    """Let a fork wait for *lock*, which no thread of the child could release otherwise."""
    if hasattr(os, "register_at_fork"):  # Windows does not fork
        os.register_at_fork(
            before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release
        )


def write(target: Target, content: bytes, *, text: bool = True) -> None:
    """Write *content* to a path as `atomic_write` does, or to an open file.

    Args:
        target: a path, or a file that is open for writing.
        content: text in UTF-8, or binary content.
        text: whether it is text, which a text file takes too.

    Raises:
        OSError: the file cannot be written.
        TypeError: *target* is neither, or binary content is written to a text file.
    """
    if isinstance(target, str | os.PathLike):
        atomic_write(target, content)
    elif isinstance(target, io.RawIOBase):
        write_raw(target, content)
    elif not callable(getattr(target, "write", None)):
        given = f"{type(target).__name__}: {target!r:.60}"
        raise TypeError(f"expected a path or a file that is open for writing, not {given}")
    elif not isinstance(target, io.TextIOBase):
        cast("IO[bytes]", target).write(content)
    elif text:
        write_text(cast("TextIO", target), content.decode("utf-8"))
    else:
        raise TypeError("expected a file opened in binary mode ('wb'), not one in text mode")


def write_text(stream: TextIO, text: str) -> None:
    """Write all of *text* to a text file.

    Raises:
        OSError: not all of it can be written.
    """
    raw = getattr(stream, "buffer", None)
    if not isinstance(raw, io.RawIOBase):
        stream.write(text)
        return
    # Under PYTHONUNBUFFERED a text file does not notice that a part of its text was not written.
    stream.flush()
    encoded = text.replace("\n", os.linesep).encode(stream.encoding, stream.errors or "strict")
    write_raw(raw, encoded)


def write_raw(file: io.RawIOBase, content: bytes) -> None:
    """Write all of *content* to a file without a buffer, which may take a part of it at a time.

    Raises:
        OSError: not all of it can be written.
    """
    left = memoryview(content)
    while left:
        count = file.write(left)
        if not count:
            raise BlockingIOError(EAGAIN, "the file takes no more for now", None, len(content))
        left = left[count:]


# Without O_BINARY, Windows changes line ends.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def atomic_write(path: str | os.PathLike[str], content: bytes) -> None:
    """Write *content* to a temporary file in the same folder, and rename it to *path*.

    An existing file keeps its permissions, its owner and group, and its extended attributes; a
    symbolic link stays a link. A file that has several names (hard links), or an owner or group
    that only another user may give, is written in place instead, and gets its old content back
    where that fails. A device or a pipe is written to directly.

    Raises:
        OSError: the file cannot be written.
    """
    given = Path(path)
    if given.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a directory; expected the name of a file")
    try:
        found = given.stat()
    except (FileNotFoundError, NotADirectoryError):
        found = None
    if found is not None and not stat.S_ISREG(found.st_mode):
        given.write_bytes(content)
        return
    # The target of a link is written.
    place = Path(os.path.realpath(path))
    if not place.parent.is_dir():
        raise FileNotFoundError(ENOENT, "there is no such folder", str(place.parent))
    if found is not None and found.st_nlink > 1:
        _write_in_place(place, content)
        return
    temporary = place.with_name(f".svctrade.{os.urandom(16).hex()}")
    try:
        # Nobody else reads the new file before it has the permissions of the old one.
        mode = 0o666 if found is None else 0o600
        with os.fdopen(os.open(temporary, _NEW, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if found is None or _copy_attributes(place, temporary, found):
            temporary.replace(place)
            return
        temporary.unlink()
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _write_in_place(place, content)


def _copy_attributes(old: Path, new: Path, found: os.stat_result) -> bool:
    """Give *new* the owner, permissions and attributes of *old*; return whether that is allowed."""
    import shutil

    made = new.stat()
    if (made.st_uid, made.st_gid) != (found.st_uid, found.st_gid):
        try:
            os.chown(new, found.st_uid, found.st_gid)
        except PermissionError:
            return False
    shutil.copystat(old, new)
    os.utime(new)
    return True


def _write_in_place(place: Path, content: bytes) -> None:
    """Write to a file that exists, and write its old content again where that fails."""
    with place.open("r+b", buffering=0) as file:
        old = file.readall()
        try:
            _overwrite(file, content)
        except BaseException:
            _overwrite(file, old)
            raise


def _overwrite(file: io.FileIO, content: bytes) -> None:
    file.seek(0)
    write_raw(file, content)
    file.truncate()
    os.fsync(file.fileno())
