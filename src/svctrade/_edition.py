"""An edition: one published state of the document, with all that stands in it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Literal

import attrs

from ._actors import Body
from ._late import Late
from ._layer import Layer
from ._margin import Event, Note
from ._model import Measure, Task
from ._places import Place, Span
from ._publication import CitationStyle, Publication
from ._record import Record
from ._regions import Region
from ._vocabulary import ANNEX, COLUMNS, NOTES
from .exceptions import DocumentError, Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import _layer_file as layer_file
    from . import _strict as strict
else:
    # For those who bring a layer of their own.
    layer_file = Late("_layer_file")
    strict = Late("_strict")


@attrs.frozen(eq=False, repr=False)
class Source(Record):
    """The text that an edition was read from, with its SHA-256 sum.

    >>> import svctrade
    >>> svctrade.edition().source.text.splitlines()[3]
    '全面深化服务贸易创新发展试点任务、具体举措及责任分工'
    """

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


@attrs.frozen(eq=False, repr=False)
class Outsider(Record):
    """What is known by its name and is not part of an edition.

    *hint* says what it is, and *source* what that rests on.

    >>> import svctrade
    >>> print(svctrade.edition().outsiders[0])
    两江新区
    """

    kind: str
    name: str
    forms: tuple[str, ...] = attrs.field(repr=False)
    hint: str = attrs.field(repr=False)
    source: str | None = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return self.name


@attrs.frozen(eq=False, repr=False)
class Erratum(Record):
    """An oddity of the source, kept as printed: what is odd, and how it was read.

    *where* is ``"text"`` or ``"responsibility"``, *span* the place of the printed *words* in it.

    >>> import svctrade
    >>> erratum = svctrade.edition().errata[11]
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


def _text(path: str | os.PathLike[str]) -> str:
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise strict.InvalidJSONError((f"expected UTF-8 (byte {error.start})",)) from None


def _problem(fault: str) -> Problem:
    """Return a fault as the problem of a document, with its path."""
    expected, found, path = strict.parts_of(fault)
    return Problem(1, 1, found, expected, path or None)


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


@attrs.frozen(eq=False, repr=False)
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
            read = layer if isinstance(layer, Layer) else layer_file.layer_from_json(_text(layer))
            attached = layer_file.placed(read, texts)
        except strict.InvalidJSONError as error:
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
