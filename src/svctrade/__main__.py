"""The command line: ``svctrade`` or ``python -m svctrade``."""

from __future__ import annotations

import sys

from .exceptions import MissingExtraError, import_optional

MISSING_EXTRA = 3


def main() -> None:
    """Run the command line, or say what it needs."""
    try:
        for library in ("click", "rich"):
            import_optional(library, "cli")
    except MissingExtraError as error:
        print(f"svctrade: {error}", file=sys.stderr)  # noqa: T201  # a command prints
        sys.exit(MISSING_EXTRA)
    from ._cli import main as run

    run()


if __name__ == "__main__":
    main()
