"""Editions of any size, made from the records of 2020."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from random import Random
from typing import NamedTuple, TypeVar

import attrs

import svctrade
from svctrade import Assignment, Body, Coverage, Edition, Lead, Measure, Party, Region, Source, Span

# How many different statements there are at the most; measures with the same one share it.
STATEMENTS = 10_000

T = TypeVar("T")


class Statement(NamedTuple):
    """A responsibility statement, and what it says."""

    text: str
    assignments: tuple[Assignment, ...]
    lead: Lead | None
    coverage: Coverage


def edition_of(size: int, seed: int = 2020) -> Edition:
    """Return an edition of *size* measures, numbered from 1; the same *seed* gives the same one.

    A statement is one of 2020 with its bodies and regions exchanged for others, each drawn as
    often as 2020 names it; a task is drawn as often as 2020 has measures of it.

    >>> edition = edition_of(1000)
    >>> len(edition.measures), edition == edition_of(1000)
    (1000, True)
    """
    random = Random(seed)  # noqa: S311  # nothing is secret here
    model = svctrade.edition()
    bodies = _shares(model.bodies, (b for m in model.measures for b in m.bodies()))
    regions = _shares(model.regions, (r for m in model.measures for r in m.coverage.named))
    statements = [
        _exchanged(random.choice(model.measures), random, bodies, regions)
        for _ in range(min(size, STATEMENTS))
    ]
    tasks = [measure.task for measure in model.measures]
    measures = tuple(
        Measure(
            number=number,
            task=task,
            text=f"举措{number}",
            responsibility=statement.text,
            assignments=statement.assignments,
            lead=statement.lead,
            coverage=statement.coverage,
            publication=model.publication,
        )
        for number, (task, statement) in enumerate(
            zip(random.choices(tasks, k=size), random.choices(statements, k=size), strict=True),
            start=1,
        )
    )
    return Edition(
        id="synthetic",
        publication=model.publication,
        bodies=model.bodies,
        regions=model.regions,
        tasks=model.tasks,
        notes=(),
        events=(),
        measures=measures,
        errata=(),
        source=Source("", ""),
    )


def _shares(all_: Iterable[T], named: Iterable[T]) -> dict[T, int]:
    """Return how often each is named, in the order of the edition."""
    counts = Counter(named)
    return {one: counts[one] for one in all_ if counts[one]}


def _exchanged(
    measure: Measure, random: Random, bodies: Mapping[Body, int], regions: Mapping[Region, int]
) -> Statement:
    """Return the statement of *measure* with other bodies and regions in the same places."""
    parties = [party for a in measure.assignments for party in a.parties]
    body = _others((p.body for p in parties if p.body), random, bodies)
    region = _others((p.region for p in parties if p.region), random, regions)
    text, at = "", 0
    assignments: list[Assignment] = []
    for assignment in measure.assignments:
        text += measure.responsibility[at : assignment.span.start]
        at, start = assignment.span.start, len(text)
        made: list[Party] = []
        for party in assignment.parties:
            text += measure.responsibility[at : party.span.start]
            at = party.span.stop
            other = attrs.evolve(
                party,
                body=body[party.body] if party.body else None,
                region=region[party.region] if party.region else None,
            )
            named = other.body or other.region
            printed = party.text if named is None else named.name
            span = Span(len(text), len(text) + len(printed))
            made.append(attrs.evolve(other, text=printed, span=span))
            text += printed
        text += measure.responsibility[at : assignment.span.stop]
        at = assignment.span.stop
        span = Span(start, len(text))
        assignments.append(
            attrs.evolve(assignment, parties=tuple(made), text=span.of(text), span=span)
        )
    lead = measure.lead
    named_regions = tuple(region[one] for one in measure.coverage.named)
    return Statement(
        text + measure.responsibility[at:],
        tuple(assignments),
        None if lead is None else attrs.evolve(lead, body=body[lead.body]),
        attrs.evolve(measure.coverage, named=named_regions, words=None),
    )


def _others(named: Iterable[T], random: Random, shares: Mapping[T, int]) -> dict[T, T]:
    """Return what stands for each of those that are *named*: something else for each."""
    known = tuple(dict.fromkeys(named))
    # Of exponential waits the shortest come first: a draw by shares that gives none twice.
    drawn = nsmallest(len(known), shares, key=lambda one: random.expovariate(shares[one]))
    return dict(zip(known, drawn, strict=True))
