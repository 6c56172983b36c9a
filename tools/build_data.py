"""Build the package data from the facts and the source: ``python tools/build_data.py``.

The same input gives the same bytes. ``--check`` writes nothing and fails where the committed
data differs from what would be built.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from svctrade._codec import bodies_to_json, edition_to_json, regions_to_json
from svctrade._index import body_directory, region_directory
from svctrade._ingest.annex import Metadata, read_annex
from svctrade._model import Body, Region
from svctrade._names import normalise

TOOLS = Path(__file__).parent
DATA = TOOLS.parent / "src" / "svctrade" / "data"

Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """Return the rows of a table of facts."""
    with (TOOLS / "facts" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def without_remark(cell: str) -> str | None:
    """Return a name without the remark in brackets that may follow it after a space or digit.

    >>> without_remark("国家移民管理局 (加挂中华人民共和国出入境管理局牌子)")
    '国家移民管理局'
    """
    return re.sub(r"\s*\([^()]*\)$", "", cell) or None


def distinct(forms: Iterable[str | None], taken: Iterable[str | None]) -> tuple[str, ...]:
    """Return the *forms* that are there and differ, as names do, from those *taken*."""
    seen = {normalise(t) for t in taken if t}
    kept: dict[str, str] = {}
    for form in forms:
        if form and normalise(form) not in seen:
            kept.setdefault(normalise(form), form)
    return tuple(kept.values())


def bodies() -> Iterator[Body]:
    """Make the bodies: those that are hosted after their hosts."""
    ids = {row["name"]: row["id"] for row in rows("ids.csv")}
    made: dict[str, Body] = {}
    waiting = rows("bodies.csv")
    # A body that sits in another prints it in brackets: X（商务部）.
    for hosted in (False, True):
        for row in waiting:
            printed = row["printed_forms"].split("|")
            host = re.search("（([^）]+)）$", printed[0])
            if bool(host) is not hosted:
                continue
            name, official = printed[0], without_remark(row["official_name"])
            name_en, abbreviation = row["name_en"] or None, row["abbreviation"] or None
            made[name] = Body(
                id=ids.get(name) or row["abbreviation"].lower(),
                name=name,
                official_name=official,
                name_en=name_en,
                abbreviation=abbreviation,
                kind=row["kind"] or None,
                parent=row["parent"] or None,
                host=made[host[1]] if host else None,
                aliases=distinct(printed[1:], (name, official, name_en, abbreviation)),
            )
    yield from made.values()


def regions() -> Iterator[Region]:
    """Make the regions, in the order of the plan."""
    districts = tuple(row["name"] for row in rows("chongqing_districts.csv"))
    for row in rows("regions.csv"):
        name, province, level = row["printed_name"], row["province"], row["level"]
        name_en = without_remark(row["name_en"])
        suffix = "省" if level == "省" else "市"
        official = row["name_in_plan"] if level == "国家级新区" else name + suffix
        short_province = re.sub("(省|市|维吾尔自治区)$", "", province)
        code = row["gb2260"] or None
        yield Region(
            id=normalise(row["name_en"].split(" (")[0]).replace("'", "").removesuffix("newarea"),
            name=name,
            official_name=official,
            name_en=name_en,
            level=level,
            province=province,
            code=code,
            districts=districts if name == "重庆" else (),
            group=without_remark(row["group"]),
            rounds=tuple(year for year in (2016, 2018, 2020) if row[f"round_{year}"] == "yes"),
            aliases=distinct(
                (
                    row["name_in_plan"],
                    short_province + name if short_province != name else None,
                    province + official if province != official else None,
                ),
                (name, official, name_en, code),
            ),
        )


def build() -> dict[str, bytes]:
    """Return every file of the package data by its path below ``data``."""
    made_bodies, made_regions = tuple(bodies()), tuple(regions())
    known_bodies = body_directory(made_bodies, "bundled")
    known_regions = region_directory(made_regions, "bundled")
    files = {
        "names/bodies.json": bodies_to_json(made_bodies),
        "names/regions.json": regions_to_json(made_regions),
    }
    for folder in sorted((TOOLS / "editions").iterdir()):
        text = (folder / "source.txt").read_bytes().decode("utf-8")
        edition = read_annex(
            text,
            lambda name: known_bodies.get(name) or known_regions.get(name),
            made_regions,
            metadata(folder / "metadata.json"),
        )
        files[f"editions/{edition.id}/source.txt"] = text
        files[f"editions/{edition.id}/edition.json"] = edition_to_json(edition)
    contents = {path: text.encode("utf-8") for path, text in files.items()}
    sums = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {path}\n"
        for path, content in sorted(contents.items())
    )
    return contents | {"SHA256SUMS": sums.encode("utf-8")}


def metadata(path: Path) -> Metadata:
    """Read what is known of an edition."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    first, last = map(date.fromisoformat, raw.pop("in_force"))
    published = date.fromisoformat(raw.pop("published"))
    return Metadata(in_force=(first, last), published=published, **raw)


def differences(files: dict[str, bytes], data: Path) -> list[str]:
    """Return how the files below *data* differ from *files*."""
    there = {p.relative_to(data).as_posix(): p for p in data.rglob("*") if p.is_file()}
    return (
        [f"{path} is missing" for path in sorted(files.keys() - there.keys())]
        + [f"{path} is not built from anything" for path in sorted(there.keys() - files.keys())]
        + [
            f"{path} differs"
            for path in sorted(files.keys() & there.keys())
            if there[path].read_bytes() != files[path]
        ]
    )


def main() -> int:
    """Build, or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and write nothing")
    check: bool = parser.parse_args().check
    files = build()
    differ = differences(files, DATA)
    if check:
        print(*differ or ["the data is what its sources give"], sep="\n")
        return 1 if differ else 0
    for path, content in files.items():
        (DATA / path).parent.mkdir(parents=True, exist_ok=True)
        (DATA / path).write_bytes(content)
    print(*differ or ["nothing changed"], sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
