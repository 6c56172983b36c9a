"""Names: normalize, look up exactly, suggest the closest."""

from .directory import Directory
from .normalize import (
    normalize_name,
    normalize_script,
    number_text,
    simplified_from,
    simplify,
    whole_number,
    writes_traditional,
)
from .suggest import closest_matches

__all__ = [
    "Directory",
    "closest_matches",
    "normalize_name",
    "normalize_script",
    "number_text",
    "simplified_from",
    "simplify",
    "whole_number",
    "writes_traditional",
]
