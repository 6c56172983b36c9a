"""Read what a document says of itself in its head and its signature."""

from __future__ import annotations

from datetime import date

import pytest

from svctrade import Publication, read_document


def publication_of(head: str, tail: str = "") -> Publication:
    edition = read_document(f"{head}1.一事。（甲局负责）\n{tail}", strict=False)
    return edition.publication


@pytest.mark.parametrize(
    ("head", "title", "issuer", "number", "dated"),
    [
        (
            "某省商务厅文件\n某商发〔2031〕5号\n某省商务厅关于促进服务贸易的通知\n各市商务局：\n",
            *("某省商务厅关于促进服务贸易的通知", "某省商务厅", "某商发〔2031〕5号", None),
        ),
        (
            "某省商务厅 某省财政厅关于印发方案的通知\n某商发〔2031〕第 5 号\n2031年3月2日\n正文\n",
            *("某省商务厅某省财政厅关于印发方案的通知", "某省商务厅某省财政厅"),
            *("某商发〔2031〕第5号", date(2031, 3, 2)),
        ),
        ("附件1\n某市方案\n（2031年3月2日）\n", "某市方案", None, None, date(2031, 3, 2)),
        ("附件\n附表：\n某市方案\n", "某市方案", None, None, None),
        ("附件2：某市方案\n一、任务\n", "某市方案", None, None, None),
        ("某市方案\n附件：略\n", "某市方案", None, None, None),
        ("某市\n促进服务\n贸易方案\n\n导语\n一、任务\n", "某市促进服务贸易方案", None, None, None),
        ("甲市方案（2031年3月2日）\n", "甲市方案", None, None, date(2031, 3, 2)),
        (
            "商务部等9部门关于促进的意见\n",
            "商务部等9部门关于促进的意见",
            "商务部等9部门",
            None,
            None,
        ),
        (
            "某省方案\n某发〔2031〕7号 公开\n某发〔2031〕8号\n",
            "某省方案",
            None,
            "某发〔2031〕7号",
            None,
        ),
        ("一\n二\n三\n四\n五\n六\n七\n八\n", "一二三四五六", None, None, None),
        ("某市方案\n2031年3月2日\n2031年4月2日\n", "某市方案", None, None, date(2031, 3, 2)),
    ],
)
def test_read_document_reads_head(
    head: str, title: str, issuer: str | None, number: str | None, dated: date | None
) -> None:
    """Title, issuer, number and date are those of the first lines; the rest is no title."""
    found = publication_of(head)
    assert (found.title, found.issuer, found.document_number) == (title, issuer, number)
    assert found.dated == found.published == dated


@pytest.mark.parametrize(
    ("issuer", "region"),
    [
        ("某省商务厅", "某省"),
        ("某省甲市乙县人民政府办公室", "某省甲市乙县"),
        ("中共某市委办公室、某市人民政府办公室", "某市"),
        ("北京市海淀区人民政府", "北京市海淀区"),
        ("新疆生产建设兵团商务局", "新疆生产建设兵团"),
        ("某自治区某自治州某自治县人民政府", "某自治区某自治州某自治县"),
        ("国务院办公厅", None),
        ("商务部", None),
    ],
)
def test_read_document_finds_region_of_issuer(issuer: str, region: str | None) -> None:
    """It is the province, city and county before the name of a local body."""
    found = publication_of(f"{issuer}关于印发方案的通知\n")
    assert (found.issuer, found.region) == (issuer, region)


@pytest.mark.parametrize(
    ("tail", "issuer", "dated"),
    [
        ("某市商务局\n2031年5月6日\n", "某市商务局", date(2031, 5, 6)),
        ("某 市 商 务 局\n（2031年5月6日）\n\n", "某市商务局", date(2031, 5, 6)),
        ("某市商务局\n\n2031年5月6日\n", "某市商务局", date(2031, 5, 6)),
        ("某市商务局\n2031年5月6日\n2031年6月6日\n", None, date(2031, 6, 6)),
        ("谢谢\n2031年5月6日\n", None, date(2031, 5, 6)),
        ("某市商务局\n自2031年5月6日起\n", None, None),
    ],
)
def test_read_document_reads_signature(tail: str, issuer: str | None, dated: date | None) -> None:
    """A body and a date at the end say who issued a document, where its head does not."""
    found = publication_of("某市方案\n", tail)
    assert (found.title, found.issuer, found.dated) == ("某市方案", issuer, dated)
    headed = publication_of("乙市财政局关于方案的通知\n2031年1月1日\n", tail)
    assert (headed.issuer, headed.dated) == ("乙市财政局", date(2031, 1, 1))
