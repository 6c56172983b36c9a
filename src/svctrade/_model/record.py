"""What all records have in common."""

import warnings
from collections.abc import Callable
from typing import Any, TypeVar

import attrs

T = TypeVar("T")


class Record:
    """The base of all records: immutable attrs classes.

    A record is a field of a pydantic model as it is; the model dumps all of its fields.

    >>> import svctrade
    >>> issubclass(svctrade.Measure, svctrade.Record)
    True
    """

    __module__ = "svctrade"
    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from cattrs.preconf.json import make_converter
        from pydantic_core import core_schema

        def structure(value: Any) -> Any:
            return make_converter().structure(value, cls) if isinstance(value, dict) else value

        return core_schema.no_info_before_validator_function(
            structure,
            core_schema.is_instance_schema(cls),
            serialization=core_schema.plain_serializer_function_ser_schema(_as_dict),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        return {"title": cls.__name__, "type": "object"}


def _as_dict(record: Any) -> dict[str, Any]:
    return attrs.asdict(record)


class Named(Record):
    """A record that is looked up by its name."""

    __module__ = "svctrade"
    __slots__ = ()

    @property
    def name_variants(self) -> tuple[str, ...]:
        """Every form of its name that finds it, the usual one first."""
        raise NotImplementedError

    @property
    def shared_variants(self) -> tuple[str, ...]:
        """The forms of its name that something else bears too."""
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
    """Warn that an attribute has a new name, and return its value."""
    warnings.warn(f"{old} is now {new}; {old} goes in 1.1", DeprecationWarning, stacklevel=3)
    return value()
