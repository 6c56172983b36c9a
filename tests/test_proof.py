"""The data is the document, and says where it stands, how to cite it, and that it is whole."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given

import svctrade
from svctrade import Edition, Measure, Place, Publication, Source
from svctrade._api.verify import check_edition
from svctrade._model import statement_text

from .strategies import editions
from .test_editions import copied, forgotten, reseal  # noqa: F401  # fixtures

EDITION = svctrade.edition()


def solid(text: str) -> str:
    return "".join(text.split())


# -- faithfulness -------------------------------------------------------------------------


def test_the_table_printed_from_the_records_is_the_source() -> None:
    """From the records alone, without the source, every character comes back."""
    without = attrs.evolve(EDITION, source=Source("", ""))
    assert solid(without.reprint()) == solid(EDITION.source.text)


def joined(measure: Measure) -> str:
    """Join the assignments alone: ； between clauses, ， within one."""
    clauses: dict[int, list[str]] = {}
    for assignment in measure.assignments:
        clauses.setdefault(assignment.clause, []).append(assignment.text)
    return "；".join("，".join(parts) for parts in clauses.values())


@pytest.mark.parametrize("measure", EDITION.measures, ids=lambda m: str(m.number))
def test_a_statement_is_rebuilt_from_its_assignments(measure: Measure) -> None:
    """Without the stored statement, its assignments give it again."""
    assert joined(measure) == statement_text(measure) == measure.responsibility


@given(editions())
def test_any_statement_is_rebuilt_from_its_assignments(edition: Edition) -> None:
    """What holds of the annex holds of any statement of the grammar."""
    for measure in edition.measures:
        assert joined(measure) == statement_text(measure) == measure.responsibility


def test_an_edition_without_notes_is_printed_without_them() -> None:
    """The word that opens the notes stands only where there are some."""
    assert "注：" not in attrs.evolve(EDITION, notes=()).reprint()


# -- places -------------------------------------------------------------------------------


def test_every_part_knows_its_place_in_the_source() -> None:
    """The stretch at a place is the original of the measure, task or note, and no more."""
    source = EDITION.source
    for measure in EDITION.measures:
        assert measure.place is not None
        expected = f"{measure.number}{measure.text}{measure.responsibility}"
        assert solid(source.stretch(measure.place)) == expected
    for task in EDITION.tasks:
        assert task.place is not None
        assert solid(source.stretch(task.place)) == task.label + task.title + task.objective
    for note in EDITION.notes:
        assert note.place is not None
        assert solid(source.stretch(note.place)) == note.text


def test_a_stretch_is_as_it_stands_in_the_source() -> None:
    """Wrapping and spaces are those of the original."""
    place = svctrade.task(6).place
    assert place is not None
    assert "发 展 新 形 势 新 任\n务" in EDITION.source.stretch(place)
    assert Source("甲乙\n丙丁", "").stretch(Place(1, 2, 2, 1)) == "乙\n丙"


def test_a_measure_without_a_source_has_no_lines() -> None:
    """A measure that was not read from a text stands on no line."""
    assert attrs.evolve(svctrade.measure(59), place=None).lines is None


# -- errata -------------------------------------------------------------------------------


def test_the_oddities_of_the_source_are_data() -> None:
    """Each known oddity has its printed words, where they stand, and how they were read."""
    assert [e.measure for e in EDITION.errata] == [
        *(4, 5, 9, 16, 20, 29, 32, 43, 62, 72, 81, 92, 115)
    ]
    for erratum in EDITION.errata:
        text: str = getattr(svctrade.measure(erratum.measure), erratum.where)
        assert erratum.span.of(text) == erratum.words
        assert erratum.odd
        assert erratum.reading
    assert str(EDITION.errata[0]).startswith("4: “住房城乡建设” in the responsibility: ")


# -- citation -----------------------------------------------------------------------------


def test_a_measure_is_cited_with_its_number() -> None:
    """The three styles have title, number, day, item and address."""
    measure = svctrade.measure(59)
    title = "全面深化服务贸易创新发展试点任务、具体举措及责任分工"
    url = "http://www.gov.cn/zhengce/zhengceku/2020-08/14/content_5534759.htm"
    assert measure.cite() == (
        f"商务部. {title}: 商服贸发〔2020〕165号: 第59项[EB/OL]. (2020-08-14). {url}."
    )
    assert measure.cite(accessed=date(2026, 1, 2)) == (
        f"商务部. {title}: 商服贸发〔2020〕165号: 第59项[EB/OL]. (2020-08-14)[2026-01-02]. {url}."
    )
    assert measure.cite("en", accessed=date(2026, 1, 2)) == (
        f"Ministry of Commerce of China. {title} [in Chinese]. 商服贸发〔2020〕165号, "
        f"published 2020-08-14, item 59. {url}. Accessed 2026-01-02."
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
    }


def test_an_edition_is_cited_as_a_whole() -> None:
    """Without an item, the document itself is cited."""
    assert "项" not in EDITION.cite()
    assert "item" not in EDITION.cite(style="en")
    assert "section" not in EDITION.cite(style="csl")


def test_what_is_not_known_is_left_out_of_a_citation() -> None:
    """A document of which only the title is known is cited by that."""
    bare = Publication("某表")
    assert bare.cite() == "某表[EB/OL]."
    assert bare.cite("en") == "某表 [in Chinese]."
    assert json.loads(bare.cite("csl")) == [
        {"id": "某表", "type": "legislation", "title": "某表", "language": "zh-CN"}
    ]


def test_a_citation_that_cannot_be_made_is_an_error() -> None:
    """An unknown style, and a measure of no document, are told."""
    with pytest.raises(ValueError, match="style is 'bibtex'; expected one of 'zh', 'en', 'csl'"):
        EDITION.cite("bibtex")  # type: ignore[arg-type]  # the error is the point
    with pytest.raises(TypeError, match="accessed takes a date, not str: '2026-01-02'"):
        EDITION.cite(accessed="2026-01-02")  # type: ignore[arg-type]  # the error is the point
    alone = attrs.evolve(svctrade.measure(59), publication=None)
    with pytest.raises(ValueError, match="measure 59 does not know where it was published"):
        alone.cite()
    assert alone == svctrade.measure(59)


# -- integrity ----------------------------------------------------------------------------


def test_everything_bundled_is_verified() -> None:
    """The report is true, and lists what was checked."""
    report = svctrade.verify()
    assert report
    assert report.ok
    assert (
        str(report).splitlines()[-1] == f"{len(report.checks)} of {len(report.checks)} checks hold"
    )
    assert all(re.match(r"ok {4}\S", line) for line in str(report).splitlines()[:-1])


def faults(change: Callable[[Edition], Edition]) -> dict[str, tuple[str, ...]]:
    checks = check_edition(change(EDITION))
    return {check.what.partition(": ")[2]: check.faults for check in checks if not check.ok}


def with_measure(**changes: Any) -> Callable[[Edition], Edition]:
    def change(edition: Edition) -> Edition:
        first, *rest = edition.measures
        return attrs.evolve(edition, measures=(attrs.evolve(first, **changes), *rest))

    return change


def test_a_changed_word_is_found() -> None:
    """A text that is not the source's is told with the place where it begins to differ."""
    found = faults(with_measure(text="加弱。"))
    (fault,) = found["the table printed from the records is the source"]
    assert fault.startswith("from character 113: expected '强国务院")


def test_a_changed_reading_is_found() -> None:
    """A lead, coverage or assignment that the statement does not give is told."""
    found = faults(with_measure(lead=None))
    (fault,) = found["122 statements read again give the same"]
    assert fault.startswith("measure 1: 国务院服务贸易发展部际联席会议办公室（商务部）牵头")


def test_a_contradiction_is_found() -> None:
    """A statement that its assignments do not stand in is told."""
    found = faults(with_measure(responsibility="商务部牵头"))
    assert found["shape and references"][0].startswith("expected the place of its text")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (with_measure(notes=(EDITION.notes[0],)), "expected the notes that concern it"),
        (with_measure(events=()), "expected the events that touch it"),
        (
            lambda e: attrs.evolve(e, notes=(attrs.evolve(e.notes[0], framework="RCEP"),)),
            "expected a framework and marks that stand in its text @ $.notes[0]",
        ),
        (
            lambda e: attrs.evolve(e, notes=(attrs.evolve(e.notes[0], measures=(8, 999)),)),
            "expected numbers of measures, found [999] @ $.notes[0].measures",
        ),
        (
            lambda e: attrs.evolve(e, events=(attrs.evolve(e.events[0], measures=(999,)),)),
            "expected numbers of measures, found [999] @ $.events[0].measures",
        ),
    ],
)
def test_a_broken_tie_is_found(change: Callable[[Edition], Edition], fault: str) -> None:
    """Notes, events and measures that say different things of each other are told."""
    told = faults(change)["shape and references"]
    assert any(t.startswith(fault) for t in told), told


def test_a_wrong_place_is_found() -> None:
    """A measure that does not stand where it says is told."""
    found = faults(with_measure(place=Place(1, 1, 1, 1)))
    assert found["each part stands at its place in the source"] == (
        "measure 1: Place(line=1, column=1, last_line=1, last_column=1) is not where it stands",
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("names/misspellings.json", "[]"),
        ("names/misspellings.json", "{"),
        ("names/traditional.json", "[]"),
        ("names/regions.json", "[" * 200_000),
        ("names/outsiders.json", "{}"),
    ],
)
def test_no_shape_of_a_file_raises(copied: Path, name: str, content: str) -> None:  # noqa: F811  # the fixture
    """Whatever a file holds, the report tells of it."""
    (copied / name).write_text(content, encoding="utf-8")
    reseal(copied, name)
    report = svctrade.verify()
    assert not report
    assert name in str(report)


def test_an_edition_in_the_wrong_folder_is_reported(copied: Path) -> None:  # noqa: F811  # the fixture
    """An edition whose id is not that of its folder is a fault."""
    path = copied / "editions/2020/edition.json"
    text = path.read_text(encoding="utf-8").replace('"id": "2020"', '"id": "1999"')
    path.write_text(text, encoding="utf-8")
    reseal(copied, "editions/2020/edition.json")
    assert "it is edition '1999'" in str(svctrade.verify())


def test_a_shared_name_is_found() -> None:
    """Two bodies of one name are told."""

    def change(edition: Edition) -> Edition:
        twin = attrs.evolve(edition.bodies[5], id="twin")
        return attrs.evolve(edition, bodies=(*edition.bodies, twin))

    (fault,) = faults(change)["names are unique"]
    assert "is given to 文化和旅游部 and 文化和旅游部" in fault


def test_damage_is_reported_and_not_raised(copied: Path) -> None:  # noqa: F811  # the fixture
    """A changed byte is a line of the report that names the file, and the report is false."""
    path = copied / "names/bodies.json"
    path.write_bytes(path.read_bytes() + b" ")
    report = svctrade.verify()
    assert not report
    assert str(report).startswith("FAULT sums of ")
    assert "data/names/bodies.json: expected SHA-256" in str(report)
    assert "FAULT edition 2020: shape and references" in str(report)


def test_data_of_another_shape_is_reported(copied: Path) -> None:  # noqa: F811  # the fixture
    """A file whose sum is right and whose content is not is a fault of the edition."""
    (copied / "names/regions.json").write_text("[7]", encoding="utf-8")
    reseal(copied, "names/regions.json")
    report = svctrade.verify()
    assert [check.ok for check in report.checks] == [True, True, False, False]


def test_missing_sums_are_reported(copied: Path) -> None:  # noqa: F811  # the fixture
    """Without the list of sums there is nothing to check, and the report says so."""
    (copied / "SHA256SUMS").unlink()
    report = svctrade.verify()
    assert [check.ok for check in report.checks] == [False]
    assert "SHA256SUMS: expected a file that can be read" in str(report)
