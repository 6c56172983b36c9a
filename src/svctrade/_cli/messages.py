"""The language of help and messages: a catalogue of gettext, which click reads too."""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from copy import copy
from os.path import dirname, join
from typing import TypeVar

import click

_DOMAIN = "svctrade"
_CATALOGUES = join(dirname(__file__), "locale")  # noqa: PTH118, PTH120  # pathlib is slow to import
_LANGUAGE = "LANGUAGE"  # the variable that gettext reads first
C = TypeVar("C", bound=click.Command)


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
def speaking(lang: str) -> Generator[None, None, None]:
    """Print help and messages in a language, and then as before."""
    domain, before = gettext.textdomain(), os.environ.get(_LANGUAGE)
    os.environ[_LANGUAGE] = lang
    gettext.bindtextdomain(_DOMAIN, _CATALOGUES)
    gettext.textdomain(_DOMAIN)
    try:
        yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop(_LANGUAGE, None)
        if before is not None:
            os.environ[_LANGUAGE] = before


# What click calls a path that may be a file, and one that may be a directory.
_PATHS = {(True, False): "file", (False, True): "directory"}


def translated(command: C) -> C:
    """Return a command with its help, and that of its options, in the language of the run."""
    made = copy(command)
    made.help = gettext.gettext(inspect.cleandoc(command.help or ""))
    made.params = [copy(param) for param in command.params]
    for param in made.params:
        if isinstance(param, click.Option) and param.help:
            param.help = gettext.gettext(inspect.cleandoc(param.help))
        if isinstance(param.type, click.Path):
            # click names it in the language in which the command was made.
            param.type = named = copy(param.type)
            kind = _PATHS.get((named.file_okay, named.dir_okay), "path")
            named.name = gettext.gettext(kind)
    return made


def alternatives(names: Sequence[str]) -> str:
    """Return names in a sentence: "a, b or c"."""
    *others, last = names
    if not others:
        return last
    return gettext.gettext("{} or {}").format(gettext.gettext(", ").join(others), last)


def is_chinese() -> bool:
    """Return whether the run prints messages in Chinese."""
    return os.environ.get(_LANGUAGE) == "zh"
