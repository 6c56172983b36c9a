"""Local plans (made up) that take over some national measures, and have faults to review."""

from __future__ import annotations

import io
from random import Random

import openpyxl

import svctrade
from svctrade import Edition

OWN = (
    "举办国际青年创意周，设立常设展厅。",
    "支持建设海上风电运维基地，发放渔船燃油补贴。",
    "在老码头改建工业展馆，<b>周末</b>向市民开放。",
    "编制社区菜场改造图册😀，评选示范摊位。",
)
STATEMENTS = (
    "市公安局牵头，市卫生健康委、卫健委配合",
    "市商务局负责",
    # A name that is misspelt, which is kept as printed.
    "市交通运输居牵头，市统计局配合",
    "市文化和旅游局、财政局按职责分工负责",
)


def made_plan(seed: int) -> Edition:
    """Return a plan of own measures and of national ones, copied, changed or merged."""
    draw = Random(seed)  # noqa: S311  # the same plan for the same seed
    national = [measure.text for measure in svctrade.edition().measures]
    lines = ["某市全面深化服务贸易创新发展试点实施方案（虚构）", "某政发〔2031〕5号"]
    lines.append("为深化服务贸易创新发展，结合本市实际，制定本方案。")
    for task in "一二":
        lines.append(f"{task}、任务{task}")
        for _ in range(draw.randint(2, 4)):
            first, second = draw.sample(national, 2)
            text = draw.choice(
                [
                    draw.choice(OWN),
                    first,
                    f"😀本市率先行动：{first}建设国际会客厅。",
                    f"{first[:40]}，{second[:40]}。",
                ]
            )
            lines.append(f"{len(lines)}. {text}（{draw.choice(STATEMENTS)}）")
    lines.append(f"{len(lines)}. 整理档案，按季公布<i>情况</i>。")
    return svctrade.read_document("\n".join(lines), id="某市", strict=False)


def corrected_plan() -> Edition:
    """Return a plan of which a person corrected names, roles and a text in its review."""
    text = "某市方案\n1. 支持出海。（市商务局牵头，市发改委配合）\n2. 优化通关。（市口岸办负责）\n"
    changed = {
        "parties": {"F2": "lead、support", "G3": "市发展改革委"},
        "measures": {"C3": "优化口岸通关。"},
    }
    who = {"parties": ("J", "K"), "measures": ("E", "F")}
    written, corrected = io.BytesIO(), io.BytesIO()
    svctrade.read_document(text).review().to_excel(written)
    book = openpyxl.load_workbook(written)
    for sheet, cells in changed.items():
        by, on = who[sheet]
        for cell, value in cells.items():
            book[sheet][cell].value = value
            book[sheet][f"{by}{cell[1:]}"].value = "张三"
            book[sheet][f"{on}{cell[1:]}"].value = "2031-01-02"
    book.save(corrected)
    return svctrade.read_document(text, id="某市", corrections=corrected.getvalue())
