"""Characters, dates and labels that the readers of several formats look for."""

from __future__ import annotations

import re
from datetime import date

_DATE = re.compile(
    r"(?P<year>(?:19|20)[0-9]{2})\s*[年\-./]\s*(?P<month>[0-9]{1,2})\s*[月\-./]\s*(?P<day>[0-9]{1,2})"
)
_FULL_WIDTH_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")

# What has no width: zero-width spaces and joiners, directional marks, soft hyphens, controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)

# Han characters, kana, and the punctuation that goes with them.
WIDE = (
    "\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "‘’“”…—·①-⓿㈠-㉃\U00020000-\U0003ffff"
)
_WIDE = re.compile(f"[{WIDE}]")
_NARROW = re.compile("[\x20-\x7e]")

# A label that begins a paragraph: 一、 （一） 1. 1、 （1） ① 第一条 一是 附件.
LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百千〇零0-9０-９]{1,6}[章节条部分]"
    r"|[一二三四五六七八九十百]{1,5}[、．.](?![一二三四五六七八九十]、)"
    r"|[（(〔\[]\s*(?:[一二三四五六七八九十百]{1,5}|[0-9０-９]{1,3})\s*[）)〕\]]"
    r"|[0-9０-９]{1,3}\s*(?:[、．)）]|\.(?![0-9](?!(?:[0-9]{3}\s*年|[0-9]?\s*[月日]))))"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}[\s、．](?=\s*\D)"
    r"|[①-⓿㈠-㉃]"
    r"|附件\s*[0-9一二三四五六七八九十]{0,3}\s*(?:[:：]|$))"
)
TERMINAL = re.compile(r"[。！？；：!?;:][）)〕】\]］”’」』]*$|[）)〕】\]］]$")


def parse_date(text: str | None) -> date | None:
    """Return the first full date in *text*, or ``None``.

    >>> parse_date("２０２３年５月２５日")
    datetime.date(2023, 5, 25)
    """
    found = _DATE.search((text or "").translate(_FULL_WIDTH_DIGITS))
    if found is None:
        return None
    try:
        return date(*(int(found[part]) for part in ("year", "month", "day")))
    except ValueError:  # such as 2023年13月1日
        return None


def tidy(text: str) -> str:
    r"""Return *text* without what is invisible: characters of no width, and spaces around it.

    >>> tidy("\u3000\u3000一、总体\u200b要求\xa0")
    '一、总体要求'
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", text).replace("\xa0", " ")
    return text.strip()


def visual_width(text: str) -> float:
    """Return how wide *text* is, in Chinese characters: a Latin letter or digit is half of one.

    >>> visual_width("2023年")
    3.0
    """
    return len(text) - len(_NARROW.findall(text)) / 2


def separator(first: str, second: str) -> str:
    """Return what separates two lines of a paragraph: a space between Latin words, or nothing.

    >>> separator("市工业和", "信息化局"), separator("trade in", "services")
    ('', ' ')
    """
    if not first or not second:
        return ""
    end, start = first[-1], second[0]
    if _WIDE.match(end) or _WIDE.match(start) or end.isspace() or start.isspace():
        return ""
    if end.isdigit() and start.isdigit():
        return ""
    return "" if end in "-/" or start in "-/.,;:)]%" else " "


def count_wide(text: str) -> int:
    """Return how many characters of *text* are Han or of their width."""
    return len(_WIDE.findall(text))


def is_wide(character: str) -> bool:
    """Return whether the character is Han, or punctuation of its width."""
    return _WIDE.match(character) is not None


_CLOSERS = "，。、；：！？）》〉」』】〕］”’…,;:!?)\\]%％"
# Programs differ about quotation marks: some break on neither side of one.
_UNBREAKABLE = re.compile(
    r"[（《〈「『【〔［“‘(\[]*(?:[0-9A-Za-z][\x21-\x7e]*|.)"
    rf"(?:[{_CLOSERS}]+[0-9A-Za-z]*|[“‘”’]+.)*"
)


def unbreakable(text: str) -> str:
    """Return the beginning of *text* in which no line is broken.

    >>> unbreakable("海）”网上平台"), unbreakable("REITs产品")
    ('海）”', 'REITs')
    """
    found = _UNBREAKABLE.match(text)
    return found[0] if found else ""
