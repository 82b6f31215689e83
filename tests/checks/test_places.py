"""Rules about where events take place; a date that is cancelled or moved is looked at where it is then."""

from pathlib import Path

import pytest

from librarysite.problems import errors
from tests.support.checkcases import FLOOD, RULE, SERIES, WEEK, by_rule, event, problems, said, write

ONE = "on: 2027-01-06; at: 10:00 to 11:00"
SHORT_DAY = """\
changed_hours:
  - branches: central
    on: 2027-01-06
    hours: 12:00 to 17:00
    reason: Training
"""


def test_no_change_moves_an_event_to_a_library_closed_for_good(tmp_path: Path) -> None:
    """A date cannot be moved to a library that is closed for good."""
    change = "changes:\n  - date: 2027-01-13\n    branch: wigmore"
    assert said(write(tmp_path, "events:\n" + event("first", SERIES, change))) == [
        "error 12: Wigmore Library is closed for good"
    ]


def test_a_series_outside_hours_is_a_warning_and_a_single_date_an_error(tmp_path: Path) -> None:
    """A series may be meant; a date that was written out is most likely a slip."""
    late = event("series", "every: Wednesday; at: 18:00 to 19:00; from: 2027-01-06") + event(
        "single", "on: 2027-01-07; at: 18:00 to 19:00"
    )
    found = problems(write(tmp_path, "events:\n" + late))
    assert [problem.warning for problem in found] == [True, False]
    assert len(errors(found)) == 1


@pytest.mark.parametrize("said_so", ["outside_hours: yes", "goes_ahead: yes"])
def test_an_event_outside_hours_that_says_so_is_taken(said_so: str, tmp_path: Path) -> None:
    """Who writes that it is outside the hours is believed."""
    text = event("single", "on: 2027-01-07; at: 18:00 to 19:00", said_so)
    assert said(write(tmp_path, "events:\n" + text)) == []


@pytest.mark.parametrize("at", ["09:00 to 17:00", "09:00 to 10:00", "16:00 to 17:00", "opening hours"])
def test_an_event_that_fills_the_opening_hours_is_taken(at: str, tmp_path: Path) -> None:
    """The first and the last minute of the opening hours belong to them."""
    assert said(write(tmp_path, "events:\n" + event("single", f"on: 2027-01-07; at: {at}"))) == []


def test_a_date_on_a_closing_day_is_told_with_the_day(tmp_path: Path) -> None:
    """A single event on a Saturday, when the library is closed, is an error that names the day."""
    folder = write(tmp_path, "events:\n" + event("single", "on: 2027-01-09"))
    assert said(folder) == ["error 6: On Saturday 2027-01-09 Central Library is closed"]


def test_a_closure_is_never_a_mistake(tmp_path: Path) -> None:
    """An event during a closure is cancelled by it, and nobody is told off for either."""
    status = "closures:\n  - id: snow\n    branches: all\n    on: 2027-01-07\n    reason: Snow\n"
    assert (
        said(write(tmp_path, "events:\n" + event("single", "on: 2027-01-07; at: 10:00 to 11:00"), status))
        == []
    )


def test_changed_hours_make_no_series_wrong(tmp_path: Path) -> None:
    """Shorter hours on a day cancel the dates outside them; the series stays right."""
    first = "changed_hours:\n  - branches: all\n    on: 2027-01-06\n"
    status = first + "    hours: 14:00 to 17:00\n    reason: Training\n"
    assert said(write(tmp_path, "events:\n" + event("first", SERIES), status)) == []


def test_two_events_in_one_room_are_told_once(tmp_path: Path) -> None:
    """A clash of two series is one problem, at the first date."""
    events = event("first", SERIES, "room: Hall") + event(
        "second", SERIES.replace("10:00", "10:30"), "room: Hall"
    )
    assert said(write(tmp_path, "events:\n" + events)) == [
        "error 19: Hall is taken on Wednesday 2027-01-06 by “First”"
    ]


def test_every_event_in_a_room_that_is_taken_is_told(tmp_path: Path) -> None:
    """A long event clashes with each of the short ones in its time, not with the first alone."""
    events = (
        event("long", "on: 2027-01-06; at: 09:00 to 17:00", "room: Hall")
        + event("short", "on: 2027-01-06; at: 10:00 to 11:00", "room: Hall")
        + event("later", "on: 2027-01-06; at: 12:00 to 13:00", "room: Hall")
    )
    found = [problem.place.line for problem in problems(write(tmp_path, "events:\n" + events))]
    assert found == [15, 22]


@pytest.mark.parametrize(
    ("at", "room", "more"),
    [
        ("11:00 to 12:00", "Hall", ""),
        ("10:30 to 11:30", "Studio", ""),
        ("10:30 to 11:30", "Hall", "\nshares_room: yes"),
        ("10:30 to 11:30", "Hall", "\nchanges:\n  - date: 2027-01-06\n    cancelled: Ill\n"),
    ],
)
def test_rooms_that_are_free(at: str, room: str, more: str, tmp_path: Path) -> None:
    """One event after the other, another room, a shared one or a cancelled date are no clash."""
    events = event("first", "on: 2027-01-06; at: 10:00 to 11:00", "room: Hall") + event(
        "second", f"on: 2027-01-06; at: {at}", f"room: {room}{more}"
    )
    assert said(write(tmp_path, "events:\n" + events)) == []


def test_rooms_of_the_same_name_in_two_libraries_are_two_rooms(tmp_path: Path) -> None:
    """A room belongs to its library."""
    once = "on: 2027-01-06; at: 10:00 to 11:00"
    events = event("first", once, "room: Hall") + event("second", once, "room: Hall", branch="branch: lewsey")
    assert said(write(tmp_path, "events:\n" + events)) == []


def change_branches(folder: Path, old: str, new: str) -> None:
    """Put other words into the file of libraries, once."""
    path = folder / "data" / "branches.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_series_is_compared_with_each_dated_week(tmp_path: Path) -> None:
    """A later week that closes the weekday of a series makes it a warning."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES))
    later = WEEK.replace("wednesday: 09:00 to 17:00", "wednesday: closed")
    change_branches(folder, "    rooms:\n", f"      - from: 2027-02-01\n{later}    rooms:\n")
    assert said(folder) == ["warning 6: On Wednesday 2027-02-03 Central Library is closed"]


def test_a_series_ends_before_its_library_closes_for_good(tmp_path: Path) -> None:
    """Dates on or after the closing day are an error, with the last day to write."""
    folder = write(tmp_path, "events:\n" + event("first", SERIES, branch="branch: lewsey"))
    change_branches(
        folder,
        "    name: Lewsey Library\n",
        "    name: Lewsey Library\n    closed:\n      from: 2027-02-10\n",
    )
    (problem,) = problems(folder)
    assert str(problem.message) == "Lewsey Library is closed for good on Wednesday 2027-02-10"
    assert problem.remedy.startswith("write “until: 2027-02-09”; ")
    moved = "changes:\n" + "".join(
        f"  - date: {day}\n    branch: central\n" for day in ("2027-02-10", "2027-02-17", "2027-02-24")
    )
    (folder / "data" / "events.yaml").write_text(
        "events:\n" + event("first", SERIES, moved, branch="branch: lewsey"), encoding="utf-8"
    )
    assert said(folder) == []


def opening(tmp_path: Path, events: str, day: str, status: str = "") -> Path:
    """Write a site whose second library opens on a day."""
    folder = write(tmp_path, events and f"events:\n{events}", status)
    change_branches(folder, "    name: Lewsey Library\n", f"    name: Lewsey Library\n    opened: {day}\n")
    return folder


AT_LEWSEY = "branch: lewsey"


@pytest.mark.parametrize(
    ("events", "day", "line", "remedy", "followed"),
    [
        (
            event("first", SERIES, branch=AT_LEWSEY),
            "2027-02-10",
            6,
            "write “from: 2027-02-10”; ",
            ("from: 2027-01-06", "from: 2027-02-10"),
        ),
        (
            event("first", SERIES, branch=AT_LEWSEY),
            "2027-03",
            6,
            "choose another library; ",
            ("branch: lewsey", "branch: central"),
        ),
        (
            event("first", "on: 2027-02-09; at: 10:00 to 11:00", branch=AT_LEWSEY),
            "2027-02-10",
            6,
            "choose a day from 2027-02-10 on, or another library; ",
            ("on: 2027-02-09", "on: 2027-02-10"),
        ),
        (
            event("first", SERIES.replace("10:00 to 11:00", "opening hours"), branch=AT_LEWSEY),
            "2027-02-10",
            6,
            "write “from: 2027-02-10”",
            ("from: 2027-01-06", "from: 2027-02-10"),
        ),
        (
            event("first", SERIES, "also_on: 2027-02-25", branch=AT_LEWSEY).replace(
                "2027-01-06", "2027-02-24"
            ),
            "2027-02-25",
            6,
            "choose another library; ",
            ("branch: lewsey", "branch: central"),
        ),
        (
            event("first", SERIES, "changes:\n  - date: 2027-01-13\n    branch: lewsey"),
            "2027-02-10",
            12,
            "choose a day from 2027-02-10 on, or another library; ",
            ("    branch: lewsey", "    note: x"),
        ),
    ],
    ids=[
        "a series",
        "a series that is over by then",
        "one date",
        "whenever it is open",
        "all of a series, not its extra date",
        "moved there",
    ],
)
def test_no_event_before_its_library_opens(
    tmp_path: Path, events: str, day: str, line: int, remedy: str, followed: tuple[str, str]
) -> None:
    """A date before the opening day is one error; who does what it says has no other."""
    folder = opening(tmp_path, events, day)
    first = day if len(day) > 7 else f"{day}-01"
    (problem,) = problems(folder)
    assert str(problem.message).startswith("Lewsey Library is not open yet: it opens on ")
    assert str(problem.message).endswith(first)
    assert (problem.place.line, problem.warning) == (line, False)
    assert problem.remedy.startswith(remedy)
    opening(tmp_path, events.replace(*followed), day)
    assert said(folder) == []


def test_a_new_library_is_not_closed_before_it_opens(tmp_path: Path) -> None:
    """A closure of a library that opens later is an error; a notice about it is none, nor a closure of all."""
    closed = "  - id: snow\n    branches:\n      - lewsey\n    on: 2027-01-07\n    reason: Snow\n"
    told = "notices:\n  - id: new\n    level: information\n    branches:\n      - lewsey\n"
    told += "    on: 2027-01-07\n    title: Opening soon\n"
    folder = opening(tmp_path, "", "2027-02-10", f"closures:\n{closed}{told}")
    assert said(folder) == ["error 4: Lewsey Library is not open yet: it opens on Wednesday 2027-02-10"]
    opening(tmp_path, "", "2027-02-10", f"closures:\n{closed.replace('01-07', '02-10')}{told}")
    assert said(folder) == []
    for_all = closed.replace("    branches:\n      - lewsey\n", "    branches: all\n")
    opening(tmp_path, "", "2027-02-10", f"closures:\n{for_all}{told}")
    assert said(folder) == []


def test_rooms_are_compared_however_long_one_event_has_run(tmp_path: Path) -> None:
    """A series of some years ago without an end still has its room."""
    old = "every: Wednesday; at: 10:00 to 11:00; from: 2022-01-05"
    events = event("old", old, "room: Hall") + event("new", SERIES, "room: Hall")
    assert said(write(tmp_path, "events:\n" + events)) == [
        "error 18: Hall is taken on Wednesday 2027-01-06 by “Old”"
    ]


def test_a_room_given_by_a_change_is_compared(tmp_path: Path) -> None:
    """One date in another room may clash there, and the change is marked."""
    events = event("first", SERIES, "room: Hall") + event(
        "second", SERIES, "changes:\n  - date: 2027-01-13\n    room: Hall"
    )
    assert said(write(tmp_path, "events:\n" + events)) == [
        "error 21: Hall is taken on Wednesday 2027-01-13 by “First”"
    ]


def test_a_room_is_taken_by_a_rule_without_an_end(tmp_path: Path) -> None:
    """An event that began years ago and repeats by a rule still has its room."""
    old = by_rule(RULE, "at: 10:00 to 11:00; from: 2024-09-04", "room: Hall")
    new = event("second", "on: 2027-01-21; at: 10:30 to 11:30", "room: Hall")
    assert said(write(tmp_path, "events:\n" + old + new)) == [
        "error 16: Hall is taken on Thursday 2027-01-21 by “First”"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("", ["error 7: On Wednesday 2027-01-06 Central Library is open 12:00 to 17:00"]),
        ("cancelled: Training", []),
        ("moved_to: 2027-01-07 10:00 to 11:00", []),
        ("goes_ahead: yes", []),
        (
            "moved_to: 2027-01-07 20:00 to 21:00",
            ["error 10: On Thursday 2027-01-07 Central Library is open 09:00 to 17:00"],
        ),
        ("branch: lewsey", []),
    ],
)
def test_one_date_outside_changed_hours_can_be_cancelled_or_moved(
    change: str, expected: list[str], tmp_path: Path
) -> None:
    """An event of one day that changed hours hit is an error until its change says what becomes of it."""
    changes = f"changes:\n  - date: 2027-01-06\n    {change}" if change else ""
    assert said(write(tmp_path, "events:\n" + event("first", ONE, changes), SHORT_DAY)) == expected


def test_date_moved_to_another_library_is_looked_at_there(tmp_path: Path) -> None:
    """A date that moves to another library at a time at which that is shut is told at the move."""
    changes = "changes:\n  - date: 2027-01-06\n    moved_to: 2027-01-10 22:00 to 23:00\n    branch: lewsey"
    series = "every: Wednesday; at: 10:00 to 11:00; from: 2027-01-06; until: 2027-02-24"
    assert said(write(tmp_path, "events:\n" + event("first", series, changes))) == [
        "error 12: On Sunday 2027-01-10 Lewsey Library is closed"
    ]


def test_series_that_follows_a_library_that_is_never_open_then_never_happens(tmp_path: Path) -> None:
    """What follows the opening hours of a day on which the library never opens is told, not left out in silence."""
    series = "every: Sunday; at: opening hours; from: 2027-01-03; until: 2027-02-24"
    assert said(write(tmp_path, "events:\n" + event("first", series))) == [
        "error 6: “First” never takes place: no date fits"
    ]


@pytest.mark.parametrize(
    ("when", "more"),
    [
        ("every: Monday; at: opening hours", ""),
        ("every: Sunday; at: 10:00 to 11:00", "outside_hours: yes"),
    ],
)
def test_what_is_said_of_a_library_that_is_never_open_then_helps(
    when: str, more: str, tmp_path: Path
) -> None:
    """Either way that the message names leaves nothing to put right."""
    until = "from: 2027-01-03; until: 2027-02-24"
    folder = write(tmp_path, "events:\n" + event("first", f"every: Sunday; at: opening hours; {until}"))
    assert [problem.remedy for problem in problems(folder)] == [
        "choose days on which its library opens, or write the times and “outside_hours: yes”"
    ]
    assert said(write(tmp_path, "events:\n" + event("first", f"{when}; {until}", more))) == []


SHUT = {
    "": "",
    "snow": "closures:\n  - id: snow\n    branches: lewsey\n    on: 2027-01-13\n    reason: Snow\n",
    "part": "closures:\n  - id: p\n    branches: lewsey\n    on: 2027-01-13 09:00 to 10:30\n    reason: Snow\n",
    "flood": FLOOD.replace("lewsey", "LIBRARY").replace("2027-01-20", "2027-01-08"),
    "late": SHORT_DAY.replace("central", "lewsey").replace("01-06", "01-13"),
}
LONG = "every: Wednesday; at: 10:00 to 11:00; from: 2022-01-05"


@pytest.mark.parametrize(
    ("when", "change", "status", "expected"),
    [
        (
            SERIES,
            "moved_to: 2027-01-17 22:00 to 23:00 lewsey",
            "",
            "error: On Sunday 2027-01-17 Lewsey Library is closed",
        ),
        (
            SERIES,
            "moved_to: 2027-03-26 lewsey",
            "",
            "error: On Friday 2027-03-26 Lewsey Library is closed (Good Friday)",
        ),
        (
            SERIES,
            "moved_to: 2027-01-13 16:30 to 17:30 lewsey",
            "",
            "error: On Wednesday 2027-01-13 Lewsey Library is open 09:00 to 17:00",
        ),
        (SERIES, "lewsey", "late", "warning: On Wednesday 2027-01-13 Lewsey Library is open 12:00 to 17:00"),
        (
            SERIES,
            "lewsey",
            "snow",
            "warning: Lewsey Library is closed then (Snow): this date shows as cancelled",
        ),
        (
            SERIES,
            "lewsey",
            "part",
            "warning: Lewsey Library is closed then (Snow): this date shows as cancelled",
        ),
        (
            SERIES,
            "lewsey",
            "flood lewsey",
            "warning: Lewsey Library is closed until further notice (Flood): this date is on no list",
        ),
        (
            SERIES,
            "moved_to: 2027-01-14",
            "flood central",
            "warning: Central Library is closed until further notice (Flood): this date is on no list",
        ),
        (
            LONG,
            "moved_to: 2027-01-17 22:00 to 23:00 lewsey",
            "",
            "error: On Sunday 2027-01-17 Lewsey Library is closed",
        ),
        (
            LONG,
            "lewsey",
            "snow",
            "warning: Lewsey Library is closed then (Snow): this date shows as cancelled",
        ),
        (
            "on: 2027-01-13; at: 10:00 to 11:00",
            "lewsey",
            "snow",
            "warning: Lewsey Library is closed then (Snow): this date shows as cancelled",
        ),
    ],
)
def test_move_to_where_it_is_shut_is_told(
    when: str, change: str, status: str, expected: str, tmp_path: Path
) -> None:
    """Whatever shuts the library to which a date is moved, its day or its library, is told with the reason."""
    moved = change.replace(" lewsey", "\n    branch: lewsey") if " " in change else "branch: lewsey"
    name, _, place = status.partition(" ")
    text = event("first", when, f"changes:\n  - date: 2027-01-13\n    {moved}")
    folder = write(tmp_path, "events:\n" + text, SHUT[name].replace("LIBRARY", place))
    kinds = {line.partition(" ")[0] + ": " + line.partition(": ")[2] for line in said(folder)}
    assert expected in kinds


@pytest.mark.parametrize("status", ["snow", "part", "flood lewsey"])
def test_move_to_where_it_is_shut_can_be_meant(status: str, tmp_path: Path) -> None:
    """The answer that the message names is taken."""
    name, _, place = status.partition(" ")
    change = "changes:\n  - date: 2027-01-13\n    branch: lewsey\n    goes_ahead: yes"
    text = "events:\n" + event("first", SERIES, change)
    assert said(write(tmp_path, text, SHUT[name].replace("LIBRARY", place))) == []


def test_move_to_an_undecided_bank_holiday_is_told(tmp_path: Path) -> None:
    """A day of which the library has not said what it does takes the date from all lists."""
    change = "changes:\n  - date: 2027-01-13\n    moved_to: 2027-03-26"
    folder = write(tmp_path, "events:\n" + event("first", SERIES, change), holidays="decide")
    assert said(folder) == [
        "warning 12: Central Library has not decided about that day (Good Friday): this date is on no list"
    ]


@pytest.mark.parametrize("goes_ahead", ["", "\n    goes_ahead: yes"])
def test_move_to_after_the_own_library_has_closed_for_good_is_told(goes_ahead: str, tmp_path: Path) -> None:
    """A date in time that moves to after the closing is looked at there; the building may be used all the same."""
    series = SERIES.replace("2027-02-24", "2027-02-09")
    change = f"changes:\n  - date: 2027-02-03\n    moved_to: 2027-02-11{goes_ahead}"
    folder = write(tmp_path, "events:\n" + event("first", series, change, branch="branch: lewsey"))
    closing = "    name: Lewsey Library\n    closed:\n      from: 2027-02-10\n"
    change_branches(folder, "    name: Lewsey Library\n", closing)
    expected = [] if goes_ahead else ["error 12: Lewsey Library is closed for good"]
    assert said(folder) == expected


@pytest.mark.parametrize("meant", ["outside_hours: yes", "goes_ahead: yes"])
def test_date_that_follows_hours_that_there_are_not_is_told(meant: str, tmp_path: Path) -> None:
    """Whoever means a Sunday outside the hours writes the times: there are no opening hours to follow."""
    when = "on: [2027-01-06, 2027-01-10]; at: opening hours"
    (problem,) = problems(write(tmp_path, "events:\n" + event("first", when, meant)))
    assert problem.message == "On Sunday 2027-01-10 Central Library is closed"
    assert (
        problem.remedy == "choose a day on which it opens, or write the times here and “outside_hours: yes”"
    )
    times = "on: [2027-01-06, 2027-01-10 10:00 to 16:00]; at: opening hours"
    assert said(write(tmp_path, "events:\n" + event("first", times, meant))) == []


def test_series_of_many_years_is_compared_with_the_newest_week(tmp_path: Path) -> None:
    """However long ago a series began, hours that begin now and shut it out are told."""
    folder = write(tmp_path, "events:\n" + event("first", LONG))
    later = WEEK.replace("wednesday: 09:00 to 17:00", "wednesday: closed")
    change_branches(folder, "    rooms:\n", f"      - from: 2027-02-01\n{later}    rooms:\n")
    assert said(folder) == ["warning 6: On Wednesday 2027-02-03 Central Library is closed"]


CHRISTMAS = "on: 2026-12-25; at: 10:00 to 11:00"  # Christmas Day, a Friday
DECIDED = (
    "changed_hours:\n  - branches: all\n    on: 2026-12-25\n    hours: 10:00 to 12:00\n    reason: Sales\n"
)
UNDECIDED = "Whether Central Library opens on Friday 2026-12-25 is not decided yet (Christmas Day)"


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (event("first", CHRISTMAS), 6),
        (event("first", "on: 2026-12-25"), 6),
        (event("first", "on: 2026-12-25; at: opening hours"), 6),
        (event("first", SERIES, "also_on: 2026-12-25 10:00 to 11:00"), 10),
    ],
)
def test_a_date_on_a_day_that_is_not_decided_does_not_vanish_without_a_word(
    entry: str, line: int, tmp_path: Path
) -> None:
    """A date that an editor wrote for a bank holiday waits for the word of its library, whose hours answer it."""
    found = problems(write(tmp_path, f"events:\n{entry}", holidays="decide"))
    told = [(p.message, p.place.line, p.warning) for p in found]
    assert told == [(UNDECIDED, line, False)]
    assert found[0].remedy == (
        "write changed hours of that day in data/status.yaml, or add “outside_hours: yes” if it takes place"
    )
    assert said(write(tmp_path, f"events:\n{entry}", DECIDED, holidays="decide")) == []
    anyway = entry + "    outside_hours: yes\n"
    assert said(write(tmp_path, f"events:\n{anyway}", "closures:\n", holidays="decide")) == []


def test_a_series_leaves_out_a_day_that_is_not_decided(tmp_path: Path) -> None:
    """A repeat was not written for a bank holiday: its date is left out there, as everywhere."""
    fridays = event("first", "every: Friday; at: 10:00 to 11:00; from: 2026-12-04")
    assert said(write(tmp_path, f"events:\n{fridays}", holidays="decide")) == []


def test_a_series_of_days_that_are_not_decided_alone_is_told(tmp_path: Path) -> None:
    """A series of which every date waits for a decision would be nowhere."""
    friday = event("first", "every: Friday; at: 10:00 to 11:00; from: 2027-03-26; until: 2027-03-26")
    [found] = problems(write(tmp_path, f"events:\n{friday}", holidays="decide"))
    assert found.message == "“First” never takes place: no date fits"
    assert found.remedy.startswith("its library has not decided about its dates")
    good_friday = DECIDED.replace("2026-12-25", "2027-03-26")
    assert said(write(tmp_path, f"events:\n{friday}", good_friday, holidays="decide")) == []
