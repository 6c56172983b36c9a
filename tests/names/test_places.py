"""Places: which region each lies in, which are outside, and what a damaged file of them says."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import attrs
import numpy as np
import pytest

import svctrade
from svctrade import (
    AmbiguousNameError,
    Coverage,
    Name,
    NameKind,
    NotInEditionError,
    Party,
    Region,
    Span,
    UnknownNameError,
    _io,
)
from svctrade._json import InvalidJSONError
from svctrade._names.places import FILE, LocalPlace, OutsideCity, PlacesFile, places
from svctrade._serialization.places import place_faults, places_from_json

ALL = svctrade.measures()
TEXT = _io.FILES[FILE]
TABLE = places_from_json(TEXT)
REGIONS = [region.id for region in svctrade.regions()]


@pytest.mark.parametrize(
    ("written", "region"),
    [
        ("南山区", "深圳"),
        ("深圳市南山区", "深圳"),
        ("广东省深圳市南山区", "深圳"),
        ("廣東省深圳市南山區", "深圳"),
        ("中山区, 大连", None),
        ("Nanshan District", "深圳"),
        ("Nanshan District, Shenzhen", "深圳"),
        ("Shenzhen, Nanshan District", "深圳"),
        ("Nanshan District, Shenzhen, Guangdong Province, China", "深圳"),
        ("440305", "深圳"),
        (440305, "深圳"),
        ("海口市", "海南"),
        ("海南省海口市美兰区", "海南"),
        ("海口美兰区", "海南"),
        ("容城县", "雄安新区"),
        ("河北雄安新区容城县", "雄安新区"),
        ("沣东新城", "西咸新区"),
        ("Canton, Baiyun District", "广州"),
        ("乾县", None),
    ],
)
def test_region_of_a_place(written: str, region: str | None) -> None:
    """A place leads to its region, alone and behind or before what it lies in."""
    if region is None:
        with pytest.raises(LookupError):
            svctrade.region(written)
    else:
        assert svctrade.region(written).name == region
        assert ALL.in_region(written) == ALL.in_region(region)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("无锡", "it is in 江苏省, and no pilot region; in 江苏省 lie 南京、苏州"),
        ("Wuxi City", "it is in 江苏省, and no pilot region; in 江苏省 lie 南京、苏州"),
        ("江苏无锡", "it is in 江苏省, and no pilot region; in 江苏省 lie 南京、苏州"),
        ("呼和浩特市", "it is in 内蒙古自治区, and no pilot region"),
        ("临川区", "it is in 抚州市, 江西省, and no pilot region"),
        (
            "清苑区",
            (
                "it is in 保定市, 河北省, and no pilot region; "
                "雄安新区, which lies partly in 保定市, is one"
            ),
        ),
        (
            "保定",
            "it is in 河北省, and no pilot region; 雄安新区, which lies partly in 保定市, is one",
        ),
        ("秦都区", "西咸新区, which lies partly in 咸阳市, is one"),
        ("乾县", "西咸新区, which lies partly in 咸阳市, is one"),
        ("Fengdu County", "it is in 重庆 and outside the pilot there, which is 21 districts"),
        ("大安区", "it is in no pilot region; several places are called so: "),
        ("640104", "it is in 银川市, 宁夏回族自治区, and no pilot region"),
    ],
)
def test_a_place_outside_says_where_it_is(written: str, hint: str) -> None:
    """A place of no pilot region is known, and the error names the regions that are near."""
    with pytest.raises(NotInEditionError) as caught:
        svctrade.region(written)
    assert hint in caught.value.hint
    assert (caught.value.kind, caught.value.edition) == ("region", "2020")


def test_a_province_without_pilot_region_has_none_near() -> None:
    """The error says where the place is, and names no region."""
    with pytest.raises(NotInEditionError) as caught:
        svctrade.region("拉萨市")
    assert caught.value.hint == "it is in 西藏自治区, and no pilot region"


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("朝阳区", {"北京市朝阳区", "长春市朝阳区"}),
        ("鼓楼区", {"南京市鼓楼区", "福州市鼓楼区", "徐州市鼓楼区", "开封市鼓楼区"}),
        ("Baiyun District", {"广州市白云区", "贵阳市白云区"}),
    ],
)
def test_a_place_of_several_cities_is_ambiguous(written: str, candidates: set[str]) -> None:
    """Each candidate can be asked for by itself."""
    with pytest.raises(AmbiguousNameError) as caught:
        ALL.in_region(written)
    assert candidates <= {*caught.value.candidates}
    for candidate in caught.value.candidates:
        match = places().find(candidate)
        assert match is not None
        assert not match.ambiguous


@pytest.mark.parametrize(
    "written",
    [
        "深圳市",  # not a place with something before it
        "上海南山区",
        "上海上海浦东新区",
        "广东省福建省厦门市思明区",
        "Nanshan District, Beijing",
        "Shenzhen China",
        "China",
        "990001",
        "南山区" * 50,
        "北京市" * 20,
        "北京市天津市上海市重庆市河北省朝阳区",
    ],
)
def test_what_fits_no_place_is_none(written: str) -> None:
    """What precedes a place has to be what it lies in."""
    match = places().find(written)
    assert match is None or written == "深圳市"
    if written not in ("深圳市", "Shenzhen China"):
        with pytest.raises(LookupError):
            svctrade.region(written)


def test_every_place_is_found_by_every_form() -> None:
    """Behind its city each place is found alone; by name it is among those that are found."""
    for place in places():
        behind = places().find(place.full_name)
        assert behind is not None
        assert place in behind.places
        for form in filter(None, (place.name, place.short, place.code)):
            match = places().find(form)
            assert match is not None
            assert place in match.places


def steps(name: str | int) -> list[tuple[str, str, str]]:
    reason = ALL.in_region(name).explain()[0].reasons[0]
    return [(step.kind, step.text, step.chinese) for step in reason.steps]


@pytest.mark.parametrize(
    ("name", "text", "chinese"),
    [
        (
            "静海区",
            (
                "“静海区” is a district of “天津市” (GB/T 2260); the pilot in “天津” (Tianjin) is "
                "the whole city."
            ),
            "静海区是天津市的市辖区（GB/T 2260）；天津试点为全市。",
        ),
        (
            "Meilan District, Haikou",
            (
                "Meilan District, Haikou is “美兰区”, a district of “海口市” (GB/T 2260); the "
                "pilot in “海南” (Hainan) is the whole province."
            ),
            "Meilan District, Haikou即美兰区，是海口市的市辖区（GB/T 2260）；海南试点为全省。",
        ),
        (
            "容城县",
            "“容城县” is a county in “雄安新区” (Xiong'an New Area) (GB/T 2260).",
            "容城县是雄安新区的县（GB/T 2260）。",
        ),
        (
            "即墨市",
            (
                "“即墨市” was a city of “青岛市” (general knowledge); it is now “即墨区” "
                "(abolished 2017); the pilot in “青岛” (Qingdao) is the whole city."
            ),
            "即墨市原是青岛市的县级市（常识，未注明出处），现为即墨区；青岛试点为全市。",
        ),
        (
            "Yuzhong District",
            (
                "Yuzhong District is “渝中区”, a district of “重庆市” (GB/T 2260); the pilot in "
                "“重庆” (Chongqing) is 21 districts, and it is one of them."
            ),
            (
                "Yuzhong District即渝中区，是重庆市的市辖区（GB/T 2260）；"
                "重庆试点为21个市辖区，此为其一。"
            ),
        ),
    ],
)
def test_a_step_says_where_a_place_lies(name: str, text: str, chinese: str) -> None:
    """The explanation leads from the place to the region."""
    assert steps(name) == [("place", text, chinese)]


def test_a_step_names_other_places_with_the_name() -> None:
    """Where a smaller city has the name too, the explanation says so."""
    place, rival = steps("南山区")
    assert place[1].startswith("“南山区” is a district of “深圳市”")
    assert rival == (
        "place",
        "“鹤岗市” has a “南山区” too, in no pilot region.",
        "鹤岗市亦有南山区，不在试点地区内。",
    )
    assert (
        steps("新华区")[1][1] == "“沧州市” and “平顶山市” have a “新华区” too, in no pilot region."
    )
    assert [kind for kind, _, _ in steps("深圳市南山区")] == ["place"]
    assert [kind for kind, _, _ in steps("江北区")] == ["district", "place"]
    assert [kind for kind, _, _ in steps("渝中区")] == ["district"]


@pytest.mark.parametrize(
    ("name", "text", "chinese"),
    [
        ("Xiàmén", "Xiàmén is “厦门” in pinyin.", "Xiàmén是厦门的拼音。"),
        ("Amoy", "Amoy is an older English name of “厦门”.", "Amoy是厦门的旧英文名。"),
        (
            "CN-BJ",
            "CN-BJ is a code of “北京” (Beijing) (ISO 3166-2).",
            "CN-BJ是北京的代码（ISO 3166-2）。",
        ),
        (
            "350200",
            "350200 is the GB/T 2260 code of “厦门” (Xiamen).",
            "350200是厦门的行政区划代码（GB/T 2260）。",
        ),
        (
            "500105",
            (
                "500105 was the code of a district of the pilot in “重庆” (Chongqing) until "
                "2025-11-05 (GB/T 2260)."
            ),
            "截至2025-11-05，500105是重庆试点的市辖区的代码（GB/T 2260）。",
        ),
        (
            "渝中区",
            "“渝中区” is a district of the pilot in “重庆” (Chongqing) (note 2 of the annex).",
            "渝中区是重庆试点的市辖区（附表注2）。",
        ),
    ],
)
def test_a_step_says_what_kind_of_name_it_is(name: str, text: str, chinese: str) -> None:
    """Pinyin, older names and codes are distinguished, and days are given."""
    assert steps(name)[0][1:] == (text, chinese)


@pytest.mark.parametrize(
    ("name", "text", "chinese"),
    [
        (
            "SIPO",
            "SIPO is an alias of “知识产权局” (abbreviation), until 2018-08-27.",
            "SIPO即知识产权局（英文缩写），至2018-08-27止。",
        ),
        (
            "国家电影局",
            (
                "“国家电影局” is an alias of “中央宣传部” (name plate), the Publicity Department "
                "of the CPC Central Committee, from 2018-04-16."
            ),
            "国家电影局即中央宣传部（另一名称），自2018-04-16起。",
        ),
        (
            "中央港澳工作办公室",
            (
                "“中央港澳工作办公室” is the successor of “港澳办” (Hong Kong and Macao Affairs "
                "Office of the State Council) since 2023-03-20 (announced); the document prints "
                "“港澳办”."
            ),
            "中央港澳工作办公室自2023-03-20起（公布）承接港澳办；文件所列为港澳办。",
        ),
    ],
)
def test_a_step_says_since_when_a_name_is_right(name: str, text: str, chinese: str) -> None:
    """The days of a name, and what happened on them, are part of the step."""
    step = ALL.involving(name).explain()[0].reasons[0].steps[0]
    assert (step.text, step.chinese) == (text, chinese)


def test_a_change_without_a_kind_of_day_is_told_without() -> None:
    """Of a change in a document of your own nothing may be known but its day."""
    body = svctrade.body("银保监会")
    (change,) = body.history
    plain = attrs.evolve(change, day_kind=None)
    edition = attrs.evolve(
        svctrade.edition(),
        id="own",
        bodies=(attrs.evolve(body, history=(plain,)),),
        measures=(),
    )
    assert str(plain) == "2023-05-18 职责承接：银保监会 → 国家金融监督管理总局"
    assert svctrade.body("NFRA", edition).history == (plain,)


def test_a_district_that_no_table_has_is_one_of_its_region() -> None:
    """An edition can have regions and districts of its own."""
    district = Name("环形山区", NameKind.DISTRICT, source="its note")
    moon = Region("moon", "月球", names=(district,))
    base = svctrade.measure(59)
    party = Party("月球", Span(0, 2), region=moon)
    assignment = attrs.evolve(base.assignments[0], parties=(party,))
    measure = attrs.evolve(
        base,
        assignments=(assignment,),
        lead=None,
        coverage=Coverage(named=(moon,), everywhere=False, open_ended=False),
    )
    edition = attrs.evolve(svctrade.edition(), id="own", regions=(moon,), measures=(measure,))
    for name, kind, text in (
        ("环形山区", "district", "“环形山区” is a district of the pilot in “月球” (its note)."),
        ("moon", "alias", "moon is this library's own key for “月球”."),
    ):
        (explanation,) = svctrade.measures(edition).in_region(name).explain()
        (step,) = explanation.reasons[0].steps
        assert (step.kind, step.text) == (kind, text)


def test_a_place_in_traditional_characters_is_read_first() -> None:
    """The traditional form is a step of its own."""
    traditional, place, _ = steps("南山區")
    assert traditional[1] == "“南山區” is “南山区” in traditional characters."
    assert place[1].startswith("“南山区” is a district of “深圳市”")


@pytest.mark.parametrize("code", [350200, np.int64(350200), np.int32(350200)])
def test_in_region_accepts_codes(code: Any) -> None:
    """A code is a whole number of any type."""
    assert svctrade.region(code) is svctrade.region("厦门")
    assert ALL.in_region(code) == ALL.in_region("厦门")
    assert ALL.in_region(code).explain()[0].reasons[0].asked == "in_region(350200)"


@pytest.mark.parametrize("code", [350200.0, np.float64(350200), np.float32(350200)])
def test_in_region_refuses_floats_that_region_reads(code: Any) -> None:
    """A table that lacks a code reads the others as floats; `region` is the place for them."""
    found = svctrade.region(code)
    assert found is svctrade.region("厦门")
    with pytest.raises(TypeError, match=r"not as float.*; svctrade\.region\(\) reads such a code$"):
        ALL.in_region(code)
    with pytest.raises(TypeError, match=r"svctrade\.region\(\)"):
        ALL.in_region("厦门", code)
    assert ALL.in_region(found) == ALL.in_region("厦门")


@pytest.mark.parametrize(
    "value", [True, np.True_, 350200.5, float("nan"), float("inf"), np.array([350200, 440300])]
)
def test_region_refuses_what_is_no_whole_number(value: Any) -> None:
    """Neither a truth value, nor a fraction, nor an array is a code."""
    with pytest.raises(TypeError, match="a region is given by its name or as a Region, not as"):
        svctrade.region(value)


def test_numbers_of_other_types_are_names() -> None:
    """A measure, a task and a mode are named by whole numbers of NumPy too, and by no float."""
    assert svctrade.measure(np.int64(59)) is svctrade.measure(59)
    assert ALL.numbered(np.int32(59), np.int64(7)) == ALL.numbered(7, 59)  # type: ignore[arg-type]
    assert svctrade.task(np.int64(8)) is svctrade.task(8)
    assert ALL.in_task(np.uint8(8)) == ALL.in_task(8)  # type: ignore[arg-type]
    assert ALL.by_mode(np.int64(4)) == ALL.by_mode(4)  # type: ignore[arg-type]
    for ask in (svctrade.measure, svctrade.task):
        wrong: Any = 8.0
        with pytest.raises(TypeError, match=r"not as float|not float"):
            ask(wrong)


@pytest.mark.parametrize("ask", [svctrade.region, ALL.in_region], ids=["region", "in_region"])
def test_a_group_is_told_with_its_function(ask: Callable[[str], object]) -> None:
    """The name of a group of regions names no region, and the error says what returns them."""
    with pytest.raises(UnknownNameError, match=r"svctrade\.regions\(group='长三角'\)") as caught:
        ask("長三角")
    assert caught.value.group == "长三角"
    assert caught.value.suggestions == ()
    assert len(svctrade.regions(group=caught.value.group)) == 5
    with pytest.raises(UnknownNameError, match=r"regions\(group='Yangtze River Delta'\)"):
        ask("yangtze river delta")


@pytest.mark.parametrize(
    ("written", "suggested"),
    [
        ("南山曲", ("南山区",)),
        ("浦东新曲", ("浦东新区",)),
        ("無錫是", ("无锡市",)),
        ("Haidan District", ("Haidian District",)),
        ("Hainan District", ("Hainan",)),
        ("Wuxii", ("Wuxi",)),
        ("监事", ()),
        ("大使馆", ()),
        ("苹果", ()),
        ("巴黎", ()),
    ],
)
def test_places_are_suggested(written: str, suggested: tuple[str, ...]) -> None:
    """A slip in the name of a place means that place; an ordinary word means none."""
    with pytest.raises(UnknownNameError) as caught:
        svctrade.region(written)
    assert caught.value.suggestions == suggested


# -- other editions -----------------------------------------------------------------------


def test_an_edition_without_the_region_says_so() -> None:
    """A place leads to a region of the edition that is asked, and to no other."""
    kept = tuple(r for r in svctrade.regions() if r.id in ("guangzhou", "beijing"))
    edition = attrs.evolve(svctrade.edition(), id="two", regions=kept, measures=(), outsiders=())
    assert svctrade.region("天河区", edition).name == "广州"
    with pytest.raises(NotInEditionError) as caught:
        svctrade.region("南山区", edition)
    assert caught.value.edition == "two"
    assert caught.value.hint.startswith("it is in no pilot region; several places are called so")
    with pytest.raises(NotInEditionError, match="深圳市, 广东省, which the edition does not name"):
        svctrade.region("福田区", edition)
    with pytest.raises(AmbiguousNameError):
        svctrade.region("白云区", edition)


# -- the file -----------------------------------------------------------------------------


def test_the_file_has_no_faults() -> None:
    """The package's own file is right."""
    assert [*place_faults(TABLE, REGIONS)] == []


def changed(**fields: Any) -> PlacesFile:
    first = attrs.evolve(TABLE.places[0], **fields)
    return attrs.evolve(TABLE, places=(first, *TABLE.places[1:]))


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        (changed(region="atlantis"), "北京市东城区 is in 'atlantis', which is no region"),
        (changed(code="11010"), "北京市东城区 has the code '11010'"),
        (changed(last="2021"), "北京市东城区 has the day '2021'"),
        (changed(name="西城区", code=None), "two places have the name 北京市西城区"),
        (changed(code="110102"), "two places have the code 110102"),
        (attrs.evolve(TABLE, english={"Wuxi": ("320200",)}), "'Wuxi' is no Latin form as it is c"),
        (attrs.evolve(TABLE, english={"wuxi": ()}), "'wuxi' is no Latin form as it is compared"),
        (attrs.evolve(TABLE, english={"wuxi": ("1",)}), "'wuxi' names '1', and no place does"),
        (
            attrs.evolve(TABLE, heads={"火星": ("火星省",)}),
            "'火星' leads to '火星省', and nothing lies in it",
        ),
        (
            attrs.evolve(TABLE, ambiguous_forms=("火星区",)),
            "'火星区' is ambiguous, and no place has it",
        ),
        (
            attrs.evolve(TABLE, elsewhere=(OutsideCity("甲市", "乙省", places=("",)),)),
            "'' is no line of a place",
        ),
    ],
)
def test_a_fault_of_the_file_is_reported(file: PlacesFile, fault: str) -> None:
    """Each fault says which entry it is in."""
    found = [*place_faults(file, REGIONS)]
    assert any(text.startswith(fault) for text in found), found


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda raw: raw["places"][3].update(cod="1"), r"no key 'cod', found it @ \$\.places\[3\]"),
        (lambda raw: raw["places"][4].update(code=1), r"a string, found 1 @ \$\.places\[4\]\.code"),
        (lambda raw: raw.update(heads={"北京": [1]}), r"a string, found 1 @ \$\.heads\[0\]\[0\]"),
        (lambda raw: raw.update(english=[]), r"an object, found \[\] @ \$\.english"),
        (lambda raw: raw.pop("ambiguous_forms"), "the key 'ambiguous_forms', found none"),
    ],
)
def test_another_shape_of_the_file_is_refused(
    change: Callable[[dict[str, Any]], object], fault: str
) -> None:
    """The file is read strictly, and each fault has its path."""
    raw = json.loads(TEXT)
    change(raw)
    with pytest.raises(InvalidJSONError, match=fault):
        places_from_json(json.dumps(raw))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("{}", "data/names/places.json: expected data of the known shape"),
        (TEXT.replace('"region": "hefei"', '"region": "atlantis"'), "is in 'atlantis'"),
    ],
)
def test_verify_reports_damaged_places(
    monkeypatch: pytest.MonkeyPatch, content: str, fault: str
) -> None:
    """`verify` names what is wrong with the places."""
    real = _io._contents
    replaced = content.encode()
    monkeypatch.setattr(_io, "_contents", lambda path: replaced if path == FILE else real(path))
    (check,) = (check for check in svctrade.verify().checks if check.what.startswith("places"))
    assert any(fault in found for found in check.faults)


def test_a_line_gives_a_place() -> None:
    """A line has a code, a name and a short form, the first and the last where there are any."""
    city = OutsideCity("甲市", "乙省", "甲", "100100", None, ("100101 丙丁县", "戊区 -", "己市 庚"))
    own, *below = city.all_places()
    assert own == LocalPlace("甲市", "乙省", "乙省", short="甲", code="100100", is_city=True)
    assert [(p.code, p.name, p.short) for p in below] == [
        ("100101", "丙丁县", "丙丁"),
        (None, "戊区", None),
        (None, "己市", "庚"),
    ]
    assert [p.name for p in OutsideCity("甲", "甲", places=("乙区",)).all_places()] == ["乙区"]
