"""What a user may do with an edition that was read: all of it has to work."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import svctrade
from svctrade import Basis, Edition, Measure, MeasureSet, Reason
from svctrade._names import normalize_name

DEGREES = ("named", "covered", "possible", "none")
KEYS = ("task", "lead", "body", "region", "role", "measure")


def filters_of(found: MeasureSet) -> list[MeasureSet]:
    """Return the set under every filter, with every value that it can have."""
    edition = found.edition
    sets = [found, found.national(), found - found.national(), ~found]
    for region in edition.regions:
        sets += [found.in_region(region, exactly=cast("Any", degree)) for degree in DEGREES]
    for body in edition.bodies:
        sets += [found.led_by(body), found.involving(body)]
        sets += [found.led_by(body, basis=basis) for basis in Basis]
    sets += [found.with_role(role) for role in svctrade.Role]
    sets += [found.in_task(task) for task in edition.tasks]
    sets += [found.numbered(measure.number) for measure in edition.measures]
    sets += [found.under(framework) for framework in edition.frameworks]
    sets += [found.mentioning(m.text[:2]) for m in edition.measures if m.text[:2].strip()]
    documents = [e.document_number for e in edition.events if e.document_number]
    sets += [found.affected_by(document) for document in documents]
    sets += [found.due(before=date.max), found - found.due(before=date.max)]
    for key in KEYS:
        sets += found.group_by(cast("Any", key)).values()
    return sets


def reasons_of(found: MeasureSet) -> list[tuple[Measure, Reason]]:
    """Return every reason of every filter, of what it keeps and of what it leaves out."""
    reasons: list[tuple[Measure, Reason]] = []
    for kept in filters_of(found):
        assert kept.heading()
        left = [number for number in found.numbers if number not in kept.numbers]
        explained = [*kept.explain(), *(kept.explain_missing(*left) if left else ())]
        assert all(e.as_text("en") and e.as_text("zh") for e in explained)
        reasons += [(e.measure, reason) for e in explained for reason in e.reasons]
    return reasons


def use_fully(edition: Edition) -> None:
    """Index an edition, query it with every filter, explain, tabulate, save, compare and align."""
    found = svctrade.measures(edition)
    assert str(found)
    assert found._repr_html_()
    reasons_of(found)
    for body in edition.bodies:
        shared = {*map(normalize_name, body.shared_variants)}
        names = [name for name in body.name_variants if normalize_name(name)]
        own = [name for name in names if normalize_name(name) not in shared]
        assert all(svctrade.body(name, edition) == body for name in own)
    for kind in ("measures", "assignments", "coverage"):
        table = found.table(cast("Any", kind))
        assert len([*table.rows()]) == len(table)
        assert table.to_csv()
        assert table.to_json()
        assert table.to_markdown()
    assert found.crosstab("task", "role").to_csv()
    assert edition.review().to_json()
    loaded = svctrade.loads(svctrade.dumps(edition))
    assert loaded == edition
    assert svctrade.measures(loaded) == svctrade.measures(loaded)
    assert not svctrade.compare(edition, loaded)
    assert svctrade.compare(edition, "2020").summary()
    assert svctrade.compare("2020", edition).to_markdown()
    # Texts in two languages have no words in common.
    if any("\u4e00" <= c <= "\u9fff" for measure in edition.measures for c in measure.text):
        assert svctrade.align(edition, "2020").summary()
    assert svctrade.align(edition, edition).to_markdown()
