"""Commands that write files."""

from __future__ import annotations

from gettext import gettext
from typing import Any, get_args

import click

from .._export.columns import TableKind
from .._model import Language
from .messages import ngettext
from .options import (
    filter_options,
    lang_option,
    reader_language,
    select_measures,
    suffix_of,
    value_error_as_usage_error,
)
from .output import TEXT_FORMATS, print_text, write_table

_FORMATS = {
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".parquet": "parquet",
    ".json": "json",
    ".jsonl": "jsonl",
    ".md": "markdown",
    ".markdown": "markdown",
}
_KINDS: tuple[TableKind, ...] = get_args(TableKind)


@click.command("export")
@click.argument("path", type=click.Path(dir_okay=False))
@click.option(
    "--format",
    "format_",
    type=click.Choice([*dict.fromkeys(_FORMATS.values())]),
    help="File format.  [default: by the ending of the file's name]",
)
@click.option(
    "--table",
    "kinds",
    multiple=True,
    type=click.Choice(_KINDS),
    help="Which table; of a workbook, which sheets.  [default: measures; all sheets]",
)
@click.option("--bom", is_flag=True, help="Put a byte order mark before CSV, for Excel.")
@filter_options
@lang_option
def export_measures(  # each argument is an option
    path: str,
    format_: str | None,
    kinds: tuple[TableKind, ...],
    lang: Language | None,
    *,
    bom: bool,
    **options: Any,
) -> None:
    """Write the measures that the filters keep to a file."""
    suffix = suffix_of(path)
    format_ = format_ or _FORMATS.get(suffix)
    if format_ is None:
        raise click.UsageError(
            gettext("the name {!r} does not say the format: give --format").format(path)
        )
    if bom and format_ != "csv":
        raise click.UsageError(gettext("--bom goes with CSV"))
    found = select_measures(options)
    if format_ == "xlsx" and suffix != ".xlsx" and path != "-":
        raise click.UsageError(gettext("an Excel workbook is an .xlsx, not {!r}").format(path))
    if format_ != "xlsx" and len(kinds) > 1:
        raise click.UsageError(
            gettext("a {} file has one table; give --table once").format(format_)
        )
    chosen = kinds or (_KINDS if format_ == "xlsx" else ("measures",))
    first, *others = (
        found.table(
            kind, lang=lang, certainty_for=options["in_region"] if kind == "measures" else ()
        )
        for kind in dict.fromkeys(chosen)
    )
    if path == "-":
        if format_ not in TEXT_FORMATS:
            raise click.UsageError(
                gettext("a {} file is not printed; give the name of a file").format(format_)
            )
        print_text(("\ufeff" if bom else "") + write_table(first, format_), exact=True)
        return
    if format_ == "xlsx":
        with value_error_as_usage_error():
            first.to_excel(path, *others)
    elif format_ == "csv":
        first.to_csv(path, bom=bom)
    else:
        getattr(first, f"to_{format_}")(path)
    print_text(f"{path}: {ngettext('{} measure', '{} measures', len(found))}")


@click.command("explore")
@click.argument("path", required=False, type=click.Path(dir_okay=False))
@click.option(
    "--open/--no-open", "opened", default=True, help="Open it in a browser.  [default: open]"
)
@filter_options
@lang_option
def explore_measures(
    path: str | None, lang: Language | None, *, opened: bool, **options: Any
) -> None:
    """Write one searchable HTML page, and open it.

    Without a PATH the page is written to a new temporary folder.
    """
    import tempfile
    import webbrowser
    from pathlib import Path

    found = select_measures(options)
    page = Path(path or Path(tempfile.mkdtemp(prefix="svctrade-"), "svctrade.html")).absolute()
    found.to_html(page, lang=reader_language(lang))
    print_text(f"{page}: {ngettext('{} measure', '{} measures', len(found))}")
    if opened and not webbrowser.open(page.as_uri()):
        print_text(gettext("no browser could be opened: open the file in one"))


COMMANDS: tuple[click.Command, ...] = (export_measures, explore_measures)
