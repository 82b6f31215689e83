"""Which dates of an event a rule says together: series at times of their own, and dates that follow opening hours."""

from pathlib import Path
from typing import Any

from librarysite.model import Library
from librarysite.schedule.agenda import FIRST_DAY
from librarysite.schedule.occurrences import occurrences
from librarysite.schedule.series import divided
from tests.support.goldencases import SERVICE, load_entered

SHORT = {"monday": "10:00 to 16:00", "tuesday": "10:00 to 16:00", "wednesday": "12:00 to 19:00", "thursday": "closed",
         "friday": "closed", "saturday": "closed", "sunday": "closed"}  # fmt: skip
LONG = SHORT | {"tuesday": "10:00 to 17:00"}


def library_of(folder: Path, when: Any, **status: Any) -> Library:
    """Return a service whose library opens on Tuesdays until 4pm, from 16 March 2027 until 5pm, with one event."""
    return load_entered(
        folder,
        {
            "service.yaml": SERVICE,
            "branches.yaml": {
                "branches": [
                    {
                        "id": "north",
                        "name": "North",
                        "hours": [{"from": "2026-01-01", **SHORT}, {"from": "2027-03-16", **LONG}],
                    }
                ]
            },
            "status.yaml": status,
            "events.yaml": {"events": [{"id": "show", "title": "Show", "branch": "north", "when": when}]},
        },
    )


def parts(library: Library) -> tuple[dict[str | None, str], list[str]]:
    """Return each run with its first and last date, how many there are and its gaps; and the names of single dates."""
    event = library.events[0]
    runs, single = divided(event, occurrences(library, event, FIRST_DAY, FIRST_DAY.replace(year=2030)))
    told = {
        run.name: f"{run.dates[0].slot.date} to {run.dates[-1].slot.date}, {len(run.dates)} dates"
        + "".join(f", not {gap}" for gap in run.gaps)
        for run in runs
    }
    return told, [o.slot.name for o in single]


DAILY = {"every": "day", "at": "opening hours", "from": "2027-02-15", "until": "2027-04-07"}


def test_dates_that_follow_opening_hours_are_a_series_for_each_weekday_and_time(tmp_path: Path) -> None:
    """Each weekday with its times is a series; what departs on a day is a date of its own, and a gap of the series."""
    library = library_of(
        tmp_path,
        DAILY,
        closures=[{"id": "roof", "branches": "north", "on": "2027-02-22", "reason": "Roof"}],
        changed_hours=[
            {"branches": "north", "on": "2027-03-03", "hours": "12:00 to 15:00", "reason": "Training"}
        ],
    )
    # Easter Monday, 29 March, is a holiday and stands nowhere.
    assert parts(library) == (
        {
            "hours.monday": "2027-02-15 to 2027-04-05, 6 dates, not 2027-02-22, not 2027-03-29",
            "hours.tuesday": "2027-02-16 to 2027-03-09, 4 dates",
            "hours.tuesday.2": "2027-03-16 to 2027-04-06, 4 dates",
            "hours.wednesday": "2027-02-17 to 2027-04-07, 7 dates, not 2027-03-03",
        },
        ["20270222", "20270303"],
    )


def test_few_dates_are_no_series(tmp_path: Path) -> None:
    """Two dates of a weekday and a time stand by themselves, three are a series."""
    two = DAILY | {"every": "Monday", "until": "2027-02-22"}
    assert parts(library_of(tmp_path, two)) == ({}, ["20270215", "20270222"])
    (tmp_path / "three").mkdir()
    three = DAILY | {"every": "Monday", "until": "2027-03-01"}
    assert parts(library_of(tmp_path / "three", three)) == (
        {"hours.monday": "2027-02-15 to 2027-03-01, 3 dates"},
        [],
    )


def test_other_repeats_that_follow_opening_hours_stand_one_by_one(tmp_path: Path) -> None:
    """Every second week, days of a month and rules are not put together; a pattern's id stands in the name."""
    patterns = [
        DAILY | {"id": "fortnight", "every": "2 weeks on Monday"},
        DAILY | {"id": "monthly", "every": "first Tuesday", "until": "2027-05-05"},
        DAILY | {"id": "weekly", "every": "Wednesday", "until": "2027-03-03"},
    ]
    runs, single = parts(library_of(tmp_path, patterns))
    assert runs == {"weekly.hours.wednesday": "2027-02-17 to 2027-03-03, 3 dates"}
    # 29 March is a holiday.
    assert single == [
        "fortnight.20270215",
        "fortnight.20270301",
        "monthly.20270302",
        "fortnight.20270315",
        "monthly.20270406",
        "monthly.20270504",
    ]
