"""A progress bar on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import TypeVar

from ..exceptions import import_optional

T = TypeVar("T")


def tracked(items: Iterable[T], total: int, progress: bool | None) -> Iterator[T]:  # noqa: FBT001  # as the functions take it
    """Yield the items, with a bar that counts them, if it is wanted.

    Args:
        items: the items.
        total: how many there are.
        progress: whether to show the bar; ``None`` shows it where standard error is a terminal and
            rich is installed.

    Raises:
        MissingExtraError: *progress* is true, and rich is not installed.
    """
    if progress is None:
        terminal = sys.stderr is not None and sys.stderr.isatty()
        progress = terminal and find_spec("rich") is not None
    if not progress:
        yield from items
        return
    made, bars = (import_optional(f"rich.{name}", "rich") for name in ("console", "progress"))
    columns = ("svctrade", bars.BarColumn(), bars.MofNCompleteColumn(), bars.TimeRemainingColumn())
    with bars.Progress(*columns, console=made.Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total)
