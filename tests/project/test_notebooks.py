"""The notebooks of the documentation run, and give the output that is committed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent.parent / "docs").rglob("notebooks/*.ipynb"))
# In a process of its own, because a kernel gives warnings of its own. What a cell prints arrives in
# one piece or in several: the pieces are joined.
RUN = """
import sys, nbclient, nbformat
notebook = nbformat.read(sys.argv[1], as_version=4)
nbclient.NotebookClient(notebook, timeout=120, coalesce_streams=True).execute()
sys.stdout.buffer.write(nbformat.writes(notebook).encode("utf-8"))
"""


def run(path: Path) -> dict[str, Any]:
    """Run the notebook, and return it with its output."""
    done = subprocess.run(  # noqa: S603  # this interpreter, and code of our own
        [sys.executable, "-c", RUN, str(path)], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    notebook: dict[str, Any] = json.loads(done.stdout)
    return notebook


def outputs(notebook: dict[str, Any]) -> list[list[str]]:
    """Return the output of each cell, except that of other libraries, which may change."""
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


@pytest.mark.long
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: f"{path.stem}-{path.parts[-3]}")
def test_notebook_gives_the_committed_output(path: Path) -> None:
    """Every cell runs, and its output is that of the committed notebook."""
    committed = json.loads(path.read_text(encoding="utf-8"))
    assert outputs(run(path)) == outputs(committed)
    assert sum(map(len, outputs(committed))) >= 7


def test_output_in_pieces_is_joined(tmp_path: Path) -> None:
    """Lines of one cell that arrive separately are one output."""
    source = "import time\nprint(1, flush=True)\ntime.sleep(1)\nprint(2, flush=True)"
    cell = {"cell_type": "code", "source": source, "metadata": {}, "outputs": []}
    notebook = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}
    path = tmp_path / "pieces.ipynb"
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert outputs(run(path)) == [["1\n2\n"]]
