"""Saved web pages (.html): the article and not its navigation, with its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache

import attrs
from lxml import etree
from lxml.etree import _Element as Element

from .blocks import (
    Block,
    FileContent,
    FilePlace,
    Metadata,
    MetadataField,
    Paragraph,
    Remark,
    RemarkKind,
)
from .detection import Kind
from .limits import refuse
from .metadata import fields_of_line, is_metadata, label_of, split_metadata_blocks
from .numerals import CSS_COUNTERS, format_number
from .patterns import WIDE, tidy
from .tables import TableDraft
from .text import decode_text
from .wrapping import TextLine, join_paragraphs

_CHARSET = re.compile(
    rb"<(?:meta[^>]*?charset|\?xml[^>]*?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE
)
_HEAD = 8192
_TAG = re.compile("<[A-Za-z]")
# The end of an element's tag, or the quote of a value in it.
_TAG_END = re.compile(r""">|=\s*(["'])""")
_MOST_ATTRIBUTES = 1_000
_CHINESE = ("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk")
_DEEP = re.compile("depth|nest", re.IGNORECASE)

_BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption
    figure footer form header hgroup hr html legend li main menu nav ol option p pre section summary
    tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905  # words are easier to read than literals
)
_LEFT_OUT = frozenset(
    """
    script style noscript template iframe frame object embed applet svg canvas audio video select
    button input textarea datalist head link meta base map rp
    """.split()  # noqa: SIM905  # words are easier to read than literals
)
_NAVIGATION = frozenset(("nav", "footer", "aside", "menu"))
# LibreOffice writes the header and footer of pages so.
_PAGE_EDGES = ("header", "footer")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;!]*)", re.IGNORECASE)

# How the article is marked in the systems that governments publish with.
_ARTICLE = frozenset(
    """
    ucap-content zoom zoomcon zoomtext trs_editor trs_ueditor trs_ueditor_content article
    article-content article_content articlecontent article-con article_con article-body articlebody
    pages_content news_content newscontent news-content con_con content-text view_content
    detail-content detail_content detailcontent xxgk_content xxgk-content xxgkcontent vsb_content
    js_content artibody mainbody main-text maintext printcontent print_content custom_unionstyle
    content content_text contenttext entry-content post-content info_content infocontent
    """.split()  # noqa: SIM905  # words are easier to read than literals
)
_NAVIGATION_LEFT = "Navigation was left out."
# Words of a page that are no part of its article.
_BOILERPLATE = re.compile(
    "(?:您)?(?:现在|当前)?的?(?:所在)?位置[:：].*|首页\\s*[>＞»›].*|扫一扫.*|分享到?[:：].*|[上下]一[篇条][:：].*"
    "|(?:[【\\[]?(?:打印|关闭|收藏|返回顶部)(?:本页|窗口|页面|此页)?[】\\]]?\\s*)+"
    "|.*(?:ICP备|公网安备|版权所有|网站标识码).*"
)
_FOOTER = re.compile(
    rf"{_BOILERPLATE.pattern}|(?:网站)?(?:主办|承办|技术支持|地址|联系电话|邮编)(?:单位)?[:：].*"
)
_MARKED_SHARE, _INNER_SHARE, _DOMINANT_SHARE = 0.4, 0.85, 0.8
_META_NAMES = {
    "articletitle": "ArticleTitle",
    "pubdate": "PubDate",
    "contentsource": "来源",
}
_LONGEST_LABEL, _LONGEST_VALUE = 16, 300
_BREAKS = re.compile(f"(?<=[{WIDE}])[ \t]*[\r\n\f][ \t\r\n\f]*(?=[{WIDE}])")
_WHITE = re.compile("[ \t\r\n\f]+")
_LONGEST_STYLE = 500
_MOST_ROWSPAN, _MOST_COLSPAN = 65_534, 1_000
_FEWEST_BROKEN_LINES = 6
_LAYOUT_ROWS, _LAYOUT_SHARE, _LAYOUT_BLOCKS = 3, 0.8, 3


def read_html(content: bytes | str) -> FileContent:
    """Read a saved web page.

    Raises:
        DocumentError: it cannot be decoded, or is nested deeper than pages are.
    """
    text, remarks = _decode(content)
    root = _parse(text)
    if root is None:
        return FileContent(Kind.HTML, (), Metadata(), tuple(remarks))
    bodies = root.findall(".//body")
    body = bodies[0] if bodies else root
    weights = _weigh(body)
    article = _find_article(body, weights)
    walker = _Walker(remarks)
    walker.walk_all(article)
    inside, blocks = split_metadata_blocks(_without_boilerplate(walker.blocks, remarks))
    outside = [] if article is body else _fields_outside(body, article)
    fields = [*(outside if is_metadata([f.label for f in outside]) else ()), *inside, *_head(root)]
    left = weights[body] - weights[article]
    if left:
        message = "Text outside the article was left out."
        remarks.append(Remark(RemarkKind.NAVIGATION, message, _sample(body, article), count=left))
    return FileContent(Kind.HTML, tuple(blocks), Metadata(tuple(fields)), tuple(remarks))


def _without_boilerplate(blocks: list[Block], remarks: list[Remark]) -> list[Block]:
    """Return *blocks* without the words of the page around the article."""
    end = len(blocks)
    while end > 0 and _is_boilerplate(blocks[end - 1], _FOOTER):
        end -= 1
    if not any(_is_boilerplate(block, _BOILERPLATE) for block in blocks[end:]):
        end = len(blocks)
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and (at >= end or _BOILERPLATE.fullmatch(block.text)):
            remarks.append(Remark(RemarkKind.NAVIGATION, _NAVIGATION_LEFT, block.text, block.place))
        else:
            kept.append(block)
    return kept


def _is_boilerplate(block: Block, words: re.Pattern[str]) -> bool:
    return isinstance(block, Paragraph) and words.fullmatch(block.text) is not None


def _decode(content: bytes | str) -> tuple[str, list[Remark]]:
    """Return the text of a page, decoded as it says of itself where that is so."""
    if isinstance(content, bytes) and not content.startswith(b"\xef\xbb\xbf"):
        said = _CHARSET.search(content[:_HEAD])
        name = said[1].decode("ascii").lower() if said else ""
        name = "gb18030" if name in _CHINESE else name
        if name not in ("", "utf-8", "utf8", "utf-16"):
            with suppress(LookupError, UnicodeDecodeError):
                return content.decode(name).replace("\0", ""), []
    return decode_text(content)


def _check_tags(text: str) -> None:
    """Refuse an element of more attributes than any has: libxml2 compares each with all others."""
    at = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        while (mark := _TAG_END.search(text, at)) and mark[1]:
            close = text.find(mark[1], mark.end())
            at = len(text) if close < 0 else close + 1
        at = mark.end() if mark else len(text)
        if at - tag.start() > 2 * _MOST_ATTRIBUTES:
            words = text[tag.start() : at].split(maxsplit=_MOST_ATTRIBUTES)
            if len(words) > _MOST_ATTRIBUTES:
                line = text.count("\n", 0, tag.start()) + 1
                expected = f"elements of at most {_MOST_ATTRIBUTES} attributes"
                raise refuse(expected, words[0][:20], line=line)


def _parse(text: str) -> Element | None:
    _check_tags(text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    root: Element | None = None
    with suppress(etree.XMLSyntaxError):  # there is nothing in it
        root = etree.fromstring(text.encode(), parser)
    # libxml2 leaves out what is too deep, and says so here alone.
    deep = [entry.message for entry in parser.error_log if _DEEP.search(entry.message)]
    if deep:
        raise refuse("a page whose elements are not nested so deeply", deep[0])
    return root


def _is_left_out(element: Element) -> bool:
    return not isinstance(element.tag, str) or element.tag in _LEFT_OUT


def _is_hidden(element: Element) -> bool:
    style = element.get("style")
    return (style is not None and _hides(style)) or element.get("hidden") is not None


@lru_cache(maxsize=256)  # a page has few styles, and each of them on many elements
def _hides(style: str) -> bool:
    return _HIDDEN.search(style) is not None


def _weigh(body: Element) -> dict[Element, int]:
    """Return how much text each element has that is neither hidden nor a link."""
    weights: dict[Element, int] = {}
    stack: list[tuple[Element, bool]] = [(body, False)]
    while stack:
        element, done = stack.pop()
        if done:
            weight = len((element.text or "").strip())
            for child in element:
                weight += weights.get(child, 0) + len((child.tail or "").strip())
            weights[element] = weight
        elif not (_is_left_out(element) or element.tag == "a" or _is_hidden(element)):
            stack.append((element, True))
            stack += [(child, False) for child in element]
    return weights


def _marks(element: Element) -> Iterator[str]:
    if element.tag == "article" or element.get("itemprop") == "articleBody":
        yield "article"
    yield from (element.get("id") or "").lower().split()
    yield from (element.get("class") or "").lower().split()


def _find_article(body: Element, weights: dict[Element, int]) -> Element:
    """Return the element that has the article: as it is marked, or where most of the text is."""
    marked = [
        element
        for element, weight in weights.items()
        if weight >= _MARKED_SHARE * weights[body]
        and element is not body
        and any(mark in _ARTICLE for mark in _marks(element))
    ]
    best = max(marked, key=lambda element: weights[element], default=None)
    for element in marked:
        if (
            best is not None
            and weights[element] >= _INNER_SHARE * weights[best]
            and best in [*element.iterancestors()]
        ):
            best = element
    return _dominant(body, weights) if best is None else best


def _dominant(element: Element, weights: dict[Element, int]) -> Element:
    """Return the innermost element that has nearly all the text of *element*."""
    while True:
        heavy = max(element, key=lambda child: weights.get(child, 0), default=None)
        if (
            heavy is None
            or not weights.get(heavy)
            or heavy.tag in ("p", "table", "ol", "ul", "pre")
            or heavy.tag not in _BLOCKS
            or weights[heavy] < _DOMINANT_SHARE * weights[element]
        ):
            return element
        element = heavy


def _text(element: Element) -> str:
    return tidy(_WHITE.sub(" ", "".join(_texts(element))))


def _texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if not (_is_left_out(child) or _is_hidden(child)):
            yield from _texts(child)
        yield child.tail or ""


def _fields_outside(body: Element, article: Element) -> list[MetadataField]:
    """Return the labels and values of the page outside the article."""
    inside = {article, *article.iterdescendants()}
    fields: list[MetadataField] = []
    for element in body.iterdescendants():
        if element in inside or _is_left_out(element) or len(element):
            continue
        text = tidy(element.text or "")
        if not text or len(text) > _LONGEST_VALUE:
            continue
        place = FilePlace(element.sourceline or 1)
        label = label_of(text) if len(text) <= _LONGEST_LABEL else None
        if label is None:
            fields += fields_of_line(text, place)
            continue
        value = _following(element)
        if (
            value
            and len(value) <= _LONGEST_VALUE
            and label_of(value) is None
            and not fields_of_line(value, place)  # the next label: this one has no value
        ):
            fields.append(MetadataField(label, value, place))
    return fields


def _following(element: Element) -> str:
    """Return the text that follows a label: behind it, or in the next cell."""
    if element.tag not in ("td", "th", "dt"):
        found = tidy(element.tail or "")
        for other in element.itersiblings():
            text = "" if _is_left_out(other) else _text(other)
            if found and label_of(text):
                break
            found = tidy(f"{found} {text} {tidy(other.tail or '')}")
            if len(found) > _LONGEST_VALUE:
                break
        if found:
            return found
    cell: Element | None = element
    while cell is not None and cell.getnext() is None:
        cell = cell.getparent()
    following = None if cell is None else cell.getnext()
    return "" if following is None else _text(following)


def _head(root: Element) -> Iterator[MetadataField]:
    """Yield what the head of the page says of the article."""
    for meta in root.iter("meta"):
        label = _META_NAMES.get((meta.get("name") or "").lower())
        value = tidy(meta.get("content") or "")
        if label and value:
            yield MetadataField(label, value, FilePlace(meta.sourceline or 1))
    for title in root.iter("title"):
        if _text(title):
            yield MetadataField("title", _text(title), FilePlace(title.sourceline or 1))


def _sample(body: Element, article: Element) -> str:
    """Return the beginning of what is left out."""
    pieces: list[str] = []

    def collect(element: Element) -> None:
        for child in element:
            if child is not article and not _is_left_out(child):
                if article in child.iterdescendants():
                    collect(child)
                else:
                    pieces.append(_text(child))

    collect(body)
    return " ".join(filter(None, pieces))[:200]


@attrs.define
class _List:
    """A numbered list that is open: its next number, its step, and how it counts."""

    number: int
    step: int
    kind: str | None
    close: str


class _Walker:
    """Turns elements into blocks."""

    def __init__(self, remarks: list[Remark], *, in_cell: bool = False) -> None:
        self.blocks: list[Block] = []
        self.remarks = remarks
        self._in_cell = in_cell
        self._pieces: list[str] = []
        # How many characters of the line are links to other pages.
        self._linked = 0
        self._line = 1
        self._level: int | None = None
        self._number = ""
        self._broken: list[TextLine] = []
        self._lists: list[_List] = []
        self._tables = 0
        self._count = 0

    def walk_all(self, element: Element) -> None:
        """Read an element and end its last paragraph."""
        self._line = element.sourceline or 1
        self._walk(element)
        self._end_block()

    def _walk(self, element: Element) -> None:
        self._pieces.append(element.text or "")
        for child in element:
            if not _is_left_out(child):
                self._enter(child)
            elif child.tag in ("iframe", "frame", "object", "embed", "svg", "canvas", "video"):
                self._remark(RemarkKind.OBJECT, "An embedded object was left out.", child)
            self._pieces.append(child.tail or "")

    def _enter(self, element: Element) -> None:  # noqa: C901, PLR0912  # one branch a kind of element
        tag = str(element.tag)
        if _is_hidden(element):
            self._remark(RemarkKind.HIDDEN, "Hidden text was left out.", element)
        elif tag == "div" and element.get("title") in _PAGE_EDGES:
            message = f"The {element.get('title')} of the pages was left out."
            self._remark(RemarkKind.HEADER, message, element)
        elif tag in _NAVIGATION:
            self._remark(RemarkKind.NAVIGATION, _NAVIGATION_LEFT, element)
        elif tag == "br":
            self._end_line(element)
        elif tag == "table":
            self._end_block()
            self._table(element)
        elif tag in ("ol", "ul"):
            self._list(element, ordered=tag == "ol")
        elif tag == "li":
            self._item(element)
        elif tag == "pre":
            self._preformatted(element)
        elif tag in _HEADINGS or tag in _BLOCKS:
            self._end_block()
            self._line = element.sourceline or self._line
            self._level = _HEADINGS.get(tag)
            self._walk(element)
            self._end_block()
        elif tag == "img":
            message = "An image was left out."
            self.remarks.append(
                Remark(RemarkKind.IMAGE, message, element.get("alt") or "", self._place(element))
            )
        elif tag == "rt":
            self._remark(RemarkKind.RUBY, "A phonetic guide was left out.", element)
        elif tag == "a" and not (element.get("href") or "#").startswith("#"):
            start = len(self._pieces)
            self._walk(element)
            self._linked += len("".join("".join(self._pieces[start:]).split()))
        elif tag in ("del", "s", "strike"):
            self._remark(RemarkKind.DELETED, "Text that is struck out was left out.", element)
        else:
            self._walk(element)

    def _place(self, element: Element) -> FilePlace:
        return FilePlace(element.sourceline or self._line)

    def _remark(self, kind: RemarkKind, message: str, element: Element) -> None:
        text = _text(element)
        if text or kind is RemarkKind.OBJECT:
            self.remarks.append(Remark(kind, message, text, self._place(element)))

    def _end_line(self, element: Element | None = None) -> None:
        """End a line, within a block or with it."""
        text = "".join(self._pieces)
        self._pieces.clear()
        if "\n" in text:
            text = _BREAKS.sub("", text)
        text = _WHITE.sub(" ", text)
        shown = tidy(text)
        linked, self._linked = self._linked, 0
        if shown and linked >= len("".join(shown.split())) and not (self._level or self._in_cell):
            place = FilePlace(self._line)
            self.remarks.append(Remark(RemarkKind.NAVIGATION, _NAVIGATION_LEFT, shown, place))
        elif shown:
            self._count += 1
            place = FilePlace(self._line, path=f"paragraph {self._count}")
            indented = text.startswith(("\u3000\u3000", "\xa0\xa0"))
            self._broken.append(TextLine(shown, place, indented))
        if element is not None:
            self._line = element.sourceline or self._line

    def _end_block(self) -> None:
        """End a block: each of its lines is a paragraph, unless they were wrapped."""
        self._end_line()
        self._level, level = None, self._level
        if not self._broken:
            return
        lines, self._broken = self._broken, []
        if len(lines) < _FEWEST_BROKEN_LINES:
            paragraphs = [Paragraph(line.text, line.place) for line in lines]
        else:
            paragraphs = join_paragraphs(lines)
        for paragraph in paragraphs:
            self.blocks.append(paragraph.with_number(self._number, level))
            self._number = ""

    def _preformatted(self, element: Element) -> None:
        self._end_block()
        lines: list[TextLine] = []
        for at, line in enumerate("".join(_texts(element)).split("\n")):
            if tidy(line):
                place = FilePlace((element.sourceline or 1) + at)
                lines.append(TextLine(tidy(line), place, line.startswith(("\u3000\u3000", "    "))))
        self.blocks += join_paragraphs(lines)

    def _list(self, element: Element, *, ordered: bool) -> None:
        self._end_block()
        items = element.findall("li")
        reverse = "reversed" in element.attrib
        start = _integer(element.get("start"), len(items) if reverse else 1)
        kind, close = _counter(element) if ordered else (None, "")
        self._lists.append(_List(start, -1 if reverse else 1, kind, close))
        self._walk(element)
        self._end_block()
        self._lists.pop()

    def _item(self, element: Element) -> None:
        self._end_block()
        self._line = element.sourceline or self._line
        counter = self._lists[-1] if self._lists else None
        if counter is not None and counter.kind is not None:
            counter.number = _integer(element.get("value"), counter.number)
            self._number = f"{format_number(counter.kind, counter.number)}{counter.close}"
            counter.number += counter.step
        self._walk(element)
        self._end_block()
        self._number = ""

    def _table(self, element: Element) -> None:
        rows = [row for row in element.iter("tr") if _table_of(row) is element]
        if _is_layout(element, rows):
            self._walk(element)
            self._end_block()
            return
        self._tables += 1
        name = f"table {self._tables}"
        draft = TableDraft(FilePlace(element.sourceline or 1, path=name))
        for caption in element.findall("caption"):
            draft.title = _text(caption)
        for row in rows:
            self._row(row, draft, name)
        blocks = draft.finish()
        if not self._in_cell:
            self.blocks += blocks
            return
        for block in blocks:
            message = "A table inside a cell was read as its text."
            self.remarks.append(Remark(RemarkKind.NESTED_TABLE, message, place=block.place))
            for cells in block.rows:
                self.blocks.append(Paragraph("\t".join(cell.text for cell in cells), block.place))

    def _row(self, row: Element, draft: TableDraft, name: str) -> None:
        draft.start_row()
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        parent = row.getparent()
        head = parent is not None and parent.tag == "thead"
        heading = bool(cells) and all(cell.tag == "th" for cell in cells)
        if draft.header_rows == len(draft.rows) - 1 and (head or heading):
            draft.header_rows += 1
        column = 0
        for cell in cells:
            column = draft.free_column(column)
            down = _integer(cell.get("rowspan"), 1)
            across = min(max(_integer(cell.get("colspan"), 1), 1), _MOST_COLSPAN)
            path = f"{name}, row {len(draft.rows)}, column {column + 1}"
            place = FilePlace(cell.sourceline or 1, path=path)
            walker = _Walker(self.remarks, in_cell=True)
            walker.walk_all(cell)
            draft.add_cell(
                "\n".join(_texts_of(walker.blocks)),
                place,
                column,
                row_span=min(down, _MOST_ROWSPAN) if down > 0 else _MOST_ROWSPAN,
                column_span=across,
            )
            column += across


def _texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.text for block in blocks if isinstance(block, Paragraph))


def _table_of(row: Element) -> Element | None:
    return next(row.iterancestors("table"), None)


def _is_layout(table: Element, rows: list[Element]) -> bool:
    """Return whether a table arranges the page: one column, or text around which all is laid."""
    if table.get("role") in ("presentation", "none"):
        return True
    widths = [sum(cell.tag in ("td", "th") for cell in row) for row in rows]
    if max(widths, default=0) <= 1:
        return True
    inner = [other for other in table.iterdescendants("table") if _table_of(other) is table]
    if not inner and len(rows) > _LAYOUT_ROWS:
        return False
    whole = len(_text(table))
    if sum(len(_text(other)) for other in inner) * 2 > whole:
        return True
    if len(rows) > _LAYOUT_ROWS:
        return False
    cells = [cell for row in rows for cell in row if cell.tag in ("td", "th")]
    heavy = max(cells, key=lambda cell: len(_text(cell)))
    blocks = sum(1 for _ in heavy.iter("p", "div", "br"))
    return blocks > _LAYOUT_BLOCKS and len(_text(heavy)) > _LAYOUT_SHARE * whole


def _integer(text: str | None, default: int) -> int:
    found = re.match(r"\s*([+-]?[0-9]{1,9})", text or "")
    return int(found[1]) if found else default


def _counter(element: Element) -> tuple[str | None, str]:
    """Return how an ordered list counts, and what it writes behind a number."""
    said = _LIST_STYLE.search((element.get("style") or "")[:_LONGEST_STYLE])
    words = said[1].lower().split() if said else [element.get("type") or "1"]
    style = next((word for word in words if word == "none" or word in CSS_COUNTERS), "decimal")
    if style == "none":
        return None, ""
    chinese = style.startswith(("cjk-", "simp-", "trad-"))
    return CSS_COUNTERS[style], "、" if chinese else "."
