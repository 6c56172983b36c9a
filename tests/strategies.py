"""Hypothesis strategies: every record of the model from its public constructor."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Literal

import attrs
from hypothesis import strategies as st

from svctrade import (
    Assignment,
    Body,
    Change,
    ChangeKind,
    Edition,
    Erratum,
    Event,
    Measure,
    Name,
    NameKind,
    Note,
    Party,
    Place,
    Publication,
    Region,
    Source,
    Span,
    Task,
    Tie,
)
from svctrade._parsing.coverage import GROUPS, coverage_of, lead_of
from svctrade._parsing.patterns import ACTIONS

# Invented, and as awkward as the real ones: names that contain 和, that begin with another's
# name, that have brackets with a 、 in them, and one that sits in another.
_HOST = Body("trade", "商贸部", "中华人民共和国商贸部", "Ministry of Commerce and Trade", "MCT")
BODIES = (
    _HOST,
    Body("culture", "文化和旅行部", kind="部", parent="国务院"),
    Body("bank", "银行", names=(Name("央行", NameKind.EVERYDAY),)),
    Body("bank-board", "银行会"),
    Body("office", "协调办（商贸部）", host=_HOST),
    Body("stars", "甲乙（丙、丁）局"),
)
REGIONS = (
    Region("east", "东州", "东州市", "Eastport", "地级市", "东省", "990100"),
    Region("west", "西州（甲、乙等2个区）", districts=("甲区", "乙区")),
    Region("isle", "和岛", group="群岛", rounds=(2016, 2020)),
)

SOURCE = "原文\n第二行\n三"

_PLAIN = st.text("甲乙丙丁服务贸易数据签证，“”", min_size=1, max_size=12)


def sorts_of(party: Party) -> tuple[str, ...]:
    """Return the words that may follow 等 after such a party."""
    if party.region is not None:
        return ("", "试点地区", "地")
    return ("", "有关部门") if party.body is not None else ("",)


def names() -> st.SearchStrategy[Name]:
    """A form of a name, with any of its facts missing."""
    return st.builds(
        Name,
        text=_PLAIN,
        kind=st.sampled_from(NameKind),
        first=st.none() | st.dates(),
        last=st.none() | st.dates(),
        source=st.none() | _PLAIN,
        confidence=st.none() | st.sampled_from(["high", "medium", "low"]),
        simplified=st.none() | _PLAIN,
        ambiguous=st.booleans(),
    )


def changes() -> st.SearchStrategy[Change]:
    """Something that changed about a body."""
    return st.builds(
        Change,
        day=st.dates(),
        what=st.sampled_from(ChangeKind),
        before=st.none() | _PLAIN,
        after=st.none() | _PLAIN,
        successor=st.none() | st.builds(Body, id=_PLAIN, name=_PLAIN),
        parent=st.none() | _PLAIN,
        text=st.none() | _PLAIN,
        dated=st.none() | _PLAIN,
        source=st.none() | _PLAIN,
    )


def places() -> st.SearchStrategy[Place]:
    """A place in the source."""
    lines = SOURCE.split("\n")
    ends = [(n, c) for n, line in enumerate(lines, start=1) for c in range(1, len(line) + 1)]
    two = st.lists(st.sampled_from(ends), min_size=2, max_size=2).map(sorted)
    return two.map(lambda both: Place(*both[0], *both[1]))


def publications() -> st.SearchStrategy[Publication]:
    """The facts that a document is cited by, with any but its title missing."""
    text = st.none() | _PLAIN
    return st.builds(
        Publication,
        title=_PLAIN,
        issuer=text,
        issuer_en=text,
        document_number=text,
        approved_by=text,
        published=st.none() | st.dates(),
        in_force=st.none() | st.just((date(2031, 1, 1), date(2034, 1, 1))),
        origin=text,
    )


@st.composite
def errata(draw: st.DrawFn, measure: Measure) -> Erratum:
    """An oddity in one of the measure's texts."""
    where: Literal["text", "responsibility"] = draw(st.sampled_from(["text", "responsibility"]))
    text: str = getattr(measure, where)
    start = draw(st.integers(0, len(text) - 1))
    span = Span(start, draw(st.integers(start + 1, len(text))))
    return Erratum(measure.number, where, span, span.of(text), draw(_PLAIN), draw(_PLAIN))


@st.composite
def events(draw: st.DrawFn, number: int, measures: list[int]) -> Event:
    """An act or statement that touches some of the measures."""
    touched = draw(st.lists(st.sampled_from(measures), unique=True).map(sorted))
    text = st.none() | _PLAIN
    return Event(
        number=number,
        date=draw(st.none() | st.dates()),
        dated=draw(text),
        date_kind=draw(text),
        document_number=draw(text),
        title=draw(text),
        issuer=draw(text),
        text=draw(text),
        measures=tuple(touched),
        tie=draw(st.sampled_from(Tie)) if touched else None,
        source=draw(text),
        confidence=draw(text),
        note=draw(text),
    )


def bodies() -> st.SearchStrategy[Body]:
    """A body, with any of its facts missing."""
    return st.builds(
        Body,
        id=_PLAIN,
        name=_PLAIN,
        official_name=st.none() | _PLAIN,
        name_en=st.none() | st.text(max_size=8),
        abbreviation=st.none() | st.text("ABC", min_size=2, max_size=4),
        kind=st.none() | _PLAIN,
        parent=st.none() | _PLAIN,
        host=st.none() | st.sampled_from(BODIES),
        names=st.lists(names(), max_size=3).map(tuple),
        history=st.lists(changes(), max_size=2).map(tuple),
    )


@st.composite
def assignments(draw: st.DrawFn, offset: int = 0, clause: int = 1) -> Assignment:
    """An assignment, printed as the annex would print it, from *offset* on."""
    prefix = draw(st.sampled_from(["", "", "先由", "由"]))
    pool = [
        *(Party(b.name, Span(0, 0), body=b) for b in BODIES),
        *(Party(r.name, Span(0, 0), region=r) for r in REGIONS),
        *(Party(group, Span(0, 0)) for group in GROUPS),
    ]
    chosen = draw(st.lists(st.sampled_from(pool), min_size=1, max_size=4, unique=True))
    text = prefix
    parties: list[Party] = []
    for i, party in enumerate(chosen):
        start = offset + len(text)
        last = i == len(chosen) - 1
        open_ended = draw(st.booleans()) if last else False
        text += party.text
        parties.append(
            Party(party.text, Span(start, offset + len(text)), party.body, party.region, open_ended)
        )
        if open_ended:
            text += "等" + draw(st.sampled_from(sorts_of(party)))
        if not last:
            text += draw(st.sampled_from("、和及"))
    action = draw(st.sampled_from([*ACTIONS]))
    text += action
    remark = draw(
        st.none()
        | st.sampled_from(
            ["后续视情推广", "（以名单为准）", "（以名单为准），后续视情扩大到其他地区"]
        )
    )
    if remark is not None:
        text += remark if remark.startswith("（") else "，" + remark
    span = Span(offset, offset + len(text))
    return Assignment(ACTIONS[action], tuple(parties), text, span, clause, remark)


@st.composite
def statements(draw: st.DrawFn) -> tuple[str, tuple[Assignment, ...]]:
    """A responsibility statement and the assignments that it makes."""
    text = ""
    made: list[Assignment] = []
    for clause in range(1, draw(st.integers(1, 3)) + 1):
        for part in range(draw(st.integers(1, 2))):
            text += "，" if part else "；" if made else ""
            assignment = draw(assignments(len(text), clause))
            made.append(assignment)
            text += assignment.text
    return text, tuple(made)


@st.composite
def measures(
    draw: st.DrawFn, number: int, task: Task, notes: tuple[Note, ...], events: tuple[Event, ...]
) -> Measure:
    """A measure whose lead and coverage follow from its statement and text."""
    text = draw(_PLAIN) + draw(st.sampled_from(["", "在试点地区", "外籍"])) + "。"
    statement, made = draw(statements())
    return Measure(
        number=number,
        task=task,
        text=text,
        responsibility=statement,
        assignments=made,
        lead=lead_of(made),
        coverage=coverage_of(made, text),
        notes=tuple(note for note in notes if note.concerns(number, text)),
        events=tuple(event for event in events if number in event.measures),
        place=draw(st.none() | places()),
    )


@st.composite
def editions(draw: st.DrawFn) -> Edition:
    """A small edition, its measures numbered with gaps."""
    tasks = tuple(
        Task(n, f"（{label}）", f"任务{label}", draw(_PLAIN)) for n, label in ((1, "一"), (2, "二"))
    )
    numbers = draw(st.lists(st.integers(1, 30), min_size=1, max_size=6, unique=True).map(sorted))
    listed = draw(st.lists(st.sampled_from(numbers), unique=True).map(sorted))
    notes = (
        Note(1, "第一注。标注“外籍”，CEPA框架。", tuple(listed), "CEPA", ("外籍",)),
        Note(2, "第二注：在试点地区", marks=("在试点地区",)),
    )
    acts = tuple(draw(events(n, numbers)) for n in range(1, draw(st.integers(0, 2)) + 1))
    publication = draw(publications())
    made = [draw(measures(n, draw(st.sampled_from(tasks)), notes, acts)) for n in numbers]
    return Edition(
        id=draw(st.sampled_from(["2031", "2032"])),
        publication=publication,
        bodies=BODIES,
        regions=REGIONS,
        tasks=tasks,
        notes=notes,
        events=acts,
        measures=tuple(attrs.evolve(measure, publication=publication) for measure in made),
        errata=tuple(draw(st.lists(errata(draw(st.sampled_from(made))), max_size=2))),
        source=Source(SOURCE, sha256(SOURCE.encode()).hexdigest()),
    )
