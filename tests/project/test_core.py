"""The core needs three libraries; whatever needs another one says which extra installs it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def test_core_works_without_extras() -> None:
    """Without the libraries of the extras the core works, and errors name the missing extra."""
    done = subprocess.run(  # noqa: S603  # this interpreter, and a check of our own
        [sys.executable, "-W", "error", str(ROOT / "tools" / "check_core.py")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("the core needs attrs, cattrs and importlib-resources only\n")
