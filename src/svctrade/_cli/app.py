"""The program: its exit codes, and the streams it writes to."""

from __future__ import annotations

import io
import os
import shutil
import sys
from importlib import import_module
from typing import Any

import click

from .commands import HELP, Command, Option, Program
from .messages import asked_language, speaking, translated
from .session import Session, current_session, reader_language

BROKEN_PIPE, INTERRUPTED = 141, 130


def _print_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001  # click gives it so
    if value and not ctx.resilient_parsing:
        click.echo(f"svctrade, version {import_module('svctrade').__version__}")
        ctx.exit()


@click.group(
    cls=Program,
    commands={name: Command(name, help=help_) for name, help_ in HELP.items()},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    cls=Option,
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def app() -> None:
    """Query China's pilot measures for trade in services: who is responsible, and where."""
    asked = current_session().asked
    reader_language("en" if asked else None)  # report a wrong SVCTRADE_LANG


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit; a user's mistake is one line and no traceback."""
    # A window program or a closed stream has none.
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        _configure(stream)
    arguments = [*map(_decode, sys.argv[1:] if arguments is None else arguments)]
    session = Session(asked_language(arguments))
    with speaking(_language(session.asked)):
        code = _run(arguments, session)
        try:
            _show(session)
        except BrokenPipeError:
            # The reader has closed the pipe.
            _discard(sys.stdout)
            code = BROKEN_PIPE
        except OSError as error:
            _discard(sys.stdout)
            code = _report(error)
    sys.exit(code)


def _language(asked: str | None) -> str:
    """Return the language of help and messages; a wrong one is a mistake of the command."""
    try:
        return reader_language("zh" if asked == "zh" else "en" if asked == "en" else None)
    except click.UsageError:
        return "en"


def _run(arguments: list[str], session: Session) -> int:
    """Run a command, which adds what it prints to the session, and return its exit code."""
    try:
        code = translated(app).main(arguments, "svctrade", standalone_mode=False, obj=session)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        shown = io.StringIO()
        error.show(shown)
        _write_error(shown.getvalue())
        return error.exit_code
    except Exception as error:  # noqa: BLE001  # an error that is not a user's is raised again
        return _report(error)
    return code or 0


def _report(error: Exception) -> int:
    """Write the message of an error in one line, and return its exit code."""
    from .errors import describe

    described = describe(error)
    if described is None:
        raise error
    code, text = described
    _write_error(f"svctrade: {text}\n")
    return code


def _show(session: Session) -> None:
    """Write what a command printed, in a pager where that is asked for or helps."""
    pager = session.pager
    if pager is None and sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty():
        lines = sum(text.count("\n") for text in session.printed)
        pager = lines > shutil.get_terminal_size().lines
    if pager:
        click.echo_via_pager(session.printed)
        return
    if session.printed:
        from .._io import write_text  # help has printed already, and starts without it

        write_text(sys.stdout, "".join(session.printed))
    sys.stdout.flush()


def _write_error(text: str) -> None:
    """Write a message to standard error, if that is open."""
    try:
        from ..exceptions import escape_controls

        sys.stderr.write(escape_controls(text))
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def _discard(stream: Any) -> None:
    """Let what is still to be flushed at exit go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


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
