"""The language of help and messages: a catalogue of gettext, which click reads too."""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from os.path import dirname, join
from typing import Any

import click

from ..exceptions import (
    AmbiguousNameError,
    MissingExtraError,
    NotInEditionError,
    SvctradeError,
    UnknownNameError,
)

_DOMAIN = "svctrade"
_CATALOGUES = join(dirname(__file__), "locale")  # noqa: PTH118, PTH120  # pathlib is slow to import
_LANGUAGE = "LANGUAGE"  # the variable that gettext reads first


def asked_language(arguments: Sequence[str]) -> str | None:
    """Return the value of ``--lang`` among arguments that are still to be parsed.

    >>> asked_language(["list", "--lang", "zh"]), asked_language(["list", "--lang=en"])
    ('zh', 'en')
    """
    for at, argument in enumerate(arguments):
        if argument == "--lang":
            return arguments[at + 1] if at + 1 < len(arguments) else None
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return None


def ngettext(one: str, several: str, count: int) -> str:
    """Return the form of a message for a number of things, with the number in it."""
    return gettext.ngettext(one, several, count).format(count)


@contextmanager
def speaking(lang: str, group: click.Group) -> Generator[None, None, None]:
    """Print the help of *group* and all messages in a language, and then as before."""
    domain, before = gettext.textdomain(), os.environ.get(_LANGUAGE)
    os.environ[_LANGUAGE] = lang
    gettext.bindtextdomain(_DOMAIN, _CATALOGUES)
    gettext.textdomain(_DOMAIN)
    helped = [(thing, thing.help) for thing in things_with_help(group)]
    for thing, text in helped:
        thing.help = gettext.gettext(inspect.cleandoc(text))
    try:
        yield
    finally:
        for thing, text in helped:
            thing.help = text
        gettext.textdomain(domain)
        os.environ.pop(_LANGUAGE, None)
        if before is not None:
            os.environ[_LANGUAGE] = before


def things_with_help(group: click.Group) -> Iterator[Any]:
    """Yield the program, its commands and their options, as far as they have a help text."""
    for command in (group, *group.commands.values()):
        for thing in (command, *command.params):
            if getattr(thing, "help", None):
                yield thing


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
}


def error_text(error: Exception, listings: Mapping[str, str]) -> str:
    """Return the message of an error in the language of the running command.

    Args:
        error: the error.
        listings: the command that lists what is known, by kind.
    """
    if os.environ.get(_LANGUAGE) == "zh" and isinstance(error, SvctradeError):
        chinese = _chinese(error, listings)
        if chinese:
            return chinese
    if isinstance(error, UnknownNameError):
        return error.as_text(listings)
    return str(error)


def _chinese(error: SvctradeError, listings: Mapping[str, str]) -> str | None:
    """Return a message about a name or an extra in Chinese; ``None`` for other errors."""
    if isinstance(error, MissingExtraError):
        return f"此功能需要{error.library}：{error.command}"
    if not isinstance(error, UnknownNameError | NotInEditionError | AmbiguousNameError):
        return None
    kind = _KINDS.get(error.kind, error.kind)
    if isinstance(error, NotInEditionError):
        advice = f"；请用{_listed(error.successors)}查询" if error.successors else ""
        return f"{error.edition}版本不含{kind}“{error.name}”（{error.hint}）{advice}"
    if isinstance(error, AmbiguousNameError):
        return f"“{error.name}”可指多个{kind}，请指明：{_listed(error.candidates)}"
    if error.group:
        command = f"svctrade regions --group {error.group}"
        return f"“{error.name}”是一组地区，不是单个{kind}；可用 {command} 列出"
    listing = listings.get(error.kind)
    advice = f"；可用 {listing} 查看全部" if listing else ""
    if error.suggestions:
        advice = f"；是否指{_listed(error.suggestions)}？"
    return f"没有名为“{error.name}”的{kind}{advice}"


def _listed(names: Iterable[str]) -> str:
    return "或".join(f"“{name}”" for name in names)
