"""A date at opening hours that a closure divides: both parts have names of their own, alike wherever they are."""

import json
from datetime import datetime
from pathlib import Path

from librarysite.compare.vanished import gone
from librarysite.feeds.events import event_calendars
from librarysite.feeds.icscheck import faults
from librarysite.feeds.icslines import events_of, read
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.opendata.events import event_data
from librarysite.pages.event import event_pages
from librarysite.schedule.agenda import Agenda
from tests.support.checkcases import event, library, write

NOW = Now(datetime(2027, 1, 4, 9, tzinfo=ZONE))
DRILL = (
    "closures:\n  - id: drill\n    branches: central\n    on: 2027-01-12 11:00 to 13:00\n    reason: Drill\n"
)
QUILTS = event("quilts", "on: 2027-01-11 to 2027-01-13; at: opening hours", "also_on: 2027-01-19")


def site(folder: Path, status: str) -> Library:
    """Return a site with an exhibition."""
    return library(write(folder, f"events:\n{QUILTS}", status))


def listed(site: Library) -> list[tuple[str, str]]:
    """Return the name and the start of each entry in the event's calendar, checked as every build checks it."""
    calendar = event_calendars(Agenda(site, NOW))["whats-on/quilts/event.ics"]
    assert list(faults(calendar)) == []
    entries = events_of(read(calendar))
    return sorted((entry.value("UID").partition("@")[0], entry.value("DTSTART")[-15:]) for entry in entries)


def test_second_part_has_a_name_of_its_own(tmp_path: Path) -> None:
    """The first part keeps the name that subscribers have."""
    assert listed(site(tmp_path, DRILL)) == [
        ("quilts.20270111", "20270111T090000"),
        ("quilts.20270112", "20270112T090000"),
        ("quilts.20270112.2", "20270112T130000"),
        ("quilts.20270113", "20270113T090000"),
        ("quilts.20270119.extra", "20270119T090000"),
    ]


def test_second_part_of_an_extra_date(tmp_path: Path) -> None:
    """The number comes last."""
    names = [name for name, _ in listed(site(tmp_path, DRILL.replace("01-12", "01-19")))]
    assert names[-2:] == ["quilts.20270119.extra", "quilts.20270119.extra.2"]


def test_page_data_and_search_engines_have_both_parts(tmp_path: Path) -> None:
    """Whatever is published has the same two parts."""
    agenda = Agenda(site(tmp_path, DRILL), NOW)
    (page,) = event_pages(agenda)
    on_the_day = [date["time"] for date in page.view["next"] if "12 January" in date["day"]]
    assert on_the_day == ["9am to 11am", "1pm to 5pm"]
    told = [node["startDate"] for node in page.json_ld if "2027-01-12" in node["startDate"]]
    assert told == ["2027-01-12T09:00:00+00:00", "2027-01-12T13:00:00+00:00"]
    dates = json.loads(event_data(agenda)["data/events.json"])["dates"]
    assert [d["date"] for d in dates if "20270112" in d["date"]] == ["20270112", "20270112.2"]
    alone = [name for name in event_calendars(agenda) if "20270112" in name]
    assert len(alone) == 2


def test_closure_that_is_called_off_takes_nothing_from_subscribers(tmp_path: Path) -> None:
    """The whole day has the name of the first part again; that the second is gone is no loss."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    off = DRILL + "    cancelled: Another day\n"
    before, after = site(tmp_path / "a", DRILL), site(tmp_path / "b", off)
    assert [problem.mistake.message for problem in gone(before, after, NOW) if not problem.warning] == []
    assert ("quilts.20270112", "20270112T090000") in listed(after)
