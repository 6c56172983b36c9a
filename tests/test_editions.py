"""Finding and loading the bundled data: in a folder, in a zip, damaged, or not there."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import svctrade
from svctrade import DataError, _editions, _index, _names, _resources, _slips

PACKAGE = Path(svctrade.__file__).parent
ASK = 'import svctrade; print(svctrade.measures().in_region("厦门").led_by("移民局").numbers)'


def run(code: str, path: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(  # noqa: S603  # this interpreter, and code of our own
        [sys.executable, "-W", "error", "-c", code],
        env=environment,
        check=True,
        capture_output=True,
        encoding="utf-8",
    ).stdout.strip()


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    """Let each test load for itself, and leave what was loaded before as it was."""
    caches = (
        _resources.sums,
        _editions._names,
        _editions._load_edition,
        _editions._lexicon,
        _names._readings,
        _slips.tables,
    )
    for cached in caches:
        cached.cache_clear()
    _index._INDEXES.clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the package's data that a test may damage."""
    shutil.copytree(PACKAGE / "data", tmp_path / "data")
    monkeypatch.setattr(_resources, "files", lambda _: tmp_path)
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
        svctrade.measures()
    assert caught.value.path == name
    assert caught.value.found == hashlib.sha256(content).hexdigest()
    assert caught.value.expected.startswith("SHA-256 ")


@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS"])
def test_a_missing_file_is_told(copied: Path, name: str) -> None:
    """A file that is not there is an error that names it."""
    (copied / name).unlink()
    with pytest.raises(DataError, match="install svctrade again") as caught:
        svctrade.measures()
    assert caught.value.path == name
    assert caught.value.found == "FileNotFoundError"


@pytest.mark.parametrize("name", FILES[:3])
def test_a_file_of_another_shape_is_told(copied: Path, name: str) -> None:
    """A file whose sum is right and whose content is not is still refused."""
    (copied / name).write_text("[7]", encoding="utf-8")
    reseal(copied, name)
    with pytest.raises(DataError, match=r"expected an object|expected a") as caught:
        svctrade.measures()
    assert caught.value.path == name


def test_a_file_that_is_no_text_is_told(copied: Path) -> None:
    """Bytes that are no UTF-8 are refused, even with a right sum."""
    (copied / "names/bodies.json").write_bytes(b"\xff")
    reseal(copied, "names/bodies.json")
    with pytest.raises(DataError, match="expected UTF-8"):
        svctrade.measures()


def test_data_without_an_edition_is_told(copied: Path) -> None:
    """Sums that list no edition are damaged."""
    sums = copied / "SHA256SUMS"
    lines = sums.read_text(encoding="utf-8").splitlines()
    sums.write_text("\n".join(x for x in lines if "edition" not in x) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="expected an edition, found none"):
        svctrade.editions()


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
            "try: svctrade.measures()\n"
            "except svctrade.DataError as error: print(error.path)"
        )
        assert run(code, archive) == "names/bodies.json"


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
        svctrade.editions()


def test_a_file_without_a_sum_is_not_trusted(copied: Path) -> None:
    """A file that the sums do not list is refused."""
    sums = copied / "SHA256SUMS"
    lines = sums.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if "regions" not in line]
    sums.write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="expected SHA-256 no such file"):
        svctrade.measures()


def test_the_data_is_loaded_once_by_many_threads() -> None:
    """Threads that ask first at the same time get one and the same edition."""
    barrier = Barrier(32)

    def ask(_: int) -> int:
        barrier.wait()
        return id(svctrade.edition())

    with ThreadPoolExecutor(32) as pool:
        assert len({*pool.map(ask, range(32))}) == 1


def test_importing_reads_nothing(tmp_path: Path) -> None:
    """Importing loads neither data nor cattrs; asking loads both."""
    code = (
        "import sys, svctrade\n"
        "names = 'attrs', 'cattrs', 'importlib_resources', 'svctrade._editions'\n"
        "print([n in sys.modules for n in names])\n"
        "svctrade.measures()\n"
        "print([n in sys.modules for n in names])"
    )
    assert run(code, tmp_path).splitlines() == [str([False] * 4), str([True] * 4)]


def test_the_package_works_inside_a_zip(tmp_path: Path) -> None:
    """The data is found where the package is, even in an archive."""
    archive = tmp_path / "svctrade.zip"
    pack(archive, zipfile.ZIP_STORED)
    assert run(ASK, archive) == "(59,)"
    assert run("import svctrade; print(svctrade.__file__)", archive).startswith(str(archive))


@pytest.mark.parametrize("zipped", [False, True])
def test_importing_without_data_works_and_asking_tells(tmp_path: Path, zipped: bool) -> None:
    """A package whose data is missing imports; a question is an error that names the file."""
    shutil.copytree(
        PACKAGE, tmp_path / "svctrade", ignore=shutil.ignore_patterns("data", "__pycache__")
    )
    path = tmp_path
    if zipped:
        path = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "svctrade"))
    code = (
        "import svctrade\n"
        "try: svctrade.measures()\n"
        "except svctrade.DataError as error: print(error.path)"
    )
    assert run(code, path) == "SHA256SUMS"
