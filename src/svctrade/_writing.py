"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from errno import ENOENT
from pathlib import Path


def write(path: str | os.PathLike[str], content: bytes) -> None:
    """Write *content* to *path*: beside its place first, and moved there when it is whole.

    What was there stays until then, with its permissions; a link stays one.

    Raises:
        OSError: the file cannot be written.
    """
    # A link stays one: what it leads to is written.
    place = Path(os.path.realpath(path))
    if place.is_dir():
        raise IsADirectoryError(f"{str(path)!r} is a directory; expected the name of a file")
    if not place.parent.is_dir():
        raise FileNotFoundError(ENOENT, "there is no such folder", str(place.parent))
    if place.exists() and not place.is_file():
        # A device or a pipe takes what it is given, and must not be replaced by a file.
        place.write_bytes(content)
        return
    mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else _usual_mode()
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _usual_mode() -> int:
    """Return the permissions of a new file, which a temporary one does not have."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
