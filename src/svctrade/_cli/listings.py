"""Commands that list what can be queried."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

import click

from .._export.columns import (
    build_bodies_table,
    build_editions_table,
    build_events_table,
    build_frameworks_table,
    build_items_table,
    build_regions_table,
    build_tasks_table,
)
from .commands import Option, command
from .completion import complete_group
from .filters import Selection, filter_options
from .messages import ngettext
from .output import Output, table_output
from .reading_options import Reader, reading_options

if TYPE_CHECKING:
    from .._export.table import Table
    from .._model import Key, Language, Scheme
    from .._query.measure_set import MeasureSet

# Columns that leave too little room for the others.
_LONG = ("Official name", "全称")
_DAYS = ("First day", "Last day", "起", "止")


def _listing(
    name: str, one: str, build: Callable[[MeasureSet, Language | None, bool], Table]
) -> click.Command:
    """Return a command that lists the things of an edition; *one* is the caption of one row.

    With filters it lists what the measures that they keep have, and counts these measures.
    """

    @command(name)
    @filter_options
    @table_output
    def listing(selection: Selection, output: Output) -> None:
        found = selection.measures()
        table = build(found, output.table_language, selection.asks)
        caption = ngettext(one, f"{{}} {name}", len(table))
        if selection.asks:
            caption = f"{caption} · {found.heading(output.reader)}"
        output.print_table(table, caption, shown=[n for n in table.names if n not in _LONG])

    return listing


def _counts(found: MeasureSet, key: Key, things: Any, only: bool) -> dict[Any, int]:  # noqa: FBT001  # of the builders below
    """Return how many measures each of *things* has; *only* those that have any."""
    counts: Mapping[Any, int] = cast("Any", found).count_by(key)
    return {thing: counts.get(thing, 0) for thing in things if thing in counts or not only}


def _bodies(found: MeasureSet, lang: Language | None, only: bool) -> Table:  # noqa: FBT001
    counts = _counts(found, "body", found.edition.bodies, only)
    return build_bodies_table(counts, counts, lang)


def _frameworks(found: MeasureSet, lang: Language | None, only: bool) -> Table:  # noqa: FBT001
    counts = {name: len(found.under(name)) for name in found.edition.frameworks}
    return build_frameworks_table({k: n for k, n in counts.items() if n or not only}, lang)


def _tasks(found: MeasureSet, lang: Language | None, only: bool) -> Table:  # noqa: FBT001
    return build_tasks_table(_counts(found, "task", found.edition.tasks, only), lang)


def _items(scheme: Scheme) -> Callable[[MeasureSet, Language | None, bool], Table]:
    def build(found: MeasureSet, lang: Language | None, only: bool) -> Table:  # noqa: FBT001
        layer = found.edition.layer
        items = [i for i in (layer.items if layer else ()) if i.scheme == scheme]
        counts = _counts(found, scheme, items, only) if layer else {}
        return build_items_table(f"{scheme}s", counts, counts, lang)

    return build


@command("regions")
@click.option(
    "--group",
    cls=Option,
    metavar="GROUP",
    shell_complete=complete_group,
    help="A regional group, such as 长三角.",
)
@reading_options
@table_output
def _regions(group: str | None, reader: Reader, output: Output) -> None:
    from .._api.lookup import regions

    table = build_regions_table(regions(group, reader.measures().edition), output.table_language)
    caption = ngettext("{} region", "{} regions", len(table))
    output.print_table(table, caption, shown=[n for n in table.names if n not in _LONG])


@command("events")
@reading_options
@table_output
def _events(reader: Reader, output: Output) -> None:
    table = build_events_table(reader.measures().edition.events, output.table_language)
    output.print_table(table, ngettext("{} event", "{} events", len(table)))


@command("editions")
@table_output
def _editions(output: Output) -> None:
    from .._api.editions import edition, editions

    table = build_editions_table(map(edition, editions()), output.table_language)
    shown = [n for n in table.names if n not in _DAYS]
    output.print_table(table, ngettext("{} edition", "{} editions", len(table)), shown=shown)


COMMANDS: tuple[click.Command, ...] = (
    _listing("bodies", "{} body", _bodies),
    _listing("frameworks", "{} framework", _frameworks),
    _listing("modes", "{} mode", _items("mode")),
    _listing("services", "{} service", _items("service")),
    _listing("tasks", "{} task", _tasks),
    _listing("topics", "{} topic", _items("topic")),
    _editions,
    _events,
    _regions,
)
