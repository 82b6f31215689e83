"""Feed readers show what is new once: a mere edit announces nothing again, and ``updated:`` announces a change once."""

import re
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import feedparser
import pytest

from librarysite.feeds.announced import announced_feeds
from librarysite.feeds.news import news_feeds
from librarysite.feeds.status import status_feeds
from tests.support.install_programs import newsboat
from tests.support.opendatacases import CASES, NOW, service
from tests.support.serving import serving_files

Feeds = dict[str, bytes]
FOLLOWED = ["feeds/events.xml", "feeds/events/at/north.xml", "feeds/status.xml", "feeds/news.xml"]
TOPICS = "topics:\n  - {id: money, name: Money}\n"
EVENTS = """\
events:
  - id: rhymes
    title: Baby rhymes
    branch: north
    when: {every: Tuesday, at: 10:30 to 11:00, from: 2026-12-01}
    published: 2026-11-20
  - id: chess
    title: Chess
    branch: north
    when: {every: Monday, at: 14:00 to 16:00, from: 2026-09-07}
    published: 2026-09-01
"""
EDITED_EVENTS = """\
events:
  - id: chess
    title: Chess & draughts
    summary: Now with draughts
    branch: north
    room: Room 2
    when: {every: Monday, at: 15:00 to 16:30, from: 2026-09-07, until: 2027-05-31}
    changes: {date: 2026-12-07, cancelled: The boards are lost}
    cost: £1
    booking: needed
    published: 2026-09-01
  - id: rhymes
    title: Rhymes for babies
    description: "Songs <b>and</b> more"
    branch: north
    when: {every: Wednesday, at: 10:30 to 11:00, from: 2026-12-01}
    also_on: 2026-12-19 11:00 to 11:30
    published: 2026-11-20
"""
NEW_EVENT = """\
    updated: 2026-11-22
  - id: quilts
    title: Quilts
    branch: north
    when: {on: 2027-02-01}
    published: 2026-11-23
"""
NEWS = "---\ntitle: Money for books\npublished: 2026-11-20\n---\n\nThere is some.\n"
EDITED_NEWS = (
    "---\ntitle: More money for books\nsummary: Hooray\npublished: 2026-11-20\nupdated: 2026-11-23\n"
    "topics: money\n---\n\nThere is more.\n"
)


def feeds(folder: Path, events: str, news: str, reason: str = "Boiler") -> Feeds:
    """Return the feeds of the service of the cases with some events, a piece of news and a closure's reason."""
    (folder / "content" / "news").mkdir(parents=True)
    (folder / "content" / "news" / "money.md").write_text(news, encoding="utf-8")
    words, status = ((CASES / f"{name}.yaml").read_text(encoding="utf-8") for name in ("service", "status"))
    status = status.replace("reason: Boiler", f"reason: {reason}")
    library = service(folder, events=events, service=words + TOPICS, status=status)
    return {
        **announced_feeds(library, NOW.today),
        **news_feeds(library, NOW.today),
        **status_feeds(library, NOW),
    }


@pytest.fixture
def versions(tmp_path: Path) -> list[Feeds]:
    """Return the feeds as they are first, after every entry was edited, and with an update and one more event."""
    edited = {"news": EDITED_NEWS, "reason": "New boiler"}
    return [
        feeds(tmp_path / "first", EVENTS, NEWS),
        feeds(tmp_path / "edited", EDITED_EVENTS, **edited),
        feeds(tmp_path / "more", EDITED_EVENTS + NEW_EVENT, **edited),
    ]


def seen(feed: bytes) -> dict[str, str | None]:
    """Return the day of each item by its id, which is how readers know items again."""
    return {entry.id: entry.get("published") for entry in feedparser.parse(feed).entries}


def test_edit_changes_neither_id_nor_date(versions: list[Feeds]) -> None:
    """After an edit of every entry each item has the id and day it had; the update and the new event are new items."""
    first, edited, more = versions
    for address in FOLLOWED:
        assert first[address] != edited[address]
        assert seen(first[address]) == seen(edited[address]) != {}
    new = {address: set(seen(more[address])) - set(seen(edited[address])) for address in FOLLOWED}
    news = {"event.quilts@libraries.example", "event.rhymes.update.20261122@libraries.example"}
    gone = set(seen(edited["feeds/events.xml"])) - set(seen(more["feeds/events.xml"]))
    assert gone == {"event.rhymes@libraries.example"}  # never both
    assert new == {
        "feeds/events.xml": news,
        "feeds/events/at/north.xml": news,
        "feeds/status.xml": set(),
        "feeds/news.xml": set(),
    }


def unread(home: Path) -> int:
    """Let newsboat fetch its feeds; return how many items it shows as unread."""
    files = ["-u", home / "urls", "-c", home / "cache.db", "-C", home / "config"]
    done = subprocess.run(
        [str(newsboat()), *map(str, files), "-x", "reload", "print-unread"],
        env={"HOME": str(home), "LANG": "C.UTF-8", "TERM": "dumb"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = re.search(r"(\d+) unread", done.stdout)
    assert found, done.stdout + done.stderr
    return int(found[1])


def read_everything(home: Path) -> list[str]:
    """Mark all items as read in newsboat's own store, as the reader does; return their titles."""
    with closing(sqlite3.connect(home / "cache.db")) as store, store:
        titles = [
            title for (title,) in store.execute("SELECT title FROM rss_item WHERE unread = 1 ORDER BY id")
        ]
        store.execute("UPDATE rss_item SET unread = 0")
    return titles


@pytest.mark.skipif(not newsboat(), reason="Newsboat is not installed; make test does it as root on Debian")
def test_newsboat_shows_what_is_new_once(versions: list[Feeds], tmp_path: Path) -> None:
    """Newsboat shows all items at first, none after the edits, then the new; what two feeds have, once."""
    home, served = tmp_path / "newsboat", dict(versions[0])
    home.mkdir()
    (home / "config").write_text("", encoding="utf-8")
    with serving_files(served) as server:
        (home / "urls").write_text("".join(f"{server}/{feed}\n" for feed in FOLLOWED), encoding="utf-8")
        assert unread(home) == len({item for feed in FOLLOWED for item in seen(versions[0][feed])})
        assert "Chess, North Library" in read_everything(home)
        served.update(versions[1])
        assert unread(home) == 0
        served.update(versions[2])
        assert unread(home) == 2
        titles = ["Quilts, North Library", "Update: Rhymes for babies, North Library"]
        assert sorted(read_everything(home)) == titles
