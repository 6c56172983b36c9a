"""English translations of an edition, which are no part of the document."""

from datetime import date
from typing import Literal

import attrs

from .record import Record


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

    def __str__(self) -> str:
        return f"{self.title} ({self.status} translation)"
