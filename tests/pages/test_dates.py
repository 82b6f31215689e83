"""Which dates pages show: those that go on among them, and for how long."""

from datetime import datetime
from pathlib import Path

import pytest

from librarysite.model import ZONE
from librarysite.moment import Now
from librarysite.opendata.events import event_data
from librarysite.pages.home import home_page
from librarysite.pages.libraries import library_pages
from librarysite.pages.whatson import whats_on_pages
from librarysite.schedule.agenda import Agenda, dates_between
from tests.support.checkcases import event, library, write

LONG = "on: 2027-01-14 10:00 to 2027-01-17 16:00"
NIGHT = "on: 2027-01-14 20:00 to 2027-01-15 01:00"
NIGHTLY = "every: Thursday; at: 20:00 to 01:00; from: 2027-01-07"


def agenda_at(folder: Path, moment: str, when: str, more: str = "") -> Agenda:
    """Return the agenda of one event at a moment."""
    text = "events:\n" + event("first", when, f"outside_hours: yes\n{more}")
    return Agenda(library(write(folder, text)), Now(datetime.fromisoformat(moment).replace(tzinfo=ZONE)))


def shown(agenda: Agenda) -> dict[str, list[str]]:
    """Return by page the days of the dates that it shows, as they begin."""
    home = [date["start"] for date in home_page(agenda).view["next_dates"]]
    at_central = next(page for page in library_pages(agenda) if page.address == "libraries/central/")
    lists = {page.address: page.view["days"] for page in whats_on_pages(agenda)}
    return {
        "home": home,
        "library": [date["start"] for date in at_central.view["next_dates"]],
        **{
            name: [date["start"] for day in lists[address] for date in day["dates"]]
            for name, address in [
                ("list", "whats-on/"),
                ("month", "whats-on/month/2027-01/"),
                ("choice", "whats-on/at/central/"),
            ]
        },
    }


@pytest.mark.parametrize(
    ("when", "moment", "on"),
    [
        (LONG, "2027-01-14T09:00", True),
        (LONG, "2027-01-15T09:00", True),
        (LONG, "2027-01-17T15:59", True),
        (LONG, "2027-01-17T16:00", False),
        (NIGHT, "2027-01-14T23:59", True),
        (NIGHT, "2027-01-15T00:30", True),
        (NIGHT, "2027-01-15T01:00", False),
        ("on: 2027-01-14 to 2027-01-17", "2027-01-17T12:00", True),
    ],
)
def test_what_goes_on_is_shown_until_it_is_over(when: str, moment: str, on: bool, tmp_path: Path) -> None:
    """The home page, the library's, the lists and the open data show a date until its end, not its first midnight."""
    agenda = agenda_at(tmp_path, moment, when)
    assert {page: bool(dates) for page, dates in shown(agenda).items()} == dict.fromkeys(shown(agenda), on)
    assert (b"first" in event_data(agenda)["data/events.json"]) is on


def test_what_goes_on_does_not_stand_for_the_next_date(tmp_path: Path) -> None:
    """After midnight last night's session and the next are both shown."""
    agenda = agenda_at(tmp_path, "2027-01-15T00:30", NIGHTLY)
    both = ["2027-01-14T20:00:00+00:00", "2027-01-21T20:00:00+00:00"]
    assert home_page(agenda).view["next_dates"][0]["until"] < home_page(agenda).view["next_dates"][1]["until"]
    assert [date["start"] for date in home_page(agenda).view["next_dates"]] == both


def test_list_says_on_which_day_a_date_began(tmp_path: Path) -> None:
    """Nobody takes the day on which something began for one to come."""
    agenda = agenda_at(tmp_path, "2027-01-15T09:00", LONG)
    (page,) = [page for page in whats_on_pages(agenda) if page.address == "whats-on/"]
    (day,) = page.view["days"]
    assert day["day"] == "Began on Thursday 14 January"
    assert day["dates"][0]["time"] == "10am to 4pm on Sunday 17 January"


def test_month_to_come_has_what_begins_in_it(tmp_path: Path) -> None:
    """What goes on into another month is in that one only once it is there, not before it begins."""
    when = "on: 2027-01-30 10:00 to 2027-02-02 16:00"
    months = ("whats-on/month/2027-01/", "whats-on/month/2027-02/")
    for moment, expected in [("2027-01-15T09:00", [1, 0]), ("2027-02-01T09:00", [1, 1])]:
        pages = {page.address: page.view for page in whats_on_pages(agenda_at(tmp_path, moment, when))}
        assert [len(pages[month]["days"]) for month in months] == expected


@pytest.mark.parametrize(
    ("when", "more", "days", "expected"),
    [
        (LONG, "", ("2027-01-16", "2027-01-17"), 1),
        (LONG, "", ("2027-01-18", "2027-01-19"), 0),
        (NIGHT, "", ("2027-01-15", "2027-01-16"), 1),
        (NIGHT, "", ("2027-01-16", "2027-01-17"), 0),
        ("on: 2027-01-14", "", ("2027-01-15", "2027-01-16"), 0),
        ("on: 2027-01-07", "also_on: 2027-01-14 20:00 to 2027-01-15 01:00", ("2027-01-15", "2027-01-16"), 1),
        (
            "on: 2027-01-07; at: 10:00 to 11:00",
            "changes:\n  - date: 2027-01-07\n    moved_to: 2027-01-12 10:00 to 2027-01-15 11:00",
            ("2027-01-15", "2027-01-16"),
            1,
        ),
    ],
)
def test_days_have_the_dates_that_go_on(
    when: str, more: str, days: tuple[str, str], expected: int, tmp_path: Path
) -> None:
    """The command that lists the dates of some days has those that began before and are not over then."""
    site = agenda_at(tmp_path, "2027-01-04T09:00", when, more).library
    first, end = (datetime.fromisoformat(day).date() for day in days)
    assert len(dates_between(site, first, end)) == expected
