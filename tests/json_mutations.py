"""Damage to JSON, as a function that does it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def put(*path: Any) -> Callable[[Any], None]:
    """Return what puts the last of *path* at the place that the rest leads to."""
    *way, last, value = path

    def change(raw: Any) -> None:
        for step in way:
            raw = raw[step]
        raw[last] = value

    return change
