"""What commands print, as last checked; ``pytest --snapshot-update`` renews the snapshots."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from svctrade._cli import main


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
        "list --help --lang zh",
        "crosstab --help --lang zh",
        "show 59 --lang en",
        "list --region 厦门 --not-region 大连 --columns number,lead,bodies --lang zh",
        "explain 62 --region Xiamen --lang en",
        "explain 62 --region 厦门 --lang zh",
        "search 移民 深圳 --columns 序号,牵头单位 --lang zh",
        "search visa Shenzhen --columns number,lead --lang en",
        "count --by certainty --region Xiamen --lang en",
        "crosstab task role --lang zh",
        "cite 59 --style bibtex",
        "bodies --region 厦门 --sort measures --reverse --limit 5 --lang zh",
        "list --sort none --lang zh",
        "list --region 福州 --lang zh",
        "export 厦门.zip --lang zh",
    ],
)
def test_command_prints_the_snapshot(
    command: str,
    snapshot: SnapshotAssertion,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Results, and the message of a mistake."""
    monkeypatch.delenv("COLUMNS", raising=False)  # parallel test runs may set it
    with pytest.raises(SystemExit) as caught:
        main(command.split())
    out, err = capsys.readouterr()
    assert (caught.value.code, out, err) == snapshot
