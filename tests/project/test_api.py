"""The face: the documented names, each there, each loaded on first use."""

from __future__ import annotations

import ast
import inspect
import typing
from pathlib import Path
from typing import Any

import pytest

import build_docs
import build_face
import svctrade

FACE = Path(svctrade.__file__)


def test_every_name_has_one_home() -> None:
    """`__all__`, the names that load on use, and the names that checkers see are the same."""
    lazy = [name for names in svctrade._HOMES.values() for name in names.split()]
    tree = ast.parse(FACE.read_text(encoding="utf-8"))
    imported = [
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert sorted(lazy) == sorted(svctrade.__all__)
    assert sorted(imported) == sorted(
        (home, name) for home, names in svctrade._HOMES.items() for name in names.split()
    )


@pytest.mark.parametrize("name", svctrade.__all__)
def test_every_name_is_there_and_documented(name: str) -> None:
    """Each public name can be had, is listed by dir(), and says what it means, with an example."""
    vars(svctrade).pop(name, None)
    assert name in dir(svctrade)
    thing = getattr(svctrade, name)
    assert getattr(svctrade, name) is thing
    assert ">>>" in (inspect.getdoc(thing) or "")


def test_the_errors_are_a_module_too() -> None:
    """A traceback's name for an error is one that can be typed."""
    vars(svctrade).pop("exceptions", None)
    assert svctrade.exceptions.DataError is svctrade.DataError


def test_an_unknown_name_is_told() -> None:
    """A name that svctrade does not have is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="module 'svctrade' has no attribute 'mesures'"):
        _ = svctrade.mesures  # type: ignore[attr-defined]  # the error is the point


def test_the_face_is_written_down() -> None:
    """Every public name and signature stands in docs/face.txt, so that a change of one is seen."""
    page = build_docs.DOCS / "face.txt"
    assert build_face.face() == page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", svctrade.__all__)
def test_the_types_of_every_name_can_be_had(name: str) -> None:
    """Who asks at run time what a function takes and gives is told, for methods too."""
    thing = getattr(svctrade, name)
    public = vars(thing).items() if inspect.isclass(thing) else ()
    functions: list[Any] = [thing] if inspect.isfunction(thing) else []
    for key, member in public:
        if not key.startswith("_"):
            functions += [member] if inspect.isfunction(member) else []
            functions += [member.fget] if isinstance(member, property) else []
    for function in functions:
        assert "return" in typing.get_type_hints(function), function
        given = inspect.signature(function, eval_str=True).return_annotation
        assert given is not inspect.Signature.empty
