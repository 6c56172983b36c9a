"""Write the generated pages of the documentation: ``python tools/build_docs.py``.

``--check`` writes nothing and fails if a committed page differs.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import build_api
import build_topics
import messages

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


_TOPICS_FRONT = """\
# Topics of the measures

The annex has no service items and no modes of supply. The topic layer is ours and not part of the
document. It is kept apart from the text and labelled wherever it is shown. Every tag has a
confidence and quotes the words of the measure that it rests on; a tag that is open to argument has
a remark.

```python
>>> import svctrade
>>> found = svctrade.measures().in_service("金融服务", confidence="clear").by_mode(1)
>>> found == svctrade.measures().in_service("SG", confidence="clear").by_mode("Cross-border supply")
True
>>> measure = svctrade.measure(60)
>>> print(*measure.services, *(mode.code for mode in measure.modes), *measure.topics)
旅行 个人、文化和娱乐服务 2 签证 医疗 旅游
>>> print(svctrade.measures().about("data").numbered(76).explain()[0])
76 Explore a model of category-based supervision of cross-border data flows, and carry out a pilot…
   about("data"): the text says “跨境数据流动” (characters 3 to 8).
      In English: Explore a model of category-based supervision of cross-border data flows, and
      carry out a pilot of the security administration of cross-border data transmission.
      “数据” (data) is a topic tag of this project, not part of the document; it is clear.
   numbered(76):
      Its number is 76.

```

A layer is a file of its own. `Edition.with_layer(path)` attaches one to any edition, checks it
strictly, and `with_layer(None)` takes it off; neither changes what the edition is when it is
compared or saved.

## How it was made

The rules below were written first. Then the measures were read twice, each time by an automatic
reader (a language model) that had the texts of the measures and the rules, and neither the
statements of responsibility nor the other reading. Both readers are of one kind, so that they
agree more than two people of different schooling would: read the figures as how well the rules
can be repeated, and not as how right they are. Each measure and code is a decision, also where
neither reader tags it.
"""


def topics_page() -> str:
    """Return the page of the layer: how it was made, how far the readings agree, and the rules."""
    return "\n".join(_topics_lines()) + "\n"


def _topics_lines() -> Iterator[str]:
    yield _TOPICS_FRONT
    rows = (
        (a.scheme, str(a.codes), *map(str, (a.both, a.first_only, a.second_only)), f"{a.kappa:.3f}")
        for a in build_topics.agreements()
    )
    head = ("scheme", "codes", "both", "first only", "second only", "Cohen's kappa")
    yield from _table(head, rows)
    yield "\n## Where the readings differed, and how that was settled\n"
    first = build_topics.reading(1)
    settled = (
        (
            str(s.measure),
            s.scheme,
            s.code,
            "first" if (s.measure, s.scheme, s.code) in first else "second",
            "kept" if s.kept else "left out",
            s.reason,
        )
        for s in build_topics.settlements()
    )
    yield from _table(("measure", "scheme", "code", "read by", "settled", "reason"), settled)
    yield "\n## What a later review changed\n"
    yield "Each of these tags is arguable: it was clear before, or no reading had it.\n"
    reviewed = (
        (str(measure), tag["scheme"], tag["code"], tag["words"], tag["why"])
        for measure, tags in build_topics.corrections().items()
        for tag in tags
    )
    yield from _table(("measure", "scheme", "code", "words", "why"), reviewed)
    rules = (build_topics.FOLDER / "rules.md").read_text(encoding="utf-8")
    yield "\n" + rules.replace("\n## ", "\n### ").replace("# ", "## The rules: ", 1).strip()


def errors_page(name: str) -> str:
    """Return a page of errors with the messages of the source."""
    return messages.listed((ROOT / "docs" / name).read_text(encoding="utf-8"))


PAGES: dict[str, Callable[[], str]] = {
    "topics.md": topics_page,
    "errors.md": lambda: errors_page("errors.md"),
    "zh/errors.md": lambda: errors_page("zh/errors.md"),
    "api.txt": build_api.public_api,
}


def main() -> int:
    """Write, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    check: bool = parser.parse_args().check
    made = {DOCS / name: page() for name, page in PAGES.items()}
    differ = [
        path.relative_to(DOCS).as_posix()
        for path, page in made.items()
        if not path.exists() or path.read_text(encoding="utf-8") != page
    ]
    if not check:
        for path, page in made.items():
            path.parent.mkdir(exist_ok=True)
            path.write_text(page, encoding="utf-8", newline="\n")
    state = "differs" if check else "differed"
    print(*([f"{name} {state}" for name in differ] or ["the pages are up to date"]), sep="\n")
    return 1 if check and differ else 0


if __name__ == "__main__":
    sys.exit(main())
