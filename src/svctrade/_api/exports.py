"""What a table has that `MeasureSet.table` exported, so that it reads back."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

import attrs

from .._export.columns import exported_headings
from .._export.table import JOINT
from .._model import Language
from .._parsing.formats.csv_rows import read_rows
from .._parsing.table import Extra, Headings
from ..exceptions import DocumentError, Problem

LEFT_OUT = "the column was left out, and is not derived again; extra='keep' keeps it"
_LANGUAGES: tuple[Language | None, ...] = (None, "zh", "en")
_STATEMENT = "Responsibility"
_ENGLISH = (
    "statements in Chinese: this table was exported in English, which is a translation; export it "
    "with lang='zh' or without lang"
)
# A translation has Chinese names between these marks only.
_QUOTED, _CHINESE = re.compile("“[^”]*”"), re.compile("[\u4e00-\u9fff]")


@attrs.frozen
class Exported:
    """The headings of an export, besides those that it is read from.

    *derived* come from the text and the statement, *others* from elsewhere; *filled* are the others
    that have anything.
    """

    derived: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    filled: tuple[str, ...] = ()

    def headings(self, columns: Mapping[str, str | None] | None, extra: Extra) -> Headings:
        """Return what the headings mean, without the columns that are left out."""
        left_out = self.derived if extra == "keep" else (*self.derived, *self.others)
        return Headings({**dict.fromkeys(left_out), **(columns or {})}, extra)

    def left_out(self, columns: Mapping[str, str | None] | None, extra: Extra) -> tuple[str, ...]:
        """Return the columns that are left out, and that nothing else has."""
        return () if extra == "keep" else tuple(n for n in self.filled if n not in (columns or {}))


def find_export(tables: Iterable[Iterable[Sequence[object]]]) -> Exported:
    """Return what *tables* have of an export; the first row of each has its headings.

    Raises:
        DocumentError: A table is an export in English.

    >>> import svctrade
    >>> found = svctrade.measures().numbered(7).table()
    >>> find_export([[found.names, *found]]).filled[:2]
    ('frameworks', 'notes')
    """
    derived: list[str] = []
    others: list[str] = []
    filled: list[str] = []
    for table in tables:
        rows = iter(table)
        names = [str(name) for name in next(rows, ())]
        found = ((lang, exported_headings(names, lang)) for lang in _LANGUAGES)
        lang, (known, more) = next(((k, v) for k, v in found if v[0]), (None, ((), ())))
        if not known:
            continue
        cells = [dict(zip(names, row, strict=False)) for row in rows]
        if lang == "en" and not any(_is_chinese(row.get(_STATEMENT)) for row in cells):
            raise DocumentError((Problem(1, 1, _STATEMENT, _ENGLISH),))
        derived += known
        others += more
        filled += [n for n in more if any(joined(row.get(n)) not in (None, "") for row in cells)]
    return Exported(tuple(derived), tuple(others), tuple(filled))


def _is_chinese(statement: object) -> bool:
    return bool(_CHINESE.search(_QUOTED.sub("", str(statement))))


def csv_rows(text: str) -> Iterator[list[str]]:
    """Yield the rows of CSV, up to an error: the reader of the table says where it is.

    >>> [*csv_rows("a,b")]
    [['a', 'b']]
    """
    with suppress(csv.Error):
        for _, cells in read_rows(text, ",", strict=False):
            yield cells


def joined(value: Any) -> object:
    """Return a cell; several texts are one, as `Table.to_csv` joins them.

    >>> joined(("厦门", "深圳")), joined(1)
    ('厦门、深圳', 1)
    """
    found: object = value.tolist() if hasattr(value, "tolist") else value  # of NumPy
    if not isinstance(found, (list, tuple)):
        return found
    parts = [*cast("Iterable[object]", found)]
    texts = [part for part in parts if isinstance(part, str)]
    return JOINT.join(texts) if len(texts) == len(parts) else parts
