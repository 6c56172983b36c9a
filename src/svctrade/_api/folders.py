"""Read every file of a folder, in several processes."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from .._export.columns import make_labels
from .._model import Edition
from ..exceptions import DocumentError, SvctradeError
from .collection import Collection, ReadFile, collect_files, pack_edition, unpack_edition
from .content import Content, content_of
from .documents import read_document, read_table
from .files import load
from .progress import tracked

if TYPE_CHECKING:
    from .._io import AnyPath

# A process takes as long to start as some files take to read; Windows has at most 61.
_FILES_FOR_A_PROCESS = 8
_MOST_PROCESSES = 61
# Hidden files, and those that Office keeps beside an open one.
_NOT_PLANS = (".", "~$")
_MOST_LISTED = 5


def read_folder(
    folder: AnyPath,
    *,
    processes: int | None = None,
    strict: bool = False,
    progress: bool | None = None,
) -> Collection:
    r"""Read every document, table and saved edition of a folder.

    A file that cannot be read becomes a row of `Collection.report` and stops nothing. Folders in
    the folder, hidden files and the lock files of Office (``~$…``) are left out.

    A script that reads in several processes needs ``if __name__ == "__main__":`` around what it
    does, as with ``multiprocessing`` in general.

    Args:
        folder: the folder.
        processes: how many processes read; 1 reads in this one. Without it, as many as the machine
            has cores, and fewer for a few files.
        strict: whether a file with a place that cannot be read counts as one that cannot be read.
            If false, `Edition.problems` has these places.
        progress: whether to show a progress bar; without it, where standard error is a terminal and
            rich is installed.

    Returns:
        The editions in the order of the names of their files. The id of a document is the name of
        its file without the suffix; where two have one id, the later one gets a number.

    Raises:
        TypeError: *processes* is not a whole number.
        ValueError: no file of the folder can be read, or *processes* is less than 1.
        OSError: there is no such folder.
        MissingExtraError: *progress* is true, and rich is not installed.
        RuntimeError: a process ended before it had read its file.

    >>> import pathlib, svctrade, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for name in "甲市", "乙市":
    ...         text = f"{name}方案（示例）\n1. 支持企业出海。（市商务局负责）\n"
    ...         _ = pathlib.Path(folder, f"{name}.txt").write_text(text, encoding="utf-8")
    ...     _ = pathlib.Path(folder, "notes.txt").write_text("nothing", encoding="utf-8")
    ...     collection = svctrade.read_folder(folder)
    >>> collection
    <Collection: 2 editions, 2 measures, 1 file failed: 乙市, 甲市>
    >>> collection.report.select("file", "status").to_dicts()[0]
    {'file': 'notes.txt', 'status': 'failed'}
    """
    if processes is not None and (not isinstance(processes, int) or isinstance(processes, bool)):
        raise TypeError(f"processes takes a whole number, not {processes!r:.60}")
    if processes is not None and processes < 1:
        raise ValueError(f"processes is {processes}; expected 1 or more")
    paths = sorted(
        path
        for path in Path(folder).iterdir()
        if path.is_file() and not path.name.startswith(_NOT_PLANS)
    )
    if not paths:
        raise ValueError(f"the folder {os.fspath(folder)!r} has no files")
    read = partial(read_packed, strict=strict)
    several = min(processes or _usual_processes(len(paths)), len(paths), _MOST_PROCESSES)
    found = map(read, paths) if several == 1 else _read_in_processes(read, paths, several)
    files = [*tracked(found, len(paths), progress)]
    if all(file.packed is None for file in files):
        listed = "; ".join(f"{file.file}: {file.message}" for file in files[:_MOST_LISTED])
        raise ValueError(
            f"no file of the folder {os.fspath(folder)!r} can be read"
            f" (files: {len(files)}): {listed}"
        )
    return collect_files(_with_own_ids(files))


def read_edition(path: Path, *, strict: bool = True) -> Edition:
    """Return the edition in a file: JSON, a table, or a document."""
    content = content_of(path)
    if content is Content.EDITION:
        return load(path)
    return (read_table if content is Content.TABLE else read_document)(path, strict=strict)


def read_packed(path: Path, *, strict: bool) -> ReadFile:
    """Return what a file has, or why it cannot be read."""
    try:
        before = path.stat()
        edition = read_edition(path, strict=strict)
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
            raise OSError("the file changed while it was read; read it again")  # noqa: TRY301
    except (SvctradeError, OSError, ValueError) as error:
        problems = len(error.problems) if isinstance(error, DocumentError) else 0
        return ReadFile(path.name, None, "failed", None, problems, str(error), None)
    return pack_edition(edition, path.name)


def _usual_processes(files: int) -> int:
    return min(os.cpu_count() or 1, max(1, files // _FILES_FOR_A_PROCESS))


def _read_in_processes(
    read: partial[ReadFile], paths: list[Path], processes: int
) -> Iterator[ReadFile]:
    """Yield what the files have, in their order."""
    with ProcessPoolExecutor(
        processes, multiprocessing.get_context("spawn"), _leave_interrupts_to_parent
    ) as pool:
        try:
            yield from pool.map(read, paths)
        except BrokenProcessPool as error:
            raise RuntimeError(
                "a process ended before it had read its file; a script that calls read_folder()"
                " keeps what it does under if __name__ == '__main__', or gives processes=1"
            ) from error


def _leave_interrupts_to_parent() -> None:  # pragma: no cover  # runs in another process
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _with_own_ids(files: list[ReadFile]) -> Iterator[ReadFile]:
    """Yield the files, each edition with an id of its own."""
    labels = iter(make_labels((file.id for file in files if file.id is not None), None))
    for file in files:
        label = None if file.id is None else next(labels)
        if label == file.id or label is None or file.packed is None:
            yield file
        else:
            edition = attrs.evolve(unpack_edition(file.packed), id=label)
            yield pack_edition(edition, file.file)
