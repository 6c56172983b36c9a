"""Editions that other packages register."""

from __future__ import annotations

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

import svctrade
from svctrade import (
    EditionWarning,
    UnknownNameError,
    read_document,
)
from svctrade._api import editions as registry

from ..parsing.documents import EDITION, PLAN


def test_editions_include_registered_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Editions of entry points follow the bundled ones; an invalid one is a warning."""
    plan = read_document(PLAN, id="plan")

    def fail() -> None:
        raise RuntimeError("broken")

    made: dict[str, Any] = {"plan": plan, "made": lambda: attrs.evolve(plan, id="made")}
    broken: dict[str, Any] = {"2020": EDITION, "other": plan, "none": dict, "fails": fail}
    points = [
        SimpleNamespace(name=name, value=f"tool:{name}", load=lambda found=found: found)
        for name, found in (made | broken).items()
    ]
    monkeypatch.setattr(import_module("importlib.metadata"), "entry_points", lambda **_: points)
    registry._registered.cache_clear()
    with pytest.warns(EditionWarning) as caught:
        assert svctrade.editions() == ("2020", "plan", "made")
    message = [str(warning.message) for warning in caught]
    assert [text.split("'")[1] for text in message] == [*broken]
    assert "of tool:none cannot be used: TypeError: expected an Edition, found dict" in message[2]
    assert "of tool:fails cannot be used: RuntimeError: broken" in message[-1]
    assert svctrade.measures("plan").numbers == (1, 2, 3, 4)
    assert svctrade.edition() is svctrade.edition("2020")
    with pytest.raises(UnknownNameError, match="'plan'"):
        svctrade.edition("2031")
    registry._registered.cache_clear()
