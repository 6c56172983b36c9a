r"""Files of all formats as blocks: paragraphs and tables in their order, with what was left out.

>>> content = read_file("一、总体要求\n（一）改善口岸环境。".encode(), "plan.txt")
>>> content.kind, [block.text for block in content.paragraphs]
(<Kind.TEXT: 'txt'>, ['一、总体要求', '（一）改善口岸环境。'])
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from ...exceptions import MissingExtraError
from .blocks import (
    Block,
    Cell,
    FileContent,
    FilePlace,
    Metadata,
    MetadataField,
    Paragraph,
    Remark,
    RemarkKind,
    Segment,
    TableBlock,
    Track,
    untracked,
)
from .detection import (
    CONVERTIBLE,
    READ,
    REFUSED,
    Kind,
    detect_kind,
    mismatched_suffix,
    refused_kind,
)
from .limits import check_size
from .tables import check_tables
from .wrapping import join_paragraphs

__all__ = [
    "CONVERTIBLE",
    "READ",
    "REFUSED",
    "Block",
    "Cell",
    "FileContent",
    "FilePlace",
    "Kind",
    "Metadata",
    "MetadataField",
    "Paragraph",
    "Remark",
    "RemarkKind",
    "Segment",
    "TableBlock",
    "Track",
    "detect_kind",
    "join_paragraphs",
    "read_file",
    "refused_kind",
    "untracked",
]


def read_file(
    content: bytes | str, name: str | None = None, *, track: Track = untracked
) -> FileContent:
    """Read a file of any kind that is read: .txt, .md, .html, .docx, .pdf, .xlsx or .csv.

    Args:
        content: The bytes of the file, or its text.
        name: The name of the file, if it has one. The bytes say what kind of file it is; the suffix
            only tells plain text, Markdown and CSV apart.
        track: What the pages of a PDF go through, with their number.

    Returns:
        Its paragraphs and tables in their order, what it says of itself, and what was left out.

    Raises:
        DocumentError: it is of a kind that is not read, damaged, encrypted, or larger than a
            document is; the error says which, and what to do.
        MissingExtraError: the extra ``documents`` is not installed, for a workbook ``excel``.
    """
    check_size(len(content))
    kind = detect_kind(content, name)
    read = _reader(kind, content, track)
    result = read()
    check_tables(result.tables)
    suffix = mismatched_suffix(kind, name)
    if suffix is None:
        return result
    message = f"The name ends in .{suffix}, but it is a .{kind.value} file."
    return attrs.evolve(result, remarks=(Remark(RemarkKind.FILE_NAME, message), *result.remarks))


# The names under which the libraries are installed.
_LIBRARIES = {"docx": "python-docx", "markdown_it": "markdown-it-py"}


def _reader(  # noqa: PLR0911  # one for each kind
    kind: Kind, content: bytes | str, track: Track
) -> Callable[[], FileContent]:
    """Return what reads a kind of file; the libraries are imported for those that need them."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    try:
        # Most programs read no files, and a text needs no library.
        if kind is Kind.WORD:
            from .word import read_word

            return lambda: read_word(data)
        if kind is Kind.PDF:
            from .pdf import read_pdf

            return lambda: read_pdf(data, track)
        if kind is Kind.EXCEL:
            from .excel import read_excel

            return lambda: read_excel(data)
        if kind is Kind.HTML:
            from .web import read_html

            return lambda: read_html(content)
        if kind is Kind.MARKDOWN:
            from .markdown import read_markdown

            return lambda: read_markdown(content)
        if kind is Kind.CSV:
            from .delimited import read_csv

            return lambda: read_csv(content)
        from .text import read_text
    except ImportError as error:
        library = (error.name or "a library").partition(".")[0]
        extra = "excel" if kind is Kind.EXCEL else "documents"
        raise MissingExtraError(_LIBRARIES.get(library, library), extra) from error
    return lambda: read_text(content)
