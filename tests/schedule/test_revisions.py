"""When an entry was last revised, and its number in calendars: each reason once, counted by hand."""

from datetime import date
from pathlib import Path

import pytest

from librarysite.model import Library
from librarysite.schedule.revisions import revision_at, revision_of_event, revision_of_status
from tests.support.goldencases import SERVICE, load_entered

LAUNCHED = "2026-11-01"
CLOSED = {"reason": "Works"}
ROOF = {"id": "roof", "branches": "north", "on": "2026-11-20", "published": "2026-11-10", **CLOSED}
WEEKLY = {"every": "Monday", "at": "11:00 to 12:00", "from": "2026-11-02"}


def entered(folder: Path, event: dict[str, object], *closures: dict[str, object], **service: str) -> Library:
    """Return a service of three libraries that began on 1 November, with one event and some closures."""
    return load_entered(
        folder,
        {
            "service.yaml": SERVICE | {"launched": LAUNCHED} | service,
            "branches.yaml": {
                "branches": [{"id": name, "name": name.title()} for name in ("north", "south", "west")]
            },
            "status.yaml": {
                "closures": [*closures],
                "changed_hours": [
                    {
                        "branches": "west",
                        "on": "2026-12-01",
                        "hours": "10:00 to 12:00",
                        "updated": "2026-11-12",
                    }
                    | CLOSED
                ],
            },
            "events.yaml": {"events": [{"id": "club", "title": "Club", "when": WEEKLY} | event]},
        },
    )


NORTH: dict[str, object] = {"branch": "north"}
ALL_BUT = {"id": "sale", "branches": "all", "except": ["north"], "on": "2026-11-24", "updated": "2026-11-19"}
MOVED = {"changes": [{"date": "2026-11-16", "branch": "south"}]}
SOUTH = {
    "id": "paint",
    "branches": ["south"],
    "from": "2027-02-01",
    "to": "2027-02-03",
    "published": "2026-11-25",
}
CASES = {
    "nothing is dated": ("2026-11-01 3", NORTH, []),
    "published": ("2026-11-04 6", NORTH | {"published": "2026-11-04"}, []),
    "updated": ("2026-11-06 8", NORTH | {"published": "2026-11-04", "updated": "2026-11-06"}, []),
    "published before the site began": ("2026-11-01 3", NORTH | {"published": "2026-01-06"}, []),
    "updated ahead does not count": ("2026-11-04 6", NORTH | {"published": "2026-11-04", "updated": "2062-11-06"}, []),
    "a closure of its library": ("2026-11-10 12", NORTH | {"published": "2026-11-04"}, [ROOF]),
    "its own dates are newer": ("2026-11-26 28", NORTH | {"published": "2026-11-26"}, [ROOF]),
    "a closure that was called off": ("2026-11-11 13", NORTH, [ROOF | {"cancelled": "Dry", "updated": "2026-11-11"}]),
    "a closure of the past": ("2026-11-10 12", NORTH, [ROOF | {"on": "2026-11-11"}]),
    "a closure of another library": ("2026-11-01 3", NORTH, [SOUTH | CLOSED]),
    "a library that a closure excepts": ("2026-11-19 21", NORTH, [ALL_BUT | CLOSED]),
    "changed hours": ("2026-11-12 14", {"branch": "west"}, []),
    "a library to which a date is moved": ("2026-11-25 27", NORTH | MOVED, [ROOF, SOUTH | CLOSED]),
    "elsewhere": ("2026-11-01 3", {"place": {"name": "The Hall"}}, [ROOF, ALL_BUT | CLOSED]),
    "online": ("2026-11-05 7", {"online": "yes", "updated": "2026-11-05"}, [ROOF, ALL_BUT | CLOSED]),
}  # fmt: skip


@pytest.mark.parametrize(("expected", "event", "closures"), CASES.values(), ids=CASES.keys())
def test_revision_of_an_event(
    expected: str, event: dict[str, object], closures: list[dict[str, object]], tmp_path: Path
) -> None:
    """Its own dates count, and those of every closure and changed hours of its libraries, up to today."""
    library = entered(tmp_path, event, *closures)
    day, number = revision_of_event(library, library.events[0], date(2026, 11, 27))
    assert f"{day} {number}" == expected


def test_dates_ahead_count_from_their_day(tmp_path: Path) -> None:
    """As days pass a revision only grows, whatever is typed."""
    event = NORTH | {"published": "2026-11-04", "updated": "2026-11-30"}
    library = entered(tmp_path, event)
    days = ("2026-10-30", "2026-11-03", "2026-11-04", "2026-11-29", "2026-11-30", "2099-01-01")
    found = [revision_of_event(library, library.events[0], date.fromisoformat(day)).number for day in days]
    assert found == [3, 3, 6, 6, 32, 32]


def test_revision_of_a_closure(tmp_path: Path) -> None:
    """A closure counts what else names one of its libraries: it is read together with that."""
    library = entered(tmp_path, {"online": "yes"}, ROOF, ALL_BUT | CLOSED, SOUTH | CLOSED)
    today = date(2026, 11, 27)
    roof, sale, paint = (revision_of_status(library, closure, today) for closure in library.closures)
    assert [tuple(found) for found in (roof, sale, paint)] == [
        (date(2026, 11, 19), 21),
        (date(2026, 11, 25), 27),
        (date(2026, 11, 25), 27),
    ]
    assert revision_of_status(library, library.changed_hours[0], today).day == date(2026, 11, 19)


def test_revision_of_what_has_no_entry(tmp_path: Path) -> None:
    """A bank holiday has no dates of its own, and counts what names its libraries."""
    library = entered(tmp_path, {"online": "yes"}, ROOF, SOUTH | CLOSED)
    today = date(2026, 11, 27)
    assert revision_at(library, {"west"}, today) == (date(2026, 11, 12), 14)
    assert revision_at(library, {"north", "west"}, today) == (date(2026, 11, 12), 14)
    assert revision_at(library, {"north", "south"}, today) == (date(2026, 11, 25), 27)
    assert revision_at(library, set(), today) == (date(2026, 11, 1), 3)
