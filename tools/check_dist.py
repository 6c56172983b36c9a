"""Build the wheel and the sdist twice, and check that the bytes are the same.

``python tools/check_dist.py`` leaves them in ``dist/``, with a list of their dependencies in
CycloneDX format. It publishes nothing.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
DIST = ROOT / "dist"
# Files that a wheel must contain.
NEEDED = (
    *("svctrade/py.typed", "svctrade/data/SHA256SUMS", "svctrade/_bundled/rows_2020.py"),
    "svctrade/_bundled/index_2020.py",
    "svctrade/_export/explorer/explorer.html",
    "svctrade/_export/explorer/vendor/write-excel-file.min.js",
    "svctrade/_pyinstaller/hook-svctrade.py",
)
LICENCES = ("LICENSE", "LICENSE-DATA", "LICENSES.txt", "OpenCC.txt", "pypinyin.txt")


def run(*command: str) -> None:
    """Run a module of this Python; stop if it fails."""
    subprocess.run([sys.executable, "-m", *command], check=True, cwd=ROOT)  # noqa: S603  # our own


def build(folder: Path) -> dict[str, str]:
    """Build into a folder, and return the checksums of the files."""
    run("build", "--outdir", str(folder))
    files = sorted(folder.iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> int:
    """Build, compare, check."""
    with tempfile.TemporaryDirectory() as folder:
        first = build(Path(folder))
    for old in DIST.glob("*"):
        old.unlink()
    second = build(DIST)
    for name, sum_ in second.items():
        print(f"{sum_}  {name}")
    if first != second:
        print("two builds differ")
        return 1
    (wheel,) = DIST.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    missing = [name for name in NEEDED if name not in names]
    missing += [name for name in LICENCES if not any(n.endswith(f"/{name}") for n in names)]
    unexpected = [name for name in names if not name.startswith("svctrade")]
    if missing or unexpected:
        print(f"the wheel lacks {missing} and contains {unexpected}")
        return 1
    run("twine", "check", "--strict", *map(str, sorted(DIST.iterdir())))
    run(
        *("cyclonedx_py", "environment", "--pyproject", "pyproject.toml", "--output-reproducible"),
        *("--of", "JSON", "-o", str(DIST / "sbom.cdx.json"), sys.executable),
    )
    print("two builds are equal and complete")
    return 0


if __name__ == "__main__":
    sys.exit(main())
