"""The topic layer, made from two readings and how their differences were settled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs

from build_names import rows

TOOLS = Path(__file__).parent
FOLDER = TOOLS / "editions" / "2020" / "topics"
SCHEMES = {"service": "services", "mode": "modes", "topic": "topics"}
# The value in place of a service item if a measure has none.
CONCERNS = ("none", "all")

Tags = dict[tuple[int, str, str], dict[str, Any]]


def reading(number: int) -> Tags:
    """Return the tags of a reading by measure, scheme and code."""
    path = FOLDER / f"reading-{number}.json"
    raw: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    tags: Tags = {}
    for measure, read in raw.items():
        for scheme, key in SCHEMES.items():
            for tag in read[key]:
                tags[int(measure), scheme, str(tag["code"])] = tag
        if read["no_service"]:
            tags[int(measure), "service", read["no_service"]] = {}
    return tags


@attrs.frozen
class Settlement:
    """The decision about a tag that only one reading has."""

    measure: int
    scheme: str
    code: str
    kept: bool
    reason: str


def settlements() -> list[Settlement]:
    """Return the decision about every difference between the readings.

    Raises:
        ValueError: the decisions do not match the differences.
    """
    found = [
        Settlement(
            int(row["measure"]), row["scheme"], row["code"], row["kept"] == "yes", row["reason"]
        )
        for row in rows(FOLDER / "settlements.csv")
    ]
    differ = reading(1).keys() ^ reading(2).keys()
    settled = {(s.measure, s.scheme, s.code) for s in found}
    if settled != differ or len(settled) < len(found):
        raise ValueError(f"settled otherwise than the readings differ: {settled ^ differ}")
    return found


def items() -> list[dict[str, Any]]:
    """Return the items of all schemes; the names of services and modes are those of the facts."""
    names = {row["code"]: row for row in rows(TOOLS / "facts" / "services.csv")}
    synonyms = {
        (row["scheme"], row["code"]): row["synonyms"].split(";")
        for row in rows(FOLDER / "synonyms.csv")
    }
    made: list[dict[str, Any]] = []
    for row in rows(FOLDER / "items.csv"):
        fact = names.get(row["code"], {})
        made.append(
            {
                "scheme": row["scheme"],
                "code": row["code"],
                "name": row["name"] or fact["name_zh"],
                "name_en": row["name_en"] or fact["name_en"],
                "definition": row["definition"],
                "synonyms": synonyms[row["scheme"], row["code"]],
            }
        )
    return made


def layer() -> str:
    """Return the file of the layer: tags of both readings, and those that were kept."""
    first, second = reading(1), reading(2)
    kept = {(s.measure, s.scheme, s.code): s.reason for s in settlements() if s.kept}
    order = {(item["scheme"], item["code"]): n for n, item in enumerate(items())}
    corrected = corrections()
    readings = [
        _corrected(_reading(measure, first, second, kept), corrected)
        for measure in sorted({measure for measure, _, _ in first})
    ]
    unknown = {(t["scheme"], t["code"]) for r in readings for t in r["tags"]} - order.keys()
    if unknown:
        raise ValueError(f"no item is known for {sorted(unknown)}")
    value = {
        "format": "svctrade layer",
        "version": 1,
        "id": "2020",
        "title": "服务类别、供应模式与主题",
        "source": "the project's own reading; the rules and the agreement are in docs/topics.md",
        "items": items(),
        "readings": readings,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _reading(
    measure: int, first: Tags, second: Tags, kept: dict[tuple[int, str, str], str]
) -> dict[str, Any]:
    tags: list[dict[str, Any]] = []
    concerns: str | None = None
    for key, tag in (first | {k: t for k, t in second.items() if k not in first}).items():
        number, scheme, code = key
        if number != measure or not (key in kept or (key in first and key in second)):
            continue
        if code in CONCERNS:
            concerns = code
            continue
        whys = [other[key]["why"] for other in (first, second) if other.get(key, {}).get("why")]
        why = kept.get(key) or (whys[0] if whys else None)
        made = {"scheme": scheme, "code": code, "words": tag["words"]}
        made |= {"confidence": "arguable" if why else "clear"}
        tags.append(made | ({"why": why} if why else {}))
    tags.sort(key=lambda tag: [*SCHEMES].index(tag["scheme"]))
    return {"measure": measure, "tags": tags} | ({"concerns": concerns} if concerns else {})


def corrections() -> dict[int, list[dict[str, str]]]:
    """Return the tags of a later review by measure: each is arguable, and says why."""
    found: dict[int, list[dict[str, str]]] = {}
    for row in rows(FOLDER / "corrections.csv"):
        tag = {key: row[key] for key in ("scheme", "code", "words")}
        tag |= {"confidence": "arguable", "why": row["why"]}
        found.setdefault(int(row["measure"]), []).append(tag)
    return found


def _corrected(
    reading: dict[str, Any], corrected: dict[int, list[dict[str, str]]]
) -> dict[str, Any]:
    """Return a reading with the tags of the review, in place of its own or after them."""
    tags = {(tag["scheme"], tag["code"]): tag for tag in reading["tags"]}
    tags |= {(tag["scheme"], tag["code"]): tag for tag in corrected.get(reading["measure"], ())}
    ordered = sorted(tags.values(), key=lambda tag: [*SCHEMES].index(tag["scheme"]))
    return reading | {"tags": ordered}


@attrs.frozen
class Agreement:
    """The agreement of the readings in one scheme; each measure and code is a decision."""

    scheme: str
    codes: int
    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def kappa(self) -> float:
        """Cohen's kappa: the share of agreement beyond what chance would give.

        >>> Agreement("mode", 4, both=40, first_only=10, second_only=10, neither=40).kappa
        0.6
        """
        count = self.both + self.first_only + self.second_only + self.neither
        observed = (self.both + self.neither) / count
        one, other = ((self.both + only) / count for only in (self.first_only, self.second_only))
        chance = one * other + (1 - one) * (1 - other)
        return round((observed - chance) / (1 - chance), 3)


def agreements() -> Iterator[Agreement]:
    """Yield the agreement of the readings in each scheme."""
    first, second = reading(1).keys(), reading(2).keys()
    measures = len({measure for measure, _, _ in first})
    for scheme in SCHEMES:
        one, other = ({key for key in keys if key[1] == scheme} for keys in (first, second))
        codes = sum(item["scheme"] == scheme for item in items())
        codes += len(CONCERNS) if scheme == "service" else 0
        either = len(one | other)
        yield Agreement(
            scheme,
            codes,
            len(one & other),
            len(one - other),
            len(other - one),
            measures * codes - either,
        )
