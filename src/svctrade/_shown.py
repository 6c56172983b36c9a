"""What can be shown as a grid, in a notebook and in a terminal."""

from __future__ import annotations

from ._late import Late

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from . import _grid as grids
else:
    grids = Late("_grid")  # most programs show nothing


class Shown:
    """What can be shown as a grid, in a notebook and by rich."""

    __slots__ = ()

    def _grid(self) -> grids.Grid:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """Return it in HTML, as notebooks show it."""
        return self._grid().html()

    def __rich_console__(self, _: object, options: Any) -> Iterator[Any]:
        yield self._grid().rich(options.max_width, grids.MOST_DRAWN)
