"""The look of a site: its own files before the program's."""

from pathlib import Path

import pytest

from librarysite.rendering.renderer import Renderer
from librarysite.rendering.stylesheet import stylesheet
from librarysite.rendering.theme import PROGRAM, Theme, theme_of


def written(site: Path, name: str, text: str) -> Path:
    """Write a file into a site's own ``theme/``."""
    path = site / "theme" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_site_without_a_look_has_the_programs(tmp_path: Path) -> None:
    """A site without ``theme/`` has every file from the program."""
    assert theme_of(tmp_path) == Theme((PROGRAM,))
    assert theme_of(tmp_path).file("css/base.css") == PROGRAM / "css" / "base.css"


def test_own_file_wins_and_the_others_stay(tmp_path: Path) -> None:
    """A template of the site's own is taken, and all that it does not have comes from the program."""
    own = written(tmp_path, "components/stale/stale.html", "{% macro stale() %}Old!{% endmacro %}")
    theme = theme_of(tmp_path)
    assert theme.every("components/stale/stale.html") == [
        own,
        PROGRAM / "components" / "stale" / "stale.html",
    ]
    assert Renderer(theme).component("stale", {}) == "Old!"
    assert theme.file("components/notice/notice.html") == PROGRAM / "components" / "notice" / "notice.html"


def test_files_of_a_pattern_are_each_there_once_in_order(tmp_path: Path) -> None:
    """What a site adds or replaces stands among the program's files, by name, each once."""
    added = written(tmp_path, "components/aaa/aaa.css", "")
    replaced = written(tmp_path, "components/offer/offer.css", "")
    files = theme_of(tmp_path).files("components/*/*.css")
    assert files[0] == added
    assert replaced in files
    assert [path.name for path in files] == sorted(path.name for path in files)
    assert len(files) == len(Theme().files("components/*/*.css")) + 1


def test_own_tokens_come_after_the_programs(tmp_path: Path) -> None:
    """A site's colours are added to ours, so that every rule still finds the ones that it asks for."""
    written(tmp_path, "css/tokens.css", ":root { --paper: #fff; }")
    material = tmp_path / "material"
    material.mkdir()
    (material / "main.1.css").write_text(
        ".md-typeset a{color:var(--link)}.md-typeset b{color:var(--nowhere)}"
    )
    css = stylesheet(material, theme_of(tmp_path), {"md-typeset"})
    assert css.startswith(".md-typeset a{color:var(--link)}\n:root { --paper: #fbf8f2;")
    assert css.index("--paper: #fbf8f2") < css.index(":root { --paper: #fff; }") < css.index("body")


def test_file_that_nobody_has_is_an_error() -> None:
    """A name that stands in no folder is the program's own fault, and told as such."""
    with pytest.raises(FileNotFoundError, match=r"css/gone\.css"):
        Theme().file("css/gone.css")
