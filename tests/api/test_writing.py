"""What is kept of a file that is written again, and that all of it is written."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import IO, Any, cast

import pytest

import svctrade
from svctrade import load, save
from svctrade._io import release_at_fork

from ..processes import SOURCE

EDITION = svctrade.edition()
PLAN = svctrade.read_document("某市方案\n1. 支持出海。（市商务局牵头）\n")


posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such owners and links")


@posix
def test_save_refuses_loop_of_links(tmp_path: Path) -> None:
    """A link that leads to itself is no place to write to, and stays."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.symlink_to(second)
    second.symlink_to(first)
    with pytest.raises(OSError, match=r"(?i)too many levels|symbolic link"):
        save(EDITION, first)
    assert first.is_symlink()
    assert len([*tmp_path.iterdir()]) == 2


@posix
def test_save_writes_through_link_to_nothing(tmp_path: Path) -> None:
    """A link to a file that does not exist yet stays a link."""
    (tmp_path / "link").symlink_to(tmp_path / "new")
    save(EDITION, tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert load(tmp_path / "new") == EDITION


def test_save_keeps_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All names of a file have the new content, or all the old one where writing fails."""
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"old " * 1_000_000)
    os.link(first, second)
    save(EDITION, first)
    assert first.samefile(second)
    assert load(second) == EDITION
    old = first.read_bytes()
    fsync, failed = os.fsync, [OSError("full")]

    def fail(descriptor: int) -> None:
        fsync(descriptor)
        if failed:
            raise failed.pop()

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        save(PLAN, first)
    assert second.read_bytes() == old
    assert sorted(tmp_path.iterdir()) == [first, second]


@posix
def test_save_keeps_attributes_and_owner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file keeps its extended attributes and its owner; its time is that of the new content."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    os.utime(path, (1, 1))
    owned = os.geteuid() == 0
    if owned:
        os.chown(path, 1234, 4321)
    try:
        os.setxattr(path, "user.svctrade", b"x")
        extended = True
    except (AttributeError, OSError):  # macOS, or a file system without them
        extended = False
    save(EDITION, path)
    found = path.stat()
    assert found.st_mtime > 1
    assert not owned or (found.st_uid, found.st_gid) == (1234, 4321)
    assert not extended or os.getxattr(path, "user.svctrade") == b"x"

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refuse)
    save(PLAN, path)
    assert (path.stat().st_ino == found.st_ino) is owned
    assert path.stat().st_uid == found.st_uid
    assert load(path) == PLAN
    assert [*tmp_path.iterdir()] == [path]


@posix
def test_new_file_is_private_until_it_has_the_old_permissions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What replaces a private file is never readable for others."""
    path = tmp_path / "a.json"
    path.write_bytes(b"old")
    path.chmod(0o600)
    fsync, modes = os.fsync, list[int]()

    def note(descriptor: int) -> None:
        modes.append(os.fstat(descriptor).st_mode & 0o777)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    save(EDITION, path)
    assert modes == [0o600]


class Narrow(io.RawIOBase):
    """A file without a buffer that takes a few bytes at a time, and at last none."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.taken = b""

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, content: Any, /) -> int | None:
        """Take at most 1,000 bytes."""
        count = min(1000, self.room - len(self.taken), len(content))
        self.taken += bytes(content[:count])
        return count or None


def test_save_writes_all_to_file_without_buffer() -> None:
    """A file that takes a part at a time gets all of it; one that takes no more is an error."""
    wide = Narrow(10**9)
    save(EDITION, cast("IO[bytes]", wide))
    assert svctrade.loads(wide.taken) == EDITION
    text = Narrow(10**9)
    save(EDITION, io.TextIOWrapper(cast("Any", text), encoding="utf-8", write_through=True))
    assert text.taken == wide.taken.replace(b"\n", os.linesep.encode())
    with pytest.raises(BlockingIOError):
        save(EDITION, cast("IO[bytes]", Narrow(1500)))


@posix
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_command_reports_output_that_is_not_written(unbuffered: str, tmp_path: Path) -> None:
    """Where the disk is full after a part of the output, the command says so and fails."""
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "from svctrade._cli import main; main(['list', '--format', 'csv'])"
    )
    with (tmp_path / "out.csv").open("wb") as out:
        done = subprocess.run(  # noqa: S603  # our own code
            [sys.executable, "-c", code],
            env={
                **os.environ,
                "PYTHONPATH": str(SOURCE),
                "PYTHONUNBUFFERED": unbuffered,
                "PYTHONIOENCODING": "utf-8",
            },
            stdout=out,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert (tmp_path / "out.csv").stat().st_size <= 3000
    assert done.returncode == 4
    assert b"svctrade: " in done.stderr


def test_system_without_fork_needs_no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing forks, nothing is registered."""
    monkeypatch.delattr(os, "register_at_fork", raising=False)
    lock = Lock()
    release_at_fork(lock)
    assert not lock.locked()
