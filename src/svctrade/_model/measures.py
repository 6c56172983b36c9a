"""The records of the table: tasks, measures, assignments, leads and coverage."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import attrs

from .._display.displayable import Displayable
from .._display.text import truncated_repr
from ..exceptions import escaped
from .annotations import Event, Note, list_events
from .entities import Body, Region
from .layers import Item, Reading, Scheme, Tag
from .publication import CitationStyle, Publication
from .record import Named, Order, Ordered, Record, renamed
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
class Party(Record):
    """A party of an assignment: a body, a region or a described group.

    Args:
        text: the name as printed.
        span: its place in the responsibility statement.
        body: the body, if it is one.
        region: the region, if it is one; a described group is neither.
        open_ended: whether 等 follows, so that the list is not complete.

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

    def _exact(self) -> str:
        return self.text


@attrs.frozen(cache_hash=True)
class Assignment(Ordered):
    """Who does what: one clause of a responsibility statement.

    Args:
        roles: the roles of the parties.
        parties: the parties, in printed order.
        text: the clause as printed.
        span: its place in the statement.
        clause: the number of the part between ``；`` that it is in, from 1.
        remark: what the clause adds after the action.
        scope: the part of the measure's text that it is about, where a measure has several
            statements; ``None`` where it is about the whole.
        order: its place in the order of the document, by which ``<`` compares; not compared
            by ``==``.

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
    scope: Span | None = attrs.field(default=None, repr=False)
    order: Order | None = attrs.field(default=None, eq=False, repr=False)

    def _exact(self) -> str:
        return self.text

    @property
    def bodies(self) -> tuple[Body, ...]:
        """The bodies among the parties, in printed order.

        >>> import svctrade
        >>> [body.name for body in svctrade.measure(62).assignments[0].bodies]
        ['移民局', '外交部', '商务部', '港澳办']
        """
        return tuple(p.body for p in self.parties if p.body is not None)

    @property
    def regions(self) -> tuple[Region, ...]:
        """The pilot regions among the parties, in printed order.

        >>> import svctrade
        >>> [region.name for region in svctrade.measure(62).assignments[1].regions]
        ['深圳', '广州']
        """
        return tuple(p.region for p in self.parties if p.region is not None)

    @property
    def groups(self) -> tuple[str, ...]:
        """The described groups among the parties, as printed.

        >>> import svctrade
        >>> svctrade.measure(59).assignments[1].groups
        ('试点地区',)
        """
        return tuple(p.text for p in self.parties if p.body is None and p.region is None)

    @property
    def text_en(self) -> str:
        """The clause in English, rendered from roles and parties.

        >>> import svctrade
        >>> svctrade.measure(62).assignments[1].text_en
        'Implementation: Shenzhen, Guangzhou, and others.'
        """
        from .english import assignment_in_english

        return assignment_in_english(self.roles, self.parties, self.remark)

    @property
    def open_ended(self) -> bool:
        """Whether 等 follows a party, so that the list is not complete.

        >>> import svctrade
        >>> [svctrade.measure(number).assignments[1].open_ended for number in (13, 62)]
        [False, True]
        """
        return any(p.open_ended for p in self.parties)


@attrs.frozen(cache_hash=True)
class Task(Named, Ordered):
    """A task of the table.

    Args:
        number: the number of the task, from 1.
        label: the label as printed, such as ``（一）``.
        title: the title as printed.
        objective: the objective as printed.
        place: its place in the source.
        responsibility: the responsibility statement of a heading, as printed.
        assignments: who does what, read from that statement. They add to the assignments of
            its measures.
        title_en: the title in the unofficial English translation; not compared.
        objective_en: the objective in that translation; not compared.
        synonyms: near words in both languages, which find it too; not compared.
        order: its place in the order of the document, by which ``<`` compares; not compared
            by ``==``.

    >>> import svctrade
    >>> print(svctrade.task(1))
    （一）全面探索完善管理体制
    >>> svctrade.task(1).title_en
    'Comprehensively explore improving the administration system'
    """

    __module__ = "svctrade"

    number: int
    label: str = attrs.field(repr=False)
    title: str
    objective: str = attrs.field(repr=False)
    place: Place | None = attrs.field(default=None, repr=False)
    responsibility: str = attrs.field(default="", repr=False)
    assignments: tuple[Assignment, ...] = attrs.field(default=(), repr=False)
    title_en: str | None = attrs.field(default=None, eq=False, repr=False)
    objective_en: str | None = attrs.field(default=None, eq=False, repr=False)
    synonyms: tuple[str, ...] = attrs.field(default=(), eq=False, repr=False)
    order: Order | None = attrs.field(default=None, eq=False, repr=False)

    def _exact(self) -> str:
        return self.label + self.title

    @property
    def name_variants(self) -> tuple[str, ...]:
        """The title, the label, both together, the number, the English title and near words.

        >>> import svctrade
        >>> svctrade.task(8).name_variants[:4]
        ('全面探索健全统计体系', '（八）', '（八）全面探索健全统计体系', '8')
        """
        bare = self.label.strip("（）()、.")
        names = (self.title, self.label, self._exact(), str(self.number), bare, self.title_en)
        return tuple(dict.fromkeys(name for name in (*names, *self.synonyms) if name))


@attrs.frozen(cache_hash=True)
class Lead(Record):
    """The body that leads a measure.

    Args:
        body: the body.
        basis: why it counts as the lead.
        declared: the words of the document by which the first-named body leads, where the lead
            rests on them.

    >>> import svctrade
    >>> print(svctrade.measure(59).lead)
    National Immigration Administration (first-named body)
    """

    __module__ = "svctrade"

    body: Body
    basis: Basis
    declared: str | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return self.as_text()  # the basis is no word of the document

    def _exact(self) -> str:
        return f"{self.body.name}（{self.basis.label}）"

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return the name of the body, and why it counts as the lead.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> svctrade.measure(59).lead.as_text("en")
        'National Immigration Administration (first-named body)'
        """
        if not in_english(lang):
            return self._exact()
        from .english import quoted

        return f"{self.body.name_en or quoted(self.body.name)} ({self.basis.label_en})"


@attrs.frozen(cache_hash=True)
class Coverage(Record):
    """Where a measure applies.

    Args:
        named: the regions that the statement names, in printed order.
        everywhere: whether the statement makes every pilot region responsible.
        open_ended: whether other regions may be responsible too.
        words: the place of the words in the measure's text that *everywhere* rests on, where the
            statement names no region.

    >>> import svctrade
    >>> svctrade.measure(59).coverage.certainty(svctrade.region("厦门"))
    <Certainty.COVERED: 'covered'>
    """

    __module__ = "svctrade"

    named: tuple[Region, ...] = ()
    everywhere: bool = False
    open_ended: bool = False
    words: Span | None = attrs.field(default=None, repr=False)

    def _exact(self) -> str:
        return self.as_text()

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return where the measure applies, in English or in Chinese.

        Args:
            lang: ``"en"`` or ``"zh"``; names of regions stay Chinese where they have no English.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> print(svctrade.measure(13).coverage)
        named: Beijing, Tianjin, Shanghai, Hainan
        >>> print(svctrade.measure(59).coverage.as_text("zh"))
        普遍适用：各试点地区
        """
        parts = coverage_parts(self, lang)
        if not parts:
            return "no pilot region" if in_english(lang) else "不涉及试点地区"
        if in_english(lang):
            return "; ".join(f"{certainty.value}: {regions}" for certainty, regions in parts)
        return "；".join(f"{certainty.label}：{regions}" for certainty, regions in parts)

    @property
    def national(self) -> bool:
        """Whether no region is responsible.

        >>> import svctrade
        >>> [svctrade.measure(number).coverage.national for number in (59, 103)]
        [False, True]
        """
        return not (self.named or self.everywhere or self.open_ended)

    def certainty(self, region: Region) -> Certainty:
        """Return the certainty with which the measure applies in *region*.

        Args:
            region: a pilot region of the edition.

        Raises:
            TypeError: *region* is not a `Region`; ``svctrade.region(name)`` returns one.

        >>> import svctrade
        >>> svctrade.measure(62).coverage.certainty(svctrade.region("厦门"))
        <Certainty.POSSIBLE: 'possible'>
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


def coverage_parts(coverage: Coverage, lang: Language | None) -> list[tuple[Certainty, str]]:
    """Return how certainly a measure applies, and where, in English or in Chinese.

    Raises:
        ValueError: *lang* is neither.

    >>> import svctrade
    >>> coverage_parts(svctrade.measure(59).coverage, "en")
    [(<Certainty.COVERED: 'covered'>, 'all pilot regions')]
    """
    english = in_english(lang)
    parts: list[tuple[Certainty, str]] = []
    if coverage.named:
        names = [
            region.name_en or region.name if english else region.name for region in coverage.named
        ]
        parts.append((Certainty.NAMED, (", " if english else "、").join(names)))
    if coverage.everywhere:
        everywhere = (
            ("all others", "其他各试点地区")
            if coverage.named
            else ("all pilot regions", "各试点地区")
        )
        parts.append((Certainty.COVERED, everywhere[not english]))
    elif coverage.open_ended:  # where all are covered, none is only possible
        others = (
            ("other pilot regions", "其他试点地区")
            if coverage.named
            else ("pilot regions", "试点地区")
        )
        parts.append((Certainty.POSSIBLE, others[not english]))
    return parts


@attrs.frozen(cache_hash=True)
class Measure(Displayable, Ordered):
    """A measure of the table, with its responsibility statement.

    Args:
        number: the printed number, or, where the printed numbers begin anew, one that counts
            through.
        task: the task that it belongs to.
        text: the text as printed, without line breaks.
        responsibility: the statement as printed, without line breaks; several statements of one
            measure are joined by ``；``.
        assignments: who does what, read from the statement.
        lead: the lead; ``None`` where the statement names no body.
        coverage: where it applies.
        notes: the notes about it.
        events: the events about it.
        place: its place in the source.
        publication: what it is cited by; not compared.
        reading: its topic tags, which are no part of the document; not compared.
        label: the printed label, such as ``（一）`` or ``1.``, of a plan.
        deadline: until when it is to be done, as printed, of a plan.
        extra: what else a plan says of it, each with its label or heading: ``("备注", "试点")``.
        inherited: assignments that the plan prints elsewhere and that hold for it too: a default
            such as 以下均需各县落实. Their spans are those of the statement that prints them.
            Queries find them, and the reason says that they are inherited; the lead is that of the
            statement alone.
        text_en: the text in the unofficial English translation; not compared.
        order: its place in the order of the document, by which ``<`` compares; not compared
            by ``==``.

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
    # The same measure may be part of two editions.
    publication: Publication | None = attrs.field(default=None, eq=False, repr=False)
    reading: Reading | None = attrs.field(default=None, eq=False, repr=False)
    label: str = attrs.field(default="", repr=False)
    deadline: str | None = attrs.field(default=None, repr=False)
    extra: tuple[tuple[str, str], ...] = attrs.field(default=(), repr=False)
    inherited: tuple[Assignment, ...] = attrs.field(default=(), repr=False)
    text_en: str | None = attrs.field(default=None, eq=False, repr=False)
    order: Order | None = attrs.field(default=None, eq=False, repr=False)

    def _exact(self) -> str:
        return f"{self.number} {self.text}\n{self.responsibility}"

    @property
    def responsibility_en(self) -> str:
        """The statement in English, rendered from the assignments.

        Names of bodies and regions are their English names; what has none is as printed, between
        “ and ”.

        >>> import svctrade
        >>> svctrade.measure(59).responsibility_en.partition(". ")[0]
        'Policy support measures: National Immigration Administration, Ministry of Foreign Affairs'
        """
        return " ".join(assignment.text_en for assignment in self.assignments)

    @property
    def lines(self) -> tuple[int, int] | None:
        """The first and last line in the source, from 1; ``None`` without a place.

        >>> import svctrade
        >>> svctrade.measure(59).lines
        (447, 452)
        """
        return None if self.place is None else (self.place.line, self.place.last_line)

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The agreements under which a note places it, such as ``"CEPA"``.

        >>> import svctrade
        >>> svctrade.measure(7).frameworks
        ('CEPA',)
        """
        return tuple(n.framework for n in self.notes if n.framework and self.number in n.measures)

    @property
    def services(self) -> tuple[Item, ...]:
        """The service items of its topic tags, which are no part of the document.

        >>> import svctrade
        >>> [str(item) for item in svctrade.measure(20).services]
        ['运输']
        """
        return self._items("service")

    @property
    def modes(self) -> tuple[Item, ...]:
        """The modes of supply of its topic tags, which are no part of the document.

        >>> import svctrade
        >>> [item.name_en for item in svctrade.measure(59).modes]
        ['Consumption abroad', 'Presence of natural persons']
        """
        return self._items("mode")

    @property
    def topics(self) -> tuple[Item, ...]:
        """The topics of its topic tags, which are no part of the document.

        >>> import svctrade
        >>> [item.name_en for item in svctrade.measure(59).topics]
        ['visas and stay']
        """
        return self._items("topic")

    @property
    def subjects(self) -> tuple[Item, ...]:
        """The old name of `topics`; it goes in 1.1."""
        return renamed("subjects", "topics", lambda: self.topics)

    def _items(self, scheme: Scheme) -> tuple[Item, ...]:
        return tuple(tag.item for tag in tags_of(self, scheme))

    def bodies(self, role: RoleName | Role | None = None) -> tuple[Body, ...]:
        """Return the bodies that the statement names, in printed order.

        Args:
            role: a role, or its name; without it, bodies in any role.

        Raises:
            TypeError: *role* is neither a `Role` nor a string.
            ValueError: *role* is not the name of a role.

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
        """Return the certainty with which it applies in *region*.

        Args:
            region: a pilot region of the edition.

        Raises:
            TypeError: *region* is not a `Region`.

        >>> import svctrade
        >>> svctrade.measure(62).certainty(svctrade.region("厦门"))
        <Certainty.POSSIBLE: 'possible'>
        """
        return self.coverage.certainty(region)

    def cite(self, style: CitationStyle = "zh", *, accessed: date | None = None) -> str:
        """Return a citation of its document with its number.

        Args:
            style: ``"zh"`` follows GB/T 7714—2015, ``"en"`` is English, ``"csl"`` is CSL-JSON,
                ``"bibtex"`` BibTeX.
            accessed: the day on which you visited the address.

        Raises:
            TypeError: *accessed* is not a date.
            ValueError: *style* is none of these, or the measure has no publication.

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
        from .english import quoted

        english = in_english(None)
        rows = [*(self._english_rows() if english else self._chinese_rows())]
        rows += annotation_rows(self, "en" if english else "zh")
        if self.lines:
            lines = f"{self.lines[0]}–{self.lines[1]}"
            rows.append(("Lines of the source" if english else "原文行", lines))
        if self.reading is not None:
            read = (*self.services, *self.modes, *self.topics)
            heading, joint = ("Topics (reading)", "; ") if english else ("主题标注（非原文）", "、")
            names = [item.name_en if english else item.name for item in read]
            rows.append((heading, joint.join(names)))
        task = (self.task.title_en or quoted(self.task.title)) if english else self.task.title
        label = f"Task {self.task.number}: " if english else self.task.label
        return Grid(f"{self.number}{' · ' if english else ' '}{label}{task}", (), rows)

    def _english_rows(self) -> Iterator[tuple[str, str]]:
        from .english import quoted

        if self.text_en:
            yield "Text (translation)", self.text_en
        yield "Text as printed", f"“{self.text}”"
        yield "Responsibility", self.responsibility_en
        yield "Statement as printed", f"“{self.responsibility}”"
        yield "Lead", "none" if self.lead is None else self.lead.as_text("en")
        yield "Where it applies", self.coverage.as_text("en")
        for assignment in self.inherited:
            yield "Inherited", f"{assignment.text_en} {quoted(str(assignment))}"
        if self.deadline:
            yield "Deadline", quoted(self.deadline)
        yield from ((quoted(name), quoted(value)) for name, value in self.extra)

    def _chinese_rows(self) -> Iterator[tuple[str, str]]:
        _, _, text, statement = COLUMNS
        yield text, self.text
        yield statement, self.responsibility
        yield Role.LEAD.label, "（无）" if self.lead is None else self.lead.as_text("zh")
        yield "适用地区", self.coverage.as_text("zh")
        yield from (("继承", str(assignment)) for assignment in self.inherited)
        if self.deadline:
            yield "完成时限", self.deadline
        yield from self.extra


def annotation_rows(measure: Measure, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield the notes and the events about a measure, each with its heading.

    >>> import svctrade
    >>> [heading for heading, _ in annotation_rows(svctrade.measure(22), "en")]
    ['Note 1 (by the letter only)', 'Events']
    """
    from .english import quoted

    english = lang == "en"
    for note in measure.notes:
        heading = f"Note {note.number}" if english else f"注{note.number}"
        if measure.number in note.by_letter:
            heading += " (by the letter only)" if english else "（仅字面相同）"
        yield heading, (note.text_en or quoted(note.text)) if english else note.text
    if measure.events:
        yield "Events" if english else "相关文件", "\n".join(list_events(measure.events, lang))


def tags_of(measure: Measure, scheme: Scheme, *, clear: bool = False) -> Iterator[Tag]:
    """Yield the topic tags of *measure* in one scheme, or only the *clear* ones.

    A tag whose words are no longer in the text is left out.
    """
    for tag in () if measure.reading is None else measure.reading.tags:
        valid = tag.item.scheme == scheme and tag.span.of(measure.text) == tag.words
        if valid and not (clear and tag.confidence is not Confidence.CLEAR):
            yield tag
