"""`align`: what a plan takes over from its parent."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path
from random import Random
from typing import Literal

import attrs
import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import svctrade
from svctrade._names.counterparts import counterparts_of

from ..strategies import editions

PARENT = svctrade.edition()
XIAMEN = svctrade.region("厦门")
LANGUAGES: tuple[Literal["en", "zh"], ...] = ("en", "zh")


def plan_of(measures: tuple[svctrade.Measure, ...], id_: str = "plan") -> svctrade.Edition:
    """Return an edition of these measures, numbered anew."""
    numbered = tuple(attrs.evolve(m, number=n) for n, m in enumerate(measures, 1))
    publication = attrs.evolve(PARENT.publication, title="某市实施方案", document_number=None)
    source = attrs.evolve(PARENT.source, text="")
    return attrs.evolve(PARENT, id=id_, publication=publication, source=source, measures=numbered)


def own_plan() -> svctrade.Edition:
    """Return a plan (made up) with one copied measure and one of its own."""
    own = "支持建设海上风电运维基地，发放渔船燃油补贴。"
    statement = "市公安局牵头，市商务局配合"
    copied = attrs.evolve(
        PARENT.measures[58],
        responsibility=statement,
        assignments=svctrade.parse_responsibility(statement),
    )
    other = attrs.evolve(PARENT.measures[0], text=own, lead=None)
    task = attrs.evolve(other.task, title="海洋经济")
    return plan_of((copied, attrs.evolve(other, task=task)))


def test_edition_aligned_with_itself_is_all_same() -> None:
    """Each measure takes over itself, and no other."""
    found = svctrade.align(PARENT)
    assert found.derived
    assert [[up.measure for up in link.parents] for link in found.links] == [
        [measure] for measure in PARENT.measures
    ]
    assert {up.relation for link in found.links for up in link.parents} == {"same"}


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 121), max_size=12), st.sampled_from([None, "厦门", "北京"]))
def test_parts_partition_both_documents(positions: list[int], region: str | None) -> None:
    """Dropped, doubled, shuffled and renumbered measures find the measures that they were."""
    plan = plan_of(tuple(PARENT.measures[n] for n in positions))
    found = svctrade.align(plan, region=region, derived=True)
    assert found.own == ()
    assert [link.parents[0].measure for link in found.links] == [
        PARENT.measures[n] for n in positions
    ]
    applies = [
        m
        for m in PARENT.measures
        if region is None or m.certainty(svctrade.region(region)) > svctrade.Certainty.NONE
    ]
    assert sorted(m.number for m in (*found.taken_up, *found.not_taken_up)) == [
        m.number for m in applies
    ]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 121), min_size=2, max_size=2, unique=True))
def test_merged_measure_has_both_parents(positions: list[int]) -> None:
    """A measure made of two takes over both."""
    first, second = (PARENT.measures[n] for n in positions)
    merged = attrs.evolve(first, text=first.text + second.text)
    found = svctrade.align(plan_of((merged,)), derived=True)
    assert {first, second} <= {up.measure for up in found.links[0].parents}


@given(editions())
def test_generated_edition_aligned_with_itself_takes_over_itself(
    edition: svctrade.Edition,
) -> None:
    """Each measure that has words takes over one with the same text, and is the same."""
    assume(edition.measures)
    found = svctrade.align(edition, edition)
    assert_partition(found)
    for link in found.links:
        assert link.parents[0].relation == "same"
        assert link.parents[0].likeness == 1


@given(editions(), editions(), st.booleans())
def test_generated_editions_are_partitioned(
    plan: svctrade.Edition, parent: svctrade.Edition, derived: bool
) -> None:
    """Links and own partition the plan's measures, taken up and not taken up the parent's.

    A plan that carries out its parent has no fewer links.
    """
    assume(parent.measures)
    try:
        found = svctrade.align(plan, parent, derived=derived)
    except ValueError as error:
        assert "different languages" in str(error)  # noqa: PT017  # some pairs are
        return
    assert_partition(found)
    more = svctrade.align(plan, parent, derived=True)
    assert {*map(id, more.own)} <= {*map(id, found.own)}


def assert_partition(found: svctrade.Alignment) -> None:
    """Check the law of the parts of an alignment without a region."""
    ours = [*(link.measure for link in found.links), *found.own]
    assert sorted(map(id, ours)) == sorted(map(id, found.plan.measures))
    theirs = [*found.taken_up, *found.not_taken_up]
    assert sorted(map(id, theirs)) == sorted(map(id, found.parent.measures))
    named = {id(up.measure) for link in found.links for up in link.parents}
    assert named == {*map(id, found.taken_up)}


OWN_TEXTS = (
    "支持建设海上风电运维基地，发放渔船燃油补贴。",
    "修缮老城骑楼，布置夜间灯光。",
    "推广茶园滴灌，评选古树名木。",
)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.integers(0, 121), max_size=6, unique=True),
    st.lists(st.sampled_from(OWN_TEXTS), unique=True),
    st.sampled_from(PARENT.regions),
    st.randoms(use_true_random=False),
)
def test_operations_on_plan_give_their_links(
    positions: list[int], own: list[str], region: svctrade.Region, random: Random
) -> None:
    """Of copied and own measures in any order, the copied are linked and the others own."""
    task = attrs.evolve(PARENT.tasks[0], title="本地特色")
    added = [attrs.evolve(PARENT.measures[0], text=text, task=task) for text in own]
    mixed = [*(PARENT.measures[n] for n in positions), *added]
    random.shuffle(mixed)
    found = svctrade.align(plan_of(tuple(mixed)), derived=True, region=region)
    assert {m.text for m in found.own} == {*own}
    assert {link.parents[0].measure for link in found.links} == {
        PARENT.measures[n] for n in positions
    }
    assert {link.parents[0].relation for link in found.links} <= {"same"}
    applies = [m for m in PARENT.measures if m.certainty(region) > svctrade.Certainty.NONE]
    assert [m for m in applies if m in {*found.taken_up}] == [*found.taken_up]
    assert [m for m in applies if m not in {*found.taken_up}] == [*found.not_taken_up]


def test_words_are_where_the_spans_say() -> None:
    """Shared words are in both texts, new words in the plan's only."""
    longer = attrs.evolve(PARENT.measures[58], text=PARENT.measures[58].text + "发展邮轮母港。")
    link = svctrade.align(plan_of((longer,)), derived=True).links[0]
    up = link.parents[0]
    for found in up.shared:
        assert found.here.of(link.measure.text) == found.words
        assert found.there.of(up.measure.text).strip("，。、") in found.words
    assert link.new_words == ("发展邮轮母港",)


def test_own_measures_and_counterparts() -> None:
    """A measure with nothing in common is the plan's own; 市公安局 is the counterpart of 移民局."""
    found = svctrade.align(own_plan(), derived=True)
    assert [m.number for m in found.own] == [2]
    up = found.links[0].parents[0]
    assert up.measure.number == 59
    assert up.lead is not None
    assert up.lead.body.name == "移民局"
    assert up.counterparts == ("市公安局",)
    assert counterparts_of("移民局", "村") == counterparts_of("无此部门") == ()


@pytest.mark.parametrize(
    ("title", "text", "number", "derived"),
    [
        ("某市实施方案", "", None, False),
        (
            "某市实施方案",
            f"根据《{PARENT.title}》",
            None,
            True,
        ),
        ("某市实施方案", "按照商服贸发〔2020〕165号", None, True),
        ("某市全面深化服务贸易创新发展试点实施方案", "", None, True),
    ],
)
def test_derived_is_read_from_the_plan(
    title: str, text: str, number: str | None, derived: bool
) -> None:
    """The title or the number of the parent, or the genre, says that a plan is derived."""
    plan = plan_of(PARENT.measures[:1])
    plan = attrs.evolve(
        plan,
        publication=attrs.evolve(plan.publication, title=title, document_number=number),
        source=attrs.evolve(plan.source, text=text),
    )
    assert svctrade.align(plan).derived is derived


def test_nothing_in_another_parent_says_derived() -> None:
    """A parent with a short title and no number is not found in a plan."""
    parent = plan_of(PARENT.measures)
    titled = attrs.evolve(PARENT.publication, title="服务贸易创新发展试点实施方案")
    plan = attrs.evolve(PARENT, publication=titled)
    assert not svctrade.align(plan, parent).derived


def test_wrong_arguments_are_refused() -> None:
    """A parent without measures, another language and wrong types each have a message."""
    english = plan_of((attrs.evolve(PARENT.measures[0], text="Improve management."),))
    with pytest.raises(ValueError, match="different languages"):
        svctrade.align(english)
    with pytest.raises(ValueError, match="no measures to align with"):
        svctrade.align(PARENT, plan_of(()))
    with pytest.raises(TypeError, match="editions or their ids, not int"):
        svctrade.align(3)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="derived is True, False or None"):
        svctrade.align(PARENT, derived="yes")  # type: ignore[arg-type]
    with pytest.raises(svctrade.UnknownNameError):
        svctrade.align(PARENT, region="苏黎世")
    assert svctrade.align(plan_of(())).links == ()


def test_links_of_a_person_are_kept(tmp_path: Path) -> None:
    """Confirmed, added and removed links come from a file, with who and when."""
    found = svctrade.align(own_plan(), derived=True)
    path = tmp_path / "links.json"
    rows = [
        {"action": "confirm", "item": 1, "parent": 59, "by": "李", "on": "2021-03-01"},
        {"action": "add", "item": 2, "parent": 1},
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    kept = found.with_links(path)
    assert [link.parents[0].basis for link in kept.links] == ["confirmed", "added"]
    english, chinese = kept.explain("en").splitlines(), kept.explain("zh").splitlines()
    assert english[0].endswith("; confirmed by a person (李 2021-03-01)")
    assert chinese[0].endswith("；经人工确认（李 2021-03-01）")
    assert english[1].endswith("; added by a person")
    assert chinese[1].endswith("；人工添加")
    assert ("both have" in english[0], "both have" in english[1]) == (True, False)
    assert ("共有文字" in chinese[0], "共有文字" in chinese[1]) == (True, False)
    rows = [{"action": "remove", "item": 1, "parent": 59}]
    path.write_text(json.dumps(rows), encoding="utf-8")
    assert found.with_links(path).links == ()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{}", "found dict"),
        ("[", "expected a list of objects"),
        ("[1]", "expected a list of objects"),
        ('[{"action": "keep", "item": 1, "parent": 1}]', "expected a list of objects"),
        ('[{"action": "add", "item": 9, "parent": 1}]', "the plan has no measure of that number"),
        ('[{"action": "add", "item": 1, "parent": 500}]', "the parent has no measure"),
    ],
)
def test_wrong_links_are_refused(content: str, message: str, tmp_path: Path) -> None:
    """A file that is no list of links is refused with what was expected."""
    path = tmp_path / "links.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        svctrade.align(own_plan(), derived=True).with_links(path)


def test_shown_in_words_and_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table, Markdown, HTML and the notebook show links, own measures and the rest."""
    found = svctrade.align(own_plan(), region="厦门", derived=True)
    assert found.region == XIAMEN
    assert found.summary("zh") == (
        "方案 plan：共2项，采用1项（相同1项，调整0项，部分采用0项），自有1项\n"
        "上位文件 2020（适用于厦门）：共110项，已采用1项，未采用109项"
    )
    assert str(found).splitlines()[1] == (
        "parent 2020 in Xiamen: 1 of 110 measures taken up, 109 not"
    )
    assert svctrade.align(own_plan()).summary("zh").splitlines()[1].startswith("上位文件 2020：")
    table = found.table()
    assert len(table) == 1 + 1 + 109
    assert table["certainty"][0] == "covered"
    heads = {
        "en": ["# plan: what it takes over from 2020", "## Links", "## Own", "## Not taken up"],
        "zh": ["# plan对2020的采用", "## 对应关系", "## 自有举措", "## 未采用"],
    }
    for lang in LANGUAGES:
        lines = found.to_markdown(lang).splitlines()
        assert [line for line in lines if line.startswith("#")] == heads[lang]
    page = tmp_path / "page.html"
    assert found.to_html(page) == page.read_text(encoding="utf-8")
    written = io.StringIO()
    assert found.to_html(written) == written.getvalue()
    assert "own" in found._repr_html_()
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    headings = re.findall(r"<th>(.*?)</th>", found.to_html())
    assert headings == ["方案", "上位文件", "关系和相似度"]
    ends = re.findall(r"<td>([^<]*)</td></tr>", found.to_html())
    assert Counter(ends) == {"相同 1.00": 1, "自有": 1, "未采用": 109}
    with pytest.raises(ValueError, match="expected 'zh' or 'en'"):
        found.summary("fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_page_of_a_plan_marks_shared_words(lang: Literal["en", "zh"], tag: str) -> None:
    """The page has the words that a plan and its parent share, and opens in a language."""
    text = "某市方案\n1. 推动邮轮旅游经济发展，建设新码头。（市商务局牵头）\n"
    plan = svctrade.read_document(text)
    found = svctrade.measures(plan)
    page = found.to_html(lang=lang, alignment=svctrade.align(plan))
    assert page.splitlines()[1] == f'<html lang="{tag}">'
    assert "<mark>推动邮轮旅游经济发展</mark>" in page
    assert "<mark>推动邮轮旅游经济发展</mark>" not in found.to_html()


def test_workbook_marks_shared_words(tmp_path: Path) -> None:
    """A workbook has three sheets; the words that both texts share are rich text."""
    longer = attrs.evolve(PARENT.measures[58], text="推动" + PARENT.measures[58].text + "等。")
    path = tmp_path / "alignment.xlsx"
    same = attrs.evolve(PARENT.measures[1], text=PARENT.measures[1].text[:-1])
    svctrade.align(plan_of((longer, same)), derived=True).to_excel(path)
    book = openpyxl.load_workbook(path, rich_text=True)
    assert book.sheetnames == ["links", "own", "not taken up"]
    heads = [cell.value for cell in book["links"][1]]
    cell = book["links"].cell(2, heads.index("text") + 1).value
    assert str(cell) == longer.text
    assert isinstance(cell, list)
    assert any(getattr(part, "font", None) is not None for part in cell)
    whole = book["links"].cell(3, heads.index("text") + 1).value
    assert isinstance(whole, list)
    assert [str(part) for part in whole] == [same.text]
    assert book["not taken up"].max_row == 121
