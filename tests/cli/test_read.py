"""The command that reads a plan."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import svctrade
from svctrade._api import documents

from ..parsing.files import word, workbook
from .test_commands import ask, fail, run

__all__ = ["ask", "fail", "run"]

PLAN = "某市方案\n1. 支持出海。（市商务局牵头，市财政局配合）\n2. 优化通关。（市口岸办负责）\n"
Run = Callable[..., Any]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Return the path of a plan."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_read_writes_edition_and_review(plan: Path, ask: Run, tmp_path: Path) -> None:
    """The edition is written as JSON, the review as a workbook; corrections are applied."""
    output, workbook = tmp_path / "plan.json", tmp_path / "review.xlsx"
    printed = ask("read", str(plan), "-o", str(output), "--review", str(workbook))
    assert printed == "某市方案: measures: 2, statements: 2, parties: 3; to look at: 0\n"
    assert svctrade.load(output) == svctrade.read_document(plan)
    book = openpyxl.load_workbook(workbook)
    book["measures"]["C2"] = "支持企业出海。"
    book.save(workbook)
    ask("read", str(plan), "-o", str(output), "--corrections", str(workbook), "--force")
    assert svctrade.load(output).measures[0].text == "支持企业出海。"


def test_read_reads_tables_by_bytes(ask: Run, fail: Run, tmp_path: Path) -> None:
    """A workbook is read as a table whatever its name, with the columns that are given."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["条目", "责任单位", "备注"], ["甲。", "商务部", "试点"]):
        sheet.append(row)
    path = tmp_path / "plan.dat"
    book.save(path)
    code, message = fail("read", str(path), "--column", "条目=text")
    assert (code, "备注" in message) == (4, True)
    ask("read", str(path), "--column", "条目=text", "--keep-columns")
    ask("read", str(path), "--column", "条目=text", "--column", "备注=")
    assert fail("read", str(path), "--column", "条目=nonsense")[0] == 2


def test_read_keeps_what_cannot_be_read(ask: Run, fail: Run, tmp_path: Path) -> None:
    """With --lenient the plan is read, and the review says what was not."""
    path = tmp_path / "plan.txt"
    path.write_text(f"{PLAN}3. 丙。（责任单位：“”）\n", encoding="utf-8")
    assert fail("read", str(path))[0] == 4
    assert "1 statement or party that was not read" in ask("read", str(path), "--lenient")
    assert "--column goes with a table" in fail("read", str(path), "--column", "a=b")[1]


def test_read_reports_name_of_workbook(plan: Path, fail: Run, tmp_path: Path) -> None:
    """The review is an .xlsx."""
    code, message = fail("read", str(plan), "--review", str(tmp_path / "review.csv"))
    assert (code, "is an .xlsx" in message) == (2, True)


def test_check_reads_tables_by_bytes(ask: Run, tmp_path: Path) -> None:
    """The command check takes a document or a table by its bytes."""
    path = tmp_path / "plan.html"
    path.write_text(f"<html><body><p>{PLAN.replace(chr(10), '</p><p>')}</p></body></html>", "utf-8")
    assert "2 measures" in ask("check", str(path))


@pytest.mark.parametrize("installed", [False, True])
def test_read_offers_to_convert(
    fail: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, installed: bool
) -> None:
    """A file that LibreOffice converts is refused with what to do."""
    path = tmp_path / "plan.rtf"
    path.write_bytes(b"{\\rtf1}")
    monkeypatch.setattr(shutil, "which", lambda name: name if installed else None)
    message = fail("read", str(path))[1]
    assert ("give --convert" in message, "save it as .docx" in message) == (
        installed,
        not installed,
    )
    if not installed:
        assert "not installed" in fail("read", str(path), "--convert")[1]


@pytest.mark.parametrize("works", [False, True])
def test_read_converts_by_office(
    ask: Run,
    fail: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    works: bool,
) -> None:
    """The converted file is read in place of the file; the id is that of the file."""
    path = tmp_path / "plan.rtf"
    path.write_bytes(b"{\\rtf1}")

    def convert(command: list[str], **_: object) -> None:
        assert command[:4] == ["soffice", "--headless", "--convert-to", "docx"]
        assert command[-1] == str(path)
        folder = Path(command[command.index("--outdir") + 1])
        if works:
            (folder / "plan.docx").write_text(PLAN, encoding="utf-8")

    monkeypatch.setattr(shutil, "which", lambda name: name)
    monkeypatch.setattr(subprocess, "run", convert)
    if works:
        output = tmp_path / "plan.json"
        ask("read", str(path), "--convert", "-o", str(output))
        assert svctrade.load(output).id == "plan"
    else:
        assert "could not convert plan.rtf" in fail("read", str(path), "--convert")[1]


def test_review_reads_saved_plan(ask: Run, tmp_path: Path) -> None:
    """The file of a plan has its review: it is listed as that of the plan is."""
    plan, saved = tmp_path / "plan.txt", tmp_path / "plan.json"
    lines = "".join(f"{n}. 事项。（市财政局、财政局负责）\n" for n in (1, 2, 4))
    plan.write_text(f"某市方案\n{lines}", encoding="utf-8")
    ask("read", str(plan), "-o", str(saved), "--quiet")
    for more in ([], ["--kind", "items"], ["--lang", "zh"]):
        assert ask("review", str(saved), *more) == ask("review", str(plan), *more)
    listed = ask("review", str(saved), "--format", "csv").splitlines()
    assert listed[0] == "kind,words,said,count,measures,lines"
    assert listed[2] == 'names taken for one body,财政局,市财政局,3,"1-2, 4",2'


def test_corrections_name_cell_of_workbook(plan: Path, fail: Run, tmp_path: Path) -> None:
    """A correction that is none is named by its sheet, row and column, in both languages."""
    workbook = tmp_path / "review.xlsx"
    svctrade.read_document(plan).review().to_excel(workbook)
    book = openpyxl.load_workbook(workbook)
    book["parties"]["F3"] = "喝彩"
    book.save(workbook)
    command = ("read", str(plan), "--corrections", str(workbook))
    assert "\n  sheet parties, row 3, column F: expected roles of" in fail(*command)[1]
    assert "\n  工作表parties第3行F列：" in fail(*command, "--lang", "zh")[1]
    del book["parties"]
    book.save(workbook)
    assert "\n  the workbook: expected the workbook that" in fail(*command)[1]
    assert "\n  工作簿：" in fail(*command, "--lang", "zh")[1]


def test_read_shows_pages_on_terminal_alone(
    ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar is wanted where standard error is a terminal, and never with --quiet."""
    wanted: list[object] = []
    original = documents.read_document

    def read(_: object, **settings: object) -> object:
        wanted.append(settings["progress"])
        return original(PLAN)

    plan = tmp_path / "plan.txt"
    plan.write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr(documents, "read_document", read)
    for command in ("read", "review"):
        ask(command, str(plan))
        ask(command, str(plan), "--quiet")
    assert wanted == [None, False, None, False]


@pytest.mark.parametrize(
    ("name", "content", "english", "chinese"),
    [
        ("a.txt", b" \n", "a document with text, found nothing", "应为有文字的文件，实为空白"),
        (
            "b.txt",
            "某市方案\n一、总体要求\n二、主要任务\n".encode(),
            "line 1, column 1: expected a paragraph that says who is responsible",
            "第1行第1列：应为写明责任单位的段落",
        ),
        (
            "c.docx",
            word("方案", "一、任务"),
            "(paragraph 1): expected",
            "（第1段）：应为写明责任单位",
        ),
        ("d.docx", word("方案")[:300], "that is whole", "应为完好的.docx或.xlsx文件"),
        ("e.pdf", b"%PDF-1.4\n1", "a PDF that is whole", "应为完好的PDF"),
        ("f.png", b"\x89PNG\r\n\x1a\n0", "found 'an image'", "识别文字（OCR）），实为“图像”"),
        (
            "g.csv",
            "序号,举措,备注\n1,甲,无\n".encode(),
            "a column of the responsibility beside 序号, 举措",
            "“序号, 举措”之外还有责任分工一列，或用--column '备注=responsibility'指明",
        ),
        ("h.xlsx", workbook(), "the workbook: expected headings", "工作簿：应为“序号”"),
        (
            "i.xlsx",
            workbook(["举措", "责任单位"], ["甲。", ""]),
            "sheet 任务, row 2, column B: expected parties",
            "工作表任务第2行B列：应为责任单位",
        ),
        (
            "j.csv",
            "举措,责任单位,备注\n甲。,商务部,无\n".encode(),
            "or --column '备注=' to leave it out",
            "（第1行第3列）：应为已知的列；可用--column '备注='略去该列",
        ),
        (
            "k.csv",
            "责任单位,备注\n商务部,无\n".encode(),
            "a column of the text beside 责任单位",
            "“责任单位”之外还有举措一列",
        ),
        (
            "l.csv",
            '举措,责任单位\n"甲。,商务部\n'.encode(),
            "CSV whose quotes are closed",
            "（expected CSV whose quotes are closed",
        ),
    ],
)
def test_read_says_what_is_damaged(  # noqa: PLR0913, PLR0917  # one for each part of a message
    name: str, content: bytes, english: str, chinese: str, fail: Run, tmp_path: Path
) -> None:
    """A file without a measure, or a damaged one, is refused in clear words of both languages."""
    path = tmp_path / name
    path.write_bytes(content)
    for lang, said in (("en", english), ("zh", chinese)):
        code, message = fail("read", str(path), "--lang", lang)
        assert (code, said in message) == (4, True), message


def test_read_says_what_cannot_be_saved(fail: Run, ask: Run, tmp_path: Path) -> None:
    """Corrections by which two bodies have one name are a mistake, and no error of the program."""
    path, workbook = tmp_path / "plan.txt", tmp_path / "review.xlsx"
    path.write_text("某市方案\n1. 甲。（外汇局负责）\n2. 乙。（外汇局负责）\n", encoding="utf-8")
    ask("read", str(path), "--review", str(workbook))
    book = openpyxl.load_workbook(workbook)
    book["parties"]["G2"] = "国家外汇管理局"
    book.save(workbook)
    command = ("read", str(path), "--corrections", str(workbook), "-o", str(tmp_path / "a.json"))
    code, message = fail(*command)
    assert (code, "the body name '外汇局' is given to" in message) == (2, True)
    assert not (tmp_path / "a.json").exists()


def test_read_names_rows_that_corrections_lack(
    plan: Path, fail: Run, ask: Run, tmp_path: Path
) -> None:
    """A measure whose rows were deleted is reported in the language of the reader."""
    workbook = tmp_path / "review.xlsx"
    ask("read", str(plan), "--review", str(workbook))
    book = openpyxl.load_workbook(workbook)
    book["parties"].delete_rows(4)
    book.save(workbook)
    message = fail("read", str(plan), "--corrections", str(workbook), "--lang", "zh")[1]
    assert "工作表parties：应为第2项举措的各行；如要删除其单位，请清空各行的" in message
