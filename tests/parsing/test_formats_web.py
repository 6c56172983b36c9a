"""Saved pages: the article and not its navigation, metadata, lists and tables."""

from __future__ import annotations

import datetime as dt

import pytest

import svctrade
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
        ("gbk", "utf-8-sig"),
        ("utf-16", "utf-8"),
        ("utf8", "utf-8"),
    ],
)
@pytest.mark.parametrize("more", ["", "x"])
def test_read_html_decodes(said: str, encoding: str, more: str) -> None:
    """A page is decoded as it says, and as it is where it says something wrong."""
    text = f'<html><meta charset="{said}"><p>服務貿易{more}</p></html>'
    content = read_file(text.encode(encoding))
    assert [b.text for b in content.paragraphs] == [f"服務貿易{more}"]
    assert content.remarks == ()


def test_read_html_decodes_page_that_says_nothing() -> None:
    """A page without an encoding is UTF-8 or GB 18030, and the second is reported."""
    content = read_html("<p>服务贸易</p>".encode("gb18030"))
    assert [b.text for b in content.paragraphs] == ["服务贸易"]
    assert [r.kind for r in content.remarks] == [RemarkKind.ENCODING]
    assert [r.kind for r in read_html("<!--服务-->".encode("gb18030")).remarks] == [
        RemarkKind.ENCODING
    ]


def test_read_html_leaves_out_nul_in_other_encodings() -> None:
    """NUL characters are left out where a page says its encoding, and refused in UTF-8."""
    text = '<html><meta charset="{}"><p>服务\0贸易</p></html>'
    assert [b.text for b in read_html(text.format("gbk").encode("gbk")).paragraphs] == ["服务贸易"]
    for said in ("utf-8", "utf8"):
        with pytest.raises(DocumentError, match="NUL"):
            read_html(text.format(said).encode())


def test_read_html_of_nothing() -> None:
    """A page without elements has no blocks; one without a body has its text."""
    assert read_file("<!DOCTYPE html>").blocks == ()
    assert read_file(page("")).blocks == ()
    assert [b.text for b in read_file("<html><frameset><p>甲").paragraphs] == ["甲"]
    assert read_html("").blocks == ()


def test_read_html_refuses_depth() -> None:
    """Elements nested without end are refused, and not cut off."""
    with pytest.raises(DocumentError, match="nested so deeply") as caught:
        read_file("<!DOCTYPE html>" + "<div>" * 100_000 + "x")
    (problem,) = caught.value.problems
    assert problem.expected == "a page whose elements are not nested so deeply"
    assert "depth" in problem.excerpt


def test_read_html_refuses_attributes_above_limit() -> None:
    """An element has a thousand attributes at most; the tag before it counts for nothing."""
    names = [f"a{number}" for number in range(1000)]
    before = "<!DOCTYPE html>\n<p title='>' x='a b'>甲</p>\n"
    most = f"{before}<p {' '.join(names[:999])}>乙"
    assert [b.text for b in read_html(most).paragraphs] == ["甲", "乙"]
    for more in (f"{before}<paragraph {' '.join(names)}>乙", f"{before}<p x='{' '.join(names)}"):
        with pytest.raises(DocumentError) as caught:
            read_html(more)
        (problem,) = caught.value.problems
        assert (problem.line, problem.expected) == (3, "elements of at most 1000 attributes")
        assert problem.excerpt == ("<paragraph" if "paragraph" in more else "<p")


def test_read_html_takes_long_attribute() -> None:
    """A long value is no large number of attributes."""
    assert texts(f'<p title="{"甲" * 5000}">（一）乙。</p>') == ["（一）乙。"]


def test_read_html_leaves_head_out() -> None:
    """The title in the head of a page is metadata, however short the text is."""
    content = read_file(page("<p>甲。</p>", "<title>海滨省人民政府关于促进数字贸易的通知</title>"))
    assert [b.text for b in content.paragraphs] == ["甲。"]
    assert content.remarks == ()
    assert content.metadata.get("title") == "海滨省人民政府关于促进数字贸易的通知"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("<article>", "</article>"),
        ("<section itemprop=articleBody>", "</section>"),
        ("<div id=ZOOM>", "</div>"),
        ("<div class='x TRS_Editor'>", "</div>"),
    ],
)
def test_read_html_takes_marked_article_of_less_text(start: str, end: str) -> None:
    """An element with a mark is the article from four tenths of the text on."""
    assert texts(f"<p>其他其他其他</p>{start}<p>正文正文</p>{end}") == ["正文正文"]
    assert texts(f"<p>其他其他其他其</p>{start}<p>正文正文</p>{end}") == [
        "其他其他其他其",
        "正文正文",
    ]


def test_read_html_takes_inner_mark_from_a_share_on() -> None:
    """A mark inside another counts where it has 85 of 100 parts of its text."""
    body = "<p>其他</p><div class=article><h1>{}</h1><div class=content><p>{}</p></div></div>"
    assert texts(body.format("题" * 3, "文" * 17)) == ["文" * 17]
    assert texts(body.format("题" * 4, "文" * 17)) == ["题" * 4, "文" * 17]
    assert texts(body.format("题" * 17, "文" * 17)) == ["题" * 17, "文" * 17]


def test_read_html_takes_block_with_most_text() -> None:
    """Without a mark, a block of eight tenths of the text is the article, and no less."""
    body = "<div><div>{}</div></div><div>{}</div>"
    assert texts(body.format("文" * 8, "其他")) == ["文" * 8]
    assert texts(body.format("文" * 7, "其他")) == ["文" * 7, "其他"]
    assert texts("<div><p>甲</p></div><div><p>乙</p></div>") == ["甲", "乙"]
    assert texts(f"<script>x</script><span>{'文' * 9}</span><div>乙</div>") == ["文" * 9, "乙"]
    assert texts(f"<ul><li>{'文' * 9}<li>乙</ul>") == ["文" * 9, "乙"]
    assert texts(f"<ol><li>{'文' * 9}<li>乙</ol>") == ["1. " + "文" * 9, "2. 乙"]
    assert texts("<pre>甲\n乙</pre>") == ["甲", "乙"]
    heavy = "<table>" + "<tr><td>1<td>乙" * 4 + f"<tr><td>2<td>{'文' * 99}</table>"
    assert read_file(page(heavy)).tables[0].grid()[4] == ["2", "文" * 99]


@pytest.mark.parametrize(
    "body",
    [
        "<div hidden>隐</div>",
        '<div style="visibility: hidden"><div>隐</div></div>',
        "<div hidden><p>隐</p></div><img>",
    ],
)
def test_read_html_of_hidden_text_alone(body: str) -> None:
    """A page whose text is hidden has none, and that is reported."""
    content = read_file(page(body))
    assert content.blocks == ()
    assert [(r.kind, r.text) for r in content.remarks if r.kind is not RemarkKind.IMAGE] == [
        (RemarkKind.HIDDEN, "隐")
    ]


def fields(outside: str) -> list[tuple[str, str]]:
    """Return the labels and values of a page that has *outside* before its article."""
    content = read_file(page(f"{outside}<article>{ARTICLE * 30}</article>"))
    return [(field.label, field.value) for field in content.metadata.fields]


OTHER = "<p>发文字号：海政办1号</p>"
FOUND = ("发文字号", "海政办1号")


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("<p>索引号：HB1</p>", "HB1"),
        ("<b>索引号：<!-- 注 --></b><i>HB1</i>", "HB1"),
        ("<b>索引号：<?x y?></b><i>HB1</i>", "HB1"),
        ("<table><tr><td>索引号<td>HB1<td>备注</table>", "HB1"),
        ("<table><tr><th>索引号<th>HB1<th>备注</table>", "HB1"),
        ("<dl><dt>索引号</dt><dd>HB1</dd><dd>备注</dd></dl>", "HB1"),
        ("<div><div><b>索引号</b></div></div><div>HB1</div>", "HB1"),
        (f"<p>索引号：{'甲' * 296}</p>", "甲" * 296),
        (f"<p>索引号：{'甲' * 297}</p>", ""),
        (f"<b>索引号</b><i>{'甲' * 300}</i>", "甲" * 300),
        (f"<b>索引号</b><i>{'甲' * 301}</i>", ""),
        (f"<b>索引号</b><i>{'甲' * 300}</i><i>乙</i>", ""),
        (f"<b>索引{' ' * 13}号</b><i>HB1</i>", "HB1"),
        (f"<b>索引{' ' * 14}号</b><i>HB1</i>", ""),
        ("<script>索引号：HB1</script>", ""),
    ],
)
def test_read_html_takes_fields_outside_article(label: str, found: str) -> None:
    """A label and its value, of a limited length, wherever they are but in what is left out.

    A single label is none; therefore another one follows.
    """
    expected = ([("索引号", found)] if found else []) + [FOUND, ("来源", "省商务厅")]
    assert fields(f"<section>{label}</section>{OTHER}<p>来源：省商务厅</p>") == expected


def test_read_html_reads_labels_in_article_as_text() -> None:
    """Labels behind the first number are text; those outside the article have their line."""
    inside = "<p>索引号：HB2</p><p>主题分类：商务</p>"
    body = f"\n{OTHER}\n<p>索引号：HB1</p><article>{ARTICLE}{inside}{ARTICLE * 9}</article>"
    content = read_file(page(body))
    assert [(f.label, f.value, f.place.line) for f in content.metadata.fields] == [
        (*FOUND, 2),
        ("索引号", "HB1", 3),
    ]
    assert texts(body)[4:6] == ["索引号：HB2", "主题分类：商务"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "<p>发布时间：2031-05-12 10:30 来源：省商务厅 浏览次数：12 字体：大 中 小</p>",
            [("发布时间", "2031-05-12 10:30"), ("来源", "省商务厅"), ("浏览次数", "12")],
        ),
        (
            "<p>2031-05-12 来源：省商务厅</p>",
            [("发布时间", "2031-05-12"), ("来源", "省商务厅")],
        ),
        (
            "<p>来源：</p><p>发文字号：海政办1号</p><p>索引号：HB2</p>",
            [FOUND, ("索引号", "HB2")],
        ),
        (
            "<p>索引号：HB2 备注：乙</p><p>发文字号：海政办1号</p>",
            [("索引号", "HB2 备注：乙"), FOUND],
        ),
    ],
)
def test_read_html_takes_labels_at_head_of_article(
    lines: str, expected: list[tuple[str, str]]
) -> None:
    """Lines of labels before the first number are no text; one line may have several."""
    content = read_file(page(f"<article><p>某省方案</p>{lines}{ARTICLE}</article>"))
    found = [(field.label, field.value) for field in content.metadata.fields]
    assert found[: len(expected)] == expected
    assert [block.text[:4] for block in content.paragraphs][:2] == ["某省方案", "（一）完"]


def test_read_html_takes_no_next_label_for_a_value() -> None:
    """A label with nothing behind it has no value."""
    body = "<ul><li>来源：</li><li>发文字号：海政办1号</li><li>索引号：HB2</li></ul>"
    assert fields(body) == [FOUND, ("索引号", "HB2")]


def test_read_html_leaves_words_of_the_page_out() -> None:
    """The way to the page, buttons, links and the footer are left out, with a remark."""
    body = (
        "<p><a href='/'>首页</a> <a href='/zw'>公开</a></p><p>当前位置：首页 > 公开</p>"
        "<p><a href='#top'>某省方案</a></p><p>主办单位：省商务厅</p>"
        f"{ARTICLE}<h2><a href='/fa'>附则</a></h2><p>见<a href='/b'>附表</a></p>"
        "<p>【打印本页】 【关闭窗口】</p><p>主办：省商务厅</p><p>网站标识码：1</p>"
    )
    content = read_file(page(body))
    kept = [block.text for block in content.paragraphs]
    assert [*kept[:2], *kept[-2:]] == ["某省方案", "主办单位：省商务厅", "附则", "见附表"]
    assert [(r.kind.name, r.text) for r in content.remarks] == [
        ("NAVIGATION", text)
        for text in (
            *("首页 公开", "当前位置：首页 > 公开"),
            *("【打印本页】 【关闭窗口】", "主办：省商务厅", "网站标识码：1"),
        )
    ]


def test_read_html_keeps_statement_at_the_end() -> None:
    """A last line with 主办单位 is text where no words of the page follow."""
    content = read_file(page(f"{ARTICLE}<p>主办单位：省商务厅</p>"))
    assert content.paragraphs[-1].text == "主办单位：省商务厅"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("某区商务局关于印发《某区十条》的通知-某区政府网", "某区商务局关于印发《某区十条》的通知"),
        ("某区方案（2031-2033年）_某区", "某区方案（2031-2033年）"),
        ("", ""),
    ],
)
def test_read_document_takes_title_of_page_where_text_has_none(title: str, expected: str) -> None:
    """The title of the page, without the site, is that of a notice without one."""
    text = "<p>各有关单位：</p><p>现印发方案。</p><p>1.建设平台。（区商务局负责）</p>"
    edition = svctrade.read_document(page(text, f"<title>{title}</title>").encode())
    assert edition.title == expected
    assert [task.title for task in edition.tasks] == [expected]


def test_read_html_reads_head() -> None:
    """What the head says has its line; an element of the text with such a name says nothing."""
    head = "\n<meta name=PubDate content=2024-03-05>\n<title>方案</title>"
    content = read_file(page(f"<a name=PubDate content=x>甲</a>{ARTICLE}", head))
    assert [(f.label, f.value, f.place.line) for f in content.metadata.fields] == [
        ("PubDate", "2024-03-05", 2),
        ("title", "方案", 3),
    ]


def test_read_html_cuts_sample_of_what_is_left_out() -> None:
    """Of the text outside the article the first 200 characters are shown."""
    outside = "甲" * 199 + "乙丙"
    content = read_file(page(f"<p>{outside}</p><article>{ARTICLE * 9}</article>"))
    assert [(r.text, r.count) for r in content.remarks] == [(outside[:200], 201)]
    hidden = read_file(page(f"<nav>导<script>x</script><i hidden>隐</i></nav>{ARTICLE}"))
    assert [(r.text, r.count) for r in hidden.remarks] == [("导", 1)]


def test_read_html_places_blocks_in_lines() -> None:
    """Each block has the line of its element, and a paragraph behind a break the line of it."""
    body = (
        "甲\n<p>乙</p>\n<p>丙<br>\n丁<br>\n戊</p>\n<ol>\n<li>己\n<li>庚</ol>\n"
        "<pre>辛\n\n壬</pre>\n<table>\n<tr><td>一\n<td>二</table>\n"
        "<table>\n<tr><td>三\n<td>四</table>"
    )
    content = read_file(page(body))
    assert [(b.text, b.place.line, b.level) for b in content.paragraphs] == [
        *(("甲", 1, None), ("乙", 2, None), ("丙", 3, None), ("丁", 3, None), ("戊", 4, None)),
        *(("1. 己", 7, None), ("2. 庚", 8, None), ("辛", 9, None), ("壬", 11, None)),
    ]
    assert [(str(t.place), t.place.line) for t in content.tables] == [
        ("table 1", 12),
        ("table 2", 15),
    ]
    assert [cell.place.line for cell in content.tables[0].rows[0]] == [13, 14]
    assert content.blocks[-3:-2] == content.paragraphs[-1:]


@pytest.mark.parametrize("tag", ["iframe", "frame", "object", "embed", "svg", "canvas", "video"])
def test_read_html_tells_embedded_objects(tag: str) -> None:
    """Each kind of embedded object is reported, and nothing else that is left out."""
    content = read_file(page(f"<p>甲</p>\n<p>乙<{tag}></{tag}><script>x</script></p>"))
    assert [str(remark) for remark in content.remarks] == [
        "line 2: An embedded object was left out."
    ]


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_read_html_leaves_out_struck_text(tag: str) -> None:
    """Text that is struck out is reported, in each of the three forms."""
    content = read_file(page(f"<p>甲<{tag}>乙</{tag}>丙</p>"))
    assert [b.text for b in content.paragraphs] == ["甲丙"]
    assert [str(remark) for remark in content.remarks] == [
        "line 1: Text that is struck out was left out. (乙)"
    ]


def test_read_html_tells_edges_and_images() -> None:
    """LibreOffice's header and footer of pages, and an image without words."""
    body = "<div title=header><p>页眉</p></div><p>甲<img></p><div title=footer><p>页脚</p></div>"
    assert [(r.message, r.text) for r in read_file(page(body)).remarks] == [
        ("The header of the pages was left out.", "页眉"),
        ("An image was left out.", ""),
        ("The footer of the pages was left out.", "页脚"),
    ]


def test_read_html_ends_paragraphs_at_indentation() -> None:
    """Of wrapped lines an indented one begins a paragraph, also in preformatted text."""
    line = "完善服务贸易促进机制并优化办事流程压缩时限"
    for space in ("\u3000\u3000", "&nbsp;&nbsp;"):
        rows = [*[line] * 4, space + line, *[line] * 4]
        assert texts("<p>" + "<br>".join(rows) + "</p>") == [line * 4, line * 5]
    for space in ("\u3000\u3000", "    "):
        rows = [*[line] * 4, space + line, *[line] * 4]
        assert texts("<p>前</p><pre>" + "\n".join(rows) + "</pre>") == ["前", line * 4, line * 5]


def test_read_html_joins_no_few_lines() -> None:
    """Lines between breaks are joined from six on."""
    line = "完善服务贸易促进机制并优化办事流程压缩时限"
    assert texts("<p>" + "<br>".join([line] * 5) + "</p>") == [line] * 5
    assert texts("<p>" + "<br>".join([line] * 6) + "</p>") == [line * 6]


def test_read_html_tells_nested_table_with_its_place() -> None:
    """The remark of a table inside a cell says where it is; its rows are text."""
    inner = "<table><tr><td>子<td>丑<tr><td>寅<td>卯</table>"
    rows = "".join(f"<tr><td>{n}<td>完善服务贸易促进机制" for n in range(4))
    content = read_file(page(f"<table>{rows}<tr><td>{inner}<td>乙</table>"))
    assert content.tables[0].grid()[-1] == ["子\t丑\n寅\t卯", "乙"]
    assert [str(remark) for remark in content.remarks] == [
        "table 1: A table inside a cell was read as its text."
    ]


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ("<tr><th>序号<th>举措<tr><th>甲<th>乙<tr><td>1<td>优化", 2),
        ("<thead><tr><td>序号<td>举措</thead><tr><td>1<td>优化", 1),
        ("<tr><th>序号<td>举措<tr><td>1<td>优化", 0),
        ("<tr><td>序号<td>举措<tr><th>1<th>优化", 0),
        ("<tr></tr><tr><th>序号<th>举措<tr><td>1<td>优化", 0),
    ],
)
def test_read_html_counts_heading_rows(rows: str, header: int) -> None:
    """The first rows whose cells are all headings, or that are in the head of the table."""
    (table,) = read_file(page(f"<table>{rows}</table>")).tables
    assert table.header_rows == header


LONG = "完善服务贸易促进机制"


@pytest.mark.parametrize(
    ("body", "tables"),
    [
        # A role says that a table arranges the page.
        ("<table role=presentation><tr><td>甲<td>乙</table>", 0),
        ("<table role=none><tr><td>甲<td>乙</table>", 0),
        ("<table role=grid><tr><td>甲<td>乙</table>", 1),
        ("<table><tr><th>甲<th>乙</table>", 1),
        # More than half of the text is in tables inside: they are tables, and the outer is none.
        (f"<table><tr><td>{LONG}<td><table><tr><td>{LONG}<td>甲</table></table>", 1),
        (f"<table><tr><td>{LONG}{LONG}<td><table><tr><td>{LONG}<td>甲</table></table>", 1),
        # Nearly all the text is in one cell, in blocks, and the rows are few.
        (f"<table><tr><td>甲<td>{f'<p>{LONG}</p>' * 4}</table>", 0),
        (f"<table><tr><td>甲<td>{f'<div>{LONG}</div>' * 4}</table>", 0),
        (f"<table><tr><td>甲<td>{f'{LONG}<br>' * 4}</table>", 0),
        (f"<table><tr><th>甲<th>{f'<p>{LONG}</p>' * 4}</table>", 0),
        (f"<table><tr><td>甲<td>{f'<p>{LONG}</p>' * 3}</table>", 1),
        (f"<table>{'<tr><td>甲<td>' * 2}<tr><td>甲<td>{f'<p>{LONG}</p>' * 4}</table>", 0),
        (f"<table>{'<tr><td>甲<td>' * 3}<tr><td>甲<td>{f'<p>{LONG}</p>' * 4}</table>", 1),
        # Eight tenths of the text, and just more.
        (f"<table><tr><td>{LONG}<td>{f'<p>{LONG}</p>' * 4}</table>", 1),
        (f"<table><tr><td>{LONG[1:]}<td>{f'<p>{LONG}</p>' * 4}</table>", 0),
    ],
)
def test_read_html_tells_layout_by_limits(body: str, tables: int) -> None:
    """On both sides of each limit of what arranges a page."""
    assert len(read_file(page(f"<p>{LONG * 9}</p>{body}<p>{LONG * 9}</p>")).tables) == tables


@pytest.mark.parametrize(
    ("attributes", "shown"),
    [
        ("", "2. 甲"),
        ("type=A", "B. 甲"),
        ("type=i", "ii. 甲"),
        ("type=q", "2. 甲"),
        ("style='list-style-type: simp-chinese-informal'", "二、甲"),
        ("style='list-style-type: trad-chinese-informal'", "二、甲"),
        ("style='list-style-type: none'", "甲"),
        ("style='color: red'", "2. 甲"),
    ],
)
def test_read_html_counts_lists_in_each_style(attributes: str, shown: str) -> None:
    """A list counts as its type or style says, in decimal where that is unknown."""
    assert texts(f"<ol start=2 {attributes}><li>甲</ol>") == [shown]
    assert texts("<ol type=I start=0><li>甲</ol><ol start=-1><li>乙</ol>") == ["0. 甲", "-1. 乙"]


def said(content: str) -> list[tuple[RemarkKind, str, int]]:
    """Return the remarks with their places and messages as printed."""
    return [(remark.kind, str(remark), remark.count) for remark in read_file(content).remarks]


def test_read_html_says_what_it_left_out() -> None:
    """Each remark has its message, its text and its line."""
    body = (
        f"\n{ARTICLE}\n<p hidden>隐</p>\n<nav>导</nav>\n<footer>脚</footer>\n"
        "<p>甲<img alt=图><ruby>广<rt>guang</rt></ruby>\n<del>删</del>乙</p>\n"
        "<div title=header>眉</div>\n<div title=other>丙</div>\n<p>\n首页 > 公开</p>"
    )
    content = page(body)
    assert said(content) == [
        (RemarkKind.HIDDEN, "line 3: Hidden text was left out. (隐)", 1),
        (RemarkKind.NAVIGATION, "line 4: Navigation was left out. (导)", 1),
        (RemarkKind.NAVIGATION, "line 5: Navigation was left out. (脚)", 1),
        (RemarkKind.IMAGE, "line 6: An image was left out. (图)", 1),
        (RemarkKind.RUBY, "line 6: A phonetic guide was left out. (guang)", 1),
        (RemarkKind.DELETED, "line 7: Text that is struck out was left out. (删)", 1),
        (RemarkKind.HEADER, "line 8: The header of the pages was left out. (眉)", 1),
        (RemarkKind.NAVIGATION, "paragraph 7: Navigation was left out. (首页 > 公开)", 1),
    ]
    assert [b.text for b in read_file(content).paragraphs[-2:]] == ["甲广乙", "丙"]


def test_read_html_says_how_much_was_outside() -> None:
    """The text outside the article is counted without links and spaces, and shown."""
    body = (
        "<div>其 <b>他</b></div><div><p>前\n</p><a href='/'>链接</a><script>x</script>"
        f"<article>{ARTICLE}</article> 后 </div><p hidden>隐</p><p></p><p>末</p>"
    )
    assert said(page(body)) == [
        (RemarkKind.NAVIGATION, "Text outside the article was left out. (其 他 前 链接 隐 末)", 5)
    ]


def test_read_html_leaves_links_in_lines_out() -> None:
    """A line of links alone is navigation; links to the page itself, and with words, are text."""
    body = (
        f"{ARTICLE}<p><a href='/a'>甲 乙</a> <a href='/b'>丙</a></p><p><a href='/c'>丁</a>。</p>"
        "<p><a>戊</a></p><p><a href='#x'>己</a></p><h3><a href='/d'>庚</a></h3>"
        "<table><tr><td><a href='/e'>辛</a><td>壬</table><p><a href='/f'>癸</a><br>子</p>"
    )
    content = read_file(page(body))
    assert [b.text for b in content.paragraphs[4:]] == ["丁。", "戊", "己", "庚", "子"]
    assert content.tables[0].grid() == [["辛", "壬"]]
    assert [str(remark) for remark in content.remarks] == [
        "line 1: Navigation was left out. (甲 乙 丙)",
        "line 1: Navigation was left out. (癸)",
    ]


def test_read_html_counts_attributes_of_one_element() -> None:
    """Words behind an element count for none, also where a quoted value ends it."""
    words = " 字" * 3000
    for start in ("<p title='甲'>", '<p title="甲">', "<p title=''>", "<p title = '>'>", "<p>"):
        (text,) = texts(f"{start}{words}<b title='乙'>末</b></p>")
        assert text.endswith("末")
    assert texts(f"甲 < 乙{words}")[0].startswith("甲 < 乙")


def test_read_html_takes_value_without_end_as_text_of_element() -> None:
    """A quoted value that is not closed goes to the end of the page, and is no attribute each."""
    with pytest.raises(DocumentError, match="at most 1000 attributes"):
        read_html(f"<p>甲</p><p title='{' 字' * 3000}")


@pytest.mark.parametrize(
    ("outer", "inner", "grid"),
    [
        ("甲" * 9, "乙" * 5 + "<td>" + "丙" * 5, [["乙" * 5, "丙" * 5]]),
        ("甲" * 10, "乙" * 5 + "<td>" + "丙" * 5, [["甲" * 10, "乙" * 5 + "\t" + "丙" * 5]]),
        ("甲" * 3, "乙" * 2 + "<td>" + "丙" * 2, [["乙" * 2, "丙" * 2]]),
    ],
)
def test_read_html_takes_inner_table_of_more_than_half(
    outer: str, inner: str, grid: list[list[str]]
) -> None:
    """A table arranges the page where more than half of its text is in tables inside it."""
    body = f"<p>{LONG * 9}</p><table><tr><td>{outer}<td><table><tr><td>{inner}</table></table>"
    (table,) = read_file(page(body)).tables
    assert table.grid() == grid


def test_read_html_takes_several_inner_tables_together() -> None:
    """All tables inside a table count, those inside of them not again, in more rows as well."""
    small = "<table><tr><td>乙乙<td>丙丙</table>"
    rows = "".join(f"<tr><td>甲<td>{small}" for _ in range(4))
    content = read_file(page(f"<p>{LONG * 9}</p><table>{rows}</table>"))
    assert [table.grid() for table in content.tables] == [[["乙乙", "丙丙"]]] * 4
    rows = "".join(f"<tr><td>甲甲甲甲甲<td>{small}" for _ in range(4))
    (table,) = read_file(page(f"<p>{LONG * 9}</p><table>{rows}</table>")).tables
    assert table.grid() == [["甲甲甲甲甲", "乙乙\t丙丙"]] * 4


def test_read_html_spans_rows_and_columns() -> None:
    """A cell spans what it says, from 1 on; 0 rows are all that follow, beyond the end none."""
    body = (
        f"<p>{LONG * 9}</p><table><tr><td rowspan=2 colspan=2>甲<td>乙<td rowspan=9>丙"
        "<tr><td colspan=-3>丁<tr><td rowspan=0>戊<td colspan=x>己<td rowspan=-1>庚<tr><td>辛"
        "</table>"
    )
    (table,) = read_file(page(body)).tables
    assert table.grid() == [
        ["甲", "甲", "乙", "丙"],
        ["甲", "甲", "丁", "丙"],
        ["戊", "己", "庚", "丙"],
        ["戊", "辛", "庚", "丙"],
    ]
    assert [str(cell.place) for cell in table.rows[3]] == ["table 1, row 4, column 2"]
    wide = f"<p>{LONG * 9}</p><table><tr><td colspan=99999>甲<td>乙<tr><td>丙<td>丁</table>"
    assert read_file(page(wide)).tables[0].width == 1001


def test_read_html_counts_lists_with_values() -> None:
    """The value of an item is its number, and the next one counts on from it, or back."""
    assert texts("<ol><li>甲<li value=5>乙<li value=x>丙<li value=-1>丁<li>戊</ol>") == [
        *("1. 甲", "5. 乙", "6. 丙", "-1. 丁", "0. 戊")
    ]
    assert texts("<ol reversed><li>甲<li value=9>乙<li>丙</ol>") == ["3. 甲", "9. 乙", "8. 丙"]
    assert texts("<ol reversed start=5><li>甲<li>乙</ol>") == ["5. 甲", "4. 乙"]
    assert texts("<ol start=+2><li>甲</ol><ol start=' 3'><li>乙</ol><ol start=4x><li>丙</ol>") == [
        *("2. 甲", "3. 乙", "4. 丙")
    ]


def test_read_html_counts_lists_in_lists() -> None:
    """A list inside an item counts by itself, and the outer one goes on behind it."""
    body = "<ol><li>甲<ol type=a><li>子<li>丑</ol>后<li>乙<ul><li>点</ul><li>丙</ol><p>末</p>"
    assert texts(body) == [
        *("1. 甲", "a. 子", "b. 丑", "后", "2. 乙", "点", "3. 丙", "末"),
    ]
    numbered = [(b.number, b.body) for b in read_file(page(body)).paragraphs]
    assert numbered[:2] == [("1.", "甲"), ("a.", "子")]


@pytest.mark.parametrize(
    ("style", "shown"),
    [
        ("list-style: upper-roman inside", "II. 甲"),
        ("list-style: inside upper-roman", "II. 甲"),
        ("list-style:upper-roman url(x.png) inside", "II. 甲"),
        ("list-style: none inside", "甲"),
        ("list-style: inside", "2. 甲"),
        ("LIST-STYLE-TYPE: CJK-IDEOGRAPHIC", "二、甲"),
        ("list-style-type: cjk-decimal; color: red", "二、甲"),
        ("list-style-type: lower-latin !important", "b. 甲"),
        ("list-style-type: decimal-leading-zero", "02. 甲"),
        ("list-style-type: georgian", "2. 甲"),
        ("x" * 480 + ";list-style:none", "甲"),
        ("x" * 500 + ";list-style:none", "2. 甲"),
    ],
)
def test_read_html_takes_style_of_list(style: str, shown: str) -> None:
    """A style comes before the type of a list; it is read in five hundred characters."""
    assert texts(f"<ol start=2 style='{style}'><li>甲</ol>") == [shown]


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("<b>索引号</b>HB1", "HB1"),
        ("<b>索引号</b> <i>HB</i> 1", "HB 1"),
        ("<td><b>索引号</b></td><td>HB1</td>", "HB1"),
        ("<div><b>索引号</b></div>", "海政办1号"),
        ("<div><div><b>索引号</b></div></div><div>HB1</div>", "HB1"),
        ("<dl><dt>索引号</dt><dd>HB<b>1</b></dd></dl>", "HB1"),
        ("<b>索引号</b><script>x</script><i>HB1</i>", "HB1"),
    ],
)
def test_read_html_takes_what_follows_label(label: str, value: str) -> None:
    """The value of a label is behind it, or in the next cell or block."""
    if value == "海政办1号":
        assert ("索引号", value) in fields(
            f"<section>{label}<p>海政办1号</p></section>{OTHER}<p>来源：省商务厅</p>"
        )
        return
    row = f"<table><tr>{label}</tr></table>" if label.startswith("<td") else label
    assert ("索引号", value) in fields(f"<section>{row}</section>{OTHER}<p>来源：省商务厅</p>")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta name=ArticleTitle content=甲>", [("ArticleTitle", "甲")]),
        ("<meta name=ARTICLETITLE content=' 甲 '>", [("ArticleTitle", "甲")]),
        ("<meta name=pubdate content=2024-03-05>", [("PubDate", "2024-03-05")]),
        ("<meta name=ContentSource content=省商务厅>", [("来源", "省商务厅")]),
        ("<meta name=ContentSource content=''>", []),
        ("<meta name=ContentSource>", []),
        ("<meta name=author content=甲>", []),
        ("<meta content=甲>", []),
        ("<title> 甲\n乙 </title>", [("title", "甲 乙")]),
        ("<title>\n</title>", []),
    ],
)
def test_read_html_takes_fields_of_head(head: str, expected: list[tuple[str, str]]) -> None:
    """Three names of the head are fields, and its title."""
    content = read_file(page(ARTICLE, head))
    assert [(field.label, field.value) for field in content.metadata] == expected


def test_read_html_keeps_footer_words_with_text_behind_them() -> None:
    """Words of a footer are left out at the end alone, and only beside others that are no text."""
    tail = "<p>主办：省商务厅</p><p>地址：某路1号</p><p>版权所有</p>"
    content = read_file(page(f"<p>地址：甲</p>{ARTICLE}{tail}"))
    assert content.paragraphs[0].text == "地址：甲"
    assert len(content.paragraphs) == 5
    assert [r.text for r in content.remarks] == ["主办：省商务厅", "地址：某路1号", "版权所有"]
    table = "<table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>"
    content = read_file(page(f"{ARTICLE}{ARTICLE}<p>主办：省商务厅</p>{table}<p>版权所有</p>"))
    assert content.paragraphs[-1].text == "主办：省商务厅"
    assert [r.text for r in content.remarks] == ["版权所有"]
    (only,) = read_file(page("<p>版权所有</p>")).remarks
    assert only.text == "版权所有"


def test_read_document_keeps_numbers_of_tables_and_paragraphs_that_rise() -> None:
    """Numbers that rise through paragraphs and tables are the printed ones, in the review too."""
    table = (
        "<table><tr><td>序号</td><td>举措</td><td>责任单位</td></tr>"
        "<tr><td>5</td><td>乙事。</td><td>市乙局</td></tr></table>"
    )
    plan = svctrade.read_document(
        "<html><body><h1>某市方案</h1><p>一、任务</p><p>1.甲事。（市甲局负责）</p>"
        f"{table}<p>7.丙事。（市丙局负责）</p></body></html>".encode()
    )
    assert [measure.number for measure in plan.measures] == [1, 5, 7]
    said = "the table names no task; its measures are below the heading before it"
    assert [item.measure for item in plan.review_items if item.said == said] == [5]
    gaps = [item for item in plan.review_items if item.kind is svctrade.ReviewKind.NUMBER_GAP]
    assert [(item.measure, item.said) for item in gaps] == [
        (5, "1-4 are missing before it"),
        (7, "2-6 are missing before it"),
    ]


def test_read_html_of_a_footer_alone_has_no_text() -> None:
    """All paragraphs of a page may be those around an article."""
    content = read_file(page("<p>主办单位：甲局</p><p>版权所有</p>"))
    assert content.blocks == ()
    assert [remark.text for remark in content.remarks] == ["主办单位：甲局", "版权所有"]
