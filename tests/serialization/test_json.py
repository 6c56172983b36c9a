"""Records to JSON and back, and the faults of other JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from cattrs import Converter
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import Body, Edition, _json
from svctrade._json import InvalidJSONError
from svctrade._model.validation import validate
from svctrade._serialization.records import (
    bodies_from_json,
    bodies_to_json,
    edition_from_json,
    edition_to_json,
    file_from_json,
    file_to_json,
    outsiders_from_json,
    outsiders_to_json,
    regions_from_json,
    regions_to_json,
)

from ..json_mutations import put
from ..strategies import BODIES, REGIONS, bodies, editions

EDITION = svctrade.edition()
TEXT = edition_to_json(EDITION)


def decode(text: str) -> Edition:
    return edition_from_json(
        text, EDITION.source.text, EDITION.bodies, EDITION.regions, EDITION.outsiders
    )


@given(editions())
def test_edition_from_json_inverts_edition_to_json(edition: Edition) -> None:
    """Writing and reading an edition is the identity."""
    text = edition_to_json(edition)
    assert edition_from_json(text, edition.source.text, BODIES, REGIONS) == edition


@given(st.lists(bodies(), unique_by=lambda b: b.id))
def test_bodies_from_json_inverts_bodies_to_json(made: list[Body]) -> None:
    """Writing and reading bodies is the identity, hosts before those they host."""
    hosts = {b.id: b for b in BODIES} | {b.host.id: b.host for b in BODIES if b.host}
    ordered = [*dict.fromkeys([*hosts.values(), *(b for b in made if b.id not in hosts)])]
    ordered.sort(key=lambda b: b.host is not None)
    assert bodies_from_json(bodies_to_json(tuple(ordered))) == tuple(ordered)


def test_regions_from_json_inverts_regions_to_json() -> None:
    """Writing and reading regions is the identity."""
    assert regions_from_json(regions_to_json(REGIONS)) == REGIONS
    raw = json.loads(regions_to_json(REGIONS))
    raw[0]["order"] = 1  # the order is that of the file
    with pytest.raises(InvalidJSONError, match="expected no key 'order'"):
        regions_from_json(json.dumps(raw))
    twice = json.loads(regions_to_json(REGIONS[:1])) * 2
    with pytest.raises(InvalidJSONError, match="expected each region once"):
        regions_from_json(json.dumps(twice))


def test_outsiders_from_json_inverts_outsiders_to_json() -> None:
    """Writing and reading those who are no part of an edition is the identity."""
    text = outsiders_to_json(EDITION.outsiders)
    assert outsiders_from_json(text) == EDITION.outsiders != ()
    raw = json.loads(text)
    raw[0]["kind"] = 7
    with pytest.raises(InvalidJSONError) as caught:
        outsiders_from_json(json.dumps(raw))
    assert [*map(str, caught.value.faults)] == ["expected a string, found 7 @ $[0].kind"]


def test_edition_to_json_of_bundled_edition_is_stable() -> None:
    """The same records give the same bytes, and those the same records."""
    assert decode(TEXT) == EDITION
    assert edition_to_json(decode(TEXT)) == TEXT


def changed(change: Callable[[Any], object]) -> str:
    raw = json.loads(TEXT)
    change(raw)
    return json.dumps(raw)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (put("id", 2020), "expected a string, found 2020 @ $.id"),
        (put("id", None), "expected a string, found None @ $.id"),
        (put("measures", 0, "place", [1, 2, 3]), "expected a list of 4, found [1, 2, 3]"),
        (put("errata", 0, "where", "note"), "expected one of 'text', 'responsibility'"),
        (put("errata", 0, "measure", 6), "the place of its words in a measure @ $.errata[0]"),
        (put("publication", "published", "14.8.2020"), "expected a date such as '2020-08-14'"),
        (put("publication", "in_force", ["2020-08-02"]), "expected a list of 2"),
        (put("extra", 1), "expected no key 'extra', found it @ $"),
        (put("publication", "published", "20200814"), "expected a date such as '2020-08-14'"),
        (put("source", "text", "……"), "expected no key 'text', found it @ $.source"),
        (put("source", "sha256", "0" * 64), "the SHA-256 sum of the source @ $.source.sha256"),
        (
            put("measures", 0, "assignments", 0, "span", [900, -5]),
            "expected a span such as [0, 4], found [900, -5]",
        ),
        (
            put("measures", 0, "assignments", 0, "span", [1, 4]),
            "the place of its text in the statement @ $.measures[0].assignments[0].span",
        ),
        (
            put("measures", 0, "assignments", 0, "parties", 0, "span", [0, 1]),
            "the place of its text in the statement @ $.measures[0].assignments[0].parties[0]",
        ),
        (
            put("measures", 0, "assignments", 0, "parties", 0, "region", "xiamen"),
            "expected a body or a region, found both",
        ),
        (put("bodies", []), "expected a body of the edition @ $.measures[0].assignments[0]"),
        (put("regions", []), "expected a region of the edition @ $.measures[3].assignments[1]"),
        (put("source", []), "expected an object, found [] @ $.source"),
        (put("tasks", {}), "expected a list, found {} @ $.tasks"),
        (put("tasks", 0, "number", True), "expected a whole number, found True"),
        (put("tasks", 1, "number", 1), "expected each task once, found 1 again @ $.tasks[1]"),
        (put("measures", 1, "number", 1), "expected each measure once"),
        (put("measures", 3, "task", 9), "expected a known task, found 9 @ $.measures[3].task"),
        (put("measures", 3, "task", [1]), "expected a known task, found [1]"),
        (put("measures", 6, "notes", [3]), "expected a known note, found 3"),
        (put("measures", 6, "notes", 1), "expected a list, found 1"),
        (put("measures", 6, "events", [99]), "expected a known event, found 99"),
        (put("events", 1, "number", 1), "expected each event once, found 1 again @ $.events[1]"),
        (put("tasks", 0, "order", 1), "expected no key 'order', found it @ $.tasks[0]"),
        (put("tasks", 0, "title_en", "x"), "expected no key 'title_en', found it @ $.tasks[0]"),
        (
            put("measures", 0, "assignments", 0, "roles", ["boss"]),
            "expected one of 'lead', 'policy'",
        ),
        (
            put("measures", 0, "assignments", 0, "parties", 0, "body", "xyz"),
            "expected a known body, found 'xyz' @ $.measures[0].assignments[0].parties[0].body",
        ),
        (
            put("measures", 0, "assignments", 0, "span", [0, 4.0]),
            "expected a span such as [0, 4], found [0, 4.0]",
        ),
        (
            put("measures", 0, "assignments", 0, "span", [False, 4]),
            "expected a span such as [0, 4], found [False, 4]",
        ),
        (put("measures", 0, "assignments", 0, "span", [0]), "expected a list of 2, found [0]"),
        (put("measures", 0, "assignments", 0, "span", {}), "expected a list, found {}"),
        (put("measures", 58, "coverage", []), "expected an object, found []"),
        (put("measures", 58, "coverage", ""), "expected an object, found ''"),
        (
            put("measures", 58, "assignments", -1, "span", 1, 10**30),
            "the place of its text in the statement @ $.measures[58].assignments[1].span",
        ),
        (put("tasks", 0, "number", 4.0), "expected a whole number, found 4.0"),
        (
            put("tasks", 0, "number", -(10**18)),
            "expected a number of at most 18 digits @ $.tasks[0].number",
        ),
        (put("measures", 0, "coverage", "everywhere", 1), "expected true or false, found 1"),
        (put("regions", ["mars"]), "expected a known region, found 'mars'"),
        (lambda raw: raw["publication"].pop("title"), "expected the key 'title', found none @ $"),
    ],
)
def test_edition_from_json_reports_fault_with_path(
    change: Callable[[Any], object], fault: str
) -> None:
    """Nothing is coerced or overlooked: each fault says where, what was expected, and what is."""
    with pytest.raises(InvalidJSONError) as caught:
        decode(changed(change))
    assert any(fault in str(found) for found in caught.value.faults), caught.value


def test_edition_from_json_reports_all_faults() -> None:
    """Every fault is reported, not only the first."""

    def change(raw: Any) -> None:
        raw["publication"]["title"] = 1
        raw["tasks"][0]["title"] = 2
        raw["measures"][5]["text"] = 3

    with pytest.raises(InvalidJSONError) as caught:
        decode(changed(change))
    assert len(caught.value.faults) == 3


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "expected JSON"),
        ("{", "expected JSON"),
        ("[]", "expected an object, found []"),
        ('{"id": 1, "id": 2}', "expected each key once in an object, found ['id', 'id']"),
    ],
)
def test_edition_from_json_refuses_other_json(text: str, fault: str) -> None:
    """Text that is no JSON object is refused with what was expected."""
    with pytest.raises(InvalidJSONError) as caught:
        decode(text)
    assert fault in str(caught.value.faults[0])


def test_file_from_json_reports_each_fault() -> None:
    """Faults in each part of a file, in the head alone where its keys are wrong."""
    whole = json.loads(file_to_json(EDITION))
    whole["bodies"][0]["order"] = 1
    whole["regions"][1]["id"] = 1
    whole["edition"]["publication"]["title"] = 2
    with pytest.raises(InvalidJSONError) as caught:
        file_from_json(json.dumps(whole))
    faults = {(fault.path, fault.expected, fault.found) for fault in caught.value.faults}
    assert {
        ("$.bodies[0]", "no key 'order'", "it"),
        ("$.edition.publication.title", "a string", "2"),
    } <= faults
    paths = {str(path) for path, _, _ in faults}
    assert {path for path in paths if path.startswith("$.regions")} == {"$.regions[1].id"}
    whole["more"] = whole.pop("text")
    with pytest.raises(InvalidJSONError) as caught:
        file_from_json(json.dumps(whole))
    assert [str(fault) for fault in caught.value.faults] == [
        "expected the key 'text', found none @ $",
        "expected no key 'more', found it @ $",
    ]


def test_bodies_from_json_refuses_duplicate_and_unknown_host() -> None:
    """Two bodies with one id and an unknown host are refused."""
    twice = json.loads(bodies_to_json(BODIES[:1])) * 2
    with pytest.raises(InvalidJSONError, match="expected each body once"):
        bodies_from_json(json.dumps(twice))
    with pytest.raises(InvalidJSONError, match="expected a known body, found 'trade'"):
        bodies_from_json(bodies_to_json(BODIES[4:5]))


def test_validate_reports_region_not_named_by_statement() -> None:
    """Where a measure applies by name follows from its statement."""
    edition = svctrade.edition()
    coverage = svctrade.Coverage(named=(edition.regions[0],))
    wrong = attrs.evolve(edition.measures[58], coverage=coverage)
    measures = (*edition.measures[:58], wrong, *edition.measures[59:])
    assert [*map(str, validate(attrs.evolve(edition, measures=measures)))] == [
        "expected regions that the statement names @ $.measures[58].coverage.named"
    ]


def test_structure_reports_recursion_as_fault() -> None:
    """A RecursionError becomes a fault."""

    class Deep(Converter):
        def structure(self, *_: Any) -> Any:
            raise RecursionError

    with pytest.raises(InvalidJSONError, match="expected JSON that is nested less deep"):
        _json.structure(Deep(), [], Edition)
