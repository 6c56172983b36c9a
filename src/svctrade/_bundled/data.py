"""The data of a bundled edition, read strictly into its records."""

from collections.abc import Mapping
from functools import partial
from hashlib import sha256

from .._index.build import check_names
from .._io import FILES, decoded
from .._model import Body, Edition, Outsider, Region
from .._model.layer_file import layer_from_json
from .._model.translation_file import translated
from .._serialization.records import (
    bodies_from_json,
    edition_from_json,
    outsiders_from_json,
    regions_from_json,
)

Names = tuple[tuple[Body, ...], tuple[Region, ...], tuple[Outsider, ...]]


def names_from_data(files: Mapping[str, str] = FILES) -> Names:
    """Return the known bodies and regions, and the known names outside the edition.

    Raises:
        DataError: a file is missing or damaged.
    """
    return (
        decoded("names/bodies.json", bodies_from_json, files),
        decoded("names/regions.json", regions_from_json, files),
        decoded("names/outsiders.json", outsiders_from_json, files),
    )


def edition_from_data(id_: str, names: Names, files: Mapping[str, str] = FILES) -> Edition:
    """Return a bundled edition from its data.

    Raises:
        DataError: a file is missing or damaged.
    """
    source = files[f"editions/{id_}/source.txt"]

    def decode(text: str) -> Edition:
        edition = edition_from_json(text, source, *names)
        if edition.id != id_:
            raise ValueError(f"it is edition {edition.id!r}")
        check_names(edition)
        return edition

    edition = decoded(f"editions/{id_}/edition.json", decode, files)
    layer, english = (f"editions/{id_}/{name}.json" for name in ("topics", "english"))
    if layer in files:
        edition = decoded(layer, lambda text: edition.with_layer(layer_from_json(text)), files)
    if english in files:
        edition = decoded(english, partial(translated, edition), files)
    return edition


def data_checksum(files: Mapping[str, str]) -> str:
    """Return the SHA-256 checksum of all data files together; the generated module has it."""
    whole = "".join(f"{path}\n{files[path]}" for path in sorted(files))
    return sha256(whole.encode()).hexdigest()
