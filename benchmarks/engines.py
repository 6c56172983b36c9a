"""The same queries in other engines, each in the engine's usual way.

Rows are loaded before; a result is plain numbers, in any order.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from typing import Any, NamedTuple, Protocol

import duckdb
import polars as pl
from pyroaring import BitMap

from .rows import MEASURES, NAMED, PARTIES, Rows


class Query(NamedTuple):
    """Measures in *region*, led by *lead*."""

    region: str
    lead: str


class Engine(Protocol):
    """Runs the queries."""

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead."""

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""


class SQLite:
    """Tables in memory, with a covering index for each query."""

    def __init__(self, rows: Rows) -> None:
        """Load the rows, then index them."""
        self._connection = sqlite_of(rows)
        self._connection.executescript(
            """
            CREATE INDEX measures_by_reach ON measures (everywhere);
            CREATE INDEX measures_by_lead_and_reach ON measures (lead, everywhere);
            CREATE INDEX parties_by_body ON parties (body, number);
            CREATE INDEX named_by_region ON named (region, number);
            ANALYZE;
            """
        )

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""
        found = self._connection.execute(
            """
            SELECT
                (SELECT count(*) FROM measures WHERE lead = :lead AND everywhere = 1)
                + (SELECT count(*) FROM measures JOIN named USING (number)
                   WHERE lead = :lead AND everywhere = 0 AND region = :region)
            """,
            query._asdict(),
        )
        count: int = found.fetchone()[0]
        return count

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead."""
        sql = """
            SELECT number FROM measures JOIN named USING (number)
            WHERE lead = :lead AND region = :region
            """
        return [number for (number,) in self._connection.execute(sql, query._asdict())]

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""
        # Distinct first: the index has them in that order, and nothing has to be sorted.
        found = self._connection.execute(
            """
            SELECT body, count(*) FROM (SELECT DISTINCT body, number FROM parties)
            WHERE number IN (
                SELECT number FROM measures WHERE everywhere = 1
                UNION ALL SELECT number FROM named WHERE region = ?
            )
            GROUP BY body
            """,
            (region,),
        )
        return dict(found.fetchall())


def sqlite_of(rows: Rows) -> sqlite3.Connection:
    """Return a connection to the rows, without an index."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        """
        CREATE TABLE measures (
            number INTEGER PRIMARY KEY, task INTEGER, lead TEXT, basis TEXT,
            everywhere INTEGER, open_ended INTEGER
        );
        CREATE TABLE parties (number INTEGER, body TEXT, role TEXT);
        CREATE TABLE named (number INTEGER, region TEXT);
        """
    )
    with connection:
        connection.executemany("INSERT INTO measures VALUES (?, ?, ?, ?, ?, ?)", rows.measures)
        connection.executemany("INSERT INTO parties VALUES (?, ?, ?)", rows.parties)
        connection.executemany("INSERT INTO named VALUES (?, ?)", rows.named)
    return connection


class DuckDB:
    """Tables in memory, with enum types."""

    def __init__(self, rows: Rows) -> None:
        """Load the rows."""
        self._connection = duckdb_of(rows)
        for table, column in (("measures", "lead"), ("parties", "body"), ("named", "region")):
            words = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608  # names that stand here
            self._connection.execute(f"CREATE TYPE known_{column} AS ENUM ({words})")
            self._connection.execute(f"ALTER TABLE {table} ALTER {column} TYPE known_{column}")

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""
        found = self._connection.execute(
            """
            SELECT count(*) FROM measures
            WHERE lead = $lead
                AND (everywhere OR number IN (SELECT number FROM named WHERE region = $region))
            """,
            {"lead": query.lead, "region": query.region},
        )
        count: int = found.fetchall()[0][0]
        return count

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead."""
        sql = """
            SELECT number FROM measures SEMI JOIN
                (SELECT number FROM named WHERE region = $region) USING (number)
            WHERE lead = $lead
            """
        found: dict[str, object] = {"lead": query.lead, "region": query.region}
        numbers: list[int] = self._connection.execute(sql, found).fetchnumpy()["number"].tolist()
        return numbers

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""
        found = self._connection.execute(
            """
            SELECT body::VARCHAR, count(DISTINCT number) FROM parties
            WHERE number IN (
                SELECT number FROM measures WHERE everywhere
                UNION ALL SELECT number FROM named WHERE region = $1
            )
            GROUP BY body
            """,
            [region],
        )
        return dict(found.fetchall())


def duckdb_of(rows: Rows) -> duckdb.DuckDBPyConnection:
    """Return a connection to the rows, loaded from polars frames, which is the fastest way."""
    connection = duckdb.connect()
    for name, frame in polars_of(rows)._asdict().items():
        connection.register("frame", frame)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")  # noqa: S608  # a name that stands here
        connection.unregister("frame")
    return connection


class Frames(NamedTuple):
    """The three tables as frames."""

    measures: pl.DataFrame
    parties: pl.DataFrame
    named: pl.DataFrame


class Polars:
    """Frames with categories."""

    def __init__(self, rows: Rows) -> None:
        """Load the rows."""
        self._frames = _closed(polars_of(rows))

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""
        led = self._frames.measures.lazy().filter(pl.col("lead") == query.lead)
        named = led.filter(~pl.col("everywhere")).join(
            self._numbers_naming(query.region), on="number", how="semi"
        )
        found = pl.concat([led.filter("everywhere"), named])
        count: int = found.select(pl.len()).collect().item()
        return count

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead."""
        wanted = pl.col("lead") == query.lead
        led = self._frames.measures.lazy().filter(wanted)
        found = led.join(self._numbers_naming(query.region), on="number", how="semi")
        return found.select("number").collect()["number"].to_list()

    def _numbers_naming(self, region: str) -> pl.LazyFrame:
        return self._frames.named.lazy().filter(pl.col("region") == region).select("number")

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""
        everywhere = self._frames.measures.lazy().filter("everywhere").select("number")
        here = pl.concat([everywhere, self._numbers_naming(region)])
        among = self._frames.parties.lazy().join(here, on="number", how="semi")
        counts = among.group_by("body").agg(pl.col("number").n_unique())
        return dict(counts.collect().iter_rows())


def polars_of(rows: Rows) -> Frames:
    """Return the rows as frames."""
    return Frames(
        pl.DataFrame(rows.measures, MEASURES, orient="row"),
        pl.DataFrame(rows.parties, PARTIES, orient="row"),
        pl.DataFrame(rows.named, NAMED, orient="row"),
    )


def _closed(frames: Frames) -> Frames:
    """Return frames with categories."""
    words = pl.col(pl.String).cast(pl.Categorical)
    return Frames(*(frame.with_columns(words) for frame in frames))


class Pandas:
    """Frames with categories."""

    def __init__(self, rows: Rows) -> None:
        """Load the rows."""
        # pandas has no types for a checker, here or in what follows.
        self._measures: Any
        self._parties: Any
        self._named: Any
        self._measures, self._parties, self._named = (
            frame.to_pandas() for frame in _closed(polars_of(rows))
        )

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""
        led = self._measures[self._measures["lead"] == query.lead]
        here = led["everywhere"] | led["number"].isin(self._numbers_naming(query.region))
        return int(here.sum())

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead."""
        wanted = self._measures["lead"] == query.lead
        led = self._measures.loc[wanted, "number"]
        numbers: list[int] = led[led.isin(self._numbers_naming(query.region))].tolist()
        return numbers

    def _numbers_naming(self, region: str) -> Any:
        return self._named.loc[self._named["region"] == region, "number"]

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""
        measures = self._measures
        here = measures["everywhere"] | measures["number"].isin(self._numbers_naming(region))
        among = self._parties["number"].isin(measures.loc[here, "number"])
        named = self._parties.loc[among, ["body", "number"]].drop_duplicates()
        counts: dict[str, int] = named["body"].value_counts().to_dict()
        return {body: count for body, count in counts.items() if count}


class Roaring:
    """A compressed bitmap of numbers for each key."""

    def __init__(self, rows: Rows) -> None:
        """Make the bitmaps."""
        leads: dict[str | None, list[int]] = defaultdict(list)
        bodies: dict[str, list[int]] = defaultdict(list)
        regions: dict[str, list[int]] = defaultdict(list)
        for number, _, lead, *_ in rows.measures:
            leads[lead].append(number)
        for number, body, _ in rows.parties:
            bodies[body].append(number)
        for number, region in rows.named:
            regions[region].append(number)
        self._everywhere = BitMap([number for number, _, _, _, all_, _ in rows.measures if all_])
        self._leads = {lead: BitMap(numbers) for lead, numbers in leads.items()}
        self._bodies = {body: BitMap(numbers) for body, numbers in bodies.items()}
        self._regions = {region: BitMap(numbers) for region, numbers in regions.items()}

    def count(self, query: Query) -> int:
        """Return how many measures name or cover the region, and have the lead."""
        led, here = self._leads[query.lead], self._in(query.region)
        count: int = led.intersection_cardinality(here)
        return count

    def numbers(self, query: Query) -> list[int]:
        """Return the numbers of the measures that name the region, and have the lead."""
        found = self._leads[query.lead] & self._regions[query.region]
        return [*found]

    def _in(self, region: str) -> BitMap:
        return self._everywhere | self._regions[region]

    def bodies(self, region: str) -> dict[str, int]:
        """Return how many of the measures that name or cover *region* name each body."""
        here = self._in(region)
        counts = {body: here.intersection_cardinality(own) for body, own in self._bodies.items()}
        return {body: count for body, count in counts.items() if count}
