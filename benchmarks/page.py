"""The explorer page of the annex: its size, and how fast it opens on a slow machine.

Chromium is slowed down four times. The first result is the painted count; the list is there when
its rows are painted.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import svctrade

from .findings import Finding, format_seconds

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOW = "The page of all measures, opened anew in Chromium with its processor slowed down."
_SLOW = 4
_FIRST, _LIST = 0.6, 1.2  # seconds
_MOST = 2_000_000
# When an element was first painted.
_WATCH = """
const when = (name, there) => requestAnimationFrame(function look() {
  if (!there()) return requestAnimationFrame(look);
  requestAnimationFrame(() => (window[name] = performance.now() / 1000));
});
when("counted", () => document.getElementById("count")?.textContent);
when("listed", () => document.querySelector("#list .tabulator-row"));
"""


def _opened(browser: Browser, path: Path) -> tuple[float, float]:
    """Return after how many seconds the count and the list were painted."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(_WATCH)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOW})
    page.goto(path.as_uri())
    page.wait_for_function("window.counted && window.listed")
    counted, listed = page.evaluate("[window.counted, window.listed]")
    context.close()
    return counted, listed


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    from playwright.sync_api import sync_playwright  # other parts need no browser

    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        raise FileNotFoundError(f"the page needs a browser: install one of {names}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder, "page.html")
        size = len(svctrade.measures().to_html(path).encode("utf-8"))
        yield Finding("size of the page", "2 MB", f"{size / 1e6:.2f} MB", size <= _MOST)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        times = [_opened(browser, path) for _ in range(min(rounds, 9))]
        counted, listed = (median(column) for column in zip(*times, strict=True))
        for what, most, taken in (("result", _FIRST, counted), ("list", _LIST, listed)):
            yield Finding(
                f"the first {what}, {_SLOW} times as slow",
                format_seconds(most),
                format_seconds(taken),
                taken <= most,
            )
        browser.close()
