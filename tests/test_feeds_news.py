from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import struct_time

import feedparser
import pytest
from lxml import etree

from librarysite.feeds.news import news_feed
from librarysite.load import load
from librarysite.model import ZONE, Library

CASES = Path(__file__).parent / "cases" / "feeds"
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "feeds/news.xml"
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)


def site(folder: Path, articles: dict[str, str]) -> Library:
    """Return a service with some news: the front matter of each by its file's name."""
    (folder / "data").mkdir()
    for name in ("service.yaml", "branches.yaml"):
        (folder / "data" / name).write_bytes((CASES / name).read_bytes())
    (folder / "content" / "news").mkdir(parents=True)
    for name, front_matter in articles.items():
        text = f"---\n{front_matter}\n---\n\nThe story.\n"
        (folder / "content" / "news" / f"{name}.md").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == []
    assert loaded.library is not None
    return loaded.library


def channel(library: Library) -> etree._Element:
    """Return the feed's channel as a plain XML parser sees it."""
    found = etree.fromstring(news_feed(library, NOW)[ADDRESS]).find("channel")
    assert found is not None
    return found


def texts(element: etree._Element, name: str) -> list[str | None]:
    """Return the text of each child of a name."""
    return [child.text for child in element.findall(name)]


def parsed(library: Library) -> feedparser.FeedParserDict:
    """Return the feed as a feed reader sees it."""
    found = feedparser.parse(news_feed(library, NOW)[ADDRESS])
    assert not found.bozo
    return found


def day(moment: struct_time) -> str:
    """Return a date of feedparser's as 2026-11-20."""
    return f"{moment.tm_year}-{moment.tm_mon:02}-{moment.tm_mday:02}"


def test_sample_news_for_a_feed_reader(sample: Library) -> None:
    """A feed reader sees each piece of news with title, page and day, newest first."""
    feed = parsed(sample)
    assert feed.version == "rss20"
    assert [(item.title, item.link, day(item.published_parsed)) for item in feed.entries] == [
        (
            "Opening hours at Christmas and New Year",
            "https://luton-libraries.example/news/christmas-opening-2026/",
            "2026-11-20",
        ),
        (
            "Winter events for all ages",
            "https://luton-libraries.example/news/winter-events-2026/",
            "2026-11-16",
        ),
        (
            "Active Luton takes over the running of Luton's libraries",
            "https://luton-libraries.example/news/active-luton-runs-libraries/",
            "2020-04-02",
        ),
    ]
    assert feed.entries[0].summary == (
        "All libraries close at 1pm on Thursday 24 December and open again on Tuesday 29 December."
    )


def test_feed_says_what_it_is(sample: Library) -> None:
    """The feed has a title, a description and a language, and its last date is that of its newest entry."""
    feed = parsed(sample).feed
    assert feed.title == "Luton Libraries: news"
    assert feed.subtitle
    assert feed.language == "en-GB"
    assert texts(channel(sample), "lastBuildDate") == ["Fri, 20 Nov 2026 00:00:00 +0000"]


def test_links_of_the_channel(sample: Library) -> None:
    """The channel's one link is the news page, its self link the feed's own address."""
    found = channel(sample)
    assert texts(found, "link") == ["https://luton-libraries.example/news/"]
    [own] = [link.attrib for link in found.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own["href"] == "https://luton-libraries.example/feeds/news.xml"
    assert own["type"] == "application/rss+xml"


def test_guid_is_the_permanent_address(sample: Library) -> None:
    """Each item's guid is its page's address, permanent, and no two are alike."""
    guids = [item.find("guid") for item in channel(sample).findall("item")]
    assert all(guid is not None and guid.get("isPermaLink") == "true" for guid in guids)
    addresses = [guid.text for guid in guids if guid is not None]
    assert addresses == [item.findtext("link") for item in channel(sample).findall("item")]
    assert len(set(addresses)) == len(addresses) == 3


def test_feed_is_dressed_by_a_stylesheet(sample: Library) -> None:
    """The first thing in the feed is its CSS, so that a browser shows it to people; there is no XSLT."""
    written = news_feed(sample, NOW)[ADDRESS]
    assert written.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<?xml-stylesheet type=\"text/css\" ")
    assert b"xsl" not in written


def test_same_data_gives_the_same_bytes(sample: Library, root: Path) -> None:
    """The same data gives the same bytes, also when it is read anew."""
    again = load(root).library
    assert again is not None
    assert news_feed(sample, NOW) == news_feed(sample, NOW) == news_feed(again, NOW)


def test_without_published_there_is_no_date(tmp_path: Path) -> None:
    """An item without a published day has no pubDate and comes last; the others come newest first."""
    library = site(
        tmp_path,
        {
            "a-undated": "title: Undated",
            "b-old": "title: Old\npublished: 2026-01-31",
            "c-new": "title: New\npublished: 2026-06-30\nsummary: The newest",
            "d-middle": "title: Middle\npublished: 2026-02-01\nupdated: 2026-10-25",
        },
    )
    items = channel(library).findall("item")
    assert [item.findtext("title") for item in items] == ["New", "Middle", "Old", "Undated"]
    assert [texts(item, "pubDate") for item in items] == [
        ["Tue, 30 Jun 2026 00:00:00 +0000"],
        ["Sun, 01 Feb 2026 00:00:00 +0000"],
        ["Sat, 31 Jan 2026 00:00:00 +0000"],
        [],
    ]
    assert texts(channel(library), "lastBuildDate") == ["Sun, 25 Oct 2026 00:00:00 +0000"]


def test_dates_are_as_rss_asks(sample: Library) -> None:
    """Every date can be read as RFC 822 writes it, with its offset."""
    found = channel(sample)
    dates = [*texts(found, "lastBuildDate"), *(item.findtext("pubDate") for item in found.findall("item"))]
    assert len(dates) == 4
    for text in dates:
        assert parsedate_to_datetime(text or "").utcoffset() is not None


def test_news_of_tomorrow_is_not_out(tmp_path: Path) -> None:
    """News is in the feed from its published day on, and does not date the feed before."""
    dates = {"today": "2026-11-23", "tomorrow": "2026-11-24"}
    library = site(tmp_path, {name: f"title: {name}\npublished: {on}" for name, on in dates.items()})
    assert [item.title for item in parsed(library).entries] == ["today"]
    assert texts(channel(library), "lastBuildDate") == ["Mon, 23 Nov 2026 00:00:00 +0000"]


def test_index_page_is_no_news(tmp_path: Path) -> None:
    """The page that lists the news is not a piece of news."""
    library = site(tmp_path, {"index": "title: News", "one": "title: One"})
    assert [item.title for item in parsed(library).entries] == ["One"]


def test_feed_without_news(tmp_path: Path) -> None:
    """A feed without news is a valid feed whose date is the day on which the site began."""
    library = site(tmp_path, {})
    assert parsed(library).entries == []
    assert texts(channel(library), "lastBuildDate") == ["Mon, 05 Jan 2026 00:00:00 +0000"]


HOSTILE = '</title><script>alert("1")</script> & &amp; ]]> <!-- “quoted” 📚 مكتبة'


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Markup, ampersands, emoji and right-to-left text in a title or summary stay text."""
    library = site(tmp_path, {"one": f"title: '{HOSTILE}'\nsummary: '{HOSTILE}'"})
    [item] = channel(library).findall("item")
    assert item.findtext("title") == HOSTILE
    assert item.findtext("description") == HOSTILE
    assert [child.tag for child in item] == ["title", "link", "description", "guid"]
    assert b"<script" not in news_feed(library, NOW)[ADDRESS]
    assert "script" not in parsed(library).entries[0].summary


@pytest.mark.parametrize("character", ["\\0", "\\a", "\\b", "\\e", "\\x1f", "\\uFFFE"])
def test_control_characters_are_refused_or_left_out(tmp_path: Path, character: str) -> None:
    """A character that XML cannot hold is a problem for the editor, or does not reach the feed."""
    (tmp_path / "content" / "news").mkdir(parents=True)
    (tmp_path / "content" / "news" / "one.md").write_text(
        f'---\ntitle: "O{character}ne"\n---\n', encoding="utf-8"
    )
    (tmp_path / "data").mkdir()
    for name in ("service.yaml", "branches.yaml"):
        (tmp_path / "data" / name).write_bytes((CASES / name).read_bytes())
    loaded = load(tmp_path)
    assert loaded.problems or (loaded.library and len(channel(loaded.library).findall("item")) == 1)
