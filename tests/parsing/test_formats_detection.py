"""What kind of file something is, and what is refused by its name."""

from __future__ import annotations

import io
import zipfile

import pytest

from svctrade._parsing.formats import Kind, RemarkKind, detect_kind, read_file, refused_kind
from svctrade.exceptions import DocumentError

from .files import Drawing, rewrite, word, workbook


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def compound(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le")


def pdf() -> bytes:
    drawing = Drawing()
    drawing.text(90, 700, "一、总体要求")
    return drawing.save()


READ = [
    (b"", Kind.TEXT),
    ("一、总体要求".encode(), Kind.TEXT),
    ("一、总体要求".encode("gb18030"), Kind.TEXT),
    ("一、总体要求".encode("utf-16"), Kind.TEXT),
    ("一、总体要求".encode("utf-8-sig"), Kind.TEXT),
    ("# 总体要求\n".encode(), Kind.MARKDOWN),
    ("|序号|举措|\n|---|---|\n".encode(), Kind.MARKDOWN),
    (b"<!DOCTYPE html><html>", Kind.HTML),
    (b'<?xml version="1.0"?><html xmlns="x">', Kind.HTML),
    ("<p>一</p><p>二</p>".encode() * 2, Kind.HTML),
    (word("一"), Kind.WORD),
    (workbook(["序号", "举措"]), Kind.EXCEL),
    (pdf(), Kind.PDF),
    (b"\n" + pdf(), Kind.PDF),
    ("序号,举措,单位\n1,优化通关,海关\n2,便利结算,外汇局\n".encode(), Kind.CSV),
    ("序号\t举措\t单位\n1\t优化通关\t海关\n".encode(), Kind.CSV),
    ("各单位,各部门,各县\n一、要求,原则\n".encode(), Kind.TEXT),
    ('a,b,c\n"x\0'.replace("\0", "").encode(), Kind.TEXT),
]


@pytest.mark.parametrize(("content", "kind"), READ)
def test_detect_kind_by_bytes(content: bytes, kind: Kind) -> None:
    """The bytes say what kind of file it is, whatever its name."""
    assert detect_kind(content) is kind
    assert detect_kind(content, "plan.docx") is kind
    assert refused_kind(content) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plan.md", Kind.MARKDOWN),
        ("plan.csv", Kind.CSV),
        ("plan.tsv", Kind.CSV),
        ("plan.txt", Kind.TEXT),
        ("plan", Kind.TEXT),
    ],
)
def test_detect_kind_asks_name_for_text(name: str, kind: Kind) -> None:
    """Text, Markdown and CSV look alike: there the suffix decides."""
    assert detect_kind("一，二\n三，四\n", name) is kind


def test_detect_kind_of_long_table() -> None:
    """A table is reported by its beginning, whose last line may be cut."""
    rows = "".join(f"{number},优化第{number}项流程,商务厅\n" for number in range(1000))
    assert detect_kind("序号,举措,单位\n" + rows) is Kind.CSV


def test_detect_kind_survives_odd_quotation_marks() -> None:
    """What csv cannot read is no table in CSV."""
    assert detect_kind('a,b,c\n"' + "x" * 4000) is Kind.TEXT


REFUSED = [
    (compound("WordDocument"), "doc", ".doc"),
    (compound("WpsDocument"), "wps", ".wps"),
    (compound("Workbook"), "xls", ".xls"),
    (compound("PowerPoint Document"), "ppt", ".ppt"),
    (compound("EncryptedPackage"), "encrypted", "password"),
    (compound("Contents"), "ole", "Office 97-2003"),
    (b"{\\rtf1", "rtf", ".rtf"),
    (archive(OFD__xml=b"<OFD/>"), "ofd", ".ofd"),
    (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "odt", "OpenDocument text"),
    (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "ods", ".ods"),
    (archive(mimetype=b"application/epub+zip"), "zip", ".zip"),
    (archive(plan__txt=b"x"), "zip", "archive"),
    (rewrite(word("一"), {"word/vbaProject.bin": b"x"}), "docm", "macros"),
    (rewrite(workbook(["一"]), {"xl/vbaProject.bin": b"x"}), "xlsm", "macros"),
    (b"Rar!\x1a\x07\x00", "rar", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z", ".7z"),
    (b"\x1f\x8b\x08", "gz", ".gz"),
    (b"\x89PNG\r\n\x1a\n", "image", "OCR"),
    (b"\xff\xd8\xff\xe0", "image", "OCR"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image", "OCR"),
    (b"BM" + bytes(12) + b"\x28\x00\x00\x00", "image", "OCR"),
    (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n", "mht", "HTML only"),
    (b'<?xml version="1.0"?><w:wordDocument xmlns:w="wordprocessingml">', "wordxml", "XML"),
    (b'<?xml version="1.0"?><plan/>', "xml", "XML"),
    (b"https://www.example.gov.cn/plan.html", "url", "save the page"),
    (b"a\0b", "binary", "no known kind"),
]


@pytest.mark.parametrize(("content", "key", "words"), REFUSED, ids=[key for _, key, _ in REFUSED])
def test_detect_kind_refuses_by_name(content: bytes, key: str, words: str) -> None:
    """What is not read is refused by its name, with what to do."""
    assert refused_kind(content) == key
    with pytest.raises(DocumentError, match=words):
        detect_kind(content)


def test_detect_kind_refuses_url_as_text() -> None:
    """An address is no text."""
    assert refused_kind("https://www.example.gov.cn/") == "url"
    with pytest.raises(DocumentError, match="web address"):
        detect_kind("https://www.example.gov.cn/")


def test_detect_kind_of_macro_types() -> None:
    """The types of the parts tell a document with macros, though it has none."""
    content = rewrite(
        word("一"),
        {
            "[Content_Types].xml": lambda part: part.replace(
                b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            )
        },
    )
    assert refused_kind(content) == "docm"


def test_detect_kind_of_unknown_package() -> None:
    """A package with none of the known main parts is an archive."""
    assert refused_kind(archive(**{"[Content_Types]__xml": b"<Types/>"})) == "zip"


@pytest.mark.parametrize(
    ("name", "reported"),
    [("plan.pdf", True), ("plan.doc", True), ("plan.docx", False), ("plan", False)],
)
def test_read_file_tells_wrong_suffix(name: str, reported: bool) -> None:
    """A file whose name says another kind is read, and that is reported."""
    remarks = read_file(word("一、总体要求"), name).remarks
    assert any(remark.kind is RemarkKind.FILE_NAME for remark in remarks) is reported


def test_read_file_tells_no_suffix_among_texts() -> None:
    """Markdown in a .txt is nothing to tell."""
    assert read_file("# 总体要求\n\n（一）内容。", "plan.csv.txt").remarks == ()
    assert read_file("a,b,c\n1,2,3\n", "plan.csv").remarks == ()
