"""Directories: what an edition names, found under every form of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, Protocol, SupportsIndex, TypeVar

from ..exceptions import AmbiguousNameError, NotInEditionError, UnknownNameError
from .normalize import normalize_name, number_text, whole_number
from .suggest import closest_matches

_BETWEEN_NAMES = re.compile(r"[、，,；;/|]")
# No name is nearly as long: what is longer is no misspelling of one.
_LONGEST_NAME = 200

_SHORTEST_BEGINNING, _MOST_BEGUN = 2, 3
_SHORTEST_WORD = 4


class HasName(Protocol):
    """A thing with a name."""

    @property
    def name_variants(self) -> tuple[str, ...]:
        """All forms of its name, as people write them, the usual one first."""
        ...

    @property
    def shared_variants(self) -> tuple[str, ...]:
        """The forms that it is known to share with another thing."""
        ...


class ExcludedName(Protocol):
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

    @property
    def became(self) -> tuple[str, ...]:
        """The names of what took over from it."""
        ...


class Resolver(Protocol):
    """Finds what a name means that is in no directory, by where it lies."""

    def find(self, name: str) -> str | None:
        """Return the id of the thing of the directory that *name* leads to, or ``None``.

        Raises:
            NotInEditionError: it leads to none of the directory.
            AmbiguousNameError: it may lead to several.
        """
        ...

    def closest_matches(
        self, key: str, own: Mapping[str, str], others: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return the closest names, as `suggest.closest_matches`, its own names among them."""
        ...


T = TypeVar("T", bound=HasName)


class Directory(Generic[T]):
    """The things of one kind in an edition, each found under every form of its name.

    Looking up is one dictionary access. Nothing fuzzy ever answers: nearness only suggests.
    """

    __slots__ = (
        "_by_form",
        "_entries",
        "_excluded",
        "_groups",
        "_nameless",
        "_resolver",
        "_sharing",
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
        excluded: Iterable[ExcludedName] = (),
        groups: Iterable[str] = (),
        resolver: Resolver | None = None,
    ) -> None:
        """Take the things of *edition*; *numbers* says that a whole number can be a name.

        *alike* allows things that share a form without saying so, as headings of a document do.
        *excluded* are known by name and not part of the edition; those of this *kind* count.
        *groups* are names of several things together, and *resolver* is asked for a name that is
        not found otherwise.

        Raises:
            ValueError: two things share a form, and are not known to share it.
        """
        self.kind = kind
        self.edition = edition
        self.takes_numbers = numbers
        self._type = type_
        self._entries = tuple(entries)
        self._by_form: dict[str, T] = {}
        # The things of each shared form, in order, and those without a form of their own.
        self._sharing: dict[str, dict[T, None]] = {}
        self._nameless: set[T] = set()
        self._excluded: dict[str, ExcludedName] = {}
        self._groups = {normalize_name(group): group for group in groups}
        self._resolver = resolver
        for entry in self._entries:
            self._enter(entry, alike=alike)
        for outsider in (s for s in excluded if s.kind == kind):
            for form in outsider.forms:
                if self._excluded.setdefault(normalize_name(form), outsider) is not outsider:
                    raise ValueError(f"the {kind} name {form!r} is given to two that are elsewhere")
        self._check()

    def _enter(self, entry: T, *, alike: bool) -> None:
        shared = {*map(normalize_name, entry.shared_variants)}
        for form in entry.name_variants:
            key = normalize_name(form)
            if not key:  # nothing is called nothing
                self._nameless.add(entry)
            elif key in shared or (alike and key in self._sharing):
                self._sharing.setdefault(key, {})[entry] = None
            elif (other := self._by_form.setdefault(key, entry)) is not entry:
                if not alike:
                    raise ValueError(
                        f"the {self.kind} name {form!r} is given to {other} and {entry}; "
                        "declare it ambiguous, or take it from one of them"
                    )
                self._sharing[key] = {self._by_form.pop(key): None, entry: None}

    def _check(self) -> None:
        for key, sharing in self._sharing.items():
            if len(sharing) < 2:  # noqa: PLR2004  # to share takes two
                (alone,) = sharing
                raise ValueError(f"the {self.kind} name {key!r} is shared by {alone} alone")
        for key in sorted(self._by_form.keys() & (self._sharing.keys() | self._excluded.keys())):
            raise ValueError(
                f"the {self.kind} name {key!r} of {self._by_form[key]} is also another's"
            )

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def plain_forms(self, longest: int) -> Iterator[tuple[str, T]]:
        """Yield each form of at most *longest* characters that names one thing alone.

        It is given as it is written, and as it is compared where it is one word.
        """
        for entry in self._entries:
            for form in entry.name_variants:
                key = normalize_name(form)
                if self._by_form.get(key) is entry and len(form) <= longest and "," not in form:
                    yield form, entry
                    if " " not in form:
                        yield key, entry

    def get(self, name: str) -> T | None:
        """Return what *name* names, or ``None``."""
        return self._by_form.get(normalize_name(name))

    def find(self, name: T | str | SupportsIndex) -> T:
        """Return what *name* names; of a record, what bears its name in this edition.

        Raises:
            TypeError: *name* is of no type that can be a name here.
            UnknownNameError: nothing is called so.
            NotInEditionError: what is called so is not part of this edition.
            AmbiguousNameError: several things are called so.
        """
        if isinstance(name, self._type):
            return self._find_record(name)
        text = self._text_of(name)
        key = normalize_name(text)
        found = self._by_form.get(key)
        if found is not None:
            return found
        if key in self._sharing:
            raise self._ambiguous(key, text)
        if key in self._excluded:
            raise self._not_in_edition(self._excluded[key], text)
        if key in self._groups:
            raise UnknownNameError(self.kind, text, group=self._groups[key])
        id_ = self._resolver.find(text) if self._resolver else None
        if id_ is not None:
            return self._by_form[normalize_name(id_)]
        raise UnknownNameError(self.kind, text, self.suggest(text))

    def _text_of(self, name: object) -> str:
        """Return a name as text.

        Raises:
            TypeError: it is of no type that can be a name here.
        """
        if isinstance(name, str):
            return str.__str__(name)
        number = whole_number(name)
        if number is None or not self.takes_numbers:
            shown = repr(name) if number is None else number_text(number)
            if self.kind == "region" and whole_number(name, floats=True) is not None:
                raise TypeError(
                    f"a region is given by its name or as a Region, not as {type(name).__name__}: "
                    f"{shown}; svctrade.region() reads such a code"
                )
            raise TypeError(
                f"a {self.kind} is given by its name or as a {self._type.__name__}, "
                f"not as {type(name).__name__}: {shown}; give several as several arguments"
            )
        return number_text(number)

    def _not_in_edition(self, outsider: ExcludedName, text: str) -> NotInEditionError:
        successors = tuple(name for name in outsider.became if self.get(name) is not None)
        return NotInEditionError(self.kind, text, self.edition, outsider.hint, successors)

    def _find_record(self, record: T) -> T:
        name = record.name_variants[0]
        key = normalize_name(name)
        found = self._by_form.get(key)
        if found is not None:
            return found
        # What shares its name, or has none, is found as it is.
        if record in self._nameless or record in self._sharing.get(key, ()):
            return record
        if key in self._sharing:
            raise self._ambiguous(key, name)
        raise NotInEditionError(self.kind, name, self.edition, "nothing there bears its name")

    def _ambiguous(self, key: str, text: str) -> AmbiguousNameError:
        """Return the error of a name that several bear; it names each by a form of its own."""
        owns = (
            next((form for form in entry.name_variants if self.get(form) == entry), str(entry))
            for entry in self._sharing[key]
        )
        return AmbiguousNameError(self.kind, text, tuple(owns))

    def suggest(self, name: str) -> tuple[str, ...]:
        """Return the names of what *name* may have been meant for.

        Of several names in one they are those; of a longer Chinese name, the one that it begins
        with; else at most three that are near, or, where none is, that begin so.
        """
        parts = [self.get(part) for part in _BETWEEN_NAMES.split(name) if part.strip()]
        together = dict.fromkeys(part.name_variants[0] for part in parts if part is not None)
        if None not in parts and len(together) > 1:
            return tuple(together)
        if len(name) > _LONGEST_NAME:
            return ()
        key = normalize_name(name)
        latin = key.isascii()
        own = {
            form: (_english_name(entry) if latin else None) or entry.name_variants[0]
            for form, entry in self._by_form.items()
            if len(form) > 1  # a label such as 三 is near to too much
        }
        own |= {form: form for form in self._sharing}
        # What is elsewhere takes part: who meant it is told of it, and not of something else.
        others = {form: outsider.forms[0] for form, outsider in self._excluded.items()}
        suggest = self._resolver.closest_matches if self._resolver else closest_matches
        near = suggest(key, own, others)
        begins = [form for form in own if key.startswith(form)]
        if begins and not latin and len(parts) == 1 and {*near} <= {*own.values()}:
            # 成都高新区 is in 成都, and no other new area.
            return (own[max(begins, key=len)],)
        if near or key.isdecimal() or len(key) < _SHORTEST_BEGINNING:
            return near
        known = (own | others).items()
        begun = dict.fromkeys(shown for form, shown in known if form.startswith(key))
        if not begun and latin:
            begun = dict.fromkeys(self._with_word(name.strip()))
        elif not begun:
            begun = dict.fromkeys(shown for form, shown in known if key in form)
        return tuple(begun) if len(begun) <= _MOST_BEGUN else ()

    def _with_word(self, word: str) -> Iterator[str]:
        """Yield the names in English that have a word that begins so, such as immigration."""
        begins = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
        for entry in dict.fromkeys(self._by_form.values()):
            english = _english_name(entry)
            if english and len(word) >= _SHORTEST_WORD and begins.search(english):
                yield english


def _english_name(entry: object) -> str | None:
    name: str | None = getattr(entry, "name_en", None) or getattr(entry, "title_en", None)
    return name
