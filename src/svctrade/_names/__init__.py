"""Names: normalize, look up exactly, suggest the closest."""

from .counterparts import counterparts_of, is_counterpart
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
    "counterparts_of",
    "is_counterpart",
    "normalize_name",
    "normalize_script",
    "number_text",
    "simplified_from",
    "simplify",
    "whole_number",
    "writes_traditional",
]
