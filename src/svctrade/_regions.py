"""The pilot regions."""

from __future__ import annotations

import attrs

from ._actors import Bearer
from ._forms import Name
from ._record import Record


@attrs.frozen(eq=False, repr=False)
class Region(Bearer, Record):
    """A pilot region.

    *name* is the printed short form; *level* its administrative level, *province* the province
    that it is or lies in, *code* its GB/T 2260 code (``None`` for a new area, which has none),
    *districts* the districts that make up the pilot where it is not the whole region, *group*
    the regional group it belongs to, *rounds* the years of the pilot rounds that it took part
    in as a whole. *names* are all forms of its name, *aliases* their texts. *unknown* says that no
    directory knows it: a document prints the name, and that is all there is. Source:
    ``tools/facts/regions.csv`` and ``chongqing_districts.csv``.

    >>> import svctrade
    >>> xiamen = svctrade.region("廈門")
    >>> xiamen.name, xiamen.official_name, xiamen.province, xiamen.code
    ('厦门', '厦门市', '福建省', '350200')
    """

    id: str
    name: str
    official_name: str | None = attrs.field(default=None, repr=False)
    name_en: str | None = attrs.field(default=None, repr=False)
    level: str | None = attrs.field(default=None, repr=False)
    province: str | None = attrs.field(default=None, repr=False)
    code: str | None = attrs.field(default=None, repr=False)
    districts: tuple[str, ...] = attrs.field(default=(), repr=False)
    group: str | None = attrs.field(default=None, repr=False)
    rounds: tuple[int, ...] = attrs.field(default=(), repr=False)
    names: tuple[Name, ...] = attrs.field(default=(), repr=False)
    unknown: bool = attrs.field(default=False, repr=False)
