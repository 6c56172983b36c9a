"""Sets of measures: the filters that narrow them, and the algebra that combines them."""

from __future__ import annotations

from collections.abc import Sequence

from .._display.displayable import Displayable
from .._index.bitmask import mask_of, positions_of, union
from .query import ON, OPERATIONS, Filter, Query, query_literal

# A count needs no record: what other methods need is imported in them. A type checker takes this
# for typing.TYPE_CHECKING; `typing` alone costs as much as starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date
    from typing import Any, Literal, NoReturn, overload

    from polars import DataFrame

    from .._display.grid import Grid
    from .._export.columns import TableKind
    from .._export.memo import Memo
    from .._export.table import Table
    from .._index.indexed_edition import IndexedEdition
    from .._io import Target
    from .._model import (
        AtLeast,
        Basis,
        BasisName,
        Body,
        Certainty,
        CertaintyName,
        ConfidenceName,
        Edition,
        Item,
        Key,
        Language,
        Measure,
        Region,
        Role,
        RoleName,
        Scheme,
        Task,
    )
    from .alignment import Alignment
    from .explain import Explanations
else:

    def overload(_: object) -> None:
        """Ignore a signature that only type checkers read."""


_DEGREES = ("named", "covered", "possible")
# How many numbers a repr shows, and how many characters of the query.
_SHOWN_NUMBERS = 12
_SHOWN_QUERY = 1000
# How many measures the listing shows, and by how much they are indented.
_LISTED = 20
_INDENT = 5


class MeasureSet(Displayable, Sequence["Measure"]):
    """Measures of one edition, in document order, with the query that gave them.

    A set is immutable: every filter and operator returns a new set. Several values in one call of a
    filter mean any of them; a chain of filters means all. Sets of one edition combine by ``&``,
    ``|``, ``-``, ``^`` and ``~`` and compare by what they contain; sets of different editions do
    not combine (`ValueError`). It is a `collections.abc.Sequence`, so that ``random.sample`` and
    ``match`` take it.

    >>> import svctrade
    >>> svctrade.measures().in_region("厦门").led_by("移民局")
    <MeasureSet measures().in_region("厦门").led_by("移民局"): 1 measure: 59>
    """

    __module__ = "svctrade"
    __slots__ = ("__weakref__", "_indexed", "_mask", "_query")

    if TYPE_CHECKING:
        _indexed: IndexedEdition
        _mask: int
        _query: Query

    def __init__(self, indexed: IndexedEdition, mask: int, query: Query) -> None:
        """Made by `svctrade.measures` and by other sets; the arguments are theirs."""
        object.__setattr__(self, "_indexed", indexed)
        object.__setattr__(self, "_mask", mask)
        object.__setattr__(self, "_query", query)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a MeasureSet cannot be changed: {name!r} stays as it is")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a MeasureSet cannot be changed: {name!r} stays")

    def __reduce__(self) -> tuple[Any, ...]:
        return MeasureSet, (self._indexed, self._mask, self._query)

    @property
    def edition(self) -> Edition:
        """The edition that the measures belong to.

        >>> import svctrade
        >>> svctrade.measures().in_region("厦门").edition.id
        '2020'
        """
        return self._indexed.edition

    # -- filters --------------------------------------------------------------------------

    def in_region(
        self,
        *regions: Region | str | int,
        at_least: AtLeast | Certainty | None = None,
        exactly: CertaintyName | Certainty | None = None,
    ) -> MeasureSet:
        """Keep measures that apply in any of *regions* with at least, or exactly, this certainty.

        Args:
            *regions: names in any form, GB/T 2260 codes, or `Region` records.
            at_least: ``"named"`` keeps measures whose statement names the region, ``"covered"``
                also those that make every pilot region responsible, ``"possible"`` also those
                whose list of regions is open or still to be chosen. Without it, ``"covered"``.
            exactly: one of these, or ``"none"``, and no other certainty.

        Raises:
            UnknownNameError: the name matches no known region.
            NotInEditionError: it is known and no pilot region of the edition: a province, a
                district outside the pilot, a pilot region of an earlier round.
            TypeError: no region is given, or something that is not a region's name; or both
                *at_least* and *exactly* are given.
            ValueError: *at_least* is not one of the three, or *exactly* not one of the four.

        >>> import svctrade
        >>> xiamen = svctrade.measures().in_region
        >>> [len(xiamen("厦门", at_least=d)) for d in ("named", "covered", "possible")]
        [12, 84, 110]
        >>> len(xiamen("厦门", exactly="possible"))
        26
        """
        index = self._indexed.index
        if exactly is not None:
            if at_least is not None:
                raise TypeError("in_region() takes at_least or exactly, and was given both")
            degree = _certainty(exactly, "exactly")
            found = self._ids("region", regions, "in_region")
            mask = union([index.in_region_exactly(region, degree) for region in found])
            return self._narrow("in_region", regions, mask, {"exactly": degree})
        degree = "covered" if at_least is None else _certainty(at_least, "at_least")
        found = self._ids("region", regions, "in_region")
        mask = union([index.in_region(region, degree) for region in found])
        options = {} if degree == "covered" else {"at_least": degree}
        return self._narrow("in_region", regions, mask, options)

    def led_by(
        self,
        *bodies: Body | str,
        basis: BasisName | Basis = "any",
        counterparts: bool = False,
    ) -> MeasureSet:
        """Keep measures that any of *bodies* leads.

        A body also leads what the bodies that it hosts lead.

        Args:
            *bodies: names in any form, or `Body` records.
            basis: ``"explicit"`` keeps measures whose statement says 牵头, ``"first_named"`` those
                whose statement names the body first, ``"any"`` both.
            counterparts: in a local plan, whether a local counterpart counts as the body: 市公安局
                for 公安部.

        Raises:
            UnknownNameError: the name matches no known body.
            NotInEditionError: it is a body of another edition; with *counterparts*, only where the
                edition has no counterpart of it either.
            AmbiguousNameError: the name fits several bodies.
            TypeError: no body is given, or something that is not a body's name; *counterparts* is
                not a bool.
            ValueError: *basis* is not one of the three.

        >>> import svctrade
        >>> svctrade.measures().led_by("商务部", basis="explicit").numbers
        (1, 17, 119, 120, 121, 122)
        """
        bases: tuple[str, ...] = ("explicit", "first_named")
        options: dict[str, str] = {}
        if not (isinstance(basis, str) and basis.casefold() == "any"):
            from .._model import Basis, member

            bases = (member(Basis, basis, "basis", also="any").value,)
            options = {"basis": bases[0]}
        index = self._indexed.index
        if not isinstance(counterparts, bool):
            raise TypeError(f"counterparts is True or False, not {counterparts!r:.60}")
        if counterparts:
            from .._index.lookup import counterparts_named

            _require(bodies, "led_by", "body")
            named = [counterparts_named(self._indexed, body)[1] for body in bodies]
            found = [body.id for several in named for body in several]
            options["counterparts"] = ON
            # The edition may lack the record of the national body.
            bodies = tuple([str(query_literal(body)) for body in bodies])
        else:
            found = self._ids("body", bodies, "led_by")
        mask = union([index.led_by(b, bases) for body in found for b in index.hosted[body]])
        return self._narrow("led_by", bodies, mask, options)

    def involving(self, *bodies: Body | str, role: RoleName | Role | None = None) -> MeasureSet:
        """Keep measures that name any of *bodies*.

        A body is also named where a body that it hosts is, and, in a local plan, where a measure
        inherits what a heading or a default says of it.

        Args:
            *bodies: names in any form, or `Body` records.
            role: the role in which the body is named; without it, any role.

        Raises:
            UnknownNameError: the name matches no known body.
            NotInEditionError: it is a body of another edition.
            AmbiguousNameError: the name fits several bodies.
            TypeError: no body is given, or something that is not a body's name.
            ValueError: *role* is no role.

        >>> import svctrade
        >>> svctrade.measures().involving("公安部", role="policy").numbers
        (116,)
        """
        key: tuple[str, ...] = ()
        options = {}
        if role is not None:
            from .._model import Role, member

            key = (member(Role, role, "role").value,)
            options = {"role": key[0]}
        index = self._indexed.index
        found = self._ids("body", bodies, "involving")
        mask = union([index.at("body", b, *key) for body in found for b in index.hosted[body]])
        return self._narrow("involving", bodies, mask, options)

    def with_role(self, *roles: RoleName | Role) -> MeasureSet:
        """Keep measures that have an assignment in any of *roles*.

        Args:
            *roles: `Role` members, their values (``"policy"``) or labels (``"制订政策保障措施"``).

        Raises:
            TypeError: no role is given, or something that is not a role.
            ValueError: a role is unknown.

        >>> import svctrade
        >>> svctrade.measures().with_role("guide", "designate").numbers
        (76, 107)
        """
        from .._model import Role, member

        _require(roles, "with_role", "role")
        found = [member(Role, role, "role").value for role in roles]
        mask = union([self._indexed.index.at("role", role) for role in found])
        return self._narrow("with_role", roles, mask)

    def in_task(self, *tasks: Task | str | int) -> MeasureSet:
        """Keep measures that belong to any of *tasks*.

        Args:
            *tasks: numbers, labels (``"（八）"``), titles, or `Task` records.

        Raises:
            UnknownNameError: there is no such task.
            NotInEditionError: it is a task of another edition.
            TypeError: no task is given, or something that is not a task's name.

        >>> import svctrade
        >>> svctrade.measures().in_task("（八）").numbers
        (119, 120, 121, 122)
        """
        found = self._ids("task", tasks, "in_task")
        mask = union([self._indexed.index.at("task", task) for task in found])
        return self._narrow("in_task", tasks, mask)

    def mentioning(self, *terms: str) -> MeasureSet:
        """Keep measures whose printed text contains any of *terms*, character for character.

        A term of Latin letters that no measure of the edition prints is looked for in the English
        translation instead: at the beginning of words, in any case, with a space for a hyphen. The
        explanation says so.

        Args:
            *terms: words of the text, or of its translation.

        Raises:
            TypeError: no term is given, or one that is not a string.
            ValueError: a term is empty.

        >>> import svctrade
        >>> svctrade.measures().mentioning("数字人民币").numbers
        (93,)
        >>> svctrade.measures().mentioning("visa-free").numbers
        (59, 94)
        """
        _require(terms, "mentioning", "term")
        for term in terms:
            if not isinstance(term, str):
                raise TypeError(f"mentioning() takes strings, not {type(term).__name__}: {term!r}")
            if not term.strip():
                raise ValueError(f"mentioning() takes terms that are not empty, not {term!r}")
        from .english_search import term_matchers

        matchers = [*term_matchers(terms, self._indexed).values()]
        mask = self._mask_where(lambda m: any(matches(m) for matches in matchers))
        return self._narrow("mentioning", terms, mask)

    def numbered(self, *numbers: int) -> MeasureSet:
        """Keep measures with any of *numbers*.

        Args:
            *numbers: numbers as printed.

        Raises:
            UnknownNameError: no measure of the edition has the number.
            TypeError: no number is given, or something that is not a whole number.

        >>> import svctrade
        >>> svctrade.measures().numbered(59, 7).numbers
        (7, 59)
        """
        from .._index.lookup import position_of

        _require(numbers, "numbered", "number")
        index = self._indexed.index
        mask = mask_of([position_of(index, n) for n in numbers], index.size)
        return self._narrow("numbered", numbers, mask)

    def under(self, *frameworks: str) -> MeasureSet:
        """Keep measures that a note places under any of *frameworks*.

        Args:
            *frameworks: names of agreements, such as ``"CEPA"``.

        Raises:
            UnknownNameError: no note of the edition names the framework.
            TypeError: no framework is given, or one that is not a string.

        >>> import svctrade
        >>> svctrade.measures().under("CEPA").numbers
        (7, 23, 28, 32, 33, 38, 39, 41)
        """
        _require(frameworks, "under", "framework")
        index = self._indexed.index
        found = index.ids("framework", frameworks)
        if found is None:
            from .._index.lookup import framework_named

            found = [framework_named(self._indexed, framework) for framework in frameworks]
        mask = union([index.at("framework", framework) for framework in found])
        return self._narrow("under", frameworks, mask)

    def affected_by(self, *documents: str) -> MeasureSet:
        """Keep measures that any of these later acts touches.

        The act that approved the pilot touches all measures. Whether the act itself says so, or its
        content does, is in `Event.tie` and in the explanation.

        Args:
            *documents: document numbers, such as ``"国函〔2021〕94号"``, in any brackets.

        Raises:
            UnknownNameError: no event of the edition has the document number.
            TypeError: no number is given, or one that is not a string.

        >>> import svctrade
        >>> svctrade.measures().affected_by("国函〔2021〕94号").numbers
        (11, 15, 18, 35, 46)
        """
        from .._index.lookup import events_of

        _require(documents, "affected_by", "document number")
        events = [event for document in documents for event in events_of(self._indexed, document)]
        touched = {number for event in events for number in event.measures}
        numbers = self._indexed.index.numbers
        positions = [n for n, number in enumerate(numbers) if number in touched]
        mask = mask_of(positions, self._indexed.index.size)
        return self._narrow("affected_by", documents, mask)

    def due(self, *, before: date) -> MeasureSet:
        """Keep measures of a plan whose deadline is before a day.

        What counts is the last day of the latest period that `Measure.deadline` prints: 2031-09-30
        of 2031年9月底前. A measure without a deadline, or with one that prints no year, is not due.

        Args:
            before: the day; a deadline on this day is not before it.

        Raises:
            TypeError: *before* is not a date.

        >>> import datetime, svctrade
        >>> plan = svctrade.read_document("1. 支持出海。（市商务局负责；完成时限：2031年9月）")
        >>> svctrade.measures(plan).due(before=datetime.date(2031, 10, 1)).numbers
        (1,)
        """
        from .._model import as_date
        from .deadlines import last_day

        day = as_date(before, "before")
        days = [last_day(measure.deadline or "") for measure in self.edition.measures]
        positions = [n for n, last in enumerate(days) if last and last < day]
        mask = mask_of(positions, self._indexed.index.size)
        return self._narrow("due", (), mask, {"before": str(day)})

    def national(self) -> MeasureSet:
        """Keep measures that make no region responsible.

        >>> import svctrade
        >>> svctrade.measures().national().numbers
        (78, 84, 103, 104, 121)
        """
        return self._narrow("national", (), self._indexed.index.at("national"))

    def in_service(self, *items: Item | str, confidence: ConfidenceName = "any") -> MeasureSet:
        """Keep measures that concern any of these service *items*.

        Topic tags are this project's own and not part of the document.

        Args:
            *items: EBOPS 2010 codes, Chinese or English names, or `Item` records.
            confidence: ``"clear"`` keeps measures whose words leave no doubt, ``"any"`` all.

        Raises:
            UnknownNameError: the name matches no item.
            TypeError: no item is given, or something that is not an item's name.
            ValueError: the edition has no layer, or *confidence* is not one of the two.

        >>> import svctrade
        >>> transport = svctrade.measures().in_service("运输")
        >>> transport == svctrade.measures().in_service("SC") and 20 in transport.numbers
        True
        """
        return self._tagged("in_service", "service", items, confidence)

    def by_mode(self, *modes: Item | str | int, confidence: ConfidenceName = "any") -> MeasureSet:
        """Keep measures that ease supply in any of these GATS *modes*.

        Topic tags are this project's own and not part of the document.

        Args:
            *modes: numbers 1 to 4, Chinese or English names, or `Item` records.
            confidence: ``"clear"`` keeps measures whose words leave no doubt, ``"any"`` all.

        Raises:
            UnknownNameError, TypeError, ValueError: as `in_service`.

        >>> import svctrade
        >>> svctrade.measures().by_mode(4) == svctrade.measures().by_mode("自然人流动")
        True
        """
        return self._tagged("by_mode", "mode", modes, confidence)

    def about(self, *topics: Item | str, confidence: ConfidenceName = "any") -> MeasureSet:
        """Keep measures that are about any of these topics.

        Topic tags are this project's own and not part of the document.

        Args:
            *topics: topics in Chinese or English, or `Item` records.
            confidence: ``"clear"`` keeps measures whose words leave no doubt, ``"any"`` all.

        Raises:
            UnknownNameError, TypeError, ValueError: as `in_service`.

        >>> import svctrade
        >>> svctrade.measures().about("数据") == svctrade.measures().about("data")
        True
        """
        return self._tagged("about", "topic", topics, confidence)

    def _tagged(
        self,
        method: str,
        scheme: Scheme,
        asked: tuple[Any, ...],
        confidence: ConfidenceName,
    ) -> MeasureSet:
        if confidence not in ("any", "clear"):
            raise ValueError(f"confidence is {confidence!r}; expected 'any' or 'clear'")
        index = self._indexed.index
        key, options = ((), {}) if confidence == "any" else (("clear",), {"confidence": "clear"})
        found = self._ids(scheme, asked, method)
        mask = union([index.at(scheme, code, *key) for code in found])
        return self._narrow(method, asked, mask, options)

    def where(self, predicate: Callable[[Measure], object]) -> MeasureSet:
        """Keep measures for which *predicate* is true.

        Args:
            predicate: a function of a `Measure`; it is called once for each.

        Raises:
            TypeError: *predicate* cannot be called.

        >>> import svctrade
        >>> svctrade.measures().where(lambda m: len(m.bodies()) > 8).numbers
        (119,)
        """
        if not callable(predicate):
            raise TypeError(f"where() takes a function of a Measure, not {predicate!r}")
        return self._narrow("where", (predicate,), self._mask_where(predicate))

    def _ids(self, kind: str, names: tuple[Any, ...], method: str) -> list[str]:
        """Return the ids of what *names* name, for the filter *method*."""
        _require(names, method, kind)
        found = self._indexed.index.ids(kind, names)
        if found is None:
            from .._index.lookup import ids_of

            found = ids_of(self._indexed, kind, names)
        return found

    def _mask_where(self, predicate: Callable[[Measure], object]) -> int:
        """Return the mask of the measures of this set for which *predicate* is true."""
        pairs = zip(positions_of(self._mask), self, strict=True)
        return mask_of([n for n, measure in pairs if predicate(measure)], self._indexed.index.size)

    def _narrow(
        self,
        method: str,
        asked: tuple[object, ...],
        mask: int,
        options: dict[str, str] | None = None,
    ) -> MeasureSet:
        written = tuple([self._literal(value) for value in asked])
        step = Filter(method, written, tuple(options.items()) if options else (), mask)
        return self._with(self._mask & mask, self._query.filtered(step))

    def _literal(self, value: object) -> object:
        """Return what names *value* in the query; a record by what names it alone."""
        if type(value) is str or type(value) is int:
            return value
        from .._model import Body, Region, Task

        if not isinstance(value, Body | Region | Task):
            return value
        from .._index.lookup import literal_of

        return literal_of(self._indexed, value, str(query_literal(value)))

    def _with(self, mask: int, query: Query) -> MeasureSet:
        return MeasureSet(self._indexed, mask, query.truncate(mask))

    # -- algebra --------------------------------------------------------------------------

    def __and__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in both sets."""
        return self._combine("&", other)

    def __or__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in either set."""
        return self._combine("|", other)

    def __xor__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in one of the sets and not in both."""
        return self._combine("^", other)

    def __sub__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in this set and not in the other."""
        return self._combine("-", other)

    def __invert__(self) -> MeasureSet:
        """Return the other measures of the edition."""
        whole = self._indexed.index.whole
        return self._with(whole & ~self._mask, Query.combine("~", self._query))

    def __le__(self, other: MeasureSet) -> bool:
        return self._compare(other, lambda a, b: a & ~b == 0)

    def __lt__(self, other: MeasureSet) -> bool:
        return self._compare(other, lambda a, b: a & ~b == 0 and a != b)

    def __ge__(self, other: MeasureSet) -> bool:
        return self._compare(other, lambda a, b: b & ~a == 0)

    def __gt__(self, other: MeasureSet) -> bool:
        return self._compare(other, lambda a, b: b & ~a == 0 and a != b)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MeasureSet):
            return NotImplemented
        return self._mask == other._mask and self._shares_edition(other)

    def __hash__(self) -> int:
        return hash((self._indexed.index.edition, self._mask))

    def _combine(self, sign: str, other: MeasureSet) -> MeasureSet:
        kept = self
        if other.__class__ is not MeasureSet or other._indexed is not self._indexed:
            self._check_joins(other)
            layers = self.edition.layer, other.edition.layer
            if None not in layers and layers[0] != layers[1]:
                raise ValueError("sets with different layers do not combine")
            kept = other if layers[0] is None else self
        question = Query.combine(sign, self._query, other._query)
        return MeasureSet._with(kept, OPERATIONS[sign](self._mask, other._mask), question)

    def _compare(self, other: MeasureSet, relation: Callable[[int, int], bool]) -> bool:
        self._check_joins(other)
        return relation(self._mask, other._mask)

    def _shares_edition(self, other: MeasureSet) -> bool:
        return self._indexed.index is other._indexed.index or self.edition == other.edition

    def _check_joins(self, other: object) -> None:
        if not isinstance(other, MeasureSet):
            raise TypeError(
                "a MeasureSet combines and compares with a MeasureSet, not "
                f"{type(other).__name__}: {other!r}"
            )
        if not self._shares_edition(other):
            raise ValueError(
                "sets of different editions do not combine: "
                f"{self.edition.id!r} and {other.edition.id!r}"
            )

    # -- sequence -------------------------------------------------------------------------

    @property
    def query(self) -> str:
        """The query that gave the set, as it was written.

        >>> import svctrade
        >>> svctrade.measures().in_region("Xiamen").query
        'measures().in_region("Xiamen")'
        """
        return str(self._query)

    @property
    def question(self) -> str:
        """The old name of `query`; it goes in 1.1."""
        from .._model.record import renamed

        return str(renamed("question", "query", lambda: self.query))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the measures, in document order.

        >>> import svctrade
        >>> svctrade.measures().in_task(8).numbers
        (119, 120, 121, 122)
        """
        numbers = self._indexed.index.numbers
        return tuple([numbers[n] for n in positions_of(self._mask)])

    def __len__(self) -> int:
        return self._mask.bit_count()

    def __bool__(self) -> bool:
        return self._mask != 0

    def __iter__(self) -> Iterator[Measure]:
        return iter(self._indexed.measures(self._mask))

    def __contains__(self, measure: object) -> bool:
        """Whether the measure is in the set."""
        from .._model import Measure

        if not isinstance(measure, Measure):
            raise TypeError(
                f"a MeasureSet contains Measures, not {type(measure).__name__}: {measure!r}; "
                "test a number in its .numbers"
            )
        n = self._indexed.index.position(measure.number)
        if n is None or not self._mask >> n & 1:
            return False
        return self._indexed.measures(1 << n)[0] == measure

    @overload
    def __getitem__(self, at: int) -> Measure: ...
    @overload
    def __getitem__(self, at: slice) -> MeasureSet: ...
    def __getitem__(self, at: int | slice) -> Measure | MeasureSet:
        """Return the measure at a position, or the set of those in a slice, in document order."""
        positions = positions_of(self._mask)
        if not isinstance(at, slice):
            return self._indexed.measures(1 << positions[at])[0]
        if at.step is not None and at.step < 0:
            raise ValueError("a MeasureSet keeps document order: a slice cannot step backwards")
        mask = mask_of(positions[at], self._indexed.index.size)
        bounds = (at.start, at.stop) if at.step is None else (at.start, at.stop, at.step)
        text = ":".join(["" if bound is None else str(bound) for bound in bounds])
        return self._narrow("slice", (text,), mask)

    def get(self, number: int) -> Measure | None:
        """Return the measure with that *number*, or ``None`` if it is not in the set.

        ``[...]`` takes positions.

        Args:
            number: the number as printed.

        Raises:
            UnknownNameError: no measure of the edition has the number.
            TypeError: *number* is not a whole number.

        >>> import svctrade
        >>> found = svctrade.measures().in_region("厦门")
        >>> found.get(59).number, found[59].number, found.get(62)
        (59, 87, None)
        """
        found = self.numbered(number)
        return found[0] if found else None

    def one(self) -> Measure:
        """Return the only measure of the set.

        Raises:
            ValueError: the set has none, or more than one.

        >>> import svctrade
        >>> svctrade.measures().in_region("厦门").led_by("移民局").one().number
        59
        """
        if len(self) != 1:
            raise ValueError(f"one() takes a set of one measure, not {self!r}")
        return self._indexed.measures(self._mask)[0]

    def first(self) -> Measure:
        """Return the first measure of the set, in document order.

        Raises:
            ValueError: the set is empty.

        >>> import svctrade
        >>> svctrade.measures().led_by("移民局").first().number
        59
        """
        if not self:
            raise ValueError(f"first() takes a set that is not empty, not {self!r}")
        return self._indexed.measures(self._mask & -self._mask)[0]

    # -- counting -------------------------------------------------------------------------

    @overload
    def group_by(self, key: Literal["task"]) -> dict[Task, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["lead"]) -> dict[Body | None, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["body"]) -> dict[Body, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["region"]) -> dict[Region, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["role"]) -> dict[Role, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["measure"]) -> dict[Measure, MeasureSet]: ...
    @overload
    def group_by(self, key: Scheme) -> dict[Item, MeasureSet]: ...
    def group_by(self, key: str) -> Any:
        """Split the set by a key, largest group first.

        Groups of one size are in document order; empty groups are left out.

        Args:
            key: ``"task"``, ``"lead"``, ``"body"``, ``"region"``, ``"role"`` or ``"measure"``; or,
                of this project's topic tags, ``"service"``, ``"mode"`` or ``"topic"``.

        Returns:
            The groups by task, body, region … Each is what the filter of its key finds (by body
            that of `involving`, by lead that of `led_by`, by region that of `in_region`), hosted
            bodies included. So groups can overlap. Measures without a lead are under ``None``.

        Raises:
            ValueError: *key* is none of these, or one of a layer that the edition has not.

        >>> import svctrade
        >>> groups = svctrade.measures().in_region("厦门").group_by("task")
        >>> for task, measures in list(groups.items())[:2]:
        ...     print(task, len(measures))
        （三）全面探索提升便利水平 27
        （二）全面探索扩大对外开放 18
        """
        from .grouping import current_key

        key = current_key(key)
        found = [
            (label, self._narrow("group_by", (key,) if label is None else (key, label), mask))
            for label, mask in self._groups(key)
            if mask & self._mask
        ]
        return dict(sorted(found, key=lambda group: -len(group[1])))

    @overload
    def count_by(self, key: Literal["task"]) -> dict[Task, int]: ...
    @overload
    def count_by(self, key: Literal["lead"]) -> dict[Body | None, int]: ...
    @overload
    def count_by(self, key: Literal["body"]) -> dict[Body, int]: ...
    @overload
    def count_by(self, key: Literal["region"]) -> dict[Region, int]: ...
    @overload
    def count_by(self, key: Literal["role"]) -> dict[Role, int]: ...
    @overload
    def count_by(self, key: Literal["measure"]) -> dict[Measure, int]: ...
    @overload
    def count_by(self, key: Scheme) -> dict[Item, int]: ...
    def count_by(self, key: str) -> Any:
        """Return the size of each group of `group_by`, largest first.

        Args:
            key: as in `group_by`.

        Raises:
            ValueError: *key* is not one that `group_by` knows.

        >>> import svctrade
        >>> for body, count in list(svctrade.measures().count_by("body").items())[:3]:
        ...     print(body, count)
        商务部 48
        人民银行 17
        外交部 16
        """
        from .grouping import current_key

        key = current_key(key)
        counts = [(label, (mask & self._mask).bit_count()) for label, mask in self._groups(key)]
        return dict(sorted([pair for pair in counts if pair[1]], key=lambda pair: -pair[1]))

    def by_certainty(self, region: Region | str | int) -> dict[Certainty, MeasureSet]:
        """Split the set by how certainly its measures apply in *region*.

        Args:
            region: a name in any form, a GB/T 2260 code, or a `Region`.

        Returns:
            A set for each degree, from ``NAMED`` to ``NONE``; together they are this set.

        Raises:
            UnknownNameError, NotInEditionError, TypeError: as `in_region`.

        >>> import svctrade
        >>> found = svctrade.measures().by_certainty("厦门")
        >>> {degree.value: len(measures) for degree, measures in found.items()}
        {'named': 12, 'covered': 72, 'possible': 26, 'none': 12}
        """
        from .._model import Certainty

        degrees = reversed(Certainty)
        return {degree: self.in_region(region, exactly=degree) for degree in degrees}

    def _groups(self, key: str) -> Iterable[tuple[Any, int]]:
        """Return the groups by *key*, in document order, each with its mask in the edition."""
        from .grouping import groups_of

        return groups_of(key, self._indexed, self._mask)

    # -- export ------------------------------------------------------------------------

    def table(
        self,
        kind: TableKind = "measures",
        *,
        lang: Language | None = None,
        certainty_for: Iterable[Region | str | int] = (),
    ) -> Table:
        """Return the set as a `Table`, in document order.

        Args:
            kind: ``"measures"`` has a row for each measure, ``"assignments"`` one for each party in
                each of its roles, ``"coverage"`` one for each measure in each region.
            lang: ``"en"`` or ``"zh"`` for readers: headings and values in that language, and what
                has no English as printed. Without it, data: names as printed, with ids and English
                names beside them.
            certainty_for: regions, of which each gives ``"measures"`` one column with the
                certainty.

        Raises:
            UnknownNameError, NotInEditionError: as `in_region`.
            TypeError: *certainty_for* is one name and not several.
            ValueError: *kind* or *lang* is not known, or *certainty_for* does not go with *kind*.

        >>> import svctrade
        >>> svctrade.measures().table("coverage", lang="zh").names
        ('序号', '地区', '行政区划代码', '省份', '适用', '适用程度')
        >>> found = svctrade.measures().numbered(59, 62).table(certainty_for=("Xiamen",))
        >>> found["certainty (厦门)"]
        ('covered', 'possible')
        """
        from .._export.columns import build_table
        from .._export.cover import make_cover

        if isinstance(certainty_for, str) or not hasattr(certainty_for, "__iter__"):
            raise TypeError(f"certainty_for takes several regions, as in ({certainty_for!r},)")
        asked = tuple(certainty_for)
        found: list[Region] = []
        if asked:
            regions = {region.id: region for region in self.edition.regions}
            ids = self._ids("region", asked, "table")
            # Two names may be those of one region.
            found = [regions[id_] for id_ in dict.fromkeys(ids)]
        cover = make_cover(
            self.heading(lang), self.query, self.edition, lang, bundled=self._indexed.is_bundled
        )
        return build_table(kind, self, lang, found).with_cover(cover)

    def to_csv(self, path: Target | None = None, *, bom: bool = False) -> str:
        """Return `table` as CSV, and write it to *path*, if given; see `Table.to_csv`.

        Args:
            path: a path, written in UTF-8, completely or not at all; or an open file.
            bom: whether to begin with a byte order mark, by which Excel recognizes UTF-8.

        Raises:
            OSError: the file cannot be written.
            ValueError: as `Table.to_csv`.

        >>> import svctrade
        >>> svctrade.measures().numbered(59, 94).to_csv().splitlines()[0].split(",")[:2]
        ['number', 'task']
        """
        return self.table().to_csv(path, bom=bom)

    def to_excel(self, path: Target, *, lang: Language | None = None) -> None:
        """Write `table` as an Excel workbook; see `Table.to_excel`.

        Args:
            path: a path that ends in ``.xlsx``, or a file opened in binary mode.
            lang: ``"en"`` or ``"zh"`` for readers: the rows are grouped by task, and the regions of
                the query have a column with the certainty.

        Raises:
            MissingExtraError, ValueError, OSError: as `Table.to_excel`.

        >>> import openpyxl, svctrade, tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "xiamen.xlsx")
        ...     svctrade.measures().in_region("厦门").to_excel(path, lang="en")
        ...     openpyxl.load_workbook(path).sheetnames
        ['About', 'measures']
        """
        from .headings import regions_asked

        regions = () if lang is None else regions_asked(self._query, self._indexed)
        self.table(lang=lang, certainty_for=regions).to_excel(path)

    def to_json(self, path: Target | None = None) -> str:
        """Return `table` as JSON, and write it to *path*, if given; see `Table.to_json`.

        Args:
            path: a path, written in UTF-8, completely or not at all; or an open file.

        Raises:
            OSError: the file cannot be written.

        >>> import json, svctrade
        >>> json.loads(svctrade.measures().numbered(59).to_json())[0]["bodies"]
        ['移民局', '外交部']
        """
        return self.table().to_json(path)

    def to_markdown(self, path: Target | None = None) -> str:
        """Return `table` as Markdown, and write it to *path*, if given; see `Table.to_markdown`.

        Args:
            path: a path, written in UTF-8, completely or not at all; or an open file.

        Raises:
            OSError: the file cannot be written.

        >>> import svctrade
        >>> svctrade.measures().numbered(59).to_markdown().splitlines()[2][:26]
        '| 59 | （三）全面探索提升便利水平 | 按照国'
        """
        return self.table().to_markdown(path)

    def to_pandas(self) -> Any:
        """Return `table` as a `pandas.DataFrame`; see `Table.to_pandas`.

        >>> import svctrade
        >>> svctrade.measures().in_region("厦门").led_by("移民局").to_pandas()["number"].tolist()
        [59]
        """
        return self.table().to_pandas()

    def to_polars(self) -> DataFrame:
        """Return `table` as a `polars.DataFrame`; see `Table.to_polars`.

        Raises:
            MissingExtraError: polars or pyarrow is not installed.

        >>> import svctrade
        >>> svctrade.measures().numbered(59, 94).to_polars()["lead"].to_list()
        ['移民局', '文化和旅游部']
        """
        return self.table().to_polars()

    def to_arrow(self) -> Any:
        """Return `table` as a `pyarrow.Table`; see `Table.to_arrow`.

        Raises:
            MissingExtraError: pyarrow is not installed.

        >>> import svctrade
        >>> svctrade.measures().in_task(8).to_arrow()["number"].to_pylist()
        [119, 120, 121, 122]
        """
        return self.table().to_arrow()

    def memo(self, lang: Language | None = None, *, date: date | None = None) -> Memo:
        """Return a memo on the query, to be written as Word or Markdown.

        It has the query in words, the state of the pilot, the measures, the printed words that each
        rests on, how to cite them, and the licence.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
            date: the date of the memo; the library reads no clock.

        Raises:
            TypeError: *date* is no date.
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> memo = svctrade.measures().in_region("厦门").led_by("移民局").memo("en")
        >>> "“移民局”" in memo.to_markdown()
        True
        """
        from .memo import make_memo

        return make_memo(self, self._query, self._indexed, lang, date)

    def to_docx(
        self, path: Target, *, lang: Language | None = None, date: date | None = None
    ) -> None:
        """Write the `memo` as a Word document; see `Memo.to_docx`.

        Args:
            path: a path that ends in ``.docx``, or a file opened in binary mode.
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.
            date: the date of the memo; the library reads no clock.

        Raises:
            MissingExtraError: python-docx is not installed.
            TypeError: *date* is no date.
            ValueError: *path* does not end in ``.docx``, or *lang* is neither.
            OSError: the file cannot be written.

        >>> import docx, svctrade, tempfile
        >>> from pathlib import Path
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     path = Path(folder, "memo.docx")
        ...     svctrade.measures().in_region("厦门").led_by("移民局").to_docx(path, lang="zh")
        ...     docx.Document(str(path)).paragraphs[0].text
        '适用于厦门、由移民局牵头的举措：122项中的1项'
        """
        self.memo(lang, date=date).to_docx(path)

    def crosstab(self, rows: Key, columns: Key, *, lang: Language | None = None) -> Table:
        """Return how many measures the groups of two keys have in common.

        Groups are in document order; empty ones are left out. Where a measure is in several, the
        table has a note that says so. Of a party and a role, the table counts the roles that the
        party itself has, without those of bodies that it hosts.

        Args:
            rows: a key of `group_by`.
            columns: another one.
            lang: the language of the headings, ``"en"`` or ``"zh"``.

        Raises:
            ValueError: *rows* or *columns* is no key, or *lang* no language.

        >>> import svctrade
        >>> print(svctrade.measures().in_task(8).crosstab("task", "lead").to_csv(), end="")
        task,商务部
        （八）全面探索健全统计体系,4
        """
        from .._export.columns import build_crosstab
        from .grouping import current_key, own_role_mask

        rows, columns = current_key(rows), current_key(columns)
        down, across = (
            [(label, mask & self._mask) for label, mask in self._groups(key)]
            for key in (rows, columns)
        )
        if not ({rows, columns} & {"body", "lead", "region"} and "role" in {rows, columns}):
            return build_crosstab((rows, columns), down, across, lang)

        def own_roles(row: Any, column: Any) -> int:
            party, role = (column, row) if rows == "role" else (row, column)
            return own_role_mask(party, role, self._indexed)

        return build_crosstab((rows, columns), down, across, lang, own_roles)

    def bars(self, key: Key, *, lang: Language | None = None) -> Any:
        """Return the counts of `count_by` as a bar chart, an `altair.Chart`.

        Where a measure is in several groups, the title says so.

        Args:
            key: a key of `group_by`.
            lang: the language of the title, ``"en"`` or ``"zh"``.

        Raises:
            MissingExtraError: Altair is not installed.
            ValueError: *key* is no key of `group_by`, or *lang* no language.

        >>> import svctrade
        >>> chart = svctrade.measures().bars("task", lang="en")
        >>> chart.title
        'Measures by task'
        """
        from .._export.columns import draw_counts, overlap
        from .grouping import current_key

        key = current_key(key)
        shared = overlap(mask & self._mask for _, mask in self._groups(key))
        return draw_counts(key, self.count_by(key), lang, shared=shared)

    def graph(self, *, lang: Language | None = None) -> Any:
        """Return the bodies that share measures, as a `networkx.Graph`.

        Args:
            lang: the language of the names, ``"en"`` or ``"zh"``; without it, as printed.

        Returns:
            A node for each body, by its name, with the numbers of ``measures`` that name it
            and that it ``led``. An edge has as ``weight`` the number of measures that name both,
            and as ``same_role`` in how many of these both have the same role.

        Raises:
            MissingExtraError: networkx is not installed.

        >>> import svctrade
        >>> graph = svctrade.measures().graph()
        >>> graph.nodes["移民局"]["measures"], graph.edges["移民局", "外交部"]["weight"]
        (15, 13)
        """
        from .._export.graph import build_graph

        return build_graph(self, lang)

    def network(self, *, lang: Language | None = None) -> Any:
        """Draw the `graph`, as an `altair.Chart`.

        Args:
            lang: the language of the names and the title, ``"en"`` or ``"zh"``.

        Raises:
            MissingExtraError: Altair or networkx is not installed.

        >>> import svctrade
        >>> chart = svctrade.measures().in_task(8).network(lang="en")
        >>> [layer.mark.type for layer in chart.layer]
        ['rule', 'circle', 'text', 'text']
        """
        from .._export.charts import draw_network

        title = str(self._query) if lang is None else self.heading(lang)
        return draw_network(title, self.graph(lang=lang))

    def to_html(
        self,
        path: Target | None = None,
        *,
        lang: Language | None = None,
        alignment: Alignment | None = None,
    ) -> str:
        r"""Render the set as one self-contained, searchable HTML page.

        The page needs no server and fetches nothing. It has filters, a matrix of regions, every
        measure with the words that decide, and downloads as CSV and Excel. The page of a plan also
        has what its `Edition.review` lists, and its alignment if one is given.

        Args:
            path: the file to write, in UTF-8; it is written whole or not at all.
            lang: the language that the page opens in, ``"en"`` or ``"zh"``.
            alignment: what `svctrade.align` returns for the edition of the set.

        Returns:
            The page.

        Raises:
            ValueError: *lang* is neither, or *alignment* is that of another edition.
            TypeError: *alignment* is no `Alignment`.
            OSError: the file cannot be written.

        >>> import svctrade
        >>> svctrade.measures().in_region("厦门").to_html(lang="zh").splitlines()[1]
        '<html lang="zh-Hans">'
        >>> text = "某市方案\n1. 推动邮轮旅游经济发展，建设新码头。（市商务局牵头）\n"
        >>> plan = svctrade.read_document(text)
        >>> page = svctrade.measures(plan).to_html(alignment=svctrade.align(plan))
        >>> "<mark>推动邮轮旅游经济发展</mark>" in page
        True
        """
        from .._export.explorer.page import render_page
        from .._export.table import write_if_path
        from .._model import in_english

        # The page explains its own filters; it shows the query so far and does not explain it.
        lang = "en" if in_english(lang) else "zh"
        bare = MeasureSet(self._indexed, self._mask, Query("measures()"))
        page = render_page(
            bare,
            self.query,
            lang,
            bundled=self._indexed.is_bundled,
            alignment=self._aligned(alignment),
        )
        return write_if_path(page, path)

    def _aligned(self, alignment: Alignment | None) -> Alignment | None:
        """Return an alignment of the edition of the set.

        Raises:
            ValueError: it is that of another edition.
            TypeError: it is none.
        """
        if alignment is None:
            return None
        from .alignment import Alignment

        if not isinstance(alignment, Alignment):
            raise TypeError(
                f"alignment is what svctrade.align() returns, not {type(alignment).__name__}: "
                f"{alignment!r:.60}"
            )
        if alignment.plan != self.edition:
            raise ValueError(
                f"the alignment is that of the plan {alignment.plan.id!r}; the set is of another "
                f"edition, {self.edition.id!r}: align that one"
            )
        return alignment

    # -- explain --------------------------------------------------------------------------

    def explain(self) -> Explanations:
        """Return why each measure is in the set.

        Returns:
            A tuple of an `Explanation` for each measure, with a `Reason` for each filter that kept
            it: the printed words with their place, and each step from the query to these words. A
            union shows the side that matched; a difference or a complement says what is absent.

        >>> import svctrade
        >>> (found,) = svctrade.measures().in_region("廈門").numbered(21).explain()
        >>> print(found.reasons[0])
        in_region("廈門"): the statement says “试点地区负责推进” (characters 15 to 22).
           “廈門” is “厦门” in traditional characters.
        """
        from .explain import Explanations, explain

        return Explanations(explain(self._query, self, self._indexed))

    def explain_missing(self, *numbers: int) -> Explanations:
        """Return why measures are not in the set.

        Args:
            *numbers: numbers of measures, as printed.

        Returns:
            An `Explanation` for each number: its reasons are the first filter that excludes the
            measure, and the words that decide it.

        Raises:
            UnknownNameError: no measure of the edition has the number.
            TypeError: no number is given, or something that is not a whole number.
            ValueError: a measure is in the set.

        >>> import svctrade
        >>> (missing,) = svctrade.measures().in_region("厦门").explain_missing(62)
        >>> missing.reasons[0].quote
        '深圳、广州等试点地区负责推进'
        """
        from .._index.lookup import position_of
        from .explain import Explanations
        from .explain_missing import explain_missing

        _require(numbers, "explain_missing", "number")
        masks = [1 << position_of(self._indexed.index, number) for number in numbers]
        measures = [self._indexed.measures(mask)[0] for mask in masks]
        for measure, mask in zip(measures, masks, strict=True):
            if self._mask & mask:
                raise ValueError(
                    f"measure {measure.number} is in the set; explain() says why it is there"
                )
        return Explanations(explain_missing(self._query, measures, self._indexed))

    # -- display --------------------------------------------------------------------------

    def __repr__(self) -> str:
        count = f"{len(self)} measure{'' if len(self) == 1 else 's'}"
        shown = self.numbers[:_SHOWN_NUMBERS]
        numbers = ", ".join([str(number) for number in shown])
        more = ", …" if len(self) > _SHOWN_NUMBERS else ""
        return f"<MeasureSet {self._shown_query}: {count}{': ' if self else ''}{numbers}{more}>"

    def __str__(self) -> str:
        from .._display.text import WIDTH, fit, wrap
        from .._model import in_english
        from ..exceptions import escape_controls

        english = in_english(None)
        room = WIDTH - _INDENT
        lines = [self.heading(), self._shown_query]
        for measure in self[:_LISTED]:
            text = (measure.text_en or measure.text) if english else measure.text
            said = measure.responsibility_en if english else measure.responsibility
            text, said = escape_controls(text), escape_controls(said)
            lines.append("")
            lines.append(f"{measure.number:>{_INDENT - 2}}  {fit(text, room)}")
            lines.append(" " * _INDENT + fit(said, room))
        if len(self) > _LISTED:
            more = len(self) - _LISTED
            lines += ["", " " * _INDENT + (f"… and {more} more" if english else f"…另有{more}项")]
        for n, note in enumerate(self._notes(english=english)):
            lines += [*([] if n else [""]), *wrap(note, WIDTH, "", "")]
        return "\n".join(lines)

    def _notes(self, *, english: bool) -> tuple[str, ...]:
        """Return when the document was in force and, in English, whose translation this is."""
        publication = self._indexed.publication
        period, said = publication.period(), publication.translation if english else None
        if said and said.startswith("unofficial"):
            said += "; the Chinese text alone is authoritative"
        return tuple(filter(None, (period, said and f"In English: {said}.")))

    def heading(self, lang: Language | None = None) -> str:
        """Return in a sentence what was asked, and how many measures there are.

        Args:
            lang: ``"en"`` or ``"zh"``; without it, ``svctrade.options.lang``.

        Raises:
            ValueError: *lang* is neither.

        >>> import svctrade
        >>> found = svctrade.measures().in_region("厦门").led_by("移民局")
        >>> found.heading("en").partition(" and ")[0]
        'Measures that apply in Xiamen'
        >>> found.heading("zh")
        '适用于厦门、由移民局牵头的举措：122项中的1项'
        """
        from .headings import write_heading

        return write_heading(self._query, len(self), self._indexed, lang)

    def _grid(self) -> Grid:
        from .._display.grid import Grid
        from .._model import in_english

        english = in_english(None)
        table = self.table(lang="en" if english else "zh")
        rows = [row[:5] for row in table.text_rows()]
        caption = f"{self.heading()}\n{self._shown_query}"
        return Grid(caption, table.names[:5], rows, self._notes(english=english))

    @property
    def _shown_query(self) -> str:
        from .._display.text import truncate

        return truncate(str(self._query), _SHOWN_QUERY)


def _certainty(value: Any, argument: str) -> str:
    """Return the name of a degree of certainty; only ``exactly`` takes ``"none"``.

    Raises:
        TypeError, ValueError: it is none that the argument takes.
    """
    if type(value) is str and value in _DEGREES:
        return value
    from .._model import Certainty, member

    excluded = None if argument == "exactly" else Certainty.NONE
    return str(member(Certainty, value, argument, but=excluded).value)


def _require(values: tuple[object, ...], method: str, what: str) -> None:
    if not values:
        raise TypeError(f"{method}() takes at least one {what}, and was given none")
