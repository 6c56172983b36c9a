"""Read documents: encodings, layouts, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given

import svctrade
from svctrade import (
    AmbiguousNameError,
    Basis,
    Body,
    Certainty,
    Edition,
    Publication,
    Role,
    UnknownNameError,
    read_document,
    read_table,
)
from svctrade._parsing.characters import chinese_numeral
from svctrade._parsing.formats import limits

from ..strategies import BODIES, REGIONS, editions
from .documents import ANNEX, EDITION, PLAN, problems_of


@pytest.mark.parametrize(
    "source",
    [
        ANNEX,
        "\ufeff" + ANNEX,
        ANNEX.encode("utf-8-sig"),
        ANNEX.encode("gb18030"),
        ANNEX.encode("utf-16"),
        ANNEX.replace("\n", "\r\n").encode(),
        ANNEX.replace("\n", "\r"),
    ],
)
def test_read_document_accepts_usual_encodings(source: str | bytes) -> None:
    """Encoding, byte order mark and line ends make no difference."""
    edition = read_document(source, "annex")
    assert edition.measures == tuple(attrs.evolve(m, events=()) for m in EDITION.measures)
    assert edition.source.text == ANNEX
    assert (edition.tasks, edition.notes) == (EDITION.tasks, EDITION.notes)
    assert (edition.bodies, edition.regions) == (EDITION.bodies, EDITION.regions)


def test_read_document_folds_widths() -> None:
    """Digits and brackets may be of either width; the text stays as printed."""
    wide = ANNEX.translate(str.maketrans("0123456789()", "０１２３４５６７８９（）"))
    edition = read_document(wide)
    assert [m.number for m in edition.measures] == list(range(1, 123))
    assert [m.lead for m in edition.measures] == [m.lead for m in EDITION.measures]
    narrow = read_document(PLAN.translate(str.maketrans("（）：，", "():,")))
    assert [m.text for m in narrow.measures][1:] == [m.text for m in read_document(PLAN).measures][
        1:
    ]
    assert "(范围由国家确定)" in narrow.measures[0].text


def test_read_document_drops_page_artifacts() -> None:
    """Page numbers, form feeds and repeated headings are not part of the document."""
    lines: list[str] = []
    for n, line in enumerate(ANNEX.split("\n"), start=1):
        lines.append(line)
        if n % 40 == 0:
            page = n // 40
            lines += (
                ["", f"- {page} -", "", "\f"],
                [f"{page}", "\f试点任务 序号 具体举措 责任分工"],
            )[page % 2]
        if n % 97 == 0 or n == len(ANNEX.split("\n")) - 4:
            lines.append(f"第 {n // 97} 页 共 9 页")
    edition = read_document("\n".join(lines))
    assert [m.text for m in edition.measures] == [m.text for m in EDITION.measures]
    assert [t.objective for t in edition.tasks] == [t.objective for t in EDITION.tasks]
    assert [n.text for n in edition.notes] == [n.text for n in EDITION.notes]


def test_read_document_reads_numbered_paragraphs() -> None:
    """Headings are tasks, paragraphs with a statement are measures, other prose is neither."""
    edition = read_document(PLAN)
    assert edition.title == "某省推动服务贸易创新发展实施方案"
    assert [(t.label, t.title, t.objective) for t in edition.tasks] == [
        ("二、", "重点任务", "做好各项工作。"),
        ("三、", "保障措施", ""),
    ]
    assert [(m.number, m.text) for m in edition.measures] == [
        (1, "扩大外资准入。推动开放（范围由国家确定）。"),
        (2, "便利人员往来。优化签证。"),
        (3, "做好统计。"),
        (4, "加强领导。落实责任。"),
    ]
    assert edition.measures[0].responsibility == (
        "省通信管理局牵头，省商务厅、省发展改革委按职责分工负责"
    )
    assert edition.measures[2].responsibility == "责任单位：省商务厅、省统计局"
    assert all(body.unknown for body in edition.bodies)
    assert edition.regions == ()


def test_read_document_keeps_rising_numbers() -> None:
    """Numbers that rise through the document are kept; otherwise the measures are counted."""
    text = "一、甲\n3. 支持。（商务部负责）\n二、乙\n5. 鼓励。（财政部负责）\n"
    assert [m.number for m in read_document(text).measures] == [3, 5]
    assert [m.number for m in read_document(text.replace("5", "1")).measures] == [1, 2]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "（一）甲。\n\n牵头单位：市商务局\n\n配合单位：市财政局\n\n（二）乙。责任单位：市外办\n",
            [
                ("甲。", "牵头单位：市商务局配合单位：市财政局"),
                ("乙。", "责任单位：市外办"),
            ],
        ),
        (
            "（一）甲（市商务局牵头）\n1.子。\n2.丑。\n（二）乙（市外办牵头）；\n",
            [("甲1.子。2.丑。", "市商务局牵头"), ("乙", "市外办牵头")],
        ),
        (
            "（一）系统（政务服务平台）\n1）甲。（市口岸办负责）\n2）乙。（市外办负责）\n",
            [("甲。", "市口岸办负责"), ("乙。", "市外办负责")],
        ),
        (
            (
                "1.甲，力争到\n2031 年翻番（试点）。（市口岸办负\n责）；\n"
                "各部门抓好落实。\n附件：1.表\n2.单\n市政府\n"
            ),
            [("甲，力争到2031年翻番（试点）。", "市口岸办负责")],
        ),
        ("1.甲（二期\n），乙。（市外办负责）\n", [("甲（二期），乙。", "市外办负责")]),
        (
            "1.甲（不由市乙局负责）。（市外办负责）\n2.子）\n。（市外办负责）\n",
            [
                ("甲（不由市乙局负责）。", "市外办负责"),
                ("子）。", "市外办负责"),
            ],
        ),
        (
            "1.甲。（市外办负责）\n2.乙。\n完成时限：2031年；责任单位：市商务局\n",
            [("甲。", "市外办负责"), ("乙。", "完成时限：2031年；责任单位：市商务局")],
        ),
    ],
)
def test_read_document_handles_layouts_of_paragraphs(
    body: str, expected: list[tuple[str, str]]
) -> None:
    """Label lines, lower items, asides, wrapped statements and closing prose are handled."""
    edition = read_document(f"方案\n一、扩大\n{body}")
    assert [(m.text, m.responsibility) for m in edition.measures] == expected


def test_read_document_reads_heading_with_statement_as_task() -> None:
    """A heading of one sentence with a statement is a task, and the statement is the task's."""
    edition = read_document("方案\n一、扩大（市商务局牵头）\n1. 甲。（市外办负责）\n")
    assert [(str(m.task), m.text) for m in edition.measures] == [("一、扩大", "甲。")]
    (task,) = edition.tasks
    assert task.responsibility == "市商务局牵头"
    assert [(a.text, a.roles) for a in task.assignments] == [("市商务局牵头", (Role.LEAD,))]


def test_read_document_reports_unexpected_number_of_row() -> None:
    """After a statement, any number begins a row of the annex."""
    head = "任务\n试点任务 序号 具体举措 责任分工\n（一）扩大\n  目标。\n\n1 甲。 商务部负责推进\n"
    text = f"{head}3 乙。 财政部负责推进\n"
    assert any(
        "expected measure 2" in message for message in problems_of(lambda: read_document(text))
    )
    edition = read_document(text, strict=False)
    assert [(m.number, m.text) for m in edition.measures] == [(1, "甲。"), (3, "乙。")]


def test_read_document_ends_title_before_number_addressees_and_prose() -> None:
    """The number of a document, its addressees and prose are not part of its title."""
    for line in ("某政〔2031〕3号", "各区人民政府：", "为此，制定本措施。"):
        text = f"某市\n若干措施\n{line}\n1. 支持。（商务部负责）\n"
        assert read_document(text).title == "某市若干措施"


def test_read_document_reports_more_than_99_notes() -> None:
    """The hundredth note is a problem, and the ones before it are kept."""
    notes = "".join(f"{n}.甲\n" for n in range(3, 120))
    (message,) = problems_of(lambda: read_document(ANNEX + notes))
    assert "expected at most 99 notes, found '100.甲'" in message
    assert len(read_document(ANNEX + notes, strict=False).notes) == 99


def test_read_document_without_headings_has_one_task() -> None:
    """A document without headings has one task, under its own title."""
    edition = read_document("若干措施\n导语。\n①支持。（商务部负责）\n（1）鼓励。（财政部负责）")
    assert [t.title for t in edition.tasks] == ["若干措施"]
    assert len(edition.measures) == 2


def test_read_document_applies_declarations_of_the_lead() -> None:
    """A declaration in a statement applies from there on, one elsewhere to the whole document."""
    leads = [m.lead for m in read_document(PLAN).measures]
    assert [lead and lead.basis for lead in leads] == [Basis.EXPLICIT] * 3 + [None]
    assert [lead and lead.declared for lead in leads] == [
        None,
        *["列第一位者为牵头单位"] * 2,
        None,
    ]
    head = (
        "措施\n排在第一位的部门为牵头部门。\n1. 甲。（商务部、财政部负责）\n2. 乙。（外交部负责）"
    )
    edition = read_document(head)
    assert [m.lead and m.lead.declared for m in edition.measures] == [
        "排在第一位的部门为牵头部门"
    ] * 2
    (why,) = svctrade.measures(edition).led_by("商务部", basis="explicit").explain()
    (step,) = why.reasons[0].steps
    assert step.kind == "declared"
    assert "“排在第一位的部门为牵头部门”" in step.text
    undeclared = read_document(head.replace("排在第一位的部门为牵头部门。", ""))
    assert [m.lead and m.lead.basis for m in undeclared.measures] == [Basis.FIRST_NAMED] * 2


def test_read_document_not_strict_keeps_unread_statement() -> None:
    """The statement is kept as printed with an open coverage, and is a problem."""
    text = "措施\n1. 甲。（商务部牵头，财政部审批）\n2. 乙。（试点地区负责推进）"
    (message,) = problems_of(lambda: read_document(text))
    assert message == (
        "line 2, column 13: expected parties and an action such as 负责推进, found '财政部审批'"
    )
    edition = read_document(text, strict=False)
    unread = edition.measures[0]
    assert (unread.responsibility, unread.assignments) == ("商务部牵头，财政部审批", ())
    assert unread.lead is None
    assert unread.certainty(edition.regions[0]) is Certainty.POSSIBLE
    assert [str(p) for p in edition.problems] == [message]
    (why,) = svctrade.measures(edition).in_region("厦门", at_least="possible").numbered(1).explain()
    assert why.reasons[0].steps[0].kind == "unread"
    assert why.reasons[0].quote == unread.responsibility
    assert "商务部牵头，财政部审批" in edition.reprint()


def test_read_document_gives_edition_for_queries() -> None:
    """The edition can be queried, explained and cited, and names what it does not contain."""
    edition = read_document(PLAN, id="plan", publication=Publication("", issuer="某省"))
    found = svctrade.measures(edition).led_by("省公安厅")
    assert found.numbers == (2,)
    assert found.explain()[0].reasons[0].quote == "省公安厅"
    assert svctrade.measure(2, edition).cite().startswith("某省. 某省推动服务贸易")
    with pytest.raises(svctrade.NotInEditionError, match="the document does not name this body"):
        svctrade.body("商务部", edition)
    with pytest.raises(svctrade.NotInEditionError, match="does not name this region"):
        svctrade.region("厦门", edition)


def test_read_document_lists_regions_of_pilot_if_mentioned() -> None:
    """With 试点地区 the regions are those of the pilot, otherwise those that are named."""
    text = "措施\n1. 甲。（{}负责推进）"
    assert read_document(text.format("试点地区")).regions == svctrade.regions()
    assert [r.name for r in read_document(text.format("厦门、福州市")).regions] == [
        "厦门",
        "福州市",
    ]
    given = svctrade.regions("长三角")
    assert read_document(text.format("试点地区"), regions=given).regions == given


def test_read_document_prefers_printed_names_to_successors_and_districts() -> None:
    """A successor or a district that the document names is a body or a region of its own."""
    text = "措施\n1. 甲。（银保监会、国家金融监督管理总局负责）\n2. 乙。（重庆、渝北区负责推进）"
    edition = read_document(text)
    assert [b.name for b in edition.bodies] == ["银保监会", "国家金融监督管理总局"]
    assert svctrade.body("国家金融监督管理总局", edition).name == "国家金融监督管理总局"
    assert svctrade.region("渝北区", edition).unknown
    assert svctrade.measures(edition).in_region("重庆").numbers == (2,)


def test_in_task_refuses_shared_titles() -> None:
    """A title of several tasks is ambiguous; the candidates are their labels."""
    text = "1. 甲。（商务部负责）\n"
    heads = ("一、开放", "二、开放", "三、开放", "四、其他")
    edition = read_document("措施\n" + "\n".join(f"{head}\n{text}" for head in heads))
    found = svctrade.measures(edition)
    with pytest.raises(AmbiguousNameError, match="'开放' fits more than one task") as caught:
        found.in_task("开放")
    assert caught.value.candidates == ("一、", "二、", "三、")
    assert [found.in_task(name).numbers for name in caught.value.candidates] == [(1,), (2,), (3,)]
    assert [found.in_task(task).numbers for task in edition.tasks] == [(1,), (2,), (3,), (4,)]
    make_unknown = attrs.evolve(edition.tasks[0], number=9)
    with pytest.raises(AmbiguousNameError, match="'开放' fits more than one task"):
        found.in_task(make_unknown)


def test_task_without_title_is_found_by_number_and_label() -> None:
    """A task without a title is not found by an empty name."""
    edition = attrs.evolve(EDITION, tasks=tuple(attrs.evolve(t, title="") for t in EDITION.tasks))
    assert svctrade.task(3, edition) == svctrade.task("（三）", edition) == edition.tasks[2]
    with pytest.raises(UnknownNameError):
        svctrade.task("", edition)


def test_read_document_joins_names_of_different_width() -> None:
    """An unknown body is one body whatever the width of its brackets; *bodies* adds known ones."""
    text = (
        "措施\n1. 甲。（市甲局（乙办）负责）\n2. 乙。（市甲局(乙办)负责）\n"
        "3. 丙。（中国甲乙、商务部负责）"
    )
    known = Body("cjy", "中国甲乙")
    edition = read_document(text, bodies=[known])
    assert [b.name for b in edition.bodies] == ["市甲局（乙办）", "中国甲乙", "商务部"]
    assert edition.bodies[1] == known
    assert problems_of(lambda: read_document(text))[0].startswith("line 4, column 7")


@given(editions())
def test_read_document_reads_reprints(edition: Edition) -> None:
    """Reading what `reprint()` prints gives the measures that were printed."""
    measures = sorted(edition.measures, key=lambda m: m.task.number)
    renumbered = tuple(attrs.evolve(m, number=n, notes=()) for n, m in enumerate(measures, start=1))
    tasks = tuple(dict.fromkeys(m.task for m in renumbered))
    labelled = {
        t: attrs.evolve(t, number=n, label=f"（{chinese_numeral(n)}）")
        for n, t in enumerate(tasks, start=1)
    }
    printed = attrs.evolve(
        edition,
        notes=(),
        tasks=tuple(labelled.values()),
        measures=tuple(attrs.evolve(m, task=labelled[m.task]) for m in renumbered),
    )
    again = read_document(printed.reprint(), "annex", bodies=BODIES, regions=REGIONS)
    assert [attrs.evolve(m, place=None, task=printed.tasks[0]) for m in again.measures] == [
        attrs.evolve(m, place=None, task=printed.tasks[0], events=()) for m in printed.measures
    ]
    assert [str(m.task) for m in again.measures] == [str(m.task) for m in printed.measures]


WRONG: Any = 7


PAGES: Any = "pages"


MAPPING: Any = {"举措": "甲"}


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda: read_document(WRONG),
            TypeError,
            "a document is a path, bytes, an open file or text, not int: 7",
        ),
        (
            lambda: read_document("x", PAGES),
            ValueError,
            "layout is 'pages'; expected one of 'annex'",
        ),
        (
            lambda: read_table(WRONG),
            TypeError,
            "a table is a path, bytes, an open file, CSV text, a data frame or an iterable",
        ),
        (lambda: read_table(MAPPING), TypeError, "not dict"),
        (
            lambda: read_table([WRONG]),
            TypeError,
            "a row is a mapping from headings to cells, not int",
        ),
        (lambda: read_table([{"举措": True}]), TypeError, "a cell is text or a number, not bool"),
        (
            lambda: read_table("x", {"备注": "note"}),
            ValueError,
            (
                "columns has '备注': 'note'; expected one of 'number', 'task', 'objective', "
                "'text', 'responsibility', 'deadline', a label such as '牵头单位', or None to "
                "leave the column out"
            ),
        ),
        (
            lambda: read_document(Path(__file__).parent),
            IsADirectoryError,
            "is a directory; expected",
        ),
        (lambda: read_document(Path("none.txt")), FileNotFoundError, "none.txt"),
        (lambda: read_document("none.txt"), FileNotFoundError, "none.txt"),
        (lambda: read_document("x", id=WRONG), TypeError, "id takes a string, not int: 7"),
        (lambda: read_document("x", bodies=PAGES), TypeError, "bodies takes Body records, not 'p'"),
        (lambda: read_document("x", regions=[WRONG]), TypeError, "regions takes Region records"),
        (
            lambda: read_document("x", bodies=[Body("mofcom", "市商务局")]),
            ValueError,
            "the id 'mofcom' of 市商务局 is that of 商务部; give it another",
        ),
        (
            lambda: read_table("x", WRONG),
            TypeError,
            "columns maps headings to columns or None, not 7",
        ),
        (lambda: read_table("x", {"a": WRONG}), TypeError, "columns maps headings"),
        (lambda: read_table("表/none.XLSX"), FileNotFoundError, "none.XLSX"),
    ],
)
def test_readers_refuse_wrong_arguments(
    call: Callable[[], object], error: type[Exception], message: str
) -> None:
    """A wrong argument says what was given and what was expected."""
    with pytest.raises(error, match=message.replace("(", r"\(")):
        call()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\x81", "line 1, column 1: expected text in UTF-8 or GB 18030"),
        (b"\xff\xfea", "expected text in UTF-16"),
        (b"\xef\xbb\xbf\xff", "expected text in UTF-8"),
        ("甲\n乙\ud800", "line 2, column 1: expected text in Unicode"),
        ("tests", "expected a paragraph that says who"),
        ("a\0b", "found 'a file of no known kind'"),
        ("x" * 5000, "expected a paragraph that says who"),
        ("", "expected a document with text"),
    ],
)
def test_read_document_reports_undecodable_text(content: str | bytes, message: str) -> None:
    """Text in no known encoding, or without measures, is a problem with its place."""
    assert message in problems_of(lambda: read_document(content))[0]


def test_readers_refuse_long_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At most the limit is read."""
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    (tmp_path / "long.txt").write_text("x" * 11, encoding="ascii")
    assert "at most 10 bytes" in problems_of(lambda: read_document(tmp_path / "long.txt"))[0]
    assert "at most 10 bytes" in problems_of(lambda: read_table(b"x" * 11))[0]


def test_read_document_joins_wrapped_title_of_task() -> None:
    """A short line is a title only if a sentence follows it."""
    (task,) = read_document("方案\n一、推进重点领域改革和\n开放\n（一）甲。（商务部负责）\n").tasks
    assert (task.title, task.objective) == ("推进重点领域改革和开放", "")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("某市方案\n附件：任务分工表\n", "某市方案"),
        ("附件2：某市任务分工表\n", "某市任务分工表"),
        ("附件2\n某市方案\n", "某市方案"),
    ],
)
def test_read_document_reads_title_beside_annex(head: str, title: str) -> None:
    """附件： begins no further line of a title, and is no part of one."""
    edition = svctrade.read_document(f"{head}一、任务\n1.甲。（市商务局负责）\n")
    assert edition.title == title


def test_read_document_takes_no_statement_for_metadata() -> None:
    """A label of metadata behind the first number is that of a statement."""
    text = (
        "索引号：0001/2031-5\n发文机关：某市商务局\n发文日期：2031年5月1日\n\n某市方案\n"
        "一、任务\n1.建设平台。\n责任部门：市商务局\n2.培育企业。（市财政局负责）\n"
    )
    edition = svctrade.read_document(text)
    assert edition.publication.issuer == "某市商务局"
    assert [m.responsibility for m in edition.measures] == ["责任部门：市商务局", "市财政局负责"]


def test_read_document_takes_line_above_table_as_its_task() -> None:
    """Of two tables each has the line above it as its task; without one it is the title."""
    head = "<tr><td>序号<td>举措<td>责任单位"
    page = (
        f"<!DOCTYPE html><table>{head}<tr><td>1<td>推动出海。<td>商务部</table>"
        f"<p>附件</p><p>便利结算</p><table>{head}<tr><td>2<td>便利汇兑。<td>外汇局</table><p>附则</p>"
    )
    plan = read_document(page)
    assert [measure.task.title for measure in plan.measures] == [plan.title, "便利结算"]
