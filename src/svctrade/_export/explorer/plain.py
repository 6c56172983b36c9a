"""The measures of the page as a plain table, for a reader without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

import attrs

from ..._model import Language, Measure
from .measures import FilteredMeasures

_HEADS: dict[Language, tuple[str, ...]] = {
    "en": ("No.", "Task", "Measure", "Responsibility", "Lead"),
    "zh": ("序号", "试点任务", "具体举措", "责任分工", "牵头单位"),
}
_NOTICE: dict[Language, str] = {
    "en": "Filters, comparison and downloads need JavaScript.",
    "zh": "筛选、比较和下载需要 JavaScript。",
}
# What UTF-8 cannot encode.
_SURROGATE = re.compile("[\\ud800-\\udfff]")


def plain_page(measures: FilteredMeasures, lang: Language) -> str:
    """Return the heading of an edition and a table of the measures, as HTML."""
    edition = measures.edition
    title = (edition.title_en if lang == "en" else None) or edition.title
    period = edition.publication.period(lang)
    # The period has a line of its own.
    document = attrs.evolve(edition.publication, in_force=None)
    lines = [title, period or "", document.cite(lang), _NOTICE[lang]]
    # A translation says whose it is.
    if lang == "en" and edition.translation:
        lines.append(edition.translation.as_text("en"))
    heading, *paragraphs = [escaped(line) for line in lines if line]
    head = "".join(f'<th scope="col">{name}</th>' for name in _HEADS[lang])
    rows = "".join(f"<tr>{''.join(_cells(measure, lang))}</tr>\n" for measure in measures)
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    body = f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n"
    return f'<h1>{heading}</h1>\n{text}<table class="columns">\n{body}</table>\n'


def _cells(measure: Measure, lang: Language) -> Iterator[str]:
    task, lead = measure.task, measure.lead
    english = lang == "en"
    has_english = english and bool(measure.text_en)
    body = lead and ((lead.body.name_en if english else None) or lead.body.name)
    texts = (
        str(measure.number),
        f"{task.number} {task.title_en}" if english and task.title_en else str(task),
        measure.text_en if has_english else measure.text,
        measure.responsibility_en if has_english else measure.responsibility,
        body,
    )
    for text in texts:
        yield f"<td>{escaped(text or '')}</td>"


def escaped(text: str) -> str:
    """Return a text for HTML in UTF-8, without what UTF-8 cannot encode."""
    return _SURROGATE.sub("\ufffd", escape(text))
