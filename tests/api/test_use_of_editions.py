"""Whatever a reader returns can be indexed, queried, explained, tabulated, saved and compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import Body, DocumentError, Edition, Name, NameKind, Region

from ..full_use import use_fully
from ..strategies import editions

ANNEX = svctrade.edition()
# Names in every form, of the annex, of other places and of a plan; some are near each other.
KNOWN = [
    *(form for body in ANNEX.bodies for form in body.name_variants),
    *(form for region in ANNEX.regions for form in region.name_variants),
    *(form for outsider in ANNEX.outsiders for form in outsider.forms[:3]),
]
LOCAL = [
    *("市商务局", "商务局", "市市商务局", "省商务局", "发展改革委", "省发展改革委"),
    *("国家发展改革委", "住建局", "市住建局", "外汇局", "甲局", "甲　局", "甲局（乙）"),
    *("NIA", "ＮＩＡ", "nia", "PBC", "Chengdu", "CHENGDU", "unknown:甲局"),
    *("成都市人民政府", "试点地区", "各试点地区", "有关部门"),
]
NAMES = st.sampled_from(LOCAL) | st.sampled_from(KNOWN)


@st.composite
def statements(draw: st.DrawFn) -> str:
    """A statement of responsibility, with or without a label and an action."""
    names = "、".join(draw(st.lists(NAMES, min_size=1, max_size=3)))
    label = draw(st.sampled_from(["", "", "责任单位：", "牵头单位："]))
    action = draw(st.sampled_from(["负责", "牵头", "按职责分工负责", "配合", ""]))
    return f"{label}{names}{action}"


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Rows of a table of measures, perhaps with a note below that names measures."""
    cells = {
        "序号": st.integers(1, 4),
        "任务": st.sampled_from(["", "一、甲", "（一）乙", "甲", "2"]),
        "举措": st.sampled_from(["甲。", "乙外籍。", "在试点地区丙。"]),
        "责任分工": statements(),
        "适用范围": NAMES,
        "牵头单位": NAMES,
    }
    optional = draw(st.sets(st.sampled_from(["责任分工", "适用范围", "牵头单位"]), min_size=1))
    headings = ["序号", "任务", "举措", *sorted(optional)]
    rows = draw(
        st.lists(st.fixed_dictionaries({h: cells[h] for h in headings}), min_size=1, max_size=3)
    )
    if draw(st.booleans()):
        number = draw(st.integers(1, 9))
        note = f"注：1.第{number}项标注“外籍”，纳入《安排》（CEPA）框架。"
        rows.append({"序号": note})
    return rows


@st.composite
def plans(draw: st.DrawFn) -> str:
    """A plan with headings that may have statements, and numbered measures."""
    lines = [draw(st.sampled_from(["某市方案", "商务部方案"]))]
    for _ in range(draw(st.integers(1, 2))):
        heading = draw(st.sampled_from(["一、扩大开放", "二、甲", ""]))
        lines.append(heading or f"（一）乙。（{draw(statements())}）")
        for n in range(1, draw(st.integers(1, 2)) + 1):
            end = draw(st.sampled_from(["", "，下同"]))
            number = draw(st.sampled_from([n, 1]))
            lines.append(f"{number}. 支持出海。（{draw(statements())}{end}）")
    return "\n".join(lines) + "\n"


def read(reader: Callable[..., Edition], source: object, *, strict: bool) -> Edition | None:
    """Return the edition, or ``None`` where it is refused."""
    try:
        return reader(source, strict=strict)
    except DocumentError:
        return None


@given(tables(), st.booleans())
def test_use_of_read_table(rows: list[dict[str, Any]], strict: bool) -> None:
    """An edition that `read_table` returns can be used to the full."""
    if edition := read(svctrade.read_table, rows, strict=strict):
        use_fully(edition)


@given(plans(), st.booleans())
def test_use_of_read_document(plan: str, strict: bool) -> None:
    """An edition that `read_document` returns can be used to the full."""
    if edition := read(svctrade.read_document, plan, strict=strict):
        use_fully(edition)


@st.composite
def changed_files(draw: st.DrawFn) -> str:
    """The file of an edition with some of its names and ids changed."""
    file = json.loads(svctrade.dumps(draw(editions())))
    names = st.sampled_from(["甲", "乙", "东州", "商贸部", "Trade", "TRADE", "trade", "east"])
    for entity in (*file["bodies"], *file["regions"]):
        if draw(st.booleans()):
            entity["name"] = draw(names)
        kinds = st.sampled_from(NameKind).map(lambda kind: kind.value)
        name = st.fixed_dictionaries({"text": names, "kind": kinds, "ambiguous": st.booleans()})
        entity["names"] = draw(st.lists(name, max_size=2))
    for measure in file["edition"]["measures"]:
        if draw(st.booleans()):
            measure["coverage"] |= {"everywhere": draw(st.booleans()), "named": []}
    return json.dumps(file, ensure_ascii=False)


@given(changed_files())
def test_use_of_loads(content: str) -> None:
    """An edition that `loads` returns can be used to the full; names that clash are refused."""
    try:
        edition = svctrade.loads(content)
    except DocumentError:
        return
    use_fully(edition)


# -- names that clash -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scope", "kept"),
    [("Chengdu", "成都"), ("ＣＨＥＮＧＤＵ", "成都"), ("Xiamen", "厦门")],
)
def test_read_table_takes_english_name_or_code_for_the_known_region(scope: str, kept: str) -> None:
    """A region of the pilot under its English name or code is that region."""
    rows = [
        {"举措": "甲。", "责任分工": "试点地区负责推进"},
        {"举措": "乙。", "适用范围": f"{scope}、{kept}"},
    ]
    edition = svctrade.read_table(rows)
    assert len(edition.regions) == 28
    assert [r.name for r in edition.measures[1].coverage.named] == [kept]
    assert edition.measures[1].assignments[0].parties[0].text == scope
    assert svctrade.measures(edition).in_region(scope, at_least="named").numbers == (2,)
    use_fully(edition)


@pytest.mark.parametrize("names", ["移民局、NIA", "ＮＩＡ、移民局"])
def test_read_table_takes_abbreviation_for_the_known_body(names: str) -> None:
    """A body under its abbreviation is the one that the table names too; the review says so."""
    edition = svctrade.read_table([{"举措": "甲。", "责任单位": names}])
    assert [body.name for body in edition.bodies] == ["移民局"]
    items = [item for item in edition.review() if item.kind is svctrade.ReviewKind.SAME_BODY]
    assert [item.said for item in items] == ["移民局"]
    assert svctrade.measures(edition).led_by("NIA").numbers == (1,)
    use_fully(edition)


def test_read_document_keeps_local_body_apart_from_its_counterpart() -> None:
    """A local body and the national one have their common names as shared names."""
    plan = "某市方案\n1. 甲。（发展改革委牵头，国家发展改革委配合）\n"
    edition = svctrade.read_document(plan)
    local, national = edition.bodies
    assert (local.counterpart, local.unknown) == (national, True)
    assert svctrade.body("国家发展改革委", edition) == national
    with pytest.raises(svctrade.AmbiguousNameError):
        svctrade.body("发展改革委", edition)
    use_fully(edition)


def test_read_table_names_host_that_has_shared_names() -> None:
    """The host of a body is the body of the edition, whose names may be shared there."""
    english = Name("Ministry of Commerce", NameKind.ENGLISH)
    statement = "国务院服务贸易发展部际联席会议办公室（商务部）牵头，商务部、甲部配合"
    rows = [{"举措": "甲。", "责任分工": statement}]
    edition = svctrade.read_table(rows, bodies=[Body("own", "甲部", names=(english,))])
    office, commerce, _ = edition.bodies
    assert commerce.shared_variants == ("Ministry of Commerce",)
    assert office.host == commerce
    assert svctrade.measures(edition).led_by(commerce).numbers == (1,)
    use_fully(edition)


def test_read_document_takes_one_level_off_names_only() -> None:
    """A name with a level is not the bare form of a name with two."""
    plan = "某市方案\n1. 甲。（市市商务局牵头，市商务局、商务局配合）\n"
    edition = svctrade.read_document(plan)
    assert [body.name for body in edition.bodies] == ["市市商务局", "市商务局"]
    use_fully(edition)


@pytest.mark.parametrize(
    ("bodies", "regions"),
    [
        ((Body("b", "甲局"), Body("b", "乙局")), ()),
        ((), (Region("r", "甲市"), Region("r", "乙市"))),
        ((Body("b", "甲局", host=Body("c", "丙局")), Body("c", "乙局")), ()),
        ((Body("unknown:甲局", "乙局"),), ()),
        ((Body("nia", "乙局"),), ()),
    ],
)
def test_readers_refuse_an_id_twice(bodies: tuple[Body, ...], regions: tuple[Region, ...]) -> None:
    """Two bodies or regions have two ids, hosts included."""
    with pytest.raises(ValueError, match="give it another"):
        svctrade.read_document("1. 甲。（甲局负责）\n", bodies=bodies, regions=regions or None)


def test_reader_lets_given_record_replace_the_known_one() -> None:
    """A given body with the id and the name of a known one takes its place."""
    own = Body("nia", "移民局", official_name="甲")
    rows = [{"举措": "甲。", "责任单位": "移民局、国家移民管理局"}]
    edition = svctrade.read_table(rows, bodies=[own])
    assert [body.official_name for body in edition.bodies] == ["甲", None]
    use_fully(edition)


def test_lenient_note_keeps_numbers_of_the_document_only() -> None:
    """A note that names a measure that is missing keeps its text, and the problem is listed."""
    said = "第1、9项涉及港澳，由有关单位按规定办理，以及其他。"
    table = f"举措,责任分工\n乙。,商务部负责\n注：1.{said}\n"
    edition = svctrade.read_table(table, strict=False)
    (note,) = edition.notes
    assert (note.measures, note.text) == ((1,), said)
    (problem,) = edition.problems
    assert (problem.excerpt, problem.expected) == (said[:20], "measures of the table in note 1")
    use_fully(edition)


def test_given_bodies_are_used_to_the_full() -> None:
    """Bodies whose names and ids are near each other are kept apart."""
    shared = (Name("乙局", NameKind.EVERYDAY), Name("独", NameKind.EVERYDAY, ambiguous=True))
    both = Body("b1", "甲局", names=shared), Body("B1", "丙局", names=shared[:1])
    bodies = (*both, Body("c", "b1"))
    rows = [{"举措": "甲。", "责任单位": "甲局、丙局、b1"}]
    edition = svctrade.read_table(rows, bodies=bodies)
    assert [body.shared_variants for body in edition.bodies] == [
        ("乙局", "b1"),
        ("乙局", "B1"),
        ("b1",),
    ]
    use_fully(edition)
    again = svctrade.read_table(rows, bodies=edition.bodies)
    assert again.bodies == edition.bodies
    use_fully(attrs.evolve(again, id="again"))


# -- layers ---------------------------------------------------------------------------------------

LAYER_FILE = Path(svctrade.__file__).parent / "data" / "editions" / "2020" / "topics.json"


def layer_with_synonym(change: Callable[[str], str], folder: Path) -> Path:
    """Return the file of a layer in which a topic has the changed name of another."""
    file = json.loads(LAYER_FILE.read_text(encoding="utf-8"))
    first, second = [item for item in file["items"] if item["scheme"] == "topic"][:2]
    first["synonyms"] = [change(second["name_en"])]
    path = folder / "layer.json"
    path.write_text(json.dumps(file, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "change",
    [str.upper, lambda name: f" {name.replace(' ', '  ')}", lambda name: full(name)],
    ids=["case", "spaces", "width"],
)
def test_with_layer_refuses_names_that_no_lookup_tells_apart(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    """An item whose synonym is the name of another, in any case, width or spacing, is refused."""
    with pytest.raises(DocumentError, match="names of its own"):
        ANNEX.with_layer(layer_with_synonym(change, tmp_path))


def full(name: str) -> str:
    """Return a name in full width."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)


def test_layer_keeps_items_apart_that_share_a_name() -> None:
    """Items of a layer with a shared name are found by their codes, and the name is ambiguous."""
    layer = ANNEX.layer
    assert layer is not None
    reading = ANNEX.measures[0].reading
    assert reading is not None
    used = next(tag.item for tag in reading.tags if tag.item.scheme == "topic")
    other = next(i for i in layer.items if i.scheme == "topic" and i.name != used.name)
    twin = attrs.evolve(other, synonyms=(used.name,))
    items = tuple(twin if item == other else item for item in layer.items)
    readings = tuple(
        attrs.evolve(
            one, tags=tuple(attrs.evolve(t, item=twin) if t.item == other else t for t in one.tags)
        )
        for one in layer.readings
    )
    edition = ANNEX.with_layer(attrs.evolve(layer, items=items, readings=readings))
    found = svctrade.measures(edition)
    with pytest.raises(svctrade.AmbiguousNameError):
        found.about(used.name)
    kept = found.about(used)
    assert kept.explain()[0].reasons[0].steps[-1].kind == "reading"
    assert all(used in measure.topics for measure in kept)
    assert kept.explain_missing(*(n for n in found.numbers if n not in kept.numbers))
    assert found.group_by("topic")[twin].explain()
