"""Write the bundled editions as Python: what `svctrade` answers from, made out of the data.

The records of an edition become the expressions that make them, so that there is one way to make a
record: its class. What stands in several places, such as a body, is a function that makes it once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, cast

import attrs

from svctrade import Body, Edition, Region, Span
from svctrade._actors import KNOWN
from svctrade._indexing import make_index
from svctrade._model import BESIDE

# Short lines make small modules: what stands where takes less room.
_LINES = ",\n"
# Many a measure names no region: these modules are loaded where one is made.
LATE = ("_regions", "regions")
# How many measures stand in a module: a question needs those that have its answer.
PAGE = 16
_HEADING = '"""Written by tools/build_code.py from the data: not to be edited."""\n\n'


def code(
    names: Sequence[tuple[Body | Region, ...]], editions: dict[str, Edition], sum_: str
) -> dict[str, str]:
    """Return the modules of ``_compiled`` by file name.

    *names* are the bodies and the regions that are known, and *sum_* is that of all the data.
    """
    files = {
        "__init__.py": f"{_HEADING}EDITIONS = {tuple(editions)!r}\nPAGE = {PAGE}\nSUM = {sum_!r}\n"
    }
    whole = Writer()
    whole.count((*editions.values(), *names))
    bodies, regions = (whole.module(name) for name in ("bodies", "regions"))
    bodies.unfinished("BODIES", names[0], KNOWN, "known", 0)
    regions.line(f"REGIONS = {regions.functions(names[1])}")
    whole.module("known").rest(names[0], KNOWN)
    for id_, edition in editions.items():
        files[f"index_{id_}.py"] = _index(edition)
        tasks = whole.module(f"tasks_{id_}")
        tasks.line(f"TASKS = {tasks.functions(edition.tasks)}")
        for at in range(0, len(edition.measures), PAGE):
            page = whole.module(f"measures_{id_}_{at // PAGE}")
            part = edition.measures[at : at + PAGE]
            page.unfinished("MEASURES", part, BESIDE, f"beside_{id_}", at)
        whole.module(f"beside_{id_}").rest(edition.measures, BESIDE)
        whole.module(f"edition_{id_}").edition(edition)
    return files | {f"{module.name}.py": str(module) for module in whole.modules}


def _index(edition: Edition) -> str:
    index = make_index(edition)
    names = "".join(f"        {kind!r}: {_dict(forms)},\n" for kind, forms in index.names.items())
    parts = {
        "numbers": repr(index.numbers),
        "names": f"{{\n{names}    }}",
        "offices": _dict(index.offices),
        "masks": _dict(index.masks),
    }
    lines = [f"    {name!r}: {text},\n" for name, text in parts.items()]
    return f"{_HEADING}INDEX = {{\n{''.join(lines)}}}\n"


def _dict(value: Mapping[Any, Any]) -> str:
    """Return a dictionary of constants in the form that loads fastest."""
    return f"dict(zip({tuple(value)!r}, {tuple(value.values())!r}))"


class Writer:
    """Modules that are written, and which record stands where."""

    def __init__(self) -> None:
        self.modules: list[Module] = []
        self.uses: Counter[int] = Counter()
        # The function that makes a record, and the module that it stands in, by identity.
        self.places: dict[int, tuple[Module, str]] = {}

    def count(self, value: object) -> None:
        """Count how often each record is used."""
        for part in _parts(value):
            if attrs.has(type(part)):
                self.uses[id(part)] += 1
                if self.uses[id(part)] > 1:
                    continue
            self.count(part)

    def module(self, name: str) -> Module:
        """Begin a module."""
        module = Module(self, name)
        self.modules.append(module)
        return module


class Module:
    """A module that is written."""

    def __init__(self, writer: Writer, name: str) -> None:
        self.writer = writer
        self.name = name
        self.lines: list[str] = []
        self.imports: dict[str, set[str]] = {}
        self.late: dict[str, str] = {}

    def line(self, text: str) -> None:
        """Add a statement."""
        self.lines.append(text)

    def functions(self, records: Iterable[Any]) -> str:
        """Return the functions that make *records*, as a tuple."""
        return _tuple(self._function(record) for record in records)

    def unfinished(
        self, name: str, records: Sequence[Any], later: tuple[str, ...], module: str, at: int
    ) -> None:
        """Add the functions that make *records*, but for what is *later* made by *module*."""
        self._import("_record", "later")
        self.late[module] = f"_compiled.{module}"
        given = dict.fromkeys(later, "")
        for n, record in enumerate(records, start=at):
            text = self._expression(record, **given)
            self._add(record, f"later({text}, {later!r}, lambda: {module}.REST[{n}]())")
        self.line(f"{name} = {self.functions(records)}")

    def rest(self, records: Sequence[Any], later: tuple[str, ...]) -> None:
        """Add what gives, for each of *records*, the fields that it is made without."""
        made = [_tuple(self._part(getattr(r, field)) for field in later) for r in records]
        self.line(f"REST = {_tuple(f'lambda: {text}' for text in made)}")

    def edition(self, edition: Edition) -> None:
        """Add a function that makes *edition* of the text of its source."""
        self._import("_edition", "Source")
        source = f"Source(text, {edition.source.sha256!r})"
        self.line(f"def edition(text):\n    return {self._expression(edition, source=source)}")

    def _expression(self, value: Any, **given: str) -> str:
        """Return the expression that makes *value*; *given* are those of fields, by their names."""
        if attrs.has(type(value)):
            return f"{self._type(value)}({_LINES.join(self._arguments(value, given))})"
        if isinstance(value, Enum):
            return f"{self._type(value)}.{value.name}"
        if isinstance(value, date):
            self._import("_record", "date")
            return repr(value).removeprefix("datetime.")
        if isinstance(value, tuple):
            return _tuple(self._part(part) for part in value)
        return repr(value)

    def _arguments(self, record: Any, given: dict[str, str]) -> Iterator[str]:
        fields = [field for field in attrs.fields(type(record)) if field.init]
        values = [getattr(record, field.name) for field in fields]
        # What is as by default at the end needs not be said.
        while fields and fields[-1].default == values[-1]:
            fields.pop()
            values.pop()
        skipped = False
        for field, value in zip(fields, values, strict=True):
            text = given[field.name] if field.name in given else self._part(value)
            skipped = skipped or not text
            if text:
                yield f"{field.name}={text}" if skipped else text

    def _part(self, value: Any) -> str:
        shared = id(value) in self.writer.places or self.writer.uses[id(value)] > 1
        # A span is as short as the name of what makes it.
        if attrs.has(type(value)) and shared and not isinstance(value, Span):
            return f"{self._function(value)}()"
        return self._expression(value)

    def _function(self, record: Any) -> str:
        """Return the name of the function that makes *record*, written where it is first needed."""
        places = self.writer.places
        if id(record) not in places:
            self._add(record, self._expression(record))
        module, name = places[id(record)]
        if module is not self and module.name in LATE:
            self.late[module.name] = f"_compiled.{module.name}"
            return f"{module.name}.{name}"
        if module is not self:
            self._import(f".{module.name}", name)
        return name

    def _add(self, record: Any, text: str) -> None:
        """Add a function that makes *record*; *text* is the expression."""
        name = f"{type(record).__name__.lower()}_{len(self.writer.places)}"
        self._import("_late", "once")
        self.line(f"@once\ndef {name}():\n    return {text}")
        self.writer.places[id(record)] = self, name

    def _type(self, value: object) -> str:
        """Return the name of a value's type, and see that it is there."""
        module, name = type(value).__module__.removeprefix("svctrade."), type(value).__name__
        if module in LATE:
            self.late[module] = module
            return f"{module}.{name}"
        self._import(module, name)
        return name

    def _import(self, module: str, name: str) -> None:
        self.imports.setdefault(module, set()).add(name)

    def __str__(self) -> str:
        if self.late:
            self._import("_late", "Late")
        imports = [
            f"from {'..' * module.startswith('_')}{module} import {', '.join(sorted(names))}\n"
            for module, names in sorted(self.imports.items())
        ]
        late = [f'{name} = Late("{module}")\n' for name, module in sorted(self.late.items())]
        return f"{_HEADING}{''.join(imports + late)}\n" + "\n\n".join(self.lines) + "\n"


def _parts(value: object) -> Iterator[object]:
    if isinstance(value, tuple):
        yield from value
    elif attrs.has(type(value)):
        fields = attrs.fields(cast("type[attrs.AttrsInstance]", type(value)))
        yield from (getattr(value, field.name) for field in fields if field.init)


def _tuple(expressions: Iterable[str]) -> str:
    return f"({''.join(f'{expression}{_LINES}' for expression in expressions)})"
