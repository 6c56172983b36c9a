"""The program: its commands, its exit codes, and the streams it writes to."""

from __future__ import annotations

import io
import os
import sys
from importlib import import_module
from typing import Any

import click

from .._io import write_text
from .._model import Language
from ..exceptions import DocumentError, MissingExtraError, SvctradeError, escape_controls
from . import editions, files, listings, queries, reading
from .messages import asked_language, error_text, speaking
from .options import reader_language

MISTAKE, MISSING_EXTRA, NO_FILE, BROKEN_PIPE, INTERRUPTED = 2, 3, 4, 141, 130


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(import_module("svctrade").__version__, prog_name="svctrade")
def app() -> None:
    """Query China's pilot measures for trade in services: who is responsible, and where."""


for _command in (
    *queries.COMMANDS,
    *listings.COMMANDS,
    *editions.COMMANDS,
    *files.COMMANDS,
    *reading.COMMANDS,
):
    app.add_command(_command)


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; a user's mistake is one line and no traceback."""
    # A window program or a closed stream has none.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        _configure(stream)
    decoded = map(_decode, sys.argv[1:] if arguments is None else arguments)
    printed: list[str] = []
    arguments = [*decoded]
    with speaking(_language(arguments), app):
        code = _run(arguments, printed)
    try:
        write_text(sys.stdout, "".join(printed))
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader has closed the pipe. What is still to be flushed at exit goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BROKEN_PIPE
    except OSError as error:
        code = _report(error, NO_FILE)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _language(arguments: list[str]) -> Language:
    """Return the language of help and messages; a wrong one is a mistake of the command."""
    asked = asked_language(arguments)
    try:
        return reader_language("zh" if asked == "zh" else "en" if asked == "en" else None)
    except click.UsageError:
        return "en"


def _run(arguments: list[str], printed: list[str]) -> int:
    """Run a command, add what it prints to *printed*, and return its exit code."""
    try:
        return app.main(arguments, "svctrade", standalone_mode=False, obj=printed) or 0
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        message = io.StringIO()
        error.show(message)
        sys.stderr.write(escape_controls(message.getvalue()))
        return error.exit_code
    except MissingExtraError as error:
        return _report(error, MISSING_EXTRA)
    except (DocumentError, OSError) as error:
        return _report(error, NO_FILE)
    except SvctradeError as error:
        return _report(error, MISTAKE)


# The command that lists what is known of each kind.
_LISTINGS = {
    "body": "svctrade bodies",
    "region": "svctrade regions",
    "task": "svctrade tasks",
    "measure": "svctrade list",
    "edition": "svctrade editions",
    "framework": "svctrade frameworks",
    "document": "svctrade events",
    "service": "svctrade services",
    "mode": "svctrade modes",
    "topic": "svctrade topics",
    "region group": "svctrade regions --group {!r} lists",
}


def _report(error: Exception, code: int) -> int:
    sys.stderr.write(f"svctrade: {escape_controls(error_text(error, _LISTINGS))}\n")
    return code


def _configure(stream: Any) -> None:
    """Let a stream write any text: in UTF-8 where its encoding has no Chinese at all."""
    if isinstance(stream, io.TextIOWrapper):
        try:
            "中".encode(stream.encoding)
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="backslashreplace")


def _decode(argument: str) -> str:
    """Return an argument as it was typed, in UTF-8, where the locale has no Chinese."""
    try:
        return argument.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return argument
