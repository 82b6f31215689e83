"""The open data of events: the same dates in both files, complete and harmless."""

import csv
import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.opendata.events import event_data, event_fields
from librarysite.schedule.agenda import Agenda
from tests.support.goldencases import SERVICE, load_entered

NOW = Now(datetime(2026, 11, 23, 9, tzinfo=ZONE))
OPEN = dict.fromkeys(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"], "09:00 to 17:00")
BRANCH = {
    "id": "central",
    "name": "Central Library",
    "address": {"street": "1 High Street", "town": "Testtown", "postcode": "LU1 2NG"},
    "hours": [{"from": "2024-01-02", **OPEN, "sunday": "closed"}],
}
EVENTS = [
    {
        "id": "story-time",
        "title": "=HYPERLINK(1)",
        "summary": 'Stories, songs; and "rhymes"',
        "branch": "central",
        "room": "@Room",
        "when": [
            {
                "id": "early",
                "every": "Tuesday",
                "at": "10:00 to 11:00",
                "from": "2026-11-24",
                "until": "2026-12-08",
            },
            {"id": "late", "on": "2027-06-30", "at": "15:00 to 16:00"},
        ],
        "changes": [
            {"date": "2026-12-01", "cancelled": "-Illness"},
            {"date": "2026-12-08", "moved_to": "2026-12-09 12:00 to 13:00"},
        ],
        "for": ["babies", "families"],
        "type": "stories",
        "cost": "Free",
        "booking": {"phone": "01582 547418", "opens": "2026-11-30"},
        "access": ["relaxed", "bsl"],
        "published": "2026-11-01",
    },
    {
        "id": "talk",
        "title": "Talk",
        "online": {"link": "https://talk.example/"},
        "when": {"on": "2026-12-24"},
    },
    {
        "id": "walk",
        "title": "Walk",
        "place": {"name": "The Park", "address": "Park Road"},
        "when": {"on": "2028-01-15", "at": "10:00 to 11:00"},
        "cost": "£2",
    },
]
SERVICE_OF_EVENTS = SERVICE | {
    "audiences": [{"id": "babies", "name": "Babies"}, {"id": "families", "name": "Families"}],
    "types": [{"id": "stories", "name": "Stories"}],
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """Return a library with events whose texts a spreadsheet could take for formulas."""
    files = {
        "service.yaml": SERVICE_OF_EVENTS,
        "branches.yaml": {"branches": [BRANCH]},
        "events.yaml": {"events": EVENTS},
    }
    return load_entered(tmp_path, files)


def dates(library: Library) -> list[dict[str, Any]]:
    """Return the records of events.json."""
    found: list[dict[str, Any]] = json.loads(event_data(Agenda(library, NOW))["data/events.json"])["dates"]
    return found


def table(library: Library) -> list[dict[str, str]]:
    """Return the rows of events.csv."""
    return list(csv.DictReader(io.StringIO(event_data(Agenda(library, NOW))["data/events.csv"].decode())))


def test_dates_of_thirteen_months_in_order(library: Library) -> None:
    """The dates of the next 13 months are there, cancelled and moved ones too; what is two years away is not."""
    assert [(d["id"], d["date"], d["start"], d["end"], d["state"]) for d in dates(library)] == [
        ("story-time", "early.20261124", "2026-11-24T10:00:00+00:00", "2026-11-24T11:00:00+00:00", "on"),
        (
            "story-time",
            "early.20261201",
            "2026-12-01T10:00:00+00:00",
            "2026-12-01T11:00:00+00:00",
            "cancelled",
        ),
        ("story-time", "early.20261208", "2026-12-09T12:00:00+00:00", "2026-12-09T13:00:00+00:00", "moved"),
        ("talk", "20261224", "2026-12-24T00:00:00+00:00", "2026-12-25T00:00:00+00:00", "on"),
        ("story-time", "late.20270630", "2027-06-30T15:00:00+01:00", "2027-06-30T16:00:00+01:00", "on"),
    ]


def test_record_says_all_that_is_known(library: Library) -> None:
    """A record has the place in words and as an id, whom it is for, what it costs and how to book."""
    record = dates(library)[0]
    assert (record["branch"], record["place"], record["room"]) == ("central", "Central Library", "@Room")
    assert record["address"] == "1 High Street, Testtown LU1 2NG"
    assert (record["audiences"], record["type"], record["access"]) == (
        ["babies", "families"],
        "stories",
        ["relaxed", "bsl"],
    )
    assert (record["free"], record["booking_needed"], record["booking_phone"]) == (True, True, "01582 547418")
    assert record["url"] == "https://test.example/whats-on/story-time/"
    talk = dates(library)[3]
    assert (talk["online"], talk["online_link"], talk["place"], talk["all_day"]) == (
        True,
        "https://talk.example/",
        None,
        True,
    )
    assert (talk["free"], talk["cost"], talk["booking_needed"]) == (False, None, None)


def test_days_of_a_date_are_plain(tmp_path: Path, library: Library) -> None:
    """Each date has its first and its last local day, an all-day date the same one; midnight ends the day before it."""
    assert [(d["start_date"], d["end_date"], d["all_day"]) for d in dates(library)] == [
        ("2026-11-24", "2026-11-24", False),
        ("2026-12-01", "2026-12-01", False),
        ("2026-12-09", "2026-12-09", False),
        ("2026-12-24", "2026-12-24", True),
        ("2027-06-30", "2027-06-30", False),
    ]
    nights = {"id": "nights", "title": "Nights", "place": {"name": "Hall"}, "when": {"on": [
        "2027-03-27 20:00 to 2027-03-28 03:00", "2027-04-01 20:00 to 00:00", "2027-07-02 00:00 to 24:00"]}}  # fmt: skip
    (tmp_path / "nights").mkdir()
    files = {
        "service.yaml": SERVICE,
        "branches.yaml": {"branches": [BRANCH]},
        "events.yaml": {"events": [nights]},
    }
    found = dates(load_entered(tmp_path / "nights", files))
    assert [(d["start_date"], d["end_date"]) for d in found] == [
        ("2027-03-27", "2027-03-28"),
        ("2027-04-01", "2027-04-01"),
        ("2027-07-02", "2027-07-02"),
    ]
    assert {field["name"]: field.get("description") for field in event_fields()}["end_date"] == (
        "The local day on which it ends, inclusive: its last day"
    )


def test_table_holds_the_same_as_the_records(library: Library) -> None:
    """Each row says what its record says: lists joined by semicolons, nothing for what is not known."""
    rows, records = table(library), dates(library)
    assert [(row["id"], row["date"], row["start"]) for row in rows] == [
        (record["id"], record["date"], record["start"]) for record in records
    ]
    assert (rows[0]["audiences"], rows[0]["access"], rows[0]["free"]) == (
        "babies;families",
        "relaxed;bsl",
        "yes",
    )
    assert (rows[3]["place"], rows[3]["all_day"], rows[3]["cost"]) == ("", "yes", "")
    assert list(rows[0]) == [field["name"] for field in event_fields()]


def test_table_has_no_formula(library: Library) -> None:
    """A cell that begins like a formula has an apostrophe before it; the JSON has it as it was written."""
    rows = table(library)
    assert (rows[0]["title"], rows[0]["room"], rows[1]["reason"]) == ("'=HYPERLINK(1)", "'@Room", "'-Illness")
    assert rows[0]["summary"] == 'Stories, songs; and "rhymes"'
    assert dates(library)[0]["title"] == "=HYPERLINK(1)"


def test_names_of_dates_are_unique(sample: Library, now: Now) -> None:
    """In the sample data an event's id with the name of the date tells each date from all others."""
    found = json.loads(event_data(Agenda(sample, now))["data/events.json"])["dates"]
    names = [(d["id"], d["date"]) for d in found]
    assert len(set(names)) == len(names) > 500


def test_dates_that_are_over_are_left_out(library: Library) -> None:
    """On the day itself a date stays until it has ended."""
    during = Agenda(library, Now(NOW.moment + timedelta(days=1, hours=1, minutes=59)))
    after = Agenda(library, Now(NOW.moment + timedelta(days=1, hours=2)))
    assert '"early.20261124"' in event_data(during)["data/events.json"].decode()
    assert '"early.20261124"' not in event_data(after)["data/events.json"].decode()
