"""The 2020 annex on opening and promoting trade in services in China's pilot regions, as data.

8 tasks and 122 measures, each with who leads, who supports and which regions carry it out.

>>> import svctrade
>>> svctrade.measures().in_region("厦门").led_by("移民局")
<MeasureSet measures().in_region("厦门").led_by("移民局"): 1 measure: 59>
"""

# The face: names only. Each is loaded on first use, so that importing the package reads no data
# and costs next to nothing. A type checker takes this for typing.TYPE_CHECKING.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._actors import Body, Change
    from ._ask import (
        bodies,
        body,
        compare,
        edition,
        editions,
        measure,
        measures,
        parse_responsibility,
        region,
        regions,
        task,
        tasks,
    )
    from ._changes import (
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
    from ._documents import read_document, read_table
    from ._edition import Edition, Erratum, Outsider, Source
    from ._files import load, save, schema
    from ._forms import Name
    from ._interop.charts import save_chart
    from ._interop.table import Column, Table
    from ._layer import Layer
    from ._margin import Event, Note
    from ._model import Assignment, Coverage, Lead, Measure, Party, Task
    from ._places import Place, Span
    from ._publication import Publication
    from ._query import MeasureSet
    from ._reading import Item, Reading, Tag
    from ._reasons import Explanation, Reason, Step
    from ._regions import Region
    from ._revisions import Match, Revision
    from ._verify import Check, Report, verify
    from ._vocabulary import Basis, Certainty, ChangeKind, Confidence, NameKind, Role, Tie
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

__version__ = "0.1.0"

_HOMES = {
    "_ask": (
        "bodies body compare edition editions measure measures parse_responsibility region regions"
        " task tasks"
    ),
    "_actors": "Body Change",
    "_changes": (
        "Added CoverageChanged Difference LeadChanged MetadataChanged Moved PartyAdded"
        " PartyRemoved Removed Renumbered Reworded RolesChanged"
    ),
    "_documents": "read_document read_table",
    "_files": "load save schema",
    "_interop.charts": "save_chart",
    "_interop.table": "Column Table",
    "_edition": "Edition Erratum Outsider Source",
    "_forms": "Name",
    "_layer": "Layer",
    "_margin": "Event Note",
    "_model": "Assignment Coverage Lead Measure Party Task",
    "_places": "Place Span",
    "_publication": "Publication",
    "_query": "MeasureSet",
    "_reading": "Item Reading Tag",
    "_reasons": "Explanation Reason Step",
    "_regions": "Region",
    "_revisions": "Match Revision",
    "_verify": "Check Report verify",
    "_vocabulary": "Basis Certainty ChangeKind Confidence NameKind Role Tie",
    "exceptions": (
        "AmbiguousNameError DataError DocumentError EditionWarning FontError MissingExtraError"
        " NotInEditionError Problem SvctradeError UnknownNameError"
    ),
}

__all__ = [
    "Added",
    "AmbiguousNameError",
    "Assignment",
    "Basis",
    "Body",
    "Certainty",
    "Change",
    "ChangeKind",
    "Check",
    "Column",
    "Confidence",
    "Coverage",
    "CoverageChanged",
    "DataError",
    "Difference",
    "DocumentError",
    "Edition",
    "EditionWarning",
    "Erratum",
    "Event",
    "Explanation",
    "FontError",
    "Item",
    "Layer",
    "Lead",
    "LeadChanged",
    "Match",
    "Measure",
    "MeasureSet",
    "MetadataChanged",
    "MissingExtraError",
    "Moved",
    "Name",
    "NameKind",
    "NotInEditionError",
    "Note",
    "Outsider",
    "Party",
    "PartyAdded",
    "PartyRemoved",
    "Place",
    "Problem",
    "Publication",
    "Reading",
    "Reason",
    "Region",
    "Removed",
    "Renumbered",
    "Report",
    "Revision",
    "Reworded",
    "Role",
    "RolesChanged",
    "Source",
    "Span",
    "Step",
    "SvctradeError",
    "Table",
    "Tag",
    "Task",
    "Tie",
    "UnknownNameError",
    "bodies",
    "body",
    "compare",
    "edition",
    "editions",
    "load",
    "measure",
    "measures",
    "parse_responsibility",
    "read_document",
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


if not TYPE_CHECKING:  # so that checkers tell a name that is not there

    def __getattr__(name: str) -> object:
        if name == "exceptions":
            return __import__(f"{__name__}.exceptions", fromlist=["SvctradeError"])
        for home, names in _HOMES.items():
            if name in names.split():
                module = __import__(f"{__name__}.{home}", fromlist=[name])
                globals()[name] = found = getattr(module, name)
                return found
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__", "exceptions"])
