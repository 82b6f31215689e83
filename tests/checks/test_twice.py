"""Rules about what is entered twice, or says what holds anyway."""

from pathlib import Path

import pytest

from tests.support.checkcases import SERIES, event, said, write

ANYWAY = "This date is at that time and place anyway"
TWICE = "“First” takes place on Wednesday 2027-01-20 at this time anyway"


@pytest.mark.parametrize(
    ("change", "more", "expected"),
    [
        ("moved_to: 2027-01-13", "", ANYWAY),
        ("moved_to: 2027-01-13 10:00 to 11:00", "", ANYWAY),
        ("branch: central", "", ANYWAY),
        ("moved_to: 2027-01-20", "", TWICE),
        ("moved_to: 2027-01-20 10:00 to 11:00", "", TWICE),
        (
            "moved_to: 2027-01-14 10:00 to 11:00",
            "also_on: 2027-01-14",
            "“First” takes place on Thursday 2027-01-14 at this time anyway",
        ),
        ("moved_to: 2027-01-20 14:00 to 15:00", "", None),
        ("moved_to: 2027-01-20\n    branch: lewsey", "", None),
        ("moved_to: 2027-01-20\n  - date: 2027-01-20\n    cancelled: One session this week", "", None),
        ("moved_to: 2027-01-20\n  - date: 2027-01-20\n    moved_to: 2027-01-21", "", None),
        ("branch: lewsey", "", None),
        ("room: Hall", "", None),
    ],
)
def test_move_to_a_date_that_the_event_has_is_told(
    change: str, more: str, expected: str | None, tmp_path: Path
) -> None:
    """A date that moves to where it is would be called moved; one that moves to another would be there twice."""
    lines = f"{more}\nchanges:\n  - date: 2027-01-13\n    {change}".lstrip()
    found = said(write(tmp_path, "events:\n" + event("first", SERIES, lines)))
    assert [line.partition(": ")[2] for line in found] == ([expected] if expected else [])
