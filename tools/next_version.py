"""Print the version of the next release: ``python tools/next_version.py``.

Removing something public makes a major release, data and additions a minor one, everything else a
patch. The fragments in ``changelog.d/`` say what there is.
"""

from __future__ import annotations

from pathlib import Path

import svctrade

FRAGMENTS = Path(__file__).parent.parent / "changelog.d"


def next_version(version: str, sections: set[str]) -> str:
    """Return the version after *version* for changes in these sections of the changelog.

    >>> next_version("1.2.3", {"data", "fixed"})
    '1.3.0'
    >>> next_version("1.2.3", {"fixed", "changed"})
    '1.2.4'
    >>> next_version("1.2.3", {"added", "removed"})
    '2.0.0'
    """
    major, minor, patch = map(int, version.split("."))
    if "removed" in sections:
        return f"{major + 1}.0.0"
    if sections & {"data", "added"}:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}"


if __name__ == "__main__":
    found = {path.suffixes[-2].removeprefix(".") for path in FRAGMENTS.glob("+*.md")}
    print(next_version(svctrade.__version__, found))
