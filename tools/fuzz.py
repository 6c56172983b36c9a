"""Fuzz the readers: every input gives an edition or a `DocumentError`.

Without a format, texts, tables, workbooks, saved editions, statements and files of other formats
are read as they are. With ``docx``, ``pdf`` or ``html`` only files of that format are. The XML of a
Word document is changed before it is packed, since a changed package is seldom one. The first files
are made by the builders of the tests. What is read is queried, explained, put in tables, saved,
loaded and compared.

``nox -s fuzz -- 3600`` runs it for an hour, ``nox -s fuzz -- 3600 docx`` with Word documents. The
first input that gives anything else is printed and kept as ``crash-*``. Arguments after these go to
libFuzzer.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import pkgutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import atheris
import openpyxl

with atheris.instrument_imports(include=["svctrade"]):
    import svctrade

    # Modules are instrumented when they are imported.
    for _module in pkgutil.walk_packages(svctrade.__path__, "svctrade."):
        if (
            "._cli" not in _module.name
            and "-" not in _module.name
            and not _module.name.endswith("__main__")
        ):
            importlib.import_module(_module.name)
    from svctrade._parsing import coverage, patterns
    from svctrade._serialization.records import file_from_json, file_to_json

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))
from tests.parsing.files import Drawing, numbered, p, table_xml, word, word_xml  # noqa: E402

SHARED = Path(tempfile.mkdtemp(prefix="svctrade-fuzz-"))
ANNEX = svctrade.edition().source.text
PLAN = """某市方案
列第一位者为牵头单位，下同。

一、扩大开放。优化环境。
（一）便利签证（试点）。（市公安局牵头，市外办、厦门海关按职责分工负责）
（二）支持出海。责任单位：市商务局、市财政局等

二、保障
1. 加强领导。（负责部门：甲局、乙委；适用范围：丙市、丁区等地）
2. 统计。（商务部会同统计局、各有关省级人民政府负责，持续推进）
"""
TABLE = """任务,序号,举措,牵头单位,配合单位
（一）开放,1,甲。,商务部,财政部、海关总署
,2,乙。,外交部,
注：1.甲
"""


def workbook() -> bytes:
    """Return a small workbook."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("表")
    for row in TABLE.splitlines():
        sheet.append(row.split(","))
    sheet.merge_cells("A2:A3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def word_bodies() -> list[str]:
    """Return the XML of small Word documents: a plan, its table, automatic numbers and changes."""
    rows = [row.split(",") for row in TABLE.splitlines()]
    cells = table_xml(*([p(cell) for cell in row] for row in rows))
    lines = PLAN.splitlines()
    return [
        "".join(map(p, lines)),
        p("某市方案") + cells,
        "".join(numbered(line) for line in lines),
        "".join(f"<w:ins>{p(line)}</w:ins><w:del>{p(line)}</w:del>" for line in lines),
    ]


def pdfs() -> list[bytes]:
    """Return small PDFs: a plan, and one with a ruled table."""
    plan, table = Drawing(), Drawing()
    plan.lines(PLAN.splitlines())
    table.grid([90, 200, 300, 500], [700, 720, 740])
    for row, y in zip(TABLE.splitlines(), (722, 702), strict=False):
        for x, cell in zip((92, 202, 302), row.split(","), strict=False):
            table.text(x, y, cell, 10)
    return [plan.save(), table.save()]


def pages() -> list[bytes]:
    """Return small web pages: a plan, and one with its table and the facts of a document."""
    lines = "".join(f"<p>{line}</p>" for line in PLAN.splitlines())
    rows = [row.split(",") for row in TABLE.splitlines()]
    grid = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    facts = "<table><tr><td>发文字号</td><td>某政发〔2021〕1号</td></tr></table>"
    return [
        f"<!DOCTYPE html><body>{lines}</body>".encode(),
        f"<!DOCTYPE html><body>{facts}<div id='zoom'><table>{grid}</table>{lines}</div>".encode(),
    ]


def loaded(content: bytes) -> svctrade.Edition:
    """Load *content* as a file."""
    path = SHARED / "edition.json"
    path.write_bytes(content)
    return svctrade.load(path)


def parsed(content: bytes) -> None:
    """Read *content* as a statement."""
    svctrade.parse_responsibility(content.decode("utf-8", "replace"))


def checked(edition: svctrade.Edition) -> None:
    """Query an edition, and check that it is equal after saving and loading."""
    measures = svctrade.measures(edition)
    assert len(measures) == len(edition.measures) > 0  # noqa: S101  # what is tested
    for key in ("task", "lead", "body", "region", "role"):
        for group in measures.group_by(key).values():
            group.explain()
    measures.table()
    edition.review()
    again = file_from_json(file_to_json(edition))
    assert again == edition  # noqa: S101  # what is tested
    assert not svctrade.compare(edition, again)  # noqa: S101  # likewise


Reader: TypeAlias = Callable[[bytes, bool], svctrade.Edition | None]
READERS: tuple[Reader, ...] = (
    lambda content, strict: svctrade.read_document(content, strict=strict),
    lambda content, strict: svctrade.read_table(content, strict=strict),
    lambda content, _: loaded(content),
    lambda content, _: parsed(content),
)


# The reader of each format, and the first files.
FORMATS: dict[str, tuple[Reader, Callable[[], list[bytes]]]] = {
    "docx": (
        lambda xml, strict: READERS[0](word_xml(xml.decode("utf-8", "replace")), strict),
        lambda: [body.encode() for body in word_bodies()],
    ),
    "pdf": (READERS[0], pdfs),
    "html": (lambda page, strict: READERS[0](b"<!DOCTYPE html>" + page, strict), pages),
}


def one(data: bytes, readers: tuple[Reader, ...]) -> None:
    """Give one input to the reader that its first byte selects."""
    if data:
        read = readers[data[0] % len(readers)]
        with contextlib.suppress(svctrade.DocumentError):
            if edition := read(data[1:], data[0] & 4 == 0):
                checked(edition)


def mixed() -> list[bytes]:
    """Return the first inputs of the readers without a format."""
    svctrade.save(svctrade.read_document(PLAN, "paragraphs", strict=False), SHARED / "plan.json")
    texts = [ANNEX[:2500], PLAN, TABLE, *(m.responsibility for m in svctrade.measures())]
    contents = [text.encode() for text in texts]
    contents += [workbook(), (SHARED / "plan.json").read_bytes()]
    contents += [word(*PLAN.splitlines()), *map(word_xml, word_bodies()), *pdfs(), *pages()]
    return contents + [path.read_bytes() for path in sorted((ROOT / "tests" / "corpus").iterdir())]


def seeds(contents: list[bytes], readers: int) -> Path:
    """Write the first inputs, for each reader, and the words of the genre."""
    folder = SHARED / "seeds"
    folder.mkdir()
    for n, content in enumerate(contents):
        # The third bit says whether the reader is strict.
        for start in (*range(readers), *range(4, 4 + readers)):
            (folder / f"{n}-{start}").write_bytes(bytes([start]) + content)
    words = [
        *patterns.ACTIONS,
        *coverage.GROUPS,
        *TABLE.split(","),
        "牵头单位：",
        "会同",
        "适用范围：",
    ]
    escaped = ("".join(f"\\x{byte:02x}" for byte in word.strip().encode()) for word in words)
    (SHARED / "words").write_text("".join(f'"{word}"\n' for word in escaped), encoding="ascii")
    return folder


def main() -> None:
    """Run for the number of seconds in the first argument, with the format in the second."""
    seconds, *others = sys.argv[1:] or ["60"]
    readers, contents = READERS, mixed
    if others and others[0] in FORMATS:
        reader, contents = FORMATS[others.pop(0)]
        readers = (reader,)
    flags = (
        f"-max_total_time={seconds}",
        f"-dict={SHARED / 'words'}",
        "-timeout=20",
        "-max_len=8192",
    )
    corpus = seeds(contents(), len(readers))
    atheris.Setup([sys.argv[0], *flags, *others, str(corpus)], lambda data: one(data, readers))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
