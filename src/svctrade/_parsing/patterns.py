"""The words of the genre: actions, labels, remarks, and what a name looks like.

What the annex of 2020 prints is in tables. Other documents of the State Council and of local
governments combine further words: those are read from smaller parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Literal

import attrs

from .._model import Role
from .characters import fold_width
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
    "共同负责推进": (Role.SHARE, Role.IMPLEMENT),
    "按职责分工推进": (Role.SHARE, Role.IMPLEMENT),
    "协助推进": (Role.ASSIST,),
}

_VERBS: dict[str, Role] = {
    **dict.fromkeys(("牵头", "总牵头", "主办", "主责", "主要负责", "为主"), Role.LEAD),
    **dict.fromkeys(("制订政策保障措施", "制定政策保障措施"), Role.POLICY),
    "支持": Role.SUPPORT,
    "指导": Role.GUIDE,
    **dict.fromkeys(
        (
            *("负责", "推进", "推动", "落实", "实施", "承办", "承担", "执行"),
            *("均为责任单位", "为责任单位", "组织实施", "贯彻落实"),
        ),
        Role.IMPLEMENT,
    ),
    **dict.fromkeys(("为牵头单位", "为牵头部门", "为主办单位", "为主责单位"), Role.LEAD),
    **dict.fromkeys(("为责任部门", "为落实单位"), Role.IMPLEMENT),
    **dict.fromkeys(("为配合单位", "为配合部门", "为协办单位", "为参与单位"), Role.ASSIST),
    **dict.fromkeys(("参与", "参加", "配合", "协助", "协办", "协同"), Role.ASSIST),
    "确定试点地区": Role.DESIGNATE,
}
# With these an action is shared; those about duties need no verb.
_BY_DUTIES = tuple(
    by + own + duties
    for by in ("按照", "按", "依据", "依", "根据")
    for own in ("各自", "工作", "部门", "任务", "")
    for duties in (
        *("职责分工", "职能分工", "分工", "职责", "职能", "职权", "权限", "职责权限"),
        *("职能职责", "职能职责分工"),
    )
)
_BY_PLACE = tuple(by + place for by in ("按照", "按") for place in ("属地原则", "属地管理原则"))
_SHARING = (*_BY_DUTIES, "共同", "联合", "分工", "分别")
_MANNERS = (
    *("结合实际", "积极", "密切", "具体", "统筹", "组织"),
    *(
        "抓好",
        "做好",
        "加强",
        "全面",
        "认真",
        "协调",
        "督促",
        "分级",
        "分头",
        "全力",
        "主动",
        "切实",
    ),
    *("抓总", "抓", "开展", "有序", "持续", "合力", "协力"),
    *_BY_PLACE,
)
_TOKENS = frozenset((*_VERBS, *_SHARING, *_MANNERS))
_LENGTHS = sorted({len(token) for token in _TOKENS}, reverse=True)
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


def _token_before(text: str, start: int, stop: int) -> str | None:
    words = (text[max(start, stop - length) : stop] for length in _LENGTHS)
    return next((word for word in words if word in _TOKENS), None)


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
        shared = (Role.SHARE, Role.IMPLEMENT) if "推进" in verbs else (Role.SHARE,)
        roles = [r for role in roles for r in (shared if role is Role.IMPLEMENT else (role,))]
    return tuple(dict.fromkeys(roles))


# -- labels -----------------------------------------------------------------------------------

_LABELS: dict[str, tuple[Role, ...]] = {
    "总?牵头|主办|主责|主要负责|第一责任": (Role.LEAD,),
    "责任|负责|主体责任|实施|落实|承办|承担|执行|主管": (Role.IMPLEMENT,),
    "配合|参与|参加|协助|协办|协同|协作": (Role.ASSIST,),
    "指导": (Role.GUIDE,),
    "支持": (Role.SUPPORT,),
}
_DIVISION = "(?:[省市区县]级?)?(?:任务|责任|职责|工作)?分工(?:方案)?"
_AGENTS = "(?:责任)?(?:单位|部门|机构|主体|地区|处室|科室|部室|股室|处|方)"
_LEVELLED = (
    r"(?:[省市区县][级直]|(?<![\u4e00-\u9fff])"
    "(?:[省市区县]|中央|国家|指标|任务|工作|项目|主要|共同|其他|事项|具体|各级?)*)?"
)
# 牵头：市商务局；配合：市财政局.
_SHORT_LABELS: dict[str, tuple[Role, ...]] = {
    "牵头|主办": (Role.LEAD,),
    "配合|协办|参与|协助": (Role.ASSIST,),
}
_ROLE_LABELS = [
    *((re.compile(f"{_LEVELLED}(?:{words}){_AGENTS}"), roles) for words, roles in _LABELS.items()),
    (re.compile(_DIVISION), (Role.IMPLEMENT,)),
    *((re.compile(words), roles) for words, roles in _SHORT_LABELS.items()),
]
_SCOPE = re.compile("(?:适用|试点|实施|推广)(?:范围|地区|区域)")
_TIME = re.compile(
    "(?:完成|推进|实施|整改|办理|办结|落实|工作|任务|总体|目标|整治|改革"
    "|起止|开始|启动|截止|计划|预计|预期|达标|见效)*"
    "(?:时限|时间|期限|时间节点|时间要求|时限要求|进度安排|进度要求|时间安排|时间进度)(?:要求|安排)?"
)
# What else a statement may say of a measure.
_OTHER_LABEL = re.compile(
    "备注|联系(?:人|电话|方式)|电话|(?:主要|直接|第一|工作|具体)?(?:责任|负责|牵头)人"
    "|(?:牵头|责任|分管|包抓|包保|联系|主管|负责)?[省市县区]?级?领导(?:同志)?|任务来源|(?:改革|工作|任务)类型"
)
LABELS = re.compile(
    f"(?:{_LEVELLED}(?:{'|'.join(_LABELS)}){_AGENTS}|{_DIVISION}|{_SCOPE.pattern}|{_TIME.pattern}"
    f"|(?<![\\u4e00-\\u9fff])(?:{'|'.join(_SHORT_LABELS)}|{_OTHER_LABEL.pattern}))："
)
# A label in brackets: 【责任单位】市商务局.
_BRACKETED_LABEL = re.compile(
    f"（((?:{_LEVELLED}(?:{'|'.join(_LABELS)}){_AGENTS}|{_TIME.pattern}))）"
)


def unbracket_labels(text: str) -> str:
    """Return *text*, of the same length, with colons in place of brackets around labels.

    >>> unbracket_labels("（责任单位）甲局（配合单位）乙局")
    '；责任单位：甲局；配合单位：乙局'
    """
    return _BRACKETED_LABEL.sub(r"；\1：", text)


# A label without a colon: 责任单位市商务局, 责任单位为市商务局.
_OPEN_LABEL = re.compile(
    f"(?P<label>{_LEVELLED}(?:{'|'.join(_LABELS)})(?:责任)?(?:单位|部门))"
    "(?:(?:为(?!主)|是(?!否)|[—–-]{1,2})(?=[\u4e00-\u9fff])"
    "|(?=(?:[省市县区州旗](?![级直])|各|自治区|国家|中央)[\u4e00-\u9fff]))"
)
OPEN_LABELS = re.compile(f"(?<=[，；。）]){_OPEN_LABEL.pattern}")

_LONGEST_LABEL = 16


def find_labels(text: str, start: int = 0, stop: int | None = None) -> Iterator[re.Match[str]]:
    """Yield the labels in a part of *text*, in order.

    >>> [label[0] for label in find_labels("做好统计。责任单位：省商务厅；完成时限：2031年")]
    ['责任单位：', '完成时限：']
    """
    end = len(text) if stop is None else stop
    colon = text.find("：", start, end)
    while colon >= 0:
        found = LABELS.search(text, max(start, colon - _LONGEST_LABEL), colon + 1)
        if found and found.end() > colon:
            yield found
        start = colon + 1
        colon = text.find("：", start, end)


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
        opened = _OPEN_LABEL.match(text, start, stop)
        return Label(roles_of_label(opened["label"]), opened.end()) if opened else None
    roles = roles_of_label(found["label"])
    if roles is None and not _TIME.fullmatch(found["label"]):
        return Label(None, found.end()) if _OTHER_LABEL.fullmatch(found["label"]) else None
    return Label(roles, found.end())


# Words of duty, at the end of a clause or before more of it.
DUTIES = re.compile("牵头|负责|配合|参与|落实|推进|会同|按职责|督导|督促|监督|保障|协调")
# A short form that is introduced is no statement.
SHORT_FORM = re.compile("^以下(?:统|通|合|并)?(?:简)?称|^简称|^下称|^注[：:]|^附件?[：:]")


def names_before_action(text: str, start: int, stop: int) -> bool:
    """Whether a list before an action begins or ends with the name of a body or a group.

    >>> names_before_action("市商务局、相关县", 0, 4), names_before_action("依法依规", 0, 4)
    (True, False)
    """
    words = text[start:stop]
    mark = AGENT_MARKS.match(words)
    names = re.split("[、，/／]", words[mark.end() if mark else 0 :])
    return any(_is_party_name(name) for name in (names[0], names[-1]))


def _is_party_name(name: str) -> bool:
    name = re.sub("等$", "", name)
    if _TWO_NAMES.search(name) and (is_body_name(name) or _REGION.search(name)):
        return True  # what it is has to be said: the mark between two names is missing
    return classify_name(name, places=False, listed=False, whole=True) is not None


def is_timing(text: str) -> bool:
    """Whether words say until when: a label of time, or a date and 前完成.

    >>> is_timing("完成时限：2031年"), is_timing("6月底前完成"), is_timing("见附件")
    (True, True, False)
    """
    label = _LABEL.match(text)
    if label and _TIME.fullmatch(label["label"]):
        return True
    return re.fullmatch(_TIMING, text) is not None


# -- remarks and declarations -------------------------------------------------------------------

# A default for what follows: 以下均需各县人民政府落实，不再列出.
DEFAULTS = re.compile(
    "以下(?:各项?|所有|每项|其他|责任单位|责任部门|措施|任务|工作|事项|内容|条款|中|具体|有关|各)*"
    "(?:(?:均|都|皆|全部)(?:需要?|须|应当?|由|要|包含|包括|含)*(?!同)|(?:需|须|应)由?)"
    "|以下不再"
)
# A list may open with words that make its parties the agents.
AGENT_MARKS = re.compile(f"(?:其中)?(?:先|具体|主要|统一|共同|分别)?由|其中|{DEFAULTS.pattern}")
# What a document says of all its measures.
FOR_ALL = re.compile(
    f"{DEFAULTS.pattern}|[均都](?:为|是)(?:牵头|责任|配合|协办|参与|主办)(?:单位|部门)"
)
_NO_MORE = "(?:以下)?(?:不再|不)(?:一一|逐一|逐项|重复|另行|单独)*(?:列[出入示举明]|标注|注明|赘述)"
# Words after an action that change neither who acts nor how.
_NO_PARTY = "(?:(?!负责|牵头|推进|制订|指导|参与|配合|协助)[^（）、，；])"
# The body named first leads: 列第一位者为牵头单位, 逗号前为牵头单位.
_DECLARATION = (
    "(?:以下(?:各项|各条|所有|任务|措施|事项|均)*)?"
    "(?:[列排居位名在于为]{0,4}(?:第一(?:位|个|家)?|首[位个家])|第?一?个?[逗顿]号之?前面?)"
    "的?(?:者|(?:责任)?(?:单位|部门|机构))?"
    "[均都]?(?:为|是|即)(?:总?牵头|主要负责)(?:责任)?(?:单位|部门|机构)"
)
_DITTO = "(?:以?下文?|后)[均皆]?同"
_DAY = (
    "(?:[0-9]{4}(?:[-—–－~～至][0-9]{4})?年|[0-9]{4}[.．][0-9]{1,2}|今年|明年|年底|年内|全年"
    "|每(?:年|半年|季度|月|周)|[0-9]{1,2}月(?!报)|第?[一二三四]季度|[上下]半年|“?十[四五六]五”?期?[间末])"
)
_TIMING = (
    "(?:持续|长期|常态化|常年|立即)(?:推进|推动|坚持|实施|开展|落实|执行|整改)?"
    f"|(?:力争|计划|原则上)?(?:到|于|在|自)?{_DAY}[^（）、，；：]{{0,20}}"
)
BRACKETED_REMARK = re.compile(
    f"（(?:以{_NO_PARTY}+为准|后续视情{_NO_PARTY}+|{_DECLARATION}(?:[，；]?{_DITTO})?"
    f"|[^（）]*(?:为牵头|列第一|排名第一|排第一)[^（）]*|{_DITTO}|{_TIMING})）$"
)
REMARK = re.compile(
    f"后续视情{_NO_PARTY}+(?:（以{_NO_PARTY}+为准）)?|{_DECLARATION}|{_DITTO}|{_TIMING}|{_NO_MORE}"
    "|(?:以下)?除[^（）；。]{1,40}外|(?:适用|试点|实施|推广)(?:范围|地区|区域)均为[^（）；。，]{1,40}"
)
DECLARATION = re.compile(_DECLARATION)
# One that holds for what follows too.
LASTING_DECLARATION = re.compile(f"(?=以下){_DECLARATION}|{_DECLARATION}[^。]{{0,10}}?{_DITTO}")


# -- names --------------------------------------------------------------------------------------

# An action or 会同 behind a list, and not 联合会.
_ACTION_AHEAD = f"(?:{'|'.join((*sorted(_TOKENS), '会同'))})(?![会部组处])"
# Local governments of several levels, with the marks of a list: 各省、自治区、直辖市人民政府.
_LEVEL = (
    "(?:省|自治区|直辖市|计划单列市|设区市|地级市|县级市|自治州|自治县|旗县市区|旗县区|县市区|县区|区县|市州"
    "|市县区|市区|市县|州市|盟市|地市|地|市|州|盟|县|区|旗|乡镇街道|乡镇|镇街|镇|乡|街道)"
    "(?:（[^（）]*）)?"
)
# 各县区、市商务局 are two: a higher level behind a lower one begins the name of a body.
_NO_GROUP = "(?![县区旗州直、及和（]|(?:人民)?政府|管)"
_NO_HIGHER = (
    f"(?!(?:(?<=[县区旗镇乡道）][、及和])[省市州]|(?<=[镇乡道）][、及和])[县区]){_NO_GROUP})"
)
LEVELS = re.compile(
    f"(?:各|有关|相关|各有关|各相关){_LEVEL}(?:行政公署|行署)?"
    f"(?:(?:[、及和]|以及){_NO_HIGHER}{_LEVEL}(?![直级]))+"
    "(?:(?:人民)?政府|管理?委员?会|(?:相关|有关)?部门|[\u4e00-\u9fff]{2,8}(?:局|委|办|部门|机构))?"
    "(?:（[^（）]*）)?"
    f"(?=$|[、，；。）和及与以等按负配参落组结分抓具推实共均为]|{_ACTION_AHEAD})"
    f"|{_LEVEL}(?:[、及和]{_LEVEL})*[两三四五]级(?:(?:人民)?政府|(?:相关|有关)?部门|单位)?"
    f"(?=$|[、，；。）和及与以等按负配参落组结分抓具推实共均为]|{_ACTION_AHEAD})"
)
# 各区县, 各有关单位: a group that may be alone in brackets.
_GROUP_ALONE = re.compile(
    f"各{_LEVEL}(?:[、及和]{_LEVEL})*(?:(?:人民)?政府|管委会)?(?:（[^（）]*）)?"
    "|各[\u4e00-\u9fff、（）]{0,24}(?:单位|部门|政府|管委会)"
)
# A body whose level is said, by an ending that few other words have.
_LEVEL_BODY = re.compile(
    "[\u4e00-\u9fff]{0,8}[省市县区州旗盟](?![级直内外际])[\u4e00-\u9fff·]{1,20}"
    "(?:局|厅|委|政府|办公室|委员会)(?:（[^（）]*）)?"
)
# Endings of offices that are also those of other words: 儿科, A股.
_WEAK_ENDING = re.compile("(?:科|股|热线|国企)(?:（[^（）]*）)?$")
_GROUP_PREFIX = re.compile("各|有关|相关|其他|其它|具备条件的|有条件的|所有|全部|本")
_GROUP_NOUN = re.compile(
    "(?:部门|单位|机构|企业|主体|地区|地方|各方|省份|(?:级|地方)(?:人民)?政府)$"
)


# How the name of a body ends: a name that is not in the directory is a body by its ending alone.
_BODY = re.compile(
    "(?:[局委办部厅署院会行社处所站队司馆库网联关室组校团协厂]|中心|公司|集团|政府|法院|大学|医院|银行|税务|机场"
    "|(?<![学本专学文理工选])科(?!技)|(?<!控)股|热线|国企|平台|专班|中央|人大|政协|街道|信用保险|支队|基金|指挥部|管委|车务段|机务段|陆港|港务|中支)(?:（[^（）]*）)?$"
)
_REGION = re.compile("(?:[省市区县州旗盟]|新区|地区|新城)(?:（[^（）]*）)?$")
# A number in brackets or in a circle is the mark of a footnote.
_NAME = re.compile(
    r"(?=[^\w]*\w)(?![^①-⒇¹²³⁰-⁹]*[①-⒇¹²³⁰-⁹])"
    r"(?:[\w·•“”‘’《》\-－—–/+]|（(?![0-9]{1,2}）)[^（）]*）)+"
)
_IN_NO_NAME = re.compile(
    "^[/／]|[/／]$|后续|视情|为准|下同|根据|按照|会同|牵头(?!部门|单位)|负责|制订|参与|配合|协助|在有关|(?<!自)由|不再|以下"
    "|按|^(?:总?牵头|主办|责任|配合|协办|承办)(?:单位|部门)(?!$|[和及与（])"
    "|(?:为|是|任)(?:总?牵头|第一|主要?|责任|主办|配合|协办|参与)+(?:单位|部门)"
    "|[0-9]年|[0-9]月|^(?:不?含|不?包[括含]|见|附|注|如)|^(?:试行|暂行|施行|进行|执行|发行|单位|部门|站|所|处|室|局|委|办|厅)$|^(?:除|以上|待定|暂无|无)$|^除|^以上|^[0-9]+(?:[年月日项亿万%.．]|个(?!.*(?:区域?|地区|城市|省份?|市|县)$)|$)"
)
# Names that contain 和, 及 or 与 are never cut in these words, which national bodies and many local
# ones share.
STEMS = (
    *("工业和信息化", "经济和信息化", "网络安全和信息化", "文化和旅游", "文化广电和旅游"),
    *("人力资源和社会保障", "住房和城乡建设", "城乡建设和住房", "规划和自然资源", "自然资源和规划"),
    *("发展和改革", "粮食和物资储备", "粮食和储备", "林业和草原", "林业和园林", "水利和湖泊"),
    *("中央和国家机关", "市委和市级机关", "省委和省直机关", "教育和体育", "民族和宗教"),
    *("行政审批和政务服务", "政务服务和大数据", "政务服务和公共资源", "政务服务和行政审批"),
    *("卫生健康和体育", "卫生和计划生育", "广播电视和旅游", "广电和旅游", "商务和粮食"),
    *("科技和工业信息化", "科技和信息化", "投资促进和", "数据和政务", "口岸和物流"),
    *("市场监督和", "国防动员和人民防空", "地震和", "机关事务和", "审批服务和", "退役军人和"),
)
_STEM = re.compile("|".join(STEMS))


def stem_positions(text: str, start: int, stop: int) -> frozenset[int]:
    """Return the positions in this part of *text* at which a name of the lexicon would be cut.

    >>> sorted(stem_positions("市工业和信息化局和市财政局", 0, 13))
    [1, 2, 3, 4, 5, 6]
    """
    found = _STEM.finditer(text, start, stop)
    return frozenset(at for stem in found for at in range(*stem.span()))


# 8个改革试验区域: places that are counted and not named.
_COUNTED_PLACES = re.compile("[0-9]{1,3}个[^、，]{0,12}(?:区域?|地区|城市|省份?|市|县)")
# In the next three, the limit keeps the time in proportion to the length.
# 发改、财政等部门: names of which only the field is said.
FIELD_NAMES = re.compile(
    "[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,10}){0,40}等(?:相关|有关|多)?(?:部门|单位|公司|企业)(?=$|[，和及])"
)
# 电信、移动、联通公司: what they are is said at the end.
COMPANIES = re.compile(
    "(?:、(?:电信|移动|联通|铁塔|广电|邮政|电力|燃气|供水|供电|供气|水务)){0,40}[、和及][\u4e00-\u9fff]{2,10}公司"
    f"(?=$|[、，；。）和及等负按配]|{_ACTION_AHEAD})"
)
# Two names without a mark between them, 市商务局市财政局, or with a verb: 市商务局商市财政局.
_TWO_NAMES = re.compile(
    "(?:局|(?<![省市县区州])委|办|厅|署|院|公司|集团|政府)"
    "(?:(?=各(?!部门|单位|有关|相关|直属|组成|工作部门)|[省市县](?!直|委|级))"
    "|(?:会?商|协商|商请|同|[连联]同|联合|协同|督促|指导|组织|协调|统筹|并|暨|兼|或)"
    "(?:各|[省市县区](?![直级])))"
)
# 天河、南沙区政府: the level is said at the end.
LEVEL_AT_END = re.compile(
    "(?:、[\u4e00-\u9fff]{2,4}(?=[、和及])){0,40}[、和及][\u4e00-\u9fff]{2,4}[区县市州旗]"
    f"(?:(?:人民)?政府|管委会)(?=$|[，；。）和及等负按牵配协参落]|{_ACTION_AHEAD})"
)
# 广州、深圳海关: the offices of a body in several places.
OFFICES_AT_END = re.compile(
    "(?:、[\u4e00-\u9fff]{2,4}(?=[、和及])){0,40}[、和及][\u4e00-\u9fff]{2,4}"
    "(?:海关|海事局|监管局|证监局|外汇局|税务局|通信管理局|边检总?站|[分支]行|分局|片区(?:管委会)?)"
    "(?=$|[、，；。）和及等负按牵配协参落])"
)
_OPEN_PLACES = re.compile("等(?:[0-9]{1,3}个)?(?:试点)?(?:地区|城市|地|省市)(?=$|[和及与、，])")


def lists_places(text: str, start: int, stop: int) -> bool:
    """Whether a list says that it is one of places, as in 福州、泉州等地."""
    return _OPEN_PLACES.search(text, start, stop) is not None


_LEVEL_BEFORE = re.compile(
    "^(?:自治[区州县]|[省市州盟县区旗](?!长|域|块|监|场|委员)|兵团)(?:直属?|级)?(?=[^省市州盟县区旗]|[省市州盟县区旗]..)"
)
_NATIONAL_ONLY = re.compile(
    "^(?:国家|中央|中共中央|国务院|中国|全国|最高|联席|国(?!资|土|防|企|安|动))"
    "|(?:部|总局|总署|银行|央行|人行|公司|证监会|银保监会|法院|最高院|最高法|中信保|中国信保)$"
)


def without_level(name: str) -> str:
    """Return the name of a local body without the level before it.

    >>> without_level("省商务厅"), without_level("市市场监管局"), without_level("市监局")
    ('商务厅', '市场监管局', '市监局')
    """
    return _LEVEL_BEFORE.sub("", name)


def level_of(name: str) -> str:
    """Return the level before the name of a local body.

    >>> level_of("自治区发展改革委"), level_of("国资委")
    ('自治区', '')
    """
    return name[: len(name) - len(without_level(name))]


def may_be_local(name: str) -> bool:
    """Whether the printed name of a national body may be that of a local one too.

    >>> may_be_local("国资委"), may_be_local("商务部"), may_be_local("国家药监局")
    (True, False, False)
    """
    return _NATIONAL_ONLY.search(name) is None


def has_local_offices(name: str) -> bool:
    """Whether the office of a national body in a place has its name after that of the place.

    >>> has_local_offices("外汇局"), has_local_offices("人民银行"), has_local_offices("财政部")
    (True, True, False)
    """
    return may_be_local(name) or name in ("人民银行", "人行")


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


def may_be_alone(group: str) -> bool:
    """Whether a group may be a statement without an action: 各区县, but not 各企业.

    >>> may_be_alone("各区县人民政府"), may_be_alone("各企业")
    (True, False)
    """
    return _GROUP_ALONE.fullmatch(group) is not None


def has_level(name: str) -> bool:
    """Whether *name* is that of a body with its level: 市商务局, but not 世界银行.

    >>> has_level("广州市商务局"), has_level("市内通办")
    (True, False)
    """
    return _LEVEL_BODY.fullmatch(name) is not None


def has_weak_ending(name: str) -> bool:
    """Whether a *name* ends like an office and like other words.

    >>> has_weak_ending("儿科"), has_weak_ending("商务局")
    (True, False)
    """
    return _WEAK_ENDING.search(name) is not None


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
    if (
        _COUNTED_PLACES.fullmatch(name)
        or is_described(name)
        or (whole and len(name) > 1 and _GROUP_PREFIX.match(name))
    ):
        return "group"
    if name.startswith("各") and (_BODY.search(name) or _REGION.search(name)):
        return "group"
    if _BODY.search(name) and len(name) > 1:
        return "body"
    if places or (_REGION.search(name) and len(name) > 1):
        return "region"
    return "body" if listed else None


# -- what a document is, and what else a statement says ------------------------------------------

_ISSUED_LOCALLY = re.compile(
    "^[\\W0-9]*[\u4e00-\u9fff]{0,14}?(?:省|自治[区州县]|市|县|[^片园地试验范税]区|盟|旗)"
    "(?:委|人民政府|政府|[\u4e00-\u9fff]{2,14}(?:局|厅|委员会|委|办公室|办|处))[^，。]{0,12}(?:关于|印发)"
    "|^[\\W0-9]*(?:某|[\u4e00-\u9fff]{2,7}?)(?:省|自治[区州县]|市|县)(?!场|级)[^，。、]{2,40}\\s"
)
_LOCAL_PARTY = re.compile(
    "[（、，：；和及](?:省|市|县|区|州|旗|盟|自治区)(?![、场])[\u4e00-\u9fff]{2,9}(?:局|委|办|厅|政府|处|中心)"
)
_MINISTRY = re.compile(
    "[（、，：；和及][\u4e00-\u9fff]{2,8}(?<![省市县区委]..)部(?=[、，；。）和等牵负按])"
)


def is_local_plan(text: str) -> bool:
    """Whether a document is that of a province, a city or a county: by its title and parties.

    >>> is_local_plan("某省人民政府关于印发方案的通知"), is_local_plan("国务院关于印发方案的通知")
    (True, False)
    """
    folded = fold_width(text)
    local = sum(1 for _ in _LOCAL_PARTY.finditer(folded))
    national = sum(1 for _ in _MINISTRY.finditer(folded))
    issued = _ISSUED_LOCALLY.search(folded[:200]) is not None
    return (issued or local > 0) and local >= national


# 以下除标注…外，适用范围均为所有片区: a scope for what follows.
SCOPE_DEFAULT = re.compile(
    "以下除[^，；。（）]{1,40}外，?(?:适用|试点|实施|推广)(?:范围|地区|区域)均为(?P<place>[^，；。（）]{1,40})"
)
_DATED = re.compile(f"(?:^|[，；。（])(?P<words>{_TIMING})(?=$|[，；。）])")


def deadlines(statement: str) -> str | None:
    """Return until when a statement says that something is to be done, as printed.

    >>> deadlines("责任单位：市商务局；完成时限：2031年9月"), deadlines("市商务局牵头，6月底前完成")
    ('2031年9月', '6月底前完成')
    """
    folded = unbracket_labels(fold_width(statement))
    labelled = _labelled_words(folded)
    found = [statement[span] for label, span in labelled if _TIME.fullmatch(label)]
    if not found:
        found = [statement[slice(*dated.span("words"))] for dated in _DATED.finditer(folded)]
    return "；".join(found) or None


def extras(statement: str) -> tuple[tuple[str, str], ...]:
    """Return what a statement says under labels that are neither of a role nor of time.

    >>> extras("责任单位：市商务局；备注：试点")
    (('备注', '试点'),)
    """
    labelled = _labelled_words(unbracket_labels(fold_width(statement)))
    return tuple(
        (label, statement[span]) for label, span in labelled if _OTHER_LABEL.fullmatch(label)
    )


def _labelled_words(folded: str) -> Iterator[tuple[str, slice]]:
    """Yield the labels of a statement, and where the words of each are."""
    labels = [*find_labels(folded)]
    ends = [*(label.start() for label in labels[1:]), len(folded)]
    for label, end in zip(labels, ends, strict=False):
        words = re.compile("[^；。]*").match(folded, label.end(), end)
        text = words[0].rstrip("，、）") if words else ""
        if text:
            yield label[0][:-1], slice(label.end(), label.end() + len(text))
