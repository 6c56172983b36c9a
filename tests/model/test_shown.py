"""What records say of themselves in either language: events, notes, leads, measures."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any, Literal

import attrs
import pytest

import svctrade
from svctrade import Event, Measure, Note, Tie
from svctrade._model import list_events
from svctrade._model.english import quoted

Lang = Literal["en", "zh"]
EDITION = svctrade.edition()
BARE = EDITION.with_layer(None).with_translation(None)
HAN = re.compile("[\u3400-\u9fff]")
ADJUSTED = next(event for event in EDITION.events if len(event.measures) == 5)


# -- events ---------------------------------------------------------------------------------------


def test_events_have_chinese_titles_and_english_ones() -> None:
    """Every title is in Chinese, and has an English translation without Chinese."""
    titles = [(event.title, event.title_en) for event in EDITION.events]
    assert all(title and HAN.search(title) for title, _ in titles)
    assert all(english and not HAN.search(english) for _, english in titles)


def test_event_as_text_in_both_languages() -> None:
    """The day, the title, the number of the document, and that it was matched by content."""
    assert ADJUSTED.tie is Tie.INFERRED
    assert ADJUSTED.as_text("en") == (
        f"2021-10-09: {ADJUSTED.title_en} (“国函〔2021〕94号”; matched by content)"
    )
    assert ADJUSTED.as_text("zh") == (
        f"2021-10-09：{ADJUSTED.title}（国函〔2021〕94号；按内容对应）"
    )
    with pytest.raises(ValueError, match="'fr'"):
        ADJUSTED.as_text("fr")  # type: ignore[arg-type]  # the error is the point


@pytest.mark.parametrize(
    ("changes", "english", "chinese"),
    [
        ({"title_en": None}, "2024-09: “某办法” (“某发1号”)", "2024-09：某办法（某发1号）"),
        ({"document_number": None}, "2024-09: Some Measures", "2024-09：某办法"),
        ({"title": None, "title_en": None}, "2024-09 (“某发1号”)", "2024-09（某发1号）"),
        (
            {"document_number": None, "tie": Tie.INFERRED},
            "2024-09: Some Measures (matched by content)",
            "2024-09：某办法（按内容对应）",
        ),
    ],
)
def test_event_as_text_leaves_out_what_it_does_not_have(
    changes: dict[str, Any], english: str, chinese: str
) -> None:
    """A title without English is quoted; what is missing leaves no empty brackets."""
    event = attrs.evolve(
        ADJUSTED,
        dated="2024-09",
        document_number="某发1号",
        title="某办法",
        title_en="Some Measures",
        tie=Tie.PRINTED,
    )
    event = attrs.evolve(event, **changes)
    assert (event.as_text("en"), event.as_text("zh")) == (english, chinese)


def test_list_events_has_a_line_for_each_event_of_few_measures() -> None:
    """Events about the whole document are counted in one line."""
    events = svctrade.measure(11).events
    assert ADJUSTED in events
    assert list_events(events, "en") == [
        ADJUSTED.as_text("en"),
        "7 events about the whole document or most of it",
    ]
    assert list_events(events, "zh") == [
        ADJUSTED.as_text("zh"),
        "另有7项涉及整个文件或其大部分举措",
    ]
    assert list_events((ADJUSTED,), "en") == [ADJUSTED.as_text("en")]
    assert list_events((), "en") == []


def test_list_events_counts_what_is_about_more_than_twenty_measures() -> None:
    """One event is written in the singular; with no line before it the Chinese says so."""
    few, many = (attrs.evolve(ADJUSTED, measures=tuple(range(1, n))) for n in (21, 22))
    assert list_events((few,), "zh") == [few.as_text("zh")]
    assert list_events((many,), "en") == ["1 event about the whole document or most of it"]
    assert list_events((many,), "zh") == ["有1项涉及整个文件或其大部分举措"]


# -- notes ----------------------------------------------------------------------------------------


def test_note_has_marks_by_the_letter_only() -> None:
    """Ships, parks and channels abroad are no foreign persons; note 2 has none."""
    first, second = EDITION.notes
    assert (first.by_letter, second.by_letter) == ((22, 100, 105), ())
    for number in first.by_letter:
        measure = svctrade.measure(number)
        assert first in measure.notes
        assert any(mark in measure.text for mark in first.marks)


def test_note_is_compared_without_its_reading() -> None:
    """The reading is the project's own and no part of the document."""
    note = EDITION.notes[0]
    other = attrs.evolve(note, by_letter=())
    assert other == note
    assert hash(other) == hash(note)
    assert Note(1, "甲。").by_letter == ()
    assert "by_letter" not in repr(note)


# -- translation and lead -------------------------------------------------------------------------


def test_translation_as_text_says_which_text_holds() -> None:
    """Of an unofficial translation the Chinese text holds; an official one says nothing of it."""
    assert EDITION.translation is not None
    unofficial = attrs.evolve(EDITION.translation, translator="某人", day=date(2026, 1, 2))
    official = attrs.evolve(unofficial, status="official")
    assert unofficial.as_text("en") == (
        "Unofficial English translation: 某人, 2026-01-02; the Chinese text alone is authoritative."
    )
    assert unofficial.as_text("zh") == "英译文：非官方译文（某人，2026-01-02），以中文文本为准。"
    assert official.as_text("en") == "Official English translation: 某人, 2026-01-02."
    assert official.as_text("zh") == "英译文：官方译文（某人，2026-01-02）。"


def test_translation_is_by_machine_and_unofficial() -> None:
    """Who translated is said with the translation."""
    assert EDITION.translation is not None
    assert EDITION.translation.as_text() == EDITION.translation.as_text("en")
    assert "svctrade (machine translation)" in EDITION.translation.as_text("en")
    with pytest.raises(ValueError, match="'fr'"):
        EDITION.translation.as_text("fr")  # type: ignore[arg-type]  # the error is the point


@pytest.mark.parametrize(
    ("number", "english", "chinese"),
    [
        (59, "National Immigration Administration (first-named body)", "移民局（列第一位）"),
        (17, "Ministry of Commerce (explicit lead)", "商务部（明示牵头）"),
        (37, "“中央台办” (first-named body)", "中央台办（列第一位）"),
    ],
)
def test_lead_as_text_in_both_languages(number: int, english: str, chinese: str) -> None:
    """A body without an English name is quoted; `str` is Chinese, as before."""
    lead = svctrade.measure(number).lead
    assert lead is not None
    assert (lead.as_text("en"), lead.as_text("zh"), str(lead)) == (english, chinese, english)


# -- measures in notebooks ------------------------------------------------------------------------


def shown(measure: Measure) -> dict[str, str]:
    """Return the rows of a measure in a notebook by their headings."""
    html = measure._repr_html_()
    cells = re.findall(r"<td[^>]*>(.*?)</td>", html, re.DOTALL)
    assert len(cells) % 2 == 0
    texts = [unescape(re.sub("<[^>]*>", "", cell)) for cell in cells]
    caption = unescape(re.findall("<strong>(.*?)</strong>", html)[0])
    return {"caption": caption, **dict(zip(texts[::2], texts[1::2], strict=True))}


def test_measure_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    """The translation, the printed texts, the notes and the events."""
    monkeypatch.setenv("SVCTRADE_LANG", "en")
    measure = svctrade.measure(22)
    assert shown(measure) == {
        "caption": "22 · Task 2: Comprehensively explore expanding opening-up",
        "Text (translation)": measure.text_en,
        "Text as printed": f"“{measure.text}”",
        "Responsibility": measure.responsibility_en,
        "Statement as printed": f"“{measure.responsibility}”",
        "Lead": "Ministry of Transport (first-named body)",
        "Where it applies": "covered: all pilot regions",
        "Note 1 (by the letter only)": EDITION.notes[0].text_en,
        "Events": "7 events about the whole document or most of it",
        "Lines of the source": "171–171",
        "Topics (reading)": "Transport; Cross-border supply; shipping",
    }


def test_measure_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """The printed texts, the notes and the events."""
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    measure = svctrade.measure(22)
    assert shown(measure) == {
        "caption": "22 （二）全面探索扩大对外开放",
        "具体举措": measure.text,
        "责任分工": measure.responsibility,
        "牵头": "交通运输部（列第一位）",
        "适用地区": "普遍适用：各试点地区",
        "注1（仅字面相同）": EDITION.notes[0].text,
        "相关文件": "有7项涉及整个文件或其大部分举措",
        "原文行": "171–171",
        "主题标注（非原文）": "运输、跨境交付、航运",
    }


def test_notes_that_are_meant_have_no_remark(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measure 23 is named by note 1."""
    monkeypatch.setenv("SVCTRADE_LANG", "en")
    assert "Note 1" in shown(svctrade.measure(23))
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    assert "注1" in shown(svctrade.measure(23))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_measure_without_lead_says_so(monkeypatch: pytest.MonkeyPatch, lang: Lang) -> None:
    """No body leads measure 43."""
    monkeypatch.setenv("SVCTRADE_LANG", lang)
    rows = shown(svctrade.measure(43))
    assert rows["Lead" if lang == "en" else "牵头"] == ("none" if lang == "en" else "（无）")


def test_measure_without_translation_and_layer_is_as_printed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a translation the printed words are quoted, and nothing is left empty."""
    monkeypatch.setenv("SVCTRADE_LANG", "en")
    measure = BARE.measures[21]
    rows = shown(attrs.evolve(measure, place=None, events=()))
    assert rows["caption"] == "22 · Task 2: “全面探索扩大对外开放”"
    assert rows["Note 1 (by the letter only)"] == quoted(EDITION.notes[0].text)
    absent = {"Text (translation)", "Topics (reading)", "Events", "Lines of the source"}
    assert not absent & {*rows}
    assert all(rows.values())


PLAN = "某市方案\n1.甲。（市甲局牵头。以下均需各区政府落实）\n2.乙。（市乙局负责）\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_measure_shows_deadline_columns_and_what_is_inherited(
    monkeypatch: pytest.MonkeyPatch, lang: Lang
) -> None:
    """What a local plan has besides the annex is shown as it is printed."""
    monkeypatch.setenv("SVCTRADE_LANG", lang)
    measure = attrs.evolve(
        svctrade.read_document(PLAN).measures[1],
        deadline="2025年底前",
        extra=(("备注", "试行"),),
    )
    rows = shown(measure)
    if lang == "en":
        assert rows["Deadline"] == "“2025年底前”"
        assert rows["“备注”"] == "“试行”"
        assert rows["Inherited"] == (
            "Implementation: all district governments. “以下均需各区政府落实”"
        )
    else:
        assert rows["完成时限"] == "2025年底前"
        assert rows["备注"] == "试行"
        assert rows["继承"] == "以下均需各区政府落实"


@pytest.mark.parametrize("number", [measure.number for measure in EDITION.measures])
def test_english_has_chinese_in_quotation_marks_only(
    monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """No heading, lead, note or event of a measure has a Chinese name without quotation marks."""
    monkeypatch.setenv("SVCTRADE_LANG", "en")
    for heading, text in shown(svctrade.measure(number)).items():
        printed = heading.endswith("as printed")
        assert printed or not HAN.search(re.sub("“[^”]*”", "", f"{heading} {text}"))


def test_events_are_records_of_few_words() -> None:
    """`str` of an event is as the source gives it."""
    assert isinstance(ADJUSTED, Event)
    assert str(ADJUSTED).startswith("2021-10-09 国函〔2021〕94号 国务院关于")
