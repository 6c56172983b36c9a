"""Word documents, by python-docx: A4, headings, page numbers, and fonts for Chinese."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime, timezone
from functools import partial
from typing import Any

from .._display.grid import Cell, pieces_of
from .._model import Language
from ..exceptions import escape_controls, import_optional
from .blocks import Block, Style, TableBlock

_module = partial(import_optional, extra="word")
# Fonts that Word has on Windows and macOS; where one is missing, LibreOffice takes another that has
# the characters of the language.
_BODY, _HEADINGS = ("Times New Roman", "SimSun"), ("Arial", "SimHei")
_STYLES: dict[Style, str] = {
    "title": "Title",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "item": "Heading 3",
    "text": "Normal",
    "printed": "Quote",
    "point": "List Bullet",
}
_SIZES = {"Title": 18, "Heading 1": 15, "Heading 2": 13, "Heading 3": 11.5}
_SIZE, _SMALL = 10.5, 9.0
_DARK, _SHADE = "1F3A5F", "DDE6F0"
_WIDTH, _HEIGHT, _MARGIN = 210.0, 297.0, 22.0  # millimetres
# The most characters of a property.
_LONGEST_TITLE = 255


def build_document(title: str, lang: Language, blocks: Iterable[Block]) -> bytes:
    """Return the bytes of a document.

    Raises:
        MissingExtraError: python-docx is not installed.
    """
    document = _module("docx").Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, title, lang)
    for block in blocks:
        if isinstance(block, TableBlock):
            _add_table(document, block)
        else:
            _add_runs(document.add_paragraph(style=_STYLES[block.style]), block.cell)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _set_page(document: Any) -> None:
    millimetres = _module("docx.shared").Mm
    (section,) = document.sections
    section.page_width, section.page_height = millimetres(_WIDTH), millimetres(_HEIGHT)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, millimetres(_MARGIN))
    footer = section.footer.paragraphs[0]
    footer.alignment = _module("docx.enum.text").WD_ALIGN_PARAGRAPH.CENTER
    _add_field(footer, "PAGE")
    footer.add_run(" / ")
    _add_field(footer, "NUMPAGES")


def _add_field(paragraph: Any, instruction: str) -> None:
    field = _element("w:fldSimple", {"w:instr": instruction})
    field.append(paragraph.add_run("1")._r)  # noqa: SLF001  # python-docx has no fields
    paragraph._p.append(field)  # noqa: SLF001  # likewise


def _set_styles(document: Any) -> None:
    points = _module("docx.shared").Pt
    colour = _module("docx.shared").RGBColor.from_string(_DARK)
    for name in ("Normal", "Footer", *_STYLES.values()):
        style = document.styles[name]
        headed = name in _SIZES
        latin, chinese = _HEADINGS if headed else _BODY
        style.font.name = latin
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # A font of the theme would win.
        for key in [key for key in fonts.attrib if key.endswith("Theme")]:
            del fonts.attrib[key]
        for kind in ("eastAsia", "hAnsi", "cs"):
            fonts.set(_name(f"w:{kind}"), chinese if kind == "eastAsia" else latin)
        style.font.size = points(_SIZES.get(name, _SIZE))
        style.paragraph_format.space_after = points(4)
        if headed:
            style.font.color.rgb = colour
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before = points(0 if name == "Title" else 10)
    quotes = document.styles["Quote"]
    quotes.font.italic = False
    quotes.paragraph_format.left_indent = points(18)
    languages = _element("w:lang", {"w:val": "en-GB", "w:eastAsia": "zh-CN"})
    document.styles["Normal"].element.get_or_add_rPr().append(languages)


def _set_properties(document: Any, title: str, lang: Language) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.comments = (
        escape_controls(title)[:_LONGEST_TITLE],
        "",
        "",
    )
    properties.language = "zh-CN" if lang == "zh" else "en"
    # The template of python-docx has its own date, and this library reads no clock.
    properties.created = properties.modified = datetime(2020, 8, 2, tzinfo=timezone.utc)


def _add_runs(paragraph: Any, cell: Cell) -> None:
    for piece in pieces_of(cell):
        run = paragraph.add_run(escape_controls(piece.text))
        if piece.mark == "quote":
            run.bold = True
        elif piece.mark == "faint":
            run.font.color.rgb = _module("docx.shared").RGBColor(96, 96, 96)


def _add_table(document: Any, block: TableBlock) -> None:
    shared = _module("docx.shared")
    whole = _WIDTH - 2 * _MARGIN
    widths = [shared.Mm(whole * share / sum(block.shares)) for share in block.shares]
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    heads = [block.headings] if block.headings else []
    for n, texts in enumerate([*heads, *block.rows]):
        row = table.add_row()
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001  # python-docx has no rows that repeat
        properties.append(_element("w:cantSplit", {}))
        is_head = n < len(heads)
        if is_head:
            properties.append(_element("w:tblHeader", {}))
        for at, (cell, text, width) in enumerate(zip(row.cells, texts, widths, strict=True)):
            cell.width = width
            (paragraph,) = cell.paragraphs
            paragraph.paragraph_format.space_after = shared.Pt(1)
            run = paragraph.add_run(escape_controls(text))
            run.font.size = shared.Pt(_SMALL)
            run.bold = is_head or (not heads and at == 0)
            if run.bold:
                shade = {"w:val": "clear", "w:color": "auto", "w:fill": _SHADE}
                cell._tc.get_or_add_tcPr().append(_element("w:shd", shade))  # noqa: SLF001  # likewise
    document.add_paragraph().paragraph_format.space_after = shared.Pt(2)


def _element(tag: str, attributes: dict[str, str]) -> Any:
    made = _module("docx.oxml").OxmlElement(tag)
    for name, value in attributes.items():
        made.set(_name(name), value)
    return made


def _name(name: str) -> str:
    qualified: str = _module("docx.oxml.ns").qn(name)
    return qualified
