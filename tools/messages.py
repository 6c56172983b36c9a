"""The messages of the library, as the source has them, with … for what each fills in.

The pages of errors list them in their words; `build_docs.py` puts them there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import svctrade

PACKAGE = Path(svctrade.__file__).parent
# Who is told what was expected: a problem of a document, or a fault in JSON.
_TOLD = {"Problem", "problem", "expect", "_expect", "_fault", "_refused", "_problem"}
# How texts are called that become part of a message.
_PARTS = re.compile("expected|advice|hint|message|more|_EXPECTED_.*|_TOO_DEEP|NO_.*")
# Made by a program, or of no message of the library's own.
_PASSED = {"_compiled", "_grid.py", "__init__.py"}
_LIST = re.compile(r"(<!-- messages: (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)


def messages() -> dict[str, list[str]]:
    """Return the messages of each module that has some, each once, in the order of its lines."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        where = path.relative_to(PACKAGE)
        if where.parts[0] not in _PASSED:
            told = dict.fromkeys(_messages(ast.parse(path.read_text(encoding="utf-8"))))
            found[where.with_suffix("").as_posix()] = list(told)
    return {module: told for module, told in found.items() if told}


def listed(page: str) -> str:
    """Return a page of errors with its lists written anew.

    A list stands between ``<!-- messages: modules -->`` and ``<!-- end -->``.

    Raises:
        ValueError: a module that has messages is in no list, or in two.
    """
    known = messages()
    wanted = [name for _, names, _ in _LIST.findall(page) for name in names.split()]
    if sorted(wanted) != sorted(known):
        raise ValueError(f"{set(wanted) ^ set(known)} or a module twice: each has one list")

    def written(match: re.Match[str]) -> str:
        told = dict.fromkeys(text for name in match[2].split() for text in known[name])
        return match[1] + "\n" + "".join(f"- `{text}`\n" for text in told) + "\n" + match[3]

    return _LIST.sub(written, page)


def _messages(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.JoinedStr | ast.Constant):
        if _text(node).startswith("expected "):
            yield from _texts(node)
        return  # not the pieces of a text besides the whole
    yield from _texts(*_told(node))
    for child in ast.iter_child_nodes(node):
        yield from _messages(child)


def _told(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a statement makes a message of."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        yield from node.exc.args
    elif isinstance(node, ast.Call) and _name(node.func) in _TOLD:
        yield from node.args
    elif isinstance(node, ast.Assign) and _PARTS.fullmatch(_name(node.targets[0])):
        yield node.value
    elif isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
        names = [_name(element) for element in node.target.elts]
        if "expected" in names and isinstance(node.iter, ast.Tuple):
            at = names.index("expected")
            yield from (row.elts[at] for row in node.iter.elts if isinstance(row, ast.Tuple))
    elif isinstance(node, ast.ClassDef) and node.name.endswith(("Error", "Problem")):
        yield from (
            part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value
        )


def _name(node: ast.expr) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))


def _texts(*nodes: ast.AST) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Tuple):
            yield from _texts(*node.elts)
        elif isinstance(node, ast.IfExp):
            yield from _texts(node.body, node.orelse)
        else:
            text = re.sub("…+", "…", _text(node).split(" @ ")[0])
            if " " in text.strip("… "):
                yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (_text(part) if isinstance(part, ast.Constant) else "…" for part in node.values)
        return "".join(parts)
    return ""
