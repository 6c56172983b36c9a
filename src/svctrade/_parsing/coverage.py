"""The lead and the coverage of a measure, as they follow from its assignments.

`explain` needs this module and no other of the package: it does not import the grammar.
"""

from __future__ import annotations

import re

from .._model import Assignment, Basis, Certainty, Coverage, Lead, Role, Span
from .characters import fold_width

# How certainly each described group covers a pilot region that is not named.
GROUPS: dict[str, Certainty] = {
    "试点地区": Certainty.COVERED,
    "各试点地区": Certainty.COVERED,
    "具备条件的试点地区": Certainty.POSSIBLE,
    "有关试点地区": Certainty.POSSIBLE,
    "有关城市中入选试点城市": Certainty.POSSIBLE,
    "有关省（自治区、直辖市）": Certainty.NONE,
    "有关部门": Certainty.NONE,
    "各成员单位": Certainty.NONE,
    "联席会议其他成员单位": Certainty.NONE,
    "有关行业主管部门": Certainty.NONE,
    "未来冬奥场景相关部门": Certainty.NONE,
}
# All of the territory of the document: 全省, 全市范围.
WHOLE_TERRITORY = frozenset(
    f"全{level}{extent}" for level in "国省市区县" for extent in ("", "范围")
)
# The government of a region answers for the region.
GOVERNMENT = re.compile("(?:人民政府|政府|管委会)(?:（(?:人民政府|政府|管委会|管理委员会)）)?$")
_PLACE = re.compile(
    "(?:地区|地方|地|试点城市|城市|市|区|县|州|旗|区域)(?:（[^（）]*）)?(?:各级|级)?(?:人民政府|政府|管委会)?$"
)
_PROVINCES = ("省级", "省（", "省份", "各省", "有关省", "相关省")
_ALL = ("各", "所有", "全部")
_SOME = ("有关", "相关", "条件", "入选", "部分", "其他", "其它")
# A remark with these words lets other regions join those of a list.
_EXTENSION = "其他地区"
# What a measure's text says where its statement says nothing of the pilot regions.
_IN_PILOT_REGIONS = "在试点地区"


def group_coverage(group: str) -> Certainty:
    """Return how certainly a described *group* covers a pilot region that is not named.

    A province is not a pilot region: a group of provinces covers none.

    >>> for group in ("各试点地区", "各有关地区", "有关部门"):
    ...     print(group_coverage(group).value)
    covered
    possible
    none
    """
    words = fold_width(group)
    for known in (words, GOVERNMENT.sub("", words)):
        if known in GROUPS:
            return GROUPS[known]
    if words in WHOLE_TERRITORY:
        return Certainty.COVERED
    if any(word in words for word in _PROVINCES) or not _PLACE.search(words):
        return Certainty.NONE
    if words.startswith(_ALL) and not any(word in words for word in _SOME):
        return Certainty.COVERED
    return Certainty.POSSIBLE


def described_groups(assignment: Assignment) -> tuple[str, ...]:
    """Return the described groups of an assignment: its parties, and where it takes place.

    The place is a remark: in 负责在有关试点地区推进 it is 在有关试点地区.
    """
    remarks = (assignment.remark or "").split("；")
    places = [remark.removeprefix("在") for remark in remarks if remark.startswith("在")]
    return (*assignment.groups, *places)


def clause_coverage(assignment: Assignment) -> frozenset[Certainty]:
    """Return how certainly an assignment covers pilot regions that it does not name."""
    found = {group_coverage(group) for group in described_groups(assignment)}
    if (
        any(p.open_ended and p.region is not None for p in assignment.parties)
        or Role.DESIGNATE in assignment.roles
        or _EXTENSION in (assignment.remark or "")
    ):
        found.add(Certainty.POSSIBLE)
    return frozenset(found - {Certainty.NONE})


# Most measures of a local plan name no region.
_NO_REGION = Coverage()


def coverage_of(assignments: tuple[Assignment, ...], text: str) -> Coverage:
    """Return the coverage of a measure: by its assignments, or, without any, by its *text*."""
    named = tuple(dict.fromkeys(region for a in assignments for region in a.regions))
    charged = frozenset[Certainty]().union(*map(clause_coverage, assignments))
    at = text.find(_IN_PILOT_REGIONS)
    if not named and not charged and at < 0:
        return _NO_REGION
    if named or charged:
        return Coverage(named, Certainty.COVERED in charged, Certainty.POSSIBLE in charged)
    return Coverage(everywhere=True, words=Span(at, at + len(_IN_PILOT_REGIONS)))


def lead_of(assignments: tuple[Assignment, ...], declared: str | None = None) -> Lead | None:
    """Return the lead: the body with the role of the lead, else the one that is named first.

    The one that is named first is an explicit lead too where the document says that it leads, in
    the words *declared*, and no region or group is named before it.
    """
    for assignment in assignments:
        if Role.LEAD in assignment.roles and assignment.bodies:
            return Lead(assignment.bodies[0], Basis.EXPLICIT)
    for assignment in assignments:
        if assignment.bodies:
            first = assignment.bodies[0]
            if declared is not None and assignment.parties[0].body == first:
                return Lead(first, Basis.EXPLICIT, declared)
            return Lead(first, Basis.FIRST_NAMED)
    return None
