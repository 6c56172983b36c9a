"""The bundled edition is what the document says."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import svctrade
from svctrade import Basis, Certainty, Edition, Measure, Role

ROOT = Path(__file__).parent.parent.parent
EDITION = svctrade.edition("2020")


def solid(text: str) -> str:
    return "".join(text.split())


def test_records_contain_every_character_of_the_source() -> None:
    """Tasks, measures, notes and the words of the table, joined in order, are the source."""
    parts = ["附表", EDITION.title, "试点任务", "序号", "具体举措", "责任分工"]
    task = None
    for measure in EDITION.measures:
        if measure.task is not task:
            task = measure.task
            parts += [task.label, task.title, task.objective]
        parts += [str(measure.number), measure.text, measure.responsibility]
    parts.append("注：")
    for note in EDITION.notes:
        parts += [f"{note.number}.", note.text]
    assert "".join(map(solid, parts)) == solid(EDITION.source.text)


def test_source_equals_the_document() -> None:
    """The packaged text is the project's copy of the document, byte for byte."""
    document = (ROOT / "tools/editions/2020/source.txt").read_bytes()
    assert EDITION.source.text.encode() == document


@pytest.mark.parametrize("measure", EDITION.measures, ids=lambda m: str(m.number))
def test_assignments_agree_with_search_for_names(measure: Measure) -> None:
    """A search for names, without the grammar, gives the same bodies and regions."""
    statement = measure.responsibility
    forms = {f: b.name for b in EDITION.bodies for f in (b.name, *b.aliases)}
    forms |= {"重庆（涪陵区等21个市辖区）": "重庆"} | {r.name: r.name for r in EDITION.regions}
    longest_first = sorted(forms, key=len, reverse=True)
    found = [forms[f] for f in re.findall("|".join(map(re.escape, longest_first)), statement)]
    read = [
        (party.body or party.region)
        for assignment in measure.assignments
        for party in assignment.parties
    ]
    assert [thing.name for thing in read if thing is not None] == found
    without_brackets = re.sub("（[^）]*）", "", statement)
    marks = sum(party.open_ended for a in measure.assignments for party in a.parties)
    assert marks == without_brackets.count("等")


@pytest.mark.parametrize("measure", EDITION.measures, ids=lambda m: str(m.number))
def test_assignments_contain_the_whole_statement(measure: Measure) -> None:
    """Between the spans of the assignments only the separators are left."""
    rest = list(measure.responsibility)
    for assignment in measure.assignments:
        assert assignment.parties
        assert assignment.span.of(measure.responsibility) == assignment.text
        rest[assignment.span.start : assignment.span.stop] = [""] * len(assignment.text)
    assert set("".join(rest)) <= {"；", "，"}


def test_edition_has_size_of_the_document() -> None:
    """8 tasks, 122 measures numbered through, 2 notes, 42 bodies, 28 regions."""
    assert [task.number for task in EDITION.tasks] == list(range(1, 9))
    assert [measure.number for measure in EDITION.measures] == list(range(1, 123))
    assert len(EDITION.notes) == 2
    assert len(EDITION.bodies) == 42
    assert len(EDITION.regions) == 28


def test_leads_are_explicit_or_first_named() -> None:
    """6 leads are printed, 115 are first named, and measure 43 has none."""
    bases = Counter(m.lead.basis if m.lead else None for m in EDITION.measures)
    assert bases == {Basis.EXPLICIT: 6, Basis.FIRST_NAMED: 115, None: 1}
    assert svctrade.measure(43).lead is None
    printed = [m.number for m in EDITION.measures if "牵头" in m.responsibility]
    assert printed == [1, 17, 119, 120, 121, 122]
    assert list(svctrade.measures().where(has_explicit_lead).numbers) == printed


def has_explicit_lead(measure: Measure) -> bool:
    return measure.lead is not None and measure.lead.basis is Basis.EXPLICIT


def test_coverage_has_known_kinds() -> None:
    """Closed lists, national measures and qualified regions are in the known measures."""
    by_kind = {
        "closed": [
            m.number for m in EDITION.measures if m.coverage.named and not m.coverage.open_ended
        ],
        "national": [m.number for m in EDITION.measures if m.coverage.national],
        "unnamed": [
            m.number
            for m in EDITION.measures
            if m.coverage.open_ended and not m.coverage.named and not m.coverage.everywhere
        ],
        "from the text": [m.number for m in EDITION.measures if m.coverage.words is not None],
        "both": [m.number for m in EDITION.measures if m.coverage.named and m.coverage.everywhere],
    }
    assert by_kind == {
        "closed": [13, 14, 15, 17, 18, 31, 97],
        "national": [78, 84, 103, 104, 121],
        "unnamed": [75, 86, 96, 98, 107, 116],
        "from the text": [16],
        "both": [29],
    }


def test_assignments_read_rare_wordings() -> None:
    """Wording that occurs once or twice in the document is read as it means."""
    assert svctrade.measure(76).assignments[0].roles == (Role.GUIDE, Role.POLICY)
    assert svctrade.measure(121).assignments[0].roles == (Role.LEAD, Role.IMPLEMENT)
    assert svctrade.measure(107).assignments[0].roles == (Role.DESIGNATE, Role.POLICY)
    assert svctrade.measure(113).assignments[0].groups == ("试点地区",)
    assert svctrade.measure(86).assignments[0].remark == "在有关试点地区"
    pilot = svctrade.measure(93).assignments[1]
    assert pilot.remark == "后续视情扩大到其他地区"
    assert pilot.groups == ("未来冬奥场景相关部门",)
    assert pilot.open_ended
    listed = svctrade.measure(96).assignments[1]
    assert listed.remark == "（以体育消费试点城市最终公布名单为准）"
    misprinted = svctrade.measure(4).assignments[0].parties[0]
    assert misprinted.text == "住房城乡建设"
    assert misprinted.body == svctrade.body("住房城乡建设部")


def test_text_keeps_misprints() -> None:
    """Text is kept as printed, odd characters included."""
    assert "展业和和合规" in svctrade.measure(92).text
    assert svctrade.measure(77).text.endswith("的保障服务。")


def test_objective_has_no_justifying_spaces() -> None:
    """Spaces that justify a line are not part of the text."""
    assert svctrade.task(6).objective.startswith("适应服务贸易发展新形势新任务，")


def test_notes_give_measures_framework_and_districts() -> None:
    """Note 1 names measures, a framework and two marks; note 2 lists Chongqing's districts."""
    first, second = EDITION.notes
    assert first.measures == (7, 23, 28, 32, 33, 38, 39, 41)
    assert first.framework == "CEPA"
    assert first.marks == ("外籍", "境外")
    listed = second.text.partition("：")[2].rstrip("。").split("、")
    assert tuple(listed) == svctrade.region("重庆").districts
    assert svctrade.measure(22).notes == (first,)
    assert svctrade.measure(22).frameworks == ()
    assert svctrade.measure(7).frameworks == ("CEPA",)


def test_bodies_and_regions_equal_tables_of_facts() -> None:
    """Names and empty cells are those of the tables of facts, and nothing is filled in."""
    with (ROOT / "tools/facts/bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    by_name = {row["printed_forms"].split("|")[0]: row for row in rows}
    assert {body.name for body in EDITION.bodies} == by_name.keys()
    for body in EDITION.bodies:
        row = by_name[body.name]
        assert (body.name_en or "") == row["name_en"]
        assert (body.abbreviation or "") == row["abbreviation"]
        assert (body.parent or "") == row["parent"]
    with (ROOT / "tools/facts/regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [r.name for r in EDITION.regions] == [r["printed_name"] for r in rows]
    for region, row in zip(EDITION.regions, rows, strict=True):
        assert (region.code or "") == row["gb2260"]
        assert region.province == row["province"]


def test_bodies_are_in_order_of_first_mention() -> None:
    """The first body of the edition is the first that the document names, and so on."""
    first = {body: m.number for m in reversed(EDITION.measures) for body in m.bodies()}
    places = [first[body] for body in EDITION.bodies]
    assert places == sorted(places)


def test_lines_contain_the_measure_only() -> None:
    """The lines of a measure in the source have its number, text and statement, and no more."""
    lines = EDITION.source.text.split("\n")
    for measure in EDITION.measures:
        assert measure.lines is not None
        first, last = measure.lines
        stretch = solid("".join(lines[first - 1 : last]))
        assert stretch == f"{measure.number}{solid(measure.text)}{solid(measure.responsibility)}"


def test_certainty_equals_known_counts() -> None:
    """The matrix of 122 × 28 has the counts of two independent readings of the document."""
    counts = Counter(m.certainty(r) for m in EDITION.measures for r in EDITION.regions)
    assert counts == {
        Certainty.NAMED: 283,
        Certainty.COVERED: 2033,
        Certainty.POSSIBLE: 774,
        Certainty.NONE: 326,
    }


def test_publication_equals_notice_and_reply() -> None:
    """Issuer, numbers and days are those of the notice and the reply of the annex."""
    assert (EDITION.issuer, EDITION.document_number) == ("商务部", "商服贸发〔2020〕165号")
    assert (EDITION.approved_by, EDITION.published) == ("国函〔2020〕111号", date(2020, 8, 14))
    assert EDITION.in_force == (date(2020, 8, 2), date(2023, 8, 1))


def test_edition_returns_one_object() -> None:
    """The bundled edition is loaded once."""
    again: Edition = svctrade.edition()
    assert again is EDITION
