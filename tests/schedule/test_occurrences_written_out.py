from datetime import date
from pathlib import Path

from librarysite.schedule.occurrences import planned
from tests.support.checkcases import event, library, write


def test_until_ends_dates_that_are_written_out(tmp_path: Path) -> None:
    """A list of dates and a span of days are cut to what lies from “from” until “until”."""
    dates = (
        "on: [2027-01-06, 2027-01-13, 2027-01-20]; at: 10:00 to 11:00; from: 2027-01-07; until: 2027-01-13"
    )
    span = "on: 2027-01-04 to 2027-01-15; at: 10:00 to 11:00; until: 2027-01-06"
    first, second = library(write(tmp_path, "events:\n" + event("a", dates) + event("b", span))).events
    known = library(tmp_path)
    assert [s.date.day for s in planned(known, first, date(2027, 1, 1), date(2027, 2, 1))] == [13]
    assert [s.date.day for s in planned(known, second, date(2027, 1, 1), date(2027, 2, 1))] == [4, 5, 6]
