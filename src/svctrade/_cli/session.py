"""One run of the program: its language, and what it prints."""

from __future__ import annotations

import locale
import os
from typing import TYPE_CHECKING

import click

from .._display.options import options

if TYPE_CHECKING:
    from .._model import Language


class Session:
    """What one run of the program prints when its command has ended.

    *pager* says whether a pager shows it; ``None`` means where it is longer than the terminal.
    """

    def __init__(self, asked: str | None = None) -> None:
        self.asked = asked
        self.printed: list[str] = []
        self.pager: bool | None = False


def current_session() -> Session:
    """Return the session of the running command."""
    found: Session = click.get_current_context().find_root().obj
    return found


def reader_language(lang: Language | None) -> Language:
    """Return the language of what is printed: the one that was asked for, or the user's.

    Raises:
        click.UsageError: ``SVCTRADE_LANG`` is no language.
    """
    if lang is not None:
        return lang
    try:
        user = os.environ.get("SVCTRADE_LANG") and options.lang
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if user:
        return "en" if user == "en" else "zh"
    # What the user asked for, whether that locale is installed or not.
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    found = next(filter(None, variables), None) or locale.getlocale()[0] or ""
    return "zh" if found.lower().startswith(("zh", "chinese")) else "en"
