"""The facts that a document is cited by."""

from datetime import date
from typing import Literal

import attrs

from ..exceptions import escaped
from .record import Record
from .text import as_date
from .vocabulary import Language, in_english

CitationStyle = Literal["zh", "en", "csl", "bibtex"]


@attrs.frozen(cache_hash=True)
class Publication(Record):
    """The facts that a document is cited by.

    Args:
        title: the title.
        issuer: the body that issued it.
        issuer_en: the English name of that body.
        document_number: the number of the document.
        approved_by: the number of the act that approved it.
        published: the day of its publication.
        in_force: the first and the last day of the pilot.
        origin: the address at which it was published.
        followed_by: the numbers of the documents that followed when the period had ended.
        dated: the day of the document (成文日期), where it was read from one.
        region: the province, city or county that the issuer is of, as printed; ``None`` for a
            national document.
        title_en: the title in the unofficial English translation; not compared.
        followed_by_en: what the documents that followed are, in English; not compared.
        translation: whose English translation it is: ``"unofficial translation by …"``; not
            compared.

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
    followed_by: tuple[str, ...] = attrs.field(default=(), repr=False)
    dated: date | None = attrs.field(default=None, repr=False)
    region: str | None = attrs.field(default=None, repr=False)
    title_en: str | None = attrs.field(default=None, eq=False, repr=False)
    followed_by_en: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)
    translation: str | None = attrs.field(default=None, eq=False, repr=False)

    @escaped
    def period(self, lang: Language | None = None) -> str:
        """Return in one line when the document was in force, and what followed.

        Args:
            lang: ``"en"`` or ``"zh"``.

        Returns:
            The line; empty where the period is not known.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> svctrade.edition().publication.period().partition(";")[0]
        'The pilot (2020-08-02 to 2023-08-01) has ended'
        """
        english = in_english(lang)
        if self.in_force is None:
            return ""
        first, last = self.in_force
        if not self.followed_by:
            return f"In force from {first} to {last}." if english else f"有效期：{first}至{last}。"
        if english:
            from .english import quoted

            names = [*self.followed_by_en, *[""] * len(self.followed_by)]
            followed = " and ".join(
                f"{name} ({quoted(number)})" if name else quoted(number)
                for name, number in zip(names, self.followed_by, strict=False)
            )
            return f"The pilot ({first} to {last}) has ended; followed by {followed}."
        return f"试点期为{first}至{last}，已结束；后续文件：{'、'.join(self.followed_by)}。"

    def cite(
        self, style: CitationStyle = "zh", item: int | None = None, accessed: date | None = None
    ) -> str:
        """Return a citation of the document, or of the *item* of that number in it.

        Args:
            style: ``"zh"`` follows GB/T 7714—2015, ``"en"`` is English, ``"csl"`` is CSL-JSON,
                ``"bibtex"`` BibTeX.
            item: the number of a measure.
            accessed: the day on which you visited the address, which GB/T 7714 requires.

        Raises:
            TypeError: *accessed* is not a date.
            ValueError: *style* is none of these.

        >>> import svctrade
        >>> "item 59" in svctrade.edition().publication.cite("en", 59)
        True
        """
        if accessed is not None:
            accessed = as_date(accessed, "accessed")
        from .citation import STYLES

        if style not in STYLES:
            known = ", ".join(map(repr, STYLES))
            raise ValueError(f"style is {style!r}; expected one of {known}")
        return STYLES[style](self, item, accessed)
