"""Rules about holidays: what takes place away from libraries when hardly anything does."""

from pathlib import Path

import pytest

from librarysite.problems import Problem
from tests.support.checkcases import event, problems, said, write

ONLINE, PARK = "online: yes", "place:\n      name: Park"
FRIDAYS = "every: Friday; at: 10:00 to 11:00; from: 2026-11-06"


def told(folder: Path, when: str, more: str = "", place: str = ONLINE) -> list[Problem]:
    """Return what is found in one event."""
    return problems(write(folder, "events:\n" + event("first", when, more, branch=place)))


@pytest.mark.parametrize(
    ("when", "more", "line", "days"),
    [
        (
            "on: 2027-12-24 to 2027-12-26; at: 16:00 to 20:00",
            "",
            6,
            "2027-12-25 (Christmas Day) and 2027-12-26 (Boxing Day)",
        ),
        ("on: 2026-12-25; at: 10:00 to 11:00", "", 6, "2026-12-25 (Christmas Day)"),
        ("on: 2027-12-26; at: 10:00 to 11:00", "", 6, "2027-12-26 (Boxing Day)"),
        ("on: 2027-03-28", "", 6, "2027-03-28 (Easter Sunday)"),
        ("on: 2027-01-01 14:00 to 15:00", "", 6, "2027-01-01 (New Year’s Day)"),
        (
            FRIDAYS + "; until: 2027-01-29",
            "",
            6,
            "2026-12-25 (Christmas Day) and 2027-01-01 (New Year’s Day)",
        ),
        (
            "on: 2026-12-24 10:00 to 2026-12-27 16:00",
            "",
            6,
            "2026-12-25 (Christmas Day) and 2026-12-26 (Boxing Day)",
        ),
        (FRIDAYS + "; until: 2026-12-18", "also_on: 2026-12-25", 10, "2026-12-25 (Christmas Day)"),
        (
            FRIDAYS + "; until: 2026-12-18",
            "changes:\n  - date: 2026-12-18\n    moved_to: 2026-12-26",
            12,
            "2026-12-26 (Boxing Day)",
        ),
        (
            "rule: FREQ=YEARLY§BYMONTH=12§BYMONTHDAY=25; from: 2026-12-01; until: 2027-01-01",
            "",
            6,
            "2026-12-25 (Christmas Day)",
        ),
    ],
)
@pytest.mark.parametrize("place", [ONLINE, PARK])
def test_what_is_away_on_a_great_holiday_is_asked_about(
    when: str, more: str, line: int, days: str, place: str, tmp_path: Path
) -> None:
    """At libraries such dates are dropped; online and elsewhere nobody may have thought of the day."""
    folder = write(tmp_path, "events:\n" + event("first", when, more, branch=place).replace("§", ";"))
    (problem,) = problems(folder)
    assert problem.warning
    assert problem.message == f"“First” is on {days}"
    assert problem.place.line == line + place.count("\n")
    assert problem.remedy.endswith("; if it takes place, add “goes_ahead: yes”")


@pytest.mark.parametrize(
    ("when", "more"),
    [
        (FRIDAYS, "goes_ahead: yes"),
        (FRIDAYS + "; except: [2026-12-25, 2027-01-01]; until: 2027-06-25", ""),
        ("on: 2026-12-25", "goes_ahead: yes"),
        ("on: 2026-12-25", "changes:\n  - date: 2026-12-25\n    goes_ahead: yes"),
        ("on: 2026-12-25", "changes:\n  - date: 2026-12-25\n    cancelled: Nobody comes"),
        ("on: 2026-12-25", "changes:\n  - date: 2026-12-25\n    moved_to: 2026-12-29"),
        ("on: 2026-12-31 20:00 to 2027-01-01 00:30", ""),
        ("on: 2026-12-25 01:00 to 03:00", ""),
        ("on: 2026-12-28; at: 10:00 to 11:00", ""),
        ("on: 2020-12-25; at: 10:00 to 11:00", ""),
    ],
)
def test_what_is_meant_or_not_on_is_not_asked_about(when: str, more: str, tmp_path: Path) -> None:
    """An answer, a gap, a cancelled or moved date, the small hours of a night, other bank holidays and the past."""
    assert said(write(tmp_path, "events:\n" + event("first", when, more, branch=ONLINE))) == []


def test_series_without_an_end_is_asked_about_for_as_long_as_entries_are_added(tmp_path: Path) -> None:
    """However long ago it began, the coming holidays are named, and not those of years ago."""
    (problem,) = told(tmp_path, "every: Friday; at: 10:00 to 11:00; from: 2015-11-06")
    assert problem.message == "“First” is on 2026-12-25 (Christmas Day) and 2027-01-01 (New Year’s Day)"
    assert problem.remedy.startswith("leave them out with “except:”; ")


MONDAYS = "every: Monday; at: 10:00 to 11:00; from: 2027-04-05; until: 2027-06-28"


@pytest.mark.parametrize(
    ("change", "more", "expected"),
    [
        (
            "note: Maypole",
            "",
            ["warning 11: This date is left out (Early May bank holiday): nobody sees the change"],
        ),
        (
            "room: Hall",
            "",
            ["warning 11: This date is left out (Early May bank holiday): nobody sees the change"],
        ),
        (
            "branch: lewsey",
            "outside_hours: yes",
            ["warning 12: This date is left out (Early May bank holiday): nobody sees the change"],
        ),
        ("note: Maypole\n    goes_ahead: yes", "", []),
        ("cancelled: Illness", "", []),
        ("moved_to: 2027-05-04", "", []),
    ],
)
def test_change_of_a_bank_holiday_is_told(
    change: str, more: str, expected: list[str], tmp_path: Path
) -> None:
    """Who writes something of a date has forgotten that it is left out, and nobody reads it."""
    lines = f"{more}\nchanges:\n  - date: 2027-05-03\n    {change}".lstrip()
    assert said(write(tmp_path, "events:\n" + event("first", MONDAYS, lines))) == expected


def test_change_of_an_undecided_holiday_is_told(tmp_path: Path) -> None:
    """Until the library has decided, the date is left out as well."""
    text = event("first", MONDAYS, "changes:\n  - date: 2027-05-03\n    note: Maypole")
    found = said(write(tmp_path, "events:\n" + text, holidays="decide"))
    assert found == ["warning 11: This date is left out (Early May bank holiday): nobody sees the change"]
