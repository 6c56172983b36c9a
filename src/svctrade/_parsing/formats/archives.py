"""The XML inside Office files, checked before a library parses it."""

from __future__ import annotations

import io
import re
import zipfile

from ...exceptions import DocumentError
from .limits import ARCHIVE_ERRORS, MOST_UNPACKED, check_archive, refuse

_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']([^\"'>]{1,40})[\"']")
# In these the marks of XML are bytes of ASCII, so that a declaration cannot be hidden.
_ENCODINGS = re.compile(
    rb"utf-?8|(?:us-)?ascii|iso-8859-\d+|windows-125\d|gb2312|gbk|gb18030|big5", re.IGNORECASE
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF32 = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")
_UTF8 = b"\xef\xbb\xbf"
_FIRST = 64
_WHOLE = "an Office file that is whole: open it in Word, Excel or WPS and save it again"


def check_xml(content: bytes) -> dict[str, bytes]:
    """Refuse an Office file that unpacks to too much, is damaged, or declares entities.

    Returns:
        Its parts of XML, by their names.
    """
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            check_archive(archive)
            for name in archive.namelist():
                with archive.open(name) as part:
                    first = part.read(_FIRST)
                    if not (name.lower().endswith(_XML) or _looks_like_xml(first)):
                        continue
                    parts[name] = first + part.read(left + 1)
                left -= len(parts[name])
                _check_part(name, parts[name], left)
    except DocumentError:
        raise
    except ARCHIVE_ERRORS as error:
        raise refuse(_WHOLE, f"a damaged or encrypted one ({error})") from error
    return parts


def _looks_like_xml(first: bytes) -> bool:
    """Whether a part of another name begins as XML: the file may use it as such."""
    return first.startswith(_UTF16) or first.removeprefix(_UTF8).lstrip(b" \t\r\n\0").startswith(
        (b"<", b"+ADw")
    )


def _check_part(name: str, part: bytes, left: int) -> None:
    if left < 0:
        raise refuse(f"a file of at most {MOST_UNPACKED} bytes unpacked", f"{name} (a zip bomb?)")
    if part.startswith(_UTF16) and not part.startswith(_UTF32):
        part = part.decode("utf-16", "replace").encode()
    else:
        said = _ENCODING.match(part.removeprefix(_UTF8))
        if b"\0" in part[:4] or (said and not _ENCODINGS.fullmatch(said[1])):
            found = (
                f"{name} in {said[1].decode('ascii', 'replace') if said else 'another encoding'}"
            )
            raise refuse("XML in UTF-8 or in UTF-16 with a byte order mark", found)
    if _DECLARATION.search(part):
        raise refuse(
            "XML without a document type or entities of its own", f"a document type in {name}"
        )
