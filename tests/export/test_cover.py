"""The cover of a workbook says what was asked, of which document, and what its terms mean."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import attrs
import openpyxl
import pytest

import svctrade
from svctrade import Basis, Certainty, Column, Publication, Role, Table

Lang = Literal["en", "zh"]
LANGUAGES: tuple[Lang, ...] = ("en", "zh")
ALL = svctrade.measures()
EDITION = svctrade.edition()
XIAMEN = ALL.in_region("厦门").led_by("移民局")
PLAIN = Table("plain", (Column("n", "integer", (1,)),))


def cover_of(table: Table) -> dict[str, str]:
    """Return the texts of the cover by their labels."""
    assert table.cover is not None
    labels, texts = (column.values for column in table.cover.columns)
    found = dict(zip(map(str, labels), map(str, texts), strict=True))
    assert len(found) == len(labels)
    return found


def rows_of(path: Path, sheet: int) -> list[tuple[Any, ...]]:
    return [*openpyxl.load_workbook(path).worksheets[sheet].iter_rows(values_only=True)]


def test_cover_is_in_language_of_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The language of the reader changes nothing of a table whose language was given."""
    covers = {lang: cover_of(XIAMEN.table(lang=lang)) for lang in LANGUAGES}
    for reader in LANGUAGES:
        monkeypatch.setenv("SVCTRADE_LANG", reader)
        assert {lang: cover_of(XIAMEN.table(lang=lang)) for lang in LANGUAGES} == covers


def test_cover_says_what_was_asked_and_of_which_document() -> None:
    """In English: the query, the document, its number and period, and whose translation it is."""
    table = XIAMEN.table(lang="en")
    found = cover_of(table)
    publication, translation = EDITION.publication, EDITION.translation
    assert translation is not None
    assert table.cover is not None
    assert (table.cover.name, table.cover.names) == ("About", ("item", "content"))
    assert found["Content"] == XIAMEN.heading("en")
    assert found["As Python"] == XIAMEN.query
    assert found["Document"] == f"{publication.title_en} “{publication.title}”"
    assert found["Issuer"] == "Ministry of Commerce of China"
    assert found["Document number"] == "“商服贸发〔2020〕165号”"
    assert found["Published"] == "2020-08-14"
    assert found["Address"] == publication.origin
    assert found["Period"] == publication.period("en")
    assert found["Translation"] == f"{translation.as_text('en')} {translation.method}"
    assert found["Topics"].startswith("Columns marked (reading)")
    assert "CC0" in found["Licence"]
    terms = {
        **{f"Certainty: {term.label_en}": term.definition_en for term in Certainty},
        **{f"Basis of the lead: {term.label_en}": term.definition_en for term in Basis},
        **{f"Role: {term.label_en}": term.definition_en for term in Role},
    }
    assert {label: found[label] for label in terms} == terms


def test_cover_in_chinese_has_the_same() -> None:
    """In Chinese: the same without the translation, which is in no column."""
    table = XIAMEN.table("assignments", lang="zh")
    found = cover_of(table)
    publication = EDITION.publication
    assert table.cover is not None
    assert (table.cover.name, table.cover.names) == ("说明", ("项目", "内容"))
    assert [*found.items()][:8] == [
        ("内容", XIAMEN.heading("zh")),
        ("Python代码", XIAMEN.query),
        ("文件", publication.title),
        ("发文机关", "商务部"),
        ("发文字号", "商服贸发〔2020〕165号"),
        ("公布日期", "2020-08-14"),
        ("网址", str(publication.origin)),
        ("时间", publication.period("zh")),
    ]
    assert found["主题"].startswith("标有“本项目归类”的各列")
    assert found["许可"].endswith("适用CC0。")
    terms = {
        **{f"适用程度：{term.label}": term.definition for term in Certainty},
        **{f"牵头依据：{term.label}": term.definition for term in Basis},
        **{f"职责：{term.label}": term.definition for term in Role},
    }
    assert {label: found[label] for label in terms} == terms


@pytest.mark.parametrize(
    ("lang", "first"),
    [("en", ["Content", "As Python", "Document"]), ("zh", ["内容", "Python代码", "文件"])],
)
def test_cover_leaves_out_missing_facts(lang: Lang, first: list[str]) -> None:
    """Of a document of which only the title is known the cover has the title."""
    bare = attrs.evolve(
        EDITION.with_layer(None).with_translation(None), id="own", publication=Publication("某表")
    )
    found = cover_of(svctrade.measures(bare).table(lang=lang))
    assert [*found][:4] == [*first, next(iter(k for k in found if k.startswith(("Cert", "适用"))))]
    assert found[first[-1]] == ("“某表”" if lang == "en" else "某表")
    assert not {"Topics", "主题", "Translation", "Period", "时间"} & {*found}


def test_cover_names_an_issuer_without_english_as_printed() -> None:
    """An issuer that has no English name is quoted."""
    publication = attrs.evolve(EDITION.publication, issuer="某局", issuer_en=None, title_en=None)
    own = attrs.evolve(EDITION, id="own", publication=publication)
    found = cover_of(svctrade.measures(own).table(lang="en"))
    assert found["Issuer"] == "“某局”"


@pytest.mark.parametrize(("lang", "name"), [("en", "About"), ("zh", "说明"), (None, "About")])
def test_workbook_begins_with_the_cover(tmp_path: Path, lang: Lang | None, name: str) -> None:
    """The first sheet has the rows of the cover, and the second those of the table."""
    path = tmp_path / "t.xlsx"
    table = XIAMEN.table(lang=lang)
    table.to_excel(path)
    assert table.cover is not None
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [name, table.name]
    assert rows_of(path, 0) == [*table.cover.text_rows()]
    assert {*rows_of(path, 1)[0]} == {*table.names}
    sheet: Any = book.worksheets[0]
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row)
    assert (sheet["A2"].font.bold, sheet["B1"].font.bold, sheet["B2"].font.bold) == (1, 1, False)


def test_workbook_has_one_cover(tmp_path: Path) -> None:
    """Of several tables the first cover is taken; a table without one adds none."""
    path = tmp_path / "t.xlsx"
    PLAIN.to_excel(path, XIAMEN.table(), XIAMEN.table("readings"))
    assert openpyxl.load_workbook(path).sheetnames == ["About", "plain", "measures", "readings"]
    assert ("As Python", XIAMEN.query) in rows_of(path, 0)
    XIAMEN.table().with_cover(None).to_excel(path)
    assert openpyxl.load_workbook(path).sheetnames == ["measures"]


def test_each_sheet_joins_texts_as_its_table_does(tmp_path: Path) -> None:
    """In one workbook a Chinese and an English table keep their own signs between texts."""
    path = tmp_path / "t.xlsx"
    tables = [XIAMEN.table(lang="zh").select("责任单位"), XIAMEN.table(lang="en").select("Bodies")]
    tables[0].to_excel(path, tables[1])
    assert [rows_of(path, n)[1] for n in (1, 2)] == [
        ("移民局、外交部",),
        ("National Immigration Administration; Ministry of Foreign Affairs",),
    ]


def test_table_named_as_the_cover_is_refused(tmp_path: Path) -> None:
    """Excel does not tell sheets apart whose names differ in case only."""
    table = attrs.evolve(PLAIN, name="ABOUT").with_cover(XIAMEN.table().cover)
    with pytest.raises(ValueError, match="ABOUT"):
        table.to_excel(tmp_path / "t.xlsx")


def test_cover_is_kept_and_not_compared() -> None:
    """A selection keeps the cover; tables are equal without it."""
    table = ALL.table()
    assert table.select("number").cover == table.cover
    assert table.with_cover(None) == table
    assert table.with_cover(None).cover is None
    assert ALL.table("coverage").cover == table.cover
    assert ALL.table(certainty_for=("厦门",)).cover == table.cover


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_marks_are_on_the_table_and_not_on_the_cover(tmp_path: Path, lang: Lang) -> None:
    """What changed is marked in the cells of the table, whichever sheet it is on."""
    path = tmp_path / "t.xlsx"
    from svctrade._export.table import write_marked

    table = XIAMEN.table(lang=lang)
    marks = {table.names[2]: [[(0, 2)]]}
    write_marked(path, [table], marks)
    book = openpyxl.load_workbook(path, rich_text=True)
    kinds = [
        {type(cell.value).__name__ for row in sheet.iter_rows() for cell in row}
        for sheet in book.worksheets
    ]
    assert ["CellRichText" in kind for kind in kinds] == [False, True]


def test_written_measures_are_read_again(tmp_path: Path) -> None:
    """A workbook with a cover is read by `read_table`."""
    path = tmp_path / "t.xlsx"
    table = ALL.table(lang="zh").select("试点任务", "序号", "具体举措", "责任分工")
    table.to_excel(path)
    edition = svctrade.read_table(path)
    assert [m.number for m in edition.measures] == [*ALL.numbers]
    assert [m.text for m in edition.measures] == [m.text for m in ALL]
    assert [m.responsibility for m in edition.measures] == [m.responsibility for m in ALL]
