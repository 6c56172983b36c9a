"""Use the core without the libraries of the extras.

The check needs no test library, so it also runs where only the core is installed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType, SimpleNamespace

EXTRAS = {
    "altair": "charts",
    "click": "cli",
    "fontTools": "charts",
    "networkx": "graph",
    "numpy": "graph",
    "openpyxl": "excel",
    "pandas": "pandas",
    "polars": "polars",
    "pyarrow": "arrow",
    "rich": "rich",
    "vl_convert": "charts",
}


class ExtrasBlocker:
    """An importer that refuses the libraries of the extras."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse what an extra installs, and leave the rest to other importers."""
        if name.partition(".")[0] in EXTRAS:
            raise ImportError(name)
        return None


sys.meta_path.insert(0, ExtrasBlocker())
import svctrade  # noqa: E402  # after the blocker


def message_of(call: Callable[[], object]) -> str:
    """Return the message about the missing extra."""
    try:
        call()
    except svctrade.MissingExtraError as error:
        return str(error)
    raise SystemExit("no error about a missing extra")


def main() -> None:
    """Use the core, and check the message about each missing extra."""
    found = svctrade.measures().in_region("厦门").led_by("移民局")
    table = found.table()
    assert found.numbers == (59,)  # noqa: S101  # a check
    assert found.explain()[0]._repr_html_()  # noqa: S101  # likewise
    assert svctrade.verify()  # noqa: S101  # likewise
    assert not svctrade.compare("2020", "2020")  # noqa: S101  # likewise
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edition.json"
        svctrade.save(svctrade.edition(), path)
        assert svctrade.load(path) == svctrade.edition()  # noqa: S101  # likewise
        for text in (table.to_csv(path), table.to_json(), table.to_jsonl(), table.to_markdown()):
            assert "移民局" in text  # noqa: S101  # likewise
    crosstab = found.crosstab("task", "body")
    for call, extra in (
        (table.to_arrow, "arrow"),
        (table.to_pandas, "pandas"),
        (table.to_polars, "polars"),
        (lambda: table.to_excel("never.xlsx"), "excel"),
        (crosstab.heatmap, "charts"),
        (found.graph, "graph"),
        (lambda: [*table.__rich_console__(None, SimpleNamespace(max_width=80))], "rich"),
    ):
        message = message_of(call)
        assert message.endswith(svctrade.MissingExtraError("", extra).command), message  # noqa: S101  # likewise
        assert "\n" not in message  # noqa: S101  # likewise
    print("the core needs attrs, cattrs and importlib-resources only")


if __name__ == "__main__":
    main()
