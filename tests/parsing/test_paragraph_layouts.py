"""Read the paragraphs of a plan: titles, numbers, joined lines, statements and their scopes."""

from __future__ import annotations

import pytest

from svctrade import Edition, ReviewKind, read_document


def read(lines: str) -> Edition:
    return read_document(f"某市方案\n{lines}", strict=False)


def items_of(edition: Edition, kind: ReviewKind) -> list[tuple[str, str, int | None, int | None]]:
    """Return the items of a kind: words, what is said, the measure and the line."""
    return [
        (i.text, i.said, i.measure, i.place.line if i.place else None)
        for i in edition.review_items
        if i.kind is kind
    ]


def scopes_of(edition: Edition) -> list[tuple[str, str | None, int]]:
    """Return the assignments of the first measure with the words that they are about."""
    measure = edition.measures[0]
    return [
        (a.text, a.scope.of(measure.text) if a.scope else None, a.clause)
        for a in measure.assignments
    ]


# -- statements in a paragraph ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "scopes"),
    [
        (
            "甲事。（市甲局牵头）；乙事（市乙局负责）。丙事，（市丙局负责），丁事。",
            "甲事。乙事。丙事，丁事。",
            [("市甲局牵头", "甲事。", 1), ("市乙局负责", "乙事", 2), ("市丙局负责", "。丙事，", 3)],
        ),
        (
            "甲事！（市甲局牵头）。乙事？（市乙局负责），丙事。",
            "甲事！乙事？丙事。",
            [("市甲局牵头", "甲事！", 1), ("市乙局负责", "乙事？", 2)],
        ),
        (
            "甲事。（市甲局牵头）（市乙局配合）乙事。（市丙局负责）",
            "甲事。乙事。",
            [
                ("市甲局牵头", "甲事。", 1),
                ("市乙局配合", "甲事。", 2),
                ("市丙局负责", "乙事。", 3),
            ],
        ),
        (
            "甲事。（市甲局牵头，市乙局配合）乙事。（市丙局负责；市丁局配合）",
            "甲事。乙事。",
            [
                ("市甲局牵头", "甲事。", 1),
                ("市乙局配合", "甲事。", 1),
                ("市丙局负责", "乙事。", 2),
                ("市丁局配合", "乙事。", 3),
            ],
        ),
        (
            "甲事。牵头单位：市甲局。配合单位：市乙局。乙事。责任单位：市丙局",
            "甲事。乙事。",
            [
                ("牵头单位：市甲局", "甲事。", 1),
                ("配合单位：市乙局", "甲事。", 2),
                ("责任单位：市丙局", "乙事。", 3),
            ],
        ),
        ("甲事（市甲局牵头）。（市乙局配合）；", "甲事", None),
        ("甲事（市甲局牵头），", "甲事", None),
        ("甲事（市甲局牵头），乙事。", "甲事，乙事。", [("市甲局牵头", "甲事", 1)]),
        ("甲事。（市甲局牵头）（2031年完成）", "甲事。", [("市甲局牵头", None, 1)]),
        (
            "甲事。（市甲局负责）乙事。（市乙局负责）（2031年完成）",
            "甲事。乙事。",
            [("市甲局负责", "甲事。", 1), ("市乙局负责", "乙事。", 2)],
        ),
    ],
)
def test_read_document_parts_text_from_statements(
    line: str, text: str, scopes: list[tuple[str, str | None, int]] | None
) -> None:
    """Of the marks around a statement one stays; each statement is about the words before it."""
    edition = read(f"1.{line}\n")
    assert [m.text for m in edition.measures] == [text]
    if scopes is not None:
        assert scopes_of(edition) == scopes


@pytest.mark.parametrize(
    ("line", "statement"),
    [
        ("甲事。（市甲局牵头）（市乙局配合）", "市甲局牵头；市乙局配合"),
        ("甲事。牵头单位：市甲局。配合单位：市乙局", "牵头单位：市甲局。配合单位：市乙局"),
        ("甲事。（市甲局牵头）乙事。责任单位：市乙局", "市甲局牵头；责任单位：市乙局"),
        ("甲事。（市甲局牵头）（2031年完成）", "市甲局牵头；2031年完成"),
    ],
)
def test_read_document_joins_statements(line: str, statement: str) -> None:
    """They are joined as one, and each party has its place in it."""
    (measure,) = read(f"1.{line}\n").measures
    assert measure.responsibility == statement
    for assignment in measure.assignments:
        assert assignment.span.of(statement) == assignment.text
        assert all(party.span.of(statement) == party.text for party in assignment.parties)


def test_read_document_joins_statements_of_heading() -> None:
    """The statements of a heading are joined too, and hold for the measures below it."""
    edition = read("一、甲类（市甲局牵头）（市乙局配合）\n1.甲事。\n2.乙事。（市丙局负责）\n")
    (task,) = edition.tasks
    assert (task.label, task.title, task.responsibility) == (
        *("一、", "甲类", "市甲局牵头；市乙局配合"),
    )
    first, second = edition.measures
    assert [a.text for a in first.inherited] == ["市甲局牵头", "市乙局配合"]
    assert second.inherited == ()
    assert all(a.scope is None for a in task.assignments)


# -- joined lines -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "text", "joined"),
    [
        ("1.甲事（见附件））。（市甲局\n负责）\n", "甲事（见附件））。", ("负责）", 3)),
        (
            "1.甲事（含乙事\n、丙事）。（市甲局负责）\n",
            "甲事（含乙事、丙事）。",
            ("、丙事）。（市甲局负责）", 3),
        ),
        (
            "1.甲事（乙事（丙事）\n丁事）。（市甲局负责）\n",
            "甲事（乙事（丙事）丁事）。",
            ("丁事）。（市甲局负责）", 3),
        ),
        ("1.甲事，\n乙事。（市甲局负责）\n", "甲事，乙事。", None),
        ("1.甲事\n，乙事。（市甲局负责）\n", "甲事，乙事。", None),
        ("1.甲事：\n乙事。（市甲局负责）\n", "甲事：乙事。", None),
        ("1.甲事（一\n二\n三）。（市甲局负责）\n", "甲事（一二三）。", ("二", 3)),
    ],
)
def test_read_document_joins_lines(lines: str, text: str, joined: tuple[str, int] | None) -> None:
    """A line goes on in the next one after a comma or in a bracket, which the review names."""
    edition = read(f"{lines}2.丁事。（市丁局负责）\n")
    assert [m.text for m in edition.measures] == [text, "丁事。"]
    found = items_of(edition, ReviewKind.LINES_JOINED)
    assert [(words, line) for words, _, _, line in found][:1] == ([joined] if joined else [])
    assert {said for _, said, _, _ in found} <= {"a bracket was open"}


@pytest.mark.parametrize(("length", "joined"), [(580, True), (620, False)])
def test_read_document_gives_up_a_bracket_that_stays_open(length: int, joined: bool) -> None:
    """A bracket that is open for more than 600 characters is not closed at all."""
    edition = read(f"1.甲事（{'某事' * (length // 2)}\n完。\n2.乙事。（市甲局负责）\n")
    assert bool(items_of(edition, ReviewKind.LINES_JOINED)) is joined
    assert [m.text for m in edition.measures] == ["乙事。"]


def test_read_document_counts_length_of_open_bracket_anew() -> None:
    """Only the text since the bracket opened is counted."""
    edition = read(f"1.{'某事，' * 210}\n甲事（乙事\n丙事）。（市甲局负责）\n")
    assert [m.responsibility for m in edition.measures] == ["市甲局负责"]
    assert len(items_of(edition, ReviewKind.LINES_JOINED)) == 1


# -- numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "labels"),
    [
        ("第一条 甲事。（市甲局负责）\n第二条 乙事。（市乙局负责）\n", ["第一条", "第二条"]),
        ("措施一：甲事。（市甲局负责）\n行动2：乙事。（市甲局负责）\n", ["措施一：", "行动2："]),
        ("1）甲事。（市甲局负责）\n2）乙事。（市乙局负责）\n3年内完成。\n", ["1）", "2）"]),
        ("1 甲事。（市甲局负责）\n2 年内完成。\n", ["1"]),
        ("①甲事。（市甲局负责）\n②乙事。（市乙局负责）\n", ["①", "②"]),
        ("1.2万元以下甲事。（市甲局负责）\n1.2建设平台。（市甲局负责）\n", ["", "1.2"]),
        ("1.1.1甲事。（市甲局负责）\n1.1.2.乙事。（市甲局负责）\n", ["1.1.1", "1.1.2."]),
    ],
)
def test_read_document_reads_kinds_of_numbers(lines: str, labels: list[str]) -> None:
    """A number before a unit is text."""
    assert [m.label for m in read(lines).measures] == labels


@pytest.mark.parametrize(
    ("before", "line", "label", "text"),
    [
        ("", "2.30天内办结。", "2.", "30天内办结。"),
        ("", "2.24小时办结。", "2.", "24小时办结。"),
        ("", "2.5G基站。", "2.", "5G基站。"),
        ("", "2.21世纪工程。", "2.", "21世纪工程。"),
        ("", "2.3建设平台。", "2.3", "建设平台。"),
        ("说明，\n", "2.5G基站。", "", ""),
    ],
)
def test_read_document_reads_number_before_digits(
    before: str, line: str, label: str, text: str
) -> None:
    """The number that follows the one before is a number, unless it may be 2.3 or a decimal."""
    edition = read(f"1.甲事。（市甲局负责）\n{before}{line}（市乙局负责）\n")
    last = edition.measures[-1]
    assumed = items_of(edition, ReviewKind.FORM_ASSUMED)
    if not text:
        assert last.label == "1."
        return
    assert (last.label, last.text) == (label, text)
    said = [("it was read as number 2 and its text", 3)] if label == "2." else []
    assert [(found, at) for _, found, _, at in assumed] == said
    assert all(words == f"{line}（市乙局负责）"[:20] for words, _, _, _ in assumed)


@pytest.mark.parametrize(
    ("lines", "numbers", "word"),
    [
        (
            "1.甲事。（甲局负责）\n1.乙事。（甲局负责）\n1.丙事。（甲局负责）\n",
            [1, 2, 3],
            ("1.", 3),
        ),
        (
            "3.甲事。（甲局负责）\n2.乙事。（甲局负责）\n9.丙事。（甲局负责）\n",
            [1, 2, 3],
            ("2.", 3),
        ),
        ("3.甲事。（甲局负责）\n5.乙事。（甲局负责）\n9.丙事。（甲局负责）\n", [3, 5, 9], None),
        (
            "一、甲\n1.甲事。（甲局负责）\n2.乙事。（甲局负责）\n二、乙\n2.丙事。（甲局负责）\n",
            [1, 2, 3],
            ("2.", 6),
        ),
    ],
)
def test_read_document_counts_through_where_numbers_do_not_rise(
    lines: str, numbers: list[int], word: tuple[str, int] | None
) -> None:
    """The review names the first number that does not rise, once."""
    edition = read(lines)
    assert [m.number for m in edition.measures] == numbers
    found = items_of(edition, ReviewKind.RENUMBERED)
    said = "the measures are counted through"
    assert found == ([(word[0], said, None, word[1])] if word else [])


def test_read_document_counts_paragraphs_without_numbers() -> None:
    """The review has the beginning of the first one."""
    text = "支持企业开拓市场并参加境外展会和推介活动"
    edition = read(f"{text}等。（甲局负责）\n推动通关。（甲局负责）\n")
    assert [(m.number, m.label) for m in edition.measures] == [(1, ""), (2, "")]
    found = items_of(edition, ReviewKind.RENUMBERED)
    assert found == [(text, "the measures are counted through", None, 2)]


@pytest.mark.parametrize(
    ("lines", "gaps"),
    [
        ("一、甲\n1.甲事。（甲局负责）\n二、乙\n3.丙事。（甲局负责）\n", ["3."]),
        ("1.1 甲事。（甲局负责）\n1.3 乙事。（甲局负责）\n2.1 丙事。（甲局负责）\n", ["1.3"]),
        ("1.1 甲事。（甲局负责）\n2.1 乙事。（甲局负责）\n2.3 丙事。（甲局负责）\n", ["2.3"]),
        (
            "一、甲\n1.甲事。（甲局负责）\n二、乙\n1.乙事。（甲局负责）\n1.丙事。（甲局负责）\n",
            ["1."],
        ),
        ("1.甲事。（甲局负责）\n2.说明。\n3.乙事。（甲局负责）\n", []),
        ("1.甲事。（甲局负责）\n4.说明。\n5.乙事。（甲局负责）\n", []),
    ],
)
def test_review_says_where_numbers_of_paragraphs_skip(lines: str, gaps: list[str]) -> None:
    """They may begin anew below another heading; those of other text are counted, not named."""
    found = items_of(read(lines), ReviewKind.NUMBER_GAP)
    assert [text for text, _, _, _ in found] == gaps


# -- what belongs together ----------------------------------------------------------------------


def test_read_document_adds_lower_paragraphs_to_measure() -> None:
    """Lower paragraphs without statements are text of the measure, with their labels."""
    long = "推动企业参加境外展会和推介活动并开拓市场"
    edition = read(
        f"1.{long}。（市甲局负责）\n（1）乙事。\n2）丙事。\n①丁事。\n2.末事。（市甲局负责）\n3.附则。\n"
    )
    first, second = edition.measures
    assert first.text == f"{long}。（1）乙事。2）丙事。①丁事。"
    assert first.place is not None
    assert (first.place.line, first.place.last_line, first.place.last_column) == (2, 5, 4)
    assert second.text == "末事。"
    assert items_of(edition, ReviewKind.FORM_ASSUMED) == [
        (long[:20], "the numbered paragraphs below it are part of its text: 3", 1, 2)
    ]
    assert items_of(edition, ReviewKind.NO_STATEMENT) == [
        ("3.附则。", "it is kept as text only", None, 7)
    ]


def test_read_document_sets_each_kind_of_text_aside() -> None:
    """Prose below a measure and closing sections are text, with its beginning and its place."""
    long = "本方案自印发之日起施行有效期三年并由市商务局负责解释和组织实施"
    edition = read(f"一、任务\n1.甲事。（市甲局负责）\n{long}。\n二、附则\n{long}。\n")
    assert items_of(edition, ReviewKind.UNASSIGNED_TEXT) == [
        (long[:20], "it is kept as text only", None, 4),
        (f"二、附则{long}"[:20], "it is kept as text only", None, 5),
    ]
    assert [m.text for m in edition.measures] == ["甲事。"]


def test_read_document_reads_number_inside_text() -> None:
    """A number inside a text may begin another measure; the review quotes the first words."""
    long = "建设面向中小企业的跨境结算便利平台和线上专窗"
    edition = read(f"1.{long}。（市甲局负责）2.公布清单。（市乙局负责）\n")
    assert items_of(edition, ReviewKind.FORM_ASSUMED) == [
        (long[:20], "a number is inside its text; it may be several measures", 1, 2)
    ]
    assert (
        items_of(read("1.甲事（市甲局负责），第2.5版（市乙局负责）。\n"), ReviewKind.FORM_ASSUMED)
        == []
    )


@pytest.mark.parametrize(
    ("lines", "title", "objective"),
    [
        ("一、优化通关\n压缩时间，减少单证。\n", "优化通关", "压缩时间，减少单证。"),
        ("一、优化通关。压缩时间。减少单证。\n", "优化通关", "压缩时间。减少单证。"),
        ("一、优化通关，\n压缩时间。\n", "优化通关，压缩时间", ""),
        (f"一、{'优' * 20}\n压缩时间。\n", "优" * 20, "压缩时间。"),
        (f"一、{'优' * 21}\n压缩时间。\n", f"{'优' * 21}压缩时间", ""),
        ("一、优化通关\n压缩时间\n", "优化通关压缩时间", ""),
        ("一、优化通关\n", "优化通关", ""),
    ],
)
def test_read_document_parts_title_of_task_from_objective(
    lines: str, title: str, objective: str
) -> None:
    """The title is a short line of its own, or the first sentence."""
    (task,) = read(f"{lines}1.甲事。（市甲局负责）\n").tasks
    assert (task.label, task.title, task.objective) == ("一、", title, objective)
    assert task.place is not None
    assert (task.place.line, task.place.last_line) == (2, 1 + lines.count("\n"))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("\n\n某市方案\n\n某市商务局\n", "某市方案"),
        ("某市服务贸易\n实施方案\n各县：\n", "某市服务贸易实施方案"),
        ("某市方案\n各县（市、区）人民政府： \n", "某市方案"),
        ("某市方案\n某政发〔2031〕7号\n", "某市方案"),
        ("某市方案\n某政〔2031〕第 7 号\n", "某市方案"),
        ("某市方案\n为做好工作，制定本方案。\n", "某市方案"),
        ("本市方案。\n第二行\n", "本市方案。第二行"),
        ("各县：\n某市方案\n", ""),
    ],
)
def test_read_document_reads_title_of_first_lines(head: str, title: str) -> None:
    """The title ends at an empty line, an addressee, the number of the document and prose."""
    edition = read_document(f"{head}1.甲事。（市甲局负责）\n")
    assert edition.title == title


def test_read_document_groups_paragraphs_without_numbers() -> None:
    """Below a bare heading, each paragraph with a statement in it or below it is a measure."""
    edition = read(
        "一、甲类\n导语。\n甲事。\n责任单位：市甲局\n完成时限：2031年\n说明。\n乙事。（市乙局负责）\n"
        "（市丙局配合）\n结语。\n二、乙类\n1.丙事。（市丁局负责）\n"
    )
    assert [(m.task.title, m.text, m.responsibility) for m in edition.measures] == [
        ("甲类", "甲事。", "责任单位：市甲局；完成时限：2031年"),
        ("甲类", "乙事。", "市乙局负责；市丙局配合"),
        ("乙类", "丙事。", "市丁局负责"),
    ]
    assert edition.measures[0].deadline == "2031年"
    assert edition.tasks[0].objective == "导语。"
    assert [(text, line) for text, _, _, line in items_of(edition, ReviewKind.UNASSIGNED_TEXT)] == [
        *(("说明。", 7), ("结语。", 10)),
    ]


def test_read_document_gives_scopes_in_several_paragraphs() -> None:
    """A statement of a lower paragraph is about the words of its own paragraph."""
    edition = read("1.甲事。（市甲局负责）\n乙事，丙事。（市乙局负责）丁事。（市丙局负责）\n")
    assert [m.text for m in edition.measures] == ["甲事。乙事，丙事。丁事。"]
    assert scopes_of(edition) == [
        ("市甲局负责", "甲事。", 1),
        ("市乙局负责", "乙事，丙事。", 2),
        ("市丙局负责", "丁事。", 3),
    ]


def test_read_document_takes_paragraphs_below_measure_for_its_text() -> None:
    """Of the prose below a measure, what is before its last statement belongs to it."""
    edition = read("1.甲事。\n导语。\n乙事。（市甲局负责）\n结语。\n2.丙事。（市乙局负责）\n")
    assert [m.text for m in edition.measures] == ["甲事。导语。乙事。", "丙事。"]
    assert [text for text, *_ in items_of(edition, ReviewKind.UNASSIGNED_TEXT)] == ["结语。"]


def test_read_document_reads_annex_and_its_title() -> None:
    """The line below the label of an annex is its title where it is short and no sentence."""
    for title in ("任务分工表", "甲" * 60):
        edition = read(f"\n附件2\n{title}\n1.甲事。（市甲局负责）\n")
        assert [(t.label, t.title) for t in edition.tasks] == [("附件2", title)]
    edition = read(f"\n附件2\n{'甲' * 61}\n1.甲事。（市甲局负责）\n")
    assert [(t.label, t.title) for t in edition.tasks] == [("附件2", "")]
    edition = read("\n附件：\n任务分工表\n乙事。（市乙局负责）\n1.甲事。（市甲局负责）\n")
    assert [m.text for m in edition.measures] == ["乙事。", "甲事。"]
