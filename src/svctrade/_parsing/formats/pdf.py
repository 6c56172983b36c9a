"""PDF files with a text layer: lines joined into paragraphs, ruled tables as tables.

Headers, footers and page numbers are left out. Where a paragraph ends is seen from the page: its
last line is short, the next is indented, has space before it or is of another size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

import attrs

from .blocks import Block, FileContent, FilePlace, Remark, RemarkKind, Track
from .detection import Kind
from .limits import refuse
from .metadata import split_metadata_blocks
from .patterns import (
    LABEL,
    TERMINAL,
    count_wide,
    is_wide,
    separator,
    tidy,
    unbreakable,
    visual_width,
)
from .pdf_tables import RuledTable, find_tables
from .pdfium import Glyph, Page, Run, open_pdf
from .tables import CellDraft, TableDraft
from .wrapping import NAMED_LABEL, TextLine, is_title, join_segments

_SCAN = (
    "a PDF with a text layer (recognise its text first (OCR), for example with ocrmypdf, tesseract "
    "or PaddleOCR, and read the PDF that they write)"
)
_UNREADABLE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_MOST_UNREADABLE = 0.2
_SENTENCE_END = re.compile("[。！）】]$")
# What a browser prints above and below a page: the time and the title, and the address.
_BROWSER_EDGE = re.compile(
    r"(?:https?|file)://\S.*|[0-9]{1,4}/[0-9]{1,2}/[0-9]{1,4},?\s*(?:[上下]午)?[0-9]{1,2}:[0-9]{2}.*"
)
_PAGE_NUMBER = re.compile(
    r"[-—–－―─·•]*\s*[0-9０-９]{1,4}\s*[-—–－―─·•]*"
    r"|第\s*[0-9０-９]{1,4}\s*页(?:\s*[,，/]?\s*共\s*[0-9０-９]{1,4}\s*页)?|[0-9]{1,4}\s*/\s*[0-9]{1,4}"
)
_DIGITS = re.compile("[0-9０-９]+")
_EDGE_LINES = 2
_EDGE_SHARE = 0.4
_SAME_HEIGHT = 4.0
_FEWEST_SHARED, _FEWEST_NUMBERS = 3, 2
_LARGER = 1.22
_FEWEST_WIDE = 5
_TOLERANCE = 0.7
_GAP = 1.7
# Before a label or after a full stop.
_SMALL_GAP = 1.25
_SHORT = 2.6
_INDENT = 1.2
_CENTRE = 1.0
_SIDE = 3.0
# A page with fewer lines has the margins of the whole text.
_FEWEST_LINES = 8


@attrs.define
class _Line:
    """A printed line and its box."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    page: int
    number: int = 0
    # The width of a Chinese character, and whether enough of them are there to say it.
    em: float = 10.0
    sized: bool = False

    def measure(self) -> None:
        """Set how large the type is, when all of the text is known."""
        self.em = (self.x1 - self.x0) / max(visual_width(self.text), 0.5)
        self.sized = count_wide(self.text) >= _FEWEST_WIDE

    def size(self, usual: float) -> float:
        """Return how large its type is, as a multiple of the *usual*, where that can be seen."""
        return self.em / usual if self.sized else 1.0


@attrs.define
class _PageContent:
    """The lines of a page outside its tables, and the tables."""

    page: Page
    lines: list[_Line]
    tables: list[RuledTable]


def read_pdf(content: bytes, track: Track) -> FileContent:
    """Read a PDF that has a text layer.

    Args:
        content: the bytes of the file.
        track: what the pages go through, with their number: it may show how many were read.

    Raises:
        DocumentError: it is damaged, encrypted, too large, or has no text that can be read.
    """
    remarks: list[Remark] = []
    with open_pdf(content) as (count, source):
        pages = [_page_content(page) for page in track(source, count)]
    _check_text(pages, remarks)
    _remove_edges(pages, remarks)
    blocks = _Composer(remarks).compose(pages)
    metadata, blocks = split_metadata_blocks(blocks)
    return FileContent(Kind.PDF, tuple(blocks), metadata, tuple(remarks))


def _page_content(page: Page) -> _PageContent:
    tables = find_tables(page)
    outside: list[Glyph | Run] = []
    parts: list[Glyph | Run] = [*page.runs, *page.glyphs]
    for part in parts:
        x, y = (part.x0 + part.x1) / 2, (part.y0 + part.y1) / 2
        for table in tables:
            at = table.cell_at(x, y)
            if at is not None:
                table.content[at].append(part)
                break
        else:
            outside.append(part)
    lines = _lines(outside, page.number)
    for number, line in enumerate(lines, 1):
        line.number = number
    page.runs, page.glyphs = [], []
    return _PageContent(page, lines, tables)


def _same_line(y0: float, y1: float, line: _Line) -> bool:
    """Return whether a box is on a line, whatever the heights of the fonts."""
    shared = min(y1, line.y1) - max(y0, line.y0)
    return shared > min(y1 - y0, line.y1 - line.y0) / 2


def _lines(parts: Iterable[Glyph | Run], page: int) -> list[_Line]:
    """Return the printed lines that characters, or pieces of lines, make."""
    runs: list[Run] = []
    glyphs: list[Glyph] = []
    for part in parts:
        if isinstance(part, Run):
            runs.append(part)
        else:
            glyphs.append(part)
    return _lines_of_glyphs(glyphs, page) if glyphs else _lines_of_runs(runs, page)


def _lines_of_runs(runs: Sequence[Run], page: int) -> list[_Line]:
    """Return the printed lines; pdfium divides some of them at punctuation marks."""
    lines: list[_Line] = []
    for run in runs:
        last = lines[-1] if lines else None
        em = run.y1 - run.y0
        if last is not None and _same_line(run.y0, run.y1, last) and run.x0 >= last.x1 - em:
            wide = run.x0 - last.x1 > em
            last.text += (" " if wide else separator(last.text, run.text)) + run.text
            last.x1 = max(last.x1, run.x1)
            last.y0, last.y1 = min(last.y0, run.y0), max(last.y1, run.y1)
        else:
            lines.append(_Line(run.text, run.x0, run.y0, run.x1, run.y1, page))
    return [line for line in lines if _finish(line)]


def _lines_of_glyphs(glyphs: Iterable[Glyph], page: int) -> list[_Line]:
    """Return the printed lines that characters make, in the order of the file."""
    lines: list[_Line] = []
    space = False
    for glyph in glyphs:
        if glyph.text.isspace():
            space = space or not glyph.generated or glyph.text == " "
            if lines and not glyph.generated:
                lines[-1].x1 = max(lines[-1].x1, glyph.x1)
            continue
        last = lines[-1] if lines else None
        size = glyph.x1 - glyph.x0
        if (
            last is not None
            and _same_line(glyph.y0, glyph.y1, last)
            and last.x0 - size <= glyph.x0 <= last.x1 + size * 40
        ):
            apart = glyph.x0 - last.x1 > size
            wide = is_wide(last.text[-1]) or is_wide(glyph.text)
            last.text += (" " if apart or (space and not wide) else "") + glyph.text
            last.x1 = max(last.x1, glyph.x1)
            last.y0, last.y1 = min(last.y0, glyph.y0), max(last.y1, glyph.y1)
        else:
            lines.append(_Line(glyph.text, glyph.x0, glyph.y0, glyph.x1, glyph.y1, page))
        space = False
    return [line for line in lines if _finish(line)]


def _finish(line: _Line) -> bool:
    line.text = tidy(line.text)
    line.measure()
    return bool(line.text)


def _check_text(pages: Sequence[_PageContent], remarks: list[Remark]) -> None:
    """Refuse a scan and text that has no meaning; tell of pages without text."""
    texts = [
        "".join(
            [line.text for line in page.lines]
            + [part.text for table in page.tables for cell in table.content for part in cell]
        )
        for page in pages
    ]
    empty = [page.page for page, text in zip(pages, texts, strict=True) if not text.strip()]
    images = sum(page.images for page in empty)
    if len(empty) == len(pages):
        what = "images of its pages alone (a scan)" if images else "no text"
        raise refuse(_SCAN, f"{len(pages)} pages with {what}")
    whole = "".join(texts)
    unreadable = len(_UNREADABLE.findall(whole))
    if unreadable > _MOST_UNREADABLE * len(whole):
        found = "a text layer whose characters have no meaning (fonts without Unicode)"
        raise refuse(_SCAN, found)
    if unreadable:
        message = "Characters have no known meaning."
        remarks.append(Remark(RemarkKind.CHARACTER, message, count=unreadable))
    shapeless = sum(page.page.shapeless for page in pages)
    if shapeless:
        message = "A font is missing, so that characters may be lost; install a Chinese font."
        remarks.append(Remark(RemarkKind.CHARACTER, message, count=shapeless))
    for crowded in (page.page for page in pages if page.page.crowded):
        message = "The page has too many drawings; no table was looked for."
        place = FilePlace(1, crowded.number, f"page {crowded.number}")
        remarks.append(Remark(RemarkKind.OBJECT, message, place=place))
    for page in empty:
        what = "an image: recognise its text first (OCR)" if page.images else "empty"
        place = FilePlace(1, page.number, f"page {page.number}")
        remarks.append(
            Remark(RemarkKind.NO_TEXT, f"The page has no text; it is {what}.", "", place)
        )
    notes = sum(page.page.notes for page in pages)
    if notes:
        message = "Comments and form fields were left out."
        remarks.append(Remark(RemarkKind.COMMENT, message, count=notes))
    shown = sum(page.page.images for page in pages) - images
    if shown:
        remarks.append(Remark(RemarkKind.IMAGE, "Images were left out.", count=shown))


def _edges(page: _PageContent) -> list[_Line]:
    """Return the lines at the top and the bottom of a page, outside its tables."""
    ordered = sorted(page.lines, key=lambda line: -line.y1)
    top = max((table.top for table in page.tables), default=0.0)
    low = min((table.bottom for table in page.tables), default=page.page.height)
    above = [line for line in ordered[:_EDGE_LINES] if line.y0 >= top]
    below = [line for line in ordered[-_EDGE_LINES:] if line.y1 <= low]
    return [*above, *(line for line in below if line not in above)]


def _remove_edges(pages: Sequence[_PageContent], remarks: list[Remark]) -> None:
    """Leave out what is at one height on many pages, but for its digits, and page numbers."""
    shared: Counter[tuple[str, float]] = Counter()
    keyed: list[tuple[_PageContent, _Line, tuple[str, float]]] = []
    for page in pages:
        for line in _edges(page):
            key = (_DIGITS.sub("#", line.text), line.y0 // _SAME_HEIGHT)
            keyed.append((page, line, key))
            shared[key] += 1
    fewest = max(_FEWEST_NUMBERS, _EDGE_SHARE * len(pages) / 2)
    most = min(max(_FEWEST_SHARED, _EDGE_SHARE * len(pages)), max(len(pages), _FEWEST_NUMBERS))
    numbers: list[str] = []
    texts: dict[tuple[str, float], list[str]] = {}
    for page, line, key in keyed:
        text, height = key
        near = shared[key] + shared[text, height - 1] + shared[text, height + 1]
        if _PAGE_NUMBER.fullmatch(line.text) and (near >= fewest or not line.text.isdigit()):
            numbers.append(line.text)
        elif near >= most or _BROWSER_EDGE.fullmatch(line.text):
            texts.setdefault(key, []).append(line.text)
        else:
            continue
        page.lines = [other for other in page.lines if other is not line]
    if numbers:
        message = "Page numbers were left out."
        sample = ", ".join(numbers[:5])
        remarks.append(Remark(RemarkKind.PAGE_NUMBER, message, sample, count=len(numbers)))
    for same in texts.values():
        message = "A line at the edge of the pages was left out."
        remarks.append(Remark(RemarkKind.HEADER, message, same[0], count=len(same)))


@attrs.frozen
class _Margins:
    """The left and right edge of the text, and the usual distance of lines."""

    left: float
    right: float
    em: float
    leading: float
    centre: float


class _Composer:
    """Makes blocks of the lines and tables of the pages, in their order."""

    def __init__(self, remarks: list[Remark]) -> None:
        self._remarks = remarks
        self._blocks: list[Block] = []
        self._open: list[_Line] = []
        self._table: TableDraft | None = None
        self._columns: list[float] = []
        self._tables = 0
        self._joined_lines = 0
        # The cells of the last row, which a table may continue on the next page.
        self._last: dict[int, tuple[int, CellDraft]] = {}
        self._margins: dict[int, _Margins] = {}

    def compose(self, pages: Sequence[_PageContent]) -> list[Block]:
        if lines := [line for page in pages for line in page.lines]:
            body = _margins(lines)
            for page in pages:
                few = len(page.lines) < _FEWEST_LINES
                self._margins[page.page.number] = body if few else _margins(page.lines)
        for page in pages:
            tables = list(page.tables)
            for line in page.lines:
                middle = (line.y0 + line.y1) / 2
                while tables and middle < tables[0].bottom:
                    self._add_table(tables.pop(0), page.page.number)
                self._end_table()
                self._add_line(line)
            for table in tables:
                self._add_table(table, page.page.number)
        self._end_table()
        self._end_paragraph()
        if self._joined_lines:
            message = "Lines were joined into paragraphs; where a paragraph ends is assumed."
            self._remarks.append(Remark(RemarkKind.JOINED, message, count=self._joined_lines))
        return self._blocks

    def _add_line(self, line: _Line) -> None:
        if self._open and (
            self._ends(self._open[-1], line)
            # A list behind a label is a paragraph of its own: 责任单位：市商务局.
            or (NAMED_LABEL.match(self._open[0].text) and LABEL.match(line.text))
        ):
            self._end_paragraph()
        self._open.append(line)

    def _end_paragraph(self) -> None:
        if self._open:
            lines = [TextLine(line.text, FilePlace(line.number, line.page)) for line in self._open]
            self._joined_lines += len(lines) - 1
            self._blocks.append(join_segments(lines))
            self._open = []

    def _ends(  # noqa: PLR0911  # one for each sign of an end
        self, before: _Line, after: _Line
    ) -> bool:
        """Return whether a paragraph ends between two lines."""
        old, new = self._margins[before.page], self._margins[after.page]
        same_page = before.page == after.page
        step = (before.y0 - after.y0) / old.leading if same_page else 0
        sizes = _sizes(before, after, old.em, new.em)
        if step > _GAP * max(sizes[0], 1):
            return True
        if step > _SMALL_GAP * max(sizes) and (
            LABEL.match(after.text) or TERMINAL.search(before.text)
        ):
            return True
        large = min(sizes) > _LARGER
        if max(sizes) > _LARGER * min(sizes):
            return True
        if large and LABEL.match(before.text) and LABEL.match(after.text):
            return True
        if large or is_title(before.text, after.text):
            return bool(TERMINAL.search(before.text)) and not is_title(before.text, after.text)
        if _is_centred(before, old):
            return True
        # What of the next line would have had to come onto this one, had the paragraph gone on.
        left_over = (old.right - before.x1) / old.em
        if left_over > visual_width(unbreakable(after.text)) + _TOLERANCE:
            return True
        if (after.x0 - new.left) / new.em > _INDENT:
            return True
        if NAMED_LABEL.match(after.text):
            return _SENTENCE_END.search(before.text) is not None
        return bool(LABEL.match(after.text)) and bool(TERMINAL.search(before.text))

    def _end_table(self) -> None:
        if self._table is not None:
            self._blocks += self._table.finish()
            self._table = None

    def _add_table(self, table: RuledTable, page: int) -> None:
        texts = [_cell_text(content, page) for content in table.content]
        if not any(texts):
            return
        self._end_paragraph()
        rows: list[list[tuple[int, int, int, str]]] = [[] for _ in table.ys[1:]]
        for cell, text in zip(table.cells, texts, strict=True):
            rows[cell.row].append((cell.column, cell.row_span, cell.column_span, text))
        if self._table is not None and self._continues(table.xs):
            self._continue(rows, page)
            return
        self._end_table()
        self._tables += 1
        place = FilePlace(1, page, f"page {page}, table {self._tables}")
        self._table = TableDraft(place)
        self._columns, self._last = table.xs, {}
        for row in rows:
            self._add_row(row, page)

    def _continues(self, columns: list[float]) -> bool:
        return len(columns) == len(self._columns) and all(
            abs(a - columns[0] - b + self._columns[0]) <= _SAME_HEIGHT
            for a, b in zip(columns, self._columns, strict=True)
        )

    def _add_row(self, row: list[tuple[int, int, int, str]], page: int) -> None:
        assert self._table is not None  # noqa: S101  # only called inside a table
        self._table.start_row()
        number = len(self._table.rows)
        for column, down, across, text in row:
            path = f"page {page}, table {self._tables}, row {number}, column {column + 1}"
            place = FilePlace(number, page, path)
            draft = self._table.add_cell(text, place, column, row_span=down, column_span=across)
            self._last[column] = (number - 1, draft)

    def _continue(self, rows: list[list[tuple[int, int, int, str]]], page: int) -> None:
        """Add the rows of a table that goes on after the end of a page."""
        assert self._table is not None  # noqa: S101  # only called inside a table
        place = FilePlace(1, page, f"page {page}, table {self._tables}")
        message = "A table that goes on after the end of a page was joined."
        heading = [(cell.column, cell.text) for cell in self._table.rows[0]]
        if rows and [(column, text) for column, _, _, text in rows[0]] == heading:
            rows = rows[1:]
            message = "A table was joined after the end of a page, without its repeated heading."
        known = rows and all(column in self._last for column, _, _, _ in rows[0])
        if known and _is_rest(rows, self._table):
            message += " Its first row was taken for the rest of the row before."
            for column, down, _, text in rows[0]:
                _, cell = self._last[column]
                cell.text += separator(cell.text, text) + text
                cell.row_span += down - 1
            rows = rows[1:]
        elif rows:
            rows[0] = [cell for cell in rows[0] if not self._covers(cell)]
        self._remarks.append(Remark(RemarkKind.TABLE_JOINED, message, place=place))
        for row in rows:
            self._add_row(row, page)

    def _covers(self, cell: tuple[int, int, int, str]) -> bool:
        """Let a merged cell of the page before go on in a cell that is empty or in mid-sentence."""
        column, down, _, text = cell
        assert self._table is not None  # noqa: S101  # only called inside a table
        if column not in self._last:
            return False
        row, above = self._last[column]
        last = row + above.row_span == len(self._table.rows)
        alone = down == 1 and above.row_span == 1
        if not last or (alone and (text or not self._merges(column))):
            return False
        if text and (TERMINAL.search(above.text) or LABEL.match(text)):
            return False
        above.row_span += down
        above.text += separator(above.text, text) + text
        return True

    def _merges(self, column: int) -> bool:
        """Return whether cells of a column are merged, and none is empty."""
        assert self._table is not None  # noqa: S101  # only called inside a table
        before = self._table.rows[max(1, len(self._table.rows) - _ROWS_BEFORE) :]
        cells = [cell for row in before for cell in row if cell.column == column]
        return any(cell.row_span > 1 for cell in cells) and all(cell.text for cell in cells)


def _is_rest(rows: list[list[tuple[int, int, int, str]]], table: TableDraft) -> bool:
    """Return whether the first row on a page is the rest of the last one on the page before.

    It is where a column that has a number in every row has none in it. The rows of many pages
    before are not looked at again for each page.
    """
    before = table.rows[max(1, len(table.rows) - _ROWS_BEFORE) :]
    numbered = {cell.column for row in before for cell in row if _NUMBER.fullmatch(cell.text)}
    for column in numbered:
        texts = [cell.text for row in before for cell in row if cell.column == column]
        filled = [text for text in texts if _NUMBER.fullmatch(text)]
        if len(filled) * 2 > len(texts):
            first = next((text for at, _, _, text in rows[0] if at == column), None)
            return first == "" and any(text for _, _, _, text in rows[0])
    return False


_ROWS_BEFORE = 500
_NUMBER = re.compile(r"[0-9０-９]{1,4}|[（(]?[一二三四五六七八九十百]{1,4}[)）]?")


def _sizes(before: _Line, after: _Line, old: float, new: float) -> tuple[float, float]:
    """Return how large the type of two lines is.

    A line with few characters that are wide has the size of the other, where it is as high.
    """
    sizes = before.size(old), after.size(new)
    heights = before.y1 - before.y0, after.y1 - after.y0
    if before.sized == after.sized or max(heights) > _LARGER * min(heights):
        return sizes
    size = sizes[0] if before.sized else sizes[1]
    return size, size


_SLACK = 1.5


def _cell_text(content: Iterable[Glyph | Run], page: int) -> str:
    """Return the text of a cell, its lines joined where they were wrapped."""
    lines = sorted(_lines(content, page), key=lambda line: (-round(line.y1), line.x0))
    if not lines:
        return ""
    edge = max(line.x1 for line in lines)
    left = min(line.x0 for line in lines)
    em = median(line.em for line in lines)
    text = lines[0].text
    for before, after in pairwise(lines):
        full = edge - before.x1 <= em * _SHORT
        ends = not full and (TERMINAL.search(before.text) or LABEL.match(after.text))
        starts = LABEL.match(after.text) and TERMINAL.search(before.text)
        # What comes next would have fitted, and the lines are not centred.
        free = edge - before.x1 - em * (visual_width(unbreakable(after.text)) + _SLACK)
        apart = free > 0 and max(before.x0, after.x0) - left < em * _SLACK
        between = "\n" if ends or starts or apart else separator(before.text, after.text)
        text += between + after.text
    return text


def _margins(lines: Sequence[_Line]) -> _Margins:
    """Return the margins of the text that these lines are."""
    em = median(line.em for line in lines for _ in range(min(len(line.text), 3)))
    left = _usual([line.x0 for line in lines], em)
    rights = sorted(line.x1 for line in lines)
    right = rights[-max(1, len(rights) // 10)]
    steps = [a.y0 - b.y0 for a, b in pairwise(lines) if a.page == b.page and a.y0 > b.y0]
    leading = median(steps) if steps else em * 1.5
    return _Margins(left, right, em, leading, (left + right) / 2)


def _usual(positions: Sequence[float], em: float) -> float:
    """Return the most frequent position; of two near each other, the left one."""
    counted = Counter(round(position / em * 2) for position in positions)
    usual, many = counted.most_common(1)[0]
    lower = [at for at, count in counted.items() if at < usual and count * 4 >= many]
    return min(lower, default=usual) * em / 2


def _is_centred(line: _Line, margins: _Margins) -> bool:
    """Return whether a line is in the middle, with space on both sides."""
    em = margins.em
    sides = min(line.x0 - margins.left, margins.right - line.x1)
    return sides > _SIDE * em and abs((line.x0 + line.x1) / 2 - margins.centre) < _CENTRE * em
