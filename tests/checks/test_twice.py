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


PATTERNS = (
    "- id: a; ~ every: Wednesday; ~ at: 10:00 to 11:00; ~ from: 2027-01-06; ~ until: 2027-02-10;"
    "- id: b; ~ every: Wednesday; ~ at: AT; ~ from: FROM; ~ until: 2027-03-24"
).replace("~", "\u200b")


@pytest.mark.parametrize(
    ("at", "first", "expected"),
    [
        ("10:00 to 11:00", "2027-02-08", ["“a” and “b” are both on Wednesday 2027-02-10 at one time"]),
        ("10:00 to 11:00", "2027-01-01", ["“a” and “b” are both on Wednesday 2027-01-06 at one time"]),
        ("10:00 to 11:00", "2027-02-11", []),
        ("14:00 to 15:00", "2027-01-06", []),
    ],
)
def test_patterns_that_give_one_date_twice_are_told_once(
    at: str, first: str, expected: list[str], tmp_path: Path
) -> None:
    """Where a new pattern takes over, the old one has ended."""
    when = PATTERNS.replace("AT", at).replace("FROM", first)
    found = said(write(tmp_path, "events:\n" + event("first", when).replace("\u200b", " ")))
    assert [line.partition(": ")[2] for line in found] == expected
