"""The memo on a query, as Word and Markdown."""

from __future__ import annotations

import io
import shutil
from datetime import date
from pathlib import Path
from typing import Any, Literal

import attrs
import docx
import pytest
from docx.oxml.ns import qn

import svctrade
from svctrade import MeasureSet, Memo

from ..parsing.office import convert

ALL = svctrade.measures()
XIAMEN = ALL.in_region("厦门").led_by("移民局", "商务部")
LANGUAGES: tuple[Literal["en", "zh"], ...] = ("en", "zh")
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def document_of(memo: Memo) -> Any:
    """Return the Word document of a memo."""
    out = io.BytesIO()
    memo.to_docx(out)
    return docx.Document(io.BytesIO(out.getvalue()))


def text_of(document: Any) -> str:
    """Return the text of paragraphs and tables."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def quotes_of(found: MeasureSet) -> list[str]:
    """Return the words that each measure rests on."""
    return [reason.quote for each in found.explain() for reason in each.reasons]


@each_language
def test_memo_has_every_quote_and_where_it_comes_from(lang: Literal["en", "zh"]) -> None:
    """Each reason has its words; the document, its period, the licence and citations are there."""
    memo = XIAMEN.memo(lang)
    edition = svctrade.edition()
    document = document_of(memo)
    text = text_of(document)
    assert len(quotes_of(XIAMEN)) == 2 * len(XIAMEN)
    assert all(f"“{quote}”" in text for quote in quotes_of(XIAMEN))
    assert memo.title == XIAMEN.heading(lang) == document.paragraphs[0].text
    for said in (edition.publication.period(lang), edition.cite(lang), XIAMEN.query, "CC0"):
        assert said in text
    for measure in XIAMEN:
        assert measure.text in text
        assert measure.responsibility in text
        item = f"第{measure.number}项" if lang == "zh" else f"item {measure.number}"
        assert f"商服贸发〔2020〕165号{item}" in text.replace("”, ", "")
    assert ("machine translation" in text) is (lang == "en")
    # Bold are the words of the document.
    bold = {run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold}
    assert {quote.strip("“”") for quote in bold} >= {*quotes_of(XIAMEN)}


@each_language
def test_markdown_says_what_word_says(lang: Literal["en", "zh"]) -> None:
    """Both are made from the same blocks."""
    memo = XIAMEN.memo(lang)
    written = io.StringIO()
    markdown = memo.to_markdown(written)
    assert written.getvalue() == markdown == str(memo) == memo._repr_markdown_()
    plain = markdown.replace("\\", "")
    for paragraph in document_of(memo).paragraphs:
        assert all(run.text.replace("\n", " ") in plain for run in paragraph.runs)
    assert plain.count("\n### ") == len({measure.task for measure in XIAMEN})
    assert plain.count("\n#### ") == len(XIAMEN)


def test_memo_groups_measures_by_task_under_headings() -> None:
    """Headings have Word's own styles, so that it makes an outline of them."""
    document = document_of(XIAMEN.memo("zh"))
    headings = [
        (p.style.name, p.text) for p in document.paragraphs if p.style.name[:7] == "Heading"
    ]
    assert headings[:4] == [
        ("Heading 1", "举措"),
        ("Heading 1", "逐项依据"),
        ("Heading 2", "（一）全面探索完善管理体制"),
        ("Heading 3", "第1项"),
    ]
    assert headings[-1] == ("Heading 1", "出处与许可")


def test_memo_prints_well() -> None:
    """A4, fonts for Chinese, page numbers, and table headings that are repeated."""
    document = document_of(XIAMEN.memo("zh"))
    (section,) = document.sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    fields = [e.get(qn("w:instr")) for e in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    for name, *expected in (
        ("Normal", "SimSun", "Times New Roman"),
        ("Heading 1", "SimHei", "Arial"),
    ):
        fonts = document.styles[name].element.rPr.rFonts
        found = [fonts.get(qn(f"w:{script}")) for script in ("eastAsia", "ascii", "hAnsi", "cs")]
        assert found == [expected[0], *[expected[1]] * 3]
        assert not any(key.endswith("Theme") for key in fonts.attrib)
    above = [document.styles[name].paragraph_format.space_before for name in ("Title", "Heading 1")]
    assert [space.pt for space in above] == [0, 10]
    facts, overview = document.tables
    assert len(overview.rows) == 1 + len(XIAMEN)
    heads = [[*row._tr.iter(qn("w:tblHeader"))] for row in overview.rows]
    assert [bool(head) for head in heads] == [True, *[False] * len(XIAMEN)]
    assert [cell.text for cell in overview.rows[0].cells] == [
        *("序号", "具体举措", "适用程度（厦门）", "牵头单位")
    ]
    assert facts.rows[0].cells[0].text == "Python代码"


def test_date_of_the_memo_is_given() -> None:
    """With a date, the memo says how the pilot stood on that day; without one, it has none."""
    texts = {
        day: XIAMEN.memo("zh", date=day).to_markdown()
        for day in (date(2020, 8, 1), date(2020, 8, 2), date(2024, 1, 2))
    }
    for (day, text), status in zip(texts.items(), ("尚未开始", "实施中", "已结束"), strict=True):
        assert f"截至{day}：{status}。" in text
        assert f"| 日期 | {day} |" in text
    assert "截至" not in XIAMEN.memo("zh").to_markdown()
    assert "Status on 2024-01-02: ended." in XIAMEN.memo("en", date=date(2024, 1, 2)).to_markdown()
    with pytest.raises(TypeError, match="date takes a date, not str: '2024'"):
        XIAMEN.memo("zh", date="2024")  # type: ignore[arg-type]  # the error is tested


@pytest.mark.parametrize(
    ("found", "english", "chinese"),
    [
        (ALL[:1], "Measures that are at positions :1: ", "位次为:1："),
        (ALL.numbered(3, 4), "Measures that have the number 4: ", "序号为4："),
        (ALL.where(bool)[:2], "Measures that satisfy bool", "符合bool"),
        (~ALL.in_task(1, 2, 3, 4, 5, 6, 7), "None of the measures", "非“"),
        (ALL.in_task(8) - ALL.about("数据"), "None of the measures that are about", "非“主题为"),
        (ALL.in_task(8).group_by("role")[svctrade.Role.LEAD], "of the group lead", "属于分组"),
    ],
)
def test_reasons_are_in_words(found: MeasureSet, english: str, chinese: str) -> None:
    """No reason is given as Python."""
    for lang, words in (("en", english), ("zh", chinese)):
        memo = found.memo(lang).to_markdown().replace("\\", "")  # type: ignore[arg-type]  # of two
        items = memo[memo.index("\n#### ") :]
        assert words in items
        assert "measures()" not in items


def test_whole_edition_and_empty_set() -> None:
    """Both have a memo."""
    assert "- All measures: The query has no filter." in ALL.memo("en").to_markdown()
    assert "- 全部举措：" in ALL.memo("zh").to_markdown()
    nothing = XIAMEN - XIAMEN
    assert "No measure matches." in nothing.memo("en").to_markdown()
    assert len(document_of(nothing.memo("zh")).tables) == 1


def test_memo_of_a_plan_has_what_the_plan_has() -> None:
    """Without number, period and translation, the plan is cited by its title."""
    text = "某市方案\n一、开放\n1. 支持\x0b出海。（乙局牵头，甲局配合）\n2. 促进。（各区负责）\n"
    plan = svctrade.read_document(text)
    found = svctrade.measures(plan)
    english, chinese = found.memo("en").to_markdown(), found.memo("zh").to_markdown()
    assert "“某市方案”, item 1" in english
    assert "某市方案第2项" in chinese
    assert "| none |" in english
    assert "（无）" in chinese
    assert document_of(found.memo("en", date=date(2024, 1, 1))).tables


def test_memo_of_a_plan_quotes_nothing_empty() -> None:
    """Without title, task and statement nothing is between the marks; what was not read says so."""
    rows = [
        {"举措": "支持甲。", "责任分工": ""},
        {"举措": "支持乙。", "责任分工": "火星居审批"},
        {"举措": "支持丙。", "责任分工": "市商务局牵头"},
    ]
    found = svctrade.measures(svctrade.read_table(rows, strict=False))
    assert [bool(measure.assignments) for measure in found] == [False, False, True]
    texts = {lang: found.memo(lang).to_markdown() for lang in LANGUAGES}
    for text in texts.values():
        assert "“”" not in text
        assert "\n### " not in text
        assert "> \n" not in text
    assert "Responsibility: the document has no statement." in texts["en"]
    assert "责任分工：文件未载明。" in texts["zh"]
    assert "The statement could not be read" in texts["en"]
    assert "责任分工未能识读" in texts["zh"]
    for lang, text in texts.items():
        assert "火星居审批" in text
        assert "火星居审批" in text_of(document_of(found.memo(lang)))
    assert "Untitled document" in texts["en"]
    assert "Cite as: item 1" in texts["en"]
    by_lead = found.involving("市商务局").memo("en").to_markdown()
    assert "“”" not in by_lead


@each_language
def test_copyright_is_said_of_the_bundled_text_only(lang: Literal["en", "zh"]) -> None:
    """Of a plan nothing is known; what is added is CC0 in both."""
    plan = svctrade.measures(svctrade.read_document("某市方案\n1. 支持甲。（乙局牵头）\n"))
    said = ("under no copyright", "不受著作权法保护")
    for found, bundled in ((XIAMEN, True), (plan, False)):
        table = found.table(lang=lang)
        assert table.cover is not None
        for text in (found.memo(lang).to_markdown(), table.cover.to_csv()):
            assert any(words in text for words in said) is bundled
            assert "CC0" in text


def test_period_is_no_quotation_and_regions_have_one_colon() -> None:
    """The period is a sentence of the library; the degree of certainty is in brackets."""
    text = XIAMEN.memo("en").to_markdown()
    period = svctrade.edition().publication.period("en")
    assert f"\n{period.partition(';')[0]}" in text
    assert f"**{period[:9]}" not in text
    lines = [line for line in text.split("\n") if line.startswith("- Where it applies")]
    assert len(lines) == len(XIAMEN)
    assert all(line.count(":") == 1 for line in lines)
    named = ALL.numbered(13).memo("en").to_markdown()
    assert "- Where it applies: Beijing, Tianjin, Shanghai, Hainan (named)" in named.replace(
        "\\", ""
    )


def test_word_shows_what_xml_cannot_have() -> None:
    """Control characters, noncharacters and halves of surrogate pairs are made visible."""
    measure = svctrade.measure(59)
    text = "a\x00b\x0bc\x1bd\ufffee\uffff\ud800f"
    edition = svctrade.edition()
    odd = attrs.evolve(
        edition,
        publication=attrs.evolve(edition.publication, title=text * 20),
        measures=(attrs.evolve(measure, text=text, text_en=None),),
    )
    document = document_of(svctrade.measures(odd).memo("zh"))
    assert "a␀b␋c␛d\\ufffee\\uffff\\ud800f" in text_of(document)
    long = attrs.evolve(XIAMEN.memo("zh"), title="长" * 300)
    assert len(document_of(long).core_properties.title) == 255


def test_regions_of_the_query_have_a_column() -> None:
    """Those of both sides of a union, the first four of many."""
    either = ALL.in_region("厦门") | ALL.in_region("深圳", "Wuhan")
    head = next(line for line in either.memo("zh").to_markdown().split("\n") if "| 序号" in line)
    regions = "适用程度（厦门） | 适用程度（深圳） | 适用程度（武汉）"
    assert head == f"| 序号 | 具体举措 | {regions} | 牵头单位 |"
    many = ALL.in_region(*(region.name for region in svctrade.regions()))
    text = many.memo("en").to_markdown()
    assert next(line for line in text.split("\n") if "| No." in line).count("| In ") == 4


def test_to_docx_writes_the_memo(tmp_path: Path) -> None:
    """`MeasureSet.to_docx` takes a path or a file, and no other name."""
    XIAMEN.to_docx(tmp_path / "memo.docx", lang="zh", date=date(2024, 1, 1))
    document = docx.Document(str(tmp_path / "memo.docx"))
    assert text_of(document) == text_of(document_of(XIAMEN.memo("zh", date=date(2024, 1, 1))))
    assert document.core_properties.title == XIAMEN.heading("zh")
    assert (document.core_properties.author, document.core_properties.language) == ("", "zh-CN")
    with pytest.raises(ValueError, match=r"is a \.docx, not 'memo\.doc'"):
        XIAMEN.to_docx("memo.doc")
    assert attrs.evolve(XIAMEN.memo("en"), title="…").title == "…"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_memo_and_workbook(tmp_path: Path) -> None:
    """LibreOffice prints the memo with every quote, and a workbook one page wide."""
    import pypdfium2

    XIAMEN.to_docx(tmp_path / "memo.docx", lang="zh")
    XIAMEN.to_excel(tmp_path / "book.xlsx", lang="zh")
    convert(tmp_path, "pdf", tmp_path / "memo.docx", tmp_path / "book.xlsx")
    pages: dict[str, list[str]] = {}
    for name in ("memo", "book"):
        document = pypdfium2.PdfDocument(tmp_path / f"{name}.pdf")
        pages[name] = ["".join(page.get_textpage().get_text_range().split()) for page in document]
        document.close()
    whole = "".join(pages["memo"])
    assert all("".join(quote.split()) in whole for quote in quotes_of(XIAMEN))
    assert all(f"{n}/{len(pages['memo'])}" in page for n, page in enumerate(pages["memo"], start=1))
    cover, *sheets = pages["book"]
    assert "适用于厦门" in cover
    assert len(sheets) <= 3
    for sheet in sheets:
        assert all(name in sheet for name in ("序号", "责任分工", "适用程度（厦门）", "牵头依据"))
