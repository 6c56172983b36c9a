"""Libraries that an extra installs, loaded when what needs them is asked for."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from .exceptions import MissingExtraError


def need(module: str, extra: str) -> ModuleType:
    """Return *module*, which the *extra* installs.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError(module.partition(".")[0], extra) from error
