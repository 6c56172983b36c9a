"""Change the source in thousands of places, one at a time, and check that a test fails.

    python tools/mutants.py                   # every change
    python tools/mutants.py _names _query     # two packages
    python tools/mutants.py --sample 10       # a random sample: 10 changes for each module
    python tools/mutants.py --sample 10 --seed 7  # another sample
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
import time
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
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
    "_serialization": ("serialization", "api/test_files.py", "names/test_places.py"),
    "_export": (
        "export",
        "display",
        "cli/test_selection.py",
        "parsing/test_malicious_input.py",
        "parsing/test_review.py",
        "query/test_alignment.py",
        "query/test_snapshots.py",
    ),
    "_api": (
        "api",
        "diff",
        "export/test_tables.py",
        "names/test_lookup.py",
        "names/test_places.py",
        "parsing/test_grammar.py",
        "parsing/test_read_document.py",
        "parsing/test_read_exports.py",
        "parsing/test_read_files.py",
        "parsing/test_read_table.py",
        "query/test_alignment.py",
    ),
    "_cli": ("cli",),
}
LEAST = 92  # per cent
SEED = 2020  # of the first sample
_SLOW = 5  # seconds; a slower test is left out
# A change that makes the tests run for ever ends after so many seconds of work, and after so many
# times what the tests took. Seconds on the clock say nothing on a busy machine.
_WORK, _TIMES = 30, 3
_MEASURED = Path("work.json")  # seconds of each test
_SHOWN = 4000  # characters of the output of a run that failed
_MEMORY = 8 << 30  # bytes of data
_SPINNER = tuple("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")  # lines of mutmut that say nothing
_HEAD = (
    "| module | mutants | tried | killed | % | sample | date |\n"
    "| --- | --: | --: | --: | --: | --- | --- |\n"
)
_SAMPLE = "sample.txt"  # made last, when the mutants are made
_AGAIN = ", again"
_DONE = ("killed", "timeout", "skipped", "not checked")
# Of names of tests in Chinese, pytest escapes those of a second collection in a process once more.
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
    --snapshot-warn-unused
    -odisable_test_id_escaping_and_forfeit_all_rights_to_community_support=true
{deselected}
process_isolation=forkserver
timeout_constant=5.0
timeout_multiplier=30.0
"""
# Tests that measure memory or time, that run without mutmut, and that read the texts in the source.
_DESELECTED = (
    "cli/test_commands.py::test_list_loads_no_reader_and_no_strict_json",
    "cli/test_messages.py::test_every_help_and_message_has_chinese",
    "parsing/test_arbitrary_input.py::test_readers_use_memory_in_proportion",
    "parsing/test_formats_hostile.py::test_read_file_takes_linear_time",
)
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
        lines = (line for line in done.stdout.splitlines() if line[:1] not in _SPINNER)
        sys.exit("\n".join(lines)[-_SHOWN:])


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


def _write_settings(package: str, folder: Path) -> None:
    tests = "\n    ".join(f"tests/{name}" for name in PACKAGES[package])
    deselected = "\n".join(f"    --deselect=tests/{name}" for name in _DESELECTED)
    settings = _SETTINGS.format(package=package, tests=tests, deselected=deselected)
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")


def _begin(package: str, folder: Path, sample: int | None, seed: int) -> None:
    """Copy the project, make the mutants, and mark those that are not in the sample."""
    shutil.rmtree(folder, ignore_errors=True)
    _copy(folder)
    _write_settings(package, folder)
    modules = list((folder / "src" / "svctrade" / package).rglob("*.py"))
    for path in modules:
        path.write_text(undecorated(path.read_text(encoding="utf-8")), encoding="utf-8")
    _run(folder, "-c", _MAKE)
    if sample is not None:
        mutants = sorted(_statuses(folder))
        drawn = set(random.Random(seed).sample(mutants, min(sample * len(modules), len(mutants))))  # noqa: S311
        _set_codes(folder, {name: _SKIPPED for name in mutants if name not in drawn})
    _write_sample(folder, "all" if sample is None else f"seed {seed}")


def _sample(folder: Path) -> str:
    """Return which mutants are tried: all or those of a seed; and whether survivors were again."""
    return (folder / _SAMPLE).read_text(encoding="utf-8")


def _write_sample(folder: Path, sample: str) -> None:
    (folder / _SAMPLE).write_text(sample, encoding="utf-8")


def _codes(folder: Path) -> dict[str, int | None]:
    """Return how the tests of each mutant ended."""
    return {
        name: code
        for path in (folder / "mutants" / "src").rglob("*.meta")
        for name, code in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"].items()
    }


def _set_codes(folder: Path, codes: Mapping[str, int | None]) -> None:
    for path in (folder / "mutants" / "src").rglob("*.meta"):
        state = json.loads(path.read_text(encoding="utf-8"))
        known = state["exit_code_by_key"]
        known.update({name: codes[name] for name in known if name in codes})
        path.write_text(json.dumps(state), encoding="utf-8")


def _statuses(folder: Path) -> dict[str, str]:
    """Return the status of each mutant."""
    return {name: _STATUSES.get(code, "error") for name, code in _codes(folder).items()}


def run_mutants(package: str, options: argparse.Namespace) -> dict[str, str]:
    """Return the status of each mutant of a package."""
    folder = WORK / package
    begun = (folder / _SAMPLE).exists()
    if options.again:
        _copy(folder, "tests", "tools")
        _write_settings(package, folder)
        _write_sample(folder, _sample(folder).removesuffix(_AGAIN) + _AGAIN)
    elif not (options.resume and begun):
        _begin(package, folder, options.sample, options.seed)
    codes, statuses = _codes(folder), _statuses(folder)
    survivors = [name for name in statuses if options.again and statuses[name] not in _DONE]
    if survivors or (not options.again and "not checked" in statuses.values()):
        children = str(options.children)
        _run(folder, "-m", "mutmut", "run", "--max-children", children, *survivors)
    if survivors:  # mutmut forgets the others where settings have changed
        _set_codes(folder, {name: code for name, code in codes.items() if name not in survivors})
    return _statuses(folder)


def interval(killed: int, tried: int) -> tuple[float, float]:
    """Return the 95 % interval (Wilson's) of a share that a sample measured, in per cent."""
    z = 1.96
    middle = (killed + z * z / 2) / (tried + z * z)
    half = z * math.sqrt(killed * (tried - killed) / tried + z * z / 4) / (tried + z * z)
    return 100 * (middle - half), 100 * (middle + half)


def _row(name: str, statuses: list[str], sample: str) -> str:
    """Return a row of the table, for a module or a package."""
    count = Counter(statuses)
    tried = len(statuses) - count["skipped"] - count["not checked"]
    killed = count["killed"] + count["timeout"]
    share = f"{100 * killed / tried:.1f}" if tried else ""
    if 0 < tried < len(statuses) and "/" not in name:
        share += " ({:.1f} to {:.1f})".format(*interval(killed, tried))
    today = dt.datetime.now(tz=dt.timezone.utc).date().isoformat()
    return f"| `{name}` | {len(statuses)} | {tried} | {killed} | {share} | {sample} | {today} |"


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
    sample = _sample(WORK / package)
    rows = [_row(package, list(statuses.values()), sample)]
    rows += [_row(module, found, sample) for module, found in sorted(modules.items())]
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

_work: dict[str, float] = {}


def _known_work() -> dict[str, float]:
    """Return the seconds of work of each test; nothing before they were measured."""
    if not _MEASURED.exists():
        return {}
    found: dict[str, float] = json.loads(_MEASURED.read_text(encoding="utf-8"))
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Measure the work of a test and of the processes that it starts."""
    before = sum(os.times()[:4])
    result = yield
    _work[item.nodeid] = sum(os.times()[:4]) - before
    return result


def pytest_sessionfinish() -> None:
    """Keep what was measured, in the first run of all tests."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        _MEASURED.write_text(json.dumps(_known_work() | _work), encoding="utf-8")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quickest tests first, and leave out the slow ones."""
    if took := _known_work():
        items.sort(key=lambda item: took.get(item.nodeid, 0))
        quick = [item for item in items if took.get(item.nodeid, 0) < _SLOW]
        items[:] = quick or items


def pytest_collection_finish(session: pytest.Session) -> None:
    """Keep loaded objects out of garbage collection in forks, and limit their memory and work."""
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
    if took := _known_work():
        expected = sum(took.get(item.nodeid, 0) for item in session.items)
        most = int(time.process_time() + _WORK + _TIMES * expected)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        soft = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def pytest_runtest_setup() -> None:
    """Clear the caches, so that each test runs the changed source."""
    for name, module in list(sys.modules.items()):
        if name.startswith("svctrade."):
            for value in vars(module).values():
                if isinstance(value, functools._lru_cache_wrapper):
                    value.cache_clear()


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name what a test is run with as pytest does: once escaped, as snapshots are named.

    The bytes of some files are others in each process; pytest numbers what has the same name.
    """
    if isinstance(val, bytes):
        return "bytes"
    return val.encode("unicode_escape").decode("ascii") if isinstance(val, str) else None


def main(arguments: list[str]) -> int:
    """Run for the given packages, or all; return 1 if too few mutants are killed."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("packages", nargs="*", metavar="package", default=list(PACKAGES))
    parser.add_argument("--sample", type=int, metavar="N", help="try N mutants for each module")
    parser.add_argument("--seed", type=int, default=SEED, metavar="N", help="of the sample")
    parser.add_argument("--resume", action="store_true", help="go on where the last run stopped")
    parser.add_argument("--again", action="store_true", help="try the survivors again")
    parser.add_argument("--children", type=int, default=os.cpu_count(), help="processes")
    options = parser.parse_args(arguments)
    if options.sample is not None:
        print(f"seed of the sample: {options.seed}")
    enough = [report(package, run_mutants(package, options)) for package in options.packages]
    return not all(enough)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
