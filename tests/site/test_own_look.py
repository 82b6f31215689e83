"""A site with a look of its own: examples/own-look, and what the settings can name."""

import re
from pathlib import Path

import pytest

from librarysite.reading.load import load
from tests.conftest import change
from tests.support.builtsites import build_site

PLAIN = "<!doctype html><html lang=en><title>Plain</title><body>{{ page.content }}</body></html>\n"


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """Return the folder of the example, built for Monday 23 November 2026, 9am."""
    target = tmp_path_factory.mktemp("look") / "site"
    done = build_site(root / "examples" / "own-look", target)
    assert done.returncode == 0, done.stderr
    return target


def test_example_has_no_problems(root: Path) -> None:
    """The entries of the example are without fault, as those of any site must be."""
    assert load(root / "examples" / "own-look").problems == []


def test_own_files_win_and_all_others_are_the_programs(look: Path, built: Path) -> None:
    """The site's own component and icon are there, its colours come last, and the rest is as in the other site."""
    assert (
        "The libraries’ diary, as it was at 9am on Monday 23 November 2026."
        in (look / "index.html").read_text()
    )
    assert b"#3b2a63" in (look / "assets" / "icon.svg").read_bytes()
    css = (look / "assets" / "site.css").read_text()
    brands = re.findall(r"--brand: (#\w+)", css)
    assert brands[:4] == ["#134b4f", "#0f3c40", "#3b2a63", "#2c1f4c"]
    assert (look / "assets" / "site.js").read_bytes() == (built / "assets" / "site.js").read_bytes()
    assert (look / "assets" / "feed.css").read_bytes() == (built / "assets" / "feed.css").read_bytes()


def test_folder_that_the_settings_name_wins(site_copy: Path) -> None:
    """A ``custom_dir`` that is there comes before the program's own page, as MkDocs promises."""
    change(site_copy / "mkdocs.yml", "  name: material", "  name: material\n  custom_dir: mine")
    (site_copy / "mine").mkdir()
    (site_copy / "mine" / "main.html").write_text(PLAIN)
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    assert "<title>Plain</title>" in (site_copy / "site" / "contact" / "index.html").read_text()


def test_look_stands_beside_the_settings_that_are_built(site_copy: Path) -> None:
    """A site that inherits its settings has the look in its own folder, not in that of the settings."""
    for folder, colour in ((site_copy, "#111111"), (site_copy / "mine", "#222222")):
        (folder / "theme" / "css").mkdir(parents=True)
        (folder / "theme" / "css" / "tokens.css").write_text(f":root {{ --brand: {colour}; }}\n")
    for name in ("data", "content"):
        (site_copy / name).rename(site_copy / "mine" / name)
    (site_copy / "mine" / "mkdocs.yml").write_text("INHERIT: ../mkdocs.yml\nhooks: [../hooks/library.py]\n")
    done = build_site(site_copy / "mine", site_copy / "site")
    assert done.returncode == 0, done.stderr
    css = (site_copy / "site" / "assets" / "site.css").read_text()
    assert "#222222" in css
    assert "#111111" not in css


@pytest.mark.parametrize("folder", ["blog", "assets", "partials", "fragments"])
def test_folder_of_any_name_is_published_whole(folder: str, site_copy: Path) -> None:
    """An editor's folder that has the name of one of Material's keeps its words and its pictures."""
    (site_copy / "content" / folder).mkdir()
    (site_copy / "content" / folder / "page.md").write_text(
        "---\ntitle: A page\nsummary: A page.\n---\n\nIts words. ![A dot](dot.png)\n"
    )
    (site_copy / "content" / folder / "dot.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    about = site_copy / "content" / "about.md"
    about.write_text(f"{about.read_text()}\n[A page]({folder}/page.md)\n")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    assert "Its words." in (site_copy / "site" / folder / "page" / "index.html").read_text()
    assert (site_copy / "site" / folder / "dot.png").read_bytes() == b"\x89PNG\r\n\x1a\n"
