"""Build the site, in English and in Chinese: ``python tools/build_site.py [folder]``.

The pages of `docs/` and those generated from the data and the docstrings are written to
``build/pages`` and built with Sphinx into ``build/site`` or the given folder. Pages without a
Chinese version are shown in English with a note. Any warning fails the build.

`SVCTRADE_SITE_URL` is the address of the site, if it has one; the pages then name theirs.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

import site_data
import site_gallery
import site_reference
import svctrade

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
BUILD = ROOT / "build"
LANGUAGES = ("en", "zh")
# Pages of the site that are in the top folder of the repository.
TOP_PAGES = ("CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")
_SHOWN = {".md", ".ipynb", ".svg", ".txt"}
_LINK = re.compile(r"\]\(([^)\s#:]+)")
_WHOLE_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s#:]+)(#[^)\s]+)?\)")
# Where pictures go that are drawn when the site is built.
_DRAWN = {
    "<!-- picture -->": site_gallery.first_page,
    "<!-- gallery -->": site_gallery.gallery,
    "<!-- review -->": site_gallery.review_pictures,
}
_LICENCE = re.compile(r"<!-- (LICENSE(?:-DATA)?) -->")
# The sections of the changelog, and what its page says of changes that are not in a release.
SECTIONS = ("data", "added", "changed", "fixed", "removed")
# An example ends with an empty line, which only the tests need.
_EXAMPLE = re.compile(r"(^```python\n.*?)\n\n(?=```$)", re.DOTALL | re.MULTILINE)
_IN_ENGLISH = "```{note}\n本页尚无中文版，以下为英文。\n```\n\n"
# The script opens the language that the browser prefers; without scripts the links remain.
_LANDING = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>svctrade</title>
<style>
  body { display: grid; font: 1.25rem/1.8 system-ui, sans-serif; gap: .5rem; justify-items: center;
    margin-top: 25vh; }
  h1, p { margin: 0 }
</style>
<script>
  const chinese = (navigator.languages ?? [navigator.language])[0]?.startsWith("zh");
  location.replace(chinese ? "zh/index.html" : "en/index.html");
</script>
<h1>svctrade</h1>
<p><a href="en/index.html" hreflang="en">English</a></p>
<p><a href="zh/index.html" hreflang="zh-CN" lang="zh-CN">中文</a></p>
<p><a href="explorer.html">Explorer · 浏览页</a></p>
</html>
"""


def sources(lang: str) -> dict[Path, str]:
    """Return the files that are pages in a language, and the path of each in the site."""
    found = {name: ROOT / name for name in TOP_PAGES}
    found |= {path: file for path, file in _files(DOCS) if not path.startswith("zh/")}
    if lang == "zh":
        found |= dict(_files(DOCS / "zh"))
    return {file: path for path, file in found.items()}


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in _SHOWN:
            yield path.relative_to(folder).as_posix(), path


def texts(lang: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every page."""
    places = sources(lang)
    # A link to a page leads to the version in this language.
    targets = places | {DOCS / path: path for path in places.values()}
    targets |= {DOCS / "zh" / path: path for path in places.values()}

    for file, path in places.items():
        text = file.read_text(encoding="utf-8")
        if file == ROOT / "CHANGELOG.md":
            text += unreleased()
        if file.suffix == ".md":
            text = _EXAMPLE.sub(r"\1\n", text)
            text = _LICENCE.sub(_licence, text)
            text = _WHOLE_LINK.sub(partial(_link_to_english, file=file, path=path), text)
            text = _LINK.sub(partial(_site_link, file=file, places=targets), text)
            if lang == "zh" and DOCS / "zh" not in file.parents:
                text = _IN_ENGLISH + text
        yield path, text
    yield from site_data.pages(lang).items()
    yield from site_reference.pages(lang).items()


def unreleased() -> str:
    """Return the changes since the last section of the changelog, from their fragments."""
    parts: list[str] = []
    for section in SECTIONS:
        files = sorted((ROOT / "changelog.d").glob(f"*.{section}.md"))
        texts = [file.read_text(encoding="utf-8").strip() for file in files]
        if texts:
            items = (text if text.startswith("- ") else f"- {text}" for text in texts)
            parts += [f"### {section.capitalize()}", "\n".join(items)]
    return "\n\n".join(["\n## Changes in preparation", *parts, ""]) if parts else ""


def _licence(mark: re.Match[str]) -> str:
    return f"```text\n{(ROOT / mark[1]).read_text(encoding='utf-8')}```"


def _link_to_english(link: re.Match[str], file: Path, path: str) -> str:
    """Return a link from a Chinese page to its English original as one between the languages."""
    original = (ROOT if path in TOP_PAGES else DOCS) / path
    if file == original or (file.parent / link[2]).resolve() != original:
        return link[0]
    up = "../" * len(PurePosixPath(path).parts)
    page = PurePosixPath(path).with_suffix(".html")
    return f'<a href="{up}en/{page}{link[3] or ""}">{link[1]}</a>'


def _site_link(link: re.Match[str], file: Path, places: dict[Path, str]) -> str:
    """Return a link between files of the repository as one between pages of the site."""
    to = (file.parent / link[1]).resolve()
    if to not in places:
        return link[0]
    here = PurePosixPath(places[file]).parent
    up = "../" * len(here.parts)
    return f"]({up}{places[to]}"


def write_pages(lang: str) -> Path:
    """Write all pages of a language, and return their folder."""
    folder = BUILD / "pages" / lang
    shutil.rmtree(folder, ignore_errors=True)
    for where, text in texts(lang):
        path = folder / where
        path.parent.mkdir(parents=True, exist_ok=True)
        for mark, draw in _DRAWN.items():
            if mark in text:
                text = text.replace(mark, draw(lang, folder))  # noqa: PLW2901  # the same page
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


def start_build(lang: str, out: Path) -> subprocess.Popen[bytes]:
    """Start the build of a language, and return the process."""
    command = [sys.executable, "-m", "sphinx", "-q", "-E", "-n", "-W", "--keep-going"]
    command += ["-c", str(DOCS), "-t", lang, "-d", str(BUILD / "doctrees" / lang)]
    return subprocess.Popen([*command, str(write_pages(lang)), str(out / lang)])  # noqa: S603  # our own


def main() -> int:
    """Build both languages, the landing page, and the explorer page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", nargs="?", type=Path, default=BUILD / "site")
    out: Path = parser.parse_args().out
    shutil.rmtree(out, ignore_errors=True)
    # In parallel: a build uses one core.
    running = [start_build(lang, out) for lang in LANGUAGES]
    codes = [process.wait() for process in running]
    if any(codes):
        return 1
    page = svctrade.measures().to_html()
    # The page links each measure to its page of the site, which begins here.
    page = page.replace("</head>", '<link rel="help" href="./">\n</head>', 1)
    (out / "explorer.html").write_text(page, encoding="utf-8", newline="\n")
    (out / "index.html").write_text(_LANDING, encoding="utf-8", newline="\n")
    # GitHub Pages serves names that begin with an underscore only with this file.
    (out / ".nojekyll").touch()
    print(f"the site is in {out}: open {out / 'index.html'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
