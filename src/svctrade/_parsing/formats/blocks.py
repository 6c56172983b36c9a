"""What a file consists of, whatever its format: paragraphs and tables in their order."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import Enum
from typing import Any

import attrs

from .detection import Kind
from .patterns import parse_date

# After these there is no space between a number and its text.
_CLOSED = ("、", "。", "．", "，", "：", "；", "）", "】", "》", "〕", "」", "』")

# What the pages of a file go through, with their number: it may show how many were read.
Track = Callable[[Iterable[Any], int], Iterator[Any]]


def untracked(pages: Iterable[Any], _: int) -> Iterator[Any]:
    """Yield the pages and show nothing."""
    yield from pages


@attrs.frozen
class FilePlace:
    """A place in a file.

    Attributes:
        line: The line, counted from 1: of a text file, or of a page of a PDF. In a Word file it is
            the number of the paragraph or table, in a workbook the row.
        page: The page of a PDF, counted from 1.
        path: The place in the file's own terms, such as ``"table 2, row 3, column 1"``.

    >>> print(FilePlace(12, page=3))
    page 3, line 12
    """

    line: int
    page: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        if self.path is not None:
            return self.path
        return f"line {self.line}" if self.page is None else f"page {self.page}, line {self.line}"


@attrs.frozen
class Segment:
    """A line that is part of a paragraph: where it starts in the text, and its place."""

    start: int
    place: FilePlace


@attrs.frozen
class Paragraph:
    """A paragraph as printed.

    Attributes:
        text: The text, with the automatic number that a word processor or browser shows before it.
        place: Where it begins.
        number: The automatic number that was restored; the text begins with it. Empty where the
            number is typed, or where there is none.
        level: The level of a heading, from 1, where the format marks it as a heading.
        segments: The lines that it was joined from, where there are several.

    >>> Paragraph("（一）改善口岸环境", FilePlace(3), number="（一）").body
    '改善口岸环境'
    """

    text: str
    place: FilePlace
    number: str = ""
    level: int | None = None
    segments: tuple[Segment, ...] = ()

    @property
    def body(self) -> str:
        """The text without the number that was restored."""
        return self.text[len(self.number) :].lstrip() if self.number else self.text

    def with_number(self, number: str, level: int | None = None) -> Paragraph:
        """Return the paragraph with an automatic *number* before it, as a heading of a *level*."""
        gap = "" if not number or number.endswith(_CLOSED) else " "
        shift = len(number) + len(gap)
        segments = tuple(Segment(part.start + shift, part.place) for part in self.segments)
        return Paragraph(f"{number}{gap}{self.text}", self.place, number, level, segments)

    def place_at(self, offset: int) -> FilePlace:
        """Return the place of the character at *offset* in the text."""
        at = bisect_right([segment.start for segment in self.segments], offset)
        return self.segments[at - 1].place if at else self.place


@attrs.frozen
class Cell:
    """A cell of a table, in the first row and column that it covers.

    Attributes:
        text: Its text; paragraphs are separated by line feeds.
        place: Its place.
        column: Its first column, counted from 0.
        row_span: How many rows it covers.
        column_span: How many columns it covers.
    """

    text: str
    place: FilePlace
    column: int
    row_span: int = 1
    column_span: int = 1


@attrs.frozen
class TableBlock:
    """A table.

    Attributes:
        rows: The cells of each row that begin in it, from left to right. A merged cell is in its
            first row alone.
        place: Where the table begins.
        title: The name of the sheet, or the caption that the format marks as one.
        header_rows: How many rows the format marks as headings.
    """

    rows: tuple[tuple[Cell, ...], ...]
    place: FilePlace
    title: str = ""
    header_rows: int = 0

    @property
    def width(self) -> int:
        """How many columns the table has."""
        ends = (cell.column + cell.column_span for row in self.rows for cell in row)
        return max(ends, default=0)

    def grid(self) -> list[list[str]]:
        """Return the texts as a rectangle, a merged cell's text in all that it covers.

        >>> cells = (Cell("国", FilePlace(1), 0, row_span=2), Cell("甲", FilePlace(1), 1))
        >>> TableBlock((cells, (Cell("乙", FilePlace(2), 1),)), FilePlace(1)).grid()
        [['国', '甲'], ['国', '乙']]
        """
        width = self.width
        texts = [[""] * width for _ in self.rows]
        for top, row in enumerate(self.rows):
            for cell in row:
                columns = slice(cell.column, cell.column + cell.column_span)
                for line in texts[top : top + cell.row_span]:
                    line[columns] = [cell.text] * cell.column_span
        return texts


Block = Paragraph | TableBlock


class RemarkKind(Enum):
    """What a remark is about."""

    TEXT_BOX = "text box"
    FOOTNOTE = "footnote"
    COMMENT = "comment"
    DELETED = "tracked deletion"
    INSERTED = "tracked insertion"
    HIDDEN = "hidden text"
    IMAGE = "image"
    OBJECT = "embedded object"
    NESTED_TABLE = "nested table"
    RUBY = "phonetic guide"
    HEADER = "header or footer"
    PAGE_NUMBER = "page number"
    NAVIGATION = "outside the article"
    EXTERNAL = "external content"
    NUMBERING = "automatic number"
    FORMULA = "formula"
    JOINED = "lines joined"
    TABLE_JOINED = "table joined"
    NO_TEXT = "page without text"
    FILE_NAME = "file name"
    ENCODING = "encoding"
    CHARACTER = "character"
    FORM = "form field"


@attrs.frozen
class Remark:
    """What was left out or assumed when a file was read.

    Attributes:
        kind: What it is about.
        message: What was done, as a sentence.
        text: The text that was left out, if any.
        place: Where, if it is one place.
        count: How many times, where one remark covers several.

    >>> print(Remark(RemarkKind.FOOTNOTE, "A footnote was left out.", "见附件。", FilePlace(7)))
    line 7: A footnote was left out. (见附件。)
    """

    kind: RemarkKind
    message: str
    text: str = ""
    place: FilePlace | None = None
    count: int = 1

    def __str__(self) -> str:
        place = f"{self.place}: " if self.place else ""
        text = self.text if len(self.text) <= _SHOWN else self.text[: _SHOWN - 1] + "…"
        return f"{place}{self.message}{f' ({text})' if text else ''}"


_SHOWN = 60


@attrs.frozen
class MetadataField:
    """One entry of the metadata: its label and value as printed, and its place."""

    label: str
    value: str
    place: FilePlace


# 方案_某市政府, but not 2031-2033年.
_SITE = re.compile(r"\s*(?:[_|｜]|(?<![0-9])-+(?![0-9]))")


@attrs.frozen
class Metadata:
    """What a page or file says of itself: 索引号, 发文机关, 发文字号, 成文日期 and the like.

    >>> fields = (MetadataField("成文日期", "2018年12月06日", FilePlace(1)),)
    >>> Metadata(fields).dated
    datetime.date(2018, 12, 6)
    """

    fields: tuple[MetadataField, ...] = ()

    def get(self, *labels: str) -> str | None:
        """Return the value of the first of *labels* that has one."""
        known = {field.label: field.value for field in reversed(self.fields)}
        return next((known[label] for label in labels if label in known), None)

    @property
    def title(self) -> str | None:
        """The title (标题)."""
        return self.get("标题", "名称", "信息名称", "文件名称", "ArticleTitle")

    @property
    def page_title(self) -> str | None:
        """The title of a web page, without the name of the site behind it.

        >>> Metadata((MetadataField("title", "某市方案_某市政府", FilePlace(1)),)).page_title
        '某市方案'
        """
        return _SITE.split(self.get("title") or "")[0] or None

    @property
    def issuer(self) -> str | None:
        """The body that issued it (发文机关)."""
        return self.get("发文机关", "发布机构", "发文单位", "制发机关", "发布机关", "公开责任部门")

    @property
    def document_number(self) -> str | None:
        """The document number (发文字号), such as 国办发〔2018〕117号."""
        return self.get("发文字号", "文号", "文件编号", "发文文号")

    @property
    def index_number(self) -> str | None:
        """The index number of the page (索引号)."""
        return self.get("索引号", "信息索引号", "索引编号")

    @property
    def dated(self) -> date | None:
        """The date of the document (成文日期)."""
        return parse_date(self.get("成文日期", "发文日期", "生成日期", "印发日期", "制发日期"))

    @property
    def published(self) -> date | None:
        """The date on which it was published (发布日期)."""
        return parse_date(self.get("发布日期", "公开日期", "发布时间", "PubDate"))

    def __iter__(self) -> Iterator[MetadataField]:
        return iter(self.fields)


@attrs.frozen
class FileContent:
    """What a file says: its blocks in order, what it says of itself, and what was left out."""

    kind: Kind
    blocks: tuple[Block, ...]
    metadata: Metadata = Metadata()
    remarks: tuple[Remark, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs outside tables."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[TableBlock, ...]:
        """The tables."""
        return tuple(block for block in self.blocks if isinstance(block, TableBlock))
