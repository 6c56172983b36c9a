"""Strict JSON: exact types, no other keys, every fault with its path."""

import json
import os
import re
from collections.abc import Callable, Iterator
from datetime import date
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, get_args, get_origin

import attrs
from cattrs import BaseValidationError, ClassValidationError, Converter, IterableValidationError
from cattrs.errors import ForbiddenExtraKeysError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

# What cattrs calls with a value and its type.
Hook = Callable[[Any, Any], Any]


@attrs.frozen
class Fault:
    """What JSON should have and what it has, with the JSON path or the place in the text."""

    expected: str
    found: str | None = None
    path: str | None = None
    line: int | None = None
    column: int | None = None
    offset: int | None = None

    def __str__(self) -> str:
        found = "" if self.found is None else f", found {self.found}"
        place = self.path if self.line is None else f"line {self.line}, column {self.column}"
        return f"expected {self.expected}{found}{'' if place is None else f' @ {place}'}"

    def below(self, key: str) -> "Fault":
        """Return the fault with its path below *key*."""
        return attrs.evolve(self, path=f"$.{key}{(self.path or '$').removeprefix('$')}")


class InvalidJSONError(ValueError):
    """JSON of another shape; *faults* has every fault."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(faults)
        self.faults = faults

    def __str__(self) -> str:
        return "; ".join(map(str, self.faults))


def shown(value: object) -> str:
    """Return a value as a message shows it, truncated."""
    text = repr(value[:_LONGEST_SHOWN] if isinstance(value, str) else value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


_LONGEST_SHOWN = 60


class MismatchError(ValueError):
    """One value that is not what is expected."""

    def __init__(self, expected: str, found: str | None = None) -> None:
        super().__init__(expected, found)
        self.expected = expected
        self.found = found


_JSON_NAMES = {str: "a string", bool: "true or false", dict: "an object"}


def exact_type_hook(kind: type[Any], *, optional: bool = False) -> Hook:
    """Take a value of exactly this type: ``1`` is not a string and ``True`` not a number."""

    def structure(value: object, _: Any) -> Any:
        if type(value) is not kind and not (optional and value is None):
            raise MismatchError(_JSON_NAMES[kind], shown(value))
        return value

    return structure


def _date(value: object, _: Any) -> date:
    text = exact_type_hook(str)(value, str)
    # Python reads other forms as well, and which ones depends on its version.
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise MismatchError("a date such as '2020-08-14'", shown(value))
    return found


def _enumeration(value: object, kind: type[Enum]) -> Enum:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(repr(member.value) for member in kind)
        raise MismatchError(f"one of {known}", shown(value)) from None


def exact_int(value: object, _: Any = None) -> int:
    """Take a whole number that fits in 64 bits."""
    if type(value) is not int:
        raise MismatchError("a whole number", shown(value))
    if not -_TOO_MUCH < value < _TOO_MUCH:
        raise MismatchError(_TOO_LONG)
    return value


_MOST_DIGITS = 18
_TOO_MUCH = 10**_MOST_DIGITS
_TOO_LONG = f"a number of at most {_MOST_DIGITS} digits"


def exact_list(value: Any, length: int | None = None) -> list[Any]:
    """Take a list."""
    found: list[Any] = value
    if type(found) is not list:
        raise MismatchError("a list", shown(value))
    if length is not None and len(found) != length:
        raise MismatchError(f"a list of {length}", shown(found))
    return found


def _is_literal(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is Literal


def _literal(value: object, kind: Any) -> Any:
    if value not in get_args(kind):
        known = ", ".join(map(repr, get_args(kind)))
        raise MismatchError(f"one of {known}", shown(value))
    return value


def _tuple_hook(kind: Any, converter: Converter) -> Hook:
    """Take a list for a tuple."""
    arguments = get_args(kind)
    hooks = [
        converter.get_structure_hook(argument) for argument in arguments if argument is not ...
    ]
    if arguments[-1] is ...:
        return elements_hook(hooks[0], arguments[0])
    return lambda value, _: tuple(
        hook(part, argument)
        for hook, part, argument in zip(
            hooks, exact_list(value, len(hooks)), arguments, strict=True
        )
    )


def elements_hook(element: Hook, kind: Any) -> Hook:
    """Take a list for a tuple; *element* takes each element."""

    def structure(value: object, _: Any) -> tuple[Any, ...]:
        found: list[Any] = []
        errors: list[Exception] = []
        left = MOST_FAULTS
        for index, part in enumerate(exact_list(value)):
            if left <= 0:
                break  # so many errors would take far more memory than the list
            try:
                found.append(element(part, kind))
            except Exception as error:  # `_faults` reports it  # noqa: BLE001
                note = IterableValidationNote(f"[{index}]", index, kind)
                error.__notes__ = [note]  # pyright: ignore[reportAttributeAccessIssue]  # Python 3.10
                errors.append(error)
                left -= _count_faults(error)
        if errors:
            raise IterableValidationError("elements", errors, kind)
        return tuple(found)

    return structure


# No more are found in a list.
MOST_FAULTS = 10_000


def _count_faults(error: BaseException) -> int:
    inner: tuple[Exception, ...] = getattr(error, "exceptions", ())
    return sum(map(_count_faults, inner)) or 1


def _is_tuple(kind: Any) -> bool:
    return get_origin(kind) is tuple


def _is_optional(kind: Any) -> bool:
    return isinstance(kind, UnionType) and len(get_args(kind)) == 2 and NoneType in get_args(kind)  # noqa: PLR2004  # of two


def _optional_hook(kind: Any, converter: Converter) -> Hook:
    """Take null, or what the other type takes."""
    (other,) = (argument for argument in get_args(kind) if argument is not NoneType)
    inner = converter.get_structure_hook(other)
    return lambda value, _: None if value is None else inner(value, other)


def is_record(kind: Any) -> bool:
    """Whether *kind* is an attrs class."""
    return isinstance(kind, type) and attrs.has(kind)


def record_hook(kind: Any, converter: Converter, **overrides: Any) -> Hook:
    """Take an object with the keys of the record, and no others."""
    inner = make_dict_structure_fn(
        kind,
        converter,
        _cattrs_forbid_extra_keys=True,
        _cattrs_use_linecache=False,
        **overrides,
    )

    def structure(value: Any, type_: Any) -> Any:
        given: dict[str, Any] = value
        if type(given) is not dict:
            raise MismatchError("an object", shown(value))
        return inner(given, type_)

    return structure


exact_object = exact_type_hook(dict)


def strict_converter(*, detailed: bool = True) -> Converter:
    """Return a converter that takes exact types, and records with their own keys only.

    Args:
        detailed: whether it finds every fault with its path; without, it is made in half the time.
    """
    converter = Converter(detailed_validation=detailed)
    for kind in (str, bool):
        converter.register_structure_hook(kind, exact_type_hook(kind))
    converter.register_structure_hook(int, exact_int)
    converter.register_structure_hook(date, _date)
    converter.register_structure_hook(Enum, _enumeration)
    converter.register_structure_hook_func(_is_literal, _literal)
    converter.register_structure_hook_factory(_is_tuple, _tuple_hook)
    converter.register_structure_hook_factory(_is_optional, _optional_hook)
    converter.register_structure_hook_func(
        lambda t: t == str | None, exact_type_hook(str, optional=True)
    )
    converter.register_structure_hook_factory(is_record, record_hook)
    return converter


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = shown([key for key, _ in pairs])
        raise InvalidJSONError((Fault("each key once in an object", keys),))
    return found


def loads(data: str) -> Any:
    """Return the value of JSON.

    Raises:
        InvalidJSONError: it is not JSON, repeats a key, or is nested too deep or too large.
    """
    try:
        value = json.loads(data, object_pairs_hook=_unique, parse_constant=_no_constant)
        if _SURROGATE.search(data):
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        found = repr(error.object[error.start])
        raise InvalidJSONError((Fault("text in Unicode", found),)) from None
    except InvalidJSONError:
        raise
    except json.JSONDecodeError as error:
        line, column, offset = error.lineno, error.colno, error.pos
        fault = Fault("JSON", error.msg, line=line, column=column, offset=offset)
        raise InvalidJSONError((fault,)) from None
    except ValueError:  # of digits, Python reads some thousand and no more
        raise InvalidJSONError((Fault(_TOO_LONG),)) from None
    except RecursionError:
        raise InvalidJSONError((Fault(_TOO_DEEP),)) from None
    return value


_SURROGATE = re.compile(r"\\(?=u[dD][89a-fA-F])")
_TOO_DEEP = "JSON that is nested less deep"


def _no_constant(name: str) -> Any:
    raise InvalidJSONError((Fault(f"JSON, which has no {name}"),))


# The file of the annex has half a megabyte.
MOST_BYTES = 64 * 1024 * 1024


def read_json_text(path: str | os.PathLike[str]) -> str:
    """Return the text of a file in UTF-8.

    Raises:
        OSError: the file cannot be read.
        InvalidJSONError: it is too large, or it is not in UTF-8.
    """
    with Path(path).open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise InvalidJSONError((Fault(f"a file of at most {MOST_BYTES} bytes"),))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidJSONError((Fault(f"UTF-8 (byte {error.start})"),)) from None


def dumps(value: Any) -> str:
    """Return JSON with a line for each value."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def structure(converter: Converter, value: Any, kind: Any) -> Any:
    """Return *value* as a record of that *kind*.

    Raises:
        InvalidJSONError: it is not of that shape; it has every fault with its path.
    """
    try:
        try:
            return converter.structure(value, kind)
        except (BaseValidationError, MismatchError) as error:
            faults = tuple(_faults(error, "$"))
    except RecursionError:
        faults = (Fault(_TOO_DEEP),)
    raise InvalidJSONError(faults)


def _faults(error: BaseException, path: str) -> Iterator[Fault]:
    """Yield the faults in an error of cattrs, each with its JSON path."""
    if isinstance(error, ClassValidationError):
        placed, unplaced = error.group_exceptions()
        for inner, note in placed:
            yield from _faults(inner, f"{path}.{note.name}")
        for inner in unplaced:
            yield _fault(inner, path)
    elif isinstance(error, IterableValidationError):
        for inner, index in error.group_exceptions()[0]:
            yield from _faults(inner, f"{path}[{index.index}]")
    else:
        yield _fault(error, path)


def _fault(error: BaseException, path: str) -> Fault:
    if isinstance(error, MismatchError):
        return Fault(error.expected, error.found, path)
    if isinstance(error, KeyError):
        return Fault(f"the key {error.args[0]!r}", "none", path)
    if isinstance(error, RecursionError):
        return Fault(_TOO_DEEP, None, path)
    assert isinstance(error, ForbiddenExtraKeysError)  # noqa: S101  # nothing else is raised
    return Fault(f"no key {', '.join(map(shown, sorted(error.extra_fields)))}", "it", path)
