"""Find an installed font that has the characters of a text."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from ..exceptions import FontError, import_optional

# The folders of installed fonts.
_FOLDERS = {
    "win32": ("%WINDIR%/Fonts", "%LOCALAPPDATA%/Microsoft/Windows/Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}
_ELSEWHERE = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_SUFFIXES = (".ttf", ".otf", ".ttc", ".otc")
# Sans-serif families with simplified characters, in order of preference.
_PREFERRED = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans GB",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
    "SimSun",
)
# Every font has the characters before this one.
_FIRST_CHINESE = "\u2e80"
_FAMILY = (1, 16)


@attrs.frozen
class Font:
    """A font: its *family*, the *path* of its file, and its *position* in that file."""

    family: str
    path: Path
    position: int = 0

    def lacks(self, text: str) -> str:
        """Return the Chinese characters of *text* that the font does not have."""
        with _faces(self.path) as faces:
            known: dict[int, str] = faces[self.position].getBestCmap() or {}
        return "".join(c for c in _chinese(text) if ord(c) not in known)


def find_font(text: str, family: str | None = None) -> Font | None:
    """Return an installed font that has the Chinese characters of *text*.

    Where it has none and no font is installed, there is none to return, and none is needed.

    Args:
        text: what is to be drawn.
        family: the family of the font; by default any.

    Raises:
        MissingExtraError: fontTools is not installed.
        FontError: no font has them.
    """
    known = _installed()
    if family is not None:
        found = known.get(family.casefold())
        if found is None or found.lacks(text):
            raise FontError(family, found.lacks(text) if found else "")
        return found
    preferred = (known[name.casefold()] for name in _PREFERRED if name.casefold() in known)
    for font in (*preferred, *known.values()):
        if not font.lacks(text):
            return font
    if chinese := "".join(_chinese(text)):
        raise FontError(None, chinese)
    return None


def _chinese(text: str) -> Iterator[str]:
    """Yield each character of *text* that a font may lack, without repetitions."""
    return (c for c in dict.fromkeys(text) if c >= _FIRST_CHINESE)


@cache
def _installed() -> dict[str, Font]:
    """Return the installed fonts by their case-folded family; damaged files are left out."""
    found: dict[str, Font] = {}
    library = import_optional("fontTools.ttLib", "charts")
    for path in _files():
        try:
            with _faces(path) as faces:
                named = [
                    {n.toUnicode() for n in face["name"].names if n.nameID in _FAMILY}
                    if "cmap" in face and "name" in face
                    else set[str]()
                    for face in faces
                ]
        except (OSError, KeyError, ValueError, AssertionError, struct.error, library.TTLibError):
            continue
        for position, families in enumerate(named):
            for family in sorted(families):
                found.setdefault(family.casefold(), Font(family, path, position))
    return found


def _files() -> Iterator[Path]:
    for folder in _FOLDERS.get(sys.platform, _ELSEWHERE):
        path = Path(os.path.expandvars(folder)).expanduser()
        yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in _SUFFIXES)


@contextmanager
def _faces(path: Path) -> Generator[list[Any], None, None]:
    """Open a file, and give the fonts in it."""
    library = import_optional("fontTools.ttLib", "charts")
    with path.open("rb") as file:
        if path.suffix.lower() in (".ttc", ".otc"):
            yield library.TTCollection(file, lazy=True).fonts
        else:
            yield [library.TTFont(file, lazy=True)]
