import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from librarysite import paths
from librarysite.checks.addresses import RESERVED

# Written by hand: each of these is a promise, so a line may be added, and none changed.
ADDRESSES = [
    ("FEEDS", (), "feeds/"),
    ("DATA", (), "data/"),
    ("ASSETS", (), "assets/"),
    ("HOME", (), ""),
    ("LIBRARIES", (), "libraries/"),
    ("OPENING_TIMES", (), "opening-times/"),
    ("WHATS_ON", (), "whats-on/"),
    ("NEWS", (), "news/"),
    ("ONLINE", (), "online/"),
    ("SUBSCRIBE", (), "subscribe/"),
    ("ABOUT", (), "about/"),
    ("ACCESSIBILITY", (), "accessibility/"),
    ("CONTACT", (), "contact/"),
    ("PRIVACY", (), "privacy/"),
    ("CLOSURES_CALENDAR", (), "feeds/closures.ics"),
    ("STATUS_FEED", (), "feeds/status.xml"),
    ("NEWS_FEED", (), "feeds/news.xml"),
    ("EVENTS_DATA", (), "data/events.json"),
    ("EVENTS_TABLE", (), "data/events.csv"),
    ("LIBRARIES_TABLE", (), "data/libraries.csv"),
    ("OPENING_HOURS_DATA", (), "data/opening-hours.json"),
    ("STATUS_DATA", (), "data/status.json"),
    ("DATA_PACKAGE", (), "data/datapackage.json"),
    ("BUILD_RECORD", (), "build.json"),
    ("NOT_FOUND", (), "404.html"),
    ("FEED_CSS", (), "assets/feed.css"),
    ("SITE_CSS", (), "assets/site.css"),
    ("SITE_JS", (), "assets/site.js"),
    ("ICON", (), "assets/icon.svg"),
    ("library_page", ("north",), "libraries/north/"),
    ("library_poster", ("north",), "libraries/north/poster/"),
    ("door_notice", ("flood",), "opening-times/notice/flood/"),
    ("announcement", ("closure.flood",), "opening-times/#closure-flood"),
    ("announcement", ("hours.north.20261224",), "opening-times/#hours-north.20261224"),
    ("anchor", ("notice.lift",), "notice-lift"),
    ("qr_code", ("opening-times/",), "opening-times/qr.svg"),
    ("qr_code", ("libraries/north/",), "libraries/north/qr.svg"),
    ("event_page", ("craft",), "whats-on/craft/"),
    ("event_calendar", ("craft",), "whats-on/craft/event.ics"),
    ("date_calendar", ("craft", "20261201"), "whats-on/craft/20261201.ics"),
    ("month_page", (date(2026, 3, 1),), "whats-on/month/2026-03/"),
    ("selection_page", ("", ""), "whats-on/"),
    ("selection_page", ("at", "north"), "whats-on/at/north/"),
    ("selection_page", ("for", "babies"), "whats-on/for/babies/"),
    ("selection_page", ("type", "craft"), "whats-on/type/craft/"),
    ("selection_page", ("day", "monday"), "whats-on/day/monday/"),
    ("selection_page", ("cost", "free"), "whats-on/free/"),
    ("selection_page", ("access", "relaxed"), "whats-on/access/relaxed/"),
    ("selection_calendar", ("", ""), "feeds/events.ics"),
    ("selection_calendar", ("at", "north"), "feeds/events/at/north.ics"),
    ("selection_calendar", ("for", "babies"), "feeds/events/for/babies.ics"),
    ("selection_calendar", ("type", "craft"), "feeds/events/type/craft.ics"),
    ("selection_feed", ("", ""), "feeds/events.xml"),
    ("selection_feed", ("at", "north"), "feeds/events/at/north.xml"),
    ("selection_feed", ("for", "babies"), "feeds/events/for/babies.xml"),
    ("selection_feed", ("type", "craft"), "feeds/events/type/craft.xml"),
    ("closures_calendar_at", ("north",), "feeds/closures/at/north.ics"),
    ("status_feed_at", ("north",), "feeds/status/at/north.xml"),
    ("news_feed_at", ("north",), "feeds/news/at/north.xml"),
    ("news_feed_about", ("hours",), "feeds/news/topic/hours.xml"),
    ("online_offer", ("e-books",), "online/#e-books"),
    ("markdown_page", ("index.md",), ""),
    ("markdown_page", ("about.md",), "about/"),
    ("markdown_page", ("news/index.md",), "news/"),
    ("markdown_page", ("news/new-hours.md",), "news/new-hours/"),
]


def test_addresses_are_kept() -> None:
    """Each function and constant gives the address that people know: a changed one is a broken promise."""
    for name, values, address in ADDRESSES:
        found = getattr(paths, name)
        assert (found(*values) if callable(found) else found) == address, name


def test_every_address_is_in_the_table() -> None:
    """Whatever else paths can say of an address, the table above has a line for it."""
    others = {"date", "is_calendar", "is_followed", "PAGES", "DATA_FILES"}
    public = {name for name in vars(paths) if not name.startswith("_")}
    assert public - others == {name for name, _, _ in ADDRESSES}


def test_lists_are_whole() -> None:
    """The list of pages and that of data files have every one of the table."""
    fixed = {address for _, values, address in ADDRESSES if not values}
    others = {"feeds/", "data/", "assets/", "about/", "accessibility/", "contact/", "privacy/"}
    assert set(paths.PAGES) == {a for a in fixed if a == "" or a.endswith("/")} - others
    assert set(paths.DATA_FILES) == {a for a in fixed if a.startswith("data/")} - {"data/"}


@pytest.mark.parametrize(
    ("address", "is_calendar", "is_followed"),
    [
        ("feeds/closures.ics", True, True),
        ("feeds/news.xml", False, True),
        ("whats-on/craft/event.ics", True, True),
        ("whats-on/craft/20261201.ics", True, False),
        ("data/events.csv", False, False),
        ("whats-on/craft/", False, False),
    ],
)
def test_kinds_of_files(address: str, is_calendar: bool, is_followed: bool) -> None:
    """People subscribe to feeds and to the calendar of an event, and download that of one date."""
    assert (paths.is_calendar(address), paths.is_followed(address)) == (is_calendar, is_followed)


def test_words_in_addresses_are_no_ids() -> None:
    """A word that stands where an event's id could stand is one that no event may have for its id."""
    below = [address.split("/")[1] for _, _, address in ADDRESSES if address.startswith("whats-on/")]
    assert {word for word in below if word and word != "craft"} <= RESERVED["events"]


# What tells an address of ours in a text: one of its folders, or the ending of one of its files.
PART = re.compile(
    r"(?<![\w-])(?:feeds|data|assets|libraries|opening-times|whats-on|news|online|subscribe|about|accessibility|contact|privacy"
    r"|poster|notice|month|at|topic)/|\.(?:ics|xml|csv|json)\b|qr\.svg|404\.html"
)
WRITTEN = re.compile(r"\{\{ root \}\}(?!\{)|'[^']+'\|url")  # an address in a template
EDITORS_FILE = re.compile(r"data/\w+\.yaml")
# Which modules may write such a part of a text all the same, by the reason why it is no address.
EXCEPTIONS = {
    "the editors' folder data/": [
        ("checks.words.sitewords", "data/"),
        ("commands.check", "data/"),
        ("commands.output", "data/"),
        ("commands.preview", "data/"),
    ],
    "the editors' folder content/news/": [("editing.drafts", "news/")],
    "what kind of file has an ending": [
        ("reading.folder", ".xml"),
        ("rendering.preview", ".csv"),
        ("rendering.preview", ".ics"),
    ],
    "a folder of Material": [("mkdocs_hook", "assets/")],
    "schemas, in the project's folder schema/ and at Libraries Hacked": [
        ("opendata.package", ".json"),
        ("schema.schemas", ".json"),
    ],
}


def texts(module: ast.Module) -> Iterator[str]:
    """Yield every text that a module writes but for docstrings, with {} for what is put in."""
    pieces = {id(n) for f in ast.walk(module) if isinstance(f, ast.JoinedStr) for n in f.values}
    pieces |= {id(n.value) for n in ast.walk(module) if isinstance(n, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(n.value) if isinstance(n, ast.Constant) else "{}" for n in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            yield node.value


def parts(source: str) -> list[str]:
    """Return the parts of addresses that a module writes."""
    found = (PART.finditer(EDITORS_FILE.sub("", text)) for text in texts(ast.parse(source)))
    return [part[0] for text in found for part in text]


def test_only_paths_writes_addresses(root: Path) -> None:
    """No text of any other module has a part of an address in it, but for the exceptions, which are all needed."""
    package = root / "src" / "librarysite"
    modules = {
        path.relative_to(package).with_suffix("").as_posix().replace("/", "."): path
        for path in package.rglob("*.py")
    }
    del modules["paths"]
    assert len(modules) > 100
    written = {
        (name, part) for name, path in modules.items() for part in parts(path.read_text(encoding="utf-8"))
    }
    assert written == {exception for listed in EXCEPTIONS.values() for exception in listed}


def test_addresses_in_texts_are_noticed() -> None:
    """Every address of the table would be found in a module, whole, below the site's own or made of pieces."""
    for name, _, address in ADDRESSES:
        if address and name != "anchor":  # which is the id of a place on a page
            assert parts(f'page = "{address}"'), address
            assert parts(f'f"{{website}}{address}"'), address
    assert parts('f"libraries/{branch.id}/"') == ["libraries/"]
    assert parts('f"{page}notice/{closure.id}/"') == ["notice/"]
    assert parts('address.endswith(".ics")') == [".ics"]
    assert parts('"""The page libraries/north/."""\nfile = "data/events.yaml"') == []


def test_templates_ask_for_addresses(root: Path) -> None:
    """No template writes an address of ours: what follows the way to the root is handed over."""
    templates = [path for top in ("theme", "src") for path in (root / top).rglob("*.html")]
    assert len(templates) > 30
    assert [path.name for path in templates if WRITTEN.search(path.read_text("utf-8"))] == []
    assert WRITTEN.search('<a href="{{ root }}whats-on/">')
    assert WRITTEN.search("{{ 'assets/site.css'|url }}")
