"""Align a local plan with its parent."""

import re

from .._index.lookup import directory_of
from .._model import Edition, Region
from .._query.alignment import Alignment, build_alignment
from .editions import find_edition
from .queries import indexed

_CHINESE = re.compile("[\u4e00-\u9fff]")
_PUNCTUATION = re.compile(r"[\W_]+")
# A shorter title, such as 实施方案, says nothing about where a plan comes from.
_SHORTEST_TITLE = 10
_GENRE = "服务贸易创新发展试点"


def align(
    plan: Edition | str,
    parent: Edition | str = "2020",
    *,
    region: Region | str | None = None,
    derived: bool | None = None,
) -> Alignment:
    """Return what a local plan takes over from its parent.

    A measure of the plan may take over several of the parent, and one of the parent may be divided
    among several.

    Args:
        plan: the plan, or the id of an edition.
        parent: the document that it may carry out, or its id.
        region: a pilot region of the parent; ``taken_up`` and ``not_taken_up`` then have only what
            applies there.
        derived: whether the plan carries out the parent; otherwise only measures that share much
            are linked. Without it, the plan does if it has the title or the number of the parent,
            or if both are about the pilot for trade in services.

    Raises:
        TypeError: an argument is of the wrong type.
        UnknownNameError: no edition has that id, or the parent has no such region.
        ValueError: the parent has no measures, the two are in different languages, or they have too
            many measures.

    >>> import svctrade
    >>> alignment = svctrade.align(svctrade.edition(), region="厦门")
    >>> len(alignment.taken_up), alignment.not_taken_up
    (110, ())
    """
    for given in (plan, parent):
        if not isinstance(given, (Edition, str)):
            raise TypeError(
                f"align() takes editions or their ids, not {type(given).__name__}: {given!r:.60}"
            )
    ours, theirs = find_edition(plan), find_edition(parent)
    if derived is not None and not isinstance(derived, bool):
        raise TypeError(f"derived is True, False or None, not {derived!r:.60}")
    if not theirs.measures:
        raise ValueError(f"the parent {theirs.id!r} has no measures to align with")
    if ours.measures and _in_chinese(ours) != _in_chinese(theirs):
        raise ValueError(
            f"the plan {ours.id!r} and the parent {theirs.id!r} are in different languages; "
            "align() compares words, and needs both in one"
        )
    return build_alignment(
        ours,
        theirs,
        None if region is None else directory_of(indexed(theirs), "region").find(region),
        derived=_says_so(ours, theirs) if derived is None else derived,
        corrections=[],
    )


def _in_chinese(edition: Edition) -> bool:
    return any(_CHINESE.search(measure.text) for measure in edition.measures)


def _says_so(plan: Edition, parent: Edition) -> bool:
    """Whether the plan names the parent, or is of its genre."""
    text = _plain(f"{plan.title}\n{plan.source.text}")
    title = _plain(parent.title)
    number = _plain(parent.document_number or "")
    return (
        (len(title) >= _SHORTEST_TITLE and title in text)
        or (number != "" and number in text)
        or (_GENRE in _plain(plan.title) and _is_pilot(parent))
    )


def _is_pilot(parent: Edition) -> bool:
    return all(word in parent.title for word in ("服务贸易", "创新发展", "试点"))


def _plain(text: str) -> str:
    return _PUNCTUATION.sub("", text)
