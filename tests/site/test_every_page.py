"""What holds for every page of the built site."""

import gzip
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from lxml import etree, html

Pages = dict[str, html.HtmlElement]
SITE = "https://luton-libraries.example/"
LIBRARIES = "central leagrave lewsey marsh-farm stopsley".split()
CLOSED = "bury-park chaul-end farley hockwell-ring mobile-library sundon-park wigmore".split()
EVENTS = """
    advice-drop-in-central advice-surgery-marsh-farm after-school-stories-marsh-farm
    afternoon-reading-group-leagrave afternoon-tea-lewsey author-talk-central-2027 autumn-trail-lewsey-2027
    baby-bounce-leagrave baby-rhyme-time-central baby-weighing-central bedtime-stories-online board-games-central
    book-club-for-children-lewsey brick-builders-stopsley building-challenge-leagrave carols-central-2026
    coffee-and-company-leagrave coffee-morning-stopsley comic-drawing-central computer-help-central
    computer-help-lewsey conversation-cafe-central conversation-cafe-lewsey creative-play-lewsey
    crime-reading-group-central evening-of-poems-leagrave-2027 evening-reading-group-leagrave
    family-games-evening-lea-manor february-half-term-trail friday-rhymes-central getting-online-leagrave
    half-term-trail history-hour-central job-hunting-leagrave knit-and-natter-stopsley language-swap-leagrave
    lego-club-central make-a-game-marsh-farm morning-reading-group-lewsey new-year-quiz-2026 online-reading-group
    paper-lanterns-central-2027 phone-and-tablet-stopsley read-aloud-central reading-group-central
    rhyme-time-marsh-farm rhymes-for-toddlers-lewsey safe-online-2027 saturday-crafts-leagrave
    saturday-stories-central scrabble-leagrave short-stories-stopsley sing-and-sign-stopsley singing-for-fun-lewsey
    songs-for-babies-stopsley spring-paintings-lewsey-2027 spring-trail-stopsley-2027 starting-a-business-stopsley
    stay-and-play-leagrave stories-past-midnight-2027 summer-jigsaw-central-2027 summer-reading-lewsey-2027
    sunday-film-central teen-reading-group-marsh-farm toddler-read-and-rhyme-leagrave toddler-time-stopsley
    town-centre-stroll-2027 true-stories-stopsley winter-photographs-central winter-post-marsh-farm-2026
    winter-trail-marsh-farm-2027 writers-group-stopsley writing-circle-central
""".split()
AUDIENCES = "adults babies children everyone families older-people teenagers under-fives".split()
TYPES = """
    advice craft digital-help exhibition games language reading-group rhyme-time social story-time talk trail
""".split()
DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
ACCESS = "bsl captioned hearing-loop quiet relaxed step-free".split()
MONTHS = ["2026-11", "2026-12", *(f"2027-{month:02}" for month in range(1, 13))]
DATA = "datapackage.json events.csv events.json libraries.csv opening-hours.json status.json".split()
NEWS = "active-luton-runs-libraries christmas-opening-2026 winter-events-2026".split()
AUDIENCES = "adults babies children everyone families older-people teenagers under-fives".split()
TYPES = """
    advice craft digital-help exhibition games language reading-group rhyme-time social story-time talk trail
""".split()
TOPICS = "events opening-times the-service".split()
DOOR_NOTICES = "christmas-2026 stopsley-staff-training-2027".split()
ADDRESSES = [
    "/",
    "/libraries/",
    *(f"/libraries/{name}/" for name in LIBRARIES + CLOSED),
    *(f"/libraries/{name}/poster/" for name in LIBRARIES),
    "/opening-times/",
    *(f"/opening-times/notice/{name}/" for name in DOOR_NOTICES),
    "/whats-on/",
    *(f"/whats-on/{name}/" for name in EVENTS),
    *(f"/whats-on/at/{name}/" for name in [*LIBRARIES, "online", "elsewhere"]),
    *(f"/whats-on/for/{name}/" for name in AUDIENCES),
    *(f"/whats-on/type/{name}/" for name in TYPES),
    *(f"/whats-on/day/{name}/" for name in DAYS),
    *(f"/whats-on/access/{name}/" for name in ACCESS),
    "/whats-on/free/",
    *(f"/whats-on/month/{name}/" for name in MONTHS),
    "/subscribe/",
    "/online/",
    "/news/",
    *(f"/news/{name}/" for name in NEWS),
    "/about/",
    "/good-practice/",
    "/contact/",
    "/accessibility/",
    "/privacy/",
    "/404.html",
]
FILES = [
    *(f"/libraries/{name}/qr.svg" for name in LIBRARIES),
    "/opening-times/qr.svg",
    "/feeds/events.ics",
    "/feeds/closures.ics",
    "/feeds/events.xml",
    "/feeds/news.xml",
    "/feeds/status.xml",
    *(f"/feeds/{kind}/at/{name}.xml" for name in LIBRARIES for kind in ("events", "status")),
    *(f"/feeds/events/for/{name}.xml" for name in AUDIENCES),
    *(f"/feeds/events/type/{name}.xml" for name in TYPES),
    *(f"/feeds/news/at/{name}.xml" for name in LIBRARIES if name != "leagrave"),
    *(f"/feeds/news/topic/{name}.xml" for name in TOPICS),
    *(f"/feeds/events/at/{name}.ics" for name in LIBRARIES),
    *(f"/feeds/events/for/{name}.ics" for name in AUDIENCES),
    *(f"/feeds/events/type/{name}.ics" for name in TYPES),
    *(f"/feeds/closures/at/{name}.ics" for name in LIBRARIES),
    *(f"/whats-on/{name}/event.ics" for name in EVENTS),
    "/build.json",
    *(f"/data/{name}" for name in DATA),
    "/sitemap.xml",
    "/assets/site.css",
    "/assets/site.js",
    "/assets/icon.svg",
]
DEMONSTRATION = (
    "This is a demonstration with sample events, hours and closures. It is not the council's own website."
)
ONE_TCP_WINDOW = 14_600  # ten segments of 1,460 bytes: what a server sends before it waits for an answer

WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
CLOCK = r"(?:(?:1[0-2]|[1-9])(?::[0-5][0-9])?(?:am|pm)|midday|midnight)"
DATE = rf"(?:{WEEKDAY} )?[1-9][0-9]? {MONTH}(?: [0-9]{{4}})?"
TIMES = rf"(?:{CLOCK} to {CLOCK}|[Aa]ll day)"
NOT_GOV_UK = [
    r"\b[0-9]{1,2}(?:st|nd|rd|th)\b",
    r"[0-9]:00 ?[ap]m",
    r"\bnoon\b",
    r"[0-9] [ap]\.?m\b",
    r"\b[0-9]{1,2}:[0-9]{2}(?![ap]m)",
    r"\b12[ap]m\b",
    r"[ap]m ?[-–] ?[0-9]",
    rf"{MONTH} [0-9]{{1,2}}\b(?!:)(?![ap]m)",
]


def words(element: html.HtmlElement) -> str:
    """Return the text of an element as it is read, with single spaces."""
    return " ".join(element.text_content().split())


def path_of(built: Path, address: str) -> Path:
    """Return the file that a web server sends for an address."""
    return built / (address.removeprefix("/") + ("index.html" if address.endswith("/") else ""))


def test_every_expected_address_exists(built: Path) -> None:
    """Every page and file that people may have bookmarked or subscribed to is there."""
    assert [a for a in ADDRESSES + FILES if not path_of(built, a).is_file()] == []


def test_sitemap_holds_every_page_and_nothing_else(built: Path, pages: Pages) -> None:
    """The sitemap names each page but the error page, by its full address, once."""
    named = [loc.text for loc in etree.parse(built / "sitemap.xml").iter("{*}loc")]
    assert sorted(named) == sorted(SITE + page[1:] for page in pages if page != "/404.html")


def local_links(address: str, page: html.HtmlElement) -> list[str]:
    """Return where a page points within the site, as addresses from the root."""
    found = [*page.xpath("//@href"), *page.xpath("//@src")]
    absolute = [urljoin(SITE + address[1:], link) for link in found]
    return [link.removeprefix(SITE[:-1]) for link in absolute if link.startswith(SITE)]


def test_every_internal_link_leads_somewhere(built: Path, pages: Pages) -> None:
    """Every link within the site ends at a file that is there, and at an anchor that is there."""
    broken, seen = [], 0
    for address, page in pages.items():
        for link in local_links(address, page):
            target, anchor = urldefrag(link)
            seen += 1
            if not path_of(built, target).is_file() or (
                anchor and not pages[target].xpath("//*[@id=$id]", id=anchor)
            ):
                broken.append(f"{address}: {link}")
    assert broken == []
    assert seen > len(pages) * 10


def test_links_are_written_without_a_dot_segment_alone(pages: Pages) -> None:
    """The error page, served at any depth, links from the root, and home is ``/``, not ``/.``."""
    links = pages["/404.html"].xpath("//a[not(starts-with(@href, '#'))]/@href")
    outside = ("https:", "tel:", "mailto:")
    inside = [link for link in links if not link.startswith(outside)]
    assert [link for link in inside if not link.startswith("/") or link == "/."] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_is_complete(pages: Pages, address: str) -> None:
    """A page says its language, name and place, and can be skipped through and asked about."""
    page = pages[address]
    assert page.get("lang") == "en-GB"
    (heading,) = page.xpath("//h1")
    assert words(heading)
    (title,) = page.xpath("//head/title")
    name = "Luton Libraries"
    assert title.text == (name if address == "/" else f"{words(heading)} – {name}")
    if address != "/404.html":
        (description,) = page.xpath("//head/meta[@name='description']/@content")
        assert len(description) >= 10
        assert page.xpath("//head/link[@rel='canonical']/@href") == [SITE + address[1:]]
    assert page.xpath("//main/@id") == ["main"]
    first = page.xpath("//body/*")[0]
    assert (first.tag, first.get("href"), words(first)) == ("a", "#main", "Skip to main content")
    assert DEMONSTRATION in words(page.find("body"))
    (helping,) = page.xpath("//aside[h2 or .//h2]")
    assert helping.xpath(".//a[@href='tel:01582547418']/text()") == ["01582 547418"]
    assert helping.xpath(".//a/@href")[1] == "mailto:info@lutonlibraries.co.uk"


def test_titles_and_descriptions_differ(pages: Pages) -> None:
    """No two pages have the same title, so that tabs, bookmarks and search results can be told apart."""
    titles = [page.findtext("head/title") for page in pages.values()]
    assert sorted(titles) == sorted(set(titles))


@pytest.mark.parametrize("address", ADDRESSES)
def test_page_runs_one_program_and_loads_nothing_from_others(pages: Pages, address: str) -> None:
    """A page has one script, of the site's own, and no inline one or style; its policy forbids all others."""
    page = pages[address]
    (script,) = page.xpath("//script[not(@type='application/ld+json')]")
    assert script.get("src").endswith("assets/site.js")
    assert "defer" in script.attrib
    assert script.text is None
    assert page.xpath("//style | //iframe | //object | //embed | //@style") == []
    assert [name for e in page.iter() for name in e.attrib if name.startswith("on")] == []
    loaded = [*page.xpath("//@src"), *page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")]
    assert len(loaded) >= 2
    assert [link for link in loaded if urlsplit(link).netloc or urlsplit(link).scheme] == []
    (policy,) = page.xpath("//head/meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["img-src"] == "'self'"


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_skip_no_level(pages: Pages, address: str) -> None:
    """The first heading is of level 1, and none is more than one level below the one before it."""
    levels = [int(heading.tag[1]) for heading in pages[address].xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_ids_are_unique_and_named_ones_exist(pages: Pages, address: str) -> None:
    """No id stands twice on a page, and every label points at one."""
    ids = pages[address].xpath("//@id")
    assert sorted(ids) == sorted(set(ids))
    assert set(pages[address].xpath("//@aria-labelledby")) <= set(ids)


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_can_be_told_apart(pages: Pages, address: str) -> None:
    """Within the main part, links with the same words lead to the same place (WCAG 2.4.9 is met for these)."""
    targets: dict[str, set[str]] = {}
    for link in pages[address].xpath("//main//a"):
        assert words(link), etree.tostring(link)
        targets.setdefault(words(link), set()).add(link.get("href"))
    assert {name: found for name, found in targets.items() if len(found) > 1} == {}


def test_feeds_named_in_the_head_exist(built: Path, pages: Pages) -> None:
    """A feed that a page's head offers to apps is there, of the kind it says, and offered to people too."""
    offered = 0
    for address, page in pages.items():
        for link in page.xpath("//link[@rel='alternate']"):
            target = urlsplit(urljoin(SITE + address[1:], link.get("href"))).path
            start = path_of(built, target).read_bytes()[:15]
            kind = {b"BEGIN:VCALENDAR": "text/calendar", b"<?xml version='": "application/rss+xml"}
            assert kind[start] == link.get("type"), target
            if address.count("/") < 3 or not address.startswith("/news/"):
                assert link.get("href").split("/")[-1] in str(page.xpath("//main//a/@href")), address
            offered += 1
    assert offered >= 3 + 2 * len(LIBRARIES) + len(EVENTS)


@pytest.mark.parametrize("address", ADDRESSES)
def test_dates_are_written_as_gov_uk_writes_them(pages: Pages, address: str) -> None:
    """Dates and times read “Tuesday 3 March” and “10am to 11:30am”: no “1st”, “10:00am”, “noon” or “14:00”."""
    text = words(pages[address].find("body"))
    assert [found for pattern in NOT_GOV_UK for found in re.findall(pattern, text)] == []
    for time in pages[address].xpath("//time"):
        assert re.fullmatch(rf"{DATE}|{DATE}, {TIMES}|{TIMES}", words(time)), words(time)


@pytest.mark.parametrize(
    "text", ["the 1st", "10:00am", "at noon", "5 pm", "from 14:00", "12am", "9am-5pm", "March 3"]
)
def test_pattern_notices_other_ways_to_write(text: str) -> None:
    """Each way of writing that GOV.UK does not use is noticed, so the test above can fail."""
    assert any(re.search(pattern, text) for pattern in NOT_GOV_UK)


def test_time_elements_say_what_is_read(pages: Pages) -> None:
    """The date for machines is the date for people: its weekday and its day are the ones in the words."""
    compared = 0
    for page in pages.values():
        for time in page.xpath("//time"):
            found = re.match(rf"(?:({WEEKDAY}) )?([0-9]+) ({MONTH})", words(time))
            if found:
                day = date.fromisoformat(time.get("datetime")[:10])
                told = (found[1] or f"{day:%A}", int(found[2]), found[3])
                assert told == (f"{day:%A}", day.day, f"{day:%B}")
                compared += 1
    assert compared > 200


def test_menu_is_the_same_on_every_page_and_says_where_one_is(pages: Pages) -> None:
    """The menu has the words of mkdocs.yml, in that order, and marks the page or the part of the site."""
    menu = ["Home", "Libraries", "Opening times", "What’s on", "Online", "News", "About"]
    for address, page in pages.items():
        assert [words(link) for link in page.xpath("//header//nav//a")] == menu, address
    here = {
        "/": ("Home", "page"),
        "/libraries/": ("Libraries", "page"),
        "/libraries/central/": ("Libraries", "true"),
        "/whats-on/half-term-trail/": ("What’s on", "true"),
        "/news/winter-events-2026/": ("News", "true"),
    }
    for address, (name, kind) in here.items():
        (marked,) = pages[address].xpath("//nav//a[@aria-current]")
        assert (words(marked), marked.get("aria-current")) == (name, kind)
    assert pages["/contact/"].xpath("//nav//a[@aria-current]") == []


def test_home_page_fits_one_tcp_window(built: Path) -> None:
    """The home page and the stylesheet, compressed, come in the first flight of bytes."""
    sizes = [len(gzip.compress((built / name).read_bytes(), 9)) for name in ("index.html", "assets/site.css")]
    assert sum(sizes) < ONE_TCP_WINDOW, sizes


def test_stylesheet_asks_for_nothing_that_is_not_there(built: Path) -> None:
    """Every custom property that the stylesheet uses is defined in it or has a fallback; it loads nothing."""
    css = (built / "assets" / "site.css").read_text()
    defined = set(re.findall(r"(?:^|[{;\s])(--[\w-]+)\s*:", css))
    used = set(re.findall(r"var\((--[\w-]+)\)", css))
    assert sorted(used - defined) == []
    assert re.findall(r"url\((?!['\"]?data:)|@import", css) == []
