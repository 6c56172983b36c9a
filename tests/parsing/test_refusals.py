"""What each reader refuses: in full, with its place, and on which side of each limit."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from functools import partial
from types import ModuleType

import pytest
from reportlab.lib.utils import ImageReader
from syrupy.assertion import SnapshotAssertion

from svctrade._parsing.formats import (
    archives,
    excel,
    limits,
    pdfium,
    read_file,
    tables,
)
from svctrade.exceptions import DocumentError

from .files import (
    DOCUMENT,
    SHEET,
    Drawing,
    p,
    packed,
    raw_pdf,
    rewrite,
    table_xml,
    word_xml,
    workbook,
)
from .test_formats_detection import REFUSED as KINDS

PLAIN = word_xml(p("一、总体要求"))
# What libraries say of damage, which differs between their versions.
OF_LIBRARY = re.compile(r"\w+Error|Failed to load[^)]*|Excessive depth.*")
BOOK = workbook(["甲甲", "乙", "丙"], ["丁", "戊", "己"])


def refusal(content: bytes | str, name: str | None = None) -> list[object]:
    """Return all fields of the problem that a file is refused for."""
    with pytest.raises(DocumentError) as caught:
        read_file(content, name)
    (problem,) = caught.value.problems
    place = [problem.line, problem.column, problem.path]
    return [problem.expected, OF_LIBRARY.sub("…", problem.excerpt), *place]


def drawn(*lines: str, picture: bool = False, pages: int = 1) -> bytes:
    """Return a PDF with the same lines on each page."""
    drawing = Drawing()
    for page in range(pages):
        if page:
            drawing.page()
        drawing.lines(lines)
        if picture:
            point = io.BytesIO(b"P6 1 1 255\n\xff\xff\xff")
            drawing.canvas.drawImage(ImageReader(point), 0, 0, 50, 50)
    return drawing.save()


def locked(content: bytes) -> bytes:
    """Return a zip file whose parts say that they are encrypted."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


TABLE = "<!DOCTYPE html>\n<p>一\n<table><tr><td>甲<td>乙<td>丙<tr><td>丁</table>"
REFUSED: dict[str, Callable[[], list[object]]] = {
    "damaged zip": partial(refusal, PLAIN[:-300]),
    "locked parts": partial(refusal, locked(PLAIN)),
    "document type": lambda: refusal(rewrite(PLAIN, {"word/a.xml": b"<!DOCTYPE a><a/>"})),
    "entity": lambda: refusal(rewrite(PLAIN, {"word/a.xml": b'<a/><!ENTITY b "c">'})),
    "encoding": lambda: refusal(
        rewrite(PLAIN, {"word/a.xml": b"<?xml version='1.0' encoding='utf-7'?><a/>"})
    ),
    "UTF-32": lambda: refusal(rewrite(PLAIN, {"word/a.xml": "<a/>".encode("utf-32")})),
    "empty Word": lambda: refusal(rewrite(PLAIN, {DOCUMENT: b""})),
    "Word without a text": lambda: refusal(rewrite(PLAIN, {DOCUMENT: b"<a/>"})),
    "cell far to the right": lambda: refusal(
        word_xml(
            p("一") + table_xml((f'<w:tcPr><w:gridSpan w:val="16385"/></w:tcPr>{p("x")}', p("y")))
        )
    ),
    "damaged sheet": lambda: refusal(rewrite(BOOK, {SHEET: lambda part: part[:-150]})),
    "row far down": lambda: refusal(
        rewrite(BOOK, {SHEET: lambda part: part.replace(b'r="A2"', b'r="A1048577"')})
    ),
    "long row number": lambda: refusal(
        rewrite(BOOK, {SHEET: lambda part: part.replace(b'r="A2"', b'r="A' + b"1" * 30 + b'"')})
    ),
    "column far right": lambda: refusal(
        rewrite(BOOK, {SHEET: lambda part: part.replace(b'r="A2"', b'r="XFE2"')})
    ),
    "quotation mark": partial(refusal, '序号,举措\n1,优化\n2,"压缩\n3,完善\n', "plan.csv"),
    "nested quotations": partial(refusal, "# 一\n\n" + "> " * 40 + "甲", "plan.md"),
    "nested elements": partial(refusal, "<!DOCTYPE html>" + "<div>" * 300 + "甲"),
    "attributes": lambda: refusal("<!DOCTYPE html>\n<p>一</p>\n<p " + "a=1 " * 20_000 + ">二</p>"),
    "surrogate": partial(refusal, "一\n二\n\ud800"),
    "NUL": partial(refusal, "一" * 5000 + "\n二\0"),
    "no encoding": partial(refusal, "一\n二\n".encode() + b"\xff\xff", "plan.txt"),
    "half of UTF-16": partial(refusal, b"\xff\xfe\x00\x4e\x0a\x00\x0a\x00\x00\xd8\x00\xd8"),
    "password": lambda: refusal(locked_pdf()),
    "damaged PDF": partial(refusal, b"%PDF-1.7\nnothing"),
    "packed twice": lambda: refusal(
        raw_pdf(packed(packed(b"")), filters="[/FlateDecode/FlateDecode]")
    ),
    "damaged page": lambda: refusal(
        raw_pdf(packed(b"")).replace(b"/Type/Page/Parent", b"/Type/Nope/Parent")
    ),
    "empty PDF": lambda: refusal(drawn(pages=3)),
    "scan": lambda: refusal(drawn(picture=True, pages=2)),
    "no meaning": lambda: refusal(drawn("\ue001\ue002\ue003")),
}


def locked_pdf() -> bytes:
    drawing = Drawing(encrypt="secret")
    drawing.lines(["一、总体要求"])
    return drawing.save()


@pytest.mark.parametrize("name", REFUSED)
def test_refusal_of_a_file_is_the_snapshot(name: str, snapshot: SnapshotAssertion) -> None:
    """What was expected, what was found, and where."""
    assert REFUSED[name]() == snapshot


@pytest.mark.parametrize("key", {key: content for content, key, _ in KINDS})
def test_refusal_of_a_kind_is_the_snapshot(key: str, snapshot: SnapshotAssertion) -> None:
    """What kind of file it is, and what to do."""
    content = next(content for content, other, _ in KINDS if other == key)
    assert refusal(content) == snapshot


def unpacked(content: bytes, *suffixes: str) -> int:
    """Return the bytes of the parts of a zip file whose names end with one of *suffixes*."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(i.file_size for i in archive.infolist() if i.filename.endswith(suffixes or ""))


LIMITS: dict[str, tuple[ModuleType, str, int, Callable[[], bytes | str]]] = {
    "bytes": (limits, "MOST_BYTES", 12, lambda: "一二三四".encode()),
    "parts": (limits, "MOST_PARTS", 6, lambda: PLAIN),
    "unpacked": (limits, "MOST_UNPACKED", unpacked(PLAIN), lambda: PLAIN),
    "unpacked XML": (limits, "MOST_XML", unpacked(PLAIN, ".xml", ".rels"), lambda: PLAIN),
    "characters of tables": (tables, "MOST_CHARACTERS", 4, lambda: TABLE),
    "cells of a table": (tables, "MOST_CELLS", 6, lambda: TABLE),
    "columns of a table": (tables, "MOST_COLUMNS", 3, lambda: TABLE),
    "rows of a sheet": (excel, "MOST_ROWS", 2, lambda: BOOK),
    "columns of a sheet": (excel, "MOST_COLUMNS", 3, lambda: BOOK),
    "cells of a sheet": (excel, "MOST_CELLS", 6, lambda: BOOK),
    "sheets": (excel, "MOST_SHEETS", 1, lambda: BOOK),
    "pages": (pdfium, "MOST_PAGES", 1, lambda: drawn("一、总体要求")),
    "characters of a page": (pdfium, "_MOST_CHARACTERS", 6, lambda: drawn("一、总体要求")),
    "bytes of a page": (pdfium, "_MOST_STREAM", 500, lambda: streams(300, 500)),
    "bytes of pages": (pdfium, "_MOST_STREAMS", 800, lambda: streams(300, 500)),
}


FONT = "/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def streams(*sizes: int) -> bytes:
    """Return a PDF with text and unpacked streams of these sizes."""
    first, *rest = (packed(b"BT/F 12 Tf 9 9 Td(a)Tj ET".ljust(size)) for size in sizes)
    form = b"9 0 obj\n<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n"
    return raw_pdf(first, page=FONT) + b"".join(form % (len(part), part) for part in rest)


@pytest.mark.parametrize("name", LIMITS)
def test_file_at_limit_is_read_and_above_refused(
    name: str, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    """As much as the limit says is read; one more is refused with the limit and what was found."""
    module, limit, most, make = LIMITS[name]
    content = make()
    monkeypatch.setattr(module, limit, most)
    assert read_file(content).blocks
    monkeypatch.setattr(module, limit, most - 1)
    assert refusal(content) == snapshot


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "UTF-16", "gb18030", "GBK", "big5", "us-ascii"]
)
def test_word_file_is_read_in_encodings_of_ascii_and_utf16(encoding: str) -> None:
    """The XML of an Office file may be in encodings in which its marks are found."""
    named = encoding.removesuffix("-sig")
    text = p("&#x4E00;" if encoding == "us-ascii" else "一")

    def change(part: bytes) -> bytes:
        body = re.sub("<w:body>.*</w:body>", f"<w:body>{text}</w:body>", part.decode())
        return f'<?xml version="1.0" encoding="{named}"?>{body}'.encode(encoding)

    content = read_file(rewrite(PLAIN, {DOCUMENT: change}))
    assert [block.text for block in content.paragraphs] == ["一"]


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["word/a.xml", "word/a.bin", "word/A.RELS"])
def test_document_type_in_utf16_is_found(order: str, name: str) -> None:
    """A document type is found behind a byte order mark, in either order and any part."""
    part = f"\ufeff{'<a/>' * 20}<!DOCTYPE a>".encode(order) + b"\0"  # half a character
    assert refusal(rewrite(PLAIN, {name: part})) == [
        "XML without a document type or entities of its own",
        f"a document type in {name}",
        *(1, 1, None),
    ]


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("<a/>".encode("utf-16-le"), "another encoding"),
        ("<a/>".encode("utf-32-be"), "another encoding"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding = \"UTF-7\" ?><a/>", "UTF-7"),
        (b"<?xml version='1.0' encoding='cp037'?><a/>", "cp037"),
        (b"<?xml version='1.0' encoding='x-gbk'?><a/>", "x-gbk"),
        (b"<?xml version='1.0' encoding='a\xff'?><a/>", "a\ufffd"),
    ],
)
def test_other_encoding_of_a_part_is_refused(part: bytes, found: str) -> None:
    """XML in which a document type could be hidden is refused, with its encoding."""
    assert refusal(rewrite(PLAIN, {"word/a.xml": part}))[:2] == [
        "XML in UTF-8 or in UTF-16 with a byte order mark",
        f"word/a.xml in {found}",
    ]


def test_parts_that_are_no_xml_may_have_anything() -> None:
    """An image may have what looks like a document type; it is not read."""
    content = rewrite(PLAIN, {"word/a.png": b"x<!DOCTYPE a><?xml encoding='utf-7'?>" + bytes(99)})
    assert [block.text for block in read_file(content).paragraphs] == ["一、总体要求"]


def test_parts_are_counted_as_they_unpack(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts of XML together are as long as the limit says, whatever the file says of them."""
    most = unpacked(PLAIN, ".xml", ".rels")
    monkeypatch.setattr(archives, "MOST_UNPACKED", most)
    assert read_file(PLAIN).blocks
    monkeypatch.setattr(archives, "MOST_UNPACKED", most - 1)
    expected, found, *place = refusal(PLAIN)
    assert expected == f"a file of at most {most - 1} bytes unpacked"
    assert str(found).endswith(" (a zip bomb?)")
    assert place == [1, 1, None]
