"""Asking: sets of measures, the filters that narrow them, and the algebra that joins them."""

from __future__ import annotations

# As weakref has it, which is slow to import.
from _weakref import ref

from ._index import mask_of, positions_of, union
from ._late import Late
from ._question import OPERATIONS, Filter, Question
from ._shown import Shown

# A count needs none of these: each is loaded when it is asked for.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any, Literal, NoReturn, TypeVar, cast, overload

    from . import _actors as actors
    from . import _bundled as bundling
    from . import _edition as documents
    from . import _grid as grids
    from . import _groups as groups
    from . import _indexing as indexing
    from . import _listing as listings
    from . import _model as model
    from . import _reading as layered
    from . import _reasons as reasons
    from . import _record as texts
    from . import _regions as pilot
    from . import _vocabulary as vocabulary
    from ._explorer import page as explorer
    from ._index import Home
    from ._interop import charts
    from ._interop import graph as graphs
    from ._interop import rows as tables
    from ._interop import table as tabling

    F = TypeVar("F", bound=Callable[..., Any])
    T = TypeVar("T")
else:
    # Who asks for the types of a method loads what they are of.
    from _collections_abc import Callable, Iterable, Iterator

    Any = object
    actors = Late("_actors")
    bundling = Late("_bundled")
    documents = Late("_edition")
    layered = Late("_reading")
    pilot = Late("_regions")
    tabling = Late("_interop.table")
    groups = Late("_groups")
    grids = Late("_grid")
    indexing = Late("_indexing")
    listings = Late("_listing")
    model = Late("_model")
    texts = Late("_record")
    reasons = Late("_reasons")
    vocabulary = Late("_vocabulary")
    explorer = Late("_explorer.page")
    charts = Late("_interop.charts")
    graphs = Late("_interop.graph")
    tables = Late("_interop.rows")

    def overload(_: object) -> None:
        """Say nothing: what checkers read costs nothing here."""

    def cast(_: object, value: object) -> object:
        """Return *value*, likewise."""
        return value


_DEGREES = ("named", "covered", "possible")
_put = object.__setattr__  # a set puts its parts in place so, and nobody else does
# How many numbers a repr shows, and how many characters of the question.
_SHOWN = 12
_SHOWN_QUESTION = 1000
# How many bits of answers are remembered in an edition; what one takes besides its mask; the
# longest name that is; and of how many measures a set keeps the records and the numbers.
_REMEMBERED, _ANSWER = 1 << 26, 1 << 14
_LONGEST, _KEPT = 64, 1000
_NOTHING: Any = object()
_NONE_GIVEN: dict[Any, MeasureSet] = {}


def remembered(ask: F) -> F:
    """Let a set remember what it answered: it cannot change, and neither can the answer."""
    method = ask.__name__

    def answer(
        self: MeasureSet, first: Any = _NOTHING, /, *more: Any, **options: Any
    ) -> MeasureSet:
        # Most questions name one thing, and the last one is asked again: that way is the shortest.
        answers = self._answers
        if answers is not None and not (more or options):
            by, named, given = answers.last
            if named is first and by is method:
                return given
            known = answers.given(method, first)
            if known is not None:
                return known
        asked = () if first is _NOTHING else (first, *more)
        found: MeasureSet = ask(self, *asked, **options)
        if not (more or options) and _is_known(first):
            self._remember(method, first, found)
        return found

    # As functools.wraps does, which is slow to import.
    for name in ("__name__", "__qualname__", "__doc__", "__annotations__", "__kwdefaults__"):
        setattr(answer, name, getattr(ask, name))
    answer.__dict__["__wrapped__"] = ask
    return cast("F", answer)


def _is_known(asked: object) -> bool:
    """Whether it is a name of common length, or a record of ours: equal ones mean the same."""
    if type(asked) is str:
        return len(asked) <= _LONGEST
    return type(asked).__module__.partition(".")[0] == __package__


class _Answers:
    """What a set gave, by method and what was named; and the *last* of it, which is in *all*."""

    __slots__ = ("all", "last")

    if TYPE_CHECKING:
        all: dict[str, dict[Any, MeasureSet]]
        last: tuple[str, Any, MeasureSet]

    def __init__(self, method: str, asked: Any, given: MeasureSet) -> None:
        self.all = {}
        self.keep(method, asked, given)

    def keep(self, method: str, asked: Any, given: MeasureSet) -> None:
        """Keep what was given."""
        self.all.setdefault(method, {})[asked] = given
        self.last = method, asked, given

    def given(self, method: str, asked: Any) -> MeasureSet | None:
        """Return what was given, and keep that it was the last."""
        try:
            given = self.all.get(method, _NONE_GIVEN).get(asked)
        except TypeError:  # what cannot be hashed was never remembered
            return None
        if given is not None:
            self.last = method, asked, given
        return given


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

    __slots__ = (
        "__weakref__",
        "_answers",
        "_home",
        "_mask",
        "_measures",
        "_numbers",
        "_question",
    )

    if TYPE_CHECKING:
        _home: Home
        _mask: int
        _question: Question
        # What it gave, if it remembers any of it; and its measures.
        _answers: _Answers | None
        _measures: tuple[model.Measure, ...]
        _numbers: tuple[int, ...]

    def __init__(self, home: Home, mask: int, question: Question) -> None:
        """Made by `svctrade.measures` and by other sets; the arguments are theirs."""
        _put(self, "_home", home)
        _put(self, "_mask", mask)
        _put(self, "_question", question)
        _put(self, "_answers", None)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"a MeasureSet cannot be changed: {name!r} stays as it is")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"a MeasureSet cannot be changed: {name!r} stays")

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickled, (self._home.pickled, self._mask, self._question)

    @property
    def edition(self) -> documents.Edition:
        """The edition that the measures belong to."""
        return self._home.edition

    # -- filters --------------------------------------------------------------------------

    @remembered
    def in_region(
        self,
        *regions: pilot.Region | str | int,
        at_least: vocabulary.AtLeast | vocabulary.Certainty = "covered",
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
        degree = _degree(at_least)
        index = self._home.index
        found = self._ids("region", regions, "in_region")
        mask = union([index.in_region(region, degree) for region in found])
        options = {} if degree == "covered" else {"at_least": degree}
        return self._narrow("in_region", regions, mask, options)

    @remembered
    def led_by(
        self, *bodies: actors.Body | str, basis: vocabulary.BasisName | vocabulary.Basis = "any"
    ) -> MeasureSet:
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
        bases: tuple[str, ...] = ("explicit", "first_named")
        options = {}
        if not (isinstance(basis, str) and basis.casefold() == "any"):
            bases = (vocabulary.member(vocabulary.Basis, basis, "basis", also="any").value,)
            options = {"basis": bases[0]}
        index = self._home.index
        found = self._ids("body", bodies, "led_by")
        mask = union([index.led_by(b, bases) for body in found for b in index.offices[body]])
        return self._narrow("led_by", bodies, mask, options)

    @remembered
    def involving(
        self, *bodies: actors.Body | str, role: vocabulary.RoleName | vocabulary.Role | None = None
    ) -> MeasureSet:
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
        key: tuple[str, ...] = ()
        options = {}
        if role is not None:
            key = (vocabulary.member(vocabulary.Role, role, "role").value,)
            options = {"role": key[0]}
        index = self._home.index
        found = self._ids("body", bodies, "involving")
        mask = union([index.at("body", b, *key) for body in found for b in index.offices[body]])
        return self._narrow("involving", bodies, mask, options)

    @remembered
    def with_role(self, *roles: vocabulary.RoleName | vocabulary.Role) -> MeasureSet:
        """Keep the measures that have an assignment in one of *roles*.

        Raises:
            TypeError: no role is given, or something that is not a role.
            ValueError: a role is unknown.

        >>> import svctrade
        >>> svctrade.measures().with_role("guide", "designate").numbers
        (76, 107)
        """
        _require(roles, "with_role", "role")
        member, kind = vocabulary.member, vocabulary.Role
        found = [member(kind, role, "role").value for role in roles]
        mask = union([self._home.index.at("role", role) for role in found])
        return self._narrow("with_role", roles, mask)

    @remembered
    def in_task(self, *tasks: model.Task | str | int) -> MeasureSet:
        """Keep the measures that belong to one of *tasks*: number, label, title or `Task`.

        Raises:
            UnknownNameError: there is no such task.
            NotInEditionError: it is a task of another edition.
            TypeError: no task is given, or something that is not a task's name.

        >>> import svctrade
        >>> svctrade.measures().in_task("（八）").numbers
        (119, 120, 121, 122)
        """
        found = self._ids("task", tasks, "in_task")
        mask = union([self._home.index.at("task", task) for task in found])
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
        index = self._home.index
        mask = mask_of([indexing.position_of(index, n) for n in numbers], index.size)
        return self._narrow("numbered", numbers, mask)

    @remembered
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
        index = self._home.index
        found = index.ids("framework", frameworks) or [
            indexing.framework_named(self._home, framework) for framework in frameworks
        ]
        mask = union([index.at("framework", framework) for framework in found])
        return self._narrow("under", frameworks, mask)

    def national(self) -> MeasureSet:
        """Keep the measures that charge no region.

        >>> import svctrade
        >>> svctrade.measures().national().numbers
        (78, 84, 103, 104, 121)
        """
        return self._narrow("national", (), self._home.index.at("national"))

    @remembered
    def in_service(
        self, *items: layered.Item | str, confidence: vocabulary.ConfidenceName = "any"
    ) -> MeasureSet:
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

    @remembered
    def by_mode(
        self, *modes: layered.Item | str | int, confidence: vocabulary.ConfidenceName = "any"
    ) -> MeasureSet:
        """Keep the measures that ease supply in one of these GATS *modes*, in the layer's reading.

        A mode is given by its number or its name. The errors are those of `in_service`.

        >>> import svctrade
        >>> svctrade.measures().by_mode(4) == svctrade.measures().by_mode("自然人流动")
        True
        """
        return self._tagged("by_mode", "mode", modes, confidence)

    @remembered
    def about(
        self, *subjects: layered.Item | str, confidence: vocabulary.ConfidenceName = "any"
    ) -> MeasureSet:
        """Keep the measures that are about one of these *subjects*, in the layer's reading.

        A subject is one of the layer's words, in Chinese or English. The errors are those of
        `in_service`.

        >>> import svctrade
        >>> svctrade.measures().about("数据") == svctrade.measures().about("data")
        True
        """
        return self._tagged("about", "subject", subjects, confidence)

    def _tagged(
        self,
        method: str,
        scheme: layered.Scheme,
        asked: tuple[Any, ...],
        confidence: vocabulary.ConfidenceName,
    ) -> MeasureSet:
        if confidence not in ("any", "clear"):
            raise ValueError(f"confidence is {confidence!r}; expected 'any' or 'clear'")
        index = self._home.index
        key, options = ((), {}) if confidence == "any" else (("clear",), {"confidence": "clear"})
        found = self._ids(scheme, asked, method)
        mask = union([index.at(scheme, code, *key) for code in found])
        return self._narrow(method, asked, mask, options)

    def where(self, predicate: Callable[[model.Measure], object]) -> MeasureSet:
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

    def _ids(self, kind: str, names: tuple[Any, ...], method: str) -> list[str]:
        """Return the ids of what *names* name; *method* is who asks."""
        _require(names, method, kind)
        found = self._home.index.ids(kind, names)
        if found is None:
            found = indexing.ids_of(self._home, kind, names)
        return found

    def _mask_where(self, predicate: Callable[[model.Measure], object]) -> int:
        """Return the mask of the measures of this set for which *predicate* is true."""
        pairs = zip(positions_of(self._mask), self._all, strict=True)
        return mask_of([n for n, measure in pairs if predicate(measure)], self._home.index.size)

    def _narrow(
        self,
        method: str,
        asked: tuple[object, ...],
        mask: int,
        options: dict[str, str] | None = None,
    ) -> MeasureSet:
        step = Filter(method, asked, tuple(options.items()) if options else (), mask)
        return self._made(self._mask & mask, self._question.filtered(step))

    def _made(self, mask: int, question: Question) -> MeasureSet:
        return MeasureSet(self._home, mask, question.shortened(mask))

    def _remember(self, method: str, asked: Any, answer: MeasureSet) -> None:
        answers = self._answers
        if answers is None:
            _put(self, "_answers", _Answers(method, asked, answer))
            self._home.remembering.append(ref(self))
        else:
            answers.keep(method, asked, answer)
        self._home.room -= (self._home.index.size + _ANSWER) / _REMEMBERED
        if self._home.room < 0:
            self._forget()

    def _forget(self) -> None:
        """Let all sets of the edition forget what they answered."""
        home = self._home
        remembering, home.remembering, home.room = home.remembering, [], 1.0
        for reference in remembering:
            found = reference()
            if found is not None:
                _put(found, "_answers", None)

    # -- algebra --------------------------------------------------------------------------

    def __and__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in both sets."""
        return self._joined("&", other)

    def __or__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in either set."""
        return self._joined("|", other)

    def __xor__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in one of the sets and not in both."""
        return self._joined("^", other)

    def __sub__(self, other: MeasureSet) -> MeasureSet:
        """Return the measures that are in this set and not in the other."""
        return self._joined("-", other)

    def __invert__(self) -> MeasureSet:
        """Return the other measures of the edition."""
        whole = self._home.index.whole
        return self._made(whole & ~self._mask, Question.joined("~", self._question))

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
        return hash((self._home.index.edition, self._mask))

    def _joined(self, sign: str, other: MeasureSet) -> MeasureSet:
        kept = self
        if other.__class__ is not MeasureSet or other._home is not self._home:
            self._check_joins(other)
            layers = self.edition.layer, other.edition.layer
            if None not in layers and layers[0] != layers[1]:
                raise ValueError("sets that different layers have read do not mix")
            kept = other if layers[0] is None else self
        question = Question.joined(sign, self._question, other._question)
        return MeasureSet._made(kept, OPERATIONS[sign](self._mask, other._mask), question)

    def _compared(self, other: MeasureSet, relation: Callable[[int, int], bool]) -> bool:
        self._check_joins(other)
        return relation(self._mask, other._mask)

    def _shares_edition(self, other: MeasureSet) -> bool:
        return self._home.index is other._home.index or self.edition == other.edition

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
        try:
            return self._numbers
        except AttributeError:
            numbers = self._home.index.numbers
            return self._keep("_numbers", tuple([numbers[n] for n in positions_of(self._mask)]))

    def __len__(self) -> int:
        return self._mask.bit_count()

    def __bool__(self) -> bool:
        return self._mask != 0

    @property
    def _all(self) -> tuple[model.Measure, ...]:
        try:
            return self._measures
        except AttributeError:
            return self._keep("_measures", self._home.measures(self._mask))

    def _keep(self, part: str, found: tuple[T, ...]) -> tuple[T, ...]:
        """Return what was found, which the next one finds at hand where it is not large."""
        if len(found) <= _KEPT:
            _put(self, part, found)
        return found

    def __iter__(self) -> Iterator[model.Measure]:
        return iter(self._all)

    def __contains__(self, measure: object) -> bool:
        """Whether the measure is in the set."""
        if not isinstance(measure, model.Measure):
            raise TypeError(
                f"a MeasureSet contains Measures, not {type(measure).__name__}: {measure!r}; "
                "ask its .numbers for a number"
            )
        n = self._home.index.position(measure.number)
        if n is None or not self._mask >> n & 1:
            return False
        return self._home.measures(1 << n)[0] == measure

    @overload
    def __getitem__(self, at: int) -> model.Measure: ...
    @overload
    def __getitem__(self, at: slice) -> MeasureSet: ...
    def __getitem__(self, at: int | slice) -> model.Measure | MeasureSet:
        """Return the measure at a place, or the set of those in a slice; the order is kept."""
        positions = positions_of(self._mask)
        if not isinstance(at, slice):
            return self._home.measures(1 << positions[at])[0]
        if at.step is not None and at.step < 0:
            raise ValueError("a MeasureSet keeps document order: a slice cannot step backwards")
        mask = mask_of(positions[at], self._home.index.size)
        bounds = (at.start, at.stop) if at.step is None else (at.start, at.stop, at.step)
        text = ":".join(["" if bound is None else str(bound) for bound in bounds])
        return self._narrow("slice", (text,), mask)

    def one(self) -> model.Measure:
        """Return the only measure of the set.

        Raises:
            ValueError: the set has none, or more than one.

        >>> import svctrade
        >>> svctrade.measures().in_region("厦门").led_by("移民局").one().number
        59
        """
        if len(self) != 1:
            raise ValueError(f"one() takes a set of one measure, not {self!r}")
        return self._all[0]

    def first(self) -> model.Measure:
        """Return the first measure of the set, in document order.

        Raises:
            ValueError: the set is empty.

        >>> import svctrade
        >>> svctrade.measures().led_by("移民局").first().number
        59
        """
        if not self:
            raise ValueError(f"first() takes a set that is not empty, not {self!r}")
        return self._home.measures(self._mask & -self._mask)[0]

    # -- counting -------------------------------------------------------------------------

    @overload
    def group_by(self, key: Literal["task"]) -> dict[model.Task, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["lead"]) -> dict[actors.Body | None, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["body"]) -> dict[actors.Body, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["region"]) -> dict[pilot.Region, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["role"]) -> dict[vocabulary.Role, MeasureSet]: ...
    @overload
    def group_by(self, key: Literal["measure"]) -> dict[model.Measure, MeasureSet]: ...
    @overload
    def group_by(self, key: layered.Scheme) -> dict[layered.Item, MeasureSet]: ...
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
        found = [
            (label, self._narrow("group_by", (key,) if label is None else (key, label), mask))
            for label, mask in self._groups(key)
            if mask & self._mask
        ]
        return dict(sorted(found, key=lambda group: -len(group[1])))

    @overload
    def count_by(self, key: Literal["task"]) -> dict[model.Task, int]: ...
    @overload
    def count_by(self, key: Literal["lead"]) -> dict[actors.Body | None, int]: ...
    @overload
    def count_by(self, key: Literal["body"]) -> dict[actors.Body, int]: ...
    @overload
    def count_by(self, key: Literal["region"]) -> dict[pilot.Region, int]: ...
    @overload
    def count_by(self, key: Literal["role"]) -> dict[vocabulary.Role, int]: ...
    @overload
    def count_by(self, key: Literal["measure"]) -> dict[model.Measure, int]: ...
    @overload
    def count_by(self, key: layered.Scheme) -> dict[layered.Item, int]: ...
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
        counts = [(label, (mask & self._mask).bit_count()) for label, mask in self._groups(key)]
        return dict(sorted([pair for pair in counts if pair[1]], key=lambda pair: -pair[1]))

    def _groups(self, key: str) -> Iterable[tuple[Any, int]]:
        """Return the groups by *key*, in document order, each with its mask in the edition."""
        return groups.groups_of(key, self._home, self._mask)

    # -- elsewhere ------------------------------------------------------------------------

    def table(
        self, kind: tables.TableKind = "measures", *, lang: vocabulary.Language = "en"
    ) -> tabling.Table:
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
        return tables.table_of(kind, self.edition, self, lang)

    def crosstab(
        self, rows: vocabulary.Key, columns: vocabulary.Key, *, lang: vocabulary.Language = "en"
    ) -> tabling.Table:
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
        return tables.crosstab_of((rows, columns), down, across, lang)

    def bars(self, key: vocabulary.Key, *, lang: vocabulary.Language = "en") -> Any:
        """Return what `count_by` counts as bars, in an `altair.Chart`.

        Raises:
            MissingExtraError: Altair is not installed.
            ValueError: *key* is no key of `group_by`, or *lang* no language.
        """
        return tables.bars_of(key, self.count_by(key), lang)

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
        return graphs.graph_of(self)

    def network(self) -> Any:
        """Return the `graph` drawn, as an `altair.Chart`.

        Raises:
            MissingExtraError: Altair or networkx is not installed.
        """
        return charts.network(str(self._question), self.graph())

    def to_html(
        self, path: tabling.AnyPath | None = None, *, lang: vocabulary.Language = "en"
    ) -> str:
        """Return the set as one page of HTML that is asked in a browser, and write it to *path*.

        It needs no server and fetches nothing: filters, a matrix of regions, every measure beside
        the words that an answer rests on, and CSV and Excel to download. *lang* is the language
        that it begins in, ``"en"`` or ``"zh"``. Files are written whole or not at all, in UTF-8.

        Raises:
            ValueError: *lang* is neither.
            OSError: the file cannot be written.

        >>> import svctrade
        >>> svctrade.measures().in_region("厦门").to_html(lang="zh").splitlines()[1]
        '<html lang="zh-Hans">'
        """
        # The page explains its own filters: what was asked before is told, and not explained.
        bare = MeasureSet(self._home, self._mask, Question("measures()"))
        return tabling.given(explorer.page_of(bare, self.question, lang), path)

    # -- proving --------------------------------------------------------------------------

    def explain(self) -> tuple[reasons.Explanation, ...]:
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
        return tuple(reasons.explain(self._question, self, self._home))

    # -- showing --------------------------------------------------------------------------

    def __repr__(self) -> str:
        count = f"{len(self)} measure{'' if len(self) == 1 else 's'}"
        first = self if len(self) <= _SHOWN else self[:_SHOWN]
        numbers = ", ".join([str(n) for n in first.numbers])
        more = ", …" if len(self) > _SHOWN else ""
        question = texts.clip(str(self._question), _SHOWN_QUESTION)
        return f"<MeasureSet {question}: {count}{': ' if self else ''}{numbers}{more}>"

    def __str__(self) -> str:
        question = texts.clip(str(self._question), _SHOWN_QUESTION)
        return listings.listing(self, len(self), self._home.index.size, question)

    def _grid(self) -> grids.Grid:
        question = texts.clip(str(self._question), _SHOWN_QUESTION)
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
        task, number, text, statement = vocabulary.COLUMNS
        caption = f"{question}: {len(self)} of {self._home.index.size} measures"
        lead = vocabulary.Role.LEAD.label
        return grids.Grid(caption, (number, task, text, statement, lead), rows)


def _degree(at_least: Any) -> str:
    """Return the name of a degree of certainty.

    Raises:
        TypeError, ValueError: it is none that a measure can have at the least.
    """
    if type(at_least) is str and at_least in _DEGREES:
        return at_least
    kind = vocabulary.Certainty
    return str(vocabulary.member(kind, at_least, "at_least", but=kind.NONE).value)


def _require(values: tuple[object, ...], method: str, what: str) -> None:
    if not values:
        raise TypeError(f"{method}() takes at least one {what}, and was given none")


def _unpickled(
    pickled: documents.Edition | tuple[str, str], mask: int, question: Question
) -> MeasureSet:
    if isinstance(pickled, tuple):
        return MeasureSet(bundling.unpickled(*pickled), mask, question)
    return MeasureSet(indexing.home_of(pickled), mask, question)
