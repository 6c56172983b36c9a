"""Local plans: aligned with the national table, read from files, and read in processes."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import lxml.html
from rapidfuzz import fuzz

import svctrade
from svctrade import Edition

from .findings import Finding, compared, format_seconds, require_same
from .timing import Call, alternating, ratio, typical

HOW = (
    "Made-up plans of 100 measures, of which 60 follow a national measure: aligned with the 2020"
    " edition and compared with a loop of rapidfuzz over all pairs; the same plan as a file,"
    " compared with what the library that opens the file takes to give its text; and a folder of"
    " plans read by two processes, compared with one."
)
_PLANS, _MEASURES, _TAKEN_UP = 28, 100, 60
_ROUNDS, _FOLDER = 5, 120
_ALIGNED_IN = 4.0
_LOOP, _FILES, _PROCESSES = 1 / 3, 3.0, 0.65
_ENDINGS = "厅局委办"


def findings(rounds: int) -> Iterator[Finding]:
    """Measure."""
    rounds = min(rounds, _ROUNDS)
    texts = [plan_text(seed) for seed in range(_PLANS)]
    yield from _aligned([svctrade.read_document(text) for text in texts], rounds)
    yield from _from_files(texts[0], rounds)
    yield _in_processes(rounds)


def plan_text(seed: int) -> str:
    """Return a made-up plan: some national measures reworded, and some of its own."""
    chance = random.Random(seed)  # noqa: S311  # not for secrets
    national = svctrade.measures()
    clauses = [clause for m in national for clause in m.text.rstrip("。").split("，")]
    taken_up = sorted(chance.sample(range(len(national)), _TAKEN_UP))
    measures = [_reworded(national[n].text, chance) for n in taken_up]
    own = _MEASURES - _TAKEN_UP
    measures += ["，".join(chance.sample(clauses, 4)) + "。" for _ in range(own)]
    lines = ["某市全面深化服务贸易创新发展试点实施方案", "", "一、主要任务"]
    for number, text in enumerate(measures, 1):
        lead, other = (f"市{chance.choice('甲乙丙丁')}{chance.choice(_ENDINGS)}" for _ in range(2))
        lines.append(f"{number}.{text}（{lead}牵头，{other}配合）")
    return "\n".join(lines) + "\n"


def _reworded(text: str, chance: random.Random) -> str:
    clauses = text.rstrip("。").split("，")
    if len(clauses) > 1:
        clauses.pop(chance.randrange(len(clauses)))
    return "，".join([*clauses, "结合本市实际推进"]) + "。"


def _aligned(plans: list[Edition], rounds: int) -> Iterator[Finding]:
    parent = svctrade.edition()
    known = [measure.text for measure in parent.measures]
    texts = [[measure.text for measure in plan.measures] for plan in plans]

    def align() -> list[int]:
        return [len(svctrade.align(plan, parent).links) for plan in plans]

    def loop() -> list[float]:
        return [
            max(fuzz.partial_ratio(text, other) for other in known)
            for plan in texts
            for text in plan
        ]

    require_same(min(align()) >= _TAKEN_UP * 0.9, "plans and their parent")
    taken = alternating({"align": align, "loop": loop}, rounds)
    seconds = typical(taken, "align")
    what = f"{_PLANS} plans of {_MEASURES} measures aligned with the 2020 edition"
    yield Finding(what, f"{_ALIGNED_IN:.0f} s", format_seconds(seconds), seconds <= _ALIGNED_IN)
    loops = "a loop of rapidfuzz `partial_ratio`"
    yield compared("the same", ratio(taken, "align", "loop"), _LOOP, loops)


def _from_files(text: str, rounds: int) -> Iterator[Finding]:
    document: Any = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    word = stream.getvalue()
    body = "".join(f"<p>{line}</p>" for line in text.splitlines())
    page = f"<!DOCTYPE html><meta charset=utf-8><body><div>{body}</div>".encode()

    def paragraphs() -> list[str]:
        return [paragraph.text for paragraph in docx.Document(BytesIO(word)).paragraphs]

    def content() -> object:
        return lxml.html.document_fromstring(page).text_content()

    files: dict[str, tuple[bytes, Call]] = {
        "Word": (word, paragraphs),
        "HTML": (page, content),
    }
    for form, (file, extract) in files.items():
        yield _compared_with(form, file, partial(_extract_and_read, extract, text), rounds)


def _extract_and_read(extract: Call, text: str) -> Edition:
    extract()
    return svctrade.read_document(text)


def _compared_with(form: str, file: bytes, other: Call, rounds: int) -> Finding:
    """Compare reading a file with opening it by a library and reading the text of it."""
    read = partial(svctrade.read_document, file)
    require_same(len(read().measures) == _MEASURES, f"the plan as {form}")
    taken = alternating({"read": read, "other": other}, rounds)
    note = format_seconds(typical(taken, "read"))
    what, against = f"the plan as {form}", "opening it with the library, and the plan as text"
    return compared(what, ratio(taken, "read", "other"), _FILES, against, note)


def _in_processes(rounds: int) -> Finding:
    with tempfile.TemporaryDirectory() as folder:
        for n in range(_FOLDER):
            path = Path(folder) / f"{n:03}.txt"
            path.write_text(plan_text(n % _PLANS), encoding="utf-8")
        calls = {str(n): partial(svctrade.read_folder, folder, processes=n) for n in (1, 2)}
        taken = alternating(calls, min(rounds, 3))
    note = format_seconds(typical(taken, "2"))
    what = f"a folder of {_FOLDER} plans read by two processes"
    return compared(what, ratio(taken, "2", "1"), _PROCESSES, "one process", note)
