"""How the site is built: the same every time, and not at all when something is wrong."""

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from librarysite.rendering.theme import PROGRAM as THEME
from tests.conftest import change, tree
from tests.support.builtsites import COMMIT, build_site

LATER = """\
---
title: Sunday opening at Lewsey
summary: Lewsey Library opens on Sundays from January.
published: 2026-12-01
---

From 3 January.
"""


def test_two_builds_for_one_moment_are_the_same(built: Path, root: Path, tmp_path: Path) -> None:
    """The same files and the same moment give the same site, byte for byte."""
    done = build_site(root, tmp_path / "again", LIBRARYSITE_COMMIT=COMMIT)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "again") == tree(built)


def test_source_date_epoch_means_the_same_moment(built: Path, root: Path, tmp_path: Path) -> None:
    """1795424400 is Monday 23 November 2026, 9am: SOURCE_DATE_EPOCH gives the site of LIBRARYSITE_NOW."""
    done = build_site(root, tmp_path / "epoch", SOURCE_DATE_EPOCH="1795424400", LIBRARYSITE_COMMIT=COMMIT)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "epoch") == tree(built)


def test_another_moment_gives_another_site(built: Path, root: Path, tmp_path: Path) -> None:
    """A build for the next day differs, so the two tests above compare something."""
    build_site(root, tmp_path / "next", LIBRARYSITE_NOW="2026-11-24T09:00", LIBRARYSITE_COMMIT=COMMIT)
    assert (tmp_path / "next" / "index.html").read_bytes() != (built / "index.html").read_bytes()


def test_copy_builds_without_git(site_copy: Path) -> None:
    """A site outside Git is built too; its record has no commit."""
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    assert json.loads((site_copy / "site" / "build.json").read_text())["commit"] is None


def test_site_holds_nothing_that_no_page_uses(built: Path) -> None:
    """Material's scripts, icons and search index are left out: the assets are the site's own."""
    assert {path.name for path in (built / "assets").rglob("*") if path.is_file()} == {
        "feed.css",
        "icon.svg",
        "site.css",
        "site.js",
    }
    assert [path for path in built.rglob("*") if path.suffix in (".map", ".woff2")] == []


def test_compressed_sitemap_is_the_sitemap(built: Path) -> None:
    """The two sitemaps say the same."""
    packed = gzip.decompress((built / "sitemap.xml.gz").read_bytes())
    assert packed == (built / "sitemap.xml").read_bytes()


def test_mistake_stops_the_build_and_keeps_the_old_site(built: Path, site_copy: Path) -> None:
    """A date written day first ends the build with file, line and remedy; the site of before stays as it was."""
    shutil.copytree(built, site_copy / "site")
    before = tree(site_copy / "site")
    events = site_copy / "data" / "events.yaml"
    line = change(events, "date: 2026-12-08", "date: 08/12/2026")

    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 1
    assert re.search(rf"--> data/events\.yaml:{line}:\d+\n", done.stderr)
    assert "write 2026-12-08" in done.stderr
    assert "Nothing has been published; the site still shows the last good version." in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert tree(site_copy / "site") == before


def test_mistake_in_two_files_is_told_at_once(site_copy: Path) -> None:
    """Mistakes in two files are both told in one go, in the order of the files."""
    branches, status = site_copy / "data" / "branches.yaml", site_copy / "data" / "status.yaml"
    change(branches, "saturday: 09:30 to 17:00", "saturday: 9-5")
    change(status, "on: 2026-12-31", "on: 31/12/2026")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 1
    assert re.findall(r"--> (data/\w+\.yaml):", done.stderr) == ["data/branches.yaml", "data/status.yaml"]
    assert not (site_copy / "site").exists()


def test_broken_link_in_the_words_stops_the_build(site_copy: Path) -> None:
    """A link to a page that is not there stops the build with its line, before MkDocs has seen it."""
    about = site_copy / "content" / "about.md"
    about.write_text(about.read_text() + "\nSee [how to reach us](contcat.md).\n")
    line = about.read_text().count("\n")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 1
    assert (
        "Error: There is no page or file “contcat.md”\n"
        f"   --> content/about.md:{line}:23\n"
        "    |\n"
        f"{line} | See [how to reach us](contcat.md).\n"
        "    |                       ^^^^^^^^^^ did you mean contact.md?"
    ).replace("   -->", f"{' ' * len(str(line))}-->").replace(
        "    |", f"{' ' * len(str(line))} |"
    ) in done.stderr
    assert "WARNING" not in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout


def test_links_to_what_the_site_makes_lead_there(site_copy: Path) -> None:
    """Pages made from entries can be named in two ways, feeds and data by their address, with query and anchor."""
    (site_copy / "content" / "news" / "links.md").write_text(
        "---\ntitle: Links\npublished: 2026-11-20\n---\n\n"
        "[a](../opening-times.md) [b](../opening-times/index.md) [c](../libraries/central/index.md)\n"
        "[d](../whats-on/index.md?for=babies) [e](../feeds/events.ics) [f](../data/events.csv)\n"
        "[g](../opening-times.md#holidays)\n"
    )
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr + done.stdout
    page = (site_copy / "site" / "news" / "links" / "index.html").read_text()
    assert re.findall(r'<a href="([^"]+)">([a-g])</a>', page) == [
        ("../../opening-times/", "a"),
        ("../../opening-times/", "b"),
        ("../../libraries/central/", "c"),
        ("../../whats-on/?for=babies", "d"),
        ("../../feeds/events.ics", "e"),
        ("../../data/events.csv", "f"),
        ("../../opening-times/#holidays", "g"),
    ]


def test_link_to_what_is_not_there_today_is_plain_words(site_copy: Path) -> None:
    """Links to news of a day to come, an event long over and a notice that is gone are words, and stop nothing."""
    (site_copy / "content" / "news" / "sundays.md").write_text(LATER)
    (site_copy / "content" / "news" / "links.md").write_text(
        "---\ntitle: Links\npublished: 2026-11-20\n---\n\n"
        'See [Sundays](sundays.md "Soon"), [carols](../whats-on/carols-central-2026.md), '
        "[Christmas](../opening-times/notice/christmas-2026.md) and [the libraries](../libraries/index.md).\n"
    )
    for moment, linked in (
        ("2026-11-23T09:00", {"carols", "Christmas", "the libraries"}),
        ("2028-06-01T09:00", {"Sundays", "the libraries"}),
    ):
        done = build_site(site_copy, site_copy / "site", LIBRARYSITE_NOW=moment)
        assert done.returncode == 0, done.stderr + done.stdout
        page = (site_copy / "site" / "news" / "links" / "index.html").read_text()
        words = page.partition("See ")[2].partition("</p>")[0]
        assert set(re.findall(r"<a [^>]*>([^<]+)</a>", words)) == linked
        assert re.sub(r"<[^>]+>", "", words) == "Sundays, carols, Christmas and the libraries."


def test_moment_that_cannot_be_read_is_told(site_copy: Path) -> None:
    """A moment such as “tomorrow” stops the build with a sentence that names it, not with a traceback."""
    done = build_site(site_copy, site_copy / "site", LIBRARYSITE_NOW="tomorrow")
    assert done.returncode == 1
    assert "LIBRARYSITE_NOW=tomorrow" in done.stderr + done.stdout
    assert "Traceback" not in done.stderr + done.stdout
    assert not (site_copy / "site").exists()


def test_what_is_due_is_told_and_stops_nothing(root: Path, tmp_path: Path) -> None:
    """The hours of five libraries not checked since 2024 are listed as five warnings, and the site is built."""
    done = build_site(root, tmp_path / "due")
    assert done.returncode == 0
    assert done.stderr.count("were last checked on 2024-06-21") == 5
    assert done.stderr.endswith("\n5 warnings. Warnings do not stop a build.\n")


def test_warning_is_listed_once_at_the_very_end(site_copy: Path) -> None:
    """A gap on a day without a date is a warning: the strict build goes through and tells it last of all."""
    line = change(site_copy / "data" / "events.yaml", "- 2027-01-05", "- 2027-01-06")
    done = build_site(site_copy, site_copy / "site", loud=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr.count(f"--> data/events.yaml:{line}:") == 1
    begins = done.stderr.index("Warning: ")
    assert 0 < done.stderr.index("Documentation built in") < begins
    assert done.stderr.endswith("\n6 warnings. Warnings do not stop a build.\n")
    assert "INFO" not in done.stderr[begins:]


def test_error_in_a_template_is_told_with_its_line(site_copy: Path) -> None:
    """A value that a template asks for and does not get, and a tag never closed, are told as file and line."""
    home = site_copy / "theme" / "pages" / "home.html"
    home.parent.mkdir(parents=True)
    whole = (THEME / "pages" / "home.html").read_text()
    for slip, words in [
        ("{{ no_such_value }}", "'no_such_value' is undefined"),
        ("{% if true %}", "Unexpected end of template"),
    ]:
        home.write_text(f"{whole}\n  {slip}\n")
        line = len(home.read_text().splitlines())
        done = build_site(site_copy, site_copy / "site")
        assert done.returncode == 1
        assert f"--> theme/pages/home.html:{line}:" in done.stderr
        assert f"Error: This template cannot be used: {words}" in done.stderr
        assert "Traceback" not in done.stderr + done.stdout


def test_news_of_the_future_is_not_listed(site_copy: Path) -> None:
    """News with a later date is in no list and in no feed before that day, and in both from that day on."""
    (site_copy / "content" / "news" / "sundays.md").write_text(LATER)
    lists = ("index.html", "news/index.html", "feeds/news.xml")
    for moment, expected in (("2026-11-30T23:00", False), ("2026-12-01T00:30", True)):
        done = build_site(site_copy, site_copy / "site", LIBRARYSITE_NOW=moment)
        assert done.returncode == 0, done.stderr
        for name in lists:
            text = (site_copy / "site" / name).read_text()
            assert ("Sunday opening at Lewsey" in text) is expected, (moment, name)


def test_news_of_the_future_has_no_page_yet(site_copy: Path) -> None:
    """News with a later date is not published early by its address or the sitemap either."""
    (site_copy / "content" / "news" / "sundays.md").write_text(LATER)
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    named = [loc.text or "" for loc in etree.parse(site_copy / "site" / "sitemap.xml").iter("{*}loc")]
    assert [address for address in named if "sundays" in address] == []
    assert not (site_copy / "site" / "news" / "sundays").exists()


def test_hostile_words_are_shown_as_words(site_copy: Path) -> None:
    """Markup in an editor's title reaches the page as text, never as a program."""
    events = site_copy / "data" / "events.yaml"
    hostile = '"<script>alert(1)</script> & <img src=x onerror=alert(1)>"'
    change(events, "title: Scrabble club", f"title: {hostile}")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    for path in (site_copy / "site").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"<script>|<img[^>]+onerror|href=.javascript:", text), path
    page = (site_copy / "site" / "whats-on" / "scrabble-leagrave" / "index.html").read_text()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_program_in_the_words_stops_the_build(site_copy: Path) -> None:
    """A program in the words of a page, and a link that would run one, are told with their lines."""
    about = site_copy / "content" / "about.md"
    about.write_text(about.read_text() + "\n<script>alert(2)</script>\n\n[go](javascript:alert(3))\n")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 1
    assert "<script> cannot stand on a page" in done.stderr
    assert "A link cannot begin with “javascript:”" in done.stderr


def test_every_page_of_an_empty_programme_is_built(site_copy: Path) -> None:
    """A library service without events, closures, offers or news still gets a whole site."""
    for name, key in (("events", "events"), ("offers", "offers")):
        (site_copy / "data" / f"{name}.yaml").write_text(f"{key}: []\n")
    (site_copy / "data" / "status.yaml").write_text("closures: []\nchanged_hours: []\nnotices: []\n")
    for path in (site_copy / "content" / "news").glob("*.md"):
        path.unlink()
    about = site_copy / "content" / "about.md"
    about.write_text(
        re.sub(r"\[([^]]+)]\(news/[^)]*\)", r"\1", about.read_text())
    )  # a dead link stops the build
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr + done.stdout
    assert "There are no events" in (site_copy / "site" / "whats-on" / "index.html").read_text()
    assert "no news" in (site_copy / "site" / "news" / "index.html").read_text()


def test_link_to_news_of_the_future_is_plain_words(site_copy: Path) -> None:
    """A page that links to news of a day to come is built, and has its words without the link until that day."""
    (site_copy / "content" / "news" / "sundays.md").write_text(LATER + "\n## When\n\nFrom 10am.\n")
    with (site_copy / "content" / "contact.md").open("a") as page:
        page.write("\nRead about [Sundays at Lewsey](news/sundays.md#when).\n")
    assert build_site(site_copy, site_copy / "before").returncode == 0
    contact = (site_copy / "before" / "contact" / "index.html").read_text()
    assert "Read about Sundays at Lewsey." in contact
    assert "news/sundays" not in contact
    done = build_site(site_copy, site_copy / "after", LIBRARYSITE_NOW="2026-12-01T00:00")
    assert done.returncode == 0, done.stderr
    assert 'href="../news/sundays/#when"' in (site_copy / "after" / "contact" / "index.html").read_text()


def test_calendar_that_the_program_has_spoilt_stops_the_build(built: Path, site_copy: Path) -> None:
    """A fault of the program in a calendar is named with its address, and the last good site stays."""
    shutil.copytree(built, site_copy / "site")
    before = tree(site_copy / "site")
    with (site_copy / "hooks" / "library.py").open("a", encoding="utf-8") as hook:
        hook.write("\nimport librarysite.feeds.ics\nlibrarysite.feeds.ics.LONDON = b''\n")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 1
    assert "This is a fault of the program, not of your entries" in done.stderr
    assert "  feeds/events.ics: 0 VTIMEZONE, not one" in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(site_copy / "site") == before


@pytest.mark.parametrize("title", ["=", "2026-02-30", "<<"])
def test_front_matter_is_never_shown(title: str, site_copy: Path) -> None:
    """A title over which MkDocs' own reader stumbles is a title, and words that look like a fact are words."""
    page = site_copy / "content" / "news" / "odd.md"
    page.write_text(
        f"---\ntitle: {title}\nsummary: Odd.\npublished: 2026-11-20\n---\nNote: bring a friend.\n"
    )
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    html = (site_copy / "site" / "news" / "odd" / "index.html").read_text()
    assert "published: 2026-11-20" not in html
    assert "Note: bring a friend." in html
