"""The English translation of an edition, and statements in English."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given

import svctrade
from svctrade import Basis, Certainty, DocumentError, Role

from ..strategies import editions

EDITION = svctrade.edition()
HAN = re.compile("[\u3400-\u9fff]")


def test_the_annex_is_translated() -> None:
    """Title, tasks, measures and notes have English without Chinese characters."""
    assert EDITION.translation is not None
    assert str(EDITION.translation).endswith("(unofficial translation)")
    texts = [
        EDITION.title_en,
        *(text for t in EDITION.tasks for text in (t.title_en, t.objective_en)),
        *(m.text_en for m in EDITION.measures),
        *(n.text_en for n in EDITION.notes),
    ]
    assert all(text and not HAN.search(text) for text in texts)
    assert {e.number for e in EDITION.events if e.title_en} <= {
        e.number for e in EDITION.events if e.title
    }
    assert svctrade.measure(59).task.title_en == EDITION.tasks[2].title_en
    assert svctrade.measure(59).events[0].title_en == EDITION.events[3].title_en


def test_statements_render_in_english() -> None:
    """Only names without an English name stay as printed, between quotation marks."""
    unnamed = {b.name for b in EDITION.bodies if not b.name_en}
    for measure in EDITION.measures:
        rest = re.sub(
            "“([^”]*)”", lambda m: "" if m[1] in unnamed else m[0], measure.responsibility_en
        )
        assert not HAN.search(rest), measure.number
    assert svctrade.measure(93).responsibility_en == (
        "Policy support measures: People's Bank of China. Assistance: Shenzhen, Chengdu, Suzhou,"
        " Xiong'an New Area, and others, departments concerned with scenarios of the future Winter"
        " Olympics (to be extended to other regions later, as circumstances permit)."
    )


def test_what_has_no_english_is_quoted() -> None:
    """An own body, an unusual group and a remark of a local plan are as printed."""
    edition = svctrade.read_document(
        "措施\n1. 甲。（市商务局、各有关协会负责推进）\n", strict=False
    )
    said = edition.measures[0].responsibility_en
    assert all(HAN.search(quote) for quote in re.findall("“([^”]*)”", said))
    bare = svctrade.read_document("措施\n1. 甲。（商务部）\n")
    assert bare.measures[0].responsibility_en == "Named: Ministry of Commerce."


@given(editions())
def test_statements_of_every_edition_render(edition: svctrade.Edition) -> None:
    """Each assignment is a sentence that names every party."""
    for measure in edition.measures:
        for assignment in measure.assignments:
            assert assignment.text_en.endswith(".")
            for party in assignment.parties:
                known = party.body or party.region
                assert known is None or (known.name_en or party.text) in assignment.text_en


def test_terms_have_labels_and_definitions() -> None:
    """Every role, certainty and basis is explained in both languages."""
    for kind in (Role, Certainty, Basis):
        for term in kind:
            assert term.label_en
            assert term.definition
            assert term.definition_en
            assert HAN.search(term.definition)
    assert svctrade.Tie.PRINTED.label_en == "printed"
    assert svctrade.Tie.PRINTED.definition is None
    assert svctrade.Tie.PRINTED.definition_en is None


def test_a_translation_is_no_part_of_an_edition() -> None:
    """It is not compared and not saved."""
    bare = EDITION.with_translation(None)
    assert bare == EDITION
    assert (bare.translation, bare.title_en, bare.measures[0].text_en) == (None, None, None)
    assert svctrade.dumps(bare) == svctrade.dumps(EDITION)
    assert svctrade.loads(svctrade.dumps(EDITION)).translation is None


def test_a_template_is_filled_in_and_read(tmp_path: Path) -> None:
    """What the template has comes back, and null is what has no English yet."""
    path = tmp_path / "english.json"
    path.write_text(EDITION.translation_template(), encoding="utf-8")
    again = EDITION.with_translation(None).with_translation(path)
    assert again.translation_template() == EDITION.translation_template()
    empty = json.loads(EDITION.with_translation(None).translation_template())
    assert {m["text"] for m in empty["measures"]} == {None}
    assert empty["measures"][58]["printed"] == EDITION.measures[58].text
    assert empty["date"] is None
    empty["date"] = "2026-01-01"
    path.write_text(json.dumps(empty), encoding="utf-8")
    assert EDITION.with_translation(path).measures[0].text_en is None


def _changed(change: Any) -> str:
    file = json.loads(EDITION.translation_template())
    change(file)
    return json.dumps(file)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda f: f.update(format="x"), "the format 'svctrade translation' of version 1"),
        (lambda f: f["measures"].append({"number": 200}), "a number of the edition, found '200'"),
        (lambda f: f["tasks"].append({"number": 1}), "each number once, found '1 again'"),
        (lambda f: f["notes"][0].update(text=" "), "a text, or null where there is none"),
        (lambda f: f["events"][0].update(name="x"), "no key"),
        (lambda f: f.update(status="binding"), "status"),
    ],
)
def test_a_faulty_translation_is_refused(change: Any, problem: str, tmp_path: Path) -> None:
    """Every fault is reported with its path."""
    path = tmp_path / "english.json"
    path.write_text(_changed(change), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        EDITION.with_translation(path)
    assert problem in str(caught.value)


def test_a_translation_is_a_file_in_utf_8(tmp_path: Path) -> None:
    """Other bytes and other things than paths are refused."""
    path = tmp_path / "english.json"
    path.write_bytes(b"\xff")
    with pytest.raises(DocumentError, match="UTF-8"):
        EDITION.with_translation(path)
    with pytest.raises(TypeError, match="takes a path, not int"):
        EDITION.with_translation(1)  # type: ignore[arg-type]  # the error is the point


def test_verify_reports_what_is_not_translated() -> None:
    """A measure without English is a fault of the layer."""
    from svctrade._api.checks import check_edition, differences
    from svctrade._bundled.bundled import bundled
    from svctrade._parsing.lexicon import Lexicon

    measures = (attrs.evolve(EDITION.measures[0], text_en=None), *EDITION.measures[1:])
    edition = attrs.evolve(EDITION, measures=measures)
    lexicon = Lexicon(EDITION.bodies, EDITION.regions)
    faults = [fault for check in check_edition(edition, lexicon) for fault in check.faults]
    assert faults == ["measure 1"]
    assert "translation of the edition" in [*differences(bundled(), edition)]


def test_an_edition_needs_no_translation() -> None:
    """Data without one gives an edition without English, and `verify` asks for none."""
    from svctrade._api.checks import check_edition
    from svctrade._bundled.data import edition_from_data, names_from_data
    from svctrade._io import FILES
    from svctrade._parsing.lexicon import Lexicon

    files = {path: FILES[path] for path in FILES if not path.endswith("english.json")}
    edition = edition_from_data("2020", names_from_data(files), files)
    assert edition == EDITION
    assert edition.translation is None
    checks = [*check_edition(edition, Lexicon(EDITION.bodies, EDITION.regions))]
    assert all(checks)
    assert not [check for check in checks if "translation" in check.what]


def test_words_without_english_are_quoted() -> None:
    """A province, a level or a kind that the tables do not have is as printed."""
    from svctrade._model.english import remark_in_english, term_in_english

    assert term_in_english("开发区") == "“开发区”"
    assert remark_in_english("按有关规定") == "“按有关规定”"
    assert (term_in_english(None), remark_in_english(None)) == (None, None)
