"""Workbooks for readers: what comes first, the outline by task, and the printed page."""

from __future__ import annotations

import io
from typing import Any, Literal

import attrs
import openpyxl
import pytest

import svctrade
from svctrade import Column, Table

XIAMEN = svctrade.measures().in_region("厦门")


def sheets_of(*tables: Table) -> list[Any]:
    """Return the sheets of a workbook of tables."""
    out = io.BytesIO()
    tables[0].to_excel(out, *tables[1:])
    return list(openpyxl.load_workbook(io.BytesIO(out.getvalue())).worksheets)


def workbook_of(lang: Literal["en", "zh"] | None) -> list[Any]:
    """Return the sheets that `MeasureSet.to_excel` writes."""
    out = io.BytesIO()
    XIAMEN.to_excel(out, lang=lang)
    return list(openpyxl.load_workbook(io.BytesIO(out.getvalue())).worksheets)


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("zh", ("序号", "具体举措", "责任分工", "适用程度（厦门）", "牵头单位", "牵头依据")),
        ("en", ("Number", "Text", "Responsibility", "Certainty (Xiamen)", "Lead", "Lead basis")),
    ],
)
def test_first_columns_are_printed(lang: Literal["en", "zh"], names: tuple[str, ...]) -> None:
    """What an officer needs comes first and fits on a page; its headings are repeated."""
    cover, sheet = workbook_of(lang)
    assert cover.cell(1, 2).value == XIAMEN.heading(lang)
    assert tuple(cell.value for cell in sheet[1])[: len(names)] == names
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$F${sheet.max_row}"
    assert sheet.print_title_rows == "$1:$1"
    for each in (cover, sheet):
        assert (each.page_setup.fitToWidth, each.page_setup.orientation) == (1, "landscape")
        assert each.oddFooter.right.text == "&P / &N"


def test_rows_are_grouped_by_task() -> None:
    """Each task is a row above its measures, which are one level lower; the column is last."""
    _, sheet = workbook_of("zh")
    rows = [*sheet.iter_rows(min_row=2)]
    levels = [sheet.row_dimensions[row[0].row].outline_level for row in rows]
    heads = [row[0].value for row, level in zip(rows, levels, strict=True) if not level]
    assert heads == [str(task) for task in svctrade.tasks() if set(XIAMEN.in_task(task))]
    assert sum(levels) == len(XIAMEN)
    assert not sheet.sheet_properties.outlinePr.summaryBelow
    assert sheet.cell(1, sheet.max_column).value == "试点任务"
    task = None
    for row, level in zip(rows, levels, strict=True):
        task = task if level else row[0].value
        assert row[-1].value == (task if level else None)


def test_data_has_no_outline() -> None:
    """Without a language the columns stay as they are, for programs."""
    _, sheet = workbook_of(None)
    table = XIAMEN.table()
    assert table.outline is None
    assert [tuple(cell.value for cell in row)[:2] for row in sheet.iter_rows(max_row=2)] == [
        ("number", "task"),
        (1, "（一）全面探索完善管理体制"),
    ]
    assert len([*sheet.iter_rows()]) == 1 + len(table)


def test_outline_goes_with_its_column() -> None:
    """A selection without the column has no outline, and tables are compared without it."""
    table = XIAMEN.table(lang="zh")
    assert table.outline == "试点任务"
    assert table.select("序号", "试点任务").outline == "试点任务"
    assert table.select("序号").outline is None
    _, grouped, flat = sheets_of(table.select("试点任务", "序号"), XIAMEN.table().select("number"))
    assert [cell.value for cell in grouped[1]] == ["序号", "试点任务"]
    assert flat.max_row == 1 + len(XIAMEN)


def sorted_by(table: Table, name: str) -> Table:
    """Return a table with its rows in the order of a column."""
    at = table.names.index(name)
    order = sorted(range(len(table)), key=lambda n: str(table.columns[at].values[n]))
    columns = (
        attrs.evolve(column, values=tuple(column.values[n] for n in order))
        for column in table.columns
    )
    return attrs.evolve(table, columns=tuple(columns))


def test_sorted_table_has_no_outline() -> None:
    """Where the measures of a task are apart there are no groups: one row each, and filters."""
    table = sorted_by(XIAMEN.table(lang="zh"), "牵头单位")
    _, sheet = sheets_of(table)
    assert [cell.value for cell in sheet[1]] == [*table.names]
    assert sheet.max_row == 1 + len(table)
    assert not any(sheet.row_dimensions[n].outline_level for n in range(1, sheet.max_row + 1))
    assert sheet.auto_filter.ref == sheet.dimensions


def test_grouped_table_has_no_filters() -> None:
    """Sorting by a filter would put the headings of the tasks among the measures."""
    assert workbook_of("zh")[1].auto_filter.ref is None
    assert workbook_of(None)[1].auto_filter.ref is not None


def test_error_names_the_row_of_the_sheet() -> None:
    """Rows of headings count, and the row of the columns' names."""
    columns = (
        Column("n", "integer", (1, 2, 3)),
        Column("group", "text", ("a", "b", "b")),
        Column("text", "text", ("", "", "\x00")),
    )
    with pytest.raises(ValueError, match="row 6 of 'text'"):
        sheets_of(Table("t", columns, outline="group"))
    with pytest.raises(ValueError, match="row 4 of 'text'"):
        sheets_of(Table("t", columns))


def test_one_wide_column_is_printed() -> None:
    """A first column that is wider than a page is printed, whatever its width."""
    wide = svctrade.Column("a", "text", ("字" * 200,))
    others = (svctrade.Column(name, "text", ("字" * 99,)) for name in "bcd")
    (sheet,) = sheets_of(Table("wide", (wide, *others)))
    assert sheet.print_area == "'wide'!$A$1:$B$2"


def test_list_of_tables_is_a_workbook() -> None:
    """Any number of tables can follow the first."""
    kinds: tuple[Literal["assignments", "coverage"], ...] = ("assignments", "coverage")
    tables = [XIAMEN.table(lang="zh"), *(XIAMEN.table(kind, lang="zh") for kind in kinds)]
    names = [sheet.title for sheet in sheets_of(*tables)]
    assert names == ["说明", "举措", "责任分工", "适用地区"]
