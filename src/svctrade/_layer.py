"""A layer: somebody's reading of every measure of an edition."""

from __future__ import annotations

import attrs

from ._reading import Item, Reading
from ._record import Record


@attrs.frozen(eq=False, repr=False)
class Layer(Record):
    """Somebody's reading of the measures of an edition: *items*, and a reading of each measure.

    It is no part of the document, and no part of an edition when editions are compared or saved.
    *source* says whose reading it is. `Edition.with_layer` attaches one.

    >>> import svctrade
    >>> len(svctrade.edition().layer.readings)
    122
    """

    id: str
    title: str
    source: str = attrs.field(repr=False)
    items: tuple[Item, ...] = attrs.field(repr=False)
    readings: tuple[Reading, ...] = attrs.field(repr=False)
