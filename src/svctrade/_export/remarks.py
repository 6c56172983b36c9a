"""What the reader remarks on a plan and its file, in Chinese; names and printed words stay."""

import re

from .._model import ReviewKind, Role

_ACTION = "责任单位和“负责推进”等动作"
_JOINED = "已合并续至下页的表格"
_REPEATED = "已合并续至下页的表格，并略去重复的表头"
_FIRST_ROW = r" Its first row was taken for the rest of the row before\."
_REST = "；续表的首行视为上一行的续文"
_WHOLE = "各项举措统一编号"
# What is expected in a statement, and what was assumed or done.
_SAID = (
    (r"parties and an action such as 负责推进", _ACTION),
    (r"a body, a pilot region or a described group", "机构、试点地区或统称"),
    (r"、, 和, 及 or 等 after a party", "单位之后的“、”“和”“及”或“等”"),
    (r"the measures are counted through", _WHOLE),
    (r"(\S+(?:, \S+)*) (?:is|are) missing before it", r"此前缺\1"),
    (r"(\d+) is before it", r"前一序号为\1"),
    (r"it is kept as text only", "仅保留为文字"),
    (r"the table has no measures; it is kept as text only", "表中没有举措，仅保留为文字"),
    (r"a bracket was open", "前一行的括号未闭合"),
    (r"the bracket of the statement is not closed", "责任分工的括号未闭合"),
    (r"it has not the form of a name", "不像单位名称"),
    (r"a list of names without an action was read as the statement", "只列名称，视为责任分工"),
    (
        r"the table names no task; its measures are below the heading before it",
        "表格未写明任务，其中的举措归入表前的标题",
    ),
    (r"paragraphs with a statement that were left out: (\d+)", r"未读取的含责任分工的段落：\1个"),
    (r"it was read as number (\d+) and its text", r"视为序号\1及其文字"),
    (
        r"the numbered paragraphs below it are part of its text: (\d+)",
        r"其下编号段落并入正文：\1段",
    ),
    (r"a number is inside its text; it may be several measures", "正文中有序号，可能是多条举措"),
    (r"the statement is inside a sentence; it may be an aside", "责任分工在句中，可能是插说"),
    (r"it may be two names: (.*)", r"可能是两个名称：\1"),
    (r"no measure follows", "其下没有举措"),
    (
        r"tables and paragraphs have numbers of their own; the measures are counted through",
        f"表格和段落各有编号，{_WHOLE}",
    ),
    (
        r"measures (?:in this annex|before the annexes): (\d+); the edition has those of (\d+) \w+",
        r"\1项举措；该版本含\2个部分的举措",
    ),
    (r"only (\d+) places are listed; (\d+) more are not", r"只列出\1处，另有\2处未列"),
)
# What was left out of a file, or assumed.
_OF_FILE = (
    (r"A comment was left out\.", "已略去批注"),
    (r"A document inside the document was left out\.", "已略去嵌入的文档"),
    (r"A drawing or embedded object was left out\.", "已略去图形或嵌入对象"),
    (
        r"A font is missing, so that characters may be lost; install a Chinese font\.",
        "缺少字体，可能漏字；请安装中文字体",
    ),
    (r"A footnote was left out\.", "已略去脚注"),
    (r"An endnote was left out\.", "已略去尾注"),
    (r"A formula was read as plain text\.", "公式按普通文字读取"),
    (r"A line at the edge of the pages was left out\.", "已略去页边的文字"),
    (r"A numbered paragraph without text was left out\.", "已略去只有编号、没有文字的段落"),
    (r"A phonetic guide was left out\.", "已略去注音"),
    (r"A picture in a cell was left out\.", "已略去单元格中的图片"),
    (r"A table inside a cell was read as its text\.", "单元格内的表格按文字读取"),
    (r"A table that goes on after the end of a page was joined\.", _JOINED),
    (
        rf"A table that goes on after the end of a page was joined\.{_FIRST_ROW}",
        f"{_JOINED}{_REST}",
    ),
    (
        r"A table was joined after the end of a page, without its repeated heading\.",
        _REPEATED,
    ),
    (
        rf"A table was joined after the end of a page, without its repeated heading\.{_FIRST_ROW}",
        f"{_REPEATED}{_REST}",
    ),
    (r"A text box was left out\.", "已略去文本框"),
    (r"A tracked deletion was left out\.", "已略去修订中删除的文字"),
    (r"A value that merged cells hide was left out\.", "已略去合并单元格所遮盖的值"),
    (
        r"An automatic number of an unknown kind was written in decimal\.",
        "种类未知的自动编号改用阿拉伯数字",
    ),
    (r"An embedded object was left out\.", "已略去嵌入对象"),
    (r"An image was left out\.", "已略去图片"),
    (r"Characters have no known meaning\.", "有无法识别的字符"),
    (r"Characters of a symbol font have no known meaning\.", "有无法识别的符号字体字符"),
    (r"Comments and form fields were left out\.", "已略去批注和表单域"),
    (r"Comments were left out\.", "已略去批注"),
    (r"Content outside the file was not fetched\.", "未获取文件以外的内容"),
    (r"Drawings or images were left out\.", "已略去图形或图片"),
    (
        r"Formulas have no stored value; open the file in Excel or WPS and save it\.",
        "公式没有已存的值；请用Excel或WPS打开文件并保存",
    ),
    (r"Hidden text was left out\.", "已略去隐藏文字"),
    (r"Images were left out\.", "已略去图片"),
    (
        r"Lines were joined into paragraphs; where a paragraph ends is assumed\.",
        "已将各行合并为段落；段落的结尾为推断",
    ),
    (r"Navigation was left out\.", "已略去导航栏"),
    (r"Page numbers were left out\.", "已略去页码"),
    (r"Text outside the article was left out\.", "已略去正文以外的文字"),
    (r"Text that is struck out was left out\.", "已略去带删除线的文字"),
    (r"The footer of the pages was left out\.", "已略去页脚"),
    (r"The header of the pages was left out\.", "已略去页眉"),
    (
        r"The name ends in (?P<suffix>\S+), but it is a (?P<kind>\S+) file\.",
        r"文件名以\g<suffix>结尾，实为\g<kind>文件",
    ),
    (
        r"The page has no text; it is an image: recognise its text first \(OCR\)\.",
        "该页没有文字，只有图像；请先识别文字（OCR）",
    ),
    (r"The page has no text; it is empty\.", "该页为空白页"),
    (
        r"The page has too many drawings; no table was looked for\.",
        "该页图形过多，未识别表格",
    ),
    (r"The placeholder of an empty form field was left out\.", "已略去空白表单域的提示文字"),
    (
        r"The sheet '(?P<title>.*)' is a chart; it was left out\.",
        r"工作表“\g<title>”是图表，已略去",
    ),
    (r"The sheet '(?P<title>.*)' is hidden; it was read\.", r"工作表“\g<title>”已隐藏，仍予读取"),
    (
        r"The sheet '(?P<title>.*)' has hidden rows; they were read\.",
        r"工作表“\g<title>”有隐藏的行，仍予读取",
    ),
    (
        r"The sheet '(?P<title>.*)' has hidden columns; they were read\.",
        r"工作表“\g<title>”有隐藏的列，仍予读取",
    ),
    (r"The table of contents was left out\.", "已略去目录"),
    (r"The text was read as GB 18030\.", "文字按GB 18030编码读取"),
    (r"Tracked insertions were accepted\.", "已接受修订中插入的文字"),
)
# Places in a file.
_PLACES = (
    (r"^sheet (.*?)(?=$|, row|, column)", r"工作表\1"),
    (r"^the workbook$", "工作簿"),
    (r"\bpage (\d+)", r"第\1页"),
    (r"\btable (\d+)", r"表\1"),
    (r"\bparagraph (\d+)", r"第\1段"),
    (r"\bline (\d+)", r"第\1行"),
    (r"\brow (\d+)", r"第\1行"),
    (r"\bcolumn (\d+)", r"第\1列"),
    (r"\bcolumn ([A-Z]+)", r"\1列"),
    (r", (?=[第表A-Z])", ""),
)
_BRACKETS = re.compile(r" \(([^()]*)\)")
_LABELS = {"none": "无职责", **{role.value: role.label for role in Role}}
# What a correction says of who made it, and when.
_WHO = re.compile(r"(?:(?<![A-Za-z])|(?<=\bdeleted)) (?=by \S)| (?=on \d)")


def chinese_remark(said: str) -> str:
    """Return a remark of the reader in Chinese; as it is, if it is a name or printed words.

    >>> chinese_remark("page 3, line 12: An image was left out. (2 times)")
    '第3页第12行：已略去图片（2次）'
    """
    for pattern, chinese in _SAID:
        found = re.fullmatch(pattern, said)
        if found:
            return found.expand(chinese)
    for pattern, chinese in _OF_FILE:
        whole = rf"(?:(?P<place>.*): )?{pattern}(?: \((?P<count>\d+) times\))?"
        found = re.fullmatch(whole, said, re.DOTALL)
        if found:
            place = f"{chinese_place(found['place'])}：" if found["place"] else ""
            count = f"（{found['count']}次）" if found["count"] else ""
            return f"{place}{found.expand(chinese)}{count}"
    return said


def chinese_place(path: str) -> str:
    """Return a place in a file in Chinese.

    >>> chinese_place("sheet parties, row 3, column E")
    '工作表parties第3行E列'
    """
    for pattern, chinese in _PLACES:
        path = re.sub(pattern, chinese, path)
    return path


def chinese_correction(said: str) -> str:
    """Return what was corrected in Chinese; names and printed words stay.

    >>> chinese_correction("外汇局 (国家外汇管理局, lead) by 张三 on 2030-01-01")
    '外汇局（国家外汇管理局，牵头）（更正人：张三，更正日期：2030-01-01）'
    """
    now, *who = _WHO.split(said)
    now = "已删除" if now == "deleted" else _BRACKETS.sub(_bracket, now)
    labels = {"by": "更正人", "on": "更正日期"}
    parts = [f"{labels[label]}：{value}" for label, _, value in (w.partition(" ") for w in who)]
    return f"{now}（{'，'.join(parts)}）" if parts else now


def _bracket(found: re.Match[str]) -> str:
    """Return the name and the roles of a party in Chinese."""
    *before, last = found[1].split(", ")
    roles = last.split("、")
    if all(role in _LABELS for role in roles):
        last = "、".join(_LABELS[role] for role in roles)
    return f"（{'，'.join([*before, last])}）"


def remark_in_chinese(kind: ReviewKind, text: str) -> str:
    """Return the words of an item of a review, or what was said of them, in Chinese."""
    return chinese_correction(text) if kind is ReviewKind.CORRECTED else chinese_remark(text)
