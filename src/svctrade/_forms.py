"""The forms of a name."""

from __future__ import annotations

import attrs

from ._record import Record, date
from ._vocabulary import NameKind


@attrs.frozen(eq=False, repr=False)
class Name(Record):
    """A form of a name: its *text* and what *kind* of name it is.

    *first* and *last* are the days on which it began and ceased to be right, where they are known;
    *source* is where it comes from and *confidence* how sure that is (high, medium, low).
    *simplified* is, of a traditional form, the form that it writes. *ambiguous* says that
    something else bears it too.

    >>> import svctrade
    >>> svctrade.body("移民局").names[1]
    Name(text='国家移民管理局', kind=<NameKind.OFFICIAL: 'official'>)
    """

    text: str
    kind: NameKind
    first: date | None = attrs.field(default=None, repr=False)
    last: date | None = attrs.field(default=None, repr=False)
    source: str | None = attrs.field(default=None, repr=False)
    confidence: str | None = attrs.field(default=None, repr=False)
    simplified: str | None = attrs.field(default=None, repr=False)
    ambiguous: bool = attrs.field(default=False, repr=False)

    def __str__(self) -> str:
        return self.text
