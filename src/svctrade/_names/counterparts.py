"""The local counterparts of national bodies, by level: 移民局 is 公安局 in a city.

``data/names/counterparts.json`` is read when a plan is aligned with its parent.
"""

from __future__ import annotations

from functools import cache

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
