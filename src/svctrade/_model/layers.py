"""Layers: somebody's reading of what measures are about, kept apart from the document."""

from typing import Literal, get_args

import attrs

from .record import Named, Record
from .text import Span
from .vocabulary import Confidence

Scheme = Literal["service", "mode", "subject"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


@attrs.frozen(cache_hash=True)
class Item(Named):
    """An item of a classification: a service item, a mode of supply, or a subject.

    *code* is that of the *scheme*: EBOPS 2010 for ``"service"``, GATS for ``"mode"``, the layer's
    own for ``"subject"``. *name* is its Chinese name and *definition* what it stands for.

    >>> import svctrade
    >>> item = svctrade.measure(20).services[0]
    >>> item.code, item.name, item.name_en
    ('SC', '运输', 'Transport')
    """

    __module__ = "svctrade"

    scheme: Scheme
    code: str
    name: str
    name_en: str = attrs.field(repr=False)
    definition: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.name

    @property
    def name_variants(self) -> tuple[str, ...]:
        """Every form of its name: Chinese, code, English."""
        return tuple(dict.fromkeys((self.name, self.code, self.name_en)))


@attrs.frozen(cache_hash=True)
class Tag(Record):
    """What a reading says of a measure: an *item*, and the *words* of its text that it rests on.

    *span* is their place there. *confidence* says whether the words say it or a careful reader
    could deny it; *why* is then what speaks for it and against.

    >>> import svctrade
    >>> tag = svctrade.measure(20).reading.tags[0]
    >>> print(tag.item, tag.words, tag.confidence.label)
    运输 第五航权航线 明确
    """

    __module__ = "svctrade"

    item: Item
    words: str
    span: Span = attrs.field(repr=False)
    confidence: Confidence
    why: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(cache_hash=True)
class Reading(Record):
    """What a layer says of one measure.

    *concerns* says, where it has no service item, whether it concerns ``"none"`` or ``"all"`` of
    them; *no_subject* says, where it has no subject, why.

    >>> import svctrade
    >>> svctrade.measure(1).reading.concerns
    'all'
    """

    __module__ = "svctrade"

    measure: int
    tags: tuple[Tag, ...] = attrs.field(repr=False)
    concerns: Literal["none", "all"] | None = None
    no_subject: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(cache_hash=True)
class Layer(Record):
    """Somebody's reading of the measures of an edition: *items*, and a reading of each measure.

    It is no part of the document, and no part of an edition when editions are compared or saved.
    *source* says whose reading it is. `Edition.with_layer` attaches one.

    >>> import svctrade
    >>> len(svctrade.edition().layer.readings)
    122
    """

    __module__ = "svctrade"

    id: str
    title: str
    source: str = attrs.field(repr=False)
    items: tuple[Item, ...] = attrs.field(repr=False)
    readings: tuple[Reading, ...] = attrs.field(repr=False)
