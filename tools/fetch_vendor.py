"""Fetch the libraries that the explorer page includes, each in one version with its checksum.

``python tools/fetch_vendor.py`` reads ``vendor.json`` in the folder of the libraries, lets npm pack
each package, compares its SHA-512 with the recorded one, and writes the files, their SHA-256
sums and the licences. A package without files is included in another one. To update a package,
change its version and checksum (``npm view NAME dist.integrity``).
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).parent.parent / "src/svctrade/_export/explorer/vendor"
# The address of a source map, which is not included.
MAP = re.compile(rb"\n?/[/*]# sourceMappingURL=\S+(?: \*/)?\s*\Z")


def packed(package: dict[str, Any], folder: str) -> tarfile.TarFile:
    """Return a package from npm.

    Raises:
        ValueError: its checksum differs from the recorded one.
    """
    name = f"{package['package']}@{package['version']}"
    command = ["npm", "pack", "--silent", "--pack-destination", folder, name]
    done = subprocess.run(  # noqa: S603  # our own
        command, check=True, capture_output=True, encoding="utf-8"
    )
    path = Path(folder, done.stdout.split()[-1])
    found = base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode("ascii")
    if package["integrity"] != f"sha512-{found}":
        raise ValueError(f"{name} has the checksum sha512-{found}, not {package['integrity']}")
    return tarfile.open(path)


def content(archive: tarfile.TarFile, path: str) -> bytes:
    """Return a file of a package, without the address of its source map."""
    file = archive.extractfile(f"package/{path}")
    if file is None:
        raise ValueError(f"{path} is no file")
    return MAP.sub(b"\n", file.read())


def main() -> int:
    """Fetch, compare, write."""
    packages: list[dict[str, Any]] = json.loads((VENDOR / "vendor.json").read_text("utf-8"))
    licences: list[str] = []
    for package in packages:
        with tempfile.TemporaryDirectory() as folder, packed(package, folder) as archive:
            licence = content(archive, "LICENSE").decode("utf-8").replace("\r\n", "\n").strip()
            licences.append(f"{package['package']} {package['version']}\n\n{licence}\n")
            for name, path in package["files"].items():
                (VENDOR / name).write_bytes(content(archive, path))
    (VENDOR / "LICENSES.txt").write_text("\n\n".join(licences), encoding="utf-8", newline="\n")
    names = ["LICENSES.txt", *(name for package in packages for name in package["files"])]
    sums = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in names}
    lines = "".join(f"{sums[name]}  {name}\n" for name in sorted(names))
    (VENDOR / "SHA256SUMS").write_text(lines, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
