"""Read what is around the measures of a table: titles, headings, tasks, numbers, notes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from svctrade import Edition, ReviewKind, read_document, read_table

from .documents import problems_of

HEAD = "序号,举措,责任单位\n"


def tasks_of(edition: Edition) -> list[tuple[str, str, str]]:
    """Return the label and the title of the task of each measure, and its text."""
    return [(m.task.label, m.task.title, m.text) for m in edition.measures]


def lines_of(edition: Edition) -> list[tuple[int, int, int, int]]:
    """Return the place of each measure."""
    places = [m.place for m in edition.measures if m.place is not None]
    return [(p.line, p.column, p.last_line, p.last_column) for p in places]


def gaps_of(edition: Edition) -> list[tuple[str, str, int | None]]:
    items = edition.review_items
    return [(i.text, i.said, i.measure) for i in items if i.kind is ReviewKind.NUMBER_GAP]


# -- titles and headings ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("某市任务表,\n", "某市任务表"),
        ("某市任务表,某市任务表\n", "某市任务表"),
        ("附表,\n某市 任务表,\n", "某市任务表"),
        ("某市,\n任务表,\n", "某市任务表"),
        ("", ""),
    ],
)
def test_read_table_takes_rows_above_headings_for_title(above: str, title: str) -> None:
    """The title may be just above the headings, and may be merged over the columns."""
    edition = read_table(f"{above}举措,责任单位\n支持出海。,市甲局\n")
    assert edition.title == title
    assert [task.title for task in edition.tasks] == [title]
    assert lines_of(edition) == [(above.count("\n") + 2, 1, above.count("\n") + 2, 9)]


def test_read_table_keeps_unknown_heading_above_empty_cell() -> None:
    """A row above the headings is one of them where it names a column that they do not."""
    table = "基本情况,,进度\n举措,责任单位,\n支持出海。,市甲局,完成\n"
    edition = read_table(table, extra="keep")
    assert edition.title == ""
    assert [(m.text, m.extra) for m in edition.measures] == [("支持出海。", (("进度", "完成"),))]


@pytest.mark.parametrize("above", [0, 1, 47, 49])
def test_read_table_finds_headings_of_three_rows_below_title(above: int) -> None:
    """Headings of up to three rows are found below up to 49 rows of a title."""
    heads = "举措,责任分工,,\n,责任落实,,\n,牵头单位,配合单位,指导部门\n"
    rows = "说明,,,\n" * above
    edition = read_table(f"{rows}{heads}支持出海。,市甲局,市乙局,市丙局\n")
    assert edition.title == "说明" * above
    assert [m.responsibility for m in edition.measures] == [
        "牵头单位：市甲局；配合单位：市乙局；指导部门：市丙局"
    ]


def test_read_table_finds_no_headings_far_below() -> None:
    """Headings below more than 49 rows are not looked for."""
    rows = "说明,\n" * 50
    problems = problems_of(lambda: read_table(f"{rows}举措,责任单位\n支持出海。,市甲局\n"))
    assert "expected headings such as 序号" in problems[0]


def test_read_table_understands_headings_with_spaces() -> None:
    """White space in a heading, and capitals, are no part of it."""
    (measure,) = read_table('NO.,具 体　举 措,"责任\n单位"\n3,支持出海。,市甲局\n').measures
    assert (measure.number, measure.text) == (3, "支持出海。")
    assert measure.responsibility == "责任单位：市甲局"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("任务,举措,谁\n", "a column of the responsibility beside 任务, 举措, or columns={'谁'"),
        ("序号;责任单位;什么\n", "a column of the text beside 序号, 责任单位, or columns={'什么'"),
        ("责任单位,什么 ,序号,丙\n", "the text beside 责任单位, 序号, or columns={'什么': 'text'}"),
        ("责任单位\n", "a column of the text beside 责任单位, or columns={'…': 'text'}"),
    ],
)
def test_read_table_says_which_column_is_missing(text: str, message: str) -> None:
    """The message names the columns that are known, and the first one that is not."""
    (problem,) = problems_of(lambda: read_table(f"{text}1,2,3\n"))
    assert message in problem


@pytest.mark.parametrize(
    ("head", "statement"),
    [
        ("举措,牵头单位,牵头部门", "牵头单位：市甲局；牵头部门：市乙局"),
        ("举措,责任分工,配合单位", "市甲局负责；配合单位：市乙局"),
        ("主要任务,责任单位,配合单位", "责任单位：市甲局；配合单位：市乙局"),
    ],
)
def test_read_table_joins_columns_of_parties(head: str, statement: str) -> None:
    """Each column of parties is a part of the statement; a task alone is the text."""
    action = "负责" if "责任分工" in head else ""
    (measure,) = read_table(f"{head}\n支持出海。,市甲局{action},市乙局\n").measures
    assert (measure.text, measure.responsibility) == ("支持出海。", statement)


@pytest.mark.parametrize(
    ("head", "cell"),
    [("任务,任务,举措,责任单位", "任务"), ("序号,牵头单位,举措,牵头单位", "牵头单位")],
)
def test_read_table_refuses_column_twice(head: str, cell: str) -> None:
    """Of two columns with the same heading, the second one is a problem."""
    at = [n for n, heading in enumerate(head.split(","), start=1) if heading == cell][1]
    problems = problems_of(lambda: read_table(f"{head}\n1,市甲局,支持出海。,市乙局\n"))
    expected = f"line 1, column 1 (row 1, column {at}): expected each column once, found '{cell}'"
    assert expected in problems


def test_read_table_joins_heading_and_content_of_measure() -> None:
    """Two columns of texts become one text; a mark is between them, and merged cells count once."""
    rows = "开放,支持出海。\n通关：,优化。\n,便利结算。\n统计,\n外汇,外汇\n"
    table = "".join(f"{row},市甲局\n" for row in rows.splitlines())
    edition = read_table(f"项目,举措,责任单位\n{table}")
    assert [m.text for m in edition.measures] == [
        *("开放：支持出海。", "通关：优化。", "便利结算。", "统计", "外汇"),
    ]


# -- cells ------------------------------------------------------------------------------------


def test_read_table_writes_cells_as_text() -> None:
    """Numbers, dates and line ends of mappings become text."""
    row = {
        "序号": 1.0,
        "举措": "甲\r乙\r\n丙。",
        "责任单位": "市甲局",
        "投资": 1.5,
        "启动": dt.datetime(2031, 5, 1),  # noqa: DTZ001  # a cell has no time zone
        "开会": dt.datetime(2031, 5, 1, 8, 30),  # noqa: DTZ001  # likewise
        "验收": dt.date(2031, 6, 2),
        "说明": None,
    }
    edition = read_table([row], extra="keep")
    (measure,) = edition.measures
    assert measure.text == "甲乙丙。"
    assert '1,"甲\n乙\n丙。",市甲局,1.5' in edition.source.text
    assert measure.extra == (
        *(("投资", "1.5"), ("启动", "2031-05-01"), ("开会", "2031-05-01 08:30:00")),
        ("验收", "2031-06-02"),
    )
    assert lines_of(edition) == [(2, 1, 4, len(edition.source.text.splitlines()[3]))]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([{"举措": True}], "a cell is text or a number, not bool: True"),
        ([{"举措": b"x" * 90}], f"a cell is text or a number, not bytes: b'{'x' * 58}"),
        (["甲" * 90], f"a row is a mapping from headings to cells, not str: '{'甲' * 59}"),
        ({"甲" * 90: 1}, f"mappings, not dict: {{'{'甲' * 58}"),
        (5, "an open file, CSV text, a data frame or an iterable of mappings, not int: 5"),
    ],
)
def test_read_table_refuses_other_values(given: object, message: str) -> None:
    """A value of another type is a `TypeError` with its beginning."""
    with pytest.raises(TypeError) as caught:
        read_table(given)  # type: ignore[arg-type]  # refused
    assert str(caught.value).endswith(message)


@pytest.mark.parametrize("column", [0, 1, 2])
@pytest.mark.parametrize("head", ["牵头单位,配合单位,指导部门", "责任分工,配合单位,指导部门"])
def test_read_table_names_column_of_what_cannot_be_read(head: str, column: int) -> None:
    """The problem has the column of the part of the statement, and the words from there on."""
    cells = ["市甲局负责" if "责任分工" in head else "市甲局", "市乙局", "市丙局"]
    cells[column] = "“”"
    table = f"举措,{head}\n支持出海。,{','.join(cells)}\n"
    problem = problems_of(lambda: read_table(table))[0]
    assert problem.startswith(f"line 2, column 1 (row 2, column {column + 2}): expected a body")
    labels = head.split(",")
    rest = "".join(f"；{labels[n]}：{cells[n]}" for n in range(column + 1, 3))
    assert problem.endswith(f"found '{f'“”{rest}'[:20]}'")
    (item,) = read_table(table, strict=False).review_items
    assert (item.kind, item.measure) == (ReviewKind.UNREAD_STATEMENT, 1)
    assert item.text == f"“”{rest}"[:20]
    assert item.place is not None
    assert (item.place.line, item.place.last_line) == (2, 2)


def test_read_table_names_column_of_statement_without_end() -> None:
    """A statement that lacks its end is a problem of its own column, not of the next one."""
    table = "举措,责任分工,配合单位\n支持出海。,市甲局审批，,市乙局\n"
    problems = problems_of(lambda: read_table(table))
    assert [problem.partition(":")[0] for problem in problems] == [
        *("line 2, column 1 (row 2, column 2)",) * 2,
    ]
    empty = "举措,牵头单位,配合单位\n支持出海。\n"
    (problem,) = problems_of(lambda: read_table(empty))
    assert problem.startswith("line 2, column 1 (row 2, column 2): expected parties and an action")


@pytest.mark.parametrize(
    ("cell", "statement"),
    [
        ('"市甲局、\n市乙局，\n市丙局;"', "责任单位：市甲局、市乙局、市丙局"),
        ('"牵头单位：市甲局；\n配合单位：市乙局。"', "牵头单位：市甲局；配合单位：市乙局"),
        ("市 甲 局", "责任单位：市甲局"),
        ('"市甲\n局"', "责任单位：市甲局"),
        ("市甲局；", "责任单位：市甲局"),
        ("商务部 海关总署", "责任单位：商务部、海关总署"),
        ("市甲局 电信", "责任单位：市甲局电信"),
    ],
)
def test_read_table_joins_lines_of_a_cell(cell: str, statement: str) -> None:
    """Names in lines become a list, lines with labels several lists, other lines one text."""
    (measure,) = read_table(f"举措,责任单位\n支持出海。,{cell}\n").measures
    assert measure.responsibility == statement


def test_read_table_keeps_time_limits_and_further_columns() -> None:
    """They are data of their measure; a cell that says that there is nothing is left out."""
    rows = "甲事。,市甲局,2031年底。,重点,\n乙事。,市甲局,,/,暂无\n丙事。,市甲局,,无 ,完 成\n"
    edition = read_table(f"举措,责任单位,完成时限,备 注,进度\n{rows}丁事。,市甲局\n", extra="keep")
    assert [(m.deadline, m.extra) for m in edition.measures] == [
        ("2031年底", (("备注", "重点"),)),
        (None, ()),
        (None, (("进度", "完成"),)),
        (None, ()),
    ]


@pytest.mark.parametrize(
    ("scope", "statement", "extra"),
    [
        ("厦门", "责任单位：市甲局；适用范围：厦门", ()),
        ("厦门，", "责任单位：市甲局；适用范围：厦门", ()),
        ("“”", "责任单位：市甲局", (("适用范围", "“”"),)),
        ("无", "责任单位：市甲局", ()),
    ],
)
def test_read_table_reads_column_of_scope(
    scope: str, statement: str, extra: tuple[tuple[str, str], ...]
) -> None:
    """A scope that names regions is part of the statement; other words are kept beside it."""
    (measure,) = read_table(f"举措,责任单位,适用范围\n甲事。,市甲局,{scope}\n").measures
    assert (measure.responsibility, measure.extra) == (statement, extra)


# -- tasks ------------------------------------------------------------------------------------

MEASURE = "1,甲事。,市甲局\n"


@pytest.mark.parametrize(
    ("table", "label", "title"),
    [
        ("任务,举措,责任单位\n开放,,\n,甲事。,市甲局\n", "", "开放"),
        ("任务,举措,责任单位\n开放,开放,开放\n,甲事。,市甲局\n", "", "开放"),
        (f"{HEAD}开放,开放,开放\n{MEASURE}", "", "开放"),
        (f"{HEAD}（一）开放,（一）开放,\n{MEASURE}", "（一）", "开放"),
        (f"{HEAD}（一）开放,,\n{MEASURE}", "（一）", "开放"),
        (f"{HEAD},一、开放,\n{MEASURE}", "一、", "开放"),
        (f"{HEAD}一,开放,\n{MEASURE}", "一、", "开放"),
        (f"{HEAD}一、,开放,\n{MEASURE}", "一、", "开放"),
        (f"{HEAD}(一),开放,\n{MEASURE}", "(一)", "开放"),
        (f"{HEAD}（一 ） ,开放,\n{MEASURE}", "", ""),
    ],
)
def test_read_table_reads_task_on_its_own_row(table: str, label: str, title: str) -> None:
    """A row with one text is a task: in its column, merged, with a label, or behind a numeral."""
    edition = read_table(table, strict=False)
    if not title:
        assert edition.measures[0].text == "开放"
        return
    assert tasks_of(edition) == [(label, title, "甲事。")]
    assert not edition.problems
    assert lines_of(edition) == [(3, 1, 3, len(table.splitlines()[2]))]


@pytest.mark.parametrize(
    ("row", "text", "statement"),
    [
        ("开放,,", "", ""),
        (",开放,", "开放", ""),
        (",（一）开放,", "（一）开放", ""),
        ("（一）,,", "", ""),
        (",,市乙局", "", "责任单位：市乙局"),
        (",（一）开放,（一）开放", "（一）开放", "责任单位：（一）开放"),
        ("①,开放,", "开放", ""),
        ("9.,开放,", "开放", ""),
        ("一,开放。,", "开放。", ""),
        ("一,开放,市乙局", "开放", "责任单位：市乙局"),
    ],
)
def test_read_table_takes_incomplete_row_for_no_task(row: str, text: str, statement: str) -> None:
    """A row that lacks its text or its parties is a measure with problems."""
    edition = read_table(f"{HEAD}{row}\n9,甲事。,市甲局\n", strict=False)
    found = edition.measures[0]
    assert (found.text, found.responsibility) == (text, statement)
    assert {m.task.title for m in edition.measures} == {""}


def test_read_table_takes_time_limit_beside_title_for_no_task() -> None:
    """A numeral and a title with a third cell beside them are an incomplete measure."""
    table = "序号,举措,责任单位,完成时限\n一,开放,,2031年\n2,甲事。,市甲局,\n"
    edition = read_table(table, strict=False)
    assert [(m.text, m.deadline) for m in edition.measures] == [
        ("开放", "2031年"),
        ("甲事。", None),
    ]
    (problem,) = edition.problems
    assert str(problem).startswith("line 2, column 1 (row 2, column 3): expected parties and an")


@pytest.mark.parametrize("mark", ["：", ":", "，", "、", "。", "；", ""])
def test_read_table_reads_heading_among_measures(mark: str) -> None:
    """一、其他 is a task, unless the text before it goes on."""
    table = f"{HEAD}1,包括{mark},市甲局\n,一、其他,\n2,乙事。,市乙局\n"
    edition = read_table(table, strict=False)
    texts = [m.text for m in edition.measures]
    assert ("一、其他" in texts) is (mark in ("：", ":", "，", "、") and bool(mark))
    assert edition.measures[-1].task.title == ("" if "一、其他" in texts else "其他")


def test_read_table_joins_rows_of_one_task() -> None:
    """A cell with the label, the title and, in further lines, the objective is one task."""
    rows = (
        '"一、开放\n扩大。\n更多。",甲事。,市甲局\n"一、开放\n扩大。更多。",乙事。,市甲局\n'
        "1.合作,丙事。,市甲局\n （二） 统计 ,丁事。,市甲局\n  ,戊事。,市甲局\n"
        "一、开放,己事。,市甲局\n"
    )
    edition = read_table(f"任务,举措,责任单位\n{rows}")
    assert [(t.label, t.title, t.objective) for t in edition.tasks] == [
        ("一、", "开放", "扩大。更多。"),
        ("1.", "合作", ""),
        ("（二）", "统计", ""),
        ("一、", "开放", ""),
    ]
    assert [m.task.number for m in edition.measures] == [1, 1, 2, 3, 3, 4]
    assert [(t.place.line, t.place.last_line) for t in edition.tasks if t.place] == [
        *((2, 4), (7, 7), (8, 8), (10, 10)),
    ]


def test_read_table_reads_column_of_objectives() -> None:
    """The objective is beside its task, which may go on in rows without both."""
    rows = "（一）开放,扩大,甲事。,市甲局\n,,乙事。,市甲局\n（二）合作,,丙事。,市甲局\n"
    edition = read_table(f"任务,目标,举措,责任单位\n{rows}")
    assert [(t.label, t.title, t.objective) for t in edition.tasks] == [
        *(("（一）", "开放", "扩大"), ("（二）", "合作", "")),
    ]
    assert [m.task.title for m in edition.measures] == ["开放", "开放", "合作"]
    assert all(m.extra == () for m in edition.measures)


def test_review_says_which_task_of_table_has_no_measure() -> None:
    """A task without measures is in the review, with its place and the beginning of its title."""
    long = "扩大服务领域对外开放并持续优化营商环境推动高质量发展"
    rows = f"一、{long},,\n二、合作,甲事。,市甲局\n三、其他,,\n"
    edition = read_table(f"任务,举措,责任单位\n{rows}")
    assert [
        (i.kind.name, i.text, i.said, i.place and i.place.line) for i in edition.review_items
    ] == [
        ("NO_STATEMENT", f"一、{long}"[:20], "no measure follows", 2),
        ("NO_STATEMENT", "三、其他", "no measure follows", 4),
    ]


# -- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        *(("1.0", 1), ("1、", 1), ("1.", 1), (" 1 ", 1), ("①", 1), ("⑳", 20), ("１2", 12)),
        *(("一", 1), ("十二、", 12), ("一百零三", 103), ("123456789", 123456789)),
    ],
)
def test_read_table_reads_numbers(printed: str, number: int) -> None:
    """A number may have a mark, be circled or Chinese, or have the form of a decimal."""
    edition = read_table(f"{HEAD}{printed},甲事。,市甲局\n")
    assert [m.number for m in edition.measures] == [number]
    gap = {1: "", 2: "1 is missing before it"}.get(number, f"1-{number - 1} are missing before it")
    assert gaps_of(edition) == ([(printed.strip(), gap, number)] if gap else [])


@pytest.mark.parametrize("printed", ["1-2", "1234567890", "a", "", "1.5", "（一）"])
def test_read_table_refuses_what_is_no_number(printed: str) -> None:
    """Another cell in the column of numbers is a problem, and the row is counted."""
    table = f"{HEAD}1,甲事。,市甲局\n{printed},乙事。,市乙局\n3,丙事。,市丙局\n"
    (problem,) = problems_of(lambda: read_table(table))
    assert problem == (
        "line 3, column 1 (row 3, column 1): expected a number that no measure before has, found "
        f"{repr(printed) if printed else 'nothing'}"
    )
    edition = read_table(table, strict=False)
    assert [m.number for m in edition.measures] == [1, 2, 3]
    assert gaps_of(edition) == []


def test_read_table_counts_numbers_that_rise_below_each_task() -> None:
    """They may be those of tasks whose rows alternate; the review has each number as printed."""
    rows = "开放,2,甲事。\n合作,1.,乙事。\n开放,3,丙事。\n合作,2,丁事。\n"
    table = "".join(f"{row},市甲局\n" for row in rows.splitlines())
    edition = read_table(f"任务,序号,举措,责任单位\n{table}")
    assert [(m.number, m.label) for m in edition.measures] == [
        (1, "2"),
        (2, "1."),
        (3, "3"),
        (4, "2"),
    ]
    assert gaps_of(edition) == [
        ("2", "1 is missing before it", 1),
        ("3", "2 is missing before it", 3),
        ("2", "3 is before it", 4),
    ]
    (item,) = [i for i in edition.review_items if i.kind is ReviewKind.RENUMBERED]
    assert (item.text, item.said) == ("2", "the measures are counted through")
    assert item.place is not None
    assert item.place.line == 5


@pytest.mark.parametrize(
    ("numbers", "lines"),
    [
        ((("开放", 1), ("开放", 1)), [3]),
        ((("开放", 1), ("开放", 2), ("合作", 2), ("合作", 1)), [4, 5]),
        ((("开放", 2), ("开放", 1), ("合作", 2)), [4]),
    ],
)
def test_read_table_refuses_repeated_numbers(
    numbers: tuple[tuple[str, int], ...], lines: list[int]
) -> None:
    """Numbers that are repeated and do not rise below each task are problems."""
    rows = "".join(f"{task},{number},某事。,市甲局\n" for task, number in numbers)
    problems = problems_of(lambda: read_table(f"任务,序号,举措,责任单位\n{rows}"))
    assert [problem.partition(" (")[0] for problem in problems] == [
        f"line {line}, column 1" for line in lines
    ]


# -- notes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        "注：1.适用全市。,,\n2.第1项另有规定。,,\n",
        "注：,1.适用全市。,\n,2.第1项另有规定。,\n",
        " 注：1.适用全市。, 注：1.适用全市。,\n,,\n,,2.第1项另有规定。\n",
        '"注：1.适用全市。\n2.第1项另有规定。",,\n',
    ],
)
def test_read_table_reads_notes_below_measures(rows: str) -> None:
    """The notes are the rows below 注：, in any of the cells."""
    edition = read_table(f"{HEAD}1,甲事。,市甲局\n{rows}")
    assert [(n.number, n.text, n.place) for n in edition.notes] == [
        (1, "适用全市。", None),
        (2, "第1项另有规定。", None),
    ]
    assert len(edition.measures) == 1


def test_read_table_refuses_notes_without_numbers() -> None:
    """A note without its number is a problem of its cell."""
    (problem,) = problems_of(lambda: read_table(f"{HEAD}1,甲事。,市甲局\n注：适用全市。,,\n"))
    assert problem.startswith("line 3, column 1 (row 3, column 1): expected 注：1.")
    assert problem.endswith("found '注：适用全市。'")


def test_read_table_refuses_measures_below_notes() -> None:
    """A row with a text and parties below the notes is a problem of its text."""
    table = f"{HEAD}1,甲事。,市甲局\n注：1.适用全市。,,\n2,乙事。,市乙局\n"
    problems = problems_of(lambda: read_table(table))
    expected = (
        "line 4, column 1 (row 4, column 2): expected no measure below the notes, found '乙事。'"
    )
    assert expected in problems


def test_read_table_of_no_rows_has_no_headings() -> None:
    """An empty list of rows is a table without headings."""
    (problem,) = problems_of(lambda: read_table([]))
    assert problem.startswith("line 1, column 1: expected headings such as 序号")
    assert problem.endswith("found nothing")


# -- tables of a document ---------------------------------------------------------------------


def page(*parts: str | list[str]) -> str:
    """Return a web page with paragraphs, and tables whose rows are CSV."""
    made = (
        f"<p>{part}</p>"
        if isinstance(part, str)
        else f"<table>{''.join('<tr><td>' + '<td>'.join(row.split(',')) for row in part)}</table>"
        for part in parts
    )
    return f"<!DOCTYPE html><html><body>{''.join(made)}</body></html>"


ROWS = ["序号,举措,责任单位", "1,推动出海。,市甲局"]


def test_read_document_reads_table_that_goes_on() -> None:
    """A table without headings goes on where it directly follows one with them."""
    edition = read_document(page("某市方案", ROWS, ["2,便利汇兑。,市乙局", "3,做好统计。,市丙局"]))
    assert [(m.number, m.text) for m in edition.measures] == [
        *((1, "推动出海。"), (2, "便利汇兑。"), (3, "做好统计。")),
    ]
    assert lines_of(edition) == [(3, 1, 3, 11), (4, 1, 4, 11), (5, 1, 5, 11)]
    assert edition.review_items == ()


def test_read_document_keeps_other_tables_as_text() -> None:
    """A table of no measures is text; so is one without headings that other text parts."""
    other = ["企业数量,三家", "名称,数量" + "。" * 30]
    edition = read_document(page("某市方案", other, ROWS, "另表", ["2,便利汇兑。,市乙局"]))
    assert [m.text for m in edition.measures] == ["推动出海。"]
    said = "the table has no measures; it is kept as text only"
    found = [
        (
            i.kind.name,
            i.text,
            i.said,
            i.place and (i.place.line, i.place.last_line, i.place.last_column),
        )
        for i in edition.review_items
    ]
    assert found == [
        ("UNASSIGNED_TEXT", "企业数量,三家", said, (2, 3, len(other[1]))),
        ("UNASSIGNED_TEXT", "2,便利汇兑。,市乙局", said, (7, 7, 11)),
    ]


@pytest.mark.parametrize(
    ("caption", "titles"),
    [
        ("表二 合作", ["表一开放", "表二合作"]),
        ("说明如下。", ["表一开放", "某市方案表一开放"]),
        ("甲" * 60, ["表一开放", "甲" * 60]),
        ("甲" * 61, ["表一开放", "某市方案表一开放"]),
    ],
)
def test_read_document_names_task_of_each_table(caption: str, titles: list[str]) -> None:
    """Of several tables each has the line above it as its task, unless that is prose."""
    second = [ROWS[0], "2,便利汇兑。,市乙局"]
    edition = read_document(page("某市方案", "表一 开放", ROWS, caption, second))
    assert [m.task.title for m in edition.measures] == titles


def test_read_document_names_row_of_what_cannot_be_read() -> None:
    """A problem has the line of the text, and the row and column of its table."""
    rows = [*ROWS, "2,便利汇兑。,“”"]
    read: Callable[[], object] = lambda: read_document(page("某市方案", "表", rows))  # noqa: E731
    (problem,) = problems_of(read)
    assert problem.startswith("line 5, column 1 (row 3, column 3): expected a body")
