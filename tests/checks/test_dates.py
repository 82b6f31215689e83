from pathlib import Path

import pytest

from librarysite.checks import contradictions
from tests.support.checkcases import SERIES, event, library, problems, said, write


def test_a_series_in_the_holidays_never_happens(tmp_path: Path) -> None:
    """Term time and gaps can leave nothing of a series."""
    folder = write(
        tmp_path,
        "events:\n" + event("first", "every: Wednesday; from: 2027-02-15; until: 2027-02-19; term_time: yes"),
    )
    assert said(folder) == ["error 6: “First” never takes place: no date fits"]


def test_one_of_two_patterns_that_never_happens_is_told_at_its_place(tmp_path: Path) -> None:
    """With several patterns the one without dates is marked."""
    when = (
        "- id: one; \u200b every: Wednesday; \u200b from: 2027-01-06;"
        "- id: two; \u200b every: Friday; \u200b from: 2027-01-09; \u200b until: 2027-01-10"
    )
    text = event("first", when).replace("\u200b", " ")
    folder = write(tmp_path, "events:\n" + text)
    (finding,) = contradictions(library(folder))
    assert finding.at == ("events", 0, "when", 1)
    assert [line.split(":")[0] for line in said(folder)] == ["error 9"]


def test_a_series_that_bank_holidays_drop_is_told(tmp_path: Path) -> None:
    """A series all of whose dates fall on bank holidays never takes place, which nobody would notice."""
    once = "every: Friday; at: 10:00 to 11:00; from: 2027-03-26; until: 2027-03-26"  # Good Friday
    folder = write(tmp_path, "events:\n" + event("first", once))
    assert said(folder) == ["error 6: “First” never takes place: no date fits"]


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        ("2027-01-14", "the nearest dates are 2027-01-13 and 2027-01-20"),
        ("2027-01-04", "the nearest dates are 2027-01-06 and 2027-01-13"),
        ("2030-01-01", "the nearest dates are 2027-02-17 and 2027-02-24"),
    ],
)
def test_a_change_of_no_date_is_offered_the_nearest(day: str, nearest: str, tmp_path: Path) -> None:
    """A change names a date of the series; else the two nearest dates are offered."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES, f"changes:\n  - date: {day}\n    note: x"))
    (problem,) = problems(folder)
    assert problem.remedy == nearest


def test_two_changes_of_two_sessions_are_not_one_date_twice(tmp_path: Path) -> None:
    """The morning and the afternoon of a day may each have a change; without a session it is unclear."""
    when = (
        "- id: morning; \u200b every: Wednesday; \u200b at: 10:00 to 11:00; \u200b from: 2027-01-06;"
        "- id: afternoon; \u200b every: Wednesday; \u200b at: 14:00 to 15:00; \u200b from: 2027-01-06"
    )
    both = "changes:\n" + "".join(
        f"  - date: 2027-01-13\n    session: {name}\n    note: x\n" for name in ("morning", "afternoon")
    )
    first = event("first", when, both).replace("\u200b", " ")
    assert said(write(tmp_path, "events:\n" + first)) == []
    unclear = event("first", when, "changes:\n  - date: 2027-01-13\n    note: x").replace("\u200b", " ")
    assert said(write(tmp_path, "events:\n" + unclear)) == ["error 15: There are two sessions on this day"]


def test_a_change_of_all_sessions_and_of_one_is_told(tmp_path: Path) -> None:
    """A date with a change for every session cannot have another for one of them."""
    twice = (
        "changes:\n  - date: 2027-01-13\n    note: x\n  - date: 2027-01-13\n    session: only\n    note: y"
    )
    text = event("first", "id: only; " + SERIES, twice)
    assert said(write(tmp_path, "events:\n" + text)) == ["error 14: The date 2027-01-13 is changed twice"]


@pytest.mark.parametrize(
    ("when", "line"),
    [
        ("on: 2027-03-28; at: 01:30 to 03:00", 8),
        ("on: 2027-03-28; at: 00:30 to 01:30", 8),
        ("on: 2027-03-28 01:30 to 03:00", 7),
        ("on: 2027-03-27 22:00 to 2027-03-28 01:30", 7),
        ("every: Sunday; at: 01:00 to 03:00; from: 2027-03-21; until: 2027-04-04", 8),
    ],
)
def test_a_time_in_the_spring_gap_is_refused_where_it_is_written(
    when: str, line: int, tmp_path: Path
) -> None:
    """There is no 01:00 to 01:59 on 28 March 2027, and the line with the time is marked."""
    text = event("owls", when, branch="place:\n      name: Stockwood Park")
    message = f"error {line}: On 2027-03-28 the clocks go forward and there is no such time"
    assert said(write(tmp_path, "events:\n" + text)) == [message]


@pytest.mark.parametrize("when", ["on: 2027-03-28; at: 02:00 to 03:00", "on: 2027-10-31; at: 00:30 to 03:00"])
def test_times_beside_the_gap_are_taken(when: str, tmp_path: Path) -> None:
    """Two o'clock exists in spring, and an event may last through the hour that comes twice in autumn."""
    assert said(write(tmp_path, "events:\n" + event("owls", when, branch="online: yes"))) == []


def test_a_date_moved_into_the_spring_gap_is_refused_at_the_change(tmp_path: Path) -> None:
    """A new time that does not exist is told at the change."""
    text = event(
        "owls",
        "on: 2027-03-27; at: 20:00 to 21:00",
        "changes:\n  - date: 2027-03-27\n    moved_to: 2027-03-28 01:30 to 02:30",
        branch="online: yes",
    )
    message = "error 10: On 2027-03-28 the clocks go forward and there is no such time"
    assert said(write(tmp_path, "events:\n" + text)) == [message]


def test_a_time_that_comes_twice_is_refused(tmp_path: Path) -> None:
    """Half past one on the night when the clocks go back is two times."""
    text = event("owls", "on: 2027-10-31; at: 01:30 to 03:00", branch="online: yes")
    message = "error 7: On 2027-10-31 the clocks go back and this time comes twice"
    assert said(write(tmp_path, "events:\n" + text)) == [message]


EXTRA = "also_on: [2027-01-13 15:00 to 16:00, 2027-01-14 15:00 to 16:00]\nchanges:\n"


def of(day: str, *lines: str) -> str:
    """Return a change of a day in January."""
    return f"  - date: 2027-01-{day}\n" + "".join(f"    {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (of("13", "session: extra", "cancelled: Illness"), []),
        (of("13", "note: x") + of("13", "session: extra", "note: y"), []),
        (of("14", "session: extra", "note: y"), []),
        (
            of("14", "note: x") + of("14", "session: extra", "note: y"),
            ["error 14: The date 2027-01-14 is changed twice"],
        ),
        (
            of("20", "session: extra", "note: y"),
            ["error 12: “First” has no extra date on Wednesday 2027-01-20"],
        ),
        (of("13", "session: evening", "note: y"), ["error 13: There is no session “evening”"]),
    ],
)
def test_extra_date_is_a_session_of_its_own(changes: str, expected: list[str], tmp_path: Path) -> None:
    """On a day of its series an extra date is told apart from it by the session “extra”."""
    assert said(write(tmp_path, "events:\n" + event("first", SERIES, EXTRA + changes))) == expected


def test_message_names_the_sessions_that_can_be_meant(tmp_path: Path) -> None:
    """Where a day has several, each of them is named, an extra date too."""
    when = (
        "- id: a; \u200b every: Wednesday; \u200b at: 10:00 to 11:00; \u200b from: 2027-01-06;"
        "- id: b; \u200b every: Wednesday; \u200b at: 12:00 to 13:00; \u200b from: 2027-01-06"
    )
    text = event("first", when, EXTRA + of("13", "note: x")).replace("\u200b", " ")
    (problem,) = problems(write(tmp_path, "events:\n" + text))
    assert problem.remedy == "add “session:” with the one that is meant: a or b or extra"


def test_nearest_extra_dates_are_offered(tmp_path: Path) -> None:
    """Who names the session “extra” is offered extra dates."""
    text = event("first", SERIES, EXTRA + of("20", "session: extra", "note: x"))
    (problem,) = problems(write(tmp_path, "events:\n" + text))
    assert problem.remedy == "the nearest dates are 2027-01-13 and 2027-01-14"
