"""The content of the page: measures, and for every value of a filter what it keeps, and why.

The library computes all of it here; the page only unites and intersects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from os.path import commonprefix
from typing import Any

import attrs

from ..._io import decoded
from ..._model import (
    SCHEMES,
    Basis,
    Body,
    Certainty,
    Confidence,
    Edition,
    Item,
    Labelled,
    Language,
    Measure,
    Region,
    Role,
    Task,
    list_events,
)
from ..._model.record import exact_text
from ..._names import normalize_name, simplified_from
from ...exceptions import SvctradeError
from ..cover import make_cover
from ..excel import column_widths, validate_cell
from ..table import Table, as_cell, csv_lines, lay_out
from .measures import FilteredMeasures, Reason, Step
from .places import place_names, readings_of
from .tiles import tile_places

_LANGUAGES: tuple[Language, ...] = ("en", "zh")
_ASCII = re.compile("[ -~]+")
# The library that writes the workbooks of the page leaves these out of a text without a word.
_DROPPED = re.compile(
    "[\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffd"
    + "".join(chr((plane << 16) + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
    + "]"
)


@attrs.frozen
class _Filter:
    """A filter of `MeasureSet`: its *values*, and its *option* with the choices for it.

    The first choice is the default. *reading* says that the filter needs a layer.
    """

    method: str
    values: Sequence[Any]
    option: str | None = None
    choices: tuple[Labelled | None, ...] = (None,)
    reading: bool = False


def build_content(measures: FilteredMeasures, query: str, *, bundled: bool) -> dict[str, Any]:
    """Return the content of the page of a set, as values that JSON has.

    Its "further" is what the first list does not need.

    Args:
        measures: a set without filters of its own; the reasons are those of the page's filters.
        query: the query that gave the set.
        bundled: whether its edition is one of the package, which `svctrade.measures` takes by id.
    """
    edition = measures.edition
    reasons = _Reasons()
    tables = {lang: page_table(measures.table(lang=lang)) for lang in _LANGUAGES}
    # The period has a line of its own.
    document = attrs.evolve(edition.publication, in_force=None)
    return {
        "edition": edition.id,
        "title": {"zh": edition.title, "en": edition.title_en or edition.title},
        "period": {lang: edition.publication.period(lang) for lang in _LANGUAGES},
        # Whose translation the English texts are.
        "translation": edition.translation.as_text("en") if edition.translation else None,
        "cited": {lang: document.cite(lang) for lang in _LANGUAGES},
        "whole": len(edition.measures),
        "question": query,
        "python": _python(measures, bundled=bundled),
        "tasks": [_named(task) for task in edition.tasks],
        "notes": [
            {"number": note.number, "text": note.text, "english": note.text_en}
            for note in edition.notes
        ],
        # A term of Latin letters that is in none of these is looked for in the translation.
        "printed": sorted({run for m in edition.measures for run in _ASCII.findall(m.text)}),
        "traditional": _traditional(edition),
        "regions": [
            {**_named(region), "official": region.official_name} for region in edition.regions
        ],
        "tiles": tile_places(edition),
        "certainties": [{**_named(c), **_definition(c)} for c in Certainty],
        "measures": [_measure(measure, edition) for measure in measures],
        "filters": [_filter(filter_, measures, reasons) for filter_ in _filters(edition)],
        # Why there is no workbook, where a text is none that a cell can hold.
        "refused": {lang: table["sheet"].get("refused") for lang, table in tables.items()},
        "further": {
            "places": place_names(measures),
            "reasons": reasons.all,
            "steps": reasons.steps,
            "citations": _citations(measures),
            "tables": tables,
            "covers": {lang: _cover(measures, query, lang, bundled=bundled) for lang in _LANGUAGES},
        },
    }


def _cover(
    measures: FilteredMeasures, query: str, lang: Language, *, bundled: bool
) -> dict[str, Any]:
    """Return the first sheet of a workbook; the page puts its own query in place of *query*."""
    cover = make_cover("", query, measures.edition, lang, bundled=bundled)
    return {"name": cover.name, "columns": cover.names, "rows": [[*row] for row in cover]}


def _traditional(edition: Edition) -> list[str]:
    """Return pairs of a simplified character that the edition has and a traditional one."""
    texts = [m.text + m.responsibility for m in edition.measures]
    names = [n for thing in (*edition.bodies, *edition.regions) for n in thing.name_variants]
    known = {*"".join(texts), *"".join(names)}
    items = edition.layer.items if edition.layer else ()
    known.update(*(item.name for item in items), *(str(task) for task in edition.tasks))
    return [
        simplified + chr(written)
        for written, simplified in decoded("names/traditional.json", simplified_from).items()
        if simplified in known
    ]


def _python(measures: FilteredMeasures, *, bundled: bool) -> dict[str, str]:
    """Return the Python code for the set: what comes *first*, and what the filters follow.

    >>> import svctrade
    >>> _python(svctrade.measures().numbered(59), bundled=True)["start"]
    'svctrade.measures("2020").numbered(59)'
    """
    edition = measures.edition
    lines = ["import svctrade", ""]
    start = f"svctrade.measures({_quoted(edition.id)})"
    if not bundled:
        layer = '.with_layer("layer.json")' if edition.layer else ""
        lines.append(f"edition = svctrade.load({_quoted(f'{edition.id}.json')}){layer}")
        start = "svctrade.measures(edition)"
    if not measures:
        start += "[:0]"
    elif len(measures) < len(edition.measures):
        start += f".numbered({', '.join(map(str, measures.numbers))})"
    return {"first": "".join(f"{line}\n" for line in lines), "start": start}


def _quoted(text: str) -> str:
    """Return a text as a Python literal; Python reads the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)


def _measure(measure: Measure, edition: Edition) -> dict[str, Any]:
    degrees = [*Certainty]
    lead, words = measure.lead, measure.coverage.words
    return {
        "number": measure.number,
        "task": edition.tasks.index(measure.task),
        "text": measure.text,
        "english": measure.text_en,
        "statement": measure.responsibility,
        "statementEnglish": measure.responsibility_en if measure.text_en else None,
        "lead": None if lead is None else _named(lead.body),
        "basis": None if lead is None else _named(lead.basis),
        "notes": [edition.notes.index(note) for note in measure.notes],
        # What the clauses of the statement say in English, by their place.
        "clauses": [[a.span.start, a.span.stop, a.text_en] for a in measure.assignments],
        # Notes whose mark it has in another sense.
        "byLetter": [note.number for note in measure.notes if measure.number in note.by_letter],
        "events": {lang: list_events(measure.events, lang) for lang in _LANGUAGES},
        # A digit for each region: its degree of certainty there.
        "certainty": "".join(str(degrees.index(measure.certainty(r))) for r in edition.regions),
        # The words of the text that the degrees rest on where the statement names no region.
        "inferred": words and words.of(measure.text),
    }


def _citations(measures: FilteredMeasures) -> dict[str, Any]:
    """Return the citations of measures by their style: how all begin and end, and the rest.

    >>> import svctrade
    >>> chinese = _citations(svctrade.measures().numbered(58, 59))["zh"]
    >>> chinese["rest"]
    ['8', '9']
    >>> chinese["begin"][-2:], chinese["end"][:6]
    ('第5', '项[EB/O')
    """
    cite = measures.edition.publication.cite
    return {
        style: _shared([cite(style, number) for number in measures.numbers])
        for style in ("zh", "en", "bibtex")
    }


def _shared(texts: list[str]) -> dict[str, Any]:
    """Return what texts begin and end with, and the rest of each."""
    begin = commonprefix(texts)  # noqa: RUF071  # of characters
    rest = [text.removeprefix(begin) for text in texts]
    end = commonprefix([text[::-1] for text in rest])[::-1]  # noqa: RUF071  # the same
    return {"begin": begin, "end": end, "rest": [text.removesuffix(end) for text in rest]}


def _filters(edition: Edition) -> Iterator[_Filter]:
    at_least = (Certainty.COVERED, Certainty.NAMED, Certainty.POSSIBLE)
    yield _Filter("in_region", edition.regions, "at_least", at_least)
    yield _Filter("led_by", edition.bodies, "basis", (None, *Basis))
    yield _Filter("involving", edition.bodies, "role", (None, *Role))
    yield _Filter("with_role", [*Role])
    yield _Filter("in_task", edition.tasks)
    yield _Filter("under", edition.frameworks)
    for scheme, method in zip(SCHEMES, ("in_service", "by_mode", "about"), strict=True):
        items = [i for i in (edition.layer.items if edition.layer else ()) if i.scheme == scheme]
        yield _Filter(method, items, "confidence", (None, Confidence.CLEAR), reading=True)


def _filter(filter_: _Filter, measures: FilteredMeasures, reasons: _Reasons) -> dict[str, Any]:
    return {
        "method": filter_.method,
        "option": filter_.option,
        "choices": [
            choice and {"typed": choice.value, **_named(choice), **_definition(choice)}
            for choice in filter_.choices
        ],
        "reading": filter_.reading,
        "values": [
            _value(value, typed, filter_, measures, reasons)
            for value in filter_.values
            if (typed := _typed(value, filter_.method, measures)) is not None
        ],
    }


def _value(
    value: Any, typed: str | int, filter_: _Filter, measures: FilteredMeasures, reasons: _Reasons
) -> dict[str, Any]:
    """Return what a value of a filter keeps by each choice: positions of measures, and why."""
    place = {number: n for n, number in enumerate(measures.numbers)}
    kept: list[list[int]] = []
    why: list[list[int]] = []
    for choice in filter_.choices:
        option = {} if choice is None else {str(filter_.option): choice.value}
        found = getattr(measures, filter_.method)(typed, **option).explain()
        kept.append([place[each.measure.number] for each in found])
        why.append([reasons.place_of(each.reasons) for each in found])
    return {
        "typed": typed,
        "python": _literal(typed),
        **_named(value),
        **_definition(value),
        **_searched_names(value, filter_, measures),
        "kept": kept,
        "why": why,
    }


def _searched_names(value: Any, filter_: _Filter, measures: FilteredMeasures) -> dict[str, Any]:
    """Return the names by which the page finds a region or a body: those that select it alone."""
    if filter_.method not in ("in_region", "involving"):
        return {}
    select = getattr(measures, filter_.method)
    expected = select(value).numbers
    names: dict[str, str] = {}
    for name in value.name_variants:
        with suppress(SvctradeError, ValueError):
            if select(name).numbers == expected:
                names.setdefault(normalize_name(name), name)
    found = [*names.values()]
    return {"names": found, "spelt": readings_of(found)}


def _definition(thing: Any) -> dict[str, Any]:
    """Return what a term means, in both languages, where the vocabulary says it."""
    if isinstance(thing, Labelled) and thing.definition and thing.definition_en:
        return {"definition": {"zh": thing.definition, "en": thing.definition_en}}
    return {}


def _typed(value: Any, method: str, measures: FilteredMeasures) -> str | int | None:
    """Return the text to type for a value: the first of its names that selects it and nothing else.

    In an edition that is not bundled a thing may share every name with others; it has no such text.
    """
    select = getattr(measures, method)
    expected = select(value).numbers
    for name in _names(value):
        with suppress(SvctradeError, ValueError):
            if select(name).numbers == expected:
                return name
    return None


def _names(value: Any) -> Iterator[str | int]:
    """Yield the texts that select a value, the shortest first."""
    if isinstance(value, Task):
        yield from (value.number, value.label, value.title)
    elif isinstance(value, (Body, Region)):
        yield from value.name_variants
    elif isinstance(value, Item):
        yield from (value.name, value.code)
    else:
        yield str(value.value) if isinstance(value, Labelled) else str(value)


def _literal(typed: str | int) -> str:
    return _quoted(typed) if isinstance(typed, str) else str(typed)


def _named(thing: Any) -> dict[str, str]:
    """Return the name of a thing in both languages; a thing with one name has it twice."""
    if isinstance(thing, Labelled):
        return {"zh": thing.label, "en": thing.label_en}
    if isinstance(thing, Task) and thing.title_en:
        return {"zh": exact_text(thing), "en": f"{thing.number} {thing.title_en}"}
    name = exact_text(thing)
    return {"zh": name, "en": getattr(thing, "name_en", None) or name}


class _Reasons:
    """The reasons of all results and their steps, each once, because most are shared."""

    def __init__(self) -> None:
        self.all: list[list[dict[str, Any]]] = []
        self.steps: list[dict[str, str]] = []
        self._places: dict[tuple[Any, ...], int] = {}
        self._places_of_steps: dict[Step, int] = {}

    def place_of(self, reasons: tuple[Reason, ...]) -> int:
        """Return the position of these reasons, whatever the filter."""
        key = tuple((r.where, r.note, r.span, r.steps) for r in reasons)
        if key not in self._places:
            self._places[key] = len(self.all)
            self.all.append([self._reason(reason) for reason in reasons])
        return self._places[key]

    def _reason(self, reason: Reason) -> dict[str, Any]:
        span = reason.span
        return {
            "where": reason.where,
            "note": reason.note,
            "span": None if span is None else [span.start, span.stop],
            "steps": [self._place_of_step(step) for step in reason.steps],
        }

    def _place_of_step(self, step: Step) -> int:
        if step not in self._places_of_steps:
            self._places_of_steps[step] = len(self.steps)
            self.steps.append({lang: step.as_text(lang) for lang in _LANGUAGES})
        return self._places_of_steps[step]


def page_table(table: Table) -> dict[str, Any]:
    """Return a table as lines of CSV, and as a sheet or the error that makes it impossible.

    The sheet has the columns of the library's workbook; the page's library cannot group its rows.
    """
    laid_out = lay_out(table)
    rows = [[as_cell(value, table.joint) for value in row] for row in laid_out]
    sheet: dict[str, Any] = {
        "name": table.name,
        "columns": laid_out.names,
        "widths": column_widths(laid_out.names, rows, grouped=laid_out.outline is not None),
        "rows": rows,
    }
    try:
        for n, row in enumerate(rows, start=2):
            for name, value in zip(laid_out.names, row, strict=True):
                _validate(value, n, name)
    except ValueError as error:
        sheet = {"refused": str(error)}
    return {"csv": [*csv_lines(table)], "sheet": sheet}


def _validate(value: Any, row: int, name: str) -> None:
    """Refuse a value that no cell can hold, or that would not be written as it is.

    Raises:
        ValueError: a character is the reason.
    """
    validate_cell(value, row, name)
    if isinstance(value, str) and (dropped := _DROPPED.search(value)):
        raise ValueError(
            f"row {row} of {name!r} has the character {dropped[0]!r}, which the page cannot write "
            "into a workbook"
        )
