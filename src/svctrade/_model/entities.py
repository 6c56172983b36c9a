"""Bodies and regions: their names, and what changed about them."""

from datetime import date

import attrs

from .record import Named, Record
from .vocabulary import ChangeKind, DayKind, NameKind


@attrs.frozen(cache_hash=True)
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

    __module__ = "svctrade"

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


@attrs.frozen(cache_hash=True)
class Change(Record):
    """Something about a body that changed on *day*, the first day of the new state.

    *day_kind* says what happened on that day: whether the change was decided, announced or made.
    *before* and *after* are the names or kinds on either side; *successor* is the body that took
    over, where one did, and *parent* the body above it from then on, where that changed too.
    *text* is what was decided, *dated* the date as its *source* gives it, which may be less exact.

    >>> import svctrade
    >>> (change,) = svctrade.body("证监会").history
    >>> print(change)
    2023-03-20 性质调整（公布）：国务院直属事业单位 → 国务院直属机构
    """

    __module__ = "svctrade"

    day: date
    what: ChangeKind
    before: str | None = None
    after: str | None = None
    successor: "Body | None" = attrs.field(default=None, repr=False)
    parent: str | None = attrs.field(default=None, repr=False)
    text: str | None = attrs.field(default=None, repr=False)
    dated: str | None = attrs.field(default=None, repr=False)
    source: str | None = attrs.field(default=None, repr=False)
    day_kind: DayKind | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        day_kind = f"（{self.day_kind.label}）" if self.day_kind else ""
        before, after = self.before or "（无）", self.after or "（无）"
        return f"{self.day} {self.what.label}{day_kind}：{before} → {after}"


class NamedEntity(Named):
    """A body or a region: it has a name in several forms.

    >>> import svctrade
    >>> svctrade.region("厦门").name_variants[:3]
    ('厦门', '厦门市', 'Xiamen')
    """

    __module__ = "svctrade"
    __slots__ = ()

    id: str
    name: str
    names: tuple[Name, ...]

    def __str__(self) -> str:
        return self.name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other form of its name."""
        return tuple(dict.fromkeys(n.text for n in self.names if n.text != self.name))

    @property
    def name_variants(self) -> tuple[str, ...]:
        """Every form of its name, the printed short form first, and its id."""
        return tuple(dict.fromkeys([self.name, *[n.text for n in self.names], self.id]))

    @property
    def shared_variants(self) -> tuple[str, ...]:
        """The forms of its name that something else bears too."""
        return tuple([n.text for n in self.names if n.ambiguous])


@attrs.frozen(cache_hash=True)
class Body(NamedEntity):
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

    __module__ = "svctrade"

    id: str
    name: str
    official_name: str | None = attrs.field(default=None, repr=False)
    name_en: str | None = attrs.field(default=None, repr=False)
    abbreviation: str | None = attrs.field(default=None, repr=False)
    kind: str | None = attrs.field(default=None, repr=False)
    parent: str | None = attrs.field(default=None, repr=False)
    host: "Body | None" = attrs.field(default=None, repr=False)
    names: tuple[Name, ...] = attrs.field(default=(), repr=False)
    history: tuple[Change, ...] = attrs.field(default=(), repr=False)
    unknown: bool = attrs.field(default=False, repr=False)

    def on(self, day: date) -> "Body":
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


# A change names a body and a body its changes: their annotations are resolved when both are there.
attrs.resolve_types(Body, globals())
attrs.resolve_types(Change, globals())


@attrs.frozen(cache_hash=True)
class Region(NamedEntity):
    """A pilot region.

    *name* is the printed short form; *level* its administrative level, *province* the province
    that it is or lies in, *code* its GB/T 2260 code (``None`` for a new area, which has none),
    *districts* the districts that make up the pilot where it is not the whole region, *group*
    the regional group it belongs to, *rounds* the years of the pilot rounds that it took part
    in as a whole. *names* are all forms of its name, *aliases* their texts. *unknown* says that no
    directory knows it: a document prints the name, and that is all there is. Source:
    ``tools/facts/regions.csv`` and ``chongqing_districts.csv``.

    >>> import svctrade
    >>> xiamen = svctrade.region("廈門")
    >>> xiamen.name, xiamen.official_name, xiamen.province, xiamen.code
    ('厦门', '厦门市', '福建省', '350200')
    """

    __module__ = "svctrade"

    id: str
    name: str
    official_name: str | None = attrs.field(default=None, repr=False)
    name_en: str | None = attrs.field(default=None, repr=False)
    level: str | None = attrs.field(default=None, repr=False)
    province: str | None = attrs.field(default=None, repr=False)
    code: str | None = attrs.field(default=None, repr=False)
    districts: tuple[str, ...] = attrs.field(default=(), repr=False)
    group: str | None = attrs.field(default=None, repr=False)
    rounds: tuple[int, ...] = attrs.field(default=(), repr=False)
    names: tuple[Name, ...] = attrs.field(default=(), repr=False)
    unknown: bool = attrs.field(default=False, repr=False)
