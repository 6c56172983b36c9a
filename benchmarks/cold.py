"""Whole processes, from start to exit: time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from statistics import median

from .findings import Finding, compared, format_seconds, reported
from .timing import alternating, ratio, typical

NOTHING = "python -c pass"
PYCOUNTRY = 'pycountry.countries.get(alpha_2="CN")'
CLICK = "import click, rich.table"
IMPORT = "import svctrade"
COUNT = "two-filter query and count"
FIRST = "first measure, with text and assignments"
WHOLE = "the whole edition"
PRINT = "first print of a result"
EXPLAIN = "`explain()`"
COUNT_BY = '`count_by("body")`'
CSV = "`table().to_csv()`"
MISTYPED = "a mistyped name with its suggestion"
LIST = "svctrade list --region 厦门 --led-by 移民局"
OTHERS = ("holidays", "babel", "attrs")

_QUERY = 'svctrade.measures().in_region("厦门").led_by("移民局")'
HOW = (
    "Whole processes, from start to exit, with their bytecode written before. Memory is the peak"
    " that the kernel reports. What is missed, and what it would take: a count imports"
    " `collections.abc`, which a private module of Python would replace; a first measure imports"
    " attrs and makes 20 classes with it, which lazily made classes would avoid; the whole edition"
    " makes 1,558 names more, which lazy fields would put off; a mistyped name reads the table of"
    " 3,400 places, to tell a place from a mistake, which an index of the table would shorten."
    " Plain code is preferred to each of these."
)
PROGRAMS = {
    NOTHING: "pass",
    PYCOUNTRY: 'import pycountry; pycountry.countries.get(alpha_2="CN")',
    CLICK: "import click, rich.table",
    IMPORT: "import svctrade",
    COUNT: f"import svctrade; print(len({_QUERY}))",
    FIRST: "import svctrade; m = svctrade.measure(59); m.text, m.assignments",
    WHOLE: "import svctrade; svctrade.edition().measures",
    PRINT: f"import svctrade; print({_QUERY})",
    EXPLAIN: f"import svctrade; {_QUERY}.explain()",
    COUNT_BY: 'import svctrade; svctrade.measures().count_by("body")',
    CSV: "import svctrade; svctrade.measures().table().to_csv()",
    MISTYPED: (
        "import svctrade\n"
        'try: svctrade.region("厦们")\n'
        'except LookupError as error: assert "厦门" in str(error)'
    ),
    # What the console script does.
    LIST: (
        "import sys; from svctrade.__main__ import main\n"
        'sys.argv[:] = ["svctrade", "list", "--region", "厦门", "--led-by", "移民局"]\n'
        "sys.exit(main())"
    ),
    "holidays": 'import holidays; holidays.country_holidays("CN").get("2020-10-01")',
    "babel": 'import babel; babel.Locale.parse("zh_CN").territories["CN"]',
    "attrs": "import attrs",
}
# What each program may take at most, as a ratio to another one.
TARGETS = (
    (IMPORT, 1.10, NOTHING),
    (COUNT, 1.50, NOTHING),
    (FIRST, 1.05, PYCOUNTRY),
    (WHOLE, 1.30, PYCOUNTRY),
    (PRINT, 1.10, PYCOUNTRY),
    (EXPLAIN, 1.6, PYCOUNTRY),
    (COUNT_BY, 1.4, PYCOUNTRY),
    (CSV, 1.5, PYCOUNTRY),
    (MISTYPED, 1.5, PYCOUNTRY),
    (LIST, 2.0, CLICK),
)
# A process counts the memory of the one that started it as its own, so this one, which is smaller
# than any of them, starts what is measured.
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
_MEMORY_OF_WHOLE = 8.0


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    with tempfile.TemporaryDirectory() as elsewhere:
        run = {name: partial(_run, program, elsewhere) for name, program in PROGRAMS.items()}
        taken = alternating(run, rounds)
    for what, limit, other in TARGETS:
        note = format_seconds(typical(taken, what))
        yield compared(what, ratio(taken, what, other), limit, other, note)
    for what in (NOTHING, PYCOUNTRY, CLICK, *OTHERS):
        yield reported(f"{what}, whole process", format_seconds(typical(taken, what)))
    yield from _memory(rounds)


def _run(program: str, folder: str) -> None:
    subprocess.run(  # noqa: S603  # a program of this module
        [sys.executable, "-c", program],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=folder,
        env=_environment(),
    )


def _environment() -> dict[str, str]:
    """Return an environment in which Python writes bytecode."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


def _memory(rounds: int) -> Iterator[Finding]:
    peaks = {
        name: median(_peak(PROGRAMS[name]) for _ in range(rounds))
        for name in (NOTHING, WHOLE, FIRST, COUNT, PYCOUNTRY)
    }
    for what in (WHOLE, FIRST, COUNT, PYCOUNTRY):
        more = peaks[what] - peaks[NOTHING]
        figure, measured = f"{more:.1f} MiB over it", f"{what}: peak memory"
        if what == WHOLE:
            target = f"{_MEMORY_OF_WHOLE:.0f} MiB over {NOTHING}"
            yield Finding(measured, target, figure, more <= _MEMORY_OF_WHOLE)
        else:
            yield reported(measured, figure)


def _peak(program: str) -> float:
    """Return the peak memory of a program, in MiB."""
    launcher = [sys.executable, "-I", "-S", "-c", _LAUNCHER]
    command = [*launcher, sys.executable, "-c", program]
    with tempfile.TemporaryDirectory() as elsewhere:
        done = subprocess.run(  # noqa: S603  # likewise
            command, check=True, capture_output=True, cwd=elsewhere, env=_environment()
        )
    return int(done.stderr) / _MEBIBYTE
