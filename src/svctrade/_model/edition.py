"""An edition: one published state of the document."""

import os
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import attrs

from ..exceptions import Problem
from .annotations import Event, Note
from .entities import Body, Region
from .layers import Layer
from .measures import Assignment, Measure, Party, Task
from .publication import CitationStyle, Publication
from .record import Order, Record
from .review_items import ReviewItem
from .text import Place, Span, as_date
from .translation import Translation
from .vocabulary import ANNEX, COLUMNS, NOTES

if TYPE_CHECKING:
    from .._export.review import Review

PilotStatus = Literal["before", "in force", "ended"]


@attrs.frozen(cache_hash=True)
class Source(Record):
    """The text that an edition was read from.

    Args:
        text: the text.
        sha256: its SHA-256 checksum.

    >>> import svctrade
    >>> svctrade.edition().source.text.splitlines()[3]
    '全面深化服务贸易创新发展试点任务、具体举措及责任分工'
    """

    __module__ = "svctrade"

    text: str = attrs.field(repr=False)
    sha256: str

    def stretch(self, place: Place) -> str:
        """Return the text at *place*, with its line breaks and spaces.

        Args:
            place: a place in this source.

        >>> import svctrade
        >>> source, measure = svctrade.edition().source, svctrade.measure(77)
        >>> source.stretch(measure.place).splitlines()[2]
        '。'
        """
        lines = self.text.split("\n")[place.line - 1 : place.last_line]
        lines[-1] = lines[-1][: place.last_column]
        lines[0] = lines[0][place.column - 1 :]
        return "\n".join(lines)


@attrs.frozen(cache_hash=True)
class Outsider(Record):
    """A known name that is not part of an edition.

    Args:
        kind: ``"body"`` or ``"region"``.
        name: the name.
        forms: every variant of the name.
        hint: what it is.
        source: the source of the hint.
        became: the names of the bodies that took over from it, where it ended.
        first: the day on which it began, where it is known.
        last: the last day of it, where it is known.
        confidence: how sure the source is: ``"high"``, ``"medium"`` or ``"low"``.

    >>> import svctrade
    >>> print(svctrade.edition().outsiders[0])
    两江新区
    """

    __module__ = "svctrade"

    kind: str
    name: str
    forms: tuple[str, ...] = attrs.field(repr=False)
    hint: str = attrs.field(repr=False)
    source: str | None = attrs.field(default=None, repr=False)
    became: tuple[str, ...] = attrs.field(default=(), repr=False)
    first: date | None = attrs.field(default=None, repr=False)
    last: date | None = attrs.field(default=None, repr=False)
    confidence: str | None = attrs.field(default=None, repr=False)

    def _exact(self) -> str:
        return self.name


@attrs.frozen(cache_hash=True)
class Erratum(Record):
    """An oddity of the source, which is kept as printed.

    Args:
        measure: the number of the measure.
        where: ``"text"`` or ``"responsibility"``.
        span: the place of the words there.
        words: the words as printed.
        odd: what is odd.
        reading: how it was read.

    >>> import svctrade
    >>> erratum = svctrade.edition().errata[11]
    >>> print(erratum)
    92: “展业和和合规” in the text: 和 stands twice; kept as printed
    """

    __module__ = "svctrade"

    measure: int
    where: Literal["text", "responsibility"]
    span: Span = attrs.field(repr=False)
    words: str
    odd: str = attrs.field(repr=False)
    reading: str = attrs.field(repr=False)

    def _exact(self) -> str:
        return f"{self.measure}: “{self.words}” in the {self.where}: {self.odd}; {self.reading}"


def statement_text(measure: Measure) -> str:
    """Return the statement of a measure, put together from its assignments.

    The text between them, and text that could not be read, is as printed.

    >>> import svctrade
    >>> statement_text(svctrade.measure(24)) == svctrade.measure(24).responsibility
    True
    """
    printed = ""
    at = 0
    for assignment in measure.assignments:
        printed += measure.responsibility[at : assignment.span.start] + assignment.text
        at = assignment.span.stop
    return printed + measure.responsibility[at:]


@attrs.frozen(cache_hash=True)
class Edition(Record):
    """One published state of the annex, or of your own document. Days are days in China.

    Args:
        id: the key of the edition.
        publication: the facts that it is cited by.
        bodies: the bodies that its statements name.
        regions: its pilot regions.
        tasks: its tasks.
        notes: the notes under the table.
        events: dated acts and statements about the pilot.
        measures: its measures, in document order.
        errata: oddities of the source.
        source: the text that it was read from.
        outsiders: known names that are not part of it.
        problems: the places that could not be read, where it was read with ``strict=False``.
        layer: its topic layer, which is no part of the document; not compared.
        review_items: what a person should look at, where it was read from a plan; not compared.
        translation: its English translation, which is no part of the document; not compared.

    >>> import svctrade
    >>> edition = svctrade.edition("2020")
    >>> len(edition.tasks), len(edition.measures), edition.document_number
    (8, 122, '商服贸发〔2020〕165号')
    """

    __module__ = "svctrade"

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
    layer: Layer | None = attrs.field(default=None, eq=False, repr=False)
    review_items: tuple[ReviewItem, ...] = attrs.field(default=(), eq=False, repr=False)
    translation: Translation | None = attrs.field(default=None, eq=False, repr=False)

    def _exact(self) -> str:
        return f"{self.title}（{self.id}）"

    def with_layer(self, layer: Layer | str | os.PathLike[str] | None) -> "Edition":
        """Return the edition with another topic layer.

        Args:
            layer: a layer, or the path of its file; ``None`` for no layer.

        Raises:
            TypeError: *layer* is neither.
            OSError: the file cannot be read.
            DocumentError: it is not a layer of this edition; it has every problem with its path.

        >>> import svctrade
        >>> bare = svctrade.edition().with_layer(None)
        >>> bare == svctrade.edition(), bare.measures[0].topics
        (True, ())
        """
        if layer is None:
            measures = tuple(attrs.evolve(m, reading=None) for m in self.measures)
            return attrs.evolve(self, measures=measures, layer=None)
        if not isinstance(layer, (Layer, str, os.PathLike)):
            raise TypeError(
                f"with_layer() takes a Layer or a path, not {type(layer).__name__}: {layer!r:.60}"
            )
        from .layer_file import attach_layer

        attached = attach_layer(layer, self.measures)
        readings = {reading.measure: reading for reading in attached.readings}
        measures = tuple(attrs.evolve(m, reading=readings[m.number]) for m in self.measures)
        return attrs.evolve(self, measures=measures, layer=attached)

    def review(self) -> "Review":
        r"""Return what a person should look at: what was assumed, and what was not read.

        >>> import svctrade
        >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，财政局配合）\n"
        >>> print(svctrade.read_document(plan).review().summary())
        某市方案: measures: 1, statements: 1, parties: 2; to look at: 0
        """
        from .._export.review import review_edition

        return review_edition(self)

    def with_translation(self, path: str | os.PathLike[str] | None) -> "Edition":
        """Return the edition with another English translation.

        Args:
            path: the file of the translation; ``None`` for no translation. `translation_template`
                returns a file to fill in.

        Raises:
            TypeError: *path* is neither.
            OSError: the file cannot be read.
            DocumentError: it is no translation of this edition; it has every problem with its path.

        >>> import svctrade
        >>> bare = svctrade.edition().with_translation(None)
        >>> bare == svctrade.edition(), bare.measures[0].text_en
        (True, None)
        """
        from .translation_file import attach_translation, untranslated

        if path is None:
            return untranslated(self)
        if not isinstance(path, str | os.PathLike):
            raise TypeError(
                f"with_translation() takes a path, not {type(path).__name__}: {path!r:.60}"
            )
        return attach_translation(self, path)

    def translation_template(self) -> str:
        """Return the file of its translation, in JSON; ``null`` is what has no English yet.

        >>> import svctrade
        >>> '"number": 59' in svctrade.edition().translation_template()
        True
        """
        from .translation_file import translation_to_json

        return translation_to_json(self)

    @property
    def title(self) -> str:
        """The title of the annex.

        >>> import svctrade
        >>> svctrade.edition().title
        '全面深化服务贸易创新发展试点任务、具体举措及责任分工'
        """
        return self.publication.title

    @property
    def title_en(self) -> str | None:
        """The title in its English translation.

        >>> import svctrade
        >>> svctrade.edition().title_en.partition(": ")[2]
        'Tasks, Specific Measures and Division of Responsibilities'
        """
        return self.publication.title_en

    @property
    def issuer(self) -> str | None:
        """The body that issued it.

        >>> import svctrade
        >>> svctrade.edition().issuer
        '商务部'
        """
        return self.publication.issuer

    @property
    def document_number(self) -> str | None:
        """The number of the document.

        >>> import svctrade
        >>> svctrade.edition().document_number
        '商服贸发〔2020〕165号'
        """
        return self.publication.document_number

    @property
    def approved_by(self) -> str | None:
        """The number of the act that approved it.

        >>> import svctrade
        >>> svctrade.edition().approved_by
        '国函〔2020〕111号'
        """
        return self.publication.approved_by

    @property
    def published(self) -> date | None:
        """The day on which it was published.

        >>> import svctrade
        >>> svctrade.edition().published
        datetime.date(2020, 8, 14)
        """
        return self.publication.published

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The agreements that its notes name, such as ``"CEPA"``.

        >>> import svctrade
        >>> svctrade.edition().frameworks
        ('CEPA',)
        """
        return tuple(dict.fromkeys(note.framework for note in self.notes if note.framework))

    @property
    def in_force(self) -> tuple[date, date] | None:
        """The first and last day of the pilot.

        >>> import svctrade
        >>> first, last = svctrade.edition().in_force
        >>> print(first, last)
        2020-08-02 2023-08-01
        """
        return self.publication.in_force

    def status(self, on: date) -> PilotStatus:
        """Return whether the pilot is in force on a day; the library reads no clock.

        Args:
            on: the day, in China; a ``datetime`` counts as its day.

        Returns:
            ``"before"``, ``"in force"`` or ``"ended"``; the first and last day are in force.

        Raises:
            TypeError: *on* is no date.
            ValueError: the edition does not say when it is in force.

        >>> import svctrade
        >>> from datetime import date
        >>> [svctrade.edition().status(date(2023, 8, day)) for day in (1, 2)]
        ['in force', 'ended']
        """
        day = as_date(on, "on")
        if self.in_force is None:
            raise ValueError(f"the edition {self.id!r} does not say when it is in force")
        first, last = self.in_force
        return "before" if day < first else "in force" if day <= last else "ended"

    def cite(self, style: CitationStyle = "zh", *, accessed: date | None = None) -> str:
        """Return a citation of the document.

        Args:
            style: ``"zh"`` follows GB/T 7714—2015, ``"en"`` is English, ``"csl"`` is CSL-JSON,
                ``"bibtex"`` BibTeX.
            accessed: the day on which you visited the address.

        Raises:
            TypeError: *accessed* is not a date.
            ValueError: *style* is none of these.

        >>> import svctrade
        >>> print(svctrade.edition().cite()[:48])
        商务部. 全面深化服务贸易创新发展试点任务、具体举措及责任分工: 商服贸发〔2020〕165号[
        """
        return self.publication.cite(style, None, accessed)

    def reprint(self) -> str:
        """Return the table as text, from the records alone, and statements from assignments.

        Without white space it equals the source, character for character.

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
            parts.append(f"{measure.number}\n{measure.text}\n\n{statement_text(measure)}")
        notes = [f"{note.number}.{note.text}" for note in self.notes]
        parts += [NOTES + "\n    ".join(notes)] if notes else []
        return "\n\n".join(parts) + "\n"


def ordered(edition: Edition) -> Edition:
    r"""Return an edition whose records have their place in its order.

    The bodies and regions of a plan may be records of the directory, which have the place of
    another edition or none.

    >>> import svctrade
    >>> plan = svctrade.read_document("某市方案\n1. 支持出海。（乙局牵头，甲局配合）\n")
    >>> [body.name for body in sorted(reversed(plan.bodies))]
    ['乙局', '甲局']
    """
    source = edition.source.sha256

    def places(records: tuple[Any, ...]) -> dict[Any, Any]:
        return {r: attrs.evolve(r, order=(source, n, 0)) for n, r in enumerate(records, start=1)}

    bodies, regions = places(edition.bodies), places(edition.regions)
    notes, events = places(edition.notes), places(edition.events)

    def assignments_of(
        found: tuple[Assignment, ...], at: int, *, heading: bool = False
    ) -> tuple[Assignment, ...]:
        start = -len(found) if heading else 1
        return tuple(
            _with_parties(a, bodies, regions, (source, at, n))
            for n, a in enumerate(found, start=start)
        )

    # What a heading says comes before what its first measure says.
    first = {m.task: n for n, m in reversed([*enumerate(edition.measures, start=1)])}
    tasks: dict[Task, Task] = {
        task: attrs.evolve(
            placed, assignments=assignments_of(task.assignments, first.get(task, 0), heading=True)
        )
        for task, placed in places(edition.tasks).items()
    }
    measures = tuple(
        attrs.evolve(
            m,
            task=tasks[m.task],
            assignments=assignments_of(m.assignments, n),
            inherited=assignments_of(m.inherited, n),
            lead=m.lead and attrs.evolve(m.lead, body=bodies.get(m.lead.body, m.lead.body)),
            coverage=attrs.evolve(
                m.coverage, named=tuple(regions.get(r, r) for r in m.coverage.named)
            )
            if m.coverage.named
            else m.coverage,
            notes=tuple(notes.get(note, note) for note in m.notes),
            events=tuple(events.get(event, event) for event in m.events),
            order=(source, n, 0),
        )
        for n, m in enumerate(edition.measures, start=1)
    )
    return attrs.evolve(
        edition,
        bodies=tuple(bodies.values()),
        regions=tuple(regions.values()),
        notes=tuple(notes.values()),
        events=tuple(events.values()),
        tasks=tuple(tasks.values()),
        measures=measures,
    )


def _with_parties(
    assignment: Assignment,
    bodies: Mapping[Body | None, Body],
    regions: Mapping[Region | None, Region],
    order: Order,
) -> Assignment:
    # A large document has many parties: `attrs.evolve` takes four times as long.
    parties = tuple(
        Party(
            party.text,
            party.span,
            bodies.get(party.body, party.body),
            regions.get(party.region, party.region),
            party.open_ended,
        )
        for party in assignment.parties
    )
    return attrs.evolve(assignment, parties=parties, order=order)
