"""The notes under a table, and what they say of its measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._model import NOTES, Note
from .builder import EditionBuilder
from .coverage import fold_width
from .passage import Line

# Each measure knows the notes that are about it: with very many, each would know very many.
MOST_NOTES = 99
_NOTE = re.compile(r"(?:注：)?\s*(?P<number>[0-9]{1,6})[.．、]")

_LISTED_MEASURES = re.compile("第(?P<numbers>[0-9]{1,6}(?:、[0-9]{1,6})*)项")
_SPEAKS_OF_MEASURES = re.compile("第[0-9]")
_FRAMEWORK = re.compile("纳入《[^《》]+》（(?P<name>[^（）]+)）框架")
_SPEAKS_OF_A_FRAMEWORK = re.compile("纳入《")
_MARKS = re.compile("标注(?P<marks>(?:“[^“”]+”)+)")


def read_notes(draft: EditionBuilder, foot: list[Line]) -> Iterator[Note]:
    """Yield the notes in the lines under the table; report what cannot be read to *draft*."""
    blocks: list[list[Line]] = []
    for line in foot:
        indent = len(line.text) - len(line.text.lstrip())
        start = _NOTE.match(fold_width(line.text), indent)
        if start and int(start["number"]) == len(blocks) + 1:
            if len(blocks) == MOST_NOTES:
                draft.expect(line, f"at most {MOST_NOTES} notes")
                break
            blocks.append([line.cut(start.end())])
        elif line.page_artifact:
            continue
        elif blocks:
            blocks[-1].append(line)
        else:
            draft.expect(line, f"{NOTES}1.")
            return
    for number, lines in enumerate(blocks, start=1):
        yield _note(draft, number, lines)


def _note(draft: EditionBuilder, number: int, lines: list[Line]) -> Note:
    passage = draft.passage(lines)
    text = fold_width(passage.text)
    if not text:
        draft.expect(lines[0], f"the text of note {number}")
    listed = _LISTED_MEASURES.search(text)
    framework = _FRAMEWORK.search(text)
    marks = _MARKS.search(text)
    # What is read from a note's words is read whole, or the wording is unknown.
    for speaks, read, expected in (
        (_SPEAKS_OF_MEASURES, listed, "measures listed once, as in 第7、23项"),
        (_SPEAKS_OF_A_FRAMEWORK, framework, "a framework named once, as in 纳入《…》(CEPA)框架"),
    ):
        for place in speaks.finditer(text):
            if read is None or place.start() != read.start():
                draft.report(passage.problem(place.start(), expected))
    return Note(
        number=number,
        text=passage.text,
        measures=tuple(map(int, listed["numbers"].split("、"))) if listed else (),
        framework=passage.text[slice(*framework.span("name"))] if framework else None,
        marks=tuple(re.findall("“([^“”]+)”", passage.text[slice(*marks.span())])) if marks else (),
        place=passage.place if text else None,
    )
