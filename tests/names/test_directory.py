"""Who is known by which name, since when, and what tells the failures apart."""

from __future__ import annotations

import csv
import io
import pickle
import re
from collections.abc import Callable
from datetime import date, datetime, timezone
from pathlib import Path

import attrs
import pytest

import build_data
import build_names
import svctrade
from svctrade import (
    AmbiguousNameError,
    Body,
    ChangeKind,
    MeasureSet,
    Name,
    NameKind,
    NotInEditionError,
    Outsider,
    Region,
    Tie,
    UnknownNameError,
)
from svctrade._index.build import build_index
from svctrade._names import Directory, normalize_name

from ..misspellings import MISSPELLINGS, UNRELATED

ROOT = Path(__file__).parent.parent.parent
ALL = svctrade.measures()


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("发改委", "发展改革委"),
        ("卫健委", "卫生健康委"),
        ("住建部", "住房城乡建设部"),
        ("住房城乡建设", "住房城乡建设部"),
        ("人社部", "人力资源社会保障部"),
        ("工信部", "工业和信息化部"),
        ("文旅部", "文化和旅游部"),
        ("网信办", "中央网信办"),
        ("央行", "人民银行"),
        ("外管局", "外汇局"),
        ("药监局", "药监局"),
        ("国家药监局", "药监局"),
        ("台办", "中央台办"),
        ("贸促会", "中国贸促会"),
        ("中国信保", "中国出口信保公司"),
        ("国务院国资委", "国资委"),
        ("国家卫生健康委员会", "卫生健康委"),
        ("中华人民共和国国家卫生健康委员会", "卫生健康委"),
        ("国家互联网信息办公室", "中央网信办"),
        ("国务院台湾事务办公室", "中央台办"),
        ("TAO", "中央台办"),
        ("中华人民共和国出入境管理局", "移民局"),
        ("国家版权局", "中央宣传部"),
        ("金融监管总局", "银保监会"),
        ("国家金融监督管理总局", "银保监会"),
        ("NFRA", "银保监会"),
        ("中央港澳工作办公室", "港澳办"),
        ("國家移民管理局", "移民局"),
        ("銀保監會", "银保监会"),
        ("發改委", "发展改革委"),
        ("衛健委", "卫生健康委"),
        ("衞健委", "卫生健康委"),
        ("國家金融監督管理總局", "银保监会"),
        ("Supreme People’s Court", "最高人民法院"),
        ("\ufeff移民局\u200b", "移民局"),
        ("Ministry of Commerce of the People's Republic of China", "商务部"),
        ("General Administration of Customs of the People's Republic of China", "海关总署"),
        ("National Immigration Administration (NIA)", "移民局"),
        ("China Customs", "海关总署"),
        ("国家海关总署", "海关总署"),
        ("中国商务部", "商务部"),
        ("国家电影局", "中央宣传部"),
        ("国务院新闻办公室", "中央宣传部"),
        ("国家认监委", "市场监管总局"),
        ("国家标准委", "市场监管总局"),
        ("SIPO", "知识产权局"),
        ("NAFR", "银保监会"),
        ("Taiwan Work Office of the CPC Central Committee", "中央台办"),
    ],
)
def test_bodies_answer_to_what_people_call_them(written: str, name: str) -> None:
    """Everyday, official, foreign, traditional and later names find the body that is printed."""
    body = svctrade.body(written)
    assert body.name == name
    assert ALL.involving(written) == ALL.involving(name)
    assert ALL.led_by(written) == ALL.led_by(name)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        *((f, "厦门") for f in ("厦门市", "福建厦门", "福建省厦门", "福建厦门市", "福建省厦门市")),
        *((f, "西咸新区") for f in ("西咸新區", "陝西省西咸新區", "西咸")),
        *(
            (f, "厦门")
            for f in ("厦門", "廈门", "廈門", "廈門市", "福建省廈門市", "XIAMEN", "ｘｉａｍｅｎ")
        ),
        *((f, "雄安新区") for f in ("雄安", "河北雄安新区", "河北省雄安新区", "Xiongan")),
        *((form, "西安") for form in ("Xi'an", "Xi’an", "XIAN", "陕西西安", "610100")),
        *((form, "海南") for form in ("海南省", "Hainan", "460000")),
        *((form, "重庆") for form in ("渝北区", "重庆市渝北区", "渝北區", "500112", "重慶")),
        ("重庆（涪陵区等21个市辖区）", "重庆"),
        ("重庆(涪陵区等21个市辖区)", "重庆"),
        ("新疆乌鲁木齐", "乌鲁木齐"),
        *((f, "乌鲁木齐") for f in ("Ürümqi", "Wulumuqi", "Urumqi City", "Wūlǔmùqí")),
        *((f, "厦门") for f in ("Xiàmén", "Amoy", "Xiamen City", "Xiamen, Fujian", "Xiàmén Shì")),
        *((f, "西安") for f in ("Xī'ān", "Xīān", "Xi'an City", "Xian, Shaanxi Province")),
        *((f, "哈尔滨") for f in ("Hā'ěrbīn", "Haerbin", "Ha'erbin")),
        *((f, "北京") for f in ("CN-BJ", "Peking", "Beijing Municipality", "Běijīng")),
        *((f, "海南") for f in ("CN-HI", "Hainan Province", "Hǎinán")),
        *((f, "雄安新区") for f in ("133100", "Xióng'ān", "Xiong'an, Hebei")),
        ("Canton", "广州"),
        ("新疆维吾尔自治区乌鲁木齐市", "乌鲁木齐"),
    ],
)
def test_regions_answer_to_what_people_call_them(written: str, name: str) -> None:
    """With 市, 省 or the province, in traditional characters, by code, and by a district."""
    assert svctrade.region(written).name == name
    assert ALL.in_region(written) == ALL.in_region(name)


def test_every_district_of_note_2_is_chongqing() -> None:
    """The 21 districts, by name and by code, are Chongqing."""
    with (ROOT / "tools/facts/chongqing_districts.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 21
    for row in rows:
        chongqing = svctrade.region("重庆")
        assert svctrade.region(row["name"]) is chongqing
        assert svctrade.region(int(row["gb2260"])) is chongqing


ASK: list[tuple[str, Callable[[str], object]]] = [
    ("region", svctrade.region),
    ("region", ALL.in_region),
    ("body", svctrade.body),
    ("body", ALL.led_by),
    ("body", ALL.involving),
    ("task", svctrade.task),
    ("task", ALL.in_task),
]


@pytest.mark.parametrize(("kind", "ask"), ASK)
def test_a_name_that_nobody_knows_is_unknown(kind: str, ask: Callable[[str], object]) -> None:
    """Through every door, an unknown name is an UnknownNameError of its kind."""
    with pytest.raises(UnknownNameError) as caught:
        ask("没有这个名字")
    assert (caught.value.kind, caught.value.name) == (kind, "没有这个名字")
    assert caught.value.suggestions == ()


@pytest.mark.parametrize("ask", [svctrade.region, ALL.in_region])
@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("重庆两江新区", "it was a pilot region in 2016 and 2018; this edition has 重庆"),
        ("两江新区", "it was a pilot region in 2016 and 2018; this edition has 重庆"),
        ("Jiangbei New Area", "it was a pilot region in 2016; this edition has 南京"),
        ("哈尔滨新区", "it was a pilot region in 2016; this edition has 哈尔滨"),
        ("万州区", "it is in 重庆 and outside the pilot there"),
        ("重庆万州", "it is in 重庆 and outside the pilot there"),
        ("石柱县", "it is in 重庆 and outside the pilot there"),
        ("重慶市萬州區", "it is in 重庆 and outside the pilot there"),
        ("广东", "in it lie 深圳、广州"),
        ("廣東省", "in it lie 深圳、广州"),
        ("Fujian", "in it lie 厦门"),
        ("湖南省", "no pilot region lies in it"),
        ("Tibet", "no pilot region lies in it"),
        ("Xizang", "no pilot region lies in it"),
        ("Macau", "no pilot region lies in it"),
        ("CN-FJ", "in it lie 厦门"),
        ("Shǎnxī", "in it lie 西安、西咸新区"),
        ("忠县", "it is in 重庆 and outside the pilot there"),
        ("500157", "since 2025-11-06 it is a district as well"),
    ],
)
def test_a_region_that_is_no_part_of_the_edition_is_ambiguous_forms(
    ask: Callable[[str], object], name: str, hint: str
) -> None:
    """What is known and no pilot region now is a NotInEditionError that says what it is."""
    with pytest.raises(NotInEditionError) as caught:
        ask(name)
    assert hint in caught.value.hint
    assert (caught.value.kind, caught.value.name, caught.value.edition) == ("region", name, "2020")
    assert pickle.loads(pickle.dumps(caught.value)).hint == caught.value.hint


@pytest.mark.parametrize("ask", [svctrade.body, ALL.led_by, ALL.involving])
@pytest.mark.parametrize("name", ["国家外国专家局", "外专局", "國家外國專家局"])
def test_a_name_that_fits_several_is_ambiguous(ask: Callable[[str], object], name: str) -> None:
    """A name plate that moved from one body to another is no name of either alone."""
    with pytest.raises(AmbiguousNameError) as caught:
        ask(name)
    assert {*caught.value.candidates} == {"科技部", "人力资源社会保障部"}


@pytest.mark.parametrize(
    "found",
    [
        ALL.in_region("海南").led_by("统计局"),
        ALL.involving("移民局", role="guide"),
        ALL.in_task("（八）").in_region("海南", at_least="named"),
    ],
)
def test_a_question_that_nothing_answers_is_empty(found: MeasureSet) -> None:
    """A valid question without an answer is an empty set, and no error."""
    assert found.numbers == ()


@pytest.mark.parametrize("ask", [svctrade.body, ALL.led_by, ALL.involving])
@pytest.mark.parametrize(
    "name", ["民政部", "国安部", "最高人民检察院", "最高检", "生態環境部", "中华人民共和国水利部"]
)
def test_a_body_that_the_annex_does_not_name_is_ambiguous_forms(
    ask: Callable[[str], object], name: str
) -> None:
    """A real body that no statement names is known, and no slip of one that is."""
    with pytest.raises(NotInEditionError, match="that the annex does not name") as caught:
        ask(name)
    assert (caught.value.kind, caught.value.name) == ("body", name)


@pytest.mark.parametrize(
    ("name", "became"),
    [
        ("国家旅游局", "文化和旅游部"),
        ("文化部", "文化和旅游部"),
        ("银监会", "银保监会"),
        ("CIRC", "银保监会"),
        ("国家卫计委", "卫生健康委"),
        ("CFDA", "药监局 and 市场监管总局"),
        ("工商总局", "市场监管总局"),
        ("AQSIQ", "市场监管总局 and 海关总署"),
        ("環境保護部", "生态环境部"),
        ("国家煤矿安全监察局", "国家矿山安全监察局"),
    ],
)
def test_a_body_that_ended_before_the_annex_is_told_with_what_became_of_it(
    name: str, became: str
) -> None:
    """A reader of an older plan learns whose functions they are now."""
    with pytest.raises(NotInEditionError) as caught:
        svctrade.body(name)
    assert became in caught.value.hint


@pytest.mark.parametrize(
    "name", ["国家数据局", "NDA", "中央社会工作部", "国防部", "国家疾控局", "全国工商联", "中组部"]
)
def test_a_body_newer_than_the_annex_is_known(name: str) -> None:
    """What was set up later, or is no part of the State Council, is refused by name too."""
    with pytest.raises(NotInEditionError, match="that the annex does not name"):
        svctrade.body(name)


def test_no_district_is_called_a_county_twice() -> None:
    """忠县 keeps its 县, and gets no second one."""
    forms = {form for outsider in svctrade.edition().outsiders for form in outsider.forms}
    assert "忠县" in forms
    assert not [form for form in forms if form.endswith(("县县", "区区"))]


def test_the_station_is_written_as_a_station() -> None:
    """台 of 总台 is not that of a counter."""
    (group,) = (o for o in svctrade.edition().outsiders if o.name == "中央广播电视总台")
    assert {"中央廣播電視總臺", "中央廣播電視總台"} <= {*group.forms}
    assert not [form for form in group.forms if "檯" in form or "枱" in form]


def test_kinds_are_in_chinese() -> None:
    """What a body is, is said in the words of the notices, or those of the constitution."""
    kinds = {name: svctrade.body(name).kind for name in ("贸促会", "最高人民法院", "联合参谋部")}
    assert [*kinds.values()] == ["人民团体", "审判机关", "中央军委机关部门"]


def test_an_edition_has_outsiders_of_its_own() -> None:
    """Which bodies an edition knows and does not name is part of the edition."""
    own = attrs.evolve(
        svctrade.edition(),
        id="own",
        outsiders=(Outsider("body", "铁道部", ("铁道部",), "it ended in 2013"),),
    )
    with pytest.raises(NotInEditionError, match="part of edition own: it ended in 2013"):
        svctrade.measures(own).led_by("铁道部")


# -- history ------------------------------------------------------------------------------


def test_a_body_that_ended_has_a_successor() -> None:
    """On a day after the change its functions are the successor's, before it its own."""
    cbirc = svctrade.body("银保监会")
    assert cbirc.on(date(2020, 8, 14)) is cbirc
    # Decided in March, set up in May.
    assert cbirc.on(date(2023, 4, 15)) is cbirc.on(date(2023, 5, 17)) is cbirc
    nfra = cbirc.on(date(2023, 5, 18))
    assert (nfra.name, nfra.abbreviation) == ("国家金融监督管理总局", "NFRA")
    assert (nfra.kind, nfra.parent) == ("国务院直属机构", "国务院")
    assert nfra.on(date(2030, 1, 1)) is nfra
    assert ALL.led_by(nfra) == ALL.led_by(cbirc)
    moment = datetime(2024, 1, 1, tzinfo=timezone.utc)
    assert cbirc.on(moment) == nfra
    with pytest.raises(TypeError, match="takes a date, not str"):
        cbirc.on("2024-01-01")  # type: ignore[arg-type]  # the error is the point


def test_names_have_days() -> None:
    """The names of the old body end on the day before those of the new one begin."""
    for name in svctrade.body("银保监会").names:
        successors = {n.text for n in svctrade.body("银保监会").on(date(2024, 1, 1)).names}
        later = (name.simplified or name.text) in successors
        assert name.first == (date(2023, 5, 18) if later else None), name
        assert name.last == (None if later else date(2023, 5, 17)), name


def test_a_name_plate_can_outlive_its_office() -> None:
    """港澳办 was succeeded and keeps its name plate: its names have no last day."""
    office = svctrade.body("港澳办")
    later = office.on(date(2024, 1, 1))
    assert (later.name, later.kind, later.parent) == (
        "中央港澳工作办公室",
        "党中央办事机构",
        "中共中央",
    )
    assert all(name.last is None for name in office.names)
    assert "港澳办" in office.on(date(2024, 1, 1)).aliases


@pytest.mark.parametrize("name", ["证监会", "知识产权局"])
def test_a_kind_can_change(name: str) -> None:
    """Two bodies became organs directly under the State Council, under the same name."""
    body = svctrade.body(name)
    later = body.on(date(2024, 1, 1))
    assert later.name == name
    assert (later.kind, later.parent) == ("国务院直属机构", "国务院")
    assert body.kind != later.kind
    (change,) = body.history
    assert (change.what, change.before, change.after) == (ChangeKind.KIND, body.kind, later.kind)
    assert change.source


def test_a_function_can_move() -> None:
    """科技部 gave the name plate of foreign-expert affairs to 人力资源社会保障部."""
    (lost,), (gained,) = (svctrade.body(n).history for n in ("科技部", "人力资源社会保障部"))
    assert lost.before == gained.after == "国家外国专家局"
    assert lost.day == gained.day == date(2023, 3, 20)
    assert str(lost) == "2023-03-20 牌子调整（公布）：国家外国专家局 → （无）"
    assert svctrade.body("科技部").on(date(2024, 1, 1)) is svctrade.body("科技部")
    (old,) = (n for n in svctrade.body("科技部").names if n.text == "国家外国专家局")
    (new,) = (n for n in svctrade.body("人社部").names if n.text == "国家外国专家局")
    assert old.last == date(2023, 3, 19)
    assert new.first == date(2023, 3, 20)


def test_changes_rest_on_the_facts() -> None:
    """What a change says, and its source, stand in the row of the body in the facts."""
    with (ROOT / "tools/facts/bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["printed_forms"].split("|")[0]: row for row in csv.DictReader(file)}
    for body in svctrade.bodies():
        for change in body.history:
            row = rows[body.name]
            assert change.source == row["source_change"]
            assert change.dated == row["change_date"]
            assert change.text == row["change_2023"]


def test_districts_that_ended_have_a_last_day() -> None:
    """江北区 and 渝北区 were abolished on 2025-11-06, and still answer to 重庆."""
    ended = {n.text: n.last for n in svctrade.region("重庆").names if n.last is not None}
    assert {*ended.values()} == {date(2025, 11, 5)}
    assert {"江北区", "重庆市渝北区", "500105", "500112", "渝北區"} <= {*ended}
    assert "渝中区" not in ended


def things() -> tuple[Body | Region, ...]:
    return (*svctrade.bodies(), *svctrade.regions())


def test_every_name_has_a_source() -> None:
    """No form stands without where it comes from and how sure that is."""
    for thing in things():
        for name in thing.names:
            assert name.source, (thing, name)
            assert name.confidence in {"high", "medium", "low"}, (thing, name)
            assert (name.simplified is not None) == (name.kind is NameKind.TRADITIONAL)


# -- events -------------------------------------------------------------------------------


def test_events_are_tied_to_measures() -> None:
    """A measure has the events that touch it, in order; ties to single measures are inferred."""
    edition = svctrade.edition()
    assert len(edition.events) == 26
    for measure in edition.measures:
        expected = tuple(e for e in edition.events if measure.number in e.measures)
        assert measure.events == expected
    inferred = [e for e in edition.events if e.tie is Tie.INFERRED]
    assert [e.measures for e in inferred[:2]] == [(11, 15, 18, 35, 46), (18,)]
    # The end of the pilot follows from its beginning; no act that says so is known.
    assert [(e.date, len(e.measures)) for e in inferred[2:]] == [(date(2023, 8, 1), 122)]
    for event in edition.events:
        assert "94号" not in (event.document_number or "") or event.tie is Tie.INFERRED
        assert len(event.measures) in ((122,) if event.tie is Tie.PRINTED else (0, 1, 5, 122))


def test_days_that_are_not_known_are_empty() -> None:
    """A month is no day, and an empty cell stays empty."""
    undated = [e for e in svctrade.edition().events if e.date is None]
    assert [(e.dated, e.document_number) for e in undated] == [
        ("2024-09", "国办发〔2024〕44号"),
    ]
    assert str(undated[0]).startswith("2024-09 国办发〔2024〕44号 国务院办公厅关于")


# -- suggestions --------------------------------------------------------------------------


def suggestions(kind: str, name: str) -> tuple[str, ...]:
    with pytest.raises(UnknownNameError) as caught:
        getattr(svctrade, kind)(name)
    return caught.value.suggestions


def test_slips_are_answered_with_what_was_meant() -> None:
    """Of at least 60 slips of every sort, nine in ten get the right name first."""
    assert len({slip for _, slip, _ in MISSPELLINGS}) >= 60
    first: list[bool] = []
    for kind, slip, meant in MISSPELLINGS:
        found = suggestions(kind, slip)
        first.append(bool(found) and getattr(svctrade, kind)(found[0]).name == meant)
        # They are in the language that was typed.
        assert all(near.isascii() is slip.isascii() for near in found)
    assert sum(first) >= 0.9 * len(MISSPELLINGS), [
        s for s, right in zip(MISSPELLINGS, first, strict=True) if not right
    ]


@pytest.mark.parametrize("word", UNRELATED)
def test_unrelated_words_get_no_suggestion(word: str) -> None:
    """A word that is near to no name gets none."""
    for kind in ("body", "region", "task"):
        assert suggestions(kind, word) == ()


@pytest.mark.parametrize(
    ("kind", "slip", "meant"),
    [
        ("region", "万洲区", "万州区"),
        ("region", "广冬省", "广东省"),
        ("body", "国家外国专家据", "国家外国专家局"),
    ],
)
def test_what_is_elsewhere_is_suggested_as_that(kind: str, slip: str, meant: str) -> None:
    """A slip in the name of a district outside, a province or a shared name means that."""
    assert suggestions(kind, slip)[0] == meant


@pytest.mark.parametrize(
    ("kind", "name", "begins_with"),
    [
        ("region", "成都高新区", "成都"),
        ("region", "青岛西海岸新区", "青岛"),
        ("region", "海南自由贸易港", "海南"),
        ("body", "商务部服务贸易和商贸服务业司", "商务部"),
        ("body", "公安部出入境管理局", "公安部"),
    ],
)
def test_longer_name_suggests_what_it_begins_with(kind: str, name: str, begins_with: str) -> None:
    """A zone in a region, or an office of a body, suggests it and nothing else."""
    assert suggestions(kind, name) == (begins_with,)


@pytest.mark.parametrize(
    ("kind", "names", "meant", "advice"),
    [
        ("region", "厦门、深圳", ("厦门", "深圳"), "give each by itself: '厦门', '深圳'"),
        ("region", "xiamen, Shenzhen", ("厦门", "深圳"), "give each by itself: '厦门', '深圳'"),
        ("region", "呼和浩特、厦门、深圳", (), "svctrade.regions() lists what is known"),
        ("region", "厦门、厦门市", (), "svctrade.regions() lists what is known"),
        ("region", "重庆区开州区", ("开州区",), "did you mean '开州区'?"),
        (
            "body",
            "文化和旅游部;商务部；外交部",
            ("文化和旅游部", "商务部", "外交部"),
            "give each by itself: '文化和旅游部', '商务部', '外交部'",
        ),
        ("body", "文化和旅游布", ("文化和旅游部",), "did you mean '文化和旅游部'?"),
    ],
)
def test_of_several_names_in_one_each_is_meant(
    kind: str, names: str, meant: tuple[str, ...], advice: str
) -> None:
    """Where a text is names and what stands between them, the error says which ones."""
    assert suggestions(kind, names) == meant
    with pytest.raises(UnknownNameError, match=re.escape(advice)):
        getattr(svctrade, kind)(names)


@pytest.mark.parametrize(
    ("kind", "beginning", "meant"),
    [
        ("body", "海关", ("海关总署",)),
        ("body", "China Sec", ("China Securities Regulatory Commission",)),
        ("body", "国家", ()),
        ("body", "immigration", ("National Immigration Administration",)),
        ("body", "customs", ("General Administration of Customs",)),
        ("task", "创新发展模式", ("全面探索创新发展模式",)),
        ("task", "enhancing", (svctrade.task(3).title_en,)),
        ("body", "最高人民", ("最高人民法院", "最高人民检察院")),
        ("region", "乌鲁", ("乌鲁木齐",)),
        ("region", "35", ()),
    ],
)
def test_a_beginning_is_completed_where_few_names_begin_so(
    kind: str, beginning: str, meant: tuple[str, ...]
) -> None:
    """Where no name is near, those that begin so are suggested, and not a part of many."""
    assert suggestions(kind, beginning) == meant


def test_a_beginning_of_three_at_the_most_is_completed() -> None:
    """Three names that begin so are suggested, and of four none."""
    names = [f"同心{place}市场管理办公室" for place in "东南西北"]
    bodies = [Body(name, name) for name in names]
    for size, meant in ((3, tuple(names[:3])), (4, ())):
        directory = Directory("body", Body, bodies[:size], "test", numbers=False)
        assert directory.suggest("同心") == meant


def test_numbers_are_not_near_each_other() -> None:
    """A wrong code is no slip of another code."""
    assert suggestions("region", "133101") == ()
    with pytest.raises(TypeError, match="not as int: 0x"):
        svctrade.body(10**5000)  # type: ignore[arg-type]  # the error is the point


@pytest.mark.parametrize(
    ("kind", "slip", "meant"),
    [
        ("body", "海总署", ("海关总署",)),  # a character less
        ("body", "中国出口银行公会", ()),  # five of eight characters
        ("region", "Ctangchuh", ("Changchun",)),  # seven of nine letters
        ("region", "壬房店市", ("瓦房店市",)),  # three of four characters
        ("region", "滨海心人", ("滨海新区",)),  # two, and a third that sounds the same
        ("region", "丁田区", ()),  # two of three characters
        ("region", "tiansin", ("Tianjin", "Taicang City")),  # the second a little behind
    ],
)
def test_how_near_a_suggestion_has_to_be(kind: str, slip: str, meant: tuple[str, ...]) -> None:
    """A name that is just near enough is suggested; one that is a little further is not."""
    assert suggestions(kind, slip) == meant


def test_what_is_far_behind_is_not_suggested() -> None:
    """A suggestion much worse than the best one would only distract."""
    assert suggestions("region", "Shenzen") == ("Shenzhen",)


# -- one directory ------------------------------------------------------------------------


def test_looking_up_costs_the_same_however_many_there_are() -> None:
    """Finding a known name looks at no thing but the one that it finds."""

    class Counted:
        looked_at = 0

        def __init__(self, name: str) -> None:
            self.name = name

        @property
        def name_variants(self) -> tuple[str, ...]:
            Counted.looked_at += 1
            return (self.name,)

        shared_variants = ()

    for size in (42, 42_000):
        things = [Counted(f"第{n}局") for n in range(size)]
        directory = Directory("body", Counted, things, "test", numbers=False)
        Counted.looked_at = 0
        assert directory.find(f"第{size - 1}局") is things[-1]
        assert Counted.looked_at == 0


def test_a_form_that_two_things_share_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undeclared, a shared form is fatal when the data is built."""
    real = build_names.rows

    def rows(path: Path) -> list[dict[str, str]]:
        added = io.StringIO(
            "name,form,kind,ambiguous,first,last,source,confidence\n外交部,商务部,everyday,,,,x,high\n"
        )
        return real(path) + (list(csv.DictReader(added)) if path.name == "names.csv" else [])

    monkeypatch.setattr(build_names, "rows", rows)
    with pytest.raises(ValueError, match="the body name '商务部' is given to 商务部 and 外交部"):
        build_data.build()


def test_a_form_that_is_both_shared_and_ones_own_is_refused() -> None:
    """What one thing declares to share, another cannot have for itself."""
    pair = [
        Body("a", "甲部", names=(Name("牌子", NameKind.NAME_PLATE, ambiguous=True),)),
        Body("c", "丙部", names=(Name("牌子", NameKind.NAME_PLATE, ambiguous=True),)),
        Body("b", "牌子"),
    ]
    with pytest.raises(ValueError, match="the body name '牌子' of 牌子 is also another"):
        Directory("body", Body, pair, "test", numbers=False)


def test_sharing_takes_two() -> None:
    """A form that one thing alone declares to share is a mistake in the data."""
    alone = [Body("a", "甲部", names=(Name("牌子", NameKind.NAME_PLATE, ambiguous=True),))]
    with pytest.raises(ValueError, match="the body name '牌子' is shared by 甲部 alone"):
        Directory("body", Body, alone, "test", numbers=False)
    twins = [Outsider("body", n, (n, "同名"), "……") for n in ("甲", "乙")]
    with pytest.raises(ValueError, match="'同名' is given to two that are elsewhere"):
        Directory("body", Body, (), "test", numbers=False, excluded=twins)


def test_a_table_that_speaks_of_nobody_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row for a body that there is none of is a slip of the table, and not passed over."""
    real = build_names.rows

    def rows(path: Path) -> list[dict[str, str]]:
        extra = [{"name": "工业信息部", "id": "x"}] if path.name == "ids.csv" else []
        return real(path) + extra

    monkeypatch.setattr(build_names, "rows", rows)
    with pytest.raises(ValueError, match="speaks of 工业信息部, and"):
        build_names.bodies()


def test_outsiders_are_no_insiders() -> None:
    """No form of an outsider is a form of a region, and the edition indexes without a clash."""
    edition = svctrade.edition()
    inside = {
        "region": {
            normalize_name(form) for region in edition.regions for form in region.name_variants
        },
        "body": {normalize_name(form) for body in edition.bodies for form in body.name_variants},
    }
    for outsider in edition.outsiders:
        assert not inside[outsider.kind] & {*map(normalize_name, outsider.forms)}, outsider
    assert len(build_index(edition).names["region"]) > 28 * 3
