"""Tables in workbooks, CSV and Markdown; the texts of Markdown."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image as Picture
from openpyxl.utils import column_index_from_string
from PIL import Image

import svctrade
from svctrade._parsing.formats import RemarkKind, TableBlock, read_file
from svctrade.exceptions import DocumentError

from .files import SHEET, rewrite, saved, workbook


def grid(content: bytes | str, name: str | None = None) -> list[list[str]]:
    (table,) = read_file(content, name).tables
    return table.grid()


def test_read_excel_shows_values() -> None:
    """Values are text as Excel shows them; empty rows and columns at the end are nothing."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["  序号 ", "第一行\n第二行", None])
    sheet.append([1, 2.0, 0.5, None, True, None])
    sheet.append([])
    sheet.append([dt.date(2024, 3, 5), dt.datetime(2024, 3, 5, 8, 30), dt.time(8, 30)])  # noqa: DTZ001
    sheet.append([12345678901, 0.1])
    sheet["B5"].number_format = "0.0%"
    sheet["H9"].number_format = "0%"
    assert grid(saved(book)) == [
        ["序号", "第一行\n第二行", "", "", ""],
        ["1", "2", "0.5", "", "TRUE"],
        ["", "", "", "", ""],
        ["2024-03-05", "2024-03-05 08:30:00", "08:30:00", "", ""],
        ["12345678901", "10%", "", "", ""],
    ]


def test_read_excel_reads_sheets_in_order() -> None:
    """Each sheet with values is a table with its name; a hidden one is read, and reported."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "任务"
    sheet.append(["甲"])
    book.create_sheet("空")
    hidden = book.create_sheet("清单")
    hidden.append(["乙"])
    hidden.sheet_state = "hidden"
    content = read_file(saved(book))
    assert [(table.title, table.grid()) for table in content.tables] == [
        ("任务", [["甲"]]),
        ("清单", [["乙"]]),
    ]
    assert [r.kind for r in content.remarks] == [RemarkKind.HIDDEN]
    assert str(content.tables[0].rows[0][0].place) == "sheet '任务', row 1, column 1"


def test_read_excel_reports_hidden_rows_and_columns() -> None:
    """Rows and columns that are hidden are read, and reported; empty ones are not."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["任务", "举措"], ["甲", "乙"], ["丙", "丁"]):
        sheet.append(row)
    for hidden in (2, 3, 9):
        sheet.row_dimensions[hidden].hidden = True
    sheet.column_dimensions.group("B", "E", hidden=True)
    content = read_file(saved(book))
    assert content.tables[0].grid() == [["任务", "举措"], ["甲", "乙"], ["丙", "丁"]]
    assert [(r.kind, r.message, r.count) for r in content.remarks] == [
        (RemarkKind.HIDDEN, "The sheet 'Sheet' has hidden rows; they were read.", 2),
        (RemarkKind.HIDDEN, "The sheet 'Sheet' has hidden columns; they were read.", 1),
    ]


def test_read_excel_refuses_hidden_columns_without_ends() -> None:
    """Hidden columns that do not say from where to where are damage."""
    columns = b'<cols><col hidden="1"/></cols><sheetData>'
    book = workbook(["序号", "举措"])
    damaged = rewrite(book, {SHEET: lambda part: part.replace(b"<sheetData>", columns)})
    with pytest.raises(DocumentError, match="a damaged sheet '任务'"):
        read_file(damaged)


def test_read_excel_reads_merged_cells() -> None:
    """Merged cells are one; what reaches beyond the rows and columns with values is cut."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["任务表", None, None])
    sheet.append(["通关", 1, "优化"])
    sheet.append([None, 2, "压缩"])
    sheet.append([None, 3, "便利"])
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A2:A9")
    sheet.merge_cells("E1:F2")
    (table,) = read_file(saved(book)).tables
    assert table.grid() == [
        ["任务表"] * 3,
        ["通关", "1", "优化"],
        ["通关", "2", "压缩"],
        ["通关", "3", "便利"],
    ]
    assert table.rows[0][0].column_span == 3


def test_read_excel_tells_values_under_merged_cells() -> None:
    """A value that a merged cell hides is left out, and reported."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["甲", "乙"])
    merges = b'<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    content = rewrite(
        saved(book), {SHEET: lambda part: part.replace(b"</sheetData>", b"</sheetData>" + merges)}
    )
    assert read_file(content).tables[0].grid() == [["甲", "甲"]]
    assert [(r.kind, r.text) for r in read_file(content).remarks] == [(RemarkKind.HIDDEN, "乙")]


def test_read_excel_tells_what_is_left_out() -> None:
    """Formulas without a value, comments, drawings and links to other files are reported."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "=1+1"])
    sheet["A1"].comment = Comment("请核", "甲")
    sheet["A2"].comment = Comment("请补", "甲")
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    sheet.add_image(Picture(picture), "D4")
    content = rewrite(saved(book), {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"})
    assert [(r.kind, r.count) for r in read_file(content).remarks] == [
        (RemarkKind.FORMULA, 1),
        (RemarkKind.COMMENT, 2),
        (RemarkKind.OBJECT, 1),
        (RemarkKind.EXTERNAL, 1),
    ]
    assert read_file(content).tables[0].grid() == [["序号"]]


def sheet_with(xml: bytes) -> bytes:
    return rewrite(
        workbook(["序号", "举措"]), {SHEET: lambda part: part.replace(b"</sheetData>", xml)}
    )


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        (b'<row r="40000000"><c r="A40000000"><v>1</v></c></row></sheetData>', "40000000"),
        (b'<row r="3"><c r="ZZZZ3"><v>1</v></c></row></sheetData>', "ZZZZ3"),
        (b'<row r="3"><c r="XFE3"><v>1</v></c></row></sheetData>', "XFE3"),
        (b'<row r="99999999999999"></row></sheetData>', "rows"),
        pytest.param(
            b'<row r="1048576"><c r="C1048576"><v>1</v></c></row></sheetData>',
            "1048576 rows of 3",
            marks=pytest.mark.long,
        ),
        (b'<row r="3"><c r="A3"><v>x</v></c></row></sheetData>', "damaged sheet"),
        (b"<row></sheetData>", "damaged"),
    ],
)
def test_read_excel_refuses_sheets(xml: bytes, words: str) -> None:
    """Cells where Excel has none, far more rows than a table has, and damage are refused."""
    with pytest.raises(DocumentError, match=words):
        read_file(sheet_with(xml))


def test_read_excel_refuses_merged_areas_without_end() -> None:
    """Merged cells may cover the same cells again and again, but no more than a table has."""
    rows = b"".join(
        f'<row r="{at}"><c r="B{at}"><v>1</v></c></row>'.encode() for at in range(2, 1001)
    )
    area = b'<mergeCell ref="A1:B1000"/>'
    most, more = (
        sheet_with(rows + b"</sheetData><mergeCells>" + area * times + b"</mergeCells>")
        for times in (1000, 1001)
    )
    assert read_file(most).tables[0].grid() == [["序号", "序号"]]
    assert problem_of(more) == ("merged cells of at most 2000000 cells", "more")


def test_read_excel_refuses_damaged_workbook() -> None:
    """A workbook that openpyxl cannot open is refused."""
    with pytest.raises(DocumentError, match="damaged"):
        read_file(rewrite(workbook(["一"]), {"xl/workbook.xml": b"<workbook"}))


def test_read_csv() -> None:
    """A table in CSV is read with its quotation marks, whatever parts its cells."""
    assert grid('序号,举措,单位\n1,"优化,\n压缩",海关\n') == [
        ["序号", "举措", "单位"],
        ["1", "优化,\n压缩", "海关"],
    ]
    assert grid("序号;举措\n1;优化\n", "plan.csv") == [["序号", "举措"], ["1", "优化"]]
    assert grid("序号\t举措\n1\t优化\n", "plan.tsv") == [["序号", "举措"], ["1", "优化"]]
    (table,) = read_file('a,b,c\n"1\n2",3,4\n5,6,7\n', "plan.csv").tables
    assert [row[0].place.line for row in table.rows] == [1, 2, 4]
    assert read_file("", "plan.csv").blocks == ()


@pytest.mark.parametrize("text", ['a,b\n"1,2\n', 'a,b\n"1"x,2\n'])
def test_read_csv_refuses(text: str) -> None:
    """A quotation mark that is not closed, or is inside a cell, is refused with its line."""
    with pytest.raises(DocumentError, match="line 2"):
        read_file(text, "plan.csv")


def test_read_csv_refuses_many_columns() -> None:
    """A row of more columns than a table has is refused."""
    with pytest.raises(DocumentError, match="columns"):
        read_file(",".join("x" * 20_000), "plan.csv")


def test_read_markdown() -> None:
    """Headings have levels, lists the numbers that are typed, marks of emphasis are gone."""
    content = read_file(
        "# 总体要求\n\n一、**主要**目标\n（一）改善\n环境`好`。\n继续。\n\n"
        "3. 优化\n   流程\n5) 压缩\n   1. 子项\n\n   续段\n- 无号\n\n"
        "[链接](https://x)和![图](y.png)  \n换行<br>再换<b>粗</b>\n\n---\n\n"
        "```\n代码一\n\n代码二\n```\n\n> 引文\n",
        "plan.md",
    )
    assert [block.text for block in content.paragraphs] == [
        *("总体要求", "一、主要目标", "（一）改善环境好。", "继续。"),
        *("3. 优化流程", "5) 压缩", "1. 子项", "续段", "无号"),
        *("链接和换行再换粗", "代码一代码二", "引文"),
    ]
    assert content.paragraphs[0].level == 1
    assert content.paragraphs[4].number == "3."
    assert [p.place.line for p in content.paragraphs[:5]] == [1, 3, 4, 6, 8]
    assert content.paragraphs[4].place_at(5).line == 9
    assert [r.text for r in content.remarks] == ["图"]


def test_read_markdown_reads_tables() -> None:
    """A table is a table, with its heading; metadata in one is metadata."""
    content = read_file(
        "|序号|举措|\n|---|---|\n|1|优化<br>流程|\n|2|\n\n|索引号|HB1|\n|---|---|\n|发文字号|海政办1号|\n"
        "\n| | |\n|-|-|\n"
    )
    (table,) = content.tables
    assert table.grid() == [["序号", "举措"], ["1", "优化\n流程"], ["2", ""]]
    assert table.header_rows == 1
    assert content.metadata.index_number == "HB1"


def test_read_markdown_reads_html() -> None:
    """HTML in Markdown is read as such."""
    text = "# 任务\n\n<table><tr><td>序号<td>举措<tr><td>1<td>优化<img alt=图></table>\n"
    content = read_file(text, "plan.md")
    assert isinstance(content.blocks[1], TableBlock)
    assert [r.kind for r in content.remarks] == [RemarkKind.IMAGE]


def test_read_markdown_bounds_time() -> None:
    """Very many brackets are read without links, and quotations without end refused."""
    assert read_file("[" * 20_000 + "[a](b)", "plan.md").paragraphs[0].text.endswith("[a](b)")
    with pytest.raises(DocumentError, match="line 2"):
        read_file("# x\n" + "> " * 50 + "x", "plan.md")


def test_grid_of_table_without_rows() -> None:
    """A table without cells has no columns."""
    table = TableBlock((), read_file("一").paragraphs[0].place)
    assert (table.width, table.grid()) == (0, [])


def test_what_openpyxl_warns_of_is_no_fault() -> None:
    """Cells with a validation that openpyxl leaves out are read, also where warnings are errors."""
    book = openpyxl.Workbook()
    book["Sheet"].append(["序号", "具体举措", "责任分工"])
    book["Sheet"].append([1, "甲。", "商务部负责推进"])
    written, extended = io.BytesIO(), io.BytesIO()
    book.save(written)
    extension = (
        b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        b'<x14:dataValidations count="0"/></ext></extLst></worksheet>'
    )
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(extended, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(
                name, part.replace(b"</worksheet>", extension) if "sheet1" in name else part
            )
    assert len(svctrade.read_table(extended.getvalue()).measures) == 1


def test_read_excel_leaves_out_chart_sheets() -> None:
    """A sheet that is a chart, with or without one in it, is left out and reported."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["序号", "具体举措", "责任分工"])
    sheet.append([1, "甲。", "商务部负责推进"])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1, max_row=2))
    book.create_chartsheet("图一").add_chart(chart)
    book.create_chartsheet("图二", 0)
    content = saved(book)
    said = [remark.message for remark in read_file(content).remarks]
    for title in ("图一", "图二"):
        assert f"The sheet {title!r} is a chart; it was left out." in said
    assert len(svctrade.read_table(content).measures) == 1


def test_read_excel_leaves_out_pictures_of_wps() -> None:
    """WPS writes a picture in a cell as a formula, which is no text of the cell."""
    content = workbook(["甲", '=DISPIMG("ID_1",1)'])
    part = rewrite(content, {SHEET: as_text_of_formula})
    found = read_file(part)
    assert [block.grid() for block in found.tables] == [[["甲"]]]
    assert RemarkKind.IMAGE in [remark.kind for remark in found.remarks]


def as_text_of_formula(part: bytes) -> bytes:
    """Return a sheet with the value that WPS stores beside a formula."""
    return re.sub(
        rb'<c r="B1"[^>]*>.*?</c>',
        b'<c r="B1" t="str"><f>_xlfn.DISPIMG(&quot;ID_1&quot;,1)</f>'
        b"<v>=DISPIMG(&quot;ID_1&quot;,1)</v></c>",
        part,
    )


def said(content: bytes | str, name: str | None = None) -> list[tuple[RemarkKind, str, int]]:
    """Return the remarks with their places and messages as printed."""
    remarks = read_file(content, name).remarks
    return [(remark.kind, str(remark), remark.count) for remark in remarks]


def problem_of(content: bytes | str, name: str | None = None) -> tuple[str, str]:
    """Return what was expected and found of a file that is refused."""
    with pytest.raises(DocumentError) as caught:
        read_file(content, name)
    (problem,) = caught.value.problems
    return problem.expected, problem.excerpt


def with_merges(content: bytes, *areas: str) -> bytes:
    """Return a workbook with merged cells whose values are kept."""
    merges = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    xml = f"</sheetData><mergeCells>{merges}</mergeCells>".encode()
    return rewrite(content, {SHEET: lambda part: part.replace(b"</sheetData>", xml)})


def test_read_excel_places_tables_and_cells() -> None:
    """A table has the place of its sheet, a cell its row and column there."""
    book = openpyxl.Workbook()
    book["Sheet"].append(["甲", "乙"])
    other = book.create_sheet("清单")
    for row in (["丙"], [None, "丁"]):
        other.append(row)
    first, second = read_file(saved(book)).tables
    assert [(str(table.place), table.place.line) for table in (first, second)] == [
        ("sheet 'Sheet'", 1),
        ("sheet '清单'", 1),
    ]
    assert [(str(c.place), c.place.line, c.column) for row in second.rows for c in row] == [
        ("sheet '清单', row 1, column 1", 1, 0),
        ("sheet '清单', row 2, column 2", 2, 1),
    ]


def test_read_excel_says_what_it_left_out() -> None:
    """Each remark has its message, its count and, where it is of a cell, its place."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["甲", "乙", '=DISPIMG("ID_1",1)'])
    sheet.append(["=1+1", "=1+2"])
    second = book.create_sheet("藏")
    second.append(["=1+3", "丙"])
    second.sheet_state = "hidden"
    sheet["A1"].comment = Comment("请核", "甲")
    second["B1"].comment = Comment("请补", "乙")
    for place in (sheet, second):
        picture = io.BytesIO()
        Image.new("RGB", (2, 2)).save(picture, "PNG")
        place.add_image(Picture(picture), "D4")
    content = rewrite(
        with_merges(saved(book), "A1:B1"),
        {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    )
    picture_cell = rb'<c r="C1" t="str"><f>x</f><v>=DISPIMG("ID_1",1)</v></c>'
    content = rewrite(
        content, {SHEET: lambda part: re.sub(rb'<c r="C1"[^>]*>.*?</c>', picture_cell, part)}
    )
    assert said(content) == [
        (
            RemarkKind.FORMULA,
            "Formulas have no stored value; open the file in Excel or WPS and save it.",
            3,
        ),
        (RemarkKind.COMMENT, "Comments were left out.", 2),
        (RemarkKind.OBJECT, "Drawings or images were left out.", 2),
        (RemarkKind.EXTERNAL, "Content outside the file was not fetched.", 1),
        (
            RemarkKind.HIDDEN,
            "sheet 'Sheet', row 1, column 2: A value that merged cells hide was left out. (乙)",
            1,
        ),
        (
            RemarkKind.IMAGE,
            "sheet 'Sheet', row 1, column 3: A picture in a cell was left out.",
            1,
        ),
        (RemarkKind.HIDDEN, "The sheet '藏' is hidden; it was read.", 1),
    ]


def test_read_excel_tells_no_empty_hidden_sheet() -> None:
    """A hidden sheet without values is nothing to tell; a chart that is a sheet is."""
    book = openpyxl.Workbook()
    book["Sheet"].append(["甲"])
    book.create_sheet("空").sheet_state = "hidden"
    book.create_chartsheet("图").add_chart(BarChart())
    assert said(saved(book))[-1:] == [
        (RemarkKind.OBJECT, "The sheet '图' is a chart; it was left out.", 1)
    ]
    assert not any("空" in message for _, message, _ in said(saved(book)))


@pytest.mark.parametrize(
    ("hidden", "count"), [(("B", "B"), 1), (("B", "C"), 2), (("C", "Z"), 2), (("A", "D"), 4)]
)
def test_read_excel_counts_hidden_columns(hidden: tuple[str, str], count: int) -> None:
    """The columns of the table that are hidden are counted, from the first to the last."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["甲", "乙", "丙", "丁"])
    sheet.column_dimensions.group(*hidden, hidden=True)
    sheet.column_dimensions["ZZ"].hidden = True
    message = "The sheet 'Sheet' has hidden columns; they were read."
    assert said(saved(book)) == [(RemarkKind.HIDDEN, message, count)]


def test_read_excel_counts_hidden_columns_in_several_groups() -> None:
    """Hidden columns apart from each other are counted together; those behind the table not."""
    book = openpyxl.Workbook()
    sheet = book["Sheet"]
    sheet.append(["甲", "乙", "丙", "丁"])
    for column in ("A", "D", "G"):
        sheet.column_dimensions[column].hidden = True
    assert [(kind, count) for kind, _, count in said(saved(book))] == [(RemarkKind.HIDDEN, 2)]
    sheet.column_dimensions["A"].hidden = sheet.column_dimensions["D"].hidden = False
    assert said(saved(book)) == []


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (True, None, "TRUE"),
        (False, None, "FALSE"),
        (0, None, "0"),
        (0.1 + 0.2, None, "0.3"),
        (1 / 3, None, "0.333333333333333"),
        (-12.5, "0.00", "-12.5"),
        (123456789012345, None, "123456789012345"),
        (0.1234567890123, "0%", "12.3456789%"),
        (1, "0%", "100%"),
        ("50%", "0%", "50%"),
        (dt.datetime(2024, 3, 5), None, "2024-03-05"),  # noqa: DTZ001
        (dt.datetime(2024, 3, 5, 0, 0, 1), None, "2024-03-05 00:00:01"),  # noqa: DTZ001
        (dt.time(8, 30), None, "08:30:00"),
        (" 甲 \n\n\u3000乙\n", None, "甲\n乙"),
    ],
)
def test_read_excel_shows_value(value: object, form: str | None, shown: str) -> None:
    """A value is written as Excel shows it, with at most fifteen digits, ten of a percentage."""
    book = openpyxl.Workbook()
    cell = book["Sheet"]["A1"]
    cell.value = value
    if form is not None:
        cell.number_format = form
    assert grid(saved(book)) == [[shown]]


WHOLE = "a workbook (.xlsx) that is whole: open it in Excel or WPS and save it again"
PLACES = "a sheet of at most 1048576 rows and 16384 columns"


@pytest.mark.parametrize(
    ("xml", "expected", "found"),
    [
        (
            b'<row r="2"><c r="B2"><v>1</v></c></row><row r="1048577"/>',
            PLACES,
            f"a cell or row 1048577 in {SHEET}",
        ),
        (b'<row r="3"><c r="XFE3"/></row>', PLACES, f"a cell or row XFE3 in {SHEET}"),
        (b'<row r="3"><c r="AAAA3"/></row>', PLACES, f"a cell or row AAAA3 in {SHEET}"),
        (b"<row r='10000000'/>", PLACES, f"a cell or row 10000000 in {SHEET}"),
        (
            b'<row r="1234567890123456789012"/>',
            PLACES,
            f"a cell or row 12345678901234567890 in {SHEET}",
        ),
        (
            b'<row r="3"><c r="A3"><v>x</v></c></row>',
            WHOLE,
            "a damaged sheet '任务' (ValueError)",
        ),
        (
            b'<row r="2"><c r="XFD2"><v>1</v></c></row><row r="123"><c r="A123"><v>1</v></c></row>',
            "a sheet of at most 2000000 cells",
            "123 rows of 16384 columns on '任务'",
        ),
    ],
)
def test_read_excel_says_why_it_refuses_sheet(xml: bytes, expected: str, found: str) -> None:
    """The error names the cell, row or sheet, and what a workbook may have."""
    assert problem_of(sheet_with(xml + b"</sheetData>")) == (expected, found)


@pytest.mark.parametrize("column", ["Z", "AA", "AAA", "XFD"])
def test_read_excel_reads_columns_up_to_the_last(column: str) -> None:
    """A cell in any column that Excel has is read in its place."""
    number = column_index_from_string(column)
    content = sheet_with(f'<row r="2"><c r="{column}2"><v>1</v></c></row></sheetData>'.encode())
    (table,) = read_file(content).tables
    assert [(cell.text, cell.column) for cell in table.rows[1]] == [("1", number - 1)]


def test_read_excel_refuses_sheets_in_one_part() -> None:
    """Two sheets whose relation leads to the same part are refused."""
    book = openpyxl.Workbook()
    book["Sheet"].append(["甲"])
    book.create_sheet("乙")
    same = rewrite(
        saved(book),
        {"xl/_rels/workbook.xml.rels": lambda part: part.replace(b"sheet2.xml", b"sheet1.xml")},
    )
    assert problem_of(same) == (
        "at most 1000 sheets, each in a part of its own",
        "2 sheets in 1 parts",
    )


def test_read_excel_says_why_workbook_is_damaged() -> None:
    """The error of a workbook that does not open says what to do."""
    damaged = rewrite(workbook(["一"]), {"xl/workbook.xml": b"<workbook"})
    assert problem_of(damaged) == (WHOLE, "a damaged one (XMLSyntaxError)")


def test_read_excel_limits_cells_of_all_sheets() -> None:
    """Cells that are empty count as well, up to the last one of each row."""
    rows = b"".join(f'<row r="{at}"><c r="XFD{at}"/></row>'.encode() for at in range(2, 125))
    assert problem_of(sheet_with(rows + b"</sheetData>")) == (
        "sheets of at most 2000000 cells and 16777216 characters",
        "more, up to '任务'",
    )


def test_read_excel_reads_merged_areas_as_they_are() -> None:
    """Areas may lie anywhere; what is beyond the values is cut, what lies there wholly nothing."""
    rows = [["甲", None, "乙"], ["丙", "丁", None], ["戊", None, "己"]]
    content = with_merges(workbook(*rows), "A1:B1", "B2:C2", "C3:AA30", "AB1:AC2", "A4:B9")
    (table,) = read_file(content).tables
    assert table.grid() == [["甲", "甲", "乙"], ["丙", "丁", "丁"], ["戊", "", "己"]]
    assert table.width == 3
    assert (table.rows[2][1].row_span, table.rows[2][1].column_span) == (1, 1)
    down = with_merges(workbook(*rows), "B1:B2", "A3:A3")
    assert read_file(down).tables[0].grid() == [
        ["甲", "", "乙"],
        ["丙", "", ""],
        ["戊", "", "己"],
    ]
    assert [text for _, text, _ in said(down)] == [
        "sheet '任务', row 2, column 2: A value that merged cells hide was left out. (丁)"
    ]


def test_read_excel_keeps_merged_cell_of_picture() -> None:
    """A picture in merged cells leaves an empty merged cell; the others keep their places."""
    picture = rb'<c r="A1" t="str"><f>x</f><v>=_xlfn.DISPIMG("ID_1",1)</v></c>'
    content = rewrite(
        with_merges(workbook(["图", None, "甲"], [None, None, "乙"]), "A1:B2"),
        {SHEET: lambda part: re.sub(rb'<c r="A1"[^>]*>.*?</c>', picture, part)},
    )
    (table,) = read_file(content).tables
    assert table.grid() == [["", "", "甲"], ["", "", "乙"]]
    assert (table.rows[0][0].row_span, table.rows[0][0].column_span) == (2, 2)


def test_read_csv_places_cells() -> None:
    """A cell has its row and column, and the line where the row begins; lines are tidied."""
    (table,) = read_file('\n甲,乙,丙\n"一\n\n 二 ",\u3000三\u3000,\n四,五,六\n', "x.csv").tables
    assert table.grid() == [["", "", ""], ["甲", "乙", "丙"], ["一\n二", "三", ""], [*"四五六"]]
    assert [(str(row[0].place), row[0].place.line) for row in table.rows[1:]] == [
        ("row 2, column 1", 2),
        ("row 3, column 1", 3),
        ("row 4, column 1", 6),
    ]
    assert str(table.rows[3][2].place) == "row 4, column 3"
    assert (str(table.place), table.place.line) == ("line 1", 1)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("甲,乙\t丙,丁;戊\n", ["甲", "乙\t丙", "丁;戊"]),
        ("甲\t乙\t丙,丁\n", ["甲", "乙", "丙,丁"]),
        ("甲;乙;丙,丁\n", ["甲", "乙", "丙,丁"]),
        ("甲,乙;丙\n1;2;3;4\n", ["甲", "乙;丙"]),
    ],
)
def test_read_csv_finds_delimiter_in_first_line(text: str, row: list[str]) -> None:
    """What is most often in the first line with a text parts the cells."""
    assert grid(f"\n{text}", "x.csv")[1][: len(row)] == row


def test_read_csv_says_why_it_refuses() -> None:
    """The error says what the CSV has, and in which line."""
    with pytest.raises(DocumentError) as caught:
        read_file('a,b\n1,2\n"3,4\n', "x.csv")
    (problem,) = caught.value.problems
    assert problem.expected == "a table in CSV of at most 2000000 cells"
    assert (problem.line, problem.excerpt) == (3, "unexpected end of data")


def test_read_csv_tells_encoding() -> None:
    """An encoding that was guessed is reported."""
    (remark,) = read_file("序号,举措\n1,优化\n".encode("gb18030"), "x.csv").remarks
    assert remark.kind is RemarkKind.ENCODING


def test_read_csv_takes_cells_of_any_length() -> None:
    """A cell is longer than the csv module reads of itself, whose limit stays."""
    before = csv.field_size_limit()
    assert len(grid(f"序号,{'甲' * (before + 1)}\n", "x.csv")[0][1]) == before + 1
    assert csv.field_size_limit() == before


def markdown(text: str) -> list[tuple[str, int, int | None, str]]:
    """Return the texts of Markdown with their lines, levels and numbers."""
    return [
        (block.text, block.place.line, block.level, block.number)
        for block in read_file(text, "plan.md").paragraphs
    ]


def test_read_markdown_places_paragraphs() -> None:
    """A paragraph has the line where it begins, a heading its level, an item its number."""
    text = "\n# 一\n\n###### 二 ######\n三\n---\n\n2) 四\n   五。\n   六\n3) - 七\n"
    text += "\n\n    八\n    九。\n    十\n"
    assert markdown(text) == [
        ("一", 2, 1, ""),
        ("二", 4, 6, ""),
        ("三", 5, 2, ""),
        ("2) 四五。", 8, None, "2)"),
        ("六", 10, None, ""),
        ("七", 11, None, ""),
        ("八九。", 14, None, ""),
        ("十", 16, None, ""),
    ]


def test_read_markdown_numbers_first_paragraph_of_item() -> None:
    """The number is before the first paragraph of an item; what follows the list has none."""
    text = "7. 甲\n\n   乙\n\n8.\n\n丙\n\n1. - 丁\n   - 戊\n2. ## 己\n"
    assert markdown(text) == [
        ("7. 甲", 1, None, "7."),
        ("乙", 3, None, ""),
        ("丙", 7, None, ""),
        ("丁", 9, None, ""),
        ("戊", 10, None, ""),
        ("2. 己", 11, 2, "2."),
    ]


def test_read_markdown_joins_lines_that_go_on() -> None:
    """A line goes on in the next, unless it ends a sentence or the next one has a label."""
    text = "甲乙\n丙丁。\n戊己\n（一）庚\n辛\n\ntrade in\nservices\n"
    assert [row[:2] for row in markdown(text)] == [
        ("甲乙丙丁。", 1),
        ("戊己", 3),
        ("（一）庚辛", 4),
        ("trade in services", 7),
    ]


def test_read_markdown_reads_what_is_in_lines() -> None:
    """Code, entities, links and breaks are read as shown; other HTML in a line is left out."""
    text = (
        "`甲`*乙***丙**&amp;<i>丁</i>[戊](x '己')\\*<br>庚<BR/>辛<br />壬\\\n癸<http://a.cn>\n\n"
        "子![丑 **寅**](y.png '卯')![](z.png)<!-- 辰 -->\n"
    )
    assert [row[0] for row in markdown(text)] == [
        "甲乙丙&丁戊*庚辛壬癸http://a.cn",
        "子",
    ]
    assert said(text, "plan.md") == [
        (RemarkKind.IMAGE, "An image was left out. (丑 **寅**)", 1),
        (RemarkKind.IMAGE, "An image was left out.", 1),
    ]


def test_read_markdown_places_cells() -> None:
    """A cell has its table, row and column; the rows of the heading are marked."""
    text = "# 甲\n\n|序号|举措|\n|:-|-|\n|1|`乙`<br> 丙 ![丁](x)|\n|2|戊|\n"
    text += "\n|庚|辛|\n|-|-|\n|壬|癸|\n"
    first, second = read_file(text, "plan.md").tables
    assert first.grid() == [["序号", "举措"], ["1", "乙\n丙"], ["2", "戊"]]
    assert [(str(cell.place), cell.place.line, cell.column) for cell in first.rows[1]] == [
        ("table 1, row 2, column 1", 5, 0),
        ("table 1, row 2, column 2", 5, 1),
    ]
    assert (str(first.place), first.place.line, first.header_rows) == ("table 1", 3, 1)
    assert (str(second.place), second.place.line) == ("table 2", 8)
    assert str(second.rows[1][1].place) == "table 2, row 2, column 2"
    assert [block.text for block in read_file(text, "plan.md").paragraphs] == ["甲"]


def test_read_markdown_goes_on_behind_tables() -> None:
    """What follows a table is read, also a list, code and HTML."""
    text = "|甲|乙|\n|-|-|\n|1|2|\n\n丙\n\n3. 丁\n\n~~~\n戊\n~~~\n\n<p>己<img alt=庚></p>\n\n辛\n"
    content = read_file(text, "plan.md")
    assert [type(block) for block in content.blocks[:1]] == [TableBlock]
    assert [block.text for block in content.paragraphs] == ["丙", "3. 丁", "戊", "己", "辛"]
    assert [r.text for r in content.remarks] == ["庚"]


@pytest.mark.parametrize(("depth", "refused"), [(39, False), (40, True)])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "* "])
def test_read_markdown_limits_depth(mark: str, depth: int, refused: bool) -> None:
    """Forty lists or quotations inside each other are refused, with their line."""
    text = f"# 一\n\n二\n\n{mark * depth}三"
    if not refused:
        assert read_file(text, "plan.md").paragraphs[-1].text.endswith("三")
        return
    with pytest.raises(DocumentError) as caught:
        read_file(text, "plan.md")
    (problem,) = caught.value.problems
    assert problem.expected == "lists and quotations that are not nested so deeply"
    assert (problem.line, problem.excerpt) == (5, "")


def test_read_markdown_limits_links() -> None:
    """Five thousand brackets are read with links, more without them."""
    link = "[甲](x)"
    assert markdown(link + "[" * 4999)[0][0] == "甲" + "[" * 4999
    assert markdown(link + "[" * 5000)[0][0] == link + "[" * 5000
    assert markdown("![甲](x)" + "[" * 5000)[0][0] == "![甲](x)" + "[" * 5000


def test_read_markdown_takes_metadata() -> None:
    """Lines and tables of labels are metadata, and no text."""
    content = read_file("# 方案\n\n索引号：HB1\n\n发文字号：海政办1号\n\n一、任务\n", "plan.md")
    assert (content.metadata.index_number, content.metadata.document_number) == (
        *("HB1", "海政办1号"),
    )
    assert [block.text for block in content.paragraphs] == ["方案", "一、任务"]
    assert content.kind.value == "md"


@pytest.mark.parametrize("mark", ["\n", "\\\n", "  \n", "<br>", "<BR />"])
def test_read_markdown_ends_lines_at_breaks(mark: str) -> None:
    """A break of any kind ends a line, which is a paragraph where it ends a sentence."""
    assert [row[:2] for row in markdown(f"甲。{mark}乙{mark}丙\n")] == [("甲。", 1), ("乙丙", 2)]


def test_read_markdown_reads_blocks_of_code_by_line() -> None:
    """Each line of a block of code is one, with its spaces."""
    rows = markdown("```\n甲 乙。\n丙 丁。\n```\n")
    assert [row[0] for row in rows] == ["甲 乙。", "丙 丁。"]
