"""The notes below a table, and what they say about its measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from .._model import MOST_MARKS, MOST_NOTES, NOTES, Note
from .builder import EditionBuilder
from .characters import fold_width
from .passage import Line

_NOTE = re.compile(r"(?:注：)?\s*(?P<number>[0-9]{1,6})[.．、]")

_LISTED_MEASURES = re.compile("第(?P<numbers>[0-9]{1,6}(?:、[0-9]{1,6})*)项")
_MENTIONS_MEASURES = re.compile("第[0-9]")
_FRAMEWORK = re.compile("纳入《[^《》]+》（(?P<name>[^（）]+)）框架")
_MENTIONS_FRAMEWORK = re.compile("纳入《")
_MARKS = re.compile("标注(?P<marks>(?:“[^“”]+”)+)")


def read_notes(builder: EditionBuilder, foot: list[Line]) -> Iterator[Note]:
    """Yield the notes in the lines below the table; report to *builder* what cannot be read."""
    blocks: list[list[Line]] = []
    for line in foot:
        indent = len(line.text) - len(line.text.lstrip())
        start = _NOTE.match(fold_width(line.text), indent)
        if start and int(start["number"]) == len(blocks) + 1:
            if len(blocks) == MOST_NOTES:
                builder.expect(line, f"at most {MOST_NOTES} notes")
                break
            blocks.append([line.cut(start.end())])
        elif line.page_artifact:
            continue
        elif blocks:
            blocks[-1].append(line)
        else:
            builder.expect(line, f"{NOTES}1.")
            return
    left = MOST_MARKS
    for number, lines in enumerate(blocks, start=1):
        note = _read_note(builder, number, lines)
        if len(note.marks) > left:
            builder.expect(lines[0], f"at most {MOST_MARKS} marks")
            note = attrs.evolve(note, marks=note.marks[:left])
        left -= len(note.marks)
        yield note


def _read_note(builder: EditionBuilder, number: int, lines: list[Line]) -> Note:
    passage = builder.join(lines)
    text = fold_width(passage.text)
    if not text:
        builder.expect(lines[0], f"the text of note {number}")
    listed = _LISTED_MEASURES.search(text)
    framework = _FRAMEWORK.search(text)
    marks = _MARKS.search(text)
    # Each mention of measures or a framework has to be the one that was read.
    for mention, read, expected in (
        (_MENTIONS_MEASURES, listed, "measures listed once, as in 第7、23项"),
        (_MENTIONS_FRAMEWORK, framework, "a framework named once, as in 纳入《…》(CEPA)框架"),
    ):
        for found in mention.finditer(text):
            if read is None or found.start() != read.start():
                builder.report(passage.problem(found.start(), expected))
    return Note(
        number=number,
        text=passage.text,
        measures=tuple(map(int, listed["numbers"].split("、"))) if listed else (),
        framework=passage.text[slice(*framework.span("name"))] if framework else None,
        marks=tuple(re.findall("“([^“”]+)”", passage.text[slice(*marks.span())])) if marks else (),
        place=passage.place if text else None,
    )
