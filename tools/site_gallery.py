"""The pictures of the gallery, the first page and the guide, drawn when the site is built.

Each has the code that makes it. Pictures of the explorer need Chromium, and those of workbooks
LibreOffice; where one is missing the page says so.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import altair as alt
import pypdfium2
import rich.console

import draw_picture
import svctrade

FOLDER = "pictures"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_THEMES = ("light", "dark")
_INK = {"light": "#1f2328", "dark": "#dfe3e8"}
# A plan with something to look at.
_PLAN = """某市促进服务贸易发展实施方案

一、扩大开放
1. 便利签证。（市公安局牵头，市外办、市商务局配合）
2. 支持出海。（责任单位：市商务局、中国进出口银行；完成时限：2031年9月）
3. 优化通关。（市口岸办、财政局、市财政局负责）
5. 加强统计。（市统计局牵头，市伤务局配合）
二、强化保障（市商务局牵头）
1. 办好展会。（市贸促会负责）
2. 发布指引。
"""
_COLUMNS = 92  # of the terminal
# The fonts of rich are on another site, and the lengths that it gives are those of Latin letters.
_OF_RICH = re.compile(r"@font-face \{.*?\}\s*| textLength=\"[^\"]*\"", re.DOTALL)
_QUERY = {"en": ("Xiamen", "visas and stay"), "zh": ("厦门", "签证")}


def first_page(lang: str, pages: Path) -> str:
    """Draw the picture of the first page, and return its lines."""
    charts = {theme: draw_picture.chart(lang, theme) for theme in _THEMES}
    if lang == "zh":
        question, said = "**哪些单位牵头的举措最多？**", "牵头举措最多的单位"
        note = (
            "多数责任分工未写“牵头”，以列第一位的单位为牵头单位。"
            "另见{doc}`全部责任单位 </data/bodies/index>`。"
        )
    else:
        question = "**Which bodies led the most measures?**"
        said = "The bodies that led the most measures"
        note = (
            "Most statements do not say who leads; the body named first counts as the lead. See "
            "{doc}`all bodies </data/bodies/index>`."
        )
    return "\n\n".join([question, *_images(charts, "leads", said, lang, pages / FOLDER), note])


def gallery(lang: str, pages: Path) -> str:
    """Draw the pictures of the gallery, and return its sections."""
    folder = pages / FOLDER
    folder.mkdir(exist_ok=True)
    return "\n\n".join(part for draw in _PARTS for part in draw(lang, folder))


def _images(charts: dict[str, Any], name: str, said: str, lang: str, folder: Path) -> Iterator[str]:
    """Draw a chart for each theme, and yield its lines."""
    folder.mkdir(exist_ok=True)
    for theme, chart in charts.items():
        picture = folder / f"{name}-{theme}.svg"
        try:
            svctrade.save_chart(chart, picture)
        except svctrade.FontError:
            yield _missing(lang, "中文字体" if lang == "zh" else "a font with Chinese characters")
            return
        options = f":alt: {said}\n:class: only-{theme}"
        yield f"```{{image}} {FOLDER}/{picture.name}\n{options}\n```"


def _charts(lang: Any, folder: Path) -> Iterator[str]:
    measures = svctrade.measures()
    region, topic = _QUERY[lang]
    charts = {
        "bars": (
            ("Who led the measures that applied in Xiamen", "厦门适用的举措由谁牵头"),
            f'measures().in_region("{region}").bars("lead", lang="{lang}")',
            measures.in_region(region).bars("lead", lang=lang),
        ),
        "topics": (
            ("Topics by task", "各项任务的主题"),
            f'measures().crosstab("topic", "task", lang="{lang}").heatmap()',
            measures.crosstab("topic", "task", lang=lang).heatmap(),
        ),
        "network": (
            ("Bodies that share measures on visas and stay", "签证举措的部门协作网络"),
            f'measures().about("{topic}").network(lang="{lang}")',
            measures.about(topic).network(lang=lang),
        ),
    }
    for name, (titles, code, chart) in charts.items():
        title = titles[lang == "zh"]
        yield f"## {title}"
        themed = {theme: _themed(chart, theme) for theme in _THEMES}
        yield from _images(themed, name, title, lang, folder)
        yield f"```python\nsvctrade.{code}\n```"


def _themed(chart: Any, theme: str) -> Any:
    """Return a chart without its title, in the colours of a theme."""
    ink = _INK[theme]
    drawn = chart.copy(deep=True)
    drawn.title = alt.Undefined
    plain = {"domain": False, "ticks": False, "grid": False, "labelLimit": 260}
    drawn = drawn.configure(background="transparent").configure_view(stroke=None)
    drawn = drawn.configure_axis(labelColor=ink, titleColor=ink, **plain)
    drawn = drawn.configure_legend(labelColor=ink, titleColor=ink)
    return drawn.configure_text(color=ink)


def _notebook(lang: str, folder: Path) -> Iterator[str]:
    """Show a set as a notebook does."""
    del folder  # nothing is drawn
    region, topic = _QUERY[lang]
    found = svctrade.measures().in_region(region).about(topic)[:2]
    before, svctrade.options.lang = svctrade.options.lang, lang
    try:
        shown = found._repr_html_()
    finally:
        svctrade.options.lang = before
    yield "## 笔记本中的集合" if lang == "zh" else "## A set in a notebook"
    yield f'```python\nsvctrade.measures().in_region("{region}").about("{topic}")[:2]\n```'
    yield f"```{{raw}} html\n{shown}\n```"


def _explorer(lang: str, folder: Path) -> Iterator[str]:
    """Take pictures of the explorer: the list of a query, the matrix and the charts."""
    views = {
        "list": (("A query in the explorer", "浏览页：查询"), "in_region=厦门&led_by=移民局"),
        "matrix": (("The matrix in the explorer", "浏览页：适用矩阵"), "view=matrix"),
        "charts": (("Charts in the explorer", "浏览页：图表"), "view=charts"),
    }
    browser = next(filter(None, map(shutil.which, _BROWSERS)), None)
    for name, (titles, query) in views.items():
        title, link = titles[lang == "zh"], f"#lang={lang}&{query}"
        picture = folder / f"explorer-{name}.png"
        yield f"## {title}"
        if browser and _screenshot(browser, link, picture):
            yield f"```{{image}} {FOLDER}/{picture.name}\n:alt: {title}\n:class: framed\n```"
        else:
            yield _missing(lang, "Chromium")
        said = "打开此页" if lang == "zh" else "Open this page"
        yield f'<a href="../explorer.html{link}">{said}</a>'


def _screenshot(browser: str, link: str, picture: Path) -> bool:
    with TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        page = Path(temporary, "explorer.html")
        svctrade.measures().to_html(page)
        switches = ("headless", "no-sandbox", "disable-gpu", "hide-scrollbars")
        settings = {
            "user-data-dir": Path(temporary, "profile"),
            "window-size": "1280,1200",
            "virtual-time-budget": 3000,
            "screenshot": picture,
        }
        options = [*switches, *(f"{key}={value}" for key, value in settings.items())]
        return _made(picture, browser, *(f"--{option}" for option in options), page.as_uri() + link)


def review_pictures(lang: Any, pages: Path) -> str:
    """Draw the terminal with the review of a plan, and its workbook; return their lines."""
    folder = pages / FOLDER
    folder.mkdir(exist_ok=True)
    review = svctrade.read_document(_PLAN).review()
    console = rich.console.Console(record=True, width=_COLUMNS, file=io.StringIO())
    command = "svctrade read plan.txt --review review.xlsx"
    console.print(f"$ {command}{' --lang zh' if lang == 'zh' else ''}", highlight=False)
    console.print(review.as_text(lang), highlight=False, markup=False)
    drawn = _OF_RICH.sub("", console.export_svg(title="svctrade"))
    (folder / "review.svg").write_text(drawn, encoding="utf-8")
    said = "终端中的核对清单" if lang == "zh" else "The review in a terminal"
    lines = [f"```{{image}} ../{FOLDER}/review.svg\n:alt: {said}\n```"]
    sheets = {
        "groups": ("需要核对之处", "The places to look at, in the sheet `groups`"),
        "parties": ("每个责任单位一行", "A row for each party, in the sheet `parties`"),
    }
    with TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        book = Path(temporary, "review.xlsx")
        review.to_excel(book, lang=lang)
        printed = _print_workbook(book, [folder / f"review-{name}.png" for name in sheets])
    if not printed:
        return "\n\n".join([*lines, _missing(lang, "LibreOffice")])
    for name, (chinese, english) in sheets.items():
        said = f"{chinese}（{name}）" if lang == "zh" else english
        options = f":alt: {said.replace('`', '')}\n:class: framed"
        lines.append(f"{said}：" if lang == "zh" else f"{said}:")
        lines.append(f"```{{image}} ../{FOLDER}/review-{name}.png\n{options}\n```")
    return "\n\n".join(lines)


def _print_workbook(book: Path, pictures: list[Path]) -> bool:
    """Draw the first pages of a workbook as LibreOffice prints it, and return whether it did."""
    office = shutil.which("soffice")
    profile = f"-env:UserInstallation={Path(book.parent, 'profile').as_uri()}"
    convert = ("--headless", "--convert-to", "pdf", "--outdir", str(book.parent), str(book))
    pdf = book.with_suffix(".pdf")
    if not office or not _made(pdf, office, profile, *convert):
        return False
    with pypdfium2.PdfDocument(pdf) as pages:
        for number, picture in enumerate(pictures):
            pages[number].render(scale=1.5).to_pil().save(picture)
    return True


def _workbook(lang: Any, folder: Path) -> Iterator[str]:
    """Take a picture of the first page of a workbook."""
    region, topic = _QUERY[lang]
    yield "## Excel 工作簿" if lang == "zh" else "## An Excel workbook"
    with TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
        book = Path(temporary, "workbook.xlsx")
        svctrade.measures().in_region(region).about(topic).table(lang=lang).to_excel(book)
        if _print_workbook(book, [folder / "workbook.png"]):
            said = "工作簿的“说明”页" if lang == "zh" else "The cover sheet of the workbook"
            yield f"```{{image}} {FOLDER}/workbook.png\n:alt: {said}\n:class: framed\n```"
        else:
            yield _missing(lang, "LibreOffice")
    code = f'measures().in_region("{region}").about("{topic}").table(lang="{lang}")'
    yield f'```python\nsvctrade.{code}.to_excel("workbook.xlsx")\n```'


def _made(path: Path, *command: str) -> bool:
    """Run a program that makes a file, and return whether it did."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603  # ours
    except (OSError, subprocess.SubprocessError):
        return False
    return path.exists()


def _missing(lang: str, program: str) -> str:
    if lang == "zh":
        return f"*构建本站的环境没有 {program}，因此没有图片。*"
    return f"*There is no picture: {program} was missing when the site was built.*"


_PARTS: tuple[Callable[[str, Path], Iterator[str]], ...] = (
    _explorer,
    _charts,
    _notebook,
    _workbook,
)
