"""The page of a plan has the alignment and the review that the library gives."""

from __future__ import annotations

import html
import json
import re
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import svctrade
from svctrade import Alignment, Certainty

from ..plans import corrected_plan, made_plan
from .test_explorer import content_of

PARENT = svctrade.edition()
LANGUAGES: tuple[Literal["en", "zh"], ...] = ("en", "zh")
seeds = st.integers(0, 10_000)


def content_with(found: svctrade.MeasureSet, alignment: Alignment) -> dict[str, Any]:
    """Return what the page of a set knows, with an alignment."""
    page = found.to_html(alignment=alignment)
    embedded = page.partition('id="content">')[2].partition("</script>")[0]
    content: dict[str, Any] = json.loads(embedded)
    return content


@settings(max_examples=20)
@given(seeds, st.sampled_from([None, "厦门", "北京"]))
def test_page_has_the_alignment(seed: int, region: str | None) -> None:
    """Totals, every row with its spans, and the table are those of the library."""
    plan = made_plan(seed)
    alignment = svctrade.align(plan, region=region)
    found = svctrade.measures(plan)
    has = content_with(found, alignment)["alignment"]
    assert has["summary"] == {lang: alignment.summary(lang) for lang in LANGUAGES}
    assert "".join(has["table"]["csv"]) == alignment.table().to_csv()
    degrees = [*Certainty]
    expected: list[tuple[Any, ...]] = []
    for link in alignment.links:
        for up in link.parents:
            spans = [
                [[span.start, span.stop] for span in side]
                for side in ([s.here for s in up.shared], [s.there for s in up.shared])
            ]
            who = (link.measure.number, up.measure.number, alignment.degree(up.measure))
            expected.append((up.relation, *who, f"{up.likeness:.2f}", *spans, [*link.new_words]))
    expected += [("own", measure.number, None, None) for measure in alignment.own]
    for there in alignment.not_taken_up:
        expected.append(("not taken up", None, there.number, alignment.degree(there)))
    shown: list[tuple[Any, ...]] = []
    for row in has["rows"]:
        national = None if row["parent"] is None else has["parents"][row["parent"]]
        number = None if row["place"] is None else found[row["place"]].number
        degree = national and national["degree"]
        more = [row[name] for name in ("likeness", "here", "there", "new") if name in row]
        certainty = None if degree is None else degrees[degree]
        shown.append((row["relation"], number, national and national["number"], certainty, *more))
    assert shown == expected


@settings(max_examples=20)
@given(seeds)
def test_page_has_the_review(seed: int) -> None:
    """Every item with its place, the words, what was assumed, and the parties as read."""
    has_review_of(made_plan(seed))


def test_page_has_the_review_of_a_corrected_plan() -> None:
    """The words of a correction have roles, which are in the language of the page."""
    has_review_of(corrected_plan())


def has_review_of(plan: svctrade.Edition) -> None:
    """Check that the page of a plan has all of its review."""
    review = plan.review()
    found = svctrade.measures(plan)
    has = content_of(found)["review"]
    numbers = [None if i["place"] is None else found[i["place"]].number for i in has["items"]]
    assert [
        (number, i["line"], has["kinds"][i["kind"]][lang], i["words"][lang], i["said"][lang])
        for lang in LANGUAGES
        for number, i in zip(numbers, has["items"], strict=True)
    ] == [row for lang in LANGUAGES for row in review.table("items", lang=lang)]
    names = ("number", "party", "roles", "name", "kind", "nearest")
    assert [
        {"number": found[place].number, **party}
        for party in has["parties"]
        for place in [party.pop("place")]
    ] == review.table("parties").select(*names).to_dicts()
    for lang in LANGUAGES:
        assert has["summary"][lang] == review.summary(lang)
        assert "".join(has["tables"][lang]["csv"]) == review.table("items", lang=lang).to_csv()


def test_review_of_the_page_has_the_nearest_name() -> None:
    """An item about a party of a measure has the known name that is nearest to it."""
    plan = svctrade.read_document("某市方案\n1. 甲乙丙。（市公安局牵头，市卫生健康委、卫健委配合）")
    (item,) = content_of(svctrade.measures(plan))["review"]["items"]
    said = item["said"]["en"]
    assert (item["words"]["en"], said, item["nearest"]) == ("卫健委", "市卫健委", "卫生健康委")


def test_page_of_a_part_has_the_rows_of_its_measures() -> None:
    """What is not taken up is there all the same, and items that belong to no measure."""
    plan = made_plan(3)
    alignment = svctrade.align(plan)
    part = svctrade.measures(plan)[:2]
    content = content_with(part, alignment)
    numbers = [row["place"] for row in content["alignment"]["rows"]]
    assert {*numbers} == {0, 1, None}
    assert numbers.count(None) == len(alignment.not_taken_up)
    kept = [row for row in alignment.table() if row[0] in (None, *part.numbers)]
    assert len(content["alignment"]["table"]["csv"]) == len(kept) + 1
    items = [item.measure for item in plan.review() if item.measure in (None, *part.numbers)]
    assert len(content["review"]["items"]) == len(items) < len(plan.review())
    assert {party["place"] for party in content["review"]["parties"]} <= {0, 1}


def test_page_says_who_decided(tmp_path: Path) -> None:
    """A link that a person confirmed or added has who did, and when."""
    path = tmp_path / "links.json"
    path.write_text(
        '[{"action": "confirm", "item": 59, "parent": 59, "by": "张三", "on": "2031-05-06"},'
        ' {"action": "add", "item": 1, "parent": 60}]',
        encoding="utf-8",
    )
    alignment = svctrade.align(PARENT).with_links(path)
    rows = content_with(svctrade.measures(), alignment)["alignment"]["rows"]
    decided = [(r["decided"], r["who"]) for r in rows if r["decided"] != "computed"]
    assert sorted(decided) == [("added", ""), ("confirmed", "张三 2031-05-06")]


def test_page_without_a_plan_has_neither() -> None:
    """The page of the annex has no content for these views."""
    assert not {"alignment", "review"} & content_of(svctrade.measures()).keys()


def test_to_html_refuses_the_alignment_of_another_edition() -> None:
    """The error says of which plan it is."""
    alignment = svctrade.align(made_plan(1))
    with pytest.raises(ValueError, match=r"is that of the plan '某市'; .* edition, '2020'"):
        svctrade.measures().to_html(alignment=alignment)


def test_to_html_refuses_what_is_no_alignment() -> None:
    """A parent in its place is the likeliest mistake."""
    with pytest.raises(TypeError, match=r"what svctrade\.align\(\) returns, not str: '2020'"):
        svctrade.measures().to_html(alignment="2020")  # type: ignore[arg-type]


@settings(max_examples=10)
@given(seeds, st.sampled_from(LANGUAGES))
def test_page_without_scripts_has_both(seed: int, lang: Literal["en", "zh"]) -> None:
    """Each row of the alignment with its marks, and each item of the review, are in tables."""
    plan = made_plan(seed)
    alignment = svctrade.align(plan)
    page = svctrade.measures(plan).to_html(lang=lang, alignment=alignment)
    plain = page.partition('<div id="paper">')[2].partition("<script")[0]
    cells = {
        name: [
            tuple(re.findall("<td>(.*?)</td>", row, re.DOTALL))
            for row in body.partition("</table>")[0].split("</tr>")[1:-1]
        ]
        for name in ("alignment", "review")
        for body in [plain.partition(f'<table class="{name}">')[2]]
    }
    texts = [[html.unescape(re.sub("</?mark>", "", c)) for c in row] for row in cells["alignment"]]
    assert [[text for text in (here, there) if text] for here, _, there in texts] == [
        [
            f"{number} {text}"
            for number, text in ((row[0], row[-2]), (row[1], row[-1]))
            if number is not None
        ]
        for row in alignment.table()
    ]
    marks = [re.findall("<mark>(.*?)</mark>", row[0]) for row in cells["alignment"]]
    shared = [up.shared for link in alignment.links for up in link.parents]
    words = [html.unescape(mark) for mark in chain.from_iterable(marks)]
    assert words == [found.words for passages in shared for found in passages]
    assert [[html.unescape(cell) for cell in row] for row in cells["review"]] == [
        ["" if cell is None else str(cell) for cell in row]
        for row in plan.review().table("items", lang=lang)
    ]
    for line in (*alignment.summary(lang).splitlines(), plan.review().summary(lang)):
        assert html.escape(line) in plain
