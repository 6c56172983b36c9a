"""Run every example in the documentation, the docstrings and the tools as a test.

Long checks are skipped; ``pytest --long`` runs them too.
"""

from collections import defaultdict
from collections.abc import Generator
from doctest import ELLIPSIS
from pathlib import Path

import pytest
from sybil import Sybil
from sybil.integration.pytest import SybilItem
from sybil.parsers.markdown import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

pytest_collect_file = (
    Sybil(parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS)], patterns=["*.md"])
    + Sybil(
        parsers=[DocTestParser()],
        patterns=["*.py"],
        excludes=["tests/*", "tests/*/*", "typing_tests/*"],
    )
).pytest()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that runs the long checks."""
    parser.addoption("--long", action="store_true", help="run the long checks too")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> Generator[None]:
    """Skip the long checks where they are not asked for, and keep the examples of a page in order.

    An example needs those before it; a plugin may change the order of the tests.
    """
    for item in items:
        if item.get_closest_marker("long") and not config.getoption("--long"):
            item.add_marker(pytest.mark.skip(reason="a long check: pytest --long runs it"))
    yield
    places: dict[Path, list[int]] = defaultdict(list)
    for place, item in enumerate(items):
        if isinstance(item, SybilItem):
            places[item.path].append(place)
    for of_page in places.values():
        examples = [item for item in map(items.__getitem__, of_page) if isinstance(item, SybilItem)]
        examples.sort(key=lambda item: item.example.start)
        for place, example in zip(of_page, examples, strict=True):
            items[place] = example
