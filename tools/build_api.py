"""The public face as it is written down: every name with its signature."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

ROOT = Path(__file__).parent.parent
_OPERATORS = ("and", "or", "xor", "sub", "invert", "getitem", "contains")
_OF_PYTHON = tuple(f"__{name}__" for name in _OPERATORS)
_STARS = {"variadic positional": "*", "variadic keyword": "**"}


def face() -> str:
    """Return every public name with its signature, a line each."""
    package = griffe.load("svctrade", search_paths=[ROOT / "src"], resolve_aliases=True)
    everything: Any = package["__all__"].value
    names = sorted(str(element).strip("'\"") for element in everything.elements)
    return "".join(f"{line}\n" for name in names for line in _lines(name, package[name]))


def _lines(path: str, thing: Any) -> Iterator[str]:
    if thing.is_function:
        yield from _signatures(path, thing)
    elif thing.is_class:
        bases = ", ".join(map(str, thing.bases))
        yield f"class {path}({bases})"
        for name, member in sorted(thing.all_members.items()):
            if not name.startswith("_") or name in _OF_PYTHON:
                yield from _member(f"{path}.{name}", member)
    else:
        yield f"{path}: {thing.annotation}"


def _member(path: str, member: Any) -> Iterator[str]:
    if member.is_function:
        yield from _signatures(path, member)
    elif "property" in member.labels:
        yield f"{path} -> {member.annotation}"
    elif member.annotation is None:
        yield f"{path} = {member.value}"
    else:
        yield f"{path}: {member.annotation}"


def _signatures(path: str, function: Any) -> Iterator[str]:
    for signature in function.overloads or [function]:
        parameters = [p for p in signature.parameters if p.name != "self"]
        parts = [*map(_parameter, parameters)]
        kinds = [p.kind.value for p in parameters]
        if "keyword-only" in kinds and "variadic positional" not in kinds:
            parts.insert(kinds.index("keyword-only"), "*")
        yield f"{path}({', '.join(parts)}) -> {signature.returns}"


def _parameter(parameter: Any) -> str:
    stars = _STARS.get(parameter.kind.value, "")
    text = f"{stars}{parameter.name}: {parameter.annotation}"
    return text if stars or parameter.default is None else f"{text} = {parameter.default}"
