"""Ask everything of the core with every library of an extra out of reach.

It needs no test library, so that it also runs where nothing but the core is installed.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

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


class Refusing:
    """An importer to which the libraries of extras are not there."""

    def find_spec(
        self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Refuse what an extra installs, and leave the rest to others."""
        if name.partition(".")[0] in EXTRAS:
            raise ImportError(name)
        return None


sys.meta_path.insert(0, Refusing())
import svctrade  # noqa: E402  # it has to come after


def refused(ask: Callable[[], object]) -> str:
    """Return what is told of a missing extra."""
    try:
        ask()
    except svctrade.MissingExtraError as error:
        return str(error)
    raise SystemExit("an extra was not missed")


def main() -> None:
    """Ask the core, and see that each extra is missed in a line."""
    found = svctrade.measures().in_region("厦门").led_by("移民局")
    table = found.table()
    assert found.numbers == (59,)  # noqa: S101  # what is checked
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
    for ask, extra in (
        (table.to_arrow, "arrow"),
        (table.to_pandas, "pandas"),
        (table.to_polars, "polars"),
        (lambda: table.to_excel("never.xlsx"), "excel"),
        (crosstab.heatmap, "charts"),
        (found.graph, "graph"),
        (lambda: table._grid().rich(), "rich"),
    ):
        told = refused(ask)
        assert told.endswith(f"pip install 'svctrade[{extra}]'"), told  # noqa: S101  # likewise
        assert "\n" not in told  # noqa: S101  # likewise
    print("the core needs attrs, cattrs and importlib-resources only")


if __name__ == "__main__":
    main()
