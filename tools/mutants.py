"""Change the source a little, thousands of times, and see that a test notices each change.

    python tools/mutants.py            # all modules
    python tools/mutants.py _names     # one

mutmut makes the changes and runs the tests that reach each. It leaves decorated functions as they
are, so that they are decorated by an assignment here: ``f = decorator(f)`` means the same.
"""

from __future__ import annotations

import ast
import gc
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import svctrade
from svctrade import _codec, _names

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutants"
# What is changed, and the tests of it.
MODULES = {
    "_codec": ("codec", "files"),
    "_grammar": ("grammar", "proof", "document"),
    "_index": ("index", "query", "sessions"),
    "_indexing": ("index", "query", "layer"),
    "_names": ("names", "directory"),
    "_query": ("query", "index", "sessions", "layer", "reasons", "showing"),
    "_question": ("query", "reasons", "sessions"),
    "_revisions": ("revisions", "showing"),
}
LEAST = 90
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
    --deselect=tests/test_directory.py::test_the_page_of_names_is_what_the_data_gives
process_isolation=forkserver
timeout_constant=10.0
timeout_multiplier=6.0
"""


def undecorated(source: str) -> str:
    """Return *source* with each function decorated by an assignment behind it."""
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
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        check=True,
        encoding="utf-8",
    ).stdout


def statuses(module: str) -> Counter[str]:
    """Return how many mutants of a module were killed, survived, and so on."""
    folder = WORK / module
    shutil.rmtree(folder, ignore_errors=True)
    for name in _run(["git", "ls-files", "-co", "--exclude-standard"], ROOT).splitlines():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, folder / name)
    tests = "\n    ".join(f"tests/test_{name}.py" for name in MODULES[module])
    settings = _SETTINGS.format(module=module, tests=tests)
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")
    source = folder / "src" / "svctrade" / f"{module}.py"
    source.write_text(undecorated(source.read_text(encoding="utf-8")), encoding="utf-8")
    environment = {"HYPOTHESIS_PROFILE": "mutants", "PYTHONPATH": str(ROOT / "tools")}
    _run(["mutmut", "run", "--max-children", "2"], folder, **environment)
    results = _run(["mutmut", "results", "--all", "true"], folder)
    return Counter(line.rpartition(": ")[2] for line in results.splitlines())


# -- in the process of the tests ------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quickest test first: it takes one that notices."""
    if (stats := Path("mutmut-stats.json")).exists():
        took = json.loads(stats.read_text(encoding="utf-8"))["duration_by_test"]
        items.sort(key=lambda item: took.get(item.nodeid, 0))


def pytest_collection_finish() -> None:
    """Leave what is loaded out of the garbage collection of each process that is forked."""
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Let no test find what the source made for another one, before or after it was changed."""
    _codec._CODECS.__dict__.clear()
    _names._normalised.cache_clear()
    _names._readings.cache_clear()
    everything = svctrade.measures()
    everything._forget()
    everything._home.index.directories = None


def main(modules: list[str]) -> int:
    """Run for *modules*; return how many are killed too seldom."""
    print("| module | mutants | killed | of that by time | % |\n| --- | --: | --: | --: | --: |")
    short = 0
    for module in modules or MODULES:
        count = statuses(module)
        total, killed = count.total(), count["killed"] + count["timeout"]
        short += 100 * killed < LEAST * total
        share = f"{100 * killed / total:.1f}"
        print(f"| `{module}` | {total} | {killed} | {count['timeout']} | {share} |", flush=True)
    return short


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
