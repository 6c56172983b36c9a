"""The package's data: in a folder, in a zip, damaged, missing, or used by many threads at once."""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import svctrade
from svctrade import DataError, Edition, _io
from svctrade._bundled import bundled, index_2020, rows_2020
from svctrade._bundled.data import edition_from_data, names_from_data
from svctrade._bundled.loader import Records, load_records

from ..processes import answered
from .package_data import PACKAGE, copy_package, set_checksum

QUERY = 'import svctrade; print(svctrade.measures().in_region("厦门").led_by("移民局").numbers)'
FILES = [
    "names/bodies.json",
    "names/regions.json",
    "editions/2020/edition.json",
    "editions/2020/source.txt",
    "names/outsiders.json",
    "names/traditional.json",
]


def read_data() -> Edition:
    return edition_from_data("2020", names_from_data())


@pytest.mark.parametrize("name", FILES)
def test_check_sum_refuses_changed_byte(data: Path, name: str) -> None:
    """A changed byte is an error that names the file and both checksums."""
    content = bytearray((data / name).read_bytes())
    content[len(content) // 2] ^= 1
    (data / name).write_bytes(content)
    with pytest.raises(DataError) as caught:
        _io.check_sum(name)
    assert caught.value.path == name
    assert caught.value.expected == f"SHA-256 {_io.checksums()[name]}"
    assert f"SHA-256 {caught.value.found}" != caught.value.expected


@pytest.mark.parametrize("name", [*FILES, "SHA256SUMS"])
def test_missing_file_is_data_error(data: Path, name: str) -> None:
    """The error names the missing file and says to reinstall."""
    (data / name).unlink()
    with pytest.raises(DataError, match="reinstall svctrade") as caught:
        read_data()
    assert caught.value.path == name
    assert caught.value.found == "FileNotFoundError"


@pytest.mark.parametrize("name", FILES[:3])
def test_file_of_other_shape_is_data_error(data: Path, name: str) -> None:
    """A file with a right checksum and other content is refused."""
    (data / name).write_text("[7]", encoding="utf-8")
    set_checksum(data, name)
    with pytest.raises(DataError, match=r"expected an object|expected a") as caught:
        read_data()
    assert caught.value.path == name


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("editions/2020/edition.json", '"publication": {', '"later": 1, "publication": {'),
        ("editions/2020/topics.json", '"version": 1', '"version": 2'),
        ("names/bodies.json", '"host": null', '"host": null, "later": 1'),
    ],
)
def test_file_of_other_version_is_data_error(data: Path, name: str, old: str, new: str) -> None:
    """A data file that another version of svctrade wrote is refused by its name."""
    text = (data / name).read_text(encoding="utf-8")
    assert old in text
    (data / name).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match="reinstall svctrade") as caught:
        read_data()
    assert caught.value.path == name


def test_file_of_other_encoding_is_data_error(data: Path) -> None:
    """Bytes that are not UTF-8 are refused."""
    (data / "names/bodies.json").write_bytes(b"\xff")
    with pytest.raises(DataError, match="expected UTF-8"):
        read_data()


@pytest.mark.parametrize("content", ["", "nonsense\n", "0  a\n1  a\n"])
def test_damaged_checksums_are_data_error(data: Path, content: str) -> None:
    """A damaged list of checksums is refused."""
    (data / "SHA256SUMS").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="SHA256SUMS"):
        read_data()


def test_check_sum_refuses_unlisted_file(data: Path) -> None:
    """A file without a checksum is an error of `check_sum`, and of the report."""
    text = (data / "SHA256SUMS").read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if "regions" not in line]
    (data / "SHA256SUMS").write_text("\n".join(kept) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match="expected SHA-256 no such file"):
        _io.check_sum("names/regions.json")
    assert "another checksum" in str(svctrade.verify())


def pack(archive: Path, compression: int) -> None:
    """Put the package into a zip."""
    with zipfile.ZipFile(archive, "w", compression) as packed:
        for path in PACKAGE.rglob("*"):
            if "__pycache__" not in path.parts:
                packed.write(path, Path("svctrade") / path.relative_to(PACKAGE))


@pytest.mark.parametrize("compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_verify_reports_damaged_archive(tmp_path: Path, compression: int) -> None:
    """A changed byte inside a zip is reported as in a folder."""
    archive = tmp_path / "svctrade.zip"
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


def test_first_use_by_many_threads_gives_same_records() -> None:
    """Threads that start at the same time get one edition and the same records."""
    assert [answered("-W", "error", "-c", THREADS) for _ in range(5)] == ["1"] * 5


def test_query_works_inside_zip(tmp_path: Path) -> None:
    """The package works in an archive on `sys.path`."""
    archive = tmp_path / "svctrade.zip"
    pack(archive, zipfile.ZIP_STORED)
    assert answered("-W", "error", "-c", QUERY, path=archive) == "(59,)"
    code = "import svctrade; print(svctrade.__file__)"
    assert answered("-W", "error", "-c", code, path=archive).startswith(str(archive))


def changed_rows(**constants: Any) -> ModuleType:
    """Return the generated module with other constants; a constant that is None is missing."""
    known = {name: value for name, value in vars(rows_2020).items() if name.isupper()} | constants
    rows = ModuleType("svctrade._bundled.rows_2020")
    vars(rows).update({k: v for k, v in known.items() if v is not None or k == "LAYER"})
    return rows


@pytest.mark.parametrize(
    ("constants", "found"),
    [
        ({"BODIES": None}, "no attribute 'BODIES'"),
        ({"MEASURES": ((59,),)}, "not enough values to unpack"),
        ({"ERRATA": ((4, "text", (0,), "甲", "乙", "丙"),)}, "missing 1 required"),
        ({"EDITION_REGIONS": ("mars",)}, "mars"),
    ],
)
def test_records_of_damaged_rows_are_data_error(constants: dict[str, Any], found: str) -> None:
    """A missing constant, a short row and an unknown key are errors that name the module."""
    with pytest.raises(DataError, match=found) as caught:
        Records(changed_rows(**constants)).edition("2020")
    assert caught.value.path == "_bundled/rows_2020.py"


def test_missing_rows_are_data_error() -> None:
    """An edition whose module is missing is an error that names the module."""
    found = r"_bundled/rows_1999\.py: expected a module that can be imported, found ModuleNotFound"
    with pytest.raises(DataError, match=found):
        load_records("1999")


def test_records_without_layer() -> None:
    """Rows without a layer give the same edition without one."""
    edition = Records(changed_rows(LAYER=None)).edition("2020")
    assert edition == svctrade.edition()
    assert edition.layer is None


def test_damaged_module_cannot_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module without an index is an error that names it, and a fault of the report."""
    monkeypatch.delattr(index_2020, "INDEX")
    with pytest.raises(DataError, match="found AttributeError; reinstall svctrade") as caught:
        bundled._load("2020")
    damaged = ModuleType("svctrade._bundled.bundled")
    monkeypatch.setattr(damaged, "__getattr__", lambda _: bundled._load("2020"), raising=False)
    monkeypatch.setitem(sys.modules, "svctrade._bundled.bundled", damaged)
    last = svctrade.verify().checks[-1]
    assert (last.what, last.faults) == (
        "generated modules: can be imported",
        (str(caught.value),),
    )


@pytest.mark.parametrize("zipped", [False, True])
def test_edition_needs_no_data_file(tmp_path: Path, zipped: bool) -> None:
    """Records and source text are in the generated module; `schema` names its missing file."""
    copy_package(tmp_path, "data")
    path = tmp_path
    if zipped:
        path = Path(shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "svctrade"))
    code = (
        f"{QUERY}\nprint(len(svctrade.edition().source.text))\n"
        "try: svctrade.schema()\nexcept svctrade.DataError as error: print(error.path)"
    )
    assert answered("-W", "error", "-c", code, path=path).splitlines() == [
        "(59,)",
        str(len(svctrade.edition().source.text)),
        "schema/edition-1.json",
    ]
