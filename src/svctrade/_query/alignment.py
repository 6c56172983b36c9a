"""What a local plan takes over from its parent, as records of measures."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

import attrs

from .._diff.item_alignment import (
    Correction,
    ItemAlignment,
    LinkBasis,
    Relation,
    SharedPassage,
    align_items,
)
from .._display.displayable import Displayable
from .._display.grid import Cell, Grid, Piece, join_lines
from .._display.html import escape_html
from .._display.text import escape_markdown
from .._export.table import Column, Table, write_if_path, write_marked
from .._io import Target
from .._model import (
    RELATIONS,
    Certainty,
    Edition,
    Language,
    Lead,
    Measure,
    Region,
    Span,
    in_english,
    relation_label,
)
from .._model.record import exact_text
from .._names import is_counterpart
from ..exceptions import escaped

_LONGEST_QUOTE = 20
_MARK = "background:#fff2a8"


@attrs.frozen
class LinkedParent:
    """A measure of the parent that a measure of the plan takes over.

    Args:
        measure: the measure of the parent.
        relation: ``"same"``, ``"adapted"`` or ``"partial"``.
        likeness: the share of the two texts that they have in common, from 0 to 1.
        shared: the words that both texts have, in the order of the plan.
        counterparts: the parties of the plan's measure, as printed, that are local counterparts of
            the lead there; 市公安局 is one of 移民局.
        basis: ``"computed"``, or ``"confirmed"`` or ``"added"`` by a person.
        by: who confirmed or added it.
        on: when.

    >>> import svctrade
    >>> parent = svctrade.align(svctrade.edition()).links[58].parents[0]
    >>> parent.measure.number, parent.relation, parent.likeness
    (59, 'same', 1.0)
    """

    __module__ = "svctrade"

    measure: Measure
    relation: Relation
    likeness: float
    shared: tuple[SharedPassage, ...] = attrs.field(repr=False)
    counterparts: tuple[str, ...] = ()
    basis: LinkBasis = "computed"
    by: str = ""
    on: str = ""

    @property
    def lead(self) -> Lead | None:
        """The lead of the parent's measure.

        >>> import svctrade
        >>> svctrade.align(svctrade.edition()).links[58].parents[0].lead.body.name
        '移民局'
        """
        return self.measure.lead


@attrs.frozen
class Link:
    """A measure of a plan with the measures of the parent that it takes over, the closest first.

    Args:
        measure: the measure of the plan.
        parents: the measures of the parent; at least one.
        new: where its text has words that none of these has.

    >>> import svctrade
    >>> print(svctrade.align(svctrade.edition()).links[58].explain("en"))
    59 takes over 59: same, likeness 1.00; both have “按照国家深化改革扩大开放新形势新要求，持…”
    """

    __module__ = "svctrade"

    measure: Measure
    parents: tuple[LinkedParent, ...]
    new: tuple[Span, ...] = attrs.field(repr=False)

    @property
    def new_words(self) -> tuple[str, ...]:
        r"""The words that none of the parents has.

        >>> import svctrade
        >>> plan = "某市方案\n1. 推动邮轮旅游经济发展，建设新码头。（市商务局牵头）\n"
        >>> svctrade.align(svctrade.read_document(plan)).links[0].new_words
        ('建设新码头',)
        """
        return tuple(span.of(self.measure.text) for span in self.new)

    @escaped
    def explain(self, lang: Language | None = None) -> str:
        """Return why the measures are linked, a line for each of the parent's.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> svctrade.align(svctrade.edition()).links[58].explain("zh").partition("；")[0]
        '第59项采用上位文件第59项：相同，相似度1.00'
        """
        english = in_english(lang)
        return "\n".join(self._line(parent, english=english) for parent in self.parents)

    def _line(self, parent: LinkedParent, *, english: bool) -> str:
        label = relation_label(parent.relation, english=english)
        longest = max((found.words for found in parent.shared), key=len, default="")
        cut = longest if len(longest) <= _LONGEST_QUOTE else longest[:_LONGEST_QUOTE] + "…"
        quoted = f"“{cut}”"
        mine, yours = self.measure.number, parent.measure.number
        who = " ".join(filter(None, (parent.by, parent.on)))
        if english:
            line = f"{mine} takes over {yours}: {label}, likeness {parent.likeness:.2f}"
            line += f"; both have {quoted}" if longest else ""
            decided = f"; {parent.basis} by a person"
            return line + (f"{decided}{f' ({who})' if who else ''}" if self._kept(parent) else "")
        line = f"第{mine}项采用上位文件第{yours}项：{label}，相似度{parent.likeness:.2f}"
        line += f"；共有文字{quoted}" if longest else ""
        decided = "；经人工确认" if parent.basis == "confirmed" else "；人工添加"
        return line + (f"{decided}{f'（{who}）' if who else ''}" if self._kept(parent) else "")

    @staticmethod
    def _kept(parent: LinkedParent) -> bool:
        return parent.basis != "computed"


@attrs.frozen
class Alignment(Displayable):
    """What a local plan takes over from its parent.

    ``links`` and ``own`` partition the measures of the plan, ``taken_up`` and ``not_taken_up``
    those of the parent (with a region, those that apply there).

    Args:
        plan: the plan.
        parent: the document that it may carry out.
        region: the region that the parent's measures are limited to, or ``None``.
        derived: whether the plan carries out the parent; otherwise only measures that share much
            are linked.
        links: the measures of the plan that take something over.
        own: the other measures of the plan.
        taken_up: the measures of the parent that some link names.
        not_taken_up: the other measures of the parent.

    >>> import svctrade
    >>> alignment = svctrade.align(svctrade.edition())
    >>> len(alignment.links), len(alignment.taken_up), alignment.own
    (122, 122, ())
    """

    __module__ = "svctrade"

    plan: Edition = attrs.field(repr=False)
    parent: Edition = attrs.field(repr=False)
    region: Region | None
    derived: bool
    links: tuple[Link, ...] = attrs.field(repr=False)
    own: tuple[Measure, ...] = attrs.field(repr=False)
    taken_up: tuple[Measure, ...] = attrs.field(repr=False)
    not_taken_up: tuple[Measure, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.summary()

    def degree(self, measure: Measure) -> Certainty | None:
        """Return the certainty with which a measure of the parent applies in the region.

        Args:
            measure: a measure of the parent.

        >>> import svctrade
        >>> alignment = svctrade.align(svctrade.edition(), region="厦门")
        >>> alignment.degree(svctrade.measure(62))
        <Certainty.POSSIBLE: 'possible'>
        """
        return None if self.region is None else measure.certainty(self.region)

    @escaped
    def summary(self, lang: Language | None = None) -> str:
        """Return the totals.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> print(svctrade.align(svctrade.edition()).summary())
        plan 2020: 122 of 122 measures linked (122 same, 0 adapted, 0 partial), 0 own
        parent 2020: 122 of 122 measures taken up, 0 not
        """
        english = in_english(lang)
        kinds = Counter[str](link.parents[0].relation for link in self.links)
        linked, own = len(self.links), len(self.own)
        up, left = len(self.taken_up), len(self.not_taken_up)
        total, whole = linked + own, up + left
        relations: tuple[Relation, ...] = get_args(Relation)
        listed = [(kinds[r], relation_label(r, english=english)) for r in relations]
        if english:
            where = "" if self.region is None else f" in {self.region.name_en or self.region.name}"
            parts = ", ".join(f"{n} {label}" for n, label in listed)
            return (
                f"plan {self.plan.id}: {linked} of {total} measures linked ({parts}), {own} own\n"
                f"parent {self.parent.id}{where}: {up} of {whole} measures taken up, {left} not"
            )
        where = "" if self.region is None else f"（适用于{self.region.name}）"
        parts = "，".join(f"{label}{n}项" for n, label in listed)
        return (
            f"方案 {self.plan.id}：共{total}项，采用{linked}项（{parts}），自有{own}项\n"
            f"上位文件 {self.parent.id}{where}：共{whole}项，已采用{up}项，未采用{left}项"
        )

    @escaped
    def explain(self, lang: Language | None = None) -> str:
        """Return why each linked measure is linked.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> len(svctrade.align(svctrade.edition()).explain().splitlines())
        122
        """
        return "\n".join(link.explain(lang) for link in self.links)

    def with_links(self, path: str | os.PathLike[str]) -> Alignment:
        """Return the alignment with the links that a person confirmed, added or removed.

        Args:
            path: a JSON file, a list of objects with ``action`` (``"confirm"``, ``"add"``,
                ``"remove"``), the numbers ``item`` and ``parent`` of the two measures, and, if
                wanted, ``by`` and ``on``: who decided, and when.

        Raises:
            OSError: the file cannot be read.
            ValueError: it is no such list, names a measure that there is not, or contradicts
                itself.

        >>> import json, svctrade, tempfile
        >>> from pathlib import Path
        >>> alignment = svctrade.align(svctrade.edition())
        >>> decided = [{"action": "remove", "item": 59, "parent": 59}]
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "links.json")
        ...     _ = path.write_text(json.dumps(decided), encoding="utf-8")
        ...     [measure.number for measure in alignment.with_links(path).own]
        [59]
        """
        return build_alignment(
            self.plan, self.parent, self.region, derived=self.derived, corrections=_read(path)
        )

    def table(self) -> Table:
        """Return a row for each linked pair, for each own measure, and for each not taken up.

        >>> import svctrade
        >>> svctrade.align(svctrade.edition()).table()["relation"][0]
        'same'
        """
        rows = [*self._rows()]
        kinds = ("integer", "integer", "category", "text", "texts", "texts", "text", "text")
        names = ("measure", "parent", "relation", "likeness", "shared", "new", "text", "text_there")
        columns = [
            Column(name, kind, tuple(row[n] for row in rows), (*RELATIONS,) if n == 2 else ())  # type: ignore[arg-type]  # noqa: PLR2004
            for n, (name, kind) in enumerate(zip(names, kinds, strict=True))
        ]
        columns[4:4] = [
            Column("lead", "text", tuple(row[8] for row in rows)),
            Column("lead_there", "text", tuple(row[9] for row in rows)),
            Column("certainty", "text", tuple(row[10] for row in rows)),
        ]
        return Table("alignment", tuple(columns))

    def _rows(self) -> Iterator[tuple[Any, ...]]:
        for link in self.links:
            mine = link.measure
            for up in link.parents:
                there = up.measure
                yield (
                    *(mine.number, there.number, up.relation, f"{up.likeness:.2f}"),
                    *(tuple(found.words for found in up.shared), link.new_words),
                    *(mine.text, there.text, _lead(mine), _lead(there), self._degree(there)),
                )
        for mine in self.own:
            yield mine.number, None, "own", None, (), (), mine.text, None, _lead(mine), None, None
        for there in self.not_taken_up:
            yield (
                *(None, there.number, "not taken up", None, (), ()),
                *(None, there.text, None, _lead(there), self._degree(there)),
            )

    def _degree(self, measure: Measure) -> str | None:
        degree = self.degree(measure)
        return None if degree is None else degree.value

    @escaped
    def to_markdown(self, lang: Language | None = None) -> str:
        """Return the totals, the links, and what was not taken up, in Markdown.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> print(svctrade.align(svctrade.edition()).to_markdown().splitlines()[0])
        # 2020: what it takes over from 2020
        """
        english = in_english(lang)
        mine, yours = self.plan.id, self.parent.id
        title = f"{mine}: what it takes over from {yours}" if english else f"{mine}对{yours}的采用"
        title = " ".join(escape_markdown(title).split())
        lines = [f"# {title}", "", *map(escape_markdown, self.summary(lang).splitlines()), ""]
        heads = ("Links", "Own", "Not taken up") if english else ("对应关系", "自有举措", "未采用")
        lines += [f"## {heads[0]}", "", *(f"- {line}" for line in self._explained(lang)), ""]
        for head, found in ((heads[1], self.own), (heads[2], self.not_taken_up)):
            lines += [f"## {head}", ""]
            lines += [f"- {m.number} {escape_markdown(m.text)}" for m in found]
            lines += [""]
        return "\n".join(lines)

    def _explained(self, lang: Language | None) -> list[str]:
        return [escape_markdown(line) for line in self.explain(lang).splitlines()]

    def to_excel(self, path: Target) -> None:
        """Write an Excel workbook: the links side by side, what is own, and what is not taken up.

        The words that both texts share are bold and coloured.

        Args:
            path: a path that ends in ``.xlsx``, or a file opened in binary mode.

        Raises:
            MissingExtraError: openpyxl is not installed.
            ValueError: *path* does not end in ``.xlsx``.
            OSError: the file cannot be written.

        >>> import openpyxl, svctrade, tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "alignment.xlsx")
        ...     svctrade.align(svctrade.edition()).to_excel(path)
        ...     openpyxl.load_workbook(path).sheetnames
        ['links', 'own', 'not taken up']
        """
        whole = self.table()
        sheets = [
            _only(whole, "links", {*get_args(Relation)}),
            _only(whole, "own", {"own"}),
            _only(whole, "not taken up", {"not taken up"}),
        ]
        linked = [up for link in self.links for up in link.parents]
        marks = {
            "text": [[attrs.astuple(found.here) for found in up.shared] for up in linked],
            "text_there": [[attrs.astuple(found.there) for found in up.shared] for up in linked],
        }
        write_marked(path, sheets, marks)

    def to_html(self, path: Target | None = None) -> str:
        """Return a page of two columns with the shared words marked, and write it, if asked to.

        It is in the language of `svctrade.options`.

        Args:
            path: a path, written in UTF-8, completely or not at all; or an open file.

        Raises:
            OSError: the file cannot be written.

        >>> import svctrade
        >>> "<mark" in svctrade.align(svctrade.edition()).to_html()
        True
        """
        english = in_english(None)
        rows = "".join(
            f"<tr><td>{_marked(link.measure, [found.here for found in up.shared])}</td>"
            f"<td>{_marked(up.measure, [found.there for found in up.shared])}</td>"
            f"<td>{relation_label(up.relation, english=english)} {up.likeness:.2f}</td></tr>\n"
            for link in self.links
            for up in link.parents
        )
        own, missing = (relation_label(r, english=english) for r in ("own", "not taken up"))
        rows += "".join(
            f"<tr><td>{_marked(m, [])}</td><td></td><td>{own}</td></tr>" for m in self.own
        )
        rows += "".join(
            f"<tr><td></td><td>{_marked(m, [])}</td><td>{missing}</td></tr>"
            for m in self.not_taken_up
        )
        heads = (
            ("Plan", "Parent", "Relation and likeness")
            if english
            else ("方案", "上位文件", "关系和相似度")
        )
        title = escape_html(f"{self.plan.id} – {self.parent.id}")
        page = (
            f'<!DOCTYPE html>\n<html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>\n'
            f'<p style="white-space:pre-line">{escape_html(self.summary())}</p>\n'
            '<table border="1" style="border-collapse:collapse">\n'
            f"<thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead>\n"
            f"{rows}</table>\n</html>\n"
        )
        return write_if_path(page, path)

    def _grid(self) -> Grid:
        english = in_english(None)
        rows: list[tuple[Cell, ...]] = [
            (
                str(link.measure.number),
                join_lines(
                    *(
                        f"{up.measure.number} {relation_label(up.relation, english=english)}"
                        for up in link.parents
                    )
                ),
                (Piece(link.measure.text),),
            )
            for link in self.links
        ]
        own, missing = (relation_label(r, english=english) for r in ("own", "not taken up"))
        rows += [(str(m.number), own, m.text) for m in self.own]
        rows += [("", f"{m.number} {missing}", m.text) for m in self.not_taken_up]
        heads = ("measure", "parent", "text") if english else ("方案", "上位文件", "举措")
        return Grid(self.summary(), heads, rows)


def build_alignment(
    plan: Edition,
    parent: Edition,
    region: Region | None,
    *,
    derived: bool,
    corrections: list[Correction],
) -> Alignment:
    """Return the alignment of two editions."""
    ours, theirs = plan.measures, parent.measures
    # A printed number may occur twice in a plan, a position cannot.
    found: ItemAlignment = align_items(
        [(n, m.task.title, m.text) for n, m in enumerate(ours)],
        [(n, m.task.title, m.text) for n, m in enumerate(theirs)],
        derived=derived,
        corrections=[
            attrs.evolve(
                c,
                item=_position(ours, c.item, "plan"),
                parent=_position(theirs, c.parent, "parent"),
            )
            for c in corrections
        ],
    )
    applies = [
        region is None or measure.certainty(region) is not Certainty.NONE for measure in theirs
    ]
    links = tuple(
        Link(
            ours[int(link.key)],
            tuple(
                LinkedParent(
                    theirs[int(up.key)],
                    up.relation,
                    up.likeness,
                    up.shared,
                    _counterparts(ours[int(link.key)], theirs[int(up.key)]),
                    up.basis,
                    up.correction.by if up.correction else "",
                    up.correction.on if up.correction else "",
                )
                for up in link.parents
            ),
            link.new,
        )
        for link in found.links
    )
    return Alignment(
        plan,
        parent,
        region,
        derived,
        links,
        tuple(ours[int(key)] for key in found.own),
        tuple(theirs[int(key)] for key in found.taken_up if applies[int(key)]),
        tuple(theirs[int(key)] for key in found.not_taken_up if applies[int(key)]),
    )


def _counterparts(measure: Measure, there: Measure) -> tuple[str, ...]:
    """Return the parties of a measure that are local counterparts of the lead of another."""
    lead = there.lead
    parties = (party.text for a in measure.assignments for party in a.parties)
    return tuple(
        text for text in dict.fromkeys(parties) if lead and is_counterpart(text, lead.body.name)
    )


def _position(measures: tuple[Measure, ...], number: object, where: str) -> int:
    """Return the position of the measure with a number."""
    places = [n for n, measure in enumerate(measures) if measure.number == number]
    if len(places) != 1:
        many = "no measure" if not places else f"{len(places)} measures"
        raise ValueError(f"a link names measure {number!r}; the {where} has {many} of that number")
    return places[0]


def _read(path: str | os.PathLike[str]) -> list[Correction]:
    """Read the file of a person's decisions."""
    import json
    from pathlib import Path

    try:
        rows: Any = json.loads(Path(path).read_text(encoding="utf-8-sig"))
        if not hasattr(rows, "append"):
            raise TypeError(f"found {type(rows).__name__}")  # noqa: TRY301  # one message for both
        return [Correction(**row) for row in rows]
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"{os.fspath(path)}: expected a list of objects with action, item, parent, and perhaps"
            f" by and on: {error}"
        ) from error


def _lead(measure: Measure) -> str | None:
    return None if measure.lead is None else exact_text(measure.lead)


def _only(table: Table, name: str, relations: set[str]) -> Table:
    """Return the rows of *table* with one of these relations."""
    keep = [relation in relations for relation in table["relation"]]
    return Table(
        name,
        tuple(
            attrs.evolve(
                column, values=tuple(v for v, kept in zip(column.values, keep, strict=True) if kept)
            )
            for column in table.columns
        ),
    )


def _marked(measure: Measure, spans: list[Span]) -> str:
    """Return a measure as HTML with some of its words marked."""
    text, at, out = measure.text, 0, f"{measure.number} "
    for span in sorted(spans, key=lambda span: span.start):
        out += escape_html(text[at : span.start])
        out += f'<mark style="{_MARK}">{escape_html(span.of(text))}</mark>'
        at = span.stop
    return out + escape_html(text[at:])
