"""The command line: ``svctrade`` or ``python -m svctrade``."""

from __future__ import annotations

import sys
from importlib import import_module

MISSING_EXTRA, UNREADABLE, INTERRUPTED = 3, 4, 130


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        _import_libraries()
        import_module("svctrade._cli").main()
    except Exception as error:
        from .exceptions import DataError

        if not isinstance(error, DataError):
            raise
        # A file of the package is damaged.
        print(f"svctrade: {error}", file=sys.stderr)  # noqa: T201  # a command prints
        sys.exit(UNREADABLE)
    except KeyboardInterrupt:
        # Loading takes a moment, in which Ctrl-C can come.
        sys.exit(INTERRUPTED)


def _import_libraries() -> None:
    """Import what the command line needs, or say that it is missing."""
    library = "click"
    try:
        import_module(library)
        library = "rich"
        import_module(library)
    except ImportError:
        from .exceptions import MissingExtraError

        error = MissingExtraError(library, "cli")
        print(f"svctrade: {error}", file=sys.stderr)  # noqa: T201  # a command prints
        sys.exit(MISSING_EXTRA)


if __name__ == "__main__":
    main()
