"""The words of the documentation: phrases that readers stumble over are not in it.

Code, quoted messages and the generated lists are left out: names in them are names.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import site_data
import site_reference
import svctrade

ROOT = Path(__file__).parent.parent.parent
# Pages of others, and the records of decisions on topics.
LEFT_OUT = {
    "docs/benchmarks.md",
    "docs/mutants.md",
    "docs/topics.md",
}
FILES = [
    path
    for path in [
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "docs").rglob("*.ipynb")),
        *(path for path in sorted(ROOT.glob("*.md")) if path.name != "CHANGELOG.md"),
        ROOT / "LICENSE-DATA",
    ]
    if path.relative_to(ROOT).as_posix() not in LEFT_OUT
]
ENGLISH = (
    r"data that you can ask",
    r"all that is asked",
    r"is asked (?:of|in|once|for)",
    r"ask(?:ing)? the (?:first )?question",
    r"asking for",
    r"what was asked",
    r"answers? for (?:an office|the offices)",
    r"in the answer\b",
    r"empty answer",
    r"nothing found is",
    r"proves itself",
    r"sets join",
    r"join what",
    r"from nothing to the answer",
    r"each thing that people",
    r"(?:the )?same elsewhere",
    r"is charged",
    r"charges no",
    r"stands? (?:behind|to each|in the file|there|on its own)",
    r"where it stands",
    r"it stands",
    r"as it stands",
    r"(?:it|is|are) told",
    r"told (?:as|by|where)",
    r"nobody",
    r"whoever",
    r"who(?:m)? no directory",
    r"mended",
    r"reads? no clock",
    r"no change are",
    r"likest",
    r"failures differ",
    r"known and no part",
    r"in its words, and what to do",
    r"at least so certainly",
    r"of the face",
    r"public face",
    r"private jargon",
    r"the short ways",
    r"goes on as it is",
    r"takes? it as it is",
    r"never boxes",
    r"is a promise",
    r"pickles as its question",
    r"holds no policy",
    r"correctness neither",
    r"telling of",
    r"bears?\b",
    r"print 牵头",
)
CHINESE = (
    "提问",
    "所问",
    "问得",
    "来问",
    "回答",
    "问：",
    "问一问",
    "换个地方",
    "每件事一页",
    "从零到得到",
    "数据就是文件",
    "不读时钟",
    "倒回去",
    "由他者承接",
    "判读",
    "何处适用何事",
    "谁与谁共事",
    "关于什么",
    "超出一台机器",
    "查无结果",
    "用到一个",
    "# 限度",
    "所在名单未列尽",
)
_CODE = re.compile(r"(?s)```.*?```|`[^`]*`|<!-- messages.*?<!-- end -->|https?://\S+")


def prose(path: Path) -> str:
    """Return the text of a page without its code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    return _CODE.sub(" ", text)


def stumbles(text: str) -> Iterator[str]:
    """Yield each phrase of the lists that a text has, with the words around it."""
    text = " ".join(text.split())
    for phrase in ENGLISH:
        for found in re.finditer(rf"\b{phrase}", text, re.IGNORECASE):
            yield text[max(0, found.start() - 30) : found.end() + 30]
    for phrase in CHINESE:
        if phrase in text:
            at = text.index(phrase)
            yield text[max(0, at - 10) : at + 20]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_page_has_plain_words(path: Path) -> None:
    """No page has a phrase of the lists."""
    assert [*stumbles(prose(path))] == []


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_generated_pages_have_plain_words(lang: str) -> None:
    """The words around the data and the reference are plain too."""
    pages = site_reference.pages(lang)
    pages |= {path: text for path, text in site_data.pages(lang).items() if "/index" in path}
    for path, text in pages.items():
        assert [*stumbles(_CODE.sub(" ", text))] == [], path


@pytest.mark.parametrize(
    "text",
    [
        "Every pilot region is charged, so Xiamen is.",
        "A name that\nnobody knows",
        "Mended is the latest release.",
        "查无结果也是回答，不是错误",
    ],
)
def test_phrase_is_found(text: str) -> None:
    """Phrases are found across lines and in any case."""
    assert [*stumbles(text)]


def test_name_in_code_is_no_phrase() -> None:
    """A name in code may be anything."""
    assert [*stumbles(_CODE.sub(" ", "`Reason.asked` and ```\nnobody\n```"))] == []


def test_possible_is_defined_by_the_list_without_the_region() -> None:
    """The Chinese page says of `POSSIBLE` that the region is not on the list."""
    page = (ROOT / "docs" / "zh" / "concepts.md").read_text(encoding="utf-8")
    assert "| `POSSIBLE` 可能适用 | 名单未列尽而未列该地区，或地区有待确定 |" in page


def test_citation_file_has_the_version() -> None:
    """CITATION.cff and the pages about citing name the version of the package."""
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {svctrade.__version__}\n" in citation
    for page in ROOT / "docs" / "cite.md", ROOT / "docs" / "zh" / "cite.md":
        text = page.read_text(encoding="utf-8")
        assert f"version = {{{svctrade.__version__}}}" in text
        assert f"Version {svctrade.__version__}." in text
