"""Read files of all formats into editions."""

from __future__ import annotations

import csv
import io
import itertools
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from html import escape
from pathlib import Path

import attrs
import docx
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, SimpleDocTemplate, Table, TableStyle
from reportlab.platypus import Paragraph as Printed

import svctrade
from svctrade import Edition, ReviewKind, read_document, read_table

from .documents import EDITION, csv_of, problems_of, workbook_of
from .files import SONG, word
from .test_read_table import without_places

PLAN = """某省人民政府办公厅关于印发扩大服务贸易实施方案的通知
某政办〔2031〕7号
各市人民政府，省政府有关部门：
现将实施方案印发给你们，请认真贯彻执行。
一、扩大开放
（一）支持企业出海。建设海外仓，办理流程不超过5个工作日。（省商务厅牵头，省财政厅、省发展改革委配合）
（二）优化通关。推行提前申报。（责任单位：省口岸办、各市人民政府；完成时限：2031年9月）
二、保障措施
（三）加强统计监测。（省统计局负责）
某省人民政府办公厅
2031年5月25日
"""
ROWS = [
    ["任务", "序号", "举措", "牵头单位", "完成时限", "备注"],
    ["一、开放", "1", "支持企业出海。", "省商务厅", "2031年9月", "试点"],
    ["", "2", "优化通关。", "省口岸办", "", ""],
]
Make = Callable[..., bytes]
STYLE = ParagraphStyle("body", fontName=SONG, fontSize=12, leading=20, wordWrap="CJK")


def printed(*blocks: str | list[list[str]], size: float = 12) -> bytes:
    """Return a PDF with paragraphs and ruled tables."""
    style = ParagraphStyle("own", parent=STYLE, fontSize=size, leading=size * 1.6)
    flowables: list[Flowable] = []
    for block in blocks:
        if isinstance(block, str):
            flowables.append(Printed(escape(block), style))
            continue
        cells = [
            [Printed(escape(cell).replace("\n", "<br/>"), style) if cell else "" for cell in row]
            for row in block
        ]
        widths = [450 / len(block[0])] * len(block[0])
        if len(widths) == 4:
            widths = [110, 30, 200, 170]
        table = Table(cells, colWidths=widths, repeatRows=1)
        table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")]))
        flowables.append(table)
    out = io.BytesIO()
    SimpleDocTemplate(out).build(flowables)
    return out.getvalue()


def page(*blocks: str | list[list[str]]) -> bytes:
    """Return a web page with paragraphs and tables."""
    parts: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            parts.append(f"<p>{escape(block)}</p>")
        else:
            rows = (
                "".join(f"<td>{escape(cell)}</td>".replace("\n", "<br>") for cell in row).join(
                    ("<tr>", "</tr>")
                )
                for row in block
            )
            parts.append(f"<table>{''.join(rows)}</table>")
    style = "<style>table {border-collapse: collapse} td {border: 1px solid}</style>"
    return f"<!DOCTYPE html><html>{style}<body>{''.join(parts)}</body></html>".encode()


def word_with_tables(*blocks: str | list[list[str]]) -> bytes:
    """Return a Word file with paragraphs and tables."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(rows=len(block), cols=len(block[0]))
        table.style = "Table Grid"
        for cells, row in zip(table.rows, block, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def annex_rows() -> list[list[str]]:
    """Return the rows of the table of the annex, a task in its first row alone."""
    rows = [["试点任务", "序号", "具体举措", "责任分工"]]
    for task, measures in itertools.groupby(EDITION.measures, key=lambda m: m.task):
        head = f"{task.label}{task.title}\n{task.objective}"
        rows += [
            ["" if n else head, str(m.number), m.text, m.responsibility]
            for n, m in enumerate(measures)
        ]
    return rows


ANNEX_NOTES = [f"{'注：' * (n.number == 1)}{n.number}.{n.text}" for n in EDITION.notes]


@pytest.mark.parametrize("make", [word_with_tables, printed])
def test_read_document_reads_annex_from_table(make: Make) -> None:
    """The annex as a table in Word, and as a ruled one over many pages, is the bundled edition."""
    content = make("附表", EDITION.title, annex_rows(), *ANNEX_NOTES)
    edition = read_document(content, id="2020", publication=EDITION.publication)
    assert without_places(edition) == without_places(EDITION)
    assert read_document(content).title == EDITION.title
    assert [m.text for m in read_table(content).measures] == [m.text for m in EDITION.measures]


def content_of(edition: Edition) -> Edition:
    """Return an edition without its places and its source."""
    return attrs.evolve(without_places(edition), review_items=())


@pytest.mark.parametrize("suffix", ["html", "docx", "pdf", "md"])
def test_read_document_reads_same_edition_from_each_format(suffix: str, tmp_path: Path) -> None:
    """A plan is the same edition in each format, but for places."""
    lines = PLAN.splitlines()
    makers = {"html": page, "docx": word, "pdf": printed}
    made = makers[suffix](*lines) if suffix != "md" else "\n\n".join(lines).encode()
    path = tmp_path / f"plan.{suffix}"
    path.write_bytes(made)
    edition = read_document(path)
    assert content_of(edition) == content_of(read_document(PLAN, id="plan"))
    assert [m.deadline for m in edition.measures] == [None, "2031年9月", None]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["html", "docx", "pdf"])
def test_read_document_reads_files_of_office(suffix: str, tmp_path: Path) -> None:
    """Files that LibreOffice writes are the same edition too."""
    (tmp_path / "plan.docx").write_bytes(word(*PLAN.splitlines()))
    out = tmp_path / "out"
    command = ["soffice", "--headless", "--convert-to", suffix, "--outdir", str(out)]
    subprocess.run([*command, str(tmp_path / "plan.docx")], check=True, timeout=180)  # noqa: S603  # the program that is installed
    edition = read_document(out / f"plan.{suffix}")
    assert content_of(edition) == content_of(read_document(PLAN, id="plan"))


def test_read_document_reads_publication_from_head() -> None:
    """Title, issuer, number, date and region come from the head and the end of the document."""
    found = read_document(PLAN).publication
    assert found.title == "某省人民政府办公厅关于印发扩大服务贸易实施方案的通知"
    assert (found.issuer, found.document_number) == ("某省人民政府办公厅", "某政办〔2031〕7号")
    assert (found.dated, found.published) == (date(2031, 5, 25), date(2031, 5, 25))
    assert found.region == "某省"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "甲市人民政府文件\n甲政发[2031]3号\n\n甲市人民政府\n关于扩大开放的意见\n（2031年1月2日）",
            ("甲市人民政府关于扩大开放的意见", "甲市人民政府", "甲政发[2031]3号", date(2031, 1, 2)),
        ),
        ("附件1\n乙区实施方案", ("乙区实施方案", None, None, None)),
        (
            "某省实施方案（2031年3月4日）\n\n说明",
            ("某省实施方案", None, None, date(2031, 3, 4)),
        ),
        (
            "某省商务厅等7部门印发《方案》的通知",
            ("某省商务厅等7部门印发《方案》的通知", "某省商务厅等7部门", None, None),
        ),
        (
            "\n\n商务部 财政部关于扩大开放的通知\n商贸发〔2031〕1号",
            ("商务部财政部关于扩大开放的通知", "商务部财政部", "商贸发〔2031〕1号", None),
        ),
        (
            "一个\n两个\n三个\n四个\n五个\n六个\n七个",
            ("一个两个三个四个五个六个", None, None, None),
        ),
    ],
)
def test_read_document_reads_heads(
    head: str, expected: tuple[str, str | None, str | None, date | None]
) -> None:
    """The head has the number before or after the title, a date below it, or none of them."""
    found = read_document(f"{head}\n1. 支持出海。（商务部负责）\n").publication
    assert (found.title, found.issuer, found.document_number, found.dated) == expected


@pytest.mark.parametrize(
    ("title", "region"),
    [
        ("某省甲市乙区人民政府关于扩大开放的方案", "某省甲市乙区"),
        ("某市实施方案", None),
        ("甲乙市实施方案", "甲乙市"),
        ("甲乙市商务局关于扩大开放的方案", "甲乙市"),
        ("国务院办公厅关于扩大开放的方案", None),
        ("商务部关于扩大开放的方案", None),
        ("甲乙自治区机关事务管理局关于扩大开放的方案", "甲乙自治区"),
    ],
)
def test_read_document_reads_region_of_issuer(title: str, region: str | None) -> None:
    """The region is that of the issuer, or of a title without one."""
    edition = read_document(f"{title}\n\n1. 支持出海。（商务局负责）\n")
    assert edition.publication.region == region


def test_read_document_reads_signature_at_end() -> None:
    """Who signed is the issuer where the title does not say it."""
    text = "关于扩大开放的方案\n1. 支持出海。（市商务局负责）\n丙市商务局\n2031年2月3日\n"
    found = read_document(text).publication
    assert (found.issuer, found.region, found.dated) == ("丙市商务局", "丙市", date(2031, 2, 3))
    unsigned = read_document("方案\n2031年2月3日\n1. 支持出海。（市商务局负责）\n").publication
    assert (unsigned.issuer, unsigned.dated) == (None, date(2031, 2, 3))


def test_read_document_reads_metadata_of_page() -> None:
    """The table of a page, or labels above a text, are the publication and no part of the text."""
    rows = [
        ["索引号：", "000/2031-1", "发文机关：", "丁省人民政府"],
        ["成文日期：", "2031年01月02日", "发布日期：", "2031年01月09日"],
        ["标题：", "关于开放的意见", "发文字号：", "丁政发〔2031〕1号"],
    ]
    found = read_document(page(rows, "1. 支持出海。（省商务厅负责）")).publication
    text = "".join(f"{a}{b}\n{c}{d}\n" for a, b, c, d in rows)
    assert read_document(f"{text}1. 支持出海。（省商务厅负责）").publication == found
    assert found == svctrade.Publication(
        "关于开放的意见",
        "丁省人民政府",
        document_number="丁政发〔2031〕1号",
        published=date(2031, 1, 9),
        dated=date(2031, 1, 2),
        region="丁省",
    )


@pytest.mark.parametrize("make", [word_with_tables, printed, page])
def test_read_document_reads_tables_and_paragraphs_in_order(make: Make) -> None:
    """A document with a table and paragraphs gives the measures of both, in their order."""
    content = make(
        "某省方案",
        "一、重点任务",
        "（一）加强统计。" + "建立部门之间的数据交换机制，按季度公布。" * 5 + "（省统计局负责）",
        "重点任务分工表",
        ROWS,
        "二、其他任务",
        "（二）做好宣传。（省商务厅负责）",
    )
    edition = read_document(content)
    assert [m.text[:7] for m in edition.measures] == [
        *("加强统计。建立", "支持企业出海。", "优化通关。", "做好宣传。")
    ]
    assert [m.number for m in edition.measures] == [1, 2, 3, 4]
    assert [t.number for t in edition.tasks] == [1, 2, 3]
    assert [m.task.title for m in edition.measures] == ["重点任务", "开放", "开放", "其他任务"]
    assert edition.measures[1].deadline == "2031年9月"
    assert edition.measures[1].extra == (("备注", "试点"),)
    kinds = [item.kind for item in edition.review_items]
    assert ReviewKind.RENUMBERED in kinds
    alone = read_document(content, "paragraphs")
    assert [m.text[:5] for m in alone.measures] == ["加强统计。", "做好宣传。"]


def test_read_document_keeps_rising_numbers_of_tables_and_paragraphs() -> None:
    """Printed numbers stay where they rise through the document."""
    rows = [["序号", "举措", "牵头单位"], ["2", "优化通关。", "省口岸办"]]
    edition = read_document(
        word_with_tables(
            "某省方案", "1. 加强统计。（省统计局负责）", rows, "3. 做好宣传。（省商务厅负责）"
        )
    )
    assert [(m.number, m.text) for m in edition.measures] == [
        *((1, "加强统计。"), (2, "优化通关。"), (3, "做好宣传。"))
    ]
    assert ReviewKind.RENUMBERED not in [item.kind for item in edition.review_items]


def test_read_document_says_which_tables_have_no_measures() -> None:
    """A table of other columns is kept as text; one without headings may continue the one above."""
    more = [["", "3", "推广经验。", "省商务厅", "", ""]]
    edition = read_document(
        word_with_tables("某省方案", [["指标", "目标"], ["出口", "增长"]], ROWS, more, "说明")
    )
    assert [m.text for m in edition.measures][-1] == "推广经验。"
    (item,) = [i for i in edition.review_items if i.kind is ReviewKind.UNASSIGNED_TEXT]
    assert (item.text, item.said.split(";")[0]) == ("指标,目标", "the table has no measures")


@pytest.mark.parametrize(
    ("words", "found"),
    [("备注：各区人民政府均为配合单位。", 1), ("市商务局牵头，各区配合。", 1), ("说明如下。", 0)],
)
def test_read_document_says_who_is_responsible_beside_tables(words: str, found: int) -> None:
    """A paragraph beside a table that says who is responsible is in the review."""
    edition = read_document(word_with_tables("某省方案", ROWS, words))
    kinds = [item.kind for item in edition.review_items]
    assert kinds.count(ReviewKind.UNASSIGNED_TEXT) == found


def test_read_document_names_tasks_by_captions() -> None:
    """Of several tables without tasks, each is a task with the line above it as its title."""
    rows = [["序号", "举措", "牵头单位"], ["1", "优化通关。", "省口岸办"]]
    blocks = ("某省方案", "说明。", "甲表", rows, "乙表", rows, "句。", rows)
    edition = read_document(word_with_tables(*blocks))
    assert [t.title for t in edition.tasks] == ["甲表", "乙表", "某省方案"]
    assert [m.number for m in edition.measures] == [1, 2, 3]


def test_read_document_locates_problems_in_file() -> None:
    """A problem says where it is in the file."""
    (message,) = problems_of(lambda: read_document(word("方案", "1. 甲。（责任单位：“”）")))
    assert "line 2, column" in message
    assert "(paragraph 2)" in message


def test_read_document_notes_remarks_of_file() -> None:
    """What the reader of the file left out is in the review."""
    edition = read_document("方案\n1. 甲。（市商务局负责）".encode("gb18030"))
    (item,) = edition.review_items
    assert (item.kind, item.said) == (ReviewKind.FILE, "The text was read as GB 18030.")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "save it as .docx",
        ),
        (b"{\\rtf1}", "a Rich Text document (.rtf)"),
        (b"\x89PNG\r\n\x1a\n", "ocrmypdf"),
        ("https://www.example.com/plan.pdf", "a web address"),
        (workbook_of([["举措", "责任单位"], ["甲。", "商务部"]]), "is read by read_table()"),
        ("序号,举措,责任单位\n1,甲。,商务部\n", "is read by read_table()"),
    ],
)
def test_read_document_refuses_kinds(source: str | bytes, words: str) -> None:
    """A file of another kind is refused by its name, with what to do."""
    assert words in problems_of(lambda: read_document(source))[0]


def test_readers_take_open_files(tmp_path: Path) -> None:
    """A file that is open is read, in binary or as text; its name is the id."""
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        assert read_document(binary) == read_document(text) == read_document(path)
    assert read_document(io.StringIO(PLAN)).id == "document"
    with pytest.raises(TypeError, match="an open file or text, not StrangeFile"):
        read_document(StrangeFile())  # type: ignore[arg-type]


class StrangeFile:
    """It can be read, and gives numbers."""

    def read(self, size: int) -> int:
        """Return a number."""
        return size


def test_read_table_takes_data_frames() -> None:
    """Data frames of pandas, polars and pyarrow are read; missing cells are empty."""
    rows = [
        {"序号": 1, "举措": "甲。", "牵头单位": "商务部", "日期": date(2031, 1, 2)},
        {"序号": 2, "举措": "乙。", "牵头单位": "财政部", "日期": None},
    ]
    expected = read_table(rows, extra="keep")
    assert [m.extra for m in expected.measures] == [(("日期", "2031-01-02"),), ()]
    for frame in (pd.DataFrame(rows), pl.DataFrame(rows), pa.Table.from_pylist(rows)):
        assert read_table(frame, extra="keep") == expected
    stamped = pd.DataFrame(rows).assign(日期=pd.to_datetime(["2031-01-02", None]))
    assert read_table(stamped, extra="keep") == expected


@pytest.mark.parametrize("make", [word_with_tables, printed, page])
def test_read_table_reads_tables_of_documents(make: Make) -> None:
    """The tables of a document are read, and its paragraphs are not."""
    content = make("某省分工表", ROWS, "1. 加强统计。（省统计局负责）")
    edition = read_table(content, extra="keep")
    assert [m.text for m in edition.measures] == ["支持企业出海。", "优化通关。"]
    assert edition.title == "某省分工表"
    message = problems_of(lambda: read_table(content))[0]
    assert "or extra='keep' to keep it, found '备注'" in message
    assert "expected headings such as" in problems_of(lambda: read_table(make("甲", "乙")))[0]


def test_read_table_joins_columns_of_text() -> None:
    """Two columns of text are a heading and its content."""
    text = (
        "序号,改革举措,主要内容,责任单位\n1,通关便利,推行申报。,海关总署\n"
        "2,已有标点。,内容。,商务部\n3,,只有。,商务部\n"
    )
    measures = read_table(text).measures
    assert [m.text for m in measures] == ["通关便利：推行申报。", "已有标点。内容。", "只有。"]


def test_read_table_reads_headings_over_several_rows() -> None:
    """Headings over three rows, with merged cells, are one row."""
    rows = [
        ["序号", "举措", "分工", "分工", "备注"],
        ["序号", "举措", "责任分工", "责任分工", "备注"],
        ["序号", "举措", "牵头单位", "配合单位", "备注"],
        ["1", "甲。", "商务部", "财政部", "试点"],
    ]
    (measure,) = read_table(csv_of([[*row] for row in rows]), extra="keep").measures
    assert measure.responsibility == "牵头单位：商务部；配合单位：财政部"
    assert measure.extra == (("备注", "试点"),)


def test_read_table_keeps_tasks_without_measures() -> None:
    """A heading row without measures is a task, and the review says that it has none."""
    edition = read_table("序号,举措,责任单位\n一、甲,,\n1,乙。,商务部\n二、丙,,\n")
    assert [t.title for t in edition.tasks] == ["甲", "丙"]
    (item,) = edition.review_items
    assert (item.kind, item.text) == (ReviewKind.NO_STATEMENT, "二、丙")


def test_read_table_keeps_scope_that_names_no_region() -> None:
    """A scope is part of the statement where it names regions, else it is kept beside it."""
    text = "举措,责任单位,推广范围\n甲。,商务部,全国\n乙。,商务部,1.全国；2.省内\n"
    first, second = read_table(text).measures
    assert first.responsibility == "责任单位：商务部；推广范围：全国"
    assert (second.responsibility, second.extra) == (
        "责任单位：商务部",
        (("推广范围", "1.全国；2.省内"),),
    )


def test_read_table_refuses_unknown_extra() -> None:
    """What to do with further columns is one of two words."""
    with pytest.raises(ValueError, match="expected one of 'error', 'keep'"):
        read_table("举措,责任单位\n甲。,商务部\n", extra="drop")  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [100, 131_072])
def test_readers_take_cells_of_any_length(limit: int) -> None:
    """A cell may be longer than the limit that the process has set for CSV, which stays."""
    before = csv.field_size_limit(limit)
    long = "甲" * 140_000 + "。"
    try:
        editions = [
            read_document(word_with_tables("方案", [["举措", "责任单位"], [long, "商务部"]])),
            read_table([{"举措": long, "责任单位": "商务部"}]),
            read_table(f"举措,责任单位\n{long},商务部\n"),
        ]
        assert csv.field_size_limit() == limit
    finally:
        csv.field_size_limit(before)
    assert [edition.measures[0].text for edition in editions] == [long] * 3


def test_read_document_reads_notes_below_table() -> None:
    """Notes end where their numbers do."""
    edition = read_document(
        word_with_tables("方案", ROWS, "注：1.甲。", "2.乙。", "某省商务厅", "2031年1月2日")
    )
    assert [note.text for note in edition.notes] == ["甲。", "乙。"]
    assert edition.publication.dated == date(2031, 1, 2)
