"""What libraries do on the bank holidays within changed hours of several days, in words."""

from pathlib import Path
from typing import Any

import pytest

from librarysite.wording.holidays import bank_holiday_words
from tests.schedule.test_hours import library_of

WINTER = {
    "branches": "all",
    "from": "2026-12-21",
    "to": "2027-01-02",
    "hours": "10:00 to 16:00",
    "reason": "Winter hours",
}
CHRISTMAS = {
    "id": "christmas",
    "branches": "all",
    "from": "2026-12-24 13:00",
    "to": "2026-12-25",
    "reason": "Christmas",
}
POWER = {"id": "power", "branches": ["central"], "on": "2026-12-28 12:00 to 18:00", "reason": "Power cut"}
DECIDE = {"region": "ENG", "unless_told": "decide"}
FOUR = "Friday 25 December 2026, Saturday 26 December 2026, Monday 28 December 2026 and Friday 1 January 2027"

# Lines of the entry; what else is entered; the libraries asked about; what is said.
TABLE: dict[str, tuple[dict[str, Any], dict[str, Any], list[str] | None, list[str]]] = {
    "all are closed": ({}, {}, None, [f"Closed on {FOUR}"]),
    "a day that is not decided is closed where a closure holds": (
        {},
        {"holidays": DECIDE, "closures": [CHRISTMAS]},
        None,
        [
            "Closed on Friday 25 December 2026",
            "Not decided yet for Saturday 26 December 2026, Monday 28 December 2026 and Friday 1 January 2027",
        ],
    ),
    "hours of bank holidays hold where no closure does": (
        {"bank_holidays": "11:00 to 13:00"},
        {"closures": [CHRISTMAS]},
        None,
        [
            "Closed on Friday 25 December 2026",
            "Open 11am to 1pm on Saturday 26 December 2026, Monday 28 December 2026 and Friday 1 January 2027",
        ],
    ),
    "a closure of some hours leaves the others, also of those as usual": (
        {"bank_holidays": "as usual", "branches": ["central"]},
        {"closures": [CHRISTMAS, POWER]},
        None,
        [
            "Closed on Friday 25 December 2026",
            "Open as usual on Saturday 26 December 2026 and Friday 1 January 2027",
            "Open 10am to midday on Monday 28 December 2026",
        ],
    ),
    "an entry of the day does not open what a closure shuts": (
        {},
        {
            "closures": [CHRISTMAS],
            "changed_hours": [
                {"branches": "all", "on": "2026-12-25", "hours": "10:00 to 12:00", "reason": "Carols"}
            ],
        },
        None,
        [f"Closed on {FOUR}"],
    ),
    "of one library nothing is said of the others": (
        {},
        {"changed_hours": [{"branches": ["leagrave"], "on": "2026-12-28", "hours": "as usual"}]},
        ["central"],
        [f"Closed on {FOUR}"],
    ),
    "of the other its own": (
        {},
        {"changed_hours": [{"branches": ["leagrave"], "on": "2026-12-28", "hours": "as usual"}]},
        ["leagrave"],
        [
            "Closed on Friday 25 December 2026, Saturday 26 December 2026 and Friday 1 January 2027",
            "Other hours on Monday 28 December 2026",
        ],
    ),
}


@pytest.mark.parametrize("case", TABLE)
def test_bank_holidays_within_changed_hours(tmp_path: Path, case: str) -> None:
    """What is said of a bank holiday is what holds on it, closures among it, at the libraries asked about."""
    more, besides, asked, expected = TABLE[case]
    changes = [WINTER | more, *besides.get("changed_hours", [])]
    library = library_of(tmp_path, {**besides, "changed_hours": changes})
    branches = None if asked is None else [b for b in library.branches if b.id in asked]
    words = bank_holiday_words(library, library.changed_hours[0], branches=branches)
    assert list(words) == expected
