"""What the built site says, compared with what the editors' files say, by hand."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from tests.support.builtsites import COMMIT, BuiltSites, build_site

Pages = dict[str, html.HtmlElement]


def words(element: html.HtmlElement) -> str:
    """Return the text of an element as it is read, with single spaces."""
    return " ".join(element.text_content().split())


def section(page: html.HtmlElement, heading: str) -> html.HtmlElement:
    """Return the part of a page under a heading."""
    (found,) = page.xpath("//section[h2[starts-with(normalize-space(), $heading)]]", heading=heading)
    return found


def parsed(path: Path) -> html.HtmlElement:
    """Return a page of another build."""
    return html.document_fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))


def test_home_says_when_each_library_is_open_today(pages: Pages) -> None:
    """Home has the hours of Monday 23 November and of the day after, of every library in service."""
    opening = section(pages["/"], "Opening times on Monday 23 November")
    assert [
        [words(part) for part in branch.xpath("h3|p[not(@hidden)]")] for branch in opening.xpath("ul/li")
    ] == [
        ["Luton Central Library", "11am to 7pm", "Tuesday 24 November: 9am to 7pm"],
        ["Leagrave Library", "11am to 7pm", "Tuesday 24 November: 9am to 6pm"],
        ["Lewsey Library", "11am to 5pm", "Tuesday 24 November: 9am to 5pm"],
        ["Marsh Farm Library", "2pm to 6pm", "Tuesday 24 November: 2pm to 6pm"],
        ["Stopsley Library", "11am to 5pm", "Tuesday 24 November: 1pm to 7pm"],
    ]


def test_home_shows_no_banner_on_an_ordinary_day(pages: Pages) -> None:
    """Nothing is closed on Monday 23 November, so no page says so."""
    assert [address for address, page in pages.items() if page.xpath("//*[@aria-label='Closure']")] == []


def test_home_shows_the_gravest_notice_first(pages: Pages) -> None:
    """The disruption comes before the information, each with its level in words."""
    titles = [words(title) for title in section(pages["/"], "Notices").xpath(".//h3")]
    assert titles == [
        "Disruption: Fewer public computers at Luton Central Library",
        "Information: Check the opening hours before you travel",
    ]


def test_opening_times_shows_the_week_of_every_library(pages: Pages) -> None:
    """The seven days from today stand there for each library: here Lewsey's, closed on Friday and Sunday."""
    page = pages["/opening-times/"]
    assert [words(caption) for caption in page.xpath("//table/caption")][:5] == [
        "Luton Central Library",
        "Leagrave Library",
        "Lewsey Library",
        "Marsh Farm Library",
        "Stopsley Library",
    ]
    (lewsey,) = page.xpath("//table[caption[normalize-space()='Lewsey Library']]")
    assert [[words(cell) for cell in row] for row in lewsey.xpath("tbody/tr[not(@hidden)]")] == [
        ["Monday 23 November", "11am to 5pm"],
        ["Tuesday 24 November", "9am to 5pm"],
        ["Wednesday 25 November", "9am to 6pm"],
        ["Thursday 26 November", "9am to 5pm"],
        ["Friday 27 November", "Closed"],
        ["Saturday 28 November", "9:30am to 5pm"],
        ["Sunday 29 November", "Closed"],
    ]


def test_opening_times_shows_what_will_be_different(pages: Pages) -> None:
    """The Christmas closure and the short New Year's Eve are told; below them what is more than six weeks off."""
    lists = section(pages["/opening-times/"], "Coming changes").xpath(".//ul")
    changes, later = ([words(item) for item in found.xpath("li")] for found in lists)
    assert len(changes) == 2
    assert later[0].startswith("Leagrave Library: 2pm to 7pm on Thursday 14 January 2027")
    assert later[1].startswith("Stopsley Library: closed on Wednesday 10 February 2027")
    assert changes[0].startswith(
        "All libraries: closed from 1pm on Thursday 24 December to Monday 28 December (Christmas). "
        "Still open: The online catalogue, e-books and e-audiobooks"
    )
    assert changes[1].startswith("Luton Central Library: ")
    assert "9am to 1pm" in changes[1]
    assert "Thursday 31 December" in changes[1]


def test_opening_times_shows_bank_holidays(pages: Pages) -> None:
    """Christmas's holidays stand there on their real and their substitute days, and who is open then."""
    rows = section(pages["/opening-times/"], "Bank holidays").xpath(".//tbody/tr")
    listed = [[words(cell) for cell in row] for row in rows]
    assert [row[0] for row in listed] == [
        "Friday 25 December",
        "Saturday 26 December",
        "Monday 28 December",
        "Friday 1 January 2027",
        "Friday 26 March 2027",
        "Sunday 28 March 2027",
        "Monday 29 March 2027",
        "Monday 3 May 2027",
        "Monday 31 May 2027",
        "Monday 30 August 2027",
    ]
    assert listed[1][1:] == ["Boxing Day", "All libraries closed"]
    assert {row[2] for row in listed} == {"All libraries closed"}


def test_closed_library_has_a_page_and_nothing_else(built: Path, pages: Pages) -> None:
    """A library closed for good says so and names the others; it has no calendar and no opening times."""
    page = words(pages["/libraries/wigmore/"].find("body//main"))
    assert "closed for good" in page
    assert "2014" in page
    assert "Luton Central Library" in page
    assert not list(built.rglob("wigmore.ics"))
    assert "Wigmore" not in words(pages["/opening-times/"])


def test_month_of_a_closure_is_said_as_a_month(site_copy: Path) -> None:
    """A library closed from ``2014-03`` closed in March 2014: no day is made up."""
    branches = site_copy / "data" / "branches.yaml"
    branches.write_text(branches.read_text().replace("from: 2014-01\n", "from: 2014-03\n"))
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    page = words(parsed(site_copy / "site" / "libraries" / "wigmore" / "index.html").xpath("//main")[0])
    assert "March 2014" in page
    assert "1 March 2014" not in page


def test_event_page_tells_what_happened_to_its_dates(pages: Pages) -> None:
    """Baby rhyme time shows the cancelled 8 December, the moved 15 December and the extra 19 December."""
    dates = section(pages["/whats-on/baby-rhyme-time-central/"], "Next dates")
    told = [
        [words(part) for part in item.xpath("time | strong")] for item in dates.xpath("ul[@class='dates']/li")
    ]
    assert [" ".join(parts) for parts in told] == [
        "Tuesday 24 November, 10:30am to 11am",
        "Tuesday 1 December, 10:30am to 11am",
        "Tuesday 8 December, 10:30am to 11am Cancelled: Staff training",
        "Wednesday 16 December, 2pm to 2:30pm Moved from Tuesday 15 December: "
        "A day later than usual, and in the afternoon",
        "Saturday 19 December, 11am to 11:30am Extra date",
    ]
    assert "Every Tuesday, 10:30am to 11am, in term time, until 14 December 2027" in words(dates)
    assert "Not on: Tuesday 5 January 2027" in words(dates)
    assert "Tuesday 22 December" not in words(dates)
    assert "Tuesday 16 February" not in words(dates)


def test_ended_event_keeps_its_page(pages: Pages) -> None:
    """The October trail's page says that it has ended and leads to what is on next; the list leaves it out."""
    dates = words(section(pages["/whats-on/half-term-trail/"], "Next dates"))
    assert "This has ended. The last date was Saturday 31 October." in dates
    assert "half-term-trail/" not in [
        link.removeprefix("../whats-on/") for link in pages["/whats-on/"].xpath("//main//a/@href")
    ]


def agenda(first: str, days: int) -> list[dict[str, str | None]]:
    """Return what the command line lists."""
    command = [sys.executable, "-c", "import sys; from librarysite.cli import main; sys.exit(main())"]
    done = subprocess.run(
        [*command, "agenda", "--from", first, "--days", str(days), "--json"],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "LIBRARYSITE_NOW": "2026-11-23T09:00"},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_whats_on_lists_exactly_the_agenda(pages: Pages) -> None:
    """The page and the command line tell the same dates: each start and title of two weeks, in order."""
    cards = [li for day in pages["/whats-on/"].xpath("//section[h2/time]") for li in day.xpath("ul/li")]
    listed = [(li.xpath("string(.//p//time/@datetime)"), words(li.xpath("h3")[0])) for li in cards]
    told = [(record["start"], record["title"]) for record in agenda("2026-11-23", 14)]
    assert listed == told
    assert ("2026-12-01T10:30:00+00:00", "Baby rhyme time") in told


def test_whats_on_groups_dates_by_their_day(pages: Pages) -> None:
    """Each date stands under the heading of the day on which it starts."""
    days = pages["/whats-on/"].xpath("//section[h2/time]")
    assert len(days) == 14  # the photographs are on show whenever Central is open, Sundays too
    for day in days:
        (heading,) = day.xpath("h2/time/@datetime")
        assert {start[:10] for start in day.xpath("ul/li//p//time/@datetime")} == {heading}


def test_news_is_newest_first(pages: Pages) -> None:
    """The list of news goes from the newest to the oldest, each with its date."""
    listed = [(words(item.xpath(".//time")[0]), words(item.xpath("h2")[0])) for item in
              pages["/news/"].xpath("//main/ul/li")]  # fmt: skip
    assert listed == [
        ("20 November 2026", "Opening hours at Christmas and New Year"),
        ("16 November 2026", "Winter events for all ages"),
        ("2 April 2020", "Active Luton takes over the running of Luton's libraries"),
    ]


def test_news_says_what_it_is_about(pages: Pages) -> None:
    """A piece of news names its libraries and its topics."""
    text = words(pages["/news/winter-events-2026/"].find("body//main"))
    assert (
        "About: Luton Central Library, Lewsey Library, Marsh Farm Library, Stopsley Library Topics: Events"
        in text
    )


def test_offer_that_has_ended_is_not_shown(pages: Pages) -> None:
    """An offer with ``until: 2020-08-31`` is on no page in 2026."""
    assert [a for a, page in pages.items() if "Exercise at home" in words(page.find("body"))] == []


def test_build_record_says_for_when_the_site_was_built(built: Path) -> None:
    """build.json has the moment, until when the site is true, the commit and the counts."""
    assert json.loads((built / "build.json").read_text()) == {
        "built_at": "2026-11-23T09:00:00+00:00",
        "valid_until": "2026-11-24T00:00:00+00:00",
        "commit": COMMIT,
        "counts": {
            "libraries": 5,
            "events": 73,
            "closures": 2,
            "notices": 2,
            "offers": 5,
            "news": 3,
        },
    }


@pytest.fixture(scope="module")
def christmas(built_sites: BuiltSites, root: Path) -> Path:
    """Return the site as it will be on Christmas Day, 9am."""
    return built_sites.of(root, "2026-12-25T09:00")


def test_christmas_day_shows_the_closure_on_home(christmas: Path) -> None:
    """On Christmas Day home begins with the closure, then what can be used from home, and says closed five times."""
    page = parsed(christmas / "index.html")
    (banner,) = page.xpath("//main/section[@aria-label='Closure']")
    assert (
        "All libraries: closed from 1pm on Thursday 24 December to Monday 28 December Christmas. "
        "Open again on Tuesday 29 December: Luton Central Library, Leagrave Library and Lewsey Library from 9am; "
        "Stopsley Library from 1pm; Marsh Farm Library from 2pm."
        "Still open: The online catalogue, e-books and e-audiobooks."
    ) in words(banner)
    opening = section(page, "Opening times on Friday 25 December")
    assert [words(item) for item in opening.xpath("ul/li/p[not(@hidden)][1]")] == ["Closed: Christmas"] * 5
    for later in page.xpath("//main//h2/*[@hidden]"):
        later.drop_tree()
    headings = [words(heading) for heading in page.xpath("//main//h2")]
    assert headings.index("From home") < headings.index("Opening times on Friday 25 December 2026")


def test_christmas_day_shows_the_closure_on_every_library(christmas: Path) -> None:
    """The page of each library and the opening times say it too."""
    for address in ("opening-times", "whats-on", *(f"libraries/{name}" for name in ("central", "stopsley"))):
        page = parsed(christmas / address / "index.html")
        assert "closed from 1pm on Thursday 24 December" in words(page.xpath("//main")[0]), address


def test_christmas_day_is_true_until_midnight(christmas: Path) -> None:
    """The record of a build on Christmas Day holds until the next day begins."""
    record = json.loads((christmas / "build.json").read_text())
    assert (record["built_at"], record["valid_until"]) == (
        "2026-12-25T09:00:00+00:00",
        "2026-12-26T00:00:00+00:00",
    )
