"""The automatic numbers of a Word file, as Word shows them.

The counters belong to the abstract definition, so that two instances of it count on from each other
and a table does not begin anew; an instance with a start of its own does so when it is first used
(ISO/IEC 29500-1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs
from docx.oxml.ns import qn
from lxml.etree import _Element as Element

from .numerals import format_number

_MOST_STYLES = 50
_LEVELS = 9
_LEVEL = re.compile(r"%([1-9])")
_SAYS = re.compile(r"\w")
_OFF = ("0", "false", "off")


@attrs.frozen
class Level:
    """How the paragraphs of one level of a list are numbered."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False
    digits: int = 0


@attrs.frozen
class Style:
    """What a paragraph style says of numbers and headings."""

    name: str = ""
    based_on: str | None = None
    number_id: str | None = None
    level: int | None = None
    outline: int | None = None


@attrs.frozen
class _Instance:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]


@attrs.frozen
class AutomaticNumber:
    """The number of a paragraph as shown, and whether its kind is known."""

    text: str
    known: bool = True


class Numbering:
    """Counts the numbered paragraphs of a document, which are given in their order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._styles = _styles(styles)
        self._default = _default_style(styles)
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._instances: dict[str, _Instance] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._used: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def _read(self, numbering: Element) -> None:
        for abstract in numbering.iterchildren(qn("w:abstractNum")):
            key = _attribute(abstract, "w:abstractNumId") or ""
            self._abstract[key] = dict(_levels(abstract))
            link = _value(abstract, "w:numStyleLink")
            if link is not None:
                self._links[key] = link
        for number in numbering.iterchildren(qn("w:num")):
            starts: dict[int, int] = {}
            levels: dict[int, Level] = {}
            for override in number.iterchildren(qn("w:lvlOverride")):
                at = _number(_attribute(override, "w:ilvl"), 0)
                start = _value(override, "w:startOverride")
                if start is not None:
                    starts[at] = _number(start, 1)
                levels.update(_levels(override))
            abstract_id = _value(number, "w:abstractNumId") or ""
            instance = _Instance(abstract_id, starts, levels)
            self._instances[_attribute(number, "w:numId") or ""] = instance

    def style_of(self, paragraph: Element) -> str | None:
        """Return the id of the style of a paragraph."""
        properties = paragraph.find(qn("w:pPr"))
        said = None if properties is None else _value(properties, "w:pStyle")
        return said if said in self._styles else self._default

    def style_name(self, paragraph: Element) -> str:
        """Return the name of the style of a paragraph, in lower case."""
        return self._styles.get(self.style_of(paragraph) or "", Style()).name.lower()

    def heading_level(self, paragraph: Element) -> int | None:
        """Return the outline level of a heading, from 1."""
        properties = paragraph.find(qn("w:pPr"))
        said = None if properties is None else _value(properties, "w:outlineLvl")
        if said is None:
            chain = self._chain(self.style_of(paragraph))
            level = next((s.outline for _, s in chain if s.outline is not None), None)
        else:
            level = _number(said, _LEVELS)
        return level + 1 if level is not None and level < _LEVELS else None

    def next_number(self, paragraph: Element) -> AutomaticNumber:
        """Count a paragraph and return its number; empty where it has none, or a bullet."""
        number_id, at = self._position(paragraph)
        instance = self._instances.get(number_id or "")
        if number_id is None or instance is None:
            return AutomaticNumber("")
        key, levels = self._levels_of(instance)
        level = levels.get(at)
        if level is None:
            return AutomaticNumber("")
        counters = self._counters.setdefault(key, {})
        start = level.start
        if (number_id, at) not in self._used:
            self._used.add((number_id, at))
            if at in instance.starts:
                start = instance.starts[at]
                counters.pop(at, None)
        counters[at] = counters[at] + 1 if at in counters else start
        for deeper in [d for d in counters if d > at]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart and at < restart):
                del counters[deeper]
        return _shown(at, levels, counters)

    def _position(self, paragraph: Element) -> tuple[str | None, int]:
        """Return the list and the level that a paragraph belongs to.

        Its own properties come before its style's, and each of the two is inherited by itself.
        """
        properties = paragraph.find(qn("w:pPr"))
        own = None if properties is None else properties.find(qn("w:numPr"))
        number_id = None if own is None else _value(own, "w:numId")
        said = None if own is None else _value(own, "w:ilvl")
        style = self.style_of(paragraph)
        chain = list(self._chain(style))
        level = None if said is None else _number(said, 0)
        if number_id is None:
            number_id = next((s.number_id for _, s in chain if s.number_id is not None), None)
            if level is None:
                level = self._linked_level(number_id, [key for key, _ in chain])
            if level is None:
                level = next((s.level for _, s in chain if s.level is not None), None)
        return (None if number_id in (None, "0") else number_id), level or 0

    def _linked_level(self, number_id: str | None, styles: list[str]) -> int | None:
        """Return the level of the list that names one of *styles* as its own."""
        instance = self._instances.get(number_id or "")
        if instance is None:
            return None
        _, levels = self._levels_of(instance)
        linked = {level.style: at for at, level in levels.items() if level.style}
        return next((linked[style] for style in styles if style in linked), None)

    def _levels_of(self, instance: _Instance) -> tuple[str, dict[int, Level]]:
        """Return the abstract definition of an instance, and its levels with their changes."""
        key = instance.abstract
        for _ in range(_MOST_STYLES):
            link = self._links.get(key)
            chain = self._chain(link)
            linked = next((s.number_id for _, s in chain if s.number_id is not None), None)
            target = self._instances.get(linked or "")
            if target is None or target.abstract == key:
                break
            key = target.abstract
        return key, {**self._abstract.get(key, {}), **instance.levels}

    def _chain(self, style: str | None) -> Iterator[tuple[str, Style]]:
        """Yield a style and the styles that it is based on."""
        seen: set[str] = set()
        while style is not None and style not in seen and len(seen) < _MOST_STYLES:
            seen.add(style)
            found = self._styles.get(style)
            if found is None:
                return
            yield style, found
            style = found.based_on


def _shown(at: int, levels: dict[int, Level], counters: dict[int, int]) -> AutomaticNumber:
    level = levels[at]
    if level.kind == "bullet" or level.hidden:
        return AutomaticNumber("")
    known = True

    def replace(found: re.Match[str]) -> str:
        nonlocal known
        other = int(found[1]) - 1
        said = levels.get(other, Level())
        count = counters.get(other, said.start)
        if said.kind in ("none", "bullet"):
            return ""
        kind = "decimal" if level.legal else said.kind
        if kind == "custom":
            return str(count).zfill(said.digits)
        text = format_number(kind, count)
        known = known and text is not None
        return str(count) if text is None else text

    text = _LEVEL.sub(replace, level.text).strip()
    if level.kind == "none" and not _SAYS.search(text):
        return AutomaticNumber("")
    return AutomaticNumber(text, known)


def _levels(parent: Element) -> Iterator[tuple[int, Level]]:
    for level in parent.iterchildren(qn("w:lvl")):
        at = _number(_attribute(level, "w:ilvl"), 0)
        if at >= _LEVELS:
            continue
        found = level.find(f".//{qn('w:numFmt')}")
        kind = None if found is None else _attribute(found, "w:val")
        form = None if found is None else _attribute(found, "w:format")
        restart = _value(level, "w:lvlRestart")
        legal = level.find(qn("w:isLgl"))
        hidden = level.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
        yield (
            at,
            Level(
                start=_number(_value(level, "w:start"), 0 if kind == "bullet" else 1),
                kind=kind or "decimal",
                text=_value(level, "w:lvlText") or "",
                restart=None if restart is None else _number(restart, 0),
                legal=legal is not None and _is_on(legal),
                style=_value(level, "w:pStyle"),
                hidden=hidden is not None and _is_on(hidden),
                digits=len((form or "").partition(",")[0]),
            ),
        )


def _styles(styles: Element | None) -> dict[str, Style]:
    found: dict[str, Style] = {}
    for style in () if styles is None else styles.iterchildren(qn("w:style")):
        properties = style.find(qn("w:pPr"))
        numbers = None if properties is None else properties.find(qn("w:numPr"))
        level = None if numbers is None else _value(numbers, "w:ilvl")
        outline = None if properties is None else _value(properties, "w:outlineLvl")
        found[_attribute(style, "w:styleId") or ""] = Style(
            name=_value(style, "w:name") or "",
            based_on=_value(style, "w:basedOn"),
            number_id=None if numbers is None else _value(numbers, "w:numId"),
            level=None if level is None else _number(level, 0),
            outline=None if outline is None else _number(outline, _LEVELS),
        )
    return found


def _default_style(styles: Element | None) -> str | None:
    for style in () if styles is None else styles.iterchildren(qn("w:style")):
        if _attribute(style, "w:default") == "1" and _attribute(style, "w:type") == "paragraph":
            return _attribute(style, "w:styleId")
    return None


def _attribute(element: Element, name: str) -> str | None:
    return element.get(qn(name))


def _value(parent: Element, name: str) -> str | None:
    found = parent.find(qn(name))
    return None if found is None else _attribute(found, "w:val")


def _is_on(element: Element) -> bool:
    return _attribute(element, "w:val") not in _OFF


def _number(text: str | None, default: int) -> int:
    """Return *text* as a number; what is none, or too long to be meant, is the default."""
    return int(text) if text is not None and re.fullmatch(r"[0-9]{1,9}", text) else default
