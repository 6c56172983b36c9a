"""English translations of an edition, which are no part of the document."""

from datetime import date
from typing import Literal

import attrs

from ..exceptions import escaped
from .record import Record
from .vocabulary import Language, in_english


@attrs.frozen(cache_hash=True)
class Translation(Record):
    """Who translated an edition into English, when and how; the texts are in its records.

    Args:
        title: the title in English.
        translator: who made it.
        day: the day on which it was made.
        status: ``"unofficial"``, or ``"official"`` where the issuer published it.
        method: how it was made and checked.

    >>> import svctrade
    >>> svctrade.edition().translation.status
    'unofficial'
    """

    __module__ = "svctrade"

    title: str | None
    translator: str
    day: date
    status: Literal["unofficial", "official"] = "unofficial"
    method: str = attrs.field(default="", repr=False)

    def _exact(self) -> str:
        return f"{self.title} ({self.status} translation)"

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return in one line whose translation it is, and which text holds.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> svctrade.edition().translation.as_text("en").partition(":")[0]
        'Unofficial English translation'
        """
        unofficial = self.status == "unofficial"
        if in_english(lang):
            holds = "; the Chinese text alone is authoritative" if unofficial else ""
            return (
                f"{self.status.capitalize()} English translation: "
                f"{self.translator}, {self.day}{holds}."
            )
        status, holds = ("非官方译文", "，以中文文本为准") if unofficial else ("官方译文", "")
        return f"英译文：{status}（{self.translator}，{self.day}）{holds}。"
