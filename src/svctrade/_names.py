"""One name, one thing: normalise a name, look it up exactly, suggest the nearest."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Generic, Protocol, TypeVar

from ._resources import decoded
from ._slips import nearest
from .exceptions import AmbiguousNameError, NotInEditionError, UnknownNameError


def normalise(name: str) -> str:
    """Return the form in which names are compared.

    Unicode NFKC, case folded, without white space, traditional characters read as simplified.
    Characters without width, which come along when text is copied, count as white space, and a
    typographic apostrophe as a plain one.

    Raises:
        DataError: the table of characters is missing or damaged.

    >>> normalise(" Ｘi’an "), normalise("（一）"), normalise("廈門")
    ("xi'an", '(一)', '厦门')
    """
    return _normalised(name) if len(name) < _LONG else _settled(name, _readings())


_BETWEEN_NAMES = re.compile(r"\s*[、，,；;/|]\s*")

_SHORTEST_BEGINNING, _MOST_BEGUN = 2, 3

# The same names are compared again and again: with each edition that is read, and each question.
_LONG, _KEPT = 64, 4096


@lru_cache(_KEPT)
def _normalised(name: str) -> str:
    return _settled(name, _readings())


def writes_traditional(name: str) -> bool:
    """Whether *name* has characters that are read as simplified ones.

    >>> writes_traditional("廈門"), writes_traditional("厦门")
    (True, False)
    """
    return plain(name) != normalise(name)


def plain(name: str) -> str:
    """Return the normal form of a name in the characters that it is written in."""
    return _settled(name, {})


def _settled(name: str, readings: Mapping[int, str]) -> str:
    # One step can make another one possible: without its space, an accent joins its letter.
    while True:
        folded = unicodedata.normalize("NFKC", name).casefold().translate(_PLAIN)
        folded = "".join(folded.translate(readings).split())
        if folded == name:
            return name
        name = folded


_WITHOUT_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PLAIN = str.maketrans(dict.fromkeys(_WITHOUT_WIDTH, "") | dict.fromkeys("‘’ʼ", "'"))


@cache
def _readings() -> dict[int, str]:
    return decoded("names/traditional.json", readings_from)


def readings_from(table: str) -> dict[int, str]:
    """Return which characters are read as which, from the JSON of the table that says it."""
    raw: dict[str, str] = json.loads(table)
    return {ord(c): simplified for simplified, written in raw.items() for c in written}


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
    def kind(self) -> str:
        """What sort of thing it is."""
        ...

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
        alike: bool = False,
        strangers: Iterable[Stranger] = (),
    ) -> None:
        """Take the things of *edition*; *numbers* says that a whole number can be a name.

        *alike* allows things that share a form without saying so, as headings of a document do.
        *strangers* are known by name and not part of the edition; those of this *kind* count.

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
            self._enter(entry, alike=alike)
        for stranger in (s for s in strangers if s.kind == kind):
            for form in stranger.forms:
                if self._strangers.setdefault(normalise(form), stranger) is not stranger:
                    raise ValueError(f"the {kind} name {form!r} is given to two that are elsewhere")
        self._check()

    def _enter(self, entry: T, *, alike: bool) -> None:
        shared = {*map(normalise, entry.shared_forms)}
        for form in entry.forms:
            key = normalise(form)
            if not key:
                continue  # nothing is called nothing
            if key in shared or (alike and key in self._sharing):
                sharing = self._sharing.setdefault(key, [])
                sharing += [] if entry in sharing else [entry]
            elif (other := self._by_form.setdefault(key, entry)) is not entry:
                if not alike:
                    raise ValueError(
                        f"the {self.kind} name {form!r} is given to {other} and {entry}; "
                        "declare it ambiguous, or take it from one of them"
                    )
                self._sharing[key] = [self._by_form.pop(key), entry]

    def _check(self) -> None:
        for key, sharing in self._sharing.items():
            if len(sharing) < 2:  # noqa: PLR2004  # to share takes two
                raise ValueError(f"the {self.kind} name {key!r} is shared by {sharing[0]} alone")
        for key in self._by_form.keys() & (self._sharing.keys() | self._strangers.keys()):
            raise ValueError(
                f"the {self.kind} name {key!r} of {self._by_form[key]} is also another's"
            )

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def plain_forms(self) -> Iterator[tuple[str, T]]:
        """Yield each form that names one thing alone: as it is written, and as it is compared."""
        for entry in self._entries:
            for form in entry.forms:
                key = normalise(form)
                if self._by_form.get(key) is entry:
                    yield form, entry
                    yield key, entry

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
            return self._find_record(name)
        allowed = (str, int) if self.takes_numbers else (str,)
        if not isinstance(name, allowed) or isinstance(name, bool):
            shown = written(name) if isinstance(name, int) else repr(name)
            raise TypeError(
                f"a {self.kind} is given by its name or as a {self._type.__name__}, "
                f"not as {type(name).__name__}: {shown}; give several as several arguments"
            )
        text = name if isinstance(name, str) else written(name)
        key = normalise(text)
        found = self._by_form.get(key)
        if found is not None:
            return found
        if key in self._sharing:
            raise self._ambiguous(key, text)
        if key in self._strangers:
            raise NotInEditionError(self.kind, text, self.edition, self._strangers[key].hint)
        raise UnknownNameError(self.kind, text, self.suggest(text))

    def _find_record(self, record: T) -> T:
        name = record.forms[0]
        key = normalise(name)
        found = self._by_form.get(key)
        if found is not None:
            return found
        # What shares its name, or has none, is found as it is.
        if record in self._entries:
            return record
        if key in self._sharing:
            raise self._ambiguous(key, name)
        raise NotInEditionError(self.kind, name, self.edition, "nothing there bears its name")

    def _ambiguous(self, key: str, text: str) -> AmbiguousNameError:
        """Return the error of a name that several bear; it names each by a form of its own."""
        owns = (
            next((form for form in entry.forms if self.get(form) == entry), str(entry))
            for entry in self._sharing[key]
        )
        return AmbiguousNameError(self.kind, text, tuple(owns))

    def suggest(self, name: str) -> tuple[str, ...]:
        """Return the names of what *name* may have been meant for.

        Of several names in one they are those; else at most three that are near, or, where none is,
        that begin so.
        """
        parts = [self.get(part) for part in _BETWEEN_NAMES.split(name) if part]
        together = dict.fromkeys(part.forms[0] for part in parts if part is not None)
        if None not in parts and len(together) > 1:
            return tuple(together)
        own = {form: entry.forms[0] for form, entry in self._by_form.items()}
        own |= {form: form for form in self._sharing}
        # What is elsewhere takes part: who meant it is told of it, and not of something else.
        others = {form: stranger.forms[0] for form, stranger in self._strangers.items()}
        key = normalise(name)
        near = nearest(key, own, others)
        if near or key.isdecimal() or len(key) < _SHORTEST_BEGINNING:
            return near
        begun = dict.fromkeys(
            shown for form, shown in (own | others).items() if form.startswith(key)
        )
        return tuple(begun) if len(begun) <= _MOST_BEGUN else ()
