"""The options that several commands share: filters, numbers, output, columns, completion."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from click.shell_completion import ShellComplete

import svctrade
from svctrade._cli import main
from svctrade._cli.app import app
from svctrade._cli.commands import EXAMPLES, HELP
from svctrade._cli.numbers import parse_numbers

from .test_commands import ask, fail, run

__all__ = ["ask", "fail"]

ALL = svctrade.measures()
XIAMEN = ALL.in_region("厦门")
Ask = Callable[..., str]
Fail = Callable[..., tuple[int, str]]


def joined(text: str) -> str:
    """Return a text without white space: where its lines end depends on the paths in it."""
    return "".join(text.split())


def numbers(text: str) -> tuple[int, ...]:
    return tuple(row["number"] for row in json.loads(text))


# -- filters --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["59-61"], ALL.numbered(59, 60, 61)),
        (["59,60", "7"], ALL.numbered(59, 60, 7)),
        (["--number", "59至61、7"], ALL.numbered(59, 60, 61, 7)),
        (["--not-number", "2-122"], ALL.numbered(1)),
        (["--region", "厦门", "--not-region", "大连"], XIAMEN - ALL.in_region("大连")),
        (["--not-region", "厦门"], ~XIAMEN),
        (
            ["--not-region", "厦门", "--not-led-by", "商务部"],
            ALL - XIAMEN - ALL.led_by("商务部"),
        ),
        (
            ["--led-by", "商务部", "--about", "数据", "--any"],
            ALL.led_by("商务部") | ALL.about("数据"),
        ),
        (["--any"], ALL),
        (["--led-by", "商务部", "--about", "数据", "--all"], ALL.led_by("商务部").about("数据")),
        (["--not-national", "--task", "8"], ALL.in_task(8) - ALL.national()),
        (
            ["--region", "厦门", "--exactly", "possible", "--any", "--under", "CEPA"],
            ALL.in_region("厦门", exactly="possible") | ALL.under("CEPA"),
        ),
    ],
)
def test_filters_combine(options: list[str], expected: svctrade.MeasureSet, ask: Ask) -> None:
    """Filters mean all or any of them, and --not- takes out what a filter finds."""
    assert numbers(ask("list", "--format", "json", *options)) == expected.numbers


def test_heading_says_what_is_left_out(ask: Ask) -> None:
    """The heading is a sentence, and has no Python."""
    text = ask("list", "--region", "厦门", "--not-region", "大连", "--lang", "en")
    assert text.startswith("Measures that apply in Xiamen, without those that apply in Dalian: 7")
    assert "measures()" not in text


@pytest.mark.parametrize("text", ["x", "0", "61-59", "1-99999", ",", "5-", "-5"])
def test_numbers_are_refused(text: str, fail: Fail) -> None:
    """What is no number is a mistake of the option."""
    code, message = fail("list", f"--number={text}")
    assert (code, "is no number of a measure; give 59, 59-61 or 59,60" in message) == (2, True)


def test_parse_numbers_reads_full_width_digits() -> None:
    """Digits and marks are read as they are typed in Chinese."""
    assert parse_numbers("５９～６１，7") == (59, 60, 61, 7)  # full-width


def test_explain_takes_a_number_as_argument(ask: Ask) -> None:
    """A measure that does not match is explained by the option that excludes it."""
    text = ask("explain", "62", "--region", "厦门", "--lang", "en")
    assert text.startswith("Measures that apply in Xiamen and have the number 62: 0 of 122\n")
    assert "--region '厦门': the statement says “深圳、广州等试点地区负责推进”" in text
    assert "--at-least possible includes it" in text
    text = ask("explain", "59", "--not-led-by", "MOFCOM", "--not-about", "data", "--quiet")
    assert "--not-led-by MOFCOM --not-about data:" in text
    text = ask("explain", "--region", "厦门", "--exactly", "none", "--national", "--quiet")
    assert "--region '厦门' --exactly none:" in text
    assert "--national:" in text
    # A union is explained by the side that matches.
    assert "--under CEPA: note 1" in ask("explain", "7", "--any", "--under", "CEPA", "--quiet")


def test_explain_shows_options_as_they_are_typed(tmp_path: Path, ask: Ask) -> None:
    """What --not- takes away is shown with --not-, quotes are those of a shell."""
    text = ask("explain", "5", "--not-task", "1", "--quiet", "--lang", "en")
    assert text.count("   --not-task 1:\n") == 2
    assert "--task" not in text
    path = tmp_path / "plan.txt"
    path.write_text("某市方案\n1. 甲。（市公安局牵头）\n", encoding="utf-8")
    asked = ("--edition", str(path), "--led-by", "公安部", "--counterparts")
    assert numbers(ask("list", *asked, "--format", "json")) == (1,)
    text = ask("explain", *asked, "--quiet")
    assert "--led-by '公安部' --counterparts:" in text


# -- commands -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "option", "expected"),
    [
        (["签证"], "--about '签证': 13", ALL.mentioning("签证") | ALL.about("签证")),
        (["visa"], "--mentioning visa: 8", ALL.mentioning("visa") | ALL.about("visa")),
        (["Futian", "data"], "--region Futian: 103", None),
        (["port"], "--mentioning port: 2", ALL.mentioning("port")),
        (["59", "59"], "Measures found by “59”: 1 of 122\n  --number 59: 1\n", ALL.numbered(59)),
        (["共同負責"], "statement of responsibility:", None),
        (["共同负责"], "statement of responsibility:", None),
        (["NIA"], "--led-by NIA:", None),
    ],
)
def test_search_says_which_filter_finds(
    words: list[str], option: str, expected: svctrade.MeasureSet | None, ask: Ask
) -> None:
    """Each word is given to every filter; several words mean all of them."""
    assert option in ask("search", *words, "--lang", "en")
    if expected is not None:
        found = numbers(ask("search", *words, "--format", "json"))
        assert set(expected.numbers) <= {*found}


def test_search_looks_at_the_beginning_of_words(ask: Ask) -> None:
    """In English no word is found inside another one: "port" is not in "support"."""
    found = numbers(ask("search", "port", "--format", "json"))
    text = {
        n: f"{ALL.numbered(n)[0].text_en} {ALL.numbered(n)[0].responsibility_en}" for n in found
    }
    assert found
    assert all(re.search(r"\bport", text[n], re.IGNORECASE) for n in found)


def test_search_refuses_an_empty_word(fail: Fail) -> None:
    """It would find everything."""
    code, text = fail("search", "visa", " ")
    assert (code, "the term is empty" in text) == (2, True)


def test_search_suggests_near_names(ask: Ask) -> None:
    """A word that no filter knows is said, with the nearest names."""
    text = ask("search", "移民居", "--lang", "zh")
    assert text.startswith("按“移民居”找到的举措：122项中的0项\n")
    assert "没有条件可查到'移民居'" in text
    assert "是否指'移民局'？" in text
    assert "did you mean" not in ask("search", "zzzzzzzz", "--lang", "en")
    # A region outside the edition is found by no filter.
    assert "no filter finds '福州'" in ask("search", "福州", "--lang", "en")
    assert ask("search", "zzzzzzzz", "--format", "csv", "--columns", "number") == "number\n"


def test_crosstab_prints_two_keys(ask: Ask) -> None:
    """The table is that of the set; columns that do not fit are left out of a drawn one only."""
    asked = ("crosstab", "task", "role", "--region", "厦门", "--format", "csv")
    assert ask(*asked) == XIAMEN.crosstab("task", "role").to_csv()
    drawn = ask("crosstab", "task", "body", "--lang", "en")
    assert "more columns: -o FILE writes all)" in drawn
    assert "The roles are those that each party itself has." in ask(
        "crosstab", "body", "role", "--lang", "en"
    )


def test_crosstab_needs_a_layer(tmp_path: Path, fail: Fail) -> None:
    """An edition without topic tags is not counted by them."""
    path = tmp_path / "plan.txt"
    path.write_text("措施\n1. 支持出海。（市商务局牵头）\n", encoding="utf-8")
    code, text = fail("crosstab", "task", "topic", "--edition", str(path))
    assert (code, "has no layer" in text, "Edition." in text) == (2, True, False)


def test_count_by_certainty(ask: Ask, fail: Fail) -> None:
    """The measures are split by how certainly they apply in one region."""
    rows = json.loads(ask("count", "--by", "certainty", "--region", "厦门", "--format", "json"))
    assert [row["measures"] for row in rows] == [12, 72, 26, 12]
    drawn = ask("count", "--by", "certainty", "--region", "厦门", "--lang", "zh")
    assert "适用程度" in drawn
    code, text = fail("count", "--by", "certainty")
    assert (code, "--by certainty goes with one --region" in text) == (2, True)


@pytest.mark.parametrize("option", [("--any",), ("--at-least", "named"), ("--exactly", "possible")])
def test_count_by_certainty_refuses_what_it_ignores(option: tuple[str, ...], fail: Fail) -> None:
    """It counts every certainty in one region."""
    code, text = fail("count", "--by", "certainty", "--region", "厦门", *option)
    assert (code, f"--by certainty does not go with {option[0]}" in text) == (2, True)


def test_counts_that_overlap_are_said(ask: Ask) -> None:
    """Groups that overlap have a note."""
    assert "the counts add up to more" in ask("count", "--by", "body", "--lang", "en")
    assert "the counts add up to more" not in ask("count", "--by", "task", "--lang", "en")


@pytest.mark.parametrize("style", ["zh", "en", "bibtex"])
def test_cite_prints_citations(style: Any, ask: Ask) -> None:
    """Each style is that of the library; without a number the document is cited."""
    cited = [svctrade.measure(n).cite(style) for n in (59, 60)]
    assert ask("cite", "59-60", "--style", style).splitlines() == "\n".join(cited).splitlines()
    assert ask("cite", "--style", style).strip() == svctrade.edition().cite(style)


def test_cite_follows_language_and_day(ask: Ask) -> None:
    """The default style is that of the language; CSL is one list."""
    assert "[2026-01-02]" in ask("cite", "59", "--lang", "zh", "--accessed", "2026-01-02")
    items = json.loads(ask("cite", "59,60", "--style", "csl"))
    assert [item["section"] for item in items] == ["59", "60"]


def test_show_takes_ranges_and_says_where_it_applies(ask: Ask) -> None:
    """A measure is shown with its regions and its citation, and without lines of the source."""
    text = ask("show", "29,59-60", "--lang", "zh")
    assert "点名：北京、天津" in text
    assert "content_5534759.htm" in joined(text)
    assert "起始行" not in text
    assert ask("show", "59", "--columns", "lead", "--format", "csv") == "lead\n移民局\n"
    assert ask("show", "59", "--quiet", "--lang", "en").startswith("59 · Task 3 ")


def test_bodies_follow_filters_and_order(ask: Ask) -> None:
    """With filters, the bodies that the measures name; the last by a column is first."""
    rows = json.loads(ask("bodies", "--region", "厦门", "--format", "json"))
    assert {r["name"]: r["measures"] for r in rows} == {
        str(body): n for body, n in XIAMEN.count_by("body").items()
    }
    drawn = ask("bodies", "--region", "厦门", "--lang", "en", "--limit", "1")
    assert "Measures that apply in Xiamen: 84 of 122 (1 of " in drawn
    ordered = json.loads(ask("bodies", "--sort", "举措数", "--reverse", "--format", "json"))
    counts = [row["measures"] for row in ordered]
    assert counts == sorted(counts, reverse=True)
    for command in ("tasks", "topics", "frameworks", "modes", "services"):
        assert ask(command, "--region", "厦门", "--number", "59", "--format", "json")


# -- output ---------------------------------------------------------------------------------------


def test_columns_sort_and_limit(ask: Ask) -> None:
    """Columns are given in data, English or Chinese; missing values are last."""
    for names in ("number,lead", "Number,Lead", "序号,牵头单位"):
        text = ask("list", "1-3", "--columns", names, "--format", "csv")
        assert text.splitlines()[0] == "number,lead"
    chinese = ask("list", "1-3", "--columns", "number", "--lang", "zh", "--format", "csv")
    assert chinese.splitlines()[0] == "序号"
    rows = json.loads(
        ask("list", "--sort", "lead", "--reverse", "--limit", "2", "--format", "json")
    )
    assert rows[0]["lead"] == max(m.lead.body.name for m in ALL if m.lead)
    assert numbers(ask("list", "1-3", "--reverse", "--format", "json")) == (3, 2, 1)
    asked = ("list", "--region", "厦门", "--at-least", "possible", "--sort", "certainty (厦门)")
    degrees = [r["certainty (厦门)"] for r in json.loads(ask(*asked, "--format", "json"))]
    assert [*dict.fromkeys(degrees)] == ["possible", "covered", "named"]
    leads = [r["lead"] for r in json.loads(ask("list", "--sort", "lead", "--format", "json"))]
    assert leads[-1] is None


def test_columns_and_regions_are_shown_once(tmp_path: Path, ask: Ask) -> None:
    """A column or a region that is given twice is one column."""
    assert ask("list", "59", "--columns", "number,Number", "--format", "csv") == "number\n59\n"
    regions = ("--region", "厦门", "--region", "Xiamen", "--region", "厦门")
    (row,) = json.loads(ask("list", "59", *regions, "--format", "json"))
    assert [name for name in row if name.startswith("certainty")] == ["certainty (厦门)"]
    heading = ask("list", "59", *regions, "--format", "markdown", "--lang", "zh").splitlines()[0]
    assert heading.count("|") == 7
    assert heading.endswith("| 适用程度（厦门） |")
    ask("export", str(tmp_path / "a.csv"), *regions)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8").partition("\n")[0].count("厦门") == 1


def test_unknown_column_is_a_mistake(fail: Fail) -> None:
    """The message lists the columns."""
    code, text = fail("tasks", "--columns", "name", "--lang", "en")
    assert code == 2
    assert "no column is called 'name'; the columns are Number, Label, Title, Measures" in text


def test_limit_is_said(ask: Ask) -> None:
    """The heading says how many rows are left out."""
    assert ask("list", "--limit", "2", "--lang", "en").startswith(
        "All measures: 122 of 122 (2 of 122 rows are shown)\n"
    )
    assert "rows are shown" not in ask("tasks", "--limit", "20", "--lang", "en")


def test_output_writes_the_format_of_the_file(tmp_path: Path, ask: Ask) -> None:
    """The ending says the format; a file in CSV is marked for Excel in Chinese only."""
    table = XIAMEN.table(certainty_for=("厦门",))
    for name, content in (("a.json", table.to_json()), ("a.csv", table.to_csv())):
        path = tmp_path / name
        said = ask("list", "--region", "厦门", "-o", str(path))
        assert said == f"{path}: Measures that apply in Xiamen: 84 of 122\n"
        assert path.read_text(encoding="utf-8") == content
    ask("list", "-o", str(tmp_path / "b.csv"), "--lang", "zh", "--quiet")
    assert (tmp_path / "b.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    for name in ("c.xlsx", "c.parquet", "c.txt"):
        assert ask("count", "--by", "task", "-o", str(tmp_path / name), "--quiet") == ""
        assert (tmp_path / name).stat().st_size > 100
    assert ask("count", "--by", "task", "-o", "-") == ask("count", "--by", "task")


@pytest.mark.parametrize(
    ("command", "known"),
    [
        ("list -o a.docx", ".csv, .parquet, .json, .jsonl, .md or .markdown"),
        ("compare 2020 2020 -o a.xlsx", ".txt, .json, .md or .markdown"),
        ("explain 1 -o a.parquet", ".txt or .json"),
        ("cite -o a.docx", ".txt, .bib or .json"),
        ("verify -o a.json", "files that end in .txt, not 'a.json'"),
        ("translate-template 2020 -o a.csv", ".txt or .json"),
    ],
)
def test_other_endings_are_refused(command: str, known: str, fail: Fail) -> None:
    """Nothing is written under a name that says another format."""
    code, text = fail(*command.split())
    assert (code, known in text) == (2, True), text


def test_ending_says_the_style_of_a_citation(tmp_path: Path, ask: Ask) -> None:
    """A .bib is BibTeX, a .json CSL; --style says otherwise."""
    for name, style in (("a.bib", "bibtex"), ("a.json", "csl"), ("a.txt", "en")):
        path = tmp_path / name
        ask("cite", "59", "--quiet", "--lang", "en", "-o", str(path))
        assert path.read_text(encoding="utf-8") == ask("cite", "59", "--style", style)


def test_memo_is_markdown_or_word(tmp_path: Path, ask: Ask) -> None:
    """It is that of the set; the ending says the format."""
    asked = ("memo", "--region", "厦门", "--led-by", "移民局", "--lang", "zh")
    found = XIAMEN.led_by("移民局")
    assert ask(*asked).rstrip("\n") == found.memo("zh").to_markdown().rstrip("\n")
    assert "2026-01-02" in ask(*asked, "--date", "2026-01-02")
    for name in ("a.md", "a.docx"):
        path = tmp_path / name
        assert ask(*asked, "-o", str(path)) == f"{path}: {found.heading('zh')}\n"
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == ask(*asked)
    paragraphs = docx.Document(str(tmp_path / "a.docx")).paragraphs
    assert paragraphs[0].text == found.heading("zh")


def test_workbook_of_a_review_refuses_what_it_ignores(tmp_path: Path, fail: Fail) -> None:
    """It has every table, whole."""
    options = ("--kind", "items", "--sort", "number", "--reverse", "--limit", "1")
    code, text = fail("review", "plan.txt", "-o", str(tmp_path / "a.xlsx"), *options)
    assert code == 2
    assert "a workbook does not go with --kind, --sort, --reverse or --limit" in text


def test_files_are_overwritten_by_force_only(tmp_path: Path, ask: Ask, fail: Fail) -> None:
    """Without a terminal an existing file is a mistake that names --force."""
    path = tmp_path / "a.csv"
    for command in (
        ("export", str(path)),
        ("list", "-o", str(path)),
        ("explore", str(path), "--no-open"),
    ):
        path.write_text("mine", encoding="utf-8")
        code, text = fail(*command)
        assert (code, "exists already; --force overwrites it" in text) == (2, True)
        assert path.read_text(encoding="utf-8") == "mine"
        assert ask(*command, "--force", "--quiet") == ""
        assert path.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1)])
def test_export_asks_on_a_terminal(
    answer: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer decides."""
    path = tmp_path / "a.csv"
    path.write_text("mine", encoding="utf-8")
    typed = io.StringIO(answer)
    monkeypatch.setattr(typed, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    monkeypatch.setattr("click.termui.visible_prompt_func", lambda _="": typed.readline().strip())
    assert run("export", str(path)) == code
    assert (path.read_text(encoding="utf-8") == "mine") is (code == 1)


def test_quiet_prints_the_result_alone(ask: Ask) -> None:
    """There is no heading and no note."""
    text = ask("list", "59", "--columns", "number", "--quiet", "--lang", "en")
    assert text.split() == ["Number", "─" * 8, "59"]


@pytest.mark.parametrize(
    ("options", "terminal", "paged"),
    [
        (["list"], True, True),
        (["list"], False, False),
        (["list", "--no-pager"], True, False),
        (["tasks", "--limit", "1", "--quiet"], True, False),
        (["tasks", "--limit", "1", "--pager"], False, True),
    ],
)
def test_long_results_go_to_a_pager(
    options: list[str], terminal: bool, paged: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, what is longer than it is paged; an option decides otherwise."""
    shown: list[str] = []
    monkeypatch.setattr("click.echo_via_pager", lambda texts: shown.extend(texts))
    for stream in (sys.stdin, sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: terminal, raising=False)
    assert run(*options) == 0
    assert bool(shown) is paged


# -- files ----------------------------------------------------------------------------------------


def test_tables_are_read_with_columns(tmp_path: Path, ask: Ask, fail: Fail) -> None:
    """Another column is reported with the options that help, in both languages."""
    path = tmp_path / "plan.csv"
    path.write_text("举措,责任单位,备注\n支持出海。,市商务局,甲\n", encoding="utf-8")
    code, text = fail("list", "--edition", str(path))
    assert (code, "--column '备注=' to leave it out, or --keep-columns" in text) == (4, True)
    code, text = fail("list", "--edition", str(path), "--lang", "zh")
    assert "应为已知的列；可用--column '备注='略去该列，或用--keep-columns保留，实为“备注”" in text
    assert numbers(ask("list", "--edition", str(path), "--column", "备注=", "--format", "json"))
    assert ask("check", str(path), "--keep-columns", "--lang", "zh").endswith("、0个地区\n")
    code, text = fail("check", str(path), "--lang", "zh")
    assert (code, text.startswith("第1行第1列（第1行第3列）：应为已知的列")) == (1, True)


ROWS = '[{"举措": "支持出海。", "责任分工": "市商务局牵头"}]'
LINES = '{"举措": "支持出海。", "责任分工": "市商务局牵头"}\n' * 2
SHEET = "序号,举措,责任分工\n1,支持出海。,市商务局牵头\n2,优化通关。,市商务局牵头\n"
TEXT = "[2020]5号\n1. 支持出海。（市商务局牵头）\n"


@pytest.mark.parametrize("begun", ["", "\ufeff", "\n\n"], ids=["plain", "mark", "space"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("content", [ROWS, LINES, SHEET, TEXT, "edition"])
def test_bytes_say_what_a_file_has(  # noqa: PLR0913, PLR0917  # of the parametrization
    content: str,
    encoding: str,
    begun: str,
    tmp_path: Path,
    ask: Ask,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A table, a document and an edition are known from a file and from standard input."""
    edition = svctrade.dumps(svctrade.read_document(TEXT))
    text = begun + (edition if content == "edition" else content)
    # UTF-16 has a mark of its own.
    data = text.removeprefix("\ufeff").encode(encoding) if encoding == "utf-16" else text.encode()
    path = tmp_path / "plan.dat"
    path.write_bytes(data)
    for command in (["list", "--format", "json", "--edition"], ["check"], ["review"]):
        said = ask(*command, str(path))
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))
        assert joined(ask(*command, "-")) == joined(said).replace(joined(str(path)), "-")
    rows = json.loads(ask("list", "--format", "json", "--edition", str(path)))
    assert {row["lead"] for row in rows} == {"市商务局"}
    if content != "edition":
        assert "measures: " in ask("read", str(path))


def test_exported_rows_are_a_table(tmp_path: Path, ask: Ask) -> None:
    """A JSON export is read back."""
    path = tmp_path / "plan.json"
    ask("export", str(path))
    rows = json.loads(ask("list", "--edition", str(path), "--format", "json"))
    assert [row["text"] for row in rows] == [measure.text for measure in ALL]


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        ('[{"举措": true}]', 4, "expected text, a number or null, found 'true'"),
        ("[1]", 4, "expected a JSON list with an object for each row"),
        ("{}", 4, '"format": "svctrade edition"'),
        ('{"measures": [{}]}', 4, '"format": "svctrade edition"'),
        ('{"format": ', 4, "line 1, column 12"),
        ("{broken", 4, "line 1, column 2"),
        ("nothing", 4, "expected"),
    ],
)
def test_json_that_is_neither_is_an_error(
    content: str, code: int, said: str, tmp_path: Path, fail: Fail
) -> None:
    """It is a message and no traceback."""
    path = tmp_path / "plan.json"
    path.write_text(content, encoding="utf-8")
    found, text = fail("list", "--edition", str(path))
    assert (found, said in text) == (code, True), text


def test_read_refuses_a_saved_edition(tmp_path: Path, ask: Ask, fail: Fail) -> None:
    """It is read already; what to check in it is listed by another command."""
    path = tmp_path / "plan.json"
    svctrade.save(svctrade.read_document(TEXT), path)
    code, text = fail("read", str(path))
    assert (code, f"{str(path)!r} is a saved edition; svctrade review lists" in text) == (2, True)
    assert ask("review", str(path))


def test_review_lists_what_to_look_at(tmp_path: Path, ask: Ask) -> None:
    """What cannot be read is listed; -o writes the workbook for corrections."""
    path = tmp_path / "plan.csv"
    path.write_text("举措,责任分工\n甲。,移民居审批\n乙。,省商务厅、发展改革委\n", encoding="utf-8")
    text = ask("review", str(path), "--lang", "en")
    assert joined(text).startswith(joined(f"{path}: measures: 2, statements: 2"))
    parties = json.loads(ask("review", str(path), "--kind", "parties", "--format", "json"))
    assert [row["party"] for row in parties] == ["省商务厅", "发展改革委"]
    book = tmp_path / "review.xlsx"
    assert str(book) in ask("review", str(path), "-o", str(book))
    assert book.stat().st_size > 1000
    said = joined(ask("read", str(path), "--lenient"))
    assert said.startswith(joined(f"{path}: measures: 2"))
    assert ask("read", str(path), "--lenient", "--quiet") == ""


def test_collect_can_be_quiet(tmp_path: Path, ask: Ask) -> None:
    """Only what went wrong is printed."""
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "a.txt").write_text("某方案\n1. 甲。（商务部牵头）\n", encoding="utf-8")
    assert ask("collect", str(plans), "-o", str(tmp_path / "out"), "--quiet") == ""


def test_processes_that_end_are_no_traceback(
    tmp_path: Path, fail: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is killed is reported."""
    (tmp_path / "a.txt").write_text("1. 甲。（商务部牵头）", encoding="utf-8")

    def killed(*_: object, **__: object) -> None:
        raise RuntimeError("a process ended before it had read its file")

    monkeypatch.setattr("svctrade._api.folders.read_folder", killed)
    code, text = fail("collect", str(tmp_path), "-o", str(tmp_path / "out"))
    assert (code, "a process ended" in text) == (1, True)


# -- errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--region", "福州"), "（在福建省，不是试点地区；福建省的试点地区有厦门）"),
        (("--region", "福建"), "（整体不是试点地区；其中的试点地区有厦门）"),
        (("--region", "忠县"), "（在重庆，不在其21个试点区县内）"),
        (("--led-by", "国家旅游局"), "（附件印发前已撤销，职能划入文化和旅游部（2018-03决定））"),
        (("--led-by", "民政部"), "（附件未列该中央单位）"),
        (("--mentioning", " "), "错误：'--mentioning'的值无效：词语为空"),
        (("--edition", "没有.json"), "没有这个文件或文件夹：'没有.json'"),
    ],
)
def test_reasons_are_chinese(arguments: tuple[str, ...], said: str, fail: Fail) -> None:
    """What is known of a name outside the edition is said in Chinese."""
    code, text = fail("list", *arguments, "--lang", "zh")
    assert code in (2, 4)
    assert said in text


def test_error_of_the_program_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that is not a user's is not hidden."""

    def broken() -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("svctrade._api.verify.verify", broken)
    with pytest.raises(ZeroDivisionError):
        main(["verify"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_full_standard_error_is_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message that cannot be written is lost, and the code is as ever."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stderr", full)
        assert run("show", "999") == 2
        monkeypatch.undo()


def test_message_without_chinese_is_english(
    tmp_path: Path, fail: Fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has no Chinese is said in English."""
    path = tmp_path / "plan.json"
    path.write_text('{"format": "svctrade edition"}', encoding="utf-8")
    _, text = fail("list", "--edition", str(path), "--lang", "zh")
    assert "无法识读" in text
    assert "（expected " in text

    def damaged() -> None:
        raise svctrade.DataError("names/bodies.json", "a file", "nothing")

    monkeypatch.setattr("svctrade._api.verify.verify", damaged)
    code, text = fail("verify", "--lang", "zh")
    assert (code, "reinstall svctrade" in text) == (4, True)


def test_every_command_has_help(ask: Ask) -> None:
    """The help of each command begins with its summary; most have examples."""
    for name, text in HELP.items():
        shown = ask(name, "--help")
        assert text.split()[0] in shown
        assert ("Examples:" in shown) is (name in EXAMPLES)


# -- completion -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "begun", "expected"),
    [
        (["list", "--task"], "（八", {"（八）"}),
        (["list", "--not-region"], "厦", {"厦门", "厦门市"}),
        (["list", "--under"], "", {"CEPA"}),
        (["list", "--affected-by"], "国函〔2021", {"国函〔2021〕37号", "国函〔2021〕94号"}),
        (["list", "--mode"], "1", {"1"}),
        (["list", "--columns"], "number,lead_b", {"number,lead_basis"}),
        (["bodies", "--sort"], "mea", {"measures"}),
        (["crosstab"], "ta", {"task"}),
        (["list", "--columns"], "number,text,lead_b", {"number,text,lead_basis"}),
        (["regions", "--group"], "长", {"长三角"}),
        (["compare"], "20", {"2020", "20"}),
        (["list", "--edition"], "20", {"2020", "20"}),
        (["verify", "--columns"], "", set[str]()),
        ([], "cr", {"crosstab"}),
        ([], "--ver", {"--version"}),
    ],
)
def test_values_are_completed(words: list[str], begun: str, expected: set[str]) -> None:
    """Options with few values, names and columns are completed."""
    complete = ShellComplete(app, {}, "svctrade", "_SVCTRADE_COMPLETE")
    found = {item.value for item in complete.get_completions(words, begun)}
    assert found == expected


def test_names_of_the_given_edition_are_completed(tmp_path: Path) -> None:
    """After --edition the names are those of the plan; of an unreadable one, the usual ones."""
    path = tmp_path / "plan.txt"
    path.write_text("措施\n1. 支持出海。（市商务局牵头）\n", encoding="utf-8")
    complete = ShellComplete(app, {}, "svctrade", "_SVCTRADE_COMPLETE")
    words = ["list", "--edition", str(path), "--led-by"]
    assert [item.value for item in complete.get_completions(words, "")] == ["市商务局"]
    assert complete.get_completions([*words[:3], "--about"], "") == []
    path.write_text("nothing", encoding="utf-8")
    assert "商务部" in [item.value for item in complete.get_completions(words, "")]


# -- deadlines ------------------------------------------------------------------------------------


@pytest.fixture
def plan(tmp_path: Path) -> str:
    """A plan of three measures, two of which have a deadline."""
    path = tmp_path / "plan.txt"
    path.write_text(
        "某市方案\n\n一、开放\n1. 支持甲。（市商务局负责）\n"
        "2. 支持乙。（责任单位：市公安局；完成时限：2031年9月）\n"
        "3. 支持丙。（责任单位：市公安局；完成时限：2032年）\n",
        encoding="utf-8",
    )
    return str(path)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--due-before", "2031-10-01"], (2,)),
        (["--due-before", "2031-10-01", "--due-before", "2033-01-01"], (2, 3)),
        (["--not-due-before", "2031-10-01"], (1, 3)),
        (["--due-before", "2033-01-01", "--not-due-before", "2031-10-01"], (3,)),
        (["--due-before", "2031-10-01", "--number", "3", "--any"], (2, 3)),
    ],
)
def test_due_before_selects_by_deadline(
    plan: str, options: list[str], expected: tuple[int, ...], ask: Ask
) -> None:
    """The latest of several days counts."""
    assert numbers(ask("export", "-", "--format", "json", "--edition", plan, *options)) == expected


def test_explain_names_due_before_as_option(plan: str, ask: Ask) -> None:
    """The reasons of --due-before and --not-due-before name the options."""
    shown = ask("explain", "--edition", plan, "--due-before", "2031-10-01", "--number", "3")
    assert "--due-before 2031-10-01: the statement says “2032年”" in shown
    filters = ["--led-by", "市公安局", "--not-due-before", "2031-10-01"]
    shown = ask("explain", "--edition", plan, *filters, "--number", "2")
    assert shown.count("--not-due-before 2031-10-01") == 2
    assert "--led-by" not in shown


def test_due_before_refuses_what_is_no_day(plan: str, fail: Fail) -> None:
    """The error says how a day is written, in both languages."""
    for lang, advice in (
        ("en", "'2031' is not a day; write it as 2031-10-01"),
        ("zh", "'2031'不是日期"),
    ):
        code, shown = fail("list", "--edition", plan, "--due-before", "2031", "--lang", lang)
        assert (code, advice in shown) == (2, True)
