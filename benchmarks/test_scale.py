"""The page on what is past one machine: what stands there runs, and answers as the library does."""
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
# What each section has, by the language of its code.
SECTIONS = {
    title: dict(BLOCK.findall(text))
    for title, text in re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
}

QUESTIONS = ("Count", "Sparse rows", "Groups")

# Warnings of the engines are theirs.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def measures() -> MeasureSet:
    """Return a million measures."""
    return svctrade.measures(edition_of(SIZE))


@pytest.fixture(scope="module")
def folder(measures: MeasureSet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write them as the page says."""
    folder = tmp_path_factory.mktemp("tables")
    run(SECTIONS["Writing"]["py"])["write"](measures, folder)
    return folder


@pytest.fixture(autouse=True)
def _in_the_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the page's paths lead to what was written."""
    monkeypatch.chdir(folder)


def run(code: str) -> dict[str, Any]:
    """Run a block of Python, and return the names that it leaves."""
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  # the page's own code is what is tested
    return names


def expected(title: str, measures: MeasureSet) -> object:
    """Return the library's answer to the question of a section."""
    here = measures.in_region("厦门")
    if title == "Count":
        return len(here.led_by("人民银行"))
    if title == "Sparse rows":
        return [*measures.in_region("厦门", at_least="named").led_by("人民银行").numbers]
    return {body.name: count for body, count in here.count_by("body").items()}


@pytest.mark.parametrize("title", QUESTIONS)
def test_duckdb_answers_the_same(title: str, measures: MeasureSet) -> None:
    """The page's SQL gives what the library gives."""
    rows = duckdb.connect().execute(SECTIONS[title]["sql"]).fetchall()
    if title == "Count":
        answer: object = rows[0][0]
    else:
        answer = dict(rows) if title == "Groups" else [number for (number,) in rows]
    assert answer == expected(title, measures)


@pytest.mark.parametrize("title", QUESTIONS)
def test_dask_answers_the_same(title: str, measures: MeasureSet) -> None:
    """The page's Dask gives what the library gives."""
    assert run(SECTIONS[title]["py"])["answer"] == expected(title, measures)


def test_every_question_is_asked() -> None:
    """Each section with code has both languages, but that which writes."""
    asked = {title: {*code} for title, code in SECTIONS.items() if code}
    assert asked.pop("Writing") == {"py"}
    assert asked == {title: {"sql", "py"} for title in QUESTIONS}
