"""The public API: the documented names, each in its module and imported when it is first used."""

from __future__ import annotations

import ast
import inspect
import pydoc
import re
import sys
import typing
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

import build_api
import build_docs
import svctrade

INIT = Path(svctrade.__file__)
WRITTEN = (build_docs.DOCS / "api.txt").read_text(encoding="utf-8")
# What a signature is written with besides the names of the package.
STANDARD = {
    "DataFrame",  # of polars
    *("Any", "Callable", "Enum", "Exception", "False", "IO", "ImportError", "Iterable"),
    *("Iterator", "Protocol"),
    *("Literal", "LookupError", "Mapping", "None", "PathLike", "RuntimeError", "Sequence"),
    *("SupportsIndex", "True", "UserWarning", "ValueError"),
}


def test_all_lists_the_names_of_every_module() -> None:
    """`__all__`, the names imported on use, and the names that type checkers see are the same."""
    on_use = [
        (module, name) for module, names in svctrade._MODULES.items() for name in names.split()
    ]
    seen = [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(INIT.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    ]
    assert sorted(name for _, name in on_use) == sorted(svctrade.__all__)
    assert sorted(on_use) == sorted(seen)


@pytest.mark.parametrize("name", svctrade.__all__)
def test_name_is_importable_and_documented(name: str) -> None:
    """Each public name can be imported, is listed by dir(), and has a docstring with an example."""
    vars(svctrade).pop(name, None)
    assert name in dir(svctrade)
    thing = getattr(svctrade, name)
    assert getattr(svctrade, name) is thing
    assert ">>>" in (inspect.getdoc(thing) or "")


@pytest.mark.parametrize("name", [name for name in svctrade.__all__ if name[0].isupper()])
def test_public_class_belongs_to_svctrade(name: str) -> None:
    """A class shows its public name in messages and pickles."""
    assert getattr(svctrade, name).__module__ == "svctrade"


def test_help_of_measure_set_shows_no_private_name() -> None:
    """`help(svctrade.MeasureSet)` names public classes and methods only."""
    text = pydoc.plain(pydoc.render_doc(svctrade.MeasureSet)).replace("_repr_html_", "")
    text = re.sub(r" from svctrade\.\S+$", "", text, flags=re.MULTILINE)  # by Python 3.13
    assert not re.search(r"svctrade\._|(?<!\w)_[a-z]+(?!\w)", text)


def test_exceptions_is_a_module() -> None:
    """The name of an error in a traceback can be imported."""
    vars(svctrade).pop("exceptions", None)
    assert svctrade.exceptions.DataError is svctrade.DataError


def test_unknown_attribute_raises_attribute_error() -> None:
    """A name that svctrade does not have is an AttributeError that names it."""
    with pytest.raises(AttributeError, match="module 'svctrade' has no attribute 'mesures'"):
        _ = svctrade.mesures  # type: ignore[attr-defined]  # the error is the point


def test_api_txt_is_up_to_date() -> None:
    """docs/api.txt has every public name and signature, so that a review shows each change."""
    assert build_api.public_api() == WRITTEN


def test_api_txt_has_public_names_only() -> None:
    """A signature is written with public names and those of the standard library."""
    annotations = re.sub(r"'[^']*'", "", WRITTEN)
    lines = [line.removeprefix("class ") for line in annotations.splitlines()]
    members = {re.split("[(: ]", line)[0].split(".")[-1] for line in lines}
    words = {*re.findall(r"(?<![\w.])_?[A-Z]\w*", annotations)}
    assert not words - {*svctrade.__all__} - STANDARD - members
    assert not re.search(r"(?<!\w)_[a-z]\w*\.|\._[a-z]", annotations)


def names_for_type_checkers(function: Any) -> dict[str, Any]:
    """Return what the module of *function* imports for type checkers only."""
    source = inspect.getsource(sys.modules[function.__globals__["__name__"]])
    block = re.search(r"^if TYPE_CHECKING:\n((?:    .*\n|\n)+)", source, re.MULTILINE)
    names = {"__package__": function.__globals__["__package__"]}
    exec(dedent(block[1]) if block else "", names)  # noqa: S102  # our own imports
    return names


@pytest.mark.parametrize("name", svctrade.__all__)
def test_type_hints_can_be_resolved(name: str) -> None:
    """The types of every function and method can be had at run time."""
    thing = getattr(svctrade, name)
    public = vars(thing).items() if inspect.isclass(thing) else ()
    functions: list[Any] = [thing] if inspect.isfunction(thing) else []
    for key, member in public:
        if not key.startswith("_"):
            functions += [member] if inspect.isfunction(member) else []
            functions += [member.fget] if isinstance(member, property) else []
    for function in functions:
        # A count must not import the records: `MeasureSet` names them for type checkers only.
        assert "return" in typing.get_type_hints(function, None, names_for_type_checkers(function))
