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
    named = {c: f"u{ord(c):04X}" for c in characters}
    names = [".notdef", *named.values()]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): name for c, name in named.items()})
    builder.setupGlyf(dict.fromkeys(names, box))
    widths = {name: (500 if c.isascii() else 1000, 100) for c, name in named.items()}
    builder.setupHorizontalMetrics({".notdef": (1000, 100), **widths})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.save(path)
    return path


# ASCII, quotation marks and dashes, Roman numerals, Chinese punctuation, private use, full width.
OTHERS = ((0x20, 0x7F), (0x2010, 0x2030), (0x2160, 0x2170), (0x3000, 0x3020), (0xE001, 0xE005))


@cache
def full_font() -> Path:
    """Return the path of a font with all Chinese characters of the tests."""
    ranges = (*OTHERS, (0x4E00, 0x9FFF), (0xFF00, 0xFF5F))
    return build_font(
        Path(mkdtemp()) / "test.ttf", "".join(chr(c) for r in ranges for c in range(*r))
    )
