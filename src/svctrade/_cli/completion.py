"""What the shell completes: names of the edition that the command asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import click

from .._api.queries import measures
from ..exceptions import SvctradeError
from .reading_options import Reader

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from .._model import Edition

Complete = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
# The names of a thing, the usual one first, and a text beside them.
_Names = Iterable[tuple[tuple[str, ...], str | None]]


def _edition(ctx: click.Context) -> Edition:
    """Return the edition that the command line gives, or the bundled one."""
    try:
        return Reader(ctx.params).measures().edition
    except (SvctradeError, OSError, click.ClickException):
        return measures().edition


def _complete(list_names: Callable[[Edition], _Names]) -> Complete:
    def complete(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from .._names import normalize_name

        wanted = normalize_name(begun)
        # Variants that differ in case or script alone are offered once.
        return [
            CompletionItem(name, help=beside)
            for names, beside in list_names(_edition(ctx))
            for name in (
                {normalize_name(n): n for n in names[::-1]}.values() if begun else names[:1]
            )
            if normalize_name(name).startswith(wanted)
        ]

    return complete


def _named(things: Iterable[Any]) -> _Names:
    for thing in things:
        synonyms = getattr(thing, "synonyms", ())
        variants = [name for name in thing.name_variants if name not in (thing.name, *synonyms)]
        yield (thing.name, *variants), thing.name_en


def _items(scheme: str) -> Callable[[Edition], _Names]:
    return lambda edition: _named(
        item for item in (edition.layer.items if edition.layer else ()) if item.scheme == scheme
    )


_TABLES: dict[str, str] = dict.fromkeys(("list", "show", "search", "export"), "measures")


def complete_column(ctx: click.Context, _: click.Parameter, begun: str) -> list[CompletionItem]:
    """Return the columns that begin so; after a comma, those that follow it."""
    from click.shell_completion import CompletionItem

    from .._export.columns import list_columns

    *before, last = begun.split(",")
    start = "".join(f"{name}," for name in before)
    names = list_columns(_TABLES.get(ctx.info_name or "", ctx.info_name or ""))
    return [CompletionItem(start + name) for name in names if name.startswith(last)]


complete_region = _complete(lambda edition: _named(edition.regions))
complete_body = _complete(lambda edition: _named(edition.bodies))
complete_service, complete_topic = map(_complete, map(_items, ("service", "topic")))
complete_mode = _complete(
    lambda edition: (
        ((item.code, item.name, item.name_en), item.name_en)
        for item in (edition.layer.items if edition.layer else ())
        if item.scheme == "mode"
    )
)
complete_task = _complete(
    lambda edition: (
        ((str(task.number), task.label, task.title), task.title_en or task.title)
        for task in edition.tasks
    )
)
complete_framework = _complete(lambda edition: (((name,), None) for name in edition.frameworks))
complete_document = _complete(
    lambda edition: (
        ((event.document_number,), event.title_en or event.title)
        for event in edition.events
        if event.document_number
    )
)
complete_group = _complete(
    lambda edition: (
        ((group,), None) for group in dict.fromkeys(r.group for r in edition.regions) if group
    )
)
