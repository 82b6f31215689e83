from pathlib import Path

import pytest

from tests.support.checkcases import FLOOD, SERIES, event, said, write


@pytest.mark.parametrize(
    ("when", "more", "branch", "message"),
    [
        (
            SERIES + "; except: 2027-01-12",
            "",
            "branch: central",
            "warning 10: “First” does not take place on Tuesday 2027-01-12 anyway",
        ),
        (
            SERIES,
            "changes:\n  - date: 2027-01-13\n    moved_to: 2028-12-13",
            "branch: central",
            "error 12: 2028-12-13 is far from 2027-01-13",
        ),
        (
            SERIES,
            "booking:\n  opens: 2028-01-01",
            "branch: central",
            "error 11: Booking opens after the last date of this event",
        ),
        ("on: 2037-01-07; at: 10:00 to 11:00", "", "branch: central", "warning 6: 2037-01-07 is years away"),
        (SERIES, "", "summary: x", "error 2: It is not said where “First” takes place"),
    ],
)
def test_slips_of_events(when: str, more: str, branch: str, message: str, tmp_path: Path) -> None:
    """What can be read but is most likely a slip is told where it is written."""
    assert said(write(tmp_path, "events:\n" + event("first", when, more, branch))) == [message]


def test_a_review_day_before_the_closure_begins_is_an_error(tmp_path: Path) -> None:
    """Nobody looks again before something begins."""
    status = FLOOD.replace("review: 2027-01-20", "review: 2026-01-20")
    assert said(write(tmp_path, status=status)) == [
        "error 7: The review day is before this begins, on 2027-01-04"
    ]
