"""The bodies and regions that the names of a document mean."""

from __future__ import annotations

import pytest

import svctrade
from svctrade import AmbiguousNameError, Body, Edition, Name, NameKind, read_document


def own_body(id_: str, name: str, *names: str) -> Body:
    """Return a body that the reader is given, with everyday names."""
    return Body(id_, name, names=tuple(Name(text, NameKind.EVERYDAY) for text in names))


def bodies_of(edition: Edition) -> list[tuple[str, bool, str | None]]:
    """Return the name of each body, whether it is new, and the name of its counterpart."""
    return [
        (body.name, body.unknown, body.counterpart.name if body.counterpart else None)
        for body in edition.bodies
    ]


def marks_of(edition: Edition) -> dict[str, list[tuple[str, bool]]]:
    """Return the other names of each body, and whether they are ambiguous."""
    return {body.name: [(n.text, n.ambiguous) for n in body.names] for body in edition.bodies}


def test_name_that_two_bodies_share_is_ambiguous() -> None:
    """It is marked in both, and a query has to say which; other names are not marked."""
    given = [
        own_body("a", "甲局", "某办", "甲"),
        own_body("b", "乙局", "某办"),
        own_body("c", "丙局", "丙"),
    ]
    plan = "某市方案\n1.一事。（甲局、乙局负责）\n2.二事。（丙局负责）\n"
    edition = read_document(plan, bodies=given)
    assert marks_of(edition) == {
        "甲局": [("某办", True), ("甲", False)],
        "乙局": [("某办", True)],
        "丙局": [("丙", False)],
    }
    assert edition.bodies[2] == given[2]
    found = svctrade.measures(edition)
    assert found.led_by("甲").numbers == (1,)
    with pytest.raises(AmbiguousNameError, match="'甲局' or '乙局'"):
        found.led_by("某办")
    # Where the document names only one of the two, the name means that one.
    alone = read_document("某市方案\n1.一事。（甲局负责）\n", bodies=given[:1])
    assert marks_of(alone) == {"甲局": [("某办", False), ("甲", False)]}
    assert svctrade.measures(alone).led_by("某办").numbers == (1,)


def test_name_that_is_the_id_of_another_body_is_ambiguous() -> None:
    """It becomes a printed name of both, marked as ambiguous."""
    given = [own_body("甲局", "乙局"), own_body("x", "甲局"), own_body("y", "丙局")]
    edition = read_document(
        "某市方案\n1.一事。（甲局负责）\n2.二事。（乙局、丙局负责）\n", bodies=given
    )
    assert marks_of(edition) == {
        "甲局": [("甲局", True)],
        "乙局": [("甲局", True)],
        "丙局": [],
    }
    assert {name.kind for body in edition.bodies for name in body.names} == {NameKind.PRINTED}


def test_name_of_own_body_is_no_name_of_an_outsider() -> None:
    """A known body that is not named keeps the names that no body of the edition has."""
    given = [own_body("own", "甲局", "统计局"), own_body("own2", "乙局", "统计办")]
    edition = read_document("国务院意见\n1.一事。（商务部、甲局负责）\n", bodies=given)
    outsiders = {outsider.name: outsider for outsider in edition.outsiders}
    assert {"国家统计局", "NBS"} <= {*outsiders["统计局"].forms}
    assert "统计局" not in outsiders["统计局"].forms
    assert outsiders["乙局"].forms == ("乙局", "统计办", "own2")
    assert outsiders["乙局"].kind == "body"
    assert outsiders["乙局"].hint == "the document does not name this body"
    assert (outsiders["厦门"].kind, outsiders["厦门"].hint) == (
        "region",
        "the document does not name this region",
    )
    assert "商务部" not in outsiders
    assert "甲局" not in outsiders


@pytest.mark.parametrize(
    ("parties", "bodies", "regions"),
    [
        # A translation of a name that the document prints is the same thing.
        ("海关总署、GACC", ["海关总署"], []),
        ("商务部；适用范围：Beijing、北京、Hainan", ["商务部"], ["北京", "Hainan"]),
        # Without the printed name it is a new one.
        ("GACC、商务部", ["GACC", "商务部"], []),
        # Several names of a body, and the one that took its place.
        ("银保监会、国家金融监督管理总局", ["国家金融监督管理总局", "银保监会"], []),
        ("卫生健康委、国家卫生健康委员会", ["卫生健康委"], []),
        ("北京市、北京、渝北区、重庆", [], ["北京", "重庆", "渝北区"]),
    ],
)
def test_read_document_joins_names_of_the_same_thing(
    parties: str, bodies: list[str], regions: list[str]
) -> None:
    """Two names that mean one body or region are one record of the edition."""
    edition = read_document(f"国务院意见\n1.一事。责任单位：{parties}\n", strict=False)
    assert sorted(body.name for body in edition.bodies) == sorted(bodies)
    assert sorted(region.name for region in edition.regions) == sorted(regions)


@pytest.mark.parametrize(
    ("title", "parties", "expected"),
    [
        # The office of a national body in a region, and one that only has the same ending.
        (
            "某市方案",
            "厦门市外汇局、厦门市市商务局",
            [("厦门市外汇局", True, "外汇局"), ("厦门市市商务局", True, None)],
        ),
        (
            "国务院意见",
            "厦门外汇局、厦门税务局、省发展改革委",
            [
                ("厦门外汇局", True, "外汇局"),
                ("厦门税务局", True, None),
                ("省发展改革委", True, "发展改革委"),
            ],
        ),
        (
            "某省方案",
            "县发展改革委、统计局、省商务部",
            [
                ("县发展改革委", True, "发展改革委"),
                ("统计局", True, "统计局"),
                ("省商务部", True, None),
            ],
        ),
    ],
)
def test_read_document_gives_local_bodies_their_counterparts(
    title: str, parties: str, expected: list[tuple[str, bool, str | None]]
) -> None:
    """A local body has the national one with its name as counterpart, where there may be both."""
    edition = read_document(f"{title}\n1.一事。（{parties}负责）\n")
    assert bodies_of(edition) == expected


def test_name_of_successor_or_district_means_it_where_it_is_named() -> None:
    """Otherwise it means the body before it, or the region around it."""
    plan = "国务院意见\n1.一事。责任单位：{}\n2.二事。责任单位：{}\n"
    both = svctrade.measures(read_document(plan.format("银保监会", "国家金融监督管理总局")))
    assert both.led_by("国家金融监督管理总局").numbers == (2,)
    assert both.led_by("银保监会").numbers == (1,)
    old = svctrade.measures(read_document(plan.format("银保监会", "商务部")))
    assert old.led_by("国家金融监督管理总局").numbers == (1,)
    district = svctrade.measures(read_document(plan.format("重庆", "渝北区")))
    assert district.in_region("渝北区", at_least="named").numbers == (2,)
    around = svctrade.measures(read_document(plan.format("重庆", "商务部")))
    assert around.in_region("渝北区", at_least="named").numbers == (1,)


def test_host_of_a_body_is_the_body_of_the_edition() -> None:
    """A host whose names are marked in the edition is so in its offices too."""
    host, other = own_body("h", "甲局", "某办"), own_body("o", "乙局", "某办")
    office = Body("c", "丙室", host=host)
    plan = "某市方案\n1.一事。（甲局、乙局、丙室负责）\n"
    edition = read_document(plan, bodies=[host, other, office])
    found = {body.id: body for body in edition.bodies}
    assert found["c"].host == found["h"]
    assert found["h"].names[0].ambiguous


@pytest.mark.parametrize("name", ["市统筹局", "厦门统筹局"])
def test_given_body_is_no_counterpart(name: str) -> None:
    """The counterpart of a local body is a national one that the package knows."""
    given = own_body("own", "统筹局")
    edition = read_document(f"某市方案\n1.一事。（{name}、统筹局负责）\n", bodies=[given])
    assert bodies_of(edition)[0] == (name, True, None)


def test_office_of_a_region_may_have_the_short_name_of_its_bank() -> None:
    """厦门人行 is the office of 人民银行 in 厦门, as 厦门人民银行 is."""
    for name in ("厦门人行", "厦门人民银行", "厦门外汇局"):
        plan = read_document(f"某市方案\n一、任务\n1.甲事。（市甲局、{name}负责）\n")
        (_, office) = plan.measures[0].assignments[0].parties
        assert office.body is not None
        assert office.body.counterpart is not None
        assert office.body.counterpart.name == name[2:].replace("人行", "人民银行")
