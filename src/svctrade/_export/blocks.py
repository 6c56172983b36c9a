"""The blocks of a memo, which Word and Markdown are written from."""

from __future__ import annotations

from typing import Literal

import attrs

from .._display.grid import Cell

# How a paragraph is set: headings of three levels, plain text, words of the document, and points.
Style = Literal["title", "heading", "subheading", "item", "text", "printed", "point"]


@attrs.frozen
class Paragraph:
    """A paragraph, or a heading."""

    style: Style
    cell: Cell


@attrs.frozen
class TableBlock:
    """A table with headings, or of labels and texts, and the share of the width of each column."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]


Block = Paragraph | TableBlock
