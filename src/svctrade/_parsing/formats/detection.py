"""What kind of file something is, as its bytes say; what is not read is refused by its name."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from enum import Enum
from pathlib import PurePath

from ...exceptions import DocumentError
from .csv_rows import read_rows
from .limits import ARCHIVE_ERRORS, check_archive, refuse


class Kind(Enum):
    """The kinds of file that are read, by their usual suffix."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    WORD = "docx"
    PDF = "pdf"
    EXCEL = "xlsx"
    CSV = "csv"


READ = ".txt, .md, .html, .docx, .pdf, .xlsx or .csv"
# What each kind of file that is not read is called, and what to do with it.
_SAVE_AS_DOCX = "open it in Word or WPS and save it as .docx, or convert it with LibreOffice"
_SAVE_AS_XLSX = "open it in Excel or WPS and save it as .xlsx, or convert it with LibreOffice"
_WHOLE = "a .docx or .xlsx file that is whole: save or download it again"
_USE_OCR = "recognise its text first (OCR), for example with ocrmypdf, tesseract or PaddleOCR"
_REMOVE_PASSWORD = "open it with its password and save it without one"  # noqa: S105
_NO_MACROS = "save it without macros, as"
_UNPACK = "unpack it and give the document in it"
REFUSED = {
    "doc": ("a Word 97-2003 document (.doc)", _SAVE_AS_DOCX),
    "wps": ("a WPS document (.wps)", _SAVE_AS_DOCX),
    "xls": ("an Excel 97-2003 workbook (.xls)", _SAVE_AS_XLSX),
    "et": ("a WPS workbook (.et)", _SAVE_AS_XLSX),
    "ppt": ("a PowerPoint 97-2003 presentation (.ppt)", "give the document itself"),
    "ole": ("an Office 97-2003 file", _SAVE_AS_DOCX),
    "encrypted": ("an Office file with a password", _REMOVE_PASSWORD),
    "rtf": ("a Rich Text document (.rtf)", _SAVE_AS_DOCX),
    "ofd": ("an OFD document (.ofd)", "open it in an OFD reader and export it as .pdf"),
    "odt": ("an OpenDocument text (.odt)", _SAVE_AS_DOCX),
    "ods": ("an OpenDocument spreadsheet (.ods)", _SAVE_AS_XLSX),
    "docm": ("a Word document with macros (.docm)", f"{_NO_MACROS} .docx"),
    "xlsm": ("a workbook with macros (.xlsm)", f"{_NO_MACROS} .xlsx"),
    "xlsb": ("a binary workbook (.xlsb)", _SAVE_AS_XLSX),
    "pptx": ("a presentation (.pptx)", "give the document itself"),
    "zip": ("an archive (.zip)", _UNPACK),
    "rar": ("an archive (.rar)", _UNPACK),
    "7z": ("an archive (.7z)", _UNPACK),
    "gz": ("a compressed file (.gz)", _UNPACK),
    "caj": ("a CAJ document (.caj)", "open it in CAJViewer and export it as .pdf"),
    "mht": ("a web archive (.mht)", "save the page as “web page, HTML only” (.html)"),
    "wordxml": ("a document in Word's flat XML", _SAVE_AS_DOCX),
    "xml": ("an XML file", "give the document itself"),
    "image": ("an image", _USE_OCR),
    "url": ("a web address", "save the page in the browser (.html) and give the file"),
    "binary": ("a file of no known kind", "give the document itself"),
}
# The kinds that LibreOffice converts, and to which format.
CONVERTIBLE = {
    **dict.fromkeys(("doc", "wps", "rtf", "odt", "wordxml"), "docx"),
    **dict.fromkeys(("xls", "et", "ods", "xlsb"), "xlsx"),
}

_URL = re.compile(r"\s*(?:https?|ftp|file)://\S+\s*")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MAGIC = (
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b\x08", "gz"),
    (b"CAJ\x00", "caj"),
    (b"HN\x00\x00", "caj"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF87a", "image"),
    (b"GIF89a", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x00\x00\x00\x0cjP", "image"),
    (b"\x00\x00\x00\x1cftypheic", "image"),
)
_RIFF, _WEBP, _BITMAP = b"RIFF", b"WEBP", b"BM"
_BITMAP_HEADER = (12, 40, 52, 56, 64, 108, 124)
# The names of streams in a compound file, as its directory has them.
_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("WpsDocument", "wps"),
    ("EtWorkBook", "et"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
)
_MAIN_PARTS = (
    ("wordprocessingml.document.main+xml", Kind.WORD),
    ("spreadsheetml.sheet.main+xml", Kind.EXCEL),
    ("wordprocessingml.template.main+xml", Kind.WORD),
    ("spreadsheetml.template.main+xml", Kind.EXCEL),
    ("ms-word.document.macroEnabled", "docm"),
    ("ms-word.template.macroEnabled", "docm"),
    ("ms-excel.sheet.macroEnabled", "xlsm"),
    ("ms-excel.template.macroEnabled", "xlsm"),
    ("ms-excel.sheet.binary", "xlsb"),
    ("presentationml", "pptx"),
)
_HEAD = 4096
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_PARTS = re.compile(r"<(?:p|div|table|tr|td|br|span|h[1-6]|ul|ol|li)\b[^<>]*>", re.IGNORECASE)
_FEWEST_TAGS = 3
_MHT = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^(?:#{1,6}[ \t]+\S|\|?[ \t]*:?-{3,}:?[ \t]*\|[ \t|:-]*$|```|~~~)", re.MULTILINE
)


def detect_kind(content: bytes | str, name: str | None = None) -> Kind:
    """Return what kind of file *content* is.

    The bytes decide. The suffix of *name* is asked only where they cannot: between plain text,
    Markdown and CSV.

    Raises:
        DocumentError: it is of a kind that is not read; the error names it and says what to do.

    >>> detect_kind(b"%PDF-1.7")
    <Kind.PDF: 'pdf'>
    """
    if isinstance(content, str):
        return _kind_of_text(content, _suffix(name))
    found = _kind_of_bytes(content)
    if isinstance(found, Kind):
        return found
    if found is not None:
        raise refusal(found)
    return _kind_of_text(decode_head(content), _suffix(name))


def refused_kind(content: bytes | str) -> str | None:
    r"""Return the key in ``REFUSED`` of a kind of file that is not read, or ``None``.

    >>> refused_kind(b"{\\rtf1")
    'rtf'
    """
    found = _kind_of_bytes(content) if isinstance(content, bytes) else None
    if found is None:
        text = content if isinstance(content, str) else decode_head(content)
        return _refused_text(text.removeprefix("\ufeff"))
    return None if isinstance(found, Kind) else found


def refusal(key: str) -> Exception:
    """Return the error for a kind of file that is not read."""
    found, advice = REFUSED[key]
    return refuse(f"a document or table in {READ} ({advice})", found)


def mismatched_suffix(kind: Kind, name: str | None) -> str | None:
    """Return the suffix of *name* where it says another kind than *kind*, else ``None``.

    >>> mismatched_suffix(Kind.WORD, "plan.pdf")
    'pdf'
    """
    suffix = _suffix(name)
    said = _SUFFIXES.get(suffix, suffix if suffix in REFUSED else None)
    plain = (Kind.TEXT, Kind.MARKDOWN, Kind.CSV)
    if said is None or said is kind or (kind in plain and said in plain):
        return None
    return suffix


_SUFFIXES = {
    **{kind.value: kind for kind in Kind},
    "htm": Kind.HTML,
    "xhtml": Kind.HTML,
    "shtml": Kind.HTML,
    "markdown": Kind.MARKDOWN,
    "tsv": Kind.CSV,
    "text": Kind.TEXT,
    "dotx": Kind.WORD,
    "xltx": Kind.EXCEL,
}


def _suffix(name: str | None) -> str:
    return PurePath(name or "").suffix.lower().removeprefix(".")


def _kind_of_bytes(content: bytes) -> Kind | str | None:
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(_ZIP):
        return _kind_of_archive(content)
    if content.startswith(_OLE):
        return _kind_of_compound(content)
    if content.startswith(_RIFF) and content[8:12] == _WEBP:
        return "image"
    if content.startswith(_BITMAP) and int.from_bytes(content[14:18], "little") in _BITMAP_HEADER:
        return "image"
    return next((kind for magic, kind in _MAGIC if content.startswith(magic)), None)


def _kind_of_archive(content: bytes) -> Kind | str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive)
            names = set(archive.namelist())
            if "OFD.xml" in names:
                return "ofd"
            if "mimetype" in names:
                said = archive.read("mimetype")[:100]
                return "ods" if b"spreadsheet" in said else "odt" if b"text" in said else "zip"
            if "[Content_Types].xml" not in names:
                return "zip"
            types = archive.read("[Content_Types].xml").decode("utf-8", "replace")
    except DocumentError:
        raise
    except ARCHIVE_ERRORS as error:
        raise refuse(_WHOLE, "a damaged one") from error
    if any(part.rpartition("/")[2].lower() == "vbaproject.bin" for part in names):
        return "xlsm" if "spreadsheetml" in types or "ms-excel" in types else "docm"
    # A damaged one may have its parts, and not say what they are.
    parts = (Kind.WORD if "word/document.xml" in names else None) or (
        Kind.EXCEL if "xl/workbook.xml" in names else None
    )
    return next((kind for mark, kind in _MAIN_PARTS if mark in types), parts or "zip")


def _kind_of_compound(content: bytes) -> str:
    for stream, kind in _STREAMS:
        if stream.encode("utf-16-le") in content:
            return kind
    return "ole"


def decode_head(content: bytes) -> str:
    """Return the beginning of a file as text, whatever its encoding."""
    head = content[:_HEAD]
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    try:
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        return decoder.decode(head)
    except UnicodeDecodeError:
        return head.decode("gb18030", "replace")


def _refused_text(text: str) -> str | None:
    head = text[:_HEAD]
    if _URL.fullmatch(head):
        return "url"
    if _HTML.match(head):
        return None
    if head.lstrip().startswith("<?xml"):
        return "wordxml" if "wordprocessingml" in head or "office:document" in head else "xml"
    if _MHT.match(head) and "multipart/related" in head:
        return "mht"
    return "binary" if "\0" in head else None


def _kind_of_text(text: str, suffix: str) -> Kind:
    head = text[:_HEAD].removeprefix("\ufeff")
    refused = _refused_text(head)
    if refused is not None:
        raise refusal(refused)
    if _HTML.match(head):
        return Kind.HTML
    said = _SUFFIXES.get(suffix)
    if said in (Kind.MARKDOWN, Kind.CSV):
        return said
    if len(_HTML_PARTS.findall(head)) >= _FEWEST_TAGS:
        return Kind.HTML
    if said is not Kind.TEXT and _is_csv(head):
        return Kind.CSV
    return Kind.MARKDOWN if _MARKDOWN.search(head) else Kind.TEXT


_FEWEST_ROWS, _FEWEST_COLUMNS, _LONGEST_HEADING = 2, 3, 20


def _is_csv(head: str) -> bool:
    """Return whether all rows have the same columns, with short headings above them."""
    text = head.replace("\r", "\n")
    for delimiter in ",\t":
        rows = [row for _, row in read_rows(text, delimiter, strict=False) if row]
        if len(head) == _HEAD:  # the last row may be cut
            rows = rows[:-1]
        if len(rows) < _FEWEST_ROWS or len(rows[0]) < _FEWEST_COLUMNS:
            continue
        short = all(0 < len(cell) <= _LONGEST_HEADING for cell in rows[0])
        if short and len({len(row) for row in rows}) == 1:
            return True
    return False
