"""Change the source in thousands of places, one at a time, and check that a test fails.

    python tools/mutants.py                    # all modules
    python tools/mutants.py _names/directory   # one
    python tools/mutants.py --again            # the survivors, with the present tests

mutmut makes the changes and runs the tests that reach each of them. It does not change decorated
functions, so decorators are turned into assignments first: ``f = decorator(f)``.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import re
import resource
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from svctrade._names import normalize
from svctrade._serialization import records

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutants"
PAGE = ROOT / "docs" / "mutants.md"
# The modules that are changed, and their tests.
_QUERY_TESTS = ("query/test_measure_set", "query/test_explain", "project/test_random_sessions")
_NAME_TESTS = ("names/test_lookup", "names/test_directory")
_DIFF_TESTS = ("diff/test_revision",)
_PARSING_TESTS = (
    "parsing/test_grammar",
    "parsing/test_bundled_document",
    "parsing/test_coverage",
    "parsing/test_read_document",
    "parsing/test_read_table",
    "parsing/test_arbitrary_input",
)
MODULES = {
    "_diff/differences": _DIFF_TESTS,
    "_diff/matching": _DIFF_TESTS,
    "_diff/revision": _DIFF_TESTS,
    "_index/bitmask": ("index/test_index",),
    "_index/build": ("index/test_index", "model/test_layer", *_QUERY_TESTS, *_NAME_TESTS),
    "_index/index": ("index/test_index", *_QUERY_TESTS),
    "_names/directory": _NAME_TESTS,
    "_names/normalize": _NAME_TESTS,
    "_parsing/coverage": _PARSING_TESTS,
    "_parsing/grammar": _PARSING_TESTS,
    "_query/query": _QUERY_TESTS,
    "_query/measure_set": (
        *_QUERY_TESTS,
        "index/test_index",
        "model/test_layer",
        "export/test_explorer",
    ),
    "_serialization/records": ("serialization/test_json", "api/test_files"),
}
LEAST = 90  # per cent
_MEMORY = 2 << 30  # bytes
_SETTINGS = """\
[mutmut]
source_paths=src
only_mutate=src/svctrade/{module}.py
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
timeout_multiplier=4.0
"""


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


def _run(command: list[str], folder: Path, **variables: str) -> str:
    return subprocess.run(  # noqa: S603  # our own
        command,
        cwd=folder,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    ).stdout


def _copy(folder: Path, *under: str) -> None:
    files = _run(["git", "ls-files", "-co", "--exclude-standard", "--", *under], ROOT)
    for name in files.splitlines():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)


def _begin(module: str, folder: Path) -> None:
    """Copy the project, and write the settings of mutmut."""
    shutil.rmtree(folder, ignore_errors=True)
    _copy(folder)
    tests = "\n    ".join(f"tests/{name}.py" for name in MODULES[module])
    settings = _SETTINGS.format(module=module, tests=tests)
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")
    source = folder / "src" / "svctrade" / f"{module}.py"
    source.write_text(undecorated(source.read_text(encoding="utf-8")), encoding="utf-8")


def _statuses(folder: Path) -> dict[str, str]:
    """Return the status of each mutant."""
    lines = _run([sys.executable, "-m", "mutmut", "results", "--all", "true"], folder).split("\n")
    return dict(line.strip().split(": ") for line in lines if line.strip())


def run_mutants(module: str, *, again: bool) -> dict[str, str]:
    """Return the status of each mutant of a module: killed, survived, timeout or no tests."""
    folder = WORK / module
    tried: list[str] = []
    if again:
        _copy(folder, "tests")
        tried = [name for name, status in _statuses(folder).items() if status != "killed"]
    else:
        _begin(module, folder)
    environment = {"HYPOTHESIS_PROFILE": "mutants", "PYTHONPATH": str(ROOT / "tools")}
    if tried or not again:
        _run(
            [sys.executable, "-m", "mutmut", "run", "--max-children", "2", *tried],
            folder,
            **environment,
        )
    return _statuses(folder)


def unexplained(module: str, survivors: list[str], page: str) -> Iterator[str]:
    """Yield the functions with more survivors than *page* explains."""
    # svctrade._names.directory.xǁDirectoryǁfind__mutmut_3 is one of Directory.find
    functions = [name.partition(".x")[2].partition("__mutmut_")[0] for name in survivors]
    for function, count in Counter(f[1:].replace("ǁ", ".") for f in functions).items():
        row = rf"^\| `{module}` \| `{re.escape(function)}` \| (\d+) \|"
        explained = sum(int(number) for number in re.findall(row, page, re.MULTILINE))
        if count > explained:
            yield f"{module}.{function}: {count} survive, {explained} are explained"


def report(module: str, statuses: dict[str, str]) -> bool:
    """Write the figures to the page, print survivors without a reason; return if enough died."""
    count = Counter(statuses.values())
    killed = count["killed"] + count["timeout"]
    share = 100 * killed / len(statuses)
    row = f"| `{module}` | {len(statuses)} | {killed} | {count['timeout']} | {share:.1f} |"
    page = PAGE.read_text(encoding="utf-8")
    page = re.sub(rf"^\| `{module}` \| [^`\n]*$", row, page, flags=re.MULTILINE)
    PAGE.write_text(page, encoding="utf-8")
    alive = [name for name, status in statuses.items() if status not in ("killed", "timeout")]
    print(row, *unexplained(module, alive, page), sep="\n", flush=True)
    return share >= LEAST


# -- in the process of the tests ------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quickest tests first."""
    if (stats := Path("mutmut-stats.json")).exists():
        took = json.loads(stats.read_text(encoding="utf-8"))["duration_by_test"]
        items.sort(key=lambda item: took.get(item.nodeid, 0))


def pytest_collection_finish() -> None:
    """Keep loaded objects out of garbage collection in forks, and limit their memory."""
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def pytest_runtest_setup() -> None:
    """Clear the caches, so that each test runs the changed source."""
    records._plain_reader.cache_clear()
    records._span_of.cache_clear()
    normalize._normalized.cache_clear()
    normalize._simplified.cache_clear()


def main(arguments: list[str]) -> int:
    """Run for the given modules, or all; return 1 if too few mutants are killed."""
    again = arguments[:1] == ["--again"]
    enough = [
        report(module, run_mutants(module, again=again)) for module in arguments[again:] or MODULES
    ]
    return not all(enough)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
