"""Hours that real libraries had, read by the program: twenty years of Newcastle's, and the whole register's week.

Where the data is from and what is wrong with it: tests/data/SOURCES.md.
"""

import csv
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from librarysite.model import Branch, Library, Service, Week
from librarysite.notation import WEEKDAYS
from librarysite.schedule.hours import DayHours, hours_on

DATA = Path(__file__).parents[1] / "data"
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """Return the rows of a file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def refusals(data: Row | dict[str, object]) -> list[str]:
    """Return why a week is refused, each fault as “day: what is wrong”; nothing for a week that can be read."""
    try:
        Week.model_validate(data)
    except ValidationError as faults:
        return [
            f"{fault['loc'][-1]}: {fault['ctx']['error'].message}"
            for fault in faults.errors(include_url=False)
        ]
    return []


# --- Newcastle, 2004 to 2024 ------------------------------------------------------------------------------

CLOCKS = ("open_morning", "close_lunchtime", "open_lunchtime", "close_evening")
NEWCASTLE = rows("newcastle-opening-times.csv")


def first_day(key: str) -> date:
    """Return the day from which a revision holds: ``2004`` and ``2006-10`` are their first days."""
    if "/" in key:
        day, month, year = map(int, key.split("/"))
        return date(year, month, day)
    year, _, month = key.partition("-")
    return date(int(year), int(month or 1), 1)


def spans(row: Row) -> list[str]:
    """Return a row's opening and closing times as they are written, in pairs."""
    times = [row[name] for name in CLOCKS if row[name]]
    return [" to ".join(times[n : n + 2]) for n in range(0, len(times), 2)]


def session(row: Row, fillers: bool) -> str:
    """Return a row as an editor writes a day; a filler is the “17:00 to 17:00” of October 2006."""
    kept = [span for span in spans(row) if fillers or span != "17:00 to 17:00"]
    return ", ".join(kept) or "closed"


def newcastle(fillers: bool = False) -> dict[tuple[str, date], dict[str, str]]:
    """Return every week of Newcastle, as editors write it, by library and first day."""
    weeks: dict[tuple[str, date], dict[str, str]] = defaultdict(dict)
    for row in NEWCASTLE:
        first = first_day(row["dataset_date_key"])
        week = weeks[row["venue"], first]
        week |= {"from": first.isoformat(), row["day"].lower(): session(row, fillers)}
    return weeks


def branch_of(name: str) -> Branch:
    """Return a library with all its dated weeks that can be read."""
    weeks = {first: week for (venue, first), week in newcastle().items() if venue == name}
    hours = [weeks[first] for first in sorted(weeks) if not refusals(weeks[first])]
    return Branch.model_validate({"id": name.lower().replace(" ", "-"), "name": name, "hours": hours})


SERVICE = Service.model_validate(
    {
        "name": "Newcastle Libraries",
        "authority": "Newcastle City Council",
        "website": "https://newcastle.example/",
        "calendar_domain": "newcastle.example",
        "launched": "2004-01-01",
        "help": {},
    }
)
LIBRARIES = {
    name: branch_of(name) for name in sorted({row["venue"] for row in NEWCASTLE}) if name.endswith("Library")
}
SITE = Library(SERVICE, branches=tuple(LIBRARIES.values()))


def read_aloud(hours: DayHours) -> str:
    """Return a day's hours as they are written below."""
    if not hours.intervals:
        return hours.reason or {"not_known": "not known"}.get(hours.kind, "closed")
    clocks = [f"{m // 60:02}:{m % 60:02}" for i in hours.intervals for m in (i.opens, i.closes)]
    return " | ".join(f"{a} open {b}" for a, b in zip(clocks[::2], clocks[1::2], strict=True))


def test_the_history_is_whole() -> None:
    """There are 20 revisions in three forms of date, 24 venues and 295 weeks of seven days each."""
    assert len({row["dataset_date_key"] for row in NEWCASTLE}) == 20
    assert len({row["venue"] for row in NEWCASTLE}) == 24
    assert len(newcastle()) == 295
    assert {len(week) for week in newcastle().values()} == {8}


def test_weeks_with_fillers_are_refused() -> None:
    """In October 2006 a closed time is written as 17:00 to 17:00: no week says such a thing, nor may an editor."""
    told = Counter(
        (first, fault.partition(": ")[2])
        for (_, first), week in newcastle(fillers=True).items()
        for fault in refusals(week)
    )
    no_end = "The end is not after the start"
    assert {key: n for key, n in told.items() if key[1] == no_end} == {
        (date(2006, 10, 1), no_end): 41,  # days at 17 libraries
        (date(2007, 4, 1), no_end): 1,  # Dinnington's Wednesday
    }


def test_a_day_without_closing_time_is_refused() -> None:
    """Without the fillers all weeks are read, but for five whose Saturday opens at 10:00 and never closes."""
    told = {key: faults for key, week in newcastle().items() if (faults := refusals(week))}
    keys = ["09/05/2016", "14/11/2016", "03/04/2017", "06/11/2017", "04/02/2019"]
    assert told == {
        ("West End Library", first_day(key)): ["saturday: It is not said when this ends"] for key in keys
    }


# Looked up by hand in the rows of the file: the last revision before the day, and the day of the week.
LOOKED_UP = """
2003-12-31  Gosforth Library     not known
2004-03-04  Gosforth Library     09:00 open 20:00                    # Thursday of 2004
2004-03-07  Gosforth Library     10:00 open 14:00                    # Sunday of 2004
2004-06-12  Newburn Library      09:00 open 13:00 | 14:15 open 17:00 # Saturday of 2004
2004-06-09  Newburn Library      closed                              # Wednesday of 2004
2004-12-27  Newburn Library      Christmas Day (substitute day)
2004-12-25  Gosforth Library     Christmas Day                       # a Saturday
2005-06-26  City Library         12:00 open 16:00                    # Sunday of 2004
2005-08-01  Walker Library       09:00 open 20:00                    # Monday of 2005-07
2006-09-28  City Library         09:00 open 20:00                    # Thursday of 2005-11, closed from 2006-10 on
2006-10-02  City Library         closed                              # Monday of 2006-10: being rebuilt
2006-11-15  Walker Library       closed                              # Wednesday of 2006-10: fillers
2006-11-19  East End Library     10:00 open 14:00                    # Sunday of 2006-10: open, then a filler
2007-03-06  East End Library     09:00 open 17:00                    # Tuesday of 2006-10
2007-04-03  East End Library     09:00 open 20:00                    # Tuesday of 2007-04
2007-11-30  Gosforth Library     09:00 open 17:00                    # Friday of 2007-10
2007-12-07  Gosforth Library     08:30 open 17:00                    # Friday of 2007-12
2009-05-31  City Library         closed                              # the day before 2009-06
2009-06-06  City Library         08:30 open 17:30                    # Saturday of 2009-06
2012-06-05  Newburn Library      Diamond Jubilee of Elizabeth II
2013-07-11  Newburn Library      09:30 open 12:30 | 13:30 open 20:00 # Thursday of 2008, six years on
2014-11-06  Newburn Library      09:30 open 12:30 | 13:30 open 17:00 # Thursday of 2014-11
2015-04-25  Newburn Library      09:00 open 13:00 | 14:15 open 17:00 # Saturday of 2014-11
2015-05-02  Newburn Library      09:00 open 12:30                    # Saturday of 2015-05
2016-05-08  City Library         11:00 open 17:00                    # Sunday of 2015-10
2016-05-15  City Library         11:00 open 16:00                    # Sunday of 09/05/2016
2017-09-19  Newburn Library      10:00 open 12:30 | 13:00 open 17:00 # Tuesday of 03/04/2017
2017-09-22  Newburn Library      13:00 open 17:00                    # Friday of 03/04/2017
2019-02-07  East End Library     10:00 open 14:00                    # Thursday of 04/02/2019
2020-05-08  City Library         Early May bank holiday (VE day)              # moved to a Friday in 2020
2023-09-20  Gosforth Library     10:00 open 14:00                    # Wednesday of 04/02/2019
2023-09-21  Walker Library       14:00 open 18:00                    # Thursday, first day of 21/09/2023
2023-09-24  City Library         closed                              # Sunday of 21/09/2023
2023-09-26  City Library         10:00 open 19:00                    # Tuesday of 21/09/2023
2024-03-29  Newburn Library      Good Friday
2024-04-02  City Library         10:00 open 17:00                    # Tuesday of 01/04/2024
2024-04-04  Walker Library       10:00 open 13:00 | 13:30 open 18:00 # Thursday of 01/04/2024
2024-04-10  East End Library     10:00 open 14:00                    # Wednesday of 01/04/2024
"""
CASES = [
    (line[:10], line[12:33].strip(), line[33:].partition("#")[0].strip())
    for line in LOOKED_UP.strip().splitlines()
]


@pytest.mark.parametrize(("day", "name", "expected"), CASES)
def test_hours_of_a_day_in_twenty_years(day: str, name: str, expected: str) -> None:
    """A day's answer is that of the revision that held then, unless it was a bank holiday."""
    assert read_aloud(hours_on(SITE, LIBRARIES[name], date.fromisoformat(day))) == expected


def test_days_looked_up_are_of_all_times() -> None:
    """At least 25 days are looked up, in at least 12 of the 20 years and after each form of a date key."""
    assert len(CASES) >= 25
    assert len({day[:4] for day, _, _ in CASES}) >= 12


# --- Every public library of the United Kingdom -----------------------------------------------------------

REGISTER = rows("uk-library-hours.csv")


def register_week(row: Row) -> dict[str, object]:
    """Return a row of the register as editors write a week; an empty cell is a closed day."""
    return {
        "from": "2025-04-28",
        **{day: row[f"{day.capitalize()} staffed hours"] or "closed" for day in WEEKDAYS},
        "self_service": {
            day: cell for day in WEEKDAYS if (cell := row[f"{day.capitalize()} unstaffed hours"])
        },
    }


def cells(row: Row) -> list[str]:
    """Return the cells of a row that have hours, each with its day."""
    return [f"{name.split()[0]} {row[name]}" for name in row if name.endswith(" hours") and row[name]]


def test_the_register_is_whole() -> None:
    """There are 2,955 weeks with staffed hours, and one with self-service hours only."""
    staffed = [row for row in REGISTER if any(row[f"{day.capitalize()} staffed hours"] for day in WEEKDAYS)]
    assert (len(staffed), len(REGISTER)) == (2955, 2956)


def test_every_week_is_read_or_refused_with_a_reason_that_holds() -> None:
    """Of all weeks two are refused: a lone 00:00 is no hours, and 07:00 to 02:00 ends before it begins."""
    told = {row["Library name"]: faults for row in REGISTER if (faults := refusals(register_week(row)))}
    assert told == {
        "Phillip Whitehead Memorial Library": ["sunday: It is not said when this ends"],
        "Ponteland Library": ["tuesday: The end is not after the start"],
    }


@pytest.mark.slow
def test_weeks_that_are_read_mean_what_the_cells_say() -> None:
    """Each session that was read is one of the register's, and none is lost: all days of all weeks are compared."""
    for row in REGISTER:
        data = register_week(row)
        if refusals(data):
            continue
        week = Week.model_validate(data)
        for number, day in enumerate(WEEKDAYS):
            for kind, found in (("staffed", week.on(number)), ("unstaffed", week.self_service.on(number))):
                told = [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in found]
                cell = row[f"{day.capitalize()} {kind} hours"]
                assert ",".join(told) == AS_READ.get(cell, cell), row["Library name"]


# Most likely slips of a spreadsheet, but hours that a library can have: they are read as they stand. Closing at
# 00:00 is midnight.
AS_READ = {
    "09:00-00:00": "09:00-24:00",
    "10:00-00:00": "10:00-24:00",
    "19:00-00:00": "19:00-24:00",
    "1:00-18:00": "01:00-18:00",
}


def test_midnight_in_the_register() -> None:
    """Eleven cells have a 00:00; all but the lone one are read, as from or until midnight."""
    midnight = {
        f"{row['Library name']}, {cell}" for row in REGISTER for cell in cells(row) if "00:00" in cell
    }
    assert midnight == {
        "Huyton, Friday 00:00-17:00",
        "Kentish Town Library, Wednesday 00:00-19:00",
        "Library @ the Phoenix Centre, Friday 00:00-17:00",
        "Wraysbury Container, Tuesday 00:00-10:00",
        "Horsham Library, Saturday 00:00-17:00",
        "Worcester Warndon Library, Wednesday 00:00-17:00",
        "Willenhall, Monday 10:00-00:00",
        "Wraysbury Container, Wednesday 19:00-00:00",
        "Roade, Saturday 10:00-00:00",
        "Platt Bridge, Saturday 09:00-00:00",
        "Phillip Whitehead Memorial Library, Sunday 00:00",
    }
