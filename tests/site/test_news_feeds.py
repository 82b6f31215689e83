"""Every news feed (RSS) of the built site: by the rules, in a feed reader, and where pages offer it."""

from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
import pytest
from lxml import etree, html

from tests.support.feedrules import faults

Pages = dict[str, html.HtmlElement]
SITE = "https://luton-libraries.example/"
HOME = ["feeds/news.xml", "feeds/events.xml", "feeds/status.xml"]
NEWS = [
    "feeds/news.xml",
    *(f"feeds/news/topic/{topic}.xml" for topic in ("opening-times", "events", "the-service")),
]


@pytest.fixture(scope="module")
def feeds(built: Path) -> dict[str, bytes]:
    """Return every news feed of the site by its address below the site's own."""
    return {
        path.relative_to(built).as_posix(): path.read_bytes() for path in sorted(built.glob("feeds/**/*.xml"))
    }


def test_every_feed_keeps_the_rules(feeds: dict[str, bytes]) -> None:
    """No feed breaks a rule of the RSS Advisory Board."""
    assert len(feeds) >= 35
    assert {
        address: found for address, feed in feeds.items() if (found := faults(feed, SITE + address))
    } == {}


def test_feed_reader_reads_every_feed(feeds: dict[str, bytes]) -> None:
    """A feed reader takes every feed for whole RSS 2.0 and sees all items, each with title, link, words and id."""
    for address, feed in feeds.items():
        parsed = feedparser.parse(feed)
        assert (parsed.bozo, parsed.version) == (False, "rss20"), address
        assert len(parsed.entries) == feed.count(b"<item>")
        assert all(entry.title and entry.link and entry.id and entry.summary for entry in parsed.entries), (
            address
        )


def test_links_of_feeds_lead_to_pages(feeds: dict[str, bytes], pages: Pages) -> None:
    """The page of every feed and that of every item is one of the site's pages."""
    found = {link.text for feed in feeds.values() for link in etree.fromstring(feed).iter("link")}
    links = {
        urldefrag(link).url for link in found if link
    }  # tests/site/test_feed_places.py looks at the places
    assert len(links) >= 25
    assert {link for link in links if link.replace(SITE, "/") not in pages} == set()


def test_feeds_can_be_told_apart(feeds: dict[str, bytes]) -> None:
    """No two feeds have the same title: in a reader it is all that one sees of them."""
    titles = [etree.fromstring(feed).findtext("channel/title") for feed in feeds.values()]
    assert len(set(titles)) == len(titles)


def offered(pages: Pages, address: str) -> list[str]:
    """Return the news feeds that the head of a page offers to feed readers."""
    links = pages[address].xpath("//head/link[@rel='alternate'][@type='application/rss+xml']/@href")
    return [urlsplit(urljoin(SITE + address[1:], link)).path[1:] for link in links]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", HOME),
        ("/opening-times/", ["feeds/status.xml"]),
        ("/news/", NEWS),
        ("/news/winter-events-2026/", NEWS),
        ("/libraries/central/", [f"feeds/{kind}/at/central.xml" for kind in ("events", "status", "news")]),
        ("/libraries/leagrave/", [f"feeds/{kind}/at/leagrave.xml" for kind in ("events", "status")]),
        ("/whats-on/", ["feeds/events.xml"]),
        ("/whats-on/month/2026-12/", ["feeds/events.xml"]),
        ("/whats-on/free/", ["feeds/events.xml"]),
        ("/whats-on/at/central/", ["feeds/events/at/central.xml"]),
        ("/whats-on/for/babies/", ["feeds/events/for/babies.xml"]),
        ("/whats-on/type/trail/", ["feeds/events/type/trail.xml"]),
        ("/whats-on/half-term-trail/", ["feeds/events.xml"]),
        ("/subscribe/", ["feeds/events.xml", "feeds/status.xml", *NEWS]),
        ("/about/", []),
    ],
)
def test_pages_offer_their_feeds(pages: Pages, address: str, expected: list[str]) -> None:
    """Home offers the feeds of the whole service; a library, what’s on and the news offer those that belong to them."""
    assert sorted(offered(pages, address)) == sorted(expected)


def test_offered_feeds_have_the_titles_of_the_feeds(feeds: dict[str, bytes], pages: Pages) -> None:
    """A page's link has the title of the feed it leads to, so that a reader shows the name that was chosen."""
    for address, page in pages.items():
        titles = page.xpath("//head/link[@rel='alternate'][@type='application/rss+xml']/@title")
        found = [etree.fromstring(feeds[feed]).findtext("channel/title") for feed in offered(pages, address)]
        assert titles == found, address
