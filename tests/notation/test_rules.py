"""Repeats as calendars write them, for what plain words cannot say."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from librarysite.model import Pattern
from librarysite.notation import Rule, read_every, read_rule
from librarysite.problems import Mistake
from librarysite.schedule.patterns import first_match, repeat_days
from librarysite.wording.patterns import pattern_words, repeat_words

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=DAILY", "day"),
        ("FREQ=WEEKLY;BYDAY=TU", "Tuesday"),
        ("RRULE:FREQ=WEEKLY;BYDAY=TU", "Tuesday"),
        ("FREQ=WEEKLY;BYDAY=TU;", "Tuesday"),
        ("rrule:freq=weekly; byday=tu", "Tuesday"),
        ("FREQ=WEEKLY;INTERVAL=1;BYDAY=TH,MO", "Monday and Thursday"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "weekday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2 weeks on Friday"),
        ("FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU", "2 weeks on Sunday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SA;WKST=SU", "2 weeks on Monday and Saturday"),
        ("FREQ=WEEKLY;INTERVAL=4;BYDAY=WE", "4 weeks on Wednesday"),
        ("FREQ=MONTHLY;BYDAY=2TU", "second Tuesday"),
        ("FREQ=MONTHLY;BYDAY=+2TU", "second Tuesday"),
        ("FREQ=MONTHLY;BYDAY=4TU,2TU", "second and fourth Tuesday"),
        ("FREQ=MONTHLY;BYDAY=-1SA,1SA", "first and last Saturday"),
    ],
)
def test_rules_that_words_can_say(rule: str, words: str) -> None:
    """A rule that words can say is the same repeat as those words."""
    assert read_rule(rule) == read_every(words)


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("FREQ=DAILY;INTERVAL=3", Rule("day", 3), "Every 3 days"),
        (
            "FREQ=MONTHLY;BYDAY=3WE,1MO",
            Rule("month", nth=((1, MONDAY), (3, WEDNESDAY))),
            "First Monday and third Wednesday of the month",
        ),
        (
            "FREQ=MONTHLY;BYDAY=1TH,1MO",
            Rule("month", nth=((1, MONDAY), (1, THURSDAY))),
            "First Monday and first Thursday of the month",
        ),
        (
            "FREQ=MONTHLY;BYDAY=5FR",
            Rule("month", nth=((5, FRIDAY),)),
            "Fifth Friday of the month, if there is one",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-2TU",
            Rule("month", nth=((-2, TUESDAY),)),
            "Second to last Tuesday of the month",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3;BYDAY=1TU",
            Rule("month", 3, nth=((1, TUESDAY),)),
            "Every 3 months on the first Tuesday",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=1MO,-1FR",
            Rule("month", 2, nth=((1, MONDAY), (-1, FRIDAY))),
            "Every 2 months on the first Monday and last Friday",
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=13", Rule("month", days=(13,)), "On day 13 of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=15,1", Rule("month", days=(1, 15)), "On day 1 and day 15 of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", Rule("month", days=(31,)), "On day 31 of the month, if there is one"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", Rule("month", days=(-1,)), "On the last day of the month"),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1,15",
            Rule("month", days=(15, -1)),
            "On day 15 and the last day of the month",
        ),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=13", Rule("month", 2, days=(13,)), "Every 2 months on day 13"),
        (
            "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=-1",
            Rule("month", 6, days=(-1,)),
            "Every 6 months on the last day",
        ),
        (
            "FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=23",
            Rule("year", months=(4,), days=(23,)),
            "On 23 April every year",
        ),
        (
            "FREQ=YEARLY;INTERVAL=1;BYMONTH=10,4;BYMONTHDAY=1",
            Rule("year", months=(4, 10), days=(1,)),
            "On 1 April and 1 October every year",
        ),
        (
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1",
            Rule("year", months=(2,), days=(-1,)),
            "On the last day of February every year",
        ),
        (
            "FREQ=YEARLY;BYMONTH=10;BYDAY=1SA",
            Rule("year", months=(10,), nth=((1, SATURDAY),)),
            "First Saturday of October every year",
        ),
        (
            "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
            Rule("year", months=(3, 10), nth=((-1, SUNDAY),)),
            "Last Sunday of March and October every year",
        ),
    ],
)
def test_rules_that_words_cannot_say(text: str, rule: Rule, words: str) -> None:
    """Days, months and years apart are rules, and each has its sentence."""
    assert read_rule(text) == rule
    assert repeat_words(rule) == words


def test_the_sentence_of_a_pattern_with_a_rule() -> None:
    """Times, term time and the end follow a rule like any repeat."""
    pattern = Pattern.model_validate(
        {
            "rule": "FREQ=MONTHLY;BYDAY=5FR",
            "at": "10:30 to 11:15",
            "from": "2026-09-01",
            "until": "2026-12-31",
            "term_time": "yes",
        }
    )
    words = "Fifth Friday of the month, if there is one, 10:30am to 11:15am, in term time, until 31 December"
    assert pattern_words(pattern, date(2026, 11, 23)) == words


SEVERAL = "write a pattern with an “id:” of its own for each time of the day"
WEEKLY = "write for example FREQ=WEEKLY;BYDAY=TH"
UNTIL = "write “until:” with the last day instead"
MONTHLY = "write for example FREQ=MONTHLY;BYDAY=1MO,3WE or FREQ=MONTHLY;BYMONTHDAY=13"
YEARLY = "write it as FREQ=YEARLY;BYMONTH=10;BYDAY=1SA or FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=23"
LAST = "write -1 for the last one, or the dates after “on:”"


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        # what another line of the entry says
        ("FREQ=WEEKLY;BYDAY=TH;COUNT=10", "COUNT cannot stand in a rule here", UNTIL),
        ("FREQ=WEEKLY;BYDAY=TH;UNTIL=20270720", "UNTIL cannot stand in a rule here", UNTIL),
        (
            "FREQ=DAILY;BYHOUR=10",
            "BYHOUR cannot stand in a rule here",
            "write the times after “at:” instead",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "BYSETPOS cannot stand in a rule here",
            "write the day itself, for example BYDAY=-1FR for the last Friday",
        ),
        (
            "FREQ=YEARLY;BYWEEKNO=20",
            "BYWEEKNO cannot stand in a rule here",
            "write the month and the day: BYMONTH=4;BYMONTHDAY=23",
        ),
        (
            "FREQ=YEARLY;BYYEARDAY=100",
            "BYYEARDAY cannot stand in a rule here",
            "write the month and the day: BYMONTH=4;BYMONTHDAY=23",
        ),
        (
            "RRULE:FREQ=WEEKLY;BYDAY=TH\nEXDATE:20270101T100000",
            "EXDATE cannot stand here",
            "write the rule alone; the others are “from:”, “except:” and “also_on:”",
        ),
        (
            "DTSTART:20260901T100000\nRRULE:FREQ=WEEKLY;BYDAY=TH",
            "DTSTART cannot stand here",
            "write the rule alone; the others are “from:”, “except:” and “also_on:”",
        ),
        # what is left to the first date
        (
            "FREQ=WEEKLY;INTERVAL=2",
            "The rule does not say on which day of the week",
            "add the day: BYDAY=TH",
        ),
        (
            "FREQ=MONTHLY",
            "The rule does not say on which day of the month",
            "add the day: BYDAY=1TH or BYMONTHDAY=13",
        ),
        ("FREQ=YEARLY", "The rule does not say on which day of the year", YEARLY),
        ("FREQ=YEARLY;BYMONTH=4", "The rule does not say on which day of the year", YEARLY),
        ("FREQ=YEARLY;BYMONTHDAY=23", "The rule does not say on which day of the year", YEARLY),
        ("FREQ=YEARLY;BYDAY=1SA", "The rule does not say on which day of the year", YEARLY),
        # what some years or months do not have
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "February does not have such a day every year", LAST),
        ("FREQ=YEARLY;BYMONTH=4,6;BYMONTHDAY=31", "April does not have such a day every year", LAST),
        ("FREQ=YEARLY;BYMONTH=10;BYDAY=5SA", "October does not have such a day every year", LAST),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31", "Not every month has such a day", LAST),
        ("FREQ=MONTHLY;INTERVAL=12;BYDAY=5FR", "Not every month has such a day", LAST),
        # what calendars read in several ways, or hardly anybody as it is meant
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU",
            "A week begins on Monday here",
            "write WKST=MO, and make sure of the dates",
        ),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "BYDAY=FR cannot be read",
            "write each day with its week of the month, 1 to 5 or -1 to -3: BYDAY=1MO,-1FR",
        ),
        (
            "FREQ=MONTHLY;BYDAY=2FR;BYMONTHDAY=13",
            "BYDAY and BYMONTHDAY cannot stand together",
            "keep one of the two",
        ),
        # slips
        ("FREQ=HOURLY", "A rule says days, not hours", SEVERAL),
        (
            "INTERVAL=2;BYDAY=TH",
            "The rule does not say whether it is about days, weeks, months or years",
            "begin with FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY",
        ),
        (
            "FREQ=FORTNIGHTLY;BYDAY=TH",
            "The rule does not say whether it is about days, weeks, months or years",
            "begin with FREQ=DAILY, FREQ=WEEKLY, FREQ=MONTHLY or FREQ=YEARLY",
        ),
        ("every Tuesday", "This rule cannot be read", MONTHLY),
        ("FREQ=WEEKLY;BYDAY=", "This rule cannot be read", MONTHLY),
        ("FREQ=WEEKLY;;BYDAY=TH", "This rule cannot be read", MONTHLY),
        ("", "This rule cannot be read", MONTHLY),
        ("FREQ=WEEKLY;BYDAY=TH;BYDAY=FR", "A part of this rule is written twice", "delete one of the two"),
        ("FREQ=WEEKLY;BYDAY=TH;RSCALE=X", "“RSCALE” is not known in a rule", WEEKLY),
        (
            "FREQ=DAILY;BYDAY=MO",
            "BYDAY cannot stand with FREQ=DAILY",
            "it goes with FREQ=WEEKLY or FREQ=MONTHLY or FREQ=YEARLY",
        ),
        (
            "FREQ=MONTHLY;BYMONTH=3;BYDAY=1SA",
            "BYMONTH cannot stand with FREQ=MONTHLY",
            "it goes with FREQ=YEARLY",
        ),
        (
            "FREQ=WEEKLY;BYDAY=2TH",
            "A day of the week cannot be read",
            "write for example FREQ=WEEKLY;BYDAY=TH",
        ),
        (
            "FREQ=WEEKLY;BYDAY=Thursday",
            "A day of the week cannot be read",
            "write for example FREQ=WEEKLY;BYDAY=TH",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=32",
            "BYMONTHDAY=32 cannot be read",
            "write days from 1 to 31, or -1 for the last",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-2",
            "BYMONTHDAY=-2 cannot be read",
            "write days from 1 to 31, or -1 for the last",
        ),
        (
            "FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1",
            "BYMONTH=13 cannot be read",
            "write months from 1 to 12: BYMONTH=4,10",
        ),
        ("FREQ=WEEKLY;INTERVAL=0;BYDAY=TH", "INTERVAL=0 is not likely", "write a number from 2 to 26"),
        ("FREQ=WEEKLY;INTERVAL=27;BYDAY=TH", "INTERVAL=27 is not likely", "write a number from 2 to 26"),
        ("FREQ=DAILY;INTERVAL=365", "INTERVAL=365 is not likely", "write a number from 2 to 182"),
        ("FREQ=MONTHLY;INTERVAL=-1;BYMONTHDAY=1", "INTERVAL=-1 is not likely", "write a number from 2 to 12"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=4;BYMONTHDAY=23", "INTERVAL=2 is not likely", "delete it"),
    ],
)
def test_rules_that_are_refused(text: str, message: str, remedy: str) -> None:
    """A rule that is not safe to publish is refused, with what to write instead."""
    with pytest.raises(Mistake) as caught:
        read_rule(text)
    assert (caught.value.message, caught.value.remedy) == (message, remedy)


# --- Dates, compared with counting them off on a calendar --------------------------------------------------

NAMES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def is_nth(day: date, n: int, weekday: int) -> bool:
    """Tell whether a day is the nth of its weekday in the month, counted from the end if n is negative."""
    length = calendar.monthrange(day.year, day.month)[1]
    counted = (day.day - 1) // 7 + 1 if n > 0 else -((length - day.day) // 7 + 1)
    return day.weekday() == weekday and counted == n


@given(
    start=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    interval=st.integers(1, 12),
    nth=st.lists(
        st.tuples(st.sampled_from([1, 2, 3, 4, -1, -2, -3]), st.integers(0, 6)), min_size=1, max_size=3
    ),
    ahead=st.integers(0, 900),
)
def test_nth_weekdays_are_those_of_the_calendar(
    start: date, interval: int, nth: list[tuple[int, int]], ahead: int
) -> None:
    """The nth weekdays of every so many months are found by looking at each day, counting from the first month."""
    byday = ",".join(f"{n}{NAMES[weekday]}" for n, weekday in nth)
    days = [start + timedelta(days=n) for n in range(1200)]
    right = [day for day in days if any(is_nth(day, n, weekday) for n, weekday in nth)]
    months = [day.year * 12 + day.month for day in right]
    expected = [day for day, month in zip(right, months, strict=True) if (month - months[0]) % interval == 0]
    assert found_in(f"FREQ=MONTHLY;INTERVAL={interval};BYDAY={byday}", start, ahead) == [
        day for day in expected if day >= start + timedelta(days=ahead)
    ]


@given(
    start=st.dates(date(2024, 1, 1), date(2028, 12, 31)),
    interval=st.integers(1, 12),
    numbers=st.lists(st.sampled_from([*range(1, 29), -1]), min_size=1, max_size=3),
    ahead=st.integers(0, 900),
)
def test_days_of_the_month_are_those_of_the_calendar(
    start: date, interval: int, numbers: list[int], ahead: int
) -> None:
    """The days of every so many months are found by looking at each day, counting from the first month."""
    days = [start + timedelta(days=n) for n in range(1200)]
    right = [d for d in days if d.day in numbers or (-1 in numbers and (d + timedelta(days=1)).day == 1)]
    months = [day.year * 12 + day.month for day in right]
    expected = [day for day, month in zip(right, months, strict=True) if (month - months[0]) % interval == 0]
    rule = f"FREQ=MONTHLY;INTERVAL={interval};BYMONTHDAY={','.join(map(str, numbers))}"
    assert found_in(rule, start, ahead) == [d for d in expected if d >= start + timedelta(days=ahead)]


def found_in(rule: str, start: date, ahead: int) -> list[date]:
    """Return the dates of a rule within 1,200 days from a start, less those of the first days."""
    pattern = Pattern.model_validate({"rule": rule, "from": start.isoformat()})
    first = first_match(pattern)
    assert pattern.repeat is not None
    assert first is not None
    last = start + timedelta(days=1199)
    return repeat_days(pattern.repeat, first, max(first, start + timedelta(days=ahead)), last)


@pytest.mark.parametrize("day", [29, 30, 31])
def test_days_that_some_months_lack_are_left_out(day: int) -> None:
    """A month without the day is left out; nothing moves to the next day or the last."""
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(4 * 366)]
    assert found_in(f"FREQ=MONTHLY;BYMONTHDAY={day}", date(2026, 1, 1), 0) == [
        d for d in days[:1200] if d.day == day
    ]
