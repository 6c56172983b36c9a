"""Responsibility statements in English, rendered from their assignments."""

import re
from collections.abc import Iterable
from typing import Protocol

from .entities import Body, Region
from .vocabulary import Role


class _Party(Protocol):
    """A party of an assignment."""

    @property
    def text(self) -> str: ...
    @property
    def body(self) -> Body | None: ...
    @property
    def region(self) -> Region | None: ...
    @property
    def open_ended(self) -> bool: ...


_OTHERS = ", and others"
_HAN = re.compile("[〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")

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


# Provinces, levels and groups of regions, and kinds of bodies.
_TERMS = {
    "安徽省": "Anhui",
    "北京市": "Beijing",
    "重庆市": "Chongqing",
    "福建省": "Fujian",
    "广东省": "Guangdong",
    "贵州省": "Guizhou",
    "海南省": "Hainan",
    "河北省": "Hebei",
    "黑龙江省": "Heilongjiang",
    "湖北省": "Hubei",
    "吉林省": "Jilin",
    "江苏省": "Jiangsu",
    "辽宁省": "Liaoning",
    "陕西省": "Shaanxi",
    "山东省": "Shandong",
    "上海市": "Shanghai",
    "四川省": "Sichuan",
    "天津市": "Tianjin",
    "新疆维吾尔自治区": "Xinjiang Uygur Autonomous Region",
    "云南省": "Yunnan",
    "浙江省": "Zhejiang",
    "省": "province",
    "直辖市": "municipality directly under the central government",
    "直辖市(部分: 21个市辖区)": "part of such a municipality: 21 districts",
    "副省级市": "sub-provincial city",
    "副省级市(计划单列市)": "sub-provincial city with separate planning status",
    "地级市": "prefecture-level city",
    "国家级新区": "state-level new area",
    "长三角": "Yangtze River Delta",
    "京津冀": "Beijing-Tianjin-Hebei",
    "粤港澳大湾区": "Guangdong-Hong Kong-Macao Greater Bay Area",
    "党中央机构": "institution of the CPC Central Committee",
    "国务院组成部门": "constituent department of the State Council",
    "国务院直属特设机构": "special organization directly under the State Council",
    "国务院直属机构": "organization directly under the State Council",
    "国务院办事机构": "administrative office of the State Council",
    "国务院直属事业单位": "public institution directly under the State Council",
    "国务院部委管理的国家局": "national administration under a ministry or commission",
    "部际联席会议办公室": "office of an inter-departmental joint meeting",
    "中央军委机关部门": "department of the Central Military Commission",
    "审判机关": "judicial organ",
    "人民团体": "people's organization",
    "企业": "enterprise",
}


def term_in_english(term: str | None) -> str | None:
    """Return a province, a level, a group or a kind in English, else as printed."""
    return None if term is None else _TERMS.get(term) or quoted(term)


def remark_in_english(remark: str | None) -> str | None:
    """Return a remark in English; one without English as printed, between “ and ”."""
    return None if remark is None else _REMARKS.get(remark) or quoted(remark)


def assignment_in_english(
    roles: Iterable[Role], parties: Iterable[_Party], remark: str | None
) -> str:
    """Return an assignment in English; what has no English is as printed, between “ and ”."""
    first, *others = [_ACTIONS[role] for role in roles] or ["Named"]
    actions = " and ".join([first, *(f"{action[0].lower()}{action[1:]}" for action in others)])
    added = f" ({remark_in_english(remark)})" if remark else ""
    return f"{actions}: {', '.join(map(party_in_english, parties))}{added}."


def party_in_english(party: _Party) -> str:
    """Return a party in English; one without English as printed, between “ and ”."""
    known = party.body or party.region
    name = (known.name_en or quoted(party.text)) if known else group_in_english(party.text)
    if "（" in party.text:
        # 重庆（涪陵区等21个市辖区）; …联席会议办公室（商务部）
        if party.region and party.region.districts:
            name += f" ({len(party.region.districts)} districts)"
        elif party.body and party.body.host:
            name += f" ({party.body.host.name_en or quoted(party.body.host.name)})"
    return name + (_OTHERS if party.open_ended else "")


def group_in_english(printed: str) -> str:
    """Return a described group in English; one without English as printed, between “ and ”."""
    return _GROUPS.get(printed) or quoted(printed)


def quoted(printed: str) -> str:
    """Return printed words as a quotation; quotation marks in it become single ones.

    >>> quoted("“一带一路”航权")
    '“‘一带一路’航权”'
    """
    return f"“{printed.translate(_INNER)}”"


_INNER = str.maketrans("“”", "‘’")


def quoted_if_chinese(text: str | None) -> str:
    """Return what somebody typed or a source says, between “ and ” where it has Chinese.

    >>> quoted_if_chinese("Xiamen"), quoted_if_chinese("廈門")
    ('Xiamen', '“廈門”')
    """
    return quoted(text) if text and _HAN.search(text) else text or ""
