"""The site as it was built: what is in it, and that its search finds what people look for.

``python tools/build_site.py build/site`` builds it, and `SVCTRADE_SITE` names the folder.
"""

from __future__ import annotations

import os
import re
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

import build_api
import messages
import svctrade

from .conftest import lacking

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SITE = os.environ.get("SVCTRADE_SITE")
if not SITE:
    lacking("there is no site to look at (python tools/build_site.py)")
if find_spec("axe_playwright_python") is None:
    lacking("axe is not installed")
Axe = import_module("axe_playwright_python.sync_playwright").Axe
FOLDER = Path(SITE).resolve()
LANGUAGES = ("en", "zh")
PAGES = [
    FOLDER / "index.html",
    *(path for lang in LANGUAGES for path in (FOLDER / lang).rglob("*.html")),
]
EXPLORER = FOLDER / "explorer.html"
HEAVIEST = 2 * 1024 * 1024
MEASURES = svctrade.measures()
_ALTERNATES = re.compile('<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')
_REFERENCE = re.compile(r"""(?:src|href)=["']([^"']+)["']""")
_OF_A_PAGE = re.compile(
    r"""<(?:script[^>]*\ssrc|link[^>]*rel="stylesheet"[^>]*\shref|img[^>]*\ssrc)="([^"]+)\""""
)


def read(path: Path) -> str:
    """Return the text of a page."""
    return path.read_text(encoding="utf-8")


def beside(page: Path, link: str) -> Path:
    """Return the file that a link of a page points to."""
    return Path(urljoin(page.as_posix(), unquote(urlsplit(link).path)))


def own(link: str) -> bool:
    """Whether a link points to the site itself."""
    return not urlsplit(link).scheme and not link.startswith(("//", "#"))


def test_both_languages_have_the_same_pages() -> None:
    """Each page has one of the same name in the other language, and links to it."""
    english, chinese = (
        {path.relative_to(FOLDER / lang).as_posix() for path in (FOLDER / lang).rglob("*.html")}
        for lang in LANGUAGES
    )
    assert english == chinese
    for lang, other in zip(LANGUAGES, reversed(LANGUAGES), strict=True):
        for name in english:
            page = FOLDER / lang / name
            (switch,) = re.findall(r'rel="alternate"\s+href="([^"]+)"', read(page))
            assert beside(page, switch) == FOLDER / other / name


def test_pages_describe_themselves() -> None:
    """Each page has a title with the version, a description, and links to both languages."""
    for lang in LANGUAGES:
        for page in (FOLDER / lang).rglob("*.html"):
            text = read(page)
            title = re.findall("<title>([^<]+)</title>", text)[0]
            assert f"svctrade {svctrade.__version__}" in title, page
            assert ("文档" in title) == (lang == "zh"), page
            (description,) = re.findall('<meta name="description" content="([^"]+)"', text)
            assert 10 < len(description) <= 300, page
            assert f'<meta property="og:description" content="{description}">' in text, page
            links = dict(
                re.findall('<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"', text)
            )
            assert {*links} == {"en", "zh-CN", "x-default"}
            assert beside(page, links["zh-CN" if lang == "zh" else "en"]) == page
            assert "canonical" not in text


def test_titles_of_measures_say_what_they_are() -> None:
    """A title has the number and the first words, in the language of the page."""
    measure = MEASURES.numbered(59).one()
    for lang, words in ("en", "Measure 59: In line"), ("zh", f"第 59 项：{measure.text[:10]}"):
        text = read(FOLDER / lang / "data" / "measures" / "59.html")
        assert re.findall("<title>([^<]+)</title>", text)[0].startswith(words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_of_the_data_link_to_the_explorer(lang: str) -> None:
    """Pages of regions, bodies, tasks and measures open the explorer with their query."""
    for name, query in (
        ("regions/xiamen", "in_region=厦门"),
        ("bodies/nia", "involving=移民局"),
        ("tasks/3", "in_task=3"),
        ("measures/59", "open=59"),
    ):
        text = read(FOLDER / lang / "data" / f"{name}.html")
        (link,) = re.findall(r'href="(\.\./\.\./\.\./explorer\.html#[^"]+)"', text)
        assert unquote(link).replace("&amp;", "&").endswith(f"#lang={lang}&{query}")


def test_every_link_has_a_target() -> None:
    """Every link and every file that a page loads exists."""
    for page in PAGES:
        for link in filter(own, _REFERENCE.findall(read(page))):
            assert beside(page, link).exists(), (page, link)


def test_page_is_small_and_loads_own_files_only() -> None:
    """A page has at most 2 MB with its scripts, styles and pictures, all of the site."""
    assert EXPLORER.stat().st_size <= HEAVIEST
    for page in PAGES:
        parts = _OF_A_PAGE.findall(read(page))
        assert all(map(own, parts)), page
        files = {page, *(beside(page, part) for part in parts)}
        assert sum(path.stat().st_size for path in files) <= HEAVIEST, page
    for sheet in FOLDER.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", read(sheet)), sheet


@pytest.mark.parametrize("lang", LANGUAGES)
def test_reference_has_every_public_name(lang: str) -> None:
    """Each name of docs/api.txt, members too, is in the inventory that Sphinx made."""
    raw = (FOLDER / lang / "objects.inv").read_bytes().split(b"\n", 4)[4]
    entries = zlib.decompress(raw).decode("utf-8").splitlines()
    shown = {name for name, kind, *_ in map(str.split, entries) if kind.startswith("py:")}
    lines = build_api.public_api().splitlines()
    named = {re.split("[(: ]", line.removeprefix("class "))[0] for line in lines}
    assert shown >= {f"svctrade.{name}" for name in named}
    assert set(svctrade.__all__) <= named


# -- in a browser ---------------------------------------------------------------------------


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Log no requests."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the site as any static host would, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(FOLDER)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Give a page that requests nothing but the site, and whose scripts do not fail."""
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("request", lambda request: faults.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert not [fault for fault in faults if not fault.startswith((address, "data:"))]


# What the search of an open search page finds, best first.
FIND = """words => {
  const [query, ...terms] = Search._parseQuery(words);
  return Search._performSearch(query, ...terms).reverse().map(result => result[0]);
}"""


def found(page: Page, words: str) -> list[str]:
    """Return the names of the pages that the search finds, best first."""
    names: list[str] = page.evaluate(FIND, words)
    return names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_measure_of_the_explorer_links_to_its_page(
    browser: Browser, address: str, lang: str
) -> None:
    """A measure that is open in the explorer of the site links to its page in the same language."""
    page = browser.new_page()
    page.goto(f"{address}/explorer.html#lang={lang}&open=59")
    page.locator(f"#measure a[href$='/{lang}/data/measures/59.html']").click()
    page.wait_for_url(f"**/{lang}/data/measures/59.html")
    assert "144小时" in page.locator("article").inner_text()
    page.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_first_page_links_to_the_explorer(browser: Browser, address: str, lang: str) -> None:
    """The link opens the explorer in the language of the site."""
    page = browser.new_page()
    page.goto(f"{address}/{lang}/index.html")
    page.locator("article a[href*='explorer.html#'], article a[href$='../explorer.html']").click()
    page.wait_for_url("**/explorer.html*")
    assert (page.locator("html").get_attribute("lang") or "").startswith(lang)
    page.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_page_lists_results(page: Page, address: str, lang: str) -> None:
    """The first link of the results leads to the page."""
    page.goto(f"{address}/{lang}/search.html?q=厦门")
    first = page.locator("ul.search li a").first
    assert "厦门" in first.inner_text()
    first.click()
    page.wait_for_url("**/data/regions/xiamen.html*")
    assert page.locator("h1").inner_text().startswith("厦门" if lang == "zh" else "Xiamen")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_finds_bodies_and_regions_by_name(page: Page, address: str, lang: str) -> None:
    """The printed, official and English names find the page, the printed one first."""
    page.goto(f"{address}/{lang}/search.html")
    for folder, things in ("bodies", svctrade.bodies()), ("regions", svctrade.regions()):
        for thing in things:
            name = f"data/{folder}/{thing.id}"
            assert name in found(page, thing.name)[:3], thing
            for form in filter(None, (thing.official_name, thing.name_en)):
                assert name in found(page, form), form


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_finds_measures_by_number(page: Page, address: str, lang: str) -> None:
    """The number of a measure finds its page first."""
    page.goto(f"{address}/{lang}/search.html")
    for number in svctrade.measures().numbers:
        words = f"第{number}项" if lang == "zh" else f"measure {number}"
        assert found(page, words)[0] == f"data/measures/{number}", words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "words",
    ["国际贸易", "移民局", "税", "跨境数据流动", "144小时过境免签", "CEPA 港澳", "外籍 人才"],
)
def test_search_finds_measures_by_words(page: Page, address: str, lang: str, words: str) -> None:
    """Chinese words of any length, alone or together, find every page that has them."""
    page.goto(f"{address}/{lang}/search.html")
    names = found(page, words)
    expected = [
        measure.number
        for measure in svctrade.measures()
        if all(
            word in f"{measure.text} {measure.responsibility} {measure.notes}"
            for word in words.split()
        )
    ]
    assert expected
    assert {f"data/measures/{number}" for number in expected} <= set(names)


VISAS = {
    f"data/measures/{number}" for number in svctrade.measures().about("visas and stay").numbers
}
CEPA = {f"data/measures/{number}" for number in svctrade.measures().under("CEPA").numbers}
# What visitors look for, in both languages, and the pages of which one is to be found first.
QUESTIONS = (
    (("install", "安装"), {"install"}),
    (("how do I get started", "入门"), {"install", "start", "tutorial"}),
    (("Xiamen", "厦门"), {"data/regions/xiamen"}),
    (("廈門", "厦门市"), {"data/regions/xiamen"}),
    (("NIA", "移民局"), {"data/bodies/nia"}),
    (("visa", "签证"), VISAS),
    (("簽證", "visas"), VISAS),
    (("what is a lead", "牵头"), {"guide/responsible", "glossary", "concepts"}),
    (("CEPA", "CEPA框架"), CEPA),
    (("translation", "英文"), {"faq", "data"}),
    (("license", "许可证"), {"licence"}),
    (("licence", "許可證"), {"licence"}),
    (("cite", "引用"), {"cite"}),
    (("compare two regions", "比较两个地区"), {"guide/find", "faq"}),
    (("difference between regions", "两个地区"), {"guide/find", "faq"}),
    (("export to Excel", "导出 Excel"), {"guide/tables"}),
    (("data source", "数据来源"), {"data"}),
    (("in force", "有效期"), {"faq", "background"}),
    (("expired", "还有效吗"), {"faq", "background"}),
    (("FAQ", "常见问题"), {"faq"}),
    (("tutorial", "教程"), {"tutorial"}),
    (("error message", "报错"), {"errors"}),
    (("59", "第59项"), {"data/measures/59"}),
    (("in_region", "in_region"), {"reference/sets"}),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_answers_what_visitors_look_for(page: Page, address: str, lang: str) -> None:
    """One of the right pages is among the first three results, in either language."""
    page.goto(f"{address}/{lang}/search.html")
    missed = {
        words: found(page, words)[:3]
        for queries, pages in QUESTIONS
        for words in queries
        if not pages & {*found(page, words)[:3]}
    }
    assert missed == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_lists_measures_by_number(page: Page, address: str, lang: str) -> None:
    """Measures that fit equally well come in the order of their numbers, and a page once."""
    page.goto(f"{address}/{lang}/search.html")
    names = found(page, "144小时" if lang == "zh" else "cross-border insurance business")
    assert len(names) == len(set(names))
    numbers = [int(name.rpartition("/")[2]) for name in found(page, "CEPA") if name in CEPA]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_finds_messages_by_words(page: Page, address: str, lang: str) -> None:
    """The words of a message find the page that explains it."""
    page.goto(f"{address}/{lang}/search.html")
    for texts in messages.messages().values():
        for message in texts:
            assert "errors" in found(page, message.replace("…", " ")), message


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "fail",
    [
        lambda: svctrade.region("厦们"),
        lambda: svctrade.region("广东"),
        lambda: svctrade.measures().one(),
        lambda: svctrade.measures().led_by(),
        lambda: svctrade.compare("2020", "2021"),
        lambda: svctrade.parse_responsibility("移民居负责推进"),
    ],
)
def test_search_finds_a_pasted_message(
    page: Page, address: str, lang: str, fail: Callable[[], object]
) -> None:
    """A whole message with names in it finds the page too."""
    page.goto(f"{address}/{lang}/search.html")
    with pytest.raises((svctrade.SvctradeError, TypeError, ValueError)) as caught:
        fail()
    assert "errors" in found(page, str(caught.value)), str(caught.value)


def test_first_page_redirects_by_language(browser: Browser, address: str) -> None:
    """A browser that prefers Chinese gets the Chinese site, any other the English one."""
    for locale, lang in ("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("de", "en"):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto(address)
        page.wait_for_url(f"{address}/{lang}/index.html")
        context.close()


KINDS = [
    "index",
    "guide/find",
    "data/measures/62",
    "data/regions/xiamen",
    "data/events",
    "errors",
    "gallery",
    "glossary",
    "notebooks/what-applies-where",
]


# Pages so long that axe takes half a minute for one.
LONG = {"errors", "reference/sets"}


@pytest.mark.parametrize(
    ("scheme", "name"),
    [
        pytest.param(scheme, name, marks=[pytest.mark.long] * (scheme == "dark" and name in LONG))
        for scheme in ("light", "dark")
        for name in (*KINDS, "reference/sets", "search")
    ],
)
def test_page_is_accessible(browser: Browser, address: str, scheme: Any, name: str) -> None:
    """Axe finds no serious fault."""
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/zh/{name}.html")
    violations = Axe().run(page).response["violations"]
    assert not [found for found in violations if found["impact"] in {"serious", "critical"}]
    context.close()


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_fits_a_phone(browser: Browser, address: str, lang: str, name: str) -> None:
    """No page is wider than a phone; wide parts scroll in their own frame."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{address}/{lang}/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()
