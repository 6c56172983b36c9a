"""Commands that write files."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext
from typing import TYPE_CHECKING, get_args

import click

from .._export.columns import TableKind
from .commands import Option, command
from .errors import value_error_as_usage_error
from .filters import Selection, filter_options
from .messages import ngettext
from .numbers import parse_numbers
from .output import (
    FORCE,
    FORMATS,
    LANG,
    QUIET,
    TEXT_FORMATS,
    Output,
    may_write,
    print_text,
    text_output,
)
from .reading_options import Reader, alignment_options, complete_edition, suffix_of
from .session import reader_language

if TYPE_CHECKING:
    from .._model import Language

_KINDS: tuple[TableKind, ...] = get_args(TableKind)


@command("export")
@click.argument("path", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--format",
    "format_",
    cls=Option,
    type=click.Choice([*dict.fromkeys(FORMATS.values())]),
    help="File format.  [default: by the ending of the file's name]",
)
@click.option(
    "--table",
    "kinds",
    cls=Option,
    multiple=True,
    type=click.Choice(_KINDS),
    help="Which table; of a workbook, which sheets.  [default: measures; all sheets]",
)
@click.option(
    "--bom/--no-bom",
    cls=Option,
    default=None,
    help="A byte order mark before CSV, for Excel.  [default: in a file with --lang zh]",
)
@filter_options
@FORCE
@QUIET
@LANG
def _export(  # noqa: PLR0913  # each argument is an option
    *,
    path: str,
    format_: str | None,
    kinds: tuple[TableKind, ...],
    lang: Language | None,
    bom: bool | None,
    force: bool,
    quiet: bool,
    selection: Selection,
) -> None:
    format_ = _checked_format(path, format_, kinds, bom=bom)
    may_write(path, force=force)
    found = selection.measures()
    chosen = kinds or (_KINDS if format_ == "xlsx" else ("measures",))
    first, *others = (
        found.table(kind, lang=lang, certainty_for=selection.regions if kind == "measures" else ())
        for kind in dict.fromkeys(chosen)
    )
    if path == "-":
        text: str = getattr(first, f"to_{format_}")()
        print_text(("\ufeff" if bom else "") + text, exact=True)
        return
    if format_ == "xlsx":
        with value_error_as_usage_error():
            first.to_excel(path, *others)
    elif format_ == "csv":
        first.to_csv(path, bom=lang == "zh" if bom is None else bom)
    else:
        getattr(first, f"to_{format_}")(path)
    if not quiet:
        print_text(f"{path}: {ngettext('{} measure', '{} measures', len(found))}")


def _checked_format(
    path: str, given: str | None, kinds: tuple[TableKind, ...], *, bom: bool | None
) -> str:
    """Return the format of a file, given or by its name.

    Raises:
        click.UsageError: the options do not go with the format, or it is unknown.
    """
    suffix = suffix_of(path)
    format_ = given or FORMATS.get(suffix)
    if format_ is None:
        raise click.UsageError(
            gettext("the name {!r} does not say the format: give --format").format(path)
        )
    if bom and format_ != "csv":
        raise click.UsageError(gettext("--bom goes with CSV"))
    if format_ == "xlsx" and suffix != ".xlsx" and path != "-":
        raise click.UsageError(gettext("an Excel workbook is an .xlsx, not {!r}").format(path))
    if format_ != "xlsx" and len(kinds) > 1:
        raise click.UsageError(
            gettext("a {} file has one table; give --table once").format(format_)
        )
    if path == "-" and format_ not in TEXT_FORMATS:
        raise click.UsageError(
            gettext("a {} file is not printed; give the name of a file").format(format_)
        )
    return format_


@command("memo")
@click.argument("numbers", nargs=-1, type=parse_numbers)
@click.option(
    "--date",
    cls=Option,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The date of the memo.",
)
@filter_options
@text_output(endings={".md": "markdown", ".markdown": "markdown", ".docx": "docx"})
def _memo(date: datetime | None, selection: Selection, output: Output) -> None:
    found = selection.measures()
    memo = found.memo(output.reader, date=date.date() if date else None)
    if output.path is not None and output.format == "docx":
        memo.to_docx(output.path)
        output.written(output.path, memo.title)
    else:
        output.print_text(memo.to_markdown(), memo.title, exact=True)


@command("explore")
@click.argument("path", required=False, type=click.Path(dir_okay=False))
@click.option(
    "--open/--no-open",
    "opened",
    cls=Option,
    default=True,
    help="Open it in a browser.  [default: open]",
)
@click.option(
    "--parent",
    cls=Option,
    metavar="EDITION",
    shell_complete=complete_edition,
    help="Show what the plan takes over from this edition, an id or a file.",
)
@click.option(
    "--parent-region",
    cls=Option,
    metavar="REGION",
    help="Of the parent, only what applies in this pilot region.",
)
@alignment_options
@filter_options
@FORCE
@QUIET
@LANG
def _explore(  # noqa: PLR0913  # each argument is an option
    *,
    path: str | None,
    lang: Language | None,
    opened: bool,
    force: bool,
    quiet: bool,
    parent: str | None,
    parent_region: str | None,
    derived: bool | None,
    links: str | None,
    selection: Selection,
) -> None:
    import tempfile
    import webbrowser
    from pathlib import Path

    if path is not None:
        may_write(path, force=force)
    found = selection.measures()
    if parent is None and (parent_region, derived, links) != (None, None, None):
        raise click.UsageError(gettext("--parent-region, --derived and --links go with --parent"))
    alignment = None
    if parent is not None:
        from .._api.alignment import align

        theirs = Reader({}).find(parent)
        with value_error_as_usage_error():
            alignment = align(found.edition, theirs, region=parent_region, derived=derived)
            alignment = alignment.with_links(links) if links else alignment
    page = Path(path or Path(tempfile.mkdtemp(prefix="svctrade-"), "svctrade.html")).absolute()
    found.to_html(page, lang=reader_language(lang), alignment=alignment)
    if not quiet:
        print_text(f"{page}: {ngettext('{} measure', '{} measures', len(found))}")
    if opened and not webbrowser.open(page.as_uri()):
        print_text(gettext("no browser could be opened: open the file in one"))


COMMANDS: tuple[click.Command, ...] = (_export, _memo, _explore)
