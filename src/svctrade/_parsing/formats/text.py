"""Plain text, also the text layer of a PDF that was saved as text."""

from __future__ import annotations

import codecs
import contextlib
import re
from collections import Counter, deque
from collections.abc import Sequence

from .blocks import FileContent, FilePlace, Remark, RemarkKind
from .detection import Kind
from .limits import refuse
from .metadata import split_metadata_lines
from .patterns import tidy, visual_width
from .wrapping import TextLine, join_paragraphs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DASHED_NUMBER = re.compile(
    r"[-—–－―─·•]+\s*[0-9０-９]{1,4}\s*[-—–－―─·•]+"
    r"|第\s*[0-9０-９]{1,4}\s*页(?:\s*[,，/]?\s*共\s*[0-9０-９]{1,4}\s*页)?"
    r"|[Pp]age\s+[0-9]{1,4}(?:\s+of\s+[0-9]{1,4})?"
)
_BARE_NUMBER = re.compile(r"[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?")
_FEWEST_PAGES = 2
_LEAST_LINES_OF_PAGE = 12
_INDENTATION = " \t\xa0\u3000"
_SHARE_OF_GAPS = 0.15


def decode_text(content: bytes | str) -> tuple[str, list[Remark]]:
    """Return the text of a file: UTF-8 or GB 18030, or as its byte order mark says.

    Raises:
        DocumentError: it is in no such encoding, or has NUL characters or surrogates.
    """
    remarks: list[Remark] = []
    text = content if isinstance(content, str) else _decoded(content, remarks)
    text = text.removeprefix("\ufeff")
    check_characters(text)
    return text.replace("\r\n", "\n").replace("\r", "\n"), remarks


def check_characters(text: str) -> None:
    """Refuse a text with characters that no text has: NUL, and halves of a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise refuse("text in Unicode", line=line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise refuse("text, which has no NUL characters", line=line)


def _decoded(content: bytes, remarks: list[Remark]) -> str:
    marked = (encoding for mark, encoding in _MARKS if content.startswith(mark))
    encoding = next(marked, "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            with contextlib.suppress(UnicodeDecodeError):
                text = content.decode("gb18030")
                remarks.append(Remark(RemarkKind.ENCODING, "The text was read as GB 18030."))
                return text
        line = error.object[: error.start].decode(encoding).count("\n") + 1
        names = (
            "UTF-8 or GB 18030" if encoding == "utf-8" else encoding.removesuffix("-sig").upper()
        )
        raise refuse(f"text in {names}", line=line) from error


def read_text(content: bytes | str) -> FileContent:
    r"""Read plain text: a paragraph a line, or wrapped lines that are joined.

    Raises:
        DocumentError: the text cannot be decoded.

    >>> [block.text for block in read_text("一、总体要求\n（一）改善口岸环境。").blocks]
    ['一、总体要求', '（一）改善口岸环境。']
    """
    text, remarks = decode_text(content)
    lines = _lines(text)
    lines = _without_page_numbers(lines, remarks)
    metadata, lines = split_metadata_lines(lines)
    blocks = join_paragraphs(lines)
    joined = len(lines) - len(blocks)
    if joined:
        message = "Lines were joined into paragraphs; where a paragraph ends is assumed."
        remarks.append(Remark(RemarkKind.JOINED, message, count=joined))
    return FileContent(Kind.TEXT, tuple(blocks), metadata, tuple(remarks))


def _lines(text: str) -> list[TextLine]:
    """Return the lines that are not empty, a form feed or an empty line before them noted."""
    lines: list[TextLine] = []
    gap = False
    depths: list[float] = []
    for number, raw in enumerate(text.split("\n"), 1):
        gap = gap or "\f" in raw
        line = raw.replace("\f", "")
        stripped = tidy(line)
        if not stripped:
            gap = True
            continue
        indentation = line[: len(line) - len(line.lstrip(_INDENTATION))]
        depths.append(visual_width(indentation.replace("\t", "    ")))
        lines.append(TextLine(stripped, FilePlace(number), after_gap=gap))
        gap = False
    return _indented(lines, depths)


def wrapped_lines(text: str, numbers: Sequence[int]) -> list[TextLine]:
    """Return the lines of *text* with these numbers, to be joined into paragraphs."""
    wanted = set(numbers)
    return [line for line in _lines(text) if line.place.line in wanted]


def _indented(lines: list[TextLine], depths: list[float]) -> list[TextLine]:
    """Mark the lines that begin further right than most of the others."""
    usual = min(Counter(depths).most_common(2), default=(0.0, 0))[0]
    # Rare gaps are where a page ended, and say nothing about paragraphs.
    gaps = sum(line.after_gap for line in lines) > _SHARE_OF_GAPS * len(lines)
    return [
        TextLine(line.text, line.place, depth >= usual + 1.5, gaps and line.after_gap)
        for line, depth in zip(lines, depths, strict=True)
    ]


def _without_page_numbers(lines: list[TextLine], remarks: list[Remark]) -> list[TextLine]:
    dashed = {at for at, line in enumerate(lines) if _DASHED_NUMBER.fullmatch(line.text)}
    found = dashed | counted_pages([line.text for line in lines])
    if not found:
        return lines
    texts = ", ".join(lines[at].text for at in sorted(found)[:5])
    remarks.append(
        Remark(RemarkKind.PAGE_NUMBER, "Page numbers were left out.", texts, count=len(found))
    )
    return [line for at, line in enumerate(lines) if at not in found]


def counted_pages(texts: Sequence[str]) -> set[int]:
    """Return the indices of lines that are nothing but a number, where the numbers count pages."""
    chains: list[list[int]] = []
    # The chains by the number that would continue them, those that ended first before the others.
    waiting: dict[int, deque[list[int]]] = {}
    for at, text in enumerate(texts):
        if not text[:1].isdigit() or not _BARE_NUMBER.fullmatch(text):
            continue
        number = int(text.split("/")[0])
        candidates = waiting.get(number)
        if candidates and at - candidates[0][-1] >= _LEAST_LINES_OF_PAGE:
            chain = candidates.popleft()
            chain.append(at)
        else:
            chain = [at]
            chains.append(chain)
        waiting.setdefault(number + 1, deque()).append(chain)
    return {at for chain in chains if len(chain) > _FEWEST_PAGES for at in chain}
