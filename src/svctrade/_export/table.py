"""Tables of named, typed columns, and what they are written to."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import attrs

from .._display.displayable import Displayable
from .._display.grid import Grid
from .._display.text import escape_markdown
from ..exceptions import UnknownNameError, import_optional

if TYPE_CHECKING:
    from polars import DataFrame

    from .._io import Target

Kind = Literal["integer", "boolean", "date", "text", "category", "texts"]
Value = int | bool | date | str | tuple[str, ...] | None

# Between the texts of one cell, where a cell is one text.
JOINT, ENGLISH_JOINT = "、", "; "
_NEAR = 0.5
# A spreadsheet runs a text that begins with one of these signs as a formula, some also with those
# of full width. One that takes a semicolon or a tab for the end of a cell finds a beginning behind
# it, and one that does not know quotes behind a line break. What has no width hides no sign.
_SIGNS = "[-=+@＝＋－＠]"
_ENDS = r"[;\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]"
_HIDDEN = (
    r"[ \x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xa0\xad\u2000-\u200f\u202a-\u202f\u205f-\u206f"
    r"\u3000\ufeff]*"
)
_FORMULA = re.compile(rf"\A(?=[\t\r\x7f])|(?:\A|{_ENDS})(?={_HIDDEN}{_SIGNS})")
# Number, text and statement.
_BESIDE = 3


@attrs.frozen
class Column:
    """A column of a table.

    *name* is its heading. *kind* is the type of its *values*: ``"integer"``, ``"boolean"``,
    ``"date"``, ``"text"``, ``"texts"`` (several), or ``"category"``, which takes one of *labels*;
    *ordered* says that the labels are in rising order. A missing value is ``None``.

    >>> import svctrade
    >>> svctrade.measures().table("coverage").columns[-1].labels
    ('none', 'possible', 'covered', 'named')
    """

    __module__ = "svctrade"

    name: str
    kind: Kind
    values: tuple[Value, ...] = attrs.field(repr=False)
    labels: tuple[str, ...] = ()
    ordered: bool = False

    def __attrs_post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"kind is {self.kind!r}; expected one of {', '.join(get_args(Kind))}")
        other = {*self.values} - {None, *self.labels} if self.kind == "category" else ()
        if other:
            raise ValueError(f"the labels of {self.name!r} lack {', '.join(map(repr, other))}")


@attrs.frozen
class Table(Displayable):
    """A table: named, typed columns of one length.

    It implements Arrow's PyCapsule protocol, so ``polars.DataFrame(table)``,
    ``pyarrow.table(table)``, ``pandas.DataFrame.from_arrow(table)`` (pandas 3) and DuckDB take it
    as it is. *name* is the name of its sheet in a workbook, *joint* is between several texts of one
    cell, *cover* is what a workbook begins with, *outline* is the name of the column by whose
    values a workbook groups its rows, and *note* is below the table where it is shown; tables are
    compared without these three.

    >>> import svctrade
    >>> table = svctrade.measures().in_region("厦门").led_by("移民局").table()
    >>> len(table), table["number"], table["lead"]
    (1, (59,), ('移民局',))
    """

    __module__ = "svctrade"

    name: str
    columns: tuple[Column, ...] = attrs.field(repr=False)
    joint: str = attrs.field(default=JOINT, repr=False)
    cover: Table | None = attrs.field(default=None, eq=False, repr=False)
    outline: str | None = attrs.field(default=None, eq=False, repr=False)
    note: str | None = attrs.field(default=None, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if not names:
            raise ValueError("a table has one column at the least; found none")
        if len({*names}) < len(names):
            raise ValueError(f"each column of a table has a name of its own; found {names}")
        if len({len(column.values) for column in self.columns}) != 1:
            lengths = {column.name: len(column.values) for column in self.columns}
            raise ValueError(f"the columns of a table are of one length; found {lengths}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns.

        >>> import svctrade
        >>> svctrade.measures().crosstab("task", "role").names[:3]
        ('task', 'lead', 'policy')
        """
        return tuple(column.name for column in self.columns)

    def __len__(self) -> int:
        return len(self.columns[0].values)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, name: object) -> bool:
        """Return whether the table has a column with that *name*."""
        return name in self.names

    def __getitem__(self, name: str) -> tuple[Value, ...]:
        """Return the values of the column with that *name*.

        Raises:
            TypeError: *name* is not a string.
            UnknownNameError: there is no such column.
        """
        return self._column(name).values

    def _column(self, name: str) -> Column:
        if not isinstance(name, str):
            raise TypeError(
                f"a column is given by its name, not as {type(name).__name__}: {name!r}"
            )
        for column in self.columns:
            if column.name == name:
                return column
        from difflib import get_close_matches

        near = tuple(get_close_matches(name, self.names, cutoff=_NEAR))
        raise UnknownNameError("column", name, near)

    def select(self, *names: str) -> Table:
        """Return a table of the columns with these *names*, in this order.

        Args:
            *names: the names of the columns.

        Raises:
            UnknownNameError: there is no such column.

        >>> import svctrade
        >>> svctrade.measures().table().select("lead", "number").names
        ('lead', 'number')
        """
        kept = self.outline if self.outline in names else None
        return attrs.evolve(self, columns=tuple(map(self._column, names)), outline=kept)

    def with_cover(self, cover: Table | None) -> Table:
        """Return the table with another cover, or with none.

        Args:
            cover: a table, which a workbook has as its first sheet; ``None`` for no cover.

        >>> import svctrade
        >>> table = svctrade.measures().table("measures")
        >>> table.with_cover(None).cover is None, table.with_cover(None) == table
        (True, True)
        """
        return attrs.evolve(self, cover=cover)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return self.rows()

    def rows(self) -> Iterator[tuple[Value, ...]]:
        """Yield the rows, in order.

        >>> import svctrade
        >>> next(svctrade.measures().table("coverage").rows())[:3]
        (1, '北京', 'beijing')
        """
        return zip(*(column.values for column in self.columns), strict=True)

    def text_rows(self) -> Iterator[tuple[str, ...]]:
        """Yield the rows as text, in order: empty for a missing value.

        >>> import svctrade
        >>> table = svctrade.measures().numbered(59).table(lang="en").select("Number", "Bodies")
        >>> next(table.text_rows())
        ('59', 'National Immigration Administration; Ministry of Foreign Affairs')
        """
        for row in self.rows():
            yield tuple(as_text(value, self.joint) for value in row)

    # -- text -----------------------------------------------------------------------------

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return a dictionary for each row; several texts of one cell are a list.

        >>> import svctrade
        >>> svctrade.measures().numbered(59).table().to_dicts()[0]["bodies"]
        ['移民局', '外交部']
        """
        return [
            {
                name: [*value] if isinstance(value, tuple) else value
                for name, value in zip(self.names, row, strict=True)
            }
            for row in self.rows()
        ]

    def to_json(self, path: Target | None = None) -> str:
        """Return a JSON list with an object for each row, and write it to *path*, if given.

        Dates are in ISO 8601.

        Args:
            path: a path, written in UTF-8, completely or not at all; or an open file.

        Raises:
            OSError: the file cannot be written.

        >>> import svctrade
        >>> table = svctrade.measures().numbered(59).table().select("number", "bodies")
        >>> print(table.to_json(), end="")
        [
        {"number": 59, "bodies": ["移民局", "外交部"]}
        ]
        """
        objects = ",\n".join(map(_json, self.to_dicts()))
        return write_if_path(f"[\n{objects}\n]\n" if self else "[]\n", path)

    def to_jsonl(self, path: Target | None = None) -> str:
        """Return a line of JSON for each row, and write them to *path*, if given.

        Args:
            path: a path or an open file, written as by `to_json`.

        Raises:
            OSError: the file cannot be written.

        >>> import svctrade
        >>> table = svctrade.measures().numbered(59, 94).table().select("number", "lead")
        >>> print(table.to_jsonl(), end="")
        {"number": 59, "lead": "移民局"}
        {"number": 94, "lead": "文化和旅游部"}
        """
        return write_if_path("".join(f"{_json(row)}\n" for row in self.to_dicts()), path)

    def to_csv(self, path: Target | None = None, *, bom: bool = False) -> str:
        """Return the table as CSV, and write it to *path*, if given.

        Several texts of one cell are joined by 、, or by ``;`` in English. A text that a
        spreadsheet would run as a formula (it begins with ``=``, ``+``, ``-`` or ``@``, or a part
        of it does behind a semicolon, a tab or a line break) gets an apostrophe before it.

        Args:
            path: a path or an open file, written as by `to_json`.
            bom: whether to begin with a byte order mark, by which Excel recognizes UTF-8.

        Raises:
            OSError: the file cannot be written.
            ValueError: a text has a NUL character, which Python 3.10 cannot write.

        >>> import svctrade
        >>> table = svctrade.measures().numbered(121).table("assignments")
        >>> print(table.select("number", "role", "party", "party_en").to_csv(), end="")
        number,role,party,party_en
        121,lead,商务部,Ministry of Commerce
        121,implement,商务部,Ministry of Commerce
        """
        return write_if_path("\ufeff" * bom + "".join(csv_lines(self)), path)

    def to_markdown(self, path: Target | None = None) -> str:
        r"""Return the table as Markdown, and write it to *path*, if given.

        Args:
            path: a path or an open file, written as by `to_json`.

        Raises:
            OSError: the file cannot be written.

        >>> import svctrade
        >>> print(svctrade.measures().in_task(8).crosstab("task", "role").to_markdown(), end="")
        | task | lead | support | implement | share |
        | --- | ---: | ---: | ---: | ---: |
        | （八）全面探索健全统计体系 | 4 | 1 | 4 | 2 |
        """
        rules = ["---:" if column.kind == "integer" else "---" for column in self.columns]
        rows = [self.names, *self.text_rows()]
        lines = [[*map(_in_markdown, row)] for row in rows]
        lines.insert(1, rules)
        return write_if_path("".join(f"| {' | '.join(line)} |\n" for line in lines), path)

    # -- files of other kinds -------------------------------------------------------------

    def to_excel(self, path: Target, *others: Table) -> None:
        """Write an Excel workbook with a sheet for this table and one for each of *others*.

        A table of measures has a cover sheet: what was asked, the document, its period and the
        terms. The header is frozen, texts are wrapped, and widths suit Chinese. A table for readers
        that is in document order has its rows grouped by task; any other has filters in its header.
        A sheet prints on one page across, with as many of its first columns as are legible. No cell
        is a formula. Several texts of one cell are joined as by `to_csv`.

        Args:
            path: a path that ends in ``.xlsx``, or a file opened in binary mode.
            *others: tables of other names.

        Raises:
            MissingExtraError: openpyxl is not installed.
            ValueError: two tables have one name, or *path* does not end in ``.xlsx``.
            OSError: the file cannot be written.

        >>> import openpyxl, svctrade, tempfile
        >>> from pathlib import Path
        >>> found = svctrade.measures().in_task(8)
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "task-8.xlsx")
        ...     found.table().to_excel(path, found.table("assignments"))
        ...     openpyxl.load_workbook(path).sheetnames
        ['About', 'measures', 'assignments']
        """
        write_marked(path, (self, *others), {})

    def to_parquet(self, path: Target) -> None:
        """Write a Parquet file.

        Args:
            path: a path, or a file opened in binary mode.

        Raises:
            MissingExtraError: pyarrow is not installed.
            OSError: the file cannot be written.

        >>> import pyarrow.parquet, svctrade, tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "coverage.parquet")
        ...     svctrade.measures().table("coverage").to_parquet(path)
        ...     pyarrow.parquet.read_metadata(path).num_rows
        3416
        """
        from .._io import write
        from .arrow import encode_parquet

        write(path, encode_parquet(self.to_arrow()), text=False)

    # -- data frames ----------------------------------------------------------------------

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __narwhals_dataframe__(self) -> Any:
        """Return the table for narwhals, by which Altair and other libraries take it."""
        narwhals = import_optional("narwhals", "charts")
        # The protocol is public; of what narwhals itself makes, only this attribute speaks it.
        return narwhals.from_native(self.to_arrow())._compliant_frame  # noqa: SLF001

    def to_arrow(self) -> Any:
        """Return a `pyarrow.Table`.

        Categories become dictionaries, several texts a list, and dates ``date32``.

        Raises:
            MissingExtraError: pyarrow is not installed.

        >>> import svctrade
        >>> svctrade.measures().table("coverage").to_arrow().num_rows
        3416
        """
        from .arrow import build_arrow_table

        return build_arrow_table(
            (c.name, c.kind, c.values, c.labels, c.ordered) for c in self.columns
        )

    def to_polars(self) -> DataFrame:
        """Return a `polars.DataFrame`; an ordered category becomes an ``Enum``.

        Raises:
            MissingExtraError: polars or pyarrow is not installed.

        >>> import svctrade
        >>> frame = svctrade.measures().table("coverage").to_polars()
        >>> frame["certainty"].dtype.categories.to_list()
        ['none', 'possible', 'covered', 'named']
        """
        polars = import_optional("polars", "polars")
        ordered = {
            column.name: polars.Enum(column.labels) for column in self.columns if column.ordered
        }
        made: DataFrame = polars.from_arrow(self.to_arrow()).cast(ordered)
        return made

    def to_pandas(self) -> Any:
        """Return a `pandas.DataFrame`.

        Categories become categorical, and several texts lists. Whole numbers and booleans keep
        their type where some are missing.

        Raises:
            MissingExtraError: pandas is not installed.

        >>> import svctrade
        >>> frame = svctrade.measures().table("coverage").to_pandas()
        >>> int((frame["certainty"] == "named").sum())
        283
        """
        pandas = import_optional("pandas", "pandas")
        return pandas.DataFrame({c.name: _series(pandas, c) for c in self.columns})

    # -- showing --------------------------------------------------------------------------

    def heatmap(self) -> Any:
        """Return a crosstab as a heat map, an `altair.Chart`.

        Raises:
            MissingExtraError: Altair is not installed.
            ValueError: the table is empty or not a crosstab: a column of labels, then columns of
                whole numbers.

        >>> import svctrade
        >>> chart = svctrade.measures().crosstab("task", "role").heatmap()
        >>> chart.layer[0].mark.type
        'rect'
        """
        first, *rest = self.columns
        if not self:
            raise ValueError(f"there is nothing to draw: {self!r} has no rows")
        if first.kind != "category" or not rest or any(c.kind != "integer" for c in rest):
            raise ValueError(
                f"heatmap() draws a crosstab, such as crosstab('task', 'body'), not {self!r}"
            )
        from .charts import draw_heatmap

        return draw_heatmap(
            self.name,
            first.name,
            [*map(str, first.values)],
            {column.name: cast("tuple[int, ...]", column.values) for column in rest},
            self.note,
        )

    def _grid(self) -> Grid:
        caption = f"{self.name}: {len(self)} × {len(self.columns)}"
        notes = (self.note,) if self.note else ()
        return Grid(caption, self.names, [*self.text_rows()], notes)


def csv_lines(table: Table) -> Iterator[str]:
    """Yield the header and the rows of a table as CSV, each with its line end.

    >>> import svctrade
    >>> table = svctrade.measures().numbered(59).table().select("number", "lead")
    >>> [line.strip() for line in csv_lines(table)]
    ['number,lead', '59,移民局']
    """
    out = io.StringIO()
    usual, quoting = (
        csv.writer(out, lineterminator="\n", quoting=how)
        for how in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
    )
    for row in (table.names, *table):
        cells = [escape_formula(value, table.joint) for value in row]
        # Some versions of Python do not quote a carriage return.
        writer = quoting if any("\r" in cell for cell in cells) else usual
        try:
            writer.writerow(cells)
        except csv.Error as error:  # pragma: no cover  # Python 3.10 has no NUL in its CSV
            raise ValueError(
                f"CSV of Python 3.10 cannot hold the NUL character in {cells!r:.60}:"
                " take a newer Python, or to_json()"
            ) from error
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def as_text(value: Value, joint: str = JOINT) -> str:
    """Return a value as one text: empty for ``None``, several texts with *joint* between them.

    >>> as_text(("厦门", "深圳")), as_text(True), as_text(None)
    ('厦门、深圳', 'true', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return joint.join(value) if isinstance(value, tuple) else str(value)


def as_cell(value: Value, joint: str) -> Any:
    """Return a value for a cell of a workbook: several texts with *joint* between them."""
    return joint.join(value) if isinstance(value, tuple) else value


def escape_formula(value: Value, joint: str = JOINT) -> str:
    """Return a value as text, with an apostrophe before what would be run as a formula.

    >>> escape_formula("=1"), escape_formula("甲;＝1"), escape_formula(-1)
    ("'=1", "甲;'＝1", '-1')
    """
    text = as_text(value, joint)
    return _FORMULA.sub(r"\g<0>'", text) if isinstance(value, (str, tuple)) else text


def _in_markdown(text: str) -> str:
    return "<br>".join(escape_markdown(line) for line in text.splitlines()) or " "


def _json(row: dict[str, Any]) -> str:
    import json

    return json.dumps(row, ensure_ascii=False, default=date.isoformat)


def write_marked(
    path: Target,
    tables: Sequence[Table],
    marks: Mapping[str, Sequence[Sequence[tuple[int, int]]]],
) -> None:
    """Write a workbook of *tables*.

    *marks* has, by the columns of the first table, the ranges of each text that are marked.

    Raises:
        MissingExtraError, ValueError, OSError: as `Table.to_excel`.
    """
    if isinstance(path, str | os.PathLike):
        name = os.fspath(path)
        if not name.lower().endswith(".xlsx"):
            raise ValueError(f"an Excel workbook is an .xlsx, not {name!r}")
    from .excel import Sheet, build_workbook

    sheets = [
        Sheet(
            table.name,
            table.names,
            [[as_cell(value, table.joint) for value in row] for row in table],
            table.outline,
        )
        for table in map(lay_out, tables)
    ]
    cover = next((table.cover for table in tables if table.cover), None)
    about = (cover.name, [*cover.text_rows()]) if cover else None
    from .._io import write

    write(path, build_workbook(sheets, marks, about), text=False)


def lay_out(table: Table) -> Table:
    """Return a table with its columns as a workbook has them.

    Of one that is grouped, an ordered column (how certainly a measure applies) is beside the
    statement that it rests on, and the column of the groups is last: their headings say it. One
    that is sorted so that the rows of a group are apart is not grouped.

    >>> import svctrade
    >>> lay_out(svctrade.measures().table(lang="zh")).names[:4]
    ('序号', '具体举措', '责任分工', '牵头单位')
    """
    if table.outline is None:
        return table
    groups = table[table.outline]
    if sum(1 for _ in groupby(groups)) > len({*groups}):
        return attrs.evolve(table, outline=None)
    degrees = [column.name for column in table.columns if column.ordered]
    others = [name for name in table.names if name not in (table.outline, *degrees)]
    return table.select(*others[:_BESIDE], *degrees, *others[_BESIDE:], table.outline)


def write_if_path(text: str, path: Target | None) -> str:
    """Return *text*, and write it to *path*, if given."""
    if path is not None:
        from .._io import write

        write(path, text.encode("utf-8"))
    return text


def _series(pandas: Any, column: Column) -> Any:
    """Return a column for pandas."""
    make: dict[Kind, Callable[[list[Any]], Any]] = {
        "integer": lambda values: pandas.array(
            values, dtype="Int64" if None in values else "int64"
        ),
        "boolean": lambda values: pandas.array(
            values, dtype="boolean" if None in values else "bool"
        ),
        "date": lambda values: pandas.to_datetime(pandas.Series(values, dtype="object")),
        "text": lambda values: pandas.array(values, dtype="string"),
        "category": lambda values: pandas.Categorical(values, [*column.labels], column.ordered),
        "texts": lambda values: pandas.Series(
            [None if value is None else [*value] for value in values], dtype="object"
        ),
    }
    return make[column.kind]([*column.values])
