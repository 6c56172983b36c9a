"""The commands: what they print, write and report."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.shell_completion import ShellComplete

import svctrade
from svctrade import DataError, __main__
from svctrade._cli import main
from svctrade._cli.app import INTERRUPTED, app
from svctrade._cli.errors import NO_FILE

from ..processes import answered

ALL = svctrade.measures()
XIAMEN = ALL.in_region("厦门")


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as caught:
        main([*arguments])
    assert isinstance(caught.value.code, int)
    return caught.value.code


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Give a function that runs a command and returns what it prints; it must succeed."""

    def asked(*arguments: str) -> str:
        code = run(*arguments)
        out, err = capsys.readouterr()
        assert (code, err) == (0, "")
        return out

    return asked


@pytest.fixture
def fail(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Give a function that runs a command and returns its exit code and its output."""

    def failed(*arguments: str) -> tuple[int, str]:
        code = run(*arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return code, out + err

    return failed


# -- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--region", "厦门", "--led-by", "移民局"], XIAMEN.led_by("移民局")),
        (["--region", "厦门", "--region", "大连"], ALL.in_region("厦门", "大连")),
        (
            ["--region", "厦门", "--at-least", "named"],
            ALL.in_region("厦门", at_least="named"),
        ),
        (
            ["--led-by", "商务部", "--basis", "explicit"],
            ALL.led_by("商务部", basis="explicit"),
        ),
        (
            ["--involving", "外交部", "--in-role", "policy"],
            ALL.involving("外交部", role="policy"),
        ),
        (["--with-role", "guide", "--with-role", "assist"], ALL.with_role("guide", "assist")),
        (["--task", "1", "--task", "（八）"], ALL.in_task(1, 8)),
        (["--mentioning", "签证", "--mentioning", "数据"], ALL.mentioning("签证", "数据")),
        (["--number", "7", "--number", "59"], ALL.numbered(7, 59)),
        (["--under", "CEPA"], ALL.under("CEPA")),
        (["--national"], ALL.national()),
        (
            ["--service", "旅行", "--mode", "2", "--about", "签证", "--confidence", "clear"],
            ALL.in_service("旅行", confidence="clear")
            .by_mode(2, confidence="clear")
            .about("签证", confidence="clear"),
        ),
        (["--edition", "2020", "--region", "廈門"], XIAMEN),
        ([], ALL),
    ],
)
def test_list_filters_by_options(
    options: list[str], expected: svctrade.MeasureSet, ask: Callable[..., str]
) -> None:
    """Each option is the filter of its name; given again it means any of its values."""
    rows = json.loads(ask("list", "--format", "json", *options))
    assert tuple(row["number"] for row in rows) == expected.numbers


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_list_writes_the_formats_of_tables(lang: Any, ask: Callable[..., str]) -> None:
    """Formats for programs are those of the table, whole."""
    table = XIAMEN.table(lang=lang, certainty_for=("厦门",))
    asked = ("list", "--region", "厦门", "--lang", lang, "--format")
    assert ask(*asked, "json") == table.to_json()
    assert ask(*asked, "jsonl") == table.to_jsonl()
    assert next(csv.reader(io.StringIO(ask(*asked, "csv")))) == [*table.names]
    assert ask(*asked, "markdown") == table.select(*table.names[:5], table.names[-1]).to_markdown()


def test_list_draws_every_measure(ask: Callable[..., str]) -> None:
    """A drawn list has every measure, under the query and its count."""
    drawn = ask("list", "--region", "厦门")
    assert drawn.startswith("Measures that apply in Xiamen: 84 of 122\n")
    found = re.findall(r"^ +(\d+)   \d ", drawn, re.MULTILINE)
    assert tuple(map(int, found)) == XIAMEN.numbers
    empty = ask("list", "--region", "大连", "--number", "97")
    assert "0 of 122\n" in empty
    assert "The pilot (2020-08-02 to 2023-08-01) has ended" in empty


def test_list_takes_one_certainty(ask: Callable[..., str]) -> None:
    """--exactly keeps the measures of one certainty."""
    drawn = ask("list", "--region", "厦门", "--exactly", "possible")
    assert drawn.startswith("Measures that only may apply in Xiamen: 26 of 122\n")


def test_show_has_every_field(ask: Callable[..., str]) -> None:
    """Every field of a measure is drawn, or written for programs."""
    drawn = ask("show", "59", "43", "--lang", "zh")
    assert "移民局、外交部制订政策保障措施" in drawn
    assert "43 （三）" in drawn
    (row,) = json.loads(ask("show", "59", "--format", "json"))
    assert row == ALL.numbered(59).table().to_dicts()[0]


def test_explain_prints_both_languages(ask: Callable[..., str]) -> None:
    """The quotes are the same; the steps between are in either language."""
    asked = ("explain", "--region", "廈門", "--led-by", "移民局")
    (explanation,) = XIAMEN.led_by("移民局").explain()
    assert "“廈門” is “厦门” in traditional characters." in ask(*asked)
    chinese = ask(*asked, "--lang", "zh")
    assert "廈門为厦门的繁体写法。" in chinese
    assert "移民局列第一位" in chinese
    (found,) = json.loads(ask(*asked, "--format", "json"))
    assert found["number"] == 59
    assert [reason["quote"] for reason in found["reasons"]] == [
        reason.quote for reason in explanation.reasons
    ]


def test_bodies_regions_and_count_print_tables(ask: Callable[..., str]) -> None:
    """Bodies come with their measures, regions by group, counts most first."""
    counts = ALL.count_by("body")
    rows = json.loads(ask("bodies", "--format", "json"))
    assert {r["name"]: r["measures"] for r in rows} == {b.name: n for b, n in counts.items()}
    assert ask("bodies").startswith("42 bodies\n")
    rows = json.loads(ask("regions", "--group", "长三角", "--format", "json"))
    assert [r["name"] for r in rows] == [r.name for r in svctrade.regions("长三角")]
    rows = json.loads(ask("count", "--by", "lead", "--region", "厦门", "--format", "json"))
    assert [(r["lead"], r["measures"]) for r in rows] == [
        (str(body or "none"), n) for body, n in XIAMEN.count_by("lead").items()
    ]
    assert "制订政策保障措施" in ask("count", "--by", "role", "--lang", "zh")


PLAN = "措施\n1. 支持企业出海。（市商务局牵头）\n2. 便利签证。（移民局负责）\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Give a document."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_compare_takes_ids_and_files(plan: Path, ask: Callable[..., str]) -> None:
    """Each edition is an id or a file; the changes are drawn, or written as Markdown or JSON."""
    other = plan.with_name("other.txt")
    other.write_text(PLAN.replace("出海", "出口"), encoding="utf-8")
    revision = svctrade.compare(svctrade.read_document(plan), svctrade.read_document(other))
    asked = ("compare", str(plan), str(other))
    assert "出海" in ask(*asked)
    assert ask(*asked, "--format", "json") == revision.to_json()
    assert ask(*asked, "--format", "markdown", "--lang", "zh") == revision.to_markdown("zh")
    assert ask("compare", "2020", "2020").strip() == "2020 → 2020: no change"
    # A plan that is no revision is for another command.
    assert "svctrade align" in ask("compare", "2020", str(plan), "--lang", "en")


def test_check_reports_every_problem(
    plan: Path, ask: Callable[..., str], fail: Callable[..., Any]
) -> None:
    """A readable file is one line; another has every problem, and exit code 1."""
    assert ask("check", str(plan)) == "措施: 1 task, 2 measures, 2 bodies, 0 regions\n"
    svctrade.save(svctrade.read_document(plan), plan.with_suffix(".json"))
    assert "2 measures" in ask("check", str(plan.with_suffix(".json")))
    svctrade.save(
        svctrade.read_document(PLAN.replace("市商务局牵头", "责任单位：“”"), strict=False),
        plan.with_suffix(".json"),
    )
    code, text = fail("check", str(plan.with_suffix(".json")))
    assert (code, text.count("expected")) == (1, 1)
    table = plan.with_name("t.csv")
    table.write_text("举措,责任单位\n甲。,移民居\n", encoding="utf-8")
    assert ask("check", str(table)).startswith(f"{table}: 1 task, 1 measure, 1 body")
    table.write_text("举措,责任分工\n甲。,移民居审批\n,\n乙。,\n", encoding="utf-8")
    code, text = fail("check", str(table))
    assert (code, text.count("expected")) == (1, 2)


def test_edition_option_takes_a_file(plan: Path, ask: Callable[..., str]) -> None:
    """A document is queried like a bundled edition."""
    rows = json.loads(
        ask("list", "--edition", str(plan), "--led-by", "市商务局", "--format", "json")
    )
    assert [row["number"] for row in rows] == [1]
    assert "市商务局" in ask("bodies", "--edition", str(plan))


def test_count_by_subject_needs_a_layer(plan: Path, fail: Callable[..., Any]) -> None:
    """An edition without a layer is not counted by what its measures are about."""
    code, text = fail("count", "--by", "topic", "--edition", str(plan))
    assert (code, "has no layer that says what" in text) == (2, True)


@pytest.mark.parametrize("format_", ["csv", "json", "jsonl", "markdown", "parquet", "xlsx"])
def test_export_writes_the_table(format_: str, tmp_path: Path, ask: Callable[..., str]) -> None:
    """A file has what the table has, in the format that is given or that its name says."""
    suffix = {"markdown": "md"}.get(format_, format_)
    named, given = tmp_path / f"a.{suffix}", tmp_path / "b.dat"
    table = XIAMEN.table("coverage", lang="zh")
    options = ("--region", "厦门", "--table", "coverage", "--lang", "zh")
    assert ask("export", str(named), *options) == f"{named}: 84项举措\n"
    if format_ == "xlsx":
        assert openpyxl.load_workbook(named)["适用地区"].max_row == len(table) + 1
        return
    ask("export", str(given), "--format", format_, *options)
    assert named.read_bytes() == given.read_bytes()
    if format_ != "parquet":
        # A file in CSV has a byte order mark in Chinese.
        printed = ask("export", "-", "--format", format_, *options)
        assert printed == named.read_text(encoding="utf-8-sig")


@pytest.mark.long
def test_export_writes_a_sheet_for_each_table(tmp_path: Path, ask: Callable[..., str]) -> None:
    """Without --table a workbook has a sheet for each, and another file the measures."""
    ask("export", str(tmp_path / "a.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["About", "measures", "assignments", "coverage", "readings"]
    ask("export", str(tmp_path / "a.csv"), "--bom")
    assert (tmp_path / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfnumber,")


def test_verify_reports_damage(
    ask: Callable[..., str], fail: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bundled data is checked; a fault is exit code 1."""
    assert "checks hold" in ask("verify")
    broken = svctrade.Report((svctrade.Check("everything", ("a fault",)),))
    monkeypatch.setattr("svctrade._api.verify.verify", lambda: broken)
    code, text = fail("verify")
    assert (code, "a fault" in text) == (1, True)


# -- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ["list", "--region", "厦们"],
            2,
            "svctrade: no region is called '厦们'; did you mean '厦门'?",
        ),
        (
            ["list", "--led-by", "民政部"],
            2,
            "svctrade: the body '民政部' is not part of edition 2020",
        ),
        (["list", "--task", "9"], 2, "svctrade: no task is called '9'"),
        (["list", "--at-least", "named"], 2, "Error: --at-least goes with --region"),
        (["list", "--exactly", "named"], 2, "Error: --exactly goes with --region"),
        (
            ["list", "--region", "厦门", "--exactly", "none", "--at-least", "named"],
            2,
            "Error: give --at-least or --exactly, not both",
        ),
        (["list", "--in-role", "lead"], 2, "Error: --in-role goes with --involving"),
        (["list", "--basis", "explicit"], 2, "Error: --basis goes with --led-by"),
        (["list", "--confidence", "clear"], 2, "goes with --service, --mode or --about"),
        (
            ["list", "--about", "数椐"],
            2,
            "svctrade: no topic is called '数椐'; did you mean '数据'?",
        ),
        (["list", "--mentioning", " "], 2, "'--mentioning': the term is empty"),
        (["list", "--format", "xml"], 2, "is not one of"),
        (["list", "--edition", "2031"], 2, "svctrade: no edition is called '2031'"),
        (["show", "123"], 2, "no measure is called '123'; svctrade list lists what is known"),
        (["list", "--region", "长三角"], 2, "svctrade regions --group '长三角' lists them"),
        (["show", "x"], 2, "'x' is no number of a measure; give 59, 59-61 or 59,60"),
        (["shew"], 2, "No such command 'shew'"),
        (["count"], 2, "Missing option '--by'"),
        (["regions", "--group", "东北"], 2, "svctrade: no group is called '东北'"),
        (["check", "none.txt"], 4, "No such file or directory: 'none.txt'"),
        (["list", "--edition", "none.json"], 4, "No such file or directory: 'none.json'"),
        (["check", "https://a.gov.cn/b.pdf"], 1, "save the page in the browser"),
        (["list", "--edition", "https://a.gov.cn/b"], 4, "save the page in the browser"),
        (["export", "a.json", "--bom"], 2, "--bom goes with CSV"),
        (["export", "-", "--format", "xlsx"], 2, "a xlsx file is not printed"),
        (["export", "a.dat", "--format", "xlsx"], 2, "an Excel workbook is an .xlsx"),
        (["export", "a.dat"], 2, "the name 'a.dat' does not say the format: give --format"),
        (
            ["export", "a.csv", "--table", "measures", "--table", "coverage"],
            2,
            "a csv file has one table; give --table once",
        ),
        (["export", "none/a.csv"], 4, "there is no such folder"),
    ],
)
def test_mistake_has_a_message_and_an_exit_code(
    arguments: list[str], code: int, message: str, fail: Callable[..., Any]
) -> None:
    """The message says what was wrong and what to do; there is no traceback."""
    found, text = fail(*arguments)
    assert (found, message in text) == (code, True), text


def test_edition_option_reports_an_unreadable_document(
    plan: Path, fail: Callable[..., Any]
) -> None:
    """The message names every place that cannot be read."""
    plan.write_text("nothing", encoding="utf-8")
    code, text = fail("list", "--edition", str(plan))
    assert (code, "expected a paragraph that says who" in text) == (4, True)


def test_missing_extra_has_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fail: Callable[..., Any]
) -> None:
    """What a format needs and is not installed is exit code 3, and one line."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr("svctrade.exceptions.import_module", missing)
    code, text = fail("export", str(tmp_path / "a.xlsx"))
    assert (code, text) == (3, "svctrade: this needs openpyxl: pip install 'openpyxl>=3.1'\n")


def test_main_without_click_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without click or rich there is one line, and exit code 3."""
    monkeypatch.setitem(sys.modules, "click", None)
    with pytest.raises(SystemExit) as caught:
        __main__.main()
    assert caught.value.code == 3
    assert capsys.readouterr().err == (
        "svctrade: this needs click: pip install 'click>=8.1' 'rich>=13'\n"
    )


def test_ctrl_c_while_the_command_loads_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line takes a moment to load, and Ctrl-C may come in it."""

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("svctrade.__main__.import_module", stop)
    with pytest.raises(SystemExit) as caught:
        __main__.main()
    assert caught.value.code == 130


def test_commands_run_without_standard_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window program has no standard output and no standard error."""
    monkeypatch.setattr("sys.stdout", None)
    monkeypatch.setattr("sys.stderr", None)
    assert run("regions") == 0
    assert run("show", "999") == 2


@pytest.mark.parametrize("arguments", [["check"], ["compare"], ["compare", "2020"], ["export"]])
def test_arguments_that_are_files_complete_as_files(arguments: list[str]) -> None:
    """The shell completes the names of files, also after --edition."""
    complete = ShellComplete(app, {}, "svctrade", "_SVCTRADE_COMPLETE")
    for before in (arguments, ["list", "--edition"]):
        assert [item.type for item in complete.get_completions(before, "")] == ["file"]


def test_main_runs_the_arguments_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The installed command runs the arguments of its process."""
    monkeypatch.setattr("sys.argv", ["svctrade", "--version"])
    with pytest.raises(SystemExit) as caught:
        __main__.main()
    assert (caught.value.code, svctrade.__version__ in capsys.readouterr().out) == (0, True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_full_disk_is_one_line() -> None:
    """A write error is reported in one line."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(  # noqa: S603  # this interpreter, and our own command
            [*COMMAND, "bodies"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert (done.returncode, done.stderr.startswith(b"svctrade: ")) == (4, True)
    assert b"Traceback" not in done.stderr


def test_export_refuses_a_text_that_no_cell_can_hold(
    tmp_path: Path, fail: Callable[..., Any]
) -> None:
    """The error is exit code 2, and nothing is written."""
    plan = tmp_path / "plan.txt"
    plan.write_text("措施\n1. 甲\x1b乙。（商务部负责）\n", encoding="utf-8")
    code, text = fail("export", str(tmp_path / "a.xlsx"), "--edition", str(plan))
    assert (code, "no cell of Excel can hold" in text) == (2, True)
    assert run("explain", "--edition", str(plan)) == 0
    assert not (tmp_path / "a.xlsx").exists()


def test_interruption_has_an_exit_code(
    monkeypatch: pytest.MonkeyPatch, fail: Callable[..., Any]
) -> None:
    """Ctrl-C ends the command without a traceback."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("svctrade._api.verify.verify", interrupt)
    assert fail("verify")[0] == 130


# -- wherever it is run ---------------------------------------------------------------------------

COMMAND = [sys.executable, "-W", "error", "-m", "svctrade"]
ASKED = ["list", "--region", "厦门", "--led-by", "移民局", "--format", "csv"]


def start(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[bytes]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHON"))}
    return subprocess.run(  # noqa: S603  # this interpreter, and our own command
        [*COMMAND, *arguments], env=clean | environment, capture_output=True, check=False
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locale")
@pytest.mark.parametrize("coerced", ["0", "1"])
def test_c_locale_reads_and_writes_chinese(coerced: str) -> None:
    """In the C locale Chinese is understood and written in UTF-8."""
    done = start(ASKED, LC_ALL="C", PYTHONCOERCECLOCALE=coerced, PYTHONUTF8=coerced)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "移民局、外交部制订政策保障措施" in done.stdout.decode("utf-8")
    wrong = start(
        ["list", "--region", "厦们"], LC_ALL="C", PYTHONCOERCECLOCALE=coerced, PYTHONUTF8=coerced
    )
    assert "did you mean '厦门'?" in wrong.stderr.decode("utf-8")


def test_output_has_the_encoding_of_the_terminal(plan: Path) -> None:
    """In GBK a character that the encoding lacks is escaped, and refused in data."""
    plan.write_text(PLAN.replace("出海", "𠀀"), encoding="utf-8")
    drawn = [*ASKED[:-1], "table", "--lang", "zh"]
    done = start(drawn, PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "移民局" in done.stdout.decode("gbk")
    lacking = start(
        ["list", "--edition", str(plan), "--format", "json"], PYTHONIOENCODING="gbk", PYTHONUTF8="0"
    )
    assert (lacking.returncode, lacking.stdout) == (4, b"")
    assert "has no" in lacking.stderr.decode("gbk")
    western = start(ASKED, PYTHONIOENCODING="cp1252", PYTHONUTF8="0")
    assert "移民局" in western.stdout.decode("utf-8")
    wrong = start(["list", "--region", "𠀀"], PYTHONIOENCODING="gbk", PYTHONUTF8="0")
    assert (wrong.returncode, b"\\U00020000" in wrong.stderr) == (2, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows closes pipes otherwise")
@pytest.mark.parametrize("format_", ["table", "json"])
def test_closed_pipe_ends_the_command(format_: str) -> None:
    """A reader that closes the pipe causes no traceback."""
    reading, writing = os.pipe()
    with subprocess.Popen(  # noqa: S603  # this interpreter, and our own command
        [*COMMAND, "list", "--format", format_], stdout=writing, stderr=subprocess.PIPE
    ) as process:
        os.close(writing)
        os.close(reading)
        _, errors = process.communicate()
    assert (process.returncode, errors) == (141, b"")


def test_colour_is_for_terminals_only(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipe nothing is coloured; a terminal gets its own width, and colour."""
    assert run("show", "59") == 0
    assert "\x1b[" not in capsys.readouterr().out
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "60")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert run("show", "59") == 0
    assert "\x1b[" in capsys.readouterr().out


def test_ascii_stream_is_written_in_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that is no file of text is left as it is."""
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert run("show", "59", "--lang", "zh") == 0
    assert "移民局" in raw.getvalue().decode("utf-8")


def test_data_is_written_exactly_or_refused(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Formats for programs are never escaped; drawn tables are."""
    plan.write_text(PLAN.replace("出海", "𠀀"), encoding="utf-8")
    for options, code in ((["--format", "json"], 4), ([], 0)):
        raw = io.BytesIO()
        monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="gbk"))
        assert run("list", "--edition", str(plan), *options) == code
        assert (b"U00020000" in raw.getvalue()) is (code == 0)
    assert "the encoding of the output, gbk, has no '𠀀'" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device")
def test_full_disk_has_an_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be written, the code is that of a file."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stdout", full)
        assert run("show", "59") == 4
        monkeypatch.undo()


@pytest.mark.skipif(os.name == "nt", reason="Windows closes pipes otherwise")
def test_closed_pipe_has_an_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code is that of other tools, and the stream is still usable."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as closed:
        monkeypatch.setattr("sys.stdout", closed)
        assert run("show", "59") == 141
        monkeypatch.undo()


def test_completion_offers_name_variants() -> None:
    """Each variant that begins as typed is offered, with its English name as help."""
    complete = ShellComplete(app, {}, "svctrade", "_SVCTRADE_COMPLETE")
    found = complete.get_completions(["list", "--region"], "厦")
    assert {(item.value, item.help) for item in found} == {("厦门", "Xiamen"), ("厦门市", "Xiamen")}
    assert [item.value for item in complete.get_completions(["list", "--region"], "xia")][:1] == [
        "Xiamen"
    ]
    assert [item.value for item in complete.get_completions(["list", "--about"], "数")] == [
        "数据",
        "数字贸易",
    ]
    names = [item.value for item in complete.get_completions(["bodies"], "")]
    assert names == []
    bodies = complete.get_completions(["count", "--involving"], "")
    assert [item.value for item in bodies] == [body.name for body in svctrade.bodies()]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give the addresses that a browser is asked to open."""
    addresses: list[str] = []

    def opening(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", opening)
    return addresses


def test_explore_writes_a_page_and_opens_it(
    ask: Callable[..., str], opened: list[str], tmp_path: Path
) -> None:
    """The page is that of the set, in the language; its path is printed."""
    path = tmp_path / "厦门 1.html"
    text = ask("explore", str(path), "--region", "厦门", "--lang", "zh")
    assert text == f"{path}: 84项举措\n"
    assert path.read_text(encoding="utf-8") == XIAMEN.to_html(lang="zh")
    assert opened == [path.as_uri()]


def test_explore_with_no_open_only_writes(
    ask: Callable[..., str], opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A relative path is printed in full."""
    monkeypatch.chdir(tmp_path)
    assert ask("explore", "page.html", "--no-open") == f"{tmp_path / 'page.html'}: 122 measures\n"
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == ALL.to_html()
    assert not opened


def test_explore_without_a_path_writes_to_a_new_folder(
    ask: Callable[..., str], opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No existing file is overwritten."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    places = [ask("explore").partition(": ")[0] for _ in range(2)]
    assert opened == [Path(place).as_uri() for place in places]
    assert len({*places}) == 2
    assert all(Path(place).parent.parent == tmp_path for place in places)


def test_explore_without_a_browser_says_so(
    ask: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is written all the same."""
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    text = ask("explore", str(tmp_path / "page.html"))
    assert text.splitlines()[1] == "no browser could be opened: open the file in one"


def test_explore_takes_a_saved_edition(
    ask: Callable[..., str], opened: list[str], tmp_path: Path
) -> None:
    """An edition is read from a file as in the other commands."""
    svctrade.save(svctrade.read_document("1. 甲。（商务部负责）"), tmp_path / "own.json")
    own, page = tmp_path / "own.json", tmp_path / "page.html"
    assert ask("explore", str(page), "--edition", str(own)) == f"{page}: 1 measure\n"
    assert len(opened) == 1


def test_explore_shows_what_a_plan_takes_over(
    ask: Callable[..., str], opened: list[str], tmp_path: Path
) -> None:
    """The page has the alignment of the plan, with the links that a person decided."""
    plan = svctrade.read_document(
        "1. 推动邮轮旅游经济发展，建设新码头。（市商务局牵头）", id="某市"
    )
    svctrade.save(plan, tmp_path / "plan.json")
    links = tmp_path / "links.json"
    links.write_text('[{"action": "add", "item": 1, "parent": 1}]', encoding="utf-8")
    page = tmp_path / "page.html"
    given = ("--parent", "2020", "--parent-region", "厦门", "--derived", "--links", str(links))
    ask("explore", str(page), "--edition", str(tmp_path / "plan.json"), *given)
    plan = svctrade.load(tmp_path / "plan.json")
    alignment = svctrade.align(plan, region="厦门", derived=True)
    expected = {
        links: svctrade.measures(plan).to_html(alignment=alignment.with_links(links)),
        None: svctrade.measures(plan).to_html(alignment=svctrade.align(plan)),
    }
    assert page.read_text(encoding="utf-8") == expected[links]
    other = tmp_path / "other.html"
    ask("explore", str(other), "--edition", str(tmp_path / "plan.json"), "--parent", "2020")
    assert other.read_text(encoding="utf-8") == expected[None]
    assert len(opened) == 2


@pytest.mark.parametrize(
    "given", [("--parent-region", "厦门"), ("--not-derived",), ("--links", __file__)]
)
def test_explore_refuses_options_of_an_alignment_without_a_parent(
    fail: Callable[..., tuple[int, str]], tmp_path: Path, given: tuple[str, ...]
) -> None:
    """Nothing is written."""
    code, text = fail("explore", str(tmp_path / "page.html"), *given)
    assert "--parent-region, --derived and --links go with --parent" in text
    assert (code, [*tmp_path.iterdir()]) == (2, [])


def test_explore_reports_a_missing_folder(
    fail: Callable[..., tuple[int, str]], opened: list[str], tmp_path: Path
) -> None:
    """Nothing is opened."""
    code, text = fail("explore", str(tmp_path / "none" / "page.html"))
    assert (code, "there is no such folder" in text, opened) == (NO_FILE, True, [])


def test_module_runs_as_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """``python -m svctrade`` is the command."""
    monkeypatch.setattr("sys.argv", ["svctrade", "--version"])
    monkeypatch.delitem(sys.modules, "svctrade.__main__")
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("svctrade", run_name="__main__")
    assert caught.value.code == 0


def completions(words: str, position: int) -> list[str]:
    done = start(
        [],
        _SVCTRADE_COMPLETE="bash_complete",
        COMP_WORDS=f"svctrade {words}",
        COMP_CWORD=str(position),
        PYTHONIOENCODING="utf-8",
        PYTHONUTF8="1",
    )
    return [line.partition(",")[2] for line in done.stdout.decode("utf-8").splitlines()]


def test_shell_completes_names() -> None:
    """Variants are offered for a beginning, the usual names without one."""
    assert {"厦门", "厦门市"} <= {*completions("list --region 厦", 3)}
    assert "Xiamen" in completions("list --region xia", 3)
    assert "移民局" in completions("count --led-by 移", 3)
    assert completions("list --region ", 3) == [region.name for region in svctrade.regions()]


def test_list_loads_no_reader_and_no_strict_json() -> None:
    """A list needs neither the grammar and the readers of documents nor cattrs.

    Only what writes the output needs pathlib.
    """
    program = (
        "import sys\nfrom svctrade._cli import main\ntry: main(['list', '--region', '厦门'])\n"
        "except SystemExit: print(*sys.modules)"
    )
    loaded = {*answered("-S", "-X", "utf8", "-c", program).split()}
    assert "svctrade._export.table" in loaded
    assert not loaded & {"cattrs", "svctrade._parsing", "svctrade._serialization"}


# -- languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "user", "heading"),
    [
        (None, "en_GB", "Measures that have the number 59"),
        (None, "zh_CN", "序号为59的举措"),
        (None, "Chinese (Simplified)_China", "序号为59的举措"),
        (None, None, "Measures that have the number 59"),
        ("zh", "en_GB", "序号为59的举措"),
        ("en", "zh_CN", "Measures that have the number 59"),
    ],
)
def test_language_is_that_of_the_user(
    variable: str | None,
    user: str | None,
    heading: str,
    ask: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The variable decides, else the locale, else English; --lang decides before them."""
    for name in ("SVCTRADE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    if variable is not None:
        monkeypatch.setenv("SVCTRADE_LANG", variable)
    monkeypatch.setattr("locale.getlocale", lambda: (user, "UTF-8"))
    assert ask("list", "--number", "59").startswith(heading)
    assert ask("list", "--number", "59", "--lang", "zh").startswith("序号为59的举措")


@pytest.mark.parametrize(
    ("names", "heading"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "序号为59的举措"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8"}, "序号为59的举措"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, "Measures that have the number 59"),
        ({"LANG": "", "LC_ALL": "zh_CN"}, "序号为59的举措"),
        ({"LC_MESSAGES": "C", "LANG": "zh_CN.UTF-8"}, "Measures that have the number 59"),
    ],
)
def test_language_is_that_of_a_locale_that_is_not_installed(
    names: dict[str, str],
    heading: str,
    ask: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """LC_ALL decides, else LC_MESSAGES, else LANG, as POSIX has it."""
    for name in ("SVCTRADE_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert ask("list", "--number", "59").startswith(heading)


def test_wrong_language_of_the_variable_is_told(
    fail: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the variable."""
    monkeypatch.setenv("SVCTRADE_LANG", "fr")
    code, text = fail("list", "--number", "59")
    assert (code, "SVCTRADE_LANG is 'fr'; expected 'en' or 'zh'" in text) == (2, True)


def test_program_formats_are_data(ask: Callable[..., str]) -> None:
    """Without --lang a file for programs has the printed words, ids and English names."""
    (row,) = json.loads(ask("list", "--number", "59", "--format", "json"))
    assert (row["lead"], row["lead_id"]) == ("移民局", "nia")
    (english,) = json.loads(ask("list", "--number", "59", "--format", "json", "--lang", "en"))
    assert english["Lead"] == "National Immigration Administration"


def test_lists_in_english_have_no_chinese_but_numbers_of_documents(ask: Callable[..., str]) -> None:
    """Under --lang en only document numbers and quoted words are Chinese."""
    for arguments in (["list", "--region", "Xiamen", "--led-by", "NIA"], ["show", "59"]):
        shown = ask(*arguments, "--lang", "en").replace(
            svctrade.edition().publication.period("en"), ""
        )
        assert not re.search("[\u3400-\u9fff]", re.sub("“[^”]*”", "", shown))


def test_template_of_a_translation_is_printed(plan: Path, ask: Callable[..., str]) -> None:
    """It has the texts of the edition, and null where there is no English."""
    bundled = json.loads(ask("translate-template", "2020"))
    assert bundled["measures"][58]["text"] == svctrade.measure(59).text_en
    own = json.loads(ask("translate-template", str(plan)))
    assert {measure["text"] for measure in own["measures"]} == {None}


# -- alignment ------------------------------------------------------------------------------------


def test_align_writes_what_a_plan_takes_over(tmp_path: Path, ask: Callable[..., str]) -> None:
    """It prints Markdown, or writes the file that -o names."""
    plan = tmp_path / "plan.json"
    svctrade.save(svctrade.edition(), plan)
    found = svctrade.align(svctrade.edition(), region="厦门")
    printed = ask("align", str(plan), "--region", "厦门", "--lang", "en")
    assert printed.strip() == found.to_markdown("en").strip()
    for name in ("a.xlsx", "a.html", "a.md"):
        path = tmp_path / name
        printed = ask("align", str(plan), "--region", "厦门", "-o", str(path), "--lang", "en")
        assert printed.startswith(f"{path}: {found.summary('en').partition(chr(10))[0]}")
        assert (tmp_path / name).stat().st_size > 1000


def test_align_refuses_other_files(tmp_path: Path, fail: Callable[..., Any]) -> None:
    """The ending of the output says its format."""
    plan = tmp_path / "plan.json"
    svctrade.save(svctrade.edition(), plan)
    code, text = fail("align", str(plan), "-o", "a.doc")
    assert (code, "files that end in .txt, .md, .xlsx or .html" in text) == (2, True)


# -- many plans -----------------------------------------------------------------------------------


def test_collect_writes_dataset(tmp_path: Path, ask: Callable[..., str]) -> None:
    """It says how many editions there are, and what was written; then what is unchanged."""
    plans, dataset = tmp_path / "plans", tmp_path / "dataset"
    plans.mkdir()
    svctrade.save(svctrade.edition(), plans / "a.json")
    (plans / "甲.txt").write_text("1. 甲。（商务部牵头，财政部审批）", encoding="utf-8")
    command = ("collect", str(plans), "-o", str(dataset), "--processes", "1")
    problem, *lines = ask(*command).splitlines()
    assert problem.startswith("甲.txt: line 1, column 13: expected parties")
    assert lines == ["2 editions", f"{dataset}: 2 written, 0 unchanged, 0 removed"]
    assert ask(*command).splitlines()[1:] == [
        "2 editions",
        f"{dataset}: 0 written, 2 unchanged, 0 removed",
    ]
    assert ask(*command, "--parent", str(plans / "a.json")).endswith("0 removed\n")
    assert len([*(dataset / "links").iterdir()]) == 2
    (plans / "甲.txt").unlink()
    assert ask(*command).endswith("0 written, 1 unchanged, 1 removed\n")


def test_collect_reports_files_that_fail(tmp_path: Path, fail: Callable[..., Any]) -> None:
    """A file that cannot be read is named, and the code is 1; without any other, it is 2."""
    plans, dataset = tmp_path / "plans", tmp_path / "dataset"
    plans.mkdir()
    (plans / "notes.txt").write_text("nothing", encoding="utf-8")
    code, text = fail("collect", str(plans), "-o", str(dataset))
    assert (code, "can be read (files: 1)" in text) == (2, True)
    svctrade.save(svctrade.edition(), plans / "a.json")
    code, text = fail("collect", str(plans), "-o", str(dataset))
    assert code == 1
    assert text.startswith("notes.txt: 1 problem")


def test_collect_that_is_interrupted(
    tmp_path: Path, fail: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C ends with the usual code, and leaves whole files only."""
    svctrade.save(svctrade.edition(), tmp_path / "a.json")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(svctrade.Collection, "to_parquet", interrupted)
    code, _ = fail("collect", str(tmp_path), "-o", str(tmp_path / "dataset"))
    assert code == INTERRUPTED
    assert not (tmp_path / "dataset").exists()


@pytest.mark.parametrize("error", [DataError("a", "a file", "nothing"), RuntimeError("other")])
def test_damaged_package_is_said_in_a_line(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be loaded because a file is damaged is a line; any other error is raised."""

    def fail(name: str) -> None:
        if name == "svctrade._cli":
            raise error

    monkeypatch.setattr(__main__, "import_module", fail)
    with pytest.raises((SystemExit, RuntimeError)) as caught:
        __main__.main()
    if isinstance(error, DataError):
        assert isinstance(caught.value, SystemExit)
        assert caught.value.code == 4
        assert capsys.readouterr().err.startswith("svctrade: data/a: expected a file")
