"""The pages of the data: one for each task, measure, body and region, with links both ways.

`build_site.py` generates them in both languages from the library.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from urllib.parse import quote

import svctrade
from svctrade import (
    Assignment,
    Basis,
    Body,
    Certainty,
    Event,
    Measure,
    MeasureSet,
    Name,
    Region,
    Role,
    Task,
)
from svctrade._model.annotations import list_events
from svctrade._model.english import group_in_english, quoted, quoted_if_chinese, term_in_english

_CONFIDENCE = {"high": "高", "medium": "中", "low": "低"}
# Issuers of events that are no bodies of the edition.
_ISSUERS = {
    "习近平": "Xi Jinping",
    "中共中央 国务院": "CPC Central Committee, State Council",
    "全国人民代表大会": "National People's Congress",
    "商务部 (周中国)": "Ministry of Commerce",
    "国务院": "State Council",
    "国务院办公厅": "General Office of the State Council",
    "国务院服务贸易发展部际联席会议办公室": "Office of the Inter-departmental Joint Meeting",
    "海南省商务厅": "Department of Commerce of Hainan Province",
}
Lines = Iterator[str]
Row = tuple[str, ...]

FOLDER = "data"
# The lengths of a text in a list, and in a title.
_CLIPPED = {"en": 160, "zh": 70}
_TITLE = {"en": 60, "zh": 28}
_HAN = re.compile("[\u4e00-\u9fff]+")
_ADDRESS = re.compile(r"https?://[^\s;，；()（）]+[^\s;，；()（）.]")
_PARTS = {
    "tasks": ("Tasks", "试点任务"),
    "measures": ("Measures", "具体举措"),
    "bodies": ("Bodies", "责任单位"),
    "regions": ("Pilot regions", "试点地区"),
}


# What the data says of facts: in English, a regular expression or the text itself, and in Chinese.
FACTS = Path(__file__).with_name("site_facts_zh.csv")
_ENGLISH_WORD = re.compile(r"(?<![\w./-])[A-Za-z]{2,}(?![\w./-])")
_NAMES = re.compile(r"OpenCC [\d.]+|GB/T 2260|ISO 3166-2")


def pages(lang: str) -> dict[str, str]:
    """Return the text of each page in Markdown, by its path in the site."""
    return {f"{FOLDER}/{path}.md": "\n".join(lines) + "\n" for path, lines in _Writer(lang).pages()}


def escaped(text: object) -> str:
    """Return a text with the characters escaped that Markdown would interpret."""
    return re.sub(r"([\\`*_\[\]<>|~#$@{}])", r"\\\1", str(text))


def _if_english(text: str | None) -> str:
    """Return a text in Markdown, or nothing where it has Chinese in it."""
    return "" if text is None or quoted_if_chinese(text) != text else escaped(text)


def linked(text: str) -> str:
    """Return a text in Markdown, its addresses as links."""
    parts: list[str] = []
    start = 0
    for found in _ADDRESS.finditer(text):
        parts += [escaped(text[start : found.start()]), f"<{found[0]}>"]
        start = found.end()
    return "".join([*parts, escaped(text[start:])])


@cache
def _facts() -> tuple[tuple[str, str], ...]:
    with FACTS.open(encoding="utf-8", newline="") as file:
        return tuple((row["english"], row["chinese"]) for row in csv.DictReader(file))


def in_chinese(text: str) -> str:
    """Return a source, a hint or a change in Chinese; parts with ``;`` between them one by one.

    Raises:
        ValueError: it has English that the table lacks.
    """
    for english, chinese in _facts():
        if text == english:
            return chinese
        if found := re.fullmatch(english, text):
            return found.expand(chinese)
    if "; " in text:
        return "；".join(map(in_chinese, text.split("; ")))
    if _ENGLISH_WORD.search(_NAMES.sub("", _ADDRESS.sub("", text))):
        raise ValueError(f"{FACTS.name} has no Chinese for {text!r}; add a line")
    return text


def _clipped(text: str, length: int) -> str:
    """Return the beginning of a text, in whole words."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    words = cut.rpartition(" ")[0] or cut
    return words.rstrip("，、。；,.; ") + "…"


def _table(head: Row, rows: Iterable[Row]) -> Lines:
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _fields(fields: Mapping[str, object]) -> Lines:
    yield ""
    yield from (f"- **{key}**: {value}" for key, value in fields.items() if value)
    yield ""


class _Writer:
    """The pages in one language."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.zh = lang == "zh"
        self.edition = svctrade.edition()
        self.measures = svctrade.measures()

    def say(self, english: str, chinese: str) -> str:
        """Return the text in the language of the pages."""
        return chinese if self.zh else english

    def pages(self) -> Iterator[tuple[str, Lines]]:
        """Yield each page: its path and its lines."""
        yield "index", self.index()
        yield "tasks/index", self.tasks()
        yield "measures/index", self.list_of_measures()
        yield "bodies/index", self.bodies()
        yield "regions/index", self.regions()
        yield "events", self.events()
        yield "outsiders", self.outsiders()
        yield from ((f"tasks/{t.number}", self.task(t)) for t in self.edition.tasks)
        yield from ((f"measures/{m.number}", self.measure(m)) for m in self.measures)
        yield from ((f"bodies/{b.id}", self.body(b)) for b in svctrade.bodies())
        yield from ((f"regions/{r.id}", self.region(r)) for r in svctrade.regions())

    # -- links: from a page of a record, `..` is the folder of the data -----------------------

    def of_measure(self, number: int, text: str = "") -> str:
        return f"[{text or number}](../measures/{number}.md)"

    def text_of(self, measure: Measure) -> str:
        """Return the text of a measure in the language of the page."""
        return self.say(measure.text_en or measure.text, measure.text)

    def in_explorer(self, query: str) -> Lines:
        """Yield a link to a query in the explorer page."""
        link = f"../../../explorer.html#lang={self.lang}&{quote(query, safe='=&')}"
        said = self.say("Open in the explorer", "在浏览页中打开")
        yield f'\n<a href="{link}">{said}</a>\n'

    def of_body(self, body: Body) -> str:
        return f"[{escaped(self.name_of(body))}](../bodies/{body.id}.md)"

    def of_region(self, region: Region) -> str:
        return f"[{escaped(self.name_of(region))}](../regions/{region.id}.md)"

    def of_task(self, task: Task) -> str:
        return f"[{escaped(self.title_of(task))}](../tasks/{task.number}.md)"

    # -- words of the language ----------------------------------------------------------------

    def name_of(self, thing: Body | Region) -> str:
        """Return the name of a body or region; what has no English is quoted."""
        return thing.name if self.zh else thing.name_en or quoted(thing.name)

    def titled(self, name: str, printed: str) -> str:
        """Return a heading: in English the Chinese name follows, which people search for."""
        return name if self.zh or printed in name else f"{name} ({quoted(printed)})"

    def title_of(self, task: Task) -> str:
        """Return the number and the title of a task."""
        if self.zh:
            return str(task)
        return f"{task.number} {task.title_en or quoted(task.title)}"

    def term(self, chinese: str | None) -> str | None:
        """Return a kind, a level, a province or a group."""
        return chinese if self.zh else term_in_english(chinese)

    def untranslated(self, printed: str | None) -> str | None:
        """Return a name or number that has no English."""
        return printed if self.zh or printed is None else quoted_if_chinese(printed)

    def fact(self, text: str | None) -> str:
        """Return what the data says of a fact, in the language of the pages."""
        return self.say(self.untranslated(text) or "", in_chinese(text or ""))

    def breadcrumbs(self, part: str, *here: str, description: str = "") -> Lines:
        """Yield what describes the page, and links back to the lists, above the title."""
        described = json.dumps(description, ensure_ascii=False)
        yield f"---\norphan: true\ndescription: {described}\n---\n"
        data = self.say("The data", "数据")
        steps = [f"[{data}](../index.md)", f"[{self.say(*_PARTS[part])}](index.md)", *here]
        yield "{.breadcrumbs}\n" + " › ".join(steps) + "\n"

    # -- lists --------------------------------------------------------------------------------

    def index(self) -> Lines:
        publication = self.edition.publication
        yield f"# {self.say('The data', '数据')}\n"
        yield self.say(
            f"*{publication.title_en}* ({quoted(publication.document_number or '')}), "
            f"{publication.issuer_en}, {publication.published}: "
            "the contents of the 2020 edition, one page for each. "
            "These pages are generated when the site is built.",
            f"《{publication.title}》（{publication.document_number}），{publication.issuer}，"
            f"{publication.published}：2020 年版本的全部内容，每项一页。"
            "这些页面在构建网站时由本库生成。",
        )
        counts = {
            "tasks": len(self.edition.tasks),
            "measures": len(self.measures),
            "bodies": len(self.edition.bodies),
            "regions": len(self.edition.regions),
        }
        yield ""
        yield from (
            f"- [{self.say(*names)}]({part}/index.md): {counts[part]}"
            for part, names in _PARTS.items()
        )
        yield f"- [{self.say('Timeline', '时间线')}](events.md): {len(self.edition.events)}"
        outside = self.say("Recognised names outside this edition", "本版本以外的已知名称")
        yield f"- [{outside}](outsiders.md): {len(self.edition.outsiders)}\n"
        yield self.say(
            "[Sources of the data](../data.md) gives the source of each fact, and "
            "[Topics](../topics.md) explains how the topic tags were made.",
            "每项事实的来源见[数据来源](../data.md)；主题标注的方法"
            "见[举措主题分类](../topics.md)。",
        )
        yield f"{escaped(publication.period('zh' if self.zh else 'en'))}\n"
        if self.edition.translation:
            yield f"{escaped(self.edition.translation.as_text('zh' if self.zh else 'en'))}\n"
        yield f"\n## {self.say('Notes under the table', '附表注释')}\n"
        for note in self.edition.notes:
            text = self.say(note.text_en or note.text, note.text)
            yield f"{note.number}. {escaped(text)}"
        yield "\n```{toctree}\n:hidden:\n"
        yield from (f"{part}/index" for part in _PARTS)
        yield "events\noutsiders\n```"

    def events(self) -> Lines:
        yield f"# {self.say('Timeline', '时间线')}\n"
        yield self.say(
            "Acts and statements about the pilot, with their sources. An act that was matched to "
            "measures by its content does not name their numbers. "
            "See also [Background](../background.md).",
            "与试点有关的文件和事件及其出处。“按内容对应”的文件本身未写明举措序号。"
            "另见[试点背景](../background.md)。",
        )
        for event in self.edition.events:
            title = self.say(event.title_en or event.title or "", event.title or "")
            yield f"\n## {event.dated}: {escaped(title)}".replace(": ", self.say(": ", "："), 1)
            about = self.measures.numbered(*event.measures) if event.measures else ()
            source = event.source or ""
            yield from _fields(
                {
                    self.say("number", "文号"): escaped(
                        self.untranslated(event.document_number) or ""
                    ),
                    self.say("issued by", "发布"): self.issuer_of(event),
                    self.say("measures", "涉及举措"): self.touched(about),
                    # Both are in English; what quotes Chinese is left out.
                    "content": self.say(_if_english(event.text), ""),
                    "remark": self.say(_if_english(event.note), ""),
                    self.say("source", "出处"): linked(
                        self.say(_HAN.sub(r"“\g<0>”", source), in_chinese(source))
                    ),
                    self.say("confidence", "可信度"): self.say(
                        event.confidence or "", _CONFIDENCE.get(event.confidence or "", "")
                    ),
                }
            )

    def issuer_of(self, event: Event) -> str:
        """Return the issuer of an event; a body of the edition has an English name."""
        if event.issuer is None:
            return ""
        names = {body.name: body.name_en for body in self.edition.bodies} | _ISSUERS
        return self.say(names.get(event.issuer) or quoted(event.issuer), event.issuer)

    def touched(self, measures: Sequence[Measure]) -> str:
        """Return links to measures, or that an act is about all of them."""
        if len(measures) == len(self.measures):
            return self.say("all", "全部")
        links = (f"[{m.number}](measures/{m.number}.md)" for m in measures)
        return self.say(", ", "、").join(links)

    def tasks(self) -> Lines:
        yield f"# {self.say(*_PARTS['tasks'])}"
        yield from _table(
            (self.say("task", "任务"), self.say("measures", "举措数")),
            (
                (self.of_task(task), str(len(found)))
                for task, found in self.measures.group_by("task").items()
            ),
        )

    def list_of_measures(self) -> Lines:
        yield f"# {self.say(*_PARTS['measures'])}\n"
        groups = self.measures.group_by("task")
        for task in self.edition.tasks:
            yield f"\n## {escaped(self.title_of(task))}"
            yield from self.rows_of(groups[task])

    def rows_of(self, measures: Iterable[Measure]) -> Lines:
        head = ("序号", self.say("measure", "具体举措"), self.say("lead", "牵头"))
        yield from _table(
            (head if self.zh else ("number", *head[1:])),
            (
                (
                    str(m.number),
                    self.of_measure(
                        m.number, escaped(_clipped(self.text_of(m), _CLIPPED[self.lang]))
                    ),
                    self.of_body(m.lead.body) if m.lead else "",
                )
                for m in measures
            ),
        )

    def bodies(self) -> Lines:
        yield f"# {self.say(*_PARTS['bodies'])}"
        named, led = self.measures.count_by("body"), self.measures.count_by("lead")
        yield from _table(
            (
                self.say("body", "单位"),
                self.say("printed as", "英文名"),
                self.say("official name", "全称"),
                self.say("named in", "涉及举措"),
                self.say("leads", "牵头"),
            ),
            (
                (
                    self.of_body(b),
                    escaped(self.say(quoted(b.name), b.name_en or "")),
                    self.untranslated(b.official_name) or "",
                    str(named[b]),
                    str(led.get(b, 0)),
                )
                for b in svctrade.bodies()
            ),
        )

    def regions(self) -> Lines:
        yield f"# {self.say(*_PARTS['regions'])}"
        yield from _table(
            (
                self.say("region", "地区"),
                self.say("printed as", "英文名"),
                self.say("province", "省份"),
                self.say("code", "代码"),
                self.say("named in", "点名"),
                self.say("applies in all", "适用"),
            ),
            (
                (
                    self.of_region(r),
                    self.say(quoted(r.name), r.name_en or ""),
                    self.term(r.province) or "",
                    r.code or "",
                    str(len(self.measures.in_region(r, at_least="named"))),
                    str(len(self.measures.in_region(r))),
                )
                for r in svctrade.regions()
            ),
        )

    def outsiders(self) -> Lines:
        yield f"# {self.say('Recognised names outside this edition', '本版本以外的已知名称')}\n"
        yield self.say(
            "A query with one of these names raises `NotInEditionError` with a hint.",
            "用这些名称查询会引发 `NotInEditionError`，错误信息中附有说明。",
        )
        yield from _table(
            (
                self.say("name", "名称"),
                self.say("other names", "其他名称"),
                self.say("what it is", "说明"),
                self.say("source", "来源"),
            ),
            (
                (
                    self.untranslated(o.name) or "",
                    self.say(", ", "、").join(
                        escaped(self.untranslated(f)) for f in o.forms if f != o.name
                    ),
                    escaped(self.fact(o.hint)),
                    linked(self.fact(o.source)),
                )
                for o in self.edition.outsiders
            ),
        )

    # -- a page each --------------------------------------------------------------------------

    def task(self, task: Task) -> Lines:
        objective = self.say(task.objective_en or "", task.objective)
        yield from self.breadcrumbs("tasks", str(task.number), description=objective)
        yield f"# {escaped(self.title_of(task))}\n"
        yield from self.translated(task.objective_en)
        yield f"> {escaped(task.objective)}"
        yield from self.in_explorer(f"in_task={task.number}")
        yield from self.rows_of(self.measures.in_task(task))
        yield from self.example(f"svctrade.measures().in_task({task.number})")

    def measure(self, measure: Measure) -> Lines:
        number = measure.number
        beside = [
            self.of_measure(other.number, sign)
            for at, sign in ((number - 2, f"← {number - 1}"), (number, f"{number + 1} →"))
            if 0 <= at < len(self.edition.measures)
            for other in [self.edition.measures[at]]
        ]
        above = self.of_task(measure.task), " · ".join(beside)
        yield from self.breadcrumbs("measures", *above, description=self.text_of(measure))
        first = escaped(_clipped(self.text_of(measure), _TITLE[self.lang]))
        yield f"# {self.say(f'Measure {number}: ', f'第 {number} 项：')}{first}\n"
        yield f"{escaped(self.edition.publication.period('zh' if self.zh else 'en'))}\n"
        if self.edition.translation and not self.zh:
            yield f"{escaped(self.edition.translation.as_text('en'))}\n"
        yield from self.translated(measure.text_en)
        yield f"> {escaped(measure.text)}\n"
        yield f"## {self.say('Responsibility', '责任分工')}\n"
        yield from self.translated(measure.responsibility_en)
        yield f"> {escaped(measure.responsibility)}"
        yield from _table(
            (self.say("role", "职责"), self.say("who", "责任方"), self.say("words", "原文")),
            map(self.assignment, measure.assignments),
        )
        if measure.lead:
            body, basis = self.of_body(measure.lead.body), measure.lead.basis
            if basis is Basis.EXPLICIT:
                lead = self.say(
                    f"{body} (the statement says “牵头”, lead)", f"{body}（责任分工写明牵头）"
                )
            else:
                lead = self.say(
                    f"{body} (named first; the statement does not say “牵头”, lead)",
                    f"{body}（列第一位；责任分工未写“牵头”）",
                )
        else:
            lead = self.say("none: no body is named", "无：未列明单位")
        yield from _fields({self.say("Lead", "牵头"): lead})
        yield f"## {self.say('Where it applied', '适用地区')}\n"
        yield from self.coverage(measure)
        if measure.coverage.words:
            words = escaped(measure.coverage.words.of(measure.text))
            yield self.say(
                f"The statement names no region: inferred from “{words}” in the text.\n",
                f"责任分工未提地区，由举措原文“{words}”推断。\n",
            )
        yield from self.notes_and_topics(measure)
        yield f"## {self.say('Source', '出处')}\n"
        yield from _fields(
            {
                self.say("Lines of the source", "原文行"): measure.lines
                and f"{measure.lines[0]}–{measure.lines[1]}",
                self.say("Cite as", "引用"): linked(measure.cite("zh" if self.zh else "en")),
            }
        )
        yield from self.in_explorer(f"open={number}")
        yield from self.example(f"svctrade.measure({number})")

    def translated(self, english: str | None) -> Lines:
        """Yield the unofficial translation of a text, on the English pages."""
        if english and not self.zh:
            yield f"{escaped(english)}\n"

    def assignment(self, assignment: Assignment) -> Row:
        joint = self.say(", ", "、")
        parties = joint.join(
            (
                self.of_body(party.body)
                if party.body
                else self.of_region(party.region)
                if party.region
                else escaped(self.say(group_in_english(party.text), party.text))
            )
            + (self.say(" and others", "等") if party.open_ended else "")
            for party in assignment.parties
        )
        roles = joint.join(map(self.role, assignment.roles))
        return roles, parties, escaped(self.untranslated(assignment.text))

    def role(self, role: Role) -> str:
        return self.say(role.label_en, role.label)

    def coverage(self, measure: Measure) -> Lines:
        degrees: dict[Certainty, list[Region]] = {degree: [] for degree in reversed(Certainty)}
        for region in self.edition.regions:
            degrees[measure.certainty(region)].append(region)
        yield from _fields(
            {
                self.degree(degree): self.all_of(regions)
                for degree, regions in degrees.items()
                if regions
            }
        )

    def degree(self, degree: Certainty) -> str:
        return self.say(degree.label_en, degree.label)

    def all_of(self, regions: list[Region]) -> str:
        if len(regions) == len(self.edition.regions):
            return self.say(
                f"all {len(regions)} [pilot regions](../regions/index.md)",
                f"全部 {len(regions)} 个[试点地区](../regions/index.md)",
            )
        return self.say(", ", "、").join(map(self.of_region, regions))

    def notes_and_topics(self, measure: Measure) -> Lines:
        """Yield the notes, the events and the topics of a measure."""
        if measure.notes:
            yield f"## {self.say('Notes', '注释')}\n"
            for note in measure.notes:
                text = self.say(note.text_en or note.text, note.text)
                by_letter = self.say(" (by the letter only)", "（仅字面相同）")
                yield f"- {escaped(text)}{by_letter if measure.number in note.by_letter else ''}"
                if text != note.text:
                    yield f"  > {escaped(note.text)}"
            yield ""
        yield f"## {self.say('Later acts', '后续文件')}\n"
        events = list_events(measure.events, "zh" if self.zh else "en")
        yield from (f"- {escaped(event)}" for event in events)
        everything = self.say(
            "All events, with their sources: [timeline](../events.md).",
            "全部事件及出处见[时间线](../events.md)。",
        )
        yield f"\n{everything}\n"
        read = (
            (self.say("Services", "服务"), measure.services),
            (self.say("Modes of supply", "供应模式"), measure.modes),
            (self.say("Topics", "主题"), measure.topics),
        )
        if any(items for _, items in read):
            about = self.say(
                "Topics (ours, not part of the document)", "主题（本项目归类，非原文）"
            )
            yield f"## {about}\n"
            yield from _fields(
                {
                    what: self.say("; ", "、").join(
                        self.say(item.name_en, item.name) for item in items
                    )
                    for what, items in read
                }
            )

    def body(self, body: Body) -> Lines:
        name = escaped(self.name_of(body))
        yield from self.breadcrumbs("bodies", name)
        yield f"# {self.titled(name, body.name)}"
        yield from _fields(
            {
                self.say("printed as", "英文名"): escaped(
                    self.say(quoted(body.name), body.name_en or "")
                ),
                self.say("official name", "全称"): self.untranslated(body.official_name),
                self.say("abbreviation", "英文缩写"): body.abbreviation,
                self.say("kind", "性质"): self.term(body.kind),
                self.say("parent", "上级"): self.untranslated(body.parent),
                self.say("host", "设在"): body.host and self.of_body(body.host),
                "id": f"`{body.id}`",
            }
        )
        yield from self.in_explorer(f"involving={body.name}")
        explicit = self.measures.led_by(body, basis="explicit")
        found = {
            self.say("Leads, explicitly", "明示牵头"): explicit,
            self.say("Leads, as the body named first", "牵头（列第一位）"): self.measures.led_by(
                body, basis="first_named"
            ),
        } | {
            self.say(role.label_en.capitalize(), role.label): self.measures.involving(
                body, role=role
            )
            for role in Role
            if role is not Role.LEAD  # listed already
        }
        yield from self.sections(found)
        if body.history:
            yield f"\n## {self.say('History', '沿革')}\n"
            for change in body.history:
                said = (change.text, change.dated, change.source)
                text, dated, source = map(self.fact, said)
                shown = self.say(
                    f"{change.day}: {text} ({dated}; {source})",
                    f"{change.day}：{text}。日期：{dated}。来源：{source}。",
                )
                yield f"- {linked(shown)}"
        yield from self.name_variants(body.names)
        yield from self.example(f'svctrade.measures().involving("{body.name}")')

    def region(self, region: Region) -> Lines:
        name = escaped(self.name_of(region))
        yield from self.breadcrumbs("regions", name)
        yield f"# {self.titled(name, region.name)}"
        districts = map(self.untranslated, region.districts)
        yield from _fields(
            {
                self.say("printed as", "英文名"): self.say(
                    quoted(region.name), region.name_en or ""
                ),
                self.say("official name", "全称"): self.untranslated(region.official_name),
                self.say("level", "层级"): self.term(region.level),
                self.say("province", "省份"): self.term(region.province),
                "GB/T 2260": region.code,
                self.say("group", "区域"): self.term(region.group),
                self.say("rounds", "试点轮次"): self.say(", ", "、").join(map(str, region.rounds)),
                self.say("districts", "区县"): self.say(", ", "、").join(filter(None, districts)),
                "id": f"`{region.id}`",
            }
        )
        yield from self.in_explorer(f"in_region={region.name}")
        every = self.measures
        named = every.in_region(region, at_least="named")
        applies = every.in_region(region)
        possible = every.in_region(region, at_least="possible")
        degrees = zip(
            reversed(Certainty),
            (named, applies - named, possible - applies, every - possible),
            strict=True,
        )
        yield from self.sections(
            {
                self.say(degree.label_en.capitalize(), degree.label): found
                for degree, found in degrees
            }
        )
        yield from self.name_variants(region.names)
        yield from self.example(f'svctrade.measures().in_region("{region.name}")')

    def sections(self, found: Mapping[str, MeasureSet]) -> Lines:
        """Yield a table of measures under a heading, for each set that is not empty."""
        for what, measures in found.items():
            if measures:
                count = self.say(f" ({len(measures)})", f"（{len(measures)}）")
                yield f"\n## {what}{count}"
                yield from self.rows_of(measures)

    def name_variants(self, names: Iterable[Name]) -> Lines:
        """Yield the variants of a name, each with its kind, dates and source."""
        yield f"\n## {self.say('Name variants', '名称的各种写法')}"
        shared = self.say(" (shared)", "（有重名）")
        yield from _table(
            (
                self.say("name", "写法"),
                self.say("kind", "类别"),
                self.say("from", "起"),
                self.say("to", "止"),
                self.say("source", "来源"),
                self.say("confidence", "可信度"),
            ),
            (
                (
                    escaped(self.untranslated(name.text)),
                    self.say(name.kind.label_en, name.kind.label)
                    + (shared if name.ambiguous else ""),
                    str(name.first or ""),
                    str(name.last or ""),
                    linked(self.fact(name.source)),
                    self.say(name.confidence or "", _CONFIDENCE.get(name.confidence or "", "")),
                )
                for name in names
            ),
        )

    def example(self, code: str) -> Lines:
        """Yield the same query in Python."""
        yield f"\n```python\n{code}\n```"
