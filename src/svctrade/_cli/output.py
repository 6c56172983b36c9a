"""How commands print their results, and the options that say it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from gettext import gettext
from typing import TYPE_CHECKING, Any

import attrs
import click

from .._display.grid import Grid
from .._display.terminal import draw_grid
from .._display.text import wrap
from .._export.columns import is_heading
from .._export.table import Table, Value
from ..exceptions import escape_controls
from .commands import Decorator, Option
from .completion import complete_column
from .messages import alternatives
from .reading_options import suffix_of
from .session import current_session, reader_language

if TYPE_CHECKING:
    from rich.console import Console

    from .._model import Language

# The formats of text, each written by the method of `Table` with its name.
TEXT_FORMATS = ("json", "jsonl", "csv", "markdown")
# The format of a file by the ending of its name.
FORMATS = {
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
}
_WIDTH_IN_PIPE = 100
_NOT_WRITTEN = 1
_SECTION = "Output"


class Output:
    """Where and how a command prints its result.

    *endings* are the formats that the command writes, by the endings of files' names.
    """

    def __init__(self, options: dict[str, Any], endings: Mapping[str, str] = FORMATS) -> None:
        self.lang: Language | None = options["lang"]
        self.path: str | None = options["output"]
        self.quiet: bool = options["quiet"]
        self.force: bool = options["force"]
        self._columns: str | None = options.get("shown_columns")
        self._sort: str | None = options.get("sort")
        self._reverse: bool = options.get("reverse", False)
        self._limit: int | None = options.get("limit")
        self._given: str | None = options.get("format_")
        suffix = suffix_of(self.path or "")
        if suffix and self._given is None and suffix not in {".txt", *endings}:
            known = alternatives([".txt", *endings])
            expected = gettext("the command writes files that end in {}, not {!r}")
            raise click.UsageError(expected.format(known, self.path))
        self.format = self._given or endings.get(suffix, "table")
        if self.path is not None:
            may_write(self.path, force=self.force)
        current_session().pager = False if self.path else options["pager"]

    @property
    def reader(self) -> Language:
        """The language of what people read."""
        return reader_language(self.lang)

    @property
    def table_language(self) -> Language | None:
        """The language of a table: that of the reader, or none where programs read it."""
        return self.reader if self.format in ("table", "markdown") else self.lang

    def print_table(
        self,
        table: Table,
        caption: str,
        notes: Iterable[str] = (),
        *,
        shown: Iterable[str] | None = None,
        narrow: bool = False,
    ) -> None:
        """Print a table in the format that is asked for.

        Args:
            table: the table.
            caption: what a drawn table has above it.
            notes: what it has below it.
            shown: the columns that people read, unless others are asked for.
            narrow: whether columns that do not fit the terminal are left out.
        """
        table = self._sorted(table)
        if self._limit is not None and self._limit < len(table):
            said = gettext(" ({} of {} rows are shown)").format(self._limit, len(table))
            first, line, rest = caption.partition("\n")
            caption = first + said + line + rest
            table = _rows(table, range(self._limit))
        people = self.format in ("table", "markdown")
        if self._columns is not None:
            chosen = [_column(table, given) for given in self._columns.split(",")]
            table = table.select(*dict.fromkeys(chosen))
        elif shown is not None and people:
            table = table.select(*shown)
        if self.format == "table":
            self._draw(table, caption, notes, narrow=narrow)
        elif self.format in TEXT_FORMATS:
            text: str = getattr(table, f"to_{self.format}")()
            # By the mark Excel recognizes UTF-8.
            bom = self.path is not None and self.format == "csv" and self.lang == "zh"
            self._write(("\ufeff" if bom else "") + text, caption, exact=True)
        else:
            self._write_binary(table, caption, self.path or "")

    def _draw(self, table: Table, caption: str, notes: Iterable[str], *, narrow: bool) -> None:
        notes = [note for note in notes if note]
        if self.quiet:
            caption, notes = "", []
        drawn = caption
        if table:
            drawn = draw(Grid(caption, table.names, [*table.text_rows()]), narrow=narrow)
        self._write("\n\n".join(filter(None, [drawn, wrapped(notes)])), caption)

    @property
    def table_options(self) -> list[str]:
        """The given options that say what is in a table, and how it is written."""
        given = {
            "--format": self._given,
            "--columns": self._columns,
            "--sort": self._sort,
            "--reverse": self._reverse,
            "--limit": self._limit,
        }
        return [option for option, value in given.items() if value]

    @property
    def chooses_columns(self) -> bool:
        """Whether an option says which columns are shown."""
        return self._columns is not None

    def print_text(
        self, text: str, caption: str = "", *, exact: bool = False, drawn: bool = False
    ) -> None:
        """Print a text; a file that is written is reported with the *caption*.

        Args:
            text: the text.
            caption: what is in the file.
            exact: whether programs read it.
            drawn: whether its control characters are colours.
        """
        text = text if exact or drawn else escape_controls(text)
        self._write(text, caption, exact=exact)

    def written(self, path: str, said: str) -> None:
        """Say that a file is written, and the first line of what is in it."""
        if not self.quiet:
            print_text(": ".join(filter(None, [path, said.partition("\n")[0]])))

    def _write(self, text: str, caption: str, *, exact: bool = False) -> None:
        if self.path is None or self.path == "-":
            print_text(text, exact=exact)
            return
        from .._io import atomic_write

        content = text if text.endswith("\n") else f"{text}\n"
        atomic_write(self.path, content.encode("utf-8"))
        self.written(self.path, caption)

    def _write_binary(self, table: Table, caption: str, path: str) -> None:
        if self.format == "xlsx":
            table.to_excel(path)
        else:
            table.to_parquet(path)
        self.written(path, caption)

    def _sorted(self, table: Table) -> Table:
        if self._sort is None:
            return table if not self._reverse else _rows(table, reversed(range(len(table))))
        column = next(c for c in table.columns if c.name == _column(table, self._sort or ""))
        ranks = {label: n for n, label in enumerate(column.labels)} if column.ordered else {}

        def key(at: int) -> Any:
            value: Value = column.values[at]
            return ranks.get(str(value), value)

        known = [n for n, value in enumerate(column.values) if value is not None]
        missing = [n for n, value in enumerate(column.values) if value is None]
        return _rows(table, [*sorted(known, key=key, reverse=self._reverse), *missing])


def _rows(table: Table, order: Iterable[int]) -> Table:
    """Return a table with these rows, in this order."""
    kept = [*order]
    columns = [attrs.evolve(c, values=tuple(c.values[n] for n in kept)) for c in table.columns]
    return attrs.evolve(table, columns=tuple(columns))


def _column(table: Table, given: str) -> str:
    """Return the heading of a column, which is given in data, in English or in Chinese.

    Raises:
        click.UsageError: there is no such column.
    """
    given = given.strip()
    for name in table.names:
        if is_heading(given, name):
            return name
    known = gettext(", ").join(table.names)
    raise click.UsageError(
        gettext("no column is called {!r}; the columns are {}").format(given, known)
    )


def may_write(path: str, *, force: bool) -> None:
    """Ask before a file is overwritten; without a terminal it is refused."""
    if force or path == "-" or not os.path.exists(path):  # noqa: PTH110  # pathlib is slow to import
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise click.UsageError(gettext("{!r} exists already; --force overwrites it").format(path))
    if not click.confirm(gettext("{!r} exists already. Overwrite it?").format(path), err=True):
        raise click.exceptions.Exit(_NOT_WRITTEN)


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
                gettext(
                    "the encoding of the output, {}, has no {!r}; -o writes a file in UTF-8, and"
                    " so does PYTHONIOENCODING=utf-8"
                ).format(encoding, lacking)
            ) from None
    current_session().printed.append(text if not text or text.endswith("\n") else f"{text}\n")


def draw(grid: Grid, *, narrow: bool = False) -> str:
    """Return a grid as wide as the terminal, in colour where it is one."""
    console = _console()
    with console.capture() as captured:
        more = gettext(" (… {} more columns: -o FILE writes all)")
        console.print(draw_grid(grid, console.width if narrow else None, more=more))
    return "\n".join(line.rstrip() for line in captured.get().strip("\n").splitlines()).rstrip()


def _console() -> Console:
    """Return the terminal, or what is as wide as a page."""
    from rich.console import Console

    terminal = sys.stdout.isatty()
    # Rich finds the width of a terminal, and reads COLUMNS.
    width = None if terminal or "COLUMNS" in os.environ else _WIDTH_IN_PIPE
    return Console(width=width, force_terminal=terminal, legacy_windows=False)


def wrapped(texts: Iterable[str]) -> str:
    """Return texts that are not empty, each from a new line, as wide as the terminal."""
    width = _console().width
    return "\n".join(line for text in texts if text for line in wrap(text, width))


# -- options --------------------------------------------------------------------------------------


def _option(*names: str, **settings: Any) -> Decorator:
    return click.option(*names, cls=Option, section=_SECTION, **settings)


def format_option(*formats: str) -> Decorator:
    """Return the option for the output format; the first of *formats* is the default."""
    return _option(
        "--format",
        "format_",
        type=click.Choice(formats),
        help="Output format.  [default: by the ending of -o, else the first]",
    )


_COLUMNS = _option(
    "--columns",
    "shown_columns",
    metavar="NAME,NAME",
    shell_complete=complete_column,
    help="The columns, in this order.",
)
_ORDER = (
    _option("--sort", metavar="NAME", shell_complete=complete_column, help="Sort by this column."),
    _option("--reverse", is_flag=True, help="The last row first."),
    _option("--limit", type=click.IntRange(min=1), metavar="N", help="At most so many rows."),
)
_FORMAT = format_option("table", *TEXT_FORMATS)
FORCE = _option("--force", is_flag=True, help="Overwrite a file without a question.")
QUIET = _option("--quiet", is_flag=True, help="Print the result alone.")
LANG = _option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    help="Language.  [default: SVCTRADE_LANG, else that of the locale, else English; in files for"
    " programs, data as printed]",
)
_COMMON = (
    _option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, allow_dash=True),
        help="Write to this file.",
    ),
    FORCE,
    QUIET,
    _option(
        "--pager/--no-pager",
        default=None,
        help="Show the result in a pager.  [default: where it is longer than the terminal]",
    ),
    LANG,
)


def table_output(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a table; the function gets an `Output` as *output*."""
    return _with_output(function, (_FORMAT, _COLUMNS, *_ORDER, *_COMMON))


def columns_output(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of a table whose rows stay as they are."""
    return _with_output(function, (_FORMAT, _COLUMNS, *_COMMON))


def text_output(
    *formats: str, endings: Mapping[str, str] | None = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds the options of a text; the function gets an `Output`.

    Args:
        *formats: the values of ``--format``; without one there is no such option.
        endings: the formats by the endings of files' names; without them, those in *formats*.
    """
    if endings is None:
        endings = {suffix: format_ for suffix, format_ in FORMATS.items() if format_ in formats}
    options = (*([format_option(*formats)] if formats else ()), *_COMMON)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return _with_output(function, options, endings)

    return decorate


def _with_output(
    function: Callable[..., Any],
    options: tuple[Decorator, ...],
    endings: Mapping[str, str] = FORMATS,
) -> Callable[..., Any]:
    @wraps(function)
    def printing(*arguments: Any, **given: Any) -> Any:
        own = {key: given.pop(key) for key in _KEYS if key in given}
        return function(*arguments, output=Output(own, endings), **given)

    made: Callable[..., Any] = printing
    for option in reversed(options):
        made = option(made)
    return made


_KEYS = (
    *("format_", "shown_columns", "sort", "reverse", "limit"),
    *("output", "force", "quiet", "pager", "lang"),
)
