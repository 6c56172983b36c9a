"""A release of data: the steps of CONTRIBUTING.md, with a draft that is thrown away."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRAFT = "2020-draft"
# The measures that the draft changes, and their words in the source.
MEASURES = [59, 60, 88, 103, 106]
EDITS = (
    ("优化144小时过境免", "优化240小时过境免"),
    (
        "将服务贸易纳入多双边工商合作机制。 中国贸促会负责",
        "将服务贸易纳入多双边工商合作机制。 商务部负责",
    ),
    ("外交部、移民局、卫生健康委等支持和指导", "外交部、卫生健康委等支持和指导"),
    (
        "上海、海南、厦门、深圳、武汉、威海等试点地区负责推进",
        "上海、海南、深圳、武汉、威海等试点地区负责推进",
    ),
    ("司法部、最高人民法院、中国贸促会支持和指导", "司法部、最高人民法院支持和指导"),
)

pytestmark = pytest.mark.long


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of what a release changes."""
    ignored = shutil.ignore_patterns("__pycache__")
    for name in ("src", "tools", "changelog.d"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for name in ("CHANGELOG.md", "pyproject.toml"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def run(project: Path, *arguments: str) -> str:
    """Run Python with the copy, and return what it prints."""
    paths = os.pathsep.join(str(project / name) for name in ("src", "tools"))
    done = subprocess.run(  # noqa: S603  # our own
        [sys.executable, *arguments],
        cwd=project,
        env=os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def add_source(project: Path) -> None:
    """Add the source of the draft: that of 2020 with five edits."""
    editions = project / "tools" / "editions"
    shutil.copytree(
        editions / "2020", editions / DRAFT, ignore=shutil.ignore_patterns("topics", "english")
    )
    source, metadata = (editions / DRAFT / name for name in ("source.txt", "metadata.json"))
    text = source.read_text(encoding="utf-8")
    for old, new in EDITS:
        assert text.count(old) == 1
        text = text.replace(old, new)
    source.write_text(text, encoding="utf-8", newline="")
    facts = json.loads(metadata.read_text(encoding="utf-8"))
    metadata.write_text(json.dumps(facts | {"id": DRAFT}), encoding="utf-8")


def test_a_draft_is_built_compared_and_released(project: Path) -> None:
    """Source, data, comparison, fragment, version and changelog follow from five edits."""
    before = run(project, "-c", "import svctrade; print(svctrade.dumps(svctrade.edition('2020')))")
    add_source(project)
    path = project / "src" / "svctrade" / "_bundled" / "bundled.py"
    text = path.read_text(encoding="utf-8")
    changed = text.replace('EDITIONS = ("2020",)', f'EDITIONS = ("2020", "{DRAFT}")')
    assert changed != text
    run(project, "tools/build_data.py")
    path.write_text(changed, encoding="utf-8")
    run(project, "tools/build_data.py", "--check")
    # The new edition is the current one, and the old one is as it was.
    print_editions = "import svctrade; print(svctrade.editions(), svctrade.edition().id)"
    assert run(project, "-c", print_editions) == f"('2020', '{DRAFT}') {DRAFT}\n"
    again = run(project, "-c", "import svctrade; print(svctrade.dumps(svctrade.edition('2020')))")
    assert again == before
    run(project, "-c", "import svctrade; report = svctrade.verify(); assert report, str(report)")
    # The comparison is the fragment of the changelog.
    compare = f"svctrade.compare('2020', '{DRAFT}')"
    fragment = run(project, "-c", f"import svctrade; print({compare}.to_markdown('en'))")
    reworded = [line for line in fragment.splitlines() if re.match("- (text|resp)", line)]
    assert [int(re.findall(r"measure (\d+)", line)[0]) for line in reworded] == MEASURES
    (project / "changelog.d" / f"+{DRAFT}.data.md").write_text(fragment, encoding="utf-8")
    # The version follows from the fragments.
    version = run(project, "tools/next_version.py").strip()
    assert re.fullmatch(r"\d+\.\d+\.0", version)
    command = ("-m", "towncrier", "build", "--yes", "--version", version)
    run(project, *command)
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {version} (" in changelog
    assert reworded[0] in changelog
    assert not [*(project / "changelog.d").glob("+*.md")]
