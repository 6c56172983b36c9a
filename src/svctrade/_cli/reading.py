"""The commands that read documents and tables."""

from __future__ import annotations

from gettext import gettext
from typing import TYPE_CHECKING, Any

import click

from .._model import Language
from .messages import ngettext
from .options import find_edition, lang_option, reader_language, value_error_as_usage_error
from .output import print_text

if TYPE_CHECKING:
    from pathlib import Path

_SECONDS = 180
_FAULTY = 1
_OFFICE = ("soffice", "libreoffice")


@click.command("read")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the edition as JSON.")
@click.option(
    "--review",
    type=click.Path(dir_okay=False),
    help="Write a workbook (.xlsx) in which a person checks and corrects what was read.",
)
@click.option(
    "--corrections",
    type=click.Path(exists=True, dir_okay=False),
    help="Apply the corrections in such a workbook.",
)
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="HEADING=MEANING",
    help="What a column of a table means; without a meaning it is left out.",
)
@click.option("--keep-columns", is_flag=True, help="Keep columns of other headings, such as 备注.")
@click.option("--lenient", is_flag=True, help="Keep what cannot be read as printed.")
@click.option("--convert", is_flag=True, help="Convert .doc, .wps, .rtf and .xls by LibreOffice.")
@lang_option
def read_plan(  # noqa: PLR0913, PLR0917  # each argument is an option
    file: str,
    output: str | None,
    review: str | None,
    corrections: str | None,
    columns: tuple[str, ...],
    lang: Language | None,
    *,
    keep_columns: bool,
    lenient: bool,
    convert: bool,
) -> None:
    """Read a plan, and say what to check.

    FILE is a document (.txt, .md, .html, .docx, .pdf) or a table (.xlsx, .csv).
    """
    import tempfile
    from pathlib import Path

    from .._api.documents import is_table, read_document, read_table
    from .._api.files import save

    with tempfile.TemporaryDirectory(prefix="svctrade-") as folder:
        path = _converted(Path(file), Path(folder), convert=convert)
        settings: dict[str, Any] = {
            "strict": not lenient,
            "corrections": corrections,
            "id": Path(file).stem,
        }
        with value_error_as_usage_error():
            if is_table(path):
                meanings = dict(map(_meaning, columns))
                settings["extra"] = "keep" if keep_columns else "error"
                found = read_table(path, meanings, **settings)
            else:
                if columns:
                    raise click.UsageError(gettext("--column goes with a table (.xlsx, .csv)"))
                found = read_document(path, **settings)
    if output is not None:
        save(found, output)
    checked = found.review()
    if review is not None:
        with value_error_as_usage_error():
            checked.to_excel(review, lang=lang)
    print_text(checked.as_text(reader_language(lang)))


@click.command("collect")
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(file_okay=False),
    help="The folder of the dataset (Parquet).",
)
@click.option("--parent", default="2020", help="An edition, an id or a file.  [default: 2020]")
@click.option(
    "--processes",
    type=click.IntRange(min=1),
    help="How many processes read.  [default: by the cores and the files]",
)
def collect_plans(folder: str, output: str, parent: str, processes: int | None) -> None:
    """Read every plan of a FOLDER, and write one dataset.

    What did not change since the last time is not written again. The exit code is 1 if a file could
    not be read.
    """
    from .._api.folders import read_folder

    with value_error_as_usage_error():
        found = read_folder(folder, processes=processes)
        written = found.to_parquet(output, parent=find_edition(parent) or parent)
    for row in found.report.to_dicts():
        if row["status"] != "read":
            print_text(f"{row['file']}: {row['message']}")
    print_text(ngettext("{} edition", "{} editions", len(found)))
    counts = {
        label: written["status"].count(label) for label in ("written", "unchanged", "removed")
    }
    print_text(gettext("{}: {} written, {} unchanged, {} removed").format(output, *counts.values()))
    if "failed" in found.report["status"]:
        raise click.exceptions.Exit(_FAULTY)


def _meaning(given: str) -> tuple[str, str | None]:
    heading, _, meaning = given.partition("=")
    return heading, meaning or None


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
    command = [office, "--headless", "--convert-to", target, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=False, capture_output=True, timeout=_SECONDS)  # noqa: S603  # the program that the user installed
    made = folder / f"{path.stem}.{target}"
    if not made.is_file():
        raise click.UsageError(gettext("LibreOffice could not convert {}").format(path.name))
    return made


COMMANDS: tuple[click.Command, ...] = (read_plan, collect_plans)
