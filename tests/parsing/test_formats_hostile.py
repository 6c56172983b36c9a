"""Files that are meant to do harm, or are damaged: refused, in bounded time and memory."""

from __future__ import annotations

import contextlib
import io
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from svctrade._parsing.formats import archives, excel, limits, read_file, tables
from svctrade._parsing.formats.blocks import FilePlace
from svctrade.exceptions import DocumentError, MissingExtraError

from .files import (
    DOCUMENT,
    SHEET,
    Drawing,
    p,
    rewrite,
    table_xml,
    word,
    word_xml,
    workbook,
)

PLAIN = word("一、总体要求")
RELATIONS = "word/_rels/document.xml.rels"


def in_body(xml: bytes) -> bytes:
    return rewrite(PLAIN, {DOCUMENT: lambda part: part.replace(b"</w:body>", xml + b"</w:body>")})


def declared(text: str) -> str:
    """Return a part of XML with entities of its own."""
    return text.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1)


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb of XML", lambda: in_body(b"<w:p/>" * 4_000_000), "zip bomb"),
    ("bomb beside", lambda: rewrite(PLAIN, {"word/media/x.bin": bytes(30_000_000)}), "zip bomb"),
    (
        "many parts",
        lambda: rewrite(PLAIN, {f"x/{at}.xml": b"<a/>" for at in range(limits.MOST_PARTS)}),
        "parts",
    ),
    (
        "entities",
        lambda: rewrite(PLAIN, {DOCUMENT: lambda part: declared(part.decode()).encode()}),
        "entities of its own",
    ),
    (
        "entities in UTF-16",
        lambda: rewrite(
            PLAIN, {DOCUMENT: lambda part: declared(part.decode().split("?>")[1]).encode("utf-16")}
        ),
        "entities of its own",
    ),
    (
        "entities in a sheet",
        lambda: rewrite(workbook(["一"]), {SHEET: b"<!DOCTYPE x><worksheet/>"}),
        "entities of its own",
    ),
    ("deep controls", lambda: in_body(b"<w:sdt><w:sdtContent>" * 300), "whole"),
    (
        "wide cell",
        lambda: word_xml(
            table_xml((f'<w:tcPr><w:gridSpan w:val="40000000"/></w:tcPr>{p("x")}', p("y")))
        ),
        "columns",
    ),
    ("cut", lambda: PLAIN[:-300], "damaged"),
    ("empty document", lambda: rewrite(PLAIN, {DOCUMENT: b""}), "damaged"),
    ("other document", lambda: rewrite(PLAIN, {DOCUMENT: b"<a/>"}), "without a text"),
    (
        "no body",
        lambda: rewrite(
            PLAIN,
            {
                DOCUMENT: b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
            },
        ),
        "without a text",
    ),
    (
        "relation to nothing",
        lambda: rewrite(PLAIN, {RELATIONS: lambda part: part.replace(b"Target=", b"Tarjet=", 1)}),
        "damaged",
    ),
    ("damaged list", lambda: rewrite(PLAIN, {"word/numbering.xml": b"<"}), "damaged"),
]


@pytest.mark.parametrize(
    ("make", "words"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE]
)
def test_read_file_refuses_hostile(make: Callable[[], bytes], words: str) -> None:
    """Bombs, entities, depth and damage are refused by their name, in little memory."""
    content = make()
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError, match=words):
            read_file(content)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000_000


def test_read_file_refuses_large_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of more bytes than a document has is refused, and so is what it unpacks to."""
    monkeypatch.setattr(limits, "MOST_BYTES", 100)
    with pytest.raises(DocumentError, match="at most 100 bytes"):
        read_file(b"x" * 101)


@pytest.mark.parametrize("name", ["MOST_UNPACKED", "MOST_XML"])
def test_read_file_refuses_large_parts(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The parts of a file may not be larger together than a document is."""
    monkeypatch.setattr(limits, name, 1000)
    with pytest.raises(DocumentError, match="unpacked"):
        read_file(PLAIN)


def test_read_file_counts_what_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file says of the sizes of its parts is not believed."""
    monkeypatch.setattr(archives, "MOST_UNPACKED", 1000)
    with pytest.raises(DocumentError, match="zip bomb"):
        read_file(PLAIN)


def test_read_file_refuses_table_of_many_cells() -> None:
    """A table that reaches over more cells than a table has is refused before it is made."""
    rows = "<tr><td colspan=1000>x<td>y" + "<tr><td>z" * 2500
    with pytest.raises(DocumentError, match="cells"):
        read_file(f"<!DOCTYPE html><table>{rows}</table>")


def test_read_file_refuses_encrypted_parts() -> None:
    """A part that is encrypted inside the file cannot be read, and that is said."""
    content = bytearray(PLAIN)
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    with pytest.raises(DocumentError, match="damaged"):
        read_file(bytes(content))


def test_read_file_refuses_damage_beyond_types() -> None:
    """Damage in a part that is not the first is found as well."""
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        info = archive.getinfo(DOCUMENT)
    content = bytearray(PLAIN)
    start = info.header_offset + 30 + len(info.filename)
    content[start + 20 : start + 60] = bytes(40)
    with pytest.raises(DocumentError, match="damaged"):
        read_file(bytes(content))


@pytest.mark.parametrize("library", ["docx", "lxml", "markdown_it", "openpyxl", "pypdfium2"])
def test_read_file_names_extra(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    """Without a library the extra that installs it is named; a text needs none."""
    for name in [*sys.modules]:
        if name.partition(".")[0] == library or name.startswith("svctrade._parsing.formats."):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    content = {
        "docx": PLAIN,
        "lxml": b"<!DOCTYPE html>",
        "markdown_it": b"# x",
        "openpyxl": DAMAGED["xlsx"],
        "pypdfium2": PDF,
    }[library]
    with pytest.raises(MissingExtraError, match=r"^this needs \S+: pip install '") as caught:
        read_file(content)
    assert library.partition("_")[0] in caught.value.library
    assert read_file("一、总体要求").paragraphs


def linear(make: Callable[[int], str | bytes], name: str, size: int) -> None:
    """Check that ten times the text takes at most twelve times the time."""
    small, large = make(size), make(size * 10)

    def best(content: str | bytes) -> float:
        times = []
        for _ in range(3):
            start = time.process_time()
            read_file(content, name)
            times.append(time.process_time() - start)
        return min(times)

    assert best(large) < max(12 * best(small), 0.2) * 1.5


LINE = "完善服务贸易促进机制，优化办事流程。（责任单位：省商务厅、省发展改革委）"


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("plan.txt", lambda size: (LINE + "\n") * size),
        ("plan.txt", lambda size: "\n".join(LINE[at % 9 :] for at in range(size))),
        ("plan.txt", lambda size: "一二三，\n" * size),
        ("plan.md", lambda size: f"# 甲\n\n{LINE}\n\n" * size),
        ("plan.html", lambda size: "<!DOCTYPE html>" + f"<p>{LINE}</p>" * size),
        ("plan.html", lambda size: "<!DOCTYPE html><p>" + f"{LINE}<br>" * size),
        ("plan.html", lambda size: "<!DOCTYPE html>" + "<b>索引号：</b>" * size),
        ("plan.csv", lambda size: "序号,举措,单位\n" + f"1,{LINE},海关\n" * size),
    ],
)
def test_read_file_takes_linear_time(name: str, make: Callable[[int], str]) -> None:
    """The time goes with the size of the text."""
    linear(make, name, 300)


DAMAGED = {
    "docx": word_xml(table_xml((p("甲"), p("乙"))) + p("丙")),
    "xlsx": workbook(["序号", "举措"], [1, "优化"]),
}


@pytest.mark.parametrize("kind", sorted(DAMAGED))
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_read_file_survives_damaged_bytes(kind: str, data: st.DataObject) -> None:
    """Whatever byte is damaged, a file is read or refused."""
    content = bytearray(DAMAGED[kind])
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(DocumentError):
        read_file(bytes(content))


@given(st.integers(0, 3000), st.binary(max_size=20))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
def test_read_file_survives_damaged_pdf(at: int, damage: bytes) -> None:
    """Whatever bytes of a PDF are damaged, it is read or refused."""
    with contextlib.suppress(DocumentError):
        read_file(PDF[:at] + damage + PDF[at + len(damage) :])


def pdf() -> bytes:
    drawing = Drawing()
    drawing.lines(["一、总体要求", "（一）主要目标。"])
    drawing.grid((60, 200, 400), (500, 450, 400))
    drawing.text(70, 480, "序号", 12)
    return drawing.save()


PDF = pdf()


@given(st.text("<>/=pdtrlio \"'一、&;123", max_size=200))
@settings(max_examples=200)
def test_read_file_survives_any_html(text: str) -> None:
    """Whatever a page is, it is read."""
    read_file("<!DOCTYPE html>" + text)


@given(st.text("#*_`|>-+.123 \n一、[]()!<>br", max_size=200))
@settings(max_examples=200, deadline=None)
def test_read_file_survives_any_markdown(text: str) -> None:
    """Whatever Markdown is, it is read."""
    try:
        read_file("# 一\n" + text, "plan.md")
    except DocumentError:
        assert ">" in text or "-" in text


def parts(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        for name in names:
            archive.writestr(name, "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [parts("word/document.xml"), parts("xl/workbook.xml"), b"%PDF-1.7\n%\xe2\xe3\n"]
)
def test_damaged_files_in_memory_get_advice(content: bytes) -> None:
    """What begins as an Office file or a PDF is named as one, with what to do."""
    with pytest.raises(DocumentError, match=r"save it again|save or download it again"):
        read_file(content)


@pytest.mark.parametrize("part", ["word/_rels/document.xml.rels", "word/styles.xml", "word/x.vml"])
@pytest.mark.parametrize("declaration", ["<!DOCTYPE x>", '<!DOCTYPE x SYSTEM "file:///a">'])
def test_read_file_refuses_document_type_in_any_part(part: str, declaration: str) -> None:
    """A document type without entities is refused too, in relations and drawings as well."""
    with pytest.raises(DocumentError, match="without a document type") as caught:
        read_file(rewrite(PLAIN, {part: f"{declaration}<x/>".encode()}))
    assert part in str(caught.value)


def test_table_draft_takes_cells_up_to_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many cells as the limit says are taken, and one more is refused."""
    monkeypatch.setattr(tables, "MOST_CELLS", 6)
    draft = tables.TableDraft(FilePlace(1))
    for _ in range(2):
        draft.start_row()
        for column in range(3):
            draft.add_cell("甲", FilePlace(1), column)
    assert len(draft.finish()[0].rows) == 2
    with pytest.raises(DocumentError, match="at most 6 cells"):
        draft.start_row()


@pytest.mark.parametrize("limit", ["MOST_CELLS", "MOST_CHARACTERS"])
def test_tables_of_a_file_are_counted_together(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two tables with as many cells and characters as the limit says are taken, and no more."""
    page = "<!DOCTYPE html>" + "<table><tr><td>甲<td>乙<td>丙</table>" * 2
    monkeypatch.setattr(tables, limit, 6)
    assert len(read_file(page).tables) == 2
    monkeypatch.setattr(tables, limit, 5)
    with pytest.raises(DocumentError, match="tables of at most"):
        read_file(page)


def counted(**most: int) -> Callable[[], object]:
    """Return what counts the cells and characters of a workbook, with other limits."""
    return partial(excel._Left, **most)


@pytest.mark.parametrize(
    ("name", "at_limit", "below", "words"),
    [
        ("MOST_ROWS", 2, 1, "a sheet of at most 1 rows"),
        ("MOST_COLUMNS", 3, 2, "and 2 columns"),
        ("MOST_CELLS", 6, 5, "a sheet of at most 5 cells"),
        ("MOST_SHEETS", 1, 0, "at most 0 sheets"),
        ("_Left", counted(cells=6), counted(cells=5), "sheets of at most"),
        ("_Left", counted(characters=7), counted(characters=6), "sheets of at most"),
    ],
)
def test_a_workbook_may_have_as_much_as_the_limits_say(
    name: str, at_limit: object, below: object, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two rows of three cells and seven characters are taken up to each limit, and no further."""
    content = workbook(["甲甲", "乙", "丙"], ["丁", "戊", "己"])
    monkeypatch.setattr(excel, name, at_limit)
    (table,) = read_file(content).tables
    assert [len(row) for row in table.rows] == [3, 3]
    monkeypatch.setattr(excel, name, below)
    with pytest.raises(DocumentError, match=words):
        read_file(content)


def test_merged_cells_are_counted_by_what_they_cover(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two merged cells over three cells each are taken where six may be covered, and no fewer."""
    areas = [(1, 1, 3, 1), (1, 2, 3, 2)]
    monkeypatch.setattr(excel, "MOST_CELLS", 6)
    spans, covered = excel._spread(areas, 2, 3)
    assert spans == {(0, 0): (1, 3), (1, 0): (1, 3)}
    assert covered == {(0, 1), (0, 2), (1, 1), (1, 2)}
    monkeypatch.setattr(excel, "MOST_CELLS", 5)
    with pytest.raises(DocumentError, match="merged cells of at most 5"):
        excel._spread(areas, 2, 3)
