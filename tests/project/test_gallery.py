"""The pictures of the site; where a program or a font is missing, the page says so."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import site_gallery
import svctrade

pytestmark = pytest.mark.long


def no_program(name: str) -> None:
    """Find no program."""
    del name


def test_gallery_says_which_program_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Chromium and LibreOffice the charts remain, and no picture is linked that is not."""
    monkeypatch.setattr(shutil, "which", no_program)
    page = site_gallery.gallery("zh", tmp_path)
    assert page.count("Chromium") == 3
    assert page.count("LibreOffice") == 1
    linked = set(re.findall(r"\{image\} (\S+)", page))
    assert {f"pictures/{path.name}" for path in (tmp_path / "pictures").iterdir()} == linked
    assert len(linked) == 6


@pytest.mark.parametrize("command", [["no-such-program"], [sys.executable, "-c", "pass"]])
def test_program_that_makes_no_file_is_missing(tmp_path: Path, command: list[str]) -> None:
    """A program that is not there, or makes nothing, made no picture."""
    assert not site_gallery._made(tmp_path / "picture.png", *command)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_first_page_has_a_picture_for_each_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """The picture is narrow enough for a phone; without a font the page says so."""
    lines = site_gallery.first_page(lang, tmp_path)
    for theme in "light", "dark":
        assert f"pictures/leads-{theme}.svg\n" in lines
        picture = (tmp_path / "pictures" / f"leads-{theme}.svg").read_text(encoding="utf-8")
        width = re.search(r'width="(\d+)"', picture)
        assert width
        assert int(width[1]) <= 390

    def fail(*_: Any) -> None:
        raise svctrade.FontError(None, "牵头")

    monkeypatch.setattr(svctrade, "save_chart", fail)
    lines = site_gallery.first_page(lang, tmp_path)
    assert "{image}" not in lines
    assert ("中文字体" if lang == "zh" else "a font with Chinese characters") in lines


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_guide_has_pictures_of_a_review(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    """The terminal is drawn without fonts of another site; without LibreOffice the page says so."""
    monkeypatch.setattr(shutil, "which", no_program)
    lines = site_gallery.review_pictures(lang, tmp_path)
    assert re.findall(r"\{image\} (\S+)", lines) == ["../pictures/review.svg"]
    assert "LibreOffice" in lines
    drawn = (tmp_path / "pictures" / "review.svg").read_text(encoding="utf-8")
    assert "市伤务局" in drawn
    assert "url(" not in re.sub(r"url\(#[^)]*\)", "", drawn)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_guide_has_pictures_of_the_workbook_of_a_review(tmp_path: Path) -> None:
    """The first two sheets are printed, each on its page."""
    lines = site_gallery.review_pictures("en", tmp_path)
    linked = {Path(found).name for found in re.findall(r"\{image\} (\S+)", lines)}
    assert linked == {path.name for path in (tmp_path / "pictures").iterdir()}
    assert len(linked) == 3
