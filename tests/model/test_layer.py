"""The topic layer: its content, filters, file and separation from the document."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import build_topics
import svctrade
from svctrade import (
    Confidence,
    DocumentError,
    Edition,
    Item,
    Layer,
    MeasureSet,
    NotInEditionError,
    Reason,
    Report,
    UnknownNameError,
    _io,
)
from svctrade._api.checks import check_edition
from svctrade._api.documents import lexicon
from svctrade._bundled.data import edition_from_data, names_from_data

from ..json_mutations import put

ALL = svctrade.measures()
EDITION = ALL.edition
LAYER = cast("Layer", EDITION.layer)
BARE = EDITION.with_layer(None)
DATA = Path(svctrade.__file__).parent / "data" / "editions" / "2020" / "topics.json"
FILTERS: dict[str, Callable[..., MeasureSet]] = {
    "service": ALL.in_service,
    "mode": ALL.by_mode,
    "topic": ALL.about,
}


# -- what it says ---------------------------------------------------------------------------------


def test_layer_tags_every_measure_with_its_words() -> None:
    """Each measure has a topic or a reason; words are at their span; items exist."""
    assert [reading.measure for reading in LAYER.readings] == [m.number for m in ALL]
    for measure in ALL:
        reading = measure.reading
        assert reading is not None
        assert measure.topics or reading.no_topic
        assert bool(measure.services) is (reading.concerns is None)
        for tag in reading.tags:
            assert tag.words
            assert tag.span.of(measure.text) == tag.words
            assert tag.item in LAYER.items
            assert (tag.why is not None) is (tag.confidence is Confidence.ARGUABLE)


def test_layer_defines_at_most_forty_topics() -> None:
    """There are at most forty topics, each with a name in both languages and a definition."""
    topics = [item for item in LAYER.items if item.scheme == "topic"]
    assert len(topics) <= 40
    assert all(item.name and item.name_en and item.definition for item in LAYER.items)
    used = {tag.item for reading in LAYER.readings for tag in reading.tags}
    assert {item.name for item in topics} == {i.name for i in used if i.scheme == "topic"}
    assert len(LAYER.items) == 12 + 4 + len(topics)


def test_readings_agree_and_differences_are_settled() -> None:
    """Kappa is at least 0.7 in each scheme; each disagreement has a decision and a reason."""
    agreements = {a.scheme: a for a in build_topics.agreements()}
    assert agreements.keys() == FILTERS.keys()
    assert all(agreement.kappa >= 0.7 for agreement in agreements.values())
    settled = build_topics.settlements()
    differ = sum(a.first_only + a.second_only for a in agreements.values())
    assert len(settled) == differ > 0
    assert all(settlement.reason for settlement in settled)
    kept = {(s.measure, s.scheme, s.code) for s in settled if s.kept}
    both = build_topics.reading(1).keys() & build_topics.reading(2).keys()
    tags = {(r.measure, tag.item.scheme, tag.item.code) for r in LAYER.readings for tag in r.tags}
    tags |= {(r.measure, "service", r.concerns) for r in LAYER.readings if r.concerns}
    corrections = build_topics.corrections()
    added = {(n, t["scheme"], t["code"]) for n, listed in corrections.items() for t in listed}
    assert tags == kept | both | added
    assert all(tag["why"] for listed in corrections.values() for tag in listed)


def test_settlements_refuses_missing_settlement(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disagreement without a decision stops the build."""
    first = build_topics.reading(1)
    real = build_topics.reading
    monkeypatch.setattr(build_topics, "reading", lambda n: first if n == 1 else real(1))
    with pytest.raises(ValueError, match="settled otherwise than the readings differ"):
        build_topics.settlements()
    monkeypatch.undo()
    known = build_topics.items()
    monkeypatch.setattr(build_topics, "items", lambda: known[:-1])
    with pytest.raises(ValueError, match="no item is known for"):
        build_topics.layer()


# -- asking ---------------------------------------------------------------------------------------


@given(st.sampled_from(LAYER.items), st.booleans())
def test_layer_filter_keeps_tagged_measures(item: Item, clear: bool) -> None:
    """Code, names and the item give the same set; `clear` narrows it."""
    ask = FILTERS[item.scheme]
    confidence: Any = "clear" if clear else "any"
    expected = tuple(
        m.number
        for m in ALL
        if m.reading
        for tag in m.reading.tags
        if tag.item == item and (not clear or tag.confidence is Confidence.CLEAR)
    )
    for name in (*item.name_variants, item):
        assert ask(name, confidence=confidence).numbers == expected
    assert ask(item, confidence="clear") <= ask(item)


@pytest.mark.parametrize("scheme", FILTERS)
def test_group_by_layer_equals_filters(scheme: Any) -> None:
    """The keys of the layer group and count as its filters keep."""
    groups = ALL.group_by(scheme)
    assert ALL.count_by(scheme) == {item: len(group) for item, group in groups.items()}
    for item, group in groups.items():
        assert group == FILTERS[scheme](item)
        for explanation in group.explain():
            assert [r.steps[0].kind for r in explanation.reasons] == ["reading"]
    table = ALL.in_task(8).crosstab("task", scheme)
    assert table.names[0] == "task"
    assert ALL.crosstab(scheme, "task").names[0] == f"{scheme} (reading)"
    assert ALL.crosstab(scheme, "task", lang="zh").names[0].endswith("（本项目归类）")


def test_explain_of_layer_filter_quotes_words() -> None:
    """The words are those of the text; the step says what is read, how surely, and why."""
    (explanation,) = ALL.by_mode(4).in_service("SJ").about("法律").numbered(29).explain()
    modes, services, topics, _ = explanation.reasons
    for why in (modes, services, topics):
        assert why.where == "text"
        assert why.span is not None
        assert why.span.of(explanation.measure.text) == why.quote
        assert [step.kind for step in why.steps] == ["reading"]
        assert "is a topic tag of this project, not part of the document; it is" in " ".join(
            str(why).split()
        )
        assert "为本项目标注的主题，非原文" in why.as_text("zh")
    arguable = next(
        (m.number, tag)
        for m in ALL
        for tag in (m.reading.tags if m.reading else ())
        if tag.confidence is Confidence.ARGUABLE and tag.item.scheme == "topic"
    )
    number, tag = arguable
    (explanation,) = ALL.about(tag.item).numbered(number).explain()
    reason: Reason = explanation.reasons[0]
    assert "it is arguable" in reason.steps[0].text
    assert reason.steps[0].text.endswith(tag.why or "-")


WRONG: Any = 7


@pytest.mark.parametrize(
    ("ask", "error", "expected"),
    [
        (lambda: ALL.in_service("运榆"), UnknownNameError, "no service is called '运榆'"),
        (lambda: ALL.by_mode(5), UnknownNameError, "no mode is called '5'"),
        (lambda: ALL.about("数椐"), UnknownNameError, "did you mean '数据'?"),
        (lambda: ALL.about(), TypeError, "about() takes at least one topic"),
        (
            lambda: ALL.about("数据", confidence=WRONG),
            ValueError,
            "confidence is 7; expected 'any'",
        ),
        (lambda: svctrade.measures(BARE).about("数据"), ValueError, "has no layer that says what"),
        (
            lambda: svctrade.measures(BARE).count_by("mode"),
            ValueError,
            "no layer that says what its measures are about; Edition.with_layer() attaches one",
        ),
        (
            lambda: ALL.about(Item("topic", "x", "无此", "none", "")),
            NotInEditionError,
            "nothing there bears its name",
        ),
        (lambda: EDITION.with_layer(WRONG), TypeError, "takes a Layer or a path, not int: 7"),
    ],
)
def test_layer_filters_refuse_wrong_arguments(
    ask: Callable[[], object], error: type[Exception], expected: str
) -> None:
    """Unknown items, editions without a layer and other types are errors."""
    with pytest.raises(error) as caught:
        ask()
    assert expected in str(caught.value)


# -- apart from the document ----------------------------------------------------------------------


def test_equality_and_save_ignore_layer(tmp_path: Path) -> None:
    """With or without it an edition is the same, when compared, saved, hashed or revised."""
    assert BARE.layer is None
    assert BARE == EDITION
    assert hash(BARE) == hash(EDITION)
    assert not svctrade.compare(BARE, EDITION)
    svctrade.save(EDITION, tmp_path / "a.json")
    svctrade.save(BARE, tmp_path / "b.json")
    assert (tmp_path / "a.json").read_bytes() == (tmp_path / "b.json").read_bytes()
    assert svctrade.load(tmp_path / "a.json").layer is None
    applied = svctrade.compare(EDITION, EDITION).apply(EDITION)
    assert applied == EDITION
    assert (applied.layer, applied.measures[0].reading) == (None, None)
    assert BARE.measures[0].reading is None
    assert (BARE.measures[0].services, BARE.measures[0].modes) == ((), ())
    assert pickle.loads(pickle.dumps(EDITION)).layer == LAYER
    assert svctrade.measures(BARE) == ALL


def test_tables_and_html_mark_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables and HTML mark it; without a layer nothing of it is there."""
    names = {*ALL.table().names} - {*svctrade.measures(BARE).table().names}
    assert names == {"services (reading)", "modes (reading)", "topics (reading)"}
    names = {*ALL.table(lang="zh").names} - {*svctrade.measures(BARE).table(lang="zh").names}
    assert names == {"服务类别（本项目归类）", "供应模式（本项目归类）", "主题（本项目归类）"}
    assert ">Topics (reading)</td>" in svctrade.measure(59)._repr_html_()
    assert "(reading)" not in BARE.measures[58]._repr_html_()
    monkeypatch.setenv("SVCTRADE_LANG", "zh")
    assert ">主题标注（非原文）</td>" in svctrade.measure(59)._repr_html_()
    assert "主题标注" not in BARE.measures[58]._repr_html_()
    assert str(svctrade.measure(59)) == str(BARE.measures[58])
    marked = [n for n in ALL.table("readings").names if n not in ("number", "words")]
    assert all(name.endswith("(reading)") for name in marked)
    assert len(svctrade.measures(BARE).table("readings")) == 0


def test_with_layer_reads_file(tmp_path: Path) -> None:
    """A file that says what one's own measures are about takes part in everything."""
    edition = svctrade.read_document("措施\n1. 支持数据出境。（商务部负责）\n")
    own = {
        "format": "svctrade layer",
        "version": 1,
        "id": "own",
        "title": "本单位判读",
        "source": "本单位",
        "items": [
            {"scheme": "topic", "code": "D", "name": "数据", "name_en": "data", "definition": "…"}
        ],
        "readings": [
            {
                "measure": 1,
                "concerns": "none",
                "tags": [{"scheme": "topic", "code": "D", "words": "数据", "confidence": "clear"}],
            }
        ],
    }
    path = tmp_path / "layer.json"
    path.write_text(json.dumps(own, ensure_ascii=False), encoding="utf-8")
    layered = edition.with_layer(path)
    assert svctrade.measures(layered).about("data").numbers == (1,)
    assert layered.layer is not None
    again = edition.with_layer(layered.layer)
    assert again.measures[0].topics == layered.measures[0].topics


def test_layer_file_may_say_subject(tmp_path: Path) -> None:
    """A file that was written before topics had this name is read too."""
    text = DATA.read_text(encoding="utf-8")
    old = text.replace('"topic"', '"subject"').replace('"no_topic"', '"no_subject"')
    assert old != text
    path = tmp_path / "layer.json"
    path.write_text(old, encoding="utf-8")
    assert svctrade.edition().with_layer(path).layer == LAYER
    file = json.loads(old)
    reading = file["readings"][0]
    reading["tags"] = [tag for tag in reading["tags"] if tag["scheme"] != "subject"]
    reading["no_subject"] = "无"
    path.write_text(json.dumps(file), encoding="utf-8")
    layer = svctrade.edition().with_layer(path).layer
    assert layer
    assert layer.readings[0].no_topic == "无"


def test_old_names_of_topics_warn() -> None:
    """The key "subject" and the property `subjects` work, and say their new names."""
    with pytest.warns(DeprecationWarning, match='the key "subject" is now "topic"'):
        groups = ALL.group_by("subject")  # type: ignore[call-overload]
    assert groups == ALL.group_by("topic")
    with pytest.warns(DeprecationWarning, match="is now"):
        assert ALL.count_by("subject") == ALL.count_by("topic")  # type: ignore[call-overload]
    with pytest.warns(DeprecationWarning, match="is now"):
        table = ALL.crosstab("role", "subject")  # type: ignore[arg-type]
    assert table == ALL.crosstab("role", "topic")
    with pytest.warns(DeprecationWarning, match="subjects is now topics"):
        assert svctrade.measure(59).subjects == svctrade.measure(59).topics


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("format", "x"), "($.format): expected the format 'svctrade layer' of version 1"),
        (put("version", 2), "($.format): expected the format"),
        (put("more", 1), "($): expected no key 'more'"),
        (put("readings", 0, "measure", 999), "($.readings[0].measure): expected the number of a"),
        (put("readings", 0, "measure", 2), "($.readings): expected each measure once, found '2"),
        (lambda raw: raw["readings"].pop(), "expected a reading of measure 122"),
        (lambda raw: raw["items"].append(raw["items"][0]), "($.items[0]): expected names of its"),
        (put("items", 1, "name", " "), "($.items[1]): expected a code and two names"),
        (
            lambda raw: raw["readings"][19]["tags"].append(raw["readings"][19]["tags"][0]),
            "($.readings[19].tags[0]): expected each tag once",
        ),
        (put("readings", 0, "concerns", None), "service items, or whether it concerns none or all"),
        (put("readings", 19, "concerns", "all"), "($.readings[19].concerns): expected service"),
        (put("readings", 19, "no_topic", "x"), "expected topics, or why there is none"),
        (put("readings", 19, "tags", 0, "code", "ZZ"), "tags[0].code): expected a known item"),
        (
            put("readings", 19, "tags", 0, "confidence", "sure"),
            "expected one of 'clear', 'arguable'",
        ),
        (put("readings", 19, "tags", 0, "confidence", "arguable"), "expected a sentence why"),
        (
            put("readings", 19, "tags", 0, "words", "没有"),
            "tags[0].words): expected words of measure 20",
        ),
        (put("readings", 19, "tags", 0, "words", ""), "tags[0].words): expected words of measure"),
    ],
)
def test_with_layer_reports_problems_with_paths(
    change: Callable[[Any], object], expected: str, tmp_path: Path
) -> None:
    """Each problem is reported with its path."""
    raw = json.loads(DATA.read_text(encoding="utf-8"))
    change(raw)
    path = tmp_path / "layer.json"
    path.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        EDITION.with_layer(path)
    assert any(expected in str(problem) for problem in caught.value.problems), caught.value


def test_with_layer_refuses_other_files(tmp_path: Path) -> None:
    """Other bytes and other JSON are refused."""
    (tmp_path / "x").write_bytes(b"\xff")
    with pytest.raises(DocumentError, match=r"expected UTF-8 \(byte 0\)"):
        EDITION.with_layer(tmp_path / "x")
    (tmp_path / "x").write_bytes(b"{")
    with pytest.raises(DocumentError, match="expected JSON"):
        EDITION.with_layer(str(tmp_path / "x"))
    with pytest.raises(FileNotFoundError):
        EDITION.with_layer(tmp_path / "none.json")


def test_edition_from_data_without_layer(monkeypatch: pytest.MonkeyPatch) -> None:
    """An edition whose data has no layer loads without one."""
    without = {path: s for path, s in _io.checksums().items() if "topics" not in path}
    names = names_from_data()
    assert edition_from_data("2020", names).layer == LAYER
    monkeypatch.setattr(_io, "checksums", lambda: without)
    assert edition_from_data("2020", names).layer is None


def test_check_edition_reports_misplaced_words() -> None:
    """A tag whose words are not at their place is a fault of the report."""
    measure = EDITION.measures[19]
    assert measure.reading is not None
    moved = attrs.evolve(measure.reading.tags[0], words="没有")
    reading = attrs.evolve(measure.reading, tags=(moved,))
    measures = (
        *EDITION.measures[:19],
        attrs.evolve(measure, reading=reading),
        *EDITION.measures[20:],
    )
    broken: Edition = attrs.evolve(EDITION, measures=measures)
    report = Report(tuple(check_edition(broken, lexicon())))
    assert "measure 20: '没有' is not at its place" in str(report)
    assert "tags of the layer" not in str(Report(tuple(check_edition(BARE, lexicon()))))


def test_with_layer_checks_layer_object() -> None:
    """Duplicate readings and unknown items are refused."""
    twice = attrs.evolve(LAYER, readings=(*LAYER.readings, LAYER.readings[0]))
    with pytest.raises(DocumentError, match="expected each measure once, found '1 again'"):
        EDITION.with_layer(twice)
    with pytest.raises(DocumentError, match="expected an item of the layer, found"):
        EDITION.with_layer(attrs.evolve(LAYER, items=()))


def test_measure_with_changed_text_loses_tags() -> None:
    """A measure whose text was changed has no item that rested on the words it lost."""
    measure = EDITION.measures[19]
    changed = attrs.evolve(measure, text="略。" + measure.text)
    assert measure.services
    assert changed.services == changed.modes == changed.topics == ()


def test_sets_of_different_layers_do_not_combine() -> None:
    """A set without a layer joins one with a layer; of two layers there is no union."""
    bare = svctrade.measures(BARE).in_region("厦门")
    for joined in (bare & ALL.about("数据"), ALL.about("数据") & bare):
        assert joined == ALL.in_region("厦门").about("数据")
        assert joined.edition.layer == LAYER
        assert joined.about("数据") == joined
    other = EDITION.with_layer(attrs.evolve(LAYER, title="另一判读"))
    with pytest.raises(ValueError, match=r"^sets with different layers do not combine$"):
        ALL | svctrade.measures(other)
