"""A real browser: Chromium as the system has it, led by Playwright."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

import svctrade

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

# Where it is set, a browser has to be there.
REQUIRED = "SVCTRADE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome")
# A container has no sandbox to offer; nothing but the page is to be asked for.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# Opens a page of the disk: its path, its fragment, and settings of the browser's context.
Visit = Callable[..., "Page"]


def _lacking(what: str) -> NoReturn:
    if os.environ.get(REQUIRED):
        pytest.fail(f"{what}, and {REQUIRED} says that there has to be a browser")
    pytest.skip(f"{what}: pip install '.[browser]', and Chromium from the system's packages")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a browser for all tests."""
    if find_spec("playwright") is None:
        _lacking("Playwright is not installed")
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        _lacking(f"there is none of {', '.join(NAMES)}")
    with import_module("playwright.sync_api").sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=[*FLAGS])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def page_of_the_annex(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the page of all measures of the current edition."""
    path = tmp_path_factory.mktemp("explorer") / "页 page.html"
    svctrade.measures().to_html(path)
    return path


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Give a function that opens a page of the disk, and see that nothing else is asked for.

    No page may ask for another file or address, write an error, or break its own policy.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []
    asked: set[str] = set()

    def opened(path: Path, fragment: str = "", **options: Any) -> Page:
        settings = {"viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(offline=True, **settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.add(request.url.partition("#")[0]))
        page.goto(path.as_uri() + fragment)
        allowed.add(path.as_uri())
        return page

    allowed: set[str] = set()
    yield opened
    for context in contexts:
        context.close()
    assert not faults
    assert not {url for url in asked if not url.startswith(("data:", "blob:"))} - allowed


@pytest.fixture
def annex(visit: Visit, page_of_the_annex: Path) -> Page:
    """Give the page of all measures, opened."""
    return visit(page_of_the_annex)
