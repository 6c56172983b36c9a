"""What the page of a plan has besides: its alignment with a parent, and its review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import attrs

from ..._model import (
    RELATIONS,
    Certainty,
    Edition,
    Labelled,
    Language,
    Lead,
    Measure,
    Region,
    Span,
    in_english,
    relation_label,
)
from ..table import Table
from .content import page_table
from .measures import FilteredMeasures
from .plain import escaped

_LANGUAGES: tuple[Language, ...] = ("en", "zh")
# What a row of an alignment is called.
_HEADS: dict[str, dict[Language, tuple[str, ...]]] = {
    "alignment": {
        "en": ("Alignment", "Measure of the plan", "Relation", "Measure of the parent"),
        "zh": ("对照", "方案举措", "关系", "上位文件举措"),
    },
    "review": {
        "en": ("Review", "Measure", "Line", "Kind", "Printed", "Read as"),
        "zh": ("核对", "序号", "行", "类别", "原文", "说明"),
    },
}


class _Passage(Protocol):
    @property
    def here(self) -> Span: ...
    @property
    def there(self) -> Span: ...


class _Parent(Protocol):
    @property
    def measure(self) -> Measure: ...
    @property
    def relation(self) -> str: ...
    @property
    def likeness(self) -> float: ...
    @property
    def shared(self) -> Sequence[_Passage]: ...
    @property
    def counterparts(self) -> tuple[str, ...]: ...
    @property
    def basis(self) -> str: ...
    @property
    def by(self) -> str: ...
    @property
    def on(self) -> str: ...


class _Link(Protocol):
    @property
    def measure(self) -> Measure: ...
    @property
    def parents(self) -> Sequence[_Parent]: ...
    @property
    def new_words(self) -> tuple[str, ...]: ...


class AlignedPlan(Protocol):
    """What a plan takes over from its parent, as `svctrade.Alignment` is."""

    @property
    def parent(self) -> Edition: ...
    @property
    def region(self) -> Region | None: ...
    @property
    def links(self) -> Sequence[_Link]: ...
    @property
    def own(self) -> Sequence[Measure]: ...
    @property
    def not_taken_up(self) -> Sequence[Measure]: ...
    def degree(self, measure: Measure) -> Certainty | None: ...
    def summary(self, lang: Language) -> str: ...
    def table(self) -> Table: ...


@attrs.frozen
class _Row:
    """A row of the table of an alignment: a measure of the plan, one of the parent, or both."""

    relation: str
    measure: Measure | None
    there: Measure | None
    up: _Parent | None = None
    new_words: tuple[str, ...] = ()


def _rows(alignment: AlignedPlan) -> Iterator[_Row]:
    """Yield the rows of an alignment, in the order of its table."""
    for link in alignment.links:
        for up in link.parents:
            yield _Row(up.relation, link.measure, up.measure, up, link.new_words)
    yield from (_Row("own", measure, None) for measure in alignment.own)
    yield from (_Row("not taken up", None, there) for there in alignment.not_taken_up)


def build_plan(measures: FilteredMeasures, alignment: AlignedPlan | None) -> dict[str, Any]:
    """Return what the page of a plan has besides, as values that JSON has; nothing for another.

    Args:
        measures: the measures of the page.
        alignment: the alignment of their edition, if there is one.
    """
    place = {number: n for n, number in enumerate(measures.numbers)}
    content: dict[str, Any] = {}
    if alignment is not None:
        content["alignment"] = _alignment(alignment, place)
    if review := measures.edition.review():
        content["review"] = _review(measures.edition, place)
        content["review"]["summary"] = {lang: review.summary(lang) for lang in _LANGUAGES}
    return content


def _alignment(alignment: AlignedPlan, place: dict[int, int]) -> dict[str, Any]:
    """Return an alignment: the rows whose measures the page has, and the parent's measures."""
    rows = [*_rows(alignment)]
    kept = [n for n, row in enumerate(rows) if row.measure is None or row.measure.number in place]
    named = {row.there.number: row.there for n in kept if (row := rows[n]).there is not None}
    where = {number: n for n, number in enumerate(named)}
    region = alignment.region
    return {
        "summary": {lang: alignment.summary(lang) for lang in _LANGUAGES},
        "parent": {
            "id": alignment.parent.id,
            "zh": alignment.parent.title,
            "en": alignment.parent.title_en or alignment.parent.title,
        },
        "region": region and _both(region.name, region.name_en),
        "relations": RELATIONS,
        "parents": [_parent(measure, alignment) for measure in named.values()],
        "rows": [_row(rows[n], place, where) for n in kept],
        "table": page_table(_select(alignment.table(), kept)),
    }


def _parent(measure: Measure, alignment: AlignedPlan) -> dict[str, Any]:
    degree = alignment.degree(measure)
    return {
        "number": measure.number,
        "text": measure.text,
        "english": measure.text_en,
        **_lead(measure.lead),
        "degree": None if degree is None else [*Certainty].index(degree),
    }


def _lead(lead: Lead | None) -> dict[str, Any]:
    if lead is None:
        return {"lead": None, "basis": None}
    return {"lead": _both(lead.body.name, lead.body.name_en), "basis": _labels(lead.basis)}


def _both(name: str, english: str | None) -> dict[str, str]:
    """Return a name in both languages; a thing with one name has it twice."""
    return {"zh": name, "en": english or name}


def _labels(term: Labelled) -> dict[str, str]:
    return _both(term.label, term.label_en)


def _row(row: _Row, place: dict[int, int], where: dict[int, int]) -> dict[str, Any]:
    up = row.up
    content: dict[str, Any] = {
        "relation": row.relation,
        "place": None if row.measure is None else place[row.measure.number],
        "parent": None if row.there is None else where[row.there.number],
    }
    if up is not None:
        content |= {
            "likeness": f"{up.likeness:.2f}",
            "here": [attrs.astuple(found.here) for found in up.shared],
            "there": [attrs.astuple(found.there) for found in up.shared],
            "new": row.new_words,
            "counterparts": up.counterparts,
            "decided": up.basis,
            "who": " ".join(filter(None, (up.by, up.on))),
        }
    return content


def _select(table: Table, rows: Collection[int]) -> Table:
    """Return some rows of a table."""
    return attrs.evolve(
        table,
        columns=tuple(
            attrs.evolve(column, values=tuple(column.values[n] for n in rows))
            for column in table.columns
        ),
    )


def _review(edition: Edition, place: dict[int, int]) -> dict[str, Any]:
    """Return a review: what to look at, without the measures that the page has not."""
    review = edition.review()
    listed = enumerate(review)
    items = {n: item for n, item in listed if item.measure is None or item.measure in place}
    kept = [*items]
    tables: dict[Language, Table] = {
        lang: _select(review.table("items", lang=lang), kept) for lang in _LANGUAGES
    }
    labels, words, remarks = (
        [{lang: row[column] for lang, row in rows.items()} for rows in _by_row(tables)]
        for column in (2, 3, 4)
    )
    parties = [
        {**row, "place": place[row["number"]]}
        for row in review.table("parties").to_dicts()
        if row["number"] in place
    ]
    return {
        "kinds": {
            item.kind.value: label for item, label in zip(items.values(), labels, strict=True)
        },
        "items": [
            {
                "kind": item.kind.value,
                "place": None if item.measure is None else place[item.measure],
                "line": item.place.line if item.place else None,
                "words": printed,
                "said": remark,
                "nearest": _nearest(item.measure, item.text, parties),
            }
            for item, printed, remark in zip(items.values(), words, remarks, strict=True)
        ],
        "parties": [
            {name: party[name] for name in ("place", "party", "roles", "name", "kind", "nearest")}
            for party in parties
        ],
        "tables": {lang: page_table(table) for lang, table in tables.items()},
    }


def _by_row(tables: Mapping[Language, Table]) -> list[dict[Language, tuple[Any, ...]]]:
    """Return each row of tables in several languages, by language."""
    return [dict(zip(tables, rows, strict=True)) for rows in zip(*tables.values(), strict=True)]


def _nearest(number: int | None, words: str, parties: Iterable[dict[str, Any]]) -> str | None:
    """Return the known name that is nearest to a party of a measure."""
    found = (p["nearest"] for p in parties if (p["number"], p["party"]) == (number, words))
    return next(found, None)


def plain_plan(measures: FilteredMeasures, alignment: AlignedPlan | None, lang: Language) -> str:
    """Return the alignment and the review as tables of HTML, for a reader without JavaScript."""
    parts: list[str] = []
    place = {*measures.numbers}
    if alignment is not None:
        rows = [
            (_marked(row, here=True), _relation(row, lang), _marked(row, here=False))
            for row in _rows(alignment)
            if row.measure is None or row.measure.number in place
        ]
        parts.append(_table("alignment", lang, alignment.summary(lang), rows))
    if review := measures.edition.review():
        listed = [
            [escaped("" if cell is None else str(cell)) for cell in row]
            for row in review.table("items", lang=lang)
            if row[0] is None or row[0] in place
        ]
        parts.append(_table("review", lang, review.summary(lang), listed))
    return "".join(parts)


def _table(name: str, lang: Language, summary: str, rows: Iterable[Iterable[str]]) -> str:
    title, *heads = _HEADS[name][lang]
    head = "".join(f'<th scope="col">{one}</th>' for one in heads)
    lines = "".join(f"<p>{escaped(line)}</p>\n" for line in summary.splitlines())
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    table = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n"
    return f'<h2>{title}</h2>\n{lines}<table class="{name}">\n{table}</table>\n'


def _relation(row: _Row, lang: Language) -> str:
    label = relation_label(row.relation, english=in_english(lang))
    return label if row.up is None else f"{label} {row.up.likeness:.2f}"


def _marked(row: _Row, *, here: bool) -> str:
    """Return a measure of a row as HTML, with the shared words marked."""
    measure = row.measure if here else row.there
    if measure is None:
        return ""
    shared = row.up.shared if row.up else ()
    spans = sorted((p.here if here else p.there for p in shared), key=lambda span: span.start)
    text, at, out = measure.text, 0, f"{measure.number} "
    for span in spans:
        out += f"{escaped(text[at : span.start])}<mark>{escaped(span.of(text))}</mark>"
        at = span.stop
    return out + escaped(text[at:])
