"""Help and messages in Chinese: every text has a translation, and errors speak of commands."""

import ast
import inspect
import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po

import build_messages
import svctrade
from svctrade._cli import main
from svctrade._cli.app import app
from svctrade._cli.commands import EXAMPLES, HELP, SECTIONS, Option
from svctrade._cli.errors import MISSING_EXTRA

Run = Callable[..., tuple[int, str, str]]

CLI = Path(svctrade.__file__).parent / "_cli"
CATALOGUE = Path(svctrade.__file__).parent / f"{build_messages.CATALOGUE}.po"
HAN = re.compile("[\u4e00-\u9fff]")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Give a function that runs a command and returns its exit code, its output and errors."""

    def ran(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            main([*arguments])
        assert isinstance(caught.value.code, int)
        return caught.value.code, *capsys.readouterr()

    return ran


def translations() -> dict[str, str]:
    """Return the Chinese text of each message, of a plural for its singular."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="zh")
    found: dict[str, str] = {}
    for message in catalogue:
        ids = [message.id] if isinstance(message.id, str) else [*message.id]
        texts = [message.string] if isinstance(message.string, str) else [*(message.string or ())]
        found[ids[0]] = texts[0]
    return found


def messages_in_code() -> Iterator[str]:
    """Yield the texts that the commands give to gettext."""
    for path in CLI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                "gettext",
                "ngettext",
            ):
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    yield str(argument.value)
            # The captions of the commands that list things.
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_listing":
                caption = node.args[1]
                assert isinstance(caption, ast.Constant)
                yield str(caption.value)


def help_texts() -> Iterator[str]:
    """Yield the help of the commands and their options, and the headings of its sections."""
    yield from (*SECTIONS, *HELP.values(), str(app.help))
    context = click.Context(app)
    for name in HELP:
        command = app.get_command(context, name)
        assert command is not None
        for param in command.params:
            if isinstance(param, Option):
                yield from (param.section, str(param.help))


def test_every_help_and_message_has_chinese() -> None:
    """No help text and no message of a command lacks a translation, and each keeps its fields."""
    known = translations()
    helped = {*map(inspect.cleandoc, help_texts())}
    said = {*messages_in_code()}
    shown = {example for examples in EXAMPLES.values() for example in examples}
    assert len(helped) > 40
    assert len(said) > 15
    assert not (helped | said | shown) - known.keys()
    for text in helped | said:
        assert re.search("[\u3000-\u9fff\uff00-\uffef]", known[text])
        assert re.findall(r"\{.*?\}", text) == re.findall(r"\{.*?\}", known[text])


def test_compiled_refuses_missing_translation() -> None:
    """A message without a translation stops the build."""
    with pytest.raises(ValueError, match="no translation of"):
        build_messages.compiled(b'msgid ""\nmsgstr ""\n\nmsgid "Name"\nmsgstr ""\n')


@pytest.mark.parametrize("how", ["option", "equals", "variable"])
def test_help_is_chinese(how: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The help follows --lang and SVCTRADE_LANG, and is English again afterwards."""
    if how == "variable":
        monkeypatch.setenv("SVCTRADE_LANG", "zh")
    given = {"option": ["--lang", "zh"], "equals": ["--lang=zh"], "variable": []}[how]
    _, out, _ = run("list", *given, "--help")
    assert "列出符合条件的举措。" in out
    assert "选项" in out
    monkeypatch.delenv("SVCTRADE_LANG", raising=False)
    _, out, _ = run("list", "--lang", "en", "--help")
    assert "List the measures that the filters keep." in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("list", "--led-by", "移民居"), "没有名为“移民居”的机构；是否指“移民局”？"),
        (("list", "--about", "qqqq"), "没有名为“qqqq”的主题；可用 svctrade topics 查看全部"),
        (("list", "--region", "长三角"), "可用 svctrade regions --group 长三角 列出"),
        (("list", "--region", "鼓楼区"), "“鼓楼区”可指多个试点地区，请指明：“南京市鼓楼区”或"),
        (("list", "--led-by", "国家旅游局"), "2020版本不含机构“国家旅游局”"),
        (("list", "--led-by", "国家旅游局"), "；请用“文化和旅游部”查询"),
        (("list", "--region", "无锡"), "2020版本不含试点地区“无锡”"),
        (("list", "--exactly", "named"), "错误：--exactly须与--region同时使用"),
        (("list", "--national", "--confidence", "clear"), "--confidence须与--service"),
        (("lst",), "错误：没有命令'lst'。"),
        (("show", "x"), "'x'不是举措序号；写法如59、59-61或59,60"),
        (("check", "没有.txt"), "没有.txt"),
    ],
)
def test_errors_are_chinese(
    arguments: tuple[str, ...], said: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in a command is explained in the language of the reader."""
    lang = () if arguments[0] in ("lst", "check") else ("--lang", "zh")
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    code, _, err = run(*arguments, *lang)
    assert code
    assert said in err.replace("\n", "")


def test_missing_extra_is_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A missing library is named with what installs it."""
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    code, _, err = run("export", "x.xlsx", "--lang", "zh")
    assert code == MISSING_EXTRA
    assert "此功能需要openpyxl：pip install 'openpyxl>=3.1'" in err


def test_other_errors_are_as_the_library_says(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error without Chinese is in English, and the language of gettext is as before."""
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    monkeypatch.setenv("LANGUAGE", "fr")
    path = tmp_path / "plan.json"
    path.write_text("{}", encoding="utf-8")
    code, _, err = run("list", "--edition", str(path))
    assert code
    assert "文件中有1处无法识读：" in err
    assert os.environ["LANGUAGE"] == "fr"


def test_wrong_language_is_a_mistake(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong SVCTRADE_LANG is reported in English, and a language without a value too."""
    monkeypatch.setenv("SVCTRADE_LANG", "fr")
    code, _, err = run("list")
    assert (code, "SVCTRADE_LANG is 'fr'" in err) == (2, True)
    code, _, err = run("list", "--lang")
    assert code == 2


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "command",
    [
        "bodies",
        "editions",
        "events",
        "frameworks",
        "modes",
        "regions",
        "services",
        "tasks",
        "topics",
    ],
)
def test_listings_print_the_language(command: str, lang: str, run: Run) -> None:
    """What can be asked for is listed in both languages; English quotes what has none."""
    code, out, _ = run(command, "--lang", lang)
    assert code == 0
    if lang == "zh":
        assert HAN.search(out)
    else:
        assert not HAN.search(re.sub("“[^”]*”", "", out.replace("\n", "")))
    code, out, _ = run(command, "--format", "json")
    assert code == 0
    assert out.startswith("[")


def test_topics_of_an_edition_without_layer_are_none(tmp_path: Path, run: Run) -> None:
    """A plan without a topic layer has no topics."""
    path = tmp_path / "plan.json"
    svctrade.save(svctrade.read_document("措施\n1. 支持出海。（商务部负责）\n"), path)
    code, out, _ = run("topics", "--edition", str(path), "--lang", "en")
    assert (code, out) == (0, "0 topics\n")


TABLE = """序号,试点任务,具体举措,责任分工
1,（一）管理体制,甲。,商务部负责推进
2,（一）管理体制,乙。,厦门负责推进
"""


def test_dash_is_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table, a document and a saved edition are read from standard input."""
    plan = svctrade.read_document("某方案\n1. 支持出海。（商务部负责）\n")

    def given(content: str) -> None:
        stream = io.TextIOWrapper(io.BytesIO(content.encode("utf-8")), encoding="utf-8")
        monkeypatch.setattr(sys, "stdin", stream)

    given(TABLE)
    code, out, err = run("check", "-")
    assert (code, err) == (0, "")
    assert "-: 1 task, 2 measures" in out
    given("某方案\n1. 支持出海。（商务部负责）\n")
    assert "某方案: 1 task, 1 measure, 1 body" in run("check", "-")[1]
    given(svctrade.dumps(plan))
    _, out, _ = run("list", "--edition", "-", "--lang", "en")
    assert "“支持出海。”" in out
