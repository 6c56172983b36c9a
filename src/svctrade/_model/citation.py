"""Citations of a document, or of an item in it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from typing import Protocol

from .vocabulary import Language


class Cited(Protocol):
    """A document, by the facts that it is cited by."""

    @property
    def title(self) -> str: ...  # as a `Publication` has them
    @property
    def title_en(self) -> str | None: ...
    @property
    def translation(self) -> str | None: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def issuer_en(self) -> str | None: ...
    @property
    def document_number(self) -> str | None: ...
    @property
    def published(self) -> date | None: ...
    @property
    def origin(self) -> str | None: ...
    def period(self, lang: Language = ...) -> str: ...


def _chinese(document: Cited, item: int | None, accessed: date | None) -> str:
    details = [d for d in (document.document_number, f"第{item}项" if item else None) if d]
    title = ": ".join([document.title or "（无标题）", *details])
    parts = [f"{document.issuer}. " if document.issuer else "", f"{title}[EB/OL]."]
    parts.append(f" ({document.published})" if document.published else "")
    parts.append(f"[{accessed}]" if accessed else "")
    parts.append("." if document.published or accessed else "")
    parts.append(f" {document.origin}." if document.origin else "")
    period = document.period("zh")
    parts.append(f" {period}" if period else "")
    return "".join(parts)


def _english(document: Cited, item: int | None, accessed: date | None) -> str:
    details = (
        document.document_number and f"“{document.document_number}”",
        f"published {document.published}" if document.published else None,
        f"item {item}" if item else None,
    )
    listed = ", ".join(d for d in details if d)
    translated = document.translation or "unofficial translation"
    parts = [
        document.issuer_en or document.issuer,
        f"{document.title_en} ({translated}) [“{document.title}”, in Chinese]"
        if document.title_en
        else f"“{document.title}” [in Chinese]"
        if document.title
        else "Untitled document [in Chinese]",
        listed,
        document.origin,
    ]
    parts.append(f"Accessed {accessed}" if accessed else None)
    period = document.period("en")
    return " ".join([". ".join(p for p in parts if p) + ".", *([period] if period else [])])


def _csl(document: Cited, item: int | None, accessed: date | None) -> str:
    fields = {
        "id": f"{document.document_number or document.title}{f'-{item}' if item else ''}",
        "type": "legislation",
        "title": document.title,
        "author": [{"literal": document.issuer}] if document.issuer else None,
        "number": document.document_number,
        "section": str(item) if item else None,
        "issued": _date_parts(document.published),
        "accessed": _date_parts(accessed),
        "URL": document.origin,
        "language": "zh-CN",
        "note": document.period("en"),
    }
    return json.dumps([{k: v for k, v in fields.items() if v}], ensure_ascii=False)


def _bibtex(document: Cited, item: int | None, accessed: date | None) -> str:
    published = document.published
    number = ", ".join(
        part for part in (document.document_number, f"item {item}" if item else None) if part
    )
    digits = re.findall(r"[0-9]+", document.document_number or str(published or ""))
    # Without a number and a date, the title tells documents apart; a key has ASCII letters only.
    digits = digits or [sha256(document.title.encode("utf-8", "surrogatepass")).hexdigest()[:8]]
    key = "-".join(["cn", *digits, *([str(item)] if item else [])])
    fields = {
        "author": document.issuer and f"{{{_in_tex(document.issuer)}}}",
        "title": document.title and f"{{{_in_tex(document.title)}}}",
        "number": _in_tex(number),
        "year": published and str(published.year),
        "month": published and str(published.month),
        "day": published and str(published.day),
        "url": document.origin and document.origin.translate(_IN_URL),
        "urldate": accessed and str(accessed),
        "langid": "chinese",
        "note": _in_tex(document.period("en")),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def _in_tex(text: str) -> str:
    """Return a text with the characters that TeX gives a meaning escaped."""
    return text.translate(_TEX)


_TEX = str.maketrans(
    {
        **{character: f"\\{character}" for character in "&%$#_"},
        # BibTeX counts braces, also behind a backslash.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)

# The field is verbatim, but its braces are counted.
_IN_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def _date_parts(day: date | None) -> dict[str, list[list[int]]] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None


STYLES: dict[str, Callable[[Cited, int | None, date | None], str]] = {
    "zh": _chinese,
    "en": _english,
    "csl": _csl,
    "bibtex": _bibtex,
}
