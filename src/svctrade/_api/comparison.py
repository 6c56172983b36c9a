"""Compare two editions."""

from .._diff.revision import Revision, revision_between
from .._model import Edition
from .editions import find_edition


def compare(old: Edition | str, new: Edition | str) -> Revision:
    """Return how two editions differ.

    Measures are matched by their texts, not by their numbers.

    Args:
        old: the earlier edition, or its id.
        new: the later edition, or its id.

    Raises:
        UnknownNameError: no edition has that id.
        TypeError: an argument is neither an edition nor an id.

    >>> import svctrade
    >>> print(svctrade.compare("2020", svctrade.edition()))
    2020 → 2020: no change
    """
    for given in (old, new):
        if not isinstance(given, (Edition, str)):
            raise TypeError(
                f"compare() takes editions or their ids, not {type(given).__name__}: {given!r:.60}"
            )
    return revision_between(find_edition(old), find_edition(new))
