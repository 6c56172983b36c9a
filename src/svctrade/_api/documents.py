"""Read documents and tables into editions."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from .._bundled.bundled import known_names
from .._model import Assignment, Body, Edition, Publication, Region
from .._parsing.annex import is_heading, read_annex
from .._parsing.builder import EditionBuilder
from .._parsing.decode import RawSource, decode_text, read_source
from .._parsing.grammar import parse_statement
from .._parsing.lexicon import Lexicon
from .._parsing.paragraphs import read_paragraphs
from .._parsing.passage import unwrap
from .._parsing.table import has_headings, read_csv_table, records_to_csv, rows_to_csv
from .._parsing.workbook import OLD_EXCEL, ZIP, read_sheets
from ..exceptions import DocumentError, Problem

Layout = Literal["annex", "paragraphs"]
_READERS = {"annex": read_annex, "paragraphs": read_paragraphs}


def read_document(  # noqa: PLR0913  # options of the document
    source: str | bytes | os.PathLike[str],
    layout: Layout | None = None,
    *,
    strict: bool = True,
    id: str | None = None,  # noqa: A002  # the name of the field
    publication: Publication | None = None,
    bodies: Iterable[Body] = (),
    regions: Sequence[Region] | None = None,
) -> Edition:
    r"""Read a document with responsibility statements into an edition.

    Args:
        source: A path, the text itself, or bytes in UTF-8, UTF-16 with a byte order mark, or
            GB 18030. A string that names a file is a path.
        layout: ``"annex"`` for a table as in the text layer of the annex of 2020,
            ``"paragraphs"`` for numbered paragraphs that end in a statement; ``None`` detects it.
        strict: Whether to raise an error for anything that cannot be read. If false, a statement
            that cannot be read is kept as printed, and `Edition.problems` lists all such places.
        id: The id of the edition; by default the name of the file without its suffix, or
            ``"document"``.
        publication: The title, issuer, numbers and dates of the document; by default only the title
            printed in it.
        bodies: Bodies that the document may name, besides those that the package knows. A body that
            is in neither is marked ``unknown``.
        regions: The regions of the pilot; by default those of 2020 if the document mentions
            试点地区, and in any case those that it names.

    Returns:
        The edition, with its bodies in the order in which the document names them.

    Raises:
        TypeError: An argument has a wrong type.
        ValueError: *layout* is unknown, or an id in *bodies* or *regions* is taken.
        OSError: The file cannot be read.
        DocumentError: Something cannot be read; ``problems`` has every such place.

    >>> import svctrade
    >>> text = "某市方案\n一、扩大开放\n1. 支持企业出海。（市商务局牵头，市财政局配合）\n"
    >>> measure, = svctrade.read_document(text).measures
    >>> print(measure.lead, measure.lead.body.unknown)
    市商务局（明示牵头） True
    """
    if layout is not None and layout not in _READERS:
        known = ", ".join(map(repr, _READERS))
        raise ValueError(f"layout is {layout!r}; expected one of {known}, or None to find out")
    raw = read_source(source)
    builder = EditionBuilder(decode_text(raw.content), _extend_lexicon(bodies, regions))
    if layout is None:
        layout = "annex" if any(map(is_heading, builder.lines)) else "paragraphs"
    _READERS[layout](builder)
    return builder.build(_choose_id(id, raw), publication, regions, strict=strict)


def read_table(  # noqa: PLR0913  # options of the table
    source: str | bytes | os.PathLike[str] | Iterable[Mapping[str, object]],
    columns: Mapping[str, str | None] | None = None,
    *,
    strict: bool = True,
    id: str | None = None,  # noqa: A002  # the name of the field
    publication: Publication | None = None,
    bodies: Iterable[Body] = (),
    regions: Sequence[Region] | None = None,
) -> Edition:
    """Read a table with a row for each measure into an edition.

    An empty task is that of the row above. Without a column of numbers, rows are counted. Rows
    above the headings are the title, and rows below that begin with 注 are the notes.

    Args:
        source: A path or bytes of CSV or of an Excel workbook (.xlsx), CSV as text, or mappings
            from headings to cells, one for each measure.
        columns: The meaning of headings that are not usual ones: ``"number"``, ``"task"``,
            ``"objective"``, ``"text"``, ``"responsibility"``, a label of parties such as
            ``"牵头单位"``, or ``None`` to leave the column out. Usual headings are 序号, 试点任务,
            具体举措, 责任分工 and the like, labels of parties, and the English names above.
        strict: As in `read_document`, like the arguments below.
        id: The id of the edition.
        publication: The title, issuer, numbers and dates of the document.
        bodies: Bodies that the table may name, besides those that the package knows.
        regions: The regions of the pilot.

    Returns:
        The edition; the lines of its measures are those of the table as CSV.

    Raises:
        TypeError: An argument, or a cell, has a wrong type.
        ValueError: *columns* has an unknown meaning, or an id in *bodies* or *regions* is taken.
        OSError: The file cannot be read.
        MissingExtraError: *source* is a workbook, and openpyxl is not installed.
        DocumentError: Something cannot be read; ``problems`` has every such place.

    >>> import svctrade
    >>> rows = [{"举措": "试点便利签证。", "牵头单位": "移民局", "配合单位": "外交部"}]
    >>> measure, = svctrade.read_table(rows).measures
    >>> print(measure.responsibility)
    牵头单位：移民局；配合单位：外交部
    """
    if isinstance(source, (str, bytes, os.PathLike)):
        raw = read_source(source)
        text, problems = _to_csv(raw.content, columns)
    else:
        raw = RawSource("")
        text, problems = decode_text(records_to_csv(source)), ()
    builder = EditionBuilder(text, _extend_lexicon(bodies, regions))
    builder.report(*problems)
    read_csv_table(builder, columns)
    return builder.build(_choose_id(id, raw), publication, regions, strict=strict)


def _to_csv(
    content: bytes | str, columns: Mapping[str, str | None] | None
) -> tuple[str, tuple[Problem, ...]]:
    """Return a table as CSV: of a workbook, the first sheet with the headings of a table.

    Each further sheet with such headings is a problem.
    """
    if not isinstance(content, bytes) or not content.startswith((ZIP, OLD_EXCEL)):
        return decode_text(content), ()
    if content.startswith(OLD_EXCEL):
        expected = "CSV or an Excel workbook saved as .xlsx; the old .xls is not read"
        raise DocumentError((Problem(1, 1, "", expected),))
    texts = {name: decode_text(rows_to_csv(rows)) for name, rows in read_sheets(content)}
    tables = [name for name, text in texts.items() if has_headings(text, columns)]
    expected = "one sheet with a table of measures"
    problems = tuple(Problem(1, 1, name, expected, f"sheet {name}") for name in tables[1:])
    return texts[tables[0]] if tables else next(iter(texts.values()), ""), problems


def _extend_lexicon(bodies: Iterable[Body], regions: Sequence[Region] | None) -> Lexicon:
    known = lexicon()
    own_bodies, own_regions = tuple(bodies), tuple(regions or ())
    for argument, given, kind in (("bodies", own_bodies, Body), ("regions", own_regions, Region)):
        for each in given:
            if not isinstance(each, kind):
                raise TypeError(f"{argument} takes {kind.__name__} records, not {each!r:.60}")
    added: tuple[Body | Region, ...] = (*own_bodies, *own_regions)
    for each in added:
        same_id = known.find_id(each.id)
        if same_id is not None and same_id.name != each.name:
            raise ValueError(f"the id {each.id!r} of {each} is that of {same_id}; give it another")
    return known.extended_with(own_bodies, own_regions)


def _choose_id(given: str | None, raw: RawSource) -> str:
    if given is not None and not isinstance(given, str):
        raise TypeError(f"id takes a string, not {type(given).__name__}: {given!r}")
    return given or raw.name or "document"


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
