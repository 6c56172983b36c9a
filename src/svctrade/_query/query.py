"""The query of a set, as data: a start, filters in a row, and queries combined by the algebra."""

from __future__ import annotations

# A type checker takes this for typing.TYPE_CHECKING; importing `typing` costs as much as starting
# Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

OPERATIONS: dict[str, Callable[[int, int], int]] = {
    "&": int.__and__,
    "|": int.__or__,
    "-": lambda a, b: a & ~b,
    "^": int.__xor__,
}

# The filter that each key of `group_by` is equal to.
FILTER_OF_KEY = {
    "task": "in_task",
    "lead": "led_by",
    "body": "involving",
    "region": "in_region",
    "role": "with_role",
    "measure": "numbered",
    "service": "in_service",
    "mode": "by_mode",
    "topic": "about",
}

# The value of an option that is on or off.
ON = "True"

# A longer or deeper query is truncated, so that every query prints and pickles.
_LONGEST = 10_000
_DEEPEST = 50


class Filter:
    """One step of a query: the method, its arguments and options, and the mask of what it keeps."""

    __slots__ = ("asked", "mask", "method", "options")

    def __init__(
        self,
        method: str,
        asked: tuple[object, ...],
        options: tuple[tuple[str, str], ...],
        mask: int,
    ) -> None:
        self.method: str = method
        self.asked: tuple[str | int, ...] = tuple([query_literal(value) for value in asked])
        self.options: tuple[tuple[str, str], ...] = options
        self.mask: int = mask

    def __reduce__(self) -> tuple[object, ...]:
        return Filter, (self.method, self.asked, self.options, self.mask)

    def __str__(self) -> str:
        show = str if self.method == "where" else quoted_literal
        asked = [show(value) for value in self.asked]
        # An option that is on is a truth, and not a text.
        asked += [f"{name}={_option_literal(name, value)}" for name, value in self.options]
        if self.method == "slice":
            return f"[{self.asked[0]}]"
        if self.method == "group_by":
            label = _printable(str(self.asked[1])) if len(self.asked) > 1 else None
            return f".group_by({asked[0]})[{label}]"
        return f".{self.method}({', '.join(asked)})"


class Query:
    """A start, and the filters that were applied to it, in order.

    *start* is text (``measures()``), or an operator and its operands. *size* counts the steps,
    *depth* how deep queries are nested. A query that is too long to keep is *truncated*: only the
    mask of its result is kept.
    """

    __slots__ = ("depth", "filters", "size", "start", "truncated")

    def __init__(
        self,
        start: str | tuple[str, tuple[Query, ...]],
        filters: tuple[Filter, ...] = (),
        size: int = 1,
        depth: int = 0,
        truncated: int | None = None,
    ) -> None:
        self.start: str | tuple[str, tuple[Query, ...]] = start
        self.filters: tuple[Filter, ...] = filters
        self.size: int = size
        self.depth: int = depth
        self.truncated: int | None = truncated

    def __reduce__(self) -> tuple[object, ...]:
        return Query, (self.start, self.filters, self.size, self.depth, self.truncated)

    @classmethod
    def combine(cls, sign: str, *operands: Query) -> Query:
        """Return the query that combines *operands* by *sign*.

        ``a | b | c`` is one query of three operands, so that a long union is not a deep one; so is
        ``a - b - c``.
        """
        first = operands[0]
        if not isinstance(first.start, str) and first.start[0] == sign and not first.filters:
            operands = (*first.start[1], *operands[1:]) if sign != "~" else operands
        size, depth = 1, 0
        for operand in operands:
            size += operand.size
            depth = max(depth, operand.depth)
        return cls((sign, operands), (), size, depth + 1)

    def filtered(self, step: Filter) -> Query:
        """Return the query with one more filter."""
        filters = (*self.filters, step)
        return Query(self.start, filters, self.size + 1, self.depth, self.truncated)

    @property
    def complement(self) -> Query | None:
        """The query that it is the complement of; ``None`` where it is not just a complement."""
        if isinstance(self.start, str) or self.filters or self.start[0] != "~":
            return None
        return self.start[1][0]

    def truncate(self, mask: int) -> Query:
        """Return the query, truncated to *mask* where it is too long to keep."""
        if self.size <= _LONGEST and self.depth <= _DEEPEST:
            return self
        return Query(f"measures that {self.size} steps left", truncated=mask)

    def mask(self, whole: int) -> int:
        """Return the mask of its result, where *whole* is that of all measures."""
        if isinstance(self.start, str):
            mask = whole if self.truncated is None else self.truncated
        else:
            sign, operands = self.start
            mask = operands[0].mask(whole)
            if sign == "~":
                mask = whole & ~mask
            for operand in operands[1:]:
                mask = OPERATIONS[sign](mask, operand.mask(whole))
        for step in self.filters:
            mask &= step.mask
        return mask

    def __str__(self) -> str:
        if isinstance(self.start, str):
            start = self.start
        else:
            sign, operands = self.start
            texts = [str(operand) for operand in operands]
            start = f"(~{texts[0]})" if sign == "~" else f"({f' {sign} '.join(texts)})"
        return start + "".join([str(step) for step in self.filters])


def quoted_literal(value: str | int) -> str:
    """Return *value* as one would type it."""
    if isinstance(value, int):
        return str(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_printable(escaped)}"'


def _option_literal(name: str, value: str) -> str:
    if name == "before":
        return f"date({', '.join([str(int(part)) for part in value.split('-')])})"
    return value if value == ON else quoted_literal(value)


def _printable(text: str) -> str:
    """Return *text* with characters that are not printable as Python writes them."""
    if text.isprintable():
        return text
    return "".join([c if c.isprintable() or c == "\u3000" else repr(c)[1:-1] for c in text])


def query_literal(value: Any) -> str | int:
    """Return what names *value* in a query: text, a number, or the name of a record or function.

    >>> import svctrade
    >>> query_literal(svctrade.region("Xiamen")), query_literal(svctrade.Role.LEAD)
    ('厦门', 'lead')
    """
    if type(value) is str or type(value) is int:
        return value
    # Most queries name things by text, and need no record.
    from enum import Enum

    from .._model import Item, Measure, NamedEntity, Task
    from .._names import whole_number

    named_by = ((Enum, "value"), (Measure, "number"), (Item, "code"), (NamedEntity, "name"))
    for kind, attribute in (*named_by, (Task, "title")):
        if isinstance(value, kind):
            return query_literal(getattr(value, attribute))
    if isinstance(value, str):
        return str.__str__(value)
    number = whole_number(value)
    if number is not None:
        return number
    return str(getattr(value, "__qualname__", type(value).__qualname__))


def asked_of(step: Filter, value: str | int | None = None) -> str:
    """Return a filter as text, of the one *value* where it was asked of several."""
    one = step if value is None else Filter(step.method, (value,), step.options, step.mask)
    return str(one).removeprefix(".")
