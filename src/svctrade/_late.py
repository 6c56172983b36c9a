"""What is made when it is first asked for: modules of the package, and things made once."""

from __future__ import annotations

# The thread of the standard library is slow to import, and has the same lock.
from _thread import RLock

# A type checker takes this for typing.TYPE_CHECKING.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    T = TypeVar("T")


class Late:
    """A module of the package that is loaded when something of it is first asked for.

    It stands where an import would stand, for what most questions do not need.

    >>> _listing = Late("_listing")
    >>> _listing.columns("厦门")
    4
    """

    def __init__(self, module: str) -> None:
        self._module = f"{__package__}.{module}"

    def __getattr__(self, name: str) -> object:
        found: object = getattr(__import__(self._module, fromlist=[name]), name)
        setattr(self, name, found)  # the next time it is at hand
        return found


_MAKING = RLock()


def once(make: Callable[[], T]) -> Callable[[], T]:
    """Return a function that gives what *make* makes: made at the first call, by one thread.

    >>> made = once(list)
    >>> made() is made()
    True
    """
    kept: list[T] = []

    def given() -> T:
        if not kept:
            with _MAKING:
                if not kept:
                    kept.append(make())
        return kept[0]

    return given
