"""Commands that compare and check whole editions."""

from __future__ import annotations

from gettext import gettext
from typing import TYPE_CHECKING

import click

from .._display.grid import Grid
from ..exceptions import DocumentError
from .commands import Decorator, Option, command
from .errors import in_options, problem_text, value_error_as_usage_error
from .messages import ngettext
from .output import Output, draw, text_output
from .reading_options import (
    PARENT,
    Reader,
    alignment_options,
    complete_edition,
    plan_options,
)

if TYPE_CHECKING:
    from .._query.alignment import Alignment

_FAULTY = 1


def _edition_argument(name: str) -> Decorator:
    return click.argument(name, type=click.Path(allow_dash=True), shell_complete=complete_edition)


@command("compare")
@_edition_argument("old")
@_edition_argument("new")
@plan_options
@text_output("table", "json", "markdown")
def _compare(old: str, new: str, reader: Reader, output: Output) -> None:
    from .._api.comparison import compare

    lang = output.reader
    revision = compare(reader.find(old), reader.find(new))
    summary = in_options(revision.summary(lang))
    if output.format == "json":
        output.print_text(revision.to_json(), summary, exact=True)
    elif output.format == "markdown":
        output.print_text(revision.to_markdown(lang), summary, exact=True)
    elif revision:
        changes = [(change.as_text(lang),) for change in revision]
        grid = Grid("" if output.quiet else summary, (), changes)
        output.print_text(draw(grid), summary, drawn=True)
    else:
        output.print_text(summary, summary)


@command("align")
@_edition_argument("plan")
@PARENT
@click.option(
    "--region",
    cls=Option,
    metavar="REGION",
    help="Only what applies in this pilot region.",
)
@alignment_options
@plan_options
@text_output(endings={".md": "markdown", ".xlsx": "xlsx", ".html": "html"})
def _align(  # noqa: PLR0913  # each argument is an option
    *,
    plan: str,
    parent: str,
    region: str | None,
    links: str | None,
    derived: bool | None,
    reader: Reader,
    output: Output,
) -> None:
    from .._api.alignment import align

    with value_error_as_usage_error():
        found = align(reader.find(plan), reader.find(parent), region=region, derived=derived)
        found = found.with_links(links) if links else found
    _print_alignment(found, output)


def _print_alignment(found: Alignment, output: Output) -> None:
    """Print an alignment as Markdown, or write it in the format of the file."""
    lang = output.reader
    if output.path is None or output.format not in ("xlsx", "html"):
        output.print_text(found.to_markdown(lang), found.summary(lang), exact=True)
        return
    if output.format == "xlsx":
        found.to_excel(output.path)
    else:
        found.to_html(output.path)
    output.written(output.path, found.summary(lang))


@command("check")
@_edition_argument("file")
@plan_options
@text_output()
def _check(file: str, reader: Reader, output: Output) -> None:
    try:
        found = reader.read(file)
    except DocumentError as error:
        output.print_text("\n".join(map(problem_text, error.problems)))
        raise click.exceptions.Exit(_FAULTY) from None
    counts = (
        ngettext("{} task", "{} tasks", len(found.tasks)),
        ngettext("{} measure", "{} measures", len(found.measures)),
        ngettext("{} body", "{} bodies", len(found.bodies)),
        ngettext("{} region", "{} regions", len(found.regions)),
    )
    summary = f"{found.title or file}: {gettext(', ').join(counts)}"
    output.print_text("\n".join([summary, *map(problem_text, found.problems)]), summary)
    if found.problems:
        raise click.exceptions.Exit(_FAULTY)


@command("translate-template")
@_edition_argument("edition")
@plan_options
@text_output(endings={".json": "json"})
def _translate_template(edition: str, reader: Reader, output: Output) -> None:
    from .._api.editions import find_edition

    found = find_edition(reader.find(edition))
    output.print_text(found.translation_template(), found.title or edition, exact=True)


@command("verify")
@text_output()
def _verify(output: Output) -> None:
    from .._api.verify import verify

    report = verify()
    output.print_text(str(report))
    if not report:
        raise click.exceptions.Exit(_FAULTY)


COMMANDS: tuple[click.Command, ...] = (_align, _compare, _check, _translate_template, _verify)
