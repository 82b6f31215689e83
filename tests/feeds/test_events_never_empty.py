"""A calendar that once had an entry never becomes empty: programs keep the last entry of one that does (vdirsyncer)."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from librarysite.feeds.closures import closure_calendars
from librarysite.feeds.events import event_calendars
from librarysite.feeds.icscheck import faults
from librarysite.feeds.icslines import events_of, read
from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.schedule.agenda import Agenda
from tests.support.goldencases import SERVICE, load_entered

YEARS_AHEAD = ["2027-06-01T09:00", "2028-06-01T09:00", "2031-06-01T09:00"]
WEEK = dict.fromkeys(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], "09:00 to 17:00"
)


def uids(library: Library, text: str) -> dict[str, list[str]]:
    """Return what every calendar has at a moment, by its address: UIDs up to the @."""
    now = Now(datetime.fromisoformat(text).replace(tzinfo=ZONE))
    calendars = event_calendars(Agenda(library, now)) | closure_calendars(library, now.today)
    assert [fault for ics in calendars.values() for fault in faults(ics)] == []
    return {
        address: sorted(event.value("UID").partition("@")[0] for event in events_of(read(ics)))
        for address, ics in calendars.items()
    }


@pytest.mark.slow
@pytest.mark.parametrize("text", YEARS_AHEAD)
def test_no_calendar_of_the_sample_is_ever_empty(sample: Library, text: str) -> None:
    """Years on every calendar of the sample has an entry, that of each event among them."""
    assert [address for address, found in uids(sample, text).items() if not found] == []


EVENTS: list[dict[str, Any]] = [
    {"id": "talk", "title": "Talk", "branch": "north", "for": ["adults"], "type": "talk",
     "when": {"on": ["2027-01-12", "2027-02-09"], "at": "14:00 to 15:00"}},
    {"id": "club", "title": "Club", "branch": "north", "for": ["babies"], "type": "talk",
     "when": {"every": "Tuesday", "at": "10:00 to 11:00", "from": "2027-01-05", "until": "2027-01-26"},
     "changes": [{"date": "2027-01-12", "branch": "west"}, {"date": "2027-01-26", "cancelled": "Snow"}]},
    {"id": "off", "title": "Off", "branch": "south", "when": {"on": "2027-01-13", "at": "10:00 to 11:00"},
     "changes": [{"date": "2027-01-13", "cancelled": "Snow"}]},
]  # fmt: skip


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return a service whose last event is in February 2027, and of whose libraries two close in March."""
    branches: list[dict[str, Any]] = [
        {"id": name, "name": name.title(), "hours": [{"from": "2024-01-02", **WEEK}]}
        for name in ("north", "south", "west", "east")
    ]
    for branch in (branches[1], branches[2]):
        branch["closed"] = {"from": "2027-03-02"}
    branches[3]["holidays"] = {"unless_told": "decide"}
    groups = {"audiences": [{"id": name, "name": name.title()} for name in ("adults", "babies", "teens")]}
    closures = [
        {"id": "paint", "branches": ["west"], "on": "2027-02-02", "reason": "Paint"},
        {"id": "roof", "branches": ["west"], "on": "2027-02-20", "reason": "Roof", "cancelled": "Dry"},
    ]
    return load_entered(
        tmp_path,
        {
            "service.yaml": SERVICE | groups | {"types": [{"id": "talk", "name": "Talks"}]},
            "branches.yaml": {"branches": branches},
            "status.yaml": {"closures": closures},
            "events.yaml": {"events": EVENTS},
        },
    )


@pytest.mark.parametrize("text", ["2027-06-01T09:00", "2029-06-01T09:00", "2031-06-01T09:00"])
def test_last_entry_stays(library: Library, text: str) -> None:
    """Of each calendar the one that was the last to leave stays, alone; one that never had any has none."""
    found = uids(library, text)
    events = {address: own for address, own in found.items() if "closures" not in address}
    assert events == {
        "feeds/events.ics": ["talk.20270209"],
        "feeds/events/at/north.ics": ["talk.20270209"],
        "feeds/events/at/south.ics": ["off.20270113"],
        "feeds/events/at/west.ics": ["club.20270112"],
        "feeds/events/at/east.ics": [],
        "feeds/events/for/adults.ics": ["talk.20270209"],
        "feeds/events/for/babies.ics": ["club"],
        "feeds/events/for/teens.ics": [],
        "feeds/events/type/talk.ics": ["talk.20270209"],
        "whats-on/talk/event.ics": ["talk.20270209"],
        "whats-on/club/event.ics": ["club"],
        "whats-on/off/event.ics": ["off.20270113"],
    }
    # The last holiday before South and West closed is New Year's Day; West had a closure later. East has not decided.
    assert found["feeds/closures/at/south.ics"] == ["holiday.20270101.south"]
    assert found["feeds/closures/at/west.ics"] == ["closure.paint"]
    assert {uid.partition(".")[0] for uid in found["feeds/closures/at/east.ics"]} == {"holiday"}


def test_past_leaves_while_there_is_something_else(library: Library) -> None:
    """The past leaves as ever where a calendar has anything else: after 30 days, a cancelled date with its day."""
    found = uids(library, "2027-02-18T09:00")
    assert found["feeds/events/at/north.ics"] == ["club", "talk.20270209"]
    assert found["whats-on/talk/event.ics"] == ["talk.20270209"]
    assert found["whats-on/club/event.ics"] == ["club"]
    assert found["feeds/closures/at/west.ics"] == ["closure.paint", "closure.roof"]
    assert uids(library, "2027-02-21T09:00")["feeds/closures/at/west.ics"] == ["closure.paint"]
