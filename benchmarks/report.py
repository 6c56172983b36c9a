"""The page with the figures."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from datetime import date
from importlib.metadata import version
from typing import NamedTuple

from .findings import Finding

_LIBRARIES = (
    "svctrade",
    "attrs",
    "cattrs",
    "pycountry",
    "holidays",
    "babel",
    "polars",
    "pandas",
    "duckdb",
    "pyroaring",
    "rapidfuzz",
    "pyarrow",
)
_MARKS = {True: "met", False: "**missed**", None: ""}


class Part(NamedTuple):
    """The findings of one part, and how they were measured."""

    name: str
    how: str
    findings: list[Finding]


def report(parts: Iterable[Part], rounds: int, day: date) -> str:
    """Return the page of the findings."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    versions = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    lines = [
        "# Benchmarks",
        "",
        f"Measured on {day} by `python -m benchmarks`, which `pip install -e '.[bench]'`",
        f"prepares, with {python} on {platform.system()} and",
        f"{versions}.",
        "",
        f"A factor is the median of the ratios of two sides that alternate in {rounds} rounds (5",
        "for the awkward documents). Times are medians on one machine. A target is the largest",
        "figure that is accepted.",
    ]
    for part in parts:
        lines += ["", f"## {part.name.capitalize()}", "", part.how, ""]
        lines += ["| what | target | figure | |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {one.what} | {one.target} | {one.figure} | {_MARKS[one.is_met]} |"
            for one in part.findings
        ]
    return "\n".join(lines) + "\n"
