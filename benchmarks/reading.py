"""What ten times the text costs: time as a ratio, and memory per byte, for awkward documents.

Reading is in proportion: no ratio is above twelve, and no figure of memory above a hundred.
"""

from __future__ import annotations

import contextlib
import time
import tracemalloc
from collections.abc import Callable

from svctrade import DocumentError, read_document, read_table

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


def seconds(read: Callable[..., object], text: str) -> float:
    """Return the least time of three readings."""
    times: list[float] = []
    for _ in range(3):
        start = time.perf_counter()
        with contextlib.suppress(DocumentError):
            read(text, strict=False)
        times.append(time.perf_counter() - start)
    return min(times)


def memory(read: Callable[..., object], content: bytes) -> float:
    """Return the most memory that reading takes, in bytes for each byte of the document."""
    tracemalloc.start()
    with contextlib.suppress(DocumentError):
        read(content, strict=False)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / len(content)


def main() -> None:
    """Print a line for each document."""
    print("ten times the text takes … times the time, and … bytes for each byte")
    for read, documents in ((read_document, DOCUMENTS), (read_table, TABLES)):
        for name, document in documents.items():
            small, large = (seconds(read, document(n)) for n in (500, 5000))
            size = len(document(5000)) / len(document(500)) / 10
            print(
                f"{read.__name__:<14}{name:<16}{large / small / size:6.1f}"
                f"{memory(read, document(1000).encode()):8.1f}"
            )


if __name__ == "__main__":
    main()
