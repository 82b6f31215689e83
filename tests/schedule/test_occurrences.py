"""When an event takes place: the golden cases, the clock changes, and what holds for every event."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from librarysite.model import Branch, ChangedHours, Closure, Event, Library, Service
from librarysite.notation import WEEKDAYS
from librarysite.schedule.occurrences import Occurrence, occurrences
from tests.support.goldencases import SERVICE, load_entered, read_cases

FILE = Path(__file__).parents[1] / "cases" / "occurrences.yaml"
ONE_DAY = timedelta(days=1)


CASES = read_cases(FILE)


def library_of(folder: Path, entered: dict[str, Any]) -> Library:
    """Load what editors entered, over what is usual in the case file."""
    entered = CASES["usual"] | entered
    holidays = {"holidays": entered["holidays"]} if "holidays" in entered else {}
    files = {
        "service.yaml": SERVICE | {"terms": entered["terms"]} | holidays,
        "branches.yaml": {"branches": entered["branches"]},
        "status.yaml": {key: entered[key] for key in ("closures", "changed_hours") if key in entered},
        "events.yaml": {"events": [{"id": "event", "title": "Event"} | entered["event"]]},
    }
    return load_entered(folder, files)


def read_aloud(occurrence: Occurrence) -> str:
    """Return one date as the case file writes it."""
    start, end = occurrence.start, occurrence.end
    parts = [start.date().isoformat()]
    if occurrence.all_day:
        assert (start.time(), end.time(), end.date()) == (
            end.min.time(),
            end.min.time(),
            start.date() + ONE_DAY,
        )
        parts.append("all day")
    else:
        same_day = start.date() == end.date()
        parts.append(
            f"{start:%H:%M} to {end:%H:%M}" if same_day else f"{start:%H:%M} to {end:%Y-%m-%d %H:%M}"
        )
    if occurrence.slot.session:
        parts.append(f"({occurrence.slot.session})")
    if occurrence.branch and occurrence.branch.id != occurrence.event.branch:
        parts.append(f"at {occurrence.branch.id}")
    state = occurrence.state + (f": {occurrence.reason}" if occurrence.reason else "")
    return " ".join(parts if state == "on" else [*parts, state])


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_golden_case(case: dict[str, Any], tmp_path: Path) -> None:
    """Every case of cases/occurrences.yaml has the dates that are written beside it, in that order."""
    library = library_of(tmp_path, case)
    first, last = (date.fromisoformat(day) for day in case["days"].split(" to "))
    found = occurrences(library, library.events[0], first, last + ONE_DAY)
    assert [read_aloud(o) for o in found] == ([] if case["expect"] == "nothing" else case["expect"])


def test_case_names_are_unique() -> None:
    """No two cases have the same name, so that a failure points to one of them."""
    names = [case["name"] for case in CASES["cases"]]
    assert len(set(names)) == len(names)


# --- Clock changes ---------------------------------------------------------------------------------------


def dates_of(folder: Path, event: dict[str, Any], first: date, last: date) -> list[Occurrence]:
    """Return the dates of one event from its first to its last day."""
    library = library_of(folder, {"event": event})
    return occurrences(library, library.events[0], first, last + ONE_DAY)


def sundays(first: str) -> dict[str, Any]:
    """Return a series on Sundays at 10:30, online, so that no bank holiday takes a date away."""
    return {"online": "yes", "when": {"every": "Sunday", "at": "10:30 to 11:30", "from": first}}


def test_wall_time_stays_when_clocks_go_back(tmp_path: Path) -> None:
    """A weekly 10:30 stays 10:30 over 25 October 2026, and its offset goes from +01:00 to +00:00."""
    found = dates_of(tmp_path, sundays("2026-10-18"), date(2026, 10, 18), date(2026, 11, 1))
    assert [o.start.isoformat() for o in found] == [
        "2026-10-18T10:30:00+01:00",
        "2026-10-25T10:30:00+00:00",
        "2026-11-01T10:30:00+00:00",
    ]
    assert found[1].end.isoformat() == "2026-10-25T11:30:00+00:00"


def test_wall_time_stays_when_clocks_go_forward(tmp_path: Path) -> None:
    """A weekly 10:30 stays 10:30 over 28 March 2027, and its offset goes from +00:00 to +01:00."""
    found = dates_of(tmp_path, sundays("2027-03-21"), date(2027, 3, 21), date(2027, 4, 4))
    assert [o.start.isoformat() for o in found] == [
        "2027-03-21T10:30:00+00:00",
        "2027-03-28T10:30:00+01:00",
        "2027-04-04T10:30:00+01:00",
    ]
    assert found[1].end.isoformat() == "2027-03-28T11:30:00+01:00"


def test_a_night_over_the_clock_change(tmp_path: Path) -> None:
    """A night that the clocks change in begins with one offset and ends with the other."""
    night = {"online": "yes", "when": {"on": "2026-10-24 22:00 to 2026-10-25 06:00"}}
    (found,) = dates_of(tmp_path, night, date(2026, 10, 24), date(2026, 10, 24))
    assert found.start.isoformat() == "2026-10-24T22:00:00+01:00"
    assert found.end.isoformat() == "2026-10-25T06:00:00+00:00"


def test_a_whole_day_of_a_clock_change(tmp_path: Path) -> None:
    """An all-day date lasts from local midnight to local midnight, also on a day of 23 hours."""
    (found,) = dates_of(
        tmp_path, {"online": "yes", "when": {"on": "2027-03-28"}}, date(2027, 3, 28), date(2027, 3, 28)
    )
    assert found.start.isoformat() == "2027-03-28T00:00:00+00:00"
    assert found.end.isoformat() == "2027-03-29T00:00:00+01:00"


# --- What a change gives one date alone ------------------------------------------------------------------

BABIES = {
    "branch": "central",
    "room": "Children's library",
    "when": {"every": "Tuesday", "at": "10:30 to 11:00", "from": "2026-12-01", "until": "2026-12-08"},
}


def test_title_and_room_of_one_date(tmp_path: Path) -> None:
    """A change may give one date a title and a room of its own; the other dates keep the event's."""
    change = {"date": "2026-12-08", "title": "Christmas rhymes", "room": "Heritage Room"}
    first, second = dates_of(tmp_path, BABIES | {"changes": [change]}, date(2026, 12, 1), date(2026, 12, 8))
    assert (first.title, first.room, first.state) == ("Event", "Children's library", "on")
    assert (second.title, second.room, second.state) == ("Christmas rhymes", "Heritage Room", "on")


def test_another_branch_has_other_rooms(tmp_path: Path) -> None:
    """A date at another branch does not keep the event's room."""
    change = {"date": "2026-12-08", "branch": "leagrave"}
    _, second = dates_of(tmp_path, BABIES | {"changes": [change]}, date(2026, 12, 1), date(2026, 12, 8))
    assert second.room is None


def test_a_moved_date_remembers_when_it_was_planned(tmp_path: Path) -> None:
    """A moved date knows its planned start, which makes its permanent UID."""
    change = {"date": "2026-12-08", "moved_to": "2026-12-09 14:00 to 14:30"}
    _, second = dates_of(tmp_path, BABIES | {"changes": [change]}, date(2026, 12, 1), date(2026, 12, 9))
    assert second.planned_start is not None
    assert second.planned_start.isoformat() == "2026-12-08T10:30:00+00:00"
    assert second.slot.date == date(2026, 12, 8)


def test_a_moved_date_at_opening_hours_remembers_when_it_was_planned(tmp_path: Path) -> None:
    """A date that follows the opening hours was planned for the opening of its own day and branch."""
    change = {"date": "2026-12-08", "moved_to": "2026-12-12"}
    daily = {"every": "weekday", "at": "opening hours", "from": "2026-12-01", "until": "2026-12-08"}
    event = {"branch": "central", "when": daily, "changes": [change]}
    (found,) = dates_of(tmp_path, event, date(2026, 12, 12), date(2026, 12, 12))
    assert found.start.isoformat() == "2026-12-12T09:00:00+00:00"
    assert found.planned_start is not None
    assert found.planned_start.isoformat() == "2026-12-08T09:00:00+00:00"


# --- What holds for every event --------------------------------------------------------------------------

FIRST = date(2026, 10, 1)
LAST = date(2027, 4, 30)
a_day = st.dates(FIRST, LAST)
EVERY = [
    "Tuesday",
    "Monday and Thursday",
    "second Tuesday",
    "second and fourth Tuesday",
    "last Saturday",
    "2 weeks on Friday",
    "2 weeks on Monday",
    "3 weeks on Sunday and Wednesday",
    "day",
    "weekday",
]
RULES = [
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=MONTHLY;BYDAY=1MO,3WE",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=YEARLY;BYMONTH=11,12;BYMONTHDAY=-1",
]
AT = [None, "10:30 to 11:00", "18:00 to 20:00", "22:00 to 00:30", "opening hours"]
WEEK = (
    {"from": "2026-11-01"}
    | dict.fromkeys(WEEKDAYS[:6], "09:00 to 12:30, 13:30 to 17:00")
    | {"sunday": "closed"}
)
BRANCHES = tuple(
    Branch.model_validate({"id": name, "name": name.title(), "hours": [WEEK]})
    for name in ("central", "leagrave")
)


def text(day: date) -> str:
    """Return a date as editors write it."""
    return day.isoformat()


@st.composite
def patterns(draw: st.DrawFn, name: str, at_branch: bool) -> dict[str, Any]:
    """Draw a pattern: a repeat or dates written out."""
    at = draw(st.sampled_from(AT if at_branch else AT[:-1]))
    drawn: dict[str, Any] = {"id": name, "term_time": draw(st.sampled_from(["yes", "no"]))}
    drawn |= {"at": at} if at else {}
    if draw(st.integers(0, 3)) == 0:
        return drawn | {"on": [text(day) for day in draw(st.sets(a_day, min_size=1, max_size=5))]}
    start = draw(a_day)
    repeat = draw(st.sampled_from([*EVERY, *RULES]))
    drawn |= {"rule" if repeat in RULES else "every": repeat, "from": text(start)}
    drawn |= {"except": [text(day) for day in draw(st.sets(a_day, max_size=5))]}
    return drawn | draw(st.sampled_from([{}, {"until": text(start + timedelta(days=60))}]))


@st.composite
def changes(draw: st.DrawFn, day: date) -> dict[str, Any]:
    """Draw what happened to the sessions of one date."""
    moved = text(draw(a_day))
    what: list[dict[str, Any]] = [
        {"cancelled": "Staff training"},
        {"moved_to": moved},
        {"moved_to": f"{moved} 14:00 to 15:00", "note": "A note"},
        {"moved_to": f"{moved} 22:00 to 01:00"},
        {"branch": "leagrave"},
        {"goes_ahead": "yes"},
        {"note": "A note"},
    ]
    session = draw(st.sampled_from([{}, {"session": "a"}, {"session": "b"}]))
    return {"date": text(day)} | session | draw(st.sampled_from(what))


@st.composite
def events(draw: st.DrawFn) -> Event:
    """Draw an event of one or two patterns, with changes and extra dates."""
    at_branch = draw(st.booleans())
    names = draw(st.sampled_from(["a", "ab"]))
    drawn: dict[str, Any] = {"branch": "central"} if at_branch else {"online": "yes"}
    drawn["when"] = [draw(patterns(name, at_branch)) for name in names]
    drawn["changes"] = [draw(changes(day)) for day in sorted(draw(st.sets(a_day, max_size=8)))]
    drawn["also_on"] = [text(day) for day in sorted(draw(st.sets(a_day, max_size=3)))]
    drawn["goes_ahead"] = draw(st.sampled_from(["no", "no", "no", "yes"]))
    return Event.model_validate({"id": "event", "title": "Event"} | drawn)


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Draw two branches with a few closures and changed hours."""
    closed = []
    for number, day in enumerate(draw(st.lists(a_day, max_size=4))):
        later = text(day + timedelta(days=draw(st.integers(0, 12))))
        ending: list[dict[str, Any]] = [
            {"from": text(day), "to": later},
            {"from": f"{text(day)} 11:00", "to": later} if later > text(day) else {"on": text(day)},
            {"on": f"{text(day)} 10:45 to 15:00"},
            {"from": text(day), "until": "further notice", "review": later},
        ]
        where = {"branches": draw(st.sampled_from(["all", "central", "leagrave"]))}
        known = {"id": f"c-{number}", "reason": f"Reason {number}"} | where
        closed.append(Closure.model_validate(known | draw(st.sampled_from(ending))))
    hours = ["closed", "09:00 to 11:00", "10:00 to 12:00, 14:00 to 19:00", "as usual"]
    changed = [
        ChangedHours.model_validate(
            {
                "branches": "all",
                "on": text(day),
                "hours": draw(st.sampled_from(hours)),
                "reason": "Other hours",
            }
        )
        for day in draw(st.lists(a_day, max_size=3))
    ]
    service = Service.model_validate(SERVICE | {"terms": CASES["usual"]["terms"]})
    return Library(service, BRANCHES, tuple(closed), tuple(changed))


@settings(deadline=None, max_examples=100)
@given(library=libraries(), event=events(), first=a_day, length=st.integers(1, 90))
def test_dates_are_in_order_and_in_the_window(
    library: Library, event: Event, first: date, length: int
) -> None:
    """Dates come in order, begin on a day asked about, end later, and each planned one comes once."""
    end = first + timedelta(days=length)
    found = occurrences(library, event, first, end)
    assert [o.start for o in found] == sorted(o.start for o in found)
    assert all(first <= o.start.date() < end for o in found)
    assert all(o.start < o.end for o in found)
    assert len({o.slot for o in found}) == len(found)


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(
    library=libraries(),
    event=events(),
    first=a_day,
    lengths=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_a_window_in_two_parts_is_the_whole(
    library: Library, event: Event, first: date, lengths: tuple[int, int]
) -> None:
    """Asking for a window in two parts gives the same dates as asking for it at once."""
    middle = first + timedelta(days=lengths[0])
    end = middle + timedelta(days=lengths[1])
    parts = occurrences(library, event, first, middle) + occurrences(library, event, middle, end)
    assert parts == occurrences(library, event, first, end)


@settings(deadline=None, max_examples=100)
@given(library=libraries(), event=events())
def test_cancelled_dates_say_why(library: Library, event: Event) -> None:
    """A cancelled date carries a reason; only dates that an editor moved or added are moved or extra."""
    for found in occurrences(library, event, FIRST, LAST + ONE_DAY):
        if found.state == "cancelled":
            assert found.reason
        if found.state == "moved":
            assert found.change is not None
            assert found.change.moved_to or found.change.branch
        if found.state == "extra":
            assert found.slot.date in {dated.date for dated in event.also_on}


@settings(deadline=None, max_examples=100)
@given(library=libraries(), event=events())
def test_nothing_takes_place_in_a_closure(library: Library, event: Event) -> None:
    """No date at a branch overlaps a closure of it, unless it goes ahead or follows the hours left."""
    for found in occurrences(library, event, FIRST, LAST + ONE_DAY):
        goes_ahead = event.goes_ahead or bool(found.change and found.change.goes_ahead)
        if (
            found.state == "cancelled"
            or found.branch is None
            or goes_ahead
            or found.slot.span == "opening hours"
        ):
            continue
        start, end = (moment.replace(tzinfo=None) for moment in (found.start, found.end))
        assert not [c for c in library.closures if c.applies_to(found.branch.id) and c.touches(start, end)]


@settings(deadline=None, max_examples=60)
@given(library=libraries(), event=events())
def test_online_events_ask_nobody(library: Library, event: Event) -> None:
    """The dates of an event that is not at a branch are the same whatever is closed."""
    assume(event.branch is None and not any(change.branch for change in event.changes))
    alone = Library(library.service, library.branches)
    assert occurrences(library, event, FIRST, LAST) == occurrences(alone, event, FIRST, LAST)
