"""When libraries open again after a closure, in words: a table worked out by hand from the golden week."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from librarysite.wording.reopening import opens_again_words
from tests.schedule.test_hours import library_of

CENTRAL = ["central"]
DECIDE = {"region": "ENG", "unless_told": "decide"}
SALE = {"branches": ["leagrave"], "on": "2026-05-04", "hours": "10:00 to 16:00", "reason": "Book sale"}
NEXT = {"id": "next", "branches": "all", "from": "2026-11-27", "reason": "Works"}

# The closure; what else is entered; the day of reading; what is said.
TABLE: dict[str, tuple[dict[str, Any], dict[str, Any], str, str | None]] = {
    "libraries that open at different moments are each named": (
        {"branches": "all", "from": "2026-12-24 13:00", "to": "2026-12-28"},
        {},
        "2026-12-01",
        "Open again on Tuesday 29 December: Leagrave Library from 8am; Central Library from 9am",
    ),
    "on different days": (
        {"branches": "all", "on": "2026-11-24"},
        {},
        "2026-11-23",
        "Open again: Leagrave Library from 10am on Wednesday 25 November; "
        "Central Library from 9am on Thursday 26 November",
    ),
    "at the same moment": (
        {"branches": "all", "from": "2026-11-25", "to": "2026-11-26 10:00"},
        {},
        "2026-11-23",
        "Open again from 10am on Thursday 26 November",
    ),
    "the next day is one on which the library never opens": (
        {"branches": CENTRAL, "on": "2026-11-24"},
        {},
        "2026-11-23",
        "Open again from 9am on Thursday 26 November",
    ),
    "the next day is a bank holiday": (
        {"branches": CENTRAL, "from": "2026-08-29", "to": "2026-08-30"},
        {},
        "2026-08-28",
        "Open again from 9am on Tuesday 1 September",
    ),
    "the next opening is in the new year": (
        {"branches": CENTRAL, "on": "2026-12-31"},
        {},
        "2026-12-20",
        "Open again from 9am on Saturday 2 January 2027",
    ),
    "it ends while the library is open": (
        {"branches": CENTRAL, "from": "2026-11-24 10:00", "to": "2026-11-24 12:00"},
        {},
        "2026-11-23",
        "Open again from midday on Tuesday 24 November",
    ),
    "it ends in the lunch gap": (
        {"branches": CENTRAL, "from": "2026-11-23 11:00", "to": "2026-11-23 13:00"},
        {},
        "2026-11-23",
        "Open again from 2pm on Monday 23 November",
    ),
    "another closure follows": (
        {"branches": CENTRAL, "from": "2026-11-24", "to": "2026-11-26"},
        {"closures": [NEXT | {"to": "2026-11-28"}]},
        "2026-11-23",
        "Open again from 10am on Sunday 29 November",
    ),
    "changed hours open later that day": (
        {"branches": CENTRAL, "on": "2026-11-25"},
        {"changed_hours": [SALE | {"branches": CENTRAL, "on": "2026-11-26", "hours": "14:30 to 19:00"}]},
        "2026-11-23",
        "Open again from 2:30pm on Thursday 26 November",
    ),
    "the doors stayed open without staff": (
        {"branches": ["leagrave"], "on": "2026-11-23", "self_service": "as usual"},
        {},
        "2026-11-23",
        "With staff again from 10am on Tuesday 24 November",
    ),
    "until further notice": (
        {"branches": CENTRAL, "from": "2026-11-24", "until": "further notice", "review": "2026-12-01"},
        {},
        "2026-11-23",
        None,
    ),
    "one without an end follows": (
        {"branches": CENTRAL, "from": "2026-11-24", "to": "2026-11-26"},
        {"closures": [NEXT | {"until": "further notice", "review": "2026-12-01"}]},
        "2026-11-23",
        None,
    ),
    "nobody has decided about the next day": (
        {"branches": CENTRAL, "on": "2026-05-03"},
        {"holidays": DECIDE},
        "2026-05-01",
        None,
    ),
    "one library has decided, the other has not": (
        {"branches": "all", "on": "2026-05-03"},
        {"holidays": DECIDE, "changed_hours": [SALE]},
        "2026-05-01",
        "Open again on Monday 4 May: Leagrave Library from 10am",
    ),
}


@pytest.mark.parametrize("name", TABLE)
def test_opening_again(name: str, tmp_path: Path) -> None:
    """A closure names the day and hour of the next opening after it, as far as that is known and decided."""
    closure, more, today, words = TABLE[name]
    closures = [{"id": "one", "reason": "Flood"} | closure, *more.get("closures", [])]
    library = library_of(tmp_path, more | {"closures": closures})
    assert opens_again_words(library, library.closures[0], date.fromisoformat(today)) == words
