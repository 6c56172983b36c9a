"""A comparison in both languages, as last checked; ``pytest --snapshot-update`` renews it."""

from __future__ import annotations

from datetime import date

import attrs
import pytest
from syrupy.assertion import SnapshotAssertion

import svctrade
from svctrade import Publication, Revision, compare, read_document
from svctrade._model import Language

from .documents import BASE

TEXT = f"""{BASE}4 举办服务贸易交易会。 商务部负责推进
5 完善统计制度。 国家统计局负责推进
6 推进旅游便利化。 文化和旅游部、外交部负责推进
7 推进区块链应用。 人民银行负责推进
"""
CHANGES = (
    ("题\n", "新题\n"),
    ("目标一", "目标一和新目标"),
    ("2 优化外籍人才签证", "2 持续优化外籍人才签证"),
    ("移民局、外交部制订", "外交部、公安部制订"),
    ("厦门、深圳负责推进", "南京、厦门、苏州负责推进"),
    ("5 完善统计制度。 国家统计局负责推进\n", ""),
    (
        "6 推进旅游便利化。 文化和旅游部、外交部负责",
        "5 推进旅游便利化。 文化和旅游部牵头，外交部负责",
    ),
    ("7 推进区块链应用。", "6 推进旅游标准化。"),
)


def revision() -> Revision:
    """Return the comparison of two editions that differ in every way."""
    regions = svctrade.regions("长三角")
    new = TEXT
    for before, after in CHANGES:
        assert before in new
        new = new.replace(before, after)
    old = read_document(TEXT, regions=regions, id="old")
    known = Publication("题", issuer="商务部", in_force=(date(2031, 1, 1), date(2034, 1, 1)))
    found = read_document(new, regions=regions, id="new", publication=known)
    moved = attrs.evolve(found.measures[0], task=found.tasks[1])
    return compare(old, attrs.evolve(found, measures=(moved, *found.measures[1:])))


LANGUAGES: tuple[Language, ...] = ("en", "zh")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_comparison_is_the_snapshot(
    lang: Language, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each change as text, the summary and the release notes, and the rows of a notebook."""
    monkeypatch.setenv("SVCTRADE_LANG", lang)
    found = revision()
    assert [change.as_text() for change in found] == snapshot
    assert found.to_markdown(lang) == snapshot
    assert found._repr_html_().partition("<table>")[2] == snapshot
    assert str(found.inverse()) == snapshot
