"""A real browser of the system, driven by Playwright: Chromium, or Firefox where it is chosen."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

import svctrade

from .pages import go

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, BrowserType, Locator, Page, Request

# Where it is set, a missing browser is a failure. Its value "firefox" chooses Firefox.
REQUIRED = "SVCTRADE_BROWSER"
FIREFOX = os.environ.get(REQUIRED) == "firefox"
NAMES = ("firefox", "firefox-esr") if FIREFOX else ("chromium", "chromium-browser", "google-chrome")
# A container has no sandbox; nothing but the page may be requested.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Playwright cannot set these in the Firefox of a system.
AS_IT_IS = dict.fromkeys(("color_scheme", "contrast", "forced_colors", "reduced_motion"), "null")
# Opens a local page: its path, its fragment, and settings of the browser context.
Visit = Callable[..., "Page"]


def chromium_only(what: str) -> None:
    """Skip the rest of a test in Firefox, for what Playwright cannot do there."""
    if FIREFOX:
        pytest.skip(f"in the Firefox of a system Playwright has no {what}")


@cache
def downloads() -> Path:
    """Make the folder in which Firefox saves files."""
    return Path(tempfile.mkdtemp())


def downloaded(page: Page, button: Locator, folder: Path) -> Path:
    """Press a button and return the file that it saves."""
    if not FIREFOX:
        with page.expect_download() as download:
            button.click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path
    # Playwright does not see the downloads of the Firefox of a system.
    button.click()
    for _ in range(200):
        page.wait_for_timeout(50)
        found = [*downloads().iterdir()]
        # Beside a file that is not yet complete there is one with ".part".
        if len(found) == 1 and found[0].stat().st_size:
            return Path(shutil.move(found[0], folder))
    pytest.fail(f"no file was saved within ten seconds, only {[path.name for path in found]}")


def lacking(what: str) -> NoReturn:
    """Skip what needs a browser, or fail where one is required."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{what}, and {REQUIRED} requires a browser")
    reason = f"{what}: pip install '.[browser]', Chromium from the system's packages"
    pytest.skip(f"{reason}, and for the site SVCTRADE_SITE", allow_module_level=True)


def launch(kind: BrowserType, *, scripts: bool = True) -> Browser:
    """Launch the browser of the system; scripts of pages can be turned off in Firefox only."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        lacking(f"there is none of {', '.join(NAMES)}")
    if not FIREFOX:
        return kind.launch(executable_path=path, args=[*FLAGS])
    preferences: dict[str, str | float | bool] = {
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads()),
        "javascript.enabled": scripts,
    }
    return kind.launch(channel="moz-firefox", executable_path=path, firefox_user_prefs=preferences)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give one browser for all tests."""
    if find_spec("playwright") is None:
        lacking("Playwright is not installed")
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        launched = launch(playwright.firefox if FIREFOX else playwright.chromium)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def page_of_the_annex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of all measures of the current edition."""
    path = tmp_path_factory.mktemp("explorer") / "页 page.html"
    svctrade.measures().to_html(path)
    return path


class Watched:
    """Local pages; it collects requests of anything else, errors, and violations of the policy."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []
        self.others: list[Browser] = []
        self.faults: list[str] = []

    def open(self, path: Path, fragment: str = "", **options: Any) -> Page:
        """Open a page by its path, with settings of the browser's context."""
        settings = {"viewport": {"width": 1440, "height": 900}, "offline": True, **options}
        browser = self.browser
        if FIREFOX:
            settings = {**AS_IT_IS, **settings, "offline": False}
            if not settings.get("java_script_enabled", True):
                browser = launch(browser.browser_type, scripts=False)
                self.others.append(browser)
        context = browser.new_context(**settings)
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)

        def requested(request: Request) -> None:
            if not request.url.startswith((path.as_uri(), "data:", "blob:")):
                self.faults.append(request.url)

        page.on("console", lambda message: self.faults.append(message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("request", requested)
        page.goto(path.as_uri() + fragment)
        return page

    def check(self) -> None:
        """Check that there were no faults, and clear them."""
        faults, self.faults[:] = [*self.faults], []
        assert not faults

    def close(self) -> None:
        """Close all contexts, and browsers of its own."""
        for opened in (*self.contexts, *self.others):
            opened.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Give a function that opens a local page in a context of its own."""
    watched = Watched(browser)
    yield watched.open
    watched.close()
    watched.check()


@pytest.fixture(scope="session")
def one_page(browser: Browser, page_of_the_annex: Path) -> Iterator[tuple[Watched, Page]]:
    """Give the page of all measures, opened once, because opening takes most of the time."""
    watched = Watched(browser)
    yield watched, watched.open(page_of_the_annex)
    watched.close()


# What a link does not restore: which parts are unfolded, and what has the focus.
AFRESH = """() => {
  document.querySelectorAll("details").forEach(one => (one.open = one.id === "panel"));
  document.activeElement.blur();
  scrollTo(0, 0);
}"""


@pytest.fixture
def annex(one_page: tuple[Watched, Page]) -> Iterator[Page]:
    """Give the page of all measures, without a query."""
    watched, page = one_page
    go(page, "#")
    page.evaluate(AFRESH)
    yield page
    watched.check()
