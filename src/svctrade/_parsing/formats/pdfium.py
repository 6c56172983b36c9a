"""The pages of a PDF as pdfium gives them: characters with their boxes, ruled lines, images.

pdfium has no types of its own and is not safe in threads; both stay in this module.
"""

from __future__ import annotations

import base64
import ctypes
import io
import re
import threading
import zlib
from bisect import bisect_right
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from itertools import pairwise
from typing import Any, NamedTuple

import attrs
import pypdfium2  # pyright: ignore[reportMissingTypeStubs]

from ..._io import release_at_fork
from .limits import MOST_PAGES, refuse

_raw: Any = import_module("pypdfium2.raw")
_pdfium: Any = pypdfium2
_WHOLE = "a PDF that is whole: save or download it again"
_LOCK = threading.Lock()
release_at_fork(_LOCK)
_PASSWORD_ERROR = 4
_TEXT, _PATH, _IMAGE, _FORM = 1, 2, 3, 5
_MOST_OBJECTS = 50_000  # of a page, beside text
_MOST_DRAWINGS = 1_000_000  # of a file
_MOST_CHARACTERS = 2_000_000  # of a page
_DEEPEST_FORM = 5
_THIN = 2.5
_SHORTEST_RULE = 4.0
_MOVE = 2
_NO_NOTES = (2, 16)  # links, and the windows of notes
_HIGH, _LOW = range(0xD800, 0xDC00), range(0xDC00, 0xE000)  # surrogates
# Text and drawings of a page have some megabytes; images are not unpacked here.
_MOST_STREAM = 64 * 1024 * 1024
_MOST_STREAMS = 512 * 1024 * 1024
_CHUNK, _MOST_AT_ONCE = 64 * 1024, 1024 * 1024


_Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A character, and its box on the page as it is seen; the origin is at the bottom left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    generated: bool = False


@attrs.frozen
class Rule:
    """A ruled line, horizontal or vertical: where it lies, and from where to where."""

    at: float
    start: float
    end: float


class Run(NamedTuple):
    """A piece of a line of text, as pdfium divides it, with the box from its first to its last."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float


@attrs.define
class Page:
    """The content of a page."""

    number: int
    width: float
    height: float
    horizontal: list[Rule] = attrs.Factory(list[Rule])
    vertical: list[Rule] = attrs.Factory(list[Rule])
    images: int = 0
    # Comments and form fields, whose text is in no text layer.
    notes: int = 0
    # Chinese characters whose font is neither in the file nor installed.
    shapeless: int = 0
    # There are so many drawings on it that no table was looked for.
    crowded: bool = False
    # Each line as pdfium divides it; or every character, where a page is turned.
    runs: list[Run] = attrs.Factory(list[Run])
    glyphs: list[Glyph] = attrs.Factory(list[Glyph])


@contextmanager
def open_pdf(content: bytes) -> Generator[tuple[int, Iterator[Page]], None, None]:
    """Open a PDF and give the number of its pages, and the pages one after the other.

    Raises:
        DocumentError: it is damaged, encrypted, or larger than a document is.
    """
    encrypted = b"/Encrypt" in content
    check_streams(content, encrypted=encrypted)
    with _LOCK:
        try:
            document = _pdfium.PdfDocument(content)
        except _pdfium.PdfiumError as error:
            if _raw.FPDF_GetLastError() == _PASSWORD_ERROR or "password" in str(error).lower():
                found = "an encrypted one; open it with its password and save it without one"
                raise refuse("a PDF without a password", found) from error
            raise refuse(_WHOLE, f"a damaged one ({error})") from error
        try:
            if encrypted:  # with restrictions, and without a password to open it
                plain = io.BytesIO()
                document.save(plain, flags=_raw.FPDF_REMOVE_SECURITY)
                check_streams(plain.getvalue(), encrypted=False)
            count = len(document)
            if not 0 < count <= MOST_PAGES:
                raise refuse(f"a PDF of at most {MOST_PAGES} pages", f"{count} pages")
            budget = [_MOST_DRAWINGS]
            yield count, (_read_page(document, at, budget) for at in range(count))
        finally:
            document.close()


_FIRST_CHINESE, _LAST_CHINESE = 0x4E00, 0x9FFF
_FLAT = 0.1  # points: lower than any stroke that can be read
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_DICTIONARY = 1024
_FILTER = re.compile(rb"/(Flate|Fl|LZW|RunLength|RL|ASCII85|A85|ASCIIHex|AHx)(?:Decode)?\b")
_AS_TEXT = (b"ASCII85", b"A85", b"ASCIIHex", b"AHx")
# How many bytes one byte of a stream unpacks to at most, where the size is not looked up.
_MOST_TIMES = {b"LZW": 1340, b"RunLength": 64, b"RL": 64}
_WHITE_SPACE = b"\0\t\n\f\r "


def check_streams(content: bytes, *, encrypted: bool) -> None:
    """Refuse a PDF whose text and drawings unpack to far more than pages have.

    Of an *encrypted* one, this finds only what is not encrypted.
    """
    total = 0
    for found in _STREAM.finditer(content):
        head = content[max(found.start() - _DICTIONARY, 0) : found.start()].rpartition(b"obj")[2]
        filters = _FILTER.findall(head)
        packed = [name for name in filters if name not in _AS_TEXT]
        if not packed or re.search(rb"/Subtype\s*/Image", head):
            continue
        if len(packed) > 1:
            raise refuse("a PDF whose pages are packed once", "pages packed twice (a zip bomb?)")
        start, stop = found.end(), content.find(b"endstream", found.end())
        if packed[0] in _MOST_TIMES:
            size = (stop - start) * _MOST_TIMES[packed[0]]
        elif filters[0] in _AS_TEXT and not encrypted:
            size = _unpacked_size(_from_text(filters[0], content[start:stop]), 0)
        else:
            size = _unpacked_size(content, start)
        total += size
        if size > _MOST_STREAM or total > _MOST_STREAMS:
            found_size = f"{max(size, total)} bytes unpacked (a zip bomb?)"
            raise refuse(f"pages of at most {_MOST_STREAM} bytes", found_size)


def _from_text(name: bytes, written: bytes) -> bytes:
    """Return the bytes that a stream has written as text."""
    try:
        if name in (b"ASCII85", b"A85"):
            return base64.a85decode(written.partition(b"~>")[0], ignorechars=_WHITE_SPACE)
        digits = written.partition(b">")[0].translate(None, _WHITE_SPACE)
        return bytes.fromhex(digits.decode("ascii") + "0" * (len(digits) % 2))
    except ValueError as error:
        raise refuse(_WHOLE, f"a damaged one ({error})") from error


def _unpacked_size(content: bytes, start: int) -> int:
    """Return how many bytes a stream unpacks to, as far as it may."""
    unpacker = zlib.decompressobj()
    size, at, pending = 0, start, b""
    try:
        while size <= _MOST_STREAM and not unpacker.eof:
            if not pending:
                pending, at = content[at : at + _CHUNK], at + _CHUNK
            if not pending:
                break
            size += len(unpacker.decompress(pending, _MOST_AT_ONCE))
            pending = unpacker.unconsumed_tail
    except zlib.error:  # damaged or encrypted: pdfium says so
        return size
    return size


def _read_page(document: Any, at: int, budget: list[int]) -> Page:
    try:
        page = document[at]
        with closing(page):
            result = Page(at + 1, *page.get_size())
            rotation = page.get_rotation()
            result.notes = _count_notes(page)
            _read_objects(page, result, rotation, budget)
            with closing(page.get_textpage()) as text:
                _read_text(text, result, rotation)
    except _pdfium.PdfiumError as error:
        raise refuse(_WHOLE, f"a damaged page {at + 1}") from error
    return result


def _count_notes(page: Any) -> int:
    count = 0
    for at in range(_raw.FPDFPage_GetAnnotCount(page)):
        note = _raw.FPDFPage_GetAnnot(page, at)
        count += _raw.FPDFAnnot_GetSubtype(note) not in _NO_NOTES
        _raw.FPDFPage_CloseAnnot(note)
    return count


def _read_text(text: Any, page: Page, rotation: int) -> None:
    count = _raw.FPDFText_CountChars(text)
    if count > _MOST_CHARACTERS:
        found = f"{count} characters on page {page.number}"
        raise refuse(f"pages of at most {_MOST_CHARACTERS} characters", found)
    if count < 1:
        return
    whole: str = text.get_text_range()
    page.shapeless = _count_shapeless(text, count)
    units = len(whole.encode("utf-16-le", "surrogatepass")) // 2
    if rotation or units != count or units != len(whole):
        page.glyphs = list(_glyphs(text, count, page, rotation))
    else:
        page.runs = list(_runs(text, whole, [] if page.crowded else page.vertical))


def _count_shapeless(text: Any, count: int) -> int:
    """Return how many Chinese characters have no shape, as their font is missing.

    Then, pdfium leaves out a character that is drawn by itself.
    """
    left, right, low, high = (ctypes.c_double() for _ in range(4))
    pointers = [*map(ctypes.byref, (left, right, low, high))]
    found = 0
    for at in range(count):
        if _FIRST_CHINESE <= _raw.FPDFText_GetUnicode(text, at) <= _LAST_CHINESE:
            _raw.FPDFText_GetCharBox(text, at, *pointers)
            found += high.value - low.value < _FLAT and not _is_embedded(text, at)
    return found


def _is_embedded(text: Any, at: int) -> bool:
    """Whether the font of a character is in the file."""
    font = _raw.FPDFTextObj_GetFont(_raw.FPDFText_GetTextObject(text, at))
    return bool(_raw.FPDFFont_GetIsEmbedded(font) == 1)


def _runs(text: Any, whole: str, rules: list[Rule]) -> Iterator[Run]:
    """Yield the lines of pdfium, parted at ruled lines, with the boxes of their ends."""
    start = 0
    box = _raw.FS_RECTF()
    pointer = ctypes.byref(box)
    for line in whole.split("\r\n"):
        stripped = line.rstrip()
        if stripped.strip():
            first = start + len(line) - len(line.lstrip())
            end = start + len(stripped)
            _raw.FPDFText_GetLooseCharBox(text, first, pointer)
            x0, y0, y1 = box.left, box.bottom, box.top
            _raw.FPDFText_GetLooseCharBox(text, end - 1, pointer)
            one = min(y1, box.top) - max(y0, box.bottom) > (box.top - box.bottom) / 2
            x1, y0, y1 = box.right, min(y0, box.bottom), max(y1, box.top)
            run = _run(text, whole, (first, end), (x0, y0, x1, y1))
            if one and not any(run.x0 < edge < run.x1 for edge in _edges(rules, (y0 + y1) / 2)):
                yield run
            else:
                yield from _parted(text, whole, (first, end), rules)
        start += len(line) + 2


def _run(text: Any, whole: str, span: tuple[int, int], ends: _Box) -> Run:
    """Return a piece of a line with the box of its *ends*, its characters in their order.

    Some programs write the characters that a font lacks behind the others of the line.
    """
    box = _raw.FS_RECTF()
    pointer = ctypes.byref(box)
    start, stop = span
    before = ends[0]
    for at in range(start + 1, stop):
        if not whole[at].isspace():
            _raw.FPDFText_GetLooseCharBox(text, at, pointer)
            if box.left < before:
                return _sorted_run(text, whole, span)
            before = box.left
    return Run(_shown(text, whole, start, stop), *ends)


def _sorted_run(text: Any, whole: str, span: tuple[int, int]) -> Run:
    """Return a piece of a line by the places of its characters."""
    box = _raw.FS_RECTF()
    pointer = ctypes.byref(box)
    found: list[Run] = []
    for at in range(*span):
        if not (whole[at].isspace() and _raw.FPDFText_IsGenerated(text, at) == 1):
            _raw.FPDFText_GetLooseCharBox(text, at, pointer)
            found.append(Run(whole[at], box.left, box.bottom, box.right, box.top))
    found.sort(key=lambda run: run.x0)
    low, high = min(run.y0 for run in found), max(run.y1 for run in found)
    shown = "".join(run.text for run in found).strip()
    return Run(shown, found[0].x0, low, max(run.x1 for run in found), high)


def _edges(rules: list[Rule], y: float) -> list[float]:
    """Return where vertical lines cross the height *y*, from left to right."""
    return sorted(rule.at for rule in rules if rule.start <= y <= rule.end)


def _parted(text: Any, whole: str, span: tuple[int, int], rules: list[Rule]) -> Iterator[Run]:
    """Yield the parts of a line that ruled lines part, or that pdfium did not."""
    box = _raw.FS_RECTF()
    pointer = ctypes.byref(box)
    first, end = span
    start, column = first, 0
    x0 = y0 = x1 = y1 = 0.0
    edges: list[float] = []
    for at in range(first, end):
        if whole[at].isspace():
            continue
        _raw.FPDFText_GetLooseCharBox(text, at, pointer)
        below = min(y1, box.top) - max(y0, box.bottom) <= (box.top - box.bottom) / 2
        if below or at == first:
            edges = _edges(rules, (box.bottom + box.top) / 2)
        here = bisect_right(edges, (box.left + box.right) / 2)
        if at == first or below or here != column:
            if at > first:
                yield _run(text, whole, (start, at), (x0, y0, x1, y1))
            start, column, x0, y0, y1 = at, here, box.left, box.bottom, box.top
        x1, y0, y1 = box.right, min(y0, box.bottom), max(y1, box.top)
    yield _run(text, whole, (start, end), (x0, y0, x1, y1))


def _shown(text: Any, whole: str, start: int, end: int) -> str:
    end = start + len(whole[start:end].rstrip())
    return "".join(_without_generated_spaces(text, whole, start, end))


def _without_generated_spaces(text: Any, whole: str, start: int, end: int) -> Iterator[str]:
    """Yield a line without the spaces that only represent the gap beside a Chinese character."""
    line = whole[start:end]
    if " " not in line:
        yield line
        return
    for at, character in enumerate(line, start):
        if character == " ":
            beside = whole[at - 1], whole[at + 1]
            if not all(map(str.isascii, beside)) and _raw.FPDFText_IsGenerated(text, at) == 1:
                continue
        yield character


def _glyphs(text: Any, count: int, page: Page, rotation: int) -> Iterator[Glyph]:
    box = _raw.FS_RECTF()
    pointer = ctypes.byref(box)
    high = 0
    for at in range(count):
        code = _raw.FPDFText_GetUnicode(text, at)
        if code in _HIGH:
            high = code
            continue
        if high and code in _LOW:
            code = 0x10000 + ((high - _HIGH.start) << 10) + code - _LOW.start
        high = 0
        _raw.FPDFText_GetLooseCharBox(text, at, pointer)
        seen = _rotated((box.left, box.bottom, box.right, box.top), page, rotation)
        generated = code in (0x20, 0x0D, 0x0A) and _raw.FPDFText_IsGenerated(text, at) == 1
        yield Glyph(chr(code), *seen, generated)


def _rotated(box: _Box, page: Page, rotation: int) -> _Box:
    """Return a box as it is seen on a page that is turned."""
    x0, y0, x1, y1 = box
    if rotation == 90:  # noqa: PLR2004  # degrees
        return y0, page.height - x1, y1, page.height - x0
    if rotation == 180:  # noqa: PLR2004
        return page.width - x1, page.height - y1, page.width - x0, page.height - y0
    if rotation == 270:  # noqa: PLR2004
        return page.width - y1, x0, page.width - y0, x1
    return box


_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1, 0, 0, 1, 0, 0)


def _read_objects(page: Any, result: Page, rotation: int, budget: list[int]) -> None:
    """Keep the ruled lines of a page, also those inside forms, and count its images."""
    get, kind_of = _raw.FPDFPage_GetObject, _raw.FPDFPageObj_GetType
    items: Iterator[Any] = (get(page, at) for at in range(_raw.FPDFPage_CountObjects(page)))
    waiting: list[tuple[Any, _Matrix, int]] = []
    left = min(_MOST_OBJECTS, budget[0])
    matrix, depth = _SAME, 0
    while True:
        for item in items:
            kind = kind_of(item)
            if kind == _TEXT:
                continue
            left -= 1
            budget[0] -= 1
            if left < 0:
                result.crowded = True
                return
            if kind == _IMAGE:
                result.images += 1
            elif kind == _PATH:
                _read_path(item, result, rotation, matrix)
            elif kind == _FORM and depth < _DEEPEST_FORM:
                waiting.append((item, _product(_matrix_of(item), matrix), depth + 1))
        if not waiting:
            return
        form, matrix, depth = waiting.pop()
        items = _form_items(form)


def _form_items(form: Any) -> Iterator[Any]:
    for at in range(_raw.FPDFFormObj_CountObjects(form)):
        yield _raw.FPDFFormObj_GetObject(form, at)


def _matrix_of(item: Any) -> _Matrix:
    found = _raw.FS_MATRIX()
    _raw.FPDFPageObj_GetMatrix(item, ctypes.byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _product(inner: _Matrix, outer: _Matrix) -> _Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i, a * h + b * j,
        c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def _point(x: float, y: float, matrix: _Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _read_path(item: Any, page: Page, rotation: int, matrix: _Matrix) -> None:
    """Keep the ruled lines of a path: thin areas, and the straight strokes of others."""
    whole = _product(_matrix_of(item), matrix)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    _raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke))
    for points in _subpaths(item, whole):
        xs, ys = [x for x, _ in points], [y for _, y in points]
        box = _rotated((min(xs), min(ys), max(xs), max(ys)), page, rotation)
        if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            _keep_rule(page, *box)
        elif stroke.value:
            for (x0, y0), (x1, y1) in pairwise(points):
                side = _rotated(
                    (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), page, rotation
                )
                if min(side[2] - side[0], side[3] - side[1]) <= _THIN:
                    _keep_rule(page, *side)


def _keep_rule(page: Page, x0: float, y0: float, x1: float, y1: float) -> None:
    if x1 - x0 >= max(y1 - y0, _SHORTEST_RULE):
        page.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
    elif y1 - y0 >= _SHORTEST_RULE:
        page.vertical.append(Rule((x0 + x1) / 2, y0, y1))


def _subpaths(item: Any, matrix: _Matrix) -> list[list[tuple[float, float]]]:
    paths: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(_raw.FPDFPath_CountSegments(item)):
        segment = _raw.FPDFPath_GetPathSegment(item, at)
        _raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        if _raw.FPDFPathSegment_GetType(segment) == _MOVE or not paths:
            paths.append([])
        paths[-1].append(_point(x.value, y.value, matrix))
        if _raw.FPDFPathSegment_GetClose(segment):
            paths[-1].append(paths[-1][0])
    return paths
