"""Build the wheel and the sdist twice, and see that each is the same to the byte.

``python tools/check_dist.py`` leaves them in ``dist/``, with a list of what they depend on in
CycloneDX's form. Nothing is published.
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
# What has to be in a wheel, and what must not.
NEEDED = (
    *("svctrade/py.typed", "svctrade/data/SHA256SUMS", "svctrade/_compiled/__init__.py"),
    *("svctrade/_explorer/explorer.html", "svctrade/_explorer/vendor/tabulator.min.js"),
)
LICENCES = ("LICENSE", "LICENSE-DATA", "LICENSES.txt")


def run(*command: str) -> None:
    """Run a command of this Python, and stop where it fails."""
    subprocess.run([sys.executable, "-m", *command], check=True, cwd=ROOT)  # noqa: S603  # our own


def built(folder: Path) -> dict[str, str]:
    """Build into a folder, and return the sums of what came of it."""
    run("build", "--outdir", str(folder))
    files = sorted(folder.iterdir())
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def main() -> int:
    """Build, compare, check."""
    with tempfile.TemporaryDirectory() as folder:
        first = built(Path(folder))
    for old in DIST.glob("*"):
        old.unlink()
    second = built(DIST)
    for name, sum_ in second.items():
        print(f"{sum_}  {name}")
    if first != second:
        print("two builds differ")
        return 1
    (wheel,) = DIST.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    lacking = [name for name in NEEDED if name not in names]
    lacking += [name for name in LICENCES if not any(n.endswith(f"/{name}") for n in names)]
    strangers = [name for name in names if not name.startswith("svctrade")]
    if lacking or strangers:
        print(f"the wheel lacks {lacking} and has {strangers}")
        return 1
    run("twine", "check", "--strict", *map(str, sorted(DIST.iterdir())))
    run(
        *("cyclonedx_py", "environment", "--pyproject", "pyproject.toml", "--output-reproducible"),
        *("--of", "JSON", "-o", str(DIST / "sbom.cdx.json"), sys.executable),
    )
    print("two builds are equal, and complete")
    return 0


if __name__ == "__main__":
    sys.exit(main())
