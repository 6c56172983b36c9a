"""Two editions: how they differ, as data that turns one into the other."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import attrs

from .._display.displayable import Displayable
from .._display.grid import Grid, Piece
from .._model import Edition, Language, in_english, ordered
from ..exceptions import escaped
from .changes import Difference, Reworded
from .differences import differences
from .matching import EntityResolver, Match, likeness_of, pair_measures


@attrs.frozen
class Revision(Displayable):
    """How two editions differ: iterate over it for the changes, or apply it.

    A revision is true where something changed. These do not count as changes: a renamed body, the
    place of a text in its source, events, errata and ids. `apply` carries them over.

    Args:
        old: the old edition, without its measures.
        new: the new edition, without its measures.
        matches: what became of each measure.

    >>> import svctrade, attrs
    >>> old = svctrade.edition()
    >>> reworded = attrs.evolve(old.measures[0], text="加强统筹。")
    >>> new = attrs.evolve(old, id="2031", measures=(*old.measures[1:], reworded))
    >>> revision = svctrade.compare(old, new)
    >>> print(revision.summary(lang="en"))
    2020 → 2031: 1 Removed, 1 Added
    >>> revision.apply(old) == new, revision.inverse().apply(new) == old
    (True, True)
    """

    __module__ = "svctrade"

    old: Edition
    new: Edition
    matches: tuple[Match, ...] = attrs.field(repr=False)

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __str__(self) -> str:
        return self.summary()

    @property
    def changes(self) -> tuple[Difference, ...]:
        """The changes of the document, its regions, tasks, measures and notes, in this order.

        >>> import attrs, svctrade
        >>> old = svctrade.edition()
        >>> new = attrs.evolve(old, measures=old.measures[:-1])
        >>> svctrade.compare(old, new).changes[0].what.number
        122
        """
        return tuple(differences(self.old, self.new, self.matches))

    def apply(self, edition: Edition) -> Edition:
        """Return the new edition.

        Args:
            edition: the old edition, which the revision was made from.

        Raises:
            TypeError: *edition* is not an `Edition`.
            ValueError: the revision was made from another edition.

        >>> import svctrade
        >>> edition = svctrade.edition()
        >>> svctrade.compare(edition, edition).apply(edition) == edition
        True
        """
        if not isinstance(edition, Edition):
            raise TypeError(
                f"apply() takes an Edition, not {type(edition).__name__}: {edition!r:.60}"
            )
        measures = edition.measures
        starts = [match for match in self.matches if match.was is not None]
        if (
            attrs.evolve(edition, measures=()) != self.old
            or len(starts) != len(measures)
            or any(m.old not in (None, measures[m.was or 0]) for m in starts)
        ):
            raise ValueError(
                f"the revision starts from edition {self.old.id!r} as it was compared, which "
                f"{edition.id!r} is not; compare() makes one that starts from it"
            )
        ends = {m.now: m.new or measures[m.was or 0] for m in self.matches if m.now is not None}
        publication = self.new.publication
        after = (
            attrs.evolve(ends[n], publication=publication, reading=None) for n in range(len(ends))
        )
        return ordered(attrs.evolve(self.new, measures=tuple(after)))

    def inverse(self) -> "Revision":
        """Return the revision from the new edition to the old one.

        >>> import svctrade
        >>> revision = svctrade.compare("2020", "2020")
        >>> revision.inverse() == revision
        True
        """
        return _revision(
            self.new,
            self.old,
            (Match(m.now, m.was, m.new, m.old, m.likeness) for m in self.matches),
        )

    @escaped
    def summary(self, lang: Language | None = None) -> str:
        """Return how many changes of each kind there are.

        Where the titles or the issuers differ, it says that `align` may be what one wants.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> svctrade.compare("2020", "2020").summary("en")
        '2020 → 2020: no change'
        """
        english = in_english(lang)
        counts = Counter(type(change).__name__ for change in self.changes)
        parts = [f"{n} {kind}" if english else f"{_KINDS[kind]}{n}处" for kind, n in counts.items()]
        nothing = "no change" if english else "没有变化"
        listed = (", " if english else "，").join(parts) or nothing
        total = f"{self.old.id} → {self.new.id}{': ' if english else '：'}{listed}"
        differ = [
            names[not english]
            for field, names in _IDENTITY.items()
            if getattr(self.old, field) != getattr(self.new, field)
        ]
        if not differ:
            return total
        if english:
            what = " and ".join(differ)
            return f"{total}\nthe {what} differ: for a plan and its parent, use align()"
        return f"{total}\n{'和'.join(differ)}不同：如为地方方案与上位文件，请用align()"

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the changes as flat dictionaries of JSON values.

        >>> import svctrade, attrs
        >>> old = svctrade.edition()
        >>> task = attrs.evolve(old.tasks[0], title="完善管理体制")
        >>> new = attrs.evolve(old, tasks=(task, *old.tasks[1:]))
        >>> [sorted(change) for change in svctrade.compare(old, new).to_dicts()]
        [['after', 'before', 'change', 'field', 'new', 'old', 'what']]
        """
        return [change.as_dict() for change in self.changes]

    def to_json(self) -> str:
        """Return the changes as JSON: the ids of the two editions and a list.

        >>> import json, svctrade
        >>> json.loads(svctrade.compare("2020", "2020").to_json())
        {'old': '2020', 'new': '2020', 'changes': []}
        """
        value = {"old": self.old.id, "new": self.new.id, "changes": self.to_dicts()}
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"

    @escaped
    def to_markdown(self, lang: Language | None = None) -> str:
        """Return the changes as release notes in Markdown.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> print(svctrade.compare("2020", "2020").to_markdown("en").splitlines()[0])
        # 2020 → 2020
        """
        from .release_notes import release_notes

        ids = self.old.id, self.new.id
        return "\n".join(release_notes(ids, self.summary(lang), self.changes, lang)) + "\n"

    def _grid(self) -> Grid:
        english = in_english(None)
        rows = [(_kind(change, english=english), _cell(change)) for change in self.changes]
        return Grid(self.summary(), ("change", "content") if english else ("变动", "内容"), rows)


def _kind(change: Difference, *, english: bool) -> str:
    name = type(change).__name__
    return name if english else _KINDS[name]


def _cell(change: Difference) -> tuple[Piece, ...]:
    """Return a change as a cell; a rewording with its removed and added words marked."""
    if not isinstance(change, Reworded):
        return (Piece(change.as_text()),)
    pieces = [Piece(f"{change.subject()}{': ' if in_english(None) else '：'}")]
    for before, after in change.pieces:
        if before == after:
            pieces.append(Piece(before))
        else:
            pieces += [Piece(before, "removed")] if before else []
            pieces += [Piece(after, "added")] if after else []
    return tuple(pieces)


# Two documents that differ in these may be two documents, and no states of one.
_IDENTITY = {"title": ("titles", "标题"), "issuer": ("issuers", "发文单位")}
_KINDS = {
    "Added": "新增",
    "Removed": "删除",
    "Renumbered": "序号变动",
    "Moved": "调整任务",
    "Reworded": "改写",
    "PartyAdded": "增加责任方",
    "PartyRemoved": "减少责任方",
    "RolesChanged": "职责变动",
    "LeadChanged": "牵头变动",
    "CoverageChanged": "适用范围变动",
    "MetadataChanged": "文件信息变动",
}


def revision_between(old: Edition, new: Edition) -> Revision:
    """Return how *old* became *new*."""
    # A layer is not compared.
    old, new = (edition.with_layer(None) for edition in (old, new))
    before, after = old.measures, new.measures
    pairing = pair_measures(before, after, EntityResolver(old, new))
    matches = [Match(i, None, before[i], None) for i in pairing.removed]
    matches += [Match(None, j, None, after[j]) for j in pairing.added]
    for i, j in pairing.matched:
        kept = before[i] == after[j]
        was, now = (None, None) if kept else (before[i], after[j])
        matches.append(Match(i, j, was, now, likeness_of(before[i].text, after[j].text)))
    return _revision(attrs.evolve(old, measures=()), attrs.evolve(new, measures=()), iter(matches))


def _revision(old: Edition, new: Edition, matches: Iterator[Match]) -> Revision:
    return Revision(old, new, tuple(sorted(matches, key=lambda match: match.order)))
