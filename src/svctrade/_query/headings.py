"""What a query asks, in a sentence: the heading of a listing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._display.text import truncate
from .._index.indexed_edition import IndexedEdition
from .._model import Language, Region, Role, in_english, member
from .._model.english import quoted, quoted_if_chinese
from ..exceptions import escaped
from .query import Filter, Query, asked_of

# How many characters of what was asked are shown.
_LONGEST = 1000
# Of how many regions of a query a workbook and a memo have the certainty.
_MOST_REGIONS = 4
_NAMED = {"in_region": "region", "led_by": "body", "involving": "body"}
_SCHEMES = {"in_service": "service", "by_mode": "mode", "about": "topic"}
# The English and the Chinese words for each filter; {} is what was asked.
_WORDS: dict[str, tuple[str, str]] = {
    "in_region": ("apply in {}", "适用于{}"),
    "in_region at_least named": ("name {}", "点名{}"),
    "in_region at_least possible": ("apply or may apply in {}", "适用或可能适用于{}"),
    "in_region exactly named": ("name {}", "点名{}"),
    "in_region exactly covered": ("apply in {} without naming it", "普遍适用于{}而未点名"),
    "in_region exactly possible": ("only may apply in {}", "仅可能适用于{}"),
    "in_region exactly none": ("do not apply in {}", "不适用于{}"),
    "led_by": ("are led by {}", "由{}牵头"),
    "led_by basis explicit": ("say that {} leads", "载明由{}牵头"),
    "led_by basis first_named": ("name {} first", "将{}列第一位"),
    "involving": ("name {}", "涉及{}"),
    "with_role": ("have an assignment in the role {}", "有“{}”职责"),
    "in_task": ("belong to task {}", "属于任务{}"),
    "mentioning": ("mention {}", "提及“{}”"),
    "numbered": ("have the number {}", "序号为{}"),
    "under": ("fall under {}", "属于{}框架"),
    "affected_by": ("are touched by {}", "受{}影响"),
    "due": ("have a deadline before {}", "完成时限早于{}"),
    "national": ("make no region responsible", "未列任何地区"),
    "where": ("satisfy {}", "符合{}"),
    "in_service": ("concern {} (reading)", "涉及服务类别{}（本项目归类）"),
    "by_mode": ("ease the mode of supply {} (reading)", "涉及供应模式{}（本项目归类）"),
    "about": ("are about {} (reading)", "主题为{}（本项目归类）"),
    "slice": ("are at positions {}", "位次为{}"),
    "group_by": ("are of the group {}", "属于分组{}"),
}
# How an operation joins its operands.
_JOINTS = {
    "&": (" and ", "，且"),
    "|": (" or ", "，或"),
    "-": (", without those that ", "，剔除"),
    "^": (" or, but not both, ", "，或（不同时）"),
}


@escaped
def write_heading(query: Query, count: int, indexed: IndexedEdition, lang: Language | None) -> str:
    """Return a sentence that says what was asked and how many measures there are.

    Args:
        query: the query.
        count: how many measures it found.
        indexed: the edition, whose names are used.
        lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

    Raises:
        ValueError: *lang* is neither.
    """
    english = in_english(lang)
    asked = truncate(_condition(query, indexed, english), _LONGEST)
    whole = indexed.index.size
    if english:
        return f"{f'Measures that {asked}' if asked else 'All measures'}: {count} of {whole}"
    return f"{f'{asked}的举措' if asked else '全部举措'}：{whole}项中的{count}项"


def conditions_of(
    query: Query,
    indexed: IndexedEdition,
    english: bool,  # noqa: FBT001
) -> dict[str, str]:
    """Return which measures each filter of a query keeps, in words, by its text in a `Reason`."""
    found: dict[str, str] = {}
    if not isinstance(query.start, str):
        for operand in query.start[1]:
            found |= conditions_of(operand, indexed, english)
            condition = _condition(operand, indexed, english) or _everything(english)
            found[f"not {operand}"] = (
                f"None of the measures that {condition}" if english else f"非“{condition}”"
            )
    for step in query.filters:
        single = (Filter(step.method, (value,), step.options, step.mask) for value in step.asked)
        for one in (step, *(single if step.method not in ("group_by", "where") else ())):
            words = _words(one, indexed, english)
            found[asked_of(one)] = f"Measures that {words}" if english else words
    return found


def regions_asked(query: Query, indexed: IndexedEdition) -> tuple[Region, ...]:
    """Return the regions that the filters of a query name, in their order: the first of many."""
    found: list[Region] = []
    if not isinstance(query.start, str):
        for operand in query.start[1]:
            found += regions_asked(operand, indexed)
    for step in query.filters:
        if step.method == "in_region":
            found += [_find(indexed, "region", value) for value in step.asked]
    return tuple(dict.fromkeys(found))[:_MOST_REGIONS]


def _condition(query: Query, indexed: IndexedEdition, english: bool) -> str:  # noqa: FBT001
    """Return what a query asks of a measure; empty where it asks nothing."""
    steps = [_words(step, indexed, english) for step in query.filters]
    if not isinstance(query.start, str):
        sign, operands = query.start
        parts = [_condition(o, indexed, english) or _everything(english) for o in operands]
        if sign == "~":
            start = f"are none of those that {parts[0]}" if english else f"非“{parts[0]}”"
        else:
            start = _JOINTS[sign][not english].join(parts)
        steps.insert(0, f"({start})" if steps else start)
    elif query.truncated is not None:
        steps.insert(0, query.start)
    return (" and " if english else "、").join(steps)


def _everything(english: bool) -> str:  # noqa: FBT001
    return "are in the edition" if english else "属于本版本"


def _words(step: Filter, indexed: IndexedEdition, english: bool) -> str:  # noqa: FBT001
    options = dict(step.options)
    role = options.pop("role", None)
    local = options.pop("counterparts", None)
    key = " ".join([step.method, *(f"{name} {value}" for name, value in options.items())])
    words = _WORDS.get(key) or _WORDS[step.method]
    write = _writer("counterparts" if local else step.method, indexed, english)
    joint = " or " if english else "或"
    asked = step.asked[-1:] if step.method == "group_by" else step.asked
    asked = (options["before"],) if step.method == "due" else asked
    text = words[not english].format(joint.join(write(value) for value in asked))
    if role:
        label = Role(role).label_en if english else Role(role).label
        text += f" in the role {label}" if english else f"（{label}）"
    if local:
        text += ", or by a local counterpart" if english else "（含地方对应机构）"
    if options.get("confidence") == "clear":
        text += ", clearly" if english else "（明确）"
    return text


def _find(indexed: IndexedEdition, kind: str, name: str | int) -> Any:
    """Return what a name of that kind names."""
    ids = indexed.index.ids(kind, (name,))
    if ids is None:
        # Most names are in the index as they were typed.
        from .._index.lookup import find_asked

        return find_asked(indexed, kind, name)
    return indexed.record(kind, ids[0])


def _writer(
    method: str,
    indexed: IndexedEdition,
    english: bool,  # noqa: FBT001
) -> Callable[[str | int], str]:
    def named(value: str | int) -> str:
        found = _find(indexed, _NAMED[method], value)
        if not english:
            return str(found.name)
        # Companies and regions have no article.
        article = "" if method == "in_region" or found.kind == "企业" else "the "
        return f"{article}{found.name_en}" if found.name_en else quoted(found.name)

    def national(value: str | int) -> str:
        # Most headings need no directory of names.
        from .._index.lookup import counterparts_named

        name, bodies = counterparts_named(indexed, value)
        english_name = next((body.name_en for body in bodies if body.name == name), None)
        if not english:
            return name
        return f"the {english_name}" if english_name else quoted(name)

    def item(value: str | int) -> str:
        found = _find(indexed, _SCHEMES[method], value)
        return str(found.name_en if english else found.name)

    def task(value: str | int) -> str:
        found = _find(indexed, "task", value)
        if english:
            return f"{found.number} ({found.title_en or quoted(found.title)})"
        return str(found)

    def role(value: str | int) -> str:
        found = member(Role, str(value), "role")
        return found.label_en if english else found.label

    def plain(value: str | int) -> str:
        return quoted_if_chinese(str(value)) if english else str(value)

    writers = {**dict.fromkeys(_NAMED, named), "in_task": task, "with_role": role}
    writers["counterparts"] = national
    writers |= dict.fromkeys(_SCHEMES, item)
    return writers.get(method, plain)
