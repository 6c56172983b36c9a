"""The XML inside Office files, checked before a library parses it."""

from __future__ import annotations

import io
import re
import zipfile

from svctrade.exceptions import DocumentError

from .limits import ARCHIVE_ERRORS, MOST_UNPACKED, check_archive, refuse

_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
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
                if name.lower().endswith(_XML):
                    with archive.open(name) as part:
                        parts[name] = part.read(left + 1)
                    left -= len(parts[name])
                    _check_part(name, parts[name], left)
    except DocumentError:
        raise
    except ARCHIVE_ERRORS as error:
        raise refuse(_WHOLE, f"a damaged or encrypted one ({error})") from error
    return parts


def _check_part(name: str, part: bytes, left: int) -> None:
    if left < 0:
        raise refuse(f"a file of at most {MOST_UNPACKED} bytes unpacked", f"{name} (a zip bomb?)")
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        part = part.decode("utf-16", "replace").encode()
    if _DECLARATION.search(part):
        raise refuse(
            "XML without a document type or entities of its own", f"a document type in {name}"
        )
