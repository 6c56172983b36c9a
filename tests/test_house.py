"""The house: every module stands on its floor, and imports only from the floors below."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "svctrade"
TABLE = re.findall(
    r"^\| (\d+) \| `(\w+)` \|", (ROOT / "docs/design.md").read_text(encoding="utf-8"), re.MULTILINE
)
FLOORS = {name: int(floor) for floor, name in TABLE}
MODULES = sorted(path.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """Return the name in the table that a module goes by: its package's, where it is in one."""
    return path.parts[0].removesuffix(".py")


def test_every_module_has_a_floor() -> None:
    """The table of the design page names each module, and no other."""
    assert {room_of(path) for path in MODULES} == FLOORS.keys()


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_module_imports_only_from_below(path: Path) -> None:
    """An import leads to a lower floor, or to a sibling in the same package, without a circle."""
    tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
    own = FLOORS[room_of(path)]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == len(path.parts):
            names = [node.module.split(".")[0]] if node.module else [a.name for a in node.names]
            assert all(FLOORS[name] < own for name in names), (path, names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= len(path.parts)


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_late_module_is_the_one_that_checkers_see(path: Path) -> None:
    """What is loaded late stands as an import for checkers, under the same name."""
    text = (PACKAGE / path).read_text(encoding="utf-8")
    late = re.findall(r"^    (\w+) = Late\(\"([\w.]+)\"\)", text, re.MULTILINE)
    tree = ast.parse(text)
    seen = {
        alias.asname or alias.name: ".".join(filter(None, (node.module, alias.name)))
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }
    assert all(seen.get(name) == module for name, module in late), path


def test_imports_stand_at_the_top() -> None:
    """No import hides inside a function."""
    for path in MODULES:
        tree = ast.parse((PACKAGE / path).read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
                hidden = [
                    node
                    for node in ast.walk(function)
                    if isinstance(node, (ast.Import, ast.ImportFrom))
                ]
                assert not hidden, (path, function.name)
