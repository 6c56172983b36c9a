"""JSON taken strictly: exact types, no extra keys, every fault with its path."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from types import GenericAlias, NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

import attrs
from cattrs import BaseValidationError, Converter, transform_error
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from ._vocabulary import Labelled


class InvalidJSONError(ValueError):
    """JSON that is not of the expected shape; *faults* are all of them, each with its path."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(self.faults)


def parts_of(fault: str) -> tuple[str, str, str]:
    """Return what a fault says was expected and found, and its path, each empty where unsaid.

    >>> parts_of("expected a string, found 7 @ $.id")
    ('a string', '7', '$.id')
    """
    before, _, path = fault.rpartition(" @ ")
    expected, _, found = (before or path).removeprefix("expected ").partition(", found ")
    return expected, found, path if before else ""


def shown(value: object) -> str:
    """Return a value as it is told: cut where nobody would read on."""
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


_LONGEST_SHOWN = 60


class MismatchError(ValueError):
    """One value that is not what is expected; the message says both."""


_JSON_NAMES = {str: "a string", bool: "true or false", dict: "an object"}


def exactly(kind: type[Any], *, optional: bool = False) -> Callable[[object, Any], Any]:
    """Take a value of exactly this type: ``1`` is no string and ``True`` no number."""

    def structure(value: object, _: Any) -> Any:
        if type(value) is not kind and not (optional and value is None):
            raise MismatchError(f"expected {_JSON_NAMES[kind]}, found {shown(value)}")
        return value

    return structure


def _date(value: object, _: Any) -> date:
    text = exactly(str)(value, str)
    # Python reads other forms as well, and which ones depends on its version.
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise MismatchError(f"expected a date such as '2020-08-14', found {shown(value)}")
    return found


def _enumeration_hook(kind: type[Enum]) -> Callable[[object, Any], Enum]:
    members: dict[Any, Enum] = {member.value: member for member in kind}

    def structure(value: object, _: Any) -> Enum:
        try:
            return members[value]
        except (KeyError, TypeError):  # what cannot be hashed is no value of any
            known = ", ".join(map(repr, members))
            raise MismatchError(f"expected one of {known}, found {shown(value)}") from None

    return structure


def exact_int(value: object, _: Any = None) -> int:
    """Take a whole number; nothing here counts so far that it would not fit in 64 bits."""
    if type(value) is not int:
        raise MismatchError(f"expected a whole number, found {shown(value)}")
    if not -_TOO_MUCH < value < _TOO_MUCH:
        raise MismatchError(_TOO_LONG)
    return value


_MOST_DIGITS = 18
_TOO_MUCH = 10**_MOST_DIGITS
_TOO_LONG = f"expected a number of at most {_MOST_DIGITS} digits"


def exact_list(value: Any, length: int | None = None) -> list[Any]:
    """Take a list, and nothing else that happens to be iterable."""
    found: list[Any] = value
    if type(found) is not list:
        raise MismatchError(f"expected a list, found {shown(value)}")
    if length is not None and len(found) != length:
        raise MismatchError(f"expected a list of {length}, found {shown(found)}")
    return found


def _is_literal(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is Literal


def _literal(value: object, kind: Any) -> Any:
    if value not in get_args(kind):
        known = ", ".join(map(repr, get_args(kind)))
        raise MismatchError(f"expected one of {known}, found {shown(value)}")
    return value


def _tuple_hook(kind: Any, converter: Converter) -> Callable[[object, Any], Any]:
    """Take a list for a tuple."""
    arguments = get_args(kind)
    if arguments[-1] is Ellipsis and not converter.detailed_validation:
        element = converter.get_structure_hook(arguments[0])
        return lambda value, _: tuple([element(part, arguments[0]) for part in exact_list(value)])
    if arguments[-1] is Ellipsis:
        elements = GenericAlias(list, (arguments[0],))
        inner = converter.get_structure_hook(elements)
        return lambda value, _: tuple(inner(exact_list(value), elements))
    hooks = [converter.get_structure_hook(argument) for argument in arguments]
    return lambda value, _: tuple(
        hook(part, argument)
        for hook, part, argument in zip(
            hooks, exact_list(value, len(hooks)), arguments, strict=True
        )
    )


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_optional(kind: Any) -> bool:
    return isinstance(kind, UnionType) and len(get_args(kind)) == 2 and NoneType in get_args(kind)  # noqa: PLR2004  # of two


def _optional_hook(kind: Any, converter: Converter) -> Callable[[object, Any], Any]:
    """Take nothing, or what the other type takes."""
    (other,) = (argument for argument in get_args(kind) if argument is not NoneType)
    inner = converter.get_structure_hook(other)
    return lambda value, _: None if value is None else inner(value, other)


def is_record(kind: Any) -> bool:
    """Whether *kind* is an attrs class."""
    return isinstance(kind, type) and attrs.has(kind)


def record_hook(kind: Any, converter: Converter, **overrides: Any) -> Callable[[Any, Any], Any]:
    """Take an object with the keys of the record, and no others."""
    telling = converter.detailed_validation
    inner = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=telling, **overrides)
    if telling:
        return lambda value, type_: inner(exact_object(value, dict), type_)
    omitted = {name for name, field in overrides.items() if field.omit}
    known = {field.name for field in attrs.fields(kind)} - omitted

    def structure(value: Any, type_: Any) -> Any:
        given: dict[str, Any] = value
        if type(given) is not dict or not known.issuperset(given):
            raise MismatchError(_OTHER_SHAPE)
        return inner(given, type_)

    return structure


exact_object = exactly(dict)
# Nobody reads it: the converter that is telling says what is wrong.
_OTHER_SHAPE = "another shape"


def strict_converter(*, telling: bool = True) -> Converter:
    """Return a converter that takes exact types, and records with their own keys only.

    One that is *telling* finds every fault and its path; another is quicker, and only fails.
    """
    converter = Converter(detailed_validation=telling)
    for kind in (str, bool):
        converter.register_structure_hook(kind, exactly(kind))
    converter.register_structure_hook(int, exact_int)
    converter.register_structure_hook(date, _date)
    converter.register_unstructure_hook(date, date.isoformat)
    for enumeration in Labelled.__subclasses__():
        converter.register_structure_hook(enumeration, _enumeration_hook(enumeration))
    converter.register_structure_hook_func(_is_literal, _literal)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_func(lambda t: t == str | None, exactly(str, optional=True))
    converter.register_structure_hook_factory(is_record, record_hook)
    return converter


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise InvalidJSONError(
            (f"expected each key once in an object, found {shown([k for k, _ in pairs])}",)
        )
    return found


def loads(data: str) -> Any:
    """Return what JSON says.

    Raises:
        InvalidJSONError: it is no JSON, or says a thing twice, too deep or too large.
    """
    try:
        value = json.loads(data, object_pairs_hook=_unique, parse_constant=_no_constant)
        if _SURROGATE.search(data):
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise InvalidJSONError(
            (f"expected text in Unicode, found {error.object[error.start]!r}",)
        ) from None
    except InvalidJSONError:
        raise
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise InvalidJSONError((f"expected JSON, found {error.msg} @ {place}",)) from None
    except ValueError:  # of digits, Python reads some thousand and no more
        raise InvalidJSONError((_TOO_LONG,)) from None
    except RecursionError:
        raise InvalidJSONError((_TOO_DEEP,)) from None
    return value


_SURROGATE = re.compile(r"\\(?=u[dD][89a-fA-F])")
_TOO_DEEP = "expected JSON that is nested less deep"


def _no_constant(name: str) -> Any:
    raise InvalidJSONError((f"expected JSON, which has no {name}",))


def dumps(value: Any) -> str:
    """Return JSON as it is kept here: a line for each value."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def structured(converter: Converter, value: Any, kind: Any) -> Any:
    """Return *value* as a record of that *kind*.

    Raises:
        InvalidJSONError: it is not of that shape; it has every fault with its path.
    """
    try:
        try:
            return converter.structure(value, kind)
        except (BaseValidationError, MismatchError) as error:
            faults = tuple(transform_error(error, format_exception=_told))
    except RecursionError:
        faults = (_TOO_DEEP,)
    raise InvalidJSONError(faults)


def _told(error: BaseException, _: Any) -> str:
    if isinstance(error, MismatchError):
        return str(error)
    if isinstance(error, KeyError):
        return f"expected the key {error.args[0]!r}, found none"
    if isinstance(error, RecursionError):
        return _TOO_DEEP
    assert isinstance(error, ForbiddenExtraKeysError)  # noqa: S101  # nothing else is raised
    return f"expected no key {', '.join(map(shown, sorted(error.extra_fields)))}, found it"
