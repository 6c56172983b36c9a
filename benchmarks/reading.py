"""Reading documents: time for ten times the text, and memory for each byte.

The annex, and documents that are awkward in one way each.
"""

from __future__ import annotations

import contextlib
import re
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial

import svctrade
from svctrade import DocumentError, read_document, read_table

from .findings import Finding, compared, format_seconds, require_same
from .timing import alternating, ratio, typical

HOW = (
    "The annex with its table repeated ten times, and documents that are awkward in one way each:"
    " the time for ten times the text, and the peak memory for each byte of it. A row of a table"
    " has 30 bytes here and makes a measure, an assignment, a party, a body and its name."
)
_TIMES, _BYTES = 12, 100
# There are many awkward documents, and none is near the limit.
_ROUNDS = 5

_ANNEX = "题\n试点任务 序号 具体举措 责任分工\n    （一） 全面\n    目标。\n\n"

DOCUMENTS: dict[str, Callable[[int], str]] = {
    "annex": lambda n: _ANNEX + "".join(f"{i} 甲。 商务部牵头\n\n" for i in range(1, n)),
    "paragraphs": lambda n: "".join(f"{i}. 甲{i}。（市乙{i}局负责）\n" for i in range(1, n)),
    "empty lines": lambda n: "\n" * (20 * n),
    "page numbers": lambda n: "- 3 -\n\n" * (5 * n) + "1. 甲。（商务部负责）",
    "wrapped lines": lambda n: "1. " + "甲乙\n" * (10 * n) + "（商务部负责）",
    "open brackets": lambda n: "1. 甲。" + "（" * (20 * n) + "商务部负责）",
    "parties": lambda n: "1. 甲。（" + "市甲局、" * (5 * n) + "财政部负责）",
    "one long name": lambda n: "1. 甲。（" + "甲" * (20 * n) + "负责）",
    "actions": lambda n: "1. 甲。（财政部" + "牵头负责" * (5 * n) + "）",
    "labels": lambda n: "1. 甲。（" + "责任单位：" * (5 * n) + "财政部）",
    "jointly": lambda n: "1. 甲。（" + "会同" * (5 * n) + "财政部负责）",
    "problems": lambda n: "1. 甲。（" + "火星居审批；" * (3 * n) + "财政部负责）",
}
TABLES: dict[str, Callable[[int], str]] = {
    "rows": lambda n: "举措,责任单位\n" + "".join(f"甲{i}。,市甲{i}局\n" for i in range(n)),
    "numbers again": lambda n: "序号,举措,责任单位\n" + "1,甲。,商务部\n" * n,
    "notes": lambda n: (
        "举措,责任单位\n"
        + "甲。,商务部\n" * n
        + "注："
        + "".join(f"{i}.标注“甲”\n" for i in range(1, n))
    ),
    "columns": lambda n: "举措,责任单位," + "," * (5 * n) + "\n甲,商务部\n",
    "open quotes": lambda n: "举措,责任单位\n" + '"甲\n' * (5 * n),
}


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    yield _annex(rounds)
    for read, documents in ((read_document, DOCUMENTS), (read_table, TABLES)):
        for name, document in documents.items():
            yield _awkward(f"{read.__name__}: {name}", partial(_tolerant, read), document, rounds)


def _annex(rounds: int) -> Finding:
    small, large = annex(1), annex(10)
    require_same(small == svctrade.edition().source.text, "the annex once")
    tenfold = len(read_document(large).measures) == 10 * len(svctrade.measures())
    require_same(tenfold, "the annex ten times")
    calls = {"1": lambda: read_document(small), "10": lambda: read_document(large)}
    taken = alternating(calls, rounds)
    note = f"{format_seconds(typical(taken, '1'))} for the annex"
    what = "reading the annex with its table ten times"
    return compared(what, ratio(taken, "10", "1"), _TIMES, "the annex once", note)


def annex(copies: int) -> str:
    """Return the annex with its table repeated, and the numbers continued."""
    text = svctrade.edition().source.text
    head, first, rest = text.partition("    （一）")
    table, mark, notes = rest.rpartition("注：")
    tasks, measures = len(svctrade.tasks()), len(svctrade.measures())
    heading = re.compile(r"^    （(\w+)）", re.MULTILINE)
    number = re.compile(r"^\d+(?=\s)", re.MULTILINE)

    def copy(n: int) -> str:
        labels = map(_numeral, range(n * tasks + 1, (n + 1) * tasks + 1))
        numbers = map(str, range(n * measures + 1, (n + 1) * measures + 1))
        labelled = heading.sub(lambda _: f"    （{next(labels)}）", first + table)
        return number.sub(lambda _: next(numbers), labelled)

    return head + "".join(map(copy, range(copies))) + mark + notes


def _numeral(number: int) -> str:
    """Return a number below a hundred in Chinese."""
    tens, ones = divmod(number, 10)
    ten = ("" if tens == 1 else "零一二三四五六七八九"[tens]) + "十" if tens else ""
    return ten + ("一二三四五六七八九"[ones - 1] if ones else "")


def _awkward(
    what: str, read: Callable[..., object], document: Callable[[int], str], rounds: int
) -> Finding:
    small, large = document(500), document(5000)
    taken = alternating({"1": lambda: read(small), "10": lambda: read(large)}, min(rounds, _ROUNDS))
    factor = ratio(taken, "10", "1") * 10 * len(small) / len(large)
    per_byte = _memory(read, document(1000).encode())
    is_met = factor <= _TIMES and per_byte <= _BYTES
    target = f"{_TIMES} × for ten times the text; {_BYTES} bytes a byte"
    return Finding(what, target, f"{factor:.1f} ×; {per_byte:.0f} bytes a byte", is_met)


def _tolerant(read: Callable[..., object], document: str | bytes) -> None:
    with contextlib.suppress(DocumentError):
        read(document, strict=False)


def _memory(read: Callable[..., object], content: bytes) -> float:
    """Return the peak memory of reading, in bytes for each byte of the document."""
    tracemalloc.start()
    read(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(content)
