"""What people see, as it was when it was last looked at: ``pytest --snapshot-update`` renews it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

import svctrade
from svctrade._cli import commands as _cli

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
def test_text_is_as_it_was_looked_at(
    show: Callable[[], object], snapshot: SnapshotAssertion
) -> None:
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
def test_html_is_as_it_was_looked_at(
    show: Callable[[], svctrade.Table], snapshot: SnapshotAssertion
) -> None:
    """What a notebook shows."""
    assert show()._repr_html_() == snapshot


@pytest.mark.parametrize(
    "command",
    [
        "list --region 厦门 --led-by 移民局",
        "list --region 厦门 --led-by 移民局 --format markdown --lang zh",
        "show 59 --lang zh",
        "explain --region 廈門 --led-by 移民局 --lang zh",
        "regions --group 京津冀",
        "count --by role --lang zh",
        "list --region 厦们",
        "--help",
        "list --help",
    ],
)
def test_the_command_line_is_as_it_was_looked_at(
    command: str,
    snapshot: SnapshotAssertion,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What commands print, and what they tell of a mistake."""
    monkeypatch.delenv("COLUMNS", raising=False)  # those who run tests side by side may set it
    with pytest.raises(SystemExit) as caught:
        _cli.main(command.split())
    out, err = capsys.readouterr()
    assert (caught.value.code, out, err) == snapshot
