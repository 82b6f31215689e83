"""What an event's page says of its dates."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from librarysite.model import ZONE
from librarysite.moment import Now
from librarysite.pages.event import event_pages
from librarysite.schedule.agenda import Agenda
from tests.support.checkcases import event, library, write

SESSIONS = (
    "- id: morning; ~ every: Wednesday; ~ at: 10:00 to 11:00; ~ from: 2027-01-06; ~ MORNING;"
    "- id: noon; ~ every: Wednesday; ~ at: 12:00 to 13:00; ~ from: 2027-01-06; ~ NOON"
).replace("~", "\u200b")


def view(
    folder: Path, when: str, more: str = "", *, at: str = "2027-01-04T09:00", **site: str
) -> dict[str, Any]:
    """Return what the page of one event is made of, at a moment."""
    text = event("first", when, more).replace("\u200b", " ")
    agenda = Agenda(
        library(write(folder, f"events:\n{text}", **site)),
        Now(datetime.fromisoformat(at).replace(tzinfo=ZONE)),
    )
    (page,) = event_pages(agenda)
    return page.view


def gaps(folder: Path, when: str, more: str = "", **site: str) -> list[str]:
    """Return the days that the page says it is not on."""
    return [gap["day"] for gap in view(folder, when, more, **site)["gaps"]]


@pytest.mark.parametrize(
    ("morning", "noon", "more", "expected"),
    [
        ("except: 2027-01-13", "term_time: no", "", ["Wednesday 13 January, 10am to 11am"]),
        ("except: 2027-01-13", "except: 2027-01-13", "", ["Wednesday 13 January"]),
        (
            "except: 2027-01-13",
            "except: 2027-01-13",
            "also_on: 2027-01-13 15:00 to 16:00",
            ["Wednesday 13 January, 10am to 11am", "Wednesday 13 January, midday to 1pm"],
        ),
        (
            "except: 2027-01-13",
            "term_time: no",
            "changes:\n  - date: 2027-01-13\n    session: noon\n    cancelled: Illness",
            ["Wednesday 13 January"],
        ),
        (
            "except: 2027-01-13",
            "until: 2027-01-07",
            "changes:\n  - date: 2027-01-06\n    session: noon\n    moved_to: 2027-01-13 14:00 to 15:00",
            ["Wednesday 13 January, 10am to 11am"],
        ),
    ],
)
def test_gap_of_one_session_does_not_name_the_whole_day(
    morning: str, noon: str, more: str, expected: list[str], tmp_path: Path
) -> None:
    """A day on which another session is on is named with the time that is not; any other day alone."""
    when = SESSIONS.replace("MORNING", morning).replace("NOON", noon)
    assert gaps(tmp_path, when, more) == expected


def test_gap_is_a_day_on_which_the_event_would_be(tmp_path: Path) -> None:
    """Of a span of days that is left out, the page names those of the series."""
    when = "every: Wednesday; at: 10:00 to 11:00; from: 2027-01-06; except: 2027-01-11 to 2027-01-22"
    assert gaps(tmp_path, when) == ["Wednesday 13 January", "Wednesday 20 January"]


@pytest.mark.parametrize(
    ("decide", "expected"),
    [("closed", ["Friday 26 March"]), ("decide", ["Friday 26 March, not decided yet"])],
)
def test_bank_holiday_is_a_gap(decide: str, expected: list[str], tmp_path: Path) -> None:
    """A bank holiday drops its date; where the library has not decided, that is said."""
    when = "every: Friday; at: 10:00 to 11:00; from: 2027-01-08"
    assert gaps(tmp_path, when, holidays=decide) == expected
