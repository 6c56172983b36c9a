"""What is written for readers, as last checked; ``pytest --snapshot-update`` renews it.

Each format of each cell of workbooks, what charts draw, reviews, and what the page of a plan has.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, Literal

import attrs
import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from syrupy.assertion import SnapshotAssertion

import svctrade
from svctrade import Column, Edition, Review, ReviewItem, ReviewKind, Table
from svctrade._cli import main
from svctrade._export import columns
from svctrade._export.columns import TableKind
from svctrade._export.table import write_marked

ALL = svctrade.measures()
PLAN = """某市服务贸易方案
一、扩大开放（市商务局牵头）
1. 支持出海。（市商务局牵头，市财政局、厦门市配合）
2. 优化“通关”流程<试点>，允许境外=1个机构参与。
二、加强保障
4. 做好宣传。（市伤务局、财政局负责；各有关部门配合）
5. 推进某事。（责任单位：“”）
说明文字。
"""
EDITION = svctrade.read_document(PLAN, strict=False)
PARENT = svctrade.edition()
# Two measures of the annex, in two of its regions.
SHORT = attrs.evolve(
    PARENT,
    id="short",
    measures=tuple(measure for measure in PARENT.measures if measure.number in (7, 94)),
    tasks=tuple(task for task in PARENT.tasks if task.number in (1, 4)),
    regions=tuple(region for region in PARENT.regions if region.name in ("厦门", "大连")),
    bodies=tuple(body for body in PARENT.bodies if body.name in ("商务部", "移民局")),
)
LONGEST = 100
LANGUAGES: tuple[Literal["en", "zh"], ...] = ("en", "zh")
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def in_lines(value: Any, margin: str = "") -> str:
    """Return JSON: a short value in one line, the parts of a long one in lines of their own."""
    text = json.dumps(value, ensure_ascii=False)
    if len(text) <= LONGEST or not isinstance(value, list | dict):
        return text
    inner = margin + " "
    if isinstance(value, list):
        return "\n".join(["[", *(f"{inner}{in_lines(v, inner)}" for v in value), f"{margin}]"])
    parts = (f"{inner}{json.dumps(k)}: {in_lines(v, inner)}" for k, v in value.items())
    return "\n".join(["{", *parts, f"{margin}}}"])


# -- workbooks ------------------------------------------------------------------------------------


def look_of(cell: Any) -> str:
    """Return how a cell looks, and what type its value is of."""
    place, fill, rule = cell.alignment, cell.fill, cell.border.bottom
    parts = {
        "type": cell.data_type,
        "align": f"{place.vertical} {place.horizontal} {place.wrap_text}",
        "bold": cell.font.bold,
        "fill": fill.fill_type and f"{fill.fill_type} {fill.start_color.rgb}",
        "rule": rule.style and f"{rule.style} {rule.color.rgb}",
        "quoted": cell.quotePrefix,
    }
    return ", ".join(f"{name} {value}" for name, value in parts.items() if value)


def value_of(cell: Any) -> str:
    """Return the value of a cell, with its marked parts between brackets."""
    if not isinstance(cell.value, list):
        return repr(cell.value)
    return "".join(
        part if isinstance(part, str) else f"[{part.text}]({part.font.b} {part.font.color.rgb})"
        for part in cell.value
    )


def lines_of(written: bytes) -> Iterator[str]:
    """Yield everything that openpyxl reads from a workbook."""
    book: Any = openpyxl.load_workbook(io.BytesIO(written), rich_text=True)
    for sheet in book.worksheets:
        page, outer = sheet.page_setup, sheet.sheet_properties
        fit = f"{page.fitToWidth} x {page.fitToHeight} ({outer.pageSetUpPr.fitToPage})"
        yield f"sheet {sheet.title!r}: {sheet.dimensions}"
        yield f"  frozen {sheet.freeze_panes}, filter {sheet.auto_filter.ref}"
        yield f"  printed {sheet.print_area}, on each page {sheet.print_title_rows}"
        yield f"  paper {page.paperSize} {page.orientation}, pages {fit}"
        yield f"  margins {sheet.page_margins.left} {sheet.page_margins.right}"
        yield f"  footer {sheet.oddFooter.left.text!r} {sheet.oddFooter.right.text!r}"
        yield f"  grid {sheet.sheet_view.showGridLines}, below {outer.outlinePr.summaryBelow}"
        yield f"  widths {[column.width for column in sheet.column_dimensions.values()]}"
        for cells in sheet.iter_rows():
            row = sheet.row_dimensions[cells[0].row]
            yield f"  row {cells[0].row}: height {row.height}, level {row.outline_level}"
            for look, alike in groupby(cells, look_of):
                first, *others = alike
                yield f"    from {first.coordinate}, {look}"
                yield f"      {' | '.join(map(value_of, (first, *others)))}"


def workbook_of(write: Callable[[Any], None]) -> str:
    out = io.BytesIO()
    write(out)
    return "\n".join(lines_of(out.getvalue()))


MIXED = Table(
    "mixed",
    (
        Column("n", "integer", (1, None, 3)),
        Column("words", "text", ("=1+1", "一行\n" * 40, "字" * 50)),
        Column("day", "date", (dt.date(2020, 8, 2), None, None)),
        Column("several", "texts", (("甲", "乙"), (), ("丙",))),
        Column("yes", "boolean", (True, None, False)),
    ),
)
ABOUT = Table("About", tuple(Column(name, "text", ("=甲", "字" * 120)) for name in "ab"))
XIAMEN = ALL.in_region("厦门").numbered(58, 59, 94)
WORKBOOKS: dict[str, Callable[[Any], None]] = {
    "measures en": lambda out: XIAMEN.to_excel(out, lang="en"),
    "measures zh": lambda out: XIAMEN.to_excel(out, lang="zh"),
    "data": lambda out: XIAMEN.table().with_cover(None).to_excel(out),
    "mixed": lambda out: MIXED.to_excel(out, attrs.evolve(MIXED, name="甲/乙", cover=ABOUT)),
    "marks": lambda out: write_marked(
        out,
        [XIAMEN.table(lang="zh").with_cover(None), MIXED],
        {"具体举措": [[(0, 2)], [(3, 5), (1, 2)], []], "责任分工": [[], [(1, 25)]]},
    ),
    "review": lambda out: EDITION.review().to_excel(out),
    "review en": lambda out: EDITION.review().to_excel(out, lang="en"),
    "review zh": lambda out: EDITION.review().to_excel(out, lang="zh"),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbook_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """Each value with its format, the widths and heights, and how sheets are printed."""
    assert workbook_of(WORKBOOKS[name]) == snapshot


# -- tables ---------------------------------------------------------------------------------------

TABLE_LANGUAGES: tuple[Literal["en", "zh"] | None, ...] = (None, "en", "zh")


def table_of(table: Table) -> str:
    """Return the kinds and labels of the columns of a table, and its rows."""
    headings = (
        f"{column.name}: {column.kind}{' ordered' * column.ordered} {'|'.join(column.labels)}"
        for column in table.columns
    )
    return "\n".join([f"{table.name} ({table.joint!r})", *headings, table.to_csv()])


KINDS: tuple[TableKind, ...] = ("measures", "assignments", "coverage", "readings")
ODD = svctrade.read_document(
    "某市方案\n一、甲\n1. 甲。（市甲局牵头，厦门市、有关部门等配合）\n2. 乙。（市乙局、市甲局）\n"
)


@pytest.mark.parametrize("lang", TABLE_LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_table_is_the_snapshot(
    kind: TableKind, lang: Literal["en", "zh"] | None, snapshot: SnapshotAssertion
) -> None:
    """A table of a few measures of the annex, and one of a plan."""
    tables = (svctrade.measures(edition).table(kind, lang=lang) for edition in (SHORT, ODD))
    assert "\n".join(map(table_of, tables)) == snapshot


@pytest.mark.parametrize("lang", TABLE_LANGUAGES)
@pytest.mark.parametrize("down", ["task", "service", "measure"])
def test_crosstab_is_the_snapshot(
    down: Any, lang: Literal["en", "zh"] | None, snapshot: SnapshotAssertion
) -> None:
    """Its labels and headings are in the language."""
    assert table_of(ALL.numbered(7, 59).crosstab(down, "lead", lang=lang)) == snapshot


LISTINGS = ("bodies", "editions", "events", "frameworks", "modes", "regions", "tasks", "topics")


@pytest.mark.parametrize("lang", TABLE_LANGUAGES)
@pytest.mark.parametrize("name", LISTINGS)
def test_listing_is_the_snapshot(
    name: str,
    lang: Literal["en", "zh"] | None,
    capsys: pytest.CaptureFixture[str],
    snapshot: SnapshotAssertion,
) -> None:
    """What the command line lists: the first rows, for programs and for readers."""
    language = [] if lang is None else ["--lang", lang]
    with pytest.raises(SystemExit):
        main([name, "--format", "csv", "--limit", "12", *language])
    assert capsys.readouterr().out == snapshot


@pytest.mark.parametrize("lang", TABLE_LANGUAGES)
def test_names_of_listings_are_in_the_language(lang: Literal["en", "zh"] | None) -> None:
    """A table has a name, as a sheet of a workbook would."""
    made = [
        columns.build_bodies_table([], {}, lang),
        columns.build_editions_table([], lang),
        columns.build_events_table([], lang),
        columns.build_frameworks_table({}, lang),
        columns.build_items_table("topics", [], {}, lang),
        columns.build_regions_table([], lang),
        columns.build_tasks_table({}, lang),
    ]
    english = ["bodies", "editions", "events", "frameworks", "topics", "regions", "tasks"]
    chinese = ["机构", "版本", "相关文件", "框架", "条目", "试点地区", "试点任务"]
    assert [table.name for table in made] == (chinese if lang == "zh" else english)


# -- memos ----------------------------------------------------------------------------------------


def paragraph_lines(paragraphs: Iterable[Any]) -> Iterator[str]:
    """Yield the paragraphs of a document with the format of their parts."""
    for paragraph in paragraphs:
        form = paragraph.paragraph_format
        yield f"{paragraph.style.name} {paragraph.alignment} {form.space_after}"
        for run in paragraph.runs:
            font = run.font
            yield f"  {run.text!r} bold {run.bold}, size {font.size}, colour {font.color.rgb}"


def document_lines(written: bytes) -> Iterator[str]:
    """Yield everything that python-docx reads from a document."""
    document = docx.Document(io.BytesIO(written))
    facts = document.core_properties
    yield f"{facts.title!r} {facts.author!r} {facts.comments!r} {facts.language} {facts.created}"
    yield f"modified {facts.modified}"
    (page,) = document.sections
    sides = (page.left_margin, page.right_margin, page.top_margin, page.bottom_margin)
    sizes = (page.page_width, page.page_height, *sides)
    yield f"page {[size and round(size.mm, 1) for size in sizes]}"
    yield from paragraph_lines(page.footer.paragraphs)
    yield from (f"field {e.get(qn('w:instr'))}" for e in page.footer._element.iter(FIELD))
    for name in (*STYLES, "Footer"):
        style: Any = document.styles[name]
        font, form = style.font, style.paragraph_format
        fonts = [style.element.rPr.rFonts.get(qn(f"w:{script}")) for script in SCRIPTS]
        yield f"style {name}: {fonts} {font.size.pt} {font.color.rgb} italic {font.italic}"
        yield f"  {form.space_before} {form.space_after} {form.keep_with_next} {form.left_indent}"
    spoken = document.styles["Normal"].element.rPr.find(qn("w:lang"))
    assert spoken is not None
    yield f"languages {dict(spoken.attrib)}"
    yield from paragraph_lines(document.paragraphs)
    for table in document.tables:
        assert table.style is not None
        yield f"table {table.style.name} {[column.width for column in table.columns]}"
        yield f"  fits itself {table.autofit}"
        for row in table.rows:
            yield f"  row {[child.tag.partition('}')[2] for child in row._tr.get_or_add_trPr()]}"
            for cell in row.cells:
                shades = [dict(shade.attrib) for shade in cell._tc.iter(qn("w:shd"))]
                yield f"  cell {cell.width} {shades}"
                yield from (f"    {line}" for line in paragraph_lines(cell.paragraphs))


FIELD = qn("w:fldSimple")
SCRIPTS = ("ascii", "eastAsia", "hAnsi", "cs", "asciiTheme", "eastAsiaTheme")
STYLES = ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "Quote", "List Bullet")
MEMOS = {"annex": ALL.numbered(59), "plan": svctrade.measures(EDITION), "empty": ALL - ALL}


@each_language
@pytest.mark.parametrize("name", MEMOS)
def test_memo_in_word_is_the_snapshot(
    name: str, lang: Literal["en", "zh"], snapshot: SnapshotAssertion
) -> None:
    """Each paragraph and cell with its format, the page, the styles and the properties."""
    out = io.BytesIO()
    MEMOS[name].memo(lang).to_docx(out)
    assert "\n".join(document_lines(out.getvalue())) == snapshot


@each_language
@pytest.mark.parametrize("name", MEMOS)
def test_memo_in_markdown_is_the_snapshot(
    name: str, lang: Literal["en", "zh"], snapshot: SnapshotAssertion
) -> None:
    """Headings, quotations, points and tables."""
    assert MEMOS[name].memo(lang).to_markdown() == snapshot


# -- charts ---------------------------------------------------------------------------------------


def chart_of(made: Any) -> str:
    """Return what a chart draws; where a network puts its bodies is tested elsewhere."""
    spec = made.to_dict()
    data = spec.pop("datasets")

    def without_names(value: Any) -> Any:
        if isinstance(value, list):
            return [*map(without_names, value)]
        if not isinstance(value, dict):
            return value
        if [*value] == ["name"]:  # a checksum of the data
            return [
                {k: v for k, v in row.items() if k not in ("x", "y", "x2", "y2")}
                for row in data[value["name"]]
            ]
        return {key: without_names(part) for key, part in value.items()}

    shown = {key: without_names(part) for key, part in spec.items() if key != "$schema"}
    return in_lines(shown)


CHARTS: dict[str, Callable[[], Any]] = {
    "bars": lambda: ALL.in_task(8).bars("role", lang="zh"),
    "bars en": lambda: ALL.in_task(8).bars("topic", lang="en"),
    "heatmap": lambda: ALL.in_task(8).crosstab("task", "role", lang="zh").heatmap(),
    "heatmap of ones": lambda: ALL.numbered(58, 59).crosstab("measure", "lead").heatmap(),
    "network": lambda: ALL.numbered(58, 59, 60).network(lang="zh"),
    "network of one": lambda: ALL.numbered(59).network(lang="en"),
}


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """The data of each layer, its marks, channels, scales and legends."""
    assert chart_of(CHARTS[name]()) == snapshot


# -- reviews --------------------------------------------------------------------------------------


def review_of(review: Review, lang: Literal["en", "zh"]) -> str:
    """Return what a review prints, and its tables."""
    kinds = ("items", "parties", "measures", "groups")
    tables = (review.table(kind, lang=lang) for kind in kinds)
    texts = [f"{table.name}\n{table.to_markdown()}" for table in tables]
    return "\n".join([review.as_text(lang), *texts])


def every_kind(times: int) -> Review:
    """Return a review with so many items of each kind."""
    items = (
        ReviewItem(kind, EDITION.measures[n].place, f"词{n}", "", EDITION.measures[n].number)
        for kind in ReviewKind
        for n in range(times)
    )
    return Review(EDITION, tuple(items))


LONG = "1. 甲。（市商务局牵头，市财政局、财政局配合）\n" + "".join(
    f"{n}. 促进{n}。（市{'伤' * (n % 2)}务局负责）\n{'说' * 28}{n}。\n" for n in range(3, 19)
)
REVIEWS: dict[str, Callable[[], Review]] = {
    "plan": EDITION.review,
    "one of each": lambda: every_kind(1),
    "two of each": lambda: every_kind(2),
    "long": lambda: svctrade.read_document(LONG).review(),
    "empty": svctrade.read_document("方案\n1. 甲。（商务部负责）").review,
}


@each_language
@pytest.mark.parametrize("name", REVIEWS)
def test_review_is_the_snapshot(
    name: str, lang: Literal["en", "zh"], snapshot: SnapshotAssertion
) -> None:
    """Its text and its tables, in both languages."""
    assert review_of(REVIEWS[name](), lang) == snapshot


def test_review_in_json_is_the_snapshot(snapshot: SnapshotAssertion) -> None:
    """JSON has every table, with names for programs."""
    assert EDITION.review().to_json() == snapshot


def test_review_in_notebook_is_the_snapshot(snapshot: SnapshotAssertion) -> None:
    """A notebook shows the groups, and the summary as a caption."""
    assert EDITION.review()._repr_html_() == snapshot


# -- pages ----------------------------------------------------------------------------------------


def content_of(page: str) -> str:
    """Return what a page knows, without the words of its program, which are in a file."""
    content: dict[str, Any] = {}
    for name in ("content", "further"):
        embedded = page.partition(f'id="{name}">')[2].partition("</script>")[0]
        content.update(json.loads(embedded))
    del content["words"]
    return in_lines(content)


def plain_of(page: str) -> str:
    """Return a page without its styles, its scripts and their checksums."""
    bare = re.sub(r"<(script|style)\b([^>]*)>.*?</\1>", r"<\1\2></\1>", page, flags=re.DOTALL)
    bare = re.sub(r"<!--.*?-->", "", bare, flags=re.DOTALL)
    return re.sub(r"'sha256-[^']*'", "'sha256-…'", bare)


def page_of(edition: Edition, lang: Literal["en", "zh"]) -> str:
    alignment = svctrade.align(edition, SHORT, region="厦门") if edition is EDITION else None
    return svctrade.measures(edition).to_html(lang=lang, alignment=alignment)


PAGES = {"annex": SHORT, "plan": EDITION}


@pytest.mark.parametrize("name", PAGES)
def test_content_of_page_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """What the program of the page shows: measures, filters, reasons, places and tables."""
    assert content_of(page_of(PAGES[name], "en")) == snapshot


@each_language
@pytest.mark.parametrize("name", PAGES)
def test_page_without_scripts_is_the_snapshot(
    name: str, lang: Literal["en", "zh"], snapshot: SnapshotAssertion
) -> None:
    """The page that a reader without JavaScript has, in both languages."""
    assert plain_of(page_of(PAGES[name], lang)) == snapshot
