"""The checks of `verify`: that the data is complete, and that it agrees with the document."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any

import attrs

from .._bundled.data import Names, data_checksum, edition_from_data, names_from_data
from .._index.build import build_index, check_names
from .._index.index import Index
from .._index.indexed_edition import IndexedEdition
from .._io import FILES, check_sum, decoded
from .._model import Edition, Measure, Place, statement_text
from .._model.validation import validate
from .._names import normalize_name
from .._names.places import FILE as PLACES
from .._names.suggest import tables
from .._parsing.coverage import coverage_of, lead_of
from .._parsing.grammar import parse_statement
from .._parsing.lexicon import Lexicon
from .._serialization.places import place_faults, places_from_json
from ..exceptions import DataError
from .report import Check, fault_of


def run_checks() -> Iterator[Check]:
    """Yield the checks of everything bundled, as far as earlier ones let them be made."""
    paths: list[str] = []
    damage = tuple(_faults(lambda: paths.extend(FILES)))
    if damage:
        yield Check("checksums of all files", damage)
        return
    damaged = tuple(fault for path in paths for fault in _faults(partial(check_sum, path), path))
    yield Check(f"checksums of {len(FILES)} files", damaged)
    unread = tuple(_faults(partial(normalize_name, "")))
    yield Check("tables of characters: shape", (*unread, *_faults(tables)))
    if unread:
        return  # without the tables no names can be compared
    bundled: dict[str, Any] = {}
    unloaded = tuple(_faults(lambda: bundled.update(_bundled())))
    if unloaded:
        yield Check("generated modules: can be imported", unloaded)
        return
    known = cache(names_from_data)
    for id_, indexed in bundled.items():
        yield from _check_bundled(id_, indexed, known)
    yield _check("places: shape, regions and codes", lambda: _place_faults(known))
    yield _check("generated modules: made from these files", lambda: _module_faults(bundled, known))


def _bundled() -> dict[str, Any]:
    from .._bundled.bundled import BUNDLED

    return {**BUNDLED}


def _faults(load: Callable[[], object], path: str = "") -> Iterator[str]:
    """Yield what is wrong where something cannot be loaded."""
    try:
        load()
    except (Exception, SystemExit) as error:  # noqa: BLE001  # any damage is a fault
        known = not path or isinstance(error, DataError)
        yield fault_of(error) if known else f"data/{path}: {fault_of(error)}"


def _check(what: str, find: Callable[[], Iterable[str]]) -> Check:
    """Return a check with the faults that *find* yields, or with the error that it ends with."""
    found: list[str] = []
    ended = tuple(_faults(lambda: found.extend(find())))
    return Check(what, (*found, *ended))


def _place_faults(known: Callable[[], Names]) -> Iterator[str]:
    file = decoded(PLACES, places_from_json)
    yield from place_faults(file, [region.id for region in known()[1]])


def _module_faults(bundled: dict[str, Any], known: Callable[[], Names]) -> Iterator[str]:
    """Yield how the generated modules differ from the data."""
    from .._bundled.bundled import known_names

    if {indexed.sha256 for indexed in bundled.values()} != {data_checksum(FILES)}:
        yield "another checksum"
    if known_names() != known()[:2]:
        yield "other bodies or regions"


def _check_bundled(
    id_: str, indexed: IndexedEdition, known: Callable[[], Names]
) -> Iterator[Check]:
    editions: list[Edition] = []
    unread = tuple(_faults(lambda: editions.append(edition_from_data(id_, known()))))
    if unread:
        yield Check(f"edition {id_}: shape and references", unread)
        return
    (edition,) = editions
    yield from check_edition(edition, Lexicon(*known()[:2]))
    what = f"edition {id_}: the generated records and index are those of the data"
    yield _check(what, lambda: differences(indexed, edition))


def differences(indexed: IndexedEdition, edition: Edition) -> Iterator[str]:
    """Yield how a bundled edition differs from *edition*, which was read from its data."""
    for field in attrs.fields(Edition):
        if getattr(indexed.edition, field.name) != getattr(edition, field.name):
            yield f"{field.name} of the edition"
    if indexed.edition.translation_template() != edition.translation_template():
        yield "translation of the edition"
    if indexed.measures(indexed.index.whole) != indexed.edition.measures:
        yield "measures of the index"
    for here, there in zip(indexed.edition.measures, edition.measures, strict=False):
        for field in attrs.fields(Measure):
            if getattr(here, field.name) != getattr(there, field.name):
                yield f"{field.name} of measure {there.number}"
    yield from _differences_of_indexes(indexed.index, build_index(edition))


def _differences_of_indexes(here: Index, there: Index) -> Iterator[str]:
    for part in ("edition", "numbers", "names", "hosted", "masks"):
        if getattr(here, part) != getattr(there, part):
            yield f"{part} of the index"


def check_edition(edition: Edition, lexicon: Lexicon) -> Iterator[Check]:
    """Yield the checks of one edition."""
    name = f"edition {edition.id}"
    yield _check(f"{name}: shape and references", lambda: map(str, validate(edition)))
    yield _check(
        f"{name}: the table printed from the records is the source",
        lambda: check_rendering(edition),
    )
    what = f"{name}: each part is at its place in the source"
    yield _check(what, lambda: check_locations(edition))
    count = len(edition.measures)
    yield _check(
        f"{name}: {count} statements read again give the same",
        lambda: check_parsing(edition, lexicon),
    )
    yield _check(f"{name}: names are unique", lambda: _shared_names(edition))
    if edition.layer is not None:
        tags = sum(len(reading.tags) for reading in edition.layer.readings)
        what = f"{name}: {tags} tags of the layer rest on words of their measures"
        yield _check(what, lambda: check_quotes(edition))
    if edition.translation is not None:
        what = f"{name}: the {edition.translation.status} translation is complete"
        yield _check(what, lambda: _untranslated(edition))


def _untranslated(edition: Edition) -> Iterator[str]:
    """Yield the parts of the table that have no English."""
    yield from (f"task {t.number}" for t in edition.tasks if not (t.title_en and t.objective_en))
    yield from (f"measure {m.number}" for m in edition.measures if not m.text_en)
    yield from (f"note {n.number}" for n in edition.notes if not n.text_en)


def _solid(text: str) -> str:
    """Return *text* without its white space."""
    return "".join(text.split())


def check_rendering(edition: Edition) -> Iterator[str]:
    printed, source = _solid(edition.reprint()), _solid(edition.source.text)
    if printed != source:
        pairs = zip(printed + "\n", source + "\n", strict=False)
        at = next(i for i, (a, b) in enumerate(pairs) if a != b)
        there, here = source[at : at + 20], printed[at : at + 20]
        yield f"from character {at}: expected {there!r}, printed {here!r}"


def check_locations(edition: Edition) -> Iterator[str]:
    parts: list[tuple[str, Place | None, str]] = [
        (f"task {t.number}", t.place, t.label + t.title + t.objective) for t in edition.tasks
    ]
    parts += [
        (f"measure {m.number}", m.place, f"{m.number}{m.text}{m.responsibility}")
        for m in edition.measures
    ]
    parts += [(f"note {n.number}", n.place, n.text) for n in edition.notes]
    for part, place, expected in parts:
        found = "" if place is None else edition.source.stretch(place)
        if _solid(found) != _solid(expected):
            yield f"{part}: {place} is not its place"


def check_parsing(edition: Edition, lexicon: Lexicon) -> Iterator[str]:
    for measure in edition.measures:
        assignments, faults = parse_statement(measure.responsibility, lexicon.look_up)
        again = (assignments, lead_of(assignments), coverage_of(assignments, measure.text))
        if faults or again != (measure.assignments, measure.lead, measure.coverage):
            yield f"measure {measure.number}: {statement_text(measure)}"


def check_quotes(edition: Edition) -> Iterator[str]:
    for measure in edition.measures:
        for tag in measure.reading.tags if measure.reading else ():
            if not tag.words or tag.span.of(measure.text) != tag.words:
                yield f"measure {measure.number}: {tag.words!r} is not at its place"


def _shared_names(edition: Edition) -> Iterator[str]:
    try:
        check_names(edition)
    except ValueError as error:
        yield str(error)
