"""Notes under the table, and events that touch its measures."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

import attrs

from .._display.text import truncated_repr
from ..exceptions import escaped
from .record import Order, Ordered
from .text import Place
from .vocabulary import Language, Tie, in_english


@attrs.frozen(cache_hash=True)
class Note(Ordered):
    """A note under the table.

    Args:
        number: the number of the note.
        text: the text as printed.
        measures: the numbers of measures that it prints.
        framework: the agreement under which those measures are carried out.
        marks: the words that mark other measures as concerned.
        place: its place in the source.
        by_letter: the numbers of measures that have a mark by the letter only, in another sense,
            such as 外籍船舶, a ship. It is the project's own reading, which the document does not
            say; not compared.
        text_en: the text in the unofficial English translation; not compared.
        order: its place in the order of the document, by which ``<`` compares; not compared
            by ``==``.

    >>> import svctrade
    >>> note = svctrade.edition().notes[0]
    >>> note.measures, note.framework, note.marks
    ((7, 23, 28, 32, 33, 38, 39, 41), 'CEPA', ('外籍', '境外'))
    """

    __module__ = "svctrade"

    number: int
    text: str = attrs.field(repr=truncated_repr)
    measures: tuple[int, ...] = ()
    framework: str | None = None
    marks: tuple[str, ...] = ()
    place: Place | None = attrs.field(default=None, repr=False)
    by_letter: tuple[int, ...] = attrs.field(default=(), eq=False, repr=False)
    text_en: str | None = attrs.field(default=None, eq=False, repr=False)
    order: Order | None = attrs.field(default=None, eq=False, repr=False)

    def _exact(self) -> str:
        return self.text

    def concerns(self, number: int, text: str) -> bool:
        """Whether it is about a measure, by its number or by a marking word in its text.

        Args:
            number: the number of the measure.
            text: the text of the measure.

        >>> Note(1, "…", measures=(7,), marks=("外籍",)).concerns(8, "租用外籍船舶")
        True
        """
        return number in self.measures or _marks(self, text)


def _marks(note: Note, text: str) -> bool:
    return any(mark in text for mark in note.marks)


# Each measure is compared with each mark, and holds its notes.
MOST_NOTES = 99
MOST_MARKS = 100


def marks_of(notes: Iterable[Note]) -> dict[str, None]:
    """Return the marks of *notes*, each once.

    >>> [*marks_of([Note(1, "…", marks=("外籍", "境外")), Note(2, "…", marks=("外籍",))])]
    ['外籍', '境外']
    """
    return dict.fromkeys(mark for note in notes for mark in note.marks)


def notes_about(notes: tuple[Note, ...]) -> Callable[[int, str], tuple[Note, ...]]:
    """Return a function that gives those of *notes* that are about a number and text.

    >>> notes = Note(1, "…", measures=(7,)), Note(2, "…", marks=("外籍",))
    >>> [[note.number for note in notes_about(notes)(n, "租用外籍船舶")] for n in (7, 8)]
    [[1, 2], [2]]
    """
    listing: dict[int, list[int]] = defaultdict(list)
    for at, note in enumerate(notes):
        for number in dict.fromkeys(note.measures):
            listing[number].append(at)
    marking: dict[str, list[int]] = defaultdict(list)
    for at, note in enumerate(notes):
        for mark in dict.fromkeys(note.marks):
            marking[mark].append(at)
    # Measures with the same notes share them.
    known: dict[tuple[int, ...], tuple[Note, ...]] = {}

    def those(number: int, text: str) -> tuple[Note, ...]:
        marked = (at for mark, at_notes in marking.items() if mark in text for at in at_notes)
        found = tuple(sorted({*listing.get(number, ()), *marked}))
        return known.setdefault(found, tuple(notes[at] for at in found))

    return those


@attrs.frozen(cache_hash=True)
class Event(Ordered):
    """A dated act or statement about the pilot. Source: ``tools/editions/2020/timeline.csv``.

    Args:
        number: the number of the event.
        date: its day; ``None`` where the source has no exact day.
        dated: the date as the source gives it.
        date_kind: what it is the date of.
        document_number: the number of its document.
        title: the title of its document, or what happened, in a few words.
        issuer: the body that issued it.
        text: what it says.
        measures: the numbers of the measures that it is about.
        tie: whether its words name the measures or its content was assigned to them.
        source: the source of the event.
        confidence: how certain the source is: high, medium or low.
        note: a remark on the event.
        title_en: the title in the unofficial English translation; not compared.
        order: its place in the order of the document, by which ``<`` compares; not compared
            by ``==``.

    >>> import svctrade
    >>> event = svctrade.measure(11).events[-1]
    >>> event.document_number, event.date
    ('国函〔2020〕111号 / 国函〔2021〕94号', datetime.date(2023, 8, 1))
    """

    __module__ = "svctrade"

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
    title_en: str | None = attrs.field(default=None, eq=False, repr=False)
    order: Order | None = attrs.field(default=None, eq=False, repr=False)

    def _exact(self) -> str:
        return " ".join(part for part in (self.dated, self.document_number, self.title) if part)

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return its day, its title and the number of its document.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> svctrade.measure(11).events[-1].as_text("zh")
        '2023-08-01：试点期满（国函〔2020〕111号 / 国函〔2021〕94号；按内容对应）'
        """
        inferred = self.tie is Tie.INFERRED
        if in_english(lang):
            from .english import quoted

            title = self.title_en or (self.title and quoted(self.title))
            details = [self.document_number and quoted(self.document_number)]
            details += ["matched by content"] if inferred else []
            head, brackets, joint = ": ", " ({})", "; "
        else:
            title = self.title
            details = [self.document_number, *(["按内容对应"] if inferred else [])]
            head, brackets, joint = "：", "（{}）", "；"
        said = joint.join(detail for detail in details if detail)
        text = head.join(part for part in (self.dated, title) if part)
        return text + (brackets.format(said) if said else "")


# An event about more measures is one of the whole document.
_OWN = 20


def list_events(events: tuple[Event, ...], lang: Language | None = None) -> list[str]:
    """Return a line for each event about few measures, and one with the number of the others.

    >>> import svctrade
    >>> list_events(svctrade.measure(59).events, "en")
    ['7 events about the whole document or most of it']
    """
    lines = [event.as_text(lang) for event in events if len(event.measures) <= _OWN]
    if general := len(events) - len(lines):
        plural = "s" if general > 1 else ""
        lines.append(
            f"{general} event{plural} about the whole document or most of it"
            if in_english(lang)
            else f"{'另' if lines else ''}有{general}项涉及整个文件或其大部分举措"
        )
    return lines
