"""What an event's page says of its dates."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from librarysite.model import ZONE
from librarysite.moment import Now
from librarysite.pages.event import event_pages
from librarysite.pages.whatson import whats_on_pages
from librarysite.schedule.agenda import Agenda
from tests.support.checkcases import FLOOD, event, library, write

SESSIONS = (
    "- id: morning; ~ every: Wednesday; ~ at: 10:00 to 11:00; ~ from: 2027-01-06; ~ MORNING;"
    "- id: noon; ~ every: Wednesday; ~ at: 12:00 to 13:00; ~ from: 2027-01-06; ~ NOON"
).replace("~", "\u200b")


def agenda_of(folder: Path, when: str, more: str, at: str, **site: str) -> Agenda:
    """Return the agenda of a site with one event at a moment."""
    text = event("first", when, more).replace("\u200b", " ")
    moment = datetime.fromisoformat(at).replace(tzinfo=ZONE)
    return Agenda(library(write(folder, f"events:\n{text}", **site)), Now(moment))


def view(
    folder: Path, when: str, more: str = "", *, at: str = "2027-01-04T09:00", **site: str
) -> dict[str, Any]:
    """Return what the page of one event is made of, at a moment."""
    (page,) = event_pages(agenda_of(folder, when, more, at, **site))
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


SNOW = "closures:\n  - id: snow\n    branches: central\n    from: 2027-01-11\n    to: 2027-01-22\n    reason: Snow\n"
FLOOD_HERE = FLOOD.replace("lewsey", "central")


def cancelled(*days: str) -> str:
    """Return changes that cancel some days of January."""
    return "changes:\n" + "".join(f"  - date: 2027-01-{day}\n    cancelled: Illness\n" for day in days)


THREE = "every: Wednesday; at: 10:00 to 11:00; from: 2027-01-06; until: 2027-01-20"
ENDLESS = "every: Wednesday; at: 10:00 to 11:00; from: 2027-01-06"
ONCE = "on: 2027-01-13; at: 10:00 to 11:00"
FLOODED = "No dates until further notice: Flood"


@pytest.mark.parametrize(
    ("when", "more", "status", "at", "expected"),
    [
        (THREE, "", "", "2027-01-04", None),
        (THREE, cancelled("06", "13"), "", "2027-01-04", None),
        (THREE, cancelled("06", "13", "20"), "", "2027-01-04", "All dates cancelled"),
        (THREE, cancelled("13", "20"), "", "2027-01-07", "All dates to come are cancelled"),
        (THREE, "", SNOW, "2027-01-07", "All dates to come are cancelled"),
        (ONCE, cancelled("13"), "", "2027-01-04", "Cancelled"),
        (ONCE, "", SNOW, "2027-01-04", "Cancelled"),
        (ONCE, cancelled("13"), "", "2027-01-14", None),
        (ENDLESS, "", FLOOD_HERE, "2027-01-07", FLOODED),
        (ENDLESS, "", FLOOD_HERE, "2027-02-25", FLOODED),
    ],
)
def test_event_without_a_date_that_takes_place_says_so_wherever_it_is_named(
    when: str, more: str, status: str, at: str, expected: str | None, tmp_path: Path
) -> None:
    """Its page and the list of all events by name say the same; what is over is on no list."""
    agenda = agenda_of(tmp_path, when, more, f"{at}T09:00", status=status)
    (page,) = event_pages(agenda)
    assert page.view["standing"] == expected
    (listing,) = [page for page in whats_on_pages(agenda) if page.address == "whats-on/"]
    told = [line["standing"] for line in listing.view["events"]]
    assert told == ([] if page.view["ended"] else [expected])


def test_event_that_a_closure_without_an_end_interrupts_has_not_ended(tmp_path: Path) -> None:
    """After the review day its dates are on no list, and come back with the end of the closure."""
    seen = view(tmp_path, ENDLESS, at="2027-02-25T09:00", status=FLOOD_HERE)
    assert (seen["ended"], seen["next"]) == (None, [])
