"""A font for tests, the same on every machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Svctrade Test"


def build_font(path: Path, characters: str, family: str = FAMILY) -> Path:
    """Write a font in which each of *characters* is a box."""
    pen = TTGlyphPen(None)
    for n, corner in enumerate([(100, 0), (100, 700), (900, 700), (900, 0)]):
        (pen.lineTo if n else pen.moveTo)(corner)
    pen.closePath()
    box = pen.glyph()
    names = [".notdef", *(f"u{ord(c):04X}" for c in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"u{ord(c):04X}" for c in characters})
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(path)
    return path


@cache
def full_font() -> Path:
    """Return the path of a font with all Chinese characters of the tests."""
    ideographs = map(chr, range(0x4E00, 0x9FFF))
    others = map(chr, [*range(0x20, 0x7F), *range(0x3000, 0x3020), *range(0xFF00, 0xFF5F)])
    return build_font(Path(mkdtemp()) / "test.ttf", "".join([*others, *ideographs]))
