"""Commands that query an edition."""

from __future__ import annotations

from typing import Any, get_args

import click

from .._api.queries import measures
from .._display.grid import Grid
from .._display.text import escape_controls
from .._export.columns import build_bodies_table, build_counts_table, build_regions_table
from .._export.table import as_text
from .._model import Key, Language
from .._query.measure_set import MeasureSet
from .options import (
    edition_option,
    filter_options,
    find_edition,
    format_option,
    lang_option,
    select_measures,
    table_format_option,
    value_error_as_usage_error,
)
from .output import format_count, print_grid, print_table, print_text, write_table


@click.command("list")
@filter_options
@table_format_option
@lang_option
def list_measures(format_: str, lang: Language, **options: Any) -> None:
    """List the measures that the filters keep."""
    found = select_measures(options)
    table = found.table(lang=lang)
    if format_ in ("table", "markdown"):
        table = table.select(*table.names[:5])
    print_table(table, format_, _caption(found, lang))


def _caption(found: MeasureSet, lang: Language) -> str:
    count, whole = len(found), len(found | ~found)
    if lang == "zh":
        return f"{found.query}：{whole}项举措中的{count}项"
    return f"{found.query}: {count} of {format_count(whole, 'measure')}"


@click.command("show")
@click.argument("numbers", nargs=-1, required=True, type=int)
@edition_option
@table_format_option
@lang_option
def show_measures(
    numbers: tuple[int, ...], edition: str | None, format_: str, lang: Language
) -> None:
    """Show measures by their numbers, with every field."""
    table = measures(find_edition(edition)).numbered(*numbers).table(lang=lang)
    if format_ != "table":
        print_text(write_table(table, format_), exact=True)
        return
    for row in table.rows():
        fields = [
            (name, as_text(value)) for name, value in zip(table.names, row, strict=True) if value
        ]
        print_grid(Grid(f"{fields[0][1]} {fields[1][1]}", (), fields))


@click.command("explain")
@filter_options
@format_option("table", "json")
@lang_option
def explain_measures(format_: str, lang: Language, **options: Any) -> None:
    """Explain why each measure matches, and quote the document."""
    found = select_measures(options).explain()
    if format_ == "json":
        import json

        dicts = [explanation.to_dict(lang) for explanation in found]
        print_text(json.dumps(dicts, ensure_ascii=False, indent=1), exact=True)
    else:
        text = "\n\n".join(explanation.as_text(lang) for explanation in found)
        print_text(escape_controls(text))


@click.command("bodies")
@edition_option
@table_format_option
@lang_option
def list_bodies(edition: str | None, format_: str, lang: Language) -> None:
    """List the bodies that the edition names."""
    found = measures(find_edition(edition))
    table = build_bodies_table(found.edition.bodies, found.count_by("body"), lang)
    if format_ == "table":
        table = table.select(*table.names[:2], *table.names[3:])
    print_table(table, format_, f"{len(table)} bodies")


@click.command("regions")
@click.option("--group", help="A regional group, such as 长三角.")
@edition_option
@table_format_option
@lang_option
def list_regions(group: str | None, edition: str | None, format_: str, lang: Language) -> None:
    """List the pilot regions."""
    from .._api.lookup import regions

    table = build_regions_table(regions(group, find_edition(edition)), lang)
    print_table(table, format_, f"{len(table)} regions")


@click.command("count")
@click.option(
    "--by", "key", type=click.Choice(get_args(Key)), required=True, help="What to count by."
)
@filter_options
@table_format_option
@lang_option
def count_measures(key: Key, format_: str, lang: Language, **options: Any) -> None:
    """Count the measures that the filters keep, by a key."""
    found = select_measures(options)
    with value_error_as_usage_error():
        counts = found.count_by(key)
    print_table(build_counts_table(key, counts, lang), format_, _caption(found, lang))


COMMANDS: tuple[click.Command, ...] = (
    list_measures,
    show_measures,
    explain_measures,
    list_bodies,
    list_regions,
    count_measures,
)
