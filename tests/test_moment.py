"""The one moment for which everything is made: what decides it, and what local clocks and calendars then show."""

from datetime import UTC, date, datetime

import pytest

from librarysite.model import ZONE
from librarysite.moment import Now, moment_from, source_date_epoch
from librarysite.problems import Mistake

CLOCK = datetime(2027, 6, 30, 23, 30, 15, 400, tzinfo=UTC)

# The moment in UTC; what clocks in London show; the local day. Clocks go forward on 28 March 2027 at 01:00 UTC and
# back on 31 October at 01:00 UTC.
CLOCK_CHANGES = [
    ("2027-03-27T23:59", "2027-03-27T23:59:00+00:00", "2027-03-27"),
    ("2027-03-28T00:59", "2027-03-28T00:59:00+00:00", "2027-03-28"),
    ("2027-03-28T01:00", "2027-03-28T02:00:00+01:00", "2027-03-28"),
    ("2027-03-28T22:59", "2027-03-28T23:59:00+01:00", "2027-03-28"),
    ("2027-03-28T23:00", "2027-03-29T00:00:00+01:00", "2027-03-29"),
    ("2027-10-30T23:00", "2027-10-31T00:00:00+01:00", "2027-10-31"),
    ("2027-10-31T00:59", "2027-10-31T01:59:00+01:00", "2027-10-31"),
    ("2027-10-31T01:00", "2027-10-31T01:00:00+00:00", "2027-10-31"),
    ("2027-10-31T23:59", "2027-10-31T23:59:00+00:00", "2027-10-31"),
    ("2027-11-01T00:00", "2027-11-01T00:00:00+00:00", "2027-11-01"),
]


@pytest.mark.parametrize(("in_utc", "shown", "day"), CLOCK_CHANGES)
def test_now_is_local(in_utc: str, shown: str, day: str) -> None:
    """Whichever zone a moment is given in, its day and its wall time are those of London, with the clocks' changes."""
    now = Now(datetime.fromisoformat(in_utc).replace(tzinfo=UTC))
    assert now.moment.isoformat() == shown
    assert now.today == date.fromisoformat(day)
    assert (now.wall.tzinfo, now.wall.isoformat()) == (None, shown[:19])


def test_the_hour_that_comes_twice_is_told_apart() -> None:
    """An hour lies between the two times at which clocks show half past one, and neither is taken for the other."""
    first, second = (Now(datetime(2027, 10, 31, 1, 30, fold=fold, tzinfo=ZONE)) for fold in (0, 1))
    assert (first.wall, first.today) == (second.wall, second.today)
    assert int(source_date_epoch(second)) - int(source_date_epoch(first)) == 3600


@pytest.mark.parametrize(
    ("environment", "shown"),
    [
        ({}, "2027-07-01T00:30:15+01:00"),
        ({"LIBRARYSITE_NOW": "2026-12-25T09:00"}, "2026-12-25T09:00:00+00:00"),
        ({"LIBRARYSITE_NOW": "2026-07-25"}, "2026-07-25T00:00:00+01:00"),
        ({"LIBRARYSITE_NOW": "2026-07-25T23:30+00:00"}, "2026-07-26T00:30:00+01:00"),
        ({"SOURCE_DATE_EPOCH": "1795424400"}, "2026-11-23T09:00:00+00:00"),
        ({"LIBRARYSITE_NOW": "2026-12-25", "SOURCE_DATE_EPOCH": "1795424400"}, "2026-12-25T00:00:00+00:00"),
        ({"LIBRARYSITE_NOW": "", "SOURCE_DATE_EPOCH": ""}, "2027-07-01T00:30:15+01:00"),
    ],
)
def test_what_decides_the_moment(environment: dict[str, str], shown: str) -> None:
    """What is told wins, local unless it says its offset, a day alone from midnight; else the clock, to the second."""
    assert moment_from(environment, CLOCK).moment.isoformat() == shown


@pytest.mark.parametrize(
    ("name", "text"),
    [("LIBRARYSITE_NOW", "tomorrow"), ("LIBRARYSITE_NOW", "2026-02-30"), ("SOURCE_DATE_EPOCH", "soon")],
)
def test_what_is_no_moment_is_refused(name: str, text: str) -> None:
    """What cannot be read is named, rather than taken for now."""
    with pytest.raises(Mistake) as caught:
        moment_from({name: text}, CLOCK)
    assert caught.value.message.startswith(f"{name}={text} is not ")


def test_epoch_of_a_moment_gives_that_moment() -> None:
    """The seconds that other programs are handed stand for the same moment."""
    now = moment_from({"SOURCE_DATE_EPOCH": source_date_epoch(Now(CLOCK))}, datetime(2030, 1, 1, tzinfo=UTC))
    assert now == Now(CLOCK.replace(microsecond=0))
