"""verify(): passes as bundled, reports any damage and raises nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import pytest

import svctrade
from svctrade import DataError, Edition, Place
from svctrade._api import checks as _checks
from svctrade._api.checks import check_edition
from svctrade._api.documents import lexicon
from svctrade._bundled import bundled as _bundled

from ..processes import answered
from .package_data import PACKAGE, copy_package, set_checksum

EDITION = svctrade.edition()


def test_verify_passes() -> None:
    """The report is true, and lists what was checked."""
    report = svctrade.verify()
    assert report
    assert report.ok
    assert (
        str(report).splitlines()[-1] == f"{len(report.checks)} of {len(report.checks)} checks hold"
    )
    assert all(re.match(r"ok {4}\S", line) for line in str(report).splitlines()[:-1])


def test_verify_reports_the_error_of_a_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of another kind than damage has its name, and no file."""

    def torn(*_: object) -> None:
        raise ValueError("torn")

    monkeypatch.setattr(_checks, "place_faults", torn)
    failed = [check for check in svctrade.verify().checks if not check.ok]
    assert [check.faults for check in failed] == [("ValueError: torn",)]


def faults(change: Callable[[Edition], Edition]) -> dict[str, tuple[str, ...]]:
    checks = check_edition(change(EDITION), lexicon())
    return {check.what.partition(": ")[2]: check.faults for check in checks if not check.ok}


def with_measure(**changes: Any) -> Callable[[Edition], Edition]:
    def change(edition: Edition) -> Edition:
        first, *rest = edition.measures
        return attrs.evolve(edition, measures=(attrs.evolve(first, **changes), *rest))

    return change


def test_check_edition_reports_changed_text() -> None:
    """A changed text is reported with the place of the first difference."""
    found = faults(with_measure(text="加弱。"))
    (fault,) = found["the table printed from the records is the source"]
    assert fault.startswith("from character 113: expected '强国务院")


def test_check_edition_reports_changed_lead() -> None:
    """A lead that the statement does not give is reported."""
    found = faults(with_measure(lead=None))
    (fault,) = found["122 statements read again give the same"]
    assert fault.startswith("measure 1: 国务院服务贸易发展部际联席会议办公室（商务部）牵头")


def test_check_edition_reports_contradiction() -> None:
    """A statement without the texts of its assignments is reported."""
    found = faults(with_measure(responsibility="商务部牵头"))
    assert found["shape and references"][0].startswith("expected the place of its text")


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (with_measure(notes=(EDITION.notes[0],)), "expected the notes that concern it"),
        (with_measure(events=()), "expected the events that touch it"),
        (
            lambda e: attrs.evolve(e, notes=(attrs.evolve(e.notes[0], framework="RCEP"),)),
            "expected a framework and marks that stand in its text @ $.notes[0]",
        ),
        (
            lambda e: attrs.evolve(e, notes=(attrs.evolve(e.notes[0], measures=(8, 999)),)),
            "expected numbers of measures, found [999] @ $.notes[0].measures",
        ),
        (
            lambda e: attrs.evolve(e, events=(attrs.evolve(e.events[0], measures=(999,)),)),
            "expected numbers of measures, found [999] @ $.events[0].measures",
        ),
    ],
)
def test_check_edition_reports_broken_reference(
    change: Callable[[Edition], Edition], fault: str
) -> None:
    """References between notes, events and measures that do not match are reported."""
    found = faults(change)["shape and references"]
    assert any(t.startswith(fault) for t in found), found


def test_check_edition_reports_wrong_place() -> None:
    """A measure with another place is reported."""
    found = faults(with_measure(place=Place(1, 1, 1, 1)))
    assert found["each part is at its place in the source"] == (
        "measure 1: Place(line=1, column=1, last_line=1, last_column=1) is not its place",
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("names/misspellings.json", "[]"),
        ("names/misspellings.json", "{"),
        ("names/traditional.json", "[]"),
        ("names/regions.json", "[" * 200_000),
        ("names/outsiders.json", "{}"),
        ("names/places.json", "[" * 200_000),
    ],
)
def test_verify_reports_any_file_content(data: Path, name: str, content: str) -> None:
    """Any content of a file is reported, and nothing raised."""
    (data / name).write_text(content, encoding="utf-8")
    set_checksum(data, name)
    report = svctrade.verify()
    assert not report
    assert name in str(report)


def test_verify_reports_edition_in_wrong_folder(data: Path) -> None:
    """An edition whose id is not that of its folder is a fault."""
    path = data / "editions/2020/edition.json"
    text = path.read_text(encoding="utf-8").replace('"id": "2020"', '"id": "1999"')
    path.write_text(text, encoding="utf-8")
    set_checksum(data, "editions/2020/edition.json")
    assert "it is edition '1999'" in str(svctrade.verify())


def test_check_edition_reports_shared_name() -> None:
    """Two bodies with one name are reported."""

    def change(edition: Edition) -> Edition:
        twin = attrs.evolve(edition.bodies[5], id="twin")
        return attrs.evolve(edition, bodies=(*edition.bodies, twin))

    (fault,) = faults(change)["names are unique"]
    assert "is given to 文化和旅游部 and 文化和旅游部" in fault


def test_verify_reports_changed_byte(data: Path) -> None:
    """A changed byte is a line of the report that names the file, and the report is false."""
    path = data / "names/bodies.json"
    path.write_bytes(path.read_bytes() + b" ")
    report = svctrade.verify()
    assert not report
    assert str(report).startswith("FAULT checksums of ")
    assert "data/names/bodies.json: expected SHA-256" in str(report)


def test_verify_reports_data_of_other_shape(data: Path) -> None:
    """A file with a right checksum and other content is a fault of the edition."""
    (data / "names/regions.json").write_text("[7]", encoding="utf-8")
    set_checksum(data, "names/regions.json")
    report = svctrade.verify()
    assert [check.ok for check in report.checks] == [True, True, False, False, False]


def test_verify_reports_missing_checksums(data: Path) -> None:
    """Without the list of checksums nothing else is checked."""
    (data / "SHA256SUMS").unlink()
    report = svctrade.verify()
    assert [check.ok for check in report.checks] == [False]
    assert "SHA256SUMS: expected a file that can be read" in str(report)


def swap_measures(text: str) -> str:
    """Exchange the first two measures."""
    head, _, tail = text.rpartition("MEASURES = (\n")
    first, second, rest = tail.split("\n", 2)
    return f"{head}MEASURES = (\n{second}\n{first}\n{rest}"


def cut_measure(text: str) -> str:
    """Leave all but the number of measure 59 out."""
    return re.sub(r"^    \(59, .*\),$", "    (59,),", text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("module", "change", "fault"),
    [
        ("index", None, "_bundled/index_2020.py: expected a module that can be imported"),
        ("index", lambda text: text[:900], "found SyntaxError"),
        ("index", lambda text: text.replace("INDEX = ", "OTHER = "), "found AttributeError"),
        ("index", lambda text: text.replace("SHA256 = '", "SHA256 = 'x"), "another checksum"),
        ("rows", None, "_bundled/rows_2020.py: expected a module that can be imported"),
        ("rows", lambda text: text[:900], "found SyntaxError"),
        (
            "rows",
            lambda text: text.replace("BODIES = (", "OTHERS = ("),
            "constants of the known shape",
        ),
        (
            "rows",
            lambda text: text.replace("EDITION_REGIONS", "OTHERS"),
            "constants of the known shape",
        ),
        ("rows", cut_measure, "constants of the known shape"),
        ("rows", swap_measures, "measures of the edition"),
        ("rows", lambda text: text.replace("'NIA'", "'NIB'"), "other bodies or regions"),
        (
            "rows",
            lambda text: text.replace("责任分工\\n\\n试点", "责任分工\\n试点"),
            "source of the edition",
        ),
    ],
)
def test_verify_reports_damaged_module(
    module: str, change: Callable[[str], str] | None, fault: str, tmp_path: Path
) -> None:
    """A generated module that is missing, cut off or changed is reported, and nothing raised."""
    path = copy_package(tmp_path) / "_bundled" / f"{module}_2020.py"
    if change is None:
        path.unlink()
    else:
        text = path.read_text(encoding="utf-8")
        assert change(text) != text
        path.write_text(change(text), encoding="utf-8")
    code = (
        "import svctrade, sys; sys.stdout.reconfigure(encoding='utf-8'); print(svctrade.verify())"
    )
    report = answered("-W", "error", "-c", code, path=tmp_path)
    assert "FAULT" in report
    assert fault in report


@pytest.mark.parametrize("change", [None, cut_measure])
def test_damaged_module_is_data_error(change: Callable[[str], str] | None, tmp_path: Path) -> None:
    """A measure of a missing or damaged module is an error that says to reinstall."""
    path = copy_package(tmp_path) / "_bundled" / "rows_2020.py"
    if change is None:
        path.unlink()
    else:
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    code = (
        "import svctrade\n"
        "try: svctrade.measure(59)\nexcept svctrade.DataError as error: print(error)"
    )
    found = answered("-W", "error", "-c", code, path=tmp_path)
    assert found.startswith("_bundled/rows_2020.py: expected ")
    assert found.endswith("; reinstall svctrade")


def test_differences_lists_changed_fields() -> None:
    """Each field that differs from the data is listed with its measure."""
    first, *rest = EDITION.measures
    changed = attrs.evolve(EDITION, id="2031", measures=(attrs.evolve(first, text="略。"), *rest))
    found = [*_checks.differences(_bundled.BUNDLED["2020"], changed)]
    assert found == [
        "id of the edition",
        "measures of the edition",
        "text of measure 1",
        "edition of the index",
        "masks of the index",
    ]


def raise_data_error(*_: object) -> object:
    raise DataError("a", "a file", "nothing")


@pytest.mark.parametrize(
    ("module", "name", "stand_in", "fault"),
    [
        (_checks, "data_checksum", lambda _: "0", "another checksum"),
        (_bundled, "known_names", lambda: ((), ()), "other bodies or regions"),
        (_bundled, "known_names", raise_data_error, "data/a: expected a file"),
        (_checks, "edition_from_data", raise_data_error, "data/a: expected a file"),
        (_checks, "differences", raise_data_error, "data/a: expected a file"),
        (_bundled.BundledEdition, "measures", lambda *_: (), "measures of the index"),
    ],
)
def test_verify_reports_fault_of_one_check(
    module: object, name: str, stand_in: object, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault is in the check that needs what is damaged, and in no other."""
    monkeypatch.setattr(module, name, stand_in)
    report = svctrade.verify()
    assert [fault in str(check) for check in report.checks if not check.ok] == [True]


# -- damage of every sort -------------------------------------------------------------------------


def remove(path: Path) -> None:
    path.unlink()


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def garble(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00\xd8" + path.read_bytes()[::-1])


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def replace_by_json(path: Path) -> None:
    path.write_text('{"a": [1e999, null, {"b": "\\ud800"}]}', encoding="utf-8")


DAMAGES = (remove, truncate, empty, garble, replace_by_folder, replace_by_json)
FILES = sorted(p.relative_to(PACKAGE / "data").as_posix() for p in PACKAGE.glob("data/**/*.*"))


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_reports_damaged_file_of_any_sort(
    damage: Callable[[Path], None], data: Path
) -> None:
    """Whatever became of a file of the data, the report names it and nothing is raised."""
    for name in FILES[DAMAGES.index(damage) :: len(DAMAGES)]:
        whole = (data / name).read_bytes()
        damage(data / name)
        report = svctrade.verify()
        assert not report
        assert name in str(report)
        if (data / name).is_dir():
            (data / name).rmdir()
        (data / name).write_bytes(whole)
    assert "SHA256SUMS" in str(svctrade.verify()) or svctrade.verify()


@pytest.mark.parametrize("name", ["editions/2020/edition.json", "editions/2020/topics.json"])
def test_verify_reports_wrong_values_with_right_checksum(name: str, data: Path) -> None:
    """Values of another type in a file, whose checksum is right, are reported by one check."""
    for old, new in (('"number": 1,', '"number": null,'), ('"text"', '"txet"'), ("[", "{")):
        whole = (data / name).read_text(encoding="utf-8")
        (data / name).write_text(whole.replace(old, new, 1), encoding="utf-8")
        set_checksum(data, name)
        report = svctrade.verify()
        assert report.ok is (old not in whole)
        (data / name).write_text(whole, encoding="utf-8")


def raising(code: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        path.write_text(code, encoding="utf-8")

    return write


@pytest.mark.long
@pytest.mark.parametrize(
    ("module", "damage"),
    [
        ("_bundled/rows_2020.py", raising("raise RuntimeError('broken')")),
        ("_bundled/rows_2020.py", raising("raise SystemExit")),
        ("_bundled/rows_2020.py", raising("(" * 100_000)),
        ("_bundled/rows_2020.py", garble),
        ("_bundled/rows_2020.py", replace_by_folder),
        ("_bundled/loader.py", raising("raise KeyError(1)")),
        ("_bundled/loader.py", remove),
        ("_bundled/bundled.py", empty),
        ("_bundled/data.py", truncate),
        ("_parsing/grammar.py", raising("raise SystemExit(3)")),
        ("_serialization/records.py", garble),
        ("_api/checks.py", remove),
    ],
)
def test_verify_reports_damaged_module_of_any_sort(
    module: str, damage: Callable[[Path], None], tmp_path: Path
) -> None:
    """Whatever became of a module, there is a report that is false, and nothing is raised."""
    damage(copy_package(tmp_path) / module)
    code = (
        "import svctrade; report = svctrade.verify(); print(bool(report), 'FAULT' in str(report))"
    )
    assert answered("-c", code, path=tmp_path) == "False True"


def test_command_says_that_module_is_damaged(tmp_path: Path) -> None:
    """A command prints what is damaged, and no traceback."""
    raising("raise RuntimeError('broken')")(copy_package(tmp_path) / "_bundled" / "rows_2020.py")
    code = (
        "import sys, io; sys.argv[1:] = ['list']; sys.stderr = out = io.StringIO()\n"
        "from svctrade.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as error: print(error.code, out.getvalue())"
    )
    found = answered("-c", code, path=tmp_path)
    assert found.startswith("4 svctrade: _bundled/rows_2020.py: expected a module that can be")


def test_verify_reports_module_that_cannot_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of the package that is missing is a fault, and nothing is raised."""
    monkeypatch.setitem(sys.modules, "svctrade._api.checks", None)
    report = svctrade.verify()
    assert not report
    assert "FAULT modules: can be imported" in str(report)
