"""The command line: ``svctrade`` or ``python -m svctrade``."""

from __future__ import annotations

import sys
from importlib import import_module

from ._extras import need
from .exceptions import MissingExtraError

MISSING_EXTRA = 3


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        for library in ("click", "rich"):
            need(library, "cli")
    except MissingExtraError as error:
        print(f"svctrade: {error}", file=sys.stderr)  # noqa: T201  # a command prints
        sys.exit(MISSING_EXTRA)
    import_module("svctrade._cli").main()


if __name__ == "__main__":
    main()
