"""What a person should look at in a plan that was read, and the workbook in which to correct it."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import attrs

from .._display.displayable import Displayable
from .._display.grid import Grid
from .._io import Target
from .._model import (
    NAME_KINDS,
    Body,
    Edition,
    Language,
    Measure,
    Party,
    ReviewGroup,
    ReviewItem,
    ReviewKind,
    in_english,
    number_ranges,
)
from .._names import normalize_name
from .._names.suggest import closest_matches, tables
from ..exceptions import escape_controls, escaped
from .remarks import remark_in_chinese
from .table import JOINT, Column, Table, Value, write_if_path

# What one item and several items of a kind are called, in the order in which a person should look
# at them.
_LABELS = {
    ReviewKind.UNREAD_STATEMENT: (
        "statement or party that was not read",
        "statements or parties that were not read",
        "未能解析的责任分工",
    ),
    ReviewKind.UNKNOWN_NAME: ("name like a known one", "names like a known one", "疑似笔误的名称"),
    ReviewKind.POSSIBLE_CUT: (
        "name that may be cut wrongly",
        "names that may be cut wrongly",
        "可能切分有误的名称",
    ),
    ReviewKind.SEVERAL_ANNEXES: (
        "annex of several that are one edition",
        "annexes that are one edition",
        "合为一个版本的各附件",
    ),
    ReviewKind.FORM_ASSUMED: ("form assumed", "forms assumed", "按格式推断"),
    ReviewKind.NUMBER_GAP: (
        "number that skips or repeats",
        "numbers that skip or repeat",
        "跳号或重号",
    ),
    ReviewKind.NO_STATEMENT: (
        "numbered paragraph without a statement",
        "numbered paragraphs without a statement",
        "没有责任分工的条目",
    ),
    ReviewKind.RENUMBERED: ("number that begins anew", "numbers that begin anew", "重新编号"),
    ReviewKind.SAME_BODY: (
        "name taken for one body",
        "names taken for one body",
        "视为同一单位的名称",
    ),
    ReviewKind.LEVEL_INHERITED: (
        "name that takes the level before it",
        "names that take the level before them",
        "沿用前一单位层级的名称",
    ),
    ReviewKind.LOCAL_BODY: (
        "name taken for a local body",
        "names taken for local bodies",
        "视为本地单位的名称",
    ),
    ReviewKind.NATIONAL_BODY: (
        "name taken for a national body",
        "names taken for national bodies",
        "视为国家单位的名称",
    ),
    ReviewKind.DEFAULT_INHERITED: (
        "measure with a default",
        "measures with a default",
        "沿用统一规定的条目",
    ),
    ReviewKind.HEADING_INHERITED: (
        "measure with the statement of its heading",
        "measures with the statement of their heading",
        "沿用上级标题责任分工的条目",
    ),
    ReviewKind.LINES_JOINED: ("line that was joined", "lines that were joined", "合并的行"),
    ReviewKind.FILE: ("remark about the file", "remarks about the file", "文件说明"),
    ReviewKind.UNASSIGNED_TEXT: (
        "piece of text that belongs to no measure",
        "pieces of text that belong to no measure",
        "不属于任何举措的文字",
    ),
    ReviewKind.CORRECTED: ("correction", "corrections", "已更正"),
}
# Their words differ from measure to measure; what was said is the same.
_INHERITED = (ReviewKind.DEFAULT_INHERITED, ReviewKind.HEADING_INHERITED)
_ORDER = {kind: n for n, kind in enumerate(_LABELS)}
_MOST_SHOWN = 12
_WIDEST = 60
_PARTY_KINDS = {
    "body": "已知单位",
    "local body": "本方案的单位",
    "region": "地区",
    "group": "统称",
}
_NAMES = {
    "number": "序号",
    "line": "行",
    "assignment": "分工序号",
    "party": "单位（原文）",
    "roles": "职责",
    "name": "认定为",
    "kind": "类别",
    "nearest": "相近的已知名称",
    "said": "说明",
    "count": "处数",
    "measures": "各项序号",
    "lines": "各处所在行",
    "words": "原文",
    "statement": "责任分工",
    "text": "举措",
    "by": "更正人",
    "on": "更正日期",
}


@attrs.frozen
class Review(Displayable):
    r"""What a person should look at in an edition that was read from a plan.

    Args:
        edition: the edition.
        items: the places to look at, the most urgent kinds first.

    >>> import svctrade
    >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，市财政局、财政局配合）\n"
    >>> review = svctrade.read_document(plan).review()
    >>> len(review.table()), [item.kind.name for item in review]
    (3, ['SAME_BODY'])
    """

    __module__ = "svctrade"

    edition: Edition = attrs.field(repr=False)
    items: tuple[ReviewItem, ...]

    def __iter__(self) -> Iterator[ReviewItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __bool__(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.items)

    def __str__(self) -> str:
        return self.as_text()

    def groups(self) -> tuple[ReviewGroup, ...]:
        r"""Return the items, equal ones as one group with all of their places.

        >>> import svctrade
        >>> plan = "某市方案\n1. 甲。（市财政局、财政局负责）\n2. 乙。（财政局负责）\n"
        >>> group, = svctrade.read_document(plan).review().groups()
        >>> group.text, group.said, group.measures
        ('财政局', '市财政局', (1, 2))
        """
        return tuple(_group_items(self.edition, self.items))

    def counts(self) -> dict[ReviewKind, int]:
        r"""Return how many items there are of each kind.

        >>> import svctrade
        >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，市财政局、财政局配合）\n"
        >>> review = svctrade.read_document(plan).review()
        >>> {kind.value: count for kind, count in review.counts().items()}
        {'same body': 1}
        """
        return dict(Counter(item.kind for item in self.items))

    @escaped
    def summary(self, lang: Language | None = None) -> str:
        r"""Return in one line what was read, and how many places there are to look at.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，市财政局、财政局配合）\n"
        >>> svctrade.read_document(plan).review().summary("zh")
        '某市方案：1项举措，1条责任分工，3个责任单位；1处待核对'
        """
        english = in_english(lang)
        title, measures = self.edition.title, len(self.edition.measures)
        parties = sum(1 for _ in parties_of(self.edition))
        stated = sum(bool(m.responsibility) for m in self.edition.measures)
        if english:
            found = f"measures: {measures}, statements: {stated}, parties: {parties}"
            heading = f"{title}: " if title else ""
            return f"{heading}{found}; to look at: {len(self.items)}"
        found = f"{measures}项举措，{stated}条责任分工，{parties}个责任单位"
        heading = f"{title}：" if title else ""
        return f"{heading}{found}；{len(self.items)}处待核对"

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        r"""Return the review as text that fits a screen: the summary, then the most urgent places.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，市财政局、财政局配合）\n"
        >>> print(svctrade.read_document(plan).review().as_text("en"))
        某市方案: measures: 1, statements: 1, parties: 3; to look at: 1
          1 name taken for one body
        line 2: measure 1: 财政局: same body: 市财政局
        """
        english = in_english(lang)
        lines = [self.summary(lang)]
        lines += [
            f"  {count} {label_of(kind, lang, count)}"
            if english
            else f"  {label_of(kind, lang)}：{count}"
            for kind, count in self.counts().items()
        ]
        groups = self.groups()
        shown = groups[:_MOST_SHOWN]
        lines += (_shortened(str(group) if english else _chinese_line(group)) for group in shown)
        left = sum(len(group.items) for group in groups[_MOST_SHOWN:])
        if left:
            more = f"{left} more: see to_excel() or table('groups')"
            lines.append(
                f"… {more}" if english else f"……另有{left}处，见 to_excel() 或 table('groups')"
            )
        return "\n".join(lines)

    def table(self, kind: str = "parties", *, lang: Language | None = None) -> Table:
        r"""Return a table of the review.

        Args:
            kind: ``"parties"``: a row for each party of each statement, as it was read;
                ``"measures"``: a row for each measure; ``"items"``: a row for each place to look
                at; ``"groups"``: a row for equal places, with the measures and lines.
            lang: the language of the headings and labels; by default names for programs.

        Raises:
            ValueError: *kind* or *lang* is unknown.

        >>> import svctrade
        >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，市财政局、财政局配合）\n"
        >>> review = svctrade.read_document(plan).review()
        >>> review.table()["party"], review.table()["name"]
        (('市商务局', '市财政局', '财政局'), ('市商务局', '市财政局', '市财政局'))
        """
        if kind not in _TABLES:
            known = ", ".join(map(repr, _TABLES))
            raise ValueError(f"kind is {kind!r}; expected one of {known}")
        chinese = lang is not None and not in_english(lang)
        names = _TABLES[kind]
        rows = {
            "parties": self._parties,
            "measures": self._measures,
            "items": self._items,
            "groups": self._group_rows,
        }[kind]
        listed = [*rows(lang or "en")]
        return Table(
            kind,
            tuple(
                Column(
                    _NAMES[name] if chinese else name,
                    "integer" if name in _INTEGERS else "text",
                    tuple(row[n] for row in listed),
                )
                for n, name in enumerate(names)
            ),
        )

    def _parties(self, lang: Language) -> Iterator[tuple[Value, ...]]:
        known, english = _known_names(self.edition), in_english(lang)

        @cache
        def nearest(body: Body) -> str | None:
            if body.counterpart is not None:
                return body.counterpart.name
            return next(iter(closest_matches(normalize_name(body.name), known, {})), None)

        for measure, assignment, party in parties_of(self.edition):
            line = measure.place.line if measure.place else None
            found = measure.assignments[assignment - 1].roles
            roles = JOINT.join(role.value if english else role.label for role in found)
            statement = measure.responsibility
            name, kind = name_of(party), kind_of(party)
            kind = kind if english else _PARTY_KINDS[kind]
            near = nearest(party.body) if party.body and party.body.unknown else None
            row = (measure.number, line, statement, assignment, party.text, roles, name, kind)
            yield (*row, near, None, None)

    def _measures(self, _: Language) -> Iterator[tuple[Value, ...]]:
        for m in self.edition.measures:
            line = m.place.line if m.place else None
            yield (m.number, line, m.text, m.responsibility, None, None)

    def _items(self, lang: Language) -> Iterator[tuple[Value, ...]]:
        for item in self.items:
            line = item.place.line if item.place else None
            kind, said = label_of(item.kind, lang), said_in(item.kind, item.said, lang)
            yield (item.measure, line, kind, _words(item.kind, item.text, lang), said)

    def _group_rows(self, lang: Language) -> Iterator[tuple[Value, ...]]:
        for group in self.groups():
            kind, count = label_of(group.kind, lang), max(len(group.items), len(group.measures))
            where = number_ranges(group.measures), number_ranges(group.lines)
            said = said_in(group.kind, group.said, lang)
            words = _words(group.kind, group.text, lang) or None
            yield (kind, words, said, count, *(found or None for found in where))

    def to_json(self, path: Target | None = None) -> str:
        r"""Return the review as JSON, and write it if *path* is given.

        Args:
            path: a file.

        Raises:
            OSError: the file cannot be written.

        >>> import json, svctrade
        >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，市财政局、财政局配合）\n"
        >>> json.loads(svctrade.read_document(plan).review().to_json())["items"][0]["words"]
        '财政局'
        """
        data = {
            "title": self.edition.title,
            "sha256": self.edition.source.sha256,
            **{kind: self.table(kind).to_dicts() for kind in _TABLES},
        }
        return write_if_path(json.dumps(data, ensure_ascii=False, indent=2) + "\n", path)

    def to_excel(self, path: Target, *, lang: Language | None = None) -> None:
        r"""Write a workbook in which a person corrects what was read.

        The sheet ``groups`` has the places to look at. The sheets ``parties`` and ``measures`` have
        what was read. Correct their cells, and read the plan again with ``corrections=`` and this
        file. The columns ``by`` and ``on`` are for
        who corrected a row, and when.

        Args:
            path: a file whose name ends in ``.xlsx``.
            lang: the language of the headings; by default names for programs.

        Raises:
            MissingExtraError: openpyxl is not installed.
            ValueError: *path* does not end in ``.xlsx``.
            OSError: the file cannot be written.

        >>> import openpyxl, svctrade, tempfile
        >>> from pathlib import Path
        >>> plan = "某市方案\n1. 支持出海。（市商务局牵头，市财政局、财政局配合）\n"
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "review.xlsx")
        ...     svctrade.read_document(plan).review().to_excel(path)
        ...     openpyxl.load_workbook(path).sheetnames
        ['groups', 'parties', 'measures', 'source']
        """
        source = Table(
            "source",
            (
                Column("title", "text", (escape_controls(self.edition.title),)),
                Column("sha256", "text", (self.edition.source.sha256,)),
                Column("summary", "text", (self.summary(lang or "en"),)),
            ),
        )
        sheets = ("groups", "parties", "measures")
        first, *others = (self.table(kind, lang=lang) for kind in sheets)
        # A cell holds no control character; what a person corrects stays as it was read.
        visible = (
            attrs.evolve(column, values=tuple(map(_visible, column.values)))
            for column in first.columns
        )
        attrs.evolve(first, columns=tuple(visible)).to_excel(path, *others, source)

    def _grid(self) -> Grid:
        rows = [
            (
                number_ranges(group.measures),
                number_ranges(group.lines),
                label_of(group.kind, None),
                _words(group.kind, group.text, None),
                said_in(group.kind, group.said, None),
            )
            for group in self.groups()
        ]
        heads = ("measures", "lines", "kind", "words", "assumed")
        if not in_english(None):
            heads = ("各项序号", "各处所在行", "类别", "原文", "说明")
        return Grid(self.summary(), heads, rows)


# The columns of each table, by their names for programs.
_TABLES = {
    "items": ("number", "line", "kind", "words", "said"),
    "parties": (
        *("number", "line", "statement", "assignment", "party", "roles", "name", "kind"),
        *("nearest", "by", "on"),
    ),
    "measures": ("number", "line", "text", "statement", "by", "on"),
    "groups": ("kind", "words", "said", "count", "measures", "lines"),
}
_INTEGERS = ("number", "line", "assignment", "count")
# Each name of a column, as a workbook may have it.
COLUMN_NAMES = {**{name: name for name in _NAMES}, **{zh: name for name, zh in _NAMES.items()}}


def parties_of(edition: Edition) -> Iterator[tuple[Measure, int, Party]]:
    """Yield each party with its measure and the number of its assignment there."""
    for measure in edition.measures:
        for n, assignment in enumerate(measure.assignments, start=1):
            for party in assignment.parties:
                yield measure, n, party


def name_of(party: Party) -> str:
    """Return the name of the body or region that a party is, else its words."""
    named = party.body or party.region
    return named.name if named is not None else party.text


def kind_of(party: Party) -> str:
    """Return what a party is: ``body``, ``region`` or ``group``, or a body of this plan alone."""
    if party.body is not None:
        return "local body" if party.body.unknown else "body"
    return "region" if party.region is not None else "group"


def label_of(kind: ReviewKind, lang: Language | None, count: int = 2) -> str:
    """Return what so many items of a kind are called in a language."""
    one, several, chinese = _LABELS[kind]
    english = one if count == 1 else several
    return english if in_english(lang) else chinese


def said_in(kind: ReviewKind, text: str, lang: Language | None) -> str:
    """Return the words of an item, or what was assumed or done, in a language; names stay."""
    return text if in_english(lang) else remark_in_chinese(kind, text)


def _words(kind: ReviewKind, text: str, lang: Language | None) -> str:
    """Return the words of an item, as printed; those of a correction have roles."""
    return said_in(kind, text, lang) if kind is ReviewKind.CORRECTED else text


def _chinese_line(group: ReviewGroup) -> str:
    """Return a group as a line of Chinese text."""
    where = f"第{number_ranges(group.measures)}项：" if group.measures else ""
    if not where and group.lines:
        where = f"第{number_ranges(group.lines)}行："
    words = f"{_words(group.kind, group.text, 'zh')}：" if group.text else ""
    return f"{where}{words}{label_of(group.kind, 'zh')}：{said_in(group.kind, group.said, 'zh')}"


def _visible(value: Value) -> Value:
    return escape_controls(value) if isinstance(value, str) else value


def _shortened(text: str) -> str:
    """Return a text that fits a line of the screen; an ellipsis says that it was cut."""
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _group_items(edition: Edition, items: Iterable[ReviewItem]) -> Iterator[ReviewGroup]:
    """Yield equal items as one group, with all measures that they are about."""
    grouped: dict[tuple[ReviewKind, str, str], list[ReviewItem]] = {}
    for item in items:
        words = "" if item.kind in _INHERITED else item.text
        grouped.setdefault((item.kind, item.said, words), []).append(item)
    uses = _measures_by_name(edition)
    for (kind, said, words), same in grouped.items():
        own = [item.measure for item in same if item.measure is not None]
        again = uses.get(words, ()) if kind in NAME_KINDS and own else ()
        text = words or (same[0].text if len(same) == 1 else "")
        yield ReviewGroup(kind, text, said, tuple(same), tuple(sorted({*own, *again})))


def _measures_by_name(edition: Edition) -> dict[str, list[int]]:
    """Return the numbers of the measures that have each name, in the words of their statements."""
    uses: dict[str, list[int]] = {}
    for measure, _, party in parties_of(edition):
        unknown = party.body is not None and party.body.unknown
        for name in {party.text, *([party.body.name] if party.body and unknown else [])}:
            uses.setdefault(name, []).append(measure.number)
    return uses


def review_edition(edition: Edition) -> Review:
    """Return the review of an edition."""
    items = [*edition.review_items, *_unknown_names(edition)]
    items.sort(key=lambda item: _ORDER[item.kind])
    return Review(edition, tuple(items))


def _unknown_names(edition: Edition) -> Iterator[ReviewItem]:
    """Yield the names that are in no directory and may be a misprint of another name of the plan.

    A name of this plan counts where it occurs more often.
    """
    uses = Counter[str]()
    first: dict[str, Measure] = {}
    for measure, _, party in parties_of(edition):
        if party.body is not None and party.body.unknown:
            uses[party.body.name] += 1
            first.setdefault(party.body.name, measure)
    known = {*_known_names(edition).values()}
    for name, measure in first.items():
        others = known | {other for other in uses if uses[other] > uses[name]}
        near = sorted(other for other in others if may_be_misprint(name, other))
        if near:
            said = JOINT.join(near)
            yield ReviewItem(ReviewKind.UNKNOWN_NAME, measure.place, name, said, measure.number)


def may_be_misprint(name: str, other: str) -> bool:
    """Whether two names differ as a name and its misprint do.

    One character is another that sounds or looks like it, one inside is missing, or characters
    changed places.

    >>> may_be_misprint("市商务居", "市商务局"), may_be_misprint("财政局", "邮政局")
    (True, False)
    """
    if name == other or abs(len(name) - len(other)) > 1:
        return False
    if len(name) != len(other):
        short, long = sorted((name, other), key=len)
        # 税务总局 is no misprint of 税务局.
        inside = (n for n in range(2, len(long) - 1) if long[n] != "总")
        return any(long[:n] + long[n + 1 :] == short for n in inside)
    if sorted(name) == sorted(other):
        return True
    spellings = tables()
    differing = [(a, b) for a, b in zip(name, other, strict=True) if a != b]
    return len(differing) == 1 and any(
        table.get(ord(a), a) == table.get(ord(b), b)
        for a, b in differing
        for table in (spellings.sounds, spellings.looks)
    )


def _known_names(edition: Edition) -> Mapping[str, str]:
    names: dict[str, str] = {}
    for outsider in edition.outsiders:
        names.update({normalize_name(form): outsider.name for form in outsider.forms})
    for body in edition.bodies:
        if not body.unknown:
            names.update({normalize_name(form): body.name for form in body.name_variants})
    return names
