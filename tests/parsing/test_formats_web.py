"""Saved pages: the article and not its navigation, metadata, lists and tables."""

from __future__ import annotations

import datetime as dt

import pytest

from svctrade._parsing.formats import Paragraph, RemarkKind, TableBlock, read_file
from svctrade._parsing.formats.web import read_html
from svctrade.exceptions import DocumentError

ARTICLE = "".join(
    f"<p>（{number}）完善服务贸易促进机制，优化办事流程。</p>" for number in "一二三四"
)


def page(body: str, head: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    )


def texts(body: str) -> list[str]:
    return [block.text for block in read_file(page(body)).paragraphs]


def kinds(body: str) -> list[RemarkKind]:
    return [remark.kind for remark in read_file(page(body)).remarks]


GOVERNMENT = page(
    '<div class="nav"><a href="/">首页</a> &gt; <a href="/x">政务公开</a></div>'
    "<table><tr><td><table class=bd1>"
    "<tr><td><b>索 引 号：</b></td><td>HB000/2024-00012</td>"
    "<td><b>主题分类：</b></td><td>商务、海关</td></tr>"
    "<tr><td><b>发文机关：</b></td><td>海滨省人民政府办公厅</td>"
    "<td><b>成文日期：</b></td><td>2024年03月05日</td></tr>"
    "<tr><td><b>标　　题：</b></td><td colspan=3>"
    "海滨省人民政府办公厅关于促进数字贸易的通知</td></tr>"
    "<tr><td><b>发文字号：</b></td><td>海政办〔2024〕15号</td>"
    "<td><b>发布日期：</b></td><td>2024年03月08日</td></tr>"
    "<tr><td><b>主 题 词：</b></td><td></td><td></td><td></td></tr></table></td></tr></table>"
    '<table width=930><tr><td><table><tr><td id="UCAP-CONTENT">'
    '<p style="text-align:center">海滨省人民政府办公厅关于</p><p>促进数字贸易的通知</p>'
    f"{ARTICLE}</td></tr></table></td><td><a>相关链接</a></td></tr></table>"
    "<div>主办单位：海滨省人民政府办公厅</div>",
    "<title>促进数字贸易_海滨省人民政府</title>"
    '<meta name="ArticleTitle" content="促进数字贸易"><meta name="PubDate" content="">',
)


def test_read_html_takes_article_and_metadata() -> None:
    """Of a government page the table of labels is metadata, and the article is the text."""
    content = read_file(GOVERNMENT)
    metadata = content.metadata
    assert metadata.index_number == "HB000/2024-00012"
    assert metadata.issuer == "海滨省人民政府办公厅"
    assert metadata.title == "海滨省人民政府办公厅关于促进数字贸易的通知"
    assert metadata.document_number == "海政办〔2024〕15号"
    assert metadata.dated == dt.date(2024, 3, 5)
    assert metadata.published == dt.date(2024, 3, 8)
    assert metadata.get("主题分类") == "商务、海关"
    assert metadata.get("ArticleTitle", "title") == "促进数字贸易"
    assert metadata.get("主题词") is None
    assert [block.text[:3] for block in content.blocks if isinstance(block, Paragraph)] == [
        *("海滨省", "促进数", "（一）", "（二）", "（三）", "（四）")
    ]
    assert RemarkKind.NAVIGATION in {remark.kind for remark in content.remarks}


@pytest.mark.parametrize(
    "labels",
    [
        "<ul><li><b>索引号：</b>HB1</li><li><b>发文字号：</b>海政办1号</li></ul>",
        "<dl><dt>索引号</dt><dd>HB1</dd><dt>发文字号</dt><dd>海政办1号</dd></dl>",
        "<p>索引号：HB1</p><p>发文字号：海政办1号</p>",
        (
            "<div><span>索引号：</span><span>HB1</span></div>"
            "<div><span>发文字号：</span><span>海政办1号</span></div>"
        ),
    ],
)
def test_read_html_finds_labels_in_any_form(labels: str) -> None:
    """Labels and values are in tables, lists, lines or pairs."""
    metadata = read_file(page(f"{labels}<div class=TRS_Editor>{ARTICLE}</div>")).metadata
    assert (metadata.index_number, metadata.document_number) == ("HB1", "海政办1号")


def test_read_html_finds_no_labels_in_others() -> None:
    """One label outside the article is none; a long text and a label without value neither."""
    outside = f"<div><b>来源：</b>省商务厅</div><div>{'长' * 400}</div></b><p></x>"
    last = f"<b>发文字号</b><i>{'长' * 400}</i><p><b>索引号</b></p>"
    content = read_file(
        page(f"{outside}<article>{ARTICLE * 99}</article>{last}", "<title></title>")
    )
    assert content.metadata.fields == ()


def test_read_html_ends_value_at_next_label() -> None:
    """A value reaches to the next label, and spans as many elements as it likes."""
    labels = "<b>索引号：</b><i>HB</i><i>1</i> x <b>发文字号：</b>海政办<u>1号</u>"
    metadata = read_file(page(f"<div>{labels}</div><article>{ARTICLE}</article>")).metadata
    assert (metadata.index_number, metadata.document_number) == ("HB 1 x", "海政办 1号")


@pytest.mark.parametrize(
    "body",
    [
        f"<div class='menu'><a>首页</a></div><div><div>{ARTICLE}</div></div><footer>版权</footer>",
        f"<nav>首页</nav><div id=zoom>{ARTICLE}</div><div>版权</div>",
        f"<article><div class=content>{ARTICLE}</div></article><aside>推荐</aside>",
        f"<div itemprop=articleBody>{ARTICLE}</div>",
        f"<div class=content><div class='TRS_Editor x'>{ARTICLE}</div></div>",
        f"<div class=content>短</div><div><p>前</p>{ARTICLE}</div>",
        ARTICLE,
        f"<form><table><tr><td>{ARTICLE}</td></tr></table></form>",
        f"<table><tr><td><a>目录</a></td><td>{ARTICLE}</td></tr></table>",
        f"<table role=presentation><tr><td>{ARTICLE}<td></table>",
    ],
)
def test_read_html_finds_article(body: str) -> None:
    """The article is found by its mark, or where nearly all the text is."""
    assert [text[:3] for text in texts(body) if text[0] == "（"] == [
        "（一）",
        "（二）",
        "（三）",
        "（四）",
    ]
    assert not {"首页", "版权", "推荐"} & set(texts(body))


def test_read_html_of_innermost_mark() -> None:
    """Of two marks, one inside the other, the inner one counts if it has nearly all the text."""
    most = f"<div class=article><h1>题</h1><div class=content>{ARTICLE}</div></div>"
    assert texts(most)[0][:3] == "（一）"
    few = f"<div class=content>{ARTICLE}<div class=article><p>后</p></div></div>"
    assert texts(few)[-1] == "后"


def test_read_html_reads_lists() -> None:
    """Lists count as browsers show: from their start, with the values of items, backwards."""
    body = (
        "<ol start=3><li>甲<li value=7>乙<li><p>丙</p><p>续</p></ol>"
        "<ol type=a><li>甲</ol><ol type=I reversed><li>甲<li>乙</ol>"
        '<ol style="list-style-type: cjk-ideographic"><li>甲</ol>'
        '<ol style="list-style: none"><li>甲</ol><ol start=x type=?><li>甲</ol>'
        "<ul><li>甲<ol><li>子</ol></ul><li>单</li><ol><li></li><li>乙</ol>"
    )
    assert texts(body) == [
        *("3. 甲", "7. 乙", "8. 丙", "续", "a. 甲", "II. 甲", "I. 乙", "一、甲", "甲", "1. 甲"),
        *("甲", "1. 子", "单", "2. 乙"),
    ]
    assert read_file(page("<ol><li>甲</ol>")).paragraphs[0].number == "1."


def test_read_html_reads_headings_and_breaks() -> None:
    """Headings have their level; a line break ends a paragraph; spaces are as browsers show."""
    body = (
        "<h2>总体\n要求</h2><p>一\n 二&nbsp;<b>三</b> a\n b<br>　　四</p><div>五<p>六</p>七</div>"
        "<p>\u200b</p>"
    )
    content = read_file(page(body))
    assert [b.text for b in content.paragraphs] == [
        "总体要求",
        "一二 三 a b",
        "四",
        "五",
        "六",
        "七",
    ]
    assert [b.level for b in content.paragraphs[:2]] == [2, None]
    assert str(content.paragraphs[2].place) == "paragraph 3"


def test_read_html_joins_wrapped_lines() -> None:
    """Many lines of one width between line breaks were wrapped; so were those of plain text."""
    line = "完善服务贸易促进机制并优化办事流程压缩时限"
    lines = [*[line] * 8, "到位。"]
    assert texts("<p>" + "<br>".join(lines) + "</p>") == ["".join(lines)]
    assert texts("<pre>" + "\n\n".join(lines) + "</pre>") == ["".join(lines)]
    number = read_file(page(f"<ol><li>{'<br>'.join(lines)}</ol>")).paragraphs[0]
    assert number.place_at(len(number.text) - 1) != number.place
    assert number.text[number.segments[1].start :].startswith("完善")


def test_read_html_reads_tables() -> None:
    """A table with merged cells, headings and a caption is a table."""
    body = (
        "<p>前</p><table><caption>任务表</caption><thead><tr><th>任务<th>序号<th>举措</thead>"
        "<tr><td rowspan=2>通关<td>1<td><p>优化</p><p>压缩</p><tr><td colspan=2>合并"
        "<tr><td rowspan=0>余<td colspan=0>2<td>丙</table><p>后</p>"
    )
    first, table, last = read_file(page(body)).blocks
    assert isinstance(first, Paragraph)
    assert isinstance(table, TableBlock)
    assert isinstance(last, Paragraph)
    assert table.grid() == [
        ["任务", "序号", "举措"],
        ["通关", "1", "优化\n压缩"],
        ["通关", "合并", "合并"],
        ["余", "2", "丙"],
    ]
    assert (table.title, table.header_rows) == ("任务表", 1)
    assert str(table.rows[2][0].place) == "table 1, row 3, column 2"


def test_read_html_tells_tables_from_layout() -> None:
    """A table of one column, around a table or around nearly all the text arranges the page."""
    data = "<table><tr><td>序号<td>举措<tr><td>1<td>优化<tr><td>2<td>压缩<tr><td>3<td>便利</table>"
    assert len(read_file(page(f"<table><tr><td>甲<td>{data}</table>")).tables) == 1
    assert texts("<table><tr><td>甲<tr><td>乙</table>") == ["甲", "乙"]
    assert read_file(page("<table><tr><td>a<script>x</script><td>b</table>")).tables[0].grid() == [
        ["a", "b"]
    ]
    assert read_file(page("<table></table><table><tr><td><td></table>")).blocks == ()
    wide = "<table><tr><td>甲<td>" + "<p>长文本</p>" * 3 + "</table>"
    assert len(read_file(page(wide)).tables) == 1


def test_read_html_flattens_nested_tables() -> None:
    """A table inside a cell of a table is read as its text, and reported."""
    inner = "<table><tr><td>子<td>丑</table>"
    rows = "".join(f"<tr><td>{n}<td>完善服务贸易促进机制" for n in range(4))
    body = f"<table>{rows}<tr><td>{inner}<td>乙</table>"
    content = read_file(page(body))
    assert content.tables[0].grid()[-1] == ["子\t丑", "乙"]
    assert [r.kind for r in content.remarks] == [RemarkKind.NESTED_TABLE]


def test_read_html_tells_what_is_left_out() -> None:
    """Hidden text, navigation, images, guides, struck text and embedded objects are reported."""
    body = (
        f'<div class=TRS_Editor>{ARTICLE}<p style="display:none">隐</p><p hidden>藏</p>'
        "<nav>导</nav>"
        "<img alt=图><ruby>广<rt>guang</rt></ruby><del>删</del><iframe></iframe>"
        "<p hidden></p><script>x</script><div title=footer><p>页</p></div></div>"
    )
    content = read_file(page(body))
    assert [(r.kind, r.text) for r in content.remarks] == [
        (RemarkKind.HIDDEN, "隐"),
        (RemarkKind.HIDDEN, "藏"),
        (RemarkKind.NAVIGATION, "导"),
        (RemarkKind.IMAGE, "图"),
        (RemarkKind.RUBY, "guang"),
        (RemarkKind.DELETED, "删"),
        (RemarkKind.OBJECT, ""),
        (RemarkKind.HEADER, "页"),
    ]
    assert content.paragraphs[-1].text == "广"


def test_read_html_tells_text_outside_article() -> None:
    """How much text was outside the article is reported, with its beginning."""
    body = f"<div>其他</div><div><div class=TRS_Editor>{ARTICLE}</div><p>附</p></div>"
    body += "<script>x</script>"
    (remark,) = read_file(page(body)).remarks
    assert (remark.kind, remark.count) == (RemarkKind.NAVIGATION, 3)
    assert remark.text == "其他 附"


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "utf-8"),
        ("utf-8", "utf-8-sig"),
        ("utf-8", "utf-16"),
        ("big5", "big5"),
        ("no-such", "utf-8"),
        ("ascii", "utf-8"),
    ],
)
def test_read_html_decodes(said: str, encoding: str) -> None:
    """A page is decoded as it says, and as it is where it says something wrong."""
    text = f'<html><meta charset="{said}"><p>服務貿易</p></html>'
    assert [b.text for b in read_file(text.encode(encoding)).paragraphs] == ["服務貿易"]


def test_read_html_of_nothing() -> None:
    """A page without elements has no blocks; one without a body has its text."""
    assert read_file("<!DOCTYPE html>").blocks == ()
    assert read_file(page("")).blocks == ()
    assert [b.text for b in read_file("<html><frameset><p>甲").paragraphs] == ["甲"]
    assert read_html("").blocks == ()


def test_read_html_refuses_depth() -> None:
    """Elements nested without end are refused, and not cut off."""
    with pytest.raises(DocumentError, match="nested so deeply"):
        read_file("<!DOCTYPE html>" + "<div>" * 100_000 + "x")


def test_read_html_takes_long_attribute() -> None:
    """A long value is no large number of attributes."""
    assert texts(f'<p title="{"甲" * 5000}">（一）乙。</p>') == ["（一）乙。"]
