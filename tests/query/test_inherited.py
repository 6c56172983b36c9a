"""What a measure of a local plan inherits is found, and the reason says so."""

from __future__ import annotations

import pytest

import svctrade
from svctrade import Certainty, read_document

PLAN = """某省方案
一、优化环境。（省商务厅牵头，厦门市负责推进）
1. 推动出海。
2. 扩大开放。（省财政厅、广州市负责。以下均需省统计局配合，不再列出）
二、其他
3. 加强宣传。（省外办负责）
"""
EDITION = read_document(PLAN)
MEASURES = svctrade.measures(EDITION)


@pytest.mark.parametrize(
    ("found", "numbers", "source"),
    [
        (MEASURES.involving("省商务厅", role="lead"), (1,), "“省商务厅牵头” from its heading"),
        (MEASURES.involving("省统计局") - MEASURES.numbered(2), (3,), "from a default"),
        (MEASURES.with_role("lead"), (1,), "from its heading"),
        (MEASURES.in_region("厦门"), (1,), "“厦门市负责推进” from its heading"),
    ],
)
def test_queries_find_what_is_inherited(
    found: svctrade.MeasureSet, numbers: tuple[int, ...], source: str
) -> None:
    """Bodies, roles and regions of a heading or a default are those of the measure."""
    assert found.numbers == numbers
    reason = found.explain()[0].reasons[0]
    assert (reason.quote, reason.where, reason.steps[-1].kind) == ("", None, "inherited")
    text = " ".join(str(reason).split())
    assert "The measure does not say it itself; it inherits" in text
    assert source in text
    assert "该举措本身未写明；沿用" in "".join(reason.as_text("zh").split())


def test_queries_quote_what_is_printed() -> None:
    """What the statement says itself is quoted, also where it is a default for what follows."""
    reason = MEASURES.involving("省统计局").explain()[0].reasons[0]
    assert reason.quote == "以下均需省统计局配合，不再列出"
    assert reason.span is not None
    assert reason.span.of(EDITION.measures[1].responsibility) == reason.quote


def test_missing_region_is_explained_by_inherited_list() -> None:
    """A closed list of a heading leaves other regions out."""
    found = MEASURES.in_region("广州", exactly="none").numbered(1)
    kinds = [step.kind for step in found.explain()[0].reasons[0].steps]
    assert kinds[-2:] == ["closed-list", "inherited"]


def test_crosstab_counts_inherited_roles() -> None:
    """A region has the roles of the clauses that a measure inherits."""
    region = next(region for region in EDITION.regions if region.name == "厦门")
    assert EDITION.measures[0].certainty(region) is Certainty.NAMED
    table = MEASURES.crosstab("region", "role", lang="en")
    frame = table.to_pandas().set_index("region")
    assert frame.loc["Xiamen", "implementation"] == 1
    assert frame.loc["Guangzhou", "implementation"] == 1


def test_lead_is_that_of_the_statement() -> None:
    """Who leads is read from the statement of the measure alone."""
    assert MEASURES.led_by("省商务厅").numbers == ()
    assert EDITION.measures[0].lead is None
