from datetime import datetime
from pathlib import Path

import pytest

from librarysite.model import ZONE, Library
from librarysite.moment import Now
from librarysite.opendata.status import status_record
from tests.support.opendatacases import NOW, by_id, data, service


def test_status_of_today(library: Library) -> None:
    """Each library tells today's hours and the closure in force."""
    record = data(status_record(library, NOW))
    assert record["built_at"] == "2026-11-23T09:00:00+00:00"
    found = by_id(record["libraries"])
    assert list(found) == ["north", "formula", "unlisted"]
    assert found["north"] == {
        "id": "north",
        "name": "North Library",
        "url": "https://libraries.example/libraries/north/",
        "date": "2026-11-23",
        "kind": "closure",
        "reason": "Boiler",
        "intervals": [
            {"opens": "08:00", "closes": "08:30", "kind": "self_service"},
            {"opens": "10:00", "closes": "17:00", "kind": "staffed"},
            {"opens": "17:00", "closes": "20:00", "kind": "self_service"},
        ],
        "closure": {
            "id": "boiler-2026",
            "reason": "Boiler",
            "starts": "2026-11-23T08:30:00+00:00",
            "ends": "2026-11-23T10:00:00+00:00",
            "review": None,
            "still_open": "The book drop",
        },
        "opens_again": "2026-11-23T10:00:00+00:00",
    }
    assert (found["formula"]["kind"], found["formula"]["closure"]) == ("week", None)


@pytest.mark.parametrize(
    ("time", "closed"), [("08:29", False), ("08:30", True), ("09:59", True), ("10:00", False)]
)
def test_closure_is_in_force_from_its_first_to_before_its_last_moment(
    library: Library, time: str, closed: bool
) -> None:
    """A closure of 8:30am to 10am is in force at 8:30am and not at 10am."""
    now = Now(datetime.fromisoformat(f"2026-11-23T{time}").replace(tzinfo=ZONE))
    found = by_id(data(status_record(library, now))["libraries"])
    assert bool(found["north"]["closure"]) == closed


def test_status_lists_what_is_now_and_coming(library: Library) -> None:
    """What is announced is listed however far ahead, and what begins soon; what is over is not."""
    record = data(status_record(library, NOW))
    closures = by_id(record["closures"])
    assert list(closures) == ["boiler-2026", "christmas-2026", "training-2027", "flood-2027", "secret-2026"]
    assert closures["christmas-2026"]["libraries"] == ["north", "formula", "unlisted"]
    assert closures["christmas-2026"]["ends"] == "2026-12-28T00:00:00+00:00"
    assert closures["flood-2027"] == {
        "id": "flood-2027",
        "reason": "Flood",
        "starts": "2026-12-31T00:00:00+00:00",
        "ends": None,
        "review": "2027-01-15",
        "still_open": None,
        "libraries": ["formula"],
        "published": None,
        "updated": None,
        "sample": False,
        "opens_again": [],
    }
    assert closures["boiler-2026"]["opens_again"] == [{"library": "north", "at": "2026-11-23T10:00:00+00:00"}]
    changed = by_id(record["changed_hours"])
    assert list(changed) == ["north.20261229", "open-2026"]
    assert changed["north.20261229"]["hours"] == [
        {"opens": "10:00", "closes": "12:00"},
        {"opens": "13:00", "closes": "15:00"},
    ]
    assert changed["north.20261229"]["self_service"] == []
    assert changed["north.20261229"]["not_on"] == []
    assert changed["open-2026"]["hours"] is None
    assert changed["open-2026"]["self_service"] is None
    (notice,) = record["notices"]
    told = (notice["id"], notice["level"], notice["text"], notice["ends"], notice["review"], notice["sample"])
    assert told == ("lift-2026", "disruption", "The lift is broken.", None, "2026-12-31", True)


def test_changed_hours_of_several_days_tell_where_they_do_not_hold(tmp_path: Path) -> None:
    """Bank holidays among the days are told, and the hours without staff beside those with."""
    lines = "id: winter, branches: north, from: 2026-12-21, to: 2027-01-02, reason: Winter"
    status = f"changed_hours:\n  - {{{lines}, hours: as usual, self_service: closed}}\n"
    [changed] = data(status_record(service(tmp_path, status=status), NOW))["changed_hours"]
    assert (changed["hours"], changed["self_service"]) == (None, [])
    assert changed["not_on"] == ["2026-12-25", "2026-12-26", "2026-12-28", "2027-01-01"]


def test_moments_of_summer_have_the_offset_of_summer(tmp_path: Path) -> None:
    """A closure in June begins at +01:00."""
    status = "closures:\n  - {id: june, branches: north, on: 2027-06-10, reason: June}\n"
    record = data(status_record(service(tmp_path, status=status), Now(datetime(2027, 6, 1, tzinfo=ZONE))))
    told = (record["built_at"], record["closures"][0]["starts"], record["closures"][0]["ends"])
    assert told == ("2027-06-01T00:00:00+01:00", "2027-06-10T00:00:00+01:00", "2027-06-11T00:00:00+01:00")
