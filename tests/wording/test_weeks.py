"""Coming changes of the normal week in words: a table made by hand."""

from datetime import date

import pytest

from librarysite.model import Branch, Library, Service, Week
from librarysite.schedule.announced import new_weeks
from librarysite.wording.weeks import new_week_words, week_change_words
from tests.support.goldencases import SERVICE

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
OLD = dict.fromkeys(DAYS, "09:00 to 17:00") | {"saturday": "09:30 to 13:00", "sunday": "closed"}


def week(first: str = "2027-01-04", self_service: dict[str, str] | None = None, **days: str) -> Week:
    """Return the old week with some days changed."""
    return Week.model_validate({"from": first, "self_service": self_service or {}} | OLD | days)


CASES = [
    ("one day longer", {"wednesday": "09:00 to 19:00"}, None, "Wednesdays 9am to 7pm"),
    ("a day closed", {"friday": "closed"}, None, "Fridays closed"),
    ("a day more", {"sunday": "11:00 to 15:00"}, None, "Sundays 11am to 3pm"),
    (
        "two sessions",
        {"tuesday": "09:00 to 13:00, 14:00 to 19:00"},
        None,
        "Tuesdays 9am to 1pm and 2pm to 7pm",
    ),
    (
        "days with the same hours are said together",
        {"monday": "10:00 to 18:00", "tuesday": "10:00 to 18:00", "thursday": "10:00 to 18:00"},
        None,
        "Mondays, Tuesdays and Thursdays 10am to 6pm",
    ),
    (
        "different changes in the order of their first days",
        {"monday": "closed", "wednesday": "09:00 to 19:00", "friday": "closed"},
        None,
        "Mondays and Fridays closed; Wednesdays 9am to 7pm",
    ),
    (
        "the doors open longer than staff are there",
        {},
        {"thursday": "08:00 to 20:00"},
        "Thursdays 8am to 9am (self-service), 9am to 5pm and 5pm to 8pm (self-service)",
    ),
    (
        "self-service on a day without staff",
        {},
        {"sunday": "10:00 to 16:00"},
        "Sundays 10am to 4pm (self-service)",
    ),
    ("self-service within the staffed hours changes nothing", {}, {"monday": "10:00 to 12:00"}, ""),
    ("nothing", {}, None, ""),
]


@pytest.mark.parametrize(
    ("days", "self_service", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_only_the_days_that_differ_are_said(
    days: dict[str, str], self_service: dict[str, str] | None, words: str
) -> None:
    """A new week is told by the weekdays that differ from the week before it, and by no others."""
    assert week_change_words(week("2024-06-21"), week(self_service=self_service, **days)) == words


def test_end_of_self_service_is_told() -> None:
    """Where the doors no longer open without staff, the hours that are left are said."""
    old = week("2024-06-21", {"monday": "08:00 to 20:00", "sunday": "10:00 to 16:00"})
    assert week_change_words(old, week()) == "Mondays 9am to 5pm; Sundays closed"


def test_first_week_of_a_new_library_is_said_whole() -> None:
    """Before its first week the hours of a library are not known, so all seven days are news."""
    words = "Mondays, Tuesdays, Wednesdays, Thursdays and Fridays 9am to 5pm; Saturdays 9:30am to 1pm"
    assert week_change_words(None, week()) == f"{words}; Sundays closed"


def library_with(*weeks: Week) -> Library:
    """Return a service with one library and its weeks."""
    return Library(Service.model_validate(SERVICE), (Branch(id="hill", name="Hill Library", hours=weeks),))


def test_each_change_is_told_against_the_week_before_it() -> None:
    """Of two changes, the second is told against the first, not against today's week; another year is said."""
    library = library_with(
        week("2024-06-21"),
        week("2027-01-04", friday="closed"),
        week("2027-01-18", friday="closed", monday="closed"),
    )
    told = [new_week_words(new, date(2026, 12, 31)) for new in new_weeks(library, library.branches[0])[1:]]
    assert told == [
        "From Monday 4 January 2027: Fridays closed",
        "From Monday 18 January 2027: Mondays closed",
    ]
