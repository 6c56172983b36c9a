"""The 2020 annex on opening and promoting trade in services in China's pilot regions, as data.

8 tasks and 122 measures, each with who leads, who supports and which regions carry it out.

>>> import svctrade
>>> svctrade.measures().in_region("厦门").led_by("移民局")
<MeasureSet measures().in_region("厦门").led_by("移民局"): 1 measure: 59>
"""

# Each public name is imported when it is first used (PEP 562), so that importing the package loads
# nothing else. Type checkers take this for typing.TYPE_CHECKING; importing `typing` takes as long
# as starting Python.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._api.alignment import align
    from ._api.collection import Collection
    from ._api.comparison import compare
    from ._api.documents import (
        SupportsArrow,
        parse_responsibility,
        read_document,
        read_table,
    )
    from ._api.editions import edition, editions
    from ._api.files import dumps, load, loads, save, schema
    from ._api.folders import read_folder
    from ._api.lookup import bodies, body, region, regions, task, tasks
    from ._api.queries import measure, measures
    from ._api.report import Check, Report
    from ._api.verify import verify
    from ._diff.changes import (
        Added,
        CoverageChanged,
        Difference,
        LeadChanged,
        MetadataChanged,
        Moved,
        PartyAdded,
        PartyRemoved,
        Removed,
        Renumbered,
        Reworded,
        RolesChanged,
    )
    from ._diff.item_alignment import SharedPassage
    from ._diff.matching import Match
    from ._diff.revision import Revision
    from ._display.displayable import Displayable
    from ._display.options import Options, options
    from ._export.charts import save_chart
    from ._export.memo import Memo
    from ._export.review import Review
    from ._export.table import Column, Table
    from ._model import (
        Assignment,
        Basis,
        Body,
        Certainty,
        Change,
        ChangeKind,
        Confidence,
        Coverage,
        DayKind,
        Edition,
        Erratum,
        Event,
        Item,
        Labelled,
        Layer,
        Lead,
        Measure,
        Name,
        Named,
        NamedEntity,
        NameKind,
        Note,
        Ordered,
        Outsider,
        Party,
        Place,
        Publication,
        Reading,
        Record,
        Region,
        ReviewGroup,
        ReviewItem,
        ReviewKind,
        Role,
        Source,
        Span,
        Tag,
        Task,
        Tie,
    )
    from ._model.translation import Translation
    from ._query.alignment import Alignment, Link, LinkedParent
    from ._query.explain import Explanation, Explanations, Reason, Step
    from ._query.measure_set import MeasureSet
    from .exceptions import (
        AmbiguousNameError,
        DataError,
        DocumentError,
        EditionWarning,
        FontError,
        MissingExtraError,
        NotInEditionError,
        Problem,
        SvctradeError,
        UnknownNameError,
    )

__version__ = "1.0.0"

# The public names of each module. A test compares them with the imports above and with `__all__`.
_MODULES = {
    "_api.queries": "measure measures",
    "_api.lookup": "bodies body region regions task tasks",
    "_api.alignment": "align",
    "_api.collection": "Collection",
    "_api.comparison": "compare",
    "_api.editions": "edition editions",
    "_api.documents": "SupportsArrow parse_responsibility read_document read_table",
    "_api.files": "dumps load loads save schema",
    "_api.folders": "read_folder",
    "_api.report": "Check Report",
    "_api.verify": "verify",
    "_diff.item_alignment": "SharedPassage",
    "_diff.changes": (
        "Added CoverageChanged Difference LeadChanged MetadataChanged Moved PartyAdded"
        " PartyRemoved Removed Renumbered Reworded RolesChanged"
    ),
    "_diff.matching": "Match",
    "_diff.revision": "Revision",
    "_display.displayable": "Displayable",
    "_display.options": "Options options",
    "_export.charts": "save_chart",
    "_export.memo": "Memo",
    "_export.review": "Review",
    "_export.table": "Column Table",
    "_model": (
        "Assignment Basis Body Certainty Change ChangeKind Confidence Coverage DayKind"
        " Edition Erratum Event Item Labelled Layer Lead Measure Name NameKind Named NamedEntity"
        " Note Ordered Outsider Party Place Publication Reading Record Region ReviewGroup"
        " ReviewItem ReviewKind Role Source Span Tag Task Tie"
    ),
    "_model.translation": "Translation",
    "_query.alignment": "Alignment Link LinkedParent",
    "_query.explain": "Explanation Explanations Reason Step",
    "_query.measure_set": "MeasureSet",
    "exceptions": (
        "AmbiguousNameError DataError DocumentError EditionWarning FontError"
        " MissingExtraError NotInEditionError Problem SvctradeError UnknownNameError"
    ),
}

__all__ = [
    "Added",
    "Alignment",
    "AmbiguousNameError",
    "Assignment",
    "Basis",
    "Body",
    "Certainty",
    "Change",
    "ChangeKind",
    "Check",
    "Collection",
    "Column",
    "Confidence",
    "Coverage",
    "CoverageChanged",
    "DataError",
    "DayKind",
    "Difference",
    "Displayable",
    "DocumentError",
    "Edition",
    "EditionWarning",
    "Erratum",
    "Event",
    "Explanation",
    "Explanations",
    "FontError",
    "Item",
    "Labelled",
    "Layer",
    "Lead",
    "LeadChanged",
    "Link",
    "LinkedParent",
    "Match",
    "Measure",
    "MeasureSet",
    "Memo",
    "MetadataChanged",
    "MissingExtraError",
    "Moved",
    "Name",
    "NameKind",
    "Named",
    "NamedEntity",
    "NotInEditionError",
    "Note",
    "Options",
    "Ordered",
    "Outsider",
    "Party",
    "PartyAdded",
    "PartyRemoved",
    "Place",
    "Problem",
    "Publication",
    "Reading",
    "Reason",
    "Record",
    "Region",
    "Removed",
    "Renumbered",
    "Report",
    "Review",
    "ReviewGroup",
    "ReviewItem",
    "ReviewKind",
    "Revision",
    "Reworded",
    "Role",
    "RolesChanged",
    "SharedPassage",
    "Source",
    "Span",
    "Step",
    "SupportsArrow",
    "SvctradeError",
    "Table",
    "Tag",
    "Task",
    "Tie",
    "Translation",
    "UnknownNameError",
    "align",
    "bodies",
    "body",
    "compare",
    "dumps",
    "edition",
    "editions",
    "load",
    "loads",
    "measure",
    "measures",
    "options",
    "parse_responsibility",
    "read_document",
    "read_folder",
    "read_table",
    "region",
    "regions",
    "save",
    "save_chart",
    "schema",
    "task",
    "tasks",
    "verify",
]


if not TYPE_CHECKING:  # so that type checkers report a name that does not exist

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name == "exceptions":
            return import_module(f"{__name__}.exceptions")
        for module, names in _MODULES.items():
            if name in names.split():
                globals()[name] = found = getattr(import_module(f"{__name__}.{module}"), name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__", "exceptions"])
