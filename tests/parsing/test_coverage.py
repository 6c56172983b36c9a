"""Lead and coverage of assignments."""

from __future__ import annotations

import pytest

from svctrade import (
    Basis,
    Certainty,
    Coverage,
    Span,
    parse_responsibility,
    region,
)
from svctrade._parsing.coverage import GROUPS, coverage_of, group_coverage, lead_of


@pytest.mark.parametrize(
    ("text", "named", "everywhere", "open_ended"),
    [
        ("商务部牵头推进", (), False, False),
        ("商务部牵头；试点地区负责推进", (), True, False),
        ("各试点地区负责推进", (), True, False),
        ("海南负责推进", ("海南",), False, False),
        ("海南等试点地区负责推进", ("海南",), False, True),
        ("海南等地和有关部门协助推进", ("海南",), False, True),
        ("海南协助推进，后续视情扩大到其他地区", ("海南",), False, True),
        ("商务部等和海南负责推进", ("海南",), False, False),
        ("商务部等有关部门按职责分工推进", (), False, False),
        ("具备条件的试点地区负责推进", (), False, True),
        ("有关城市中入选试点城市负责推进（以最终公布名单为准）", (), False, True),
        ("商务部负责在有关试点地区推进", (), False, True),
        ("商务部确定试点地区并制订政策保障措施", (), False, True),
        ("试点地区负责推进；海南等试点地区负责推进", ("海南",), True, True),
    ],
)
def test_coverage_of_follows_statement(
    text: str, named: tuple[str, ...], everywhere: bool, open_ended: bool
) -> None:
    """Which regions are charged, and how certainly, follows from the statement."""
    coverage = coverage_of(parse_responsibility(text), "……。")
    expected = Coverage(tuple(map(region, named)), everywhere, open_ended)
    assert coverage == expected


def test_coverage_of_uses_text_without_regions_in_statement() -> None:
    """在试点地区 in the text covers every region, unless the statement mentions regions."""
    silent = parse_responsibility("商务部制订政策保障措施")
    coverage = coverage_of(silent, "推进在试点地区办理。")
    assert coverage == Coverage(everywhere=True, words=Span(2, 7))
    naming = parse_responsibility("商务部支持和指导；海南负责推进")
    assert not coverage_of(naming, "在试点地区办理。").everywhere


def test_coverage_of_points_to_first_mention() -> None:
    """If the text has 在试点地区 twice, the coverage points to the first place."""
    text = "在试点地区先行，再在试点地区推广。"
    assert coverage_of(parse_responsibility("商务部制订政策保障措施"), text).words == Span(0, 5)


def test_lead_of_prefers_explicit_lead() -> None:
    """The lead is the body with 牵头, otherwise the first one named."""
    explicit = lead_of(parse_responsibility("外交部支持和指导；商务部、外汇局牵头"))
    assert explicit is not None
    assert (explicit.body.name, explicit.basis) == ("商务部", Basis.EXPLICIT)
    first = lead_of(parse_responsibility("有关部门支持和指导；外汇局、商务部协助推进"))
    assert first is not None
    assert (first.body.name, first.basis) == ("外汇局", Basis.FIRST_NAMED)
    assert lead_of(parse_responsibility("有关部门支持和指导；试点地区负责推进")) is None


def test_groups_cover_all_regions_only_if_named_so() -> None:
    """Only the groups that mean every pilot region cover all of them."""
    covering = {group for group, reach in GROUPS.items() if reach is Certainty.COVERED}
    assert covering == {"试点地区", "各试点地区"}


@pytest.mark.parametrize(
    ("group", "reach"),
    [
        ("各地区", Certainty.COVERED),
        ("全省", Certainty.COVERED),
        ("各市人民政府", Certainty.COVERED),
        ("各市、县（市、区）人民政府", Certainty.COVERED),
        ("试点地区人民政府（管委会）", Certainty.COVERED),
        ("各省、自治区、直辖市人民政府", Certainty.NONE),
        ("有关地区", Certainty.POSSIBLE),
        ("沿海地区", Certainty.POSSIBLE),
        ("各省（自治区、直辖市）人民政府", Certainty.NONE),
        ("各部门", Certainty.NONE),
    ],
)
def test_group_coverage_follows_words(group: str, reach: Certainty) -> None:
    """A group of places covers all or some regions; a province is not a pilot region."""
    assert group_coverage(group) is reach
