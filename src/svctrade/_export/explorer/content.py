"""What the page knows: measures, and for every value of a filter what it keeps, and why.

All of it is asked of the library here, so that the page only joins and intersects what it is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import repeat
from typing import Any, Protocol

import attrs

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
    Span,
    Task,
)
from ...exceptions import SvctradeError
from ..excel import column_width, validate_cell
from ..table import Table, as_cell, csv_lines

_LANGUAGES: tuple[Language, ...] = ("en", "zh")


class _Step(Protocol):
    def as_text(self, lang: Language) -> str: ...


class _Reason(Protocol):
    """Why a measure is in a set, as `svctrade.Reason` has it."""

    @property
    def where(self) -> str | None: ...
    @property
    def note(self) -> int | None: ...
    @property
    def span(self) -> Span | None: ...
    @property
    def steps(self) -> Sequence[_Step]: ...


class _Explanation(Protocol):
    @property
    def measure(self) -> Measure: ...
    @property
    def reasons(self) -> tuple[_Reason, ...]: ...


class Asked(Protocol):
    """A set of measures, which filters narrow by their names."""

    @property
    def edition(self) -> Edition: ...
    @property
    def numbers(self) -> tuple[int, ...]: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Measure]: ...
    def explain(self) -> Sequence[_Explanation]: ...
    def table(self, *, lang: Language) -> Table: ...


@attrs.frozen
class _Filter:
    """A filter of the face: its *values*, and the *option* that goes with it, with its choices.

    The first choice is what is meant where none is given. *reading* says that it asks a layer.
    """

    method: str
    values: Sequence[Any]
    option: str | None = None
    choices: tuple[Labelled | None, ...] = (None,)
    reading: bool = False


def build_content(measures: Asked, query: str, *, bundled: bool) -> dict[str, Any]:
    """Return what the page of a set knows, as values that JSON has.

    Args:
        measures: a set without filters of its own: the reasons are those of the page's filters.
        query: the query that gave the set.
        bundled: whether its edition is one of the package.
    """
    edition = measures.edition
    reasons = _Reasons()
    return {
        "edition": edition.id,
        "title": edition.title,
        "cited": {lang: edition.cite(lang) for lang in _LANGUAGES},
        "whole": len(edition.measures),
        "question": query,
        "python": _python(measures, bundled=bundled),
        "tasks": [str(task) for task in edition.tasks],
        "notes": [{"number": note.number, "text": note.text} for note in edition.notes],
        "regions": [_named(region) for region in edition.regions],
        "certainties": [_named(certainty) for certainty in Certainty],
        "measures": [_measure(measure, edition) for measure in measures],
        "filters": [_filter(asked, measures, reasons) for asked in _filters(edition)],
        "reasons": reasons.all,
        "tables": {lang: _table(measures.table(lang=lang)) for lang in _LANGUAGES},
    }


def _python(measures: Asked, *, bundled: bool) -> dict[str, str]:
    """Return the Python that gives the set: what comes *first*, and what filters follow.

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
    """Return a text as one types it in Python, which reads what JSON escapes."""
    return json.dumps(text, ensure_ascii=False)


def _measure(measure: Measure, edition: Edition) -> dict[str, Any]:
    degrees = [*Certainty]
    lead, words = measure.lead, measure.coverage.words
    return {
        "number": measure.number,
        "task": edition.tasks.index(measure.task),
        "text": measure.text,
        "statement": measure.responsibility,
        "lead": None if lead is None else _named(lead.body),
        "basis": None if lead is None else _named(lead.basis),
        "notes": [edition.notes.index(note) for note in measure.notes],
        # A digit for each region: its degree of certainty there.
        "certainty": "".join(str(degrees.index(measure.certainty(r))) for r in edition.regions),
        # The words of the text that the degrees rest on, where the statement names no region.
        "inferred": words and words.of(measure.text),
        "cited": {lang: edition.publication.cite(lang, measure.number) for lang in _LANGUAGES},
    }


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


def _filter(asked: _Filter, measures: Asked, reasons: _Reasons) -> dict[str, Any]:
    return {
        "method": asked.method,
        "option": asked.option,
        "choices": [
            choice and {"typed": choice.value, **_named(choice)} for choice in asked.choices
        ],
        "reading": asked.reading,
        "values": [
            _value(value, typed, asked, measures, reasons)
            for value in asked.values
            if (typed := _typed(value, asked.method, measures)) is not None
        ],
    }


def _value(
    value: Any, typed: str | int, asked: _Filter, measures: Asked, reasons: _Reasons
) -> dict[str, Any]:
    """Return what a value of a filter keeps by each choice: the places of the measures, and why."""
    place = {number: n for n, number in enumerate(measures.numbers)}
    kept: list[list[int]] = []
    why: list[list[int]] = []
    for choice in asked.choices:
        option = {} if choice is None else {str(asked.option): choice.value}
        found = getattr(measures, asked.method)(typed, **option).explain()
        kept.append([place[each.measure.number] for each in found])
        why.append([reasons.place_of(each.reasons) for each in found])
    return {"typed": typed, "python": _literal(typed), **_named(value), "kept": kept, "why": why}


def _typed(value: Any, method: str, measures: Asked) -> str | int | None:
    """Return what one types for a value: the first of its names that asks for it and nothing else.

    An edition of one's own may have a thing that no name tells from others: there is none for it.
    """
    ask = getattr(measures, method)
    meant = ask(value).numbers
    for name in _names(value):
        with suppress(SvctradeError, ValueError):
            if ask(name).numbers == meant:
                return name
    return None


def _names(value: Any) -> Iterator[str | int]:
    """Yield what one may type for a value, the shortest first."""
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
    """Return what a thing is called, in both languages where it has a name in both."""
    if isinstance(thing, Labelled):
        return {"zh": thing.label, "en": str(thing.value).replace("_", " ")}
    name = str(thing)
    return {"zh": name, "en": getattr(thing, "name_en", None) or name}


class _Reasons:
    """The reasons of all answers, each list of them once: most are those of many."""

    def __init__(self) -> None:
        self.all: list[list[dict[str, Any]]] = []
        self._places: dict[tuple[Any, ...], int] = {}

    def place_of(self, reasons: tuple[_Reason, ...]) -> int:
        """Return where these reasons stand, whatever was asked."""
        alike = tuple(attrs.evolve(reason, asked="") for reason in reasons)
        if alike not in self._places:
            self._places[alike] = len(self.all)
            self.all.append([_reason(reason) for reason in alike])
        return self._places[alike]


def _reason(reason: _Reason) -> dict[str, Any]:
    span = reason.span
    return {
        "where": reason.where,
        "note": reason.note,
        "span": None if span is None else [span.start, span.stop],
        "steps": [{lang: step.as_text(lang) for lang in _LANGUAGES} for step in reason.steps],
    }


def _table(table: Table) -> dict[str, Any]:
    """Return a table as lines of CSV, and as a sheet, or why no sheet can hold it."""
    rows = [[as_cell(value) for value in row] for row in table]
    columns = zip(table.names, zip(*rows, strict=True) if rows else repeat(()), strict=False)
    widths = [column_width(name, values) for name, values in columns]
    sheet: dict[str, Any] = {
        "name": table.name,
        "columns": table.names,
        "widths": widths,
        "rows": rows,
    }
    try:
        for n, row in enumerate(rows, start=2):
            for name, value in zip(table.names, row, strict=True):
                validate_cell(value, n, name)
    except ValueError as error:
        sheet = {"refused": str(error)}
    return {"csv": [*csv_lines(table)], "sheet": sheet}
