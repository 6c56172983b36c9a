"""The messages of the library as they are in the source, with … for the values.

`build_docs.py` writes them to the pages of errors.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import svctrade

PACKAGE = Path(svctrade.__file__).parent
# Calls whose arguments say what a document should have.
_PROBLEMS = {"Problem", "problem", "expect", "_expect", "_fault", "_refused", "_problem", "refuse"}
# Calls whose first two arguments say what JSON should have, and what it has.
_FAULTS = {"Fault", "MismatchError"}
# Names of variables that hold a part of a message.
_PARTS = re.compile("expected|advice|hint|message|more|_EXPECTED_.*|_TOO_DEEP|_TOO_LONG|NO_.*")
# Modules without messages: generated, or the display of results.
_LEFT_OUT = re.compile(r"rows_\d+\.py|__init__\.py|grid\.py")
_LIST = re.compile(r"(<!-- messages: (.*?) -->\n).*?(<!-- end -->)", re.DOTALL)


def messages() -> dict[str, list[str]]:
    """Return the messages of each module that has some, each once, in the order of its lines."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if not _LEFT_OUT.fullmatch(path.name):
            texts = dict.fromkeys(_messages(ast.parse(path.read_text(encoding="utf-8"))))
            found[path.relative_to(PACKAGE).with_suffix("").as_posix()] = list(texts)
    return {module: texts for module, texts in found.items() if texts}


def listed(page: str) -> str:
    """Return a page of errors with its lists rewritten.

    A list is between ``<!-- messages: modules -->`` and ``<!-- end -->``.

    Raises:
        ValueError: a module with messages is in no list, or in two.
    """
    known = messages()
    wanted = [name for _, names, _ in _LIST.findall(page) for name in names.split()]
    if sorted(wanted) != sorted(known):
        raise ValueError(f"{set(wanted) ^ set(known)} or a module twice: each has one list")

    def written(match: re.Match[str]) -> str:
        texts = dict.fromkeys(text for name in match[2].split() for text in known[name])
        return match[1] + "\n" + "".join(f"- `{text}`\n" for text in texts) + "\n" + match[3]

    return _LIST.sub(written, page)


def _messages(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and _name(node.func) in _FAULTS:
        if _text(node.args[0]):
            yield _fault(node)
    else:
        yield from _texts(*_sources(node))
    for child in ast.iter_child_nodes(node):
        yield from _messages(child)


def _sources(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the expressions in a node that become a message."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        if _name(node.exc.func) not in _FAULTS:
            yield from node.exc.args
    elif isinstance(node, ast.Call) and _name(node.func) in _PROBLEMS:
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


def _fault(call: ast.Call) -> str:
    """Return the message of a fault: what is expected, and what is found if that is said."""
    found = [keyword.value for keyword in call.keywords if keyword.arg == "found"] + call.args[1:2]
    expected = _text(call.args[0])
    if not found or (isinstance(found[0], ast.Constant) and found[0].value is None):
        return f"expected {expected}"
    return f"expected {expected}, found {_text(found[0]) or '…'}"


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
    if isinstance(node, ast.Call):  # gettext("… {} …").format(value)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            return _text(node.func.value)
        if _name(node.func) == "gettext":
            return re.sub(r"\{.*?\}", "…", _text(node.args[0]))
    return ""
