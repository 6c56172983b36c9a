"""The cover of a workbook: what was asked, where it comes from, and what its terms mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .._model import Basis, Certainty, Edition, Labelled, Language, Role, in_english
from .._model.english import quoted
from .table import Column, Table

# The first sentence is of the documents that the package has; of others nothing is known.
_OFFICIAL = (
    "The text is an official document, under no copyright in China. ",
    "原文为官方文件，在中国不受著作权法保护；",
)
_ADDED = ("What svctrade adds is CC0.", "svctrade所加内容适用CC0。")
_READING = (
    "Columns marked (reading) are the project's own topics and no part of the document.",
    "标有“本项目归类”的各列非文件所载。",
)
_TERMS: dict[Iterable[Labelled], tuple[str, str]] = {
    (*Certainty,): ("Certainty", "适用程度"),
    (*Basis,): ("Basis of the lead", "牵头依据"),
    (*Role,): ("Role", "职责"),
}


def licence_of(lang: Language | None, *, bundled: bool) -> str:
    """Return the licence of a text and of what is added to it.

    >>> licence_of("en", bundled=False)
    'What svctrade adds is CC0.'
    """
    n = 0 if in_english(lang) else 1
    return (_OFFICIAL[n] if bundled else "") + _ADDED[n]


def make_cover(
    heading: str, query: str, edition: Edition, lang: Language | None, *, bundled: bool
) -> Table:
    """Return the cover of a table of measures.

    Args:
        heading: what was asked, in a sentence.
        query: the same as Python.
        edition: the edition that was asked.
        lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
        bundled: whether the edition is one of the package.
    """
    english = in_english(lang)
    rows = [("Content" if english else "内容", heading), *about_rows(query, edition, lang)]
    if edition.layer:
        rows.append(("Topics", _READING[0]) if english else ("主题", _READING[1]))
    for terms, (name, chinese) in _TERMS.items():
        for term in terms:
            label = f"{name}: {term.label_en}" if english else f"{chinese}：{term.label}"
            rows.append((label, (term.definition_en if english else term.definition) or ""))
    rows.append(("Licence" if english else "许可", licence_of(lang, bundled=bundled)))
    name, *headings = ("About", "item", "content") if english else ("说明", "项目", "内容")
    labels, texts = zip(*rows, strict=True)
    columns = Column(headings[0], "text", labels), Column(headings[1], "text", texts)
    return Table(name, columns)


def about_rows(query: str, edition: Edition, lang: Language | None) -> list[tuple[str, str]]:
    """Return the query as Python, and the facts of the document, each with its label."""
    return [*(_english if in_english(lang) else _chinese)(query, edition)]


def _english(query: str, edition: Edition) -> Iterator[tuple[str, str]]:
    publication, translation = edition.publication, edition.translation
    yield "As Python", query
    titles = (publication.title_en, publication.title and quoted(publication.title))
    if any(titles):
        yield "Document", " ".join(title for title in titles if title)
    if publication.issuer:
        yield "Issuer", publication.issuer_en or quoted(publication.issuer)
    if publication.document_number:
        yield "Document number", quoted(publication.document_number)
    if publication.published:
        yield "Published", str(publication.published)
    if publication.origin:
        yield "Address", publication.origin
    if period := publication.period("en"):
        yield "Period", period
    if translation:
        yield "Translation", f"{translation.as_text('en')} {translation.method}".strip()


def _chinese(query: str, edition: Edition) -> Iterator[tuple[str, str]]:
    publication = edition.publication
    yield "Python代码", query
    if publication.title:
        yield "文件", publication.title
    if publication.issuer:
        yield "发文机关", publication.issuer
    if publication.document_number:
        yield "发文字号", publication.document_number
    if publication.published:
        yield "公布日期", str(publication.published)
    if publication.origin:
        yield "网址", publication.origin
    if period := publication.period("zh"):
        yield "时间", period
