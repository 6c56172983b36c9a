"""Release notes of a revision, in Markdown."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import groupby

import attrs

from .._display.text import escape_markdown
from .._model import Language, Measure, in_english
from .._model.english import quoted
from .changes import (
    Added,
    CoverageChanged,
    Difference,
    LeadChanged,
    MetadataChanged,
    Moved,
    PartyAdded,
    PartyRemoved,
    Removed,
    Renumbered,
    Reworded,
    RolesChanged,
)

_SECTIONS: tuple[tuple[str, str, tuple[type[Difference], ...]], ...] = (
    ("文件信息", "Document", (MetadataChanged,)),
    ("新增", "Added", (Added,)),
    ("删除", "Removed", (Removed,)),
    ("序号与任务", "Numbers and tasks", (Renumbered, Moved)),
    ("文字", "Wording", (Reworded,)),
    ("责任", "Responsibility", (PartyAdded, PartyRemoved, RolesChanged, LeadChanged)),
    ("适用地区", "Where it applies", (CoverageChanged,)),
)


def release_notes(
    ids: tuple[str, str], summary: str, changes: Iterable[Difference], lang: Language | None
) -> Iterator[str]:
    """Yield the lines of the release notes of a revision.

    *ids* are those of its editions, *summary* a sentence about its *changes*.
    """
    english = in_english(lang)
    changes = tuple(changes)
    yield f"# {escape_markdown(' → '.join(' '.join(id_.split()) for id_ in ids))}"
    yield ""
    yield " ".join(escape_markdown(summary).split())
    for chinese, heading, kinds in _SECTIONS:
        section = [change for change in changes if isinstance(change, kinds)]
        if section:
            yield from ("", f"## {heading if english else chinese}", "")
            yield from (f"- {line}" for line in _lines(section, lang))


def _lines(changes: list[Difference], lang: Language | None) -> Iterator[str]:
    """Yield a line for each group of changes."""
    groups: dict[Hashable, list[Difference]] = {}
    for n, change in enumerate(changes):
        groups.setdefault(_group_key(change) or n, []).append(change)
    for group in groups.values():
        first = group[0]
        if isinstance(first, CoverageChanged):
            regions = [c.region for c in group if isinstance(c, CoverageChanged)]
            # One change that is of all these regions.
            names = "、".join(region.name for region in regions)
            english = ", ".join(region.name_en or quoted(region.name) for region in regions)
            region = attrs.evolve(first.region, name=names, name_en=english)
            yield _escaped(attrs.evolve(first, region=region), lang)
        elif isinstance(first, Renumbered) and len(group) > 1:
            joint = ", " if in_english(lang) else "、"
            pairs = [(c.old.number, c.new.number) for c in group if isinstance(c, Renumbered)]
            old, new = (_ranges(sorted(numbers), joint) for numbers in zip(*pairs, strict=True))
            yield f"measures {old} are now {new}" if in_english(lang) else f"举措{old}改为{new}"
        elif isinstance(first, Reworded):
            yield _marked(first, lang)
        else:
            yield _escaped(first, lang)


def _group_key(change: Difference) -> tuple[Hashable, ...] | None:
    """Return a key that changes in one line share: regions, or numbers with the same shift."""
    if isinstance(change, CoverageChanged):
        return change.new.number, change.before, change.after
    if isinstance(change, Renumbered) and isinstance(change.new, Measure):
        return "renumbered", change.new.number - change.old.number
    return None


def _ranges(numbers: list[int], joint: str) -> str:
    """Return numbers as text, consecutive ones as a range."""
    parts: list[str] = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        consecutive = [number for _, number in run]
        last = f"–{consecutive[-1]}" if len(consecutive) > 1 else ""
        parts.append(f"{consecutive[0]}{last}")
    return joint.join(parts)


def _escaped(change: Difference, lang: Language | None) -> str:
    return " ".join(escape_markdown(change.as_text(lang)).split())


def _marked(change: Reworded, lang: Language | None) -> str:
    """Return a rewording with removed words struck out and added words in bold."""
    text = ""
    for before, after in change.pieces:
        a, b = (" ".join(escape_markdown(part).split()) for part in (before, after))
        # Next to Chinese punctuation, Markdown needs a space around a mark.
        marked = " ".join(m for m in (f"~~{a}~~" * bool(a), f"**{b}**" * bool(b)) if m)
        text += a if before == after else f" {marked} "
    return f"{change.subject(lang)}{': ' if in_english(lang) else '：'}{text.strip()}"
