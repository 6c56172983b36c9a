"""Queries, loading and explaining, once the bundled edition is loaded."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any

import svctrade
from svctrade import Certainty, Measure

from .findings import Finding, compared, format_seconds, reported, require_same
from .query import seconds_per_query
from .timing import alternating, in_turn, ratio, typical, warmed

HOW = (
    "The edition of 2020, in a process that has run queries before. The comprehension goes over the"
    " records and checks the certainty in the region and the lead of each. Loading takes more than"
    " its target since records have their place in the edition: it is given when all are read."
)
_EXPLAINED = 1e-3


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    yield from _queries(rounds)
    yield from _loading(rounds)
    yield from _explaining(rounds)


def _queries(rounds: int) -> Iterator[Finding]:
    measures = svctrade.measures()
    region, body = svctrade.region("厦门"), svctrade.body("移民局")
    records = [*measures]
    dictionaries = _dictionaries()
    a, b = (
        sum(1 << n for n, measure in enumerate(records) if measure in found)
        for found in (measures.in_region(region), measures.led_by(body))
    )

    def comprehended() -> list[Measure]:
        return [
            m
            for m in records
            if m.certainty(region) >= Certainty.COVERED
            and m.lead is not None
            and m.lead.body == body
        ]

    def in_dictionaries() -> list[dict[str, Any]]:
        return [
            m
            for m in dictionaries
            if (m["coverage"]["everywhere"] or "xiamen" in m["coverage"]["named"])
            and m["lead"]
            and m["lead"]["body"] == "nia"
        ]

    def ints() -> int:
        return (a & b).bit_count()

    answers = comprehended()
    require_same(answers == [*measures.in_region(region).led_by(body)], "records")
    require_same(len(answers) == len(in_dictionaries()) == (a & b).bit_count(), "counts")
    calls = warmed(
        {
            "ints": ints,
            "count": lambda: len(measures.in_region(region).led_by(body)),
            "named": lambda: len(measures.in_region("厦门").led_by("移民局")),
            "list": lambda: [*measures.in_region(region).led_by(body)],
            "comprehension": comprehended,
            "comprehension, counted": lambda: len(comprehended()),
            "dictionaries": in_dictionaries,
        }
    )
    taken = in_turn({**calls, "each": partial(seconds_per_query, measures)}, rounds)
    note = format_seconds(typical(taken, "named"))
    factor = ratio(taken, "named", "comprehension, counted")
    yield compared("two-filter query and count", factor, 1 / 5, "a comprehension", note)
    for what, name in (
        ("count, records given", "count"),
        ("list of records, records given", "list"),
        ("count, the mean over all regions and bodies", "each"),
        ("a comprehension over the records", "comprehension"),
        ("a comprehension over dictionaries", "dictionaries"),
    ):
        compare = f"{ratio(taken, name, 'ints'):.0f} × `(a & b).bit_count()`"
        figure = f"{format_seconds(typical(taken, name))}, {compare}"
        yield reported(f"two-filter query: {what}", figure)


def _dictionaries() -> list[dict[str, Any]]:
    """Return the measures of the bundled JSON."""
    path = files("svctrade") / "data" / "editions" / "2020" / "edition.json"
    measures: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["measures"]
    return measures


def _loading(rounds: int) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "edition.json"
        svctrade.save(svctrade.edition(), path)
        text = path.read_text(encoding="utf-8")
        calls = {"load": lambda: svctrade.load(path), "json": lambda: json.loads(text)}
        taken = alternating(calls, rounds)
    factor, note = ratio(taken, "load", "json"), format_seconds(typical(taken, "load"))
    yield compared("strict `load` of the edition", factor, 6, "`json.loads` of it", note)


def _explaining(rounds: int) -> Iterator[Finding]:
    found = svctrade.measures().in_region("厦门").involving("移民局")
    taken = alternating({"explain": found.explain}, rounds)
    seconds = typical(taken, "explain") / len(found)
    what = f"`explain()` of {len(found)} measures, a measure"
    yield Finding(what, format_seconds(_EXPLAINED), format_seconds(seconds), seconds <= _EXPLAINED)
