"""The memo on a set of measures: the query, what it found, and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Protocol

from .._display.grid import Piece
from .._display.text import fit
from .._export.blocks import Block, Paragraph, TableBlock
from .._export.cover import about_rows, licence_of
from .._export.memo import Memo
from .._index.indexed_edition import IndexedEdition
from .._model import (
    Edition,
    Language,
    Measure,
    annotation_rows,
    as_date,
    coverage_parts,
    in_english,
)
from .._model.english import quoted
from .explain import UNREAD, Explanation, Reason, gloss_of, is_unread, quotation
from .headings import conditions_of, regions_asked
from .query import Query


class Found(Protocol):
    """A set of measures, which imports this module."""

    @property
    def edition(self) -> Edition: ...
    @property
    def query(self) -> str: ...
    def heading(self, lang: Language) -> str: ...
    def explain(self) -> tuple[Explanation, ...]: ...
    def __iter__(self) -> Iterator[Measure]: ...
    def __bool__(self) -> bool: ...


# How much of a measure the overview shows, in columns of a terminal.
_SHOWN = 90


def make_memo(
    found: Found,
    query: Query,
    indexed: IndexedEdition,
    lang: Language | None,
    on: date | None,
) -> Memo:
    """Return the memo on *found*.

    Args:
        found: the measures.
        query: their query.
        indexed: their edition.
        lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
        on: the date of the memo, if it has one.

    Raises:
        TypeError: the date is none.
        ValueError: *lang* is no language.
    """
    chosen: Language = "en" if in_english(lang) else "zh"
    writer = _Writer(found, query, indexed, chosen)
    day = None if on is None else as_date(on, "date")
    return Memo(found.heading(chosen), chosen, tuple(writer.blocks(day)))


class _Writer:
    def __init__(
        self,
        found: Found,
        query: Query,
        indexed: IndexedEdition,
        lang: Language,
    ) -> None:
        self.found = found
        self.edition: Edition = found.edition
        # The overview has the certainty in each.
        self.regions = regions_asked(query, indexed)
        self.lang: Language = lang
        self.english = lang == "en"
        self.bundled = indexed.is_bundled
        self.conditions = conditions_of(query, indexed, self.english)

    def _say(self, english: str, chinese: str) -> str:
        return english if self.english else chinese

    def blocks(self, on: date | None) -> Iterator[Block]:
        yield Paragraph("title", self.found.heading(self.lang))
        yield from self._status(on)
        period = self.edition.publication.period(self.lang)
        rows = about_rows(self.found.query, self.edition, self.lang)
        about = [row for row in rows if row[1] != period]  # it is above
        if on is not None:
            about = [(self._say("Date of this memo", "日期"), str(on)), *about]
        yield TableBlock((), tuple(about), (1.0, 4.0))
        yield Paragraph("heading", self._say("Measures", "举措"))
        if not self.found:
            yield Paragraph("text", self._say("No measure matches.", "没有符合条件的举措。"))
        else:
            yield self._overview()
            yield Paragraph("heading", self._say("What each rests on", "逐项依据"))
            explained = groupby(self.found.explain(), key=lambda e: e.measure.task)
            for task, explanations in explained:
                if str(task):  # a table may have no tasks
                    english = f"Task {task.number}: {task.title_en or quoted(task.title)}"
                    yield Paragraph("subheading", self._say(english, str(task)))
                for explanation in explanations:
                    yield from self._item(explanation)
        yield Paragraph("heading", self._say("Source and licence", "出处与许可"))
        yield Paragraph("text", self.edition.cite(self.lang, accessed=None))
        yield Paragraph("text", licence_of(self.lang, bundled=self.bundled))

    def _status(self, on: date | None) -> Iterator[Block]:
        if period := self.edition.publication.period(self.lang):
            yield Paragraph("text", period)
        if on is not None and self.edition.in_force:
            status = self.edition.status(on)
            chinese = {"before": "尚未开始", "in force": "实施中", "ended": "已结束"}[status]
            yield Paragraph(
                "text", self._say(f"Status on {on}: {status}.", f"截至{on}：{chinese}。")
            )

    def _overview(self) -> TableBlock:
        headings = [self._say("No.", "序号"), self._say("Measure", "具体举措")]
        headings += [
            self._say(f"In {r.name_en or quoted(r.name)}", f"适用程度（{r.name}）")
            for r in self.regions
        ]
        headings.append(self._say("Lead", "牵头单位"))
        rows = [
            (
                str(m.number),
                fit(self._text(m), _SHOWN),
                *(self._say(c.label_en, c.label) for c in map(m.certainty, self.regions)),
                m.lead.as_text(self.lang) if m.lead else self._say("none", "（无）"),
            )
            for m in self.found
        ]
        return TableBlock(tuple(headings), tuple(rows), (0.6, 5, *[1.2] * len(self.regions), 2.2))

    def _text(self, measure: Measure) -> str:
        return self._say(measure.text_en or quoted(measure.text), measure.text)

    def _cited(self, measure: Measure) -> str:
        publication = self.edition.publication
        name = publication.document_number or publication.title
        named = f"{quoted(name)}, " if name else ""
        return self._say(f"{named}item {measure.number}", f"{name}第{measure.number}项")

    def _item(self, explanation: Explanation) -> Iterator[Block]:
        measure = explanation.measure
        number = measure.number
        heading = self._say(f"Measure {number}", f"第{number}项")
        yield Paragraph("item", heading)
        if self.english and measure.text_en:
            yield Paragraph("text", measure.text_en)
        yield Paragraph("printed", measure.text)
        yield from self._statement(measure)
        for reason in explanation.reasons:
            yield Paragraph("point", tuple(self._reason(reason, measure)))
        applies = self._say("Where it applies: ", "适用地区：")
        yield Paragraph("point", applies + self._coverage(measure))
        colon = self._say(": ", "：")
        for label, text in annotation_rows(measure, self.lang):
            yield Paragraph("point", f"{label}{colon}{text}")
        yield Paragraph("point", self._say("Cite as: ", "引用：") + self._cited(measure))

    def _statement(self, measure: Measure) -> Iterator[Block]:
        """Yield the statement, or that there is none; where it was not read, that too."""
        colon = self._say("Responsibility: ", "责任分工：")
        if not measure.responsibility:
            none = self._say("the document has no statement.", "文件未载明。")
            yield Paragraph("text", colon + none)
            return
        if is_unread(measure):
            yield Paragraph("text", UNREAD.as_text(self.lang))
        elif self.english:
            yield Paragraph("text", colon + measure.responsibility_en)
        yield Paragraph("printed", self._say("", colon) + measure.responsibility)

    def _coverage(self, measure: Measure) -> str:
        if parts := coverage_parts(measure.coverage, self.lang):
            english = "; ".join(f"{regions} ({c.label_en})" for c, regions in parts)
            return self._say(english, "；".join(f"{regions}（{c.label}）" for c, regions in parts))
        return measure.coverage.as_text(self.lang)

    def _reason(self, reason: Reason, measure: Measure) -> Iterator[Piece]:
        condition = self.conditions.get(reason.asked, reason.asked)
        if condition.startswith("measures("):  # a query without filters
            condition = self._say("All measures", "全部举措")
        joint = self._say(" ", "")
        yield Piece(condition + self._say(":", "："))
        if reason.quote and (said := quotation(reason, self.lang)):
            before, quote, after = said
            yield Piece(joint + before)
            yield Piece(quote, "quote")
            yield Piece(after)
        gloss = gloss_of(reason, measure) if self.english else None
        if gloss:
            yield Piece(f" In English: {gloss.rstrip('.')}.", "faint")
        for step in reason.steps:
            yield Piece(joint + step.as_text(self.lang), "faint")
