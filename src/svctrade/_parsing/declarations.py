"""The words by which a document says that the body named first leads.

In a statement they apply to that statement alone, and where 下同 follows them, from there on. In
other text they apply to the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .._model import Measure, Task
from .characters import fold_width
from .patterns import DECLARATION, LASTING_DECLARATION

_LONGEST_BRACKET = 400
_KEY = 2


def declared_for_all(text: str, tasks: Sequence[Task], measures: Sequence[Measure]) -> str | None:
    """Return the declaration that the *text* of a document has outside its statements.

    One in brackets after other words is that of a statement, also of one that was not read.
    """
    text = fold_width(re.sub(r"\s+", "", text))
    statements = [*(t.responsibility for t in tasks), *(m.responsibility for m in measures)]
    declaring = [words for words in map(fold_width, statements) if DECLARATION.search(words)]
    for declaration in DECLARATION.finditer(text):
        start, stop = declaration.span()
        before = _opened_before(text, start)
        key = text[max(start - _KEY, text.rfind("（", 0, start) + 1) : stop]
        is_stated = any(key in words or words.startswith(declaration[0]) for words in declaring)
        if not is_stated and not any(mark in before for mark in "、，：；（"):
            return declaration[0]
    return None


def _opened_before(text: str, stop: int) -> str:
    """Return the words before *stop* of the outermost bracket that is open there, or nothing."""
    depth = 0
    opened = stop
    for at in range(stop - 1, max(-1, stop - _LONGEST_BRACKET), -1):
        depth += (text[at] == "）") - (text[at] == "（")
        if depth < 0:
            depth, opened = 0, at + 1
    return text[opened:stop]


def declarations_of(
    tasks: Sequence[Task], measures: Sequence[Measure], general: str | None
) -> Iterator[str | None]:
    """Yield for each measure the words by which its body named first leads, or ``None``.

    A statement that could not be read declares nothing. That of a heading counts for what follows.

    Args:
        tasks: The headings.
        measures: The measures, in the order of the document.
        general: The declaration that applies from the beginning.
    """
    headings = iter(tasks)
    done = 0
    for measure in measures:
        while done < measure.task.number:
            heading = next(headings)
            done = heading.number
            if heading.assignments:
                general = _lasting(heading.responsibility) or general
        own = None
        if measure.assignments:
            words = fold_width(measure.responsibility)
            general = _lasting(words) or general
            own = DECLARATION.search(words)
        yield own[0] if own else general


def _lasting(statement: str) -> str | None:
    """Return the declaration of a statement that holds for what follows too."""
    words = fold_width(statement)
    found = LASTING_DECLARATION.search(words)
    declared = DECLARATION.search(words, found.start()) if found else None
    return declared[0] if declared else None
