"""Measure how well plans are read: ``python tools/measure_reading.py FOLDER``.

FOLDER has ``reading.json``, an independent reading, and a folder for each form of the plans, such
as ``txt/`` and ``pdf/``. The reading has, for each plan by its key, its ``statements``, and of each
statement its ``parties``: pairs of the names of roles and the printed name. The file of a plan is
named by its key: ``pdf/015.pdf``.

A party counts once for each statement that names it. Precision is the share of the parties read
that are in the reading; recall is the share of those in the reading that were read. A plan that was
read without an error and differs is counted apart, since nothing reports it.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

import svctrade

_WIDTHS = str.maketrans(
    "():;,【】〔〕[]［］〈〉０１２３４５６７８９", "（）：；，（）（）（）（）（）0123456789"
)
Parties = Counter[tuple[tuple[str, ...], str]]
# What a name is, by its last characters: the first that fits.
_KINDS = (
    ("government", "政府"),
    ("committee", "委员会|委|管委会"),
    ("office", "办公室|办|中心"),
    ("bureau", "局|厅|署|部"),
    ("group", "单位|部门|地区|各.*"),
)


def fold(name: str) -> str:
    """Return a printed name without spaces, its brackets and digits of one kind.

    >>> fold("市 商务局[厅]")
    '市商务局（厅）'
    """
    return "".join(name.split()).translate(_WIDTHS)


def expected_parties(plan: Mapping[str, Any]) -> Parties:
    """Return the parties of a plan in the independent reading."""
    return Parties(
        (tuple(sorted(roles)), fold(name))
        for statement in plan["statements"]
        for roles, name in statement["parties"]
    )


def read_parties(edition: svctrade.Edition) -> Parties:
    """Return the parties of a plan as the library read them."""
    return Parties(
        (tuple(sorted(role.name for role in assignment.roles)), fold(party.text))
        for assignments in (
            *(measure.assignments for measure in edition.measures),
            *(task.assignments for task in edition.tasks),
        )
        for assignment in assignments
        for party in assignment.parties
    )


@attrs.define
class Score:
    """What was counted in some plans."""

    plans: int = 0
    read: int = 0
    silent: int = 0
    both: int = 0
    expected: int = 0
    found: int = 0
    both_roles: int = 0
    seconds: float = 0.0
    missing: Counter[str] = attrs.Factory(Counter[str])
    extra: Counter[str] = attrs.Factory(Counter[str])

    def add(self, expected: Parties, found: Parties) -> None:
        """Add the parties of one plan."""
        names, got = _names(expected), _names(found)
        self.both += (names & got).total()
        self.both_roles += (expected & found).total()
        self.expected += names.total()
        self.found += got.total()
        self.missing += names - got
        self.extra += got - names

    def row(self, form: str) -> str:
        """Return the figures as a row of a table in Markdown."""
        precision, recall = _share(self.both, self.found), _share(self.both, self.expected)
        roles = _share(self.both_roles, self.found), _share(self.both_roles, self.expected)
        figures = (precision, recall, *roles)
        cells = (
            form,
            str(self.plans),
            str(self.read),
            str(self.silent),
            *map("{:.3f}".format, figures),
        )
        return f"| {' | '.join(cells)} |"


HEAD = (
    "| form | plans | read without an error | of these, different | precision | recall "
    "| precision with roles | recall with roles |\n"
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
)


def _names(parties: Parties) -> Counter[str]:
    names = Counter[str]()
    for (_, name), count in parties.items():
        names[name] += count
    return names


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def read_plan(path: Path) -> tuple[svctrade.Edition | None, bool]:
    """Return the edition of a plan, and whether it was read without an error."""
    try:
        return svctrade.read_document(path), True
    except svctrade.DocumentError:
        try:
            return svctrade.read_document(path, strict=False), False
        except svctrade.DocumentError:
            return None, False


def measure(folder: Path, form: str, plans: Mapping[str, Any]) -> tuple[Score, dict[str, Score]]:
    """Return the score of all plans in a form, and that of each plan."""
    total, each = Score(), dict[str, Score]()
    for path in sorted((folder / form).iterdir()):
        if path.stem not in plans:
            continue
        started = time.perf_counter()
        edition, whole = read_plan(path)
        expected = expected_parties(plans[path.stem])
        found = read_parties(edition) if edition is not None else Parties()
        each[path.stem] = score = Score()
        for one in (total, score):
            one.add(expected, found)
            one.plans += 1
            one.read += whole
            one.silent += whole and expected != found
            one.seconds += time.perf_counter() - started
    return total, each


def by_kind(total: Score) -> Iterator[str]:
    """Yield how many names of each kind were missed, and how many were read that are none."""
    for kind, ending in _KINDS:
        pattern = re.compile(f"(?:{ending})$")
        missing, extra = (
            sum(count for name, count in counted.items() if pattern.search(name))
            for counted in (total.missing, total.extra)
        )
        yield f"| {kind} | {missing} | {extra} |"


def main(arguments: Iterable[str] | None = None) -> None:
    """Print the figures of a folder of plans, in Markdown."""
    parser = argparse.ArgumentParser(description="Measure how well plans are read.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--form", action="append", help="a folder of plans in one form")
    parser.add_argument("--show", metavar="KEY", help="the differences of one plan")
    options = parser.parse_args(None if arguments is None else [*arguments])
    plans = json.loads((options.folder / "reading.json").read_text(encoding="utf-8"))
    folders = (path for path in options.folder.iterdir() if path.is_dir())
    forms = options.form or sorted(
        path.name for path in folders if any(file.stem in plans for file in path.iterdir())
    )
    print(HEAD)
    scores = {form: measure(options.folder, form, plans) for form in forms}
    for form, (total, _) in scores.items():
        print(total.row(form))
    for form, (total, each) in scores.items():
        print(
            f"\n{form}: {total.seconds:.1f} s\n\n| kind | missed | wrong |\n| --- | ---: | ---: |"
        )
        print("\n".join(by_kind(total)))
        if options.show in each:
            print("missing:", each[options.show].missing.most_common())
            print("wrong:", each[options.show].extra.most_common())


if __name__ == "__main__":
    main()
