"""The command line, in the words of the Python face.

Exit codes: 0 for an answer, also an empty one; 1 where ``check`` or ``verify`` finds something
wrong; 2 for a question that cannot be answered as it was asked; 3 where an extra is missing; 4 for
a file that cannot be read or written.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar, get_args

import click
from click.shell_completion import CompletionItem
from rich.console import Console

from .._api.comparison import compare as compared
from .._api.documents import read_document, read_table
from .._api.editions import edition as edition_of
from .._api.files import load
from .._api.lookup import bodies as all_bodies
from .._api.lookup import regions
from .._api.queries import measures
from .._api.verify import verify as verified
from .._display.grid import Grid, visible
from .._export.columns import TableKind, bodies_table, counts_table, regions_table
from .._export.table import Table, as_text
from .._model import Body, Edition, Item, Key, Language, Region, Role
from .._names import normalize_name
from .._query.measure_set import MeasureSet
from ..exceptions import DocumentError, MissingExtraError, SvctradeError

WRONG, MISTAKE, MISSING_EXTRA, NO_FILE, BROKEN_PIPE, INTERRUPTED = 1, 2, 3, 4, 141, 130

C = TypeVar("C", bound=Callable[..., object])
_TEXTS: dict[str, Callable[[Table], str]] = {
    "json": Table.to_json,
    "jsonl": Table.to_jsonl,
    "csv": Table.to_csv,
    "markdown": Table.to_markdown,
}
_SUFFIXES = {
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
}
_TABLES: tuple[TableKind, ...] = get_args(TableKind)
_IN_PIPE = 100


# -- output ---------------------------------------------------------------------------------------


def _print(text: str, *, exact: bool = False) -> None:
    """Keep what is to be printed: it is written at the end, by `main`.

    What is *exact* is for programs: it is written as it is, or not at all.
    """
    printed: list[str] = click.get_current_context().find_root().obj
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
    printed.append(text if text.endswith("\n") else f"{text}\n")


def _drawn(grid: Grid) -> str:
    """Return a grid as wide as the terminal, in colour where it is one."""
    terminal = sys.stdout.isatty()
    out = io.StringIO()
    width = shutil.get_terminal_size((_IN_PIPE, 0)).columns
    console = Console(file=out, width=width, force_terminal=terminal, legacy_windows=False)
    console.print(grid.rich())
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def _show(table: Table, format_: str, caption: str) -> None:
    """Print a table; drawn, it has its *caption* above it."""
    if format_ in _TEXTS:
        _print(_TEXTS[format_](table), exact=True)
    else:
        rows = [tuple(map(as_text, row)) for row in table.rows()]
        _print(_drawn(Grid(caption, table.names, rows)) if rows else caption)


# -- what is asked --------------------------------------------------------------------------------


def _edition(given: str | None) -> Edition | str | None:
    """Return the edition in a file; what names none is an id."""
    return _read(given) if given is not None and Path(given).suffix else given


def _read(path: str) -> Edition:
    suffix = Path(path).suffix.lower()
    if suffix == ".json":
        return load(path)
    return read_table(Path(path)) if suffix in (".csv", ".xlsx") else read_document(Path(path))


def _items(scheme: str) -> Iterable[Item]:
    layer = edition_of().layer
    return (item for item in (layer.items if layer else ()) if item.scheme == scheme)


def _completing(things: Callable[[], Iterable[Body | Region | Item]]) -> Callable[..., Any]:
    def complete(_: click.Context, __: click.Parameter, begun: str) -> list[CompletionItem]:
        wanted = normalize_name(begun)
        # Forms that differ in case or script alone would only stand in each other's way.
        return [
            CompletionItem(form, help=thing.name_en)
            for thing in things()
            for form in (
                {normalize_name(f): f for f in thing.name_variants[::-1]}.values()
                if begun
                else (thing.name,)
            )
            if normalize_name(form).startswith(wanted)
        ]

    return complete


_region = _completing(regions)
_body = _completing(all_bodies)
_service, _subject = (_completing(partial(_items, scheme)) for scheme in ("service", "subject"))


_edition_option = click.option("--edition", help="An edition's id, or a file with one.")


def _filters(command: C) -> C:
    """Add the filters of the face as options; one given again means any of its values."""
    options = (
        click.option(
            "--region",
            "in_region",
            multiple=True,
            shell_complete=_region,
            help="Applies in this region.",
        ),
        click.option(
            "--at-least",
            type=click.Choice(["named", "covered", "possible"]),
            help="How certainly it applies there.  [default: covered]",
        ),
        click.option("--led-by", multiple=True, shell_complete=_body, help="This body leads."),
        click.option(
            "--basis",
            type=click.Choice(["explicit", "first_named"]),
            help="On what basis it leads.",
        ),
        click.option("--involving", multiple=True, shell_complete=_body, help="Names this body."),
        click.option(
            "--in-role",
            type=click.Choice([role.value for role in Role]),
            help="The role in which it is involved.",
        ),
        click.option(
            "--with-role",
            multiple=True,
            type=click.Choice([role.value for role in Role]),
            help="Has an assignment in this role.",
        ),
        click.option(
            "--task", "in_task", multiple=True, help="Belongs to this task: number, label or title."
        ),
        click.option("--mentioning", multiple=True, help="Contains this term."),
        click.option("--number", "numbered", multiple=True, type=int, help="Bears this number."),
        click.option("--under", multiple=True, help="Is carried out under this framework."),
        click.option(
            "--service",
            "in_service",
            multiple=True,
            shell_complete=_service,
            help="Concerns this service item, in the project's reading.",
        ),
        click.option(
            "--mode",
            "by_mode",
            multiple=True,
            help="Eases this mode of supply, in the project's reading.",
        ),
        click.option(
            "--about",
            multiple=True,
            shell_complete=_subject,
            help="Is about this subject, in the project's reading.",
        ),
        click.option(
            "--confidence",
            type=click.Choice(["clear"]),
            help="Keep what the reading is clear about.",
        ),
        click.option("--national", is_flag=True, help="Charges no region."),
        _edition_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


# The filters of the face, each with the option that goes with it and what that is called there.
_FILTERS: dict[str, tuple[str, str]] = {
    "in_region": ("at_least", "at_least"),
    "led_by": ("basis", "basis"),
    "involving": ("in_role", "role"),
    **dict.fromkeys(("in_service", "by_mode", "about"), ("confidence", "confidence")),
    **dict.fromkeys(("with_role", "in_task", "mentioning", "numbered", "under"), ("", "")),
}


def _asked(given: dict[str, Any]) -> MeasureSet:
    """Return what the options ask for."""
    found = measures(_edition(given["edition"]))
    for method, (option, setting) in _FILTERS.items():
        value = given.get(option)
        if given[method]:
            settings = {setting: value} if value else {}
            with _as_usage():
                found = getattr(found, method)(*given[method], **settings)
        elif value and option != "confidence":
            needed = "region" if method == "in_region" else method.replace("_", "-")
            raise click.UsageError(f"--{option.replace('_', '-')} goes with --{needed}")
    if given["confidence"] and not any(given[m] for m in ("in_service", "by_mode", "about")):
        raise click.UsageError("--confidence goes with --service, --mode or --about")
    return found.national() if given["national"] else found


@contextmanager
def _as_usage() -> Generator[None, None, None]:
    """Tell a value that cannot be taken as a mistake in the options."""
    try:
        yield
    except SvctradeError:
        raise
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _format_of(*formats: str) -> Callable[[C], C]:
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="How the answer is written.",
    )


_format = _format_of("table", *_TEXTS)
_lang = click.option(
    "--lang",
    type=click.Choice(["en", "zh"]),
    default="en",
    show_default=True,
    envvar="SVCTRADE_LANG",
    help="Language of headings and labels.",
)


# -- commands -------------------------------------------------------------------------------------


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(import_module("svctrade").__version__, prog_name="svctrade")
def app() -> None:
    """Ask China's pilot measures for trade in services: who answers for what, where."""


@app.command("list")
@_filters
@_format
@_lang
def list_(format_: str, lang: Language, **given: Any) -> None:
    """List the measures that the filters keep."""
    found = _asked(given)
    table = found.table(lang=lang)
    if format_ in ("table", "markdown"):
        table = table.select(*table.names[:5])
    _show(table, format_, _caption(found, lang))


def _caption(found: MeasureSet, lang: Language) -> str:
    count, whole = len(found), len(found.edition.measures)
    if lang == "zh":
        return f"{found.question}：{whole}项举措中的{count}项"
    return f"{found.question}: {count} of {_counted(whole, 'measure')}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


@app.command()
@click.argument("numbers", nargs=-1, required=True, type=int)
@_edition_option
@_format
@_lang
def show(numbers: tuple[int, ...], edition: str | None, format_: str, lang: Language) -> None:
    """Show measures by their numbers, with all that is known of them."""
    chosen = _edition(edition)
    table = measures(chosen).numbered(*numbers).table(lang=lang)
    if format_ != "table":
        _print(_TEXTS[format_](table), exact=True)
        return
    for row in table.rows():
        facts = [
            (name, as_text(value)) for name, value in zip(table.names, row, strict=True) if value
        ]
        _print(_drawn(Grid(f"{facts[0][1]} {facts[1][1]}", (), facts)))


@app.command()
@_filters
@_format_of("table", "json")
@_lang
def explain(format_: str, lang: Language, **given: Any) -> None:
    """Say why each measure is in the answer, in the words of the document."""
    found = _asked(given).explain()
    if format_ == "json":
        dicts = [explanation.to_dict(lang) for explanation in found]
        _print(json.dumps(dicts, ensure_ascii=False, indent=1), exact=True)
    else:
        _print(visible("\n\n".join(explanation.as_text(lang) for explanation in found)))


@app.command()
@_edition_option
@_format
@_lang
def bodies(edition: str | None, format_: str, lang: Language) -> None:
    """List the bodies that the edition names."""
    found = measures(_edition(edition))
    table = bodies_table(found.edition.bodies, found.count_by("body"), lang)
    if format_ == "table":
        table = table.select(*table.names[:2], *table.names[3:])
    _show(table, format_, f"{len(table)} bodies")


@app.command("regions")
@click.option("--group", help="A regional group, such as 长三角.")
@_edition_option
@_format
@_lang
def regions_(group: str | None, edition: str | None, format_: str, lang: Language) -> None:
    """List the pilot regions."""
    table = regions_table(regions(group, _edition(edition)), lang)
    _show(table, format_, f"{len(table)} regions")


@app.command()
@click.option(
    "--by", "key", type=click.Choice(get_args(Key)), required=True, help="What to count by."
)
@_filters
@_format
@_lang
def count(key: Key, format_: str, lang: Language, **given: Any) -> None:
    """Count the measures that the filters keep, by a key."""
    found = _asked(given)
    with _as_usage():
        counts = found.count_by(key)
    _show(counts_table(key, counts, lang), format_, _caption(found, lang))


@app.command()
@click.argument("old")
@click.argument("new")
@_format_of("table", "json", "markdown")
@_lang
def compare(old: str, new: str, format_: str, lang: Language) -> None:
    """Say how two editions differ, each an id or a file."""
    revision = compared(_edition(old) or old, _edition(new) or new)
    if format_ == "json":
        _print(revision.to_json(), exact=True)
    elif format_ == "markdown":
        _print(revision.to_markdown(lang), exact=True)
    else:
        rows = [(change.as_text(lang),) for change in revision]
        caption = revision.summary(lang)
        _print(_drawn(Grid(caption, (), rows)) if rows else caption)


@app.command()
@click.argument("file")
def check(file: str) -> None:
    """Read a document, a table or an edition, and tell every place that cannot be read."""
    try:
        found = _read(file)
    except DocumentError as error:
        _print("\n".join(map(str, error.problems)))
        raise click.exceptions.Exit(WRONG) from None
    measured = _counted(len(found.measures), "measure")
    regional = _counted(len(found.regions), "region")
    bodies_ = "1 body" if len(found.bodies) == 1 else f"{len(found.bodies)} bodies"
    _print(
        f"{found.title}: {_counted(len(found.tasks), 'task')}, {measured}, {bodies_}, {regional}"
    )
    for problem in found.problems:
        _print(str(problem))
    if found.problems:
        raise click.exceptions.Exit(WRONG)


@app.command()
@click.argument("path", type=click.Path(dir_okay=False))
@click.option(
    "--format",
    "format_",
    type=click.Choice([*dict.fromkeys(_SUFFIXES.values())]),
    help="What to write.  [default: by the name of the file]",
)
@click.option(
    "--table",
    "kinds",
    multiple=True,
    type=click.Choice(_TABLES),
    help="Which table; of a workbook, which sheets.  [default: measures; all sheets]",
)
@click.option("--bom", is_flag=True, help="Put a byte order mark before CSV, as Excel wants it.")
@_filters
@_lang
def export(
    path: str,
    format_: str | None,
    kinds: tuple[TableKind, ...],
    bom: bool,  # noqa: FBT001  # an option
    lang: Language,
    **given: Any,
) -> None:  # options
    """Write the measures that the filters keep to a file."""
    format_ = format_ or _SUFFIXES.get(Path(path).suffix.lower())
    if format_ is None:
        raise click.UsageError(f"what to write to {path!r} is not clear: give --format")
    if bom and format_ != "csv":
        raise click.UsageError("--bom goes with CSV")
    found = _asked(given)
    if format_ == "xlsx" and Path(path).suffix.lower() != ".xlsx" and path != "-":
        raise click.UsageError(f"an Excel workbook is an .xlsx, not {path!r}")
    if format_ != "xlsx" and len(kinds) > 1:
        raise click.UsageError(f"a {format_} file has one table; give --table once")
    chosen = kinds or (_TABLES if format_ == "xlsx" else ("measures",))
    first, *others = (found.table(kind, lang=lang) for kind in dict.fromkeys(chosen))
    if path == "-":
        if format_ not in _TEXTS:
            raise click.UsageError(f"a {format_} file is not printed; give the name of a file")
        _print(("\ufeff" if bom else "") + _TEXTS[format_](first), exact=True)
        return
    if format_ == "xlsx":
        with _as_usage():
            first.to_excel(path, *others)
    elif format_ == "csv":
        first.to_csv(path, bom=bom)
    else:
        getattr(first, f"to_{format_}")(path)
    _print(f"{path}: {_counted(len(found), 'measure')}")


@app.command()
@click.argument("path", required=False, type=click.Path(dir_okay=False))
@click.option(
    "--open/--no-open", "opened", default=True, help="Open it in a browser.  [default: open]"
)
@_filters
@_lang
def explore(path: str | None, lang: Language, *, opened: bool, **given: Any) -> None:
    """Write a page of the measures, to ask in a browser, and open it.

    Without a PATH it is written to a new temporary folder.
    """
    found = _asked(given)
    place = Path(path or Path(tempfile.mkdtemp(prefix="svctrade-"), "svctrade.html")).absolute()
    found.to_html(place, lang=lang)
    _print(f"{place}: {_counted(len(found), 'measure')}")
    if opened and not webbrowser.open(place.as_uri()):
        _print("no browser could be opened: open the file in one")


@app.command()
def verify() -> None:
    """Check everything that is bundled: that it is whole, and that it is the document."""
    report = verified()
    _print(str(report))
    if not report:
        raise click.exceptions.Exit(WRONG)


# -- running --------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; a user's mistake is told in a line, and never with a traceback."""
    for stream in (sys.stdout, sys.stderr):
        _fit(stream)
    given = map(_decoded, sys.argv[1:] if arguments is None else arguments)
    printed: list[str] = []
    code = _run([*given], printed)
    try:
        sys.stdout.writelines(printed)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has seen enough. What is still to be flushed at the end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = BROKEN_PIPE
    except OSError as error:
        code = _told(error, NO_FILE)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(code)


def _run(arguments: list[str], printed: list[str]) -> int:
    """Run a command, add to *printed* what it prints, and return its exit code."""
    try:
        return app.main(arguments, "svctrade", standalone_mode=False, obj=printed) or 0
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except MissingExtraError as error:
        return _told(error, MISSING_EXTRA)
    except (DocumentError, OSError) as error:
        return _told(error, NO_FILE)
    except SvctradeError as error:
        return _told(error, MISTAKE)


def _told(error: Exception, code: int) -> int:
    sys.stderr.write(f"svctrade: {error}\n")
    return code


def _fit(stream: Any) -> None:
    """Let a stream write whatever there is: in UTF-8 where its encoding has no Chinese at all."""
    if isinstance(stream, io.TextIOWrapper):
        try:
            "中".encode(stream.encoding)
        except UnicodeEncodeError:
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="backslashreplace")


def _decoded(argument: str) -> str:
    """Return an argument as it was typed, in UTF-8, where the locale has no Chinese."""
    try:
        return argument.encode("ascii", "surrogateescape").decode("utf-8")
    except UnicodeError:
        return argument
