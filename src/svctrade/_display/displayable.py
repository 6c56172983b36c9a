"""What shows itself in a notebook and in a terminal."""

from __future__ import annotations

# A type checker takes this for typing.TYPE_CHECKING. A count imports this module, and `typing` alone
# costs as much as starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .grid import Grid


class Displayable:
    """What shows itself as a grid: in a notebook as HTML, in a terminal by rich.

    >>> import svctrade
    >>> isinstance(svctrade.measures(), svctrade.Displayable)
    True
    """

    __module__ = "svctrade"
    __slots__ = ()

    def _grid(self) -> Grid:
        raise NotImplementedError

    def _repr_html_(self) -> str:
        """Return it in HTML, as notebooks show it."""
        return self._grid().html()

    def __rich_console__(self, _: object, options: Any) -> Iterator[Any]:
        from .grid import MOST_DRAWN

        yield self._grid().rich(options.max_width, MOST_DRAWN)
