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
from .plain import escaped, plain_parts
from .plans import AlignedPlan, build_plan, plain_plan

# The parts of the program, in the order in which it runs them.
_PROGRAM = (
    "program/elements.js",
    "program/words.js",
    "program/chart_words.js",
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
)
# Before anything is shown.
_FIRST = "program/first.js"
# The library that writes workbooks; the page runs it when one is wanted.
_WRITER = "vendor/write-excel-file.min.js"
_STYLES = ("explorer.css", "plan.css")
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
    first, writer = _file(_FIRST), _file(_WRITER)
    program = "".join(_file(name) for name in _PROGRAM)
    content: dict[str, Any] = {
        "lang": lang,
        "words": json.loads(_file("program/words.json")),
        **build_content(measures, query, bundled=bundled),
        **build_plan(measures, alignment),
    }
    # The program does not wait for it.
    further = content.pop("further")
    parts = {
        "lang": "zh-Hans" if lang == "zh" else "en",
        # Nothing is fetched, and only the scripts and styles of the page run.
        "policy": (
            f"default-src 'none'; script-src {_hashes([first, program, writer])}; "
            f"style-src {_hashes(styles)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        "styles": "".join(f"<style>{style}</style>\n" for style in styles),
        "first": f"<script>{first}</script>\n",
        **plain_parts(content, lang),
        "plan": plain_plan(measures, alignment, lang),
        "program": program,
        "writer": writer,
        "licences": _file("vendor/LICENSES.txt"),
        "content": _embedded(content),
        "further": _embedded(further),
    }
    page = _worded(_file("explorer.html"), content["words"][lang])
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], page)


def _worded(template: str, words: dict[str, str]) -> str:
    """Return the template with its words in a language."""
    template = re.sub(
        r'data-word="(\w+)"[^>]*>', lambda found: found[0] + escaped(words[found[1]]), template
    )
    return re.sub(
        r'data-label="(\w+)"',
        lambda found: f'{found[0]} aria-label="{escaped(words[found[1]])}"',
        template,
    )


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
