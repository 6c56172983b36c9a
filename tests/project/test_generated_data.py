"""The committed data is what its sources give, to the byte."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import build_data
import build_names
import svctrade

BUILT = build_data.build()


def test_committed_data_equals_build() -> None:
    """Building from the source and the facts gives every committed byte, and no other file."""
    assert build_data.differences(BUILT, build_data.PACKAGE) == []


def test_installed_data_equals_build() -> None:
    """The installed data equals a build."""
    assert build_data.differences(BUILT, Path(svctrade.__file__).parent) == []


@pytest.mark.long
def test_build_is_repeatable() -> None:
    """The build is repeatable to the byte."""
    assert build_data.build() == BUILT


def test_differences_lists_missing_extra_and_changed_files(tmp_path: Path) -> None:
    """A missing, an extra and a changed file are reported."""
    (tmp_path / "data/names").mkdir(parents=True)
    (tmp_path / "data/names/bodies.json").write_bytes(b"[]")
    (tmp_path / "_bundled/__pycache__").mkdir(parents=True)
    (tmp_path / "_bundled/__pycache__/rows_2020.pyc").write_bytes(b"")
    (tmp_path / "_bundled/rows_1999.py").write_bytes(b"")
    differ = build_data.differences(
        {"data/names/bodies.json": b"{}", "data/names/regions.json": b"[]"}, tmp_path
    )
    assert differ == [
        "data/names/regions.json is missing",
        "_bundled/rows_1999.py is not built from anything",
        "data/names/bodies.json differs",
    ]


@pytest.mark.long
def test_main_writes_and_checks_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Building writes every file; after it, --check finds nothing to say."""
    monkeypatch.setattr(build_data, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "argv", ["build_data.py", "--check"])
    assert build_data.main() == 1
    assert "SHA256SUMS is missing" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["build_data.py"])
    assert build_data.main() == 0
    monkeypatch.setattr(sys, "argv", ["build_data.py", "--check"])
    assert build_data.main() == 0
    assert "the data is up to date" in capsys.readouterr().out


def test_build_refuses_unknown_body(monkeypatch: pytest.MonkeyPatch) -> None:
    """A body that the facts do not know stops the build."""
    monkeypatch.setattr(build_names, "bodies", lambda: svctrade.bodies()[1:])
    with pytest.raises(
        SystemExit, match=r"no facts about 国务院服务贸易发展部际联席会议办公室（商务部）"
    ):
        build_data.build()


@pytest.mark.parametrize("row", ["a,b,c", "a"])
def test_rows_refuses_row_of_other_length(row: str, tmp_path: Path) -> None:
    """A comma too many, or too few, loses nothing without a word."""
    path = tmp_path / "facts.csv"
    path.write_text(f"one,two\n1,2\n{row}\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"facts\.csv: row 3 has \d cells, not 2"):
        build_names.rows(path)
