"""Change the source in thousands of places, one at a time, and check that a test fails.

    python tools/mutants.py                   # every change
    python tools/mutants.py _names _query     # two packages
    python tools/mutants.py --sample 10       # a random sample: 10 changes for each module
    python tools/mutants.py --resume          # go on where the last run stopped
    python tools/mutants.py --again           # the survivors, with the present tests

mutmut makes the changes and runs the tests that reach each of them. It does not change decorated
functions, so decorators are turned into assignments first: ``f = decorator(f)``.
"""

from __future__ import annotations

import argparse
import ast
import datetime as dt
import functools
import gc
import json
import math
import os
import random
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutants"
PAGE = ROOT / "docs" / "mutants.md"
# The packages that are changed, and their tests.
PACKAGES = {
    "_query": (
        "query",
        "index",
        "export/test_cover.py",
        "export/test_memo.py",
        "export/test_tables.py",
        "model/test_layer.py",
        "names/test_lookup.py",
        "names/test_places.py",
        "project/test_random_sessions.py",
    ),
    "_names": (
        "names/test_directory.py",
        "names/test_lookup.py",
        "names/test_places.py",
        "names/test_places_table.py",
        "query/test_certainty.py",
        "query/test_counterparts.py",
    ),
    "_parsing": ("parsing", "project/test_limits.py"),
    "_diff": ("diff", "display", "project/test_limits.py", "query/test_alignment.py"),
    "_index": ("index", "query", "names/test_lookup.py", "names/test_places.py"),
    "_serialization": ("serialization", "api/test_files.py"),
    "_export": ("export", "display", "parsing/test_malicious_input.py"),
    "_api": (
        "api",
        "diff",
        "export/test_tables.py",
        "names/test_lookup.py",
        "parsing/test_read_document.py",
        "parsing/test_read_files.py",
        "parsing/test_read_table.py",
        "query/test_alignment.py",
    ),
    "_cli": ("cli",),
}
LEAST = 92  # per cent
SEED = 2020  # of the sample
_SLOW = 5  # seconds; a slower test is left out
_SHOWN = 4000  # characters of the output of a run that failed
_MEMORY = 16 << 30  # bytes of addresses, of which libraries in C reserve many
_HEAD = "| module | mutants | tried | killed | % | date |\n| --- | --: | --: | --: | --: | --- |\n"
_DONE = ("killed", "timeout", "skipped", "not checked")
_SETTINGS = """\
[mutmut]
source_paths=src
only_mutate=src/svctrade/{package}/*
also_copy=
    conftest.py
    docs
    tools
    README.md
pytest_add_cli_args_test_selection=
    {tests}
pytest_add_cli_args=
    -pno:xdist
    -pno:cov
    -pno:unraisableexception
    -pmutants
    --deselect=tests/parsing/test_arbitrary_input.py::test_readers_use_memory_in_proportion
process_isolation=forkserver
timeout_constant=5.0
timeout_multiplier=2.0
"""
# What ``mutmut run`` does first.
_MAKE = """\
import mutmut.__main__ as mutmut
mutmut.makedirs("mutants")
mutmut.set_mutant_under_test("mutant_generation")
mutmut.copy_src_dir()
mutmut.copy_also_copy_files()
mutmut.create_mutants(1)
"""
# What mutmut's codes mean. With every other one, the tests did not run to their end.
_SKIPPED = 34
_STATUSES: dict[int | None, str] = {
    **dict.fromkeys((1, 3), "killed"),
    **dict.fromkeys((-24, 24, 36, 152), "timeout"),
    **dict.fromkeys((5, 33), "no tests"),
    0: "survived",
    _SKIPPED: "skipped",
    None: "not checked",
}


def undecorated(source: str) -> str:
    """Return *source* with each decorator as an assignment after its function."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            made = node.name
            for decorator in reversed(node.decorator_list):
                made = f"{ast.unparse(decorator)}({made})"
                for n in range(decorator.lineno - 1, decorator.end_lineno or 0):
                    lines[n] = ""
            lines[(node.end_lineno or 0) - 1] += f"\n{' ' * node.col_offset}{node.name} = {made}"
    return "\n".join(lines) + "\n"


def _run(folder: Path, *arguments: str) -> None:
    """Run Python in a folder; end with the last of its output where it fails."""
    variables = {"HYPOTHESIS_PROFILE": "mutants", "PYTHONPATH": str(ROOT / "tools")}
    done = subprocess.run(  # noqa: S603  # our own
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
    )
    if done.returncode:
        sys.exit(done.stdout[-_SHOWN:])


def _copy(folder: Path, *under: str) -> None:
    listing = subprocess.run(  # noqa: S603  # our own
        ["git", "ls-files", "-co", "--exclude-standard", "--", *under],  # noqa: S607
        cwd=ROOT,
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    )
    for name in listing.stdout.splitlines():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)


def _begin(package: str, folder: Path, sample: int | None) -> None:
    """Copy the project, make the mutants, and mark those that are not in the sample."""
    shutil.rmtree(folder, ignore_errors=True)
    _copy(folder)
    tests = "\n    ".join(f"tests/{name}" for name in PACKAGES[package])
    settings = _SETTINGS.format(package=package, tests=tests)
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")
    modules = list((folder / "src" / "svctrade" / package).rglob("*.py"))
    for path in modules:
        path.write_text(undecorated(path.read_text(encoding="utf-8")), encoding="utf-8")
    _run(folder, "-c", _MAKE)
    if sample is not None:
        mutants = sorted(_statuses(folder))
        drawn = set(random.Random(SEED).sample(mutants, min(sample * len(modules), len(mutants))))  # noqa: S311
        for path in (folder / "mutants" / "src").rglob("*.meta"):
            state = json.loads(path.read_text(encoding="utf-8"))
            codes = state["exit_code_by_key"]
            codes.update((name, _SKIPPED) for name in codes if name not in drawn)
            path.write_text(json.dumps(state), encoding="utf-8")


def _statuses(folder: Path) -> dict[str, str]:
    """Return the status of each mutant."""
    return {
        name: _STATUSES.get(code, "error")
        for path in (folder / "mutants" / "src").rglob("*.meta")
        for name, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items()
    }


def run_mutants(package: str, options: argparse.Namespace) -> dict[str, str]:
    """Return the status of each mutant of a package."""
    folder = WORK / package
    # mutmut makes this file first.
    begun = (folder / "mutants" / "mutmut-stats.json").exists()
    if options.again:
        _copy(folder, "tests")
    elif not (options.resume and begun):
        _begin(package, folder, options.sample)
    statuses = _statuses(folder)
    survivors = [name for name in statuses if options.again and statuses[name] not in _DONE]
    if survivors or (not options.again and "not checked" in statuses.values()):
        children = str(options.children)
        _run(folder, "-m", "mutmut", "run", "--max-children", children, *survivors)
    return _statuses(folder)


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Return the 95 % interval (Wilson's) of a share that a sample measured, in per cent."""
    z = 1.96
    middle = (killed + z * z / 2) / (tried + z * z)
    half = z * math.sqrt(killed * (tried - killed) / tried + z * z / 4) / (tried + z * z)
    return 100 * (middle - half), 100 * (middle + half)


def _row(name: str, statuses: list[str]) -> str:
    """Return a row of the table, for a module or a package."""
    count = Counter(statuses)
    tried = len(statuses) - count["skipped"] - count["not checked"]
    killed = count["killed"] + count["timeout"]
    share = f"{100 * killed / tried:.1f}" if tried else ""
    if 0 < tried < len(statuses) and "/" not in name:
        share += " ({:.1f} to {:.1f})".format(*interval(killed, tried))
    today = dt.datetime.now(tz=dt.timezone.utc).date().isoformat()
    return f"| `{name}` | {len(statuses)} | {tried} | {killed} | {share} | {today} |"


def _unexplained(statuses: dict[str, str], page: str) -> Iterator[str]:
    """Yield the functions with more survivors than *page* explains."""
    # svctrade._names.directory.xǁDirectoryǁfind__mutmut_3 is one of Directory.find
    alive = [
        name.partition("__mutmut_")[0].replace("ǁ", ".")
        for name, status in statuses.items()
        if status not in _DONE
    ]
    for name, count in Counter(alive).items():
        module, _, function = name.removeprefix("svctrade.").partition(".x")
        module = module.replace(".", "/")
        row = rf"^\| `{module}` \| `{re.escape(function[1:])}` \| (\d+) \|"
        explained = sum(int(number) for number in re.findall(row, page, re.MULTILINE))
        if count > explained:
            yield f"{module}.{function[1:]}: {count} survive, {explained} are explained"


def report(package: str, statuses: dict[str, str]) -> bool:
    """Write the figures to the page, print survivors without a reason; return if enough died."""
    modules: dict[str, list[str]] = {}
    for name, status in statuses.items():
        module = name.removeprefix("svctrade.").partition(".x")[0].replace(".", "/")
        modules.setdefault(module, []).append(status)
    rows = [_row(package, list(statuses.values()))]
    rows += [_row(module, found) for module, found in sorted(modules.items())]
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_HEAD)
    table, _, after = rest.partition("\n\n")
    kept = [line for line in table.splitlines() if not re.match(rf"\| `{package}[`/]", line)]
    order = list(PACKAGES)
    lines = sorted([*kept, *rows], key=lambda row: order.index(re.split("[`/]", row)[1]))
    PAGE.write_text(before + _HEAD + "\n".join(lines) + "\n\n" + after, encoding="utf-8")
    print(rows[0], *_unexplained(statuses, page), sep="\n", flush=True)
    killed = sum(status in ("killed", "timeout") for status in statuses.values())
    tried = sum(status not in ("skipped", "not checked") for status in statuses.values())
    return 100 * killed >= LEAST * tried


# -- in the process of the tests ------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quickest tests first, and leave out the slow ones."""
    if (stats := Path("mutmut-stats.json")).exists():
        took = json.loads(stats.read_text(encoding="utf-8"))["duration_by_test"]
        items.sort(key=lambda item: took.get(item.nodeid, 0))
        quick = [item for item in items if took.get(item.nodeid, 0) < _SLOW]
        items[:] = quick or items


def pytest_collection_finish() -> None:
    """Keep loaded objects out of garbage collection in forks, and limit their memory."""
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def pytest_runtest_setup() -> None:
    """Clear the caches, so that each test runs the changed source."""
    for name, module in list(sys.modules.items()):
        if name.startswith("svctrade."):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def main(arguments: list[str]) -> int:
    """Run for the given packages, or all; return 1 if too few mutants are killed."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("packages", nargs="*", metavar="package", default=list(PACKAGES))
    parser.add_argument("--sample", type=int, metavar="N", help="try N mutants for each module")
    parser.add_argument("--resume", action="store_true", help="go on where the last run stopped")
    parser.add_argument("--again", action="store_true", help="try the survivors again")
    parser.add_argument("--children", type=int, default=os.cpu_count(), help="processes")
    options = parser.parse_args(arguments)
    if options.sample is not None:
        print(f"seed of the sample: {SEED}")
    enough = [report(package, run_mutants(package, options)) for package in options.packages]
    return not all(enough)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
