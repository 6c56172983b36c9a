"""What is loaded for a question: nothing that it does not need. No clock is asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import svctrade
from svctrade._compiled import PAGE

from .processes import answered

PACKAGE = Path(svctrade.__file__).parent
COUNT = "len(svctrade.measures().in_region('厦门').led_by('移民局'))"
# All that a count of a two-filter query loads of the package, and of anything else.
OF_A_COUNT = {
    "svctrade",
    "svctrade._ask",
    "svctrade._bundled",
    "svctrade._compiled",
    "svctrade._compiled.index_2020",
    "svctrade._index",
    "svctrade._late",
    "svctrade._query",
    "svctrade._question",
    "svctrade._shown",
}
# The last is there where site is, which these runs are without.
ELSEWHERE = {"__future__", "itertools", "_collections_abc", "_weakref", "abc", "_abc"}
# And what the first measure loads besides, with its text and its assignments.
OF_A_MEASURE = {
    "svctrade._actors",
    "svctrade._compiled.bodies",
    f"svctrade._compiled.measures_2020_{58 // PAGE}",
    "svctrade._compiled.tasks_2020",
    "svctrade._model",
    "svctrade._places",
    "svctrade._record",
    "svctrade._vocabulary",
}


def loaded(code: str) -> set[str]:
    """Return the modules that *code* adds to those of a Python that has just begun."""
    program = f"import sys; before = {{*sys.modules}}\n{code}\nprint(*{{*sys.modules}} - before)"
    # -S: what else is installed may load modules at start.
    return {*answered("-S", "-c", program).split()}


def of_the_package(names: set[str]) -> set[str]:
    return {name for name in names if name.partition(".")[0] == "svctrade"}


def test_importing_loads_the_face_only() -> None:
    """Importing adds one module."""
    assert loaded("import svctrade") == {"svctrade"}


@pytest.mark.parametrize(
    "question", [COUNT, COUNT.replace("len(", "(") + ".numbers", "bool" + COUNT[3:]]
)
def test_a_count_loads_the_index_only(question: str) -> None:
    """No record, no enumeration, no JSON and no dependency is loaded to count."""
    found = loaded(f"import svctrade; {question}")
    assert of_the_package(found) == OF_A_COUNT
    assert found - OF_A_COUNT <= ELSEWHERE


def test_the_first_measure_loads_its_page_only() -> None:
    """A measure needs attrs, the classes of what it is made of, and the page that it stands on."""
    site = [path for path in sys.path if "site-packages" in path]
    code = (
        f"sys.path += {site!r}; import attrs; before = {{*sys.modules}}; import svctrade\n"
        "measure = svctrade.measures().in_region('厦门').led_by('移民局').one()\n"
        "assert measure.text and measure.assignments"
    )
    found = loaded(code)
    assert of_the_package(found) == OF_A_COUNT | OF_A_MEASURE
    assert found - of_the_package(found) <= {*ELSEWHERE, "_datetime", "datetime"}


def test_a_count_touches_no_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting, joining and grouping by a key of the index make no record."""
    made: list[int] = []
    whole = svctrade.measures("2020")
    monkeypatch.setattr(type(whole._home), "measures", lambda _, mask: made.append(mask))
    other = whole.in_task("（一）")
    assert len(other) + len(~other) == 122
    assert sum(whole.count_by("task").values()) == 122
    assert not made
    with pytest.raises(TypeError):
        whole.mentioning("试点")  # which looks at texts
    assert made == [whole._mask]
