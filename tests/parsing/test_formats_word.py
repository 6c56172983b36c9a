"""Word files: order, automatic numbers, tracked changes, and what is left out and reported."""

from __future__ import annotations

import io

import docx
import pytest

from svctrade._parsing.formats import Paragraph, RemarkKind, TableBlock, read_file
from svctrade.exceptions import DocumentError

from .files import (
    DOCUMENT,
    W,
    level,
    listing,
    numbered,
    p,
    rewrite,
    table_xml,
    word,
    word_xml,
    workbook,
)


def texts(content: bytes) -> list[str]:
    return [block.text for block in read_file(content).paragraphs]


def reported(content: bytes) -> list[tuple[RemarkKind, str]]:
    return [(remark.kind, remark.text) for remark in read_file(content).remarks]


def test_read_word_keeps_order_of_paragraphs_and_tables() -> None:
    """A table stays between its paragraphs."""
    document = docx.Document()
    document.add_paragraph("一、任务")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ("序号", "举措", "1", "优化流程"), strict=True):
        cell.text = text
    document.add_paragraph("二、保障")
    buffer = io.BytesIO()
    document.save(buffer)
    first, middle, last = read_file(buffer.getvalue()).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(middle, TableBlock)
    assert isinstance(last, Paragraph)
    assert (first.text, last.text) == ("一、任务", "二、保障")
    assert middle.grid() == [["序号", "举措"], ["1", "优化流程"]]
    assert str(middle.rows[1][1].place) == "table 1, row 2, column 2"
    assert (str(first.place), str(last.place)) == ("paragraph 1", "paragraph 3")


def test_read_word_marks_headings() -> None:
    """A heading has its level, from its style or its own outline level."""
    document = docx.Document()
    document.add_heading("总体要求", 2)
    buffer = io.BytesIO()
    document.save(buffer)
    assert read_file(buffer.getvalue()).paragraphs[0].level == 2
    body = p("任务", '<w:outlineLvl w:val="0"/>') + p("正文", '<w:outlineLvl w:val="9"/>')
    assert [b.level for b in read_file(word_xml(body)).paragraphs] == [1, None]


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        ("chineseCountingThousand", "第%1条", ["第十条 甲", "第十一条 乙"]),
        ("chineseCounting", "（%1）", ["（十）甲", "（十一）乙"]),
        ("ideographDigital", "%1、", ["一〇、甲", "一一、乙"]),
        ("decimalFullWidth", "%1．", ["１０．甲", "１１．乙"]),
        ("decimalEnclosedCircle", "%1", ["⑩ 甲", "⑪ 乙"]),
        ("japaneseCounting", "%1、", ["十、甲", "十一、乙"]),
        ("chineseLegalSimplified", "%1、", ["壹拾、甲", "壹拾壹、乙"]),
        ("decimal", "%1.", ["10. 甲", "11. 乙"]),
        ("decimalZero", "%1", ["10 甲", "11 乙"]),
        ("upperRoman", "%1.", ["X. 甲", "XI. 乙"]),
        ("none", "%1", ["甲", "乙"]),
        ("none", "%1.", ["甲", "乙"]),
        ("none", "附件%1", ["附件 甲", "附件 乙"]),
        ("bullet", "●", ["甲", "乙"]),
    ],
)
def test_read_word_restores_numbers(kind: str, text: str, shown: list[str]) -> None:
    """An automatic number is written as Word shows it; hidden ones and bullets are not."""
    numbering = listing(level(0, kind, text, start=10))
    content = word_xml(numbered("甲") + numbered("乙"), numbering=numbering)
    assert texts(content) == shown
    first = read_file(content).paragraphs[0]
    assert first.body == "甲"
    assert first.text.startswith(first.number)


@pytest.mark.parametrize(
    ("start", "shown"),
    [
        (99, ["九十九、甲", "一百、乙"]),
        (105, ["一百〇五、甲", "一百〇六、乙"]),
        (110, ["一百一十、甲", "一百一十一、乙"]),
    ],
)
def test_read_word_restores_numbers_above_a_hundred(start: int, shown: list[str]) -> None:
    """A zero is written where the tens are missing, and nowhere else."""
    numbering = listing(level(0, "chineseCountingThousand", "%1、", start=start))
    assert texts(word_xml(numbered("甲") + numbered("乙"), numbering=numbering)) == shown


def test_read_word_restores_levels() -> None:
    """A deeper number has those above it, and begins anew below each of them."""
    numbering = listing(
        level(0, "chineseCounting", "%1、"),
        level(1, "decimal", "%1.%2", more="<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3"),
        level(3, "lowerLetter", "%4)", more='<w:lvlRestart w:val="0"/>'),
        level(4, "lowerLetter", "%5)", more='<w:lvlRestart w:val="1"/>'),
    )
    order = [0, 1, 1, 2, 3, 4, 0, 1, 2, 3, 1, 4, 2, 4]
    body = "".join(numbered("x", level=at) for at in order)
    assert [b.number for b in read_file(word_xml(body, numbering=numbering)).paragraphs] == [
        "一、", "1.1", "1.2", "一.2.1", "a)", "a)",
        "二、", "2.1", "二.1.1", "b)", "2.2", "a)", "二.2.1", "b)",
    ]  # fmt: skip


def test_read_word_continues_instances_of_one_list() -> None:
    """Two instances of a list count on; one with a start of its own begins there, once."""
    numbering = listing(level(0, "decimal", "%1."), number_ids=(1, 2)) + (
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
        f'<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f"{level(0, 'decimal', '（%1）')}</w:lvlOverride></w:num>"
    )
    body = "".join(numbered("x", number_id=at) for at in (1, 2, 3, 3, 1, 4))
    numbers = [b.number for b in read_file(word_xml(body, numbering=numbering)).paragraphs]
    assert numbers == ["1.", "2.", "7.", "8.", "9.", "（10）"]


def test_read_word_continues_list_through_cells() -> None:
    """One list in several cells counts on, and its table is whole."""
    numbering = listing(level(0, "decimal", "%1."))
    cells = (numbered("甲") + numbered("乙"), numbered("丙") + p("<w:noBreakHyphen/>"))
    content = word_xml(
        numbered("首") + table_xml(cells, cells) + numbered("末"), numbering=numbering
    )
    blocks = read_file(content).blocks
    assert isinstance(blocks[1], TableBlock)
    assert blocks[1].grid() == [["2. 甲\n3. 乙", "4. 丙"], ["5. 甲\n6. 乙", "7. 丙"]]
    assert isinstance(blocks[2], Paragraph)
    assert blocks[2].text == "8. 末"


def style(key: str, number: str = "", based_on: str = "", more: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{key}"/>'
        f"{f'<w:basedOn w:val={chr(34)}{based_on}{chr(34)}/>' if based_on else ''}"
        f"<w:pPr>{f'<w:numPr>{number}</w:numPr>' if number else ''}{more}</w:pPr></w:style>"
    )


def styled(text: str, key: str) -> str:
    return p(text, f'<w:pStyle w:val="{key}"/>')


def test_read_word_inherits_numbers_of_styles() -> None:
    """A style gives list and level, each inherited by itself; 0 takes the number away."""
    styles = (
        style("One", '<w:numId w:val="1"/>', more='<w:outlineLvl w:val="0"/>')
        + style("Two", '<w:ilvl w:val="1"/>', based_on="One")
        + style("Three", '<w:ilvl w:val="2"/><w:numId w:val="1"/>')
        + style("Off", '<w:numId w:val="0"/>', based_on="One")
        + style("Loop", based_on="Loop")
        + style("Lost", based_on="Nowhere")
    )
    numbering = listing(
        level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "decimal", "%1.%2.%3")
    )
    deeper = p("x", '<w:pStyle w:val="One"/><w:numPr><w:ilvl w:val="1"/></w:numPr>')
    names = ("One", "Two", "Three", "Off", "One", "Two", "Loop", "Lost", "Unknown")
    body = "".join(styled("x", key) for key in names) + deeper
    content = read_file(word_xml(body, numbering=numbering, styles=styles))
    assert [b.number for b in content.paragraphs] == [
        *("1", "1.1", "1.1.1", "", "2", "2.1", "", "", "", "2.2")
    ]
    assert [b.level for b in content.paragraphs[:3]] == [1, 1, None]


def test_read_word_takes_level_that_names_style() -> None:
    """A level of the list may name the style whose paragraphs it numbers."""
    numbering = listing(
        level(0, "decimal", "%1", more='<w:pStyle w:val="A"/>'),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="B"/>'),
    )
    styles = style("A", '<w:numId w:val="1"/>') + style("B", '<w:numId w:val="1"/>')
    body = styled("x", "A") + styled("x", "B") + styled("x", "B") + styled("x", "A")
    content = read_file(word_xml(body, numbering=numbering, styles=styles))
    assert [b.number for b in content.paragraphs] == ["1", "1.1", "1.2", "2"]


def test_read_word_follows_list_styles() -> None:
    """A list may be defined by a style that names another list."""
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="Plan"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="Self"/></w:abstractNum>'
        '<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>'
        '<w:abstractNum w:abstractNumId="7"><w:numStyleLink w:val="Eight"/></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
        '<w:abstractNum w:abstractNumId="8"><w:numStyleLink w:val="Seven"/></w:abstractNum>'
        '<w:num w:numId="8"><w:abstractNumId w:val="8"/></w:num>'
        + listing(level(0, "chineseCounting", "%1、"), key=2, number_ids=(2,))
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="Plan"><w:name w:val="Plan"/><w:pPr><w:numPr>'
        '<w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="Self"><w:name w:val="Self"/><w:pPr><w:numPr>'
        '<w:numId w:val="9"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="Seven"><w:pPr><w:numPr>'
        '<w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="Eight"><w:pPr><w:numPr>'
        '<w:numId w:val="8"/></w:numPr></w:pPr></w:style>'
    )
    body = numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 9) + numbered("丁", 7)
    shown = ["一、甲", "二、乙", "丙", "丁"]
    assert texts(word_xml(body, numbering=numbering, styles=styles)) == shown


def test_read_word_shows_custom_numbers() -> None:
    """A pattern such as 001, 002 is kept; an unknown kind is decimal, and reported."""
    custom = (
        '<w:lvl w:ilvl="0"><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
        'markup-compatibility/2006"><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
        'w:format="001, 002, 003, ..."/></mc:Choice></mc:AlternateContent>'
        '<w:lvlText w:val="%1"/></w:lvl>'
    )
    content = word_xml(numbered("甲") + numbered("乙"), numbering=listing(custom))
    assert texts(content) == ["001 甲", "002 乙"]
    content = word_xml(numbered("甲"), numbering=listing(level(0, "chicago", "%1.")))
    assert texts(content) == ["1. 甲"]
    assert reported(content) == [(RemarkKind.NUMBERING, "1.")]


def test_read_word_hides_hidden_numbers() -> None:
    """A number whose font is hidden is not shown, and still counted."""
    hidden = level(0, "decimal", "%1.", more="").replace(
        "</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>"
    )
    content = word_xml(
        numbered("甲") + numbered("乙", level=1),
        numbering=listing(hidden, level(1, "decimal", "%1.%2")),
    )
    assert texts(content) == ["甲", "1.1 乙"]


def test_read_word_survives_missing_definitions() -> None:
    """A list, level or level above that is not defined has no number."""
    numbering = listing(level(2, "decimal", "%1.%3"))
    body = numbered("甲", 8) + numbered("乙", 1, 0) + numbered("丙", 1, 2) + numbered("丁", 1, 2)
    assert texts(word_xml(body, numbering=numbering)) == ["甲", "乙", "1.1 丙", "1.2 丁"]
    odd = p("戊", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>')
    assert texts(word_xml(odd, numbering=listing(level(0, "decimal", "%1.")))) == ["1. 戊"]


def test_read_word_counts_empty_paragraphs() -> None:
    """A numbered paragraph without text is counted, left out and reported."""
    numbering = listing(level(0, "decimal", "%1."))
    content = word_xml(numbered("甲") + numbered("") + numbered("丙"), numbering=numbering)
    assert texts(content) == ["1. 甲", "3. 丙"]
    assert reported(content) == [(RemarkKind.NUMBERING, "2.")]


def test_read_word_accepts_tracked_changes() -> None:
    """Insertions are read, deletions and what was moved away left out; both are reported."""
    body = (
        "<w:p><w:r><w:t>省商务厅</w:t></w:r>"
        "<w:ins><w:r><w:t>、海关</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>、外办</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>牵头</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>负责</w:t></w:r></w:moveTo>"
        "<w:r><w:delText>配合</w:delText></w:r></w:p>"
        "<w:del><w:r/></w:del>"
    )
    assert texts(word_xml(body)) == ["省商务厅、海关负责"]
    assert reported(word_xml(body)) == [
        (RemarkKind.DELETED, "、外办"),
        (RemarkKind.DELETED, "牵头"),
        (RemarkKind.DELETED, "配合"),
        (RemarkKind.INSERTED, ""),
    ]


def test_read_word_joins_paragraphs_whose_mark_was_deleted() -> None:
    """A paragraph mark that was deleted joins two paragraphs; the second gives the number."""
    deleted = "<w:rPr><w:del/></w:rPr>"
    numbering = listing(level(0, "decimal", "%1."))
    body = p("优化", deleted) + numbered("流程") + p("末", deleted)
    assert texts(word_xml(body, numbering=numbering)) == ["1. 优化流程", "末"]


def test_read_word_leaves_out_deleted_rows() -> None:
    """A row that was deleted is left out and reported."""
    body = table_xml((p("甲"), p("乙")), (p("丙"), p("丁"))).replace(
        '<w:tr><w:tc><w:p><w:pPr></w:pPr><w:r><w:t xml:space="preserve">丙',
        "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:pPr></w:pPr><w:r><w:t>丙",
    )
    content = read_file(word_xml(body))
    assert content.tables[0].grid() == [["甲", "乙"]]
    assert [(r.kind, r.text) for r in content.remarks] == [(RemarkKind.DELETED, "丙丁")]


def test_read_word_descends_into_content_controls() -> None:
    """Content controls of all sorts, links and tags are read as the text in them."""
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    run = "<w:r><w:t>{}</w:t></w:r>"
    line = (
        "<w:p>"
        + control.format(run.format("省"))
        + (
            f"<w:hyperlink>{run.format('商务')}</w:hyperlink><w:smartTag>{run.format('厅')}</w:smartTag>"
            f"<w:fldSimple>{run.format('牵头')}</w:fldSimple></w:p>"
        )
    )
    row = "<w:tr>" + control.format(f"<w:tc>{p('甲')}</w:tc>") + f"<w:tc>{p('乙')}</w:tc></w:tr>"
    table = (
        f"<w:tbl>{control.format(row)}<w:tr><w:tc>{control.format(p('丙'))}</w:tc></w:tr></w:tbl>"
    )
    content = read_file(word_xml(control.format(line + table)))
    assert [b.text for b in content.paragraphs] == ["省商务厅牵头"]
    assert content.tables[0].grid() == [["甲", "乙"], ["丙", ""]]


def test_read_word_leaves_out_placeholders() -> None:
    """The placeholder of a field that is not filled in is no text."""
    body = (
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t>"
        "</w:r></w:sdtContent></w:sdt><w:r><w:t>正文</w:t></w:r></w:p>"
    )
    assert texts(word_xml(body)) == ["正文"]
    assert reported(word_xml(body)) == [(RemarkKind.FORM, "单击此处")]


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def test_read_word_shows_results_of_fields() -> None:
    """Of a field its result is shown and not its code; one that is not closed swallows nothing."""
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('第')}{field('begin')}{run.format('PAGE')}{field('separate')}"
        f"{run.format('3')}{field('end')}{run.format('章')}{field('end')}{field('separate')}</w:p>"
        f"<w:p>{field('begin')}{run.format('码')}</w:p>" + p("后")
    )
    assert texts(word_xml(body)) == ["第3章", "后"]


def test_read_word_shows_special_characters() -> None:
    """Tabs, hyphens and symbols are kept; a line break ends a line; a page break is nothing."""
    body = (
        "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:noBreakHyphen/><w:t>丙</w:t>"
        '<w:sym w:font="Symbol" w:char="25CF"/><w:sym w:char="F0B7"/><w:sym w:char="x"/>'
        '<w:br w:type="page"/><w:br/><w:t>丁</w:t><w:cr/><w:softHyphen/></w:r></w:p>'
    )
    assert texts(word_xml(body)) == ["甲\t乙-丙●\uf0b7", "丁"]
    assert reported(word_xml(body)) == [(RemarkKind.CHARACTER, "\uf0b7")]


def test_read_word_numbers_first_line_alone() -> None:
    """Of a numbered paragraph with a line break the first line has the number."""
    body = numbered("甲").replace("甲</w:t>", "甲</w:t><w:br/><w:t>乙</w:t>")
    content = word_xml(body, numbering=listing(level(0, "decimal", "%1.")))
    assert texts(content) == ["1. 甲", "乙"]


def test_read_word_tells_notes() -> None:
    """Footnotes, endnotes and comments are left out, and reported with their text and place."""
    parts = {
        "footnotes": f'<w:footnote w:id="0" w:type="separator">{p("-")}</w:footnote>'
        f'<w:footnote w:id="2">{p("见附件。")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="3">{p("完。")}</w:endnote>',
        "comments": f'<w:comment w:id="4">{p("请核。")}</w:comment>',
    }
    body = (
        '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:endnoteReference w:id="3"/><w:commentReference w:id="4"/>'
        "<w:footnoteReference/></w:r></w:p>"
    )
    content = read_file(word_xml(body, parts=parts))
    assert [b.text for b in content.paragraphs] == ["正文"]
    assert [str(remark) for remark in content.remarks] == [
        "paragraph 1: A footnote was left out. (见附件。)",
        "paragraph 1: An endnote was left out. (完。)",
        "paragraph 1: A comment was left out. (请核。)",
        "paragraph 1: A footnote was left out.",
    ]


def test_read_word_tells_headers() -> None:
    """Headers and footers with a text are left out and reported once."""
    parts = {"header1": p("海滨省公报"), "footer1": p("")}
    assert reported(word_xml(p("正文"), parts=parts)) == [(RemarkKind.HEADER, "海滨省公报")]
    same = {"header1": p("同"), "footer1": p("同")}
    assert len(reported(word_xml(p("正文"), parts=same))) == 1


def test_read_word_tells_text_boxes() -> None:
    """The text of a text box is reported once, though the file has it for two programs."""
    box = f"<w:txbxContent>{p('海滨省文件')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>"
        f"<a:x>{box}</a:x></w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict>"
        "</mc:Fallback></mc:AlternateContent><w:t>正文</w:t></w:r></w:p>"
    )
    assert texts(word_xml(body)) == ["正文"]
    assert reported(word_xml(body)) == [(RemarkKind.TEXT_BOX, "海滨省文件")]
    empty = "<w:p><w:r><mc:AlternateContent/><w:pict><w:txbxContent/></w:pict></w:r></w:p>"
    assert reported(word_xml(empty)) == []


def test_read_word_tells_pictures_and_objects() -> None:
    """Images, drawings, formulas and documents inside the document are reported."""
    body = (
        "<w:p><w:r><w:drawing><a:blip/></w:drawing><w:pict><v:imagedata/></w:pict>"
        "<w:object/></w:r><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p><w:altChunk/>"
    )
    assert texts(word_xml(body)) == ["x=1"]
    assert reported(word_xml(body)) == [
        (RemarkKind.IMAGE, ""),
        (RemarkKind.IMAGE, ""),
        (RemarkKind.OBJECT, ""),
        (RemarkKind.FORMULA, "x=1"),
        (RemarkKind.OBJECT, ""),
    ]


def test_read_word_leaves_out_hidden_text() -> None:
    """Hidden text is left out and reported; a property that is switched off hides nothing."""
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"
    off = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>'
    body = f"<w:p>{hidden.format('隐')}{hidden.format(' ')}{off}</w:p>"
    assert texts(word_xml(body)) == ["见"]
    assert reported(word_xml(body)) == [(RemarkKind.HIDDEN, "隐")]
    mark = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:vanish/></w:rPr></w:pPr>'
        f"{hidden.format('隐')}</w:p>"
    )
    content = word_xml(mark + numbered("甲"), numbering=listing(level(0, "decimal", "%1.")))
    assert texts(content) == ["1. 甲"]


def test_read_word_leaves_out_phonetic_guides() -> None:
    """Of a phonetic guide the characters are read, and the guide reported."""
    body = (
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>guǎng</w:t></w:r></w:rt><w:rubyBase><w:r>"
        "<w:t>广</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>"
    )
    assert texts(word_xml(body)) == ["广"]
    assert reported(word_xml(body)) == [(RemarkKind.RUBY, "guǎng")]


def test_read_word_leaves_out_table_of_contents() -> None:
    """The entries of a table of contents are left out, so that no heading is there twice."""
    styles = style("TOC1").replace('w:name w:val="TOC1"', 'w:name w:val="toc 1"')
    body = styled("一、任务\t1", "TOC1") * 2 + p("一、任务")
    content = read_file(word_xml(body, styles=styles))
    assert [b.text for b in content.paragraphs] == ["一、任务"]
    assert [(r.kind, r.count) for r in content.remarks] == [(RemarkKind.NAVIGATION, 2)]


def cell(text: str, properties: str) -> str:
    return f"<w:tcPr>{properties}</w:tcPr>{p(text)}"


def test_read_word_reads_merged_cells() -> None:
    """Cells merged over rows and columns are one cell, in their first place."""
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    body = table_xml(
        (cell("任务", down), cell("甲", wide)),
        (cell("", on), p("乙"), p("丙")),
        (cell("续", on), cell("丁", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>")),
    )
    (table,) = read_file(word_xml(body)).tables
    assert table.grid() == [
        ["任务\n续", "甲", "甲"],
        ["任务\n续", "乙", "丙"],
        ["任务\n续", "丁", "丁"],
    ]
    assert table.rows[0][0].row_span == 3
    assert (table.rows[2][0].column, table.rows[2][0].column_span) == (1, 2)


def test_read_word_reads_odd_tables() -> None:
    """Rows that begin further right, merged cells with nothing above them, and odd numbers."""
    body = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        f"<w:tc>{cell('甲', '<w:vMerge/>')}</w:tc><w:tc>{cell('乙', '<w:hMerge/>')}</w:tc></w:tr>"
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
        f"<w:tc>{cell('丙', '<w:gridSpan w:val=' + chr(34) + 'x' + chr(34) + '/>')}</w:tc></w:tr>"
        "<w:tr><w:trPr><w:tblHeader/></w:trPr><w:tc/></w:tr></w:tbl>"
    )
    (table,) = read_file(word_xml(body)).tables
    assert table.grid() == [["甲\n乙", "甲\n乙"], ["", "丙"]]
    assert table.header_rows == 1


def test_read_word_keeps_cell_that_continues_nothing() -> None:
    """The first cell of a row is one, though it says that it continues the one before it."""
    row = f"<w:tc>{cell('甲', '<w:hMerge/>')}</w:tc><w:tc>{cell('乙', '')}</w:tc>"
    (table,) = read_file(word_xml(f"<w:tbl><w:tr>{row}</w:tr></w:tbl>")).tables
    assert table.grid() == [["甲", "乙"]]


def test_read_word_counts_no_list_of_number_0() -> None:
    """The list of number 0 is none, even where the file defines it."""
    numbering = listing(level(0, "decimal", "%1."), number_ids=(0, 1))
    content = word_xml(numbered("甲", 0) + numbered("乙", 1), numbering=numbering)
    assert texts(content) == ["甲", "1. 乙"]


def test_read_word_reads_frames_as_text() -> None:
    """A table of one cell is a frame around text; an empty table is nothing."""
    assert texts(word_xml(table_xml((p("甲") + p("乙"),)))) == ["甲", "乙"]
    assert read_file(word_xml(table_xml((p(), p()), (p(), p())))).blocks == ()


def test_read_word_flattens_nested_tables() -> None:
    """A table inside a cell is read as its text, and reported."""
    inner = table_xml((p("子"), p("丑")), (p("寅"), p("卯")))
    body = table_xml((p("甲") + inner + table_xml((p("框"),)), p("乙")))
    content = read_file(word_xml(body))
    assert content.tables[0].grid() == [["甲\n子\t丑\n寅\t卯\n框", "乙"]]
    assert [r.kind for r in content.remarks] == [RemarkKind.NESTED_TABLE] * 2


def test_read_word_takes_metadata_tables() -> None:
    """A table of labels and values is metadata."""
    body = table_xml((p("发文字号："), p("海政办〔2024〕15号")), (p("成文日期"), p("2024年3月5日")))
    content = read_file(word_xml(body + p("正文")))
    assert content.metadata.document_number == "海政办〔2024〕15号"
    assert [b.text for b in content.paragraphs] == ["正文"]
    assert content.tables == ()


def test_read_word_tells_external_content() -> None:
    """What a file links to is not fetched; links in the text are nothing to tell."""
    relation = (
        '<Relationship Id="x{}" TargetMode="External" Target="{}" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/{}"/>'
    )
    added = relation.format(1, "file:///C:/Normal.dotm", "attachedTemplate") + relation.format(
        2, "https://www.example.gov.cn", "hyperlink"
    )
    content = rewrite(
        word("正文"),
        {
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b"</Relationships>", f"{added}</Relationships>".encode()
            )
        },
    )
    assert [str(remark) for remark in read_file(content).remarks] == [
        "Content outside the file was not fetched. (file:///C:/Normal.dotm)"
    ]


def test_read_word_refuses_file_without_text_or_main_part() -> None:
    """A file without a text, or whose relations are wrong, is refused with what to do."""
    empty = f'<w:document xmlns:w="{W}"/>'.encode()
    for name, part, found in (
        (DOCUMENT, empty, "one without a text"),
        ("_rels/.rels", b"<Relationships/>", "a damaged one ("),
    ):
        with pytest.raises(DocumentError) as caught:
            read_file(rewrite(word("正文"), {name: part}), "plan.docx")
        (problem,) = caught.value.problems
        assert problem.expected == (
            "a Word document (.docx) that is whole: open it in Word or WPS and save it again"
        )
        assert problem.excerpt.startswith(found)
        assert "NoneType" not in problem.excerpt


def test_read_word_reads_part_behind_external_one() -> None:
    """Notes are read also where a relation before them leads outside the file."""
    notes = {"footnotes": f'<w:footnote w:id="2" w:type="normal">{p("见附件。")}</w:footnote>'}
    body = '<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
    outside = '<Relationship Id="x" TargetMode="External" Target="x" Type="y/image"/>'
    content = rewrite(
        word_xml(body, parts=notes),
        {
            "word/_rels/document.xml.rels": lambda part: part.replace(
                b'<Relationship Id="own', f'{outside}<Relationship Id="own'.encode(), 1
            )
        },
    )
    assert [str(remark) for remark in read_file(content).remarks] == [
        "Content outside the file was not fetched. (x)",
        "paragraph 1: A footnote was left out. (见附件。)",
    ]


def test_read_word_reads_document_without_styles() -> None:
    """A file without styles and lists has paragraphs all the same."""

    def drop(part: bytes) -> bytes:
        names = (b"styles.xml", b"numbering.xml", b"stylesWithEffects.xml")
        kept = [line for line in part.split(b"<") if not any(name in line for name in names)]
        return b"<".join(kept)

    content = rewrite(word("正文"), {"word/_rels/document.xml.rels": drop})
    assert texts(content) == ["正文"]


def test_read_word_finds_default_style() -> None:
    """The default style may be anywhere, or nowhere."""
    content = word_xml(p("甲"), styles=style("Own"))
    for change in (b"", b'w:default="1"'):
        other = rewrite(
            content,
            {"word/styles.xml": lambda part, to=change: part.replace(b'w:default="1"', to)},  # type: ignore[misc]
        )
        assert texts(other) == ["甲"]
    first = (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="character" w:default="1" w:styleId="C"/>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="P"><w:pPr><w:outlineLvl w:val="2"/>'
        "</w:pPr></w:style></w:styles>"
    )
    (paragraph,) = read_file(rewrite(content, {"word/styles.xml": first.encode()})).paragraphs
    assert paragraph.level == 3


def test_read_word_with_workbook_inside_is_word() -> None:
    """A package is what its main part is."""
    content = rewrite(word("正文"), {"word/embeddings/x.xlsx": workbook(["一"])})
    assert texts(content) == ["正文"]


def test_read_word_leaves_levels_that_word_lacks() -> None:
    """A list has nine levels; what a file defines beyond them counts nothing."""
    numbering = listing(level(0, "decimal", "%1."), level(12, "decimal", "%13."))
    assert texts(word_xml(numbered("甲"), numbering=numbering)) == ["1. 甲"]


def said(content: bytes) -> list[tuple[RemarkKind, str, int]]:
    """Return the remarks with their places and messages as printed."""
    return [(remark.kind, str(remark), remark.count) for remark in read_file(content).remarks]


def run(*texts: str, properties: str = "") -> str:
    """Return a run of Word as XML, in which an empty text is an empty element."""
    parts = "".join(f"<w:t>{text}</w:t>" if text else "<w:t/>" for text in texts)
    return f"<w:r>{properties}{parts}</w:r>"


def par(*inner: str) -> str:
    return f"<w:p>{''.join(inner)}</w:p>"


_PIECES = ("甲", "", "乙")  # a text in three elements, one of them empty
_BOX = f"<w:txbxContent>{par(run(*_PIECES))}{p()}{p('丙')}</w:txbxContent>"


@pytest.mark.parametrize(
    ("inner", "kind", "message"),
    [
        (
            run(*_PIECES, properties="<w:rPr><w:vanish/></w:rPr>"),
            RemarkKind.HIDDEN,
            "Hidden text was left out. (甲乙)",
        ),
        (
            run(*_PIECES, properties="<w:rPr><w:webHidden/></w:rPr>"),
            RemarkKind.HIDDEN,
            "Hidden text was left out. (甲乙)",
        ),
        (
            f"<w:del><w:r><w:delText>甲</w:delText><w:delText/></w:r>{run('', '乙')}</w:del>",
            RemarkKind.DELETED,
            "A tracked deletion was left out. (甲乙)",
        ),
        (
            "<w:r><w:delText>甲</w:delText></w:r>",
            RemarkKind.DELETED,
            "A tracked deletion was left out. (甲)",
        ),
        (
            "<w:r><w:delText/></w:r>",
            RemarkKind.DELETED,
            "A tracked deletion was left out.",
        ),
        (
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>{run(*_PIECES)}</w:sdt>",
            RemarkKind.FORM,
            "The placeholder of an empty form field was left out. (甲乙)",
        ),
        (
            f"<w:r><w:ruby><w:rt>{run(*_PIECES)}</w:rt></w:ruby></w:r>",
            RemarkKind.RUBY,
            "A phonetic guide was left out. (甲乙)",
        ),
        (
            f"<w:r><w:pict>{_BOX}</w:pict></w:r>",
            RemarkKind.TEXT_BOX,
            "A text box was left out. (甲乙 丙)",
        ),
        ("<w:r><w:drawing><a:blip/></w:drawing></w:r>", RemarkKind.IMAGE, "An image was left out."),
        (
            "<w:r><w:object/></w:r>",
            RemarkKind.OBJECT,
            "A drawing or embedded object was left out.",
        ),
        (
            '<w:r><w:footnoteReference w:id="1"/></w:r>',
            RemarkKind.FOOTNOTE,
            "A footnote was left out. (甲乙 丙)",
        ),
        (
            '<w:r><w:footnoteReference w:id="9"/></w:r>',
            RemarkKind.FOOTNOTE,
            "A footnote was left out.",
        ),
        (
            '<w:r><w:endnoteReference w:id="1"/></w:r>',
            RemarkKind.FOOTNOTE,
            "An endnote was left out. (注)",
        ),
        (
            '<w:r><w:commentReference w:id="1"/></w:r>',
            RemarkKind.COMMENT,
            "A comment was left out. (批)",
        ),
        ("<w:r><w:commentReference/></w:r>", RemarkKind.COMMENT, "A comment was left out."),
    ],
)
def test_read_word_says_what_it_left_out_of_paragraph(
    inner: str, kind: RemarkKind, message: str
) -> None:
    """What is left out is reported with its kind, place and whole text, and the rest is read."""
    parts = {
        "footnotes": f'<w:footnote w:id="1">{par(run(*_PIECES))}{p("丙")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{p("注")}</w:endnote>',
        "comments": f'<w:comment w:id="1">{p("批")}</w:comment><w:comment>{p("无")}</w:comment>',
    }
    content = word_xml(p("首") + par(run("前"), inner, run("后")) + p("末"), parts=parts)
    assert texts(content) == ["首", "前后", "末"]
    assert said(content) == [(kind, f"paragraph 2: {message}", 1)]
    (remark,) = read_file(content).remarks
    assert remark.text is not None
    assert remark.place is not None
    assert remark.place.line == 2


def test_read_word_says_what_it_read_otherwise() -> None:
    """Formulas, symbols without meaning, numbers of unknown kinds and documents inside."""
    formula = "<m:t>a</m:t><m:t/><m:t>=b</m:t>"
    symbols = '<w:r><w:sym w:char="F0B7"/><w:t>甲</w:t><w:sym w:char="f0a7"/></w:r>'
    body = (
        par(f"<m:oMathPara>{formula}</m:oMathPara>")
        + par(symbols)
        + numbered("乙")
        + numbered("")
        + "<w:altChunk/>"
    )
    content = word_xml(body, numbering=listing(level(0, "chicago", "%1.")))
    assert texts(content) == ["a=b", "\uf0b7甲\uf0a7", "1. 乙"]
    kind = "An automatic number of an unknown kind was written in decimal."
    assert said(content) == [
        (RemarkKind.FORMULA, "paragraph 1: A formula was read as plain text. (a=b)", 1),
        (
            RemarkKind.CHARACTER,
            "paragraph 2: Characters of a symbol font have no known meaning. (\uf0b7\uf0a7)",
            1,
        ),
        (RemarkKind.NUMBERING, f"paragraph 3: {kind} (1.)", 1),
        (RemarkKind.NUMBERING, f"paragraph 4: {kind} (2.)", 1),
        (
            RemarkKind.NUMBERING,
            "paragraph 4: A numbered paragraph without text was left out. (2.)",
            1,
        ),
        (
            RemarkKind.OBJECT,
            "paragraph 4: A document inside the document was left out.",
            1,
        ),
    ]


def test_read_word_says_what_concerns_whole_file() -> None:
    """Headers, accepted insertions and the table of contents are reported without a place."""
    styles = style("TOC1").replace('w:name w:val="TOC1"', 'w:name w:val="TOC 1"')
    insertion = f"<w:ins>{run('乙')}</w:ins>"
    body = par(insertion, insertion) + par(insertion) + styled("目", "TOC1") * 2
    content = word_xml(body, styles=styles, parts={"header1": p("眉"), "footer1": p("脚")})
    assert texts(content) == ["乙乙", "乙"]
    assert said(content) == [
        (RemarkKind.HEADER, "The header of the pages was left out. (眉)", 1),
        (RemarkKind.HEADER, "The footer of the pages was left out. (脚)", 1),
        (RemarkKind.INSERTED, "Tracked insertions were accepted.", 3),
        (RemarkKind.NAVIGATION, "The table of contents was left out.", 2),
    ]
    assert {remark.place for remark in read_file(content).remarks} == {None}


def test_read_word_shows_fields_in_fields() -> None:
    """A field without a result shows nothing; one in the code of another is part of the code."""
    body = (
        par(run("甲"), field("begin"), run("码"), field("end"), run("乙"))
        + par(
            *(field("begin"), run("IF"), field("begin"), run("PAGE"), field("separate"), run("3")),
            *(field("end"), run("码"), field("separate"), run("果"), field("end"), run("丙")),
        )
        + par(field("begin"), run("码"), field("separate"), run("长"))
        + par(run("果"), field("end"), field("end"), run("丁"))
        + par(field("other"), field("separate"), run("戊"))
    )
    assert texts(word_xml(body)) == ["甲乙", "果丙", "长", "果丁", "戊"]


def test_read_word_takes_alternatives_for_newer_programs() -> None:
    """Of alternatives the first is read, behind comments in the XML; a fallback that is alone."""
    choice, fallback = (
        f"<mc:Choice>{run('新')}</mc:Choice>",
        f"<mc:Fallback>{run('旧')}</mc:Fallback>",
    )
    alternatives = "<mc:AlternateContent>{}</mc:AlternateContent>"
    body = (
        par("<!-- x -->", alternatives.format(f"<!-- x -->{choice}{fallback}"), run("甲"))
        + "<!-- x --><?x y?>"
        + par(alternatives.format(f"<!-- x -->{fallback}"))
        + par(alternatives.format(f"<mc:Choice/>{fallback}"), run("乙", properties="<!-- x -->"))
    )
    assert texts(word_xml(body)) == ["新甲", "旧", "乙"]


def test_read_word_reads_what_moved_and_leaves_out_what_was_there() -> None:
    """A deletion outside paragraphs is reported with its text; an empty one is nothing to tell."""
    body = f"<w:del>{p('删')}</w:del><w:moveTo>{p('甲')}</w:moveTo><w:moveFrom>{p()}</w:moveFrom>"
    assert texts(word_xml(p("首") + body)) == ["首", "甲"]
    assert [text for _, text, _ in said(word_xml(p("首") + body))] == [
        "paragraph 1: A tracked deletion was left out. (删)"
    ]


def test_read_word_joins_several_deleted_marks() -> None:
    """All paragraphs without a mark go on in the next one, and once."""
    deleted = "<w:rPr><w:del/></w:rPr>"
    body = p("一", deleted) + p("二", deleted) + p("三") + p("四")
    assert texts(word_xml(body)) == ["一二三", "四"]
    assert texts(word_xml(p("一", deleted) + p("二", deleted))) == ["一二"]


def test_read_word_places_cells() -> None:
    """A cell has its row and column, also behind wide and missing ones; remarks are in it."""
    image = par("<w:r><w:drawing><a:blip/></w:drawing></w:r>")
    wide = '<w:gridSpan w:val="3"/>'
    body = (
        p("首")
        + f"<w:tbl><w:tr><w:tc>{cell('甲', wide)}</w:tc><w:tc>{p('乙')}{image}</w:tc></w:tr>"
        + '<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>'
        + f"<w:tc>{p('丙')}</w:tc><w:tc>{image}{p('丁')}</w:tc></w:tr></w:tbl>"
        + "<w:altChunk/>"
        + table_xml((p("戊"), p("己")))
        + p("末")
    )
    content = read_file(word_xml(body))
    first, second = content.tables
    assert [[(str(c.place), c.column, c.place.line) for c in row] for row in first.rows] == [
        [
            ("table 1, row 1, column 1", 0, 2),
            ("table 1, row 1, column 4", 3, 2),
        ],
        [
            ("table 1, row 2, column 3", 2, 2),
            ("table 1, row 2, column 4", 3, 2),
        ],
    ]
    assert (str(first.place), first.place.line, str(second.place)) == ("table 1", 2, "table 2")
    assert str(second.rows[0][1].place) == "table 2, row 1, column 2"
    assert str(content.paragraphs[1].place) == "paragraph 4"
    assert [str(remark) for remark in content.remarks] == [
        "table 1, row 1, column 4: An image was left out.",
        "table 1, row 2, column 4: An image was left out.",
        "table 1: A document inside the document was left out.",
    ]


def test_read_word_places_what_is_in_and_behind_nested_tables() -> None:
    """A remark on a nested table, and one behind it, is on the cell around it."""
    image = par("<w:r><w:drawing><a:blip/></w:drawing></w:r>")
    inner = table_xml((p("子"), p("丑")))
    content = read_file(word_xml(table_xml((p("甲"), inner + image + p("乙")))))
    assert content.tables[0].grid() == [["甲", "子\t丑\n乙"]]
    assert [str(remark) for remark in content.remarks] == [
        "table 1, row 1, column 2: A table inside a cell was read as its text.",
        "table 1, row 1, column 2: An image was left out.",
    ]


def test_read_word_places_deleted_rows() -> None:
    """A row that was deleted is reported on its table, and does not count as a row."""
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删')}</w:tc><w:tc>{p('除')}</w:tc></w:tr>"
    rows = table_xml((p("甲"), p("乙")), (p("丙"), p("丁"))).replace("<w:tr>", f"{deleted}<w:tr>")
    content = read_file(word_xml(rows))
    assert content.tables[0].grid() == [["甲", "乙"], ["丙", "丁"]]
    assert str(content.tables[0].rows[1][0].place) == "table 1, row 2, column 1"
    assert [str(remark) for remark in content.remarks] == [
        "table 1: A tracked deletion was left out. (删除)"
    ] * 2


@pytest.mark.parametrize(
    ("heads", "count"), [((1, 1, 0), 2), ((1, 0, 1), 1), ((0, 1, 0), 0), ((1, 1, 1), 3)]
)
def test_read_word_counts_header_rows(heads: tuple[int, ...], count: int) -> None:
    """The rows of a heading are the first ones, one after the other, that are marked so."""
    mark = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = "".join(
        f"<w:tr>{mark * head}<w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>" for head in heads
    )
    (table,) = read_file(word_xml(f"<w:tbl>{rows}</w:tbl>")).tables
    assert table.header_rows == count


def test_read_word_merges_down_only_in_same_column() -> None:
    """A cell continues the one above that begins in its column, in any row, and no other."""
    wide, on = '<w:gridSpan w:val="2"/>', "<w:vMerge/>"
    body = table_xml(
        (cell("甲", wide), cell("乙", '<w:vMerge w:val="restart"/>')),
        (p("丙"), cell("丁", on), cell("", '<w:vMerge w:val="continue"/>')),
        (p("戊"), cell("己", on), cell("", on)),
        (p("庚"), cell("辛", '<w:vMerge w:val="restart"/>'), p("壬")),
    )
    (table,) = read_file(word_xml(body)).tables
    assert table.grid() == [
        ["甲", "甲", "乙"],
        ["丙", "丁\n己", "乙"],
        ["戊", "丁\n己", "乙"],
        ["庚", "辛", "壬"],
    ]


def test_read_word_merges_across_wide_cells() -> None:
    """A cell that continues the one before it adds as many columns as it has."""
    wide = '<w:gridSpan w:val="2"/>'
    body = table_xml(
        (
            cell("甲", '<w:hMerge w:val="restart"/>'),
            cell("", f"{wide}<w:hMerge/>"),
            cell("", '<w:hMerge w:val="continue"/>'),
            p("乙"),
        ),
        tuple(p(text) for text in "丙丁戊己庚"),
    )
    (table,) = read_file(word_xml(body)).tables
    assert table.grid() == [["甲"] * 4 + ["乙"], [*"丙丁戊己庚"]]


@pytest.mark.parametrize("value", ["0", "-1", "x", "1 ", "1000000000", ""])
def test_read_word_takes_odd_width_as_one_column(value: str) -> None:
    """A width or an indent that is no number of columns is none."""
    odd = f'<w:gridSpan w:val="{value}"/>'
    row = f'<w:trPr><w:gridBefore w:val="{value}"/></w:trPr>' * (value != "0")
    body = f"<w:tbl><w:tr>{row}<w:tc>{cell('甲', odd)}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>"
    assert read_file(word_xml(body)).tables[0].grid() == [["甲", "乙"]]


def test_read_word_reads_nested_content_controls_in_cells() -> None:
    """Content controls of several levels hold rows, cells and the text of cells."""
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    cells = control.format(
        control.format(f"<w:tc>{control.format(control.format(p('甲')))}</w:tc>")
    )
    inner = control.format(table_xml((p("丙"), p("丁"))))
    body = f"<w:tbl><w:tr>{cells}<w:tc>{p('乙')}{inner}</w:tc></w:tr></w:tbl>"
    assert read_file(word_xml(body)).tables[0].grid() == [["甲", "乙\n丙\t丁"]]


def test_read_word_shows_more_special_characters() -> None:
    """A break of a column is nothing, one of a line ends it; a tab to an edge is a tab."""
    inner = (
        '<w:t>甲</w:t><w:br w:type="column"/><w:t>乙</w:t><w:br w:type="textWrapping"/><w:ptab/>'
        '<w:t>丙</w:t><w:ptab/><w:t>丁</w:t><w:sym w:char="00e9"/><w:sym w:char="00E90"/><w:sym/>'
    )
    assert texts(word_xml(par(f"<w:r>{inner}</w:r>"))) == ["甲乙", "丙\t丁é"]


def test_read_word_reads_guides_with_several_characters() -> None:
    """All characters under a phonetic guide are read, those that were inserted too."""
    base = f"<w:rubyBase>{run('广')}<w:ins>{run('州')}</w:ins></w:rubyBase>"
    guide = f"<w:rt>{run('guang')}{run('zhou')}</w:rt>"
    content = word_xml(par(f"<w:r><w:ruby>{guide}{base}</w:ruby></w:r>", run("市")))
    assert texts(content) == ["广州市"]
    assert reported(content) == [(RemarkKind.RUBY, "guangzhou"), (RemarkKind.INSERTED, "")]


def test_read_word_leaves_out_notes_that_are_separators() -> None:
    """A separator is no note, even where the text refers to it; a note without a type is one."""
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
        f'<w:footnote w:id="1" w:type="normal">{p("一")}</w:footnote>'
        f'<w:footnote w:id="2">{p("二")}</w:footnote>'
    )
    marks = "".join(f'<w:r><w:footnoteReference w:id="{at}"/></w:r>' for at in range(3))
    content = word_xml(par(run("甲"), marks), parts={"footnotes": notes})
    assert [text for _, text in reported(content)] == ["", "一", "二"]


def test_read_word_keeps_text_of_hidden_paragraph_mark() -> None:
    """A paragraph whose mark alone is hidden has its text; without a text it is nothing."""
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    item = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = p("甲", item + hidden) + p("", item + hidden) + p("乙", item)
    content = word_xml(body, numbering=listing(level(0, "decimal", "%1.")))
    assert texts(content) == ["1. 甲", "2. 乙"]
    assert said(content) == []


def test_read_word_switches_properties_off() -> None:
    """A property with the value 0, false or off is not there."""
    body = "".join(
        par(run("甲", properties=f'<w:rPr><w:vanish w:val="{value}"/></w:rPr>'))
        for value in ("0", "false", "off", "1", "true")
    )
    assert texts(word_xml(body)) == ["甲"] * 3
    assert len(said(word_xml(body))) == 2


def test_read_word_names_nested_tables() -> None:
    """What is reported of a nested table, or refused in one, is in a nested table."""
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删')}</w:tc><w:tc>{p('除')}</w:tc></w:tr>"
    inner = table_xml((p("甲"), p("乙"))).replace("<w:tr>", f"{deleted}<w:tr>")
    content = word_xml(table_xml((p("丙") + inner, p("丁"))))
    assert [str(remark) for remark in read_file(content).remarks] == [
        "nested table: A tracked deletion was left out. (删除)",
        "table 1, row 1, column 1: A table inside a cell was read as its text.",
    ]
    wide = table_xml((p("甲"), cell("乙", '<w:gridSpan w:val="16384"/>')))
    with pytest.raises(DocumentError) as caught:
        read_file(word_xml(table_xml((p("丙") + wide, p("丁")))))
    (problem,) = caught.value.problems
    assert problem.expected == "a table of at most 16384 columns"
    assert problem.excerpt == "a cell in column 16385"
    assert problem.path == "nested table, row 1, column 2"


def numbers(body: str, numbering: str, styles: str = "") -> list[str]:
    content = read_file(word_xml(body, numbering=numbering, styles=styles))
    return [block.number for block in content.paragraphs]


def test_read_word_restarts_levels_below_the_given_one() -> None:
    """A level begins anew below the level that is given and those above it, and below no other."""
    numbering = listing(
        *(level(at, "decimal", f"%{at + 1}") for at in range(3)),
        level(3, "decimal", "%4)", more='<w:lvlRestart w:val="2"/>'),
    )
    body = "".join(numbered("x", level=at) for at in (0, 1, 2, 3, 2, 3, 1, 3, 0, 3))
    assert numbers(body, numbering) == ["1", "1", "1", "1)", "2", "2)", "2", "1)", "2", "1)"]


def test_read_word_counts_on_below_a_level_that_is_not_defined() -> None:
    """What no level says begins anew below each level above it; its number is the first."""
    numbering = listing(
        level(0, "decimal", "%1."), level(2, "decimal", "%1.%2.%3", start=5), key=1
    ) + (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="1">'
        f"{level(1, 'lowerLetter', '%2)')}</w:lvlOverride></w:num>"
    )
    order = ((1, 0), (2, 1), (2, 1), (1, 2), (1, 0), (2, 1), (1, 2), (1, 2))
    body = "".join(numbered("x", number_id, at) for number_id, at in order)
    assert numbers(body, numbering) == ["1.", "a)", "b)", "1.2.5", "2.", "a)", "2.1.5", "2.1.6"]


@pytest.mark.parametrize(
    ("kind", "form", "shown"),
    [
        ("custom", "001, 002, 003, ...", ["009", "010"]),
        ("custom", "01, 02, ...", ["09", "10"]),
        ("custom", "1", ["9", "10"]),
        ("custom", "", ["9", "10"]),
        ("decimal", "001, 002", ["9", "10"]),
    ],
)
def test_read_word_fills_custom_numbers(kind: str, form: str, shown: list[str]) -> None:
    """A pattern of digits fills the number with zeros up to its length."""
    own = f'<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="{kind}" w:format="{form}"/>'
    own += '<w:lvlText w:val="%1"/></w:lvl>'
    assert numbers(numbered("甲") + numbered("乙"), listing(own)) == shown


def test_read_word_takes_level_without_kind_start_and_text() -> None:
    """Without a kind a level is decimal, without a start it is 1, without a text it is nothing."""
    numbering = listing(
        '<w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl>',
        '<w:lvl w:ilvl="1"/>',
        '<w:lvl w:ilvl="2"><w:numFmt/><w:lvlText w:val="（%3）"/></w:lvl>',
    )
    body = "".join(numbered("x", level=at) for at in (0, 1, 2, 0))
    assert numbers(body, numbering) == ["1.", "", "（1）", "2."]


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0."), ("7", "7."), ("x", "1."), ("-3", "1."), ("1234567890", "1."), ("", "1.")],
)
def test_read_word_takes_odd_start_as_one(value: str, shown: str) -> None:
    """A start that is no number, or far too large, is 1, of a level and of an instance."""
    own = f'<w:lvl w:ilvl="0"><w:start w:val="{value}"/><w:lvlText w:val="%1."/></w:lvl>'
    assert numbers(numbered("x"), listing(own)) == [shown]
    override = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="{value}"/></w:lvlOverride></w:num>'
    )
    numbering = listing(level(0, "decimal", "%1.", start=5)) + override
    assert numbers(numbered("x", 2) + numbered("x", 1), numbering)[0] == shown


@pytest.mark.parametrize(
    ("more", "shown"),
    [
        ("<w:isLgl/>", "1.1"),
        ('<w:isLgl w:val="1"/>', "1.1"),
        ('<w:isLgl w:val="0"/>', "一.一"),
        ('<w:isLgl w:val="false"/>', "一.一"),
        ('<w:rPr><w:vanish w:val="off"/></w:rPr>', "一.一"),
        ('<w:rPr><w:vanish w:val="true"/></w:rPr>', ""),
    ],
)
def test_read_word_switches_properties_of_levels(more: str, shown: str) -> None:
    """Decimal numbers and hidden ones are switched on and off by their value."""
    numbering = listing(
        level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "%1.%2", more=more)
    )
    assert numbers(numbered("x") + numbered("x", level=1), numbering) == ["一、", shown]


def test_read_word_shows_nothing_of_levels_without_numbers() -> None:
    """A level above that has a bullet, or none, adds nothing to the number of one below it."""
    for kind in ("bullet", "none"):
        numbering = listing(level(0, kind, "●"), level(1, "decimal", "%1%2."))
        assert numbers(numbered("x") + numbered("x", level=1), numbering)[1] == "1."


def test_read_word_reports_levels_of_unknown_kind() -> None:
    """A number is reported where any of its levels is of an unknown kind."""
    numbering = listing(
        level(0, "chicago", "%1."), level(1, "decimal", "%1.%2"), level(2, "decimal", "%2.%3")
    )
    body = "".join(numbered("x", level=at) for at in (0, 1, 2))
    content = word_xml(body, numbering=numbering)
    assert [text for _, text in reported(content)] == ["1.", "1.1"]


@pytest.mark.parametrize(
    ("outline", "expected"), [("0", 1), ("8", 9), ("9", None), ("x", None), ("10", None)]
)
def test_read_word_marks_headings_of_nine_levels(outline: str, expected: int | None) -> None:
    """The levels 0 to 8 are headings, of a paragraph and of its style; the rest is text."""
    mark = f'<w:outlineLvl w:val="{outline}"/>'
    styles = style("Own", more=mark) + style("Other", based_on="Own")
    body = p("甲", mark) + styled("乙", "Own") + styled("丙", "Other")
    content = read_file(word_xml(body, styles=styles))
    assert [block.level for block in content.paragraphs] == [expected] * 3


def test_read_word_takes_own_level_before_that_of_style() -> None:
    """What a paragraph says of its list, level and outline is taken before its style."""
    styles = style(
        "Own", '<w:ilvl w:val="1"/><w:numId w:val="1"/>', more='<w:outlineLvl w:val="1"/>'
    )
    numbering = listing(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + listing(
        level(0, "decimal", "（%1）"), key=2, number_ids=(2,)
    )
    mark = '<w:pStyle w:val="Own"/>'
    body = (
        styled("甲", "Own")
        + p("乙", f'{mark}<w:numPr><w:ilvl w:val="0"/></w:numPr><w:outlineLvl w:val="0"/>')
        + p("丙", f'{mark}<w:numPr><w:numId w:val="2"/></w:numPr>')
        + p("丁", f'{mark}<w:numPr><w:numId w:val="0"/></w:numPr><w:outlineLvl w:val="9"/>')
        + styled("戊", "Own")
    )
    content = read_file(word_xml(body, numbering=numbering, styles=styles))
    assert [block.number for block in content.paragraphs] == ["1.1", "1.", "（1）", "", "1.1"]
    assert [block.level for block in content.paragraphs] == [2, 1, 2, None, 2]


def test_read_word_takes_default_style_where_none_is_known() -> None:
    """A paragraph without a style, or of an unknown one, has the default style for paragraphs."""
    default = (
        '<w:style w:type="character" w:default="1" w:styleId="C"><w:name w:val="toc 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:name w:val="toc 2"/></w:style>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="正文"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    content = rewrite(
        word_xml(
            p("甲") + styled("乙", "X") + p("丙"), numbering=listing(level(0, "decimal", "%1."))
        ),
        {"word/styles.xml": f'<w:styles xmlns:w="{W}">{default}</w:styles>'.encode()},
    )
    assert texts(content) == ["1. 甲", "2. 乙", "3. 丙"]
