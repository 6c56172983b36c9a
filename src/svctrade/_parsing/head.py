"""What a document says of itself: title, issuer, number and dates, in its head and its metadata."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

import attrs

from .._model import Publication
from .characters import fold_width
from .formats import Metadata
from .formats.patterns import parse_date
from .passage import Line, Lines

# The number of a document: 琼府办〔2020〕15号, 商服贸发[2020]165号.
_NUMBER = re.compile(
    r"(?P<number>[\u4e00-\u9fff]{2,15}\s*（(?:19|20)[0-9]{2}）\s*(?:第\s*)?[0-9]{1,5}\s*号)"
)
_RED_HEAD = re.compile(r"[\u4e00-\u9fff\s]{4,40}文件")
_ANNEX = re.compile(r"附[件表]\s*[0-9一二三四五六七八九十]{0,2}\s*(?:$|：)")
# The addressees, prose, or the first numbered paragraph.
_ENDS_HEAD = re.compile(
    "：$|。|^(?:(?:任务|措施|举措|行动)[一二三四五六七八九十0-9]{1,3}："
    "|第?[一二三四五六七八九十]{1,3}[、章条]|（[一二三四五六七八九十]{1,3}）|[0-9]{1,3}[.．、])|，.*，"
)
# A title names who issues the document, and then what it is about.
_ISSUER = re.compile(
    r"(?P<issuer>(?:[\u4e00-\u9fff]+?(?:人民政府|国务院|办公厅|办公室|委员会|省委|市委|县委|区委|自治区党委"
    r"|部|委|厅|局|署|总局|会议|小组)[、\s]*)+(?:等[0-9一二三四五六七八九十]*(?:个)?(?:部门|单位|委办局))?)"
    r"(?=关于|印发|贯彻|转发|发布)"
)
_DATE = re.compile(
    r"\s*[（(]?\s*(?:19|20)[0-9]{2}\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日\s*[)）]?\s*"
)
_DATE_AT_END = re.compile("（(?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日）$")
_SIGNATURE = re.compile(r"[\u4e00-\u9fff\s、]{2,60}")
_BODY_END = re.compile(
    "(?:政府|国务院|办公厅|办公室|委员会|党委|省委|市委|部|委|厅|局|署|会议|会)$"
)
_FEWEST_LETTERS = 4
_LONGEST_DATE = 30
_MOST_LINES = 40
_MOST_TITLE_LINES = 6
# The province, city and county before the name of a body.
_PROVINCE = re.compile(
    r"[\u4e00-\u9fff]{1,7}?(?:省|自治区)|北京市|天津市|上海市|重庆市|新疆生产建设兵团"
)
_PLACE = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}?(?:市|自治州|地区|盟|州))?"
    r"(?:[\u4e00-\u9fff]{1,8}?(?:自治县|县|区|旗|新区))?"
    r"(?=人民政府|政府|办公|委|党|发展|商务|财政|市场|行政|政务|营商|人力|教育|科|工业|公安|民政"
    r"|司法|自然|生态|住房|交通|水|农业|文化|卫生|应急|审计|国有|统计|地方|外事|机关|大数据|数据)"
)
# A title without an issuer may begin with the place.
_TITLE_PLACE = re.compile(r"[\u4e00-\u9fff]{2,3}(?:省|市)")
_NATIONAL = re.compile(
    r"国务院|中共中央|中央|国家|全国|最高人民|[\u4e00-\u9fff]{2,14}部(?:办公厅)?$|海关总署|总局|总署"
)


@attrs.frozen
class Head:
    """What the head of a document says, and the lines that are no part of its title or text."""

    title: str = ""
    issuer: str | None = None
    number: str | None = None
    dated: date | None = None
    aside: tuple[int, ...] = ()

    def publication(self, metadata: Metadata, title: str) -> Publication:
        """Return the facts that the document is cited by: those of its metadata come first.

        Args:
            metadata: What the page says beside the document.
            title: The title that the reader of the layout found.
        """
        issuer = metadata.issuer or self.issuer
        dated = metadata.dated or self.dated
        return Publication(
            title=metadata.title or self.title or metadata.page_title or title,
            issuer=issuer,
            document_number=metadata.document_number or self.number,
            published=metadata.published or dated,
            dated=dated,
            region=region_of(issuer) if issuer else _region_of_title(self.title),
        )


def region_of(issuer: str) -> str | None:
    """Return the province, city or county that an issuer is of; ``None`` for a national body.

    >>> region_of("某省甲市乙区人民政府"), region_of("海南省商务厅"), region_of("国务院办公厅")
    ('某省甲市乙区', '海南省', None)
    """
    first = issuer.partition("、")[0].split()
    name = re.sub("^中共|^中国共产党", "", first[0]) if first else ""
    if _NATIONAL.match(name):
        return None
    province = _PROVINCE.match(name)
    start = province.end() if province else 0
    place = _PLACE.match(name, start)
    return name[: place.end() if place else start] or None


def _region_of_title(title: str) -> str | None:
    found = _TITLE_PLACE.match(title)
    return found[0] if found else None


def read_head(lines: Lines) -> Head:
    """Read the head of a document, and the signature and date at its end.

    Args:
        lines: The lines of the document; page artifacts are left out.
    """
    aside: list[int] = []
    title: list[str] = []
    number: str | None = None
    dated: date | None = None
    ended = False
    last = 0
    for line in _paragraph_lines(lines.between(1, min(len(lines), _MOST_LINES))):
        text = "".join(line.text.split())
        folded = fold_width(text)
        # Lines are left out where a table is.
        ended = ended or (bool(title) and line.number > last + 1)
        last = line.number
        found = _NUMBER.search(folded)
        if found is not None:
            number = number or text[slice(*found.span("number"))]
        alone = found is not None and len(folded) - len(found[0]) <= _FEWEST_LETTERS
        annex = _ANNEX.match(folded)
        text = text[annex.end() :] if annex and not title else text
        if not title and (alone or _RED_HEAD.fullmatch(folded) or (annex and not text)):
            aside.append(line.number)
        elif _DATE.fullmatch(folded) or alone:
            dated = dated or parse_date(folded)
            ended = True
        elif not text:
            if title:
                ended = True
        elif (
            ended
            or _ENDS_HEAD.search(folded)
            or (annex and title)
            or len(title) == _MOST_TITLE_LINES
        ):
            break
        else:
            title.append(text)
    whole = "".join(title)
    at_end = _DATE_AT_END.search(fold_width(whole))
    if at_end is not None:
        dated = dated or parse_date(at_end[0])
        whole = whole[: at_end.start()]
    issuer, signed = _signature(lines)
    found = _ISSUER.match(whole)
    if found is not None:
        issuer = found["issuer"].strip("、")
    return Head(whole, issuer, number, dated or signed, tuple(aside))


def _paragraph_lines(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines that are no page artifacts; an empty one is a gap."""
    return (line for line in lines if not line.page_artifact)


def _signature(lines: Lines) -> tuple[str | None, date | None]:
    """Return who signed a document, and when: its last line that is nothing but a date."""
    before: list[Line] = []
    issuer, dated = None, None
    for line in lines:
        if line.page_artifact or line.blank:
            continue
        if len(line.text) <= _LONGEST_DATE and _DATE.fullmatch(fold_width(line.text)):
            dated = parse_date(fold_width(line.text))
            issuer = _signed_by(before)
        before = [*before[-1:], line]
    return issuer, dated


def _signed_by(before: list[Line]) -> str | None:
    name = "".join(before[-1].text.split()) if before else ""
    return name if _SIGNATURE.fullmatch(name) and _BODY_END.search(name) else None
