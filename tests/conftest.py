"""Settings of the test run, and what several tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, settings

from svctrade._export import fonts

from .fonts import full_font

# A property holds or not; how long the check took, on a machine that may be busy, does not count.
settings.register_profile(
    "svctrade",
    max_examples=15,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
# A long check: many examples.
settings.register_profile("thorough", settings.get_profile("svctrade"), max_examples=1000)
# A first look at a change: few examples, and a failing one as it is.
settings.register_profile(
    "quick", settings.get_profile("svctrade"), max_examples=15, phases=[Phase.generate]
)
# The same examples each time, so that a mutant is noticed again.
settings.register_profile(
    "mutants",
    settings.get_profile("svctrade"),
    max_examples=15,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    verbosity=Verbosity.quiet,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "svctrade"))


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Path]]:
    """Give the list of the installed fonts: at first the font for tests only."""
    files = [full_font()]
    monkeypatch.setattr(fonts, "_files", lambda: iter(files))
    fonts._installed.cache_clear()
    yield files
    fonts._installed.cache_clear()
