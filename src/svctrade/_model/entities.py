"""Bodies and regions, their names and later changes of bodies."""

from datetime import date

import attrs

from .record import Named, Order, Ordered, Record
from .text import as_date
from .vocabulary import ChangeKind, DayKind, NameKind


@attrs.frozen(cache_hash=True)
class Name(Record):
    """A name of a body or region.

    Args:
        text: the name.
        kind: what kind of name it is.
        first: the first day on which it was valid, where known.
        last: the last day, where known.
        source: the source of the name.
        confidence: how certain the source is: high, medium or low.
        simplified: the same name in simplified characters, for a traditional one.
        ambiguous: whether something else has the same name.

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

    def _exact(self) -> str:
        return self.text


@attrs.frozen(cache_hash=True)
class Change(Record):
    """A later change of a body.

    Args:
        day: the first day of the new state.
        what: what changed.
        before: the old name or kind.
        after: the new name or kind.
        successor: the body that took over, where one did.
        parent: the new parent body, where that changed too.
        text: what was decided.
        dated: the date as the source gives it, which may be less exact.
        source: the source of the change.
        day_kind: what happened on that day: the decision, its announcement, the setting-up.

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

    def _exact(self) -> str:
        day_kind = f"（{self.day_kind.label}）" if self.day_kind else ""
        before, after = self.before or "（无）", self.after or "（无）"
        return f"{self.day} {self.what.label}{day_kind}：{before} → {after}"


class NamedEntity(Named, Ordered):
    """A body or a region: it has several names.

    >>> import svctrade
    >>> svctrade.region("厦门").name_variants[:3]
    ('厦门', '厦门市', 'Xiamen')
    """

    __module__ = "svctrade"
    __slots__ = ()

    id: str
    name: str
    names: tuple[Name, ...]

    def _exact(self) -> str:
        return self.name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every name except the printed short one.

        >>> import svctrade
        >>> "Amoy" in svctrade.region("厦门").aliases
        True
        """
        return tuple(dict.fromkeys(n.text for n in self.names if n.text != self.name))

    @property
    def name_variants(self) -> tuple[str, ...]:
        """Every name, the printed short one first, and the id.

        >>> import svctrade
        >>> svctrade.region("厦门").name_variants[:3]
        ('厦门', '厦门市', 'Xiamen')
        """
        return tuple(dict.fromkeys([self.name, *[n.text for n in self.names], self.id]))

    @property
    def shared_variants(self) -> tuple[str, ...]:
        """The names that something else has too.

        >>> import svctrade
        >>> svctrade.body("科技部").shared_variants[:2]
        ('国家外国专家局', '外专局')
        """
        return tuple([n.text for n in self.names if n.ambiguous])


@attrs.frozen(cache_hash=True)
class Body(NamedEntity):
    """A ministry, commission, court, company or other body that a statement names.

    Facts are as of the publication of the annex; what has no source is ``None``. Source: the annex,
    and ``tools/facts``, which has the source of each fact.

    Args:
        id: the key of the body.
        name: the printed short name.
        official_name: the full name.
        name_en: the English name.
        abbreviation: the English abbreviation.
        kind: its kind, in the words of the State Council's notices on its structure.
        parent: the name of the body above it.
        host: the body that hosts it and is responsible for it.
        names: all of its names.
        history: later changes, the earliest first.
        unknown: whether it is missing from the directory, so that only its name is known.
        counterpart: the national body with the same name, of a local body that is printed without
            its place: 发展改革委 in a plan of a province.
        order: its place in the order of the document, by which ``<`` compares; not compared
            by ``==``.

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
    counterpart: "Body | None" = attrs.field(default=None, repr=False)
    order: Order | None = attrs.field(default=None, eq=False, repr=False)

    def on(self, day: date) -> "Body":
        """Return the body that has its functions on *day*, as it is on that day.

        Args:
            day: a day after the publication of the annex; on earlier days it is the printed body.

        Raises:
            TypeError: *day* is not a date.

        >>> import svctrade
        >>> from datetime import date
        >>> cbirc = svctrade.body("银保监会")
        >>> print(cbirc.on(date(2020, 8, 14)), "→", cbirc.on(date(2024, 1, 1)))
        银保监会 → 国家金融监督管理总局
        """
        day = as_date(day, "on()")
        body = self
        for change in self.history:
            if change.day <= day:
                if change.successor is not None:
                    return change.successor.on(day)
                if change.what is ChangeKind.KIND:
                    parent = change.parent or body.parent
                    body = attrs.evolve(body, kind=change.after, parent=parent)
        return body


# The two classes refer to each other.
attrs.resolve_types(Body, globals())
attrs.resolve_types(Change, globals())


@attrs.frozen(cache_hash=True)
class Region(NamedEntity):
    """A pilot region. Source: ``tools/facts/regions.csv`` and ``chongqing_districts.csv``.

    Args:
        id: the key of the region.
        name: the printed short name.
        official_name: the full name.
        name_en: the English name.
        level: the administrative level.
        province: the province that it is or is part of.
        code: the code of GB/T 2260; ``None`` for a new area, which has none.
        districts: the districts that make up the pilot, where it is not the whole region.
        group: the regional group that it belongs to.
        rounds: the years of the pilot rounds in which it took part as a whole.
        names: all of its names.
        unknown: whether it is missing from the directory, so that only its name is known.
        order: its place in the order of the document, by which ``<`` compares; not compared
            by ``==``.

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
    order: Order | None = attrs.field(default=None, eq=False, repr=False)
