"""Documents of one's own, read into editions: texts and tables in the genre of the annex."""

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Literal

from .._bundled.bundled import known_names
from .._model import Assignment, Body, Edition, Publication, Region
from .._parsing import annex, paragraphs, table
from .._parsing.builder import EditionBuilder
from .._parsing.decode import RawSource, take, text_of
from .._parsing.grammar import parse_statement
from .._parsing.lexicon import Lexicon
from .._parsing.passage import passage_of
from .._parsing.workbook import OLD_EXCEL, ZIP, sheets_of
from ..exceptions import DocumentError, Problem

Layout = Literal["annex", "paragraphs"]
_LAYOUTS = {"annex": annex.read, "paragraphs": paragraphs.read}


def read_document(  # noqa: PLR0913  # each says another thing about the document
    source: str | bytes | os.PathLike[str],
    layout: Layout | None = None,
    *,
    strict: bool = True,
    id: str | None = None,  # noqa: A002  # the word users know it by
    publication: Publication | None = None,
    bodies: Iterable[Body] = (),
    regions: Sequence[Region] | None = None,
) -> Edition:
    r"""Return the edition that a document's text is.

    *source* is a path, bytes (UTF-8 or GB 18030) or text; a string that names a file is a path.
    *layout* is ``"annex"``, a table's text layer like that of 2020, or ``"paragraphs"``, numbered
    ones that end in a statement; ``None`` finds out. With ``strict=False`` a statement that cannot
    be read is kept as printed, and `Edition.problems` lists what could not be read.

    *id* is by default the name of the file, or ``"document"``. *publication* is what is known of
    it; its title is by default the one at its head. *bodies* are known besides those of the
    package; who nobody knows is marked ``unknown``. *regions* are the pilot's: by default those of
    the package where the document speaks of 试点地区, and those that it names.

    Raises:
        TypeError: *source* is of no type that a document can be.
        ValueError: *layout* is not one.
        OSError: the file cannot be read.
        DocumentError: something could not be read; it has every such place.

    >>> import svctrade
    >>> text = "某市方案\n一、扩大开放\n1. 支持企业出海。（市商务局牵头，市财政局配合）\n"
    >>> measure, = svctrade.read_document(text).measures
    >>> print(measure.lead, measure.lead.body.unknown)
    市商务局（明示牵头） True
    """
    if layout is not None and layout not in _LAYOUTS:
        known = ", ".join(map(repr, _LAYOUTS))
        raise ValueError(f"layout is {layout!r}; expected one of {known}, or None to find out")
    taken = take(source)
    text = text_of(taken.content)
    draft = EditionBuilder(text, _lexicon(bodies, regions))
    if layout is None:
        layout = "annex" if any(map(annex.is_heading, draft.lines)) else "paragraphs"
    _LAYOUTS[layout](draft)
    return draft.edition(_id(id, taken), publication, regions, strict=strict)


def read_table(  # noqa: PLR0913  # each says another thing about the table
    source: str | bytes | os.PathLike[str] | Iterable[Mapping[str, object]],
    columns: Mapping[str, str | None] | None = None,
    *,
    strict: bool = True,
    id: str | None = None,  # noqa: A002  # the word users know it by
    publication: Publication | None = None,
    bodies: Iterable[Body] = (),
    regions: Sequence[Region] | None = None,
) -> Edition:
    """Return the edition that a table is: CSV, an Excel workbook, or mappings, one a measure.

    The usual headings are known: 序号, 试点任务, 具体举措, 责任分工 and the like, 牵头单位 and
    other labels for parties, and ``number``, ``task``, ``objective``, ``text``, ``responsibility``.
    *columns* maps others to these, or to ``None`` to leave a column out. An
    empty task is that of the row above; without numbers, rows are counted. Rows above the headings
    are the title, and what begins with 注 below the table are its notes. The other arguments are
    those of `read_document`.

    Raises:
        TypeError: *source* is of no type that a table can be.
        ValueError: *columns* maps to what is no column.
        OSError: the file cannot be read.
        MissingExtraError: it is a workbook, and openpyxl is not installed.
        DocumentError: something could not be read; it has every such place.

    >>> import svctrade
    >>> rows = [{"举措": "试点便利签证。", "牵头单位": "移民局", "配合单位": "外交部"}]
    >>> measure, = svctrade.read_table(rows).measures
    >>> print(measure.responsibility)
    牵头单位：移民局；配合单位：外交部
    """
    if isinstance(source, (str, bytes, os.PathLike)):
        taken = take(source)
        text, others = _table_text(taken.content, columns)
    else:
        taken = RawSource("")
        text, others = text_of(table.text_of_records(source)), ()
    draft = EditionBuilder(text, _lexicon(bodies, regions))
    draft.report(*others)
    table.read(draft, columns)
    return draft.edition(_id(id, taken), publication, regions, strict=strict)


def _table_text(
    content: bytes | str, columns: Mapping[str, str | None] | None
) -> tuple[str, tuple[Problem, ...]]:
    """Return a table as CSV: of a workbook, the sheet that has the headings of one.

    Any other sheet that has them is a problem.
    """
    if not isinstance(content, bytes) or not content.startswith((ZIP, OLD_EXCEL)):
        return text_of(content), ()
    if content.startswith(OLD_EXCEL):
        expected = "CSV or an Excel workbook saved as .xlsx; the old .xls is not read"
        raise DocumentError((Problem(1, 1, "", expected),))
    texts = {name: text_of(table.text_of_rows(rows)) for name, rows in sheets_of(content)}
    with_headings = [name for name, text in texts.items() if table.has_headings(text, columns)]
    expected = "one sheet with a table of measures"
    others = tuple(Problem(1, 1, name, expected, f"sheet {name}") for name in with_headings[1:])
    return texts[with_headings[0]] if with_headings else next(iter(texts.values()), ""), others


def _lexicon(bodies: Iterable[Body], regions: Sequence[Region] | None) -> Lexicon:
    known = lexicon()
    own_bodies, own_regions = tuple(bodies), tuple(regions or ())
    for argument, given, kind in (("bodies", own_bodies, Body), ("regions", own_regions, Region)):
        for one in given:
            if not isinstance(one, kind):
                raise TypeError(f"{argument} takes {kind.__name__} records, not {one!r:.60}")
    things: tuple[Body | Region, ...] = (*own_bodies, *own_regions)
    for thing in things:
        taken = known.find_id(thing.id)
        if taken is not None and taken.name != thing.name:
            raise ValueError(f"the id {thing.id!r} of {thing} is that of {taken}; give it another")
    return known.extended_with(own_bodies, own_regions)


def _id(given: str | None, taken: RawSource) -> str:
    if given is not None and not isinstance(given, str):
        raise TypeError(f"id takes a string, not {type(given).__name__}: {given!r}")
    return given or taken.name or "document"


def parse_responsibility(text: str) -> tuple[Assignment, ...]:
    """Return the assignments that a responsibility statement makes.

    White space that wraps or justifies the text is undone first; spans count without it. A body or
    region that no directory knows, and that is one by its form, is marked ``unknown``.

    Raises:
        TypeError: *text* is not a string.
        DocumentError: something could not be read; it has every such place.

    >>> import svctrade
    >>> for assignment in svctrade.parse_responsibility("商务部牵头；试点地区负责推进"):
    ...     print(assignment.text, [role.name for role in assignment.roles])
    商务部牵头 ['LEAD']
    试点地区负责推进 ['IMPLEMENT']
    """
    if not isinstance(text, str):
        raise TypeError(f"a statement is a string, not {type(text).__name__}: {text!r}")
    passage = passage_of(text)
    known = lexicon().extended_with()
    assignments, faults = parse_statement(passage.text, known.look_up, known.make_unknown)
    if faults:
        raise DocumentError(tuple(passage.problem(f.offset, f.expected) for f in faults))
    return assignments


@cache
def lexicon() -> Lexicon:
    """Return the names that the package knows, as a document prints them."""
    return Lexicon(*known_names())
