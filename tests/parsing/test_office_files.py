"""One plan is one edition, whichever program wrote the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from svctrade import Measure, read_document

from . import office
from .documents import EDITION
from .test_read_files import ANNEX_NOTES, annex_rows, content_of, page, word_with_tables
from .test_read_table import without_places

pytestmark = pytest.mark.long

ANNEX: tuple[str | list[list[str]], ...] = ("附表", EDITION.title, annex_rows(), *ANNEX_NOTES)
NAMES = ("plain", "table", "annex")


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the plan, with and without a table, and the annex."""
    folder = tmp_path_factory.mktemp("sources")
    for name in ("plain", "table"):
        table = name == "table"
        (folder / f"{name}.docx").write_bytes(office.plan_word(table=table))
        (folder / f"{name}.html").write_bytes(office.plan_page(table=table))
    (folder / "plain.txt").write_text(office.plan_text(), encoding="utf-8")
    (folder / "annex.docx").write_bytes(word_with_tables(*ANNEX))
    (folder / "annex.html").write_bytes(page(*ANNEX))
    return folder


@pytest.fixture(scope="session")
def from_office(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the files that LibreOffice makes of the Word files."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    words = [sources / f"{name}.docx" for name in NAMES]
    office.convert(folder, "pdf", *words)
    office.convert(folder, "odt", *words)
    office.convert(folder, "docx", *(folder / f"{name}.odt" for name in NAMES))
    office.convert(folder, "txt:Text (encoded):UTF8", words[0])
    for name in ("plain", "table"):
        typed = office.plan_word(table=name == "table", automatic=False)
        (folder / f"{name}-typed.docx").write_bytes(typed)
    office.convert(folder, "html", *(folder / f"{name}-typed.docx" for name in ("plain", "table")))
    return folder


@pytest.fixture(scope="session")
def from_chromium(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the PDF files that Chromium makes of the web pages."""
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed")
    folder = tmp_path_factory.mktemp("chromium")
    for name in NAMES:
        office.print_page(sources / f"{name}.html", folder / f"{name}.pdf")
    return folder


def check_plan(path: Path, *, table: bool) -> None:
    """Compare the edition of a file with that of the plan as text and, if it has one, the table."""
    expected = content_of(read_document(office.plan_text(), id=path.stem))
    edition = content_of(read_document(path, id=path.stem))
    own = edition.measures[: len(expected.measures)]
    assert [plain_measure(m) for m in own] == [plain_measure(m) for m in expected.measures]
    assert edition.publication == expected.publication
    assert edition.problems == ()
    rows = edition.measures[len(own) :]
    assert len(rows) == (len(office.ROWS) - 1 if table else 0)
    if not table:
        assert edition == expected
    for measure, (_, text, lead, assist, deadline) in zip(rows, office.ROWS[1:], strict=False):
        assert (measure.text, measure.deadline) == (text, deadline)
        assert measure.responsibility == f"牵头单位：{lead}；配合单位：{assist}"


def plain_measure(measure: Measure) -> object:
    """Return a measure without what other measures of its edition say of it."""
    assigned = [(a.text, a.roles, [party.text for party in a.parties]) for a in measure.assignments]
    heading = (measure.task.label, measure.task.title, measure.task.objective)
    return measure.number, measure.label, measure.text, measure.deadline, heading, assigned


def check_annex(path: Path) -> None:
    """Compare the annex as read from a file with the bundled edition."""
    edition = read_document(path, id="2020", publication=EDITION.publication)
    assert without_places(edition) == without_places(EDITION)


@pytest.mark.parametrize("name", ["plain.docx", "plain.html", "table.docx", "table.html"])
def test_read_document_reads_own_files(name: str, sources: Path) -> None:
    """Automatic numbers of Word and of lists of a page are those of the text."""
    check_plan(sources / name, table=name.startswith("table"))


@pytest.mark.parametrize(
    "name",
    [
        *("plain.txt", "plain.pdf", "plain.docx", "plain-typed.html"),
        *("table.pdf", "table.docx", "table-typed.html"),
    ],
)
def test_read_document_reads_plan_of_office(name: str, from_office: Path) -> None:
    """What LibreOffice makes of the Word file is the same edition."""
    check_plan(from_office / name, table=name.startswith("table"))


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_read_document_reads_annex_of_office(suffix: str, from_office: Path) -> None:
    """The annex as LibreOffice writes it is the bundled edition."""
    check_annex(from_office / f"annex.{suffix}")


@pytest.mark.parametrize("name", ["plain", "table"])
def test_read_document_reads_plan_of_chromium(name: str, from_chromium: Path) -> None:
    """What Chromium prints, with its header and footer, is the same edition."""
    check_plan(from_chromium / f"{name}.pdf", table=name == "table")


def test_read_document_reads_annex_of_chromium(from_chromium: Path) -> None:
    """The annex as Chromium prints it is the bundled edition."""
    check_annex(from_chromium / "annex.pdf")
