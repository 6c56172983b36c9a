"""The mixin of everything that notebooks and terminals show."""

from __future__ import annotations

# A count imports this module, and `typing` alone costs as much as starting Python; a type checker
# takes this for typing.TYPE_CHECKING.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .grid import Grid


class Displayable:
    """A base class: a notebook shows its objects as HTML, and rich draws them in a terminal.

    >>> import svctrade
    >>> isinstance(svctrade.measures(), svctrade.Displayable)
    True
    """

    __module__ = "svctrade"
    __slots__ = ()

    def _grid(self) -> Grid:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """Return HTML, for notebooks."""
        from .html import render_html

        return render_html(self._grid())

    def __rich_console__(self, _: object, options: Any) -> Iterator[Any]:
        from .terminal import MOST_ROWS, draw_grid

        yield draw_grid(self._grid(), options.max_width, MOST_ROWS)
