"""Copies of the package and of its data, which a test may damage."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import svctrade

PACKAGE = Path(svctrade.__file__).parent


def set_checksum(data: Path, name: str) -> None:
    """Write the checksum of a changed file."""
    checksums = data / "SHA256SUMS"
    found = hashlib.sha256((data / name).read_bytes()).hexdigest()
    lines = [
        f"{found}  {name}" if line.endswith(f"  {name}") else line
        for line in checksums.read_text(encoding="utf-8").splitlines()
    ]
    checksums.write_text("\n".join(lines) + "\n", encoding="utf-8")


def copy_package(folder: Path, *without: str) -> Path:
    """Copy the package into *folder*, without the folders that are named; return the copy."""
    ignored = shutil.ignore_patterns("__pycache__", *without)
    return Path(shutil.copytree(PACKAGE, folder / "svctrade", ignore=ignored))
