"""The English translation says what can be counted in the Chinese."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

import check_english

EDITION = check_english.read_edition()
TRANSLATION = check_english.read_json(check_english.PAPERS / "english.json")
TERMS = check_english.read_terms(check_english.PAPERS / "glossary.csv")
VERBS = check_english.read_verbs(check_english.PAPERS / "verbs.csv")
BACK: list[dict[str, Any]] = json.loads(
    (check_english.PAPERS / "back_translation.json").read_text(encoding="utf-8")
)
PASSAGES = tuple(check_english.passages(EDITION, TRANSLATION))


def check(translation: dict[str, Any]) -> list[check_english.Finding]:
    """Return the findings in a translation."""
    return check_english.check_translation(EDITION, translation, TERMS, VERBS)


def test_check_finds_nothing_in_translation() -> None:
    """Terms, verbs, numbers, names, lists, quotes and sentences match, and no Han is left."""
    assert [str(finding) for finding in check(TRANSLATION)] == []


def test_glossary_has_150_terms_or_more() -> None:
    """The glossary has the size that was asked for, and its terms are printed."""
    printed = "".join(passage.zh for passage in PASSAGES)
    assert len([term for term in TERMS if term.zh in printed]) >= 150


def test_passages_cover_every_text() -> None:
    """The title, 8 tasks with objectives, 122 measures, 2 notes and the Chinese events are read."""
    places = [passage.place for passage in PASSAGES]
    assert len(places) == len(set(places))
    assert sum(place.startswith("measure ") for place in places) == len(EDITION["measures"]) == 122
    assert sum(place.startswith("task ") for place in places) == 2 * len(EDITION["tasks"]) == 16
    assert sum(place.startswith("note ") for place in places) == len(EDITION["notes"]) == 2
    events = [event for event in EDITION["events"] if check_english.HAN.search(event["title"])]
    assert sum(place.startswith("event ") for place in places) == len(events)


def measure(number: int, before: str, after: str) -> Callable[[dict[str, Any]], None]:
    """Return a function that puts a slip into the text of a measure."""

    def change(translation: dict[str, Any]) -> None:
        item = translation["measures"][number - 1]
        assert item["text"].count(before) >= 1
        item["text"] = item["text"].replace(before, after)

    return change


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (measure(3, "registrant", "holder"), "measure 3: term missing: 医疗器械注册人制度 →"),
        (measure(22, "Allow", "Support"), "measure 22: verb missing: 允许 → allow: 0 of 1"),
        (measure(22, "Allow", "Support"), "measure 22: verb added: support: 1, in Chinese 0"),
        (measure(15, "need not", "may not"), "measure 15: verb missing: 可不 → need not: 0 of 1"),
        (measure(120, "Improve", "Explore improving"), "measure 120: verb added: explore: 1"),
        (measure(21, "need not", "must"), "measure 21: verb added: must: 1, in Chinese 0"),
        (measure(59, "144-hour", "72-hour"), "measure 59: number missing: 144"),
        (measure(59, "144-hour", "72-hour"), "measure 59: number added: 72"),
        (measure(15, "30 days", "30 working days"), "measure 15: time limit:"),
        (measure(15, "at least ", ""), "measure 15: bound missing: 至少"),
        (measure(42, "Weihai", "Yantai"), "measure 42: name: 威海 → Weihai"),
        (measure(15, "Ministry of Commerce", "Ministry of Trade"), "measure 15: name: 商务部 →"),
        (measure(42, " (Suzhou, Chongqing)", ""), "measure 42: brackets: 1 became 0"),
        (measure(107, " such as", ","), "measure 107, sentence 1: open list:"),
        (measure(115, ", artificial intelligence", ""), "measure 115: term missing: 人工智能 →"),
        (measure(18, "“Chinese”", "“Central”"), "measure 18: term missing: “中华” →"),
        (measure(61, "coming", "来华"), "measure 61: Han character: 来华"),
        (measure(61, "coming", "\uff0c"), "measure 61: full-width character:"),
        (measure(30, "schools. Improve", "schools; improve"), "measure 30: sentences: 2 became 1"),
        (measure(54, "abroad", "overseas"), "measure 54: quoted word: overseas: 3, in Chinese 1"),
        (lambda translation: translation["measures"].pop(9), "measures: structure: missing [10]"),
        (lambda translation: translation["events"].pop(), "events: structure: missing ["),
    ],
)
def test_check_finds_slip(change: Callable[[dict[str, Any]], Any], finding: str) -> None:
    """A slip is found, and its place and kind are reported."""
    translation = copy.deepcopy(TRANSLATION)
    change(translation)
    assert finding in "\n".join(str(item) for item in check(translation))


def test_check_finds_any_missing_measure_term() -> None:
    """Whatever measure loses its text to another one is found."""
    texts = [item["text"] for item in TRANSLATION["measures"]]
    translation = copy.deepcopy(TRANSLATION)
    for item, text in zip(translation["measures"], [*texts[1:], texts[0]], strict=True):
        item["text"] = text
    found = {finding.place.partition(",")[0] for finding in check(translation)}
    assert {f"measure {number}" for number in range(1, 123)} <= found


def test_back_translation_review_quotes_its_sources() -> None:
    """Each difference quotes the annex and the back translation, in the sentence it names."""
    printed = {item["number"]: item["text"] for item in EDITION["measures"]}
    back = {item["number"]: item["text_zh"] for item in BACK}
    rows = check_english.read_rows(check_english.PAPERS / "back_translation_review.csv")
    for row in rows:
        number, sentence = int(row["number"]), int(row["sentence"]) - 1
        for text, quoted in (
            (printed[number], row["printed"]),
            (back[number], row["back_translation"]),
        ):
            whole = check_english.split_zh(text)[sentence]
            assert [part for part in quoted.split("\u2026") if part not in whole] == []
        assert row["cause"] in {"translation", "back-translator"}
        assert row["settled"].startswith(("English changed", "English kept"))


def test_back_translation_pairs_sentence_by_sentence() -> None:
    """The 30 measures that were translated back have 41 sentences, in both texts."""
    printed = {item["number"]: item["text"] for item in EDITION["measures"]}
    counts = [
        (
            len(check_english.split_zh(printed[item["number"]])),
            len(check_english.split_zh(item["text_zh"])),
        )
        for item in BACK
    ]
    assert all(chinese == back for chinese, back in counts)
    assert (len(counts), sum(chinese for chinese, _ in counts)) == (30, 41)
