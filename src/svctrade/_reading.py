"""What a reading says that a measure is about, kept apart from what is printed."""

from __future__ import annotations

from typing import Literal, get_args

import attrs

from ._places import Span
from ._record import Record
from ._vocabulary import Confidence

Scheme = Literal["service", "mode", "subject"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


@attrs.frozen(eq=False, repr=False)
class Item(Record):
    """An item of a classification: a service item, a mode of supply, or a subject.

    *code* is that of the *scheme*: EBOPS 2010 for ``"service"``, GATS for ``"mode"``, the layer's
    own for ``"subject"``. *name* is its Chinese name and *definition* what it stands for.

    >>> import svctrade
    >>> item = svctrade.measure(20).services[0]
    >>> item.code, item.name, item.name_en
    ('SC', '运输', 'Transport')
    """

    scheme: Scheme
    code: str
    name: str
    name_en: str = attrs.field(repr=False)
    definition: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that it answers to."""
        return tuple(dict.fromkeys((self.name, self.code, self.name_en)))

    @property
    def shared_forms(self) -> tuple[str, ...]:
        """The forms that another item bears too: none."""
        return ()


@attrs.frozen(eq=False, repr=False)
class Tag(Record):
    """What a reading says of a measure: an *item*, and the *words* of its text that it rests on.

    *span* is their place there. *confidence* says whether the words say it or a careful reader
    could deny it; *why* is then what speaks for it and against.

    >>> import svctrade
    >>> tag = svctrade.measure(20).reading.tags[0]
    >>> print(tag.item, tag.words, tag.confidence.label)
    运输 第五航权航线 明确
    """

    item: Item
    words: str
    span: Span = attrs.field(repr=False)
    confidence: Confidence
    why: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(eq=False, repr=False)
class Reading(Record):
    """What a layer says of one measure.

    *concerns* says, where it has no service item, whether it concerns ``"none"`` or ``"all"`` of
    them; *no_subject* says, where it has no subject, why.

    >>> import svctrade
    >>> svctrade.measure(1).reading.concerns
    'all'
    """

    measure: int
    tags: tuple[Tag, ...] = attrs.field(repr=False)
    concerns: Literal["none", "all"] | None = None
    no_subject: str | None = attrs.field(default=None, repr=False)
