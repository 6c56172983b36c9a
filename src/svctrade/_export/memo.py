"""A memo on a query: paragraphs, quotations and tables, as Word or Markdown."""

from __future__ import annotations

import os

import attrs

from .._display.grid import Piece, pieces_of, plain_text
from .._display.text import escape_markdown
from .._io import Target, write
from .._model import Language
from .blocks import Block, Style, TableBlock
from .table import write_if_path

_LEVELS: dict[Style, str] = {"title": "# ", "heading": "## ", "subheading": "### ", "item": "#### "}


@attrs.frozen
class Memo:
    """A memo on a query: what was sought, what was found, and the words that each result rests on.

    Args:
        title: the query in words.
        lang: the language that it is written in.

    >>> import svctrade
    >>> memo = svctrade.measures().in_region("厦门").led_by("移民局").memo("zh")
    >>> print(memo.to_markdown().splitlines()[0])
    # 适用于厦门、由移民局牵头的举措：122项中的1项
    """

    __module__ = "svctrade"

    title: str
    lang: Language
    _blocks: tuple[Block, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        return self.to_markdown()

    def _repr_markdown_(self) -> str:
        """Return Markdown, for notebooks."""
        return self.to_markdown()

    def to_markdown(self, path: Target | None = None) -> str:
        """Return the memo as Markdown, and write it to *path*, if given.

        Args:
            path: a path, written in UTF-8, completely or not at all; or an open file.

        Raises:
            OSError: the file cannot be written.

        >>> import svctrade
        >>> memo = svctrade.measures().in_region("厦门").led_by("移民局").memo("en")
        >>> [line for line in memo.to_markdown().splitlines() if line.startswith("## ")]
        ['## Measures', '## What each rests on', '## Source and licence']
        """
        return write_if_path("\n".join(map(_in_markdown, self._blocks)), path)

    def to_docx(self, path: Target) -> None:
        """Write the memo as a Word document on A4, with headings and page numbers.

        Args:
            path: a path that ends in ``.docx``, or a file opened in binary mode.

        Raises:
            MissingExtraError: python-docx is not installed.
            ValueError: *path* does not end in ``.docx``.
            OSError: the file cannot be written.

        >>> import docx, svctrade, tempfile
        >>> from pathlib import Path
        >>> memo = svctrade.measures().in_region("厦门").led_by("移民局").memo("zh")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "memo.docx")
        ...     memo.to_docx(path)
        ...     docx.Document(str(path)).paragraphs[0].text == memo.title
        True
        """
        if isinstance(path, str | os.PathLike):
            name = os.fspath(path)
            if not name.lower().endswith(".docx"):
                raise ValueError(f"a Word document is a .docx, not {name!r}")
        from .word import build_document

        write(path, build_document(self.title, self.lang, self._blocks), text=False)


def _in_markdown(block: Block) -> str:
    if isinstance(block, TableBlock):
        headings = block.headings or ("",) * len(block.shares)
        lines = [headings, ("---",) * len(headings), *block.rows]
        escaped = (lines[1] if n == 1 else map(_escaped, line) for n, line in enumerate(lines))
        return "".join(f"| {' | '.join(line)} |\n" for line in escaped)
    if block.style in _LEVELS:
        return f"{_LEVELS[block.style]}{_escaped(plain_text(block.cell))}\n"
    text = "".join(map(_marked, pieces_of(block.cell)))
    start = {"printed": "> ", "point": "- "}.get(block.style, "")
    return f"{start}{text}\n"


def _marked(piece: Piece) -> str:
    text = _escaped(piece.text)
    return f"**{text}**" if piece.mark == "quote" else text


def _escaped(text: str) -> str:
    return " ".join(escape_markdown(text).split("\n"))
