"""Messages of errors in the language of the reader, which speak of commands and options."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from gettext import gettext

import attrs
import click

from ..exceptions import (
    AmbiguousNameError,
    DataError,
    DocumentError,
    MissingExtraError,
    NotInEditionError,
    Problem,
    SvctradeError,
    UnknownNameError,
)
from .messages import is_chinese
from .problems import chinese_problem

# The command that lists what is known of each kind.
_LISTINGS = {
    "body": "svctrade bodies",
    "region": "svctrade regions",
    "task": "svctrade tasks",
    "measure": "svctrade list",
    "edition": "svctrade editions",
    "file": "there is no such file",
    "framework": "svctrade frameworks",
    "document": "svctrade events",
    "service": "svctrade services",
    "mode": "svctrade modes",
    "topic": "svctrade topics",
    "group": "svctrade regions",
    "region group": "svctrade regions --group {!r} lists",
}
_KINDS = {
    "body": "机构",
    "region": "试点地区",
    "task": "任务",
    "measure": "举措",
    "edition": "版本",
    "framework": "框架",
    "document": "文件",
    "service": "服务类别",
    "mode": "供应模式",
    "topic": "主题",
    "column": "列",
    "group": "区域",
}


def _as_option(match: re.Match[str]) -> str:
    name, value = match.groups()
    return f"--{_NAMES.get(name, name)} {value}"


_NAMES = {"at_least": "at-least", "role": "in-role"}
# Arguments of Python in messages, and the options for them.
_OPTIONS: tuple[tuple[str, str | Callable[[re.Match[str]], str]], ...] = (
    (r"columns=\{'?(.*?)'?: None\} to leave it out", r"--column '\1=' to leave it out"),
    (r"extra='keep' to keep it", "--keep-columns to keep it"),
    (r"columns=\{'?(.*?)'?: '(\w+)'\}", r"--column '\1=\2'"),
    (r"columns= naming them", "--column HEADING=MEANING naming them"),
    (r"strict=False", "--lenient"),
    (r"\balign\(\)", "svctrade align"),
    (r'(at_least|exactly|basis|role|confidence)="(\w+)"', _as_option),
    (r"to_excel\(\) (or|或) table\('groups'\)", "svctrade review"),
    (r"; Edition\.with_layer\(\) attaches one", ""),
)
# Exit codes.
MISTAKE, MISSING_EXTRA, NO_FILE = 2, 3, 4


def describe(error: Exception) -> tuple[int, str] | None:
    """Return the exit code and the message of an error; ``None`` for an error of the program."""
    if isinstance(error, MissingExtraError):
        return MISSING_EXTRA, _text(error)
    if isinstance(error, OSError):
        reason = gettext(error.strerror) if error.strerror else str(error)
        path = gettext("{}: {!r}").format(reason, error.filename)
        return NO_FILE, path if error.filename else reason
    if isinstance(error, DocumentError | DataError):
        return NO_FILE, in_options(_text(error))
    if isinstance(error, SvctradeError):
        return MISTAKE, in_options(_text(error))
    return None


def in_options(text: str) -> str:
    """Return a message with options in the place of arguments of Python."""
    for pattern, option in _OPTIONS:
        text = re.sub(pattern, option, text)
    return text


@contextmanager
def value_error_as_usage_error(
    options: Mapping[str, str] | None = None,
) -> Generator[None, None, None]:
    """Report a value that an argument does not take as a mistake in the options.

    Args:
        options: the option for what a message of Python calls otherwise.
    """
    try:
        yield
    except SvctradeError:
        raise
    except ValueError as error:
        text = in_options(str(error))
        for name, option in (options or {}).items():
            text = text.replace(name, option)
        raise click.UsageError(text) from None


def _text(error: SvctradeError) -> str:
    """Return the message of an error in the language of the running command."""
    if is_chinese():
        chinese = _chinese(error)
        if chinese:
            return chinese
    if isinstance(error, UnknownNameError):
        return error.as_text(_LISTINGS)
    return str(error)


def _chinese(error: SvctradeError) -> str | None:
    """Return a message about a name, an extra or a document in Chinese; ``None`` for others."""
    if isinstance(error, MissingExtraError):
        return f"此功能需要{error.library}：{error.command}"
    if isinstance(error, DocumentError):
        heading = f"文件中有{len(error.problems)}处无法识读："
        return "\n  ".join([heading, *map(problem_text, error.problems)])
    if isinstance(error, NotInEditionError):
        advice = f"；请用{_listed(error.successors)}查询" if error.successors else ""
        kind = _KINDS.get(error.kind, error.kind)
        return (
            f"{error.edition}版本不含{kind}“{error.name}”（{_hint_in_chinese(error.hint)}）{advice}"
        )
    if isinstance(error, AmbiguousNameError):
        kind = _KINDS.get(error.kind, error.kind)
        return f"“{error.name}”可指多个{kind}，请指明：{_listed(error.candidates)}"
    return _unknown_name(error) if isinstance(error, UnknownNameError) else None


def _hint_in_chinese(hint: str) -> str:
    for english, chinese in _HINTS:
        hint = re.sub(english, chinese, hint)
    return hint


# What a known name outside the edition is, and the same in Chinese.
_HINTS = (
    (r"it is in no pilot region; several places are called so: (.*)", r"不在试点地区；重名者有\1"),
    (
        r"it is in (.*?) and outside the pilot there, which is (\d+) districts",
        r"在\1，不在其\2个试点区县内",
    ),
    (r"it is in (.*?), which the edition does not name", r"在\1，本版本未列"),
    (r"it is in (.*?), and no pilot region", r"在\1，不是试点地区"),
    (r"; (.*?), which lies partly in (.*?), is one$", r"；\1部分位于\2，是试点地区"),
    (r"; in (.*?) lie (.*)", r"；\1的试点地区有\2"),
    (
        r"it is no pilot region as a whole；it的试点地区有(.*)",
        r"整体不是试点地区；其中的试点地区有\1",
    ),
    (r"^no pilot region lies in it$", "其中没有试点地区"),
    (
        r"it was a pilot region in (.*?); this edition has (\S+?)(?=;|$)",
        r"\1年曾为试点地区；本版本的试点地区为\2",
    ),
    (r" and (?=20\d\d年)", "、"),
    (r"it is a body at the centre that the annex does not name", "附件未列该中央单位"),
    (r", newer than it \((.*?)\)", r"，成立较晚（\1）"),
    (r"the annex does not name it; it became (.*) after (.*)", r"附件未列；\2后改为\1"),
    (
        r"it ended before the annex, and its functions went to (.*?) \(decided (.*)\)",
        r"附件印发前已撤销，职能划入\1（\2决定）",
    ),
    (
        r"it ended before the annex, and its functions are with (.*) now",
        r"附件印发前已撤销，职能现由\1承担",
    ),
    (r"(?<=[\u4e00-\u9fff]) and (?=[\u4e00-\u9fff])", "和"),
    (r"it is a body of another edition", "属于其他版本"),
    (r"nothing there bears its name", "其中没有这个名称"),
)


def _unknown_name(error: UnknownNameError) -> str:
    kind = _KINDS.get(error.kind, error.kind)
    if error.group:
        command = f"svctrade regions --group {error.group}"
        return f"“{error.name}”是一组地区，不是单个{kind}；可用 {command} 列出"
    listing = _LISTINGS.get(error.kind)
    advice = f"；可用 {listing} 查看全部" if listing else ""
    if error.suggestions:
        advice = f"；是否指{_listed(error.suggestions)}？"
    return f"没有名为“{error.name}”的{kind}{advice}"


def problem_text(problem: Problem) -> str:
    """Return a place that cannot be read, in the language of the running command."""
    if not is_chinese():
        return in_options(str(problem))
    return chinese_problem(attrs.evolve(problem, expected=in_options(problem.expected)))


def _listed(names: Iterable[str]) -> str:
    return "或".join(f"“{name}”" for name in names)
