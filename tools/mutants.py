"""Change the source a little, thousands of times, and see that a test notices each change.

    python tools/mutants.py            # all modules
    python tools/mutants.py _names     # one
    python tools/mutants.py --again    # with more tests, those that survived

mutmut makes the changes and runs the tests that reach each. It leaves decorated functions as they
are, so that they are decorated by an assignment here: ``f = decorator(f)`` means the same.
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

import svctrade
from svctrade import _codec, _names

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutants"
PAGE = ROOT / "docs" / "mutants.md"
# What is changed, and the tests of it.
MODULES = {
    "_codec": ("codec", "files"),
    "_grammar": ("grammar", "proof", "document", "reading"),
    "_index": ("index", "query", "sessions"),
    "_indexing": ("index", "query", "layer", "names", "directory"),
    "_names": ("names", "directory"),
    "_query": ("query", "index", "sessions", "layer", "reasons", "showing", "explorer"),
    "_question": ("query", "reasons", "sessions"),
    "_revisions": ("revisions", "showing"),
}
LEAST = 90  # in a hundred
_MEMORY = 2 << 30  # octets
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
    --deselect=tests/test_reading.py::test_memory_stays_in_proportion
process_isolation=forkserver
timeout_constant=5.0
timeout_multiplier=4.0
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
    """Copy all that is needed, and settle what is changed and which tests are run."""
    shutil.rmtree(folder, ignore_errors=True)
    _copy(folder)
    tests = "\n    ".join(f"tests/test_{name}.py" for name in MODULES[module])
    settings = _SETTINGS.format(module=module, tests=tests)
    (folder / "setup.cfg").write_text(settings, encoding="utf-8")
    source = folder / "src" / "svctrade" / f"{module}.py"
    source.write_text(undecorated(source.read_text(encoding="utf-8")), encoding="utf-8")


def _statuses(folder: Path) -> dict[str, str]:
    """Return what became of each mutant."""
    lines = _run([sys.executable, "-m", "mutmut", "results", "--all", "true"], folder).split("\n")
    return dict(line.strip().split(": ") for line in lines if line.strip())


def statuses(module: str, *, again: bool) -> dict[str, str]:
    """Return what became of each mutant of a module: killed, survived, timeout or no tests."""
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


def unnamed(module: str, survivors: list[str], page: str) -> Iterator[str]:
    """Yield the functions of which more mutants survive than *page* gives a reason for."""
    # svctrade._names.xǁDirectoryǁfind__mutmut_3 is one of Directory.find
    functions = [name.partition(".x")[2].partition("__mutmut_")[0] for name in survivors]
    for function, count in Counter(f[1:].replace("ǁ", ".") for f in functions).items():
        row = rf"^\| `{module}` \| `{re.escape(function)}` \| (\d+) \|"
        named = sum(int(number) for number in re.findall(row, page, re.MULTILINE))
        if count > named:
            yield f"{module}.{function}: {count} survive, {named} named"


def as_text(module: str, became: dict[str, str]) -> bool:
    """Write how many were killed to the page, and whether it is enough; print who is not named."""
    count = Counter(became.values())
    killed = count["killed"] + count["timeout"]
    share = 100 * killed / len(became)
    row = f"| `{module}` | {len(became)} | {killed} | {count['timeout']} | {share:.1f} |"
    page = PAGE.read_text(encoding="utf-8")
    page = re.sub(rf"^\| `{module}` \| [^`\n]*$", row, page, flags=re.MULTILINE)
    PAGE.write_text(page, encoding="utf-8")
    alive = [name for name, status in became.items() if status not in ("killed", "timeout")]
    print(row, *unnamed(module, alive, page), sep="\n", flush=True)
    return share >= LEAST


# -- in the process of the tests ------------------------------------------------------------------


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quickest test first: it takes one that notices."""
    if (stats := Path("mutmut-stats.json")).exists():
        took = json.loads(stats.read_text(encoding="utf-8"))["duration_by_test"]
        items.sort(key=lambda item: took.get(item.nodeid, 0))


def pytest_collection_finish() -> None:
    """Leave what is loaded out of the garbage collection of each process that is forked.

    One whose loop has no end any more does not take all memory.
    """
    gc.freeze()
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def pytest_runtest_setup() -> None:
    """Let no test find what the source made for another one, before or after it was changed."""
    _codec._CODECS.__dict__.clear()
    _codec._span_of.cache_clear()
    _names._normalised.cache_clear()
    _names._readings.cache_clear()
    home = svctrade.measures()._indexed
    home.index.directories = None
    for remembering in home.remembering:
        if (found := remembering()) is not None:
            object.__setattr__(found, "_answers", None)
    home.remembering = []


def main(arguments: list[str]) -> int:
    """Run for the modules that are given, or all; return 1 where too few are killed."""
    again = arguments[:1] == ["--again"]
    enough = [
        told(module, statuses(module, again=again)) for module in arguments[again:] or MODULES
    ]
    return not all(enough)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
