"""The records: what an edition is made of, immutable and resolved."""

from __future__ import annotations

from datetime import date, datetime

import attrs

from ._vocabulary import (
    Basis,
    Certainty,
    ChangeKind,
    NameKind,
    Role,
    RoleName,
    Tie,
    member,
)


def clip(text: str, length: int = 24) -> str:
    """Return *text*, cut to *length* characters where it is longer, the cut marked by ``…``."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _clipped(text: str) -> str:
    return repr(clip(text))


@attrs.frozen
class Span:
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


@attrs.frozen
class Name:
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


@attrs.frozen
class Change:
    """Something about a body that changed on *day*, the first day of the new state.

    *before* and *after* are the names or kinds on either side; *successor* is the body that took
    over, where one did. *dated* is the date as its *source* gives it, which may be less exact.

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
    dated: str | None = attrs.field(default=None, repr=False)
    source: str | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.day} {self.what.label}：{self.before or '（无）'} → {self.after or '（无）'}"


def _aliases(name: str, names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n.text for n in names if n.text != name))


def _forms(name: str, names: tuple[Name, ...], id_: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name, *(n.text for n in names), id_]))


def _shared(names: tuple[Name, ...]) -> tuple[str, ...]:
    return tuple(n.text for n in names if n.ambiguous)


# The hash is kept, here and below: these are keys, and hashing all of one each time is slow.
@attrs.frozen(cache_hash=True)
class Body:
    """A body that a statement can charge: a ministry, a commission, a court, a company.

    *name* is the printed short form, *official_name* the name in full, *parent* the name of the
    body above it, *host* the body that it sits in and that answers for it. *kind* is in the words
    of the State Council's notices on its structure where it is part of that. These are as they
    were when the annex was published; *history* is what changed later. *names* are all forms of
    its name, *aliases* their texts. What no source was found for is ``None``. Source: the annex,
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
    names: tuple[Name, ...] = attrs.field(default=(), repr=False)
    history: tuple[Change, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other form of its name."""
        return _aliases(self.name, self.names)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of its name, the printed short form first, and its id."""
        return _forms(self.name, self.names, self.id)

    @property
    def shared_forms(self) -> tuple[str, ...]:
        """The forms that something else bears too."""
        return _shared(self.names)

    def on(self, day: date) -> Body:
        """Return the body that holds its functions on *day*, as it is then.

        What is known begins with the annex: for an earlier day it is the body that is printed.

        Raises:
            TypeError: *day* is no date.

        >>> import svctrade
        >>> from datetime import date, datetime
        >>> cbirc = svctrade.body("银保监会")
        >>> print(cbirc.on(date(2020, 8, 14)), "→", cbirc.on(date(2024, 1, 1)))
        银保监会 → 国家金融监督管理总局
        """
        if not isinstance(day, date):
            raise TypeError(f"on() takes a date, not {type(day).__name__}: {day!r}")
        body = self
        for change in self.history:
            if change.day <= _day(day):
                if change.successor is not None:
                    return change.successor.on(day)
                if change.what is ChangeKind.KIND:
                    body = attrs.evolve(body, kind=change.after)
        return body


def _day(day: date) -> date:
    # A datetime is a date that does not compare with dates.
    return day.date() if isinstance(day, datetime) else day


@attrs.frozen(cache_hash=True)
class Region:
    """A pilot region.

    *name* is the printed short form; *level* its administrative level, *province* the province
    that it is or lies in, *code* its GB/T 2260 code (``None`` for a new area, which has none),
    *districts* the districts that make up the pilot where it is not the whole region, *group*
    the regional group it belongs to, *rounds* the years of the pilot rounds that it took part
    in as a whole. *names* are all forms of its name, *aliases* their texts. Source:
    ``tools/facts/regions.csv`` and ``chongqing_districts.csv``.

    >>> import svctrade
    >>> xiamen = svctrade.region("廈門")
    >>> xiamen.name, xiamen.official_name, xiamen.province, xiamen.code
    ('厦门', '厦门市', '福建省', '350200')
    """

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

    def __str__(self) -> str:
        return self.name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every other form of its name."""
        return _aliases(self.name, self.names)

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of its name, the printed short form first, and its id."""
        return _forms(self.name, self.names, self.id)

    @property
    def shared_forms(self) -> tuple[str, ...]:
        """The forms that something else bears too."""
        return _shared(self.names)


@attrs.frozen
class Outsider:
    """What is known by its name and is not part of an edition; *hint* says what it is.

    >>> import svctrade
    >>> print(svctrade.edition().outsiders[0])
    两江新区
    """

    kind: str
    name: str
    forms: tuple[str, ...] = attrs.field(repr=False)
    hint: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.name


@attrs.frozen
class Event:
    """A dated act or statement about the pilot.

    *date* is its day, ``None`` where only a month or nothing is known; *dated* the date as its
    source gives it, and *date_kind* what it is the date of. *text* is what it says, *measures* the
    numbers that it touches, and *tie* whether words that were published tie it to them or its
    content does. Source: ``tools/editions/2020/timeline.csv``.

    >>> import svctrade
    >>> event = svctrade.measure(11).events[-1]
    >>> event.document_number, event.date
    ('国函〔2020〕111号 / 国函〔2021〕94号', datetime.date(2023, 8, 1))
    """

    number: int
    date: date | None
    dated: str | None = attrs.field(repr=False)
    date_kind: str | None = attrs.field(repr=False)
    document_number: str | None
    title: str | None
    issuer: str | None = attrs.field(repr=False)
    text: str | None = attrs.field(repr=False)
    measures: tuple[int, ...] = attrs.field(repr=False)
    tie: Tie | None = attrs.field(repr=False)
    source: str | None = attrs.field(repr=False)
    confidence: str | None = attrs.field(repr=False)
    note: str | None = attrs.field(repr=False)

    def __str__(self) -> str:
        return " ".join(part for part in (self.dated, self.document_number, self.title) if part)


@attrs.frozen
class Task:
    """A task of the table: *label* as printed (``（一）``), *title* and *objective*.

    >>> import svctrade
    >>> print(svctrade.task(1))
    （一）全面探索完善管理体制
    """

    number: int
    label: str = attrs.field(repr=False)
    title: str
    objective: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.label + self.title

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form of its name: title, label, both, and number."""
        return (self.title, self.label, str(self), str(self.number))

    @property
    def shared_forms(self) -> tuple[str, ...]:
        """The forms that another task bears too: none."""
        return ()


@attrs.frozen
class Note:
    """A note under the table.

    *measures* are the numbers that it prints, *framework* the agreement that it places them
    under, and *marks* the words that it says mark a measure as concerned.

    >>> import svctrade
    >>> note = svctrade.edition().notes[0]
    >>> note.measures, note.framework, note.marks
    ((7, 23, 28, 32, 33, 38, 39, 41), 'CEPA', ('外籍', '境外'))
    """

    number: int
    text: str = attrs.field(repr=_clipped)
    measures: tuple[int, ...] = ()
    framework: str | None = None
    marks: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.text

    def concerns(self, number: int, text: str) -> bool:
        """Whether it is about the measure of that number and text: named, or marked by a word.

        >>> Note(1, "…", measures=(7,), marks=("外籍",)).concerns(8, "租用外籍船舶")
        True
        """
        return number in self.measures or any(mark in text for mark in self.marks)


@attrs.frozen
class Party:
    """One party to an assignment, as printed: a body, a region, or a group that is described.

    *span* is its place in the responsibility statement. A described group has neither *body*
    nor *region*. *open_ended* says that 等 follows: the list that it closes is not complete.
    """

    text: str
    span: Span = attrs.field(repr=False)
    body: Body | None = attrs.field(default=None, repr=False)
    region: Region | None = attrs.field(default=None, repr=False)
    open_ended: bool = False

    def __str__(self) -> str:
        return self.text


@attrs.frozen
class Assignment:
    """Who does what: one clause of a responsibility statement.

    *text* is the clause as printed and *span* its place in the statement; *clause* counts, from
    1, the parts that ``；`` separates; *remark* is what the clause adds after the action.

    >>> import svctrade
    >>> first, second = svctrade.parse_responsibility("外交部、移民局等支持和指导；厦门负责推进")
    >>> [b.name for b in first.bodies], [r.label for r in first.roles], first.open_ended
    (['外交部', '移民局'], ['支持和指导'], True)
    >>> second.regions
    (Region(id='xiamen', name='厦门'),)
    """

    roles: tuple[Role, ...]
    parties: tuple[Party, ...]
    text: str = attrs.field(repr=False)
    span: Span = attrs.field(repr=False)
    clause: int = attrs.field(default=1, repr=False)
    remark: str | None = None

    def __str__(self) -> str:
        return self.text

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies among the parties, in printed order."""
        return tuple(p.body for p in self.parties if p.body is not None)

    @property
    def regions(self) -> tuple[Region, ...]:
        """The pilot regions among the parties, in printed order."""
        return tuple(p.region for p in self.parties if p.region is not None)

    @property
    def groups(self) -> tuple[str, ...]:
        """The parties that are described and not named, as printed."""
        return tuple(p.text for p in self.parties if p.body is None and p.region is None)

    @property
    def open_ended(self) -> bool:
        """Whether 等 follows a party: the list is not closed."""
        return any(p.open_ended for p in self.parties)


@attrs.frozen
class Lead:
    """The body that leads a measure, and on what *basis* it counts as the lead.

    >>> import svctrade
    >>> print(svctrade.measure(59).lead)
    移民局（列第一位）
    """

    body: Body
    basis: Basis

    def __str__(self) -> str:
        return f"{self.body}（{self.basis.label}）"


@attrs.frozen
class Coverage:
    """Where a measure applies.

    *named* are the regions that the statement names, in printed order; *everywhere* says that
    every pilot region is charged; *open_ended* that regions which are not named may be
    charged. *words* is the place in the measure's text that *everywhere* rests on where the
    statement itself names no region, else ``None``.

    >>> import svctrade
    >>> svctrade.measure(59).coverage.certainty(svctrade.region("厦门"))
    <Certainty.COVERED: 'covered'>
    """

    named: tuple[Region, ...] = ()
    everywhere: bool = False
    open_ended: bool = False
    words: Span | None = attrs.field(default=None, repr=False)

    @property
    def national(self) -> bool:
        """Whether no region is charged at all."""
        return not (self.named or self.everywhere or self.open_ended)

    def certainty(self, region: Region) -> Certainty:
        """Return how certainly the measure applies in a pilot region of its edition.

        Raises:
            TypeError: *region* is not a `Region`; ``svctrade.region(name)`` gives one.
        """
        if not isinstance(region, Region):
            raise TypeError(
                f"certainty() takes a Region, not {type(region).__name__}: {region!r}; "
                "svctrade.region(name) gives one"
            )
        if region in self.named:
            return Certainty.NAMED
        if self.everywhere:
            return Certainty.COVERED
        return Certainty.POSSIBLE if self.open_ended else Certainty.NONE


@attrs.frozen(cache_hash=True)
class Measure:
    """A measure of the table, with the statement of who carries it out.

    *text* and *responsibility* are as printed, line wrapping undone; *lead* is ``None`` where
    the statement names no body; *frameworks* are the agreements that a note places it under,
    *notes* the notes that are about it, *events* the acts and statements that touch it, *lines*
    the first and last line in the source, counted from 1.

    >>> import svctrade
    >>> measure = svctrade.measure(59)
    >>> measure.responsibility
    '移民局、外交部制订政策保障措施；试点地区负责推进'
    >>> measure.lines
    (447, 452)
    """

    number: int
    task: Task = attrs.field(repr=False)
    text: str = attrs.field(repr=_clipped)
    responsibility: str = attrs.field(repr=False)
    assignments: tuple[Assignment, ...] = attrs.field(repr=False)
    lead: Lead | None = attrs.field(repr=False)
    coverage: Coverage = attrs.field(repr=False)
    notes: tuple[Note, ...] = attrs.field(default=(), repr=False)
    events: tuple[Event, ...] = attrs.field(default=(), repr=False)
    lines: tuple[int, int] = attrs.field(default=(0, 0), repr=False)

    def __str__(self) -> str:
        return f"{self.number} {self.text}\n{self.responsibility}"

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The agreements that a note places it under, such as ``"CEPA"``."""
        return tuple(n.framework for n in self.notes if n.framework and self.number in n.measures)

    def bodies(self, role: RoleName | Role | None = None) -> tuple[Body, ...]:
        """Return the bodies that the statement names, in that role where one is given.

        Raises:
            TypeError: *role* is neither a `Role` nor the name of one.
            ValueError: *role* is no role.

        >>> import svctrade
        >>> [body.name for body in svctrade.measure(59).bodies()]
        ['移民局', '外交部']
        """
        wanted = None if role is None else member(Role, role, "role")
        return tuple(
            dict.fromkeys(
                body
                for assignment in self.assignments
                if wanted is None or wanted in assignment.roles
                for body in assignment.bodies
            )
        )

    def certainty(self, region: Region) -> Certainty:
        """Return how certainly it applies in *region*.

        Raises:
            TypeError: *region* is not a `Region`.

        >>> import svctrade
        >>> svctrade.measure(62).certainty(svctrade.region("厦门"))
        <Certainty.POSSIBLE: 'possible'>
        """
        return self.coverage.certainty(region)


@attrs.frozen
class Source:
    """The text that an edition was read from, with its SHA-256 sum and where it comes from.

    >>> import svctrade
    >>> svctrade.edition().source.text.splitlines()[3]
    '全面深化服务贸易创新发展试点任务、具体举措及责任分工'
    """

    text: str = attrs.field(repr=False)
    sha256: str
    origin: str | None = None


@attrs.frozen(cache_hash=True)
class Edition:
    """One published state of the annex.

    *in_force* is its first and last day; *approved_by* the number of the act that approved it,
    *document_number* that of the document it was published with. *events* are dated acts and
    statements about the pilot, *outsiders* what is known by name and is not part of it. Days are
    of the Gregorian calendar in China. Source: the annex, and ``tools``.

    >>> import svctrade
    >>> edition = svctrade.edition("2020")
    >>> len(edition.tasks), len(edition.measures), edition.document_number
    (8, 122, '商服贸发〔2020〕165号')
    """

    id: str
    title: str
    issuer: str | None = attrs.field(repr=False)
    document_number: str | None = attrs.field(repr=False)
    approved_by: str | None = attrs.field(repr=False)
    published: date | None = attrs.field(repr=False)
    in_force: tuple[date, date] | None = attrs.field(repr=False)
    bodies: tuple[Body, ...] = attrs.field(repr=False)
    regions: tuple[Region, ...] = attrs.field(repr=False)
    tasks: tuple[Task, ...] = attrs.field(repr=False)
    notes: tuple[Note, ...] = attrs.field(repr=False)
    events: tuple[Event, ...] = attrs.field(repr=False)
    measures: tuple[Measure, ...] = attrs.field(repr=False)
    source: Source = attrs.field(repr=False)
    outsiders: tuple[Outsider, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        return f"{self.title}（{self.id}）"
