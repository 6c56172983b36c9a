"""Why a measure matches a query: the printed words, and the steps that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import attrs

from .._display.displayable import Displayable
from .._display.grid import Grid, Piece, join_lines
from .._display.text import WIDTH, fit, wrap
from .._index.build import hosted_by
from .._index.indexed_edition import IndexedEdition
from .._index.lookup import counterparts_named, events_of, find_asked, find_named
from .._model import (
    SCHEMES,
    Assignment,
    Basis,
    Body,
    Certainty,
    Coverage,
    Item,
    Language,
    Lead,
    Measure,
    Name,
    NameKind,
    Region,
    Role,
    Scheme,
    Span,
    Tag,
    Task,
    Tie,
    in_english,
    member,
    tags_of,
)
from .._model.english import party_in_english, quoted, quoted_if_chinese
from .._model.record import renamed
from .._names import normalize_name, writes_traditional
from .._parsing.characters import fold_width
from .._parsing.coverage import clause_coverage, coverage_of, described_groups, group_coverage
from ..exceptions import escaped
from .deadlines import last_day
from .english_search import is_in_english, term_matchers
from .query import FILTER_OF_KEY, Filter, Query, asked_of

if TYPE_CHECKING:
    from .._names.places import LocalPlace

Where = Literal["responsibility", "text", "note"]


@attrs.frozen
class Step:
    """One step from the query to the printed words.

    *kind* is one of ``"alias"``, ``"traditional"``, ``"successor"``, ``"district"``, ``"code"``,
    ``"place"``, ``"host"``, ``"printed"``, ``"first-named"``, ``"other-policy"``, ``"inferred"``,
    ``"open-ended"``, ``"qualified"``, ``"to-be-chosen"``, ``"national"``, ``"unled"``, ``"task"``,
    ``"number"``, ``"function"``, ``"slice"``, ``"all"``, ``"absent"``, ``"counterpart"``,
    ``"declared"``, ``"inherited"``, ``"unread"``, ``"reading"``, ``"event"``, ``"deadline"``,
    ``"translation"``, ``"truncated"`` and, where a record and the words of the document differ,
    ``"contradiction"``; of a measure that is missing also ``"closed-list"``, ``"certainty"``,
    ``"other-lead"``, ``"unnamed"``, ``"role"``, ``"unprinted"``, ``"no-note"``, ``"no-event"``,
    ``"no-deadline"``, ``"regional"``, ``"topic"``, ``"led"`` and ``"removed"``. *text* is a
    sentence in English, *chinese* one in Chinese.

    >>> import svctrade
    >>> step = svctrade.measures().in_region("Xiamen").explain()[0].reasons[0].steps[0]
    >>> step.kind, step.text
    ('alias', 'Xiamen is an alias of “厦门” (English).')
    """

    __module__ = "svctrade"

    kind: str
    text: str
    chinese: str = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.as_text("en")

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return the sentence, in English or in Chinese.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither ``"en"`` nor ``"zh"``.

        >>> import svctrade
        >>> step = svctrade.measures().in_region("Xiamen").explain()[0].reasons[0].steps[0]
        >>> step.as_text("zh")
        'Xiamen即厦门（英文名）。'
        """
        return self.text if in_english(lang) else self.chinese

    def told(self, lang: Language | None = None) -> str:
        """The old name of `as_text`; it goes in 1.1.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
        """
        return renamed("told", "as_text", lambda: self.as_text(lang))


@attrs.frozen
class Reason:
    """Why one filter kept a measure.

    *asked* is the filter as text; *quote* the printed words that decide it; *where* says which text
    has them (``"responsibility"``, ``"text"`` or ``"note"``, with its number in *note*), and *span*
    their place in it. *roles* are those of the quoted clause. *steps* lead from the query to the
    words; they are empty where the words need none. Where no words decide, as for a complement,
    *quote* is empty, *where* and *span* are ``None``, and the steps say why.

    >>> import svctrade
    >>> reason = svctrade.measures().led_by("移民局").explain()[0].reasons[0]
    >>> reason.quote, reason.where, reason.span
    ('移民局', 'responsibility', Span(start=0, stop=3))
    """

    __module__ = "svctrade"

    asked: str
    quote: str = ""
    where: Where | None = None
    span: Span | None = None
    steps: tuple[Step, ...] = ()
    roles: tuple[Role, ...] = ()
    note: int | None = None

    def __str__(self) -> str:
        return self.as_text()

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return the reason as text, in English or in Chinese.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither ``"en"`` nor ``"zh"``.

        >>> import svctrade
        >>> reason = svctrade.measures().in_region("厦门").explain()[0].reasons[0]
        >>> print(reason.as_text("en"))
        in_region("厦门"): the statement says “试点地区负责推进” (characters 44 to 51).
        """
        return "\n".join(_reason_lines(self, "", lang))

    def told(self, lang: Language | None = None) -> str:
        """The old name of `as_text`; it goes in 1.1.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
        """
        return renamed("told", "as_text", lambda: self.as_text(lang))


@attrs.frozen
class Explanation(Displayable):
    """Why a measure is in a set: a reason for each filter that kept it.

    >>> import svctrade
    >>> (explanation,) = svctrade.measures().led_by("移民局").numbered(59).explain()
    >>> explanation.measure.number, [reason.asked for reason in explanation.reasons]
    (59, ['led_by("移民局")', 'numbered(59)'])
    """

    __module__ = "svctrade"

    measure: Measure
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        return self.as_text()

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return the explanation as text, in English or in Chinese.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither ``"en"`` nor ``"zh"``.

        >>> import svctrade
        >>> print(svctrade.measures().numbered(103).national().explain()[0].as_text("zh"))
        103 将服务贸易纳入多双边工商合作机制。
           numbered(103)：
              该举措序号为103。
           national()：责任分工载明“中国贸促会负责推进”（第1至第9字）。
              以上为责任分工全文，未列任何地区。
        """
        english = in_english(lang)
        text = (self.measure.text_en if english else None) or self.measure.text
        lines = [fit(f"{self.measure.number} {text}", WIDTH)]
        # Several quotes of one text are translated once.
        glosses: set[str | None] = {None}
        for reason in self.reasons:
            gloss = gloss_of(reason, self.measure) if english else None
            lines += _reason_lines(reason, "   ", lang, None if gloss in glosses else gloss)
            glosses.add(gloss)
        return "\n".join(lines)

    def told(self, lang: Language | None = None) -> str:
        """The old name of `as_text`; it goes in 1.1.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
        """
        return renamed("told", "as_text", lambda: self.as_text(lang))

    def to_dict(self, lang: Language | None = None) -> dict[str, Any]:
        """Return the explanation as values that JSON has; the steps in English or in Chinese.

        Args:
            lang: the language of the steps, ``"en"`` or ``"zh"``; without it,
                ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither ``"en"`` nor ``"zh"``.

        >>> import svctrade
        >>> explained = svctrade.measures().led_by("移民局").numbered(59).explain()[0].to_dict()
        >>> explained["number"], explained["reasons"][0]["quote"], explained["reasons"][0]["span"]
        (59, '移民局', [0, 3])
        """
        in_english(lang)  # a wrong language is an error without reasons too
        reasons = [
            {
                "asked": reason.asked,
                "quote": reason.quote,
                "where": reason.where,
                "note": reason.note,
                "span": reason.span and [reason.span.start, reason.span.stop],
                "roles": [role.value for role in reason.roles],
                "steps": [{"kind": step.kind, "text": step.as_text(lang)} for step in reason.steps],
            }
            for reason in self.reasons
        ]
        return {"number": self.measure.number, "text": self.measure.text, "reasons": reasons}

    def _grid(self) -> Grid:
        english = in_english(None)
        rows = [
            (reason.asked, _quoted(reason), join_lines(*(step.as_text() for step in reason.steps)))
            for reason in self.reasons
        ]
        text = (self.measure.text_en if english else None) or self.measure.text
        return Grid(f"{self.measure.number} {text}", _HEADINGS[not english][1:], rows)


class Explanations(Displayable, tuple[Explanation, ...]):
    """A tuple of explanations, which prints and shows itself in notebooks.

    >>> import svctrade
    >>> explanations = svctrade.measures().led_by("移民局").explain()
    >>> len(explanations), explanations[0].measure.number
    (4, 59)
    """

    __module__ = "svctrade"
    __slots__ = ()

    def __str__(self) -> str:
        return self.as_text()

    @escaped
    def as_text(self, lang: Language | None = None) -> str:
        """Return the explanations as text, in English or in Chinese.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither ``"en"`` nor ``"zh"``.

        >>> import svctrade
        >>> print(svctrade.measures().numbered(84, 103).explain().as_text("zh"))
        84 组建国家数字贸易专家工作组，举办专题培训班，指导地方制订数字贸易发展工作计划。
           numbered(84)：
              该举措序号为84。
        103 将服务贸易纳入多双边工商合作机制。
           numbered(103)：
              该举措序号为103。
        """
        in_english(lang)  # a wrong language is an error without explanations too
        return "\n".join(explanation.as_text(lang) for explanation in self)

    def _grid(self) -> Grid:
        rows = [
            (str(explanation.measure.number), *row)
            for explanation in self
            for row in explanation._grid().rows  # noqa: SLF001  # a row is shown alike in both
        ]
        english = in_english(None)
        plural = "s" if len(self) != 1 else ""
        caption = f"{len(self)} explanation{plural}" if english else f"{len(self)}项说明"
        return Grid(caption, _HEADINGS[not english], rows)


_HEADINGS = (
    ("measure", "filter", "words of the document", "steps"),
    ("举措", "筛选条件", "文件原文", "推导"),
)


def gloss_of(reason: Reason, measure: Measure) -> str | None:
    """Return in English what the text says that a reason quotes from."""
    if reason.span is None:
        return None
    if reason.where == "text":
        return measure.text_en
    if reason.where == "note":
        return next((n.text_en for n in measure.notes if n.number == reason.note), None)
    start, stop = reason.span.start, reason.span.stop
    quoted_clauses = [a for a in measure.assignments if a.span.start < stop and start < a.span.stop]
    for party in (party for a in quoted_clauses for party in a.parties):
        if party.span == reason.span:
            return party_in_english(party)
    return " ".join(assignment.text_en for assignment in quoted_clauses) or None


def _quoted(reason: Reason) -> tuple[Piece, ...]:
    if reason.span is None:
        return ()
    first, last = reason.span.start + 1, reason.span.stop
    place = (
        f"{_speaker(reason)}, characters {first} to {last}"
        if in_english(None)
        else f"{_speaker(reason)}第{first}至第{last}字"
    )
    return join_lines(Piece(reason.quote, "quote"), Piece(place, "faint"))


def _speaker(reason: Reason, lang: Language | None = None) -> str:
    speakers = {
        "responsibility": ("the statement", "责任分工"),
        "text": ("the text", "具体举措"),
        "note": (f"note {reason.note}", f"注{reason.note}"),
    }
    return speakers[reason.where or "note"][not in_english(lang)]


def quotation(reason: Reason, lang: Language | None) -> tuple[str, ...]:
    """Return the sentence with the words that decide, before, in and after them.

    It is empty where no words decide.
    """
    if reason.span is None:
        return ()
    speaker = _speaker(reason, lang)
    # People count from one, and the last one in.
    first, last = reason.span.start + 1, reason.span.stop
    if in_english(lang):
        roles = "".join(f"; {role.label_en}" for role in reason.roles)
        after = f" (characters {first} to {last}{roles})."
        return f"{speaker} says ", quoted(reason.quote), after
    roles = "".join(f"；{role.label}" for role in reason.roles)
    return f"{speaker}载明“", reason.quote, f"”（第{first}至第{last}字{roles}）。"


def _reason_lines(
    reason: Reason, indent: str, lang: Language | None, gloss: str | None = None
) -> Iterator[str]:
    """Yield the lines of a reason: the filter, the words, what they say in English, the steps."""
    english = in_english(lang)
    inner = indent + "   "
    text = f"{fit(reason.asked, WIDTH - len(indent) - 2)}{':' if english else '：'}"
    text += " " if english and reason.span is not None else ""
    text += "".join(quotation(reason, lang))
    yield from wrap(text, WIDTH, indent, inner)
    if gloss:
        yield from wrap(f"In English: {gloss}", WIDTH, inner, inner)
    for step in reason.steps:
        yield from wrap(step.as_text(lang), WIDTH, inner, inner)


SCHEME_OF: dict[str, Scheme] = {
    "in_service": "service",
    "by_mode": "mode",
    "about": "topic",
    **{scheme: scheme for scheme in SCHEMES},
}


def explain(
    query: Query, measures: Iterable[Measure], indexed: IndexedEdition
) -> Iterator[Explanation]:
    """Yield why each of *measures* matches *query*."""
    masks: dict[int, int] = {}
    for measure in measures:
        context = ExplainContext(measure, indexed, masks)
        reasons = (check_quote(reason, measure) for reason in explain_query(query, context))
        yield Explanation(measure, tuple(reasons))


def check_quote(reason: Reason, measure: Measure) -> Reason:
    """Return a reason that says so where the words it quotes are not at their place."""
    texts: dict[object, str] = {"responsibility": measure.responsibility, "text": measure.text}
    texts |= {("note", note.number): note.text for note in measure.notes}
    text = texts.get(("note", reason.note) if reason.where == "note" else reason.where)
    if reason.span is None or (text is not None and reason.span.of(text) == reason.quote):
        return reason
    text = "The document does not have these words at this place; the record and it differ."
    differ = Step(CONTRADICTION, text, "原文此处并无上述文字；数据记录与原文不符。")
    return attrs.evolve(reason, steps=(*reason.steps, differ))


# The kind of step that says that a record and the words of the document differ.
CONTRADICTION = "contradiction"


def contradict(asked: str, measure: Measure, claim: tuple[str, str], *steps: Step) -> Reason:
    """Return the reason that a record says what its statement does not say.

    Args:
        asked: the filter as text.
        measure: the measure.
        claim: what the record says, in English and in Chinese.
        *steps: the steps before.
    """
    text = f"The record says that {claim[0]}; this is the whole statement, and it does not say so."
    chinese = f"数据记录为{claim[1]}；以上为责任分工全文，并无此意。"
    differ = Step(CONTRADICTION, text, chinese)
    return attrs.evolve(quote_statement(asked, measure, differ), steps=(*steps, differ))


def printed_coverage(measure: Measure) -> Coverage:
    """Return the coverage that follows from the statement and the text."""
    return coverage_of((*measure.assignments, *measure.inherited), measure.text)


@attrs.frozen
class ExplainContext:
    """The measure to explain, its edition, and the masks of queries by their identity."""

    measure: Measure
    indexed: IndexedEdition
    masks: dict[int, int]

    def has(self, query: Query) -> bool:
        if id(query) not in self.masks:
            self.masks[id(query)] = query.mask(self.indexed.index.whole)
        return bool(self.masks[id(query)] >> self.position & 1)

    @property
    def position(self) -> int:
        position = self.indexed.index.position(self.measure.number)
        assert position is not None  # noqa: S101  # it is a measure of the edition
        return position


def explain_query(query: Query, context: ExplainContext) -> Iterator[Reason]:
    if query.truncated is not None:
        text = "The query was too long to keep; the measure was in its result."
        chinese = "查询步骤过多，未予保留；该举措在查询结果中。"
        yield Reason(str(query.start), steps=(Step("truncated", text, chinese),))
    elif not isinstance(query.start, str):
        sign, operands = query.start
        yield from _combined_reasons(sign, operands, context)
    elif not query.filters:
        text = "The query has no filter."
        yield Reason(query.start, steps=(Step("all", text, "查询未设条件，含全部举措。"),))
    for step in query.filters:
        yield from _FILTERS[step.method](step, context)


def _combined_reasons(
    sign: str, operands: tuple[Query, ...], context: ExplainContext
) -> Iterator[Reason]:
    """Explain each operand that has the measure, and name each whose lack of it decides."""
    absence_counts = sign in ("~", "-", "^")
    for operand in operands:
        if context.has(operand):
            yield from explain_query(operand, context)
        elif absence_counts and (inner := operand.complement) is not None:
            # What is not in the complement is in the set itself, which has reasons.
            yield from explain_query(inner, context)
        elif absence_counts:
            absent = Step("absent", "The measure is not in this set.", "该举措不在此集合中。")
            yield Reason(f"not {operand}", steps=(absent,))


# -- filters ------------------------------------------------------------------------------


def _in_region(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    options = dict(step.options)
    at_least = Certainty(options.get("at_least", "covered"))
    for asked in step.asked:
        region: Region = find_named(context.indexed, "region", asked)
        certainty = context.measure.certainty(region)
        exactly = options.get("exactly", certainty.value)
        if certainty.value == exactly and ("exactly" in options or certainty >= at_least):
            yield explain_region(
                asked_of(step, asked), str(asked), region, certainty, context.measure
            )


def explain_region(
    asked: str, typed: str, region: Region, certainty: Certainty, measure: Measure
) -> Reason:
    """Return why a measure applies in a region with this certainty, or in none."""
    naming = tuple(_alias_steps(typed, region))
    if certainty is Certainty.NONE:
        return _closed(asked, naming, region, measure)
    words = measure.coverage.words
    if certainty is Certainty.COVERED and words is not None:
        if printed_coverage(measure).words != words:
            return contradict(asked, measure, _claim(region, certainty), *naming)
        text = "The statement names no region; that it means all is inferred from the text."
        chinese = "责任分工未列地区；适用于各试点地区系据举措正文推断。"
        steps = (*naming, Step("inferred", text, chinese))
        return Reason(asked, words.of(measure.text), "text", words, steps)
    named = certainty is Certainty.NAMED
    clause = next(
        (
            a
            for a in (*measure.assignments, *measure.inherited)
            if (region in a.regions if named else certainty in clause_coverage(a))
        ),
        None,
    )
    if clause is None and is_unread(measure):
        reason = quote_statement(asked, measure, UNREAD)
        return attrs.evolve(reason, steps=(*naming, *reason.steps))
    if clause is None:
        return contradict(asked, measure, _claim(region, certainty), *naming)
    if certainty is Certainty.POSSIBLE:
        naming = (*naming, _possibility(clause))
    return _quote(asked, clause, naming, measure)


def is_unread(measure: Measure) -> bool:
    """Whether a measure has a statement that could not be read."""
    return bool(measure.responsibility) and not measure.assignments


UNREAD = Step(
    "unread",
    "The statement could not be read, so the responsible parties are not known.",
    "责任分工未能识读，不知由谁负责。",
)


def _claim(region: Region, certainty: Certainty) -> tuple[str, str]:
    """Return what a record says of a region, in English and in Chinese."""
    degree, chinese = certainty.label_en, certainty.label
    return f"{naming_of(region)} is {degree}", f"{region.name}：{chinese}"


def _quote(asked: str, clause: Assignment, steps: tuple[Step, ...], measure: Measure) -> Reason:
    """Return that a clause decides: of the statement, of the heading, or of a default."""
    if clause in measure.assignments:
        return quote_clause(asked, clause, steps)
    heading = clause in measure.task.assignments
    source, chinese = ("its heading", "上级标题") if heading else ("a default", "前文统一规定")
    text = f"The measure does not say it itself; it inherits {quoted(clause.text)} from {source}."
    step = Step("inherited", text, f"该举措本身未写明；沿用{chinese}“{clause.text}”。")
    return Reason(asked, steps=(*steps, step))


def _closed(asked: str, naming: tuple[Step, ...], region: Region, measure: Measure) -> Reason:
    """Return why a measure does not apply in a region."""
    printed = printed_coverage(measure)
    if printed.everywhere or printed.open_ended or region in printed.named:
        return contradict(asked, measure, _claim(region, Certainty.NONE), *naming)
    clauses = (*measure.assignments, *measure.inherited)
    clause = next((clause for clause in clauses if clause.regions), None)
    if clause is None:
        text = "This is the whole statement; it makes no region responsible."
        said = Step("national", text, "以上为责任分工全文，未列任何地区。")
        reason = quote_statement(asked, measure, said)
        return attrs.evolve(reason, steps=(*naming, *reason.steps))
    text = f"The list of regions is closed and does not name {naming_of(region)}."
    said = Step("closed-list", text, f"所列地区为封闭名单，其中没有{region}。")
    return _quote(asked, clause, (*naming, said), measure)


def _possibility(clause: Assignment) -> Step:
    """Return why a clause that does not name a region may include it."""
    if Role.DESIGNATE in clause.roles:
        text = "The pilot regions are still to be chosen; this may be one of them."
        return Step("to-be-chosen", text, "试点地区尚待确定，该地区可能在内。")
    for group in described_groups(clause):
        if group_coverage(group) is Certainty.POSSIBLE:
            text = (
                f"The document does not say which regions {quoted(group)} means; this may be one of"
                " them."
            )
            return Step("qualified", text, f"未说明哪些地区属于{group}，该地区可能在内。")
    text = "The list does not name this region and is open, so it may be included."
    return Step("open-ended", text, "未点名该地区，而所列未尽，该地区可能在内。")


def _led_by(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    lead = context.measure.lead
    for asked in step.asked:
        national, bodies = named_leads(step, context, asked)
        body = next(
            (b for b in bodies if lead and lead.body in hosted_by(context.indexed.edition, b)), None
        )
        if lead is None or body is None:
            continue
        explicit = lead.basis is Basis.EXPLICIT and lead.declared is None
        clause = leading_clause(context.measure, lead)
        if clause is None:
            naming = tuple(resolution_steps(str(asked), body, lead.body, lead.body.name))
            yield contradict(asked_of(step, asked), context.measure, claim_of_lead(lead), *naming)
            continue
        party = next(p for p in clause.parties if p.body == lead.body)
        typed = str(asked)
        steps: tuple[Step, ...] = ()
        if national is not None and body.name != national:
            steps, typed = (_counterpart(body, national),), body.name
        steps = (*steps, *resolution_steps(typed, body, lead.body, party.text))
        if explicit:
            yield quote_clause(asked_of(step, asked), clause, steps)
        else:
            steps = (*steps, _first_named(party.text, lead, context.measure.responsibility))
            steps = (*steps, *_other_policy(lead.body, clause, context.measure))
            words = asked_of(step, asked), party.text
            yield Reason(*words, "responsibility", party.span, steps)


def named_leads(
    step: Filter, context: ExplainContext, asked: str | int
) -> tuple[str | None, tuple[Body, ...]]:
    """Return the bodies whose lead a filter `led_by` keeps.

    Where it takes local counterparts too, the name of the national body is before them.
    """
    if "counterparts" in dict(step.options):
        return counterparts_named(context.indexed, asked)
    return None, (find_named(context.indexed, "body", asked),)


def _counterpart(body: Body, national: str) -> Step:
    text = f"{naming_of(body)} is the local counterpart of {quoted(national)}; this document does "
    text += "not say so itself."
    chinese = f"{body.name}是{national}的地方对应机构；文件本身未作此说明。"
    return Step("counterpart", text, chinese)


def leading_clause(measure: Measure, lead: Lead) -> Assignment | None:
    """Return the clause that makes a body the lead, or ``None`` where none does.

    One that is named first leads where no clause says who leads.
    """
    clauses = [a for a in measure.assignments if a.bodies]
    saying = [a for a in clauses if Role.LEAD in a.roles]
    if lead.basis is Basis.EXPLICIT and lead.declared is None:
        return next((a for a in saying if lead.body in a.bodies), None)
    first = clauses[:1] if not saying else []
    return next((a for a in first if a.bodies[0] == lead.body), None)


def claim_of_lead(lead: Lead) -> tuple[str, str]:
    """Return what a record says of the lead, in English and in Chinese."""
    basis = lead.basis
    english = f"{naming_of(lead.body)} leads ({basis.label_en})"
    return english, f"由{lead.body.name}牵头（{basis.label}）"


def _first_named(printed: str, lead: Lead, statement: str) -> Step:
    """Return why a body that is named first leads although no clause says so."""
    declared = lead.declared
    text = f"No clause says “牵头” (lead); {naming_of(lead.body, printed)} is named first. "
    chinese = f"各句均未写明牵头；{printed}列第一位。"
    if declared is not None:
        if declared in fold_width(statement):
            text += f"The statement says: {quoted(declared)}."
            return Step("declared", text, f"{chinese}该责任分工载明：“{declared}”。")
        text += f"The document says: {quoted(declared)}."
        return Step("declared", text, f"{chinese}文件载明：“{declared}”。")
    text += (
        "Official drafting treats the body named first as the lead; "
        "this document does not say so itself."
    )
    chinese += "按公文惯例，列第一位者为牵头单位；文件本身未作此说明。"
    return Step("first-named", text, chinese)


def _other_policy(lead: Body, clause: Assignment, measure: Measure) -> Iterator[Step]:
    """Yield that another body makes the policy than the one that is named first."""
    making = next((a for a in measure.assignments if Role.POLICY in a.roles and a.bodies), None)
    if making is not None and lead not in making.bodies:
        roles = ", ".join(role.label_en for role in clause.roles)
        labels = "、".join(role.label for role in clause.roles)
        first = naming_of(making.bodies[0])
        text = f"Its role is {roles}; {first} is named first for the policy measures."
        chinese = f"其职责为{labels}；政策保障措施由{making.bodies[0]}等制订。"
        yield Step("other-policy", text, chinese)


def _involving(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    role = dict(step.options).get("role")
    measure = context.measure
    for asked in step.asked:
        body: Body = find_named(context.indexed, "body", asked)
        hosted = hosted_by(context.indexed.edition, body)
        named = [
            (clause, party.text, office)
            # The body itself goes before the bodies that it hosts.
            for office in hosted
            for clause in (*measure.assignments, *measure.inherited)
            for party in clause.parties
            if party.body == office and (role is None or Role(role) in clause.roles)
        ]
        for clause, printed, office in named[:1]:
            steps = tuple(resolution_steps(str(asked), body, office, printed))
            reason = _quote(asked_of(step, asked), clause, steps, measure)
            yield attrs.evolve(reason, roles=clause.roles)


def _with_role(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    for asked in step.asked:
        role = member(Role, str(asked), "role")
        measure = context.measure
        clauses = (*measure.assignments, *measure.inherited)
        clause = next((a for a in clauses if role in a.roles), None)
        if clause is not None:
            yield _quote(asked_of(step, asked), clause, (), measure)


def _in_task(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    yield Reason(asked_of(step), steps=(task_step(context.measure.task),))


def task_step(task: Task) -> Step:
    """Return the step that says to which task a measure belongs."""
    english = f"task {task.number}, {task.title_en or quoted(task.title)}"
    return Step("task", f"The measure belongs to {english}.", f"该举措属于“{task}”。")


def _mentioning(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    text = context.measure.text
    for term in map(str, dict.fromkeys(step.asked)):
        if is_in_english(term, context.indexed):
            yield from _translated(step, term, context)
            continue
        at = text.find(term)
        while at >= 0:
            yield Reason(asked_of(step, term), term, "text", Span(at, at + len(term)))
            at = text.find(term, at + len(term))


def _translated(step: Filter, term: str, context: ExplainContext) -> Iterator[Reason]:
    english = context.measure.text_en or ""
    found = term_matchers((term,), context.indexed)[term](context.measure)
    if found is None:
        return
    start, stop = max(found.start() - _AROUND, 0), found.end() + _AROUND
    words = f"{'…' * (start > 0)}{english[start:stop]}{'…' * (stop < len(english))}"
    said = Step(
        "translation",
        f"No measure prints {term!r}; the unofficial translation of this one says “{words}”.",
        f"举措正文均未出现“{term}”；本项的非官方英译文为“{words}”。",
    )
    yield Reason(asked_of(step, term), steps=(said,))


# How many characters of a translation are quoted on each side of a term.
_AROUND = 30


def _numbered(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    number = context.measure.number
    said = Step("number", f"Its number is {number}.", f"该举措序号为{number}。")
    yield Reason(asked_of(step, number), steps=(said,))


def _under(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    for asked in step.asked:
        for note in context.measure.notes:
            framework = note.framework or ""
            if normalize_name(framework) == normalize_name(str(asked)):
                at = max(note.text.find(framework), 0)
                start = note.text.rfind("。", 0, at) + 1
                stop = note.text.find("。", at) + 1 or len(note.text)
                steps = () if framework in note.text else (_NOT_IN_NOTE,)
                words = asked_of(step, asked), note.text[start:stop]
                yield Reason(*words, "note", Span(start, stop), steps, note=note.number)


_NOT_IN_NOTE = Step(
    CONTRADICTION,
    "The record says that the note names this framework; the note does not say so.",
    "数据记录为该注载明此框架；该注并无此意。",
)


def _affected_by(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    for asked in step.asked:
        for event in events_of(context.indexed, str(asked)):
            if context.measure.number not in event.measures:
                continue
            inferred = event.tie is Tie.INFERRED
            how = "its content touches the measure; the act prints no number"
            how = how if inferred else "it names the measure or the pilot"
            text = f"{event.as_text('en')}: {how}."
            chinese = f"{event}：" + (
                "据内容推断涉及该举措，文件未列序号。" if inferred else "文件明示涉及该举措或试点。"
            )
            yield Reason(asked_of(step, asked), steps=(Step("event", text, chinese),))


def quote_deadline(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    """Yield the reason that quotes a measure's deadline, with the day that it means."""
    asked, measure = asked_of(step), context.measure
    printed = measure.deadline
    last = last_day(printed) if printed else None
    if printed is None:
        said = Step("no-deadline", "The document gives no deadline.", "文件未载明完成时限。")
    elif last is None:
        text = f"The deadline {quoted(printed)} has no date with a year."
        said = Step("no-deadline", text, f"完成时限“{printed}”未写明有年份的日期。")
    else:
        text = f"The deadline is {quoted(printed)}; its last day is {last}."
        said = Step("deadline", text, f"完成时限为“{printed}”，最后一日为{last}。")
    start = measure.responsibility.find(printed) if printed else -1
    if printed is None or start < 0:
        yield Reason(asked, steps=(said,))
    else:
        span = Span(start, start + len(printed))
        yield Reason(asked, printed, "responsibility", span, (said,))


def _national(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    if not printed_coverage(context.measure).national:
        claim = ("no region is responsible", "未列任何地区")
        yield contradict(asked_of(step), context.measure, claim)
        return
    text = "This is the whole statement; it makes no region responsible."
    said = Step("national", text, "以上为责任分工全文，未列任何地区。")
    yield quote_statement(asked_of(step), context.measure, said)


def _tagged(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    clear = dict(step.options).get("confidence") == "clear"
    scheme = SCHEME_OF[step.method]
    for asked in step.asked:
        item: Item = find_asked(context.indexed, scheme, asked)
        for tag in tags_of(context.measure, scheme, clear=clear):
            if tag.item == item:
                words = asked_of(step, asked), tag.words
                steps = (*_synonym_steps(str(asked), tag.item), _read(tag))
                yield Reason(*words, "text", tag.span, steps)


def _synonym_steps(asked: str, item: Item) -> Iterator[Step]:
    """Yield that an item was asked for by a near word."""
    if normalize_name(asked) in map(normalize_name, item.synonyms):
        text = (
            f"{quoted_if_chinese(asked)} is a near word for {quoted(item.name)} ({item.name_en})."
        )
        yield Step("alias", text, f"“{asked}”是“{item.name}”的近义词。")


def _read(tag: Tag) -> Step:
    """Return the step from the words of a measure to what a layer reads in them."""
    item, sure = tag.item, tag.confidence
    text = f"{quoted(item.name)} ({item.name_en}) is a topic tag of this project, not part of the"
    text += f" document; it is {sure.label_en}."
    chinese = f"“{item}”为本项目标注的主题，非原文；标注{sure.label}。"
    if tag.why is not None:
        text, chinese = f"{text} {tag.why}", f"{chinese}{tag.why}"
    return Step("reading", text, chinese)


def _where(step: Filter, _: ExplainContext) -> Iterator[Reason]:
    text = "A function of yours decided; what it rests on is not known."
    said = Step("function", text, "由自定义函数判定，依据不详。")
    yield Reason(asked_of(step), steps=(said,))


def _slice(step: Filter, _: ExplainContext) -> Iterator[Reason]:
    text = "It was at one of these positions of the set."
    yield Reason(asked_of(step), steps=(Step("slice", text, "该举措位于所选位置。"),))


def _group_by(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    """Explain a group as the filter that it is equal to."""
    key, *label = step.asked
    if label:
        alike = Filter(str(key), tuple(label), (), step.mask)
        for reason in _FILTERS[FILTER_OF_KEY[str(key)]](alike, context):
            yield attrs.evolve(reason, asked=asked_of(step))
    elif any(a.bodies for a in context.measure.assignments):
        yield contradict(asked_of(step), context.measure, ("no body leads", "无牵头单位"))
    else:
        text = "This is the whole statement; it names no body."
        said = Step("unled", text, "以上为责任分工全文，未列任何机构。")
        yield quote_statement(asked_of(step), context.measure, said)


_FILTERS: dict[str, Callable[[Filter, ExplainContext], Iterator[Reason]]] = {
    "in_region": _in_region,
    "led_by": _led_by,
    "involving": _involving,
    "with_role": _with_role,
    "in_task": _in_task,
    "mentioning": _mentioning,
    "numbered": _numbered,
    "under": _under,
    "affected_by": _affected_by,
    "due": quote_deadline,
    "national": _national,
    "in_service": _tagged,
    "by_mode": _tagged,
    "about": _tagged,
    "where": _where,
    "slice": _slice,
    "group_by": _group_by,
}


# -- steps --------------------------------------------------------------------------------


def naming_of(thing: Body | Region, printed: str | None = None) -> str:
    """Return how an English sentence names a thing: its Chinese name, and the English one.

    >>> import svctrade
    >>> naming_of(svctrade.region("厦门"))
    '“厦门” (Xiamen)'
    """
    name = quoted(printed or thing.name)
    return f"{name} ({thing.name_en})" if thing.name_en else name


def quote_clause(asked: str, clause: Assignment, steps: tuple[Step, ...] = ()) -> Reason:
    return Reason(asked, clause.text, "responsibility", clause.span, steps)


def quote_statement(asked: str, measure: Measure, why: Step) -> Reason:
    """Quote the whole statement, because what it does not say decides, unless it was not read."""
    statement = measure.responsibility
    if not statement:
        text, chinese = "The measure has no statement.", "该举措没有责任分工。"
        none = why if why.kind == CONTRADICTION else Step(why.kind, text, chinese)
        return Reason(asked, steps=(none,))
    if is_unread(measure):
        why = UNREAD
    return Reason(asked, statement, "responsibility", Span(0, len(statement)), (why,))


def resolution_steps(asked: str, body: Body, found: Body, printed: str) -> Iterator[Step]:
    """Yield the steps from a body's name as typed, over its office, to what is printed."""
    yield from _alias_steps(asked, body)
    yield from _host_steps(body, found)
    yield from _printed_name_steps(printed, found)


def _alias_steps(asked: str, thing: Body | Region) -> Iterator[Step]:
    """Yield the steps from a name as it was typed to the usual printed one."""
    if asked == thing.name:
        return
    wanted, typed = normalize_name(asked), quoted_if_chinese(asked)
    name = next((n for n in thing.names if normalize_name(n.text) == wanted), None)
    if writes_traditional(asked):
        simplified = name.text if name else wanted
        text = f"{typed} is {quoted(simplified)} in traditional characters."
        yield Step("traditional", text, f"{asked}为{simplified}的繁体写法。")
    if wanted == normalize_name(thing.name):
        return
    if name is not None:
        yield _named_by(name, thing)
    if name is None and wanted == normalize_name(thing.id):
        text = f"{asked} is this library's own key for {naming_of(thing)}."
        yield Step("alias", text, f"{asked}是本库对{thing.name}的标识。")
    elif isinstance(thing, Region) and (name is None or name.kind is NameKind.DISTRICT):
        simplified = wanted if writes_traditional(asked) else asked
        yield from _place_steps(simplified, thing, named=name is not None)


def _named_by(name: Name, thing: Body | Region) -> Step:
    """Return what kind of name of *thing* a name is."""
    if name.kind is NameKind.SUCCESSOR:
        return _succession(name, thing)
    if name.kind is NameKind.DISTRICT:
        return _district_step(name, thing)
    if name.kind is NameKind.CODE:
        text = f"{name.text} is the GB/T 2260 code of {naming_of(thing)}."
        return Step("code", text, f"{name.text}是{thing.name}的行政区划代码（GB/T 2260）。")
    if name.kind is NameKind.OTHER_CODE:
        text = f"{name.text} is a code of {naming_of(thing)} ({quoted_if_chinese(name.source)})."
        return Step("code", text, f"{name.text}是{thing.name}的代码（{name.source}）。")
    text = f"is an alias of {quoted(thing.name)} ({name.kind.label_en})"
    if not name.text.isascii() and thing.name_en:
        text += f", the {thing.name_en}" if isinstance(thing, Body) else f", {thing.name_en}"
    chinese = f"即{thing.name}（{name.kind.label}）"
    if name.kind is NameKind.PINYIN:
        text, chinese = f"is {quoted(thing.name)} in pinyin", f"是{thing.name}的拼音"
    elif name.kind is NameKind.FORMER_ENGLISH:
        text, chinese = (
            f"is an older English name of {quoted(thing.name)}",
            f"是{thing.name}的旧英文名",
        )
    days, chinese_days = _days_of(name)
    return Step(
        "alias",
        f"{quoted_if_chinese(name.text)} {text}{days}.",
        f"{name.text}{chinese}{chinese_days}。",
    )


def _district_step(name: Name, thing: Body | Region) -> Step:
    """Return the step from a district that the pilot in a region is made of."""
    is_code = name.text.isdecimal()
    is_, ended = ("was", f" until {name.last}") if name.last else ("is", "")
    text = f"{quoted_if_chinese(name.text)} {is_} {'the code of ' if is_code else ''}a district"
    text += f" of the pilot in {naming_of(thing)}{ended} ({quoted_if_chinese(name.source)})."
    chinese = f"截至{name.last}，" if name.last else ""
    what = "市辖区的代码" if is_code else "市辖区"
    chinese += f"{name.text}是{thing.name}试点的{what}（{_in_chinese(name.source)}）。"
    return Step("district", text, chinese)


_CHINESE_SOURCES = {
    "note 2 of the annex": "附表注2",
    "made by rule": "按规则写成",
    "general knowledge": "常识，未注明出处",
    "statistical divisions": "统计用区划",
}


def _in_chinese(source: str | None) -> str:
    """Return a source in Chinese, as far as it is one of a few words."""
    return _CHINESE_SOURCES.get(source or "", source or "")


def _days_of(name: Name) -> tuple[str, str]:
    """Return the days of a name, in English and in Chinese; nothing where none is known."""
    first = (f" from {name.first}", f"自{name.first}起") if name.first else ("", "")
    last = (f" until {name.last}", f"至{name.last}止") if name.last else ("", "")
    chinese = "".join(filter(None, (first[1], last[1])))
    return (f",{first[0]}{last[0]}", f"，{chinese}") if chinese else ("", "")


def _succession(name: Name, thing: Body | Region) -> Step:
    """Return the step from the name of a successor to the body that the document prints."""
    changes = thing.history if isinstance(thing, Body) else ()
    change = next((c for c in changes if c.successor and c.day == name.first), None)
    kind = change.day_kind if change else None
    how = f" ({kind.label_en})" if kind else ""
    chinese_how = f"（{kind.label}）" if kind else ""
    text = (
        f"{quoted_if_chinese(name.text)} is the successor of {naming_of(thing)} since "
        f"{name.first}{how}; the document prints {quoted(thing.name)}."
    )
    chinese = f"{name.text}自{name.first}起{chinese_how}承接{thing.name}；文件所列为{thing.name}。"
    return Step("successor", text, chinese)


# What places are called, by the level that the facts give them.
_LEVELS = {
    "市辖区": ("a district", "市辖区"),
    "县": ("a county", "县"),
    "自治县": ("an autonomous county", "自治县"),
    "县级市": ("a city", "县级市"),
    "地级市": ("a city", "地级市"),
    "群岛": ("a group of islands", "群岛"),
    "新城": ("a new city", "新城"),
    "功能区": ("a zone", "功能区"),
}


def _place_steps(asked: str, region: Region, *, named: bool) -> Iterator[Step]:
    """Yield the steps from a place to the region that it lies in, and who else has its name.

    *named* says that it is a name of the region, which a step has said already.
    """
    from .._names.places import places

    match = places().find(asked)
    if match is None:
        return
    place = match.place
    if not named:
        source = (place.source or places().source).partition(",")[0]
        yield _place_step(asked, place, region, source)
    if match.rivals:
        where = "、".join(rival.within for rival in match.rivals)
        have = "has" if len(match.rivals) == 1 else "have"
        rivals = " and ".join(quoted(rival.within) for rival in match.rivals)
        text = f"{rivals} {have} a {quoted(place.name)} too, in no pilot region."
        yield Step("place", text, f"{where}亦有{place.name}，不在试点地区内。")


def _place_step(asked: str, place: LocalPlace, region: Region, source: str) -> Step:
    """Return where a place lies, and why its region is meant."""
    plain = normalize_name(asked) in (place.name, place.full_name)
    what, chinese_what = _LEVELS.get(place.level or "", ("a place", "地方"))
    is_new_area = not region.districts and region.level == "国家级新区"
    within = region.name if is_new_area else place.within
    whole_name = naming_of(region)
    place_name = "" if plain else f"{quoted(place.name)}, "
    text = f"{quoted_if_chinese(asked)} {'was' if place.now else 'is'} {place_name}"
    # What it lies in may be a city of the region.
    holder = whole_name if within == region.name else quoted(within)
    text += f"{what} {'in' if is_new_area else 'of'} {holder} ({quoted_if_chinese(source)})"
    chinese = f"{asked}{'' if plain else f'即{place.name}，'}{'原' if place.now else ''}"
    chinese += f"是{within}的{chinese_what}（{_in_chinese(source)}）"
    if place.now:
        now = " and ".join(map(quoted, place.now.split(" and ")))
        text += f"; it is now {now} ({quoted_if_chinese(place.dated)})"
        chinese += f"，现为{place.now.replace(' and ', '、')}"
    if region.districts:
        count = len(region.districts)
        text += f"; the pilot in {whole_name} is {count} districts, and it is one of them"
        chinese += f"；{region.name}试点为{count}个市辖区，此为其一"
    elif not is_new_area:
        whole, chinese_whole = ("province", "省") if region.level == "省" else ("city", "市")
        text += f"; the pilot in {whole_name} is the whole {whole}"
        chinese += f"；{region.name}试点为全{chinese_whole}"
    return Step("place", f"{text}.", f"{chinese}。")


def _host_steps(asked: Body, found: Body) -> Iterator[Step]:
    if found != asked:
        text = f"{naming_of(asked)} hosts {naming_of(found)} and is responsible for it."
        yield Step("host", text, f"{found}设在{asked}，由其负责。")


def _printed_name_steps(printed: str, body: Body) -> Iterator[Step]:
    """Yield the step from a body's usual name to what is printed here, where they differ."""
    if printed != body.name:
        text = f"Here the document prints {quoted(printed)} for {naming_of(body)}."
        yield Step("printed", text, f"文件此处将{body.name}印作{printed}。")
