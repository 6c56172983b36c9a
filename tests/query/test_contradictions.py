"""Explanations of shared names and of records that differ from their words: true, and no error."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import svctrade
from svctrade import (
    Basis,
    Body,
    Coverage,
    Edition,
    Lead,
    Measure,
    MeasureSet,
    Name,
    NameKind,
    Span,
    Task,
)

from ..full_use import reasons_of
from ..strategies import BODIES, REGIONS, editions


def test_filters_by_record_explain_names_that_others_share() -> None:
    """A record whose name others share, or that has none, is named by its key in the query."""
    shared = (Name("共局", NameKind.PRINTED, ambiguous=True),)
    bodies = tuple(Body(key, name, names=shared) for key, name in (("b1", "共局"), ("b2", "共局")))
    bodies += (Body("b3", ""),)
    tasks = tuple(Task(n, "", "同题", "") for n in (1, 2))
    plain = svctrade.read_table([{"举措": "甲。", "责任单位": "共局"}])
    (measure,) = plain.measures
    measures: list[Measure] = []
    for n, (body, task) in enumerate(zip(bodies, (*tasks, tasks[0]), strict=True), start=1):
        party = attrs.evolve(measure.assignments[0].parties[0], body=body)
        clause = attrs.evolve(measure.assignments[0], parties=(party,))
        lead = Lead(body, Basis.FIRST_NAMED)
        measures.append(
            attrs.evolve(measure, number=n, task=task, assignments=(clause,), lead=lead)
        )
    edition = attrs.evolve(plain, bodies=bodies, tasks=tasks, measures=tuple(measures))
    found = svctrade.measures(edition)
    for n, body in enumerate(bodies, start=1):
        assert found.led_by(body).numbers == (n,)
        assert found.led_by(body).query == f'measures("document").led_by("b{n}")'
    assert found.in_task(tasks[1]).query == 'measures("document").in_task(2)'
    assert reasons_of(found)
    with pytest.raises(svctrade.AmbiguousNameError):
        found.led_by("共局")


def test_query_finds_key_that_is_the_name_of_others() -> None:
    """A key that others have as their name still names its own record in a query."""
    names = (Name("b1", NameKind.PRINTED, ambiguous=True),)
    bodies = (Body("b1", "b1", names=names), Body("b2", "b1", names=names))
    edition = attrs.evolve(svctrade.edition(), bodies=bodies, measures=(), outsiders=())
    found = svctrade.measures(edition).led_by(bodies[0])
    assert found.heading("zh") == "由b1牵头的举措：0项中的0项"
    with pytest.raises(svctrade.AmbiguousNameError):
        svctrade.measures(edition).led_by("b1")


def contradiction(edition: Edition, **changes: Any) -> Edition:
    """Return an edition whose first measure was changed without its words."""
    first, *others = edition.measures
    return attrs.evolve(edition, measures=(attrs.evolve(first, **changes), *others))


# Each example explains every filter of an edition.
@settings(max_examples=4)
@given(editions(), st.data())
def test_contradictory_records_are_explained_without_error(
    edition: Edition, data: st.DataObject
) -> None:
    """Whatever a record says, each reason quotes words at their place or says that they differ."""
    changes: dict[str, st.SearchStrategy[Any]] = {
        "lead": st.none() | st.builds(Lead, st.sampled_from(BODIES), st.sampled_from(Basis)),
        "coverage": st.builds(
            Coverage,
            st.lists(st.sampled_from(REGIONS), unique=True).map(tuple),
            st.booleans(),
            st.booleans(),
            st.none() | st.just(Span(0, 2)),
        ),
        "responsibility": st.sampled_from(["", "甲乙丙"]),
        "text": st.sampled_from(["甲", "试点地区"]),
        "assignments": st.just(()),
    }
    names = data.draw(st.lists(st.sampled_from([*changes]), min_size=1, max_size=2, unique=True))
    changed = contradiction(edition, **{name: data.draw(changes[name]) for name in names})
    for measure, reason in reasons_of(svctrade.measures(changed)):
        kinds = {step.kind for step in reason.steps}
        texts = {"responsibility": measure.responsibility, "text": measure.text}
        texts |= {f"note {note.number}": note.text for note in measure.notes}
        if reason.span is not None and "contradiction" not in kinds:
            where = f"note {reason.note}" if reason.where == "note" else str(reason.where)
            assert reason.span.of(texts[where]) == reason.quote


ANNEX = svctrade.edition()
XIAMEN = svctrade.region("厦门")
NIA = svctrade.body("移民局")
COMMERCE = svctrade.body("商务部")


def changed_59(**changes: Any) -> MeasureSet:
    """Return the set of measure 59, which was changed without its words."""
    measure = attrs.evolve(ANNEX.measures[58], **changes)
    edition = attrs.evolve(ANNEX, measures=(measure,), notes=(), events=(), errata=())
    return svctrade.measures(edition)


def kinds_of(found: MeasureSet, lang: str = "en") -> list[str]:
    """Return the kinds of the steps of the only explanation."""
    (explanation,) = found.explain()
    assert explanation.as_text(cast("Any", lang))
    return [step.kind for reason in explanation.reasons for step in reason.steps]


def missing_kinds_of(found: MeasureSet) -> list[str]:
    (explanation,) = found.explain_missing(59)
    return [step.kind for reason in explanation.reasons for step in reason.steps]


def test_explain_says_that_record_of_lead_and_words_differ() -> None:
    """A lead that no clause makes one, or that is not named first, is no proof."""
    for lead in (
        Lead(COMMERCE, Basis.FIRST_NAMED),
        Lead(COMMERCE, Basis.EXPLICIT),
        Lead(NIA, Basis.EXPLICIT),
        Lead(svctrade.body("外交部"), Basis.FIRST_NAMED),
    ):
        found = changed_59(lead=lead)
        assert kinds_of(found.led_by(lead.body)) == ["contradiction"]
        (reason,) = found.led_by(lead.body).explain()[0].reasons
        assert reason.quote == ANNEX.measures[58].responsibility
        assert "the record says that" in str(reason).lower()
        assert "并无此意" in reason.as_text("zh")
        other = found.led_by("公安部")
        assert missing_kinds_of(other) == ["contradiction"]
    office = next(body for body in ANNEX.bodies if body.host == COMMERCE)
    hosted = changed_59(lead=Lead(office, Basis.EXPLICIT))
    assert kinds_of(hosted.led_by(office, COMMERCE)) == ["contradiction", "host", "contradiction"]
    unled = changed_59(lead=None)
    assert missing_kinds_of(unled.led_by("移民局")) == ["contradiction"]
    assert kinds_of(unled.group_by("lead")[None]) == ["contradiction"]
    declared = changed_59(lead=Lead(NIA, Basis.EXPLICIT, "列第一位的为牵头单位"))
    assert kinds_of(declared.led_by("移民局")) == ["declared"]


def test_successor_without_a_change_is_explained() -> None:
    """A name of a successor counts although the record of the body has no history."""
    later = Name("新部", NameKind.SUCCESSOR, first=date(2030, 1, 1))
    body = attrs.evolve(NIA, names=(*NIA.names, later), history=())
    plain = svctrade.read_table([{"举措": "甲。", "责任单位": "移民局"}])
    (measure,) = plain.measures
    (clause,) = measure.assignments
    party = attrs.evolve(clause.parties[0], body=body)
    measure = attrs.evolve(
        measure,
        assignments=(attrs.evolve(clause, parties=(party,)),),
        lead=Lead(body, Basis.FIRST_NAMED),
    )
    edition = attrs.evolve(plain, bodies=(body,), measures=(measure,), outsiders=())
    (explanation,) = svctrade.measures(edition).led_by("新部").explain()
    step = explanation.reasons[0].steps[0]
    assert step.kind == "successor"
    assert "since 2030-01-01; the document prints “移民局”." in step.text
    assert step.chinese == "新部自2030-01-01起承接移民局；文件所列为移民局。"


def test_explain_says_that_record_of_coverage_and_words_differ() -> None:
    """A degree of certainty that no words give is no proof, for a region or for none."""
    nothing = changed_59(coverage=Coverage())
    assert kinds_of(nothing.in_region("厦门", exactly="none")) == ["contradiction"]
    assert kinds_of(nothing.national()) == ["contradiction"]
    assert missing_kinds_of(nothing.in_region("厦门")) == ["contradiction"]
    for coverage in (Coverage((XIAMEN,)), Coverage(open_ended=True)):
        found = changed_59(coverage=coverage).in_region("厦门", at_least="possible")
        assert kinds_of(found) == ["contradiction"]
    inferred = changed_59(coverage=Coverage(everywhere=True, words=Span(0, 2)))
    assert kinds_of(inferred.in_region("厦门")) == ["contradiction"]
    measure = ANNEX.measures[102]
    assert measure.coverage.national
    edition = attrs.evolve(
        ANNEX,
        measures=(attrs.evolve(measure, number=59, coverage=Coverage(everywhere=True)),),
        notes=(),
        events=(),
        errata=(),
    )
    assert missing_kinds_of(svctrade.measures(edition).national()) == ["contradiction"]
    assert kinds_of(svctrade.measures(edition).in_region("厦门")) == ["contradiction"]


def test_explain_says_that_words_are_not_at_their_place() -> None:
    """A clause or a framework that the text does not have is quoted with a word of warning."""
    found = changed_59(responsibility="甲局牵头")
    assert kinds_of(found.led_by("移民局"))[-1] == "contradiction"
    seventh = ANNEX.measures[6]
    notes = tuple(attrs.evolve(note, text="注", marks=()) for note in seventh.notes)
    measure = attrs.evolve(seventh, notes=notes)
    edition = attrs.evolve(ANNEX, measures=(measure,), notes=notes, events=(), errata=())
    assert kinds_of(svctrade.measures(edition).under("CEPA")) == ["contradiction"]


def test_explain_does_not_claim_what_unread_statement_lacks() -> None:
    """A statement that could not be read is no proof that a body or a region is not named."""
    rows = [{"举措": "甲。", "责任单位": "商务部???"}, {"举措": "乙。", "责任单位": "商务部"}]
    found = svctrade.measures(svctrade.read_table(rows, strict=False))
    for kept in (found.led_by("商务部"), found.involving("商务部"), found.national()):
        (explanation,) = kept.explain_missing(1)
        assert [step.kind for step in explanation.reasons[0].steps] == ["unread"]
    (explanation,) = found.group_by("lead")[None].explain()
    assert [step.kind for step in explanation.reasons[0].steps] == ["unread"]


def test_explain_quotes_no_statement_where_there_is_none() -> None:
    """A measure without a statement of its own has no words to quote."""
    plan = "某市方案\n一、改善环境。（市商务局牵头）\n1. 甲。\n2. 乙。（市财政局牵头）\n"
    found = svctrade.measures(svctrade.read_document(plan))
    assert [m.responsibility for m in found] == ["", "市财政局牵头"]
    (explanation,) = found.with_role("policy").explain_missing(1)
    assert str(explanation.reasons[0].steps[0]) == "The measure has no statement."
    assert explanation.reasons[0].span is None
