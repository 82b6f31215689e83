"""``hours_on`` against another engine: random weeks, changed hours and closures, day by day for a year.

The other engine is opening-hours-rs by its Python package, which knows nothing of this program: it is given the same
facts in the notation of OpenStreetMap (``Mo 09:00-17:00; 2026 Dec 24 09:00-13:00; 2026 Dec 25 off``), in which a later
rule replaces an earlier one's day.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

import opening_hours
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from librarysite.model import Branch, ChangedHours, Closure, HolidayRule, Library, Service, Week
from librarysite.notation import WEEKDAYS, clock
from librarysite.schedule.holidays import holidays_in
from librarysite.schedule.hours import DayHours, hours_on

FIRST = date(2027, 1, 1)
YEAR = [FIRST + timedelta(days=n) for n in range(365)]
SERVICE = Service.model_validate(
    {
        "name": "Test Libraries",
        "authority": "Test Council",
        "website": "https://test.example/",
        "calendar_domain": "test.example",
        "launched": "2024-01-02",
        "help": {},
    }
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

Times = tuple[tuple[int, int], ...]


@st.composite
def sessions(draw: st.DrawFn) -> Times:
    """Return a day's opening times: none to three, in quarters of an hour, with gaps between them."""
    marks = draw(st.lists(st.integers(0, 96), min_size=0, max_size=6, unique=True))
    marks = sorted(marks)[: len(marks) // 2 * 2]
    return tuple((a * 15, b * 15) for a, b in zip(marks[::2], marks[1::2], strict=True))


days = st.sampled_from(YEAR)
busy = st.sampled_from(
    YEAR[60:130]
)  # a spring in which much happens at once, Easter and the change of clocks too
weeks = st.lists(st.tuples(*[sessions()] * 7), min_size=1, max_size=3)


def words(times: Times) -> str:
    """Return opening times as editors write them."""
    return ", ".join(f"{clock(a)} to {clock(b)}" for a, b in times) or "closed"


def osm(times: Iterable[tuple[int, int]]) -> str:
    """Return opening times as OpenStreetMap has them."""
    return ",".join(f"{clock(a)}-{clock(b)}" for a, b in times) or "off"


def osm_days(first: date, last: date) -> str:
    """Return days from one to another as OpenStreetMap has them."""
    return " - ".join(f"{day.year} {MONTHS[day.month - 1]} {day.day:02}" for day in (first, last))


def spans(hours: DayHours) -> Times:
    """Return a day's answer."""
    return tuple((i.opens, i.closes) for i in hours.intervals)


def answers(rules: list[str]) -> dict[date, Times]:
    """Return the other engine's opening times of each day of the year."""
    found: dict[date, list[tuple[int, int]]] = {day: [] for day in YEAR}
    engine = opening_hours.OpeningHours("; ".join(rules))
    begin, end = (datetime.combine(day, time()) for day in (FIRST, FIRST + timedelta(days=365)))
    for start, stop, state, _ in engine.intervals(begin, end):
        while state == opening_hours.State.OPEN and start < stop:
            midnight = datetime.combine(start.date(), time()) + timedelta(days=1)
            until = min(stop, midnight)
            opens = start.hour * 60 + start.minute
            found[start.date()].append((opens, opens + int((until - start).total_seconds() // 60)))
            start = until
    return {day: tuple(times) for day, times in found.items()}


def week(first: date, seven: Iterable[Times]) -> Week:
    """Return a dated week."""
    entered = {day: words(times) for day, times in zip(WEEKDAYS, seven, strict=True)}
    return Week.model_validate({"from": first.isoformat(), **entered})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seven=weeks,
    starts=st.lists(days, min_size=3, max_size=3, unique=True),
    changed=st.lists(st.tuples(busy, st.integers(0, 20), sessions()), max_size=4),
    closed=st.lists(st.tuples(busy, st.integers(0, 20)), max_size=3),
    part=st.lists(st.tuples(busy, st.integers(0, 47), st.integers(48, 96)), max_size=4),
)
def test_two_engines_agree(
    seven: list[tuple[Times, ...]],
    starts: list[date],
    changed: list[tuple[date, int, Times]],
    closed: list[tuple[date, int]],
    part: list[tuple[date, int, int]],
) -> None:
    """The two give the same hours for each day of a year.

    Dated weeks, changed hours of several days over these, bank holidays over both, changed hours of single days over
    all three, and closures of days or of part of one over everything.
    """
    first_days = [FIRST, *sorted(set(starts) - {FIRST})][: len(seven)]
    hours = [week(first, times) for first, times in zip(first_days, seven, strict=False)]
    rules = []
    for number, first in enumerate(first_days):
        following = first_days[number + 1 :]
        last = following[0] - timedelta(days=1) if following else date(2028, 12, 31)
        for day, times in zip(WEEKDAYS, seven[number], strict=True):
            rules.append(f"{osm_days(first, last)} {day[:2].capitalize()} {osm(times)}")
    changes, closures, single_days = [], [], []
    for first, length, times in changed:
        last = first + timedelta(days=length)
        period = {"branches": ["a"], "from": str(first), "to": str(last), "reason": "x"}
        changes.append(ChangedHours.model_validate(period | {"hours": words(times)}))
        (rules if length else single_days).append(f"{osm_days(first, last)} {osm(times)}")
    rules += [f"{osm_days(day, day)} off" for day in holidays_in(2027, "ENG")]
    rules += single_days
    for number, (first, length) in enumerate(closed):
        last = first + timedelta(days=length)
        period = {"branches": "all", "from": str(first), "to": str(last), "reason": "x"}
        closures.append(Closure.model_validate(period | {"id": f"c{number}"}))
        rules.append(f"{osm_days(first, last)} off")
    for number, (day, begins, ends) in enumerate(part):
        times = ((begins * 15, ends * 15),)
        entered = {"id": f"p{number}", "branches": "all", "on": f"{day} {words(times)}", "reason": "x"}
        closures.append(Closure.model_validate(entered))
        rules.append(f"{osm_days(day, day)} {osm(times)} off")
    branch = Branch(id="a", name="A", hours=tuple(hours))
    library = Library(SERVICE, (branch,), tuple(closures), tuple(changes))
    assert library.service.holidays == HolidayRule()
    expected = answers(rules)
    assert {day: spans(hours_on(library, branch, day)) for day in YEAR} == expected
