"""When a branch is open: the golden cases, moments, and what holds for every library."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from librarysite.model import ZONE, Branch, ChangedHours, Closure, Library, SelfServiceWeek, Service, Week
from librarysite.notation import DAY, WEEKDAYS, Span
from librarysite.schedule.hours import DayHours, hours_on, next_change, state_at
from tests.support.goldencases import SERVICE, load_entered, read_cases

FILE = Path(__file__).parents[1] / "cases" / "hours.yaml"


CASES = read_cases(FILE)


def library_of(folder: Path, entered: dict[str, Any]) -> Library:
    """Load what editors entered, over what is usual in the case file."""
    entered = CASES["usual"] | entered
    holidays = {"holidays": entered["holidays"]} if "holidays" in entered else {}
    files = {
        "service.yaml": SERVICE | holidays,
        "branches.yaml": {"branches": entered["branches"]},
        "status.yaml": {key: entered[key] for key in ("closures", "changed_hours") if key in entered},
    }
    return load_entered(folder, files)


def read_aloud(hours: DayHours) -> str:
    """Return a day's answer as the case file writes it."""
    names = {"self_service": "self-service", "staffed": "open"}
    row = " | ".join(f"{clock(i.opens)} {names[i.kind]} {clock(i.closes)}" for i in hours.intervals)
    rule = hours.kind.replace("_", " ")
    reason = f": {hours.reason}" if hours.reason else ""
    if row:
        return row if hours.kind == "week" else f"{row} ({rule}{reason})"
    if hours.kind == "not_known":
        return f"not known{reason}"
    return f"not decided{reason}" if hours.kind == "undecided" else f"closed{reason} ({rule})"


def clock(minutes: int) -> str:
    """Return minutes since midnight as a 24-hour clock shows them."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


@pytest.mark.parametrize("case", CASES["cases"], ids=lambda case: case["name"])
def test_golden_case(case: dict[str, Any], tmp_path: Path) -> None:
    """Every case of cases/hours.yaml has the answer that is written beside it."""
    library = library_of(tmp_path, case)
    branch = library.branch(case.get("at", "central"))
    assert read_aloud(hours_on(library, branch, date.fromisoformat(case["day"]))) == case["expect"]


def test_case_names_are_unique() -> None:
    """No two cases have the same name, so that a failure points to one of them."""
    names = [case["name"] for case in CASES["cases"]]
    assert len(set(names)) == len(names)


def test_cause_is_the_entry_that_decided(tmp_path: Path) -> None:
    """The answer names the entry that decided: the closure, the changed hours or the week."""
    closure = {"id": "flood", "branches": "all", "on": "2026-11-24", "reason": "Flood"}
    changed = {"branches": "all", "on": "2026-11-26", "hours": "closed", "reason": "Works"}
    library = library_of(tmp_path, {"closures": [closure], "changed_hours": [changed]})
    central = library.branch("central")
    assert hours_on(library, central, date(2026, 11, 24)).cause is library.closures[0]
    assert hours_on(library, central, date(2026, 11, 26)).cause is library.changed_hours[0]
    assert hours_on(library, central, date(2026, 11, 27)).cause is central.hours[0]
    assert hours_on(library, central, date(2026, 12, 25)).cause is None


# --- Moments ---------------------------------------------------------------------------------------------

CHRISTMAS = {
    "closures": [
        {
            "id": "christmas",
            "branches": "all",
            "from": "2026-12-24 13:00",
            "to": "2026-12-28",
            "reason": "Christmas",
        }
    ]
}


def local(text: str) -> datetime:
    """Return a moment of London's wall time."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


# Entered; the branch; the moment (local); open or not; until when, with its offset from UTC.
MOMENTS = {
    "before opening": ({}, "central", "2026-11-24 08:59", False, "2026-11-24T09:00:00+00:00"),
    "exactly at opening": ({}, "central", "2026-11-24 09:00", True, "2026-11-24T17:00:00+00:00"),
    "in the lunch gap": ({}, "central", "2026-11-23 13:00", False, "2026-11-23T14:00:00+00:00"),
    "as the lunch gap begins": ({}, "central", "2026-11-23 12:00", False, "2026-11-23T14:00:00+00:00"),
    "one minute before closing": ({}, "central", "2026-11-24 16:59", True, "2026-11-24T17:00:00+00:00"),
    "one second before closing": ({}, "central", "2026-11-24 16:59:59", True, "2026-11-24T17:00:00+00:00"),
    "at closing, next day closed": ({}, "central", "2026-11-24 17:00", False, "2026-11-26T09:00:00+00:00"),
    "self-service before staff": ({}, "leagrave", "2026-11-23 09:30", True, "2026-11-23T20:00:00+00:00"),
    "staffed before self-service": ({}, "leagrave", "2026-11-23 15:59", True, "2026-11-23T20:00:00+00:00"),
    "as staff go and doors stay open": (
        {},
        "leagrave",
        "2026-11-23 16:00",
        True,
        "2026-11-23T20:00:00+00:00",
    ),
    "across a bank holiday": ({}, "central", "2026-05-03 14:00", False, "2026-05-05T09:00:00+01:00"),
    "on Christmas Eve in the morning": (
        CHRISTMAS,
        "central",
        "2026-12-24 12:59",
        True,
        "2026-12-24T13:00:00+00:00",
    ),
    "across the Christmas closure": (
        CHRISTMAS,
        "central",
        "2026-12-24 13:00",
        False,
        "2026-12-29T09:00:00+00:00",
    ),
    "on Christmas Day": (CHRISTMAS, "central", "2026-12-25 10:00", False, "2026-12-29T09:00:00+00:00"),
    "Saturday before clocks go forward": (
        {},
        "central",
        "2026-03-28 12:00",
        True,
        "2026-03-28T13:00:00+00:00",
    ),
    "night before clocks go forward": ({}, "central", "2026-03-28 13:00", False, "2026-03-29T10:00:00+01:00"),
    "Sunday after clocks went forward": (
        {},
        "central",
        "2026-03-29 10:00",
        True,
        "2026-03-29T14:00:00+01:00",
    ),
    "Saturday before clocks go back": ({}, "central", "2026-10-24 12:00", True, "2026-10-24T13:00:00+01:00"),
    "night before clocks go back": ({}, "central", "2026-10-24 13:00", False, "2026-10-25T10:00:00+00:00"),
    "Sunday after clocks went back": ({}, "central", "2026-10-25 13:59", True, "2026-10-25T14:00:00+00:00"),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_state_at_a_moment(name: str, tmp_path: Path) -> None:
    """At a moment a branch is open or closed until the next change, in local time with its offset."""
    entered, branch, at, is_open, until = MOMENTS[name]
    library = library_of(tmp_path, entered)
    state = state_at(library, library.branch(branch), local(at))
    assert (state.open, state.until and state.until.isoformat()) == (is_open, until)
    assert next_change(library, library.branch(branch), local(at)) == state.until


def test_state_names_the_interval_it_is_in(tmp_path: Path) -> None:
    """While the doors are open the state says with or without staff; while they are shut it names nothing."""
    library = library_of(tmp_path, {})
    leagrave = library.branch("leagrave")

    def kind(text: str) -> str | None:
        interval = state_at(library, leagrave, local(text)).interval
        return interval and interval.kind

    assert kind("2026-11-23 07:59") is None
    assert kind("2026-11-23 09:59") == "self_service"
    assert kind("2026-11-23 10:00") == "staffed"
    assert kind("2026-11-23 16:00") == "self_service"
    assert kind("2026-11-23 20:00") is None


@pytest.mark.parametrize(
    ("utc", "is_open"),
    [
        ((2026, 7, 14, 7, 59), False),  # 8:59am in London in summer
        ((2026, 7, 14, 8, 0), True),
        ((2026, 7, 14, 16, 0), False),  # 5pm
        ((2026, 11, 24, 8, 59), False),  # 8:59am in winter
        ((2026, 11, 24, 9, 0), True),
    ],
)
def test_moments_of_other_time_zones(utc: tuple[int, ...], is_open: bool, tmp_path: Path) -> None:
    """A moment given in UTC is judged by the local clock."""
    library = library_of(tmp_path, {})
    assert state_at(library, library.branch("central"), datetime(*utc, tzinfo=UTC)).open is is_open


def test_local_day_decides_after_midnight_in_summer(tmp_path: Path) -> None:
    """At 11:30pm UTC in summer the day in London is already the next one."""
    library = library_of(tmp_path, {})
    state = state_at(library, library.branch("central"), datetime(2026, 7, 13, 23, 30, tzinfo=UTC))
    assert state.day.date == date(2026, 7, 14)


@pytest.mark.parametrize("hour_utc", [0, 1])
def test_both_hours_of_the_repeated_hour(hour_utc: int, tmp_path: Path) -> None:
    """In either 1:30am of the night the clocks go back, the next change is the opening at 10am GMT."""
    library = library_of(tmp_path, {})
    found = next_change(library, library.branch("central"), datetime(2026, 10, 25, hour_utc, 30, tzinfo=UTC))
    assert found is not None
    assert found.astimezone(UTC) == datetime(2026, 10, 25, 10, tzinfo=UTC)


def test_no_change_in_sight(tmp_path: Path) -> None:
    """A branch that is closed until further notice or for good has no next change."""
    roof = {
        "id": "roof",
        "branches": ["central"],
        "from": "2026-11-09",
        "until": "further notice",
        "review": "2026-12-01",
        "reason": "The roof is leaking",
    }
    library = library_of(tmp_path, {"closures": [roof]})
    for branch in ("central", "wigmore"):
        assert state_at(library, library.branch(branch), local("2026-12-02 10:00")).until is None


def test_open_through_midnight_is_no_change(tmp_path: Path) -> None:
    """Doors that stay open through midnight neither close nor open then."""
    branch = {
        "id": "central",
        "name": "Central Library",
        "hours": [
            {"from": "2024-01-02"}
            | dict.fromkeys(WEEKDAYS, "closed")
            | {"monday": "09:00 to 24:00", "tuesday": "00:00 to 12:00"}
        ],
    }
    library = library_of(tmp_path, {"branches": [branch]})
    found = next_change(library, library.branch("central"), local("2026-11-23 10:00"))
    assert found == local("2026-11-24 12:00")


# --- What holds for every library ------------------------------------------------------------------------

FIRST = date(2026, 10, 1)
LAST = date(2027, 4, 30)
a_day = st.dates(FIRST, LAST)
minutes = st.integers(0, DAY).map(lambda n: n - n % 15)


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Span, ...]:
    """Draw the sessions of a day, in order and with gaps, as read from an editor's file."""
    edges = sorted(draw(st.sets(minutes, max_size=6)))
    return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False))


def weeks(kind: type[SelfServiceWeek], **known: Any) -> st.SearchStrategy[Any]:
    """Draw a week of sessions."""
    days = st.fixed_dictionaries(dict.fromkeys(WEEKDAYS, sessions()))
    return days.map(lambda drawn: kind.model_validate(drawn | known))


@st.composite
def branches(draw: st.DrawFn) -> Branch:
    """Draw a branch with up to two dated weeks."""
    starts = sorted(draw(st.sets(a_day, max_size=2)))
    drawn = [
        draw(weeks(Week, **{"from": start, "self_service": draw(weeks(SelfServiceWeek))})) for start in starts
    ]
    closed = draw(st.none() | a_day)
    end = {"closed": {"from": closed.isoformat()}} if closed and draw(st.booleans()) else {}
    return Branch.model_validate({"id": "central", "name": "Central", "hours": drawn} | end)


@st.composite
def closures(draw: st.DrawFn) -> Closure:
    """Draw a closure: of days, of moments, or until further notice."""
    number = draw(st.integers(0, 10**6))
    start = datetime.combine(draw(a_day), datetime.min.time()) + timedelta(minutes=draw(minutes))
    ends: list[dict[str, Any]] = [
        {"from": start, "to": start + timedelta(minutes=draw(st.integers(15, 10 * DAY)))},
        {"from": start.date(), "to": start.date() + timedelta(days=draw(st.integers(0, 9)))},
        {"from": start, "until": "further notice", "review": start.date()},
    ]
    self_service = draw(st.sampled_from([{}, {"self_service": "as usual"}]))
    known = {"id": f"c-{number}", "branches": "all", "reason": f"Reason {number}"}
    return Closure.model_validate(known | self_service | draw(st.sampled_from(ends)))


@st.composite
def changed_hours(draw: st.DrawFn) -> ChangedHours:
    """Draw changed hours of one day or some."""
    first = draw(a_day)
    known = {"branches": "all", "from": first, "to": first + timedelta(days=draw(st.integers(0, 30)))}
    hours = {"hours": draw(sessions() | st.just("as usual")), "reason": "Other hours"}
    return ChangedHours.model_validate(
        known | hours | {"self_service": draw(sessions() | st.just("as usual"))}
    )


@st.composite
def libraries(draw: st.DrawFn) -> Library:
    """Draw a service of one branch with closures and changed hours."""
    rule = {"holidays": {"unless_told": draw(st.sampled_from(["closed", "decide"]))}}
    return Library(
        Service.model_validate(SERVICE | rule),
        branches=(draw(branches()),),
        closures=tuple(draw(st.lists(closures(), max_size=3))),
        changed_hours=tuple(draw(st.lists(changed_hours(), max_size=2))),
    )


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(library=libraries(), first=a_day)
def test_intervals_are_in_order_and_disjoint(library: Library, first: date) -> None:
    """On every day the intervals are in order, do not overlap, and lie within the day."""
    for day in (first + timedelta(days=n) for n in range(14)):
        edges = [
            edge
            for i in hours_on(library, library.branches[0], day).intervals
            for edge in (i.opens, i.closes)
        ]
        assert edges == sorted(edges)
        assert all(0 <= edge <= DAY for edge in edges)
        assert all(opens < closes for opens, closes in zip(edges[::2], edges[1::2], strict=True))


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(library=libraries(), day=a_day, as_usual=st.booleans())
def test_a_closure_of_the_whole_day_leaves_no_staff(library: Library, day: date, as_usual: bool) -> None:
    """Nothing that is entered keeps staffed hours within a closure of the whole day."""
    told = {"self_service": "as usual"} if as_usual else {}
    closure = Closure.model_validate(
        {"id": "all", "branches": "all", "on": day.isoformat(), "reason": "Shut"} | told
    )
    closed = Library(
        library.service, library.branches, (*library.closures, closure), changed_hours=library.changed_hours
    )
    hours = hours_on(closed, closed.branches[0], day)
    assert all(interval.kind == "self_service" for interval in hours.intervals)
    assert as_usual or not hours.intervals


@settings(deadline=None, max_examples=100)
@given(library=libraries(), day=a_day, closure=closures())
def test_a_closure_never_opens_a_door(library: Library, day: date, closure: Closure) -> None:
    """Whoever could not get in before a closure was entered cannot get in afterwards."""
    before = hours_on(library, library.branches[0], day).intervals
    closed = Library(
        library.service, library.branches, (*library.closures, closure), changed_hours=library.changed_hours
    )
    for interval in hours_on(closed, closed.branches[0], day).intervals:
        within = {minute for i in before for minute in range(i.opens, i.closes)}
        assert set(range(interval.opens, interval.closes)) <= within


@settings(deadline=None, max_examples=60)
@given(library=libraries(), day=a_day, minute=st.integers(0, DAY - 1))
def test_until_then_the_state_holds(library: Library, day: date, minute: int) -> None:
    """One minute before the next change the branch is as it was, and at the change it is not."""
    branch = library.branches[0]
    moment = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(minutes=minute)
    state = state_at(library, branch, moment)
    if state.until is None:
        return
    assert state_at(library, branch, state.until - timedelta(minutes=1)).open == state.open
    assert state_at(library, branch, state.until).open != state.open
