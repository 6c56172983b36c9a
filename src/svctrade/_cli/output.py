"""What the commands print."""

from __future__ import annotations

import io
import os
import sys

import click

from .._display.grid import Grid
from .._display.terminal import draw_grid
from .._export.table import Table
from ..exceptions import escape_controls

# The formats of text, each written by the method of `Table` with its name.
TEXT_FORMATS = ("json", "jsonl", "csv", "markdown")
_WIDTH_IN_PIPE = 100


def print_text(text: str, *, exact: bool = False) -> None:
    """Keep a text to be printed when the command has ended.

    Args:
        text: what to print.
        exact: whether programs read it: then no character of it is escaped.

    Raises:
        OSError: *exact*, and the encoding of the output lacks a character.
    """
    encoding = sys.stdout.encoding
    if exact and encoding:
        try:
            text.encode(encoding)
        except UnicodeEncodeError as error:
            lacking = text[error.start]
            raise OSError(
                f"the encoding of the output, {encoding}, has no {lacking!r}; "
                "export writes a file in UTF-8, and so does PYTHONIOENCODING=utf-8"
            ) from None
    _keep(text if exact else escape_controls(text))


def _keep(text: str) -> None:
    printed: list[str] = click.get_current_context().find_root().obj
    printed.append(text if text.endswith("\n") else f"{text}\n")


def print_grid(grid: Grid) -> None:
    """Print a grid as wide as the terminal, in colour where it is one."""
    from rich.console import Console

    out = io.StringIO()
    terminal = sys.stdout.isatty()
    # Rich finds the width of a terminal, and reads COLUMNS.
    width = None if terminal or "COLUMNS" in os.environ else _WIDTH_IN_PIPE
    console = Console(file=out, width=width, force_terminal=terminal, legacy_windows=False)
    console.print(draw_grid(grid))
    # The cells are escaped; what is left commands the terminal.
    _keep("\n".join(line.rstrip() for line in out.getvalue().splitlines()))


def print_table(table: Table, format_: str, caption: str) -> None:
    """Print a table in a format; a drawn one has its *caption* above it."""
    if format_ != "table":
        print_text(write_table(table, format_), exact=True)
    elif table:
        print_grid(Grid(caption, table.names, [*table.text_rows()]))
    else:
        print_text(caption)


def write_table(table: Table, format_: str) -> str:
    """Return a table in one of `TEXT_FORMATS`."""
    text: str = getattr(table, f"to_{format_}")()
    return text
