"""What a document is cited by."""

from datetime import date
from typing import Literal

import attrs

from .record import Record
from .text import as_date

CitationStyle = Literal["zh", "en", "csl"]


@attrs.frozen(cache_hash=True)
class Publication(Record):
    """What a document is cited by.

    *approved_by* is the number of the act that approved it, *in_force* its first and last day,
    *origin* the address at which it was published.

    >>> import svctrade
    >>> svctrade.edition().publication.document_number
    '商服贸发〔2020〕165号'
    """

    __module__ = "svctrade"

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
        if accessed is not None:
            accessed = as_date(accessed, "accessed")
        if style not in ("zh", "en", "csl"):
            raise ValueError(f"style is {style!r}; expected one of 'zh', 'en', 'csl'")
        from .citation import STYLES

        return STYLES[style](self, item, accessed)
