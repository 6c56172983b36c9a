"""The explorer page says what the library says, and nothing in it can run or fetch."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import json
import re
import subprocess
import tarfile
from html.parser import HTMLParser
from itertools import product
from pathlib import Path
from typing import Any, Literal

import attrs
import pytest
from hypothesis import given, settings

import fetch_vendor
import svctrade
from svctrade import Edition, Explanation, MeasureSet, Name, NameKind
from svctrade._export.table import lay_out

from ..parsing.test_malicious_input import PAYLOADS, hostile
from ..strategies import BODIES, editions

ALL = svctrade.measures()
VENDOR = Path(svctrade.__file__).parent / "_export" / "explorer" / "vendor"
MOST = 2_000_000
_LANGUAGES: tuple[Literal["en", "zh"], ...] = ("en", "zh")


class Parts(HTMLParser):
    """What a browser makes of a page: its policy, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.policy = ""
        self.content = {"content": "", "further": ""}
        self.inside: list[tuple[str, str]] = []
        self.fetching: list[str] = []
        self._open: dict[str, str | None] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        """Note what an element has."""
        attributes = dict(given)
        if "http-equiv" in attributes:
            self.policy = attributes["content"] or ""
        self.fetching += [
            value or ""
            for name, value in given
            if name in ("src", "href", "action", "style") or name.startswith("on")
        ]
        self._open = attributes if tag in ("script", "style") else None
        if self._open is not None:
            self.inside.append((tag, ""))

    def handle_data(self, data: str) -> None:
        """Note the text of a script or a style."""
        if self._open is not None:
            tag, before = self.inside.pop()
            self.inside.append((tag, before + data))
            if (name := self._open.get("id") or "") in self.content:
                self.content[name] += data

    def handle_endtag(self, _: str) -> None:
        """Note that it ends."""
        self._open = None


def content_of(found: MeasureSet) -> dict[str, Any]:
    """Return what the page of a set knows."""
    page = found.to_html()
    content: dict[str, Any] = {}
    for name in ("content", "further"):
        embedded = page.partition(f'id="{name}">')[2].partition("</script>")[0]
        content.update(json.loads(embedded))
    return content


def run(python: dict[str, str], steps: str = "") -> MeasureSet:
    """Run what the page shows."""
    names: dict[str, Any] = {}
    exec(f"{python['first']}found = {python['start']}{steps}", names)  # noqa: S102  # the code under test
    found = names["found"]
    assert isinstance(found, MeasureSet)
    return found


def reasons_at(place: int, content: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the reasons of a page, with the steps that all reasons share."""
    return [
        {**reason, "steps": [content["steps"][step] for step in reason["steps"]]}
        for reason in content["reasons"][place]
    ]


def reasons_of(explanation: Explanation) -> list[dict[str, Any]]:
    """Return the reasons of an explanation as a page should have them."""
    return [
        {
            "where": reason.where,
            "note": reason.note,
            "span": reason.span and [reason.span.start, reason.span.stop],
            "steps": [
                {"en": step.as_text("en"), "zh": step.as_text("zh")} for step in reason.steps
            ],
        }
        for reason in explanation.reasons
    ]


def check_answers(found: MeasureSet) -> None:
    """See that each value of each filter keeps what the library keeps, for its reasons."""
    content = content_of(found)
    numbers = [measure["number"] for measure in content["measures"]]
    assert tuple(numbers) == found.numbers
    whole = svctrade.measures(found.edition)
    for asked in content["filters"]:
        for value, (n, choice) in product(asked["values"], enumerate(asked["choices"])):
            option = {asked["option"]: choice["typed"]} if choice else {}
            answer = getattr(whole, asked["method"])(value["typed"], **option)
            expected = [each for each in answer.explain() if each.measure.number in numbers]
            kept = [numbers[place] for place in value["kept"][n]]
            assert kept == [each.measure.number for each in expected]
            why = [reasons_at(place, content) for place in value["why"][n]]
            assert why == [reasons_of(each) for each in expected]
    check_citations(found, content["citations"])


def check_citations(found: MeasureSet, shared: dict[str, Any]) -> None:
    """See that each measure has its citations, of which the page has once what all share."""
    styles: tuple[Literal["zh", "en", "bibtex"], ...] = ("zh", "en", "bibtex")
    for style in styles:
        begin, end, rest = (shared[style][part] for part in ("begin", "end", "rest"))
        assert [begin + each + end for each in rest] == [measure.cite(style) for measure in found]
        assert len(rest) < 2 or len({each[:1] for each in rest}) > 1


@pytest.mark.parametrize(
    "found", [ALL, ALL.in_task(3) - ALL.in_region("厦门")], ids=["all", "part"]
)
def test_page_has_the_results_of_every_filter_value(found: MeasureSet) -> None:
    """Lists and reasons are those of the filters, for each value and each choice."""
    check_answers(found)


@settings(max_examples=20)
@given(editions())
def test_page_of_any_edition_has_the_results_of_the_library(edition: Edition) -> None:
    """Also where bodies share names and regions are unknown."""
    check_answers(svctrade.measures(edition))


def test_page_has_the_filters_of_measure_set() -> None:
    """Regions by certainty, bodies by basis and role, roles, tasks, frameworks, readings."""
    asked = {
        f["method"]: (f["option"], f["reading"], len(f["values"]))
        for f in content_of(ALL)["filters"]
    }
    assert asked == {
        "in_region": ("at_least", False, 28),
        "led_by": ("basis", False, 42),
        "involving": ("role", False, 42),
        "with_role": (None, False, 8),
        "in_task": (None, False, 8),
        "under": (None, False, 1),
        "in_service": ("confidence", True, 12),
        "by_mode": ("confidence", True, 4),
        "about": ("confidence", True, 39),
    }


def test_page_types_an_id_for_an_ambiguous_name() -> None:
    """The page types the id of a body whose name means another one too."""
    name = Name("银行", NameKind.EVERYDAY, ambiguous=True)
    bodies = tuple(attrs.evolve(body, names=(name,)) for body in BODIES[2:4])
    row = {"任务": "一", "序号": 1, "举措": "甲", "责任单位": "商务部"}
    edition = attrs.evolve(svctrade.read_table([row]), bodies=bodies, measures=())
    (led_by,) = [
        f for f in content_of(svctrade.measures(edition))["filters"] if f["method"] == "led_by"
    ]
    assert [value["typed"] for value in led_by["values"]] == ["bank", "银行会"]


def test_page_types_the_number_of_a_task() -> None:
    """Its Python is short."""
    (in_task,) = [f for f in content_of(ALL)["filters"] if f["method"] == "in_task"]
    assert [value["python"] for value in in_task["values"]] == [*map(str, range(1, 9))]


def test_page_leaves_out_what_no_name_identifies() -> None:
    """A task whose number is the title of another is typed by its own title, or left out."""
    rows = [
        {"任务": "2", "序号": 1, "举措": "甲。", "牵头单位": "商务部"},
        {"任务": "3", "序号": 2, "举措": "乙。", "牵头单位": "外交部"},
    ]
    edition = svctrade.read_table(rows, strict=False)
    measures = svctrade.measures(edition)
    (in_task,) = [f for f in content_of(measures)["filters"] if f["method"] == "in_task"]
    for value in in_task["values"]:
        assert [measures.numbers[n] for n in value["kept"][0]] == [
            *measures.in_task(value["typed"]).numbers
        ]
    assert [value["typed"] for value in in_task["values"]] == [1, "3"]
    # Each title is the number of the other.
    crossed = svctrade.read_table([{**rows[0]}, {**rows[1], "任务": "1"}], strict=False)
    (in_task,) = [
        f for f in content_of(svctrade.measures(crossed))["filters"] if f["method"] == "in_task"
    ]
    assert in_task["values"] == []


# -- the Python of the page -----------------------------------------------------------------------


def saved_edition(path: Path) -> Edition:
    """Save an edition to a file in a folder, and return it as it is loaded."""
    edition = svctrade.read_document('1. 甲"\\n。（商务部负责）\n2. 乙。（银行负责）', strict=False)
    edition = attrs.evolve(edition, id='a"\\b')
    svctrade.save(edition, path / f"{edition.id}.json")
    return svctrade.load(path / f"{edition.id}.json")


@pytest.mark.parametrize("found", [ALL, ALL.in_region("厦门"), ALL[:0]])
def test_python_of_the_page_gives_the_set(found: MeasureSet) -> None:
    """It is that of the edition, or of the measures by their numbers."""
    assert run(content_of(found)["python"]) == found


def test_python_of_the_page_loads_a_saved_edition(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is named by the edition's id, whatever that is."""
    monkeypatch.chdir(tmp_path)
    bare = svctrade.edition().with_layer(None)
    svctrade.save(bare, "2020.json")
    for edition in saved_edition(tmp_path), bare:
        for found in svctrade.measures(edition), svctrade.measures(edition).numbered(2):
            assert run(content_of(found)["python"]) == found


def test_python_of_the_page_attaches_a_layer() -> None:
    """A layer that is not bundled is attached from its file."""
    edition = svctrade.edition()
    assert edition.layer is not None
    layer = attrs.evolve(edition.layer, id="mine")
    first = content_of(svctrade.measures(edition.with_layer(layer)))["python"]["first"]
    assert first.splitlines()[2] == 'edition = svctrade.load("2020.json").with_layer("layer.json")'


# -- tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("found", [ALL, ALL[:0]], ids=["all", "none"])
def test_tables_of_the_page_are_those_of_the_library(
    found: MeasureSet, lang: Literal["en", "zh"]
) -> None:
    """CSV is kept in lines, a sheet in cells."""
    table = found.table(lang=lang)
    has = content_of(found)["tables"][lang]
    assert "".join(has["csv"]) == table.to_csv()
    assert tuple(has["sheet"]["columns"]) == lay_out(table).names
    assert len(has["sheet"]["widths"]) == len(table.names)
    assert [row[0] for row in has["sheet"]["rows"]] == [*found.numbers]


def test_page_refuses_a_sheet_that_excel_cannot_hold() -> None:
    """The page says so, as `to_excel` does."""
    edition = hostile("\x1b")
    assert edition is not None
    content = content_of(svctrade.measures(edition))
    sheets = {lang: content["tables"][lang]["sheet"]["refused"] for lang in _LANGUAGES}
    assert all("which no cell of Excel can hold" in refused for refused in sheets.values())
    assert content["refused"] == sheets
    assert content_of(ALL.numbered(59))["refused"] == {"en": None, "zh": None}


@pytest.mark.parametrize("character", "\x7f\x84\x86\x9f\ufdd0\ufdef\ufffd\U0001ffff\U0010fffe")
def test_page_refuses_a_sheet_that_it_would_write_otherwise(character: str) -> None:
    """What the library of the page leaves out of a workbook is not left out without a word."""
    edition = hostile(f"甲{character}")
    assert edition is not None
    sheet = content_of(svctrade.measures(edition))["tables"]["en"]["sheet"]
    assert "which the page cannot write into a workbook" in sheet["refused"]


# -- names, and the plain table --------------------------------------------------------------------


@pytest.mark.parametrize("method", ["in_region", "involving"])
def test_names_of_the_page_are_those_of_the_library(method: str) -> None:
    """Each name selects what its value keeps; a name of another thing too is left out."""
    (filter_,) = [f for f in content_of(ALL)["filters"] if f["method"] == method]
    for value in filter_["values"]:
        kept = [ALL.numbers[place] for place in value["kept"][0]]
        assert value["typed"] in value["names"]
        for name in value["names"]:
            assert [*getattr(ALL, method)(name).numbers] == kept


@settings(max_examples=20)
@given(editions())
def test_page_without_scripts_has_every_measure(edition: Edition) -> None:
    """Number and text are in rows of a table, in both languages, whatever they say."""
    found = svctrade.measures(edition)
    for lang in _LANGUAGES:
        plain = found.to_html(lang=lang).partition('<div id="list">')[2]
        rows = plain.partition("<tbody")[2].partition("</tbody>")[0].split("</tr>")[:-1]
        cells = [re.findall("<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
        texts = [[html.unescape(re.sub("<[^>]*>", "", c)) for c in row[:3:2]] for row in cells]
        assert texts == [
            [str(m.number), (lang == "en" and m.text_en) or m.text] for m in edition.measures
        ]


# -- the file -------------------------------------------------------------------------------------


def test_to_html_writes_what_it_returns(tmp_path: Path) -> None:
    """Two runs give the same file, in UTF-8."""
    path = tmp_path / "page.html"
    page = ALL.to_html(path)
    assert path.read_bytes() == page.encode("utf-8") == ALL.to_html().encode("utf-8")
    assert len(path.read_bytes()) <= MOST


@pytest.mark.parametrize(("lang", "tag"), [("en", "en"), ("zh", "zh-Hans")])
def test_to_html_begins_in_a_language(lang: Literal["en", "zh"], tag: str) -> None:
    """It is English, or Chinese."""
    page = ALL.to_html(lang=lang)
    assert f'<html lang="{tag}">' in page
    assert json.loads(Parts(page).content["content"])["lang"] == lang


def test_to_html_refuses_another_language(tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(ValueError, match="lang is 'fr'; expected 'zh' or 'en'"):
        ALL.to_html(tmp_path / "page.html", lang="fr")  # type: ignore[arg-type]
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    "text", [*PAYLOADS, "</script><!--<script>", "\u2028\u2029", "{{content}}"]
)
def test_page_runs_its_own_scripts_only(text: str) -> None:
    """Whatever a measure says, the policy of the page lists the checksums of its scripts."""
    edition = hostile(text)
    assert edition is not None
    found = svctrade.measures(edition)
    parts = Parts(found.to_html())
    checksums = {
        f"'sha256-{base64.b64encode(hashlib.sha256(inner.encode()).digest()).decode()}'": tag
        for tag, inner in parts.inside
        if inner not in parts.content.values()
    }
    scripts = [inner for tag, inner in parts.inside if tag == "script"]
    files = {path.read_text(encoding="utf-8") for path in VENDOR.parent.rglob("*.js")}
    assert all(any(file in inner for inner in scripts) for file in files)
    assert [*checksums.values()].count("script") == len(["first", "program", "writer"])
    assert [*checksums.values()].count("style") == len([*VENDOR.parent.rglob("*.css")])
    rules = dict(rule.strip().partition(" ")[::2] for rule in parts.policy.split(";"))
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == "'none'"
    assert rules.pop("img-src") == "data:"
    for tag in ("script", "style"):
        assert {*rules.pop(f"{tag}-src").split()} == {
            s for s, kind in checksums.items() if kind == tag
        }
    assert not rules
    assert parts.fetching == ["data:,"]
    assert not set("<>&\u2028\u2029") & set("".join(parts.content.values()))
    assert json.loads(parts.content["content"])["measures"][0]["text"] == found[0].text


def test_page_escapes_half_a_character() -> None:
    """What JSON may hold and UTF-8 may not is escaped."""
    edition = svctrade.read_document("1. 甲。（有关部门负责）")
    measures = tuple(attrs.evolve(measure, text="\ud800") for measure in edition.measures)
    page = svctrade.measures(attrs.evolve(edition, measures=measures)).to_html()
    assert json.loads(Parts(page).content["content"])["measures"][0]["text"] == "\ud800"
    assert page.encode("utf-8")


# -- what is bundled ------------------------------------------------------------------------------


def test_bundled_libraries_match_their_checksums() -> None:
    """Each file has the checksum that was noted when it was fetched, and a licence."""
    checksums = dict(
        line.split("  ")[::-1]
        for line in (VENDOR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    packages = json.loads((VENDOR / "vendor.json").read_text(encoding="utf-8"))
    files = {name for package in packages for name in package["files"]} | {"LICENSES.txt"}
    assert checksums == {n: hashlib.sha256((VENDOR / n).read_bytes()).hexdigest() for n in files}
    assert {p.name for p in VENDOR.iterdir()} == files | {"SHA256SUMS", "vendor.json"}
    licences = (VENDOR / "LICENSES.txt").read_text(encoding="utf-8")
    for package in packages:
        assert f"{package['package']} {package['version']}\n" in licences
        assert package["licence"] == "MIT"
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"])
    assert licences in ALL.to_html()


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a package that npm packs, of one file with the name of a map of its source."""
    path = tmp_path / "x-1.0.0.tgz"
    text = b"a();\n//# sourceMappingURL=x.js.map\n"
    with tarfile.open(path, "w:gz") as packed:
        entry = tarfile.TarInfo("package/x.js")
        entry.size = len(text)
        packed.addfile(entry, io.BytesIO(text))
    done = subprocess.CompletedProcess([], 0, stdout=f"{path.name}\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    return path


def test_fetched_file_names_no_source_map(archive: Path) -> None:
    """A browser's tools would ask for the map."""
    found = base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    package = {"package": "x", "version": "1.0.0", "integrity": f"sha512-{found}"}
    with fetch_vendor.packed(package, str(archive.parent)) as opened:
        assert fetch_vendor.content(opened, "x.js") == b"a();\n"


def test_fetched_package_of_another_checksum_is_refused(archive: Path) -> None:
    """Nothing of it is used."""
    package = {"package": "x", "version": "1.0.0", "integrity": "sha512-AAAA"}
    with pytest.raises(ValueError, match=r"x@1\.0\.0 has the checksum sha512-.+, not sha512-AAAA"):
        fetch_vendor.packed(package, str(archive.parent))
