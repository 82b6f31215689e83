"""The menu: two levels are shown, a third is refused, and nothing of it leads home by mistake."""

from pathlib import Path

import pytest
from lxml import html

from tests.conftest import change, copy_site, tree
from tests.support.builtsites import build_site

GROUP = """\
  - About:
      - About us: about.md
      - good-practice/index.md"""


@pytest.fixture(scope="module")
def menu(tmp_path_factory: pytest.TempPathFactory) -> html.HtmlElement:
    """Return the menu of the page about good practice in a site whose menu has two levels."""
    site = copy_site(tmp_path_factory.mktemp("menu") / "copy")
    change(site / "mkdocs.yml", "  - About: about.md", GROUP)
    done = build_site(site, site / "site")
    assert done.returncode == 0, done.stderr
    page = html.document_fromstring((site / "site" / "good-practice" / "index.html").read_bytes())
    return page.find(".//nav[@class='menu']")


def test_pages_of_the_second_level_are_shown(menu: html.HtmlElement) -> None:
    """The children of a group stand below its name, each with its own address; the group itself is no link."""
    group = menu.find(".//details")
    assert [link.text for link in group.iter("a")] == ["About us", "Good practice toolkit"]
    assert [link.get("href") for link in group.iter("a")] == ["../about/", "./"]
    assert [summary.text for summary in menu.iter("summary")] == ["About"]
    assert "About" not in [link.text for link in menu.iter("a")]


def test_page_that_is_shown_is_marked_with_its_group(menu: html.HtmlElement) -> None:
    """The page is current, and so is the group that it is in, which may be folded."""
    current = {
        (found.tag, found.text): found.get("aria-current") for found in menu.iterfind(".//*[@aria-current]")
    }
    assert current == {("summary", "About"): "true", ("a", "Good practice toolkit"): "page"}


def test_third_level_is_refused_before_the_old_site_is_touched(site_copy: Path) -> None:
    """What stands in a third level would be on no page: it is told with what to do, and the last good site stays."""
    assert build_site(site_copy, site_copy / "site").returncode == 0
    before = tree(site_copy / "site")
    change(
        site_copy / "mkdocs.yml", "  - About: about.md", f"{GROUP}\n      - Words:\n          - privacy.md"
    )
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 1
    assert "The menu in mkdocs.yml has a third level below “Words”: it can have two." in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site_copy / "site") == before


def test_page_that_nobody_finds_is_told_after_the_build(site_copy: Path) -> None:
    """A page to which nothing leads is published, and told among the warnings."""
    (site_copy / "content" / "lost.md").write_text("---\ntitle: Lost\nsummary: Lost.\n---\n\nLost.\n")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0
    assert "Warning: No menu and no other page leads to this page\n --> content/lost.md:2:8" in done.stderr
    assert (site_copy / "site" / "lost" / "index.html").exists()
