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


LISTED = "on: [2027-02-10, 2027-02-18, 2027-02-17, 2027-03-03]; at: 10:00 to 11:00"
SPAN = "on: 2027-02-10 to 2027-02-24; at: opening hours"
CANCEL = "; what people know of is cancelled below “changes:”"


@pytest.mark.parametrize(
    ("when", "message", "remedy"),
    [
        (
            LISTED + "; term_time: yes",
            "“term_time:” leaves out 2027-02-17 to 2027-02-18, which “on:” has",
            "delete “term_time:”, or delete these dates" + CANCEL,
        ),
        (
            LISTED + "; except: 2027-02-17",
            "“except:” leaves out 2027-02-17, which “on:” has",
            "delete “except:”, or delete these dates" + CANCEL,
        ),
        (
            LISTED + "; until: 2027-02-17",
            "“until:” leaves out 2027-02-18 and 2027-03-03, which “on:” has",
            "delete “until:”, or delete these dates" + CANCEL,
        ),
        (
            LISTED + "; from: 2027-02-17",
            "“from:” leaves out 2027-02-10, which “on:” has",
            "delete “from:”, or delete these dates" + CANCEL,
        ),
        (
            SPAN + "; until: 2027-02-19",
            "“until:” leaves out 2027-02-20 to 2027-02-24, which “on:” has",
            "delete “until:”, and write in “on:” the days on which it is: 2027-02-10 to 2027-02-19",
        ),
        (
            SPAN + "; from: 2027-02-11",
            "“from:” leaves out 2027-02-10, which “on:” has",
            "delete “from:”, and write in “on:” the days on which it is: 2027-02-11 to 2027-02-24",
        ),
        (
            SPAN + "; term_time: yes",
            "“term_time:” leaves out 2027-02-15 to 2027-02-19, which “on:” has",
            "delete “term_time:”; if it is meant, write “every: day”, “from: 2027-02-10” and “until: 2027-02-24”"
            " in place of “on:”",
        ),
    ],
)
def test_dates_that_another_line_leaves_out_are_named(
    when: str, message: str, remedy: str, tmp_path: Path
) -> None:
    """What is written out and then taken away again by another line is told, with the days."""
    (problem,) = problems(entered(tmp_path, when))
    assert problem.warning
    assert problem.place.line == 8
    assert (problem.message, problem.remedy) == (message, remedy)


@pytest.mark.parametrize(
    "when",
    [
        SPAN + "; except: 2027-02-18",
        SPAN + "; until: 2027-02-19; ended: The roof leaks",
        "every: day; at: opening hours; from: 2027-02-10; until: 2027-02-24; term_time: yes",
        "every: day; at: opening hours; on: 2027-02-10 to 2027-02-24; term_time: yes",
        "every: Tuesday; at: opening hours; on: 2027-02-10 to 2027-02-24; except: 2027-02-16",
        LISTED + "; from: 2027-02-01; until: 2027-03-03",
    ],
)
def test_lines_that_say_more_of_dates_are_no_contradiction(when: str, tmp_path: Path) -> None:
    """A day of a span, and of a repeat, is left out by “except:”; a repeat may be in term time only."""
    assert said(entered(tmp_path, when)) == []
