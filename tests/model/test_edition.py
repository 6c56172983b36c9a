"""Edition: its table, places, errata and citations."""

from __future__ import annotations

import json
from datetime import date

import attrs
import pytest
from hypothesis import given

import svctrade
from svctrade import Edition, Measure, Place, Publication, Source
from svctrade._model import statement_text

from ..strategies import editions

EDITION = svctrade.edition()


def without_space(text: str) -> str:
    return "".join(text.split())


def test_reprint_equals_source() -> None:
    """From the records alone, without the source, every character comes back."""
    without = attrs.evolve(EDITION, source=Source("", ""))
    assert without_space(without.reprint()) == without_space(EDITION.source.text)


def join_assignments(measure: Measure) -> str:
    """Join the assignments alone: ； between clauses, ， within one."""
    clauses: dict[int, list[str]] = {}
    for assignment in measure.assignments:
        clauses.setdefault(assignment.clause, []).append(assignment.text)
    return "；".join("，".join(parts) for parts in clauses.values())


@pytest.mark.parametrize("measure", EDITION.measures, ids=lambda m: str(m.number))
def test_statement_text_equals_printed_statement(measure: Measure) -> None:
    """Without the stored statement, its assignments give it again."""
    assert join_assignments(measure) == statement_text(measure) == measure.responsibility


@given(editions())
def test_statement_text_equals_any_statement(edition: Edition) -> None:
    """The same holds for any statement of the grammar."""
    for measure in edition.measures:
        assert join_assignments(measure) == statement_text(measure) == measure.responsibility


def test_reprint_without_notes_has_no_heading() -> None:
    """Without notes there is no heading of notes."""
    assert "注：" not in attrs.evolve(EDITION, notes=()).reprint()


# -- places -------------------------------------------------------------------------------


def test_stretch_at_place_equals_printed_text() -> None:
    """The stretch at a place is the original of the measure, task or note, and no more."""
    source = EDITION.source
    for measure in EDITION.measures:
        assert measure.place is not None
        expected = f"{measure.number}{measure.text}{measure.responsibility}"
        assert without_space(source.stretch(measure.place)) == expected
    for task in EDITION.tasks:
        assert task.place is not None
        assert without_space(source.stretch(task.place)) == task.label + task.title + task.objective
    for note in EDITION.notes:
        assert note.place is not None
        assert without_space(source.stretch(note.place)) == note.text


def test_stretch_keeps_wrapping_and_spaces() -> None:
    """Wrapping and spaces are those of the original."""
    place = svctrade.task(6).place
    assert place is not None
    assert "发 展 新 形 势 新 任\n务" in EDITION.source.stretch(place)
    assert Source("甲乙\n丙丁", "").stretch(Place(1, 2, 2, 1)) == "乙\n丙"


def test_lines_without_place_is_none() -> None:
    """A measure without a place has no lines."""
    assert attrs.evolve(svctrade.measure(59), place=None).lines is None


# -- errata -------------------------------------------------------------------------------


def test_errata_have_words_at_their_span() -> None:
    """Each erratum has its printed words, their place and how they were read."""
    numbers = [4, 5, 9, 16, 20, 29, 32, 43, 62, 72, 81, 92, 115]
    assert [e.measure for e in EDITION.errata] == numbers
    for erratum in EDITION.errata:
        text: str = getattr(svctrade.measure(erratum.measure), erratum.where)
        assert erratum.span.of(text) == erratum.words
        assert erratum.odd
        assert erratum.reading
    assert str(EDITION.errata[0]).startswith("4: “住房城乡建设” in the responsibility: ")


# -- citation -----------------------------------------------------------------------------


def test_cite_of_measure_has_number() -> None:
    """The three styles have title, number, day, item and address."""
    measure = svctrade.measure(59)
    title = "全面深化服务贸易创新发展试点任务、具体举措及责任分工"
    url = "http://www.gov.cn/zhengce/zhengceku/2020-08/14/content_5534759.htm"
    followed = "试点期为2020-08-02至2023-08-01，已结束；后续文件："
    followed += "商务部令2024年第1号、国办发〔2024〕44号。"
    assert measure.cite() == (
        f"商务部. {title}: 商服贸发〔2020〕165号: 第59项[EB/OL]. (2020-08-14). {url}. {followed}"
    )
    assert measure.cite(accessed=date(2026, 1, 2)) == (
        f"商务部. {title}: 商服贸发〔2020〕165号: 第59项[EB/OL]. (2020-08-14)[2026-01-02]. {url}."
        f" {followed}"
    )
    assert measure.cite("en", accessed=date(2026, 1, 2)) == (
        f"Ministry of Commerce of China. {svctrade.edition().title_en} (unofficial "
        "translation by svctrade (machine translation))"
        f" [“{title}”, in Chinese]. “商服贸发〔2020〕165号”, "
        f"published 2020-08-14, item 59. {url}. Accessed 2026-01-02. "
        f"{EDITION.publication.period('en')}"
    )
    (item,) = json.loads(measure.cite("csl", accessed=date(2026, 1, 2)))
    assert item == {
        "id": "商服贸发〔2020〕165号-59",
        "type": "legislation",
        "title": title,
        "author": [{"literal": "商务部"}],
        "number": "商服贸发〔2020〕165号",
        "section": "59",
        "issued": {"date-parts": [[2020, 8, 14]]},
        "accessed": {"date-parts": [[2026, 1, 2]]},
        "URL": url,
        "language": "zh-CN",
        "note": EDITION.publication.period("en"),
    }
    assert item["note"].startswith("The pilot (2020-08-02 to 2023-08-01) has ended; followed by ")


def test_cite_of_edition_has_no_number() -> None:
    """Without an item, the document itself is cited."""
    assert "项" not in EDITION.cite()
    assert "item" not in EDITION.cite(style="en")
    assert "section" not in EDITION.cite(style="csl")


def test_cite_leaves_out_missing_facts() -> None:
    """A document of which only the title is known is cited by that."""
    bare = Publication("某表")
    assert bare.cite() == "某表[EB/OL]."
    assert bare.cite("en") == "“某表” [in Chinese]."
    assert json.loads(bare.cite("csl")) == [
        {"id": "某表", "type": "legislation", "title": "某表", "language": "zh-CN"}
    ]


def test_cite_writes_bibtex() -> None:
    """An entry has the fields of the document and the item; TeX's own characters are escaped."""
    entry = svctrade.measure(59).cite("bibtex", accessed=date(2026, 1, 2))
    assert entry.startswith("@misc{cn-2020-165-59,\n  author = {{商务部}},\n")
    assert "  number = {商服贸发〔2020〕165号, item 59},\n" in entry
    assert "  urldate = {2026-01-02},\n" in entry
    bare = svctrade.read_document("甲_乙100%\n1. 支持出海。（商务部负责）\n")
    assert bare.cite("bibtex") == (
        "@misc{cn-c9c29cc5,\n  title = {{甲\\_乙100\\%}},\n  langid = {chinese},\n}"
    )


def test_bibtex_is_well_formed() -> None:
    """Braces are balanced, and documents without a number and a date have keys of their own."""
    titles = ("甲{乙", "甲}乙", "甲\\乙{")
    entries = [
        svctrade.Publication(title, origin="https://e.cn/{a%20b\\").cite("bibtex")
        for title in titles
    ]
    assert all(entry.count("{") == entry.count("}") for entry in entries)
    assert all("  url = {https://e.cn/%7Ba%20b%5C},\n" in entry for entry in entries)
    assert len({entry.split(",")[0] for entry in entries}) == len(titles)
    assert "{{甲\\textbraceleft{}乙}}" in entries[0]


def test_cite_refuses_unknown_style_and_date() -> None:
    """An unknown style, another type and a measure without publication are errors."""
    with pytest.raises(ValueError, match="style is 'ris'; expected one of 'zh', 'en', 'csl'"):
        EDITION.cite("ris")  # type: ignore[arg-type]  # the error is the point
    with pytest.raises(TypeError, match="accessed takes a date, not str: '2026-01-02'"):
        EDITION.cite(accessed="2026-01-02")  # type: ignore[arg-type]  # the error is the point
    alone = attrs.evolve(svctrade.measure(59), publication=None)
    with pytest.raises(ValueError, match="measure 59 does not know where it was published"):
        alone.cite()
    assert alone == svctrade.measure(59)
