"""The commands that read documents and tables."""

from __future__ import annotations

from gettext import gettext
from typing import TYPE_CHECKING

import click

from .commands import Option, command
from .errors import in_options, value_error_as_usage_error
from .messages import alternatives, ngettext
from .output import FORCE, LANG, QUIET, Output, may_write, print_text, table_output
from .reading_options import PARENT, Reader, complete_edition, plan_options, suffix_of
from .session import reader_language

if TYPE_CHECKING:
    from pathlib import Path

    from .._export.review import Review
    from .._model import Language

_SECONDS = 180
_FAULTY = 1
_OFFICE = ("soffice", "libreoffice")


@command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "-o",
    "--output",
    cls=Option,
    type=click.Path(dir_okay=False),
    help="Write the edition as JSON.",
)
@click.option(
    "--review",
    cls=Option,
    type=click.Path(dir_okay=False),
    help="Write a workbook (.xlsx) in which a person checks and corrects what was read.",
)
@click.option(
    "--corrections",
    cls=Option,
    type=click.Path(exists=True, dir_okay=False),
    help="Apply the corrections in such a workbook.",
)
@click.option(
    "--convert",
    cls=Option,
    is_flag=True,
    help="Convert .doc, .wps, .rtf and .xls by LibreOffice.",
)
@plan_options
@FORCE
@QUIET
@LANG
def _read(  # noqa: PLR0913  # each argument is an option
    *,
    file: str,
    output: str | None,
    review: str | None,
    corrections: str | None,
    lang: Language | None,
    convert: bool,
    force: bool,
    quiet: bool,
    reader: Reader,
) -> None:
    import tempfile
    from pathlib import Path

    from .._api.files import save

    for path in filter(None, (output, review)):
        may_write(path, force=force)
    with tempfile.TemporaryDirectory(prefix="svctrade-") as folder:
        source = _converted(Path(file), Path(folder), convert=convert)
        bar = False if quiet else None
        found = reader.read_plan(source, corrections=corrections, id=Path(file).stem, progress=bar)
    if output is not None:
        with value_error_as_usage_error():
            save(found, output)
    checked = found.review()
    if review is not None:
        with value_error_as_usage_error():
            checked.to_excel(review, lang=lang)
    if not quiet:
        chosen = reader_language(lang)
        print_text(_titled(in_options(checked.as_text(chosen)), checked, file, chosen))


def _titled(text: str, checked: Review, file: str, lang: Language) -> str:
    """Return a text about a review, with the name of the file where the plan has no title."""
    if checked.edition.title:
        return text
    return f"{file}{': ' if lang == 'en' else '：'}{text}"


@command("review")
@click.argument("file", type=click.Path(allow_dash=True), shell_complete=complete_edition)
@click.option(
    "--kind",
    cls=Option,
    type=click.Choice(["groups", "items", "parties", "measures"]),
    help="What to list: the places to look at, equal ones together or each by itself, each party"
    " as it was read, or each measure.  [default: groups]",
)
@plan_options
@table_output
def _review(file: str, kind: str | None, reader: Reader, output: Output) -> None:
    is_workbook = output.path is not None and suffix_of(output.path) == ".xlsx"
    ignored = [*(["--kind"] if kind else []), *output.table_options]
    if is_workbook and ignored:
        without = alternatives(ignored)
        raise click.UsageError(gettext("a workbook does not go with {}").format(without))
    # What a strict reader refuses is what a person looks at first.
    bar = False if output.quiet else None
    checked = reader.read(file, lenient=True, progress=bar).review()
    summary = _titled(checked.summary(output.reader), checked, file, output.reader)
    if output.path is not None and is_workbook:
        checked.to_excel(output.path, lang=output.lang)
        output.written(output.path, summary)
        return
    table = checked.table(kind or "groups", lang=output.table_language)
    shown = [n for n in table.names if any(value is not None for value in table[n])]
    output.print_table(table, summary, shown=shown or table.names)


@command("collect")
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
@click.option(
    "-o",
    "--output",
    cls=Option,
    required=True,
    type=click.Path(file_okay=False),
    help="The folder of the dataset (Parquet).",
)
@PARENT
@click.option(
    "--processes",
    cls=Option,
    type=click.IntRange(min=1),
    help="How many processes read.  [default: by the cores and the files]",
)
@QUIET
@LANG
def _collect(  # noqa: PLR0913  # each argument is an option
    *,
    folder: str,
    output: str,
    parent: str,
    processes: int | None,
    lang: Language | None,  # the language of the messages
    quiet: bool,
) -> None:
    from .._api.folders import read_folder

    reader_language(lang)
    with value_error_as_usage_error():
        try:
            found = read_folder(folder, processes=processes)
        except RuntimeError as error:  # a process was ended
            raise click.ClickException(str(error)) from None
        written = found.to_parquet(output, parent=Reader({}).find(parent))
    for row in found.report.to_dicts():
        if row["status"] != "read":
            print_text(f"{row['file']}: {row['message']}")
    counts = {
        label: written["status"].count(label) for label in ("written", "unchanged", "removed")
    }
    if not quiet:
        print_text(ngettext("{} edition", "{} editions", len(found)))
        said = gettext("{}: {} written, {} unchanged, {} removed")
        print_text(said.format(output, *counts.values()))
    if "failed" in found.report["status"]:
        raise click.exceptions.Exit(_FAULTY)


def _converted(path: Path, folder: Path, *, convert: bool) -> Path:
    """Return a file that can be read: *path* itself, or what LibreOffice makes of it."""
    import shutil
    import subprocess

    from .._parsing.formats import CONVERTIBLE, refused_kind

    target = CONVERTIBLE.get(refused_kind(path.read_bytes()) or "")
    office = next(filter(None, map(shutil.which, _OFFICE)), None)
    if target is None or (office is None and not convert):
        return path
    if office is None:
        raise click.UsageError(gettext("--convert needs LibreOffice, which is not installed"))
    if not convert:
        raise click.UsageError(
            gettext("{} can be converted by LibreOffice: give --convert").format(path.name)
        )
    command_ = [office, "--headless", "--convert-to", target, "--outdir", str(folder), str(path)]
    subprocess.run(command_, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603  # the program that the user installed
    made = folder / f"{path.stem}.{target}"
    if not made.is_file():
        raise click.UsageError(gettext("LibreOffice could not convert {}").format(path.name))
    return made


COMMANDS: tuple[click.Command, ...] = (_read, _review, _collect)
