"""One plan as the programs of an office write it: Word, PDF, web page and text.

LibreOffice and Chromium write the files, once in a test run.
"""

from __future__ import annotations

import subprocess
from itertools import count
from pathlib import Path

import attrs

from .files import level, listing, numbered, p, table_xml, word_xml

TITLE = "某省推动服务贸易提质增效三年行动方案"
OPENING = (
    "为落实国家关于服务贸易创新发展的部署，扩大服务领域对外开放，培育外贸新动能，结合本省实际，"
    "制定本方案。方案实施期为三年，由省商务厅会同有关部门组织实施。"
)
SIGNED = ("某省人民政府办公厅", "2031年5月25日")
ROWS = (
    ("序号", "重点项目", "牵头单位", "配合单位", "完成时限"),
    ("1", "建设服务贸易统计直报平台。", "省统计局", "省商务厅", "2031年9月底"),
    (
        "2",
        "开通面向中小企业的跨境结算便利通道，对信用良好的企业实行线上审核，压缩结算时间。",
        "省外汇局",
        "省商务厅、省工业和信息化厅、各市人民政府",
        "2032年",
    ),
    ("3", "发布服务出口指引。", "省商务厅", "省贸促会", "2033年6月底"),
)
# Each task: its title, its prose, and its measures in parts of the text and the statement.
_PARTIES = (
    "（省商务厅牵头，省发展改革委、省财政厅、省市场监管局按职责分工负责）",
    "（责任单位：省文化和旅游厅、省广电局、省住房和城乡建设厅；完成时限：2032年底）",
    "（牵头单位：省工业和信息化厅，配合单位：省科技厅、省人力资源和社会保障厅、省知识产权局）",
    "（省口岸办、某某海关、各市人民政府负责）",
)
_TASKS = (
    (
        "优化发展环境",
        "坚持市场主导、政府引导，降低制度成本，提高便利化水平。",
        (
            (
                "完善管理机制。",
                "梳理涉及服务贸易的许可事项，能合并的合并，能取消的取消，并公布清单。",
            ),
            (
                "提升通关效率。",
                "对时效要求高的展品、样品和研发用物品实行预约查验，缩短等待时间30%以上。",
            ),
            (
                "畅通人员往来。",
                "为来本省参加会展、培训和技术交流的境外专业人员提供工作许可一窗受理服务。",
            ),
            (
                "健全标准体系。",
                "支持行业协会和龙头企业制定团体标准（含服务规范），推动与国际标准互认。",
            ),
        ),
    ),
    (
        "壮大重点领域",
        "围绕优势产业，推动数字技术与服务贸易深度融合。",
        (
            (
                "发展数字贸易。",
                "建设数字服务出口基地，培育100家以上云服务、数据处理和软件研发企业。",
            ),
            ("推动文化出海。", "扶持动漫、影视、出版和演艺企业参加境外展会，设立多语种译制中心。"),
            ("拓展技术贸易。", "建立技术进出口合同登记的网上办理流程，对首次出口的企业给予辅导。"),
            ("做强运输服务。", "加密国际货运航线和班列，推行多式联运一单制，实现全程可查。"),
        ),
    ),
    (
        "强化要素支撑",
        "统筹资金、人才、数据等要素，形成政策合力。",
        (
            (
                "创新金融服务。",
                "鼓励银行以订单、保单和应收账款为依据发放贷款，扩大出口信用保险覆盖面。",
            ),
            (
                "培养专业人才。",
                "支持高等学校开设相关课程，与企业共建实训基地，每年培训不少于5000人次。",
            ),
            ("保护知识产权。", "完善海外维权援助机制，发布重点市场的风险提示，公布典型案例。"),
        ),
    ),
)
_MORE = (
    "各地要结合实际细化举措，明确时间表和路线图。",
    "建立部门之间的会商机制，每季度通报进展情况，对发现的问题及时协调解决，重要事项按程序报批。",
    "总结可复制的做法，形成案例后在全省推广，并向社会公开。",
    "",
)
_NUMERALS = "一二三四五六七八九十"
_ENDING = (
    (1, "组织保障"),
    (0, "省商务厅要加强统筹，各市人民政府要落实主体责任，确保各项任务落地见效。"),
)
# The levels of the numbers: 一、, （一）, 1., and the measures are at the last.
_LEVELS = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in _SIDES)


@attrs.frozen
class Part:
    """A paragraph of the plan: its level, from 1, 0 without a number, and its number and text."""

    level: int
    label: str
    text: str


def parts() -> list[Part]:
    """Return the paragraphs of the plan below its title."""
    texts: list[tuple[int, str]] = [(0, OPENING)]
    number = count()
    for title, prose, measures in _TASKS:
        texts += [(1, title), (0, prose)]
        for heading, text in measures:
            texts.append((2, heading.rstrip("。")))
            for _ in range(2):
                at = next(number)
                texts.append((3, f"{heading}{text}{_MORE[at % 4]}{_PARTIES[at % 3]}"))
    counts = [0, 0, 0, 0]
    made: list[Part] = []
    for at, text in (*texts, *_ENDING):
        counts[at] += 1
        counts[at + 1 :] = [0] * (3 - at)
        numeral = _NUMERALS[min(counts[at], len(_NUMERALS)) - 1]
        labels = ("", f"{numeral}、", f"（{numeral}）", f"{counts[at]}.")
        made.append(Part(at, labels[at], text))
    return made


def plan_text() -> str:
    """Return the plan as text, a paragraph a line."""
    lines = [TITLE, "", *(part.label + part.text for part in parts()), *SIGNED]
    return "\n".join(lines)


def plan_word(*, table: bool, automatic: bool = True) -> bytes:
    """Return the plan as a Word file with a header, page numbers and, if so, automatic numbers."""
    centred, right = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
    both = '<w:jc w:val="both"/><w:ind w:firstLine="640"/>'
    body = [p(TITLE, centred)]
    for part in parts():
        shown = part.text if automatic else part.label + part.text
        item = automatic and part.level
        body.append(numbered(shown, level=part.level - 1) if item else p(shown, both))
    ruled = table_xml(*([p(cell) for cell in row] for row in ROWS))
    ruled = ruled.replace(
        "<w:tbl>", f"<w:tbl><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    )
    body += [ruled] if table else []
    body += [p(line, right) for line in SIGNED]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="own1"/>'
        '<w:footerReference w:type="default" r:id="own2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" '
        'w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    )
    levels = (level(at, kind, text) for at, (kind, text) in enumerate(_LEVELS))
    page = '<w:r><w:t>— </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r>'
    page += "</w:fldSimple><w:r><w:t> —</w:t></w:r>"
    return word_xml(
        "".join(body) + section,
        numbering=listing(*levels),
        parts={"header1": p("某省人民政府公报"), "footer1": f"<w:p>{page}</w:p>"},
    )


def plan_page(*, table: bool) -> bytes:
    """Return the plan as a web page, with a list for the numbers of its lowest level."""
    made = [f"<h1>{TITLE}</h1>"]
    before = 0
    for part in parts():
        made += ["<ol>"] * (part.level == 3 > before) + ["</ol>"] * (before == 3 > part.level)
        before = part.level
        tag = "li" if part.level == 3 else f"h{part.level + 1}" if part.level else "p"
        label = "" if part.level == 3 else part.label
        made.append(f"<{tag}>{label}{part.text}</{tag}>")
    if table:
        rows = ("".join(f"<td>{cell}</td>" for cell in row) for row in ROWS)
        made.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    made += [f"<p align=right>{line}</p>" for line in SIGNED]
    style = "body {font-size: 16pt; text-align: justify} td {border: 1px solid black}"
    style += " table {border-collapse: collapse}"
    return (
        f'<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>{TITLE}</title>'
        f"<style>{style}</style></head><body>{''.join(made)}</body></html>"
    ).encode()


def convert(folder: Path, kind: str, *files: Path) -> None:
    """Convert *files* with LibreOffice into *folder*."""
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", own, "--headless", "--convert-to", kind, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, timeout=300)  # noqa: S603  # the program that is installed


def print_page(source: Path, target: Path) -> None:
    """Print a web page into a PDF with Chromium."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu"]
    command += [f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, timeout=300, capture_output=True)  # noqa: S603  # likewise
