"""Read the layout of the annex."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import DocumentError, Edition

SOURCE = svctrade.edition().source.text

SMALL = """附表
试点任务
试点任务 序号 具体举措 责任分工
    （一） 全面
探索
    目标一。

1
举措一，
试点。

商务部牵头；试点地
区负责推进

2 举措二。 海南负责推进
注：1.第1、2项纳入《安排》(CEPA)框架
      实施。
"""


def read(text: str) -> Edition:
    return svctrade.read_document(text, "annex", regions=svctrade.regions())


def problem_of(text: str) -> tuple[int, int, str]:
    with pytest.raises(DocumentError) as caught:
        read(text)
    problem = caught.value.problems[0]
    return problem.line, problem.column, problem.expected


def test_read_document_reads_small_annex() -> None:
    """Wrapped lines are joined; number, text and statement may share a line or not."""
    edition = read(SMALL)
    assert edition.title == "试点任务"
    (task,) = edition.tasks
    assert (task.label, task.title, task.objective) == ("（一）", "全面探索", "目标一。")
    first, second = edition.measures
    assert (first.text, first.responsibility) == ("举措一，试点。", "商务部牵头；试点地区负责推进")
    assert (second.text, second.responsibility) == ("举措二。", "海南负责推进")
    assert (first.lines, second.lines) == ((8, 13), (15, 15))
    assert first.frameworks == second.frameworks == ("CEPA",)
    assert [b.name for b in edition.bodies] == ["商务部"]


def test_read_document_reads_annex_without_notes() -> None:
    """Notes may be missing."""
    assert read(SMALL[: SMALL.index("注：")]).notes == ()


def test_read_document_reads_framework_in_wide_brackets() -> None:
    """The short name of a framework may be in full-width brackets."""
    assert read(SMALL.replace("(CEPA)", "（CEPA）")).notes[0].framework == "CEPA"


def test_read_document_keeps_spaces_between_latin_words() -> None:
    """White space is dropped from Chinese and kept, once, between Latin words and numbers."""
    edition = read(SMALL.replace("举措二", "举措 二 iPhone  15 等"))
    assert edition.measures[1].text == "举措二iPhone 15等。"


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "expected"),
    [
        ("试点任务 序号 具体举措 责任分工", "序号 具体举措", 1, 1, "the column headings"),
        ("附表\n试点任务\n", "附表\n", 2, 1, "a title before"),
        ("（一）", "（二）", 4, 1, "task （一）"),
        ("    （一） 全面\n探索\n    目标一。\n", "", 5, 1, "a task such as"),
        ("    （一） 全面\n探索\n    目标一", "    （一）\n    目标一", 4, 8, "the title"),
        ("    目标一。", "目标一。", 6, 5, "an indented line"),
        ("1\n举措一", "2\n举措一", 8, 1, "measure 1"),
        ("2 举措二", "3 举措二", 15, 1, "measure 2"),
        ("1\n举措一，\n试点。\n", "举措一，\n试点。\n", 8, 1, "measure 1"),
        ("试点。\n\n商", "试点\n\n商", 13, 6, "。 at the end"),
        ("。 海南负责推进", "。", 15, 7, "a statement of who"),
        ("2 举措二。 海南负责推进", "2", 15, 1, "the text of measure 2"),
        ("1.第1、2项", "1.第1和2项", 16, 5, "measures listed once"),
        ("1.第1、2项", "1.第1项第2项", 16, 8, "measures listed once"),
        ("》(CEPA)框架", "》框架", 16, 10, "a framework named once"),
        (
            "注：1.第1、2项纳入《安排》(CEPA)框架\n      实施。",
            "注：1.",
            16,
            1,
            "the text of note 1",
        ),
        (
            "试点地\n区负责推进",
            "试点地\n区负责推进。海南负责推进",
            13,
            7,
            "no 。 inside the statement",
        ),
        ("商务部牵头", "商务居牵头", 12, 1, "a body, a pilot region"),
        ("海南负责推进", "海南统筹安排", 15, 8, "parties and an action"),
        ("注：1.", "注：", 16, 1, "注：1."),
        ("第1、2项", "第1、9项", 16, 5, "measures of the table in note 1"),
    ],
)
def test_read_document_reports_faults_of_annex_with_place(
    old: str, new: str, line: int, column: int, expected: str
) -> None:
    """A document with a fault is refused, with line, column and what was expected."""
    assert old in SMALL
    found = problem_of(SMALL.replace(old, new, 1))
    assert found[:2] == (line, column)
    assert found[2].startswith(expected)


def test_read_document_refuses_annex_without_measures() -> None:
    """Headings alone are not an annex."""
    for end in ("    （一）", "1\n举措一"):
        assert problem_of(SMALL[: SMALL.index(end)])[2] == "measure 1"


def test_read_document_reports_all_problems_in_order() -> None:
    """All problems of a document are reported at once, from top to bottom."""
    text = SMALL.replace("商务部牵头", "商务居牵头").replace("海南负责", "火星负责")
    with pytest.raises(DocumentError) as caught:
        read(text)
    assert [p.line for p in caught.value.problems] == [12, 15]


@pytest.mark.parametrize("count", [9, 10, 11, 20, 21, 99])
def test_read_document_counts_task_labels_in_chinese(count: int) -> None:
    """Labels continue after （十）."""
    digits = " 一二三四五六七八九"
    tasks = "".join(
        f"    （{('' if n < 20 else digits[n // 10]) + '十' * (n > 9) + digits[n % 10].strip()}）"
        f" 题\n    目标。\n\n{n} 举措。 海南负责推进\n\n"
        for n in range(1, count + 1)
    )
    edition = read("题目\n试点任务 序号 具体举措 责任分工\n" + tasks)
    assert len(edition.tasks) == count


@given(st.data())
def test_read_document_reads_or_refuses_damaged_annex(data: st.DataObject) -> None:
    """Cutting out or doubling any part gives an edition or a `DocumentError`."""
    start = data.draw(st.integers(0, len(SMALL)))
    stop = data.draw(st.integers(start, len(SMALL)))
    middle = data.draw(st.sampled_from(["", SMALL[start:stop] * 2, "\n\n", "9", "（二）"]))
    try:
        edition = read(SMALL[:start] + middle + SMALL[stop:])
    except DocumentError as error:
        assert error.problems  # noqa: PT017  # either outcome is right; this is one's law
    else:
        assert edition.measures


def test_read_document_reads_source_to_bundled_edition() -> None:
    """Reading the source again gives the bundled measures, except for events."""
    bundled = [attrs.evolve(m, events=()) for m in svctrade.edition().measures]
    assert list(read(SOURCE).measures) == bundled
