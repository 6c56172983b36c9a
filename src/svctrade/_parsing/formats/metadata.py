"""What a page or document says of itself: labels such as 索引号 and 发文字号 with their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .blocks import Block, FilePlace, Metadata, MetadataField, Paragraph, TableBlock
from .patterns import LABEL, tidy
from .wrapping import TextLine

# The labels that pages of governments use, without the spaces that widen them (索 引 号).
LABELS = frozenset(
    """
    索引号 信息索引号 索引编号 主题分类 信息分类 分类 发文机关 发布机构 发布机关 发文单位
    制发机关 公开责任部门 责任部门 成文日期 发文日期 生成日期 印发日期 制发日期 发布日期 公开日期
    发布时间 标题 名称 信息名称 文件名称 发文字号 文号 文件编号 发文文号 主题词
    关键词 有效性 效力状态 时效性 生效日期 实施日期 施行日期 失效日期 废止日期 失效时间 有效期
    体裁分类 体裁 组配分类 公文种类 文种 公开方式 公开范围 公开形式 统一编号 规范性文件编号 登记号
    统一登记号 来源 信息来源 内容概述 内容摘要 时间 日期 浏览次数 浏览量 阅读次数 阅读量 点击数
    点击量 点击次数 访问量 字体 字号 作者 编辑 责任编辑 信息提供 分享 分享到 打印
    """.split()  # noqa: SIM905  # words are easier to read than literals
)
# Labels that also occur in a text; one of the others has to be beside them.
_COMMON = frozenset(
    """
    名称 分类 来源 标题 责任部门 关键词 有效期 文种 时间 日期 字体 字号 作者 编辑 责任编辑 信息提供
    分享 打印
    """.split()  # noqa: SIM905  # words are easier to read than literals
)
_SPACES = re.compile(r"[\s\u3000]+")
_COLON = re.compile(r"[:：]\s*$")
_FEWEST = 2


def label_of(text: str) -> str | None:
    """Return *text* as a known label, without spaces and its colon, or ``None``.

    >>> label_of("索 引 号："), label_of("牵头单位：")
    ('索引号', None)
    """
    label = _COLON.sub("", _SPACES.sub("", text))
    return label if label in LABELS else None


def is_metadata(labels: Sequence[str]) -> bool:
    """Return whether these labels, found together, are those of a document's metadata."""
    return len(labels) >= _FEWEST and any(label not in _COMMON for label in labels)


_LINE = re.compile(r"(?P<label>[^:：]{2,12})[:：]\s*(?P<value>.*)", re.DOTALL)
# Several labels in one line: 发布时间：2031-05-12 来源：某市商务局.
_NEXT_LABEL = re.compile(r"\s+(?=[\u4e00-\u9fff]{2,8}[:：])")
_TIME = re.compile(r"(?:19|20)[0-9]{2}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?(?:\s[0-9:]{4,8})?")
_FIRST_LINES = 40


def fields_of_line(text: str, place: FilePlace) -> list[MetadataField]:
    """Return the fields of a line such as 索引号：000014349/2018-00214, if it has some."""
    pieces = _NEXT_LABEL.split(text)
    if len(pieces) > 1:
        found = [_field_of(piece, place) for piece in pieces]
        if _TIME.fullmatch(pieces[0]):
            found[0] = MetadataField("发布时间", pieces[0], place)
        fields = [field for field in found if field is not None]
        if len(fields) == len(pieces):
            return fields
    field = _field_of(text, place)
    return [field] if field else []


def _field_of(text: str, place: FilePlace) -> MetadataField | None:
    found = _LINE.fullmatch(text)
    label = label_of(found["label"]) if found else None
    return MetadataField(label, tidy(found["value"]), place) if found and label else None


def split_metadata_lines(lines: Sequence[TextLine]) -> tuple[Metadata, list[TextLine]]:
    """Return the metadata at the head of a text (索引号：…), and the lines without it."""
    fields, taken = _fields_at_head(lines)
    rest = [line for at, line in enumerate(lines) if at not in taken]
    return Metadata(tuple(field for field in fields if field.value)), rest


def _fields_at_head(
    lines: Sequence[TextLine | Paragraph],
) -> tuple[list[MetadataField], frozenset[int]]:
    """Return the fields before the first number, and the positions of their lines."""
    fields: list[MetadataField] = []
    taken: set[int] = set()
    for at, line in enumerate(lines[:_FIRST_LINES]):
        if LABEL.match(line.text):
            break
        found = fields_of_line(line.text, line.place)
        fields += found
        if found:
            taken.add(at)
    if not is_metadata([field.label for field in fields]):
        return [], frozenset()
    return fields, frozenset(taken)


def split_metadata_blocks(blocks: Sequence[Block]) -> tuple[Metadata, list[Block]]:
    """Return the metadata of *blocks*, and the blocks without it: tables of labels, and lines."""
    fields: list[MetadataField] = []
    rest: list[Block] = []
    for block in blocks:
        found = fields_of_table(block) if isinstance(block, TableBlock) else ()
        fields += found
        if not found:
            rest.append(block)
    lines: list[Paragraph] = []
    for block in rest:
        if not isinstance(block, Paragraph):
            break
        lines.append(block)
    further, taken = _fields_at_head(lines)
    fields += (field for field in further if field.value)
    return Metadata(tuple(fields)), [block for at, block in enumerate(rest) if at not in taken]


def fields_of_table(table: TableBlock) -> tuple[MetadataField, ...]:
    """Return the fields of a table in which labels are beside their values, else nothing."""
    fields: list[MetadataField] = []
    others = 0
    for row in table.rows:
        cells = iter(row)
        for cell in cells:
            label = label_of(cell.text)
            if label is not None:
                follower = next(cells, None)
                value = "" if follower is None else tidy(follower.text)
                fields.append(MetadataField(label, value, cell.place))
                continue
            found = fields_of_line(cell.text, cell.place)
            fields += found
            others += bool(cell.text) and not found
    if others > len(fields) or not is_metadata([field.label for field in fields]):
        return ()
    return tuple(field for field in fields if field.value) or tuple(fields)
