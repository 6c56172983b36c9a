"""The records of a document: what an edition says, immutable and resolved."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Literal

import attrs

from ._actors import Body, Outsider, Region
from ._grid import Grid, Shown
from ._layer import Item, Layer, Reading, Scheme, Tag, layer_from_json, placed
from ._publication import CitationStyle, Place, Publication, Source, Span
from ._strict import InvalidJSONError, parts_of
from ._vocabulary import (
    ANNEX,
    COLUMNS,
    NOTES,
    Basis,
    Certainty,
    Confidence,
    Role,
    RoleName,
    Tie,
    member,
)
from .exceptions import DocumentError, Problem


def _text(path: str | os.PathLike[str]) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidJSONError((f"expected UTF-8 (byte {error.start})",)) from None


def _problem(fault: str) -> Problem:
    """Return a fault as the problem of a document, with its path."""
    expected, found, path = parts_of(fault)
    return Problem(1, 1, found, expected, path or None)


def clip(text: str, length: int = 24) -> str:
    """Return *text*, cut to *length* characters where it is longer, the cut marked by ``…``."""
    return text if len(text) <= length else text[: length - 1] + "…"


def _clipped(text: str) -> str:
    return repr(clip(text))


@attrs.frozen
class Erratum:
    """An oddity of the source, kept as printed: what is odd, and how it was read.

    *where* is ``"text"`` or ``"responsibility"``, *span* the place of the printed *words* in it.

    >>> import svctrade
    >>> erratum = svctrade.edition().errata[4]
    >>> print(erratum)
    92: “展业和和合规” in the text: 和 stands twice; kept as printed
    """

    measure: int
    where: Literal["text", "responsibility"]
    span: Span = attrs.field(repr=False)
    words: str
    odd: str = attrs.field(repr=False)
    reading: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{self.measure}: “{self.words}” in the {self.where}: {self.odd}; {self.reading}"


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
    place: Place | None = attrs.field(default=None, repr=False)

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
    place: Place | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return self.text

    def concerns(self, number: int, text: str) -> bool:
        """Whether it is about the measure of that number and text: named, or marked by a word.

        >>> Note(1, "…", measures=(7,), marks=("外籍",)).concerns(8, "租用外籍船舶")
        True
        """
        return number in self.measures or _marks(self, text)


def _marks(note: Note, text: str) -> bool:
    return any(mark in text for mark in note.marks)


def about(notes: tuple[Note, ...]) -> Callable[[int, str], tuple[Note, ...]]:
    """Return what gives, of *notes*, those about the measure of a number and text.

    It looks at those that list the number or have marks, and not at each for each measure.

    >>> notes = Note(1, "…", measures=(7,)), Note(2, "…", marks=("外籍",))
    >>> [[note.number for note in about(notes)(n, "租用外籍船舶")] for n in (7, 8)]
    [[1, 2], [2]]
    """
    listing: dict[int, list[int]] = defaultdict(list)
    for at, note in enumerate(notes):
        for number in dict.fromkeys(note.measures):
            listing[number].append(at)
    marking = [at for at, note in enumerate(notes) if note.marks]
    # Measures with the same notes share them.
    known: dict[tuple[int, ...], tuple[Note, ...]] = {}

    def those(number: int, text: str) -> tuple[Note, ...]:
        marked = (at for at in marking if _marks(notes[at], text))
        found = tuple(sorted({*listing.get(number, ()), *marked}))
        return known.setdefault(found, tuple(notes[at] for at in found))

    return those


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

    *declared* are the words with which the document says, once for all, that the body named first
    leads; ``None`` where it says nothing of the sort or the lead does not rest on it.

    >>> import svctrade
    >>> print(svctrade.measure(59).lead)
    移民局（列第一位）
    """

    body: Body
    basis: Basis
    declared: str | None = attrs.field(default=None, repr=False)

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

    def __str__(self) -> str:
        named = "、".join(region.name for region in self.named)
        parts = [f"{Certainty.NAMED.label}：{named}"] if named else []
        parts += [f"{Certainty.COVERED.label}：各试点地区"] if self.everywhere else []
        parts += [f"{Certainty.POSSIBLE.label}：其他试点地区"] if self.open_ended else []
        return "；".join(parts) or "不涉及试点地区"

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
class Measure(Shown):
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

    number: int
    task: Task = attrs.field(repr=False)
    text: str = attrs.field(repr=_clipped)
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

    def _grid(self) -> Grid:
        _, _, text, statement = COLUMNS
        rows = [
            (text, self.text),
            (statement, self.responsibility),
            (Role.LEAD.label, "（无）" if self.lead is None else str(self.lead)),
            ("适用地区", str(self.coverage)),
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


def statement_of(measure: Measure) -> str:
    """Return a measure's statement as its assignments make it.

    What stands between them, or in place of what could not be read, is as printed.

    >>> import svctrade
    >>> statement_of(svctrade.measure(24)) == svctrade.measure(24).responsibility
    True
    """
    printed = ""
    at = 0
    for assignment in measure.assignments:
        printed += measure.responsibility[at : assignment.span.start] + assignment.text
        at = assignment.span.stop
    return printed + measure.responsibility[at:]


@attrs.frozen(cache_hash=True)
class Edition:
    """One published state of the annex.

    *events* are dated acts and statements about the pilot, *errata* the oddities of the source,
    *outsiders* what is known by name and is not part of it, *problems* the places of a document
    that could not be read, where it was asked to be read all the same. Days are of the Gregorian
    calendar in China. Source: the annex, and ``tools``.

    >>> import svctrade
    >>> edition = svctrade.edition("2020")
    >>> len(edition.tasks), len(edition.measures), edition.document_number
    (8, 122, '商服贸发〔2020〕165号')
    """

    id: str
    publication: Publication
    bodies: tuple[Body, ...] = attrs.field(repr=False)
    regions: tuple[Region, ...] = attrs.field(repr=False)
    tasks: tuple[Task, ...] = attrs.field(repr=False)
    notes: tuple[Note, ...] = attrs.field(repr=False)
    events: tuple[Event, ...] = attrs.field(repr=False)
    measures: tuple[Measure, ...] = attrs.field(repr=False)
    errata: tuple[Erratum, ...] = attrs.field(repr=False)
    source: Source = attrs.field(repr=False)
    outsiders: tuple[Outsider, ...] = attrs.field(default=(), repr=False)
    problems: tuple[Problem, ...] = attrs.field(default=(), repr=False)
    # A reading of the edition is no part of it.
    layer: Layer | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.title}（{self.id}）"

    def with_layer(self, layer: Layer | str | os.PathLike[str] | None) -> Edition:
        """Return the edition with a *layer*, or the file of one, attached; ``None`` takes it off.

        Raises:
            TypeError: *layer* is none, nor a path.
            OSError: the file cannot be read.
            DocumentError: it is no layer of this edition: it has every problem with its path.

        >>> import svctrade
        >>> bare = svctrade.edition().with_layer(None)
        >>> bare == svctrade.edition(), bare.measures[0].subjects
        (True, ())
        """
        if layer is None:
            measures = tuple(attrs.evolve(m, reading=None) for m in self.measures)
            return attrs.evolve(self, measures=measures, layer=None)
        if not isinstance(layer, (Layer, str, os.PathLike)):
            raise TypeError(
                f"with_layer() takes a Layer or a path, not {type(layer).__name__}: {layer!r:.60}"
            )
        texts = {measure.number: measure.text for measure in self.measures}
        try:
            read = layer if isinstance(layer, Layer) else layer_from_json(_text(layer))
            attached = placed(read, texts)
        except InvalidJSONError as error:
            raise DocumentError(tuple(map(_problem, error.faults))) from None
        readings = {reading.measure: reading for reading in attached.readings}
        measures = tuple(attrs.evolve(m, reading=readings[m.number]) for m in self.measures)
        return attrs.evolve(self, measures=measures, layer=attached)

    @property
    def title(self) -> str:
        """The title of the annex."""
        return self.publication.title

    @property
    def issuer(self) -> str | None:
        """The body that issued it."""
        return self.publication.issuer

    @property
    def document_number(self) -> str | None:
        """The number of the document that it was published with."""
        return self.publication.document_number

    @property
    def approved_by(self) -> str | None:
        """The number of the act that approved it."""
        return self.publication.approved_by

    @property
    def published(self) -> date | None:
        """The day on which it was published."""
        return self.publication.published

    @property
    def in_force(self) -> tuple[date, date] | None:
        """The first and last day of the pilot."""
        return self.publication.in_force

    def cite(self, style: CitationStyle = "zh", *, accessed: date | None = None) -> str:
        """Return a citation of it.

        ``"zh"`` is the form of GB/T 7714—2015, ``"en"`` an English one, ``"csl"`` CSL-JSON.

        Raises:
            ValueError: *style* is none of these.

        >>> import svctrade
        >>> print(svctrade.edition().cite()[:48])
        商务部. 全面深化服务贸易创新发展试点任务、具体举措及责任分工: 商服贸发〔2020〕165号[
        """
        return self.publication.cite(style, None, accessed)

    def reprint(self) -> str:
        """Return the table as text, made from the records alone; statements from assignments.

        White space aside it is the source, character for character.

        >>> import svctrade
        >>> print(svctrade.edition().reprint().splitlines()[4])
        试点任务 序号 具体举措 责任分工
        """
        parts = [ANNEX, self.title, " ".join(COLUMNS)]
        task: Task | None = None
        for measure in self.measures:
            if measure.task != task:
                task = measure.task
                parts.append(f"    {task.label} {task.title}\n    {task.objective}")
            parts.append(f"{measure.number}\n{measure.text}\n\n{statement_of(measure)}")
        notes = [f"{note.number}.{note.text}" for note in self.notes]
        parts += [NOTES + "\n    ".join(notes)] if notes else []
        return "\n\n".join(parts) + "\n"
