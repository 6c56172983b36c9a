"""A user's code, for the type checkers; each wrong call has to be an error."""

from __future__ import annotations

from datetime import date

# Not typing.assert_type: that is new in Python 3.11.
from typing_extensions import assert_type

import svctrade
from svctrade import (
    Assignment,
    Basis,
    Body,
    Certainty,
    Coverage,
    Difference,
    Edition,
    Erratum,
    Explanations,
    Lead,
    Measure,
    MeasureSet,
    Note,
    Reason,
    Region,
    Report,
    Revision,
    Role,
    Span,
    Table,
    Task,
)

measures = svctrade.measures()
assert_type(measures, MeasureSet)
assert_type(measures.table(), Table)
assert_type(measures.table("coverage", lang="zh").select("地区"), Table)
assert_type(measures.crosstab("task", "measure"), Table)
assert_type(
    measures.table()["number"], tuple[int | bool | date | str | tuple[str, ...] | None, ...]
)
assert_type(measures.table().to_csv(bom=True), str)
assert_type(measures.to_html("page.html", lang="zh"), str)
assert_type(measures.group_by("measure"), dict[Measure, MeasureSet])
measures.table("regions")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.crosstab("task", "year")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
assert_type(svctrade.measures("2020"), MeasureSet)
assert_type(svctrade.measures(svctrade.edition()), MeasureSet)
assert_type(svctrade.measure(59), Measure)
assert_type(svctrade.tasks(), tuple[Task, ...])
assert_type(svctrade.task(1), Task)
assert_type(svctrade.bodies(), tuple[Body, ...])
assert_type(svctrade.body("移民局"), Body)
assert_type(svctrade.regions(group="长三角"), tuple[Region, ...])
assert_type(svctrade.region(350200), Region)
assert_type(svctrade.editions(), tuple[str, ...])
assert_type(svctrade.edition(), Edition)
assert_type(svctrade.parse_responsibility("商务部牵头"), tuple[Assignment, ...])

chain = (
    measures.in_region("厦门", svctrade.region("大连"), at_least="named")
    .in_region(350200, at_least=Certainty.POSSIBLE)
    .led_by("移民局", basis="explicit")
    .led_by(svctrade.body("移民局"), basis=Basis.FIRST_NAMED)
    .involving("外交部", role="policy")
    .involving("外交部", role=Role.POLICY)
    .with_role("lead", Role.SHARE)
    .in_task(1, "（二）", svctrade.task(3))
    .mentioning("签证")
    .numbered(59)
    .under("CEPA")
    .in_service("运输", "SC", confidence="clear")
    .by_mode(4, "自然人流动")
    .about("数据", confidence="clear")
    .national()
    .where(lambda measure: measure.number > 1)
)
assert_type(chain, MeasureSet)
assert_type(~(chain & measures | chain - measures ^ chain), MeasureSet)
assert_type(chain <= measures, bool)
assert_type(chain[0], Measure)
assert_type(chain[:5], MeasureSet)
assert_type(chain.numbers, tuple[int, ...])
assert_type(chain.one(), Measure)
assert_type(chain.first(), Measure)
assert_type(chain.edition, Edition)
assert_type(list(chain), list[Measure])

assert_type(chain.group_by("task"), dict[Task, MeasureSet])
assert_type(chain.group_by("lead"), dict[Body | None, MeasureSet])
assert_type(chain.count_by("body"), dict[Body, int])
assert_type(chain.count_by("region"), dict[Region, int])
assert_type(chain.count_by("role"), dict[Role, int])

measure = svctrade.measure(59)
assert_type(measure.task, Task)
assert_type(measure.assignments, tuple[Assignment, ...])
assert_type(measure.lead, Lead | None)
assert_type(measure.coverage, Coverage)
assert_type(measure.frameworks, tuple[str, ...])
assert_type(measure.notes, tuple[Note, ...])
assert_type(measure.lines, tuple[int, int] | None)
assert_type(chain.explain(), Explanations)
assert_type(chain.explain()[0].reasons, tuple[Reason, ...])
assert_type(chain.explain()[0].as_text("zh"), str)
assert_type(chain.query, str)
assert_type(chain.explain()[0].reasons[0].span, Span | None)
assert_type(measure.cite("en"), str)
assert_type(svctrade.edition().reprint(), str)
assert_type(svctrade.edition().errata, tuple[Erratum, ...])
assert_type(svctrade.verify(), Report)
assert_type(measure.bodies(Role.LEAD), tuple[Body, ...])
assert_type(measure.certainty(svctrade.region("厦门")), Certainty)
assert_type(measure.assignments[0].groups, tuple[str, ...])
assert_type(svctrade.body("移民局").name_variants, tuple[str, ...])
assert_type(svctrade.edition().in_force, tuple[date, date] | None)
assert_type(Role.LEAD.label, str)

revision = svctrade.compare("2020", svctrade.edition())
assert_type(revision, Revision)
assert_type(revision.changes, tuple[Difference, ...])
assert_type(revision.apply(svctrade.edition()), Edition)
assert_type(revision.inverse(), Revision)
assert_type(revision.summary("zh"), str)
assert_type(revision.to_markdown(lang="en"), str)
for change in revision:
    if isinstance(change, svctrade.Reworded):
        assert_type(change.words, tuple[tuple[str, str], ...])
    elif isinstance(change, svctrade.CoverageChanged):
        assert_type(change.after, Certainty)
assert_type(svctrade.read_document("……", layout="annex", strict=False), Edition)
assert_type(svctrade.read_table([{"举措": "……"}], {"举措": "text"}), Edition)
assert_type(svctrade.load("edition.json"), Edition)

# Wrong calls. An unused ignore is an error, so each of these has to fail.
measures.in_region(3.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.in_region("厦门", at_least="sure")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.led_by(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.led_by("商务部", basis="none")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.involving("商务部", role="boss")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.in_service(3.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.by_mode(4, confidence="sure")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.about(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.mentioning(59)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.where("厦门")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.in_task(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.with_role("boss")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.under(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.numbered("59")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measures.group_by("year")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue, reportArgumentType]  # pyrefly: ignore[no-matching-overload]
measures & [measure]  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnusedExpression]  # pyrefly: ignore[unsupported-operation]
measure.cite("ris")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measure.certainty("厦门")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
svctrade.compare("2020", 2026)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
revision.summary("fr")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
svctrade.read_document("……", "pages")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
measure.number = 60  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]  # pyrefly: ignore[read-only]
svctrade.measure("59")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]  # pyrefly: ignore[bad-argument-type]
svctrade.nothing  # type: ignore[attr-defined]  # noqa: B018  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]  # pyrefly: ignore[missing-attribute]
