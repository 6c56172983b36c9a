"""Records are plain: attrs, cattrs, msgspec, pydantic, copy, pickle and match see every field."""

from __future__ import annotations

import copy
import json
import pickle
from typing import Any, get_type_hints

import attrs
import msgspec
import pydantic
import pytest
from cattrs.preconf.json import make_converter

import svctrade
from svctrade import (
    Body,
    Edition,
    Erratum,
    Event,
    Measure,
    NameKind,
    Outsider,
    Party,
    Place,
    Record,
    Region,
    ReviewGroup,
    ReviewItem,
    ReviewKind,
    Role,
    Source,
    Span,
)

EDITION = svctrade.edition()
MEASURE = svctrade.measure(59)
BODY = svctrade.body("银保监会")
REGION = svctrade.region("重庆")
EVENT = EDITION.events[0]
RECORDS: list[Any] = [
    EDITION,
    MEASURE,
    MEASURE.task,
    MEASURE.assignments[0],
    MEASURE.assignments[0].parties[0],
    MEASURE.assignments[0].span,
    MEASURE.lead,
    MEASURE.coverage,
    MEASURE.place,
    BODY,
    BODY.names[0],
    BODY.history[0],
    REGION,
    EVENT,
    EDITION.notes[0],
    EDITION.publication,
    EDITION.errata[0],
    EDITION.source,
    EDITION.outsiders[0],
    EDITION.layer,
    EDITION.translation,
    MEASURE.reading,
    svctrade.measure(20).services[0],
    EDITION.layer and EDITION.layer.readings[0].tags[0],
    ReviewItem(ReviewKind.LOCAL_BODY, MEASURE.place, "国资委", "国资委", 59),
    ReviewGroup(ReviewKind.LOCAL_BODY, "国资委", "国资委", (), (59, 60)),
]
each_record = pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)


def names_of(record: Any) -> list[str]:
    return [field.name for field in attrs.fields(type(record))]


def values_of(record: Any) -> list[Any]:
    """Return the fields, those that are not compared too."""
    return [getattr(record, name) for name in names_of(record)]


def test_records_are_all_public_record_classes() -> None:
    """The list above has a record of each class."""
    classes = [getattr(svctrade, name) for name in svctrade.__all__]
    public = {c for c in classes if isinstance(c, type) and issubclass(c, Record) and attrs.has(c)}
    assert {type(record) for record in RECORDS} == public


@each_record
def test_asdict_has_every_field(record: Any) -> None:
    """`attrs.asdict` gives every field, and those of the records inside."""
    whole = attrs.asdict(record)
    assert [*whole] == names_of(record)
    shallow = attrs.asdict(record, recurse=False)
    assert [*shallow.values()] == values_of(record)


def test_asdict_reaches_inner_records() -> None:
    """A measure has its task, parties and events as dictionaries."""
    whole = attrs.asdict(MEASURE)
    assert whole["task"]["title"] == MEASURE.task.title
    assert whole["assignments"][0]["parties"][0]["body"]["id"] == "nia"
    assert whole["reading"]["measure"] == 59


@each_record
def test_evolve_replaces_one_field(record: Any) -> None:
    """`attrs.evolve` keeps every other field."""
    assert values_of(attrs.evolve(record)) == values_of(record)
    for name in names_of(record):
        changed = attrs.evolve(record, **{name: "other"})
        assert getattr(changed, name) == "other"
        others = [n for n in names_of(record) if n != name]
        assert all(getattr(changed, n) is getattr(record, n) for n in others)


@each_record
def test_cattrs_converts_every_field(record: Any) -> None:
    """The JSON converter of cattrs writes a record and reads it back."""
    converter = make_converter()
    text = converter.dumps(record)
    assert [*json.loads(text)] == names_of(record)
    assert values_of(converter.loads(text, type(record))) == values_of(record)


@each_record
def test_msgspec_encodes_every_field(record: Any) -> None:
    """`msgspec.json.encode` writes the same JSON value as cattrs."""
    encoded = json.loads(msgspec.json.encode(record))
    assert encoded.keys() == {*names_of(record)}
    assert encoded == json.loads(make_converter().dumps(record))


@each_record
def test_copy_keeps_every_field(record: Any) -> None:
    """Shallow and deep copies have the same fields."""
    assert values_of(copy.copy(record)) == values_of(record)
    assert values_of(copy.deepcopy(record)) == values_of(record)


@each_record
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_keeps_every_field(record: Any, protocol: int) -> None:
    """Every protocol brings back every field."""
    assert values_of(pickle.loads(pickle.dumps(record, protocol))) == values_of(record)


@each_record
def test_match_args_are_all_fields(record: Any) -> None:
    """A pattern takes the fields in order, and by name."""
    assert [*type(record).__match_args__] == names_of(record)


def test_match_takes_records_apart() -> None:
    """Patterns of records inside records match."""
    match MEASURE:
        case Measure(
            59,
            assignments=(svctrade.Assignment((Role.POLICY,), (Party(text, Span(0, stop)), *_)), *_),
        ):
            assert (text, stop) == ("移民局", 3)
        case _:
            pytest.fail("no match")
    match BODY, REGION, EVENT:
        case Body(id="cbirc", names=(first, *_)), Region(name="重庆"), Event(1):
            assert first.kind is NameKind.PRINTED
        case _:
            pytest.fail("no match")


class Model(pydantic.BaseModel):
    """A model of a user."""

    measure: Measure
    body: Body
    region: Region
    event: Event
    edition: Edition


MODEL = Model(measure=MEASURE, body=BODY, region=REGION, event=EVENT, edition=EDITION)


def test_pydantic_takes_records() -> None:
    """A field takes a record as it is and refuses another type."""
    assert MODEL.measure is MEASURE
    assert MODEL.edition is EDITION
    with pytest.raises(pydantic.ValidationError, match="instance of Measure"):
        Model(measure=BODY, body=BODY, region=REGION, event=EVENT, edition=EDITION)  # type: ignore[arg-type]  # the error is tested


def test_pydantic_dumps_every_field() -> None:
    """`model_dump` and `model_dump_json` have what `attrs.asdict` has."""
    assert MODEL.model_dump()["measure"] == attrs.asdict(MEASURE)
    dumped = json.loads(MODEL.model_dump_json())
    for name, record in MODEL:
        assert dumped[name] == json.loads(make_converter().dumps(record))


def test_pydantic_validates_what_it_dumps() -> None:
    """JSON of a model is validated to the same records."""
    again = Model.model_validate_json(MODEL.model_dump_json())
    for name, record in MODEL:
        assert values_of(getattr(again, name)) == values_of(record)
    assert Model.model_validate(MODEL.model_dump()) == MODEL
    with pytest.raises(pydantic.ValidationError, match=r"expected the key 'name', found none @ \$"):
        Model.model_validate({**MODEL.model_dump(), "body": {"id": "nia"}})


def test_pydantic_schema_names_fields() -> None:
    """The JSON schema of a model has an object with every field of the record."""
    properties = Model.model_json_schema()["properties"]
    assert properties["measure"]["type"] == "object"
    for name, record in MODEL:
        assert properties[name]["title"] == type(record).__name__
        assert [*properties[name]["properties"]] == names_of(record)


@each_record
def test_get_type_hints_resolves_annotations(record: Any) -> None:
    """The annotations of every public record are types."""
    hints = get_type_hints(type(record))
    assert {*names_of(record)} <= hints.keys()
    assert not [hint for hint in hints.values() if isinstance(hint, str)]
    for name, member in vars(type(record)).items():
        if callable(member) and not name.startswith("_"):
            # The class of a review is above the records.
            assert get_type_hints(member, localns={"Review": svctrade.Review})


def test_get_type_hints_of_bodies() -> None:
    """A class that names itself has itself in its hints."""
    assert get_type_hints(Body)["host"] == Body | None
    assert get_type_hints(svctrade.Change)["successor"] == Body | None
    assert get_type_hints(Measure)["place"] == Place | None
    assert {Source, Erratum, Outsider} <= {type(record) for record in RECORDS}
