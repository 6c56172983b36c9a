"""Review what was read from a plan, and apply what a person corrected."""

from __future__ import annotations

import io
import json
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import attrs
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

import svctrade
from svctrade import DocumentError, Edition, Review, ReviewKind, Role, read_document, read_table
from svctrade._export.review import may_be_misprint

from .documents import problems_of
from .files import word

PLAN = """某市方案
一、开放
1. 支持出海。（市商务局牵头，市财政局、市发改委配合）
2. 优化通关。（市口岸办、厦门负责）
3. 推广经验。（责任单位：各有关部门）
4. 加强统计。（市伤务局、市统计局负责）
5. 做好宣传。（市商务局负责）
"""


def reviewed(edition: Edition, *changes: tuple[str, str, object], lang: str | None = None) -> bytes:
    """Return the workbook of a review with some cells changed: sheet, cell, value."""
    out = io.BytesIO()
    book = openpyxl.load_workbook(io.BytesIO(workbook_of_review(edition, lang)))
    for sheet, cell, value in changes:
        book[sheet][cell].value = value
    book.save(out)
    return out.getvalue()


def workbook_of_review(edition: Edition, lang: str | None) -> bytes:
    """Return the workbook that a review writes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.xlsx"
        if lang is None:
            edition.review().to_excel(path)
        else:
            edition.review().to_excel(path, lang="zh" if lang == "zh" else "en")
        return path.read_bytes()


EDITION = read_document(PLAN)


def test_review_begins_with_summary_and_fits_screen() -> None:
    """The review prints what was read, the counts of each kind, and the most urgent places."""
    review = EDITION.review()
    lines = str(review).splitlines()
    assert lines[0] == "某市方案: measures: 5, statements: 5, parties: 9; to look at: 1"
    assert lines[1] == "  1 name like a known one"
    assert lines[2] == "line 6: measure 4: 市伤务局: unknown name: 市商务局"
    assert review.as_text("zh").splitlines()[:2] == [
        "某市方案：5项举措，5条责任分工，9个责任单位；1处待核对",
        "  疑似笔误的名称：1",
    ]
    assert len(review) == 1
    assert review
    assert [item.kind for item in review] == [ReviewKind.UNKNOWN_NAME]


def test_review_shows_some_of_many_items() -> None:
    """Of many places to look at, the rest is counted."""
    many = "".join(f"说明{n}。\n" for n in range(30))
    review = read_document(f"{PLAN}{many}").review()
    assert len(str(review).splitlines()) < 24
    assert str(review).splitlines()[-1].endswith("more: see to_excel() or table('groups')")
    assert "另有" in review.as_text("zh").splitlines()[-1]


def test_review_of_plan_without_title_begins_with_what_was_read() -> None:
    """No colon is left of a title."""
    review = read_document("1. 甲。（市商务局负责）\n").review()
    assert review.summary("en") == "measures: 1, statements: 1, parties: 1; to look at: 0"
    assert review.summary("zh") == "1项举措，1条责任分工，1个责任单位；0处待核对"


def test_review_cuts_lines_that_do_not_fit_screen() -> None:
    """A line of sixty characters is whole; of a longer one an ellipsis replaces the end."""
    for lang, label in (("en", "unknown name"), ("zh", "疑似笔误的名称")):
        colon = ": " if lang == "en" else "："
        for surplus, end in ((0, "甲"), (1, "…"), (9, "…")):
            said = "甲" * (60 - len(label + colon) + surplus)
            item = svctrade.ReviewItem(ReviewKind.UNKNOWN_NAME, None, "", said)
            line = Review(EDITION, (item,)).as_text("en" if lang == "en" else "zh").splitlines()[-1]
            assert line == f"{label}{colon}{said}"[:59] + end


def test_review_of_bundled_edition_has_nothing_to_look_at() -> None:
    """An edition that was not read from a plan has rows, and no places to look at."""
    review = svctrade.edition().review()
    assert not review
    assert str(review).count("\n") == 0
    assert len(review.table()) > len(svctrade.measures())


def test_review_table_has_row_for_each_party() -> None:
    """A row has the party as printed, its roles, what it was taken for and the nearest known."""
    table = EDITION.review().table()
    assert table.names[:9] == (
        *("number", "line", "statement", "assignment", "party", "roles", "name", "kind", "nearest"),
    )
    rows = [row[4:9] for row in table]
    assert rows[2] == ("市发改委", "assist", "市发改委", "local body", "发展改革委")
    assert rows[4] == ("厦门", "implement", "厦门", "region", None)
    assert rows[5][3] == "group"
    known = read_table("举措,责任单位\n甲。,商务部\n").review().table()
    assert known["kind"] == ("body",)
    assert len(EDITION.review().table("measures")) == len(EDITION.measures)
    items = EDITION.review().table("items", lang="zh")
    assert items.names == ("序号", "行", "类别", "原文", "说明")
    assert items["类别"] == ("疑似笔误的名称",)


def test_review_table_refuses_unknown_kind() -> None:
    """The tables of a review have names."""
    with pytest.raises(ValueError, match="expected one of 'items', 'parties', 'measures'"):
        EDITION.review().table("bodies")


def test_review_is_shown_and_written(tmp_path: Path) -> None:
    """A notebook shows the places to look at; JSON has all tables."""
    shown = EDITION.review()._repr_html_()
    heads = re.findall("<th[^>]*>([^<]*)</th>", shown)
    assert heads == ["measures", "lines", "kind", "words", "assumed"]
    assert "市伤务局" in shown
    nowhere = read_document("方案\n1. 甲。（市商务局负责）".encode("gb18030")).review()
    assert "GB 18030" in nowhere._repr_html_()
    path = tmp_path / "review.json"
    data = json.loads(EDITION.review().to_json(path))
    assert json.loads(path.read_text(encoding="utf-8")) == data
    assert data["sha256"] == EDITION.source.sha256
    assert [len(data[kind]) for kind in ("items", "parties", "measures")] == [1, 9, 5]


@pytest.mark.parametrize(
    ("name", "other", "expected"),
    [
        ("市伤务局", "市商务局", True),
        ("市农村农业局", "市农业农村局", True),
        ("市规划自然资源局", "市规划和自然资源局", True),
        ("体育局", "体育总局", False),
        ("财政局", "邮政局", False),
        ("市财政局", "县财政局", False),
        ("市商务局", "市商务局", False),
        ("市商务局", "市商务和口岸局", False),
        ("市发改委", "市大发改委", False),
        ("市发改委", "市发大改委", True),
        ("市发改大委", "市发改委", True),
        ("市发改委", "市发改委大", False),
        ("市伤务居", "市商务局", False),
    ],
)
def test_may_be_misprint(name: str, other: str, *, expected: bool) -> None:
    """A misprint sounds or looks alike, lacks one inside, or has them in another order."""
    assert may_be_misprint(name, other) is expected


def test_review_names_known_bodies_that_are_alike() -> None:
    """A name may be a misprint of one that the package knows."""
    review = read_table("举措,责任单位\n甲。,海关总属\n").review()
    assert [(i.text, i.said) for i in review if i.kind is ReviewKind.UNKNOWN_NAME] == [
        ("海关总属", "海关总署")
    ]


@pytest.mark.parametrize("lang", [None, "en", "zh"])
def test_corrections_without_changes_change_nothing(lang: str | None) -> None:
    """A workbook without a changed cell gives the same edition."""
    corrected = read_document(PLAN, corrections=io.BytesIO(reviewed(EDITION, lang=lang)))
    assert corrected == EDITION
    assert corrected.review_items == EDITION.review_items


def corrected(*changes: tuple[str, str, object]) -> Edition:
    return read_document(PLAN, corrections=reviewed(EDITION, *changes))


def test_corrections_apply_to_parties(tmp_path: Path) -> None:
    """A name, a role and a party are corrected; the review says by whom and when."""
    edition = corrected(
        ("parties", "G4", "市发展改革委"),
        ("parties", "J4", "张三"),
        ("parties", "K4", "2031-01-02"),
        ("parties", "F7", "LEAD，support"),
        ("parties", "G8", "市商务局"),
    )
    first, _, third, fourth, _ = edition.measures
    assert [p.body and p.body.name for a in first.assignments for p in a.parties] == [
        *("市商务局", "市财政局", "市发展改革委")
    ]
    assert third.assignments[0].roles == (Role.LEAD, Role.SUPPORT)
    assert fourth.lead is not None
    assert fourth.lead.body.name == "市商务局"
    items = [str(item) for item in edition.review_items if item.kind is ReviewKind.CORRECTED]
    assert items[0] == (
        "line 3: measure 1: 市发改委: corrected: 市发改委 (市发展改革委) by 张三 on 2031-01-02"
    )
    assert "市伤务局" not in [body.name for body in edition.bodies]
    svctrade.save(edition, tmp_path / "plan.json")
    assert svctrade.load(tmp_path / "plan.json") == edition


def test_corrections_add_and_delete_parties() -> None:
    """A row is added below the others, or its party is deleted."""
    edition = corrected(
        ("parties", "E3", None),
        ("parties", "A11", 3),
        ("parties", "D11", 2),
        ("parties", "E11", "部门"),
        ("parties", "F11", "assist"),
        ("parties", "A12", 2),
        ("parties", "E12", "口岸"),
        ("parties", "F12", "implement"),
        ("parties", "G12", "海关总署"),
    )
    first, second, third, *_ = edition.measures
    assert [str(p) for a in first.assignments for p in a.parties] == ["市商务局", "市发改委"]
    assert [(a.text, a.roles) for a in third.assignments][1] == ("部门", (Role.ASSIST,))
    parties = second.assignments[0].parties
    assert [(p.text, p.body and p.body.name) for p in parties][-1] == ("口岸", "海关总署")


def test_corrections_delete_all_parties_of_measure() -> None:
    """A measure may lose all of its parties; then it has no lead."""
    edition = corrected(("parties", "E7", ""), ("parties", "E10", None))
    assert edition.measures[2].assignments == ()
    assert edition.measures[4].lead is None


def test_corrections_apply_to_text_and_statement() -> None:
    """The text is replaced, and a statement is read again."""
    edition = corrected(
        ("measures", "C3", "优化通关流程。"),
        ("measures", "D4", "市商务局牵头；甲省配合"),
        ("measures", "E4", "李四"),
    )
    assert edition.measures[1].text == "优化通关流程。"
    assert [a.text for a in edition.measures[2].assignments] == ["市商务局牵头", "甲省配合"]
    kept = [item for item in edition.review_items if item.kind is ReviewKind.CORRECTED]
    assert [item.measure for item in kept] == [2, 3]
    assert kept[1].said == "市商务局牵头；甲省配合 by 李四"


def test_corrections_name_regions_and_bodies_of_edition() -> None:
    """A name is one of the edition, or one that the package knows."""
    edition = corrected(("parties", "G5", "厦门"), ("parties", "G6", "北京"))
    second = edition.measures[1]
    assert [str(r) for r in second.coverage.named] == ["厦门", "北京"]
    assert {"厦门", "北京"} <= {region.name for region in edition.regions}
    assert "北京" not in [outsider.name for outsider in edition.outsiders]


def test_corrections_repair_what_was_not_read() -> None:
    """A statement that cannot be read is corrected, and the plan is read strictly."""
    plan = f"{PLAN}6. 丙。（责任单位：“”）\n"
    assert problems_of(lambda: read_document(plan))
    edition = read_document(plan, strict=False)
    workbook = reviewed(edition, ("measures", "D7", "责任单位：市商务局"))
    repaired = read_document(plan, corrections=workbook)
    assert repaired.problems == ()
    assert [str(a) for a in repaired.measures[5].assignments] == ["责任单位：市商务局"]
    untouched = reviewed(edition)
    assert problems_of(lambda: read_document(plan, corrections=untouched))


def test_corrections_apply_to_tables() -> None:
    """A table is corrected as a document is."""
    text = "举措,责任单位\n甲。,海关总属\n"
    workbook = reviewed(read_table(text), ("parties", "G2", "海关总署"))
    (measure,) = read_table(text, corrections=workbook).measures
    assert measure.lead is not None
    assert not measure.lead.body.unknown


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"parties!E3": "市卫健委"},
            "sheet parties, row 3, column E: expected words of the statement",
        ),
        (
            {"parties!E2": "市卫健委"},
            "sheet parties, row 2, column E: expected words of the statement",
        ),
        (
            {"parties!F3": "喝彩"},
            "sheet parties, row 3, column F: expected roles of lead (牵头), policy",
        ),
        (
            {"parties!A3": 77},
            "sheet parties, row 3, column A: expected the number of a measure, from 1",
        ),
        (
            {"measures!A3": 77},
            "sheet measures, row 3, column A: expected the number of a measure, from 1",
        ),
        (
            {"measures!A3": "x"},
            "sheet measures, row 3, column A: expected the number of a measure, found",
        ),
        ({"measures!D3": "“。"}, "sheet measures, row 3, column D: expected "),
        ({"source!B2": "0"}, "the workbook is that of another one"),
        ({"source!B1": "x"}, "the workbook is that of another one"),
    ],
)
def test_corrections_that_are_none_are_problems(
    changes: Mapping[str, object], message: str, snapshot: SnapshotAssertion
) -> None:
    """A correction that cannot be applied is refused with its row."""
    cells = [(*place.split("!"), value) for place, value in changes.items()]
    workbook = reviewed(EDITION, *((str(at), str(cell), value) for at, cell, value in cells))
    with pytest.raises(DocumentError) as caught:
        read_document(PLAN, corrections=workbook)
    assert any(message in str(problem) for problem in caught.value.problems)
    assert [attrs.astuple(problem) for problem in caught.value.problems] == snapshot


def test_corrections_are_workbook_of_review() -> None:
    """Another file is refused."""
    expected = "expected the workbook that Review.to_excel() wrote"
    assert expected in problems_of(lambda: read_document(PLAN, corrections=word("方案")))[0]
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.save(out)
    assert expected in problems_of(lambda: read_document(PLAN, corrections=out.getvalue()))[0]


def test_corrections_skip_empty_rows() -> None:
    """A row without a number and without cells is no correction."""
    assert corrected(("parties", "L30", None)) == EDITION
    book = openpyxl.load_workbook(io.BytesIO(reviewed(EDITION)))
    book["parties"].insert_rows(3)
    out = io.BytesIO()
    book.save(out)
    assert read_document(PLAN, corrections=out.getvalue()) == EDITION


def test_review_is_public() -> None:
    """The class of a review is public, for annotations."""
    assert isinstance(EDITION.review(), Review)
    assert EDITION.review().edition is EDITION


# -- a saved plan keeps its review --------------------------------------------------------------

LINES = (
    "市商务局牵头，财政局、市财政局配合",
    "省商务厅、发展改革委、统计局负责",
    "责任单位：市伤务局、市商务局；完成时限：2031年底",
    "海关总署、商务部按职责分工负责",
    "以下均需各县（市、区）人民政府落实，不再列出",
    "责任单位：“”",
)


@st.composite
def plans(draw: st.DrawFn) -> str:
    """Return a plan: headings, measures with numbers that may skip, and prose."""
    lines = ["某市方案"]
    for numeral in "一二三"[: draw(st.integers(1, 3))]:
        heading = draw(st.sampled_from(["", "（市甲局牵头）"]))
        lines.append(f"{numeral}、任务{numeral}{heading}")
        for _ in range(draw(st.integers(1, 4))):
            number = draw(st.integers(1, 9))
            statement = draw(st.sampled_from(["", *(f"（{line}）" for line in LINES)]))
            lines.append(f"{number}.推进某事。{statement}")
            lines += draw(st.sampled_from([[], ["说明文字。"]]))
    return "\n".join([*lines, "99.收尾。（市乙局负责）", ""])


@given(plans())
def test_saved_plan_keeps_its_review(plan: str) -> None:
    """What was saved and loaded again has the same review, also after corrections."""
    edition = read_document(plan, strict=False)
    loaded = svctrade.loads(svctrade.dumps(edition))
    assert loaded == edition
    assert loaded.review_items == edition.review_items
    assert loaded.review() == edition.review()
    assert str(loaded.review()) == str(edition.review())


@given(plans())
def test_groups_have_each_item_once(plan: str) -> None:
    """Each item is in one group, and a group has items that say the same."""
    review = read_document(plan, strict=False).review()
    groups = review.groups()
    assert Counter(item for group in groups for item in group.items) == Counter(review)
    for group in groups:
        assert {(item.kind, item.said) for item in group.items} == {(group.kind, group.said)}
        assert {item.measure for item in group.items} - {None} <= {*group.measures}
        assert list(group.measures) == sorted({*group.measures})
    assert len(review.table("groups")) == len(groups) <= len(review)


def test_bundled_edition_has_no_review_in_its_file() -> None:
    """The file of an edition without a review has no key for it."""
    assert "review_items" not in svctrade.dumps(svctrade.edition())
    plan = read_document("某市方案\n1. 甲。（市财政局、财政局负责）\n")
    assert '"review_items": [' in svctrade.dumps(plan)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"measure": 77}, "$.edition.review_items[0].measure"),
        ({"place": [99, 1, 99, 1]}, "$.edition.review_items[0].place"),
        ({"kind": "rumour"}, "$.edition.review_items[0].kind"),
    ],
)
def test_damaged_review_of_saved_plan_is_refused(change: dict[str, object], path: str) -> None:
    """An item of the review is about a measure and a line of the plan."""
    edition = read_document("某市方案\n1. 甲。（市财政局、财政局负责）\n")
    data = json.loads(svctrade.dumps(edition))
    data["edition"]["review_items"][0] |= change
    assert path in problems_of(lambda: svctrade.loads(json.dumps(data)))[0]


# -- equal items --------------------------------------------------------------------------------


def test_review_groups_name_that_comes_again() -> None:
    """A name that thirty statements have is one row, with all measures."""
    lines = "".join(f"{n}. 事项{n}。（市商务局、市伤务局负责）\n" for n in range(1, 31))
    edition = read_document(f"某市方案\n{lines}31. 完。（市商务局负责）\n")
    review = edition.review()
    (group,) = review.groups()
    assert str(group) == "measures 1-30: 市伤务局: unknown name: 市商务局"
    assert str(review).splitlines()[-1] == str(group)
    row = review.table("groups").to_dicts()[0]
    assert (row["words"], row["count"], row["measures"], row["lines"]) == (
        *("市伤务局", 30, "1-30", "2"),
    )


def test_review_groups_places_that_were_not_read() -> None:
    """Words that cannot be read in several places are one row, and the items stay."""
    lines = "".join(f"{n}. 事项。（责任单位：“”）\n" for n in (1, 2, 4))
    edition = read_document(f"某市方案\n{lines}", strict=False)
    review = edition.review()
    unread = [g for g in review.groups() if g.kind is ReviewKind.UNREAD_STATEMENT]
    assert [(g.text, g.measures, g.lines) for g in unread] == [("“”", (1, 2, 4), (2, 3, 4))]
    assert review.counts()[ReviewKind.UNREAD_STATEMENT] == 3
    assert len(review.table("items")) == len(review) == 4
    assert "measures 1-2, 4: “”: unread statement" in str(review)


def test_review_groups_inherited_statements_and_lines() -> None:
    """Measures that inherit the same words are one group; a group may have lines alone."""
    plan = "某市方案\n一、甲（市甲局牵头）\n1.甲。（乙处负责）\n2.丙。\n3.丁。\n4.末。（丙处）\n"
    review = read_document(f"{plan}说明。\n说明。\n").review()
    alone = "a list of names without an action was read as the statement"
    assert [str(group) for group in review.groups()] == [
        f"line 6: measure 4: 丙处: form: {alone}",
        "measures 2-3: heading: 市甲局牵头",
        "lines 7-8: 说明。: unassigned text: it is kept as text only",
    ]
    same = [svctrade.ReviewItem(ReviewKind.FILE, None, "", "a remark")] * 2
    (group,) = Review(EDITION, tuple(same)).groups()
    assert str(group) == "2 times: file: a remark"


# -- corrections and the review -----------------------------------------------------------------


def test_correction_settles_what_was_not_read() -> None:
    """A statement that was corrected is no longer one that was not read."""
    plan = f"{PLAN}6. 丙。（责任单位：“”）\n"
    edition = read_document(plan, strict=False)
    unread = [item for item in edition.review() if item.kind is ReviewKind.UNREAD_STATEMENT]
    assert [item.measure for item in unread] == [6]
    repaired = read_document(
        plan, corrections=reviewed(edition, ("measures", "D7", "责任单位：市商务局"))
    )
    kinds = [item.kind for item in repaired.review() if item.measure == 6]
    assert kinds == [ReviewKind.CORRECTED]
    rows = repaired.review().table("groups", lang="en")
    assert "statements or parties that were not read" not in rows["kind"]
    book = openpyxl.load_workbook(io.BytesIO(workbook_of_review(repaired, "en")))
    assert "not read" not in str([cell.value for row in book["groups"] for cell in row])


def test_correction_of_text_settles_no_statement() -> None:
    """A statement that cannot be read stays a problem where only the text was corrected."""
    plan = f"{PLAN}6. 丙。（责任单位：“”）\n"
    edition = read_document(plan, strict=False)
    workbook = reviewed(edition, ("measures", "C7", "丙事。"))
    assert problems_of(lambda: read_document(plan, corrections=workbook))
    kept = read_document(plan, corrections=workbook, strict=False)
    assert [item.kind for item in kept.review() if item.measure == 6] == [
        ReviewKind.UNREAD_STATEMENT,
        ReviewKind.CORRECTED,
    ]


def test_correction_moves_what_is_about_a_name() -> None:
    """Where a name was corrected in one measure, the item goes to the next one that has it."""
    plan = "某市方案\n1. 甲。（市财政局、财政局负责）\n2. 乙。（财政局负责）\n"
    edition = read_document(plan)
    (item,) = edition.review_items
    assert (item.measure, item.place and item.place.line) == (1, 2)
    first = read_document(plan, corrections=reviewed(edition, ("parties", "G3", "省财政厅")))
    (moved, _) = first.review_items
    assert (moved.kind, moved.measure, moved.place and moved.place.line) == (
        *(ReviewKind.SAME_BODY, 2, 3),
    )
    both = reviewed(edition, ("parties", "G3", "省财政厅"), ("parties", "G4", "省财政厅"))
    assert {item.kind for item in read_document(plan, corrections=both).review_items} == {
        ReviewKind.CORRECTED
    }
    other = read_document(plan, corrections=reviewed(edition, ("parties", "F2", "lead")))
    assert other.review_items[0] == item


def test_correction_leaves_what_a_measure_inherits() -> None:
    """The statement of a heading holds for a measure whose own statement was corrected."""
    plan = "某市方案\n一、甲（市甲局牵头）\n1.甲事。（乙处负责）\n2.丙事。\n"
    edition = read_document(plan)
    changed = reviewed(edition, ("measures", "D3", "丁处负责"))
    found = read_document(plan, corrections=changed)
    assert [item.kind for item in found.review_items] == [
        ReviewKind.HEADING_INHERITED,
        ReviewKind.CORRECTED,
    ]


def test_review_makes_control_characters_visible_in_workbook(tmp_path: Path) -> None:
    """A cell holds no NUL: an item of a saved edition that has one shows its picture."""
    item = svctrade.ReviewItem(ReviewKind.FILE, None, "甲\0乙", "A footnote was left out.")
    Review(EDITION, (item,)).to_excel(tmp_path / "review.xlsx", lang="zh")
    row = openpyxl.load_workbook(tmp_path / "review.xlsx")["groups"][2]
    assert [cell.value for cell in row] == ["文件说明", "甲␀乙", "已略去脚注", 1, None, None]


ROLES = "某市服务贸易方案\n1. 推进试点。（市商务局牵头，市财政局、财政局配合）\n"


def roles_of(edition: Edition) -> dict[str, tuple[Role, ...]]:
    """Return the roles of each party of the first measure, by its words."""
    assignments = edition.measures[0].assignments
    return {party.text: a.roles for a in assignments for party in a.parties}


def corrections_of(edition: Edition) -> list[tuple[str, str]]:
    """Return what was corrected, and how."""
    kept = [i for i in edition.review_items if i.kind is ReviewKind.CORRECTED]
    return [(item.text, item.said) for item in kept]


@pytest.mark.parametrize(
    ("cell", "roles", "party", "said"),
    [
        ("F4", "lead", "财政局", (Role.LEAD,)),
        ("F3", "牵头", "市财政局", (Role.LEAD,)),
        ("F4", "lead、assist", "财政局", (Role.LEAD, Role.ASSIST)),
        ("F3", None, "市财政局", ()),
    ],
)
def test_corrections_give_each_party_its_own_roles(
    cell: str, roles: str | None, party: str, said: tuple[Role, ...], tmp_path: Path
) -> None:
    """The roles of one party of an assignment are corrected; those of the others stay."""
    edition = read_document(ROLES)
    found = read_document(ROLES, corrections=reviewed(edition, ("parties", cell, roles)))
    assert roles_of(found) == {**roles_of(edition), party: said}
    name = "" if party == "市财政局" else "市财政局, "
    now = "、".join(role.value for role in said) or "none"
    assert corrections_of(found) == [(f"{party} ({name}assist)", f"{party} ({name}{now})")]
    svctrade.save(found, tmp_path / "plan.json")
    assert svctrade.load(tmp_path / "plan.json") == found


def test_corrections_write_same_roles_in_other_words() -> None:
    """A role by its Chinese name is no correction."""
    edition = read_document(ROLES)
    same = read_document(ROLES, corrections=reviewed(edition, ("parties", "F2", "牵头")))
    assert same == edition
    assert corrections_of(same) == []


def test_corrections_are_in_chinese_workbook() -> None:
    """The roles and the kinds of parties are Chinese there, and are read again."""
    table = EDITION.review().table("parties", lang="zh")
    assert table["职责"][:2] == ("牵头", "协助推进")
    assert {*table["类别"]} == {"本方案的单位", "地区", "统称"}
    edition = read_document(ROLES)
    workbook = reviewed(edition, ("parties", "F4", "牵头"), lang="zh")
    found = read_document(ROLES, corrections=workbook)
    assert roles_of(found) == {**roles_of(edition), "财政局": (Role.LEAD,)}
    assert found.review().as_text("zh").splitlines()[-1] == (
        "第1项：财政局（市财政局，协助推进）：已更正：财政局（市财政局，牵头）"
    )


def test_corrections_say_what_was_deleted() -> None:
    """A party, a text or a statement that was deleted is called so."""
    deleted = reviewed(read_document(ROLES), ("parties", "E3", None), ("parties", "J3", "张三"))
    found = read_document(ROLES, corrections=deleted)
    assert corrections_of(found) == [("市财政局", "deleted by 张三")]
    assert found.review().as_text("zh").splitlines()[-1] == (
        "第1项：市财政局：已更正：已删除（更正人：张三）"
    )


def test_corrections_need_rows_of_each_measure() -> None:
    """A measure whose rows are gone from the sheet is refused; nothing is ignored."""
    book = openpyxl.load_workbook(io.BytesIO(reviewed(EDITION)))
    book["parties"].delete_rows(2, 3)
    out = io.BytesIO()
    book.save(out)
    (problem,) = problems_of(lambda: read_document(PLAN, corrections=out.getvalue()))
    assert problem == (
        "sheet parties: expected the rows of measure 1; to delete its parties, empty their cells "
        "in the column party, found nothing"
    )
    scarce = "某市方案\n一、甲\n1. 甲事。（市商务局牵头）\n2. 乙事。\n3. 丙事。（市商务局牵头）\n"
    edition = read_document(scarce)
    assert read_document(scarce, corrections=reviewed(edition)) == edition


@pytest.mark.parametrize("plan", ["某市方案\n1. 推进。（外汇局负责）\n"])
def test_corrections_take_known_body_out_of_outsiders(plan: str, tmp_path: Path) -> None:
    """A body that a correction names is in the edition, which is saved and loaded."""
    edition = read_document(plan)
    changed = reviewed(edition, ("parties", "G2", "国家外汇管理局"))
    found = read_document(plan, corrections=changed)
    (body,) = found.bodies
    assert (body.name, body.unknown) == ("外汇局", False)
    assert body.name not in [outsider.name for outsider in found.outsiders]
    svctrade.save(found, tmp_path / "plan.json")
    assert svctrade.load(tmp_path / "plan.json") == found


# -- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((1, 2, 3), []),
        ((1, 2, 4, 5), [("4.", "3 is missing before it", 4)]),
        ((1, 5), [("5.", "2-4 are missing before it", 5)]),
        ((3, 4), [("3.", "1-2 are missing before it", 3)]),
        ((1, 2, 2, 3), [("2.", "2 is before it", 3)]),
        ((1, 3, 2), [("3.", "2 is missing before it", 2), ("2.", "3 is before it", 3)]),
        ((1, 1), [("1.", "1 is before it", 2)]),
    ],
)
def test_review_says_where_numbers_skip_or_repeat(
    numbers: tuple[int, ...], expected: list[tuple[str, str, int]]
) -> None:
    """A number that does not follow the one before it is in the review, with its measure."""
    lines = "".join(f"{n}.事项。（市甲局负责）\n" for n in numbers)
    items = read_document(f"某市方案\n{lines}").review()
    found = [(i.text, i.said, i.measure) for i in items if i.kind is ReviewKind.NUMBER_GAP]
    assert found == expected


@pytest.mark.parametrize(
    "lines",
    [
        "一、甲\n1.甲事。（甲局负责）\n二、乙\n1.乙事。（甲局负责）\n2.丙事。（甲局负责）\n",
        "一、甲\n1.甲事。（甲局负责）\n二、乙\n2.乙事。（甲局负责）\n3.丙事。（甲局负责）\n",
        "1.1 甲事。（甲局负责）\n1.2 乙事。（甲局负责）\n2.1 丙事。（甲局负责）\n",
        "一、甲\n1.甲事。内容。\n2.乙事。（甲局负责）\n二、乙\n（一）丙事。（甲局负责）\n",
        "1.甲事：（1）甲项；（3）乙项。（甲局负责）\n2.乙事。（甲局负责）\n",
        "甲事。（甲局负责）\n乙事。（甲局负责）\n",
    ],
)
def test_numbers_may_begin_anew_and_count_through(lines: str) -> None:
    """Numbers that begin anew below a heading, or count through, do not skip."""
    kinds = [item.kind for item in read_document(f"某市方案\n{lines}").review()]
    assert ReviewKind.NUMBER_GAP not in kinds


def test_review_says_where_numbers_of_headings_and_tables_skip() -> None:
    """So it is with headings, and with the numbers of a table; printed numbers stay."""
    plan = "某市方案\n一、甲\n1.甲事。（甲局负责）\n三、丙\n1.丙事。（甲局负责）\n"
    items = [i for i in read_document(plan).review() if i.kind is ReviewKind.NUMBER_GAP]
    assert [(i.text, i.said, i.measure, i.place and i.place.line) for i in items] == [
        ("三、", "2 is missing before it", None, 4)
    ]
    rows = "1,甲,甲事。,甲局\n2,,乙事。,甲局\n2,乙,丙事。,甲局\n4,,丁事。,甲局\n"
    edition = read_table(f"序号,任务,举措,责任单位\n{rows}")
    assert [(m.number, m.label) for m in edition.measures] == [
        *((1, "1"), (2, "2"), (3, "2"), (4, "4")),
    ]
    assert [(i.kind.name, i.text, i.said, i.measure) for i in edition.review_items] == [
        ("NUMBER_GAP", "2", "2 is before it", 3),
        ("RENUMBERED", "2", "the measures are counted through", None),
        ("NUMBER_GAP", "4", "3 is missing before it", 4),
    ]
    anew = read_table("序号,任务,举措,责任单位\n1,甲,甲事。,甲局\n1,乙,丙事。,甲局\n")
    assert [i.kind for i in anew.review_items] == [ReviewKind.RENUMBERED]


def test_review_is_chinese_where_it_is_asked_for() -> None:
    """The lines, the table and the workbook say in Chinese what was assumed."""
    plan = (
        "某市方案\n一、甲（市甲局牵头）\n1.甲。（市财政局、财政局）\n3.乙。\n"
        "4.丙。（市商务局市统计局负责）\n说明。\n二、乙\n1.丁。（市甲局负责）\n"
    )
    review = read_document(plan, strict=False).review()
    shown = review.as_text("zh").splitlines()
    assert "第2项：3.：跳号或重号：此前缺2" in shown
    assert "第8行：1.：重新编号：各项举措统一编号" in shown
    assert "第2项：乙。：沿用上级标题责任分工的条目：市甲局牵头" in shown
    said = dict(zip(*(review.table("items", lang="zh")[n] for n in ("类别", "说明")), strict=True))
    assert said["跳号或重号"] == "此前缺2"
    assert review.table("items")["said"] != review.table("items", lang="zh")["说明"]
    remark = svctrade.ReviewItem(ReviewKind.FILE, None, "", "Page numbers were left out.")
    assert Review(EDITION, (remark,)).as_text("zh").endswith("\n文件说明：已略去页码")


@pytest.mark.parametrize(
    ("sheet", "column"),
    [
        *(("parties", name) for name in ("number", "assignment", "party", "roles", "name")),
        *(("measures", name) for name in ("number", "text", "statement")),
    ],
)
def test_corrections_lack_no_column(sheet: str, column: str) -> None:
    """A workbook without a column that decides what a measure says is refused; others may lack."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of_review(EDITION, None)))
    for name in ("by", "on", column):
        headings = [cell.value for cell in book[sheet][1]]
        out = io.BytesIO()
        book.save(out)
        assert read_document(PLAN, corrections=out.getvalue()) == EDITION
        book[sheet].delete_cols(headings.index(name) + 1)
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(DocumentError) as caught:
        read_document(PLAN, corrections=out.getvalue())
    (problem,) = caught.value.problems
    expected = "the workbook that Review.to_excel() wrote; "
    assert problem.expected == f"{expected}the sheet {sheet} lacks the column {column}"
    assert problem.path == "the workbook"
