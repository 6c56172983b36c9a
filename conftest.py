"""Run every example in the documentation, the docstrings and the tools as a test.

Long checks are skipped; ``pytest --long`` runs them too.
"""

from doctest import ELLIPSIS

import pytest
from sybil import Sybil
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the long checks where they are not asked for."""
    if not config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="a long check: pytest --long runs it"))
