"""The known failures of packages that bring data: none of them happens here."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import stat
import subprocess
import sys
import weakref
from multiprocessing import get_all_start_methods
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings

import svctrade
from svctrade import Edition, Measure

from .processes import answered
from .strategies import editions

PACKAGE = Path(svctrade.__file__).parent
# In ASCII, so that it can be given to a Python of any locale: 廈門, 移民局.
ASK = (
    "import svctrade\n"
    "found = svctrade.measures().in_region('\\u5ec8\\u9580').led_by('\\u79fb\\u6c11\\u5c40')\n"
    "assert found.numbers == (59,) and found.one().events and svctrade.edition().source.text\n"
    "print(ascii(found.explain()[0].reasons[0].quote))"
)
# Python may write what it compiled.
WRITING = {"PYTHONDONTWRITEBYTECODE": ""}
ANSWER = ascii("试点地区负责推进")


def run(*arguments: str, **environment: str) -> str:
    """Return what a Python of its own answers."""
    return answered(*arguments, "-c", ASK, environment=environment)


@pytest.mark.parametrize(
    "arguments",
    [
        ["-O"],
        ["-OO"],
        ["-S", "-B"],
        ["-X", "utf8=0"],
        ["-X", "utf8=1"],
        ["-W", "error", "-X", "warn_default_encoding"],
        ["-X", "dev", "-W", "error"],
        ["-P"] if sys.version_info >= (3, 11) else [],
    ],
    ids=" ".join,
)
def test_it_answers_under_every_switch(arguments: list[str]) -> None:
    """Without docstrings or asserts, without site, in another mode of text: the same answer."""
    assert run(*arguments) == ANSWER


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "zh_CN.GBK", "zh_CN.gb18030", "tr_TR"])
def test_it_answers_in_every_locale(locale: str) -> None:
    """What the locale is, or whether it is there, is no matter."""
    assert run("-X", "utf8=0", LC_ALL=locale, LANG=locale, PYTHONCOERCECLOCALE="0") == ANSWER


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_it_answers_with_every_seed_of_hashes(seed: str) -> None:
    """No order depends on the hashes of strings."""
    assert run(PYTHONHASHSEED=seed) == ANSWER


def test_it_answers_from_where_nothing_can_be_written(tmp_path: Path) -> None:
    """An installation that is read-only answers, and nothing is written into it."""
    copied = tmp_path / "svctrade"
    shutil.copytree(PACKAGE, copied, ignore=shutil.ignore_patterns("__pycache__"))
    paths = [tmp_path, *tmp_path.rglob("*")]
    for path in paths:
        path.chmod(stat.S_IREAD | (stat.S_IEXEC if path.is_dir() else 0))
    try:
        assert answered("-c", ASK, path=tmp_path, environment=WRITING) == ANSWER
        if os.geteuid() != 0:  # who may write everywhere does
            assert sorted(tmp_path.rglob("*")) == sorted(paths[1:])
    finally:
        for path in paths:
            path.chmod(stat.S_IREAD | stat.S_IWRITE | stat.S_IEXEC)


WATCHED = """
import sys
reached = []
def watch(event, arguments):
    if event.startswith("socket.") or event in ("os.remove", "os.rename", "os.mkdir"):
        reached.append((event, arguments))
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        reached.append((event, arguments))
sys.addaudithook(watch)
import svctrade
found = svctrade.measures().in_region("厦门")
found.explain(), found.table().to_json(), found._repr_html_(), str(found), found.to_html()
svctrade.verify(), svctrade.schema(), svctrade.compare("2020", "2020").to_markdown()
svctrade.parse_responsibility("商务部牵头"), svctrade.read_document("1. 甲。（商务部负责）")
try: svctrade.region("厦们")
except svctrade.UnknownNameError: pass
assert not reached, reached
"""


def test_nothing_is_written_and_no_network_is_asked() -> None:
    """Asking, proving, reading and comparing open nothing to write, and no socket."""
    answered("-B", "-X", "utf8", "-c", WATCHED)


PROCESSES = """
import sys
from multiprocessing import get_context
from operator import attrgetter, eq, sub
import svctrade
if __name__ == "__main__":
    found, measure = svctrade.measures().in_region("Xiamen"), svctrade.measure(59)
    with get_context(sys.argv[1]).Pool(1) as pool:
        assert pool.apply(attrgetter("numbers"), (found,)) == found.numbers
        assert pool.apply(eq, (found, svctrade.measures().in_region(350200)))
        assert pool.apply(sub, (found, found)) == found - found
        assert pool.apply(hash, (measure.number,)) == 59
        assert pool.apply(attrgetter("lead.body"), (measure,)) == measure.lead.body
        assert pool.apply(svctrade.measure, (59,)) == measure
"""


@pytest.mark.parametrize("method", get_all_start_methods())
def test_another_process_is_given_sets_and_records(method: str) -> None:
    """Forked or spawned, it takes what is pickled, and finds it equal to its own."""
    answered("-c", PROCESSES, method)


# Takes what another Python pickled, finds it equal to its own, and gives it back in its own pickle.
PASSED_ON = """
import pickle, sys
import svctrade
found, measure = svctrade.measures().in_region("Xiamen"), svctrade.measure(59)
own = (found, measure, svctrade.edition())
assert pickle.loads(bytes.fromhex(sys.stdin.read())) == own
print(pickle.dumps(own).hex())
"""
PYTHONS = [f"python3.{minor}" for minor in range(10, 15)]
FREE_THREADED = ["python3.13t", "python3.14t"]


def python_called(name: str) -> str:
    """Return the Python that is called so, or skip the test and say why."""
    found = shutil.which(name)
    # A name may also stand for a Python that is not chosen here, and then it only fails.
    if found is None or subprocess.run([found, "-V"], capture_output=True, check=False).returncode:  # noqa: S603  # by its name
        pytest.skip(f"{name} is not on this machine")
    return found


@pytest.mark.parametrize("name", PYTHONS)
def test_another_python_is_given_sets_and_records(name: str) -> None:
    """What one Python pickles another takes and finds equal to its own, both ways."""
    things = (svctrade.measures().in_region("厦门"), svctrade.measure(59), svctrade.edition())
    given = pickle.dumps(things).hex()
    assert (
        pickle.loads(
            bytes.fromhex(answered("-c", PASSED_ON, python=python_called(name), given=given))
        )
        == things
    )


AT_ONCE = """
import sys, threading
assert not getattr(sys, "_is_gil_enabled", lambda: False)()
import svctrade
barrier, found = threading.Barrier(64), []
def ask():
    barrier.wait()
    asked = svctrade.measures().in_region("厦门").led_by("移民局")
    found.append((asked.numbers, asked.one().text, asked.explain()[0].reasons[0].quote))
threads = [threading.Thread(target=ask) for _ in range(64)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
assert len(found) == 64 and len({*found}) == 1 and found[0][0] == (59,)
"""


@pytest.mark.parametrize("name", FREE_THREADED)
def test_it_answers_without_the_interpreter_lock(name: str) -> None:
    """Where Python has no lock of its own, 64 threads that ask first at once agree."""
    answered("-X", "utf8", "-c", AT_ONCE, python=python_called(name))


SUBINTERPRETERS = """
import sys
try: import _interpreters as interpreters
except ImportError: import _xxsubinterpreters as interpreters
times, own, ask = int(sys.argv[1]), sys.argv[2] == "own", sys.argv[3]
ask = f"import sys; sys.path[:0] = {sys.path!r}\\n{ask}"
for _ in range(times):
    if sys.version_info >= (3, 13):
        it = interpreters.create("isolated" if own else "legacy")
        failed = interpreters.exec(it, ask)
        assert failed is None, failed.formatted
    else:
        it = interpreters.create(**({"isolated": False} if sys.version_info >= (3, 12) else {}))
        interpreters.run_string(it, ask)
    interpreters.destroy(it)
"""
COUNT = "import svctrade; assert len(svctrade.measures().in_region('厦门').led_by('移民局')) == 1"
EXPLAIN = f"{COUNT}; svctrade.edition().source.text, svctrade.measures().numbered(59).explain()"


@pytest.mark.parametrize(("times", "ask"), [(200, COUNT), (5, EXPLAIN)], ids=["count", "explain"])
@pytest.mark.parametrize("lock", ["shared", "own"])
def test_it_answers_in_many_subinterpreters(times: int, ask: str, lock: str) -> None:
    """One subinterpreter after another answers, with the lock that all share or with its own."""
    if lock == "own" and sys.version_info < (3, 13):
        pytest.skip("before Python 3.13 datetime does not load where the lock is not shared")
    answered("-X", "utf8", "-c", SUBINTERPRETERS, str(times), lock, ask)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_every_protocol_of_pickling_gives_the_same(protocol: int) -> None:
    """From protocol 2 on, which is that of slots, records and sets come back equal."""
    things = (svctrade.measures().in_task(1), svctrade.measure(59), svctrade.edition().notes)
    assert pickle.loads(pickle.dumps(things, protocol)) == things


def test_a_caller_cannot_change_what_others_see() -> None:
    """Records and what they hold cannot be changed: there is nothing in them that could be."""

    def parts(value: object) -> None:
        assert not isinstance(value, (list, dict, set, bytearray))
        if isinstance(value, tuple):
            for part in value:
                parts(part)
        elif attrs.has(type(value)) and id(value) not in seen:
            seen.add(id(value))
            names = [field.name for field in attrs.fields(cast("Any", type(value)))]
            for name in names:
                parts(getattr(value, name))
            with pytest.raises(attrs.exceptions.FrozenInstanceError):
                setattr(value, names[0], None)
            with pytest.raises(AttributeError):
                value.another = 1  # type: ignore[attr-defined]  # the error is the point

    seen: set[int] = set()
    parts(svctrade.edition())
    assert len(seen) > 4000


@given(editions())
@settings(max_examples=10)
def test_an_edition_goes_without_the_collector(edition: Edition) -> None:
    """No circle keeps an edition, its sets or its index: the last to let go ends them."""
    gc.collect()
    gc.disable()
    try:
        own = pickle.loads(pickle.dumps(edition))
        found = svctrade.measures(own).in_region(own.regions[0].name)
        assert [*found] == [m for m in own.measures if m in found]
        found.explain(), found.group_by("body"), str(found)
        traces = [weakref.ref(own), weakref.ref(own.measures[0])]
        del own, found
        assert [trace() for trace in traces] == [None, None]
    finally:
        gc.enable()


def test_a_measure_does_not_keep_its_edition() -> None:
    """Who keeps a measure keeps what it says, and not all of the document."""
    own = pickle.loads(pickle.dumps(svctrade.edition()))
    trace = weakref.ref(own)
    kept: Measure = own.measures[0]
    del own
    gc.collect()
    assert trace() is None
    assert kept == svctrade.measure(1)
