"""The base of all records."""

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from ..exceptions import escape_controls

if TYPE_CHECKING:
    from typing_extensions import Self

T = TypeVar("T")
# The place of a record in its document: the checksum of the source, and two numbers that rise in
# document order. The second is that of an assignment in its measure, else 0.
Order = tuple[str, int, int]


class Record:
    """The base of all records: immutable attrs classes.

    A pydantic model can have fields of these types. It takes a record or a dictionary with all of
    its fields, and dumps all of its fields.

    >>> import svctrade
    >>> issubclass(svctrade.Measure, svctrade.Record)
    True
    """

    __module__ = "svctrade"
    __slots__ = ()

    def __str__(self) -> str:
        """Return the record's text, with its control characters made visible."""
        return escape_controls(self._exact())

    def _exact(self) -> str:
        """Return the record's text, character for character."""
        return repr(self)

    def __format__(self, spec: str) -> str:
        """Format the record's text: ``f"{region:<6}"``."""
        return format(str(self), spec)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from pydantic_core import core_schema, to_jsonable_python

        from .._json import strict_converter, structure

        def validate(value: Any) -> Any:
            if isinstance(value, dict):
                return structure(strict_converter(), to_jsonable_python(value), cls)
            return value

        return core_schema.no_info_before_validator_function(
            validate,
            core_schema.is_instance_schema(cls),
            serialization=core_schema.plain_serializer_function_ser_schema(_as_dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        fields = attrs.fields_dict(cast("type[attrs.AttrsInstance]", cls))
        return {
            "title": cls.__name__,
            "type": "object",
            "properties": {name: {"title": name} for name in fields},
            "required": [n for n, field in fields.items() if field.default is attrs.NOTHING],
            "additionalProperties": False,
        }


def exact_text(value: object) -> str:
    """Return the text of a value as data: that of a record without escapes."""
    return value._exact() if isinstance(value, Record) else str(value)  # noqa: SLF001  # this module's own


def _as_dict(record: Any) -> dict[str, Any]:
    return attrs.asdict(record)


class Ordered(Record):
    """A record that has a place in its document.

    Records of one kind and one edition compare by ``<`` as the document prints them, so that
    ``sorted`` and ``min`` follow the document. Records of different editions have no order: that is
    a `TypeError`.

    >>> import svctrade
    >>> [task.number for task in sorted(reversed(svctrade.tasks()))]
    [1, 2, 3, 4, 5, 6, 7, 8]
    >>> min(svctrade.measures().in_region("厦门")).number
    1
    """

    __module__ = "svctrade"
    __slots__ = ()

    order: Order | None

    def __lt__(self, other: "Self") -> bool:
        """Return whether it comes before *other* in the document."""
        return NotImplemented if type(self) is not type(other) else _compare(self, other) < 0

    def __le__(self, other: "Self") -> bool:
        """Return whether it comes before *other* in the document, or at the same place."""
        return NotImplemented if type(self) is not type(other) else _compare(self, other) <= 0

    def __gt__(self, other: "Self") -> bool:
        """Return whether it comes after *other* in the document."""
        return NotImplemented if type(self) is not type(other) else _compare(self, other) > 0

    def __ge__(self, other: "Self") -> bool:
        """Return whether it comes after *other* in the document, or at the same place."""
        return NotImplemented if type(self) is not type(other) else _compare(self, other) >= 0


def _compare(one: Ordered, other: Ordered) -> int:
    """Return -1, 0 or 1 as *one* is before, at or after the place of *other*.

    Raises:
        TypeError: one has no place in an edition, or they are not of one edition.
    """
    first, second = _order_of(one), _order_of(other)
    if first[0] != second[0]:
        raise TypeError(
            f"records have an order inside one edition: {one!r:.60} and {other!r:.60} are not of "
            "one edition; sort by a key, such as key=str"
        )
    return (first > second) - (first < second)


def _order_of(record: Ordered) -> Order:
    if record.order is None:
        raise TypeError(
            f"records have an order inside one edition: {record!r:.60} has no place in an "
            "edition; sort by a key, such as key=str"
        )
    return record.order


class Named(Record):
    """A record that has a name.

    >>> import svctrade
    >>> issubclass(svctrade.Task, svctrade.Named)
    True
    """

    __module__ = "svctrade"
    __slots__ = ()

    @property
    def name_variants(self) -> tuple[str, ...]:
        """Every name that finds it, the usual one first.

        >>> import svctrade
        >>> svctrade.body("NIA").name_variants[0]
        '移民局'
        """
        raise NotImplementedError

    @property
    def shared_variants(self) -> tuple[str, ...]:
        """The names that it shares with something else.

        >>> import svctrade
        >>> svctrade.task(1).shared_variants
        ()
        """
        return ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The old name of `name_variants`; it goes in 1.1."""
        return renamed("forms", "name_variants", lambda: self.name_variants)

    @property
    def shared_forms(self) -> tuple[str, ...]:
        """The old name of `shared_variants`; it goes in 1.1."""
        return renamed("shared_forms", "shared_variants", lambda: self.shared_variants)


def renamed(old: str, new: str, value: Callable[[], T]) -> T:
    """Warn that *old* has the new name *new*, and return its value."""
    warnings.warn(f"{old} is now {new}; {old} goes in 1.1", DeprecationWarning, stacklevel=3)
    return value()
