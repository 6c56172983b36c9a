"""The core is small: asking needs three libraries, and what needs more says so in a line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_core_needs_its_three_dependencies_only() -> None:
    """With every other library out of reach all of the core works, and each extra is told."""
    done = subprocess.run(  # noqa: S603  # this interpreter, and a check of our own
        [sys.executable, "-W", "error", str(ROOT / "tools" / "check_core.py")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("the core needs attrs, cattrs and importlib-resources only\n")
