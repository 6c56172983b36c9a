"""The pages of the reference: every public name with its members, as docs/api.txt has them.

A page has the directives with which Sphinx shows the docstrings; `build_site.py` calls this. A name
that is on no page stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import build_api
import svctrade

FOLDER = "reference"

# What a page is about, in English and in Chinese, and its names.
GROUPS = {
    "queries": (
        "Where queries start",
        "入口函数",
        "measures measure tasks task bodies body regions region editions edition",
    ),
    "sets": ("Sets of measures", "举措集合", "MeasureSet"),
    "explanations": ("Explanations", "依据说明", "Explanation Explanations Reason Step"),
    "measures": (
        "Measures and what they consist of",
        "举措及其内容",
        "Measure Task Assignment Party Lead Coverage Note Event",
    ),
    "names": (
        "Bodies, regions and their names",
        "单位、地区及其名称",
        "Body Change Region Name Named NamedEntity Ordered",
    ),
    "editions": (
        "Editions and their source",
        "版本与出处",
        "Edition Publication Source Erratum Outsider Place Span",
    ),
    "vocabulary": (
        "Enumerations",
        "枚举",
        "Role Basis Certainty NameKind ChangeKind DayKind Tie Confidence",
    ),
    "topics": ("Topic layer", "主题标注", "Layer Reading Tag Item"),
    "translation": ("Translation", "英译文", "Translation"),
    "tables": ("Tables and charts", "表格与图表", "Table Column Memo save_chart"),
    "documents": (
        "Documents and files",
        "文件读写",
        (
            "parse_responsibility read_document read_table SupportsArrow load loads save dumps"
            " schema"
        ),
    ),
    "revisions": (
        "Comparing editions",
        "版本比较",
        (
            "compare Revision Match Difference Added Removed Renumbered Moved Reworded PartyAdded"
            " PartyRemoved RolesChanged LeadChanged CoverageChanged MetadataChanged"
        ),
    ),
    "review": ("Reviewing what was read", "人工核对", "Review ReviewItem ReviewKind"),
    "alignment": (
        "Local plans and the national table",
        "地方方案与全国举措",
        "align Alignment Link LinkedParent SharedPassage",
    ),
    "collections": ("Many plans at once", "批量读取与汇总", "read_folder Collection"),
    "verification": ("Verifying the data", "数据校验", "verify Report Check"),
    "bases": (
        "Base classes and options",
        "基类与选项",
        "Record Labelled Displayable Options options",
    ),
    "errors": (
        "Errors",
        "错误类型",
        (
            "SvctradeError UnknownNameError NotInEditionError AmbiguousNameError DocumentError"
            " Problem DataError MissingExtraError FontError EditionWarning"
        ),
    ),
}


_IN_ENGLISH = "说明取自源代码，原文为英文。\n"


def pages(lang: str) -> dict[str, str]:
    """Return the text of each page in Markdown, by its path in the site."""
    placed = [name for *_, names in GROUPS.values() for name in names.split()]
    if sorted(placed) != sorted(svctrade.__all__):
        raise SystemExit(f"{set(placed) ^ set(svctrade.__all__)}: each name has one page")
    made = {f"{FOLDER}/index.md": "\n".join(_index(lang)) + "\n"}
    members = _members()
    for path, (english, chinese, names) in GROUPS.items():
        title = chinese if lang == "zh" else english
        lines = [f"# {title}\n", *([_IN_ENGLISH] if lang == "zh" else []), "```{eval-rst}"]
        for name in names.split():
            lines += _directives(name, members.get(name, []))
        made[f"{FOLDER}/{path}.md"] = "\n".join([*lines, "```"]) + "\n"
    return made


def _index(lang: str) -> Iterator[str]:
    if lang == "zh":
        yield "# 参考\n"
        yield "全部公开名称：含义、取值、单位、错误、来源与示例。说明取自源代码，原文为英文。"
    else:
        yield "# Reference\n"
        yield "Every public name: what it means, shapes and units, errors, sources, examples."
    yield ""
    for path, (english, chinese, names) in GROUPS.items():
        links = ", ".join(f"{{py:obj}}`~svctrade.{name}`" for name in names.split())
        yield f"- **[{chinese if lang == 'zh' else english}]({path}.md)**: {links}"
    yield "\n```{toctree}\n:hidden:\n"
    yield from GROUPS
    yield "```"


def _members() -> dict[str, list[str]]:
    """Return the lines of docs/api.txt about the members of each class."""
    found: dict[str, list[str]] = {}
    for line in build_api.public_api().splitlines():
        owner, dot, member = line.partition(".")
        if dot and owner.isidentifier():
            found.setdefault(owner, []).append(member)
    return found


def _directives(name: str, members: list[str]) -> Iterator[str]:
    thing = getattr(svctrade, name)
    function = "autofunction" if callable(thing) else "autodata"
    kind = "autoclass" if isinstance(thing, type) else function
    if isinstance(thing, type) and issubclass(thing, (Exception, Warning)):
        kind = "autoexception"
    yield f".. {kind}:: svctrade.{name}\n"
    # A method that is overloaded has several lines, and the operators stand last.
    lines = {re.split("[(: ]", member)[0]: member for member in members}
    for key in sorted(lines, key=lambda key: key.startswith("_")):
        yield from _member(f"svctrade.{name}", key, lines[key])


def _member(owner: str, key: str, line: str) -> Iterator[str]:
    """Yield what shows a member: a method, a property, a field, or a value of an enumeration."""
    _, _, type_ = line.partition(": ")
    _, _, value = line.partition(" = ")
    if line.startswith(f"{key}("):
        yield f"   .. automethod:: {owner}.{key}\n"
    elif line.startswith(f"{key} ->"):
        yield f"   .. autoproperty:: {owner}.{key}\n"
    elif line.startswith(f"{key}:"):
        yield f"   .. py:attribute:: {key}\n      :type: {type_}\n"
    else:
        yield f"   .. py:attribute:: {key}"
        yield f"      :value: {value}\n" if value != key else ""
