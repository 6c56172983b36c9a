"""Build the package data from the facts and the source: ``python tools/build_data.py``.

The same input gives the same bytes. ``--check`` writes nothing and fails if the committed data
differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest import mock

import attrs

import build_messages
import build_names
import build_places
import build_rows
import build_schema
import build_topics
from svctrade import Body, Edition, Erratum, Event, Publication, Region, Span, Tie
from svctrade._bundled.data import data_checksum, edition_from_data, names_from_data
from svctrade._model.translation_file import FORMAT as TRANSLATION
from svctrade._model.translation_file import VERSION as TRANSLATION_VERSION
from svctrade._model.translation_file import translated, translation_to_json
from svctrade._names import Directory, normalize, simplified_from
from svctrade._parsing.annex import read_annex
from svctrade._parsing.builder import EditionBuilder
from svctrade._parsing.lexicon import Lexicon
from svctrade._serialization.records import (
    VERSION,
    bodies_to_json,
    edition_to_json,
    outsiders_to_json,
    regions_to_json,
)

TOOLS = Path(__file__).parent
PACKAGE = TOOLS.parent / "src" / "svctrade"
# The generated files.
BUILT = (
    "data/**/*",
    "_bundled/index_*.py",
    "_bundled/rows_*.py",
    "_cli/locale/**/*.mo",
)


def build() -> dict[str, bytes]:
    """Return every generated file by its path: the data, its rows, and the messages."""
    characters = build_names.traditional()
    # The build must not depend on its own output: names are compared with the new table.
    table = simplified_from(characters)
    with (
        mock.patch.object(normalize, "_simplified", return_value=table),
        mock.patch.object(normalize, "_normalized", lambda name: normalize._fold(name, table)),
    ):
        return _build(characters)


def _build(characters: str) -> dict[str, bytes]:
    bodies, regions = build_names.bodies(), build_names.regions()
    outsiders = build_names.outsiders(regions)
    # Making a directory checks that no name is shared unless declared.
    Directory("body", Body, bodies, "", numbers=False, excluded=outsiders)
    Directory("region", Region, regions, "", numbers=True, excluded=outsiders)
    files = {
        "names/bodies.json": bodies_to_json(bodies),
        "names/regions.json": regions_to_json(regions),
        "names/outsiders.json": outsiders_to_json(outsiders),
        "names/counterparts.json": build_names.counterparts(),
        "names/places.json": build_places.places(regions),
        "names/misspellings.json": build_names.misspellings((*bodies, *regions)),
        "names/readings.json": build_names.readings((*bodies, *regions)),
        "names/traditional.json": characters,
        f"schema/edition-{VERSION}.json": build_schema.schema(),
    }
    for folder in sorted((TOOLS / "editions").iterdir()):
        text = (folder / "source.txt").read_bytes().decode("utf-8")
        edition = read(text, folder / "metadata.json", Lexicon(bodies, regions))
        edition = with_events(edition, folder / "timeline.csv")
        edition = with_ties_by_letter(edition, folder / "by_letter.csv")
        edition = attrs.evolve(edition, errata=tuple(errata(edition, folder / "errata.csv")))
        files[f"editions/{edition.id}/source.txt"] = text
        files[f"editions/{edition.id}/edition.json"] = edition_to_json(edition)
        if (folder / "topics").exists():
            files[f"editions/{edition.id}/topics.json"] = build_topics.layer()
        if (folder / "english").exists():
            files[f"editions/{edition.id}/english.json"] = translation(edition, folder / "english")
    return _data(files) | _rows(files) | _messages()


def _messages() -> dict[str, bytes]:
    """Return the catalogue of messages of the command line."""
    compiled = build_messages.compiled(build_messages.SOURCE.read_bytes())
    return {f"{build_messages.CATALOGUE}.mo": compiled}


def _data(files: dict[str, str]) -> dict[str, bytes]:
    """Return the data files and their checksums."""
    contents = {path: text.encode("utf-8") for path, text in files.items()}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(contents.items())
    )
    contents |= {"SHA256SUMS": sums.encode("utf-8")}
    return {f"data/{path}": content for path, content in contents.items()}


def _rows(files: dict[str, str]) -> dict[str, bytes]:
    """Return the modules of constants, made from the data after reading it back."""
    ids = sorted(path.split("/")[1] for path in files if path.endswith("/edition.json"))
    names = names_from_data(files)
    checksum = data_checksum(files)
    modules = {}
    for id_ in ids:
        edition = edition_from_data(id_, names, files)
        modules[f"_bundled/index_{id_}.py"] = build_rows.index_module(edition, checksum)
        modules[f"_bundled/rows_{id_}.py"] = build_rows.rows_module(edition, *names[:2])
    return {path: text.encode("utf-8") for path, text in modules.items()}


def read(text: str, metadata: Path, lexicon: Lexicon) -> Edition:
    """Read the annex and its metadata; every body and region has to be known."""
    raw = json.loads(metadata.read_text(encoding="utf-8"))
    id_ = raw.pop("id")
    first, last = map(date.fromisoformat, raw.pop("in_force"))
    published = date.fromisoformat(raw.pop("published"))
    followed_by = tuple(raw.pop("followed_by", ()))
    publication = Publication(
        title="", in_force=(first, last), published=published, followed_by=followed_by, **raw
    )
    builder = EditionBuilder(text, lexicon)
    read_annex(builder)
    edition = builder.build(id_, publication, lexicon.regions, strict=True)
    unknown = [body.name for body in edition.bodies if body.unknown]
    unknown += [region.name for region in edition.regions if region.unknown]
    if unknown:
        raise SystemExit(f"no facts about {'、'.join(unknown)}: add them to tools/facts")
    return edition


def with_ties_by_letter(edition: Edition, path: Path) -> Edition:
    """Return the edition with the measures that have the mark of a note in another sense."""
    made: dict[int, tuple[int, ...]] = {}
    for row in build_names.rows(path):
        note, number = int(row["note"]), int(row["measure"])
        measure = edition.measures[number - 1]
        if row["words"] not in measure.text or number in edition.notes[note - 1].measures:
            raise SystemExit(f"{path.name}: {row['words']} does not tie {number} to note {note}")
        made[note] = (*made.get(note, ()), number)
    notes = {n.number: attrs.evolve(n, by_letter=made.get(n.number, ())) for n in edition.notes}
    measures = tuple(
        attrs.evolve(m, notes=tuple(notes[note.number] for note in m.notes))
        for m in edition.measures
    )
    return attrs.evolve(edition, notes=tuple(notes.values()), measures=measures)


def with_events(edition: Edition, path: Path) -> Edition:
    """Return the edition with the events of a timeline, linked to their measures."""
    made = tuple(events(path))
    measures = tuple(
        attrs.evolve(m, events=tuple(e for e in made if m.number in e.measures))
        for m in edition.measures
    )
    return attrs.evolve(edition, events=made, measures=measures)


def events(path: Path) -> Iterator[Event]:
    """Read a timeline."""
    for number, row in enumerate(build_names.rows(path), start=1):
        exact = re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["date"])
        measures = tuple(numbers(row["measures"]))
        yield Event(
            number=number,
            date=date.fromisoformat(row["date"]) if exact else None,
            dated=row["date"] or None,
            date_kind=row["date_kind"] or None,
            document_number=row["doc_number"] or None,
            title=row["title"] or None,
            issuer=row["issuer"] or None,
            text=row["fact"] or None,
            measures=measures,
            tie=Tie(row["tie"]) if row["tie"] else None,
            source=row["source"] or None,
            confidence=row["confidence"] or None,
            note=row["note"] or None,
        )


def translation(edition: Edition, folder: Path) -> str:
    """Return the file of the translation in a folder: who made it, and its texts."""
    about, texts = (
        json.loads((folder / name).read_text(encoding="utf-8"))
        for name in ("about.json", "english.json")
    )
    file = {"format": TRANSLATION, "version": TRANSLATION_VERSION, **about, **texts}
    return translation_to_json(translated(edition, json.dumps(file)))


def errata(edition: Edition, path: Path) -> Iterator[Erratum]:
    """Read the errata, and find the place of each in its measure."""
    by_number = {measure.number: measure for measure in edition.measures}
    for row in build_names.rows(path):
        number, where, words = int(row["measure"]), row["where"], row["words"]
        start = getattr(by_number[number], where).index(words)
        span = Span(start, start + len(words))
        yield Erratum(number, where, span, words, row["odd"], row["reading"])  # type: ignore[arg-type]  # the JSON reader checks it


def numbers(cell: str) -> Iterator[int]:
    """Yield the numbers in a cell, which lists single numbers and ranges.

    >>> list(numbers("1-3 11"))
    [1, 2, 3, 11]
    """
    for part in cell.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


def differences(files: dict[str, bytes], package: Path) -> list[str]:
    """Return the differences between the generated files below *package* and *files*."""
    there = {
        path.relative_to(package).as_posix(): path
        for pattern in BUILT
        for path in package.glob(pattern)
        if path.is_file()
    }
    return (
        [f"{path} is missing" for path in sorted(files.keys() - there.keys())]
        + [f"{path} is not built from anything" for path in sorted(there.keys() - files.keys())]
        + [
            f"{path} differs"
            for path in sorted(files.keys() & there.keys())
            if there[path].read_bytes() != files[path]
        ]
    )


def main() -> int:
    """Build, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    check: bool = parser.parse_args().check
    files = build()
    differ = differences(files, PACKAGE)
    if check:
        print(*differ or ["the data is up to date"], sep="\n")
        return 1 if differ else 0
    for path, content in files.items():
        (PACKAGE / path).parent.mkdir(parents=True, exist_ok=True)
        (PACKAGE / path).write_bytes(content)
    print(*differ or ["nothing changed"], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
