"""An edition: one published state of the document, with all that stands in it."""

import os
from datetime import date
from typing import Literal

import attrs

from ..exceptions import Problem
from .annotations import Event, Note
from .entities import Body, Region
from .layers import Layer
from .measures import Measure, Task
from .publication import CitationStyle, Publication
from .record import Record
from .text import Place, Span
from .vocabulary import ANNEX, COLUMNS, NOTES


@attrs.frozen(cache_hash=True)
class Source(Record):
    """The text that an edition was read from, with its SHA-256 sum.

    >>> import svctrade
    >>> svctrade.edition().source.text.splitlines()[3]
    '全面深化服务贸易创新发展试点任务、具体举措及责任分工'
    """

    __module__ = "svctrade"

    text: str = attrs.field(repr=False)
    sha256: str

    def stretch(self, place: Place) -> str:
        """Return the original of a place: wrapped and justified as it stands there.

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
    """What is known by its name and is not part of an edition.

    *hint* says what it is, and *source* what that rests on. Of a body that ended, *became* names
    the bodies that took over. *first* and *last* are the days on which it began and ceased to be,
    where they are known; *confidence* says how sure all that is (high, medium, low).

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

    def __str__(self) -> str:
        return self.name


@attrs.frozen(cache_hash=True)
class Erratum(Record):
    """An oddity of the source, kept as printed: what is odd, and how it was read.

    *where* is ``"text"`` or ``"responsibility"``, *span* the place of the printed *words* in it.

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

    def __str__(self) -> str:
        return f"{self.measure}: “{self.words}” in the {self.where}: {self.odd}; {self.reading}"


def statement_text(measure: Measure) -> str:
    """Return a measure's statement as its assignments make it.

    What stands between them, or in place of what could not be read, is as printed.

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
    # A reading of the edition is no part of it.
    layer: Layer | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return f"{self.title}（{self.id}）"

    def with_layer(self, layer: Layer | str | os.PathLike[str] | None) -> "Edition":
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
        from .layer_file import attach_layer

        attached = attach_layer(layer, self.measures)
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
    def frameworks(self) -> tuple[str, ...]:
        """The frameworks that its notes name, such as ``"CEPA"``."""
        return tuple(dict.fromkeys(note.framework for note in self.notes if note.framework))

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
            parts.append(f"{measure.number}\n{measure.text}\n\n{statement_text(measure)}")
        notes = [f"{note.number}.{note.text}" for note in self.notes]
        parts += [NOTES + "\n    ".join(notes)] if notes else []
        return "\n\n".join(parts) + "\n"
