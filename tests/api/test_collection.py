"""`read_folder` and `Collection`: many plans at once. Every plan here is made up."""

from __future__ import annotations

import json
import os
import pickle
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import attrs
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import svctrade
from svctrade._api import folders
from svctrade._api.collection import CollectionKind

from ..processes import answered

PARENT = svctrade.edition()
KINDS: tuple[CollectionKind, ...] = ("measures", "assignments", "coverage", "links")


def plan_text(city: str, *numbers: int) -> str:
    """Return a plan (made up) that takes over measures of the annex, and has one of its own."""
    taken = [svctrade.measure(n).text for n in numbers]
    lines = [
        f"{n}. {text}（市商务局牵头，市公安局配合）"
        for n, text in enumerate([*taken, "发放渔船燃油补贴。"], 1)
    ]
    return "\n".join([f"{city}服务贸易创新发展试点实施方案（示例）", "一、主要任务", *lines, ""])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with three plans, a file that is none, and what is left out."""
    place = tmp_path / "plans"
    place.mkdir()
    for city, numbers in ("甲市", (59, 62)), ("乙市", (59,)):
        (place / f"{city}.txt").write_text(plan_text(city, *numbers), encoding="utf-8")
    saved = svctrade.read_document(plan_text("丙市", 1), id="丙市")
    svctrade.save(saved, place / "a.json")
    (place / "notes.txt").write_text("nothing", encoding="utf-8")
    (place / ".hidden.txt").write_text("nothing", encoding="utf-8")
    (place / "~$甲市.docx").write_bytes(b"")
    (place / "older").mkdir()
    return place


def test_read_folder_gives_editions_in_order_of_names(folder: Path) -> None:
    """Documents, tables and saved editions are read; what fails is a row of the report."""
    (folder / "表.csv").write_text("举措,责任单位\n支持企业出海。,市商务局\n", encoding="utf-8")
    found = svctrade.read_folder(folder)
    assert [*found] == ["丙市", "乙市", "甲市", "表"]
    assert found["乙市"] == svctrade.read_document(folder / "乙市.txt")
    assert found["丙市"] == svctrade.load(folder / "a.json")
    assert "甲市" in found
    assert "丁市" not in found
    with pytest.raises(KeyError):
        found["丁市"]
    report = found.report
    assert report["file"] == ("a.json", "notes.txt", "乙市.txt", "甲市.txt", "表.csv")
    assert report["status"] == ("read", "failed", "read", "read", "read")
    assert report["measures"] == (2, None, 2, 3, 1)
    assert report["problems"] == (0, 1, 0, 0, 0)
    assert "expected a paragraph that says who is responsible" in str(report["message"][1])
    assert (
        repr(found) == "<Collection: 4 editions, 8 measures, 1 file failed: 丙市, 乙市, 甲市, 表>"
    )
    assert str(found) == "4 editions, 8 measures, 1 file failed"
    assert "notes.txt" in found._repr_html_()


def test_read_folder_reads_rows_in_lines_of_json(tmp_path: Path) -> None:
    """A file with an object in each line is a table."""
    rows = [{"举措": f"第{n}项。", "责任单位": "市商务局"} for n in (1, 2)]
    text = "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    (tmp_path / "rows.jsonl").write_text(text, encoding="utf-8")
    found = svctrade.read_folder(tmp_path)
    assert [m.text for m in found["rows"].measures] == ["第1项。", "第2项。"]


def test_collection_is_shown_in_chinese(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Totals and what became of each file; the report of a program keeps its own words."""
    found = svctrade.read_folder(folder)
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    assert str(found) == "3个版本，共7项举措；1个文件未能读取"
    statuses = re.findall(
        "已读取|部分未能读取|未能读取", found._repr_html_().partition("<tbody>")[2]
    )
    assert statuses == ["已读取", "未能读取", "已读取", "已读取"]
    assert found.report["status"] == ("read", "failed", "read", "read")
    assert str(svctrade.Collection([svctrade.edition()])) == "1个版本，共122项举措"


def test_processes_change_no_result(folder: Path) -> None:
    """Two processes give what one gives."""
    one, two = (svctrade.read_folder(folder, processes=n) for n in (1, 2))
    assert [*one.items()] == [*two.items()]
    assert one.report == two.report


def test_strict_counts_problems_as_failure(folder: Path) -> None:
    """A place that cannot be read is kept, or with strict=True makes the file fail."""
    text = plan_text("丁市", 1) + "3. 加强统计。（商务部牵头，财政部审批）\n"
    (folder / "丁市.txt").write_text(text, encoding="utf-8")
    found = svctrade.read_folder(folder)
    row = found.report.to_dicts()[2]
    assert (row["file"], row["status"], row["problems"]) == ("丁市.txt", "problems", 1)
    assert row["message"] == str(found["丁市"].problems[0])
    assert "丁市" not in svctrade.read_folder(folder, strict=True)


def test_ids_differ(folder: Path) -> None:
    """Two files of one id give two ids; the first in the order of names keeps it."""
    (folder / "甲市.md").write_text(plan_text("甲市", 1), encoding="utf-8")
    found = svctrade.read_folder(folder)
    assert [*found] == ["丙市", "乙市", "甲市", "甲市 (2)"]
    assert found["甲市 (2)"].id == "甲市 (2)"
    assert found["甲市"].measures[0].text == svctrade.measure(1).text
    assert found.report["id"][-2:] == ("甲市", "甲市 (2)")


def test_folder_without_plans_is_refused(tmp_path: Path) -> None:
    """No folder, no files and no readable file are errors that say so."""
    with pytest.raises(FileNotFoundError):
        svctrade.read_folder(tmp_path / "none")
    with pytest.raises(ValueError, match="has no files"):
        svctrade.read_folder(tmp_path)
    (tmp_path / "notes.txt").write_text("nothing", encoding="utf-8")
    with pytest.raises(ValueError, match=r"can be read \(files: 1\): notes.txt: 1 problem"):
        svctrade.read_folder(tmp_path)


def test_processes_are_a_number_above_zero(folder: Path) -> None:
    """Other values are refused."""
    with pytest.raises(ValueError, match="processes is 0; expected 1 or more"):
        svctrade.read_folder(folder, processes=0)
    for wrong in (True, "2"):
        with pytest.raises(TypeError, match="processes takes a whole number"):
            svctrade.read_folder(folder, processes=wrong)  # type: ignore[arg-type]


def test_changing_file_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that grows while it is read fails, and the others do not."""
    read = folders.read_edition

    def grow(path: Path, *, strict: bool) -> svctrade.Edition:
        found = read(path, strict=strict)
        if path.name == "甲市.txt":
            with path.open("a", encoding="utf-8") as file:
                file.write("9. 加强统计。（市统计局负责）\n")
        return found

    monkeypatch.setattr(folders, "read_edition", grow)
    found = svctrade.read_folder(folder, processes=1)
    assert "甲市" not in found
    assert "changed while it was read" in str(found.report["message"][-1])
    assert found.report["problems"][-1] == 0


def test_ended_process_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that ends, as in a script without a guard, is an error that says what to do."""

    def broken(*_: object) -> Iterator[None]:
        raise BrokenProcessPool

    monkeypatch.setattr(ProcessPoolExecutor, "map", broken)
    with pytest.raises(RuntimeError, match="__main__"):
        svctrade.read_folder(folder, processes=2)


@pytest.mark.parametrize(("progress", "terminal"), [(True, False), (None, True)])
def test_progress_is_shown_on_standard_error(
    progress: bool | None,
    terminal: bool,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A bar is drawn where it is asked for or standard error is a terminal."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    assert len(svctrade.read_folder(folder, progress=progress)) == 3
    out, err = capsys.readouterr()
    assert out == ""
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in err.split("\x1b[2K")]
    bar = r"svctrade ━{40} 4/4 0:00:00\s.*"
    assert any(re.fullmatch(bar, line, re.DOTALL) for line in lines)
    assert lines[-1] == ""  # the bar is erased at the end
    svctrade.read_folder(folder, progress=False)
    assert capsys.readouterr() == ("", "")


def test_progress_without_rich(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bar that was asked for needs rich."""
    monkeypatch.setitem(sys.modules, "rich.console", None)
    with pytest.raises(svctrade.MissingExtraError, match="rich"):
        svctrade.read_folder(folder, progress=True)


def test_usual_processes_follow_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few files are read in this process, many on all cores."""
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    assert [folders._usual_processes(n) for n in (1, 15, 16, 100)] == [1, 1, 2, 4]
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert folders._usual_processes(100) == 1


def test_collection_takes_editions() -> None:
    """Editions make a collection; others, none, and one id twice are refused."""
    found = svctrade.Collection([PARENT])
    assert [*found.values()] == [PARENT]
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(TypeError, match="takes editions, not str"):
        svctrade.Collection(["2020"])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="found none"):
        svctrade.Collection([])
    with pytest.raises(ValueError, match="two editions have the id '2020'"):
        svctrade.Collection([PARENT, PARENT])


@pytest.mark.parametrize("kind", KINDS)
def test_table_has_rows_of_every_edition(kind: CollectionKind, folder: Path) -> None:
    """The table over all has the rows of each edition's own, in order."""
    found = svctrade.read_folder(folder)
    table = found.table(kind)
    assert table.name == kind
    assert table.names[0] == "edition"
    own = [
        (id_, *row)
        for id_, edition in found.items()
        for row in (
            svctrade.align(edition).table()
            if kind == "links"
            else svctrade.measures(edition).table(kind)
        )
    ]
    assert [*table] == own
    first = next(iter(found.values()))
    like = (
        svctrade.align(first).table() if kind == "links" else svctrade.measures(first).table(kind)
    )
    form = [(column.name, column.kind, column.ordered) for column in table.columns[1:]]
    assert form == [(column.name, column.kind, column.ordered) for column in like.columns]


def test_links_are_those_with_the_parent(folder: Path) -> None:
    """The table of links is that of the document that is given."""
    found = svctrade.read_folder(folder)
    parent = attrs.evolve(PARENT, id="parent", measures=PARENT.measures[:2])
    table = found.table("links", parent=parent)
    own = [(id_, *row) for id_, e in found.items() for row in svctrade.align(e, parent).table()]
    assert [*table] == own
    assert len(table) < len(found.table("links"))


@pytest.mark.parametrize("kind", KINDS)
def test_table_refuses_an_unknown_parent(kind: CollectionKind) -> None:
    """Also where the table is about the plans alone."""
    found = svctrade.Collection([PARENT])
    with pytest.raises(svctrade.UnknownNameError, match="'2019'"):
        found.table(kind, parent="2019")


def test_table_has_no_readings_and_known_kinds_only() -> None:
    """Topic tags are left out, so that all editions have the same columns."""
    found = svctrade.Collection([PARENT])
    assert not [name for name in found.table().names if "reading" in name]
    with pytest.raises(ValueError, match="kind is 'readings'; expected one of 'measures'"):
        found.table("readings")  # type: ignore[arg-type]


def test_adoption_counts_measures(folder: Path) -> None:
    """A row for each plan, a column for each measure of the parent that applies there."""
    found = svctrade.read_folder(folder)
    table = found.adoption()
    assert table["edition"] == ("丙市", "乙市", "甲市")
    assert table.names[1:] == tuple(str(n) for n in range(1, 123))
    assert (table["1"], table["59"], table["62"]) == ((1, 0, 0), (0, 1, 1), (0, 0, 1))
    assert table.heatmap().to_dict()["data"]
    beijing = found.adoption(region="北京")
    assert 0 < len(beijing.names) < len(table.names)
    english = attrs.evolve(PARENT.measures[0], text="Improve management.")
    other = svctrade.Collection([attrs.evolve(PARENT, measures=(english,))])
    with pytest.raises(ValueError, match="different languages"):
        other.adoption()


@settings(max_examples=10, deadline=None)
@given(st.lists(st.integers(1, 122), min_size=1, max_size=6, unique=True))
def test_adoption_finds_what_was_taken_over(numbers: list[int]) -> None:
    """The columns that are not zero are the measures that the plan copies."""
    plan = svctrade.read_document(plan_text("甲市", *numbers))
    table = svctrade.Collection([plan]).adoption()
    assert {*map(str, numbers)} <= {name for name in table.names[1:] if table[name][0]}


def files_of(dataset: Path) -> dict[str, bytes]:
    return {
        path.relative_to(dataset).as_posix(): path.read_bytes()
        for path in sorted(dataset.rglob("*"))
        if path.is_file()
    }


def test_to_parquet_writes_tables(folder: Path, tmp_path: Path) -> None:
    """The files of a kind have the rows of its table over all."""
    found = svctrade.read_folder(folder)
    dataset = tmp_path / "dataset"
    done = found.to_parquet(dataset)
    assert done.name == "dataset"
    assert done.to_dicts() == [{"edition": id_, "status": "written"} for id_ in found]
    for kind in KINDS:
        rows = pyarrow.parquet.read_table(dataset / kind).to_pylist()
        expected = found.table(kind).to_dicts()
        assert sorted(map(str, rows)) == sorted(map(str, expected))
    assert len(files_of(dataset)) == 3 * len(KINDS)


def test_to_parquet_writes_what_changed(folder: Path, tmp_path: Path) -> None:
    """A second time only new and changed editions are written, and old ones are removed."""
    dataset = tmp_path / "dataset"
    svctrade.read_folder(folder).to_parquet(dataset)
    before = files_of(dataset)
    times = {path: path.stat().st_mtime_ns for path in dataset.rglob("*.parquet")}
    again = svctrade.read_folder(folder).to_parquet(dataset)
    assert {*again["status"]} == {"unchanged"}
    assert times == {path: path.stat().st_mtime_ns for path in dataset.rglob("*.parquet")}
    (folder / "甲市.txt").unlink()
    (folder / "乙市.txt").write_text(plan_text("乙市", 3), encoding="utf-8")
    (dataset / "links" / "mine.parquet").write_bytes(b"no Parquet")
    pyarrow.parquet.write_table(pyarrow.table({"x": [1]}), dataset / "links" / "x.parquet")
    changed = svctrade.read_folder(folder).to_parquet(dataset)
    assert dict(zip(changed["edition"], changed["status"], strict=True)) == {
        "丙市": "unchanged",
        "乙市": "written",
        "甲市": "removed",
    }
    after = files_of(dataset)
    assert not [name for name in after if "甲市" in name]
    assert {"links/mine.parquet", "links/x.parquet"} <= after.keys()
    assert len(after) == len(before) - len(KINDS) + 2
    other = svctrade.read_folder(folder).to_parquet(dataset, parent=attrs.evolve(PARENT, id="x"))
    assert {*other["status"]} == {"written"}


def test_to_parquet_mends_damaged_file(folder: Path, tmp_path: Path) -> None:
    """A missing or damaged file is written again."""
    found = svctrade.read_folder(folder)
    dataset = tmp_path / "dataset"
    found.to_parquet(dataset)
    before = files_of(dataset)
    damaged, missing, *_ = sorted((dataset / "coverage").iterdir())
    damaged.write_bytes(b"PAR1")
    missing.unlink()
    assert sorted(map(str, found.to_parquet(dataset)["status"])) == [
        "unchanged",
        "written",
        "written",
    ]
    assert files_of(dataset) == before


def test_interrupted_writing_leaves_whole_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What an interrupted run has written is whole, and the next run completes it."""
    found = svctrade.read_folder(folder)
    whole, dataset = tmp_path / "whole", tmp_path / "dataset"
    found.to_parquet(whole)
    replaced: list[Path] = []
    replace: Callable[[Path, Path], Path] = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if len(replaced) == 5:
            raise KeyboardInterrupt
        replaced.append(target)
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", interrupted)
        with pytest.raises(KeyboardInterrupt):
            found.to_parquet(dataset)
    written = files_of(dataset)
    assert len(written) == 5
    assert written.items() <= files_of(whole).items()
    found.to_parquet(dataset)
    assert files_of(dataset) == files_of(whole)


def test_names_of_files_suit_every_system(tmp_path: Path) -> None:
    """An id with any characters and of any length gives a name of its own."""
    ids = ["a/b", "a-b", "A-B", "方" * 300, "方" * 301, "..", "CON"]
    plan = svctrade.read_document(plan_text("甲市"))
    found = svctrade.Collection([attrs.evolve(plan, id=id_) for id_ in ids])
    found.to_parquet(tmp_path)
    names = [path.name for path in (tmp_path / "measures").iterdir()]
    assert len({name.lower() for name in names}) == len(ids)
    assert sorted(name[:-21] for name in names) == sorted(
        ["a-b", "a-b", "A-B", "方" * 40, "方" * 40, "--", "CON"]
    )
    assert max(len(name.encode()) for name in names) < 200
    assert {*found.to_parquet(tmp_path)["edition"]} == {*ids}


def test_to_parquet_needs_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(svctrade.MissingExtraError, match="arrow"):
        svctrade.Collection([PARENT]).to_parquet(tmp_path / "dataset")
    assert not (tmp_path / "dataset").exists()


@pytest.mark.long
def test_dataset_is_the_same_in_every_process(folder: Path, tmp_path: Path) -> None:
    """Two runs write the same bytes, with one process or two."""
    code = (
        "import sys, svctrade\n"
        "if __name__ == '__main__':\n"
        "    svctrade.read_folder(sys.argv[1], processes=2).to_parquet(sys.argv[2])\n"
    )
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    answered(str(script), str(folder), str(tmp_path / "two"))
    svctrade.read_folder(folder, processes=1).to_parquet(tmp_path / "one")
    assert files_of(tmp_path / "one") == files_of(tmp_path / "two")
