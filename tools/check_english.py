"""Check the English translation of the annex against the Chinese.

The checks count what can be counted: structure, terms of the glossary, verbs of the modality
table, numbers and time limits, names of bodies and places, enumerations, open lists, the words
that a note of the annex quotes, quotes and brackets, and characters that do not belong in English
text. They find slips. A reader decides whether a sentence says what the Chinese says.

    python tools/check_english.py
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import svctrade

PAPERS = Path(__file__).parent / "editions" / "2020" / "english"

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
WIDE = re.compile(r"[\u3000-\u303f\uff00-\uffef]")
QUOTE = "\u201c"
# Replaces a glossary term in Chinese text.
GAP = "\ue000"

SENTENCE_END = re.compile(r"(?<=[.?!])[\u201d)]?\s+(?=[A-Z0-9\u201c(])")
NESTED = re.compile(r"（[^（）]*）|“[^“”]*”|《[^《》]*》")
JOINT_EN = re.compile(r"[,;]|\b(?:and|or|as well as)\b|/", re.IGNORECASE)

OPEN_ZH = re.compile(r"(?<![同平高均])等(?![同级候待于])")
OPEN_EN = re.compile(
    r"\b(?:such as|such (?:[\w-]+ ){1,5}as|(?:and|or) others?|and so on|among others)\b",
    re.IGNORECASE,
)

DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# A Chinese numeral counts as a number only before one of these; 一批 and 一个 say "some" and "a".
NUMERAL = re.compile(
    r"(第?)([一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])(?:种|次(?!性)|项|年|天|名|倍|证|届)"
)
WORDS = {
    word: number
    for number, words in enumerate(
        (
            "one single once first", "two second both", "three third", "four fourth", "five fifth",
            "six sixth", "seven seventh", "eight eighth", "nine ninth", "ten tenth",
            "eleven eleventh", "twelve twelfth",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
LIMIT_ZH = re.compile(r"(\d+)(?:个)?(工作日|小时|天|日|年(?!版)|个月|月)")
LIMIT_EN = re.compile(r"\b(\d+)[- ](working[- ]day|hour|day|year|month)", re.IGNORECASE)
UNITS = {
    "工作日": "working day",
    "小时": "hour",
    "天": "day",
    "日": "day",
    "年": "year",
    "个月": "month",
    "月": "month",
}
BOUNDS = {
    "至少": r"at least",
    "不少于": r"not less than|no less than|not fewer than|no fewer than",
    "不超过": r"not more than|no more than|not exceed(?:ing)?",
    "及以上": r"or above|or higher|and above",
    "以内": r"within",
    "天内": r"within",
}
# English words of permission and duty that no sentence may gain; "permit" as a noun is 许可.
BINDING = {
    "allow": r"allow(?:s|ed|ing)?|permitted|permitting",
    "may": r"may|can|could",
    "must": r"must",
    "shall": r"shall|should",
    "need not": r"need not",
}
# English words for one Chinese word each, because a note of the annex quotes that word.
QUOTED = {
    "overseas": re.compile(r"(?<!中国)境外|境内外"),
    "foreign national": re.compile(r"外籍"),
}


@dataclass(frozen=True)
class Term:
    """A term of the glossary: its Chinese, and the English forms that may render it."""

    zh: str
    en: tuple[str, ...]


@dataclass(frozen=True)
class Verb:
    """A verb of the modality table.

    Attributes:
        zh: The Chinese verb.
        en: The English verb.
        pattern: A regular expression for its inflections.
        counted: Whether every occurrence needs one of its own in English.
    """

    zh: str
    en: str
    pattern: re.Pattern[str]
    counted: bool


@dataclass(frozen=True)
class Passage:
    """A piece of Chinese text and its translation.

    Attributes:
        place: The passage, such as "measure 59" or "task 2, objective".
        zh: The Chinese text.
        en: The English text.
        prose: Whether it consists of sentences (a title does not).
    """

    place: str
    zh: str
    en: str
    prose: bool = True


@dataclass(frozen=True)
class Finding:
    """Something that a check found.

    Attributes:
        place: The passage.
        kind: The check that found it.
        detail: What was expected and what was found.
    """

    place: str
    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.place}: {self.kind}: {self.detail}"


# Reading


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file with a heading line."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_terms(path: Path) -> tuple[Term, ...]:
    """Return the terms of a glossary, the longest Chinese first.

    Raises:
        ValueError: A term is listed twice or has no English.
    """
    terms = [
        Term(row["zh"], tuple(form.strip() for form in row["en"].split("|")))
        for row in read_rows(path)
    ]
    twice = [zh for zh, count in Counter(term.zh for term in terms).items() if count > 1]
    empty = [term.zh for term in terms if not all(term.en)]
    if twice or empty:
        raise ValueError(f"terms twice: {twice}; terms with an empty form: {empty}")
    return tuple(sorted(terms, key=lambda term: (-len(term.zh), term.zh)))


def read_verbs(path: Path) -> tuple[Verb, ...]:
    """Return the verbs of the modality table, the longest Chinese first.

    Raises:
        ValueError: A row has another level than "count" or "once".
    """
    rows = read_rows(path)
    odd = [row["zh"] for row in rows if row["level"] not in {"count", "once"}]
    if odd:
        raise ValueError(f"verbs without a level: {odd}")
    verbs = [
        Verb(
            row["zh"],
            row["en"],
            re.compile(rf"\b(?:{row['pattern']})\b", re.IGNORECASE),
            row["level"] == "count",
        )
        for row in rows
    ]
    return tuple(sorted(verbs, key=lambda verb: (-len(verb.zh), verb.zh)))


# Matching


def alternation(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern that finds the leftmost, and there the longest, of some Chinese words."""
    return _compile(tuple(words))


@cache
def _compile(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def find_terms(text: str, terms: Sequence[Term]) -> Iterator[tuple[Term, int]]:
    """Yield the terms in a Chinese text and where each begins; a longer one hides a shorter."""
    by_zh = {term.zh: term for term in terms}
    for match in alternation(by_zh).finditer(text):
        yield by_zh[match.group()], match.start()


def without_terms(text: str, terms: Sequence[Term]) -> str:
    """Return a Chinese text with a gap for each term, so that 许可 hides its 可."""
    return alternation(term.zh for term in terms).sub(GAP, text)


@cache
def plain(text: str) -> str:
    """Return an English text folded for comparison: case, hyphens, dashes, quotes, spaces."""
    folded = text.casefold().replace("\u2019", "'")
    folded = re.sub(r"[\u201c\u201d\"]", "", folded)
    return re.sub(r"[\s\u2010-\u2014-]+", " ", folded)


@cache
def has_form(text: str, form: str) -> bool:
    """Return whether an English form begins a word somewhere in a text, case ignored."""
    return re.search(rf"(?<!\w){re.escape(plain(form))}", plain(text)) is not None


def find_verbs(text: str, verbs: Sequence[Verb]) -> Counter[Verb]:
    """Return the verbs in a Chinese text from which the terms were taken, and how often."""
    by_zh = {verb.zh: verb for verb in verbs}
    text = re.sub(r"[许认宁]可|可(?=持续|靠|行性|能)", GAP, text)
    return Counter(by_zh[match.group()] for match in alternation(by_zh).finditer(text))


def split_zh(text: str) -> list[str]:
    """Return the sentences of a Chinese text."""
    return [sentence for sentence in re.split(r"(?<=。)[”）]?", text) if sentence.strip()]


def split_en(text: str) -> list[str]:
    """Return the sentences of an English text."""
    return [sentence for sentence in SENTENCE_END.split(text.strip()) if sentence.strip()]


# Checks of one passage


def check_characters(passage: Passage) -> Iterator[Finding]:
    """Find characters that do not belong into English: Han and full-width ones."""
    for kind, pattern in (("Han character", HAN), ("full-width character", WIDE)):
        found = pattern.findall(passage.en)
        if found:
            yield Finding(passage.place, kind, "".join(dict.fromkeys(found)))


def check_terms(passage: Passage, terms: Sequence[Term]) -> Iterator[Finding]:
    """Find terms of the Chinese that no form renders in the English."""
    for term in dict.fromkeys(term for term, _ in find_terms(passage.zh, terms)):
        if not any(has_form(passage.en, form) for form in term.en):
            yield Finding(passage.place, "term missing", f"{term.zh} → {' | '.join(term.en)}")


def check_verbs(
    passage: Passage, terms: Sequence[Term], verbs: Sequence[Verb]
) -> Iterator[Finding]:
    """Find verbs of the modality table that are missing, and binding words that were added."""
    found = find_verbs(without_terms(passage.zh, terms), verbs)
    wanted: Counter[tuple[re.Pattern[str], str]] = Counter()
    shown: dict[tuple[re.Pattern[str], str], list[str]] = {}
    for verb, count in found.items():
        key = (verb.pattern, verb.en)
        shown.setdefault(key, []).append(verb.zh)
        wanted[key] = wanted[key] + count if verb.counted else 1
    for (pattern, en), count in wanted.items():
        there = len(pattern.findall(passage.en))
        if there < count:
            zh = "、".join(shown[pattern, en])
            yield Finding(passage.place, "verb missing", f"{zh} → {en}: {there} of {count}")
    rendered = [term.en for term, _ in find_terms(passage.zh, terms)]
    for verb in (verb for verb in verbs if verb.counted):
        there = len(verb.pattern.findall(passage.en))
        in_terms = sum(max(len(verb.pattern.findall(form)) for form in forms) for forms in rendered)
        allowed = wanted[verb.pattern, verb.en] + in_terms
        if verb.en not in BINDING and there > allowed:
            yield Finding(passage.place, "verb added", f"{verb.en}: {there}, in Chinese {allowed}")
    for word, word_forms in BINDING.items():
        there = len(re.findall(rf"\b(?:{word_forms})\b", passage.en, re.IGNORECASE))
        allowed = sum(count for verb, count in found.items() if verb.en == word)
        if there > allowed:
            yield Finding(passage.place, "verb added", f"{word}: {there}, in Chinese {allowed}")


def numbers_zh(text: str) -> Counter[int]:
    """Return the numbers in a Chinese text: digits, and numerals before a measure word."""
    numbers = Counter(int(digits) for digits in re.findall(r"\d+", text))
    for match in NUMERAL.finditer(text):
        tens, ten, ones = match.group(2).rpartition("十")
        numbers[(DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)] += 1
    return numbers


def numbers_en(text: str) -> tuple[Counter[int], Counter[int]]:
    """Return the numbers in an English text: those in digits, and those in words."""
    words = re.findall(r"[a-z]+", text.casefold())
    return (
        Counter(int(digits) for digits in re.findall(r"\d+", text)),
        Counter(WORDS[word] for word in words if word in WORDS),
    )


def check_numbers(passage: Passage) -> Iterator[Finding]:
    """Find numbers that were lost, and digits that were gained."""
    printed = numbers_zh(passage.zh)
    digits, words = numbers_en(passage.en)
    lost = printed - (digits + words)
    gained = digits - printed
    if lost:
        yield Finding(passage.place, "number missing", ", ".join(map(str, sorted(lost))))
    if gained:
        yield Finding(passage.place, "number added", ", ".join(map(str, sorted(gained))))


def check_limits(passage: Passage) -> Iterator[Finding]:
    """Find time limits that differ in number or unit, and bounds that are missing."""
    printed = Counter((int(n), UNITS[unit]) for n, unit in LIMIT_ZH.findall(passage.zh))
    rendered = Counter(
        (int(n), unit.casefold().replace("-", " ")) for n, unit in LIMIT_EN.findall(passage.en)
    )
    if printed != rendered:
        yield Finding(passage.place, "time limit", f"{dict(printed)} became {dict(rendered)}")
    for zh, pattern in BOUNDS.items():
        if zh in passage.zh and not re.search(rf"\b(?:{pattern})\b", passage.en, re.IGNORECASE):
            yield Finding(passage.place, "bound missing", f"{zh} → {pattern}")


def paired_sentences(passage: Passage) -> Iterator[tuple[str, str, str]]:
    """Yield the sentences in pairs with their place, or the whole text where they do not pair."""
    chinese, english = split_zh(passage.zh), split_en(passage.en)
    if len(chinese) != len(english):
        yield passage.place, passage.zh, passage.en
        return
    for number, (zh, en) in enumerate(zip(chinese, english, strict=True), start=1):
        yield f"{passage.place}, sentence {number}", zh, en


def printed_names() -> dict[str, str]:
    """Return the English name of each body and region, by the Chinese names printed for it."""
    names: dict[str, str] = {}
    for body in svctrade.bodies():
        names |= dict.fromkeys(filter(None, (body.name, body.official_name)), body.name_en or "")
    for region in svctrade.regions():
        chinese = filter(None, (region.name, region.official_name))
        names |= dict.fromkeys(chinese, region.name_en or "")
    return {chinese: english for chinese, english in names.items() if english}


def check_names(passage: Passage, names: Mapping[str, str]) -> Iterator[Finding]:
    """Find bodies and regions whose English name is not the one in the directory."""
    for match in alternation(names).finditer(passage.zh):
        if not has_form(passage.en, names[match.group()]):
            yield Finding(passage.place, "name", f"{match.group()} → {names[match.group()]}")


def check_sentences(passage: Passage) -> Iterator[Finding]:
    """Find passages that do not have as many English sentences as Chinese ones."""
    chinese, english = split_zh(passage.zh), split_en(passage.en)
    if passage.prose and len(chinese) != len(english):
        yield Finding(passage.place, "sentences", f"{len(chinese)} became {len(english)}")


def count_joints(text: str, terms: Sequence[Term]) -> int:
    """Return how many 、 join items of a Chinese sentence, outside brackets, quotes and terms."""
    kept = without_terms(text, terms)
    return NESTED.sub(GAP, kept).count("、")


def check_enumerations(passage: Passage, terms: Sequence[Term]) -> Iterator[Finding]:
    """Find sentences that join fewer items in English than in Chinese.

    A heuristic: every 、 at the top level needs a comma, a semicolon, a slash, "and" or "or" in
    the same sentence. It finds an item that was dropped from a long list only where the sentence
    has no other commas to spare.
    """
    for place, zh, en in paired_sentences(passage):
        wanted, there = count_joints(zh, terms), len(JOINT_EN.findall(en))
        if there < wanted:
            yield Finding(place, "enumeration", f"{wanted} joints in Chinese, {there} in English")


def check_open_lists(passage: Passage) -> Iterator[Finding]:
    """Find lists that 等 leaves open and the English closes."""
    for place, zh, en in paired_sentences(passage):
        wanted, there = len(OPEN_ZH.findall(zh)), len(OPEN_EN.findall(en))
        if there < wanted:
            yield Finding(place, "open list", f"等 {wanted} times, open in English {there} times")


def check_quoted(passage: Passage) -> Iterator[Finding]:
    """Find words that a note of the annex quotes where the Chinese has another word, or lost."""
    for word, pattern in QUOTED.items():
        wanted = len(pattern.findall(passage.zh))
        there = len(re.findall(rf"\b{word}", passage.en, re.IGNORECASE))
        if there > wanted or (wanted and not there):
            yield Finding(passage.place, "quoted word", f"{word}: {there}, in Chinese {wanted}")


def check_marks(passage: Passage, terms: Sequence[Term]) -> Iterator[Finding]:
    """Find quotes and brackets that were added or lost; a term has those of its English."""
    kept = without_terms(passage.zh, terms)
    rendered = "".join(term.en[0] for term, _ in find_terms(passage.zh, terms))
    for kind, zh, en in (("quotes", QUOTE, QUOTE), ("brackets", "（(", "(")):
        wanted = sum(kept.count(mark) for mark in zh) + rendered.count(en)
        there = passage.en.count(en)
        if wanted != there:
            yield Finding(passage.place, kind, f"{wanted} became {there}")
    if '"' in passage.en or "'" in re.sub(r"(?<=\w)'|(?<=s)'(?=\s)", "", passage.en):
        yield Finding(passage.place, "quotes", "straight quotes; write “ ”")


def check_quotations(
    passage: Passage, terms: Sequence[Term], verbs: Sequence[Verb]
) -> Iterator[Finding]:
    """Find quoted words and titles of which no term says the English."""
    known = [term.zh for term in terms] + [verb.zh for verb in verbs]
    marked = alternation(term.zh for term in terms if term.zh.startswith(QUOTE)).sub("", passage.zh)
    for quoted in re.findall(r"[“《]([^”》]*)[”》]", marked):
        left = re.sub(r"\W", "", alternation(known).sub("", quoted))
        if left:
            yield Finding(passage.place, "quotation", f"{quoted}: no term for {left}")


def check_spacing(passage: Passage) -> Iterator[Finding]:
    """Find text that is empty, or has spaces or line ends where none belong."""
    if not passage.en.strip():
        yield Finding(passage.place, "empty", "no translation")
    elif passage.en != " ".join(passage.en.split()):
        yield Finding(passage.place, "spacing", "spaces at an end, doubled, or a line end")
    elif passage.prose and not passage.en.endswith((".", ".”", ".)")):
        yield Finding(passage.place, "spacing", "no full stop at the end")


def check_passage(
    passage: Passage, terms: Sequence[Term], verbs: Sequence[Verb], names: Mapping[str, str]
) -> Iterator[Finding]:
    """Run every check on a passage."""
    yield from check_spacing(passage)
    if not passage.en.strip():
        return
    yield from check_characters(passage)
    yield from check_terms(passage, terms)
    yield from check_verbs(passage, terms, verbs)
    yield from check_numbers(passage)
    yield from check_limits(passage)
    yield from check_names(passage, names)
    yield from check_sentences(passage)
    yield from check_enumerations(passage, terms)
    yield from check_open_lists(passage)
    yield from check_quoted(passage)
    yield from check_marks(passage, terms)
    yield from check_quotations(passage, terms, verbs)


# The whole translation


def expected_numbers(edition: Mapping[str, Any]) -> dict[str, list[int]]:
    """Return the numbers that each list of the translation must have, in order."""
    expected = {
        key: [item["number"] for item in edition[key]] for key in ("tasks", "measures", "notes")
    }
    # Some events have an English title from the start.
    expected["events"] = [item["number"] for item in edition["events"] if HAN.search(item["title"])]
    return expected


def check_structure(
    edition: Mapping[str, Any], translation: Mapping[str, Any]
) -> Iterator[Finding]:
    """Find lists that are missing, incomplete or out of order, and unknown keys."""
    for key, wanted in expected_numbers(edition).items():
        there = [item.get("number") for item in translation.get(key, [])]
        if there != wanted:
            missing = [number for number in wanted if number not in there]
            surplus = [number for number in there if number not in wanted]
            detail = f"missing {missing}, surplus {surplus}" if missing or surplus else "order"
            yield Finding(key, "structure", detail)
    surplus_keys = sorted(
        set(translation)
        - {"title", "tasks", "measures", "notes", "events", "followed_by", "remarks"}
    )
    if surplus_keys:
        yield Finding("translation", "structure", f"unknown keys {surplus_keys}")


def by_number(items: Iterable[Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
    """Return items by their number."""
    return {item["number"]: item for item in items}


def passages(edition: Mapping[str, Any], translation: Mapping[str, Any]) -> Iterator[Passage]:
    """Yield each piece of Chinese that has a translation, with it."""
    yield Passage(
        "title", edition["publication"]["title"], translation.get("title", ""), prose=False
    )
    tasks = by_number(translation.get("tasks", []))
    for task in edition["tasks"]:
        if task["number"] in tasks:
            english = tasks[task["number"]]
            place = f"task {task['number']}"
            yield Passage(f"{place}, title", task["title"], english["title"], prose=False)
            yield Passage(f"{place}, objective", task["objective"], english["objective"])
    for key, field, prose in (
        ("measures", "text", True),
        ("notes", "text", True),
        ("events", "title", False),
    ):
        english_items = by_number(translation.get(key, []))
        for item in edition[key]:
            if item["number"] in english_items:
                place = f"{key[:-1]} {item['number']}"
                yield Passage(place, item[field], english_items[item["number"]][field], prose)


def check_translation(
    edition: Mapping[str, Any],
    translation: Mapping[str, Any],
    terms: Sequence[Term],
    verbs: Sequence[Verb],
) -> list[Finding]:
    """Return what is to be looked at in a translation.

    Args:
        edition: The edition as its JSON says it.
        translation: The translation: title, tasks, measures, notes, events.
        terms: The glossary.
        verbs: The modality table.

    Returns:
        The findings, in the order of the document.
    """
    findings = list(check_structure(edition, translation))
    names = printed_names()
    for passage in passages(edition, translation):
        findings += check_passage(passage, terms, verbs, names)
    return findings


# Papers


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file."""
    value: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return value


def read_edition() -> dict[str, Any]:
    """Return the edition as its JSON says it."""
    return read_json(Path(svctrade.__file__).parent / "data/editions/2020/edition.json")


def main() -> int:
    """Print the findings; return 1 where there are any."""
    found = check_translation(
        read_edition(),
        read_json(PAPERS / "english.json"),
        read_terms(PAPERS / "glossary.csv"),
        read_verbs(PAPERS / "verbs.csv"),
    )
    for finding in found:
        print(finding)
    print(f"{len(found)} findings: {dict(Counter(finding.kind for finding in found))}")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
