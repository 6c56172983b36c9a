"""Run every example in the documentation, the docstrings and the tools as a test."""

from doctest import ELLIPSIS

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
