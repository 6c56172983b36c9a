"""The local counterparts of national bodies, by level: 移民局 is 公安局 in a city.

``data/names/counterparts.json`` is read when a plan is aligned with its parent.
"""

from __future__ import annotations

import re
from functools import cache

from .places import places

FILE = "names/counterparts.json"


@cache
def _table() -> dict[str, dict[str, tuple[str, ...]]]:
    import json

    from .._io import decoded

    rows: dict[str, dict[str, list[str]]] = decoded(FILE, json.loads)
    return {
        body: {level: tuple(names) for level, names in levels.items()}
        for body, levels in rows.items()
    }


def counterparts_of(body: str, level: str | None = None) -> tuple[str, ...]:
    """Return what a national body is called at a level, without the place, the usual name first.

    Args:
        body: the name of the body, as the 2020 annex prints it.
        level: ``"省"``, ``"直辖市"``, ``"市"`` or ``"县"``; without it, the names at any level.

    >>> counterparts_of("移民局", "市")
    ('公安局',)
    """
    levels = _table().get(body, {})
    wanted = levels.values() if level is None else [levels.get(level, ())]
    return tuple(dict.fromkeys(name for names in wanted for name in names))


# These have local offices with endings that any body may have (分行, 监管局): the name of one has a
# word of the national name too.
_WORDS = {
    "人民银行": ("人民银行", "人行"),
    "证监会": ("证监",),
    "银保监会": ("银保监",),
    "民航局": ("民航",),
    "外汇局": ("外汇",),
    "中国出口信保公司": ("出口信用保险", "出口信保", "中国信保"),
    "国家金融监督管理总局": ("金融监管", "金融监督管理总局"),
}
# A department of the local government, and none of the national body.
_OF_THE_PLACE = "地方"
# What is before the ending: nothing, or the name or the level of a place.
_OF_A_PLACE = re.compile("(?:.*(?:省|市|区|县|州|盟|旗|兵团))?")


def is_counterpart(name: str, national: str) -> bool:
    """Whether a body of a local plan is, by its name, the local counterpart of a national one.

    Args:
        name: the name of the local body, as printed.
        national: the name of the national body, as the 2020 annex prints it.

    >>> is_counterpart("市商务局", "商务部"), is_counterpart("市电子商务局", "商务部")
    (True, False)
    >>> is_counterpart("工商银行厦门市分行", "人民银行")
    False
    """
    endings = [ending for ending in counterparts_of(national) if name.endswith(ending)]
    if national in _WORDS:
        named = any(word in name for word in _WORDS[national])
        return bool(endings) and named and _OF_THE_PLACE not in name
    before = [name.removesuffix(ending) for ending in endings]
    return any(_OF_A_PLACE.fullmatch(part) or places().has(part) for part in before)
