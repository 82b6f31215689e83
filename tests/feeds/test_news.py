from datetime import date
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import struct_time

import feedparser
import pytest
from lxml import etree, html

from librarysite.feeds.news import news_feeds
from librarysite.model import Library
from librarysite.pages.words import word_pages
from librarysite.reading.load import load

CASES = Path(__file__).parents[1] / "cases" / "feeds"
ATOM = "{http://www.w3.org/2005/Atom}"
ADDRESS = "feeds/news.xml"
TODAY = date(2026, 11, 23)


def site(folder: Path, articles: dict[str, str], **data: str) -> Library:
    """Return a service with some news: the front matter of each by its file's name; other data by its file's name."""
    (folder / "data").mkdir()
    for name in ("service", "branches"):
        text = data.get(name) or (CASES / f"{name}.yaml").read_text(encoding="utf-8")
        (folder / "data" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "content" / "news").mkdir(parents=True)
    for name, front_matter in articles.items():
        text = f"---\n{front_matter}\n---\n\nThe story.\n"
        (folder / "content" / "news" / f"{name}.md").write_text(text, encoding="utf-8")
    loaded = load(folder)
    assert loaded.problems == []
    assert loaded.library is not None
    return loaded.library


def channel(library: Library, address: str = ADDRESS) -> etree._Element:
    """Return a feed's channel as a plain XML parser sees it."""
    found = etree.fromstring(news_feeds(library, TODAY)[address]).find("channel")
    assert found is not None
    return found


def texts(element: etree._Element, name: str) -> list[str | None]:
    """Return the text of each child of a name."""
    return [child.text for child in element.findall(name)]


def parsed(library: Library) -> feedparser.FeedParserDict:
    """Return the feed as a feed reader sees it."""
    found = feedparser.parse(news_feeds(library, TODAY)[ADDRESS])
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
        "<p>All libraries close at 1pm on Thursday 24 December and open again on Tuesday 29 December.</p>"
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


def test_same_data_gives_the_same_bytes(sample: Library, root: Path) -> None:
    """The same data gives the same bytes, also when it is read anew."""
    again = load(root).library
    assert again is not None
    assert news_feeds(sample, TODAY) == news_feeds(sample, TODAY) == news_feeds(again, TODAY)


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


def test_news_that_is_deleted_brings_no_older_one_back(tmp_path: Path) -> None:
    """All news is in the feed, however much there is, so that deleting one adds none that readers have forgotten."""
    news = {f"story-{n:02}": f"title: Story {n}\npublished: 2026-{n % 12 + 1:02}-01" for n in range(40)}
    (tmp_path / "whole").mkdir()
    (tmp_path / "less").mkdir()
    before = {item.link for item in parsed(site(tmp_path / "whole", news)).entries}
    after = {item.link for item in parsed(site(tmp_path / "less", dict(list(news.items())[1:]))).entries}
    assert before - after == {"https://libraries.example/news/story-00/"}
    assert after - before == set()


def test_index_page_is_no_news(tmp_path: Path) -> None:
    """The page that lists the news is not a piece of news."""
    library = site(tmp_path, {"index": "title: News", "one": "title: One"})
    assert [item.title for item in parsed(library).entries] == ["One"]


def test_feed_without_news(tmp_path: Path) -> None:
    """A feed without news is a valid feed whose date is the day on which the site began."""
    library = site(tmp_path, {})
    assert parsed(library).entries == []
    assert texts(channel(library), "lastBuildDate") == ["Mon, 05 Jan 2026 00:00:00 +0000"]


STORIES = {
    "all": "title: Everywhere\npublished: 2026-11-01",
    "north": "title: North\npublished: 2026-11-02\nbranches: north\ntopics: hours",
    "both": "title: Both\npublished: 2026-11-03\nbranches: [north, shut]\ntopics: [hours, money]",
    "tomorrow": "title: Tomorrow\npublished: 2026-11-24\nbranches: south\ntopics: events",
}
TOPICS = """
topics:
  - {id: hours, name: Opening times}
  - {id: money, name: Money, retired: yes}
  - {id: events, name: Events}
"""


@pytest.fixture
def stories(tmp_path: Path) -> Library:
    """Return a service with three libraries, one closed for good, and news about them."""
    return site(
        tmp_path,
        STORIES,
        service=(CASES / "service.yaml").read_text(encoding="utf-8") + TOPICS,
        branches="branches:\n  - {id: north, name: North Library}\n  - {id: south, name: South Library}\n"
        "  - id: shut\n    name: Shut Library\n    closed:\n      from: 2026-11-10\n",
    )


def test_libraries_and_topics_have_feeds_from_their_first_news_on(stories: Library) -> None:
    """A library that closed and a retired topic keep their feeds; what will be news tomorrow makes none yet."""
    feeds = news_feeds(stories, TODAY)
    titles = {
        address: [item.findtext("title") for item in channel(stories, address).findall("item")]
        for address in feeds
    }
    assert titles == {
        "feeds/news.xml": ["Both", "North", "Everywhere"],
        "feeds/news/at/north.xml": ["Both", "North"],
        "feeds/news/at/shut.xml": ["Both"],
        "feeds/news/topic/hours.xml": ["Both", "North"],
        "feeds/news/topic/money.xml": ["Both"],
    }


def test_feeds_of_libraries_and_topics_say_what_they_are(stories: Library) -> None:
    """A library's feed belongs to its page, a topic's to the news; each names itself and is dated by its own items."""
    names = ("title", "description", "link", "lastBuildDate")
    north, hours = (channel(stories, f"feeds/news/{name}.xml") for name in ("at/north", "topic/hours"))
    assert [north.findtext(name) for name in names] == [
        "North Library: news",
        "News about North Library",
        "https://libraries.example/libraries/north/",
        "Tue, 03 Nov 2026 00:00:00 +0000",
    ]
    assert [hours.findtext(name) for name in names[:3]] == [
        "Testshire Libraries: news about opening times",
        "News about opening times",
        "https://libraries.example/news/",
    ]


def test_pages_name_and_offer_the_topics_in_use(stories: Library) -> None:
    """News names its topics, and the list of news offers their feeds; a retired topic is left out."""
    pages = {page.address: page for page in word_pages(stories, TODAY)}
    assert pages["news/both/"].view["topics"] == ["Opening times"]
    assert [feed.address for feed in pages["news/"].feeds] == ["feeds/news.xml", "feeds/news/topic/hours.xml"]


HOSTILE = '</title><script>alert("1")</script> & &amp; ]]> <!-- “quoted” 📚 مكتبة'


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """Markup, ampersands, emoji and right-to-left text in a title or summary stay text."""
    library = site(tmp_path, {"one": f"title: '{HOSTILE}'\nsummary: '{HOSTILE}'"})
    [item] = channel(library).findall("item")
    assert item.findtext("title") == HOSTILE
    as_html = html.fragment_fromstring(item.findtext("description") or "", create_parent="div")
    assert as_html.text_content() == HOSTILE
    assert [child.tag for child in item] == ["title", "link", "description", "guid"]
    assert b"<script" not in news_feeds(library, TODAY)[ADDRESS]
    assert "<script" not in parsed(library).entries[0].summary


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
