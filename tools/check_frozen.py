"""Build frozen programs that query the library, and run them.

    python tools/check_frozen.py pyinstaller nuitka

svctrade and the tools have to be installed in the same environment; Nuitka needs a C compiler.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Escaped, so that the source is ASCII: 厦门, 移民局.
PROGRAM = """\
import svctrade

found = svctrade.measures().in_region("\\u53a6\\u95e8").led_by("\\u79fb\\u6c11\\u5c40")
assert found.numbers == (59,)
assert found.explain()[0].reasons and found.table().to_csv()
assert svctrade.edition().source.text and svctrade.verify()
assert "<html" in found.to_html() and svctrade.schema()
assert svctrade.compare("2020", "2020").to_json()
print(*found.numbers)
"""
COMMANDS = {
    # The hook of the package includes its data.
    "pyinstaller": [
        *("-m", "PyInstaller", "--noconfirm", "--onefile", "--log-level", "WARN"),
        *("--distpath", "pyinstaller", "program.py"),
    ],
    "nuitka": [
        *("-m", "nuitka", "--standalone", "--quiet", "--assume-yes-for-downloads"),
        *("--include-package=svctrade", "--include-package-data=svctrade"),
        *("--output-dir=nuitka", "--output-filename=program", "program.py"),
    ],
}
PROGRAMS = {"pyinstaller": "pyinstaller/program", "nuitka": "nuitka/program.dist/program"}


def check(tool: str, folder: Path) -> None:
    """Build the program with a tool, and run it outside the environment."""
    (folder / "program.py").write_text(PROGRAM, encoding="utf-8")
    start = time.monotonic()
    subprocess.run([sys.executable, *COMMANDS[tool]], cwd=folder, check=True)  # noqa: S603  # our own
    program = folder / PROGRAMS[tool]
    if sys.platform == "win32":
        program = program.with_suffix(".exe")
    done = subprocess.run([program], cwd=folder, check=True, capture_output=True)  # noqa: S603  # likewise
    if done.stdout.split() != [b"59"]:
        raise SystemExit(f"{tool}: the program printed {done.stdout!r}")
    print(f"{tool}: built in {time.monotonic() - start:.0f} s, and the query works")


def main(tools: list[str]) -> None:
    """Check the given tools, or all."""
    for tool in tools or COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            check(tool, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
