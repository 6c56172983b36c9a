"""The filters: one list, from which the options, their completion and the query are made."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import reduce, wraps
from gettext import gettext
from shlex import quote
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import attrs
import click

from .._model import Role
from .commands import Decorator, Option
from .completion import (
    Complete,
    complete_body,
    complete_document,
    complete_framework,
    complete_mode,
    complete_region,
    complete_service,
    complete_task,
    complete_topic,
)
from .errors import value_error_as_usage_error
from .messages import alternatives
from .numbers import flat, parse_numbers
from .reading_options import Reader, reading_options

if TYPE_CHECKING:
    from .._query.explain import Explanation, Reason
    from .._query.measure_set import MeasureSet

_SECTION = "Filters (not-: without what it finds)"
_ROLES = tuple(role.value for role in Role)


class Detail(NamedTuple):
    """An option that goes with a filter: an argument of its method; a flag has no values."""

    option: str
    argument: str
    values: tuple[str, ...]
    help: str

    @property
    def key(self) -> str:
        """The name of its parameter."""
        return self.option.replace("-", "_")


class Filter(NamedTuple):
    """A filter of `MeasureSet` as an option; ``--not-`` before its name takes out what it finds."""

    option: str
    method: str
    help: str
    metavar: str | None = None
    type: Any = str
    complete: Complete | None = None
    details: tuple[Detail, ...] = ()

    @property
    def key(self) -> str:
        """The name of its parameter."""
        return f"with_{self.method}"

    @property
    def not_key(self) -> str:
        """The name of the parameter of its ``--not-`` option."""
        return f"without_{self.method}"


def parse_day(text: str) -> date:
    """Return a day.

    Raises:
        click.BadParameter: it is not written as 2031-10-01.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        advice = gettext("{!r} is not a day; write it as 2031-10-01")
        raise click.BadParameter(advice.format(text)) from None


def parse_term(text: str) -> str:
    """Return a term.

    Raises:
        click.BadParameter: it is empty.
    """
    if not text.strip():
        raise click.BadParameter(gettext("the term is empty"))
    return text


_CONFIDENCE = Detail(
    "confidence",
    "confidence",
    ("clear",),
    "Keep only what the topic tags are clear about; for --service, --mode and --about, not for"
    " their --not- forms.",
)
FILTERS: tuple[Filter, ...] = (
    Filter(
        "region",
        "in_region",
        "Applies in this region. Again: any of them.",
        "REGION",
        complete=complete_region,
        details=(
            Detail(
                "at-least",
                "at_least",
                ("named", "covered", "possible"),
                "How certainly it applies there at least; for --region, not for --not-region."
                "  [default: covered]",
            ),
            Detail(
                "exactly",
                "exactly",
                ("named", "covered", "possible", "none"),
                "Applies there with this certainty and no other; for --region, not for"
                " --not-region.",
            ),
        ),
    ),
    Filter(
        "led-by",
        "led_by",
        "This body leads.",
        "BODY",
        complete=complete_body,
        details=(
            Detail(
                "basis",
                "basis",
                ("explicit", "first_named"),
                "On what basis it leads; for --led-by, not for --not-led-by.",
            ),
            Detail(
                "counterparts",
                "counterparts",
                (),
                "In a local plan, local counterparts lead as the body does; for --led-by, not for"
                " --not-led-by.",
            ),
        ),
    ),
    Filter(
        "involving",
        "involving",
        "Names this body.",
        "BODY",
        complete=complete_body,
        details=(
            Detail(
                "in-role",
                "role",
                _ROLES,
                "The role in which it is involved; for --involving, not for --not-involving.",
            ),
        ),
    ),
    Filter("with-role", "with_role", "Has an assignment in this role.", type=click.Choice(_ROLES)),
    Filter(
        "task",
        "in_task",
        "Belongs to this task: number, label or title.",
        "TASK",
        complete=complete_task,
    ),
    Filter("mentioning", "mentioning", "Contains this term.", "TERM", parse_term),
    Filter("number", "numbered", "Has this number: 59, 59-61 or 59,60.", "NUMBERS", parse_numbers),
    Filter(
        "under",
        "under",
        "Is carried out under this framework.",
        "FRAMEWORK",
        complete=complete_framework,
    ),
    Filter(
        "affected-by",
        "affected_by",
        "A later act with this document number touches it.",
        "DOCUMENT",
        complete=complete_document,
    ),
    Filter("due-before", "due", "Has a deadline before this day.", "DAY", parse_day),
    Filter(
        "service",
        "in_service",
        "Concerns this service item (our topic tags).",
        "SERVICE",
        complete=complete_service,
        details=(_CONFIDENCE,),
    ),
    Filter(
        "mode",
        "by_mode",
        "Eases this mode of supply (our topic tags).",
        "MODE",
        complete=complete_mode,
        details=(_CONFIDENCE,),
    ),
    Filter(
        "about",
        "about",
        "Is about this topic (our topic tags).",
        "TOPIC",
        complete=complete_topic,
        details=(_CONFIDENCE,),
    ),
    Filter("national", "national", "Makes no region responsible.", type=bool),
)
_DETAILS = {detail.key: detail for filter_ in FILTERS for detail in filter_.details}


class _FilterOption(Option):
    """The option of a filter; its line of the help has the ``--not-`` option too."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the line of both options; none for the ``--not-`` option."""
        record = super().get_help_record(ctx)
        if record is None or self.opts[0].startswith("--not-"):
            return None
        return record[0].replace("--", "--[not-]", 1), record[1]


def _options() -> Iterator[Decorator]:
    shown: set[str] = set()
    for filter_ in FILTERS:
        flag = filter_.type is bool
        shared: dict[str, Any] = {
            "cls": _FilterOption,
            "section": _SECTION,
            "help": filter_.help,
        }
        if flag:
            shared["is_flag"] = True
        else:
            shared |= {"multiple": True, "type": filter_.type, "metavar": filter_.metavar}
            shared["shell_complete"] = filter_.complete
        yield click.option(f"--{filter_.option}", filter_.key, **shared)
        yield click.option(f"--not-{filter_.option}", filter_.not_key, **shared)
        for detail in filter_.details:
            if detail.key not in shown:
                shown.add(detail.key)
                kind: dict[str, Any] = {"is_flag": True}
                if detail.values:
                    kind = {"type": click.Choice(detail.values)}
                yield click.option(
                    f"--{detail.option}", cls=Option, section=_SECTION, help=detail.help, **kind
                )
    yield click.option(
        "--any/--all",
        "union",
        cls=Option,
        section=_SECTION,
        default=False,
        help="Whether a measure matches any or all of the filters without not-.  [default: all]",
    )


class Selection:
    """The measures that the options of `filter_options` keep."""

    def __init__(self, reader: Reader, options: dict[str, Any]) -> None:
        self._reader = reader
        self._options = options
        _check_details(options)

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that ``--region`` gives."""
        given: tuple[str, ...] = self._options["with_in_region"]
        return given

    @property
    def region_options(self) -> list[str]:
        """The given options that say in what way a measure matches ``--region``."""
        given = ("at_least", "--at-least"), ("exactly", "--exactly"), ("union", "--any")
        return [option for key, option in given if self._options[key]]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers that are given."""
        return flat(self._options["with_numbered"])

    @property
    def is_union(self) -> bool:
        """Whether a measure matches any of the filters."""
        return bool(self._options["union"])

    @property
    def asks(self) -> bool:
        """Whether any filter is given."""
        return any(self._options[f.key] or self._options[f.not_key] for f in FILTERS)

    def everything(self) -> MeasureSet:
        """Return all measures of the edition."""
        return self._reader.measures()

    def measures(self, *, but: str = "") -> MeasureSet:
        """Return the measures; *but* is the method of a filter that is left out."""
        whole = self.everything()
        given = [f for f in FILTERS if self._options[f.key] and f.method != but]
        found = whole
        if self.is_union and given:
            found = unite(self._kept(whole, filter_) for filter_ in given)
        else:
            for filter_ in given:
                found = self._kept(found, filter_)
        excluding = [f for f in FILTERS if self._options[f.not_key]]
        if not excluding:
            return found
        excluded = unite(_apply(whole, f, self._options[f.not_key]) for f in excluding)
        return found - excluded if given else ~excluded

    def _kept(self, found: MeasureSet, filter_: Filter) -> MeasureSet:
        settings = {d.argument: self._options[d.key] for d in filter_.details}
        given = {argument: value for argument, value in settings.items() if value}
        return _apply(found, filter_, self._options[filter_.key], given)


def unite(sets: Iterable[MeasureSet]) -> MeasureSet:
    """Return the union of sets."""
    return reduce(lambda one, other: one | other, sets)


def _apply(
    found: MeasureSet, filter_: Filter, values: Any, settings: dict[str, Any] | None = None
) -> MeasureSet:
    if filter_.type is bool:
        values = ()
    elif filter_.type is parse_numbers:
        values = flat(values)
    elif filter_.type is parse_day:
        # Any of several days: the latest.
        values, settings = (), {"before": max(values)}
    values = dict.fromkeys(values)
    with value_error_as_usage_error({f"{filter_.method}()": f"--{filter_.option}"}):
        kept: MeasureSet = getattr(found, filter_.method)(*values, **(settings or {}))
    return kept


def _check_details(options: dict[str, Any]) -> None:
    """Refuse an option without the filter that it goes with."""
    if options["at_least"] and options["exactly"]:
        raise click.UsageError(gettext("give --at-least or --exactly, not both"))
    for key, detail in _DETAILS.items():
        filters = [f for f in FILTERS if detail in f.details]
        if options[key] and not any(options[f.key] for f in filters):
            raise click.UsageError(
                gettext("--{} goes with {}").format(
                    detail.option, alternatives([f"--{f.option}" for f in filters])
                )
            )


def filter_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the filters as options; the function gets their `Selection` as *selection*."""

    @wraps(function)
    def filtered(*arguments: Any, reader: Reader, **options: Any) -> Any:
        own = {key: options.pop(key) for key in _KEYS}
        # Numbers that are arguments and not options.
        own["with_numbered"] += options.pop("numbers", ())
        return function(*arguments, selection=Selection(reader, own), **options)

    return add_options(reading_options(filtered), _options())


_KEYS = (
    *(key for f in FILTERS for key in (f.key, f.not_key)),
    *_DETAILS,
    "union",
)


def add_options(function: Callable[..., Any], options: Iterable[Decorator]) -> Callable[..., Any]:
    """Add options to a function, in this order."""
    for option in reversed([*options]):
        function = option(function)
    return function


def in_option_names(explanation: Explanation) -> Explanation:
    """Return an explanation whose reasons name options in the place of methods of Python."""
    reasons: list[Reason] = []
    begin = "--"
    for reason in explanation.reasons:
        if any(step.kind == "removed" for step in reason.steps):
            # The reasons after it say why the measure is in what is taken away.
            begin = "--not-"
        reasons.append(attrs.evolve(reason, asked=_as_options(reason.asked, begin)))
    return attrs.evolve(explanation, reasons=tuple(reasons))


def _as_options(asked: str, begin: str) -> str:
    """Return a filter, or a combination of filters, as Python writes it, as options."""
    return _expression(ast.parse(asked, mode="eval").body, begin) or "svctrade explain"


def _expression(node: ast.expr, begin: str) -> str:
    if isinstance(node, ast.UnaryOp):
        return _expression(node.operand, "--not-")
    if isinstance(node, ast.BinOp):
        return f"{_expression(node.left, begin)} {_expression(node.right, begin)}"
    # Nothing else is in a query that options made.
    call = cast("ast.Call", node)
    before = _expression(call.func.value, begin) if isinstance(call.func, ast.Attribute) else ""
    method = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    filter_ = next((f for f in FILTERS if f.method == method), None)
    if filter_ is None:
        return before
    details = {detail.argument: detail.option for detail in filter_.details}
    option = f"{begin}{filter_.option}"
    values = [ast.literal_eval(value) for value in call.args]
    parts = [f"{option} {quote(str(value))}" for value in values] or [option]
    if filter_.type is parse_day:
        day = cast("ast.Call", call.keywords[0].value)
        return f"{before} {option} {date(*map(ast.literal_eval, day.args))}".lstrip()
    for keyword in call.keywords:
        value = ast.literal_eval(keyword.value)
        said = "" if value is True else f" {value}"
        parts.append(f"--{details[keyword.arg or '']}{said}")
    return " ".join(filter(None, [before, *parts]))
