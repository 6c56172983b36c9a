"""The command line: ``svctrade`` or ``python -m svctrade``."""

from __future__ import annotations

import sys
from importlib import import_module

from .exceptions import DataError, MissingExtraError, import_optional

MISTAKE, MISSING_EXTRA, INTERRUPTED = 2, 3, 130


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        for library in ("click", "rich"):
            import_optional(library, "cli")
        import_module("svctrade._cli").main()
    except MissingExtraError as error:
        print(f"svctrade: {error}", file=sys.stderr)  # noqa: T201  # a command prints
        sys.exit(MISSING_EXTRA)
    except DataError as error:
        print(f"svctrade: {error}", file=sys.stderr)  # noqa: T201  # a command prints
        sys.exit(MISTAKE)
    except KeyboardInterrupt:
        # Loading takes a moment, in which Ctrl-C can come.
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
