"""The code of the section "Many plans" of docs/scale.md: each engine gives the same answer.

Every plan here is made up.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

import svctrade

from .test_collection import files_of, plan_text

PAGE = (Path(__file__).parent.parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")
SECTION = PAGE.partition("## Many plans\n")[2].partition("\n## ")[0]
CODE = re.findall(r"^```(\w+)\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
# The blocks in the order of the page.
WRITE, SQL, POLARS, DASK, READ = (code for _, code in CODE)
PLANS = {"甲市": (1, 59), "乙市": (59, 62, 122), "丙市": (59,)}

# Warnings of the engines are ignored.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the current folder, with the folder of plans that the page names."""
    (tmp_path / "plans").mkdir()
    for city, numbers in PLANS.items():
        path = tmp_path / "plans" / f"{city}.txt"
        path.write_text(plan_text(city, *numbers), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(code: str, name: str = "__main__") -> dict[str, Any]:
    """Run a block of Python, and return its names."""
    names: dict[str, Any] = {"__name__": name}
    exec(code, names)  # noqa: S102  # the code of the page is tested
    return names


def test_engines_give_the_same_answer(place: Path) -> None:
    """DuckDB, polars and Dask count the plans that take over a measure, as the library does."""
    run(WRITE)
    expected: Counter[int] = Counter()
    for plan in svctrade.read_folder(place / "plans").values():
        expected.update(measure.number for measure in svctrade.align(plan).taken_up)
    assert expected[59] == len(PLANS)
    assert duckdb.connect().execute(SQL).fetchall() == sorted(expected.items())
    assert run(POLARS)["answer"] == sorted(expected.items())
    pytest.importorskip("dask.dataframe")
    assert run(DASK)["answer"] == sorted(expected.items())


def test_dask_bag_reads_the_same_dataset(place: Path) -> None:
    """What is read by dask.bag is the same to the byte."""
    dask = pytest.importorskip("dask")
    svctrade.read_folder(place / "plans").to_parquet(place / "expected")
    with dask.config.set(scheduler="synchronous"):
        run(READ)
    assert files_of(place / "dataset") == files_of(place / "expected")


def test_dask_workers_read_the_same_dataset(place: Path) -> None:
    """What two workers of dask.distributed read is the same to the byte."""
    distributed = pytest.importorskip("distributed")
    svctrade.read_folder(place / "plans").to_parquet(place / "expected")
    read_all = run(READ, "page")["read_all"]
    with distributed.Client(n_workers=2, threads_per_worker=1, dashboard_address=None):
        read_all(place / "plans").to_parquet(place / "dataset")
    assert files_of(place / "dataset") == files_of(place / "expected")
