"""Check everything bundled: that it is complete, and that it says what the document says."""

from collections.abc import Callable, Iterator
from functools import cache, partial

import attrs

from .._bundled.data import Names, data_checksum, edition_from_data, names_from_data
from .._index.build import build_index, check_names
from .._index.index import Index, IndexedEdition
from .._io import FILES, check_sum
from .._model import Edition, Measure, Place, statement_text
from .._model.validation import validate
from .._names import normalize_name
from .._names.suggest import tables
from .._parsing.grammar import coverage_of, lead_of, parse_statement
from .._parsing.lexicon import Lexicon
from ..exceptions import DataError


@attrs.frozen
class Check:
    """One thing that was checked: *what*, whether it holds, and the *faults* where it does not.

    >>> import svctrade
    >>> print(svctrade.verify().checks[0])
    ok    checksums of 10 files
    """

    what: str
    faults: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it holds."""
        return not self.faults

    def __str__(self) -> str:
        heading = f"{'ok' if self.ok else 'FAULT':<6}{self.what}"
        return "\n      ".join([heading, *self.faults])


@attrs.frozen
class Report:
    """What `verify` found; true where all of it holds.

    >>> import svctrade
    >>> bool(svctrade.verify())
    True
    """

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check holds."""
        return all(check.ok for check in self.checks)

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        validate_cell = sum(check.ok for check in self.checks)
        return "\n".join([*map(str, self.checks), f"{validate_cell} of {len(self.checks)} checks hold"])


def verify() -> Report:
    """Check everything bundled, and return a report; what is damaged is in it, and not raised.

    Checked are the sums of all files; of each edition its shape and references, that the table
    printed from its records is the source, that each part stands at its place there, that reading
    each statement again gives its assignments, lead and coverage, and that every name names one
    thing; of its layer that every tag rests on words of its measure; and that the records and the
    index that questions are answered from say what the data says.

    >>> import svctrade
    >>> print(svctrade.verify())
    ok    checksums of 10 files
    ok    tables of characters: shape
    ok    edition 2020: shape and references
    ok    edition 2020: the table printed from the records is the source
    ok    edition 2020: each part stands at its place in the source
    ok    edition 2020: 122 statements read again give the same
    ok    edition 2020: names are unique
    ok    edition 2020: 482 tags of the layer rest on words of their measures
    ok    edition 2020: the records and the index say what the data says
    ok    modules made of the data: of these files
    10 of 10 checks hold
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
        return  # no name can be compared
    try:
        from .._bundled.bundled import BUNDLED
    except DataError as error:
        yield Check("modules made of the data: can be imported", (str(error),))
        return
    known = cache(names_from_data)  # read once for all checks
    for id_, indexed in BUNDLED.items():
        yield from _check_bundled(id_, indexed, known)
    sums = {indexed.rows.SHA256 for indexed in BUNDLED.values()}
    yield Check("modules made of the data: of these files", tuple(_mismade(sums, known)))


def _mismade(sums: set[str], known: Callable[[], Names]) -> Iterator[str]:
    """Yield what the modules that are made of the data have otherwise than the data."""
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
    what = f"edition {id_}: the records and the index say what the data says"
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
    """Yield what a bundled edition has otherwise than *edition*, its data."""
    for field in attrs.fields(Edition):
        if getattr(indexed.edition, field.name) != getattr(edition, field.name):
            yield f"{field.name} of the edition"
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
    """Yield what is checked of one edition."""
    name = f"edition {edition.id}"
    yield Check(f"{name}: shape and references", tuple(map(str, validate(edition))))
    yield Check(
        f"{name}: the table printed from the records is the source", tuple(check_rendering(edition))
    )
    yield Check(
        f"{name}: each part stands at its place in the source", tuple(check_locations(edition))
    )
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
            yield f"{part}: {place} is not where it stands"


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
