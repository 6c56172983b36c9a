"""Sets of measures: each filter against plain lists, and the laws of the algebra."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import (
    Basis,
    Certainty,
    Edition,
    Measure,
    MeasureSet,
    NotInEditionError,
    Role,
    UnknownNameError,
)
from svctrade._export.charts import draw_network
from svctrade._export.columns import draw_counts

from ..strategies import BODIES, REGIONS, editions

ALL = svctrade.measures()
WORDS = ["试点", "人才", "金融", "知识产权", "在试点地区", "QDII", "火星"]


def names_body(measure: Measure, name: str, role: Role | None = None) -> bool:
    return any(
        name in (body.name, body.host.name if body.host else None) for body in measure.bodies(role)
    )


def is_led_by(measure: Measure, name: str, bases: tuple[Basis, ...] = tuple(Basis)) -> bool:
    lead = measure.lead
    if lead is None or lead.basis not in bases:
        return False
    return name in (lead.body.name, lead.body.host.name if lead.body.host else None)


@st.composite
def filters(
    draw: st.DrawFn, edition: Edition
) -> tuple[Callable[[MeasureSet], MeasureSet], Callable[[Measure], bool]]:
    """A filter, and the same said of a measure in plain Python."""
    region = draw(st.sampled_from(edition.regions))
    body = draw(st.sampled_from(edition.bodies))
    other = draw(st.sampled_from(edition.bodies))
    role = draw(st.sampled_from(Role))
    task = draw(st.sampled_from(edition.tasks))
    word = draw(st.sampled_from(WORDS))
    degree = draw(st.sampled_from([*Certainty][1:]))
    basis = draw(st.sampled_from(Basis))
    number = draw(st.sampled_from([m.number for m in edition.measures]))
    choices: list[tuple[Callable[[MeasureSet], MeasureSet], Callable[[Measure], bool]]] = [
        (
            lambda s: s.in_region(region, at_least=degree),
            lambda m: m.certainty(region) >= degree,
        ),
        (
            lambda s: s.in_region(region.name),
            lambda m: m.certainty(region) >= Certainty.COVERED,
        ),
        (
            lambda s: s.led_by(body, other.name),
            lambda m: is_led_by(m, body.name) or is_led_by(m, other.name),
        ),
        (
            lambda s: s.led_by(body, basis=basis),
            lambda m: is_led_by(m, body.name, (basis,)),
        ),
        (lambda s: s.involving(body), lambda m: names_body(m, body.name)),
        (
            lambda s: s.involving(body.name, role=role),
            lambda m: names_body(m, body.name, role),
        ),
        (
            lambda s: s.with_role(role, "lead"),
            lambda m: any({role, Role.LEAD} & {*a.roles} for a in m.assignments),
        ),
        (lambda s: s.in_task(task.label), lambda m: m.task == task),
        (lambda s: s.mentioning(word), lambda m: word in m.text),
        (lambda s: s.numbered(number), lambda m: m.number == number),
        (lambda s: s.under("cepa"), lambda m: "CEPA" in m.frameworks),
        (lambda s: s.national(), lambda m: m.coverage.national),
        (lambda s: s.where(lambda m: m.number % 2), lambda m: m.number % 2 == 1),
    ]
    return draw(st.sampled_from(choices))


@st.composite
def sets(draw: st.DrawFn, edition: Edition) -> MeasureSet:
    """Any set of measures of the edition, made by filters and the algebra."""
    whole = svctrade.measures(edition)
    made = draw(filters(edition))[0](whole)
    for _ in range(draw(st.integers(0, 3))):
        other = draw(filters(edition))[0](whole)
        made = draw(
            st.sampled_from([made & other, made | other, made - other, made ^ other, ~made])
        )
    return made


EDITIONS = editions() | st.just(svctrade.edition())


@given(st.data())
def test_a_filter_keeps_what_the_same_words_keep_of_a_list(data: st.DataObject) -> None:
    """Each filter agrees with a comprehension over the records."""
    edition = data.draw(EDITIONS)
    ask, holds = data.draw(filters(edition))
    found = ask(svctrade.measures(edition))
    assert list(found) == [m for m in edition.measures if holds(m)]


@given(st.data())
def test_the_laws_of_filters(data: st.DataObject) -> None:
    """A filter narrows, twice is once, order is no matter, and its parent is unchanged."""
    edition = data.draw(EDITIONS)
    parent = data.draw(sets(edition))
    before = (list(parent), repr(parent))
    first, second = data.draw(filters(edition))[0], data.draw(filters(edition))[0]
    assert first(parent) <= parent
    assert first(first(parent)) == first(parent)
    assert first(second(parent)) == second(first(parent))
    assert first(parent) == first(svctrade.measures(edition)) & parent
    assert (list(parent), repr(parent)) == before


@given(st.data())
def test_the_algebra_is_that_of_sets(data: st.DataObject) -> None:
    """Operators agree with those of Python's sets of numbers, and keep document order."""
    edition = data.draw(EDITIONS)
    a, b = data.draw(sets(edition)), data.draw(sets(edition))
    x, y = {*a.numbers}, {*b.numbers}
    whole = {m.number for m in edition.measures}
    for found, expected in (
        (a & b, x & y),
        (a | b, x | y),
        (a - b, x - y),
        (a ^ b, x ^ y),
        (~a, whole - x),
    ):
        assert list(found.numbers) == sorted(expected)
    assert (a <= b, a < b, a >= b, a > b) == (x <= y, x < y, x >= y, x > y)
    assert (a == b) == (x == y)
    if a == b:
        assert hash(a) == hash(b)
    assert ~(a | b) == ~a & ~b
    assert ~~a == a


@given(st.data())
def test_a_question_asks_for_its_set(data: st.DataObject) -> None:
    """What was asked, kept as data, gives the mask of the set again, however it was joined."""
    edition = data.draw(EDITIONS)
    found = data.draw(sets(edition))
    narrowed = data.draw(filters(edition))[0](~found)
    for made in (found, ~found, narrowed, found - narrowed):
        assert made._query.mask(made._indexed.index.whole) == made._mask
    assert (~found)._query.complement is found._query
    assert narrowed._query.complement is None


@given(st.data())
def test_the_sequence_is_that_of_a_tuple(data: st.DataObject) -> None:
    """Length, truth, items, slices and membership agree with those of a tuple of records."""
    edition = data.draw(EDITIONS)
    found = data.draw(sets(edition))
    plain = tuple(found)
    assert len(found) == len(plain)
    assert bool(found) == bool(plain)
    for at in range(-len(plain), len(plain)):
        assert found[at] == plain[at]
    with pytest.raises(IndexError):
        found[len(plain)]
    part = data.draw(st.slices(len(edition.measures)))
    if part.step is not None and part.step < 0:
        with pytest.raises(
            ValueError,
            match=r"^a MeasureSet keeps document order: a slice cannot step backwards$",
        ):
            found[part]
    else:
        assert tuple(found[part]) == plain[part]
    for measure in edition.measures:
        assert (measure in found) == (measure in plain)


@given(st.data())
def test_groups_count_what_the_records_say(data: st.DataObject) -> None:
    """Groups agree with the records; most first, ties in document order, none empty."""
    edition = data.draw(EDITIONS)
    found = data.draw(sets(edition))

    def keys(measure: Measure) -> dict[str, set[Any]]:
        lead = measure.lead.body if measure.lead else None
        return {
            "task": {measure.task},
            "lead": {lead} if lead is None or lead.host is None else {lead, lead.host},
            "body": {b for body in measure.bodies() for b in (body, body.host) if b},
            "region": {r for r in edition.regions if measure.certainty(r) >= Certainty.COVERED},
            "role": {role for a in measure.assignments for role in a.roles},
        }

    order: dict[str, list[Any]] = {
        "task": [*edition.tasks],
        "lead": [*edition.bodies, None],
        "body": [*edition.bodies],
        "region": [*edition.regions],
        "role": [*Role],
    }
    for key, known in order.items():
        borne = [(m, keys(m)[key]) for m in found]
        expected = {k: [m for m, those in borne if k in those] for k in known}
        ranked = sorted((k for k in known if expected[k]), key=lambda k: -len(expected[k]))
        groups = found.group_by(key)  # type: ignore[call-overload]  # each key in turn
        assert list(groups) == ranked
        assert {k: list(group) for k, group in groups.items()} == {k: expected[k] for k in ranked}
        counts = found.count_by(key)  # type: ignore[call-overload]  # likewise
        assert list(counts.items()) == [(k, len(expected[k])) for k in ranked]


@given(st.data())
def test_a_set_survives_pickling(data: st.DataObject) -> None:
    """A set comes back equal and remembers its question."""
    found = data.draw(sets(data.draw(EDITIONS)))
    back = pickle.loads(pickle.dumps(found))
    assert back == found
    assert repr(back) == repr(found)


@given(st.data())
def test_filters_stand_in_the_relations_that_their_words_promise(data: st.DataObject) -> None:
    """Degrees are nested, bases divide the leads, leading is involving, and any is a union."""
    edition = data.draw(EDITIONS)
    every = svctrade.measures(edition)
    region, other = (data.draw(st.sampled_from(edition.regions)) for _ in "ab")
    body = data.draw(st.sampled_from(edition.bodies))
    possible = every.in_region(region, at_least="possible")
    assert every.in_region(region, at_least="named") <= every.in_region(region) <= possible
    explicit, first = (every.led_by(body, basis=b) for b in Basis)
    assert explicit | first == every.led_by(body) <= every.involving(body)
    assert not explicit & first
    assert every.in_region(region, other) == every.in_region(region) | every.in_region(other)
    nowhere = every - every.in_region(*edition.regions, at_least="possible")
    assert every.national() == nowhere
    groups = [*every.group_by("task").values()]
    assert sum(map(len, groups)) == len(every)


def test_several_values_mean_any() -> None:
    """Two regions in one call are one or the other; in a chain they are both."""
    any_of = ALL.in_region("大连", "青岛", at_least="named")
    both = ALL.in_region("大连", at_least="named").in_region("青岛", at_least="named")
    assert any_of == ALL.in_region("大连", at_least="named") | ALL.in_region(
        "青岛", at_least="named"
    )
    assert both.numbers == (94, 95)
    assert ALL.numbered(3, 1, 3).numbers == (1, 3)
    assert ALL.mentioning("乌鲁木齐", "数字人民币").numbers == (93,)


def test_a_body_answers_for_the_office_it_hosts() -> None:
    """商务部 leads measure 1, where its office is printed, in filters and in counts."""
    assert 1 in ALL.led_by("商务部").numbers
    assert 1 in ALL.involving("商务部", role="lead").numbers
    mofcom = svctrade.body("商务部")
    assert 1 in ALL.group_by("lead")[mofcom].numbers
    assert 1 in ALL.group_by("body")[mofcom].numbers


@pytest.mark.parametrize(
    ("ask", "error", "words"),
    [
        (lambda: ALL.in_region(), TypeError, "in_region() takes at least one region"),
        (lambda: ALL.led_by(), TypeError, "led_by() takes at least one body"),
        (lambda: ALL.involving(), TypeError, "involving() takes at least one body"),
        (lambda: ALL.with_role(), TypeError, "with_role() takes at least one role"),
        (lambda: ALL.in_task(), TypeError, "in_task() takes at least one task"),
        (lambda: ALL.mentioning(), TypeError, "mentioning() takes at least one term"),
        (lambda: ALL.numbered(), TypeError, "numbered() takes at least one number"),
        (lambda: ALL.under(), TypeError, "under() takes at least one framework"),
        (lambda: ALL.in_region("厦们"), UnknownNameError, "did you mean '厦门'?"),
        (lambda: ALL.in_region("厦门", "火星"), UnknownNameError, "'火星'"),
        (lambda: ALL.in_region(3.5), TypeError, "not as float: 3.5"),  # type: ignore[arg-type]
        (lambda: ALL.in_region(None), TypeError, "not as NoneType"),  # type: ignore[arg-type]
        (
            lambda: ALL.in_region("厦门", at_least="sure"),  # type: ignore[arg-type]
            ValueError,
            "at_least is 'sure'; expected one of",
        ),
        (
            lambda: ALL.in_region("厦门", at_least=Certainty.NONE),
            ValueError,
            "at_least is 'none'; expected one of 'possible', 'covered', 'named'",
        ),
        (
            lambda: ALL.in_region("厦门", at_least=2),  # type: ignore[arg-type]
            TypeError,
            "at_least takes a Certainty or its name, not int: 2",
        ),
        (
            lambda: ALL.led_by("商务部", basis="x"),  # type: ignore[arg-type]
            ValueError,
            "basis is 'x'; expected one of 'explicit', 'first_named', 'any'",
        ),
        (
            lambda: ALL.involving("商务部", role="x"),  # type: ignore[arg-type]
            ValueError,
            "role is 'x'; expected one of 'lead'",
        ),
        (
            lambda: ALL.with_role("x"),  # type: ignore[arg-type]
            ValueError,
            "role is 'x'; expected one of 'lead'",
        ),
        (lambda: ALL.in_task(9), UnknownNameError, "no task is called '9'"),
        (lambda: ALL.mentioning(""), ValueError, "not ''"),
        (lambda: ALL.mentioning("数据", " \n"), ValueError, "terms that are not empty"),
        (lambda: ALL.mentioning(7), TypeError, "takes strings, not int: 7"),  # type: ignore[arg-type]
        (lambda: ALL.numbered(0), UnknownNameError, "no measure is called '0'"),
        (lambda: ALL.numbered(1, 123), UnknownNameError, "no measure is called '123'"),
        (lambda: ALL.numbered(True), TypeError, "not bool: True"),
        (lambda: ALL.numbered("1"), TypeError, "not str: '1'"),  # type: ignore[arg-type]
        (lambda: ALL.under("RCEP"), UnknownNameError, "Edition.frameworks lists what is known"),
        (lambda: ALL.under(1), TypeError, "not as int: 1"),  # type: ignore[arg-type]
        (lambda: ALL.where(7), TypeError, "takes a function of a Measure, not 7"),  # type: ignore[arg-type]
        (
            lambda: ALL.group_by("year"),  # type: ignore[call-overload]
            ValueError,
            "key is 'year'; expected one of 'task', 'lead', 'body', 'region', 'role', 'measure', ",
        ),
        (
            lambda: ALL.count_by("certainty"),  # type: ignore[call-overload]
            ValueError,
            "by_certainty() splits a set by certainty in a region",
        ),
        (lambda: ALL.one(), ValueError, "takes a set of one measure, not <MeasureSet measures()"),
        (lambda: ALL[::0], ValueError, "slice step cannot be zero"),
        (lambda: (ALL - ALL).first(), ValueError, "takes a set that is not empty"),
        (lambda: ALL & [59], TypeError, "combines and compares with a MeasureSet, not list"),  # type: ignore[operator]
        (lambda: ALL <= 3, TypeError, "combines and compares with a MeasureSet, not int"),  # type: ignore[operator]
        (lambda: svctrade.measure(123), UnknownNameError, "no measure is called '123'"),
        (lambda: svctrade.measure("59"), TypeError, "not str: '59'"),  # type: ignore[arg-type]
        (lambda: svctrade.measures("2031"), UnknownNameError, "did you mean '2020'?"),
        (
            lambda: svctrade.measures("plan.docx"),
            UnknownNameError,
            "svctrade.load(), read_document() or read_table() reads a file",
        ),
        (lambda: svctrade.edition(2020), TypeError, "not as int: 2020"),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    ask: Callable[[], object], error: type[Exception], words: str
) -> None:
    """Each wrong call is an error of its kind that names what was given and what to give."""
    with pytest.raises(error) as caught:
        ask()
    assert words in str(caught.value)


def test_only_measures_are_in_a_set() -> None:
    """A number is not a measure, and a measure of another text is not the same."""
    with pytest.raises(TypeError, match="contains Measures, not int: 59; test a number in its"):
        _ = 59 in ALL  # type: ignore[comparison-overlap]  # the error is the point
    assert svctrade.measure(59) in ALL
    assert attrs.evolve(svctrade.measure(59), text="……") not in ALL
    assert attrs.evolve(svctrade.measure(59), number=200) not in ALL


def test_names_of_options_are_forgiving_in_case_and_language() -> None:
    """A role, degree or basis may be given in any case, by its label, or as the member."""
    assert ALL.with_role("LEAD") == ALL.with_role("牵头") == ALL.with_role(Role.LEAD)  # type: ignore[arg-type]  # typed narrowly, read widely
    named = ALL.in_region("厦门", at_least="named")
    assert named == ALL.in_region("厦门", at_least=Certainty.NAMED)


@given(editions())
def test_sets_of_different_editions_do_not_mix(edition: Edition) -> None:
    """Joining and comparing across editions is an error that names both; they are not equal."""
    mine, other = svctrade.measures(), svctrade.measures(edition)
    for join in (
        lambda: mine & other,
        lambda: mine | other,
        lambda: mine - other,
        lambda: mine ^ other,
        lambda: mine <= other,
        lambda: mine > other,
    ):
        with pytest.raises(ValueError, match=f"'2020' and '{edition.id}'"):
            join()
    assert other != ALL
    assert other.first() not in ALL
    assert ALL != ()


@given(editions())
def test_equal_editions_mix(edition: Edition) -> None:
    """Two copies of one edition are one edition."""
    copy = attrs.evolve(edition)
    assert svctrade.measures(edition) & svctrade.measures(copy) == svctrade.measures(edition)


def test_a_body_of_another_edition_is_told() -> None:
    """Asking for what this edition does not have is an error, not an empty set."""
    with pytest.raises(NotInEditionError):
        ALL.led_by(BODIES[0])
    with pytest.raises(NotInEditionError):
        ALL.in_region(REGIONS[0])


def test_an_empty_result_is_no_error() -> None:
    """A valid question that nothing answers gives an empty set."""
    empty = ALL.in_region("海南").led_by("统计局")
    assert not empty
    assert empty.numbers == ()
    assert repr(empty) == ('<MeasureSet measures().in_region("海南").led_by("统计局"): 0 measures>')


@pytest.mark.parametrize("name", ["_mask", "edition", "extra"])
def test_a_set_cannot_be_changed(name: str) -> None:
    """Nothing about a set can be set or deleted."""
    with pytest.raises(AttributeError, match="cannot be changed"):
        setattr(ALL, name, 0)
    with pytest.raises(AttributeError, match="cannot be changed"):
        delattr(ALL, name)


def odd(measure: Measure) -> bool:
    return measure.number % 2 == 1


@pytest.mark.parametrize(
    ("ask", "shown"),
    [
        (lambda: ALL, "measures()"),
        (lambda: svctrade.measures("2020"), 'measures("2020")'),
        (lambda: ALL.in_region("Xiamen", 350200), 'measures().in_region("Xiamen", 350200)'),
        (
            lambda: ALL.in_region(svctrade.region("厦门"), at_least="possible"),
            'measures().in_region("厦门", at_least="possible")',
        ),
        (
            lambda: ALL.led_by("NIA", basis="first_named"),
            'measures().led_by("NIA", basis="first_named")',
        ),
        (
            lambda: ALL.involving("移民局", role=Role.POLICY),
            'measures().involving("移民局", role="policy")',
        ),
        (lambda: ALL.with_role(Role.LEAD), 'measures().with_role("lead")'),
        (lambda: ALL.mentioning('“"\\'), 'measures().mentioning("“\\"\\\\")'),
        (lambda: ALL.mentioning("试\n点"), 'measures().mentioning("试\\n点")'),
        (lambda: ALL.where(odd), "measures().where(odd)"),
        (lambda: ALL.national()[1:3], "measures().national()[1:3]"),
        (lambda: ALL.national()[::2], "measures().national()[::2]"),
        (lambda: ~ALL.national(), "(~measures().national())"),
        (
            lambda: ALL.numbered(1) | ALL.numbered(2) | ALL.numbered(3),
            "(measures().numbered(1) | measures().numbered(2) | measures().numbered(3))",
        ),
        (
            lambda: (ALL.numbered(1) | ALL.numbered(2)).national() & ALL,
            "((measures().numbered(1) | measures().numbered(2)).national() & measures())",
        ),
        (
            lambda: ALL.group_by("task")[svctrade.task(8)],
            'measures().group_by("task")[全面探索健全统计体系]',
        ),
        (lambda: ALL.group_by("measure")[svctrade.measure(7)], 'measures().group_by("measure")[7]'),
    ],
)
def test_a_repr_shows_the_question(ask: Callable[[], MeasureSet], shown: str) -> None:
    """The repr of a set is the question as one would type it, the count and first numbers."""
    found = ask()
    assert repr(found).startswith(f"<MeasureSet {shown}: {len(found)} measure")


def test_a_repr_shows_the_first_numbers() -> None:
    """A long set shows its first numbers and that there are more."""
    assert repr(ALL).endswith(": 122 measures: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, …>")
    assert repr(ALL.numbered(7)).endswith(": 1 measure: 7>")


def test_a_long_union_is_not_a_deep_one() -> None:
    """Joining in a loop makes a question that still prints and pickles."""
    joined = ALL.numbered(1)
    for number in range(2000):
        joined = joined | ALL.numbered(number % 122 + 1)
    assert joined == ALL
    assert pickle.loads(pickle.dumps(joined)) == joined


@pytest.mark.parametrize(
    "step",
    [lambda s: ~s, lambda s: (s - ALL.numbered(1)) | ALL.numbered(2), lambda s: s ^ s | s],
)
def test_a_question_without_end_still_prints_and_pickles(
    step: Callable[[MeasureSet], MeasureSet],
) -> None:
    """However a set was made, its repr is short, its pickle works, and its content is right."""
    made = ALL.in_region("厦门")
    for _ in range(301):
        made = step(made)
    assert pickle.loads(pickle.dumps(made)) == made
    assert len(repr(made)) < 1200
    assert len(str(made).splitlines()[0]) < 1200


def test_a_long_question_is_cut_where_it_is_shown() -> None:
    """A repr shows the beginning of a long question and marks the cut."""
    assert "…: 1 measure: 1>" in repr(ALL.numbered(*[1] * 100_000))


def lines_of(found: MeasureSet) -> Iterator[str]:
    yield from str(found).splitlines()


def test_the_listing_shows_text_and_statement() -> None:
    """str of a set is its query, the count, two lines for each measure, and the pilot's period."""
    assert str(ALL.numbered(14)) == (
        "Measures that have the number 14: 1 of 122\n"
        "measures().numbered(14)\n"
        "\n"
        " 14  In eligible pilot regions, explore abolishing the auction licence, and establish and"
        " improve …\n"
        "     Support and guidance: Ministry of Commerce. Implementation: Hainan.\n"
        "\n"
        "The pilot (2020-08-02 to 2023-08-01) has ended; followed by the negative list for"
        " cross-border trade\n"
        "in services of 2024 (“商务部令2024年第1号”) and the opinions of the General Office of the"
        " State\n"
        "Council on trade in services of 2024 (“国办发〔2024〕44号”).\n"
        "In English: unofficial translation by svctrade (machine translation); the Chinese text"
        " alone is\n"
        "authoritative."
    )


def test_a_long_listing_is_short_and_says_so() -> None:
    """The listing stops after twenty measures, fits 100 columns, and counts the rest."""
    lines = [*lines_of(ALL)]
    assert lines[:2] == ["All measures: 122 of 122", "measures()"]
    assert lines[-7:-5] == ["     … and 102 more", ""]
    assert " ".join(lines[-5:-2]) == svctrade.edition().publication.period("en")
    assert lines[-2].startswith("In English: unofficial translation by svctrade")
    assert len([*lines_of(ALL[:20])]) == 2 + 20 * 3 + 6
    wide = [sum(2 if ord(c) > 0x2000 else 1 for c in line) for line in lines]
    assert max(wide) <= 100


def test_a_chart_and_a_graph_are_those_of_the_set() -> None:
    """Bars count what `count_by` counts; the network draws the graph, and says what was asked."""
    asked = ALL.in_task(8)
    expected = draw_counts("lead", asked.count_by("lead"), None, shared=False).to_dict()
    assert asked.bars("lead").to_dict() == expected
    assert {*asked.graph()} == {body.name for m in asked for body in m.bodies()}
    assert asked.network().to_dict() == draw_network(asked.query, asked.graph()).to_dict()
    assert asked.query == "measures().in_task(8)"


@pytest.mark.parametrize(
    ("ask", "asked"),
    [
        (lambda: ALL[:5], "[:5]"),
        (lambda: ALL[2:], "[2:]"),
        (lambda: ALL[1:9:3], "[1:9:3]"),
        (lambda: ALL[::2], "[::2]"),
        (lambda: ALL.about("数据", confidence="clear"), '.about("数据", confidence="clear")'),
    ],
)
def test_a_slice_and_an_option_are_part_of_the_question(
    ask: Callable[[], MeasureSet], asked: str
) -> None:
    """They stand in it as one would type them."""
    assert ask().query == f"measures(){asked}"


def test_a_question_counts_its_steps() -> None:
    """A start, a filter and a joining are a step each; what is joined stands one deeper."""
    query = ((ALL.numbered(1) | ALL.numbered(2)) & ALL)._query
    assert (query.size, query.depth) == (7, 2)


def test_a_question_that_was_forgotten_asks_for_its_set() -> None:
    """Where the steps are too many to keep, what they left is kept, and filters on it."""
    made = ALL.numbered(1, 78)
    while not made.query.startswith("measures that"):
        made = ~made
    for found in (made, made.national(), made.national() | ALL.numbered(7)):
        assert found._query.mask(ALL._indexed.index.whole) == found._mask


def test_dots_stand_for_what_is_left_out() -> None:
    """Twelve numbers are shown whole, and a long question is cut at a thousand characters."""
    assert "…" not in repr(ALL[:12])
    assert repr(ALL[:13]).endswith("12, …>")
    long = ALL.mentioning(*["试点"] * 300)
    cut = long.query[:999] + "…"
    assert f" {cut}: " in repr(long)
    assert cut in str(long)
    assert cut in long._grid().caption


def test_a_crosstab_counts_the_set_alone() -> None:
    """By measure and task each measure of the set has one task, and others have no row."""
    found = ALL.in_region("厦门").led_by("商务部")
    rows = found.crosstab("measure", "task").to_dicts()
    assert [next(iter(row.values())) for row in rows] == [str(n) for n in found.numbers]
    assert [sum([*row.values()][1:]) for row in rows] == [1] * len(found)


def test_a_grid_has_the_columns_of_the_document() -> None:
    """Number, task, text, statement and lead, in the language of what is printed."""
    grid = ALL.numbered(43, 59)._grid()
    assert grid.headings == ("Number", "Task", "Text", "Responsibility", "Lead")
    assert [row[2:] for row in grid.rows] == [
        (
            svctrade.measure(43).text_en,
            "Support and guidance: departments concerned. Implementation: pilot regions.",
            "",
        ),
        (
            svctrade.measure(59).text_en,
            svctrade.measure(59).responsibility_en,
            "National Immigration Administration",
        ),
    ]
    assert grid.caption == (
        "Measures that have the number 43 or 59: 2 of 122\nmeasures().numbered(43, 59)"
    )


def test_sets_that_differ_are_hashed_apart() -> None:
    """Sixty sets of one measure have as many hashes."""
    assert len({hash(ALL[n : n + 1]) for n in range(60)}) == 60


def test_what_does_not_mix_is_told() -> None:
    """The message names both editions."""
    other = svctrade.measures(attrs.evolve(svctrade.edition(), id="other"))
    with pytest.raises(
        ValueError, match=r"^sets of different editions do not combine: '2020' and 'o"
    ):
        _ = ALL | other


def test_question_is_the_old_name_of_query() -> None:
    """The old name works until 1.1, and warns."""
    with pytest.warns(DeprecationWarning, match="question is now query; question goes in 1.1"):
        assert ALL.question == ALL.query


def test_a_set_is_a_sequence() -> None:
    """It has what a sequence has, and whatever takes a sequence takes it."""
    assert isinstance(ALL, Sequence)
    assert len(random.sample(ALL, 3)) == 3
    assert [m.number for m in reversed(ALL[:3])] == [3, 2, 1]
    assert (ALL.index(svctrade.measure(59)), ALL.count(svctrade.measure(59))) == (58, 1)
    match ALL.in_task(8):
        case [first, *_, last]:
            assert (first.number, last.number) == (119, 122)


def test_get_returns_the_measure_with_a_number() -> None:
    """A measure that is not in the set is None, and one of no edition an error."""
    found = ALL.in_region("厦门")
    assert found.get(59) == svctrade.measure(59)
    assert found.get(62) is None
    with pytest.raises(UnknownNameError):
        found.get(999)


def test_records_format_as_text_does() -> None:
    """A width and an alignment apply to what the record prints."""
    assert f"{svctrade.region('厦门'):<4}|" == "厦门  |"
    assert f"{svctrade.task(8):.3}" == "（八）"
