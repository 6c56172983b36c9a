"""Topic layers: tags that say what measures are about. They are no part of the document."""

from typing import Literal, get_args

import attrs

from .record import Named, Record
from .text import Span
from .vocabulary import Confidence

Scheme = Literal["service", "mode", "topic"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)


@attrs.frozen(cache_hash=True)
class Item(Named):
    """An item of a classification: a service item, a mode of supply or a topic.

    Args:
        scheme: ``"service"``, ``"mode"`` or ``"topic"``.
        code: the code in EBOPS 2010, in the GATS, or of the layer.
        name: the Chinese name.
        name_en: the English name.
        definition: what it means.
        synonyms: near words in both languages, which find it too.

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
    synonyms: tuple[str, ...] = attrs.field(default=(), repr=False)

    def _exact(self) -> str:
        return self.name

    @property
    def name_variants(self) -> tuple[str, ...]:
        """The Chinese name, the code, the English name and the synonyms.

        >>> import svctrade
        >>> svctrade.measure(20).services[0].name_variants[:3]
        ('运输', 'SC', 'Transport')
        """
        return tuple(dict.fromkeys((self.name, self.code, self.name_en, *self.synonyms)))


@attrs.frozen(cache_hash=True)
class Tag(Record):
    """A topic tag of a measure.

    Args:
        item: the item that the measure is about.
        words: the words of the measure's text that the tag rests on.
        span: the place of the words in the text.
        confidence: whether the words are clear or a careful reader could disagree.
        why: the arguments for and against an arguable tag.

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
    """The topic tags of one measure.

    Args:
        measure: the number of the measure.
        tags: the tags.
        concerns: ``"none"`` or ``"all"`` service items, where it has no tag of one.
        no_topic: why it has no tag of a topic, where it has none.

    >>> import svctrade
    >>> svctrade.measure(1).reading.concerns
    'all'
    """

    __module__ = "svctrade"

    measure: int
    tags: tuple[Tag, ...] = attrs.field(repr=False)
    concerns: Literal["none", "all"] | None = None
    no_topic: str | None = attrs.field(default=None, repr=False)


@attrs.frozen(cache_hash=True)
class Layer(Record):
    """A topic layer: tags of each measure of an edition.

    It is no part of the document: editions are compared and saved without it. `Edition.with_layer`
    attaches one.

    Args:
        id: the key of the layer.
        title: the title.
        source: who made it, and by which rules.
        items: the items that tags refer to.
        readings: the tags of each measure.

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
