"""The command line, in the words of the Python API.

Exit codes: 0 for a result, also an empty one; 1 where ``check`` or ``verify`` finds a fault; 2 for
a query with a wrong name, option or command; 3 where an extra is missing; 4 for a file that cannot
be read or written.

All commands are imported at start. What only some of them need (the grammar, the readers, strict
JSON) is imported in their functions.
"""

from .app import main

__all__ = ["main"]
