"""What is said of a library from a moment on: hand-written afternoons, and what holds at any moment."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from librarysite.model import ZONE, Branch, ChangedHours, Closure, Library, SelfServiceWeek, Service, Week
from librarysite.notation import DAY, WEEKDAYS, Span
from librarysite.schedule.hours import state_at
from librarysite.wording.opennow import end_words, holds_until, sentences
from tests.schedule.test_hours import CHRISTMAS, SERVICE, library_of

BURST_PIPE = {
    "closures": [
        {
            "id": "pipe",
            "branches": "all",
            "from": "2026-11-24 12:00",
            "until": "further notice",
            "review": "2026-11-30",
            "reason": "A burst pipe",
        }
    ]
}
STAFF_HOME = {
    "closures": [
        {
            "id": "training",
            "branches": ["leagrave"],
            "on": "2026-11-23",
            "reason": "Staff training",
            "self_service": "as usual",
        }
    ]
}
ONE_DAY = {
    "changed_hours": [
        {"id": "works", "branches": "all", "on": "2026-11-24", "hours": "closed", "reason": "Works"}
    ]
}
NO_WEEK = {"branches": [{"id": "central", "name": "Central Library"}]}
SOME_HOURS = {
    "closures": [
        {
            "id": "boiler",
            "branches": ["central"],
            "from": "2026-11-24 10:00",
            "to": "2026-11-24 12:00",
            "reason": "Boiler",
        },
        {
            "id": "talk",
            "branches": ["central"],
            "from": "2026-11-26 09:00",
            "to": "2026-11-26 17:00",
            "reason": "A talk",
        },
    ]
}
LATER_START = {
    "changed_hours": [
        {"id": "heat", "branches": "all", "on": "2026-11-24", "hours": "14:00 to 19:00", "reason": "Heating"}
    ]
}
TRAINING_ON_TUESDAY = {
    "closures": [
        {
            "id": "training",
            "branches": ["leagrave"],
            "on": "2026-11-24",
            "reason": "Staff training",
            "self_service": "as usual",
        }
    ]
}
ON_BOXING_DAY = {
    "changed_hours": [
        {
            "id": "sale",
            "branches": "all",
            "on": "2026-12-28",
            "hours": "10:00 to 12:00",
            "reason": "Book sale",
        }
    ]
}
NEW = {
    "branches": [
        {
            "id": "hill",
            "name": "Hill Library",
            "hours": [
                {"from": "2027-03-01"} | dict.fromkeys(WEEKDAYS, "closed") | {"monday": "13:00 to 17:00"}
            ],
        }
    ]
}
DECIDE = {"holidays": {"region": "ENG", "unless_told": "decide"}}

# Entered; the branch; the moment (local); from when each sentence holds (local), and what it says.
TABLE: dict[str, tuple[dict[str, Any], str, str, list[str]]] = {
    "a lunch gap, an ordinary day and the day after closed": (
        {},
        "central",
        "2026-11-23 09:30",
        [
            "Mon 09:30 Closed now, opens at 10am",
            "Mon 10:00 Open now, closes at midday",
            "Mon 12:00 Closed now, opens at 2pm",
            "Mon 14:00 Open now, closes at 4pm",
            "Mon 16:00 Closed now, opens tomorrow at 9am",
            "Tue 00:00 Closed now, opens at 9am",
            "Tue 09:00 Open now, closes at 5pm",
            "Tue 17:00 Closed now, opens on Thursday 26 November at 9am",
        ],
    ),
    "self-service before and after the staff": (
        {},
        "leagrave",
        "2026-11-23 07:00",
        [
            "Mon 07:00 Closed now, opens at 8am",
            "Mon 08:00 Open now for self-service, staffed from 10am, closes at 8pm",
            "Mon 10:00 Open now, staffed until 4pm, closes at 8pm",
            "Mon 16:00 Open now for self-service, closes at 8pm",
            "Mon 20:00 Closed now, opens tomorrow at 8am",
            "Tue 00:00 Closed now, opens at 8am",
            "Tue 08:00 Open now for self-service, staffed from 10am, closes at 4pm",
            "Tue 10:00 Open now, closes at 4pm",
            "Tue 16:00 Closed now, opens tomorrow at 10am",
        ],
    ),
    "staff training, and the doors open all the same": (
        STAFF_HOME,
        "leagrave",
        "2026-11-23 07:00",
        [
            "Mon 07:00 Closed now, opens at 8am",
            "Mon 08:00 Open now for self-service, closes at 8pm",
            "Mon 20:00 Closed now, opens tomorrow at 8am",
            "Tue 00:00 Closed now, opens at 8am",
            "Tue 08:00 Open now for self-service, staffed from 10am, closes at 4pm",
            "Tue 10:00 Open now, closes at 4pm",
            "Tue 16:00 Closed now, opens tomorrow at 10am",
        ],
    ),
    "a bank holiday": (
        {},
        "central",
        "2026-08-30 12:00",
        [
            "Sun 12:00 Open now, closes at 2pm",
            "Sun 14:00 Closed now, opens on Tuesday 1 September at 9am",
            "Mon 00:00 Closed now: Summer bank holiday. Opens tomorrow at 9am",
        ],
    ),
    "the weekend on which clocks go forward, 36 hours long": (
        {},
        "central",
        "2026-03-28 12:00",
        [
            "Sat 12:00 Open now, closes at 1pm",
            "Sat 13:00 Closed now, opens tomorrow at 10am",
            "Sun 00:00 Closed now, opens at 10am",
            "Sun 10:00 Open now, closes at 2pm",
            "Sun 14:00 Closed now, opens tomorrow at 10am",
            "Mon 00:00 Closed now, opens at 10am",
        ],
    ),
    "the weekend on which clocks go back, 36 hours long": (
        {},
        "central",
        "2026-10-24 12:00",
        [
            "Sat 12:00 Open now, closes at 1pm",
            "Sat 13:00 Closed now, opens tomorrow at 10am",
            "Sun 00:00 Closed now, opens at 10am",
            "Sun 10:00 Open now, closes at 2pm",
            "Sun 14:00 Closed now, opens tomorrow at 10am",
        ],
    ),
    "a closure over Christmas": (
        CHRISTMAS,
        "central",
        "2026-12-24 08:00",
        [
            "Thu 08:00 Closed now, opens at 9am",
            "Thu 09:00 Open now, closes at 1pm",
            "Thu 13:00 Closed now: Christmas. Opens on Tuesday 29 December at 9am",
        ],
    ),
    "the end of a closure": (
        CHRISTMAS,
        "central",
        "2026-12-28 08:00",
        [
            "Mon 08:00 Closed now: Christmas. Opens tomorrow at 9am",
            "Tue 00:00 Closed now, opens at 9am",
            "Tue 09:00 Open now, closes at 5pm",
            "Tue 17:00 Closed now, opens on Thursday 31 December at 9am",
        ],
    ),
    "a new year in between": (
        {},
        "central",
        "2026-12-31 18:00",
        [
            "Thu 18:00 Closed now, opens on Saturday 2 January 2027 at 9am",
            "Fri 00:00 Closed now: New Year’s Day. Opens tomorrow at 9am",
            "Sat 00:00 Closed now, opens at 9am",
        ],
    ),
    "a closure without end begins while the doors are open": (
        BURST_PIPE,
        "central",
        "2026-11-24 08:00",
        [
            "Tue 08:00 Closed now, opens at 9am",
            "Tue 09:00 Open now, closes at midday",
            "Tue 12:00 Closed until further notice: A burst pipe",
        ],
    ),
    "a closure without end, its review day passed": (
        BURST_PIPE,
        "central",
        "2027-02-01 08:00",
        ["Mon 08:00 Closed until further notice: A burst pipe"],
    ),
    "the night before a day off for a reason": (
        ONE_DAY,
        "leagrave",
        "2026-11-23 19:59",
        [
            "Mon 19:59 Open now for self-service, closes at 8pm",
            "Mon 20:00 Closed now, opens on Wednesday 25 November at 10am",
            "Tue 00:00 Closed now: Works. Opens tomorrow at 10am",
            "Wed 00:00 Closed now, opens at 10am",
        ],
    ),
    "a closure within a day is the reason only while it lasts": (
        SOME_HOURS,
        "central",
        "2026-11-24 08:00",
        [
            "Tue 08:00 Closed now, opens at 9am",
            "Tue 09:00 Open now, closes at 10am",
            "Tue 10:00 Closed now: Boiler. Opens at midday",
            "Tue 12:00 Open now, closes at 5pm",
            "Tue 17:00 Closed now, opens on Friday 27 November at 9am",
        ],
    ),
    "a closure of all opening hours is the reason until it is over": (
        SOME_HOURS,
        "central",
        "2026-11-26 08:00",
        [
            "Thu 08:00 Closed now: A talk. Opens tomorrow at 9am",
            "Thu 17:00 Closed now, opens tomorrow at 9am",
            "Fri 00:00 Closed now, opens at 9am",
            "Fri 09:00 Open now, closes at 5pm",
            "Fri 17:00 Closed now, opens tomorrow at 9am",
        ],
    ),
    "changed hours are the reason while the doors would usually be open": (
        LATER_START,
        "central",
        "2026-11-24 08:00",
        [
            "Tue 08:00 Closed now, opens at 2pm",
            "Tue 09:00 Closed now: Heating. Opens at 2pm",
            "Tue 14:00 Open now, closes at 7pm",
            "Tue 19:00 Closed now, opens on Thursday 26 November at 9am",
            "Wed 00:00 Closed now, opens tomorrow at 9am",
        ],
    ),
    "changed hours that open on a holiday are no reason to be shut": (
        ON_BOXING_DAY,
        "central",
        "2026-12-28 08:00",
        [
            "Mon 08:00 Closed now, opens at 10am",
            "Mon 10:00 Open now, closes at midday",
            "Mon 12:00 Closed now, opens tomorrow at 9am",
            "Tue 00:00 Closed now, opens at 9am",
            "Tue 09:00 Open now, closes at 5pm",
            "Tue 17:00 Closed now, opens on Thursday 31 December at 9am",
        ],
    ),
    "staff training on a day on which the doors also open without staff, but not for long": (
        TRAINING_ON_TUESDAY,
        "leagrave",
        "2026-11-24 07:00",
        [
            "Tue 07:00 Closed now, opens at 8am",
            "Tue 08:00 Open now for self-service, closes at 10am",
            "Tue 10:00 Closed now: Staff training. Opens tomorrow at 10am",
            "Tue 16:00 Closed now, opens tomorrow at 10am",
            "Wed 00:00 Closed now, opens at 10am",
            "Wed 10:00 Open now, closes at 4pm",
            "Wed 16:00 Closed now, opens tomorrow at 10am",
        ],
    ),
    "a library whose hours nobody has entered": (
        NO_WEEK,
        "central",
        "2026-11-23 09:00",
        ["Mon 09:00 Opening hours not known"],
    ),
    "a bank holiday that is not decided": (
        DECIDE,
        "central",
        "2026-05-03 13:00",
        [
            "Sun 13:00 Open now, closes at 2pm",
            "Sun 14:00 Closed now",
            "Mon 00:00 Not decided yet: Early May bank holiday",
            "Tue 00:00 Closed now, opens at 9am",
        ],
    ),
    "a library that opens next day": (
        NEW,
        "hill",
        "2027-02-28 12:00",
        [
            "Sun 12:00 Opens on Monday 1 March 2027",
            "Mon 00:00 Closed now, opens at 1pm",
            "Mon 13:00 Open now, closes at 5pm",
            "Mon 17:00 Closed now, opens on Monday 8 March at 1pm",
        ],
    ),
    "a library of which only the month is known": (
        {"branches": [{"id": "hill", "name": "Hill Library", "opened": "2027-03"}]},
        "hill",
        "2027-02-10 12:00",
        ["Wed 12:00 Opens in March 2027"],
    ),
    "closed for good": ({}, "wigmore", "2026-11-23 09:00", ["Mon 09:00 Closed for good"]),
}


@pytest.mark.parametrize("name", TABLE)
def test_what_is_said(name: str, tmp_path: Path) -> None:
    """From a moment on, the sentences are the ones written beside it, each from its moment in local time."""
    entered, branch, at, expected = TABLE[name]
    library = library_of(tmp_path, entered)
    moment = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    said = sentences(library, library.branch(branch), moment)
    assert [f"{s.start.astimezone(ZONE):%a %H:%M} {s.words}" for s in said] == expected


def test_clock_changes_do_not_shift_the_end(tmp_path: Path) -> None:
    """36 hours are 36 hours: from noon before clocks go forward they end at 1am, before clocks go back at 11pm."""
    ends = [
        holds_until(datetime(2026, month, day, 12, tzinfo=ZONE)).astimezone(ZONE).isoformat()
        for month, day in ((3, 28), (10, 24), (11, 23))
    ]
    assert ends == ["2026-03-30T01:00:00+01:00", "2026-10-25T23:00:00+00:00", "2026-11-25T00:00:00+00:00"]


def test_doors_that_do_not_close_at_midnight_stay_open(tmp_path: Path) -> None:
    """Where doors stay open past midnight it is said when they do close; “at midnight” needs no “tomorrow”."""
    night = Week.model_validate(
        {"from_": "2024-01-02"}
        | dict.fromkeys(WEEKDAYS, ())
        | {"monday": (Span(600, DAY),), "tuesday": (Span(0, 120),), "thursday": (Span(600, DAY),)}
    )
    branch = Branch(id="central", name="Central", hours=(night,))
    library = Library(Service.model_validate(SERVICE), (branch,))

    def said(day: int) -> list[str]:
        return [s.words for s in sentences(library, branch, datetime(2026, 11, day, 9, tzinfo=ZONE))]

    assert said(23)[:3] == [
        "Closed now, opens at 10am",
        "Open now, closes tomorrow at 2am",
        "Open now, closes at 2am",
    ]
    assert said(26)[1] == "Open now, closes at midnight"


def test_doors_close_at_the_midnight_that_ends_a_day(tmp_path: Path) -> None:
    """Doors that are open day and night until Sunday close on Sunday at midnight: Monday's would be a day too late."""
    weekend = dict.fromkeys(("friday", "saturday", "sunday"), (Span(0, DAY),))
    week = Week.model_validate({"from_": "2024-01-02"} | dict.fromkeys(WEEKDAYS, ()) | weekend)
    branch = Branch(id="central", name="Central", hours=(week,))
    library = Library(Service.model_validate(SERVICE), (branch,))

    def said(day: int) -> str:
        return sentences(library, branch, datetime(2026, 11, day, 9, tzinfo=ZONE))[0].words

    assert said(27) == "Open now, closes on Sunday 29 November at midnight"
    assert said(28) == "Open now, closes tomorrow at midnight"
    assert said(29) == "Open now, closes at midnight"
    assert said(26) == "Closed now, opens at midnight"


def test_end_of_a_day() -> None:
    """What ends at midnight ends with the day before it, also in the night on which the clocks go back."""
    assert end_words(datetime(2026, 7, 13, 17, tzinfo=ZONE), date(2026, 7, 13)) == "5pm on Monday 13 July"
    assert end_words(datetime(2026, 7, 14, 0, tzinfo=ZONE), date(2026, 7, 13)) == "midnight on Monday 13 July"
    assert (
        end_words(datetime(2026, 10, 26, 0, tzinfo=ZONE), date(2026, 7, 13))
        == "midnight on Sunday 25 October"
    )
    assert (
        end_words(datetime(2027, 1, 1, 0, tzinfo=UTC), date(2026, 7, 13))
        == "midnight on Thursday 31 December"
    )


# --- What holds for every library ------------------------------------------------------------------------

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
times = st.integers(5 * 4, 23 * 4).map(lambda quarter: quarter * 15)
spans = st.lists(times, min_size=0, max_size=4, unique=True).map(
    lambda found: tuple(Span(a, b) for a, b in zip(sorted(found)[::2], sorted(found)[1::2], strict=False))
)
moments = st.integers(0, 365 * DAY).map(lambda minutes: FIRST + timedelta(minutes=minutes))


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    """Return a closure of the year, of some hours or days, or without end."""
    begins = FIRST.replace(tzinfo=None) + timedelta(hours=draw(st.integers(0, 365 * 24)))
    ends = begins + timedelta(hours=draw(st.integers(1, 100)))
    lasting = draw(st.booleans())
    return Closure.model_validate(
        {
            "id": "closure",
            "branches": "all",
            "from_": begins,
            "reason": "A reason",
            "self_service": "as usual" if draw(st.booleans()) else None,
        }
        | ({"until": "further notice", "review": begins.date()} if lasting else {"to": ends})
    )


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Return a library service with one branch, its week, its self-service, closures and a changed day."""
    week = Week.model_validate(
        {"from_": "2024-01-02", "self_service": SelfServiceWeek(**{d: draw(spans) for d in WEEKDAYS})}
        | {day: draw(spans) for day in WEEKDAYS}
    )
    day = (FIRST + timedelta(days=draw(st.integers(0, 364)))).date()
    changed = ChangedHours.model_validate(
        {"branches": "all", "from_": day, "to": day, "hours": draw(spans), "reason": "Another reason"}
    )
    return Library(
        Service.model_validate(SERVICE),
        (Branch(id="central", name="Central", hours=(week,)),),
        closures=tuple(draw(st.lists(closures(), max_size=2))),
        changed_hours=(changed,),
    )


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(libraries(), moments, st.lists(st.integers(0, 36 * 3600 - 1), min_size=5, max_size=20))
def test_sentences_agree_with_the_hours(library: Library, moment: datetime, later: list[int]) -> None:
    """Sentences follow each other without gap for 36 hours; at any second they say open exactly when it is open."""
    branch = library.branches[0]
    said = sentences(library, branch, moment)
    assert (said[0].start, said[-1].end) == (moment, moment + timedelta(hours=36))
    assert all(one.start < one.end == other.start for one, other in pairwise(said))
    assert all(one.words != other.words for one, other in pairwise(said))
    for seconds in later:
        at = moment + timedelta(seconds=seconds)
        (sentence,) = [s for s in said if s.start <= at < s.end]
        assert sentence.open is state_at(library, branch, at).open
        assert sentence.open is sentence.words.startswith("Open now")
