"""The page: one file of HTML that contains its style, its program and its content."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from importlib_resources import files

from ..._model import Language, in_english
from .content import build_content
from .measures import FilteredMeasures
from .plain import plain_page
from .plans import AlignedPlan, build_plan, plain_plan

# In the order in which the page runs them: its own first, which need not wait for the libraries.
_SCRIPTS = (
    "program/words.js",
    "program/chart_words.js",
    "program/elements.js",
    "program/plan.js",
    "program/state.js",
    "program/places.js",
    "program/search.js",
    "program/answer.js",
    "program/chips.js",
    "program/reasons.js",
    "program/nearest.js",
    "program/suggest.js",
    "program/heading.js",
    "program/filters.js",
    "program/list.js",
    "program/compare.js",
    "program/matrix.js",
    "program/alignment.js",
    "program/review.js",
    "program/measure.js",
    "program/ways.js",
    "program/paper.js",
    "program/picture.js",
    "program/charts.js",
    "program/start.js",
    "vendor/tabulator.min.js",
    "vendor/write-excel-file.min.js",
)
# Before anything is shown.
_FIRST = "program/first.js"
_STYLES = ("vendor/tabulator_simple.min.css", "explorer.css", "plan.css")
# What would end a script or a line of one, and what UTF-8 cannot encode.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def render_page(
    measures: FilteredMeasures,
    query: str,
    lang: Language,
    *,
    bundled: bool,
    alignment: AlignedPlan | None = None,
) -> str:
    """Return the page of a set.

    Args:
        measures: a set without filters of its own.
        query: the query that gave the set.
        lang: the language in which the page begins.
        bundled: whether the edition is one of the package.
        alignment: the alignment of the edition with its parent, if the page has one.

    Raises:
        ValueError: *lang* is no language of the page.
    """
    in_english(lang)
    styles = [_file(name) for name in _STYLES]
    first, scripts = _file(_FIRST), [_file(name) for name in _SCRIPTS]
    parts = {
        "lang": "zh-Hans" if lang == "zh" else "en",
        # Nothing is fetched, and only the scripts and styles of the page run.
        "policy": (
            f"default-src 'none'; script-src {_hashes([first, *scripts])}; "
            f"style-src {_hashes(styles)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        "styles": "".join(f"<style>{style}</style>\n" for style in styles),
        "first": f"<script>{first}</script>\n",
        "plain": plain_page(measures, lang) + plain_plan(measures, alignment, lang),
        "scripts": "".join(f"<script>{script}</script>\n" for script in scripts),
        "licences": _file("vendor/LICENSES.txt"),
        "content": _embedded(
            {
                "lang": lang,
                **build_content(measures, query, bundled=bundled),
                **build_plan(measures, alignment),
            }
        ),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _file("explorer.html"))


def _file(name: str) -> str:
    return files(__package__).joinpath(*name.split("/")).read_text(encoding="utf-8")


def _hashes(texts: list[str]) -> str:
    """Return the hashes by which a content security policy allows what is in the page."""
    digests = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode('ascii')}'" for digest in digests)


def _embedded(content: dict[str, Any]) -> str:
    r"""Return values as JSON without the characters that HTML gives a meaning.

    >>> print(_embedded({"text": "</script>"}))
    {"text":"\u003c/script\u003e"}
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
