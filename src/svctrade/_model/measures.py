"""The records of the table: tasks, measures, who does what where."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from .._display.displayable import Displayable
from .._display.text import truncated_repr
from .annotations import Event, Note
from .entities import Body, Region
from .layers import Item, Reading, Scheme, Tag
from .publication import CitationStyle, Publication
from .record import Named, Record
from .text import Place, Span
from .vocabulary import (
    COLUMNS,
    Basis,
    Certainty,
    Confidence,
    Language,
    Role,
    RoleName,
    in_english,
    member,
)

if TYPE_CHECKING:
    from .._display.grid import Grid


@attrs.frozen(cache_hash=True)
class Task(Named):
    """A task of the table: *label* as printed (``（一）``), *title* and *objective*.

    >>> import svctrade
    >>> print(svctrade.task(1))
    （一）全面探索完善管理体制
    """

    __module__ = "svctrade"

    number: int
    label: str = attrs.field(repr=False)
    title: str
    objective: str = attrs.field(repr=False)
    place: Place | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return self.label + self.title

    @property
    def name_variants(self) -> tuple[str, ...]:
        """Every form of its name: title, label, both, and number."""
        return (self.title, self.label, str(self), str(self.number))


@attrs.frozen(cache_hash=True)
class Party(Record):
    """One party to an assignment, as printed: a body, a region, or a group that is described.

    *span* is its place in the responsibility statement. A described group has neither *body*
    nor *region*. *open_ended* says that 等 follows: the list that it closes is not complete.

    >>> import svctrade
    >>> [(party.text, party.body) for party in svctrade.measure(59).assignments[1].parties]
    [('试点地区', None)]
    """

    __module__ = "svctrade"

    text: str
    span: Span = attrs.field(repr=False)
    body: Body | None = attrs.field(default=None, repr=False)
    region: Region | None = attrs.field(default=None, repr=False)
    open_ended: bool = False

    def __str__(self) -> str:
        return self.text


@attrs.frozen(cache_hash=True)
class Assignment(Record):
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

    __module__ = "svctrade"

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


@attrs.frozen(cache_hash=True)
class Lead(Record):
    """The body that leads a measure, and on what *basis* it counts as the lead.

    *declared* are the words with which the document says, once for all, that the body named first
    leads; ``None`` where it says nothing of the sort or the lead does not rest on it.

    >>> import svctrade
    >>> print(svctrade.measure(59).lead)
    移民局（列第一位）
    """

    __module__ = "svctrade"

    body: Body
    basis: Basis
    declared: str | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.body}（{self.basis.label}）"


@attrs.frozen(cache_hash=True)
class Coverage(Record):
    """Where a measure applies.

    *named* are the regions that the statement names, in printed order; *everywhere* says that
    every pilot region is charged; *open_ended* that regions which are not named may be
    charged. *words* is the place in the measure's text that *everywhere* rests on where the
    statement itself names no region, else ``None``.

    >>> import svctrade
    >>> svctrade.measure(59).coverage.certainty(svctrade.region("厦门"))
    <Certainty.COVERED: 'covered'>
    """

    __module__ = "svctrade"

    named: tuple[Region, ...] = ()
    everywhere: bool = False
    open_ended: bool = False
    words: Span | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return self.as_text()

    def as_text(self, lang: Language = "en") -> str:
        """Return where the measure applies, in English or in Chinese.

        Args:
            lang: ``"en"`` or ``"zh"``; names of regions stay Chinese where they have no English.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> print(svctrade.measure(59).coverage, svctrade.measure(13).coverage, sep="\n")
        covered: all pilot regions
        named: Beijing, Tianjin, Shanghai, Hainan
        """
        english = in_english(lang)
        parts: list[tuple[Certainty, str]] = []
        if self.named:
            names = [
                region.name_en or region.name if english else region.name for region in self.named
            ]
            parts.append((Certainty.NAMED, (", " if english else "、").join(names)))
        if self.everywhere:
            everywhere = (
                ("all others", "其他各试点地区")
                if self.named
                else ("all pilot regions", "各试点地区")
            )
            parts.append((Certainty.COVERED, everywhere[not english]))
        elif self.open_ended:  # where all are covered, none is only possible
            others = (
                ("other pilot regions", "其他试点地区")
                if self.named
                else ("pilot regions", "试点地区")
            )
            parts.append((Certainty.POSSIBLE, others[not english]))
        if not parts:
            return "no pilot region" if english else "不涉及试点地区"
        if english:
            return "; ".join(f"{certainty.value}: {regions}" for certainty, regions in parts)
        return "；".join(f"{certainty.label}：{regions}" for certainty, regions in parts)

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
class Measure(Displayable, Record):
    """A measure of the table, with the statement of who carries it out.

    *text* and *responsibility* are as printed, line wrapping undone; *lead* is ``None`` where
    the statement names no body; *frameworks* are the agreements that a note places it under,
    *notes* the notes that are about it, *events* the acts and statements that touch it. *place* is
    where it stands in the source, *lines* the first and last line of that, counted from 1.

    >>> import svctrade
    >>> measure = svctrade.measure(59)
    >>> measure.responsibility
    '移民局、外交部制订政策保障措施；试点地区负责推进'
    >>> measure.lines
    (447, 452)
    """

    __module__ = "svctrade"

    number: int
    task: Task = attrs.field(repr=False)
    text: str = attrs.field(repr=truncated_repr)
    responsibility: str = attrs.field(repr=False)
    assignments: tuple[Assignment, ...] = attrs.field(repr=False)
    lead: Lead | None = attrs.field(repr=False)
    coverage: Coverage = attrs.field(repr=False)
    notes: tuple[Note, ...] = attrs.field(default=(), repr=False)
    events: tuple[Event, ...] = attrs.field(default=(), repr=False)
    place: Place | None = attrs.field(default=None, repr=False)
    # What it is cited by is no part of what it says: the same measure may stand in two editions.
    publication: Publication | None = attrs.field(default=None, eq=False, repr=False)
    # Nor is what somebody reads in it.
    reading: Reading | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.number} {self.text}\n{self.responsibility}"

    @property
    def lines(self) -> tuple[int, int] | None:
        """The first and last line in the source, from 1; ``None`` where it has no source text."""
        return None if self.place is None else (self.place.line, self.place.last_line)

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The agreements that a note places it under, such as ``"CEPA"``."""
        return tuple(n.framework for n in self.notes if n.framework and self.number in n.measures)

    @property
    def services(self) -> tuple[Item, ...]:
        """The service items that it concerns, in the reading of a layer; not printed.

        >>> import svctrade
        >>> [str(item) for item in svctrade.measure(20).services]
        ['运输']
        """
        return self._read("service")

    @property
    def modes(self) -> tuple[Item, ...]:
        """The modes of supply that it eases, in the reading of a layer; not printed."""
        return self._read("mode")

    @property
    def subjects(self) -> tuple[Item, ...]:
        """What it is about, in the reading of a layer; not printed."""
        return self._read("subject")

    def _read(self, scheme: Scheme) -> tuple[Item, ...]:
        return tuple(tag.item for tag in tags_of(self, scheme))

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

    def cite(self, style: CitationStyle = "zh", *, accessed: date | None = None) -> str:
        """Return a citation of it: of its document, with its number.

        ``"zh"`` is the form of GB/T 7714—2015, ``"en"`` an English one, ``"csl"`` CSL-JSON.

        Raises:
            ValueError: *style* is none of these, or it is not known where it was published.

        >>> import svctrade
        >>> print(svctrade.measure(59).cite()[:54])
        商务部. 全面深化服务贸易创新发展试点任务、具体举措及责任分工: 商服贸发〔2020〕165号: 第59项[
        >>> "published 2020-08-14, item 59" in svctrade.measure(59).cite("en")
        True
        """
        if self.publication is None:
            raise ValueError(f"measure {self.number} does not know where it was published")
        return self.publication.cite(style, self.number, accessed)

    def _grid(self) -> "Grid":
        from .._display.grid import Grid

        _, _, text, statement = COLUMNS
        rows = [
            (text, self.text),
            (statement, self.responsibility),
            (Role.LEAD.label, "（无）" if self.lead is None else str(self.lead)),
            ("适用地区", self.coverage.as_text("zh")),
        ]
        rows += [(f"注{note.number}", note.text) for note in self.notes]
        rows += [("原文行", f"{self.lines[0]}–{self.lines[1]}")] if self.lines else []
        if self.reading is not None:
            read = (*self.services, *(f"模式{mode.code}" for mode in self.modes), *self.subjects)
            rows.append(("判读（非原文）", "、".join(map(str, read))))
        return Grid(f"{self.number} {self.task}", (), rows)


def tags_of(measure: Measure, scheme: Scheme, *, clear: bool = False) -> Iterator[Tag]:
    """Yield what a layer reads in *measure* of one scheme, or only what is *clear*.

    What was read in other words than the measure now has is not read in it.
    """
    for tag in () if measure.reading is None else measure.reading.tags:
        known = tag.item.scheme == scheme and tag.span.of(measure.text) == tag.words
        if known and not (clear and tag.confidence is not Confidence.CLEAR):
            yield tag
