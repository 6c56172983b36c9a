"""What is read from files of each format, as last checked; ``pytest --snapshot-update`` renews it.

Every paragraph and cell with its place, what a file says of itself, and each remark.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import openpyxl
import pytest
from openpyxl.comments import Comment
from syrupy.assertion import SnapshotAssertion

import svctrade
from svctrade._parsing.formats import FileContent, FilePlace, Paragraph, TableBlock, read_file

from .files import level, listing, numbered, p, saved, table_xml, word_xml
from .test_formats_pdf import ROWS, pages, read_three_pages
from .test_formats_web import ARTICLE, GOVERNMENT, page


def place_of(place: FilePlace | None) -> str:
    """Return a place with its line or row, also where it says more."""
    assert place is not None
    return f"{place} [{place.line}]" if place.path else str(place)


def lines_of(content: FileContent) -> Iterator[str]:
    """Yield everything that was read from a file."""
    yield f"kind: {content.kind.value}"
    for block in content.blocks:
        if isinstance(block, Paragraph):
            level_of = "" if block.level is None else f" (level {block.level})"
            yield f"{place_of(block.place)}{level_of}: {block.text!r}"
            if block.number:
                yield f"  number {block.number!r}"
            for part in block.segments:
                yield f"  from {part.start}: {place_of(part.place)}"
        else:
            assert isinstance(block, TableBlock)
            more = f"title {block.title!r}, headings {block.header_rows}"
            yield f"table of {place_of(block.place)}, {more}"
            for row in block.rows:
                for cell in row:
                    spans = f"{cell.row_span}x{cell.column_span}"
                    yield f"  {place_of(cell.place)} (column {cell.column}, {spans}): {cell.text!r}"
    for field in content.metadata.fields:
        yield f"field {field.label!r}: {field.value!r} ({place_of(field.place)})"
    for remark in content.remarks:
        yield f"remark {remark.kind.value} x{remark.count}: {remark}"


def word() -> FileContent:
    body = (
        p("一、任务", '<w:outlineLvl w:val="0"/>')
        + "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t>"
        '<w:sym w:char="F0B7"/><w:br w:type="page"/><w:t>丁</w:t><w:br w:type="column"/>'
        "<w:t>戊</w:t><w:br/><w:t>己</w:t><w:softHyphen/><w:t>庚</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>省商务厅</w:t></w:r><w:ins><w:r><w:t>、海关</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>、外办</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>牵头</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>负责</w:t></w:r></w:moveTo></w:p>"
        "<w:p><w:r><w:drawing><a:blip/></w:drawing><w:object/></w:r>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>"
        '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="4"/></w:r>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>"
        + numbered("优化")
        + numbered("压缩")
        + table_xml(("序号", "举措"), ("1", "优化流程"))
        + p()
        + p("末")
        + "<w:altChunk/>"
    )
    parts = {
        "footnotes": f'<w:footnote w:id="2">{p("见附件。")}</w:footnote>',
        "comments": f'<w:comment w:id="4">{p("请核。")}</w:comment>',
        "header1": p("海滨省公报"),
    }
    return read_file(word_xml(body, numbering=listing(level(0, "decimal", "%1.")), parts=parts))


def word_with_all_that_is_left_out() -> FileContent:
    """Read a Word file with each thing that is reported, and a table with merged cells."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    box = f"<w:pict><w:txbxContent>{p('文本框')}{p('二')}</w:txbxContent></w:pict>"
    merged = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("任务")}</w:tc><w:tc>{p("单位")}</w:tc>'
        "</w:tr><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("通关")}</w:tc>'
        f"<w:tc>{p('甲')}</w:tc><w:tc>{numbered('乙', 2)}</w:tc></w:tr>"
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc><w:tc>{p('丙')}"
        f"{table_xml((p('子'), p('丑')), (p('寅'), p('卯')))}{p('丁')}</w:tc>"
        f"<w:tc><w:p><w:r><w:pict/></w:r></w:p>{p('戊')}</w:tc></w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('己')}</w:tc><w:tc>{p('庚')}</w:tc></w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{p("辛")}</w:tc>'
        f'<w:tc><w:tcPr><w:hMerge w:val="restart"/></w:tcPr>{p("壬")}</w:tc>'
        f"<w:tc><w:tcPr><w:hMerge/></w:tcPr>{p('癸')}</w:tc></w:tr></w:tbl>"
    )
    body = (
        numbered("甲", 2)
        + numbered("", 2)
        + p("乙\ue001\ue002")
        + "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run.format('单击')}{run.format('此处')}</w:sdtContent></w:sdt>{run.format('丙')}"
        "<w:r><w:ruby><w:rt><w:r><w:t>guǎng</w:t></w:r></w:rt><w:rubyBase>"
        f"{run.format('广')}</w:rubyBase></w:ruby></w:r>"
        '<w:r><w:endnoteReference w:id="3"/></w:r>'
        f"<w:r>{box}<w:pict><v:imagedata/></w:pict><w:drawing/></w:r>"
        f"<w:ins>{run.format('丁')}</w:ins><w:ins>{run.format('戊')}</w:ins>"
        "<w:r><w:delText>己</w:delText></w:r><m:oMathPara><m:oMath><m:r><m:t>y</m:t></m:r>"
        "<m:r><m:t>=2</m:t></m:r></m:oMath></m:oMathPara></w:p>"
        + merged
        + table_xml((p("框"),))
        + f"<w:moveFrom>{p('移')}</w:moveFrom>"
        + p("首", "<w:rPr><w:del/></w:rPr>")
        + p("续")
        + p("一、目录", '<w:pStyle w:val="TOC1"/>')
        + p("二、目录", '<w:pStyle w:val="TOC1"/>')
        + f"<w:customXml>{p('辛')}{table_xml((p('一'), p('二')))}</w:customXml><w:altChunk/>"
        + p("末", "<w:rPr><w:del/></w:rPr>")
    )
    styles = '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="TOC 1"/></w:style>'
    parts = {
        "endnotes": f'<w:endnote w:id="3">{p("完。")}{p("又")}</w:endnote>',
        "header1": p("页眉") + p("二"),
        "footer1": p("页脚"),
    }
    numbering = listing(level(0, "chicago", "%1."), key=2, number_ids=(2,))
    return read_file(word_xml(body, numbering=numbering, styles=styles, parts=parts))


def web() -> FileContent:
    body = (
        f"<p>{'长' * 310}：甲</p>"
        "<div><span>索 引 号：</span><span>HB1</span><p></p><span>发文机关：</span>"
        "<span>海滨省人民政府</span></div>"
        f'<div class=TRS_Editor><h2>方案</h2>{ARTICLE * 3}<p style="display:none">隐</p>'
        "<p>甲<br>乙</p><nav>导</nav><img alt=图><ruby>广<rt>guang</rt></ruby><del>删</del>"
        "<iframe></iframe><ol><li>一项<li>二项</ol>"
        "<table><tr><th>序号<th>举措<tr><td rowspan=2>1<td>优化<tr><td>压缩</table></div>"
        "<div>主办单位</div>"
    )
    return read_file(page(body, "<title>方案</title>\n<meta name=ArticleTitle content=方案>"))


def excel() -> FileContent:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "任务"
    for row in (["任务表"], ["序号", "举措", "单位"], [1, "优化", "商务厅"], [2.5, "=1+1", None]):
        sheet.append(row)
    sheet.append([None, "压缩", True])
    sheet.merge_cells("A1:C1")
    sheet["B3"].comment = Comment("请核", "甲")
    sheet.row_dimensions[5].hidden = True
    book.create_sheet("空")
    hidden = book.create_sheet("隐")
    hidden.append(["甲"])
    hidden.sheet_state = "hidden"
    return read_file(saved(book))


def excel_with_all_types() -> FileContent:
    """Read a workbook with values of each type, merged cells, and a row and column without any."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "某市"
    sheet["B2"], sheet["C2"] = "任务\n\n（续）", "期限"
    sheet["B4"], sheet["C4"], sheet["D4"] = "通关", dt.date(2025, 3, 1), dt.time(9, 30)
    sheet["C5"], sheet["D5"] = dt.datetime(2025, 3, 1, 9, 30), 0.125  # noqa: DTZ001  # workbooks have no zones
    sheet["D5"].number_format = "0.0%"
    sheet["C6"], sheet["D6"] = 1234567.25, '=DISPIMG("ID_1",1)'
    sheet["D7"] = False
    for area in ("B4:B6", "C2:D3", "F8:H9"):
        sheet.merge_cells(area)
    other = book.create_sheet("图")
    other["A1"] = "甲"
    other["A1"].comment = Comment("一", "甲")
    return read_file(saved(book))


READ: dict[str, Callable[[], FileContent]] = {
    "word": word,
    "word, all that is left out": word_with_all_that_is_left_out,
    "web": web,
    "government page": lambda: read_file(GOVERNMENT),
    "nothing": lambda: read_file("<!DOCTYPE html>"),
    "pdf": read_three_pages,
    "pdf tables": lambda: pages(
        ROWS,
        (ROWS[0], ("3", "加强培训", "教育厅")),
        (("", "并推广线上办理。", "、人民银行"), ("4", "做好宣传", "网信办")),
    ),
    "excel": excel,
    "excel, all types": excel_with_all_types,
    "csv table": lambda: read_file(
        '任务表,,\n序号,举措,单位\n1,优化,\n2,"压缩\n流程",商务局,海关\n\n'.encode(), "plan.csv"
    ),
    "csv": lambda: read_file('序号,举措\n1,优化\n2,"压缩,流程"\n'.encode("gb18030")),
    "text": lambda: read_file(
        "索 引 号：HB1\n发文机关：海滨省人民政府\n发文字号：海政办〔2024〕1号\n"
        "海滨省方案\n\n一、总体要求\n1. 优化流程。\n— 1 —\n2. 压缩时间。\n— 2 —\n"
    ),
    "wrapped text": lambda: read_file(
        "一、总体要求\n用三年左右的时间，基本建成规则清晰、服务\n高效、监管有力的促进体系，规模稳步扩大，\n"
        "企业获得感明显增强。\n（一）便利结算。鼓励银行为中小企业开立账\n户，压缩单证审核时间。\n"
    ),
    "markdown": lambda: read_file(
        "# 方案\n\n1. **优化**流程。\n\n| 序号 | 举措 |\n|--|--|\n| 1 | 甲 |\n"
    ),
}


@pytest.mark.parametrize("name", READ)
def test_content_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """A document of each format."""
    assert [*lines_of(READ[name]())] == snapshot


PLAN = """某市方案
一、优化环境。（市商务局牵头，厦门市负责推进）
1. 推动出海。
2. 扩大开放。（市公安局、市财政局，各区负责。以下均需市统计局配合，不再列出）
二、其他
4. 加强宣传。（市外办牵头，厦门海关支持，2025年底前完成）
4. 完善制度。（市商务居牵头，市商务局市统计局负责）
5. 做好保障。（火星居审批？）
（一）甲（责任单位：市委宣传部、各县（市、区）政府）
说明。
"""


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_reading_of_a_plan_is_the_snapshot(lang: str, snapshot: SnapshotAssertion) -> None:
    """The review of a plan that needs one, its problems, and how its statements were read."""
    plan = svctrade.read_document(PLAN, strict=False)
    assert plan.review().as_text("en" if lang == "en" else "zh") == snapshot
    assert [str(problem) for problem in plan.problems] == snapshot
    table = svctrade.measures(plan).table("assignments", lang="en" if lang == "en" else "zh")
    assert table.to_csv() == snapshot


PLANS = {
    "annexes": """某市推进服务贸易工作方案
各县（市、区）人民政府：
现印发给你们，请认真组织实施。
一、总体要求
坚持开放。
附件1：任务分工表
推动出海。（市商务局牵头）
附件 2：
重点任务清单
（一）扩大开放
1.优化签证。（市公安局、市外办负责）
2.便利结算。（责任单位：人民银行某市分行；完成时限：2025年底）
附件3
做好统计。（市统计局负责）
""",
    "tasks with statements": """某市方案
一、优化环境。（市商务局牵头，各区配合）
（一）便利通关
具体措施：
1.压缩时间。（某市海关负责）
2.推广线上办理。
①完善平台；②免费开放。（市数据局负责）
（二）推动出海。支持企业。
完善服务。
说明文字。
（三）加强培训。（市教育局、市人力资源社会保障局按职责分工负责）
二、保障措施。加强领导。
1.落实责任（各区负责）。；2.做好宣传（市委宣传部负责），
3.5G基站建设。（市通信管理局负责）
5.其他（市外办负责。
市商务局配合）
5.总结。
""",
    "without numbers": """某省若干措施

为贯彻部署，制定本措施。
扩大开放
支持企业走出去。责任单位：省商务厅、省外办
优化通关流程，牵头单位：海关总署；配合单位：省商务厅、
各设区市
推动数据流动。（省委网信办牵头，省数据局、省通信管理局等按职责分工负责，2026年3月前完成）
完善统计制度。
本措施自印发之日起施行。
""",
    "dotted": """某市任务
第一章 通关
第一条 甲事。（市商务局负责）
1.1 乙事。（市商务局负责）
1.2.丙事。（市外办负责）
1.4 丁事。（市外办负责）
2.1 戊事。（市财政局负责）
第二章 结算
第三条 己事。（市财政局、市税务局负责）
（1）庚事。（市税务局负责）
（2）辛事。（市税务局负责）
2）壬事（市税务局负责）
1）癸事（市税务局负责）
""",
}


def lines_of_plan(plan: svctrade.Edition) -> Iterator[str]:
    """Yield everything that was read of a plan."""
    yield f"title: {plan.title!r}"
    for task in plan.tasks:
        yield f"task {task.number} {task.label!r} {task.title!r} {task.objective!r} {task.place}"
        yield from (f"  {a.text!r} {a.span}" for a in task.assignments)
    for m in plan.measures:
        yield f"measure {m.number} {m.label!r} of task {m.task.number}, {m.place}: {m.text!r}"
        yield f"  {m.responsibility!r}, lead {m.lead and m.lead.as_text('zh')}, {m.coverage}"
        for a in m.assignments:
            roles = [role.value for role in a.roles]
            yield f"  {roles} {a.text!r} {a.span}, scope {a.scope}"
            yield from (f"    {p.text!r} {p.span} {p.open_ended}" for p in a.parties)
        yield from (f"  inherited {a.text!r}" for a in m.inherited)
    for item in plan.review_items:
        yield f"{item.kind.value} {item.place} {item.text!r} {item.said!r} {item.measure}"
    yield from (f"problem {problem}" for problem in plan.problems)


@pytest.mark.parametrize("name", PLANS)
def test_plan_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """The tasks, measures and statements of a plan, with their places, and its review."""
    plan = svctrade.read_document(PLANS[name], strict=False)
    assert [*lines_of_plan(plan)] == snapshot


TABLES = {
    "tasks": """任务表,,,,
任务,序号,举措,牵头单位,配合单位
一、通关,1,压缩时间。,海关总署,市商务局、市外办
,2,推广平台。,市数据局,
二、结算,4,便利结算,人民银行、外汇局,各区
二、结算,4,完善制度,市商务居,无
""",
    "one column": """序号;具体举措;责任单位
1;推动出海;市商务局（牵头）、市外办
2;扩大开放。;
合计;;
3;做好统计;牵头单位：市统计局，配合单位：各区
""",
    "times": """具体举措,责任单位,完成时限,备注
推动出海。,市商务局,2025年底,
扩大开放。,市外办牵头,长期,试点
""",
}


@pytest.mark.parametrize("name", TABLES)
def test_table_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """The same of a table."""
    plan = svctrade.read_table(TABLES[name], strict=False, extra="keep")
    assert [*lines_of_plan(plan)] == snapshot


@pytest.mark.parametrize(
    "text",
    [
        "",
        "说明。\n",
        "题\n试点任务 序号 具体举措 责任分工\n（一） 全面\n1 甲。 商务部牵头\n3 乙。 火星负责\n",
        "某市方案\n1. 甲。（火星居审批）\n1. 乙。（商务部牵头，财政部审批）\n",
    ],
    ids=["empty", "no measures", "annex", "plan"],
)
def test_refusal_is_the_snapshot(text: str, snapshot: SnapshotAssertion) -> None:
    """What a document is refused for."""
    with pytest.raises(svctrade.DocumentError) as caught:
        svctrade.read_document(text)
    assert str(caught.value) == snapshot
    assert [(p.line, p.column, p.excerpt, p.expected) for p in caught.value.problems] == snapshot
