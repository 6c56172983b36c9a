"""One name, one thing: normalise a name, look it up exactly, suggest the nearest."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar

from ._slips import nearest
from .exceptions import AmbiguousNameError, NotInEditionError, UnknownNameError


def normalise(name: str) -> str:
    """Return the form in which names are compared: NFKC, case folded, without white space.

    Characters without width, which come along when text is copied, count as white space, and a
    typographic apostrophe as a plain one.

    >>> normalise(" Ｘi’an "), normalise("（一）")
    ("xi'an", '(一)')
    """
    # One step can make another one possible: without its space, an accent joins its letter.
    while (folded := _folded(name)) != name:
        name = folded
    return name


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_PLAIN)
    return "".join(plain.split())


_WITHOUT_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PLAIN = str.maketrans(dict.fromkeys(_WITHOUT_WIDTH, "") | dict.fromkeys("‘’ʼ", "'"))


def written(number: int) -> str:
    """Return *number* as text, in hexadecimal where Python would refuse to write so many digits."""
    return str(number) if number.bit_length() <= _WRITTEN_BITS else hex(number)


_WRITTEN_BITS = 64


class Named(Protocol):
    """A thing with a name."""

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms of the name that it answers to, as people write them, the usual one first."""
        ...

    @property
    def shared_forms(self) -> tuple[str, ...]:
        """The forms that it is known to share with another thing."""
        ...


class Stranger(Protocol):
    """A thing that is known by name and is not in the directory."""

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms of its name."""
        ...

    @property
    def hint(self) -> str:
        """What it is, and what to ask for in its place."""
        ...


T = TypeVar("T", bound=Named)


class Directory(Generic[T]):
    """The things of one kind in an edition, each found under every form of its name.

    Looking up is one dictionary access. Nothing fuzzy ever answers: nearness only suggests.
    """

    __slots__ = (
        "_by_form",
        "_entries",
        "_sharing",
        "_strangers",
        "_type",
        "edition",
        "kind",
        "takes_numbers",
    )

    def __init__(  # noqa: PLR0913  # each says another thing about the directory
        self,
        kind: str,
        type_: type[T],
        entries: Iterable[T],
        edition: str,
        *,
        numbers: bool,
        strangers: Iterable[Stranger] = (),
    ) -> None:
        """Take the things of *edition*; *numbers* says that a whole number can be a name.

        *strangers* are known by name and not part of the edition.

        Raises:
            ValueError: two things share a form, and are not known to share it.
        """
        self.kind = kind
        self.edition = edition
        self.takes_numbers = numbers
        self._type = type_
        self._entries = tuple(entries)
        self._by_form: dict[str, T] = {}
        self._sharing: dict[str, list[T]] = {}
        self._strangers: dict[str, Stranger] = {}
        for entry in self._entries:
            shared = {*map(normalise, entry.shared_forms)}
            for form in entry.forms:
                key = normalise(form)
                if key in shared:
                    self._sharing.setdefault(key, []).append(entry)
                elif (other := self._by_form.setdefault(key, entry)) is not entry:
                    raise ValueError(
                        f"the {kind} name {form!r} is given to {other} and {entry}; "
                        "declare it ambiguous, or take it from one of them"
                    )
        for stranger in strangers:
            for form in stranger.forms:
                self._strangers.setdefault(normalise(form), stranger)
        for key in self._by_form.keys() & (self._sharing.keys() | self._strangers.keys()):
            raise ValueError(
                f"the {kind} name {key!r} of {self._by_form[key]} is also declared to be another's"
            )

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
            NotInEditionError: what is called so is not part of this edition.
            AmbiguousNameError: several things are called so.
        """
        if isinstance(name, self._type):
            found = self.get(name.forms[0])
            if found is None:
                hint = "nothing there bears its name"
                raise NotInEditionError(self.kind, name.forms[0], self.edition, hint)
            return found
        allowed = (str, int) if self.takes_numbers else (str,)
        if not isinstance(name, allowed) or isinstance(name, bool):
            raise TypeError(
                f"a {self.kind} is given by its name or as a {self._type.__name__}, "
                f"not as {type(name).__name__}: {name!r}; give several as several arguments"
            )
        text = name if isinstance(name, str) else written(name)
        key = normalise(text)
        found = self._by_form.get(key)
        if found is not None:
            return found
        if key in self._sharing:
            candidates = tuple(entry.forms[0] for entry in self._sharing[key])
            raise AmbiguousNameError(self.kind, text, candidates)
        if key in self._strangers:
            raise NotInEditionError(self.kind, text, self.edition, self._strangers[key].hint)
        raise UnknownNameError(self.kind, text, self.suggest(text))

    def suggest(self, name: str) -> tuple[str, ...]:
        """Return the names of at most three things that *name* may have been meant for."""
        forms = {form: entry.forms[0] for form, entry in self._by_form.items()}
        return nearest(normalise(name), forms)
