"""The public API in writing: every public name with its signature.

`build_docs.py` writes it to ``docs/api.txt``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

ROOT = Path(__file__).parent.parent
_OPERATORS = ("and", "or", "xor", "sub", "invert", "getitem", "contains")
_OPERATOR_METHODS = tuple(f"__{name}__" for name in _OPERATORS)
_STARS = {"variadic positional": "*", "variadic keyword": "**"}


def public_api() -> str:
    """Return every public name with its signature, a line each."""
    package = griffe.load("svctrade", search_paths=[ROOT / "src"], resolve_aliases=True)
    everything: Any = package["__all__"].value
    names = sorted(str(element).strip("'\"") for element in everything.elements)
    return "".join(f"{line}\n" for name in names for line in _lines(name, package[name]))


def _lines(path: str, thing: Any) -> Iterator[str]:
    if thing.is_function:
        yield from _signatures(path, thing)
    elif thing.is_class:
        bases = ", ".join(_bases(thing))
        yield f"class {path}({bases})" if bases else f"class {path}"
        for name, member in sorted(thing.all_members.items()):
            if not name.startswith("_") or name in _OPERATOR_METHODS:
                yield from _member(f"{path}.{name}", member)
    else:
        yield f"{path}: {_text(thing.annotation)}"


def _bases(thing: Any) -> Iterator[str]:
    """Yield the bases of a class; in place of a private one, those that it has."""
    for base in thing.bases:
        known: Any = getattr(base, "resolved", None)
        if known is not None and known.is_class and known.name.startswith("_"):
            yield from _bases(known)
        else:
            yield _text(base)


def _member(path: str, member: Any) -> Iterator[str]:
    if member.is_function:
        yield from _signatures(path, member)
    elif "property" in member.labels:
        yield f"{path} -> {_text(member.annotation)}"
    elif member.annotation is None:
        yield f"{path} = {member.value}"
    else:
        yield f"{path}: {_text(member.annotation)}"


def _signatures(path: str, function: Any) -> Iterator[str]:
    for signature in function.overloads or [function]:
        parameters = [p for p in signature.parameters if p.name not in ("self", "cls")]
        parts = [*map(_parameter, parameters)]
        kinds = [p.kind.value for p in parameters]
        if "keyword-only" in kinds and "variadic positional" not in kinds:
            parts.insert(kinds.index("keyword-only"), "*")
        yield f"{path}({', '.join(parts)}) -> {_text(signature.returns)}"


def _parameter(parameter: Any) -> str:
    stars = _STARS.get(parameter.kind.value, "")
    text = f"{stars}{parameter.name}: {_text(parameter.annotation)}"
    return text if stars or parameter.default is None else f"{text} = {parameter.default}"


def _text(annotation: Any) -> str:
    """Return an annotation in public names: a private type alias is replaced by its value."""
    if annotation is None or isinstance(annotation, str):
        return str(annotation)
    return "".join(map(_public, annotation.iterate(flat=True)))


def _public(part: Any) -> str:
    if not isinstance(part, griffe.ExprName) or not part.canonical_path.startswith("svctrade."):
        return str(part)
    thing: Any = part.resolved
    # The name of a type may be that of a field beside it: `Event.date` is a date.
    is_alias = thing.is_attribute and thing.value is not None
    return _text(thing.value) if is_alias else part.name
