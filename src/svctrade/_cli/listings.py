"""Commands that list what can be asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from .._api.queries import measures
from .._export.columns import (
    build_bodies_table,
    build_editions_table,
    build_events_table,
    build_frameworks_table,
    build_items_table,
    build_regions_table,
    build_tasks_table,
)
from .._export.table import Table
from .._model import Language, Scheme
from .._query.measure_set import MeasureSet
from .messages import ngettext
from .options import drawn_language, edition_option, find_edition, lang_option, table_format_option
from .output import print_table


def _listing(
    name: str, help_: str, one: str, build: Callable[[MeasureSet, Language | None], Table]
) -> click.Command:
    """Return a command that prints a table of an edition; *one* is the caption of one row."""

    @click.command(name, help=help_)
    @edition_option
    @table_format_option
    @lang_option
    def command(edition: str | None, format_: str, lang: Language | None) -> None:
        table = build(measures(find_edition(edition)), drawn_language(format_, lang))
        if format_ == "table":
            # The full names of bodies are too long beside the others.
            table = table.select(*(n for n in table.names if n not in _LONG))
        print_table(table, format_, ngettext(one, f"{{}} {name}", len(table)))

    return command


_LONG = ("Official name", "全称")


def _bodies(found: MeasureSet, lang: Language | None) -> Table:
    return build_bodies_table(found.edition.bodies, found.count_by("body"), lang)


def _events(found: MeasureSet, lang: Language | None) -> Table:
    return build_events_table(found.edition.events, lang)


def _frameworks(found: MeasureSet, lang: Language | None) -> Table:
    counts = {name: len(found.under(name)) for name in found.edition.frameworks}
    return build_frameworks_table(counts, lang)


def _tasks(found: MeasureSet, lang: Language | None) -> Table:
    counts = found.count_by("task")
    return build_tasks_table({task: counts.get(task, 0) for task in found.edition.tasks}, lang)


def _items(scheme: Scheme) -> Callable[[MeasureSet, Language | None], Table]:
    def build(found: MeasureSet, lang: Language | None) -> Table:
        layer = found.edition.layer
        items = [i for i in (layer.items if layer else ()) if i.scheme == scheme]
        counts: dict[Any, int] = found.count_by(scheme) if layer else {}
        return build_items_table(f"{scheme}s", items, counts, lang)

    return build


@click.command("regions")
@click.option("--group", help="A regional group, such as 长三角.")
@edition_option
@table_format_option
@lang_option
def list_regions(
    group: str | None, edition: str | None, format_: str, lang: Language | None
) -> None:
    """List the pilot regions."""
    from .._api.lookup import regions

    found = regions(group, find_edition(edition))
    table = build_regions_table(found, drawn_language(format_, lang))
    print_table(table, format_, ngettext("{} region", "{} regions", len(table)))


@click.command("editions")
@table_format_option
@lang_option
def list_editions(format_: str, lang: Language | None) -> None:
    """List the bundled editions."""
    from .._api.editions import edition, editions

    table = build_editions_table(map(edition, editions()), drawn_language(format_, lang))
    print_table(table, format_, ngettext("{} edition", "{} editions", len(table)))


COMMANDS: tuple[click.Command, ...] = (
    _listing("bodies", "List the bodies that the edition names.", "{} body", _bodies),
    _listing("events", "List the acts and events about the pilot.", "{} event", _events),
    _listing("frameworks", "List the frameworks that the notes name.", "{} framework", _frameworks),
    _listing("modes", "List the modes of supply (ours).", "{} mode", _items("mode")),
    _listing("services", "List the service items (ours).", "{} service", _items("service")),
    _listing("tasks", "List the tasks.", "{} task", _tasks),
    _listing("topics", "List the topics (ours).", "{} topic", _items("topic")),
    list_editions,
    list_regions,
)
