"""Commands that compare and check whole editions."""

from __future__ import annotations

from gettext import gettext

import click

from .._display.grid import Grid
from .._model import Language
from ..exceptions import DocumentError
from .messages import ngettext
from .options import (
    find_edition,
    format_option,
    lang_option,
    read_edition,
    reader_language,
    suffix_of,
    value_error_as_usage_error,
)
from .output import print_grid, print_text

_FAULTY = 1


@click.command("compare")
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@format_option("table", "json", "markdown")
@lang_option
def compare_editions(old: str, new: str, format_: str, lang: Language | None) -> None:
    """Compare two editions, each an id or a file."""
    from .._api.comparison import compare

    lang = reader_language(lang)
    revision = compare(find_edition(old) or old, find_edition(new) or new)
    if format_ == "json":
        print_text(revision.to_json(), exact=True)
    elif format_ == "markdown":
        print_text(revision.to_markdown(lang), exact=True)
    elif revision:
        print_grid(Grid(revision.summary(lang), (), [(c.as_text(lang),) for c in revision]))
    else:
        print_text(revision.summary(lang))


@click.command("align")
@click.argument("plan", type=click.Path())
@click.option("--parent", default="2020", help="An edition, an id or a file.  [default: 2020]")
@click.option("--region", help="Only what applies in this pilot region.")
@click.option(
    "--derived/--not-derived",
    default=None,
    help="Whether the plan carries out the parent.  [default: by its title and text]",
)
@click.option("--links", type=click.Path(), help="A file of links that a person decided.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="An .xlsx, .html or .md file."
)
@lang_option
def align_plan(  # noqa: PLR0913  # each argument is an option
    plan: str,
    parent: str,
    *,
    region: str | None,
    links: str | None,
    output: str | None,
    lang: Language | None,
    derived: bool | None,
) -> None:
    """Say what a local PLAN takes over from its parent."""
    from .._api.alignment import align

    lang = reader_language(lang)
    with value_error_as_usage_error():
        found = align(
            find_edition(plan) or plan,
            find_edition(parent) or parent,
            region=region,
            derived=derived,
        )
        found = found.with_links(links) if links else found
    if output is None:
        print_text(found.to_markdown(lang), exact=True)
        return
    suffix = suffix_of(output)
    if suffix == ".xlsx":
        found.to_excel(output)
    elif suffix == ".html":
        found.to_html(output)
    elif suffix == ".md":
        from .._io import atomic_write

        atomic_write(output, found.to_markdown(lang).encode("utf-8"))
    else:
        raise click.UsageError(gettext("{!r} is no .xlsx, .html or .md").format(output))
    print_text(found.summary(lang))


@click.command("check")
@click.argument("file", type=click.Path())
def check_file(file: str) -> None:
    """Report what cannot be read in a file.

    FILE is a document, a table or a saved edition.
    """
    try:
        found = read_edition(file)
    except DocumentError as error:
        print_text("\n".join(map(str, error.problems)))
        raise click.exceptions.Exit(_FAULTY) from None
    counts = (
        ngettext("{} task", "{} tasks", len(found.tasks)),
        ngettext("{} measure", "{} measures", len(found.measures)),
        ngettext("{} body", "{} bodies", len(found.bodies)),
        ngettext("{} region", "{} regions", len(found.regions)),
    )
    print_text(f"{found.title or file}: {', '.join(counts)}")
    for problem in found.problems:
        print_text(str(problem))
    if found.problems:
        raise click.exceptions.Exit(_FAULTY)


@click.command("translate-template")
@click.argument("edition", type=click.Path())
def write_template(edition: str) -> None:
    """Print a file for the English translation of an edition, to fill in.

    EDITION is an id, or a file. What is null has no English yet; Edition.with_translation() reads
    the file.
    """
    from .._api.editions import find_edition as find

    print_text(find(find_edition(edition) or edition).translation_template(), exact=True)


@click.command("verify")
def verify_data() -> None:
    """Check the bundled data against the document."""
    from .._api.verify import verify

    report = verify()
    print_text(str(report))
    if not report:
        raise click.exceptions.Exit(_FAULTY)


COMMANDS: tuple[click.Command, ...] = (
    align_plan,
    compare_editions,
    check_file,
    verify_data,
    write_template,
)
