"""Names in the form in which they are compared."""

import json
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from numbers import Integral, Real

from .._io import decoded


def normalize_name(name: str) -> str:
    """Return the form in which names are compared.

    Unicode NFKC, case folded, without white space, traditional characters read as simplified.
    Characters without width, which come along when text is copied, count as white space, and a
    typographic apostrophe as a plain one.

    Raises:
        DataError: the table of characters is missing or damaged.

    >>> normalize_name(" Ｘi’an "), normalize_name("（一）"), normalize_name("廈門")
    ("xi'an", '(一)', '厦门')
    """
    return _normalized(name) if len(name) < _LONG else _fold(name, _simplified())


# The same names are compared again and again: with each edition that is read, and each question.
# All known names are kept: a document takes 15 % longer with 1,024.
_LONG, _KEPT = 64, 8192


@lru_cache(_KEPT)
def _normalized(name: str) -> str:
    return _fold(name, _simplified())


def writes_traditional(name: str) -> bool:
    """Whether *name* has characters that are read as simplified ones.

    >>> writes_traditional("廈門"), writes_traditional("厦门")
    (True, False)
    """
    return normalize_script(name) != normalize_name(name)


def normalize_script(name: str) -> str:
    """Return the normal form of a name in the characters that it is written in."""
    return _fold(name, {})


def _fold(name: str, readings: Mapping[int, str]) -> str:
    # One step can make another one possible: without its space, an accent joins its letter.
    while True:
        folded = unicodedata.normalize("NFKC", _cut_marks(name)).casefold().translate(_PLAIN)
        folded = "".join(folded.translate(readings).split())
        if folded == name:
            return name
        name = folded


def _cut_marks(name: str) -> str:
    """Return a long *name* with a joiner after each 30 combining marks in a row.

    It is the Stream-Safe Text Format of Unicode (UAX 15). To order a run of marks takes time that
    grows with the square of its length.
    """
    if len(name) < _LONG or name.isascii():
        return name
    pieces: list[str] = []
    marks = 0
    for character in name:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > _MOST_MARKS:
            pieces.append(_JOINER)
            marks = 1
        pieces.append(character)
    return "".join(pieces)


_MOST_MARKS, _JOINER = 30, "\u034f"
_WITHOUT_WIDTH = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_PLAIN = str.maketrans(dict.fromkeys(_WITHOUT_WIDTH, "") | dict.fromkeys("‘’ʼ", "'"))


def simplify(name: str) -> str:
    """Return a name that is normal already with traditional characters read as simplified.

    >>> simplify("乾安县")
    '干安县'
    """
    return name.translate(_simplified())


@cache
def _simplified() -> dict[int, str]:
    return decoded("names/traditional.json", simplified_from)


def simplified_from(table: str) -> dict[int, str]:
    """Return which characters are read as which, from the JSON of the table that says it."""
    raw: dict[str, str] = json.loads(table)
    return {ord(c): simplified for simplified, traditional in raw.items() for c in traditional}


def whole_number(value: object, *, floats: bool = False) -> int | None:
    """Return *value* as an ``int`` where it is a whole number, NumPy's too; else ``None``.

    A float that is whole counts where *floats* says so, and a ``bool`` never.

    >>> whole_number(7), whole_number(True), whole_number(7.0), whole_number(7.0, floats=True)
    (7, None, None, 7)
    """
    if isinstance(value, bool):
        return None
    if floats and isinstance(value, Real):
        number = float(value)
        return int(number) if number.is_integer() else None
    return int(value) if isinstance(value, Integral) else None


def number_text(number: int) -> str:
    """Return *number* as text, in hexadecimal where Python would refuse to write so many digits."""
    return str(number) if number.bit_length() <= _WRITTEN_BITS else hex(number)


_WRITTEN_BITS = 64
