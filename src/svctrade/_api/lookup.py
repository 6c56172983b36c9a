"""Look up tasks, bodies and regions by any form of their names."""

from typing import SupportsIndex

from .._index.lookup import directory_of
from .._model import Body, Edition, Region, Task
from .._model.english import term_in_english
from .._names import normalize_name, whole_number
from ..exceptions import UnknownNameError
from .queries import indexed


def tasks(edition: Edition | str | None = None) -> tuple[Task, ...]:
    """Return the tasks, in document order.

    Args:
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    >>> import svctrade
    >>> print(*svctrade.tasks()[:2], sep="、")
    （一）全面探索完善管理体制、（二）全面探索扩大对外开放
    """
    return indexed(edition).edition.tasks


def task(name: Task | str | SupportsIndex, edition: Edition | str | None = None) -> Task:
    """Return a task by its number, label or title.

    Args:
        name: the number, the label (``（八）``), the title, both, or a `Task`.
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    Raises:
        UnknownNameError: there is no such task.
        TypeError: *name* is of no type that can name a task.

    >>> import svctrade
    >>> svctrade.task("（八）").number, svctrade.task("全面探索健全统计体系").number
    (8, 8)
    """
    found: Task = directory_of(indexed(edition), "task").find(name)
    return found


def bodies(edition: Edition | str | None = None) -> tuple[Body, ...]:
    """Return the bodies that the edition names, in the order in which it names them first.

    Args:
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    >>> import svctrade
    >>> len(svctrade.bodies())
    42
    """
    return indexed(edition).edition.bodies


def body(name: Body | str, edition: Edition | str | None = None) -> Body:
    """Return a body by any form of its name.

    Args:
        name: the printed, official or English name, an abbreviation, or a `Body`.
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    Raises:
        UnknownNameError: the name matches no known body.
        NotInEditionError: *name* is a body of another edition.
        AmbiguousNameError: the name fits several bodies.
        TypeError: *name* is of no type that can name a body.

    >>> import svctrade
    >>> svctrade.body("工信部").name, svctrade.body("National Immigration Administration").name
    ('工业和信息化部', '移民局')
    """
    found: Body = directory_of(indexed(edition), "body").find(name)
    return found


def regions(group: str | None = None, edition: Edition | str | None = None) -> tuple[Region, ...]:
    """Return the pilot regions in the order of the plan, or those of a regional *group*.

    Args:
        group: the Chinese or English name of a regional group, such as ``"长三角"`` or
            ``"Yangtze River Delta"``.
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    Raises:
        UnknownNameError: no region of the edition belongs to a group with that name.
        TypeError: *group* is not a string.

    >>> import svctrade
    >>> print(*svctrade.regions(group="长三角"), sep="、")
    上海、南京、杭州、合肥、苏州
    """
    known = indexed(edition).edition.regions
    if group is None:
        return known
    if not isinstance(group, str):
        raise TypeError(f"a group is given by its name, not as {type(group).__name__}: {group!r}")
    wanted = normalize_name(group)
    # English is what tables and the command line print.
    names = {r.group: term_in_english(r.group) or "" for r in known if r.group is not None}
    for printed, english in names.items():
        if wanted in (normalize_name(printed), normalize_name(english)):
            return tuple(r for r in known if r.group == printed)
    raise UnknownNameError("group", group, tuple(names.values() if group.isascii() else names))


def region(
    name: Region | str | SupportsIndex | float, edition: Edition | str | None = None
) -> Region:
    """Return a pilot region by any form of its name, by its code, or by a place in it.

    A district, county or city inside the region leads to it, alone (``"南山区"``), behind its city
    (``"深圳市南山区"``), in English or by its code.

    Args:
        name: the Chinese or English name, the GB/T 2260 code (``350200``, also as the float that a
            table reads), a place, or a `Region`.
        edition: an `Edition`, or the id of one; without it, the current bundled edition.

    Raises:
        UnknownNameError: the name matches no known region.
        NotInEditionError: it is known and no pilot region of the edition: a province, a city or
            district outside the pilot, a pilot region of an earlier round.
        AmbiguousNameError: it is the name of several places that are not all in one region.
        TypeError: *name* is of no type that can name a region.

    >>> import svctrade
    >>> svctrade.region("福建厦门") is svctrade.region(350200) is svctrade.region("XIAMEN")
    True
    >>> print(svctrade.region("南山区"), svctrade.region("Laoshan District, Qingdao"), sep="、")
    深圳、青岛
    """
    # A table that lacks a code reads the others as floats.
    code = None if isinstance(name, str | Region) else whole_number(name, floats=True)
    found: Region = directory_of(indexed(edition), "region").find(name if code is None else code)
    return found
