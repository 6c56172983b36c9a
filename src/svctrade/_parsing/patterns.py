"""The words of the genre: actions, labels, remarks, and what a name looks like.

What the annex of 2020 prints is in tables. Other documents of the State Council and of local
governments combine further words: those are read from smaller parts.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Literal

import attrs

from .._model import Role
from .coverage import GOVERNMENT, GROUPS, WHOLE_TERRITORY

# -- actions ----------------------------------------------------------------------------------

# What the annex of 2020 prints.
ACTIONS: dict[str, tuple[Role, ...]] = {
    "牵头": (Role.LEAD,),
    "牵头推进": (Role.LEAD, Role.IMPLEMENT),
    "牵头制订政策保障措施": (Role.LEAD, Role.POLICY),
    "制订政策保障措施": (Role.POLICY,),
    "指导并制订政策保障措施": (Role.GUIDE, Role.POLICY),
    "确定试点地区并制订政策保障措施": (Role.DESIGNATE, Role.POLICY),
    "支持和指导": (Role.SUPPORT,),
    "负责推进": (Role.IMPLEMENT,),
    "共同负责": (Role.SHARE,),
    "共同负责推进": (Role.SHARE,),
    "按职责分工推进": (Role.SHARE,),
    "协助推进": (Role.ASSIST,),
}

_VERBS: dict[str, Role] = {
    **dict.fromkeys(("牵头", "总牵头", "主办", "主责", "主要负责"), Role.LEAD),
    **dict.fromkeys(("制订政策保障措施", "制定政策保障措施"), Role.POLICY),
    "支持": Role.SUPPORT,
    "指导": Role.GUIDE,
    **dict.fromkeys(
        ("负责", "推进", "推动", "落实", "实施", "承办", "承担", "执行"), Role.IMPLEMENT
    ),
    **dict.fromkeys(("参与", "参加", "配合", "协助", "协办", "协同"), Role.ASSIST),
    "确定试点地区": Role.DESIGNATE,
}
# With these an action is shared; those about duties need no verb.
_BY_DUTIES = tuple(
    by + own + duties
    for by in ("按照", "按", "依据", "依", "根据")
    for own in ("各自", "")
    for duties in ("职责分工", "职能分工", "分工", "职责", "职能")
)
_SHARING = (*_BY_DUTIES, "共同", "联合", "分工", "分别")
_MANNERS = (
    *("结合实际", "积极", "密切", "具体", "统筹", "组织"),
    *("抓好", "做好", "加强", "全面", "认真"),
)
_TOKENS = sorted((*_VERBS, *_SHARING, *_MANNERS), key=len, reverse=True)
_JOINING = "并和、"


@attrs.frozen
class Action:
    """An action: its *roles*, and where its words *start*."""

    roles: tuple[Role, ...]
    start: int


def find_final_action(text: str, start: int, stop: int) -> Action | None:
    """Return the action at the end of this part of *text*, if there is one.

    >>> find_final_action("财政部按职责分工负责", 0, 10)
    Action(roles=(<Role.SHARE: 'share'>,), start=3)
    """
    tokens: list[str] = []
    at = stop
    while token := _token_before(text, start, at):
        tokens.append(token)
        at -= len(token)
        if at - 1 > start and text[at - 1] in _JOINING and _token_before(text, start, at - 1):
            at -= 1
    roles = ACTIONS.get(text[at:stop]) or _roles_of(tokens[::-1])
    return Action(roles, at) if roles else None


def ends_in_action(text: str) -> bool:
    """Whether a statement has an action or a label, and is not only a list of names.

    >>> ends_in_action("市商务局牵头"), ends_in_action("责任单位：甲局"), ends_in_action("甲局")
    (True, True, False)
    """
    end = len(text.rstrip("。；，"))
    return find_final_action(text, 0, end) is not None or LABELS.search(text) is not None


def _token_before(text: str, start: int, stop: int) -> str | None:
    return next((token for token in _TOKENS if text.endswith(token, start, stop)), None)


def _roles_of(tokens: list[str]) -> tuple[Role, ...]:
    verbs = [token for token in tokens if token in _VERBS]
    # 负责 before another verb adds nothing: 负责指导 means 指导.
    roles = [
        _VERBS[verb] for verb, after in zip_longest(verbs, verbs[1:]) if verb != "负责" or not after
    ]
    if any(token in _BY_DUTIES for token in tokens) and not roles:
        return (Role.SHARE,)
    if Role.ASSIST in roles:
        roles = [role for role in roles if role is not Role.IMPLEMENT]
    if any(token in _SHARING for token in tokens):
        roles = [Role.SHARE if role is Role.IMPLEMENT else role for role in roles]
    return tuple(dict.fromkeys(roles))


# -- labels -----------------------------------------------------------------------------------

_LABELS: dict[str, tuple[Role, ...]] = {
    "总?牵头|主办|主责|主要负责|第一责任": (Role.LEAD,),
    "责任|负责|主体责任|实施|落实|承办|承担|执行|主管": (Role.IMPLEMENT,),
    "配合|参与|参加|协助|协办|协同|协作": (Role.ASSIST,),
    "指导": (Role.GUIDE,),
    "支持": (Role.SUPPORT,),
}
_AGENTS = "(?:责任)?(?:单位|部门|机构|主体|地区|处室|科室)"
_LEVELLED = "(?:[省市区县]级?|中央|国家)?"
_ROLE_LABELS = [
    (re.compile(f"{_LEVELLED}(?:{words}){_AGENTS}"), roles) for words, roles in _LABELS.items()
]
_SCOPE = re.compile("(?:适用|试点|实施|推广)(?:范围|地区|区域)")
_TIME = re.compile("(?:完成|推进|实施)?(?:时限|时间|期限|时间节点|进度安排|时间安排)")
LABELS = re.compile(
    f"(?:{_LEVELLED}(?:{'|'.join(_LABELS)}){_AGENTS}|{_SCOPE.pattern}|{_TIME.pattern})："
)
_LABEL = re.compile("(?P<label>[^（）、，；：]{2,10})：")


@attrs.frozen
class Label:
    """A label before a list: the *roles* that it gives, and where its words *stop*.

    A scope, which says where and not who, gives no role. *roles* is ``None`` for a remark.
    """

    roles: tuple[Role, ...] | None
    stop: int


def roles_of_label(label: str) -> tuple[Role, ...] | None:
    """Return the roles that a *label* gives: none for a scope, ``None`` if it is not a label.

    >>> roles_of_label("牵头单位"), roles_of_label("适用范围"), roles_of_label("备注")
    ((<Role.LEAD: 'lead'>,), (), None)
    """
    if _SCOPE.fullmatch(label):
        return ()
    return next((roles for words, roles in _ROLE_LABELS if words.fullmatch(label)), None)


def match_label(text: str, start: int, stop: int) -> Label | None:
    """Return the label at the start of this part of *text*, if there is one."""
    found = _LABEL.match(text, start, stop)
    if found is None:
        return None
    roles = roles_of_label(found["label"])
    if roles is None and not _TIME.fullmatch(found["label"]):
        return None
    return Label(roles, found.end())


# Words in brackets with one of these are a statement.
_DUTIES = re.compile("牵头|负责|配合|参与|落实|推进|会同|职责|(?:单位|部门|机构|范围|主体)：")


def is_statement(text: str) -> bool:
    """Whether words in brackets are a statement, not an aside.

    >>> is_statement("商务部牵头"), is_statement("见附件")
    (True, False)
    """
    if _DUTIES.search(text):
        return True
    return all(_NAME.fullmatch(name) and _BODY.search(name) for name in text.split("、"))


# -- remarks and declarations -------------------------------------------------------------------

# A list may open with words that make its parties the agents.
AGENT_MARKS = ("先由", "由", "具体由", "主要由", "统一由")
# Words after an action that change neither who acts nor how.
_NO_PARTY = "(?:(?!负责|牵头|推进|制订|指导|参与|配合|协助)[^（）、，；])"
_DECLARATION = (
    "[列排居位名在于为]{0,4}(?:第一位?|首位)的?(?:者|(?:责任)?(?:单位|部门|机构))?"
    "(?:为|是|即)(?:总?牵头|主要负责)(?:责任)?(?:单位|部门|机构)"
)
_TIMING = (
    "(?:持续|长期|常态化)(?:推进|推动|坚持|实施|开展)?"
    "|(?:力争|计划)?(?:到|于|在)?[0-9]{4}年[^（）、，；：]{0,20}"
)
BRACKETED_REMARK = re.compile(
    f"（(?:以{_NO_PARTY}+为准|后续视情{_NO_PARTY}+|{_DECLARATION}(?:，下同)?)）$"
)
REMARK = re.compile(
    f"后续视情{_NO_PARTY}+(?:（以{_NO_PARTY}+为准）)?|{_DECLARATION}|下同|{_TIMING}"
)
DECLARATION = re.compile(_DECLARATION)


# -- names --------------------------------------------------------------------------------------

# Local governments of several levels, with the marks of a list: 各省、自治区、直辖市人民政府.
_LEVEL = (
    "(?:省|自治区|直辖市|计划单列市|设区市|县级市|自治州|自治县|地|市|州|盟|县|区|旗|乡镇|镇|乡|街道)"
    "(?:（[^（）]*）)?"
)
LEVELS = re.compile(
    f"(?:各|有关|相关|各有关|各相关){_LEVEL}(?:(?:[、及和]|以及){_LEVEL})+(?:(?:人民)?政府|管委会)?"
    "(?=$|[、，；）和及与等按负配参落组结分抓具推实共])"
)
_GROUP_PREFIX = re.compile("各|有关|相关|其他|其它|具备条件的|有条件的|所有|全部|本")
_GROUP_NOUN = re.compile(
    "(?:部门|单位|机构|企业|主体|地区|地方|各方|省份|(?:级|地方)(?:人民)?政府)$"
)


# How the name of a body ends: a name that is not in the directory is a body by its ending alone.
_BODY = re.compile(
    "(?:[局委办部厅署院会行社处所站队司馆库网联关室组校团]|中心|公司|集团|政府|法院|大学|医院|银行|税务|机场"
    "|平台|专班|中央|人大|政协|街道|信用保险)(?:（[^（）]*）)?$"
)
_REGION = re.compile("(?:[省市区县州旗盟]|新区|地区)(?:（[^（）]*）)?$")
_NAME = re.compile(r"(?=[^\w]*\w)(?:[\w·“”\-]|（[^（）]*）)+")
_IN_NO_NAME = re.compile(
    "后续|视情|为准|下同|根据|按照|会同|牵头|负责|制订|参与|配合|协助|在有关|(?<!自)由|不再"
    "|[0-9]年|[0-9]月|^(?:除|以上|待定|暂无|无)$|^除|^以上|^[0-9]"
)
# Two names without a mark between them: 市商务局市财政局.
_TWO_NAMES = re.compile("(?:局|委|办|厅|署|院|公司|集团|政府)(?=各|[省市县](?!直|委|级))")
_OPEN_PLACES = re.compile("等(?:[0-9]{1,3}个)?(?:试点)?(?:地区|城市|地|省市)(?=$|[和及与、，])")


def lists_places(text: str, start: int, stop: int) -> bool:
    """Whether a list says that it is one of places, as in 福州、泉州等地."""
    return _OPEN_PLACES.search(text, start, stop) is not None


def is_body_name(name: str) -> bool:
    """Whether *name* has the form of a body's name or describes a group.

    >>> is_body_name("市商务局"), is_body_name("市发展")
    (True, False)
    """
    return bool(_NAME.fullmatch(name) and (_BODY.search(name) or is_described(name)))


def is_described(name: str) -> bool:
    """Whether *name* describes a group, rather than naming a body or region.

    >>> is_described("各有关部门"), is_described("市商务局")
    (True, False)
    """
    known = GOVERNMENT.sub("", name) in GROUPS or name in WHOLE_TERRITORY
    return known or _GROUP_NOUN.search(name) is not None


def classify_name(
    name: str, *, places: bool, listed: bool, whole: bool
) -> Literal["group", "body", "region"] | None:
    """Return what a *name* that is not in the directory is by its form, or ``None``.

    Args:
        name: The name, with its widths folded.
        places: Whether it is from a list of places.
        listed: Whether a label precedes the list, so that anything in it is a party.
        whole: Whether the name fills its part of the list.

    >>> classify_name("市商务局", places=False, listed=False, whole=True)
    'body'
    >>> classify_name("移民居", places=False, listed=False, whole=True)
    """
    if not _NAME.fullmatch(name) or _IN_NO_NAME.search(name) or _TWO_NAMES.search(name):
        return None
    if is_described(name) or (whole and _GROUP_PREFIX.match(name)):
        return "group"
    if name.startswith("各") and (_BODY.search(name) or _REGION.search(name)):
        return "group"
    if _BODY.search(name) and len(name) > 1:
        return "body"
    if places or (_REGION.search(name) and len(name) > 1):
        return "region"
    return "body" if listed else None
