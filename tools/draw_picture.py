"""Draw the picture of the README and of the site's first page: ``python tools/draw_picture.py``.

``--check`` draws nothing, and fails if a committed picture shows other counts than the data. It
compares the counts and not the bytes, which change with fonts and libraries.
"""

from __future__ import annotations

import argparse
import re
import sys
from html import unescape
from pathlib import Path
from typing import Any

import altair as alt

import svctrade

DOCS = Path(__file__).parent.parent / "docs"
PICTURES = {"en": DOCS / "picture.svg", "zh": DOCS / "zh" / "picture.svg"}
# So many can be read on a phone, and no other body leads as many as the last.
_BODIES = 9
_WIDTH = 340
# The colours of the text and of the bars, by the theme of the page.
_COLOURS = {"light": ("#1f2328", "#2f6f9f"), "dark": ("#dfe3e8", "#5aa0d6")}
_BAR = re.compile(r'aria-label="count: (\d+); name: ([^;"]+)"')


def counts(lang: str) -> dict[str, int]:
    """Return how many measures each body leads, for the bodies that lead most."""
    led = svctrade.measures().count_by("lead")
    named = [(body, count) for body, count in led.items() if body]
    return {
        (body.name_en or body.name) if lang == "en" else body.name: count
        for body, count in named[:_BODIES]
    }


def chart(lang: str, theme: str = "light", background: str = "transparent") -> Any:
    """Return a bar for each body with its name above, so that long names fit a phone."""
    ink, colour = _COLOURS[theme]
    rows = [{"name": name, "count": count} for name, count in counts(lang).items()]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("name:N", sort=None, axis=None),
        x=alt.X("count:Q", axis=None, scale=alt.Scale(nice=False)),
    )
    names = base.mark_text(align="left", dx=2, dy=-8, fontSize=14, color=ink).encode(
        x=alt.value(0), text="name:N"
    )
    bars = base.mark_bar(color=colour, height=10, yOffset=8)
    numbers = base.mark_text(align="left", dx=5, dy=8, fontSize=14, color=ink).encode(
        text="count:Q"
    )
    drawn = alt.layer(bars, names, numbers).properties(width=_WIDTH, height={"step": 40})
    return drawn.configure(background=background).configure_view(stroke=None)


def drawn_counts(picture: str) -> dict[str, int]:
    """Return the counts that a picture shows."""
    return {unescape(name): int(count) for count, name in _BAR.findall(picture)}


def main() -> int:
    """Draw, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and draw nothing")
    check: bool = parser.parse_args().check
    if not check:
        for lang, path in PICTURES.items():
            svctrade.save_chart(chart(lang, background="white"), path)
    same = all(
        drawn_counts(path.read_text(encoding="utf-8")) == counts(lang)
        for lang, path in PICTURES.items()
    )
    print("the pictures are up to date" if same else "a picture differs: draw them again")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
