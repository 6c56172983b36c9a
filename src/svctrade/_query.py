"""Asking: sets of measures, the filters that narrow them, and the algebra that joins them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NoReturn, TypeVar, overload

from ._actors import Body, Region
from ._grid import Grid, Shown
from ._index import Index, index_of, mask_of, positions_of, union
from ._interop.charts import network
from ._interop.graph import graph_of
from ._interop.rows import TableKind, bars_of, crosstab_of, table_of
from ._interop.table import Table
from ._layer import SCHEMES, Item, Scheme
from ._listing import listing
from ._model import Edition, Measure, Task, clip, tags_of
from ._names import Directory, Named
from ._question import OPERATIONS, Filter, Question, as_typed
from ._reasons import Explanation, explain
from ._vocabulary import COLUMNS, Basis, Certainty, Language, Role, RoleName, member

N = TypeVar("N", bound=Named)

AtLeast = Literal["named", "covered", "possible"]
BasisName = Literal["any", "explicit", "first_named"]
Key = Literal["task", "lead", "body", "region", "role", "measure", "service", "mode", "subject"]
ConfidenceName = Literal["any", "clear"]

# How many numbers a repr shows, and how many characters of the question.
_SHOWN = 12
_SHOWN_QUESTION = 1000


class MeasureSet(Shown):
    """Measures of one edition, in document order, and the question that they answer.

    A set is immutable: every filter and operator gives a new one and changes nothing in place.
    Several values in one call of a filter mean any of them; a chain of filters means all.
    Sets of one edition join by ``&``, ``|``, ``-``, ``^`` and ``~`` and compare by what they
    contain; sets of different editions do not mix (`ValueError`).

    >>> import svctrade
    >>> svctrade.measures().in_region("厦门").led_by("移民局")
    <MeasureSet measures().in_region("厦门").led_by("移民局"): 1 measure: 59>
    """

    __slots__ = ("_index", "_mask", "_question", "edition")

    _index: Index
    _mask: int
    _question: Question
    #: The edition that the measures belong to.
    edition: Edition

    def __init__(
        self, edition: Edition, mask: int, question: Question, index: Index | None = None
    ) -> None:
        """Made by `svctrade.measures` and by other sets; the arguments are theirs."""
        object.__setattr__(self, "edition", edition)
        object.__setattr__(self, "_index", index_of(edition) if index is None else index)
        object.__setattr__(self, "_mask", mask)
        object.__setattr__(self, "_question", question)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a MeasureSet cannot be changed: {name!r} stays as it is")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a MeasureSet cannot be changed: {name!r} stays")

    def __reduce__(self) -> tuple[Any, ...]:
        return MeasureSet, (self.edition, self._mask, self._question)

    # -- filters --------------------------------------------------------------------------

    def in_region(
        self, *regions: Region | str | int, at_least: AtLeast | Certainty = "covered"
    ) -> MeasureSet:
        """Keep the measures that apply in one of *regions*, at least so certainly.

        ``"named"`` keeps those that name it, ``"covered"`` also those that charge every pilot
        region, ``"possible"`` also those whose list of regions is open.

        Raises:
            UnknownNameError: nobody knows the region.
            NotInEditionError: it is known and no pilot region of the edition: a province, a
                district outside the pilot, a pilot region of an earlier round.
            TypeError: no region is given, or something that is not a region's name.
            ValueError: *at_least* is not one of the three.

        >>> import svctrade
        >>> xiamen = svctrade.measures().in_region
        >>> [len(xiamen("厦门", at_least=d)) for d in ("named", "covered", "possible")]
        [12, 84, 110]
        """
        degree = member(Certainty, at_least, "at_least", but=Certainty.NONE)
        found = self._find(self._index.regions, regions, "in_region")
        mask = union(self._index.in_region(region, degree) for region in found)
        options = {} if degree is Certainty.COVERED else {"at_least": degree.value}
        return self._narrow("in_region", regions, mask, **options)

    def led_by(self, *bodies: Body | str, basis: BasisName | Basis = "any") -> MeasureSet:
        """Keep the measures that one of *bodies* leads.

        ``basis="explicit"`` keeps those where the document prints 牵头, ``"first_named"`` those
        where the body only stands first. A body answers for the offices that it hosts.

        Raises:
            UnknownNameError: nobody knows the body.
            NotInEditionError: it is a body of another edition.
            AmbiguousNameError: several bodies are called so.
            TypeError: no body is given, or something that is not a body's name.
            ValueError: *basis* is not one of the three.

        >>> import svctrade
        >>> svctrade.measures().led_by("商务部", basis="explicit").numbers
        (1, 17, 119, 120, 121, 122)
        """
        bases = tuple(Basis)
        options = {}
        if not (isinstance(basis, str) and basis.casefold() == "any"):
            bases = (member(Basis, basis, "basis"),)
            options = {"basis": bases[0].value}
        found = self._find(self._index.bodies, bodies, "led_by")
        mask = union(
            self._index.led_by(office, bases)
            for body in found
            for office in self._index.answered_by(body)
        )
        return self._narrow("led_by", bodies, mask, **options)

    def involving(self, *bodies: Body | str, role: RoleName | Role | None = None) -> MeasureSet:
        """Keep the measures that name one of *bodies*, in that role where one is given.

        A body answers for the offices that it hosts.

        Raises:
            UnknownNameError: nobody knows the body.
            NotInEditionError: it is a body of another edition.
            AmbiguousNameError: several bodies are called so.
            TypeError: no body is given, or something that is not a body's name.
            ValueError: *role* is no role.

        >>> import svctrade
        >>> svctrade.measures().involving("公安部", role="policy").numbers
        (116,)
        """
        key: tuple[Role, ...] = ()
        options = {}
        if role is not None:
            key = (member(Role, role, "role"),)
            options = {"role": key[0].value}
        found = self._find(self._index.bodies, bodies, "involving")
        mask = union(
            self._index.at("body", office.id, *key)
            for body in found
            for office in self._index.answered_by(body)
        )
        return self._narrow("involving", bodies, mask, **options)

    def with_role(self, *roles: RoleName | Role) -> MeasureSet:
        """Keep the measures that have an assignment in one of *roles*.

        Raises:
            TypeError: no role is given, or something that is not a role.
            ValueError: a role is unknown.

        >>> import svctrade
        >>> svctrade.measures().with_role("guide", "designate").numbers
        (76, 107)
        """
        _require(roles, "with_role", "role")
        mask = union(self._index.at("role", member(Role, role, "role")) for role in roles)
        return self._narrow("with_role", roles, mask)

    def in_task(self, *tasks: Task | str | int) -> MeasureSet:
        """Keep the measures that belong to one of *tasks*: number, label, title or `Task`.

        Raises:
            UnknownNameError: there is no such task.
            NotInEditionError: it is a task of another edition.
            TypeError: no task is given, or something that is not a task's name.

        >>> import svctrade
        >>> svctrade.measures().in_task("（八）").numbers
        (119, 120, 121, 122)
        """
        found = self._find(self._index.tasks, tasks, "in_task")
        mask = union(self._index.at("task", task.number) for task in found)
        return self._narrow("in_task", tasks, mask)

    def mentioning(self, *terms: str) -> MeasureSet:
        """Keep the measures whose text contains one of *terms*, character for character.

        Raises:
            TypeError: no term is given, or one that is not a string.
            ValueError: a term is empty.

        >>> import svctrade
        >>> svctrade.measures().mentioning("数字人民币").numbers
        (93,)
        """
        _require(terms, "mentioning", "term")
        for term in terms:
            if not isinstance(term, str):
                raise TypeError(f"mentioning() takes strings, not {type(term).__name__}: {term!r}")
            if not term.strip():
                raise ValueError(f"mentioning() takes terms that are not empty, not {term!r}")
        mask = self._mask_where(lambda m: any(term in m.text for term in terms))
        return self._narrow("mentioning", terms, mask)

    def numbered(self, *numbers: int) -> MeasureSet:
        """Keep the measures that bear one of *numbers*.

        Raises:
            UnknownNameError: no measure of the edition bears the number.
            TypeError: no number is given, or something that is not a whole number.

        >>> import svctrade
        >>> svctrade.measures().numbered(59, 7).numbers
        (7, 59)
        """
        _require(numbers, "numbered", "number")
        positions = [self._index.position_of(number) for number in numbers]
        mask = mask_of(positions, len(self.edition.measures))
        return self._narrow("numbered", numbers, mask)

    def under(self, *frameworks: str) -> MeasureSet:
        """Keep the measures that a note places under one of *frameworks*, such as ``"CEPA"``.

        Raises:
            UnknownNameError: no note of the edition names the framework.
            TypeError: no framework is given, or one that is not a string.

        >>> import svctrade
        >>> svctrade.measures().under("CEPA").numbers
        (7, 23, 28, 32, 33, 38, 39, 41)
        """
        _require(frameworks, "under", "framework")
        mask = union(self._index.under(framework) for framework in frameworks)
        return self._narrow("under", frameworks, mask)

    def national(self) -> MeasureSet:
        """Keep the measures that charge no region.

        >>> import svctrade
        >>> svctrade.measures().national().numbers
        (78, 84, 103, 104, 121)
        """
        return self._narrow("national", (), self._index.at("national"))

    def in_service(self, *items: Item | str, confidence: ConfidenceName = "any") -> MeasureSet:
        """Keep the measures that concern one of these service *items*, in the layer's reading.

        An item is given by its code (EBOPS 2010), its Chinese or its English name.
        ``confidence="clear"`` keeps those of which the words say so.

        Raises:
            UnknownNameError: no item is called so.
            TypeError: no item is given, or something that is no item's name.
            ValueError: the edition has no layer, or *confidence* is not one of the two.

        >>> import svctrade
        >>> transport = svctrade.measures().in_service("运输")
        >>> transport == svctrade.measures().in_service("SC") and 20 in transport.numbers
        True
        """
        return self._tagged("in_service", "service", items, confidence)

    def by_mode(self, *modes: Item | str | int, confidence: ConfidenceName = "any") -> MeasureSet:
        """Keep the measures that ease supply in one of these GATS *modes*, in the layer's reading.

        A mode is given by its number or its name. The errors are those of `in_service`.

        >>> import svctrade
        >>> svctrade.measures().by_mode(4) == svctrade.measures().by_mode("自然人流动")
        True
        """
        return self._tagged("by_mode", "mode", modes, confidence)

    def about(self, *subjects: Item | str, confidence: ConfidenceName = "any") -> MeasureSet:
        """Keep the measures that are about one of these *subjects*, in the layer's reading.

        A subject is one of the layer's words, in Chinese or English. The errors are those of
        `in_service`.

        >>> import svctrade
        >>> svctrade.measures().about("数据") == svctrade.measures().about("data")
        True
        """
        return self._tagged("about", "subject", subjects, confidence)

    def _tagged(
        self, method: str, scheme: Scheme, asked: tuple[Any, ...], confidence: ConfidenceName
    ) -> MeasureSet:
        if confidence not in ("any", "clear"):
            raise ValueError(f"confidence is {confidence!r}; expected 'any' or 'clear'")
        found = {*self._find(self._items(scheme), asked, method)}
        mask = self._mask_where(
            lambda m: any(t.item in found for t in tags_of(m, scheme, clear=confidence == "clear"))
        )
        options = {} if confidence == "any" else {"confidence": confidence}
        return self._narrow(method, asked, mask, **options)

    def _items(self, scheme: Scheme) -> Directory[Item]:
        """Return the items of a scheme of the edition's layer, by their names."""
        layer = self.edition.layer
        if layer is None:
            raise ValueError(
                f"the edition {self.edition.id!r} has no layer that says what its measures are "
                "about; Edition.with_layer() attaches one"
            )
        items = (item for item in layer.items if item.scheme == scheme)
        return Directory(scheme, Item, items, self.edition.id, numbers=True)

    def where(self, predicate: Callable[[Measure], object]) -> MeasureSet:
        """Keep the measures for which *predicate* is true; it is asked once for each.

        Raises:
            TypeError: *predicate* cannot be called.

        >>> import svctrade
        >>> svctrade.measures().where(lambda m: len(m.bodies()) > 8).numbers
        (119,)
        """
        if not callable(predicate):
            raise TypeError(f"where() takes a function of a Measure, not {predicate!r}")
        return self._narrow("where", (predicate,), self._mask_where(predicate))

    def _find(self, directory: Directory[N], names: tuple[Any, ...], method: str) -> tuple[N, ...]:
        _require(names, method, directory.kind)
        return tuple(directory.find(name) for name in names)

    def _mask_where(self, predicate: Callable[[Measure], object]) -> int:
        """Return the mask of the measures of this set for which *predicate* is true."""
        measures = self.edition.measures
        kept = (n for n in positions_of(self._mask) if predicate(measures[n]))
        return mask_of(kept, len(measures))

    def _narrow(
        self, method: str, asked: Iterable[object], mask: int, **options: str
    ) -> MeasureSet:
        step = Filter(method, tuple(map(as_typed, asked)), tuple(options.items()), mask)
        return self._made(self._mask & mask, self._question.filtered(step))

    def _made(self, mask: int, question: Question) -> MeasureSet:
        return MeasureSet(self.edition, mask, question.shortened(mask), self._index)

    # -- algebra --------------------------------------------------------------------------

    def __and__(self, other: MeasureSet) -> MeasureSet:
        return self._joined("&", other)

    def __or__(self, other: MeasureSet) -> MeasureSet:
        return self._joined("|", other)

    def __xor__(self, other: MeasureSet) -> MeasureSet:
        return self._joined("^", other)

    def __sub__(self, other: MeasureSet) -> MeasureSet:
        return self._joined("-", other)

    def __invert__(self) -> MeasureSet:
        return self._made(self._index.whole & ~self._mask, Question.joined("~", self._question))

    def __le__(self, other: MeasureSet) -> bool:
        return self._compared(other, lambda a, b: a & ~b == 0)

    def __lt__(self, other: MeasureSet) -> bool:
        return self._compared(other, lambda a, b: a & ~b == 0 and a != b)

    def __ge__(self, other: MeasureSet) -> bool:
        return self._compared(other, lambda a, b: b & ~a == 0)

    def __gt__(self, other: MeasureSet) -> bool:
        return self._compared(other, lambda a, b: b & ~a == 0 and a != b)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MeasureSet):
            return NotImplemented
        return self._mask == other._mask and self._shares_edition(other)

    def __hash__(self) -> int:
        return hash((self.edition.id, self._mask))

    def _joined(self, sign: str, other: MeasureSet) -> MeasureSet:
        self._check_joins(other)
        question = Question.joined(sign, self._question, other._question)
        layers = self.edition.layer, other.edition.layer
        if None not in layers and layers[0] != layers[1]:
            raise ValueError("sets that different layers have read do not mix")
        mask = OPERATIONS[sign](self._mask, other._mask)
        kept = other if layers[0] is None else self
        return MeasureSet._made(kept, mask, question)

    def _compared(self, other: MeasureSet, relation: Callable[[int, int], bool]) -> bool:
        self._check_joins(other)
        return relation(self._mask, other._mask)

    def _shares_edition(self, other: MeasureSet) -> bool:
        return self._index is other._index or self.edition == other.edition

    def _check_joins(self, other: object) -> None:
        if not isinstance(other, MeasureSet):
            raise TypeError(
                f"a MeasureSet joins and compares with a MeasureSet, not {type(other).__name__}: "
                f"{other!r}"
            )
        if not self._shares_edition(other):
            raise ValueError(
                "sets of different editions do not mix: "
                f"{self.edition.id!r} and {other.edition.id!r}"
            )

    # -- sequence -------------------------------------------------------------------------

    @property
    def question(self) -> str:
        """What the set answers, as it was asked.

        >>> import svctrade
        >>> svctrade.measures().in_region("Xiamen").question
        'measures().in_region("Xiamen")'
        """
        return str(self._question)

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the measures, in document order.

        >>> import svctrade
        >>> svctrade.measures().in_task(8).numbers
        (119, 120, 121, 122)
        """
        return tuple(measure.number for measure in self)

    def __len__(self) -> int:
        return self._mask.bit_count()

    def __bool__(self) -> bool:
        return self._mask != 0

    def __iter__(self) -> Iterator[Measure]:
        measures = self.edition.measures
        return (measures[n] for n in positions_of(self._mask))

    def __contains__(self, measure: object) -> bool:
        if not isinstance(measure, Measure):
            raise TypeError(
                f"a MeasureSet contains Measures, not {type(measure).__name__}: {measure!r}; "
                "ask its .numbers for a number"
            )
        n = self._index.positions.get(measure.number)
        return n is not None and bool(self._mask >> n & 1) and self.edition.measures[n] == measure

    @overload
    def __getitem__(self, at: int) -> Measure: ...
    @overload
    def __getitem__(self, at: slice) -> MeasureSet: ...
    def __getitem__(self, at: int | slice) -> Measure | MeasureSet:
        positions = [*positions_of(self._mask)]
        if not isinstance(at, slice):
            return self.edition.measures[positions[at]]
        if at.step is not None and at.step < 0:
            raise ValueError("a MeasureSet keeps document order: a slice cannot step backwards")
        mask = mask_of(positions[at], len(self.edition.measures))
        bounds = (at.start, at.stop) if at.step is None else (at.start, at.stop, at.step)
        text = ":".join("" if bound is None else str(bound) for bound in bounds)
        return self._narrow("slice", (text,), mask)

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
        return self[0]

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
        return self[0]

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
        """Return the set split by a key.

        It is ``"task"``, ``"lead"``, ``"body"``, ``"region"``, ``"role"`` or ``"measure"``, or, of
        the edition's layer and not printed, ``"service"``, ``"mode"`` or ``"subject"``.

        The largest group stands first; groups of one size stand in document order. Empty
        groups are left out. By ``"lead"``, the measures without a lead stand under ``None``;
        by ``"body"`` a measure stands under each body that it names, as printed; by
        ``"region"`` under each that it names or covers.

        Raises:
            ValueError: *key* is none of these, or one of a layer that the edition has not.

        >>> import svctrade
        >>> groups = svctrade.measures().in_region("厦门").group_by("task")
        >>> for task, measures in list(groups.items())[:2]:
        ...     print(task, len(measures))
        （三）全面探索提升便利水平 27
        （二）全面探索扩大对外开放 18
        """
        groups = (
            (label, self._narrow("group_by", (key,) if label is None else (key, label), mask))
            for label, mask in self._groups(key)
            if mask & self._mask
        )
        return dict(sorted(groups, key=lambda group: -len(group[1])))

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
        """Return how many measures each group of `group_by` has, most first.

        Raises:
            ValueError: *key* is not one that `group_by` knows.

        >>> import svctrade
        >>> for body, count in list(svctrade.measures().count_by("body").items())[:3]:
        ...     print(body, count)
        商务部 47
        人民银行 17
        外交部 16
        """
        counts = ((label, (mask & self._mask).bit_count()) for label, mask in self._groups(key))
        return dict(sorted(((k, n) for k, n in counts if n), key=lambda pair: -pair[1]))

    def _groups(self, key: str) -> Iterable[tuple[object, int]]:
        """Return the groups by *key*, in document order, each with its mask in the edition."""
        if key == "measure":
            return ((self.edition.measures[n], 1 << n) for n in positions_of(self._mask))
        if key in SCHEMES:
            return self._read_groups(key)
        return self._index.groups(key)

    def _read_groups(self, scheme: Scheme) -> Iterator[tuple[Item, int]]:
        """Yield the items of a scheme of the layer, each with the mask of what it reads so."""
        places: dict[Item, list[int]] = {item: [] for item in self._items(scheme)}
        for n in positions_of(self._mask):
            for tag in tags_of(self.edition.measures[n], scheme):
                places.setdefault(tag.item, []).append(n)
        size = len(self.edition.measures)
        return ((item, mask_of(found, size)) for item, found in places.items())

    # -- elsewhere ------------------------------------------------------------------------

    def table(self, kind: TableKind = "measures", *, lang: Language = "en") -> Table:
        """Return the set as a `Table`, in document order.

        ``"measures"`` has a row a measure; ``"assignments"`` one for each party in each of its
        roles; ``"coverage"`` one for each measure in each region of the edition. *lang* is the
        language of the headings and of the words of the domain: ``"en"`` or ``"zh"``.

        Raises:
            ValueError: *kind* or *lang* is not known.

        >>> import svctrade
        >>> svctrade.measures().table("coverage", lang="zh").names
        ('序号', '地区', '行政区划代码', '省份', '适用', '适用程度')
        """
        return table_of(kind, self.edition, self, lang)

    def crosstab(self, rows: Key, columns: Key, *, lang: Language = "en") -> Table:
        """Return how many measures each group by *rows* and each by *columns* have in common.

        Both are keys of `group_by`. Groups stand in document order; empty ones are left out.

        Raises:
            ValueError: *rows* or *columns* is no key, or *lang* no language.

        >>> import svctrade
        >>> print(svctrade.measures().in_task(8).crosstab("task", "lead").to_csv(), end="")
        task,商务部
        （八）全面探索健全统计体系,4
        """
        down, across = (
            [(label, mask & self._mask) for label, mask in self._groups(key)]
            for key in (rows, columns)
        )
        return crosstab_of((rows, columns), down, across, lang)

    def bars(self, key: Key, *, lang: Language = "en") -> Any:
        """Return what `count_by` counts as bars, in an `altair.Chart`.

        Raises:
            MissingExtraError: Altair is not installed.
            ValueError: *key* is no key of `group_by`, or *lang* no language.
        """
        return bars_of(key, self.count_by(key), lang)

    def graph(self) -> Any:
        """Return the bodies that share measures, as a `networkx.Graph`.

        A node is a body by its printed name, with how many ``measures`` name it and how many it
        ``led``. An edge has as its ``weight`` how many measures name both, and as ``same_role`` in
        how many of these both act in the same role.

        Raises:
            MissingExtraError: networkx is not installed.

        >>> import svctrade
        >>> graph = svctrade.measures().graph()
        >>> graph.nodes["移民局"]["measures"], graph.edges["移民局", "外交部"]["weight"]
        (15, 13)
        """
        return graph_of(self)

    def network(self) -> Any:
        """Return the `graph` drawn, as an `altair.Chart`.

        Raises:
            MissingExtraError: Altair or networkx is not installed.
        """
        return network(str(self._question), self.graph())

    # -- proving --------------------------------------------------------------------------

    def explain(self) -> tuple[Explanation, ...]:
        """Return why each measure is in the set, in the words of the source.

        There is a `Reason` for each filter that kept it: the words that it rests on with their
        place, and each step between what was asked and what is printed. A union shows the side
        that matched, a difference or a complement says what is absent.

        >>> import svctrade
        >>> print(*svctrade.measures().in_region("廈門").numbered(21).explain())
        21 在中国境内经营无船承运，无须为中国企业法人。
           in_region("廈門"): the statement says “试点地区负责推进” (characters 15 to 22).
              廈門 is 厦门 in traditional characters.
           numbered(21):
              It bears the number 21.
        """
        return tuple(explain(self._question, self, self._index))

    # -- showing --------------------------------------------------------------------------

    def __repr__(self) -> str:
        count = f"{len(self)} measure{'' if len(self) == 1 else 's'}"
        numbers = ", ".join(str(n) for n in self[:_SHOWN].numbers)
        more = ", …" if len(self) > _SHOWN else ""
        question = clip(str(self._question), _SHOWN_QUESTION)
        return f"<MeasureSet {question}: {count}{': ' if self else ''}{numbers}{more}>"

    def __str__(self) -> str:
        question = clip(str(self._question), _SHOWN_QUESTION)
        return listing(self, len(self), len(self.edition.measures), question)

    def _grid(self) -> Grid:
        question = clip(str(self._question), _SHOWN_QUESTION)
        rows = [
            (
                str(measure.number),
                str(measure.task),
                measure.text,
                measure.responsibility,
                str(measure.lead or "（无）"),
            )
            for measure in self
        ]
        task, number, text, statement = COLUMNS
        caption = f"{question}: {len(self)} of {len(self.edition.measures)} measures"
        return Grid(caption, (number, task, text, statement, Role.LEAD.label), rows)


def all_measures(edition: Edition, text: str) -> MeasureSet:
    """Return all measures of *edition*; *text* is how that was asked."""
    return MeasureSet(edition, index_of(edition).whole, Question(text))


def _require(values: tuple[object, ...], method: str, what: str) -> None:
    if not values:
        raise TypeError(f"{method}() takes at least one {what}, and was given none")
