"""Run the benchmarks and write the report: ``python -m benchmarks``; see ``--help``."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from pathlib import Path

from . import building, cold, large, page, plans, query, reading, warm
from .report import Part, report
from .timing import ROUNDS

REPORT = Path(__file__).parent.parent / "docs" / "benchmarks.md"

PARTS = {
    "cold": cold,
    "warm": warm,
    "query": query,
    "reading": reading,
    "plans": plans,
    "page": page,
    "large": large,
    "building": building,
}


def main() -> int:
    """Run the parts; write the report after a full run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"of {', '.join(PARTS)}: all")
    parser.add_argument(
        "--rounds", type=int, default=ROUNDS, help=f"fewer than {ROUNDS} for a quick run"
    )
    chosen = parser.parse_args()
    unknown = [name for name in chosen.parts if name not in PARTS]
    if unknown or chosen.rounds < 1:
        parser.error(f"unknown: {', '.join(unknown)}" if unknown else "at least one round")
    parts = [_measured(name, chosen.rounds) for name in chosen.parts or PARTS]
    if not chosen.parts and chosen.rounds >= ROUNDS:
        day = datetime.now(timezone.utc).date()
        REPORT.write_text(report(parts, chosen.rounds, day), encoding="utf-8")
        print(f"\nwritten: docs/{REPORT.name}")
    missed = [finding for part in parts for finding in part.findings if finding.is_met is False]
    print(f"\n{len(missed)} targets missed")
    return 1 if missed else 0


def _measured(name: str, rounds: int) -> Part:
    part = Part(name, PARTS[name].HOW, [])
    print(f"\n{name}")
    for finding in PARTS[name].findings(rounds):
        print(f"  {finding}", flush=True)
        part.findings.append(finding)
    return part


if __name__ == "__main__":
    sys.exit(main())
