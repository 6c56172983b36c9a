"""Files for the tests, made by the libraries that write them, and changed where these cannot."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterable, Sequence

import docx
import openpyxl
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ..fonts import full_font

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT = "word/document.xml"
SHEET = "xl/worksheets/sheet1.xml"
Change = Callable[[bytes], bytes]


def rewrite(content: bytes, changes: dict[str, Change | bytes]) -> bytes:
    """Return a zip file with some parts changed or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = [*old.namelist(), *(name for name in changes if name not in old.namelist())]
        for name in names:
            part = old.read(name) if name in old.namelist() else b""
            change = changes.get(name, part)
            new.writestr(name, change if isinstance(change, bytes) else change(part))
    return buffer.getvalue()


def word(*paragraphs: str) -> bytes:
    """Return a Word file with plain paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


_OPEN = "http://schemas.openxmlformats.org"
_OFFICE = f"{_OPEN}/officeDocument/2006/relationships"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style>'
)


def word_xml(
    body: str, *, numbering: str = "", styles: str = "", parts: dict[str, str] | None = None
) -> bytes:
    """Return a Word file with *body* as its XML, and definitions of lists and styles."""
    kinds = {"header1": "header", "footer1": "footer"}
    roots = {"header": "hdr", "footer": "ftr"}
    document = (
        f'<w:document xmlns:w="{W}" xmlns:m="{_OPEN}/officeDocument/2006/math" '
        f'xmlns:mc="{_OPEN}/markup-compatibility/2006" xmlns:a="{_OPEN}/drawingml/2006/main" '
        f'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:r="{_OFFICE}">'
        f"<w:body>{body}</w:body></w:document>"
    )
    files = {"word/document.xml": document}
    main = f"{_WORD_TYPE}.document.main+xml"
    types = f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
    relations = ""
    given = {"styles": _NORMAL + styles, "numbering": numbering, **(parts or {})}
    for at, (name, inner) in enumerate(given.items()):
        kind = kinds.get(name, name)
        root = roots.get(kind, kind)
        files[f"word/{name}.xml"] = f'<w:{root} xmlns:w="{W}">{inner}</w:{root}>'
        types += f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        relations += f'<Relationship Id="own{at - 1}" Target="{name}.xml" Type="{_OFFICE}/{kind}"/>'
    xml = "application/vnd.openxmlformats-package.relationships+xml"
    types += f'<Default Extension="rels" ContentType="{xml}"/>'
    types += '<Default Extension="xml" ContentType="application/xml"/>'
    start = f'<Relationship Id="r1" Target="word/document.xml" Type="{_OFFICE}/officeDocument"/>'
    space = f"{_OPEN}/package/2006/content-types"
    files["[Content_Types].xml"] = f'<Types xmlns="{space}">{types}</Types>'
    for name, inner in (("_rels/.rels", start), ("word/_rels/document.xml.rels", relations)):
        root = f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{inner}</Relationships>'
        files[name] = root
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return buffer.getvalue()


def p(text: str = "", properties: str = "") -> str:
    """Return a paragraph of Word as XML."""
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def numbered(text: str, number_id: int = 1, level: int = 0) -> str:
    """Return a numbered paragraph of Word as XML."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>')


def level(at: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    """Return the definition of a level of a list."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def listing(*levels: str, key: int = 1, number_ids: Sequence[int] = (1,)) -> str:
    """Return an abstract list and the numbers of its instances."""
    instances = "".join(
        f'<w:num w:numId="{at}"><w:abstractNumId w:val="{key}"/></w:num>' for at in number_ids
    )
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>{instances}'


def table_xml(*rows: Sequence[str]) -> str:
    """Return a table of Word as XML; each cell is XML of its own."""
    lines = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{lines}</w:tbl>"


def workbook(*rows: Sequence[object], title: str = "任务") -> bytes:
    """Return a workbook with one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append([*row])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


SONG = "Song"  # in the file, so that no font has to be installed
pdfmetrics.registerFont(TTFont(SONG, full_font()))


class Drawing:
    """Pages of a PDF: text at places, ruled lines."""

    def __init__(self, size: tuple[float, float] = (595, 842), **options: object) -> None:
        self._buffer = io.BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=size, **options)

    def text(self, x: float, y: float, text: str, size: float = 16) -> None:
        """Write one line."""
        self.canvas.setFont(SONG, size)
        self.canvas.drawString(x, y, text)

    def lines(self, texts: Iterable[str], y: float = 740, x: float = 90, size: float = 16) -> None:
        """Write lines one below the other; one that begins with 　　 is indented."""
        for at, text in enumerate(texts):
            shown = text.lstrip("　")
            self.text(x + size * (len(text) - len(shown)), y - at * size * 1.6, shown, size)

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Draw the lines of a table."""
        for x in xs:
            self.canvas.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.canvas.line(xs[0], y, xs[-1], y)

    def page(self) -> None:
        """Begin a page."""
        self.canvas.showPage()

    def save(self) -> bytes:
        """Return the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()


def raw_pdf(stream: bytes, *, filters: str = "/FlateDecode", page: str = "") -> bytes:
    """Return a PDF of one page with *stream* as its content."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]/Contents 4 0 R{page}>>".encode(),
        f"<</Length {len(stream)}/Filter {filters}>>stream\n".encode() + stream + b"\nendstream",
    ]
    content, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    start = len(content)
    content += b"xref\n0 5\n0000000000 65535 f \n" + table
    return content + f"trailer<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()


def packed(stream: bytes) -> bytes:
    return zlib.compress(stream)
