"""Who is named: bodies, and what changed about them."""

from __future__ import annotations

import attrs

from ._late import Late
from ._record import Record, Unfinished, date, may_be_later
from ._vocabulary import ChangeKind

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import _forms as spelt
else:
    spelt = Late("_forms")  # few programs look at more than a name


@attrs.frozen(eq=False, repr=False)
class Change(Record):
    """Something about a body that changed on *day*, the first day of the new state.

    *before* and *after* are the names or kinds on either side; *successor* is the body that took
    over, where one did, and *parent* the body above it from then on, where that changed too.
    *text* is what was decided, *dated* the date as its *source* gives it, which may be less exact.

    >>> import svctrade
    >>> (change,) = svctrade.body("证监会").history
    >>> print(change)
    2023-03-20 性质调整：国务院直属事业单位 → 国务院直属机构
    """

    day: date
    what: ChangeKind
    before: str | None = None
    after: str | None = None
    successor: Body | None = attrs.field(default=None, repr=False)
    parent: str | None = attrs.field(default=None, repr=False)
    text: str | None = attrs.field(default=None, repr=False)
    dated: str | None = attrs.field(default=None, repr=False)
    source: str | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.day} {self.what.label}：{self.before or '（无）'} → {self.after or '（无）'}"


class Bearer:
    """What a body and a region have in common: a name, in all its forms."""

    __slots__ = ()

    id: str
    name: str
    names: tuple[spelt.Name, ...]

    def __str__(self) -> str:
        return self.name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other form of its name."""
        return tuple(dict.fromkeys(n.text for n in self.names if n.text != self.name))

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of its name, the printed short form first, and its id."""
        return tuple(dict.fromkeys([self.name, *[n.text for n in self.names], self.id]))

    @property
    def shared_forms(self) -> tuple[str, ...]:
        """The forms that something else bears too."""
        return tuple([n.text for n in self.names if n.ambiguous])


@attrs.frozen(eq=False, repr=False)
class Body(Bearer, Unfinished):
    """A body that a statement can charge: a ministry, a commission, a court, a company.

    *name* is the printed short form, *official_name* the name in full, *parent* the name of the
    body above it, *host* the body that it sits in and that answers for it. *kind* is in the words
    of the State Council's notices on its structure where it is part of that. These are as they
    were when the annex was published; *history* is what changed later. *names* are all forms of
    its name, *aliases* their texts. What no source was found for is ``None``. *unknown* says that
    no directory knows it: a document prints the name, and that is all there is. Source: the annex,
    and ``tools/facts``, which names the source of each fact.

    >>> import svctrade
    >>> nia = svctrade.body("NIA")
    >>> nia.name, nia.official_name, nia.parent
    ('移民局', '国家移民管理局', '公安部')
    """

    id: str
    name: str
    official_name: str | None = attrs.field(default=None, repr=False)
    name_en: str | None = attrs.field(default=None, repr=False)
    abbreviation: str | None = attrs.field(default=None, repr=False)
    kind: str | None = attrs.field(default=None, repr=False)
    parent: str | None = attrs.field(default=None, repr=False)
    host: Body | None = attrs.field(default=None, repr=False)
    names: tuple[spelt.Name, ...] = attrs.field(default=(), repr=False)
    history: tuple[Change, ...] = attrs.field(default=(), repr=False)
    unknown: bool = attrs.field(default=False, repr=False)

    def on(self, day: date) -> Body:
        """Return the body that holds its functions on *day*, as it is then.

        What is known begins with the annex: for an earlier day it is the body that is printed.

        Raises:
            TypeError: *day* is no date.

        >>> import svctrade
        >>> from datetime import date
        >>> cbirc = svctrade.body("银保监会")
        >>> print(cbirc.on(date(2020, 8, 14)), "→", cbirc.on(date(2024, 1, 1)))
        银保监会 → 国家金融监督管理总局
        """
        if not isinstance(day, date):
            raise TypeError(f"on() takes a date, not {type(day).__name__}: {day!r}")
        # A datetime is a date that does not compare with dates.
        day = date(day.year, day.month, day.day)
        body = self
        for change in self.history:
            if change.day <= day:
                if change.successor is not None:
                    return change.successor.on(day)
                if change.what is ChangeKind.KIND:
                    parent = change.parent or body.parent
                    body = attrs.evolve(body, kind=change.after, parent=parent)
        return body


# What is known of a body besides what it is called here.
KNOWN = ("names", "history")
may_be_later(Body, KNOWN)
