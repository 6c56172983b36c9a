"""The settings of the site; `python tools/build_site.py` builds it in both languages."""

from __future__ import annotations

import os
import re
import sys
from html import escape
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.ext.napoleon import Config, GoogleDocstring

import svctrade

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))

from site_search import SearchBoth  # noqa: E402  # found beside the other tools

zh = tags.has("zh")  # type: ignore[name-defined]  # noqa: F821  # Sphinx's own

project = "svctrade"
author = "The svctrade developers"
release = version = version_of("svctrade")
language = "zh_CN" if zh else "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx_copybutton",
]
source_suffix = {".md": "myst-nb", ".ipynb": "myst-nb"}
exclude_patterns: list[str] = []
templates_path = [str(HERE / "_templates")]
# What Furo says around a page, in Chinese.
locale_dirs = [str(HERE / "locale")]

# The tests run the notebooks and the examples; here they are only shown.
nb_execution_mode = "off"
myst_enable_extensions = ["attrs_block", "colon_fence"]
myst_heading_anchors = 4
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
copybutton_exclude = ".linenos, .gp, .go"
# Where output was left out, no empty line stays.
copybutton_copy_empty_lines = False

autodoc_typehints = "signature"
# How a class is made is left out: the library makes most, and the fields of all are listed.
autodoc_class_signature = "separated"
autodoc_default_options = {"exclude-members": "__init__, __new__"}
autodoc_preserve_defaults = True
python_use_unqualified_type_names = True
default_role = "py:obj"
nitpicky = True
# Other projects' pages are not asked for: a build needs no network.
nitpick_ignore_regex = [
    ("py:.*", r"(collections\.abc|datetime|os|altair|networkx|pandas|polars|pyarrow)\..*")
]

html_theme = "furo"
html_title = f"svctrade {release} 文档" if zh else f"svctrade {release}"
# The address of the site, where it has one.
html_baseurl = os.environ.get("SVCTRADE_SITE_URL", "")
if html_baseurl:
    html_baseurl = f"{html_baseurl.rstrip('/')}/{'zh' if zh else 'en'}/"
html_static_path = [str(HERE / "_static")]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sphinx = False
html_show_copyright = False
html_favicon = str(HERE / "_static" / "favicon.svg")
html_search_language = SearchBoth.lang
html_theme_options = {"top_of_page_buttons": ["view"]}
html_context = {
    "other": {"path": "en", "name": "English", "lang": "en"}
    if zh
    else {"path": "zh", "name": "中文", "lang": "zh-CN"}
}
_DESCRIPTION = (
    "全面深化服务贸易创新发展试点（2020—2023年）的8项任务、122项举措：可查询的结构化数据。"
    if zh
    else "China's pilot measures for trade in services (2020-2023), as data you can query."
)
_LONGEST = 200
# Fonts that are there, Chinese ones by the names that systems give them.
_SANS = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'PingFang SC',"
    " 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif"
)
_MONO = (
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', 'DejaVu Sans Mono',"
    " 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', monospace"
)
_FONTS = {"font-stack": _SANS, "font-stack--headings": _SANS, "font-stack--monospace": _MONO}
html_theme_options |= {"light_css_variables": _FONTS, "dark_css_variables": _FONTS}


def _resolved(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, content: nodes.Element
) -> nodes.Node | None:
    """Lead a name of a private module to the public name, or show it as it is.

    Records are made in private modules and documented under `svctrade`; annotations name them as
    the modules see them. A type that is not public has no page.
    """
    home, _, name = node["reftarget"].rpartition(".")
    if name in svctrade.__all__ and home != "svctrade":
        domain: Any = env.domains["py"]
        return domain.resolve_xref(
            env, node["refdoc"], app.builder, "obj", f"svctrade.{name}", node, content
        )
    of_an_annotation = node["reftype"] == "class" and not home
    return content if of_an_annotation or home.startswith("svctrade._") else None


def _with_sections(*given: Any) -> None:
    """Read "Raises:" as a section; no other form of Napoleon's is used."""
    lines: list[str] = given[-1]
    lines[:] = GoogleDocstring(lines, Config()).lines()


def _head(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Describe a page to search engines and to those who share it, and name its languages."""
    del template
    # The first paragraph that is no part of a table, a list or the links above the title.
    paragraphs = doctree.findall(nodes.paragraph) if doctree else iter(())
    plain = (p for p in paragraphs if isinstance(p.parent, nodes.section) and not p["classes"])
    first = next(plain, None)
    said = app.env.metadata[page].get("description") or (first.astext() if first else _DESCRIPTION)
    said = " ".join(said.split())
    said = said if len(said) <= _LONGEST else said[: _LONGEST - 1] + "…"
    title = f"{context.get('title', project)} · {html_title}"
    meta = {
        "og:title": re.sub("<[^>]+>", "", title),
        "og:description": said,
        "og:type": "article",
        "og:site_name": html_title,
        "og:locale": language if zh else "en_US",
    }
    if html_baseurl:
        meta["og:url"] = f"{html_baseurl}{page}.html"
    lines = [f'<meta name="description" content="{escape(said)}">']
    lines += [f'<meta property="{key}" content="{escape(value)}">' for key, value in meta.items()]
    up = html_baseurl.removesuffix("en/").removesuffix("zh/") or "../" * (page.count("/") + 1)
    places = {"en": f"en/{page}.html", "zh-CN": f"zh/{page}.html", "x-default": "index.html"}
    lines += [
        f'<link rel="alternate" hreflang="{code}" href="{up}{place}">'
        for code, place in places.items()
    ]
    # Sphinx gives the captions of the list no level, which screen readers need.
    pages = context.get("furo_navigation_tree", "")
    context["furo_navigation_tree"] = pages.replace(
        'role="heading"', 'role="heading" aria-level="2"'
    )
    context["metatags"] = context.get("metatags", "") + "\n".join(lines)


def setup(app: Sphinx) -> None:
    """Add the search, and what the docstrings need."""
    app.add_search_language(SearchBoth)
    app.connect("missing-reference", _resolved)
    app.connect("autodoc-process-docstring", _with_sections)
    # After the theme has made the list of pages.
    app.connect("html-page-context", _head, priority=900)
