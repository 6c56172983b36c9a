"""The structure of the package: its entries, their levels, and what imports what.

The table is in docs/design.md.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from ..processes import answered

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "src" / "svctrade"
DESIGN = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
LEVELS = {
    name: int(level)
    for name, level in re.findall(
        r"^\| `(\w+?)(?:\.py|/)` \| (\d+) \| .+ \|$", DESIGN, re.MULTILINE
    )
}
# A module by its path below the package, without the ending: `_query/query`.
MODULES = {
    path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in PACKAGE.rglob("*.py")
}
# `Edition.review()` shows a table, and tables are above the records.
UPWARD = {("_model/edition", "_export/review")}
# `Edition.with_translation()` reads a file whose records are those of an edition.
CIRCULAR = {("_model/edition", "_model/translation_file")}
MOST_ENTRIES, MOST_LEVELS, MOST_GENERATED_LINES = 18, 8, 400


class Import(NamedTuple):
    """An import of a module of the package."""

    module: str
    line: int
    in_function: bool
    alias: str | None


def entry_of(module: str) -> str:
    """Return the entry of the table that a module belongs to."""
    return module.partition("/")[0]


def imports_of(module: str) -> Iterator[Import]:
    """Yield every import of the package's own modules, wherever it is written."""
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
    }
    folder = ["svctrade", *module.split("/")[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) - node.level + 1] if node.level else []
            path = [*base, *(node.module or "").split(".")]
            targets = [([*filter(None, path), alias.name], alias.asname) for alias in node.names]
        elif isinstance(node, ast.Import):
            targets = [(alias.name.split("."), alias.asname) for alias in node.names]
        else:
            continue
        for target, asname in targets:
            if target[0] == "svctrade":
                found = module_at(target[1:])
                alias = asname if found == "/".join(target[1:]) else None
                yield Import(found, node.lineno, id(node) in inside, alias)


def module_at(path: list[str]) -> str:
    """Return the module that an import of *path* loads: a module, or that which has the name."""
    for end in range(len(path), -1, -1):
        for name in "/".join(path[:end]), "/".join([*path[:end], "__init__"]):
            if name in MODULES:
                return name
    raise LookupError(path)


IMPORTS = {module: [*imports_of(module)] for module in MODULES}


def test_every_entry_has_a_row() -> None:
    """The table lists each package and module directly under `svctrade`, and nothing else."""
    assert {entry_of(module) for module in MODULES} == LEVELS.keys()


def test_there_are_few_entries_and_levels() -> None:
    """The package has at most 18 entries on 8 levels."""
    assert len(LEVELS) <= MOST_ENTRIES
    assert {*LEVELS.values()} == {*range(1, max(LEVELS.values()) + 1)}
    assert max(LEVELS.values()) <= MOST_LEVELS


@pytest.mark.parametrize("module", MODULES)
def test_module_imports_from_lower_levels_only(module: str) -> None:
    """Imports lead to a lower level or into the module's own package, in functions too."""
    entry = entry_of(module)
    wrong = [
        found
        for found in IMPORTS[module]
        if entry_of(found.module) != entry
        and LEVELS[entry_of(found.module)] >= LEVELS[entry]
        and (module, found.module) not in UPWARD
    ]
    assert not wrong


def test_modules_import_each_other_in_no_circle() -> None:
    """No module imports itself through others, in its own package or under TYPE_CHECKING either."""
    graph = {
        module: {
            found.module for found in imports if (module, found.module) not in UPWARD | CIRCULAR
        }
        for module, imports in IMPORTS.items()
    }
    for module, imported in graph.items():
        imported.discard(module)
    TopologicalSorter(graph).prepare()


@pytest.mark.parametrize("module", MODULES)
def test_other_packages_import_records_from_the_package(module: str) -> None:
    """Records and vocabulary are imported from `_model`, functions of names from `_names`."""
    # Modules that one caller needs, or that `__init__` does not collect.
    own = {
        *("_model/layer_file", "_model/validation", "_model/record", "_model/english"),
        *("_model/translation", "_model/translation_file"),
        *("_names/place_resolver", "_names/places", "_names/suggest"),
    }
    inside = {"_model", "_names"} - {entry_of(module)}
    wrong = [
        found
        for found in IMPORTS[module]
        if entry_of(found.module) in inside
        and not found.module.endswith("__init__")
        and found.module not in own
    ]
    assert not wrong


@pytest.mark.parametrize("module", MODULES)
def test_no_module_has_an_alias(module: str) -> None:
    """A module of the package is imported under its own name."""
    assert not [found for found in IMPORTS[module] if found.alias]


def test_generated_code_is_short_and_marked() -> None:
    """Written by tools are at most 400 lines, which GitHub hides in a diff."""
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8")
    patterns = re.findall(r"^(\S+) .*linguist-generated", attributes, re.MULTILINE)
    generated = {
        path.relative_to(ROOT).as_posix(): len(text.splitlines())
        for path in MODULES.values()
        if (text := path.read_text(encoding="utf-8")).startswith('"""Written by tools/')
    }
    assert generated
    assert sum(generated.values()) <= MOST_GENERATED_LINES
    assert all(any(fnmatch(path, pattern) for pattern in patterns) for path in generated)


# -- what a program loads -------------------------------------------------------------------

COUNT = "len(svctrade.measures().in_region('厦门').led_by('移民局'))"
# The modules of the package that a two-filter count loads.
LOADED_BY_A_COUNT = {
    "svctrade",
    "svctrade._api",
    "svctrade._api.queries",
    "svctrade._bundled",
    "svctrade._bundled.bundled",
    "svctrade._bundled.index_2020",
    "svctrade._display",
    "svctrade._display.displayable",
    "svctrade._index",
    "svctrade._index.bitmask",
    "svctrade._index.index",
    "svctrade._index.indexed_edition",
    "svctrade._query",
    "svctrade._query.query",
    "svctrade._query.measure_set",
}
# And those that the first measure loads besides, with its text and assignments.
LOADED_BY_A_MEASURE = {
    "svctrade._bundled.loader",
    "svctrade._bundled.rows_2020",
    "svctrade._display.options",
    "svctrade._display.text",
    "svctrade._model",
    "svctrade._model.annotations",
    "svctrade._model.entities",
    "svctrade._model.layers",
    "svctrade._model.measures",
    "svctrade._model.publication",
    "svctrade._model.record",
    "svctrade._model.text",
    "svctrade._model.vocabulary",
    "svctrade.exceptions",
}
SLOW_TO_LOAD = {"attrs", "attr", "typing", "enum", "datetime", "threading", "functools"}


def loaded_by(code: str) -> set[str]:
    """Return the modules that *code* adds to those of a Python that has just started."""
    program = f"import sys; before = {{*sys.modules}}\n{code}\nprint(*{{*sys.modules}} - before)"
    # -S: what else is installed may load modules at start.
    return {*answered("-S", "-X", "utf8", "-c", program).split()}


def of_the_package(modules: set[str]) -> set[str]:
    """Return those of *modules* that are the package's."""
    return {name for name in modules if name.partition(".")[0] == "svctrade"}


def test_import_loads_one_module() -> None:
    """`import svctrade` loads no other module of the package."""
    assert of_the_package(loaded_by("import svctrade")) == {"svctrade"}


@pytest.mark.parametrize("query", [COUNT, f"{COUNT[4:-1]}.numbers", f"bool{COUNT[3:]}"])
def test_count_loads_the_index_only(query: str) -> None:
    """A count loads no record, and no module of Python's that is slow to load."""
    loaded = loaded_by(f"import svctrade; {query}")
    assert of_the_package(loaded) == LOADED_BY_A_COUNT
    assert not loaded & SLOW_TO_LOAD


def test_first_measure_loads_the_records_only() -> None:
    """A measure with its text and assignments loads the records: no JSON, grammar or table."""
    loaded = loaded_by("import svctrade; one = svctrade.measure(59); one.text, one.assignments")
    assert of_the_package(loaded) == LOADED_BY_A_COUNT | LOADED_BY_A_MEASURE
    assert "cattrs" not in loaded


def test_count_makes_no_record() -> None:
    """Counting, combining and comparing sets load no record."""
    code = (
        "import svctrade; measures = svctrade.measures(); part = measures.in_region('厦门')\n"
        "assert len(part) + len(~part) == 122 and part | measures == measures and part < measures"
    )
    assert of_the_package(loaded_by(code)) == LOADED_BY_A_COUNT
