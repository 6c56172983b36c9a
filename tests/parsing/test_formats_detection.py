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


def types(mark: str) -> bytes:
    """Return a package whose types have *mark*."""
    return archive(**{"[Content_Types]__xml": f"<Types>application/vnd.{mark}</Types>".encode()})


PACKAGES = [
    ("openxmlformats-officedocument.wordprocessingml.document.main+xml", Kind.WORD),
    ("openxmlformats-officedocument.wordprocessingml.template.main+xml", Kind.WORD),
    ("openxmlformats-officedocument.spreadsheetml.sheet.main+xml", Kind.EXCEL),
    ("openxmlformats-officedocument.spreadsheetml.template.main+xml", Kind.EXCEL),
    ("ms-word.template.macroEnabledTemplate.main+xml", "docm"),
    ("ms-excel.sheet.macroEnabled.main+xml", "xlsm"),
    ("ms-excel.template.macroEnabled.main+xml", "xlsm"),
    ("ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    ("openxmlformats-officedocument.presentationml.presentation.main+xml", "pptx"),
]


@pytest.mark.parametrize(("mark", "kind"), PACKAGES)
def test_detect_kind_of_package(mark: str, kind: Kind | str) -> None:
    """A package is what the type of its main part says."""
    if isinstance(kind, Kind):
        assert detect_kind(types(mark)) is kind
        assert refused_kind(types(mark)) is None
    else:
        assert refused_kind(types(mark)) == kind


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ({"word/document.xml": b"x"}, Kind.WORD),
        ({"xl/workbook.xml": b"x"}, Kind.EXCEL),
        ({"word/document.xml": b"x", "xl/workbook.xml": b"x"}, Kind.WORD),
    ],
)
def test_detect_kind_of_damaged_package(parts: dict[str, bytes], kind: Kind) -> None:
    """A package that does not say what it is is what it has parts for."""
    assert detect_kind(archive(**{"[Content_Types]__xml": b"<Types/>"}, **parts)) is kind


@pytest.mark.parametrize(
    ("mark", "key"),
    [
        ("wordprocessingml.document.main+xml", "docm"),
        ("spreadsheetml.sheet.main+xml", "xlsm"),
        ("ms-excel.other", "xlsm"),
    ],
)
@pytest.mark.parametrize("name", ["word/vbaProject.bin", "VBAPROJECT.BIN", "a/b/vbaproject.bin"])
def test_detect_kind_of_package_with_macros(mark: str, key: str, name: str) -> None:
    """A package with macros is refused, wherever they are."""
    assert refused_kind(rewrite(types(mark), {name: b"x"})) == key


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (b"application/vnd.oasis.opendocument.text-template", "odt"),
        (b"application/vnd.oasis.opendocument.spreadsheet-template", "ods"),
        (b"x" * 96 + b"text", "odt"),
        (b"x" * 97 + b"text", "zip"),
        (b"x" * 100 + b"spreadsheet", "zip"),
    ],
)
def test_detect_kind_of_open_document(said: bytes, key: str) -> None:
    """An OpenDocument file is what its first part says, in a hundred characters."""
    assert refused_kind(archive(mimetype=said)) == key


def test_detect_kind_of_damaged_archive() -> None:
    """An archive that is cut is refused as damaged, with what to do."""
    for content in (word("一")[:-300], b"PK\x05\x06", b"PK\x07\x08x"):
        with pytest.raises(DocumentError) as caught:
            detect_kind(content)
        (problem,) = caught.value.problems
        assert problem.expected == (
            "a .docx or .xlsx file that is whole: save or download it again"
        )
        assert problem.excerpt == "a damaged one"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"GIF87a", "image"),
        (b"GIF89a", "image"),
        (b"II*\0", "image"),
        (b"MM\0*", "image"),
        (b"CAJ\0", "caj"),
        (b"HN\0\0", "caj"),
        (b"RIFF1234WEBP", "image"),
        (b"RIFF1234WAVE\0", "binary"),
        (b"BM" + bytes(12) + b"\x7c\0\0\0", "image"),
        (b"BM" + bytes(12) + b"\x7c\0\0\1", "binary"),
        (b"BM" + bytes(12) + b"\x29\0\0\0", "binary"),
        (b"xBM" + bytes(11) + b"\x28\0\0\0", "binary"),
        (compound("Workbook") + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (compound("Book"), "xls"),
        (compound("EtWorkBook"), "et"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    ],
)
def test_refused_kind_by_first_bytes(content: bytes, key: str) -> None:
    """The first bytes name what is not read, and no bytes elsewhere."""
    assert refused_kind(content) == key


def test_detect_kind_of_pdf_behind_other_bytes() -> None:
    """A PDF may begin within the first 1024 bytes."""
    assert detect_kind(b" " * 1019 + b"%PDF-1.7") is Kind.PDF
    assert detect_kind(b" " * 1020 + b"%PDF-1.7") is Kind.TEXT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-be"])
@pytest.mark.parametrize("shift", range(4))
def test_detect_kind_of_text_that_is_cut(encoding: str, shift: int) -> None:
    """The beginning of a text may end within a character, in every encoding."""
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    content = mark + ("x" * shift + "\n# 总体要求\n" + "完善服务贸易促进机制" * 999).encode(
        encoding
    )
    assert detect_kind(content) is Kind.MARKDOWN
    assert refused_kind(content) is None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  https://www.example.gov.cn/a \n", "url"),
        ("ftp://example.gov.cn/x", "url"),
        ("file:///home/plan.docx", "url"),
        ("见 https://www.example.gov.cn/a", None),
        ("https://www.example.gov.cn/a 方案", None),
        ('\ufeff<?xml version="1.0"?><x/>', "xml"),
        (' \n<?xml version="1.0"?><x/>', "xml"),
        ('<?xml version="1.0"?><office:document/>', "wordxml"),
        ('<?xml version="1.0"?><w:wordprocessingml/>', "wordxml"),
        ("MIME-Version: 1.0\nContent-Type: multipart/related\n", "mht"),
        ("From: a\nSubject: b\n c\nMIME-Version: 1.0\nContent-Type: multipart/related\n", "mht"),
        ("MIME-Version: 1.0\nContent-Type: text/plain\n", None),
        ("multipart/related", None),
        ("甲\0乙", "binary"),
        ("甲" * 4095 + "\0", "binary"),
        ("甲" * 4096 + "\0", None),
    ],
)
def test_refused_kind_of_text(text: str, key: str | None) -> None:
    """Addresses, XML, web archives and what is no text are told apart by the beginning."""
    assert refused_kind(text) == key
    if key is None:
        assert detect_kind(text) is Kind.TEXT
    else:
        with pytest.raises(DocumentError):
            detect_kind(text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("\ufeff<!doctype HTML><p>甲", Kind.HTML),
        ("<!-- 注 --><html>", Kind.HTML),
        ("<p>甲<br>乙</p>", Kind.TEXT),
        ("<p>甲<br>乙<br>丙", Kind.HTML),
        ("序号,举措,单位\n1,甲,乙\n", Kind.CSV),
        ("序号,举措,单位\r1,甲,乙\r", Kind.CSV),
        ("序号,举措,单位\n\n1,甲,乙\n", Kind.CSV),
        ("序号,举措,单位\n", Kind.TEXT),
        ("序号,举措\n1,甲\n", Kind.TEXT),
        ("序号,举措,单位\n1,甲\n", Kind.TEXT),
        (f"序号,{'举' * 20},单位\n1,甲,乙\n", Kind.CSV),
        (f"序号,{'举' * 21},单位\n1,甲,乙\n", Kind.TEXT),
        ("序号,,单位\n1,甲,乙\n", Kind.TEXT),
        ("序号,举措\t单位\t时限\n1,甲\t乙\t丙\n", Kind.CSV),
        ("甲,乙\n丙\t丁\t戊\n", Kind.TEXT),
        ("甲\n# 总体要求\n", Kind.MARKDOWN),
        ("甲\n```\n乙\n", Kind.MARKDOWN),
        ("甲 # 乙\n", Kind.TEXT),
    ],
)
def test_detect_kind_of_text(text: str, kind: Kind) -> None:
    """A page has tags, a table equal rows below short headings, Markdown its marks."""
    assert detect_kind(text) is kind


def test_detect_kind_by_name_before_marks() -> None:
    """A name says Markdown or CSV before tags; of a text it says that it is no table."""
    tags, rows = "<p>甲<br>乙<br>丙", "序号,举措,单位\n1,甲,乙\n"
    assert [detect_kind(tags, f"a.{end}") for end in ("md", "MARKDOWN", "csv", "txt")] == [
        *(Kind.MARKDOWN, Kind.MARKDOWN, Kind.CSV, Kind.HTML)
    ]
    assert [detect_kind(rows, f"a.b.{end}") for end in ("md", "tsv", "txt", "TEXT", "x")] == [
        *(Kind.MARKDOWN, Kind.CSV, Kind.TEXT, Kind.TEXT, Kind.CSV)
    ]
    assert detect_kind(rows.encode(), "a.txt") is Kind.TEXT
    assert detect_kind("# 甲\n", "a.txt") is Kind.MARKDOWN


def test_detect_kind_of_table_whose_beginning_is_cut() -> None:
    """The last row of the beginning may be cut; the others have to be equal."""
    row = "1,甲,乙\n"
    head = "序号,举措,单位\n"
    long = head + row * 999
    assert detect_kind(long) is Kind.CSV
    assert detect_kind(head + row * 99 + "1,甲\n" + row * 999) is Kind.TEXT
    assert detect_kind(head + "1,甲" + "甲" * 5000 + ",乙\n") is Kind.TEXT


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("方案.PDF", "pdf"),
        ("方案.wps", "wps"),
        ("a.docx.txt", "txt"),
        ("方案.dotx", None),
        ("方案.DOCX", None),
        ("方案.xyz", None),
        (".pdf", None),
        ("", None),
        (None, None),
    ],
)
def test_read_file_names_wrong_suffix(name: str | None, suffix: str | None) -> None:
    """The remark names the suffix and the kind; a suffix that is not known says nothing."""
    remarks = read_file(word("一、总体要求"), name).remarks
    assert [(remark.kind, str(remark)) for remark in remarks] == [
        (RemarkKind.FILE_NAME, f"The name ends in .{suffix}, but it is a .docx file.")
    ] * (suffix is not None)
