"""Read documents and tables into editions."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from json import dumps
from typing import IO, Any, Literal, Protocol, cast

from .._bundled.bundled import known_names
from .._export.review import COLUMN_NAMES
from .._json import InvalidJSONError, loads
from .._model import Assignment, Body, Edition, Publication, Region, ReviewKind, ordered
from .._parsing.annex import is_heading, read_annex
from .._parsing.builder import EditionBuilder
from .._parsing.corrections import apply_corrections, read_corrections
from .._parsing.document import (
    TABLES,
    DocumentReader,
    DocumentText,
    in_document_order,
    read_text_of,
    sheet_as_csv,
)
from .._parsing.formats import Kind, detect_kind, read_file
from .._parsing.formats.text import decode_text
from .._parsing.grammar import make_unknown, parse_statement
from .._parsing.head import read_head
from .._parsing.lexicon import Lexicon, related_to
from .._parsing.paragraphs import read_paragraphs
from .._parsing.passage import unwrap
from .._parsing.source import RawSource, read_source
from .._parsing.table import (
    EXPECTED_HEADINGS,
    Extra,
    Headings,
    read_csv_table,
    records_to_csv,
)
from ..exceptions import DocumentError, Problem, import_optional
from .exports import LEFT_OUT, Exported, csv_rows, find_export, joined
from .progress import tracked

Layout = Literal["annex", "paragraphs"]
_LAYOUTS = ("annex", "paragraphs")
AnyFile = IO[bytes] | IO[str]


class SupportsArrow(Protocol):
    """A table with Arrow's PyCapsule protocol: a data frame of pandas, polars or pyarrow.

    >>> import svctrade
    >>> table: svctrade.SupportsArrow = svctrade.measures().table()
    """

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Return the capsule of a stream."""
        ...


SupportsArrow.__module__ = "svctrade"


def read_document(  # noqa: PLR0913  # options of the document
    source: str | bytes | os.PathLike[str] | AnyFile,
    layout: Layout | None = None,
    *,
    strict: bool = True,
    id: str | None = None,  # noqa: A002  # the name of the field
    publication: Publication | None = None,
    bodies: Iterable[Body] = (),
    regions: Sequence[Region] | None = None,
    corrections: str | bytes | os.PathLike[str] | AnyFile | None = None,
    progress: bool | None = False,
) -> Edition:
    r"""Read a document with responsibility statements into an edition.

    Args:
        source: A path, bytes, an open file, or the text itself: plain text in UTF-8, UTF-16 with a
            byte order mark or GB 18030, Markdown, HTML, Word (.docx) or PDF. The bytes say which it
            is. A string that names a file is a path.
        layout: ``"annex"`` for a table as in the text layer of the annex of 2020,
            ``"paragraphs"`` for numbered paragraphs that end in a statement; ``None`` detects it,
            and reads the tables of a document too.
        strict: Whether to raise an error for anything that cannot be read. If false, a statement
            that cannot be read is kept as printed, and `Edition.problems` lists all such places.
        id: The id of the edition; by default the name of the file without its suffix, or
            ``"document"``.
        publication: The title, issuer, numbers and dates of the document; by default those that its
            head, its end and the table of a web page say.
        bodies: Bodies that the document may name, besides those that the package knows. A body that
            is in neither is marked ``unknown``.
        regions: The regions of the pilot; by default those of 2020 if the document mentions
            试点地区, and in any case those that it names.
        corrections: The workbook that `Review.to_excel` wrote of this document, with the cells that
            a person corrected.
        progress: Whether to show a progress bar for the pages of a PDF; ``None`` shows it where
            standard error is a terminal and rich is installed.

    Returns:
        The edition, with its bodies in the order in which the document names them.

    Raises:
        TypeError: An argument has a wrong type.
        ValueError: *layout* is unknown, or an id in *bodies* or *regions* is taken.
        OSError: The file cannot be read.
        MissingExtraError: The file is no plain text, and the extra ``documents`` is not installed;
            or *progress* is true, and rich is not.
        DocumentError: Something cannot be read, or the file is of a kind that is not read;
            ``problems`` has every such place, and what to do.

    >>> import svctrade
    >>> text = "某市方案\n一、扩大开放\n1. 支持企业出海。（市商务局牵头，市财政局配合）\n"
    >>> measure, = svctrade.read_document(text).measures
    >>> print(measure.lead, measure.lead.body.unknown)
    “市商务局” (explicit lead) True
    """
    if layout is not None and layout not in _LAYOUTS:
        layouts = ", ".join(map(repr, _LAYOUTS))
        raise ValueError(f"layout is {layout!r}; expected one of {layouts}, or None to find out")
    raw = read_source(source)
    kind = detect_kind(raw.content, raw.name)
    if kind in TABLES:
        expected = "a document; a table in .xlsx or .csv is read by read_table()"
        raise DocumentError((Problem(1, 1, f"a .{kind.value} file", expected),))
    document = read_text_of(raw, partial(tracked, progress=progress))
    builder = EditionBuilder(document.text, _extend_lexicon(bodies, regions))
    if layout is None and not document.tables and any(map(is_heading, builder.lines)):
        layout = "annex"
    facts = Publication("")
    if layout == "annex":
        read_annex(builder)
    else:
        facts = _read_blocks(builder, document, Headings(None, "keep"), layout)
    id_ = _choose_id(id, raw)
    build = partial(builder.build, id_, publication or facts, regions)
    return _build(build, builder, corrections, strict=strict)


def _build(
    build: Callable[..., Edition],
    builder: EditionBuilder,
    corrections: str | bytes | os.PathLike[str] | AnyFile | None,
    *,
    strict: bool,
) -> Edition:
    """Return the edition, with what a person corrected: that may be what could not be read."""
    if corrections is None:
        return ordered(in_document_order(build(strict=strict), builder))
    found = read_corrections(read_source(corrections), COLUMN_NAMES)
    edition = in_document_order(build(strict=False), builder)
    corrected = apply_corrections(edition, found, builder.lexicon)
    if strict and corrected.problems:
        raise DocumentError(corrected.problems)
    return ordered(corrected)


def _read_blocks(
    builder: EditionBuilder,
    document: DocumentText,
    headings: Headings,
    layout: Literal["paragraphs", "tables"] | None,
) -> Publication:
    """Read the tables and paragraphs of a document; return what it is cited by."""
    reader = DocumentReader(builder, document, headings)
    head = read_head(builder.lines)
    for number in head.aside:
        builder.lines.mark_page_artifact(number)
    builder.title = document.metadata.title or head.title or document.metadata.page_title or ""
    if layout != "paragraphs":
        reader.read_tables()
    if layout == "tables" and not builder.measures and not builder.problems:
        builder.expect(builder.lines[1], EXPECTED_HEADINGS)
    if layout == "tables":
        reader.note_paragraphs()
    else:
        read_paragraphs(builder)
    reader.note_annexes()
    reader.note_remarks()
    reader.locate_problems()
    return head.publication(document.metadata, builder.title)


def read_table(  # noqa: PLR0913  # options of the table
    source: (
        str | bytes | os.PathLike[str] | AnyFile | SupportsArrow | Iterable[Mapping[str, object]]
    ),
    columns: Mapping[str, str | None] | None = None,
    *,
    strict: bool = True,
    extra: Extra = "error",
    id: str | None = None,  # noqa: A002  # the name of the field
    publication: Publication | None = None,
    bodies: Iterable[Body] = (),
    regions: Sequence[Region] | None = None,
    corrections: str | bytes | os.PathLike[str] | AnyFile | None = None,
    progress: bool | None = False,
) -> Edition:
    """Read a table with a row for each measure into an edition.

    An empty task is that of the row above. Without a column of numbers, rows are counted. Rows
    above the headings are the title, and rows below that begin with 注 are the notes.

    Args:
        source: A path, bytes or an open file of CSV or of an Excel workbook (.xlsx), or of a
            document with tables (.docx, .html, .pdf, .md); CSV as text; JSON with an object for
            each measure; a data frame of pandas, polars or any library with Arrow's PyCapsule
            protocol; or mappings from headings to cells, one for each measure. A table that
            `MeasureSet.table` exported reads back: what it derives from the text and the statement
            is left out, and derived again. What it has from elsewhere (notes, frameworks, topics)
            is left out too, and the review says so, unless *extra* is ``"keep"``.
        columns: The meaning of headings that are not usual ones: ``"number"``, ``"task"``,
            ``"objective"``, ``"text"``, ``"responsibility"``, ``"deadline"``, a label of parties
            such as ``"牵头单位"``, or ``None`` to leave the column out. Usual headings are 序号,
            试点任务, 具体举措, 责任分工 and the like, labels of parties, and the English names
            above.
        strict: As in `read_document`, like the arguments below.
        extra: What to do with a column of another heading, such as 备注: ``"error"``, or
            ``"keep"`` it in `Measure.extra`.
        id: The id of the edition.
        publication: The title, issuer, numbers and dates of the document.
        bodies: Bodies that the table may name, besides those that the package knows.
        regions: The regions of the pilot.
        corrections: As in `read_document`.
        progress: As in `read_document`.

    Returns:
        The edition; the lines of its measures are those of the table as CSV.

    Raises:
        TypeError: An argument, or a cell, has a wrong type.
        ValueError: *columns* has an unknown meaning, or an id in *bodies* or *regions* is taken.
        OSError: The file cannot be read.
        MissingExtraError: *source* is a workbook or a document, and the extra ``documents`` is not
            installed.
        DocumentError: Something cannot be read; ``problems`` has every such place.

    >>> import svctrade
    >>> rows = [{"举措": "试点便利签证。", "牵头单位": "移民局", "配合单位": "外交部"}]
    >>> measure, = svctrade.read_table(rows).measures
    >>> print(measure.responsibility)
    牵头单位：移民局；配合单位：外交部
    """
    Headings(columns, extra)  # which says what is wrong with them, before anything is read
    raw, facts, export = RawSource(""), Publication(""), Exported()
    document: DocumentText | None = None
    sheet: str | None = None
    problems: tuple[Problem, ...] = ()
    if hasattr(source, "__arrow_c_stream__"):
        text, export = _csv_of(_records_of(source))
    elif isinstance(source, (str, bytes, os.PathLike)) or hasattr(source, "read"):
        raw = read_source(cast("str | bytes | os.PathLike[str] | AnyFile", source))
        kind = detect_kind(raw.content, raw.name)
        if kind is Kind.EXCEL:
            content = read_file(raw.content, raw.name)
            export = find_export(table.grid() for table in content.tables)
            sheet, text, problems = sheet_as_csv(content, export.headings(columns, extra))
        elif kind in (Kind.CSV, Kind.TEXT):
            text, _ = decode_text(raw.content)
            records = _json_records(text)
            if records is None:
                export = find_export([csv_rows(text)])
            else:
                text, export = _csv_of(records, is_json=True)
        else:
            document = read_text_of(raw, partial(tracked, progress=progress))
            text = document.text
            lines = text.splitlines()
            export = find_export(
                csv_rows("\n".join(lines[first - 1 : last])) for first, last in document.tables
            )
    else:
        text, export = _csv_of(source)
    headings = export.headings(columns, extra)
    builder = EditionBuilder(text, _extend_lexicon(bodies, regions))
    builder.report(*problems)
    builder.sheet = sheet
    for name in export.left_out(columns, extra):
        builder.note(ReviewKind.FILE, None, name, LEFT_OUT)
    if document is None:
        read_csv_table(builder, headings)
    else:
        facts = _read_blocks(builder, document, headings, "tables")
    id_ = _choose_id(id, raw)
    build = partial(builder.build, id_, publication or facts, regions)
    return _build(build, builder, corrections, strict=strict)


def _json_records(text: str) -> list[Any] | None:
    """Return the rows of a JSON list or of JSON lines; ``None`` where the text is no JSON.

    Raises:
        DocumentError: It is the file of an edition, or has something other than objects.
    """
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        whole = loads(text)
    except InvalidJSONError:
        try:
            whole = [loads(line) for line in text.splitlines() if line.strip()]
        except InvalidJSONError:
            return None
    if isinstance(whole, dict) and "format" in whole:
        expected = "a table of measures; load() reads the file of an edition"
        raise DocumentError((Problem(1, 1, text[:20], expected),))
    rows: list[Any] = [*whole] if isinstance(whole, list) else [whole]
    if not all(isinstance(row, dict) for row in rows):
        raise DocumentError((Problem(1, 1, text[:20], "a JSON list with an object for each row"),))
    return rows


def _csv_of(records: object, *, is_json: bool = False) -> tuple[str, Exported]:
    """Return mappings as CSV, and what they have of an export: what is derived is left out.

    Several texts of a cell are joined.

    Raises:
        TypeError: One of them is not a mapping, or a cell is neither text, a number nor a date.
        DocumentError: It is an export in English, or a cell of JSON is neither text nor a number.
    """
    source = records
    if isinstance(source, Mapping) or not isinstance(source, Iterable):
        return records_to_csv(records), Exported()  # which says what it takes
    given: list[object] = [*cast("Iterable[object]", source)]
    rows = [cast("Mapping[str, object]", row) for row in given if isinstance(row, Mapping)]
    if len(rows) < len(given):
        return records_to_csv(given), Exported()
    names = [*dict.fromkeys(name for row in rows for name in row)]
    export = find_export([[names, *([row.get(name) for name in names] for row in rows)]])
    kept = [
        {n: joined(value) for n, value in row.items() if n not in export.derived} for row in rows
    ]
    if is_json:
        _check_cells(kept)
    return records_to_csv(kept), export


def _check_cells(rows: Iterable[Mapping[str, object]]) -> None:
    """Refuse cells of JSON that are neither text nor a number, all of them at once.

    Raises:
        DocumentError: There are some.
    """
    problems = tuple(
        Problem(n, 1, dumps(value)[:20], "text, a number or null", f"row {n}, {name}")
        for n, row in enumerate(rows, start=1)
        for name, value in row.items()
        if isinstance(value, (bool, list, dict))
    )
    if problems:
        raise DocumentError(problems)


def _records_of(frame: Any) -> list[dict[str, object]]:
    """Return the rows of a data frame; pandas and polars need no further library for it."""
    if hasattr(frame, "to_dicts"):
        rows: list[dict[str, object]] = frame.to_dicts()
    elif hasattr(frame, "to_dict"):
        rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    else:
        rows = import_optional("pyarrow", "arrow").table(frame).to_pylist()
    return rows


def _extend_lexicon(bodies: Iterable[Body], regions: Sequence[Region] | None) -> Lexicon:
    known = lexicon()
    own_bodies, own_regions = tuple(bodies), tuple(regions or ())
    for argument, given, kind in (("bodies", own_bodies, Body), ("regions", own_regions, Region)):
        for each in given:
            if not isinstance(each, kind):
                raise TypeError(f"{argument} takes {kind.__name__} records, not {each!r:.60}")
    added: tuple[Body | Region, ...] = (*own_bodies, *own_regions)
    ids: dict[tuple[type[Body | Region], str], Body | Region] = {}
    for each in (related for record in added for related in related_to(record)):
        same_id = known.find_id(each.id)
        if same_id is None or same_id.name == each.name:
            same_id = ids.setdefault((type(each), each.id), each)
        if same_id != each:
            raise ValueError(f"the id {each.id!r} of {each} is that of {same_id}; give it another")
        unknown = make_unknown(each.name, type(each))
        if each.id.startswith(unknown.id.partition(":")[0] + ":") and each.id != unknown.id:
            raise ValueError(f"the id {each.id!r} of {each} is that of a name; give it another")
    return known.extended_with(own_bodies, own_regions)


def _choose_id(given: str | None, raw: RawSource) -> str:
    if given is not None and not isinstance(given, str):
        raise TypeError(f"id takes a string, not {type(given).__name__}: {given!r}")
    return given or raw.stem or "document"


def parse_responsibility(text: str) -> tuple[Assignment, ...]:
    """Parse a responsibility statement into its assignments.

    Args:
        text: The statement. White space that wraps or justifies it is dropped first, and spans
            count without it.

    Returns:
        The assignments in the order of the text. A body or region that the package does not know,
        and that is one by its form, is marked ``unknown``.

    Raises:
        TypeError: *text* is not a string.
        DocumentError: Something cannot be read; ``problems`` has every such place.

    >>> import svctrade
    >>> for assignment in svctrade.parse_responsibility("商务部牵头；试点地区负责推进"):
    ...     print(assignment.text, [role.name for role in assignment.roles])
    商务部牵头 ['LEAD']
    试点地区负责推进 ['IMPLEMENT']
    """
    if not isinstance(text, str):
        raise TypeError(f"a statement is a string, not {type(text).__name__}: {text!r}")
    passage = unwrap(text)
    known = lexicon().extended_with()
    assignments, faults = parse_statement(passage.text, known.look_up, known.make_unknown)
    if faults:
        raise DocumentError(tuple(passage.problem(f.offset, f.expected) for f in faults))
    return assignments


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of the bodies and regions that the package knows."""
    return Lexicon(*known_names())
