"""The kinds of change between two editions, a record for each."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, cast

import attrs

from .._model import (
    Body,
    Certainty,
    Labelled,
    Language,
    Lead,
    Measure,
    Note,
    Region,
    Role,
    Task,
    in_english,
)
from .._model.english import quoted_if_chinese
from .._model.record import exact_text, renamed
from ..exceptions import escaped

Subject = Task | Measure | Note | Region
Field = Literal[
    "label", "title", "objective", "text", "responsibility", "measures", "framework", "marks"
]

# Each kind of change as a sentence, in Chinese and in English.
_SENTENCES: dict[str, tuple[str, str]] = {
    "Added": ("新增{what_zh}{new}：{after}", "{what} {new} added: {after}"),
    "Removed": ("删除{what_zh}{old}：{before}", "{what} {old} removed: {before}"),
    "Renumbered": ("{what_zh}{old}改为{new}", "{what} {old} is now {new}"),
    "Moved": (
        "{what_zh}{new}由“{before}”移至“{after}”",
        "{what} {new} moved from “{before}” to “{after}”",
    ),
    "Reworded": (
        "{what_zh}{new}的{field_zh}：“{before}”改为“{after}”",
        "{field} of {what} {new}: “{before}” is now “{after}”",
    ),
    "PartyAdded": ("{what_zh}{new}增加{party}（{after}）", "{what} {new}: {party} added ({after})"),
    "PartyRemoved": (
        "{what_zh}{new}不再列{party}（{before}）",
        "{what} {new}: {party} removed ({before})",
    ),
    "RolesChanged": (
        "{what_zh}{new}：{party}由{before}改为{after}",
        "{what} {new}: {party} from {before} to {after}",
    ),
    "LeadChanged": (
        "{what_zh}{new}的牵头单位由{before}改为{after}",
        "{what} {new}: lead from {before} to {after}",
    ),
    "CoverageChanged": (
        "{what_zh}{new}在{region}由{before}改为{after}",
        "{what} {new} in {region}: from “{before}” to “{after}”",
    ),
    "MetadataChanged": ("{field_zh}由{before}改为{after}", "{field}: from {before} to {after}"),
}
_CHINESE = {
    "task": "任务",
    "measure": "举措",
    "note": "注",
    "region": "试点地区",
    "label": "编号",
    "title": "标题",
    "objective": "目标",
    "text": "正文",
    "responsibility": "责任分工",
    "measures": "所涉举措",
    "framework": "框架",
    "marks": "标注",
    "issuer": "印发机关",
    "issuer_en": "印发机关英文名",
    "document_number": "文号",
    "approved_by": "批准文号",
    "published": "公布日期",
    "dated": "成文日期",
    "in_force": "试点期限",
    "origin": "来源",
    "followed_by": "后续文件",
    "edition": "版本",
}


@attrs.frozen
class Difference:
    """One change between two editions; its class says what kind.

    >>> import svctrade, attrs
    >>> old = svctrade.edition()
    >>> new = attrs.evolve(old, measures=old.measures[1:])
    >>> (change,) = svctrade.compare(old, new)
    >>> type(change).__name__, change.what.number
    ('Removed', 1)
    """

    __module__ = "svctrade"

    def as_dict(self) -> dict[str, Any]:
        """Return the change as a flat dictionary of JSON values.

        >>> import svctrade
        >>> new = svctrade.edition()
        >>> old = attrs.evolve(new, measures=new.measures[:-1])
        >>> svctrade.compare(old, new).changes[0].as_dict()["change"]
        'Added'
        """
        return {"change": type(self).__name__, **{k: _plain(v) for k, v in self.fields()}}

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return the change as a sentence.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import attrs, svctrade
        >>> old = svctrade.edition()
        >>> new = attrs.evolve(old, measures=old.measures[:-1])
        >>> svctrade.compare(old, new).changes[0].as_text("en").partition(":")[0]
        'measure 122 removed'
        """
        english = in_english(lang)
        sentence = _SENTENCES[type(self).__name__][english]
        fields = {name: _written(value, english=english) for name, value in self.fields()}
        if english:
            # What has quotes in the sentence needs no others.
            bare = (name for name in fields if f"“{{{name}}}”" not in sentence)
            fields |= {name: quoted_if_chinese(fields[name]) for name in [*bare]}
        fields |= {f"{name}_zh": _CHINESE[v] for name, v in fields.items() if v in _CHINESE}
        return sentence.format_map(fields)

    def fields(self) -> Iterator[tuple[str, object]]:
        """Yield the fields of the change: a name and a value each.

        >>> import attrs, svctrade
        >>> old = svctrade.edition()
        >>> new = attrs.evolve(old, measures=old.measures[:-1])
        >>> [name for name, value in svctrade.compare(old, new).changes[0].fields()]
        ['what', 'old', 'before']
        """
        return self._fields()

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield "what", "edition"

    def facts(self) -> Iterator[tuple[str, object]]:
        """The old name of `fields`; it goes in 1.1."""
        return renamed("facts", "fields", self.fields)

    def told(self, lang: Language | None = None) -> str:
        """The old name of `as_text`; it goes in 1.1.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
        """
        return renamed("told", "as_text", lambda: self.as_text(lang))

    def __str__(self) -> str:
        return self.as_text()


def _plain(value: object) -> Any:
    """Return a JSON value."""
    if isinstance(value, tuple):
        return [_plain(part) for part in cast("tuple[object, ...]", value)]
    if isinstance(value, Labelled):
        return value.value
    return value if value is None or isinstance(value, (str, int)) else exact_text(value)


def _written(value: object, *, english: bool) -> str:
    if isinstance(value, tuple):
        parts = cast("tuple[object, ...]", value)
        written = (_written(part, english=english) for part in parts)
        return (", " if english else "、").join(written) or _written(None, english=english)
    if isinstance(value, Labelled):
        return value.label_en if english else value.label
    if isinstance(value, Lead):
        return value.as_text("en" if english else "zh")
    if isinstance(value, Body | Region):
        return (value.name_en if english else None) or value.name
    if value is None:
        return "none" if english else "（无）"
    return str(value)


def _kind(subject: Subject) -> str:
    return type(subject).__name__.lower()


def _name(subject: Subject) -> int | str:
    return subject.name if isinstance(subject, Region) else subject.number


def _words(subject: Subject) -> str:
    return str(subject) if isinstance(subject, (Task, Region)) else subject.text


@attrs.frozen
class Added(Difference):
    """A task, measure, note or pilot region that only the new edition has.

    >>> import attrs, svctrade
    >>> new = svctrade.edition()
    >>> old = attrs.evolve(new, measures=new.measures[:-1])
    >>> [change.what.number for change in svctrade.compare(old, new)]
    [122]
    """

    __module__ = "svctrade"

    what: Subject

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from (("what", _kind(self.what)), ("new", _name(self.what)))
        yield "after", _words(self.what)


@attrs.frozen
class Removed(Difference):
    """A task, measure, note or pilot region that only the old edition has.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> new = attrs.evolve(old, measures=old.measures[:-1])
    >>> [change.what.number for change in svctrade.compare(old, new)]
    [122]
    """

    __module__ = "svctrade"

    what: Subject

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from (("what", _kind(self.what)), ("old", _name(self.what)))
        yield "before", _words(self.what)


@attrs.frozen
class _OfOne(Difference):
    """A change of a task, measure or note of both editions."""

    old: Task | Measure | Note
    new: Task | Measure | Note

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield "what", _kind(self.new)
        yield from (("old", self.old.number), ("new", self.new.number))


@attrs.frozen
class Renumbered(_OfOne):
    """A task, measure or note with another number.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> last = attrs.evolve(old.measures[-1], number=123)
    >>> new = attrs.evolve(old, measures=(*old.measures[:-1], last))
    >>> print(svctrade.compare(old, new).changes[0].as_text("en"))
    measure 122 is now 123
    """

    __module__ = "svctrade"


@attrs.frozen
class Reworded(_OfOne):
    """A changed text: a task's title or objective, a measure's text or statement, a note.

    *field* can also be what is read from a note: its measures, framework or marks. A statement is
    not reworded where only the name of a body differs.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> last = attrs.evolve(old.measures[-1], text=old.measures[-1].text.replace("鼓励和", ""))
    >>> new = attrs.evolve(old, measures=(*old.measures[:-1], last))
    >>> [(change.field, change.words) for change in svctrade.compare(old, new)]
    [('text', (('鼓励和', ''),))]
    """

    __module__ = "svctrade"

    field: Field

    @property
    def before(self) -> str:
        """The old text.

        >>> import attrs, svctrade
        >>> old = svctrade.measure(103)
        >>> new = attrs.evolve(old, text=old.text.replace("工商", "商事"))
        >>> change = svctrade.Reworded(old, new, "text")
        >>> change.before
        '将服务贸易纳入多双边工商合作机制。'
        """
        return _written(getattr(self.old, self.field), english=False)

    @property
    def after(self) -> str:
        """The new text.

        >>> import attrs, svctrade
        >>> old = svctrade.measure(103)
        >>> new = attrs.evolve(old, text=old.text.replace("工商", "商事"))
        >>> change = svctrade.Reworded(old, new, "text")
        >>> change.after
        '将服务贸易纳入多双边商事合作机制。'
        """
        return _written(getattr(self.new, self.field), english=False)

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """The words that differ, as pairs of removed and inserted words.

        >>> import svctrade, attrs
        >>> old = svctrade.measure(103)
        >>> new = attrs.evolve(old, text=old.text.replace("工商", "商事"))
        >>> Reworded(old, new, "text").words
        (('工', ''), ('', '事'))
        """
        return tuple((a, b) for a, b in self.pieces if a != b)

    @property
    def pieces(self) -> tuple[tuple[str, str], ...]:
        """The whole text in pieces, as pairs of old and new words.

        Texts of more than 2,000 characters are compared by sentence first. A stretch of more than
        2,000 that has no sentence in common with the other text is one piece.

        >>> import attrs, svctrade
        >>> old = svctrade.measure(103)
        >>> new = attrs.evolve(old, text=old.text.replace("工商", "商事"))
        >>> change = svctrade.Reworded(old, new, "text")
        >>> change.pieces[:4]
        (('将服务贸易纳入多双边', '将服务贸易纳入多双边'), ('工', ''), ('商', '商'), ('', '事'))
        """
        from .pieces import compare_words

        return tuple(compare_words(self.before, self.after))

    def subject(self, lang: Language | None = None) -> str:
        """Return the name of the text, such as ``text of measure 3``.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import attrs, svctrade
        >>> old = svctrade.measure(103)
        >>> new = attrs.evolve(old, text=old.text.replace("工商", "商事"))
        >>> change = svctrade.Reworded(old, new, "text")
        >>> change.subject("en"), change.subject("zh")
        ('text of measure 103', '举措103的正文')
        """
        what = _kind(self.new)
        if in_english(lang):
            return f"{self.field} of {what} {self.new.number}"
        return f"{_CHINESE[what]}{self.new.number}的{_CHINESE[self.field]}"

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield from (("field", self.field), ("before", self.before), ("after", self.after))


@attrs.frozen
class _OfMeasure(Difference):
    """A change of a measure that both editions have."""

    old: Measure
    new: Measure

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield "what", "measure"
        yield from (("old", self.old.number), ("new", self.new.number))


@attrs.frozen
class Moved(_OfMeasure):
    """A measure under another task.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> last = attrs.evolve(old.measures[-1], task=old.tasks[0])
    >>> new = attrs.evolve(old, measures=(*old.measures[:-1], last))
    >>> print(svctrade.compare(old, new).changes[0].as_text("en"))
    measure 122 moved from “（八）全面探索健全统计体系” to “（一）全面探索完善管理体制”
    """

    __module__ = "svctrade"

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield from (("before", exact_text(self.old.task)), ("after", exact_text(self.new.task)))


@attrs.frozen
class PartyAdded(_OfMeasure):
    """A body, region or described group that only the new statement names, with its *roles*.

    >>> import svctrade
    >>> old, new = (
    ...     svctrade.read_table([{"序号": 1, "具体举措": "便利签证。", "责任分工": text}])
    ...     for text in ("移民局负责推进", "移民局、外交部负责推进")
    ... )
    >>> for change in svctrade.compare(old, new):
    ...     if isinstance(change, svctrade.PartyAdded):
    ...         print(change.as_text("en"))
    measure 1: Ministry of Foreign Affairs added (implementation)
    """

    __module__ = "svctrade"

    party: Body | Region | str
    roles: tuple[Role, ...]

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield from (("party", self.party), ("after", self.roles))


@attrs.frozen
class PartyRemoved(_OfMeasure):
    """A body, region or described group that only the old statement names, with its *roles*.

    >>> import svctrade
    >>> old, new = (
    ...     svctrade.read_table([{"序号": 1, "具体举措": "便利签证。", "责任分工": text}])
    ...     for text in ("移民局、外交部负责推进", "移民局负责推进")
    ... )
    >>> for change in svctrade.compare(old, new):
    ...     if isinstance(change, svctrade.PartyRemoved):
    ...         print(change.as_text("en"))
    measure 1: Ministry of Foreign Affairs removed (implementation)
    """

    __module__ = "svctrade"

    party: Body | Region | str
    roles: tuple[Role, ...]

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield from (("party", self.party), ("before", self.roles))


@attrs.frozen
class RolesChanged(_OfMeasure):
    """A party, as in the new edition, with other roles.

    >>> import svctrade
    >>> old, new = (
    ...     svctrade.read_table([{"序号": 1, "具体举措": "便利签证。", "责任分工": text}])
    ...     for text in ("移民局、外交部负责推进", "移民局负责推进；外交部支持和指导")
    ... )
    >>> for change in svctrade.compare(old, new):
    ...     if isinstance(change, svctrade.RolesChanged):
    ...         print(change.as_text("zh"))
    举措1：外交部由负责推进改为支持和指导
    """

    __module__ = "svctrade"

    party: Body | Region | str
    before: tuple[Role, ...]
    after: tuple[Role, ...]

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield from (("party", self.party), ("before", self.before), ("after", self.after))


@attrs.frozen
class LeadChanged(_OfMeasure):
    """A measure with another lead, or another basis of it.

    >>> import svctrade
    >>> old, new = (
    ...     svctrade.read_table([{"序号": 1, "具体举措": "便利签证。", "责任分工": text}])
    ...     for text in ("移民局、外交部负责推进", "外交部、移民局负责推进")
    ... )
    >>> for change in svctrade.compare(old, new):
    ...     if isinstance(change, svctrade.LeadChanged):
    ...         print(change.as_text("zh"))
    举措1的牵头单位由移民局（列第一位）改为外交部（列第一位）
    """

    __module__ = "svctrade"

    @property
    def before(self) -> Lead | None:
        """The old lead.

        >>> import svctrade
        >>> old, new = (
        ...     svctrade.read_table([{"序号": 1, "具体举措": "便利签证。", "责任分工": text}])
        ...     for text in ("移民局、外交部负责推进", "外交部、移民局负责推进")
        ... )
        >>> changes = svctrade.compare(old, new)
        >>> [change.before.body.name for change in changes if type(change) is svctrade.LeadChanged]
        ['移民局']
        """
        return self.old.lead

    @property
    def after(self) -> Lead | None:
        """The new lead.

        >>> import svctrade
        >>> old, new = (
        ...     svctrade.read_table([{"序号": 1, "具体举措": "便利签证。", "责任分工": text}])
        ...     for text in ("移民局、外交部负责推进", "外交部、移民局负责推进")
        ... )
        >>> changes = svctrade.compare(old, new)
        >>> [change.after.body.name for change in changes if type(change) is svctrade.LeadChanged]
        ['外交部']
        """
        return self.new.lead

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield from (("before", self.before), ("after", self.after))


@attrs.frozen
class CoverageChanged(_OfMeasure):
    """A measure with another certainty in a *region*.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> first = old.measures[0]
    >>> first = attrs.evolve(first, coverage=attrs.evolve(first.coverage, everywhere=False))
    >>> new = attrs.evolve(old, measures=(first, *old.measures[1:]))
    >>> print(svctrade.compare(old, new).changes[0].as_text("en"))
    measure 1 in Beijing: from “covered” to “does not apply”
    """

    __module__ = "svctrade"

    region: Region
    before: Certainty
    after: Certainty

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield from (("region", self.region), ("before", self.before), ("after", self.after))


@attrs.frozen
class MetadataChanged(Difference):
    """A changed *field* of the `Publication`.

    >>> import attrs, svctrade
    >>> old = svctrade.edition()
    >>> new = attrs.evolve(old, publication=attrs.evolve(old.publication, issuer="国务院"))
    >>> print(svctrade.compare(old, new).changes[0].as_text("en"))
    issuer: from “商务部” to “国务院”
    """

    __module__ = "svctrade"

    field: str
    before: str | date | tuple[date, date] | None
    after: str | date | tuple[date, date] | None

    def _fields(self) -> Iterator[tuple[str, object]]:
        yield from super()._fields()
        yield "field", self.field
        yield from (("before", self.before), ("after", self.after))
