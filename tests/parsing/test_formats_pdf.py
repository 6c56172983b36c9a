"""PDF files: lines joined, page artifacts left out, ruled tables, scans reported."""

from __future__ import annotations

import base64
import io
import itertools
import random
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import getFont, registerFont

from svctrade import read_document, read_table
from svctrade._parsing.formats import FileContent, RemarkKind, pdfium, read_file
from svctrade.exceptions import DocumentError

from .files import SONG, Drawing, packed, raw_pdf

LINES = (
    "一、总体要求",
    "　　（一）主要目标。用三年左右的时间，基本建成规则",
    "清晰、服务高效、监管有力的促进体系，数字贸易规模稳步",
    "扩大。（责任单位：省商务厅、海关）",
    "　　（二）便利结算。鼓励银行为中小企业开立账户，推广",
    "线上办理、免填单等做法，压缩单证审核时间，优化流程。",
    "　　（三）加强培训。每年培训不少于5000人次。",
)
PARAGRAPHS = (
    "一、总体要求",
    (
        "（一）主要目标。用三年左右的时间，基本建成规则清晰、服务高效、监管有力的促进体系，"
        "数字贸易规模稳步扩大。（责任单位：省商务厅、海关）"
    ),
    (
        "（二）便利结算。鼓励银行为中小企业开立账户，推广线上办理、免填单等做法，"
        "压缩单证审核时间，优化流程。"
    ),
    "（三）加强培训。每年培训不少于5000人次。",
)


def texts(content: FileContent) -> list[str]:
    return [paragraph.text for paragraph in content.paragraphs]


def reported(content: FileContent) -> set[RemarkKind]:
    return {remark.kind for remark in content.remarks}


def drawn(lines: Sequence[str], **options: float) -> FileContent:
    drawing = Drawing()
    drawing.lines(lines, **options)
    return read_file(drawing.save())


def test_read_pdf_joins_lines() -> None:
    """Lines are paragraphs again: a short line ends one, an indented line begins one."""
    content = drawn(LINES)
    assert texts(content) == list(PARAGRAPHS)
    assert reported(content) == {RemarkKind.JOINED}
    second = content.paragraphs[1]
    assert str(second.place) == "page 1, line 2"
    assert str(second.place_at(len(second.text) - 1)) == "page 1, line 4"


def test_read_pdf_joins_lines_without_indentation() -> None:
    """Where nothing is indented, a label after a full stop begins a paragraph."""
    lines = (
        "（一）主要目标。用三年左右的时间，基本建成规则清晰、",
        "服务高效、监管有力的促进体系，数字贸易规模更加扩大。",
        "（二）便利结算。鼓励银行为各类中小企业开立账户并推广",
        "线上办理、免填单等做法，压缩单证审核时间，优化流程。",
        "继续完善各项配套制度。",
    )
    assert texts(drawn(lines)) == ["".join(lines[:2]), "".join(lines[2:])]


def test_read_pdf_ends_list_behind_label_at_the_margin() -> None:
    """A list behind a label ends before the next number, however long its line is."""
    lines = (
        "1.主要目标。用三年左右的时间，基本建成规则清晰、",
        "服务高效、监管有力的促进体系，数字贸易规模扩大。",
        "责任单位：省商务厅、省财政厅、省统计局、省林业局",
        "2.便利结算。鼓励银行为各类中小企业开立账户推广线",
        "上办理、免填单等做法，压缩审核时间，优化各类流程",
        "和服务，对重点企业给予支持。",
    )
    assert texts(drawn(lines)) == ["".join(lines[:2]), lines[2], "".join(lines[3:])]


def test_read_pdf_leaves_out_what_a_browser_prints() -> None:
    """The time above a page and the address below it are no text, also on a single page."""
    drawing = Drawing()
    drawing.text(40, 800, "2031/5/12 10:30", 8)
    drawing.text(300, 800, "某省方案-某省政府", 8)
    drawing.lines(LINES)
    drawing.text(40, 30, "https://www.example.gov.cn/fangan.html", 8)
    drawing.text(500, 30, "1/1", 8)
    content = read_file(drawing.save())
    assert texts(content) == list(PARAGRAPHS)
    assert reported(content) == {RemarkKind.JOINED, RemarkKind.HEADER}


def read_three_pages() -> FileContent:
    """Read a plan on three pages, each with a header and its number."""
    drawing = Drawing()
    for number in range(1, 4):
        drawing.text(200, 800, "海滨省人民政府公报", 10)
        drawing.lines(LINES[1:3] if number < 3 else LINES[3:])
        drawing.text(280, 40, f"— {number} —", 12)
        if number < 3:
            drawing.page()
    return read_file(drawing.save())


def test_read_pdf_joins_paragraphs_over_pages() -> None:
    """A paragraph goes on after a page; headers, footers and page numbers are reported."""
    content = read_three_pages()
    assert texts(content)[0] == PARAGRAPHS[1].split("（责任")[0].removesuffix("扩大。")
    assert texts(content)[1] == PARAGRAPHS[1]
    assert [(r.kind, r.text, r.count) for r in content.remarks[:2]] == [
        (RemarkKind.PAGE_NUMBER, "— 1 —, — 2 —, — 3 —", 3),
        (RemarkKind.HEADER, "海滨省人民政府公报", 3),
    ]


def test_read_pdf_leaves_out_bare_page_numbers_and_no_line_between() -> None:
    """A number at the foot of each page is no text; a line in the middle of each page is."""
    drawing = Drawing()
    same = "本页内容以正式印发的文件为准。"
    for number in range(1, 5):
        own = [
            f"{mark}项工作稳步推进，第{'一二三四'[number - 1]}批完成。"
            for mark in "甲乙丙丁戊己庚辛"
        ]
        drawing.lines([*own[:4], same, *own[4:]])
        drawing.text(290, 40, str(number))
        if number < 4:
            drawing.page()
    content = read_file(drawing.save())
    text = "".join(texts(content))
    assert text.count(same) == 4
    assert all(
        f"{mark}项工作稳步推进，第{n}批完成。" in text for mark in "甲辛" for n in "一二三四"
    )
    numbers = [remark for remark in content.remarks if remark.kind is RemarkKind.PAGE_NUMBER]
    assert [(remark.text, remark.count) for remark in numbers] == [("1, 2, 3, 4", 4)]


def test_read_pdf_keeps_number_of_single_page() -> None:
    """A bare number on a single page may be text; between dashes it is a page number."""
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.text(290, 40, "7")
    assert texts(read_file(drawing.save()))[-1] == "7"
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.text(290, 40, "- 7 -")
    assert texts(read_file(drawing.save())) == list(PARAGRAPHS)


def test_read_pdf_joins_title() -> None:
    """A title in larger type is one paragraph, and apart from the text; so are centred lines."""
    drawing = Drawing()
    drawing.text(120, 790, "海滨省人民政府办公厅关于印发", 26)
    drawing.text(150, 750, "数字贸易促进方案的通知", 26)
    drawing.text(210, 715, "海政办〔2024〕15号")
    drawing.lines(LINES, y=680)
    assert texts(read_file(drawing.save())) == [
        "海滨省人民政府办公厅关于印发数字贸易促进方案的通知",
        "海政办〔2024〕15号",
        *PARAGRAPHS,
    ]


def test_read_pdf_joins_title_of_same_size() -> None:
    """Two lines of a title are joined by their words, also in the type of the text."""
    title = ("海滨省人民政府办公厅关于印发数字", "贸易促进方案的通知")
    assert texts(drawn((*title, *LINES)))[0] == "".join(title)


def test_read_pdf_ends_paragraph_at_gap() -> None:
    """More space than between lines parts paragraphs."""
    drawing = Drawing()
    drawing.lines(LINES[4:6])
    drawing.lines([LINES[5], LINES[5], LINES[5]], y=600)
    assert texts(read_file(drawing.save())) == [
        "".join(line.lstrip("　") for line in LINES[4:6]),
        LINES[5] * 3,
    ]


def test_read_pdf_drops_spaces_beside_chinese() -> None:
    """The gap that programs leave beside a number is no space; one between words is."""
    drawing = Drawing()
    for x, text in (
        (90, "到"),
        (112, "2025"),
        (150, "年，"),
        (190, "trade"),
        (235, "in"),
        (268, "services"),
    ):
        drawing.text(x, 700, text)
    assert texts(read_file(drawing.save())) == ["到2025年，trade in services"]


def test_read_pdf_reads_rare_characters() -> None:
    """Characters beyond the basic plane, which take two units, are whole."""
    registerFont(UnicodeCIDFont("STSong-Light"))
    drawing = Drawing()
    for y, text in ((740, "一、要求"), (714, "（一）推进𠮷祥行动。")):
        drawing.canvas.setFont("STSong-Light", 16)
        drawing.canvas.drawString(90, y, text)
    assert texts(read_file(drawing.save())) == ["一、要求", "（一）推进𠮷祥行动。"]


XS, YS = (60, 110, 300, 530), (760, 700, 640, 560)
ROWS = (("序号", "举措", "单位"), ("1", "优化流程", "省商务厅"), ("2", "便利结算", "外汇局"))


def put(drawing: Drawing, rows: Sequence[Sequence[str]], ys: Sequence[float] = YS) -> None:
    for y, row in zip(ys, rows, strict=False):
        for x, text in zip(XS, row, strict=False):
            for at, line in enumerate(text.split("|")):
                drawing.text(x + 4, y - 18 - 16 * at, line, 12)


def test_read_pdf_reads_ruled_table() -> None:
    """Ruled lines make a table, between the paragraphs around it; wrapped cells are joined."""
    drawing = Drawing()
    drawing.text(90, 790, "一、任务")
    drawing.grid(XS, YS)
    put(drawing, (*ROWS[:2], ("2", "便利结算，压缩单证审核的|时间。", "外汇局、人民银行")))
    drawing.text(90, 500, "二、保障")
    content = read_file(drawing.save())
    assert [getattr(block, "text", "table") for block in content.blocks] == [
        *("一、任务", "table", "二、保障")
    ]
    (table,) = content.tables
    assert table.grid() == [
        *map(list, ROWS[:2]),
        ["2", "便利结算，压缩单证审核的时间。", "外汇局、人民银行"],
    ]
    assert str(table.rows[2][1].place) == "page 1, table 1, row 3, column 2"


def test_read_pdf_reads_rectangles_and_filled_rules() -> None:
    """Cells drawn as rectangles, and rules drawn as thin areas, make the same table."""
    boxes, rules = Drawing(), Drawing()
    for left, right in itertools.pairwise(XS):
        for top, bottom in itertools.pairwise(YS):
            boxes.canvas.rect(left, bottom, right - left, top - bottom)
            boxes.canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=0)
    for x in XS:
        rules.canvas.rect(x, YS[-1], 0.5, YS[0] - YS[-1], stroke=0, fill=1)
    for y in YS:
        rules.canvas.rect(XS[0], y, XS[-1] - XS[0], 0.5, stroke=0, fill=1)
    for drawing in (boxes, rules):
        put(drawing, ROWS)
        assert read_file(drawing.save()).tables[0].grid() == [*map(list, ROWS)]


def test_read_pdf_reads_merged_cells() -> None:
    """Where no line parts them, boxes are one cell; a shape that is no rectangle is none."""
    drawing = Drawing()
    drawing.canvas.line(60, 760, 530, 760)
    drawing.canvas.line(110, 700, 530, 700)
    drawing.canvas.line(60, 640, 300, 640)
    drawing.canvas.line(60, 560, 530, 560)
    for x in (60, 110, 530):
        drawing.canvas.line(x, 560, x, 760)
    drawing.canvas.line(300, 560, 300, 700)
    put(drawing, (("任务", "合并的标题", ""), ("", "甲", "高"), ("下", "乙", "")))
    (table,) = read_file(drawing.save()).tables
    assert table.grid() == [
        ["任务", "合并的标题", "合并的标题"],
        ["任务", "甲", "高"],
        ["下", "乙", "高"],
    ]
    drawing = Drawing()
    drawing.grid((60, 530), (760, 560))
    drawing.canvas.line(60, 700, 300, 700)
    drawing.canvas.line(300, 700, 300, 560)
    put(drawing, (("一", "", "三"), ("四",)))
    assert [sorted(filter(None, row)) for row in read_file(drawing.save()).tables[0].grid()] == [
        ["一", "三"],
        ["四"],
    ]


def test_read_pdf_reads_table_open_at_its_sides() -> None:
    """A table without outer lines reaches as far as its lines do."""
    drawing = Drawing()
    for y in YS:
        drawing.canvas.line(60, y, 530, y)
    for x in XS[1:3]:
        drawing.canvas.line(x, 520, x, 800)
    put(drawing, ROWS)
    drawing.text(64, 540, "3", 12)
    drawing.text(64, 780, "表", 12)
    assert read_file(drawing.save()).tables[0].grid() == [
        ["表", "", ""],
        *map(list, ROWS),
        ["3", "", ""],
    ]


def test_read_pdf_takes_frames_and_strokes_for_no_table() -> None:
    """A frame, an underline and lines that do not meet are no table."""
    drawing = Drawing()
    drawing.lines(LINES[:2])
    drawing.canvas.rect(50, 50, 500, 760)
    drawing.canvas.line(90, 500, 500, 500)
    drawing.canvas.line(90, 490, 500, 480)
    drawing.canvas.line(300, 400, 300, 300)
    drawing.canvas.line(60, 400, 62, 400)
    drawing.canvas.line(60, 400, 60, 402)
    drawing.canvas.bezier(60, 200, 100, 300, 200, 100, 300, 200)
    content = read_file(drawing.save())
    assert content.tables == ()
    assert len(content.paragraphs) == 2
    drawing = Drawing()
    drawing.grid(XS, YS)
    drawing.text(90, 500, "空表")
    assert [getattr(b, "text", "table") for b in read_file(drawing.save()).blocks] == ["空表"]


def pages(
    *parts: Sequence[Sequence[str]], xs: Sequence[Sequence[float]] | None = None
) -> FileContent:
    """Draw a table that goes on over pages."""
    drawing = Drawing()
    for number, rows in enumerate(parts):
        if number:
            drawing.page()
        drawing.grid(xs[number] if xs else XS, YS[: len(rows) + 1])
        put(drawing, rows)
    return read_file(drawing.save())


def test_read_pdf_joins_table_over_pages() -> None:
    """A table that goes on is one; a repeated heading is left out; both are reported."""
    content = pages(ROWS, (ROWS[0], ("3", "加强培训", "教育厅")), (("4", "做好宣传", "网信办"),))
    assert content.tables[0].grid() == [
        *map(list, ROWS),
        ["3", "加强培训", "教育厅"],
        ["4", "做好宣传", "网信办"],
    ]
    remarks = [r for r in content.remarks if r.kind is RemarkKind.TABLE_JOINED]
    assert [("repeated heading" in r.message, r.place and r.place.page) for r in remarks] == [
        (True, 2),
        (False, 3),
    ]


def test_read_pdf_joins_row_over_pages() -> None:
    """A row without its number goes on with the last row of the page before."""
    content = pages(ROWS, (("", "并推广线上办理。", "、人民银行"), ("3", "加强培训", "教育厅")))
    assert content.tables[0].grid()[2:] == [
        ["2", "便利结算并推广线上办理。", "外汇局、人民银行"],
        ["3", "加强培训", "教育厅"],
    ]
    unnumbered = pages((("举措", "内容", "单位"), ("甲", "乙", "丙")), (("", "丁", "戊"),))
    assert unnumbered.tables[0].grid()[2] == ["", "丁", "戊"]
    sparse = pages((ROWS[0], ("1", "甲", "乙"), ("", "丙", "丁")), (("", "戊", "己"),))
    assert len(sparse.tables[0].rows) == 4
    empty = pages(ROWS, (ROWS[0],))
    assert len(empty.tables[0].rows) == 3


def merged(*texts_of: tuple[str, Sequence[str]]) -> FileContent:
    """Draw pages on which the first column is one cell."""
    drawing = Drawing()
    for number, (task, others) in enumerate(texts_of):
        if number:
            drawing.page()
        ys = YS[: len(others) + 1]
        for x in XS:
            drawing.canvas.line(x, ys[0], x, ys[-1])
        for y in ys:
            drawing.canvas.line(XS[0] if y in (ys[0], ys[-1]) else XS[1], y, XS[-1], y)
        put(drawing, [(task if at == 0 else "", text, text) for at, text in enumerate(others)])
    return read_file(drawing.save())


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        ("通关", "", ["通关"] * 4),
        ("通关便利", "化。", ["通关便利化。"] * 4),
        ("通关。", "结算。", ["通关。"] * 2 + ["结算。"] * 2),
        ("通关", "（二）", ["通关"] * 2 + ["（二）"] * 2),
        ("tax", "free", ["tax free"] * 4),
    ],
)
def test_read_pdf_continues_merged_cells(first: str, second: str, shown: list[str]) -> None:
    """A merged cell goes on where its text does, or where the next is empty."""
    (table,) = merged((first, "甲乙"), (second, "丙丁")).tables
    assert [row[0] for row in table.grid()] == shown


def test_read_pdf_keeps_empty_cells_of_single_rows() -> None:
    """An empty cell after a cell of one row is empty."""
    content = pages((("任务", "举措", "单位"), ("通关", "甲", "乙")), (("", "丙", "丁"),))
    assert content.tables[0].grid()[2] == ["", "丙", "丁"]


def test_read_pdf_begins_new_table_for_other_columns() -> None:
    """A table with other columns, or after text, is another."""
    content = pages(ROWS, ROWS[:2], xs=(XS, (60, 200, 300, 530)))
    assert len(content.tables) == 2
    drawing = Drawing()
    for number in range(2):
        drawing.grid(XS, YS)
        put(drawing, ROWS)
        drawing.text(90, 500, f"第{'一二'[number]}段完。")
        drawing.page()
    assert len(read_file(drawing.save()).tables) == 2


def test_read_pdf_reads_numbers_of_rest_only_in_numbered_columns() -> None:
    """A column without a cell on the next page says nothing of its rows."""
    drawing = Drawing()
    drawing.grid(XS, YS)
    put(drawing, ROWS)
    drawing.page()
    for y in YS[:2]:
        drawing.canvas.line(60, y, 530, y)
    for x in XS:
        drawing.canvas.line(x, YS[1] if x == XS[1] else YS[0], x, YS[1] - 60)
    drawing.canvas.line(60, YS[1] - 60, 530, YS[1] - 60)
    put(drawing, (("合", "", "三"), ("3", "四", "五")))
    assert len(read_file(drawing.save()).tables[0].rows) == 5


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_read_pdf_reads_turned_pages(rotation: int) -> None:
    """A page that is turned is read as it is seen."""
    width, height = 595, 842
    drawing = Drawing((width, height))
    canvas = drawing.canvas
    canvas.setPageRotation(rotation)
    if rotation == 90:
        canvas.translate(width, 0)
    elif rotation == 180:
        canvas.translate(width, height)
    else:
        canvas.translate(0, height)
    canvas.rotate(rotation)
    drawing.lines(LINES, y=400)
    drawing.grid(XS, (560, 540, 480))
    put(drawing, ROWS[:2], (558, 538))
    content = read_file(drawing.save())
    assert content.tables[0].grid() == [*map(list, ROWS[:2])]
    assert texts(content) == list(PARAGRAPHS)


def draw_strokes(drawing: Drawing) -> None:
    """Draw all lines of a table as one path, with bent corners."""
    path = drawing.canvas.beginPath()
    for x in XS:
        path.moveTo(x, YS[0])
        path.lineTo(x, YS[-1])
    for y in YS:
        path.moveTo(XS[0], y)
        path.lineTo(XS[-1], y)
        path.lineTo(XS[-1] + 20, y + 20)
    drawing.canvas.drawPath(path)


def test_read_pdf_reads_paths_of_many_strokes_on_turned_page() -> None:
    """All lines of a table on a turned page may be one drawing, too."""
    drawing = Drawing((842, 842))
    drawing.canvas.setPageRotation(90)
    drawing.canvas.translate(842, 0)
    drawing.canvas.rotate(90)
    draw_strokes(drawing)
    put(drawing, ROWS)
    assert read_file(drawing.save()).tables[0].grid() == [*map(list, ROWS)]


def test_read_pdf_reads_forms() -> None:
    """Lines inside a form, which a page uses, are ruled lines too."""
    drawing = Drawing()
    drawing.canvas.beginForm("grid")
    drawing.grid(XS, YS)
    drawing.canvas.endForm()
    drawing.canvas.doForm("grid")
    put(drawing, ROWS)
    assert read_file(drawing.save()).tables[0].grid() == [*map(list, ROWS)]


def image() -> ImageReader:
    """Return a picture of one point."""
    point = b"P6 1 1 255\n\xff\xff\xff"
    return ImageReader(io.BytesIO(point))


def test_read_pdf_refuses_scan() -> None:
    """A PDF of images alone is refused, with what to do; so is one without anything."""
    drawing = Drawing()
    drawing.canvas.drawImage(image(), 0, 0, 595, 842)
    with pytest.raises(DocumentError, match=r"OCR.*1 pages with images"):
        read_file(drawing.save())
    with pytest.raises(DocumentError, match="no text"):
        read_file(Drawing().save())


def test_read_pdf_tells_pages_without_text() -> None:
    """Of a PDF with text a page that is a scan or empty is reported; so are images elsewhere."""
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.canvas.drawImage(image(), 0, 0, 50, 50)
    drawing.page()
    drawing.canvas.drawImage(image(), 0, 0, 595, 842)
    drawing.page()
    content = read_file(drawing.save())
    assert [(str(r.place), r.kind) for r in content.remarks if r.kind is RemarkKind.NO_TEXT] == [
        ("page 2", RemarkKind.NO_TEXT),
        ("page 3", RemarkKind.NO_TEXT),
    ]
    assert RemarkKind.IMAGE in reported(content)


def unmapped(text: str) -> bytes:
    """Return a PDF whose font says that its letters are characters of private use."""
    drawing = Drawing()
    drawing.lines([text])
    return drawing.save()


def test_read_pdf_refuses_text_without_meaning() -> None:
    """A text layer of characters without meaning is refused; a few of them are reported."""
    with pytest.raises(DocumentError) as caught:
        read_file(unmapped("\ue001\ue002\ue003\ue004"))
    (problem,) = caught.value.problems
    assert problem.expected == (
        "a PDF with a text layer (recognise its text first (OCR), for example with ocrmypdf, "
        "tesseract or PaddleOCR, and read the PDF that they write)"
    )
    assert problem.excerpt == (
        "a text layer whose characters have no meaning (fonts without Unicode)"
    )
    assert RemarkKind.CHARACTER in reported(read_file(unmapped("优化办事流程并压缩审批时间\ue001")))


def test_read_pdf_reports_missing_font() -> None:
    """Where a font is neither in the file nor installed, characters are lost: it is reported."""
    drawing = Drawing()
    for x, text in ((90, "到"), (112, "2025"), (150, "年，年")):
        drawing.text(x, 700, text)
    content = drawing.save()
    assert (texts(read_file(content)), reported(read_file(content))) == (["到2025年，年"], set())
    without = read_file(content.replace(b"/FontFile2", b"/NotAFile2"))
    assert texts(without) == ["2025年，年"]
    message = "A font is missing, so that characters may be lost; install a Chinese font."
    assert [(r.message, r.count) for r in without.remarks] == [(message, 2)]


def test_read_pdf_refuses_encrypted() -> None:
    """An encrypted PDF is refused as one; a password for printing alone hinders nothing."""
    drawing = Drawing(encrypt="secret")
    drawing.lines(LINES)
    with pytest.raises(DocumentError, match="without a password"):
        read_file(drawing.save())
    drawing = Drawing(encrypt=StandardEncryption("", "owner", canPrint=0))
    drawing.lines(LINES)
    assert texts(read_file(drawing.save())) == list(PARAGRAPHS)


def test_read_pdf_refuses_damaged() -> None:
    """A damaged PDF is refused as one."""
    with pytest.raises(DocumentError, match="damaged") as caught:
        read_file(b"%PDF-1.7\nnothing")
    (problem,) = caught.value.problems
    assert problem.expected == "a PDF that is whole: save or download it again"


def test_read_pdf_refuses_bombs() -> None:
    """Pages that unpack to far more than pages have, or are packed twice, are refused."""
    stream = packed(b"0 0 m 1 1 l S\n" * 6_000_000)
    with pytest.raises(DocumentError, match="zip bomb"):
        read_file(raw_pdf(stream))
    with pytest.raises(DocumentError, match="packed twice"):
        read_file(raw_pdf(packed(stream), filters="[/FlateDecode/FlateDecode]"))
    with pytest.raises(DocumentError, match="text layer"):
        read_file(raw_pdf(b"not packed"))
    with pytest.raises(DocumentError, match="text layer"):
        read_file(raw_pdf(packed(b" " * 1000)[:-8]))


def test_read_pdf_takes_drawings_for_no_table() -> None:
    """A page with very many lines is a drawing; that no table was looked for is reported."""
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.canvas.setFillGray(0.9)
    drawing.canvas.rect(60, 600, 400, 9, stroke=0, fill=1)
    for at in range(1600):
        drawing.canvas.line(at * 4, 0, at * 4, 400)
    drawing.grid(XS, YS)
    content = read_file(drawing.save())
    assert content.tables == ()
    (remark,) = (remark for remark in content.remarks if remark.kind is RemarkKind.OBJECT)
    assert str(remark) == "page 1: The page has too many drawings; no table was looked for."
    assert remark.place is not None
    assert (remark.place.page, remark.place.line) == (1, 1)
    crowded = Drawing()
    crowded.lines(LINES)
    crowded.canvas._code.append("0 0 m 9 9 l S\n" * 51_000)
    content = read_file(crowded.save())
    assert RemarkKind.OBJECT in reported(content)
    assert texts(content) == list(PARAGRAPHS)


def test_read_pdf_tells_notes() -> None:
    """Comments and form fields are reported; links are not."""
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.canvas.linkURL("https://www.example.gov.cn", (0, 0, 9, 9))
    assert RemarkKind.COMMENT not in reported(read_file(drawing.save()))
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.canvas.textAnnotation("note", (0, 0, 9, 9))
    assert RemarkKind.COMMENT in reported(read_file(drawing.save()))


def test_read_pdf_reads_cells_merged_in_the_middle() -> None:
    """Two pieces of one line, with a merged cell between them, are one line of the table."""
    drawing = Drawing()
    for x in XS:
        drawing.canvas.line(x, 560, x, 760)
    for y in (760, 640, 560):
        drawing.canvas.line(60, y, 530, y)
    for left, right in ((60, 110), (300, 530)):
        drawing.canvas.line(left, 700, right, 700)
    put(drawing, (("1", "甲", "乙"), ("2", "", "丙"), ("3", "丁", "戊")))
    (table,) = read_file(drawing.save()).tables
    assert table.grid() == [["1", "甲", "乙"], ["2", "甲", "丙"], ["3", "丁", "戊"]]


def test_read_pdf_reads_paths_of_many_strokes() -> None:
    """All lines of a table may be one drawing, and its corners bent."""
    drawing = Drawing()
    draw_strokes(drawing)
    put(drawing, ROWS)
    assert read_file(drawing.save()).tables[0].grid() == [*map(list, ROWS)]


@pytest.mark.parametrize(("depth", "tables"), [(5, 1), (6, 0), (8, 0)])
def test_read_pdf_reads_forms_to_a_depth(depth: int, tables: int) -> None:
    """Forms inside forms are read, five deep and not without end."""
    drawing = Drawing()
    canvas = drawing.canvas
    canvas.beginForm("f1")
    drawing.grid(XS, YS)
    canvas.endForm()
    for at in range(2, depth + 1):
        canvas.beginForm(f"f{at}")
        canvas.doForm(f"f{at - 1}")
        canvas.endForm()
    canvas.doForm(f"f{depth}")
    put(drawing, ROWS)
    assert len(read_file(drawing.save()).tables) == tables


@pytest.mark.parametrize("name", ["MOST_PAGES", "_MOST_CHARACTERS"])
def test_read_pdf_refuses_what_is_too_large(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A PDF of more pages, or a page of more characters, than a document has is refused."""
    monkeypatch.setattr(pdfium, name, 1)
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.page()
    drawing.lines(LINES)
    with pytest.raises(DocumentError, match="at most 1"):
        read_file(drawing.save())


def test_read_pdf_refuses_no_pages() -> None:
    """A PDF without pages is refused; so is one whose page is damaged."""
    content = raw_pdf(packed(b""))
    with pytest.raises(DocumentError, match="damaged"):
        read_file(content.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[     ]/Count 0"))
    with pytest.raises(DocumentError, match="damaged"):
        read_file(content.replace(b"/Type/Page/Parent", b"/Type/Nope/Parent"))


def test_read_pdf_skips_lines_of_spaces() -> None:
    """A line that has nothing but spaces is nothing."""
    drawing = Drawing()
    drawing.text(90, 790, "   ")
    drawing.lines(LINES)
    drawing.text(90, 90, "　")
    assert texts(read_file(drawing.save())) == list(PARAGRAPHS)


def test_read_pdf_reads_cut_stream() -> None:
    """A stream that ends before its end is left to pdfium."""
    noise = random.Random(1).randbytes(9000)  # noqa: S311  # nothing is kept secret
    content = raw_pdf(packed(noise))
    with pytest.raises(DocumentError, match="damaged"):
        read_file(content[:5000])


def test_read_pdf_keeps_centred_lines_apart() -> None:
    """A line in the middle, with space on both sides, is a paragraph of its own."""
    drawing = Drawing()
    drawing.text(226, 766, "海滨省人民政府办公厅")
    drawing.lines(LINES)
    assert texts(read_file(drawing.save())) == ["海滨省人民政府办公厅", *PARAGRAPHS]


def test_read_pdf_orders_characters_that_are_written_apart() -> None:
    """LibreOffice writes what a font lacks before the rest of the line, which has a gap there."""
    drawing = Drawing()
    drawing.text(90 + 16 * 4, 740, "“")
    text = drawing.canvas.beginText(90, 740)
    font, pdf = getFont(SONG), drawing.canvas._doc
    [(_, before)], [(subset, after)] = (
        font.splitString(part, pdf) for part in ("深入推进", "放管 to服务改革")
    )
    name = font.getSubsetInternalName(subset, pdf)
    text._code.append(f"{name} 16 Tf [<{before.hex()}>-1000<{after.hex()}>] TJ")
    drawing.canvas.drawText(text)
    assert texts(read_file(drawing.save())) == ["深入推进“放管 to服务改革"]


def test_read_pdf_ends_paragraph_at_small_gap() -> None:
    """Space before a label, or behind a full stop, ends a paragraph whose last line is full."""
    heading = "一、做大做强数字服务贸易，全面降低企业办事成本二"
    row = "（一）提升能力，建设面向企业的线上服务体系，加强"
    middle = "人员培训，扩大各项举措的知晓度和覆盖面，提升效能"
    end = "的标准。［牵头单位：省商务厅，配合单位：省财政厅］"
    last = "2.2031年底前，完成"
    drawing, y = Drawing(), 760.0
    for text in (heading, row, *[middle] * 4, end, last):
        drawing.text(90, y, text)
        y -= 16 * (2.2 if text in (heading, end) else 1.6)
    assert texts(read_file(drawing.save())) == [heading, row + middle * 4 + end, last]


def test_read_pdf_joins_title_with_few_characters() -> None:
    """A line with few wide characters has the size of the one beside it if it is as high."""
    drawing = Drawing()
    drawing.text(90, 760, "关于印发服务贸易工作要点的通知", 22)
    drawing.text(150, 720, "（2031年3月）", 22)
    drawing.lines(LINES, 660)
    assert texts(read_file(drawing.save()))[0] == "关于印发服务贸易工作要点的通知（2031年3月）"


@pytest.mark.parametrize(("progress", "shown"), [(True, True), (False, False), (None, False)])
def test_read_document_shows_pages_of_pdf(
    progress: bool | None,
    shown: bool,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The pages are counted on standard error where it is wanted; a table's too."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    drawing = Drawing()
    drawing.lines(LINES)
    document = drawing.save()
    assert len(read_document(document, progress=progress).measures) == 1
    with pytest.raises(DocumentError):
        read_table(document, progress=progress)
    out, err = capsys.readouterr()
    assert (out, "1/1" in err) == ("", shown), err


def test_read_pdf_joins_merged_cell_that_has_one_row_on_its_page() -> None:
    """An empty cell above goes on with the one before where the column has merged cells only."""
    drawing = Drawing()
    ys = (800, 740, 680, 620, 560)
    for x in XS:
        drawing.canvas.line(x, ys[0], x, ys[-1])
    for at, y in enumerate(ys):
        drawing.canvas.line(XS[1] if at == 2 else XS[0], y, XS[-1], y)
    rows = (("任务", "举措", "单位"), ("甲任务", "一", "甲局"), ("", "二", "乙局"))
    for y, row in zip((780, 720, 660, 600), (*rows, ("乙任务", "三", "丙局")), strict=True):
        for x, text in zip(XS, row, strict=False):
            drawing.text(x + 4, y, text, 12)
    drawing.page()
    drawing.grid(XS, YS[:3])
    put(drawing, (("", "四", "丁局"), ("丙任务", "五", "戊局")))
    table = read_file(drawing.save()).tables[0].grid()
    assert [row[0] for row in table[3:]] == ["乙任务", "乙任务", "丙任务"]


def test_read_pdf_keeps_stretched_headings_apart() -> None:
    """Two headings that are stretched to the width of the page are no title of two lines."""
    drawing = Drawing()
    drawing.lines(LINES[3:])
    for at, text in enumerate(("二、优化环境", "（一）便利通关")):
        drawing.canvas.setFont(SONG, 16)
        drawing.canvas.drawString(122, 580 - at * 25.6, text, charSpace=40)
    drawing.lines(LINES[3:], y=500)
    assert {"二、优化环境", "（一）便利通关"} <= {*texts(read_file(drawing.save()))}


def drawn_at(*parts: tuple[float, float, str, float], rule: float | None = None) -> list[str]:
    """Return the paragraphs of text at places, of a size; a vertical *rule* may part it."""
    drawing = Drawing()
    for x, y, text, size in parts:
        drawing.text(x, y, text, size)
    if rule is not None:
        drawing.canvas.line(rule, 650, rule, 750)
    return texts(read_file(drawing.save()))


def test_read_pdf_joins_pieces_of_a_line() -> None:
    """pdfium parts a line where larger type follows, and we where a ruled line is: it is one.

    A gap wider than the type is a space, and so is the end of a Latin word.
    """
    assert drawn_at((90, 700, "甲乙丙", 10), (122, 700, "丁戊", 24)) == ["甲乙丙丁戊"]
    assert drawn_at((90, 700, "trade", 10), (120, 700, "in", 24)) == ["trade in"]
    assert drawn_at((90, 700, "甲乙", 8), (108, 700, "丙丁", 18), (146, 700, "戊己", 40)) == [
        "甲乙丙丁戊己"
    ]
    assert drawn_at((90, 700, "甲乙", 16), (126, 700, "丙丁", 16), rule=124) == ["甲乙丙丁"]
    assert drawn_at((90, 700, "甲乙", 16), (200, 700, "丙丁", 16), rule=150) == ["甲乙 丙丁"]
    assert drawn_at((90, 700, "甲乙", 16), (90, 690, "丙丁", 16)) == ["甲乙丙丁"]
    assert drawn_at((90, 700, "甲乙", 16), (122, 709, "丙丁", 16)) == ["甲乙", "丙丁"]


def test_read_pdf_tells_all_that_is_left_out() -> None:
    """Of four pages: characters without meaning, notes, images, a scan, and an empty page."""
    drawing = Drawing()
    drawing.lines([*LINES, "甲\ue001\ue002"])
    for at in range(2):
        drawing.canvas.textAnnotation("note", (at, 0, at + 9, 9))
        drawing.canvas.drawImage(image(), 60 * at, 0, 50, 50)
    drawing.page()
    drawing.canvas.drawImage(image(), 0, 0, 595, 842)
    drawing.page()
    drawing.page()
    drawing.lines(["五、其他"])
    content = read_file(drawing.save())
    scan = "The page has no text; it is an image: recognise its text first (OCR)."
    assert [(str(remark), remark.count) for remark in content.remarks] == [
        ("Characters have no known meaning.", 2),
        (f"page 2: {scan}", 1),
        ("page 3: The page has no text; it is empty.", 1),
        ("Comments and form fields were left out.", 2),
        ("Images were left out.", 2),
        ("Lines were joined into paragraphs; where a paragraph ends is assumed.", 3),
    ]
    places = [remark.place for remark in content.remarks if remark.place]
    assert [(place.page, place.line) for place in places] == [(2, 1), (3, 1)]
    assert [remark.text for remark in content.remarks] == [""] * 6


def test_read_pdf_leaves_out_edges_by_limits() -> None:
    """Twelve pages: what is on enough of them at one height, or nearly, is left out.

    Bare numbers on three pages are page numbers, those on two are text. A header on five pages is
    left out, one on four is text; each of two headers is reported, with the text of its first page.
    """
    drawing = Drawing()
    for page in range(1, 13):
        if page <= 4:
            drawing.text(200, 810, "海滨省公报", 10)
        elif page <= 9:
            drawing.text(200, 810 + 4 * (page % 3 == 0), f"公报第{page}期", 10)
            drawing.text(200, 780, "内部资料", 10)
        mark = "子丑寅卯辰巳午未申酉戌亥"[page - 1]
        drawing.lines([f"{mark}项工作稳步推进{end}" for end in "一二三四"], y=700)
        if page <= 3:
            drawing.text(280, 50, str(page), 12)
        elif page <= 5:
            drawing.text(280, 80, str(page), 12)
        drawing.text(280, 20, f"— {page} —", 12)
        if page < 12:
            drawing.page()
    content = read_file(drawing.save())
    shown = "".join(texts(content))
    assert (shown.count("海滨省公报"), shown.count("公报第"), shown.count("内部")) == (4, 0, 0)
    assert re.findall("[0-9]+", shown) == ["4", "5"]
    assert [(remark.kind, remark.text, remark.count) for remark in content.remarks][:4] == [
        (RemarkKind.PAGE_NUMBER, "1, — 1 —, 2, — 2 —, 3", 15),
        (RemarkKind.HEADER, "公报第5期", 3),
        (RemarkKind.HEADER, "内部资料", 5),
        (RemarkKind.HEADER, "公报第6期", 2),
    ]


def test_read_pdf_places_two_tables_on_a_page() -> None:
    """Tables are read from the top down, each with its number; two cells make a table."""
    drawing = Drawing()
    drawing.grid((60, 300, 530), (760, 700))
    drawing.text(64, 740, "上", 12)
    drawing.text(304, 740, "甲", 12)
    drawing.text(90, 650, "二、其他")
    drawing.grid((60, 530), (600, 540, 480))
    drawing.text(64, 580, "下", 12)
    drawing.text(64, 520, "乙", 12)
    content = read_file(drawing.save())
    assert [getattr(block, "text", "table") for block in content.blocks] == [
        *("table", "二、其他", "table")
    ]
    first, second = content.tables
    assert (first.grid(), second.grid()) == ([["上", "甲"]], [["下"], ["乙"]])
    assert [(str(t.place), t.place.page, t.place.line) for t in content.tables] == [
        ("page 1, table 1", 1, 1),
        ("page 1, table 2", 1, 1),
    ]
    assert [(str(c.place), c.place.page, c.place.line) for row in second.rows for c in row] == [
        ("page 1, table 2, row 1, column 1", 1, 1),
        ("page 1, table 2, row 2, column 1", 1, 2),
    ]


FULL = "优化跨境贸易的便利化流程与制度"


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (f"甲。|{FULL}", f"甲。\n{FULL}"),
        (f"{FULL}|续", f"{FULL}续"),
        (f"{FULL[:-1]}。|续", f"{FULL[:-1]}。续"),
        (f"{FULL[:-1]}。|（二）续", f"{FULL[:-1]}。\n（二）续"),
        (f"{FULL}|（二）续", f"{FULL}（二）续"),
        (f"完善制度|{FULL}", f"完善制度\n{FULL}"),
        (f"完善制度|（二）{FULL[3:]}", f"完善制度\n（二）{FULL[3:]}"),
        ("promote the trade in|services", "promote the trade in services"),
    ],
)
def test_read_pdf_joins_lines_of_a_cell(lines: str, shown: str) -> None:
    """A full line goes on in the next, unless a label follows a full stop; a short one ends."""
    drawing = Drawing()
    drawing.grid(XS, YS[:3])
    put(drawing, (ROWS[0], ("1", lines, "海关")))
    assert read_file(drawing.save()).tables[0].grid()[1] == ["1", shown, "海关"]


def test_read_pdf_joins_centred_lines_of_a_cell() -> None:
    """Lines in the middle of a cell are one text."""
    drawing = Drawing()
    drawing.grid(XS, YS[:3])
    put(drawing, (ROWS[0], ("1", "", "海关")))
    for at, (x, text) in enumerate(((157, "推动服务"), (133, "贸易发展和开放"))):
        drawing.text(x, 682 - 16 * at, text, 12)
    assert read_file(drawing.save()).tables[0].grid()[1][1] == "推动服务贸易发展和开放"


def test_read_pdf_goes_on_with_column_that_has_no_cell_before() -> None:
    """A column in which no cell began on the page before has one on the next."""
    drawing = Drawing()
    for x in (60, 300, 530):
        drawing.canvas.line(x, 760, x, 640)
    for y in YS[:3]:
        drawing.canvas.line(60, y, 530, y)
    drawing.canvas.line(110, 700, 110, 690)
    put(drawing, (("任务", "", "单位"), ("通关", "", "海关")))
    drawing.page()
    drawing.grid(XS, YS[:2])
    put(drawing, (("结算", "便利", "外汇局"),))
    (table,) = read_file(drawing.save()).tables
    assert table.grid() == [
        ["任务", "任务", "单位"],
        ["通关", "通关", "海关"],
        ["结算", "便利", "外汇局"],
    ]


def test_read_pdf_joins_row_over_pages_in_words() -> None:
    """The rest of a Latin text on the next page begins a new word."""
    content = pages((ROWS[0], ("1", "trade in", "甲"), ("2", "plan", "乙")), (("", "of", "局"),))
    assert content.tables[0].grid()[2] == ["2", "plan of", "乙局"]
    joined = "A table that goes on after the end of a page was joined."
    rest = "Its first row was taken for the rest of the row before."
    assert [str(remark) for remark in content.remarks] == [f"page 2, table 1: {joined} {rest}"]
    (place,) = (remark.place for remark in content.remarks)
    assert place is not None
    assert (place.page, place.line) == (2, 1)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (((90, "到"), (112, "2025"), (150, "年"), (170, "trade in")), "到2025年trade in"),
        (((90, "trade"), (140, "in")), "trade in"),
        (((90, "甲"), (300, "乙")), "甲 乙"),
        (((90, "甲 乙"),), "甲乙"),
        (((90, "20"), (108, "24")), "2024"),
    ],
)
def test_read_pdf_reads_words_on_turned_page(
    parts: Sequence[tuple[float, str]], shown: str
) -> None:
    """On a turned page words keep their spaces, and Chinese characters get none."""
    drawing = Drawing()
    drawing.canvas.setPageRotation(180)
    drawing.canvas.translate(595, 842)
    drawing.canvas.rotate(180)
    for x, text in parts:
        drawing.text(x, 700, text)
    assert texts(read_file(drawing.save())) == [shown]


def goes_on(  # noqa: PLR0913  # how the two lines lie
    end: str = "",
    start: str = "",
    *,
    step: float = 1,
    short: float = 0,
    indent: float = 0,
    size: float = 1,
) -> bool:
    """Whether a full line goes on in the next one, on a page of full lines.

    Args:
        end: How the line ends.
        start: How the next one begins.
        step: The distance of the two, in lines.
        short: By how many characters the line is short.
        indent: By how many characters the next line is indented.
        size: How large the type of the next line is.
    """
    words = "推动服务贸易创新发展提升开放水平优化营商环境完善"
    before, after = "甲" + words[len(end) + 1 :] + end, start + words[len(start) : 20]
    drawing = Drawing()
    drawing.lines([words] * 9, y=780)
    y = 780 - 9 * 25.6
    drawing.text(90 - 16 * short, y, before)
    drawing.text(90 + 16 * indent, y - 25.6 * step, after, 16 * size)
    return before + after in "\n".join(texts(read_file(drawing.save())))


@pytest.mark.parametrize(
    ("name", "within", "beyond", "more"),
    [
        ("step", 1.68, 1.74, {}),
        ("step", 1.22, 1.28, {"end": "。"}),
        ("step", 1.22, 1.28, {"start": "一、"}),
        ("step", 1.46, 1.54, {"end": "。", "size": 1.2}),
        ("short", 1.6, 1.8, {}),
        ("short", 1.6, 1.8, {"end": "。"}),
        ("short", 2.6, 2.8, {"start": "“甲"}),
        ("short", 2.9, 3.2, {"start": "trade in "}),
        ("indent", 1.05, 1.15, {}),
        ("size", 1.2, 1.24, {}),
        ("size", 0.83, 0.81, {}),
    ],
)
def test_read_pdf_joins_lines_by_their_places(
    name: str, within: float, beyond: float, more: dict[str, Any]
) -> None:
    """A line goes on in the next one that is near enough, not indented, and of its size.

    It may be short by what the next begins with, and no more.
    """
    near: dict[str, Any] = {**more, name: within}
    far: dict[str, Any] = {**more, name: beyond}
    assert goes_on(**near)
    assert not goes_on(**far)


def test_read_pdf_ends_paragraph_at_label_behind_full_stop() -> None:
    """Of two full lines, the next begins a paragraph if it has a label and the line has ended."""
    assert goes_on("。")
    assert goes_on(start="一、")
    assert not goes_on("。", "一、")
    assert not goes_on("；", "（一）")


def ruled(*, thick: float = 0.5, nearer: float = 0, over: float = 0, turned: bool = False) -> int:
    """Return how many cells the second table of a page has, whose lines are thin areas.

    Args:
        thick: How thick its lines are.
        nearer: How far another line is from the one in the middle.
        over: How far its lines reach beyond the others.
        turned: Whether these are the horizontal ones.
    """
    drawing = Drawing()
    drawing.canvas.setFillGray(0)
    low, high, middle = 100, 300, 200

    def rule(at: float, start: float, end: float, *, upright: bool) -> None:
        box = (at - thick / 2, start, thick, end - start)
        x, y, width, height = box if upright else (box[1], box[0], box[3], box[2])
        drawing.canvas.rect(x, y, width, height, stroke=0, fill=1)

    for upright in (True, False):
        more = over if upright != turned else 0
        for at in (low, middle, high, *([middle + nearer] if nearer else [])):
            rule(at, low - more, high + more, upright=upright)
    drawing.text(120, 150, "甲", 12)
    drawing.text(90, 700, "一、任务")
    found = read_file(drawing.save()).tables
    return sum(len(row) for row in found[0].rows) if found else 0


@pytest.mark.parametrize("turned", [True, False])
def test_read_pdf_takes_lines_by_limits(turned: bool) -> None:
    """Lines are thin, further apart than 3 points, and reach 10 points over a table at most."""
    assert ruled(turned=turned) == 4
    assert (ruled(thick=2.5), ruled(thick=2.7)) == (4, 0)
    assert (ruled(nearer=2.9), ruled(nearer=3.2)) == (4, 9)
    assert ruled(over=10, turned=turned) == 4
    assert (ruled(over=9.9, turned=turned), ruled(over=10.5, turned=turned)) == (
        4,
        8 if turned else 6,  # empty rows at the end are left out
    )


@pytest.mark.parametrize(("shift", "tables"), [(4, 1), (-4, 1), (4.5, 2), (-4.5, 2)])
def test_read_pdf_joins_tables_of_nearly_the_same_columns(shift: float, tables: int) -> None:
    """A table goes on if its columns are as wide as before, or up to 4 points more or less."""
    xs = (60, 110, 300 + shift, 530)
    assert len(pages(ROWS, (("3", "加强培训", "教育厅"),), xs=(XS, xs)).tables) == tables


def test_read_pdf_reports_a_fifth_of_text_without_meaning() -> None:
    """One of five characters without meaning is reported; more are refused."""
    assert RemarkKind.CHARACTER in reported(read_file(unmapped("优化流程\ue001")))
    with pytest.raises(DocumentError, match="no meaning"):
        read_file(unmapped("优化流\ue001"))


def cell_of(*lines: tuple[float, str]) -> str:
    """Return the text of a cell, each line of which is indented by so many characters."""
    drawing = Drawing()
    drawing.grid(XS, (760, 640))
    drawing.text(64, 742, "1", 12)
    for at, (indent, text) in enumerate(lines):
        drawing.text(114 + 12 * indent, 742 - 16 * at, text, 12)
    return read_file(drawing.save()).tables[0].grid()[0][1]


@pytest.mark.parametrize(
    ("before", "after", "indent", "between"),
    [
        ("完成改革。", "推动", 2, "\n"),
        ("完成改革", "（二）", 2, "\n"),
        ("完成改革", "推动", 2, ""),
        ("完成改革", "推动", 1, "\n"),
    ],
)
def test_read_pdf_parts_indented_paragraphs_of_a_cell(
    before: str, after: str, indent: int, between: str
) -> None:
    """An indented line begins a paragraph behind a full stop or with a label; others are centred.

    A line that is indented less is not centred: the next one would have fitted behind it.
    """
    after += FULL[: 15 - indent - len(after)]
    text = cell_of((indent, before), (indent, after), (0, FULL))
    assert text == f"{before}{between}{after}{FULL}"


@pytest.mark.parametrize(
    ("end", "start", "joined", "parted"),
    [
        ("", "", 2.4, 2.6),
        ("", "“优", 3.4, 3.6),
        ("。", "“优", 2.5, 2.7),
        ("；", "“优", 2.5, 2.7),
        ("", "trade-in ", 5.4, 5.6),
    ],
)
def test_read_pdf_joins_lines_of_a_cell_by_their_ends(
    end: str, start: str, joined: float, parted: float
) -> None:
    """A line of a cell goes on in the next if that would not have fitted behind it.

    Behind a full stop, it has to be full.
    """
    for short, between in ((joined, ""), (parted, "\n")):
        before = FULL[: 15 - int(short) - len(end)] + end
        after = start + FULL[:5]
        text = cell_of((0, before), (0, after), (short % 1, FULL))
        assert text == f"{before}{between}{after}\n{FULL}"


def test_read_pdf_takes_heading_over_columns_for_no_rest() -> None:
    """A row on the next page that merges the column of the numbers is a row of its own."""
    drawing = Drawing()
    drawing.grid(XS, YS)
    put(drawing, (("任务", "序号", "单位"), ("通关", "1", "海关"), ("结算", "2", "外汇局")))
    drawing.page()
    for x in XS:
        drawing.canvas.line(x, YS[1] if x == XS[1] else YS[0], x, YS[2])
    for y in YS[:3]:
        drawing.canvas.line(XS[0], y, XS[-1], y)
    put(drawing, (("合作", "", ""), ("培训", "3", "教育厅")))
    (table,) = read_file(drawing.save()).tables
    assert table.grid()[2:] == [
        ["结算", "2", "外汇局"],
        ["合作", "合作", ""],
        ["培训", "3", "教育厅"],
    ]


def test_read_pdf_measures_short_page_by_the_others() -> None:
    """Where the text of a page begins, pages with few lines do not say: the others do."""
    drawing = Drawing()
    full = "推动服务贸易创新发展提升开放水平优化营商环境完善"
    drawing.lines([full] * 9, y=780)
    drawing.page()
    drawing.lines([f"　　{full[:9]}", full[:9]], y=780)
    assert texts(read_file(drawing.save())) == [full * 9, full[:9], full[:9]]


def test_read_pdf_places_line_beside_table_before_it() -> None:
    """A table comes before a line below it, and behind one that is beside it."""
    for y, first in ((530, False), (570, True), (690, True)):
        drawing = Drawing()
        drawing.text(36, y, "甲", 12)
        drawing.grid(XS, YS)
        put(drawing, ROWS)
        blocks = read_file(drawing.save()).blocks
        assert [getattr(block, "text", "table") for block in blocks] == (
            ["甲", "table"] if first else ["table", "甲"]
        )


def test_read_pdf_keeps_lines_beside_tables() -> None:
    """What is beside the table of each page, at its height, is no header or footer."""
    drawing = Drawing()
    for number in range(3):
        if number:
            drawing.page()
        drawing.text(36, 740, "上", 12)
        drawing.text(36, 590, "下", 12)
        drawing.text(90, 790, "海滨省公报", 12)
        drawing.grid(XS, YS)
        put(drawing, ROWS)
    content = read_file(drawing.save())
    assert "".join(texts(content)) == "上下" * 3
    assert (content.remarks[0].text, content.remarks[0].count) == ("海滨省公报", 3)


BODY = "推动服务贸易创新发展提升开放水平优化营商环境完善"


@pytest.mark.parametrize(
    ("count", "shift", "joined"),
    [
        (14, 0, False),
        (14, 0.8, False),
        (14, -0.8, False),
        (14, 1.2, True),
        (14, -1.2, True),
        (17, 0, False),
        (19, 0, True),
    ],
)
def test_read_pdf_ends_paragraph_after_centred_line(count: int, shift: float, joined: bool) -> None:
    """A line is centred with three characters beside it, and one more on a side at most.

    Else it goes on in a line that begins with a word which would not have fitted.
    """
    drawing = Drawing()
    drawing.lines([BODY] * 9, y=780)
    y = 780 - 9 * 25.6
    drawing.text(90 + 16 * ((24 - count) / 2 + shift), y, BODY[:count])
    drawing.text(90, y - 25.6, "trade-in-services" + BODY[:15])
    shown = texts(read_file(drawing.save()))
    assert shown[1:] == (
        [f"{BODY[:count]}trade-in-services{BODY[:15]}"]
        if joined
        else [BODY[:count], f"trade-in-services{BODY[:15]}"]
    )


def test_read_pdf_ends_short_line_that_has_spaces_behind_it() -> None:
    """Spaces at the end of a line, or before it, do not make it longer."""
    drawing = Drawing()
    drawing.lines([BODY] * 3, y=780)
    drawing.text(90, 780 - 3 * 25.6, BODY[:12] + " " * 24)
    drawing.text(90 - 32, 780 - 4 * 25.6, " " * 4 + BODY)
    assert texts(read_file(drawing.save())) == [BODY * 3 + BODY[:12], BODY]


def test_read_pdf_keeps_spaces_of_later_lines() -> None:
    """A gap between Latin words is a space on every line, one beside Chinese on none."""
    drawing = Drawing()
    for y in (740, 700, 660):
        for x, text in ((90, "trade"), (138, "in"), (162, "services"), (234, "到"), (258, "20")):
            drawing.text(x, y, text)
    assert " ".join(texts(read_file(drawing.save()))) == " ".join(["trade in services到20"] * 3)


def crossing(x0: float, y0: float, x1: float, y1: float, *more: Sequence[float]) -> int:
    """Return how many cells of the page's table have a text, with rules between these points."""
    drawing = Drawing()
    for rule in ((x0, y0, x1, y1), *more):
        drawing.canvas.line(*rule)
    for x in (200, 400):
        for y in (520, 680):
            drawing.text(x, y, "甲", 12)
    tables = read_file(drawing.save()).tables
    return sum(bool(cell.text) for table in tables for row in table.rows for cell in row)


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ((300, 603, 300, 800), (300, 603.1, 300, 800)),
        ((300, 400, 300, 597), (300, 400, 300, 596.9)),
    ],
)
def test_read_pdf_takes_upright_rule_that_touches_another_for_its_table(
    near: tuple[float, float, float, float], far: tuple[float, float, float, float]
) -> None:
    """Two rules make a table if they touch, or miss each other by three points."""
    assert crossing(60, 600, 530, 600, near) == 2
    assert crossing(60, 600, 530, 600, far) == 0


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ((302.9, 600, 530, 600), (303.1, 600, 530, 600)),
        ((60, 600, 297, 600), (60, 600, 296.9, 600)),
    ],
)
def test_read_pdf_takes_level_rule_that_touches_another_for_its_table(
    near: tuple[float, float, float, float], far: tuple[float, float, float, float]
) -> None:
    """So it is with a horizontal rule that ends at a vertical one."""
    assert crossing(300, 400, 300, 800, near) == 2
    assert crossing(300, 400, 300, 800, far) == 0


@pytest.mark.parametrize(
    ("dash", "gap", "cells"), [(4, 3, 4), (4.5, 2, 4), (3.9, 3, 0), (4, 3.2, 0)]
)
def test_read_pdf_reads_dashed_rules(dash: float, gap: float, cells: int) -> None:
    """Dashes of four points, three points apart, make a rule."""
    rules: list[tuple[float, float, float, float]] = []
    for at in range(30):
        start = 100 + at * (dash + gap)
        rules.append((start + 200, 600, start + 200 + dash, 600))
        rules.append((300 + dash, start + 500, 300 + dash, start + 500 + dash))
        rules.append((300 - at * (dash + gap), 600, 300 - at * (dash + gap) + dash, 600))
        rules.append(
            (300 + dash, 600 - at * (dash + gap), 300 + dash, 600 + dash - at * (dash + gap))
        )
    assert crossing(*rules[0], *rules[1:]) == cells


@pytest.mark.parametrize(("apart", "rows"), [(3, 2), (3.5, 3)])
def test_read_pdf_takes_rules_that_are_near_for_one(apart: float, rows: int) -> None:
    """A rule whose halves are drawn up to three points apart is one, upright or not."""
    for turned in (False, True):
        drawing = Drawing()
        halves = [(200, 100, 200, 200), (200 + apart, 200, 200 + apart, 300)]
        outer = [
            (100, 100, 100, 300),
            (300, 100, 300, 300),
            (100, 100, 300, 100),
            (100, 300, 300, 300),
        ]
        for x0, y0, x1, y1 in [*halves, *outer]:
            drawing.canvas.line(*((y0, x0, y1, x1) if turned else (x0, y0, x1, y1)))
        drawing.text(110, 110, "甲", 12)
        drawing.text(260, 260, "乙", 12)
        (table,) = read_file(drawing.save()).tables
        assert (len(table.rows) if turned else table.width) == rows


def test_read_pdf_takes_gap_in_a_drawing_for_no_rule() -> None:
    """Two strokes of one drawing have nothing between them: the cell there is merged."""
    drawing = Drawing()
    drawing.grid(XS, (YS[0], YS[3]))
    path = drawing.canvas.beginPath()
    for left, right in ((60, 110), (300, 530)):
        path.moveTo(left, 660)
        path.lineTo(right, 660)
    drawing.canvas.drawPath(path)
    put(drawing, (("1", "甲", "乙"), ("2", "", "丙")), (760, 640))
    (table,) = read_file(drawing.save()).tables
    assert table.grid() == [["1", "甲", "乙"], ["2", "甲", "丙"]]


def test_read_pdf_reads_forms_that_are_moved() -> None:
    """Forms inside forms may each be turned, made smaller and moved."""
    drawing = Drawing()
    canvas = drawing.canvas
    canvas.beginForm("inner")
    # The table at half its size, turned to the right and moved.
    canvas.transform(0, -0.5, 0.5, 0, 7, 300)
    drawing.grid(XS, YS)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.transform(1, 0, 0, 1, 13, 17)
    canvas.doForm("inner")
    canvas.endForm()
    canvas.saveState()
    canvas.transform(0, 2, -2, 0, 634, -40)
    canvas.doForm("outer")
    canvas.restoreState()
    put(drawing, ROWS)
    assert read_file(drawing.save()).tables[0].grid() == [*map(list, ROWS)]


@pytest.mark.parametrize(("lost", "count"), [("年", 1), ("一", 1), ("龟", 1), ("，", 0), ("a", 0)])
def test_read_pdf_counts_characters_without_font(lost: str, count: int) -> None:
    """Chinese characters without a font are reported, other characters are not."""
    drawing = Drawing()
    for x, text in ((90, "2025"), (150, f"{lost}，a")):
        drawing.text(x, 700, text)
    content = read_file(drawing.save().replace(b"/FontFile2", b"/NotAFile2"))
    assert [remark.count for remark in content.remarks] == [count] * bool(count)


def test_read_pdf_has_font_of_characters_too_small_to_see() -> None:
    """Characters of no height whose font is in the file lack no font."""
    drawing = Drawing()
    drawing.lines(LINES)
    drawing.text(90, 300, "不可见的小字", 0.05)
    assert reported(read_file(drawing.save())) == {RemarkKind.JOINED}


@pytest.mark.parametrize(
    ("stream", "size"),
    [
        (b" " * 2**21, 2**21),
        (random.Random(2).randbytes(200_000), 200_000),  # noqa: S311  # nothing is kept secret
    ],
)
def test_read_pdf_refuses_stream_by_limit(
    stream: bytes, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages may unpack to as many bytes as the limit says, each and all of them, and no more."""
    monkeypatch.setattr(pdfium, "_MOST_STREAM", size)
    monkeypatch.setattr(pdfium, "_MOST_STREAMS", size + 20)
    whole = raw_pdf(packed(stream))
    more = raw_pdf(packed(b" " * 20))
    for content in (whole, whole + more):
        with pytest.raises(DocumentError, match="text layer"):
            read_file(content)
    for content, found in (
        (raw_pdf(packed(stream + b" ")), size + 1),
        (whole + raw_pdf(packed(b" " * 21)), size + 21),
    ):
        with pytest.raises(DocumentError) as caught:
            read_file(content)
        (problem,) = caught.value.problems
        assert problem.expected == f"pages of at most {size} bytes"
        assert problem.excerpt == f"{found} bytes unpacked (a zip bomb?)"


def test_read_pdf_refuses_bomb_with_short_name_of_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream may say Fl in place of FlateDecode, and is unpacked all the same."""
    monkeypatch.setattr(pdfium, "_MOST_STREAM", 99)
    with pytest.raises(DocumentError, match="zip bomb"):
        read_file(raw_pdf(packed(b" " * 100), filters="/Fl"))


def test_read_pdf_unpacks_no_images(monkeypatch: pytest.MonkeyPatch) -> None:
    """An image may be as large as it is."""
    monkeypatch.setattr(pdfium, "_MOST_STREAM", 99)
    with pytest.raises(DocumentError, match="text layer"):
        read_file(raw_pdf(packed(b" " * 100), filters="/FlateDecode/Subtype/Image"))


@pytest.mark.parametrize(
    ("filters", "encode"),
    [
        ("[/ASCII85Decode/FlateDecode]", lambda raw: base64.a85encode(raw) + b"~>"),
        ("[ /A85 /Fl ]", lambda raw: base64.a85encode(raw, wrapcol=9) + b"\0\f ~>"),
        ("[/ASCIIHexDecode/FlateDecode]", lambda raw: raw.hex(" ").encode() + b">"),
        ("[/AHx/Fl]", lambda raw: raw.hex().encode() + b"2>"),
    ],
)
def test_read_pdf_unpacks_what_is_written_as_text(
    filters: str, encode: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stream that is packed and then written as text is a bomb where it unpacks to too much."""
    monkeypatch.setattr(pdfium, "_MOST_STREAM", 99)
    with pytest.raises(DocumentError, match="text layer"):
        read_file(raw_pdf(encode(packed(b" " * 99)), filters=filters))
    with pytest.raises(DocumentError, match="100 bytes unpacked"):
        read_file(raw_pdf(encode(packed(b" " * 100)), filters=filters))
    with pytest.raises(DocumentError) as caught:
        read_file(raw_pdf(b"xyz", filters=filters))
    (problem,) = caught.value.problems
    assert problem.expected == "a PDF that is whole: save or download it again"
    assert problem.excerpt.startswith("a damaged one (")


@pytest.mark.parametrize(("filters", "times"), [("/LZWDecode", 1340), ("/RL", 64)])
def test_read_pdf_bounds_what_is_packed_otherwise(
    filters: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What LZW and run lengths may unpack to at most has the limit of what Flate unpacks to."""
    monkeypatch.setattr(pdfium, "_MOST_STREAM", 10 * times)
    with pytest.raises(DocumentError, match="text layer"):
        read_file(raw_pdf(b"x" * 9, filters=filters) + raw_pdf(b"x" * 9, filters=filters))
    with pytest.raises(DocumentError, match="zip bomb"):
        read_file(raw_pdf(b"x" * 11, filters=filters))


def test_read_pdf_unpacks_pages_that_are_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF with restrictions and without a password to open it is read, and no bomb either."""
    restricted = StandardEncryption("", "owner", canPrint=0)
    drawing = Drawing(encrypt=restricted, pageCompression=1)
    drawing.lines(LINES)
    content = drawing.save()
    assert b"/Encrypt" in content
    assert texts(read_file(content)) == list(PARAGRAPHS)
    monkeypatch.setattr(pdfium, "_MOST_STREAM", 999)
    with pytest.raises(DocumentError, match="zip bomb"):
        read_file(content)


def drawings(count: int, *, forms: int = 0) -> FileContent:
    """Read a table on two pages, each with so many drawings."""
    drawing = Drawing()
    for at in range(forms):
        drawing.canvas.beginForm(f"f{at}")
        drawing.canvas.line(9, 9, 20, 20)
        drawing.canvas.endForm()
    for number in range(2):
        if number:
            drawing.page()
        drawing.grid(XS, YS)
        put(drawing, ROWS)
        for at in range(forms):
            drawing.canvas.doForm(f"f{at}")
        for _ in range(count - 8 - 2 * forms):
            drawing.canvas.line(9, 9, 20, 20)
    return read_file(drawing.save())


@pytest.mark.parametrize(
    ("page", "whole", "forms", "crowded"),
    [
        (12, 24, 0, []),
        (12, 24, 2, []),
        (11, 24, 0, ["page 1", "page 2"]),
        (11, 24, 2, ["page 1", "page 2"]),
        (12, 23, 0, ["page 2"]),
        (12, 12, 0, ["page 2"]),
        (12, 11, 0, ["page 1", "page 2"]),
    ],
)
def test_read_pdf_reads_drawings_to_a_limit(
    page: int, whole: int, forms: int, crowded: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With more drawings than a page or file may have, no table is looked for on the page.

    What forms draw counts, too.
    """
    monkeypatch.setattr(pdfium, "_MOST_OBJECTS", page)
    monkeypatch.setattr(pdfium, "_MOST_DRAWINGS", whole)
    content = drawings(12, forms=forms)
    remarks = [remark for remark in content.remarks if remark.kind is RemarkKind.OBJECT]
    assert [str(remark) for remark in remarks] == [
        f"{place}: The page has too many drawings; no table was looked for." for place in crowded
    ]
    assert len(content.tables) == (len(crowded) < 2)
