"""What records have in common: they compare, hash and print by what they say.

attrs would write these methods for each class by compiling text, which is most of what loading the
records would cost; here they stand once, and a record keeps its hash.
"""

from __future__ import annotations

from operator import attrgetter
from typing import Any, cast

import attrs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from typing import TypeVar

    R = TypeVar("R", bound="Unfinished")
else:
    try:
        # Before Python 3.12 ``datetime`` loads all of itself in Python first, and then this.
        from _datetime import date
    except ImportError:  # pragma: no cover  # a Python that has it in Python only
        from datetime import date

__all__ = ["Record", "Unfinished", "clip", "clipped", "date", "later", "may_be_later"]


class Record:
    """A record: equal to another of its class that says the same.

    >>> import svctrade
    >>> svctrade.Span(0, 2) == svctrade.Span(0, 2), svctrade.Span(0, 2)
    (True, Span(start=0, stop=2))
    """

    __slots__ = ("_hash",)

    if TYPE_CHECKING:
        _hash: int

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Record) or other.__class__ is not self.__class__:
            return NotImplemented
        # Most that are compared differ, and then so do their hashes, which are kept.
        try:
            if self._hash != other._hash:
                return False
        except AttributeError:
            if _hashed(self) != _hashed(other):
                return False
        said = _said(self.__class__)
        return bool(said(self) == said(other))

    def __hash__(self) -> int:
        try:
            return self._hash
        except AttributeError:
            object.__setattr__(self, "_hash", hash((self.__class__, _said(self.__class__)(self))))
            return self._hash

    def __repr__(self) -> str:
        shown: list[str] = []
        for field in _fields(self.__class__):
            if field.repr:
                write = field.repr if callable(field.repr) else repr
                shown.append(f"{field.name}={write(getattr(self, field.name))}")
        return f"{self.__class__.__name__}({', '.join(shown)})"


class Unfinished(Record):
    """A record that may be without some of its fields until one of them is looked at."""

    __slots__ = ("_rest",)

    if TYPE_CHECKING:
        # The fields that it is without yet, and what makes them.
        _rest: tuple[tuple[str, ...], Callable[[], tuple[Any, ...]]]


class _Later:
    """A field that a record may be without until somebody looks at it."""

    __slots__ = ("_slot",)

    def __init__(self, slot: Any) -> None:
        self._slot = slot

    def __get__(self, record: Any, kind: type | None = None) -> Any:
        if record is None:
            return self._slot
        try:
            return self._slot.__get__(record, kind)
        except AttributeError:
            if not hasattr(record, "_rest"):
                raise
            fields, make = record._rest  # noqa: SLF001  # a record's own
            for field, value in zip(fields, make(), strict=True):
                object.__setattr__(record, field, value)
            return self._slot.__get__(record, kind)

    def __set__(self, record: Any, value: Any) -> None:
        self._slot.__set__(record, value)

    def __delete__(self, record: Any) -> None:
        self._slot.__delete__(record)


def may_be_later(kind: type[Unfinished], fields: tuple[str, ...]) -> None:
    """Let records of *kind* be made without these *fields*."""
    for field in fields:
        setattr(kind, field, _Later(vars(kind)[field]))


def later(record: R, fields: tuple[str, ...], make: Callable[[], tuple[Any, ...]]) -> R:
    """Return *record* without these *fields*: *make* makes them when the first is looked at."""
    object.__setattr__(record, "_rest", (fields, make))
    for field in fields:
        object.__delattr__(record, field)
    return record


def _hashed(record: object) -> int | None:
    """Return the hash of a record; none where it holds what has none."""
    try:
        return hash(record)
    except TypeError:
        return None


def _fields(kind: type) -> tuple[attrs.Attribute[Any], ...]:
    fields: tuple[attrs.Attribute[Any], ...] = attrs.fields(cast("type[attrs.AttrsInstance]", kind))
    return fields


_SAID: dict[type, attrgetter[Any]] = {}


def _said(kind: type) -> attrgetter[Any]:
    """Return what gives all that a record of *kind* says."""
    if kind not in _SAID:
        _SAID[kind] = attrgetter(*[field.name for field in _fields(kind) if field.eq])
    return _SAID[kind]


def clip(text: str, length: int = 24) -> str:
    """Return *text*, cut to *length* characters where it is longer, the cut marked by ``…``."""
    return text if len(text) <= length else text[: length - 1] + "…"


def clipped(text: str) -> str:
    """Return how a long text stands in the `repr` of a record."""
    return repr(clip(text))
