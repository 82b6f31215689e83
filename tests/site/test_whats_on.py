"""What is on: the two weeks, the months, the pages of choices and the page of each event, as built."""

import json
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from lxml import html

from tests.conftest import change, parsed
from tests.site.test_every_page import ACCESS, DAYS, LIBRARIES, MONTHS, words
from tests.support.builtsites import build_site

Pages = dict[str, html.HtmlElement]


@pytest.fixture(scope="session")
def dates(built: Path) -> list[dict[str, object]]:
    """Return the dates of the open data, which pages must agree with."""
    found: list[dict[str, object]] = json.loads((built / "data" / "events.json").read_text())["dates"]
    return found


def cards(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Return start and title of each card on a page, in order."""
    found = page.xpath("//main//li[contains(@class, 'event-card')]")
    return [(card.xpath("string(.//time/@datetime)"), words(card.xpath("h3")[0])) for card in found]


def rows(page: html.HtmlElement) -> list[tuple[str, str]]:
    """Return start and title of each row of the months on a page, in order."""
    found = page.xpath("//main//li[@class='event-row']")
    return [(row.xpath("string(time/@datetime)"), words(row.xpath("a")[0])) for row in found]


def told(found: list[dict[str, object]]) -> list[tuple[str, str]]:
    """Return start and title of dates of the open data as pages write them."""
    return [(str(d["start"])[: 10 if d["all_day"] else None], str(d["title"])) for d in found]


def chosen(dates: list[dict[str, object]], key: str, value: str) -> list[dict[str, object]]:
    """Return the dates of the open data that somebody chooses."""
    by_key = {
        "for": lambda d: value in d["audiences"],
        "type": lambda d: d["type"] == value,
        "day": lambda d: DAYS[date.fromisoformat(d["start"][:10]).weekday()] == value,
        "access": lambda d: value in d["access"],
        "free": lambda d: d["free"],
    }
    return [d for d in dates if by_key[key](d)]


CHOICES = [
    *(("for", name) for name in ("babies", "teenagers", "everyone")),
    *(("type", name) for name in ("rhyme-time", "talk", "exhibition")),
    *(("day", name) for name in DAYS),
    *(("access", name) for name in ACCESS),
    ("free", ""),
]


@pytest.mark.parametrize(("key", "value"), CHOICES)
def test_page_of_a_choice_has_all_its_dates(
    pages: Pages, dates: list[dict[str, object]], key: str, value: str
) -> None:
    """Two weeks as cards, then rows by month: together all dates of 13 months that are what was chosen."""
    page = pages[f"/whats-on/{key}/{value}/" if value else "/whats-on/free/"]
    expected = told(chosen(dates, key, value))
    assert cards(page) + rows(page) == expected
    assert [c for c in cards(page) if c[0] >= "2026-12-07"] == []
    assert [r for r in rows(page) if r[0] < "2026-12-07"] == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_page_of_a_library_has_its_dates(pages: Pages, dates: list[dict[str, object]], library: str) -> None:
    """What is on at a library are the dates that take place there or were moved away from there."""
    page = pages[f"/whats-on/at/{library}/"]
    there = told([d for d in dates if d["branch"] == library])
    assert set(there) <= set(cards(page) + rows(page))
    assert len(cards(page) + rows(page)) - len(there) <= 2  # moved away


def test_every_choice_of_the_form_is_a_page_and_a_link(pages: Pages) -> None:
    """Whatever the form offers can be had without a script: the same choices are links to pages."""
    page = pages["/whats-on/"]
    form = {
        (select.get("name"), option.get("value"))
        for select in page.xpath("//form//select")
        for option in select.xpath("option[@value != '']")
    }
    links = {link.get("href") for link in page.xpath("//details[@class='event-choices']//a")}
    assert len(form) == len(links) > 35
    for key, value in form:
        address = "whats-on/free/" if key == "cost" else f"whats-on/{key}/{value}/"
        assert f"../{address}" in links
        assert f"/{address}" in pages


def test_form_is_hidden_until_a_script_works_it(pages: Pages) -> None:
    """Without a script nobody sees a form that does nothing; its fields have labels and its result is announced."""
    (form,) = pages["/whats-on/"].xpath("//form")
    assert form.get("hidden") is not None
    assert [label.get("for") for label in form.xpath(".//label")] == [
        s.get("id") for s in form.xpath(".//select")
    ]
    assert len(form.xpath(".//*[@role='status']")) == 1


@pytest.mark.parametrize("month", MONTHS)
def test_month_has_its_dates(pages: Pages, dates: list[dict[str, object]], month: str) -> None:
    """A month's page has every date of the month that is not over, by day."""
    in_data = told([d for d in dates if str(d["start"]).startswith(month)])
    shown = cards(pages[f"/whats-on/month/{month}/"])
    assert shown[: len(in_data)] == in_data
    assert len(shown) == len(in_data) or month == "2027-12"  # the data ends on 23 December 2027


def test_months_link_each_other_and_go_when_they_are_over(pages: Pages) -> None:
    """Each month is a link that goes when the month is over, and the page of a month marks itself."""
    page = pages["/whats-on/month/2026-12/"]
    listed = page.xpath("//ul[@class='months']/li")
    assert [words(item.xpath("a")[0]) for item in listed][:3] == [
        "November 2026",
        "December 2026",
        "January 2027",
    ]
    assert len(listed) == 14
    (here,) = page.xpath("//ul[@class='months']//a[@aria-current='page']")
    assert words(here) == "December 2026"
    # midnight of 1 January and of 1 April 2027 in London, in winter and in summer time
    assert (listed[1].get("data-until"), listed[4].get("data-until")) == ("1798761600", "1806534000")


def test_page_of_a_month_that_is_over_leads_on(site_copy: Path) -> None:
    """Who has kept the address of a month finds the page for 13 months after it; no list offers it any more."""
    done = build_site(site_copy, site_copy / "site", LIBRARYSITE_NOW="2027-11-30T09:00")
    assert done.returncode == 0, done.stderr
    built = parsed(site_copy / "site" / "whats-on")
    page = built["/month/2026-11/"]
    assert "November 2026 is over." in words(page.xpath("//main")[0])
    assert next(words(a) for a in page.xpath("//ul[@class='months']//a")) == "November 2027"
    assert "/month/2026-10/" not in built  # the site began in November 2026


def test_card_says_what_people_ask_first(pages: Pages) -> None:
    """Title before time, then place, for whom, cost and booking."""
    (card,) = [
        c for c in pages["/whats-on/"].xpath("//li[contains(@class, 'event-card')]")
        if "baby-rhyme-time-central" in c.xpath("string(.//a/@href)")
        and c.xpath("string(.//time/@datetime)").startswith("2026-11-24")
    ]  # fmt: skip
    assert [words(part) for part in card] == [
        "Baby rhyme time",
        "10:30am to 11am",
        "Luton Central Library, Children's library",
        "For babies and families",
        "Free · No need to book · Relaxed",
        "Sample event",
    ]
    assert {key: card.get(f"data-{key}") for key in ("at", "for", "type", "day", "cost", "access")} == {
        "at": "central", "for": "babies families", "type": "rhyme-time", "day": "tuesday", "cost": "free",
        "access": "relaxed",
    }  # fmt: skip


def test_cancelled_date_is_told_in_words(pages: Pages) -> None:
    """A cancelled date stands in its month with the word and the reason, not by a line through it alone."""
    page = pages["/whats-on/month/2026-12/"]
    (state,) = page.xpath(
        "//li[contains(@class, 'event-card--cancelled')][.//a[contains(@href, 'baby-rhyme-time-central')]]"
        "/p[@class='event-card__state']"
    )
    assert words(state) == "Cancelled: Staff training"


def test_nothing_past_is_left_for_the_reader(pages: Pages) -> None:
    """Each card, row, date and day has the moment from which the reader's browser hides it."""
    for address in (
        "/whats-on/",
        "/whats-on/month/2026-12/",
        "/whats-on/at/central/",
        "/whats-on/day/monday/",
    ):
        shown = pages[address].xpath(
            "//*[contains(@class, 'event-card ') or @class='event-card' or @class='event-row']"
        )
        assert shown
        assert [card for card in shown if not card.get("data-until")] == []
    assert [d for d in pages["/whats-on/"].xpath("//section[h2/time]") if not d.get("data-until")] == []


# --- The page of an event ---


def test_event_page_shows_few_dates_and_folds_the_others(pages: Pages) -> None:
    """Five dates are shown, the others of 13 months are in one folded list, and the data for search engines has all."""
    page = pages["/whats-on/scrabble-leagrave/"]
    first, folded = (
        page.xpath("//section[@aria-labelledby='dates']/ul[@class='dates']/li"),
        page.xpath("//details/ul[@class='dates']/li"),
    )
    assert len(first) == 5
    assert words(page.xpath("//section[@aria-labelledby='dates']/details/summary")[0]) == (
        f"All later dates ({len(folded)})"
    )
    nodes = [json.loads(node.text) for node in page.xpath("//script[@type='application/ld+json']")]
    starts = [item.xpath("string(time/@datetime)") for item in [*first, *folded]]
    assert [node["startDate"] for node in nodes] == starts
    assert starts[-1] < "2027-12-24"


def test_each_date_has_its_librarys_hours_and_three_ways_to_add_it(pages: Pages, built: Path) -> None:
    """A date says when the library is open on that day, and links to a file, Google and Outlook with its own moment."""
    page = pages["/whats-on/baby-rhyme-time-central/"]
    first = page.xpath("//section[@aria-labelledby='dates']/ul[@class='dates']/li")[0]
    assert "Luton Central Library that day: 9am to 7pm" in words(first)
    file, google, outlook = first.xpath(".//details//a/@href")
    assert (built / file.removeprefix("../../")).read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert dict(parse_qsl(urlsplit(google).query)) == {
        "action": "TEMPLATE",
        "text": "Baby rhyme time",
        "dates": "20261124T103000/20261124T110000",
        "ctz": "Europe/London",
        "details": "https://luton-libraries.example/whats-on/baby-rhyme-time-central/",
        "location": "Luton Central Library, Children's library, St George's Square, Luton LU1 2NG",
    }
    assert "+" not in urlsplit(google).query  # a plus is a space for some and a plus for others
    assert "startdt=2026-11-24T10%3A30%3A00Z&enddt=2026-11-24T11%3A00%3A00Z&allday=false" in outlook


def ways(pages: Pages, address: str, day: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return what the links to Google and Outlook say of an event's date on a day."""
    (item,) = [
        item
        for item in pages[address].xpath("//section[@aria-labelledby='dates']/ul[@class='dates']/li")
        if item.xpath("string(time/@datetime)").startswith(day)
    ]
    _, google, outlook = item.xpath(".//details//a/@href")
    return dict(parse_qsl(urlsplit(google).query)), dict(parse_qsl(urlsplit(outlook).query))


def test_link_to_outlook_is_in_universal_time(pages: Pages) -> None:
    """The advice surgery of 5 April 2027, 2:30pm in summer time, is 1:30pm in UTC; Google gets London's own time."""
    google, outlook = ways(pages, "/whats-on/advice-surgery-marsh-farm/", "2027-04-05")
    assert google["dates"] == "20270405T143000/20270405T163000"
    assert (outlook["startdt"], outlook["enddt"]) == ("2027-04-05T13:30:00Z", "2027-04-05T15:30:00Z")


def test_link_of_a_whole_day_has_no_times(pages: Pages) -> None:
    """A day of the half-term trail is a whole day for both, and ends before the next one."""
    google, outlook = ways(pages, "/whats-on/february-half-term-trail/", "2027-02-15")
    assert google["dates"] == "20270215/20270216"
    assert (outlook["startdt"], outlook["enddt"], outlook["allday"]) == ("2027-02-15", "2027-02-16", "true")


def test_cancelled_date_cannot_be_added(pages: Pages) -> None:
    """Nobody is invited to put a cancelled date into their calendar."""
    gone = pages["/whats-on/baby-rhyme-time-central/"].xpath("//li[@class='date--cancelled']")
    assert gone
    assert [item for item in gone if item.xpath(".//details")] == []


def test_series_can_be_subscribed_to(pages: Pages) -> None:
    """An event with several dates has a link that opens a calendar app; a single date needs none."""
    several = pages["/whats-on/scrabble-leagrave/"].xpath("//a[starts-with(@href, 'webcal:')]/@href")
    assert several == ["webcal://luton-libraries.example/whats-on/scrabble-leagrave/event.ics"]
    assert pages["/whats-on/author-talk-central-2027/"].xpath("//a[starts-with(@href, 'webcal:')]") == []


def test_two_events_of_one_title_have_two_page_titles(site_copy: Path) -> None:
    """Where two events have one title, the titles of their pages say where they are; the headings stay short."""
    change(site_copy / "data" / "events.yaml", "title: Knit and natter", "title: Scrabble club")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    built = parsed(site_copy / "site" / "whats-on")
    pages = [built[f"/{name}/"] for name in ("scrabble-leagrave", "knit-and-natter-stopsley")]
    assert [words(page.xpath("//title")[0]).split(" – ")[0] for page in pages] == [
        "Scrabble club, Leagrave Library",
        "Scrabble club, Stopsley Library",
    ]
    assert [words(page.xpath("//h1")[0]) for page in pages] == ["Scrabble club"] * 2


def test_retired_audience_keeps_its_addresses_and_leaves_the_lists(site_copy: Path) -> None:
    """Who has bookmarked or subscribed to a retired audience still finds it; nobody is offered it any more."""
    change(site_copy / "data" / "service.yaml", "name: Teenagers", "name: Teenagers\n    retired: yes")
    done = build_site(site_copy, site_copy / "site")
    assert done.returncode == 0, done.stderr
    for address in (
        "whats-on/for/teenagers/index.html",
        "feeds/events/for/teenagers.ics",
        "feeds/events/for/teenagers.xml",
    ):
        assert (site_copy / "site" / address).is_file()
    page = parsed(site_copy / "site" / "whats-on")["/"]
    assert page.xpath("//option[@value='families']")
    assert page.xpath("//option[@value='teenagers']") == []
    assert page.xpath("//a[contains(@href, 'for/teenagers/')]") == []


def test_library_that_closes_keeps_the_addresses_of_its_feeds(site_copy: Path) -> None:
    """A library that has closed since the site began keeps its calendars and page, and is no longer offered."""
    branches = site_copy / "data" / "branches.yaml"
    text = branches.read_text(encoding="utf-8")
    closing = text.replace("  - id: stopsley\n", "  - id: stopsley\n    closed:\n      from: 2028-01-10\n", 1)
    branches.write_text(closing, encoding="utf-8")
    done = build_site(site_copy, site_copy / "site", LIBRARYSITE_NOW="2028-01-11T09:00")
    assert (
        "closed for good" in done.stderr
    )  # series without an end are still there: the check says what to write
    for path in [site_copy / "data" / "events.yaml", *(site_copy / "data" / "events").glob("*.yaml")]:
        elsewhere = path.read_text(encoding="utf-8").replace("branch: stopsley", "branch: lewsey")
        path.write_text(elsewhere, encoding="utf-8")
    (site_copy / "data" / "status.yaml").write_text("closures: []\n", encoding="utf-8")
    done = build_site(site_copy, site_copy / "site", LIBRARYSITE_NOW="2028-01-11T09:00")
    assert done.returncode == 0, done.stderr
    for address in (
        "feeds/events/at/stopsley.ics",
        "feeds/closures/at/stopsley.ics",
        "whats-on/at/stopsley/index.html",
    ):
        assert (site_copy / "site" / address).is_file()
    assert parsed(site_copy / "site" / "whats-on")["/"].xpath("//option[@value='stopsley']") == []


# --- Subscribing ---


def test_every_calendar_of_many_events_is_on_the_page_about_subscribing(pages: Pages, built: Path) -> None:
    """Each calendar of events and of closures is there with both its addresses, to open and to copy."""
    page = pages["/subscribe/"]
    files = {p.relative_to(built).as_posix() for p in (built / "feeds").rglob("*.ics")}
    opened = {link.removeprefix("webcal://luton-libraries.example/") for link in page.xpath("//a/@href")
              if link.startswith("webcal:")}  # fmt: skip
    copied = {words(link) for link in page.xpath("//a[@class='feed-address__text']")}
    assert opened == files
    assert {f"https://luton-libraries.example/{name}" for name in files} <= copied
    assert len(files) > 30


def test_page_about_subscribing_says_how_often_apps_look(pages: Pages) -> None:
    """Google's day of delay is said, and that the website is first to know of a cancellation on the day."""
    text = words(pages["/subscribe/"].xpath("//main")[0])
    assert "every 8 to 24 hours" in text
    assert "On the day itself, look at this website." in text
    for app in ("iPhone", "Google Calendar", "Outlook", "Thunderbird", "Nextcloud"):
        assert app in text
