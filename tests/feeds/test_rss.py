from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from librarysite.feeds.rss import Feed, Item, news_feed_files
from librarysite.model import Help, Service
from tests.support.feedrules import faults

SERVICE = Service(
    name="Testshire Libraries",
    authority="Testshire Council",
    website="https://libraries.example/",
    calendar_domain="libraries.example",
    launched=date(2026, 1, 5),
    help=Help(),
)
TODAY = date(2026, 11, 23)
ADDRESS = "feeds/status/at/north.xml"
OWN = "https://libraries.example/" + ADDRESS
HOSTILE = '</title><script>alert("1")</script> & &amp; ]]> <!-- “quoted” 📚 مكتبة'


def written(*items: Item, address: str = ADDRESS) -> bytes:
    """Return a feed with some items."""
    feed = Feed(address, "North & South", "What is new", "libraries/north/", items)
    return news_feed_files(SERVICE, [feed], TODAY)[address]


def channel(feed: bytes) -> etree._Element:
    """Return a feed's channel as a plain XML parser sees it."""
    (found,) = etree.fromstring(feed).iter("channel")
    return found


GOOD = written(
    Item(
        "Fish & chips",
        "news/fish/",
        ("Salt < vinegar", "With peas"),
        date(2026, 11, 20),
        name="event.fish",
        categories=("Food",),
    ),
    Item("Old news", "news/old/", ("Old",), date(2026, 2, 1)),
)


def test_good_feed_breaks_no_rule() -> None:
    """A feed with all that ours can hold keeps every rule of the RSS Advisory Board."""
    assert faults(GOOD, OWN) == []


TITLE = b"<title>North &#x26; South</title>"
GUID = b'<guid isPermaLink="false">event.fish@libraries.example</guid>'


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (b"</rss>", b"", "not well-formed"),
        (b"Old news", b"Old n\xe9ws", "not well-formed"),
        (b"Old news", b"Old \x08news", "not well-formed"),
        (b'version="2.0"', b'version="0.91"', "not one channel"),
        (b"</channel>", b"</channel><channel/>", "not one channel"),
        (TITLE, b"", "the channel has no title"),
        (b"<link>https://libraries.example/libraries/north/</link>", b"", "the channel has no link"),
        (b"<description>What is new</description>", b"", "the channel has no description"),
        (b"<description>What is new</description>", b"<description> </description>", "<description> is empty"),
        (TITLE, TITLE + b"<Title>North</Title>", "<Title> is not known in <channel>"),
        (TITLE, TITLE * 2, "<title> is there twice in <channel>"),
        (TITLE, b"<title>North &amp; South</title>", "plain text does not write &"),
        (b"status/at/north.xml", b"status/at/south.xml", "the channel has not one atom:link"),
        (b'type="application/rss+xml"', b'type="text/xml"', "the channel has not one atom:link"),
        (b"<language>en-GB", b"<language>English (UK)", "no code of a language"),
        (b"<docs>http", b"<docs>ftp", "<docs> is not a whole address"),
        (TITLE, TITLE + b"<ttl>an hour</ttl>", "the ttl is not"),
        (TITLE, TITLE + b"<webMaster>the council</webMaster>", "<webMaster> is not an e-mail address"),
        (TITLE, TITLE + b"<image><url>https://a.example/i.png</url></image>", "the image has not one url"),
        (TITLE, TITLE + b"<image><title>Other</title></image>", "the image's title and link"),
        (TITLE, TITLE + b"<image><width>145</width></image>", "the image's width"),
        (b"<title>Old news</title>", b"<title>Old <b>news</b></title>", "<title> holds markup"),
        (b"<title>Old news</title>", b"<subtitle>Old</subtitle>", "<subtitle> is not known in <item>"),
        (b"<title>Old news</title>", b"<title>Old</title><title>news</title>", "<title> is there twice in <item>"),
        (b"<item>", b"<item><pubDate>Fri, 20 Nov 26 00:00:00 +0000</pubDate></item><item>", "neither title nor desc"),
        (GUID, b"", "an item has no guid"),
        (b"event.fish@libraries.example<", b"https://libraries.example/news/old/<", "is there twice"),
        (b'isPermaLink="false"', b'isPermaLink="no"', "isPermaLink is neither"),
        (b' isPermaLink="false"', b"", "a guid that is no address"),
        (b"<link>https://libraries.example/news/old/", b"<link>/news/old/", "<link> is not a whole address"),
        (b"<pubDate>Fri, 20 Nov 2026 00", b"<pubDate>Sat, 20 Nov 2026 00", "<pubDate> is not a date"),
        (b"<pubDate>Fri, 20 Nov 2026 00", b"<pubDate>Fri, 20 Nov 26 00", "<pubDate> is not a date"),
        (b"Sun, 01 Feb 2026 00", b"Sun, 31 Feb 2026 00", "<pubDate> is not a date"),
        (b"<pubDate>Sun, 01 Feb 2026 00:00:00 +0000", b"<pubDate>2026-02-01", "<pubDate> is not a date"),
        (b"01 Feb 2026 00:00:00 +0000", b"01 Feb 2026 00:00:00", "<pubDate> is not a date"),
        (GUID, GUID + b'<enclosure url="https://a.example/"/>', "the enclosure has not"),
        (GUID, GUID + b"<source>Elsewhere</source>", "the source has no address"),
        (b"&#x26;lt; vinegar", b"&lt; vinegar", "neither HTML nor escaped"),
        (b"Salt", b"Salt &amp; pepper", "neither HTML nor escaped"),
        (b"&#x3C;p&#x3E;Salt", b"Salt", "not in paragraphs"),
        (b"&#x3C;p&#x3E;Old", b"Old &#x3C;p&#x3E;", "not in paragraphs"),
        (b"Salt", b"&lt;script src='https://a.example/'&gt;", "<script> that readers must not run"),
        (b"Salt", b"&lt;p onclick='x()'&gt;", "<p> that readers must not run"),
        (b"Salt", b"&lt;a href='/news/'&gt;", "a relative address: /news/"),
    ],
)  # fmt: skip
def test_every_rule_can_be_broken(old: bytes, new: bytes, fault: str) -> None:
    """Each rule of the checker notices the feed that breaks it."""
    assert old in GOOD
    found = faults(GOOD.replace(old, new, 1), OWN)
    assert [words for words in found if fault in words] != [], found


def test_hostile_text_stays_text() -> None:
    """Markup, ``]]>``, ampersands, emoji and right-to-left text are read back as they were written."""
    feed = written(Item(HOSTILE, "news/one/", (HOSTILE,), name="one", categories=(HOSTILE,)))
    (item,) = channel(feed).findall("item")
    assert [item.findtext("title"), item.findtext("category")] == [HOSTILE, HOSTILE]
    assert b"<script" not in feed
    assert faults(feed, OWN) == []


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff"), min_size=1))
def test_any_text_is_read_back(text: str) -> None:
    """Any text gives a whole feed; as a title it is read back as it is, as a description when read as HTML."""
    feed = written(Item(f"A{text}", "news/one/", (f"A{text}",), name="one"))
    (item,) = channel(feed).findall("item")
    assert item.findtext("title") == f"A{text}"
    as_html = html.fragment_fromstring(item.findtext("description") or "", create_parent="div")
    assert [(p.tag, p.text_content(), len(p)) for p in as_html] == [("p", f"A{text}", 0)]


@pytest.mark.parametrize("address", ["feeds/news.xml", "feeds/news/at/north.xml", "news.xml"])
def test_stylesheet_is_found_from_any_folder(address: str) -> None:
    """The first thing in a feed is its CSS, whose link leads to the same file from each folder; there is no XSLT."""
    declaration, line = written(address=address).split(b"\n")[:2]
    assert declaration == b"<?xml version='1.0' encoding='UTF-8'?>"
    dressed = etree.fromstring(b"<a>" + line + b"</a>")[0]
    assert (dressed.target, dressed.get("type")) == ("xml-stylesheet", "text/css")
    found = urljoin(f"https://libraries.example/{address}", dressed.get("href"))
    assert found == "https://libraries.example/assets/feed.css"


def test_stylesheet_is_there(root: Path) -> None:
    """The file to which the feeds' link leads is one of the site's assets."""
    assert (root / "src" / "librarysite" / "theme" / "overrides" / "assets" / "feed.css").is_file()


def test_date_of_a_feed_is_its_newest_items() -> None:
    """A feed's date is the latest day on which an item was published or updated, today at the latest."""
    old = Item("Old", "old/", ("Old",), date(2026, 2, 1))
    mended = Item("Mended", "mended/", ("Mended",), date(2026, 1, 31), updated=date(2026, 10, 25))
    ahead = Item("Ahead", "ahead/", ("Ahead",), date(2026, 11, 20), updated=date(2026, 11, 24))
    dates = [
        channel(written(*items)).findtext("lastBuildDate") for items in ((old,), (old, mended), (ahead,), ())
    ]
    assert dates == [
        "Sun, 01 Feb 2026 00:00:00 +0000",
        "Sun, 25 Oct 2026 00:00:00 +0000",
        "Mon, 23 Nov 2026 00:00:00 +0000",
        "Mon, 05 Jan 2026 00:00:00 +0000",
    ]


def test_feed_reader_reads_it() -> None:
    """A feed reader sees titles, categories, guids and days in the feed's order."""
    parsed = feedparser.parse(GOOD)
    assert (parsed.bozo, parsed.version, parsed.feed.title) == (False, "rss20", "North & South")
    assert [(e.title, e.id, e.published) for e in parsed.entries] == [
        ("Fish & chips", "event.fish@libraries.example", "Fri, 20 Nov 2026 00:00:00 +0000"),
        ("Old news", "https://libraries.example/news/old/", "Sun, 01 Feb 2026 00:00:00 +0000"),
    ]
    assert [tag.term for tag in parsed.entries[0].tags] == ["Food"]
    assert parsed.entries[0].summary == "<p>Salt &lt; vinegar</p>\n<p>With peas</p>"
