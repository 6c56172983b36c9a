"""The report of `verify`: its checks and their faults."""

import attrs

from ..exceptions import DataError, escaped


@attrs.frozen
class Check:
    """One check of `verify`.

    Args:
        what: what was checked.
        faults: what is wrong; empty where the check passed.

    >>> import svctrade
    >>> print(svctrade.verify().checks[0])
    ok    checksums of 13 files
    """

    __module__ = "svctrade"

    what: str
    faults: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether the check passed.

        >>> import svctrade
        >>> svctrade.verify().checks[0].ok
        True
        """
        return not self.faults

    @escaped
    def __str__(self) -> str:
        heading = f"{'ok' if self.ok else 'FAULT':<6}{self.what}"
        return "\n      ".join([heading, *self.faults])


@attrs.frozen
class Report:
    """The result of `verify`; true where every check passed.

    Args:
        checks: the checks in order.

    >>> import svctrade
    >>> bool(svctrade.verify())
    True
    """

    __module__ = "svctrade"

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        """Whether every check passed.

        >>> import svctrade
        >>> svctrade.verify().ok
        True
        """
        return all(check.ok for check in self.checks)

    def __bool__(self) -> bool:
        return self.ok

    @escaped
    def __str__(self) -> str:
        passed = sum(check.ok for check in self.checks)
        return "\n".join([*map(str, self.checks), f"{passed} of {len(self.checks)} checks hold"])


def fault_of(error: BaseException) -> str:
    """Return what is wrong, from an error that a check ended with."""
    return str(error) if isinstance(error, DataError) else f"{type(error).__name__}: {error}"
