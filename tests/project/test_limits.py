"""What is larger than any document is refused by a message, or said to be cut."""

from __future__ import annotations

import json
import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import DocumentError, _json
from svctrade._api import files
from svctrade._diff import item_alignment, matching
from svctrade._names import normalize_name
from svctrade._parsing.formats import read_file
from tests.parsing.files import (
    DOCUMENT,
    SHEET,
    Change,
    p,
    rewrite,
    table_xml,
    word,
    word_xml,
    workbook,
)

BOOK = workbook(["序号", "举措"], [1, "优化"])
WORD = word("一、总体要求")


def encoded(encoding: str, name: str) -> bytes:
    """Return a document whose text hides a document type in another encoding."""
    text = f'<?xml version="1.0" encoding="{name}"?><!DOCTYPE w><w/>'
    return rewrite(WORD, {DOCUMENT: text.encode(encoding)})


def in_sheet(xml: str) -> bytes:
    return rewrite(BOOK, {SHEET: lambda part: part.replace(b"</sheetData>", xml.encode())})


def many_sheets() -> bytes:
    space = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = b'<sheet xmlns:r="' + space + b'" name="b" sheetId="9" r:id="rId1"/>'
    changes: dict[str, Change | bytes] = {
        "xl/workbook.xml": lambda part: part.replace(b"</sheets>", sheet + b"</sheets>")
    }
    return rewrite(BOOK, changes)


HUGE: list[tuple[str, Callable[[], bytes | str], str]] = [
    ("UTF-7", lambda: encoded("ascii", "utf-7"), "UTF-8 or in UTF-16"),
    ("UTF-16 without a mark", lambda: encoded("utf-16-le", "utf-16"), "UTF-8 or in UTF-16"),
    ("UTF-32", lambda: encoded("utf-32", "utf-32"), "UTF-8 or in UTF-16"),
    ("GBK", lambda: encoded("gbk", "gbk"), "entities of its own"),
    ("other name", lambda: rewrite(WORD, {"x.bin": b" <!DOCTYPE x>"}), "entities of its own"),
    ("row in other quotes", lambda: in_sheet("<row r='9999999'/></sheetData>"), "rows"),
    (
        "wide rows",
        lambda: in_sheet(
            "".join(f'<row><c r="XFD{n}"/></row>' for n in range(3, 200)) + "</sheetData>"
        ),
        "cells",
    ),
    ("sheets of one part", many_sheets, "a part of its own"),
    ("attributes", lambda: "<!DOCTYPE html><p a='>' " + "a " * 2000 + ">甲", "attributes"),
    ("tag without end", lambda: "<!DOCTYPE html><p a='" + "a " * 2000, "attributes"),
    (
        "long merged text",
        lambda: (
            "<!DOCTYPE html><table><tr><td rowspan=4000>"
            + "甲" * 5000
            + "<td>乙"
            + "<tr><td>丙" * 4000
        ),
        "characters",
    ),
    (
        "wide tables",
        lambda: word_xml(
            (
                table_xml((f'<w:tcPr><w:gridSpan w:val="9000"/></w:tcPr>{p("甲")}', p("乙")))
                + p("丙")
            )
            * 230
        ),
        "cells",
    ),
]


@pytest.mark.parametrize(("make", "words"), [row[1:] for row in HUGE], ids=[row[0] for row in HUGE])
def test_read_file_refuses_more_than_a_document_has(
    make: Callable[[], bytes | str], words: str
) -> None:
    """A file that would take far more time or memory than its size is refused, and it says why."""
    with pytest.raises(DocumentError, match=words):
        read_file(make())


def test_read_file_joins_texts_of_merged_cells() -> None:
    """The texts of all cells that Word merged are kept, and those of deleted paragraph marks."""
    merged = "<w:tcPr><w:vMerge{}/></w:tcPr>"
    rows = [
        (merged.format(' w:val="restart"') + p("甲"), p("乙")),
        (merged.format("") + p("丙"), p("丁")),
    ]
    mark = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>一</w:t></w:r></w:p>"
    content = read_file(word_xml(table_xml(*rows) + mark * 2 + p("二")))
    assert content.tables[0].rows[0][0].text == "甲\n丙"
    assert content.paragraphs[-1].text == "一一二"


def test_an_error_in_a_long_file_takes_little_memory(tmp_path: Path) -> None:
    """What an error takes does not grow with each character, line or fault of the file."""
    path = tmp_path / "long.json"
    text = json.dumps({"a": "x" * 500_000, "b\\" + '"' * 50_000: ["\n"] * 1000, "c": "\\" * 50_000})
    path.write_text(text + "\n" * 500_000, encoding="utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(DocumentError, match="svctrade edition"):
            svctrade.load(path)
        assert tracemalloc.get_traced_memory()[1] < 20 * path.stat().st_size
    finally:
        tracemalloc.stop()


def test_loads_stops_after_many_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many faults some are not looked for, which is said."""
    for module in (_json, files):
        monkeypatch.setattr(module, "MOST_FAULTS", 2000)
    file = json.loads(svctrade.dumps(svctrade.edition()))
    file["edition"]["measures"] = [{}] * 3000
    with pytest.raises(DocumentError, match="problems; at least "):
        svctrade.loads(json.dumps(file))


@pytest.mark.parametrize("attach", ["with_layer", "with_translation"])
def test_files_beside_an_edition_have_a_limit(
    attach: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A layer or a translation may not be larger than an edition."""
    monkeypatch.setattr(_json, "MOST_BYTES", 100)
    path = tmp_path / "x.json"
    path.write_text(" " * 101, encoding="utf-8")
    with pytest.raises(DocumentError, match="at most 100 bytes"):
        getattr(svctrade.edition(), attach)(path)


def test_loads_limits_notes() -> None:
    """An edition has a limited number of notes and marks, as a document has."""
    note = svctrade.Note(1, "外籍", marks=("外籍",))
    edition = svctrade.read_table([{"举措": "甲。", "责任分工": "商务部负责"}])
    many = attrs.evolve(edition, notes=tuple(attrs.evolve(note, number=n) for n in range(1, 101)))
    with pytest.raises(ValueError, match="at most 99 notes and 100 marks"):
        svctrade.dumps(many)
    quoted = "".join(f"“甲{n}”" for n in range(150))
    rows = [("举措", "责任分工"), ("甲。", "商务部负责"), (f"注：1.标注{quoted}的举措。",)]
    content = workbook(*rows)
    with pytest.raises(DocumentError, match="at most 100 marks"):
        svctrade.read_table(content)
    assert len(svctrade.read_table(content, strict=False).notes[0].marks) == 100


def test_normalize_name_keeps_30_marks() -> None:
    """Of a name with very many combining marks a run is cut, and its form is stable."""
    key = normalize_name("甲" + "\u0301\u0323" * 200)
    assert normalize_name(key) == key
    assert "\u034f" in key
    assert "\u034f" not in normalize_name("é" * 200)


def test_long_names_have_no_suggestion() -> None:
    """What is longer than any name is no misspelling, but a list of names is one of names."""
    with pytest.raises(svctrade.UnknownNameError) as caught:
        svctrade.body("商务步" * 100)
    assert caught.value.suggestions == ()


def test_compare_pairs_the_same_measures_by_rare_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many pairs to compare, those with rare words in common are enough."""
    old = svctrade.edition()
    dice = random.Random(1)  # noqa: S311  # a sample
    changed = [attrs.evolve(m, text=m.text[3:] + "等", number=m.number + 200) for m in old.measures]
    dice.shuffle(changed)
    new = attrs.evolve(old, measures=tuple(changed))
    exact = matching.pair(old.measures, new.measures, lambda m: m.text, lambda _: ())
    monkeypatch.setattr(matching, "_MOST_PAIRS", 0)
    likely = matching.pair(old.measures, new.measures, lambda m: m.text, lambda _: ())
    back = matching.pair(new.measures, old.measures, lambda m: m.text, lambda _: ())
    assert likely == exact
    assert {(j, i) for i, j in back.matched} == {*likely.matched}


def test_pieces_put_together_both_texts() -> None:
    """Of long texts too, the pieces are all of both, and short sentences are compared finely."""
    dice = random.Random(1)  # noqa: S311  # a sample
    for alphabet in ("甲乙。", "甲乙丙丁戊己庚辛壬癸。；"):
        before = "".join(dice.choices(alphabet, k=6000))
        after = before[:3000] + "子丑" + before[3010:5000] + "寅" + before[5000:]
        task = svctrade.task(1)
        old, new = (attrs.evolve(task, objective=text) for text in (before, after))
        change = svctrade.Reworded(old, new, "objective")
        assert "".join(a for a, _ in change.pieces) == before
        assert "".join(b for _, b in change.pieces) == after
        assert sum(len(b) for _, b in change.words) < 3000


def test_align_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two documents of very many measures are not aligned, and few parents are chosen of many."""
    rows = [{"举措": "优化服务贸易通关流程。", "责任分工": "商务部负责"}] * 30
    edition = svctrade.read_table(rows)
    links = svctrade.align(edition, edition, derived=True).links
    assert max(len(link.parents) for link in links) == 20
    monkeypatch.setattr(item_alignment, "_MOST_PAIRS", 10)
    with pytest.raises(ValueError, match="at most 10 pairs"):
        svctrade.align(edition, edition)


def test_pieces_of_long_texts_are_fine_within_a_sentence() -> None:
    """Between sentences that both have, a long text is compared by character."""
    sentences = [f"{chr(0x4E00 + n)}推行{chr(0x5E00 + n)}改革。" for n in range(400)]
    before, after = "".join(sentences), "".join(sentences).replace("丕推行", "丕实行")
    old, new = (attrs.evolve(svctrade.task(1), objective=text) for text in (before, after))
    assert svctrade.Reworded(old, new, "objective").words == (("推", "实"),)


def test_pieces_keep_a_long_stretch_whole() -> None:
    """A long stretch without a sentence of the other text is one piece."""
    texts = "甲。" + "乙丙" * 1500 + "。", "甲。" + "丙丁" * 1500 + "。"
    old, new = (attrs.evolve(svctrade.task(1), objective=text) for text in texts)
    words = svctrade.Reworded(old, new, "objective").words
    assert words == ((texts[0][2:], texts[1][2:]),)


def test_pieces_keep_a_monotonous_stretch_whole() -> None:
    """A stretch of one character, short as it is, has too many equal pairs to be compared."""
    texts = "甲。" + "乙" * 1500 + "。", "甲。" + "乙" * 1400 + "丁。"
    old, new = (attrs.evolve(svctrade.task(1), objective=text) for text in texts)
    words = svctrade.Reworded(old, new, "objective").words
    assert words == ((texts[0][2:], texts[1][2:]),)


@given(st.permutations(range(8)))
def test_pieces_keep_as_many_sentences_as_there_can_be(order: list[int]) -> None:
    """Of the sentences of a long text in another order, the longest part in the old order stays."""
    sentences = [chr(0x4E00 + n) * 2001 + "。" for n in range(8)]
    texts = "".join(sentences), "".join(sentences[n] for n in order)
    old, new = (attrs.evolve(svctrade.task(1), objective=text) for text in texts)
    pieces = svctrade.Reworded(old, new, "objective").pieces
    kept = [before for before, after in pieces if before and before == after]
    # The most that rises in the new order, counted plainly.
    longest: list[int] = []
    for at, n in enumerate(order):
        longest.append(1 + max((longest[i] for i in range(at) if order[i] < n), default=0))
    assert len(kept) == max(longest)


def test_compare_follows_a_line_of_successors() -> None:
    """Bodies that took over from each other are one, and the way to it is short the next time."""
    edition = svctrade.edition()
    resolver = matching.EntityResolver(edition, edition)
    parents = {f"Body:b{n}": f"Body:b{max(0, n - 1)}" for n in range(4)}
    resolver._parents.update(parents)
    last = attrs.evolve(edition.bodies[0], id="b3")
    assert resolver.resolve(last) == "Body:b0"
    assert {resolver._parents[key] for key in parents} == {"Body:b0"}
