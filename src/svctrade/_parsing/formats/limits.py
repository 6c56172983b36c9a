"""How large a document may be, and the error for what is larger, damaged or hostile."""

from __future__ import annotations

import struct
import zipfile
import zlib

from ...exceptions import DocumentError, Problem

# What zipfile raises for an archive that is damaged or encrypted.
ARCHIVE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
MOST_BYTES = 64 * 1024 * 1024
# What an Office file may be unpacked: its parts of XML, and all of it with its images.
MOST_XML = 128 * 1024 * 1024
MOST_UNPACKED = 512 * 1024 * 1024
MOST_PARTS = 10_000
# Real XML of Office is packed 1 : 10 to 1 : 30; repeated empty rows reach 1 : 200.
_HIGHEST_RATIO = 500
_SMALL = 1024 * 1024
# Of all tables of a file together.
MOST_CELLS = 2_000_000
MOST_CHARACTERS = 16 * 1024 * 1024
MOST_SHEETS = 1_000
MOST_ROWS = 1_048_576  # of a sheet of Excel
MOST_COLUMNS = 16_384
MOST_PAGES = 5_000
MOST_DEPTH = 200
_XML = (".xml", ".rels", ".vml")


def refuse(
    expected: str, found: str = "", *, line: int = 1, path: str | None = None
) -> DocumentError:
    """Return the error for a file that cannot be read.

    >>> print(refuse("a PDF that is whole", "a damaged PDF"))
    1 problem in the document:
      line 1, column 1: expected a PDF that is whole, found 'a damaged PDF'
    """
    return DocumentError((Problem(line, 1, found, expected, path),))


def check_size(size: int) -> None:
    """Refuse a file of more bytes than a document has."""
    if size > MOST_BYTES:
        raise refuse(f"a file of at most {MOST_BYTES} bytes", f"{size} bytes")


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse an archive that unpacks to more than a document has, before it is unpacked."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS:
        raise refuse(f"a file of at most {MOST_PARTS} parts", f"{len(parts)} parts (a zip bomb?)")
    unpacked = xml = 0
    for part in parts:
        unpacked += part.file_size
        if part.filename.lower().endswith(_XML):
            xml += part.file_size
        ratio = part.file_size / max(part.compress_size, 1)
        if part.file_size > _SMALL and ratio > _HIGHEST_RATIO:
            found = f"{part.filename} packed 1:{ratio:.0f} (a zip bomb?)"
            raise refuse("parts packed as in an Office file", found)
    if unpacked > MOST_UNPACKED or xml > MOST_XML:
        found = f"{unpacked} bytes unpacked (a zip bomb?)"
        raise refuse(f"a file of at most {MOST_UNPACKED} bytes unpacked, {MOST_XML} of XML", found)
