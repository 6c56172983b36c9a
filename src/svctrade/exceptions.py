"""Errors, the import of optional libraries, and the escaping of what is printed."""

import re
from collections.abc import Callable, Mapping
from functools import wraps
from importlib import import_module
from types import ModuleType
from typing import ParamSpec

import attrs

P = ParamSpec("P")

__all__ = [
    "AmbiguousNameError",
    "DataError",
    "DocumentError",
    "EditionWarning",
    "FontError",
    "MissingExtraError",
    "NotInEditionError",
    "Problem",
    "SvctradeError",
    "UnknownNameError",
]


# -- what is printed ------------------------------------------------------------------------------

# All control characters but line feed and tab, line separators, the controls of the direction of
# writing, and halves of a surrogate pair, which no terminal can show.
_CONTROLS = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff"
    "\ufffe\uffff]"
)


def escape_controls(text: str) -> str:
    r"""Return *text* with characters made visible: commands to a terminal, and what is no text.

    Those that turn the direction of writing are commands too.

    >>> escape_controls("\x1b[31m\x7f\x9b\u202e")
    '␛[31m␡\\x9b\\u202e'
    """
    return re.sub(_CONTROLS, _visible, text)


def _visible(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if code < _PICTURES:
        return chr(_FIRST_PICTURE + code)
    return _DELETE if character == "\x7f" else repr(character)[1:-1]


# Unicode has a picture of each control character of ASCII.
_FIRST_PICTURE, _PICTURES, _DELETE = 0x2400, 0x20, "\u2421"


def escaped(write: Callable[P, str]) -> Callable[P, str]:
    r"""Let a method that returns what is printed escape its control characters.

    >>> escaped(lambda: "\x1b[31m")()
    '␛[31m'
    """

    @wraps(write)
    def write_escaped(*args: P.args, **kwargs: P.kwargs) -> str:
        return escape_controls(write(*args, **kwargs))

    return write_escaped


# -- errors ---------------------------------------------------------------------------------------

# Where every known name of a kind is listed.
_LISTINGS = {
    "body": "svctrade.bodies()",
    "region": "svctrade.regions()",
    "task": "svctrade.tasks()",
    "measure": "svctrade.measures().numbers",
    "column": "Table.names",
    **dict.fromkeys(("service", "mode", "topic"), "Edition.layer"),
    "edition": "svctrade.editions()",
    "file": "svctrade.load(), read_document() or read_table() reads a file",
    "framework": "Edition.frameworks",
    "document": "Edition.events",
    "group": "Region.group",
    "region group": "svctrade.regions(group={!r}) returns",
}


class SvctradeError(Exception):
    """The base of every error that svctrade defines.

    >>> issubclass(UnknownNameError, SvctradeError)
    True
    """

    __module__ = "svctrade"


class UnknownNameError(SvctradeError, LookupError):
    """The name matches nothing known.

    Args:
        kind: what was looked up: ``"body"``, ``"region"``, ``"task"``, ``"measure"``, ….
        name: the name that was given.
        suggestions: the most similar known names first, or all where there are few; known names
            with the same beginning; or each name, where several were given as one.
        group: the regional group with that name, where it names several regions together.

    >>> import svctrade
    >>> svctrade.body("移民居")
    Traceback (most recent call last):
    ...
    svctrade.UnknownNameError: no body is called '移民居'; did you mean '移民局'?
    """

    __module__ = "svctrade"

    def __init__(
        self,
        kind: str,
        name: str,
        suggestions: tuple[str, ...] = (),
        group: str = "",
    ) -> None:
        super().__init__(kind, name, suggestions, group)
        self.kind = kind
        self.name = name
        self.suggestions = suggestions
        self.group = group

    def __str__(self) -> str:
        return self.as_text()

    @escaped
    def as_text(self, listings: Mapping[str, str] | None = None) -> str:
        """Return the message.

        Args:
            listings: what lists everything known, by kind; functions of Python, unless given.

        >>> import svctrade
        >>> svctrade.UnknownNameError("region", "厦们").as_text({"region": "svctrade regions"})
        "no region is called '厦们'; svctrade regions lists what is known"
        """
        listings = listings or _LISTINGS
        if self.group:
            listing = listings["region group"].format(self.group)
            return (
                f"no {self.kind} is called {_brief(self.name)}: it is a group of several; "
                f"{listing} them"
            )
        listing = listings.get(self.kind, "the documentation")
        near = [repr(suggestion) for suggestion in self.suggestions]
        advice = f"did you mean {' or '.join(near)}?" if near else f"{listing} lists what is known"
        if self.kind == "edition" and _FILE_NAME.search(self.name):
            advice = listings.get("file", _LISTINGS["file"])
        if len(near) > 1 and any(mark in self.name for mark in _BETWEEN_NAMES):
            advice = f"give each by itself: {', '.join(near)}"
        return f"no {self.kind} is called {_brief(self.name)}; {advice}"


def _brief(name: str) -> str:
    """Return *name* quoted and truncated."""
    return repr(name if len(name) <= _LONGEST_SHOWN else name[: _LONGEST_SHOWN - 1] + "…")


_LONGEST_SHOWN = 60
# A folder, or a suffix such as .docx.
_FILE_NAME = re.compile(r"[/\\]|\.[A-Za-z]{2,5}$")
_BETWEEN_NAMES = "、，,；;/|"


class NotInEditionError(SvctradeError, LookupError):
    """The name is known and not part of this edition.

    Args:
        kind: what was looked up.
        name: the name that was given.
        edition: the id of the edition.
        hint: what the name is, and what to use instead.
        successors: the bodies of the edition that took over from it.

    >>> str(NotInEditionError("body", "海关总署", "2031", "it is a body of another edition"))
    "the body '海关总署' is not part of edition 2031: it is a body of another edition"
    """

    __module__ = "svctrade"

    def __init__(
        self, kind: str, name: str, edition: str, hint: str, successors: tuple[str, ...] = ()
    ) -> None:
        super().__init__(kind, name, edition, hint, successors)
        self.kind = kind
        self.name = name
        self.edition = edition
        self.hint = hint
        self.successors = successors

    @escaped
    def __str__(self) -> str:
        name = _brief(self.name)
        successors = " or ".join(map(repr, self.successors))
        advice = f"; ask for {successors}" if successors else ""
        return f"the {self.kind} {name} is not part of edition {self.edition}: {self.hint}{advice}"


class AmbiguousNameError(SvctradeError, LookupError):
    """The name matches several things.

    Args:
        kind: what was looked up.
        name: the name that was given.
        candidates: the names to choose from.

    >>> str(AmbiguousNameError("body", "委", ("发展改革委", "国资委")))
    "'委' fits more than one body; say which: '发展改革委' or '国资委'"
    """

    __module__ = "svctrade"

    def __init__(self, kind: str, name: str, candidates: tuple[str, ...]) -> None:
        super().__init__(kind, name, candidates)
        self.kind = kind
        self.name = name
        self.candidates = candidates

    @escaped
    def __str__(self) -> str:
        choice = " or ".join(repr(c) for c in self.candidates)
        return f"{_brief(self.name)} fits more than one {self.kind}; say which: {choice}"


# The most problems that an error keeps.
MOST_PROBLEMS = 1000


@attrs.frozen
class Problem:
    """A place in a document that cannot be read.

    Args:
        line: the line, from 1.
        column: the column, in characters from 1.
        excerpt: the text from there on.
        expected: what could be read there.
        path: the JSON path, or the cell of a table. A place in a workbook is its sheet, row and
            column, and the line and column are those of the table as CSV.

    >>> print(Problem(12, 3, "移民居负责推进", "a body"))
    line 12, column 3: expected a body, found '移民居负责推进'
    >>> print(Problem(3, 1, "移民居", "a body", "sheet 方案, row 3, column D"))
    sheet 方案, row 3, column D: expected a body, found '移民居'
    """

    __module__ = "svctrade"

    line: int
    column: int
    excerpt: str
    expected: str
    path: str | None = None

    @escaped
    def __str__(self) -> str:
        found = repr(self.excerpt) if self.excerpt else "nothing"
        path = f" ({self.path})" if self.path else ""
        place = f"line {self.line}, column {self.column}{path}"
        if self.path is not None and is_in_workbook(self.path):
            place = self.path  # a workbook has no lines
        return f"{place}: expected {self.expected}, found {found}"


def is_in_workbook(path: str) -> bool:
    """Whether the path of a problem is a place in a workbook.

    >>> is_in_workbook("sheet 方案, row 3, column D"), is_in_workbook("row 3, column 4")
    (True, False)
    """
    return path.startswith(("sheet ", "the workbook"))


class DocumentError(SvctradeError, ValueError):
    """A document cannot be read.

    Args:
        problems: every place that cannot be read.

    >>> import svctrade
    >>> svctrade.parse_responsibility("移民居负责推进")
    Traceback (most recent call last):
    ...
    svctrade.DocumentError: 1 problem in the document:
      line 1, column 1: expected a body, a pilot region or a described group, found '移民居负责推进'
    """

    __module__ = "svctrade"

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems)
        self.problems = problems

    @escaped
    def __str__(self) -> str:
        count = len(self.problems)
        heading = f"{count} problem{'s' if count != 1 else ''} in the document:"
        return "\n  ".join([heading, *map(str, self.problems)])


class EditionWarning(UserWarning):
    """An edition of another package cannot be used; the message names it and the reason.

    >>> issubclass(EditionWarning, UserWarning)
    True
    """

    __module__ = "svctrade"


class MissingExtraError(SvctradeError, ImportError):
    """A library is missing that an extra installs.

    Args:
        library: the name of the library.
        extra: the name of the extra.

    >>> str(MissingExtraError("openpyxl", "excel"))
    "this needs openpyxl: pip install 'openpyxl>=3.1'"
    """

    __module__ = "svctrade"

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(library, extra)
        self.library = library
        self.extra = extra

    @escaped
    def __str__(self) -> str:
        return f"this needs {self.library}: {self.command}"

    @property
    def command(self) -> str:
        """The command that installs the libraries of the extra, wherever svctrade came from.

        >>> import svctrade
        >>> svctrade.MissingExtraError("openpyxl", "excel").command
        "pip install 'openpyxl>=3.1'"
        """
        from importlib.metadata import PackageNotFoundError, requires

        try:
            listed = requires("svctrade") or []
        except PackageNotFoundError:  # a frozen program
            listed = []
        needed = [
            repr(name.strip())
            for name, _, condition in (each.partition(";") for each in listed)
            if condition.replace('"', "'").strip() == f"extra == '{self.extra}'"
        ]
        return f"pip install {' '.join(needed) or repr(f'svctrade[{self.extra}]')}"


class FontError(SvctradeError, LookupError):
    """No installed font has the characters of a chart.

    Args:
        family: the font family that was given, if one was.
        characters: the missing characters; empty where there is no such family.

    >>> str(FontError("Arial", "厦门"))
    "the font 'Arial' has no 厦门; leave font= out, or name one with Chinese characters"
    """

    __module__ = "svctrade"

    def __init__(self, family: str | None, characters: str) -> None:
        super().__init__(family, characters)
        self.family = family
        self.characters = characters

    @escaped
    def __str__(self) -> str:
        shown = self.characters[:_FEW]
        advice = "leave font= out, or name one with Chinese characters"
        if self.family is None:
            return f"no font is installed that has {shown}; install one, such as Noto Sans CJK SC"
        if not self.characters:
            return f"no font is called {self.family!r}; {advice}"
        return f"the font {self.family!r} has no {shown}; {advice}"


_FEW = 8


class DataError(SvctradeError, RuntimeError):
    """A data file or generated module of the package is missing or damaged; reinstall svctrade.

    Args:
        path: the file, below ``svctrade/data``, or a generated module of ``_bundled``.
        expected: what the file should be.
        found: what it is.

    >>> str(DataError("names/bodies.json", "a file", "nothing"))
    'data/names/bodies.json: expected a file, found nothing; reinstall svctrade'
    """

    __module__ = "svctrade"

    def __init__(self, path: str, expected: str, found: str) -> None:
        super().__init__(path, expected, found)
        self.path = path
        self.expected = expected
        self.found = found

    @escaped
    def __str__(self) -> str:
        place = self.path if self.path.startswith("_") else f"data/{self.path}"
        return f"{place}: expected {self.expected}, found {self.found}; reinstall svctrade"


def import_optional(module: str, extra: str) -> ModuleType:
    """Return *module*, which the *extra* installs.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(module.partition(".")[0], extra) from error
