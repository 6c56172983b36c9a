"""Commands that query an edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from gettext import gettext
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from .._display.grid import Grid
from .._export.columns import build_counts_table, overlap_note
from .._model import CitationStyle, Key, annotation_rows
from .commands import Option, command
from .errors import in_options, value_error_as_usage_error
from .filters import Selection, filter_options, in_option_names, parse_term, unite
from .messages import alternatives
from .numbers import flat, parse_numbers
from .output import Output, columns_output, draw, table_output, text_output, wrapped
from .reading_options import Reader, reading_options

if TYPE_CHECKING:
    from .._export.table import Table
    from .._model import Language, Measure
    from .._query.measure_set import MeasureSet

# A measure is shown without what it does not have or is not.
_NOT_SHOWN = ("", "no", "否")
# Nor with lines of the source, which only programs need, and what is said in other words.
_LEFT_OUT = ("first_line", "last_line", "regions", "everywhere", "open_ended")
_DRAWN_COLUMNS = 5
_BY_CERTAINTY = "certainty"


def _notes(found: MeasureSet, lang: Language) -> list[str]:
    """Return when the pilot ran and what followed, and whose translation is shown."""
    translation = found.edition.translation if lang == "en" else None
    period = found.edition.publication.period(lang)
    return [period, translation.as_text(lang) if translation else ""]


def _print_measures(output: Output, found: MeasureSet, selection: Selection, caption: str) -> None:
    """Print a table of measures; with the certainty in the regions that are asked for."""
    table = found.table(lang=output.table_language, certainty_for=selection.regions)
    plain = {*(found - found).table(lang=output.table_language).names}
    certainties = [name for name in table.names if name not in plain]
    shown = (*table.names[:_DRAWN_COLUMNS], *certainties)
    output.print_table(table, caption, _notes(found, output.reader), shown=shown)


@command("list")
@click.argument("numbers", nargs=-1, type=parse_numbers)
@filter_options
@table_output
def _list(selection: Selection, output: Output) -> None:
    found = selection.measures()
    _print_measures(output, found, selection, found.heading(output.reader))


@command("show")
@click.argument("numbers", nargs=-1, required=True, type=parse_numbers)
@reading_options
@columns_output
def _show(numbers: tuple[tuple[int, ...], ...], reader: Reader, output: Output) -> None:
    found = reader.measures().numbered(*flat(numbers))
    table = found.table(lang=output.table_language)
    if output.format != "table" or output.chooses_columns:
        output.print_table(table, found.heading(output.reader))
        return
    lang = output.reader
    parts = [_shown(measure, table, n, lang) for n, measure in enumerate(found)]
    # The citation has the period.
    notes = "" if output.quiet else wrapped(_notes(found, lang)[1:])
    output.print_text("\n\n".join(filter(None, [*parts, notes])), found.heading(lang), drawn=True)


def _shown(measure: Measure, table: Table, at: int, lang: Language) -> str:
    """Return a measure with every field that people read, drawn."""
    from .._export.columns import is_heading

    row = [*table.text_rows()][at]
    fields = [
        (name, text)
        for name, text in zip(table.names, row, strict=True)
        if text not in _NOT_SHOWN and not any(is_heading(n, name) for n in _LEFT_OUT)
    ]
    number, task = fields[0][1], fields[1][1]
    fields = fields[2:]
    fields += annotation_rows(measure, lang)
    fields.append(("Applies" if lang == "en" else "适用地区", measure.coverage.as_text(lang)))
    fields.append(("Citation" if lang == "en" else "引用格式", measure.cite(lang)))
    caption = f"{number} · Task {task}" if lang == "en" else f"{number} {task}"
    return draw(Grid(caption, (), fields))


@command("explain")
@click.argument("numbers", nargs=-1, type=parse_numbers)
@filter_options
@text_output("text", "json")
def _explain(selection: Selection, output: Output) -> None:
    found = selection.measures()
    explained = [*found.explain()]
    missing = [number for number in selection.numbers if number not in found.numbers]
    if missing:
        explained += selection.measures(but="numbered").explain_missing(*missing)
    if output.format == "json":
        import json

        dicts = [explanation.to_dict(output.lang or "en") for explanation in explained]
        output.print_text(json.dumps(dicts, ensure_ascii=False, indent=1), exact=True)
        return
    lang = output.reader
    heading = found.heading(lang)
    parts = [in_options(in_option_names(each).as_text(lang)) for each in explained]
    if not output.quiet:
        parts = [heading, *parts, wrapped(_notes(found, lang))]
    output.print_text("\n\n".join(filter(None, parts)), heading)


@command("search")
@click.argument("words", nargs=-1, required=True, type=parse_term)
@filter_options
@table_output
def _search(words: tuple[str, ...], selection: Selection, output: Output) -> None:
    from .word_search import search_word

    words = tuple(dict.fromkeys(words))
    within = selection.measures()
    matches = {word: search_word(word, within) for word in words}
    found = within
    for by_filter, _ in matches.values():
        found &= unite([within - within, *by_filter.values()])
    lang = output.reader
    lines = [_heading_of_search(words, found, within, lang)]
    for word, (by_filter, near) in matches.items():
        lines += [f"  {option}: {len(kept)}" for option, kept in by_filter.items()]
        if not by_filter:
            lines.append("  " + gettext("no filter finds {!r}").format(word))
        if near and not by_filter:
            names = alternatives([repr(name) for name in near])
            lines.append("  " + gettext("did you mean {}?").format(names))
    _print_measures(output, found, selection, "\n".join(lines))


def _heading_of_search(
    words: tuple[str, ...], found: MeasureSet, within: MeasureSet, lang: Language
) -> str:
    quoted = [f"“{word}”" for word in words]
    if lang == "en":
        return f"Measures found by {' and '.join(quoted)}: {len(found)} of {len(within)}"
    return f"按{'、'.join(quoted)}找到的举措：{len(within)}项中的{len(found)}项"


@command("count")
@click.option(
    "--by",
    "key",
    cls=Option,
    type=click.Choice([*get_args(Key), _BY_CERTAINTY]),
    required=True,
    help="What to count by; certainty needs one --region.",
)
@filter_options
@table_output
def _count(key: str, selection: Selection, output: Output) -> None:
    counts: Mapping[Any, int]
    if key == _BY_CERTAINTY:
        if len(selection.regions) != 1:
            raise click.UsageError(gettext("--by certainty goes with one --region"))
        if selection.region_options:
            without = alternatives(selection.region_options)
            raise click.UsageError(gettext("--by certainty does not go with {}").format(without))
        found = selection.measures(but="in_region")
        groups = found.by_certainty(selection.regions[0])
        counts = {degree: len(group) for degree, group in groups.items()}
    else:
        found = selection.measures()
        with value_error_as_usage_error():
            counts = cast("Any", found).count_by(key)
    table = build_counts_table(key, counts, output.table_language)
    overlap = sum(counts.values()) > len(found)
    notes = [overlap_note(output.reader)] if overlap else []
    output.print_table(table, found.heading(output.reader), notes)


@command("crosstab")
@click.argument("down", metavar="ROWS", type=click.Choice(get_args(Key)))
@click.argument("across", metavar="COLUMNS", type=click.Choice(get_args(Key)))
@filter_options
@table_output
def _crosstab(down: Key, across: Key, selection: Selection, output: Output) -> None:
    found = selection.measures()
    with value_error_as_usage_error():
        table = found.crosstab(down, across, lang=output.table_language)
    notes = [overlap_note(output.reader)]
    if "role" in (down, across) and {"body", "lead", "region"} & {down, across}:
        notes.append(gettext("The roles are those that each party itself has."))
    output.print_table(table, found.heading(output.reader), notes, narrow=True)


# The styles that have endings of their own.
_STYLES: dict[str, CitationStyle] = {"bibtex": "bibtex", "csl": "csl"}


@command("cite")
@click.argument("numbers", nargs=-1, type=parse_numbers)
@click.option(
    "--style",
    cls=Option,
    type=click.Choice(get_args(CitationStyle)),
    help="zh is GB/T 7714, en English, csl CSL JSON.  [default: by the language]",
)
@click.option(
    "--accessed",
    cls=Option,
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The day on which you visited the address.",
)
@reading_options
@text_output(endings={".bib": "bibtex", ".json": "csl"})
def _cite(
    numbers: tuple[tuple[int, ...], ...],
    style: CitationStyle | None,
    accessed: datetime | None,
    reader: Reader,
    output: Output,
) -> None:
    whole = reader.measures()
    day = accessed.date() if accessed else None
    chosen = style or _STYLES.get(output.format, output.reader)
    things = whole.numbered(*flat(numbers)) if numbers else [whole.edition]
    cited = [thing.cite(chosen, accessed=day) for thing in things]
    if chosen == "csl":
        import json

        items = [item for text in cited for item in json.loads(text)]
        cited = [json.dumps(items, ensure_ascii=False, indent=1)]
    output.print_text("\n".join(cited), exact=True)


COMMANDS: tuple[click.Command, ...] = (_list, _show, _explain, _search, _count, _crosstab, _cite)
