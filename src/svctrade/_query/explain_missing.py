"""Why a measure does not match a query: the first filter that excludes it, and the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import attrs

from .._index.build import hosted_by
from .._index.indexed_edition import IndexedEdition
from .._index.lookup import find_asked, find_named
from .._model import Basis, Body, Certainty, Item, Measure, Region, Role, member, tags_of
from .._model.english import quoted, quoted_if_chinese
from .english_search import is_in_english
from .explain import (
    SCHEME_OF,
    ExplainContext,
    Explanation,
    Reason,
    Step,
    check_quote,
    claim_of_lead,
    contradict,
    explain_query,
    explain_region,
    is_unread,
    leading_clause,
    named_leads,
    naming_of,
    printed_coverage,
    quote_clause,
    quote_deadline,
    quote_statement,
    resolution_steps,
    task_step,
)
from .query import FILTER_OF_KEY, Filter, Query, asked_of

ExplainFilter = Callable[[Filter, ExplainContext], Iterator[Reason]]


def explain_missing(
    query: Query, measures: Iterable[Measure], indexed: IndexedEdition
) -> Iterator[Explanation]:
    """Yield why each of *measures* does not match *query*."""
    masks: dict[int, int] = {}
    for measure in measures:
        context = ExplainContext(measure, indexed, masks)
        reasons = (check_quote(reason, measure) for reason in _exclusions(query, context))
        yield Explanation(measure, tuple(reasons))


def _exclusions(query: Query, context: ExplainContext) -> Iterator[Reason]:
    """Yield the reasons of the first part of *query* that excludes the measure."""
    if query.truncated is not None and not query.truncated >> context.position & 1:
        text = "The query was too long to keep; the measure was not in its result."
        chinese = "查询步骤过多，未予保留；该举措不在查询结果中。"
        yield Reason(str(query.start), steps=(Step("truncated", text, chinese),))
        return
    start = Query(query.start).mask(context.indexed.index.whole)
    if not isinstance(query.start, str) and not start >> context.position & 1:
        yield from _algebra(*query.start, context)
        return
    position = context.position
    step = next(step for step in query.filters if not step.mask >> position & 1)
    yield from _FILTERS[step.method](step, context)


def _algebra(sign: str, operands: tuple[Query, ...], context: ExplainContext) -> Iterator[Reason]:
    """Yield why the measure is not in a combination of sets."""
    having = [operand for operand in operands if context.has(operand)]
    lacking = [operand for operand in operands if not context.has(operand)]
    if sign == "&" or (sign == "-" and operands[0] in lacking):
        yield from _exclusions(lacking[0], context)
    elif sign == "|" or not having:
        for operand in lacking:
            yield from _exclusions(operand, context)
    else:
        removing = having[1:] if sign == "-" else having
        for operand in removing[:1] if sign == "-" else removing:
            text = "The measure is in this set, which the query takes away."
            taken = Step("removed", text, "该举措属于此集合，已从查询结果中减去。")
            yield Reason(str(operand), steps=(taken,))
            yield from explain_query(operand, context)


# -- filters ------------------------------------------------------------------------------


def _in_region(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    options = dict(step.options)
    measure = context.measure
    for asked in step.asked:
        region: Region = find_named(context.indexed, "region", asked)
        certainty = measure.certainty(region)
        reason = explain_region(asked_of(step, asked), str(asked), region, certainty, measure)
        if certainty is Certainty.NONE:
            yield reason
            continue
        if "exactly" in options:
            wanted = Certainty(options["exactly"])
            degrees = f"{certainty.label_en!r} for {naming_of(region)}, not {wanted.label_en!r}"
            text = f"So the certainty is {degrees}."
            chinese = f"故对{region}为“{certainty.label}”，而非“{wanted.label}”。"
        elif certainty is Certainty.POSSIBLE:
            text = f'So {naming_of(region)} is only possible; at_least="possible" includes it.'
            chinese = f'故{region}仅为“{certainty.label}”；at_least="possible" 可将其包括在内。'
        else:
            text = "The statement makes every pilot region responsible and does not name "
            text += f"{naming_of(region)}."
            chinese = f"责任分工适用于各试点地区，未点名{region}。"
        yield attrs.evolve(reason, steps=(*reason.steps, Step("certainty", text, chinese)))


def _led_by(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    lead, statement = context.measure.lead, context.measure
    if lead is None and any(a.bodies for a in statement.assignments):
        yield contradict(asked_of(step), statement, ("no body leads", "无牵头单位"))
        return
    if lead is None:
        text = "This is the whole statement; it names no body."
        unled = Step("unled", text, "以上为责任分工全文，未列任何机构。")
        yield quote_statement(asked_of(step), statement, unled)
        return
    for asked in step.asked:
        national, bodies = named_leads(step, context, asked)
        hosted = [b for body in bodies for b in hosted_by(context.indexed.edition, body)]
        wanted = naming_of(bodies[0]) if national is None else quoted(national)
        clause = leading_clause(context.measure, lead)
        if clause is None:
            yield contradict(asked_of(step, asked), statement, claim_of_lead(lead))
            continue
        printed = next(p.text for p in clause.parties if p.body == lead.body)
        named = naming_of(lead.body, printed)
        if lead.body in hosted:  # the basis excludes it
            text = f"{named} leads; the basis is {lead.basis.label_en}."
            chinese = f"{printed}牵头的依据为“{lead.basis.label}”。"
        elif lead.basis is Basis.EXPLICIT:
            text = f"This clause says that {named} takes the lead."
            chinese = f"本句写明由{printed}牵头。"
        else:
            text = f"{named} is named first, and so counts as the lead; {wanted} is not."
            chinese = f"列第一位的是{printed}，视为牵头单位，而不是{national or bodies[0]}。"
        yield quote_clause(asked_of(step, asked), clause, (Step("other-lead", text, chinese),))


def _involving(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    for asked in step.asked:
        body: Body = find_named(context.indexed, "body", asked)
        hosted = hosted_by(context.indexed.edition, body)
        named = [
            (clause, party.text, found)
            for found in hosted
            for clause in context.measure.assignments
            for party in clause.parties
            if party.body == found
        ]
        if named:  # the role excludes it
            clause, printed, found = named[0]
            english = ", ".join(role.label_en for role in clause.roles) or "none"
            chinese = "、".join(role.label for role in clause.roles) or "无"
            text, chinese = f"Here its role is: {english}.", f"其在本句的角色为：{chinese}。"
            steps = (
                *resolution_steps(str(asked), body, found, printed),
                Step("role", text, chinese),
            )
            yield quote_clause(asked_of(step, asked), clause, steps)
        else:
            text = f"This is the whole statement; it does not name {naming_of(body)}."
            said = Step("unnamed", text, f"以上为责任分工全文，未列{body}。")
            yield quote_statement(asked_of(step, asked), context.measure, said)


def _with_role(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    roles = [member(Role, str(asked), "role") for asked in step.asked]
    names = ", ".join(role.label_en for role in roles)
    text = f"This is the whole statement; no clause has the role {names}."
    labels = "、".join(role.label for role in roles)
    said = Step("role", text, f"以上为责任分工全文，没有“{labels}”的规定。")
    yield quote_statement(asked_of(step), context.measure, said)


def _in_task(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    yield Reason(asked_of(step), steps=(task_step(context.measure.task),))


def _mentioning(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    if all(is_in_english(str(term), context.indexed) for term in step.asked):
        words = " or ".join(f"“{term}”" for term in step.asked)
        chinese = "或".join(f"“{term}”" for term in step.asked)
        text = f"No word of the translation begins with {words}."
        said = Step("unprinted", text, f"英译文中没有以{chinese}开头的词。")
        yield Reason(asked_of(step), steps=(said,))
        return
    terms = " or ".join(f"“{term}”" for term in step.asked)
    chinese = "或".join(f"“{term}”" for term in step.asked)
    text = f"The text does not contain {terms}."
    yield Reason(asked_of(step), steps=(Step("unprinted", text, f"举措正文未出现{chinese}。"),))


def _numbered(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    number = context.measure.number
    text = f"Its number is {number}."
    yield Reason(asked_of(step), steps=(Step("number", text, f"该举措序号为{number}。"),))


def _under(step: Filter, _: ExplainContext) -> Iterator[Reason]:
    names = ", ".join(map(str, step.asked))
    text = f"No note places the measure under {quoted_if_chinese(names)}."
    yield Reason(asked_of(step), steps=(Step("no-note", text, f"附注未将该举措列于{names}之下。"),))


def _affected_by(step: Filter, _: ExplainContext) -> Iterator[Reason]:
    names = ", ".join(map(str, step.asked))
    text = f"No known event of {quoted_if_chinese(names)} touches the measure."
    yield Reason(asked_of(step), steps=(Step("no-event", text, f"未见{names}涉及该举措。"),))


def _national(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    printed = printed_coverage(context.measure)
    if printed.national and not is_unread(context.measure):
        claim = ("pilot regions are responsible", "涉及试点地区")
        yield contradict(asked_of(step), context.measure, claim)
        return
    words = printed.words
    text = "This makes pilot regions responsible."
    said = Step("regional", text, "以上规定涉及试点地区。")
    if words is not None:
        quote = words.of(context.measure.text)
        yield Reason(asked_of(step), quote, "text", words, (said,))
        return
    yield quote_statement(asked_of(step), context.measure, said)


def _tagged(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    scheme = SCHEME_OF[step.method]
    for asked in step.asked:
        item: Item = find_asked(context.indexed, scheme, asked)
        for tag in tags_of(context.measure, scheme):
            if tag.item == item:  # the confidence excludes it
                text = f"The tag is {tag.confidence.label_en}."
                said = Step("topic", text, f"该标注为“{tag.confidence.label}”。")
                yield Reason(asked_of(step, asked), tag.words, "text", tag.span, (said,))
                break
        else:
            tag_name = quoted_if_chinese(str(asked))
            text = f"The measure has no topic tag {tag_name}; tags are this project's own."
            chinese = f"该举措没有“{asked}”标注；标注为本项目所加。"
            yield Reason(asked_of(step, asked), steps=(Step("topic", text, chinese),))


def _where(step: Filter, _: ExplainContext) -> Iterator[Reason]:
    text = "A function of yours decided; what it rests on is not known."
    yield Reason(asked_of(step), steps=(Step("function", text, "由自定义函数判定，依据不详。"),))


def _slice(step: Filter, _: ExplainContext) -> Iterator[Reason]:
    text = "It was at none of these positions of the set."
    yield Reason(asked_of(step), steps=(Step("slice", text, "该举措不在所选位置。"),))


def _group_by(step: Filter, context: ExplainContext) -> Iterator[Reason]:
    """Explain a group as the filter that it is equal to."""
    key, *label = step.asked
    if label:
        alike = Filter(str(key), tuple(label), (), step.mask)
        for reason in _FILTERS[FILTER_OF_KEY[str(key)]](alike, context):
            yield attrs.evolve(reason, asked=asked_of(step))
    else:
        text = "The measure has a lead."
        yield Reason(asked_of(step), steps=(Step("led", text, "该举措有牵头单位。"),))


_FILTERS: dict[str, ExplainFilter] = {
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
