"""A copy of the package's data."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from svctrade import _io
from svctrade._api import documents
from svctrade._names import normalize, suggest

from .package_data import PACKAGE


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give a copy of the package's data that a test may damage; nothing is cached."""
    shutil.copytree(PACKAGE / "data", tmp_path / "data")
    monkeypatch.setattr("importlib_resources.files", lambda _: tmp_path)
    caches = (
        _io.checksums,
        documents.lexicon,
        normalize._simplified,
        normalize._normalized,
        suggest.tables,
    )
    for cached in caches:
        cached.cache_clear()
    yield tmp_path / "data"
    for cached in caches:
        cached.cache_clear()
