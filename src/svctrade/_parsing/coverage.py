"""Lead and coverage: what the assignments of a measure say of them."""

import re

from .._model import Assignment, Basis, Certainty, Coverage, Lead, Role, Span

# Character by character, so that an offset in the fold_width text is one in the printed text.
_WIDTHS = str.maketrans("():;,【】０１２３４５６７８９", "（）：；，（）0123456789")


def fold_width(text: str) -> str:
    """Return *text* with its brackets, stops and digits of one width, offsets unchanged.

    >>> fold_width("(商务部,第１项)")
    '（商务部，第1项）'
    """
    return text.translate(_WIDTHS)


# A remark that opens a list of regions: they may be joined by others.
EXTENSION = "其他地区"
# What a measure's text says where the statement names no pilot region.
IN_PILOT_REGIONS = "在试点地区"

# How certainly each described group includes a pilot region that is not named.
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
GOVERNING = re.compile("(?:人民政府|政府|管委会)(?:（(?:人民政府|政府|管委会|管理委员会)）)?$")
WHOLE_AREA = re.compile("全(?:国|省|市|区|县)(?:范围)?")
_PROVINCIAL = re.compile("省级|省（|省份|各省|有关省|相关省")
_PLACE = re.compile(
    "(?:地区|地方|地|试点城市|城市|市|区|县|州|旗|区域)(?:（[^（）]*）)?(?:各级|级)?(?:人民政府|政府|管委会)?$"
)
_SOME = re.compile("有关|相关|条件|入选|部分|其他|其它")


def group_coverage(group: str) -> Certainty:
    """Return how certainly a described *group* includes a pilot region that is not named.

    A province is not a pilot region, so a group of provinces includes none.

    >>> group_coverage("各试点地区"), group_coverage("各有关地区"), group_coverage("有关部门")
    (<Certainty.COVERED: 'covered'>, <Certainty.POSSIBLE: 'possible'>, <Certainty.NONE: 'none'>)
    """
    words = fold_width(group)
    for form in (words, GOVERNING.sub("", words)):
        if form in GROUPS:
            return GROUPS[form]
    if WHOLE_AREA.fullmatch(words):
        return Certainty.COVERED
    if _PROVINCIAL.search(words) or not _PLACE.search(words):
        return Certainty.NONE
    if words.startswith(("各", "所有", "全部")) and not _SOME.search(words):
        return Certainty.COVERED
    return Certainty.POSSIBLE


def lead_of(assignments: tuple[Assignment, ...], declared: str | None = None) -> Lead | None:
    """Return the explicit lead where there is one, else the body that is named first.

    That is explicit too where the document has *declared* that the body named first leads.
    """
    for assignment in assignments:
        if Role.LEAD in assignment.roles and assignment.bodies:
            return Lead(assignment.bodies[0], Basis.EXPLICIT)
    basis = Basis.FIRST_NAMED if declared is None else Basis.EXPLICIT
    for assignment in assignments:
        if assignment.bodies:
            return Lead(assignment.bodies[0], basis, declared)
    return None


def described_groups(assignment: Assignment) -> tuple[str, ...]:
    """Return the described groups of an assignment: its parties, and where it takes place.

    The place is a remark: in 负责在有关试点地区推进 it is 在有关试点地区.
    """
    remarks = (assignment.remark or "").split("；")
    places = [remark.removeprefix("在") for remark in remarks if remark.startswith("在")]
    return (*assignment.groups, *places)


def clause_coverage(assignment: Assignment) -> frozenset[Certainty]:
    """Return how certainly an assignment includes pilot regions that it does not name."""
    reach = {group_coverage(group) for group in described_groups(assignment)}
    if (
        any(p.open_ended and p.region is not None for p in assignment.parties)
        or Role.DESIGNATE in assignment.roles
        or EXTENSION in (assignment.remark or "")
    ):
        reach.add(Certainty.POSSIBLE)
    return frozenset(reach - {Certainty.NONE})


def coverage_of(assignments: tuple[Assignment, ...], text: str) -> Coverage:
    """Return where a measure applies, from its assignments and, failing them, from its text."""
    named = tuple(dict.fromkeys(region for a in assignments for region in a.regions))
    reach = frozenset[Certainty]().union(*map(clause_coverage, assignments))
    at = text.find(IN_PILOT_REGIONS)
    if named or reach or at < 0:
        return Coverage(named, Certainty.COVERED in reach, Certainty.POSSIBLE in reach)
    return Coverage(everywhere=True, words=Span(at, at + len(IN_PILOT_REGIONS)))
