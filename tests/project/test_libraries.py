"""The examples of libraries that are not among the extras run, where they are installed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import svctrade

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs/guide/libraries.md", ROOT / "docs/zh/guide/libraries.md"]
each_page = pytest.mark.parametrize("page", PAGES, ids=["en", "zh"])


def example(page: Path, library: str) -> str:
    """Return the example of a page that imports a library."""
    blocks = re.findall(
        r"^```py\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    (found,) = [block for block in blocks if f"import {library}\n" in block]
    return str(found)


def run(page: Path, library: str) -> dict[str, Any]:
    """Run the example, and return its names."""
    names: dict[str, Any] = {}
    exec(example(page, library), names)  # noqa: S102  # of our own page
    return names


@each_page
def test_tables_to_look_at(page: Path) -> None:
    """great_tables and itables set the text of the measure."""
    pytest.importorskip("great_tables", reason="great_tables is not installed")
    pytest.importorskip("itables", reason="itables is not installed")
    names = run(page, "great_tables")
    measure = svctrade.measure(59)
    text = measure.text if page == PAGES[1] else str(measure.text_en)
    assert text[:40] in names["printed"].as_raw_html()
    assert "<table" in names["page"]


@each_page
def test_marimo(page: Path) -> None:
    """marimo takes a table, and shows a set as a notebook does."""
    pytest.importorskip("marimo", reason="marimo is not installed")
    names = run(page, "marimo")
    assert "marimo-table" in names["table"].text
    assert 'class="svctrade"' in names["shown"].text


@each_page
def test_streamlit(page: Path) -> None:
    """The app shows the measures of the region that is chosen."""
    testing = pytest.importorskip("streamlit.testing.v1", reason="Streamlit is not installed")
    app = testing.AppTest.from_string(example(page, "streamlit"), default_timeout=60).run()
    app.selectbox[0].select("厦门").run()
    assert not app.exception
    assert len(app.dataframe[0].value) == len(svctrade.measures().in_region("厦门"))
