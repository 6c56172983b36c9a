"""The file of an English translation, and the edition that it is attached to."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import attrs

from .._json import Fault, InvalidJSONError, loads, read_json_text, strict_converter, structure
from ..exceptions import DocumentError, Problem
from .measures import Task
from .translation import Translation

if TYPE_CHECKING:
    from .edition import Edition

FORMAT = "svctrade translation"
VERSION = 1


# A text that is not translated yet is None.


@attrs.frozen
class _Task:
    number: int
    title: str | None = None
    objective: str | None = None
    synonyms: tuple[str, ...] = ()
    # What is to be translated, for who fills in the file.
    printed: str | None = None


@attrs.frozen
class _Text:
    number: int
    text: str | None = None
    printed: str | None = None


@attrs.frozen
class _Title:
    number: int
    title: str | None = None
    printed: str | None = None


@attrs.frozen
class _File:
    format: str
    version: int
    translator: str
    date: date
    status: Literal["unofficial", "official"]
    method: str
    title: str | None
    tasks: tuple[_Task, ...]
    measures: tuple[_Text, ...]
    notes: tuple[_Text, ...]
    events: tuple[_Title, ...]
    followed_by: tuple[str, ...] = ()


def translated(edition: "Edition", data: str) -> "Edition":
    """Return *edition* with the translation of a file.

    Raises:
        InvalidJSONError: it is no such file, or it is of another edition.
    """
    file: _File = structure(strict_converter(), loads(data), _File)
    faults = tuple(_faults(edition, file))
    if faults:
        raise InvalidJSONError(faults)
    about = file.translator, file.date, file.status, file.method
    return _with_texts(edition, file, Translation(file.title, *about))


def untranslated(edition: "Edition") -> "Edition":
    """Return *edition* without a translation."""
    nothing = _File("", 0, "", date.min, "unofficial", "", None, (), (), (), ())
    return _with_texts(edition, nothing, None)


def _with_texts(edition: "Edition", file: _File, translation: Translation | None) -> "Edition":
    task_texts = {entry.number: entry for entry in file.tasks}
    texts, notes = ({e.number: e.text for e in part} for part in (file.measures, file.notes))
    titles = {entry.number: entry.title for entry in file.events}
    publication = attrs.evolve(
        edition.publication,
        title_en=file.title,
        followed_by_en=file.followed_by,
        translation=f"{file.status} translation by {file.translator}" if translation else None,
    )
    tasks: dict[int, Task] = {}
    for task in edition.tasks:
        entry = task_texts.get(task.number, _Task(task.number))
        tasks[task.number] = attrs.evolve(
            task, title_en=entry.title, objective_en=entry.objective, synonyms=entry.synonyms
        )
    made_notes = {n.number: attrs.evolve(n, text_en=notes.get(n.number)) for n in edition.notes}
    events = {e.number: attrs.evolve(e, title_en=titles.get(e.number)) for e in edition.events}
    measures = tuple(
        attrs.evolve(
            measure,
            task=tasks[measure.task.number],
            notes=tuple(made_notes[note.number] for note in measure.notes),
            events=tuple(events[event.number] for event in measure.events),
            publication=publication,
            text_en=texts.get(measure.number),
        )
        for measure in edition.measures
    )
    return attrs.evolve(
        edition,
        publication=publication,
        tasks=tuple(tasks.values()),
        notes=tuple(made_notes.values()),
        events=tuple(events.values()),
        measures=measures,
        translation=translation,
    )


def _faults(edition: "Edition", file: _File) -> Iterator[Fault]:
    """Yield what does not fit the edition, each with its path."""
    if (file.format, file.version) != (FORMAT, VERSION):
        yield Fault(f"the format {FORMAT!r} of version {VERSION}", path="$.format")
    parts: dict[str, tuple[Iterable[Any], tuple[Any, ...]]] = {
        "tasks": (edition.tasks, file.tasks),
        "measures": (edition.measures, file.measures),
        "notes": (edition.notes, file.notes),
        "events": (edition.events, file.events),
    }
    for part, (records, entries) in parts.items():
        known = {record.number for record in records}
        times = Counter(entry.number for entry in entries)
        for at, entry in enumerate(entries):
            path = f"$.{part}[{at}]"
            if entry.number not in known:
                yield Fault("a number of the edition", str(entry.number), f"{path}.number")
            elif times[entry.number] > 1:
                yield Fault("each number once", f"{entry.number} again", f"{path}.number")
            for name, value in attrs.asdict(entry).items():
                if isinstance(value, str) and not value.strip():
                    yield Fault("a text, or null where there is none", "''", f"{path}.{name}")


def translation_to_json(edition: "Edition") -> str:
    """Return the file of the translation of *edition*.

    ``null`` is still to be translated, and has the Chinese as ``printed`` beside it.
    """
    about = edition.translation
    file = {
        "format": FORMAT,
        "version": VERSION,
        "translator": about.translator if about else "",
        "date": about.day.isoformat() if about else None,
        "status": about.status if about else "unofficial",
        "method": about.method if about else "",
        "title": edition.title_en,
        "tasks": [
            {
                "number": t.number,
                "title": t.title_en,
                "objective": t.objective_en,
                **({"synonyms": t.synonyms} if t.synonyms else {}),
                **_to_translate(t.title_en, f"{t.title}：{t.objective}"),
            }
            for t in edition.tasks
        ],
        "measures": [_entry(m.number, m.text_en, m.text) for m in edition.measures],
        "notes": [_entry(n.number, n.text_en, n.text) for n in edition.notes],
        "events": [
            {"number": e.number, "title": e.title_en, **_to_translate(e.title_en, e.title)}
            for e in edition.events
            if e.title
        ],
        **(
            {"followed_by": [*followed]} if (followed := edition.publication.followed_by_en) else {}
        ),
    }
    return json.dumps(file, ensure_ascii=False, indent=1) + "\n"


def _entry(number: int, english: str | None, printed: str) -> dict[str, int | str | None]:
    return {"number": number, "text": english, **_to_translate(english, printed)}


def _to_translate(english: str | None, printed: str) -> dict[str, str]:
    return {} if english else {"printed": printed}


def attach_translation(edition: "Edition", path: str | os.PathLike[str]) -> "Edition":
    """Return *edition* with the translation in a file.

    Raises:
        OSError: the file cannot be read.
        DocumentError: it is no translation of this edition; it has every problem with its path.
    """
    try:
        return translated(edition, read_json_text(path))
    except InvalidJSONError as error:
        problems = (
            Problem(f.line or 1, f.column or 1, f.found or "", f.expected, f.path)
            for f in error.faults
        )
        raise DocumentError(tuple(problems)) from None
