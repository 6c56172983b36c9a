"""English output has no Chinese but in quotes: names without English, and printed words."""

import re
from pathlib import Path

import openpyxl
import pytest

import svctrade
from svctrade._cli import main

HAN = re.compile("[\u3400-\u9fff]")
NUMBERS = [str(number) for number in svctrade.measures().numbers]
EACH = [part for number in NUMBERS for part in ("--number", number)]


def bare_chinese(text: str) -> list[str]:
    """Return the lines that have Chinese outside quotes; "…" and '…' are what was typed."""
    unquoted = re.sub("“[^”]*”|\"[^\"\n]*\"|(?<= )'[^'\n]*'", "", text)
    return [line for line in unquoted.splitlines() if HAN.search(line)]


def unwrapped(text: str) -> str:
    """Return a drawn table with its wrapped cells in one line: a quotation may be divided."""
    return re.sub(r"\s*\n\s*", "", text)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("list", "--region", "Xiamen", "--led-by", "NIA"),
        ("show", *NUMBERS),
        ("explain", "--region", "厦门"),
        ("explain", "--region", "南山区", "--led-by", "国家金融监督管理总局"),
        ("explain", "--region", "厦门", "--at-least", "possible", "--involving", "商务部"),
        ("explain", "--mentioning", "数据"),
        ("explain", "--mentioning", "visa"),
        ("explain", "--about", "律师"),
        ("explain", "--under", "CEPA"),
        ("explain", "--task", "三"),
        ("explain", "--national"),
        ("explain", "--affected-by", "国函〔2021〕94号"),
        ("explain", "--region", "厦门", *EACH),
        ("explain", "--led-by", "商务部", *EACH),
        ("explain", "--involving", "商务部", "--in-role", "policy", *EACH),
        ("explain", "--with-role", "lead", *EACH),
        ("explain", "--task", "1", "--mentioning", "数据", *EACH),
        ("explain", "--under", "CEPA", *EACH),
        ("explain", "--national", *EACH),
        ("explain", "--affected-by", "国函〔2021〕94号", *EACH),
        ("explain", "--about", "签证", *EACH),
        ("count", "--by", "lead"),
        ("count", "--by", "topic"),
    ],
)
def test_commands_print_chinese_in_quotes_only(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """What list, show, explain and count print in English has Chinese in quotes only."""
    with pytest.raises(SystemExit):
        main([*arguments, "--lang", "en"])
    out, err = capsys.readouterr()
    assert not err
    text = out if arguments[0] == "explain" else unwrapped(out)
    assert not bare_chinese(text)


def test_workbook_has_chinese_in_quotes_only(tmp_path: Path) -> None:
    """Every cell of every sheet of an English workbook has Chinese in quotes only."""
    path = tmp_path / "a.xlsx"
    with pytest.raises(SystemExit):
        main(["export", str(path), "--region", "Xiamen", "--lang", "en"])
    book = openpyxl.load_workbook(path)
    assert len(book.worksheets) > 3
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            assert not [cell for cell in row if isinstance(cell, str) and bare_chinese(cell)]
