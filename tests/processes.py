"""Another Python process, for what one alone cannot show."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import svctrade

SOURCE = Path(svctrade.__file__).parent.parent


def answered(
    *arguments: str,
    python: str = sys.executable,
    path: Path = SOURCE,
    given: str = "",
    environment: Mapping[str, str] | None = None,
) -> str:
    """Return what another process prints, which finds the package in *path*.

    It has the libraries that are installed for this one, and fails where it ends badly or warns.
    """
    done = subprocess.run(  # noqa: S603  # a Python that the test names, and code of our own
        [python, *arguments],
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(path), sysconfig.get_paths()["purelib"]]),
            "PYTHONDONTWRITEBYTECODE": "1",
            **(environment or {}),
        },
        input=given,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout.strip()
