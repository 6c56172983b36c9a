"""What the page shows before its program has run: the document; and without it: a table too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from ..._model import Language

_FIELDS = ("number", "task", "text", "statement", "lead")
# What UTF-8 cannot encode.
_SURROGATE = re.compile("[\\ud800-\\udfff]")
_ADDRESS = re.compile(r"(https?://[^\s，。；、（）<>\"“”]+[^\s，。；、（）<>\"“”.,;:)])")


def plain_parts(content: dict[str, Any], lang: Language) -> dict[str, str]:
    """Return the parts of the page that its content determines, as HTML.

    The program makes the same where a reader changes the language or the query.

    Args:
        content: the content of the page.
        lang: the language in which the page begins.
    """
    words, count = content["words"][lang], len(content["measures"])
    title = content["title"]
    translation = content["translation"] if lang == "en" else None
    return {
        "name": escaped(f"{words['explorer']} · {content['edition']} · svctrade"),
        "title": escaped(title[lang] or content["edition"]),
        "titled": _tag(title, lang),
        "period": escaped(content["period"][lang] or ""),
        "cited": _linked(content["cited"][lang]),
        "count": escaped(words["count"].format(count=count, whole=count)),
        "heads": "".join(
            f'<th role="columnheader" data-field="{field}">{escaped(words[field])}</th>'
            for field in _FIELDS
        ),
        "rows": "".join(
            f'<tr role="row">{"".join(_cells(measure, content, lang))}</tr>\n'
            for measure in content["measures"]
        ),
        "translation": escaped(translation or ""),
    }


def _cells(measure: dict[str, Any], content: dict[str, Any], lang: Language) -> Iterator[str]:
    words = content["words"][lang]
    lead = escaped(words["noLead"])
    if measure["lead"]:
        before, after = words["brackets"]
        lead = _named(measure["lead"], lang) + before + _named(measure["basis"], lang) + after
    cells = (
        f'<span class="number">{measure["number"]}</span>',
        _named(content["tasks"][measure["task"]], lang),
        _text(measure["text"], measure["english"], lang),
        _text(measure["statement"], measure["statementEnglish"], lang),
        lead,
    )
    for field, cell in zip(_FIELDS, cells, strict=True):
        name = escaped(words[field] + words["colon"])
        yield f'<td role="cell" data-field="{field}" data-name="{name}">{cell}</td>'


def _tag(thing: dict[str, str], lang: Language) -> str:
    """Return the language of a name: some things have one in Chinese only."""
    return "zh-Hans" if thing[lang] == thing["zh"] else "en"


def _named(thing: dict[str, str], lang: Language) -> str:
    return f'<span lang="{_tag(thing, lang)}">{escaped(thing[lang])}</span>'


def _text(chinese: str, english: str | None, lang: Language) -> str:
    """Return a text of the document: in English its translation, where there is one."""
    if lang == "en" and english:
        return f'<span lang="en">{escaped(english)}</span>'
    return f'<span lang="zh-Hans" class="printed">{escaped(chinese)}</span>'


def _linked(text: str) -> str:
    """Return a text with its addresses as links."""
    link = '<a href="{0}" rel="noopener noreferrer" target="_blank">{0}</a>'
    parts = [escaped(part) for part in _ADDRESS.split(text)]
    return "".join(link.format(part) if n % 2 else part for n, part in enumerate(parts))


def escaped(text: str) -> str:
    """Return a text for HTML in UTF-8, without what UTF-8 cannot encode."""
    # A browser reads a bare carriage return as a line feed.
    return _SURROGATE.sub("\ufffd", escape(text)).replace("\r", "&#13;")
