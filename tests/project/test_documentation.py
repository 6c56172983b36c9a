"""The documentation: links, pages made from data and source, messages, both languages."""

from __future__ import annotations

import inspect
import itertools
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import build_api
import build_docs
import build_site
import draw_picture
import messages
import site_data
import site_reference
import svctrade
from svctrade import Body, Measure, Region, Task
from svctrade._model.english import quoted_if_chinese

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = build_site.LANGUAGES
PAGES = [
    *(ROOT / "docs").rglob("*.md"),
    *(path for path in ROOT.glob("*.md") if path.name != "CHANGELOG.md"),
]
_LINK = re.compile(r"\]\((?!\w+:)([^)\s#]+)")


@cache
def texts(lang: str) -> dict[str, str]:
    """Return the text of every page of the site, by its path."""
    return dict(build_site.texts(lang))


def links(page: str, folder: str) -> set[str]:
    """Return the pages of a folder of the data that a page links to."""
    return set(re.findall(rf"\]\(\.\./{folder}/([\w-]+)\.md\)", page))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_to_files(path: Path) -> None:
    """Each relative link of a page leads to a file of the repository."""
    for link in _LINK.findall(path.read_text(encoding="utf-8")):
        assert (path.parent / link).exists(), link


def test_both_languages_have_the_same_pages() -> None:
    """A Chinese page has the same name as the English one, so that each links to the other."""
    english, chinese = ({*texts(lang)} for lang in LANGUAGES)
    assert english == chinese


def test_every_page_has_a_chinese_version() -> None:
    """Only the page of the command line and the list of names are shown in English."""
    files = build_site.sources("zh")
    english = {path for file, path in files.items() if ROOT / "docs" / "zh" not in file.parents}
    assert english - {"cli.md"} == {"_static/favicon.svg", "api.txt"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_links_to_itself(lang: str) -> None:
    """A Chinese page links to its English original in the other language."""
    pages = texts(lang)
    for path, text in pages.items():
        if path.endswith(".md") and not path.startswith("data/"):
            here = Path(path).parent
            for link in re.findall(r"\]\(([^)\s#:]+\.md)\)", text):
                assert (ROOT / here / link).resolve() != ROOT / path, path
    assert ("../en/benchmarks.html" in pages["benchmarks.md"]) == (lang == "zh")


def test_changelog_page_has_the_fragments() -> None:
    """The page of changes has what is in `changelog.d/`, under its section."""
    page = texts("en")["CHANGELOG.md"]
    released, _, prepared = page.partition("## Changes in preparation")
    assert released.startswith("# Changelog")
    fragments = [*(ROOT / "changelog.d").glob("+*.md")]
    for fragment in fragments:
        first = fragment.read_text(encoding="utf-8").split("](")[0].strip().splitlines()[0]
        assert first.removeprefix("- ") in prepared, fragment
    sections = [line[4:].lower() for line in prepared.splitlines() if line.startswith("### ")]
    assert sections == [s for s in build_site.SECTIONS if [*ROOT.glob(f"changelog.d/*.{s}.md")]]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_licence_page_has_the_texts(lang: str) -> None:
    """The page has both licences in full."""
    page = texts(lang)["licence.md"]
    for name in "LICENSE", "LICENSE-DATA":
        assert (ROOT / name).read_text(encoding="utf-8") in page


# -- made from the library --------------------------------------------------------------------


@pytest.mark.long
def test_build_docs_writes_and_checks_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`build_docs.py` writes the pages; with `--check` it only compares them."""
    monkeypatch.setattr(build_docs, "DOCS", tmp_path)
    for options, code in (["--check"], 1), ([], 0), (["--check"], 0):
        monkeypatch.setattr("sys.argv", ["build_docs.py", *options])
        assert build_docs.main() == code
    assert "the pages are up to date" in capsys.readouterr().out
    for name in build_docs.PAGES:
        committed = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert committed == (tmp_path / name).read_text(encoding="utf-8")


def records() -> Iterator[tuple[str, Task | Measure | Body | Region]]:
    """Yield every record that has a page of its own, with the path of the page."""
    edition = svctrade.edition()
    yield from ((f"data/tasks/{task.number}.md", task) for task in edition.tasks)
    yield from ((f"data/measures/{measure.number}.md", measure) for measure in edition.measures)
    yield from ((f"data/bodies/{body.id}.md", body) for body in edition.bodies)
    yield from ((f"data/regions/{region.id}.md", region) for region in edition.regions)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_has_a_page_with_its_text(lang: str) -> None:
    """The page has the text of a task or measure, or every name of a body or region."""
    pages = site_data.pages(lang)
    for path, thing in records():
        if isinstance(thing, Measure):
            texts = [thing.text, thing.responsibility]
        elif isinstance(thing, Task):
            title = str(thing) if lang == "zh" else site_data.escaped(thing.title_en)
            texts = [title, thing.objective]
        else:
            texts = [f"| {in_table(name.text, lang)} | " for name in thing.names]
        assert all(text in pages[path] for text in texts), path
    for outsider in svctrade.edition().outsiders:
        assert f"| {in_table(outsider.name, lang)} | " in pages["data/outsiders.md"]


def in_table(name: str, lang: str) -> str:
    """Return a name as a page shows it: English pages quote Chinese."""
    return site_data.escaped(name if lang == "zh" else quoted_if_chinese(name))


def test_english_pages_have_no_chinese_but_quotations() -> None:
    """Chinese is in quotes, in block quotes of printed text, in code or in an address."""
    for path, page in site_data.pages("en").items():
        prose = re.sub("(?s)```.*?```|`[^`]*`|“[^”]*”|https?://\\S+", "", page)
        lines = [line for line in prose.splitlines() if not line.lstrip().startswith(">")]
        found = [line for line in lines if re.search("[\u4e00-\u9fff]", line)]
        assert not found, (path, found[:3])


def test_facts_in_chinese_pages_are_chinese() -> None:
    """Sources, hints and changes have Chinese; what the table lacks is an error of the build."""
    pages = site_data.pages("zh")
    rows = [line.split(" | ")[-2:] for line in pages["data/outsiders.md"].splitlines()[4:]]
    assert len(rows) >= len(svctrade.edition().outsiders)
    for text in itertools.chain.from_iterable(rows):
        assert not re.search("[a-z]{3,} [a-z]{2,}", text), text
    assert site_data.in_chinese("regions.csv; GB/T 2260") == "regions.csv；GB/T 2260"
    with pytest.raises(ValueError, match="has no Chinese for 'by hand'; add a line"):
        site_data.in_chinese("GB/T 2260; by hand")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_of_the_data_link_both_ways(lang: str) -> None:
    """A measure links to the task, bodies and regions that it names, and these link back."""
    pages, measures = site_data.pages(lang), svctrade.measures()
    for measure in measures:
        page = pages[f"data/measures/{measure.number}.md"]
        assert links(page, "tasks") == {str(measure.task.number)}
        assert links(page, "bodies") == {body.id for body in measure.bodies()}
        assert links(page, "regions") >= {region.id for region in measure.coverage.named}
    for path, thing in records():
        if isinstance(thing, Measure):
            continue
        if isinstance(thing, Task):
            found = measures.in_task(thing)
        elif isinstance(thing, Body):
            found = measures.involving(thing) | measures.led_by(thing)
        else:
            found = measures  # each with its certainty
        assert links(pages[path], "measures") == {str(n) for n in found.numbers}, path


def test_reference_has_every_public_name() -> None:
    """Each line of docs/api.txt has one directive, and there is no other directive."""
    shown = set()
    for page in (text for path, text in texts("en").items() if path.startswith("reference/")):
        owner = ""
        for indent, kind, name in re.findall(r"^( *)\.\. ([\w:]+):: (\S+)", page, re.MULTILINE):
            if kind == "rubric":
                continue
            owner = owner if indent else name
            shown.add(f"{owner}.{name}" if kind == "py:attribute" else name)
    lines = build_api.public_api().splitlines()
    named = {re.split("[(: ]", line.removeprefix("class "))[0] for line in lines}
    assert shown == {f"svctrade.{name}" for name in named}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_members_of_large_classes_are_grouped(lang: str) -> None:
    """Each group has a title in the language, and no member is left to the others."""
    pages = texts(lang)
    for page, name in ("sets", "MeasureSet"), ("tables", "Table"):
        titles = re.findall(r"^   \.\. rubric:: (.+)$", pages[f"reference/{page}.md"], re.MULTILINE)
        expected = [group[lang == "zh"] for group in site_reference.MEMBERS[name]]
        assert titles == expected


def test_every_public_name_has_a_chinese_meaning() -> None:
    """The Chinese pages of the reference say what each name is."""
    pages, meanings = "".join(texts("zh").values()), site_reference.meanings()
    for name in svctrade.__all__:
        assert f"`~svctrade.{name}` | {meanings[name]} |" in pages


def test_name_without_a_page_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name that is on no page of the reference stops the build."""
    monkeypatch.setattr(svctrade, "__all__", [*svctrade.__all__, "news"])
    with pytest.raises(SystemExit, match="news"):
        site_reference.pages("en")


# A call of an old name warns; its text names the new one, which has the example.
_OLD_NAME = "The old name of"


def public_callables() -> Iterator[tuple[str, object]]:
    """Yield every public function, class, method and property, with its name."""
    for name in svctrade.__all__:
        owner = getattr(svctrade, name)
        if callable(owner):
            yield name, owner
        # `dir` leaves out what an enumeration inherits.
        bases = inspect.getmro(owner) if inspect.isclass(owner) else ()
        for member in sorted({member for base in bases for member in vars(base)}):
            value = getattr(owner, member, None)
            module = getattr(getattr(value, "fget", value), "__module__", None)
            # The others are fields, or Python's: the methods of mappings, tuples and exceptions.
            if not member.startswith("_") and str(module).startswith("svctrade."):
                yield f"{name}.{member}", value


def test_every_public_name_has_an_example() -> None:
    """A function, class, method or property has an example; an old name has none."""
    texts = {name: inspect.getdoc(value) or "" for name, value in public_callables()}
    assert {"MeasureSet.bars", "Table.names", "Edition.title", "Collection.report"} <= {*texts}
    lacking = [name for name, text in texts.items() if ">>> " not in text]
    assert [name for name in lacking if not texts[name].startswith(_OLD_NAME)] == []


def test_every_argument_is_explained() -> None:
    """A function or method with arguments has `Args:`, which names each of them."""
    found = 0
    for name, value in public_callables():
        if not inspect.isroutine(value):
            continue
        text = inspect.getdoc(value) or ""
        for argument in inspect.signature(value).parameters.values():
            if argument.name != "self":
                # Written with its sign: `*names`.
                start = rf"^ +{re.escape(str(argument).partition(':')[0])}: "
                _, _, listed = text.partition("\nArgs:\n")
                assert re.search(start, listed, re.MULTILINE), (name, argument.name)
                found += 1
    assert found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_picture_shows_the_counts(lang: str) -> None:
    """The counts in the pictures are those of `led_by`."""
    picture = draw_picture.PICTURES[lang].read_text(encoding="utf-8")
    counts = draw_picture.drawn_counts(picture)
    assert counts
    assert counts == draw_picture.counts(lang)
    assert counts == {name: len(svctrade.measures().led_by(name)) for name in counts}


# -- errors ---------------------------------------------------------------------------------

MEASURES = svctrade.measures()


@pytest.mark.parametrize(
    "fail",
    [
        lambda: svctrade.body("移民居"),
        lambda: svctrade.region("广东"),
        lambda: svctrade.body("国家外国专家局"),
        lambda: svctrade.measure("59"),  # type: ignore[arg-type]  # the error is the point
        lambda: MEASURES & {59},  # type: ignore[operator]  # likewise
        lambda: MEASURES.one(),
        lambda: MEASURES.mentioning(""),
        lambda: MEASURES.table("rows"),  # type: ignore[arg-type]  # likewise
        lambda: svctrade.parse_responsibility("移民居负责推进"),
        lambda: svctrade.load(ROOT),
        lambda: svctrade.read_document("甲"),
        lambda: svctrade.read_document("a\0b"),
        lambda: MEASURES.numbered([59]),  # type: ignore[arg-type]  # likewise
    ],
)
@pytest.mark.parametrize("page", ["errors.md", "zh/errors.md"])
def test_message_is_on_the_page_of_errors(fail: Callable[[], object], page: str) -> None:
    """The message of an error is one of those that the page lists."""
    with pytest.raises((svctrade.SvctradeError, TypeError, ValueError, OSError)) as caught:
        fail()
    listed = re.findall(
        r"^- `(.*)`$", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE
    )
    problems: tuple[svctrade.Problem, ...] = getattr(caught.value, "problems", ())
    # A pattern without words of its own would match anything.
    own = [text for text in listed if len(re.findall(r"\w{2,}", text)) > 2]
    patterns = [".*".join(map(re.escape, text.split("…"))) for text in own]
    for message in [problem.expected for problem in problems] or [str(caught.value)]:
        assert any(re.fullmatch(pattern, message, re.DOTALL) for pattern in patterns), message


@pytest.mark.long
def test_page_of_errors_lists_every_module_once() -> None:
    """A page without a module that has messages, or with one twice, is refused."""
    page = "".join(f"<!-- messages: {name} -->\n<!-- end -->\n" for name in messages.messages())
    assert messages.listed(page).count("\n- `") > len(messages.messages())
    lacking = page.replace("<!-- messages: _query/measure_set -->\n<!-- end -->\n", "")
    for wrong in lacking, page + "<!-- messages: _query/measure_set -->\n<!-- end -->\n":
        with pytest.raises(ValueError, match="each has one list"):
            messages.listed(wrong)
