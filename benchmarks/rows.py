"""The rows for other engines: a synthetic edition as three tables of plain values."""

from __future__ import annotations

from typing import NamedTuple

from svctrade import Edition

_MeasureRow = tuple[int, int, str | None, str | None, bool, bool]

MEASURES = ("number", "task", "lead", "basis", "everywhere", "open_ended")
PARTIES = ("number", "body", "role")
NAMED = ("number", "region")


class Rows(NamedTuple):
    """*measures*, one row each; *parties*, a body in a role; *named*, a region that is named."""

    measures: list[_MeasureRow]
    parties: list[tuple[int, str, str]]
    named: list[tuple[int, str]]


def rows_of(edition: Edition) -> Rows:
    """Return the rows of *edition*, bodies and regions by their ids.

    >>> from .synthetic import edition_of
    >>> rows = rows_of(edition_of(1000))
    >>> len(rows.measures), len(rows.parties) > 1000, len(rows.named) > 1000
    (1000, True, True)
    """
    rows = Rows([], [], [])
    for measure in edition.measures:
        number, lead, coverage = measure.number, measure.lead, measure.coverage
        rows.measures.append(
            (
                number,
                measure.task.number,
                None if lead is None else lead.body.id,
                None if lead is None else lead.basis.value,
                coverage.everywhere,
                coverage.open_ended,
            )
        )
        acting = dict.fromkeys(
            (body.id, role.value)
            for assignment in measure.assignments
            for role in assignment.roles
            for named in assignment.bodies
            for body in (named, named.host)  # a host counts the measures of its offices
            if body is not None
        )
        rows.parties.extend((number, body, role) for body, role in acting)
        rows.named.extend((number, region.id) for region in coverage.named)
    return rows
