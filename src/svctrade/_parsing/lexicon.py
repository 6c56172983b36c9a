"""The names that a document prints, and the body or region of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

import attrs

from .._model import Body, Name, NameKind, Outsider, Region
from .._names import normalize_name
from .grammar import make_unknown
from .patterns import has_local_offices, may_be_local, without_level

# Documents print no codes, translations or districts; the name of a successor means the successor.
_PRINTABLE = (NameKind.PRINTED, NameKind.OFFICIAL, NameKind.NAME_PLATE, NameKind.EVERYDAY)
_NOT_OWN = (NameKind.SUCCESSOR, NameKind.DISTRICT)
# Names of the thing itself that documents do not print, unless they name it so.
_TRANSLATED = (
    *(NameKind.ENGLISH, NameKind.FORMER_ENGLISH, NameKind.ABBREVIATION, NameKind.PINYIN),
    *(NameKind.CODE, NameKind.OTHER_CODE),
)

Named = Body | Region
T = TypeVar("T", Body, Region)


class Lexicon:
    """The bodies and regions that a document may name, and the unknown ones that it named."""

    def __init__(self, bodies: Iterable[Body], regions: Iterable[Region]) -> None:
        self.bodies = tuple(bodies)
        self.regions = self.pilot_regions = tuple(regions)
        self._known: dict[str, Named] = {}
        self._unknown: dict[tuple[str, type[Named]], Named] = {}
        # In a local plan, a name that local bodies share does not mean the national one.
        self.local = False
        self._own: frozenset[str] = frozenset()
        # Later names replace earlier ones.
        for successor in (later for body in self.bodies for later in _successors(body)):
            self._add(successor)
        for body in self.bodies:
            self._add(body)
        for region in self.regions:
            self._add(region)

    def _add(self, named: Named) -> None:
        self._known[normalize_name(named.name)] = named
        for name in named.names:
            if name.kind in _PRINTABLE and not name.ambiguous:
                self._known[normalize_name(name.text)] = named

    def look_up(self, text: str) -> Named | None:
        """Return the body or region that a printed name means, and no local body."""
        found = self._known.get(normalize_name(text))
        if self.local and isinstance(found, Body) and found.id not in self._own:
            return None if may_be_local(text) else found
        return found

    def find_id(self, id_: str) -> Named | None:
        """Return the body or region with an id."""
        named: tuple[Named, ...] = (*self.bodies, *self.regions)
        return next((each for each in named if each.id == id_), None)

    def make_unknown(self, name: str, kind: type[Named]) -> Named:
        """Return the body or region of an unknown name: the same object for the same name.

        A local body has the national one with the same name as its counterpart.
        """
        key = normalize_name(name), kind
        if key not in self._unknown:
            made = make_unknown(name, kind)
            if isinstance(made, Body):
                made = attrs.evolve(made, counterpart=self._national(name))
            self._unknown[key] = made
        return self._unknown[key]

    def is_national(self, body: Body) -> bool:
        """Whether a body is one of the package's, and none that the reader was given."""
        return not body.unknown and body.id not in self._own

    def region_before(self, name: str) -> str:
        """Return the known region with which the name of a body begins, as in 厦门市外汇局."""
        ends = range(len(name) - 1, 0, -1)
        known = (name[:end] for end in ends)
        return next(
            (part for part in known if isinstance(self._known.get(normalize_name(part)), Region)),
            "",
        )

    def _national(self, name: str) -> Body | None:
        """Return the national body with the name of a local one, without its level or region."""
        region = self.region_before(name)
        if region and has_local_offices(name[len(region) :]):
            found = self._known.get(normalize_name(name[len(region) :]))
            return found if isinstance(found, Body) and self.is_national(found) else None
        short = without_level(name)
        found = self._known.get(normalize_name(short)) if may_be_local(short) else None
        return found if isinstance(found, Body) and self.is_national(found) else None

    def extended_with(
        self, bodies: tuple[Body, ...] = (), regions: tuple[Region, ...] = ()
    ) -> Lexicon:
        """Return a lexicon of the same names and further ones, for another document."""
        new = Lexicon(bodies, regions)
        # A record with the id of a known one replaces it.
        ids = {(type(each), each.id) for each in (*bodies, *regions)}
        kept = {k: v for k, v in self._known.items() if (type(v), v.id) not in ids}
        new._known = {**kept, **new._known}  # of the same class
        new.pilot_regions = self.pilot_regions
        new._own = self._own | {body.id for body in bodies}
        new.bodies = (*(b for b in self.bodies if (Body, b.id) not in ids), *bodies)
        new.regions = (*(r for r in self.regions if (Region, r.id) not in ids), *regions)
        return new


def _successors(body: Body) -> Iterator[Body]:
    for change in body.history:
        if change.successor is not None:
            yield from _successors(change.successor)
            yield change.successor


def related_to(named: Named) -> Iterator[Named]:
    """Yield a body or region, and of a body its host and its counterpart and theirs."""
    yield named
    for other in (named.host, named.counterpart) if isinstance(named, Body) else ():
        if other is not None:
            yield from related_to(other)


def relate(bodies: dict[Body, Body]) -> dict[Body, Body]:
    """Return *bodies* with hosts and counterparts that are bodies of the same edition."""
    by_id = {body.id: body for body in bodies.values()}
    made: dict[str, Body] = {}

    def related(body: Body) -> Body:
        if body.id not in made:
            host = body.host and related(by_id.get(body.host.id, body.host))
            other = body.counterpart
            counterpart = other and related(by_id.get(other.id, other))
            if host != body.host or counterpart != other:
                body = attrs.evolve(body, host=host, counterpart=counterpart)
            made[body.id] = body
        return made[body.id]

    return {body: related(own) for body, own in bodies.items()}


def same_things(named: Iterable[T]) -> dict[T, T]:
    """Return which of *named* are another of them under its English name, its abbreviation or code.

    In a document that names 成都, an unknown region Chengdu is 成都. What has another kind of name
    in common, as a local body with the national one, is not the same.
    """
    all_named: list[T] = list(named)
    unknown = [each for each in all_named if each.unknown]
    owners: dict[str, list[T]] = {}
    for known in all_named if unknown else []:
        names = known.names if not known.unknown else ()
        own = {normalize_name(n.text) for n in names if n.kind in _TRANSLATED and not n.ambiguous}
        for key in own:
            owners.setdefault(key, []).append(known)
    found: dict[T, T] = {}
    for one in unknown:
        same = owners.get(normalize_name(one.name), [])
        if len(same) == 1:
            found[one] = same[0]
    return found


def disambiguate(named: tuple[T, ...]) -> dict[T, T]:
    """Return each body or region with only those names that mean it among *named*.

    The name of a successor or a district means the successor or the district where that is among
    them. A name is ambiguous where several of them have it, and only there.
    """
    all_names = {normalize_name(name.text) for each in named for name in each.names}
    owners: dict[str, list[T]] = {}
    for each in named:
        not_own = {normalize_name(n.text) for n in each.names if n.kind in _NOT_OWN}
        own = {normalize_name(n.text) for n in each.names} - not_own
        for text in (own | {normalize_name(each.name)}) & all_names:
            owners.setdefault(text, []).append(each)
    result: dict[T, T] = {}
    for each in named:
        names: list[Name] = []
        for name in each.names:
            found = owners.get(normalize_name(name.text), [each])
            if each in found:
                names.append(attrs.evolve(name, ambiguous=name.ambiguous and len(found) > 1))
        kept = tuple(names)
        result[each] = each if kept == each.names else attrs.evolve(each, names=kept)
    return dict(zip(result, _mark_shared_names(tuple(result.values())), strict=True))


def _mark_shared_names(named: tuple[T, ...]) -> list[T]:
    """Return each of *named* with the names marked as ambiguous that several of them have."""
    marked: list[T] = []
    forms = [{normalize_name(form): form for form in each.name_variants} for each in named]
    counts = Counter(key for own in forms for key in own if key)
    for each, own in zip(named, forms, strict=True):
        shared = {key for key in own if counts[key] > 1}
        names = [attrs.evolve(n, ambiguous=normalize_name(n.text) in shared) for n in each.names]
        unlisted = shared - {normalize_name(name.text) for name in each.names}
        names += [Name(own[key], NameKind.PRINTED, ambiguous=True) for key in sorted(unlisted)]
        kept = tuple(names)
        marked.append(each if kept == each.names else attrs.evolve(each, names=kept))
    return marked


def find_outsiders(
    lexicon: Lexicon, bodies: Iterable[Body], regions: Iterable[Region]
) -> tuple[Outsider, ...]:
    """Return the known bodies and regions that are not among those that a document names."""
    found: list[Outsider] = []
    for kind, known, inside in (
        ("body", lexicon.bodies, tuple(bodies)),
        ("region", lexicon.regions, tuple(regions)),
    ):
        candidates: tuple[Named, ...] = known
        ids = {each.id for each in inside}
        taken = _variants(candidates) & _variants(inside)
        for each in candidates:
            excluded = {*map(normalize_name, each.shared_variants)} | taken
            variants = tuple(v for v in each.name_variants if normalize_name(v) not in excluded)
            if each.id not in ids and variants:
                hint = f"the document does not name this {kind}"
                found.append(Outsider(kind, each.name, variants, hint))
                taken.update(map(normalize_name, variants))
    return tuple(found)


def _variants(named: Iterable[Named]) -> set[str]:
    return {normalize_name(variant) for each in named for variant in each.name_variants}
