"""Names: exact look-up over every form, and suggestions that answer nothing."""

from __future__ import annotations

import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

import svctrade
from svctrade import (
    AmbiguousNameError,
    Body,
    DataError,
    DocumentError,
    Name,
    NameKind,
    NotInEditionError,
    Problem,
    Region,
    SvctradeError,
    Task,
    UnknownNameError,
)
from svctrade._names import Directory, normalize_name, number_text, writes_traditional

BODIES, REGIONS = svctrade.bodies(), svctrade.regions()
FORMS = [
    *(
        (svctrade.body, body, form)
        for body in BODIES
        for form in body.name_variants
        if form not in body.shared_variants
    ),
    *((svctrade.region, region, form) for region in REGIONS for form in region.name_variants),
    *((svctrade.task, task, form) for task in svctrade.tasks() for form in task.name_variants),
]

Finder = Callable[[str], object]


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


@given(
    st.sampled_from(FORMS),
    st.sampled_from([str, str.upper, str.lower, full_width]),
    st.text(" \t\n　", max_size=3),
)
def test_every_form_of_every_name_is_found(
    known: tuple[Finder, object, str], change: Callable[[str], str], space: str
) -> None:
    """Case, width and white space make no difference, anywhere in the name."""
    find, thing, form = known
    middle = len(form) // 2
    number_text = space + form[:middle] + space + form[middle:] + space
    assert find(change(number_text)) == thing


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    """The normal form of a normal form is itself."""
    assert normalize_name(normalize_name(text)) == normalize_name(text)


def test_traditional_writing_is_told_from_simplified() -> None:
    """Only characters that are read as others make a name traditional: width and case do not."""
    assert writes_traditional("廈門")
    assert not writes_traditional("厦门")
    assert not writes_traditional(" Ｘiamen ")


def test_a_number_is_written_in_decimal_up_to_64_bits() -> None:
    """A longer one is number_text in hexadecimal, which Python does for any length."""
    assert number_text(2**64 - 1) == "18446744073709551615"
    assert number_text(2**64) == "0x10000000000000000"


@given(st.text(max_size=8))
def test_a_name_is_found_or_unknown(name: str) -> None:
    """A string names a body, here or elsewhere, or is unknown; what is found bears the name."""
    try:
        found = svctrade.body(name)
    except (NotInEditionError, UnknownNameError) as error:
        assert error.name == name  # noqa: PT017  # either outcome is right; this is one's law
    else:
        assert normalize_name(name) in map(normalize_name, found.name_variants)


@pytest.mark.parametrize(
    ("find", "name", "suggestion"),
    [
        (svctrade.body, "移民居", "移民局"),
        (svctrade.body, "商务不", "商务部"),
        (svctrade.region, "厦们", "厦门"),
        (svctrade.region, "夏门", "厦门"),
        (svctrade.region, "Xiamn", "Xiamen"),
        (svctrade.task, "全面探索健全统记体系", "全面探索健全统计体系"),
    ],
)
def test_a_slip_is_answered_with_a_suggestion(find: Finder, name: str, suggestion: str) -> None:
    """A near name is suggested, and never taken for the answer."""
    with pytest.raises(UnknownNameError, match=suggestion) as caught:
        find(name)
    assert suggestion in caught.value.suggestions
    assert len(caught.value.suggestions) <= 3


def test_nothing_near_is_no_suggestion() -> None:
    """A name that is near to nothing gets none, and the message says where to look."""
    with pytest.raises(UnknownNameError) as caught:
        svctrade.region("巴黎")
    assert caught.value.suggestions == ()
    assert str(caught.value) == (
        "no region is called '巴黎'; svctrade.regions() lists what is known"
    )


def test_codes_are_names_of_regions() -> None:
    """A GB/T 2260 code can be a string or a number."""
    assert svctrade.region(350200) is svctrade.region("350200") is svctrade.region("厦门")


@pytest.mark.parametrize("name", [None, 3.5, b"x", ["厦门"], True])
@pytest.mark.parametrize("find", [svctrade.body, svctrade.region, svctrade.task])
def test_what_is_no_name_is_refused_by_type(find: Callable[[object], object], name: object) -> None:
    """Only strings and records, and whole numbers where there are any, are names."""
    with pytest.raises(TypeError, match="is given by its name or as a") as caught:
        find(name)
    assert f"not as {type(name).__name__}: {name!r}; give" in str(caught.value)


def test_a_number_is_no_name_of_a_body() -> None:
    """Bodies have no numbers."""
    with pytest.raises(TypeError, match="not as int: 7"):
        svctrade.body(7)  # type: ignore[arg-type]  # the error is the point


def test_a_record_is_its_own_name() -> None:
    """A record finds itself, and the bearer of its name in another edition."""
    assert svctrade.body(BODIES[3]) == BODIES[3]
    assert svctrade.region(REGIONS[3]) == REGIONS[3]
    assert svctrade.task(svctrade.task(2)) is svctrade.task(2)
    assert svctrade.region(Region("other-id", "厦门")) is svctrade.region("厦门")


def test_a_record_of_another_edition_is_ambiguous_forms() -> None:
    """A record that this edition does not have is known, and not part of it."""
    with pytest.raises(NotInEditionError) as caught:
        svctrade.measures().in_region(Region("mars", "火星"))
    assert caught.value.kind == "region"
    assert caught.value.edition == "2020"
    assert "'火星'" in str(caught.value)
    assert caught.value.hint == "nothing there bears its name"


def test_a_record_of_a_shared_name_is_ambiguous() -> None:
    """A record from elsewhere is taken by its name, and that may be the name of several."""
    with pytest.raises(AmbiguousNameError) as caught:
        svctrade.body(Body("elsewhere", "外专局"))
    assert (caught.value.kind, caught.value.name) == ("body", "外专局")
    assert {*caught.value.candidates} == {"科技部", "人力资源社会保障部"}


def test_two_things_of_one_name_are_refused() -> None:
    """A form that two things share is an error when the directory is made."""
    pair = [Body("a", "甲部"), Body("b", "乙部", names=(Name("甲 部", NameKind.EVERYDAY),))]
    with pytest.raises(
        ValueError, match="the body name '甲 部' is given to 甲部 and 乙部; declare"
    ):
        Directory("body", Body, pair, "test", numbers=False)


def test_a_name_without_characters_is_no_name() -> None:
    """A form of white space alone is passed over, and those after it are names."""
    body = Body("a", "　", names=(Name("甲部", NameKind.EVERYDAY),))
    directory = Directory("body", Body, (body,), "test", numbers=False)
    assert directory.find("甲部") is body
    with pytest.raises(UnknownNameError):
        directory.find("　")


def test_a_directory_can_be_asked_without_an_error() -> None:
    """What a name names is given, and nothing where it names nothing."""
    directory = Directory("body", Body, (body := Body("a", "甲部"),), "test", numbers=False)
    assert directory.get(" 甲 部") is body
    assert directory.get("乙部") is None


def test_who_shares_a_name_is_counted_once() -> None:
    """Two shared forms that are one when compared make no second bearer."""
    plates = tuple(Name(form, NameKind.NAME_PLATE, ambiguous=True) for form in ("牌子", "牌 子"))
    with pytest.raises(ValueError, match="the body name '牌子' is shared by 甲部 alone"):
        Directory("body", Body, (Body("a", "甲部", names=plates),), "test", numbers=False)
    pair = [Body("a", "甲部", names=plates), Body("b", "乙部", names=plates)]
    with pytest.raises(AmbiguousNameError) as caught:
        Directory("body", Body, pair, "test", numbers=False).find("牌 子")
    assert (caught.value.name, caught.value.candidates) == ("牌 子", ("甲部", "乙部"))


def test_headings_may_be_alike() -> None:
    """Where it is allowed, things of one name are told apart by their other names."""
    tasks = [Task(n, label, "同", "") for n, label in enumerate(("（一）", "（二）", "（三）"), 1)]
    directory = Directory("task", Task, tasks, "test", numbers=True, alike=True)
    assert [directory.find(n) for n in (1, 2, 3)] == tasks
    with pytest.raises(AmbiguousNameError) as caught:
        directory.find("同")
    assert (caught.value.kind, caught.value.name) == ("task", "同")
    assert [directory.find(own) for own in caught.value.candidates] == tasks


def test_who_has_no_name_of_their_own_is_told_as_a_whole() -> None:
    """A candidate whose every form is shared is named by what it prints as."""
    pair = [Body("同部", "同部", parent=parent) for parent in ("甲", "乙")]
    with pytest.raises(AmbiguousNameError) as caught:
        Directory("body", Body, pair, "test", numbers=False, alike=True).find("同部")
    assert caught.value.candidates == ("同部", "同部")


def test_a_record_that_shares_its_name_is_found_as_it_is() -> None:
    """Of two records with one name each finds itself."""
    pair = [Body("同部", "同部", parent=parent) for parent in ("甲", "乙")]
    directory = Directory("body", Body, pair, "test", numbers=False, alike=True)
    assert [directory.find(body) for body in pair] == pair


def test_a_directory_counts_and_lists_its_things() -> None:
    """A directory is as long as what it holds, in the order given."""
    directory = Directory("task", Task, svctrade.tasks(), "2020", numbers=True)
    assert len(directory) == 8
    assert tuple(directory) == svctrade.tasks()


def test_groups_of_regions() -> None:
    """A regional group gives its pilot regions; Hainan belongs to none."""
    names = [r.name for r in svctrade.regions(group="粤港澳大湾区")]
    assert names == ["深圳", "广州"]
    english = "Guangdong-Hong Kong-Macao greater bay area"
    assert [r.name for r in svctrade.regions(group=english)] == names
    assert svctrade.region("海南").group is None
    with pytest.raises(UnknownNameError) as caught:
        svctrade.regions(group="长江三角洲")
    assert caught.value.suggestions == ("京津冀", "长三角", "粤港澳大湾区")
    with pytest.raises(UnknownNameError) as caught:
        svctrade.regions(group="Pearl River Delta")
    assert caught.value.suggestions[:2] == ("Beijing-Tianjin-Hebei", "Yangtze River Delta")
    with pytest.raises(TypeError, match="a group is given by its name"):
        svctrade.regions(group=3)  # type: ignore[arg-type]  # the error is the point


ERRORS = [
    UnknownNameError("body", "移民居", ("移民局",)),
    UnknownNameError("edition", "2031"),
    NotInEditionError("region", "火星", "2020", "no hint"),
    AmbiguousNameError("body", "委", ("发展改革委", "国资委")),
    DocumentError((Problem(1, 2, "", "a body"), Problem(3, 4, "……", "a region"))),
    DataError("names/bodies.json", "a file", "nothing"),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda e: type(e).__name__)
def test_errors_keep_what_they_know(error: SvctradeError) -> None:
    """An error pickles with its attributes, and its message has all of them."""
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert vars(back) == vars(error)
    assert str(back) == str(error)
    assert isinstance(error, SvctradeError)
    for value in vars(error).values():
        for part in value if isinstance(value, tuple) else (value,):
            assert str(part) in str(error)


def test_errors_are_also_the_standard_ones() -> None:
    """Each can be caught as the standard error that it is a case of."""
    assert issubclass(UnknownNameError, LookupError)
    assert issubclass(NotInEditionError, LookupError)
    assert issubclass(AmbiguousNameError, LookupError)
    assert issubclass(DocumentError, ValueError)
    assert issubclass(DataError, RuntimeError)
