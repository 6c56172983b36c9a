"""The explorer page of the annex: its size, and how fast it opens and answers on a slow machine.

Chromium is slowed down four times. A count and a list are there when what a reader should see, and
nothing else, is painted: of all measures, which the page has from the start, and of a link with a
query, whose result the program makes. A filter is measured from a click to the painted count.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import svctrade

from .findings import Finding, format_seconds, reported

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from svctrade import MeasureSet

HOW = (
    "The page of all measures, opened anew in Chromium with its processor slowed down: without a "
    "query, by a link with one, and a filter that is chosen then."
)
_SLOW = 4
_FIRST, _LIST, _FILTER = 0.6, 1.2, 0.15  # seconds
_MOST = 2_000_000
_LINK = "#lang=en&in_region=厦门&led_by=移民局"
# When what a reader should see was first painted, and when the filters answer.
_WATCH = """
const isSeen = one => one?.checkVisibility({ visibilityProperty: true });
const when = (name, there) => requestAnimationFrame(function look() {
  if (!there()) return requestAnimationFrame(look);
  requestAnimationFrame(() => (window[name] = performance.now() / 1000));
});
when("counted", () => {
  const count = document.getElementById("count");
  return isSeen(count) && count.textContent === expected.count;
});
when("listed", () => {
  const number = document.querySelector("#list tbody .number");
  return isSeen(number) && number.textContent === expected.number;
});
when("answering", () => isSeen(document.querySelector(".filter")));
"""
# How long a click takes until what it changes is painted.
_CLICK = """box => new Promise(done => {
  const start = performance.now();
  box.click();
  requestAnimationFrame(() => setTimeout(() => done((performance.now() - start) / 1000)));
})"""


def _opened(browser: Browser, path: Path, link: str, found: MeasureSet) -> list[float]:
    """Return after how many seconds count, list and filters are there, and how long one takes."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    whole = len(found.edition.measures)
    expected = {"count": f"{len(found)} of {whole} measures", "number": str(found.numbers[0])}
    page.add_init_script(f"const expected = {json.dumps(expected)};{_WATCH}")
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": _SLOW})
    page.goto(path.as_uri() + link)
    page.wait_for_function("() => window.counted && window.listed && window.answering")
    times: list[float] = page.evaluate("() => [counted, listed, answering]")
    page.locator(".filter > summary").first.click()
    box = page.locator(".filter input[type=checkbox]").nth(1)
    box.wait_for()
    page.wait_for_timeout(500)
    times.append(box.evaluate(_CLICK))
    context.close()
    return times


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
        queries = {
            "": ("", svctrade.measures()),
            " of a link": (_LINK, svctrade.measures().in_region("厦门").led_by("移民局")),
        }
        for name, (link, found) in queries.items():
            times = [_opened(browser, path, link, found) for _ in range(min(rounds, 9))]
            counted, listed, answering, filtered = map(median, zip(*times, strict=True))
            for what, most, taken in (
                (f"the first result{name}", _FIRST, counted),
                (f"the first list{name}", _LIST, listed),
                (f"a filter{name}", _FILTER, filtered),
            ):
                yield Finding(
                    f"{what}, {_SLOW} times as slow",
                    format_seconds(most),
                    format_seconds(taken),
                    taken <= most,
                )
            figure = format_seconds(answering)
            yield reported(f"the filters{name} answer, {_SLOW} times as slow", figure)
        browser.close()
