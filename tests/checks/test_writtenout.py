"""Rules about dates that are written out."""

from pathlib import Path

import pytest

from tests.support.checkcases import SERIES, event, problems, said, write

TWO = (
    "- id: a; ~ every: Wednesday; ~ at: 10:00 to 11:00; ~ from: 2027-01-06;"
    "- id: b; ~ every: Friday; ~ at: AT; ~ from: 2027-01-08"
).replace("~", "\u200b")


def entered(folder: Path, when: str, more: str = "", branch: str = "branch: central") -> Path:
    """Write a site with one event."""
    return write(folder, "events:\n" + event("first", when, more, branch).replace("\u200b", " "))


@pytest.mark.parametrize(
    ("when", "more", "line", "remedy"),
    [
        (
            "on: [2027-01-05 10:00 to 11:00, 2027-01-06]",
            "",
            6,
            "write 2027-01-06 10:00 to 11:00; without times make it an event of its own",
        ),
        (
            "on: [2027-01-05 10:00 to 11:00, 2027-01-06 14:00 to 16:00]",
            "also_on: 2027-01-13",
            7,
            "write 2027-01-13 10:00 to 11:00 or 2027-01-13 14:00 to 16:00",
        ),
        (
            "on: [2027-01-05, 2027-01-06 14:00 to 16:00]; at: 10:00 to 11:00",
            "also_on: 2027-01-13",
            8,
            "write 2027-01-13 10:00 to 11:00 or 2027-01-13 14:00 to 16:00",
        ),
        (
            TWO.replace("AT", "14:00 to 15:00"),
            "also_on: 2027-01-14",
            14,
            "write 2027-01-14 10:00 to 11:00 or 2027-01-14 14:00 to 15:00",
        ),
        (
            TWO.replace("AT", "opening hours"),
            "also_on: 2027-01-14",
            14,
            "write 2027-01-14 10:00 to 11:00; without times make it an event of its own",
        ),
    ],
)
def test_date_without_time_is_told_where_times_differ(
    when: str, more: str, line: int, remedy: str, tmp_path: Path
) -> None:
    """Nobody is told of a whole day, or of the first of several times, because a time was left out."""
    (problem,) = problems(entered(tmp_path, when, more))
    assert problem.place.line == line
    assert problem.message.startswith("It is not said at what time 2027-01-")
    assert problem.remedy == remedy


def test_date_without_time_is_offered_both_days_of_a_night(tmp_path: Path) -> None:
    """An end on another day is written with that day."""
    when = "on: [2027-01-05, 2027-01-07 20:00 to 2027-01-08 01:00]"
    (problem,) = problems(entered(tmp_path, when, branch="online: yes"))
    assert problem.remedy.startswith("write 2027-01-05 20:00 to 2027-01-06 01:00; ")


@pytest.mark.parametrize(
    ("when", "more"),
    [
        ("on: [2027-01-05 10:00 to 11:00, 2027-01-06]; at: 14:00 to 16:00", ""),
        ("on: [2027-01-05 10:00 to 11:00, 2027-01-06 10:00 to 11:00]", "also_on: 2027-01-13"),
        ("on: [2027-01-05, 2027-01-06]", "also_on: 2027-01-13"),
        (TWO.replace("AT", "10:00 to 11:00"), "also_on: 2027-01-14"),
        (TWO.replace("AT", "14:00 to 15:00"), "also_on: 2027-01-14 14:00 to 15:00"),
        (SERIES, "also_on: 2027-01-14"),
    ],
)
def test_date_without_time_takes_the_only_one(when: str, more: str, tmp_path: Path) -> None:
    """Where all dates have one time, or all are all day, there is nothing to ask."""
    assert said(entered(tmp_path, when, more)) == []
