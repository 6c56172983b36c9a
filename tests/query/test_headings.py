"""What was asked, in a sentence."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import MeasureSet, Role

from .test_measure_set import ALL, EDITIONS, sets


@pytest.mark.parametrize(
    ("found", "english", "chinese"),
    [
        (ALL, "All measures: 122 of 122", "全部举措：122项中的122项"),
        (
            ALL.in_region("厦门").led_by("NIA"),
            (
                "Measures that apply in Xiamen and are led by the National Immigration"
                " Administration: 1 of 122"
            ),
            "适用于厦门、由移民局牵头的举措：122项中的1项",
        ),
        (
            ALL.in_region("厦门", "大连", exactly="possible"),
            "Measures that only may apply in Xiamen or Dalian: 33 of 122",
            "仅可能适用于厦门或大连的举措：122项中的33项",
        ),
        (
            ALL.involving("公安部", role="policy").in_task(8),
            (
                "Measures that name the Ministry of Public Security in the role policy support"
                " measures and belong to task 8 (Comprehensively explore putting the statistical"
                " system on a sound footing): 0 of 122"
            ),
            "涉及公安部（制订政策保障措施）、属于任务（八）全面探索健全统计体系的举措：122项中的0项",
        ),
        (
            ALL.with_role("lead").mentioning("试点地区"),
            "Measures that have an assignment in the role lead and mention “试点地区”: 3 of 122",
            "有“牵头”职责、提及“试点地区”的举措：122项中的3项",
        ),
        (
            (ALL.numbered(1) | ALL.numbered(2)).national(),
            (
                "Measures that (have the number 1 or have the number 2) and make no region"
                " responsible: 0 of 122"
            ),
            "(序号为1，或序号为2)、未列任何地区的举措：122项中的0项",
        ),
        (
            ~ALL.about("数据", confidence="clear"),
            "Measures that are none of those that are about data (reading), clearly: 116 of 122",
            "非“主题为数据（本项目归类）（明确）”的举措：122项中的116项",
        ),
        (
            ALL - ALL.numbered(3),
            "Measures that are in the edition, without those that have the number 3: 121 of 122",
            "属于本版本，剔除序号为3的举措：122项中的121项",
        ),
        (
            ALL.group_by("lead")[svctrade.body("移民局")],
            "Measures that are of the group “移民局”: 4 of 122",
            "属于分组移民局的举措：122项中的4项",
        ),
    ],
)
def test_heading_says_what_was_asked(found: MeasureSet, english: str, chinese: str) -> None:
    """Filters are joined in order, with the names in the language."""
    assert found.heading("en") == english
    assert found.heading("zh") == chinese


def test_heading_of_a_query_that_is_too_long() -> None:
    """A truncated query says how many steps it left."""
    found = ALL
    for _ in range(60):
        found = ~(found - ALL.numbered(1))
    assert "steps" in found.heading("en")


@given(st.data())
def test_every_query_has_a_heading(data: st.DataObject) -> None:
    """It counts the measures, in both languages."""
    edition = data.draw(EDITIONS)
    found = data.draw(sets(edition))
    whole = len(edition.measures)
    assert found.heading("en").endswith(f": {len(found)} of {whole}")
    assert found.heading("zh").endswith(f"：{whole}项中的{len(found)}项")


def test_language_of_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """English, or what the variable says, or what the option says."""
    monkeypatch.delenv("SVCTRADE_LANG", raising=False)
    found = ALL.numbered(59)
    assert str(found).startswith("Measures that have the number 59: 1 of 122\nmeasures()")
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    assert str(found).startswith("序号为59的举措：122项中的1项\n")
    assert "…另有102项" in str(ALL)
    svctrade.options.lang = "en"
    try:
        assert str(found).startswith("Measures")
    finally:
        svctrade.options.lang = None  # back to the variable
    monkeypatch.setenv("SVCTRADE_LANG", "fr")
    with pytest.raises(ValueError, match="SVCTRADE_LANG is 'fr'; expected 'en' or 'zh'"):
        str(found)
    with pytest.raises(ValueError, match=r"svctrade\.options\.lang is 'fr'"):
        svctrade.options.lang = "fr"


def test_a_latin_term_is_found_in_the_translation() -> None:
    """At the beginning of words, in any case, where no measure prints it; the reason says so."""
    found = ALL.mentioning("Visa")
    assert found == ALL.mentioning("visa")
    assert set(found.numbers) >= {59, 61}
    assert not ALL.mentioning("isa-free")
    assert not svctrade.measures(ALL.edition.with_translation(None)).mentioning("visa")
    (reason,) = found.numbered(59).explain()[0].reasons[:1]
    assert "the unofficial translation of this one says “" in reason.steps[0].text
    printed: Any = ALL.mentioning("5G", "visa")
    assert printed >= found
    assert all(e.reasons for e in printed.explain())
    assert Role.LEAD.label_en == "lead"
