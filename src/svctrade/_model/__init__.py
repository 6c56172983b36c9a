"""The records: what an edition says, immutable and with all references resolved."""

from typing import TYPE_CHECKING

from .annotations import MOST_MARKS, MOST_NOTES, Event, Note, list_events, notes_about
from .entities import Body, Change, Name, NamedEntity, Region
from .layers import SCHEMES, Item, Layer, Reading, Scheme, Tag
from .measures import (
    Assignment,
    Coverage,
    Lead,
    Measure,
    Party,
    Task,
    annotation_rows,
    coverage_parts,
    tags_of,
)
from .publication import CitationStyle, Publication
from .record import Named, Order, Ordered, Record
from .text import Place, Span, as_date, number_ranges
from .vocabulary import (
    ANNEX,
    COLUMNS,
    NOTES,
    RELATIONS,
    AtLeast,
    Basis,
    BasisName,
    Certainty,
    CertaintyName,
    ChangeKind,
    Confidence,
    ConfidenceName,
    DayKind,
    Key,
    Labelled,
    Language,
    NameKind,
    Role,
    RoleName,
    Tie,
    in_english,
    member,
    relation_label,
)

if TYPE_CHECKING:
    from .edition import Edition, Erratum, Outsider, Source, ordered, statement_text
    from .review_items import NAME_KINDS, ReviewGroup, ReviewItem, ReviewKind

__all__ = [
    "ANNEX",
    "COLUMNS",
    "MOST_MARKS",
    "MOST_NOTES",
    "NAME_KINDS",
    "NOTES",
    "RELATIONS",
    "SCHEMES",
    "Assignment",
    "AtLeast",
    "Basis",
    "BasisName",
    "Body",
    "Certainty",
    "CertaintyName",
    "Change",
    "ChangeKind",
    "CitationStyle",
    "Confidence",
    "ConfidenceName",
    "Coverage",
    "DayKind",
    "Edition",
    "Erratum",
    "Event",
    "Item",
    "Key",
    "Labelled",
    "Language",
    "Layer",
    "Lead",
    "Measure",
    "Name",
    "NameKind",
    "Named",
    "NamedEntity",
    "Note",
    "Order",
    "Ordered",
    "Outsider",
    "Party",
    "Place",
    "Publication",
    "Reading",
    "Record",
    "Region",
    "ReviewGroup",
    "ReviewItem",
    "ReviewKind",
    "Role",
    "RoleName",
    "Scheme",
    "Source",
    "Span",
    "Tag",
    "Task",
    "Tie",
    "annotation_rows",
    "as_date",
    "coverage_parts",
    "in_english",
    "list_events",
    "member",
    "notes_about",
    "number_ranges",
    "ordered",
    "relation_label",
    "statement_text",
    "tags_of",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        # A first measure needs no edition (`python -m benchmarks cold`).
        if name in {"Edition", "Erratum", "Outsider", "Source", "ordered", "statement_text"}:
            from importlib import import_module

            return getattr(import_module(f"{__name__}.edition"), name)
        if name in {"NAME_KINDS", "ReviewGroup", "ReviewItem", "ReviewKind"}:
            from importlib import import_module

            return getattr(import_module(f"{__name__}.review_items"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
