"""Find the statements of a paragraph, and say what is none."""

from __future__ import annotations

import pytest

from svctrade import DocumentError, Edition, Measure, read_document

END = "末事。"


def read_body(body: str) -> Edition:
    """Return a plan with a measure with this body, and another one behind it."""
    return read_document(f"某市方案\n一、任务\n1.{body}\n2.{END}（市末局负责）\n", strict=False)


def measure_of(body: str) -> Measure:
    """Return the measure of a paragraph that is read without a problem."""
    edition = read_body(body)
    measure, end = edition.measures
    assert not edition.problems
    assert end.text == END
    return measure


@pytest.mark.parametrize(
    ("body", "text", "statement"),
    [
        # A time limit in brackets is part of a statement, or beside one.
        (
            "甲事。责任单位：市甲局（2031年底前完成）",
            "甲事。",
            "责任单位：市甲局（2031年底前完成）",
        ),
        (
            "甲事。责任单位：市甲局。（2031年底前完成）",
            "甲事。",
            "责任单位：市甲局；2031年底前完成",
        ),
        ("甲事。（2031年底前完成）（市甲局牵头）", "甲事。", "2031年底前完成；市甲局牵头"),
        ("甲事（2031年底前完成）。（市甲局牵头）", "甲事（2031年底前完成）。", "市甲局牵头"),
        # A label in brackets, with nothing behind it.
        ("甲事。\n责任单位：市甲局【完成时限】", "甲事。", "责任单位：市甲局【完成时限】"),
        # Sentences behind a label that say who leads, who else, or until when.
        (
            "甲事。责任单位：市甲局。列第一位者为牵头单位。乙事。",
            "甲事。乙事。",
            "责任单位：市甲局。列第一位者为牵头单位",
        ),
        (
            "甲事。责任单位：市甲局。列第一位者为牵头单位",
            "甲事。",
            "责任单位：市甲局。列第一位者为牵头单位",
        ),
        (
            "甲事。责任单位：市甲局。以下均需各区政府落实。乙事。",
            "甲事。乙事。",
            "责任单位：市甲局。以下均需各区政府落实",
        ),
        (
            "甲事。责任单位：市甲局。2031年底前完成。乙事。",
            "甲事。乙事。",
            "责任单位：市甲局。2031年底前完成",
        ),
        # A time limit with a label before that of the parties.
        (
            "甲事。完成时限：2031年；责任单位：市甲局。乙事。完成时限：2032年；责任单位：市乙局。",
            "甲事。乙事。",
            "完成时限：2031年；责任单位：市甲局；完成时限：2032年；责任单位：市乙局",
        ),
        (
            "甲事。完成时限：2031年。责任单位：市甲局",
            "甲事。",
            "完成时限：2031年。责任单位：市甲局",
        ),
        # A label or a bracket inside a sentence.
        ("甲事，责任单位：市甲局。", "甲事，", "责任单位：市甲局"),
        ("甲事责任单位：市甲局。", "甲事", "责任单位：市甲局"),
        ("甲事（责任单位市甲局），乙事。", "甲事，乙事。", "责任单位市甲局"),
        ("甲事（甲局牵头），乙事。", "甲事，乙事。", "甲局牵头"),
        ("甲事（商务部会同财政部）内，乙事。", "甲事内，乙事。", "商务部会同财政部"),
        # A list of names behind a sentence, a quotation or a title.
        ("甲事”（市甲局、市乙局）", "甲事”", "市甲局、市乙局"),
        ("甲事、乙事（市甲局、市乙局）", "甲事、乙事", "市甲局、市乙局"),
        ("甲事。（市甲局，各区，儿科）", "甲事。", "市甲局，各区，儿科"),
        ("甲事。（市甲局、东湖区）", "甲事。", "市甲局、东湖区"),
        # A list of names is one at the end only, and a label needs words behind it.
        ("甲事（市甲局、市乙局）。（市丙局负责）", "甲事（市甲局、市乙局）。", "市丙局负责"),
        (
            "甲事。责任单位：。乙事。责任单位：市乙局",
            "甲事。责任单位：。乙事。",
            "责任单位：市乙局",
        ),
        # A bracket that is not closed ends before the next number.
        (
            "甲事。（责任单位：市甲局（市乙局）一、乙事。",
            "甲事。一、乙事。",
            "责任单位：市甲局（市乙局）",
        ),
    ],
)
def test_read_document_divides_text_and_statement(body: str, text: str, statement: str) -> None:
    """What belongs to the statement is not in the text, and the other way round."""
    measure = measure_of(body)
    assert (measure.text, measure.responsibility) == (text, statement)
    assert measure.assignments


@pytest.mark.parametrize(
    "body",
    [
        "甲事。（2031年底前完成）",
        "甲事。（儿科、产科）",
        "甲事。（东湖区）",
        "甲事。（市甲局、清单）",
        "甲事。责任单位：。",
        "甲事：（市甲局、市乙局）",
        "甲事乙事丙，丁（市甲局、市乙局）。",
        "甲（市甲局、市乙局）",
        "甲事，由责任单位：见附件。",
        "甲事（会同市乙局开展）。丙。",
        "甲事。（市甲局牵头、市乙局配合、2031年底前",
    ],
)
def test_read_document_finds_no_statement(body: str) -> None:
    """Neither time limits alone, nor names where no statement may be, say who is responsible."""
    edition = read_body(body)
    (measure,) = edition.measures
    assert measure.text == END
    assert not edition.problems


@pytest.mark.parametrize("statement", ["甲局：负责统筹", "市甲局：负责审批，市乙局督导"])
def test_read_document_refuses_duties_that_it_cannot_read(statement: str) -> None:
    """A name before words of duty makes words in brackets a statement."""
    with pytest.raises(DocumentError, match="line 3, column 7"):
        read_document(f"某市方案\n一、任务\n1.甲事。（{statement}）\n2.{END}（市末局负责）\n")


def test_stray_bracket_behind_a_labelled_statement_is_a_problem() -> None:
    """A closing bracket that nothing opens is reported with its place, and not left out."""
    edition = read_body("甲事。责任单位：市甲局。）")
    assert edition.measures[0].responsibility == "责任单位：市甲局。）"
    assert [(p.line, p.column, p.excerpt) for p in edition.problems] == [(3, 15, "）")]


def test_words_behind_a_label_are_kept_to_their_end() -> None:
    """Marks at the end of the words are left out, and no letters."""
    measure = measure_of("甲事。责任单位：市甲局；备注：方案X，")
    assert measure.extra == (("备注", "方案X"),)
