"""Write the pages of the documentation that the data gives: ``python tools/build_docs.py``.

``--check`` writes nothing and fails where a committed page differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import svctrade
from svctrade import Body, Name, Region

DOCS = Path(__file__).parent.parent / "docs"

_FRONT = """\
# Names

Every body and pilot region of the edition of 2020, with every form of its name that the library
understands. Made from the data by `tools/build_docs.py`; what each column rests on is in
[data.md](data.md). A form is compared without regard to case, width and white space.

A day on which something changed in March 2023 is that of 国务院关于机构设置的通知 (2023-03-20),
which announced the new structure; what the source of a change dates it to stands beside it.
"""


def names_page() -> str:
    """Return the page of all names."""
    return "\n".join(_names_lines()) + "\n"


def _names_lines() -> Iterator[str]:
    yield _FRONT
    yield "## Bodies"
    for body in svctrade.bodies():
        yield from _body_lines(body)
    yield "\n## Pilot regions"
    for region in svctrade.regions():
        yield from _region_lines(region)
    yield "\n## Known, and no part of this edition\n"
    rows = (
        (o.kind, o.name, "、".join(f for f in o.forms if f != o.name), o.hint, o.source or "")
        for o in svctrade.edition().outsiders
    )
    yield from _table(("kind", "name", "other forms", "what it is", "source"), rows)


def _body_lines(body: Body) -> Iterator[str]:
    yield f"\n### {body.name}\n"
    facts: dict[str, str | None] = {
        "id": f"`{body.id}`",
        "official name": body.official_name,
        "English": body.name_en,
        "abbreviation": body.abbreviation,
        "kind": body.kind,
        "parent": body.parent,
        "host": body.host.name if body.host else None,
    }
    yield from _facts(facts)
    for change in body.history:
        yield f"- {change}: {change.text} (dated {change.dated}; {change.source})"
    yield ""
    yield from _forms(body.names)


def _region_lines(region: Region) -> Iterator[str]:
    yield f"\n### {region.name}\n"
    facts = {
        "id": f"`{region.id}`",
        "official name": region.official_name,
        "English": region.name_en,
        "level": region.level,
        "province": region.province,
        "GB/T 2260": region.code,
        "group": region.group,
        "rounds": ", ".join(map(str, region.rounds)),
        "districts": "、".join(region.districts),
    }
    yield from _facts(facts)
    yield ""
    yield from _forms(region.names)


def _facts(facts: dict[str, str | None]) -> Iterator[str]:
    yield from (f"- {key}: {value}" for key, value in facts.items() if value)


def _forms(names: Iterable[Name]) -> Iterator[str]:
    rows = (
        (
            name.text,
            name.kind.label + ("（与他者共用）" if name.ambiguous else ""),
            str(name.first or ""),
            str(name.last or ""),
            name.source or "",
            name.confidence or "",
        )
        for name in names
    )
    yield from _table(("form", "kind", "from", "to", "source", "confidence"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def main() -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    check: bool = parser.parse_args().check
    page, path = names_page(), DOCS / "names.md"
    same = path.exists() and path.read_text(encoding="utf-8") == page
    if check:
        print("the pages are what the data gives" if same else f"{path.name} differs")
        return 0 if same else 1
    path.write_text(page, encoding="utf-8", newline="\n")
    print("nothing changed" if same else f"{path.name} differed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
