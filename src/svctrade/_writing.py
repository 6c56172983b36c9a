"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
from errno import ENOENT
from pathlib import Path
from uuid import uuid4

# Windows would change line ends.
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def write(path: str | os.PathLike[str], content: bytes) -> None:
    """Write *content* to *path*: beside its place first, and moved there when it is whole.

    What was there stays until then, with its permissions; a link stays one. A device or a pipe
    takes what it is given, and is not replaced by a file.

    Raises:
        OSError: the file cannot be written.
    """
    given = Path(path)
    if given.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a directory; expected the name of a file")
    if given.exists() and not given.is_file():
        given.write_bytes(content)
        return
    # A link stays one: what it leads to is written.
    place = Path(os.path.realpath(path))
    if not place.parent.is_dir():
        raise FileNotFoundError(ENOENT, "there is no such folder", str(place.parent))
    temporary = place.with_name(f".svctrade.{uuid4().hex}")
    try:
        with os.fdopen(os.open(temporary, _NEW, 0o666), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if place.exists():
            temporary.chmod(stat.S_IMODE(place.stat().st_mode))
        temporary.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
