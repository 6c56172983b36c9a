"""Where a document stands: the places and stretches in its text, and what it is cited by."""

from __future__ import annotations

from typing import Literal

import attrs

from ._late import Late
from ._record import Record, date

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import _citation as citation
else:
    citation = Late("_citation")

CitationStyle = Literal["zh", "en", "csl"]


@attrs.frozen(eq=False, repr=False)
class Span(Record):
    """A stretch of a text: *start* and *stop* count characters from 0, *stop* not included.

    >>> Span(2, 4).of("试点地区")
    '地区'
    """

    start: int
    stop: int

    def of(self, text: str) -> str:
        """Return that stretch of *text*.

        >>> Span(0, 2).of("厦门市")
        '厦门'
        """
        return text[self.start : self.stop]


@attrs.frozen(eq=False, repr=False)
class Place(Record):
    """A stretch of the source: its first and last character by line and column, from 1.

    >>> import svctrade
    >>> svctrade.measure(14).place
    Place(line=118, column=1, last_line=118, last_column=52)
    """

    line: int
    column: int
    last_line: int
    last_column: int


@attrs.frozen(eq=False, repr=False)
class Publication(Record):
    """What a document is cited by.

    *approved_by* is the number of the act that approved it, *in_force* its first and last day,
    *origin* the address at which it was published.

    >>> import svctrade
    >>> svctrade.edition().publication.document_number
    '商服贸发〔2020〕165号'
    """

    title: str
    issuer: str | None = None
    issuer_en: str | None = attrs.field(default=None, repr=False)
    document_number: str | None = None
    approved_by: str | None = attrs.field(default=None, repr=False)
    published: date | None = attrs.field(default=None, repr=False)
    in_force: tuple[date, date] | None = attrs.field(default=None, repr=False)
    origin: str | None = attrs.field(default=None, repr=False)

    def cite(
        self, style: CitationStyle = "zh", item: int | None = None, accessed: date | None = None
    ) -> str:
        """Return a citation of the document, or of the *item* of that number in it.

        ``"zh"`` is the form of GB/T 7714—2015, ``"en"`` an English one, ``"csl"`` CSL-JSON for
        reference managers. *accessed* is the day on which the address was visited: GB/T 7714 wants
        it for what is online, and the library reads no clock.

        Raises:
            TypeError: *accessed* is no date.
            ValueError: *style* is none of these.
        """
        if accessed is not None and type(accessed) is not date:
            raise TypeError(f"accessed takes a date, not {type(accessed).__name__}: {accessed!r}")
        if style not in ("zh", "en", "csl"):
            raise ValueError(f"style is {style!r}; expected one of 'zh', 'en', 'csl'")
        return citation.STYLES[style](self, item, accessed)
