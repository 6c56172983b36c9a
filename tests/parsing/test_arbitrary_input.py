"""Read arbitrary input: an edition or an error, with limits."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import svctrade
from svctrade import (
    DocumentError,
    Edition,
    read_document,
    read_table,
)
from svctrade._serialization.records import file_from_json, file_to_json

from .documents import ANNEX, problems_of, workbook_of

_SCRAPS = st.sampled_from(
    [
        *(
            "试点任务 序号 具体举措 责任分工\n",
            "    （一） 全面\n    目标。\n\n",
            "1 甲。 商务部负责推进\n",
        ),
        *(
            "一、甲\n",
            "（一）乙。",
            "1. 丙。",
            "（商务部牵头，财政部配合）\n",
            "责任单位：",
            "市甲局、",
            "会同",
        ),
        *(
            "注：1.",
            "第1、2项",
            "\n",
            "\n\n",
            "\f",
            "- 3 -\n",
            "3\n\f",
            "；",
            "，",
            "（",
            "）",
            "等",
            "和",
            "。",
        ),
        *(
            "举措,责任单位\n",
            '"',
            "甲,商务部\n",
            "列第一位者为牵头单位",
            "商务部（牵头）",
            "适用范围：",
            "\ud800",
            "①",
        ),
    ]
)


def edition_or_none(
    read: Callable[..., Edition], source: str | bytes, strict: bool
) -> Edition | None:
    try:
        return read(source, strict=strict)
    except DocumentError as error:
        assert error.problems  # noqa: PT017  # either outcome is right; this is one's law
        return None


def check_takes_part(edition: Edition) -> None:
    """See that an edition can be asked, explained, printed, cited, compared, kept and loaded."""
    found = svctrade.measures(edition)
    assert len(found) == len(edition.measures) > 0
    for key in ("task", "lead", "body", "region", "role"):
        groups = found.group_by(key)
        assert found.count_by(key) == {label: len(group) for label, group in groups.items()}
        assert all(group.explain() for group in groups.values())
    for task in edition.tasks:
        assert {m.task for m in found.in_task(task)} <= {task}
    assert str(found).startswith("All measures: ")
    assert edition.title in edition.reprint()
    assert edition.title in edition.cite()
    assert not svctrade.compare(edition, edition)
    assert file_from_json(file_to_json(edition)) == edition


@settings(max_examples=300)
@given(st.lists(_SCRAPS | st.text(max_size=5), max_size=25).map("".join), st.booleans())
def test_readers_read_or_refuse_any_text(text: str, strict: bool) -> None:
    """Any text gives an edition that can be queried, or a `DocumentError`."""
    readers: tuple[Callable[..., Edition], ...] = (read_document, read_table)
    for read in readers:
        for source in (text, text.encode("utf-8", "surrogatepass")):
            edition = edition_or_none(read, source, strict)
            if edition is not None:
                assert strict is False or not edition.problems
                check_takes_part(edition)


@settings(max_examples=200)
@given(st.binary(max_size=200))
def test_readers_refuse_any_invalid_bytes(content: bytes) -> None:
    """Any bytes give a `DocumentError`, with the beginning of a workbook or without."""
    for start in (b"", b"PK\x03\x04", workbook_of([["举措", "责任单位"], ["甲", "商务部"]])[:-150]):
        for read in (read_document, read_table):
            with pytest.raises(DocumentError):
                read(start + content + b"\xff")


@given(st.data())
def test_read_document_reads_or_refuses_damaged_annex(data: st.DataObject) -> None:
    """Cutting, doubling or moving lines of the annex gives an edition or a `DocumentError`."""
    lines = ANNEX.split("\n")
    start = data.draw(st.integers(0, len(lines)))
    stop = data.draw(st.integers(start, min(len(lines), start + 30)))
    at = data.draw(st.integers(0, len(lines)))
    moved = [*lines[:start], *lines[stop:]]
    moved[at:at] = lines[start:stop] * data.draw(st.integers(0, 2))
    try:
        edition = read_document("\n".join(moved), strict=False)
    except DocumentError as error:
        assert error.problems  # noqa: PT017  # either outcome is right; this is one's law
    else:
        assert edition.measures


@pytest.mark.long
@pytest.mark.parametrize(
    "text",
    [
        "\n" * 60_000,
        "a\n" * 30_000,
        "1\n" * 30_000,
        "1. 甲。（商务部负责）\n" * 2_000,
        "1. 甲。（" + "市甲局、" * 5_000 + "财政部负责）",
        "1. 甲。（" + "火星居审批；" * 3_000 + "财政部负责）",
        "举措,责任单位\n" + "".join(f"甲{n}。,市乙{n}局\n" for n in range(2_000)),
    ],
    ids=[
        "empty lines",
        "short lines",
        "numbers",
        "measures",
        "parties",
        "problems",
        "unknown names",
    ],
)
def test_readers_use_memory_in_proportion(text: str) -> None:
    """Reading takes at most 200 bytes of memory for each byte of a document.

    The most is for rows of a few characters with a body each; giving the records their order makes
    them once more, while the first ones are there.
    """
    content = text.encode()
    read = read_table if text.startswith("举措,") else read_document
    with pytest.raises(DocumentError):
        read("x")  # what is loaded once is not counted
    tracemalloc.start()
    with contextlib.suppress(DocumentError):
        read(content, strict=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak <= 200 * len(content)


def test_read_document_lists_at_most_1000_problems() -> None:
    """Further problems are counted."""
    text = "1. 甲。（" + "火星居审批；" * 1_500 + "财政部负责）"
    message = problems_of(lambda: read_document(text))
    assert len(message) == 1001
    assert "500 are not listed" in message[-1]
