"""One name, one thing: normalise a name, look it up exactly, suggest the nearest."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from .exceptions import NotInEditionError, UnknownNameError

# Two of three characters right, or one of two: what a slip leaves of a short Chinese name.
# The default of difflib (0.6) finds nothing for a name of two characters.
_NEAR = 0.5


def normalise(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, without white space.

    >>> normalise(" Ｘi'an "), normalise("（一）")
    ("xi'an", '(一)')
    """
    # One step can make another one possible: without its space, an accent joins its letter.
    while (folded := "".join(unicodedata.normalize("NFKC", name).casefold().split())) != name:
        name = folded
    return name


def written(number: int) -> str:
    """Return *number* as text, in hexadecimal where Python would refuse to write so many digits."""
    return str(number) if number.bit_length() <= _WRITTEN_BITS else hex(number)


_WRITTEN_BITS = 64


class Named(Protocol):
    """A thing with a name: all the forms that it answers to, the usual one first."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms, as people write them."""
        ...


T = TypeVar("T", bound=Named)


class Directory(Generic[T]):
    """The things of one kind in an edition, each found under every form of its name.

    Looking up is one dictionary access. Nothing fuzzy ever answers: nearness only suggests.
    """

    __slots__ = ("_by_form", "_entries", "_type", "edition", "kind", "takes_numbers")

    def __init__(
        self, kind: str, type_: type[T], entries: Iterable[T], edition: str, *, numbers: bool
    ) -> None:
        """Take the things of *edition*; *numbers* says that a whole number can be a name.

        Raises:
            ValueError: two things share a form.
        """
        self.kind = kind
        self.edition = edition
        self.takes_numbers = numbers
        self._type = type_
        self._entries = tuple(entries)
        self._by_form: dict[str, T] = {}
        for entry in self._entries:
            for form in entry.forms:
                if self._by_form.setdefault(normalise(form), entry) is not entry:
                    raise ValueError(f"the {kind} name {form!r} is given to two things")

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, name: str) -> T | None:
        """Return what *name* names, or ``None``."""
        return self._by_form.get(normalise(name))

    def find(self, name: T | str | int) -> T:
        """Return what *name* names; of a record, what bears its name in this edition.

        Raises:
            TypeError: *name* is of no type that can be a name here.
            UnknownNameError: nothing is called so.
            NotInEditionError: *name* is a record of another edition.
        """
        if isinstance(name, self._type):
            found = self.get(name.forms[0])
            if found is None:
                hint = "none of that name is known there"
                raise NotInEditionError(self.kind, str(name), self.edition, hint)
            return found
        allowed = (str, int) if self.takes_numbers else (str,)
        if not isinstance(name, allowed) or isinstance(name, bool):
            raise TypeError(
                f"a {self.kind} is given by its name or as a {self._type.__name__}, "
                f"not as {type(name).__name__}: {name!r}; give several as several arguments"
            )
        text = name if isinstance(name, str) else written(name)
        found = self.get(text)
        if found is None:
            raise UnknownNameError(self.kind, text, self.suggest(text))
        return found

    def suggest(self, name: str) -> tuple[str, ...]:
        """Return the names of at most three things that *name* may have been meant for."""
        near = difflib.get_close_matches(normalise(name), self._by_form, n=9, cutoff=_NEAR)
        return tuple(dict.fromkeys(self._by_form[form].forms[0] for form in near))[:3]
