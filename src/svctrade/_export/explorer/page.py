"""The page: one file of HTML, with its style, its program and what it knows inside."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

from importlib_resources import files

from ..._model import Language, in_english
from .content import Asked, build_content

# In the order in which the page runs them: its own first, so that an answer waits for no library.
_SCRIPTS = (
    "program/words.js",
    "program/elements.js",
    "program/question.js",
    "program/filters.js",
    "program/list.js",
    "program/matrix.js",
    "program/measure.js",
    "program/ways.js",
    "program/start.js",
    "vendor/tabulator.min.js",
    "vendor/write-excel-file.min.js",
)
_STYLES = ("vendor/tabulator_simple.min.css", "explorer.css")
# What would end a script, or a line of one; and what UTF-8 has no octets for.
_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def render_page(measures: Asked, query: str, lang: Language, *, bundled: bool) -> str:
    """Return the page of a set, that begins in a language.

    Raises:
        ValueError: *lang* is no language of the page.
    """
    in_english(lang)
    styles = [_file(name) for name in _STYLES]
    scripts = [_file(name) for name in _SCRIPTS]
    parts = {
        "lang": "zh-Hans" if lang == "zh" else "en",
        # Nothing is fetched, and nothing runs but what stands here.
        "policy": (
            f"default-src 'none'; script-src {_sums(scripts)}; style-src {_sums(styles)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        "styles": "".join(f"<style>{style}</style>\n" for style in styles),
        "scripts": "".join(f"<script>{script}</script>\n" for script in scripts),
        "licences": _file("vendor/LICENSES.txt"),
        "content": _embedded({"lang": lang, **build_content(measures, query, bundled=bundled)}),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], _file("explorer.html"))


def _file(name: str) -> str:
    return files(__package__).joinpath(*name.split("/")).read_text(encoding="utf-8")


def _sums(texts: list[str]) -> str:
    """Return the sums by which a policy of content knows what stands in the page."""
    sums = (hashlib.sha256(text.encode("utf-8")).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(sum_).decode('ascii')}'" for sum_ in sums)


def _embedded(content: dict[str, Any]) -> str:
    r"""Return values as JSON that no element of HTML can be made of.

    >>> print(_embedded({"text": "</script>"}))
    {"text":"\u003c/script\u003e"}
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
