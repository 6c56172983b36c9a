"""The code of docs/scale.md runs, and gives the results of the library."""
# ruff: noqa: S101  # assert is what a test does

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

import svctrade
from svctrade import MeasureSet

from .synthetic import edition_of

SIZE = 1_000_000
PAGE = (Path(__file__).parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
# The code of each section by its language.
SECTIONS = {
    title: dict(BLOCK.findall(text))
    for title, text in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}

QUERIES = ("Count", "Sparse rows", "Groups")

# Warnings of the engines are ignored.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def measures() -> MeasureSet:
    """Return a million measures."""
    return svctrade.measures(edition_of(SIZE))


@pytest.fixture(scope="module")
def folder(measures: MeasureSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write them as the page does."""
    folder = tmp_path_factory.mktemp("tables")
    run(SECTIONS["Writing"]["py"])["write"](measures, folder)
    return folder


@pytest.fixture(autouse=True)
def _in_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run in the folder of the tables."""
    monkeypatch.chdir(folder)


def run(code: str) -> dict[str, Any]:
    """Run a block of Python, and return its names."""
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  # the code of the page is tested
    return names


def expected(title: str, measures: MeasureSet) -> object:
    """Return the library's result for a section."""
    here = measures.in_region("厦门")
    if title == "Count":
        return len(here.led_by("人民银行"))
    if title == "Sparse rows":
        return [*measures.in_region("厦门", at_least="named").led_by("人民银行").numbers]
    return {body.name: count for body, count in here.count_by("body").items()}


@pytest.mark.parametrize("title", QUERIES)
def test_duckdb_gives_the_same_result(title: str, measures: MeasureSet) -> None:
    """The SQL of the page gives the library's result."""
    rows = duckdb.connect().execute(SECTIONS[title]["sql"]).fetchall()
    if title == "Count":
        answer: object = rows[0][0]
    else:
        answer = dict(rows) if title == "Groups" else [number for (number,) in rows]
    assert answer == expected(title, measures)


@pytest.mark.parametrize("title", QUERIES)
def test_dask_gives_the_same_result(title: str, measures: MeasureSet) -> None:
    """The Dask code of the page gives the library's result."""
    assert run(SECTIONS[title]["py"])["answer"] == expected(title, measures)


def test_every_section_has_both_languages() -> None:
    """Each section with code has SQL and Python, except the one that writes."""
    found = {title: {*code} for title, code in SECTIONS.items() if code}
    assert found.pop("Writing") == {"py"}
    assert found.pop("Many plans") == {"sql", "py"}  # tests/api/test_dataset.py
    assert found == {title: {"sql", "py"} for title in QUERIES}
