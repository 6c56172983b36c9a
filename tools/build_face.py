"""Write down the public face, every name with its signature: ``python tools/build_face.py``.

``--check`` writes nothing and fails where the committed list is not that of the code.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import griffe

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "face.txt"
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


def main() -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    fresh = face()
    if parser.parse_args().check:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == fresh
        print("the face is what is written down" if same else "docs/face.txt differs from the code")
        return 0 if same else 1
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
