"""The base of all records."""

import warnings
from collections.abc import Callable
from typing import Any, TypeVar, cast

import attrs

from ..exceptions import escape_controls

T = TypeVar("T")


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
        """Every name that finds it, the usual one first."""
        raise NotImplementedError

    @property
    def shared_variants(self) -> tuple[str, ...]:
        """The names that it shares with something else."""
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
