"""Word files (.docx): paragraphs and tables in their order, automatic numbers restored.

python-docx opens the package and resolves its relations. It has no text for numbers, tracked
changes, content controls, footnotes and text boxes; they are read here from its elements.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from lxml.etree import _Element as Element

from .archives import check_xml
from .blocks import Block, FileContent, FilePlace, Paragraph, Remark, RemarkKind, TableBlock
from .detection import Kind
from .limits import refuse
from .metadata import split_metadata_blocks
from .patterns import tidy
from .tables import CellDraft, TableDraft
from .word_numbering import AutomaticNumber, Numbering

_WHOLE = "a Word document (.docx) that is whole: open it in Word or WPS and save it again"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CONTAINERS = frozenset(
    qn(name)
    for name in (
        "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:hyperlink",
        "w:fldSimple", "w:dir", "w:bdo", "w:rubyBase",
    )
)  # fmt: skip
_REMOVED = frozenset((qn("w:del"), qn("w:moveFrom")))
_PICTURES = frozenset((qn("w:drawing"), qn("w:pict"), qn("w:object")))
_OFF = ("0", "false", "off")
_HYPERLINK = "/hyperlink"
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_FOLLOWED = ("/footnotes", "/endnotes", "/comments", "/header", "/footer")


def read_word(content: bytes) -> FileContent:
    """Read a Word file.

    Raises:
        DocumentError: it is damaged, or larger or deeper than a document is.
    """
    check_xml(content)
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.find(qn("w:body"))
        parts = _parts(document.part)
    except Exception as error:  # python-docx raises many kinds for what is damaged
        raise refuse(_WHOLE, f"a damaged one ({type(error).__name__})") from error
    if body is None:
        raise refuse(_WHOLE, "one without a text")
    return _Reader(parts).read(body)


class _Parts:
    """The parts of a package beside its text."""

    def __init__(self) -> None:
        self.notes: dict[tuple[str, str], str] = {}
        self.numbering: Element | None = None
        self.styles: Element | None = None
        self.remarks: list[Remark] = []


def _parts(main: DocumentPart) -> _Parts:
    parts = _Parts()
    seen: set[str] = set()
    for relation in main.rels.values():
        kind = relation.reltype
        if relation.is_external:
            if not kind.endswith(_HYPERLINK):
                message = "Content outside the file was not fetched."
                parts.remarks.append(Remark(RemarkKind.EXTERNAL, message, relation.target_ref))
            continue
        part = relation.target_part
        if kind.endswith(("/numbering", "/styles")):
            element = parse_xml(part.blob)
            if kind.endswith("/styles"):
                parts.styles = element
            else:
                parts.numbering = element
        elif kind.endswith(_FOLLOWED):
            _read_notes(parts, kind.rpartition("/")[2], parse_xml(part.blob), seen)
    return parts


def _read_notes(parts: _Parts, kind: str, element: Element, seen: set[str]) -> None:
    """Keep the notes of a part by their ids; tell of a header or footer that has text."""
    if kind in ("header", "footer"):
        text = _plain_text(element)
        if text and text not in seen:
            seen.add(text)
            message = f"The {kind} of the pages was left out."
            parts.remarks.append(Remark(RemarkKind.HEADER, message, text))
        return
    for note in element:
        key = note.get(qn("w:id"))
        if key is not None and note.get(qn("w:type")) in (None, "normal"):
            parts.notes[kind, key] = _plain_text(note)


def _plain_text(element: Element) -> str:
    """Return the text of a note, its paragraphs one after the other."""
    paragraphs = (
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in element.iter(qn("w:p"))
    )
    return " ".join(filter(None, map(tidy, paragraphs)))


class _Reader:
    def __init__(self, parts: _Parts) -> None:
        self._notes = parts.notes
        self._numbering = Numbering(parts.numbering, parts.styles)
        self._remarks = parts.remarks
        self._place: FilePlace = FilePlace(1)
        self._count = 0
        self._tables = 0
        # What is open of complex fields: True where their code is, which is not shown.
        self._fields: list[bool] = []
        # The text of paragraphs whose mark was deleted: it belongs to the next.
        self._carried: list[str] = []
        self._insertions = 0
        self._contents = 0

    def read(self, body: Element) -> FileContent:
        blocks = list(self._blocks(body))
        if self._carried:
            blocks += self._split("".join(self._carried), AutomaticNumber(""), None)
        if self._insertions:
            message = "Tracked insertions were accepted."
            self._remarks.append(Remark(RemarkKind.INSERTED, message, count=self._insertions))
        if self._contents:
            message = "The table of contents was left out."
            self._remarks.append(Remark(RemarkKind.NAVIGATION, message, count=self._contents))
        metadata, blocks = split_metadata_blocks(blocks)
        return FileContent(Kind.WORD, tuple(blocks), metadata, tuple(self._remarks))

    def _remark(self, kind: RemarkKind, message: str, text: str = "") -> None:
        self._remarks.append(Remark(kind, message, text, self._place))

    def _blocks(self, parent: Element) -> Iterator[Block]:
        for child in _children(parent):
            if child.tag == qn("w:p"):
                self._count += 1
                self._place = FilePlace(self._count, path=f"paragraph {self._count}")
                yield from self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._count += 1
                self._tables += 1
                yield from self._table(child, f"table {self._tables}")
            elif child.tag in _CONTAINERS:
                yield from self._blocks(child)
            elif child.tag in _REMOVED:
                self._deleted(child)
            elif child.tag == qn("w:altChunk"):
                self._remark(RemarkKind.OBJECT, "A document inside the document was left out.")

    def _paragraph(self, paragraph: Element) -> Iterator[Paragraph]:
        text = "".join(self._inline(paragraph))
        self._fields = [code for code in self._fields if not code]
        if _has(paragraph, "w:pPr/w:rPr/w:del"):
            self._carried.append(text)
            return
        if self._carried:
            text = "".join((*self._carried, text))
            self._carried = []
        if re.fullmatch(r"toc \d", self._numbering.style_name(paragraph)):
            self._contents += 1
            return
        if not tidy(text) and _has(paragraph, "w:pPr/w:rPr/w:vanish"):
            return
        number = self._numbering.next_number(paragraph)
        if not number.known:
            message = "An automatic number of an unknown kind was written in decimal."
            self._remark(RemarkKind.NUMBERING, message, number.text)
        if tidy(text):
            yield from self._split(text, number, self._numbering.heading_level(paragraph))
        elif number.text:
            message = "A numbered paragraph without text was left out."
            self._remark(RemarkKind.NUMBERING, message, number.text)

    def _split(self, text: str, number: AutomaticNumber, level: int | None) -> Iterator[Paragraph]:
        """Yield a paragraph for each line of *text*, the first with the number."""
        private = _PRIVATE.findall(text)
        if private:
            message = "Characters of a symbol font have no known meaning."
            self._remark(RemarkKind.CHARACTER, message, "".join(private))
        for line in filter(None, map(tidy, text.split("\n"))):
            yield Paragraph(line, self._place).with_number(number.text, level)
            number = AutomaticNumber("")

    def _inline(self, parent: Element) -> Iterator[str]:
        for child in _children(parent):
            tag = child.tag
            if tag == qn("w:r"):
                yield from self._run(child)
            elif tag in _CONTAINERS:
                if tag == qn("w:ins"):
                    self._insertions += 1
                if tag == qn("w:sdt") and _has(child, "w:sdtPr/w:showingPlcHdr"):
                    placeholder = "".join(text.text or "" for text in child.iter(qn("w:t")))
                    message = "The placeholder of an empty form field was left out."
                    self._remark(RemarkKind.FORM, message, placeholder)
                else:
                    yield from self._inline(child)
            elif tag in _REMOVED:
                self._deleted(child)
            elif tag in (f"{_M}oMath", f"{_M}oMathPara"):
                text = "".join(part.text or "" for part in child.iter(f"{_M}t"))
                self._remark(RemarkKind.FORMULA, "A formula was read as plain text.", text)
                yield text

    def _run(self, run: Element) -> Iterator[str]:
        if _has(run, "w:rPr/w:vanish") or _has(run, "w:rPr/w:webHidden"):
            text = "".join(part.text or "" for part in run.iter(qn("w:t")))
            if text.strip():
                self._remark(RemarkKind.HIDDEN, "Hidden text was left out.", text)
            return
        for child in _children(run):
            shown = self._run_part(child)
            if shown and not any(self._fields):
                yield shown

    def _run_part(self, child: Element) -> str:  # noqa: C901, PLR0911  # one branch a kind of element
        tag = child.tag
        if tag == qn("w:t"):
            return child.text or ""
        if tag in (qn("w:tab"), qn("w:ptab")):
            return "\t"
        if tag in (qn("w:br"), qn("w:cr")):
            return "" if child.get(qn("w:type")) in ("page", "column") else "\n"
        if tag == qn("w:noBreakHyphen"):
            return "-"
        if tag == qn("w:sym"):
            return _symbol(child)
        if tag == qn("w:fldChar"):
            self._field(child.get(qn("w:fldCharType")))
        elif tag == qn("w:delText"):
            self._remark(RemarkKind.DELETED, "A tracked deletion was left out.", child.text or "")
        elif tag == qn("w:ruby"):
            self._remark(RemarkKind.RUBY, "A phonetic guide was left out.", _ruby(child))
            return "".join(
                part for base in child.iter(qn("w:rubyBase")) for part in self._inline(base)
            )
        elif tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
            kind = "footnotes" if tag == qn("w:footnoteReference") else "endnotes"
            text = self._notes.get((kind, child.get(qn("w:id")) or ""), "")
            self._remark(RemarkKind.FOOTNOTE, f"{_NOTES[kind]} was left out.", text)
        elif tag == qn("w:commentReference"):
            text = self._notes.get(("comments", child.get(qn("w:id")) or ""), "")
            self._remark(RemarkKind.COMMENT, "A comment was left out.", text)
        elif tag in _PICTURES:
            self._picture(child)
        return ""

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _picture(self, picture: Element) -> None:
        boxes = [_plain_text(box) for box in _outermost(picture, qn("w:txbxContent"))]
        for text in filter(None, boxes):
            self._remark(RemarkKind.TEXT_BOX, "A text box was left out.", text)
        if not boxes:
            image = next(picture.iter(f"{_A}blip", f"{_V}imagedata"), None)
            if image is not None:
                self._remark(RemarkKind.IMAGE, "An image was left out.")
            else:
                self._remark(RemarkKind.OBJECT, "A drawing or embedded object was left out.")

    def _deleted(self, element: Element) -> None:
        text = "".join(part.text or "" for part in element.iter(qn("w:delText"), qn("w:t")))
        if text:
            self._remark(RemarkKind.DELETED, "A tracked deletion was left out.", text)

    def _table(self, table: Element, name: str) -> Iterator[Block]:
        rows = list(_descend(table, qn("w:tr")))
        if len(rows) == 1:
            cells = list(_descend(rows[0], qn("w:tc")))
            if len(cells) == 1:  # a frame around text
                yield from self._blocks(cells[0])
                return
        draft = TableDraft(FilePlace(self._count, path=name))
        above: dict[int, CellDraft] = {}
        for row in rows:
            if _has(row, "w:trPr/w:del"):
                self._place = draft.place
                self._deleted(row)
                continue
            above = self._row(row, draft, above, name)
        self._place = draft.place
        yield from draft.finish()

    def _row(
        self, row: Element, draft: TableDraft, above: dict[int, CellDraft], name: str
    ) -> dict[int, CellDraft]:
        """Add a row; return the cells that a merged cell of the next row continues."""
        draft.start_row()
        if draft.header_rows == len(draft.rows) - 1 and _has(row, "w:trPr/w:tblHeader"):
            draft.header_rows += 1
        column = _number(row, "w:trPr/w:gridBefore")
        reached: dict[int, CellDraft] = {}
        left: CellDraft | None = None
        for cell in _descend(row, qn("w:tc")):
            span = max(_number(cell, "w:tcPr/w:gridSpan"), 1)
            path = f"{name}, row {len(draft.rows)}, column {column + 1}"
            self._place = FilePlace(self._count, path=path)
            down = _continues(cell, "w:tcPr/w:vMerge")
            text = self._cell_text(cell)
            if down and column in above and above[column].column == column:
                left = above[column]
                left.row_span += 1
                left.more.append(text)
            elif left is not None and _continues(cell, "w:tcPr/w:hMerge"):
                left.column_span += span
                left.more.append(text)
            else:
                left = draft.add_cell(text, self._place, column, column_span=span)
            reached[column] = left
            column += span
        return reached

    def _cell_text(self, cell: Element) -> str:
        place = self._place
        texts: list[str] = []
        for child in _blocks_of(cell):
            self._place = place
            if child.tag == qn("w:p"):
                texts += [paragraph.text for paragraph in self._paragraph(child)]
                continue
            for block in self._table(child, "nested table"):
                self._place = place
                message = "A table inside a cell was read as its text."
                self._remark(RemarkKind.NESTED_TABLE, message)
                if isinstance(block, TableBlock):
                    texts += ["\t".join(cell.text for cell in row) for row in block.rows]
                else:
                    texts.append(block.text)
        self._place = place
        return "\n".join(texts)


_NOTES = {"footnotes": "A footnote", "endnotes": "An endnote"}


def _children(parent: Element) -> Iterator[Element]:
    """Yield the child elements; of alternatives for older programs the first."""
    for child in parent:
        if child.tag == f"{_MC}AlternateContent":
            choice = next(child.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"), None)
            if choice is not None:
                yield from choice
        else:
            yield child


def _descend(parent: Element, tag: str) -> Iterator[Element]:
    """Yield the elements with *tag*, also those inside content controls."""
    for child in _children(parent):
        if child.tag == tag:
            yield child
        elif child.tag in _CONTAINERS:
            yield from _descend(child, tag)


def _blocks_of(parent: Element) -> Iterator[Element]:
    for child in _children(parent):
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _CONTAINERS:
            yield from _blocks_of(child)


def _outermost(element: Element, tag: str) -> Iterator[Element]:
    for child in _children(element):
        if child.tag == tag:
            yield child
        else:
            yield from _outermost(child, tag)


def _find(element: Element, path: str) -> Element | None:
    return element.find("/".join(map(qn, path.split("/"))))


def _has(element: Element, path: str) -> bool:
    """Return whether a property is there and not switched off."""
    found = _find(element, path)
    return found is not None and found.get(qn("w:val")) not in _OFF


def _number(element: Element, path: str) -> int:
    found = _find(element, path)
    text = "" if found is None else found.get(qn("w:val")) or ""
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _continues(cell: Element, path: str) -> bool:
    found = _find(cell, path)
    return found is not None and found.get(qn("w:val")) in (None, "continue")


def _symbol(symbol: Element) -> str:
    code = symbol.get(qn("w:char")) or ""
    return chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""


def _ruby(ruby: Element) -> str:
    return "".join(
        part.text or "" for guide in ruby.iter(qn("w:rt")) for part in guide.iter(qn("w:t"))
    )
