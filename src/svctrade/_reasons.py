"""Why a measure answers a question: the words that it rests on, and the steps between."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

import attrs

from ._actors import Body, Name, Region
from ._grammar import charges
from ._index import Index
from ._listing import WIDTH, fitted, wrapped
from ._model import Assignment, Measure, Span
from ._names import normalise, writes_traditional
from ._question import Filter, Question
from ._vocabulary import Basis, Certainty, NameKind, Role, member
from ._wording import reach_of

Where = Literal["responsibility", "text", "note"]


@attrs.frozen
class Step:
    """One step between what was asked and what is printed.

    *kind* is one of ``"alias"``, ``"traditional"``, ``"successor"``, ``"district"``, ``"code"``,
    ``"host"``, ``"printed"``, ``"first-named"``, ``"inferred"``, ``"open-ended"``, ``"qualified"``,
    ``"to-be-chosen"``, ``"national"``, ``"unled"``, ``"task"``, ``"number"``, ``"function"``,
    ``"slice"``, ``"all"``, ``"absent"``, ``"declared"``, ``"unread"`` and ``"forgotten"``; *text*
    says it in a sentence.
    """

    kind: str
    text: str

    def __str__(self) -> str:
        return self.text


@attrs.frozen
class Reason:
    """Why one filter kept a measure.

    *asked* is the filter as text; *quote* the printed words that it rests on, *where* they stand
    (``"responsibility"``, ``"text"`` or ``"note"``, of which *note* is the number) and their *span*
    there. *roles* are those of the clause that is quoted. Where nothing is printed, as for a
    complement, *quote* is empty and *where* and *span* are ``None``; *steps* say what it rests on.
    *steps* is empty where the words speak for themselves.
    """

    asked: str
    quote: str = ""
    where: Where | None = None
    span: Span | None = None
    steps: tuple[Step, ...] = ()
    roles: tuple[Role, ...] = ()
    note: int | None = None

    def __str__(self) -> str:
        return "\n".join(_told(self, ""))


@attrs.frozen
class Explanation:
    """Why a measure is in a set: a reason for each filter that kept it."""

    measure: Measure
    reasons: tuple[Reason, ...]

    def __str__(self) -> str:
        lines = [fitted(f"{self.measure.number} {self.measure.text}", WIDTH)]
        for reason in self.reasons:
            lines += _told(reason, "   ")
        return "\n".join(lines)


def _told(reason: Reason, indent: str) -> Iterator[str]:
    """Yield the lines that tell a reason: what was asked, the words, and the steps."""
    inner = indent + "   "
    text = f"{fitted(reason.asked, WIDTH - len(indent) - 1)}:"
    if reason.where is not None and reason.span is not None:
        speaker = {
            "responsibility": "the statement",
            "text": "the text",
            "note": f"note {reason.note}",
        }[reason.where]
        roles = "".join(f"; {role.label}" for role in reason.roles)
        text += (
            f" {speaker} says “{reason.quote}” "
            f"(characters {reason.span.start} to {reason.span.stop}{roles})."
        )
    yield from wrapped(text, WIDTH, indent, inner)
    for step in reason.steps:
        yield from wrapped(step.text, WIDTH, inner, inner)


def explain(question: Question, measures: Iterable[Measure], index: Index) -> Iterator[Explanation]:
    """Yield why each of *measures* answers *question*."""
    masks: dict[int, int] = {}
    for measure in measures:
        case = _Case(measure, index, masks)
        yield Explanation(measure, tuple(_reasons(question, case)))


@attrs.frozen
class _Case:
    """A measure, in an indexed edition, whose presence is to be explained.

    *masks* are those of the questions met so far, by identity: they are the same for every measure.
    """

    measure: Measure
    index: Index
    masks: dict[int, int]

    def answers(self, question: Question) -> bool:
        if id(question) not in self.masks:
            self.masks[id(question)] = question.mask(self.index.whole)
        position = self.index.positions[self.measure.number]
        return bool(self.masks[id(question)] >> position & 1)


def _reasons(question: Question, case: _Case) -> Iterator[Reason]:
    if question.forgotten is not None:
        text = "It was there; the steps that led to it were too many to keep."
        yield Reason(str(question.start), steps=(Step("forgotten", text),))
    elif not isinstance(question.start, str):
        sign, operands = question.start
        yield from _joined_reasons(sign, operands, case)
    elif not question.filters:
        text = "All measures were asked for."
        yield Reason(question.start, steps=(Step("all", text),))
    for step in question.filters:
        yield from _FILTERS[step.method](step, case)


def _joined_reasons(sign: str, operands: tuple[Question, ...], case: _Case) -> Iterator[Reason]:
    """Explain each side that the measure answers, and name each that its absence from counts."""
    absence_counts = sign in ("~", "-", "^")
    for operand in operands:
        if case.answers(operand):
            yield from _reasons(operand, case)
        elif absence_counts and (inner := operand.complement) is not None:
            # Not to be outside of it is to be in it, which has reasons of its own.
            yield from _reasons(inner, case)
        elif absence_counts:
            yield Reason(f"not {operand}", steps=(Step("absent", "It is not among these."),))


# -- filters ------------------------------------------------------------------------------


def _in_region(step: Filter, case: _Case) -> Iterator[Reason]:
    at_least = Certainty(dict(step.options).get("at_least", "covered"))
    for asked in step.asked:
        region = case.index.regions.find(asked)
        certainty = case.measure.certainty(region)
        if certainty >= at_least:
            naming = tuple(_naming(str(asked), region))
            yield _of_region(_asked(step, asked), region, certainty, case.measure, naming)


def _of_region(
    asked: str, region: Region, certainty: Certainty, measure: Measure, naming: tuple[Step, ...]
) -> Reason:
    words = measure.coverage.words
    if certainty is Certainty.COVERED and words is not None:
        text = "The statement charges no region; that all are meant is inferred from the text."
        steps = (*naming, Step("inferred", text))
        return Reason(asked, words.of(measure.text), "text", words, steps)
    named = certainty is Certainty.NAMED
    clause = next(
        (
            a
            for a in measure.assignments
            if (region in a.regions if named else certainty in charges(a))
        ),
        None,
    )
    if clause is None:
        text = "The statement could not be read: it is not known whom it charges."
        steps = (*naming, Step("unread", text))
        statement = measure.responsibility
        return Reason(asked, statement, "responsibility", Span(0, len(statement)), steps)
    if certainty is Certainty.POSSIBLE:
        return _quoting(asked, clause, (*naming, _possibility(clause)))
    return _quoting(asked, clause, naming)


def _possibility(clause: Assignment) -> Step:
    """Return why a clause that does not name a region may charge it all the same."""
    if Role.DESIGNATE in clause.roles:
        text = "The pilot regions are still to be chosen: it may be one of them."
        return Step("to-be-chosen", text)
    for group in clause.groups:
        if reach_of(group) is Certainty.POSSIBLE:
            text = f"Which regions are {group} is not said: it may be one of them."
            return Step("qualified", text)
    text = "It is not named, and the list is open: it may be charged."
    return Step("open-ended", text)


def _led_by(step: Filter, case: _Case) -> Iterator[Reason]:
    lead = case.measure.lead
    for asked in step.asked:
        body = case.index.bodies.find(asked)
        if lead is None or lead.body not in case.index.answered_by(body):
            continue
        explicit = lead.basis is Basis.EXPLICIT and lead.declared is None
        clause = next(
            a
            for a in case.measure.assignments
            if lead.body in a.bodies and (not explicit or Role.LEAD in a.roles)
        )
        party = next(p for p in clause.parties if p.body == lead.body)
        steps = tuple(_way(str(asked), body, lead.body, party.text))
        if explicit:
            yield _quoting(_asked(step, asked), clause, steps)
        else:
            steps = (*steps, _first_named(party.text, lead.declared))
            words = _asked(step, asked), party.text
            yield Reason(*words, "responsibility", party.span, steps)


def _first_named(printed: str, declared: str | None) -> Step:
    """Return why a body leads that is named first, and that no clause says to lead."""
    text = f"No clause prints 牵头; {printed} is first-named. "
    if declared is not None:
        return Step("declared", f"{text}The document says once for all: “{declared}”.")
    text += (
        "Official drafting counts the body that is named first as the lead; "
        "the annex does not say so of itself."
    )
    return Step("first-named", text)


def _involving(step: Filter, case: _Case) -> Iterator[Reason]:
    role = dict(step.options).get("role")
    for asked in step.asked:
        body = case.index.bodies.find(asked)
        offices = case.index.answered_by(body)
        named = [
            (clause, party.text, office)
            # What is named itself goes before an office that it answers for.
            for office in offices
            for clause in case.measure.assignments
            for party in clause.parties
            if party.body == office and (role is None or Role(role) in clause.roles)
        ]
        for clause, printed, office in named[:1]:
            steps = tuple(_way(str(asked), body, office, printed))
            reason = _quoting(_asked(step, asked), clause, steps)
            yield attrs.evolve(reason, roles=clause.roles)


def _with_role(step: Filter, case: _Case) -> Iterator[Reason]:
    for asked in step.asked:
        role = member(Role, str(asked), "role")
        clause = next((a for a in case.measure.assignments if role in a.roles), None)
        if clause is not None:
            yield _quoting(_asked(step, asked), clause)


def _in_task(step: Filter, case: _Case) -> Iterator[Reason]:
    text = f"It stands under {case.measure.task}."
    yield Reason(_asked(step), steps=(Step("task", text),))


def _mentioning(step: Filter, case: _Case) -> Iterator[Reason]:
    text = case.measure.text
    for term in map(str, dict.fromkeys(step.asked)):
        at = text.find(term)
        while at >= 0:
            yield Reason(_asked(step, term), term, "text", Span(at, at + len(term)))
            at = text.find(term, at + len(term))


def _numbered(step: Filter, case: _Case) -> Iterator[Reason]:
    number = case.measure.number
    text = f"It bears the number {number}."
    yield Reason(_asked(step, number), steps=(Step("number", text),))


def _under(step: Filter, case: _Case) -> Iterator[Reason]:
    for asked in step.asked:
        for note in case.measure.notes:
            framework = note.framework or ""
            if normalise(framework) == normalise(str(asked)):
                at = note.text.index(framework)
                start = note.text.rfind("。", 0, at) + 1
                stop = note.text.find("。", at) + 1 or len(note.text)
                words = _asked(step, asked), note.text[start:stop]
                yield Reason(*words, "note", Span(start, stop), note=note.number)


def _national(step: Filter, case: _Case) -> Iterator[Reason]:
    text = "That is the whole statement, and it charges no region."
    yield _quoting_all(step, case, Step("national", text))


def _where(step: Filter, _: _Case) -> Iterator[Reason]:
    text = "A function of the measure said so; what it looked at is not known."
    yield Reason(_asked(step), steps=(Step("function", text),))


def _slice(step: Filter, _: _Case) -> Iterator[Reason]:
    text = "It stood at one of these places in the set."
    yield Reason(_asked(step), steps=(Step("slice", text),))


def _group_by(step: Filter, case: _Case) -> Iterator[Reason]:
    """Explain a group as the filter that it stands for."""
    key, *label = step.asked
    if label:
        alike = Filter("", tuple(label), (), step.mask)
        for reason in _GROUPED[str(key)](alike, case):
            yield attrs.evolve(reason, asked=_asked(step))
    else:
        text = "That is the whole statement, and it names no body."
        yield _quoting_all(step, case, Step("unled", text))


_GROUPED: dict[str, Callable[[Filter, _Case], Iterator[Reason]]] = {
    "task": _in_task,
    "lead": _led_by,
    "body": _involving,
    "region": _in_region,
    "role": _with_role,
}

_FILTERS: dict[str, Callable[[Filter, _Case], Iterator[Reason]]] = {
    "in_region": _in_region,
    "led_by": _led_by,
    "involving": _involving,
    "with_role": _with_role,
    "in_task": _in_task,
    "mentioning": _mentioning,
    "numbered": _numbered,
    "under": _under,
    "national": _national,
    "where": _where,
    "slice": _slice,
    "group_by": _group_by,
}


def _asked(step: Filter, value: str | int | None = None) -> str:
    """Return a filter as text, of the one *value* where it was asked of several."""
    one = step if value is None else attrs.evolve(step, asked=(value,))
    return str(one).removeprefix(".")


# -- steps --------------------------------------------------------------------------------


def _quoting(asked: str, clause: Assignment, steps: tuple[Step, ...] = ()) -> Reason:
    return Reason(asked, clause.text, "responsibility", clause.span, steps)


def _quoting_all(step: Filter, case: _Case, why: Step) -> Reason:
    """Quote the whole statement: what it does not say is seen from all of it."""
    statement = case.measure.responsibility
    words = _asked(step), statement
    return Reason(*words, "responsibility", Span(0, len(statement)), (why,))


def _way(asked: str, body: Body, found: Body, printed: str) -> Iterator[Step]:
    """Yield the steps from a body's name as typed, over its office, to what is printed."""
    yield from _naming(asked, body)
    yield from _hosting(body, found)
    yield from _printing(printed, found)


def _naming(asked: str, thing: Body | Region) -> Iterator[Step]:
    """Yield the steps from a name as it was typed to the usual printed one."""
    wanted = normalise(asked)
    name = next((n for n in thing.names if normalise(n.text) == wanted), None)
    if writes_traditional(asked):
        simplified = name.text if name else thing.name
        yield Step("traditional", f"{asked} is {simplified} in traditional characters.")
    if wanted == normalise(thing.name):
        return
    if name is None:
        yield Step("alias", f"{asked} is this library's own key for {thing.name}.")
    else:
        yield _named_by(name, thing)


def _named_by(name: Name, thing: Body | Region) -> Step:
    if name.kind is NameKind.SUCCESSOR:
        text = (
            f"{name.text} is the successor of {thing.name} since {name.first}; the annex prints "
            f"{thing.name}."
        )
        return Step("successor", text)
    if name.kind is NameKind.DISTRICT:
        text = f"{name.text} is a district of the pilot in {thing.name}, which note 2 lists."
        return Step("district", text)
    if name.kind is NameKind.CODE:
        return Step("code", f"{name.text} is the GB/T 2260 code of {thing.name}.")
    return Step("alias", f"{name.text} is an alias of {thing.name} ({name.kind.label}).")


def _hosting(asked: Body, found: Body) -> Iterator[Step]:
    if found != asked:
        yield Step("host", f"{asked} is the host of {found} and answers for it.")


def _printing(printed: str, body: Body) -> Iterator[Step]:
    """Yield the step from a body's usual name to what is printed here, where they differ."""
    if printed != body.name:
        yield Step("printed", f"The annex prints {printed} here for {body.name}.")
