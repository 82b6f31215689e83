"""Dates, times and states in words, as GOV.UK writes them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from librarysite.model import ZONE, Booking, Branch, Change, ChangedHours, Closure, Event
from librarysite.notation import Span, read_part_date
from librarysite.schedule.hours import DayHours, Interval
from librarysite.schedule.occurrences import Occurrence
from librarysite.schedule.plans import Slot
from librarysite.wording.facts import (
    booking_words,
    clock_words,
    date_words,
    dated_words,
    day_words,
    days_words,
    hours_words,
    intervals_words,
    moment_words,
    opening_words,
    part_date_words,
    period_words,
    place_words,
    span_words,
    state_words,
    time_words,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("hour", "minute", "words"),
    [
        (0, 0, "midnight"),
        (0, 30, "12:30am"),
        (1, 5, "1:05am"),
        (9, 0, "9am"),
        (9, 30, "9:30am"),
        (11, 59, "11:59am"),
        (12, 0, "midday"),
        (12, 30, "12:30pm"),
        (13, 0, "1pm"),
        (17, 30, "5:30pm"),
        (23, 45, "11:45pm"),
        (24, 0, "midnight"),
        (24, 30, "12:30am"),
        (36, 0, "midday"),
    ],
)
def test_clock_times(hour: int, minute: int, words: str) -> None:
    """Clock times have no leading or empty zeros, and noon and midnight are words."""
    assert clock_words(hour * 60 + minute) == words


@pytest.mark.parametrize(
    ("hours", "self_service", "words"),
    [
        ("as usual", None, "open as usual"),
        ("as usual", "as usual", "open as usual"),
        ("as usual", "closed", "as usual, no self-service"),
        ("as usual", "08:00 to 20:00", "open as usual, self-service 8am to 8pm"),
        ("09:30 to 17:00", None, "open 9:30am to 5pm"),
        ("09:30 to 17:00", "closed", "open 9:30am to 5pm"),
        ("09:30 to 17:00", "as usual", "open 9:30am to 5pm, self-service as usual"),
        ("09:30 to 17:00", "08:00 to 20:00", "open 9:30am to 5pm, self-service 8am to 8pm"),
        ("closed", None, "closed"),
        ("closed", "closed", "closed"),
        ("closed", "as usual", "no staff, self-service as usual"),
        ("closed", "08:00 to 20:00", "no staff, self-service 8am to 8pm"),
        ("00:00 to 24:00", None, "open all day and night"),
    ],
)
def test_changed_hours_say_both_sides(hours: str, self_service: str | None, words: str) -> None:
    """Changed hours say what holds with staff and without, and never “closed” where the doors open without."""
    told = {} if self_service is None else {"self_service": self_service}
    entry = {"branches": "all", "on": "2027-01-20", "hours": hours, "reason": "Works"} | told
    assert opening_words(ChangedHours.model_validate(entry)) == words


def test_spans() -> None:
    """A span is two clock times with “to” between, never a dash."""
    assert span_words(Span(600, 690)) == "10am to 11:30am"
    assert span_words(Span(720, 780)) == "midday to 1pm"
    assert span_words(Span(20 * 60, 24 * 60)) == "8pm to midnight"
    assert span_words(Span(20 * 60, 24 * 60 + 30)) == "8pm to 12:30am"
    assert span_words(Span(0, 24 * 60)) == "all day and night"
    assert dated_words(date(2026, 3, 3), Span(0, 24 * 60)) == "all day and night"


def test_dates() -> None:
    """A date has its year unless it is this year's, and no comma, “the” or “th”."""
    assert date_words(date(2026, 3, 3), TODAY) == "3 March"
    assert date_words(date(2027, 3, 3), TODAY) == "3 March 2027"
    assert date_words(date(2026, 3, 3)) == "3 March 2026"
    assert day_words(date(2026, 3, 3), TODAY) == "Tuesday 3 March"
    assert day_words(date(2027, 1, 1), TODAY) == "Friday 1 January 2027"
    assert day_words(date(2028, 2, 29), TODAY) == "Tuesday 29 February 2028"


def test_part_dates() -> None:
    """Of a date of which only the year or the month was written, no more is said."""
    assert part_date_words(read_part_date("2014")) == "2014"
    assert part_date_words(read_part_date("2014-01")) == "January 2014"
    assert part_date_words(read_part_date("2020-04-01")) == "1 April 2020"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-10-26", "2026-10-30", "Monday 26 October to Friday 30 October"),
        ("2026-10-26", "2026-10-26", "Monday 26 October"),
        ("2027-02-15", "2027-02-19", "Monday 15 February to Friday 19 February 2027"),
        ("2026-12-28", "2027-01-01", "Monday 28 December to Friday 1 January 2027"),
        ("2027-12-27", "2028-01-03", "Monday 27 December 2027 to Monday 3 January 2028"),
    ],
)
def test_spans_of_days(first: str, last: str, words: str) -> None:
    """A span of days says the year once, where it is not this year."""
    assert days_words(date.fromisoformat(first), date.fromisoformat(last), TODAY) == words


def test_moments() -> None:
    """A moment is said in local time, with its day."""
    assert moment_words(datetime(2026, 7, 13, 9, tzinfo=ZONE), TODAY) == "9am on Monday 13 July"
    assert moment_words(datetime(2026, 7, 13, 8, tzinfo=UTC), TODAY) == "9am on Monday 13 July"
    assert moment_words(datetime(2026, 7, 13, 23, 30, tzinfo=UTC), TODAY) == "12:30am on Tuesday 14 July"
    assert moment_words(datetime(2027, 1, 4, 12, tzinfo=ZONE), TODAY) == "midday on Monday 4 January 2027"


# --- Opening hours ---------------------------------------------------------------------------------------


def test_intervals() -> None:
    """Intervals are joined with “and”, and those without staff say so."""
    morning, afternoon, evening = (
        Interval(540, 780),
        Interval(840, 1140),
        Interval(1140, 1200, "self_service"),
    )
    assert intervals_words((morning,)) == "9am to 1pm"
    assert intervals_words((morning, afternoon)) == "9am to 1pm and 2pm to 7pm"
    assert (
        intervals_words((morning, afternoon, evening))
        == "9am to 1pm, 2pm to 7pm and 7pm to 8pm (self-service)"
    )


@pytest.mark.parametrize(
    ("intervals", "kind", "reason", "words"),
    [
        ((Interval(540, 1020),), "week", None, "9am to 5pm"),
        ((), "week", None, "Closed"),
        ((), "closure", "Christmas", "Closed: Christmas"),
        ((), "holiday", "Boxing Day", "Closed: Boxing Day"),
        ((), "changed_hours", "Polling station", "Closed: Polling station"),
        ((Interval(540, 780),), "changed_hours", "New Year’s Eve", "9am to 1pm (New Year’s Eve)"),
        ((), "not_known", None, "Opening hours not known"),
        ((), "undecided", "Christmas Day", "Not decided yet: Christmas Day"),
        ((), "closed_for_good", "Closed for good", "Closed for good"),
    ],
)
def test_hours(intervals: tuple[Interval, ...], kind: Any, reason: str | None, words: str) -> None:
    """A day's opening is said with its reason; what is not known is never said to be closed."""
    assert hours_words(DayHours(TODAY, intervals, kind, reason)) == words


# --- Periods ---------------------------------------------------------------------------------------------

NOTICE = {"until": "further notice", "review": "2026-12-15"}


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ({"on": "2026-12-25"}, "Friday 25 December"),
        ({"from": "2026-12-24", "to": "2026-12-28"}, "from Thursday 24 December to Monday 28 December"),
        (
            {"from": "2026-12-24 13:00", "to": "2026-12-28"},
            "from 1pm on Thursday 24 December to Monday 28 December",
        ),
        (
            {"from": "2026-12-24", "to": "2026-12-28 12:00"},
            "from Thursday 24 December to midday on Monday 28 December",
        ),
        (
            {"from": "2026-12-24 13:00", "to": "2027-01-04 09:30"},
            "from 1pm on Thursday 24 December to 9:30am on Monday 4 January 2027",
        ),
        ({"on": "2026-12-08 09:00 to 11:30"}, "from 9am to 11:30am on Tuesday 8 December"),
        ({"from": "2026-12-24 13:00", "to": "2026-12-24"}, "from 1pm on Thursday 24 December"),
        ({"from": "2026-12-31", "to": "2027-01-01"}, "from Thursday 31 December to Friday 1 January 2027"),
        ({"from": "2026-12-01"} | NOTICE, "from Tuesday 1 December until further notice"),
        ({"from": "2026-12-01 13:00"} | NOTICE, "from 1pm on Tuesday 1 December until further notice"),
        ({"from": "2026-12-01", "to": "2026-12-01"}, "Tuesday 1 December"),
    ],
)
def test_periods(when: dict[str, str], words: str) -> None:
    """A period is said by its first and last days, and by clock times where it has them."""
    closure = Closure.model_validate({"id": "c", "branches": "all", "reason": "Works"} | when)
    assert period_words(closure, TODAY) == words


def test_period_of_changed_hours() -> None:
    """Changed hours hold for whole days."""
    changed = ChangedHours.model_validate(
        {"branches": "all", "on": "2026-12-31", "hours": "09:00 to 13:00", "reason": "New Year's Eve"}
    )
    assert period_words(changed, TODAY) == "Thursday 31 December"


# --- One date --------------------------------------------------------------------------------------------

CENTRAL = Branch(id="central", name="Luton Central Library")
EVENT = Event.model_validate(
    {
        "id": "e",
        "title": "E",
        "branch": "central",
        "room": "Children's library",
        "when": {"every": "Tuesday", "at": "10:30 to 11:00", "from": "2026-09-08"},
    }
)
PLANNED = datetime(2026, 12, 15, 10, 30, tzinfo=ZONE)
HALF = timedelta(minutes=30)
CALLED_OFF = Change.model_validate({"date": "2026-12-15", "moved_to": "2026-12-16", "cancelled": "Snow"})


def one_date(start: datetime = PLANNED, end: datetime | None = None, **known: Any) -> Occurrence:
    """Return the date of Tuesday 15 December 2026 as it is to be."""
    fields = {"all_day": False, "state": "on", "branch": CENTRAL, "planned_start": PLANNED} | known
    return Occurrence(EVENT, Slot(date(2026, 12, 15), Span(630, 660)), start, end or start + HALF, **fields)


@pytest.mark.parametrize(
    ("occurrence", "words"),
    [
        (one_date(), ""),
        (one_date(reason="Bring a coat"), "Bring a coat"),
        (one_date(state="cancelled", reason="Staff training"), "Cancelled: Staff training"),
        (one_date(state="extra"), "Extra date"),
        (one_date(state="extra", reason="By demand"), "Extra date: By demand"),
        (one_date(datetime(2026, 12, 16, 14, tzinfo=ZONE), state="moved"), "Moved from Tuesday 15 December"),
        (
            one_date(datetime(2026, 12, 16, 14, tzinfo=ZONE), state="moved", reason="Snow"),
            "Moved from Tuesday 15 December: Snow",
        ),
        (one_date(datetime(2026, 12, 15, 14, tzinfo=ZONE), state="moved"), "Moved from 10:30am"),
        (
            one_date(state="moved", change=Change(date=date(2026, 12, 15), branch="x")),
            "Moved to another library",
        ),
        (one_date(state="moved", planned_start=None), "Moved"),
        (
            one_date(
                datetime(2026, 12, 16, 14, tzinfo=ZONE), state="cancelled", reason="Snow.", change=CALLED_OFF
            ),
            "Cancelled: Snow; it had been moved from Tuesday 15 December",
        ),
        (
            one_date(
                datetime(2026, 12, 15, 14, tzinfo=ZONE), state="cancelled", reason="Snow", change=CALLED_OFF
            ),
            "Cancelled: Snow; it had been moved from 10:30am",
        ),
        (
            one_date(end=PLANNED + 3 * HALF, state="cancelled", reason="Snow", change=CALLED_OFF),
            "Cancelled: Snow; it had been moved to another time",
        ),
        (
            one_date(state="cancelled", reason="Snow", change=Change(date=date(2026, 12, 15), branch="x")),
            "Cancelled: Snow; it had been moved to another library",
        ),
        (
            one_date(state="cancelled", reason="Snow", change=Change(date=date(2026, 12, 15), room="Attic")),
            "Cancelled: Snow",
        ),
    ],
)
def test_states(occurrence: Occurrence, words: str) -> None:
    """What happened to a date is said first, then why; an ordinary date says nothing."""
    assert state_words(occurrence, TODAY) == words


def test_state_says_the_year_where_it_is_another() -> None:
    """A date moved from last year says that year."""
    moved = one_date(datetime(2027, 1, 5, 10, 30, tzinfo=ZONE), state="moved")
    assert state_words(moved, date(2027, 1, 2)) == "Moved from Tuesday 15 December 2026"


def test_a_longer_date_has_not_moved_to_another_library() -> None:
    """A date of which only the end moved is not said to be at another library."""
    change = Change.model_validate({"date": "2026-12-15", "moved_to": "2026-12-15 10:30 to 12:00"})
    longer = one_date(end=PLANNED + 3 * HALF, state="moved", change=change)
    assert state_words(longer, TODAY) == "Time changed"


def test_times_of_one_date() -> None:
    """A date's times are local; the day of the end is said only when more than a night lies between."""
    assert time_words(one_date()) == "10:30am to 11am"
    assert time_words(one_date(all_day=True)) == "All day"
    evening = datetime(2026, 12, 31, 20, tzinfo=ZONE)
    assert time_words(one_date(evening, datetime(2027, 1, 1, 0, 30, tzinfo=ZONE))) == "8pm to 12:30am"
    assert time_words(one_date(evening, datetime(2027, 1, 1, tzinfo=ZONE))) == "8pm to midnight"
    last = datetime(2027, 1, 2, 17, tzinfo=ZONE)
    assert time_words(one_date(evening, last)) == "8pm to 5pm on Saturday 2 January 2027"


def test_places() -> None:
    """A place is the branch and the room, the name of some other place, or “Online”."""
    assert place_words(one_date()) == "Luton Central Library, Children's library"
    start = {"id": "e", "title": "E", "when": {"on": "2026-12-15"}}
    slot = Slot(date(2026, 12, 15), None)
    for where, words in (({"online": "yes"}, "Online"), ({"place": {"name": "Town Hall"}}, "Town Hall")):
        event = Event.model_validate(start | where)
        assert place_words(Occurrence(event, slot, PLANNED, PLANNED + HALF, False, "on")) == words


@pytest.mark.parametrize(
    ("booking", "words"),
    [
        ({"needed": False}, "No need to book"),
        ({}, "Book a place"),
        ({"phone": "01582 547418"}, "Book a place by phone on 01582 547418"),
        ({"opens": "2026-11-30"}, "Book a place. Booking opens on Monday 30 November"),
        ({"opens": "2026-11-23"}, "Book a place"),
        (
            {"phone": "01582 547418", "opens": "2027-01-04"},
            "Book a place by phone on 01582 547418. Booking opens on Monday 4 January 2027",
        ),
    ],
)
def test_booking(booking: dict[str, Any], words: str) -> None:
    """How to book says when booking opens only while that is still to come."""
    assert booking_words(Booking.model_validate(booking), TODAY) == words
