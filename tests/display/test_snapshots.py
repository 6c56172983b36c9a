"""Text and HTML, as last checked; ``pytest --snapshot-update`` renews the snapshots."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

import svctrade

ALL = svctrade.measures()
XIAMEN = ALL.in_region("厦门").led_by("移民局")


@pytest.mark.parametrize(
    "show",
    [
        lambda: ALL.in_region("厦门", at_least="named"),
        lambda: XIAMEN,
        lambda: svctrade.measure(29),
        lambda: XIAMEN.explain()[0],
        lambda: XIAMEN.explain()[0].as_text("zh"),
    ],
    ids=["listing", "short listing", "measure", "explanation", "Chinese explanation"],
)
def test_str_is_the_snapshot(show: Callable[[], object], snapshot: SnapshotAssertion) -> None:
    """The listing of a set, a measure, and an explanation."""
    assert str(show()) == snapshot


@pytest.mark.parametrize(
    "show",
    [
        lambda: XIAMEN,
        lambda: ALL[:12],
        lambda: svctrade.measure(59),
        lambda: XIAMEN.explain()[0],
        lambda: ALL.in_task(8).crosstab("task", "role", lang="zh"),
    ],
    ids=["set", "folded set", "measure", "explanation", "crosstab"],
)
def test_repr_html_is_the_snapshot(
    show: Callable[[], svctrade.Table], snapshot: SnapshotAssertion
) -> None:
    """A set, a measure, an explanation and a crosstab, as a notebook shows them."""
    assert show()._repr_html_() == snapshot
