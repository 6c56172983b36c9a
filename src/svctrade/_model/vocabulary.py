"""The closed word lists of the domain: roles, degrees of certainty, bases of a lead."""

from __future__ import annotations

from enum import Enum
from typing import Literal, TypeVar

from .._display.options import options

# Words of the table.
ANNEX = "附表"
COLUMNS = ("试点任务", "序号", "具体举措", "责任分工")
NOTES = "注："


class Labelled(Enum):
    """A term of the domain with a Chinese label.

    >>> import svctrade
    >>> issubclass(svctrade.Role, svctrade.Labelled)
    True
    """

    __module__ = "svctrade"

    @property
    def label(self) -> str:
        """The Chinese label.

        >>> import svctrade
        >>> svctrade.Role.LEAD.label
        '牵头'
        """
        return _LABELS[self]

    @property
    def label_en(self) -> str:
        """The English label.

        >>> import svctrade
        >>> svctrade.Role.IMPLEMENT.label_en
        'implementation'
        """
        return _ENGLISH.get(self) or self.value.replace("_", " ")

    @property
    def definition(self) -> str | None:
        """What a role, a certainty or a basis means, in Chinese; ``None`` for other terms.

        >>> import svctrade
        >>> svctrade.Certainty.NAMED.definition
        '责任分工点名该地区。'
        """
        return _DEFINITIONS[self][1] if self in _DEFINITIONS else None

    @property
    def definition_en(self) -> str | None:
        """What a role, a certainty or a basis means, in English; ``None`` for other terms.

        >>> import svctrade
        >>> svctrade.Role.POLICY.definition_en.partition(", ")[0]
        'makes the policies that a measure needs (“制订政策保障措施”)'
        """
        return _DEFINITIONS[self][0] if self in _DEFINITIONS else None


E = TypeVar("E", bound=Labelled)

Language = Literal["zh", "en"]
AtLeast = Literal["named", "covered", "possible"]
CertaintyName = Literal["named", "covered", "possible", "none"]
BasisName = Literal["any", "explicit", "first_named"]
ConfidenceName = Literal["any", "clear"]
# Keys of `group_by`.
Key = Literal["task", "lead", "body", "region", "role", "measure", "service", "mode", "topic"]

RoleName = Literal[
    "lead", "policy", "support", "guide", "implement", "share", "assist", "designate"
]


class Role(Labelled):
    """What a party does for a measure; *label* is the word of the annex.

    >>> Role.LEAD.label
    '牵头'
    """

    __module__ = "svctrade"

    LEAD = "lead"
    POLICY = "policy"
    SUPPORT = "support"
    GUIDE = "guide"
    IMPLEMENT = "implement"
    SHARE = "share"
    ASSIST = "assist"
    DESIGNATE = "designate"


class Certainty(Labelled):
    """The certainty with which a measure applies in a region, from ``NONE`` to ``NAMED``.

    >>> Certainty.NONE < Certainty.POSSIBLE < Certainty.COVERED < Certainty.NAMED
    True
    >>> Certainty.NAMED.label
    '点名'
    """

    __module__ = "svctrade"

    NONE = "none"
    POSSIBLE = "possible"
    COVERED = "covered"
    NAMED = "named"

    def __init__(self, _: str) -> None:
        self._rank = len(type(self).__members__)

    def __lt__(self, other: object) -> bool:
        return self._rank < other._rank if isinstance(other, Certainty) else NotImplemented

    def __le__(self, other: object) -> bool:
        return self._rank <= other._rank if isinstance(other, Certainty) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self._rank > other._rank if isinstance(other, Certainty) else NotImplemented

    def __ge__(self, other: object) -> bool:
        return self._rank >= other._rank if isinstance(other, Certainty) else NotImplemented


class Basis(Labelled):
    """Why a body counts as the lead: the statement says so, or it names the body first.

    >>> Basis.FIRST_NAMED.label
    '列第一位'
    """

    __module__ = "svctrade"

    EXPLICIT = "explicit"
    FIRST_NAMED = "first_named"


class NameKind(Labelled):
    """What kind of name a name is.

    >>> NameKind.EVERYDAY.label
    '通称'
    """

    __module__ = "svctrade"

    PRINTED = "printed"
    OFFICIAL = "official"
    NAME_PLATE = "name_plate"
    ENGLISH = "english"
    FORMER_ENGLISH = "former_english"
    PINYIN = "pinyin"
    ABBREVIATION = "abbreviation"
    EVERYDAY = "everyday"
    CODE = "code"
    OTHER_CODE = "other_code"
    DISTRICT = "district"
    SUCCESSOR = "successor"
    TRADITIONAL = "traditional"


class ChangeKind(Labelled):
    """What changed: a body took over, or the kind or a name plate of the body changed.

    >>> ChangeKind.SUCCEEDED.label
    '职责承接'
    """

    __module__ = "svctrade"

    SUCCEEDED = "succeeded"
    KIND = "kind"
    NAME_PLATE = "name_plate"


class DayKind(Labelled):
    """What happened on the day of a change: the decision, its announcement, the setting-up itself.

    ``HUNG_OUT`` is the day on which a name plate was hung out.

    >>> DayKind.SET_UP.label
    '设立'
    """

    __module__ = "svctrade"

    DECIDED = "decided"
    ANNOUNCED = "announced"
    SET_UP = "set_up"
    HUNG_OUT = "hung_out"


class Confidence(Labelled):
    """Whether a topic tag is clear, or a careful reader could disagree.

    >>> Confidence.ARGUABLE.label
    '可议'
    """

    __module__ = "svctrade"

    CLEAR = "clear"
    ARGUABLE = "arguable"


class Tie(Labelled):
    """Whether the words of an event name a measure, or its content was assigned to it.

    >>> Tie.INFERRED.label
    '推断'
    """

    __module__ = "svctrade"

    PRINTED = "printed"
    INFERRED = "inferred"


_LABELS: dict[Enum, str] = {
    NameKind.PRINTED: "附表用名",
    NameKind.OFFICIAL: "全称",
    NameKind.NAME_PLATE: "另一名称",
    NameKind.ENGLISH: "英文名",
    NameKind.FORMER_ENGLISH: "旧英文名",
    NameKind.PINYIN: "拼音",
    NameKind.ABBREVIATION: "英文缩写",
    NameKind.EVERYDAY: "通称",
    NameKind.CODE: "代码",
    NameKind.OTHER_CODE: "其他代码",
    NameKind.DISTRICT: "所辖区",
    NameKind.SUCCESSOR: "承接机构名",
    NameKind.TRADITIONAL: "繁体",
    ChangeKind.SUCCEEDED: "职责承接",
    ChangeKind.KIND: "性质调整",
    ChangeKind.NAME_PLATE: "牌子调整",
    DayKind.DECIDED: "决定",
    DayKind.ANNOUNCED: "公布",
    DayKind.SET_UP: "设立",
    DayKind.HUNG_OUT: "挂牌",
    Confidence.CLEAR: "明确",
    Confidence.ARGUABLE: "可议",
    Tie.PRINTED: "明示",
    Tie.INFERRED: "推断",
    Role.LEAD: "牵头",
    Role.POLICY: "制订政策保障措施",
    Role.SUPPORT: "支持和指导",
    Role.GUIDE: "指导",
    Role.IMPLEMENT: "负责推进",
    Role.SHARE: "共同负责",
    Role.ASSIST: "协助推进",
    Role.DESIGNATE: "确定试点地区",
    Certainty.NONE: "不适用",
    Certainty.POSSIBLE: "可能适用",
    Certainty.COVERED: "普遍适用",
    Certainty.NAMED: "点名",
    Basis.EXPLICIT: "明示牵头",
    Basis.FIRST_NAMED: "列第一位",
}


# English labels that are not the value in words.
_ENGLISH: dict[Enum, str] = {
    Role.POLICY: "policy support measures",
    Role.SUPPORT: "support and guidance",
    Role.GUIDE: "guidance",
    Role.IMPLEMENT: "implementation",
    Role.SHARE: "shared responsibility",
    Role.ASSIST: "assistance",
    Role.DESIGNATE: "designation of pilot regions",
    Certainty.NONE: "does not apply",
    Certainty.POSSIBLE: "may apply",
    Basis.EXPLICIT: "explicit lead",
    Basis.FIRST_NAMED: "first-named body",
    NameKind.ENGLISH: "English",
}

# English and Chinese definitions.
_DEFINITIONS: dict[Enum, tuple[str, str]] = {
    Role.LEAD: (
        "leads the measure and coordinates the others (“牵头”)",
        "牵头单位，组织协调其他单位落实该项举措。",
    ),
    Role.POLICY: (
        "makes the policies that a measure needs (“制订政策保障措施”), for regions to carry out",
        "制订落实该项举措所需的政策保障措施，由试点地区推进。",
    ),
    Role.SUPPORT: (
        "supports and guides those that carry the measure out (“支持和指导”)",
        "对负责推进的地区或单位给予支持和指导。",
    ),
    Role.GUIDE: ("guides those that carry the measure out (“指导”)", "指导负责推进的地区或单位。"),
    Role.IMPLEMENT: ("carries the measure out (“负责推进”)", "负责推进落实该项举措。"),
    Role.SHARE: (
        "carries the measure out together with others (“共同负责”)",
        "与其他单位共同负责该项举措。",
    ),
    Role.ASSIST: ("assists those that carry the measure out (“协助推进”)", "协助推进该项举措。"),
    Role.DESIGNATE: (
        "chooses the pilot regions of the measure (“确定试点地区”)",
        "确定开展该项举措的试点地区。",
    ),
    Certainty.NONE: (
        "the statement makes other regions responsible, or none",
        "责任分工只列其他地区，或未列任何地区。",
    ),
    Certainty.POSSIBLE: (
        "the list of regions is open (“等”), or the regions are qualified or still to be chosen",
        "地区名单未列尽（“等”），或地区附有条件、尚待确定。",
    ),
    Certainty.COVERED: (
        "the statement makes every pilot region responsible",
        "责任分工写明由各试点地区负责。",
    ),
    Certainty.NAMED: ("the statement names the region", "责任分工点名该地区。"),
    Basis.EXPLICIT: ("the statement says “牵头” (lead) of the body", "责任分工载明该单位牵头。"),
    Basis.FIRST_NAMED: (
        "the statement names the body first and no lead; by convention the first body leads",
        "责任分工未载明牵头单位，该单位列第一位；按公文惯例视为牵头单位。",
    ),
}


# How a measure of a plan relates to one of its parent; the last two are alone in their document.
RELATIONS: dict[str, dict[Language, str]] = {
    "same": {"en": "same", "zh": "相同"},
    "adapted": {"en": "adapted", "zh": "调整"},
    "partial": {"en": "partial", "zh": "部分采用"},
    "own": {"en": "own", "zh": "自有"},
    "not taken up": {"en": "not taken up", "zh": "未采用"},
}


def relation_label(relation: str, *, english: bool) -> str:
    """Return what a relation is called in a language."""
    return RELATIONS[relation]["en" if english else "zh"]


def in_english(lang: Language | None) -> bool:
    """Return whether *lang*, or without it ``svctrade.options.lang``, is English.

    Raises:
        ValueError: it is neither ``"zh"`` nor ``"en"``.
    """
    if lang is None:
        return options.lang == "en"
    if lang not in ("zh", "en"):
        raise ValueError(f"lang is {lang!r}; expected 'zh' or 'en'")
    return lang == "en"


def member(
    enum: type[E], value: E | str, argument: str, *, but: E | None = None, also: str | None = None
) -> E:
    """Return the member of *enum* that *value* is or names.

    Args:
        enum: the enumeration.
        value: a member, its value in any case, or its label.
        argument: the name of the argument, for messages.
        but: a member that the argument does not take.
        also: another value that it takes.

    Raises:
        TypeError: *value* is neither a member nor a string.
        ValueError: no member has that value or label.
    """
    if not isinstance(value, (enum, str)):
        raise TypeError(
            f"{argument} takes a {enum.__name__} or its name, not {type(value).__name__}: {value!r}"
        )
    name = value if isinstance(value, str) else value.value
    for candidate in enum:
        if candidate is not but and name.casefold() in (candidate.value, candidate.label):
            return candidate
    taken = [m.value for m in enum if m is not but] + ([also] if also else [])
    known = ", ".join(map(repr, taken))
    raise ValueError(f"{argument} is {name!r}; expected one of {known}")
