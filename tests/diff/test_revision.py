"""Comparison of editions: changes, properties and release notes."""

from __future__ import annotations

import json
import pickle
from collections import Counter
from datetime import date
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import (
    Added,
    Body,
    Certainty,
    Change,
    ChangeKind,
    CoverageChanged,
    Difference,
    Edition,
    LeadChanged,
    Measure,
    MetadataChanged,
    Moved,
    Note,
    PartyAdded,
    PartyRemoved,
    Publication,
    Region,
    Removed,
    Renumbered,
    Reworded,
    Role,
    RolesChanged,
    Source,
    Task,
    compare,
    read_document,
)
from svctrade._diff import matching
from svctrade._diff.pieces import compare_words
from svctrade._model import Language

from ..strategies import editions, publications, statements
from .documents import BASE, HEAD

EDITION = svctrade.edition()


def read(text: str, id_: str = "new", **known: Any) -> Edition:
    return read_document(text, regions=svctrade.regions("长三角"), id=id_, **known)


OLD = read(BASE, "old")


def changes(text: str, **known: Any) -> list[Difference]:
    return [*compare(OLD, read(text, **known))]


# -- laws -----------------------------------------------------------------------------------------


@st.composite
def mutations(draw: st.DrawFn, edition: Edition) -> Edition:
    """Return an edition after some of the things that happen to a policy."""
    measures = [*edition.measures]
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(measures)))
        measure = measures[at] if at < len(measures) else draw(st.sampled_from(edition.measures))
        what = draw(st.integers(0, 6))
        if what == 0 and measure in measures:
            measures.remove(measure)
        elif what == 1:
            measures.insert(at, measure)
        elif what == 2:
            measures.insert(
                at, attrs.evolve(measure, text=measure.text + draw(st.text("新甲乙", max_size=9)))
            )
        elif what == 3 and at < len(measures):
            measures[at] = attrs.evolve(measure, text=measure.text[1:] + "新。")
        elif what == 4 and at < len(measures):
            statement, made = draw(statements())
            measures[at] = attrs.evolve(measure, responsibility=statement, assignments=made)
        elif what == 5 and at < len(measures):
            measures[at] = attrs.evolve(measure, task=draw(st.sampled_from(edition.tasks)))
        elif what == 6:
            measures = draw(st.permutations(measures))
    if draw(st.booleans()):
        measures = [attrs.evolve(m, number=n) for n, m in enumerate(measures, start=1)]
    publication = draw(st.just(edition.publication) | publications())
    notes = edition.notes[: draw(st.integers(0, 2))]
    return attrs.evolve(edition, measures=tuple(measures), notes=notes, publication=publication)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Edition, Edition]:
    """Two editions, of which one often is made from the other."""
    old = draw(editions())
    return old, draw(editions() | mutations(old))


@given(pairs())
def test_apply_gives_new_edition_and_inverse_old(pair: tuple[Edition, Edition]) -> None:
    """A revision can be applied, inverted and pickled."""
    old, new = pair
    revision = compare(old, new)
    assert revision.apply(old) == new
    assert [m.publication for m in revision.apply(old).measures] == [new.publication] * len(
        new.measures
    )
    assert revision.inverse() == compare(new, old)
    assert revision.inverse().inverse() == revision
    assert revision.inverse().apply(new) == old
    again = pickle.loads(pickle.dumps(revision))
    assert again == revision
    assert hash(again) == hash(revision)


@given(editions())
def test_compare_of_equal_editions_is_empty(edition: Edition) -> None:
    """Compared with itself nothing changed, and only records that differ are kept."""
    revision = compare(edition, edition)
    assert not revision
    assert len(revision) == 0
    assert all(match.old is match.new is None for match in revision.matches)


@given(pairs())
def test_changes_have_sentences_and_json(pair: tuple[Edition, Edition]) -> None:
    """Every change is a sentence in both languages, and values that JSON has."""
    revision = compare(*pair)
    written = json.loads(revision.to_json())
    assert written["changes"] == revision.to_dicts()
    assert len(revision.to_dicts()) == len(revision)
    for change in revision:
        assert str(change) == change.as_text("en") != change.as_text("zh")
    assert str(revision) == revision.summary("en")
    assert revision.to_markdown("en").startswith(f"# {pair[0].id} → {pair[1].id}\n")


@given(st.data(), editions())
def test_compare_ignores_order_of_measures(data: st.DataObject, old: Edition) -> None:
    """Shuffling the measures of an edition matches the same ones with each other."""
    new = data.draw(mutations(old))

    def matched(a: Edition, b: Edition) -> list[str]:
        found = sorted(change.as_text("en") for change in compare(a, b))
        return [line for line in found if "measure" in line]

    unique = len({m.number for m in new.measures}) == len(new.measures)
    shuffled = attrs.evolve(new, measures=tuple(data.draw(st.permutations(new.measures))))
    if unique:
        assert matched(old, new) == matched(old, shuffled)


def blank(edition: Edition) -> Edition:
    """Blank what is no change of the policy."""
    bodies = {b: Body(b.id, b.id) for b in edition.bodies}
    regions = {r: Region(r.id, r.id) for r in edition.regions}
    tasks = {t: attrs.evolve(t, place=None) for t in edition.tasks}
    measures = [
        attrs.evolve(
            m,
            task=tasks[m.task],
            lead=m.lead and attrs.evolve(m.lead, body=bodies[m.lead.body]),
            assignments=tuple(
                attrs.evolve(
                    a,
                    parties=tuple(
                        attrs.evolve(
                            p, body=p.body and bodies[p.body], region=p.region and regions[p.region]
                        )
                        for p in a.parties
                    ),
                )
                for a in m.assignments
            ),
            coverage=attrs.evolve(
                m.coverage, named=tuple(regions[r] for r in m.coverage.named), words=None
            ),
            notes=(),
            events=(),
            place=None,
        )
        for m in edition.measures
    ]
    return attrs.evolve(
        edition,
        id="",
        bodies=tuple(sorted(bodies.values(), key=lambda b: b.id)),
        regions=tuple(sorted(regions.values(), key=lambda r: r.id)),
        tasks=tuple(tasks.values()),
        notes=tuple(attrs.evolve(n, place=None) for n in edition.notes),
        measures=tuple(sorted(measures, key=str)),
        events=(),
        errata=(),
        source=Source("", ""),
    )


@given(pairs())
def test_empty_revision_means_equal_policy(pair: tuple[Edition, Edition]) -> None:
    """Names, places, events and the order of bodies are not compared."""
    old, new = pair
    if not compare(old, new):
        assert blank(old) == blank(new)


# -- kinds of change ------------------------------------------------------------------------------


def test_compare_finds_added_and_removed_measure() -> None:
    """A text without a match is added or removed."""
    (added,) = changes(BASE + "4 举办服务贸易交易会。 贸促会负责推进\n".replace("贸促会", "商务部"))
    assert isinstance(added, Added)
    assert isinstance(added.what, Measure)
    assert added.what.number == 4
    assert added.as_text("en") == "measure 4 added: “举办服务贸易交易会。”"
    (removed,) = compare(OLD, attrs.evolve(OLD, measures=OLD.measures[:2]))
    assert isinstance(removed, Removed)
    assert removed.what == OLD.measures[2]


def test_compare_matches_measures_by_text() -> None:
    """Numbers do not match measures; a number that changed is a change."""
    text = BASE.replace("1 支持", "甲").replace("2 优化", "1 优化").replace("甲", "2 支持")
    lines = text.split("\n")
    lines[5], lines[6] = lines[6], lines[5]
    found = changes("\n".join(lines))
    assert [type(change) for change in found] == [Renumbered, Renumbered]
    assert found[0].as_dict() == {"change": "Renumbered", "what": "measure", "old": 2, "new": 1}


def test_compare_finds_moved_measure() -> None:
    """A measure under another task is moved; a task that is merely renumbered is none."""
    first, second, third = OLD.measures
    moved = attrs.evolve(OLD, measures=(first, attrs.evolve(second, task=third.task), third))
    (change,) = compare(OLD, moved)
    assert isinstance(change, Moved)
    assert change.as_text("en") == "measure 2 moved from “（一）全面” to “（二）开放”"


def test_compare_finds_reworded_text() -> None:
    """A rewording has the removed and the added words."""
    (change,) = changes(BASE.replace("电信业务", "增值电信业务"))
    assert isinstance(change, Reworded)
    assert change.words == (("", "增值"),)
    assert (change.before, change.after) == (OLD.measures[2].text, "扩大增值电信业务开放范围。")
    before, after = "扩大电信业务开放范围。", "扩大增值电信业务开放范围。"
    assert change.as_text("zh") == f"举措3的正文：“{before}”改为“{after}”"


def test_compare_finds_changed_parties_and_roles() -> None:
    """Added and removed parties and changed roles are separate changes."""
    found = changes(BASE.replace("移民局、外交部制订", "外交部支持和指导；公安部制订"))
    kinds = [type(change) for change in found]
    assert kinds == [Reworded, PartyRemoved, RolesChanged, PartyAdded, LeadChanged]
    assert [change.as_text("en") for change in found[1:]] == [
        "measure 2: National Immigration Administration removed (policy support measures)",
        (
            "measure 2: Ministry of Foreign Affairs from policy support measures to support and "
            "guidance"
        ),
        "measure 2: Ministry of Public Security added (policy support measures)",
        (
            "measure 2: lead from National Immigration Administration (first-named body) to "
            "Ministry of Foreign Affairs (first-named body)"
        ),
    ]
    assert isinstance(found[2], RolesChanged)
    assert (found[2].before, found[2].after) == ((Role.POLICY,), (Role.SUPPORT,))
    written = found[2].as_dict()
    assert (written["before"], written["after"]) == (["policy"], ["support"])
    gone = changes(BASE.replace("商务部牵头；", ""))
    assert gone[-1].as_dict()["after"] is None


def test_compare_finds_changed_coverage_by_region() -> None:
    """Each region with another certainty is a change; a missing region is one change."""
    found = changes(BASE.replace("厦门等试点地区负责推进", "南京、厦门等试点地区负责推进"))
    (coverage,) = [change for change in found if isinstance(change, CoverageChanged)]
    assert (coverage.region.name, coverage.before, coverage.after) == (
        "南京",
        Certainty.POSSIBLE,
        Certainty.NAMED,
    )
    assert coverage.as_text("en") == "measure 3 in Nanjing: from “may apply” to “named”"
    assert coverage.as_text("zh") == "举措3在南京由可能适用改为点名"
    fewer = read_document(BASE, regions=svctrade.regions("长三角")[1:])
    (change,) = compare(OLD, fewer)
    assert change.as_dict() == {
        "change": "Removed",
        "what": "region",
        "old": "上海",
        "before": "上海",
    }
    assert [type(c) for c in compare(fewer, OLD)] == [Added]
    more = read(BASE.replace("电信业务", "增值电信业务"))
    assert [type(c) for c in compare(fewer, more)] == [Added, Reworded]


def test_compare_finds_changed_remark_note_and_metadata() -> None:
    """A remark rewords the statement; notes and the document's own facts have changes too."""
    (remark,) = [
        change
        for change in changes(BASE.replace("商务部牵头；", "商务部牵头，持续推进；"))
        if not isinstance(change, CoverageChanged)
    ]
    assert isinstance(remark, Reworded)
    assert remark.subject("en") == "responsibility of measure 1"
    noted = BASE + "注：1.第1、2项纳入《安排》(CEPA)框架实施。\n"
    assert [c.as_text("en") for c in changes(noted)] == [
        "note 1 added: “第1、2项纳入《安排》(CEPA)框架实施。”"
    ]
    other = read(noted.replace("第1、2项", "第1、3项"))
    assert [c.as_dict()["field"] for c in compare(read(noted), other)] == ["text", "measures"]
    known = Publication("题", issuer="商务部", in_force=(date(2031, 1, 1), date(2034, 1, 1)))
    found = changes(BASE, publication=known)
    assert all(isinstance(change, MetadataChanged) for change in found)
    assert [change.as_text("zh") for change in found] == [
        "印发机关由（无）改为商务部",
        "试点期限由（无）改为2031-01-01、2034-01-01",
    ]
    assert [change.as_text("en") for change in found] == [
        "issuer: from none to “商务部”",
        "in_force: from none to 2031-01-01, 2034-01-01",
    ]
    assert {change.as_dict()["what"] for change in found} == {"edition"}
    tasks = changes(BASE.replace("（二） 开放\n    目标二", "（二） 扩大开放\n    总目标二"))
    assert [c.as_dict().get("field") for c in tasks] == ["title", "objective"]


@pytest.mark.parametrize("name", ["国家移民管理局", "移民局"])
def test_compare_ignores_other_name_of_body(name: str) -> None:
    """Another form of a name, and the name of a successor, name the same body."""
    assert changes(BASE.replace("移民局", name)) == []
    text = BASE.replace("移民局", "银保监会")
    assert not compare(read(text), read(text.replace("银保监会", "国家金融监督管理总局")))


def test_compare_ignores_renaming_and_succession() -> None:
    """A body of the same id, and one that follows another in its history, are the same."""

    def with_body(body: Body) -> Edition:
        return read_document(BASE.replace("移民局", body.name), regions=OLD.regions, bodies=[body])

    before = with_body(Body("x", "旧名局"))
    assert not compare(before, with_body(Body("x", "新名局")))
    later = Body(
        "z",
        "后来局",
        history=(Change(date(2040, 1, 1), ChangeKind.SUCCEEDED, successor=Body("w", "末局")),),
    )
    chain = (Change(date(2030, 1, 1), ChangeKind.SUCCEEDED, successor=later),)
    followed = with_body(Body("x", "旧名局", history=chain))
    assert not compare(followed, with_body(Body("w", "末局")))
    assert not compare(with_body(Body("w", "末局")), followed)
    assert compare(before, with_body(Body("w", "末局")))
    both = attrs.evolve(followed, bodies=(*followed.bodies, Body("w", "末局")))
    swapped = attrs.evolve(with_body(Body("w", "末局")), bodies=both.bodies)
    assert compare(both, swapped)


def test_compare_resolves_unknown_names() -> None:
    """A body or region that one edition knows, and the other has by its name alone, is itself."""
    text = BASE.replace("移民局", "市商务局").replace("厦门等", "海淀区等")
    one, other = (
        read(text),
        read(
            text,
            bodies=[
                Body("own", "甲局", names=(svctrade.Name("市商务局", svctrade.NameKind.EVERYDAY),))
            ],
        ),
    )
    assert other.bodies[1].name == "甲局"
    assert not compare(one, other)
    known = Region(
        "hd", "海淀", "海淀区", names=(svctrade.Name("海淀区", svctrade.NameKind.OFFICIAL),)
    )
    third = read_document(text, regions=(*OLD.regions[:-1], *OLD.regions[-1:], known), id="new")
    assert not compare(one, third)


def test_compare_finds_retitled_and_relabelled_task() -> None:
    """A task with another title that keeps its measures is reworded, and nothing moves."""
    found = changes(BASE.replace("（二） 开放\n    目标二", "（二） 其他\n    不同的事情"))
    assert [(type(c), c.as_dict()["field"]) for c in found] == [
        (Reworded, "title"),
        (Reworded, "objective"),
    ]
    labelled = tuple(attrs.evolve(t, label=f"{t.number}.") for t in OLD.tasks)
    measures = tuple(attrs.evolve(m, task=labelled[m.task.number - 1]) for m in OLD.measures)
    relabelled = attrs.evolve(OLD, tasks=labelled, measures=measures)
    assert [c.as_text("en") for c in compare(OLD, relabelled)] == [
        "label of task 1: “（一）” is now “1.”",
        "label of task 2: “（二）” is now “2.”",
    ]


def test_compare_uses_text_of_unread_statement() -> None:
    """Without assignments, the words of the statement are what can differ."""
    old = read(BASE.replace("商务部牵头", "商务部审批"), strict=False)
    new = read(BASE.replace("商务部牵头", "商务部核准"), strict=False)
    assert [type(change) for change in compare(old, new)] == [Reworded]


# -- use ------------------------------------------------------------------------------------------


def test_apply_refuses_other_edition() -> None:
    """Another edition is refused with the reason."""
    revision = compare(OLD, EDITION)
    for wrong in (EDITION, attrs.evolve(OLD, id="x"), attrs.evolve(OLD, measures=OLD.measures[1:])):
        with pytest.raises(ValueError, match="the revision starts from edition 'old'"):
            revision.apply(wrong)
    number: Any = 3
    with pytest.raises(TypeError, match=r"apply\(\) takes an Edition, not int: 3"):
        revision.apply(number)
    reworded = attrs.evolve(OLD.measures[0], text="…")
    with pytest.raises(ValueError, match="compare\\(\\) makes one"):
        revision.apply(attrs.evolve(OLD, measures=(reworded, *OLD.measures[1:])))


def test_compare_accepts_editions_and_ids() -> None:
    """An id names a bundled edition; anything else is refused by type."""
    assert not compare("2020", EDITION)
    wrong: Any = 2020
    with pytest.raises(TypeError, match=r"compare\(\) takes editions or their ids, not int: 2020"):
        compare(wrong, EDITION)
    with pytest.raises(svctrade.UnknownNameError, match="'2031'"):
        compare("2020", "2031")
    language: Any = "fr"
    with pytest.raises(ValueError, match="lang is 'fr'; expected 'zh' or 'en'"):
        compare("2020", "2020").summary(language)


def test_to_markdown_groups_regions_and_numbers() -> None:
    """Numbers that moved together are one line, and so are regions that changed alike."""
    fewer = [attrs.evolve(m, number=n) for n, m in enumerate(EDITION.measures[1:], start=1)]
    del fewer[50]
    silent = attrs.evolve(fewer[1], text="*甲*|<b>")
    first = attrs.evolve(fewer[0], coverage=svctrade.Coverage(), text=f"{fewer[0].text}新")
    new = attrs.evolve(EDITION, id="2031", measures=(first, silent, *fewer[2:]))
    markdown = compare(EDITION, new).to_markdown("en")
    assert "- measures 2, 4–51, 53–122 are now 1, 3–50, 52–121\n" in markdown
    assert "- measure 2 added: “\\*甲\\*\\|\\<b\\>”\n" in markdown
    line = next(line for line in markdown.split("\n") if "“does not apply”" in line)
    assert line.startswith("- measure 1 in Beijing, Tianjin, ")
    assert "**新**" in markdown
    chinese = compare(EDITION, new).to_markdown("zh")
    assert "举措2、4–51、53–122改为1、3–50、52–121" in chinese
    assert "举措1的正文：" in chinese
    one = attrs.evolve(OLD, measures=(*OLD.measures[:2], attrs.evolve(OLD.measures[2], number=9)))
    assert "- measure 3 is now 9" in compare(OLD, one).to_markdown("en")
    assert compare(OLD, OLD).to_markdown("en") == "# old → old\n\nold → old: no change\n"
    broken = attrs.evolve(OLD, id="a\n# b")
    assert compare(broken, OLD).to_markdown("en").splitlines()[0] == "# a \\# b → old"


@pytest.mark.parametrize(
    ("lang", "headings"),
    [
        ("zh", ["文件信息", "新增", "删除", "序号与任务", "文字", "责任", "适用地区"]),
        (
            "en",
            [
                "Document",
                "Added",
                "Removed",
                "Numbers and tasks",
                "Wording",
                "Responsibility",
                "Where it applies",
            ],
        ),
    ],
)
def test_to_markdown_has_heading_for_each_section(lang: Language, headings: list[str]) -> None:
    """Headings have a fixed order and blank lines around; empty sections have none."""
    text = BASE.replace("移民局、外交部", "外交部").replace("厦门等", "南京、厦门等")
    new = read(text.replace("支持企业开展数据跨境流动试点", "举办服务贸易交易会"))
    measures = (*new.measures[:2], attrs.evolve(new.measures[2], number=4))
    new = attrs.evolve(new, measures=measures, publication=Publication("别题"))
    markdown = compare(OLD, new).to_markdown(lang)
    lines = markdown.split("\n")
    at = [n for n, line in enumerate(lines) if line.startswith("## ")]
    assert [lines[n].removeprefix("## ") for n in at] == headings
    assert all(lines[n - 1] == lines[n + 1] == "" for n in at)
    assert all(lines[n + 2].startswith("- ") for n in at)
    assert compare(OLD, OLD).to_markdown(lang).count("## ") == 0


def test_to_markdown_joins_consecutive_numbers() -> None:
    """Two measures that moved alike are one line; one that moved further has its own."""
    moved = {2: 100, 3: 100, 5: 200}
    old = attrs.evolve(EDITION, measures=EDITION.measures[:5], notes=(), events=())
    measures = [attrs.evolve(m, number=m.number + moved.get(m.number, 0)) for m in old.measures]
    new = attrs.evolve(old, id="2031", measures=tuple(measures))
    lines = compare(old, new).to_markdown("zh").split("\n")
    assert [line for line in lines if line.startswith("- ")] == [
        "- 举措2–3改为102–103",
        "- 举措5改为205",
    ]


@pytest.mark.parametrize(
    ("lang", "subject"), [("zh", "举措{}的正文："), ("en", "text of measure {}: ")]
)
def test_to_markdown_marks_changed_words(lang: Language, subject: str) -> None:
    """Removed words are struck out, added words bold, and other words unmarked."""
    first, second, third = OLD.measures
    first = attrs.evolve(first, text="鼓励企业开展数据跨境流动试点。")
    second = attrs.evolve(second, text="简化外籍人才签证 A  B 和居留办理。")
    lines = compare(OLD, attrs.evolve(OLD, measures=(first, second, third))).to_markdown(lang)
    assert [line for line in lines.split("\n") if line.startswith("- ")] == [
        f"- {subject.format(1)}~~支持~~ **鼓励** 企业开展数据跨境流动试点。",
        f"- {subject.format(2)}~~优~~ **简** 化外籍人才签证 **A B** 和居留办理 ~~流程~~ 。",
    ]


def test_to_json_has_ids_and_changes() -> None:
    """The ids of the editions and the list of changes, in Chinese as it is, by one space in."""
    revision = compare(OLD, read(BASE.replace("电信业务", "增值电信业务")))
    value = {"old": "old", "new": "new", "changes": revision.to_dicts()}
    assert json.loads(revision.to_json()) == value
    assert revision.to_json().startswith('{\n "old": "old",\n')
    assert "扩大增值电信业务开放范围。" in revision.to_json()


def test_apply_gives_measures_without_reading() -> None:
    """A layer is no part of what was compared: it is read into the new edition again."""
    assert EDITION.measures[0].reading is not None
    after = compare(EDITION, attrs.evolve(EDITION, id="2031")).apply(EDITION)
    assert {measure.reading for measure in after.measures} == {None}


def test_repr_html_has_headings(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a notebook each change has its kind and what it says."""
    shown = compare(OLD, attrs.evolve(OLD, measures=OLD.measures[:2]))._repr_html_()
    cells = [shown.index(f">{text}<") for text in ("change", "content", "Removed")]
    assert cells == sorted(cells)
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    shown = compare(OLD, attrs.evolve(OLD, measures=OLD.measures[:2]))._repr_html_()
    cells = [shown.index(f">{text}<") for text in ("变动", "内容", "删除")]
    assert cells == sorted(cells)


def test_summary_counts_kinds() -> None:
    """Kinds are counted in the order of their first change."""
    new = read(BASE.replace("电信业务", "增值电信业务").replace("移民局、外交部", "外交部"))
    revision = compare(OLD, new)
    assert revision.summary("zh") == "old → new：改写2处，减少责任方1处，牵头变动1处"
    assert revision.summary("en") == "old → new: 2 Reworded, 1 PartyRemoved, 1 LeadChanged"
    assert compare(OLD, OLD).summary("zh") == "old → old：没有变化"


def test_summary_names_align_where_documents_differ() -> None:
    """Other titles or issuers may be those of two documents, which `align` is for."""
    titled = attrs.evolve(OLD.publication, title="某市实施方案")
    other = compare(OLD, attrs.evolve(OLD, publication=titled))
    assert other.summary("en").splitlines() == [
        "old → old: 1 MetadataChanged",
        "the titles differ: for a plan and its parent, use align()",
    ]
    both = compare(OLD, attrs.evolve(OLD, publication=attrs.evolve(titled, issuer="某市人民政府")))
    assert both.summary("en").splitlines()[1].startswith("the titles and issuers differ")
    assert both.summary("zh").splitlines()[1] == (
        "标题和发文单位不同：如为地方方案与上位文件，请用align()"
    )
    assert "use align()" in both.to_markdown("en").splitlines()[2]


def test_matches_have_likeness() -> None:
    """Equal texts have 1, reworded ones less, and added and removed measures none."""
    first = OLD.measures[0]
    reworded = attrs.evolve(first, text=f"{first.text}并做好统计。")
    revision = compare(OLD, attrs.evolve(OLD, measures=(reworded, *OLD.measures[1:-1])))
    likeness = [match.likeness for match in revision.matches]
    assert likeness[0] is not None
    assert 0.55 <= likeness[0] < 1
    assert likeness[1:-1] == [1.0] * (len(OLD.measures) - 2)
    assert likeness[-1] is None
    assert [match.likeness for match in revision.inverse().matches][:-1] == likeness[:-1]


@given(st.text("甲乙丙", max_size=6), st.text("甲乙丙", max_size=6))
def test_dice_similarity_is_symmetric_share_of_bigrams(one: str, other: str) -> None:
    """It is symmetric, from 0 to 1, and 1 for equal texts."""
    a, b = matching._bigrams(one), matching._bigrams(other)
    assert a == Counter(f" {one} "[n : n + 2] for n in range(len(one) + 1))
    likeness = matching.dice_similarity(a, b)
    assert 0 <= likeness <= 1
    assert likeness == matching.dice_similarity(b, a)
    assert matching.dice_similarity(a, a) == 1
    assert (likeness == 0) == (not a & b)


def test_compare_finds_removed_metadata_and_region() -> None:
    """A removed fact of the document has its old value; an added region is a change."""
    old = attrs.evolve(OLD, publication=Publication("题", issuer="商务部"))
    (change,) = compare(old, OLD)
    assert change.as_text("zh") == "印发机关由商务部改为（无）"
    fewer = attrs.evolve(OLD, regions=OLD.regions[1:])
    (change,) = compare(fewer, OLD)
    assert isinstance(change, Added)
    assert change.what is OLD.regions[0]


def test_compare_matches_tasks_and_notes_by_text() -> None:
    """Two that exchange numbers are renumbered; a label that follows is not a change."""
    first, second = (attrs.evolve(task, objective="目标。") for task in OLD.tasks)
    swapped = (
        attrs.evolve(first, number=2, label=second.label),
        attrs.evolve(second, number=1, label=first.label),
    )
    tasks = {first.number: swapped[0], second.number: swapped[1]}
    old = attrs.evolve(
        OLD,
        tasks=(first, second),
        measures=tuple(
            attrs.evolve(m, task=(first, second)[m.task.number - 1]) for m in OLD.measures
        ),
        notes=(Note(1, "一", (1,)), Note(2, "二", (2,))),
    )
    new = attrs.evolve(
        old,
        tasks=swapped[::-1],
        measures=tuple(attrs.evolve(m, task=tasks[m.task.number]) for m in old.measures),
        notes=(Note(1, "二", (2,)), Note(2, "一", (1,))),
    )
    found = [*compare(old, new)]
    assert [type(change) for change in found] == [Renumbered] * 4
    assert [change.as_dict()["new"] for change in found] == [1, 2, 1, 2]


def test_compare_joins_roles_of_all_assignments() -> None:
    """A party with two assignments has the roles of both; it is a record."""
    found = changes(BASE.replace("商务部牵头；试点地区", "商务部牵头；商务部、南京"))
    (roles,) = [change for change in found if isinstance(change, RolesChanged)]
    assert (roles.before, roles.after) == ((Role.LEAD,), (Role.LEAD, Role.IMPLEMENT))
    (added,) = [change for change in found if isinstance(change, PartyAdded)]
    assert (roles.party, added.party) == (svctrade.body("商务部"), svctrade.region("南京"))


@pytest.mark.parametrize(
    ("of_old", "shared", "of_new", "same"), [(4, 3, 3, True), (4, 2, 2, False), (3, 3, 6, False)]
)
@pytest.mark.parametrize("objective", ["戊己庚辛", "戊己庚辛壬"])
def test_compare_matches_tasks_by_shared_measures(
    of_old: int, shared: int, of_new: int, objective: str, *, same: bool
) -> None:
    """Two tasks that say nothing alike are one where they share more than half of both."""
    gone, other, come = (
        Task(number, f"（{number}）", title, title)
        for number, title in enumerate(("甲乙丙丁", "戊己庚辛", "子丑寅卯"), start=1)
    )
    kept = attrs.evolve(other, objective=objective)
    before = [gone] * of_old + [other] * (10 - of_old)
    after = [come] * shared + [kept] * (of_old - shared) + [come] * (of_new - shared)
    after += [kept] * (10 - len(after))
    ten = EDITION.measures[:10]
    old, new = (
        attrs.evolve(
            EDITION,
            id=id_,
            tasks=tasks,
            notes=(),
            measures=tuple(attrs.evolve(m, task=t) for m, t in zip(ten, under, strict=True)),
        )
        for id_, tasks, under in (("a", (gone, other), before), ("b", (kept, come), after))
    )
    found = [*compare(old, new)]
    parts = [change for change in found if not isinstance(change, Moved)]
    if same:
        fields = [change.as_dict().get("field") for change in parts]
        changes_of_other = ["objective"] * (kept != other)
        assert fields == [*changes_of_other, None, "title", "objective"]
    else:
        assert [type(c) for c in parts] == [Removed, Added] + [Reworded] * (kept != other)
    stays = {other: kept} | ({gone: come} if same else {})
    moved = [a for a, b in zip(before, after, strict=True) if stays.get(a) != b]
    assert len(found) - len(parts) == len(moved)


def test_changes_follow_order_of_new_edition() -> None:
    """A removed measure comes before the one that is now at its position."""
    first, second, third = OLD.measures
    come = attrs.evolve(first, text="举办服务贸易交易会。", number=2)
    measures = attrs.evolve(second, number=1), come, attrs.evolve(first, number=3)
    found = [*compare(OLD, attrs.evolve(OLD, measures=measures))]
    assert [type(change) for change in found] == [Renumbered, Added, Removed, Renumbered]
    assert [change.as_dict().get("old") for change in found] == [2, None, 3, 1]
    replaced = attrs.evolve(OLD, measures=(attrs.evolve(come, number=1), second, third))
    assert [type(change) for change in compare(OLD, replaced)] == [Removed, Added]


def test_matches_follow_order_of_old_edition() -> None:
    """Added measures come last."""
    first, second, third = OLD.measures
    come = attrs.evolve(first, text="举办服务贸易交易会。")
    new = attrs.evolve(OLD, measures=(second, come, first, third))
    assert [(m.was, m.now) for m in compare(OLD, new).matches] == [
        (0, 2),
        (1, 0),
        (2, 3),
        (None, 1),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (("银保监会", "外交部"), ("公安部", "国家金融监督管理总局")),
        (("银保监会", "国家金融监督管理总局"), ("公安部", "银保监会")),
    ],
)
def test_compare_matches_equal_texts_by_statement(
    before: tuple[str, str], after: tuple[str, str]
) -> None:
    """Equal texts are matched by their parties, whatever their names."""
    old, new = (
        read(f"{HEAD}1 甲乙丙丁。 {one}负责推进\n2 甲乙丙丁。 {other}负责推进\n")
        for one, other in (before, after)
    )
    assert [c.as_dict()["old"] for c in compare(old, new) if isinstance(c, Renumbered)] == [2, 1]


def test_compare_matches_equal_texts_by_task() -> None:
    """Two measures of one text that exchange their numbers stay under their tasks."""
    first, _, third = OLD.measures
    one, other = attrs.evolve(third, number=1, task=first.task), attrs.evolve(third, number=2)
    old = attrs.evolve(OLD, measures=(one, other))
    measures = attrs.evolve(other, number=1), attrs.evolve(one, number=2)
    found = [*compare(old, attrs.evolve(OLD, measures=measures))]
    assert [type(change) for change in found] == [Renumbered, Renumbered]


def pairs_of(old: list[tuple[int, str]], new: list[tuple[int, str]]) -> set[tuple[int, int]]:
    """Return which number became which, of measures that are alike but for number and text."""
    editions = (
        attrs.evolve(
            OLD,
            id=id_,
            measures=tuple(attrs.evolve(OLD.measures[0], number=n, text=text) for n, text in said),
        )
        for id_, said in (("a", old), ("b", new))
    )
    before, after = editions
    return {
        (before.measures[m.was].number, after.measures[m.now].number)
        for m in compare(before, after).matches
        if m.was is not None and m.now is not None
    }


def test_compare_matches_most_similar_then_nearest_number() -> None:
    """A text goes with the one that shares most with it, and of two that are equal by number."""
    text = "甲乙丙丁戊己庚辛壬癸"
    nearer, farther = text[:-1] + "子", text[:-2] + "子丑"
    assert pairs_of([(5, text)], [(5, farther), (9, nearer)]) == {(5, 9)}
    assert pairs_of([(5, text)], [(1, text), (6, text)]) == {(5, 6)}
    assert pairs_of([(1, text), (6, text)], [(5, text)]) == {(6, 5)}


def test_compare_finds_word_before_first_party() -> None:
    """An added 由 is a rewording and no change of parties."""
    (change,) = changes(BASE.replace("商务部牵头；", "由商务部牵头；"))
    assert change.as_dict()["field"] == "responsibility"


def test_old_names_of_difference_methods_warn() -> None:
    """`facts` and `told` give what the new names give, and name them."""
    change = changes(BASE.replace("商务部牵头；", "由商务部牵头；"))[0]
    with pytest.warns(DeprecationWarning, match="facts is now fields"):
        assert [*change.facts()] == [*change.fields()]
    with pytest.warns(DeprecationWarning, match="told is now as_text"):
        assert change.told("en") == change.as_text("en")


@pytest.mark.parametrize(("common", "paired"), [(11, True), (10, False)])
def test_compare_pairs_texts_from_a_likeness_of_55_percent(common: int, paired: bool) -> None:
    """Texts that share 11 of 20 pairs of characters are one measure, those that share 10 two."""
    shared = "甲乙丙丁戊己庚辛壬癸子"[:common]
    texts = [
        shared + "".join(map(chr, range(start, start + 19 - common))) for start in (19968, 20100)
    ]
    old, new = (
        svctrade.read_table([{"序号": number, "举措": text, "责任单位": "商务部"}], id=str(number))
        for number, text in zip((1, 9), texts, strict=True)
    )
    kinds = {type(change).__name__ for change in svctrade.compare(old, new)}
    assert ("Reworded" in kinds) is paired
    assert ("Removed" in kinds) is not paired


def test_equal_measure_is_paired_with_the_lower_of_two_near_numbers() -> None:
    """Of two equal measures whose numbers are as near, the first is paired, in both directions."""

    def plan(*numbers: int) -> Edition:
        rows = [{"序号": n, "举措": "支持出海。", "责任单位": "商务部"} for n in numbers]
        return svctrade.read_table(rows)

    matches = compare(plan(1, 3), plan(2)).matches
    assert [(m.was, m.now) for m in matches] == [(0, 0), (1, None)]
    matches = compare(plan(2), plan(1, 3)).matches
    assert [(m.was, m.now) for m in matches] == [(0, 0), (None, 1)]
    # The nearest two are paired first, then those on both sides of them.
    matches = compare(plan(1, 5), plan(4, 9)).matches
    assert [(m.was, m.now) for m in matches] == [(0, 1), (1, 0)]


def test_compare_words_pairs_repeated_sentences_at_both_ends() -> None:
    """Of long texts, sentences at the beginning and the end are equal, each by itself."""
    kept = [f"第{number}项工作按期完成并及时报告。" for number in range(150)]
    before = "甲。甲。" + "".join(kept) + "乙。乙。乙。"
    after = "甲。甲。丙。" + "".join(kept[1:]) + "乙。乙。乙。"
    pieces = [*compare_words(before, after)]
    assert pieces[:2] == [("甲。", "甲。")] * 2
    assert pieces[-4:] == [(kept[-1], kept[-1]), *[("乙。", "乙。")] * 3]
    assert "".join(old for old, _ in pieces) == before
    assert "".join(new for _, new in pieces) == after
