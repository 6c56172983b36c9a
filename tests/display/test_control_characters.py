"""Nothing that is printed commands a terminal or turns the writing around it; data stay exact."""

from __future__ import annotations

import csv
import io
import json
import pickle
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

import svctrade
from svctrade import Edition, Party, Region, Span
from svctrade._cli import main
from svctrade.exceptions import escape_controls

# Commands of a terminal in both sets of controls, a bell, an override of the direction.
HOSTILE = "\x1b]0;x\x07\x9b31m\x7f\u202e\u2066\u2028"
UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]")
EDITION = svctrade.edition()


def hostile(text: str = HOSTILE) -> Edition:
    """Return an edition that has *text* in the name or wording of everything."""
    region = Region(f"r{text}", f"东州{text}", name_en=f"East{text}")
    body = attrs.evolve(
        EDITION.bodies[0], id=f"b{text}", name=f"局{text}", name_en=f"Bureau{text}", names=()
    )
    task = attrs.evolve(EDITION.tasks[0], title=f"任务{text}", label=f"（一）{text}", title_en=None)
    note = attrs.evolve(EDITION.notes[0], text=f"注CEPA{text}", measures=(1,), marks=())
    event = attrs.evolve(EDITION.events[0], title=f"函{text}", title_en=None, measures=(1,))
    parties = (
        Party(body.name, Span(0, len(body.name)), body=body),
        Party(region.name, Span(0, len(region.name)), region=region),
    )
    statement = attrs.evolve(
        EDITION.measures[0].assignments[0], parties=parties, text=f"局{text}牵头", remark=text
    )
    publication = attrs.evolve(EDITION.publication, title=f"题{text}", title_en=None)
    measure = attrs.evolve(
        EDITION.measures[0],
        task=task,
        text=f"举措{text}",
        text_en=None,
        responsibility=f"局{text}牵头",
        assignments=(statement,),
        inherited=(statement,),
        lead=svctrade.Lead(body, svctrade.Basis.EXPLICIT),
        coverage=svctrade.Coverage((region,)),
        notes=(note,),
        events=(event,),
        reading=None,
        publication=publication,
        deadline=text,
        extra=((text, text),),
    )
    return attrs.evolve(
        EDITION,
        id=f"e{text}",
        publication=publication,
        bodies=(body,),
        regions=(region,),
        tasks=(task,),
        notes=(note,),
        events=(event,),
        measures=(measure,),
        errata=tuple(attrs.evolve(e, measure=1, odd=text) for e in EDITION.errata[:1]),
        outsiders=tuple(attrs.evolve(o, name=text, hint=text) for o in EDITION.outsiders[:1]),
        problems=(svctrade.Problem(1, 1, text, text, text),),
        review_items=(
            svctrade.ReviewItem(svctrade.ReviewKind.FILE, None, f"text{text}", f"said{text}"),
        ),
        layer=None,
        translation=attrs.evolve(
            cast("svctrade.Translation", EDITION.translation), title=text, translator=text
        ),
    )


def records_in(value: object) -> Iterator[object]:
    """Yield the records in a value, itself included."""
    if isinstance(value, tuple):
        for part in cast("tuple[object, ...]", value):
            yield from records_in(part)
    elif attrs.has(type(value)):
        yield value
        for field in attrs.fields(cast("type[attrs.AttrsInstance]", type(value))):
            yield from records_in(getattr(value, field.name))


def shown_things(edition: Edition) -> Iterator[Any]:
    """Yield everything that is printed of an edition."""
    yield from records_in(edition)
    found = svctrade.measures(edition)
    other = attrs.evolve(edition, id=f"other{HOSTILE}", measures=(), regions=(), tasks=())
    yield from (found, found.explain(), found.led_by(edition.bodies[0]), found.table())
    for kept in (
        found.led_by(edition.bodies[0]),
        found.in_region(edition.regions[0]),
        found.involving(edition.bodies[0]),
        found.in_task(edition.tasks[0]),
        found.mentioning(edition.measures[0].text),
        *found.group_by("lead").values(),
    ):
        yield from (kept, *kept.explain(), *kept.explain()[0].reasons)
        yield from kept.explain()[0].reasons[-1].steps
    revision = svctrade.compare(edition, other)
    alignment = svctrade.align(edition, edition)
    yield from (revision, *revision, svctrade.compare(other, edition))
    yield from (alignment, *alignment.links, edition.review(), svctrade.Collection([edition]))


@pytest.fixture(params=["en", "zh"], name="lang")
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Print in each language."""
    monkeypatch.setenv("SVCTRADE_LANG", request.param)
    return str(request.param)


@pytest.mark.usefixtures("lang")
def test_print_escapes_controls_of_everything() -> None:
    """Neither `str`, `repr`, `format`, rich nor a method of prose gives a control character."""
    count = 0
    for thing in shown_things(hostile()):
        console = Console(file=io.StringIO(), width=200)
        if isinstance(thing, svctrade.Displayable):
            console.print(thing)
        texts = [str(thing), repr(thing), f"{thing}", cast("io.StringIO", console.file).getvalue()]
        for name in ("as_text", "summary", "to_markdown", "heading", "period", "explain"):
            write: Callable[[], object] | None = getattr(type(thing), name, None) and getattr(
                thing, name
            )
            texts += [text for text in [write() if write else ""] if isinstance(text, str)]
        for text in texts:
            assert not UNPRINTED.search(text), (type(thing), text)
        count += 1
    assert count > 60


def test_errors_escape_controls() -> None:
    """The message of an error has no control character, whatever it is about."""
    edition = hostile()
    found = svctrade.measures(edition)
    with pytest.raises(svctrade.UnknownNameError) as unknown:
        found.led_by(f"局{HOSTILE}甲")
    with pytest.raises(ValueError, match="cannot be saved") as contradictory:
        svctrade.dumps(attrs.evolve(edition, notes=edition.notes * 2))
    for error in (
        unknown.value,
        contradictory.value,
        svctrade.NotInEditionError("body", HOSTILE, HOSTILE, HOSTILE, (HOSTILE,)),
        svctrade.AmbiguousNameError(HOSTILE, HOSTILE, (HOSTILE,)),
        svctrade.DocumentError(edition.problems),
        svctrade.MissingExtraError(HOSTILE, HOSTILE),
        svctrade.FontError(HOSTILE, HOSTILE),
        svctrade.DataError(HOSTILE, HOSTILE, HOSTILE),
    ):
        assert not UNPRINTED.search(str(error))
        assert not UNPRINTED.search(repr(error))


def test_data_stay_exact() -> None:
    """Attributes, tables, JSON, CSV and pickles have each character as it was read."""
    edition = hostile()
    found = svctrade.measures(edition)
    assert HOSTILE in edition.title
    assert HOSTILE in found[0].text
    (row,) = found.table().to_dicts()
    assert row["task"].count(HOSTILE) == 2
    assert row["lead"] == f"局{HOSTILE}"
    assert json.loads(found.table().to_json()) == [row]
    read = [*csv.reader(io.StringIO(found.table().to_csv(), newline=""))]
    assert read[1][read[0].index("text")] == f"举措{HOSTILE}"
    other = attrs.evolve(edition, tasks=(attrs.evolve(edition.tasks[0], title="甲"),))
    assert HOSTILE in json.loads(svctrade.compare(edition, other).to_json())["changes"][0]["before"]
    assert pickle.loads(pickle.dumps(edition)) == edition


@given(st.text())
def test_escape_controls_keeps_all_other_characters(text: str) -> None:
    """Only controls are replaced, each by what can be seen; a second time changes nothing."""
    escaped = escape_controls(text)
    assert escape_controls(escaped) == escaped
    assert not UNPRINTED.search(escaped)
    if not UNPRINTED.search(text):
        assert escaped == text


@pytest.mark.parametrize(
    ("character", "shown"),
    [("\x00", "␀"), ("\x1f", "␟"), ("\x7f", "␡"), ("\x80", "\\x80"), ("\u202e", "\\u202e")],
)
def test_escape_controls_shows_which_character_it_was(character: str, shown: str) -> None:
    """A control has its picture in Unicode, or else its escape in Python."""
    assert escape_controls(f"甲{character}\n\t乙") == f"甲{shown}\n\t乙"


def test_html_isolates_directions() -> None:
    """What turns the direction of writing is isolated from what is beside it."""
    html = svctrade.measures(hostile("\u202e"))._repr_html_()
    assert len(re.findall("<bdi>[^<]*\u202e[^<]*</bdi>", html)) == html.count("<bdi>") >= 3
    assert "\u202e" not in re.sub("<bdi>.*?</bdi>", "", html)
    assert "<bdi>" not in svctrade.measures()._repr_html_()
    page = svctrade.align(hostile("\u202e"), hostile("\u202e")).to_html()
    assert not re.search("\u202e[^<]*<(?!/bdi|/title)", page)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{text}"),
        ("check", "{saved}"),
        ("compare", "{saved}", "{saved}"),
        ("compare", "{saved}", "2020"),
        ("align", "{saved}", "--parent", "{saved}"),
        ("list", "--edition", "{saved}"),
        ("show", "1", "--edition", "{saved}"),
        ("explain", "--edition", "{saved}", "--number", "1"),
        ("count", "--by", "lead", "--edition", "{saved}"),
        ("list", "--edition", "{saved}", "--led-by", HOSTILE[1:]),
        ("read", "{text}"),
        ("list", "--region", HOSTILE),
        (f"x{HOSTILE}",),
        ("check", f"{HOSTILE}.txt"),
    ],
)
def test_commands_escape_controls(
    arguments: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No command prints a control character of a file or an argument, nor does its error."""
    text = tmp_path / "plan.txt"
    text.write_text(
        f"某{HOSTILE}方案\n一、扩大{HOSTILE}\n1. 支持出海{HOSTILE}。（市商务局牵头）\n",
        encoding="utf-8",
    )
    rows = [{"任务": f"任务{HOSTILE}", "举措": f"甲{HOSTILE}。", "责任单位": "市商务局"}]
    edition = svctrade.read_table(rows, id=f"e{HOSTILE}")
    saved = tmp_path / "saved.json"
    svctrade.save(edition, saved)
    files = [argument.format(text=text, saved=saved) for argument in arguments]
    with pytest.raises(SystemExit):
        main(files)
    printed = "".join(capsys.readouterr())
    assert printed
    assert "Traceback" not in printed
    assert not UNPRINTED.search(printed)
