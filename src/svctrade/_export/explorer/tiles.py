"""The tile map: a place in a grid for each region.

``tiles.csv`` is a layout and no table of coordinates: columns run from west to east and rows from
north to south, so that neighbours are about where a map has them.
"""

from __future__ import annotations

import csv

from importlib_resources import files

from ..._model import Edition


def tile_places(edition: Edition) -> list[tuple[int, int]] | None:
    """Return the column and the row of each region of an edition, in its order.

    Returns:
        ``None`` where the edition has no regions, or the layout lacks one of them.

    >>> import svctrade
    >>> tile_places(svctrade.edition())[:2]
    [(6, 2), (7, 3)]
    """
    text = files(__package__).joinpath("tiles.csv").read_text(encoding="utf-8")
    places = {
        row["region"]: (int(row["column"]), int(row["row"]))
        for row in csv.DictReader(text.splitlines())
    }
    found = [places.get(region.id) for region in edition.regions]
    known = [place for place in found if place is not None]
    return known if known and len(known) == len(found) else None
