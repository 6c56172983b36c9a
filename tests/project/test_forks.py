"""A process that is forked while a thread works can use the package."""

from __future__ import annotations

import os

import pytest

from ..processes import answered

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows has no fork")

# {work} is what a thread does, {use} what the child does meanwhile.
FORK = """
import os, threading, time, warnings
import svctrade
from svctrade._api import editions
warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of threads at a fork
begun = threading.Event()
{work}
thread = threading.Thread(target=work, daemon=True)
thread.start()
begun.wait()
time.sleep(0.02)
child = os.fork()
if not child:
    {use}
    os._exit(0)
end = time.monotonic() + 60
done, status = 0, 1
while not done and time.monotonic() < end:
    done, status = os.waitpid(child, os.WNOHANG)
    time.sleep(0.01)
if not done:
    os.kill(child, 9)
print("child ended" if done and not status else "child hangs")
thread.join()
"""
INDEX = """
rows = [{"举措": "甲。", "责任分工": f"甲{n}局负责"} for n in range(1500)]
large, small = svctrade.read_table(rows), svctrade.read_table(rows[:3])
# Python itself does not end an import that a thread has begun when the process is forked.
svctrade.measures(svctrade.read_table(rows[:2])).led_by("甲1局")
def work():
    begun.set()
    svctrade.measures(large)
"""
LOCK = """
def work():
    with editions._LOADING:
        begun.set()
        time.sleep(0.2)
"""
LOOK_UP = "svctrade.editions(), svctrade.measures().in_region('厦门').led_by('移民局')[0]"


@pytest.mark.parametrize(
    ("work", "use"),
    [
        (INDEX, "svctrade.measures(small).led_by('甲1局')"),
        (LOCK, LOOK_UP),
    ],
    ids=["index", "lock"],
)
def test_child_of_process_with_busy_thread_does_not_hang(work: str, use: str) -> None:
    """A fork while a thread indexes or loads an edition leaves a child that works."""
    assert answered("-c", FORK.format(work=work, use=use)) == "child ended"
