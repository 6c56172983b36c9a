"""Draw the picture of the README and of the site's first page: ``python tools/draw_picture.py``.

``--check`` draws nothing, and fails if the committed picture shows other counts than the data. It
compares the counts and not the bytes, which change with fonts and libraries.
"""

from __future__ import annotations

import argparse
import re
import sys
from html import unescape
from pathlib import Path

import svctrade

PICTURE = Path(__file__).parent.parent / "docs" / "picture.svg"
_CELL = re.compile(r'aria-label="column: ([^;"]+);[^"]* count: (\d+); row: ([^;"]+)"')


def counts() -> svctrade.Table:
    """Return the table of the picture: how many measures of each task each body leads."""
    return svctrade.measures().crosstab("task", "lead", lang="zh")


def crosstab_counts() -> set[tuple[str, str, int]]:
    """Return the cells of the table: row, column and count."""
    first, *others = counts().columns
    return {
        (str(row), column.name, int(str(count)))
        for column in others
        for row, count in zip(first.values, column.values, strict=True)
    }


def drawn_counts(picture: str) -> set[tuple[str, str, int]]:
    """Return the cells that a picture shows: row, column and count."""
    return {
        (unescape(row), unescape(column), int(count))
        for column, count, row in _CELL.findall(picture)
    }


def main() -> int:
    """Draw, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and draw nothing")
    check: bool = parser.parse_args().check
    if not check:
        svctrade.save_chart(counts().heatmap(), PICTURE)
    same = drawn_counts(PICTURE.read_text(encoding="utf-8")) == crosstab_counts()
    print("the picture is up to date" if same else "the picture differs: draw it again")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
