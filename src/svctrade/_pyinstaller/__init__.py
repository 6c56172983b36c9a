"""PyInstaller's hook for the package; the entry point ``pyinstaller40`` leads here."""

from pathlib import Path


def hook_directories() -> list[str]:
    """Return the folder of the hook."""
    return [str(Path(__file__).parent)]
