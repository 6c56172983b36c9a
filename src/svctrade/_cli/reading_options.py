"""The options that say which edition a command asks, and how its file is read."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import wraps
from gettext import gettext
from os.path import splitext
from typing import TYPE_CHECKING, Any

import click

from .._api.queries import measures
from .commands import Decorator, Option

if TYPE_CHECKING:
    from pathlib import Path

    from click.shell_completion import CompletionItem

    from .._api.content import Content
    from .._model import Edition
    from .._query.measure_set import MeasureSet

_SECTION = "Edition"
_ADDRESS = re.compile(r"\w{2,9}://")
_READING = (
    click.option(
        "--column",
        "columns",
        cls=Option,
        section=_SECTION,
        multiple=True,
        metavar="HEADING=MEANING",
        help="What a column of a table means; without a meaning it is left out.",
    ),
    click.option(
        "--keep-columns",
        cls=Option,
        section=_SECTION,
        is_flag=True,
        help="Keep columns of other headings, such as 备注.",
    ),
    click.option(
        "--lenient",
        cls=Option,
        section=_SECTION,
        is_flag=True,
        help="Keep what cannot be read as printed.",
    ),
)


def complete_edition(
    ctx: click.Context, param: click.Parameter, begun: str
) -> list[CompletionItem]:
    """Return the ids that begin so, and files."""
    from click.shell_completion import CompletionItem

    from .._api.editions import editions

    ids = [id_ for id_ in editions() if begun and id_.startswith(begun)]
    items = click.Path().shell_complete(ctx, param, begun)
    return [*map(CompletionItem, ids), *items]


# The edition that plans are held against.
PARENT = click.option(
    "--parent",
    cls=Option,
    default="2020",
    metavar="EDITION",
    shell_complete=complete_edition,
    help="An edition, an id or a file.  [default: 2020]",
)

_ALIGNMENT = (
    click.option(
        "--derived/--not-derived",
        cls=Option,
        default=None,
        help="Whether the plan carries out the parent.  [default: by its title and text]",
    ),
    click.option(
        "--links",
        cls=Option,
        type=click.Path(exists=True, dir_okay=False),
        help="A file of links that a person decided.",
    ),
)


def alignment_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a plan is aligned: *derived* and *links*."""
    for option in reversed(_ALIGNMENT):
        function = option(function)
    return function


class Reader:
    """What reads the edition that a command asks."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._edition: str | None = options.get("edition")
        self._columns: tuple[str, ...] = options.get("columns") or ()
        self._keep = bool(options.get("keep_columns"))
        self._lenient = bool(options.get("lenient"))
        self._measures: MeasureSet | None = None

    def measures(self) -> MeasureSet:
        """Return all measures of the edition that ``--edition`` gives; a file is read once."""
        if self._measures is None:
            self._measures = measures(None if self._edition is None else self.find(self._edition))
        return self._measures

    def find(self, name: str) -> Edition | str:
        """Return the edition in a file; a name without an ending is an id."""
        is_file = name == "-" or suffix_of(name) or _ADDRESS.match(name)
        return self.read(name) if is_file else name

    def read(self, path: str, *, lenient: bool = False, progress: bool | None = False) -> Edition:
        """Return the edition in a file, or on standard input (``-``): JSON, a table, a document.

        Args:
            path: the file.
            lenient: whether to keep what cannot be read, as ``--lenient`` does.
            progress: as in `svctrade.read_document`.
        """
        from pathlib import Path

        from .._api.content import Content, content_of
        from .._api.documents import read_document
        from .._api.files import load, loads

        if _ADDRESS.match(path):
            # It is refused with what to do; as a path, it would be a file that does not exist.
            return read_document(path)
        source = sys.stdin.buffer.read() if path == "-" else Path(path)
        content = content_of(source)
        if content is Content.EDITION:
            return loads(source) if isinstance(source, bytes) else load(source)
        settings: dict[str, Any] = {"strict": False} if lenient else {}
        return self._read(source, content, settings | {"progress": progress})

    def read_plan(self, source: Path, **settings: Any) -> Edition:
        """Return the edition in a document or a table.

        Args:
            source: a path.
            **settings: further arguments of `svctrade.read_document` and `svctrade.read_table`.

        Raises:
            click.UsageError: the file is a saved edition.
        """
        from .._api.content import Content, content_of

        content = content_of(source)
        if content is Content.EDITION:
            raise click.UsageError(
                gettext(
                    "{!r} is a saved edition; svctrade review lists what to check in it"
                ).format(str(source))
            )
        return self._read(source, content, settings)

    def _read(self, source: Path | bytes, content: Content, settings: dict[str, Any]) -> Edition:
        from .._api.content import Content
        from .._api.documents import read_document, read_table
        from .errors import value_error_as_usage_error

        settings.setdefault("strict", not self._lenient)
        with value_error_as_usage_error({"columns": "--column"}):
            if content is Content.TABLE:
                settings["columns"] = dict(map(_meaning, self._columns))
                settings["extra"] = "keep" if self._keep else "error"
                return read_table(source, **settings)
            if self._columns:
                raise click.UsageError(gettext("--column goes with a table (.xlsx, .csv)"))
            return read_document(source, **settings)


def _meaning(given: str) -> tuple[str, str | None]:
    heading, _, meaning = given.partition("=")
    return heading, meaning or None


def suffix_of(path: str) -> str:
    """Return the ending of a file's name in lower case, such as ``".csv"``; empty without one."""
    return splitext(path)[1].lower()  # noqa: PTH122  # pathlib is slow to import


def plan_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say how a plan is read; the function gets a `Reader` as *reader*."""
    return _with_reader(function, _READING, _READING_KEYS)


def reading_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--edition`` and the options of `plan_options`."""
    edition = click.option(
        "--edition",
        cls=Option,
        section=_SECTION,
        type=click.Path(),
        shell_complete=complete_edition,
        help="An edition's id, or a file with one: JSON, a document or a table.",
    )
    return _with_reader(function, (edition, *_READING), ("edition", *_READING_KEYS))


def _with_reader(
    function: Callable[..., Any], options: tuple[Decorator, ...], keys: tuple[str, ...]
) -> Callable[..., Any]:
    @wraps(function)
    def reading(*arguments: Any, **given: Any) -> Any:
        own = {key: given.pop(key) for key in keys}
        return function(*arguments, reader=Reader(own), **given)

    made: Callable[..., Any] = reading
    for option in reversed(options):
        made = option(made)
    return made


_READING_KEYS = ("columns", "keep_columns", "lenient")
