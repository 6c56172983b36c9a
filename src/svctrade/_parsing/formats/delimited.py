"""Tables in CSV: separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv

from .blocks import FileContent, FilePlace, Metadata
from .csv_rows import read_rows
from .detection import Kind
from .limits import MOST_CELLS, refuse
from .patterns import tidy
from .tables import TableDraft
from .text import decode_text


def read_csv(content: bytes | str) -> FileContent:
    r"""Read a table in CSV.

    Raises:
        DocumentError: it cannot be decoded, or a quotation mark is not closed.

    >>> read_csv("序号,举措,责任单位\n1,优化通关,商务厅\n").tables[0].grid()
    [['序号', '举措', '责任单位'], ['1', '优化通关', '商务厅']]
    """
    text, remarks = decode_text(content)
    head = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(",\t;", key=head.count)
    draft = TableDraft(FilePlace(1))
    line = 1
    try:
        for last, row in read_rows(text, delimiter):
            draft.start_row()
            for column, cell in enumerate(row):
                text = "\n".join(filter(None, map(tidy, cell.splitlines())))
                path = f"row {len(draft.rows)}, column {column + 1}"
                draft.add_cell(text, FilePlace(line, path=path), column)
            line = last + 1
    except csv.Error as error:
        raise refuse(
            f"a table in CSV of at most {MOST_CELLS} cells", str(error), line=line
        ) from error
    return FileContent(Kind.CSV, tuple(draft.finish()), Metadata(), tuple(remarks))
