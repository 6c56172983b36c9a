"""Markdown, read by markdown-it: headings, lists with the numbers that are typed, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from .blocks import Block, FileContent, FilePlace, Remark, RemarkKind
from .detection import Kind
from .limits import refuse
from .metadata import split_metadata_blocks
from .patterns import LABEL, TERMINAL, tidy
from .tables import TableDraft
from .text import decode_text
from .web import read_html
from .wrapping import TextLine, join_segments

_NESTING = 100
_MOST_BRACKETS = 5_000
_DEEP = re.compile(r"^(?:[ \t]*(?:>|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))){40}", re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def read_markdown(content: bytes | str) -> FileContent:
    r"""Read Markdown.

    Raises:
        DocumentError: it cannot be decoded, or is nested deeper than texts are.

    >>> [block.text for block in read_markdown("# 总体要求\n\n3. 优化通关\n").blocks]
    ['总体要求', '3. 优化通关']
    """
    text, remarks = decode_text(content)
    deep = _DEEP.search(text)
    if deep is not None:
        line = text.count("\n", 0, deep.start()) + 1
        raise refuse("lists and quotations that are not nested so deeply", line=line)
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    if text.count("[") > _MOST_BRACKETS:  # the time that links take goes with its square
        parser.disable(["link", "image"])
    reader = _Reader(remarks)
    reader.read(parser.parse(text))
    metadata, blocks = split_metadata_blocks(reader.blocks)
    return FileContent(Kind.MARKDOWN, tuple(blocks), metadata, tuple(remarks))


class _Reader:
    def __init__(self, remarks: list[Remark]) -> None:
        self.blocks: list[Block] = []
        self._remarks = remarks
        self._number = ""
        self._level: int | None = None
        self._table: TableDraft | None = None
        self._tables = 0

    def read(self, tokens: Sequence[Token]) -> None:
        """Turn the tokens into blocks."""
        line = 1
        for token in tokens:
            line = token.map[0] + 1 if token.map else line
            if token.type == "heading_open":
                self._level = int(token.tag[1:])
            elif token.type == "heading_close":
                self._level = None
            elif token.type == "list_item_open":
                self._number = f"{token.info}{token.markup}" if token.info else ""
            elif token.type == "list_item_close":
                self._number = ""
            elif token.type in ("fence", "code_block"):
                self._add(token.content.split("\n"), line)
            elif token.type == "html_block":
                found = read_html(token.content)
                self.blocks += found.blocks
                self._remarks += found.remarks
            elif token.type == "inline" and self._table is None:
                self._add(self._lines(token), line)
            else:
                self._read_table(token, line)

    def _read_table(self, token: Token, line: int) -> None:
        if token.type == "table_open":
            self._tables += 1
            self._table = TableDraft(FilePlace(line, path=f"table {self._tables}"))
        if self._table is None:
            return
        if token.type == "table_close":
            self.blocks += self._table.finish()
            self._table = None
        elif token.type == "tr_open":
            self._table.start_row()
        elif token.type == "thead_close":
            self._table.header_rows = len(self._table.rows)
        elif token.type == "inline":
            text = "\n".join(filter(None, map(tidy, self._lines(token))))
            column = len(self._table.rows[-1])
            path = f"table {self._tables}, row {len(self._table.rows)}, column {column + 1}"
            self._table.add_cell(text, FilePlace(line, path=path), column)

    def _lines(self, token: Token) -> list[str]:
        """Return the lines of a paragraph as shown."""
        pieces: list[str] = []
        for child in token.children or ():
            if child.type in ("text", "code_inline"):
                pieces.append(child.content)
            elif child.type in ("softbreak", "hardbreak") or _BREAK.fullmatch(child.content):
                pieces.append("\n")
            elif child.type == "image":
                message = "An image was left out."
                self._remarks.append(Remark(RemarkKind.IMAGE, message, child.content))
        return "".join(pieces).split("\n")

    def _add(self, lines: Sequence[str], first: int) -> None:
        """Add the paragraphs of lines; a line goes on in the next unless it ends or that begins."""
        shown = [
            TextLine(tidy(line), FilePlace(at))
            for at, line in enumerate(lines, first)
            if tidy(line)
        ]
        for group in _groups(shown):
            self.blocks.append(join_segments(group).with_number(self._number, self._level))
            self._number = ""


def _groups(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    group: list[TextLine] = []
    for line in lines:
        if group and (TERMINAL.search(group[-1].text) or LABEL.match(line.text)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group
