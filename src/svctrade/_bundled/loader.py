"""Makes records from the rows of a bundled edition, which `tools/build_rows.py` writes.

A row has the fields of its record in their order. It refers to bodies, regions, tasks, notes,
events and items by id, number or code, and to printed words by their span.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeVar

from .._model import (
    Assignment,
    Basis,
    Body,
    Change,
    ChangeKind,
    Confidence,
    Coverage,
    DayKind,
    Event,
    Item,
    Layer,
    Lead,
    Measure,
    Name,
    NameKind,
    Note,
    Order,
    Party,
    Place,
    Publication,
    Reading,
    Region,
    Role,
    Span,
    Tag,
    Task,
    Tie,
)
from ..exceptions import DataError

if TYPE_CHECKING:
    from .._model import Edition
    from .._model.translation import Translation

T = TypeVar("T")


class _Table(dict[Any, Any]):
    """Records by their keys, each made when it is first used.

    A first measure uses few of them: making all takes 10 % longer (``python -m benchmarks cold``).
    Threads that use one at the same time get the same one.
    """

    def __init__(
        self, module: ModuleType, rows: Iterable[tuple[Any, ...]], make: Callable[[Any], Any]
    ) -> None:
        super().__init__()
        self._module = module
        self._rows = {row[0]: row for row in rows}
        self._make = make

    def __missing__(self, key: Any) -> Any:
        try:
            made = self._make(self._rows[key])
        except (TypeError, ValueError, LookupError) as error:
            raise _damaged(self._module, error) from error
        return self.setdefault(key, made)

    def all(self) -> tuple[Any, ...]:
        """Return all records in order."""
        return tuple(self[key] for key in self._rows)


def _damaged(module: ModuleType, error: Exception) -> DataError:
    path = f"_bundled/{module.__name__.rpartition('.')[2]}.py"
    return DataError(path, "constants of the known shape", str(error))


def load_records(id_: str) -> "Records":
    """Return the records of a bundled edition.

    Their module is apart from the index: with it, a count takes 15 % longer
    (``python -m benchmarks cold``).

    Raises:
        DataError: the generated module is missing or damaged.
    """
    try:
        rows = import_module(f"{__package__}.rows_{id_}")
    except (Exception, SystemExit) as error:
        path, expected = f"_bundled/rows_{id_}.py", "a module that can be imported"
        raise DataError(path, expected, type(error).__name__) from error
    return Records(rows)


class Records:
    """The records of a bundled edition.

    Raises:
        DataError: the generated module is damaged.
    """

    def __init__(self, rows: ModuleType) -> None:
        self.rows = rows
        try:
            self._open()
        except (AttributeError, TypeError, ValueError, LookupError) as error:
            raise _damaged(rows, error) from error

    def _open(self) -> None:
        rows = self.rows
        source = rows.SOURCE[1]
        # The place of each record in the edition; the directory has others too.
        self._places = {
            key: (source, n, 0)
            for keys in (rows.EDITION_BODIES, rows.EDITION_REGIONS)
            for n, key in enumerate(keys, start=1)
        }
        self.bodies = _Table(rows, rows.BODIES, self._body)
        self.regions = _Table(rows, rows.REGIONS, self._region)
        self.publication = _publication(rows.PUBLICATION)
        self.tasks = _Table(rows, rows.TASKS, self._task)
        self.notes = _Table(rows, rows.NOTES, self._note)
        self.events = _Table(rows, rows.EVENTS, self._event)
        self.items = {row[:2]: Item(*row) for row in rows.ITEMS}
        self.measures = _Table(rows, rows.MEASURES, self._measure)

    def edition(self, id_: str) -> "Edition":
        """Return the edition.

        Raises:
            DataError: the generated module is damaged.
        """
        try:
            return self._edition(id_)
        except (AttributeError, TypeError, ValueError, LookupError) as error:
            raise _damaged(self.rows, error) from error

    def _edition(self, id_: str) -> "Edition":
        from .._model import Edition, Erratum, Outsider, Source

        errata = (
            Erratum(measure, where, Span(*span), *rest)
            for measure, where, span, *rest in self.rows.ERRATA
        )
        outsiders = (  # those of a group have their kind and source in common
            _make(Outsider, kind, *_outsider(source, row))
            for kind, source, group in self.rows.OUTSIDERS
            for row in group
        )
        return Edition(
            id_,
            self.publication,
            tuple(self.bodies[body] for body in self.rows.EDITION_BODIES),
            tuple(self.regions[region] for region in self.rows.EDITION_REGIONS),
            self.tasks.all(),
            self.notes.all(),
            self.events.all(),
            self.measures.all(),
            tuple(errata),
            Source(*self.rows.SOURCE),
            tuple(outsiders),
            layer=self._layer(),
            translation=self._translation(),
        )

    def _layer(self) -> Layer | None:
        if self.rows.LAYER is None:
            return None
        readings = tuple(m.reading for m in self.measures.all() if m.reading is not None)
        items = tuple(self.items.values())
        return _make(Layer, *self.rows.LAYER, items, readings)

    def _translation(self) -> "Translation | None":
        from .._model.translation import Translation

        about = self.rows.TRANSLATION
        return about and _make(Translation, *about[:2], _day(about[2]), *about[3:])

    def _body(self, row: tuple[Any, ...]) -> Body:
        *fields, host, names, history, unknown = row
        changes = tuple(map(self._change, history))
        above = None if host is None else self.bodies[host]
        place = self._places.get(row[0])
        return _make(Body, *fields, above, _names(names), changes, unknown, order=place)

    def _region(self, row: tuple[Any, ...]) -> Region:
        *fields, names, unknown = row
        return _make(Region, *fields, _names(names), unknown, order=self._places.get(row[0]))

    def _place(self, number: int, part: int = 0) -> Order:
        """Return the place of what is numbered through, such as a measure."""
        return self.rows.SOURCE[1], number, part

    def _task(self, row: tuple[Any, ...]) -> Task:
        *fields, place, title_en, objective_en, synonyms = row
        english = {"title_en": title_en, "objective_en": objective_en, "synonyms": synonyms}
        return _make(Task, *fields, Place(*place), **english, order=self._place(row[0]))

    def _note(self, row: tuple[Any, ...]) -> Note:
        return _make(Note, *row[:5], Place(*row[5]), *row[6:], order=self._place(row[0]))

    def _event(self, row: tuple[Any, ...]) -> Event:
        number, day, *fields, tie, source, confidence, note, title_en = row
        rest = tie and Tie(tie), source, confidence, note, title_en
        return _make(Event, number, _day(day), *fields, *rest, order=self._place(number))

    def _change(self, row: tuple[Any, ...]) -> Change:
        day, what, before, after, successor, *rest, day_kind = row
        body = successor and self._body(successor)
        fields = date.fromisoformat(day), ChangeKind(what), before, after, body, *rest
        return _make(Change, *fields, day_kind and DayKind(day_kind))

    def _measure(self, row: tuple[Any, ...]) -> Measure:
        number, task, text, statement, assignments, lead, coverage, *rest = row
        notes, events, place, read, text_en = rest
        return Measure(
            number,
            self.tasks[task],
            text,
            statement,
            tuple(
                self._assignment(assignment, statement, self._place(number, n))
                for n, assignment in enumerate(assignments, start=1)
            ),
            lead and Lead(self.bodies[lead[0]], Basis(lead[1]), *lead[2:]),
            self._coverage(coverage),
            tuple(self.notes[note] for note in notes),
            tuple(self.events[event] for event in events),
            Place(*place),
            self.publication,
            read and self._reading(number, text, *read),
            text_en=text_en,
            order=self._place(number),
        )

    def _assignment(self, row: tuple[Any, ...], statement: str, place: Order) -> Assignment:
        roles, parties, start, stop, *rest = row
        made = (self._party(statement, party) for party in parties)
        fields = tuple(map(Role, roles)), tuple(made), statement[start:stop], Span(start, stop)
        return _make(Assignment, *fields, *rest, order=place)

    def _party(self, statement: str, row: tuple[Any, ...]) -> Party:
        start, stop, body, region, open_ended = _padded(row, 5)
        return Party(
            statement[start:stop],
            Span(start, stop),
            None if body is None else self.bodies[body],
            None if region is None else self.regions[region],
            bool(open_ended),
        )

    def _coverage(self, row: tuple[Any, ...]) -> Coverage:
        named, everywhere, open_ended, words = _padded(row, 4)
        regions = tuple(self.regions[region] for region in named or ())
        return Coverage(regions, bool(everywhere), bool(open_ended), words and Span(*words))

    def _reading(
        self, number: int, text: str, tags: Iterable[tuple[Any, ...]], *rest: Any
    ) -> Reading:
        return Reading(number, tuple(self._tag(text, *tag) for tag in tags), *rest)

    def _tag(self, text: str, scheme: str, code: str, start: int, stop: int, *rest: Any) -> Tag:
        confidence, *why = rest
        span = Span(start, stop)
        return Tag(self.items[scheme, code], text[start:stop], span, Confidence(confidence), *why)


def _make(kind: Callable[..., T], *fields: Any, **others: Any) -> T:
    """Make a record of a row's fields, which have no types."""
    return kind(*fields, **others)


def _padded(row: tuple[Any, ...], length: int) -> tuple[Any, ...]:
    """Return *row* with the empty values at its end, which the build leaves out."""
    return (*row, *[None] * (length - len(row)))


def _names(groups: Iterable[tuple[Any, ...]]) -> tuple[Name, ...]:
    """Return the names of groups that have all but the text in common."""
    return tuple(name for group in groups for name in _names_of_group(group))


def _names_of_group(group: tuple[Any, ...]) -> Iterator[Name]:
    texts, kind, source, confidence, first, last, ambiguous = _padded(group, 7)
    days, member, shared = (_day(first), _day(last)), NameKind(kind), bool(ambiguous)
    for form in texts:
        text, simplified = (form, None) if isinstance(form, str) else form
        yield _make(Name, text, member, *days, source, confidence, simplified, shared)


def _outsider(source: str | None, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the fields of an outsider but for the first."""
    hint, forms, confidence, became, first, last = _padded(row, 6)
    return forms[0], forms, hint, source, became or (), _day(first), _day(last), confidence


def _publication(row: tuple[Any, ...]) -> Publication:
    *facts, title_en, followed_by_en, translation = row
    *fields, published, (first, last), origin, followed_by = facts
    in_force = date.fromisoformat(first), date.fromisoformat(last)
    made = *fields, _day(published), in_force, origin, followed_by
    english = {"title_en": title_en, "followed_by_en": followed_by_en, "translation": translation}
    return _make(Publication, *made, **english)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
