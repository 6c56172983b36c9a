"""Every answer proves itself: the words stand where they are said to, and nothing is guessed."""

from __future__ import annotations

import pickle
import re
from enum import Enum

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import Basis, Certainty, Explanation, Measure, MeasureSet, Reason

from .test_measure_set import ALL, EDITIONS, filters, sets

HAN = re.compile("[\u3400-\u9fff]")


def text_of(reason: Reason, measure: Measure) -> list[str]:
    """Return the texts that a reason can be about."""
    if reason.where == "note":
        return [note.text for note in measure.notes if note.number == reason.note]
    return [measure.text if reason.where == "text" else measure.responsibility]


def check(explanation: Explanation) -> None:
    assert explanation.reasons
    for reason in explanation.reasons:
        assert reason.asked
        if reason.where is None:
            assert reason.quote == ""
            assert reason.span is None
            assert reason.steps
        else:
            assert reason.span is not None
            assert reason.quote
            assert reason.quote in [
                reason.span.of(text) for text in text_of(reason, explanation.measure)
            ]


def width(line: str) -> int:
    return sum(2 if ord(c) > 0x2E80 or c in "“”…—·" else 1 for c in line)


@given(st.data())
def test_every_reason_of_every_query_stands_in_the_source(data: st.DataObject) -> None:
    """Random queries, algebra included: each measure is explained, by words that are there."""
    found = data.draw(sets(data.draw(EDITIONS)))
    explanations = found.explain()
    assert [e.measure for e in explanations] == list(found)
    for explanation in explanations:
        check(explanation)
        assert all(width(line) <= 100 for line in str(explanation).splitlines())


@given(st.data())
def test_a_chain_gives_a_reason_for_each_filter(data: st.DataObject) -> None:
    """Of filters in a row, each has a reason, in order."""
    edition = data.draw(EDITIONS)
    first, second = data.draw(filters(edition))[0], data.draw(filters(edition))[0]
    found = second(first(svctrade.measures(edition)))
    methods = [step.method for step in found._query.filters]
    for explanation in found.explain():
        told = [reason.asked.split("(")[0] for reason in explanation.reasons]
        assert list(dict.fromkeys(told)) == list(dict.fromkeys(methods))


@given(st.data())
def test_what_rests_on_a_convention_or_inference_says_so(data: st.DataObject) -> None:
    """A first-named lead, an open list, and coverage from the text each have their step."""
    edition = data.draw(EDITIONS)
    body = data.draw(st.sampled_from(edition.bodies))
    region = data.draw(st.sampled_from(edition.regions))
    every = svctrade.measures(edition)
    for explanation in every.led_by(body).explain():
        (reason,) = explanation.reasons
        assert explanation.measure.lead is not None
        explicit = explanation.measure.lead.basis is Basis.EXPLICIT
        assert ("first-named" in [s.kind for s in reason.steps]) is not explicit
        assert ("牵头" in reason.quote) is explicit
    for explanation in every.in_region(region, at_least="possible").explain():
        (reason,) = explanation.reasons
        kinds = [step.kind for step in reason.steps]
        certainty = explanation.measure.certainty(region)
        open_kinds = {"open-ended", "qualified", "to-be-chosen"} & {*kinds}
        assert len(open_kinds) == (certainty is Certainty.POSSIBLE)
        from_text = explanation.measure.coverage.words is not None
        assert ("inferred" in kinds) is (from_text and certainty is Certainty.COVERED)
        if certainty is Certainty.NAMED:
            assert region.name in reason.quote


def only(found: MeasureSet) -> Reason:
    (explanation,) = found.explain()
    (reason,) = explanation.reasons
    return reason


def steps(reason: Reason) -> list[tuple[str, str]]:
    return [(step.kind, str(step)) for step in reason.steps]


def test_words_that_speak_for_themselves_need_no_step() -> None:
    """A region that is named, or charged with all, by its printed name, has no step."""
    (explanation,) = ALL.in_region("厦门").led_by("移民局").explain()
    region, lead = explanation.reasons
    assert (region.quote, region.where, region.steps) == ("试点地区负责推进", "responsibility", ())
    assert (lead.quote, lead.span) == ("移民局", svctrade.Span(0, 3))
    assert [step.kind for step in lead.steps] == ["first-named"]


FIRST_NAMED = "first-named"


@pytest.mark.parametrize(
    ("number", "asked", "kinds", "words"),
    [
        (59, "NIA", ["alias", FIRST_NAMED], "NIA is an alias of “移民局” (abbreviation)."),
        (59, "nia", ["alias", FIRST_NAMED], "NIA is an alias of “移民局”"),
        (
            59,
            "移 民 局",
            [FIRST_NAMED],
            "“移民局” (National Immigration Administration) is named first",
        ),
        (59, "国家移民管理局", ["alias", FIRST_NAMED], "(official)"),
        (
            59,
            "國家移民管理局",
            ["traditional", "alias", FIRST_NAMED],
            "“國家移民管理局” is “国家移民管理局” in traditional characters",
        ),
        (
            2,
            "銀保監會",
            ["traditional", FIRST_NAMED],
            "“銀保監會” is “银保监会” in traditional characters",
        ),
        (
            2,
            "金融监管总局",
            ["successor", FIRST_NAMED],
            (
                "is the successor of “银保监会” (China Banking and Insurance Regulatory "
                "Commission) since 2023-05-18 (set up); the document prints “银保监会”."
            ),
        ),
        (
            2,
            "國家金融監督管理總局",
            ["traditional", "successor", FIRST_NAMED],
            "“国家金融监督管理总局” is the successor",
        ),
        (1, "商务部", ["host"], "“商务部” (Ministry of Commerce) hosts"),
        (1, "MOFCOM", ["alias", "host"], "“商务部” (Ministry of Commerce) hosts"),
        (
            4,
            "住建部",
            ["alias", "printed", FIRST_NAMED],
            "prints “住房城乡建设” for “住房城乡建设部” (Ministry of Housing",
        ),
        (37, "taiwan-work-office", ["alias", FIRST_NAMED], "own key for “中央台办”."),
    ],
)
def test_each_step_from_what_was_asked_to_what_is_printed(
    number: int, asked: str, kinds: list[str], words: str
) -> None:
    """Alias, traditional form, successor, host and odd print are steps, in order."""
    (explanation,) = ALL.numbered(number).led_by(asked).explain()
    _, lead = explanation.reasons
    assert [step.kind for step in lead.steps] == kinds
    assert words in " ".join(step.text for step in lead.steps)


@pytest.mark.parametrize(
    ("asked", "kinds"),
    [
        ("厦门", []),
        ("Xiamen", ["alias"]),
        (350200, ["code"]),
        ("廈門", ["traditional"]),
        ("福建省廈門市", ["traditional", "alias"]),
    ],
)
def test_steps_to_a_region(asked: str | int, kinds: list[str]) -> None:
    """A region has steps as well: code, foreign name, traditional characters."""
    (explanation,) = ALL.numbered(9).in_region(asked).explain()
    reason = explanation.reasons[-1]
    assert [step.kind for step in reason.steps] == kinds
    assert reason.quote.startswith("北京、天津、上海、海南、厦门")


def test_a_district_is_a_step_to_its_region() -> None:
    """A district of the pilot in Chongqing leads there by note 2."""
    (explanation,) = ALL.numbered(117).in_region("渝北区").explain()
    assert steps(explanation.reasons[-1]) == [
        (
            "district",
            (
                "“渝北区” was a district of the pilot in “重庆” (Chongqing) until 2025-11-05 "
                "(note 2 of the annex)."
            ),
        )
    ]


def test_coverage_from_the_text_quotes_the_text() -> None:
    """Measure 16 covers every region by its text, and the reason says that this is inferred."""
    (explanation,) = ALL.numbered(16).in_region("厦门").explain()
    reason = explanation.reasons[-1]
    assert (reason.quote, reason.where, reason.span) == ("在试点地区", "text", svctrade.Span(0, 5))
    assert [kind for kind, _ in steps(reason)] == ["inferred"]


def test_several_values_each_have_a_reason() -> None:
    """Of several values in one call, each that matches has its own reason."""
    (explanation,) = ALL.numbered(94).in_region("大连", "青岛", "北京", at_least="named").explain()
    assert [reason.asked for reason in explanation.reasons] == [
        "numbered(94)",
        'in_region("大连", at_least="named")',
        'in_region("青岛", at_least="named")',
    ]
    (explanation,) = ALL.numbered(59).led_by("外交部", "移民局").explain()
    assert [reason.asked for reason in explanation.reasons[1:]] == ['led_by("移民局")']
    (explanation,) = ALL.numbered(76).with_role("guide", "lead", "policy").explain()
    assert [reason.asked for reason in explanation.reasons[1:]] == [
        'with_role("guide")',
        'with_role("policy")',
    ]


def test_involving_quotes_the_clause_in_that_role() -> None:
    """The clause that is quoted is one in which the body has the role that was asked for."""
    (explanation,) = ALL.numbered(47).involving("中央宣传部", role="support").explain()
    assert explanation.reasons[-1].quote == "中央宣传部支持和指导"
    (explanation,) = ALL.numbered(1).involving("商务部", "外交部").explain()
    assert [kind for kind, _ in steps(explanation.reasons[-1])] == ["host"]


def test_each_place_of_a_term_is_quoted() -> None:
    """A term that stands several times has a reason for each place."""
    (explanation,) = ALL.numbered(103).mentioning("贸易").explain()
    assert [r.span for r in explanation.reasons[1:]] == [svctrade.Span(3, 5)]
    (explanation,) = ALL.numbered(62).mentioning("一展", "会展").explain()
    text = explanation.measure.text
    assert len(explanation.reasons) == 1 + text.count("一展") + text.count("会展")


def test_a_framework_quotes_the_note() -> None:
    """`under` quotes the sentence of the note that names the framework."""
    (explanation,) = ALL.numbered(7).under("cepa").explain()
    reason = explanation.reasons[-1]
    assert reason.where == "note"
    assert reason.quote.startswith("表中第7、23、28")
    assert reason.quote.endswith("(CEPA)框架实施。")


def test_only_the_note_that_names_the_framework_is_quoted() -> None:
    """A measure that other notes are about as well is explained by the one that counts."""
    edition = svctrade.edition()
    further = svctrade.Note(3, "另注。")
    measures = [
        attrs.evolve(m, notes=(further, *m.notes)) if m.number == 7 else m for m in edition.measures
    ]
    own = attrs.evolve(edition, measures=tuple(measures), notes=(*edition.notes, further))
    (explanation,) = svctrade.measures(own).under("CEPA").numbered(7).explain()
    assert [reason.where for reason in explanation.reasons] == ["note", None]


def test_a_national_measure_quotes_the_whole_statement() -> None:
    """That no region is charged is seen from all of the statement."""
    (explanation,) = ALL.numbered(84).national().explain()
    assert explanation.reasons[-1].quote == explanation.measure.responsibility


@pytest.mark.parametrize(
    ("found", "kind", "words"),
    [
        (ALL.numbered(5), "number", "Its number is 5."),
        (ALL.where(lambda m: m.number == 5), "function", "A function of yours decided"),
        (ALL[4:5], "slice", "It was at one of these positions"),
        (
            ALL.in_task(8)[2:3].in_task("（八）"),
            "task",
            "The measure belongs to task 8, Comprehensively explore",
        ),
        (~(ALL - ALL.numbered(5)), "absent", "The measure is not in this set."),
    ],
)
def test_what_rests_on_no_printed_words_says_what_it_rests_on(
    found: MeasureSet, kind: str, words: str
) -> None:
    """A number, a function, a place in a set, a group, an absence: a step, and no quote."""
    (explanation,) = found.explain()
    reason = explanation.reasons[-1]
    assert (reason.quote, reason.where, reason.span) == ("", None, None)
    assert reason.steps[-1].kind == kind
    assert reason.steps[-1].text.startswith(words)


def test_a_group_is_explained_as_the_filter_that_it_stands_for() -> None:
    """A group hides no convention: its reasons are those of the filter by the same key."""
    groups = {
        "lead": (ALL.group_by("lead")[svctrade.body("移民局")], ALL.led_by("移民局")),
        "body": (ALL.group_by("body")[svctrade.body("移民局")], ALL.involving("移民局")),
        "region": (ALL.group_by("region")[svctrade.region("厦门")], ALL.in_region("厦门")),
        "role": (ALL.group_by("role")[svctrade.Role.GUIDE], ALL.with_role("guide")),
        "task": (ALL.group_by("task")[svctrade.task(8)], ALL.in_task(8)),
    }
    for key, (group, alike) in groups.items():
        for grouped, filtered in zip(group.explain(), alike.explain(), strict=True):
            (reason,), (same,) = grouped.reasons, filtered.reasons
            assert reason.asked.startswith(f'group_by("{key}")[')
            assert attrs.evolve(reason, asked=same.asked) == same
    unled = only(ALL.group_by("lead")[None])
    assert unled.asked == 'group_by("lead")[None]'
    assert unled.quote == svctrade.measure(43).responsibility


@pytest.mark.parametrize(
    ("number", "kind", "words"),
    [
        (62, "open-ended", "is open"),
        (75, "qualified", "which regions “具备条件的试点地区” means"),
        (96, "qualified", "which regions “有关城市中入选试点城市” means"),
        (107, "to-be-chosen", "still to be chosen"),
    ],
)
def test_a_possible_region_says_why_it_is_possible(number: int, kind: str, words: str) -> None:
    """An open list, qualified regions and regions to be chosen are told apart."""
    (explanation,) = ALL.numbered(number).in_region("厦门", at_least="possible").explain()
    (step,) = explanation.reasons[-1].steps
    assert step.kind == kind
    assert words in step.text


def test_a_clause_tells_its_roles() -> None:
    """`involving` quotes the clause and says in which roles the body stands there."""
    (explanation,) = ALL.numbered(76).involving("网信办").explain()
    assert explanation.reasons[-1].roles == (svctrade.Role.GUIDE, svctrade.Role.POLICY)
    text = " ".join(str(explanation).split())
    assert "; guidance; policy support measures)." in text


def test_a_double_complement_keeps_its_proof() -> None:
    """What is not outside of a set is explained by what put it in."""
    found = ALL.led_by("移民局")
    plain = [e.reasons for e in found.explain()]
    assert [e.reasons for e in (~~found).explain()] == plain
    assert [e.reasons[1:] for e in (ALL - ~found).explain()] == plain


def test_a_union_shows_the_side_that_matched() -> None:
    """Of a union, only the sides that the measure answers are told."""
    union = ALL.led_by("移民局") | ALL.mentioning("保险")
    (explanation,) = [e for e in union.explain() if e.measure.number == 59]
    assert [reason.asked for reason in explanation.reasons] == ['led_by("移民局")']


def test_a_difference_shows_both_that_and_what_is_absent() -> None:
    """Of a difference, the first side is told, and the absence of the second."""
    difference = ALL.led_by("移民局") - ALL.mentioning("港澳")
    (explanation,) = [e for e in difference.explain() if e.measure.number == 59]
    assert [reason.asked for reason in explanation.reasons] == [
        'led_by("移民局")',
        'not measures().mentioning("港澳")',
    ]


def test_an_exclusive_union_shows_what_is_and_what_is_not() -> None:
    """Of an exclusive union, the side that matched is told, and the other's absence."""
    found = ALL.led_by("移民局") ^ ALL.mentioning("签证")
    (explanation,) = [e for e in found.explain() if e.measure.number == 97]
    kinds = [reason.steps[0].kind if reason.steps else "words" for reason in explanation.reasons]
    assert kinds == ["absent", "words"]


def test_all_measures_need_no_reason() -> None:
    """The whole edition was asked for, alone or in a union: that is the reason."""
    kinds = {reason.steps[0].kind for e in ALL.explain() for reason in e.reasons}
    assert kinds == {"all"}
    assert all(e.reasons for e in (ALL | ALL.numbered(1)).explain())


def test_a_question_too_long_to_keep_says_so() -> None:
    """What a question forgot is told as that, and not guessed at; the rest is explained."""
    found = ALL.numbered(59)
    for _ in range(30):
        found = (found - ALL.numbered(1)) | ALL.numbered(2)
    (explanation,) = found.led_by("移民局").explain()
    kinds = [step.kind for reason in explanation.reasons for step in reason.steps]
    assert kinds[0] == "truncated"
    assert kinds[-1] == "first-named"
    (other,) = (ALL.numbered(58) - found).explain()
    assert [reason.asked.split("(")[0] for reason in other.reasons] == ["numbered", "not "]


def test_an_explanation_reads_as_prose() -> None:
    """A printed explanation has the measure, each filter, its words, and the steps."""
    (explanation,) = ALL.led_by("央行").numbered(52).explain()
    assert str(explanation) == (
        """\
52 Support the pricing and settlement in renminbi of bonded fuel oil supplies in pilot regions.
   led_by("央行"): the statement says “人民银行” (characters 1 to 4).
      In English: People's Bank of China
      “央行” is an alias of “人民银行” (everyday), the People's Bank of China.
      No clause says “牵头” (lead); “人民银行” (People's Bank of China) is named first. Official
      drafting treats the body named first as the lead; this document does not say so itself.
   numbered(52):
      Its number is 52."""
    )
    assert str(explanation.reasons[1]) == "numbered(52):\n   Its number is 52."
    assert str(explanation.reasons[1].steps[0]) == "Its number is 52."
    assert pickle.loads(pickle.dumps(explanation)) == explanation


def test_told_is_the_old_name_of_as_text() -> None:
    """The old name works until 1.1 for explanations, reasons and steps, and warns."""
    explanation = ALL.in_region("Xiamen").explain()[0]
    reason = explanation.reasons[0]
    for shown in (explanation, reason, reason.steps[0]):
        with pytest.warns(DeprecationWarning, match="told is now as_text"):
            assert shown.told("zh") == shown.as_text("zh")


def test_a_query_keeps_no_class_of_the_caller() -> None:
    """A string of another class is kept as a plain one, and an enum as its value."""

    class Name(str):
        __slots__ = ()

    class Choice(str, Enum):
        XIAMEN = "厦门"

    found = ALL.in_region(Name("厦门"))
    assert found.query == ALL.in_region(Choice.XIAMEN).query == 'measures().in_region("厦门")'
    assert pickle.loads(pickle.dumps(found)).query == found.query
    assert {type(value) for step in found._query.filters for value in step.asked} == {str}


def test_explanations_show_themselves() -> None:
    """They are a tuple, which prints each and has a row for each reason in a notebook."""
    explanations = ALL.led_by("移民局").in_region("厦门").explain()
    assert isinstance(explanations, tuple)
    assert str(explanations) == "\n".join(map(str, explanations))
    assert explanations.as_text("zh") == "\n".join(e.as_text("zh") for e in explanations)
    page = explanations._repr_html_()
    assert page.count("<tr>") == 1 + sum(len(e.reasons) for e in explanations)
    with pytest.raises(ValueError, match="lang"):
        ALL.numbered(59).in_task(1).explain().as_text("fr")  # type: ignore[arg-type]


def glosses(explanation: Explanation) -> list[str]:
    """Return what the lines of an explanation say in English, without their breaks."""
    lines = [line.strip() for line in explanation.as_text("en").splitlines()]
    return [line.removeprefix("In English: ") for line in lines if line.startswith("In English: ")]


@pytest.mark.parametrize(
    ("found", "gloss"),
    [
        (ALL.led_by("移民局").numbered(59), "National Immigration Administration"),
        (ALL.in_region("厦门").numbered(59), "Implementation: pilot regions."),
        (
            ALL.national().numbered(84),
            "Implementation: Office of the Central Cyberspace Affairs Commission, Ministry of",
        ),
        (ALL.mentioning("签证").numbered(72), None),
        (ALL.mentioning("多双边").numbered(103), "Include trade in services in"),
        (ALL.in_region("厦门").numbered(16), "In pilot regions, extend the international trade"),
        (ALL.under("CEPA").numbered(7), "Tasks and measures marked “foreign national” or"),
        (ALL.numbered(59), None),
    ],
)
def test_a_quote_is_put_into_english(found: MeasureSet, gloss: str | None) -> None:
    """A party, clauses, the text and a note have a line in English; what quotes nothing has not."""
    lines = [line for explanation in found.explain() for line in glosses(explanation)]
    assert len(lines) == (gloss is not None)
    assert all(line.startswith(str(gloss)) for line in lines)
    assert "In English" not in "".join(e.as_text("zh") for e in found.explain())


def test_several_quotes_of_a_text_are_put_into_english_once() -> None:
    """The English of the whole text follows the first of its quotes."""
    (explanation,) = ALL.mentioning("一展").numbered(62).explain()
    assert len([reason for reason in explanation.reasons if reason.quote]) == 4
    assert len(glosses(explanation)) == 1
    assert str(explanation.measure.text_en).startswith(glosses(explanation)[0])


def test_without_a_translation_only_the_statement_is_put_into_english() -> None:
    """The statement is put into English from its parts; the text and the notes are as printed."""
    plain = svctrade.measures(svctrade.edition().with_translation(None))
    assert glosses(plain.mentioning("多双边").numbered(103).explain()[0]) == []
    assert glosses(plain.under("CEPA").numbered(7).explain()[0]) == []
    assert glosses(plain.in_region("厦门").numbered(59).explain()[0]) == [
        "Implementation: pilot regions."
    ]


@given(st.data())
def test_english_explanations_have_chinese_in_quotation_marks_only(data: st.DataObject) -> None:
    """Chinese words in an English explanation are quoted or were typed by the reader."""
    found = data.draw(sets(data.draw(EDITIONS)))
    for explanation in found.explain():
        for reason in explanation.reasons:
            for step in reason.steps:
                assert not HAN.search(re.sub("“[^”]*”", "", step.text)), step.text


def test_explanations_in_a_notebook_are_in_the_language_of_the_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Headings, the place of the words and the steps are in English or in Chinese."""
    explanations = ALL.led_by("移民局").numbered(59).explain()
    monkeypatch.setenv("SVCTRADE_LANG", "en")
    for html in (explanations._repr_html_(), explanations[0]._repr_html_()):
        assert ">words of the document</th>" in html
        assert "the statement, characters 1 to 3" in html
        assert "“移民局” (National Immigration Administration) is named first" in html
    assert "<strong>1 explanation</strong>" in explanations._repr_html_()
    assert str(explanations[0].measure.text_en)[:40] in explanations[0]._repr_html_()
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    for html in (explanations._repr_html_(), explanations[0]._repr_html_()):
        assert ">文件原文</th>" in html
        assert "责任分工第1至第3字" in html
        assert "移民局列第一位" in html
    assert "<strong>1项说明</strong>" in explanations._repr_html_()
    assert f"59 {explanations[0].measure.text}" in explanations[0]._repr_html_()
