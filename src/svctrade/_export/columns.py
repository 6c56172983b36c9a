"""The columns of each table of measures, bodies, regions and counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, Any, Literal, Protocol

import attrs

from .._model import (
    SCHEMES,
    Assignment,
    Basis,
    Body,
    Certainty,
    Confidence,
    Item,
    Labelled,
    Language,
    Measure,
    Party,
    Region,
    Role,
    Tag,
    Task,
    in_english,
)
from .._model.english import (
    group_in_english,
    quoted,
    quoted_if_chinese,
    remark_in_english,
    term_in_english,
)
from .._model.record import exact_text
from .table import ENGLISH_JOINT, JOINT, Column, Kind, Table, Value

if TYPE_CHECKING:
    from .._model import Edition, Event

TableKind = Literal["measures", "assignments", "coverage", "readings"]
_MARKED = "（本项目归类）"

# A column: its English and Chinese name, its kind, its value, and its labels if they are fixed.
# One without a Chinese name is for data only.
_Column = tuple[str, str, Kind, Callable[[Any, "_Words"], Value], Sequence[str | Labelled]]


class _Words:
    """The words of a table: data (without a language), or for readers of English or Chinese.

    Data has names as printed and the values of the terms; a reader has names and terms in the
    language, and what has no English as printed, between “ and ”.
    """

    def __init__(self, lang: Language | None) -> None:
        self.chinese = lang is not None and not in_english(lang)
        self.english = lang is not None and not self.chinese
        self.truths = ("否", "是") if self.chinese else ("no", "yes")

    def of(self, thing: object) -> str | None:
        """Return the word for a thing of the domain in a cell; ``None`` for ``None``."""
        if isinstance(thing, Labelled):
            if self.english:
                return thing.label_en
            return thing.label if self.chinese else str(thing.value)
        if self.english and isinstance(thing, Task):
            return f"{thing.number} {thing.title_en or quoted(exact_text(thing))}"
        if self.english and isinstance(thing, Body | Region):
            return thing.name_en or quoted(thing.name)
        return None if thing is None else exact_text(thing)

    def all(self, things: Iterable[object]) -> tuple[str, ...]:
        """Return the words for several things."""
        return tuple(self.of(thing) or "" for thing in things)

    def text(self, printed: str, english: str | None) -> str:
        """Return a text or title: for readers of English the translation, else quoted."""
        if not self.english:
            return printed
        return english or quoted(printed)

    def group(self, printed: str) -> str:
        """Return the words for a described group."""
        return group_in_english(printed) if self.english else printed

    def remark(self, printed: str | None) -> str | None:
        """Return the words for a remark."""
        return remark_in_english(printed) if self.english else printed

    def term(self, chinese: str | None) -> str | None:
        """Return the words for a province, a level, a group or a kind."""
        return term_in_english(chinese) if self.english else chinese

    def read(self, items: Iterable[Item]) -> tuple[str, ...]:
        """Return the names of items of a layer."""
        return tuple(item.name if self.chinese else item.name_en for item in items)

    def successor(self, body: Body) -> str | None:
        """Return the body that took over from one, and since when."""
        for change in reversed(body.history):
            if change.successor:
                name = self.of(change.successor)
                return (
                    f"{name}（{change.day}起）" if self.chinese else f"{name} (since {change.day})"
                )
        return None

    def synonyms(self, item: Item) -> tuple[str, ...]:
        """Return the near words for an item: those in the language, where there is one."""
        if not (self.english or self.chinese):
            return item.synonyms
        return tuple(word for word in item.synonyms if word.isascii() is self.english)

    def untranslated(self, printed: str | None) -> str | None:
        """Return a number, a code or a name that has no English."""
        return quoted_if_chinese(printed) if self.english and printed else printed

    def scheme(self, tag: Tag) -> str:
        """Return the name of the scheme of a tag."""
        return _KEYS[tag.item.scheme].removesuffix(_MARKED) if self.chinese else tag.item.scheme

    def kind_of(self, party: Party) -> str:
        """Return the word for the type of a party."""
        known = "body" if party.body else "region" if party.region else "group"
        return _PARTY_KINDS[known] if self.chinese else known

    def heading(self, name: str, chinese: str) -> str:
        """Return the heading of a column."""
        if self.chinese:
            return chinese
        return (name[0].upper() + name[1:]).replace("_", " ") if self.english else name


_PARTY_KINDS = {"body": "机构", "region": "试点地区", "group": "统称"}


def _groups(measure: Measure) -> tuple[str, ...]:
    return tuple(dict.fromkeys(group for a in measure.assignments for group in a.groups))


def _roles(measure: Measure, words: _Words) -> tuple[str, ...]:
    used = {role for a in measure.assignments for role in a.roles}
    return words.all(role for role in Role if role in used)


_MEASURES: tuple[_Column, ...] = (
    ("number", "序号", "integer", lambda m, _: m.number, ()),
    ("task", "试点任务", "category", lambda m, w: w.of(m.task), ()),
    ("text", "具体举措", "text", lambda m, w: w.text(m.text, m.text_en), ()),
    (
        "responsibility",
        "责任分工",
        "text",
        lambda m, w: w.text(m.responsibility, m.responsibility_en if w.english else None),
        (),
    ),
    ("lead", "牵头单位", "category", lambda m, w: m.lead and w.of(m.lead.body), ()),
    ("lead_id", "", "text", lambda m, _: m.lead and m.lead.body.id, ()),
    ("lead_en", "", "text", lambda m, _: m.lead and m.lead.body.name_en, ()),
    ("lead_basis", "牵头依据", "category", lambda m, w: m.lead and w.of(m.lead.basis), [*Basis]),
    ("bodies", "责任单位", "texts", lambda m, w: w.all(m.bodies()), ()),
    ("roles", "职责", "texts", _roles, ()),
    ("groups", "统称", "texts", lambda m, w: tuple(map(w.group, _groups(m))), ()),
    ("regions", "点名地区", "texts", lambda m, w: w.all(m.coverage.named), ()),
    ("everywhere", "普遍适用", "boolean", lambda m, _: m.coverage.everywhere, ()),
    ("open_ended", "地区未尽列举", "boolean", lambda m, _: m.coverage.open_ended, ()),
    ("national", "不涉及地区", "boolean", lambda m, _: m.coverage.national, ()),
    ("frameworks", "框架", "texts", lambda m, _: m.frameworks, ()),
    ("notes", "附注", "texts", lambda m, _: tuple(str(n.number) for n in m.notes), ()),
    ("first_line", "起始行", "integer", lambda m, _: m.lines and m.lines[0], ()),
    ("last_line", "终止行", "integer", lambda m, _: m.lines and m.lines[1], ()),
)
# The columns of a layer are marked as readings, and left out where there is no layer.
_READ: tuple[_Column, ...] = (
    ("services (reading)", "服务类别（本项目归类）", "texts", lambda m, w: w.read(m.services), ()),
    ("modes (reading)", "供应模式（本项目归类）", "texts", lambda m, w: w.read(m.modes), ()),
    ("topics (reading)", "主题（本项目归类）", "texts", lambda m, w: w.read(m.topics), ()),
)
_READINGS: tuple[_Column, ...] = (
    ("number", "序号", "integer", lambda pair, _: pair[0].number, ()),
    ("scheme (reading)", "体系（本项目归类）", "category", lambda pair, w: w.scheme(pair[1]), ()),
    (
        "code (reading)",
        "代码（本项目归类）",
        "text",
        lambda pair, w: w.untranslated(pair[1].item.code),
        (),
    ),
    (
        "item (reading)",
        "条目（本项目归类）",
        "category",
        lambda pair, w: w.read([pair[1].item])[0],
        (),
    ),
    ("words", "所据文字", "text", lambda pair, w: w.untranslated(pair[1].words), ()),
    (
        "confidence (reading)",
        "把握（本项目归类）",
        "category",
        lambda pair, w: w.of(pair[1].confidence),
        [*Confidence],
    ),
    ("why (reading)", "理由（本项目归类）", "text", lambda pair, _: pair[1].why, ()),
)
_Share = tuple[Measure, int, Assignment, Role | None, Party]
_ASSIGNMENTS: tuple[_Column, ...] = (
    ("number", "序号", "integer", lambda s, _: s[0].number, ()),
    ("assignment", "分工序次", "integer", lambda s, _: s[1], ()),
    ("clause", "分句", "integer", lambda s, _: s[2].clause, ()),
    ("role", "职责", "category", lambda s, w: w.of(s[3]), [*Role]),
    ("party", "责任方", "category", lambda s, w: _called(s[4], w), ()),
    ("party_id", "", "text", lambda s, _: _known(s[4]) and _known(s[4]).id, ()),
    ("party_en", "", "text", lambda s, _: _known(s[4]) and _known(s[4]).name_en, ()),
    ("party_kind", "责任方类型", "category", lambda s, w: w.kind_of(s[4]), ()),
    ("open_ended", "等", "boolean", lambda s, _: s[4].open_ended, ()),
    ("remark", "备注", "text", lambda s, w: w.remark(s[2].remark), ()),
    ("text", "原文", "text", lambda s, w: s[2].text_en if w.english else s[2].text, ()),
    ("start", "起", "integer", lambda s, _: s[4].span.start, ()),
    ("stop", "止", "integer", lambda s, _: s[4].span.stop, ()),
)
_COVERAGE: tuple[_Column, ...] = (
    ("number", "序号", "integer", lambda pair, _: pair[0].number, ()),
    ("region", "地区", "category", lambda pair, w: w.of(pair[1]), ()),
    ("region_id", "", "text", lambda pair, _: pair[1].id, ()),
    ("region_en", "", "text", lambda pair, _: pair[1].name_en, ()),
    ("region_code", "行政区划代码", "text", lambda pair, _: pair[1].code, ()),
    ("province", "省份", "category", lambda pair, w: w.term(pair[1].province), ()),
    ("applies", "适用", "boolean", lambda pair, _: _certainty(pair) >= Certainty.COVERED, ()),
    ("certainty", "适用程度", "category", lambda pair, w: w.of(_certainty(pair)), [*Certainty]),
)


def _known(party: Party) -> Any:
    """Return the body or region that a party is; ``None`` for a described group."""
    return party.body or party.region


def _called(party: Party, words: _Words) -> str:
    """Return the usual name of a party; its *text* is the printed one."""
    known = _known(party)
    return words.group(party.text) if known is None else words.of(known) or ""


def _certainty(pair: tuple[Measure, Region]) -> Certainty:
    measure, region = pair
    return measure.certainty(region)


def _shares(measures: Iterable[Measure]) -> Iterator[_Share]:
    """Yield each party in each of its roles, and once without a role where it has none."""
    for measure in measures:
        for n, assignment in enumerate(measure.assignments, start=1):
            for party in assignment.parties:
                for role in assignment.roles or (None,):
                    yield measure, n, assignment, role, party


class Selection(Protocol):
    """Measures of an edition, such as a `svctrade.MeasureSet`."""

    @property
    def edition(self) -> Edition: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[Measure]: ...


def build_table(
    kind: TableKind,
    measures: Selection,
    lang: Language | None,
    certainty_for: Sequence[Region] = (),
) -> Table:
    """Return *measures* as a table of that kind, with the certainty in some regions.

    Raises:
        ValueError: *kind* or *lang* is unknown, or *certainty_for* is not for this kind.
    """
    if certainty_for and kind != "measures":
        raise ValueError(f"certainty_for goes with the kind 'measures', not {kind!r}")
    if kind == "measures":
        found = [*measures]
        # With a layer every measure has a reading; a few measures need no edition.
        has_layer = found[0].reading if found else measures.edition.layer
        columns = (*_MEASURES, *_READ) if has_layer else _MEASURES
        columns = (*columns, *(_certainty_column(region, lang) for region in certainty_for))
        table = _table("measures", "举措", columns, found, lang)
        # A workbook for readers has its rows grouped by task.
        return table if lang is None else attrs.evolve(table, outline=table.names[1])
    if kind == "assignments":
        return _table("assignments", "责任分工", _ASSIGNMENTS, [*_shares(measures)], lang)
    if kind == "coverage":
        pairs = [(measure, region) for measure in measures for region in measures.edition.regions]
        return _table("coverage", "适用地区", _COVERAGE, pairs, lang)
    if kind == "readings":
        tags = [(m, tag) for m in measures for tag in (m.reading.tags if m.reading else ())]
        return _table("readings", "主题标注", _READINGS, tags, lang)
    raise ValueError(
        f"kind is {kind!r}; expected 'measures', 'assignments', 'coverage' or 'readings'"
    )


def _certainty_column(region: Region, lang: Language | None) -> _Column:
    def value(measure: Measure, words: _Words) -> Value:
        return words.of(measure.certainty(region))

    name, heading = f"certainty ({_Words(lang).of(region)})", f"适用程度（{region.name}）"
    return name, heading, "category", value, [*Certainty]


def _table(
    name: str,
    chinese: str,
    columns: tuple[_Column, ...],
    things: Sequence[Any],
    lang: Language | None,
) -> Table:
    words = _Words(lang)
    made: list[Column] = []
    for english, heading, declared, value, closed in columns:
        # Some columns are for data only; names in English are what a reader of it has anyway.
        if lang is not None and (not heading or (words.english and english.endswith("_en"))):
            continue
        # Offsets count characters of the Chinese statement.
        if words.english and english in ("start", "stop"):
            continue
        values = tuple(value(thing, words) for thing in things)
        labels, kind = words.all(closed), declared
        if kind == "boolean" and lang is not None:
            kind, labels = "category", words.truths
            values = tuple(labels[bool(v)] for v in values)
        if kind == "category" and not labels:
            labels = tuple(dict.fromkeys(str(v) for v in values if v is not None))
        ordered = closed == [*Certainty]
        made.append(Column(words.heading(english, heading), kind, values, labels, ordered=ordered))
    joint = ENGLISH_JOINT if words.english else JOINT
    return Table(chinese if lang == "zh" else name, tuple(made), joint)


# The columns that a table of measures is read from, and those that only such an export has.
_OWN = 4
_ONLY_EXPORTED = (
    *("lead_basis", "groups", "regions", "everywhere", "open_ended", "national"),
    *("first_line", "last_line"),
)
# What the text and the statement do not say.
_NOT_DERIVED = ("frameworks", "notes", *(name for name, *_ in _READ))
_DEGREES = ("certainty (", "Certainty (", "适用程度（")


def exported_headings(
    headings: Sequence[str], lang: Language | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return which of *headings* a table of measures in *lang* has from the text and the statement.

    Also those that it has from elsewhere, such as the numbers of notes. Both are empty where most
    of the headings are missing that only such a table has.

    >>> import svctrade
    >>> names = svctrade.measures().in_task(8).table(lang="zh").names
    >>> derived, others = exported_headings(names, "zh")
    >>> len(derived), others[:2]
    (11, ('框架', '附注'))
    >>> exported_headings(("number", "text", "responsibility", "regions", "notes"), None)
    ((), ())
    """
    words = _Words(lang)
    names = {name: words.heading(name, chinese) for name, chinese, *_ in (*_MEASURES, *_READ)}
    own = [*names.values()][:_OWN]
    found = sum(names[name] in headings for name in _ONLY_EXPORTED)
    if not {own[0], *own[2:]}.issubset(headings) or 2 * found <= len(_ONLY_EXPORTED):
        return (), ()
    others = {names[name] for name in _NOT_DERIVED}
    known = {*names.values()} - {*own, *others}
    return (
        tuple(h for h in headings if h in known or h.startswith(_DEGREES)),
        tuple(h for h in headings if h in others),
    )


_BODIES: tuple[_Column, ...] = (
    ("name", "名称", "text", lambda pair, w: w.of(pair[0]), ()),
    ("official_name", "全称", "text", lambda pair, w: w.untranslated(pair[0].official_name), ()),
    ("name_en", "英文名", "text", lambda pair, _: pair[0].name_en, ()),
    ("abbreviation", "英文缩写", "text", lambda pair, _: pair[0].abbreviation, ()),
    ("kind", "性质", "category", lambda pair, w: w.term(pair[0].kind), ()),
    ("successor", "承接机构", "text", lambda pair, w: w.successor(pair[0]), ()),
    ("measures", "举措数", "integer", lambda pair, _: pair[1], ()),
)
_REGIONS: tuple[_Column, ...] = (
    ("name", "名称", "text", lambda region, w: w.of(region), ()),
    ("official_name", "全称", "text", lambda region, w: w.untranslated(region.official_name), ()),
    ("name_en", "英文名", "text", lambda region, _: region.name_en, ()),
    ("code", "行政区划代码", "text", lambda region, _: region.code, ()),
    ("level", "级别", "category", lambda region, w: w.term(region.level), ()),
    ("province", "省份", "category", lambda region, w: w.term(region.province), ()),
    ("group", "区域", "category", lambda region, w: w.term(region.group), ()),
)


def build_bodies_table(
    bodies: Iterable[Body], counts: Mapping[Body, int], lang: Language | None
) -> Table:
    """Return a table of *bodies*, each with the number of measures that name it."""
    pairs = [(body, counts.get(body, 0)) for body in bodies]
    return _table("bodies", "机构", _BODIES, pairs, lang)


def build_regions_table(regions: Iterable[Region], lang: Language | None) -> Table:
    """Return a table of *regions*."""
    return _table("regions", "试点地区", _REGIONS, [*regions], lang)


_TASKS: tuple[_Column, ...] = (
    ("number", "序号", "integer", lambda pair, _: pair[0].number, ()),
    ("label", "编号", "text", lambda pair, w: w.untranslated(pair[0].label), ()),
    ("title", "试点任务", "text", lambda pair, w: w.text(pair[0].title, pair[0].title_en), ()),
    ("title_en", "", "text", lambda pair, _: pair[0].title_en, ()),
    ("measures", "举措数", "integer", lambda pair, _: pair[1], ()),
)
_ITEMS: tuple[_Column, ...] = (
    ("code", "代码", "text", lambda pair, w: w.untranslated(pair[0].code), ()),
    ("name", "名称", "text", lambda pair, w: w.text(pair[0].name, pair[0].name_en), ()),
    ("name_en", "", "text", lambda pair, _: pair[0].name_en, ()),
    ("synonyms", "近义词", "texts", lambda pair, w: w.synonyms(pair[0]), ()),
    ("measures", "举措数", "integer", lambda pair, _: pair[1], ()),
)
_FRAMEWORKS: tuple[_Column, ...] = (
    ("name", "名称", "text", lambda pair, _: pair[0], ()),
    ("measures", "举措数", "integer", lambda pair, _: pair[1], ()),
)
_EVENTS: tuple[_Column, ...] = (
    ("number", "序号", "integer", lambda e, _: e.number, ()),
    ("dated", "日期", "text", lambda e, _: e.dated, ()),
    ("title", "标题", "text", lambda e, w: w.text(e.title or "", e.title_en), ()),
    ("document_number", "文号", "text", lambda e, w: w.untranslated(e.document_number), ()),
    ("measures", "举措数", "integer", lambda e, _: len(e.measures), ()),
)
_EDITIONS: tuple[_Column, ...] = (
    ("id", "标识", "text", lambda e, _: e.id, ()),
    ("title", "标题", "text", lambda e, w: w.text(e.title, e.title_en), ()),
    ("document_number", "发文字号", "text", lambda e, w: w.untranslated(e.document_number), ()),
    ("published", "公布日期", "date", lambda e, _: e.published, ()),
    ("first_day", "起", "date", lambda e, _: e.in_force and e.in_force[0], ()),
    ("last_day", "止", "date", lambda e, _: e.in_force and e.in_force[1], ()),
    ("measures", "举措数", "integer", lambda e, _: len(e.measures), ()),
)


def build_tasks_table(counts: Mapping[Task, int], lang: Language | None) -> Table:
    """Return a table of tasks, each with the number of its measures."""
    return _table("tasks", "试点任务", _TASKS, [*counts.items()], lang)


def build_items_table(
    name: str, items: Iterable[Item], counts: Mapping[Item, int], lang: Language | None
) -> Table:
    """Return a table of items of a layer, each with the number of measures that have it."""
    pairs = [(item, counts.get(item, 0)) for item in items]
    return _table(name, "条目", _ITEMS, pairs, lang)


def build_frameworks_table(counts: Mapping[str, int], lang: Language | None) -> Table:
    """Return a table of frameworks, each with the number of measures under it."""
    return _table("frameworks", "框架", _FRAMEWORKS, [*counts.items()], lang)


def build_events_table(events: Iterable[Event], lang: Language | None) -> Table:
    """Return a table of events, each with the number of measures that it is about."""
    return _table("events", "相关文件", _EVENTS, [*events], lang)


def build_editions_table(editions: Iterable[Edition], lang: Language | None) -> Table:
    """Return a table of editions."""
    return _table("editions", "版本", _EDITIONS, [*editions], lang)


def build_counts_table(key: str, counts: Mapping[Any, int], lang: Language | None) -> Table:
    """Return a table of *counts* by *key*, in their order."""
    labels = tuple(make_labels(counts, lang))
    title, number = _key(key, lang), "举措数" if lang == "zh" else "measures"
    first = Column(title, "category", labels, labels)
    return Table(title, (first, Column(number, "integer", tuple(counts.values()))))


_KEYS = {
    "task": "试点任务",
    "lead": "牵头单位",
    "body": "责任单位",
    "region": "地区",
    "role": "职责",
    "measure": "举措",
    "service": f"服务类别{_MARKED}",
    "mode": f"供应模式{_MARKED}",
    "topic": f"主题{_MARKED}",
    "certainty": "适用程度",
}


def _key(key: str, lang: Language | None) -> str:
    """Return the word for a key; one of a layer is marked as a reading."""
    if lang == "zh":
        return _KEYS[key]
    return f"{key} (reading)" if key in SCHEMES else key


def build_crosstab(
    keys: tuple[str, str],
    rows: Sequence[tuple[object, int]],
    columns: Sequence[tuple[object, int]],
    lang: Language | None,
    own_roles: Callable[[object, object], int] | None = None,
) -> Table:
    """Return how many measures each group of *rows* shares with each of *columns*.

    A group is a thing and the mask of its measures; empty groups are left out. *own_roles* returns
    the mask of the measures in which a party itself has a role, where the groups are of these.
    """
    down, across = (_key(key, lang) for key in keys)
    rows, columns = ([group for group in groups if group[1]] for groups in (rows, columns))
    labels = make_labels((thing for thing, _ in rows), lang)
    names = _disambiguate([down, *make_labels((thing for thing, _ in columns), lang)])
    counts = [
        Column(
            name,
            "integer",
            tuple(
                (mask & row & (own_roles(left, right) if own_roles else mask)).bit_count()
                for left, row in rows
            ),
        )
        for name, (right, mask) in zip(names[1:], columns, strict=True)
    ]
    joint = "×" if lang == "zh" else " × "
    first = Column(names[0], "category", tuple(labels), tuple(labels))
    shared = any(overlap(mask for _, mask in groups) for groups in (rows, columns))
    note = overlap_note(lang) if shared else None
    return Table(f"{down}{joint}{across}", (first, *counts), note=note)


def overlap(masks: Iterable[int]) -> bool:
    """Whether a measure is in two of the groups that have these *masks*."""
    seen = 0
    for mask in masks:
        if seen & mask:
            return True
        seen |= mask
    return False


def overlap_note(lang: Language | None) -> str:
    """Return what is said of groups that share measures."""
    if in_english(lang):
        return "A measure may be in several groups, so that the counts add up to more."
    return "同一举措可能属于多个分组，各组数目之和可大于总数。"


def draw_counts(key: str, counts: Mapping[Any, int], lang: Language | None, *, shared: bool) -> Any:
    """Return *counts* as bars, with a note where groups have *shared* measures."""
    if not counts:
        raise ValueError("there is nothing to draw: the set is empty, or no measure has the key")
    title = f"{_key(key, lang)}：举措数" if lang == "zh" else f"Measures by {_key(key, lang)}"
    note = overlap_note(lang) if shared else None
    from .charts import draw_bars

    bars = dict(zip(make_labels(counts, lang), counts.values(), strict=True))
    return draw_bars(title, bars, note)


def make_labels(things: Iterable[object], lang: Language | None) -> list[str]:
    """Return labels of things for a table or a chart, no two alike."""
    words = _Words(lang)
    return _disambiguate(_label(thing, words) for thing in things)


def _label(thing: object, words: _Words) -> str:
    if thing is None:
        return "（无）" if words.chinese else "none"
    if isinstance(thing, Measure):
        return str(thing.number)
    if isinstance(thing, Item):
        return words.read([thing])[0]
    return words.of(thing) or ""


def _disambiguate(labels: Iterable[str]) -> list[str]:
    """Return labels that differ: a repeated one gets a number."""
    labels = [*labels]
    taken = {*labels}
    found: dict[str, None] = {}
    for label in labels:
        numbered = (f"{label} ({n})" for n in count(2))
        own = label if label not in found else next(n for n in numbered if n not in taken)
        taken.add(own)
        found[own] = None
    return [*found]


_BY_TABLE: dict[str, tuple[_Column, ...]] = {
    "measures": (*_MEASURES, *_READ),
    "assignments": _ASSIGNMENTS,
    "coverage": _COVERAGE,
    "readings": _READINGS,
    "bodies": _BODIES,
    "regions": _REGIONS,
    "tasks": _TASKS,
    **dict.fromkeys(("services", "modes", "topics"), _ITEMS),
    "frameworks": _FRAMEWORKS,
    "events": _EVENTS,
    "editions": _EDITIONS,
}


def list_columns(table: str) -> tuple[str, ...]:
    """Return the names that the columns of a kind of table have in data; none if it is unknown."""
    return tuple(column[0] for column in _BY_TABLE.get(table, ()))


def is_heading(given: str, heading: str) -> bool:
    """Return whether *given* names the column with a *heading*, in data or in either language.

    >>> is_heading("lead_basis", "牵头依据"), is_heading("Lead basis", "lead_basis")
    (True, True)
    """
    given, heading = (name.strip().casefold().replace(" ", "_") for name in (given, heading))
    return given == heading or bool({(given, heading), (heading, given)} & _TRANSLATED)


_TRANSLATED = {
    *((c[0].replace(" ", "_"), c[1]) for columns in _BY_TABLE.values() for c in columns if c[1]),
    *_KEYS.items(),
}
