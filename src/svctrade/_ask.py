"""The questions one can ask straight away: of the current edition, or of another."""

from __future__ import annotations

from ._bundled import bundled
from ._compiled import EDITIONS
from ._late import Late, once
from ._query import MeasureSet
from ._question import Question

# A count needs none of these: each is loaded when it is asked for.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import _actors as actors
    from . import _edition as records
    from . import _editions as loading
    from . import _grammar as grammar
    from . import _indexing as indexing
    from . import _model as model
    from . import _names as naming
    from . import _regions as pilot
    from . import _revisions as revisions
    from . import exceptions
    from ._index import Home
    from ._ingest import passage as passages
else:
    actors = Late("_actors")
    model = Late("_model")
    pilot = Late("_regions")
    records = Late("_edition")
    loading = Late("_editions")
    grammar = Late("_grammar")
    indexing = Late("_indexing")
    naming = Late("_names")
    revisions = Late("_revisions")
    exceptions = Late("exceptions")
    passages = Late("_ingest.passage")


def editions() -> tuple[str, ...]:
    """Return the ids of the bundled editions, oldest first, then those of registered ones.

    An installed package registers editions as entry points of the group ``svctrade.editions``; one
    that cannot be used is left out with an `EditionWarning`.

    >>> import svctrade
    >>> svctrade.editions()
    ('2020',)
    """
    return (*EDITIONS, *loading.registered())


def edition(id: str | None = None) -> records.Edition:  # noqa: A002  # the word users know it by
    """Return the edition of that *id*, bundled or registered, or the current bundled one.

    Raises:
        UnknownNameError: no edition has that id.
        DataError: its files are missing or damaged.

    >>> import svctrade
    >>> print(svctrade.edition("2020"))
    全面深化服务贸易创新发展试点任务、具体举措及责任分工（2020）
    """
    return bundled().edition if id is None else loading.load_edition(id)


def _home(edition_: records.Edition | str | None) -> Home:
    """Return where an edition is asked: the current one, that of an id, or an `Edition`."""
    if edition_ is None:
        return bundled()
    if isinstance(edition_, str) and edition_ in EDITIONS:
        return bundled(edition_)
    if isinstance(edition_, records.Edition):
        return indexing.home_of(edition_)
    return indexing.home_of(loading.load_edition(edition_))


def measures(edition: records.Edition | str | None = None) -> MeasureSet:
    """Return all measures of the current edition, of the one with that id, or of an `Edition`.

    Raises:
        UnknownNameError: no bundled edition has that id.
        DataError: its files are missing or damaged.

    >>> import svctrade
    >>> len(svctrade.measures())
    122
    """
    if edition is None:
        return _current()
    home = _home(edition)
    return MeasureSet(home, home.index.whole, Question(f'measures("{home.index.edition}")'))


@once
def _current() -> MeasureSet:
    home = bundled()
    return MeasureSet(home, home.index.whole, Question("measures()"))


def measure(number: int, edition: records.Edition | str | None = None) -> model.Measure:
    """Return the measure that bears *number*.

    Raises:
        UnknownNameError: no measure bears it.
        TypeError: *number* is not a whole number.

    >>> import svctrade
    >>> print(svctrade.measure(103))
    103 将服务贸易纳入多双边工商合作机制。
    中国贸促会负责推进
    """
    home = _home(edition)
    position = home.index.position(number) if type(number) is int else None
    if position is None:
        position = indexing.position_of(home.index, number)
    return home.measures(1 << position)[0]


def tasks(edition: records.Edition | str | None = None) -> tuple[model.Task, ...]:
    """Return the tasks, in document order.

    >>> import svctrade
    >>> print(*svctrade.tasks()[:2], sep="、")
    （一）全面探索完善管理体制、（二）全面探索扩大对外开放
    """
    return _home(edition).edition.tasks


def task(name: model.Task | str | int, edition: records.Edition | str | None = None) -> model.Task:
    """Return a task by its number, label or title.

    Raises:
        UnknownNameError: there is no such task.
        TypeError: *name* is of no type that can name a task.

    >>> import svctrade
    >>> svctrade.task("（八）").number, svctrade.task("全面探索健全统计体系").number
    (8, 8)
    """
    found: model.Task = indexing.directory_of(_home(edition), "task").find(name)
    return found


def bodies(edition: records.Edition | str | None = None) -> tuple[actors.Body, ...]:
    """Return the bodies that the edition names, in the order in which it names them first.

    >>> import svctrade
    >>> len(svctrade.bodies())
    42
    """
    return _home(edition).edition.bodies


def body(name: actors.Body | str, edition: records.Edition | str | None = None) -> actors.Body:
    """Return a body by any form of its name.

    Raises:
        UnknownNameError: nobody knows the name.
        NotInEditionError: *name* is a body of another edition.
        AmbiguousNameError: several bodies are called so.
        TypeError: *name* is of no type that can name a body.

    >>> import svctrade
    >>> svctrade.body("工信部").name, svctrade.body("National Immigration Administration").name
    ('工业和信息化部', '移民局')
    """
    found: actors.Body = indexing.directory_of(_home(edition), "body").find(name)
    return found


def regions(
    group: str | None = None, edition: records.Edition | str | None = None
) -> tuple[pilot.Region, ...]:
    """Return the pilot regions in the order of the plan, or those of a regional *group*.

    Raises:
        UnknownNameError: no region of the edition belongs to a group of that name.
        TypeError: *group* is not a string.

    >>> import svctrade
    >>> print(*svctrade.regions(group="长三角"), sep="、")
    上海、南京、杭州、合肥、苏州
    """
    known = _home(edition).edition.regions
    if group is None:
        return known
    if not isinstance(group, str):
        raise TypeError(f"a group is given by its name, not as {type(group).__name__}: {group!r}")
    wanted = naming.normalise(group)
    found = tuple(r for r in known if r.group is not None and naming.normalise(r.group) == wanted)
    if not found:
        groups = tuple(dict.fromkeys(r.group for r in known if r.group is not None))
        raise exceptions.UnknownNameError("group", group, groups)
    return found


def region(
    name: pilot.Region | str | int, edition: records.Edition | str | None = None
) -> pilot.Region:
    """Return a pilot region by any form of its name, or its GB/T 2260 code.

    Raises:
        UnknownNameError: nobody knows the name.
        NotInEditionError: it is known and no pilot region of the edition: a province, a district
            outside the pilot, a pilot region of an earlier round.
        TypeError: *name* is of no type that can name a region.

    >>> import svctrade
    >>> svctrade.region("福建厦门") is svctrade.region(350200) is svctrade.region("XIAMEN")
    True
    """
    found: pilot.Region = indexing.directory_of(_home(edition), "region").find(name)
    return found


def compare(old: records.Edition | str, new: records.Edition | str) -> revisions.Revision:
    """Return how two editions differ, each an `Edition` or the id of one.

    Measures are matched by what they say, not by their numbers.

    Raises:
        UnknownNameError: no edition has that id.
        TypeError: one of them is neither an edition nor an id.

    >>> import svctrade
    >>> print(svctrade.compare("2020", svctrade.edition()))
    2020 → 2020：没有变化
    """
    for given in (old, new):
        if not isinstance(given, (records.Edition, str)):
            raise TypeError(
                f"compare() takes editions or their ids, not {type(given).__name__}: {given!r:.60}"
            )
    return revisions.revision_between(_home(old).edition, _home(new).edition)


def parse_responsibility(text: str) -> tuple[model.Assignment, ...]:
    """Return the assignments that a responsibility statement makes.

    White space that wraps or justifies the text is undone first; spans count without it. A body or
    region that no directory knows, and that is one by its form, is marked ``unknown``.

    Raises:
        TypeError: *text* is not a string.
        DocumentError: something could not be read; it has every such place.

    >>> import svctrade
    >>> for assignment in svctrade.parse_responsibility("商务部牵头；试点地区负责推进"):
    ...     print(assignment.text, [role.name for role in assignment.roles])
    商务部牵头 ['LEAD']
    试点地区负责推进 ['IMPLEMENT']
    """
    if not isinstance(text, str):
        raise TypeError(f"a statement is a string, not {type(text).__name__}: {text!r}")
    passage = passages.passage_of(text)
    known = loading.lexicon().fresh()
    assignments, faults = grammar.parse_statement(passage.text, known.look_up, known.newcomer)
    if faults:
        raise exceptions.DocumentError(tuple(passage.problem(f.offset, f.expected) for f in faults))
    return assignments
