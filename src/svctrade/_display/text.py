"""Texts as they are shown: the width of Chinese, truncation, wrapping, escaping."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import accumulate

WIDTH = 100


def display_width(text: str) -> int:
    """Return how many terminal columns *text* takes; a wide character takes two.

    >>> display_width("厦门 59")
    7
    """
    return sum(_columns_of(character) for character in text)


def _columns_of(character: str) -> int:
    # Quotation marks and dashes are of ambiguous width, and wide where Chinese is set.
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def fit(text: str, width: int) -> str:
    """Return *text*, cut to *width* columns where it is wider, the cut marked by ``…``.

    >>> fit("试点地区负责推进", 10)
    '试点地区…'
    """
    if display_width(text) <= width:
        return text
    ends = accumulate(map(_columns_of, text))
    kept = sum(end <= width - display_width("…") for end in ends)
    return text[:kept] + "…"


def wrap(text: str, width: int, first: str = "", rest: str = "") -> Iterator[str]:
    """Yield *text* in lines of at most *width* columns, the *first* and the *rest* indented.

    Chinese breaks between any two characters, but neither before a closing mark nor in a short
    quotation.

    >>> list(wrap("No clause says “牵头”.", 20))
    ['No clause says', '“牵头”.']
    """
    line = first
    empty = True
    for token in re.findall(_UNBROKEN, text):
        if not empty and display_width(line + token.rstrip()) > width:
            yield line.rstrip()
            line, empty = rest, True
            token = token.lstrip()  # noqa: PLW2901  # a line does not begin with a space
        line += token
        empty = empty and not token
    yield line.rstrip()


# A Latin word, white space, a short quotation or a character, with the closing marks after it.
_CLOSING = "[，。；：”）〕》、),.;]*"
_UNBROKEN = rf"[!-~]+{_CLOSING}|\s+|(?:“[^”\s]{{1,16}}”|[^!-~\s]){_CLOSING}"


def truncate(text: str, length: int = 24) -> str:
    """Return *text*, cut to *length* characters where it is longer, the cut marked by ``…``.

    >>> truncate("按照国家深化改革扩大开放新形势新要求", 8)
    '按照国家深化改…'
    """
    return text if len(text) <= length else text[: length - 1] + "…"


def truncated_repr(text: str) -> str:
    """Return how a long text is shown in the `repr` of a record."""
    return repr(truncate(text))


def escape_markdown(text: str) -> str:
    r"""Return *text* with the characters that Markdown gives a meaning escaped.

    Addresses and names after @, which some programs turn into links, stay text too, and control
    characters are made visible.

    >>> escape_markdown("*甲*|<b>"), escape_markdown("@name www.example.org")
    ('\\*甲\\*\\|\\<b\\>', '\\@name www\\.example\\.org')
    """
    from ..exceptions import escape_controls  # with attrs, which the help of commands does not need

    return re.sub(_ADDRESS, r"\\\g<0>", escape_controls(text).translate(_ACTIVE))


_ACTIVE = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~&@"})
# What makes an address of words: a colon behind a scheme, a dot in the name of a host.
_ADDRESS = r"(?i:(?<=[a-z]):(?=\S)|(?<=[a-z0-9])\.(?=[a-z]{2})|(?<=www)\.)"
