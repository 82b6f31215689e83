"""What becomes of a planned date, and why: each reason once, by hand."""

from datetime import date
from pathlib import Path

import pytest

from librarysite.model import Library
from librarysite.schedule.verdicts import Verdict, verdicts
from tests.support.goldencases import SERVICE, load_entered

WEEK = {
    "from": "2026-01-01",
    "monday": "10:00 to 16:00",
    "wednesday": "10:00 to 16:00",
    "friday": "10:00 to 16:00",
}
OTHER_DAYS = dict.fromkeys(("tuesday", "thursday", "saturday", "sunday"), "closed")
TERM = {"name": "Spring", "from": "2027-01-05", "to": "2027-03-26", "half_term": "2027-02-15 to 2027-02-19"}
BRANCHES = [
    {"id": "north", "name": "North Library", "hours": [WEEK | OTHER_DAYS]},
    {"id": "south", "name": "South Library", "hours": [WEEK | OTHER_DAYS], "closed": {"from": "2027-03-01"}},
    {
        "id": "west",
        "name": "West Library",
        "hours": [WEEK | OTHER_DAYS],
        "holidays": {"unless_told": "decide"},
    },
]
STATUS = {
    "closures": [
        {"id": "roof", "branches": "north", "on": "2027-01-11 13:00 to 16:00", "reason": "Roof"},
        {
            "id": "flood",
            "branches": "north",
            "from": "2027-04-12",
            "until": "further notice",
            "review": "2027-04-19",
            "reason": "Flood",
        },
    ],
    "changed_hours": [
        {"branches": "north", "on": "2027-01-18", "hours": "12:00 to 16:00", "reason": "Training"}
    ],
}


def judged(tmp_path: Path, day: str, **event: object) -> Verdict:
    """Return the one verdict of an event at North Library, or as told, on a day."""
    when = {"every": "Monday", "at": "11:00 to 14:00", "from": "2026-11-02"}
    entry = {"id": "club", "title": "Club", "branch": "north", "when": when} | event
    library: Library = load_entered(
        tmp_path,
        {
            "service.yaml": SERVICE | {"terms": [TERM]},
            "branches.yaml": {"branches": BRANCHES},
            "status.yaml": STATUS,
            "events.yaml": {"events": [entry]},
        },
    )
    first = date.fromisoformat(day)
    (found,) = verdicts(library, library.events[0], first, date.fromordinal(first.toordinal() + 1))
    return found


@pytest.mark.parametrize(
    ("day", "event", "expected"),
    [
        ("2027-01-04", {}, ("on", None, None)),
        ("2027-01-11", {}, ("cancelled", "closure", "Roof")),
        ("2027-01-11", {"goes_ahead": "yes"}, ("on", None, None)),
        ("2027-01-18", {}, ("cancelled", "changed_hours", "Training")),
        ("2027-01-18", {"outside_hours": "yes"}, ("on", None, None)),
        ("2026-12-28", {}, ("dropped", "holiday", "Boxing Day (substitute day)")),
        ("2026-12-28", {"branch": "west"}, ("dropped", "undecided", "Boxing Day (substitute day)")),
        ("2027-03-08", {"branch": "south"}, ("dropped", "closed_for_good", None)),
        ("2027-04-12", {}, ("cancelled", "closure", "Flood")),
        ("2027-04-26", {}, ("dropped", "review_day", "Flood")),
        (
            "2027-01-04",
            {"changes": [{"date": "2027-01-04", "cancelled": "Illness"}]},
            ("cancelled", "change", "Illness"),
        ),
        (
            "2027-01-04",
            {
                "changes": [
                    {"date": "2027-01-04", "moved_to": "2027-01-06 11:00 to 14:00", "note": "Two days on"}
                ]
            },
            ("moved", None, "Two days on"),
        ),
        (
            "2027-01-04",
            {"changes": [{"date": "2027-01-04", "moved_to": "2027-01-11 11:00 to 14:00"}]},
            ("cancelled", "closure", "Roof"),
        ),
        (
            "2027-02-15",
            {"when": {"every": "Monday", "at": "11:00 to 14:00", "from": "2027-01-04", "term_time": "yes"}},
            ("dropped", "school_holidays", None),
        ),
        (
            "2027-02-08",
            {
                "when": {
                    "every": "Monday",
                    "at": "11:00 to 14:00",
                    "from": "2027-01-04",
                    "except": "2027-02-08",
                }
            },
            ("dropped", "gap", None),
        ),
        (
            "2027-01-05",
            {"when": {"every": "Tuesday", "at": "opening hours", "from": "2027-01-04"}},
            ("dropped", "never_open", None),
        ),
        ("2027-01-06", {"also_on": "2027-01-06 11:00 to 14:00"}, ("extra", None, None)),
    ],
)
def test_verdict_names_what_decides(
    day: str, event: dict[str, object], expected: tuple[str, str | None, str | None], tmp_path: Path
) -> None:
    """Each date is judged where and when it would take place, and the verdict says what decided against it."""
    found = judged(tmp_path, day, **event)
    assert (found.fate, found.decided, found.reason) == expected
    by_an_entry = found.decided in ("change", "closure", "review_day", "changed_hours")
    assert (found.cause is not None) is by_an_entry


@pytest.mark.parametrize(
    ("day", "at", "outside"),
    [
        ("2027-01-04", "10:00 to 16:00", False),
        ("2027-01-04", "09:30 to 11:00", True),
        ("2027-01-18", "11:00 to 14:00", True),
        ("2025-12-29", "09:00 to 10:00", False),  # the hours of that year are not known
    ],
)
def test_verdict_says_what_lies_outside_hours(day: str, at: str, outside: bool, tmp_path: Path) -> None:
    """A time outside the hours of the day is told, whatever decides about the date; unknown hours tell nothing."""
    when = {"every": "Monday", "at": at, "from": "2025-11-03"}
    assert judged(tmp_path, day, when=when, goes_ahead="yes").outside_hours is outside
