"""Where mobile libraries stop, and how often: 5,482 real stops, entered in words and compared with their own rules.

Where the data is from and what is wrong with it: tests/data/SOURCES.md.
"""

import csv
from collections import Counter
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr

from librarysite.feeds.events import event_calendars
from librarysite.model import Event, Library, Pattern
from librarysite.moment import Now
from librarysite.notation import read_every, read_rule
from librarysite.problems import Mistake
from librarysite.schedule.agenda import Agenda
from librarysite.schedule.occurrences import occurrences
from librarysite.wording.patterns import pattern_words
from tests.support.calendars import LONDON, with_ical_js
from tests.support.goldencases import SERVICE, enter, load_entered

Stop = dict[str, str]
Times = list[tuple[datetime, datetime]]

# each rule of the data: how an editor says it, and what people read
WORDS = {
    "FREQ=WEEKLY;INTERVAL=1": ("{day}", "Every {day}"),
    "FREQ=WEEKLY;INTERVAL=2": ("2 weeks on {day}", "Every second {day}"),
    "FREQ=WEEKLY;INTERVAL=3": ("3 weeks on {day}", "Every 3 weeks on {day}"),
    "FREQ=WEEKLY;INTERVAL=4": ("4 weeks on {day}", "Every 4 weeks on {day}"),
    "FREQ=MONTHLY;BYDAY=1MO": ("first Monday", "First Monday of the month"),
    "FREQ=MONTHLY;BYDAY=1TU": ("first Tuesday", "First Tuesday of the month"),
    "FREQ=MONTHLY;BYDAY=1WE": ("first Wednesday", "First Wednesday of the month"),
    "FREQ=MONTHLY;BYDAY=1TH": ("first Thursday", "First Thursday of the month"),
    "FREQ=MONTHLY;BYDAY=1FR": ("first Friday", "First Friday of the month"),
    "FREQ=MONTHLY;BYDAY=2MO": ("second Monday", "Second Monday of the month"),
    "FREQ=MONTHLY;BYDAY=2TU": ("second Tuesday", "Second Tuesday of the month"),
    "FREQ=MONTHLY;BYDAY=2WE": ("second Wednesday", "Second Wednesday of the month"),
    "FREQ=MONTHLY;BYDAY=2TH": ("second Thursday", "Second Thursday of the month"),
    "FREQ=MONTHLY;BYDAY=2FR": ("second Friday", "Second Friday of the month"),
    "FREQ=MONTHLY;BYDAY=3MO": ("third Monday", "Third Monday of the month"),
    "FREQ=MONTHLY;BYDAY=3TU": ("third Tuesday", "Third Tuesday of the month"),
    "FREQ=MONTHLY;BYDAY=3WE": ("third Wednesday", "Third Wednesday of the month"),
    "FREQ=MONTHLY;BYDAY=3TH": ("third Thursday", "Third Thursday of the month"),
    "FREQ=MONTHLY;BYDAY=3FR": ("third Friday", "Third Friday of the month"),
    "FREQ=MONTHLY;BYDAY=4MO": ("fourth Monday", "Fourth Monday of the month"),
    "FREQ=MONTHLY;BYDAY=4TU": ("fourth Tuesday", "Fourth Tuesday of the month"),
    "FREQ=MONTHLY;BYDAY=4WE": ("fourth Wednesday", "Fourth Wednesday of the month"),
    "FREQ=MONTHLY;BYDAY=4TH": ("fourth Thursday", "Fourth Thursday of the month"),
    "FREQ=MONTHLY;BYDAY=4FR": ("fourth Friday", "Fourth Friday of the month"),
    "FREQ=MONTHLY;BYDAY=1TU,3TU": ("first and third Tuesday", "First and third Tuesday of the month"),
    "FREQ=MONTHLY;BYDAY=2TU,4TU": ("second and fourth Tuesday", "Second and fourth Tuesday of the month"),
    "FREQ=MONTHLY;BYDAY=2WE,4WE": ("second and fourth Wednesday", "Second and fourth Wednesday of the month"),
    "FREQ=MONTHLY;BYDAY=2TH,4TH": ("second and fourth Thursday", "Second and fourth Thursday of the month"),
    "FREQ=MONTHLY;BYDAY=2FR,4FR": ("second and fourth Friday", "Second and fourth Friday of the month"),
}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
TWO_YEARS = timedelta(days=2 * 366)  # in which the clocks change twice in spring and twice in autumn
DATA = Path(__file__).parents[1] / "data" / "uk-mobile-library-stops.csv"

with DATA.open(encoding="utf-8", newline="") as file:
    STOPS: dict[str, Stop] = {f"stop-{number}": row for number, row in enumerate(csv.DictReader(file))}


def first_day(stop: Stop) -> date:
    """Return the day that the data gives as the first."""
    return date.fromisoformat(stop["start"])


def clock(stop: Stop, key: str) -> time:
    """Return an arrival or departure; the data writes 9:40 as well as 09:40."""
    hour, minute = stop[key].split(":")
    return time(int(hour), int(minute))


def ends_before_it_begins(stop: Stop) -> bool:
    """Tell whether the library would leave before it arrives."""
    return clock(stop, "departure") <= clock(stop, "arrival")


def begins_on_another_day(stop: Stop) -> bool:
    """Tell whether the first day is not of the day of the week on which the stop is said to be."""
    return WEEKDAYS[first_day(stop).weekday()] != stop["day"]


def entered(*ids: str) -> dict[str, Any]:
    """Return the files of a service that has some of the stops, as an editor writes them."""
    events = [
        {
            "id": stop_id,
            "title": "Mobile library",
            "place": {"name": stop["stop"]},
            "when": {
                "every": WORDS[stop["frequency"]][0].format(day=stop["day"]),
                "at": f"{stop['arrival']} to {stop['departure']}",
                "from": stop["start"],
            },
        }
        for stop_id, stop in STOPS.items()
        if stop_id in ids
    ]
    branches = [{"id": "central", "name": "Central Library"}]
    return {
        "service.yaml": SERVICE,
        "branches.yaml": {"branches": branches},
        "events.yaml": {"events": events},
    }


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Return all stops but the impossible one, as the site's own reader loads them."""
    possible = {stop_id for stop_id, stop in STOPS.items() if not ends_before_it_begins(stop)}
    return load_entered(tmp_path_factory.mktemp("stops"), entered(*possible))


@cache
def dates_by_rule(rule: str, first: date) -> list[date]:
    """Return the dates of two years by a rule of the data as it is, without a word or line of ours."""
    start = datetime.combine(first, time())
    return [day.date() for day in rrulestr(rule, dtstart=start).between(start, start + TWO_YEARS, inc=True)]


def expected(stop: Stop, first: date) -> Times:
    """Return when a stop is to be in the two years from a first date: in summer and winter at one time of the clock."""
    days = dates_by_rule(stop["frequency"], first)
    spans = [
        [datetime.combine(d, clock(stop, key), LONDON) for key in ("arrival", "departure")] for d in days
    ]
    return [(start, end) for start, end in spans]


def found(library: Library, event: Event, first: date) -> Times:
    """Return when the program says that a stop is in the two years from a first date."""
    end = first + TWO_YEARS + timedelta(days=1)
    return [(o.start, o.end) for o in occurrences(library, event, first, end)]


def test_the_rules_of_the_data() -> None:
    """The data has 29 rules, and no other than those that are said in words above."""
    assert len(STOPS) == 5482
    assert {stop["frequency"] for stop in STOPS.values()} == set(WORDS)
    assert len(WORDS) == 29


@pytest.mark.parametrize("rule", WORDS)
def test_what_people_read(rule: str) -> None:
    """Each rule has its sentence: “Every second Thursday, 10:30am to 11:15am, until 20 July”."""
    every, sentence = (words.format(day="Thursday") for words in WORDS[rule])
    pattern = Pattern.model_validate(
        {"every": every, "at": "10:30 to 11:15", "from": "2027-01-04", "until": "2027-07-20"}
    )
    assert pattern_words(pattern, date(2027, 5, 1)) == f"{sentence}, 10:30am to 11:15am, until 20 July"


@pytest.mark.parametrize("rule", WORDS)
def test_rules_as_they_are(rule: str) -> None:
    """A rule copied from the data is its words, and refused if it does not say on which day of the week."""
    every = read_every(WORDS[rule][0].format(day="Thursday"))
    if "WEEKLY" in rule:
        with pytest.raises(Mistake, match="The rule does not say on which day of the week"):
            read_rule(rule)
        rule += ";BYDAY=TH"
    assert read_rule(rule) == every


@pytest.mark.slow
def test_dates_are_those_of_the_rules(library: Library) -> None:
    """Each stop has the dates that its rule gives for two years."""
    compared = 0
    for event in library.events:
        stop = STOPS[event.id]
        if not begins_on_another_day(stop):
            times = expected(stop, first_day(stop))
            assert found(library, event, first_day(stop)) == times, stop
            compared += len(times)
    assert compared > 150_000


@pytest.mark.slow
def test_calendars_are_those_of_the_rules(library: Library) -> None:
    """A stop of each rule is in a calendar app at the same moments, whenever the clocks change."""
    right = [event for event in library.events if not begins_on_another_day(STOPS[event.id])]
    sample = list({STOPS[event.id]["frequency"]: event for event in right}.values())
    assert len(sample) == 29
    only = Library(library.service, library.branches, events=tuple(sample))
    calendars = event_calendars(
        Agenda(only, Now(datetime(2020, 6, 1, 9, tzinfo=LONDON)))
    )  # writes dates until 2022
    own = [calendars[f"whats-on/{event.id}/event.ics"] for event in sample]
    window = datetime(2019, 1, 1, tzinfo=LONDON), datetime(2023, 1, 1, tzinfo=LONDON)
    for event, listed in zip(sample, with_ical_js(own, *window), strict=True):
        times = expected(STOPS[event.id], first_day(STOPS[event.id]))
        assert [(item.start, item.end) for item in listed][: len(times)] == times, STOPS[event.id]


# --- What is wrong with the data, and what becomes of it -------------------------------------------------


def test_stop_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    """The one stop that has its times the wrong way round is refused, and the others are read."""
    wrong = [stop_id for stop_id, stop in STOPS.items() if ends_before_it_begins(stop)]
    assert [(STOPS[stop_id]["stop"], STOPS[stop_id]["day"]) for stop_id in wrong] == [
        ("The Fairways", "Tuesday")
    ]
    loaded = enter(tmp_path, entered("stop-0", *wrong))
    assert [(problem.message, problem.remedy) for problem in loaded.problems] == [
        ("The end is not after the start", "write the earlier time first: 13:00 to 13:30")
    ]
    assert loaded.library is not None
    assert [event.id for event in loaded.library.events] == ["stop-0"]


def test_stop_that_begins_on_another_day_waits_for_its_own(library: Library) -> None:
    """A stop that begins on the day before its own, as ten do, has its own as the first, and weeks count from that."""
    wrong = [event for event in library.events if begins_on_another_day(STOPS[event.id])]
    keys = ("organisation", "start", "day", "frequency")
    assert Counter(tuple(STOPS[event.id][key] for key in keys) for event in wrong) == {
        ("York", "2019-09-25", "Thursday", "FREQ=WEEKLY;INTERVAL=2"): 7,
        ("Birmingham", "2020-03-16", "Tuesday", "FREQ=WEEKLY;INTERVAL=1"): 3,
    }
    for event in wrong:
        stop = STOPS[event.id]
        own_day = {"York": date(2019, 9, 26), "Birmingham": date(2020, 3, 17)}[stop["organisation"]]
        assert found(library, event, first_day(stop))[0] == expected(stop, own_day)[0]
        assert found(library, event, own_day) == expected(stop, own_day)
