"""Many editions as one collection, their tables, and the dataset that they are written to."""

from __future__ import annotations

import hashlib
import os
import pickle
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from .._display.displayable import Displayable
from .._display.grid import Grid
from .._export.arrow import encode_parquet, read_parquet_metadata
from .._export.columns import build_table, make_labels
from .._export.table import Column, Kind, Table, Value
from .._io import atomic_write
from .._model import Edition, Measure, Region, in_english
from .._query.alignment import Alignment
from .._serialization.records import file_to_json
from ..exceptions import escaped, import_optional
from .alignment import align
from .editions import find_edition
from .queries import measures

CollectionKind = Literal["measures", "assignments", "coverage", "links"]
_KINDS: tuple[CollectionKind, ...] = get_args(CollectionKind)
_STATUSES = ("read", "problems", "failed")
_WRITTEN = ("written", "unchanged", "removed")
_REPORT: tuple[tuple[str, Kind], ...] = (
    ("file", "text"),
    ("id", "text"),
    ("status", "category"),
    ("measures", "integer"),
    ("problems", "integer"),
    ("message", "text"),
)
_CHINESE_REPORT = ("文件", "版本", "状态", "举措数", "问题数", "说明")
_CHINESE_STATUSES = {"read": "已读取", "problems": "部分未能读取", "failed": "未能读取"}
# What the metadata of a Parquet file says: the checksum of what it was made from, and the edition.
_CHECKSUM, _EDITION = b"svctrade_checksum", b"svctrade_edition"
_LONGEST_NAME = 40


class ReadFile(NamedTuple):
    """What became of one file: a row of the report, and the packed edition, if it was read."""

    file: str | None
    id: str | None
    status: Literal["read", "problems", "failed"]
    measures: int | None
    problems: int
    message: str | None
    packed: bytes | None


def pack_edition(edition: Edition, file: str | None = None) -> ReadFile:
    """Return an edition packed, with its row of the report."""
    problems = edition.problems
    return ReadFile(
        file,
        edition.id,
        "problems" if problems else "read",
        len(edition.measures),
        len(problems),
        str(problems[0]) if problems else None,
        zlib.compress(pickle.dumps(edition)),
    )


def unpack_edition(packed: bytes) -> Edition:
    """Return a packed edition."""
    edition: Edition = pickle.loads(zlib.decompress(packed))  # noqa: S301  # packed by `pack_edition`
    return edition


class Collection(Mapping[str, Edition], Displayable):
    """Several editions by their ids, in order; `read_folder` reads one from a folder.

    The editions are kept packed, and one is unpacked each time it is asked for, so that a thousand
    of them fit into memory.

    Args:
        editions: the editions; each has an id of its own.

    Raises:
        TypeError: one of them is no edition.
        ValueError: there are none, or two have one id.

    >>> import svctrade
    >>> collection = svctrade.Collection([svctrade.edition()])
    >>> collection
    <Collection: 1 edition, 122 measures: 2020>
    >>> collection["2020"] == svctrade.edition()
    True
    """

    __module__ = "svctrade"
    __slots__ = ("_packed", "_report")

    _packed: dict[str, bytes]
    _report: Table

    def __init__(self, editions: Iterable[Edition]) -> None:
        self._keep(map(_packed_edition, editions))

    def _keep(self, files: Iterable[ReadFile]) -> None:
        packed: dict[str, bytes] = {}
        rows: list[tuple[Value, ...]] = []
        for file in files:
            if file.id is not None and file.packed is not None:
                if file.id in packed:
                    raise ValueError(f"two editions have the id {file.id!r}")
                packed[file.id] = file.packed
            rows.append(file[:-1])
        if not packed:
            raise ValueError("a collection has one edition at the least; found none")
        self._packed = packed
        self._report = Table(
            "report",
            tuple(
                Column(
                    name,
                    kind,
                    tuple(row[n] for row in rows),
                    _STATUSES if kind == "category" else (),
                )
                for n, (name, kind) in enumerate(_REPORT)
            ),
        )

    def __getitem__(self, id_: str) -> Edition:
        return unpack_edition(self._packed[id_])

    def __contains__(self, id_: object) -> bool:
        return id_ in self._packed

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)

    @escaped
    def __repr__(self) -> str:
        return f"<Collection: {self._totals(english=True)}: {', '.join(self)}>"

    @escaped
    def __str__(self) -> str:
        return self._totals(english=in_english(None))

    @property
    def report(self) -> Table:
        """A row for each file: its name, the id of its edition, and what could not be read.

        ``status`` is ``"read"``, ``"problems"`` (some places could not be read) or ``"failed"``.
        ``message`` is the first problem, or why the file could not be read.

        >>> import svctrade
        >>> svctrade.Collection([svctrade.edition()]).report["status"]
        ('read',)
        """
        return self._report

    def table(self, kind: CollectionKind = "measures", *, parent: Edition | str = "2020") -> Table:
        """Return a table over all editions, with the id of each in the first column, ``edition``.

        Topic tags, which are not part of a document, are left out.

        Args:
            kind: ``"measures"``, ``"assignments"`` or ``"coverage"``, as `MeasureSet.table`; or
                ``"links"``, what each takes over from *parent*, as `Alignment.table`.
            parent: the document that the plans may carry out, or its id.

        Raises:
            ValueError: *kind* is none of these, or an edition cannot be aligned with *parent*.
            TypeError, UnknownNameError: *parent* is no edition.

        >>> import svctrade
        >>> table = svctrade.Collection([svctrade.edition()]).table("coverage")
        >>> len(table), table.names[:3]
        (3416, ('edition', 'number', 'region'))
        """
        if kind not in _KINDS:
            raise ValueError(f"kind is {kind!r}; expected one of {', '.join(map(repr, _KINDS))}")
        theirs = find_edition(parent)
        return _join([_table_of(edition, kind, theirs) for edition in self.values()])

    def adoption(
        self, parent: Edition | str = "2020", *, region: Region | str | None = None
    ) -> Table:
        """Return how many measures of each edition take over each measure of a parent.

        `Table.heatmap` draws it.

        Args:
            parent: the document that the plans may carry out, or its id.
            region: a pilot region of the parent; the table then has only what applies there.

        Returns:
            A row for each edition, with a column of whole numbers for each measure of the parent,
            named after the number of the measure.

        Raises:
            ValueError: an edition cannot be aligned with *parent*.
            TypeError, UnknownNameError: *parent* is no edition, or has no such region.

        >>> import svctrade
        >>> table = svctrade.Collection([svctrade.edition()]).adoption(region="厦门")
        >>> len(table.names), table["59"]
        (111, (1,))
        """
        theirs = find_edition(parent)
        counts: list[Counter[Measure]] = []
        kept: tuple[Measure, ...] = ()
        for edition in self.values():
            found = align(edition, theirs, region=region)
            kept = kept or _in_parent(found)
            counts.append(Counter(up.measure for link in found.links for up in link.parents))
        ids = tuple(self)
        columns = [
            Column(name, "integer", tuple(count[measure] for count in counts))
            for name, measure in zip(make_labels(kept, None), kept, strict=True)
        ]
        return Table("edition × measure", (Column("edition", "category", ids, ids), *columns))

    def to_parquet(
        self, folder: str | os.PathLike[str], *, parent: Edition | str = "2020"
    ) -> Table:
        """Write a dataset: a folder for each kind of `table`, with a Parquet file for each edition.

        Each file is written completely or not at all. A file that was made from the same edition
        and parent by the same version of svctrade stays as it is, and the files of editions that
        are no longer in the collection are removed.

        Args:
            folder: the folder of the dataset; it is made where there is none.
            parent: the document that the plans may carry out, or its id, for ``"links"``.

        Returns:
            A row for each edition: its id as ``edition``, and ``status``: ``"written"``,
            ``"unchanged"`` or ``"removed"``.

        Raises:
            MissingExtraError: pyarrow is not installed.
            ValueError: an edition cannot be aligned with *parent*.
            TypeError, UnknownNameError: *parent* is no edition.
            OSError: a file cannot be read, written or removed.

        >>> import svctrade, tempfile
        >>> collection = svctrade.Collection([svctrade.edition()])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     statuses = [collection.to_parquet(folder)["status"][0] for _ in range(2)]
        >>> statuses
        ['written', 'unchanged']
        """
        import_optional("pyarrow", "arrow")
        theirs = find_edition(parent)
        places: dict[CollectionKind, Path] = {kind: Path(folder, kind) for kind in _KINDS}
        there = {kind: _existing(place) for kind, place in places.items()}
        for place in places.values():
            place.mkdir(parents=True, exist_ok=True)
        parent_sum = _checksum(file_to_json(theirs))
        done: dict[str, str] = {}
        for edition in self.values():
            name = _file_name(edition.id)
            checksum = _checksum(_version(), parent_sum, file_to_json(edition))
            metadata = {_CHECKSUM: checksum, _EDITION: edition.id.encode("utf-8")}
            old = [there[kind].pop(name, {}) for kind in _KINDS]
            unchanged = all(each.get(_CHECKSUM) == checksum for each in old)
            done[edition.id] = "unchanged" if unchanged else "written"
            for kind, place in places.items() if not unchanged else ():
                table = _table_of(edition, kind, theirs).to_arrow()
                atomic_write(place / name, encode_parquet(table.replace_schema_metadata(metadata)))
        for kind, place in places.items():
            for name, found in there[kind].items():
                if _EDITION in found:
                    (place / name).unlink()
                    done.setdefault(found[_EDITION].decode("utf-8"), "removed")
        return Table(
            "dataset",
            (
                Column("edition", "text", tuple(done)),
                Column("status", "category", tuple(done.values()), _WRITTEN),
            ),
        )

    def _totals(self, *, english: bool) -> str:
        total = sum(n for n in self._report["measures"] if isinstance(n, int))
        failed = self._report["status"].count("failed")
        if not english:
            text = f"{len(self)}个版本，共{total}项举措"
            return text + (f"；{failed}个文件未能读取" if failed else "")
        text = f"{len(self)} edition{'s' * (len(self) != 1)}, "
        text += f"{total} measure{'s' * (total != 1)}"
        return text + (f", {failed} file{'s' * (failed != 1)} failed" if failed else "")

    def _grid(self) -> Grid:
        if in_english(None):
            return Grid(str(self), self._report.names, [*self._report.text_rows()])
        rows = [
            (file, id_, _CHINESE_STATUSES[status], *others)
            for file, id_, status, *others in self._report.text_rows()
        ]
        return Grid(str(self), _CHINESE_REPORT, rows)


def collect_files(files: Iterable[ReadFile]) -> Collection:
    """Return the collection of what was read from files.

    Raises:
        ValueError: none was read, or two have one id.
    """
    made = Collection.__new__(Collection)
    made._keep(files)  # noqa: SLF001  # a second constructor, which is not public
    return made


def _packed_edition(edition: Edition) -> ReadFile:
    if not isinstance(edition, Edition):
        raise TypeError(
            f"a collection takes editions, not {type(edition).__name__}: {edition!r:.60}"
        )
    return pack_edition(edition)


def _in_parent(found: Alignment) -> tuple[Measure, ...]:
    """Return the measures of the parent that an alignment is about, in their order."""
    kept = {*found.taken_up, *found.not_taken_up}
    return tuple(measure for measure in found.parent.measures if measure in kept)


def _table_of(edition: Edition, kind: CollectionKind, parent: Edition) -> Table:
    """Return a table of one edition, with its id in the first column."""
    if kind == "links":
        found = align(edition, parent).table()
    else:
        found = build_table(kind, measures(edition), None)
    columns = [column for column in found.columns if not column.name.endswith(" (reading)")]
    ids = Column("edition", "text", (edition.id,) * len(found))
    return Table(kind, (ids, *columns))


def _join(tables: list[Table]) -> Table:
    """Return the rows of tables with the same columns, one table after the other."""
    columns: list[Column] = []
    for parts in zip(*(table.columns for table in tables), strict=True):
        first = parts[0]
        columns.append(
            Column(
                first.name,
                first.kind,
                tuple(value for part in parts for value in part.values),
                tuple(dict.fromkeys(label for part in parts for label in part.labels)),
                first.ordered,
            )
        )
    return Table(tables[0].name, tuple(columns))


def _existing(place: Path) -> dict[str, dict[bytes, bytes]]:
    """Return the metadata of the Parquet files in a folder by their names."""
    return {path.name: read_parquet_metadata(path) for path in sorted(place.glob("*.parquet"))}


def _file_name(id_: str) -> str:
    """Return a name that every file system takes, and that no other id has."""
    words = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in id_)
    digest = hashlib.sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{words[:_LONGEST_NAME]}-{digest[:12]}.parquet"


def _checksum(*parts: str | bytes) -> bytes:
    found = hashlib.sha256()
    for part in parts:
        found.update(part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part)
        found.update(b"\0")
    return found.hexdigest().encode("ascii")


def _version() -> str:
    """Return the version of the package, which says what the tables have."""
    version: str = import_module("svctrade").__version__
    return version
