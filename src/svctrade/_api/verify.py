"""Check the bundled data: that it is complete, and that it agrees with the document."""

from collections.abc import Callable, Iterator
from functools import cache, partial

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
from ..exceptions import DataError, escaped


@attrs.frozen
class Check:
    """One check of `verify`.

    Args:
        what: what was checked.
        faults: what is wrong; empty where the check passed.

    >>> import svctrade
    >>> print(svctrade.verify().checks[0])
    ok    checksums of 12 files
    """

    __module__ = "svctrade"

    what: str
    faults: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the check passed."""
        return not self.faults

    @escaped
    def __str__(self) -> str:
        heading = f"{'ok' if self.ok else 'FAULT':<6}{self.what}"
        return "\n      ".join([heading, *self.faults])


@attrs.frozen
class Report:
    """The result of `verify`; true where every check passed.

    Args:
        checks: the checks in order.

    >>> import svctrade
    >>> bool(svctrade.verify())
    True
    """

    __module__ = "svctrade"

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check passed."""
        return all(check.ok for check in self.checks)

    def __bool__(self) -> bool:
        return self.ok

    @escaped
    def __str__(self) -> str:
        passed = sum(check.ok for check in self.checks)
        return "\n".join([*map(str, self.checks), f"{passed} of {len(self.checks)} checks hold"])


def verify() -> Report:
    """Check everything bundled, and return a report. It reports damage and raises nothing.

    It checks the checksum of every file; of each edition that its shape and references are right,
    that the table printed from its records is the source, that each part is at its place there,
    that reading each statement again gives its assignments, lead and coverage, and that names are
    unique; that every tag of a layer rests on words of its measure; that a translation is complete;
    that places have a region and a code of their own; and that the generated records and index, and
    the text of the source in them, are those of the data.

    >>> import svctrade
    >>> print(svctrade.verify())
    ok    checksums of 12 files
    ok    tables of characters: shape
    ok    edition 2020: shape and references
    ok    edition 2020: the table printed from the records is the source
    ok    edition 2020: each part is at its place in the source
    ok    edition 2020: 122 statements read again give the same
    ok    edition 2020: names are unique
    ok    edition 2020: 491 tags of the layer rest on words of their measures
    ok    edition 2020: the unofficial translation is complete
    ok    edition 2020: the generated records and index are those of the data
    ok    places: shape, regions and codes
    ok    generated modules: made from these files
    12 of 12 checks hold
    """
    return Report(tuple(_checks()))


def _checks() -> Iterator[Check]:
    try:
        paths = [*FILES]
    except DataError as error:
        yield Check("checksums of all files", (str(error),))
        return
    damaged = tuple(fault for path in paths for fault in _damage(partial(check_sum, path)))
    yield Check(f"checksums of {len(FILES)} files", damaged)
    unread = tuple(_damage(partial(normalize_name, "")))
    yield Check("tables of characters: shape", (*unread, *_damage(tables)))
    if unread:
        return  # without the tables no names can be compared
    try:
        from .._bundled.bundled import BUNDLED
    except DataError as error:
        yield Check("generated modules: can be imported", (str(error),))
        return
    known = cache(names_from_data)
    for id_, indexed in BUNDLED.items():
        yield from _check_bundled(id_, indexed, known)
    yield Check("places: shape, regions and codes", tuple(_place_faults(known)))
    sums = {indexed.rows.SHA256 for indexed in BUNDLED.values()}
    yield Check("generated modules: made from these files", tuple(_module_faults(sums, known)))


def _place_faults(known: Callable[[], Names]) -> Iterator[str]:
    try:
        file = decoded(PLACES, places_from_json)
        yield from place_faults(file, [region.id for region in known()[1]])
    except DataError as error:
        yield str(error)


def _module_faults(sums: set[str], known: Callable[[], Names]) -> Iterator[str]:
    """Yield how the generated modules differ from the data."""
    from .._bundled.bundled import known_names

    try:
        if sums != {data_checksum(FILES)}:
            yield "another checksum"
        if known_names() != known()[:2]:
            yield "other bodies or regions"
    except DataError as error:
        yield str(error)


def _check_bundled(
    id_: str, indexed: IndexedEdition, known: Callable[[], Names]
) -> Iterator[Check]:
    try:
        names = known()
        edition = edition_from_data(id_, names)
    except DataError as error:
        yield Check(f"edition {id_}: shape and references", (str(error),))
        return
    yield from check_edition(edition, Lexicon(*names[:2]))
    what = f"edition {id_}: the generated records and index are those of the data"
    try:
        yield Check(what, tuple(differences(indexed, edition)))
    except DataError as error:
        yield Check(what, (str(error),))


def _damage(load: Callable[[], object]) -> Iterator[str]:
    try:
        load()
    except DataError as error:
        yield str(error)


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
    yield Check(f"{name}: shape and references", tuple(map(str, validate(edition))))
    yield Check(
        f"{name}: the table printed from the records is the source", tuple(check_rendering(edition))
    )
    yield Check(f"{name}: each part is at its place in the source", tuple(check_locations(edition)))
    count = len(edition.measures)
    yield Check(
        f"{name}: {count} statements read again give the same",
        tuple(check_parsing(edition, lexicon)),
    )
    yield Check(f"{name}: names are unique", tuple(_shared_names(edition)))
    if edition.layer is not None:
        tags = sum(len(reading.tags) for reading in edition.layer.readings)
        what = f"{name}: {tags} tags of the layer rest on words of their measures"
        yield Check(what, tuple(check_quotes(edition)))
    if edition.translation is not None:
        what = f"{name}: the {edition.translation.status} translation is complete"
        yield Check(what, tuple(_untranslated(edition)))


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
