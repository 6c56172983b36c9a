"""Where a document stands: its text, the places and stretches in it, and what it is cited by."""

from __future__ import annotations

import json
from datetime import date
from typing import Literal

import attrs

CitationStyle = Literal["zh", "en", "csl"]


@attrs.frozen
class Span:
    """A stretch of a text: *start* and *stop* count characters from 0, *stop* not included.

    >>> Span(2, 4).of("试点地区")
    '地区'
    """

    start: int
    stop: int

    def of(self, text: str) -> str:
        """Return that stretch of *text*.

        >>> Span(0, 2).of("厦门市")
        '厦门'
        """
        return text[self.start : self.stop]


@attrs.frozen
class Source:
    """The text that an edition was read from, with its SHA-256 sum.

    >>> import svctrade
    >>> svctrade.edition().source.text.splitlines()[3]
    '全面深化服务贸易创新发展试点任务、具体举措及责任分工'
    """

    text: str = attrs.field(repr=False)
    sha256: str

    def stretch(self, place: Place) -> str:
        """Return the original of a place: wrapped and justified as it stands there.

        >>> import svctrade
        >>> source, measure = svctrade.edition().source, svctrade.measure(77)
        >>> source.stretch(measure.place).splitlines()[2]
        '。'
        """
        lines = self.text.split("\n")[place.line - 1 : place.last_line]
        lines[-1] = lines[-1][: place.last_column]
        lines[0] = lines[0][place.column - 1 :]
        return "\n".join(lines)


@attrs.frozen
class Place:
    """A stretch of the source: its first and last character by line and column, from 1.

    >>> import svctrade
    >>> svctrade.measure(14).place
    Place(line=118, column=1, last_line=118, last_column=52)
    """

    line: int
    column: int
    last_line: int
    last_column: int


@attrs.frozen
class Publication:
    """What a document is cited by.

    *approved_by* is the number of the act that approved it, *in_force* its first and last day,
    *origin* the address at which it was published.

    >>> import svctrade
    >>> svctrade.edition().publication.document_number
    '商服贸发〔2020〕165号'
    """

    title: str
    issuer: str | None = None
    issuer_en: str | None = attrs.field(default=None, repr=False)
    document_number: str | None = None
    approved_by: str | None = attrs.field(default=None, repr=False)
    published: date | None = attrs.field(default=None, repr=False)
    in_force: tuple[date, date] | None = attrs.field(default=None, repr=False)
    origin: str | None = attrs.field(default=None, repr=False)

    def cite(
        self, style: CitationStyle = "zh", item: int | None = None, accessed: date | None = None
    ) -> str:
        """Return a citation of the document, or of the *item* of that number in it.

        ``"zh"`` is the form of GB/T 7714—2015, ``"en"`` an English one, ``"csl"`` CSL-JSON for
        reference managers. *accessed* is the day on which the address was visited: GB/T 7714 wants
        it for what is online, and the library reads no clock.

        Raises:
            TypeError: *accessed* is no date.
            ValueError: *style* is none of these.
        """
        if accessed is not None and type(accessed) is not date:
            raise TypeError(f"accessed takes a date, not {type(accessed).__name__}: {accessed!r}")
        if style == "zh":
            return self._chinese(item, accessed)
        if style == "en":
            return self._english(item, accessed)
        if style == "csl":
            return self._csl(item, accessed)
        raise ValueError(f"style is {style!r}; expected one of 'zh', 'en', 'csl'")

    def _chinese(self, item: int | None, accessed: date | None) -> str:
        details = [d for d in (self.document_number, f"第{item}项" if item else None) if d]
        title = ": ".join([self.title, *details])
        parts = [f"{self.issuer}. " if self.issuer else "", f"{title}[EB/OL]."]
        parts.append(f" ({self.published})" if self.published else "")
        parts.append(f"[{accessed}]" if accessed else "")
        parts.append("." if self.published or accessed else "")
        parts.append(f" {self.origin}." if self.origin else "")
        return "".join(parts)

    def _english(self, item: int | None, accessed: date | None) -> str:
        details = (
            self.document_number,
            f"published {self.published}" if self.published else None,
            f"item {item}" if item else None,
        )
        told = ", ".join(d for d in details if d)
        parts = [self.issuer_en or self.issuer, f"{self.title} [in Chinese]", told, self.origin]
        parts.append(f"Accessed {accessed}" if accessed else None)
        return ". ".join(p for p in parts if p) + "."

    def _csl(self, item: int | None, accessed: date | None) -> str:
        fields = {
            "id": f"{self.document_number or self.title}{f'-{item}' if item else ''}",
            "type": "legislation",
            "title": self.title,
            "author": [{"literal": self.issuer}] if self.issuer else None,
            "number": self.document_number,
            "section": str(item) if item else None,
            "issued": _date_parts(self.published),
            "accessed": _date_parts(accessed),
            "URL": self.origin,
            "language": "zh-CN",
        }
        return json.dumps([{k: v for k, v in fields.items() if v}], ensure_ascii=False)


def _date_parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
