"""What was asked by a record, as one would type it."""

from __future__ import annotations

from enum import Enum

from ._actors import Body
from ._model import Measure, Task
from ._reading import Item
from ._regions import Region


def as_typed(value: object) -> str | int:
    """Return what names a record in a question; a function is named by its name only.

    >>> import svctrade
    >>> as_typed(svctrade.region("Xiamen")), as_typed(svctrade.Role.LEAD), as_typed(len)
    ('厦门', 'lead', 'len')
    """
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, Measure):
        return value.number
    if isinstance(value, Item):
        return value.code
    if isinstance(value, (Body, Region)):
        return value.name
    if isinstance(value, Task):
        return value.title
    return str(getattr(value, "__qualname__", type(value).__qualname__))
