"""Finding and loading the bundled data: in a folder, in a zip, damaged, or not there."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest

import svctrade
from svctrade import DataError, Edition, _io
from svctrade._api import documents as _documents
from svctrade._api import verify as _verify
from svctrade._bundled import bundled as _bundled
from svctrade._bundled.data import edition_from_data, names_from_data
from svctrade._names import normalize as _normalize
from svctrade._names import suggest as _suggest

from .processes import answered

PACKAGE = Path(svctrade.__file__).parent
ASK = 'import svctrade; print(svctrade.measures().in_region("厦门").led_by("移民局").numbers)'


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Let each test load for itself, and leave what was loaded before as it was."""
    caches = (
        _io.checksums,
        _documents.lexicon,
        _normalize._simplified,
        _normalize._normalized,
        _suggest.tables,
    )
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the package's data that a test may damage."""
    shutil.copytree(PACKAGE / "data", tmp_path / "data")
    monkeypatch.setattr(_resources, "data", lambda _: tmp_path)
    return tmp_path / "data"


def reseal(data: Path, name: str) -> None:
    """Make the sum of a changed file right again."""
    sums = data / "SHA256SUMS"
    text = sums.read_text(encoding="utf-8")
    found = hashlib.sha256((data / name).read_bytes()).hexdigest()
    lines = [
        f"{found}  {name}" if line.endswith(f"  {name}") else line for line in text.splitlines()
    ]
    sums.write_text("\n".join(lines) + "\n", encoding="utf-8")


def load() -> Edition:
    """Read the data, as the build and `verify` do."""
    return edition_from_data("2020", names_from_data())


FILES = [
    "names/bodies.json",
    "names/regions.json",
    "editions/2020/edition.json",
    "editions/2020/source.txt",
    "names/outsiders.json",
    "names/traditional.json",
]


@pytest.mark.parametrize("name", FILES)
def test_a_changed_byte_is_told(copied: Path, name: str) -> None:
    """A file of another sum is damaged: the error names it, and both sums."""
    path = copied / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        load()
    assert caught.value.path == name
    assert caught.value.found == hashlib.sha256(content).hexdigest()
    assert caught.value.expected.startswith("SHA-256 ")


@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS"])
def test_a_missing_file_is_told(copied: Path, name: str) -> None:
    """A file that is not there is an error that names it."""
    (copied / name).unlink()
    with pytest.raises(DataError, match="install svctrade again") as caught:
        load()
    assert caught.value.path == name
    assert caught.value.found == "FileNotFoundError"


@pytest.mark.parametrize("name", FILES[:3])
def test_a_file_of_another_shape_is_told(copied: Path, name: str) -> None:
    """A file whose sum is right and whose content is not is still refused."""
    (copied / name).write_text("[7]", encoding="utf-8")
    reseal(copied, name)
    with pytest.raises(DataError, match=r"expected an object|expected a") as caught:
        load()
    assert caught.value.path == name


def test_a_file_that_is_no_text_is_told(copied: Path) -> None:
    """Bytes that are no UTF-8 are refused, even with a right sum."""
    (copied / "names/bodies.json").write_bytes(b"\xff")
    reseal(copied, "names/bodies.json")
    with pytest.raises(DataError, match="expected UTF-8"):
        load()


def test_damage_is_in_the_report(copied: Path) -> None:
    """`verify` raises nothing: it tells the file that is damaged, and that it is."""
    (copied / "names/bodies.json").write_bytes(b"[]")
    report = svctrade.verify()
    assert not report
    assert "data/names/bodies.json: expected SHA-256" in str(report)


def test_the_text_of_the_source_is_read_with_the_edition(copied: Path) -> None:
    """An edition has the text of its source, and is not to be had without it."""
    (copied / "editions/2020/source.txt").unlink()
    with pytest.raises(DataError) as caught:
        _ = _bundled.BundledEdition("2020").edition
    assert caught.value.path == "editions/2020/source.txt"


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    """A flipped byte inside a zip is the same kind of error as in a folder."""
    for compression in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        archive = tmp_path / f"{compression}.zip"
        pack(archive, compression)
        with zipfile.ZipFile(archive) as packed:
            start = packed.getinfo("svctrade/data/names/bodies.json").header_offset
        content = bytearray(archive.read_bytes())
        content[start + 500] ^= 0xFF
        archive.write_bytes(content)
        code = (
            "import svctrade\n"
            "report = svctrade.verify()\n"
            "print(bool(report), 'data/names/bodies.json: expected' in str(report))"
        )
        assert answered("-W", "error", "-c", code, path=archive) == "False True"


def pack(archive: Path, compression: int) -> None:
    """Put the package into a zip."""
    with zipfile.ZipFile(archive, "w", compression) as packed:
        for path in PACKAGE.rglob("*"):
            if "__pycache__" not in path.parts:
                packed.write(path, Path("svctrade") / path.relative_to(PACKAGE))


@pytest.mark.parametrize("content", ["", "nonsense\n", "0  a\n1  a\n"])
def test_damaged_sums_are_told(copied: Path, content: str) -> None:
    """A list of sums that is none is an error."""
    (copied / "SHA256SUMS").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="SHA256SUMS"):
        load()


def test_a_file_without_a_sum_is_not_trusted(copied: Path) -> None:
    """A file that the sums do not list is refused."""
    sums = copied / "SHA256SUMS"
    lines = sums.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if "regions" not in line]
    sums.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="expected SHA-256 no such file"):
        load()


THREADS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import svctrade
sys.setswitchinterval(1e-6)
barrier = Barrier(64)
def ask(n):
    barrier.wait()
    found = svctrade.measures().in_region("厦门").led_by("移民局")
    measure = found.one()
    whole = svctrade.edition()
    assert found.numbers == (59,) and measure is whole.measures[58], found
    assert measure.events and measure.publication is whole.publication, measure
    return id(whole), id(measure), id(measure.reading)
with ThreadPoolExecutor(64) as pool:
    print(len({*pool.map(ask, range(64))}))
"""


def test_first_use_by_many_threads_loads_once() -> None:
    """Threads that ask first at the same time get one edition, whole, and the same records."""
    assert [answered("-W", "error", "-c", THREADS) for _ in range(5)] == ["1"] * 5


def test_the_package_works_inside_a_zip(tmp_path: Path) -> None:
    """The data is found where the package is, even in an archive."""
    archive = tmp_path / "svctrade.zip"
    pack(archive, zipfile.ZIP_STORED)
    assert answered("-W", "error", "-c", ASK, path=archive) == "(59,)"
    assert answered(
        "-W", "error", "-c", "import svctrade; print(svctrade.__file__)", path=archive
    ).startswith(str(archive))


@pytest.mark.parametrize("zipped", [False, True])
def test_without_data_the_edition_is_told_to_be_missing(tmp_path: Path, zipped: bool) -> None:
    """A package without data imports and answers; what needs the data says which file."""
    shutil.copytree(
        PACKAGE, tmp_path / "svctrade", ignore=shutil.ignore_patterns("data", "__pycache__")
    )
    path = tmp_path
    if zipped:
        path = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "svctrade"))
    code = f"{ASK}\ntry: svctrade.edition()\nexcept svctrade.DataError as error: print(error.path)"
    assert answered("-W", "error", "-c", code, path=path).splitlines() == [
        "(59,)",
        "editions/2020/source.txt",
    ]


def swapped(text: str) -> str:
    """Return a page with its first two measures exchanged."""
    head, _, tail = text.rpartition("MEASURES = (")
    first, second, rest = tail.split(",", 2)
    return f"{head}MEASURES = ({second},{first},{rest}"


@pytest.mark.parametrize(
    ("name", "change", "told"),
    [
        ("index_2020.py", None, "index_2020.py: expected a module that can be loaded"),
        ("measures_2020_3.py", lambda text: text[:900], "found SyntaxError"),
        ("measures_2020_0.py", swapped, "measures that answer"),
        ("__init__.py", lambda text: text.replace("SUM = '", "SUM = 'x"), "another sum"),
        ("known.py", lambda text: text.replace("'NIA'", "'NIB'"), "other bodies or regions"),
        ("bodies.py", None, "bodies.py: expected a module that can be loaded"),
    ],
)
def test_verify_tells_of_damage_to_what_answers(
    name: str, change: Callable[[str], str] | None, told: str, tmp_path: Path
) -> None:
    """A module that is missing, cut off or altered is a fault of the report, and never raised."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "svctrade", ignore=ignored)
    path = tmp_path / "svctrade" / "_compiled" / name
    if change is None:
        path.unlink()
    else:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    code = (
        "import svctrade, sys; sys.stdout.reconfigure(encoding='utf-8'); print(svctrade.verify())"
    )
    report = answered("-W", "error", "-c", code, path=tmp_path)
    assert "FAULT" in report
    assert told in report


def no_data(*_: object) -> NoReturn:
    raise DataError("a", "a file", "nothing")


@pytest.mark.parametrize(
    ("name", "stand_in", "told"),
    [
        ("SUM", "0", "another sum"),
        ("names", lambda: ((), ()), "other bodies or regions"),
        ("names", no_data, "data/a: expected a file"),
        ("bundled", no_data, "data/a: expected a file"),
        ("lexicon", no_data, "data/a: expected a file"),
    ],
)
def test_verify_tells_what_cannot_be_had(
    name: str, stand_in: object, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is missing or of other data is a fault of the check that needs it."""
    monkeypatch.setattr(_verify, name, stand_in)
    report = svctrade.verify()
    assert [told in str(check) for check in report.checks if not check.ok] == [True]


def test_verify_asks_what_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """The measures that a question gives are compared, and not only those of the edition."""
    monkeypatch.setattr(_bundled.BundledEdition, "measures", lambda *_: ())
    assert "measures that answer" in str(svctrade.verify())


def test_a_module_that_is_not_there_is_told() -> None:
    """What answers is missing: the error names the file."""
    with pytest.raises(DataError, match="found ModuleNotFoundError") as caught:
        _bundled._compiled("index_1999")
    assert caught.value.path == "../_compiled/index_1999.py"
