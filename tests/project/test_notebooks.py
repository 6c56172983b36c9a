"""The notebooks of the documentation: they run from top to bottom and show what they say."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "docs" / "notebooks").glob("*.ipynb"))
# In a process of its own: what a kernel warns of is no business of these tests. What a cell prints
# reaches us in one piece or in several, as the machine is busy: the pieces are joined.
RUN = """
import sys, nbclient, nbformat
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=120, coalesce_streams=True).execute()
sys.stdout.buffer.write(nbformat.writes(notebook).encode("utf-8"))
"""


def run(path: Path) -> dict[str, Any]:
    """Return the notebook with what its cells show when they run."""
    done = subprocess.run(  # noqa: S603  # this interpreter, and code of our own
        [sys.executable, "-c", RUN, str(path)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    notebook: dict[str, Any] = json.loads(done.stdout)
    return notebook


def shown(notebook: dict[str, Any]) -> list[list[str]]:
    """Return what each cell shows of ours: other libraries change how they show things."""
    return [
        [
            "".join(
                output.get("text") or output["data"].get("text/html", output["data"]["text/plain"])
            )
            for output in cell.get("outputs", ())
            if output.get("name") != "stderr"
            and 'class="svctrade"'
            in "".join(output.get("data", {}).get("text/html", ['class="svctrade"']))
        ]
        for cell in notebook["cells"]
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_what_it_says(path: Path) -> None:
    """Every cell runs, and shows what the committed one shows."""
    committed = json.loads(path.read_text(encoding="utf-8"))
    assert shown(run(path)) == shown(committed)
    assert sum(map(len, shown(committed))) >= 7


def test_what_a_cell_prints_in_pieces_is_one_output(tmp_path: Path) -> None:
    """A busy machine sends the lines of one cell apart; what the cell shows is the same."""
    source = "import time\nprint(1, flush=True)\ntime.sleep(1)\nprint(2, flush=True)"
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}
    path = tmp_path / "pieces.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert shown(run(path)) == [["1\n2\n"]]
