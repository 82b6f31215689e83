"""Rules about what is entered twice, or says what holds anyway."""

from pathlib import Path

import pytest

from tests.support.checkcases import SERIES, event, problems, said, write

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
        ("moved_to: 2027-01-20\n    cancelled: Ill", "", None),
        ("moved_to: 2027-01-20\n    goes_ahead: yes\n  - date: 2027-01-27\n    note: As usual", "", TWICE),
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


MONDAYS = "every: Monday; at: 10:00 to 11:00; from: 2027-03-01"


@pytest.mark.parametrize("goes_ahead", ["", "\n    goes_ahead: yes"])
def test_move_to_a_date_that_a_bank_holiday_leaves_out(goes_ahead: str, tmp_path: Path) -> None:
    """On Easter Monday the series is not on, so that a date that moves there is alone."""
    lines = f"changes:\n  - date: 2027-03-22\n    moved_to: 2027-03-29{goes_ahead}"
    found = said(write(tmp_path, "events:\n" + event("first", MONDAYS, lines)))
    closed = "On Monday 2027-03-29 Central Library is closed (Easter Monday)"
    assert [line.partition(": ")[2] for line in found] == ([] if goes_ahead else [closed])


def test_move_to_a_date_that_a_closure_cancels(tmp_path: Path) -> None:
    """What is said of it is that the library is closed."""
    closure = "closures:\n  - id: flood\n    branches: all\n    on: 2027-01-20\n    reason: Flood\n"
    lines = "changes:\n  - date: 2027-01-13\n    moved_to: 2027-01-20"
    found = said(write(tmp_path, "events:\n" + event("first", SERIES, lines), closure))
    told = "Central Library is closed then (Flood): this date shows as cancelled"
    assert [line.partition(": ")[2] for line in found] == [told]


AFTER_ALL = "if it takes place after all, write “note:” in place of “cancelled:” below “changes:”"
ALL_THE_SAME = (
    "if it takes place all the same, add “goes_ahead: yes” to a change of that day below “changes:”"
)


@pytest.mark.parametrize(
    ("day", "lines", "status", "message", "answer", "lines_then"),
    [
        (
            "2027-03-29",
            "outside_hours: yes",
            "",
            "“First” has this date already; it is left out (Easter Monday)",
            ALL_THE_SAME,
            "changes:\n  - date: 2027-03-29\n    goes_ahead: yes",
        ),
        (
            "2027-03-22",
            "goes_ahead: no",
            "closures:\n  - id: flood\n    branches: all\n    on: 2027-03-22\n    reason: Flood\n",
            "“First” has this date already; it is cancelled (Flood)",
            ALL_THE_SAME,
            "changes:\n  - date: 2027-03-22\n    goes_ahead: yes",
        ),
        (
            "2027-03-22",
            "changes:\n  - date: 2027-03-22\n    cancelled: Ill",
            "",
            "“First” has this date already; it is cancelled (Ill)",
            AFTER_ALL,
            "changes:\n  - date: 2027-03-22\n    note: It takes place after all",
        ),
    ],
)
def test_extra_date_where_that_of_the_series_does_not_take_place(
    day: str, lines: str, status: str, message: str, answer: str, lines_then: str, tmp_path: Path
) -> None:
    """Nobody is told that a date is on when it is not; what is written instead brings it back."""
    extra = f"also_on: {day} 10:00 to 11:00\n{lines}"
    folder = write(tmp_path, "events:\n" + event("first", MONDAYS, extra), status)
    found = [problem for problem in problems(folder) if message in problem.message]
    assert [problem.remedy for problem in found] == [f"delete this date, or write another time; {answer}"]
    assert said(write(tmp_path, "events:\n" + event("first", MONDAYS, lines_then), status)) == []


def test_extra_date_where_that_of_the_series_has_moved_away(tmp_path: Path) -> None:
    """At the time from which a date has moved away, an extra one is alone."""
    lines = "also_on: 2027-03-22 10:00 to 11:00\nchanges:\n  - date: 2027-03-22\n    moved_to: 2027-03-23"
    assert said(write(tmp_path, "events:\n" + event("first", MONDAYS, lines))) == []


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
