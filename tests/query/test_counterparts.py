"""`led_by(counterparts=True)`: the local counterparts of a national body in a local plan."""

from typing import Literal

import pytest

import svctrade
from svctrade import Body, NotInEditionError, UnknownNameError
from svctrade._names import is_counterpart

PLAN = svctrade.read_document(
    """某市服务贸易创新发展试点实施方案（示例）

一、开放
1. 支持甲。（市公安局、市商务局负责）
2. 支持乙。（市商务局牵头，市教育局配合）
3. 支持丙。（发展改革委负责）
4. 支持丁。（市文化和旅游局负责）
"""
)
MEASURES = svctrade.measures(PLAN)


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("公安部", (1,)),
        ("MPS", (1,)),
        (svctrade.body("移民局"), (1,)),
        ("商务部", (2,)),
        ("市商务局", (2,)),
        ("NDRC", (3,)),
        ("文化和旅游部", (4,)),
    ],
)
def test_lead_of_local_counterpart(name: Body | str, numbers: tuple[int, ...]) -> None:
    """A national body is found by its counterpart, and a body of the plan by its own name."""
    assert MEASURES.led_by(name, counterparts=True).numbers == numbers


def test_national_table_has_no_counterparts() -> None:
    """In the national table the option changes nothing."""
    everything = svctrade.measures()
    for body in svctrade.bodies():
        assert everything.led_by(body, counterparts=True) == everything.led_by(body)


def test_body_without_counterpart_in_plan() -> None:
    """A known body without a counterpart in the plan is an error, as is an unknown one."""
    with pytest.raises(NotInEditionError):
        MEASURES.led_by("财政部", counterparts=True)
    with pytest.raises(NotInEditionError):
        MEASURES.led_by("公安部")
    with pytest.raises(UnknownNameError):
        MEASURES.led_by("市火星局", counterparts=True)
    with pytest.raises(TypeError, match="led_by"):
        MEASURES.led_by(counterparts=True)
    with pytest.raises(TypeError, match="counterparts is True or False, not 'no'"):
        MEASURES.led_by("公安部", counterparts="no")  # type: ignore[arg-type]
    heading = svctrade.measures().led_by("移民局", counterparts=True).heading("en")
    assert "led by the National Immigration Administration, or by a local counterpart" in heading


def test_basis_and_counterparts() -> None:
    """The basis counts for the counterpart too."""
    explicit = MEASURES.led_by("商务部", "公安部", basis="explicit", counterparts=True)
    assert explicit.numbers == (2,)
    assert 'basis="explicit", counterparts=True)' in repr(explicit)


@pytest.mark.parametrize(
    ("lang", "heading", "step"),
    [
        (
            "en",
            "Measures that are led by “公安部”, or by a local counterpart: 1 of 4",
            (
                "“市公安局” is the local counterpart of “公安部”; "
                "this document does not say so itself."
            ),
        ),
        (
            "zh",
            "由公安部牵头（含地方对应机构）的举措：4项中的1项",
            "市公安局是公安部的地方对应机构；文件本身未作此说明。",
        ),
    ],
)
def test_counterpart_is_explained(lang: Literal["en", "zh"], heading: str, step: str) -> None:
    """The heading and the reasons say that a local counterpart was taken for the body."""
    found = MEASURES.led_by("公安部", counterparts=True)
    assert found.heading(lang) == heading
    steps = found.explain()[0].reasons[0].steps
    assert steps[0].kind == "counterpart"
    assert (steps[0].text if lang == "en" else steps[0].chinese) == step


def test_missing_lead_of_counterpart() -> None:
    """What is not led by a counterpart is explained with the national name."""
    (missing,) = MEASURES.led_by("商务部", counterparts=True).explain_missing(1)
    assert "and so counts as the lead; “商务部” is not." in str(missing)
    (missing,) = MEASURES.led_by("公安部", counterparts=True).explain_missing(2)
    assert "takes the lead" in str(missing)


def test_own_body_needs_no_counterpart_step() -> None:
    """A body of the plan that was named itself is no counterpart."""
    reasons = MEASURES.led_by("市商务局", counterparts=True).explain()[0].reasons
    assert [step.kind for step in reasons[0].steps] == []


@pytest.mark.parametrize(
    ("name", "national", "is_one"),
    [
        ("商务局", "商务部", True),
        ("厦门市商务局", "商务部", True),
        ("湘西州商务局", "商务部", True),
        ("浦东新区商务委", "商务部", True),
        ("福建外办", "外交部", True),
        ("厦门海关", "海关总署", True),
        ("市委宣传部", "中央宣传部", True),
        ("人民银行厦门市中心支行", "人民银行", True),
        ("人行莆田市中支", "人民银行", True),
        ("民航厦门监管局", "民航局", True),
        ("厦门金融监管局", "国家金融监督管理总局", True),
        ("市电子商务局", "商务部", False),
        ("工商银行厦门市分行", "人民银行", False),
        ("某集团总部", "人民银行", False),
        ("市市场监管局", "证监会", False),
        ("市地方金融监管局", "国家金融监督管理总局", False),
        ("市商务局", "财政部", False),
    ],
)
def test_name_of_a_counterpart(name: str, national: str, is_one: bool) -> None:
    """The place and the field decide, and not the ending alone."""
    assert is_counterpart(name, national) is is_one
