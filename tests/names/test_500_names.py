"""Five hundred names, as people write them: each is found, ambiguous, or known to be outside."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import svctrade
from svctrade import AmbiguousNameError, NotInEditionError, UnknownNameError

with (Path(__file__).parent / "names500.csv").open(encoding="utf-8", newline="") as file:
    NAMES = [*csv.DictReader(file)]


def outcome_of(kind: str, written: str) -> tuple[str, set[str], str]:
    """Return what comes out, the ids, names or suggestions in it, and the message."""
    try:
        found: svctrade.Body | svctrade.Region = getattr(svctrade, kind)(written)
    except AmbiguousNameError as error:
        return "ambiguous", {*error.candidates}, str(error)
    except NotInEditionError as error:
        return "outside", {*error.successors}, str(error)
    except UnknownNameError as error:
        return "unknown", {*error.suggestions}, str(error)
    return kind, {found.id}, ""


def test_there_are_500_names_of_every_kind() -> None:
    """The list has names of all outcomes, and no name twice in the same form."""
    assert Counter(row["outcome"] for row in NAMES) == {
        "region": 299,
        "outside": 85,
        "body": 59,
        "unknown": 35,
        "ambiguous": 22,
    }


@pytest.mark.parametrize("row", NAMES, ids=[f"{row['how']}-{row['written']}" for row in NAMES])
def test_a_name_comes_out_as_expected(row: dict[str, str]) -> None:
    """A name leads to its thing, or the error says what it is."""
    outcome, found, message = outcome_of(row["kind"], row["written"])
    assert outcome == row["outcome"], message
    expected = row["expected"]
    if outcome in ("region", "body"):
        assert found == {expected}
    elif outcome == "outside":
        assert expected in message
    elif outcome == "ambiguous":
        assert len(found) > 1
        assert {*expected.split("|")} <= {*map(name_in_list, found)} | {""}
    else:
        # A slip is answered with what was meant, first; a word of something else with nothing.
        named = re.search("did you mean ([\"'])(.*?)\\1", message)
        assert named is not None if expected else not found
        if named and named[2] != expected:
            assert getattr(svctrade, row["kind"])(named[2]).name == expected


def name_in_list(candidate: str) -> str:
    """Return how the list calls a candidate: by the id of what it names, or as outside."""
    for kind in ("region", "body"):
        outcome, found, _ = outcome_of(kind, candidate)
        if outcome == kind:
            return found.pop()
        if outcome == "outside":
            return f"outside:{candidate}"
    return candidate
