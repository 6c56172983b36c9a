"""The pages of the reference: every public name with its members, as docs/api.txt has them.

A page has the directives with which Sphinx shows the docstrings; `build_site.py` calls this. A name
that is on no page stops the build.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

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
    "review": ("Reviewing what was read", "人工核对", "Review ReviewGroup ReviewItem ReviewKind"),
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


# The members of large classes, in groups: the titles, and the names or their beginnings.
MEMBERS = {
    "MeasureSet": (
        (
            "Filters",
            "筛选",
            "in_ led_ involving with_ numbered mentioning under national aff due by_m about where",
        ),
        ("Results", "结果", "numbers one first get edition query question heading"),
        ("Explanations", "依据", "explain"),
        ("Counting", "计数", "count_by group_by crosstab by_certainty"),
        ("Export", "导出", "table memo to_"),
        ("Charts", "图表", "bars network graph"),
        ("Set algebra and sequence", "集合运算与序列", "_"),
    ),
    "Table": (
        (
            "Columns and rows",
            "列与行",
            "columns names name rows select text_ joint cover outline note with_",
        ),
        ("Export", "导出", "to_"),
        ("Charts", "图表", "heatmap"),
        ("Sequence", "序列", "_"),
    ),
}
_OTHERS = ("Other members", "其他成员", "")

# What the Chinese pages say of each name; the docstrings are in English.
MEANINGS = Path(__file__).with_name("site_reference_zh.csv")
_IN_ENGLISH = "以下详细说明取自源代码，为英文。\n"


def pages(lang: str) -> dict[str, str]:
    """Return the text of each page in Markdown, by its path in the site."""
    placed = [name for *_, names in GROUPS.values() for name in names.split()]
    if sorted(placed) != sorted(svctrade.__all__):
        raise SystemExit(f"{set(placed) ^ set(svctrade.__all__)}: each name has one page")
    made = {f"{FOLDER}/index.md": "\n".join(_index(lang)) + "\n"}
    members = _members()
    for path, (english, chinese, names) in GROUPS.items():
        title = chinese if lang == "zh" else english
        lines = [f"# {title}\n", *(_in_chinese(names) if lang == "zh" else ()), "```{eval-rst}"]
        for name in names.split():
            lines += _directives(name, members.get(name, []), lang)
        made[f"{FOLDER}/{path}.md"] = "\n".join([*lines, "```"]) + "\n"
    return made


def meanings() -> dict[str, str]:
    """Return the meaning of each name in Chinese."""
    with MEANINGS.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["meaning"] for row in csv.DictReader(file)}


def _in_chinese(names: str) -> Iterator[str]:
    """Yield a table of names and their meanings."""
    known = meanings()
    yield "| 名称 | 含义 |\n| --- | --- |"
    for name in names.split():
        yield f"| {{py:obj}}`~svctrade.{name}` | {known.get(name, '')} |"
    yield f"\n{_IN_ENGLISH}"


def _index(lang: str) -> Iterator[str]:
    if lang == "zh":
        yield "# 参考\n"
        yield "全部公开名称。各页先列出中文含义，详细说明取自源代码，为英文。"
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


def _directives(name: str, members: list[str], lang: str) -> Iterator[str]:
    thing = getattr(svctrade, name)
    function = "autofunction" if callable(thing) else "autodata"
    kind = "autoclass" if isinstance(thing, type) else function
    if isinstance(thing, type) and issubclass(thing, (Exception, Warning)):
        kind = "autoexception"
    yield f".. {kind}:: svctrade.{name}\n"
    # A method that is overloaded has several lines, and the operators stand last.
    lines = {re.split("[(: ]", member)[0]: member for member in members}
    keys = sorted(lines, key=lambda key: key.startswith("_"))
    for title, grouped in _grouped(name, keys, lang):
        if title:
            yield f"   .. rubric:: {title}\n"
        for key in grouped:
            yield from _member(f"svctrade.{name}", key, lines[key])


def _grouped(name: str, keys: list[str], lang: str) -> Iterator[tuple[str, list[str]]]:
    """Yield the members of a class in its groups, or all of them without a title."""
    if name not in MEMBERS:
        yield "", keys
        return
    left = [*keys]
    # A name that no group has is among the others, of which any is the beginning.
    for english, chinese, beginnings in (*MEMBERS[name], _OTHERS):
        starts = tuple(beginnings.split()) or ("",)
        found = [key for key in left if key.startswith(starts)]
        left = [key for key in left if key not in found]
        if found:
            yield chinese if lang == "zh" else english, found


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
