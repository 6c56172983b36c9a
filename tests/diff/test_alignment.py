"""Links between a local plan and its parent: what is linked, how it is labelled, what is shared.

The documents are made up. An operation on a plan (drop, double, shuffle, renumber, merge) says
which links must come out.
"""

import itertools
import math
import random
import subprocess
import sys
import time
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from svctrade import Span
from svctrade._diff import item_alignment
from svctrade._diff.item_alignment import (
    DERIVED_FLOOR,
    UNRELATED_FLOOR,
    Correction,
    ItemAlignment,
    ItemKey,
    PlainItem,
    align_items,
    new_words,
    shared_words,
)

# A made-up national programme of twenty-four measures.
_PROGRAMME = (
    ("游客服务", "在口岸设立多语种咨询台，向入境游客发放交通与住宿指南。"),
    ("展会便利", "对来华参展样品实行快速验放，展后复运出境可凭单证核销。"),
    ("远程诊疗", "鼓励三级医院面向境外患者开展视频复诊，统一病历翻译格式。"),
    ("船员培训", "建立远洋船员模拟训练基地，考核结果在各港口通用。"),
    ("数字版权", "设立原创动漫作品登记平台，缩短著作权登记时间至三个工作日。"),
    ("保税维修", "允许综合保税区内企业承接全球航空发动机检修业务。"),
    ("语言人才", "资助高等学校开设小语种法律翻译课程，每年培养二百名毕业生。"),
    ("绿色物流", "推广可循环快递包装箱，对冷链运输车辆给予充电补贴。"),
    ("建筑设计", "试行境外建筑师事务所以联合体方式参加公共建筑方案竞赛。"),
    ("职业资格", "编制境外工程师职业资格认可清单，并公布申请所需材料。"),
    ("知识付费", "支持网络课程向海外华文学校授权使用，完善收入结汇手续。"),
    ("农技服务", "组织育种专家赴境外示范农场，提供土壤检测与灌溉设计。"),
    ("会计服务", "放宽会计师事务所合伙人居住时间要求，简化分所设立备案。"),
    ("体育赛事", "引进国际帆船公开赛，赛用器材凭担保免于逐件查验。"),
    ("中医药", "在海外中心开展针灸师资认证，建立药材溯源编码。"),
    ("检验检测", "推动电子产品检测报告与贸易伙伴互认，减少重复抽样。"),
    ("软件外包", "为软件外包企业提供离岸合同线上登记，给予云计算资源折扣。"),
    ("养老护理", "引入境外护理培训教材，开展失能老人照护员等级评定。"),
    ("法律服务", "建设涉外仲裁案件在线庭审系统，允许当事人选择庭审语言。"),
    ("影视制作", "设立高清影片后期制作园区，协调外景拍摄许可一次办结。"),
    ("跨境支付", "试点小额贸易人民币便捷结算，由银行凭电子订单直接付款。"),
    ("研学旅行", "开发古代驿道研学线路，统一导师资质与安全责任保险。"),
    ("邮轮旅游", "延长邮轮访问港停靠时间，旅客下船可免办临时登岸证件。"),
    ("统计监测", "完善服务进出口企业直报制度，按季度发布分行业运行分析。"),
)
PARENT = tuple(PlainItem(number, *row) for number, row in enumerate(_PROGRAMME, 1))
# Nothing of it is in the programme.
_OWN = (
    ("河道整治", "疏浚城区河道淤泥，沿岸栽植垂柳并安装夜间照明灯具。"),
    ("校园午餐", "农村小学食堂全部配备消毒柜，营养师逐周审定菜谱。"),
    ("老旧电梯", "更换使用满十五年的住宅电梯，费用由楼栋业主分摊。"),
)
OWN = tuple(PlainItem(f"own-{number}", *row) for number, row in enumerate(_OWN, 1))

subsets = st.lists(st.sampled_from(PARENT), min_size=1, max_size=12, unique=True)
texts = st.text(st.sampled_from("推行网通办改革试点市省，。“”（）１1aA…㎡ \n"), max_size=40)
any_items = st.lists(st.tuples(texts, texts), max_size=8).map(
    lambda rows: [PlainItem(key, *row) for key, row in enumerate(rows)]
)


def pairs(result: ItemAlignment) -> dict[ItemKey, set[ItemKey]]:
    return {link.key: {up.key for up in link.parents} for link in result.links}


def relations(result: ItemAlignment) -> dict[tuple[ItemKey, ItemKey], str]:
    return {(link.key, up.key): up.relation for link in result.links for up in link.parents}


def one(ours: str, theirs: str, heading: str = "", other_heading: str = "") -> str:
    """Return how the first item of a plan takes over the first of its parent."""
    plan, parent = (
        [PlainItem("a", heading, ours), *OWN],
        [PlainItem(1, other_heading, theirs), *PARENT[1:9]],
    )
    add = [Correction("add", "a", 1)]
    return relations(align_items(plan, parent, derived=True, corrections=add))["a", 1]


# Laws


@given(any_items, any_items, st.booleans())
def test_align_items_partitions_both_documents(
    plan: list[PlainItem], parent: list[PlainItem], derived: bool
) -> None:
    """Each item of the plan is linked or own, each of the parent's taken up or not, in order."""
    result = align_items(plan, parent, derived=derived)
    linked = [link.key for link in result.links]
    assert sorted([*linked, *result.own], key=str) == sorted((i.key for i in plan), key=str)
    assert sorted([*result.taken_up, *result.not_taken_up], key=str) == sorted(
        (item.key for item in parent), key=str
    )
    for part, whole in ((linked, plan), (result.own, plan), (result.taken_up, parent)):
        assert list(part) == [item.key for item in whole if item.key in part]
    assert set(result.taken_up) == {up.key for link in result.links for up in link.parents}
    assert all(link.parents for link in result.links)


@given(any_items, any_items)
def test_align_items_gives_shared_words_at_their_spans(
    plan: list[PlainItem], parent: list[PlainItem]
) -> None:
    """Shared words are the same on both sides but for punctuation and width, and never overlap."""
    ours, theirs = ({item.key: item.text for item in items} for items in (plan, parent))
    for link in align_items(plan, parent, derived=True).links:
        text = ours[link.key]
        for up in link.parents:
            assert 0 < up.score <= 1
            assert 0 <= up.likeness <= 1
            assert 0 <= up.heading_likeness <= 1
            for found in up.shared:
                assert found.words == found.here.of(text)
                assert letters(found.words) == letters(found.there.of(theirs[up.key])) != ""
            for side in ("here", "there"):
                spans = sorted((getattr(found, side) for found in up.shared), key=attrs.astuple)
                assert all(a.stop <= b.start for a, b in itertools.pairwise(spans))
        taken = [found.here for up in link.parents for found in up.shared]
        covered = {at for span in (*taken, *link.new) for at in range(span.start, span.stop)}
        assert all(at in covered for at in range(len(text)) if letters(text[at]))
        assert not {at for span in taken for at in range(span.start, span.stop)} & {
            at for span in link.new for at in range(span.start, span.stop) if letters(text[at])
        }


def letters(text: str) -> str:
    """Return the letters of a text as they are compared."""
    return "".join(map(item_alignment._fold, text))


@given(subsets)
def test_align_items_of_plan_with_itself_is_all_same(plan: list[PlainItem]) -> None:
    """A plan takes over itself, item by item, and nothing is new."""
    result = align_items(plan, plan, derived=True)
    assert relations(result) == {(item.key, item.key): "same" for item in plan}
    assert all(up.likeness == 1 for link in result.links for up in link.parents)
    assert all(link.new == () for link in result.links)


@given(any_items)
def test_align_items_of_any_plan_with_itself_finds_each_item(plan: list[PlainItem]) -> None:
    """An item with a letter in it is the same as itself, whatever it says."""
    found = relations(align_items(plan, plan, derived=True))
    for item in plan:
        if letters(item.text + item.heading):
            assert found[item.key, item.key] == "same"


@given(subsets, st.lists(st.sampled_from(OWN), unique=True))
def test_align_items_after_dropping_and_adding(
    kept: list[PlainItem], added: list[PlainItem]
) -> None:
    """What was dropped is not taken up, what was added is the plan's own."""
    result = align_items([*kept, *added], PARENT, derived=True)
    assert pairs(result) == {item.key: {item.key} for item in kept}
    assert result.own == tuple(item.key for item in added)
    assert set(result.not_taken_up) == {i.key for i in PARENT} - {i.key for i in kept}


@given(subsets)
def test_align_items_after_doubling(plan: list[PlainItem]) -> None:
    """Both copies of an item take over the same item of the parent; both of a parent's count."""
    copies = [PlainItem(f"{item.key}-{copy}", *item[1:]) for item in plan for copy in (1, 2)]
    result = align_items(copies, PARENT, derived=True)
    assert relations(result) == {
        (f"{item.key}-{copy}", item.key): "same" for item in plan for copy in (1, 2)
    }
    assert pairs(align_items(plan, copies, derived=True)) == {
        item.key: {f"{item.key}-1", f"{item.key}-2"} for item in plan
    }


@given(subsets, st.randoms(use_true_random=False), st.booleans())
def test_align_items_after_shuffling(
    plan: list[PlainItem], chance: random.Random, derived: bool
) -> None:
    """The order of either document changes the order of the result and nothing else."""
    plan = [*plan, *OWN]
    before = align_items(plan, PARENT, derived=derived)
    shuffled, parent = list(plan), list(PARENT)
    chance.shuffle(shuffled)
    chance.shuffle(parent)
    after = align_items(shuffled, parent, derived=derived)
    assert set(after.links) == set(before.links)
    assert set(after.own) == set(before.own)
    assert set(after.not_taken_up) == set(before.not_taken_up)


@given(subsets)
def test_align_items_after_renumbering(plan: list[PlainItem]) -> None:
    """Keys name the items and have no part in the comparison."""
    renumbered = [PlainItem(f"（{n}）", *item[1:]) for n, item in enumerate(plan, 1)]
    result = align_items(renumbered, PARENT, derived=True)
    assert relations(result) == {
        (new.key, old.key): "same" for new, old in zip(renumbered, plan, strict=True)
    }


@given(st.lists(st.sampled_from(PARENT), min_size=2, max_size=3, unique=True))
def test_align_items_after_merging(merged: list[PlainItem]) -> None:
    """An item made of several takes over each of them, and all of its words are theirs."""
    rest = [item for item in PARENT if item not in merged]
    whole = PlainItem("merged", "", "".join(item.text for item in merged))
    result = align_items([whole, *rest], PARENT, derived=True)
    assert pairs(result)["merged"] == {item.key for item in merged}
    assert pairs(result) | {"merged": set()} == {
        "merged": set(),
        **{item.key: {item.key} for item in rest},
    }
    assert result.links[0].new == ()


@given(st.sampled_from(PARENT))
def test_align_items_after_dividing(divided: PlainItem) -> None:
    """Each part of a divided item takes over a part of it."""
    first, second = divided.text.rstrip("。").split("，") if "，" in divided.text else ("", "")
    if not first:
        return
    rest = [item for item in PARENT if item != divided]
    result = align_items(
        [PlainItem("a", "", first), PlainItem("b", "", second), *rest], PARENT, derived=True
    )
    assert pairs(result)["a"] == pairs(result)["b"] == {divided.key}


@given(any_items, any_items)
def test_align_items_links_less_where_not_derived(
    plan: list[PlainItem], parent: list[PlainItem]
) -> None:
    """The higher floor links no item that the lower one leaves alone."""
    low = align_items(plan, parent, derived=True)
    high = align_items(plan, parent, derived=False)
    assert set(low.own) <= set(high.own)
    assert all(link.parents[0].score > UNRELATED_FLOOR / 2 for link in high.links)


def test_align_items_is_the_same_in_every_process() -> None:
    """The order of sets, which differs between processes, has no part in the result."""
    program = (
        "from svctrade._diff.item_alignment import align_items as align\n"
        "from tests.diff.test_alignment import OWN, PARENT\n"
        "mixed = [(k, h, t + PARENT[(k * 7) % 24].text) for k, h, t in PARENT]\n"
        "print(align([*mixed, *OWN], PARENT, derived=True))"
    )
    shown = {
        subprocess.run(  # noqa: S603  this Python, and a program of our own
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path), "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(shown) == 1


# Which items are linked


def test_align_items_links_another_parent_only_for_words_of_its_own() -> None:
    """A parent that repeats the words of a closer one is not linked; one that adds words is."""
    parent = [
        PlainItem(1, "", "设立海外仓储服务联盟，统一退换货流程，公布各仓库容与收费标准。"),
        PlainItem(2, "", "设立海外仓储服务联盟，由行业组织轮值主持。"),
        PlainItem(3, "", "开展跨境退货保险试点，理赔材料线上提交。"),
    ]
    plan = [
        PlainItem("a", "", "设立海外仓储服务联盟，统一退换货流程，公布本市各仓库容。"),
        PlainItem("b", "", "设立海外仓储服务联盟，统一退换货流程，并开展跨境退货保险试点。"),
    ]
    assert pairs(align_items(plan, parent, derived=True)) == {"a": {1}, "b": {1, 3}}


def test_align_items_asks_more_than_a_term_of_another_parent() -> None:
    """A term of six letters links no second parent, a clause of seven does."""
    parent = [
        PlainItem(1, "", "设立海外仓储服务联盟，统一退换货流程，公布各仓库容与收费标准。"),
        PlainItem(2, "", "实行跨境退货保险。"),
    ]
    first = "设立海外仓储服务联盟，统一退换货流程，"
    term = [PlainItem("a", "", first + "试办跨境退货保险。")]
    clause = [PlainItem("a", "", first + "实行跨境退货保险。")]
    assert pairs(align_items(term, parent, derived=True)) == {"a": {1}}
    assert pairs(align_items(clause, parent, derived=True)) == {"a": {1, 2}}


def test_align_items_lets_like_heading_help_reworded_item() -> None:
    """Where the texts share little, an item is found by a heading of its own."""
    plan = [PlainItem("a", "养老护理", "社区食堂为高龄老人送餐，志愿者每周上门照护员两次。"), *OWN]
    other = [PlainItem("a", "社区志愿", plan[0].text), *OWN]
    assert pairs(align_items(plan, PARENT, derived=True)) == {"a": {18}}
    assert pairs(align_items(other, PARENT, derived=True)) == {}


def test_align_items_lists_closest_parent_first() -> None:
    """The parents of an item come by score, the highest first."""
    text = PARENT[4].text + PARENT[9].text[:12]
    (link,) = align_items([PlainItem("a", "", text)], PARENT, derived=True).links
    assert [up.key for up in link.parents] == [5, 10]
    assert link.parents[0].score > link.parents[1].score


def test_align_items_weighs_headings_of_many_little() -> None:
    """Items under one heading are not linked for that alone."""
    parent = [PlainItem(item.key, "完善管理体制，优化服务环境", item.text) for item in PARENT]
    plan = [PlainItem(item.key, "完善管理体制，优化服务环境", item.text) for item in OWN]
    assert align_items(plan, parent, derived=True).links == ()


def test_align_items_weighs_shared_headings_less() -> None:
    """The more items a heading has, the less it says of each: of six, a sixth."""
    heading = "完善管理体制，优化服务环境，健全保障机制"
    plan, parent = (
        [
            PlainItem(item.key, heading if n < 6 else f"专栏{n}", item.text)
            for n, item in enumerate(items)
        ]
        for items in (OWN, PARENT)
    )
    assert align_items(plan, parent, derived=True).links == ()


def test_align_items_counts_characters_and_pairs_of_headings() -> None:
    """The likeness of headings is the share of characters and of pairs that both have."""
    add = [Correction("add", "a", 1)]
    plan, parent = (
        [PlainItem("a", "信用建设", OWN[0].text)],
        [PlainItem(1, "建设信用体系", PARENT[0].text)],
    )
    (link,) = align_items(plan, parent, derived=True, corrections=add).links
    # 信, 用, 建, 设, 信用 and 建设, of 4 + 3 and of 6 + 5
    assert link.parents[0].heading_likeness == pytest.approx(2 * 6 / (7 + 11))


def test_align_items_compares_item_without_text_by_heading() -> None:
    """Where there is only a heading, it is what is compared; no words of a text are shared."""
    plan = [PlainItem("a", "设立多语种咨询台", ""), PlainItem("b", "疏浚城区河道", "")]
    result = align_items(plan, [PlainItem(1, "设立多语种咨询台", ""), *PARENT[1:]], derived=True)
    (link,) = result.links
    assert (link.key, link.parents[0].key, link.parents[0].relation) == ("a", 1, "same")
    assert (link.parents[0].shared, link.new) == ((), ())
    assert result.own == ("b",)


def test_align_items_keeps_words_that_all_items_have_where_there_are_no_others() -> None:
    """Twenty items of the same words are each linked, although the words tell none apart."""
    plan = [PlainItem(key, "", "认真落实。") for key in range(20)]
    result = align_items(plan, plan, derived=True)
    assert pairs(result) == {key: set(range(20)) for key in range(20)}


def test_align_items_leaves_common_words_aside() -> None:
    """What a quarter of many items has links none of them."""
    phrase = "按照统一部署扎实推进各项工作"
    parent = [PlainItem(item.key, "", f"{phrase}，{item.text}") for item in PARENT]
    plan = [PlainItem(item.key, "", f"{phrase}，{item.text}") for item in OWN]
    assert align_items(plan, parent, derived=True).links == ()


def test_align_items_leaves_common_words_aside_where_there_are_few_others() -> None:
    """What nearly all items have counts for nothing, however much of their texts it is."""
    phrase = "按照统一部署扎实推进各项重点工作并及时总结经验"
    parent = [
        PlainItem(n, "", f"{phrase}{chr(0x5000 + 2 * n)}{chr(0x5001 + 2 * n)}") for n in range(40)
    ]
    plan = [
        PlainItem(n, "", f"{phrase}{chr(0x6000 + 2 * n)}{chr(0x6001 + 2 * n)}") for n in range(40)
    ]
    assert align_items(plan, parent, derived=True).links == ()


def test_align_items_accepts_plain_tuples_and_single_letters() -> None:
    """An item is any triple; one letter is enough to be found by."""
    result = align_items(
        [("a", "", "税"), ("b", "", "…")], [(1, "", "税"), (2, "", "！")], derived=True
    )
    assert pairs(result) == {"a": {1}}
    assert (result.own, result.not_taken_up) == (("b",), (2,))


def test_align_items_of_nothing_is_empty() -> None:
    """Documents without items are no error here."""
    assert align_items([], [], derived=True) == ItemAlignment((), (), (), ())
    assert align_items(OWN, [], derived=True).own == ("own-1", "own-2", "own-3")
    assert align_items([], OWN, derived=True).not_taken_up == ("own-1", "own-2", "own-3")


def test_align_items_refuses_two_items_with_one_key() -> None:
    """A key names one item; the message says which."""
    twice = (*PARENT, PARENT[6])
    for plan, parent in ((twice, PARENT), (PARENT, twice)):
        with pytest.raises(ValueError, match=r"Two items of one document have the key 7\."):
            align_items(plan, parent, derived=True)


# How a link is labelled

_BASE = "省商务厅会同有关部门建立服务贸易企业信用档案，开展分级评价，评价结果向社会公布。"


@pytest.mark.parametrize(
    ("ours", "heading", "relation"),
    [
        (_BASE, "信用建设", "same"),
        (_BASE.replace("省商务厅", "市商务局"), "信用建设", "same"),
        (_BASE.replace("建立", "健全"), "诚信", "same"),
        (
            _BASE + "每年评选五十家诚信示范企业并给予通关便利，优先推荐参加展会。",
            "信用建设",
            "adapted",
        ),
        (_BASE.replace("，评价结果向社会公布", ""), "信用建设", "adapted"),
        (
            "开展分级评价，另行组织老年大学招生、社区菜市场改造和公交线路调整。",
            "惠民实事",
            "partial",
        ),
        ("安排老年大学招生、社区菜市场改造和公交线路调整。", "信用建设", "partial"),
    ],
)
def test_align_items_labels_link(ours: str, heading: str, relation: str) -> None:
    """Level and bodies are no change, a sentence more or less is one, one clause is a part."""
    assert one(ours, _BASE, heading, "信用建设") == relation


def test_align_items_labels_other_number_adapted() -> None:
    """The same words with another number are adapted."""
    text = "培育服务外包示范企业50家，带动就业超过3000人，新增境外研发中心若干。"
    assert one(text, text) == "same"
    assert one(text.replace("50", "17"), text) == "adapted"


def test_align_items_labels_item_partial_where_another_takes_over_more() -> None:
    """Of two items that divide one, the one that takes less has a part of it."""
    parent = [PlainItem("base", "", _BASE), *PARENT]
    less = PlainItem("less", "", "开展分级评价，评价结果向社会公布。")
    more = PlainItem("more", "", _BASE.replace("，评价结果向社会公布", ""))
    assert relations(align_items([less, *OWN], parent, derived=True)) == {
        ("less", "base"): "adapted"
    }
    assert relations(align_items([less, more, *OWN], parent, derived=True)) == {
        ("less", "base"): "partial",
        ("more", "base"): "adapted",
    }


def test_align_items_links_reworded_items_below_like_headings() -> None:
    """Under one heading a reworded item is adapted; under others it is a part."""
    ours = "开展分级评价，评价结果用于政府采购，失信企业列入名单并限制申报补助资金。"
    assert one(ours, _BASE, "企业信用档案", "企业信用档案") == "adapted"
    assert one(ours, _BASE, "惠民实事", "企业信用档案") == "partial"


def test_align_items_ignores_missing_headings() -> None:
    """The only two items without a heading are no less alike for that."""
    ours = "开展分级评价，评价结果向社会公布，失信企业列入名单并限制申报补助资金。"
    plan, parent = (
        [PlainItem(item.key, f"专栏{item.key}", item.text) for item in items]
        for items in (OWN, PARENT)
    )
    plan, parent = [PlainItem("a", "", ours), *plan], [PlainItem("base", "", _BASE), *parent]
    assert relations(align_items(plan, parent, derived=True)) == {("a", "base"): "adapted"}


# Words


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ("推行“一网通办”改革", "推行一网通办，改革", ["推行“一网通办”改革"]),
        ("ＡＢＣ平台建设", "abc平台建设", ["ＡＢＣ平台建设"]),
        ("先试后推，再行评估", "再行评估，先试后推", ["先试后推", "再行评估"]),
        ("减税", "减税降费", ["减税"]),
        ("减税，统一收费标准", "减税降费，统一收费标准", ["统一收费标准"]),
        ("天", "天气", []),
        ("", "", []),
        ("", "天气", []),
    ],
)
def test_shared_words_finds_passages(ours: str, theirs: str, words: list[str]) -> None:
    """The longest passages count, without regard to order, punctuation and width."""
    assert [found.words for found in shared_words(ours, theirs)] == words


@given(texts, texts)
def test_shared_words_is_the_same_from_both_sides_in_length(ours: str, theirs: str) -> None:
    """No character is used twice on either side."""
    for found in (shared_words(ours, theirs), shared_words(theirs, ours)):
        for side in ("here", "there"):
            spans = [getattr(words, side) for words in found]
            places = [at for span in spans for at in range(span.start, span.stop)]
            assert len(places) == len(set(places))


def test_new_words_merges_ranges_and_trims_punctuation() -> None:
    """Ranges may overlap and come in any order; punctuation alone is nothing new."""
    text = "一二三，四五六。七八九……"
    assert new_words(text, [Span(4, 6), Span(0, 5), Span(1, 3)]) == (Span(6, 11),)
    assert new_words(text, []) == (Span(0, 11),)
    assert new_words(text, [Span(0, len(text))]) == ()
    assert new_words("", []) == ()


# Corrections


def test_align_items_applies_corrections() -> None:
    """A person's decision is kept, whatever the score, and carries who and when."""
    plan = [*PARENT[:2], *OWN[:1]]
    confirm = Correction("confirm", 1, 1, by="王", on="2024-03-01")
    add = Correction("add", "own-1", 5, by="李")
    remove = Correction("remove", 2, 2)
    unneeded = Correction("remove", 1, 9)
    result = align_items(plan, PARENT, derived=True, corrections=[confirm, add, remove, unneeded])
    assert pairs(result) == {1: {1}, "own-1": {5}}
    assert result.own == (2,)
    assert result.taken_up == (1, 5)
    first, second = (link.parents[0] for link in result.links)
    assert (first.basis, first.correction) == ("confirmed", confirm)
    assert (second.basis, second.correction) == ("added", add)
    assert (second.relation, second.shared) == ("partial", ())


def test_align_items_keeps_confirmed_link_that_is_no_longer_found() -> None:
    """A confirmed link stays when the text has changed."""
    keep = Correction("confirm", "own-1", 5)
    (link,) = align_items(OWN, PARENT, derived=True, corrections=[keep, keep]).links
    assert (link.parents[0].key, link.parents[0].basis) == (5, "confirmed")
    assert link.parents[0].score < DERIVED_FLOOR


def test_align_items_computes_other_links_as_before() -> None:
    """A correction changes the link that it names and no other."""
    before = align_items(PARENT, PARENT, derived=True)
    remove = [Correction("remove", 3, 3)]
    after = align_items(PARENT, PARENT, derived=True, corrections=remove)
    assert after.links == tuple(link for link in before.links if link.key != 3)
    assert before.links[0].parents[0].basis == "computed"
    assert before.links[0].parents[0].correction is None


@pytest.mark.parametrize(
    ("corrections", "message"),
    [
        ([Correction("add", "x", 1)], r"The plan has no item 'x'\."),
        ([Correction("remove", 1, "x")], r"The parent has no item 'x'\."),
        (
            [Correction("add", 1, 2), Correction("remove", 1, 2)],
            r"contradict each other: add and remove the link of 1 with 2\.",
        ),
    ],
)
def test_align_items_refuses_corrections(corrections: list[Correction], message: str) -> None:
    """A correction of nothing, and two that exclude each other, are errors."""
    with pytest.raises(ValueError, match=message):
        align_items(PARENT, PARENT, derived=True, corrections=corrections)


def test_correction_refuses_other_action() -> None:
    """There are three actions."""
    action: Callable[..., Correction] = Correction
    with pytest.raises(ValueError, match="action"):
        action("delete", 1, 1)


# Work


def test_align_items_takes_its_time_in_proportion_on_repeated_text() -> None:
    """Twice the length of one repeated character takes nothing like four times as long."""

    def seconds(length: int) -> float:
        took = math.inf
        for _ in range(3):
            started = time.process_time()
            found = shared_words("办" * length, "办" * (length + 1) + "理")
            took = min(took, time.process_time() - started)
            assert sum(len(words.words) for words in found) == length
        return took

    assert seconds(4000) < 3.3 * seconds(2000)
