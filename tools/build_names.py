"""The names from the facts: bodies, regions, and known names outside the edition."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import opencc
import pypinyin

from svctrade import Body, Region
from svctrade._model import Change, ChangeKind, DayKind, Name, NameKind, Outsider
from svctrade._names import normalize_name, normalize_script

FACTS = Path(__file__).parent / "facts"
Row = dict[str, str]

# The mainland, Taiwan and Hong Kong write some traditional characters differently.
_CONVERTERS = [opencc.OpenCC(standard) for standard in ("s2t", "s2tw", "s2hk")]
_BY_RULE = "made by rule"
_PINYIN = f"made by rule (pypinyin {pypinyin.__version__})"
_STATE = "中华人民共和国"
# What a city, a province and a municipality are called in English.
_RANKS = {"省": ("Province",), "直辖市": ("Municipality", "City")}


def rows(path: Path) -> list[Row]:
    """Return the rows of a table.

    Raises:
        ValueError: a row has more or fewer cells than there are headings.
    """
    with path.open(encoding="utf-8", newline="") as file:
        head, *body = csv.reader(file)
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(head):
            raise ValueError(f"{path.name}: row {number} has {len(cells)} cells, not {len(head)}")
    return [dict(zip(head, cells, strict=True)) for cells in body]


def without_remark(cell: str) -> str:
    """Return a cell without the remark in brackets that may end it.

    >>> without_remark("国家移民管理局 (加挂中华人民共和国出入境管理局牌子)")
    '国家移民管理局'
    """
    return re.sub(r"\s*\([^()]*\)$", "", cell)


def names_of(names: Iterable[Name]) -> tuple[Name, ...]:
    """Return *names*, each variant once, followed by the traditional variants."""
    simple: dict[str, Name] = {}
    for name in names:
        if name.text:
            simple.setdefault(normalize_script(name.text), name)
    written: dict[str, Name] = {}
    for name in simple.values():
        for text in _in_traditional(name.text):
            if normalize_script(text) not in simple:
                source = f"OpenCC {opencc.__version__}"
                traditional_name = attrs.evolve(
                    name,
                    text=text,
                    kind=NameKind.TRADITIONAL,
                    source=source,
                    simplified=name.text,
                )
                written.setdefault(normalize_script(text), traditional_name)
    return (*simple.values(), *written.values())


def _in_traditional(text: str) -> Iterator[str]:
    """Yield the forms of *text* in traditional characters."""
    corrections = rows(FACTS / "traditional.csv")
    for converter in _CONVERTERS:
        converted = converter.convert(text)
        for row in corrections:
            converted = converted.replace(row["converted"], row["right"])
        yield converted


def traditional() -> str:
    """Return the traditional characters and the simplified one of each."""
    readers = [opencc.OpenCC(standard) for standard in ("t2s", "tw2s", "hk2s")]
    read_as: dict[str, str] = {}
    for character in map(chr, range(0x4E00, 0xA000)):
        for reader in readers:
            reading = reader.convert(character)
            if reading != character and len(reading) == 1:
                read_as.setdefault(character, reading)
    table: dict[str, str] = {}
    for character, reading in read_as.items():
        final = read_as.get(reading, reading)
        table[final] = table.get(final, "") + character
    return json.dumps(dict(sorted(table.items())), ensure_ascii=False, indent=0) + "\n"


def pinyin(text: str, *, tones: bool = True, apostrophe: bool = True) -> str:
    """Return how a Chinese name is written in pinyin, as one word.

    >>> pinyin("西安"), pinyin("西安", tones=False, apostrophe=False)
    ("Xī'ān", 'Xian')
    """
    style = pypinyin.Style.TONE if tones else pypinyin.Style.NORMAL
    syllables = pypinyin.lazy_pinyin(text, style=style, v_to_u=True)
    if apostrophe:
        first, *rest = syllables
        syllables = [first, *(f"'{s}" if s[0] in _VOWELS else s for s in rest)]
    return "".join(syllables).capitalize()


_VOWELS = "aāáǎàoōóǒòeēéěè"


def bodies() -> tuple[Body, ...]:
    """Make the bodies; hosted bodies come after their hosts.

    Raises:
        ValueError: a table speaks of a body that there is none of.
    """
    made: dict[str, Body] = {}
    # A hosted body has its host in brackets: X（商务部）.
    for hosted in (False, True):
        for row in rows(FACTS / "bodies.csv"):
            host = re.search("（([^）]+)）$", row["printed_forms"].split("|")[0])
            if bool(host) is hosted:
                body = _body(row, made[host[1]] if host else None)
                made[body.name] = body
    for table, column in (("names.csv", "name"), ("ids.csv", "name"), ("changes.csv", "body")):
        for row in rows(FACTS / table):
            if row[column] not in made:
                raise ValueError(f"{table} speaks of {row[column]}, and bodies.csv does not")
    return tuple(made.values())


def _body(row: Row, host: Body | None) -> Body:
    printed = row["printed_forms"].split("|")
    name, official = printed[0], without_remark(row["official_name"])
    ids = {r["name"]: r["id"] for r in rows(FACTS / "ids.csv")}
    history = tuple(_changes(name, row["change_2023"]))
    ended = next((c.day for c in history if c.what is ChangeKind.SUCCEEDED), None)
    names = [
        *(Name(p, NameKind.PRINTED, None, None, "the annex", "high") for p in printed),
        *_official_names(row, official),
        Name(
            row["name_en"],
            NameKind.ENGLISH,
            source=row["source_en"] or None,
            confidence=row["confidence_en"] or None,
        ),
        Name(
            row["abbreviation"],
            NameKind.ABBREVIATION,
            source=row["source_en"] or None,
            confidence=row["confidence_en"] or None,
        ),
        *_further_names(name),
        *_names_by_rule(name, official, without_remark(row["kind"])),
        *_english_by_rule(row, official),
    ]
    # A body that was replaced and keeps no name plate loses its names.
    if ended and "保留" not in row["change_2023"].replace("不再保留", ""):
        names = [attrs.evolve(n, last=ended - timedelta(1)) for n in names]
    names += [n for change in history if change.successor for n in _later_names(change)]
    return Body(
        id=ids.get(name) or row["abbreviation"].lower(),
        name=name,
        official_name=official,
        name_en=row["name_en"] or None,
        abbreviation=row["abbreviation"] or None,
        kind=without_remark(row["kind"]) or None,
        parent=row["parent"] or None,
        host=host,
        names=names_of(names),
        history=history,
    )


def _official_names(row: Row, official: str) -> Iterator[Name]:
    # The notices on the structure of the State Council give names and kinds; other sources of a
    # kind do not confirm the name.
    notices = row["source_kind"].startswith("Notices of the State Council")
    source = row["source_kind"] if notices else "bodies.csv"
    sourced = partial(Name, source=source, confidence="high" if notices else "medium")
    yield sourced(official, NameKind.OFFICIAL)
    remark = row["official_name"].removeprefix(official)
    for pattern in ("加挂(.+?)牌子", "与(.+?)一个机构两块牌子"):
        for plate in re.findall(pattern, remark):
            yield sourced(plate, NameKind.NAME_PLATE)


def _further_names(name: str) -> Iterator[Name]:
    yield from _names_in("names.csv", name)


def _names_in(table: str, name: str) -> Iterator[Name]:
    """Yield the names that a table gives to the thing of that *name*."""
    for row in rows(FACTS / table):
        if row["name"] == name:
            yield Name(
                row["form"],
                NameKind(row["kind"]),
                date.fromisoformat(row["first"]) if row["first"] else None,
                date.fromisoformat(row["last"]) if row["last"] else None,
                row["source"],
                row["confidence"],
                ambiguous=row["ambiguous"] == "yes",
            )


def _names_by_rule(name: str, official: str, kind: str) -> Iterator[Name]:
    ruled = partial(Name, kind=NameKind.EVERYDAY, source=_BY_RULE)
    short = official.removeprefix(_STATE)
    yield ruled(short, confidence="high")
    # 国家药品监督管理局 is called 国家药监局 and 药品监督管理局 as well, 国务院…办公室 国务院…办.
    for head in ("国家", "中国", "国务院"):
        if short.startswith(head):
            if not name.startswith(head):
                yield ruled(head + name, confidence="medium")
            yield ruled(short.removeprefix(head), confidence="medium")
    # Who writes for readers abroad, or in a province, puts the state before it: 国家商务部.
    if kind.startswith("国务院") and not re.match("国家|国务院|中国|中央", name):
        for head in ("国家", "中国"):
            yield ruled(head + name, confidence="low")


def _english_by_rule(row: Row, official: str) -> Iterator[Name]:
    """Yield an English name with the state behind it, and with its abbreviation."""
    english, abbreviation = row["name_en"], row["abbreviation"]
    ruled = partial(Name, kind=NameKind.ENGLISH, source=_BY_RULE)
    if not english:
        return
    if not re.search("China|CPC|State Council|Central", english):
        sure = "high" if official.startswith(_STATE) else "medium"
        yield ruled(f"{english} of the People's Republic of China", confidence=sure)
        yield ruled(f"{english} of China", confidence="medium")
    if abbreviation:
        yield ruled(f"{english} ({abbreviation})", confidence="high")


def _later_names(change: Change) -> Iterator[Name]:
    successor = change.successor
    if successor is not None:
        for name in successor.names:
            if name.kind is not NameKind.TRADITIONAL:
                yield Name(
                    name.text, NameKind.SUCCESSOR, change.day, None, name.source, name.confidence
                )


def _changes(name: str, text: str) -> Iterator[Change]:
    for row in rows(FACTS / "changes.csv"):
        if row["body"] == name:
            what = ChangeKind(row["what"])
            yield Change(
                day=date.fromisoformat(row["first_day"]),
                what=what,
                before=row["before"] or None,
                after=row["after"] or None,
                successor=_successor(row["after"]) if what is ChangeKind.SUCCEEDED else None,
                parent=row["parent_after"] or None,
                text=text,
                dated=row["dated"],
                source=row["source"],
                day_kind=DayKind(row["day_kind"]) if row["day_kind"] else None,
            )


def _successor(name: str) -> Body:
    (row,) = (row for row in rows(FACTS / "successors.csv") if row["name"] == name)
    sourced = partial(Name, source=row["source"], confidence="high")
    everyday = partial(Name, source="everyday use", confidence="medium")
    return Body(
        id=row["id"],
        name=name,
        official_name=row["official_name"],
        name_en=row["name_en"] or None,
        abbreviation=row["abbreviation"] or None,
        kind=row["kind"] or None,
        parent=row["parent"] or None,
        names=names_of(
            (
                sourced(name, NameKind.OFFICIAL),
                sourced(row["official_name"], NameKind.OFFICIAL),
                sourced(row["name_en"], NameKind.ENGLISH),
                sourced(row["abbreviation"], NameKind.ABBREVIATION),
                *_english_by_rule(row, row["official_name"]),
                *(
                    Name(
                        form,
                        NameKind.ABBREVIATION if form.isupper() else NameKind.ENGLISH,
                        source=row["source_english"],
                        confidence="medium",
                    )
                    for form in row["english"].split("|")
                ),
                *(everyday(form, NameKind.EVERYDAY) for form in row["forms"].split("|")),
                *(sourced(plate, NameKind.NAME_PLATE) for plate in row["plates"].split("|")),
            )
        ),
    )


def regions() -> tuple[Region, ...]:
    """Make the regions, in the order of the plan."""
    return tuple(map(_region, rows(FACTS / "regions.csv")))


def _region(row: Row) -> Region:
    name, province, level = row["printed_name"], row["province"], row["level"]
    name_en = without_remark(row["name_en"])
    new_area = level == "国家级新区"
    short = name.removesuffix("新区")
    official = row["name_in_plan"] if new_area else name + ("省" if level == "省" else "市")
    districts = rows(FACTS / "chongqing_districts.csv") if name == "重庆" else []
    sourced = partial(Name, source="regions.csv", confidence=row["confidence"])
    ruled = partial(Name, source=_BY_RULE, confidence="high")
    named = [short, name] if new_area else [name, official]
    plain_en = name_en.replace("'", "")
    english = [name_en, plain_en, *(n.removesuffix(" New Area") for n in (name_en, plain_en))]
    names = [
        Name(name, NameKind.PRINTED, source="the annex", confidence="high"),
        *_printed_in_plan(row),
        (sourced if new_area else ruled)(official, NameKind.OFFICIAL),
        *(sourced(n, NameKind.ENGLISH) for n in english),
        *_names_in("region_names.csv", name),
        *_english_of_region(row, short, name_en),
        Name(row["gb2260"], NameKind.CODE, source="GB/T 2260", confidence=row["confidence"]),
        *(
            ruled(prefix + n, NameKind.EVERYDAY)
            for prefix in _prefixes(province, official)
            for n in named
        ),
        *(name for district in districts for name in _district_names(district, ("重庆", "重庆市"))),
    ]
    return Region(
        id=normalize_name(plain_en.removesuffix(" New Area")),
        name=name,
        official_name=official,
        name_en=name_en,
        level=level,
        province=province,
        code=row["gb2260"] or None,
        districts=tuple(d["name"] for d in districts),
        group=without_remark(row["group"]) or None,
        rounds=tuple(year for year in (2016, 2018, 2020) if row[f"round_{year}"] == "yes"),
        names=names_of(names),
    )


def _english_of_region(row: Row, short: str, name_en: str) -> Iterator[Name]:
    """Yield the English forms of a region that a rule makes: rank, province, pinyin."""
    ruled = partial(Name, kind=NameKind.ENGLISH, source=_BY_RULE, confidence="high")
    level, province = without_remark(row["level"]), _province(row["province"])
    ranks = _RANKS.get(level, ("City",))
    for spelt in dict.fromkeys((name_en, name_en.replace("'", ""))):
        own = spelt.removesuffix(" New Area")
        ranked = [f"{own} {rank}" for rank in ranks] if own == spelt else [spelt]
        for form in (own, *ranked):
            yield ruled(form)
            yield ruled(f"{form}, China")
            if level not in ("省", "直辖市"):
                yield ruled(f"{form}, {province['name_en']}")
                if province["name"].endswith("省"):
                    yield ruled(f"{form}, {province['name_en']} Province")
    rank = {"省": "省", "国家级新区": "新区"}.get(level, "市")
    for form in _pinyin_forms(short, rank):
        yield Name(form, NameKind.PINYIN, source=_PINYIN, confidence="high")


def _pinyin_forms(name: str, rank: str) -> Iterator[str]:
    """Yield a name in pinyin, with tones and without, and so with its rank.

    >>> [*_pinyin_forms("西安", "市")][:4]
    ["Xī'ān", "Xī'ān Shì", 'Xīān', 'Xīān Shì']
    """
    for tones in (True, False):
        for apostrophe in (True, False):
            spelt = pinyin(name, tones=tones, apostrophe=apostrophe)
            yield spelt
            if rank:
                yield f"{spelt} {pinyin(rank, tones=tones)}"


def _printed_in_plan(row: Row) -> Iterator[Name]:
    # Measures 32 and 117 print 重庆 with its districts. The plan prints a new area with its
    # province, which is its official name.
    if row["level"] != "国家级新区":
        yield Name(row["name_in_plan"], NameKind.PRINTED, source="the annex", confidence="high")


def _district_names(row: Row, cities: tuple[str, ...]) -> Iterator[Name]:
    last = date.fromisoformat(row["last"]) if row["last"] else None
    noted = partial(Name, kind=NameKind.DISTRICT, last=last, confidence="high")
    yield noted(row["name"], source="note 2 of the annex")
    yield noted(row["gb2260"], source="GB/T 2260")
    for form in _district_forms(row["name"], cities):
        yield noted(form, source=_BY_RULE)


def _district_forms(name: str, cities: tuple[str, ...]) -> Iterator[str]:
    """Yield the variants of a district: with its city, and without 区 or 县.

    >>> [*_district_forms("忠县", ())], [*_district_forms("石柱土家族自治县", ())]
    (['忠县'], ['石柱土家族自治县', '石柱', '石柱县'])
    """
    stem = re.sub("(..)(土家族|苗族)+自治县$", r"\1", name)
    # A name of two characters keeps its last one: 忠县.
    short = re.sub("^(..+)[区县]$", r"\1", stem)
    own = {name: None} if short == name else {name: None, short: None, short + name[-1]: None}
    yield from own
    yield from (city + form for city in cities for form in own)


def _prefixes(province: str, official: str) -> tuple[str, ...]:
    """Return the prefixes of a region's name: none, or its province in either form."""
    if province == official:
        return ("",)
    return ("", _province(province)["short"], province)


def _province(name: str) -> Row:
    return next(row for row in rows(FACTS / "provinces.csv") if row["name"] == name)


def outsiders(made: tuple[Region, ...]) -> tuple[Outsider, ...]:
    """Make the known names outside the edition.

    Former pilot regions, districts outside, provinces; and the bodies at the centre that the
    annex does not name.
    """
    taken = {normalize_name(form) for region in made for form in region.name_variants}
    found = (*_former(), *_districts_outside(), *_provinces(made))
    return (*(o for o in found if normalize_name(o.name) not in taken), *_bodies_elsewhere())


def _outsider(
    name: str, forms: Iterable[str], hint: str, source: str, kind: str = "region"
) -> Outsider:
    texts = [n.text for n in names_of(Name(form, NameKind.PRINTED) for form in (name, *forms))]
    return Outsider(kind, name, tuple(texts), hint, source)


def _bodies_elsewhere() -> Iterator[Outsider]:
    for row in rows(FACTS / "bodies_elsewhere.csv"):
        forms = [*row["forms"].split("|"), *row["english"].split("|")]
        yield attrs.evolve(
            _outsider(row["name"], forms, _fate(row), row["source"], "body"),
            became=tuple(filter(None, row["became"].split("|"))),
            first=_exact_day(row["first"]),
            last=_exact_day(row["last"]),
            confidence=row["confidence"],
        )


def _exact_day(cell: str) -> date | None:
    """Return the day that a cell gives; a year or a month is none."""
    return date.fromisoformat(cell) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell) else None


def _fate(row: Row) -> str:
    """Return what became of a body that the annex does not name, where something did."""
    became = " and ".join(row["became"].split("|"))
    decided = row["day_kind"]
    day = row["first"] or row["last"] or decided.removeprefix("decided ")
    hints = {
        "merged": f"it ended before the annex, and its functions went to {became} ({decided})",
        "split": f"it ended before the annex, and its functions went to {became} ({decided})",
        "later": f"it ended before the annex, and its functions are with {became} now",
        "reformed": f"the annex does not name it; it became {became} after {day}",
        "new": f"it is a body at the centre that the annex does not name, newer than it ({day})",
        "": "it is a body at the centre that the annex does not name",
    }
    return hints[row["fate"]]


def _former() -> Iterator[Outsider]:
    for row in rows(FACTS / "regions.csv"):
        cells = {year: row[f"round_{year}"].partition("partial: ")[2] for year in (2016, 2018)}
        years = [str(year) for year, cell in cells.items() if cell]
        if years:
            full = [without_remark(cell) for cell in cells.values() if cell]
            english = [m[1] for cell in cells.values() if (m := re.search(r"\((.+)\)", cell))]
            name, city = min(full, key=len), row["printed_name"]
            hint = f"it was a pilot region in {' and '.join(years)}; this edition has {city}"
            heads = () if name.startswith(city) else (city, city + "市")
            forms = [*full, *(head + name for head in heads), *english]
            source = "regions.csv"
            for later in rows(FACTS / "outsiders_later.csv"):
                if later["name"] == name:
                    forms += later["forms"].split("|")
                    hint, source = f"{hint}; {later['hint']}", f"{source}; {later['source']}"
            yield _outsider(name, forms, hint, source)


def _districts_outside() -> Iterator[Outsider]:
    for row in rows(FACTS / "chongqing_outside.csv"):
        forms = [*_district_forms(row["name"], ("重庆", "重庆市")), row["gb2260"]]
        hint = "it is in 重庆 and outside the pilot there, which is 21 districts"
        yield _outsider(row["name"], forms, hint, "GB/T 2260")


def _provinces(made: tuple[Region, ...]) -> Iterator[Outsider]:
    for row in rows(FACTS / "provinces.csv"):
        inside = "、".join(region.name for region in made if region.province == row["name"])
        hint = "no pilot region lies in it"
        if inside:
            hint = f"it is no pilot region as a whole; in it lie {inside}"
        forms = [row["short"], row["name"], row["name_en"], row["gb2260"], row["iso3166_2"]]
        # Without their tones 陕西 and 山西 are one.
        spelt = [form for form in _pinyin_forms(row["short"], "") if not form.isascii()]
        forms += [*row["english"].split("|"), *spelt]
        if row["name"].endswith("省"):
            forms.append(f"{row['name_en']} Province")
        yield _outsider(row["name"], forms, hint, f"GB/T 2260; English: {row['source_en']}")


def _syllables(text: str) -> list[str]:
    """Return the sound of each character, or the character itself if it has none."""
    one_by_one: Any = list  # characters without a sound, one by one
    return [_merged(syllable) for syllable in pypinyin.lazy_pinyin(text, errors=one_by_one)]


def _merged(syllable: str) -> str:
    """Return a syllable without differences that many speakers do not make.

    >>> _merged("zheng"), _merged("shang"), _merged("xin")
    ('zen', 'san', 'xin')
    """
    return re.sub("ng$", "n", re.sub("^([zcs])h", r"\1", syllable))


def readings(known: Iterable[Body | Region]) -> str:
    """Return the pinyin of Chinese names, a syllable for each character."""
    kinds = (NameKind.PRINTED, NameKind.OFFICIAL, NameKind.EVERYDAY)
    names = {name.text for thing in known for name in thing.names if name.kind in kinds}
    spelt = {
        name: " ".join(pypinyin.lazy_pinyin(name, v_to_u=False))
        for name in sorted(names)
        if re.fullmatch("[\u4e00-\u9fff]+", name)
    }
    return json.dumps(spelt, ensure_ascii=False, indent=0) + "\n"


def misspellings(known: Iterable[Body | Region]) -> str:
    """Return how characters of names sound and look, for spelling suggestions."""
    names = [
        name.text
        for thing in known
        for name in thing.names
        if not name.text.isascii() and name.kind is not NameKind.TRADITIONAL
    ]
    # A character has the sound that it has in a name: 厦 as in 厦门.
    readings: dict[str, str] = {}
    for text in names:
        for character, sound in zip(text, _syllables(text), strict=True):
            if not character.isascii():
                readings.setdefault(character, sound)
    sounds: dict[str, list[str]] = {sound: [] for sound in sorted({*readings.values()})}
    common = bytes(
        octet for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF) for octet in (row, cell)
    ).decode("gb2312", errors="ignore")
    for character in dict.fromkeys((*readings, *common)):
        sound = readings.get(character) or _syllables(character)[0]
        if sound in sounds and sound != character:
            sounds[sound].append(character)
    looks = (FACTS / "lookalikes.txt").read_text(encoding="utf-8").split()
    joined = {sound: "".join(sorted(characters)) for sound, characters in sounds.items()}
    table = {"sounds": {s: c for s, c in joined.items() if c}, "lookalikes": looks}
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"


def counterparts() -> str:
    """Return the table of local counterparts: by body and level, the names without the place."""
    table: dict[str, dict[str, list[str]]] = {}
    for row in rows(FACTS / "counterparts.csv"):
        table.setdefault(row["body"], {})[row["level"]] = row["counterparts"].split("|")
    return json.dumps(table, ensure_ascii=False, indent=1) + "\n"
