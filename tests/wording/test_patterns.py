"""When an event takes place, in words."""

from datetime import date
from typing import Any

import pytest

from librarysite.model import Event, Pattern
from librarysite.wording.patterns import event_words, pattern_words

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ("Tuesday", "Every Tuesday"),
        ("Monday and Thursday", "Every Monday and Thursday"),
        ("Monday, Wednesday and Friday", "Every Monday, Wednesday and Friday"),
        ("second Tuesday", "Second Tuesday of the month"),
        ("second and fourth Tuesday", "Second and fourth Tuesday of the month"),
        ("last Saturday", "Last Saturday of the month"),
        ("2 weeks on Friday", "Every second Friday"),
        ("3 weeks on Friday", "Every 3 weeks on Friday"),
        ("day", "Every day"),
        ("weekday", "Every weekday"),
    ],
)
def test_repeats(every: str, words: str) -> None:
    """A repeat is said in words, with the times after it."""
    pattern = Pattern.model_validate({"every": every, "at": "10:30 to 11:00", "from": "2026-09-08"})
    assert pattern_words(pattern, TODAY) == f"{words}, 10:30am to 11am"


@pytest.mark.parametrize("days", ["Monday, Tuesday, Wednesday, Thursday and Friday", "Monday and Thursday"])
def test_every_second_week_is_not_every_second_day(days: str) -> None:
    """Several days of every second week are not said as every second of those days."""
    pattern = Pattern.model_validate({"every": f"2 weeks on {days}", "from": "2026-09-08"})
    assert pattern_words(pattern, TODAY) == f"Every 2 weeks on {days}, all day"


@pytest.mark.parametrize(
    ("entered", "words"),
    [
        ({"every": "Tuesday", "from": "2026-09-08"}, "Every Tuesday, all day"),
        (
            {"every": "Tuesday", "at": "opening hours", "from": "2026-09-08"},
            "Every Tuesday, whenever the library is open",
        ),
        (
            {
                "every": "Tuesday",
                "at": "10:30 to 11:00",
                "from": "2026-09-08",
                "until": "2027-07-20",
                "term_time": "yes",
            },
            "Every Tuesday, 10:30am to 11am, in term time, until 20 July 2027",
        ),
        (
            {"every": "Tuesday", "at": "12:00 to 13:00", "from": "2026-12-01", "until": "2026-12-22"},
            "Every Tuesday, midday to 1pm, from 1 December until 22 December",
        ),
        (
            {"every": "Tuesday", "at": "12:00 to 13:00", "from": "2027-01-05"},
            "Every Tuesday, midday to 1pm, from 5 January 2027",
        ),
        ({"on": "2026-12-05", "at": "11:00 to 12:00"}, "Saturday 5 December, 11am to midday"),
        ({"on": "2026-12-05"}, "Saturday 5 December, all day"),
        ({"on": "2027-02-28 11:00 to 12:30"}, "Sunday 28 February 2027, 11am to 12:30pm"),
        (
            {"on": ["2026-12-05", "2026-12-12"], "at": "11:00 to 12:00"},
            "Saturday 5 December and Saturday 12 December, 11am to midday",
        ),
        ({"on": "2026-12-31 20:00 to 2027-01-01 00:30"}, "Thursday 31 December, 8pm to 12:30am"),
        ({"on": "2026-12-01 to 2026-12-05"}, "Every day, from 1 December until 5 December, all day"),
        (
            {"on": "2026-12-01 to 2026-12-05", "at": "10:00 to 11:00"},
            "Every day, from 1 December until 5 December, 10am to 11am",
        ),
        ({"on": "2026-11-23 to 2026-11-25"}, "Every day, all day, until 25 November"),
    ],
)
def test_patterns(entered: dict[str, Any], words: str) -> None:
    """A pattern says its days, its times, term time, and the beginning only while that is still to come."""
    assert pattern_words(Pattern.model_validate(entered), TODAY) == words


def test_a_date_over_several_days_says_its_last_day() -> None:
    """A date that ends days later is not said to end on the day it begins."""
    pattern = Pattern.model_validate({"on": "2026-12-31 09:00 to 2027-01-05 17:00"})
    assert pattern_words(pattern, TODAY) == "Thursday 31 December, 9am to 5pm on Tuesday 5 January 2027"
    pattern = Pattern.model_validate({"on": "2026-12-31 09:00 to 2027-01-01 17:00"})
    assert pattern_words(pattern, TODAY) == "Thursday 31 December, 9am to 5pm on Friday 1 January 2027"


def test_times_of_their_own_stand_with_their_day() -> None:
    """Where one date of a list has times of its own, the pattern's times are not said of it too."""
    pattern = Pattern.model_validate(
        {"on": ["2026-12-01", "2026-12-03 14:00 to 15:00"], "at": "10:30 to 11:00"}
    )
    words = "Tuesday 1 December, 10:30am to 11am; Thursday 3 December, 2pm to 3pm"
    assert pattern_words(pattern, TODAY) == words


def test_event_of_two_patterns() -> None:
    """The patterns of an event are said one after the other."""
    when = [
        {"id": "a", "every": "Tuesday", "at": "10:30 to 11:00", "from": "2026-09-08"},
        {"id": "b", "every": "Saturday", "at": "09:30 to 10:00", "from": "2026-09-08"},
    ]
    event = Event.model_validate({"id": "e", "title": "E", "when": when})
    assert event_words(event, TODAY) == "Every Tuesday, 10:30am to 11am; Every Saturday, 9:30am to 10am"
