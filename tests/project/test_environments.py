"""Queries give the same answer in every environment: switches, locales, processes, importers."""

from __future__ import annotations

import gc
import os
import pickle
import shutil
import stat
import subprocess
import sys
import weakref
import zipapp
from importlib.metadata import entry_points
from multiprocessing import get_all_start_methods
from pathlib import Path
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings

import svctrade
from svctrade import Edition, Measure
from svctrade._pyinstaller import hook_directories

from ..processes import answered
from ..strategies import editions

PACKAGE = Path(svctrade.__file__).parent
# In ASCII, so that it works in any locale: 廈門, 移民局.
QUERY = (
    "import svctrade\n"
    "found = svctrade.measures().in_region('\\u5ec8\\u9580').led_by('\\u79fb\\u6c11\\u5c40')\n"
    "assert found.numbers == (59,) and found.one().events and svctrade.edition().source.text\n"
    "print(ascii(found.explain()[0].reasons[0].quote))"
)
# Python may write bytecode.
WRITING = {"PYTHONDONTWRITEBYTECODE": ""}
ANSWER = ascii("试点地区负责推进")


def run(*arguments: str, **environment: str) -> str:
    """Return the answer of another Python process."""
    return answered(*arguments, "-c", QUERY, environment=environment)


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
def test_query_works_with_every_switch(arguments: list[str]) -> None:
    """Without docstrings, asserts or site, and in each text mode, the answer is the same."""
    assert run(*arguments) == ANSWER


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8", "zh_CN.GBK", "zh_CN.gb18030", "tr_TR"])
def test_query_works_in_every_locale(locale: str) -> None:
    """The locale does not matter, even one that is not installed."""
    assert run("-X", "utf8=0", LC_ALL=locale, LANG=locale, PYTHONCOERCECLOCALE="0") == ANSWER


@pytest.mark.parametrize("seed", ["0", "1", "4294967295"])
def test_query_works_with_every_hash_seed(seed: str) -> None:
    """No order depends on the hashes of strings."""
    assert run(PYTHONHASHSEED=seed) == ANSWER


def test_query_works_in_a_read_only_installation(tmp_path: Path) -> None:
    """A read-only installation works, and nothing is written into it."""
    package_in(tmp_path)
    paths = [tmp_path, *tmp_path.rglob("*")]
    for path in paths:
        path.chmod(stat.S_IREAD | (stat.S_IEXEC if path.is_dir() else 0))
    try:
        assert answered("-c", QUERY, path=tmp_path, environment=WRITING) == ANSWER
        if os.geteuid() != 0:  # root may write everywhere
            assert sorted(tmp_path.rglob("*")) == sorted(paths[1:])
    finally:
        for path in paths:
            path.chmod(stat.S_IREAD | stat.S_IWRITE | stat.S_IEXEC)


def package_in(folder: Path) -> Path:
    """Copy the package into *folder*, without bytecode."""
    ignore = shutil.ignore_patterns("__pycache__")
    return shutil.copytree(PACKAGE, folder / "svctrade", ignore=ignore)


def test_query_works_from_a_zip_on_the_path(tmp_path: Path) -> None:
    """The package can be imported from a zip, data included."""
    package_in(tmp_path / "package")
    archive = shutil.make_archive(str(tmp_path / "library"), "zip", tmp_path / "package")
    assert answered("-c", QUERY, path=Path(archive)) == ANSWER
    code = "import svctrade; assert '.zip' in svctrade.__file__ and svctrade.verify()"
    assert not answered("-c", code, path=Path(archive))


def test_query_works_in_a_zipapp(tmp_path: Path) -> None:
    """A program in one file, made by zipapp, answers."""
    package_in(tmp_path / "program")
    (tmp_path / "program" / "__main__.py").write_text(QUERY, encoding="utf-8")
    zipapp.create_archive(tmp_path / "program", tmp_path / "program.pyz")
    assert answered(str(tmp_path / "program.pyz"), path=tmp_path / "nowhere") == ANSWER


def test_pyinstaller_finds_the_hook() -> None:
    """The entry point leads to the folder of the hook."""
    entries = {entry.value for entry in entry_points(group="pyinstaller40", name="hook-dirs")}
    assert "svctrade._pyinstaller:hook_directories" in entries
    (folder,) = hook_directories()
    assert Path(folder, "hook-svctrade.py").is_file()


WATCHED = """
import sys
events = []
def watch(event, arguments):
    if event.startswith("socket.") or event in ("os.remove", "os.rename", "os.mkdir"):
        events.append((event, arguments))
    if event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+"):
        events.append((event, arguments))
sys.addaudithook(watch)
import svctrade
found = svctrade.measures().in_region("厦门")
found.explain(), found.table().to_json(), found._repr_html_(), str(found), found.to_html()
svctrade.verify(), svctrade.schema(), svctrade.compare("2020", "2020").to_markdown()
svctrade.parse_responsibility("商务部牵头"), svctrade.read_document("1. 甲。（商务部负责）")
try: svctrade.region("厦们")
except svctrade.UnknownNameError: pass
assert not events, events
"""


def test_no_file_is_written_and_no_socket_opened() -> None:
    """Queries, explanations, reading and comparing open no file for writing and no socket."""
    answered("-B", "-X", "utf8", "-c", WATCHED)


PROCESSES = """
import sys
from importlib.metadata import entry_points
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
def test_sets_and_records_pass_between_processes(method: str) -> None:
    """A forked or spawned process unpickles them, and they equal its own."""
    answered("-c", PROCESSES, method)


# Unpickles what another Python pickled, compares it with its own, and pickles its own in return.
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


def find_python(name: str) -> str:
    """Return the path of a Python by its name, or skip the test."""
    found = shutil.which(name)
    # A name may also be a shim of a version manager for a Python that is not selected.
    if found is None or subprocess.run([found, "-V"], capture_output=True, check=False).returncode:  # noqa: S603  # a Python
        pytest.skip(f"{name} is not installed")
    return found


@pytest.mark.parametrize("name", PYTHONS)
def test_sets_and_records_pass_between_python_versions(name: str) -> None:
    """What one version pickles another unpickles, and it equals its own; both ways."""
    things = (svctrade.measures().in_region("厦门"), svctrade.measure(59), svctrade.edition())
    given = pickle.dumps(things).hex()
    assert (
        pickle.loads(
            bytes.fromhex(answered("-c", PASSED_ON, python=find_python(name), given=given))
        )
        == things
    )


THREADS = """
import sys, threading
assert not getattr(sys, "_is_gil_enabled", lambda: False)()
import svctrade
barrier, answers = threading.Barrier(64), []
def query():
    barrier.wait()
    found = svctrade.measures().in_region("厦门").led_by("移民局")
    answers.append((found.numbers, found.one().text, found.explain()[0].reasons[0].quote))
threads = [threading.Thread(target=query) for _ in range(64)]
[thread.start() for thread in threads], [thread.join() for thread in threads]
assert len(answers) == 64 and len({*answers}) == 1 and answers[0][0] == (59,)
"""


@pytest.mark.parametrize("name", FREE_THREADED)
def test_query_works_without_the_interpreter_lock(name: str) -> None:
    """In a free-threaded Python, 64 threads that start at the same time get the same answer."""
    answered("-X", "utf8", "-c", THREADS, python=find_python(name))


SUBINTERPRETERS = """
import sys
try: import _interpreters as interpreters
except ImportError: import _xxsubinterpreters as interpreters
times, own, code = int(sys.argv[1]), sys.argv[2] == "own", sys.argv[3]
code = f"import sys; sys.path[:0] = {sys.path!r}\\n{code}"
for _ in range(times):
    if sys.version_info >= (3, 13):
        it = interpreters.create("isolated" if own else "legacy")
        failed = interpreters.exec(it, code)
        assert failed is None, failed.formatted
    else:
        it = interpreters.create(**({"isolated": False} if sys.version_info >= (3, 12) else {}))
        interpreters.run_string(it, code)
    interpreters.destroy(it)
"""
COUNT = "import svctrade; assert len(svctrade.measures().in_region('厦门').led_by('移民局')) == 1"
EXPLAIN = f"{COUNT}; svctrade.edition().source.text, svctrade.measures().numbered(59).explain()"


@pytest.mark.parametrize(("times", "code"), [(60, COUNT), (5, EXPLAIN)], ids=["count", "explain"])
@pytest.mark.parametrize("lock", ["shared", "own"])
def test_query_works_in_subinterpreters(times: int, code: str, lock: str) -> None:
    """Subinterpreters work one after another, with the shared lock or their own."""
    if lock == "own" and sys.version_info < (3, 13):
        pytest.skip("before Python 3.13 datetime does not load where the lock is not shared")
    answered("-X", "utf8", "-c", SUBINTERPRETERS, str(times), lock, code)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_pickle_works_with_every_protocol(protocol: int) -> None:
    """From protocol 2 on, which supports slots, records and sets compare equal afterwards."""
    things = (svctrade.measures().in_task(1), svctrade.measure(59), svctrade.edition().notes)
    assert pickle.loads(pickle.dumps(things, protocol)) == things


def test_records_are_immutable() -> None:
    """Records cannot be changed, and contain nothing that can be."""

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
def test_edition_is_freed_by_reference_counts(edition: Edition) -> None:
    """No reference cycle keeps an edition, its sets or its index in memory."""
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


def test_measure_does_not_keep_its_edition() -> None:
    """A measure that is kept does not keep the whole edition in memory."""
    own = pickle.loads(pickle.dumps(svctrade.edition()))
    trace = weakref.ref(own)
    kept: Measure = own.measures[0]
    del own
    gc.collect()
    assert trace() is None
    assert kept == svctrade.measure(1)
