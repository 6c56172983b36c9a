"""The catalogue of Chinese help and messages, compiled for gettext from its .po file."""

from __future__ import annotations

import io
from datetime import datetime, timezone
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

CATALOGUE = "_cli/locale/zh/LC_MESSAGES/svctrade"
SOURCE = Path(__file__).parent.parent / "src" / "svctrade" / f"{CATALOGUE}.po"


def compiled(source: bytes) -> bytes:
    """Return the .mo file of a .po file.

    Args:
        source: the content of a .po file, such as that of `SOURCE`.

    Raises:
        ValueError: a message has no translation.
    """
    catalogue = read_po(io.BytesIO(source), locale="zh")
    empty = [message.id for message in catalogue if message.id and not message.string]
    if empty:
        raise ValueError(f"no translation of {empty}")
    # The same source gives the same file on every day.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=timezone.utc)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()
