"""Responsibility statements in English, rendered from their assignments."""

from typing import TYPE_CHECKING

from .vocabulary import Role

if TYPE_CHECKING:
    from .measures import Assignment, Party

_OTHERS = ", and others"

# What the parties of an assignment do.
_ACTIONS = {
    Role.LEAD: "Lead",
    Role.POLICY: "Policy support measures",
    Role.SUPPORT: "Support and guidance",
    Role.GUIDE: "Guidance",
    Role.IMPLEMENT: "Implementation",
    Role.SHARE: "Shared responsibility",
    Role.ASSIST: "Assistance",
    Role.DESIGNATE: "Designation of pilot regions",
}
# Described groups of the annex, then usual ones of local plans.
_GROUPS = {
    "试点地区": "pilot regions",
    "各试点地区": "all pilot regions",
    "有关试点地区": "pilot regions concerned",
    "具备条件的试点地区": "pilot regions that meet the conditions",
    "有关省（自治区、直辖市）": "provinces, autonomous regions and municipalities concerned",
    "联席会议其他成员单位": "other members of the Joint Meeting Mechanism",
    "各成员单位": "all members of the Joint Meeting Mechanism",
    "有关部门": "departments concerned",
    "有关行业主管部门": "competent authorities of the industries concerned",
    "未来冬奥场景相关部门": "departments concerned with scenarios of the future Winter Olympics",
    "有关城市中入选试点城市": "selected pilot cities among the cities concerned",
    "各有关部门": "all departments concerned",
    "相关部门": "departments concerned",
    "市有关部门": "municipal departments concerned",
    "市相关部门": "municipal departments concerned",
    "市级有关部门": "municipal departments concerned",
    "市直有关部门": "departments directly under the city concerned",
    "市各有关部门": "all municipal departments concerned",
    "省有关部门": "provincial departments concerned",
    "省直有关部门": "departments directly under the province concerned",
    "省级有关部门": "provincial departments concerned",
    "有关单位": "units concerned",
    "各有关单位": "all units concerned",
    "相关单位": "units concerned",
    "有关部门和单位": "departments and units concerned",
    "有关部门（单位）": "departments and units concerned",
    "各区": "all districts",
    "各区政府": "all district governments",
    "各区人民政府": "all district people's governments",
    "各县（市、区）": "all counties, county-level cities and districts",
    "各县（市、区）政府": "governments of all counties, county-level cities and districts",
    "各县（市、区）人民政府": "people's governments of all counties, county-level cities and"
    " districts",
    "各县区政府": "governments of all counties and districts",
    "各市": "all cities",
    "各市政府": "all city governments",
    "各市人民政府": "all city people's governments",
    "各地级以上市": "all cities of prefecture level and above",
}
_REMARKS = {
    "在有关试点地区": "in pilot regions concerned",
    "后续视情扩大到其他地区": "to be extended to other regions later, as circumstances permit",
    "（以体育消费试点城市最终公布名单为准）": (
        "subject to the final list of pilot cities for sports consumption"
    ),
}


def assignment_in_english(assignment: "Assignment") -> str:
    """Return an assignment in English; what has no English is as printed, between “ and ”."""
    first, *others = [_ACTIONS[role] for role in assignment.roles] or ["Named"]
    actions = " and ".join([first, *(f"{action[0].lower()}{action[1:]}" for action in others)])
    parties = ", ".join(map(_party, assignment.parties))
    remark = assignment.remark
    added = f" ({_REMARKS.get(remark) or quoted(remark)})" if remark else ""
    return f"{actions}: {parties}{added}."


def _party(party: "Party") -> str:
    known = party.body or party.region
    english = known.name_en if known else _GROUPS.get(party.text)
    return (english or quoted(party.text)) + (_OTHERS if party.open_ended else "")


def quoted(printed: str) -> str:
    """Return printed words as a quotation."""
    return f"“{printed}”"
