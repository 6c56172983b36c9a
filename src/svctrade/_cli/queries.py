"""Commands that query an edition."""

from __future__ import annotations

from typing import Any, get_args

import click

from .._api.queries import measures
from .._display.grid import Grid
from .._export.columns import build_counts_table
from .._model import Key, Language, annotation_rows
from .._query.measure_set import MeasureSet
from .options import (
    drawn_language,
    edition_option,
    filter_options,
    find_edition,
    format_option,
    lang_option,
    reader_language,
    select_measures,
    table_format_option,
    value_error_as_usage_error,
)
from .output import print_grid, print_table, print_text, write_table

# A measure is shown without what it does not have or is not.
_NOT_SHOWN = ("", "no", "否")


@click.command("list")
@filter_options
@table_format_option
@lang_option
def list_measures(format_: str, lang: Language | None, **options: Any) -> None:
    """List the measures that the filters keep."""
    found = select_measures(options)
    drawn = format_ in ("table", "markdown")
    lang = drawn_language(format_, lang)
    table = found.table(lang=lang, certainty_for=options["in_region"])
    if drawn:
        shown = len(options["in_region"])
        table = table.select(*table.names[:5], *table.names[len(table.names) - shown :])
    print_table(table, format_, _caption(found, lang))
    if format_ == "table":
        _print_period(found, lang)


def _print_period(found: MeasureSet, lang: Language | None) -> None:
    """Print when the pilot ran and what followed, and whose translation is shown."""
    edition, lang = found.edition, reader_language(lang)
    translation = edition.translation if lang == "en" else None
    lines = [edition.publication.period(lang), translation.as_text(lang) if translation else ""]
    if any(lines):
        print_text("\n".join(["", *(line for line in lines if line)]))


def _caption(found: MeasureSet, lang: Language | None) -> str:
    return f"{found.heading(reader_language(lang))}\n{found.query}"


@click.command("show")
@click.argument("numbers", nargs=-1, required=True, type=int)
@edition_option
@table_format_option
@lang_option
def show_measures(
    numbers: tuple[int, ...], edition: str | None, format_: str, lang: Language | None
) -> None:
    """Show measures by their numbers, with every field."""
    found = measures(find_edition(edition)).numbered(*numbers)
    table = found.table(lang=drawn_language(format_, lang))
    if format_ != "table":
        print_text(write_table(table, format_), exact=True)
        return
    reader = reader_language(lang)
    for measure, row in zip(found, table.text_rows(), strict=True):
        said = zip(table.names, row, strict=True)
        fields = [(name, text) for name, text in said if text not in _NOT_SHOWN]
        fields += annotation_rows(measure, reader)
        number, task = fields[0][1], fields[1][1]
        caption = f"{number} · Task {task}" if reader == "en" else f"{number} {task}"
        print_grid(Grid(caption, (), fields))
    _print_period(found, lang)


@click.command("explain")
@filter_options
@format_option("table", "json")
@lang_option
def explain_measures(format_: str, lang: Language | None, **options: Any) -> None:
    """Explain why each measure matches, and quote the document.

    With --number beside other filters, a measure that does not match is explained too: the first
    filter that excludes it, and the words that decide.
    """
    found = select_measures(options)
    explained = [*found.explain()]
    others = select_measures({**options, "numbered": ()})
    missing = [number for number in options["numbered"] if number not in found.numbers]
    explained += others.explain_missing(*missing) if missing else ()
    if format_ == "json":
        import json

        dicts = [explanation.to_dict(lang or "en") for explanation in explained]
        print_text(json.dumps(dicts, ensure_ascii=False, indent=1), exact=True)
        return
    text = "\n\n".join(explanation.as_text(reader_language(lang)) for explanation in explained)
    print_text(text or _caption(found, lang))
    _print_period(found, lang)


@click.command("count")
@click.option(
    "--by", "key", type=click.Choice(get_args(Key)), required=True, help="What to count by."
)
@filter_options
@table_format_option
@lang_option
def count_measures(key: Key, format_: str, lang: Language | None, **options: Any) -> None:
    """Count the measures that the filters keep, by a key."""
    found = select_measures(options)
    with value_error_as_usage_error():
        counts = found.count_by(key)
    print_table(
        build_counts_table(key, counts, drawn_language(format_, lang)),
        format_,
        _caption(found, lang),
    )


COMMANDS: tuple[click.Command, ...] = (
    list_measures,
    show_measures,
    explain_measures,
    count_measures,
)
