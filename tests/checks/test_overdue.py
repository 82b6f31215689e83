from datetime import date, timedelta
from pathlib import Path

import pytest

from librarysite.checks import due
from tests.support.checkcases import FLOOD, RULE, by_rule, event, library, said, write

OFFERS = "offers:\n  - id: line\n    title: Help line\n    summary: x\n    until: 2027-01-31\n"


def due_on(folder: Path, day: date) -> list[str]:
    """Return what is due on a day; all of it is warnings."""
    found = list(due(library(folder), day))
    assert all(finding.warning for finding in found)
    return [finding.mistake.message for finding in found]


def test_a_review_day_is_due_on_the_day_after(tmp_path: Path) -> None:
    """On its review day a closure is still in time; a day later it is due, and never an error."""
    folder = write(tmp_path, status=FLOOD)
    assert due_on(folder, date(2027, 1, 20)) == []
    assert due_on(folder, date(2027, 1, 21)) == ["The review day 2027-01-20 has passed"]
    assert said(folder) == []


def test_an_ended_offer_is_due(tmp_path: Path) -> None:
    """An offer is due on the day after its last."""
    folder = write(tmp_path, offers=OFFERS)
    assert due_on(folder, date(2027, 1, 31)) == []
    assert due_on(folder, date(2027, 2, 1)) == ["“Help line” has ended"]


def test_hours_are_checked_every_year(tmp_path: Path) -> None:
    """Hours that nobody has looked at for more than a year are due, for each library in service."""
    folder = write(tmp_path)
    assert due_on(folder, date(2027, 6, 21)) == []
    assert due_on(folder, date(2026, 6, 21) + timedelta(days=367)) == [
        "The hours of Central Library were last checked on 2026-06-21",
        "The hours of Lewsey Library were last checked on 2026-06-21",
    ]


def test_an_undecided_bank_holiday_is_due_eight_weeks_before(tmp_path: Path) -> None:
    """Where libraries must decide, each bank holiday that is near asks each library in service."""
    folder = write(tmp_path, holidays="decide")
    assert due_on(folder, date(2027, 4, 10)) == [
        "Central Library has not decided about 2027-05-03",
        "Central Library has not decided about 2027-05-31",
        "Lewsey Library has not decided about 2027-05-03",
        "Lewsey Library has not decided about 2027-05-31",
    ]


def test_nothing_is_due_where_holidays_close_the_libraries(tmp_path: Path) -> None:
    """With the rule “closed” nobody has to decide."""
    assert due_on(write(tmp_path), date(2027, 4, 10)) == []


def test_an_offer_that_ended_long_ago_is_due_no_more(tmp_path: Path) -> None:
    """After eight weeks nobody is told of an ended offer again."""
    folder = write(tmp_path, offers=OFFERS)
    assert due_on(folder, date(2027, 3, 28)) == ["“Help line” has ended"]
    assert due_on(folder, date(2027, 3, 29)) == []


@pytest.mark.parametrize("repeat", ["every", "rule"])
def test_terms_are_due_eight_weeks_before_the_last_ends(repeat: str, tmp_path: Path) -> None:
    """A series in term time needs the next terms before the last one that is entered is over."""
    rest = "at: 10:00 to 11:00; from: 2027-01-06; term_time: yes"
    text = event("first", f"every: Wednesday; {rest}") if repeat == "every" else by_rule(RULE, rest)
    folder = write(tmp_path, "events:\n" + text)
    assert due_on(folder, date(2027, 1, 27)) == []
    assert due_on(folder, date(2027, 1, 28)) == [
        "The school terms run out on 2027-03-25, and “First” with them"
    ]
