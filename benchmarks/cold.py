"""Whole processes, from their start to their answer: time, and the most memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from .findings import Finding, compared, reported, spent
from .timing import alternating, ratio, typical

NOTHING = "python -c pass"
ATTRS = "import attrs"
JSON = "JSON script"
PYCOUNTRY = "pycountry"
IMPORT = "import svctrade"
COUNT = "two-filter query: count"
NUMBERS = "two-filter query: numbers"
FIRST = "first measure"
OTHERS = ("holidays", "babel")

_QUERY = 'svctrade.measures().in_region("厦门").led_by("移民局")'
_JSON = """\
import json, sys
with open(sys.argv[1], encoding="utf-8") as file: measures = json.load(file)["measures"]
here = [m for m in measures if m["coverage"]["everywhere"] or "xiamen" in m["coverage"]["named"]]
print([m["number"] for m in here if m["lead"] and m["lead"]["body"] == "nia"])
"""
HOW = (
    "Whole processes, from start to exit, their modules compiled by an earlier one; of memory the"
    " peak that the kernel counts."
)
PROGRAMS = {
    NOTHING: "pass",
    ATTRS: "import attrs",
    JSON: _JSON,
    PYCOUNTRY: 'import pycountry; pycountry.countries.get(alpha_2="CN")',
    IMPORT: "import svctrade",
    COUNT: f"import svctrade; print(len({_QUERY}))",
    NUMBERS: f"import svctrade; print({_QUERY}.numbers)",
    FIRST: "import svctrade; m = svctrade.measure(59); m.text, m.assignments",
    "holidays": 'import holidays; holidays.country_holidays("CN").get("2020-10-01")',
    "babel": 'import babel; babel.Locale.parse("zh_CN").territories["CN"]',
}
# A process counts the memory of the one that it was started from as its own; so what is
# measured is started from one that is smaller than any of them.
_LAUNCHER = """\
import posix, sys
child = posix.fork()
if child == 0:
    posix.execv(sys.argv[1], sys.argv[1:])
_, status, used = posix.wait4(child, 0)
sys.stderr.write(str(used.ru_maxrss))
sys.exit(status != 0)
"""
_MEBIBYTE = 2**20 if sys.platform == "darwin" else 2**10
_MORE_MEMORY = 6.0


def findings(rounds: int) -> Iterator[Finding]:
    """Measure, and tell."""
    with tempfile.TemporaryDirectory() as elsewhere:
        run = {name: partial(_run, program, elsewhere) for name, program in PROGRAMS.items()}
        taken = alternating(run, rounds)
    for what, limits in {
        IMPORT: {NOTHING: 1.10},
        NUMBERS: {NOTHING: 1.25, JSON: 0.65},
        COUNT: {NOTHING: 1.25, JSON: 0.65},
        FIRST: {ATTRS: 1.25, PYCOUNTRY: 0.90},
    }.items():
        for other, limit in limits.items():
            note = spent(typical(taken, what))
            yield compared(what, ratio(taken, what, other), limit, other, note)
    for what in (NOTHING, ATTRS, JSON, PYCOUNTRY, *OTHERS):
        yield reported(f"{what}, whole process", spent(typical(taken, what)))
    yield from _memory(rounds)


def _run(program: str, folder: str) -> None:
    command = [sys.executable, "-c", program, str(_edition())]
    subprocess.run(  # noqa: S603  # a program that stands here
        command, check=True, stdout=subprocess.DEVNULL, cwd=folder, env=_environment()
    )


def _environment() -> dict[str, str]:
    """Return the environment, where Python keeps what it compiles: else it would each time."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _edition() -> Path:
    """Return the bundled JSON, without importing what it is bundled in."""
    spec = find_spec("svctrade")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("svctrade is not installed")
    return Path(spec.origin).parent / "data" / "editions" / "2020" / "edition.json"


def _memory(rounds: int) -> Iterator[Finding]:
    peaks = {
        name: median(_peak(PROGRAMS[name]) for _ in range(rounds))
        for name in (NOTHING, FIRST, NUMBERS, PYCOUNTRY)
    }
    for what in (FIRST, NUMBERS, PYCOUNTRY):
        more = peaks[what] - peaks[NOTHING]
        figure, measured = f"{more:.1f} MiB over it", f"{what}: peak memory"
        if what == FIRST:
            target = f"{_MORE_MEMORY:.0f} MiB over {NOTHING}"
            yield Finding(measured, target, figure, more <= _MORE_MEMORY)
        else:
            yield reported(measured, figure)


def _peak(program: str) -> float:
    """Return the most memory that a program takes, in MiB."""
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER]
    command = [*launcher, sys.executable, "-c", program]
    with tempfile.TemporaryDirectory() as elsewhere:
        done = subprocess.run(  # noqa: S603  # likewise
            command, check=True, capture_output=True, cwd=elsewhere, env=_environment()
        )
    return int(done.stderr) / _MEBIBYTE
